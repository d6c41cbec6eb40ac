//! What was done about a danger on the spot, order by order.

use wuyou_domain::id::{DangerStepId, StaffId, UnitId, WorkOrderId};

use crate::error::StoreError;
use crate::view::{Id, View, read_id, read_id_opt};

/// One step against a danger.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DangerStepRow {
    /// The row.
    pub id: DangerStepId,
    /// The order.
    pub work_order_id: WorkOrderId,
    /// `stop`, `tag`, `told`, `check`, `release`.
    pub step: String,
    /// The number of the tag.
    pub tag_no: Option<String>,
    /// The number of the signed paper.
    pub paper_no: Option<String>,
    /// The signed paper was photographed.
    pub by_photo: bool,
    /// The customer would not sign.
    pub refused: bool,
    /// Who saw it, or why.
    pub witness: Option<String>,
    /// What was found, or how it was found safe again.
    pub text: Option<String>,
    /// When.
    pub occurred_at: i64,
    /// By whom.
    pub staff_id: Option<StaffId>,
    /// Their name.
    pub staff_name: Option<String>,
}

fn read(row: &rusqlite::Row<'_>) -> rusqlite::Result<DangerStepRow> {
    let flag =
        |name| -> rusqlite::Result<bool> { Ok(row.get::<_, Option<bool>>(name)?.unwrap_or(false)) };
    Ok(DangerStepRow {
        id: read_id(row, "id")?,
        work_order_id: read_id(row, "work_order_id")?,
        step: row.get("step")?,
        tag_no: row.get("tag_no")?,
        paper_no: row.get("paper_no")?,
        by_photo: flag("by_photo")?,
        refused: flag("refused")?,
        witness: row.get("witness")?,
        text: row.get("text")?,
        occurred_at: row.get("occurred_at")?,
        staff_id: read_id_opt(row, "staff_id")?,
        staff_name: row.get("staff_name")?,
    })
}

/// The steps of an order as they were recorded, the first first: what was typed for an earlier time
/// than a release that stands already was not known to it, and counts after it.
///
/// # Errors
/// The database's error.
pub fn of_order(view: View<'_>, order: WorkOrderId) -> Result<Vec<DangerStepRow>, StoreError> {
    let mut statement = view.connection.prepare_cached(
        "SELECT d.*, s.name AS staff_name FROM danger_step d
         LEFT JOIN staff s ON s.id = d.staff_id
         WHERE d.work_order_id = ?1 ORDER BY d.created_at, d.nr",
    )?;
    let rows = statement.query_map([order.row_id()], read)?;
    Ok(rows.collect::<Result<_, _>>()?)
}

/// The orders of a machine at which such a step was recorded, the first first.
///
/// # Errors
/// The database's error.
pub fn orders_of_unit(view: View<'_>, unit: UnitId) -> Result<Vec<WorkOrderId>, StoreError> {
    let mut statement = view.connection.prepare_cached(
        "SELECT o.id FROM work_order o WHERE o.unit_id = ?1 AND o.deleted_at IS NULL
         AND EXISTS (SELECT 1 FROM danger_step d WHERE d.work_order_id = o.id)
         ORDER BY o.nr",
    )?;
    let rows = statement.query_map([unit.row_id()], |row| read_id(row, "id"))?;
    Ok(rows.collect::<Result<_, _>>()?)
}
