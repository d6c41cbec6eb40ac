//! Counts and versions for support: nothing of it says anything about a person.

use std::collections::BTreeMap;

use wuyou_sync::registry::ENTITIES;

use crate::error::StoreError;
use crate::view::View;

/// How many rows an entity has.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Rows {
    /// Those that stand.
    pub live: i64,
    /// Those that are deleted.
    pub deleted: i64,
}

/// Rows by entity.
///
/// # Errors
/// The database's error.
pub fn rows(view: View<'_>) -> Result<BTreeMap<&'static str, Rows>, StoreError> {
    let mut found = BTreeMap::new();
    for entity in ENTITIES {
        let sql = format!("SELECT count(*), count(deleted_at) FROM {}", entity.name);
        let (all, deleted): (i64, i64) = view
            .connection
            .query_row(&sql, [], |row| Ok((row.get(0)?, row.get(1)?)))?;
        let live = all - deleted;
        found.insert(entity.name, Rows { live, deleted });
    }
    Ok(found)
}

/// Refused changes by the code of their refusal.
///
/// # Errors
/// The database's error.
pub fn parked(view: View<'_>) -> Result<BTreeMap<String, i64>, StoreError> {
    let mut statement = view
        .connection
        .prepare_cached("SELECT code, count(*) FROM parked GROUP BY code")?;
    let rows = statement.query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?;
    Ok(rows.collect::<Result<_, _>>()?)
}

/// The versions of the database's library and of its encryption.
///
/// # Errors
/// The database's error.
pub fn library(view: View<'_>) -> Result<(String, String), StoreError> {
    let sqlite = view
        .connection
        .query_row("SELECT sqlite_version()", [], |row| row.get(0))?;
    let cipher = view
        .connection
        .query_row("PRAGMA cipher_version", [], |row| row.get(0))?;
    Ok((sqlite, cipher))
}

/// The schema steps that were applied, in order.
///
/// # Errors
/// The database's error.
pub fn migrations(view: View<'_>) -> Result<Vec<i64>, StoreError> {
    let mut statement = view
        .connection
        .prepare_cached("SELECT version FROM refinery_schema_history ORDER BY version")?;
    let rows = statement.query_map([], |row| row.get(0))?;
    Ok(rows.collect::<Result<_, _>>()?)
}
