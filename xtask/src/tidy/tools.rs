//! rustfmt and clippy.

use anyhow::Result;

use super::{Finding, Tree};

/// The window does not compile without the screens it shows.
const WINDOW: &str = "src-tauri/tauri.conf.json";

/// rustfmt would change nothing.
pub(super) fn format(tree: &Tree) -> Result<Vec<Finding>> {
    let answer = tree.project().cargo(["fmt", "--all", "--check"]).output()?;
    let text = String::from_utf8_lossy(&answer.stdout);
    let mut findings: Vec<Finding> = text
        .lines()
        .filter_map(|line| line.strip_prefix("Diff in "))
        .map(|place| place_of(tree, place.trim_end_matches(':'), "run `cargo fmt`"))
        .collect();
    findings.sort_by(|a, b| a.path.cmp(&b.path).then(a.line.cmp(&b.line)));
    findings.dedup_by(|a, b| a.path == b.path);
    if findings.is_empty() && !answer.status.success() {
        let errors = String::from_utf8_lossy(&answer.stderr);
        findings.push(Finding::new(
            "Cargo.toml",
            0,
            format!("cargo fmt fails: {}", errors.trim()),
        ));
    }
    Ok(findings)
}

/// Neither the compiler nor clippy has anything to say, for every target and feature.
pub(super) fn clippy(tree: &Tree) -> Result<Vec<Finding>> {
    if tree.exists(WINDOW) && !tree.exists("ui/dist/app/index.html") {
        let message = "the window embeds the screens, which are not built: `npm run build` in ui";
        return Ok(vec![Finding::new(WINDOW, 0, message)]);
    }
    let args = [
        "clippy",
        "--workspace",
        "--all-targets",
        "--all-features",
        "--keep-going",
        "--quiet",
    ];
    let answer = tree
        .project()
        .cargo(args)
        .args(["--message-format", "short", "--", "--deny", "warnings"])
        .output()?;
    let text = String::from_utf8_lossy(&answer.stderr);
    let mut findings: Vec<Finding> = text
        .lines()
        .filter_map(|line| {
            line.split_once(" error")
                .or_else(|| line.split_once(" warning"))
        })
        .filter(|(place, _)| place.matches(':').count() >= 2)
        .map(|(place, message)| place_of(tree, place, message.trim_start_matches([':', ' '])))
        .collect();
    findings.dedup();
    if findings.is_empty() && !answer.status.success() {
        findings.push(Finding::new(
            "Cargo.toml",
            0,
            format!("cargo clippy fails: {}", text.trim()),
        ));
    }
    Ok(findings)
}

/// `path:line` or `path:line:column:`, the path from the top folder.
fn place_of(tree: &Tree, place: &str, message: &str) -> Finding {
    let root = super::shown(tree.project().root());
    let place = place.replace('\\', "/");
    let place = place
        .strip_prefix(&root)
        .unwrap_or(&place)
        .trim_start_matches('/');
    let mut parts = place.split(':');
    let path = parts.next().unwrap_or(place);
    let line = parts
        .next()
        .and_then(|line| line.parse().ok())
        .unwrap_or_default();
    Finding::new(path, line, message)
}
