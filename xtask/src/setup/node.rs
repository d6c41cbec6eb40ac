//! Node and the npm packages of `ui`.

use std::fs;
use std::path::Path;
use std::process::Command;

use anyhow::{Context as _, Result};
use serde_json::Value;

use crate::fail::Fail;
use crate::project::{Project, output, say, step};

/// The oldest Node that builds the screens.
const OLDEST_NODE: u32 = 20;

/// Installs the npm packages unless those of the lock file are there already.
pub(super) fn packages(project: &Project) -> Result<()> {
    check_node()?;
    let wanted = read_json(&project.path("ui/package-lock.json"))?;
    // npm notes there what it has installed.
    let present = read_json(&project.path("ui/node_modules/.package-lock.json"));
    if present.is_ok_and(|present| is_installed(&wanted, &present)) {
        say("==> npm packages: all there");
        return Ok(());
    }
    step(
        "Installing npm packages",
        &mut project.npm(["ci", "--no-audit", "--no-fund", "--loglevel=error"]),
        "look at npm's message above; without network, repeat when there is one",
    )
}

fn read_json(path: &Path) -> Result<Value> {
    let text =
        fs::read_to_string(path).with_context(|| format!("{} cannot be read", path.display()))?;
    serde_json::from_str(&text).with_context(|| format!("{} is no JSON", path.display()))
}

/// Whether every package of the lock file is there in its version; packages for other systems are
/// optional and stay away.
fn is_installed(wanted: &Value, present: &Value) -> bool {
    let packages = |lock: &Value| lock.get("packages").and_then(Value::as_object).cloned();
    let (Some(wanted), Some(present)) = (packages(wanted), packages(present)) else {
        return false;
    };
    wanted
        .iter()
        .filter(|(path, _)| !path.is_empty())
        .all(|(path, package)| {
            let optional = package.get("optional") == Some(&Value::Bool(true));
            match present.get(path) {
                None => optional,
                Some(there) => there.get("version") == package.get("version"),
            }
        })
}

fn check_node() -> Result<()> {
    let next = format!("install Node {OLDEST_NODE} or later (https://nodejs.org) and repeat");
    let version = output(Command::new("node").arg("--version"), &next)
        .map_err(|error| error.context(Fail::error("Node is missing", next.clone())))?;
    match major(&version) {
        Some(found) if found >= OLDEST_NODE => Ok(()),
        _ => Err(Fail::error(
            format!("Node {} is too old", version.trim()),
            next,
        )),
    }
}

fn major(version: &str) -> Option<u32> {
    version
        .trim()
        .strip_prefix('v')?
        .split('.')
        .next()?
        .parse()
        .ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn a_missing_or_older_package_asks_for_an_installation_and_an_optional_one_does_not() {
        let wanted = json!({"packages": {
            "": {}, "node_modules/vue": {"version": "3.5.45"},
            "node_modules/for-mac": {"version": "1.0.0", "optional": true},
        }});
        let there = |version: &str| json!({"packages": {"node_modules/vue": {"version": version}}});
        assert!(is_installed(&wanted, &there("3.5.45")));
        assert!(!is_installed(&wanted, &there("3.5.44")));
        assert!(!is_installed(&wanted, &json!({"packages": {}})));
        assert!(!is_installed(&wanted, &json!({})));
    }

    #[test]
    fn the_major_version_is_read_from_what_node_prints() {
        assert_eq!(major("v20.20.2\n"), Some(20));
        assert_eq!(major("v8.0.0"), Some(8));
        assert_eq!(major("nonsense"), None);
    }
}
