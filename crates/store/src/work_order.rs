//! Work orders: one, lists, and the numbers of the day.

use rusqlite::OptionalExtension;
use wuyou_domain::id::{CustomerId, OrderEventId, RequestId, StaffId, UnitId, WorkOrderId};

use crate::error::StoreError;
use crate::page::{self, After, Page};
use crate::view::{Id, View, read_id, read_id_opt};

/// A work order.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WorkOrderRow {
    /// The row.
    pub id: WorkOrderId,
    /// Its number.
    pub no: String,
    /// `repair`, `install`, `maintenance`.
    pub kind: String,
    /// The request it was opened for.
    pub request_id: Option<RequestId>,
    /// The household.
    pub customer_id: Option<CustomerId>,
    /// The machine.
    pub unit_id: Option<UnitId>,
    /// One of the domain's states.
    pub state: String,
    /// Who is dispatched.
    pub technician_id: Option<StaffId>,
    /// What is wrong, in words.
    pub fault_text: Option<String>,
    /// The code on the display.
    pub fault_code: Option<String>,
    /// When it was registered.
    pub received_at: i64,
    /// The first reply is due.
    pub reply_due_at: Option<i64>,
    /// The finish is due.
    pub finish_target_at: Option<i64>,
    /// Late after this.
    pub finish_limit_at: Option<i64>,
    /// The table of promises used.
    pub promise_version: Option<String>,
    /// The first reply.
    pub replied_at: Option<i64>,
    /// Beginning of the visit window.
    pub window_from_at: Option<i64>,
    /// End of the visit window.
    pub window_to_at: Option<i64>,
    /// The missing part.
    pub part: Option<String>,
    /// When the part should arrive.
    pub part_eta_at: Option<i64>,
    /// Why the machine failed.
    pub cause: Option<String>,
    /// What was done.
    pub result: Option<String>,
    /// What the customer pays, fen.
    pub charge_fen: Option<i64>,
    /// The signature or the signed paper's number.
    pub signature: Option<String>,
    /// When the work was done.
    pub finished_at: Option<i64>,
    /// When it was closed.
    pub closed_at: Option<i64>,
    /// A danger to life.
    pub safety: bool,
    /// Where the row came from.
    pub origin: Option<String>,
    /// What an import found it by.
    pub import_key: Option<String>,
    /// How often it was reopened.
    pub reopened_count: i64,
    /// The technician's name in an old file.
    pub technician_name: Option<String>,
    /// When it was made.
    pub created_at: i64,
    /// Who made it.
    pub created_by: StaffId,
    /// When it was last written.
    pub updated_at: i64,
    /// Who wrote it last.
    pub updated_by: StaffId,
    /// The tombstone.
    pub deleted_at: Option<i64>,
    /// The earliest instant it waits for; `None` when what it waits for has no time.
    pub due_at: Option<i64>,
}

/// The `due_at` of an order without a promise: sorts after every instant.
const NO_DUE: i64 = 9_007_199_254_740_991;

/// A work order in a list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WorkOrderSummary {
    /// The order.
    pub order: WorkOrderRow,
    /// The household's name.
    pub customer_name: Option<String>,
    /// 乡镇 of the household's first address.
    pub town: Option<String>,
    /// 村 of the household's first address.
    pub village: Option<String>,
    /// The name of who is dispatched.
    pub technician: Option<String>,
    /// How often the customer urged.
    pub urged_count: u32,
    /// A conflict of the order's fields waits.
    pub conflicted: bool,
}

/// Which orders.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum WorkOrderFilter {
    /// Not closed, not cancelled; by due.
    #[default]
    Open,
    /// Open, and a promise to the customer is broken at `now_at`; by due.
    Overdue,
    /// Open and nobody dispatched, before the work; by due.
    Unassigned,
    /// Finished, not yet confirmed or closed; by due.
    ToConfirm,
    /// Closed and cancelled; the newest first.
    Done,
    /// All; the newest first.
    All,
}

/// Which part of the list.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct WorkOrderQuery {
    /// Which orders.
    pub filter: WorkOrderFilter,
    /// Only this state.
    pub state: Option<String>,
    /// Only of this technician.
    pub technician_id: Option<StaffId>,
    /// Only of this household.
    pub customer_id: Option<CustomerId>,
    /// The clock, for [`WorkOrderFilter::Overdue`].
    pub now_at: i64,
    /// Where to go on: `next` of the page before.
    pub after: Option<String>,
    /// Rows wanted, at most 200.
    pub limit: u32,
}

const OPEN: &str = "o.state NOT IN ('closed', 'cancelled')";
/// A promise is broken: `domain::work_order::due::Colour::Red`.
const OVERDUE: &str = "o.state IN ('registered', 'replied', 'scheduled', 'dispatched', \
    'in_progress', 'waiting_part') AND ((o.replied_at IS NULL AND o.reply_due_at <= :now_at) \
    OR o.finish_limit_at <= :now_at)";
const BEFORE_WORK: &str = "o.state IN ('registered', 'replied', 'scheduled', 'postponed')";
const SUMMARY: &str = "SELECT o.*, c.name AS customer_name, a.town, a.village,
    COALESCE(s.name, o.technician_name) AS technician,
    (SELECT urged_count FROM request WHERE id = o.request_id) AS urged_count,
    EXISTS (SELECT 1 FROM conflict WHERE row_id = o.id AND resolved_at IS NULL) AS conflicted
    FROM work_order o LEFT JOIN customer c ON c.id = o.customer_id
    LEFT JOIN staff s ON s.id = o.technician_id
    LEFT JOIN address a ON a.nr = (SELECT min(nr) FROM address
        WHERE customer_id = o.customer_id AND deleted_at IS NULL)";

fn read(row: &rusqlite::Row<'_>) -> rusqlite::Result<WorkOrderRow> {
    let due_at: i64 = row.get("due_at")?;
    Ok(WorkOrderRow {
        id: read_id(row, "id")?,
        no: row.get("no")?,
        kind: row.get("kind")?,
        request_id: read_id_opt(row, "request_id")?,
        customer_id: read_id_opt(row, "customer_id")?,
        unit_id: read_id_opt(row, "unit_id")?,
        state: row.get("state")?,
        technician_id: read_id_opt(row, "technician_id")?,
        fault_text: row.get("fault_text")?,
        fault_code: row.get("fault_code")?,
        received_at: row.get("received_at")?,
        reply_due_at: row.get("reply_due_at")?,
        finish_target_at: row.get("finish_target_at")?,
        finish_limit_at: row.get("finish_limit_at")?,
        promise_version: row.get("promise_version")?,
        replied_at: row.get("replied_at")?,
        window_from_at: row.get("window_from_at")?,
        window_to_at: row.get("window_to_at")?,
        part: row.get("part")?,
        part_eta_at: row.get("part_eta_at")?,
        cause: row.get("cause")?,
        result: row.get("result")?,
        charge_fen: row.get("charge_fen")?,
        signature: row.get("signature")?,
        finished_at: row.get("finished_at")?,
        closed_at: row.get("closed_at")?,
        safety: row.get::<_, Option<bool>>("safety")?.unwrap_or(false),
        origin: row.get("origin")?,
        import_key: row.get("import_key")?,
        reopened_count: row.get::<_, Option<i64>>("reopened_count")?.unwrap_or(0),
        technician_name: row.get("technician_name")?,
        created_at: row.get("created_at")?,
        created_by: read_id(row, "created_by")?,
        updated_at: row.get("updated_at")?,
        updated_by: read_id(row, "updated_by")?,
        deleted_at: row.get("deleted_at")?,
        due_at: (due_at != NO_DUE).then_some(due_at),
    })
}

fn read_summary(row: &rusqlite::Row<'_>) -> rusqlite::Result<WorkOrderSummary> {
    Ok(WorkOrderSummary {
        order: read(row)?,
        customer_name: row.get("customer_name")?,
        town: row.get("town")?,
        village: row.get("village")?,
        technician: row.get("technician")?,
        urged_count: row.get::<_, Option<u32>>("urged_count")?.unwrap_or(0),
        conflicted: row.get("conflicted")?,
    })
}

/// One order, deleted ones included.
///
/// # Errors
/// The database's error.
pub fn find(view: View<'_>, id: WorkOrderId) -> Result<Option<WorkOrderRow>, StoreError> {
    let mut statement = view
        .connection
        .prepare_cached("SELECT * FROM work_order WHERE id = ?1")?;
    Ok(statement.query_row([id.row_id()], read).optional()?)
}

/// One order that must exist and not be deleted.
///
/// # Errors
/// [`StoreError::NotFound`], or the database's error.
pub fn get(view: View<'_>, id: WorkOrderId) -> Result<WorkOrderRow, StoreError> {
    find(view, id)?
        .filter(|order| order.deleted_at.is_none())
        .ok_or(StoreError::NotFound("work_order"))
}

/// One order as lists show it.
///
/// # Errors
/// [`StoreError::NotFound`], or the database's error.
pub fn summary(view: View<'_>, id: WorkOrderId) -> Result<WorkOrderSummary, StoreError> {
    let mut statement = view.connection.prepare_cached(&format!(
        "{SUMMARY} WHERE o.id = ?1 AND o.deleted_at IS NULL"
    ))?;
    let found = statement
        .query_row([id.row_id()], read_summary)
        .optional()?;
    found.ok_or(StoreError::NotFound("work_order"))
}

/// The order with this number.
///
/// # Errors
/// The database's error.
pub fn find_by_no(view: View<'_>, no: &str) -> Result<Option<WorkOrderRow>, StoreError> {
    let mut statement = view.connection.prepare_cached(
        "SELECT * FROM work_order WHERE no = ?1 AND deleted_at IS NULL ORDER BY nr LIMIT 1",
    )?;
    Ok(statement.query_row([no], read).optional()?)
}

/// The order an import made under this key; deleted ones are found too.
///
/// # Errors
/// The database's error.
pub fn find_by_import_key(
    view: View<'_>,
    import_key: &str,
) -> Result<Option<WorkOrderRow>, StoreError> {
    let mut statement = view
        .connection
        .prepare_cached("SELECT * FROM work_order WHERE import_key = ?1 ORDER BY nr LIMIT 1")?;
    Ok(statement.query_row([import_key], read).optional()?)
}

/// The household's open orders, the most urgent first.
///
/// # Errors
/// The database's error.
pub fn open_of_customer(
    view: View<'_>,
    id: CustomerId,
) -> Result<Vec<WorkOrderSummary>, StoreError> {
    let mut statement = view.connection.prepare_cached(&format!(
        "{SUMMARY} WHERE o.customer_id = ?1 AND o.deleted_at IS NULL AND {OPEN}
         ORDER BY o.due_at, o.nr LIMIT 200"
    ))?;
    let rows = statement.query_map([id.row_id()], read_summary)?;
    Ok(rows.collect::<Result<_, _>>()?)
}

fn condition(query: &WorkOrderQuery) -> (String, bool) {
    let (which, by_due) = match query.filter {
        WorkOrderFilter::Open => (OPEN.to_owned(), true),
        WorkOrderFilter::Overdue => (format!("{OPEN} AND {OVERDUE}"), true),
        WorkOrderFilter::Unassigned => (
            format!("{OPEN} AND {BEFORE_WORK} AND o.technician_id IS NULL"),
            true,
        ),
        WorkOrderFilter::ToConfirm => (format!("{OPEN} AND o.state = 'finished'"), true),
        WorkOrderFilter::Done => ("o.state IN ('closed', 'cancelled')".to_owned(), false),
        WorkOrderFilter::All => ("1".to_owned(), false),
    };
    let mut sql = format!("o.deleted_at IS NULL AND {which}");
    if query.filter != WorkOrderFilter::Overdue {
        sql.push_str(" AND :now_at IS NOT NULL");
    }
    for (given, column) in [
        (query.state.is_some(), "state"),
        (query.technician_id.is_some(), "technician_id"),
        (query.customer_id.is_some(), "customer_id"),
    ] {
        if given {
            sql.push_str(&format!(" AND o.{column} = :{column}"));
        } else {
            sql.push_str(&format!(" AND :{column} IS NULL"));
        }
    }
    (sql, by_due)
}

/// A page of orders: open ones by what is due next, the others by age, the newest first.
///
/// # Errors
/// [`StoreError::BadValue`] for an `after` that is none; the database's error.
pub fn list(view: View<'_>, query: &WorkOrderQuery) -> Result<Page<WorkOrderSummary>, StoreError> {
    let limit = page::bounded(query.limit);
    let after = query.after.as_deref().map(After::read).transpose()?;
    let (condition, by_due) = condition(query);
    let (sort, from) = if by_due {
        (
            "(o.due_at, o.nr) > (:at, :nr) ORDER BY o.due_at, o.nr",
            (i64::MIN, -1),
        )
    } else {
        (
            "(o.received_at, o.nr) < (:at, :nr) ORDER BY o.received_at DESC, o.nr DESC",
            (i64::MAX, i64::MAX),
        )
    };
    let (at, nr) = match after {
        Some(after) => (after.at()?, after.nr),
        None => from,
    };
    let mut statement = view.connection.prepare_cached(&format!(
        "{SUMMARY} WHERE {condition} AND {sort} LIMIT :limit"
    ))?;
    let key = if by_due { "due_at" } else { "received_at" };
    let rows = statement.query_map(
        rusqlite::named_params! {
            ":now_at": query.now_at,
            ":state": query.state,
            ":technician_id": query.technician_id.map(Id::row_id),
            ":customer_id": query.customer_id.map(Id::row_id),
            ":at": at,
            ":nr": nr,
            ":limit": i64::try_from(limit).unwrap_or(i64::MAX) + 1,
        },
        |row| {
            let after = After {
                key: row.get::<_, i64>(key)?.to_string(),
                nr: row.get("nr")?,
            };
            Ok((after, read_summary(row)?))
        },
    )?;
    Ok(page::cut(rows.collect::<Result<_, _>>()?, limit))
}

/// How many orders a list has in all, without pages.
///
/// # Errors
/// The database's error.
pub fn count(view: View<'_>, query: &WorkOrderQuery) -> Result<u32, StoreError> {
    let (condition, _) = condition(query);
    let mut statement = view.connection.prepare_cached(&format!(
        "SELECT count(*) FROM work_order o WHERE {condition}"
    ))?;
    Ok(statement.query_row(
        rusqlite::named_params! {
            ":now_at": query.now_at,
            ":state": query.state,
            ":technician_id": query.technician_id.map(Id::row_id),
            ":customer_id": query.customer_id.map(Id::row_id),
        },
        |row| row.get(0),
    )?)
}

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
    /// What was said about it.
    pub note: Option<String>,
}

/// An order's steps in the order they happened.
///
/// # Errors
/// The database's error.
pub fn events(view: View<'_>, id: WorkOrderId) -> Result<Vec<OrderEventRow>, StoreError> {
    let mut statement = view.connection.prepare_cached(
        "SELECT e.*, s.name AS staff_name FROM order_event e
         LEFT JOIN staff s ON s.id = e.staff_id
         WHERE e.work_order_id = ?1 ORDER BY e.occurred_at, e.id",
    )?;
    let rows = statement.query_map([id.row_id()], |row| {
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
            note: row.get("note")?,
        })
    })?;
    Ok(rows.collect::<Result<_, _>>()?)
}
