//! Words that do not belong into a product.

use anyhow::Result;

use super::tree::File;
use super::{Finding, Tree};

/// Marks of unfinished work. (Written in two halves, so that this file does not find itself.)
const MARKS: &[&str] = &[
    concat!("TO", "DO"),
    concat!("FIX", "ME"),
    concat!("XX", "X:"),
];

/// What is refused, and why.
const WORDS: &[(&str, &str)] = &[
    (
        concat!("for", " now"),
        "say what is, and what is planned with its issue",
    ),
    (
        concat!("temporary", " hack"),
        "do it properly, or say why this is proper",
    ),
    (concat!("lorem", " ipsum"), "no filler texts"),
    (concat!("/ro", "ot/"), "a path of somebody's machine"),
    (concat!("/wo", "rk/"), "a path of somebody's machine"),
    (concat!("/Us", "ers/"), "a path of somebody's machine"),
    (concat!("C:\\Us", "ers\\"), "a path of somebody's machine"),
];

/// A mark of unfinished work names its issue: `TODO(#12)`.
pub(super) fn todo(tree: &Tree) -> Result<Vec<Finding>> {
    Ok(each_line(tree, |line| {
        MARKS.iter().find_map(|mark| {
            let at = word_at(line, mark)?;
            let named = line[at + mark.len()..]
                .strip_prefix("(#")
                .is_some_and(|rest| rest.starts_with(|c: char| c.is_ascii_digit()));
            (!named).then(|| format!("{mark} names its issue: {mark}(#12)"))
        })
    }))
}

/// None of the refused words.
pub(super) fn words(tree: &Tree) -> Result<Vec<Finding>> {
    Ok(each_line(tree, |line| {
        let lower = line.to_lowercase();
        WORDS.iter().find_map(|(word, why)| {
            let found = lower.contains(&word.to_lowercase());
            found.then(|| format!("`{word}`: {why}"))
        })
    }))
}

fn each_line(tree: &Tree, objection: impl Fn(&str) -> Option<String>) -> Vec<Finding> {
    let mut findings = Vec::new();
    for file in tree.files().filter(|file| is_ours(file)) {
        for (number, line) in file.lines() {
            if let Some(message) = objection(line) {
                findings.push(Finding::new(&file.path, number, message));
            }
        }
    }
    findings
}

fn is_ours(file: &File) -> bool {
    let fetched = file.path.ends_with("Cargo.lock") || file.path.ends_with("package-lock.json");
    let written = file.is(&[
        "rs", "ts", "vue", "js", "css", "html", "md", "toml", "json", "yml", "yaml", "sh", "sql",
    ]);
    // Test data may hold anything on purpose.
    (written || file.path == ".ci/run") && !fetched && !file.path.contains("/data/")
}

/// Where the mark stands as a word of its own.
fn word_at(line: &str, mark: &str) -> Option<usize> {
    let at = line.find(mark)?;
    let before = line[..at].chars().next_back();
    let after = line[at + mark.len()..].chars().next();
    let joined = |c: Option<char>| c.is_some_and(|c| c.is_alphanumeric() || c == '_');
    (!joined(before) && !joined(after)).then_some(at)
}
