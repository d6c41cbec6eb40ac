//! A new identity at headquarters, for a PC whose data was restored from a backup or copied: its
//! numbers go on from a point that headquarters is past, so they begin anew under another id.
//!
//! The new id and its secret are chosen and kept before asking ([`Database::begin_renewal`]): an
//! answer that was lost is given again. Taking it over ([`Database::finish_renewal`]) is one
//! transaction. Until the log is read up to where it stood then, nothing is sent: what lies unsent
//! here may be in it already (`wuyou_sync::client`).

use rusqlite::Connection;
use uuid::Uuid;
use wuyou_sync::client::{Pending, renumber};

use crate::database::Database;
use crate::error::StoreError;
use crate::key::Key;
use crate::number64;
use crate::settings;
use crate::view::View;

/// Refused changes of former identities have numbers from here on: no device ever makes so many.
const PARKED_FROM: u64 = 1 << 40;

/// Why a PC needs a new identity.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RenewalReason {
    /// A backup took the place of its data: nobody else works under its identity.
    Restored,
    /// Headquarters holds other changes under its numbers: a copy may work under its identity.
    Forked,
}

impl RenewalReason {
    /// The stable name.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Restored => settings::RESTORED,
            Self::Forked => settings::FORKED,
        }
    }
}

/// The identity a PC asks for.
#[derive(Clone, PartialEq, Eq)]
pub struct Renewal {
    /// Why.
    pub reason: RenewalReason,
    /// The new id.
    pub device: Uuid,
    /// 64 hexadecimal digits: the secret part of the new credential.
    pub secret: String,
}

impl std::fmt::Debug for Renewal {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Renewal")
            .field("reason", &self.reason)
            .field("device", &self.device)
            .finish_non_exhaustive()
    }
}

/// What headquarters answers.
#[derive(Clone, PartialEq, Eq)]
pub struct Renewed {
    /// The id that was asked for.
    pub device: Uuid,
    /// The new credential. Secret.
    pub token: String,
    /// The PC's new letter in numbers.
    pub pc_code: String,
    /// Where the log stood: everything sent before stands up to here.
    pub head_seq: u64,
}

impl std::fmt::Debug for Renewed {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Renewed")
            .field("device", &self.device)
            .field("pc_code", &self.pc_code)
            .field("head_seq", &self.head_seq)
            .finish_non_exhaustive()
    }
}

/// Whether this PC needs a new identity before it may sync.
///
/// # Errors
/// The database's error.
pub fn needed(view: View<'_>) -> Result<bool, StoreError> {
    Ok(settings::get(view, settings::RENEW)?.is_some())
}

impl Database {
    /// The identity to ask headquarters for: the one chosen before, or a new one. A restore decides
    /// over a fork, whichever came first.
    ///
    /// # Errors
    /// The database's error.
    pub fn begin_renewal(&self) -> Result<Renewal, StoreError> {
        self.write(|connection| {
            let restored = settings::read(connection, settings::RENEW)?;
            let reason = if restored.as_deref() == Some(settings::RESTORED) {
                RenewalReason::Restored
            } else {
                if restored.as_deref() != Some(settings::COPIED) {
                    settings::write(connection, settings::RENEW, Some(settings::FORKED))?;
                }
                RenewalReason::Forked
            };
            let chosen = settings::read(connection, settings::RENEWING)?;
            let chosen = chosen.as_deref().and_then(|text| text.split_once(' '));
            if let Some((device, secret)) = chosen
                && let Ok(device) = device.parse()
            {
                return Ok(Renewal {
                    reason,
                    device,
                    secret: secret.to_owned(),
                });
            }
            let renewal = Renewal {
                reason,
                device: settings::random_id()?,
                secret: Key::random()?.to_hex(),
            };
            let chosen = format!("{} {}", renewal.device, renewal.secret);
            settings::write(connection, settings::RENEWING, Some(&chosen))?;
            Ok(renewal)
        })
    }

    /// The id that was chosen is somebody else's: the next try chooses another.
    ///
    /// # Errors
    /// The database's error.
    pub fn forget_renewal(&self) -> Result<(), StoreError> {
        self.write(|connection| settings::write(connection, settings::RENEWING, None))
    }

    /// Takes the new identity over, in one transaction: id, credential and PC code; own changes the
    /// log has not shown yet are numbered anew from 1 with a chain of their own; refused ones stay.
    ///
    /// # Errors
    /// The database's error; then the former identity stays.
    pub fn finish_renewal(&self, renewed: &Renewed) -> Result<(), StoreError> {
        self.write(|connection| {
            let former = settings::read(connection, settings::DEVICE_ID)?;
            let before = settings::read(connection, settings::FORMER_DEVICES)?;
            let former: Vec<String> = before.into_iter().chain(former).collect();
            let head = renewed.head_seq.to_string();
            for (name, value) in [
                (settings::FORMER_DEVICES, Some(former.join(" ").as_str())),
                (settings::DEVICE_ID, Some(&renewed.device.to_string())),
                (settings::TOKEN, Some(&renewed.token)),
                (settings::PC_CODE, Some(&renewed.pc_code)),
                (settings::RECOVER_TO, Some(&head)),
                (settings::RENEW, None),
                (settings::RENEWING, None),
            ] {
                settings::write(connection, name, value)?;
            }
            set_parked_aside(connection)?;
            number_anew(connection, &[])
        })
    }
}

/// Up to where the log may hold changes that lie unsent here; 0 when nothing is recovered.
pub(crate) fn recover_to(connection: &Connection) -> Result<u64, StoreError> {
    let text = settings::read(connection, settings::RECOVER_TO)?;
    Ok(text.and_then(|text| text.parse().ok()).unwrap_or(0))
}

/// After an answer: ends the recovery once the cursor is there. `found` says whether own changes
/// were seen in the log or are to be rewritten.
pub(crate) fn go_on(
    connection: &Connection,
    cursor_seq: u64,
    rebased: &[(u64, u64)],
    found: bool,
) -> Result<(), StoreError> {
    if found {
        number_anew(connection, rebased)?;
    }
    if cursor_seq >= recover_to(connection)? {
        settings::write(connection, settings::RECOVER_TO, None)?;
    }
    Ok(())
}

/// A row of the outbox besides its number, bytes and chain.
struct Kept {
    pending: Pending,
    entity: u8,
    row_id: Vec<u8>,
    hlc: i64,
    edited_at: i64,
}

/// Numbers the changes that are neither seen in the log nor refused from 1; the others go: their
/// numbers are a former identity's.
fn number_anew(connection: &Connection, rebased: &[(u64, u64)]) -> Result<(), StoreError> {
    let kept: Vec<Kept> = connection
        .prepare_cached(
            "SELECT dseq, change, entity, row_id, hlc, edited_at FROM outbox
             WHERE settled_at IS NULL ORDER BY dseq",
        )?
        .query_map([], |row| {
            Ok(Kept {
                pending: Pending {
                    dseq: number64::read(row, 0)?,
                    change: row.get(1)?,
                },
                entity: row.get(2)?,
                row_id: row.get(3)?,
                hlc: row.get(4)?,
                edited_at: row.get(5)?,
            })
        })?
        .collect::<Result<_, _>>()?;
    let unsent: Vec<Pending> = kept.iter().map(|kept| kept.pending.clone()).collect();
    let rewrite_to: i64 =
        connection.query_row("SELECT rewrite_to FROM sync_state", [], |row| row.get(0))?;
    let hidden = unsent
        .iter()
        .filter(|pending| number64::signed(pending.dseq) <= rewrite_to)
        .count();
    // The clock goes on from the latest reading, also from that of a change that goes.
    connection.execute(
        "UPDATE sync_state SET acknowledged_dseq = 0, rewrite_to = ?1, latest_hlc =
         max(latest_hlc, COALESCE((SELECT hlc FROM outbox WHERE dseq > acknowledged_dseq
                                   ORDER BY dseq DESC LIMIT 1), 0))",
        [i64::try_from(hidden).unwrap_or(i64::MAX)],
    )?;
    connection.execute("DELETE FROM outbox", [])?;
    let mut insert = connection.prepare_cached(
        "INSERT INTO outbox (dseq, entity, row_id, change, group_end, hlc, chain, edited_at)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)",
    )?;
    for (dseq, (row, new)) in (1_i64..).zip(kept.iter().zip(renumber(&unsent, rebased))) {
        insert.execute((
            dseq,
            row.entity,
            &row.row_id,
            new.change,
            new.group_end,
            row.hlc,
            new.chain,
            row.edited_at,
        ))?;
    }
    Ok(())
}

/// Gives refused changes numbers that the new identity will not come to.
fn set_parked_aside(connection: &Connection) -> Result<(), StoreError> {
    let from = number64::signed(PARKED_FROM);
    let last: i64 = connection.query_row(
        "SELECT max(COALESCE(max(dseq), 0), ?1) FROM parked",
        [from],
        |row| row.get(0),
    )?;
    let numbers: Vec<i64> = connection
        .prepare("SELECT dseq FROM parked WHERE dseq < ?1 ORDER BY dseq")?
        .query_map([from], |row| row.get(0))?
        .collect::<Result<_, _>>()?;
    let mut update = connection.prepare("UPDATE parked SET dseq = ?2 WHERE dseq = ?1")?;
    for (next, dseq) in (last + 1..).zip(numbers) {
        update.execute((dseq, next))?;
    }
    Ok(())
}
