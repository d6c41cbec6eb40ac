//! What a restore carries over from the data in use into the backup that takes their place: numbers
//! that were given out stay given out, and this PC stays who it is at headquarters. It is written
//! into the staged copy, so that it is in place in the same step as the restored data.

use std::collections::BTreeMap;
use std::path::Path;

use rusqlite::Connection;

use crate::connection::{self, Mode};
use crate::error::StoreError;
use crate::key::Key;
use crate::settings;

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
pub(super) fn carry_over(staged: &Path, present: &Path, key: &Key) -> Result<(), StoreError> {
    let present = read(present, key);
    let mut target = connection::open(staged, key, Mode::File, false)?;
    let tx = target.transaction()?;
    match &present {
        Some((numbers, identity)) => {
            keep_numbers(&tx, numbers)?;
            keep_identity(&tx, identity)?;
        }
        None => change_pc_code(&tx)?,
    }
    if settings::read(&tx, settings::TOKEN)?.is_some() {
        settings::write(&tx, settings::RENEW, Some(settings::RESTORED))?;
    }
    tx.commit()?;
    target.close().map_err(|(_, error)| StoreError::from(error))
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
