//! One-time codes, and the credentials PCs get for them.

use rusqlite::{OptionalExtension, Transaction};
use wuyou_sync::hash::{CHAIN_START, Hash};
use wuyou_sync::value::RowId;

use super::{access, admin};
use crate::model::{Access, Credential, DeviceKey, EnrolAnswer, Enrolment};
use crate::store::Result;

pub(super) fn add_code(
    tx: &Transaction<'_>,
    dealer: RowId,
    code_hash: &Hash,
    now_at: i64,
    expires_at: i64,
) -> Result<()> {
    tx.execute(
        "INSERT INTO enrolment_code (code_hash, dealer_id, created_at, expires_at) \
         VALUES (?1, ?2, ?3, ?4)",
        (code_hash, dealer, now_at, expires_at),
    )?;
    Ok(())
}

/// The code is found by its hash: whoever does not hold it learns nothing from how long that takes.
pub(super) fn enrol(
    tx: &Transaction<'_>,
    enrolment: &Enrolment<'_>,
    token_for: &mut dyn FnMut(RowId) -> Hash,
    now_at: i64,
) -> Result<EnrolAnswer> {
    let code: Option<(RowId, i64, Option<i64>)> = tx
        .query_row(
            "SELECT dealer_id, expires_at, used_at FROM enrolment_code WHERE code_hash = ?1",
            [enrolment.code_hash],
            |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)),
        )
        .optional()?;
    let dealer = match code {
        None => return Ok(EnrolAnswer::Wrong),
        Some((_, _, Some(_))) => return Ok(EnrolAnswer::Used),
        Some((_, expires_at, None)) if expires_at <= now_at => return Ok(EnrolAnswer::Expired),
        Some((dealer, _, None)) => admin::dealer_by_id(tx, &dealer)?,
    };
    if enrolment
        .expected_dealer_code
        .is_some_and(|expected| expected != dealer.code)
    {
        return Ok(EnrolAnswer::OtherDealer);
    }
    tx.execute(
        "UPDATE enrolment_code SET used_at = ?2, used_by = ?3 WHERE code_hash = ?1",
        (enrolment.code_hash, now_at, enrolment.device),
    )?;
    let pc_code = place(tx, dealer.id, enrolment, &token_for(dealer.id), now_at)?;
    let entry = Access {
        actor: "device",
        action: "device.enrol",
        dealer: Some(dealer.id),
        row: Some(enrolment.device),
        reason: None,
    };
    access::log(tx, &entry, now_at)?;
    Ok(EnrolAnswer::Enrolled { dealer, pc_code })
}

/// Gives the device its row: its old one with a new token, or a new one with the next letter.
fn place(
    tx: &Transaction<'_>,
    dealer: RowId,
    enrolment: &Enrolment<'_>,
    token_hash: &Hash,
    now_at: i64,
) -> Result<String> {
    let known: Option<String> = tx
        .query_row(
            "SELECT pc_code FROM device WHERE dealer_id = ?1 AND id = ?2",
            (dealer, enrolment.device),
            |row| row.get(0),
        )
        .optional()?;
    if let Some(pc_code) = known {
        tx.execute(
            "UPDATE device SET name = ?3, app_version = ?4, token_hash = ?5, enrolled_at = ?6, \
             revoked_at = NULL WHERE dealer_id = ?1 AND id = ?2",
            (
                dealer,
                enrolment.device,
                enrolment.name,
                enrolment.app_version,
                token_hash,
                now_at,
            ),
        )?;
        return Ok(pc_code);
    }
    let pc_code = next_letter(tx, dealer)?;
    tx.execute(
        "INSERT INTO device (dealer_id, id, pc_code, name, app_version, token_hash, enrolled_at, \
         cursor_seq, last_dseq, chain) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, 0, 0, ?8)",
        (
            dealer,
            enrolment.device,
            &pc_code,
            enrolment.name,
            enrolment.app_version,
            token_hash,
            now_at,
            CHAIN_START,
        ),
    )?;
    Ok(pc_code)
}

/// The next letter of a dealer's PCs. Rows of devices are never deleted, so their number is the
/// number of letters given out.
pub(super) fn next_letter(tx: &Transaction<'_>, dealer: RowId) -> Result<String> {
    let given: u32 = tx.query_row(
        "SELECT count(*) FROM device WHERE dealer_id = ?1",
        [dealer],
        |row| row.get(0),
    )?;
    Ok(letter(given))
}

/// A, B, …, Z, AA, AB, … for 0, 1, ….
fn letter(index: u32) -> String {
    let mut letters = Vec::new();
    let mut rest = index + 1;
    while rest > 0 {
        rest -= 1;
        letters.push(char::from(b'A' + (rest % 26) as u8));
        rest /= 26;
    }
    letters.iter().rev().collect()
}

pub(super) fn credential(tx: &Transaction<'_>, who: &DeviceKey) -> Result<Option<Credential>> {
    Ok(tx
        .prepare_cached(
            "SELECT token_hash, revoked_at FROM device WHERE dealer_id = ?1 AND id = ?2",
        )?
        .query_row((who.dealer, who.device), |row| {
            Ok(Credential {
                token_hash: row.get(0)?,
                revoked_at: row.get(1)?,
            })
        })
        .optional()?)
}

#[cfg(test)]
mod tests {
    use super::letter;

    #[test]
    fn letters_go_on_after_z() {
        let all: Vec<String> = [0, 1, 25, 26, 27, 51, 52, 701, 702].map(letter).to_vec();
        assert_eq!(all, ["A", "B", "Z", "AA", "AB", "AZ", "BA", "ZZ", "AAA"]);
    }
}
