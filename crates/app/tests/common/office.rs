//! Headquarters in memory, made of the sync core, between two PCs of one shop: their changes really
//! merge.

use std::collections::HashMap;
use std::sync::{Arc, Mutex};

use uuid::Uuid;
use wuyou_app::{Enrolment, SyncOutcome, SyncPort};
use wuyou_contract::sync::Peer;
use wuyou_contract::{ApiError, ErrorCode};
use wuyou_domain::id::DeviceId;
use wuyou_store::receipt::Receipt;
use wuyou_store::{Database, Id, settings, sync};
use wuyou_sync::client::PushLimits;
use wuyou_sync::hash::CHAIN_START;
use wuyou_sync::hash::Hash;
use wuyou_sync::message::Done;
use wuyou_sync::server::{
    DeviceState, Loaded, LogEntry, PageLimits, PushCheck, Reader, check_push, page, plan_push,
};
use wuyou_sync::value::RowId;

use super::desk::Shop;

struct Held {
    seq: u64,
    log_hash: Hash,
    log: Vec<LogEntry>,
    rows: Loaded,
    devices: HashMap<RowId, DeviceState>,
}

struct Office(Mutex<Held>);

/// Two PCs that both hold what this one holds, and meet when they sync.
pub(crate) fn two_pcs(shop: &Shop) -> (Shop, Shop) {
    let office = Arc::new(Office(Mutex::new(Held {
        seq: 0,
        log_hash: CHAIN_START,
        log: Vec::new(),
        rows: Loaded::new(),
        devices: HashMap::new(),
    })));
    let first = shop.copy(Arc::clone(&office) as Arc<dyn SyncPort>);
    first.app.sync_quietly().unwrap();
    let second = first.copy(Arc::clone(&office) as Arc<dyn SyncPort>);
    let other = Uuid::from_u128(2);
    let own = first.app.database().unwrap();
    let own = own.read(settings::device_id).unwrap().row_id();
    let mut held = office.0.lock().unwrap();
    let known = held.devices[&own];
    let known = DeviceState {
        id: DeviceId(other).row_id(),
        ..known
    };
    held.devices.insert(known.id, known);
    drop(held);
    let database = second.app.database().unwrap();
    let id = other.to_string();
    database
        .local(|local| settings::set(local, settings::DEVICE_ID, Some(&id)))
        .unwrap();
    (first, second)
}

/// Both PCs sync until neither has anything the other lacks.
pub(crate) fn met(first: &Shop, second: &Shop) {
    for shop in [first, second, first, second] {
        shop.app.sync_quietly().unwrap();
    }
}

impl Held {
    fn answer(&mut self, database: &Database, now_at: i64) -> Done {
        let device = database.read(settings::device_id).unwrap().row_id();
        let limits = PushLimits::default();
        let push = database.read(|view| sync::push(view, limits)).unwrap();
        let cursor = database.read(sync::cursor).unwrap();
        let state = *self.devices.entry(device).or_insert(DeviceState {
            id: device,
            last_dseq: 0,
            chain: CHAIN_START,
        });
        let PushCheck::New { changes } = check_push(&state, &push) else {
            panic!("not a continuation");
        };
        let loaded: Loaded = self.rows.clone().into_iter().collect();
        let head = (self.seq, self.log_hash);
        let plan = plan_push(head, state, changes, loaded, now_at);
        assert!(plan.rejected.is_empty(), "headquarters takes everything");
        for (entity, id, row) in plan.rows {
            self.rows.insert((entity.id, id), row);
        }
        self.log.extend(plan.log);
        self.devices.insert(device, plan.device);
        (self.seq, self.log_hash) = (plan.head_seq, plan.log_hash);
        let after = self.log.iter().filter(|entry| entry.seq > cursor.seq);
        let limits = PageLimits {
            entries: 1_000,
            bytes: usize::MAX,
        };
        let reader = Reader {
            device,
            former: &[],
        };
        let page = page(
            after.cloned(),
            &reader,
            (cursor.seq, cursor.log_hash),
            limits,
        );
        Done {
            epoch: [7; 16],
            server_now_at: now_at,
            last_dseq: self.devices[&device].last_dseq,
            refused: Vec::new(),
            entries: page.entries,
            log_hash: page.log_hash,
            head_seq: self.seq,
            durable_seq: 0,
        }
    }
}

impl SyncPort for Office {
    fn enrol(
        &self,
        _: &str,
        _: &str,
        _: (Uuid, &str),
        _: Option<&str>,
    ) -> Result<Enrolment, ApiError> {
        Err(ErrorCode::SyncOffline.into())
    }

    fn sync(&self, database: &Database, now_at: i64) -> Result<SyncOutcome, ApiError> {
        let mut held = self.0.lock().unwrap();
        let mut outcome = SyncOutcome::default();
        loop {
            let done = held.answer(database, now_at);
            let receipt = Receipt {
                at: now_at,
                result: "ok".to_owned(),
                ..Receipt::default()
            };
            let applied = database.apply(&done, &receipt).unwrap();
            outcome.pulled += applied.pulled;
            let unsent = database.read(sync::state).unwrap().unsent;
            if !applied.more && unsent == 0 {
                return Ok(outcome);
            }
        }
    }

    fn peers(&self, _: &Database) -> Result<Vec<Peer>, ApiError> {
        Err(ErrorCode::SyncOffline.into())
    }
}
