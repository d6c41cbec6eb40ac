//! `cargo xtask volume`: an invented shop of any size in a data folder, to look at and to measure.
#![expect(clippy::print_stdout, reason = "says what it made")]

use std::path::PathBuf;

use anyhow::{Context as _, Result, bail};
use wuyou_app::{Clock as _, SystemClock};
use wuyou_tests::volume::{Plan, make};

const HELP: &str =
    "volume --into FOLDER [--customers 50000] [--orders 80000] [--contacts 400000] [--seed 1]";

fn main() -> Result<()> {
    let mut into: Option<PathBuf> = None;
    let mut plan = Plan {
        customers: 50_000,
        orders: 80_000,
        contacts: 400_000,
        seed: 1,
        now_at: SystemClock.now_at(),
    };
    let mut args = std::env::args().skip(1);
    while let Some(name) = args.next() {
        let value = args.next().with_context(|| format!("usage: {HELP}"))?;
        match name.as_str() {
            "--into" => into = Some(value.into()),
            "--customers" => plan.customers = value.parse()?,
            "--orders" => plan.orders = value.parse()?,
            "--contacts" => plan.contacts = value.parse()?,
            "--seed" => plan.seed = value.parse()?,
            _ => bail!("no option {name}; usage: {HELP}"),
        }
    }
    let into = into.with_context(|| format!("usage: {HELP}"))?;
    let made = make(&into, &plan)?;
    for (entity, rows) in &made.rows {
        println!("{rows:>9}  {entity}");
    }
    println!("the household with the most contacts: {}", made.busiest);
    println!("open it with: wuyou --data {} …", into.display());
    Ok(())
}
