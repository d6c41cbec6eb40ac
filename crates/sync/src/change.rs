//! One edit of one row, and its canonical bytes.
//!
//! The bytes are made once, on the PC, in the transaction of the edit. They are what the device's
//! chain hash covers, what travels, and what the server's log keeps, unchanged.

use serde::{Deserialize, Serialize};
use thiserror::Error;

use crate::clock::Hlc;
use crate::value::{RowId, Value};

/// Most bytes one change may have.
pub const MAX_CHANGE_BYTES: usize = 128 * 1024;

/// What an edit does to its row.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Op {
    /// Makes the row with these fields, or, if another PC made the same row, sets these fields.
    Insert,
    /// Sets these fields.
    Update,
}

/// One edit of one row. Deleting is setting `deleted_at` ([`crate::registry::DELETED_AT`]).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Change {
    /// The entity's number.
    pub entity: u8,
    /// Insert or update.
    pub op: Op,
    /// The last change of the local transaction: groups are applied whole.
    pub group_end: bool,
    /// The row.
    pub row: RowId,
    /// How much of the server's log the device had applied when it edited.
    pub base_seq: u64,
    /// The device's clock at the edit.
    pub hlc: Hlc,
    /// Who did it (a staff row).
    pub staff: RowId,
    /// Field numbers and values, ordered by number, each at most once.
    pub fields: Vec<(u8, Value)>,
}

/// Bytes that are not a change.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
pub enum BadChange {
    /// Longer than [`MAX_CHANGE_BYTES`].
    #[error("a change has at most {MAX_CHANGE_BYTES} bytes")]
    TooLong,
    /// Not in the canonical form.
    #[error("not a change")]
    Malformed,
}

impl Change {
    /// The canonical bytes.
    ///
    /// # Errors
    /// [`BadChange::TooLong`] when the change is over the limit.
    pub fn encode(&self) -> Result<Vec<u8>, BadChange> {
        let bytes = postcard::to_allocvec(self).map_err(|_| BadChange::Malformed)?;
        if bytes.len() > MAX_CHANGE_BYTES {
            return Err(BadChange::TooLong);
        }
        Ok(bytes)
    }

    /// Reads canonical bytes. Trailing bytes, unordered or repeated fields and stretched numbers are
    /// refused, so that one change has exactly one form.
    ///
    /// # Errors
    /// [`BadChange`] for anything but canonical bytes.
    pub fn decode(bytes: &[u8]) -> Result<Self, BadChange> {
        if bytes.len() > MAX_CHANGE_BYTES {
            return Err(BadChange::TooLong);
        }
        let (change, rest): (Self, _) =
            postcard::take_from_bytes(bytes).map_err(|_| BadChange::Malformed)?;
        let ordered = change.fields.windows(2).all(|pair| pair[0].0 < pair[1].0);
        // Numbers have longer forms that read the same: only what we would write is canonical.
        let canonical = || change.encode().is_ok_and(|written| written == bytes);
        if !rest.is_empty() || !ordered || !canonical() {
            return Err(BadChange::Malformed);
        }
        Ok(change)
    }

    /// The value this change gives a field, if it touches it.
    #[must_use]
    pub fn value(&self, field: u8) -> Option<&Value> {
        self.fields
            .iter()
            .find(|(id, _)| *id == field)
            .map(|(_, value)| value)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn change() -> Change {
        Change {
            entity: 2,
            op: Op::Insert,
            group_end: true,
            row: [7; 16],
            base_seq: 300,
            hlc: crate::clock::at(1_795_276_200_000),
            staff: [9; 16],
            fields: vec![
                (1, "李䶮".into()),
                (2, "household".into()),
                (63, Value::Null),
            ],
        }
    }

    #[test]
    fn a_change_reads_back_as_itself() {
        let change = change();
        assert_eq!(Change::decode(&change.encode().unwrap()), Ok(change));
    }

    #[test]
    fn a_second_form_of_the_same_change_is_refused() {
        let mut unordered = change();
        unordered.fields.swap(0, 1);
        assert_eq!(
            Change::decode(&unordered.encode().unwrap()),
            Err(BadChange::Malformed)
        );
        let mut longer = change().encode().unwrap();
        longer.push(0);
        assert_eq!(Change::decode(&longer), Err(BadChange::Malformed));
        // 300 as a number of three bytes instead of two; it stands after 19 fixed bytes.
        let mut stretched = change().encode().unwrap();
        assert_eq!(stretched[19..21], [0xac, 0x02]);
        stretched.splice(19..21, [0xac, 0x82, 0x00]);
        assert_eq!(Change::decode(&stretched), Err(BadChange::Malformed));
    }

    #[test]
    fn cut_bytes_are_refused_at_every_length() {
        let bytes = change().encode().unwrap();
        for length in 0..bytes.len() {
            assert!(Change::decode(&bytes[..length]).is_err(), "{length}");
        }
    }
}
