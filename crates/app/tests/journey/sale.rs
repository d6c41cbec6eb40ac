//! J1: a sale, its commissioning, and the two visits within a month.

use serde_json::{Value, json};

use super::{asked_after, at, code, good_sheet, in_stock, waiting, yes};
use crate::common::desk::Shop;
use crate::common::hq::certify;

const SERIAL: &str = "L1P241602802954S";

/// 李师傅's certificates ran out at the end of the year, 张师傅's are in force.
fn certified(shop: &Shop, now_at: i64) {
    for kind in ["maker_install", "local_gas", "maker_repair"] {
        certify(shop, ("李师傅", kind), ("2024-01-01", "2025-12-31"), now_at);
        certify(shop, ("张师傅", kind), ("2025-06-01", "2027-05-31"), now_at);
    }
}

/// The visits of the shop by kind, with the window of each.
fn visits(shop: &Shop) -> Vec<(Value, Value, Value)> {
    let mut found = Vec::new();
    for filter in ["today", "coming"] {
        let page = shop.by("王姐", "return_visit.list", json!({ "filter": filter }));
        let rows = page["rows"].as_array().unwrap().clone();
        found.extend(rows.iter().map(|row| {
            let field = |name: &str| row[name].clone();
            (field("kind"), field("from_on"), field("to_on"))
        }));
    }
    found
}

fn visit(shop: &Shop, kind: &str) -> Value {
    let filters = ["today", "coming", "overdue"].iter();
    let pages = filters.map(|filter| {
        let asked = json!({"filter": filter, "kind": kind});
        shop.by("王姐", "return_visit.list", asked)
    });
    let rows = pages.flat_map(|page| page["rows"].as_array().unwrap().clone());
    rows.map(|row| row["id"].clone()).next().unwrap()
}

/// Steps 1 and 2: the household and what it bought.
fn bought(shop: &Shop) -> (Value, Value) {
    let home = json!({"name": "刘建国", "phones": [{"number": "138 0471 2207"}],
        "addresses": [{"town": "柳河镇", "detail": "东沟村三组 供销社往北第二家"}]});
    let home = shop.by("王姐", "customer.create", home);
    assert_eq!(
        home["addresses"][0]["village"], "东沟村",
        "read from the address"
    );
    consents(shop, &home["id"]);
    let unit = in_stock(shop, (SERIAL, "WEB-L1P24"));
    let sale = json!({"unit_id": unit, "customer_id": home["id"], "channel": "shop",
        "price_fen": 588_000, "invoice_no": "26152000000012345678", "invoice_on": "2026-01-28",
        "sold_on": "2026-01-28"});
    let sold = shop.by("王姐", "machine.sell", sale);
    assert_eq!(sold["state"], "sold");
    (unit, home["id"].clone())
}

/// Care yes, marketing no, after the notice that names both parties was read out.
fn consents(shop: &Shop, customer: &Value) {
    let asked = shop.by("王姐", "consent.list", json!({ "customer_id": customer }));
    let notice = asked["notice"]["zh"].as_str().unwrap();
    assert!(
        notice.contains("LH001") && notice.contains("壁挂炉厂家总部"),
        "{notice}"
    );
    let said = |purpose: &str, given: bool| {
        let said = json!({"customer_id": customer, "purpose": purpose, "given": given,
            "channel": "counter", "notice_version": asked["notice_version"]});
        shop.by("王姐", "consent.record", said)
    };
    said("care", true);
    let seen = said("marketing", false);
    let own = seen["people"][0]["standing"].as_array().unwrap().iter();
    let state = |purpose: &str| {
        let mut all = own.clone();
        all.find(|one| one["purpose"] == purpose).unwrap()["state"].clone()
    };
    assert_eq!(
        (state("care"), state("marketing")),
        (json!("given"), json!("withdrawn"))
    );
    assert_eq!(state("birthday"), "unsaid", "each is asked for on its own");
}

/// Step 3: who may be sent to install it.
fn installer_sent(shop: &Shop, unit: &Value, customer: &Value) -> Value {
    let call = json!({"kind": "install", "text": "新机安装", "caller_phone": "13804712207",
        "customer_id": customer, "unit_id": unit});
    let order = shop.by("王姐", "request.create", call)["work_order"]["summary"]["id"].clone();
    shop.step(
        "王姐",
        &order,
        "reply",
        json!({"contact_text": "周六上午去装"}),
    );
    shop.window(&order, at("2026-01-31 09:00"));
    let options = json!({ "work_order_id": order });
    let options = shop.by("王姐", "dispatch.options", options);
    let gates = options["rows"].as_array().unwrap().iter();
    let gate = |name: &str| {
        let mut all = gates.clone();
        all.find(|row| row["name"] == name).unwrap()["gate"].clone()
    };
    assert_eq!(
        (gate("李师傅"), gate("张师傅")),
        (json!("blocked"), json!("allowed"))
    );
    let who = json!({"technician_id": shop.staff("李师傅")});
    let refused = shop.try_step("王姐", &order, "dispatch", who).unwrap_err();
    assert_eq!(refused.code.code(), "work_order.certificate_gate");
    assert_eq!(shop.summary(&order)["technician"], Value::Null);
    shop.dispatch(&order, "张师傅");
    assert_eq!(shop.summary(&order)["technician"], "张师傅");
    order
}

/// Steps 4 and 5: the checklist, and everything that follows from it at once.
fn commissioned(shop: &Shop, unit: &Value, order: &Value) {
    shop.at(at("2026-01-31 10:30"));
    shop.step("张师傅", order, "start", json!({}));
    let mut answers = good_sheet(shop, unit);
    let all = json!({"unit_id": unit, "work_order_id": order, "answers": answers});
    answers.retain(|answer| answer["item"] != "leak_check");
    let open = json!({"unit_id": unit, "work_order_id": order, "answers": answers});
    let refused = shop.try_by("张师傅", "machine.commission", open);
    assert_eq!(code(refused), "machine.sheet_open", "item 10 is empty");
    assert!(visits(shop).is_empty(), "nothing has begun");

    let done = shop.by("张师傅", "machine.commission", all);
    assert_eq!(done["machine"]["state"], "in_use");
    assert_eq!(done["machine"]["label_no"], "HG-0001");
    assert_eq!(
        done["warranty_starts_on"], "2026-01-31",
        "the later of invoice and commissioning"
    );
    assert_eq!(done["warranty_ends_on"], "2028-01-31");
    assert_eq!(
        done["scrap_on"], "2034-01-28",
        "natural gas, eight years from the sale"
    );
    let due_on = done["maintenance_due_on"].as_str().unwrap();
    assert!(
        due_on.starts_with("2026-10"),
        "before the heating season: {due_on}"
    );
    let window = |kind: &str, from: &str, to: &str| (json!(kind), json!(from), json!(to));
    let found = visits(shop);
    assert!(
        found.contains(&window("first_visit", "2026-02-01", "2026-02-07")),
        "{found:?}"
    );
    assert!(
        found.contains(&window("second_visit", "2026-02-15", "2026-02-28")),
        "{found:?}"
    );
    let card = shop.by("王姐", "warranty.card", json!({ "unit_id": unit }));
    assert_eq!(
        (&card["state"], &card["confidence"]),
        (&json!("covered"), &json!("a"))
    );
    assert_eq!(
        card["provisional"], true,
        "no list of holidays for 2028 yet"
    );
    let why = card["why"].to_string();
    assert!(why.contains("放假安排还没有导入"), "{why}");
    let finish =
        json!({"cause": "新装", "result": "装好", "charge_fen": 0, "signature": "纸 0007"});
    shop.step("张师傅", order, "finish", finish);
}

/// Step 6: the first visit finds a cold radiator, and the order that follows is worked off.
fn first_visit(shop: &Shop) {
    shop.at(at("2026-02-03 10:00"));
    let answers = json!([
        yes("works", false), yes("on_time", true), yes("explained", true),
        {"question": "etiquette", "codes": ["badge", "shoe_covers", "mat", "cleanup", "signature"]},
        yes("overcharged", false), yes("papers", true), {"question": "satisfaction", "number": 3.0},
    ]);
    let told = json!({"id": visit(shop, "first_visit"), "answers": answers, "result": "to_order",
        "problem": "一组不热", "duration_seconds": 120});
    let seen = shop.by("王姐", "return_visit.complete", told);
    assert_eq!(seen["summary"]["state"], "done", "an effective visit");
    let order = seen["records"][0]["follow_order_id"].clone();
    let opened = shop.summary(&order);
    assert_eq!(opened["state"], "registered");
    assert!(
        opened["fault_text"].as_str().unwrap().contains("一组不热"),
        "{opened}"
    );
    let today = shop.by("王姐", "today.get", json!({"kind": "work_order"}));
    let rows = today["rows"].as_array().unwrap();
    assert!(rows.iter().any(|row| row["id"] == order), "{today}");

    shop.step(
        "王姐",
        &order,
        "reply",
        json!({"contact_text": "明天上午去"}),
    );
    shop.window(&order, at("2026-02-04 09:00"));
    shop.dispatch(&order, "张师傅");
    shop.at(at("2026-02-04 09:30"));
    shop.step("张师傅", &order, "start", json!({}));
    let paid = json!({"cause": "安装问题", "result": "排气、调平衡", "charge_fen": 5_000,
        "signature": "纸 0008"});
    let refused = shop.try_step("张师傅", &order, "finish", paid.clone());
    assert_eq!(
        code(refused),
        "work_order.warranty_charge",
        "free under warranty"
    );
    let mut free = paid;
    free["charge_fen"] = 0.into();
    shop.step("张师傅", &order, "finish", free);
    shop.at(at("2026-02-05 10:00"));
    asked_after(shop, &order);
    assert_eq!(shop.summary(&order)["state"], "confirmed");
    shop.step("王姐", &order, "close", json!({}));
}

/// Step 7: two calls in vain, and somebody at home on the last evening.
fn second_visit(shop: &Shop) {
    let id = visit(shop, "second_visit");
    for (day, failed) in [("2026-02-16 10:00", 1), ("2026-02-20 18:30", 2)] {
        shop.at(at(day));
        let call = json!({"id": id, "outcome": "no_answer"});
        let seen = shop.by("王姐", "return_visit.attempt", call);
        assert_eq!(
            seen["summary"]["state"], "trying",
            "a call in vain is no visit"
        );
        assert_eq!(seen["failed_days"], failed);
        assert!(!outcome(&seen).contains("达标"), "{}", outcome(&seen));
    }
    shop.at(at("2026-02-28 21:00"));
    let answers = json!([
        yes("works", true), yes("warm", true), {"question": "refills", "number": 0.0},
        {"question": "noise_smell", "text": "none"}, yes("can_operate", true),
        {"question": "satisfaction", "number": 5.0}, {"question": "recommend", "number": 9.0},
    ]);
    let answered = json!({"id": id, "answers": answers, "result": "satisfied",
        "duration_seconds": 150});
    let seen = shop.by("王姐", "return_visit.complete", answered);
    assert_eq!(outcome(&seen), "达标");
}

fn outcome(seen: &Value) -> String {
    let text = seen["plan"]["outcome"]["zh"].as_str();
    text.unwrap_or_default().to_owned()
}

#[test]
fn j1_from_the_sale_over_the_commissioning_to_two_visits_in_time() {
    let start_at = at("2026-01-28 09:00");
    let shop = Shop::opened_at(start_at);
    certified(&shop, start_at);
    let (unit, customer) = bought(&shop);
    let order = installer_sent(&shop, &unit, &customer);
    commissioned(&shop, &unit, &order);
    first_visit(&shop);
    second_visit(&shop);

    shop.at(at("2026-03-01 00:00"));
    assert!(waiting(&shop).is_empty(), "{:?}", waiting(&shop));
    let counts = shop.by("王姐", "return_visit.counts", json!({}));
    assert_eq!(
        (&counts["today"], &counts["overdue"]),
        (&json!(0), &json!(0))
    );
    assert_eq!(shop.by("王姐", "today.get", json!({}))["overdue"], 0);
}
