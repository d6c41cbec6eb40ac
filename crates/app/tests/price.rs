//! Headquarters' price list, a shop's own prices beside it, and what an order costs by them.
#![allow(
    clippy::unwrap_used,
    clippy::needless_pass_by_value,
    reason = "tests hand their payloads over"
)]

use crate::common::NOON;
use crate::common::desk::{DAY, Shop};
use crate::common::hq::received;
use serde_json::{Value, json};
use wuyou_contract::ApiError;
use wuyou_domain::id::{OwnPriceId, PublicationId};
use wuyou_store::settings;
use wuyou_sync::change::Op;
use wuyou_sync::value::Value as Field;

/// Headquarters publishes a list that counts from this day on.
pub(crate) fn publish(shop: &Shop, named: (&str, &str), effective_on: &str, content: &Value) {
    publish_nth(shop, named, effective_on, (content, None));
}

fn publish_nth(
    shop: &Shop,
    (kind, no): (&str, &str),
    effective_on: &str,
    (content, issue): (&Value, Option<i64>),
) {
    let fields: Vec<(&str, Field)> = vec![
        ("issue", issue.into()),
        ("no", no.into()),
        ("kind", kind.into()),
        ("state", "published".into()),
        ("effective_on", effective_on.into()),
        ("source", "总部〔2026〕12 号".into()),
        ("content", content.to_string().as_str().into()),
        ("published_on", "2026-10-20".into()),
    ];
    let id = PublicationId::of_no(kind, no).0;
    received(shop, ("publication", Op::Insert, id), fields, NOON);
}

fn item(kind: &str, code: &str, fen: i64) -> Value {
    json!({"code": code, "kind": kind, "name": code, "name_en": code, "unit_fen": fen})
}

fn list(fan_fen: i64) -> Value {
    json!({
        "items": [item("labour", "检修人工费", 8_000), item("part", "fan", fan_fen)],
        "travel": [
            {"town": "柳南乡", "km_to": 8, "unit_fen": 2_000},
            {"town": "五道沟镇", "km_to": null, "unit_fen": 5_000},
            {"town": null, "km_to": null, "unit_fen": 6_000},
        ]
    })
}

/// An order out of warranty of a household in a township, on its way.
fn order(shop: &Shop, town: Option<&str>) -> Value {
    let mut household = json!({"name": "王建军", "phones": [{"number": "13804712207"}]});
    if let Some(town) = town {
        household["addresses"] = json!([{"town": town, "village": "河东村"}]);
    }
    let customer = shop.by("王姐", "customer.create", household)["id"].clone();
    let machine = json!({"serial": "L1P241602802954S", "model_code": "WEB-L1P24",
        "sold_on": "2016-10-01", "customer_id": customer});
    let unit = shop.by("王姐", "unit.register", machine)["unit"]["id"].clone();
    let call = json!({"text": "不点火", "caller_phone": "13804712207", "unit_id": unit,
        "customer_id": customer});
    shop.by("王姐", "request.create", call)["work_order"]["summary"]["id"].clone()
}

fn charge(shop: &Shop, who: &str, order: &Value, line: Value) -> Result<Value, String> {
    let call = json!({"work_order_id": order, "lines": [line]});
    let answer = shop.try_by(who, "money.charge", call);
    answer.map_err(|error| error.fields[0].code.clone())
}

fn line(kind: &str, code: Option<&str>, name: &str, fen: Option<i64>) -> Value {
    json!({"kind": kind, "code": code, "name": name, "quantity": 1, "unit_fen": fen})
}

fn own(shop: &Shop, mut items: Value) -> Result<Value, String> {
    for item in items.as_array_mut().unwrap() {
        item.as_object_mut().unwrap().remove("quantity");
    }
    let answer = shop.try_by("陈经理", "price.save", json!({"items": items}));
    answer.map_err(|error| format!("{} {}", error.fields[0].field, error.fields[0].code))
}

fn take_out(shop: &Shop, codes: &[&str]) -> Value {
    let keys = codes
        .iter()
        .map(|code| json!({"kind": "part", "code": code}));
    let call = json!({"items": [], "removed": keys.collect::<Vec<_>>()});
    shop.by("陈经理", "price.save", call)
}

fn row(list: &Value, code: &str) -> Value {
    let rows = list["rows"].as_array().unwrap();
    rows.iter().find(|row| row["code"] == code).unwrap().clone()
}

#[test]
fn headquarters_list_counts_from_its_day_on_and_the_one_before_it_again_when_it_is_withdrawn() {
    let shop = Shop::new();
    let seen = || shop.by("王姐", "price.list", json!({}));
    assert_eq!(seen()["hq"], Value::Null);
    publish(&shop, ("price_list", "JG-1"), "2026-11-01", &list(26_000));
    publish(&shop, ("price_list", "JG-2"), "2026-11-22", &list(28_000));
    let now = seen();
    assert_eq!(now["hq"]["no"], "JG-1", "{now}");
    assert_eq!(now["hq"]["effective_on"], "2026-11-01");
    assert_eq!(now["coming"]["no"], "JG-2");
    assert_eq!(row(&now, "fan")["unit_fen"], 26_000);
    assert_eq!(row(&now, "travel:柳南乡")["hq_fen"], 2_000);
    shop.at(NOON + DAY);
    let next = seen();
    assert_eq!(
        (&next["hq"]["no"], &next["coming"]),
        (&json!("JG-2"), &Value::Null)
    );
    assert_eq!(row(&next, "fan")["unit_fen"], 28_000);
    let id = PublicationId::of_no("price_list", "JG-2").0;
    let gone = vec![
        ("state", "withdrawn".into()),
        ("withdrawn_reason", "印错".into()),
    ];
    received(&shop, ("publication", Op::Update, id), gone, NOON + DAY);
    assert_eq!(seen()["hq"]["no"], "JG-1");
}

#[test]
fn of_two_lists_of_one_day_the_one_published_later_counts() {
    let shop = Shop::new();
    let publish = |no: &str, fan_fen: i64, issue: i64| {
        let list = list(fan_fen);
        publish_nth(
            &shop,
            ("price_list", no),
            "2026-11-01",
            (&list, Some(issue)),
        );
    };
    publish("9", 26_000, 1);
    publish("10", 28_000, 2);
    let seen = shop.by("王姐", "price.list", json!({}));
    assert_eq!(seen["hq"]["no"], "10");
}

#[test]
fn a_shop_keeps_prices_of_its_own_only_where_the_list_has_none_or_is_dearer() {
    let shop = Shop::new();
    own(
        &shop,
        json!([line("part", Some("fan"), "风机", Some(30_000))]),
    )
    .unwrap();
    publish(&shop, ("price_list", "JG-1"), "2026-11-01", &list(26_000));
    // What was typed before the list came does not count any more, and is told.
    let seen = row(&shop.by("王姐", "price.list", json!({})), "fan");
    assert_eq!(
        (&seen["unit_fen"], &seen["own_fen"], &seen["above"]),
        (&json!(26_000), &json!(30_000), &json!(true))
    );
    let typed = json!([line("part", Some("fan"), "风机", Some(26_001))]);
    assert_eq!(
        own(&shop, typed).unwrap_err(),
        "items.0.unit_fen above_list"
    );
    let typed = json!([
        line("part", Some("fan"), "风机", Some(25_000)),
        line("part", Some("gas-valve"), "气阀", Some(40_000)),
    ]);
    let saved = own(&shop, typed).unwrap();
    assert_eq!(row(&saved, "fan")["unit_fen"], 25_000);
    assert_eq!(row(&saved, "gas-valve")["unit_fen"], 40_000);
    let nothing = own(&shop, json!([])).unwrap();
    assert_eq!(
        row(&nothing, "fan")["unit_fen"],
        25_000,
        "what is not named stays"
    );
    let none = take_out(&shop, &["fan", "gas-valve", "never-there"]);
    assert_eq!(row(&none, "fan")["unit_fen"], 26_000);
    assert_eq!(row(&none, "gas-valve")["unit_fen"], Value::Null);
}

#[test]
fn saving_a_price_leaves_those_that_came_from_another_pc_meanwhile() {
    let shop = Shop::new();
    own(
        &shop,
        json!([line("part", Some("fan"), "风机", Some(20_000))]),
    )
    .unwrap();
    let fields = vec![
        ("kind", "part".into()),
        ("code", "gas-valve".into()),
        ("name", "气阀".into()),
        ("unit_fen", 40_000.into()),
    ];
    let id = OwnPriceId::of("part", "gas-valve").0;
    received(&shop, ("own_price", Op::Insert, id), fields, NOON);
    let saved = own(
        &shop,
        json!([line("part", Some("fan"), "风机", Some(21_000))]),
    )
    .unwrap();
    assert_eq!(row(&saved, "fan")["unit_fen"], 21_000);
    assert_eq!(row(&saved, "gas-valve")["unit_fen"], 40_000);
    let saved = take_out(&shop, &["fan"]);
    assert_eq!(row(&saved, "fan")["unit_fen"], Value::Null);
    assert_eq!(row(&saved, "gas-valve")["unit_fen"], 40_000);
}

#[test]
fn an_order_takes_the_price_and_the_way_to_the_households_township_from_the_list() {
    for (town, fen) in [
        (Some("柳南"), 2_000),
        (Some("五道沟镇"), 5_000),
        (None, 6_000),
    ] {
        let shop = Shop::new();
        publish(&shop, ("price_list", "JG-1"), "2026-11-01", &list(26_000));
        let order = order(&shop, town);
        let money = shop.by("王姐", "money.get", json!({"work_order_id": order}));
        let way = money["travel"].clone();
        assert_eq!(way["unit_fen"], fen, "{town:?}");
        let typed = json!({"kind": "travel", "code": way["code"], "name": way["name"],
            "quantity": 1, "unit_fen": null});
        let seen = charge(&shop, "王姐", &order, typed).unwrap();
        assert_eq!(seen["total_fen"], fen);
        assert_eq!(seen["lines"][0]["basis"], "price_list");
    }
}

#[test]
fn no_line_is_above_the_list_unless_a_manager_says_why() {
    let shop = Shop::new();
    publish(&shop, ("price_list", "JG-1"), "2026-11-01", &list(26_000));
    let order = order(&shop, Some("柳南乡"));
    let try_line = |who: &str, line: Value| charge(&shop, who, &order, line);
    // Named as the list names it, a line costs what the list says, whatever was typed.
    let named = line("labour", None, "检修人工费", Some(9_900));
    assert_eq!(try_line("王姐", named).unwrap()["total_fen"], 8_000);
    // A farther way than the household's, and a way of one's own.
    let far = line(
        "travel",
        Some("travel:五道沟镇"),
        "上门费（五道沟镇）",
        None,
    );
    assert_eq!(try_line("王姐", far).unwrap_err(), "above_list");
    let own_way = line("travel", None, "路费", Some(2_500));
    assert_eq!(try_line("王姐", own_way).unwrap_err(), "above_list");
    let own_way = line("travel", None, "路费", Some(1_500));
    assert_eq!(try_line("王姐", own_way).unwrap()["total_fen"], 1_500);
    // What the list does not have is typed.
    let other = line("part", None, "铜三通", Some(1_200));
    assert_eq!(
        try_line("王姐", other).unwrap()["lines"][0]["basis"],
        "typed"
    );
    let mut over = line("labour", Some("检修人工费"), "检修人工费", Some(12_000));
    over["over_reason"] = "夜间，零下二十度".into();
    assert_eq!(try_line("王姐", over.clone()).unwrap_err(), "above_list");
    let seen = try_line("陈经理", over.clone()).unwrap();
    assert_eq!(seen["total_fen"], 12_000);
    assert_eq!(
        (&seen["lines"][0]["basis"], &seen["lines"][0]["reason"]),
        (&json!("above_list"), &json!("夜间，零下二十度"))
    );
    assert_eq!(seen["may_exceed"], true);
    // Asked for without a word, it is refused and not quietly charged at the list's price.
    let mut silent = line("labour", Some("检修人工费"), "检修人工费", Some(13_000));
    silent["over_reason"] = " ".into();
    assert_eq!(
        try_line("陈经理", silent.clone()).unwrap_err(),
        "over_reason"
    );
    assert_eq!(try_line("王姐", silent).unwrap_err(), "above_list");
    let seen = shop.by("王姐", "money.get", json!({"work_order_id": order}));
    assert_eq!(seen["total_fen"], 12_000, "nothing was saved");
}

#[test]
fn a_price_a_manager_granted_stays_when_somebody_else_saves_the_lines_again() {
    let shop = Shop::new();
    publish(&shop, ("price_list", "JG-1"), "2026-11-01", &list(26_000));
    let order = order(&shop, Some("柳南乡"));
    let mut over = line("labour", Some("检修人工费"), "检修人工费", Some(12_000));
    over["over_reason"] = "夜间，零下二十度".into();
    charge(&shop, "陈经理", &order, over.clone()).unwrap();
    let both = |over: &Value| {
        let lines = json!([over, line("part", Some("fan"), "fan", None)]);
        let call = json!({"work_order_id": order, "lines": lines});
        shop.try_by("王姐", "money.charge", call)
    };
    let seen = both(&over).unwrap();
    assert_eq!(seen["total_fen"], 38_000, "{seen}");
    assert_eq!(
        (&seen["lines"][0]["basis"], &seen["lines"][0]["reason"]),
        (&json!("above_list"), &json!("夜间，零下二十度"))
    );
    // Without the reason it is the same line; with another price it is not.
    over["over_reason"] = Value::Null;
    assert_eq!(both(&over).unwrap()["total_fen"], 38_000);
    over["unit_fen"] = json!(12_500);
    assert_eq!(both(&over).unwrap()["total_fen"], 34_000);
}

#[test]
fn what_changed_in_the_list_is_told_line_by_line_before_the_work_is_finished() {
    let shop = Shop::new();
    publish(&shop, ("price_list", "JG-1"), "2026-11-01", &list(26_000));
    let order = order(&shop, Some("柳南乡"));
    let typed = line("part", Some("fan"), "fan", None);
    assert_eq!(
        charge(&shop, "王姐", &order, typed.clone()).unwrap()["changes"],
        json!([])
    );
    started(&shop, &order);
    shop.by(
        "王姐",
        "money.agree",
        json!({"work_order_id": order, "channel": "visit", "paper_no": "纸 0231"}),
    );
    publish(&shop, ("price_list", "JG-2"), "2026-11-02", &list(24_000));
    let seen = shop.by("王姐", "money.get", json!({"work_order_id": order}));
    assert_eq!(
        seen["changes"],
        json!([{"kind": "part", "name": "fan", "was_fen": 26_000, "was_basis": "price_list",
            "is_fen": 24_000, "is_basis": "price_list"}])
    );
    assert_eq!(seen["total_fen"], 26_000, "nothing changes by itself");
    let refused = finish(&shop, "张师傅", &order, 26_000, None).unwrap_err();
    assert_eq!(refused.code.code(), "money.charge_changed");
    assert_eq!(refused.details["lines"][0]["is_fen"], 24_000);
    charge(&shop, "王姐", &order, typed).unwrap();
    finish(&shop, "张师傅", &order, 24_000, None).unwrap();
    let seen = shop.by("王姐", "money.get", json!({"work_order_id": order}));
    assert_eq!(
        seen["changes"],
        json!([]),
        "what is done is not told any more"
    );
}

#[test]
fn one_sum_is_held_against_work_way_and_parts_of_the_list() {
    let shop = Shop::new();
    publish(&shop, ("price_list", "JG-1"), "2026-11-01", &list(26_000));
    let order = order(&shop, Some("柳南乡"));
    started(&shop, &order);
    let refused = finish(&shop, "张师傅", &order, 10_001, None).unwrap_err();
    assert_eq!(refused.fields[0].code, "sum_above_list");
    let said = Some("夜间");
    assert!(finish(&shop, "张师傅", &order, 10_001, said).is_err());
    finish(&shop, "陈经理", &order, 10_001, said).unwrap();
    let seen = shop.by("王姐", "money.get", json!({"work_order_id": order}));
    assert_eq!(
        (&seen["lines"][0]["basis"], &seen["lines"][0]["reason"]),
        (&json!("above_list"), &json!("夜间"))
    );
}

#[test]
fn one_sum_within_the_list_needs_no_lines() {
    let shop = Shop::new();
    publish(&shop, ("price_list", "JG-1"), "2026-11-01", &list(26_000));
    let order = order(&shop, Some("柳南乡"));
    started(&shop, &order);
    finish(&shop, "张师傅", &order, 10_000, None).unwrap();
}

fn started(shop: &Shop, order: &Value) {
    shop.step("王姐", order, "reply", json!({"contact_text": "下午去"}));
    shop.dispatch(order, "张师傅");
    shop.step("张师傅", order, "start", json!({}));
}

fn finish(
    shop: &Shop,
    who: &str,
    order: &Value,
    fen: i64,
    reason: Option<&str>,
) -> Result<Value, ApiError> {
    let done = json!({"cause": "原厂零件坏", "result": "换风机", "charge_fen": fen,
        "signature": "纸 1", "reason": reason});
    shop.try_step(who, order, "finish", done)
}

#[test]
fn the_list_an_earlier_version_kept_on_one_pc_becomes_the_shops_own_prices() {
    let shop = Shop::new();
    let kept = json!({"version": "shop", "source": "本店价目表", "effective_on": "2026-01-01",
        "reviewed_by": null, "content": {"items": [item("labour", "人工费", 7_000),
        item("part", "fan", 20_000)]}});
    let database = shop.app.database().unwrap();
    let keep = || {
        database
            .local(|local| settings::set(local, "price_list", Some(&kept.to_string())))
            .unwrap();
    };
    keep();
    let seen = shop.by("王姐", "price.list", json!({}));
    assert_eq!(
        row(&seen, "人工费")["unit_fen"],
        7_000,
        "it counts from the first start on"
    );
    own(
        &shop,
        json!([line("labour", Some("人工费"), "人工费", Some(7_500))]),
    )
    .unwrap();
    let seen = shop.by("王姐", "price.list", json!({}));
    assert_eq!(row(&seen, "人工费")["unit_fen"], 7_500);
    assert_eq!(row(&seen, "fan")["unit_fen"], 20_000, "it was not touched");
    let left = database
        .read(|view| settings::get(view, "price_list"))
        .unwrap();
    assert_eq!(left, None);
}
