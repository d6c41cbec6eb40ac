//! Turns new changes into rows to write, log entries and refusals, group by group.

use std::collections::{HashMap, HashSet};

use crate::change::Change;
use crate::change::Op;
use crate::clock;
use crate::entity::{Class, Entity, Merge, Owner};
use crate::hash::{self, Hash};
use crate::message::Refused;
use crate::registry::{self, DELETED_AT, DELETED_FIELD};
use crate::server::conflict::{Conflict, Side};
use crate::server::load::{hangs, references};
use crate::server::merge::Edit;
use crate::server::row::{self, Merged};
use crate::server::validate;
use crate::server::{
    DeviceState, Incoming, Loaded, LogEntry, PushPlan, RejectedChange, RowKey, RowState, SERVER,
    Stamp,
};
use crate::value::{RowId, Value};

/// Plans a push: every group is taken whole or refused whole, and a refused one blocks nothing.
///
/// `head` is the log's last number and its chain there. `new` comes from
/// [`crate::server::check_push`], `loaded` from [`crate::server::load_for`].
#[must_use]
pub fn plan_push(
    head: (u64, Hash),
    device: DeviceState,
    new: Vec<Incoming>,
    loaded: Loaded,
    server_now_at: i64,
) -> PushPlan {
    let mut hanging: HashMap<RowKey, Vec<RowKey>> = HashMap::new();
    for (key, row) in &loaded {
        for (_, holder) in hangs(*key, row) {
            hanging.entry(holder).or_default().push(*key);
        }
    }
    let mut planner = Planner {
        hanging,
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

/// A change headquarters makes of a row of its own at a dealer: a certificate it gives or suspends.
#[derive(Debug, Clone, PartialEq)]
pub struct OwnChange {
    /// The entity, one of [`Owner::Server`].
    pub entity: &'static Entity,
    /// The row; it is made if there is none.
    pub row: RowId,
    /// Field numbers and values.
    pub fields: Vec<(u8, Value)>,
}

impl OwnChange {
    fn change(&self, is_new: bool, base_seq: u64, now_at: i64) -> Change {
        let mut fields = self.fields.clone();
        fields.sort_by_key(|(id, _)| *id);
        Change {
            entity: self.entity.id,
            op: if is_new { Op::Insert } else { Op::Update },
            group_end: true,
            row: self.row,
            base_seq,
            hlc: clock::at(now_at),
            staff: SERVER,
            fields,
        }
    }

    /// The rows [`plan_own`] has to see.
    #[must_use]
    pub fn keys(&self) -> Vec<RowKey> {
        let change = self.change(true, 0, 0);
        let own = (self.entity.id, self.row);
        std::iter::once(own)
            .chain(references(self.entity, &change))
            .collect()
    }
}

/// Whether a change would give a field another value that is set once and is set.
fn changes_what_is_set(entity: &Entity, row: &RowState, change: &Change) -> bool {
    change.fields.iter().any(|(id, value)| {
        entity.field_by_id(*id).is_some_and(|(at, field)| {
            let held = row.values.get(at).unwrap_or(&Value::Null);
            field.merge == Merge::Immutable && !held.is_null() && held != value
        })
    })
}

/// Plans a change of headquarters' own: it takes its place in the dealer's log and reaches every PC
/// like any other.
///
/// # Errors
/// A refusal code: the entity is not headquarters', a value does not fit its field, something
/// required is missing, something that is set once would change, or a row it refers to does not
/// exist.
pub fn plan_own(
    head: (u64, Hash),
    loaded: Loaded,
    own: &OwnChange,
    server_now_at: i64,
) -> Result<PushPlan, &'static str> {
    let key = (own.entity.id, own.row);
    let is_new = !loaded.contains_key(&key);
    let change = own.change(is_new, head.0, server_now_at);
    if own.entity.owner != Owner::Server {
        return Err(validate::NOT_YOURS);
    }
    validate::values(own.entity, &change)?;
    match loaded.get(&key) {
        None => validate::complete(own.entity, &change)?,
        // What is set once is set once for headquarters too: the second of two decisions is refused.
        Some(row) if changes_what_is_set(own.entity, row, &change) => {
            return Err(validate::IMMUTABLE);
        }
        Some(_) => {}
    }
    if !references(own.entity, &change).all(|parent| loaded.contains_key(&parent)) {
        return Err(validate::UNKNOWN_PARENT);
    }
    let mut planner = Planner {
        now_at: server_now_at,
        seq: head.0,
        log_hash: head.1,
        device: DeviceState {
            id: SERVER,
            last_dseq: 0,
            chain: hash::CHAIN_START,
        },
        rows: loaded,
        hanging: HashMap::new(),
        written: HashSet::new(),
        log: Vec::new(),
        rejected: Vec::new(),
    };
    let bytes = change.encode().map_err(|_| validate::BAD_VALUE)?;
    planner.write_own(own.entity, change, bytes);
    if let Some(last) = planner.log.last_mut() {
        last.group_end = true;
    }
    Ok(planner.finish())
}

struct Planner {
    now_at: i64,
    seq: u64,
    log_hash: Hash,
    device: DeviceState,
    rows: HashMap<RowKey, RowState>,
    /// Rows by what they hang on, or once hung on.
    hanging: HashMap<RowKey, Vec<RowKey>>,
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
        let mut seq = self.seq;
        for incoming in group {
            seq += 1;
            let merged = match &incoming.change {
                Ok(change) => self.merge(change, seq, &mut trial),
                Err(_) => Err(validate::MALFORMED),
            };
            match merged {
                Ok(merged) => {
                    seq += merged.brings_back.len() as u64;
                    trial.merged.push(merged);
                }
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
            let as_sent = merged.lost.is_empty() && merged.counted.is_empty() && !merged.revived;
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
            self.write_revived(merged.brings_back);
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

    /// Tells the rows that came back as changes of the server, right after the one that
    /// brought them back.
    fn write_revived(&mut self, revived: Vec<RowKey>) {
        for key in revived {
            let change = Change {
                entity: key.0,
                op: Op::Update,
                group_end: true,
                row: key.1,
                base_seq: self.seq,
                hlc: clock::at(self.now_at),
                staff: SERVER,
                fields: vec![(DELETED_AT, Value::Null)],
            };
            // A change of one empty field is far within the limit.
            if let Ok(bytes) = change.encode() {
                self.append_own(key, bytes);
            }
        }
    }

    /// Gives a change of the server its place in the log.
    fn append_own(&mut self, key: RowKey, change: Vec<u8>) {
        self.written.insert(key);
        self.append(LogEntry {
            seq: 0,
            device: SERVER,
            dseq: 0,
            group_end: false,
            key,
            change,
            as_sent: false,
            lost: Vec::new(),
            log_hash: self.log_hash,
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
            if let Some(entity) = registry::entity_by_id(change.entity) {
                self.write_own(entity, change, bytes);
            }
        }
    }

    /// Lays a change of the server over its row and gives it its place in the log.
    fn write_own(&mut self, entity: &'static Entity, change: Change, bytes: Vec<u8>) {
        let key = (change.entity, change.row);
        let stamp = Stamp {
            seq: self.seq + 1,
            device: SERVER,
            hlc: change.hlc,
            staff: SERVER,
        };
        let row = self
            .rows
            .entry(key)
            .or_insert_with(|| RowState::new(entity.fields.len(), stamp));
        for (id, value) in change.fields {
            if let Some((at, _)) = entity.field_by_id(id) {
                row.values[at] = value;
                row.stamp(id, stamp);
            }
        }
        row.updated = stamp;
        self.append_own(key, bytes);
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
                    current: incoming.change.ok().and_then(|change| {
                        let row = self.rows.get(&(change.entity, change.row))?;
                        held(&change, row)
                    }),
                },
                change: incoming.bytes,
            });
        }
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
        let writes = self.writes_of_hanging(key, change);
        let before = self.rows.get(&key);
        let (row, merged) = match (entity.owner, entity.class, before) {
            (Owner::Server, _, row) => row::decide(entity, change, &edit, row)?,
            (Owner::Dealer, class, None) => row::insert(entity, class, change, &edit)?,
            (Owner::Dealer, Class::AppendOnly, Some(row)) => row::repeat(entity, change, row)?,
            (Owner::Dealer, Class::Editable, Some(row)) => {
                row::edit_row(entity, change, &edit, row, &writes, &mut trial.conflicts)?
            }
        };
        let deletes = change.value(DELETED_AT).is_some_and(|at| !at.is_null());
        let only_deletes = deletes && change.op == Op::Update && change.fields.len() == 1;
        let needed = if !only_deletes && entity.owner == Owner::Dealer && row.deleted_at.is_none() {
            needed_by(key, change, &row)
        } else {
            Vec::new()
        };
        for (_, holder) in hangs(key, &row) {
            self.hanging.entry(holder).or_default().push(key);
        }
        trial.before.push((key, self.rows.insert(key, row)));
        let mut brings_back = Vec::new();
        for holder in needed {
            self.revive(holder, &edit, trial, &mut brings_back);
        }
        Ok(Merged {
            key,
            brings_back,
            ..merged
        })
    }

    /// The writes that keep a row which this change deletes: of the live rows that hang on a
    /// household all, of those that hang on anything else the one that hung them there.
    fn writes_of_hanging(&self, on: RowKey, change: &Change) -> Vec<Stamp> {
        if change.value(DELETED_AT).is_none_or(Value::is_null) {
            return Vec::new();
        }
        let mut writes = Vec::new();
        for key in self.hanging.get(&on).into_iter().flatten() {
            let Some(row) = self.rows.get(key).filter(|row| row.deleted_at.is_none()) else {
                continue;
            };
            for (field, _) in hangs(*key, row).filter(|(_, holder)| *holder == on) {
                writes.push(row.last_write(field).stamp);
                if is_household(on) {
                    writes.extend(row.known_writes());
                }
            }
        }
        writes
    }

    /// Brings a row back that was deleted unknown to an edit which needs it, and what it hangs on
    /// itself; a person is told.
    fn revive(&mut self, key: RowKey, edit: &Edit, trial: &mut Trial, back: &mut Vec<RowKey>) {
        let Some((entity, row)) = registry::entity_by_id(key.0).zip(self.rows.get(&key)) else {
            return;
        };
        let deleted = row.last_write(DELETED_AT).stamp;
        if row.deleted_at.is_none() || !edit.is_concurrent_with(&deleted) {
            return;
        }
        let mut alive = row.clone();
        alive.stamp(DELETED_AT, edit.stamp);
        alive.deleted_at = None;
        alive.updated = edit.stamp;
        trial.conflicts.push(Conflict {
            entity,
            row: key.1,
            field: (DELETED_AT, DELETED_FIELD.name),
            kept: Side::new(Value::Null, edit.stamp),
            other: Side::new(row.tombstone(), deleted),
        });
        back.push(key);
        let holders: Vec<RowKey> = hangs(key, &alive).map(|(_, holder)| holder).collect();
        trial.before.push((key, self.rows.insert(key, alive)));
        for holder in holders {
            self.revive(holder, edit, trial, back);
        }
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

fn is_household(key: RowKey) -> bool {
    registry::entity("customer").is_some_and(|customer| customer.id == key.0)
}

/// The rows that must not be deleted under an edit: its household, and what it newly hangs its row
/// on.
fn needed_by(key: RowKey, change: &Change, row: &RowState) -> Vec<RowKey> {
    hangs(key, row)
        .filter(|(field, holder)| is_household(*holder) || change.value(*field).is_some())
        .map(|(_, holder)| holder)
        .collect()
}

/// What the server holds for the fields a change touches: what is said with a refusal, when it is
/// said. `None` for an entity the server does not know.
#[must_use]
pub fn held(change: &Change, row: &RowState) -> Option<Vec<(u8, Value)>> {
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

/// The bytes of a change as merged.
fn reencode(mut change: Change, merged: &Merged, sent: &[u8]) -> Vec<u8> {
    change
        .fields
        .retain(|(id, _)| merged.lost.iter().all(|(lost, _)| lost != id));
    for (id, value) in &merged.counted {
        if let Some(field) = change.fields.iter_mut().find(|(field, _)| field == id) {
            field.1 = value.clone();
        }
    }
    if merged.revived {
        let at = change.fields.partition_point(|(id, _)| *id < DELETED_AT);
        change.fields.insert(at, (DELETED_AT, Value::Null));
    }
    // It was read from bytes within the limit and grew by an empty field and a longer number at
    // most.
    change.encode().unwrap_or_else(|_| sent.to_vec())
}
