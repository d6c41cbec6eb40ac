//! Who answers after closing time, night by night.

use wuyou_domain::id::StaffId;

use crate::error::StoreError;
use crate::view::{View, read_id_opt};

/// One night.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DutyRow {
    /// The date on which it begins.
    pub night_on: String,
    /// Who answers.
    pub staff_id: Option<StaffId>,
    /// Their name.
    pub staff_name: Option<String>,
    /// The number they answer; else their own.
    pub phone: Option<String>,
    /// They have left, or are away on that day.
    pub gone: bool,
}

/// The nights somebody was named for, from one to another.
///
/// # Errors
/// The database's error.
pub fn between(view: View<'_>, from_on: &str, to_on: &str) -> Result<Vec<DutyRow>, StoreError> {
    let mut statement = view.connection.prepare_cached(
        "SELECT d.night_on, d.staff_id, s.name AS staff_name, COALESCE(d.phone, s.phone) AS phone,
             (s.deleted_at IS NOT NULL OR COALESCE(s.disabled, 0) = 1 OR EXISTS (
                 SELECT 1 FROM absence a WHERE a.staff_id = d.staff_id AND a.deleted_at IS NULL
                 AND a.from_on <= d.night_on AND a.to_on >= d.night_on)) AS gone
         FROM duty d LEFT JOIN staff s ON s.id = d.staff_id
         WHERE d.night_on >= ?1 AND d.night_on <= ?2 AND d.deleted_at IS NULL
         ORDER BY d.night_on",
    )?;
    let rows = statement.query_map([from_on, to_on], |row| {
        Ok(DutyRow {
            night_on: row.get("night_on")?,
            staff_id: read_id_opt(row, "staff_id")?,
            staff_name: row.get("staff_name")?,
            phone: row.get("phone")?,
            gone: row.get("gone")?,
        })
    })?;
    Ok(rows.collect::<Result<_, _>>()?)
}

/// Whether the shop has ever named anybody.
///
/// # Errors
/// The database's error.
pub fn in_use(view: View<'_>) -> Result<bool, StoreError> {
    let mut statement = view.connection.prepare_cached(
        "SELECT EXISTS (SELECT 1 FROM duty WHERE deleted_at IS NULL AND staff_id IS NOT NULL)",
    )?;
    Ok(statement.query_row([], |row| row.get(0))?)
}
