//! Half-filled forms, kept so that they survive a kill. They never leave this PC.

use rusqlite::OptionalExtension;

use wuyou_domain::id::StaffId;

use crate::error::StoreError;
use crate::view::{Id, Local, View, read_id_opt};

/// A half-filled form.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Draft {
    /// Which form.
    pub key: String,
    /// What is in it, as the screen wrote it.
    pub json: String,
    /// When it was kept.
    pub updated_at: i64,
    /// Who typed it.
    pub saved_by: Option<StaffId>,
}

fn read(row: &rusqlite::Row<'_>) -> rusqlite::Result<Draft> {
    Ok(Draft {
        key: row.get(0)?,
        json: row.get(1)?,
        updated_at: row.get(2)?,
        saved_by: read_id_opt(row, "saved_by")?,
    })
}

/// Keeps a form.
///
/// # Errors
/// The database's error.
pub fn save(
    local: &Local<'_>,
    (key, json): (&str, &str),
    by: Option<StaffId>,
    now_at: i64,
) -> Result<(), StoreError> {
    local
        .connection
        .prepare_cached(
            "INSERT INTO draft (key, json, updated_at, saved_by) VALUES (?1, ?2, ?3, ?4)
             ON CONFLICT (key) DO UPDATE SET json = excluded.json,
             updated_at = excluded.updated_at, saved_by = excluded.saved_by",
        )?
        .execute((key, json, now_at, by.map(Id::row_id)))?;
    Ok(())
}

/// The form kept under a key.
///
/// # Errors
/// The database's error.
pub fn get(view: View<'_>, key: &str) -> Result<Option<Draft>, StoreError> {
    let mut statement = view
        .connection
        .prepare_cached("SELECT key, json, updated_at, saved_by FROM draft WHERE key = ?1")?;
    Ok(statement.query_row([key], read).optional()?)
}

/// All forms kept, the latest first.
///
/// # Errors
/// The database's error.
pub fn list(view: View<'_>) -> Result<Vec<Draft>, StoreError> {
    let mut statement = view.connection.prepare_cached(
        "SELECT key, json, updated_at, saved_by FROM draft ORDER BY updated_at DESC, key",
    )?;
    let rows = statement.query_map([], read)?;
    Ok(rows.collect::<Result<_, _>>()?)
}

/// Throws a form away.
///
/// # Errors
/// The database's error.
pub fn delete(local: &Local<'_>, key: &str) -> Result<(), StoreError> {
    local
        .connection
        .prepare_cached("DELETE FROM draft WHERE key = ?1")?
        .execute([key])?;
    Ok(())
}
