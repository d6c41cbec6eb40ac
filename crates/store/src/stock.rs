//! Parts that came and went; what lies in the shop is their sum.

use wuyou_domain::id::WorkOrderId;

use crate::error::StoreError;
use crate::view::{Id, View};

/// What lies in the shop of one part.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StockRow {
    /// Names the part.
    pub code: String,
    /// What it was last called.
    pub name: String,
    /// New ones; below zero when more was used than booked in.
    pub new_count: i64,
    /// Old ones, taken off machines.
    pub old_count: i64,
    /// When it last moved.
    pub moved_at: i64,
}

/// Every part that ever moved, by code.
///
/// # Errors
/// The database's error.
pub fn all(view: View<'_>) -> Result<Vec<StockRow>, StoreError> {
    let mut statement = view.connection.prepare_cached(
        // With one max() the other columns come from the row that has it.
        "SELECT part_code, part_name, max(occurred_at) AS moved_at,
            sum(CASE WHEN old_part = 1 THEN 0 ELSE quantity END) AS new_count,
            sum(CASE WHEN old_part = 1 THEN quantity ELSE 0 END) AS old_count
         FROM stock_move GROUP BY part_code ORDER BY part_code",
    )?;
    let rows = statement.query_map([], |row| {
        Ok(StockRow {
            code: row.get("part_code")?,
            name: row.get("part_name")?,
            new_count: row.get("new_count")?,
            old_count: row.get("old_count")?,
            moved_at: row.get("moved_at")?,
        })
    })?;
    Ok(rows.collect::<Result<_, _>>()?)
}

/// A part used on an order.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UsedRow {
    /// Names the part.
    pub code: String,
    /// What it is called.
    pub name: String,
    /// How many were used.
    pub used: i64,
    /// How many old ones came back.
    pub old_returned: i64,
}

/// The parts of an order, by code; without those that were recorded and taken back.
///
/// # Errors
/// The database's error.
pub fn of_order(view: View<'_>, order: WorkOrderId) -> Result<Vec<UsedRow>, StoreError> {
    let mut statement = view.connection.prepare_cached(
        "SELECT part_code, max(part_name) AS part_name,
            -sum(CASE WHEN old_part = 1 THEN 0 ELSE quantity END) AS used,
            sum(CASE WHEN old_part = 1 THEN quantity ELSE 0 END) AS old_returned
         FROM stock_move WHERE work_order_id = ?1 GROUP BY part_code
         HAVING used <> 0 OR old_returned <> 0 ORDER BY min(nr)",
    )?;
    let rows = statement.query_map([order.row_id()], |row| {
        Ok(UsedRow {
            code: row.get("part_code")?,
            name: row.get("part_name")?,
            used: row.get("used")?,
            old_returned: row.get("old_returned")?,
        })
    })?;
    Ok(rows.collect::<Result<_, _>>()?)
}
