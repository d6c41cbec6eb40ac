//! What a person prefers on this PC: saved filters, chosen columns. It never leaves this PC.

use rusqlite::OptionalExtension;
use wuyou_domain::id::StaffId;

use crate::error::StoreError;
use crate::view::{Id, Local, View};

/// What is kept under a key, as the screen wrote it.
///
/// # Errors
/// The database's error.
pub fn get(view: View<'_>, staff: StaffId, key: &str) -> Result<Option<String>, StoreError> {
    let mut statement = view
        .connection
        .prepare_cached("SELECT json FROM preference WHERE staff_id = ?1 AND key = ?2")?;
    let found = statement.query_row((staff.row_id(), key), |row| row.get(0));
    Ok(found.optional()?)
}

/// How many other keys this person has.
///
/// # Errors
/// The database's error.
pub fn count_others(view: View<'_>, staff: StaffId, key: &str) -> Result<u32, StoreError> {
    let mut statement = view
        .connection
        .prepare_cached("SELECT count(*) FROM preference WHERE staff_id = ?1 AND key <> ?2")?;
    Ok(statement.query_row((staff.row_id(), key), |row| row.get(0))?)
}

/// Keeps something under a key.
///
/// # Errors
/// The database's error.
pub fn set(
    local: &Local<'_>,
    staff: StaffId,
    (key, json): (&str, &str),
    now_at: i64,
) -> Result<(), StoreError> {
    local
        .connection
        .prepare_cached(
            "INSERT INTO preference (staff_id, key, json, updated_at) VALUES (?1, ?2, ?3, ?4)
             ON CONFLICT (staff_id, key)
             DO UPDATE SET json = excluded.json, updated_at = excluded.updated_at",
        )?
        .execute((staff.row_id(), key, json, now_at))?;
    Ok(())
}
