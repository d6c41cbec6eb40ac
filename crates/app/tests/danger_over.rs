//! How a danger ends (R037): a stop that stands, a tag that comes off after a visit only, a false alarm.
#![allow(
    clippy::unwrap_used,
    clippy::needless_pass_by_value,
    reason = "tests hand their payloads over"
)]

use serde_json::{Value, json};

use crate::common::NOON;
use crate::common::desk::{HOUR, MIDNIGHT, Shop};
use crate::danger::{SERIAL, finish, machine, missing, on_site, state, steps, taken, try_record};

#[test]
fn a_stop_stands_whatever_is_on_record_of_a_later_day() {
    let shop = Shop::new();
    let (order, unit) = on_site(&shop, true);
    shop.at(NOON + 26 * HOUR);
    let home = json!({"name": "刘小军", "phones": [{"number": "13904712208"}]});
    let son = shop.by("王姐", "customer.create", home)["id"].clone();
    let step = json!({"unit_id": unit, "step": "transfer", "document": "过户单 1",
        "customer_id": son});
    shop.by("王姐", "machine.step", step);
    // The sheet of yesterday comes in today.
    let call = json!({"work_order_id": order, "steps": steps(|_| {}),
        "occurred_at": NOON + 2 * HOUR});
    shop.by("张师傅", "danger.record", call);
    assert_eq!(state(&shop, &unit), "stopped");
    let seen = shop.by("王姐", "machine.get", json!({ "unit_id": unit }));
    assert_eq!(seen["stop"]["note"], "室内 CO 120 ppm");
    // By hand on the machine's page as well, also for a day before it was installed by the record.
    let shop = Shop::new();
    let (unit, _) = machine(&shop);
    let stop = json!({"unit_id": unit, "step": "stop", "document": "电话", "note": "漏气",
        "occurred_on": "2025-10-01"});
    shop.by("王姐", "machine.step", stop);
    assert_eq!(state(&shop, &unit), "stopped");
}

#[test]
fn a_false_alarm_is_taken_back_by_the_manager_with_a_reason_that_stays_on_record() {
    let shop = Shop::new();
    let (order, _) = on_site(&shop, true);
    let back = |who: &str, more: Value| {
        let mut call = more;
        call["work_order_id"] = order.clone();
        shop.try_by(who, "danger.withdraw", call)
    };
    let said = json!({"reason": "是厨房油烟味，检漏合格"});
    for who in ["王姐", "张师傅"] {
        let refused = back(who, said.clone()).unwrap_err();
        assert_eq!(refused.code.code(), "permission.denied", "{who}");
    }
    let bare = back("陈经理", json!({"reason": " "})).unwrap_err();
    assert_eq!(bare.fields[0].field, "reason");
    let after = back("陈经理", said.clone()).unwrap();
    assert_eq!(after["summary"]["safety"], false);
    assert_eq!(missing(&after), Vec::<&str>::new());
    let last = after["danger"]["done"].as_array().unwrap().last().unwrap();
    assert_eq!(
        (&last["step"], &last["by"], &last["text"]),
        (&json!("withdraw"), &json!("陈经理"), &said["reason"])
    );
    assert!(after["timeline"].to_string().contains("是厨房油烟味"));
    let alerts = shop.by("王姐", "alert.list", json!({}));
    assert_eq!(alerts["safety"], json!([]));
    let twice = back("陈经理", said).unwrap_err();
    assert_eq!(twice.code.code(), "work_order.step_not_allowed");
    let done =
        json!({"cause": "阀门没打开", "result": "打开", "charge_fen": 0, "signature": "纸 1"});
    shop.step("张师傅", &order, "finish", done);
}

#[test]
fn a_mark_is_taken_back_from_a_stopped_machine_with_a_stated_check_only() {
    let shop = Shop::new();
    let (order, unit) = on_site(&shop, false);
    try_record(&shop, &order, steps(|_| {})).unwrap();
    let mut call = json!({"work_order_id": order, "reason": "是厨房油烟味"});
    let bare = shop.try_by("陈经理", "danger.withdraw", call.clone());
    assert_eq!(bare.unwrap_err().fields[0].field, "check");
    assert_eq!(state(&shop, &unit), "stopped");
    call["check"] = "CO 0 ppm，检漏合格".into();
    let after = shop.by("陈经理", "danger.withdraw", call);
    assert_eq!(state(&shop, &unit), "in_use");
    assert_eq!(after["danger"]["danger"], false);
    // Found again, it is a danger anew.
    let again = try_record(&shop, &order, json!({"tag_no": "0032"})).unwrap();
    assert_eq!(missing(&again), ["stop", "told"]);
    assert_eq!(again["summary"]["safety"], true);
    // Called in as a danger, it is one until somebody was there; so nobody cancels the order either.
    let shop = Shop::new();
    let (unit, customer) = machine(&shop);
    let order = taken(&shop, (&unit, &customer), true);
    let call = json!({"work_order_id": order, "reason": "说错了"});
    let by_phone = shop.try_by("陈经理", "danger.withdraw", call);
    assert_eq!(
        by_phone.unwrap_err().code.code(),
        "work_order.step_not_allowed"
    );
    // Stopped by phone, it waits for somebody to be there.
    let shop = Shop::new();
    let (unit, customer) = machine(&shop);
    let order = taken(&shop, (&unit, &customer), true);
    try_record(&shop, &order, json!({"stopped": true, "found": "闻到煤气"})).unwrap();
    let call = json!({"work_order_id": order, "reason": "说错了", "check": "电话里说没味了"});
    let unseen = shop.try_by("陈经理", "danger.withdraw", call);
    assert_eq!(
        unseen.unwrap_err().code.code(),
        "work_order.step_not_allowed"
    );
    assert_eq!(state(&shop, &unit), "stopped");
}

/// The lines of machines that wait for their tag to come off.
fn tags_off(shop: &Shop) -> Vec<Value> {
    let today = shop.by("王姐", "today.get", json!({"kind": "tag_off"}));
    today["rows"].as_array().unwrap().clone()
}

#[test]
fn a_machine_that_waits_for_its_tag_to_come_off_has_a_line_until_it_does() {
    let shop = Shop::new();
    let (order, unit) = on_site(&shop, true);
    try_record(&shop, &order, steps(|_| {})).unwrap();
    assert_eq!(
        tags_off(&shop),
        Vec::<Value>::new(),
        "the order has its own line"
    );
    finish(&shop, "张师傅", &order, Some("CO 3 ppm，检漏合格")).unwrap();
    let lines = tags_off(&shop);
    let line = &lines[0];
    assert_eq!((lines.len(), &line["id"]), (1, &order));
    assert_eq!(
        (&line["no"], &line["owner"], &line["text"], &line["due_at"]),
        (
            &json!(SERIAL),
            &json!("陈经理"),
            &json!("CO 3 ppm，检漏合格"),
            &json!(MIDNIGHT + 24 * HOUR)
        )
    );
    shop.at(MIDNIGHT + 24 * HOUR);
    assert_eq!(tags_off(&shop)[0]["urgency"], "overdue");
    shop.by("陈经理", "danger.release", json!({"work_order_id": order}));
    assert_eq!(tags_off(&shop), Vec::<Value>::new());
    // Stopped by hand there is no order to lead to.
    let stop = json!({"unit_id": unit, "step": "stop", "document": "电话", "note": "闻到煤气"});
    shop.by("王姐", "machine.step", stop);
    let line = &tags_off(&shop)[0];
    assert_eq!(line["customer_name"], "刘建国");
}

#[test]
fn a_machine_stopped_by_phone_is_released_only_after_somebody_was_there() {
    let shop = Shop::new();
    let (unit, customer) = machine(&shop);
    let stop = json!({"unit_id": unit, "step": "stop", "document": "电话", "note": "闻到煤气"});
    shop.by("王姐", "machine.step", stop);
    let release = json!({"unit_id": unit, "step": "release", "document": "整改单 7",
        "safe_again": true});
    let refused = shop.try_by("陈经理", "machine.step", release.clone());
    assert_eq!(refused.unwrap_err().code.code(), "danger.visit_first");
    shop.at(NOON + HOUR);
    let order = taken(&shop, (&unit, &customer), true);
    let refused = shop.try_by("陈经理", "machine.step", release.clone());
    assert_eq!(refused.unwrap_err().code.code(), "danger.visit_first");
    shop.at(NOON + 2 * HOUR);
    shop.step("张师傅", &order, "start", json!({}));
    let refused = shop.try_by("陈经理", "machine.step", release.clone());
    assert_eq!(refused.unwrap_err().code.code(), "danger.finish_first");
    try_record(&shop, &order, steps(|_| {})).unwrap();
    finish(&shop, "张师傅", &order, None).unwrap();
    shop.by("陈经理", "machine.step", release);
    assert_eq!(state(&shop, &unit), "in_use");
}

#[test]
fn a_visit_before_the_call_is_no_check_of_what_was_stopped_by_it() {
    let shop = Shop::new();
    let (order, unit) = on_site(&shop, false);
    let done =
        json!({"cause": "阀门没打开", "result": "打开", "charge_fen": 0, "signature": "纸 1"});
    shop.step("张师傅", &order, "finish", done);
    shop.at(NOON + 3 * HOUR);
    let stop = json!({"unit_id": unit, "step": "stop", "document": "电话", "note": "闻到煤气"});
    shop.by("王姐", "machine.step", stop);
    let release = json!({"unit_id": unit, "step": "release", "document": "整改单 7",
        "safe_again": true});
    let refused = shop.try_by("陈经理", "machine.step", release);
    assert_eq!(refused.unwrap_err().code.code(), "danger.visit_first");
}

#[test]
fn what_is_recorded_after_a_release_counts_whatever_time_was_typed() {
    let shop = Shop::new();
    let (order, _) = on_site(&shop, true);
    try_record(&shop, &order, steps(|_| {})).unwrap();
    shop.at(NOON + 3 * HOUR);
    finish(&shop, "陈经理", &order, Some("CO 3 ppm")).unwrap();
    shop.at(NOON + 4 * HOUR);
    shop.step("王姐", &order, "reopen", json!({"reason": "又有味"}));
    let typed = json!({"work_order_id": order, "steps": steps(|_| {}),
        "occurred_at": NOON + 2 * HOUR});
    let after = shop.by("张师傅", "danger.record", typed);
    assert_eq!(missing(&after), Vec::<&str>::new());
}
