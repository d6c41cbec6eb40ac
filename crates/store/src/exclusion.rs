//! Claims that 三包 does not cover a repair: rows of what happened to each.

use wuyou_domain::id::{ExclusionEventId, RemedyCaseId, StaffId, WorkOrderId};

use crate::error::StoreError;
use crate::view::{Id, View, read_id, read_id_opt};

/// One thing that happened to a claim.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ExclusionEventRow {
    /// The row; of the first one the claim itself.
    pub id: ExclusionEventId,
    /// The order it is about.
    pub work_order_id: Option<WorkOrderId>,
    /// Or the remedy case.
    pub remedy_case_id: Option<RemedyCaseId>,
    /// `claim`, `evidence`, `confirm`, `refuse`, `withdraw`.
    pub event: String,
    /// The claim; of the claim itself nothing.
    pub claim_id: Option<ExclusionEventId>,
    /// The ground, with the claim.
    pub ground: Option<String>,
    /// The piece of evidence.
    pub evidence: Option<String>,
    /// What was found, what the evidence shows, or why.
    pub text: Option<String>,
    /// Whether the damage comes from it.
    pub caused_by_it: Option<bool>,
    /// When the defect was found.
    pub found_on: Option<String>,
    /// The number of headquarters' answer.
    pub ruling_no: Option<String>,
    /// Who gave it.
    pub ruling_by: Option<String>,
    /// The articles and reasons a confirmation rests on.
    pub basis_zh: Option<String>,
    /// The same in English.
    pub basis_en: Option<String>,
    /// When.
    pub occurred_at: i64,
    /// By whom.
    pub staff_id: Option<StaffId>,
    /// Their name.
    pub staff_name: Option<String>,
}

const SELECT: &str = "SELECT e.*, s.name AS staff_name FROM exclusion_event e
    LEFT JOIN staff s ON s.id = e.staff_id";

fn read(row: &rusqlite::Row<'_>) -> rusqlite::Result<ExclusionEventRow> {
    Ok(ExclusionEventRow {
        id: read_id(row, "id")?,
        work_order_id: read_id_opt(row, "work_order_id")?,
        remedy_case_id: read_id_opt(row, "remedy_case_id")?,
        event: row.get("event")?,
        claim_id: read_id_opt(row, "claim_id")?,
        ground: row.get("ground")?,
        evidence: row.get("evidence")?,
        text: row.get("text")?,
        caused_by_it: row.get("caused_by_it")?,
        found_on: row.get("found_on")?,
        ruling_no: row.get("ruling_no")?,
        ruling_by: row.get("ruling_by")?,
        basis_zh: row.get("basis_zh")?,
        basis_en: row.get("basis_en")?,
        occurred_at: row.get("occurred_at")?,
        staff_id: read_id_opt(row, "staff_id")?,
        staff_name: row.get("staff_name")?,
    })
}

/// What happened to the claims about an order, the first first.
///
/// # Errors
/// The database's error.
pub fn of_order(view: View<'_>, order: WorkOrderId) -> Result<Vec<ExclusionEventRow>, StoreError> {
    let mut statement = view.connection.prepare_cached(&format!(
        "{SELECT} WHERE e.work_order_id = ?1 ORDER BY e.occurred_at, e.nr"
    ))?;
    let rows = statement.query_map([order.row_id()], read)?;
    Ok(rows.collect::<Result<_, _>>()?)
}

/// What happened to the claims about a remedy case, the first first.
///
/// # Errors
/// The database's error.
pub fn of_case(view: View<'_>, case: RemedyCaseId) -> Result<Vec<ExclusionEventRow>, StoreError> {
    let mut statement = view.connection.prepare_cached(&format!(
        "{SELECT} WHERE e.remedy_case_id = ?1 ORDER BY e.occurred_at, e.nr"
    ))?;
    let rows = statement.query_map([case.row_id()], read)?;
    Ok(rows.collect::<Result<_, _>>()?)
}

/// The orders about which a claim was ever confirmed.
///
/// # Errors
/// The database's error.
pub fn confirmed_orders(view: View<'_>) -> Result<Vec<WorkOrderId>, StoreError> {
    let mut statement = view.connection.prepare_cached(
        "SELECT DISTINCT e.work_order_id AS id FROM exclusion_event e
         JOIN work_order o ON o.id = e.work_order_id AND o.deleted_at IS NULL
         WHERE e.event = 'confirm' ORDER BY o.nr",
    )?;
    let rows = statement.query_map([], |row| read_id(row, "id"))?;
    Ok(rows.collect::<Result<_, _>>()?)
}

/// The row that claimed.
///
/// # Errors
/// [`StoreError::NotFound`], or the database's error.
pub fn claim(view: View<'_>, id: ExclusionEventId) -> Result<ExclusionEventRow, StoreError> {
    let mut statement = view
        .connection
        .prepare_cached(&format!("{SELECT} WHERE e.id = ?1 AND e.event = 'claim'"))?;
    let mut rows = statement.query_map([id.row_id()], read)?;
    match rows.next() {
        Some(row) => Ok(row?),
        None => Err(StoreError::NotFound("exclusion")),
    }
}
