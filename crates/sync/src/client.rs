//! The client's half: a server's answer and the loaded outbox in, the effects of one transaction
//! out.
//!
//! A client's displayed state is the fold of the log up to its cursor with its unsent edits laid
//! on top. Because every edit carries the cursor at which it was made (`base_seq`), the client
//! keeps no clocks of its own.
//!
//! How a store uses it, in ONE transaction: load the outbox entries that touch the rows of the
//! answer ([`touched`]), call [`plan_apply`], write the effects (removals first, then the writes in
//! order, with foreign keys checked at the commit), advance the cursor, commit.
//!
//! A device that was restored from a backup or cloned gets a new identity from the server. What it
//! has not seen in the log it numbers anew ([`renumber`]) and holds back until it has read up to
//! where the log stood then ([`Own::recover_to`]): what of it comes in the log, it had sent before.
//!
//! Own changes stay in the outbox after they are acknowledged: at least until they are seen in the
//! log, because their bytes are not sent back, and until `durable_seq` passes them.

mod apply;
mod push;
mod read;
mod recover;

use crate::clock::Hlc;
use crate::hash::Hash;
use crate::message::Epoch;
use crate::server::RowKey;
use crate::value::{RowId, Value};

pub use apply::plan_apply;
pub use push::{PushLimits, build_push};
pub use read::{ClientError, touched};
pub use recover::{Renumbered, renumber};

/// What a client knows of itself when it applies an answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Own {
    /// This device.
    pub device: RowId,
    /// The number of its latest change, sent or not.
    pub last_dseq: u64,
    /// Own changes up to here are written again when they are seen in the log
    /// ([`ApplyPlan::rewrite_to`]); 0 at first.
    pub rewrite_to: u64,
    /// Until the cursor has reached this number, changes this device holds unsent may come in the
    /// log, made under a former identity; nothing may be sent until then. 0 for a device that was
    /// never renewed. Not yet there, every own change is to be loaded for an answer.
    pub recover_to: u64,
    /// The latest clock reading it has given or read ([`ApplyPlan::latest_hlc`]); 0 at first.
    pub latest_hlc: Hlc,
}

/// Where the client stands in the server's log.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Cursor {
    /// The server's history, unknown before the first contact.
    pub epoch: Option<Epoch>,
    /// The last sequence number applied.
    pub seq: u64,
    /// The log's chain there.
    pub log_hash: Hash,
}

/// An own change that is not yet seen in the log.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Pending {
    /// Its number on this device.
    pub dseq: u64,
    /// Canonical bytes.
    pub change: Vec<u8>,
}

/// What to do to one row. Fields that are not named stay.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RowWrite {
    /// The row.
    pub key: RowKey,
    /// Whether the change inserts the row (it may exist all the same).
    pub insert: bool,
    /// Field numbers and values to set; `DELETED_AT` is the tombstone.
    pub fields: Vec<(u8, Value)>,
    /// Bookkeeping of the change (when, who, which PC); `None` leaves the columns as they are,
    /// because a later own edit is still on top.
    pub meta: Option<Meta>,
}

/// Bookkeeping columns that follow from a change.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Meta {
    /// When it was edited, Unix milliseconds (the change's clock).
    pub at: i64,
    /// Who edited.
    pub staff: RowId,
    /// On which PC.
    pub device: RowId,
}

/// A change of this device that the server refused.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Parked {
    /// Its number on this device.
    pub dseq: u64,
    /// The stable code.
    pub code: String,
    /// The row it touches; all zero when its bytes cannot be read.
    pub key: RowKey,
    /// Whether the row has to go, because the server does not have it; it is among
    /// [`ApplyPlan::removals`].
    pub remove_row: bool,
}

/// Everything one answer changes, to be written in one transaction.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ApplyPlan {
    /// Rows to remove before the writes, children before parents: own inserts that were refused,
    /// and unsent rows that need them. Some may not exist.
    pub removals: Vec<RowKey>,
    /// Row writes: what the server holds instead of refused changes, then the page in the order of
    /// the log. An update of a row that does not exist is to be skipped.
    pub writes: Vec<RowWrite>,
    /// Own changes now seen in the log: (number on this device, sequence number).
    pub confirmed: Vec<(u64, u64)>,
    /// Own changes up to this number are with the server (accepted or refused).
    pub acknowledged_dseq: u64,
    /// Own changes that were refused.
    pub parked: Vec<Parked>,
    /// The cursor after the answer.
    pub cursor: Cursor,
    /// Whether the log goes on after the page.
    pub more: bool,
    /// The reading the device's next one is to be later than ([`crate::clock::tick`]), to be stored
    /// in the place of the one before: the latest of its own and of the page, but at most what the
    /// server would count it for. So one wrong clock, this device's or another's, is no longer
    /// ahead of all others once it is set right.
    pub latest_hlc: Hlc,
    /// Own changes, none of them sent, that count as made after this number of the log: up to there
    /// it holds nothing on their row but what this device made before. Only while it recovers; the
    /// store gives what is left its numbers anew with [`renumber`].
    pub rebased: Vec<(u64, u64)>,
    /// To be stored for the next [`Own`]. Grows only when own rows were removed, which hides later
    /// own edits of them until the server has decided over those.
    pub rewrite_to: u64,
}
