//! What a restore carries over from the data in use into the backup that takes their place: numbers
//! that were given out stay given out, and this PC stays who it is at headquarters. It is written
//! into the staged copy, so that it is in place in the same step as the restored data.

use std::collections::BTreeMap;
use std::path::Path;

use rusqlite::types::Value;
use rusqlite::{Connection, params_from_iter};

use crate::connection::{self, Mode};
use crate::error::StoreError;
use crate::key::Key;
use crate::restore::Wanted;
use crate::{access, schema, settings};

/// Who this PC is, for people and for headquarters.
const IDENTITY: [&str; 8] = [
    settings::DEVICE_ID,
    settings::PC_CODE,
    settings::DEVICE_NAME,
    settings::SERVER_URL,
    settings::TOKEN,
    settings::DEALER_NAME,
    settings::RENEWING,
    settings::FORMER_DEVICES,
];

/// The last number of each PC code and date.
type Numbers = Vec<(String, String, i64)>;

/// Carries over from the database `present` what the backup `staged` cannot know. A database that is
/// gone or damaged does not say which numbers it gave out: numbering goes on under a new PC code.
///
/// A backup of another PC (`copied`) makes this PC a new one: under its own code in
/// numbers, and a copy to headquarters, which leaves the other its place.
pub(super) fn carry_over(
    staged: &Path,
    present: &Path,
    key: &Key,
    (wanted, copied): (&Wanted<'_>, bool),
) -> Result<(), StoreError> {
    let machines = read_machines(present, key);
    let log = access::read_carried(present, staged, key);
    let present = read(present, key);
    let mut target = connection::open(staged, key, Mode::File, false)?;
    if machines.iter().any(|kept| !kept.rows.is_empty()) && !has_table(&target, MACHINES[0])? {
        // A backup of before there were such machines: its place for them is made now, as opening
        // it would.
        schema::migrate(&mut target)?;
    }
    let tx = target.transaction()?;
    if let Some((numbers, identity)) = &present {
        keep_numbers(&tx, numbers)?;
        keep_machines(&tx, &machines, identity)?;
        if !copied || settings::read(&tx, settings::TOKEN)?.is_none() {
            keep_identity(&tx, identity)?;
        }
    }
    if present.is_none() || copied {
        change_pc_code(&tx)?;
    }
    if copied {
        // The other PC may have asked for an identity of its own.
        settings::write(&tx, settings::RENEWING, None)?;
    }
    if settings::read(&tx, settings::TOKEN)?.is_some() {
        // What is in use may itself still be the other PC's, which keeps it.
        let borrowed = present.as_ref().is_some_and(|(_, kept)| {
            kept.get(settings::RENEW).map(String::as_str) == Some(settings::COPIED)
        });
        let why = if copied || borrowed {
            settings::COPIED
        } else {
            settings::RESTORED
        };
        settings::write(&tx, settings::RENEW, Some(why))?;
    }
    let dealer = present
        .as_ref()
        .and_then(|(_, kept)| kept.get(settings::DEALER_CODE));
    let same = settings::read(&tx, settings::DEALER_CODE)?.as_ref() == dealer;
    access::carry(&tx, log.filter(|_| same).unwrap_or_default(), wanted)?;
    tx.commit()?;
    target.close().map_err(|(_, error)| StoreError::from(error))
}

/// Another shop's data does not take the place of this one's. A folder whose data cannot be read says
/// nothing.
pub(super) fn refuse_other_dealer(
    wanted: &Wanted<'_>,
    present: &Path,
    key: &Key,
) -> Result<(), StoreError> {
    let backup = connection::open_unchanging(wanted.from, wanted.key_of(key))?;
    let theirs = settings::read(&backup, settings::DEALER_CODE)?;
    let ours = read(present, key).and_then(|(_, kept)| kept.get(settings::DEALER_CODE).cloned());
    match (theirs, ours) {
        (Some(theirs), Some(ours)) if theirs != ours => Err(StoreError::OtherDealer),
        _ => Ok(()),
    }
}

/// What the present database says; `None` when it cannot be read.
fn read(present: &Path, key: &Key) -> Option<(Numbers, BTreeMap<String, String>)> {
    if !present.exists() {
        return None;
    }
    let read = || -> Result<_, StoreError> {
        let connection = connection::open(present, key, Mode::Read, false)?;
        let numbers = connection
            .prepare("SELECT pc_code, date_on, last FROM number_sequence")?
            .query_map([], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))?
            .collect::<Result<Numbers, _>>()?;
        let settings = connection
            .prepare("SELECT key, value FROM setting")?
            .query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?
            .collect::<Result<BTreeMap<String, String>, _>>()?;
        Ok((numbers, settings))
    };
    match read() {
        Ok(found) => Some(found),
        Err(error) => {
            tracing::warn!(%error, "the database in use cannot be read before the restore");
            None
        }
    }
}

/// The machines of other makers and the orders on them, which stand on this PC alone: nobody would
/// ever bring them back.
const MACHINES: [&str; 2] = ["other_machine", "other_machine_order"];

/// The rows of a table that stands on this PC alone.
#[derive(Debug)]
struct Kept {
    table: &'static str,
    columns: Vec<String>,
    rows: Vec<Vec<Value>>,
}

fn has_table(connection: &Connection, table: &str) -> Result<bool, StoreError> {
    let mut statement =
        connection.prepare("SELECT 1 FROM sqlite_schema WHERE type = 'table' AND name = ?1")?;
    Ok(statement.exists([table])?)
}

fn columns(connection: &Connection, table: &str) -> Result<Vec<String>, StoreError> {
    let statement = connection.prepare(&format!("SELECT * FROM {table} LIMIT 0"))?;
    let names = statement.column_names();
    // The place of a row in its file is no part of it.
    let names = names.filter(|name| *name != "nr");
    Ok(names.map(ToOwned::to_owned).collect())
}

/// What the present database holds of them; nothing when it cannot be read.
fn read_machines(present: &Path, key: &Key) -> Vec<Kept> {
    if !present.exists() {
        return Vec::new();
    }
    let read = || -> Result<Vec<Kept>, StoreError> {
        let connection = connection::open(present, key, Mode::Read, false)?;
        let mut all = Vec::new();
        for table in MACHINES {
            if has_table(&connection, table)? {
                let columns = columns(&connection, table)?;
                let rows = read_rows(&connection, table, &columns)?;
                all.push(Kept {
                    table,
                    columns,
                    rows,
                });
            }
        }
        Ok(all)
    };
    read().unwrap_or_else(|error| {
        tracing::warn!(%error, "machines of other makers cannot be read before the restore");
        Vec::new()
    })
}

fn read_rows(
    connection: &Connection,
    table: &str,
    columns: &[String],
) -> Result<Vec<Vec<Value>>, StoreError> {
    let sql = format!("SELECT {} FROM {table}", columns.join(", "));
    let mut statement = connection.prepare(&sql)?;
    let rows = statement.query_map([], |row| {
        (0..columns.len())
            .map(|at| row.get(at))
            .collect::<rusqlite::Result<Vec<Value>>>()
    })?;
    Ok(rows.collect::<Result<_, _>>()?)
}

/// Of a machine in both, the one changed last stays; of an order in both, what the backup says.
/// Another dealer's machines are none of the backup's business.
fn keep_machines(
    staged: &Connection,
    machines: &[Kept],
    present: &BTreeMap<String, String>,
) -> Result<(), StoreError> {
    let dealer = settings::read(staged, settings::DEALER_CODE)?;
    let now = present.get(settings::DEALER_CODE);
    if dealer.is_some() && now.is_some() && dealer.as_ref() != now {
        return Ok(());
    }
    for kept in machines.iter().filter(|kept| !kept.rows.is_empty()) {
        if !has_table(staged, kept.table)? {
            tracing::warn!(
                table = kept.table,
                "a backup has no place for what is carried over"
            );
            continue;
        }
        let there = columns(staged, kept.table)?;
        // A column of a step that the backup has not taken yet is left out.
        let places: Vec<usize> = (0..kept.columns.len())
            .filter(|at| there.contains(&kept.columns[*at]))
            .collect();
        let names: Vec<&str> = places.iter().map(|at| kept.columns[*at].as_str()).collect();
        let mut keep = staged.prepare(&insert(kept.table, &names))?;
        for row in &kept.rows {
            keep.execute(params_from_iter(places.iter().map(|at| &row[*at])))?;
        }
    }
    Ok(())
}

fn insert(table: &str, names: &[&str]) -> String {
    let marks = vec!["?"; names.len()].join(", ");
    let list = names.join(", ");
    if !names.contains(&"updated_at") {
        return format!("INSERT OR IGNORE INTO {table} ({list}) VALUES ({marks})");
    }
    let set: Vec<String> = names
        .iter()
        .map(|name| format!("{name} = excluded.{name}"))
        .collect();
    format!(
        "INSERT INTO {table} ({list}) VALUES ({marks}) ON CONFLICT (id) DO UPDATE SET {}
         WHERE excluded.updated_at > {table}.updated_at",
        set.join(", ")
    )
}

fn keep_numbers(staged: &Connection, numbers: &Numbers) -> Result<(), StoreError> {
    let mut keep = staged.prepare(
        "INSERT INTO number_sequence (pc_code, date_on, last) VALUES (?1, ?2, ?3)
         ON CONFLICT (pc_code, date_on) DO UPDATE SET last = max(last, excluded.last)",
    )?;
    for row in numbers {
        keep.execute((&row.0, &row.1, row.2))?;
    }
    Ok(())
}

/// The identity in use is the one headquarters takes now; that of the backup may be replaced or
/// revoked since. Another dealer's is none of the backup's business.
fn keep_identity(
    staged: &Connection,
    present: &BTreeMap<String, String>,
) -> Result<(), StoreError> {
    let dealer = settings::read(staged, settings::DEALER_CODE)?;
    let same = dealer.as_ref() == present.get(settings::DEALER_CODE);
    let connected =
        present.contains_key(settings::TOKEN) || settings::read(staged, settings::TOKEN)?.is_none();
    if dealer.is_none() || !same || !connected {
        return Ok(());
    }
    for name in IDENTITY {
        settings::write(staged, name, present.get(name).map(String::as_str))?;
    }
    Ok(())
}

/// Numbers are told apart by the PC code, so a code that was never used gives no number twice.
fn change_pc_code(staged: &Connection) -> Result<(), StoreError> {
    if settings::read(staged, settings::PC_CODE)?.is_none() {
        return Ok(());
    }
    let mut used = staged.prepare("SELECT 1 FROM number_sequence WHERE pc_code = ?1")?;
    loop {
        let hex = Key::random()?.to_hex().to_uppercase();
        let code = format!("X{}", &hex[..4]);
        if !used.exists([&code])? {
            return settings::write(staged, settings::PC_CODE, Some(&code));
        }
    }
}
