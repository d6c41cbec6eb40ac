//! Files one can read in a sitting. Functions are measured by clippy (`too_many_lines`, 80).

use anyhow::Result;

use super::tree::File;
use super::{Finding, Tree};

const SOFT: usize = 400;
const HARD: usize = 600;
/// The map of the house is read before anything else, so it stays short.
const MAP: (&str, usize) = ("ARCHITECTURE.md", 250);

/// Sources stay below 600 lines (a hint from 400 on), tests and generated files excepted.
pub(super) fn size(tree: &Tree) -> Result<Vec<Finding>> {
    let mut findings = Vec::new();
    for file in tree.files().filter(|file| is_source(file)) {
        let lines = own_lines(file);
        if lines > HARD {
            let message = format!("{lines} lines; split it, {HARD} is the limit");
            findings.push(Finding::new(&file.path, HARD, message));
        } else if lines > SOFT {
            let message = format!("{lines} lines; think of splitting it above {SOFT}");
            findings.push(Finding::warning(&file.path, SOFT, message));
        }
    }
    let (path, limit) = MAP;
    if let Some(file) = tree
        .file(path)
        .filter(|file| file.text.lines().count() > limit)
    {
        findings.push(Finding::new(
            &file.path,
            limit,
            format!("longer than {limit} lines"),
        ));
    }
    Ok(findings)
}

fn is_source(file: &File) -> bool {
    let test = file.path.contains("/tests/")
        || file.path.starts_with("tests/")
        || file.path.ends_with("tests.rs")
        || file.path.contains(".test.");
    file.is(&["rs", "ts", "vue", "js", "sh", "css"]) && !file.below(&["ui/src/bindings/"]) && !test
}

/// Lines before the tests at the end of a Rust file.
fn own_lines(file: &File) -> usize {
    file.text
        .lines()
        .take_while(|line| *line != "#[cfg(test)]")
        .count()
}
