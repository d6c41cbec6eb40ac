//! Recalls and stop-use notices, the machines whose serials lie near them, and what was done.

use std::collections::HashMap;

use wuyou_domain::id::{RecallId, RecallOutcomeId, UnitId, WorkOrderId};

use crate::error::StoreError;
use crate::unit::UnitRow;
use crate::view::{Id, View, read_id, read_id_opt};

/// A notice, as headquarters wrote it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RecallRow {
    /// The row.
    pub id: RecallId,
    /// Its number.
    pub no: String,
    /// `recall` or `stop_use`.
    pub kind: String,
    /// `published` or `withdrawn`.
    pub state: String,
    /// Counts up with every change.
    pub version: u32,
    /// In one line.
    pub title: String,
    /// What is wrong.
    pub reason: String,
    /// What to tell the household.
    pub advice: Option<String>,
    /// `contact`, `inspect`, `replace_part`, `stop`.
    pub action: String,
    /// Models and serials as JSON text.
    pub ranges: String,
    /// The day it was published.
    pub published_on: String,
    /// The last day for it.
    pub deadline_on: Option<String>,
}

/// The notices that are in force, by day and number.
///
/// # Errors
/// The database's error.
pub fn in_force(view: View<'_>) -> Result<Vec<RecallRow>, StoreError> {
    let mut statement = view.connection.prepare_cached(
        "SELECT * FROM recall WHERE state = 'published' AND deleted_at IS NULL
         ORDER BY published_on, no",
    )?;
    let rows = statement.query_map([], |row| {
        Ok(RecallRow {
            id: read_id(row, "id")?,
            no: row.get("no")?,
            kind: row.get("kind")?,
            state: row.get("state")?,
            version: row.get("version")?,
            title: row.get("title")?,
            reason: row.get("reason")?,
            advice: row.get("advice")?,
            action: row.get("action")?,
            ranges: row.get("ranges")?,
            published_on: row.get("published_on")?,
            deadline_on: row.get("deadline_on")?,
        })
    })?;
    Ok(rows.collect::<Result<_, _>>()?)
}

/// As much of a machine as says whether it falls in: a notice may name thousands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RecallUnit {
    /// The row.
    pub id: UnitId,
    /// Its serial.
    pub serial: String,
    /// Its model.
    pub model_code: Option<String>,
    /// Where it is in its life.
    pub state: Option<String>,
}

impl From<&UnitRow> for RecallUnit {
    fn from(unit: &UnitRow) -> Self {
        Self {
            id: unit.id,
            serial: unit.serial.clone(),
            model_code: unit.model_code.clone(),
            state: unit.state.clone(),
        }
    }
}

const UNITS: &str = "SELECT id, serial, model_code, state FROM unit";

fn read_unit(row: &rusqlite::Row<'_>) -> rusqlite::Result<RecallUnit> {
    Ok(RecallUnit {
        id: read_id(row, "id")?,
        serial: row.get("serial")?,
        model_code: row.get("model_code")?,
        state: row.get("state")?,
    })
}

/// The machines whose serials lie between two texts, both included, by serial.
///
/// # Errors
/// The database's error.
pub fn with_serial_between(
    view: View<'_>,
    from: &str,
    to: &str,
) -> Result<Vec<RecallUnit>, StoreError> {
    let mut statement = view.connection.prepare_cached(&format!(
        "{UNITS} WHERE serial >= ?1 AND serial <= ?2 AND deleted_at IS NULL ORDER BY serial, nr"
    ))?;
    let rows = statement.query_map([from, to], read_unit)?;
    Ok(rows.collect::<Result<_, _>>()?)
}

/// The machines registered as a model, by serial.
///
/// # Errors
/// The database's error.
pub fn of_model(view: View<'_>, model: &str) -> Result<Vec<RecallUnit>, StoreError> {
    let mut statement = view.connection.prepare_cached(&format!(
        "{UNITS} WHERE model_code = ?1 AND deleted_at IS NULL ORDER BY serial, nr"
    ))?;
    let rows = statement.query_map([model], read_unit)?;
    Ok(rows.collect::<Result<_, _>>()?)
}

/// Something that was done at a machine for a notice.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RecallOutcomeRow {
    /// The row.
    pub id: RecallOutcomeId,
    /// The notice.
    pub recall_id: RecallId,
    /// Its version at that time.
    pub recall_version: u32,
    /// The machine.
    pub unit_id: UnitId,
    /// `contacted`, …
    pub outcome: String,
    /// On which day.
    pub done_on: String,
    /// Who.
    pub staff_name: Option<String>,
    /// The order it was done with.
    pub work_order_id: Option<WorkOrderId>,
    /// Its number.
    pub order_no: Option<String>,
    /// Anything worth knowing.
    pub note: Option<String>,
    /// The row it takes back; neither counts.
    pub revokes_id: Option<RecallOutcomeId>,
}

/// What was done for notices, by machine, latest first.
pub type Outcomes = HashMap<UnitId, Vec<RecallOutcomeRow>>;

const OUTCOMES: &str = "SELECT r.*, s.name AS staff_name, o.no AS order_no FROM recall_outcome r
    LEFT JOIN staff s ON s.id = r.staff_id LEFT JOIN work_order o ON o.id = r.work_order_id";

/// What was done for notices, at one machine or at all.
///
/// # Errors
/// The database's error.
pub fn outcomes(view: View<'_>, unit: Option<UnitId>) -> Result<Outcomes, StoreError> {
    let which = match unit {
        Some(_) => "WHERE r.unit_id = ?1",
        None => "WHERE ?1 IS NULL",
    };
    let mut statement = view.connection.prepare_cached(&format!(
        "{OUTCOMES} {which} ORDER BY r.done_on DESC, r.nr DESC"
    ))?;
    let rows = statement.query_map([unit.map(Id::row_id)], |row| {
        Ok(RecallOutcomeRow {
            id: read_id(row, "id")?,
            recall_id: read_id(row, "recall_id")?,
            recall_version: row.get("recall_version")?,
            unit_id: read_id(row, "unit_id")?,
            outcome: row.get("outcome")?,
            done_on: row.get("done_on")?,
            staff_name: row.get("staff_name")?,
            work_order_id: read_id_opt(row, "work_order_id")?,
            order_no: row.get("order_no")?,
            note: row.get("note")?,
            revokes_id: read_id_opt(row, "revokes_id")?,
        })
    })?;
    let mut found = Outcomes::new();
    for row in rows {
        let row = row?;
        found.entry(row.unit_id).or_default().push(row);
    }
    Ok(found)
}
