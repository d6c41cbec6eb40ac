//! Turns a server's answer into the writes of one transaction.

use std::collections::{BTreeMap, HashMap, HashSet};

use crate::change::{Change, Op};
use crate::clock;
use crate::entity::Kind;
use crate::message::{Done, Entry, Refused};
use crate::registry::{self, DELETED_AT};
use crate::server::{MALFORMED, RowKey};
use crate::value::Value;

use super::read::{ClientError, Read, read_entries, verify};
use super::recover::rebase;
use super::{ApplyPlan, Cursor, Meta, Own, Parked, Pending, RowWrite};

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
            latest_hlc: clock::effective(own.latest_hlc, done.server_now_at),
            rewrite_to: own.rewrite_to,
            rebased: Vec::new(),
        },
    };
    applier.plan.more = applier.plan.cursor.seq < done.head_seq;
    applier.index();
    applier.refusals(&done.refused);
    for entry in &entries {
        applier.entry(entry, done.server_now_at);
    }
    if own.recover_to > cursor.seq {
        applier.plan.rebased = rebase(cursor.seq, &entries, &applier.pending);
    }
    Ok(applier.plan)
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
                at: clock::millis(seen),
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
