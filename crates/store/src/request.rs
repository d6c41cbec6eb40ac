//! Service requests: what came in, and what is still open.

use std::collections::HashMap;

use rusqlite::OptionalExtension;
use wuyou_domain::id::{
    ComplaintId, CustomerId, RemedyCaseId, RequestId, StaffId, UnitId, WorkOrderId,
};
use wuyou_domain::sla::Marks;

use crate::customer::{family, standing};
use crate::error::StoreError;
use crate::page::{self, After, Page};
use crate::view::{Id, View, read_id, read_id_opt};

/// A service request.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RequestRow {
    /// The row.
    pub id: RequestId,
    /// Its number.
    pub no: String,
    /// `repair`, `enquiry`, …
    pub kind: String,
    /// `phone`, `wechat`, …
    pub channel: String,
    /// The household.
    pub customer_id: Option<CustomerId>,
    /// The household's name.
    pub customer_name: Option<String>,
    /// The machine.
    pub unit_id: Option<UnitId>,
    /// The phone it came from, digits.
    pub caller_phone: Option<String>,
    /// Who called.
    pub caller_name: Option<String>,
    /// What was said.
    pub text: String,
    /// A danger to life.
    pub safety: bool,
    /// The house is without heat.
    pub no_heat: bool,
    /// When a later call told so.
    pub no_heat_at: Option<i64>,
    /// When it came in.
    pub received_at: i64,
    /// Who answers for it.
    pub owner_id: Option<StaffId>,
    /// The owner's name.
    pub owner_name: Option<String>,
    /// When something is to be done next.
    pub next_action_at: Option<i64>,
    /// `open`, `ordered`, `answered`, `closed`.
    pub state: String,
    /// How often the customer urged.
    pub urged_count: u32,
    /// The displayed fault code.
    pub fault_code: Option<String>,
    /// What it came in as, once it was converted.
    pub first_kind: Option<String>,
    /// The customer put it right with what was read out.
    pub solved_by_phone: bool,
    /// The order opened for it, if there is one: the one that is not cancelled, where there are
    /// several.
    pub work_order_id: Option<WorkOrderId>,
    /// The complaint it goes on as.
    pub complaint_id: Option<ComplaintId>,
    /// That complaint's number.
    pub complaint_no: Option<String>,
    /// The remedy case it goes on as.
    pub remedy_case_id: Option<RemedyCaseId>,
    /// That case's number.
    pub remedy_case_no: Option<String>,
    /// Who took it.
    pub created_by: StaffId,
    /// When it was last written.
    pub updated_at: i64,
    /// The tombstone.
    pub deleted_at: Option<i64>,
}

impl RequestRow {
    /// What makes it more urgent than its kind says.
    #[must_use]
    pub const fn marks(&self) -> Marks {
        Marks {
            safety: self.safety,
            no_heat: self.no_heat,
        }
    }
}

const SELECT: &str = concat!("SELECT r.*, c.name AS customer_name, s.name AS owner_name,
    (SELECT id FROM work_order WHERE request_id = r.id AND deleted_at IS NULL
     ORDER BY state = 'cancelled', nr LIMIT 1) AS work_order_id,
    k.id AS complaint_id, k.no AS complaint_no, t.id AS remedy_case_id, t.no AS remedy_case_no
    FROM request r LEFT JOIN complaint k ON k.id = (SELECT id FROM complaint
        WHERE request_id = r.id AND deleted_at IS NULL ORDER BY id LIMIT 1)
    LEFT JOIN remedy_case t ON t.id = (SELECT id FROM remedy_case
        WHERE request_id = r.id AND deleted_at IS NULL ORDER BY id LIMIT 1) LEFT JOIN customer c ON c.id = ", standing!("r.customer_id"), "
    LEFT JOIN staff s ON s.id = r.owner_id");

fn read(row: &rusqlite::Row<'_>) -> rusqlite::Result<RequestRow> {
    Ok(RequestRow {
        id: read_id(row, "id")?,
        no: row.get("no")?,
        kind: row.get("kind")?,
        channel: row.get("channel")?,
        customer_id: read_id_opt(row, "customer_id")?,
        customer_name: row.get("customer_name")?,
        unit_id: read_id_opt(row, "unit_id")?,
        caller_phone: row.get("caller_phone")?,
        caller_name: row.get("caller_name")?,
        text: row.get("text")?,
        safety: row.get::<_, Option<bool>>("safety")?.unwrap_or(false),
        no_heat: row.get::<_, Option<bool>>("no_heat")?.unwrap_or(false),
        no_heat_at: row.get("no_heat_at")?,
        received_at: row.get("received_at")?,
        owner_id: read_id_opt(row, "owner_id")?,
        owner_name: row.get("owner_name")?,
        next_action_at: row.get("next_action_at")?,
        state: row.get("state")?,
        urged_count: row.get::<_, Option<u32>>("urged_count")?.unwrap_or(0),
        fault_code: row.get("fault_code")?,
        first_kind: row.get("first_kind")?,
        solved_by_phone: row
            .get::<_, Option<bool>>("solved_by_phone")?
            .unwrap_or(false),
        work_order_id: read_id_opt(row, "work_order_id")?,
        complaint_id: read_id_opt(row, "complaint_id")?,
        complaint_no: row.get("complaint_no")?,
        remedy_case_id: read_id_opt(row, "remedy_case_id")?,
        remedy_case_no: row.get("remedy_case_no")?,
        created_by: read_id(row, "created_by")?,
        updated_at: row.get("updated_at")?,
        deleted_at: row.get("deleted_at")?,
    })
}

/// One request, deleted ones included.
///
/// # Errors
/// The database's error.
pub fn find(view: View<'_>, id: RequestId) -> Result<Option<RequestRow>, StoreError> {
    let mut statement = view
        .connection
        .prepare_cached(&format!("{SELECT} WHERE r.id = ?1"))?;
    Ok(statement.query_row([id.row_id()], read).optional()?)
}

/// One request that must exist and not be deleted.
///
/// # Errors
/// [`StoreError::NotFound`], or the database's error.
pub fn get(view: View<'_>, id: RequestId) -> Result<RequestRow, StoreError> {
    find(view, id)?
        .filter(|request| request.deleted_at.is_none())
        .ok_or(StoreError::NotFound("request"))
}

fn many(
    view: View<'_>,
    tail: &str,
    params: impl rusqlite::Params,
) -> Result<Vec<RequestRow>, StoreError> {
    let mut statement = view
        .connection
        .prepare_cached(&format!("{SELECT} {tail}"))?;
    let rows = statement.query_map(params, read)?;
    Ok(rows.collect::<Result<_, _>>()?)
}

/// A household's requests, the newest first; with `open_only` those still open.
///
/// # Errors
/// The database's error.
pub fn of_customer(
    view: View<'_>,
    id: CustomerId,
    open_only: bool,
) -> Result<Vec<RequestRow>, StoreError> {
    many(
        view,
        &format!(
            "WHERE r.customer_id IN {} AND r.deleted_at IS NULL AND (r.state = 'open' OR NOT ?2)
             ORDER BY r.received_at DESC, r.nr DESC LIMIT 200",
            family("?1")
        ),
        (id.row_id(), open_only),
    )
}

/// Requests that came from this phone, the newest first; with `open_only` those still open.
///
/// # Errors
/// The database's error.
pub fn of_phone(
    view: View<'_>,
    digits: &str,
    open_only: bool,
) -> Result<Vec<RequestRow>, StoreError> {
    many(
        view,
        "WHERE r.caller_phone = ?1 AND r.deleted_at IS NULL AND (r.state = 'open' OR NOT ?2)
         ORDER BY r.received_at DESC, r.nr DESC LIMIT 200",
        (digits, open_only),
    )
}

/// Requests of a household or a phone that a new one may double: those not older than `since_at`,
/// and those still open; the newest first.
///
/// # Errors
/// The database's error.
pub fn near(
    view: View<'_>,
    customer: Option<CustomerId>,
    digits: Option<&str>,
    since_at: i64,
) -> Result<Vec<RequestRow>, StoreError> {
    many(
        view,
        &format!(
            "WHERE r.deleted_at IS NULL AND (r.received_at >= ?3 OR r.state = 'open') AND r.id IN (
                 SELECT id FROM request WHERE customer_id IN {}
                 UNION SELECT id FROM request WHERE caller_phone = ?2)
             ORDER BY r.received_at DESC, r.nr DESC LIMIT 50",
            family("?1")
        ),
        (customer.map(Id::row_id), digits, since_at),
    )
}

/// The open requests (no order yet, not answered), the oldest first. All of them: what the day is
/// closed by must miss none.
///
/// # Errors
/// The database's error.
pub fn open(view: View<'_>) -> Result<Vec<RequestRow>, StoreError> {
    many(
        view,
        "WHERE r.state = 'open' AND r.deleted_at IS NULL ORDER BY r.received_at, r.nr",
        [],
    )
}

/// When a person first reached the customer about an open request.
///
/// # Errors
/// The database's error.
pub fn open_replies(view: View<'_>) -> Result<HashMap<RequestId, i64>, StoreError> {
    let mut statement = view.connection.prepare_cached(
        "SELECT r.id, min(c.occurred_at) AS replied_at FROM request r
         JOIN contact c ON c.request_id = r.id
         WHERE r.state = 'open' AND r.deleted_at IS NULL
             AND c.direction = 'out' AND c.result = 'reached'
         GROUP BY r.id",
    )?;
    let rows = statement.query_map([], |row| Ok((read_id(row, "id")?, row.get("replied_at")?)))?;
    Ok(rows.collect::<Result<_, _>>()?)
}

/// How many open requests nobody answers for.
///
/// # Errors
/// The database's error.
pub fn count_without_owner(view: View<'_>) -> Result<u32, StoreError> {
    let mut statement = view.connection.prepare_cached(
        "SELECT count(*) FROM request
         WHERE state = 'open' AND deleted_at IS NULL AND owner_id IS NULL",
    )?;
    Ok(statement.query_row([], |row| row.get(0))?)
}

/// A page of requests, the newest first, of one state or of all.
///
/// # Errors
/// [`StoreError::BadValue`] for an `after` that is none; the database's error.
pub fn list(
    view: View<'_>,
    state: Option<&str>,
    after: Option<&str>,
    limit: u32,
) -> Result<Page<RequestRow>, StoreError> {
    let limit = page::bounded(limit);
    let after = after.map(After::read).transpose()?;
    let (at, nr) = match after {
        Some(after) => (after.at()?, after.nr),
        None => (i64::MAX, i64::MAX),
    };
    let of_state = match state {
        Some(_) => "r.state = ?3",
        None => "?3 IS NULL",
    };
    let mut statement = view.connection.prepare_cached(&format!(
        "{SELECT} WHERE (r.received_at, r.nr) < (?1, ?2) AND r.deleted_at IS NULL
         AND {of_state} ORDER BY r.received_at DESC, r.nr DESC LIMIT ?4"
    ))?;
    let wanted = i64::try_from(limit).unwrap_or(i64::MAX) + 1;
    let rows = statement.query_map((at, nr, state, wanted), |row| {
        let after = After {
            key: row.get::<_, i64>("received_at")?.to_string(),
            nr: row.get("nr")?,
        };
        Ok((after, read(row)?))
    })?;
    Ok(page::cut(rows.collect::<Result<_, _>>()?, limit))
}
