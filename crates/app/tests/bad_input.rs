//! Bad input as it comes in a shop: each is refused with its field and its words in both languages,
//! or kept whole. The table of all of it is `docs/bad-input.md`.
#![allow(clippy::unwrap_used, reason = "tests")]

use std::fs;
use std::path::Path;
use std::sync::Arc;

use crate::common::NOON;
use crate::common::desk::{HOUR, Shop};
use crate::common::press::{job, preview, printing_shop};
use serde_json::{Value, json};
use wuyou_contract::job::{JobKind, JobStage};
use wuyou_contract::{ApiError, ErrorCode};

/// The one field that is wrong and its code; each has a text in both languages.
fn wrong(refused: Result<Value, ApiError>) -> (String, String) {
    let error = refused.unwrap_err();
    assert_eq!(error.code, ErrorCode::Invalid, "{error:?}");
    assert_eq!(error.fields.len(), 1, "{error:?}");
    let field = &error.fields[0];
    for text in [&field.message_zh, &field.message_en] {
        assert!(!text.trim().is_empty(), "{field:?}");
    }
    assert!(!field.message_zh.is_ascii(), "{field:?}");
    (field.field.clone(), field.code.clone())
}

fn of(field: &str, code: &str) -> (String, String) {
    (field.to_owned(), code.to_owned())
}

#[test]
fn two_days_in_the_wrong_order_are_refused_at_the_later_one() {
    let shop = Shop::new();
    let order = shop.dispatched("张师傅");
    let machine =
        json!({"serial": "AA100001", "sold_on": "2026-11-10", "installed_on": "2026-11-09"});
    assert_eq!(
        wrong(shop.try_by("王姐", "unit.register", machine)),
        of("installed_on", "date_order")
    );
    let away =
        json!({"staff_id": shop.staff("张师傅"), "from_on": "2026-11-25", "to_on": "2026-11-24"});
    assert_eq!(
        wrong(shop.try_by("王姐", "absence.create", away)),
        of("to_on", "absence_order")
    );
    let sheet = json!({"work_order_id": order, "started_at": NOON, "finished_at": NOON - HOUR,
        "cause": "老鼠咬线", "result": "接线", "parts": [], "charge_fen": 0, "signature": "纸 1"});
    shop.at(NOON + HOUR);
    let sheet = shop.try_by("王姐", "work_order.record_sheet", sheet);
    assert_eq!(wrong(sheet).1, "end_before_start");
    let early = json!({"occurred_at": NOON - 30 * HOUR});
    let early = shop.try_step("张师傅", &order, "start", early);
    assert_eq!(wrong(early), of("occurred_at", "before_last_step"));
    let visit = shop.take();
    shop.step("王姐", &visit, "reply", json!({"contact_text": "下午去"}));
    let window = json!({"window_from_at": NOON + 6 * HOUR, "window_to_at": NOON + 4 * HOUR});
    let refused = shop
        .try_step("王姐", &visit, "schedule", window)
        .unwrap_err();
    assert_eq!(refused.code, ErrorCode::WindowOrder);
}

#[test]
fn a_phone_in_the_place_of_a_name_is_refused_wherever_a_name_is_asked() {
    let shop = Shop::new();
    let phone = "138 0471 2207";
    let people = json!({"name": "王建军", "people": [{"name": phone}]});
    for (who, command, payload) in [
        ("王姐", "customer.create", json!({"name": phone})),
        ("王姐", "customer.create", people),
        (
            "王姐",
            "request.create",
            json!({"text": "不热", "caller_phone": "13804712207", "new_customer_name": phone}),
        ),
        (
            "陈经理",
            "staff.create",
            json!({"name": phone, "role": "clerk"}),
        ),
    ] {
        let (field, code) = wrong(shop.try_by(who, command, payload));
        assert!(field.contains("name"), "{command} {field}");
        assert_eq!(code, "looks_like_phone", "{command}");
    }
}

#[test]
fn a_serial_of_another_model_is_refused_at_the_model_with_the_one_it_reads_as() {
    let shop = Shop::new();
    let machine = json!({"serial": "L1P241602802954S", "model_code": "WEB-L1P18"});
    assert_eq!(
        wrong(shop.try_by("王姐", "unit.register", machine)),
        of("model_code", "serial_wrong_form")
    );
    let right = json!({"serial": "L1P241602802954S", "model_code": "WEB-L1P24"});
    shop.by("王姐", "unit.register", right);
}

#[test]
fn a_charge_below_zero_is_refused_wherever_money_is_typed() {
    let shop = Shop::new();
    let order = shop.dispatched("张师傅");
    shop.step("张师傅", &order, "start", json!({}));
    let line = json!({"kind": "labour", "code": "人工费", "name": "人工费", "quantity": 1, "unit_fen": -1});
    for (command, payload, field) in [
        (
            "money.charge",
            json!({"work_order_id": order, "lines": [line]}),
            "unit_fen",
        ),
        (
            "money.pay",
            json!({"work_order_id": order, "method": "cash", "amount_fen": -1}),
            "amount_fen",
        ),
        (
            "money.refund",
            json!({"work_order_id": order, "method": "cash", "amount_fen": -1, "reason": "x"}),
            "amount_fen",
        ),
    ] {
        let (found, code) = wrong(shop.try_by("陈经理", command, payload));
        assert!(found.ends_with(field), "{command} {found}");
        assert_eq!(code, "negative", "{command}");
    }
    let finish =
        json!({"cause": "老鼠咬线", "result": "接线", "charge_fen": -1, "signature": "纸 1"});
    let finish = shop.try_step("张师傅", &order, "finish", finish);
    assert_eq!(wrong(finish), of("charge_fen", "negative"));
}

/// Ten thousand characters that tell their place.
fn long_note() -> String {
    (0..2_000).map(|nr| format!("{nr:04}。")).collect()
}

#[test]
fn a_note_of_ten_thousand_characters_is_kept_and_shown_whole_and_one_more_is_refused() {
    let (shop, proof) = printing_shop();
    let note = long_note();
    assert_eq!(note.chars().count(), 10_000);
    let household = json!({"name": "王建军", "note": note});
    let id = shop.by("王姐", "customer.create", household)["id"].clone();
    let shown = shop.by("王姐", "customer.get", json!({"id": id}));
    assert_eq!(shown["note"], note);
    preview(&shop, job("customer_file", &[&id]));
    assert!(format!("{:?}", proof.last().document).contains("1999。"));
    let longer = json!({"name": "李二", "note": format!("{note}长")});
    assert_eq!(
        wrong(shop.try_by("王姐", "customer.create", longer)),
        of("note", "too_long")
    );
}

#[test]
fn rare_characters_and_emoji_are_kept_and_found() {
    let shop = Shop::new();
    for name in ["𠮷野𡈼", "王👨\u{200D}👩\u{200D}👧家", "👍🏽李"] {
        let id = shop.by("王姐", "customer.create", json!({"name": name}))["id"].clone();
        let shown = shop.by("王姐", "customer.get", json!({"id": id}));
        assert_eq!(shown["name"], name);
        let found = shop.by("王姐", "customer.list", json!({"query": name}));
        let found: Vec<&Value> = found["rows"].as_array().unwrap().iter().collect();
        assert!(found.iter().any(|row| row["id"] == id), "{name}");
    }
    let found = shop.by("王姐", "customer.list", json!({"query": "𠮷"}));
    assert_eq!(found["total"], 1, "one character of extension B finds");
}

fn files(dir: &Path) -> Vec<String> {
    let entries = fs::read_dir(dir).unwrap();
    entries
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .collect()
}

#[test]
fn a_disk_that_is_pulled_out_is_said_and_nothing_half_written_is_left() {
    let (shop, _proof) = printing_shop();
    let order = shop.take();
    let dir = tempfile::TempDir::new().unwrap();
    let stick = dir.path().join("stick");
    let place = |name: &str| stick.join(name).to_str().unwrap().to_owned();
    let columns = json!([{"key": "name", "label": "姓名", "kind": "text"}]);
    let export = json!({"list": "customer.list", "title": "客户", "columns": columns,
        "reason": "对账", "path": place("a.xlsx")});
    let backup = || json!({"path": place("a.db")});
    // It was never there, or something else stands where it was.
    for standing in [false, true] {
        if standing {
            fs::write(&stick, "x").unwrap();
        }
        for (command, payload, code) in [
            ("backup.create", backup(), ErrorCode::BackupDisk),
            (
                "print.save",
                json!({"job": job("job_sheet", &[&order]), "path": place("a.pdf")}),
                ErrorCode::PrintFile,
            ),
            ("export.list", export.clone(), ErrorCode::FilePlace),
            (
                "diagnosis.write",
                json!({"path": place("a.json")}),
                ErrorCode::FilePlace,
            ),
        ] {
            let refused = shop.try_by("陈经理", command, payload).unwrap_err();
            assert_eq!(refused.code, code, "{command}");
            assert_eq!(files(dir.path()).len(), usize::from(standing), "{command}");
        }
    }
    // Pulled out in the middle: it is there when the copying begins, and gone after the first pages.
    fs::remove_file(&stick).unwrap();
    fs::create_dir(&stick).unwrap();
    let mut shop = shop;
    let pulled = stick.clone();
    shop.app = shop
        .app
        .with_listener(Arc::new(move |kind, stage, done, _| {
            if kind == JobKind::Backup && stage == JobStage::Copying && done > 0 {
                let _ = fs::remove_dir_all(&pulled);
            }
        }));
    let refused = shop
        .try_by("陈经理", "backup.create", backup())
        .unwrap_err();
    assert_eq!(refused.code, ErrorCode::BackupDisk);
    assert_eq!(files(dir.path()), [""; 0]);
    fs::create_dir(&stick).unwrap();
    let verified = shop.by("陈经理", "app.verify", json!({}));
    assert_eq!(verified["integrity"], "ok");
}
