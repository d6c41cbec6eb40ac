//! What a crate says of itself.

use anyhow::Result;

use super::{Finding, Tree};

/// The shortest and the longest header, in lines.
const HEADER: (usize, usize) = (4, 25);

/// The root file of a crate begins by saying what lives there and what must not.
pub(super) fn headers(tree: &Tree) -> Result<Vec<Finding>> {
    let mut findings = Vec::new();
    for package in tree.metadata()?.workspace_packages() {
        let folder = package
            .manifest_path
            .parent()
            .map(|folder| folder.join("src"));
        let Some(folder) = folder else { continue };
        let root = ["lib.rs", "main.rs"]
            .into_iter()
            .map(|name| folder.join(name))
            .find(|p| p.exists());
        let Some(root) = root else { continue };
        let text = std::fs::read_to_string(&root)?;
        let lines = text
            .lines()
            .take_while(|line| line.starts_with("//!"))
            .count();
        if lines < HEADER.0 || lines > HEADER.1 {
            let top = super::shown(tree.project().root());
            let path = root.as_str().replace('\\', "/");
            let path = path
                .strip_prefix(&top)
                .unwrap_or(&path)
                .trim_start_matches('/')
                .to_owned();
            let message = format!(
                "the header has {lines} lines; say in {} to {} what lives here and what must not",
                HEADER.0, HEADER.1
            );
            findings.push(Finding::new(path, 1, message));
        }
    }
    Ok(findings)
}
