//! The intake desk: who is calling, what is open, and what a call becomes.
#![allow(clippy::unwrap_used, reason = "tests")]

mod common;

use common::{NOON, caller, ready_shop};
use serde_json::{Value, json};
use wuyou_app::App;

fn call(app: &App, name: &str, payload: Value) -> Value {
    app.call(&caller(Some("王姐")), name, payload).unwrap()
}

fn take(app: &App) -> Value {
    call(
        app,
        "request.create",
        json!({
            "text": "屋里不热", "caller_phone": "138-0471-2207", "new_customer_name": "王建军",
            "town": "柳河镇", "address": "西沟村一组 供销社往北第二家",
        }),
    )
}

#[test]
fn a_second_call_about_an_open_case_is_noted_as_urged_and_opens_nothing_new() {
    let (_dir, app) = ready_shop();
    let order = take(&app)["work_order"]["summary"]["id"].clone();
    let found = call(&app, "caller.lookup", json!({"query": "2207"}));
    let household = &found["matches"][0];
    assert_eq!(household["open_orders"][0]["id"], order);
    assert_eq!(household["contacts"][0]["text"], "屋里不热");

    call(
        &app,
        "request.urge",
        json!({"work_order_id": order, "text": "还没来人"}),
    );
    call(&app, "request.urge", json!({ "work_order_id": order }));
    let seen = call(&app, "work_order.get", json!({ "id": order }));
    assert_eq!(seen["summary"]["urged_count"], 2);
    let open = call(&app, "work_order.list", json!({}));
    assert_eq!(open["total"], 1);
}

#[test]
fn a_call_answered_on_the_phone_is_closed_and_one_that_needs_a_visit_keeps_its_start() {
    let (_dir, app) = ready_shop();
    let ask = || {
        let asked = json!({
            "text": "怎么防冻", "kind": "enquiry", "caller_phone": "13904712207",
            "new_customer_name": "陈立新", "received_at": NOON - 3_600_000,
        });
        let taken = call(&app, "request.create", asked);
        assert!(taken["work_order"].is_null());
        taken["request"]["id"].clone()
    };
    let answered = json!({"id": ask(), "text": "关水断电，放空"});
    assert_eq!(call(&app, "request.answer", answered)["state"], "answered");
    let order = call(
        &app,
        "request.open_order",
        json!({"id": ask(), "kind": "repair"}),
    );
    assert_eq!(order["summary"]["received_at"], NOON - 3_600_000);
}

#[test]
fn a_call_without_a_number_needs_a_reason_and_nothing_is_saved_without_it() {
    let (_dir, app) = ready_shop();
    let nobody = json!({"text": "漏水", "new_customer_name": "某户"});
    let refused = app
        .call(&caller(Some("王姐")), "request.create", nobody)
        .unwrap_err();
    assert_eq!(refused.fields[0].code, "phone_needed");
    assert_eq!(call(&app, "customer.list", json!({}))["total"], 0);
    let told = json!({"text": "漏水", "new_customer_name": "某户", "no_phone_reason": "邻居代报"});
    call(&app, "request.create", told);
    assert_eq!(call(&app, "customer.list", json!({}))["total"], 1);
}
