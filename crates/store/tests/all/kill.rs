//! Killing the process at any moment loses nothing that was reported as saved.

use std::io::{BufRead, BufReader, Write};
use std::path::Path;
use std::process::{Command, Stdio};

use crate::common::{Shop, add_household, keys};
use rand::RngExt;
use wuyou_domain::id::{CustomerId, IdSource, StaffId};
use wuyou_store::{Database, EditContext, customer, sync};
use wuyou_testkit::{NOW_AT, SeededIds, households, rng};

/// How often the writer is killed. Set `WUYOU_KILLS` for a long run.
fn kills() -> u32 {
    let set = std::env::var("WUYOU_KILLS").ok();
    set.and_then(|text| text.parse().ok()).unwrap_or(40)
}

#[test]
fn every_edit_that_was_acknowledged_survives_kills_at_random_moments() {
    let shop = Shop::new(1);
    let dir = shop.dir.path().to_owned();
    let Shop { db, dir: _kept, .. } = shop;
    drop(db);
    let mut random = rng(7);
    let mut acknowledged: Vec<CustomerId> = Vec::new();
    for round in 0..kills() {
        let mut child = Command::new(std::env::current_exe().unwrap())
            .args(["--exact", "kill::writer_child", "--ignored", "--nocapture"])
            .env("WUYOU_TEST_DIR", &dir)
            .env("WUYOU_TEST_SEED", (u64::from(round) + 100).to_string())
            .stdout(Stdio::piped())
            .spawn()
            .unwrap();
        let mut lines = BufReader::new(child.stdout.take().unwrap()).lines();
        let wanted = random.random_range(1..25_u32);
        let mut heard = 0;
        while heard < wanted {
            let Some(Ok(line)) = lines.next() else { break };
            if let Some(id) = line.split("SAVED ").nth(1) {
                acknowledged.push(id.trim().parse().unwrap());
                heard += 1;
            }
        }
        assert!(heard > 0, "the writer never saved anything");
        // The writer is somewhere in its next edit; where exactly is left to chance.
        for _ in 0..random.random_range(0..200_000_u32) {
            std::hint::spin_loop();
        }
        child.kill().unwrap();
        // What it said before it died counts too.
        for line in lines.map_while(Result::ok) {
            let id: Option<CustomerId> = line
                .split("SAVED ")
                .nth(1)
                .and_then(|id| id.trim().parse().ok());
            acknowledged.extend(id);
        }
        child.wait().unwrap();
        check(&dir, &acknowledged, round);
    }
    println!(
        "{} edits acknowledged over {} kills",
        acknowledged.len(),
        kills()
    );
}

fn check(dir: &Path, acknowledged: &[CustomerId], round: u32) {
    let db = Database::open(dir, &keys(dir)).unwrap();
    for id in acknowledged {
        let full = db.read(|view| customer::get(view, *id));
        let full = full.unwrap_or_else(|error| panic!("round {round}: {id} is lost: {error}"));
        // An edit is there whole.
        let parts = (full.phones.len(), full.addresses.len(), full.units.len());
        assert_eq!(parts, (1, 1, 1), "round {round}");
    }
    let report = db.verify().unwrap();
    assert!(report.is_sound(), "round {round}: {:?}", report.problems);
    let state = db.read(sync::state).unwrap();
    // One change for the owner, four for each household; at most one more household per kill.
    assert_eq!(u64::from(state.unsent), report.chain_length);
    assert_eq!((state.unsent - 1) % 4, 0, "round {round}: half a group");
}

#[test]
#[ignore = "a child process of another test"]
fn writer_child() {
    let Some(dir) = std::env::var_os("WUYOU_TEST_DIR") else {
        return;
    };
    let seed: u64 = std::env::var("WUYOU_TEST_SEED").unwrap().parse().unwrap();
    let dir = Path::new(&dir);
    let db = Database::open(dir, &keys(dir)).unwrap();
    let ids = SeededIds::new(seed);
    let context = EditContext {
        actor: StaffId::owner_of("LH001"),
        now_at: NOW_AT,
    };
    let mut out = std::io::stdout();
    for mut household in households(&mut rng(seed), 10_000) {
        household.serial = format!("{seed}-{}", household.serial);
        let id = CustomerId(ids.next_id(NOW_AT));
        db.edit(&context, |tx| {
            add_household(tx, id, || ids.next_id(NOW_AT), &household)
        })
        .unwrap();
        writeln!(out, "SAVED {id}").unwrap();
        out.flush().unwrap();
    }
}
