//! Turns a server's answer into the writes of one transaction.

use std::collections::{BTreeMap, HashMap, HashSet};

use thiserror::Error;

use crate::change::{Change, Op};
use crate::clock;
use crate::entity::Kind;
use crate::hash::{self, Hash};
use crate::message::{Done, Entry, Epoch, Refused};
use crate::registry::{self, DELETED_AT};
use crate::server::{MALFORMED, RowKey};
use crate::value::{RowId, Value};

use super::{ApplyPlan, Cursor, Meta, Own, Parked, Pending, RowWrite};

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
        Entry::Other { change, .. } | Entry::OwnMerged { change, .. } => key(change),
        Entry::OwnAsSent { dseq, .. } => key(&own(*dseq)?),
    });
    let refused = done.refused.iter().filter_map(|r| key(&own(r.dseq)?));
    let keys: HashSet<RowKey> = entries.chain(refused).collect();
    keys.into_iter().collect()
}

/// Plans one answer. Applying the same answer again, or an older one late, gives a plan without
/// effects.
///
/// # Errors
/// [`ClientError`]; nothing may be written then, and the cursor stays.
pub fn plan_apply(
    own: &Own,
    cursor: &Cursor,
    done: &Done,
    pending: &[Pending],
) -> Result<ApplyPlan, ClientError> {
    if cursor.epoch.is_some_and(|epoch| epoch != done.epoch) {
        return Err(ClientError::OtherEpoch { epoch: done.epoch });
    }
    if done.last_dseq > own.last_dseq {
        return Err(ClientError::Fork {
            dseq: done.last_dseq,
        });
    }
    let entries = read_entries(own, cursor, done, pending)?;
    let log_hash = verify(cursor, done, &entries)?;
    // A late answer names own changes that were seen before: they are not on top of the log.
    let settled: HashSet<u64> = done
        .entries
        .iter()
        .filter(|entry| entry.seq() <= cursor.seq)
        .filter_map(Entry::dseq)
        .collect();
    let mut applier = Applier {
        own: *own,
        pending: pending
            .iter()
            .filter(|pending| !settled.contains(&pending.dseq))
            .map(|p| (p.dseq, Change::decode(&p.change).ok()))
            .collect(),
        by_row: HashMap::new(),
        plan: ApplyPlan {
            removals: Vec::new(),
            writes: Vec::new(),
            confirmed: Vec::new(),
            acknowledged_dseq: done.last_dseq,
            parked: Vec::new(),
            cursor: Cursor {
                epoch: Some(done.epoch),
                seq: entries.last().map_or(cursor.seq, |entry| entry.seq),
                log_hash,
            },
            more: false,
            latest_hlc: 0,
            rewrite_to: own.rewrite_to,
        },
    };
    applier.plan.more = applier.plan.cursor.seq < done.head_seq;
    applier.index();
    applier.refusals(&done.refused);
    for entry in &entries {
        applier.entry(entry, done.server_now_at);
    }
    Ok(applier.plan)
}

/// An entry past the cursor with the bytes the log holds for it.
struct Read<'d> {
    seq: u64,
    device: RowId,
    /// The number on this device, for own changes.
    dseq: Option<u64>,
    bytes: &'d [u8],
    change: Change,
    /// The standing values of fields that lost, and what was taken in part.
    lost: &'d [(u8, Value)],
    as_sent: bool,
}

fn read_entries<'d>(
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
        };
        read.push(Read {
            seq,
            device,
            dseq,
            bytes,
            change: Change::decode(bytes).map_err(|_| ClientError::BadEntry { seq })?,
            lost,
            as_sent: matches!(entry, Entry::OwnAsSent { .. }),
        });
    }
    Ok(read)
}

/// Checks that the entries continue the log at the cursor without a gap and as the server hashed
/// them; gives the chain after the last one.
fn verify(cursor: &Cursor, done: &Done, entries: &[Read<'_>]) -> Result<Hash, ClientError> {
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

struct Applier {
    own: Own,
    /// Own changes not yet seen in the log, by their number.
    pending: BTreeMap<u64, Option<Change>>,
    /// Their numbers by row.
    by_row: HashMap<RowKey, Vec<u64>>,
    plan: ApplyPlan,
}

impl Applier {
    fn index(&mut self) {
        for (dseq, change) in &self.pending {
            if let Some(change) = change {
                let key = (change.entity, change.row);
                self.by_row.entry(key).or_default().push(*dseq);
            }
        }
    }

    /// Takes an own change off the list of those still on top of the log.
    fn settle(&mut self, dseq: u64) -> Option<Change> {
        let change = self.pending.remove(&dseq)??;
        if let Some(on_row) = self.by_row.get_mut(&(change.entity, change.row)) {
            on_row.retain(|other| *other != dseq);
        }
        Some(change)
    }

    /// Own changes still on top of a row, later than this number. Those that will be written again
    /// when they are seen in the log do not count.
    fn on_top(&self, key: &RowKey, after: u64) -> impl Iterator<Item = &Change> {
        let on_row = self.by_row.get(key).map_or([].as_slice(), Vec::as_slice);
        let first = after.max(self.plan.rewrite_to);
        on_row
            .iter()
            .filter(move |dseq| **dseq > first)
            .filter_map(|dseq| self.pending.get(dseq)?.as_ref())
    }

    /// Keeps the fields that may be written: known ones without a later own edit on top.
    fn visible(
        &self,
        key: &RowKey,
        fields: impl IntoIterator<Item = (u8, Value)>,
        after: u64,
    ) -> Vec<(u8, Value)> {
        let Some(entity) = registry::entity_by_id(key.0) else {
            return Vec::new();
        };
        fields
            .into_iter()
            .filter(|(id, _)| *id == DELETED_AT || entity.field_by_id(*id).is_some())
            .filter(|(id, _)| self.on_top(key, after).all(|own| own.value(*id).is_none()))
            .collect()
    }

    fn write(&mut self, write: RowWrite) {
        if write.insert || !write.fields.is_empty() || write.meta.is_some() {
            self.plan.writes.push(write);
        }
    }

    /// Parks refused changes and puts back what the server holds.
    fn refusals(&mut self, refused: &[Refused]) {
        let mut parked: Vec<(&Refused, Option<Change>)> = refused
            .iter()
            .filter(|refused| self.pending.contains_key(&refused.dseq))
            .map(|refused| (refused, None))
            .collect();
        parked.sort_by_key(|(refused, _)| refused.dseq);
        for (refused, change) in &mut parked {
            *change = self.settle(refused.dseq);
        }
        let gone: Vec<RowKey> = parked
            .iter()
            .filter_map(|(refused, change)| lost_row(refused, change.as_ref()))
            .collect();
        if !gone.is_empty() {
            self.remove(gone);
        }
        for (refused, change) in parked {
            let key = change.as_ref().map_or((0, [0; 16]), |c| (c.entity, c.row));
            if let Some(current) = &refused.current {
                let fields = self.visible(&key, current.iter().cloned(), refused.dseq);
                self.write(RowWrite {
                    key,
                    insert: false,
                    fields,
                    meta: None,
                });
            }
            self.plan.parked.push(Parked {
                dseq: refused.dseq,
                code: refused.code.clone(),
                key,
                remove_row: lost_row(refused, change.as_ref()).is_some(),
            });
        }
    }

    /// Takes rows off the screen that the server does not have, with the unsent rows that need
    /// them; unsent references to them are emptied. Own changes up to now are written again when
    /// they are seen in the log, so nothing has to be remembered of what was hidden.
    fn remove(&mut self, gone: Vec<RowKey>) {
        self.plan.rewrite_to = self.plan.rewrite_to.max(self.own.last_dseq);
        let mut removed: HashSet<RowKey> = gone.into_iter().collect();
        let mut detached = Vec::new();
        // An own change refers only to rows that were made before it.
        for change in self.pending.values().flatten() {
            let key = (change.entity, change.row);
            for (id, required) in references(change, &removed) {
                if required && change.op == Op::Insert {
                    removed.insert(key);
                } else if !required {
                    detached.push((key, id));
                }
            }
        }
        for (key, id) in detached {
            if !removed.contains(&key) {
                self.plan.writes.push(RowWrite {
                    key,
                    insert: false,
                    fields: vec![(id, Value::Null)],
                    meta: None,
                });
            }
        }
        self.plan.removals = removed.into_iter().collect();
        let rank = |key: &RowKey| {
            registry::ENTITIES
                .iter()
                .position(|entity| entity.id == key.0)
        };
        self.plan
            .removals
            .sort_by_key(|key| (std::cmp::Reverse(rank(key)), key.1));
    }

    fn entry(&mut self, entry: &Read<'_>, server_now_at: i64) {
        let key = (entry.change.entity, entry.change.row);
        let seen = clock::effective(entry.change.hlc, server_now_at);
        self.plan.latest_hlc = self.plan.latest_hlc.max(seen);
        let sent = entry.dseq.and_then(|dseq| {
            self.plan.confirmed.push((dseq, entry.seq));
            self.settle(dseq)
        });
        // A change that is on the screen already is not written again.
        let shown = sent.filter(|_| entry.dseq > Some(self.plan.rewrite_to));
        if shown.is_some() && entry.as_sent {
            return;
        }
        let insert = shown.is_none() && entry.change.op == Op::Insert;
        let meta = shown.is_none() && self.on_top(&key, 0).next().is_none();
        let merged = entry.change.fields.iter();
        let fields = merged
            .filter(|(id, value)| {
                shown
                    .as_ref()
                    .is_none_or(|own| own.value(*id) != Some(value))
            })
            .chain(entry.lost)
            .cloned();
        let fields = self.visible(&key, fields, 0);
        if registry::entity_by_id(key.0).is_none() {
            return;
        }
        self.write(RowWrite {
            key,
            insert,
            fields,
            meta: meta.then_some(Meta {
                at: clock::millis(entry.change.hlc),
                staff: entry.change.staff,
                device: entry.device,
            }),
        });
    }
}

/// The row that has to go with a refused change: one the server does not have. Of a change it
/// could not read the server cannot say.
fn lost_row(refused: &Refused, change: Option<&Change>) -> Option<RowKey> {
    let change = change.filter(|_| refused.current.is_none() && refused.code != MALFORMED)?;
    Some((change.entity, change.row))
}

/// The fields of a change that refer to one of these rows, and whether a row needs them.
fn references(change: &Change, rows: &HashSet<RowKey>) -> Vec<(u8, bool)> {
    let Some(entity) = registry::entity_by_id(change.entity) else {
        return Vec::new();
    };
    let fields = change.fields.iter().filter_map(|(id, value)| {
        let (_, field) = entity.field_by_id(*id)?;
        let Kind::Ref(parent) = field.kind else {
            return None;
        };
        let key = (registry::entity(parent)?.id, value.as_id()?);
        rows.contains(&key).then_some((*id, field.required))
    });
    fields.collect()
}
