//! A device under a new identity: which of its unsent changes the log has already, what they knew,
//! and their new numbers.

use std::collections::{BTreeMap, HashMap};

use crate::change::{Change, Op};
use crate::clock::Hlc;
use crate::hash::{self, CHAIN_START, Hash};
use crate::registry::DELETED_AT;
use crate::server::RowKey;
use crate::value::{RowId, Value};

use super::read::Read;
use super::{Cursor, Own, Pending};

/// What stays the same of a change whatever becomes of it: its row, what it does, when and by whom.
type Mark = (RowKey, Op, Hlc, RowId);

fn mark(change: &Change) -> Mark {
    let key = (change.entity, change.row);
    (key, change.op, change.hlc, change.staff)
}

/// The unsent changes of a device that recovers, to be found again in the log.
pub(super) struct Unsent(HashMap<Mark, Vec<(u64, Change)>>);

impl Unsent {
    pub(super) fn of(own: &Own, cursor: &Cursor, pending: &[Pending]) -> Self {
        let mut unsent: HashMap<Mark, Vec<(u64, Change)>> = HashMap::new();
        if own.recover_to > cursor.seq {
            for pending in pending {
                if let Ok(change) = Change::decode(&pending.change) {
                    let same = unsent.entry(mark(&change)).or_default();
                    same.push((pending.dseq, change));
                }
            }
        }
        Self(unsent)
    }

    /// The number of the unsent change that this change of the log is, and whether it was taken as
    /// it was sent.
    pub(super) fn take(&mut self, merged: &Change, lost: &[(u8, Value)]) -> Option<(u64, bool)> {
        let same = self.0.get_mut(&mark(merged))?;
        let at = same
            .iter()
            .position(|(_, sent)| became(sent, merged, lost))?;
        let (dseq, sent) = same.remove(at);
        Some((dseq, sent.fields == merged.fields && lost.is_empty()))
    }
}

/// Whether a change that was sent may have become this one: every field stands or has lost, and
/// nothing was added but that the row lives again.
fn became(sent: &Change, merged: &Change, lost: &[(u8, Value)]) -> bool {
    let stands = |id: u8| merged.value(id).is_some() || lost.iter().any(|(other, _)| *other == id);
    let known = |(id, value): &(u8, Value)| {
        sent.value(*id) == Some(value) || (*id == DELETED_AT && value.is_null())
    };
    sent.fields.iter().all(|(id, _)| stands(*id)) && merged.fields.iter().all(known)
}

/// Up to where the changes still unsent count as made, after a page: as long as the log holds on
/// their row nothing but what this device had made before them, they knew all of it. A change that
/// was left behind by an earlier page stays there.
pub(super) fn rebase(
    from: u64,
    entries: &[Read<'_>],
    pending: &BTreeMap<u64, Option<Change>>,
) -> Vec<(u64, u64)> {
    let Some(end) = entries.last().map(|entry| entry.seq) else {
        return Vec::new();
    };
    let mut by_row: HashMap<RowKey, Vec<(u64, Option<u64>)>> = HashMap::new();
    for entry in entries {
        let key = (entry.change.entity, entry.change.row);
        by_row.entry(key).or_default().push((entry.seq, entry.dseq));
    }
    let mut rebased = Vec::new();
    for (dseq, change) in pending {
        let Some(change) = change.as_ref().filter(|change| change.base_seq >= from) else {
            continue;
        };
        let on_row = by_row.get(&(change.entity, change.row));
        let mut on_row = on_row.into_iter().flatten();
        let unknown = on_row.find(|(_, own)| own.is_none_or(|own| own > *dseq));
        let to = unknown.map_or(end, |(seq, _)| seq - 1);
        if to > change.base_seq {
            rebased.push((*dseq, to));
        }
    }
    rebased
}

/// An own change under its new number: its place in the list, from 1.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Renumbered {
    /// The number it had.
    pub was: u64,
    /// Canonical bytes.
    pub change: Vec<u8>,
    /// Whether it ends its group.
    pub group_end: bool,
    /// The device's chain after it.
    pub chain: Hash,
}

/// Numbers what a device has not seen in the log anew, from 1 and with a chain of its own: for its
/// first push under a new identity. `unsent` is in the order of the old numbers; changes in
/// `rebased` ([`super::ApplyPlan::rebased`]) know the log up to there. Where what followed is gone,
/// a group ends.
#[must_use]
pub fn renumber(unsent: &[Pending], rebased: &[(u64, u64)]) -> Vec<Renumbered> {
    let rebased: HashMap<u64, u64> = rebased.iter().copied().collect();
    let mut chain = CHAIN_START;
    let mut renumbered = Vec::with_capacity(unsent.len());
    for (at, pending) in unsent.iter().enumerate() {
        let next = unsent.get(at + 1).map(|next| next.dseq);
        let cut = next != Some(pending.dseq + 1);
        let (change, group_end) = rewritten(pending, rebased.get(&pending.dseq).copied(), cut);
        chain = hash::chain(&chain, &change);
        renumbered.push(Renumbered {
            was: pending.dseq,
            change,
            group_end,
            chain,
        });
    }
    renumbered
}

/// The bytes of a change with what it knows and its group's end, as they are to be sent.
fn rewritten(pending: &Pending, base_seq: Option<u64>, cut: bool) -> (Vec<u8>, bool) {
    let Ok(mut change) = Change::decode(&pending.change) else {
        return (pending.change.clone(), cut);
    };
    change.base_seq = base_seq.unwrap_or(change.base_seq);
    change.group_end |= cut;
    let group_end = change.group_end;
    // A larger number takes a few bytes more: a change at the very limit keeps what it knew.
    let bytes = change.encode().unwrap_or_else(|_| pending.change.clone());
    (bytes, group_end)
}
