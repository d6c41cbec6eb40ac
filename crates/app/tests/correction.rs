//! A complaint that was registered wrongly: what is put right, who may, and what stays in its history.
#![allow(
    clippy::unwrap_used,
    clippy::needless_pass_by_value,
    reason = "tests hand their payloads over"
)]

use crate::common::NOON;
use crate::common::desk::{DAY, HOUR, Shop};
use serde_json::{Value, json};
use wuyou_contract::ApiError;

fn household(shop: &Shop, name: &str) -> Value {
    shop.by("王姐", "customer.create", json!({ "name": name }))["id"].clone()
}

/// «收费多», class C, about 张师傅; 王姐 took it.
fn charged_too_much(shop: &Shop) -> Value {
    let call = json!({
        "customer_id": household(shop, "赵铁柱"), "category": "charges", "item": "overcharged",
        "text": "收费多，要了一百六", "remedy_sought": "退还多收的八十元", "severity": "normal",
        "about_staff_id": shop.staff("张师傅"),
    });
    shop.by("王姐", "complaint.create", call)["summary"]["id"].clone()
}

fn try_correct(shop: &Shop, who: &str, id: &Value, fields: Value) -> Result<Value, ApiError> {
    let mut payload = fields;
    payload["id"] = id.clone();
    shop.try_by(who, "complaint.update", payload)
}

fn correct(shop: &Shop, who: &str, id: &Value, fields: Value) -> Value {
    try_correct(shop, who, id, fields.clone()).unwrap_or_else(|why| panic!("{fields}: {why:?}"))
}

fn refused(answer: Result<Value, ApiError>) -> String {
    let error = answer.unwrap_err();
    let field = error.fields.first().map(|field| field.code.clone());
    field.unwrap_or_else(|| error.code.code().to_owned())
}

#[test]
fn what_is_put_right_keeps_the_words_before_and_who_changed_them() {
    let shop = Shop::new();
    let id = charged_too_much(&shop);
    let other = household(&shop, "赵铁锤");
    shop.at(NOON + HOUR);
    let fields = json!({"customer_id": other, "text": "收费多，要了一百八", "category": "attitude",
        "blank": ["about_staff"], "reason": "听错了"});
    let after = correct(&shop, "王姐", &id, fields);
    let summary = &after["summary"];
    assert_eq!(summary["customer_name"], "赵铁锤");
    assert_eq!(summary["text"], "收费多，要了一百八");
    assert_eq!(summary["category"], "attitude");
    assert_eq!(
        after["item"],
        Value::Null,
        "an item belongs to its category"
    );
    assert_eq!(after["about_staff"], Value::Null);
    let told = &after["events"][0];
    assert_eq!(
        (&told["event"], &told["staff"]),
        (&json!("correct"), &json!("王姐"))
    );
    let words = told["text"].as_str().unwrap();
    for line in [
        "客户：赵铁柱 → 赵铁锤",
        "说了什么：收费多，要了一百六 → 收费多，要了一百八",
        "投诉谁：张师傅 → （空）",
        "原因：听错了",
    ] {
        assert!(words.contains(line), "{line}: {words}");
    }
    // It stands in the household's timeline, and a correction that changes nothing leaves no trace.
    let part = json!({"id": other, "part": "complaint"});
    let told = shop.by("王姐", "customer.timeline", part.clone());
    assert_eq!(told["rows"][0]["code"], "correct");
    correct(&shop, "王姐", &id, json!({"text": "收费多，要了一百八"}));
    let again = shop.by("王姐", "customer.timeline", part);
    assert_eq!(again["rows"], told["rows"]);
}

#[test]
fn the_clocks_follow_an_earlier_receipt_and_a_later_one_only_on_a_managers_word() {
    let shop = Shop::new();
    shop.at(NOON + HOUR);
    let id = charged_too_much(&shop);
    let due = |detail: &Value| detail["clocks"][0]["due_at"].clone();
    let before = shop.by("王姐", "complaint.get", json!({ "id": id }));
    let earlier = correct(&shop, "王姐", &id, json!({"received_at": NOON - DAY}));
    assert_eq!(earlier["summary"]["received_at"], NOON - DAY);
    assert!(due(&earlier).as_i64() < due(&before).as_i64());
    let later = json!({"received_at": NOON + HOUR, "reason": "记错了一天"});
    assert_eq!(
        refused(try_correct(&shop, "王姐", &id, later.clone())),
        "later_by_manager"
    );
    let bare = json!({"received_at": NOON + HOUR});
    assert_eq!(
        refused(try_correct(&shop, "陈经理", &id, bare)),
        "later_reason"
    );
    let back = correct(&shop, "陈经理", &id, later);
    assert_eq!(due(&back), due(&before));
    let future = json!({"received_at": NOON + DAY, "reason": "试试"});
    assert_eq!(
        refused(try_correct(&shop, "陈经理", &id, future)),
        "time_future"
    );
    // Nothing was done before it came in.
    shop.at(NOON + 3 * HOUR);
    let told = json!({"id": id, "step": "acknowledge", "contact_text": "已收到"});
    shop.by("王姐", "complaint.advance", told);
    shop.at(NOON + 5 * HOUR);
    let late = json!({"received_at": NOON + 4 * HOUR, "reason": "试试"});
    assert_eq!(
        refused(try_correct(&shop, "陈经理", &id, late)),
        "after_first_step"
    );
}

#[test]
fn nobody_rewrites_what_is_said_of_them_nor_makes_a_grave_one_milder() {
    let shop = Shop::new();
    let call = json!({
        "customer_id": household(&shop, "赵铁柱"), "category": "charges", "text": "收费多",
        "remedy_sought": "退钱", "severity": "normal", "about_staff_id": shop.staff("陈经理"),
        "public_exposure": true,
    });
    let grave = shop.by("王姐", "complaint.create", call);
    assert_eq!(grave["summary"]["class"], "B");
    let grave = grave["summary"]["id"].clone();
    let words = json!({"text": "没什么"});
    assert_eq!(
        refused(try_correct(&shop, "陈经理", &grave, words.clone())),
        "complaint.complained_about"
    );
    let technician = refused(try_correct(&shop, "张师傅", &grave, words));
    assert_eq!(technician, "permission.denied");
    let milder = json!({"public_exposure": false});
    assert_eq!(
        refused(try_correct(&shop, "王姐", &grave, milder)),
        "complaint.lowering"
    );
    let seen = shop.by("陈经理", "complaint.get", json!({ "id": grave }));
    assert!(seen["not_corrected"]["zh"].as_str().is_some());

    let grumble = json!({"caller_name": "路人", "category": "attitude", "text": "嫌来得晚"});
    let grumble = shop.by("王姐", "complaint.create", grumble)["summary"]["id"].clone();
    let graver = json!({"severity": "normal"});
    assert_eq!(
        refused(try_correct(&shop, "王姐", &grumble, graver)),
        "formalise_first"
    );
    let nobody = json!({"blank": ["caller_name"]});
    assert_eq!(
        refused(try_correct(&shop, "王姐", &grumble, nobody)),
        "who_needed"
    );
    shop.by(
        "王姐",
        "complaint.advance",
        json!({"id": grumble, "step": "settle", "text": "说开了"}),
    );
    let over = refused(try_correct(
        &shop,
        "王姐",
        &grumble,
        json!({"text": "别的"}),
    ));
    assert_eq!(over, "complaint.over");
    let formal = charged_too_much(&shop);
    let softer = json!({"severity": "grumble"});
    assert_eq!(
        refused(try_correct(&shop, "王姐", &formal, softer)),
        "stays_formal"
    );
}

#[test]
fn whom_it_turns_out_to_be_about_answers_for_it_no_more_and_a_danger_is_gone_to() {
    let shop = Shop::new();
    let id = charged_too_much(&shop);
    let after = correct(
        &shop,
        "陈经理",
        &id,
        json!({"about_staff_id": shop.staff("王姐")}),
    );
    assert_eq!(after["owner_id"], Value::Null);
    let after = correct(&shop, "陈经理", &id, json!({"safety": true}));
    assert_eq!(after["summary"]["class"], "A");
    assert!(after["danger_order_id"].is_string(), "somebody is sent");
}

#[test]
fn a_machine_or_order_of_another_household_is_not_put_beside_this_one() {
    let shop = Shop::new();
    let id = charged_too_much(&shop);
    let order = shop.take();
    let wrong = json!({ "work_order_id": order });
    assert_eq!(
        refused(try_correct(&shop, "王姐", &id, wrong)),
        "order_of_another"
    );
    let household = shop.summary(&order)["customer_id"].clone();
    let both = json!({"work_order_id": order, "customer_id": household});
    let after = correct(&shop, "王姐", &id, both);
    assert_eq!(after["work_order_id"], order);
    assert_eq!(after["summary"]["customer_name"], "王建军");
}

#[test]
fn another_household_of_the_same_name_takes_its_place_and_the_history_tells_them_apart() {
    let shop = Shop::new();
    let id = charged_too_much(&shop);
    let twin = json!({"name": "赵铁柱", "phones": [{"number": "13904715566"}]});
    let twin = shop.by("王姐", "customer.create", twin)["id"].clone();
    let after = correct(&shop, "王姐", &id, json!({ "customer_id": twin }));
    assert_eq!(after["summary"]["customer_id"], twin);
    let words = after["events"][0]["text"].as_str().unwrap();
    let line = "客户：赵铁柱 → 赵铁柱（139****5566）";
    assert!(words.contains(line), "{words}");
}

#[test]
fn a_complaint_whose_receipt_moves_later_is_no_repeat_of_itself() {
    let shop = Shop::new();
    let customer = household(&shop, "赵铁柱");
    let complain = |public: bool| {
        let call = json!({"customer_id": customer, "category": "charges", "text": "收费多",
            "remedy_sought": "退钱", "severity": "normal", "public_exposure": public});
        shop.by("王姐", "complaint.create", call)["summary"].clone()
    };
    complain(false);
    shop.at(NOON + HOUR);
    let grave = complain(true);
    assert_eq!(grave["class"], "B");
    shop.at(NOON + 3 * HOUR);
    let milder = json!({"received_at": NOON + 2 * HOUR, "public_exposure": false,
        "reason": "记错了"});
    assert_eq!(
        refused(try_correct(&shop, "陈经理", &grave["id"], milder)),
        "complaint.lowering"
    );
}
