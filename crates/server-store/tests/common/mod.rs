//! A PC as the storage sees it: numbers its changes, keeps its chain and cursor.

#![allow(dead_code, reason = "each test file uses its own part")]

mod place;

use std::ops::{Deref, DerefMut};

use wuyou_server_store::model::{Dealer, DeviceKey, EnrolAnswer, Enrolment};
use wuyou_server_store::{ServerStore, SqliteStore};
use wuyou_sync::message::{Done, SyncResponse};
use wuyou_sync::value::{RowId, Value};

#[allow(unused_imports, reason = "each test file uses its own part")]
pub(crate) use place::{CUSTOMER, NOW, Place, WORK_ORDER, id};

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

/// A PC of a dealer.
#[derive(Debug, Clone)]
pub(crate) struct Pc {
    pub(crate) key: DeviceKey,
    pub(crate) letter: String,
    place: Place,
}

impl Deref for Pc {
    type Target = Place;

    fn deref(&self) -> &Place {
        &self.place
    }
}

impl DerefMut for Pc {
    fn deref_mut(&mut self) -> &mut Place {
        &mut self.place
    }
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
            expected_dealer_code: None,
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
            place: Place::new(),
        }
    }

    /// Sends changes, takes the page.
    pub(crate) fn sync(&mut self, store: &SqliteStore, changes: Vec<Vec<u8>>) -> Done {
        let sent = changes.clone();
        let request = self.request(changes);
        let answer = store.push_and_page(&self.key, &request, NOW).unwrap();
        let SyncResponse::Done(done) = answer else {
            panic!("{answer:?}");
        };
        self.sent(&sent, &done);
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
