//! The decision of a remedy case on paper, from the case to what the press gets.
#![allow(
    clippy::unwrap_used,
    clippy::needless_pass_by_value,
    reason = "tests hand their payloads over"
)]

use crate::common::NOON;
use crate::common::desk::{DAY, Shop};
use crate::common::press::{Proof, job, preview, printing_shop, refused};
use serde_json::{Value, json};
use wuyou_domain::paper::{Document, RemedyDecision};

/// A boiler sold on this day, and a confirmed claim to give it back.
fn claim(shop: &Shop, sold_on: &str) -> Value {
    let household = json!({"name": "赵铁柱", "phones": [{"number": "13804712207"}]});
    let customer = shop.by("王姐", "customer.create", household)["id"].clone();
    let machine = json!({"serial": "L1P241602802954S", "model_code": "WEB-L1P24",
        "gas": "natural_gas", "customer_id": customer, "sold_on": sold_on,
        "installed_on": sold_on});
    let unit = shop.by("王姐", "unit.register", machine)["unit"]["id"].clone();
    let sale = json!({"unit_id": unit, "channel": "shop", "sold_on": sold_on,
        "price_fen": 680_000, "invoice_no": "0012", "invoice_on": sold_on});
    shop.by("王姐", "machine.sell", sale);
    let case = json!({"unit_id": unit, "ground": "quality", "claim": "return",
        "text": "点火三次都灭，要求退"});
    let case = shop.by("王姐", "remedy_case.create", case)["summary"]["id"].clone();
    let found = json!({"id": case, "fault_record": "主板无输出", "fault_confirmed": true});
    shop.by("王姐", "remedy_case.update", found);
    case
}

fn step(shop: &Shop, who: &str, case: &Value, step: &str, fields: Value) {
    let mut payload = fields;
    payload["id"] = case.clone();
    payload["step"] = step.into();
    shop.by(who, "remedy_case.advance", payload);
}

fn decision(shop: &Shop, proof: &Proof, case: &Value) -> RemedyDecision {
    preview(shop, job("remedy_decision", &[case]));
    let Document::RemedyDecisions(mut papers) = proof.last().document else {
        panic!("no remedy decisions")
    };
    papers.remove(0)
}

#[test]
fn nothing_is_there_to_sign_before_it_is_decided() {
    let (shop, _) = printing_shop();
    let case = claim(&shop, "2026-11-17");
    let ask = || json!({ "job": job("remedy_decision", &[&case]) });
    assert_eq!(refused(&shop, "print.preview", ask()), "print.nothing");
    step(&shop, "王姐", &case, "propose", json!({"claim": "return"}));
    assert_eq!(refused(&shop, "print.preview", ask()), "print.nothing");
}

#[test]
fn an_approval_prints_what_is_given_the_amounts_the_article_and_who_decided() {
    let (shop, proof) = printing_shop();
    let case = claim(&shop, "2026-11-17");
    step(&shop, "王姐", &case, "propose", json!({"claim": "return"}));
    step(&shop, "陈经理", &case, "approve", json!({}));
    let paper = decision(&shop, &proof, &case);
    assert_eq!(paper.decision, "同意退货");
    assert_eq!(paper.claim, "退货 · 质量问题");
    assert_eq!(paper.said, "点火三次都灭，要求退");
    assert_eq!(paper.customer.as_deref(), Some("赵铁柱"));
    assert_eq!(paper.serial.as_deref(), Some("L1P241602802954S"));
    let amounts: Vec<_> = paper
        .amounts
        .iter()
        .map(|one| (&*one.name, &*one.until))
        .collect();
    assert_eq!(amounts, [("退货款", "¥6800.00"), ("付给客户", "¥6800.00")]);
    assert!(
        paper.grounds.iter().any(|line| line.contains("条")),
        "{:?}",
        paper.grounds
    );
    assert_eq!(paper.decided.as_deref(), Some("陈经理 · 2026年11月21日"));
    assert_eq!((paper.reason, paper.carried_out), (None, None));
    let mut asked = job("remedy_decision", &[&case]);
    asked["language"] = "en".into();
    let seen = preview(&shop, asked);
    let name = seen["file_name"].as_str().unwrap();
    assert!(name.starts_with("Remedy_decision-LH001-"), "{name}");
}

#[test]
fn a_refusal_prints_its_reason_and_the_article_it_cites() {
    let (shop, proof) = printing_shop();
    let case = claim(&shop, "2026-01-05");
    shop.at(NOON + DAY);
    let no = json!({"reason": "已过七天，可免费修理"});
    step(&shop, "陈经理", &case, "refuse", no);
    let paper = decision(&shop, &proof, &case);
    assert_eq!(paper.decision, "不同意上述要求");
    assert_eq!(paper.reason.as_deref(), Some("已过七天，可免费修理"));
    assert!(paper.grounds.iter().any(|line| line.contains("第十五条")));
    assert_eq!(paper.decided.as_deref(), Some("陈经理 · 2026年11月22日"));
    assert_eq!(paper.amounts, []);
    // A refusal that was taken up again stands no more.
    step(
        &shop,
        "王姐",
        &case,
        "revise",
        json!({"reason": "协商减价"}),
    );
    let ask = json!({ "job": job("remedy_decision", &[&case]) });
    assert_eq!(refused(&shop, "print.preview", ask), "print.nothing");
}
