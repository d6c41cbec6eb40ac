//! J7: a CO alarm at night, from the words read out to the machine that stays stopped.

use serde_json::{Value, json};

use super::{MINUTE, at, clock, code, good_sheet, waiting};
use crate::common::desk::{HOUR, Shop};

const SERIAL: &str = "L1P241602802954S";

fn machine(shop: &Shop) -> (Value, Value) {
    let home = json!({"name": "刘建国", "phones": [{"number": "13804712207"}]});
    let customer = shop.by("王姐", "customer.create", home)["id"].clone();
    let known = json!({"serial": SERIAL, "model_code": "WEB-L1P24", "gas": "natural_gas",
        "customer_id": customer, "sold_on": "2025-10-20", "installed_on": "2025-10-25"});
    let unit = shop.by("王姐", "unit.register", known)["unit"]["id"].clone();
    (unit, customer)
}

/// What is read out for these words, in its order.
fn read_out(shop: &Shop, words: &str) -> String {
    let found = shop.by("王姐", "fault.find", json!({ "text": words }));
    let lines = found["dangers"][0]["script"].as_array().unwrap().iter();
    let lines = lines.map(|line| line["zh"].as_str().unwrap());
    lines.collect::<Vec<_>>().join("\n")
}

fn in_order(text: &str, words: &[&str]) {
    let places: Vec<_> = words.iter().map(|word| text.find(word)).collect();
    assert!(places.iter().all(Option::is_some), "{words:?}: {text}");
    assert!(places.is_sorted(), "{words:?}: {text}");
}

#[test]
fn j7_an_alarm_at_night_is_told_upward_at_once_and_the_machine_stays_stopped() {
    let night_at = at("2026-01-15 23:40");
    let shop = Shop::opened_at(night_at - 3 * HOUR);
    let (unit, customer) = machine(&shop);
    let quiet = json!({"quiet_from": "21:00", "quiet_to": "07:00"});
    shop.by("王姐", "settings.set", quiet);

    // The clerk types, and reads out before asking for anything else.
    shop.at(night_at);
    in_order(
        &read_out(&shop, "头晕 壁挂炉"),
        &["开门窗", "出来", "燃气阀", "120"],
    );
    let call = json!({"text": "头晕 壁挂炉", "caller_phone": "13804712207", "safety": true,
        "customer_id": customer, "unit_id": unit});
    let taken = shop.by("王姐", "request.create", call);
    let order = taken["work_order"]["summary"]["id"].clone();
    assert_eq!(taken["reply_due_at"], night_at + 15 * MINUTE);
    assert_eq!(
        clock(&shop, &order, "first_reply")["limit_at"],
        night_at + 15 * MINUTE
    );

    // Headquarters is told at once; without a line the banner asks for a call and keeps the tick.
    let alerts = shop.by("王姐", "alert.list", json!({}));
    let rows = alerts["rows"].as_array().unwrap();
    let level = |level: &str| rows.iter().find(|row| row["level"] == level).unwrap();
    assert_eq!(level("l3")["receiver"], "hq_service");
    assert_eq!(level("l4")["receiver"], "hq_quality");
    assert!(
        rows.iter().all(|row| row["audible"] == true),
        "also in quiet hours"
    );
    let banner = &alerts["safety"][0];
    assert_eq!(
        (&banner["work_order_id"], &banner["customer_name"]),
        (&order, &json!("刘建国"))
    );
    assert_eq!(
        (&banner["script_read"], &banner["hq_called"]),
        (&Value::Null, &Value::Null)
    );
    let status = shop.by("王姐", "sync.status", json!({}));
    assert!(
        status["unsent"].as_u64().unwrap() > 0,
        "it waits for the network: {status}"
    );
    shop.at(night_at + 3 * MINUTE);
    for step in ["script_read", "hq_called"] {
        let done = json!({"work_order_id": order, "step": step});
        let after = shop.by("王姐", "alert.safety", done);
        let noted = json!({"at": night_at + 3 * MINUTE, "by": "王姐"});
        assert_eq!(after["safety"][0][step], noted);
    }

    replied_in_time(&shop, &order, night_at);
    stopped_on_site(&shop, (&unit, &order));
    nobody_starts_it_by_hand(&shop, &unit);
}

/// The fifteen minutes count from the call, and a reply ends them.
fn replied_in_time(shop: &Shop, order: &Value, night_at: i64) {
    shop.at(night_at + 16 * MINUTE);
    assert_eq!(clock(shop, order, "first_reply")["state"], "overdue");
    let late = ("first_reply".to_owned(), "l2".to_owned());
    assert!(waiting(shop).contains(&late), "{:?}", waiting(shop));
    let spoken = json!({"contact_text": "已开窗，人在院里，关了阀",
        "occurred_at": night_at + 5 * MINUTE});
    shop.step("王姐", order, "reply", spoken);
    let reply = clock(shop, order, "first_reply");
    assert_eq!(
        (&reply["state"], &reply["met_at"]),
        (&json!("met"), &json!(night_at + 5 * MINUTE))
    );
    assert!(!waiting(shop).contains(&late));
}

fn stopped_on_site(shop: &Shop, (unit, order): (&Value, &Value)) {
    shop.dispatch(order, "张师傅");
    shop.at(at("2026-01-16 00:50"));
    shop.step("张师傅", order, "start", json!({}));
    let done = json!({"cause": "安装问题", "result": "停用，关阀挂牌", "charge_fen": 0,
        "signature": "停用单 0031"});
    let early = shop.try_step("张师傅", order, "finish", done.clone());
    assert_eq!(code(early), "work_order.danger_open");
    let three = json!({"work_order_id": order, "steps": {"stopped": true,
        "found": "室内 CO 120 ppm，烟道密封破损", "tag_no": "0031", "paper_no": "停用单 0031"}});
    shop.by("张师傅", "danger.record", three);
    let stopped = shop.by("张师傅", "machine.get", json!({ "unit_id": unit }));
    assert_eq!(stopped["state"], "stopped");
    assert_eq!(stopped["stop"]["note"], "室内 CO 120 ppm，烟道密封破损");
    let shown = shop.by("王姐", "unit.get", json!({ "id": unit }));
    assert_eq!(shown["unit"]["state"], "stopped", "on every screen of it");
    assert_eq!(
        shop.by("王姐", "alert.list", json!({}))["safety"][0]["work_order_id"],
        *order
    );
    shop.step("张师傅", order, "finish", done);
    assert_eq!(
        shop.by("王姐", "alert.list", json!({}))["safety"],
        json!([]),
        "in safe hands"
    );
}

fn nobody_starts_it_by_hand(shop: &Shop, unit: &Value) {
    shop.at(at("2026-01-16 09:00"));
    let by_hand = json!({"id": unit, "state": "in_use"});
    let refused = shop.try_by("陈经理", "unit.update", by_hand).unwrap_err();
    assert_eq!(refused.fields[0].code, "state_by_step");
    let sheet = json!({"unit_id": unit, "answers": good_sheet(shop, unit)});
    assert_eq!(
        code(shop.try_by("张师傅", "machine.commission", sheet)),
        "machine.release_first"
    );
    let release = |more: Value| {
        let mut step = more;
        step["unit_id"] = unit.clone();
        step["step"] = "release".into();
        step["document"] = "整改单 0007".into();
        step
    };
    let clerk = shop.try_by("王姐", "machine.step", release(json!({"safe_again": true})));
    assert_eq!(code(clerk), "machine.release_first");
    let unchecked = shop
        .try_by("陈经理", "machine.step", release(json!({})))
        .unwrap_err();
    assert_eq!(unchecked.fields[0].code, "not_safe");
    let machine = shop.by("王姐", "machine.get", json!({ "unit_id": unit }));
    assert_eq!(machine["state"], "stopped");
}
