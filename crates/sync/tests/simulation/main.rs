//! Thousands of small worlds: some PCs of two dealers, one server, a bad network, wrong clocks and
//! crashes, driven through nothing but the crate's plan functions.
//!
//! `WUYOU_SEED=7` replays one seed. `WUYOU_SEEDS=100000 WUYOU_FROM=5000` runs more of them than the
//! default. A failing seed prints itself and everything it drew. The promises and where they are
//! checked: docs/sync-protocol.md.

#![allow(clippy::unwrap_used, reason = "a test stops where it goes wrong")]

mod any;
mod bug;
mod device;
mod edit;
mod fold;
mod options;
mod oracle;
mod server;
mod world;

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Mutex;
use std::sync::atomic::{AtomicU64, Ordering};

use bug::Bug;
use world::{Report, run};

/// Seeds a plain test run goes through.
const SEEDS: u64 = 1_000;

fn number(name: &str) -> Option<u64> {
    let text = std::env::var(name).ok()?;
    Some(
        text.trim()
            .parse()
            .unwrap_or_else(|_| panic!("{name}={text} is not a number")),
    )
}

/// Runs seeds on all processors; gives what each found, in the order of the seeds.
fn sweep(
    seeds: std::ops::Range<u64>,
    bug: Option<Bug>,
    stop_at_first: bool,
) -> Vec<(u64, Result<Report, String>)> {
    let next = AtomicU64::new(seeds.start);
    let found = Mutex::new(Vec::new());
    let stop = AtomicU64::new(u64::MAX);
    let threads = std::thread::available_parallelism().map_or(1, usize::from);
    std::thread::scope(|scope| {
        for _ in 0..threads {
            scope.spawn(|| {
                loop {
                    let seed = next.fetch_add(1, Ordering::Relaxed);
                    if seed >= seeds.end || seed > stop.load(Ordering::Relaxed) {
                        break;
                    }
                    let result = catch_unwind(AssertUnwindSafe(|| run(seed, bug)))
                        .unwrap_or_else(|_| Err(format!("panicked\n  replay: WUYOU_SEED={seed}")));
                    if result.is_err() && stop_at_first {
                        stop.fetch_min(seed, Ordering::Relaxed);
                    }
                    found.lock().unwrap().push((seed, result));
                }
            });
        }
    });
    let mut found = found.into_inner().unwrap();
    found.sort_by_key(|(seed, _)| *seed);
    found
}

#[test]
fn every_promise_holds_in_every_world() {
    let (from, count) = match number("WUYOU_SEED") {
        Some(seed) => (seed, 1),
        None => (
            number("WUYOU_FROM").unwrap_or(0),
            number("WUYOU_SEEDS").unwrap_or(SEEDS),
        ),
    };
    let found = sweep(from..from + count, None, true);
    if let Some((seed, Err(problem))) = found.iter().find(|(_, result)| result.is_err()) {
        panic!("seed {seed}: {problem}");
    }
    let total = |of: fn(&Report) -> usize| -> usize {
        found
            .iter()
            .filter_map(|(_, r)| r.as_ref().ok())
            .map(of)
            .sum()
    };
    let (entries, conflicts) = (total(|r| r.entries), total(|r| r.conflicts));
    let refused = total(|r| r.refused);
    println!("{count} seeds: {entries} log entries, {conflicts} conflicts, {refused} refused");
    // A world in which nothing meets proves nothing.
    assert!(count < 100 || (conflicts > 0 && refused > 0));
}

#[test]
fn a_seed_runs_the_same_way_twice() {
    for seed in 0..40 {
        assert_eq!(run(seed, None), run(seed, None), "seed {seed}");
    }
}

#[test]
fn every_planted_bug_is_caught_within_a_thousand_seeds() {
    let mut missed = Vec::new();
    println!("{:<20} {:>6}  what was seen", "planted bug", "seed");
    for bug in bug::ALL {
        let found = sweep(0..SEEDS, Some(*bug), true);
        match found
            .iter()
            .find_map(|(seed, r)| Some((seed, r.as_ref().err()?)))
        {
            Some((seed, problem)) => {
                let first = problem.lines().next().unwrap_or_default();
                println!("{:<20} {seed:>6}  {first}", format!("{bug:?}"));
            }
            None => missed.push(bug),
        }
    }
    assert!(missed.is_empty(), "not caught: {missed:?}");
}
