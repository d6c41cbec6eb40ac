//! The promises, checked from outside: after every step, and in full once all is quiet.

use std::cmp::Ordering;
use std::collections::{BTreeMap, BTreeSet, HashMap};

use wuyou_sync::change::{Change, Op};
use wuyou_sync::clock::{self, Hlc};
use wuyou_sync::entity::{Entity, Field, Merge, Owner};
use wuyou_sync::hash::{self, CHAIN_START};
use wuyou_sync::message::{Entry, SyncResponse};
use wuyou_sync::registry::{self, CARRIED, DELETED_AT, state_unit};
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
    /// What its clock counted for when it came.
    hlc: Hlc,
}

/// An edit of a row: a write of any field, or an undelete.
#[derive(Debug, Clone, Copy)]
struct Touch {
    seq: u64,
    device: RowId,
}

/// What a group owes: lost values by their place, rows that come back.
#[derive(Default)]
struct Owed {
    lost: BTreeMap<String, (Value, u64)>,
    revived: BTreeSet<RowKey>,
}

/// Once all is quiet: every edit is accounted for, and every concurrent pair of unequal values was
/// shown to a person, and no other. (Promises 1, 7.)
pub(crate) struct Account<'w> {
    devices: HashMap<RowId, &'w Device>,
    writes: BTreeMap<(RowKey, u8), Write>,
    /// Who made each row.
    made: BTreeMap<RowKey, Write>,
    /// Every edit of each row.
    edits: BTreeMap<RowKey, Vec<Touch>>,
    /// Where each row was last deleted: the group's first number.
    deleted_in: BTreeMap<RowKey, u64>,
    /// Steps back of orders.
    /// Each time a row was opened again, with what its author knew.
    reopened: BTreeMap<RowKey, Vec<(Touch, u64)>>,
    /// Who opened an order again at all, whether that stood or not.
    opened_by: BTreeSet<(RowKey, RowId)>,
    rows: State,
    received: &'w [i64],
    group_seq: u64,
    conflicts: State,
    pub(crate) found: usize,
}

impl<'w> Account<'w> {
    pub(crate) fn check(dealer: &'w Dealer, devices: &[&'w Device]) -> Result<usize, String> {
        let mut account = Self {
            devices: devices.iter().map(|device| (device.id, *device)).collect(),
            writes: BTreeMap::new(),
            made: BTreeMap::new(),
            edits: BTreeMap::new(),
            deleted_in: BTreeMap::new(),
            reopened: BTreeMap::new(),
            opened_by: BTreeSet::new(),
            rows: State::default(),
            received: &dealer.received,
            group_seq: 0,
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
        account.households()?;
        Ok(account.found)
    }

    /// What a shop must be able to rely on, said without the rules of merging: no open order under
    /// a deleted household, and a household that lives has not lost parts with a delete of it.
    fn households(&self) -> Result<(), String> {
        let id = |name| registry::entity(name).unwrap().id;
        let (customer, order) = (id("customer"), id("work_order"));
        for (key, row) in &self.rows.0 {
            let reference = |field| row.get(&field).and_then(Value::as_id);
            let alive = !row.contains_key(&DELETED_AT);
            let state = row.get(&6).and_then(Value::as_text);
            if key.0 == order && alive && !matches!(state, Some("closed" | "cancelled")) {
                let household = reference(4).and_then(|id| self.rows.0.get(&(customer, id)));
                let deleted = household.is_some_and(|row| row.contains_key(&DELETED_AT));
                // Where a closing or an undelete was refused, somebody thought what was not so.
                let holder = reference(4).map(|id| (customer, id));
                let refused = [Some(*key), holder];
                if deleted && !refused.iter().flatten().any(|key| self.refused(key)) {
                    return Err(format!("an open order under a deleted household: {key:?}"));
                }
            }
            if key.0 == order && !self.refused(key) {
                let closed = matches!(state, Some("closed" | "cancelled"));
                let finished = matches!(state, Some("finished" | "confirmed" | "closed"));
                if row.contains_key(&25) != closed || row.contains_key(&24) != finished {
                    return Err(format!("an order that is half one thing: {row:?}"));
                }
            }
            let part = ["person", "phone", "address", "customer_tag"].map(id);
            if part.contains(&key.0) && !alive {
                let household = (customer, reference(1).unwrap());
                let lives = !self.rows.0[&household].contains_key(&DELETED_AT);
                let together = self.deleted_in.get(key) == self.deleted_in.get(&household);
                if lives && together {
                    return Err(format!("a household lives without its part {key:?}"));
                }
            }
        }
        Ok(())
    }

    /// Whether some change of a row was refused.
    fn refused(&self, key: &RowKey) -> bool {
        let devices = self.devices.values();
        let mut parked = devices.flat_map(|device| {
            let bytes = |dseq| &device.disk.outbox[dseq].bytes;
            device.disk.parked.keys().map(bytes)
        });
        parked.any(|bytes| Change::decode(bytes).is_ok_and(|c| (c.entity, c.row) == *key))
    }

    fn group(&mut self, group: &[LogEntry]) -> Result<(), String> {
        self.group_seq = group[0].seq;
        let mut owed = Owed::default();
        for entry in group {
            if entry.device != SERVER {
                self.entry(entry, &mut owed)?;
                continue;
            }
            let change = decode(entry);
            self.rows.apply(&change);
            if entry.key.0 != CONFLICT {
                if !owed.revived.remove(&entry.key) || change.fields != [(DELETED_AT, Value::Null)]
                {
                    return Err(format!("the server wrote {change:?}"));
                }
                continue;
            }
            self.conflicts.apply(&change);
            self.note(&change, entry, &BTreeSet::new());
            let row = &self.conflicts.0[&(change.entity, change.row)];
            let place = (
                row[&1].clone(),
                row[&2].clone(),
                row[&3].clone(),
                row[&11].clone(),
            );
            if !owed.lost.contains_key(&key_text(&place)) {
                return Err(format!("a conflict nobody made: {row:?}"));
            }
        }
        if let Some(key) = owed.revived.first() {
            return Err(format!("{key:?} stayed deleted under what needs it"));
        }
        for (place, (other, _)) in &owed.lost {
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

    #[expect(
        clippy::too_many_lines,
        reason = "one rule of the merge after another, in order"
    )]
    fn entry(&mut self, entry: &LogEntry, owed: &mut Owed) -> Result<(), String> {
        let device = self.devices[&entry.device];
        let sent = Change::decode(&device.disk.outbox[&entry.dseq].bytes)
            .map_err(|_| "an unreadable change was taken")?;
        let knew = device.knew[&entry.dseq];
        let merged = decode(entry);
        if (entry.change == device.disk.outbox[&entry.dseq].bytes) != entry.as_sent {
            return Err("`as_sent` does not say what was sent".into());
        }
        let entity = registry::entity_by_id(sent.entity).ok_or("an unknown entity was taken")?;
        let mask = sent.value(CARRIED).and_then(Value::as_int).unwrap_or(0);
        let contest = self.contest(entity, entry, &sent, knew)?;
        if let Some(contest) = &contest {
            owed.lost
                .insert(contest.place.clone(), (contest.other.clone(), entry.seq));
        }
        let mut silent = BTreeSet::new();
        for (id, value) in &sent.fields {
            let taken = merged.value(*id);
            let Some((_, field)) = entity.field_by_id(*id) else {
                if *id != DELETED_AT && taken != Some(value) {
                    return Err(format!("an unknown field {id} was not kept"));
                }
                continue;
            };
            let known = self.rows.0.get(&entry.key);
            let held = known
                .and_then(|row| row.get(id))
                .cloned()
                .unwrap_or(Value::Null);
            let unit = state_unit(entity).filter(|unit| unit.covers(*id));
            let whole = contest.as_ref().filter(|_| unit.is_some());
            if whole.is_some() || mask >> id & 1 == 1 {
                let stands = held == *value || whole.is_some_and(|contest| contest.wins);
                if stands != (taken == Some(value)) {
                    return Err(format!("{} did not go with its state", field.name));
                }
                if held == *value {
                    silent.insert(*id);
                }
                continue;
            }
            let goes_on = unit.is_some_and(|unit| {
                let state = self.writes.get(&(entry.key, unit.state));
                sent.value(unit.state).is_some()
                    && state.is_some_and(|last| last.device == entry.device || last.seq <= knew)
            });
            if goes_on {
                if taken != Some(value) {
                    return Err(format!("{} did not go on with its state", field.name));
                }
                continue;
            }
            if field.merge == Merge::Counter && sent.op == Op::Update {
                let counted = Value::Int(held.as_int().unwrap_or(0) + 1);
                if taken != Some(&counted) {
                    return Err(format!("{} is not one more", field.name));
                }
                continue;
            }
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
            let arriving = Write {
                seq: entry.seq,
                device: entry.device,
                value: value.clone(),
                hlc: self.effective(&sent, entry),
            };
            let loser = judge(field, concurrent, &arriving, entry.key, taken.is_some())?;
            if let Some((loser, device)) = loser {
                let place = (
                    entity.name.into(),
                    entry.key.1.into(),
                    field.name.into(),
                    device.into(),
                );
                let lost = (Value::Text(json(&loser)), entry.seq);
                owed.lost.insert(key_text(&place), lost);
            }
        }
        self.decision(entry, &merged, knew)?;
        self.reopening(entry, &sent, &merged, knew, contest.is_some())?;
        self.tombstone(entry, &sent, &merged, knew, &mut owed.lost)?;
        if entity.name == "conflict" {
            self.conflicts.apply(&merged);
        }
        self.rows.apply(&merged);
        self.note(&merged, entry, &silent);
        self.touch(entry, &sent, knew, owed);
        Ok(())
    }

    fn effective(&self, sent: &Change, entry: &LogEntry) -> Hlc {
        let at = usize::try_from(entry.seq).unwrap() - 1;
        clock::effective(sent.hlc, self.received[at])
    }

    /// Two states that met and cannot both be true: which set stands, and what a person is shown.
    fn contest(
        &self,
        entity: &Entity,
        entry: &LogEntry,
        sent: &Change,
        knew: u64,
    ) -> Result<Option<Contest>, String> {
        let Some(unit) = state_unit(entity) else {
            return Ok(None);
        };
        let Some(arriving) = sent.value(unit.state) else {
            return Ok(None);
        };
        let Some(last) = self.writes.get(&(entry.key, unit.state)) else {
            return Ok(None);
        };
        let row = &self.rows.0[&entry.key];
        let held = |id: u8| row.get(&id).cloned().unwrap_or(Value::Null);
        let unread = |write: &Write| write.device != entry.device && write.seq > knew;
        let mask = sent.value(CARRIED).and_then(Value::as_int).unwrap_or(0);
        // Own steps that have lost since lay over what the device had read.
        let overlaid = unit.companions.iter().any(|id| {
            let known = !self.writes.get(&(entry.key, *id)).is_some_and(unread);
            mask >> id & 1 == 1 && sent.value(*id) != Some(&held(*id)) && known
        });
        if !unread(last) && !overlaid {
            return Ok(None);
        }
        let held_back = held(unit.back).as_int().unwrap_or(0);
        let sent_back = sent
            .value(unit.back)
            .map_or(held_back, |v| v.as_int().unwrap_or(0));
        if last.value == *arriving && held_back == sent_back {
            return Ok(None);
        }
        let clocks = (self.effective(sent, entry), entry.device) > (last.hlc, last.device);
        let Merge::State(steps) = entity.field("state").unwrap().merge else {
            return Err("the state is no state".into());
        };
        let (here, there) = (last.value.as_text().unwrap(), arriving.as_text().unwrap());
        let sent_steps_back = sent.value(unit.back).is_some() && mask >> unit.back & 1 == 0;
        let held_back_by = self.writes.get(&(entry.key, unit.back));
        let held_stepped_back =
            held_back_by.is_some_and(|write| write.device != entry.device && write.seq > knew);
        let back = sent_steps_back || held_stepped_back;
        let wins = match sent_back.cmp(&held_back) {
            Ordering::Greater => true,
            Ordering::Less => false,
            Ordering::Equal if reach(steps, here, there) != reach(steps, there, here) => {
                if !back && !overlaid {
                    return Ok(None);
                }
                reach(steps, here, there)
            }
            Ordering::Equal => clocks,
        };
        let loser = if wins { last.device } else { entry.device };
        let set = |value: &dyn Fn(u8) -> Value| {
            let mut pairs = vec![format!("\"state\":{}", json(&value(unit.state)))];
            for id in unit.companions {
                if sent.value(*id).is_some_and(|sent| *sent != held(*id)) {
                    let name = entity.field_by_id(*id).unwrap().1.name;
                    pairs.push(format!("\"{name}\":{}", json(&value(*id))));
                }
            }
            match pairs.len() {
                1 => json(&value(unit.state)),
                _ => format!("{{{}}}", pairs.join(",")),
            }
        };
        let other = if wins {
            set(&held)
        } else {
            set(&|id| sent.value(id).cloned().unwrap_or(Value::Null))
        };
        let place = (
            entity.name.into(),
            entry.key.1.into(),
            "state".into(),
            loser.into(),
        );
        Ok(Some(Contest {
            wins,
            place: key_text(&place),
            other: Value::Text(other),
        }))
    }

    /// The first decision of a conflict stays.
    fn decision(&self, entry: &LogEntry, merged: &Change, knew: u64) -> Result<(), String> {
        let first = self.writes.get(&(entry.key, 12)).filter(|first| {
            first.device != entry.device && first.seq > knew && !first.value.is_null()
        });
        let second = merged.value(12).filter(|_| entry.key.0 == CONFLICT);
        match (first, second) {
            (Some(first), Some(second)) if first.value != *second => {
                Err("a second decision took the place of the first".into())
            }
            _ => Ok(()),
        }
    }

    /// An order that was opened again never loses that without a person being told, said without
    /// the rules of merging: by what the devices meant.
    fn reopening(
        &mut self,
        entry: &LogEntry,
        sent: &Change,
        merged: &Change,
        knew: u64,
        told: bool,
    ) -> Result<(), String> {
        if entry.key.0 != registry::entity("work_order").unwrap().id || sent.value(6).is_none() {
            return Ok(());
        }
        let mine = self.devices[&entry.device].reopened.contains(&entry.dseq);
        let steps = self.reopened.entry(entry.key).or_default();
        let unread = |own: bool| {
            let mut steps = steps.iter();
            steps.any(|(step, _)| step.seq > knew && (step.device == entry.device) == own)
        };
        // One whose author did not know of the one that is known here: two that opened it again
        // meant the same, and who goes on from one of them goes on from both.
        let goes_on = |unread: u64| {
            let mut known = steps.iter().filter(|(step, _)| step.seq <= knew);
            known.any(|(step, _)| step.seq > unread)
        };
        let anew = steps.iter().any(|(step, author_knew)| {
            step.seq > knew && step.device != entry.device && !goes_on(*author_knew)
        });
        let quiet =
            !told && merged.value(6) != self.rows.0.get(&entry.key).and_then(|row| row.get(&6));
        if mine {
            self.opened_by.insert((entry.key, entry.device));
        }
        // Also one that did not stand: it was put before a person, and meant the same.
        let ours = self.opened_by.contains(&(entry.key, entry.device));
        let theirs = unread(false);
        let touch = Touch {
            seq: entry.seq,
            device: entry.device,
        };
        // One that did not stand was put before a person then.
        if mine && merged.value(6).is_some() {
            steps.push((touch, knew));
        }
        // Two that opened it again meant the same; what one of them did since goes on.
        let lost_mine = mine && !theirs && !told && merged.value(6).is_none();
        let lost_theirs = anew && !ours && quiet && merged.value(6).is_some();
        if (lost_mine || lost_theirs) && !self.refused(&entry.key) {
            return Err("an order was opened again, and that was lost quietly".into());
        }
        Ok(())
    }

    /// Notes an edit, and what it brings back: what it needs and did not know to be deleted.
    fn touch(&mut self, entry: &LogEntry, sent: &Change, knew: u64, owed: &mut Owed) {
        let entity = registry::entity_by_id(sent.entity).unwrap();
        let deletes = sent.value(DELETED_AT).is_some_and(|at| !at.is_null());
        if deletes && sent.fields.len() == 1 && sent.op == Op::Update {
            return;
        }
        let touch = Touch {
            seq: entry.seq,
            device: entry.device,
        };
        self.edits.entry(entry.key).or_default().push(touch);
        let row = &self.rows.0[&entry.key];
        if row.contains_key(&DELETED_AT) || entity.owner != Owner::Dealer {
            return;
        }
        let customer = registry::entity("customer").unwrap().id;
        let mut open: Vec<RowKey> = holders(entry.key, &self.rows)
            .into_iter()
            .filter(|(id, holder)| holder.0 == customer || sent.value(*id).is_some())
            .map(|(_, holder)| holder)
            .collect();
        while let Some(key) = open.pop() {
            let unread = |write: &&Write| write.device != entry.device && write.seq > knew;
            let deleted = self.writes.get(&(key, DELETED_AT)).filter(unread);
            let Some(deleted) = deleted.filter(|write| !write.value.is_null()).cloned() else {
                continue;
            };
            let name = registry::entity_by_id(key.0).unwrap().name;
            let place = (
                name.into(),
                key.1.into(),
                "deleted_at".into(),
                deleted.device.into(),
            );
            let other = Value::Text(json(&deleted.value));
            owed.lost.insert(key_text(&place), (other, entry.seq));
            owed.revived.insert(key);
            self.rows.0.get_mut(&key).unwrap().remove(&DELETED_AT);
            let back = Write {
                seq: entry.seq,
                device: entry.device,
                value: Value::Null,
                hlc: 0,
            };
            self.writes.insert((key, DELETED_AT), back);
            self.edits.entry(key).or_default().push(touch);
            open.extend(
                holders(key, &self.rows)
                    .into_iter()
                    .map(|(_, holder)| holder),
            );
        }
    }

    /// Whether somebody else wrote, past what was read, what hangs on a row that is not deleted.
    fn hanging(&self, on: RowKey, foreign: &dyn Fn(u64, RowId) -> bool) -> bool {
        let household = registry::entity("customer").unwrap().id == on.0;
        self.rows.0.keys().any(|key| {
            let links = holders(*key, &self.rows);
            let mut links = links.iter().filter(|(_, holder)| *holder == on);
            let alive = !self.rows.0[key].contains_key(&DELETED_AT);
            alive
                && links.any(|(field, _)| {
                    let link = self.writes.get(&(*key, *field));
                    let edits = self.edits.get(key).into_iter().flatten();
                    link.is_some_and(|link| foreign(link.seq, link.device))
                        || household && edits.clone().any(|edit| foreign(edit.seq, edit.device))
                })
        })
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
        let unread = |seq: u64, device: RowId| device != entry.device && seq > knew;
        let edits = self.edits.get(&entry.key).into_iter().flatten();
        let newer = edits.clone().any(|edit| unread(edit.seq, edit.device))
            || self.hanging(entry.key, &unread);
        let last = self.writes.get(&(entry.key, DELETED_AT));
        let deleted = last.filter(|write| !write.value.is_null());
        let unknown = deleted.filter(foreign);
        let place = |device: RowId| {
            let (name, row) = (entity.name.into(), entry.key.1.into());
            key_text(&(name, row, "deleted_at".into(), device.into()))
        };
        match (sent.value(DELETED_AT), merged.value(DELETED_AT)) {
            (Some(Value::Int(at)), Some(Value::Int(_))) if newer && deleted.is_none() => {
                let what = entity.name;
                Err(format!(
                    "the delete {at} of a {what} beat an edit it did not know of"
                ))
            }
            (Some(at @ Value::Int(_)), None) => {
                if deleted.is_none() {
                    let other = Value::Text(json(at));
                    expected.insert(place(entry.device), (other, entry.seq));
                }
                if newer || unknown.is_some() {
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
            (None, None) if unknown.is_some() && entity.owner == Owner::Dealer => {
                Err("an edit stayed under a delete it did not know of".into())
            }
            _ => Ok(()),
        }
    }

    fn note(&mut self, merged: &Change, entry: &LogEntry, silent: &BTreeSet<u8>) {
        let hlc = self.effective(merged, entry);
        let write = |value: &Value| Write {
            seq: entry.seq,
            device: entry.device,
            value: value.clone(),
            hlc,
        };
        self.made
            .entry(entry.key)
            .or_insert_with(|| write(&Value::Null));
        for (id, value) in &merged.fields {
            // What a newer program's field means for a merge this server cannot know.
            if [FUTURE_FIELD, CARRIED].contains(id)
                || silent.contains(id)
                || merged.op == Op::Insert && value.is_null() && *id != DELETED_AT
            {
                continue;
            }
            if *id == DELETED_AT && !value.is_null() {
                self.deleted_in.insert(entry.key, self.group_seq);
            }
            self.writes.insert((entry.key, *id), write(value));
        }
    }
}

/// A contested state.
struct Contest {
    wins: bool,
    place: String,
    other: Value,
}

/// The rows a row hangs on, by its fields.
fn holders(key: RowKey, rows: &State) -> Vec<(u8, RowKey)> {
    let entity = registry::entity_by_id(key.0).unwrap();
    let row = &rows.0[&key];
    let held = entity.fields.iter().filter_map(|field| {
        let holder = registry::holder(field)?.id;
        Some((field.id, (holder, row.get(&field.id)?.as_id()?)))
    });
    held.collect()
}

fn key_text(place: &(Value, Value, Value, Value)) -> String {
    format!("{place:?}")
}

type Loser = Option<(Value, RowId)>;

/// What the rules say of one field; gives the value a person has to be shown.
fn judge(
    field: &Field,
    concurrent: Option<&Write>,
    arriving: &Write,
    key: RowKey,
    taken: bool,
) -> Result<Loser, String> {
    let decides = key.0 == CONFLICT;
    let Some(last) = concurrent else {
        return if taken || decides {
            // A decision over values that have changed since is dropped.
            Ok(None)
        } else {
            Err(format!(
                "{} was dropped without a concurrent edit",
                field.name
            ))
        };
    };
    let later = (arriving.hlc, arriving.device) > (last.hlc, last.device);
    let by_clock = || {
        if later == taken {
            Ok(())
        } else {
            Err(format!("{}: the earlier clock won", field.name))
        }
    };
    let sides = if taken {
        (last.value.clone(), last.device)
    } else {
        (arriving.value.clone(), arriving.device)
    };
    match field.merge {
        Merge::Immutable => Err(format!("{} changed", field.name)),
        Merge::FirstStays if taken => Err(format!("{}: the first did not stay", field.name)),
        Merge::FirstStays => Ok(Some(sides)),
        Merge::EarliestStays => match (last.value.as_int(), arriving.value.as_int()) {
            (Some(held), Some(sent)) if (sent < held) != taken => {
                Err(format!("{}: the earliest did not stay", field.name))
            }
            (Some(_), Some(_)) => Ok(None),
            _ => by_clock().map(|()| None),
        },
        Merge::Quiet if decides => Ok(None),
        Merge::Quiet => by_clock().map(|()| None),
        Merge::LastWriter | Merge::Counter => by_clock().map(|()| Some(sides)),
        Merge::Strict(strict, lax) => {
            let is = |codes: &[&str], write: &Write| {
                let code = write.value.as_text();
                code.is_some_and(|code| codes.contains(&code))
            };
            let stands = is(strict, last) && is(lax, arriving);
            let comes = is(lax, last) && is(strict, arriving);
            if (stands && taken) || (comes && !taken) {
                return Err(format!("{}: the stricter did not stand", field.name));
            }
            if stands || comes {
                return Ok(Some(sides));
            }
            by_clock().map(|()| Some(sides))
        }
        Merge::State(steps) => {
            let (held, sent) = (last.value.as_text(), arriving.value.as_text());
            let (held, sent) = (held.unwrap_or(""), sent.unwrap_or(""));
            match (reach(steps, held, sent), reach(steps, sent, held)) {
                (true, false) if taken => Ok(None),
                (false, true) if !taken => Ok(None),
                (true, false) | (false, true) => Err("the nearer state won".into()),
                _ => by_clock().map(|()| Some(sides)),
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
