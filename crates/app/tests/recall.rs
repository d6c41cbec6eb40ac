//! Recalls and stop-use notices: which machines fall in, where it shows, and what ends the task.
#![allow(clippy::unwrap_used, reason = "tests")]

use crate::common::NOON;
use crate::common::desk::{DAY, Shop};
use crate::common::hq::received;
use serde_json::{Value, json};
use uuid::Uuid;
use wuyou_contract::ErrorCode;
use wuyou_domain::id::RecallId;
use wuyou_domain::serial::mod37_36;
use wuyou_store::Id;
use wuyou_sync::change::Op;
use wuyou_sync::value::Value as Field;

const NO: &str = "ZH-2026-01";

fn serial(number: u32) -> String {
    let body = format!("L1P282411{number:06}");
    format!("{body}{}", mod37_36(&body).unwrap())
}

fn ranges(first: u32, last: u32) -> String {
    json!([{"model": "WEB-L1P28", "serials": [serial(first), serial(last)]}]).to_string()
}

/// Headquarters publishes a notice for these serials of one month.
fn publish(shop: &Shop, kind: &str, action: &str, (first, last): (u32, u32)) {
    let fields: Vec<(&str, Field)> = vec![
        ("no", NO.into()),
        ("kind", kind.into()),
        ("state", "published".into()),
        ("version", 1.into()),
        ("title", "烟道卡箍可能脱落".into()),
        ("reason", "卡箍弹力不足".into()),
        ("advice", "关机、开窗，等师傅上门".into()),
        ("action", action.into()),
        ("ranges", ranges(first, last).into()),
        ("published_on", "2026-11-21".into()),
    ];
    received(
        shop,
        ("recall", Op::Insert, RecallId::of_no(NO).0),
        fields,
        NOON,
    );
}

fn change(shop: &Shop, fields: Vec<(&str, Field)>) {
    received(
        shop,
        ("recall", Op::Update, RecallId::of_no(NO).0),
        fields,
        NOON,
    );
}

/// Takes an order to the end of its work.
fn finish(shop: &Shop, order: &Value) {
    shop.step("王姐", order, "reply", json!({"contact_text": "今天就去"}));
    shop.dispatch(order, "张师傅");
    shop.step("张师傅", order, "start", json!({}));
    let done = json!({"cause": "零件质量", "result": "换了卡箍", "charge_fen": 0, "signature": "纸质 7 号"});
    shop.step("张师傅", order, "finish", done);
}

/// A household that wants neither calls nor marketing, with a machine of this number.
fn household(shop: &Shop, name: &str, number: u32) -> (Value, Value) {
    let customer =
        json!({"name": name, "kind": "household", "no_call": true, "no_marketing": true});
    let customer = shop.by("王姐", "customer.create", customer)["id"].clone();
    let machine = json!({"serial": serial(number), "customer_id": customer,
        "installed_on": "2025-10-01"});
    let unit = shop.by("王姐", "unit.register", machine)["unit"]["id"].clone();
    (customer, unit)
}

fn tasks(shop: &Shop, which: Value) -> Vec<Value> {
    let answer = shop.by("王姐", "recall.list", which);
    answer["rows"].as_array().unwrap().clone()
}

fn on_today(shop: &Shop) -> Vec<Value> {
    let today = shop.by("王姐", "today.get", json!({"kind": "recall"}));
    today["rows"].as_array().unwrap().clone()
}

fn record(shop: &Shop, unit: &Value, outcome: &str, more: Value) -> Result<Value, ErrorCode> {
    let mut asked = more;
    asked["recall_id"] = json!(RecallId::of_no(NO));
    asked["unit_id"] = unit.clone();
    asked["outcome"] = outcome.into();
    let answer = shop.try_by("张师傅", "recall.record", asked);
    answer.map_err(|error| error.code)
}

#[test]
fn a_danger_stands_first_on_today_for_each_machine_in_range_whatever_its_household_wishes() {
    let shop = Shop::new();
    let (customer, unit) = household(&shop, "李秀英", 100);
    household(&shop, "赵老四", 201);
    shop.take();
    publish(&shop, "stop_use", "replace_part", (100, 200));
    // Registered after the notice came.
    let (_, late) = household(&shop, "孙大娘", 150);
    let all = shop.by("王姐", "today.get", json!({}));
    let first: Vec<_> = all["rows"].as_array().unwrap()[..2].to_vec();
    let units: Vec<_> = first.iter().map(|row| &row["id"]).collect();
    assert_eq!(units, [&unit, &late]);
    assert!(first.iter().all(|row| row["safety"] == true));
    for (which, count) in [
        (json!({}), 2),
        (json!({ "customer_id": customer }), 1),
        (json!({ "unit_id": unit }), 1),
    ] {
        assert_eq!(tasks(&shop, which.clone()).len(), count, "{which}");
    }
    let listed = shop.by("王姐", "unit.list", json!({"recalled": true}));
    assert_eq!(listed["total"], 2);
    let whole = shop.by("王姐", "unit.list", json!({}));
    let marked = whole["rows"].as_array().unwrap().iter();
    assert_eq!(marked.filter(|row| row["recall"] == "stop_use").count(), 2);
}

#[test]
fn a_task_ends_only_with_what_the_notice_asks_for_done_by_an_order_of_that_machine() {
    let shop = Shop::new();
    let (customer, unit) = household(&shop, "李秀英", 100);
    publish(&shop, "recall", "replace_part", (100, 200));
    record(&shop, &unit, "contacted", json!({"note": "周三去"})).unwrap();
    assert_eq!(
        tasks(&shop, json!({ "unit_id": unit }))[0]["state"],
        "begun"
    );
    assert_eq!(on_today(&shop).len(), 1);

    let without = record(&shop, &unit, "part_replaced", json!({}));
    assert_eq!(without.unwrap_err(), ErrorCode::Invalid);
    let other = shop.take();
    let wrong = record(
        &shop,
        &unit,
        "part_replaced",
        json!({"work_order_id": other}),
    );
    assert_eq!(wrong.unwrap_err(), ErrorCode::Invalid);
    let early = record(&shop, &unit, "stopped", json!({"done_on": "2026-11-20"}));
    assert_eq!(early.unwrap_err(), ErrorCode::Invalid);

    let call = json!({"text": "召回换卡箍", "kind": "repair", "caller_phone": "13904710000",
        "customer_id": customer, "unit_id": unit});
    let order = shop.by("王姐", "request.create", call)["work_order"]["summary"]["id"].clone();
    let with = json!({ "work_order_id": order });
    // An order that was only opened may still be cancelled.
    let too_soon = record(&shop, &unit, "part_replaced", with.clone());
    assert_eq!(too_soon.unwrap_err(), ErrorCode::Invalid);
    assert_eq!(on_today(&shop).len(), 1);
    finish(&shop, &order);
    let done = record(&shop, &unit, "part_replaced", with).unwrap();
    assert_eq!(done["open"], 0);
    let told = &done["rows"][0]["done"][0];
    assert_eq!(
        (&told["staff_name"], &told["done_on"]),
        (&json!("张师傅"), &json!("2026-11-21"))
    );
    assert_eq!(told["work_order_id"], order);
    assert_eq!(on_today(&shop).len(), 0);
    // It stays marked: what was done stands on its page.
    assert_eq!(tasks(&shop, json!({ "unit_id": unit })).len(), 1);
}

#[test]
fn a_changed_notice_is_counted_anew_and_a_withdrawn_one_asks_for_nothing() {
    let shop = Shop::new();
    let (_, unit) = household(&shop, "李秀英", 100);
    let (_, other) = household(&shop, "赵老四", 201);
    publish(&shop, "recall", "contact", (100, 200));
    record(&shop, &unit, "contacted", json!({})).unwrap();
    assert_eq!(on_today(&shop).len(), 0);
    // More is asked for, and of more machines.
    change(
        &shop,
        vec![
            ("version", 2.into()),
            ("action", "inspect".into()),
            ("ranges", ranges(100, 201).into()),
        ],
    );
    let open: Vec<_> = on_today(&shop)
        .iter()
        .map(|row| row["id"].clone())
        .collect();
    assert_eq!(open.len(), 2);
    assert!(open.contains(&unit) && open.contains(&other));
    // Narrower again: the first machine is out.
    change(
        &shop,
        vec![("version", 3.into()), ("ranges", ranges(201, 300).into())],
    );
    let gone = record(&shop, &unit, "stopped", json!({}));
    assert_eq!(gone.unwrap_err(), ErrorCode::RecallOver);
    assert_eq!(on_today(&shop)[0]["id"], other);
    change(
        &shop,
        vec![("version", 4.into()), ("state", "withdrawn".into())],
    );
    assert_eq!(on_today(&shop).len(), 0);
    assert_eq!(tasks(&shop, json!({})).len(), 0);
}

#[test]
fn a_scrapped_machine_stays_marked_and_nobody_is_sent_to_it() {
    let shop = Shop::new();
    let machine = json!({"serial": serial(120), "state": "scrapped"});
    let unit = shop.by("王姐", "unit.register", machine)["unit"]["id"].clone();
    publish(&shop, "recall", "inspect", (100, 200));
    shop.at(NOON + DAY);
    assert_eq!(on_today(&shop).len(), 0);
    let marked = tasks(&shop, json!({ "unit_id": unit }));
    assert_eq!((marked.len(), &marked[0]["reachable"]), (1, &json!(false)));
}

#[test]
fn a_machine_that_is_not_to_be_used_is_not_waved_away_by_hand() {
    let shop = Shop::new();
    let (_, unit) = household(&shop, "李秀英", 100);
    publish(&shop, "stop_use", "stop", (100, 200));
    for state in ["lost", "scrapped", "at_factory"] {
        let by_hand = json!({"id": unit, "state": state});
        let refused = shop.try_by("张师傅", "unit.update", by_hand);
        assert_eq!(refused.unwrap_err().code, ErrorCode::Invalid, "{state}");
    }
    assert_eq!(on_today(&shop).len(), 1);
}

#[test]
fn a_notice_that_names_many_machines_leaves_room_for_everything_else_of_the_day() {
    let shop = Shop::new();
    for number in 100..125 {
        household(&shop, "李秀英", number);
    }
    publish(&shop, "stop_use", "stop", (100, 200));
    let call = json!({"text": "厨房有煤气味", "kind": "repair", "caller_phone": "13904710000",
        "safety": true, "new_customer_name": "周大海"});
    shop.by("王姐", "request.create", call);
    shop.take();
    let today = shop.by("王姐", "today.get", json!({}));
    let rows = today["rows"].as_array().unwrap();
    let kinds: Vec<_> = rows
        .iter()
        .map(|row| row["kind"].as_str().unwrap())
        .collect();
    assert_eq!(
        (kinds[0], rows[0]["safety"].clone()),
        ("work_order", json!(true))
    );
    assert!(
        kinds[1..21].iter().all(|kind| *kind == "recall"),
        "{kinds:?}"
    );
    assert_eq!(kinds[21], "work_order");
    assert!(
        kinds[22..].iter().all(|kind| *kind == "recall"),
        "{kinds:?}"
    );
    assert_eq!(rows.len(), 27);
}

#[test]
fn a_record_at_the_wrong_machine_is_taken_back_with_a_reason_and_its_task_comes_back() {
    let shop = Shop::new();
    let (_, wrong) = household(&shop, "李秀英", 100);
    publish(&shop, "recall", "contact", (100, 200));
    let told = record(&shop, &wrong, "contacted", json!({"note": "打错了"})).unwrap();
    assert_eq!(told["open"], 0);
    let entry = told["rows"][0]["done"][0]["id"].clone();
    let ask = |reason: &str| json!({"id": entry, "unit_id": wrong, "reason": reason});
    let by_clerk = shop.try_by("王姐", "recall.revoke", ask("记错机器"));
    assert_eq!(by_clerk.unwrap_err().code, ErrorCode::NotAllowed);
    let empty = shop.try_by("陈经理", "recall.revoke", ask(" "));
    assert_eq!(empty.unwrap_err().code, ErrorCode::Invalid);
    for _ in 0..2 {
        let back = shop.by("陈经理", "recall.revoke", ask("记错机器"));
        let task = &back["rows"][0];
        assert_eq!((&back["open"], &task["state"]), (&json!(1), &json!("open")));
        let done = task["done"].as_array().unwrap();
        assert_eq!(done.len(), 1, "what was taken back stays readable");
        assert_eq!(done[0]["revoked"]["reason"], "记错机器");
        assert_eq!(done[0]["revoked"]["by"], "陈经理");
    }
    assert_eq!(on_today(&shop).len(), 1);
    // Done at last, it counts again.
    record(&shop, &wrong, "contacted", json!({})).unwrap();
    assert_eq!(on_today(&shop).len(), 0);
}

#[test]
fn what_two_pcs_take_back_at_once_is_taken_back_and_what_one_recorded_meanwhile_stands() {
    let shop = Shop::new();
    let (_, unit) = household(&shop, "李秀英", 100);
    publish(&shop, "recall", "contact", (100, 200));
    let told = record(&shop, &unit, "contacted", json!({})).unwrap();
    let entry = told["rows"][0]["done"][0]["id"].clone();
    let ask = json!({"id": entry, "unit_id": unit, "reason": "记错机器"});
    shop.by("陈经理", "recall.revoke", ask);
    let id = |value: &Value| value.as_str().unwrap().parse::<Uuid>().unwrap();
    let of_other_pc = |nth: u128, revokes: Option<Uuid>| {
        let fields: Vec<(&str, Field)> = vec![
            ("recall_id", RecallId::of_no(NO).value()),
            ("recall_version", 1.into()),
            ("unit_id", id(&unit).value()),
            ("outcome", "contacted".into()),
            ("done_on", "2026-11-21".into()),
            ("revokes_id", revokes.map(Id::row_id).into()),
        ];
        let row = ("recall_outcome", Op::Insert, Uuid::from_u128(nth));
        received(&shop, row, fields, NOON);
    };
    of_other_pc(71, Some(id(&entry)));
    let seen = tasks(&shop, json!({}));
    assert_eq!(seen[0]["state"], "open");
    assert_eq!(seen[0]["done"].as_array().unwrap().len(), 1);
    of_other_pc(72, None);
    assert_eq!(tasks(&shop, json!({}))[0]["state"], "done");
}

#[test]
fn a_notice_that_a_newer_headquarters_wrote_is_told_instead_of_forgotten() {
    let shop = Shop::new();
    let (_, unit) = household(&shop, "李秀英", 100);
    publish(&shop, "stop_use", "stop", (100, 200));
    change(&shop, vec![("ranges", r#"{"all": true}"#.into())]);
    let answer = shop.by("王姐", "recall.list", json!({ "unit_id": unit }));
    assert_eq!(answer["unread"][0]["no"], NO);
    assert_eq!(answer["total"], 0);
    let today = on_today(&shop);
    assert_eq!(today.len(), 1);
    assert_eq!(
        (
            &today[0]["about"],
            &today[0]["urgency"],
            &today[0]["safety"]
        ),
        (&json!("unread"), &json!("overdue"), &json!(true))
    );
    change(&shop, vec![("ranges", ranges(100, 200).into())]);
    assert_eq!(on_today(&shop)[0]["id"], unit);
}
