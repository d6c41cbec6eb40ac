//! The steps in an order's life.

use std::collections::HashSet;

use wuyou_domain::id::{OrderEventId, StaffId, UnitId, WorkOrderId};

use crate::error::StoreError;
use crate::view::{Id, View, read_id, read_id_opt};

/// One step in an order's life.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OrderEventRow {
    /// The row.
    pub id: OrderEventId,
    /// The order.
    pub work_order_id: WorkOrderId,
    /// The step's code.
    pub step: String,
    /// The state before; absent for the first.
    pub from_state: Option<String>,
    /// The state after.
    pub to_state: String,
    /// When.
    pub occurred_at: i64,
    /// Who.
    pub staff_id: Option<StaffId>,
    /// Their name.
    pub staff_name: Option<String>,
    /// Who was dispatched then; absent in old steps.
    pub technician_id: Option<StaffId>,
    /// The end of the visit window it agreed; absent in old steps.
    pub window_to_at: Option<i64>,
    /// With a finish the machine that was worked on, with another machine the one before; absent in
    /// other and in old steps.
    pub unit_id: Option<UnitId>,
    /// What was said about it.
    pub note: Option<String>,
}

/// What does not stand of a course: the steps that were taken back, and the entries that say so.
pub(crate) fn undone(ids: impl Iterator<Item = OrderEventId>) -> HashSet<OrderEventId> {
    let all: HashSet<OrderEventId> = ids.collect();
    let steps = all.iter().copied();
    let undone = steps.filter(|id| all.contains(&OrderEventId::of_undo(*id)));
    undone
        .flat_map(|id| [id, OrderEventId::of_undo(id)])
        .collect()
}

/// What stands of a course; the timeline keeps all of it.
fn standing(events: Vec<OrderEventRow>) -> Vec<OrderEventRow> {
    let undone = undone(events.iter().map(|event| event.id));
    let stands = |event: &OrderEventRow| !undone.contains(&event.id);
    events.into_iter().filter(stands).collect()
}

/// An order's steps in the order they happened, without those that were taken back; those of one
/// moment as they came in here, which is after whatever they followed.
///
/// # Errors
/// The database's error.
pub fn events(view: View<'_>, id: WorkOrderId) -> Result<Vec<OrderEventRow>, StoreError> {
    let mut statement = view.connection.prepare_cached(
        "SELECT e.*, s.name AS staff_name FROM order_event e
         LEFT JOIN staff s ON s.id = e.staff_id
         WHERE e.work_order_id = ?1 ORDER BY e.occurred_at, e.nr",
    )?;
    let rows = statement.query_map([id.row_id()], read)?;
    Ok(standing(rows.collect::<Result<_, _>>()?))
}

/// The steps of every open order that were not taken back, those of one order together and in the order they happened.
///
/// # Errors
/// The database's error.
pub fn open_events(view: View<'_>) -> Result<Vec<OrderEventRow>, StoreError> {
    let mut statement = view.connection.prepare_cached(
        // From the open orders to their steps; the other way round every step ever is looked at.
        "SELECT e.*, NULL AS staff_name FROM work_order o INDEXED BY work_order_open
         CROSS JOIN order_event e ON e.work_order_id = o.id
         WHERE o.state NOT IN ('closed', 'cancelled') AND o.deleted_at IS NULL
         ORDER BY e.work_order_id, e.occurred_at, e.nr",
    )?;
    let rows = statement.query_map([], read)?;
    Ok(standing(rows.collect::<Result<_, _>>()?))
}

fn read(row: &rusqlite::Row<'_>) -> rusqlite::Result<OrderEventRow> {
    Ok(OrderEventRow {
        id: read_id(row, "id")?,
        work_order_id: read_id(row, "work_order_id")?,
        step: row.get("step")?,
        from_state: row.get("from_state")?,
        to_state: row.get("to_state")?,
        occurred_at: row.get("occurred_at")?,
        staff_id: read_id_opt(row, "staff_id")?,
        staff_name: row.get("staff_name")?,
        technician_id: read_id_opt(row, "technician_id")?,
        window_to_at: row.get("window_to_at")?,
        unit_id: read_id_opt(row, "unit_id")?,
        note: row.get("note")?,
    })
}
