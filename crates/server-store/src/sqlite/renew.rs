//! New identities of PCs that were restored from a backup or copied.

use rusqlite::{OptionalExtension, Transaction};
use wuyou_sync::hash::{CHAIN_START, Hash};
use wuyou_sync::value::RowId;

use super::{access, admin, enrol};
use crate::error::StoreError;
use crate::model::{Access, DeviceKey, RenewAnswer, Renewal, RenewalReason};
use crate::store::Result;

/// New identities a dealer gets in a day: far more than people restore backups, and few enough that
/// a program gone wild does not fill the list of PCs.
const MOST_PER_DAY: u32 = 30;
const DAY_MS: i64 = 24 * 3600 * 1000;

/// Everything in one transaction: there is never a moment without a credential that works, and none
/// with two after a restore.
pub(super) fn renew(
    tx: &Transaction<'_>,
    renewal: &Renewal<'_>,
    now_at: i64,
) -> Result<RenewAnswer> {
    let dealer = renewal.who.dealer;
    let (name, revoked_at): (String, Option<i64>) = tx
        .query_row(
            "SELECT name, revoked_at FROM device WHERE dealer_id = ?1 AND id = ?2",
            (dealer, renewal.who.device),
            |row| Ok((row.get(0)?, row.get(1)?)),
        )
        .optional()?
        .ok_or(StoreError::NotFound("device"))?;
    if let Some(made) = made_before(tx, renewal)? {
        return match made {
            // The answer was lost, and the former credential may have ended with it.
            Some(pc_code) => renewed(tx, dealer, pc_code),
            None => Ok(RenewAnswer::Taken),
        };
    }
    if revoked_at.is_some() {
        return Ok(RenewAnswer::Revoked);
    }
    let lately: u32 = tx.query_row(
        "SELECT count(*) FROM device WHERE dealer_id = ?1 AND renewed_from IS NOT NULL \
         AND enrolled_at > ?2",
        (dealer, now_at - DAY_MS),
        |row| row.get(0),
    )?;
    if lately >= MOST_PER_DAY {
        return Ok(RenewAnswer::TooMany);
    }
    let pc_code = enrol::next_letter(tx, dealer)?;
    tx.execute(
        "INSERT INTO device (dealer_id, id, pc_code, name, app_version, token_hash, enrolled_at, \
         cursor_seq, last_dseq, chain, renewed_from) \
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, 0, 0, ?8, ?9)",
        (
            dealer,
            renewal.device,
            &pc_code,
            name,
            renewal.app_version,
            renewal.token_hash,
            now_at,
            CHAIN_START,
            renewal.who.device,
        ),
    )?;
    if renewal.reason == RenewalReason::Restored {
        tx.execute(
            "UPDATE device SET revoked_at = ?3 WHERE dealer_id = ?1 AND id = ?2",
            (dealer, renewal.who.device, now_at),
        )?;
    }
    let entry = Access {
        actor: "device",
        action: "device.renew",
        dealer: Some(dealer),
        row: Some(renewal.device),
        reason: Some(renewal.reason.code()),
    };
    access::log(tx, &entry, now_at)?;
    renewed(tx, dealer, pc_code)
}

/// Whether the id that is asked for is there already: with its letter if this very PC was given it.
fn made_before(tx: &Transaction<'_>, renewal: &Renewal<'_>) -> Result<Option<Option<String>>> {
    let made: Option<(Option<RowId>, Hash, String)> = tx
        .query_row(
            "SELECT renewed_from, token_hash, pc_code FROM device \
             WHERE dealer_id = ?1 AND id = ?2",
            (renewal.who.dealer, renewal.device),
            |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)),
        )
        .optional()?;
    Ok(made.map(|(from, token_hash, pc_code)| {
        let same = from == Some(renewal.who.device) && token_hash == *renewal.token_hash;
        same.then_some(pc_code)
    }))
}

fn renewed(tx: &Transaction<'_>, dealer: RowId, pc_code: String) -> Result<RenewAnswer> {
    let head_seq: i64 = tx.query_row(
        "SELECT seq FROM dealer_seq WHERE dealer_id = ?1",
        [dealer],
        |row| row.get(0),
    )?;
    Ok(RenewAnswer::Renewed {
        dealer: admin::dealer_by_id(tx, &dealer)?,
        pc_code,
        head_seq: head_seq.cast_unsigned(),
    })
}

/// The identities a PC had before, whatever became of them.
pub(super) fn former(tx: &Transaction<'_>, who: &DeviceKey) -> Result<Vec<RowId>> {
    let mut select = tx.prepare_cached(
        "SELECT renewed_from FROM device \
         WHERE dealer_id = ?1 AND id = ?2 AND renewed_from IS NOT NULL",
    )?;
    let mut former: Vec<RowId> = Vec::new();
    let mut next = Some(who.device);
    while let Some(device) = next {
        next = select
            .query_row((who.dealer, device), |row| row.get(0))
            .optional()?;
        former.extend(next);
    }
    Ok(former)
}
