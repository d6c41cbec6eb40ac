//! Turns new changes into rows to write, log entries and refusals, group by group.

use std::collections::{HashMap, HashSet};

use crate::change::Change;
use crate::clock;
use crate::entity::{Class, Entity, Kind, Owner};
use crate::hash::{self, Hash};
use crate::message::Refused;
use crate::registry::{self, DELETED_AT};
use crate::server::conflict::{self, Conflict};
use crate::server::merge::Edit;
use crate::server::row::{self, Merged};
use crate::server::validate;
use crate::server::{
    DeviceState, Incoming, Loaded, LogEntry, PushPlan, RejectedChange, RowKey, RowState, SERVER,
    Stamp, conflict_id,
};
use crate::value::{RowId, Value};

/// The rows the new changes touch or refer to. A store loads them, then asks [`needs_conflicts`].
#[must_use]
pub fn needs(changes: &[Incoming]) -> Vec<RowKey> {
    let mut keys = HashSet::new();
    for change in changes.iter().flat_map(|incoming| &incoming.change) {
        keys.insert((change.entity, change.row));
        if let Some(entity) = registry::entity_by_id(change.entity) {
            keys.extend(references(entity, change));
        }
    }
    keys.into_iter().collect()
}

/// The conflict rows that merging these changes into the loaded rows may write. Load them into the
/// same [`Loaded`] before [`plan_push`]. Mostly empty.
#[must_use]
pub fn needs_conflicts(device: &RowId, changes: &[Incoming], loaded: &Loaded) -> Vec<RowKey> {
    let mut keys = HashSet::new();
    for change in changes.iter().flat_map(|incoming| &incoming.change) {
        let Some(row) = loaded.get(&(change.entity, change.row)) else {
            continue;
        };
        let touched = change.fields.iter().map(|(id, _)| *id).chain([DELETED_AT]);
        for field in touched {
            for stamp in row.standing_writes() {
                if stamp.seq > change.base_seq && stamp.device != *device {
                    for loser in [device, &stamp.device] {
                        let id = conflict_id(change.entity, &change.row, field, loser);
                        keys.insert((conflict::ENTITY, id));
                    }
                }
            }
        }
    }
    keys.into_iter().collect()
}

/// The rows that must exist for a change, by its checked references.
fn references<'c>(
    entity: &'static Entity,
    change: &'c Change,
) -> impl Iterator<Item = RowKey> + 'c {
    change.fields.iter().filter_map(|(id, value)| {
        let (_, field) = entity.field_by_id(*id)?;
        let Kind::Ref(parent) = field.kind else {
            return None;
        };
        Some((registry::entity(parent)?.id, value.as_id()?))
    })
}

/// Plans a push: every group is taken whole or refused whole, and a refused one blocks nothing.
///
/// `head` is the log's last number and its chain there. `new` comes from
/// [`crate::server::check_push`], `loaded` holds what [`needs`] and [`needs_conflicts`] asked for.
#[must_use]
pub fn plan_push(
    head: (u64, Hash),
    device: DeviceState,
    new: Vec<Incoming>,
    loaded: Loaded,
    server_now_at: i64,
) -> PushPlan {
    let mut planner = Planner {
        now_at: server_now_at,
        seq: head.0,
        log_hash: head.1,
        device,
        rows: loaded,
        written: HashSet::new(),
        log: Vec::with_capacity(new.len()),
        rejected: Vec::new(),
    };
    let mut group = Vec::new();
    for incoming in new {
        let ends = matches!(&incoming.change, Ok(change) if change.group_end);
        group.push(incoming);
        if ends {
            planner.group(std::mem::take(&mut group));
        }
    }
    if !group.is_empty() {
        planner.group(group);
    }
    planner.finish()
}

struct Planner {
    now_at: i64,
    seq: u64,
    log_hash: Hash,
    device: DeviceState,
    rows: HashMap<RowKey, RowState>,
    written: HashSet<RowKey>,
    log: Vec<LogEntry>,
    rejected: Vec<RejectedChange>,
}

/// A group being tried: what to log, and what to put back if one of its changes is refused.
#[derive(Default)]
struct Trial {
    merged: Vec<Merged>,
    conflicts: Vec<Conflict>,
    before: Vec<(RowKey, Option<RowState>)>,
}

impl Planner {
    fn group(&mut self, group: Vec<Incoming>) {
        for incoming in &group {
            self.device.last_dseq = incoming.dseq;
            self.device.chain = hash::chain(&self.device.chain, &incoming.bytes);
        }
        match self.try_group(&group) {
            Ok(trial) => self.take_group(group, trial),
            Err((culprit, code)) => self.refuse_group(group, culprit, code),
        }
    }

    /// Merges a group into the rows. On a refusal the rows are as before.
    fn try_group(&mut self, group: &[Incoming]) -> Result<Trial, (u64, &'static str)> {
        let mut trial = Trial::default();
        for (seq, incoming) in (self.seq + 1..).zip(group) {
            let merged = match &incoming.change {
                Ok(change) => self.merge(change, seq, &mut trial),
                Err(_) => Err(validate::MALFORMED),
            };
            match merged {
                Ok(merged) => trial.merged.push(merged),
                Err(code) => {
                    for (key, before) in trial.before.into_iter().rev() {
                        match before {
                            Some(row) => self.rows.insert(key, row),
                            None => self.rows.remove(&key),
                        };
                    }
                    return Err((incoming.dseq, code));
                }
            }
        }
        Ok(trial)
    }

    fn take_group(&mut self, group: Vec<Incoming>, trial: Trial) {
        let first = self.log.len();
        for (incoming, merged) in group.into_iter().zip(trial.merged) {
            self.written.insert(merged.key);
            let as_sent = merged.lost.is_empty() && !merged.revived;
            let change = match incoming.change {
                Ok(change) if !as_sent => reencode(change, &merged, &incoming.bytes),
                _ => incoming.bytes,
            };
            self.append(LogEntry {
                seq: 0,
                device: self.device.id,
                dseq: incoming.dseq,
                group_end: false,
                key: merged.key,
                change,
                as_sent,
                lost: merged.lost,
                log_hash: self.log_hash,
            });
        }
        self.write_conflicts(trial.conflicts);
        if let Some(last) = self.log[first..].last_mut() {
            last.group_end = true;
        }
    }

    /// Gives an entry its place in the log.
    fn append(&mut self, entry: LogEntry) {
        self.seq += 1;
        self.log_hash = hash::log_chain(&self.log_hash, self.seq, &entry.change);
        self.log.push(LogEntry {
            seq: self.seq,
            log_hash: self.log_hash,
            ..entry
        });
    }

    /// Writes conflicts as changes of the server, in the group of the edit that met them.
    fn write_conflicts(&mut self, conflicts: Vec<Conflict>) {
        for conflict in conflicts {
            let key = conflict.key();
            let held = self.rows.get(&key);
            let Some(change) = conflict.change(held, self.now_at, self.seq) else {
                continue;
            };
            let Ok(bytes) = change.encode() else {
                // Two values of at most 10,000 characters fit in a change by a wide margin.
                continue;
            };
            let stamp = Stamp {
                seq: self.seq + 1,
                device: SERVER,
                hlc: change.hlc,
                staff: SERVER,
            };
            let row = self
                .rows
                .entry(key)
                .or_insert_with(|| RowState::new(14, stamp));
            for (id, value) in change.fields {
                row.values[usize::from(id) - 1] = value;
                row.stamp(id, stamp);
            }
            row.updated = stamp;
            self.written.insert(key);
            self.append(LogEntry {
                seq: 0,
                device: SERVER,
                dseq: 0,
                group_end: false,
                key,
                change: bytes,
                as_sent: false,
                lost: Vec::new(),
                log_hash: self.log_hash,
            });
        }
    }

    fn refuse_group(&mut self, group: Vec<Incoming>, culprit: u64, code: &'static str) {
        for incoming in group {
            let code = match &incoming.change {
                Err(_) => validate::MALFORMED,
                Ok(_) if incoming.dseq == culprit => code,
                Ok(_) => validate::GROUP_REFUSED,
            };
            self.rejected.push(RejectedChange {
                dseq: incoming.dseq,
                answer: Refused {
                    dseq: incoming.dseq,
                    code: code.to_owned(),
                    current: incoming.change.ok().and_then(|change| self.held(&change)),
                },
                change: incoming.bytes,
            });
        }
    }

    /// What the server holds for the fields a change touches.
    fn held(&self, change: &Change) -> Option<Vec<(u8, Value)>> {
        let row = self.rows.get(&(change.entity, change.row))?;
        let entity = registry::entity_by_id(change.entity)?;
        let fields = change.fields.iter().filter_map(|(id, _)| {
            if *id == DELETED_AT {
                return Some((*id, row.tombstone()));
            }
            let (at, _) = entity.field_by_id(*id)?;
            Some((*id, row.values[at].clone()))
        });
        Some(fields.collect())
    }

    fn merge(
        &mut self,
        change: &Change,
        seq: u64,
        trial: &mut Trial,
    ) -> Result<Merged, &'static str> {
        let entity = registry::entity_by_id(change.entity).ok_or(validate::UNKNOWN_ENTITY)?;
        validate::values(entity, change)?;
        if !references(entity, change).all(|parent| self.rows.contains_key(&parent)) {
            return Err(validate::UNKNOWN_PARENT);
        }
        let edit = Edit {
            stamp: Stamp {
                seq,
                device: self.device.id,
                hlc: clock::effective(change.hlc, self.now_at),
                staff: change.staff,
            },
            base_seq: change.base_seq,
        };
        let key = (change.entity, change.row);
        let before = self.rows.get(&key);
        let (row, merged) = match (entity.owner, entity.class, before) {
            (Owner::Server, _, row) => row::decide(entity, change, &edit, row)?,
            (Owner::Dealer, class, None) => row::insert(entity, class, change, &edit)?,
            (Owner::Dealer, Class::AppendOnly, Some(row)) => row::repeat(entity, change, row)?,
            (Owner::Dealer, Class::Editable, Some(row)) => {
                row::edit_row(entity, change, &edit, row, &mut trial.conflicts)?
            }
        };
        trial.before.push((key, self.rows.insert(key, row)));
        Ok(Merged { key, ..merged })
    }

    fn finish(self) -> PushPlan {
        let mut rows = self.rows;
        let mut written: Vec<_> = self
            .written
            .into_iter()
            .filter_map(|key| Some((registry::entity_by_id(key.0)?, key.1, rows.remove(&key)?)))
            .collect();
        // References point to entities that stand earlier in the registry.
        let rank = |entity: &Entity| registry::ENTITIES.iter().position(|other| other == entity);
        written.sort_by_cached_key(|(entity, id, _)| (rank(entity), *id));
        PushPlan {
            rows: written,
            log: self.log,
            rejected: self.rejected,
            device: self.device,
            head_seq: self.seq,
            log_hash: self.log_hash,
        }
    }
}

/// The bytes of a change as merged.
fn reencode(mut change: Change, merged: &Merged, sent: &[u8]) -> Vec<u8> {
    change
        .fields
        .retain(|(id, _)| merged.lost.iter().all(|(lost, _)| lost != id));
    if merged.revived {
        let at = change.fields.partition_point(|(id, _)| *id < DELETED_AT);
        change.fields.insert(at, (DELETED_AT, Value::Null));
    }
    // It was read from bytes within the limit and grew by one empty field at most.
    change.encode().unwrap_or_else(|_| sent.to_vec())
}
