//! The history of sync, as the sync centre shows it.

use rusqlite::Connection;

use crate::error::StoreError;
use crate::number64;
use crate::view::{Local, View};

/// Rows kept.
const KEPT: u32 = 1_000;

/// One round with the server.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Receipt {
    /// When.
    pub at: i64,
    /// Own changes sent.
    pub pushed: u32,
    /// Changes received.
    pub pulled: u32,
    /// Bytes sent.
    pub sent_bytes: u64,
    /// Bytes received.
    pub received_bytes: u64,
    /// `ok`, or the stable code of what went wrong.
    pub result: String,
}

/// Writes a round down. A round in which nothing happened only moves the one before it, so that
/// idle polling does not push the history out.
pub(crate) fn add(
    connection: &Connection,
    receipt: &Receipt,
    pulled: u32,
) -> Result<(), StoreError> {
    let idle = receipt.pushed == 0 && pulled == 0;
    if idle {
        let moved = connection
            .prepare_cached(
                "UPDATE receipt SET at = ?1, sent_bytes = sent_bytes + ?2,
                 received_bytes = received_bytes + ?3
                 WHERE id = (SELECT max(id) FROM receipt)
                 AND pushed = 0 AND pulled = 0 AND result = ?4",
            )?
            .execute((
                receipt.at,
                number64::signed(receipt.sent_bytes),
                number64::signed(receipt.received_bytes),
                &receipt.result,
            ))?;
        if moved > 0 {
            return Ok(());
        }
    }
    connection
        .prepare_cached(
            "INSERT INTO receipt (at, pushed, pulled, sent_bytes, received_bytes, result)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
        )?
        .execute((
            receipt.at,
            receipt.pushed,
            pulled,
            number64::signed(receipt.sent_bytes),
            number64::signed(receipt.received_bytes),
            &receipt.result,
        ))?;
    connection
        .prepare_cached("DELETE FROM receipt WHERE id <= (SELECT max(id) FROM receipt) - ?1")?
        .execute([KEPT])?;
    Ok(())
}

/// Writes down a round that failed.
///
/// # Errors
/// The database's error.
pub fn add_failed(local: &Local<'_>, receipt: &Receipt) -> Result<(), StoreError> {
    add(local.connection, receipt, receipt.pulled)
}

/// The latest rounds, the newest first.
///
/// # Errors
/// The database's error.
pub fn list(view: View<'_>, limit: u32) -> Result<Vec<Receipt>, StoreError> {
    let mut statement = view.connection.prepare_cached(
        "SELECT at, pushed, pulled, sent_bytes, received_bytes, result FROM receipt
         ORDER BY id DESC LIMIT ?1",
    )?;
    let rows = statement.query_map([limit], |row| {
        Ok(Receipt {
            at: row.get(0)?,
            pushed: row.get(1)?,
            pulled: row.get(2)?,
            sent_bytes: number64::read(row, 3)?,
            received_bytes: number64::read(row, 4)?,
            result: row.get(5)?,
        })
    })?;
    Ok(rows.collect::<Result<_, _>>()?)
}

/// When the server was last reached with success.
///
/// # Errors
/// The database's error.
pub fn last_ok_at(view: View<'_>) -> Result<Option<i64>, StoreError> {
    let mut statement = view
        .connection
        .prepare_cached("SELECT max(at) FROM receipt WHERE result = 'ok'")?;
    Ok(statement.query_row([], |row| row.get(0))?)
}

/// Bytes sent and received since an instant.
///
/// # Errors
/// The database's error.
pub fn bytes_since(view: View<'_>, since_at: i64) -> Result<u64, StoreError> {
    let mut statement = view.connection.prepare_cached(
        "SELECT COALESCE(sum(sent_bytes + received_bytes), 0) FROM receipt WHERE at >= ?1",
    )?;
    Ok(statement.query_row([since_at], |row| number64::read(row, 0))?)
}
