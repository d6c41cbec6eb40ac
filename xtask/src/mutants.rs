//! Mutation testing of the rules: one fault at a time in the code, and the tests must notice.
//!
//! It takes hours, so it is no part of a test run. Which files are changed stands in
//! `.cargo/mutants.toml`; what survives on purpose, with its reason, in `docs/mutants.md`.

use std::path::Path;

use anyhow::{Context as _, Result};
use clap::Args as ClapArgs;
use serde_json::Value;

use crate::fail::Fail;
use crate::project::{Project, step};

/// The version whose list of faults `docs/mutants.md` speaks of.
const VERSION: &str = "27.1.0";
/// Least share of faults the tests must notice, in percent.
const LEAST_CAUGHT_PERCENT: usize = 90;
const RECORD: &str = "docs/mutants.md";

#[derive(Debug, ClapArgs)]
pub(crate) struct Args {
    /// Only files that match, such as `crates/domain/src/sla/**`; may be given several times.
    #[arg(long)]
    file: Vec<String>,
    /// Only a part of the faults, such as `0/8`.
    #[arg(long)]
    shard: Option<String>,
    /// How many builds at once.
    #[arg(long, default_value_t = 2)]
    jobs: usize,
}

/// Runs cargo-mutants on the rules and judges the result.
pub(crate) fn mutants(project: &Project, args: &Args) -> Result<()> {
    install(project)?;
    let out = project.path("target/mutants");
    let mut command = project.cargo(["mutants", "--package", "wuyou-domain", "--output"]);
    command.arg(&out).args(["--jobs", &args.jobs.to_string()]);
    for file in &args.file {
        command.args(["--file", file]);
    }
    if let Some(shard) = &args.shard {
        command.args(["--shard", shard]);
    }
    command.env("PROPTEST_CASES", "100");
    // It fails when anything survives; whether that is too much is judged below.
    let ran = step(
        "Changing the rules, one fault at a time",
        &mut command,
        "read below",
    );
    judge(project, &out.join("mutants.out"), ran.is_err())
}

fn install(project: &Project) -> Result<()> {
    let mut asked = project.cargo(["mutants", "--version"]);
    let found = asked.output().context("cargo cannot be started")?;
    if String::from_utf8_lossy(&found.stdout).contains(VERSION) {
        return Ok(());
    }
    let install = ["install", "cargo-mutants", "--locked", "--version", VERSION];
    step(
        "Installing cargo-mutants",
        &mut project.cargo(install),
        "it comes from the registry: check the network",
    )
}

fn judge(project: &Project, out: &Path, failed: bool) -> Result<()> {
    let text = std::fs::read_to_string(out.join("outcomes.json"))
        .with_context(|| format!("{}: no outcome; did it run?", out.display()))?;
    let outcomes: Value = serde_json::from_str(&text).context("outcomes.json is no JSON")?;
    let count = |name: &str| {
        let number = outcomes.get(name).and_then(Value::as_u64).unwrap_or(0);
        usize::try_from(number).unwrap_or(usize::MAX)
    };
    let caught = count("caught") + count("timeout");
    let tried = caught + count("missed");
    if tried == 0 {
        return Err(Fail::error(
            "no fault was tried",
            if failed {
                "read the messages above"
            } else {
                "check --file and --shard"
            },
        ));
    }
    let record = std::fs::read_to_string(project.path(RECORD)).unwrap_or_default();
    let missed = std::fs::read_to_string(out.join("missed.txt")).unwrap_or_default();
    let unexplained: Vec<&str> = missed
        .lines()
        .filter(|row| !explained(row, &record))
        .collect();
    for row in &unexplained {
        println!("survived, not in {RECORD}: {row}");
    }
    println!(
        "{caught} of {tried} faults noticed ({} %)",
        caught * 100 / tried
    );
    if caught * 100 < tried * LEAST_CAUGHT_PERCENT {
        return Err(Fail::error(
            "too many faults went unnoticed",
            "write tests that fail for the survivors named above",
        ));
    }
    Ok(())
}

/// Lines move; what was done to which function stays.
fn explained(row: &str, record: &str) -> bool {
    let fault = row.splitn(4, ':').nth(3).unwrap_or(row).trim();
    record.contains(fault)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_survivor_is_explained_by_its_fault_wherever_its_line_has_moved() {
        let row = "crates/domain/src/rule.rs:217:12: replace < with <= in in_order";
        assert!(explained(row, "- `replace < with <= in in_order`: equal"));
        assert!(!explained(row, "- `replace < with == in in_order`"));
    }
}
