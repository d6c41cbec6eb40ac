//! Alerts of complaints, promises, return visits and remedy cases: each kind and level just before
//! and at its instant, noted once, standing in 今日, and read with as many statements however many
//! cases there are.
#![allow(clippy::unwrap_used, reason = "tests")]

use crate::common::NOON;
use crate::common::desk::{DAY, HOUR, MIDNIGHT, Shop};
use serde_json::{Value, json};
use uuid::Uuid;
use wuyou_contract::ErrorCode;
use wuyou_domain::id::StaffId;
use wuyou_store::{EditContext, Id};

fn person(shop: &Shop, name: &str) -> Value {
    shop.by("王姐", "customer.create", json!({ "name": name }))["id"].clone()
}

fn complaint(shop: &Shop, category: &str, item: &str) -> Value {
    let said = json!({
        "customer_id": person(shop, "赵铁柱"), "category": category, "item": item,
        "text": "收费多，要了一百六", "remedy_sought": "退还八十元", "severity": "normal",
    });
    shop.by("王姐", "complaint.create", said)["summary"]["id"].clone()
}

fn promise(shop: &Shop, due_on: &str) -> Value {
    let said = json!({"text": "送滤网", "due_on": due_on, "customer_id": person(shop, "孙大娘")});
    shop.by("王姐", "promise.create", said)["id"].clone()
}

fn machine(shop: &Shop, serial: &str, on: &str) -> Value {
    let unit = json!({"serial": serial, "customer_id": person(shop, "王建军"),
        "model_code": "WEB-L1P24", "gas": "natural_gas", "sold_on": on, "installed_on": on});
    shop.by("王姐", "unit.register", unit)["unit"]["id"].clone()
}

/// The first of the two visits of a machine installed on 2026-11-21: from the 22nd to the 28th.
fn visit(shop: &Shop) -> Value {
    let unit = machine(shop, "L1P2418035177652", "2026-11-21");
    shop.by("王姐", "return_visit.plan", json!({ "unit_id": unit }));
    let page = shop.by("王姐", "return_visit.list", json!({"filter": "coming"}));
    let rows = page["rows"].as_array().unwrap();
    let first = rows
        .iter()
        .find(|row| row["kind"] == "first_visit")
        .unwrap();
    assert_eq!(first["to_on"], "2026-11-28");
    first["id"].clone()
}

/// Promised to be delivered on the 23rd and installed on the 25th.
fn sale(shop: &Shop) -> Value {
    let unit = json!({"serial": "AA100004", "customer_id": person(shop, "钱婶"),
        "model_code": "OLD-1"});
    let unit = shop.by("王姐", "unit.register", unit)["unit"]["id"].clone();
    let sold = json!({"unit_id": unit, "sold_on": "2026-11-21", "deliver_by_on": "2026-11-23",
        "install_by_on": "2026-11-25", "document": "收据 7"});
    shop.by("王姐", "machine.sell", sold);
    unit
}

fn remedy(shop: &Shop) -> Value {
    let unit = machine(shop, "L1P241602802954S", "2026-11-20");
    let claim = json!({"unit_id": unit, "ground": "quality", "claim": "exchange",
        "text": "点火三次都灭"});
    shop.by("王姐", "remedy_case.create", claim)["summary"]["id"].clone()
}

fn found(shop: &Shop, id: &Value, stage: &str, level: &str) -> Option<Value> {
    let alerts = shop.by("陈经理", "alert.list", json!({}));
    let mut rows = alerts["rows"].as_array().unwrap().iter();
    let is =
        |row: &&Value| row["about_id"] == *id && row["stage"] == stage && row["level"] == level;
    let first = rows.find(is).cloned();
    assert!(rows.find(is).is_none(), "told twice");
    first
}

fn note(row: &Value) -> Value {
    json!({"about": row["about"], "about_id": row["about_id"], "round": row["round"],
        "stage": row["stage"], "level": row["level"]})
}

#[test]
#[allow(clippy::too_many_lines, reason = "one table")]
fn each_kind_is_told_at_each_level_at_its_instant_and_noted_once() {
    let shop = Shop::new();
    let plain = complaint(&shop, "charges", "overcharged");
    let promised = promise(&shop, "2026-11-23");
    let today = promise(&shop, "2026-11-21");
    let visit = visit(&shop);
    let case = remedy(&shop);
    let sale = sale(&shop);
    // A complaint in danger of its own day: at 80 % of the time, at the end, a day later.
    let mut table = vec![
        (
            "complaint",
            &plain,
            "reply",
            "l1",
            NOON + 12 * HOUR * 8 / 10,
        ),
        ("complaint", &plain, "reply", "l2", MIDNIGHT),
        ("complaint", &plain, "reply", "l3", MIDNIGHT + DAY),
        ("complaint", &plain, "acknowledge", "l2", MIDNIGHT),
        (
            "complaint",
            &plain,
            "close",
            "l1",
            NOON + 84 * HOUR * 8 / 10,
        ),
        ("complaint", &plain, "close", "l2", MIDNIGHT + 3 * DAY),
        ("complaint", &plain, "close", "l3", MIDNIGHT + 4 * DAY),
        ("promise", &today, "keep", "l1", NOON + 6 * HOUR),
        ("promise", &today, "keep", "l2", MIDNIGHT),
        ("promise", &promised, "keep", "l1", MIDNIGHT + DAY),
        ("promise", &promised, "keep", "l2", MIDNIGHT + 2 * DAY),
        ("promise", &promised, "keep", "l3", MIDNIGHT + 3 * DAY),
        ("unit", &sale, "deliver", "l1", MIDNIGHT + DAY),
        ("unit", &sale, "deliver", "l2", MIDNIGHT + 2 * DAY),
        ("unit", &sale, "install", "l1", MIDNIGHT + 3 * DAY),
        ("unit", &sale, "install", "l2", MIDNIGHT + 4 * DAY),
        ("return_visit", &visit, "visit", "l1", MIDNIGHT + 6 * DAY),
        ("return_visit", &visit, "visit", "l2", MIDNIGHT + 7 * DAY),
        ("remedy_case", &case, "decide", "l1", MIDNIGHT + 2 * DAY),
        ("remedy_case", &case, "decide", "l2", MIDNIGHT + 3 * DAY),
        ("remedy_case", &case, "decide", "l3", MIDNIGHT + 4 * DAY),
    ];
    table.sort_by_key(|row| row.4);
    for (about, id, stage, level, at) in table {
        let name = format!("{about} {stage} {level}");
        shop.at(at - 1);
        assert_eq!(found(&shop, id, stage, level), None, "{name}");
        shop.at(at);
        let row = found(&shop, id, stage, level).unwrap_or_else(|| panic!("{name}"));
        assert_eq!(
            (&row["about"], &row["at"]),
            (&json!(about), &json!(at)),
            "{name}"
        );
        assert!(
            row["why"]["zh"].as_str().unwrap().contains('（'),
            "the basis: {row}"
        );
        if level == "l2" {
            let refused = shop.try_by("王姐", "alert.acknowledge", note(&row));
            assert_eq!(refused.unwrap_err().code, ErrorCode::AlertForManager);
        }
        let line = |shop: &Shop| {
            let rows = shop.by("王姐", "today.get", json!({}))["rows"].clone();
            let mut rows = rows.as_array().unwrap().clone().into_iter();
            rows.find(|row| row["id"] == *id).unwrap()["level"].clone()
        };
        assert!(!line(&shop).is_null(), "the line tells it too: {name}");
        shop.by("陈经理", "alert.acknowledge", note(&row));
        let known = found(&shop, id, stage, level).unwrap();
        assert_eq!(known["acknowledged"]["by"], "陈经理", "{name}");
    }
}

#[test]
fn a_promised_delivery_or_installation_is_told_until_it_is_done_and_anew_for_another_day() {
    let shop = Shop::new();
    let unit = sale(&shop);
    shop.at(MIDNIGHT + 2 * DAY);
    let late = found(&shop, &unit, "deliver", "l2").unwrap();
    assert_eq!(late["no"], "AA100004");
    shop.by("陈经理", "alert.acknowledge", note(&late));
    let sell = |fields: Value| {
        let mut fields = fields;
        fields["unit_id"] = unit.clone();
        shop.by("王姐", "machine.sell", fields)
    };
    sell(json!({"deliver_by_on": "2026-11-28"}));
    assert_eq!(found(&shop, &unit, "deliver", "l2"), None);
    shop.at(MIDNIGHT + 7 * DAY);
    let anew = found(&shop, &unit, "deliver", "l2").unwrap();
    assert_eq!(
        anew["acknowledged"],
        Value::Null,
        "it is another day's promise"
    );
    let today = shop.by("王姐", "today.get", json!({"kind": "delivery"}));
    assert_eq!(
        (&today["rows"][0]["about"], &today["rows"][0]["level"]),
        (&json!("installation"), &json!("l2")),
        "the earlier of the two stands in the line"
    );
    let seen = sell(json!({"delivered_on": "2026-11-28"}));
    assert_eq!(seen["sale"]["install_late_days"], 4, "it is the 29th");
    assert_eq!(found(&shop, &unit, "deliver", "l2"), None);
    assert!(found(&shop, &unit, "install", "l2").is_some());
    shop.by(
        "王姐",
        "unit.update",
        json!({"id": unit, "installed_on": "2026-11-28"}),
    );
    assert_eq!(found(&shop, &unit, "install", "l2"), None);
    let done = shop.by("王姐", "machine.get", json!({"unit_id": unit}));
    assert_eq!(
        (
            &done["sale"]["installed"],
            &done["sale"]["install_late_days"]
        ),
        (&json!(true), &json!(3))
    );
    let none = shop.by("王姐", "today.get", json!({"kind": "delivery"}));
    assert_eq!(none["rows"], json!([]));
}

#[test]
fn an_order_of_a_machine_says_what_was_promised_with_it_while_it_is_not_done() {
    let shop = Shop::new();
    let unit = sale(&shop);
    let whose = shop.by("王姐", "unit.get", json!({ "id": unit }));
    let order = json!({"text": "来安装", "kind": "install", "caller_phone": "13804712207",
        "unit_id": unit, "customer_id": whose["unit"]["customer_id"]});
    let taken = shop.by("王姐", "request.create", order);
    let order = taken["work_order"]["summary"]["id"].clone();
    let detail = shop.by("王姐", "work_order.get", json!({ "id": order }));
    assert_eq!(
        (
            &detail["unit"]["deliver_by_on"],
            &detail["unit"]["install_by_on"]
        ),
        (&json!("2026-11-23"), &json!("2026-11-25"))
    );
    let early = json!({"unit_id": unit, "install_by_on": "2026-11-20"});
    let refused = shop.try_by("王姐", "machine.sell", early).unwrap_err();
    assert_eq!(refused.fields[0].code, "before_sale");
}

#[test]
fn a_day_does_not_close_while_any_kind_of_case_has_nobody_who_answers_for_it() {
    let shop = Shop::new();
    let call = json!({"text": "怎么调温度", "kind": "enquiry", "caller_phone": "13804712207",
        "new_customer_name": "王建军"});
    let request = shop.by("王姐", "request.create", call)["request"]["id"].clone();
    let cases = [
        ("request", request),
        ("complaint", complaint(&shop, "charges", "overcharged")),
        ("promise", promise(&shop, "2026-11-21")),
        ("promise", promise(&shop, "2026-12-31")),
        ("remedy_case", remedy(&shop)),
    ];
    let uuid = |value: &Value| -> Uuid { value.as_str().unwrap().parse().unwrap() };
    let clerk = StaffId(uuid(&shop.staff("王姐")));
    let give = |entity: &'static str, id: &Value, owner: Option<StaffId>| {
        let context = EditContext {
            actor: clerk,
            now_at: NOON,
        };
        let owner = owner.map(Id::row_id);
        let edited = shop.app.database().unwrap().edit(&context, |tx| {
            tx.update(entity, uuid(id), &[("owner_id", owner.into())])
        });
        edited.unwrap();
    };
    for (entity, id) in &cases {
        give(entity, id, Some(clerk));
    }
    for (entity, id) in &cases {
        // As it comes from another PC that knew of nobody.
        give(entity, id, None);
        let refused = shop.try_by("王姐", "today.close", json!({}));
        assert_eq!(
            refused.unwrap_err().code,
            ErrorCode::DayNotClear,
            "{entity}"
        );
        let report = shop.by("王姐", "today.report", json!({}));
        let left = report["left"].as_array().unwrap();
        assert_eq!(left.len(), 1, "{entity}: {report}");
        assert_eq!(
            (&left[0]["id"], &left[0]["lacks"]),
            (id, &json!(["owner"])),
            "{entity}"
        );
        give(entity, id, Some(clerk));
    }
    let closed = shop.by("王姐", "today.close", json!({}));
    assert_eq!(closed["closes"][0]["red"], false);
}

#[test]
fn a_grave_complaint_is_told_to_headquarters_at_once() {
    let shop = Shop::new();
    let id = complaint(&shop, "safety", "gas_leak");
    for (level, receiver) in [("l3", "hq_service"), ("l4", "hq_quality")] {
        let row = found(&shop, &id, "acknowledge", level).unwrap();
        assert_eq!(row["receiver"], receiver);
        assert_eq!(row["safety"], true);
    }
}

#[test]
fn what_is_done_is_no_longer_told_and_a_new_step_of_a_case_is_told_anew() {
    let shop = Shop::new();
    let promised = promise(&shop, "2026-11-21");
    shop.at(MIDNIGHT);
    assert!(found(&shop, &promised, "keep", "l2").is_some());
    let kept = json!({"id": promised, "state": "kept"});
    shop.by("张师傅", "promise.resolve", kept);
    assert_eq!(found(&shop, &promised, "keep", "l2"), None);
    let gone = json!({"about": "promise", "about_id": promised, "round": 0, "stage": "keep",
        "level": "l2"});
    let refused = shop.try_by("陈经理", "alert.acknowledge", gone);
    assert_eq!(refused.unwrap_err().code, ErrorCode::AlertGone);
}

#[test]
fn a_locked_pc_counts_them_and_quiet_hours_keep_them_silent() {
    let shop = Shop::new();
    let quiet = json!({"quiet_from": "21:00", "quiet_to": "07:00"});
    shop.by("王姐", "settings.set", quiet);
    let id = promise(&shop, "2026-11-21");
    shop.at(MIDNIGHT);
    assert_eq!(found(&shop, &id, "keep", "l2").unwrap()["audible"], false);
    shop.at(MIDNIGHT + 8 * HOUR);
    assert_eq!(found(&shop, &id, "keep", "l2").unwrap()["audible"], true);
    let numbers = shop.by("王姐", "alert.locked", json!({}));
    assert_eq!(numbers["waiting"], 2, "{numbers}");
}
