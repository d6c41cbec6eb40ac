//! From starting the program to a screen that can be used, beside a window with one button.
//!
//! Both are examples of `src-tauri` with the same mark: a line on standard output as soon as the
//! screen stands, its frame is drawn and the page is free. Ours is the product's window on a shop's
//! data; it counts once the rows of today are there. No process is left from the start before, but
//! the files are in the system's cache, as on a PC that has been on for a while.
//!
//! With `WUYOU_VOLUME_DIR` the product's window is started on that big shop too, with all processors
//! and with a sixth of them, where the system lets the bench limit a process ([`Sixth`]).

use std::io::{BufRead as _, BufReader};
use std::iter;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::mpsc;
use std::time::{Duration, Instant};

use anyhow::{Context as _, Result, bail};
use serde_json::json;
use wuyou_testkit::{Household, households, rng};
use wuyou_tests::program;
use wuyou_tests::shop::Pc;

use crate::figure::{Figure, Goal, median};
use crate::memory;
use crate::sixth::Sixth;

const RUNS: usize = 9;
const GOAL: f64 = 1.5;
const HOUSEHOLDS: usize = 3_000;
const OPEN_ORDERS: usize = 30;
const MARK: &str = "can be used";
/// Starts of each window on the big shop.
const BIG_RUNS: usize = 5;
/// At a sixth of the processors, milliseconds.
const SIXTH_GOAL: f64 = 3_000.0;
const PATIENCE: Duration = Duration::from_secs(60);
const BESIDE: &str = "an empty Tauri window with one button, built and started the same way";

/// One start.
struct Start {
    milliseconds: f64,
    /// Of the program and the web view's processes together, where the system tells it.
    memory_mib: Option<f64>,
}

/// Measures it.
pub(crate) fn measure() -> Result<()> {
    let programs = program::examples(&["marked_window", "empty_window"]);
    let shop = shop()?;
    // The first start of a day also makes the daily backup, and fills the system's cache.
    for program in &programs {
        start(program, shop.dir(), None)?;
    }
    let mut starts = [Vec::new(), Vec::new()];
    for run in 0..RUNS {
        eprintln!("starting both windows, {} of {RUNS}", run + 1);
        for (program, starts) in programs.iter().zip(&mut starts) {
            starts.push(start(program, shop.dir(), None)?);
        }
    }
    let [ours, bare] = starts;
    print(&ours, &bare);
    match std::env::var_os("WUYOU_VOLUME_DIR") {
        Some(dir) => big_shop(&programs, Path::new(&dir)),
        None => Ok(()),
    }
}

/// Starts on the big shop: as the machine is, and with a sixth of its processors.
fn big_shop(programs: &[PathBuf], dir: &Path) -> Result<()> {
    let sixth = Sixth::set_up();
    if sixth.is_none() {
        eprintln!("SKIPPED: a sixth of the processors; it needs Linux, cgroups and root");
    }
    // The first start of a day makes the backup.
    start(&programs[0], dir, None)?;
    for limit in iter::once(None).chain(sixth.iter().map(Some)) {
        let mut starts = [Vec::new(), Vec::new()];
        for _ in 0..BIG_RUNS {
            for (program, starts) in programs.iter().zip(&mut starts) {
                starts.push(start(program, dir, limit)?.milliseconds);
            }
        }
        let [ours, bare] = starts.map(|starts| median(&starts));
        let (name, goal) = match limit {
            None => ("big_shop_start_to_today", Goal::None),
            Some(_) => (
                "big_shop_start_to_today_at_a_sixth",
                Goal::AtMost(SIXTH_GOAL),
            ),
        };
        Figure {
            name,
            ours,
            unit: "ms",
            beside: Some((bare, BESIDE)),
            goal,
        }
        .print();
    }
    Ok(())
}

fn print(ours: &[Start], bare: &[Start]) {
    let time = |starts: &[Start]| {
        median(
            &starts
                .iter()
                .map(|one| one.milliseconds)
                .collect::<Vec<_>>(),
        )
    };
    Figure {
        name: "cold_start_to_today",
        ours: time(ours),
        unit: "ms",
        beside: Some((time(bare), BESIDE)),
        goal: Goal::Ratio(GOAL),
    }
    .print();
    let memory = |starts: &[Start]| {
        let known: Vec<f64> = starts.iter().filter_map(|one| one.memory_mib).collect();
        (!known.is_empty()).then(|| median(&known))
    };
    if let (Some(ours), Some(bare)) = (memory(ours), memory(bare)) {
        Figure {
            name: "memory_at_today",
            ours,
            unit: "MiB",
            beside: Some((bare, BESIDE)),
            goal: Goal::None,
        }
        .print();
    }
}

/// A shop as a clerk opens it in the morning: its households imported, some calls open, one person.
fn shop() -> Result<Pc> {
    let households = households(&mut rng(11), HOUSEHOLDS);
    let pc = Pc::offline("LH001");
    let list = pc.dir().join("list.csv");
    std::fs::write(&list, old_list(&households))?;
    let path = list.to_str().context("a folder with a plain name")?;
    let summary = pc.run(&["import", "customers", path]).ok();
    eprintln!("a shop with {} households", summary["imported"]);
    for household in &households[..OPEN_ORDERS] {
        let call = json!({
            "text": "屋里不热，显示 E1", "caller_phone": household.phone, "kind": "repair",
            "new_customer_name": household.name,
        });
        let _ = pc.call("request.create", &call).ok();
    }
    Ok(pc)
}

fn old_list(households: &[Household]) -> String {
    let mut list = "姓名,联系电话,乡镇,村组及详细地址\n".to_owned();
    for one in households {
        let place = format!("{}{}", one.village, one.detail);
        list += &format!("{},{},{},{place}\n", one.name, one.phone, one.town);
    }
    list
}

/// Starts a program, waits for its mark, and ends it.
fn start(program: &Path, data: &Path, limit: Option<&Sixth>) -> Result<Start> {
    let began = Instant::now();
    let mut command = match limit {
        Some(sixth) => sixth.command(program),
        None => Command::new(program),
    };
    let mut child = command
        .env("WUYOU_DATA_DIR", data)
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()?;
    let output = child.stdout.take().context("its output")?;
    let (tell, told) = mpsc::channel();
    std::thread::spawn(move || {
        let mut lines = BufReader::new(output).lines().map_while(Result::ok);
        let seen = lines.any(|line| line == MARK).then(|| began.elapsed());
        // Nobody waits any more after the limit.
        let _ = tell.send(seen);
    });
    let seen = told.recv_timeout(PATIENCE);
    let memory_mib = memory::family_mib(child.id());
    child.kill()?;
    child.wait()?;
    match seen {
        Ok(Some(after)) => Ok(Start {
            milliseconds: after.as_secs_f64() * 1_000.0,
            memory_mib,
        }),
        Ok(None) => bail!("{} ended before it could be used", program.display()),
        Err(_) => bail!("{} could not be used in time", program.display()),
    }
}
