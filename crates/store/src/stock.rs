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

/// Every part that ever moved, by code: the latest count and what moved since; what was moved for
/// orders that are gone, such as the example's, does not count.
///
/// # Errors
/// The database's error.
pub fn all(view: View<'_>) -> Result<Vec<StockRow>, StoreError> {
    let mut statement = view.connection.prepare_cached(
        "WITH moved AS (
            SELECT part_code, part_name, COALESCE(old_part, 0) AS old, quantity, counted,
                occurred_at, nr
            FROM stock_move
            WHERE work_order_id IS NULL OR work_order_id NOT IN (
                SELECT id FROM work_order WHERE deleted_at IS NOT NULL)),
         latest AS (
            SELECT part_code, old, counted, occurred_at, nr, row_number() OVER (
                PARTITION BY part_code, old ORDER BY occurred_at DESC, nr DESC) AS place
            FROM moved WHERE counted IS NOT NULL)
         -- With one max() the other columns come from the row that has it.
         SELECT m.part_code, m.part_name, m.old, max(m.occurred_at) AS moved_at,
            COALESCE(c.counted, 0) + sum(CASE
                WHEN c.occurred_at IS NULL THEN m.quantity
                WHEN m.counted IS NULL AND (m.occurred_at, m.nr) > (c.occurred_at, c.nr)
                THEN m.quantity
                ELSE 0 END) AS there
         FROM moved m LEFT JOIN latest c
            ON c.part_code = m.part_code AND c.old = m.old AND c.place = 1
         GROUP BY m.part_code, m.old ORDER BY m.part_code, m.old",
    )?;
    let mut rows = statement.query([])?;
    let mut all: Vec<StockRow> = Vec::new();
    while let Some(row) = rows.next()? {
        let code: String = row.get("part_code")?;
        let (old, there): (bool, i64) = (row.get("old")?, row.get("there")?);
        let (name, moved_at): (String, i64) = (row.get("part_name")?, row.get("moved_at")?);
        let (new_count, old_count) = if old { (0, there) } else { (there, 0) };
        match all.last_mut().filter(|last| last.code == code) {
            Some(last) => {
                last.new_count += new_count;
                last.old_count += old_count;
                if moved_at > last.moved_at {
                    (last.name, last.moved_at) = (name, moved_at);
                }
            }
            None => all.push(StockRow {
                code,
                name,
                new_count,
                old_count,
                moved_at,
            }),
        }
    }
    Ok(all)
}

/// A count.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CountRow {
    /// Names the part.
    pub code: String,
    /// What it was called.
    pub name: String,
    /// Old ones, taken off machines.
    pub old: bool,
    /// How many lay there; absent in old counts.
    pub counted: Option<i64>,
    /// How many more than the books said.
    pub difference: i64,
    /// When.
    pub occurred_at: i64,
    /// By whom.
    pub staff: Option<String>,
    /// Why it differed.
    pub note: Option<String>,
}

/// The latest counts, the last one first.
///
/// # Errors
/// The database's error.
pub fn counts(view: View<'_>, most: u32) -> Result<Vec<CountRow>, StoreError> {
    let mut statement = view.connection.prepare_cached(
        "SELECT m.*, s.name AS staff FROM stock_move m LEFT JOIN staff s ON s.id = m.staff_id
         WHERE m.kind = 'count' ORDER BY m.occurred_at DESC, m.nr DESC LIMIT ?1",
    )?;
    let rows = statement.query_map([most], |row| {
        Ok(CountRow {
            code: row.get("part_code")?,
            name: row.get("part_name")?,
            old: row.get::<_, Option<bool>>("old_part")?.unwrap_or(false),
            counted: row.get("counted")?,
            difference: row.get("quantity")?,
            occurred_at: row.get("occurred_at")?,
            staff: row.get("staff")?,
            note: row.get("note")?,
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

/// What the moves of a part on an order come to at one time: whether of the old part, how many, when.
pub type MovedThen = (bool, i64, i64);

/// The moves of a part on an order, one entry for each time; what was taken back is not among them.
///
/// # Errors
/// The database's error.
pub fn moved_on_order(
    view: View<'_>,
    order: WorkOrderId,
    code: &str,
) -> Result<Vec<MovedThen>, StoreError> {
    let mut statement = view.connection.prepare_cached(
        "SELECT COALESCE(old_part, 0) AS old, sum(quantity) AS quantity, occurred_at
         FROM stock_move WHERE work_order_id = ?1 AND part_code = ?2
         GROUP BY old, occurred_at HAVING sum(quantity) <> 0 ORDER BY min(nr)",
    )?;
    let rows = statement.query_map((order.row_id(), code), |row| {
        Ok((row.get(0)?, row.get(1)?, row.get(2)?))
    })?;
    Ok(rows.collect::<Result<_, _>>()?)
}
