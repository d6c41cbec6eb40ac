//! Return visits: the plan, what was answered, the queue.

mod answer;
mod list;

use rusqlite::OptionalExtension;
use wuyou_domain::id::{ComplaintId, CustomerId, ReturnVisitId, StaffId, UnitId, WorkOrderId};
use wuyou_sync::value::RowId;

use crate::error::StoreError;
use crate::view::{Id, View, read_id, read_id_opt};

pub use answer::{AnswerRow, AuditRow, SuggestionRow, answers_of, audit_rows, suggestions};
pub use list::{
    FirstMonthVisit, ReturnVisitFilter, ReturnVisitNumbers, ReturnVisitQuery, ReturnVisitSummary,
    first_month_due, list, numbers, of_order, summary,
};

/// A planned visit.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReturnVisitRow {
    /// The row.
    pub id: ReturnVisitId,
    /// What it follows from: one of `domain::return_visit::Kind`.
    pub kind: String,
    /// The household.
    pub customer_id: CustomerId,
    /// The machine.
    pub unit_id: Option<UnitId>,
    /// The order whose work it is about.
    pub work_order_id: Option<WorkOrderId>,
    /// The complaint it is about.
    pub complaint_id: Option<RowId>,
    /// One of the domain's states.
    pub state: String,
    /// The day it follows from.
    pub anchor_on: String,
    /// First day of its window.
    pub from_on: String,
    /// Last day of its window.
    pub to_on: String,
    /// When to try next.
    pub next_at: Option<i64>,
    /// Who did the work.
    pub served_by_id: Option<StaffId>,
    /// When it was last written.
    pub updated_at: i64,
    /// The tombstone.
    pub deleted_at: Option<i64>,
}

fn read(row: &rusqlite::Row<'_>) -> rusqlite::Result<ReturnVisitRow> {
    Ok(ReturnVisitRow {
        id: read_id(row, "id")?,
        kind: row.get("kind")?,
        customer_id: read_id(row, "customer_id")?,
        unit_id: read_id_opt(row, "unit_id")?,
        work_order_id: read_id_opt(row, "work_order_id")?,
        complaint_id: row.get("complaint_id")?,
        state: row.get("state")?,
        anchor_on: row.get("anchor_on")?,
        from_on: row.get("from_on")?,
        to_on: row.get("to_on")?,
        next_at: row.get("next_at")?,
        served_by_id: read_id_opt(row, "served_by_id")?,
        updated_at: row.get("updated_at")?,
        deleted_at: row.get("deleted_at")?,
    })
}

/// One visit, deleted ones included.
///
/// # Errors
/// The database's error.
pub fn find(view: View<'_>, id: ReturnVisitId) -> Result<Option<ReturnVisitRow>, StoreError> {
    let mut statement = view
        .connection
        .prepare_cached("SELECT * FROM return_visit WHERE id = ?1")?;
    Ok(statement.query_row([id.row_id()], read).optional()?)
}

/// One visit that must exist and not be deleted.
///
/// # Errors
/// [`StoreError::NotFound`], or the database's error.
pub fn get(view: View<'_>, id: ReturnVisitId) -> Result<ReturnVisitRow, StoreError> {
    find(view, id)?
        .filter(|visit| visit.deleted_at.is_none())
        .ok_or(StoreError::NotFound("return_visit"))
}

/// A machine's visits, the window that begins first before the others.
///
/// # Errors
/// The database's error.
pub fn of_unit(view: View<'_>, id: UnitId) -> Result<Vec<ReturnVisitRow>, StoreError> {
    many(view, "unit_id", id)
}

/// The visits about an order, in the same order.
///
/// # Errors
/// The database's error.
pub fn of_work_order(view: View<'_>, id: WorkOrderId) -> Result<Vec<ReturnVisitRow>, StoreError> {
    many(view, "work_order_id", id)
}

/// The visits about a complaint, in the same order.
///
/// # Errors
/// The database's error.
pub fn of_complaint(view: View<'_>, id: ComplaintId) -> Result<Vec<ReturnVisitRow>, StoreError> {
    many(view, "complaint_id", id)
}

/// The visits of a household and those merged into it, whatever became of them.
///
/// # Errors
/// The database's error.
pub fn of_customer(view: View<'_>, id: CustomerId) -> Result<Vec<ReturnVisitId>, StoreError> {
    let mut statement = view.connection.prepare_cached(&format!(
        "SELECT id FROM return_visit WHERE customer_id IN {} AND deleted_at IS NULL ORDER BY nr",
        crate::customer::family("?1")
    ))?;
    let rows = statement.query_map([id.row_id()], |row| read_id(row, "id"))?;
    Ok(rows.collect::<Result<_, _>>()?)
}

fn many(view: View<'_>, column: &str, id: impl Id) -> Result<Vec<ReturnVisitRow>, StoreError> {
    let mut statement = view.connection.prepare_cached(&format!(
        "SELECT * FROM return_visit WHERE {column} = ?1 AND deleted_at IS NULL
         ORDER BY from_on, nr"
    ))?;
    let rows = statement.query_map([id.row_id()], read)?;
    Ok(rows.collect::<Result<_, _>>()?)
}
