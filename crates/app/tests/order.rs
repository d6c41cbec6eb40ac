//! An order's steps on a real database: clocks, who may, and what the desk is told.
#![allow(
    clippy::unwrap_used,
    clippy::needless_pass_by_value,
    reason = "tests hand their payloads over"
)]

use crate::common::NOON;
use crate::common::desk::{DAY, HOUR, MIDNIGHT, Shop};
use serde_json::{Value, json};

fn finish() -> Value {
    json!({"cause": "零件", "result": "换点火针", "charge_fen": 0, "signature": "纸质 0012"})
}

#[test]
fn an_order_is_overdue_from_the_end_of_day_three_and_a_far_window_does_not_change_that() {
    let shop = Shop::new();
    let order = shop.take();
    shop.step("王姐", &order, "reply", json!({"contact_text": "过两天去"}));
    shop.at(MIDNIGHT + 2 * DAY);
    assert_eq!(
        shop.summary(&order)["urgency"],
        "soon",
        "past the target only"
    );
    assert_eq!(shop.overdue(), 0);
    shop.at(MIDNIGHT + 3 * DAY);
    let seen = shop.window(&order, MIDNIGHT + 40 * DAY);
    assert_eq!(seen["summary"]["urgency"], "overdue");
    assert_eq!(seen["summary"]["due_what"], "finish");
    assert_eq!(seen["summary"]["due_at"], MIDNIGHT + 3 * DAY);
    assert_eq!(shop.overdue(), 1);
}

#[test]
fn what_was_late_or_dangerous_keeps_its_mark_when_the_customer_puts_it_off() {
    let shop = Shop::new();
    let put_off = json!({"reason": "不在家", "contact_text": "下周再说"});
    let late = shop.take();
    shop.at(MIDNIGHT + 3 * DAY + HOUR);
    let off = shop.step("王姐", &late, "postpone", put_off.clone());
    assert_eq!(off["summary"]["urgency"], "overdue");
    assert_eq!(off["summary"]["due_at"], MIDNIGHT + 3 * DAY);
    assert_eq!(shop.overdue(), 1);
    let list = json!({"filter": "overdue"});
    let listed = shop.by("王姐", "work_order.list", list.clone());
    assert_eq!(listed["rows"][0]["id"], late);

    let danger = json!({"text": "有煤气味", "caller_phone": "13804712207", "safety": true,
        "new_customer_name": "周大海"});
    let danger = shop.by("王姐", "request.create", danger);
    let danger = danger["work_order"]["summary"]["id"].clone();
    shop.step("王姐", &danger, "postpone", put_off);
    assert_eq!(shop.summary(&danger)["due_what"], "finish");
    assert_eq!(shop.overdue(), 1);
    shop.at(MIDNIGHT + 4 * DAY + HOUR);
    assert_eq!(shop.summary(&danger)["urgency"], "overdue");
    assert_eq!(shop.overdue(), 2);
    let listed = shop.by("王姐", "work_order.list", list);
    assert_eq!(listed["total"], 2);
}

#[test]
fn a_customers_pause_moves_the_promise_by_the_days_it_lasted() {
    let shop = Shop::new();
    let order = shop.take();
    shop.at(NOON + DAY);
    let off = shop.step(
        "王姐",
        &order,
        "postpone",
        json!({"reason": "去外地，十天后回", "contact_text": "来电说去外地，十天后回"}),
    );
    assert_eq!(off["summary"]["due_what"], "schedule");
    assert_eq!(off["replied_at"], NOON + DAY, "somebody spoke with them");
    shop.at(NOON + 9 * DAY);
    assert_eq!(shop.summary(&order)["urgency"], "later", "the clock rests");
    assert_eq!(shop.overdue(), 0);
    shop.at(NOON + 11 * DAY);
    let back = shop.window(&order, NOON + 11 * DAY + HOUR);
    assert_eq!(back["finish_target_at"], MIDNIGHT + 12 * DAY);
    assert_eq!(back["finish_limit_at"], MIDNIGHT + 13 * DAY);
    assert_eq!(
        back["summary"]["urgency"], "today",
        "only the visit is near"
    );
    assert_eq!(shop.overdue(), 0);
    shop.at(MIDNIGHT + 13 * DAY);
    assert_eq!(shop.overdue(), 1);
}

#[test]
fn a_confirmed_order_waits_for_its_closing() {
    let shop = Shop::new();
    let order = shop.dispatched("张师傅");
    shop.step("张师傅", &order, "start", json!({}));
    shop.step("张师傅", &order, "finish", finish());
    shop.at(NOON + 4 * DAY);
    let late = shop.summary(&order);
    assert_eq!(
        (&late["due_what"], &late["urgency"]),
        (&json!("confirm"), &json!("soon"))
    );
    let sure = shop.step("王姐", &order, "confirm", json!({"satisfied": true}));
    assert_eq!(sure["summary"]["due_what"], "close");
    assert_eq!(sure["summary"]["due_at"], Value::Null);
    assert_eq!(sure["summary"]["urgency"], "later");
    assert_eq!(sure["summary"]["next_step"], "close");
}

#[test]
fn a_step_beyond_reason_is_refused_with_its_field_and_today_still_opens() {
    let shop = Shop::new();
    let order = shop.dispatched("张师傅");
    shop.step("张师傅", &order, "start", json!({}));
    let far = json!({"part": "气阀", "part_eta_at": i64::MAX});
    let refused = shop.try_step("王姐", &order, "wait_part", far).unwrap_err();
    assert_eq!(refused.fields[0].field, "part_eta_at");
    assert_eq!(refused.fields[0].code, "plan_range");
    for (fen, code) in [(1_000_000_001_i64, "amount_range"), (-1, "negative")] {
        let mut dear = finish();
        dear["charge_fen"] = fen.into();
        let refused = shop.try_step("王姐", &order, "finish", dear).unwrap_err();
        assert_eq!(
            (&*refused.fields[0].field, &*refused.fields[0].code),
            ("charge_fen", code)
        );
    }
    let other = shop.take();
    let window = json!({"window_from_at": 0, "window_to_at": i64::MAX});
    let refused = shop
        .try_step("王姐", &other, "schedule", window)
        .unwrap_err();
    assert_eq!(refused.fields[0].code, "plan_range");
    shop.by("王姐", "today.get", json!({}));
}

#[test]
fn no_step_and_no_reply_is_put_back_before_what_happened_already() {
    let shop = Shop::new();
    let order = shop.take();
    shop.at(MIDNIGHT + HOUR);
    for at in [694_224_000_000_i64, NOON - 1] {
        let reply = json!({"contact_text": "已回", "occurred_at": at});
        let refused = shop.try_step("王姐", &order, "reply", reply).unwrap_err();
        assert_eq!(refused.fields[0].field, "occurred_at");
        assert_eq!(refused.fields[0].code, "before_last_step");
        let call = json!({"work_order_id": order, "text": "已回", "occurred_at": at});
        let refused = shop.try_by("王姐", "contact.add", call).unwrap_err();
        assert_eq!(refused.fields[0].code, "before_last_step");
    }
    assert_eq!(shop.overdue(), 1, "nobody replied on the day");
    let call = json!({"work_order_id": order, "text": "已回", "occurred_at": NOON + HOUR});
    shop.by("王姐", "contact.add", call);
    assert_eq!(shop.summary(&order)["state"], "replied");
    let window = json!({
        "window_from_at": MIDNIGHT + 2 * HOUR, "window_to_at": MIDNIGHT + 4 * HOUR,
        "occurred_at": NOON + HOUR - 1,
    });
    let refused = shop
        .try_step("王姐", &order, "schedule", window)
        .unwrap_err();
    assert_eq!(refused.fields[0].code, "before_last_step");
}

#[test]
fn a_begun_order_is_not_cancelled_by_way_of_a_pause() {
    let shop = Shop::new();
    let order = shop.dispatched("张师傅");
    shop.step("张师傅", &order, "start", json!({}));
    shop.step(
        "王姐",
        &order,
        "postpone",
        json!({"reason": "客户有事", "contact_text": "客户请改天"}),
    );
    let cancel = || json!({"reason": "不修了", "contact_text": "客户同意"});
    let refused = shop
        .try_step("陈经理", &order, "cancel", cancel())
        .unwrap_err();
    assert_eq!(refused.code.code(), "work_order.cancel_started");
    let back = shop.window(&order, NOON + 2 * HOUR);
    let offered = back["allowed"].as_array().unwrap();
    assert!(offered.iter().all(|option| option["step"] != "cancel"));
    let refused = shop
        .try_step("陈经理", &order, "cancel", cancel())
        .unwrap_err();
    assert_eq!(refused.code.code(), "work_order.cancel_started");
}

#[test]
fn cancelling_asks_what_the_customer_was_told_and_keeps_it() {
    let shop = Shop::new();
    let order = shop.take();
    let needs = |who: &str| {
        let seen = shop.by(who, "work_order.get", json!({ "id": order }));
        let options = seen["allowed"].as_array().unwrap().clone();
        let cancel = options
            .into_iter()
            .find(|option| option["step"] == "cancel");
        cancel.unwrap()["needs"].clone()
    };
    assert_eq!(needs("王姐"), json!(["reason"]), "her own slip, just made");
    assert_eq!(needs("陈经理"), json!(["reason", "contact_text"]));
    let reason = json!({"reason": "客户自己修好了"});
    let refused = shop
        .try_step("陈经理", &order, "cancel", reason)
        .unwrap_err();
    assert_eq!(refused.details["field"], "contact_text");
    let told = json!({"reason": "客户自己修好了", "contact_text": "电话确认取消"});
    let seen = shop.step("陈经理", &order, "cancel", told);
    assert!(seen["timeline"].to_string().contains("电话确认取消"));
}

#[test]
fn a_technician_works_only_on_own_orders_and_who_worked_never_judges() {
    let shop = Shop::new();
    let order = shop.dispatched("张师傅");
    let refused = shop
        .try_step("李师傅", &order, "start", json!({}))
        .unwrap_err();
    assert_eq!(refused.code.code(), "work_order.not_yours");
    let seen = shop.by("李师傅", "work_order.get", json!({ "id": order }));
    assert_eq!(seen["summary"]["next_step"], Value::Null);
    shop.step("张师傅", &order, "start", json!({}));

    // He is put off, another finishes the work, and he changes to the desk: still his own work.
    shop.step(
        "王姐",
        &order,
        "postpone",
        json!({"reason": "客户有事", "contact_text": "客户请改天"}),
    );
    shop.window(&order, NOON + 2 * HOUR);
    shop.dispatch(&order, "李师傅");
    // The desk enters what 李师傅 reports by phone, and may judge it.
    shop.step("王姐", &order, "start", json!({}));
    shop.step("王姐", &order, "finish", finish());
    let desk = json!({"id": shop.staff("张师傅"), "role": "manager", "pin": "1234"});
    shop.by("陈经理", "staff.update", desk);
    let sure = || json!({"satisfied": true});
    let refused = shop
        .try_step("张师傅", &order, "confirm", sure())
        .unwrap_err();
    assert_eq!(refused.code.code(), "work_order.own_work");
    shop.step("王姐", &order, "confirm", sure());
    let refused = shop
        .try_step("张师傅", &order, "close", json!({}))
        .unwrap_err();
    assert_eq!(refused.code.code(), "work_order.own_work");
    shop.step("王姐", &order, "close", json!({}));
}

#[test]
fn each_service_has_orders_of_its_own_that_are_listed_by_it_and_say_what_they_cost() {
    let shop = Shop::new();
    let call = |order_kind: &str, kind: &str| {
        let call = json!({"text": "上门", "caller_phone": "13804712207", "kind": kind,
            "new_customer_name": "王建军", "order_kind": order_kind});
        let taken = shop.by("王姐", "request.create", call);
        let id = taken["work_order"]["summary"]["id"].clone();
        shop.by("王姐", "work_order.get", json!({ "id": id }))
    };
    for (kind, request, charge) in [
        ("commissioning", "install", "free"),
        ("inspection", "maintenance", "free"),
        ("demonstration", "install", "free"),
        ("use_training", "install", "free"),
        ("introduction", "install", "free"),
        ("delivery", "install", "free"),
        ("part_sale", "repair", "price_list"),
        ("tour", "maintenance", "free"),
        ("relocation", "install", "price_list"),
        ("maintenance", "maintenance", "price_list"),
        ("repair", "repair", "by_warranty"),
    ] {
        let seen = call(kind, request);
        assert_eq!(seen["summary"]["kind"], kind);
        assert_eq!(seen["service_charge"], charge, "{kind}");
        let listed = shop.by("王姐", "work_order.list", json!({ "kind": kind }));
        let kinds: Vec<_> = listed["rows"].as_array().unwrap().iter().collect();
        assert_eq!((kinds.len(), &listed["total"]), (1, &json!(1)), "{kind}");
        assert_eq!(kinds[0]["kind"], kind);
        let found = json!({"kind": kind, "query": "王建军"});
        let found = shop.by("王姐", "work_order.list", found);
        assert_eq!(found["rows"].as_array().unwrap().len(), 1, "{kind} by name");
    }
}

#[test]
fn words_narrow_the_orders_within_every_chip_that_is_pressed_page_by_page_with_a_true_total() {
    let shop = Shop::new();
    let person = json!({"name": "王建军", "phones": [{"number": "13804712207"}]});
    let customer = shop.by("王姐", "customer.create", person)["id"].clone();
    let call = |kind: &str| {
        let call = json!({"text": "不点火", "kind": kind, "caller_phone": "13804712207",
            "customer_id": customer});
        shop.by("王姐", "request.create", call)["work_order"]["summary"]["id"].clone()
    };
    // More than were looked through of one household.
    let repairs: Vec<_> = (0..23).map(|_| call("repair")).collect();
    call("maintenance");
    let gone = json!({"reason": "客户找了别家", "contact_text": "说不用来了"});
    shop.step("陈经理", &repairs[0], "cancel", gone);
    let other = json!({"text": "不热", "caller_phone": "13904712207",
        "new_customer_name": "李桂兰"});
    shop.by("王姐", "request.create", other);

    let list = |more: Value| {
        let mut asked = json!({"query": "王建军"});
        asked
            .as_object_mut()
            .unwrap()
            .extend(more.as_object().unwrap().clone());
        let (mut ids, mut total, mut after) = (Vec::new(), Value::Null, Value::Null);
        loop {
            asked["after"] = after;
            asked["limit"] = 10.into();
            let page = shop.by("王姐", "work_order.list", asked.clone());
            assert!(total.is_null() || total == page["total"], "{page}");
            assert_eq!(page["too_many"], false);
            total = page["total"].clone();
            ids.extend(
                page["rows"]
                    .as_array()
                    .unwrap()
                    .iter()
                    .map(|row| row["id"].to_string()),
            );
            after = page["next"].clone();
            if after.is_null() {
                break;
            }
        }
        let told = ids.len();
        ids.sort();
        ids.dedup();
        assert_eq!((ids.len(), json!(told)), (told, total), "{asked}");
        told
    };
    assert_eq!(list(json!({})), 23, "open ones");
    assert_eq!(list(json!({"filter": "all"})), 24);
    assert_eq!(list(json!({"filter": "done"})), 1);
    assert_eq!(list(json!({"filter": "overdue"})), 0);
    assert_eq!(list(json!({"filter": "all", "kind": "maintenance"})), 1);
    assert_eq!(list(json!({"filter": "all", "state": "cancelled"})), 1);
    assert_eq!(list(json!({"filter": "all", "cause_class": "product"})), 0);
    assert_eq!(
        list(json!({"filter": "all", "technician_id": shop.staff("张师傅")})),
        0
    );
}
