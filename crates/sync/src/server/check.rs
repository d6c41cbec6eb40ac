//! What of a push is new, and whether a cursor belongs to this log.

use crate::change::{BadChange, Change};
use crate::hash::{self, CHAIN_START, Hash};
use crate::message::{Epoch, Push, SyncRequest};
use crate::server::DeviceState;

/// One change of a push that the server does not hold yet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Incoming {
    /// Its number on the device.
    pub dseq: u64,
    /// The bytes as sent.
    pub bytes: Vec<u8>,
    /// What they say. A change that cannot be read refuses its group, never the push.
    pub change: Result<Change, BadChange>,
}

/// What the server does with a push.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum PushCheck {
    /// These changes continue what the server holds; empty for a replay or a request that only
    /// reads.
    New {
        /// In the order of the device.
        changes: Vec<Incoming>,
    },
    /// Changes are missing before the push: answer [`crate::message::SyncResponse::Gap`].
    Gap {
        /// The number the server expects next.
        expected_dseq: u64,
    },
    /// Other content under a number the server holds: the device was cloned or restored.
    Fork {
        /// The last number the server holds.
        last_dseq: u64,
    },
    /// The push itself breaks the protocol (numbers from zero, a group cut in two): take nothing.
    Malformed {
        /// The number at which it does.
        dseq: u64,
    },
}

/// Compares a push with what the server holds of the device.
///
/// Numbers the server holds are skipped, but their bytes must continue to the stored chain. A push
/// that ends before the stored number cannot be compared and counts as a replay: the client sees
/// from `last_dseq` in the answer whether the server holds more of it than it ever made.
#[must_use]
pub fn check_push(device: &DeviceState, push: &Push) -> PushCheck {
    if push.first_dseq == 0 {
        return match push.changes.as_slice() {
            [] => PushCheck::New {
                changes: Vec::new(),
            },
            _ => PushCheck::Malformed { dseq: 0 },
        };
    }
    let expected_dseq = device.last_dseq.saturating_add(1);
    let Some(overlap) = expected_dseq.checked_sub(push.first_dseq) else {
        return PushCheck::Gap { expected_dseq };
    };
    let overlap = usize::try_from(overlap).unwrap_or(usize::MAX);
    if overlap > push.changes.len() {
        return PushCheck::New {
            changes: Vec::new(),
        };
    }
    let (held, new) = push.changes.split_at(overlap);
    let chain = held.iter().fold(push.previous_chain, |chain, bytes| {
        hash::chain(&chain, bytes)
    });
    if chain != device.chain {
        return PushCheck::Fork {
            last_dseq: device.last_dseq,
        };
    }
    let changes: Vec<Incoming> = (expected_dseq..)
        .zip(new)
        .map(|(dseq, bytes)| Incoming {
            dseq,
            bytes: bytes.clone(),
            change: Change::decode(bytes),
        })
        .collect();
    match open_group(&changes) {
        Some(dseq) => PushCheck::Malformed { dseq },
        None => PushCheck::New { changes },
    }
}

/// The number at which a group begins that the push does not end, if there is one. Where a change
/// of the last group cannot be read, the end cannot be seen and the end of the push counts.
fn open_group(changes: &[Incoming]) -> Option<u64> {
    let mut open = None;
    for incoming in changes {
        match &incoming.change {
            Ok(change) if change.group_end => open = None,
            Ok(_) => {
                open.get_or_insert((incoming.dseq, true));
            }
            Err(_) => open = Some((incoming.dseq, false)),
        }
    }
    open.and_then(|(dseq, readable)| readable.then_some(dseq))
}

/// What the server does with a request's cursor.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CursorCheck {
    /// It belongs to this log.
    Ok,
    /// Answer [`crate::message::SyncResponse::OtherEpoch`] and take nothing of the push.
    OtherEpoch,
    /// Answer [`crate::message::SyncResponse::BadCursor`] and take nothing of the push.
    BadCursor,
}

/// Whether a request's cursor belongs to this log. `hash_at_cursor` is the log's chain after entry
/// number `request.cursor`; `None` when the log has no such entry. Before the first entry the
/// chain is [`CHAIN_START`] whatever is passed.
#[must_use]
pub fn check_cursor(
    epoch: &Epoch,
    request: &SyncRequest,
    hash_at_cursor: Option<Hash>,
) -> CursorCheck {
    if request.epoch.is_some_and(|claimed| claimed != *epoch) {
        return CursorCheck::OtherEpoch;
    }
    let expected = if request.cursor == 0 {
        Some(CHAIN_START)
    } else {
        hash_at_cursor
    };
    if expected == Some(request.log_hash) {
        CursorCheck::Ok
    } else {
        CursorCheck::BadCursor
    }
}
