//! An answer's entries, read and checked against the log's chain.

use std::collections::{HashMap, HashSet};

use thiserror::Error;

use crate::change::Change;
use crate::hash::{self, Hash};
use crate::message::{Done, Entry, Epoch};
use crate::server::RowKey;
use crate::value::{RowId, Value};

use super::recover::Unsent;
use super::{Cursor, Own, Pending};

/// An answer that must not be applied. Nothing of it has been.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
pub enum ClientError {
    /// The server's database has another history.
    #[error("the server's database has another history")]
    OtherEpoch {
        /// The server's epoch.
        epoch: Epoch,
    },
    /// Entries are missing or differ from what the server's log holds. Ask again; if it repeats,
    /// the two copies of the log differ.
    #[error("the page does not continue the log after number {seq}")]
    Hole {
        /// The last number that is sure.
        seq: u64,
    },
    /// An entry that cannot be read: the server is newer than this program.
    #[error("entry {seq} of the log cannot be read by this program")]
    BadEntry {
        /// Its sequence number.
        seq: u64,
    },
    /// The server holds a change of this device that the device does not: its folder was copied to
    /// another PC, or brought back from a backup.
    #[error("the server holds change {dseq} of this device, the device does not")]
    Fork {
        /// The number of the change on the device.
        dseq: u64,
    },
}

/// The rows an answer touches. `own` gives the canonical bytes of an own change by its number.
///
/// As `pending` for [`plan_apply`] load every own change that touches one of these rows and is
/// neither seen in the log nor refused, and every own change the answer's entries name. When the
/// answer has refusals, load all own changes not yet seen in the log nor refused instead.
pub fn touched(done: &Done, own: impl Fn(u64) -> Option<Vec<u8>>) -> Vec<RowKey> {
    let key = |bytes: &[u8]| Change::decode(bytes).ok().map(|c| (c.entity, c.row));
    let entries = done.entries.iter().filter_map(|entry| match entry {
        Entry::Other { change, .. }
        | Entry::OwnMerged { change, .. }
        | Entry::Former { change, .. } => key(change),
        Entry::OwnAsSent { dseq, .. } => key(&own(*dseq)?),
    });
    let refused = done.refused.iter().filter_map(|r| key(&own(r.dseq)?));
    let keys: HashSet<RowKey> = entries.chain(refused).collect();
    keys.into_iter().collect()
}

/// An entry past the cursor with the bytes the log holds for it.
pub(super) struct Read<'d> {
    pub(super) seq: u64,
    pub(super) device: RowId,
    /// The number on this device, for own changes.
    pub(super) dseq: Option<u64>,
    pub(super) bytes: &'d [u8],
    pub(super) change: Change,
    /// The standing values of fields that lost, and what was taken in part.
    pub(super) lost: &'d [(u8, Value)],
    pub(super) as_sent: bool,
}

pub(super) fn read_entries<'d>(
    own: &Own,
    cursor: &Cursor,
    done: &'d Done,
    pending: &'d [Pending],
) -> Result<Vec<Read<'d>>, ClientError> {
    let outbox: HashMap<u64, &[u8]> = pending
        .iter()
        .map(|pending| (pending.dseq, pending.change.as_slice()))
        .collect();
    let own_bytes = |dseq| {
        let bytes = outbox.get(&dseq).copied();
        bytes.ok_or(ClientError::Fork { dseq })
    };
    let mut unsent = Unsent::of(own, cursor, pending);
    let mut read = Vec::with_capacity(done.entries.len());
    for entry in done.entries.iter().filter(|e| e.seq() > cursor.seq) {
        let (seq, device, dseq, bytes, lost) = match entry {
            Entry::Other {
                seq,
                device,
                change,
            } => (*seq, *device, None, change.as_slice(), [].as_slice()),
            Entry::OwnAsSent { seq, dseq } => (
                *seq,
                own.device,
                Some(*dseq),
                own_bytes(*dseq)?,
                [].as_slice(),
            ),
            Entry::OwnMerged {
                seq,
                dseq,
                change,
                lost,
            } => {
                own_bytes(*dseq)?;
                (
                    *seq,
                    own.device,
                    Some(*dseq),
                    change.as_slice(),
                    lost.as_slice(),
                )
            }
            Entry::Former {
                seq,
                device,
                change,
                lost,
            } => (*seq, *device, None, change.as_slice(), lost.as_slice()),
        };
        let change = Change::decode(bytes).map_err(|_| ClientError::BadEntry { seq })?;
        let mut as_sent = matches!(entry, Entry::OwnAsSent { .. });
        let mut dseq = dseq;
        if matches!(entry, Entry::Former { .. })
            && let Some((found, whole)) = unsent.take(&change, lost)
        {
            (dseq, as_sent) = (Some(found), whole);
        }
        read.push(Read {
            seq,
            device,
            dseq,
            bytes,
            change,
            lost,
            as_sent,
        });
    }
    Ok(read)
}

/// Checks that the entries continue the log at the cursor without a gap and as the server hashed
/// them; gives the chain after the last one.
pub(super) fn verify(
    cursor: &Cursor,
    done: &Done,
    entries: &[Read<'_>],
) -> Result<Hash, ClientError> {
    let mut log_hash = cursor.log_hash;
    for (expected, entry) in (cursor.seq + 1..).zip(entries) {
        if entry.seq != expected {
            return Err(ClientError::Hole { seq: expected - 1 });
        }
        log_hash = hash::log_chain(&log_hash, entry.seq, entry.bytes);
    }
    // An empty page stands at the log's head. A late answer ends before the cursor: its hash is of
    // a place this device has left behind.
    let end = done.entries.last().map_or(done.head_seq, Entry::seq);
    let reached = entries.last().map_or(cursor.seq, |entry| entry.seq);
    let late = entries.is_empty() && end < cursor.seq;
    if late || (end == reached && log_hash == done.log_hash) {
        Ok(log_hash)
    } else {
        Err(ClientError::Hole { seq: cursor.seq })
    }
}
