//! Lists headquarters publishes: rows of headquarters' own, one at each dealer.

use rusqlite::Transaction;
use wuyou_sync::value::RowId;

use crate::model::Publication;
use crate::store::Result;

pub(super) fn publications(tx: &Transaction<'_>, dealer: RowId) -> Result<Vec<Publication>> {
    let mut select = tx.prepare_cached(
        "SELECT id, \"no\", kind, state, effective_on, source, content, published_on,
                withdrawn_reason, issue
         FROM publication WHERE dealer_id = ?1 ORDER BY kind, effective_on, \"no\"",
    )?;
    let rows = select.query_map([dealer], |row| {
        Ok(Publication {
            id: row.get("id")?,
            no: row.get("no")?,
            kind: row.get("kind")?,
            state: row.get("state")?,
            effective_on: row.get("effective_on")?,
            source: row.get("source")?,
            content: row.get("content")?,
            published_on: row.get("published_on")?,
            withdrawn_reason: row.get("withdrawn_reason")?,
            issue: row.get("issue")?,
        })
    })?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}
