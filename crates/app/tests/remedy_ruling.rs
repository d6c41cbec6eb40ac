//! Headquarters' decision over a remedy case, as a sync brings it: the case follows it.
#![allow(
    clippy::unwrap_used,
    clippy::needless_pass_by_value,
    reason = "tests hand their payloads over"
)]

use crate::common::NOON;
use crate::common::desk::{HOUR, Shop};
use crate::common::hq::received;
use serde_json::{Value, json};
use uuid::Uuid;
use wuyou_domain::id::RemedyRulingId;
use wuyou_store::Id;
use wuyou_sync::change::Op;

fn step(shop: &Shop, who: &str, case: &Value, step: &str, mut fields: Value) -> Value {
    fields["id"] = case.clone();
    fields["step"] = step.into();
    shop.by(who, "remedy_case.advance", fields)
}

fn uuid(value: &Value) -> Uuid {
    value.as_str().unwrap().parse().unwrap()
}

/// A return that is too much for the shop's manager, sent up.
fn sent_up(shop: &Shop) -> Value {
    let household = json!({"name": "赵铁柱", "phones": [{"number": "13804712207"}]});
    let customer = shop.by("王姐", "customer.create", household)["id"].clone();
    let machine = json!({"serial": "L1P241602802954S", "model_code": "WEB-L1P24",
        "gas": "natural_gas", "customer_id": customer, "sold_on": "2026-11-01"});
    let unit = shop.by("王姐", "unit.register", machine)["unit"]["id"].clone();
    let sale = json!({"unit_id": unit, "channel": "shop", "sold_on": "2026-11-01",
        "price_fen": 680_000, "invoice_no": "0012", "invoice_on": "2026-11-01"});
    shop.by("王姐", "machine.sell", sale);
    let open = json!({"unit_id": unit, "ground": "agreed", "claim": "return", "text": "要求退货"});
    let case = shop.by("王姐", "remedy_case.create", open)["summary"]["id"].clone();
    let agreement = json!({"id": case, "agreement": "双方约定退货", "goods_condition": "完好"});
    shop.by("王姐", "remedy_case.update", agreement);
    step(shop, "王姐", &case, "propose", json!({"claim": "return"}));
    let seen = step(
        shop,
        "陈经理",
        &case,
        "escalate",
        json!({"reason": "超过三千元"}),
    );
    assert_eq!(seen["summary"]["state"], "with_headquarters");
    case
}

fn proposal(shop: &Shop, case: &Value) -> Uuid {
    let id: wuyou_domain::id::RemedyCaseId = uuid(case).into();
    let database = shop.app.database().unwrap();
    let row = database
        .read(|view| wuyou_store::remedy_case::get(view, id))
        .unwrap();
    row.proposal_id.unwrap().0
}

/// Headquarters decides over a proposal.
fn ruled(shop: &Shop, case: &Value, proposal: Uuid, verdict: &str) {
    let fields = vec![
        ("remedy_case_id", uuid(case).value()),
        ("proposal_id", proposal.value()),
        ("verdict", verdict.into()),
        ("text", "照条款办".into()),
        ("ruling_no", "HQ-20261121-ab12cd".into()),
        ("ruling_by", "周工".into()),
        ("occurred_at", (NOON + HOUR).into()),
    ];
    let row = RemedyRulingId::of_proposal(proposal).0;
    received(
        shop,
        ("remedy_ruling", Op::Insert, row),
        fields,
        NOON + HOUR,
    );
    shop.at(NOON + 2 * HOUR);
}

fn get(shop: &Shop, case: &Value) -> Value {
    shop.by("王姐", "remedy_case.get", json!({ "id": case }))
}

#[test]
fn what_headquarters_approves_is_told_the_customer_and_carried_out_without_typing_it_in() {
    let shop = Shop::new();
    let case = sent_up(&shop);
    ruled(&shop, &case, proposal(&shop, &case), "approve");
    let seen = get(&shop, &case);
    assert_eq!(seen["summary"]["state"], "approved", "{seen}");
    assert_eq!(seen["proposal"]["ruling"], "HQ-20261121-ab12cd · 周工");
    assert_eq!(seen["events"][0]["event"], "ruling_approve");
    assert_eq!(seen["events"][0]["text"], "照条款办");
    let list = shop.by("王姐", "remedy_case.list", json!({"filter": "approval"}));
    assert_eq!(list["rows"], json!([]), "it waits for nobody's approval");
    let yes = step(
        &shop,
        "王姐",
        &case,
        "accept",
        json!({"contact_text": "同意"}),
    );
    assert_eq!(yes["summary"]["state"], "agreed");
    let paid = json!({"document": "退机单 3", "method": "transfer", "receipt_no": "T-9"});
    let done = step(&shop, "王姐", &case, "execute", paid);
    assert_eq!(done["summary"]["state"], "executed");
}

#[test]
fn what_headquarters_refuses_is_refused_with_its_note_and_can_be_proposed_anew() {
    let shop = Shop::new();
    let case = sent_up(&shop);
    ruled(&shop, &case, proposal(&shop, &case), "refuse");
    let seen = get(&shop, &case);
    assert_eq!(seen["summary"]["state"], "refused");
    let refused = shop.by("王姐", "remedy_case.list", json!({"filter": "refused"}));
    assert_eq!(refused["rows"][0]["id"], case);
    let open = step(
        &shop,
        "王姐",
        &case,
        "revise",
        json!({"reason": "改为换货"}),
    );
    assert_eq!(open["summary"]["state"], "opened");
    // What headquarters said stays in the history, also when its proposal was taken back.
    let told: Vec<_> = open["events"].as_array().unwrap().iter().collect();
    let refusal = told.iter().find(|one| one["event"] == "ruling_refuse");
    assert_eq!(refusal.unwrap()["ruling"], "HQ-20261121-ab12cd · 周工");
    step(
        &shop,
        "王姐",
        &case,
        "propose",
        json!({"claim": "exchange"}),
    );
    let up = step(
        &shop,
        "陈经理",
        &case,
        "escalate",
        json!({"reason": "超过三千元"}),
    );
    assert_eq!(
        up["summary"]["state"], "with_headquarters",
        "the decision was over another proposal"
    );
}

#[test]
fn a_decision_over_a_proposal_that_was_taken_back_changes_nothing() {
    let shop = Shop::new();
    let case = sent_up(&shop);
    let old = proposal(&shop, &case);
    step(
        &shop,
        "陈经理",
        &case,
        "send_back",
        json!({"reason": "重算"}),
    );
    step(&shop, "王姐", &case, "propose", json!({"claim": "return"}));
    ruled(&shop, &case, old, "approve");
    assert_eq!(get(&shop, &case)["summary"]["state"], "proposed");
}

#[test]
fn what_headquarters_refused_itself_is_not_approved_by_what_was_typed_and_the_manager_is_told() {
    let shop = Shop::new();
    let case = sent_up(&shop);
    let typed = json!({"ruling_no": "传真 7 号", "ruling_by": "不知道是谁"});
    let approved = step(&shop, "陈经理", &case, "record_ruling", typed);
    assert_eq!(approved["summary"]["state"], "approved");
    assert_eq!(approved["overruled"], Value::Null);
    ruled(&shop, &case, proposal(&shop, &case), "refuse");
    let seen = get(&shop, &case);
    assert_eq!(seen["summary"]["state"], "refused", "{seen}");
    assert_eq!(seen["summary"]["overruled"], true);
    assert_eq!(seen["overruled"]["typed"], "传真 7 号 · 不知道是谁");
    assert_eq!(seen["overruled"]["own"], "HQ-20261121-ab12cd · 周工");
    assert_eq!(seen["proposal"]["approved_by"], Value::Null);
    let fields = json!({"id": case, "step": "accept", "contact_text": "同意"});
    let accept = shop.try_by("王姐", "remedy_case.advance", fields);
    assert!(accept.is_err(), "nobody tells the customer yes");
    let today = shop.by("陈经理", "today.get", json!({"kind": "remedy_case"}));
    let row = &today["rows"][0];
    assert_eq!(
        (&row["what"], &row["urgency"]),
        (&json!("overruled"), &json!("overdue"))
    );
    // Proposed anew, the matter is open again and nothing is told of it.
    step(
        &shop,
        "王姐",
        &case,
        "revise",
        json!({"reason": "改为换货"}),
    );
    assert_eq!(get(&shop, &case)["overruled"], Value::Null);
}

#[test]
fn a_case_that_opens_by_itself_has_an_owner_and_the_close_of_the_day_names_them() {
    let shop = Shop::new();
    let unit = crate::remedy_case::failed_again(&shop);
    let holder = shop.by("王姐", "unit.get", json!({ "id": unit }))["unit"]["customer_id"].clone();
    let call = json!({"text": "又不点火", "caller_phone": "13804712207", "unit_id": unit,
        "customer_id": holder});
    let taken = shop.by("王姐", "request.create", call);
    let case = taken["remedy_case"]["id"].clone();
    assert_ne!(case, Value::Null, "{taken}");
    let seen = get(&shop, &case);
    assert_ne!(seen["owner_id"], Value::Null);
    let day = shop.by("王姐", "today.get", json!({"kind": "remedy_case"}));
    assert_eq!(day["rows"][0]["lacks"], json!([]));
    let report = shop.by("王姐", "today.report", json!({}));
    assert_eq!(report["given"][0]["id"], case);
    assert_eq!(report["given"][0]["owner_id"], seen["owner_id"]);
}
