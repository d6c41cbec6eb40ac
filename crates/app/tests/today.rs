//! 今日 and 日结: one list by due time, nothing without an owner or a next step, the day's report.
#![allow(clippy::unwrap_used, reason = "tests")]

use crate::common::timed::{HOUR, NOON, Timed};
use serde_json::{Value, json};
use wuyou_contract::ErrorCode;

fn rows(today: &Value) -> Vec<Value> {
    today["rows"].as_array().unwrap().clone()
}

fn get(shop: &Timed, asked: Value) -> Value {
    shop.by("王姐", "today.get", asked)
}

/// An order the customer put off: nothing of it has a time any more.
fn put_off(shop: &Timed) -> Value {
    let order = shop.repair("漏水");
    let step = json!({"step": "postpone", "reason": "不在家", "contact_text": "下周再说"});
    shop.advance("王姐", &order, step);
    order
}

#[test]
fn orders_and_calls_stand_in_one_list_by_due_time_and_can_be_narrowed() {
    let shop = Timed::new();
    shop.repair("屋里不热");
    shop.set(NOON + HOUR);
    shop.question("怎么调温度");
    let today = get(&shop, json!({}));
    let all = rows(&today);
    assert_eq!(today["total"], 2);
    let due: Vec<_> = all
        .iter()
        .map(|row| row["due_at"].as_i64().unwrap())
        .collect();
    assert!(due.is_sorted());
    assert_eq!(
        today["kinds"],
        json!([{"kind": "request", "count": 1}, {"kind": "work_order", "count": 1}])
    );
    let only = get(&shop, json!({"kind": "request"}));
    assert_eq!(only["total"], 1);
    assert_eq!(rows(&only)[0]["text"], "怎么调温度");
    assert_eq!(rows(&only)[0]["owner"], "王姐");
}

#[test]
fn the_first_look_has_the_most_urgent_lines_and_the_same_counts() {
    let shop = Timed::new();
    for n in 0..62 {
        shop.set(NOON + n * 60_000);
        shop.question("怎么调温度");
    }
    let (first, whole) = (get(&shop, json!({"first": true})), get(&shop, json!({})));
    let (some, all) = (rows(&first), rows(&whole));
    assert_eq!((some.len(), all.len()), (60, 62));
    assert_eq!(some, all[..60]);
    for count in ["total", "kinds", "overdue", "numbers"] {
        assert_eq!(first[count], whole[count], "{count}");
    }
}

#[test]
fn mine_shows_what_i_answer_for_and_what_nobody_does() {
    let shop = Timed::new();
    let order = shop.repair("屋里不热");
    let mine = |who: &str| shop.by(who, "today.get", json!({"mine": true}))["total"].clone();
    assert_eq!((mine("王姐"), mine("张师傅")), (json!(1), json!(0)));
    let assigned = json!({"kind": "work_order", "id": order, "owner_id": shop.person("张师傅")});
    shop.by("王姐", "today.assign", assigned);
    assert_eq!((mine("王姐"), mine("张师傅")), (json!(0), json!(1)));
    // Nobody leaves with it: it is somebody's again before they are gone.
    let gone = json!({"id": shop.person("张师傅"), "disabled": true});
    assert_eq!(
        shop.refused("陈经理", "staff.update", gone),
        ErrorCode::StaffOpenWork
    );
    let left = json!({"id": shop.person("张师傅"), "to_id": shop.person("王姐")});
    shop.by("陈经理", "staff.leave", left);
    assert_eq!(mine("王姐"), 1);
    assert_eq!(get(&shop, json!({}))["without_owner"], 0);
}

#[test]
fn an_order_past_its_promise_is_overdue_and_escalated() {
    let shop = Timed::new();
    shop.repair("屋里不热");
    let before = get(&shop, json!({}));
    assert_eq!(
        (&before["overdue"], &before["escalated"]),
        (&json!(0), &json!(0))
    );
    assert_eq!(rows(&before)[0]["level"], Value::Null);
    shop.set(NOON + 13 * HOUR);
    let after = get(&shop, json!({}));
    assert_eq!(
        (&after["overdue"], &after["escalated"]),
        (&json!(1), &json!(1))
    );
    assert_eq!(rows(&after)[0]["level"], "l2");
}

#[test]
fn a_day_is_not_closed_while_something_has_no_next_step_and_says_what() {
    let shop = Timed::new();
    let order = put_off(&shop);
    let report = shop.by("王姐", "today.report", json!({}));
    assert_eq!(report["figures"]["without_next"], 1);
    assert_eq!(report["left"][0]["id"], order);
    assert_eq!(report["left"][0]["lacks"], json!(["next_action"]));
    assert_eq!(
        shop.refused("王姐", "today.close", json!({})),
        ErrorCode::DayNotClear
    );
    assert_eq!(
        shop.by("王姐", "today.report", json!({}))["closes"],
        json!([])
    );

    let next = NOON + 48 * HOUR;
    let assigned = json!({"kind": "work_order", "id": order, "next_action_at": next});
    shop.by("王姐", "today.assign", assigned);
    assert_eq!(rows(&get(&shop, json!({})))[0]["due_at"], next);
    let closed = shop.by("王姐", "today.close", json!({}));
    assert_eq!(closed["closes"][0]["red"], false);
    assert_eq!(closed["closes"][0]["closed_by"], "王姐");
    assert_eq!(get(&shop, json!({}))["closed"], true);
}

#[test]
fn with_a_reason_the_day_is_closed_in_red_and_the_report_stays() {
    let shop = Timed::new();
    put_off(&shop);
    shop.by("王姐", "today.close", json!({"note": "客户电话打不通"}));
    shop.set(NOON + 24 * HOUR);
    assert_eq!(get(&shop, json!({}))["closed"], false);
    let report = shop.by("王姐", "today.report", json!({}));
    let kept = &report["closes"][0];
    assert_eq!(kept["red"], true);
    assert_eq!(kept["note"], "客户电话打不通");
    assert_eq!(kept["figures"]["day_on"], "2026-11-21");
    assert_eq!(report["figures"]["day_on"], "2026-11-22");
}

#[test]
fn the_report_counts_what_came_in_was_replied_to_and_was_finished_on_the_day() {
    let shop = Timed::new();
    let yesterday = shop.repair("昨天的");
    shop.set(NOON + 24 * HOUR);
    shop.finish(&yesterday);
    let order = shop.repair("今天的");
    shop.question("没人答的");
    let reply = json!({"step": "reply", "contact_text": "明天去"});
    shop.advance("王姐", &order, reply);
    let figures = shop.by("王姐", "today.report", json!({}))["figures"].clone();
    assert_eq!(figures["received"], 2);
    assert_eq!(figures["replied_same_day"], 1);
    assert_eq!(figures["finished"], 1);
    assert_eq!(
        figures["open"], 4,
        "with the return visit of what was finished"
    );
    assert_eq!(
        figures["unsent"].as_u64().unwrap(),
        shop.by("王姐", "sync.status", json!({}))["unsent"]
            .as_u64()
            .unwrap()
    );
}

#[test]
fn an_owner_and_a_next_step_are_refused_when_they_cannot_be() {
    let shop = Timed::new();
    let request = shop.question("怎么调温度");
    let assign = |more: Value| {
        let mut asked = json!({"kind": "request", "id": request});
        for (key, value) in more.as_object().unwrap() {
            asked[key] = value.clone();
        }
        asked
    };
    for wrong in [
        json!({}),
        json!({"next_action_at": NOON}),
        json!({"next_action_at": NOON + 400 * 24 * HOUR}),
        json!({"owner_id": request}),
    ] {
        let code = shop.refused("王姐", "today.assign", assign(wrong.clone()));
        assert_eq!(code, ErrorCode::Invalid, "{wrong}");
    }
    let denied = shop.refused(
        "张师傅",
        "today.assign",
        assign(json!({"next_action_at": NOON + HOUR})),
    );
    assert_eq!(denied, ErrorCode::NotAllowed);
}

#[test]
fn complaints_and_promises_stand_in_the_same_list() {
    let shop = Timed::new();
    let said = json!({"caller_name": "赵铁柱", "category": "attitude", "text": "嫌来得晚"});
    shop.by("王姐", "complaint.create", said);
    let household = shop.by("王姐", "customer.create", json!({"name": "王建军"}));
    let promised = json!({
        "text": "送滤网一个", "due_on": "2026-11-22", "customer_id": household["id"],
    });
    shop.by("王姐", "promise.create", promised);
    let today = get(&shop, json!({}));
    assert_eq!(
        today["kinds"],
        json!([{"kind": "complaint", "count": 1}, {"kind": "promise", "count": 1}])
    );
    let texts: Vec<_> = rows(&today).iter().map(|row| row["text"].clone()).collect();
    assert_eq!(texts, ["嫌来得晚", "送滤网一个"]);
    assert_eq!(
        (&today["without_owner"], &today["without_next"]),
        (&json!(0), &json!(0))
    );
    shop.set(NOON + 13 * HOUR);
    assert_eq!(get(&shop, json!({}))["overdue"], 1);
}

#[test]
fn a_forgotten_day_is_told_the_next_morning_and_closed_afterwards_with_its_own_figures() {
    let shop = Timed::new();
    let order = shop.repair("屋里不热");
    shop.advance(
        "王姐",
        &order,
        json!({"step": "reply", "contact_text": "明天上午去"}),
    );
    // The 21st is a Saturday on which the shop worked; on Sunday nobody came.
    let forgotten = |shop: &Timed, who: &str| -> Vec<Value> {
        let today = shop.by(who, "today.get", json!({"kind": "day_close"}));
        rows(&today)
    };
    assert!(forgotten(&shop, "王姐").is_empty(), "today is not over");
    shop.set(NOON + 44 * HOUR);
    let lines = forgotten(&shop, "王姐");
    assert_eq!(lines.len(), 1);
    assert_eq!(
        (&lines[0]["about"], &lines[0]["text"]),
        (&json!("day_close"), &json!("2026-11-21"))
    );
    assert!(
        forgotten(&shop, "张师傅").is_empty(),
        "who closes no day is not told"
    );
    let report = shop.by("王姐", "today.report", json!({"day_on": "2026-11-21"}));
    assert_eq!(
        (&report["late"], &report["missed"]),
        (&json!(true), &json!(["2026-11-21"]))
    );
    assert_eq!(report["figures"]["received"], 1);
    assert_eq!(report["figures"]["replied_same_day"], 1);
    for wrong in ["2026-11-20", "2026-11-22", "2026-11-30"] {
        let refused = shop.refused("王姐", "today.close", json!({"day_on": wrong}));
        assert_eq!(refused, ErrorCode::Invalid, "{wrong}");
    }
    let after = shop.by("王姐", "today.close", json!({"day_on": "2026-11-21"}));
    assert_eq!(after["missed"], json!([]));
    assert_eq!(
        after["figures"]["day_on"], "2026-11-23",
        "what is shown next is today"
    );
    let close = &after["closes"][0];
    assert_eq!(
        (&close["late"], &close["closed_by"]),
        (&json!(true), &json!("王姐"))
    );
    assert_eq!(close["closed_at"], NOON + 44 * HOUR);
    assert_eq!(
        (&close["figures"]["day_on"], &close["figures"]["received"]),
        (&json!("2026-11-21"), &json!(1))
    );
    assert!(forgotten(&shop, "王姐").is_empty());
    let twice = json!({"day_on": "2026-11-21"});
    assert_eq!(
        shop.refused("陈经理", "today.close", twice),
        ErrorCode::Invalid
    );
    let today = shop.by("王姐", "today.close", json!({}));
    assert_eq!(today["closes"][0]["late"], false);
}
