//! 赶集日: when the towns hold their markets.
#![allow(
    clippy::unwrap_used,
    clippy::needless_pass_by_value,
    reason = "tests hand their payloads over"
)]

use crate::common::desk::Shop;
use serde_json::{Value, json};

fn held(shop: &Shop, town: &str, calendar: &str, digits: &str) -> Value {
    let typed = json!({"town": town, "calendar": calendar, "digits": digits});
    shop.by("王姐", "market_day.save", typed)
}

fn on(shop: &Shop, from: &str, to: &str) -> Value {
    shop.by(
        "张师傅",
        "market_day.on",
        json!({"from_on": from, "to_on": to}),
    )["days"]
        .clone()
}

#[test]
fn the_days_of_a_week_tell_which_towns_hold_their_market() {
    let shop = Shop::new();
    let lunar = held(&shop, "柳河镇", "lunar", "逢五十");
    assert_eq!(lunar["said"], "逢五十");
    held(&shop, "石桥乡", "solar", "3、6、9");
    // 2026-11-23 is 十月十五.
    let days = on(&shop, "2026-11-23", "2026-11-29");
    assert_eq!(
        days,
        json!([
            {"on": "2026-11-23", "towns": ["柳河镇", "石桥乡"]},
            {"on": "2026-11-26", "towns": ["石桥乡"]},
            {"on": "2026-11-28", "towns": ["柳河镇"]},
            {"on": "2026-11-29", "towns": ["石桥乡"]},
        ])
    );
    let one = json!({"from_on": "2026-11-26"});
    let day = shop.by("张师傅", "market_day.on", one)["days"].clone();
    assert_eq!(day[0]["towns"], json!(["石桥乡"]));
}

#[test]
fn a_town_has_one_row_that_is_changed_and_forgotten() {
    let shop = Shop::new();
    let first = held(&shop, "柳河镇", "lunar", "三六九");
    let second = held(&shop, " 柳河镇 ", "solar", "1 4 7");
    assert_eq!(first["id"], second["id"]);
    let rows = shop.by("张师傅", "market_day.list", json!({}))["rows"].clone();
    assert_eq!(rows.as_array().unwrap().len(), 1);
    assert_eq!(rows[0]["digits"], json!([1, 4, 7]));
    assert_eq!(rows[0]["calendar"], "solar");
    shop.by("王姐", "market_day.remove", json!({"id": first["id"]}));
    assert_eq!(
        shop.by("王姐", "market_day.list", json!({}))["rows"],
        json!([])
    );
    // Written down again it is the same row.
    assert_eq!(held(&shop, "柳河镇", "lunar", "五十")["id"], first["id"]);
    assert_eq!(
        on(&shop, "2026-11-23", "2026-11-23")[0]["towns"],
        json!(["柳河镇"])
    );
}

#[test]
fn what_is_no_digits_or_too_many_days_is_refused_and_technicians_only_read() {
    let shop = Shop::new();
    let wrong = |command: &str, typed: Value| {
        let refused = shop.try_by("王姐", command, typed).unwrap_err();
        (
            refused.fields[0].field.clone(),
            refused.fields[0].code.clone(),
        )
    };
    let daily = json!({"town": "柳河镇", "calendar": "lunar", "digits": "每天"});
    assert_eq!(
        wrong("market_day.save", daily.clone()),
        ("digits".into(), "market_digits".into())
    );
    let long = json!({"from_on": "2026-11-01", "to_on": "2027-11-01"});
    assert_eq!(
        wrong("market_day.on", long),
        ("to_on".into(), "market_span".into())
    );
    let typed = json!({"town": "柳河镇", "calendar": "lunar", "digits": "三六九"});
    let refused = shop.try_by("张师傅", "market_day.save", typed).unwrap_err();
    assert_eq!(refused.code, wuyou_contract::ErrorCode::NotAllowed);
}
