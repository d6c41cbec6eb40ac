//! Dealers and their PCs.

use rusqlite::{OptionalExtension, Row, Transaction};
use wuyou_sync::hash::CHAIN_START;
use wuyou_sync::value::RowId;

use crate::error::StoreError;
use crate::model::{Dealer, Device};
use crate::store::Result;

pub(super) fn create_dealer(tx: &Transaction<'_>, dealer: &Dealer) -> Result<()> {
    let made = tx.execute(
        "INSERT INTO dealer (id, code, name, created_at) VALUES (?1, ?2, ?3, ?4) \
         ON CONFLICT (code) DO NOTHING",
        (dealer.id, &dealer.code, &dealer.name, dealer.created_at),
    )?;
    if made == 0 {
        return Err(StoreError::Exists("dealer"));
    }
    tx.execute(
        "INSERT INTO dealer_seq (dealer_id, seq, log_hash) VALUES (?1, 0, ?2)",
        (dealer.id, CHAIN_START),
    )?;
    Ok(())
}

pub(super) fn dealer_by_code(tx: &Transaction<'_>, code: &str) -> Result<Option<Dealer>> {
    Ok(tx
        .prepare_cached("SELECT id, code, name, created_at FROM dealer WHERE code = ?1")?
        .query_row([code], dealer_row)
        .optional()?)
}

pub(super) fn dealer_by_id(tx: &Transaction<'_>, id: &RowId) -> Result<Dealer> {
    tx.prepare_cached("SELECT id, code, name, created_at FROM dealer WHERE id = ?1")?
        .query_row([id], dealer_row)
        .optional()?
        .ok_or(StoreError::NotFound("dealer"))
}

pub(super) fn dealers(tx: &Transaction<'_>) -> Result<Vec<Dealer>> {
    let mut select =
        tx.prepare_cached("SELECT id, code, name, created_at FROM dealer ORDER BY code")?;
    let rows = select.query_map([], dealer_row)?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

fn dealer_row(row: &Row<'_>) -> rusqlite::Result<Dealer> {
    Ok(Dealer {
        id: row.get(0)?,
        code: row.get(1)?,
        name: row.get(2)?,
        created_at: row.get(3)?,
    })
}

/// PCs of a dealer, or of all, by dealer code and the order they enrolled in.
pub(super) fn devices(tx: &Transaction<'_>, dealer: Option<RowId>) -> Result<Vec<Device>> {
    let mut select = tx.prepare_cached(
        "SELECT d.code, d.name, v.id, v.pc_code, v.name, v.app_version, v.enrolled_at, \
         v.last_seen_at, v.revoked_at, v.clock_skew_ms, s.seq - v.cursor_seq, v.last_dseq, \
         (SELECT count(*) FROM rejected r WHERE r.dealer_id = v.dealer_id AND r.device_id = v.id) \
         FROM device v JOIN dealer d ON d.id = v.dealer_id \
         JOIN dealer_seq s ON s.dealer_id = v.dealer_id \
         WHERE ?1 IS NULL OR v.dealer_id = ?1 \
         ORDER BY d.code, length(v.pc_code), v.pc_code",
    )?;
    let rows = select.query_map([dealer], device_row)?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

fn device_row(row: &Row<'_>) -> rusqlite::Result<Device> {
    Ok(Device {
        dealer_code: row.get(0)?,
        dealer_name: row.get(1)?,
        id: row.get(2)?,
        pc_code: row.get(3)?,
        name: row.get(4)?,
        app_version: row.get(5)?,
        enrolled_at: row.get(6)?,
        last_seen_at: row.get(7)?,
        revoked_at: row.get(8)?,
        clock_skew_ms: row.get(9)?,
        behind: row.get::<_, i64>(10)?.max(0).cast_unsigned(),
        last_dseq: row.get::<_, i64>(11)?.cast_unsigned(),
        rejected: row.get::<_, i64>(12)?.cast_unsigned(),
    })
}

/// Ends the credentials of a PC at every dealer it is enrolled with; keeps the first instant.
pub(super) fn revoke_device(
    tx: &Transaction<'_>,
    device: RowId,
    now_at: i64,
) -> Result<Vec<Device>> {
    tx.execute(
        "UPDATE device SET revoked_at = ?2 WHERE id = ?1 AND revoked_at IS NULL",
        (device, now_at),
    )?;
    let mut all = devices(tx, None)?;
    all.retain(|found| found.id == device);
    Ok(all)
}
