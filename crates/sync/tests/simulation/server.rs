//! The server in memory: the plan functions and maps that stand for its database.

use std::collections::HashMap;

use rand::RngExt;
use rand::rngs::StdRng;
use wuyou_sync::change::Change;
use wuyou_sync::clock;
use wuyou_sync::hash::{CHAIN_START, Hash};
use wuyou_sync::message::{Done, Entry, Epoch, Refused, SyncRequest, SyncResponse};
use wuyou_sync::registry;
use wuyou_sync::server::{
    CursorCheck, DeviceState, Incoming, Loaded, LogEntry, PageLimits, PushCheck, PushPlan, Reader,
    RejectedChange, RowKey, RowState, Rows, SERVER, check_cursor, check_push, held, load_for, page,
    plan_push,
};
use wuyou_sync::value::RowId;
use wuyou_sync::{hash, wire};

use crate::bug::Bug;
use crate::options::Options;

/// One dealer's database.
#[derive(Debug, Clone)]
pub(crate) struct Dealer {
    pub(crate) epoch: Epoch,
    pub(crate) seq: u64,
    pub(crate) log_hash: Hash,
    pub(crate) log: Vec<LogEntry>,
    /// The server's clock at each entry.
    pub(crate) received: Vec<i64>,
    pub(crate) rows: Loaded,
    pub(crate) devices: HashMap<RowId, DeviceState>,
    pub(crate) rejected: Vec<(RowId, RejectedChange)>,
}

/// All dealers and the server's clock.
#[derive(Debug)]
pub(crate) struct Server {
    pub(crate) dealers: Vec<Dealer>,
    pub(crate) clock_offset: i64,
}

impl Server {
    pub(crate) fn new(dealers: usize, devices: &[(usize, RowId)]) -> Self {
        let dealer = |number| Dealer {
            epoch: [u8::try_from(number).unwrap() + 1; 16],
            seq: 0,
            log_hash: CHAIN_START,
            log: Vec::new(),
            received: Vec::new(),
            rows: Loaded::new(),
            devices: devices
                .iter()
                .filter(|(owner, _)| *owner == number)
                .map(|(_, id)| (*id, enrolled(*id)))
                .collect(),
            rejected: Vec::new(),
        };
        Self {
            dealers: (0..dealers).map(dealer).collect(),
            clock_offset: 0,
        }
    }

    /// One request. `None`: the server crashed before it could answer, or the bytes are broken.
    pub(crate) fn handle(
        &mut self,
        (dealer, device): (usize, RowId),
        body: &[u8],
        now_at: i64,
        options: &Options,
        rng: &mut StdRng,
    ) -> Option<Vec<u8>> {
        let now_at = now_at + self.clock_offset;
        let request = wire::decode_request(body).ok()?;
        let foreign = (dealer + 1) % self.dealers.len();
        let ours = &self.dealers[dealer];
        match ours.check(device, &request, options) {
            Checked::Answer(answer) => Some(encode(&answer)),
            Checked::New(new) => {
                let plan = ours.plan(device, new, now_at, options);
                let fresh = plan.rejected.iter().map(|r| r.answer.clone()).collect();
                if rng.random_bool(options.crash_before_commit) {
                    if options.bug != Some(Bug::AnswerBeforeCommit) {
                        return None;
                    }
                    let mut lost = ours.clone();
                    lost.commit(plan, now_at, options);
                    let answer = lost.answer(device, &request, now_at, options);
                    return Some(encode(&SyncResponse::Done(Box::new(answer))));
                }
                self.dealers[dealer].commit(plan, now_at, options);
                if rng.random_bool(options.crash_after_commit) {
                    return None;
                }
                let mut answer = self.dealers[dealer].answer(device, &request, now_at, options);
                match options.bug {
                    Some(Bug::RefusalsForgotten) => answer.refused = fresh,
                    Some(Bug::WrongDealer) if rng.random_bool(0.1) => {
                        answer.entries = self.dealers[foreign].page(device, &request, options).0;
                    }
                    _ => {}
                }
                self.spoil(&mut answer, options, rng);
                Some(encode(&SyncResponse::Done(Box::new(answer))))
            }
        }
    }

    /// Storage faults in what was read for the page.
    fn spoil(&self, done: &mut Done, options: &Options, rng: &mut StdRng) {
        if options.bug == Some(Bug::GroupSplit) && done.entries.len() > 1 && rng.random_bool(0.3) {
            done.entries
                .truncate(rng.random_range(1..done.entries.len()));
            let last = done.entries.last().unwrap().seq();
            let dealer = self.dealers.iter().find(|d| d.epoch == done.epoch).unwrap();
            done.log_hash = dealer.log[usize::try_from(last).unwrap() - 1].log_hash;
        }
        if done.entries.is_empty() || !rng.random_bool(options.hole) {
            return;
        }
        let at = rng.random_range(0..done.entries.len());
        let bit = 1 << rng.random_range(0..8);
        match &mut done.entries[at] {
            Entry::Other { change, .. } if rng.random_bool(0.5) => {
                let place = rng.random_range(0..change.len());
                change[place] ^= bit;
            }
            _ => drop(done.entries.remove(at)),
        }
    }
}

enum Checked {
    New(Vec<Incoming>),
    Answer(SyncResponse),
}

impl Dealer {
    fn check(&self, device: RowId, request: &SyncRequest, options: &Options) -> Checked {
        let at_cursor = usize::try_from(request.cursor)
            .ok()
            .and_then(|cursor| self.log.get(cursor.checked_sub(1)?))
            .map(|entry| entry.log_hash);
        match check_cursor(&self.epoch, request, at_cursor) {
            CursorCheck::Ok => {}
            CursorCheck::OtherEpoch => {
                return Checked::Answer(SyncResponse::OtherEpoch { epoch: self.epoch });
            }
            CursorCheck::BadCursor => {
                return Checked::Answer(SyncResponse::BadCursor { head_seq: self.seq });
            }
        }
        let mut state = self.devices[&device];
        if options.bug == Some(Bug::OverlapNotSkipped) && !request.push.changes.is_empty() {
            state.last_dseq = state.last_dseq.min(request.push.first_dseq - 1);
            state.chain = request.push.previous_chain;
        }
        match check_push(&state, &request.push) {
            PushCheck::New { changes } => Checked::New(changes),
            PushCheck::Gap { expected_dseq } => {
                Checked::Answer(SyncResponse::Gap { expected_dseq })
            }
            PushCheck::Fork { last_dseq } => Checked::Answer(SyncResponse::Fork { last_dseq }),
            PushCheck::Malformed { dseq } => panic!("a client sent a broken push at {dseq}"),
        }
    }

    fn plan(&self, device: RowId, new: Vec<Incoming>, now_at: i64, options: &Options) -> PushPlan {
        let mut table = Table {
            dealer: self,
            bug: options.bug,
        };
        let loaded = load_for(&mut table, &device, &new).unwrap();
        let mut new = new;
        if options.bug == Some(Bug::ClocksTurned) {
            for change in new.iter_mut().flat_map(|incoming| &mut incoming.change) {
                change.hlc = clock::at(now_at).saturating_sub(change.hlc);
            }
        }
        let head = (self.seq, self.log_hash);
        plan_push(head, self.devices[&device], new, loaded, now_at)
    }

    fn commit(&mut self, plan: PushPlan, now_at: i64, options: &Options) {
        for (entity, id, row) in plan.rows {
            if options.bug == Some(Bug::ConflictDropped) && entity.name == "conflict" {
                continue;
            }
            self.rows.insert((entity.id, id), row);
        }
        let mut log = plan.log;
        let (mut seq, mut log_hash) = (plan.head_seq, plan.log_hash);
        if options.bug == Some(Bug::ConflictDropped) {
            (seq, log_hash) = drop_conflicts(&mut log, self.seq, self.log_hash);
        }
        self.log.extend(log);
        self.received.resize(self.log.len(), now_at);
        self.seq = seq;
        self.log_hash = log_hash;
        let device = plan.device.id;
        let rejected = plan.rejected.into_iter().map(|change| (device, change));
        self.rejected.extend(rejected);
        self.devices.insert(device, plan.device);
    }

    fn page(&self, device: RowId, request: &SyncRequest, options: &Options) -> (Vec<Entry>, Hash) {
        let after = usize::try_from(request.cursor).unwrap().min(self.log.len());
        let limits = PageLimits {
            entries: options.page_entries.min(request.max_changes as usize),
            bytes: options.page_bytes,
        };
        let cursor = (request.cursor, request.log_hash);
        let reader = Reader {
            device,
            former: &[],
        };
        let page = page(self.log[after..].iter().cloned(), &reader, cursor, limits);
        let first_group = self.log[after..].iter().position(|entry| entry.group_end);
        assert!(
            page.entries.len() <= limits.entries
                || page.entries.len() == first_group.unwrap_or(0) + 1,
            "a page over its limit"
        );
        (page.entries, page.log_hash)
    }

    fn answer(&self, device: RowId, request: &SyncRequest, now_at: i64, options: &Options) -> Done {
        let (entries, log_hash) = self.page(device, request, options);
        let state = self.devices[&device];
        let refused = self
            .rejected
            .iter()
            .filter(|(owner, _)| *owner == device)
            .filter(|(_, change)| change.dseq >= request.push.first_dseq)
            .map(|(_, rejected)| Refused {
                current: Change::decode(&rejected.change).ok().and_then(|change| {
                    let row = self.rows.get(&(change.entity, change.row))?;
                    held(&change, row)
                }),
                ..rejected.answer.clone()
            })
            .collect();
        Done {
            epoch: self.epoch,
            server_now_at: now_at,
            last_dseq: state.last_dseq,
            refused,
            entries,
            log_hash,
            head_seq: self.seq,
            durable_seq: 0,
        }
    }
}

/// Only the rows that were asked for, so that a plan which needs more shows.
struct Table<'d> {
    dealer: &'d Dealer,
    bug: Option<Bug>,
}

impl Rows for Table<'_> {
    type Error = std::convert::Infallible;

    fn load(&mut self, keys: &[RowKey]) -> Result<Loaded, Self::Error> {
        let conflicts = self.bug != Some(Bug::ConflictsNotLoaded);
        let asked = keys.iter().filter(|key| conflicts || key.0 != 12);
        let mut found: Loaded = asked
            .filter_map(|key| Some((*key, self.dealer.rows.get(key)?.clone())))
            .collect();
        if self.bug == Some(Bug::HiddenEditsForgotten) {
            for row in found.values_mut() {
                row.field_stamps.retain(|(id, _)| !(61..63).contains(id));
            }
        }
        Ok(found)
    }

    fn load_hanging(&mut self, on: &[RowKey]) -> Result<Loaded, Self::Error> {
        if self.bug == Some(Bug::PartsNotLoaded) {
            return Ok(Loaded::new());
        }
        let all = self.dealer.rows.iter();
        let found = all.filter(|(key, row)| row.deleted_at.is_none() && hangs(**key, row, on));
        Ok(found.map(|(key, row)| (*key, row.clone())).collect())
    }
}

fn hangs(key: RowKey, row: &RowState, on: &[RowKey]) -> bool {
    let fields = registry::entity_by_id(key.0).unwrap().fields.iter();
    fields.zip(&row.values).any(|(field, value)| {
        let holder = registry::holder(field).zip(value.as_id());
        holder.is_some_and(|(holder, id)| on.contains(&(holder.id, id)))
    })
}

/// Takes the server's own entries out and chains the rest anew.
fn drop_conflicts(log: &mut Vec<LogEntry>, seq: u64, log_hash: Hash) -> (u64, Hash) {
    let (mut seq, mut log_hash) = (seq, log_hash);
    let mut kept: Vec<LogEntry> = Vec::new();
    for entry in log.drain(..) {
        if entry.device == SERVER && entry.key.0 == 12 {
            if let Some(last) = kept.last_mut() {
                last.group_end |= entry.group_end;
            }
            continue;
        }
        seq += 1;
        log_hash = hash::log_chain(&log_hash, seq, &entry.change);
        kept.push(LogEntry {
            seq,
            log_hash,
            ..entry
        });
    }
    *log = kept;
    (seq, log_hash)
}

fn encode(answer: &SyncResponse) -> Vec<u8> {
    wire::encode_response(answer).unwrap()
}

fn enrolled(id: RowId) -> DeviceState {
    DeviceState {
        id,
        last_dseq: 0,
        chain: CHAIN_START,
    }
}
