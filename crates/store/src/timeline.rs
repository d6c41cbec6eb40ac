//! One timeline of everything that happened with a household, a machine or an order.

use rusqlite::named_params;
use uuid::Uuid;
use wuyou_domain::id::{CustomerId, RequestId, StaffId, UnitId, WorkOrderId};
use wuyou_sync::value::RowId;

use crate::error::StoreError;
use crate::view::{Id, View, read_id_opt};

/// What an entry tells of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TimelineKind {
    /// A request came in.
    Request,
    /// An order was opened.
    WorkOrder,
    /// An order took a step.
    OrderEvent,
    /// Somebody spoke with the customer.
    Contact,
}

/// One entry.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TimelineEntry {
    /// What it tells of.
    pub kind: TimelineKind,
    /// Its row.
    pub id: Uuid,
    /// When it happened.
    pub at: i64,
    /// The kind of request or order, the step, or the channel.
    pub code: String,
    /// The state now (request, order), the state after (step), or the direction (contact).
    pub state: Option<String>,
    /// The result of a contact.
    pub result: Option<String>,
    /// What was said or done.
    pub text: Option<String>,
    /// The number of the request or order it belongs to.
    pub no: Option<String>,
    /// The order it belongs to.
    pub work_order_id: Option<WorkOrderId>,
    /// The request it belongs to.
    pub request_id: Option<RequestId>,
    /// Who.
    pub staff_id: Option<StaffId>,
    /// Their name; of an imported order the technician's.
    pub staff_name: Option<String>,
}

/// Whose timeline.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TimelineOf {
    /// A household.
    Customer(CustomerId),
    /// A machine.
    Unit(UnitId),
    /// An order.
    WorkOrder(WorkOrderId),
}

/// The entries, the newest first; at most `limit` (≤ 500).
///
/// # Errors
/// The database's error.
pub fn timeline(
    view: View<'_>,
    of: TimelineOf,
    limit: u32,
) -> Result<Vec<TimelineEntry>, StoreError> {
    let (id, orders, requests, contacts) = match of {
        TimelineOf::Customer(id) => (
            id.row_id(),
            "SELECT id FROM work_order WHERE customer_id = :id AND deleted_at IS NULL",
            "SELECT id FROM request WHERE customer_id = :id AND deleted_at IS NULL",
            "SELECT id FROM contact WHERE customer_id = :id
             UNION SELECT id FROM contact WHERE work_order_id IN theirs
             UNION SELECT id FROM contact WHERE request_id IN asked",
        ),
        TimelineOf::Unit(id) => (
            id.row_id(),
            "SELECT id FROM work_order WHERE unit_id = :id AND deleted_at IS NULL",
            "SELECT id FROM request WHERE unit_id = :id AND deleted_at IS NULL",
            "SELECT id FROM contact WHERE work_order_id IN theirs
             UNION SELECT id FROM contact WHERE request_id IN asked",
        ),
        TimelineOf::WorkOrder(id) => (
            id.row_id(),
            "SELECT id FROM work_order WHERE id = :id AND deleted_at IS NULL",
            "SELECT request_id FROM work_order WHERE id = :id AND request_id IS NOT NULL",
            "SELECT id FROM contact WHERE work_order_id IN theirs
             UNION SELECT id FROM contact WHERE request_id IN asked",
        ),
    };
    let sql = format!(
        "WITH theirs (id) AS MATERIALIZED ({orders}), asked (id) AS MATERIALIZED ({requests}),
         spoken (id) AS MATERIALIZED ({contacts})
         SELECT t.*, s.name AS name FROM (
         SELECT 1 AS what, id, received_at AS at, kind AS code, state, NULL AS result, text, no,
                NULL AS work_order_id, id AS request_id, created_by AS staff_id, NULL AS person
         FROM request WHERE id IN asked
         UNION ALL
         SELECT 2, id, received_at, kind, state, result, fault_text, no,
                id, request_id, created_by, technician_name
         FROM work_order WHERE id IN theirs
         UNION ALL
         SELECT 3, e.id, e.occurred_at, e.step, e.to_state, NULL, e.note, o.no,
                e.work_order_id, NULL, e.staff_id, NULL
         FROM order_event e JOIN work_order o ON o.id = e.work_order_id
         WHERE e.work_order_id IN theirs
         UNION ALL
         SELECT 4, id, occurred_at, channel, direction, result, text, NULL,
                work_order_id, request_id, staff_id, NULL
         FROM contact WHERE id IN spoken
         ) t LEFT JOIN staff s ON s.id = t.staff_id
         ORDER BY t.at DESC, t.what DESC, t.id DESC LIMIT :limit"
    );
    let mut statement = view.connection.prepare_cached(&sql)?;
    let rows = statement.query_map(named_params! {":id": id, ":limit": limit.min(500)}, read)?;
    Ok(rows.collect::<Result<_, _>>()?)
}

fn read(row: &rusqlite::Row<'_>) -> rusqlite::Result<TimelineEntry> {
    let person: Option<String> = row.get("person")?;
    let name: Option<String> = row.get("name")?;
    Ok(TimelineEntry {
        kind: match row.get::<_, i64>("what")? {
            1 => TimelineKind::Request,
            2 => TimelineKind::WorkOrder,
            3 => TimelineKind::OrderEvent,
            _ => TimelineKind::Contact,
        },
        id: Uuid::from_bytes(row.get::<_, RowId>("id")?),
        at: row.get("at")?,
        code: row.get("code")?,
        state: row.get("state")?,
        result: row.get("result")?,
        text: row.get("text")?,
        no: row.get("no")?,
        work_order_id: read_id_opt(row, "work_order_id")?,
        request_id: read_id_opt(row, "request_id")?,
        staff_id: read_id_opt(row, "staff_id")?,
        staff_name: person.or(name),
    })
}
