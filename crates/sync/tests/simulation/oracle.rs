//! The promises, checked from outside: after every step, and in full once all is quiet.

use std::collections::{BTreeMap, HashMap};

use wuyou_sync::change::{Change, Op};
use wuyou_sync::entity::{Field, Merge};
use wuyou_sync::hash::{self, CHAIN_START};
use wuyou_sync::message::{Entry, SyncResponse};
use wuyou_sync::registry::{self, DELETED_AT};
use wuyou_sync::server::{LogEntry, RowKey, SERVER, json};
use wuyou_sync::value::{RowId, Value};
use wuyou_sync::wire;

use crate::device::Device;
use crate::edit::{DEALER_TAGS, FUTURE_FIELD};
use crate::fold::State;
use crate::server::Dealer;

const CONFLICT: u8 = 12;

/// What a device's screen would show if it read the log alone.
#[derive(Debug, Default)]
pub(crate) struct Shadow {
    state: State,
    seq: u64,
}

/// After each step of a device: whole groups only, and the screen is the log up to the cursor with
/// the unsent edits on top. (Promises 4, 6, 10, 15.)
pub(crate) fn device(device: &Device, dealer: &Dealer, shadow: &mut Shadow) -> Result<(), String> {
    let cursor = device.disk.cursor.seq;
    if cursor < shadow.seq {
        return Err(format!(
            "the cursor went back from {} to {cursor}",
            shadow.seq
        ));
    }
    let at = usize::try_from(cursor).unwrap();
    if at > dealer.log.len() {
        return Err("the cursor is past the log".into());
    }
    if at > 0 && !dealer.log[at - 1].group_end {
        return Err(format!("the cursor {cursor} stands inside a group"));
    }
    for entry in &dealer.log[usize::try_from(shadow.seq).unwrap()..at] {
        shadow.state.apply(&decode(entry));
    }
    shadow.seq = cursor;
    let disk = &device.disk;
    for (dseq, code) in &disk.parked {
        if !device.doubtful.contains(dseq) {
            return Err(format!("a good change {dseq} was refused: {code}"));
        }
    }
    // Where a refusal was put back, rows are ahead of the cursor until the log catches up.
    let open = |entry: &&crate::device::Outgoing| entry.seq.is_none() && !entry.refused;
    let hidden = disk.outbox.range(..=device.hidden_to);
    if cursor < device.ahead_to || hidden.map(|(_, entry)| entry).any(|entry| open(&entry)) {
        return Ok(());
    }
    let mut expected = shadow.state.clone();
    for entry in disk.outbox.values().filter(open) {
        if let Ok(change) = Change::decode(&entry.bytes) {
            expected.apply(&change);
        }
    }
    match expected.difference(&disk.rows) {
        None => Ok(()),
        Some(difference) => Err(format!(
            "the screen is not the log with the unsent edits on top: {difference}"
        )),
    }
}

/// After each step of the server: the log grew at its end only, without a gap, correctly chained.
/// (Promise 3.) `seen` is the length and chain checked so far.
pub(crate) fn log(dealer: &Dealer, seen: &mut (usize, hash::Hash)) -> Result<(), String> {
    if dealer.log.len() < seen.0 {
        return Err("the log became shorter".into());
    }
    let before = seen.0.checked_sub(1).map(|at| dealer.log[at].log_hash);
    if before.unwrap_or(CHAIN_START) != seen.1 {
        return Err("the log changed in the middle".into());
    }
    for (at, entry) in dealer.log.iter().enumerate().skip(seen.0) {
        let seq = at as u64 + 1;
        let chain = hash::log_chain(&seen.1, seq, &entry.change);
        if entry.seq != seq || entry.log_hash != chain {
            return Err(format!("the log has {} where {seq} belongs", entry.seq));
        }
        *seen = (at + 1, chain);
    }
    Ok(())
}

/// In every answer: nothing of another dealer. (Promise 9.)
pub(crate) fn answer(body: &[u8], dealer: usize) -> Result<(), String> {
    let Ok(SyncResponse::Done(done)) = wire::decode_response(body) else {
        return Ok(());
    };
    for entry in &done.entries {
        let (Entry::Other { change, .. } | Entry::OwnMerged { change, .. }) = entry else {
            continue;
        };
        let Ok(change) = Change::decode(change) else {
            continue;
        };
        let foreign = DEALER_TAGS
            .iter()
            .enumerate()
            .any(|(number, tag)| number != dealer && change.row[0] == *tag);
        if change.entity < CONFLICT && foreign {
            return Err("a row of another dealer in an answer".into());
        }
    }
    Ok(())
}

fn decode(entry: &LogEntry) -> Change {
    Change::decode(&entry.change).unwrap()
}

/// The last write of a field, as a reader of the log sees it.
#[derive(Debug, Clone)]
struct Write {
    seq: u64,
    device: RowId,
    value: Value,
}

/// Once all is quiet: every edit is accounted for, and every concurrent pair of unequal values was
/// shown to a person, and no other. (Promises 1, 7.)
pub(crate) struct Account<'w> {
    devices: HashMap<RowId, &'w Device>,
    writes: BTreeMap<(RowKey, u8), Write>,
    /// Who made each row.
    made: BTreeMap<RowKey, Write>,
    conflicts: State,
    pub(crate) found: usize,
}

impl<'w> Account<'w> {
    pub(crate) fn check(dealer: &Dealer, devices: &[&'w Device]) -> Result<usize, String> {
        let mut account = Self {
            devices: devices.iter().map(|device| (device.id, *device)).collect(),
            writes: BTreeMap::new(),
            made: BTreeMap::new(),
            conflicts: State::default(),
            found: 0,
        };
        for device in devices {
            numbers(dealer, device)?;
        }
        for group in dealer.log.split_inclusive(|entry| entry.group_end) {
            account
                .group(group)
                .map_err(|problem| format!("group at {}: {problem}", group[0].seq))?;
        }
        Ok(account.found)
    }

    fn group(&mut self, group: &[LogEntry]) -> Result<(), String> {
        let mut expected = BTreeMap::new();
        for entry in group.iter().filter(|entry| entry.device != SERVER) {
            self.entry(entry, &mut expected)?;
        }
        for entry in group.iter().filter(|entry| entry.device == SERVER) {
            self.conflicts.apply(&decode(entry));
            let change = decode(entry);
            self.note(&change, entry);
            let row = &self.conflicts.0[&(change.entity, change.row)];
            let place = (
                row[&1].clone(),
                row[&2].clone(),
                row[&3].clone(),
                row[&11].clone(),
            );
            if !expected.contains_key(&key_text(&place)) {
                return Err(format!("a conflict nobody made: {row:?}"));
            }
        }
        for (place, (other, _)) in &expected {
            self.found += 1;
            let kept = self.conflicts.0.values().any(|row| {
                let here = (
                    row[&1].clone(),
                    row[&2].clone(),
                    row[&3].clone(),
                    row[&11].clone(),
                );
                key_text(&here) == *place && row[&8] == *other && !row.contains_key(&12)
            });
            if !kept {
                return Err(format!("a lost value was not kept: {place} {other:?}"));
            }
        }
        Ok(())
    }

    fn entry(
        &mut self,
        entry: &LogEntry,
        expected: &mut BTreeMap<String, (Value, u64)>,
    ) -> Result<(), String> {
        let device = self.devices[&entry.device];
        let sent = Change::decode(&device.disk.outbox[&entry.dseq].bytes)
            .map_err(|_| "an unreadable change was taken")?;
        let knew = device.knew[&entry.dseq];
        let merged = decode(entry);
        if (entry.change == device.disk.outbox[&entry.dseq].bytes) != entry.as_sent {
            return Err("`as_sent` does not say what was sent".into());
        }
        let entity = registry::entity_by_id(sent.entity).ok_or("an unknown entity was taken")?;
        for (id, value) in &sent.fields {
            let taken = merged.value(*id);
            let Some((_, field)) = entity.field_by_id(*id) else {
                if *id != DELETED_AT && taken != Some(value) {
                    return Err(format!("an unknown field {id} was not kept"));
                }
                continue;
            };
            if taken.is_some_and(|taken| taken != value) {
                return Err(format!(
                    "{}.{} became another value",
                    entity.name, field.name
                ));
            }
            if sent.op == Op::Insert && value.is_null() {
                // A field left empty by who made the row is nobody's edit.
                if taken.is_none() && !self.writes.contains_key(&(entry.key, *id)) {
                    return Err(format!("{} was dropped for nothing", field.name));
                }
                continue;
            }
            let last = self.writes.get(&(entry.key, *id));
            let concurrent = last
                .filter(|last| last.device != entry.device && last.seq > knew)
                .filter(|last| last.value != *value);
            let loser = judge(field, concurrent, (value, entry), taken.is_some())?;
            if let Some((loser, device)) = loser {
                let place = (
                    entity.name.into(),
                    entry.key.1.into(),
                    field.name.into(),
                    device.into(),
                );
                expected.insert(key_text(&place), (Value::Text(json(&loser)), entry.seq));
            }
        }
        self.tombstone(entry, &sent, &merged, knew, expected)?;
        if entity.name == "conflict" {
            self.conflicts.apply(&merged);
        }
        self.note(&merged, entry);
        Ok(())
    }

    /// Edit beats delete, whichever came first, and a person is told.
    fn tombstone(
        &self,
        entry: &LogEntry,
        sent: &Change,
        merged: &Change,
        knew: u64,
        expected: &mut BTreeMap<String, (Value, u64)>,
    ) -> Result<(), String> {
        let entity = registry::entity_by_id(sent.entity).unwrap();
        let foreign = |write: &&Write| write.device != entry.device && write.seq > knew;
        let range = (entry.key, 0)..=(entry.key, DELETED_AT);
        let made = self.made.get(&entry.key);
        let newer = made
            .into_iter()
            .chain(self.writes.range(range).map(|(_, write)| write))
            .any(|write| foreign(&write));
        let last = self.writes.get(&(entry.key, DELETED_AT));
        let deleted = last.filter(|write| !write.value.is_null());
        let unknown = deleted.filter(foreign);
        let place = |device: RowId| {
            let (name, row) = (entity.name.into(), entry.key.1.into());
            key_text(&(name, row, "deleted_at".into(), device.into()))
        };
        match (sent.value(DELETED_AT), merged.value(DELETED_AT)) {
            (Some(Value::Int(at)), Some(Value::Int(_))) if newer && deleted.is_none() => {
                Err(format!("the delete {at} beat an edit it did not know of"))
            }
            (Some(at @ Value::Int(_)), None) => {
                if deleted.is_none() {
                    let other = Value::Text(json(at));
                    expected.insert(place(entry.device), (other, entry.seq));
                }
                if newer {
                    Ok(())
                } else {
                    Err("a delete was dropped without a reason".into())
                }
            }
            (None | Some(Value::Null), Some(Value::Null)) => {
                if let Some(unknown) = unknown {
                    let other = Value::Text(json(&unknown.value));
                    expected.insert(place(unknown.device), (other, entry.seq));
                }
                if sent.value(DELETED_AT).is_none() && unknown.is_none() {
                    return Err("a row came back without a reason".into());
                }
                Ok(())
            }
            (None, None)
                if unknown.is_some() && entity.owner == wuyou_sync::entity::Owner::Dealer =>
            {
                Err("an edit stayed under a delete it did not know of".into())
            }
            _ => Ok(()),
        }
    }

    fn note(&mut self, merged: &Change, entry: &LogEntry) {
        self.made.entry(entry.key).or_insert_with(|| Write {
            seq: entry.seq,
            device: entry.device,
            value: Value::Null,
        });
        for (id, value) in &merged.fields {
            // What a newer program's field means for a merge this server cannot know.
            if *id == FUTURE_FIELD
                || merged.op == Op::Insert && value.is_null() && *id != DELETED_AT
            {
                continue;
            }
            let write = Write {
                seq: entry.seq,
                device: entry.device,
                value: value.clone(),
            };
            self.writes.insert((entry.key, *id), write);
        }
    }
}

fn key_text(place: &(Value, Value, Value, Value)) -> String {
    format!("{place:?}")
}

type Loser = Option<(Value, RowId)>;

/// What the rules say of one field; gives the value a person has to be shown.
fn judge(
    field: &Field,
    concurrent: Option<&Write>,
    (value, entry): (&Value, &LogEntry),
    taken: bool,
) -> Result<Loser, String> {
    let Some(last) = concurrent else {
        return if taken {
            Ok(None)
        } else if field.merge == Merge::Quiet && entry.key.0 == CONFLICT {
            // A decision over values that have changed since.
            Ok(None)
        } else {
            Err(format!(
                "{} was dropped without a concurrent edit",
                field.name
            ))
        };
    };
    let sides = if taken {
        (last.value.clone(), last.device)
    } else {
        (value.clone(), entry.device)
    };
    match field.merge {
        Merge::Immutable => Err(format!("{} changed", field.name)),
        Merge::FirstStays if taken => Err(format!("{}: the first did not stay", field.name)),
        Merge::Quiet => Ok(None),
        Merge::LastWriter | Merge::FirstStays => Ok(Some(sides)),
        Merge::State(steps) => {
            let (held, arriving) = (last.value.as_text(), value.as_text());
            let (held, arriving) = (held.unwrap_or(""), arriving.unwrap_or(""));
            match (reach(steps, held, arriving), reach(steps, arriving, held)) {
                (true, false) if taken => Ok(None),
                (false, true) if !taken => Ok(None),
                (true, false) | (false, true) => Err("the nearer state won".into()),
                _ => Ok(Some(sides)),
            }
        }
    }
}

fn reach(steps: &[(&str, &str)], from: &str, to: &str) -> bool {
    let mut reached = vec![from];
    for _ in 0..steps.len() {
        for (start, next) in steps {
            if reached.contains(start) && !reached.contains(next) {
                reached.push(next);
            }
        }
    }
    reached.contains(&to)
}

/// Every number of a device is in the log once, or refused once, on both sides.
fn numbers(dealer: &Dealer, device: &Device) -> Result<(), String> {
    let mut places: BTreeMap<u64, Vec<&str>> = BTreeMap::new();
    for entry in dealer.log.iter().filter(|entry| entry.device == device.id) {
        places.entry(entry.dseq).or_default().push("log");
    }
    let refused = dealer
        .rejected
        .iter()
        .filter(|(owner, _)| *owner == device.id);
    for (_, change) in refused {
        places.entry(change.dseq).or_default().push("refused");
        if device.disk.outbox.get(&change.dseq).map(|o| &o.bytes) != Some(&change.change) {
            return Err(format!(
                "the refused change {} is not what was sent",
                change.dseq
            ));
        }
    }
    for dseq in 1..=device.disk.last_dseq {
        let place = places.remove(&dseq).unwrap_or_default();
        let parked = device.disk.parked.contains_key(&dseq);
        let seen = device.disk.outbox[&dseq].seq.is_some();
        match (place.as_slice(), parked, seen) {
            (["log"], false, true) if !device.bad.contains(&dseq) => {}
            (["refused"], true, false) => {}
            other => return Err(format!("change {dseq} of {:?}: {other:?}", device.id)),
        }
    }
    if places.is_empty() {
        Ok(())
    } else {
        Err(format!("numbers nobody gave: {places:?}"))
    }
}
