//! The recovery code: a backup is read on another PC, and what was done is not forgotten by it.
#![allow(clippy::unwrap_used, reason = "tests")]

use serde_json::{Value, json};
use tempfile::TempDir;
use wuyou_app::App;
use wuyou_contract::{ApiError, ErrorCode};

use crate::common::desk::Shop;
use crate::common::{caller, reopened, shop as empty};

/// The code of a shop as its manager reads it off the screen.
fn code(app: &App, pin: Option<&str>) -> Result<String, ApiError> {
    let shown = app.call(
        &caller(Some("陈经理")),
        "backup.code",
        json!({ "pin": pin }),
    )?;
    let groups = shown["groups"].as_array().unwrap().iter();
    let groups: Vec<&str> = groups.map(|group| group.as_str().unwrap()).collect();
    assert_eq!(groups.len(), 14);
    Ok(groups.join(" ").to_lowercase())
}

/// A shop with one household, and its backup on a stick.
fn backed_up() -> (Shop, TempDir, String) {
    let shop = Shop::new();
    shop.by("陈经理", "customer.create", json!({"name": "王建军"}));
    let stick = TempDir::new().unwrap();
    let file = stick.path().join("备份.db").to_str().unwrap().to_owned();
    shop.by("陈经理", "backup.create", json!({ "path": file }));
    (shop, stick, file)
}

#[test]
fn a_backup_is_restored_on_another_pc_with_the_code_from_paper_and_each_slip_is_told() {
    let (old, _stick, file) = backed_up();
    let code = code(&old.app, None).unwrap();
    let (_dir, new) = empty();
    let restore = |code: Option<&str>| {
        let asked = json!({ "path": file, "code": code });
        new.call(&caller(None), "backup.restore", asked)
    };
    assert_eq!(restore(None).unwrap_err().code, ErrorCode::BackupOtherPc);
    let mut slip = code.clone();
    slip.replace_range(0..1, if code.starts_with('7') { "8" } else { "7" });
    assert_eq!(
        restore(Some(&slip)).unwrap_err().code,
        ErrorCode::BackupCodeTyped
    );
    let other = code_of_another();
    assert_eq!(
        restore(Some(&other)).unwrap_err().code,
        ErrorCode::BackupCodeOther
    );

    let looked = json!({ "path": file, "code": code });
    let inside = new.call(&caller(None), "backup.look", looked).unwrap();
    assert_eq!(inside["inside"]["customers"], 1);
    assert_eq!(restore(Some(&code)).unwrap()["customer_count"], 1);
    // The same paper stays right on the new PC, and it is another PC in numbers.
    assert_eq!(self::code(&new, None).unwrap(), code);
    let status = |app: &App| app.call(&caller(None), "app.status", json!({})).unwrap();
    assert_ne!(status(&new)["pc_code"], status(&old.app)["pc_code"]);
}

fn code_of_another() -> String {
    code(&Shop::new().app, None).unwrap()
}

#[test]
fn a_pc_with_data_takes_its_own_shops_backup_of_another_pc_and_no_other_shops() {
    let (old, _stick, file) = backed_up();
    let asked = json!({ "path": file, "code": code(&old.app, None).unwrap() });
    let there = Shop::new();
    let own = code(&there.app, None).unwrap();
    let restored = there.by("陈经理", "backup.restore", asked.clone());
    assert_eq!(restored["customer_count"], 1);
    assert_eq!(code(&there.app, None).unwrap(), own, "its own key stays");
    there.by("陈经理", "app.verify", json!({}));
    // Second thoughts.
    let aside = json!({ "path": restored["previous_path"] });
    assert_eq!(
        there.by("陈经理", "backup.restore", aside)["customer_count"],
        0
    );

    let (_dir, stranger) = empty();
    let setup = json!({"dealer_code": "LH002", "owner_name": "陈经理"});
    stranger
        .call(&caller(None), "setup.offline", setup)
        .unwrap();
    let refused = stranger.call(&caller(Some("陈经理")), "backup.restore", asked);
    assert_eq!(refused.unwrap_err().code, ErrorCode::BackupOtherDealer);
}

#[test]
fn the_key_that_went_with_the_system_comes_back_from_paper() {
    let (shop, _stick, file) = backed_up();
    let code = code(&shop.app, None).unwrap();
    let dir = shop.closed();
    std::fs::remove_file(dir.path().join("wuyou.key")).unwrap();
    let app = reopened(&dir);
    let refused = app.call(&caller(Some("陈经理")), "customer.list", json!({}));
    assert_eq!(refused.unwrap_err().code, ErrorCode::StoreKeyMissing);
    let asked = json!({ "path": file, "code": code });
    app.call(&caller(None), "backup.restore", asked).unwrap();
    let page = app.call(&caller(Some("陈经理")), "customer.list", json!({}));
    assert_eq!(page.unwrap()["total"], 1);
}

#[test]
fn the_manager_is_told_of_the_code_until_it_is_noted_and_shows_it_with_the_pin() {
    let shop = Shop::new();
    let told = || {
        (
            shop.by("陈经理", "backup.list", json!({}))["code_noted"].clone(),
            shop.by("陈经理", "today.get", json!({}))["code_not_noted"].clone(),
            shop.by("王姐", "today.get", json!({}))["code_not_noted"].clone(),
        )
    };
    assert_eq!(told(), (json!(false), json!(true), json!(false)));
    for who in ["王姐", "张师傅"] {
        let refused = shop.try_by(who, "backup.code", json!({})).unwrap_err();
        assert_eq!(refused.code, ErrorCode::NotAllowed);
    }
    let owner = shop.staff("陈经理");
    shop.by(
        "陈经理",
        "staff.update",
        json!({"id": owner, "pin": "2468"}),
    );
    assert_eq!(code(&shop.app, None).unwrap_err().code, ErrorCode::WrongPin);
    code(&shop.app, Some("2468")).unwrap();
    let log = shop.by("陈经理", "access.list", json!({}));
    assert_eq!(log["rows"][0]["what"], "recovery_code");

    shop.by("陈经理", "backup.code_noted", json!({}));
    assert_eq!(told(), (json!(true), json!(false), json!(false)));
}

#[test]
fn a_restore_takes_nothing_out_of_the_access_log_and_stands_in_it() {
    let shop = Shop::new();
    shop.by("陈经理", "customer.create", json!({"name": "王建军"}));
    let made = shop.by("陈经理", "backup.create", json!({}));
    let stick = TempDir::new().unwrap();
    let everything = stick.path().join("全部.zip");
    let out = json!({"path": everything.to_str().unwrap(), "reason": "自己留底"});
    shop.by("陈经理", "export.all", out);
    // Somebody the backup does not know yet.
    let person = json!({"name": "赵经理", "role": "clerk"});
    shop.by("陈经理", "staff.create", person);
    let elsewhere = stick.path().join("b.db");
    shop.by(
        "赵经理",
        "backup.create",
        json!({"path": elsewhere.to_str().unwrap()}),
    );

    shop.by("陈经理", "backup.restore", json!({"path": made["path"]}));
    let log = shop.by("陈经理", "access.list", json!({}));
    let rows = log["rows"].as_array().unwrap();
    let all: Vec<(Value, Value, Value)> = rows
        .iter()
        .map(|row| {
            (
                row["action"].clone(),
                row["what"].clone(),
                row["reason"].clone(),
            )
        })
        .collect();
    let has = |action: &str, what: Value, reason: Value| {
        assert!(
            all.contains(&(json!(action), what, reason)),
            "{action}: {all:?}"
        );
    };
    has("export", json!("export.all"), json!("自己留底"));
    has("backup", json!("restore"), Value::Null);
    has("backup", Value::Null, json!("赵经理"));
    // Once, however often the program is started.
    let count = all.len();
    let shop = shop.power_cut();
    let again = shop.by("陈经理", "access.list", json!({}));
    assert_eq!(again["rows"].as_array().unwrap().len(), count);
}

#[test]
fn names_without_a_pin_are_told_to_the_manager_while_a_technician_works_here() {
    let shop = Shop::new();
    let told = |who: &str| shop.by(who, "today.get", json!({}))["without_pin"].clone();
    assert_eq!(told("陈经理"), json!(["王姐", "陈经理"]));
    assert_eq!(told("王姐"), json!([]));
    for row in shop.by("陈经理", "staff.list", json!({}))["rows"]
        .as_array()
        .unwrap()
    {
        if row["role"] != "technician" {
            shop.by(
                "陈经理",
                "staff.update",
                json!({"id": row["id"], "pin": "2468"}),
            );
        }
    }
    assert_eq!(told("陈经理"), json!([]));
}
