//! What a call brings with it: who calls, from which number, when, and when a visit suits.
#![allow(
    clippy::unwrap_used,
    clippy::needless_pass_by_value,
    reason = "tests hand their payloads over"
)]

use crate::common::NOON;
use crate::common::desk::{DAY, HOUR, Shop};
use crate::common::press::{Proof, job, preview, printing_shop};
use serde_json::{Value, json};
use wuyou_domain::paper::{Document, JobSheet};

fn household(shop: &Shop, name: &str, phones: Value) -> Value {
    shop.by(
        "王姐",
        "customer.create",
        json!({"name": name, "phones": phones}),
    )
}

fn order_of(taken: &Value) -> Value {
    taken["work_order"]["summary"]["id"].clone()
}

fn job_sheet(proof: &Proof) -> JobSheet {
    let Document::JobSheets(mut sheets) = proof.last().document else {
        panic!("no job sheets")
    };
    sheets.remove(0)
}

#[test]
fn a_number_that_passed_to_somebody_else_names_the_household_no_more() {
    let (shop, proof) = printing_shop();
    let ended = json!([{"number": "13804712207", "valid_to": "2026-03-31"},
        {"number": "13904712208"}]);
    let former = household(&shop, "王建军", ended);
    let lookup = || shop.by("王姐", "caller.lookup", json!({"query": "13804712207"}));
    // Whose it was is still found, as one of those that may be meant.
    let found = lookup()["matches"][0].clone();
    assert_eq!(found["customer"]["id"], former["id"]);
    assert_eq!(found["phones"][1]["valid_to"], "2026-03-31");
    // Whose it is now is the answer, alone.
    let now = household(&shop, "赵铁柱", json!([{"number": "13804712207"}]));
    let matches = lookup()["matches"].clone();
    assert_eq!(matches.as_array().unwrap().len(), 1);
    assert_eq!(
        (&matches[0]["customer"]["id"], &matches[0]["matched"]),
        (&now["id"], &json!("phone"))
    );
    let call = json!({"text": "不点火", "customer_id": former["id"]});
    let order = order_of(&shop.by("王姐", "request.create", call));
    preview(&shop, job("job_sheet", &[&order]));
    assert_eq!(job_sheet(&proof).phones, ["139 0471 2208"]);
}

#[test]
fn a_household_with_nothing_but_a_former_number_cannot_be_called_back() {
    let shop = Shop::new();
    let ended = json!([{"number": "13804712207", "valid_to": "2026-03-31"}]);
    let former = household(&shop, "王建军", ended);
    let call = json!({"text": "不点火", "customer_id": former["id"]});
    let refused = shop
        .try_by("王姐", "request.create", call.clone())
        .unwrap_err();
    assert_eq!(refused.fields[0].code, "phone_needed");
    // They call from it again: it is theirs once more, and what was noted stays.
    let mut again = call;
    again["caller_phone"] = "13804712207".into();
    shop.by("王姐", "request.create", again);
    let seen = shop.by("王姐", "customer.get", json!({"id": former["id"]}));
    let ends = seen["phones"].as_array().unwrap().iter();
    let ends: Vec<_> = ends.map(|phone| phone["valid_to"].clone()).collect();
    assert_eq!(ends, [Value::Null, json!("2026-03-31")]);
}

#[test]
fn when_a_visit_suits_this_time_goes_with_the_order_of_any_household() {
    let (shop, proof) = printing_shop();
    let known = household(&shop, "王建军", json!([{"number": "13804712207"}]));
    let calls = [
        json!({"text": "不点火", "customer_id": known["id"], "preferred_time": "下午四点以后"}),
        json!({"text": "不点火", "caller_phone": "13904712208", "new_customer_name": "赵铁柱",
            "preferred_time": "下午四点以后"}),
    ];
    for call in calls {
        let taken = shop.by("王姐", "request.create", call);
        let told = "不点火\n（方便时间：下午四点以后）";
        assert_eq!(taken["request"]["text"], told);
        assert_eq!(taken["work_order"]["summary"]["fault_text"], told);
        preview(&shop, job("job_sheet", &[&order_of(&taken)]));
        let sheet = job_sheet(&proof);
        assert!(sheet.fault.unwrap().contains("下午四点以后"));
        // It is the wish of this call and not how they always are.
        let id = taken["request"]["customer_id"].clone();
        let seen = shop.by("王姐", "customer.get", json!({ "id": id }));
        assert_eq!(seen["preferred_time"], Value::Null);
    }
}

#[test]
fn a_call_noted_on_paper_starts_its_clocks_when_it_came() {
    let shop = Shop::new();
    let call = |at: i64| {
        json!({"text": "不点火", "caller_phone": "13804712207", "channel": "letter",
            "new_customer_name": "王建军", "received_at": at})
    };
    let taken = shop.by("王姐", "request.create", call(NOON - DAY));
    assert_eq!(taken["request"]["channel"], "letter");
    assert_eq!(taken["request"]["received_at"], NOON - DAY);
    assert!(taken["reply_due_at"].as_i64().unwrap() < NOON);
    for (at, code) in [
        (NOON + HOUR, "time_future"),
        (NOON - 15 * DAY, "call_too_old"),
    ] {
        let refused = shop.try_by("王姐", "request.create", call(at));
        assert_eq!(refused.unwrap_err().fields[0].code, code);
    }
}

#[test]
fn who_speaks_is_kept_with_the_call_and_at_a_new_number() {
    let shop = Shop::new();
    let known = household(&shop, "王建军", json!([{"number": "13804712207"}]));
    let call = json!({"text": "不点火", "customer_id": known["id"], "caller_name": "儿子",
        "caller_phone": "13904712208"});
    shop.by("王姐", "request.create", call);
    let seen = shop.by("王姐", "customer.get", json!({"id": known["id"]}));
    assert_eq!(seen["phones"][1]["label"], "儿子");
}

#[test]
fn whoever_goes_is_told_how_the_household_speaks_and_that_it_wants_no_calls() {
    let (shop, proof) = printing_shop();
    let made = json!({"name": "金顺姬", "phones": [{"number": "13804712207"}], "no_call": true,
        "language": "朝鲜语", "tags": ["狗凶"], "preferred_time": "傍晚"});
    let made = shop.by("王姐", "customer.create", made);
    let call = json!({"text": "不点火", "customer_id": made["id"]});
    let order = order_of(&shop.by("王姐", "request.create", call));
    let seen = shop.by("王姐", "work_order.get", json!({ "id": order }));
    assert_eq!(
        (&seen["language"], &seen["no_call"], &seen["preferred_time"]),
        (&json!("朝鲜语"), &json!(true), &json!("傍晚"))
    );
    preview(&shop, job("job_sheet", &[&order]));
    let told = ["不要打电话", "说朝鲜语", "狗凶", "傍晚"];
    assert_eq!(job_sheet(&proof).tags, told);
}
