//! A PC in memory: rows, outbox and cursor that stand for its database, and nothing but the plan
//! functions to change them when an answer comes.

use std::collections::{BTreeMap, HashMap, HashSet};

use rand::RngExt;
use rand::rngs::StdRng;
use wuyou_sync::change::Change;
use wuyou_sync::client::{
    ApplyPlan, ClientError, Cursor, Own, Pending, PushLimits, build_push, plan_apply, touched,
};
use wuyou_sync::clock::{self, Hlc};
use wuyou_sync::hash::{self, CHAIN_START, Hash};
use wuyou_sync::message::{Done, Entry, SyncRequest, SyncResponse};
use wuyou_sync::registry;
use wuyou_sync::server::RowKey;
use wuyou_sync::value::RowId;
use wuyou_sync::wire;

use crate::bug::Bug;
use crate::fold::State;
use crate::options::Options;

/// An own change in the outbox.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Outgoing {
    pub(crate) bytes: Vec<u8>,
    pub(crate) chain: Hash,
    /// Seen in the log under this number.
    pub(crate) seq: Option<u64>,
    pub(crate) refused: bool,
}

/// What survives a crash.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Disk {
    pub(crate) rows: State,
    pub(crate) outbox: BTreeMap<u64, Outgoing>,
    pub(crate) last_dseq: u64,
    pub(crate) chain: Hash,
    pub(crate) acknowledged: u64,
    pub(crate) cursor: Cursor,
    pub(crate) rewrite_to: u64,
    pub(crate) hlc: Hlc,
    pub(crate) parked: BTreeMap<u64, String>,
}

/// A PC.
#[derive(Debug)]
pub(crate) struct Device {
    pub(crate) id: RowId,
    pub(crate) dealer: usize,
    pub(crate) disk: Disk,
    pub(crate) clock_offset: i64,
    /// The request whose answer is awaited.
    pub(crate) waiting: Option<u64>,
    /// Where the log stood when a refusal was put back: until then rows are ahead of the cursor.
    pub(crate) ahead_to: u64,
    /// Own changes up to here may be hidden with rows that were removed, until they are settled.
    pub(crate) hidden_to: u64,
    /// What the device had read when it made each change, kept apart from the change itself.
    pub(crate) knew: HashMap<u64, u64>,
    /// Changes that may be refused: of a bad group, or leaning on one.
    pub(crate) doubtful: HashSet<u64>,
    pub(crate) doubtful_rows: HashSet<RowKey>,
    /// Changes that must be refused.
    pub(crate) bad: HashSet<u64>,
    /// Changes that opened a finished order again.
    pub(crate) reopened: HashSet<u64>,
    /// The latest group ended in unreadable bytes.
    pub(crate) open_end: bool,
}

impl Device {
    pub(crate) fn new(id: RowId, dealer: usize) -> Self {
        Self {
            id,
            dealer,
            disk: Disk {
                rows: State::default(),
                outbox: BTreeMap::new(),
                last_dseq: 0,
                chain: CHAIN_START,
                acknowledged: 0,
                cursor: Cursor {
                    epoch: None,
                    seq: 0,
                    log_hash: CHAIN_START,
                },
                rewrite_to: 0,
                hlc: 0,
                parked: BTreeMap::new(),
            },
            clock_offset: 0,
            waiting: None,
            ahead_to: 0,
            hidden_to: 0,
            knew: HashMap::new(),
            doubtful: HashSet::new(),
            doubtful_rows: HashSet::new(),
            bad: HashSet::new(),
            reopened: HashSet::new(),
            open_end: false,
        }
    }

    /// The clock reading of the next change.
    pub(crate) fn tick(&mut self, now_at: i64) -> Hlc {
        self.disk.hlc = clock::tick(self.disk.hlc, now_at + self.clock_offset);
        self.disk.hlc
    }

    /// Records one change: the row and the outbox entry in one transaction.
    pub(crate) fn record(&mut self, bytes: Vec<u8>, change: Option<&Change>, with_outbox: bool) {
        if let Some(change) = change {
            self.disk.rows.apply(change);
        }
        if !with_outbox {
            return;
        }
        self.disk.last_dseq += 1;
        self.disk.chain = hash::chain(&self.disk.chain, &bytes);
        let dseq = self.disk.last_dseq;
        let base = change.map_or(self.disk.cursor.seq, |change| change.base_seq);
        self.knew.insert(dseq, base.min(self.disk.cursor.seq));
        self.disk.outbox.insert(
            dseq,
            Outgoing {
                bytes,
                chain: self.disk.chain,
                seq: None,
                refused: false,
            },
        );
    }

    pub(crate) fn is_drained(&self) -> bool {
        self.disk.acknowledged == self.disk.last_dseq
    }

    pub(crate) fn request(&self, now_at: i64, options: &Options) -> Vec<u8> {
        let disk = &self.disk;
        let chain = disk
            .outbox
            .get(&disk.acknowledged)
            .map_or(CHAIN_START, |entry| entry.chain);
        let unsent = disk.outbox.range(disk.acknowledged + 1..);
        let push = build_push(
            (disk.acknowledged, chain),
            unsent.map(|(_, entry)| entry.bytes.clone()),
            PushLimits {
                changes: options.push_changes,
                bytes: 4096,
            },
        );
        wire::encode_request(&SyncRequest {
            epoch: disk.cursor.epoch,
            cursor: disk.cursor.seq,
            log_hash: disk.cursor.log_hash,
            client_now_at: now_at + self.clock_offset,
            push,
            max_changes: 1000,
        })
        .unwrap()
    }

    /// One answer. Broken bytes and unsure pages change nothing; `Err` is a broken promise.
    pub(crate) fn receive(
        &mut self,
        body: &[u8],
        options: &Options,
        rng: &mut StdRng,
    ) -> Result<(), String> {
        let done = match wire::decode_response(body) {
            Ok(SyncResponse::Done(done)) => done,
            Ok(other) => return Err(format!("unexpected answer {other:?}")),
            Err(_) => return Ok(()),
        };
        let done = if options.bug == Some(Bug::ChainNotChecked) {
            Box::new(self.trusting(*done))
        } else {
            done
        };
        match self.plan(&done, options) {
            Ok(plan) => {
                let before = self.disk.clone();
                self.commit(&plan, &done, options, rng);
                if self.disk != before {
                    self.again(&done, options)?;
                }
                Ok(())
            }
            Err(ClientError::Hole { .. } | ClientError::BadEntry { .. }) => Ok(()),
            Err(other) => Err(format!("unexpected {other:?}")),
        }
    }

    fn plan(&self, done: &Done, options: &Options) -> Result<ApplyPlan, ClientError> {
        let disk = &self.disk;
        let own = |dseq: u64| disk.outbox.get(&dseq).map(|entry| entry.bytes.clone());
        let rows: HashSet<RowKey> = touched(done, own).into_iter().collect();
        let named: HashSet<u64> = done.entries.iter().filter_map(Entry::dseq).collect();
        let key = |bytes: &[u8]| Change::decode(bytes).ok().map(|c| (c.entity, c.row));
        let rebase = options.bug != Some(Bug::RebaseForgotten);
        let pending: Vec<Pending> = disk
            .outbox
            .iter()
            .filter(|(dseq, entry)| {
                let open = entry.seq.is_none() && !entry.refused;
                let on_row = || key(&entry.bytes).is_some_and(|key| rows.contains(&key));
                let wanted = open && (!done.refused.is_empty() || on_row());
                // A store may hand over what a late answer names although it was seen before.
                named.contains(dseq) || (rebase && wanted)
            })
            .map(|(dseq, entry)| Pending {
                dseq: *dseq,
                change: entry.bytes.clone(),
            })
            .collect();
        let own = Own {
            device: self.id,
            last_dseq: disk.last_dseq,
            recover_to: 0,
            rewrite_to: disk.rewrite_to,
            latest_hlc: disk.hlc,
        };
        plan_apply(&own, &disk.cursor, done, &pending)
    }

    /// The client's transaction.
    fn commit(&mut self, plan: &ApplyPlan, done: &Done, options: &Options, rng: &mut StdRng) {
        let before = self.disk.clone();
        if rng.random_bool(options.crash_before_commit) {
            if options.bug == Some(Bug::CursorBeforeApply) {
                self.disk.cursor = plan.cursor;
            }
            return;
        }
        execute(&mut self.disk, plan);
        self.hidden_to = self.hidden_to.max(plan.rewrite_to);
        if options.bug == Some(Bug::RewriteForgotten) {
            self.disk.rewrite_to = 0;
        }
        if options.bug == Some(Bug::ClockKept) {
            self.disk.hlc = before.hlc.max(plan.latest_hlc);
        }
        if !plan.parked.is_empty() {
            self.ahead_to = self.ahead_to.max(done.head_seq);
        }
        debug_assert!(self.disk.cursor.seq >= before.cursor.seq);
    }

    /// The same answer once more changes nothing.
    fn again(&self, done: &Done, options: &Options) -> Result<(), String> {
        let mut copy = self.disk.clone();
        match self.plan(done, options) {
            Ok(plan) => execute(&mut copy, &plan),
            Err(error) => return Err(format!("the same answer again: {error:?}")),
        }
        if copy == self.disk {
            Ok(())
        } else {
            let difference = copy.rows.difference(&self.disk.rows);
            Err(format!("an answer applied twice changed {difference:?}"))
        }
    }

    /// What a client that does not compare chains makes of an answer.
    fn trusting(&self, done: Done) -> Done {
        let mut done = done;
        let mut log_hash = self.disk.cursor.log_hash;
        let mut seq = self.disk.cursor.seq;
        for entry in &mut done.entries {
            if entry.seq() <= self.disk.cursor.seq {
                continue;
            }
            seq += 1;
            let own = |dseq: &u64| self.disk.outbox[dseq].bytes.clone();
            let bytes = match entry {
                Entry::Other {
                    seq: at, change, ..
                }
                | Entry::OwnMerged {
                    seq: at, change, ..
                }
                | Entry::Former {
                    seq: at, change, ..
                } => {
                    *at = seq;
                    change.clone()
                }
                Entry::OwnAsSent { seq: at, dseq } => {
                    *at = seq;
                    own(dseq)
                }
            };
            log_hash = hash::log_chain(&log_hash, seq, &bytes);
        }
        if seq > self.disk.cursor.seq {
            done.log_hash = log_hash;
        }
        done
    }
}

fn execute(disk: &mut Disk, plan: &ApplyPlan) {
    for key in &plan.removals {
        disk.rows.0.remove(key);
    }
    for write in &plan.writes {
        if registry::entity_by_id(write.key.0).is_none() {
            continue;
        }
        if !write.insert && !disk.rows.0.contains_key(&write.key) {
            continue;
        }
        let row = disk.rows.0.entry(write.key).or_default();
        for (id, value) in &write.fields {
            crate::fold::set(row, *id, value);
        }
    }
    for (dseq, seq) in &plan.confirmed {
        disk.outbox.get_mut(dseq).unwrap().seq = Some(*seq);
    }
    for parked in &plan.parked {
        disk.outbox.get_mut(&parked.dseq).unwrap().refused = true;
        disk.parked.insert(parked.dseq, parked.code.clone());
    }
    disk.acknowledged = disk.acknowledged.max(plan.acknowledged_dseq);
    disk.rewrite_to = plan.rewrite_to;
    disk.hlc = plan.latest_hlc;
    disk.cursor = plan.cursor;
}
