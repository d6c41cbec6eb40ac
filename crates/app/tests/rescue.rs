//! What must hold when something went wrong, or somebody tries what is not theirs.
#![allow(clippy::unwrap_used, reason = "tests")]

use crate::common::{caller, ready_shop, reopened};
use serde_json::{Value, json};
use wuyou_contract::ErrorCode;

#[test]
fn a_damaged_database_is_restored_from_its_backup_through_the_command() {
    let (dir, app) = ready_shop();
    let owner = caller(Some("陈经理"));
    app.call(&owner, "customer.create", json!({"name": "王建军"}))
        .unwrap();
    app.call(&owner, "backup.create", json!({})).unwrap();
    drop(app);
    let file = dir.path().join(wuyou_store::FILE_NAME);
    std::fs::write(&file, vec![7u8; 64 * 1024]).unwrap();

    let app = reopened(&dir);
    let refused = app.call(&owner, "customer.list", Value::Null).unwrap_err();
    assert_eq!(refused.code, ErrorCode::StoreDamaged);
    let backups = app.call(&caller(None), "backup.list", Value::Null).unwrap();
    let from = json!({"path": backups["rows"][0]["path"]});
    let restored = app.call(&caller(None), "backup.restore", from).unwrap();
    assert_eq!(restored["customer_count"], 1);
    assert_eq!(
        app.call(&owner, "customer.list", Value::Null).unwrap()["total"],
        1
    );
}

#[test]
fn only_the_manager_points_a_working_shop_at_a_headquarters() {
    let (_dir, app) = ready_shop();
    let enrol = json!({"server_url": "https://evil.example", "code": "AAAA"});
    for who in [Some("王姐"), Some("张师傅")] {
        let refused = app
            .call(&caller(who), "setup.enrol", enrol.clone())
            .unwrap_err();
        assert_eq!(refused.code, ErrorCode::NotAllowed, "{who:?}");
    }
    let asked = app
        .call(&caller(Some("陈经理")), "setup.enrol", enrol)
        .unwrap_err();
    assert_eq!(asked.code, ErrorCode::SyncOffline);
}

#[test]
fn a_deleted_household_does_not_come_back_with_the_same_file() {
    let (dir, app) = ready_shop();
    let owner = caller(Some("陈经理"));
    let file = dir.path().join("客户.csv");
    let list = "姓名,联系电话,机型,机身编号\n华桂珍,19101071364,WEB-L1P18,L1P1817090901223\n";
    std::fs::write(&file, list).unwrap();
    let import = json!({"path": file.to_str().unwrap(), "kind": "customers"});
    app.call(&owner, "import.run", import.clone()).unwrap();
    let page = app.call(&owner, "customer.list", json!({})).unwrap();
    let id = json!({"id": page["rows"][0]["id"]});
    app.call(&owner, "customer.delete", id).unwrap();

    let again = app.call(&owner, "import.run", import).unwrap();
    assert_eq!(
        (&again["created"], &again["updated"]),
        (&json!(0), &json!(0))
    );
    let unit = json!({"serial": "L1P1817090901223"});
    let unit = app.call(&owner, "unit.get", unit).unwrap();
    assert!(unit["unit"]["customer_id"].is_null());
}

#[test]
fn a_backup_is_never_written_over_the_programs_own_files() {
    let (dir, app) = ready_shop();
    let elsewhere = tempfile::TempDir::new().unwrap();
    let list = elsewhere.path().join("客户.xlsx");
    std::fs::write(&list, "the shop's list").unwrap();
    let places = [
        dir.path().join(wuyou_store::FILE_NAME),
        dir.path().join("a.db"),
        elsewhere.path().join("wuyou.key"),
        "wuyou.key".into(),
        "a.db".into(),
        list.clone(),
    ];
    for place in places {
        let own = json!({"path": place.to_str().unwrap()});
        let refused = app
            .call(&caller(Some("陈经理")), "backup.create", own)
            .unwrap_err();
        assert_eq!(refused.code, ErrorCode::BackupPlace, "{}", place.display());
    }
    assert_eq!(std::fs::read(&list).unwrap(), b"the shop's list");

    // An older backup of this shop may be written over.
    let place = json!({"path": elsewhere.path().join("备份.db").to_str().unwrap()});
    for _ in 0..2 {
        app.call(&caller(Some("陈经理")), "backup.create", place.clone())
            .unwrap();
    }
}

#[test]
fn an_order_of_a_deleted_household_can_still_be_read() {
    let (_dir, app) = ready_shop();
    let owner = caller(Some("陈经理"));
    let taken = json!({
        "text": "屋里不热", "caller_phone": "13804712207", "new_customer_name": "王建军",
    });
    let taken = app.call(&owner, "request.create", taken).unwrap();
    let order = taken["work_order"]["summary"]["id"].clone();
    let household = json!({"id": taken["work_order"]["summary"]["customer_id"]});
    let early = app.call(&owner, "customer.delete", household.clone());
    assert_eq!(early.unwrap_err().code, ErrorCode::InUse);

    let cancel = json!({"id": order, "step": "cancel", "reason": "客户说不用了，已告知客户"});
    app.call(&owner, "work_order.advance", cancel).unwrap();
    app.call(&owner, "customer.delete", household).unwrap();
    let seen = app.call(&owner, "work_order.get", json!({ "id": order }));
    assert_eq!(seen.unwrap()["summary"]["customer_name"], "王建军");
}

#[test]
fn a_machine_that_went_with_the_example_data_is_registered_again() {
    let (_dir, app) = ready_shop();
    let owner = caller(Some("陈经理"));
    app.call(&owner, "example.load", json!({})).unwrap();
    let page = app.call(&owner, "unit.list", json!({})).unwrap();
    let serial = page["rows"][0]["unit"]["serial"].clone();
    assert!(serial.is_string(), "{page}");
    let total = app.call(&owner, "example.count", json!({})).unwrap()["total"].clone();
    app.call(&owner, "example.remove", json!({ "total": total }))
        .unwrap();

    let real = app.call(&owner, "customer.create", json!({"name": "王建军"}));
    let real = real.unwrap()["summary"]["id"].clone();
    let unit = json!({"serial": serial, "customer_id": real});
    let unit = app.call(&owner, "unit.register", unit).unwrap();
    assert_eq!(unit["unit"]["customer_id"], real);
    let found = app.call(&owner, "unit.get", json!({ "serial": serial }));
    assert_eq!(found.unwrap()["unit"]["customer_id"], real);
}

#[test]
fn what_goes_with_the_example_data_is_counted_before_it_goes_with_what_was_added_since() {
    let (_dir, app) = ready_shop();
    let owner = caller(Some("陈经理"));
    let count = || app.call(&owner, "example.count", json!({})).unwrap();
    assert_eq!(count()["total"], 0);
    app.call(&owner, "example.load", json!({})).unwrap();
    let before = count();
    let page = app
        .call(&owner, "customer.list", json!({"limit": 200}))
        .unwrap();
    let households = page["rows"].as_array().unwrap();
    assert_eq!(before["households"], households.len());
    let kinds = [
        "households",
        "machines",
        "orders",
        "requests",
        "complaints",
        "promises",
        "return_visits",
    ];
    let sum: i64 = kinds
        .iter()
        .map(|kind| before[*kind].as_i64().unwrap())
        .sum();
    assert_eq!(before["total"], sum);
    assert!(before["orders"].as_i64().unwrap() > 0 && before["people"].as_i64().unwrap() > 0);

    let call = json!({
        "customer_id": households[0]["id"], "caller_phone": "13804719999", "kind": "enquiry",
        "channel": "phone", "text": "保修几年",
    });
    app.call(&owner, "request.create", call).unwrap();
    let after = count();
    assert_eq!(after["total"].as_i64(), Some(sum + 1));
    assert_eq!(
        after["requests"].as_i64(),
        before["requests"].as_i64().map(|n| n + 1)
    );

    let clerk = json!({"name": "王姐", "role": "clerk"});
    app.call(&owner, "staff.create", clerk).unwrap();
    let refused = app.call(&caller(Some("王姐")), "example.count", json!({}));
    assert_eq!(refused.unwrap_err().code, ErrorCode::NotAllowed);

    // The number was read before one more household was merged into them, or was never typed.
    let total = count()["total"].as_u64().unwrap();
    for typed in [json!({}), json!({ "total": total - 1 })] {
        let refused = app.call(&owner, "example.remove", typed).unwrap_err();
        assert_eq!(refused.fields[0].code, "total_typed");
        assert_eq!(count()["total"], total);
    }
    app.call(&owner, "example.remove", json!({ "total": total }))
        .unwrap();
    assert_eq!(count()["total"], 0);
    let left = app.call(&owner, "customer.list", json!({})).unwrap();
    assert_eq!(left["rows"].as_array().unwrap().len(), 0);
}

#[test]
fn every_reason_of_a_backup_is_listed_as_it_was_made() {
    let (dir, app) = ready_shop();
    let owner = caller(Some("陈经理"));
    app.backup_daily().unwrap();
    let made = app.call(&owner, "backup.create", json!({})).unwrap();
    let file = dir.path().join("客户.csv");
    std::fs::write(&file, "姓名,联系电话\n华桂珍,19101071364\n").unwrap();
    let import = json!({"path": file.to_str().unwrap(), "kind": "customers"});
    app.call(&owner, "import.run", import).unwrap();
    let from = json!({"path": made["path"]});
    let restored = app.call(&owner, "backup.restore", from).unwrap();
    let database = app.database().unwrap();
    database
        .backup_automatic("before_migration", "20261121-1", 3)
        .unwrap();
    let listed = app.call(&owner, "backup.list", Value::Null).unwrap();
    let rows = listed["rows"].as_array().unwrap();
    let mut reasons: Vec<&str> = rows
        .iter()
        .map(|row| row["reason"].as_str().unwrap())
        .collect();
    reasons.sort_unstable();
    assert_eq!(
        reasons,
        [
            "before_import",
            "before_migration",
            "before_restore",
            "daily",
            "manual"
        ]
    );
    let kept = rows.iter().find(|row| row["reason"] == "before_restore");
    assert_eq!(kept.unwrap()["path"], restored["previous_path"]);
}

#[test]
fn a_backup_of_another_pc_is_refused_in_words_that_say_so() {
    let (_other, their) = ready_shop();
    let owner = caller(Some("陈经理"));
    let made = their.call(&owner, "backup.create", json!({})).unwrap();
    let from = json!({"path": made["path"]});
    let (_dir, ours) = ready_shop();
    let (_fresh, empty) = crate::common::shop();
    for app in [&ours, &empty] {
        let refused = app.call(&owner, "backup.restore", from.clone());
        assert_eq!(refused.unwrap_err().code, ErrorCode::BackupOtherPc);
    }
    let status = empty.call(&caller(None), "app.status", Value::Null);
    assert_eq!(status.unwrap()["ready"], false);
}

#[test]
fn data_that_is_gone_comes_back_from_its_backup() {
    let (dir, app) = ready_shop();
    let owner = caller(Some("陈经理"));
    app.call(&owner, "customer.create", json!({"name": "王建军"}))
        .unwrap();
    let made = app.call(&owner, "backup.create", json!({})).unwrap();
    drop(app);
    std::fs::remove_file(dir.path().join(wuyou_store::FILE_NAME)).unwrap();
    let app = reopened(&dir);
    let from = json!({"path": made["path"]});
    let restored = app.call(&caller(None), "backup.restore", from).unwrap();
    assert_eq!(restored["customer_count"], 1);
}
