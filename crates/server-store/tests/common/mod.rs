//! A PC as the storage sees it: numbers its changes, keeps its chain and cursor.

#![allow(dead_code, reason = "each test file uses its own part")]

use wuyou_server_store::model::{Dealer, DeviceKey, EnrolAnswer, Enrolment};
use wuyou_server_store::{ServerStore, SqliteStore};
use wuyou_sync::change::{Change, Op};
use wuyou_sync::clock;
use wuyou_sync::hash::{CHAIN_START, Hash, chain};
use wuyou_sync::message::{Done, Push, SyncRequest, SyncResponse};
use wuyou_sync::value::{RowId, Value};

pub(crate) const NOW: i64 = 1_795_276_200_000;
pub(crate) const CUSTOMER: u8 = 2;
pub(crate) const WORK_ORDER: u8 = 9;

pub(crate) fn id(area: u8, number: u64) -> RowId {
    let mut id = [0; 16];
    id[0] = area;
    id[8..].copy_from_slice(&number.to_be_bytes());
    id
}

pub(crate) fn dealer(store: &SqliteStore, number: u64) -> RowId {
    let dealer = Dealer {
        id: id(0xD0, number),
        code: format!("LH{number:03}"),
        name: format!("柳河服务网点{number}"),
        created_at: NOW,
    };
    store.create_dealer(&dealer).unwrap();
    dealer.id
}

/// What one PC holds to sync.
#[derive(Debug, Clone)]
pub(crate) struct Pc {
    pub(crate) key: DeviceKey,
    pub(crate) letter: String,
    pub(crate) dseq: u64,
    pub(crate) chain: Hash,
    pub(crate) cursor: u64,
    pub(crate) log_hash: Hash,
    pub(crate) staff: RowId,
}

impl Pc {
    pub(crate) fn enrol(store: &SqliteStore, dealer: RowId, number: u64) -> Self {
        let mut code = [0; 32];
        code[..16].copy_from_slice(&dealer);
        code[16..].copy_from_slice(&id(0xC0, number));
        store
            .add_enrolment_code(dealer, &code, NOW, NOW + 1_000)
            .unwrap();
        let enrolment = Enrolment {
            code_hash: &code,
            device: id(0xE0, number),
            name: "前台电脑",
            app_version: "0.1.0",
        };
        let answer = store.enrol(&enrolment, &mut |_| [1; 32], NOW).unwrap();
        let EnrolAnswer::Enrolled { pc_code, dealer } = answer else {
            panic!("{answer:?}");
        };
        Self {
            key: DeviceKey {
                dealer: dealer.id,
                device: id(0xE0, number),
            },
            letter: pc_code,
            dseq: 0,
            chain: CHAIN_START,
            cursor: 0,
            log_hash: CHAIN_START,
            staff: id(1, 1),
        }
    }

    pub(crate) fn change(
        &self,
        entity: u8,
        op: Op,
        row: RowId,
        fields: Vec<(u8, Value)>,
    ) -> Vec<u8> {
        Change {
            entity,
            op,
            group_end: true,
            row,
            base_seq: self.cursor,
            hlc: clock::at(NOW + self.dseq.cast_signed()),
            staff: self.staff,
            fields,
        }
        .encode()
        .unwrap()
    }

    /// A request with these changes after what was sent before. Does not count them as sent.
    pub(crate) fn request(&self, changes: Vec<Vec<u8>>) -> SyncRequest {
        SyncRequest {
            epoch: None,
            cursor: self.cursor,
            log_hash: self.log_hash,
            client_now_at: NOW,
            push: Push {
                first_dseq: self.dseq + 1,
                previous_chain: self.chain,
                changes,
            },
            max_changes: 2_000,
        }
    }

    /// Sends changes, takes the page.
    pub(crate) fn sync(&mut self, store: &SqliteStore, changes: Vec<Vec<u8>>) -> Done {
        let request = self.request(changes.clone());
        let answer = store.push_and_page(&self.key, &request, NOW).unwrap();
        let SyncResponse::Done(done) = answer else {
            panic!("{answer:?}");
        };
        self.dseq += changes.len() as u64;
        self.chain = changes
            .iter()
            .fold(self.chain, |hash, bytes| chain(&hash, bytes));
        if let Some(last) = done.entries.last() {
            self.cursor = last.seq();
        }
        self.log_hash = done.log_hash;
        *done
    }
}

pub(crate) fn customer_fields(name: &str) -> Vec<(u8, Value)> {
    vec![
        (1, name.into()),
        (2, "household".into()),
        (3, "锅炉在厨房".into()),
    ]
}

pub(crate) fn order_fields(no: &str, customer: RowId) -> Vec<(u8, Value)> {
    vec![
        (1, no.into()),
        (2, "repair".into()),
        (4, Value::Id(customer)),
        (6, "registered".into()),
        (8, "不点火，显示E1".into()),
        (10, Value::Int(NOW)),
        (11, Value::Int(NOW + 600_000)),
        (12, Value::Int(NOW + 3_600_000)),
        (13, Value::Int(NOW + 7_200_000)),
        (14, "2026-11".into()),
    ]
}
