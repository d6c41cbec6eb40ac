//! Documents: links and the list of requirements.

use anyhow::Result;

use super::tree::File;
use super::{Finding, Tree};

/// The list of requirements, and how many there are.
const REQUIREMENTS: &str = "docs/requirements.md";
const COUNT: usize = 163;
const STATES: &[&str] = &["works", "part", "not yet"];

/// Beginnings of paths that documents name.
const FOLDERS: &[&str] = &[
    "crates/",
    "docs/",
    "icons/",
    "src-tauri/",
    "tests/",
    "ui/src/",
    "xtask/",
];

/// Relative links of Markdown files lead to files and headings that exist,
/// and so do the paths they name in backticks.
pub(super) fn links(tree: &Tree) -> Result<Vec<Finding>> {
    let mut findings = Vec::new();
    for file in tree.files().filter(|file| file.is(&["md"])) {
        for (number, target) in targets(file) {
            if let Some(message) = broken(tree, file, &target) {
                findings.push(Finding::new(&file.path, number, message));
            }
        }
        for (number, path) in named_paths(file) {
            if !tree.exists(path) {
                findings.push(Finding::new(
                    &file.path,
                    number,
                    format!("`{path}` does not exist"),
                ));
            }
        }
    }
    Ok(findings)
}

/// Paths from the top folder that a text names in backticks. Decisions tell of their time, so what
/// they name may be gone; a README below the top has paths of its own folder.
fn named_paths(file: &File) -> impl Iterator<Item = (usize, &str)> {
    let whole = !file.path.contains('/') || file.below(&["docs/"]) && !file.below(&["docs/adr/"]);
    file.lines()
        .filter(move |_| whole)
        .flat_map(|(number, line)| {
            let spans = line.split('`').skip(1).step_by(2);
            let paths = spans.filter(|span| FOLDERS.iter().any(|folder| span.starts_with(folder)));
            paths
                .filter(|path| !path.contains([' ', '<', '*', '…']))
                .map(move |path| (number, path))
        })
}

fn broken(tree: &Tree, file: &File, target: &str) -> Option<String> {
    let (path, anchor) = target.split_once('#').unwrap_or((target, ""));
    let folder = file.path.rsplit_once('/').map_or("", |(folder, _)| folder);
    let path = if path.is_empty() {
        file.path.clone()
    } else {
        join(folder, path)
    };
    if !tree.exists(&path) {
        return Some(format!("`{target}` leads nowhere"));
    }
    let there = tree.file(&path)?;
    let missing = !anchor.is_empty() && there.is(&["md"]) && !anchors(there).any(|a| a == anchor);
    missing.then(|| format!("{path} has no heading `#{anchor}`"))
}

/// Link targets outside fenced code, without those of other sites.
fn targets(file: &File) -> Vec<(usize, String)> {
    let mut found = Vec::new();
    let mut fenced = false;
    for (number, line) in file.lines() {
        if line.trim_start().starts_with("```") {
            fenced = !fenced;
        }
        let mut rest = line;
        while let Some(at) = rest.find("](").filter(|_| !fenced) {
            rest = &rest[at + 2..];
            let Some(end) = rest.find(')') else { break };
            let target = rest[..end].split(' ').next().unwrap_or_default();
            if !target.contains("://") && !target.starts_with("mailto:") {
                found.push((number, target.to_owned()));
            }
        }
    }
    found
}

/// Headings as GitHub makes anchors of them.
fn anchors(file: &File) -> impl Iterator<Item = String> + '_ {
    file.text
        .lines()
        .filter(|line| line.starts_with('#'))
        .map(|line| {
            line.trim_start_matches('#')
                .trim()
                .to_lowercase()
                .chars()
                .filter(|c| c.is_alphanumeric() || *c == ' ' || *c == '-' || *c == '_')
                .map(|c| if c == ' ' { '-' } else { c })
                .collect()
        })
}

fn join(folder: &str, path: &str) -> String {
    let mut parts: Vec<&str> = folder.split('/').filter(|part| !part.is_empty()).collect();
    for part in path.split('/') {
        match part {
            "." | "" => {}
            ".." => {
                parts.pop();
            }
            part => parts.push(part),
        }
    }
    parts.join("/")
}

/// One row for each requirement, in order; what works says where and names a test that exists.
pub(super) fn requirements(tree: &Tree) -> Result<Vec<Finding>> {
    let Some(file) = tree.file(REQUIREMENTS) else {
        return Ok(vec![Finding::new(REQUIREMENTS, 0, "is missing")]);
    };
    let rows: Vec<(usize, Vec<&str>)> = file
        .lines()
        .filter(|(_, line)| line.starts_with("| R"))
        .map(|(number, line)| {
            (
                number,
                line.trim_matches('|').split('|').map(str::trim).collect(),
            )
        })
        .collect();
    let mut findings = Vec::new();
    for (index, (number, row)) in rows.iter().enumerate() {
        let expected = format!("R{:03}", index + 1);
        for message in faults(tree, &expected, row) {
            findings.push(Finding::new(REQUIREMENTS, *number, message));
        }
    }
    if rows.len() != COUNT {
        let message = format!("{} rows; the catalogue has {COUNT}", rows.len());
        findings.push(Finding::new(REQUIREMENTS, 0, message));
    }
    Ok(findings)
}

fn faults(tree: &Tree, expected: &str, row: &[&str]) -> Vec<String> {
    let [id, what, state, place, test] = row else {
        return vec!["a row is: id, what, state, where, test".to_owned()];
    };
    let mut faults = Vec::new();
    if *id != expected {
        faults.push(format!("{id} stands where {expected} should"));
    }
    if what.is_empty() {
        faults.push(format!("{id} does not say what it is"));
    }
    if !STATES.contains(state) {
        faults.push(format!("{id}: the state is one of {}", STATES.join(", ")));
    }
    if *state != "not yet" && place.is_empty() {
        faults.push(format!("{id}: say where a user reaches it"));
    }
    if *state == "works" && test.is_empty() {
        faults.push(format!("{id} works, so a test shows it"));
    }
    // A test is named by its file in backticks, and what follows it is for people.
    for path in test
        .split('`')
        .skip(1)
        .step_by(2)
        .filter(|path| path.contains('/'))
    {
        if !tree.exists(path) {
            faults.push(format!("{id}: no test at {path}"));
        }
    }
    faults
}
