//! What customers objected to on the spot.

use rusqlite::OptionalExtension;
use wuyou_domain::id::{ComplaintId, ObjectionId, WorkOrderId};

use crate::error::StoreError;
use crate::view::{Id, View, read_id, read_id_opt};

/// An objection.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ObjectionRow {
    /// The row.
    pub id: ObjectionId,
    /// The order.
    pub work_order_id: WorkOrderId,
    /// What the customer said.
    pub text: String,
    /// What was done about it.
    pub handling: Option<String>,
    /// Whether that settled it.
    pub resolved: bool,
    /// The complaint it became.
    pub complaint_id: Option<ComplaintId>,
    /// That complaint's number.
    pub complaint_no: Option<String>,
    /// When it was said.
    pub occurred_at: i64,
    /// Who noted it.
    pub staff_name: Option<String>,
}

const SELECT: &str = "SELECT b.*, s.name AS staff_name, c.no AS complaint_no FROM objection b
    LEFT JOIN staff s ON s.id = b.staff_id LEFT JOIN complaint c ON c.id = b.complaint_id";

fn read(row: &rusqlite::Row<'_>) -> rusqlite::Result<ObjectionRow> {
    Ok(ObjectionRow {
        id: read_id(row, "id")?,
        work_order_id: read_id(row, "work_order_id")?,
        text: row.get("text")?,
        handling: row.get("handling")?,
        resolved: row.get("resolved")?,
        complaint_id: read_id_opt(row, "complaint_id")?,
        complaint_no: row.get("complaint_no")?,
        occurred_at: row.get("occurred_at")?,
        staff_name: row.get("staff_name")?,
    })
}

/// What was objected to at an order, the first first.
///
/// # Errors
/// The database's error.
pub fn of_order(view: View<'_>, order: WorkOrderId) -> Result<Vec<ObjectionRow>, StoreError> {
    let mut statement = view.connection.prepare_cached(&format!(
        "{SELECT} WHERE b.work_order_id = ?1 AND b.deleted_at IS NULL ORDER BY b.occurred_at, b.nr"
    ))?;
    let rows = statement.query_map([order.row_id()], read)?;
    Ok(rows.collect::<Result<_, _>>()?)
}

/// What is still open of orders that are over: somebody closed them without knowing of it.
///
/// # Errors
/// The database's error.
pub fn left_open(view: View<'_>) -> Result<Vec<ObjectionRow>, StoreError> {
    let mut statement = view.connection.prepare_cached(&format!(
        "{SELECT} CROSS JOIN work_order o ON o.id = b.work_order_id
         WHERE b.resolved = 0 AND b.complaint_id IS NULL AND b.deleted_at IS NULL
         AND o.state IN ('closed', 'cancelled') AND o.deleted_at IS NULL
         ORDER BY b.occurred_at, b.nr"
    ))?;
    let rows = statement.query_map([], read)?;
    Ok(rows.collect::<Result<_, _>>()?)
}

/// One objection.
///
/// # Errors
/// [`StoreError::NotFound`], or the database's error.
pub fn get(view: View<'_>, id: ObjectionId) -> Result<ObjectionRow, StoreError> {
    let mut statement = view.connection.prepare_cached(&format!(
        "{SELECT} WHERE b.id = ?1 AND b.deleted_at IS NULL"
    ))?;
    let found = statement.query_row([id.row_id()], read).optional()?;
    found.ok_or(StoreError::NotFound("objection"))
}
