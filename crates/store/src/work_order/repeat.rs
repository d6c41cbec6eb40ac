//! Orders that follow another one for the same machine or household within some days.

use rusqlite::OptionalExtension;
use wuyou_domain::id::{CustomerId, WorkOrderId};

use super::WorkOrderRow;
use crate::customer::family;
use crate::error::StoreError;
use crate::view::{Id, View, read_id};

/// Most repairs shown of one household.
const RECENT_MOST: u32 = 3;

/// Work that was finished.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FinishedWork {
    /// The order.
    pub id: WorkOrderId,
    /// Its number.
    pub no: String,
    /// The machine's serial, where one was named.
    pub serial: Option<String>,
    /// When.
    pub finished_at: i64,
}

const SELECT: &str = "SELECT o.id, o.no, u.serial, o.finished_at
    FROM work_order o LEFT JOIN unit u ON u.id = o.unit_id";

fn read(row: &rusqlite::Row<'_>) -> rusqlite::Result<FinishedWork> {
    Ok(FinishedWork {
        id: read_id(row, "id")?,
        no: row.get("no")?,
        serial: row.get("serial")?,
        finished_at: row.get("finished_at")?,
    })
}

/// The latest order of the same kind for the same machine, or for the same household where no
/// machine is known, that was finished in the `within_ms` before this one came in.
///
/// # Errors
/// The database's error.
pub fn repeats(
    view: View<'_>,
    order: &WorkOrderRow,
    within_ms: i64,
) -> Result<Option<FinishedWork>, StoreError> {
    let (column, about) = match (order.unit_id, order.customer_id) {
        (Some(unit), _) => ("unit_id", unit.row_id()),
        (None, Some(customer)) => ("customer_id", customer.row_id()),
        (None, None) => return Ok(None),
    };
    let mut statement = view.connection.prepare_cached(&format!(
        "{SELECT} WHERE o.{column} = ?1 AND o.id <> ?2 AND o.kind = ?3
           AND o.deleted_at IS NULL AND o.state <> 'cancelled'
           AND o.finished_at > ?4 AND o.finished_at <= ?5
         ORDER BY o.finished_at DESC LIMIT 1"
    ))?;
    let found = statement.query_row(
        rusqlite::params![
            about,
            order.id.row_id(),
            order.kind,
            order.received_at.saturating_sub(within_ms),
            order.received_at,
        ],
        read,
    );
    Ok(found.optional()?)
}

/// What was repaired at a household since then, the latest first.
///
/// # Errors
/// The database's error.
pub fn repaired_since(
    view: View<'_>,
    id: CustomerId,
    since_at: i64,
) -> Result<Vec<FinishedWork>, StoreError> {
    let mut statement = view.connection.prepare_cached(&format!(
        "{SELECT} WHERE o.customer_id IN {} AND o.kind = 'repair'
           AND o.deleted_at IS NULL AND o.state <> 'cancelled' AND o.finished_at > ?2
         ORDER BY o.finished_at DESC LIMIT ?3",
        family("?1")
    ))?;
    let rows = statement.query_map((id.row_id(), since_at, RECENT_MOST), read)?;
    Ok(rows.collect::<Result<_, _>>()?)
}
