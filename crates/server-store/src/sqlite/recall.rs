//! Recalls and stop-use notices: rows of headquarters' own, one at each dealer.

use rusqlite::Transaction;
use wuyou_sync::value::RowId;

use crate::model::{Recall, RecallMachine};
use crate::store::Result;

pub(super) fn recalls(tx: &Transaction<'_>, dealer: RowId) -> Result<Vec<Recall>> {
    let mut select = tx.prepare_cached(
        "SELECT id, \"no\", kind, state, version, title, reason, advice, action, ranges,
                published_on, deadline_on, withdrawn_reason
         FROM recall WHERE dealer_id = ?1 ORDER BY published_on, \"no\"",
    )?;
    let rows = select.query_map([dealer], |row| {
        Ok(Recall {
            id: row.get("id")?,
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
            withdrawn_reason: row.get("withdrawn_reason")?,
        })
    })?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

pub(super) fn machines(
    tx: &Transaction<'_>,
    dealer: RowId,
    recall: RowId,
) -> Result<Vec<RecallMachine>> {
    let mut select = tx.prepare_cached(
        "SELECT u.serial, u.model_code, u.state, group_concat(o.outcome) AS outcomes FROM unit u
         LEFT JOIN recall_outcome o ON o.dealer_id = u.dealer_id AND o.unit_id = u.id
             AND o.recall_id = ?2 AND o.revokes_id IS NULL
             AND NOT EXISTS (SELECT 1 FROM recall_outcome t
                 WHERE t.dealer_id = o.dealer_id AND t.revokes_id = o.id)
         WHERE u.dealer_id = ?1 AND u.deleted_at IS NULL GROUP BY u.id ORDER BY u.serial, u.id",
    )?;
    let rows = select.query_map([dealer, recall], |row| {
        let outcomes: Option<String> = row.get("outcomes")?;
        let outcomes = outcomes.unwrap_or_default();
        Ok(RecallMachine {
            serial: row.get::<_, Option<String>>("serial")?.unwrap_or_default(),
            model_code: row.get("model_code")?,
            state: row.get("state")?,
            outcomes: outcomes
                .split(',')
                .filter(|one| !one.is_empty())
                .map(ToOwned::to_owned)
                .collect(),
        })
    })?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}
