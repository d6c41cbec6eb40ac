//! The yearly maintenance of machines.

use rusqlite::params;
use wuyou_domain::id::{CustomerId, MaintenanceId, UnitId, WorkOrderId};

use crate::error::StoreError;
use crate::view::{Id, View, read_id, read_id_opt};

/// One maintenance, open or done.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MaintenanceRow {
    /// The row.
    pub id: MaintenanceId,
    /// The machine.
    pub unit_id: UnitId,
    /// Its last day.
    pub due_on: String,
    /// From this day on it is agreed with the customer.
    pub remind_on: String,
    /// `open`, `done`, `cancelled`.
    pub state: String,
    /// When it was done.
    pub done_on: Option<String>,
    /// The order it was done by.
    pub work_order_id: Option<WorkOrderId>,
    /// Who did it.
    pub staff_name: Option<String>,
    /// Anything worth knowing.
    pub note: Option<String>,
}

/// A maintenance to be agreed with a customer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MaintenanceDue {
    /// The row.
    pub id: MaintenanceId,
    /// The machine.
    pub unit_id: UnitId,
    /// Its serial.
    pub serial: String,
    /// Its model.
    pub model_code: Option<String>,
    /// Whose it is.
    pub customer_id: Option<CustomerId>,
    /// The household's name.
    pub customer_name: Option<String>,
    /// Its last day.
    pub due_on: String,
    /// From this day on it is agreed with the customer.
    pub remind_on: String,
}

/// A machine's maintenance, the latest due first.
///
/// # Errors
/// The database's error.
pub fn of_unit(view: View<'_>, unit: UnitId) -> Result<Vec<MaintenanceRow>, StoreError> {
    let mut statement = view.connection.prepare_cached(
        "SELECT m.*, s.name AS staff_name FROM maintenance m LEFT JOIN staff s ON s.id = m.staff_id
         WHERE m.unit_id = ?1 AND m.deleted_at IS NULL ORDER BY m.due_on DESC, m.nr DESC",
    )?;
    let rows = statement.query_map([unit.row_id()], |row| {
        Ok(MaintenanceRow {
            id: read_id(row, "id")?,
            unit_id: read_id(row, "unit_id")?,
            due_on: row.get("due_on")?,
            remind_on: row.get("remind_on")?,
            state: row.get("state")?,
            done_on: row.get("done_on")?,
            work_order_id: read_id_opt(row, "work_order_id")?,
            staff_name: row.get("staff_name")?,
            note: row.get("note")?,
        })
    })?;
    Ok(rows.collect::<Result<_, _>>()?)
}

/// A machine in use at a household whose next maintenance nobody has planned.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unplanned {
    /// The machine.
    pub unit_id: UnitId,
    /// When it was last maintained, else commissioned, installed or sold.
    pub base_on: String,
}

/// Which machines those are: one without any date cannot be planned. Whatever was maintained has a
/// next one, so the days of use decide.
const UNPLANNED: &str = "u.state = 'in_use' AND u.deleted_at IS NULL AND u.customer_id IS NOT NULL
    AND COALESCE(u.commissioned_on, u.installed_on, u.sold_on) IS NOT NULL
    AND NOT EXISTS (SELECT 1 FROM maintenance m
        WHERE m.unit_id = u.id AND m.state = 'open' AND m.deleted_at IS NULL)";

/// Machines in use whose next maintenance nobody has planned; at most `limit`.
///
/// # Errors
/// The database's error.
pub fn unplanned(view: View<'_>, limit: u32) -> Result<Vec<Unplanned>, StoreError> {
    let mut statement = view.connection.prepare_cached(&format!(
        "SELECT u.id, COALESCE(
            (SELECT max(d.done_on) FROM maintenance d
             WHERE d.unit_id = u.id AND d.state = 'done' AND d.deleted_at IS NULL),
            u.commissioned_on, u.installed_on, u.sold_on) AS base_on
         FROM unit u INDEXED BY unit_in_use WHERE {UNPLANNED} LIMIT ?1"
    ))?;
    let rows = statement.query_map([limit], |row| {
        Ok(Unplanned {
            unit_id: read_id(row, "id")?,
            base_on: row.get("base_on")?,
        })
    })?;
    Ok(rows.collect::<Result<_, _>>()?)
}

/// How many machines those are.
///
/// # Errors
/// The database's error.
pub fn unplanned_count(view: View<'_>) -> Result<u32, StoreError> {
    let sql = format!("SELECT count(*) FROM unit u INDEXED BY unit_in_use WHERE {UNPLANNED}");
    Ok(view
        .connection
        .prepare_cached(&sql)?
        .query_row([], |row| row.get(0))?)
}

/// Which maintenance is open and to be agreed, of machines that are there.
const OPEN: &str = "m.state = 'open' AND m.remind_on <= ?1 AND m.deleted_at IS NULL
    AND m.unit_id NOT IN (SELECT id FROM unit WHERE deleted_at IS NOT NULL)";

/// The open maintenance that is to be agreed with its customer on `until` (`YYYY-MM-DD`) at the
/// latest, the first due first; at most `limit`.
///
/// # Errors
/// The database's error.
pub fn open_due(
    view: View<'_>,
    until: &str,
    limit: u32,
) -> Result<Vec<MaintenanceDue>, StoreError> {
    // The first are picked from the index before anything about them is read.
    let mut statement = view.connection.prepare_cached(&format!(
        "WITH first (nr) AS MATERIALIZED (SELECT m.nr FROM maintenance m
             INDEXED BY maintenance_open WHERE {OPEN} ORDER BY m.due_on, m.nr LIMIT ?2)
         SELECT m.id, m.unit_id, m.due_on, m.remind_on, u.serial, u.model_code,
                c.id AS customer_id, c.name AS customer_name
         FROM first JOIN maintenance m ON m.nr = first.nr JOIN unit u ON u.id = m.unit_id
         LEFT JOIN customer c ON c.id = COALESCE(
        (SELECT w.id FROM customer m JOIN customer w ON w.id = m.merged_into
         WHERE m.id = u.customer_id), u.customer_id)
    AND c.deleted_at IS NULL
         ORDER BY m.due_on, m.nr"
    ))?;
    let rows = statement.query_map(params![until, limit], |row| {
        Ok(MaintenanceDue {
            id: read_id(row, "id")?,
            unit_id: read_id(row, "unit_id")?,
            serial: row.get("serial")?,
            model_code: row.get("model_code")?,
            customer_id: read_id_opt(row, "customer_id")?,
            customer_name: row.get("customer_name")?,
            due_on: row.get("due_on")?,
            remind_on: row.get("remind_on")?,
        })
    })?;
    Ok(rows.collect::<Result<_, _>>()?)
}

/// How many of those are due on each day, the first day first.
///
/// # Errors
/// The database's error.
pub fn open_days(view: View<'_>, until: &str) -> Result<Vec<(String, u32)>, StoreError> {
    let mut statement = view.connection.prepare_cached(&format!(
        "SELECT m.due_on, count(*) FROM maintenance m INDEXED BY maintenance_open
         WHERE {OPEN} GROUP BY m.due_on ORDER BY m.due_on"
    ))?;
    let rows = statement.query_map([until], |row| Ok((row.get(0)?, row.get(1)?)))?;
    Ok(rows.collect::<Result<_, _>>()?)
}
