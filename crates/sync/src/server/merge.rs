//! Which of two values of one field stands. Causality first, the clock only for true concurrency.

use std::collections::HashSet;

use crate::entity::{Field, Merge};
use crate::registry::DELETED_AT;
use crate::server::validate;
use crate::server::{RowState, Stamp};
use crate::value::{RowId, Value};

/// The numbers under which a row keeps the stamps of edits that no field shows.
const HIDDEN: [u8; 2] = [61, 62];

/// The edit that arrives: its stamp to be, and what its device knew.
#[derive(Debug, Clone, Copy)]
pub(super) struct Edit {
    pub(super) stamp: Stamp,
    pub(super) base_seq: u64,
}

impl Edit {
    /// Whether the device could not have known of a write: it is past its base, by someone else.
    pub(super) fn is_concurrent_with(&self, stamp: &Stamp) -> bool {
        stamp.seq > self.base_seq && stamp.device != self.stamp.device
    }

    /// Whether this edit counts as later; the device breaks ties, so that there is one answer.
    pub(super) fn is_later_than(&self, stamp: &Stamp) -> bool {
        (self.stamp.hlc, self.stamp.device) > (stamp.hlc, stamp.device)
    }
}

/// What becomes of one field of an arriving edit.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Outcome {
    /// The arriving value stands.
    pub(super) wins: bool,
    /// A person has to look at both values.
    pub(super) conflict: bool,
}

impl Outcome {
    /// Decided without a person.
    pub(super) fn quiet(wins: bool) -> Self {
        Self {
            wins,
            conflict: false,
        }
    }
}

const TAKEN: Outcome = Outcome {
    wins: true,
    conflict: false,
};

/// Decides one field against the value the row has.
///
/// # Errors
/// [`validate::IMMUTABLE`] when a field that is set once would change.
pub(super) fn field(
    field: &Field,
    held: &Value,
    last: LastWrite,
    arriving: &Value,
    edit: &Edit,
) -> Result<Outcome, &'static str> {
    if held == arriving || field.merge == Merge::Counter {
        return Ok(TAKEN);
    }
    if field.merge == Merge::Immutable {
        return if held.is_null() {
            Ok(TAKEN)
        } else {
            Err(validate::IMMUTABLE)
        };
    }
    // A field the insert left empty has been written by nobody.
    let untouched = last.with_insert && held.is_null();
    if untouched || !edit.is_concurrent_with(&last.stamp) {
        return Ok(TAKEN);
    }
    let later = edit.is_later_than(&last.stamp);
    Ok(match field.merge {
        Merge::Quiet => Outcome {
            wins: later,
            conflict: false,
        },
        Merge::FirstStays => Outcome {
            wins: false,
            conflict: true,
        },
        Merge::EarliestStays => Outcome::quiet(is_earlier(arriving, held).unwrap_or(later)),
        Merge::State(steps) => match farther(steps, held, arriving) {
            Some(wins) => Outcome {
                wins,
                conflict: false,
            },
            None => Outcome {
                wins: later,
                conflict: true,
            },
        },
        Merge::Strict(strict, lax) => Outcome {
            wins: stricter((strict, lax), held, arriving).unwrap_or(later),
            conflict: true,
        },
        Merge::LastWriter | Merge::Immutable | Merge::Counter => Outcome {
            wins: later,
            conflict: true,
        },
    })
}

/// What an edit makes of a field: its own value, or one more where edits are counted.
pub(super) fn counted(field: &Field, held: &Value, arriving: &Value) -> Value {
    match field.merge {
        Merge::Counter => held.as_int().unwrap_or(0).saturating_add(1).into(),
        _ => arriving.clone(),
    }
}

/// Whether the arriving state is farther along than the held one; `None` when neither or each can
/// be reached from the other.
pub(super) fn farther(steps: &[(&str, &str)], held: &Value, arriving: &Value) -> Option<bool> {
    let (held, arriving) = (held.as_text()?, arriving.as_text()?);
    match (
        reaches(steps, held, arriving),
        reaches(steps, arriving, held),
    ) {
        (true, false) => Some(true),
        (false, true) => Some(false),
        _ => None,
    }
}

/// Whether the arriving value is the strict one of the two; `None` when they are no such pair.
fn stricter((strict, lax): (&[&str], &[&str]), held: &Value, arriving: &Value) -> Option<bool> {
    let (held, arriving) = (held.as_text()?, arriving.as_text()?);
    match (strict.contains(&held), strict.contains(&arriving)) {
        (true, false) if lax.contains(&arriving) => Some(false),
        (false, true) if lax.contains(&held) => Some(true),
        _ => None,
    }
}

/// Whether the arriving instant is the earlier of the two; `None` when one of them is none.
fn is_earlier(arriving: &Value, held: &Value) -> Option<bool> {
    Some(arriving.as_int()? < held.as_int()?)
}

fn reaches(steps: &[(&str, &str)], from: &str, to: &str) -> bool {
    let mut seen = HashSet::from([from]);
    let mut open = vec![from];
    while let Some(state) = open.pop() {
        if state == to {
            return true;
        }
        for (_, next) in steps.iter().filter(|(start, _)| *start == state) {
            if seen.insert(next) {
                open.push(next);
            }
        }
    }
    false
}

/// Who wrote a field last.
#[derive(Debug, Clone, Copy)]
pub(super) struct LastWrite {
    pub(super) stamp: Stamp,
    /// The field was never written after the row's insert.
    pub(super) with_insert: bool,
}

impl RowState {
    /// A new row of an entity with this many fields.
    pub(super) fn new(fields: usize, created: Stamp) -> Self {
        Self {
            values: vec![Value::Null; fields],
            deleted_at: None,
            created,
            updated: created,
            field_stamps: Vec::new(),
        }
    }

    pub(super) fn last_write(&self, field: u8) -> LastWrite {
        match self
            .field_stamps
            .binary_search_by_key(&field, |(id, _)| *id)
        {
            Ok(at) => LastWrite {
                stamp: self.field_stamps[at].1,
                with_insert: false,
            },
            Err(_) => LastWrite {
                stamp: self.created,
                with_insert: true,
            },
        }
    }

    /// Every write of the row that is known: the insert, the last one of each field, and the latest
    /// ones by two devices that nothing shows any more. So whoever has not read a foreign write
    /// finds one here, even where its own later ones have taken the other's place.
    pub(super) fn known_writes(&self) -> impl Iterator<Item = &Stamp> {
        std::iter::once(&self.created).chain(self.field_stamps.iter().map(|(_, stamp)| stamp))
    }

    /// Notes who wrote a field last.
    pub(super) fn stamp(&mut self, field: u8, stamp: Stamp) {
        // A tombstone that is taken away was no edit, so it may not stand for an earlier edit of its
        // own device either: that one is kept when the tombstone comes.
        let is_tombstone = field == DELETED_AT;
        let was_edit = !is_tombstone || self.deleted_at.is_none();
        if let Some(old) = self.field_stamp(field)
            && was_edit
            && (is_tombstone || old.device != stamp.device)
        {
            self.hide(old);
        }
        self.put_stamp(field, stamp);
    }

    /// Notes an edit that no field shows: it lost, or another one has taken its place. Of two
    /// devices the latest is enough: one of them is foreign to whoever asks.
    pub(super) fn hide(&mut self, stamp: Stamp) {
        let mut hidden: Vec<Stamp> = HIDDEN
            .iter()
            .filter_map(|field| self.field_stamp(*field))
            .chain([stamp])
            .collect();
        hidden.sort_by_key(|stamp| std::cmp::Reverse(stamp.seq));
        let Some(latest) = hidden.first().copied() else {
            return;
        };
        self.put_stamp(HIDDEN[0], latest);
        let other = hidden.iter().find(|stamp| stamp.device != latest.device);
        if let Some(other) = other.copied() {
            self.put_stamp(HIDDEN[1], other);
        }
    }

    fn field_stamp(&self, field: u8) -> Option<Stamp> {
        let at = self
            .field_stamps
            .binary_search_by_key(&field, |(id, _)| *id)
            .ok()?;
        Some(self.field_stamps[at].1)
    }

    fn put_stamp(&mut self, field: u8, stamp: Stamp) {
        let at = self
            .field_stamps
            .binary_search_by_key(&field, |(id, _)| *id);
        match at {
            Ok(at) => self.field_stamps[at].1 = stamp,
            Err(_) if field < HIDDEN[0] && stamp == self.created => {}
            Err(at) => self.field_stamps.insert(at, (field, stamp)),
        }
    }

    /// The tombstone as a value.
    pub(super) fn tombstone(&self) -> Value {
        self.deleted_at.into()
    }
}

/// What becomes of a row's tombstone when an edit arrives.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Tombstone {
    /// The edit's own value stands, or it says nothing and nothing changes.
    AsSent,
    /// The edit undeletes the row without saying so: it did not know of the delete.
    Revived,
    /// The edit undeletes the row and says so, against a delete it did not know of.
    Undeleted,
    /// The edit deletes a row that others wrote meanwhile: the row stays, a person looks.
    Kept {
        /// The latest write, of the row or of what hangs on it, that the device did not know of.
        by: Stamp,
    },
    /// Deleted twice: the first one stays.
    AlreadyDeleted,
}

/// Edit beats delete, in whichever order they arrive. `edits` says whether the change sets any
/// field besides the tombstone or inserts the row; `hanging` are the writes of what hangs on it.
pub(super) fn tombstone(
    row: &RowState,
    arriving: Option<&Value>,
    edits: bool,
    edit: &Edit,
    hanging: &[Stamp],
) -> Tombstone {
    let unknown_delete = edit.is_concurrent_with(&row.last_write(DELETED_AT).stamp);
    match (row.deleted_at, arriving) {
        (Some(_), None) if edits && unknown_delete => Tombstone::Revived,
        (Some(_), Some(Value::Null)) if unknown_delete => Tombstone::Undeleted,
        (Some(held), Some(Value::Int(at))) if held != *at && unknown_delete => {
            Tombstone::AlreadyDeleted
        }
        (None, Some(Value::Int(_))) => row
            .known_writes()
            .chain(hanging)
            .filter(|stamp| edit.is_concurrent_with(stamp))
            .max_by_key(|stamp| stamp.seq)
            .map_or(Tombstone::AsSent, |by| Tombstone::Kept { by: *by }),
        _ => Tombstone::AsSent,
    }
}

/// Whether the server itself wrote the row past what the edit's device knew.
pub(super) fn server_wrote_since(row: &RowState, server: &RowId, edit: &Edit) -> bool {
    row.known_writes()
        .any(|stamp| stamp.device == *server && stamp.seq > edit.base_seq)
}
