//! The yearly maintenance of machines.

use rusqlite::params;
use wuyou_domain::id::{CustomerId, MaintenanceId, UnitId, WorkOrderId};

use crate::customer::standing;
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
    /// 乡镇 of the household's first address.
    pub town: Option<String>,
    /// 村 of it.
    pub village: Option<String>,
    /// When somebody is at home; `None` for always.
    pub at_home: Option<String>,
}

/// Which maintenance is wanted, and in which order.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct DueQuery {
    /// To be agreed with its customer on this day (`YYYY-MM-DD`) at the latest.
    pub until: String,
    /// Only of households of this town.
    pub town: Option<String>,
    /// Only of households with somebody at home then.
    pub at_home: Option<String>,
    /// By village, and in it by household; the first due first when false.
    pub by_village: bool,
    /// Rows wanted.
    pub limit: u32,
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

/// The columns of a maintenance that is due.
const DUE_COLUMNS: &str = "m.id, m.unit_id, m.due_on, m.remind_on, u.serial, u.model_code,
    c.id AS customer_id, c.name AS customer_name, c.at_home, a.town, a.village";
/// Whose it is and where they live.
const DUE_OF: &str = concat!(
    "JOIN unit u ON u.id = m.unit_id
    LEFT JOIN customer c ON c.id = ",
    standing!("u.customer_id"),
    "
    AND c.deleted_at IS NULL
    LEFT JOIN address a ON a.nr = (SELECT min(nr) FROM address
        WHERE customer_id = c.id AND deleted_at IS NULL)"
);
/// What narrows them: a town, and when somebody is at home.
const DUE_NARROWED: &str = "(?2 IS NULL OR o.town = ?2)
    AND (?3 IS NULL OR COALESCE(c.at_home, 'always') = ?3 AND c.id IS NOT NULL)";

fn read_due(row: &rusqlite::Row<'_>) -> rusqlite::Result<MaintenanceDue> {
    Ok(MaintenanceDue {
        id: read_id(row, "id")?,
        unit_id: read_id(row, "unit_id")?,
        serial: row.get("serial")?,
        model_code: row.get("model_code")?,
        customer_id: read_id_opt(row, "customer_id")?,
        customer_name: row.get("customer_name")?,
        due_on: row.get("due_on")?,
        remind_on: row.get("remind_on")?,
        town: row.get("town")?,
        village: row.get("village")?,
        at_home: row.get("at_home")?,
    })
}

/// The open maintenance of a query. Whoever is narrowed or sorted by is looked up for all that is
/// due, which the plain list need not do.
///
/// # Errors
/// The database's error.
pub fn due_list(view: View<'_>, query: &DueQuery) -> Result<Vec<MaintenanceDue>, StoreError> {
    if !query.by_village && query.town.is_none() && query.at_home.is_none() {
        return open_due(view, &query.until, query.limit);
    }
    let order = match query.by_village {
        // Machines of nobody stand behind all villages.
        true => "o.key IS NULL, o.key, c.nr, m.due_on, m.nr",
        false => "m.due_on, m.nr",
    };
    let mut statement = view.connection.prepare_cached(&format!(
        "SELECT {DUE_COLUMNS} FROM maintenance m INDEXED BY maintenance_open {DUE_OF}
         LEFT JOIN search_place o ON o.nr = c.nr
         WHERE {OPEN} AND {DUE_NARROWED} ORDER BY {order} LIMIT ?4"
    ))?;
    let params = params![query.until, query.town, query.at_home, query.limit];
    let rows = statement.query_map(params, read_due)?;
    Ok(rows.collect::<Result<_, _>>()?)
}

/// How many those are in all.
///
/// # Errors
/// The database's error.
pub fn due_count(view: View<'_>, query: &DueQuery) -> Result<u32, StoreError> {
    if query.town.is_none() && query.at_home.is_none() {
        let sql =
            format!("SELECT count(*) FROM maintenance m INDEXED BY maintenance_open WHERE {OPEN}");
        let mut statement = view.connection.prepare_cached(&sql)?;
        return Ok(statement.query_row([&query.until], |row| row.get(0))?);
    }
    let mut statement = view.connection.prepare_cached(&format!(
        "SELECT count(*) FROM maintenance m INDEXED BY maintenance_open {DUE_OF}
         LEFT JOIN search_place o ON o.nr = c.nr WHERE {OPEN} AND {DUE_NARROWED}"
    ))?;
    let params = params![query.until, query.town, query.at_home];
    Ok(statement.query_row(params, |row| row.get(0))?)
}

/// How many households with somebody at home at this time only have maintenance open that is to be
/// agreed on `until` at the latest.
///
/// # Errors
/// The database's error.
pub fn due_households(view: View<'_>, until: &str, at_home: &str) -> Result<u32, StoreError> {
    let kin = crate::customer::family("c.id");
    let mut statement = view.connection.prepare_cached(&format!(
        "SELECT count(*) FROM customer c INDEXED BY customer_at_home
         WHERE c.at_home = ?2 AND c.deleted_at IS NULL AND c.merged_into IS NULL
         AND EXISTS (SELECT 1 FROM unit u CROSS JOIN maintenance m INDEXED BY maintenance_unit
             ON m.unit_id = u.id WHERE u.customer_id IN {kin} AND {OPEN})"
    ))?;
    Ok(statement.query_row([until, at_home], |row| row.get(0))?)
}

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
         SELECT {DUE_COLUMNS} FROM first JOIN maintenance m ON m.nr = first.nr {DUE_OF}
         ORDER BY m.due_on, m.nr"
    ))?;
    let rows = statement.query_map(params![until, limit], read_due)?;
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
