//! The server alone: prepared pushes through HTTP to the real process, and pages from it.

use std::time::Instant;

use anyhow::{Context, Result, bail, ensure};
use reqwest::blocking::Client;
use serde_json::{Value, json};
use wuyou_app::{Clock, SystemClock};
use wuyou_sync::client::{PushLimits, build_push};
use wuyou_sync::hash::{CHAIN_START, Hash, chain};
use wuyou_sync::message::{Done, Epoch, Push, SyncRequest, SyncResponse};
use wuyou_sync::wire;
use wuyou_testkit::{households, rng};
use wuyou_tests::server::Server;

use crate::figure::{Figure, Goal, median};
use crate::memory;
use crate::sync::changes_of;
use crate::yardstick::{self, Rates};

const RUNS: usize = 3;
const HOUSEHOLDS: usize = 2_000;
const BATCH: usize = 500;
const PAGE: u32 = 2_000;
const LEVEL: i32 = 3;
const BESIDE_PULL: &str = "the same, the pages written into bare SQLite tables too";
const BESIDE: &str = "the same changes over one TCP connection into bare SQLite tables, FULL";

/// Measures it.
pub(crate) fn measure() -> Result<()> {
    let changes = changes_of(&households(&mut rng(5), HOUSEHOLDS))?;
    let pushes = pushes(&changes);
    let (mut ours, mut bare, mut peak) = (Vec::new(), Vec::new(), None);
    for run in 0..RUNS {
        eprintln!("pushing in batches of {BATCH}, {} of {RUNS}", run + 1);
        let server = Server::start();
        ours.push(one_run(&server, &pushes, changes.len())?);
        peak = server.process_id().and_then(memory::peak_mib);
        bare.push(yardstick::run(&changes, BATCH)?);
    }
    let of = |rates: &[Rates], rate: fn(&Rates) -> f64| {
        median(&rates.iter().map(rate).collect::<Vec<_>>())
    };
    type Rate = fn(&Rates) -> f64;
    let push: Rate = |rates| rates.push;
    let replay: Rate = |rates| rates.replay;
    let pull: Rate = |rates| rates.pull;
    for (name, rate, what, goal) in [
        ("server_push", push, BESIDE, Goal::AtLeast(10_000.0)),
        ("server_replay", replay, BESIDE, Goal::None),
        ("server_pull", pull, BESIDE_PULL, Goal::None),
    ] {
        Figure {
            name,
            ours: of(&ours, rate),
            unit: "changes/s",
            beside: Some((of(&bare, rate), what)),
            goal,
        }
        .print();
    }
    if let Some(ours) = peak {
        Figure {
            name: "server_memory",
            ours,
            unit: "MiB",
            beside: None,
            goal: Goal::None,
        }
        .print();
    }
    Ok(())
}

/// The changes as pushes of whole groups.
fn pushes(changes: &[Vec<u8>]) -> Vec<Push> {
    let limits = PushLimits {
        changes: BATCH,
        ..PushLimits::default()
    };
    let (mut pushes, mut sent, mut at) = (Vec::new(), 0_usize, CHAIN_START);
    while sent < changes.len() {
        let rest = changes[sent..].iter().cloned();
        let push = build_push((sent as u64, at), rest, limits);
        if push.changes.is_empty() {
            break;
        }
        sent += push.changes.len();
        at = push
            .changes
            .iter()
            .fold(at, |at, change| chain(&at, change));
        pushes.push(push);
    }
    pushes
}

fn one_run(server: &Server, pushes: &[Push], count: usize) -> Result<Rates> {
    let mut writer = Device::enrolled(server, 1)?;
    let mut sent = Vec::new();
    let begun = Instant::now();
    for push in pushes {
        let body = writer.packed(push.clone(), PAGE)?;
        let done = writer.post(&body)?;
        ensure!(done.refused.is_empty(), "{:?}", done.refused.first());
        writer.advance(&done);
        sent.push(body);
    }
    let push_seconds = begun.elapsed().as_secs_f64();
    let begun = Instant::now();
    for body in &sent {
        writer.post(body)?;
    }
    let replay_seconds = begun.elapsed().as_secs_f64();
    let mut reader = Device::enrolled(server, 2)?;
    let begun = Instant::now();
    loop {
        let body = reader.packed(Push::default(), PAGE)?;
        let done = reader.post(&body)?;
        reader.advance(&done);
        if reader.cursor >= done.head_seq {
            break;
        }
    }
    let pull_seconds = begun.elapsed().as_secs_f64();
    ensure!(reader.cursor as usize >= count, "changes are missing");
    let count = count as f64;
    Ok(Rates {
        push: count / push_seconds,
        replay: count / replay_seconds,
        pull: count / pull_seconds,
    })
}

/// A PC as the server sees it: a credential and a cursor.
struct Device {
    client: Client,
    url: String,
    token: String,
    epoch: Option<Epoch>,
    cursor: u64,
    log_hash: Hash,
}

impl Device {
    fn enrolled(server: &Server, number: u128) -> Result<Self> {
        let client = Client::builder().no_proxy().build()?;
        let answer = client
            .post(format!("{}/api/v1/enrol", server.url()))
            .json(&json!({
                "code": server.code(), "device_id": uuid::Uuid::from_u128(number),
                "device_name": "PC", "app_version": "0.1.0",
            }))
            .send()?
            .error_for_status()?;
        let answer: Value = answer.json()?;
        Ok(Self {
            client,
            url: format!("{}/api/v1/sync", server.url()),
            token: answer["token"].as_str().context("a token")?.to_owned(),
            epoch: None,
            cursor: 0,
            log_hash: CHAIN_START,
        })
    }

    fn packed(&self, push: Push, max_changes: u32) -> Result<Vec<u8>> {
        let request = SyncRequest {
            epoch: self.epoch,
            cursor: self.cursor,
            log_hash: self.log_hash,
            client_now_at: SystemClock.now_at(),
            push,
            max_changes,
        };
        let body = wire::encode_request(&request)?;
        Ok(zstd::bulk::compress(&body, LEVEL)?)
    }

    fn post(&self, body: &[u8]) -> Result<Done> {
        let answer = self
            .client
            .post(&self.url)
            .bearer_auth(&self.token)
            .header("content-type", "application/vnd.wuyou.sync+zstd")
            .body(body.to_vec())
            .send()?
            .error_for_status()?;
        let body = zstd::stream::decode_all(answer.bytes()?.as_ref())?;
        match wire::decode_response(&body)? {
            SyncResponse::Done(done) => Ok(*done),
            other => bail!("not taken: {other:?}"),
        }
    }

    fn advance(&mut self, done: &Done) {
        self.epoch = Some(done.epoch);
        self.log_hash = done.log_hash;
        if let Some(last) = done.entries.last() {
            self.cursor = last.seq();
        }
    }
}
