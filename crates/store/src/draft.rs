//! Half-filled forms, kept so that they survive a kill. They never leave this PC. Each belongs to who
//! typed it; one whose writer is not known to whoever opens the form first.

use rusqlite::OptionalExtension;

use wuyou_domain::id::StaffId;

use crate::error::StoreError;
use crate::view::{Id, Local, View};

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

/// Most forms kept of one person; beyond them the oldest goes.
const KEPT_MOST: u32 = 100;
/// For so long a form is kept that nobody went on with.
const KEPT_MS: i64 = 90 * wuyou_domain::time::DAY_MS;

fn read(row: &rusqlite::Row<'_>) -> rusqlite::Result<Draft> {
    // Empty where nobody knows who typed it.
    let by: Vec<u8> = row.get(3)?;
    let by = uuid::Uuid::from_slice(&by).ok();
    Ok(Draft {
        key: row.get(0)?,
        json: row.get(1)?,
        updated_at: row.get(2)?,
        saved_by: by.map(StaffId),
    })
}

fn owner(of: Option<StaffId>) -> Vec<u8> {
    of.map_or_else(Vec::new, |of| of.row_id().to_vec())
}

/// Keeps a form for a person, and lets go what was kept too long or is too much.
///
/// # Errors
/// The database's error.
pub fn save(
    local: &Local<'_>,
    (key, json): (&str, &str),
    by: Option<StaffId>,
    now_at: i64,
) -> Result<(), StoreError> {
    let by = owner(by);
    local
        .connection
        .prepare_cached(
            "INSERT INTO draft (key, saved_by, json, updated_at) VALUES (?1, ?2, ?3, ?4)
             ON CONFLICT (key, saved_by) DO UPDATE SET json = excluded.json,
             updated_at = excluded.updated_at",
        )?
        .execute((key, &by, json, now_at))?;
    // Whoever went on with it has it now.
    local
        .connection
        .prepare_cached("DELETE FROM draft WHERE key = ?1 AND saved_by = x'' AND saved_by <> ?2")?
        .execute((key, &by))?;
    local
        .connection
        .prepare_cached("DELETE FROM draft WHERE updated_at < ?1")?
        .execute([now_at - KEPT_MS])?;
    local
        .connection
        .prepare_cached(
            "DELETE FROM draft WHERE saved_by = ?1 AND key <> ?2 AND key NOT IN (
                 SELECT key FROM draft WHERE saved_by = ?1
                 ORDER BY updated_at DESC, key LIMIT ?3)",
        )?
        .execute((&by, key, KEPT_MOST))?;
    Ok(())
}

/// The form a person kept under a key, or one nobody knows the writer of.
///
/// # Errors
/// The database's error.
pub fn get(view: View<'_>, key: &str, by: Option<StaffId>) -> Result<Option<Draft>, StoreError> {
    let mut statement = view.connection.prepare_cached(
        "SELECT key, json, updated_at, saved_by FROM draft
         WHERE key = ?1 AND saved_by IN (?2, x'') ORDER BY saved_by DESC LIMIT 1",
    )?;
    Ok(statement.query_row((key, owner(by)), read).optional()?)
}

/// All forms a person kept, and those nobody knows the writer of; the latest first.
///
/// # Errors
/// The database's error.
pub fn list(view: View<'_>, by: Option<StaffId>) -> Result<Vec<Draft>, StoreError> {
    let mut statement = view.connection.prepare_cached(
        "SELECT key, json, updated_at, saved_by FROM draft d
         WHERE saved_by = ?1 OR (saved_by = x'' AND NOT EXISTS (
             SELECT 1 FROM draft o WHERE o.key = d.key AND o.saved_by = ?1))
         ORDER BY updated_at DESC, key",
    )?;
    let rows = statement.query_map([owner(by)], read)?;
    Ok(rows.collect::<Result<_, _>>()?)
}

/// Throws a person's form away, and one nobody knows the writer of.
///
/// # Errors
/// The database's error.
pub fn delete(local: &Local<'_>, key: &str, by: Option<StaffId>) -> Result<(), StoreError> {
    local
        .connection
        .prepare_cached("DELETE FROM draft WHERE key = ?1 AND saved_by IN (?2, x'')")?
        .execute((key, owner(by)))?;
    Ok(())
}
