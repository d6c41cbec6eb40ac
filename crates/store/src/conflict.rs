//! Two versions of one field that a person decides.

use rusqlite::OptionalExtension;
use uuid::Uuid;
use wuyou_domain::id::{ConflictId, DeviceId, StaffId};

use crate::error::StoreError;
use crate::view::{Id, View, read_id, read_id_opt};

/// A conflict as the server wrote it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ConflictRow {
    /// The row.
    pub id: ConflictId,
    /// The entity of the row in question.
    pub entity: String,
    /// The row in question.
    pub row_id: Uuid,
    /// The field.
    pub field: String,
    /// The value that stands, as JSON text.
    pub kept_value: Option<String>,
    /// When it was written.
    pub kept_at: Option<i64>,
    /// By whom.
    pub kept_by: Option<StaffId>,
    /// On which PC.
    pub kept_device: Option<DeviceId>,
    /// The other value, as JSON text.
    pub other_value: Option<String>,
    /// When it was written.
    pub other_at: Option<i64>,
    /// By whom.
    pub other_by: Option<StaffId>,
    /// On which PC.
    pub other_device: Option<DeviceId>,
    /// When it was decided.
    pub resolved_at: Option<i64>,
    /// By whom.
    pub resolved_by: Option<StaffId>,
    /// `kept`, `other` or `new`.
    pub resolution: Option<String>,
    /// When it was found.
    pub created_at: i64,
}

fn read(row: &rusqlite::Row<'_>) -> rusqlite::Result<ConflictRow> {
    Ok(ConflictRow {
        id: read_id(row, "id")?,
        entity: row.get("entity")?,
        row_id: Uuid::from_bytes(row.get("row_id")?),
        field: row.get("field")?,
        kept_value: row.get("kept_value")?,
        kept_at: row.get("kept_at")?,
        kept_by: read_id_opt(row, "kept_by")?,
        kept_device: read_id_opt(row, "kept_device")?,
        other_value: row.get("other_value")?,
        other_at: row.get("other_at")?,
        other_by: read_id_opt(row, "other_by")?,
        other_device: read_id_opt(row, "other_device")?,
        resolved_at: row.get("resolved_at")?,
        resolved_by: read_id_opt(row, "resolved_by")?,
        resolution: row.get("resolution")?,
        created_at: row.get("created_at")?,
    })
}

/// One conflict.
///
/// # Errors
/// [`StoreError::NotFound`], or the database's error.
pub fn get(view: View<'_>, id: ConflictId) -> Result<ConflictRow, StoreError> {
    let mut statement = view
        .connection
        .prepare_cached("SELECT * FROM conflict WHERE id = ?1")?;
    let found = statement.query_row([id.row_id()], read).optional()?;
    found.ok_or(StoreError::NotFound("conflict"))
}

/// The conflicts that wait, the oldest first; with `resolved` the decided ones after them.
///
/// # Errors
/// The database's error.
pub fn list(view: View<'_>, resolved: bool, most: u32) -> Result<Vec<ConflictRow>, StoreError> {
    let sql = if resolved {
        "SELECT * FROM conflict WHERE deleted_at IS NULL
         ORDER BY resolved_at IS NOT NULL, created_at, nr LIMIT ?1"
    } else {
        "SELECT * FROM conflict WHERE resolved_at IS NULL AND deleted_at IS NULL
         ORDER BY created_at, nr LIMIT ?1"
    };
    let mut statement = view.connection.prepare_cached(sql)?;
    let rows = statement.query_map([most], read)?;
    Ok(rows.collect::<Result<_, _>>()?)
}

/// The conflicts of one row that wait.
///
/// # Errors
/// The database's error.
pub fn of_row(view: View<'_>, row: impl Id) -> Result<Vec<ConflictRow>, StoreError> {
    let mut statement = view.connection.prepare_cached(
        "SELECT * FROM conflict WHERE row_id = ?1 AND resolved_at IS NULL
         AND deleted_at IS NULL ORDER BY created_at, nr",
    )?;
    let rows = statement.query_map([row.row_id()], read)?;
    Ok(rows.collect::<Result<_, _>>()?)
}

/// How many wait.
///
/// # Errors
/// The database's error.
pub fn count_open(view: View<'_>) -> Result<u32, StoreError> {
    let mut statement = view.connection.prepare_cached(
        "SELECT count(*) FROM conflict WHERE resolved_at IS NULL AND deleted_at IS NULL",
    )?;
    Ok(statement.query_row([], |row| row.get(0))?)
}
