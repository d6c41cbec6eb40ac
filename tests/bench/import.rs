//! Importing a dealer's workbook through the use case: read, map, check, match, back up, write.

use std::path::Path;
use std::sync::Arc;
use std::time::Instant;

use anyhow::{Context, Result};
use serde_json::json;
use wuyou_app::{App, AppParts, Caller, NoNetwork, SystemClock, SystemIds};
use wuyou_store::{Database, FileKeyStore};
use wuyou_testkit::{TempDir, temp_dir};

use crate::figure::{Figure, Goal, median};
use crate::raw::{self, Rows};

const RUNS: usize = 3;
const GOAL_SECONDS: f64 = 3.0;
/// What the import writes, parents first.
const TABLES: &[(&str, &str)] = &[
    ("staff", "nr"),
    ("customer", "nr"),
    ("person", "nr"),
    ("phone", "nr"),
    ("address", "nr"),
    ("customer_tag", "nr"),
    ("unit", "nr"),
    ("outbox", "dseq"),
];

/// Measures it, if the workbook is there.
pub(crate) fn measure() -> Result<()> {
    let Some(dir) = wuyou_tests::liuhe() else {
        eprintln!("not measured: import (the workbook is not beside this checkout)");
        return Ok(());
    };
    let workbook = dir.join("customers.xlsx");
    let (mut ours, mut bare, mut rows) = (Vec::new(), Vec::new(), 0.0);
    for run in 0..RUNS {
        eprintln!("importing the workbook, {} of {RUNS}", run + 1);
        let (folder, seconds, read) = import(&workbook)?;
        ours.push(seconds);
        bare.push(copy(&folder)?);
        rows = read;
    }
    let what = "the rows and outbox rows it wrote, one bare SQLCipher transaction, FULL";
    let (ours, bare) = (median(&ours), median(&bare));
    Figure {
        name: "import_workbook",
        ours,
        unit: "s",
        beside: Some((bare, what)),
        goal: Goal::AtMost(GOAL_SECONDS),
    }
    .print();
    Figure {
        name: "import_rate",
        ours: rows / ours,
        unit: "rows/s",
        beside: Some((rows / bare, what)),
        goal: Goal::None,
    }
    .print();
    Ok(())
}

/// Imports into a new folder; gives the folder, the seconds and the rows read.
fn import(workbook: &Path) -> Result<(TempDir, f64, f64)> {
    let folder = temp_dir();
    let app = App::open(AppParts {
        dir: folder.path().to_owned(),
        keys: Arc::new(FileKeyStore::of(folder.path())),
        clock: Arc::new(SystemClock),
        ids: Arc::new(SystemIds),
        sync: Arc::new(NoNetwork),
    });
    let caller = Caller {
        owner_by_default: true,
        ..Caller::default()
    };
    app.call(&caller, "setup.offline", json!({ "dealer_code": "LH001" }))?;
    let payload = json!({ "path": workbook, "kind": "customers" });
    let begun = Instant::now();
    let summary = app.call(&caller, "import.run", payload)?;
    let seconds = begun.elapsed().as_secs_f64();
    eprintln!("{summary:.300}");
    let read = summary["read"].as_f64().context("how many rows it read")?;
    Ok((folder, seconds, read))
}

/// Writes everything the folder holds to a new one by bare inserts; gives the seconds.
fn copy(from: &TempDir) -> Result<f64> {
    let source = raw::open_encrypted(from.path())?;
    let tables = TABLES.iter();
    let tables: Vec<Rows> = tables
        .map(|(table, nr)| Rows::read(&source, table, nr, 0))
        .collect::<Result<_>>()?;
    let folder = temp_dir();
    drop(Database::create(
        folder.path(),
        &FileKeyStore::of(folder.path()),
    )?);
    let mut connection = raw::open_encrypted(folder.path())?;
    let begun = Instant::now();
    let tx = connection.transaction()?;
    for table in &tables {
        for row in &table.rows {
            table.insert(&tx, row)?;
        }
    }
    tx.commit()?;
    Ok(begun.elapsed().as_secs_f64())
}
