//! Every dependency says what it is for.

use anyhow::{Context as _, Result};
use serde_json::Value;

use super::tree::File;
use super::{Finding, Tree};

const NPM: &str = "ui/package.json";

/// A comment behind or above each dependency of a manifest; an entry under `"//"` for each npm package.
pub(super) fn reasons(tree: &Tree) -> Result<Vec<Finding>> {
    let mut findings = Vec::new();
    for file in tree
        .files()
        .filter(|file| file.path.ends_with("Cargo.toml"))
    {
        findings.extend(cargo_reasons(file));
    }
    if let Some(file) = tree.file(NPM) {
        findings.extend(npm_reasons(file)?);
    }
    Ok(findings)
}

fn cargo_reasons(file: &File) -> Vec<Finding> {
    let mut findings = Vec::new();
    let mut section = "";
    let mut above = "";
    for (number, line) in file.lines() {
        let explained = above.starts_with('#');
        above = line;
        if line.starts_with('[') {
            section = line.trim_matches(['[', ']']);
        }
        let named = line
            .split_once('=')
            .filter(|(name, _)| !name.starts_with([' ', '#', '[']));
        let Some((name, value)) = named.filter(|_| section.ends_with("dependencies")) else {
            continue;
        };
        let ours = value.contains("path =") || line.contains("workspace = true");
        if !ours && !explained && !value.contains(" # ") {
            let message = format!("{}: say in a comment what it is for", name.trim());
            findings.push(Finding::new(&file.path, number, message));
        }
    }
    findings
}

fn npm_reasons(file: &File) -> Result<Vec<Finding>> {
    let package: Value = serde_json::from_str(&file.text).context("ui/package.json is no JSON")?;
    let mut findings = Vec::new();
    for section in ["dependencies", "devDependencies"] {
        let names = package.get(section).and_then(Value::as_object);
        for name in names.into_iter().flatten().map(|(name, _)| name) {
            let reason = package.get("//").and_then(|reasons| reasons.get(name));
            if reason.and_then(Value::as_str).is_none_or(str::is_empty) {
                let quoted = format!("\"{name}\":");
                let line = file
                    .lines()
                    .find(|(_, line)| line.contains(&quoted))
                    .map_or(0, |(n, _)| n);
                let message = format!("{name}: say under \"//\" what it is for");
                findings.push(Finding::new(NPM, line, message));
            }
        }
    }
    Ok(findings)
}
