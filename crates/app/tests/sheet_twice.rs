//! One paper sheet, one visit, typed on two PCs without network: the rows are the same on both, so
//! that headquarters takes one of them.
#![allow(
    clippy::unwrap_used,
    clippy::needless_pass_by_value,
    reason = "tests hand their payloads over"
)]

use std::sync::Arc;

use crate::common::NOON;
use crate::common::desk::{HOUR, Shop};
use serde_json::{Value, json};
use wuyou_app::NoNetwork;
use wuyou_domain::id::{StockMoveId, WorkOrderId};

fn sheet(order: &Value, fen: i64) -> Value {
    json!({
        "work_order_id": order, "started_at": NOON + HOUR, "finished_at": NOON + 2 * HOUR,
        "cause_code": "env_voltage", "result": "换风机，试机正常",
        "parts": [{"code": "fan", "name": "风机", "quantity": 1, "old_returned": true}],
        "charge_fen": fen, "method": "cash", "signature": "纸 0231",
    })
}

fn money(shop: &Shop, order: &Value) -> Value {
    shop.by("王姐", "money.get", json!({"work_order_id": order}))
}

#[test]
fn what_a_sheet_brings_in_is_the_rest_after_what_was_paid_down() {
    for (method, down, due) in [
        ("cash", 20_000, 0),
        ("credit", 20_000, 30_000),
        ("cash", 50_000, 0),
    ] {
        let shop = Shop::new();
        let order = shop.dispatched("张师傅");
        let lines = json!([{"kind": "labour", "name": "工时", "quantity": 1, "unit_fen": 50_000}]);
        let costs = json!({"work_order_id": order, "lines": lines});
        shop.by("王姐", "money.charge", costs);
        let told = json!({"work_order_id": order, "channel": "phone", "person_name": "王建军"});
        shop.by("王姐", "money.agree", told);
        let paid = json!({"work_order_id": order, "method": "wechat", "amount_fen": down});
        shop.by("王姐", "money.pay", paid);
        shop.at(NOON + 8 * HOUR);
        let mut call = sheet(&order, 50_000);
        call["method"] = method.into();
        if method == "credit" {
            call["due_on"] = "2026-12-20".into();
        }
        let done = shop.by("王姐", "work_order.record_sheet", call);
        assert_eq!(done["due_fen"], due, "{method} {down}");
        let seen = money(&shop, &order);
        assert_eq!(
            (&seen["owed_back_fen"], &seen["credit_fen"]),
            (&json!(0), &json!(due))
        );
    }
}

#[test]
fn one_sheet_typed_on_two_pcs_is_one_payment_and_one_use_of_a_part() {
    let shop = Shop::new();
    let order = shop.dispatched("张师傅");
    let other = shop.copy(Arc::new(NoNetwork));
    let id = WorkOrderId(order.as_str().unwrap().parse().unwrap());
    let rows = [&shop, &other].map(|pc| {
        pc.at(NOON + 8 * HOUR);
        pc.by("王姐", "work_order.record_sheet", sheet(&order, 5_000));
        let moves = ["use", "old_in"].map(|kind| {
            let row = StockMoveId::of_sheet((id, 0), (kind, "fan"), 0);
            let database = pc.app.database().unwrap();
            let found = database.read(|view| view.row("stock_move", row)).unwrap();
            assert!(found.is_some(), "{kind}");
            row
        });
        (money(pc, &order)["payments"][0]["id"].clone(), moves)
    });
    assert_eq!(rows[0], rows[1]);
    // The next time it is worked on there is another sheet.
    shop.at(NOON + 9 * HOUR);
    shop.step("王姐", &order, "reopen", json!({"reason": "又不点火"}));
    shop.step("王姐", &order, "reply", json!({"contact_text": "马上去"}));
    shop.dispatch(&order, "张师傅");
    shop.at(NOON + 20 * HOUR);
    let mut again = sheet(&order, 5_000);
    again["started_at"] = (NOON + 10 * HOUR).into();
    again["finished_at"] = (NOON + 11 * HOUR).into();
    shop.by("王姐", "work_order.record_sheet", again);
    let parts = shop.by("王姐", "order_parts.get", json!({"work_order_id": order}));
    assert_eq!(parts["rows"][0]["quantity"], 2);
}

#[test]
fn one_visit_recorded_on_two_pcs_leads_to_one_order_one_request_and_one_complaint() {
    let shop = Shop::new();
    let order = shop.dispatched("张师傅");
    shop.step("张师傅", &order, "start", json!({}));
    let done = json!({"cause": "零件", "result": "换点火针", "charge_fen": 0, "signature": "0012"});
    shop.step("张师傅", &order, "finish", done);
    let found = json!({ "work_order_id": order });
    let visits = shop.by("王姐", "return_visit.of_order", found);
    let visit = visits["rows"][0]["id"].clone();
    let other = shop.copy(Arc::new(NoNetwork));
    let yes = |question: &str| json!({"question": question, "yes": true});
    let answers = json!([
        yes("fixed"), yes("on_time"), {"question": "attitude", "yes": false}, yes("charges_clear"),
        {"question": "satisfaction", "number": 5.0},
    ]);
    let call = json!({"id": visit, "answers": answers, "result": "to_complaint",
        "problem": "态度不好", "ask_manager": true});
    let follows = [&shop, &other].map(|pc| {
        let seen = pc.by("王姐", "return_visit.complete", call.clone());
        let record = &seen["records"][0];
        assert!(record["follow_no"].is_string(), "{record}");
        let requests = pc.by("王姐", "request.list", json!({}));
        let requests = requests["rows"].as_array().unwrap().iter();
        let requests: Vec<_> = requests.map(|row| row["id"].clone()).collect();
        let complaints = pc.by("王姐", "complaint.list", json!({}));
        let rows = complaints["rows"].as_array().unwrap().iter();
        let rows: Vec<_> = rows.map(|row| row["id"].clone()).collect();
        assert_eq!(rows.len(), 1);
        (requests, rows)
    });
    assert_eq!(follows[0], follows[1]);
}

#[test]
fn a_danger_told_at_one_visit_on_two_pcs_is_one_order() {
    let shop = Shop::new();
    let order = shop.dispatched("张师傅");
    shop.step("张师傅", &order, "start", json!({}));
    let done = json!({"cause": "零件", "result": "换点火针", "charge_fen": 0, "signature": "0012"});
    shop.step("张师傅", &order, "finish", done);
    let said = json!({"satisfied": true, "contact_text": "客户满意"});
    shop.step("王姐", &order, "confirm", said);
    shop.step("陈经理", &order, "close", json!({}));
    let found = json!({ "work_order_id": order });
    let visits = shop.by("王姐", "return_visit.of_order", found);
    let visit = visits["rows"][0]["id"].clone();
    let other = shop.copy(Arc::new(NoNetwork));
    let yes = |question: &str| json!({"question": question, "yes": true});
    let answers = json!([
        {"question": "fixed", "yes": false}, yes("on_time"), yes("attitude"), yes("charges_clear"),
        {"question": "satisfaction", "number": 5.0},
    ]);
    let call = json!({"id": visit, "answers": answers, "result": "to_order",
        "problem": "闻到煤气味，又不点火"});
    let follows = [&shop, &other].map(|pc| {
        let seen = pc.by("王姐", "return_visit.complete", call.clone());
        let record = &seen["records"][0];
        assert_ne!(
            record["follow_order_id"], order,
            "a closed order is the manager's to open"
        );
        (
            record["follow_order_id"].clone(),
            record["follow_request_id"].clone(),
        )
    });
    assert!(follows[0].0.is_string(), "{follows:?}");
    assert_eq!(follows[0], follows[1]);
}
