//! Alerts and the safety banner: raised by the clocks, noted by a person, never twice.
#![allow(clippy::unwrap_used, reason = "tests")]

use crate::common::caller;
use crate::common::timed::{HOUR, NOON, Timed};
use serde_json::{Value, json};
use wuyou_contract::ErrorCode;

fn rows(alerts: &Value) -> Vec<&Value> {
    alerts["rows"].as_array().unwrap().iter().collect()
}

/// Stage and level of each alert that nobody took note of.
fn waiting(alerts: &Value) -> Vec<(String, String)> {
    let open = rows(alerts)
        .into_iter()
        .filter(|row| row["acknowledged"].is_null());
    let text = |value: &Value| value.as_str().unwrap().to_owned();
    let mut all: Vec<_> = open
        .map(|row| (text(&row["stage"]), text(&row["level"])))
        .collect();
    all.sort_unstable();
    all
}

fn noted(row: &Value) -> Value {
    json!({
        "about": row["about"], "about_id": row["about_id"],
        "round": row["round"], "stage": row["stage"], "level": row["level"],
    })
}

#[test]
fn an_order_nobody_replies_to_is_told_to_the_clerk_then_to_the_manager_then_to_headquarters() {
    let shop = Timed::new();
    shop.repair("屋里不热");
    let at_first = waiting(&shop.by("王姐", "alert.list", json!({})));
    assert!(at_first.is_empty(), "{at_first:?}");
    // Noon to 24:00 are twelve hours: the first warning comes with 80 % of them.
    let reply = |level: &str| ("first_reply".to_owned(), level.to_owned());
    for (hours, expected) in [
        (9, vec![]),
        (10, vec!["l1"]),
        (12, vec!["l1", "l2"]),
        (36, vec!["l1", "l2", "l3"]),
    ] {
        shop.set(NOON + hours * HOUR);
        let found = waiting(&shop.by("王姐", "alert.list", json!({})));
        let found: Vec<_> = found
            .into_iter()
            .filter(|(stage, _)| stage == "first_reply")
            .collect();
        let expected: Vec<_> = expected.into_iter().map(reply).collect();
        assert_eq!(found, expected, "after {hours} hours");
    }
}

#[test]
fn an_alert_that_was_noted_is_never_raised_again_and_tells_who_noted_it() {
    let shop = Timed::new();
    shop.repair("屋里不热");
    shop.set(NOON + 10 * HOUR);
    let alerts = shop.by("王姐", "alert.list", json!({}));
    let row = rows(&alerts)[0].clone();
    assert_eq!(row["may_acknowledge"], true);
    let after = shop.by("王姐", "alert.acknowledge", noted(&row));
    assert_eq!(
        after["waiting"].as_u64().unwrap() + 1,
        alerts["waiting"].as_u64().unwrap()
    );
    // Pressing twice keeps the first, and nothing comes back later.
    shop.set(NOON + 11 * HOUR);
    shop.by("陈经理", "alert.acknowledge", noted(&row));
    let later = shop.by("王姐", "alert.list", json!({}));
    let same: Vec<_> = rows(&later)
        .into_iter()
        .filter(|one| one["key"] == row["key"])
        .collect();
    assert_eq!(same.len(), 1);
    assert_eq!(
        same[0]["acknowledged"],
        json!({"at": NOON + 10 * HOUR, "by": "王姐"})
    );
    assert_eq!(same[0]["audible"], false);
}

#[test]
fn what_was_told_to_the_manager_only_the_manager_settles() {
    let shop = Timed::new();
    shop.repair("屋里不热");
    shop.set(NOON + 13 * HOUR);
    let alerts = shop.by("王姐", "alert.list", json!({}));
    let l2 = rows(&alerts)
        .into_iter()
        .find(|row| row["level"] == "l2")
        .unwrap()
        .clone();
    assert_eq!(l2["may_acknowledge"], false);
    assert_eq!(
        shop.refused("王姐", "alert.acknowledge", noted(&l2)),
        ErrorCode::AlertForManager
    );
    shop.by("陈经理", "alert.acknowledge", noted(&l2));
}

#[test]
fn a_reply_ends_its_alerts_and_one_that_is_gone_cannot_be_noted() {
    let shop = Timed::new();
    let order = shop.repair("屋里不热");
    shop.set(NOON + 10 * HOUR);
    let alerts = shop.by("王姐", "alert.list", json!({}));
    let row = rows(&alerts)
        .into_iter()
        .find(|row| row["stage"] == "first_reply")
        .unwrap()
        .clone();
    let invented = json!({"about": "work_order", "about_id": order, "round": 7, "stage": "finish", "level": "l4"});
    assert_eq!(
        shop.refused("王姐", "alert.acknowledge", invented),
        ErrorCode::AlertGone
    );
    let reply = json!({"id": order, "step": "reply", "contact_text": "明天上午去"});
    shop.by("王姐", "work_order.advance", reply);
    let after = waiting(&shop.by("王姐", "alert.list", json!({})));
    assert!(
        !after.iter().any(|(stage, _)| stage == "first_reply"),
        "{after:?} {row}"
    );
}

#[test]
fn a_danger_stands_on_the_banner_with_its_words_until_the_work_is_done() {
    let shop = Timed::new();
    assert_eq!(
        shop.by("王姐", "alert.list", json!({}))["safety"],
        json!([])
    );
    let order = shop.danger("头晕，壁挂炉有味");
    let alerts = shop.by("张师傅", "alert.list", json!({}));
    assert_eq!(alerts["safety"][0]["work_order_id"], order);
    assert_eq!(alerts["safety"][0]["script_read"], Value::Null);
    assert!(alerts["script"].as_array().unwrap().len() >= 6);
    // Headquarters' service and quality are told at once.
    let found = waiting(&alerts);
    for level in ["l3", "l4"] {
        assert!(
            found.contains(&("first_reply".to_owned(), level.to_owned())),
            "{found:?}"
        );
    }
    let read = json!({"work_order_id": order, "step": "script_read"});
    let after = shop.by("王姐", "alert.safety", read);
    let by = json!({"at": NOON, "by": "王姐"});
    assert_eq!(after["safety"][0]["script_read"], by);
    assert_eq!(after["safety"][0]["hq_called"], Value::Null);
    let called = json!({"work_order_id": order, "step": "hq_called"});
    let after = shop.by("陈经理", "alert.safety", called);
    assert_eq!(after["safety"][0]["hq_called"]["by"], "陈经理");
    shop.finish(&order);
    assert_eq!(
        shop.by("王姐", "alert.list", json!({}))["safety"],
        json!([])
    );
    let read = json!({"work_order_id": order, "step": "script_read"});
    assert_eq!(
        shop.refused("王姐", "alert.safety", read),
        ErrorCode::AlertGone
    );
}

#[test]
fn in_quiet_hours_only_a_danger_is_heard() {
    let shop = Timed::new();
    let quiet = json!({"quiet_from": "21:00", "quiet_to": "07:00"});
    let settings = shop.by("王姐", "settings.set", quiet);
    assert_eq!(settings["quiet_from"], "21:00");
    shop.repair("屋里不热");
    shop.danger("头晕");
    let heard = |safety: bool| {
        let alerts = shop.by("王姐", "alert.list", json!({}));
        let all = rows(&alerts)
            .into_iter()
            .filter(|row| row["safety"] == safety);
        let all: Vec<_> = all.map(|row| row["audible"] == true).collect();
        assert!(!all.is_empty());
        all.iter().all(|heard| *heard)
    };
    shop.set(NOON + 10 * HOUR);
    assert!(!heard(false) && heard(true));
    shop.set(NOON + 20 * HOUR);
    assert!(heard(false) && heard(true));
    for wrong in [
        json!({"quiet_from": "25:00", "quiet_to": "07:00"}),
        json!({"quiet_from": "21:00"}),
    ] {
        assert_eq!(
            shop.refused("王姐", "settings.set", wrong),
            ErrorCode::Invalid
        );
    }
    let none = shop.by(
        "王姐",
        "settings.set",
        json!({"quiet_from": "", "quiet_to": ""}),
    );
    assert_eq!(
        (&none["quiet_from"], &none["quiet_to"]),
        (&Value::Null, &Value::Null)
    );
}

#[test]
fn a_locked_pc_hears_of_what_arises_meanwhile_in_numbers_alone() {
    let shop = Timed::new();
    let order = shop.repair("屋里不热");
    let who = json!({"id": shop.person("王姐"), "pin": "1234"});
    shop.by("王姐", "staff.switch", who);
    shop.by("王姐", "staff.lock", json!({}));
    let numbers = || {
        shop.app
            .call(&caller(None), "alert.locked", json!({}))
            .unwrap()
    };
    let before = numbers();
    assert_eq!(
        (&before["waiting"], &before["danger"]),
        (&json!(0), &json!(0))
    );
    assert_eq!(before["newest_at"], Value::Null);
    let refused = shop.app.call(&caller(None), "alert.list", json!({}));
    assert_eq!(refused.unwrap_err().code, ErrorCode::Locked, "{order}");
    shop.set(NOON + 120 * HOUR);
    let after = numbers();
    assert!(after["waiting"].as_u64().unwrap() > 0);
    assert!(after["newest_at"].as_i64().unwrap() > NOON);
    let mut names: Vec<_> = after.as_object().unwrap().keys().collect();
    names.sort();
    assert_eq!(names, ["danger", "newest_at", "unread", "waiting"]);
}
