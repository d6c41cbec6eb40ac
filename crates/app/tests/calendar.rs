//! What the shop does on certain days: told in the week before, printed as a poster.
#![allow(
    clippy::unwrap_used,
    clippy::needless_pass_by_value,
    reason = "tests hand their payloads over"
)]

use serde_json::{Value, json};
use wuyou_domain::paper::Document;

use crate::common::NOON;
use crate::common::desk::{DAY, Shop};
use crate::common::press::{job, preview, printing_shop};

fn tour(shop: &Shop) -> Value {
    let tour = json!({"name": "石桥镇巡回服务", "kind": "tour", "from_on": "2026-12-05",
        "to_on": "2026-12-06", "place": "石桥镇集市东口", "services": "免费检查\n清洗过滤网",
        "phone": "0431-2200777"});
    shop.by("王姐", "shop_event.save", tour)
}

#[test]
fn what_the_shop_does_is_told_from_the_week_before_until_it_is_over() {
    let shop = Shop::new();
    let id = tour(&shop)["id"].clone();
    let lines = || {
        let today = shop.by("王姐", "today.get", json!({"kind": "shop_event"}));
        let rows = today["rows"].as_array().unwrap().clone();
        rows.iter().map(|row| row["id"].clone()).collect::<Vec<_>>()
    };
    // NOON is on 21 November.
    for (days, told) in [(0, false), (6, false), (7, true), (15, true), (16, false)] {
        shop.at(NOON + days * DAY);
        assert_eq!(
            lines(),
            if told { vec![id.clone()] } else { vec![] },
            "{days}"
        );
    }
    shop.at(NOON + 10 * DAY);
    shop.by("王姐", "shop_event.remove", json!({ "id": id }));
    assert_eq!(lines(), Vec::<Value>::new());
}

#[test]
fn the_calendar_shows_the_holidays_beside_it_and_refuses_days_that_cannot_be() {
    let shop = Shop::new();
    tour(&shop);
    let spring = json!({"from_on": "2026-02-14", "to_on": "2026-12-31"});
    let shown = shop.by("王姐", "shop_event.list", spring);
    assert_eq!(shown["rows"][0]["place"], "石桥镇集市东口");
    let holidays = shown["holidays"].as_array().unwrap();
    let first = (&holidays[0]["name"]["zh"], &holidays[0]["off"]);
    assert_eq!(
        first,
        (&json!("春节"), &json!(false)),
        "worked for a day off"
    );
    assert_eq!(holidays[1]["off"], true);
    let bad = |from: &str, to: &str| {
        let event = json!({"name": "值班", "kind": "duty", "from_on": from, "to_on": to});
        let refused = shop.try_by("王姐", "shop_event.save", event).unwrap_err();
        refused.fields[0].code.clone()
    };
    assert_eq!(bad("2026-12-05", "2026-12-04"), "absence_order");
    assert_eq!(bad("2026-12-05", "2027-03-05"), "event_long");
    assert_eq!(bad("", ""), "date_empty");
}

#[test]
fn a_month_to_choose_from_tells_lunar_days_and_what_is_off_or_worked_for_it() {
    let shop = Shop::new();
    let asked = json!({"from_on": "2026-09-28", "to_on": "2026-11-08"});
    let seen = shop.by("张师傅", "calendar.days", asked);
    let rows = seen["rows"].as_array().unwrap();
    assert_eq!(rows.len(), 42);
    let of = |on: &str| rows.iter().find(|row| row["on"] == on).unwrap().clone();
    let day = of("2026-10-01");
    assert_eq!(day["lunar"], json!({"month": 8, "leap": false, "day": 21}));
    assert_eq!(day["holiday"]["name"]["zh"], "国庆节");
    assert_eq!(day["holiday"]["off"], true);
    assert_eq!(of("2026-10-10")["holiday"]["off"], false, "worked for it");
    assert_eq!(of("2026-11-05")["holiday"], Value::Null);
    // The new moon of this spring comes minutes before midnight.
    let spring = json!({"from_on": "2027-02-05", "to_on": "2027-02-06"});
    let spring = shop.by("张师傅", "calendar.days", spring);
    let first = json!({"month": 1, "leap": false, "day": 1});
    assert_eq!(spring["rows"][1]["lunar"], first);
    let old = json!({"from_on": "1962-02-04", "to_on": "1962-02-05"});
    let old = shop.by("张师傅", "calendar.days", old);
    assert_eq!(old["rows"][1]["lunar"], first);
    let wide = json!({"from_on": "2026-01-01", "to_on": "2028-01-01"});
    let wide = shop.by("张师傅", "calendar.days", wide);
    assert_eq!(wide["rows"].as_array().unwrap().len(), 62);
}

#[test]
fn the_poster_of_a_tour_says_where_when_what_and_whom_to_call() {
    let (shop, proof) = printing_shop();
    let id = tour(&shop)["id"].clone();
    preview(&shop, job("poster", &[&id]));
    let Document::Posters(posters) = proof.last().document else {
        panic!("no posters")
    };
    let event = posters[0].event.as_ref().unwrap();
    assert_eq!(event.name, "石桥镇巡回服务");
    assert_eq!(event.when, "2026年12月5日 – 2026年12月6日");
    assert_eq!(event.services, ["免费检查", "清洗过滤网"]);
    assert_eq!(event.phone.as_deref(), Some("0431-2200777"));
    preview(&shop, job("poster", &[]));
    let Document::Posters(posters) = proof.last().document else {
        panic!("no posters")
    };
    assert_eq!(posters[0].event, None);
}

fn suggested(shop: &Shop) -> Vec<Value> {
    let answer = shop.by("张师傅", "shop_event.suggest", json!({}));
    let rows = answer["rows"].as_array().unwrap().clone();
    rows.into_iter().map(|row| row["key"].clone()).collect()
}

#[test]
fn what_is_suggested_is_suggested_until_somebody_plans_it_or_does_not_want_it_and_never_twice() {
    let shop = Shop::new();
    // NOON is on 21 November: New Year and the weeks before Spring Festival are within sixty days.
    assert_eq!(
        suggested(&shop),
        ["new_year_duty-2027", "spring_check-2027"]
    );
    let key = json!({"key": "new_year_duty-2027"});
    let mine = shop.try_by("张师傅", "shop_event.unwanted", key.clone());
    assert!(mine.is_err(), "a technician answers for nobody");
    shop.by("王姐", "shop_event.unwanted", key);
    assert_eq!(suggested(&shop), ["spring_check-2027"]);
    let event = json!({"name": "春节前免费检查", "kind": "free_check", "from_on": "2027-03-01",
        "suggestion": "spring_check-2027"});
    let planned = shop.by("王姐", "shop_event.save", event);
    assert_eq!(suggested(&shop), Vec::<Value>::new());
    // Taken out again it is not suggested a second time.
    shop.by("王姐", "shop_event.remove", json!({"id": planned["id"]}));
    assert_eq!(suggested(&shop), Vec::<Value>::new());
    let wrong = json!({"key": "party-2027"});
    assert!(shop.try_by("王姐", "shop_event.unwanted", wrong).is_err());
}
