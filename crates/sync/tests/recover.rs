//! Worlds in which PCs are restored from earlier snapshots and copied, answers get lost, and
//! everybody edits the same few rows. Nothing anybody still holds may be lost or taken twice, and
//! in the end all are equal. `WUYOU_SEED=7` replays one seed, `WUYOU_SEEDS=100000` runs more.

#![allow(clippy::unwrap_used, reason = "a test stops where it goes wrong")]

use std::collections::{BTreeMap, HashMap, HashSet};

use rand::rngs::StdRng;
use rand::seq::IndexedRandom;
use rand::{RngExt, SeedableRng};
use wuyou_sync::change::{Change, Op};
use wuyou_sync::client::{
    ApplyPlan, ClientError, Cursor, Own, Pending, PushLimits, build_push, plan_apply, renumber,
};
use wuyou_sync::clock;
use wuyou_sync::hash::{self, CHAIN_START, Hash};
use wuyou_sync::message::{Done, Push};
use wuyou_sync::registry::{self, DELETED_AT};
use wuyou_sync::server::{
    DeviceState, Loaded, LogEntry, PageLimits, PushCheck, Reader, RejectedChange, RowKey,
    check_push, page, plan_push,
};
use wuyou_sync::value::{RowId, Value};

const EPOCH: [u8; 16] = [1; 16];
const STAFF: RowId = [5; 16];
const START_AT: i64 = 1_795_219_200_000;

/// Mistakes planted into the simulated stores.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Bug {
    /// The new identity sends at once, before it has read what its former one sent.
    SendsAtOnce,
    /// Unsent changes are thrown away with the former identity.
    DropsUnsent,
    /// Unsent changes count as knowing everything that was read since.
    KnowsEverything,
    /// The server forgets who a PC was before.
    FormerForgotten,
    /// A restore brings back the numbers of the backup.
    NumbersRestored,
    /// A PC that is told of a fork stays who it is.
    ForkIgnored,
    /// The identity asked for is chosen anew with each try.
    ChoiceForgotten,
}

const BUGS: [Bug; 7] = [
    Bug::SendsAtOnce,
    Bug::DropsUnsent,
    Bug::KnowsEverything,
    Bug::FormerForgotten,
    Bug::NumbersRestored,
    Bug::ForkIgnored,
    Bug::ChoiceForgotten,
];

/// What a change is recognised by.
type Mark = (RowKey, Op, u64, RowId);
/// An edit to be made: entity, kind, row, fields.
type Draft = (u8, Op, RowId, Vec<(u8, Value)>);

fn mark(change: &Change) -> Mark {
    let key = (change.entity, change.row);
    (key, change.op, change.hlc, change.staff)
}

type Rows = BTreeMap<RowKey, BTreeMap<u8, Value>>;

fn set(row: &mut BTreeMap<u8, Value>, id: u8, value: &Value) {
    if value.is_null() {
        row.remove(&id);
    } else {
        row.insert(id, value.clone());
    }
}

fn lay(rows: &mut Rows, change: &Change) {
    let key = (change.entity, change.row);
    if change.op == Op::Update && !rows.contains_key(&key) {
        return;
    }
    let row = rows.entry(key).or_default();
    for (id, value) in &change.fields {
        set(row, *id, value);
    }
}

#[derive(Debug, Clone)]
struct Outgoing {
    bytes: Vec<u8>,
    chain: Hash,
    settled: bool,
}

/// What a backup holds.
#[derive(Debug, Clone)]
struct Disk {
    rows: Rows,
    outbox: BTreeMap<u64, Outgoing>,
    acknowledged: u64,
    cursor: Cursor,
    recover_to: u64,
    rewrite_to: u64,
    hlc: u64,
    /// Every change made in this history of the data.
    history: Vec<Mark>,
    /// Last number given out, by letter.
    numbers: BTreeMap<usize, u32>,
}

impl Disk {
    fn new() -> Self {
        Self {
            rows: Rows::new(),
            outbox: BTreeMap::new(),
            acknowledged: 0,
            cursor: Cursor {
                epoch: None,
                seq: 0,
                log_hash: CHAIN_START,
            },
            recover_to: 0,
            rewrite_to: 0,
            hlc: 0,
            history: Vec::new(),
            numbers: BTreeMap::new(),
        }
    }

    fn last_dseq(&self) -> u64 {
        self.outbox.keys().next_back().copied().unwrap_or(0)
    }

    fn chain_at(&self, dseq: u64) -> Hash {
        self.outbox.get(&dseq).map_or(CHAIN_START, |out| out.chain)
    }

    fn push(&self) -> Push {
        let limits = PushLimits {
            changes: 4,
            bytes: 4096,
        };
        if self.recover_to > self.cursor.seq {
            return build_push((0, CHAIN_START), [], limits);
        }
        let at = self.acknowledged;
        let unsent = self.outbox.range(at + 1..);
        let unsent = unsent.map(|(_, out)| out.bytes.clone());
        build_push((at, self.chain_at(at)), unsent, limits)
    }

    fn plan(&self, device: RowId, done: &Done) -> Result<ApplyPlan, ClientError> {
        let named: HashSet<u64> = done.entries.iter().filter_map(|e| e.dseq()).collect();
        let pending: Vec<Pending> = self
            .outbox
            .iter()
            .filter(|(dseq, out)| !out.settled || named.contains(dseq))
            .map(|(dseq, out)| Pending {
                dseq: *dseq,
                change: out.bytes.clone(),
            })
            .collect();
        let own = Own {
            device,
            last_dseq: self.last_dseq(),
            recover_to: self.recover_to,
            rewrite_to: self.rewrite_to,
            latest_hlc: self.hlc,
        };
        plan_apply(&own, &self.cursor, done, &pending)
    }

    fn execute(&mut self, plan: &ApplyPlan, bug: Option<Bug>) {
        for key in &plan.removals {
            self.rows.remove(key);
        }
        for write in &plan.writes {
            if !write.insert && !self.rows.contains_key(&write.key) {
                continue;
            }
            let row = self.rows.entry(write.key).or_default();
            for (id, value) in &write.fields {
                set(row, *id, value);
            }
        }
        let parked = plan.parked.iter().map(|parked| parked.dseq);
        for dseq in plan.confirmed.iter().map(|(dseq, _)| *dseq).chain(parked) {
            self.outbox.get_mut(&dseq).unwrap().settled = true;
        }
        let recovers = self.recover_to > self.cursor.seq;
        self.acknowledged = self.acknowledged.max(plan.acknowledged_dseq);
        self.rewrite_to = plan.rewrite_to;
        self.hlc = plan.latest_hlc;
        self.cursor = plan.cursor;
        if recovers {
            let all = || self.outbox.keys().map(|dseq| (*dseq, plan.cursor.seq));
            let rebased = match bug {
                Some(Bug::KnowsEverything) => all().collect(),
                _ => plan.rebased.clone(),
            };
            self.number_anew(&rebased);
        }
    }

    fn number_anew(&mut self, rebased: &[(u64, u64)]) {
        let unsent: Vec<Pending> = self
            .outbox
            .iter()
            .filter(|(_, out)| !out.settled)
            .map(|(dseq, out)| Pending {
                dseq: *dseq,
                change: out.bytes.clone(),
            })
            .collect();
        let hidden = unsent.iter().filter(|one| one.dseq <= self.rewrite_to);
        self.rewrite_to = hidden.count() as u64;
        self.acknowledged = 0;
        self.outbox = (1..)
            .zip(renumber(&unsent, rebased))
            .map(|(dseq, new)| {
                let out = Outgoing {
                    bytes: new.change,
                    chain: new.chain,
                    settled: false,
                };
                (dseq, out)
            })
            .collect();
    }
}

/// A PC.
#[derive(Debug)]
struct Machine {
    id: RowId,
    letter: usize,
    disk: Disk,
    /// Needs a new identity; `true` after a restore.
    renew: Option<bool>,
    choice: Option<RowId>,
    backups: Vec<Disk>,
}

#[derive(Debug)]
struct Registered {
    state: DeviceState,
    letter: usize,
    former: Option<RowId>,
    revoked: bool,
}

#[derive(Debug, Default)]
struct Server {
    log: Vec<LogEntry>,
    log_hash: Hash,
    rows: Loaded,
    devices: HashMap<RowId, Registered>,
    rejected: Vec<(RowId, RejectedChange)>,
}

enum Answer {
    Done(Box<Done>),
    Fork,
    Revoked,
}

impl Server {
    fn enrol(&mut self, id: RowId, former: Option<RowId>) -> usize {
        let letter = self.devices.len();
        let state = DeviceState {
            id,
            last_dseq: 0,
            chain: CHAIN_START,
        };
        let registered = Registered {
            state,
            letter,
            former,
            revoked: false,
        };
        self.devices.insert(id, registered);
        letter
    }

    /// The new letter and where the log stands; `None` for a revoked device.
    fn renew(&mut self, old: RowId, new: RowId, ends: bool) -> Option<(usize, u64)> {
        let head = self.log.len() as u64;
        if let Some(made) = self.devices.get(&new) {
            assert_eq!(made.former, Some(old));
            return Some((made.letter, head));
        }
        if self.devices[&old].revoked {
            return None;
        }
        self.devices.get_mut(&old).unwrap().revoked = ends;
        Some((self.enrol(new, Some(old)), head))
    }

    fn former(&self, id: RowId) -> Vec<RowId> {
        let mut former = Vec::new();
        let mut next = self.devices[&id].former;
        while let Some(id) = next {
            former.push(id);
            next = self.devices[&id].former;
        }
        former
    }

    fn sync(&mut self, id: RowId, disk: &Disk, now_at: i64, world: &Options) -> Answer {
        let device = &self.devices[&id];
        if device.revoked {
            return Answer::Revoked;
        }
        let push = disk.push();
        let new = match check_push(&device.state, &push) {
            PushCheck::New { changes } => changes,
            PushCheck::Fork { .. } => return Answer::Fork,
            other => panic!("{other:?}"),
        };
        let head = (self.log.len() as u64, self.log_hash);
        let plan = plan_push(head, device.state, new, self.rows.clone(), now_at);
        for (entity, row, state) in plan.rows {
            self.rows.insert((entity.id, row), state);
        }
        self.log.extend(plan.log);
        self.log_hash = plan.log_hash;
        self.rejected
            .extend(plan.rejected.into_iter().map(|one| (id, one)));
        self.devices.get_mut(&id).unwrap().state = plan.device;
        let former = match world.bug {
            Some(Bug::FormerForgotten) => Vec::new(),
            _ => self.former(id),
        };
        let reader = Reader {
            device: id,
            former: &former,
        };
        let limits = PageLimits {
            entries: world.page,
            bytes: 8192,
        };
        let at = usize::try_from(disk.cursor.seq).unwrap();
        let cursor = (disk.cursor.seq, disk.cursor.log_hash);
        let page = page(self.log[at..].iter().cloned(), &reader, cursor, limits);
        let refused = self.rejected.iter();
        Answer::Done(Box::new(Done {
            epoch: EPOCH,
            server_now_at: now_at,
            last_dseq: self.devices[&id].state.last_dseq,
            refused: refused
                .filter(|(owner, one)| *owner == id && one.dseq >= push.first_dseq)
                .map(|(_, one)| one.answer.clone())
                .collect(),
            entries: page.entries,
            log_hash: page.log_hash,
            head_seq: self.log.len() as u64,
            durable_seq: 0,
        }))
    }

    fn fold(&self) -> Rows {
        let mut rows = Rows::new();
        for entry in &self.log {
            lay(&mut rows, &Change::decode(&entry.change).unwrap());
        }
        rows
    }
}

#[derive(Debug, Clone)]
struct Options {
    bug: Option<Bug>,
    lose: f64,
    restore: f64,
    copy: f64,
    page: usize,
    rows: u8,
}

struct World {
    rng: StdRng,
    options: Options,
    now_at: i64,
    server: Server,
    machines: Vec<Machine>,
    /// What was known when a change was made: the cursor, and earlier changes of its history.
    knew: HashMap<Mark, (u64, HashSet<Mark>)>,
    given: HashSet<(usize, u32)>,
    copied: bool,
}

impl World {
    fn new(seed: u64, bug: Option<Bug>) -> Self {
        let mut rng = StdRng::seed_from_u64(seed);
        let some = |rng: &mut StdRng, most: f64| {
            if rng.random_bool(0.4) {
                0.0
            } else {
                rng.random_range(0.0..most)
            }
        };
        let options = Options {
            bug,
            lose: some(&mut rng, 0.3),
            restore: rng.random_range(0.01..0.08),
            copy: some(&mut rng, 0.03),
            page: rng.random_range(1..=20),
            rows: rng.random_range(1..=6),
        };
        let mut server = Server::default();
        let machines = (0..rng.random_range(1..=3)).map(|_| {
            let id = rng.random();
            Machine {
                id,
                letter: server.enrol(id, None),
                disk: Disk::new(),
                renew: None,
                choice: None,
                backups: Vec::new(),
            }
        });
        Self {
            machines: machines.collect(),
            rng,
            options,
            now_at: START_AT,
            server,
            knew: HashMap::new(),
            given: HashSet::new(),
            copied: false,
        }
    }

    fn run(mut self) -> Result<(), String> {
        for _ in 0..self.rng.random_range(40..160) {
            self.step()?;
        }
        self.options.lose = 0.0;
        let bound = 20 + self.server.log.len() * 8 + self.machines.len() * 400;
        for _ in 0..bound {
            for at in 0..self.machines.len() {
                self.sync(at)?;
            }
            if self.is_quiet() {
                return self.finish();
            }
        }
        Err("not quiet".into())
    }

    fn is_quiet(&self) -> bool {
        let head = self.server.log.len() as u64;
        self.machines.iter().all(|machine| {
            let disk = &machine.disk;
            machine.renew.is_none()
                && disk.cursor.seq == head
                && disk.acknowledged == disk.last_dseq()
        })
    }

    fn step(&mut self) -> Result<(), String> {
        self.now_at += self.rng.random_range(1..60_000);
        let at = self.rng.random_range(0..self.machines.len());
        if self.rng.random_bool(self.options.restore) {
            self.restore(at);
        } else if self.rng.random_bool(self.options.copy) && self.machines.len() < 5 {
            self.copy(at);
        } else if self.rng.random_bool(0.1) {
            let disk = self.machines[at].disk.clone();
            self.machines[at].backups.push(disk);
        } else if self.rng.random_bool(0.55) {
            return self.edit(at);
        } else {
            return self.sync(at);
        }
        Ok(())
    }

    fn restore(&mut self, at: usize) {
        let machine = &mut self.machines[at];
        let Some(backup) = machine.backups.choose(&mut self.rng).cloned() else {
            return;
        };
        // The undo of a restore is one more backup.
        let present = std::mem::replace(&mut machine.disk, backup);
        if self.options.bug != Some(Bug::NumbersRestored) {
            for (letter, last) in &present.numbers {
                let kept = machine.disk.numbers.entry(*letter).or_default();
                *kept = (*kept).max(*last);
            }
        }
        machine.backups.push(present);
        machine.renew = Some(true);
    }

    fn copy(&mut self, at: usize) {
        self.copied = true;
        let machine = &self.machines[at];
        let copy = Machine {
            id: machine.id,
            letter: machine.letter,
            disk: machine.disk.clone(),
            renew: machine.renew,
            choice: machine.choice,
            backups: Vec::new(),
        };
        self.machines.push(copy);
    }

    fn edit(&mut self, at: usize) -> Result<(), String> {
        let count = self.rng.random_range(1..=3);
        for index in 0..count {
            let (entity, op, row, mut fields) = self.draft(at)?;
            fields.sort_by_key(|(id, _)| *id);
            let disk = &mut self.machines[at].disk;
            let latest = disk.outbox.values().next_back();
            let latest = latest.and_then(|out| Change::decode(&out.bytes).ok());
            let hlc = latest.map_or(0, |change| change.hlc).max(disk.hlc);
            let change = Change {
                entity,
                op,
                group_end: index + 1 == count,
                row,
                base_seq: disk.cursor.seq,
                hlc: clock::tick(hlc, self.now_at),
                staff: STAFF,
                fields,
            };
            disk.hlc = change.hlc;
            let known = disk.history.iter().copied();
            let known = known.filter(|(key, ..)| *key == (entity, row)).collect();
            self.knew.insert(mark(&change), (disk.cursor.seq, known));
            disk.history.push(mark(&change));
            lay(&mut disk.rows, &change);
            let bytes = change.encode().unwrap();
            let dseq = disk.last_dseq();
            let chain = hash::chain(&disk.chain_at(dseq), &bytes);
            let out = Outgoing {
                bytes,
                chain,
                settled: false,
            };
            disk.outbox.insert(dseq + 1, out);
        }
        Ok(())
    }

    fn draft(&mut self, at: usize) -> Result<Draft, String> {
        let customer = registry::entity("customer").unwrap().id;
        let word = *["甲", "乙", "丙", "丁"].choose(&mut self.rng).unwrap();
        let row = [self.rng.random_range(1..=self.options.rows); 16];
        let here = self.machines[at].disk.rows.contains_key(&(customer, row));
        let (pick, now_at) = (self.rng.random_range(0..10), self.now_at);
        Ok(match pick {
            0 => {
                let machine = &mut self.machines[at];
                let last = machine.disk.numbers.entry(machine.letter).or_default();
                *last += 1;
                let number = (machine.letter, *last);
                // Until it is told, a copy cannot know that it is one.
                if !self.given.insert(number) && !self.copied {
                    return Err(format!("the number {number:?} was given out twice"));
                }
                let fields = vec![
                    (1, Value::Text(format!("{number:?}"))),
                    (2, "household".into()),
                ];
                (customer, Op::Insert, self.rng.random(), fields)
            }
            // Nobody has this row: the server refuses it.
            1 if self.rng.random_bool(0.3) => (
                customer,
                Op::Update,
                self.rng.random(),
                vec![(1, word.into())],
            ),
            2 if here => (
                customer,
                Op::Update,
                row,
                vec![(DELETED_AT, Value::Int(now_at))],
            ),
            3 if here => (customer, Op::Update, row, vec![(DELETED_AT, Value::Null)]),
            _ if here => {
                let mut fields = vec![(1, word.into()), (3, word.into())];
                fields.truncate(self.rng.random_range(1..=2));
                (customer, Op::Update, row, fields)
            }
            _ => {
                let fields = vec![(1, word.into()), (2, "household".into())];
                (customer, Op::Insert, row, fields)
            }
        })
    }

    fn renew(&mut self, at: usize) {
        let chosen = match self.options.bug {
            Some(Bug::ChoiceForgotten) => None,
            _ => self.machines[at].choice,
        };
        let choice = chosen.unwrap_or_else(|| self.rng.random());
        let machine = &mut self.machines[at];
        machine.choice = Some(choice);
        let ends = machine.renew == Some(true);
        let Some((letter, head)) = self.server.renew(machine.id, choice, ends) else {
            // A copy was restored; a person connects this one again.
            self.reconnect(at);
            return;
        };
        if self.rng.random_bool(self.options.lose) {
            return;
        }
        (machine.id, machine.letter) = (choice, letter);
        (machine.renew, machine.choice) = (None, None);
        let disk = &mut machine.disk;
        disk.recover_to = match self.options.bug {
            Some(Bug::SendsAtOnce) => 0,
            _ => head,
        };
        if self.options.bug == Some(Bug::DropsUnsent) {
            disk.outbox.clear();
        }
        disk.number_anew(&[]);
    }

    fn reconnect(&mut self, at: usize) {
        // Without copies nobody but the PC itself ends its credential.
        assert!(
            self.copied || self.options.bug.is_some(),
            "shut out for good"
        );
        if self.copied {
            let id = self.machines[at].id;
            self.server.devices.get_mut(&id).unwrap().revoked = false;
        }
    }

    fn sync(&mut self, at: usize) -> Result<(), String> {
        if self.machines[at].renew.is_some() {
            self.renew(at);
            return Ok(());
        }
        if self.rng.random_bool(self.options.lose / 2.0) {
            return Ok(());
        }
        let machine = &mut self.machines[at];
        let push = machine.disk.push();
        let sent_to = push.first_dseq + push.changes.len() as u64 - 1;
        let answer = self
            .server
            .sync(machine.id, &machine.disk, self.now_at, &self.options);
        if self.rng.random_bool(self.options.lose) {
            return Ok(());
        }
        let forked = match answer {
            Answer::Revoked => {
                self.reconnect(at);
                return Ok(());
            }
            Answer::Fork => true,
            // A copy has sent more than this PC ever did.
            Answer::Done(done) if done.last_dseq > sent_to => true,
            Answer::Done(done) => match machine.disk.plan(machine.id, &done) {
                Ok(plan) => {
                    machine.disk.execute(&plan, self.options.bug);
                    false
                }
                Err(ClientError::Fork { .. }) => true,
                // Bytes of its own that the server has otherwise.
                Err(ClientError::Hole { .. }) => done.entries.iter().any(|e| e.dseq().is_some()),
                Err(other) => return Err(format!("{other:?}")),
            },
        };
        if forked && self.options.bug != Some(Bug::ForkIgnored) {
            machine.renew = Some(false);
        }
        Ok(())
    }

    fn finish(&self) -> Result<(), String> {
        let fold = self.server.fold();
        for (at, machine) in self.machines.iter().enumerate() {
            for (key, row) in &fold {
                let here = machine.disk.rows.get(key);
                if here != Some(row) {
                    return Err(format!("PC {at} differs in {key:?}: {here:?}, not {row:?}"));
                }
            }
            if machine.disk.rows.len() != fold.len() {
                return Err(format!("PC {at} has rows the server has not"));
            }
        }
        self.nothing_lost_or_doubled()?;
        self.nothing_overwritten_unseen()
    }

    /// What anybody holds in the end is in the log or refused; without copies once.
    fn nothing_lost_or_doubled(&self) -> Result<(), String> {
        let mut found: HashMap<Mark, u32> = HashMap::new();
        let refused = self.server.rejected.iter();
        let refused: HashSet<Mark> = refused
            .map(|(_, one)| mark(&Change::decode(&one.change).unwrap()))
            .collect();
        for entry in self.server.log.iter().filter(|entry| entry.dseq > 0) {
            let change = Change::decode(&entry.change).unwrap();
            *found.entry(mark(&change)).or_default() += 1;
        }
        for machine in &self.machines {
            for mark in &machine.disk.history {
                if !found.contains_key(mark) && !refused.contains(mark) {
                    return Err(format!("an edit was lost: {mark:?}"));
                }
            }
        }
        match found.iter().find(|(_, times)| **times > 1) {
            Some((mark, _)) if !self.copied => Err(format!("an edit was taken twice: {mark:?}")),
            _ => Ok(()),
        }
    }

    /// No change claims to know what its author had not seen: else it would win without a word.
    fn nothing_overwritten_unseen(&self) -> Result<(), String> {
        let log = &self.server.log;
        for entry in log.iter().filter(|entry| entry.dseq > 0) {
            let change = Change::decode(&entry.change).unwrap();
            let (cursor, known) = &self.knew[&mark(&change)];
            let claimed = log.iter().filter(|other| {
                other.key == entry.key && other.seq > *cursor && other.seq <= change.base_seq
            });
            for other in claimed {
                let other = Change::decode(&other.change).unwrap();
                if !known.contains(&mark(&other)) {
                    return Err(format!("a change claims to know {:?}", mark(&other)));
                }
            }
        }
        Ok(())
    }
}

fn number(name: &str) -> Option<u64> {
    std::env::var(name).ok()?.trim().parse().ok()
}

fn run(seed: u64, bug: Option<Bug>) -> Result<(), String> {
    let world = World::new(seed, bug);
    let told = format!("seed {seed}: {:?}", world.options);
    let outcome = std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| world.run()));
    match outcome {
        Ok(Ok(())) => Ok(()),
        Ok(Err(problem)) => Err(format!("{problem}\n{told}")),
        Err(_) => Err(format!("panicked\n{told}")),
    }
}

#[test]
fn restored_and_copied_pcs_lose_nothing_and_come_to_the_same_state() {
    let (from, count) = match number("WUYOU_SEED") {
        Some(seed) => (seed, 1),
        None => (0, number("WUYOU_SEEDS").unwrap_or(1_000)),
    };
    for seed in from..from + count {
        if let Err(problem) = run(seed, None) {
            panic!("{problem}");
        }
    }
}

#[test]
fn every_mistake_planted_into_the_recovery_is_caught() {
    let missed: Vec<Bug> = BUGS
        .into_iter()
        .filter(|bug| {
            let caught = (0..1_000).find(|seed| run(*seed, Some(*bug)).is_err());
            println!("{bug:?}: {caught:?}");
            caught.is_none()
        })
        .collect();
    assert!(missed.is_empty(), "not caught: {missed:?}");
}
