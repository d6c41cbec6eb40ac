//! `cargo xtask bench`: builds what is measured, optimised, and forwards to the bench program.
//!
//! The measuring itself lives in `tests`, beside the scenarios that use the same programs.

use anyhow::Result;
use clap::{Args as ClapArgs, ValueEnum};

use crate::fail::Fail;
use crate::project::{self, Project};
use crate::{run, setup};

#[derive(Debug, ClapArgs)]
pub(crate) struct Args {
    /// What to measure; everything when absent.
    #[arg(value_enum)]
    group: Option<Group>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Group {
    /// Saving, searching and importing on a dealer's PC.
    App,
    /// Pushing and pulling changes; bytes on the wire.
    Sync,
    /// The server's answers.
    Server,
    /// Lists, timeline and today of a shop with 50,000 households.
    Volume,
    /// Cold start and memory of the window.
    Ui,
}

impl Group {
    const fn name(self) -> &'static str {
        match self {
            Self::App => "app",
            Self::Sync => "sync",
            Self::Server => "server",
            Self::Volume => "volume",
            Self::Ui => "ui",
        }
    }
}

/// Prints one JSON line per figure on standard output; everything else goes to standard error.
pub(crate) fn bench(project: &Project, args: &Args) -> Result<()> {
    project::stdout_is_data();
    setup::setup(project)?;
    let groups = match args.group {
        Some(group) => vec![group],
        None => vec![
            Group::App,
            Group::Sync,
            Group::Server,
            Group::Volume,
            Group::Ui,
        ],
    };
    // What `ui` starts are examples of the window, which the bench builds itself.
    run::build(project, true, true)?;
    for group in groups {
        let command = [
            "run",
            "--quiet",
            "--release",
            "--package",
            "wuyou-tests",
            "--bin",
            "bench",
        ];
        let mut cargo = project.cargo(command);
        cargo.args(["--", group.name()]);
        let mut cargo = match group {
            Group::Ui => crate::test::on_a_display(project, &cargo)?,
            Group::App | Group::Sync | Group::Server | Group::Volume => cargo,
        };
        let status = cargo.status()?;
        if !status.success() {
            return Err(Fail::error(
                format!("the bench of {} ended with {status}", group.name()),
                "read its messages above",
            ));
        }
    }
    Ok(())
}
