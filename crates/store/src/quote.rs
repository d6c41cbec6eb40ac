//! Quotes before work, and how customers agreed to them.

use rusqlite::OptionalExtension;
use wuyou_domain::id::{QuoteEventId, WorkOrderId};

use crate::error::StoreError;
use crate::view::{Id, View, read_id};

/// A quote, or that a customer agreed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct QuoteRow {
    /// The row.
    pub id: QuoteEventId,
    /// The order.
    pub work_order_id: WorkOrderId,
    /// `made`, `agreed`.
    pub event: String,
    /// The number on the paper.
    pub paper_no: Option<String>,
    /// What it costs.
    pub total_fen: i64,
    /// The last day of the price.
    pub valid_until_on: Option<String>,
    /// The lines as they were told, as JSON.
    pub terms: Option<String>,
    /// How the customer said yes.
    pub channel: Option<String>,
    /// Who of them.
    pub person_name: Option<String>,
    /// The signed paper was photographed.
    pub by_photo: bool,
    /// What they said.
    pub note: Option<String>,
    /// When.
    pub occurred_at: i64,
    /// When it was written down.
    pub created_at: i64,
    /// By whom.
    pub staff: Option<String>,
}

const SELECT: &str = "SELECT q.*, s.name AS staff FROM quote_event q
    LEFT JOIN staff s ON s.id = q.staff_id";

fn read(row: &rusqlite::Row<'_>) -> rusqlite::Result<QuoteRow> {
    Ok(QuoteRow {
        id: read_id(row, "id")?,
        work_order_id: read_id(row, "work_order_id")?,
        event: row.get("event")?,
        paper_no: row.get("paper_no")?,
        total_fen: row.get("total_fen")?,
        valid_until_on: row.get("valid_until_on")?,
        terms: row.get("terms")?,
        channel: row.get("channel")?,
        person_name: row.get("person_name")?,
        by_photo: row.get::<_, Option<bool>>("by_photo")?.unwrap_or(false),
        note: row.get("note")?,
        occurred_at: row.get("occurred_at")?,
        created_at: row.get("created_at")?,
        staff: row.get("staff")?,
    })
}

/// The quotes of an order and its agreements, the first first.
///
/// # Errors
/// The database's error.
pub fn of_order(view: View<'_>, order: WorkOrderId) -> Result<Vec<QuoteRow>, StoreError> {
    let mut statement = view.connection.prepare_cached(&format!(
        "{SELECT} WHERE q.work_order_id = ?1 AND q.deleted_at IS NULL ORDER BY q.occurred_at, q.nr"
    ))?;
    let rows = statement.query_map([order.row_id()], read)?;
    Ok(rows.collect::<Result<_, _>>()?)
}

/// One.
///
/// # Errors
/// [`StoreError::NotFound`], or the database's error.
pub fn get(view: View<'_>, id: QuoteEventId) -> Result<QuoteRow, StoreError> {
    let mut statement = view.connection.prepare_cached(&format!(
        "{SELECT} WHERE q.id = ?1 AND q.deleted_at IS NULL"
    ))?;
    let found = statement.query_row([id.row_id()], read).optional()?;
    found.ok_or(StoreError::NotFound("quote_event"))
}
