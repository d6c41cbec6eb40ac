//! Orders that follow another one for the same machine or household within some days.

use rusqlite::OptionalExtension;

use super::WorkOrderRow;
use crate::error::StoreError;
use crate::view::{Id, View};

/// The number of the latest order of the same kind for the same machine, or for the same household
/// where no machine is known, that was finished in the `within_ms` before this one came in.
///
/// # Errors
/// The database's error.
pub fn repeats(
    view: View<'_>,
    order: &WorkOrderRow,
    within_ms: i64,
) -> Result<Option<String>, StoreError> {
    let (column, about) = match (order.unit_id, order.customer_id) {
        (Some(unit), _) => ("unit_id", unit.row_id()),
        (None, Some(customer)) => ("customer_id", customer.row_id()),
        (None, None) => return Ok(None),
    };
    let mut statement = view.connection.prepare_cached(&format!(
        "SELECT no FROM work_order WHERE {column} = ?1 AND id <> ?2 AND kind = ?3
           AND deleted_at IS NULL AND state <> 'cancelled'
           AND finished_at > ?4 AND finished_at <= ?5
         ORDER BY finished_at DESC LIMIT 1"
    ))?;
    let found = statement.query_row(
        rusqlite::params![
            about,
            order.id.row_id(),
            order.kind,
            order.received_at.saturating_sub(within_ms),
            order.received_at,
        ],
        |row| row.get(0),
    );
    Ok(found.optional()?)
}
