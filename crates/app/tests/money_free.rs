//! Work that nobody was charged for, goods beside free work, and debts that stay debts.
#![allow(
    clippy::unwrap_used,
    clippy::needless_pass_by_value,
    reason = "tests hand their payloads over"
)]

use crate::common::NOON;
use crate::common::desk::{DAY, HOUR, Shop};
use serde_json::{Value, json};
use wuyou_contract::ErrorCode;

/// An order about a machine of the household that was sold on this day, begun by 张师傅.
fn begun(shop: &Shop, sold_on: &str) -> Value {
    let household = json!({"name": "王建军", "phones": [{"number": "13804712207"}]});
    let customer = shop.by("王姐", "customer.create", household)["id"].clone();
    let machine = json!({"serial": "L1P241602802954S", "model_code": "WEB-L1P24",
        "sold_on": sold_on, "customer_id": customer});
    let unit = shop.by("王姐", "unit.register", machine)["unit"]["id"].clone();
    let call = json!({"text": "不点火", "caller_phone": "13804712207", "unit_id": unit,
        "customer_id": customer});
    let taken = shop.by("王姐", "request.create", call);
    let order = taken["work_order"]["summary"]["id"].clone();
    shop.step("王姐", &order, "reply", json!({"contact_text": "下午去"}));
    shop.dispatch(&order, "张师傅");
    shop.step("张师傅", &order, "start", json!({}));
    order
}

const OLD: &str = "2016-10-01";
const NEW: &str = "2026-10-01";

fn prices(shop: &Shop, board_fen: i64) {
    let items = json!({"items": [
        {"code": null, "kind": "labour", "name": "人工费", "unit_fen": 8_000},
        {"code": null, "kind": "labour", "name": "大修", "unit_fen": 20_000},
        {"code": "main-board", "kind": "part", "name": "主板", "unit_fen": board_fen},
    ]});
    shop.by("陈经理", "price.save", items);
}

fn uses(shop: &Shop, order: &Value) {
    let parts = json!({"work_order_id": order,
        "parts": [{"code": "main-board", "name": "主板", "quantity": 1, "old_returned": true}]});
    shop.by("张师傅", "order_parts.use", parts);
}

fn finish(fen: i64) -> Value {
    json!({"cause": "原厂零件坏", "result": "换主板", "charge_fen": fen, "signature": "纸 0231"})
}

fn money(shop: &Shop, order: &Value) -> Value {
    shop.by("陈经理", "money.get", json!({"work_order_id": order}))
}

fn confirm(shop: &Shop, order: &Value) {
    let said = json!({"satisfied": true, "contact_text": "客户满意"});
    shop.step("王姐", order, "confirm", said);
}

fn give(shop: &Shop, who: &str, order: &Value) -> Result<Value, ErrorCode> {
    let call = json!({"work_order_id": order, "reason": "老客户，当年没装好"});
    let given = shop.try_by(who, "money.give_free", call);
    given.map_err(|error| error.code)
}

#[test]
fn work_that_is_charged_by_the_rules_and_was_not_is_given_free_by_a_manager_before_the_close() {
    let shop = Shop::new();
    prices(&shop, 15_000);
    let order = begun(&shop, OLD);
    // A price that was agreed and taken out again is nothing charged as well.
    let lines = json!([{"kind": "labour", "code": "人工费", "name": "人工费", "quantity": 1}]);
    let costs = |lines: Value| json!({"work_order_id": order, "lines": lines});
    shop.by("王姐", "money.charge", costs(lines));
    let told = json!({"work_order_id": order, "channel": "phone", "person_name": "王建军"});
    shop.by("王姐", "money.agree", told);
    shop.by("张师傅", "money.charge", costs(json!([])));
    uses(&shop, &order);
    // Whoever was there types what they did; nothing of it is lost.
    shop.step("张师傅", &order, "finish", finish(0));
    assert_eq!(money(&shop, &order)["to_give_fen"], 8_000 + 15_000);
    confirm(&shop, &order);
    let early = shop.try_step("陈经理", &order, "close", json!({}));
    assert_eq!(early.unwrap_err().code, ErrorCode::FreeNotGiven);
    for who in ["王姐", "张师傅"] {
        let refused = give(&shop, who, &order).unwrap_err();
        let known = [ErrorCode::DiscountRole, ErrorCode::NotAllowed];
        assert!(known.contains(&refused), "{who}: {refused:?}");
    }
    let seen = give(&shop, "陈经理", &order).unwrap();
    assert_eq!(
        (&seen["to_give_fen"], &seen["total_fen"]),
        (&Value::Null, &json!(0))
    );
    let last = seen["lines"].as_array().unwrap().last().unwrap();
    assert_eq!(
        (&last["amount_fen"], &last["reason"]),
        (&json!(-23_000), &json!("老客户，当年没装好"))
    );
    let again = give(&shop, "陈经理", &order).unwrap();
    assert_eq!(again["lines"], seen["lines"], "given once");
    shop.step("陈经理", &order, "close", json!({}));
}

#[test]
fn what_is_given_free_keeps_to_the_managers_limit() {
    let shop = Shop::new();
    prices(&shop, 180_000);
    let order = begun(&shop, OLD);
    uses(&shop, &order);
    shop.step("张师傅", &order, "finish", finish(0));
    assert_eq!(give(&shop, "陈经理", &order), Err(ErrorCode::DiscountLimit));
    assert_eq!(money(&shop, &order)["to_give_fen"], 188_000);
}

#[test]
fn a_manager_who_finishes_without_a_charge_says_why_at_once() {
    let shop = Shop::new();
    let order = begun(&shop, OLD);
    let silent = shop
        .try_step("陈经理", &order, "finish", finish(0))
        .unwrap_err();
    assert_eq!(
        (
            silent.fields[0].field.as_str(),
            silent.fields[0].code.as_str()
        ),
        ("reason", "give_free")
    );
    let mut told = finish(0);
    told["reason"] = "老客户".into();
    shop.step("陈经理", &order, "finish", told);
    let seen = money(&shop, &order);
    assert_eq!(seen["to_give_fen"], Value::Null);
    assert_eq!(seen["lines"][0]["reason"], "老客户");
}

#[test]
fn nothing_is_given_where_the_work_is_free_by_the_rules_or_they_cannot_tell() {
    for sold_on in [Some(NEW), None] {
        let shop = Shop::new();
        let order = match sold_on {
            Some(sold_on) => begun(&shop, sold_on),
            None => {
                let order = shop.dispatched("张师傅");
                shop.step("张师傅", &order, "start", json!({}));
                order
            }
        };
        shop.step("陈经理", &order, "finish", finish(0));
        assert_eq!(
            money(&shop, &order)["to_give_fen"],
            Value::Null,
            "{sold_on:?}"
        );
    }
}

fn goods(name: &str, code: Option<&str>, reason: Option<&str>) -> Value {
    json!({"kind": "other", "name": name, "code": code, "quantity": 1, "unit_fen": 12_000,
        "over_reason": reason})
}

fn charge(shop: &Shop, who: &str, order: &Value, line: Value) -> Result<Value, (String, String)> {
    let call = json!({"work_order_id": order, "lines": [line]});
    shop.try_by(who, "money.charge", call).map_err(|error| {
        let field = &error.fields[0];
        (field.field.clone(), field.code.clone())
    })
}

#[test]
fn no_work_no_way_and_no_part_is_charged_as_goods_however_it_is_written() {
    for sold_on in [NEW, OLD] {
        let shop = Shop::new();
        prices(&shop, 15_000);
        let order = begun(&shop, sold_on);
        let cases = [
            ("主板", None, "listed_part"),
            ("主 板", None, "listed_part"),
            ("ＭＡＩＮ board", None, "listed_part"),
            ("电脑板", Some("main-board"), "listed_part"),
            // Of the book of parts, without a price.
            ("气阀", None, "listed_part"),
            ("大修", None, "listed_work"),
            ("人工", None, "listed_work"),
            ("维修费", None, "listed_work"),
            ("上门", None, "listed_work"),
        ];
        for (name, code, expected) in cases {
            for who in ["张师傅", "陈经理"] {
                let refused = charge(&shop, who, &order, goods(name, code, Some("客户要的")));
                let expected = ("lines.0.kind".to_owned(), expected.to_owned());
                assert_eq!(refused.unwrap_err(), expected, "{sold_on} {name}");
            }
        }
    }
}

#[test]
fn goods_beside_free_work_are_sold_by_a_manager_with_a_reason_that_stands_for_the_others() {
    let shop = Shop::new();
    let order = begun(&shop, NEW);
    let alarm = |reason| goods("一氧化碳报警器", None, reason);
    for (who, reason, field, code) in [
        ("张师傅", Some("客户要的"), "lines.0.kind", "goods_manager"),
        ("王姐", None, "lines.0.kind", "goods_manager"),
        ("陈经理", None, "lines.0.over_reason", "goods_reason"),
    ] {
        let refused = charge(&shop, who, &order, alarm(reason)).unwrap_err();
        assert_eq!(refused, (field.to_owned(), code.to_owned()), "{who}");
    }
    let seen = charge(&shop, "陈经理", &order, alarm(Some("客户要装一个"))).unwrap();
    assert_eq!(seen["total_fen"], 12_000);
    assert_eq!(seen["lines"][0]["reason"], "客户要装一个");
    let again = charge(&shop, "张师傅", &order, alarm(None)).unwrap();
    assert_eq!(again["lines"][0]["reason"], "客户要装一个");
    // Out of warranty anybody sells them.
    let shop = Shop::new();
    let order = begun(&shop, OLD);
    charge(&shop, "张师傅", &order, alarm(None)).unwrap();
}

#[test]
fn an_order_that_was_finished_before_is_not_cancelled_and_its_debt_stays() {
    let shop = Shop::new();
    prices(&shop, 15_000);
    let order = begun(&shop, OLD);
    let lines = json!([{"kind": "labour", "code": "大修", "name": "大修", "quantity": 1}]);
    shop.by(
        "王姐",
        "money.charge",
        json!({"work_order_id": order, "lines": lines}),
    );
    shop.by(
        "王姐",
        "money.agree",
        json!({"work_order_id": order, "channel": "phone", "person_name": "王建军"}),
    );
    shop.step("张师傅", &order, "finish", finish(20_000));
    let credit = json!({"work_order_id": order, "method": "credit", "amount_fen": 20_000,
        "due_on": "2026-12-20"});
    shop.by("王姐", "money.pay", credit);
    shop.at(NOON + HOUR);
    shop.step("陈经理", &order, "reopen", json!({"reason": "又不点火"}));
    let shown = shop.by("陈经理", "work_order.get", json!({ "id": order }));
    let offered = shown["allowed"].as_array().unwrap().iter();
    assert!(offered.map(|one| &one["step"]).all(|step| step != "cancel"));
    let slip = json!({"reason": "记错", "contact_text": "客户知道"});
    for who in ["陈经理", "王姐"] {
        let refused = shop.try_step(who, &order, "cancel", slip.clone());
        assert_eq!(refused.unwrap_err().code, ErrorCode::CancelStarted, "{who}");
    }
    // Done again, it is asked for as before.
    shop.at(NOON + DAY);
    shop.step("王姐", &order, "reply", json!({"contact_text": "下午去"}));
    shop.dispatch(&order, "张师傅");
    shop.step("张师傅", &order, "start", json!({}));
    shop.step("张师傅", &order, "finish", finish(20_000));
    let debts = shop.by("王姐", "money.debts", json!({}));
    assert_eq!(debts["due_fen"], 20_000);
}
