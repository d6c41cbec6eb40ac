//! The facts of a period. Instants go from the first (included) to the last (not included).

use uuid::Uuid;
use wuyou_domain::id::{OrderEventId, ReturnVisitId, StaffId, WorkOrderId};
use wuyou_sync::value::RowId;

use crate::error::StoreError;
use crate::view::{View, read_id, read_id_opt};
use crate::work_order::undone;

fn uuid(row: &rusqlite::Row<'_>, column: &str) -> rusqlite::Result<Uuid> {
    Ok(Uuid::from_bytes(row.get::<_, RowId>(column)?))
}

/// An order.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OrderRow {
    /// The row.
    pub id: WorkOrderId,
    /// Who is dispatched.
    pub technician_id: Option<StaffId>,
    /// Its service.
    pub kind: String,
    /// Where it stands.
    pub state: String,
    /// The machine, or the household.
    pub about: Option<Uuid>,
    /// When it came in.
    pub received_at: i64,
    /// Late after this.
    pub finish_limit_at: Option<i64>,
    /// When the work was done.
    pub finished_at: Option<i64>,
    /// When it was closed.
    pub closed_at: Option<i64>,
    /// Why the machine failed.
    pub cause: Option<String>,
    /// How often somebody went.
    pub visits: u32,
}

/// The orders that came in, were due, finished or closed in a period, and those that came in or were
/// finished until some time after it. A sale over the counter is no work at a machine: bought again it is
/// no repeat.
///
/// # Errors
/// The database's error.
pub fn orders(
    view: View<'_>,
    (from_at, to_at): (i64, i64),
    later_at: i64,
) -> Result<Vec<OrderRow>, StoreError> {
    let mut statement = view.connection.prepare_cached(
        "SELECT o.id, o.technician_id, o.kind, o.state, COALESCE(o.unit_id, o.customer_id) AS about,
            o.received_at, o.finish_limit_at, o.finished_at, o.closed_at, o.cause,
            (SELECT count(*) FROM order_event e WHERE e.work_order_id = o.id
             AND e.step IN ('start', 'part_arrived')) AS visits
         FROM work_order o WHERE o.deleted_at IS NULL
         AND NOT (o.kind = 'part_sale' AND o.technician_id IS NULL AND o.finished_at IS NOT NULL)
         AND o.id IN (
            SELECT id FROM work_order WHERE finished_at >= ?1 AND finished_at < ?3
            UNION SELECT id FROM work_order WHERE received_at >= ?1 AND received_at < ?3
            UNION SELECT id FROM work_order WHERE closed_at >= ?1 AND closed_at < ?2
            UNION SELECT id FROM work_order WHERE finish_limit_at > ?1 AND finish_limit_at <= ?2)",
    )?;
    let rows = statement.query_map((from_at, to_at, later_at), |row| {
        Ok(OrderRow {
            id: read_id(row, "id")?,
            technician_id: read_id_opt(row, "technician_id")?,
            kind: row.get("kind")?,
            state: row.get("state")?,
            about: row.get::<_, Option<RowId>>("about")?.map(Uuid::from_bytes),
            received_at: row.get("received_at")?,
            finish_limit_at: row.get("finish_limit_at")?,
            finished_at: row.get("finished_at")?,
            closed_at: row.get("closed_at")?,
            cause: row.get("cause")?,
            visits: row.get("visits")?,
        })
    })?;
    Ok(rows.collect::<Result<_, _>>()?)
}

/// A step of an order with a window in the period.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StepRow {
    /// The order.
    pub work_order_id: WorkOrderId,
    /// The step.
    pub step: String,
    /// When.
    pub occurred_at: i64,
    /// The end of the window it agreed.
    pub agreed_to_at: Option<i64>,
    /// Who was dispatched then.
    pub technician_id: Option<StaffId>,
    /// Who is dispatched now.
    pub now_id: Option<StaffId>,
    /// The window that stands now.
    pub window: Option<(i64, i64)>,
}

/// The steps of the orders with a window that ends in a period, those of one order together and in
/// the order they happened.
///
/// # Errors
/// The database's error.
pub fn steps(view: View<'_>, (from_at, to_at): (i64, i64)) -> Result<Vec<StepRow>, StoreError> {
    let mut statement = view.connection.prepare_cached(
        "SELECT e.id, e.work_order_id, e.step, e.occurred_at, e.window_to_at AS agreed_to_at,
            e.technician_id, o.technician_id AS now_id, o.window_from_at, o.window_to_at
         FROM order_event e JOIN work_order o ON o.id = e.work_order_id
         WHERE o.deleted_at IS NULL AND e.work_order_id IN (
            SELECT work_order_id FROM order_event WHERE window_to_at > ?1 AND window_to_at <= ?2)
         ORDER BY e.work_order_id, e.occurred_at, e.nr",
    )?;
    let rows = statement.query_map((from_at, to_at), |row| {
        let from: Option<i64> = row.get("window_from_at")?;
        let to: Option<i64> = row.get("window_to_at")?;
        let step = StepRow {
            work_order_id: read_id(row, "work_order_id")?,
            step: row.get("step")?,
            occurred_at: row.get("occurred_at")?,
            agreed_to_at: row.get("agreed_to_at")?,
            technician_id: read_id_opt(row, "technician_id")?,
            now_id: read_id_opt(row, "now_id")?,
            window: from.zip(to),
        };
        Ok((read_id::<OrderEventId>(row, "id")?, step))
    })?;
    let rows = rows.collect::<Result<Vec<_>, _>>()?;
    let undone = undone(rows.iter().map(|(id, _)| *id));
    let standing = rows.into_iter().filter(|(id, _)| !undone.contains(id));
    Ok(standing.map(|(_, step)| step).collect())
}

/// What a household answered about work in its home.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AnswerRow {
    /// The visit.
    pub return_visit_id: ReturnVisitId,
    /// Who did the work.
    pub served_by_id: Option<StaffId>,
    /// When it was answered.
    pub occurred_at: i64,
    /// The score 1–5.
    pub csat: Option<i64>,
    /// The questionnaire.
    pub questionnaire_code: String,
    /// Its version.
    pub questionnaire_version: String,
    /// The answers, JSON.
    pub answers: String,
}

/// The first answers of visits in a period; those after a complaint judge no work.
///
/// # Errors
/// The database's error.
pub fn answers(view: View<'_>, period: (i64, i64)) -> Result<Vec<AnswerRow>, StoreError> {
    let mut statement = view.connection.prepare_cached(
        "SELECT v.return_visit_id, v.occurred_at, v.csat, v.questionnaire_code,
            v.questionnaire_version, v.answers,
            COALESCE(r.served_by_id, o.technician_id) AS served_by_id
         FROM visit_answer v JOIN return_visit r ON r.id = v.return_visit_id
         LEFT JOIN work_order o ON o.id = r.work_order_id
         WHERE v.occurred_at >= ?1 AND v.occurred_at < ?2 AND r.deleted_at IS NULL
           AND r.kind <> 'after_complaint'
           AND NOT EXISTS (SELECT 1 FROM visit_answer w
               WHERE w.return_visit_id = v.return_visit_id AND w.occurred_at < v.occurred_at)
         ORDER BY v.occurred_at, v.id",
    )?;
    let rows = statement.query_map(period, |row| {
        Ok(AnswerRow {
            return_visit_id: read_id(row, "return_visit_id")?,
            served_by_id: read_id_opt(row, "served_by_id")?,
            occurred_at: row.get("occurred_at")?,
            csat: row.get("csat")?,
            questionnaire_code: row.get("questionnaire_code")?,
            questionnaire_version: row.get("questionnaire_version")?,
            answers: row.get("answers")?,
        })
    })?;
    Ok(rows.collect::<Result<_, _>>()?)
}

/// The visits answered since an instant that headquarters' check failed.
///
/// # Errors
/// The database's error.
pub fn failed_audits(view: View<'_>, since_at: i64) -> Result<Vec<ReturnVisitId>, StoreError> {
    let mut statement = view.connection.prepare_cached(
        // From the answers of the period to their visits; the other way round every visit is read.
        "SELECT DISTINCT r.id FROM visit_answer v
         CROSS JOIN return_visit r ON r.id = v.return_visit_id
         WHERE v.occurred_at >= ?1 AND r.state = 'audit_failed'",
    )?;
    let rows = statement.query_map([since_at], |row| read_id(row, "id"))?;
    Ok(rows.collect::<Result<_, _>>()?)
}

/// A complaint taken formally.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ComplaintRow {
    /// The row.
    pub id: Uuid,
    /// Whom it is about, or who did the work.
    pub about_id: Option<StaffId>,
    /// When it came in.
    pub received_at: i64,
    /// When it was closed, if it is.
    pub closed_at: Option<i64>,
    /// How content the customer was at first, 1–5.
    pub sat_before: Option<i64>,
    /// And at the end.
    pub sat_after: Option<i64>,
}

/// The complaints that came in or were closed in a period.
///
/// # Errors
/// The database's error.
pub fn complaints(view: View<'_>, period: (i64, i64)) -> Result<Vec<ComplaintRow>, StoreError> {
    let mut statement = view.connection.prepare_cached(
        "SELECT c.id, COALESCE(c.about_staff_id, o.technician_id) AS about_id, c.received_at,
            c.sat_before, c.sat_after,
            CASE WHEN c.state IN ('closed_satisfied', 'closed_external') THEN
                (SELECT max(e.occurred_at) FROM complaint_event e WHERE e.complaint_id = c.id
                 AND e.to_state IN ('closed_satisfied', 'closed_external')) END AS closed_at
         FROM complaint c LEFT JOIN work_order o ON o.id = c.work_order_id
         WHERE c.deleted_at IS NULL AND c.state NOT IN ('grumble', 'settled') AND c.id IN (
            SELECT id FROM complaint WHERE received_at >= ?1 AND received_at < ?2
              AND deleted_at IS NULL
            UNION SELECT complaint_id FROM complaint_event WHERE occurred_at >= ?1
              AND occurred_at < ?2 AND to_state IN ('closed_satisfied', 'closed_external'))",
    )?;
    let rows = statement.query_map(period, |row| {
        Ok(ComplaintRow {
            id: uuid(row, "id")?,
            about_id: read_id_opt(row, "about_id")?,
            received_at: row.get("received_at")?,
            closed_at: row.get("closed_at")?,
            sat_before: row.get("sat_before")?,
            sat_after: row.get("sat_after")?,
        })
    })?;
    Ok(rows.collect::<Result<_, _>>()?)
}

/// A promise.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PromiseRow {
    /// The row.
    pub id: Uuid,
    /// Who keeps it.
    pub owner_id: Option<StaffId>,
    /// By which day.
    pub due_on: String,
    /// On which day it was kept.
    pub kept_on: Option<String>,
    /// What became of it.
    pub state: String,
}

/// The promises due from one day to another.
///
/// # Errors
/// The database's error.
pub fn promises(view: View<'_>, days: (&str, &str)) -> Result<Vec<PromiseRow>, StoreError> {
    let mut statement = view.connection.prepare_cached(
        "SELECT id, owner_id, due_on, kept_on, state FROM promise
         WHERE deleted_at IS NULL AND due_on >= ?1 AND due_on <= ?2",
    )?;
    let rows = statement.query_map(days, |row| {
        Ok(PromiseRow {
            id: uuid(row, "id")?,
            owner_id: read_id_opt(row, "owner_id")?,
            due_on: row.get("due_on")?,
            kept_on: row.get("kept_on")?,
            state: row.get("state")?,
        })
    })?;
    Ok(rows.collect::<Result<_, _>>()?)
}

/// A repair asked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RequestRow {
    /// The row.
    pub id: Uuid,
    /// When it came in.
    pub received_at: i64,
    /// The customer put it right alone.
    pub solved_by_phone: bool,
}

/// The repairs asked for in a period, whatever they were made into.
///
/// # Errors
/// The database's error.
pub fn requests(view: View<'_>, period: (i64, i64)) -> Result<Vec<RequestRow>, StoreError> {
    let mut statement = view.connection.prepare_cached(
        "SELECT id, received_at, COALESCE(solved_by_phone, 0) AS solved FROM request
         WHERE received_at >= ?1 AND received_at < ?2 AND deleted_at IS NULL
           AND COALESCE(first_kind, kind) = 'repair'",
    )?;
    let rows = statement.query_map(period, |row| {
        Ok(RequestRow {
            id: uuid(row, "id")?,
            received_at: row.get("received_at")?,
            solved_by_phone: row.get("solved")?,
        })
    })?;
    Ok(rows.collect::<Result<_, _>>()?)
}
