//! Who looked at whose file, and who took data out.

mod carried;

pub use carried::{Carried, CarriedRow, carried, forget_carried};
pub(crate) use carried::{carry, read_carried};

use uuid::Uuid;
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
    /// What was done: `view_customer`, `export`, …
    pub action: String,
    /// Whose file.
    pub customer_id: Option<CustomerId>,
    /// The household's name, if it is still here.
    pub customer_name: Option<String>,
    /// Which list was taken out, which document printed.
    pub what: Option<String>,
    /// What kind of record it was about.
    pub record_kind: Option<String>,
    /// The record.
    pub record_id: Option<Uuid>,
    /// Why.
    pub reason: Option<String>,
    /// How many rows were taken out.
    pub row_count: Option<i64>,
    /// When.
    pub occurred_at: i64,
}

/// What a look is told apart by.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Look<'a> {
    /// Who.
    pub staff: StaffId,
    /// What was done.
    pub action: &'a str,
    /// Whose file.
    pub customer: Option<CustomerId>,
    /// Which record.
    pub record: Option<Uuid>,
    /// Why.
    pub reason: Option<&'a str>,
}

/// Whether this person has done this since.
///
/// # Errors
/// The database's error.
pub fn is_known_since(view: View<'_>, look: &Look<'_>, since_at: i64) -> Result<bool, StoreError> {
    let mut statement = view.connection.prepare_cached(
        "SELECT EXISTS (SELECT 1 FROM access_entry WHERE staff_id = ?1 AND customer_id IS ?2
         AND occurred_at >= ?3 AND action = ?4 AND record_id IS ?5 AND reason IS ?6)",
    )?;
    let asked = (
        look.staff.row_id(),
        look.customer.map(Id::row_id),
        since_at,
        look.action,
        look.record.map(Id::row_id),
        look.reason,
    );
    Ok(statement.query_row(asked, |row| row.get(0))?)
}

/// Which entries are wanted.
#[derive(Debug, Clone, Copy, Default)]
pub struct Wanted<'a> {
    /// Of this person.
    pub staff: Option<StaffId>,
    /// About this household.
    pub customer: Option<CustomerId>,
    /// Of this kind.
    pub action: Option<&'a str>,
}

/// The entries that are wanted, the newest first.
///
/// # Errors
/// [`StoreError::BadValue`] for a place that is none; the database's error.
pub fn list(
    view: View<'_>,
    wanted: Wanted<'_>,
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
         AND (?4 IS NULL OR e.customer_id = ?4) AND (?5 IS NULL OR e.action = ?5)
         ORDER BY e.occurred_at DESC, e.nr DESC LIMIT ?6",
    )?;
    let most = i64::try_from(limit + 1).unwrap_or(i64::MAX);
    let asked = (
        at,
        nr,
        wanted.staff.map(Id::row_id),
        wanted.customer.map(Id::row_id),
        wanted.action,
        most,
    );
    let rows = statement.query_map(asked, |row| {
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
                record_kind: row.get("record_kind")?,
                record_id: row
                    .get::<_, Option<[u8; 16]>>("record_id")?
                    .map(Uuid::from_bytes),
                row_count: row.get("row_count")?,
                occurred_at,
            },
        ))
    })?;
    Ok(page::cut(rows.collect::<Result<_, _>>()?, limit))
}
