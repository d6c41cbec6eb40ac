//! Complaints: one, its steps, lists.

mod list;

use std::collections::HashMap;

use rusqlite::OptionalExtension;
use wuyou_domain::id::{
    ComplaintEventId, ComplaintId, CustomerId, RequestId, StaffId, UnitId, WorkOrderId,
};

use crate::customer::standing;
use crate::error::StoreError;
use crate::view::{Id, View, read_id, read_id_opt};

pub use list::{ComplaintQuery, ComplaintWhich, count, list, of_customer, open};
pub(crate) use list::{like, like_words};

/// A complaint.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ComplaintRow {
    /// The row.
    pub id: ComplaintId,
    /// Its number.
    pub no: String,
    /// The household.
    pub customer_id: Option<CustomerId>,
    /// The household's name.
    pub customer_name: Option<String>,
    /// The machine.
    pub unit_id: Option<UnitId>,
    /// The order it is about.
    pub work_order_id: Option<WorkOrderId>,
    /// The request it came in as.
    pub request_id: Option<RequestId>,
    /// Who complained, where no household is known.
    pub caller_name: Option<String>,
    /// Their phone.
    pub caller_phone: Option<String>,
    /// How it came in.
    pub channel: String,
    /// About what.
    pub category: String,
    /// The item of the category.
    pub item: Option<String>,
    /// What was said.
    pub text: String,
    /// How the customer wants it settled.
    pub remedy_sought: Option<String>,
    /// How grave it was as told.
    pub severity: String,
    /// Danger.
    pub safety: bool,
    /// Injury or loss.
    pub injury: bool,
    /// The press, a public post, an authority.
    pub public_exposure: bool,
    /// When it came in.
    pub received_at: i64,
    /// Who is complained about.
    pub about_staff_id: Option<StaffId>,
    /// Their name.
    pub about_staff: Option<String>,
    /// Who answers for it.
    pub owner_id: Option<StaffId>,
    /// Their name.
    pub owner: Option<String>,
    /// Where it stands.
    pub state: String,
    /// The class, once assessed.
    pub class: Option<String>,
    /// How content the customer was.
    pub sat_before: Option<u8>,
    /// How content the customer is.
    pub sat_after: Option<u8>,
    /// The cause.
    pub cause: Option<String>,
    /// Which way the service failed.
    pub failure_type: Option<String>,
    /// What is offered.
    pub plan: Option<String>,
    /// The number of the case outside.
    pub external_no: Option<String>,
    /// How it ended.
    pub conclusion: Option<String>,
    /// Headquarters handles it.
    pub taken_over: bool,
    /// How often it was opened again.
    pub reopened_count: u32,
    /// How often the customer called again about it.
    pub urged_count: u32,
    /// A conflict of its fields waits.
    pub conflicted: bool,
}

const SELECT: &str = concat!(
    "SELECT p.*, c.name AS customer_name, o.name AS owner, a.name AS about_staff,
    (SELECT count(*) FROM complaint_event WHERE complaint_id = p.id AND event = 'urge')
        AS urged_count,
    EXISTS (SELECT 1 FROM conflict WHERE row_id = p.id AND resolved_at IS NULL) AS conflicted
    FROM complaint p LEFT JOIN customer c ON c.id = ",
    standing!("p.customer_id"),
    "
    LEFT JOIN staff o ON o.id = p.owner_id
    LEFT JOIN staff a ON a.id = p.about_staff_id"
);

fn flag(row: &rusqlite::Row<'_>, column: &str) -> rusqlite::Result<bool> {
    Ok(row.get::<_, Option<bool>>(column)?.unwrap_or(false))
}

fn read(row: &rusqlite::Row<'_>) -> rusqlite::Result<ComplaintRow> {
    Ok(ComplaintRow {
        id: read_id(row, "id")?,
        no: row.get("no")?,
        customer_id: read_id_opt(row, "customer_id")?,
        customer_name: row.get("customer_name")?,
        unit_id: read_id_opt(row, "unit_id")?,
        work_order_id: read_id_opt(row, "work_order_id")?,
        request_id: read_id_opt(row, "request_id")?,
        caller_name: row.get("caller_name")?,
        caller_phone: row.get("caller_phone")?,
        channel: row.get("channel")?,
        category: row.get("category")?,
        item: row.get("item")?,
        text: row.get("text")?,
        remedy_sought: row.get("remedy_sought")?,
        severity: row.get("severity")?,
        safety: flag(row, "safety")?,
        injury: flag(row, "injury")?,
        public_exposure: flag(row, "public_exposure")?,
        received_at: row.get("received_at")?,
        about_staff_id: read_id_opt(row, "about_staff_id")?,
        about_staff: row.get("about_staff")?,
        owner_id: read_id_opt(row, "owner_id")?,
        owner: row.get("owner")?,
        state: row.get("state")?,
        class: row.get("class")?,
        sat_before: row.get("sat_before")?,
        sat_after: row.get("sat_after")?,
        cause: row.get("cause")?,
        failure_type: row.get("failure_type")?,
        plan: row.get("plan")?,
        external_no: row.get("external_no")?,
        conclusion: row.get("conclusion")?,
        taken_over: flag(row, "taken_over")?,
        reopened_count: row.get::<_, Option<u32>>("reopened_count")?.unwrap_or(0),
        urged_count: row.get("urged_count")?,
        conflicted: row.get("conflicted")?,
    })
}

/// One complaint that must exist and not be deleted.
///
/// # Errors
/// [`StoreError::NotFound`], or the database's error.
pub fn get(view: View<'_>, id: ComplaintId) -> Result<ComplaintRow, StoreError> {
    let mut statement = view.connection.prepare_cached(&format!(
        "{SELECT} WHERE p.id = ?1 AND p.deleted_at IS NULL"
    ))?;
    let found = statement.query_row([id.row_id()], read).optional()?;
    found.ok_or(StoreError::NotFound("complaint"))
}

/// The complaint with this number.
///
/// # Errors
/// The database's error.
pub fn find_by_no(view: View<'_>, no: &str) -> Result<Option<ComplaintRow>, StoreError> {
    let mut statement = view.connection.prepare_cached(&format!(
        "{SELECT} WHERE p.no = ?1 AND p.deleted_at IS NULL ORDER BY p.nr LIMIT 1"
    ))?;
    Ok(statement.query_row([no], read).optional()?)
}

/// The complaint a request was turned into.
///
/// # Errors
/// The database's error.
pub fn of_request(view: View<'_>, id: RequestId) -> Result<Option<ComplaintRow>, StoreError> {
    let mut statement = view.connection.prepare_cached(&format!(
        "{SELECT} WHERE p.request_id = ?1 AND p.deleted_at IS NULL ORDER BY p.nr LIMIT 1"
    ))?;
    Ok(statement.query_row([id.row_id()], read).optional()?)
}

/// What was complained about with an order.
///
/// # Errors
/// The database's error.
pub fn of_work_order(view: View<'_>, id: WorkOrderId) -> Result<Vec<ComplaintRow>, StoreError> {
    let mut statement = view.connection.prepare_cached(&format!(
        "{SELECT} WHERE p.work_order_id = ?1 AND p.deleted_at IS NULL ORDER BY p.nr"
    ))?;
    let rows = statement.query_map([id.row_id()], read)?;
    Ok(rows.collect::<Result<_, _>>()?)
}

/// One step in a complaint's life.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ComplaintEventRow {
    /// The row.
    pub id: ComplaintEventId,
    /// `register`, or the step's code.
    pub event: String,
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
    /// What was said or decided.
    pub text: Option<String>,
    /// The class given.
    pub class: Option<String>,
    /// Who was named to investigate.
    pub handler_id: Option<StaffId>,
    /// Their name.
    pub handler_name: Option<String>,
    /// How content the customer was.
    pub sat_after: Option<u8>,
    /// The measure taken.
    pub recovery: Option<String>,
    /// The cause that was found.
    pub cause: Option<String>,
}

const EVENTS: &str = "SELECT e.*, s.name AS staff_name, h.name AS handler_name
    FROM complaint_event e
    LEFT JOIN staff s ON s.id = e.staff_id LEFT JOIN staff h ON h.id = e.handler_id WHERE";

fn read_event(row: &rusqlite::Row<'_>) -> rusqlite::Result<ComplaintEventRow> {
    Ok(ComplaintEventRow {
        id: read_id(row, "id")?,
        event: row.get("event")?,
        from_state: row.get("from_state")?,
        to_state: row.get("to_state")?,
        occurred_at: row.get("occurred_at")?,
        staff_id: read_id_opt(row, "staff_id")?,
        staff_name: row.get("staff_name")?,
        text: row.get("text")?,
        class: row.get("class")?,
        handler_id: read_id_opt(row, "handler_id")?,
        handler_name: row.get("handler_name")?,
        sat_after: row.get("sat_after")?,
        recovery: row.get("recovery")?,
        cause: row.get("cause")?,
    })
}

/// A complaint's steps in the order they happened; those of one moment as they came in here.
///
/// # Errors
/// The database's error.
pub fn events(view: View<'_>, id: ComplaintId) -> Result<Vec<ComplaintEventRow>, StoreError> {
    let mut statement = view.connection.prepare_cached(&format!(
        "{EVENTS} e.complaint_id = ?1 ORDER BY e.occurred_at, e.nr"
    ))?;
    let rows = statement.query_map([id.row_id()], read_event)?;
    Ok(rows.collect::<Result<_, _>>()?)
}

/// The steps of every open complaint, each complaint's in the order of [`events`].
///
/// # Errors
/// The database's error.
pub fn open_events(
    view: View<'_>,
) -> Result<HashMap<ComplaintId, Vec<ComplaintEventRow>>, StoreError> {
    let mut statement = view.connection.prepare_cached(&format!(
        "{EVENTS} e.complaint_id IN (SELECT id FROM complaint WHERE deleted_at IS NULL
             AND state NOT IN ('settled', 'closed_satisfied', 'closed_external'))
         ORDER BY e.occurred_at, e.nr"
    ))?;
    let rows = statement.query_map([], |row| {
        Ok((read_id(row, "complaint_id")?, read_event(row)?))
    })?;
    let mut events: HashMap<_, Vec<_>> = HashMap::new();
    for row in rows {
        let (id, event) = row?;
        events.entry(id).or_default().push(event);
    }
    Ok(events)
}

/// As [`count_same`], of every open complaint that nobody has given a class: how many came in within
/// so long before it.
///
/// # Errors
/// The database's error.
pub fn open_same(view: View<'_>, within_ms: i64) -> Result<HashMap<ComplaintId, u32>, StoreError> {
    let mut statement = view.connection.prepare_cached(&format!(
        "SELECT p.id, (SELECT count(*) FROM complaint q WHERE q.customer_id IN {}
             AND q.category = p.category AND q.received_at >= p.received_at - ?1
             AND q.received_at < p.received_at AND q.deleted_at IS NULL
             AND q.state NOT IN ('grumble', 'settled')) AS same
         FROM complaint p WHERE p.deleted_at IS NULL AND p.customer_id IS NOT NULL
             AND p.class IS NULL
             AND p.state NOT IN ('settled', 'closed_satisfied', 'closed_external')",
        crate::customer::family("p.customer_id")
    ))?;
    let rows = statement.query_map([within_ms], |row| {
        Ok((read_id(row, "id")?, row.get("same")?))
    })?;
    Ok(rows.collect::<Result<_, _>>()?)
}

/// How many formal complaints of this household about the same matter came in from `from_at` until
/// before `until_at`, all but `except`. Grumbles are counted by themselves.
///
/// # Errors
/// The database's error.
pub fn count_same(
    view: View<'_>,
    customer: CustomerId,
    category: &str,
    (from_at, until_at): (i64, i64),
    except: Option<ComplaintId>,
) -> Result<u32, StoreError> {
    let mut statement = view.connection.prepare_cached(&format!(
        "SELECT count(*) FROM complaint WHERE customer_id IN {} AND category = ?2
         AND received_at >= ?3 AND received_at < ?4 AND deleted_at IS NULL
         AND id IS NOT ?5 AND state NOT IN ('grumble', 'settled')",
        crate::customer::family("?1")
    ))?;
    let except = except.map(Id::row_id);
    let params = (customer.row_id(), category, from_at, until_at, except);
    Ok(statement.query_row(params, |row| row.get(0))?)
}

/// The people who worked on an order: whoever took a step of the work while dispatched to it, and
/// whoever is dispatched once it is done.
///
/// # Errors
/// The database's error.
pub fn served(view: View<'_>, order: WorkOrderId) -> Result<Vec<(StaffId, String)>, StoreError> {
    let mut statement = view.connection.prepare_cached(
        "SELECT DISTINCT s.id, s.name FROM order_event e JOIN staff s ON s.id = e.technician_id
         WHERE e.work_order_id = ?1 AND e.step IN ('start', 'wait_part', 'part_arrived', 'finish')
         ORDER BY s.name",
    )?;
    let rows = statement.query_map([order.row_id()], |row| {
        Ok((read_id(row, "id")?, row.get("name")?))
    })?;
    Ok(rows.collect::<Result<_, _>>()?)
}
