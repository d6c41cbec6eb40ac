//! The server's half: a push and the loaded rows in, the effects of one transaction out.
//!
//! How a store uses it, in ONE transaction that holds the dealer's counter row locked:
//! 1. [`check_push`] against the device's last number and chain: what is new, or gap, or fork.
//! 2. [`load_for`]: the rows the new changes touch, need or leave behind, fetched from the store.
//! 3. [`plan_push`]: rows to write, log entries with contiguous sequence numbers, refusals.
//! 4. Write the plan, commit, and only then answer. The answer's `refused` are ALL kept refusals of
//!    the device with numbers from the push's `first_dseq` on, not only this push's: the answer that
//!    brought an earlier one may have been lost. What the server holds instead ([`held`]) is looked
//!    up when it is told: it may have changed since the refusal.

mod check;
mod conflict;
mod load;
mod merge;
mod page;
mod plan;
mod row;
mod unit;
mod validate;

use std::collections::HashMap;

use crate::clock::Hlc;
use crate::entity::Entity;
use crate::hash::Hash;
use crate::message::Refused;
use crate::value::{RowId, Value};

pub use check::{CursorCheck, Incoming, PushCheck, check_cursor, check_push};
pub use conflict::{conflict_id, json};
pub use load::{Rows, load_for};
pub use page::{Page, PageLimits, Reader, page};
pub use plan::{OwnChange, held, plan_own, plan_push};
pub use validate::{
    APPEND_ONLY, BAD_VALUE, GROUP_REFUSED, IMMUTABLE, MALFORMED, MISSING_FIELD, NOT_YOURS,
    REFUSAL_CODES, UNKNOWN_ENTITY, UNKNOWN_PARENT, UNKNOWN_ROW, fits,
};

/// The device and the person of changes the server makes itself.
pub const SERVER: RowId = [0; 16];

/// When, by whom and at which place in the log something was last written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Stamp {
    /// The log's sequence number.
    pub seq: u64,
    /// The device.
    pub device: RowId,
    /// The effective clock.
    pub hlc: Hlc,
    /// The person.
    pub staff: RowId,
}

/// A row as the server holds it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RowState {
    /// The values in the order of `entity.fields`.
    pub values: Vec<Value>,
    /// The tombstone.
    pub deleted_at: Option<i64>,
    /// Who inserted the row.
    pub created: Stamp,
    /// Who wrote the row last (any field).
    pub updated: Stamp,
    /// Fields last written by another stamp than `created`, by field number
    /// (`DELETED_AT` included). Kept only where it differs, so that clocks stay small. Under 61 and
    /// 62: the latest edits by two devices that no field shows any more.
    pub field_stamps: Vec<(u8, Stamp)>,
}

/// Key of a row: entity number and id.
pub type RowKey = (u8, RowId);

/// The rows a plan may read ([`load_for`]).
pub type Loaded = HashMap<RowKey, RowState>;

/// A device as the server knows it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct DeviceState {
    /// Its id.
    pub id: RowId,
    /// The last number it sent, accepted or refused.
    pub last_dseq: u64,
    /// Its chain after that number.
    pub chain: Hash,
}

/// One row of the log to write.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LogEntry {
    /// Gapless per dealer.
    pub seq: u64,
    /// Who made it; all zero for the server.
    pub device: RowId,
    /// Its number on that device; 0 for the server.
    pub dseq: u64,
    /// Last of its group.
    pub group_end: bool,
    /// The row it touches.
    pub key: RowKey,
    /// Canonical bytes as merged.
    pub change: Vec<u8>,
    /// Whether `change` is exactly what the device sent.
    pub as_sent: bool,
    /// Fields that lost, with the values that stand.
    pub lost: Vec<(u8, Value)>,
    /// The log's chain after this entry.
    pub log_hash: Hash,
}

/// A refused change to keep.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RejectedChange {
    /// Its number on the device.
    pub dseq: u64,
    /// The code and what the server holds instead, as answered to the device.
    pub answer: Refused,
    /// The bytes as sent: set aside for review, never dropped.
    pub change: Vec<u8>,
}

/// Everything one push changes, to be written in one transaction.
#[derive(Debug, Clone, PartialEq)]
pub struct PushPlan {
    /// Rows to write whole (insert or replace), with their entity; parents before children.
    pub rows: Vec<(&'static Entity, RowId, RowState)>,
    /// Log entries, contiguous from the head.
    pub log: Vec<LogEntry>,
    /// Refused changes.
    pub rejected: Vec<RejectedChange>,
    /// The device after the push.
    pub device: DeviceState,
    /// The log's last number and chain after the push.
    pub head_seq: u64,
    /// The log's chain after the push.
    pub log_hash: Hash,
}
