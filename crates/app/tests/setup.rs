//! The first run: whoever is ready has somebody who can work, and never the wrong one.
#![allow(clippy::unwrap_used, reason = "tests")]

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU32, Ordering};

use crate::common::desk::Shop;
use crate::common::{caller, reopened, reopened_with};
use serde_json::{Value, json};
use tempfile::TempDir;
use wuyou_app::{App, Enrolment, SyncOutcome, SyncPort};
use wuyou_contract::sync::Peer;
use wuyou_contract::{ApiError, ErrorCode};
use wuyou_domain::id::StaffId;
use wuyou_store::{Database, EditContext, FileKeyStore, settings};

/// A headquarters that can be out of reach, and may know a manager of the shop already.
#[derive(Default)]
struct Headquarters {
    up: AtomicBool,
    knows: Option<&'static str>,
    /// How many codes were used up.
    spent: AtomicU32,
}

impl SyncPort for Headquarters {
    fn enrol(
        &self,
        _: &str,
        _: &str,
        _: (uuid::Uuid, &str),
        dealer_code: Option<&str>,
    ) -> Result<Enrolment, ApiError> {
        if dealer_code.is_some_and(|code| code != "LH001") {
            return Err(ErrorCode::OtherDealer.into());
        }
        self.spent.fetch_add(1, Ordering::SeqCst);
        Ok(Enrolment {
            dealer_code: "LH001".to_owned(),
            dealer_name: "柳河".to_owned(),
            pc_code: "A".to_owned(),
            token: "secret".to_owned(),
        })
    }

    fn sync(&self, database: &Database, now_at: i64) -> Result<SyncOutcome, ApiError> {
        if !self.up.load(Ordering::SeqCst) {
            return Err(ErrorCode::SyncOffline.into());
        }
        let owner = StaffId::owner_of("LH001");
        let context = EditContext {
            actor: owner,
            now_at,
        };
        if let Some(name) = self.knows {
            let fields = [("name", name.into()), ("role", "manager".into())];
            let made = database.edit(&context, |tx| tx.insert("staff", owner, &fields));
            made.unwrap();
        }
        Ok(SyncOutcome::default())
    }

    fn peers(&self, _: &Database) -> Result<Vec<Peer>, ApiError> {
        Err(ErrorCode::SyncOffline.into())
    }
}

fn enrolled(headquarters: &Arc<Headquarters>) -> (TempDir, App) {
    let dir = TempDir::new().unwrap();
    let app = reopened_with(&dir, Arc::clone(headquarters) as _);
    let enrol = json!({"server_url": "https://hq.example.cn", "code": "ABCD-EFGH"});
    app.call(&caller(None), "setup.enrol", enrol).unwrap();
    (dir, app)
}

fn people(app: &App) -> Vec<Value> {
    let list = app.call(&caller(None), "staff.list", Value::Null).unwrap();
    let rows = list["rows"].as_array().unwrap().iter();
    rows.map(|row| row["name"].clone()).collect()
}

#[test]
fn a_shop_that_was_cut_off_before_its_owner_was_made_gets_one_at_the_next_start() {
    let dir = TempDir::new().unwrap();
    let keys = FileKeyStore::of(dir.path());
    let database = Database::create(dir.path(), &keys).unwrap();
    let ready = database.local(|local| settings::set(local, settings::DEALER_CODE, Some("LH001")));
    ready.unwrap();
    drop(database);

    let app = reopened(&dir);
    assert_eq!(people(&app), ["店主"]);
    app.call(&caller(None), "customer.list", json!({})).unwrap();
}

#[test]
fn a_pc_whose_first_sync_failed_makes_nobody_and_says_that_it_has_to_sync_once() {
    let headquarters = Arc::new(Headquarters {
        knows: Some("陈经理"),
        ..Headquarters::default()
    });
    let (_dir, app) = enrolled(&headquarters);
    assert_eq!(people(&app), Vec::<Value>::new());
    let status = app.call(&caller(None), "app.status", Value::Null).unwrap();
    assert_eq!(
        (&status["ready"], &status["awaiting_first_sync"]),
        (&json!(true), &json!(true))
    );
    for who in [None, Some("陈经理")] {
        let refused = app.call(&caller(who), "customer.list", json!({}));
        assert_eq!(refused.unwrap_err().code, ErrorCode::FirstSync, "{who:?}");
    }
    let offline = app.call(&caller(None), "sync.now", json!({})).unwrap_err();
    assert_eq!(offline.code, ErrorCode::SyncOffline);
    assert_eq!(people(&app), Vec::<Value>::new());

    headquarters.up.store(true, Ordering::SeqCst);
    app.call(&caller(None), "sync.now", json!({})).unwrap();
    assert_eq!(people(&app), ["陈经理"]);
    let status = app.call(&caller(None), "app.status", Value::Null).unwrap();
    assert_eq!(status["awaiting_first_sync"], false);
    app.call(&caller(None), "customer.list", json!({})).unwrap();
}

#[test]
fn a_connected_pc_that_has_nobody_waits_for_its_sync_also_after_a_restart_and_then_heals() {
    let headquarters = Arc::new(Headquarters::default());
    let (dir, app) = enrolled(&headquarters);
    drop(app);
    let app = reopened_with(&dir, Arc::clone(&headquarters) as _);
    assert_eq!(people(&app), Vec::<Value>::new());
    headquarters.up.store(true, Ordering::SeqCst);
    // As the background does it.
    app.sync_quietly().unwrap();
    assert_eq!(people(&app), ["店主"]);
    app.call(&caller(None), "customer.list", json!({})).unwrap();
}

#[test]
fn the_first_pc_of_a_new_shop_has_its_owner_as_soon_as_it_is_connected() {
    let headquarters = Arc::new(Headquarters::default());
    headquarters.up.store(true, Ordering::SeqCst);
    let (_dir, app) = enrolled(&headquarters);
    assert_eq!(people(&app), ["店主"]);
    let status = app.call(&caller(None), "app.status", Value::Null).unwrap();
    assert_eq!(status["staff"]["name"], "店主");
}

#[test]
fn a_shop_that_is_given_another_dealers_code_is_refused_before_the_code_is_used_up() {
    let headquarters = Arc::new(Headquarters::default());
    headquarters.up.store(true, Ordering::SeqCst);
    let dir = TempDir::new().unwrap();
    let app = reopened_with(&dir, Arc::clone(&headquarters) as _);
    let setup = json!({"dealer_code": "QT002", "owner_name": "陈经理"});
    app.call(&caller(None), "setup.offline", setup).unwrap();
    let enrol = json!({"server_url": "https://hq.example.cn", "code": "ABCD-EFGH"});
    let refused = app.call(&caller(None), "setup.enrol", enrol).unwrap_err();
    assert_eq!(refused.code, ErrorCode::OtherDealer);
    assert_eq!(headquarters.spent.load(Ordering::SeqCst), 0);
    let status = app.call(&caller(None), "app.status", Value::Null).unwrap();
    assert_eq!(status["dealer_code"], "QT002");
    assert!(status["server_url"].is_null());
}

#[test]
fn whom_to_call_at_headquarters_is_the_shops_and_the_managers_to_say() {
    let shop = Shop::new();
    let set = |who: &str, phone: &str| shop.try_by(who, "settings.set", json!({"hq_phone": phone}));
    let shown = |who: &str| shop.by(who, "app.status", json!({}))["settings"]["hq_phone"].clone();
    assert_eq!(shown("王姐"), Value::Null);
    let refused = set("王姐", "400-600-1234").unwrap_err();
    assert_eq!(refused.code, ErrorCode::NotAllowed);
    assert_eq!(
        set("陈经理", "打总机").unwrap_err().fields[0].field,
        "hq_phone"
    );
    set("陈经理", "4006001234").unwrap();
    assert!(shown("王姐").as_str().unwrap().contains("1234"));
    // It is one of the things that go to the other PCs of the shop, as an ordinary change.
    let waiting = shop.by("陈经理", "sync.status", json!({}))["unsent"].clone();
    assert_ne!(waiting, json!(0));
    set("陈经理", " ").unwrap();
    assert_eq!(shown("王姐"), Value::Null);
}
