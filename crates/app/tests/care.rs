//! Care calls: whom the shop calls today, whom it leaves in peace, and what is written down.
#![allow(clippy::unwrap_used, reason = "tests")]

use crate::common::NOON;
use crate::common::desk::{DAY, HOUR, Shop};
use crate::common::office::{met, two_pcs};
use serde_json::{Value, json};
use wuyou_contract::ErrorCode;

/// 2026-10-09 12:00 in China: within the calls before the heating season.
const OCTOBER: i64 = NOON - 43 * DAY;

fn calls(shop: &Shop) -> Vec<Value> {
    let answer = shop.by("王姐", "care.list", json!({}));
    answer["rows"].as_array().unwrap().clone()
}

/// A household with its owner and a machine of this number.
fn household(shop: &Shop, name: &str, number: u32, more: Value) -> Value {
    let mut made = more;
    made["name"] = name.into();
    made["kind"] = "household".into();
    made["people"] = json!([{"name": name, "birthday_on": "1956-11-25"}]);
    let made = shop.by("王姐", "customer.create", made);
    let body = format!("L1P282411{number:06}");
    let check = wuyou_domain::serial::mod37_36(&body).unwrap();
    let machine = json!({"serial": format!("{body}{check}"), "customer_id": made["id"],
        "installed_on": "2024-11-20"});
    shop.by("王姐", "unit.register", machine);
    made
}

fn agree(shop: &Shop, customer: &Value, purpose: &str, person: bool) {
    let list = shop.by(
        "王姐",
        "consent.list",
        json!({"customer_id": customer["id"]}),
    );
    let person = person.then(|| customer["people"][0]["id"].clone());
    let asked = json!({"customer_id": customer["id"], "person_id": person, "purpose": purpose,
        "given": true, "notice_version": list["notice_version"]});
    shop.by("王姐", "consent.record", asked);
}

fn kinds(shop: &Shop) -> Vec<String> {
    let mut kinds: Vec<_> = calls(shop)
        .iter()
        .map(|row| row["kind"].as_str().unwrap().to_owned())
        .collect();
    kinds.sort();
    kinds
}

#[test]
fn nobody_is_called_about_birthday_or_machine_without_consent_and_everybody_before_the_season() {
    let shop = Shop::new();
    let customer = household(&shop, "李秀英", 1, json!({}));
    assert_eq!(kinds(&shop), Vec::<String>::new());
    agree(&shop, &customer, "birthday", true);
    assert_eq!(kinds(&shop), ["birthday"]);
    agree(&shop, &customer, "care", false);
    assert_eq!(kinds(&shop), ["anniversary", "birthday"]);
    let call = &calls(&shop)[0];
    assert_eq!(
        (&call["on"], &call["years"]),
        (&json!("2026-11-25"), &json!(70))
    );
    // The day it was installed is called about until seven days after it.
    shop.at(NOON + 7 * DAY);
    assert_eq!(kinds(&shop), Vec::<String>::new());

    let autumn = Shop::opened_at(OCTOBER);
    household(&autumn, "赵老四", 2, json!({"no_marketing": true}));
    household(&autumn, "孙大娘", 3, json!({"no_call": true}));
    let called = calls(&autumn);
    assert_eq!((called.len(), &called[0]["kind"]), (1, &json!("season")));
    assert_eq!(called[0]["customer_name"], "赵老四");
}

#[test]
fn a_day_has_no_more_calls_than_the_shop_wants_and_those_without_maintenance_come_first() {
    let shop = Shop::opened_at(OCTOBER);
    for number in 0..8 {
        household(&shop, &format!("客户{number}"), number, json!({}));
    }
    assert_eq!(calls(&shop).len(), 5);
    shop.by("陈经理", "care.set", json!({"per_day": 3}));
    let first = calls(&shop);
    assert_eq!(first.len(), 3);
    // What is looked at again is the same.
    assert_eq!(calls(&shop), first);
    let many = shop.try_by("陈经理", "care.set", json!({"per_day": 51}));
    assert_eq!(many.unwrap_err().code, ErrorCode::Invalid);
    let clerk = shop.try_by("王姐", "care.set", json!({"per_day": 9}));
    assert_eq!(clerk.unwrap_err().code, ErrorCode::NotAllowed);
    let done = json!({"id": first[0]["id"], "result": "fine"});
    let left = shop.by("王姐", "care.finish", done);
    assert_eq!(left["rows"].as_array().unwrap().len(), 2);
    assert_eq!(left["handled"], 1);
    // The next day has three again, and nobody twice in a year.
    shop.at(OCTOBER + DAY);
    let next = calls(&shop);
    assert_eq!(next.len(), 3);
    assert!(next.iter().all(|row| row["id"] != first[0]["id"]));
}

#[test]
fn a_call_is_made_or_left_with_a_reason_once_and_stands_on_the_timeline() {
    let shop = Shop::new();
    let customer = household(&shop, "李秀英", 1, json!({}));
    agree(&shop, &customer, "birthday", true);
    let id = calls(&shop)[0]["id"].clone();
    let refused = |asked: Value| shop.try_by("王姐", "care.finish", asked).unwrap_err().code;
    assert_eq!(refused(json!({"id": id})), ErrorCode::Invalid);
    let both = json!({"id": id, "result": "fine", "reason": "moved"});
    assert_eq!(refused(both), ErrorCode::Invalid);
    assert_eq!(
        refused(json!({"id": id, "reason": "other"})),
        ErrorCode::Invalid
    );
    let left = json!({"id": id, "reason": "unreachable", "note": "打了两次"});
    shop.by("王姐", "care.finish", left.clone());
    assert_eq!(refused(left), ErrorCode::CareOver);
    assert_eq!(calls(&shop).len(), 0);
    let asked = json!({"id": customer["id"], "part": "contact"});
    let told = shop.by("王姐", "customer.timeline", asked);
    let entry = &told["rows"][0];
    assert_eq!(
        (&entry["kind"], &entry["code"], &entry["to_state"]),
        (
            &json!("care_call"),
            &json!("birthday"),
            &json!("unreachable")
        )
    );
    let today = shop.by("王姐", "today.get", json!({"kind": "care"}));
    assert_eq!(today["total"], 0);
}

#[test]
fn how_many_calls_there_are_and_when_the_shop_closes_is_the_same_on_every_pc() {
    let shop = Shop::opened_at(OCTOBER);
    for number in 1..5 {
        household(&shop, &format!("第{number}户"), number, json!({}));
    }
    let (first, second) = two_pcs(&shop);
    first.by("陈经理", "care.set", json!({"per_day": 2}));
    second.at(OCTOBER + HOUR);
    let hours = json!({"closes": "20:00", "opens": "07:30"});
    second.by("陈经理", "duty.hours", hours);
    met(&first, &second);
    let told = |pc: &Shop| {
        let care = pc.by("王姐", "care.list", json!({}));
        let week = pc.by("王姐", "duty.week", json!({}));
        let names = care["rows"].as_array().unwrap().iter();
        let names: Vec<_> = names.map(|row| row["customer_name"].clone()).collect();
        (names, care["per_day"].clone(), week["closes"].clone())
    };
    assert_eq!(told(&first), told(&second));
    assert_eq!(
        (told(&first).0.len(), told(&first).1, told(&first).2),
        (2, json!(2), json!("20:00"))
    );
    // Each field keeps its last word, and neither loses the other.
    first.at(OCTOBER + 2 * HOUR);
    first.by("陈经理", "care.set", json!({"per_day": 3}));
    met(&first, &second);
    assert_eq!(told(&second).1, json!(3));
    assert_eq!(told(&first), told(&second));
}

#[test]
fn a_birthday_on_the_thirtieth_of_the_second_lunar_month_is_kept_and_called_about() {
    // 2026-04-12; the second lunar month of that year ends on 16 April, its 29th.
    let shop = Shop::opened_at(NOON - 223 * DAY);
    let born = |on: &str, lunar: bool| {
        json!({"name": "李秀英", "people": [
            {"name": "李秀英", "birthday_on": on, "birthday_lunar": lunar}]})
    };
    for (on, lunar) in [
        ("1956-02-30", false),
        ("1956-02-31", true),
        ("1956-08-31", true),
    ] {
        let refused = shop.try_by("王姐", "customer.create", born(on, lunar));
        let field = &refused.unwrap_err().fields[0];
        assert_eq!(
            (field.field.as_str(), field.code.as_str()),
            ("people.0.birthday_on", "date_no_such_day")
        );
    }
    let made = shop.by("王姐", "customer.create", born("1956年2月30日", true));
    assert_eq!(made["people"][0]["birthday_on"], "1956-02-30");
    agree(&shop, &made, "birthday", true);
    assert_eq!(kinds(&shop), ["birthday"]);
}

#[test]
fn who_was_born_in_a_leap_month_is_called_in_that_month_when_the_year_has_it() {
    // 2025-07-30; the leap sixth month of that year begins on 25 July, the plain one on 25 June.
    let shop = Shop::opened_at(NOON - 479 * DAY);
    for (name, leap, wanted) in [("平月生", false, 0), ("闰月生", true, 1)] {
        let person = json!({"name": name, "birthday_on": "1960-06-10", "birthday_lunar": true,
            "birthday_leap": leap});
        let made = json!({"name": name, "people": [person]});
        let made = shop.by("王姐", "customer.create", made);
        assert_eq!(made["people"][0]["birthday_leap"], leap);
        agree(&shop, &made, "birthday", true);
        assert_eq!(kinds(&shop).len(), wanted, "{name}");
    }
    // The other calendar has no leap months.
    let solar = json!({"name": "公历生", "birthday_on": "1960-06-10", "birthday_leap": true});
    let solar = json!({"name": "公历生", "people": [solar]});
    let made = shop.by("王姐", "customer.create", solar);
    assert_eq!(made["people"][0]["birthday_leap"], false);
}
