//! Lock files work on everybody's machine.

use anyhow::Result;

use super::{Finding, Tree};

const CRATES: &str = "registry+https://github.com/rust-lang/crates.io-index";
const NPM: &str = "https://registry.npmjs.org/";

/// No private registry, mirror or git source.
pub(super) fn hosts(tree: &Tree) -> Result<Vec<Finding>> {
    let mut findings = Vec::new();
    for (path, field, allowed) in [
        ("Cargo.lock", "source = \"", CRATES),
        ("ui/package-lock.json", "\"resolved\": \"", NPM),
    ] {
        let Some(file) = tree.file(path) else {
            findings.push(Finding::new(path, 0, "is missing; commit it"));
            continue;
        };
        for (number, line) in file.lines() {
            let source = line.trim_start().strip_prefix(field);
            if source.is_some_and(|source| !source.starts_with(allowed)) {
                findings.push(Finding::new(path, number, "not the public registry"));
            }
        }
    }
    Ok(findings)
}
