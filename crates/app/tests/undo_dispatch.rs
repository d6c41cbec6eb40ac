//! A dispatch over many orders is taken back in one step, and never over what came after it.
#![allow(clippy::unwrap_used, reason = "tests")]

use crate::common::NOON;
use crate::common::desk::{HOUR, Shop};
use crate::common::hq::all_sent;
use serde_json::{Value, json};

/// An order with a word to the customer, and a time where one is told.
fn replied(shop: &Shop) -> Value {
    let order = shop.take();
    shop.step("王姐", &order, "reply", json!({"contact_text": "下午去"}));
    order
}

fn scheduled(shop: &Shop) -> Value {
    let order = replied(shop);
    shop.window(&order, NOON + 3 * HOUR);
    order
}

fn dispatched_together(shop: &Shop, orders: &[&Value]) {
    let title = json!({"title": "派给一位师傅"});
    shop.by("王姐", "undo.group_begin", title);
    for order in orders {
        shop.dispatch(order, "张师傅");
    }
    shop.by("王姐", "undo.group_end", json!({}));
}

fn course(shop: &Shop, order: &Value) -> Vec<String> {
    let seen = shop.by("王姐", "work_order.get", json!({ "id": order }));
    let entries = seen["timeline"].as_array().unwrap().iter();
    let steps = entries.filter(|entry| entry["kind"] == "order_event");
    steps
        .filter_map(|entry| Some(entry["code"].as_str()?.to_owned()))
        .collect()
}

#[test]
fn a_dispatch_of_many_is_taken_back_at_once_and_every_order_stands_where_it_stood_before() {
    let shop = Shop::new();
    let orders = [replied(&shop), scheduled(&shop)];
    let before = orders.each_ref().map(|order| shop.summary(order));
    dispatched_together(&shop, &orders.each_ref());
    let undone = shop.by("王姐", "undo.last", json!({}));
    assert_eq!((&undone["taken"], &undone["kept"]), (&json!(2), &json!([])));
    for (order, before) in orders.iter().zip(before) {
        let after = shop.summary(order);
        for field in ["state", "technician", "window_from_at", "finish_limit_at"] {
            assert_eq!(after[field], before[field], "{field}");
        }
        let course = course(&shop, order);
        assert!(
            ["dispatch", "undispatch"]
                .iter()
                .all(|step| course.contains(&(*step).to_owned())),
            "the course keeps both: {course:?}"
        );
        // It can be given to somebody else at once.
        shop.dispatch(order, "李师傅");
        assert_eq!(shop.summary(order)["technician"], "李师傅");
    }
}

#[test]
fn an_order_with_which_anything_was_done_since_is_left_alone_and_named_with_why() {
    let shop = Shop::new();
    let orders: [Value; 4] = std::array::from_fn(|_| scheduled(&shop));
    dispatched_together(&shop, &orders.each_ref());
    let [begun, moved, sent_back, untouched] = &orders;
    shop.step("张师傅", begun, "start", json!({}));
    let later = json!({"window_from_at": NOON + 5 * HOUR, "window_to_at": NOON + 7 * HOUR,
        "reason": "客户下午才在家"});
    shop.step("陈经理", moved, "move_window", later);
    // Given away and back again, it looks as the dispatch left it.
    for who in ["李师傅", "张师傅"] {
        let other = json!({"technician_id": shop.staff(who), "reason": "调一下"});
        shop.step("陈经理", sent_back, "redispatch", other);
    }
    let undone = shop.by("王姐", "undo.last", json!({}));
    assert_eq!(undone["taken"], 1);
    let kept = undone["kept"].as_array().unwrap();
    let mut names: Vec<_> = kept.iter().map(|one| one["title"].clone()).collect();
    names.sort_by_key(ToString::to_string);
    let expected = [begun, moved, sent_back].map(|order| shop.summary(order)["no"].clone());
    assert_eq!(names, expected);
    assert!(
        kept.iter().all(|one| one["code"] == "undo.changed"),
        "{kept:?}"
    );
    let states = orders
        .each_ref()
        .map(|order| shop.summary(order)["state"].clone());
    assert_eq!(
        states,
        ["in_progress", "dispatched", "dispatched", "scheduled"]
    );
    assert_eq!(shop.summary(moved)["technician"], "张师傅");
    assert_eq!(shop.summary(untouched)["technician"], Value::Null);
}

#[test]
fn a_single_dispatch_is_taken_back_as_one_of_many_is() {
    let shop = Shop::new();
    let order = replied(&shop);
    shop.dispatch(&order, "张师傅");
    shop.by("王姐", "undo.last", json!({}));
    assert_eq!(shop.summary(&order)["state"], "replied");
    assert_eq!(shop.summary(&order)["technician"], Value::Null);
}

#[test]
fn what_headquarters_knows_already_stays_the_rest_is_taken_back_and_older_steps_stay_in_reach() {
    let shop = Shop::new();
    let [sent, unsent] = std::array::from_fn(|_| scheduled(&shop));
    let before = json!({"name": "李秀兰", "phones": [{"number": "13904713308"}]});
    let household = shop.by("王姐", "customer.create", before);
    let renamed = json!({"id": household["id"], "name": "李秀芝"});
    shop.by("王姐", "customer.update", renamed);
    shop.by("王姐", "undo.group_begin", json!({"title": "派给一位师傅"}));
    shop.dispatch(&sent, "张师傅");
    all_sent(&shop, NOON);
    shop.dispatch(&unsent, "张师傅");
    shop.by("王姐", "undo.group_end", json!({}));
    let undone = shop.by("王姐", "undo.last", json!({}));
    assert_eq!(undone["taken"], 1);
    assert_eq!(undone["kept"][0]["code"], "undo.sent", "{undone}");
    assert_eq!(undone["kept"][0]["title"], shop.summary(&sent)["no"]);
    assert_eq!(shop.summary(&sent)["state"], "dispatched");
    assert_eq!(shop.summary(&unsent)["state"], "scheduled");
    shop.by("王姐", "undo.last", json!({}));
    let get = json!({"id": household["id"]});
    assert_eq!(shop.by("王姐", "customer.get", get)["name"], "李秀兰");
}

#[test]
fn steps_of_an_order_are_taken_back_one_by_one_and_the_order_stands_as_before_each() {
    let shop = Shop::new();
    let order = shop.take();
    let look = || {
        let seen = shop.by("王姐", "work_order.get", json!({ "id": order }));
        let keep = [
            "technician_id",
            "window_from_at",
            "replied_at",
            "steps",
            "closed_at",
        ];
        let mut all: Vec<Value> = keep.iter().map(|field| seen[*field].clone()).collect();
        all.push(seen["summary"]["state"].clone());
        all.push(
            shop.by("王姐", "sla.clocks", json!({ "work_order_id": order }))["clocks"].clone(),
        );
        all
    };
    shop.step("王姐", &order, "reply", json!({"contact_text": "下午去"}));
    let mut before = vec![look()];
    shop.window(&order, NOON + 3 * HOUR);
    before.push(look());
    shop.dispatch(&order, "张师傅");
    before.push(look());
    shop.step("王姐", &order, "start", json!({}));
    before.push(look());
    let part = json!({"part": "风机", "part_eta_at": NOON + 48 * HOUR});
    shop.step("王姐", &order, "wait_part", part);
    while let Some(expected) = before.pop() {
        shop.by("王姐", "undo.last", json!({}));
        assert_eq!(look(), expected);
    }
    let course = course(&shop, &order);
    assert_eq!(
        course.iter().filter(|step| *step == "undo").count(),
        3,
        "{course:?}"
    );
    // The same way can be gone again.
    shop.window(&order, NOON + 5 * HOUR);
    assert_eq!(shop.summary(&order)["state"], "scheduled");
}

#[test]
fn an_order_closed_by_one_key_too_many_is_opened_again_by_undo_and_finished_work_is_not() {
    let shop = Shop::new();
    let order = shop.dispatched("张师傅");
    shop.step("张师傅", &order, "start", json!({}));
    let done =
        json!({"cause": "原厂零件坏", "result": "换好", "charge_fen": 0, "signature": "纸 0231"});
    shop.step("张师傅", &order, "finish", done);
    shop.step("王姐", &order, "confirm", json!({"satisfied": true}));
    shop.step("王姐", &order, "close", json!({}));
    shop.by("王姐", "undo.last", json!({}));
    assert_eq!(shop.summary(&order)["state"], "confirmed");
    // The technician's latest step that has a way back here is the start, and more came after it.
    let none = shop.try_by("张师傅", "undo.last", json!({})).unwrap_err();
    assert_eq!(none.code.code(), "undo.changed");
    assert_eq!(shop.summary(&order)["state"], "confirmed");
}
