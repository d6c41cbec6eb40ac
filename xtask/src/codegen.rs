//! `cargo xtask codegen`: the TypeScript types of the contract.

use std::fs;
use std::process::Command;

use anyhow::{Context as _, Result};
use clap::Args as ClapArgs;

use crate::project::{Project, output};
use crate::tidy::BINDINGS;

#[derive(Debug, ClapArgs)]
pub(crate) struct Args {
    /// Writes nothing; fails when the file is not fresh.
    #[arg(long)]
    check: bool,
}

/// Writes, or compares, the file.
pub(crate) fn codegen(project: &Project, args: &Args) -> Result<()> {
    let fresh = made(project, args.check)?;
    let path = project.path(BINDINGS);
    let present = fs::read_to_string(&path).unwrap_or_default();
    if present == fresh {
        println!("{BINDINGS} is fresh.");
        return Ok(());
    }
    if args.check {
        return Err(crate::fail::Fail::error(
            format!("{BINDINGS} is not what the contract says"),
            "run `cargo xtask codegen` and commit the file",
        ));
    }
    fs::write(&path, fresh).with_context(|| format!("{} cannot be written", path.display()))?;
    println!("{BINDINGS} written.");
    Ok(())
}

/// What the file should hold.
pub(crate) fn generate(project: &Project) -> Result<String> {
    made(project, true)
}

/// What the file should hold; unless only looked at, the page of permissions is written beside it.
fn made(project: &Project, only_look: bool) -> Result<String> {
    let next = "make crates/contract compile: `cargo check -p wuyou-contract --features codegen`";
    // As every other build of the checks, so that nothing below is compiled twice.
    let mut build = project.cargo(["build", "--quiet", "--workspace", "--all-features"]);
    output(build.args(["--example", "codegen"]), next)?;
    let mut program = Command::new(project.program("examples/codegen", false));
    if only_look {
        program.arg("--print");
    }
    output(program.current_dir(project.root()), next)
}
