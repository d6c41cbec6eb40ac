//! The client's half: a server's answer and the loaded outbox in, the effects of one transaction
//! out.
//!
//! A client's displayed state is the fold of the log up to its cursor with its unsent edits laid
//! on top. Because every edit carries the cursor at which it was made (`base_seq`), the client
//! keeps no clocks of its own.
//!
//! How a store uses it, in ONE transaction: load the outbox entries that touch the rows of the
//! answer ([`touched`]), call [`plan_apply`], write the effects, advance the cursor, commit.

use crate::hash::Hash;
use crate::message::Epoch;
use crate::server::RowKey;
use crate::value::{RowId, Value};

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
    /// The row it touches.
    pub key: RowKey,
    /// Whether the row has to go, because the server does not have it.
    pub remove_row: bool,
}

/// Everything one answer changes, to be written in one transaction.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ApplyPlan {
    /// Row writes in the order of the log.
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
}

// The functions of this module are in the files beside it.
