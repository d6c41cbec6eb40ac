//! Console users, their sessions, and the access log.

use rusqlite::{OptionalExtension, Transaction};
use wuyou_sync::hash::{CHAIN_START, Hash};

use crate::error::StoreError;
use crate::model::{Access, HqSession, HqUser};
use crate::store::Result;

/// The one row of `access_log_head`.
const HEAD: i64 = 1;

pub(super) fn create_user(
    tx: &Transaction<'_>,
    name: &str,
    password_hash: &str,
    now_at: i64,
) -> Result<()> {
    let made = tx.execute(
        "INSERT INTO hq_user (name, password_hash, created_at, failed_count) \
         VALUES (?1, ?2, ?3, 0) ON CONFLICT (name) DO NOTHING",
        (name, password_hash, now_at),
    )?;
    if made == 0 {
        return Err(StoreError::Exists("user"));
    }
    Ok(())
}

pub(super) fn user(tx: &Transaction<'_>, name: &str) -> Result<Option<HqUser>> {
    Ok(tx
        .query_row(
            "SELECT name, password_hash, failed_count, wait_until_at FROM hq_user WHERE name = ?1",
            [name],
            |row| {
                Ok(HqUser {
                    name: row.get(0)?,
                    password_hash: row.get(1)?,
                    failed_count: row.get(2)?,
                    wait_until_at: row.get(3)?,
                })
            },
        )
        .optional()?)
}

pub(super) fn login_failed(
    tx: &Transaction<'_>,
    name: &str,
    failed_count: u32,
    wait_until_at: Option<i64>,
) -> Result<()> {
    tx.execute(
        "UPDATE hq_user SET failed_count = ?2, wait_until_at = ?3 WHERE name = ?1",
        (name, failed_count, wait_until_at),
    )?;
    Ok(())
}

pub(super) fn start_session(
    tx: &Transaction<'_>,
    token_hash: &Hash,
    name: &str,
    now_at: i64,
    expires_at: i64,
) -> Result<()> {
    login_failed(tx, name, 0, None)?;
    tx.execute("DELETE FROM hq_session WHERE expires_at <= ?1", [now_at])?;
    tx.execute(
        "INSERT INTO hq_session (token_hash, user_name, created_at, last_used_at, expires_at) \
         VALUES (?1, ?2, ?3, ?3, ?4)",
        (token_hash, name, now_at, expires_at),
    )?;
    Ok(())
}

pub(super) fn session(tx: &Transaction<'_>, token_hash: &Hash) -> Result<Option<HqSession>> {
    Ok(tx
        .prepare_cached(
            "SELECT user_name, last_used_at, expires_at FROM hq_session WHERE token_hash = ?1",
        )?
        .query_row([token_hash], |row| {
            Ok(HqSession {
                user_name: row.get(0)?,
                last_used_at: row.get(1)?,
                expires_at: row.get(2)?,
            })
        })
        .optional()?)
}

pub(super) fn touch_session(tx: &Transaction<'_>, token_hash: &Hash, now_at: i64) -> Result<()> {
    tx.execute(
        "UPDATE hq_session SET last_used_at = ?2 WHERE token_hash = ?1",
        (token_hash, now_at),
    )?;
    Ok(())
}

pub(super) fn end_session(tx: &Transaction<'_>, token_hash: &Hash) -> Result<()> {
    tx.execute("DELETE FROM hq_session WHERE token_hash = ?1", [token_hash])?;
    Ok(())
}

pub(super) fn log(tx: &Transaction<'_>, entry: &Access<'_>, now_at: i64) -> Result<()> {
    let (last, previous) = log_head(tx)?;
    let seq = last + 1;
    let hash = entry_hash(&previous, seq, now_at, entry);
    tx.execute(
        "INSERT INTO access_log (seq, at, actor, action, dealer_id, row_id, reason, hash) \
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)",
        (
            seq,
            now_at,
            entry.actor,
            entry.action,
            entry.dealer,
            entry.row,
            entry.reason,
            hash,
        ),
    )?;
    tx.execute(
        "INSERT INTO access_log_head (id, seq, hash) VALUES (?1, ?2, ?3) \
         ON CONFLICT (id) DO UPDATE SET seq = excluded.seq, hash = excluded.hash",
        (HEAD, seq, hash),
    )?;
    Ok(())
}

fn log_head(tx: &Transaction<'_>) -> Result<(i64, Hash)> {
    let head = tx
        .query_row(
            "SELECT seq, hash FROM access_log_head WHERE id = ?1",
            [HEAD],
            |row| Ok((row.get(0)?, row.get(1)?)),
        )
        .optional()?;
    Ok(head.unwrap_or((0, CHAIN_START)))
}

/// Every part goes in with its length, so that text cannot move from one column to the next.
fn entry_hash(previous: &Hash, seq: i64, at: i64, entry: &Access<'_>) -> Hash {
    let mut hasher = blake3::Hasher::new();
    hasher.update(previous);
    hasher.update(&seq.to_be_bytes());
    hasher.update(&at.to_be_bytes());
    let mut part = |bytes: Option<&[u8]>| {
        let length = bytes.map_or(u64::MAX, |bytes| bytes.len() as u64);
        hasher.update(&length.to_be_bytes());
        hasher.update(bytes.unwrap_or_default());
    };
    part(Some(entry.actor.as_bytes()));
    part(Some(entry.action.as_bytes()));
    part(entry.dealer.as_ref().map(<[u8; 16]>::as_slice));
    part(entry.row.as_ref().map(<[u8; 16]>::as_slice));
    part(entry.reason.map(str::as_bytes));
    *hasher.finalize().as_bytes()
}

/// The log's length, or the number of the first row that is missing or changed.
pub(super) fn verify_log(tx: &Transaction<'_>) -> Result<std::result::Result<u64, u64>> {
    let mut select = tx.prepare(
        "SELECT seq, at, actor, action, dealer_id, row_id, reason, hash \
         FROM access_log ORDER BY seq",
    )?;
    let mut rows = select.query([])?;
    let (mut expected, mut previous) = (1_i64, CHAIN_START);
    while let Some(row) = rows.next()? {
        let (actor, action, reason): (String, String, Option<String>) =
            (row.get(2)?, row.get(3)?, row.get(6)?);
        let entry = Access {
            actor: &actor,
            action: &action,
            dealer: row.get(4)?,
            row: row.get(5)?,
            reason: reason.as_deref(),
        };
        let hash = entry_hash(&previous, expected, row.get(1)?, &entry);
        if row.get::<_, i64>(0)? != expected || row.get::<_, Hash>(7)? != hash {
            return Ok(Err(expected.cast_unsigned()));
        }
        (expected, previous) = (expected + 1, hash);
    }
    if log_head(tx)? != (expected - 1, previous) {
        return Ok(Err(expected.cast_unsigned()));
    }
    Ok(Ok((expected - 1).cast_unsigned()))
}
