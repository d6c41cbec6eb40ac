//! What an order costs, who paid, who owes, and the cash box, on a real database.
#![allow(
    clippy::unwrap_used,
    clippy::needless_pass_by_value,
    reason = "tests hand their payloads over"
)]

use crate::common::NOON;
use crate::common::desk::{DAY, HOUR, Shop};
use serde_json::{Value, json};

/// A machine of the household of a new order, sold on a day.
fn order_with_machine(shop: &Shop, sold_on: &str) -> Value {
    let household = json!({"name": "王建军", "phones": [{"number": "13804712207"}]});
    let customer = shop.by("王姐", "customer.create", household)["id"].clone();
    let machine = json!({"serial": "L1P241602802954S", "model_code": "WEB-L1P24",
        "sold_on": sold_on, "customer_id": customer});
    let unit = shop.by("王姐", "unit.register", machine)["unit"]["id"].clone();
    let call = json!({"text": "不点火", "caller_phone": "13804712207", "unit_id": unit,
        "customer_id": customer});
    let taken = shop.by("王姐", "request.create", call);
    taken["work_order"]["summary"]["id"].clone()
}

fn prices(shop: &Shop) {
    let items = json!({"items": [
        {"code": null, "kind": "labour", "name": "人工费", "unit_fen": 8_000},
        {"code": null, "kind": "travel", "name": "上门费", "unit_fen": 3_000},
        {"code": "fan", "kind": "part", "name": "风机", "unit_fen": 26_000},
    ]});
    shop.by("陈经理", "price.save", items);
}

fn lines() -> Value {
    json!([
        {"kind": "labour", "code": "人工费", "name": "人工费", "quantity": 1, "unit_fen": 1},
        {"kind": "part", "code": "fan", "name": "风机", "quantity": 2},
        {"kind": "travel", "code": "上门费", "name": "上门费", "quantity": 1},
    ])
}

fn charge(shop: &Shop, who: &str, order: &Value, lines: Value) -> Value {
    shop.by(
        who,
        "money.charge",
        json!({"work_order_id": order, "lines": lines}),
    )
}

fn dispatched_with(shop: &Shop, order: &Value) {
    shop.step("王姐", order, "reply", json!({"contact_text": "下午去"}));
    shop.dispatch(order, "张师傅");
    shop.step("张师傅", order, "start", json!({}));
}

fn finish(fen: i64) -> Value {
    json!({"cause": "原厂零件坏", "result": "换风机", "charge_fen": fen, "signature": "纸 0231"})
}

fn money(shop: &Shop, order: &Value) -> Value {
    shop.by("王姐", "money.get", json!({"work_order_id": order}))
}

fn pay(shop: &Shop, order: &Value, method: &str, fen: i64) -> Result<Value, Value> {
    let mut call = json!({"work_order_id": order, "method": method, "amount_fen": fen});
    if method == "credit" {
        call["due_on"] = "2026-12-20".into();
    }
    let answer = shop.try_by("王姐", "money.pay", call);
    answer.map_err(|error| json!(error.fields.first().map(|field| field.code.clone())))
}

#[test]
fn work_and_parts_are_free_under_warranty_and_nothing_typed_can_change_that() {
    let shop = Shop::new();
    prices(&shop);
    let order = order_with_machine(&shop, "2026-10-01");
    dispatched_with(&shop, &order);
    let seen = charge(&shop, "张师傅", &order, lines());
    assert_eq!(seen["free"], true, "{seen}");
    assert_eq!(seen["total_fen"], 0);
    let charged = seen["lines"].as_array().unwrap();
    assert!(charged.iter().all(|line| line["basis"] == "in_warranty"));
    assert_eq!(
        charged[1]["unit_fen"], 26_000,
        "the receipt shows what it would cost"
    );
    assert!(
        seen["why"]["reasons"]
            .as_array()
            .is_some_and(|all| !all.is_empty())
    );

    let off = json!({"work_order_id": order, "lines": lines(), "discount_fen": 100,
        "discount_reason": "熟人"});
    assert!(
        shop.try_by("陈经理", "money.charge", off).is_err(),
        "nothing to take off"
    );
    // A sum typed without lines is held against the warranty as well.
    charge(&shop, "张师傅", &order, json!([]));
    let refused = shop.try_step("张师傅", &order, "finish", finish(8_000));
    assert_eq!(
        refused.unwrap_err().code.code(),
        "work_order.warranty_charge"
    );
    shop.step("张师傅", &order, "finish", finish(0));
}

#[test]
fn goods_are_sold_also_under_warranty() {
    let shop = Shop::new();
    let order = order_with_machine(&shop, "2026-10-01");
    dispatched_with(&shop, &order);
    let goods = json!([{"kind": "other", "name": "一氧化碳报警器", "quantity": 1,
        "unit_fen": 12_000, "over_reason": "客户要装一个"}]);
    let seen = charge(&shop, "陈经理", &order, goods);
    assert_eq!(seen["total_fen"], 12_000);
    shop.by(
        "王姐",
        "money.agree",
        json!({"work_order_id": order, "channel": "phone",
            "person_name": "王建军"}),
    );
    shop.step("张师傅", &order, "finish", finish(12_000));
}

#[test]
fn out_of_warranty_the_price_list_counts_and_the_customer_agrees_before_the_work_is_finished() {
    let shop = Shop::new();
    prices(&shop);
    let order = order_with_machine(&shop, "2016-10-01");
    dispatched_with(&shop, &order);
    let seen = charge(&shop, "张师傅", &order, lines());
    assert_eq!(
        seen["total_fen"],
        8_000 + 52_000 + 3_000,
        "the list's price, not the typed one"
    );
    assert_eq!(seen["to_agree"], true);
    let shown = shop.by("王姐", "work_order.get", json!({ "id": order }));
    assert_eq!(shown["charge_fen"], 63_000, "lists show the same sum");

    let refused = shop.try_step("张师傅", &order, "finish", finish(63_000));
    assert_eq!(refused.unwrap_err().code.code(), "money.not_agreed");
    let agreed = shop.by(
        "张师傅",
        "money.agree",
        json!({"work_order_id": order, "channel": "visit",
            "paper_no": "纸 0230", "text": "当面说的"}),
    );
    assert_eq!(
        (&agreed["to_agree"], &agreed["agreed_fen"]),
        (&json!(false), &json!(63_000))
    );
    let shown = shop.by("王姐", "work_order.get", json!({ "id": order }));
    assert!(shown["timeline"].to_string().contains("报价 630.00 元"));

    // Cheaper stands; dearer is asked for anew.
    let fewer = json!([lines()[0], lines()[2]]);
    assert_eq!(charge(&shop, "张师傅", &order, fewer)["to_agree"], false);
    assert_eq!(charge(&shop, "张师傅", &order, lines())["to_agree"], true);
    shop.by(
        "王姐",
        "money.agree",
        json!({"work_order_id": order, "channel": "phone",
            "person_name": "王建军"}),
    );
    let refused = shop
        .try_step("张师傅", &order, "finish", finish(60_000))
        .unwrap_err();
    assert_eq!(refused.fields[0].code, "charge_lines");
    shop.step("张师傅", &order, "finish", finish(63_000));
    let late = json!({"work_order_id": order, "lines": []});
    let refused = shop.try_by("王姐", "money.charge", late).unwrap_err();
    assert_eq!(refused.code.code(), "money.fixed");
}

#[test]
fn only_a_manager_takes_something_off_with_a_reason_and_up_to_the_limit() {
    let shop = Shop::new();
    prices(&shop);
    let order = order_with_machine(&shop, "2016-10-01");
    dispatched_with(&shop, &order);
    let off = |fen: i64, reason: &str| {
        json!({"work_order_id": order, "lines": lines(), "discount_fen": fen,
            "discount_reason": reason})
    };
    let refused = |who: &str, call: Value| shop.try_by(who, "money.charge", call).unwrap_err();
    assert_eq!(
        refused("王姐", off(1_000, "老客户")).code.code(),
        "money.discount_role"
    );
    assert_eq!(
        refused("陈经理", off(30_001, "老客户")).code.code(),
        "money.discount_limit"
    );
    assert_eq!(
        refused("陈经理", off(1_000, " ")).fields[0].code,
        "required"
    );
    assert_eq!(refused("陈经理", off(-1, "x")).fields[0].code, "negative");
    let seen = shop.by("陈经理", "money.charge", off(30_000, "老客户"));
    assert_eq!(seen["total_fen"], 33_000);
    let last = seen["lines"].as_array().unwrap().last().unwrap();
    assert_eq!(
        (&last["kind"], &last["reason"]),
        (&json!("discount"), &json!("老客户"))
    );
    let few = json!({"work_order_id": order, "lines": [lines()[2]], "discount_fen": 3_001,
        "discount_reason": "老客户"});
    assert_eq!(refused("陈经理", few).fields[0].code, "discount_too_high");
}

#[test]
fn a_discount_that_stands_keeps_nobody_from_the_other_lines() {
    let shop = Shop::new();
    prices(&shop);
    let order = order_with_machine(&shop, "2016-10-01");
    dispatched_with(&shop, &order);
    let call = |lines: Value, fen: i64, reason: &str| {
        json!({"work_order_id": order, "lines": lines, "discount_fen": fen,
            "discount_reason": reason})
    };
    let labour = || json!([lines()[0]]);
    shop.by("陈经理", "money.charge", call(labour(), 1_000, "老客户"));
    let added = call(lines(), 1_000, "老客户");
    for who in ["王姐", "张师傅"] {
        let seen = shop.by(who, "money.charge", added.clone());
        assert_eq!(seen["total_fen"], 63_000 - 1_000, "{who}");
    }
    // Any other is a new one, and theirs to give.
    for (fen, reason) in [(1_001, "老客户"), (999, "老客户"), (1_000, "熟人")] {
        let refused = shop.try_by("王姐", "money.charge", call(lines(), fen, reason));
        assert_eq!(refused.unwrap_err().code.code(), "money.discount_role");
    }
}

#[test]
fn no_line_is_below_zero_without_a_price_or_out_of_range() {
    let shop = Shop::new();
    let order = shop.dispatched("张师傅");
    let refused = |line: Value| {
        let call = json!({"work_order_id": order, "lines": [line]});
        let error = shop.try_by("王姐", "money.charge", call).unwrap_err();
        (error.fields[0].field.clone(), error.fields[0].code.clone())
    };
    let line = |quantity: i64, unit: Value| json!({"kind": "labour", "name": "人工", "quantity": quantity, "unit_fen": unit});
    for (line, field, code) in [
        (line(1, json!(-1)), "lines.0.unit_fen", "negative"),
        (line(1, Value::Null), "lines.0.unit_fen", "price_missing"),
        (line(0, json!(1)), "lines.0.quantity", "quantity_range"),
        (line(1_001, json!(1)), "lines.0.quantity", "quantity_range"),
        (
            line(1, json!(10_000_001)),
            "lines.0.unit_fen",
            "price_range",
        ),
    ] {
        assert_eq!(refused(line), (field.to_owned(), code.to_owned()));
    }
    assert_eq!(money(&shop, &order)["lines"], json!([]));
}

#[test]
fn an_order_is_not_closed_while_money_is_open_and_credit_is_a_debt_until_it_is_paid() {
    let shop = Shop::new();
    let order = shop.dispatched("张师傅");
    shop.step("张师傅", &order, "start", json!({}));
    shop.step("张师傅", &order, "finish", finish(10_000));
    shop.step("王姐", &order, "confirm", json!({"satisfied": true}));
    let refused = shop
        .try_step("王姐", &order, "close", json!({}))
        .unwrap_err();
    assert_eq!(refused.code.code(), "work_order.payment_open");

    assert_eq!(
        pay(&shop, &order, "cash", 10_001),
        Err(json!("more_than_due"))
    );
    assert_eq!(pay(&shop, &order, "cash", 0), Err(json!("amount_zero")));
    assert_eq!(pay(&shop, &order, "cash", -5), Err(json!("negative")));
    pay(&shop, &order, "wechat", 4_000).unwrap();
    let seen = pay(&shop, &order, "credit", 6_000).unwrap();
    assert_eq!(
        (&seen["due_fen"], &seen["credit_fen"]),
        (&json!(6_000), &json!(6_000))
    );
    assert_eq!(pay(&shop, &order, "credit", 1), Err(json!("more_than_due")));
    shop.step("王姐", &order, "close", json!({}));

    let debts = || shop.by("王姐", "money.debts", json!({}));
    assert_eq!(debts()["due_fen"], 6_000);
    assert_eq!(debts()["rows"][0]["overdue"], false);
    shop.at(NOON + 40 * DAY);
    assert_eq!(debts()["rows"][0]["overdue"], true);
    pay(&shop, &order, "cash", 6_000).unwrap();
    assert_eq!(debts()["total"], 0);
}

#[test]
fn a_payment_is_taken_back_once_with_a_row_of_its_own_and_every_receipt_has_its_number() {
    let shop = Shop::new();
    let order = shop.dispatched("张师傅");
    shop.step("张师傅", &order, "start", json!({}));
    shop.step("张师傅", &order, "finish", finish(10_000));
    let seen = pay(&shop, &order, "cash", 10_000).unwrap();
    let paid = seen["payments"][0]["id"].clone();
    let back = |who: &str| {
        let call = json!({"payment_id": paid, "reason": "记错单"});
        shop.try_by(who, "money.reverse", call)
    };
    assert_eq!(back("张师傅").unwrap_err().code.code(), "permission.denied");
    let seen = back("王姐").unwrap();
    assert_eq!(seen["due_fen"], 10_000);
    let rows = seen["payments"].as_array().unwrap();
    assert_eq!(rows[0]["reversed"], true);
    assert_eq!(rows[1]["amount_fen"], -10_000);
    assert_eq!(back("王姐").unwrap_err().code.code(), "money.reversed");
    let numbers: std::collections::HashSet<_> = rows
        .iter()
        .map(|row| row["receipt_no"].to_string())
        .collect();
    assert_eq!(numbers.len(), 2);
    assert!(
        rows[0]["receipt_no"]
            .as_str()
            .unwrap()
            .starts_with("LH001-")
    );
}

#[test]
fn the_days_money_is_counted_and_a_difference_needs_a_reason() {
    let shop = Shop::new();
    let order = shop.dispatched("张师傅");
    shop.step("张师傅", &order, "start", json!({}));
    shop.step("张师傅", &order, "finish", finish(10_000));
    pay(&shop, &order, "cash", 3_000).unwrap();
    pay(&shop, &order, "alipay", 2_000).unwrap();
    pay(&shop, &order, "credit", 5_000).unwrap();
    let day = shop.by("王姐", "money.day", json!({}));
    let expected: Vec<_> = day["methods"]
        .as_array()
        .unwrap()
        .iter()
        .map(|one| one["expected_fen"].as_i64().unwrap())
        .collect();
    assert_eq!(expected, [3_000, 0, 2_000, 0]);
    assert_eq!(day["credit_fen"], 5_000);

    let close = |cash: i64, note: Value| {
        let counted = json!([{"method": "cash", "counted_fen": cash},
            {"method": "alipay", "counted_fen": 2_000}]);
        shop.try_by(
            "王姐",
            "money.close_day",
            json!({"counted": counted, "note": note}),
        )
    };
    assert_eq!(
        close(2_900, Value::Null).unwrap_err().fields[0].code,
        "close_note"
    );
    let closed = close(2_900, json!("找零多给了一块")).unwrap();
    assert_eq!(closed["methods"][0]["counted_fen"], 2_900);
    assert_eq!(closed["changed_since"], false);
    shop.at(NOON + HOUR);
    pay(&shop, &order, "cash", 1_000).unwrap();
    assert_eq!(
        shop.by("王姐", "money.day", json!({}))["changed_since"],
        true
    );
    let none = json!({"counted": []});
    let refused = shop.try_by("王姐", "money.close_day", none).unwrap_err();
    assert_eq!(refused.fields[0].code, "required");
    let refused = shop.try_by("张师傅", "money.day", json!({})).unwrap_err();
    assert_eq!(refused.code.code(), "permission.denied");
}

#[test]
fn money_nobody_counted_is_told_until_the_cash_box_of_that_day_is_closed() {
    let shop = Shop::new();
    let order = shop.dispatched("张师傅");
    shop.step("张师傅", &order, "start", json!({}));
    shop.step("张师傅", &order, "finish", finish(10_000));
    pay(&shop, &order, "credit", 5_000).unwrap();
    shop.at(NOON + DAY);
    let about = || -> Vec<Value> {
        let today = shop.by("王姐", "today.get", json!({"kind": "day_close"}));
        let rows = today["rows"].as_array().unwrap().iter();
        rows.map(|row| row["about"].clone()).collect()
    };
    assert_eq!(about(), ["day_close"], "nothing changed hands");
    shop.at(NOON + HOUR);
    pay(&shop, &order, "cash", 5_000).unwrap();
    shop.at(NOON + DAY);
    assert_eq!(about(), ["day_close", "cash_close"]);
    let report = shop.by("王姐", "today.report", json!({}));
    assert_eq!(report["cash_missed"], json!(["2026-11-21"]));
    let counted = json!([{"method": "cash", "counted_fen": 5_000}]);
    let count = json!({"on": "2026-11-21", "counted": counted});
    shop.by("王姐", "money.close_day", count);
    assert_eq!(about(), ["day_close"]);
    // A sheet typed the next morning brings money into a box that was counted.
    let late = json!({"work_order_id": order, "method": "cash", "amount_fen": 1_000,
        "occurred_at": NOON + 2 * HOUR});
    shop.by("王姐", "money.pay", late);
    assert_eq!(about(), ["day_close", "cash_close"]);
}

#[test]
fn what_lies_in_the_shop_is_the_sum_of_what_came_and_went_and_old_parts_are_waited_for() {
    let shop = Shop::new();
    let order = shop.dispatched("张师傅");
    let fan = |stock: &Value| {
        let rows = stock["rows"].as_array().unwrap();
        rows.iter()
            .find(|row| row["code"] == "fan")
            .unwrap()
            .clone()
    };
    let used = shop.by(
        "张师傅",
        "order_parts.use",
        json!({"work_order_id": order, "parts": [
            {"code": "fan", "name": "", "quantity": 2},
            {"name": "四分软管", "quantity": 1, "old_returned": true}]}),
    );
    assert_eq!(used["old_missing"], true);
    let stock = shop.by("王姐", "stock.list", json!({}));
    assert_eq!(
        (&fan(&stock)["new_count"], &stock["below_zero"]),
        (&json!(-2), &json!(2))
    );
    let came = json!({"parts": [{"code": "fan", "name": "", "quantity": 5}], "note": "厂家发货"});
    assert_eq!(fan(&shop.by("王姐", "stock.receive", came))["new_count"], 3);
    let counted = json!({"code": "fan", "counted": 4});
    assert_eq!(
        fan(&shop.by("王姐", "stock.count", counted))["new_count"],
        4
    );

    shop.step("张师傅", &order, "start", json!({}));
    shop.step("张师傅", &order, "finish", finish(0));
    shop.step("王姐", &order, "confirm", json!({"satisfied": true}));
    let refused = shop
        .try_step("王姐", &order, "close", json!({}))
        .unwrap_err();
    assert_eq!(refused.code.code(), "work_order.parts_not_returned");
    let back = json!({"work_order_id": order, "parts": [], "old_returned": ["fan"]});
    assert_eq!(
        shop.by("张师傅", "order_parts.use", back)["old_missing"],
        false
    );
    shop.step("王姐", &order, "close", json!({}));
    let send = |quantity: i64| json!({"code": "fan", "quantity": quantity});
    let refused = shop.try_by("王姐", "stock.send_old", send(3)).unwrap_err();
    assert_eq!(refused.fields[0].code, "not_enough_old");
    assert_eq!(
        fan(&shop.by("王姐", "stock.send_old", send(2)))["old_count"],
        0
    );
}

#[test]
fn a_technician_sees_to_the_money_of_own_orders_only() {
    let shop = Shop::new();
    let order = shop.dispatched("张师傅");
    let call = json!({"work_order_id": order, "lines": []});
    let refused = shop.try_by("李师傅", "money.charge", call).unwrap_err();
    assert_eq!(refused.code.code(), "work_order.not_yours");
    let call = json!({"items": []});
    let refused = shop.try_by("王姐", "price.save", call).unwrap_err();
    assert_eq!(refused.code.code(), "permission.denied");
}

#[test]
fn a_line_taken_off_and_set_again_is_the_same_line_and_two_alike_stay_two() {
    let shop = Shop::new();
    let order = order_with_machine(&shop, "2020-01-05");
    prices(&shop);
    let twice = json!([
        {"kind": "labour", "code": "人工费", "name": "人工费", "quantity": 1},
        {"kind": "labour", "code": "人工费", "name": "人工费", "quantity": 1},
    ]);
    charge(&shop, "王姐", &order, twice);
    let ids = |shop: &Shop| {
        let rows = money(shop, &order)["lines"].as_array().unwrap().clone();
        rows.iter().map(|row| row["id"].clone()).collect::<Vec<_>>()
    };
    let both = ids(&shop);
    assert_eq!(both.len(), 2);
    charge(&shop, "王姐", &order, json!([]));
    assert_eq!(ids(&shop), Vec::<Value>::new());
    charge(&shop, "王姐", &order, lines());
    assert_eq!(ids(&shop)[0], both[0], "another PC would have named it so");
}

#[test]
fn an_old_credit_that_was_paid_covers_no_later_charge() {
    let shop = Shop::new();
    prices(&shop);
    let order = order_with_machine(&shop, "2016-10-01");
    dispatched_with(&shop, &order);
    let labour = |times: i64| json!([{"kind": "other", "name": "清洗剂", "quantity": times, "unit_fen": 10_000}]);
    charge(&shop, "张师傅", &order, labour(2));
    pay(&shop, &order, "credit", 20_000).unwrap();
    shop.at(NOON + DAY);
    pay(&shop, &order, "cash", 20_000).unwrap();
    charge(&shop, "张师傅", &order, labour(3));
    let seen = money(&shop, &order);
    assert_eq!(seen["due_fen"], 10_000, "{seen}");
    pay(&shop, &order, "credit", 10_000).unwrap();
}

#[test]
fn what_is_paid_at_once_and_what_is_paid_later_may_be_noted_in_either_order() {
    for methods in [["credit", "cash"], ["cash", "credit"]] {
        let shop = Shop::new();
        prices(&shop);
        let order = order_with_machine(&shop, "2016-10-01");
        dispatched_with(&shop, &order);
        let goods =
            json!([{"kind": "other", "name": "清洗剂", "quantity": 1, "unit_fen": 100_000}]);
        charge(&shop, "张师傅", &order, goods);
        for method in methods {
            let fen = if method == "credit" { 60_000 } else { 40_000 };
            pay(&shop, &order, method, fen).unwrap();
        }
        let seen = money(&shop, &order);
        assert_eq!(seen["due_fen"], 60_000, "{methods:?}");
        assert_eq!(seen["credit_fen"], 60_000, "{methods:?}");
    }
}

#[test]
fn an_order_that_holds_the_customers_money_is_not_cancelled() {
    let shop = Shop::new();
    prices(&shop);
    let order = order_with_machine(&shop, "2016-10-01");
    shop.step("王姐", &order, "reply", json!({"contact_text": "下午去"}));
    let deposit = json!([{"kind": "other", "name": "订金", "quantity": 1, "unit_fen": 5_000}]);
    charge(&shop, "王姐", &order, deposit);
    pay(&shop, &order, "cash", 5_000).unwrap();
    let cancel = json!({"reason": "客户不修了", "contact_text": "电话里说不修了"});
    let refused = shop
        .try_step("王姐", &order, "cancel", cancel.clone())
        .unwrap_err();
    assert_eq!(refused.code.code(), "work_order.payment_held");
    let payment = money(&shop, &order)["payments"][0]["id"].clone();
    let back = json!({"payment_id": payment, "reason": "退订金"});
    shop.by("王姐", "money.reverse", back);
    shop.step("王姐", &order, "cancel", cancel);
}

#[test]
fn what_was_let_go_counts_against_the_limit_of_a_discount() {
    let shop = Shop::new();
    prices(&shop);
    let order = order_with_machine(&shop, "2015-10-01");
    dispatched_with(&shop, &order);
    let total = charge(&shop, "张师傅", &order, lines())["total_fen"]
        .as_i64()
        .unwrap();
    let off = |fen: i64| {
        let call = json!({"work_order_id": order, "lines": lines(), "discount_fen": fen,
            "discount_reason": "老客户"});
        shop.try_by("陈经理", "money.charge", call)
    };
    let most = (0..=total / 100)
        .rev()
        .map(|yuan| yuan * 100)
        .find(|fen| off(*fen).is_ok())
        .unwrap();
    assert!(
        most > 0 && most < total,
        "there is a limit: {most} of {total}"
    );
    charge(&shop, "陈经理", &order, lines());
    let waived = json!({"work_order_id": order, "amount_fen": most, "reason": "投诉处理"});
    shop.by("陈经理", "money.waive", waived);
    assert_eq!(off(100).unwrap_err().code.code(), "money.discount_limit");
}

#[test]
fn work_of_the_price_list_is_not_sold_as_goods_where_it_is_free() {
    let shop = Shop::new();
    prices(&shop);
    let order = order_with_machine(&shop, "2026-10-01");
    dispatched_with(&shop, &order);
    for name in ["上门费", "人工费"] {
        let line = json!([{"kind": "other", "name": name, "quantity": 1, "unit_fen": 20_000}]);
        let call = json!({"work_order_id": order, "lines": line});
        let refused = shop.try_by("王姐", "money.charge", call).unwrap_err();
        assert_eq!(refused.fields[0].code, "listed_work", "{name}");
    }
}

#[test]
fn a_technician_names_the_machine_of_their_own_orders_alone() {
    let shop = Shop::new();
    let order = order_with_machine(&shop, "2026-10-01");
    dispatched_with(&shop, &order);
    let unit = shop.by("王姐", "work_order.get", json!({ "id": order }))["unit"]["id"].clone();
    let named = json!({"id": order, "unit_id": unit});
    let refused = shop.try_by("李师傅", "work_order.set_unit", named.clone());
    assert_eq!(refused.unwrap_err().code.code(), "work_order.not_yours");
    shop.by("张师傅", "work_order.set_unit", named);
}

#[test]
fn a_part_recorded_by_mistake_lies_in_the_shop_again_and_no_old_one_is_waited_for() {
    let shop = Shop::new();
    let order = shop.dispatched("张师傅");
    let lies = |code: &str| {
        let stock = shop.by("王姐", "stock.list", json!({}));
        let rows = stock["rows"].as_array().unwrap().clone();
        let row = rows.into_iter().find(|row| row["code"] == code);
        row.map_or((json!(0), json!(0)), |row| {
            (row["new_count"].clone(), row["old_count"].clone())
        })
    };
    let used = json!({"work_order_id": order, "parts": [
        {"code": "fan", "name": "", "quantity": 2, "old_returned": true},
        {"code": null, "name": "垫片", "quantity": 1},
    ]});
    let seen = shop.by("张师傅", "order_parts.use", used);
    assert_eq!(seen["rows"].as_array().unwrap().len(), 2);
    assert_eq!(lies("fan"), (json!(-2), json!(2)));
    let wrong = json!({"work_order_id": order, "parts": [], "not_used": ["fan"]});
    let seen = shop.by("张师傅", "order_parts.use", wrong.clone());
    let names: Vec<_> = seen["rows"]
        .as_array()
        .unwrap()
        .iter()
        .map(|row| row["name"].clone())
        .collect();
    assert_eq!(names, ["垫片"]);
    assert_eq!(seen["old_missing"], false);
    assert_eq!(lies("fan"), (json!(0), json!(0)));
    // Pressed once more it takes nothing.
    shop.by("张师傅", "order_parts.use", wrong);
    assert_eq!(lies("fan"), (json!(0), json!(0)));
}

#[test]
fn what_was_counted_between_the_booking_and_its_taking_back_stays_what_lies_there() {
    let shop = Shop::new();
    let order = shop.dispatched("张师傅");
    let uses = |quantity: u32, returned: bool| {
        let part =
            json!({"code": "fan", "name": "", "quantity": quantity, "old_returned": returned});
        let used = json!({"work_order_id": order, "parts": [part]});
        shop.by("张师傅", "order_parts.use", used);
    };
    let lie = || {
        let stock = shop.by("王姐", "stock.list", json!({}));
        let rows = stock["rows"].as_array().unwrap().clone();
        let row = rows.into_iter().find(|row| row["code"] == "fan").unwrap();
        row["new_count"].as_i64().unwrap()
    };
    uses(1, false);
    shop.at(NOON + HOUR);
    let count = json!({"parts": [{"code": "fan", "counted": 10}]});
    shop.by("王姐", "stock.count_list", count);
    // Booked once more, with the old one, after the count.
    shop.at(NOON + 2 * HOUR);
    uses(1, true);
    assert_eq!(lie(), 9);
    shop.at(NOON + 3 * HOUR);
    let wrong = json!({"work_order_id": order, "parts": [], "not_used": ["fan"]});
    shop.by("张师傅", "order_parts.use", wrong);
    assert_eq!(lie(), 10);
}

#[test]
fn a_list_that_was_counted_is_booked_whole_or_not_at_all() {
    let shop = Shop::new();
    let arrived =
        json!({"parts": [{"name": "甲件", "quantity": 5}, {"name": "乙件", "quantity": 3}]});
    let stock = shop.by("王姐", "stock.receive", arrived);
    let code = |name: &str| {
        let rows = stock["rows"].as_array().unwrap();
        let row = rows.iter().find(|row| row["name"] == name).unwrap();
        row["code"].clone()
    };
    let there = || {
        let stock = shop.by("王姐", "stock.list", json!({"query": "件"}));
        let rows = stock["rows"].as_array().unwrap().clone();
        let of = |name: &str| {
            let row = rows.iter().find(|row| row["name"] == name).unwrap();
            row["new_count"].as_i64().unwrap()
        };
        (of("甲件"), of("乙件"))
    };
    let refused = |parts: Value| {
        let asked = json!({ "parts": parts });
        shop.try_by("王姐", "stock.count_list", asked).unwrap_err()
    };
    let first = json!({"code": code("甲件"), "counted": 1});
    let unknown = refused(json!([first, {"code": "no-such-part", "counted": 1}]));
    assert_eq!(unknown.code.code(), "record.not_found");
    assert_eq!(refused(json!([first, first])).fields[0].code, "part_twice");
    let below = json!([first, {"code": code("乙件"), "counted": -1}]);
    assert_eq!(refused(below).fields[0].code, "count_range");
    assert_eq!(there(), (5, 3), "nothing was booked");

    let all = json!({"parts": [first, {"code": code("乙件"), "counted": 3}], "note": "年底盘点"});
    assert!(
        shop.try_by("张师傅", "stock.count_list", all.clone())
            .is_err()
    );
    shop.by("王姐", "stock.count_list", all);
    assert_eq!(there(), (1, 3));
}

#[test]
fn a_part_sold_over_the_counter_leaves_the_shelf_brings_its_price_and_waits_for_no_old_one() {
    let shop = Shop::new();
    let call = json!({"text": "来店买风机", "caller_phone": "13804712207", "channel": "counter",
        "new_customer_name": "王建军", "order_kind": "part_sale"});
    let order = shop.by("王姐", "request.create", call)["work_order"]["summary"]["id"].clone();
    shop.step("王姐", &order, "reply", json!({"contact_text": "当面"}));
    shop.dispatch(&order, "张师傅");
    let sold = json!({"work_order_id": order, "finished_at": NOON, "cause": "卖配件",
        "result": "风机一个，当面试过", "charge_fen": 28_000, "method": "cash",
        "signature": "收据", "parts": [{"code": "fan", "name": "", "quantity": 1}]});
    let done = shop.by("王姐", "work_order.record_sheet", sold);
    assert_eq!(done["due_fen"], 0);
    let parts = shop.by("王姐", "order_parts.get", json!({"work_order_id": order}));
    assert_eq!(
        (&parts["old_missing"], &parts["rows"][0]["return_old"]),
        (&json!(false), &json!(false))
    );
    let stock = shop.by("王姐", "stock.list", json!({}));
    let rows = stock["rows"].as_array().unwrap();
    let fan = rows.iter().find(|row| row["code"] == "fan").unwrap();
    assert_eq!(fan["new_count"], -1);
    assert_eq!(money(&shop, &order)["paid_fen"], 28_000);
    shop.step("王姐", &order, "confirm", json!({"satisfied": true}));
    shop.step("王姐", &order, "close", json!({}));
    assert_eq!(shop.summary(&order)["state"], "closed");
}
