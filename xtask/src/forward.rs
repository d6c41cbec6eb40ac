//! Commands that only start another program with the right arguments.

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

impl SimulateArgs {
    /// What every full test run does.
    pub(crate) const fn thousand() -> Self {
        Self {
            seeds: 1_000,
            from: 0,
        }
    }
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

/// Takes the screenshots of docs/screens.
pub(crate) fn screenshots(project: &Project) -> Result<()> {
    setup::setup(project)?;
    run::build(project, false, true)?;
    run::on_stage(
        project,
        "Taking the screenshots",
        &mut project.npm(["run", "screenshots"]),
        "read the messages above; the browser is found by WUYOU_CHROMIUM",
    )
}
