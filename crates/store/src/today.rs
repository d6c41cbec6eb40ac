//! What the day's list, the alerts and the close of the day need beside the orders themselves.

use std::collections::HashMap;

use rusqlite::OptionalExtension;
use wuyou_domain::id::{AlertAckId, DayCloseId, RequestId, StaffId, WorkOrderId};
use wuyou_sync::value::RowId;

use crate::error::StoreError;
use crate::view::{View, read_id, read_id_opt};

/// Who answers for an open order through the request it came from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OrderOwner {
    /// Who answers for it; somebody who left answers for nothing.
    pub owner_id: Option<StaffId>,
    /// Their name.
    pub owner_name: Option<String>,
    /// A time somebody set for the next step.
    pub next_action_at: Option<i64>,
}

/// The owners of every open order that came from a request.
///
/// # Errors
/// The database's error.
pub fn open_owners(view: View<'_>) -> Result<HashMap<WorkOrderId, OrderOwner>, StoreError> {
    let mut statement = view.connection.prepare_cached(
        "SELECT o.id, s.id AS owner_id, s.name AS owner_name, r.next_action_at
         FROM work_order o INDEXED BY work_order_open JOIN request r ON r.id = o.request_id
         LEFT JOIN staff s ON s.id = r.owner_id AND s.deleted_at IS NULL
             AND COALESCE(s.disabled, 0) = 0
         WHERE o.state NOT IN ('closed', 'cancelled') AND o.deleted_at IS NULL",
    )?;
    let rows = statement.query_map([], |row| {
        let owner = OrderOwner {
            owner_id: read_id_opt(row, "owner_id")?,
            owner_name: row.get("owner_name")?,
            next_action_at: row.get("next_action_at")?,
        };
        Ok((read_id(row, "id")?, owner))
    })?;
    Ok(rows.collect::<Result<_, _>>()?)
}

/// Somebody took note of something.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AlertAckRow {
    /// The row.
    pub id: AlertAckId,
    /// `alert`, `script_read`, `hq_called`.
    pub kind: String,
    /// The order it is about.
    pub work_order_id: Option<WorkOrderId>,
    /// The request it is about.
    pub request_id: Option<RequestId>,
    /// What else it is about: `complaint`, `promise`, `return_visit`, `remedy_case`.
    pub about: Option<String>,
    /// That row.
    pub about_id: Option<RowId>,
    /// How often the case had been reopened.
    pub round: Option<i64>,
    /// The stage of an alert.
    pub stage: Option<String>,
    /// The level of an alert.
    pub level: Option<String>,
    /// When.
    pub acknowledged_at: i64,
    /// Who.
    pub staff_name: Option<String>,
}

const ACKS: &str = "SELECT a.*, s.name AS staff_name FROM alert_ack a
    LEFT JOIN staff s ON s.id = a.staff_id WHERE a.deleted_at IS NULL AND";
const ACKS_ORDER: &str = "ORDER BY a.acknowledged_at, a.nr";

fn read_ack(row: &rusqlite::Row<'_>) -> rusqlite::Result<AlertAckRow> {
    Ok(AlertAckRow {
        id: read_id(row, "id")?,
        kind: row.get("kind")?,
        work_order_id: read_id_opt(row, "work_order_id")?,
        request_id: read_id_opt(row, "request_id")?,
        about: row.get("about")?,
        about_id: row.get("about_id")?,
        round: row.get("round")?,
        stage: row.get("stage")?,
        level: row.get("level")?,
        acknowledged_at: row.get("acknowledged_at")?,
        staff_name: row.get("staff_name")?,
    })
}

/// What was taken note of about open orders and requests, then about open complaints, promises,
/// return visits and remedy cases; of each the earliest first.
///
/// # Errors
/// The database's error.
pub fn open_acks(view: View<'_>) -> Result<Vec<AlertAckRow>, StoreError> {
    let of_orders = format!(
        "{ACKS} (a.work_order_id IN (SELECT id FROM work_order INDEXED BY work_order_open
             WHERE state NOT IN ('closed', 'cancelled') AND deleted_at IS NULL)
         OR a.request_id IN (SELECT id FROM request
             WHERE state = 'open' AND deleted_at IS NULL)) {ACKS_ORDER}"
    );
    let of_others = format!(
        "{ACKS} a.about_id IN (
             SELECT id FROM complaint WHERE deleted_at IS NULL
                 AND state NOT IN ('settled', 'closed_satisfied', 'closed_external')
             UNION ALL SELECT id FROM promise INDEXED BY promise_open
                 WHERE state = 'open' AND deleted_at IS NULL
             UNION ALL SELECT id FROM return_visit
                 WHERE state IN ('planned', 'due', 'trying', 'wrong_number')
             UNION ALL SELECT id FROM remedy_case WHERE deleted_at IS NULL
                 AND state NOT IN ('closed', 'withdrawn')
             UNION ALL SELECT id FROM unit WHERE deliver_by_on IS NOT NULL
                 AND delivered_on IS NULL AND deleted_at IS NULL
             UNION ALL SELECT id FROM unit WHERE install_by_on IS NOT NULL
                 AND installed_on IS NULL AND deleted_at IS NULL) {ACKS_ORDER}"
    );
    let mut acks = Vec::new();
    for sql in [of_orders, of_others] {
        let mut statement = view.connection.prepare_cached(&sql)?;
        for row in statement.query_map([], read_ack)? {
            acks.push(row?);
        }
    }
    Ok(acks)
}

/// What happened between two instants.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct DayCounts {
    /// Requests that came in.
    pub received: u32,
    /// Of those, how many a person replied to before the second instant.
    pub replied: u32,
    /// Orders finished.
    pub finished: u32,
}

/// Counts what came in, was replied to and was finished from one instant until before another.
///
/// # Errors
/// The database's error.
pub fn day_counts(view: View<'_>, from_at: i64, to_at: i64) -> Result<DayCounts, StoreError> {
    let mut statement = view.connection.prepare_cached(
        "SELECT count(*), COALESCE(sum(
             EXISTS (SELECT 1 FROM work_order o WHERE o.request_id = r.id
                 AND o.deleted_at IS NULL AND o.replied_at < ?2)
             OR EXISTS (SELECT 1 FROM contact c WHERE c.request_id = r.id
                 AND c.direction = 'out' AND c.result = 'reached' AND c.occurred_at < ?2)), 0)
         FROM request r
         WHERE r.received_at >= ?1 AND r.received_at < ?2 AND r.deleted_at IS NULL",
    )?;
    let (received, replied) =
        statement.query_row((from_at, to_at), |row| Ok((row.get(0)?, row.get(1)?)))?;
    let mut statement = view.connection.prepare_cached(
        "SELECT count(*) FROM work_order
         WHERE finished_at >= ?1 AND finished_at < ?2 AND deleted_at IS NULL",
    )?;
    let finished = statement.query_row((from_at, to_at), |row| row.get(0))?;
    Ok(DayCounts {
        received,
        replied,
        finished,
    })
}

/// A day that was closed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DayCloseRow {
    /// The row.
    pub id: DayCloseId,
    /// The date.
    pub day_on: String,
    /// When it was closed.
    pub closed_at: i64,
    /// Who closed it.
    pub staff_name: Option<String>,
    /// Requests that came in.
    pub received: u32,
    /// Of those, replied to on the day.
    pub replied_same_day: u32,
    /// Orders finished.
    pub finished: u32,
    /// Cases still open.
    pub open: u32,
    /// Of those, past their time.
    pub overdue: u32,
    /// Changes headquarters did not have.
    pub unsent: u32,
    /// Cases nobody answered for.
    pub without_owner: u32,
    /// Cases without a next step.
    pub without_next: u32,
    /// Why something was left over.
    pub note: Option<String>,
}

/// The days that were closed, latest first.
///
/// # Errors
/// The database's error.
pub fn closes(view: View<'_>, limit: u32) -> Result<Vec<DayCloseRow>, StoreError> {
    let mut statement = view.connection.prepare_cached(
        "SELECT d.*, s.name AS staff_name FROM day_close d LEFT JOIN staff s ON s.id = d.staff_id
         WHERE d.deleted_at IS NULL ORDER BY d.day_on DESC, d.closed_at DESC LIMIT ?1",
    )?;
    let rows = statement.query_map([limit], |row| {
        let count = |name: &str| -> rusqlite::Result<u32> {
            Ok(row.get::<_, Option<u32>>(name)?.unwrap_or(0))
        };
        Ok(DayCloseRow {
            id: read_id(row, "id")?,
            day_on: row.get("day_on")?,
            closed_at: row.get("closed_at")?,
            staff_name: row.get("staff_name")?,
            received: count("received")?,
            replied_same_day: count("replied_same_day")?,
            finished: count("finished")?,
            open: count("open")?,
            overdue: count("overdue")?,
            unsent: count("unsent")?,
            without_owner: count("without_owner")?,
            without_next: count("without_next")?,
            note: row.get("note")?,
        })
    })?;
    Ok(rows.collect::<Result<_, _>>()?)
}

/// Whether a day was closed.
///
/// # Errors
/// The database's error.
pub fn is_closed(view: View<'_>, day_on: &str) -> Result<bool, StoreError> {
    let mut statement = view
        .connection
        .prepare_cached("SELECT 1 FROM day_close WHERE day_on = ?1 AND deleted_at IS NULL")?;
    Ok(statement
        .query_row([day_on], |_| Ok(()))
        .optional()?
        .is_some())
}

/// What happened on days before today, as instants and dates.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct PastFacts {
    /// When the first person of the shop was entered.
    pub began_at: Option<i64>,
    /// The dates that were closed.
    pub closed_on: Vec<String>,
    /// The dates whose cash box was closed.
    pub cash_closed_on: Vec<String>,
    /// When requests came in and orders were finished.
    pub happened_at: Vec<i64>,
    /// When orders were paid; what is owed on credit or let go changed no hands.
    pub paid_at: Vec<i64>,
    /// The dates on which a remedy was paid out or a plan was paid for.
    pub paid_on: Vec<String>,
}

/// What happened from one instant until before another, whose dates are `from_on` and `to_on`.
///
/// # Errors
/// The database's error.
pub fn past_facts(
    view: View<'_>,
    (from_at, to_at): (i64, i64),
    (from_on, to_on): (&str, &str),
) -> Result<PastFacts, StoreError> {
    let instants = |sql: &str| -> Result<Vec<i64>, StoreError> {
        let mut statement = view.connection.prepare_cached(sql)?;
        let rows = statement.query_map([from_at, to_at], |row| row.get(0))?;
        Ok(rows.collect::<Result<_, _>>()?)
    };
    let dates = |sql: &str| -> Result<Vec<String>, StoreError> {
        let mut statement = view.connection.prepare_cached(sql)?;
        let rows = statement.query_map([from_on, to_on], |row| row.get(0))?;
        Ok(rows.collect::<Result<_, _>>()?)
    };
    let mut first = view
        .connection
        .prepare_cached("SELECT min(created_at) FROM staff")?;
    Ok(PastFacts {
        began_at: first.query_row([], |row| row.get(0))?,
        closed_on: dates(
            "SELECT DISTINCT day_on FROM day_close
             WHERE day_on >= ?1 AND day_on < ?2 AND deleted_at IS NULL",
        )?,
        cash_closed_on: dates(
            "SELECT DISTINCT closed_on FROM cash_close WHERE closed_on >= ?1 AND closed_on < ?2",
        )?,
        happened_at: instants(
            "SELECT received_at FROM request
             WHERE received_at >= ?1 AND received_at < ?2 AND deleted_at IS NULL
             UNION ALL SELECT finished_at FROM work_order
             WHERE finished_at >= ?1 AND finished_at < ?2 AND deleted_at IS NULL",
        )?,
        paid_at: instants(
            "SELECT occurred_at FROM payment
             WHERE occurred_at >= ?1 AND occurred_at < ?2 AND method NOT IN ('credit', 'waiver')",
        )?,
        paid_on: dates(
            "SELECT done_on FROM remedy_event WHERE event = 'execute' AND method IS NOT NULL
                 AND done_on >= ?1 AND done_on < ?2
             UNION ALL SELECT done_on FROM plan_event WHERE method IS NOT NULL
                 AND done_on >= ?1 AND done_on < ?2",
        )?,
    })
}
