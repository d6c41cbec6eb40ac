//! What must hold when something went wrong, or somebody tries what is not theirs.
#![allow(clippy::unwrap_used, reason = "tests")]

mod common;

use common::{caller, ready_shop, reopened};
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
    let own = json!({"path": dir.path().join(wuyou_store::FILE_NAME).to_str().unwrap()});
    let refused = app
        .call(&caller(Some("陈经理")), "backup.create", own)
        .unwrap_err();
    assert_eq!(refused.code, ErrorCode::BackupFile);
}
