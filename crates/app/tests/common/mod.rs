//! A shop on a real database with a fixed clock, shared by the tests of the use cases.
#![allow(
    clippy::unwrap_used,
    clippy::needless_pass_by_value,
    dead_code,
    reason = "test support; not every test uses all of it"
)]

pub(crate) mod desk;
pub(crate) mod hq;
pub(crate) mod office;
pub(crate) mod press;
pub(crate) mod timed;

use std::sync::Arc;

use serde_json::json;
use tempfile::TempDir;
use wuyou_app::{App, AppParts, Caller, Clock, NoNetwork, SyncPort, SystemIds};
use wuyou_contract::Language;
use wuyou_store::FileKeyStore;

/// 2026-11-21 12:00 in China.
pub(crate) const NOON: i64 = 1_795_233_600_000;

pub(crate) struct Noon;

impl Clock for Noon {
    fn now_at(&self) -> i64 {
        NOON
    }
}

pub(crate) fn shop() -> (TempDir, App) {
    let dir = TempDir::new().unwrap();
    let app = reopened(&dir);
    (dir, app)
}

pub(crate) fn reopened(dir: &TempDir) -> App {
    reopened_with(dir, Arc::new(NoNetwork))
}

pub(crate) fn reopened_with(dir: &TempDir, sync: Arc<dyn SyncPort>) -> App {
    App::open(AppParts {
        dir: dir.path().to_owned(),
        keys: Arc::new(FileKeyStore::of(dir.path())),
        clock: Arc::new(Noon),
        ids: Arc::new(SystemIds),
        sync,
    })
}

pub(crate) fn caller(staff: Option<&str>) -> Caller {
    Caller {
        staff: staff.map(ToOwned::to_owned),
        language: Language::Zh,
        owner_by_default: false,
    }
}

pub(crate) fn ready_shop() -> (TempDir, App) {
    let (dir, app) = shop();
    let setup = json!({"dealer_code": "LH001", "owner_name": "陈经理"});
    app.call(&caller(None), "setup.offline", setup).unwrap();
    for (name, role) in [("王姐", "clerk"), ("张师傅", "technician")] {
        let person = json!({"name": name, "role": role, "pin": "1234"});
        app.call(&caller(Some("陈经理")), "staff.create", person)
            .unwrap();
    }
    (dir, app)
}
