//! A call that was registered for the wrong household of two with one name is put right.
#![allow(
    clippy::unwrap_used,
    clippy::needless_pass_by_value,
    reason = "tests hand their payloads over"
)]

use crate::common::NOON;
use crate::common::desk::{DAY, HOUR, Shop};
use serde_json::{Value, json};
use wuyou_contract::ErrorCode;

fn household(shop: &Shop, village: &str, phone: &str) -> Value {
    let person = json!({"name": "王强", "phones": [{"number": phone}],
        "addresses": [{"town": "柳河镇", "village": village}]});
    shop.by("王姐", "customer.create", person)["id"].clone()
}

/// Two households of one name; the call of the second one was taken for the first.
fn mistaken(shop: &Shop) -> (Value, Value, Value) {
    let first = household(shop, "东沟", "13804712207");
    let second = household(shop, "西山", "13904712208");
    let call = json!({"text": "不热", "customer_id": first, "caller_phone": "13804712207"});
    let taken = shop.by("王姐", "request.create", call);
    let order = taken["work_order"]["summary"]["id"].clone();
    (first, second, order)
}

fn wish(order: &Value, to: &Value) -> Value {
    json!({"id": order, "customer_id": to, "reason": "两个王强，点错了"})
}

#[test]
fn an_order_goes_to_the_right_household_with_its_call_and_promises_and_both_keep_a_line() {
    let shop = Shop::new();
    let (first, second, order) = mistaken(&shop);
    let promise = json!({"work_order_id": order, "customer_id": first, "text": "周五前送滤网",
        "due_on": "2026-11-30"});
    shop.by("王姐", "promise.create", promise);
    let after = shop.by("王姐", "work_order.rehouse", wish(&order, &second));
    assert_eq!(after["summary"]["customer_id"], second);
    let request = after["request_id"].clone();
    let call = shop.by("王姐", "request.get", json!({"id": request}));
    assert_eq!(call["customer_id"], second);
    let promises = shop.by("王姐", "promise.list", json!({"customer_id": second}));
    assert_eq!(promises["rows"].as_array().unwrap().len(), 1);
    for (house, words) in [(&first, "已改到别的客户"), (&second, "改到这里")] {
        let told = shop.by("王姐", "customer.timeline", json!({"id": house}));
        assert!(told.to_string().contains(words), "{told}");
        assert!(told.to_string().contains("两个王强"), "{told}");
    }
    let again = shop.try_by("王姐", "work_order.rehouse", wish(&order, &second));
    assert_eq!(again.unwrap_err().code, ErrorCode::Invalid);
}

#[test]
fn begun_work_is_moved_by_the_manager_and_closed_work_by_nobody() {
    let shop = Shop::new();
    let (_, second, order) = mistaken(&shop);
    shop.step("王姐", &order, "reply", json!({"contact_text": "下午去"}));
    shop.dispatch(&order, "张师傅");
    shop.at(NOON + DAY);
    shop.step("张师傅", &order, "start", json!({}));
    let clerk = shop.try_by("王姐", "work_order.rehouse", wish(&order, &second));
    assert_eq!(clerk.unwrap_err().code, ErrorCode::NotAllowed);
    let technician = shop.try_by("张师傅", "work_order.rehouse", wish(&order, &second));
    assert_eq!(technician.unwrap_err().code, ErrorCode::NotAllowed);
    shop.by("陈经理", "work_order.rehouse", wish(&order, &second));
    shop.at(NOON + DAY + HOUR);
    let other = household(&shop, "南屯", "13704712209");
    shop.by("陈经理", "work_order.rehouse", wish(&order, &other));
    let shown = shop.by("陈经理", "work_order.get", json!({"id": order}));
    assert_eq!(shown["summary"]["state"], "in_progress");
    assert_eq!(shown["unit"], Value::Null);
}

#[test]
fn a_call_without_an_order_is_moved_too() {
    let shop = Shop::new();
    let (first, second, _) = mistaken(&shop);
    let asked = json!({"text": "怎么加水", "customer_id": first, "open_order": false,
        "caller_phone": "13804712207"});
    let call = shop.by("王姐", "request.create", asked)["request"]["id"].clone();
    let after = shop.by("王姐", "request.rehouse", wish(&call, &second));
    assert_eq!(after["customer_id"], second);
}
