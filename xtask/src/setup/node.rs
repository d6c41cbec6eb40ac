//! Node and the npm packages of `ui`.

use std::fs;
use std::process::Command;

use anyhow::{Context as _, Result};

use crate::fail::Fail;
use crate::project::{Project, output, say, step};

/// The oldest Node that builds the screens.
const OLDEST_NODE: u32 = 20;

/// Installs the npm packages when the lock file has changed since the last time.
pub(super) fn packages(project: &Project) -> Result<()> {
    check_node()?;
    let lock = project.path("ui/package-lock.json");
    let wanted = fs::read(&lock).with_context(|| format!("{} cannot be read", lock.display()))?;
    // npm empties node_modules on `ci`, so the copy there tells what it was filled from.
    let mark = project.path("ui/node_modules/.installed-from.json");
    if fs::read(&mark).is_ok_and(|installed| installed == wanted) {
        say("==> npm packages: all there");
        return Ok(());
    }
    step(
        "Installing npm packages",
        &mut project.npm(["ci", "--no-audit", "--no-fund"]),
        "look at npm's message above; without network, repeat when there is one",
    )?;
    fs::write(&mark, wanted).with_context(|| format!("{} cannot be written", mark.display()))
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

    #[test]
    fn the_major_version_is_read_from_what_node_prints() {
        assert_eq!(major("v20.20.2\n"), Some(20));
        assert_eq!(major("v8.0.0"), Some(8));
        assert_eq!(major("nonsense"), None);
    }
}
