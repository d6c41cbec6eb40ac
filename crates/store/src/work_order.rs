//! Work orders: one, its steps, lists.

mod event;
mod list;
mod repaired;
mod repeat;

use rusqlite::OptionalExtension;
use wuyou_domain::id::{CustomerId, RequestId, StaffId, UnitId, WorkOrderId};
use wuyou_domain::sla::Marks;

use crate::error::StoreError;
use crate::view::{Id, View, read_id, read_id_opt};

pub(crate) use event::undone;
pub use event::{OrderEventRow, events, open_events};
pub use list::{
    FoundWork, WorkOrderFilter, WorkOrderQuery, WorkOrderSort, WorkOrderSummary, count, list,
    open_of_customer, summary,
};
pub use repaired::{OfClass, OfModel, Repaired, causes_in_words};
pub(crate) use repaired::{REPAIRED, REPEATS};
pub use repeat::{FinishedWork, repaired_since, repeats};

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
    /// Of which class that is.
    pub cause_class: Option<String>,
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
    /// The house is without heat.
    pub no_heat: bool,
    /// When a later call told so.
    pub no_heat_at: Option<i64>,
    /// When a danger was found on the spot, of an order that came in as something else.
    pub danger_at: Option<i64>,
    /// When the customer last put it off.
    pub postponed_at: Option<i64>,
    /// The voltage of the mains, in tenths of a volt.
    pub mains_tenths: Option<i64>,
    /// It is about a machine of another maker.
    pub other_brand: bool,
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

impl WorkOrderRow {
    /// What makes it more urgent than its kind says.
    #[must_use]
    pub const fn marks(&self) -> Marks {
        Marks {
            safety: self.safety,
            no_heat: self.no_heat,
        }
    }
}

/// The `due_at` of an order without a promise: sorts after every instant.
const NO_DUE: i64 = 9_007_199_254_740_991;

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
        cause_class: row.get("cause_class")?,
        result: row.get("result")?,
        charge_fen: row.get("charge_fen")?,
        signature: row.get("signature")?,
        finished_at: row.get("finished_at")?,
        closed_at: row.get("closed_at")?,
        safety: row.get::<_, Option<bool>>("safety")?.unwrap_or(false),
        no_heat: row.get::<_, Option<bool>>("no_heat")?.unwrap_or(false),
        no_heat_at: row.get("no_heat_at")?,
        danger_at: row.get("danger_at")?,
        postponed_at: row.get("postponed_at")?,
        mains_tenths: row.get("mains_tenths")?,
        other_brand: row.get::<_, Option<bool>>("other_brand")?.unwrap_or(false),
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

/// A machine's orders, the latest received first.
///
/// # Errors
/// The database's error.
pub fn of_unit(view: View<'_>, id: UnitId) -> Result<Vec<WorkOrderRow>, StoreError> {
    let mut statement = view.connection.prepare_cached(
        "SELECT * FROM work_order WHERE unit_id = ?1 AND deleted_at IS NULL
         ORDER BY received_at DESC, nr DESC",
    )?;
    let rows = statement.query_map([id.row_id()], read)?;
    Ok(rows.collect::<Result<_, _>>()?)
}

/// A machine's orders as [`of_unit`], and those by which it was worked on before another machine was
/// named.
///
/// # Errors
/// The database's error.
pub fn worked_on(view: View<'_>, id: UnitId) -> Result<Vec<WorkOrderRow>, StoreError> {
    let mut statement = view.connection.prepare_cached(
        "SELECT * FROM work_order WHERE id IN (
            SELECT id FROM work_order WHERE unit_id = ?1
            UNION SELECT work_order_id FROM order_event WHERE unit_id = ?1)
           AND deleted_at IS NULL
         ORDER BY received_at DESC, nr DESC",
    )?;
    let rows = statement.query_map([id.row_id()], read)?;
    Ok(rows.collect::<Result<_, _>>()?)
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
