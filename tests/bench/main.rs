//! The bench: every figure beside a bare one of the same run.
//!
//! What lives here: what is measured, the bare yardsticks it is measured against, and how a figure
//! is printed (one JSON line each on standard output, progress on standard error). What must not:
//! anything the product needs, and goals as assertions: a busy machine is no failure.
//!
//! Ours and the bare thing take turns wherever one turn is short, so that a disk or a neighbour
//! that is slow for a while slows both. `docs/bench.md` keeps the figures reached.
//! Start reading at [`main`]; run it with `cargo xtask bench`.
#![expect(
    clippy::print_stdout,
    clippy::print_stderr,
    reason = "figures and progress are what it is for"
)]

mod arrival;
mod figure;
mod import;
mod memory;
mod raw;
mod relay;
mod save;
mod search;
mod server;
mod shop;
mod sixth;
mod sync;
mod ui;
mod volume;
mod volume_sql;
mod yardstick;

use anyhow::{Result, bail};

const GROUPS: &[&str] = &["app", "sync", "server", "volume", "ui"];
const HELP: &str =
    "bench [app|sync|server|volume|ui]...   measures; everything when nothing is named";

fn main() -> Result<()> {
    let named: Vec<String> = std::env::args().skip(1).collect();
    if named.iter().any(|name| name == "--help" || name == "-h") {
        println!("{HELP}");
        return Ok(());
    }
    if let Some(name) = named.iter().find(|name| !GROUPS.contains(&name.as_str())) {
        bail!("no group {name}; usage: {HELP}");
    }
    for group in GROUPS {
        if named.is_empty() || named.iter().any(|name| name == group) {
            measure(group)?;
        }
    }
    Ok(())
}

fn measure(group: &str) -> Result<()> {
    match group {
        "app" => {
            save::measure()?;
            import::measure()?;
            search::measure()
        }
        "sync" => {
            sync::measure()?;
            arrival::measure()
        }
        "server" => server::measure(),
        "volume" => volume::measure(),
        _ => ui::measure(),
    }
}
