//! Service plans sold to machines, the money of them, and the orders they took over.

use rusqlite::Row;
use wuyou_domain::id::{CustomerId, PlanEventId, UnitId, WorkOrderId};

use crate::error::StoreError;
use crate::view::{Id, View, read_id, read_id_opt};

/// A plan that was sold, or its cancellation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PlanEventRow {
    /// The row.
    pub id: PlanEventId,
    /// The machine.
    pub unit_id: UnitId,
    /// Its serial.
    pub serial: String,
    /// Who bought it.
    pub customer_id: Option<CustomerId>,
    /// Their name.
    pub customer_name: Option<String>,
    /// `sell`, `renew`, `cancel`.
    pub event: String,
    /// The contract that is cancelled, or that this one goes on from.
    pub contract_id: Option<PlanEventId>,
    /// The contract's number.
    pub no: String,
    /// The plan's code.
    pub plan_code: String,
    /// The plan's name.
    pub plan_name: String,
    /// The version of the list it was sold from.
    pub list_no: Option<String>,
    /// The terms as JSON text.
    pub terms: Option<String>,
    /// The first day.
    pub start_on: Option<String>,
    /// The last day.
    pub end_on: Option<String>,
    /// The kind of money.
    pub method: String,
    /// Below zero for what went back.
    pub amount_fen: i64,
    /// The receipt's number.
    pub receipt_no: String,
    /// On which day.
    pub done_on: String,
    /// A remark, or why it was cancelled.
    pub note: Option<String>,
    /// When.
    pub occurred_at: i64,
    /// By whom.
    pub staff: Option<String>,
}

const SELECT: &str = "SELECT e.*, u.serial, c.name AS customer_name, s.name AS staff
    FROM plan_event e JOIN unit u ON u.id = e.unit_id
    LEFT JOIN customer c ON c.id = COALESCE(
        (SELECT w.id FROM customer m JOIN customer w ON w.id = m.merged_into
         WHERE m.id = e.customer_id), e.customer_id)
    LEFT JOIN staff s ON s.id = e.staff_id";

fn read(row: &Row<'_>) -> rusqlite::Result<PlanEventRow> {
    Ok(PlanEventRow {
        id: read_id(row, "id")?,
        unit_id: read_id(row, "unit_id")?,
        serial: row.get("serial")?,
        customer_id: read_id_opt(row, "customer_id")?,
        customer_name: row.get("customer_name")?,
        event: row.get("event")?,
        contract_id: read_id_opt(row, "contract_id")?,
        no: row.get("no")?,
        plan_code: row.get("plan_code")?,
        plan_name: row.get("plan_name")?,
        list_no: row.get("list_no")?,
        terms: row.get("terms")?,
        start_on: row.get("start_on")?,
        end_on: row.get("end_on")?,
        method: row.get("method")?,
        amount_fen: row.get("amount_fen")?,
        receipt_no: row.get("receipt_no")?,
        done_on: row.get("done_on")?,
        note: row.get("note")?,
        occurred_at: row.get("occurred_at")?,
        staff: row.get("staff")?,
    })
}

fn rows(
    view: View<'_>,
    which: &str,
    bound: impl rusqlite::Params,
) -> Result<Vec<PlanEventRow>, StoreError> {
    let sql = format!("{SELECT} WHERE {which} ORDER BY e.occurred_at, e.nr");
    let mut statement = view.connection.prepare_cached(&sql)?;
    let rows = statement.query_map(bound, read)?;
    Ok(rows.collect::<Result<_, _>>()?)
}

/// What was sold to a machine, the first one first.
///
/// # Errors
/// The database's error.
pub fn of_unit(view: View<'_>, unit: UnitId) -> Result<Vec<PlanEventRow>, StoreError> {
    rows(view, "e.unit_id = ?1", [unit.row_id()])
}

/// One row.
///
/// # Errors
/// The database's error.
pub fn find(view: View<'_>, id: PlanEventId) -> Result<Option<PlanEventRow>, StoreError> {
    Ok(rows(view, "e.id = ?1", [id.row_id()])?.pop())
}

/// The money of a day.
///
/// # Errors
/// The database's error.
pub fn on_day(view: View<'_>, on: &str) -> Result<Vec<PlanEventRow>, StoreError> {
    rows(view, "e.done_on = ?1", [on])
}

/// The machines with a contract whose last day lies between two, both included.
///
/// # Errors
/// The database's error.
pub fn ending(view: View<'_>, from: &str, to: &str) -> Result<Vec<UnitId>, StoreError> {
    let mut statement = view.connection.prepare_cached(
        "SELECT DISTINCT unit_id AS id FROM plan_event
         WHERE end_on IS NOT NULL AND end_on >= ?1 AND end_on <= ?2",
    )?;
    let found = statement.query_map([from, to], |row| read_id(row, "id"))?;
    Ok(found.collect::<Result<_, _>>()?)
}

/// An order of a machine that a plan took over.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CoveredOrder {
    /// The order.
    pub id: WorkOrderId,
    /// `repair` or `maintenance`.
    pub kind: String,
    /// When it was reported.
    pub received_at: i64,
}

/// The finished orders of a machine that a plan took over: those with a line of it, and maintenances
/// that cost nothing and have no lines.
///
/// # Errors
/// The database's error.
pub fn covered(view: View<'_>, unit: UnitId) -> Result<Vec<CoveredOrder>, StoreError> {
    let mut statement = view.connection.prepare_cached(
        "SELECT o.id, o.kind, o.received_at FROM work_order o
         WHERE o.unit_id = ?1 AND o.deleted_at IS NULL
           AND o.state IN ('finished', 'confirmed', 'closed')
           AND (EXISTS (SELECT 1 FROM charge_line l WHERE l.work_order_id = o.id
                    AND l.basis = 'plan' AND l.deleted_at IS NULL)
                OR (o.kind = 'maintenance' AND COALESCE(o.charge_fen, 0) = 0
                    AND NOT EXISTS (SELECT 1 FROM charge_line l WHERE l.work_order_id = o.id
                        AND l.deleted_at IS NULL)))
         ORDER BY o.received_at, o.nr",
    )?;
    let found = statement.query_map([unit.row_id()], |row| {
        Ok(CoveredOrder {
            id: read_id(row, "id")?,
            kind: row.get("kind")?,
            received_at: row.get("received_at")?,
        })
    })?;
    Ok(found.collect::<Result<_, _>>()?)
}
