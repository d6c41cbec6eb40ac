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

fn machine_of(shop: &Shop, household: &Value, serial: &str) -> Value {
    let fields = json!({"serial": serial, "customer_id": household, "model_code": "WEB-L1P24",
        "sold_on": "2026-11-02", "installed_on": "2026-11-03", "gas": "natural_gas"});
    shop.by("王姐", "unit.register", fields)["unit"]["id"].clone()
}

fn repairs(shop: &Shop, unit: &Value) -> Value {
    shop.by("王姐", "warranty.card", json!({ "unit_id": unit }))["repairs_counted"].clone()
}

fn finished(shop: &Shop, order: &Value) {
    shop.step("王姐", order, "reply", json!({"contact_text": "马上去"}));
    shop.dispatch(order, "张师傅");
    shop.step("张师傅", order, "start", json!({}));
    let done = json!({"cause": "控制板坏", "cause_class": "product", "result": "换主板",
        "charge_fen": 0, "signature": "纸质 0012"});
    shop.step("张师傅", order, "finish", done);
}

#[test]
fn a_repair_told_of_the_wrong_household_counts_for_the_right_machine_alone_once_it_is_put_right() {
    let shop = Shop::new();
    let (first, second, order) = mistaken(&shop);
    let wrong = machine_of(&shop, &first, "L1P241607712889X");
    let right = machine_of(&shop, &second, "L1P241602802954S");
    let name = |unit: &Value| json!({"id": order, "unit_id": unit});
    shop.by("王姐", "work_order.set_unit", name(&wrong));
    finished(&shop, &order);
    assert_eq!(repairs(&shop, &wrong), 1);
    let held = shop.try_by("陈经理", "work_order.rehouse", wish(&order, &second));
    assert_eq!(held.unwrap_err().code, ErrorCode::HouseholdFixed);
    assert_eq!(repairs(&shop, &wrong), 1, "nothing was moved");

    shop.step("陈经理", &order, "reopen", json!({"reason": "登记错了户"}));
    let clerk = shop.try_by("王姐", "work_order.rehouse", wish(&order, &second));
    assert_eq!(clerk.unwrap_err().code, ErrorCode::NotAllowed);
    let moved = shop.by("陈经理", "work_order.rehouse", wish(&order, &second));
    assert!(moved["timeline"].to_string().contains("rehouse"), "{moved}");
    assert_eq!(repairs(&shop, &wrong), 0);
    shop.by("王姐", "work_order.set_unit", name(&right));
    assert_eq!(repairs(&shop, &right), 0);
    finished(&shop, &order);
    assert_eq!(
        (repairs(&shop, &wrong), repairs(&shop, &right)),
        (json!(0), json!(1))
    );
}

#[test]
fn what_the_wrong_household_agreed_to_is_asked_of_the_right_one() {
    let shop = Shop::new();
    let (_, second, order) = mistaken(&shop);
    let line = json!({"kind": "other", "name": "滤网", "quantity": 1, "unit_fen": 3_000});
    shop.by(
        "王姐",
        "money.charge",
        json!({"work_order_id": order, "lines": [line]}),
    );
    let agreed = json!({"work_order_id": order, "channel": "phone", "person_name": "王强"});
    let money = shop.by("王姐", "money.agree", agreed);
    assert_eq!(money["to_agree"], false);
    shop.by("王姐", "work_order.rehouse", wish(&order, &second));
    let money = shop.by("王姐", "money.get", json!({"work_order_id": order}));
    assert_eq!(money["to_agree"], true);
}

#[test]
fn a_complaint_about_the_call_goes_along_until_it_is_closed() {
    let shop = Shop::new();
    let (first, second, order) = mistaken(&shop);
    let complaint = json!({"customer_id": first, "work_order_id": order, "text": "来了两次没修好",
        "category": "charges", "item": "overcharged", "remedy_sought": "退钱", "severity": "normal"});
    let id = shop.by("王姐", "complaint.create", complaint)["summary"]["id"].clone();
    shop.by("王姐", "work_order.rehouse", wish(&order, &second));
    let seen = shop.by("王姐", "complaint.get", json!({ "id": id }));
    assert_eq!(seen["summary"]["customer_id"], second);
}
