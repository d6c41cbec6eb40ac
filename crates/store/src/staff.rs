//! People of the shop.

use rusqlite::OptionalExtension;
use wuyou_domain::id::StaffId;

use crate::error::StoreError;
use crate::view::{Id, View, read_id};

/// A person of the shop.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StaffRow {
    /// The row.
    pub id: StaffId,
    /// The name.
    pub name: String,
    /// `clerk`, `technician` or `manager`.
    pub role: String,
    /// Their phone.
    pub phone: Option<String>,
    /// The PIN's hash; secret.
    pub pin_hash: Option<String>,
    /// No longer works here.
    pub disabled: bool,
    /// The weekdays they rest on, as [`wuyou_domain::staff::RestDays`] writes them.
    pub rest_days: Option<String>,
    /// When the row was last written.
    pub updated_at: i64,
    /// The tombstone.
    pub deleted_at: Option<i64>,
}

const COLUMNS: &str =
    "id, name, role, phone, pin_hash, disabled, rest_days, updated_at, deleted_at";

fn read(row: &rusqlite::Row<'_>) -> rusqlite::Result<StaffRow> {
    Ok(StaffRow {
        id: read_id(row, "id")?,
        name: row.get("name")?,
        role: row.get("role")?,
        phone: row.get("phone")?,
        pin_hash: row.get("pin_hash")?,
        disabled: row.get::<_, Option<bool>>("disabled")?.unwrap_or(false),
        rest_days: row.get("rest_days")?,
        updated_at: row.get("updated_at")?,
        deleted_at: row.get("deleted_at")?,
    })
}

/// Everybody who is not deleted, by name; those who left come last.
///
/// # Errors
/// The database's error.
pub fn list(view: View<'_>) -> Result<Vec<StaffRow>, StoreError> {
    let mut statement = view.connection.prepare_cached(&format!(
        "SELECT {COLUMNS} FROM staff WHERE deleted_at IS NULL
         ORDER BY COALESCE(disabled, 0), name, nr"
    ))?;
    let rows = statement.query_map([], read)?;
    Ok(rows.collect::<Result<_, _>>()?)
}

/// One person, deleted ones included.
///
/// # Errors
/// The database's error.
pub fn find(view: View<'_>, id: StaffId) -> Result<Option<StaffRow>, StoreError> {
    let mut statement = view
        .connection
        .prepare_cached(&format!("SELECT {COLUMNS} FROM staff WHERE id = ?1"))?;
    Ok(statement.query_row([id.row_id()], read).optional()?)
}

/// One person who must exist.
///
/// # Errors
/// [`StoreError::NotFound`], or the database's error.
pub fn get(view: View<'_>, id: StaffId) -> Result<StaffRow, StoreError> {
    find(view, id)?.ok_or(StoreError::NotFound("staff"))
}
