//! Own changes are kept for a server that has to be restored, and thrown away in the end.

use rusqlite::{Connection, OptionalExtension};

use crate::error::StoreError;
use crate::number64;

/// How long own changes are kept at least after the server has taken them. Until they are in a
/// verified backup of the server they are kept however old: a restored server asks again.
const KEEP_MS: i64 = 90 * 24 * 3600 * 1000;
/// Most old changes thrown away in one transaction.
const PRUNE_MAX: i64 = 2_000;

/// Throws away own changes that were settled long ago and that a verified backup of the server has.
/// Only from the beginning: what is left has to be without gaps. The latest and the last acknowledged
/// stay: numbering and chain go on from them.
pub(super) fn prune(
    connection: &Connection,
    durable_seq: u64,
    now_at: i64,
) -> Result<(), StoreError> {
    let old = now_at.saturating_sub(KEEP_MS);
    let durable = number64::signed(durable_seq);
    let oldest: Option<(Option<i64>, Option<i64>)> = connection
        .prepare_cached("SELECT settled_at, seq FROM outbox ORDER BY dseq LIMIT 1")?
        .query_row([], |row| Ok((row.get(0)?, row.get(1)?)))
        .optional()?;
    let Some((Some(settled_at), seq)) = oldest else {
        return Ok(());
    };
    if settled_at >= old || seq.is_some_and(|seq| seq > durable) {
        return Ok(());
    }
    // The server takes a device's changes in their order, so its backup has everything, refusals
    // too, up to the last one it holds in the log.
    let last_durable: Option<i64> = connection
        .prepare_cached("SELECT dseq FROM outbox WHERE seq <= ?1 ORDER BY dseq DESC LIMIT 1")?
        .query_row([durable], |row| row.get(0))
        .optional()?;
    let first_kept: Option<i64> = connection
        .prepare_cached(
            "SELECT dseq FROM outbox WHERE settled_at IS NULL OR settled_at >= ?1
             ORDER BY dseq LIMIT 1",
        )?
        .query_row([old], |row| row.get(0))
        .optional()?;
    connection
        .prepare_cached(
            "DELETE FROM outbox WHERE dseq IN (
                 SELECT dseq FROM outbox
                 WHERE dseq < (SELECT acknowledged_dseq FROM sync_state)
                 AND dseq <= ?1 AND dseq < ?2 ORDER BY dseq LIMIT ?3)",
        )?
        .execute((
            last_durable.unwrap_or(0),
            first_kept.unwrap_or(i64::MAX),
            PRUNE_MAX,
        ))?;
    Ok(())
}
