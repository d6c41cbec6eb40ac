//! What a restore carries over of the access log: a backup of this morning must not take away what
//! was written down since, and the restore itself is written down beside it.
//!
//! The rows wait in a setting of the restored database, put there in the same step as the data, until
//! the program writes them anew through the change log ([`carried`], [`forget_carried`]). Whatever
//! cuts it off, they are written at the next opening.

use std::collections::HashSet;
use std::path::Path;

use rusqlite::Connection;
use serde::{Deserialize, Serialize};
use uuid::Uuid;
use wuyou_domain::id::StaffId;

use crate::connection::{self, Mode};
use crate::error::StoreError;
use crate::key::Key;
use crate::restore::Wanted;
use crate::settings;
use crate::view::{Local, View};

/// An entry that the backup lacks.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CarriedRow {
    /// The row.
    pub id: Uuid,
    /// Who; somebody the backup may not know.
    pub staff: Uuid,
    /// Their name.
    pub name: Option<String>,
    /// What was done.
    pub action: String,
    /// Whose file.
    pub customer: Option<Uuid>,
    /// Which list was taken out, which document printed.
    pub what: Option<String>,
    /// Why.
    pub reason: Option<String>,
    /// How many rows were taken out.
    pub rows: Option<i64>,
    /// When.
    pub occurred_at: i64,
    /// What kind of record it was about.
    pub record_kind: Option<String>,
    /// The record.
    pub record: Option<Uuid>,
}

/// What waits to be written into the log.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Carried {
    /// The entries that the backup lacks.
    pub rows: Vec<CarriedRow>,
    /// The restores themselves: an id for the entry, who, and when.
    pub restored: Vec<(Uuid, Option<Uuid>, i64)>,
}

/// What waits to be written into the log; nothing after most openings.
///
/// # Errors
/// The database's error.
pub fn carried(view: View<'_>) -> Result<Option<Carried>, StoreError> {
    waiting(view.connection)
}

/// It is written.
///
/// # Errors
/// The database's error.
pub fn forget_carried(local: &Local<'_>) -> Result<(), StoreError> {
    settings::set(local, settings::CARRIED_ACCESS, None)
}

fn waiting(connection: &Connection) -> Result<Option<Carried>, StoreError> {
    let text = settings::read(connection, settings::CARRIED_ACCESS)?;
    Ok(text.and_then(|text| serde_json::from_str(&text).ok()))
}

/// What the log of the data in use holds that headquarters does not have and the backup lacks; `None`
/// where that data cannot be read. What was sent comes back with the next sync.
pub(crate) fn read_carried(present: &Path, staged: &Path, key: &Key) -> Option<Carried> {
    if !present.exists() {
        return None;
    }
    let read = || -> Result<Carried, StoreError> {
        let there = ids(&connection::open(staged, key, Mode::File, false)?)?;
        let present = connection::open(present, key, Mode::Read, false)?;
        let mut found = waiting(&present)?.unwrap_or_default();
        let all = unsent(&present)?;
        found
            .rows
            .extend(all.into_iter().filter(|row| !there.contains(&row.id)));
        Ok(found)
    };
    match read() {
        Ok(found) => Some(found),
        Err(error) => {
            tracing::warn!(%error, "the access log cannot be read before the restore");
            None
        }
    }
}

/// Notes what waits, and the restore itself.
pub(crate) fn carry(
    staged: &Connection,
    mut carried: Carried,
    wanted: &Wanted<'_>,
) -> Result<(), StoreError> {
    if wanted.at > 0 {
        let by = wanted.by.map(|StaffId(id)| id);
        carried
            .restored
            .push((settings::random_id()?, by, wanted.at));
    }
    if carried == Carried::default() {
        return Ok(());
    }
    let text = serde_json::to_string(&carried)
        .map_err(|error| StoreError::Inconsistent(error.to_string()))?;
    settings::write(staged, settings::CARRIED_ACCESS, Some(&text))
}

fn ids(connection: &Connection) -> Result<HashSet<Uuid>, StoreError> {
    let there: bool = connection
        .prepare("SELECT 1 FROM sqlite_schema WHERE type = 'table' AND name = 'access_entry'")?
        .exists([])?;
    if !there {
        return Ok(HashSet::new());
    }
    let mut statement = connection.prepare("SELECT id FROM access_entry")?;
    let rows = statement.query_map([], |row| id(row, "id"))?;
    let rows = rows.collect::<Result<Vec<Option<Uuid>>, _>>()?;
    Ok(rows.into_iter().flatten().collect())
}

fn id(row: &rusqlite::Row<'_>, column: &str) -> rusqlite::Result<Option<Uuid>> {
    let bytes: Option<[u8; 16]> = row.get(column)?;
    Ok(bytes.map(Uuid::from_bytes))
}

fn unsent(connection: &Connection) -> Result<Vec<CarriedRow>, StoreError> {
    // 15 is `access_entry` in the registry.
    let mut statement = connection.prepare(
        "SELECT e.*, s.name AS staff_name FROM access_entry e LEFT JOIN staff s ON s.id = e.staff_id
         WHERE e.id IN (SELECT o.row_id FROM outbox o WHERE o.entity = 15 AND o.seq IS NULL)
         ORDER BY e.nr",
    )?;
    let rows = statement.query_map([], |row| {
        Ok(CarriedRow {
            id: id(row, "id")?.unwrap_or_default(),
            staff: id(row, "staff_id")?.unwrap_or_default(),
            name: row.get("staff_name")?,
            action: row.get("action")?,
            customer: id(row, "customer_id")?,
            what: row.get("what")?,
            reason: row.get("reason")?,
            rows: row.get("row_count")?,
            occurred_at: row.get("occurred_at")?,
            record_kind: row.get("record_kind")?,
            record: id(row, "record_id")?,
        })
    })?;
    Ok(rows.collect::<Result<_, _>>()?)
}
