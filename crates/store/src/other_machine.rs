//! Machines of other makers. They are no entity of the change log: what is written here stays on this
//! PC and in its backups.

use rusqlite::{OptionalExtension, Row, named_params};
use wuyou_domain::id::{CustomerId, OtherMachineId, StaffId, WorkOrderId};

use crate::customer::family;
use crate::error::StoreError;
use crate::page::{Page, bounded, no_place};
use crate::view::{Id, Local, View, read_id};

/// A machine of another maker.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OtherMachineRow {
    /// The row.
    pub id: OtherMachineId,
    /// The household it was registered with; another may stand for it.
    pub customer_id: CustomerId,
    /// That household's name.
    pub customer_name: Option<String>,
    /// Whose machine it is.
    pub brand: String,
    /// What stands on the plate.
    pub model: Option<String>,
    /// The number on the plate.
    pub serial: Option<String>,
    /// What it burns.
    pub gas: Option<String>,
    /// When it was bought.
    pub bought_on: Option<String>,
    /// A note.
    pub note: Option<String>,
    /// How many orders were opened on it.
    pub orders: u32,
}

/// What is kept of one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OtherMachineFields {
    /// The household it is at.
    pub customer_id: CustomerId,
    /// Whose machine it is.
    pub brand: String,
    /// What stands on the plate.
    pub model: Option<String>,
    /// The number on the plate.
    pub serial: Option<String>,
    /// What it burns.
    pub gas: Option<String>,
    /// When it was bought.
    pub bought_on: Option<String>,
    /// A note.
    pub note: Option<String>,
}

/// A machine of a deleted household is not shown.
const SELECT: &str = "SELECT o.*, c.name AS customer_name, (SELECT count(*)
    FROM other_machine_order l JOIN work_order w ON w.id = l.work_order_id AND w.deleted_at IS NULL
    AND w.other_brand = 1 AND w.unit_id IS NULL WHERE l.other_machine_id = o.id) AS orders
    FROM other_machine o JOIN customer c ON c.id = o.customer_id AND c.deleted_at IS NULL
    WHERE o.deleted_at IS NULL";

/// What is typed is compared with this, in small letters and without gaps.
const TEXT: &str = "lower(replace(replace(o.brand || COALESCE(o.model, '')
    || '|' || COALESCE(o.serial, '') || '|' || c.name, ' ', ''), '-', ''))";

fn read(row: &Row<'_>) -> rusqlite::Result<OtherMachineRow> {
    Ok(OtherMachineRow {
        id: read_id(row, "id")?,
        customer_id: read_id(row, "customer_id")?,
        customer_name: row.get("customer_name")?,
        brand: row.get("brand")?,
        model: row.get("model")?,
        serial: row.get("serial")?,
        gas: row.get("gas")?,
        bought_on: row.get("bought_on")?,
        note: row.get("note")?,
        orders: row.get("orders")?,
    })
}

/// One that is there.
///
/// # Errors
/// [`StoreError::NotFound`], or the database's error.
pub fn get(view: View<'_>, id: OtherMachineId) -> Result<OtherMachineRow, StoreError> {
    let mut statement = view
        .connection
        .prepare_cached(&format!("{SELECT} AND o.id = ?1"))?;
    let found = statement.query_row([id.row_id()], read).optional()?;
    found.ok_or(StoreError::NotFound("other_machine"))
}

/// Those of a household, or all of them, that fit what is typed; the last changed first. A page goes
/// on after so many rows.
///
/// # Errors
/// [`StoreError::BadValue`] for an `after` that is none; the database's error.
pub fn list(
    view: View<'_>,
    customer: Option<CustomerId>,
    typed: &str,
    (after, limit): (Option<&str>, u32),
) -> Result<(Page<OtherMachineRow>, u32), StoreError> {
    let skip: u32 = match after {
        Some(after) => after.parse().map_err(|_| no_place())?,
        None => 0,
    };
    let limit = u32::try_from(bounded(limit)).unwrap_or(u32::MAX);
    let typed = plain(typed);
    let fits = format!(
        "(:customer IS NULL OR o.customer_id IN {}) AND (:typed = '' OR instr({TEXT}, :typed) > 0)",
        family(":customer")
    );
    let customer = customer.map(Id::row_id);
    let mut statement = view.connection.prepare_cached(&format!(
        "{SELECT} AND {fits} ORDER BY o.updated_at DESC, o.nr DESC LIMIT :limit OFFSET :skip"
    ))?;
    let rows = statement.query_map(
        named_params! {":customer": customer, ":typed": typed, ":limit": limit, ":skip": skip},
        read,
    )?;
    let rows = rows.collect::<Result<Vec<_>, _>>()?;
    let mut statement = view.connection.prepare_cached(&format!(
        "SELECT count(*) FROM other_machine o
         JOIN customer c ON c.id = o.customer_id AND c.deleted_at IS NULL
         WHERE o.deleted_at IS NULL AND {fits}"
    ))?;
    let total: u32 = statement.query_row(
        named_params! {":customer": customer, ":typed": typed},
        |row| row.get(0),
    )?;
    let read_to = skip.saturating_add(limit);
    let next = (read_to < total).then(|| read_to.to_string());
    Ok((Page { rows, next }, total))
}

/// As it is compared.
fn plain(typed: &str) -> String {
    let kept = typed.chars().filter(|c| !c.is_whitespace() && *c != '-');
    kept.flat_map(char::to_lowercase).collect()
}

/// Keeps one under its id.
///
/// # Errors
/// The database's error.
pub fn save(
    local: &Local<'_>,
    id: OtherMachineId,
    fields: &OtherMachineFields,
    (staff, now_at): (StaffId, i64),
) -> Result<(), StoreError> {
    local
        .connection
        .prepare_cached(
            "INSERT INTO other_machine (id, customer_id, brand, model, serial, gas, bought_on, note,
                 created_at, created_by, updated_at)
             VALUES (:id, :customer, :brand, :model, :serial, :gas, :bought, :note, :now, :staff, :now)
             ON CONFLICT (id) DO UPDATE SET customer_id = excluded.customer_id,
                 brand = excluded.brand, model = excluded.model, serial = excluded.serial,
                 gas = excluded.gas, bought_on = excluded.bought_on, note = excluded.note,
                 updated_at = excluded.updated_at",
        )?
        .execute(named_params! {
            ":id": id.row_id(),
            ":customer": fields.customer_id.row_id(),
            ":brand": fields.brand,
            ":model": fields.model,
            ":serial": fields.serial,
            ":gas": fields.gas,
            ":bought": fields.bought_on,
            ":note": fields.note,
            ":staff": staff.row_id(),
            ":now": now_at,
        })?;
    Ok(())
}

/// Takes one out of every list.
///
/// # Errors
/// The database's error.
pub fn remove(local: &Local<'_>, id: OtherMachineId, now_at: i64) -> Result<(), StoreError> {
    local
        .connection
        .prepare_cached("UPDATE other_machine SET deleted_at = ?2, updated_at = ?2 WHERE id = ?1")?
        .execute((id.row_id(), now_at))?;
    Ok(())
}

/// Says which of them an order is about, or that it is about none.
///
/// # Errors
/// The database's error.
pub fn name_for(
    local: &Local<'_>,
    order: WorkOrderId,
    machine: Option<OtherMachineId>,
) -> Result<(), StoreError> {
    local
        .connection
        .prepare_cached("DELETE FROM other_machine_order WHERE work_order_id = ?1")?
        .execute([order.row_id()])?;
    if let Some(machine) = machine {
        local
            .connection
            .prepare_cached(
                "INSERT INTO other_machine_order (work_order_id, other_machine_id) VALUES (?1, ?2)",
            )?
            .execute((order.row_id(), machine.row_id()))?;
    }
    Ok(())
}

/// The one an order is about, where this PC knows it.
///
/// # Errors
/// The database's error.
pub fn of_order(view: View<'_>, order: WorkOrderId) -> Result<Option<OtherMachineRow>, StoreError> {
    let mut statement = view.connection.prepare_cached(&format!(
        "{SELECT} AND o.id = (SELECT other_machine_id FROM other_machine_order
         WHERE work_order_id = ?1)"
    ))?;
    Ok(statement.query_row([order.row_id()], read).optional()?)
}

/// The orders that are on one, the latest first.
///
/// # Errors
/// The database's error.
pub fn orders(view: View<'_>, id: OtherMachineId) -> Result<Vec<WorkOrderId>, StoreError> {
    let mut statement = view.connection.prepare_cached(
        "SELECT w.id FROM other_machine_order l JOIN work_order w ON w.id = l.work_order_id
         AND w.other_brand = 1 AND w.unit_id IS NULL
         WHERE l.other_machine_id = ?1 AND w.deleted_at IS NULL
         ORDER BY w.received_at DESC, w.nr DESC LIMIT 200",
    )?;
    let rows = statement.query_map([id.row_id()], |row| read_id(row, "id"))?;
    Ok(rows.collect::<Result<_, _>>()?)
}
