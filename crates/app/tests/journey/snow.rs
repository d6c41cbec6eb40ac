//! J3: three days without a network in a snow storm, and a power cut in the middle of a form.

use serde_json::{Value, json};

use super::{MINUTE, asked_after, at, clock, waiting};
use crate::common::desk::{HOUR, Shop};

/// One call of the storm: when it came, and when the work was finished.
type Call = (&'static str, Option<&'static str>);

/// Fourteen calls, nine of them finished before the line is back.
const CALLS: [Call; 14] = [
    ("2026-01-10 18:20", Some("2026-01-11 11:00")),
    ("2026-01-10 19:05", Some("2026-01-11 12:10")),
    ("2026-01-10 20:30", None),
    ("2026-01-11 07:10", Some("2026-01-11 14:00")),
    ("2026-01-11 07:40", Some("2026-01-11 16:20")),
    ("2026-01-11 08:15", Some("2026-01-11 18:00")),
    ("2026-01-11 09:50", Some("2026-01-12 10:00")),
    ("2026-01-11 17:00", Some("2026-01-12 11:30")),
    ("2026-01-12 07:00", Some("2026-01-12 15:00")),
    ("2026-01-12 08:00", Some("2026-01-12 17:00")),
    ("2026-01-12 15:30", None),
    ("2026-01-12 18:00", None),
    ("2026-01-12 21:45", None),
    ("2026-01-13 07:30", None),
];

/// So long after the work its paper sheet is written down.
const PAPER: i64 = 2 * HOUR;

/// The order that lies: replied to, never scheduled.
const FORGOTTEN: usize = 2;

enum Deed {
    Call(usize),
    Finish(usize),
}

/// What happens in the storm, in its order, up to an instant.
fn deeds() -> Vec<(i64, Deed)> {
    let mut deeds = Vec::new();
    for (place, (called, finished)) in CALLS.iter().enumerate() {
        deeds.push((at(called), Deed::Call(place)));
        deeds.extend(finished.map(|finished| (at(finished) + PAPER, Deed::Finish(place))));
    }
    deeds.sort_by_key(|(at, _)| *at);
    deeds
}

fn phone(place: usize) -> String {
    format!("138047122{place:02}")
}

/// Registered, replied to ten minutes later, agreed and dispatched.
fn taken(shop: &Shop, place: usize, called_at: i64) -> Value {
    shop.at(called_at);
    let call = json!({"text": "屋里不热", "caller_phone": phone(place), "town": "柳河镇",
        "new_customer_name": format!("东沟村{}户", place + 1)});
    let taken = shop.by("王姐", "request.create", call);
    let order = taken["work_order"]["summary"]["id"].clone();
    shop.at(called_at + 10 * MINUTE);
    shop.step("王姐", &order, "reply", json!({"contact_text": "雪停就去"}));
    if place != FORGOTTEN {
        shop.window(&order, called_at + 3 * HOUR);
        let who = if place.is_multiple_of(2) {
            "张师傅"
        } else {
            "李师傅"
        };
        shop.dispatch(&order, who);
    }
    order
}

/// Written down from the paper sheet: it counts from when it was done.
fn finished(shop: &Shop, order: &Value, written_at: i64) {
    shop.at(written_at);
    let done_at = written_at - PAPER;
    let start = json!({"occurred_at": done_at - HOUR});
    shop.step("王姐", order, "start", start);
    let done = json!({"cause": "零件", "result": "解冻，换点火针", "charge_fen": 0,
        "signature": "纸单", "occurred_at": done_at});
    shop.step("王姐", order, "finish", done);
}

/// Lives through the storm up to an instant; orders by the place of their call.
fn lived(shop: &Shop, orders: &mut Vec<Value>, from_at: i64, to_at: i64) {
    let now = |at: &i64| (from_at..to_at).contains(at);
    for (deed_at, deed) in deeds().into_iter().filter(|(at, _)| now(at)) {
        match deed {
            Deed::Call(place) => {
                assert_eq!(orders.len(), place);
                orders.push(taken(shop, place, deed_at));
            }
            Deed::Finish(place) => finished(shop, &orders[place], deed_at),
        }
    }
}

fn unsent(shop: &Shop) -> u64 {
    let status = shop.by("王姐", "sync.status", json!({}));
    status["unsent"].as_u64().unwrap()
}

fn numbers(shop: &Shop) -> Vec<String> {
    let page = shop.by("王姐", "work_order.list", json!({"filter": "all"}));
    let rows = page["rows"].as_array().unwrap().iter();
    let mut all: Vec<_> = rows
        .map(|row| row["no"].as_str().unwrap().to_owned())
        .collect();
    all.sort_unstable();
    all
}

fn times(waiting: &[(String, String)], level: &str) -> usize {
    waiting.iter().filter(|(_, one)| one == level).count()
}

#[test]
fn j3_three_days_offline_lose_nothing_not_even_in_a_power_cut_and_count_by_when_it_happened() {
    let (begin_at, cut_at, end_at) = (
        at("2026-01-10 18:00"),
        at("2026-01-12 03:00"),
        at("2026-01-13 09:00"),
    );
    let shop = Shop::opened_at(begin_at);
    let before = unsent(&shop);
    let mut orders = Vec::new();
    lived(&shop, &mut orders, begin_at, cut_at);

    // Somebody types a call when the power goes.
    shop.at(cut_at);
    let half = json!({"phone": "13904712299", "text": "屋里八度，老人在家", "town": "柳河镇"});
    shop.by(
        "王姐",
        "draft.save",
        json!({"key": "intake", "content": half}),
    );
    let (kept, waits, told) = (numbers(&shop), unsent(&shop), waiting(&shop));
    let shop = shop.power_cut();
    let draft = shop.by("王姐", "draft.get", json!({"key": "intake"}))["draft"].clone();
    assert_eq!(
        (&draft["content"], &draft["saved_at"]),
        (&half, &json!(cut_at))
    );
    assert_eq!((numbers(&shop), unsent(&shop)), (kept, waits));
    assert_eq!(waiting(&shop), told, "the same alerts, and none twice");
    let checked = shop.by("王姐", "app.verify", json!({}));
    assert_eq!(checked["integrity"], "ok", "{checked}");

    lived(&shop, &mut orders, cut_at, end_at);
    shop.at(end_at);
    let mut all = numbers(&shop);
    all.dedup();
    assert_eq!(
        all.len(),
        CALLS.len(),
        "every call has an order with a number of its own"
    );
    assert!(
        unsent(&shop) > before + 100,
        "everything waits for the network"
    );
    counted_by_occurrence(&shop, &orders);
    told_once(&shop, &orders);
}

/// The clocks go by when it was done, however late it was written down.
fn counted_by_occurrence(shop: &Shop, orders: &[Value]) {
    for (place, (called, done)) in CALLS.iter().enumerate() {
        let reply = clock(shop, &orders[place], "first_reply");
        assert_eq!(reply["met_at"], at(called) + 10 * MINUTE);
        assert_eq!(reply["state"], "met");
        let finish = clock(shop, &orders[place], "finish");
        let Some(done) = done else {
            assert_eq!(finish["met_at"], Value::Null);
            continue;
        };
        assert_eq!(finish["met_at"], at(done));
        assert_eq!(finish["state"], "met");
        assert_eq!(finish["late_by_minutes"], Value::Null, "{finish}");
        assert_eq!(shop.summary(&orders[place])["state"], "finished");
    }
    let report = shop.by("王姐", "today.report", json!({}));
    assert_eq!(
        report["figures"]["received"], 1,
        "one call on the last morning"
    );
}

/// One order is told as far as headquarters, once; none that was finished is told at all.
fn told_once(shop: &Shop, orders: &[Value]) {
    let alerts = shop.by("陈经理", "alert.list", json!({}));
    let rows = alerts["rows"].as_array().unwrap();
    let upward = rows.iter().filter(|row| row["level"] == "l3");
    let upward: Vec<_> = upward.collect();
    assert_eq!(upward.len(), 1, "{upward:?}");
    assert_eq!(upward[0]["about_id"], orders[FORGOTTEN]);
    assert_eq!(upward[0]["stage"], "schedule");
    for (place, (_, done)) in CALLS.iter().enumerate() {
        let about = rows.iter().any(|row| row["about_id"] == orders[place]);
        assert!(!(done.is_some() && about), "call {place}: {alerts}");
    }
    assert_eq!(
        times(&waiting(shop), "l3"),
        1,
        "looking again raises nothing again"
    );
    asked_after(shop, &orders[0]);
    assert_eq!(shop.summary(&orders[0])["state"], "confirmed");
}
