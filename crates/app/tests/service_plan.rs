//! Service plans: sold to a machine, what they take over of its orders, their money, and their end.
#![allow(
    clippy::unwrap_used,
    clippy::needless_pass_by_value,
    reason = "tests hand their payloads over"
)]

use crate::common::NOON;
use crate::common::desk::{DAY, Shop};
use crate::common::hq::{all_sent, received};
use crate::price::publish;
use serde_json::{Value, json};
use uuid::Uuid;
use wuyou_sync::change::Op;
use wuyou_sync::value::Value as Field;

fn plan(code: &str, months: u32, maintenances: u32) -> Value {
    json!({"code": code, "name": "金牌一年", "name_en": "Gold", "tier": "gold", "price_fen": 36_500,
        "months": months, "free": ["labour", "travel"], "repairs": 1, "maintenances": maintenances,
        "response_hours": 24, "excludes": ["X1"], "exclusions": "自行改装", "clause": "第 3 条"})
}

/// What the plan of another PC writes about this machine.
fn elsewhere(shop: &Shop, unit: &Value, nth: u128, more: Vec<(&'static str, Field)>) {
    let machine: Uuid = unit.as_str().unwrap().parse().unwrap();
    let mut fields: Vec<(&str, Field)> = vec![
        ("unit_id", Field::Id(machine.into_bytes())),
        ("no", "乙 1".into()),
        ("plan_code", "gold".into()),
        ("plan_name", "金牌一年".into()),
        ("method", "cash".into()),
        ("receipt_no", "LH-B-1".into()),
        ("done_on", "2026-11-21".into()),
        ("occurred_at", (NOON + 1).into()),
    ];
    fields.extend(more);
    received(
        shop,
        ("plan_event", Op::Insert, Uuid::from_u128(nth)),
        fields,
        NOON,
    );
}

fn today(shop: &Shop) -> Vec<(String, String)> {
    let day = shop.by("王姐", "today.get", json!({"kind": "service_plan"}));
    let rows = day["rows"].as_array().unwrap().iter();
    let text = |value: &Value| value.as_str().unwrap().to_owned();
    rows.map(|row| (text(&row["about"]), text(&row["text"])))
        .collect()
}

/// A shop with headquarters' prices and plans, and a machine sold on this day.
fn shop(sold_on: &str) -> (Shop, Value) {
    let shop = Shop::new();
    let prices = json!({"items": [
        {"code": "人工费", "kind": "labour", "name": "人工费", "name_en": "Labour", "unit_fen": 8_000},
        {"code": "fan", "kind": "part", "name": "风机", "name_en": "Fan", "unit_fen": 26_000},
    ], "travel": [{"town": null, "km_to": null, "unit_fen": 3_000}]});
    publish(&shop, ("price_list", "JG-1"), "2026-11-01", &prices);
    let plans = json!({"plans": [plan("gold", 12, 1), plan("long", 24, 1)]});
    publish(&shop, ("service_plans", "TC-1"), "2026-11-01", &plans);
    let household = json!({"name": "王建军", "phones": [{"number": "13804712207"}]});
    let customer = shop.by("王姐", "customer.create", household)["id"].clone();
    let machine = json!({"serial": "L1P241602802954S", "model_code": "WEB-L1P24",
        "sold_on": sold_on, "customer_id": customer});
    let unit = shop.by("王姐", "unit.register", machine)["unit"]["id"].clone();
    (shop, unit)
}

fn sell(shop: &Shop, who: &str, unit: &Value, more: Value) -> Result<Value, String> {
    let mut call = json!({"unit_id": unit, "plan_code": "gold", "method": "cash"});
    for (name, value) in more.as_object().unwrap() {
        call[name] = value.clone();
    }
    let answer = shop.try_by(who, "service_plan.sell", call);
    answer.map_err(|error| {
        let field = error.fields.first();
        field.map_or_else(|| error.code.code().to_owned(), |one| one.code.clone())
    })
}

fn listed(shop: &Shop, unit: &Value) -> Vec<Value> {
    let answer = shop.by("王姐", "service_plan.list", json!({"unit_id": unit}));
    answer["rows"].as_array().unwrap().clone()
}

fn order(shop: &Shop, unit: &Value, kind: &str) -> Value {
    let seen = shop.by("王姐", "unit.get", json!({"id": unit}));
    let call = json!({"kind": kind, "text": "不点火", "caller_phone": "13804712207",
        "unit_id": unit, "customer_id": seen["unit"]["customer_id"]});
    shop.by("王姐", "request.create", call)["work_order"]["summary"]["id"].clone()
}

fn charge(shop: &Shop, order: &Value) -> Value {
    let lines = json!([
        {"kind": "labour", "name": "人工费", "quantity": 1},
        {"kind": "part", "code": "fan", "name": "风机", "quantity": 1},
        {"kind": "travel", "code": "travel:*", "name": "上门费（其他乡镇）", "quantity": 1},
    ]);
    shop.by(
        "王姐",
        "money.charge",
        json!({"work_order_id": order, "lines": lines}),
    )
}

fn finish(shop: &Shop, order: &Value, fen: i64) {
    shop.step("王姐", order, "reply", json!({"contact_text": "下午去"}));
    shop.dispatch(order, "张师傅");
    shop.step("张师傅", order, "start", json!({}));
    let agree = json!({"work_order_id": order, "channel": "visit", "paper_no": "纸 0231"});
    shop.by("王姐", "money.agree", agree);
    let done =
        json!({"cause": "原厂零件坏", "result": "换风机", "charge_fen": fen, "signature": "纸 1"});
    shop.step("张师傅", order, "finish", done);
}

#[test]
fn a_plan_is_sold_once_for_the_lists_price_and_its_money_is_in_the_days_close() {
    let (shop, unit) = shop("2016-10-01");
    let offers = shop.by("王姐", "service_plan.offers", json!({"unit_id": unit}));
    assert_eq!(offers["list"]["no"], "TC-1");
    assert_eq!(offers["rows"][0]["start_on"], "2026-11-21");
    let dear = sell(&shop, "王姐", &unit, json!({"amount_fen": 36_501}));
    assert_eq!(dear.unwrap_err(), "above_list");
    let cheap = json!({"amount_fen": 30_000, "note": "老客户"});
    let refused = sell(&shop, "王姐", &unit, cheap.clone()).unwrap_err();
    assert_eq!(refused, "money.discount_role");
    let silent = sell(&shop, "陈经理", &unit, json!({"amount_fen": 30_000}));
    assert_eq!(silent.unwrap_err(), "required");
    sell(&shop, "陈经理", &unit, cheap).unwrap();
    let one = listed(&shop, &unit)[0].clone();
    assert_eq!(
        (&one["start_on"], &one["end_on"], &one["state"]),
        (
            &json!("2026-11-21"),
            &json!("2027-11-20"),
            &json!("running")
        )
    );
    let twice = sell(&shop, "王姐", &unit, json!({"start_on": "2027-11-20"}));
    assert_eq!(twice.unwrap_err(), "plan_overlaps");
    // The next one begins when this one is over.
    let next = sell(&shop, "王姐", &unit, json!({"renews_id": one["id"]})).unwrap();
    let coming = next["rows"]
        .as_array()
        .unwrap()
        .iter()
        .find(|row| row["state"] == "coming");
    assert_eq!(coming.unwrap()["start_on"], "2027-11-21");
    let day = shop.by("王姐", "money.day", json!({}));
    assert_eq!(day["methods"][0]["expected_fen"], 66_500, "{day}");
    assert_eq!(day["plans"].as_array().unwrap().len(), 2);
    let seen = shop.by("王姐", "unit.get", json!({"id": unit}));
    assert!(
        seen["timeline"].to_string().contains("plan_event"),
        "{seen}"
    );
}

#[test]
fn what_the_plan_covers_costs_nothing_with_its_name_version_and_clause_until_it_is_used_up() {
    let (shop, unit) = shop("2016-10-01");
    sell(&shop, "王姐", &unit, json!({"no": "合同 7"})).unwrap();
    let first = order(&shop, &unit, "repair");
    let seen = charge(&shop, &first);
    assert_eq!(seen["total_fen"], 26_000, "the part is not in it: {seen}");
    assert_eq!(seen["lines"][0]["basis"], "plan");
    let reason = seen["lines"][0]["reason"].as_str().unwrap();
    for part in ["金牌一年", "合同 7", "TC-1", "第 3 条"] {
        assert!(reason.contains(part), "{reason}");
    }
    assert_eq!(seen["lines"][1]["basis"], "price_list");
    assert_eq!(seen["plan"]["reason"], "covers");
    // An order that is only open uses nothing up; a finished one does.
    let second = order(&shop, &unit, "repair");
    assert_eq!(charge(&shop, &second)["plan"]["left"], 1);
    finish(&shop, &first, 26_000);
    let seen = charge(&shop, &second);
    assert_eq!(seen["plan"]["reason"], "used_up");
    assert_eq!(seen["total_fen"], 37_000);
    assert_eq!(listed(&shop, &unit)[0]["repairs_left"], 0);
    assert_eq!(listed(&shop, &unit)[0]["maintenances_left"], 1);
}

#[test]
fn of_two_open_orders_free_of_one_plan_the_second_is_asked_about_at_the_finish() {
    let (shop, unit) = shop("2016-10-01");
    sell(&shop, "王姐", &unit, json!({})).unwrap();
    let (first, second) = (order(&shop, &unit, "repair"), order(&shop, &unit, "repair"));
    assert_eq!(charge(&shop, &first)["total_fen"], 26_000);
    assert_eq!(charge(&shop, &second)["total_fen"], 26_000);
    finish(&shop, &first, 26_000);
    shop.step("王姐", &second, "reply", json!({"contact_text": "下午去"}));
    shop.dispatch(&second, "张师傅");
    shop.step("张师傅", &second, "start", json!({}));
    let agree = || {
        shop.by(
            "王姐",
            "money.agree",
            json!({"work_order_id": second, "channel": "visit", "paper_no": "纸 0231"}),
        )
    };
    let changes = agree()["changes"].clone();
    assert_eq!(
        changes[0],
        json!({"kind": "labour", "name": "人工费", "was_fen": 0, "was_basis": "plan",
            "is_fen": 8_000, "is_basis": "price_list"})
    );
    let done = |fen: i64| {
        let done = json!({"cause": "原厂零件坏", "result": "换风机", "charge_fen": fen,
            "signature": "纸 1"});
        shop.try_step("张师傅", &second, "finish", done)
    };
    assert_eq!(
        done(26_000).unwrap_err().code.code(),
        "money.charge_changed"
    );
    assert_eq!(charge(&shop, &second)["total_fen"], 37_000);
    assert_eq!(done(37_000).unwrap_err().code.code(), "money.not_agreed");
    agree();
    done(37_000).unwrap();
    assert_eq!(listed(&shop, &unit)[0]["repairs_left"], 0);
}

#[test]
fn what_is_free_by_law_stays_so_and_uses_nothing_up() {
    let (shop, unit) = shop("2026-10-01");
    sell(&shop, "王姐", &unit, json!({})).unwrap();
    let order = order(&shop, &unit, "repair");
    let seen = charge(&shop, &order);
    assert_eq!(
        (&seen["free"], &seen["total_fen"]),
        (&json!(true), &json!(0))
    );
    let lines = seen["lines"].as_array().unwrap();
    assert!(lines.iter().all(|line| line["basis"] == "in_warranty"));
    assert_eq!(seen["plan"], Value::Null);
    finish(&shop, &order, 0);
    assert_eq!(listed(&shop, &unit)[0]["repairs_left"], 1);
}

#[test]
fn a_manager_cancels_with_a_reason_and_what_is_unused_goes_back() {
    let (shop, unit) = shop("2016-10-01");
    sell(&shop, "王姐", &unit, json!({})).unwrap();
    shop.at(NOON + 100 * DAY);
    let one = listed(&shop, &unit)[0].clone();
    assert_eq!(one["unused_fen"], 26_500);
    let cancel = |who: &str, fen: i64, reason: &str| {
        let call = json!({"contract_id": one["id"], "refund_fen": fen, "method": "cash",
            "reason": reason});
        shop.try_by(who, "service_plan.cancel", call)
    };
    assert!(cancel("王姐", 26_500, "搬家").is_err());
    assert!(cancel("陈经理", 26_500, " ").is_err());
    let more = cancel("陈经理", 36_501, "搬家").unwrap_err();
    assert_eq!(more.fields[0].code, "more_than_paid");
    let gone = cancel("陈经理", 26_500, "搬家").unwrap();
    assert_eq!(gone["rows"][0]["state"], "cancelled");
    assert_eq!(gone["rows"][0]["refund_fen"], 26_500);
    let again = cancel("陈经理", 1, "搬家").unwrap_err();
    assert_eq!(again.code.code(), "service_plan.gone");
    let day = shop.by("王姐", "money.day", json!({}));
    assert_eq!(day["methods"][0]["expected_fen"], -26_500);
    let order = order(&shop, &unit, "repair");
    assert_eq!(charge(&shop, &order)["plan"]["reason"], "cancelled");
}

#[test]
fn a_plan_that_ends_within_thirty_days_stands_in_today_until_the_next_one_is_sold() {
    let (shop, unit) = shop("2016-10-01");
    sell(&shop, "王姐", &unit, json!({})).unwrap();
    let lines = || {
        let day = shop.by("王姐", "today.get", json!({"kind": "service_plan"}));
        day["rows"].as_array().unwrap().len()
    };
    shop.at(NOON + 333 * DAY);
    assert_eq!(lines(), 0);
    shop.at(NOON + 334 * DAY);
    assert_eq!(lines(), 1);
    sell(&shop, "王姐", &unit, json!({})).unwrap();
    assert_eq!(lines(), 0);
}

#[test]
fn a_contract_of_another_pc_counts_here_as_it_was_sold_there() {
    let (shop, unit) = shop("2016-10-01");
    let id = Uuid::from_u128(91);
    let machine: Uuid = unit.as_str().unwrap().parse().unwrap();
    let row = |more: Vec<(&'static str, Field)>| {
        let mut fields: Vec<(&str, Field)> = vec![
            ("unit_id", Field::Id(machine.into_bytes())),
            ("no", "乙 1".into()),
            ("plan_code", "old".into()),
            ("plan_name", "老金牌".into()),
            ("method", "wechat".into()),
            ("receipt_no", "LH-B-1".into()),
            ("done_on", "2026-11-21".into()),
            ("occurred_at", NOON.into()),
        ];
        fields.extend(more);
        fields
    };
    let sold = row(vec![
        ("event", "sell".into()),
        ("list_no", "TC-0".into()),
        ("terms", plan("old", 12, 0).to_string().as_str().into()),
        ("start_on", "2026-11-21".into()),
        ("end_on", "2027-11-20".into()),
        ("amount_fen", 36_500.into()),
    ]);
    received(&shop, ("plan_event", Op::Insert, id), sold, NOON);
    let order = order(&shop, &unit, "repair");
    assert_eq!(charge(&shop, &order)["plan"]["reason"], "covers");
    let gone = row(vec![
        ("event", "cancel".into()),
        ("contract_id", Field::Id(id.into_bytes())),
        ("amount_fen", (-10_000).into()),
        ("note", "搬家".into()),
    ]);
    let cancel = Uuid::from_u128(92);
    received(&shop, ("plan_event", Op::Insert, cancel), gone, NOON);
    assert_eq!(listed(&shop, &unit)[0]["state"], "cancelled");
    let call = json!({"contract_id": id, "refund_fen": 0, "method": "cash", "reason": "x"});
    assert!(shop.try_by("陈经理", "service_plan.cancel", call).is_err());
}

#[test]
fn a_covered_repair_counts_without_lines_too_and_cannot_be_charged_in_one_sum() {
    let (shop, unit) = shop("2016-10-01");
    sell(&shop, "王姐", &unit, json!({})).unwrap();
    let order = order(&shop, &unit, "repair");
    shop.step("王姐", &order, "reply", json!({"contact_text": "下午去"}));
    shop.dispatch(&order, "张师傅");
    shop.step("张师傅", &order, "start", json!({}));
    let done = |fen: i64| {
        let done = json!({"cause": "原厂零件坏", "result": "清理点火针", "charge_fen": fen,
            "signature": "纸 1"});
        shop.try_step("张师傅", &order, "finish", done)
    };
    assert_eq!(done(30_000).unwrap_err().fields[0].code, "plan_lines");
    done(0).unwrap();
    assert_eq!(listed(&shop, &unit)[0]["repairs_left"], 0);
}

#[test]
fn what_the_plan_covers_needs_no_price_in_the_list() {
    let (shop, unit) = shop("2016-10-01");
    sell(&shop, "王姐", &unit, json!({})).unwrap();
    let order = order(&shop, &unit, "repair");
    let lines = json!([{"kind": "labour", "name": "拆装换热器", "quantity": 1}]);
    let call = json!({"work_order_id": order, "lines": lines});
    let seen = shop.by("王姐", "money.charge", call);
    assert_eq!(
        (&seen["lines"][0]["basis"], &seen["total_fen"]),
        (&json!("plan"), &json!(0))
    );
}

#[test]
fn a_plan_that_two_pcs_cancelled_is_cancelled_once_and_the_second_refund_comes_back() {
    let (shop, unit) = shop("2016-10-01");
    sell(&shop, "王姐", &unit, json!({"no": "合同 7"})).unwrap();
    let id = listed(&shop, &unit)[0]["id"].clone();
    let call = json!({"contract_id": id, "refund_fen": 36_500, "method": "cash", "reason": "搬家"});
    shop.by("陈经理", "service_plan.cancel", call);
    assert_eq!(today(&shop), []);
    let contract: Uuid = id.as_str().unwrap().parse().unwrap();
    let again = vec![
        ("event", "cancel".into()),
        ("contract_id", Field::Id(contract.into_bytes())),
        ("amount_fen", (-30_000).into()),
        ("note", "不要了".into()),
    ];
    elsewhere(&shop, &unit, 92, again);
    let seen = listed(&shop, &unit)[0].clone();
    assert_eq!(
        (
            &seen["refund_fen"],
            &seen["cancel_reason"],
            &seen["paid_twice_fen"]
        ),
        (&json!(36_500), &json!("搬家"), &json!(30_000)),
        "the first one counts"
    );
    let told = [("cancelled_twice".to_owned(), "合同 7".to_owned())];
    assert_eq!(today(&shop), told);
    let back = json!({"contract_id": id, "method": "cash"});
    assert!(
        shop.try_by("王姐", "service_plan.recover", back.clone())
            .is_err()
    );
    // Another PC that takes it back without knowing writes the same row.
    let other = shop.copy(std::sync::Arc::new(wuyou_app::NoNetwork));
    other.by("陈经理", "service_plan.recover", back.clone());
    shop.by("陈经理", "service_plan.recover", back.clone());
    let recovered = |shop: &Shop| {
        let database = shop.app.database().unwrap();
        let waiting = database
            .read(|view| wuyou_store::outbox::waiting(view, 10_000))
            .unwrap();
        let last = waiting
            .into_iter()
            .rev()
            .find(|one| one.entity == "plan_event");
        last.unwrap().row_id
    };
    assert_eq!(recovered(&other), recovered(&shop));
    assert_eq!(today(&shop), []);
    let day = shop.by("王姐", "money.day", json!({}));
    assert_eq!(
        day["methods"][0]["expected_fen"], 0,
        "paid back once: {day}"
    );
    let again = shop
        .try_by("陈经理", "service_plan.recover", back)
        .unwrap_err();
    assert_eq!(again.code.code(), "service_plan.settled");
}

#[test]
fn a_plan_that_two_pcs_sold_is_told_and_one_of_them_is_taken_back_whole() {
    let (shop, unit) = shop("2016-10-01");
    sell(&shop, "王姐", &unit, json!({"no": "合同 7"})).unwrap();
    let sold = vec![
        ("event", "sell".into()),
        ("list_no", "TC-1".into()),
        ("terms", plan("gold", 12, 1).to_string().as_str().into()),
        ("start_on", "2026-11-21".into()),
        ("end_on", "2027-11-20".into()),
        ("amount_fen", 36_500.into()),
    ];
    elsewhere(&shop, &unit, 91, sold);
    let told = [("sold_twice".to_owned(), "乙 1 · 合同 7".to_owned())];
    assert_eq!(today(&shop), told);
    shop.at(NOON + 100 * DAY);
    let rows = listed(&shop, &unit);
    assert!(
        rows.iter().all(|row| row["unused_fen"] == 36_500),
        "{rows:?}"
    );
    let other = rows.iter().find(|row| row["no"] == "乙 1").unwrap();
    assert_eq!(other["twin_no"], "合同 7");
    let call = json!({"contract_id": other["id"], "refund_fen": 36_500, "method": "cash",
        "reason": "卖重了"});
    shop.by("陈经理", "service_plan.cancel", call);
    assert_eq!(today(&shop), []);
    let left = listed(&shop, &unit)[0].clone();
    assert_eq!(
        (&left["no"], &left["unused_fen"]),
        (&json!("合同 7"), &json!(26_500))
    );
}

#[test]
fn a_plan_that_two_pcs_used_up_is_told_until_the_shop_bears_the_second_order() {
    let (shop, unit) = shop("2016-10-01");
    sell(&shop, "王姐", &unit, json!({})).unwrap();
    let (first, second) = (order(&shop, &unit, "repair"), order(&shop, &unit, "repair"));
    charge(&shop, &first);
    finish(&shop, &first, 26_000);
    shop.at(NOON + DAY);
    charge(&shop, &second);
    finish(&shop, &second, 37_000);
    assert_eq!(today(&shop), []);
    // The other PC did not know of the first one.
    all_sent(&shop, NOON + DAY);
    let money = shop.by("王姐", "money.get", json!({"work_order_id": second}));
    let line: Uuid = money["lines"][0]["id"].as_str().unwrap().parse().unwrap();
    let free = vec![("basis", "plan".into()), ("amount_fen", 0.into())];
    received(&shop, ("charge_line", Op::Update, line), free, NOON + DAY);
    let seen = shop.by("王姐", "work_order.get", json!({"id": second}));
    let no = seen["summary"]["no"].as_str().unwrap().to_owned();
    assert_eq!(today(&shop), [("overdrawn".to_owned(), no)]);
    let absorb = |who: &str, order: &Value, reason: &str| {
        let call = json!({"work_order_id": order, "reason": reason});
        shop.try_by(who, "service_plan.absorb", call)
    };
    assert!(absorb("王姐", &second, "老客户").is_err());
    assert!(absorb("陈经理", &second, " ").is_err());
    assert!(
        absorb("陈经理", &first, "老客户").is_err(),
        "the first one is the plan's"
    );
    let seen = absorb("陈经理", &second, "老客户").unwrap();
    assert_eq!(seen["overdrawn"], json!([]));
    assert_eq!(today(&shop), []);
    let seen = shop.by("王姐", "money.get", json!({"work_order_id": second}));
    assert_eq!(
        (&seen["lines"][0]["basis"], &seen["lines"][0]["reason"]),
        (&json!("discount"), &json!("老客户"))
    );
}
