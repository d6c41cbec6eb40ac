//! What goes over the wire. Version 1; these types never change, a later version gets new ones.
//!
//! One `POST /api/v1/sync` pushes and pulls. The body is `[PROTOCOL]` followed by postcard bytes,
//! zstd-compressed. The tenant never stands in a message: it comes from the device's credential.

use serde::{Deserialize, Serialize};

use crate::hash::Hash;
use crate::value::{RowId, Value};

/// First byte of every body.
pub const PROTOCOL: u8 = 1;
/// Most changes in one push and one page.
pub const MAX_CHANGES: usize = 2_000;
/// Most bytes of a body after decompression.
pub const MAX_BODY_BYTES: usize = 4 * 1024 * 1024;
/// Most bytes of an answer's body after decompression: a page is cut at the client's wish, but a
/// group goes whole, and a full push of concurrent edits comes back with both values of each.
pub const MAX_ANSWER_BYTES: usize = 16 * 1024 * 1024;
/// Most bytes of the changes of one group. Stores end a group before it gets larger (an import ends
/// one after each household), so that every group fits in one push.
pub const MAX_GROUP_BYTES: usize = 1024 * 1024;
/// Most bytes of a body on the wire.
pub const MAX_WIRE_BYTES: usize = 1024 * 1024;

/// Names one history of a server database; changes when it is restored from a backup.
pub type Epoch = [u8; 16];

/// A client's turn: what it has to send, and from where it wants to go on reading.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SyncRequest {
    /// The history the cursor belongs to; absent before the first contact.
    pub epoch: Option<Epoch>,
    /// The last sequence number applied.
    pub cursor: u64,
    /// The client's log chain at the cursor.
    pub log_hash: Hash,
    /// The client's clock, Unix milliseconds, for the skew warning.
    pub client_now_at: i64,
    /// Changes to send; empty when only reading.
    pub push: Push,
    /// Most changes wanted in the answer.
    pub max_changes: u32,
}

/// Changes in the order of the device, whole groups only.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Push {
    /// The device's number of the first change; numbers are contiguous from 1.
    pub first_dseq: u64,
    /// The device's chain before the first change.
    pub previous_chain: Hash,
    /// Canonical bytes of each change.
    #[serde(with = "bytes_list")]
    pub changes: Vec<Vec<u8>>,
}

/// The server's turn.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum SyncResponse {
    /// The push is committed; here is the next page.
    Done(Box<Done>),
    /// The push does not continue what the server holds: send from here.
    Gap {
        /// The number the server expects next.
        expected_dseq: u64,
    },
    /// Same number, other content: this device was cloned or restored. Nothing was taken.
    Fork {
        /// The last number the server holds for this device.
        last_dseq: u64,
    },
    /// The server's database has another history: the client must re-offer what it holds.
    OtherEpoch {
        /// The server's epoch now.
        epoch: Epoch,
    },
    /// The cursor is past the log, or the log's hash differs at the cursor: a hole was found.
    BadCursor {
        /// The last sequence number of the log.
        head_seq: u64,
    },
}

/// A committed push and a page of the log.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Done {
    /// The server's history.
    pub epoch: Epoch,
    /// The server's clock, Unix milliseconds.
    pub server_now_at: i64,
    /// Up to this number the device's changes are with the server and its refusals are told: the
    /// last number it holds, or the last one in `refused` when more of them follow.
    pub last_dseq: u64,
    /// The device's refused changes from the push's first number on, with what the server holds
    /// instead; also those an earlier answer told.
    pub refused: Vec<Refused>,
    /// The page: changes after the cursor, in order, whole groups only.
    pub entries: Vec<Entry>,
    /// The log's chain after the page's last entry (at the cursor when the page is empty).
    pub log_hash: Hash,
    /// The last sequence number of the log: more pages follow while the page ends before it.
    pub head_seq: u64,
    /// Sequence numbers up to here are in a verified backup.
    pub durable_seq: u64,
}

/// One entry of the log as a device reads it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum Entry {
    /// A change of another device (or of the server, whose device id is all zero), to be applied
    /// as it is: merging has been done.
    Other {
        /// Its sequence number.
        seq: u64,
        /// The device that made it.
        device: RowId,
        /// Canonical bytes of the change as merged.
        #[serde(with = "serde_bytes_vec")]
        change: Vec<u8>,
    },
    /// This device's own change was taken as it was sent; the bytes are in its outbox.
    OwnAsSent {
        /// Its sequence number.
        seq: u64,
        /// Its number on the device.
        dseq: u64,
    },
    /// This device's own change was taken in part: some fields lost against a concurrent edit.
    OwnMerged {
        /// Its sequence number.
        seq: u64,
        /// Its number on the device.
        dseq: u64,
        /// Canonical bytes of the change as merged (without the lost fields).
        #[serde(with = "serde_bytes_vec")]
        change: Vec<u8>,
        /// The fields that lost, with the values that stand.
        lost: Vec<(u8, Value)>,
    },
    /// A change this PC made under an identity it had before it was renewed, or that a clone of it
    /// made. Only devices that were renewed get these. It may lie unsent in the outbox as well.
    Former {
        /// Its sequence number.
        seq: u64,
        /// The identity.
        device: RowId,
        /// Canonical bytes of the change as merged.
        #[serde(with = "serde_bytes_vec")]
        change: Vec<u8>,
        /// The fields that lost, with the values that stand.
        lost: Vec<(u8, Value)>,
    },
}

impl Entry {
    /// The entry's sequence number.
    #[must_use]
    pub fn seq(&self) -> u64 {
        match self {
            Self::Other { seq, .. }
            | Self::OwnAsSent { seq, .. }
            | Self::OwnMerged { seq, .. }
            | Self::Former { seq, .. } => *seq,
        }
    }

    /// The number on this device, for its own changes.
    #[must_use]
    pub fn dseq(&self) -> Option<u64> {
        match self {
            Self::Other { .. } | Self::Former { .. } => None,
            Self::OwnAsSent { dseq, .. } | Self::OwnMerged { dseq, .. } => Some(*dseq),
        }
    }
}

/// A change the server did not take. The whole group it belongs to is refused with it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Refused {
    /// Its number on the device.
    pub dseq: u64,
    /// Why, as a stable code (`sync.unknown_parent`, …).
    pub code: String,
    /// What the server holds for the touched fields; `None` when it does not have the row.
    pub current: Option<Vec<(u8, Value)>>,
}

/// Byte strings as byte strings: postcard would otherwise treat them as lists of numbers.
mod serde_bytes_vec {
    use serde::de::{SeqAccess, Visitor};
    use serde::{Deserializer, Serializer};

    pub(super) fn serialize<S: Serializer>(bytes: &[u8], to: S) -> Result<S::Ok, S::Error> {
        to.serialize_bytes(bytes)
    }

    pub(super) fn deserialize<'de, D: Deserializer<'de>>(from: D) -> Result<Vec<u8>, D::Error> {
        struct Bytes;
        impl<'de> Visitor<'de> for Bytes {
            type Value = Vec<u8>;
            fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str("bytes")
            }
            fn visit_bytes<E>(self, bytes: &[u8]) -> Result<Vec<u8>, E> {
                Ok(bytes.to_vec())
            }
            fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<Vec<u8>, A::Error> {
                let mut bytes = Vec::new();
                while let Some(byte) = seq.next_element()? {
                    bytes.push(byte);
                }
                Ok(bytes)
            }
        }
        from.deserialize_byte_buf(Bytes)
    }
}

mod bytes_list {
    use serde::ser::SerializeSeq;
    use serde::{Deserialize, Deserializer, Serialize, Serializer};

    #[derive(Serialize, Deserialize)]
    struct One(#[serde(with = "super::serde_bytes_vec")] Vec<u8>);
    struct Borrowed<'b>(&'b [u8]);
    impl Serialize for Borrowed<'_> {
        fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
            to.serialize_bytes(self.0)
        }
    }

    pub(super) fn serialize<S: Serializer>(list: &[Vec<u8>], to: S) -> Result<S::Ok, S::Error> {
        let mut seq = to.serialize_seq(Some(list.len()))?;
        for bytes in list {
            seq.serialize_element(&Borrowed(bytes))?;
        }
        seq.end()
    }

    pub(super) fn deserialize<'de, D: Deserializer<'de>>(
        from: D,
    ) -> Result<Vec<Vec<u8>>, D::Error> {
        Ok(Vec::<One>::deserialize(from)?
            .into_iter()
            .map(|one| one.0)
            .collect())
    }
}
