//! Parts sold over the counter in one step, on a real database.
#![allow(
    clippy::unwrap_used,
    clippy::needless_pass_by_value,
    reason = "tests hand their payloads over"
)]

use crate::common::NOON;
use crate::common::desk::{DAY, Shop};
use crate::common::press::{job, preview, printing_shop};
use crate::price::publish;
use serde_json::{Value, json};
use wuyou_contract::ErrorCode;
use wuyou_domain::paper::Document;

/// A fan by the shop's price list, and two seals that the list does not have.
fn sale() -> Value {
    json!({"lines": [
        {"code": "fan", "name": "风机", "quantity": 1, "unit_fen": 1},
        {"name": "密封圈", "quantity": 2, "unit_fen": 500},
    ], "method": "cash"})
}

fn with(mut sale: Value, change: Value) -> Value {
    for (field, value) in change.as_object().unwrap() {
        sale[field] = value.clone();
    }
    sale
}

fn priced_shop() -> Shop {
    let shop = Shop::new();
    priced(&shop);
    shop
}

fn priced(shop: &Shop) {
    let items = json!({"items": [
        {"code": "fan", "kind": "part", "name": "风机", "unit_fen": 26_000},
    ]});
    shop.by("陈经理", "price.save", items);
}

fn household(shop: &Shop) -> Value {
    let household = json!({"name": "王建军", "phones": [{"number": "13804712207"}]});
    shop.by("王姐", "customer.create", household)["id"].clone()
}

fn sell(shop: &Shop, sale: Value) -> Value {
    shop.by("王姐", "counter.sell", sale)
}

/// The fields and codes of what is wrong with a sale.
fn refused(shop: &Shop, who: &str, sale: Value) -> Vec<String> {
    let error = shop.try_by(who, "counter.sell", sale).unwrap_err();
    assert_eq!(error.code, ErrorCode::Invalid, "{error:?}");
    let fields = error.fields.iter();
    let told = fields.map(|field| format!("{} {}", field.field, field.code));
    told.collect()
}

fn orders(shop: &Shop) -> Value {
    shop.by("王姐", "work_order.list", json!({"filter": "all"}))["total"].clone()
}

fn on_shelf(shop: &Shop, name: &str) -> i64 {
    let stock = shop.by("王姐", "stock.list", json!({}));
    let rows = stock["rows"].as_array().unwrap();
    let row = rows.iter().find(|row| row["name"] == name);
    row.map_or(0, |row| row["new_count"].as_i64().unwrap())
}

#[test]
fn parts_sold_over_the_counter_are_taken_paid_and_closed_at_once_by_who_sold_them() {
    let shop = priced_shop();
    let sold = sell(&shop, sale());
    let order = sold["summary"]["id"].clone();
    assert_eq!(
        (&sold["total_fen"], &sold["due_fen"]),
        (&json!(27_000), &json!(0))
    );
    let seen = shop.by("王姐", "work_order.get", json!({ "id": order }));
    let summary = &seen["summary"];
    assert_eq!(
        [
            &summary["state"],
            &summary["kind"],
            &summary["customer_name"]
        ],
        [&json!("closed"), &json!("part_sale"), &Value::Null],
        "nobody has to give a name"
    );
    assert_eq!(seen["result"], "风机 × 1、密封圈 × 2");
    assert_eq!(seen["replied_at"], NOON);
    assert_eq!(
        [on_shelf(&shop, "风机"), on_shelf(&shop, "密封圈")],
        [-1, -2]
    );
    let money = shop.by("王姐", "money.get", json!({"work_order_id": order}));
    let lines = money["lines"].as_array().unwrap();
    let told = |line: &Value| (line["basis"].clone(), line["amount_fen"].clone());
    assert_eq!(
        lines.iter().map(told).collect::<Vec<_>>(),
        [
            (json!("price_list"), json!(26_000)),
            (json!("typed"), json!(1_000))
        ],
        "what the list has costs what the list says"
    );
    assert_eq!(
        (&money["paid_fen"], &money["agreed_fen"], &money["over_fen"]),
        (&json!(27_000), &json!(27_000), &json!(0))
    );
    // It is in the cash box of the day, and among the orders of its kind.
    let day = shop.by("王姐", "money.day", json!({}));
    assert_eq!(day["methods"][0]["expected_fen"], 27_000);
    let of_kind = json!({"filter": "done", "kind": "part_sale"});
    let of_kind = shop.by("陈经理", "work_order.list", of_kind);
    assert_eq!(of_kind["rows"][0]["id"], order);
}

#[test]
fn a_sale_ends_with_a_receipt_that_names_what_was_sold() {
    let (shop, proof) = printing_shop();
    priced(&shop);
    let sold = sell(&shop, with(sale(), json!({"method": "wechat"})));
    preview(&shop, job("receipt", &[&sold["payment_id"]]));
    let Document::Receipts(receipts) = proof.last().document else {
        panic!("no receipts")
    };
    let paper = &receipts[0];
    assert_eq!(paper.receipt_no, sold["receipt_no"]);
    assert_eq!(paper.amount, "¥270.00");
    assert_eq!((paper.purpose.as_str(), &paper.payer), ("卖配件", &None));
    let names: Vec<_> = paper.lines.iter().map(|line| line.name.as_str()).collect();
    assert_eq!(names, ["风机", "密封圈 × 2"]);
}

#[test]
fn a_sale_that_is_refused_leaves_nothing_behind() {
    let shop = priced_shop();
    let lines = json!([{"code": "fan", "name": "风机", "quantity": 1},
        {"name": "密封圈", "quantity": 2}]);
    let unpriced = json!({"lines": lines, "new_customer_name": "周淑芬", "phone": "13804710001"});
    let told = refused(&shop, "王姐", with(sale(), unpriced));
    assert_eq!(told, ["lines.1.unit_fen price_missing"]);
    let many = json!({"lines": [{"name": "", "quantity": 0, "unit_fen": -1}], "due_on": "x"});
    let told = refused(&shop, "王姐", with(sale(), many));
    assert!(told.contains(&"lines.0.quantity quantity_range".to_owned()));
    assert!(told.contains(&"lines.0.unit_fen negative".to_owned()));
    assert_eq!(
        refused(&shop, "王姐", with(sale(), json!({"lines": []}))),
        ["lines choose_one"]
    );
    assert_eq!(
        refused(&shop, "王姐", with(sale(), json!({"method": "waiver"}))),
        ["method choose_one"]
    );
    let gone = json!({"customer_id": "00000000-0000-4000-8000-000000000000"});
    assert_eq!(
        refused(&shop, "王姐", with(sale(), gone)),
        ["customer_id unknown"]
    );
    assert_eq!(orders(&shop), 0);
    assert_eq!(on_shelf(&shop, "风机"), 0);
    let households = shop.by("王姐", "customer.list", json!({}));
    assert_eq!(households["total"], 0);
    let day = shop.by("王姐", "money.day", json!({}));
    assert_eq!(day["payments"], json!([]));
}

#[test]
fn who_may_not_take_something_off_or_charge_above_the_list_may_not_at_the_counter_either() {
    let shop = Shop::new();
    let list = json!({"items": [{"code": "fan", "kind": "part", "name": "风机", "name_en": "Fan",
        "unit_fen": 26_000}], "travel": []});
    publish(&shop, ("price_list", "JG-1"), "2026-11-01", &list);
    let off = with(
        sale(),
        json!({"discount_fen": 700, "discount_reason": "老客户"}),
    );
    let refusal = shop.try_by("王姐", "counter.sell", off.clone());
    assert_eq!(refusal.unwrap_err().code, ErrorCode::DiscountRole);
    let mut over = sale();
    over["lines"][0]["unit_fen"] = 30_000.into();
    over["lines"][0]["over_reason"] = "只剩一个，专程去取".into();
    assert_eq!(
        refused(&shop, "王姐", over.clone()),
        ["lines.0.unit_fen above_list"]
    );
    for (who, may) in [("王姐", false), ("陈经理", true)] {
        let asked = shop.by(who, "counter.get", json!({}));
        assert_eq!(
            [&asked["may_discount"], &asked["may_exceed"]],
            [&json!(may), &json!(may)]
        );
    }
    assert_eq!(orders(&shop), 0);
    let cheaper = shop.by("陈经理", "counter.sell", off);
    assert_eq!(cheaper["total_fen"], 26_300);
    let dearer = shop.by("陈经理", "counter.sell", over);
    assert_eq!(dearer["total_fen"], 31_000);
    let denied = shop.try_by("张师傅", "counter.sell", sale());
    assert_eq!(denied.unwrap_err().code, ErrorCode::NotAllowed);
}

#[test]
fn on_credit_somebody_has_to_be_named_with_the_day_it_is_to_be_paid() {
    let shop = priced_shop();
    let credit = with(sale(), json!({"method": "credit", "due_on": "2026-12-20"}));
    assert_eq!(
        refused(&shop, "王姐", credit.clone()),
        ["customer_id credit_buyer"]
    );
    let customer = household(&shop);
    let named = with(credit, json!({ "customer_id": customer }));
    let dayless = with(named.clone(), json!({"due_on": null}));
    assert_eq!(refused(&shop, "王姐", dayless), ["due_on required"]);
    let sold = sell(&shop, named);
    assert_eq!(
        [&sold["due_fen"], &sold["payment_id"], &sold["receipt_no"]],
        [&json!(27_000), &Value::Null, &Value::Null]
    );
    assert_eq!(sold["summary"]["state"], "closed");
    let debts = shop.by("王姐", "money.debts", json!({}));
    assert_eq!(
        (
            &debts["rows"][0]["customer_id"],
            &debts["rows"][0]["due_fen"]
        ),
        (&customer, &json!(27_000))
    );
    let day = shop.by("王姐", "money.day", json!({}));
    assert_eq!(
        (&day["credit_fen"], &day["methods"][0]["expected_fen"]),
        (&json!(27_000), &json!(0))
    );
}

#[test]
fn a_new_buyer_becomes_a_household_with_a_number_or_why_there_is_none() {
    let shop = priced_shop();
    let new = |more: Value| with(with(sale(), json!({"new_customer_name": "周淑芬"})), more);
    assert_eq!(
        refused(&shop, "王姐", new(json!({}))),
        ["phone phone_needed"]
    );
    let nameless = with(sale(), json!({"phone": "13804710001"}));
    assert_eq!(
        refused(&shop, "王姐", nameless),
        ["new_customer_name required"]
    );
    let sold = sell(&shop, new(json!({"phone": "138 0471 0001"})));
    assert_eq!(sold["summary"]["customer_name"], "周淑芬");
    let found = shop.by("王姐", "customer.search", json!({"query": "13804710001"}));
    assert_eq!(found["hits"][0]["title"], "周淑芬");
    let bare = sell(&shop, new(json!({"no_phone_reason": "没有手机"})));
    let id = bare["summary"]["id"].clone();
    let seen = shop.by("王姐", "work_order.get", json!({ "id": id }));
    let told = seen["summary"]["fault_text"].as_str().unwrap();
    assert!(told.contains("没有手机"), "{told}");
}

#[test]
fn who_bought_parts_is_neither_called_back_nor_counted_as_work_done_again() {
    let shop = priced_shop();
    let customer = household(&shop);
    let bought = || sell(&shop, with(sale(), json!({ "customer_id": customer })));
    bought();
    shop.at(NOON + DAY);
    let again = bought()["summary"]["id"].clone();
    let seen = shop.by("王姐", "work_order.get", json!({ "id": again }));
    assert_eq!(seen["repeats"], Value::Null);
    let visits = shop.by(
        "王姐",
        "return_visit.of_order",
        json!({"work_order_id": again}),
    );
    assert_eq!(visits["rows"], json!([]));
    shop.at(NOON + 2 * DAY);
    let asked = shop.by("王姐", "report.satisfaction", json!({}));
    assert_eq!(asked["now"]["finished"], 0);
    for figure in ["finished", "repeats", "on_time"] {
        let cases = shop.by("陈经理", "score.cases", json!({ "figure": figure }));
        assert_eq!(cases["total"], 0, "{figure}");
    }
    // What was said and bought stands with the household.
    let past = shop.by("王姐", "customer.timeline", json!({ "id": customer }));
    assert!(
        past.to_string()
            .contains("来店买配件：风机 × 1、密封圈 × 2")
    );
}

#[test]
fn what_may_be_sold_is_told_with_its_price_and_how_many_there_are() {
    let shop = priced_shop();
    let came = json!({"parts": [{"code": "fan", "name": "风机", "quantity": 3},
        {"name": "密封圈", "quantity": 40}]});
    shop.by("王姐", "stock.receive", came);
    let asked = shop.by("王姐", "counter.get", json!({}));
    let parts = asked["parts"].as_array().unwrap();
    let told = |part: &Value| {
        let price = &part["price"];
        (
            price["name"].clone(),
            price["unit_fen"].clone(),
            part["new_count"].clone(),
        )
    };
    let mut first: Vec<_> = parts[..2].iter().map(told).collect();
    first.sort_by_key(|part| part.2.as_i64());
    assert_eq!(
        first,
        [
            (json!("风机"), json!(26_000), json!(3)),
            (json!("密封圈"), Value::Null, json!(40)),
        ],
        "what lies in the shop comes first"
    );
    let fans = parts.iter().filter(|part| part["price"]["code"] == "fan");
    assert_eq!(fans.count(), 1);
}
