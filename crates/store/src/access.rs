//! Who looked at whose file, and who took data out.

use wuyou_domain::id::{AccessEntryId, CustomerId, StaffId};

use crate::error::StoreError;
use crate::page::{self, After, Page};
use crate::view::{Id, View, read_id, read_id_opt};

/// One entry.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AccessRow {
    /// The row.
    pub id: AccessEntryId,
    /// Who.
    pub staff_name: Option<String>,
    /// `view_customer` or `export`.
    pub action: String,
    /// Whose file.
    pub customer_id: Option<CustomerId>,
    /// The household's name, if it is still here.
    pub customer_name: Option<String>,
    /// Which list was taken out.
    pub what: Option<String>,
    /// Why.
    pub reason: Option<String>,
    /// How many rows were taken out.
    pub row_count: Option<i64>,
    /// When.
    pub occurred_at: i64,
}

/// Whether this person has looked at this file since.
///
/// # Errors
/// The database's error.
pub fn has_viewed_since(
    view: View<'_>,
    staff: StaffId,
    customer: CustomerId,
    since_at: i64,
) -> Result<bool, StoreError> {
    let mut statement = view.connection.prepare_cached(
        "SELECT EXISTS (SELECT 1 FROM access_entry WHERE staff_id = ?1 AND customer_id = ?2
         AND occurred_at >= ?3 AND action = 'view_customer')",
    )?;
    let asked = (staff.row_id(), customer.row_id(), since_at);
    Ok(statement.query_row(asked, |row| row.get(0))?)
}

/// The entries, the newest first; of one person if one is named.
///
/// # Errors
/// [`StoreError::BadValue`] for a place that is none; the database's error.
pub fn list(
    view: View<'_>,
    staff: Option<StaffId>,
    after: Option<&str>,
    limit: u32,
) -> Result<Page<AccessRow>, StoreError> {
    let after = after.map(After::read).transpose()?;
    let (at, nr) = match &after {
        Some(after) => (after.at()?, after.nr),
        None => (i64::MAX, i64::MAX),
    };
    let limit = page::bounded(limit);
    let mut statement = view.connection.prepare_cached(
        "SELECT e.*, s.name AS staff_name, c.name AS customer_name FROM access_entry e
         LEFT JOIN staff s ON s.id = e.staff_id LEFT JOIN customer c ON c.id = e.customer_id
         WHERE (e.occurred_at, e.nr) < (?1, ?2) AND (?3 IS NULL OR e.staff_id = ?3)
         ORDER BY e.occurred_at DESC, e.nr DESC LIMIT ?4",
    )?;
    let wanted = i64::try_from(limit + 1).unwrap_or(i64::MAX);
    let rows = statement.query_map((at, nr, staff.map(Id::row_id), wanted), |row| {
        let occurred_at: i64 = row.get("occurred_at")?;
        let after = After {
            key: occurred_at.to_string(),
            nr: row.get("nr")?,
        };
        Ok((
            after,
            AccessRow {
                id: read_id(row, "id")?,
                staff_name: row.get("staff_name")?,
                action: row.get("action")?,
                customer_id: read_id_opt(row, "customer_id")?,
                customer_name: row.get("customer_name")?,
                what: row.get("what")?,
                reason: row.get("reason")?,
                row_count: row.get("row_count")?,
                occurred_at,
            },
        ))
    })?;
    Ok(page::cut(rows.collect::<Result<_, _>>()?, limit))
}
