//! The steps of a machine's chain of custody.

use wuyou_domain::id::{CustodyEventId, CustomerId, UnitId, WorkOrderId};

use crate::error::StoreError;
use crate::view::{Id, View, read_id, read_id_opt};

/// One side of a step.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PartyRow {
    /// `factory`, `dealer`, `customer`, …
    pub kind: String,
    /// Its name, where it is no household of ours.
    pub name: Option<String>,
    /// The household.
    pub customer_id: Option<CustomerId>,
    /// The household's name, while it is known.
    pub customer_name: Option<String>,
}

/// One step.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CustodyEventRow {
    /// The row.
    pub id: CustodyEventId,
    /// The machine.
    pub unit_id: UnitId,
    /// The domain's step.
    pub step: String,
    /// Where it stood.
    pub from_state: String,
    /// Where it stands after it.
    pub to_state: String,
    /// The day.
    pub occurred_on: String,
    /// From whom.
    pub from: PartyRow,
    /// To whom.
    pub to: PartyRow,
    /// The document.
    pub document: String,
    /// Who wrote it down.
    pub staff_name: Option<String>,
    /// Anything worth knowing.
    pub note: Option<String>,
    /// Whether a step before it was never recorded.
    pub gap: bool,
    /// The other machine of an exchange.
    pub other_unit_id: Option<UnitId>,
    /// Its serial.
    pub other_serial: Option<String>,
    /// The order it was part of.
    pub work_order_id: Option<WorkOrderId>,
    /// When it was written down.
    pub created_at: i64,
}

/// An entry that is no step: somebody corrected a date that warranty counts from.
pub const CORRECT_DATE: &str = "correct_date";

/// A machine's steps, the oldest first.
///
/// # Errors
/// The database's error.
pub fn events(view: View<'_>, unit: UnitId) -> Result<Vec<CustodyEventRow>, StoreError> {
    let mut steps = history(view, unit)?;
    steps.retain(|row| row.step != CORRECT_DATE);
    Ok(steps)
}

/// A machine's steps with the corrections of its dates, the oldest first.
///
/// # Errors
/// The database's error.
pub fn history(view: View<'_>, unit: UnitId) -> Result<Vec<CustodyEventRow>, StoreError> {
    let mut statement = view.connection.prepare_cached(
        "SELECT e.*, f.name AS from_customer, t.name AS to_customer, s.name AS staff_name,
                o.serial AS other_serial
         FROM custody_event e
         LEFT JOIN customer f ON f.id = e.from_customer_id
         LEFT JOIN customer t ON t.id = e.to_customer_id
         LEFT JOIN staff s ON s.id = e.staff_id
         LEFT JOIN unit o ON o.id = e.other_unit_id
         WHERE e.unit_id = ?1 AND e.deleted_at IS NULL
         ORDER BY e.occurred_on, e.nr",
    )?;
    let rows = statement.query_map([unit.row_id()], read)?;
    Ok(rows.collect::<Result<_, _>>()?)
}

fn read(row: &rusqlite::Row<'_>) -> rusqlite::Result<CustodyEventRow> {
    Ok(CustodyEventRow {
        id: read_id(row, "id")?,
        unit_id: read_id(row, "unit_id")?,
        step: row.get("step")?,
        from_state: row.get("from_state")?,
        to_state: row.get("to_state")?,
        occurred_on: row.get("occurred_on")?,
        from: PartyRow {
            kind: row.get("from_kind")?,
            name: row.get("from_name")?,
            customer_id: read_id_opt(row, "from_customer_id")?,
            customer_name: row.get("from_customer")?,
        },
        to: PartyRow {
            kind: row.get("to_kind")?,
            name: row.get("to_name")?,
            customer_id: read_id_opt(row, "to_customer_id")?,
            customer_name: row.get("to_customer")?,
        },
        document: row.get("document")?,
        staff_name: row.get("staff_name")?,
        note: row.get("note")?,
        gap: row.get::<_, Option<bool>>("gap")?.unwrap_or(false),
        other_unit_id: read_id_opt(row, "other_unit_id")?,
        other_serial: row.get("other_serial")?,
        work_order_id: read_id_opt(row, "work_order_id")?,
        created_at: row.get("created_at")?,
    })
}
