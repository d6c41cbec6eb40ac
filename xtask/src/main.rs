//! `cargo xtask`: the whole developer interface of 无忧售后.
//!
//! What lives here: installing what a machine lacks, running the product from the sources, running
//! every test, the house rules (`tidy`), generated files, the bench. What must not: anything the
//! product needs at run time.
//!
//! Start reading at [`Command`]; each command is one module. [`project::Project`] knows the
//! folders and how to run programs with progress and a next step on failure; [`tidy::checks`] is
//! the list of house rules. Dependencies stay few: this is the first thing a newcomer compiles.

mod bench;
mod codegen;
mod demo;
mod fail;
mod forward;
mod migration;
mod mutants;
mod process;
mod project;
mod run;
mod setup;
mod test;
mod tidy;

use std::process::ExitCode;

use clap::{Parser, Subcommand};

use crate::project::Project;

#[derive(Debug, Parser)]
#[command(
    name = "cargo xtask",
    bin_name = "cargo xtask",
    about = "The developer interface of 无忧售后 (Wuyou).",
    after_help = "Two commands are enough to begin: `cargo xtask run` and `cargo xtask test`."
)]
struct Cli {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Installs what this machine lacks: system packages (Debian, Ubuntu) and npm packages.
    Setup,
    /// Builds and starts headquarters' server and a dealer's PC on example data.
    Run(run::Args),
    /// Runs every test: house rules, Rust, TypeScript, browser, and the real window.
    Test(test::Args),
    /// Checks the house rules.
    Tidy(tidy::Args),
    /// Writes the TypeScript types of the contract.
    Codegen(codegen::Args),
    /// Measures our figures beside a raw one or a peer, as JSON lines.
    Bench(bench::Args),
    /// Makes an invented shop of any size in a data folder: 50,000 households when not told.
    Volume(forward::VolumeArgs),
    /// Runs seeds of the sync simulation.
    Simulate(forward::SimulateArgs),
    /// Changes the rules one fault at a time and counts what the tests notice (hours).
    Mutants(mutants::Args),
    /// Makes the next empty migration of a database.
    NewMigration(migration::Args),
    /// Takes the screenshots of docs/screens from the running product.
    Screenshots(forward::ScreenshotArgs),
}

fn main() -> ExitCode {
    let cli = Cli::parse();
    let done = Project::find().and_then(|project| match cli.command {
        Command::Setup => setup::setup(&project),
        Command::Run(args) => run::run(&project, &args),
        Command::Test(args) => test::test(&project, &args),
        Command::Tidy(args) => tidy::tidy(&project, &args),
        Command::Codegen(args) => codegen::codegen(&project, &args),
        Command::Bench(args) => bench::bench(&project, &args),
        Command::Volume(args) => forward::volume(&project, &args),
        Command::Simulate(args) => forward::simulate(&project, &args),
        Command::Mutants(args) => mutants::mutants(&project, &args),
        Command::NewMigration(args) => migration::new_migration(&project, &args),
        Command::Screenshots(args) => forward::screenshots(&project, &args),
    });
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            fail::print(&error);
            ExitCode::FAILURE
        }
    }
}
