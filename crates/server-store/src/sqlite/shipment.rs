//! Shipped machines, rows of headquarters' own, and the machines a dealer registered.

use rusqlite::Transaction;
use wuyou_sync::value::RowId;

use crate::model::{Registered, Shipment};
use crate::store::Result;

pub(super) fn shipments(tx: &Transaction<'_>, dealer: RowId) -> Result<Vec<Shipment>> {
    let mut select = tx.prepare_cached(
        "SELECT id, \"no\", block, state, content, whole, published_on, withdrawn_reason
         FROM shipment WHERE dealer_id = ?1 ORDER BY published_on, \"no\", block",
    )?;
    let rows = select.query_map([dealer], |row| {
        Ok(Shipment {
            id: row.get("id")?,
            no: row.get("no")?,
            block: row.get("block")?,
            state: row.get("state")?,
            content: row.get("content")?,
            whole: row.get("whole")?,
            published_on: row.get("published_on")?,
            withdrawn_reason: row.get("withdrawn_reason")?,
        })
    })?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

pub(super) fn registered(tx: &Transaction<'_>, dealer: RowId) -> Result<Vec<Registered>> {
    let mut select = tx.prepare_cached(
        "SELECT serial, model_code, state, customer_id IS NOT NULL AS bound, created_at
         FROM unit WHERE dealer_id = ?1 AND deleted_at IS NULL AND serial IS NOT NULL",
    )?;
    let rows = select.query_map([dealer], |row| {
        Ok(Registered {
            serial: row.get("serial")?,
            model_code: row.get("model_code")?,
            state: row.get("state")?,
            bound: row.get("bound")?,
            created_at: row.get("created_at")?,
        })
    })?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}
