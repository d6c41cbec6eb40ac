//! Service plans sold to machines, the money of them, and the orders they took over.

use rusqlite::Row;
use wuyou_domain::id::{CustomerId, PlanEventId, UnitId, WorkOrderId};

use crate::customer::standing;
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
    /// `sell`, `renew`, `cancel`, `recover`.
    pub event: String,
    /// The contract it is about, or that this one goes on from.
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

const SELECT: &str = concat!(
    "SELECT e.*, u.serial, c.name AS customer_name, s.name AS staff
    FROM plan_event e JOIN unit u ON u.id = e.unit_id
    LEFT JOIN customer c ON c.id = ",
    standing!("e.customer_id"),
    "
    LEFT JOIN staff s ON s.id = e.staff_id"
);

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

/// The machines a plan was ever sold to, the latest sale first.
///
/// # Errors
/// The database's error.
pub fn units(view: View<'_>, most: u32) -> Result<Vec<UnitId>, StoreError> {
    let mut statement = view.connection.prepare_cached(
        "SELECT unit_id FROM plan_event WHERE deleted_at IS NULL
         GROUP BY unit_id ORDER BY max(nr) DESC LIMIT ?1",
    )?;
    let rows = statement.query_map([most], |row| read_id(row, "unit_id"))?;
    Ok(rows.collect::<Result<_, _>>()?)
}

/// One row.
///
/// # Errors
/// The database's error.
pub fn find(view: View<'_>, id: PlanEventId) -> Result<Option<PlanEventRow>, StoreError> {
    Ok(rows(view, "e.id = ?1", [id.row_id()])?.pop())
}

/// The money from one day to another, both included.
///
/// # Errors
/// The database's error.
pub fn between(
    view: View<'_>,
    from_on: &str,
    to_on: &str,
) -> Result<Vec<PlanEventRow>, StoreError> {
    rows(
        view,
        "e.done_on >= ?1 AND e.done_on <= ?2",
        [from_on, to_on],
    )
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

/// The machines at which two PCs may have sold, cancelled or used up a plan without knowing of each
/// other; whether they have is for the use case to say.
///
/// # Errors
/// The database's error.
pub fn suspects(view: View<'_>, today: &str, since_at: i64) -> Result<Vec<UnitId>, StoreError> {
    let mut statement = view.connection.prepare_cached(
        "SELECT a.unit_id AS id FROM plan_event a
         JOIN plan_event b ON b.unit_id = a.unit_id AND b.id <> a.id
         WHERE a.end_on >= ?1 AND b.start_on <= a.end_on AND b.end_on >= a.start_on
         UNION
         SELECT unit_id FROM plan_event WHERE contract_id IN (
            SELECT contract_id FROM plan_event WHERE event = 'cancel'
            GROUP BY contract_id HAVING count(*) > 1)
         UNION
         SELECT o.unit_id FROM charge_line l JOIN work_order o ON o.id = l.work_order_id
         WHERE l.basis = 'plan' AND l.deleted_at IS NULL AND o.finished_at >= ?2
            AND o.unit_id IS NOT NULL AND o.deleted_at IS NULL
         ORDER BY 1",
    )?;
    let found = statement.query_map((today, since_at), |row| read_id(row, "id"))?;
    Ok(found.collect::<Result<_, _>>()?)
}

/// An order of a machine that a plan took over.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CoveredOrder {
    /// The order.
    pub id: WorkOrderId,
    /// `repair` or `maintenance`.
    pub kind: String,
    /// Its number.
    pub no: String,
    /// When it was reported.
    pub received_at: i64,
    /// When it was finished.
    pub finished_at: i64,
    /// It has a line of a plan, and does not count by being free alone.
    pub by_line: bool,
}

/// The finished orders of a machine that a plan took over: those with a line of it, and maintenances
/// that cost nothing and have no lines.
///
/// # Errors
/// The database's error.
pub fn covered(view: View<'_>, unit: UnitId) -> Result<Vec<CoveredOrder>, StoreError> {
    let mut statement = view.connection.prepare_cached(
        "SELECT o.id, o.kind, o.no, o.received_at,
            COALESCE(o.finished_at, o.received_at) AS finished_at,
            EXISTS (SELECT 1 FROM charge_line l WHERE l.work_order_id = o.id
                AND l.basis = 'plan' AND l.deleted_at IS NULL) AS by_line
         FROM work_order o
         WHERE o.unit_id = ?1 AND o.deleted_at IS NULL
           AND o.state IN ('finished', 'confirmed', 'closed')
           AND (EXISTS (SELECT 1 FROM charge_line l WHERE l.work_order_id = o.id
                    AND l.basis = 'plan' AND l.deleted_at IS NULL)
                OR (o.kind = 'maintenance' AND COALESCE(o.charge_fen, 0) = 0
                    AND NOT EXISTS (SELECT 1 FROM charge_line l WHERE l.work_order_id = o.id
                        AND l.deleted_at IS NULL)))
         ORDER BY finished_at, o.id",
    )?;
    let found = statement.query_map([unit.row_id()], |row| {
        Ok(CoveredOrder {
            id: read_id(row, "id")?,
            kind: row.get("kind")?,
            no: row.get("no")?,
            received_at: row.get("received_at")?,
            finished_at: row.get("finished_at")?,
            by_line: row.get("by_line")?,
        })
    })?;
    Ok(found.collect::<Result<_, _>>()?)
}
