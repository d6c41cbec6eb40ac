//! From a save at the desk to headquarters' word that it is there, with the background work of the
//! running program (R034).

use std::thread;
use std::time::{Duration, Instant};

use anyhow::{Context, Result};
use rand::RngExt as _;
use serde_json::json;
use wuyou_app::{Caller, Clock, SystemClock};
use wuyou_host::Host;
use wuyou_testkit::{rng, temp_dir};
use wuyou_tests::server::Server;

use crate::figure::{Figure, Goal, quantile};

/// Calls taken, one every few seconds.
const CALLS: usize = 60;
/// The longest pause between two, in milliseconds.
const LONGEST_PAUSE_MS: u64 = 8_000;
/// How often it is looked what still waits.
const LOOK: Duration = Duration::from_millis(100);

/// Measures it.
pub(crate) fn measure() -> Result<()> {
    eprintln!("{CALLS} calls on a connected PC, about four minutes");
    let server = Server::start();
    let dir = temp_dir();
    let host = Host::open(dir.path());
    let payload = json!({ "server_url": server.url(), "code": server.code(), "device_name": "PC" });
    host.app()
        .call(&Caller::default(), "setup.enrol", payload)?;
    let working = host.sync_in_background();
    let seconds = arrivals(&host)?;
    drop(working);
    for (name, share) in [("sync_arrival_median", 0.5), ("sync_arrival_p95", 0.95)] {
        Figure {
            name,
            ours: quantile(&seconds, share),
            unit: "s from the save to headquarters' word",
            beside: None,
            goal: Goal::AtMost(60.0),
        }
        .print();
    }
    Ok(())
}

/// How long each call took to arrive, in seconds.
fn arrivals(host: &Host) -> Result<Vec<f64>> {
    let mut random = rng(34);
    let (mut waiting, mut arrived) = (Vec::new(), Vec::new());
    let mut next = Instant::now();
    while arrived.len() < CALLS {
        if arrived.len() + waiting.len() < CALLS && Instant::now() >= next {
            let number = arrived.len() + waiting.len();
            // Its changes carry this instant or a later one.
            waiting.push(SystemClock.now_at());
            let call = json!({
                "text": "屋里不热",
                "caller_phone": format!("138{number:08}"),
                "new_customer_name": format!("第{number}户"),
            });
            host.app()
                .call(&Caller::default(), "request.create", call)?;
            next += Duration::from_millis(random.random_range(500..LONGEST_PAUSE_MS));
        }
        #[expect(
            clippy::disallowed_methods,
            reason = "a pause between two looks is measured"
        )]
        thread::sleep(LOOK);
        let oldest_at = host.app().waiting_since().unwrap_or(i64::MAX);
        let now_at = SystemClock.now_at();
        let there = waiting
            .iter()
            .take_while(|saved| **saved < oldest_at)
            .count();
        for saved_at in waiting.drain(..there) {
            let took = u32::try_from(now_at - saved_at).context("a clock that stands")?;
            arrived.push(f64::from(took) / 1000.0);
        }
    }
    Ok(arrived)
}
