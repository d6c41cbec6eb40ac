//! Two PCs with their encrypted databases and the real server process: 10,000 changes up and down.

use std::process::{Command, Stdio};
use std::sync::Arc;
use std::time::Instant;

use anyhow::{Context, Result, ensure};
use serde_json::json;
use wuyou_agent::{AgentConfig, BlockingAgent, SyncOutcome};
use wuyou_app::{Caller, Clock, SystemClock};
use wuyou_host::Host;
use wuyou_store::Database;
use wuyou_testkit::{Household, TempDir, households, rng, temp_dir};
use wuyou_tests::program;
use wuyou_tests::server::Server;
use wuyou_tests::shop::Pc as CommandLinePc;

use crate::figure::{Figure, Goal, median};
use crate::memory;
use crate::raw;
use crate::relay::Relay;
use crate::shop::{People, ROWS_OF_HOUSEHOLD, Shop, write_records};
use crate::yardstick::{self, Rates};

const RUNS: usize = 3;
/// Households a run pushes; five changes each.
const HOUSEHOLDS: usize = 2_000;
/// The client's own size of a push.
const BATCH: usize = 2_000;
const BESIDE: &str = "the same changes over one TCP connection into bare SQLite tables, FULL";

/// Measures it.
pub(crate) fn measure() -> Result<()> {
    // The first half is pushed by one PC, the second by another through the counting relay.
    let people = households(&mut rng(5), 2 * HOUSEHOLDS);
    let (first, second) = people.split_at(HOUSEHOLDS);
    let changes = changes_of(first)?;
    let (mut push, mut pull, mut bare) = (Vec::new(), Vec::new(), Vec::new());
    for run in 0..RUNS {
        eprintln!("pushing and pulling, {} of {RUNS}", run + 1);
        let server = Server::start();
        // Connecting receives what is there, so whoever is measured receiving connects before.
        let reader = Pc::settled(&server, &server.url(), 2)?;
        let watched = CommandLinePc::enrolled(&server, "PC-M");
        push.push(push_all(&server, first, 'A')?);
        let begun = Instant::now();
        let outcome = reader.sync()?;
        pull.push(f64::from(outcome.pulled) / begun.elapsed().as_secs_f64());
        let least = first.len() * (ROWS_OF_HOUSEHOLD + 1);
        ensure!(outcome.pulled as usize >= least, "changes are missing");
        bare.push(yardstick::run(&changes, BATCH)?);
        if run + 1 == RUNS {
            bytes(&server, second)?;
            peaks(&server, &watched)?;
        }
    }
    let beside = |rate: fn(&Rates) -> f64| median(&bare.iter().map(rate).collect::<Vec<_>>());
    Figure {
        name: "sync_push",
        ours: median(&push),
        unit: "changes/s",
        beside: Some((beside(|rates| rates.push), BESIDE)),
        goal: Goal::AtLeast(10_000.0),
    }
    .print();
    Figure {
        name: "sync_pull",
        ours: median(&pull),
        unit: "changes/s",
        beside: Some((beside(|rates| rates.pull), BESIDE)),
        goal: Goal::None,
    }
    .print();
    Ok(())
}

/// The change bytes of these records.
pub(crate) fn changes_of(people: &[Household]) -> Result<Vec<Vec<u8>>> {
    let shop = Shop::new(5)?;
    write_records(&shop.db, &shop.people, people, 'A')?;
    let Shop { dir, db, .. } = shop;
    drop(db);
    raw::changes(dir.path())
}

/// Changes a second from one PC's outbox to the server and seen in the log.
fn push_all(server: &Server, people: &[Household], letter: char) -> Result<f64> {
    let pc = Pc::settled(server, &server.url(), 1)?;
    let count = write_records(&pc.db, &pc.people, people, letter)?;
    let begun = Instant::now();
    let outcome = pc.sync()?;
    let seconds = begun.elapsed().as_secs_f64();
    eprintln!("{outcome:?}");
    ensure!(outcome.rejected == 0, "changes were refused");
    ensure!(outcome.pushed as usize == count, "changes were not taken");
    Ok(count as f64 / seconds)
}

/// What a new record costs on the wire, everything counted.
fn bytes(server: &Server, people: &[Household]) -> Result<()> {
    let port = server.url().rsplit(':').next().context("a port")?.parse()?;
    let relay = Relay::start(port)?;
    let pc = Pc::settled(server, &relay.url(), 3)?;
    let reader = Pc::settled(server, &relay.url(), 4)?;
    let count = write_records(&pc.db, &pc.people, people, 'C')?;
    let before = relay.bytes();
    let outcome = pc.sync()?;
    ensure!(outcome.pushed as usize == count, "changes were not taken");
    let up = (relay.bytes() - before) as f64 / count as f64;
    let before = relay.bytes();
    let outcome = reader.sync()?;
    let down = (relay.bytes() - before) as f64 / f64::from(outcome.pulled);
    for (name, ours, goal) in [
        ("sync_push_bytes_per_record", up, Goal::AtMost(120.0)),
        ("sync_pull_bytes_per_record", down, Goal::None),
    ] {
        Figure {
            name,
            ours,
            unit: "B a new row, both ways, HTTP headers in",
            beside: None,
            goal,
        }
        .print();
    }
    Ok(())
}

/// The most memory of the server, and of a client that receives everything.
fn peaks(server: &Server, pc: &CommandLinePc) -> Result<()> {
    let mut child = Command::new(program::path("wuyou"))
        .arg("--data")
        .arg(pc.dir())
        .arg("sync")
        .stdout(Stdio::null())
        .spawn()?;
    let mut client = None;
    while child.try_wait()?.is_none() {
        client = memory::peak_mib(child.id()).or(client);
        std::thread::yield_now();
    }
    let server = server.process_id().and_then(memory::peak_mib);
    for (name, peak) in [
        ("sync_memory_client", client),
        ("sync_memory_server", server),
    ] {
        let Some(ours) = peak else {
            eprintln!("not measured: {name} (this system does not tell)");
            continue;
        };
        Figure {
            name,
            ours,
            unit: "MiB",
            beside: None,
            goal: Goal::None,
        }
        .print();
    }
    Ok(())
}

/// A PC: its folder, its database and its agent.
struct Pc {
    db: Arc<Database>,
    people: People,
    agent: BlockingAgent,
    _dir: TempDir,
}

impl Pc {
    /// A PC that has sent its own first changes and received what was there.
    fn settled(server: &Server, url: &str, seed: u64) -> Result<Self> {
        let dir = temp_dir();
        let host = Host::open(dir.path());
        let payload = json!({ "server_url": url, "code": server.code(), "device_name": "PC" });
        host.app()
            .call(&Caller::default(), "setup.enrol", payload)?;
        let pc = Self {
            db: host.app().database()?,
            people: People::new(100 + seed),
            agent: BlockingAgent::new(AgentConfig::default())?,
            _dir: dir,
        };
        pc.sync()?;
        Ok(pc)
    }

    fn sync(&self) -> Result<SyncOutcome> {
        Ok(self.agent.sync(&self.db, SystemClock.now_at())?)
    }
}
