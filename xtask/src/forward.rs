//! Commands that only start another program with the right arguments.

use std::path::PathBuf;

use anyhow::Result;
use clap::Args as ClapArgs;

use crate::project::{Project, step};
use crate::{run, setup};

#[derive(Debug, ClapArgs)]
pub(crate) struct SimulateArgs {
    /// How many seeds to run.
    #[arg(long, default_value_t = 1_000)]
    seeds: u64,
    /// The first seed; a failed seed is replayed with `--from SEED --seeds 1`.
    #[arg(long, default_value_t = 0)]
    from: u64,
}

#[derive(Debug, ClapArgs)]
pub(crate) struct VolumeArgs {
    /// The data folder; it must hold no shop yet.
    #[arg(long)]
    into: PathBuf,
    /// Households.
    #[arg(long, default_value_t = 50_000)]
    customers: u32,
    /// Work orders.
    #[arg(long, default_value_t = 80_000)]
    orders: u32,
    /// Contacts, those of orders among them.
    #[arg(long, default_value_t = 400_000)]
    contacts: u32,
    /// What everything invented follows from.
    #[arg(long, default_value_t = 1)]
    seed: u64,
}

/// Makes an invented shop, optimised.
pub(crate) fn volume(project: &Project, args: &VolumeArgs) -> Result<()> {
    let command = [
        "run",
        "--release",
        "--package",
        "wuyou-tests",
        "--bin",
        "volume",
    ];
    let into = std::path::absolute(&args.into)?;
    let mut cargo = project.cargo(command);
    cargo.arg("--").arg("--into").arg(&into);
    for (name, value) in [
        ("--customers", u64::from(args.customers)),
        ("--orders", u64::from(args.orders)),
        ("--contacts", u64::from(args.contacts)),
        ("--seed", args.seed),
    ] {
        cargo.args([name, &value.to_string()]);
    }
    step(
        &format!("Making a shop of {} households", args.customers),
        &mut cargo,
        "a folder that has a shop already is left alone: name an empty one with --into",
    )
}

/// Runs the sync simulation, optimised.
pub(crate) fn simulate(project: &Project, args: &SimulateArgs) -> Result<()> {
    let command = [
        "test",
        "--release",
        "--package",
        "wuyou-sync",
        "--test",
        "simulation",
    ];
    step(
        &format!("Simulating {} seeds from {}", args.seeds, args.from),
        project
            .cargo(command)
            .args(["--", "--nocapture"])
            .env("WUYOU_SEEDS", args.seeds.to_string())
            .env("WUYOU_FROM", args.from.to_string()),
        "the failed seed is named above; replay it with `cargo xtask simulate --seeds 1 --from SEED`",
    )
}

/// What `screenshots` is told.
#[derive(Debug, ClapArgs)]
pub(crate) struct ScreenshotArgs {
    /// Takes screens and programs as they are built already.
    #[arg(long)]
    built: bool,
}

/// Takes the screenshots of docs/screens.
pub(crate) fn screenshots(project: &Project, args: &ScreenshotArgs) -> Result<()> {
    if !args.built {
        setup::setup(project)?;
        run::build(project, false, true)?;
    }
    run::on_stage(
        project,
        "Taking the screenshots",
        &mut project.npm(["run", "screenshots"]),
        "read the messages above; the browser is found by WUYOU_CHROMIUM",
    )
}
