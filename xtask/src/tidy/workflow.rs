//! GitHub workflows cannot run here, so what can be read in them is checked.

use anyhow::Result;
use yaml_rust2::{Yaml, YamlLoader};

use super::tree::File;
use super::{Finding, Tree};

/// They parse, pin every action, ask for no more than reading, and end by themselves.
pub(super) fn workflow(tree: &Tree) -> Result<Vec<Finding>> {
    let files = tree
        .files()
        .filter(|file| file.below(&[".github/workflows/"]) && file.is(&["yml", "yaml"]));
    Ok(files.flat_map(check).collect())
}

fn check(file: &File) -> Vec<Finding> {
    let document = match YamlLoader::load_from_str(&file.text) {
        Ok(documents) if documents.len() == 1 => documents.into_iter().next(),
        Ok(_) => None,
        Err(error) => {
            return vec![Finding::new(
                &file.path,
                error.marker().line(),
                error.to_string(),
            )];
        }
    };
    let Some(document) = document else {
        return vec![Finding::new(&file.path, 0, "not one YAML document")];
    };
    let mut findings = unpinned(file);
    findings.extend(rights(&document).map(|message| Finding::new(&file.path, 0, message)));
    let Some(jobs) = document["jobs"].as_hash() else {
        findings.push(Finding::new(&file.path, 0, "has no jobs"));
        return findings;
    };
    for (name, job) in jobs {
        let name = name.as_str().unwrap_or_default();
        findings.extend(job_faults(jobs.keys(), job).map(|message| {
            Finding::new(
                &file.path,
                line_of(file, name),
                format!("job {name} {message}"),
            )
        }));
    }
    findings
}

/// The only right a build needs is to read the sources.
fn rights(document: &Yaml) -> Option<&'static str> {
    if !document["on"]["pull_request_target"].is_badvalue() {
        return Some("pull_request_target runs strangers' code with our rights");
    }
    let granted = document["permissions"].as_hash();
    let reading = granted.is_some_and(|granted| {
        granted
            .iter()
            .all(|(_, right)| matches!(right.as_str(), Some("read" | "none")))
    });
    (!reading).then_some("grants no more than `permissions: contents: read` at the top")
}

fn job_faults<'y>(
    mut names: impl Iterator<Item = &'y Yaml>,
    job: &Yaml,
) -> impl Iterator<Item = String> {
    let mut faults = Vec::new();
    if job["runs-on"].is_badvalue() {
        faults.push("does not say what it runs on".to_owned());
    }
    if job["timeout-minutes"].as_i64().is_none() {
        faults.push("has no timeout-minutes".to_owned());
    }
    if let Some(needed) = job["needs"].as_str()
        && !names.any(|name| name.as_str() == Some(needed))
    {
        faults.push(format!("needs {needed}, which does not exist"));
    }
    let steps = job["steps"].as_vec();
    if steps.is_none_or(Vec::is_empty) {
        faults.push("has no steps".to_owned());
    }
    for step in steps.into_iter().flatten() {
        if step["uses"].is_badvalue() == step["run"].is_badvalue() {
            faults.push("has a step that is neither one `uses` nor one `run`".to_owned());
        }
    }
    faults.into_iter()
}

/// `owner/action@<commit or full version> # which, and why trusted`
fn unpinned(file: &File) -> Vec<Finding> {
    file.lines()
        .filter_map(|(number, line)| {
            let (_, used) = line.split_once("uses: ")?;
            let (action, comment) = used.split_once(" # ").unwrap_or((used, ""));
            let version = action
                .trim()
                .split_once('@')
                .map_or("", |(_, version)| version);
            let commit = version.len() == 40 && version.chars().all(|c| c.is_ascii_hexdigit());
            let numbers: Vec<_> = version.strip_prefix('v').unwrap_or("").split('.').collect();
            let full = numbers.len() == 3 && numbers.iter().all(|n| n.parse::<u32>().is_ok());
            let fine = (commit || full) && !comment.trim().is_empty();
            let message = "pin the action by commit or full version, with a comment";
            (!fine).then(|| Finding::new(&file.path, number, message))
        })
        .collect()
}

fn line_of(file: &File, job: &str) -> usize {
    let heading = format!("  {job}:");
    file.lines()
        .find(|(_, line)| line.starts_with(&heading))
        .map_or(0, |(number, _)| number)
}
