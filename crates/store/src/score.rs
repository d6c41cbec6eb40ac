//! What the scorecard is counted from, and what was objected to it.

mod case;
mod fact;

use rusqlite::OptionalExtension;
use wuyou_domain::id::{ScoreObjectionId, StaffId};

use crate::error::StoreError;
use crate::view::{Id, View, read_id, read_id_opt};

pub use case::{CaseKind, CaseRow, case};
pub use fact::{
    AnswerRow, ComplaintRow, OrderRow, PromiseRow, RequestRow, StepRow, answers, complaints,
    failed_audits, orders, promises, requests, steps,
};

/// An objection to a figure, or an answer to one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ScoreObjectionRow {
    /// The row.
    pub id: ScoreObjectionId,
    /// Whose figure it is.
    pub staff_id: StaffId,
    /// Their name.
    pub staff_name: Option<String>,
    /// The month, `YYYY-MM`.
    pub month: String,
    /// The figure.
    pub figure: String,
    /// `object`, `accept`, `decline`.
    pub event: String,
    /// The objection it answers.
    pub objection_id: Option<ScoreObjectionId>,
    /// What was said.
    pub text: String,
    /// Who said it.
    pub by_name: Option<String>,
    /// When.
    pub occurred_at: i64,
}

const SELECT: &str = "SELECT b.*, s.name AS staff_name, w.name AS by_name FROM score_objection b
    LEFT JOIN staff s ON s.id = b.staff_id LEFT JOIN staff w ON w.id = b.by_id";

fn read(row: &rusqlite::Row<'_>) -> rusqlite::Result<ScoreObjectionRow> {
    Ok(ScoreObjectionRow {
        id: read_id(row, "id")?,
        staff_id: read_id(row, "staff_id")?,
        staff_name: row.get("staff_name")?,
        month: row.get("month")?,
        figure: row.get("figure")?,
        event: row.get("event")?,
        objection_id: read_id_opt(row, "objection_id")?,
        text: row.get("text")?,
        by_name: row.get("by_name")?,
        occurred_at: row.get("occurred_at")?,
    })
}

/// The objections of a month with their answers, of one person or of all, the first first.
///
/// # Errors
/// The database's error.
pub fn objections(
    view: View<'_>,
    month: &str,
    staff: Option<StaffId>,
) -> Result<Vec<ScoreObjectionRow>, StoreError> {
    let mut statement = view.connection.prepare_cached(&format!(
        "{SELECT} WHERE b.month = ?1 AND (?2 IS NULL OR b.staff_id = ?2)
         ORDER BY b.occurred_at, b.nr"
    ))?;
    let rows = statement.query_map((month, staff.map(Id::row_id)), read)?;
    Ok(rows.collect::<Result<_, _>>()?)
}

/// The objections nobody has answered, of one person or of all, the first first; at most 200.
///
/// # Errors
/// The database's error.
pub fn unanswered(
    view: View<'_>,
    staff: Option<StaffId>,
) -> Result<Vec<ScoreObjectionRow>, StoreError> {
    let mut statement = view.connection.prepare_cached(&format!(
        "{SELECT} WHERE b.event = 'object' AND (?1 IS NULL OR b.staff_id = ?1)
         AND NOT EXISTS (SELECT 1 FROM score_objection a WHERE a.objection_id = b.id)
         ORDER BY b.occurred_at, b.nr LIMIT 200"
    ))?;
    let rows = statement.query_map([staff.map(Id::row_id)], read)?;
    Ok(rows.collect::<Result<_, _>>()?)
}

/// One objection or answer.
///
/// # Errors
/// [`StoreError::NotFound`], or the database's error.
pub fn get(view: View<'_>, id: ScoreObjectionId) -> Result<ScoreObjectionRow, StoreError> {
    let mut statement = view
        .connection
        .prepare_cached(&format!("{SELECT} WHERE b.id = ?1"))?;
    let found = statement.query_row([id.row_id()], read).optional()?;
    found.ok_or(StoreError::NotFound("score_objection"))
}
