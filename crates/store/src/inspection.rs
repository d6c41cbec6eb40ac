//! Attempts at a checklist of commissioning.

use rusqlite::OptionalExtension as _;
use wuyou_domain::id::{InspectionId, StaffId, UnitId, WorkOrderId};

use crate::error::StoreError;
use crate::view::{Id, View, read_id, read_id_opt};

/// One attempt.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct InspectionRow {
    /// The row.
    pub id: InspectionId,
    /// The machine.
    pub unit_id: UnitId,
    /// Its serial.
    pub serial: String,
    /// The order it was part of.
    pub work_order_id: Option<WorkOrderId>,
    /// The version of the checklist.
    pub checklist_version: String,
    /// The answers, as JSON text.
    pub results: String,
    /// How it ended, by the domain's code.
    pub status: String,
    /// Whether it passed.
    pub passed: bool,
    /// The day.
    pub inspected_on: String,
    /// Who inspected.
    pub staff_id: Option<StaffId>,
    /// Their name.
    pub staff_name: Option<String>,
    /// The number of the paper it was written on.
    pub paper_no: Option<String>,
    /// The number of the pass label.
    pub label_no: Option<String>,
    /// Whether its values are those of another machine.
    pub suspect: bool,
    /// When it was written down.
    pub created_at: i64,
}

const SELECT: &str = "SELECT i.*, u.serial AS serial, s.name AS staff_name FROM inspection i
    JOIN unit u ON u.id = i.unit_id LEFT JOIN staff s ON s.id = i.staff_id";

/// One attempt.
///
/// # Errors
/// [`StoreError::NotFound`], or the database's error.
pub fn get(view: View<'_>, id: InspectionId) -> Result<InspectionRow, StoreError> {
    let mut statement = view.connection.prepare_cached(&format!(
        "{SELECT} WHERE i.id = ?1 AND i.deleted_at IS NULL"
    ))?;
    let found = statement.query_row([id.row_id()], read).optional()?;
    found.ok_or(StoreError::NotFound("inspection"))
}

/// A machine's attempts, the latest first.
///
/// # Errors
/// The database's error.
pub fn of_unit(view: View<'_>, unit: UnitId) -> Result<Vec<InspectionRow>, StoreError> {
    let mut statement = view.connection.prepare_cached(&format!(
        "{SELECT} WHERE i.unit_id = ?1 AND i.deleted_at IS NULL
         ORDER BY i.inspected_on DESC, i.nr DESC"
    ))?;
    let rows = statement.query_map([unit.row_id()], read)?;
    Ok(rows.collect::<Result<_, _>>()?)
}

/// What somebody inspected last, on other machines than `unit`; the latest first.
///
/// # Errors
/// The database's error.
pub fn latest_of(
    view: View<'_>,
    staff: StaffId,
    unit: UnitId,
    limit: u32,
) -> Result<Vec<InspectionRow>, StoreError> {
    let mut statement = view.connection.prepare_cached(&format!(
        "{SELECT} WHERE i.staff_id = ?1 AND i.unit_id <> ?2 AND i.deleted_at IS NULL
         ORDER BY i.nr DESC LIMIT ?3"
    ))?;
    let rows = statement.query_map((staff.row_id(), unit.row_id(), limit), read)?;
    Ok(rows.collect::<Result<_, _>>()?)
}

/// The latest attempts that failed, of machines that are stopped or being installed still.
///
/// # Errors
/// The database's error.
pub fn failed(view: View<'_>) -> Result<Vec<InspectionRow>, StoreError> {
    let mut statement = view.connection.prepare_cached(&format!(
        "{SELECT} WHERE i.status = 'failed' AND i.deleted_at IS NULL AND u.deleted_at IS NULL
         AND u.state IN ('stopped', 'installing')
         AND NOT EXISTS (SELECT 1 FROM inspection n WHERE n.unit_id = i.unit_id
             AND n.deleted_at IS NULL AND (n.inspected_on, n.nr) > (i.inspected_on, i.nr))
         ORDER BY i.nr LIMIT 200"
    ))?;
    let rows = statement.query_map([], read)?;
    Ok(rows.collect::<Result<_, _>>()?)
}

fn read(row: &rusqlite::Row<'_>) -> rusqlite::Result<InspectionRow> {
    Ok(InspectionRow {
        id: read_id(row, "id")?,
        unit_id: read_id(row, "unit_id")?,
        serial: row.get("serial")?,
        work_order_id: read_id_opt(row, "work_order_id")?,
        checklist_version: row.get("checklist_version")?,
        results: row.get("results")?,
        status: row.get("status")?,
        passed: row.get("passed")?,
        inspected_on: row.get("inspected_on")?,
        staff_id: read_id_opt(row, "staff_id")?,
        staff_name: row.get("staff_name")?,
        paper_no: row.get("paper_no")?,
        label_no: row.get("label_no")?,
        suspect: row.get::<_, Option<bool>>("suspect")?.unwrap_or(false),
        created_at: row.get("created_at")?,
    })
}
