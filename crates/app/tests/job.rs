//! Long work tells how far it is, is stopped from beside it, and leaves nothing half done.
#![allow(clippy::unwrap_used, reason = "tests")]

use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc;
use std::thread;

use crate::common::desk::Shop;
use crate::common::press::{job, printing_shop};
use crate::common::{caller, ready_shop, reopened};
use serde_json::{Value, json};
use tempfile::TempDir;
use wuyou_contract::job::{JobKind, JobStage};
use wuyou_contract::{ApiError, ErrorCode};

/// Runs a command and stops it from another thread while it stands at this stage and count: the
/// slow step is the one that waits until it was stopped. Answers what beside it was told too.
pub(crate) fn stopped(
    mut shop: Shop,
    (kind, stage, at): (JobKind, JobStage, u64),
    (command, payload): (&str, Value),
) -> (Shop, Value, Result<Value, ApiError>) {
    let (arrived, heard) = mpsc::channel();
    let (go, wait) = mpsc::channel::<()>();
    let (wait, once) = (std::sync::Mutex::new(wait), AtomicBool::new(false));
    shop.app = shop
        .app
        .with_listener(Arc::new(move |of, at_stage, done, _| {
            if of == kind && at_stage == stage && done == at && !once.swap(true, Ordering::SeqCst) {
                arrived.send(()).unwrap();
                wait.lock().unwrap().recv().unwrap();
            }
        }));
    let which = json!({"kind": kind});
    let nobody = caller(None);
    let (told, answer) = thread::scope(|scope| {
        let work = scope.spawn(|| shop.try_by("陈经理", command, payload));
        heard.recv().unwrap();
        let told = shop
            .app
            .call(&nobody, "job.progress", which.clone())
            .unwrap();
        let again = shop.app.call(&nobody, "job.cancel", which.clone());
        assert_eq!(again.unwrap(), json!({}));
        go.send(()).unwrap();
        (told, work.join().unwrap())
    });
    let after = shop.app.call(&nobody, "job.progress", which).unwrap();
    assert_eq!(after["running"], false, "{kind:?}");
    (shop, told, answer)
}

fn names(dir: &Path) -> Vec<String> {
    let entries = std::fs::read_dir(dir).unwrap();
    let mut names: Vec<String> = entries
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .collect();
    names.sort();
    names
}

/// Two hundred documents of one order.
fn batch(shop: &Shop, document: &str, paper: &str) -> Value {
    let order = shop.take();
    let mut asked = job(document, &[&order; 200]);
    asked["paper"] = paper.into();
    json!({"job": asked})
}

#[test]
fn two_hundred_sheets_tell_their_count_and_stopped_leave_no_file() {
    let out = TempDir::new().unwrap();
    for (stage, at) in [(JobStage::Reading, 150), (JobStage::Setting, 120)] {
        let (shop, _proof) = printing_shop();
        let mut payload = batch(&shop, "job_sheet", "a4");
        payload["path"] = out.path().join("a.pdf").to_str().unwrap().into();
        let (shop, told, answer) = stopped(
            shop,
            (JobKind::Print, stage, at),
            ("print.save", payload.clone()),
        );
        assert_eq!(
            (&told["done"], &told["total"], &told["may_stop"]),
            (&json!(at), &json!(200), &json!(true))
        );
        assert_eq!(answer.unwrap_err().code, ErrorCode::JobCancelled);
        assert_eq!(names(out.path()), [""; 0]);
        // The next one is not stopped by the wish of before.
        assert_eq!(shop.by("陈经理", "print.save", payload)["page_count"], 200);
        std::fs::remove_file(out.path().join("a.pdf")).unwrap();
    }
}

#[test]
fn a_roll_that_is_stopped_tells_what_was_printed() {
    let (shop, _proof) = printing_shop();
    shop.by(
        "陈经理",
        "print.settings_set",
        json!({"printer": "192.168.1.50"}),
    );
    let payload = batch(&shop, "job_sheet", "roll80");
    let (_shop, told, answer) = stopped(
        shop,
        (JobKind::Print, JobStage::Sending, 50),
        ("print.send", payload),
    );
    assert_eq!((&told["done"], &told["total"]), (&json!(50), &json!(200)));
    let sent = answer.unwrap();
    assert_eq!(
        (&sent["page_count"], &sent["left_count"]),
        (&json!(50), &json!(150))
    );
}

#[test]
#[allow(clippy::too_many_lines, reason = "one table of kinds of work")]
fn backup_check_look_restore_export_and_diagnosis_stopped_leave_nothing() {
    let out = TempDir::new().unwrap();
    let place = |name: &str| out.path().join(name).to_str().unwrap().to_owned();
    let made = |shop: &Shop| {
        let path = place("made.db");
        shop.by("陈经理", "backup.create", json!({"path": path}));
        json!({"path": path})
    };
    let columns = json!([{"key": "name", "label": "姓名", "kind": "text"}]);
    let export = json!({"list": "customer.list", "title": "客户", "columns": columns,
        "reason": "对账", "path": place("list.xlsx")});
    let cancelled = ErrorCode::JobCancelled;
    for (kind, stage, command, payload, code) in [
        (
            JobKind::Backup,
            JobStage::Copying,
            "backup.create",
            json!({"path": place("b.db")}),
            cancelled,
        ),
        (
            JobKind::Backup,
            JobStage::Checking,
            "backup.create",
            json!({}),
            cancelled,
        ),
        (
            JobKind::Verify,
            JobStage::Checking,
            "app.verify",
            json!({}),
            cancelled,
        ),
        (
            JobKind::Look,
            JobStage::Checking,
            "backup.look",
            Value::Null,
            cancelled,
        ),
        (
            JobKind::Restore,
            JobStage::Copying,
            "backup.restore",
            Value::Null,
            cancelled,
        ),
        (
            JobKind::Restore,
            JobStage::Checking,
            "backup.restore",
            Value::Null,
            cancelled,
        ),
        (
            JobKind::Export,
            JobStage::Reading,
            "export.list",
            export,
            ErrorCode::ExportCancelled,
        ),
        (
            JobKind::Diagnosis,
            JobStage::Reading,
            "diagnosis.write",
            json!({"path": place("d.json")}),
            cancelled,
        ),
    ] {
        let shop = Shop::new();
        shop.take();
        let payload = if payload.is_null() {
            made(&shop)
        } else {
            payload
        };
        let hash = shop.by("陈经理", "app.verify", json!({}))["state_hash"].clone();
        let before = names(out.path());
        let (shop, _, answer) = stopped(shop, (kind, stage, 0), (command, payload));
        assert_eq!(answer.unwrap_err().code, code, "{command}");
        assert_eq!(names(out.path()), before, "{command}");
        let backups = shop.by("陈经理", "backup.list", json!({}));
        assert_eq!(backups["rows"], json!([]), "{command}");
        let now = shop.by("陈经理", "app.verify", json!({}))["state_hash"].clone();
        assert_eq!(now, hash, "{command}");
        let _ = std::fs::remove_file(out.path().join("made.db"));
    }
}

#[test]
fn a_restore_is_looked_at_done_and_undone_by_what_the_looks_say() {
    let shop = Shop::new();
    shop.take();
    let made = shop.by("陈经理", "backup.create", json!({}));
    let from = json!({"path": made["path"]});
    let call = json!({"text": "漏水", "caller_phone": "13804712299", "new_customer_name": "李二"});
    shop.by("王姐", "request.create", call);
    let refused = shop
        .try_by("王姐", "backup.look", from.clone())
        .unwrap_err();
    assert_eq!(refused.code, ErrorCode::NotAllowed);
    let looked = shop.by("陈经理", "backup.look", from.clone());
    let orders = |count: &Value| (count["customers"].clone(), count["open_orders"].clone());
    assert_eq!(orders(&looked["inside"]), (json!(1), json!(1)));
    assert_eq!(orders(&looked["present"]), (json!(2), json!(2)));
    assert_eq!(
        (&looked["damaged"], &looked["age"]),
        (&json!(false), &json!("same"))
    );
    assert_eq!(looked["program"], env!("CARGO_PKG_VERSION"));
    let lost = looked["differences"].as_array().unwrap();
    let of = |entity: &str| lost.iter().find(|one| one["entity"] == entity).unwrap()["new"].clone();
    assert_eq!(
        (of("customer"), of("work_order"), of("request")),
        (json!(1), json!(1), json!(1))
    );

    let restored = shop.by("陈经理", "backup.restore", from);
    let aside = json!({"path": restored["previous_path"]});
    let back = shop.by("陈经理", "backup.look", aside.clone());
    assert_eq!(orders(&back["inside"]), orders(&looked["present"]));
    let rows = back["differences"].as_array().unwrap();
    let customers = rows.iter().find(|one| one["entity"] == "customer").unwrap();
    assert_eq!(
        (&customers["new"], &customers["back"]),
        (&json!(0), &json!(1))
    );
    let undone = shop.by("陈经理", "backup.restore", aside);
    assert_eq!(undone["customer_count"], 2);
}

#[test]
fn a_backup_is_looked_into_also_when_the_data_cannot_be_opened_and_damage_is_an_answer() {
    let (dir, app) = ready_shop();
    let owner = caller(Some("陈经理"));
    app.call(&owner, "customer.create", json!({"name": "王建军"}))
        .unwrap();
    let made = app.call(&owner, "backup.create", json!({})).unwrap();
    let from = json!({"path": made["path"]});
    drop(app);
    std::fs::write(dir.path().join(wuyou_store::FILE_NAME), vec![7_u8; 65_536]).unwrap();
    let app = reopened(&dir);
    let looked = app
        .call(&caller(None), "backup.look", from.clone())
        .unwrap();
    assert_eq!(looked["inside"]["customers"], 1);
    assert_eq!(
        (&looked["present"], &looked["differences"]),
        (&Value::Null, &json!([]))
    );
    let path = made["path"].as_str().unwrap();
    let mut torn = std::fs::read(path).unwrap();
    let middle = torn.len() / 2;
    torn[middle] ^= 1;
    std::fs::write(path, torn).unwrap();
    let looked = app.call(&caller(None), "backup.look", from).unwrap();
    assert_eq!(looked["damaged"], true);
    let nothing = json!({"path": dir.path().join("nothing.db").to_str()});
    let refused = app.call(&caller(None), "backup.look", nothing).unwrap_err();
    assert_eq!(refused.code, ErrorCode::BackupFile);
}
