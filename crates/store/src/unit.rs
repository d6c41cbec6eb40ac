//! Machines, one row per serial.

use rusqlite::OptionalExtension;
use wuyou_domain::id::{AddressId, CustomerId, UnitId};

use crate::customer::{family, standing};
use crate::error::StoreError;
use crate::view::{Id, View, read_id, read_id_opt};

/// A machine.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UnitRow {
    /// The row; derived from the serial.
    pub id: UnitId,
    /// The serial, normalised.
    pub serial: String,
    /// The model's code.
    pub model_code: Option<String>,
    /// Whose it is.
    pub customer_id: Option<CustomerId>,
    /// The name of that household.
    pub customer_name: Option<String>,
    /// Where it hangs.
    pub address_id: Option<AddressId>,
    /// `in_stock`, `sold`, `in_use`, …
    pub state: Option<String>,
    /// When it was made.
    pub made_on: Option<String>,
    /// When it left the factory.
    pub shipped_on: Option<String>,
    /// When it was sold.
    pub sold_on: Option<String>,
    /// When it was installed.
    pub installed_on: Option<String>,
    /// `natural_gas`, `lpg`, …
    pub gas: Option<String>,
    /// Anything worth knowing.
    pub note: Option<String>,
    /// `shop`, `visit`, `online`, `project`, `other`.
    pub sale_channel: Option<String>,
    /// What was paid for it, fen.
    pub price_fen: Option<i64>,
    /// The number of the invoice.
    pub invoice_no: Option<String>,
    /// The date on the invoice.
    pub invoice_on: Option<String>,
    /// Promised to be delivered by.
    pub deliver_by_on: Option<String>,
    /// Delivered on.
    pub delivered_on: Option<String>,
    /// Promised to be installed by.
    pub install_by_on: Option<String>,
    /// First commissioned on.
    pub commissioned_on: Option<String>,
    /// The number of the pass label.
    pub label_no: Option<String>,
    /// When it was last written.
    pub updated_at: i64,
    /// The tombstone.
    pub deleted_at: Option<i64>,
}

/// A machine whose household is deleted is nobody's; the household may come back with it.
pub(crate) const SELECT: &str = concat!(
    "SELECT u.*, c.id AS holder_id, c.name AS customer_name
    FROM unit u LEFT JOIN customer c ON c.id = ",
    standing!("u.customer_id"),
    "
    AND c.deleted_at IS NULL"
);

pub(crate) fn read(row: &rusqlite::Row<'_>) -> rusqlite::Result<UnitRow> {
    Ok(UnitRow {
        id: read_id(row, "id")?,
        serial: row.get("serial")?,
        model_code: row.get("model_code")?,
        customer_id: read_id_opt(row, "holder_id")?,
        customer_name: row.get("customer_name")?,
        address_id: read_id_opt(row, "address_id")?,
        state: row.get("state")?,
        made_on: row.get("made_on")?,
        shipped_on: row.get("shipped_on")?,
        sold_on: row.get("sold_on")?,
        installed_on: row.get("installed_on")?,
        gas: row.get("gas")?,
        note: row.get("note")?,
        sale_channel: row.get("sale_channel")?,
        price_fen: row.get("price_fen")?,
        invoice_no: row.get("invoice_no")?,
        invoice_on: row.get("invoice_on")?,
        deliver_by_on: row.get("deliver_by_on")?,
        delivered_on: row.get("delivered_on")?,
        install_by_on: row.get("install_by_on")?,
        commissioned_on: row.get("commissioned_on")?,
        label_no: row.get("label_no")?,
        updated_at: row.get("updated_at")?,
        deleted_at: row.get("deleted_at")?,
    })
}

/// One machine, deleted ones included.
///
/// # Errors
/// The database's error.
pub fn find(view: View<'_>, id: UnitId) -> Result<Option<UnitRow>, StoreError> {
    let mut statement = view
        .connection
        .prepare_cached(&format!("{SELECT} WHERE u.id = ?1"))?;
    Ok(statement.query_row([id.row_id()], read).optional()?)
}

/// One machine that must exist and not be deleted.
///
/// # Errors
/// [`StoreError::NotFound`], or the database's error.
pub fn get(view: View<'_>, id: UnitId) -> Result<UnitRow, StoreError> {
    find(view, id)?
        .filter(|unit| unit.deleted_at.is_none())
        .ok_or(StoreError::NotFound("unit"))
}

/// The machine with this normalised serial.
///
/// # Errors
/// The database's error.
pub fn find_by_serial(view: View<'_>, serial: &str) -> Result<Option<UnitRow>, StoreError> {
    let mut statement = view.connection.prepare_cached(&format!(
        "{SELECT} WHERE u.serial = ?1 AND u.deleted_at IS NULL ORDER BY u.nr LIMIT 1"
    ))?;
    Ok(statement.query_row([serial], read).optional()?)
}

/// The machines promised to be delivered by `until` (`YYYY-MM-DD`) at the latest and not delivered
/// yet, the first promised first.
///
/// # Errors
/// The database's error.
pub fn to_deliver(view: View<'_>, until: &str) -> Result<Vec<UnitRow>, StoreError> {
    let mut statement = view.connection.prepare_cached(&format!(
        "{SELECT} WHERE u.deliver_by_on <= ?1 AND u.deliver_by_on IS NOT NULL
         AND u.delivered_on IS NULL AND u.deleted_at IS NULL AND u.customer_id IS NOT NULL
         AND u.installed_on IS NULL AND u.commissioned_on IS NULL ORDER BY u.deliver_by_on, u.nr"
    ))?;
    let rows = statement.query_map([until], read)?;
    Ok(rows.collect::<Result<_, _>>()?)
}

/// The machines promised to be installed by `until` at the latest and not installed yet, the first
/// promised first.
///
/// # Errors
/// The database's error.
pub fn to_install(view: View<'_>, until: &str) -> Result<Vec<UnitRow>, StoreError> {
    let mut statement = view.connection.prepare_cached(&format!(
        "{SELECT} WHERE u.install_by_on <= ?1 AND u.install_by_on IS NOT NULL
         AND u.installed_on IS NULL AND u.deleted_at IS NULL AND u.customer_id IS NOT NULL
         AND u.commissioned_on IS NULL ORDER BY u.install_by_on, u.nr"
    ))?;
    let rows = statement.query_map([until], read)?;
    Ok(rows.collect::<Result<_, _>>()?)
}

/// The machines that are stopped for danger.
///
/// # Errors
/// The database's error.
pub fn stopped(view: View<'_>) -> Result<Vec<UnitId>, StoreError> {
    let mut statement = view.connection.prepare_cached(
        "SELECT id FROM unit WHERE state IN ('stopped', 'stopped_in_repair')
         AND deleted_at IS NULL ORDER BY nr",
    )?;
    let rows = statement.query_map([], |row| read_id(row, "id"))?;
    Ok(rows.collect::<Result<_, _>>()?)
}

/// A household's machines, in the order they were added.
///
/// # Errors
/// The database's error.
pub fn of_customer(view: View<'_>, id: CustomerId) -> Result<Vec<UnitRow>, StoreError> {
    let mut statement = view.connection.prepare_cached(&format!(
        "{SELECT} WHERE u.customer_id IN {} AND u.deleted_at IS NULL ORDER BY u.nr",
        family("?1")
    ))?;
    let rows = statement.query_map([id.row_id()], read)?;
    Ok(rows.collect::<Result<_, _>>()?)
}
