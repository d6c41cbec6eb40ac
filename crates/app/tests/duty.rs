//! Who answers after closing time, and what the manager is told in time.
#![allow(clippy::unwrap_used, reason = "tests")]

use crate::common::NOON;
use crate::common::desk::{DAY, HOUR, Shop};
use crate::common::hq::certify;
use serde_json::{Value, json};
use wuyou_contract::ErrorCode;

fn name(shop: &Shop, on: &str, who: &str, phone: Option<&str>) -> Value {
    let asked = json!({"on": on, "staff_id": shop.staff(who), "phone": phone});
    shop.by("陈经理", "duty.set", asked)
}

fn tonight(shop: &Shop) -> Value {
    shop.by("王姐", "duty.tonight", json!({}))
}

fn lines(shop: &Shop, who: &str, kind: &str) -> Vec<Value> {
    let today = shop.by(who, "today.get", json!({ "kind": kind }));
    today["rows"].as_array().unwrap().clone()
}

#[test]
fn whoever_was_named_answers_from_closing_time_until_the_shop_opens() {
    let shop = Shop::new();
    assert_eq!(tonight(&shop)["in_use"], false);
    name(&shop, "2026-11-21", "张师傅", Some("138 0000 0001"));
    name(&shop, "2026-11-22", "李师傅", Some("13800000002"));
    for (at, closed, who, phone) in [
        (NOON, false, "张师傅", "13800000001"),
        (NOON + 6 * HOUR, true, "张师傅", "13800000001"),
        (NOON + 19 * HOUR, true, "张师傅", "13800000001"),
        (NOON + 20 * HOUR, false, "李师傅", "13800000002"),
    ] {
        shop.at(at);
        let told = tonight(&shop);
        let night = &told["night"];
        assert_eq!(
            (&told["closed_now"], &night["staff_name"]),
            (&json!(closed), &json!(who))
        );
        assert_eq!(night["phone"], phone);
    }
    shop.at(NOON + 6 * HOUR);
    shop.by(
        "陈经理",
        "duty.hours",
        json!({"closes": "20:00", "opens": "07:30"}),
    );
    assert_eq!(tonight(&shop)["closed_now"], false);
}

#[test]
fn the_manager_is_told_of_a_night_nobody_answers_on_and_of_somebody_who_is_away() {
    let shop = Shop::new();
    // A shop that never used it is not told anything.
    assert_eq!(lines(&shop, "陈经理", "duty").len(), 0);
    for day in 21..=27 {
        name(&shop, &format!("2026-11-{day}"), "张师傅", None);
    }
    assert_eq!(lines(&shop, "陈经理", "duty").len(), 0);
    let away = json!({"staff_id": shop.staff("张师傅"), "from_on": "2026-11-24"});
    shop.by("王姐", "absence.create", away);
    let told = lines(&shop, "陈经理", "duty");
    assert_eq!(told[0]["text"], "11-24");
    assert_eq!(lines(&shop, "王姐", "duty").len(), 0);
    shop.at(NOON + DAY);
    assert_eq!(lines(&shop, "陈经理", "duty")[0]["text"], "11-24 · 11-28");
}

#[test]
fn only_the_manager_names_people_of_the_shop_for_nights_that_have_not_passed() {
    let shop = Shop::new();
    let staff = shop.staff("张师傅");
    let refused = |who: &str, asked: Value| shop.try_by(who, "duty.set", asked).unwrap_err().code;
    let night = json!({"on": "2026-11-21", "staff_id": staff});
    assert_eq!(refused("王姐", night), ErrorCode::NotAllowed);
    let past = json!({"on": "2026-11-19", "staff_id": staff});
    assert_eq!(refused("陈经理", past), ErrorCode::Invalid);
    let stranger = json!({"on": "2026-11-21", "staff_id": uuid::Uuid::nil()});
    assert_eq!(refused("陈经理", stranger), ErrorCode::Invalid);
    let hours = json!({"closes": "18:00", "opens": "18:00"});
    let same = shop.try_by("陈经理", "duty.hours", hours).unwrap_err();
    assert_eq!(same.code, ErrorCode::Invalid);
    // Named once more, the night is the other's; named nobody, it is nobody's.
    name(&shop, "2026-11-21", "张师傅", None);
    name(&shop, "2026-11-21", "李师傅", None);
    assert_eq!(tonight(&shop)["night"]["staff_name"], "李师傅");
    shop.by("陈经理", "duty.set", json!({"on": "2026-11-21"}));
    assert_eq!(tonight(&shop)["night"]["staff_id"], Value::Null);
}

#[test]
fn a_certificate_is_told_of_from_sixty_days_before_its_end() {
    let shop = Shop::new();
    certify(
        &shop,
        ("张师傅", "maker_repair"),
        ("2026-01-01", "2027-01-20"),
        NOON,
    );
    let told = |at: i64| {
        shop.at(at);
        let rows = lines(&shop, "陈经理", "certificate");
        rows.first()
            .map(|row| row["urgency"].as_str().unwrap().to_owned())
    };
    assert_eq!(told(NOON - DAY), None);
    assert_eq!(told(NOON).as_deref(), Some("later"));
    assert_eq!(told(NOON + 53 * DAY).as_deref(), Some("soon"));
    assert_eq!(told(NOON + 61 * DAY).as_deref(), Some("overdue"));
    assert_eq!(lines(&shop, "王姐", "certificate").len(), 0);
    let person = json!({"id": shop.staff("张师傅")});
    shop.at(NOON + 53 * DAY);
    let detail = shop.by("陈经理", "staff.get", person);
    assert_eq!(detail["certificates"][0]["days_left"], 7);
}
