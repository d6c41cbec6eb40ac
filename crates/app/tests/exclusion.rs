//! Claims that 三包 does not cover a repair: what they need, who confirms them, what is charged, and
//! what happens to the money when they are taken back.
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
use wuyou_store::Id;
use wuyou_sync::change::Op;

/// An order about a machine under warranty, with the costs that a repair would have.
pub(crate) fn order_in_warranty(shop: &Shop) -> Value {
    let items = json!({"items": [
        {"code": null, "kind": "labour", "name": "人工费", "unit_fen": 8_000},
        {"code": "fan", "kind": "part", "name": "风机", "unit_fen": 26_000},
    ]});
    shop.by("陈经理", "price.save", items);
    let household = json!({"name": "王建军", "phones": [{"number": "13804712207"}]});
    let customer = shop.by("王姐", "customer.create", household)["id"].clone();
    let machine = json!({"serial": "L1P241602802954S", "model_code": "WEB-L1P24",
        "sold_on": "2026-10-01", "customer_id": customer});
    let unit = shop.by("王姐", "unit.register", machine)["unit"]["id"].clone();
    let call = json!({"text": "进水了", "caller_phone": "13804712207", "unit_id": unit,
        "customer_id": customer});
    let order = shop.by("王姐", "request.create", call)["work_order"]["summary"]["id"].clone();
    shop.step("王姐", &order, "reply", json!({"contact_text": "下午去"}));
    shop.dispatch(&order, "张师傅");
    shop.step("张师傅", &order, "start", json!({}));
    order
}

fn lines() -> Value {
    json!([
        {"kind": "labour", "code": "人工费", "name": "人工费", "quantity": 1},
        {"kind": "part", "code": "fan", "name": "风机", "quantity": 1},
        {"kind": "other", "name": "报警器", "quantity": 1, "unit_fen": 12_000,
            "over_reason": "客户要装一个"},
    ])
}

pub(crate) fn charge(shop: &Shop, order: &Value) -> Value {
    let costs = json!({"work_order_id": order, "lines": lines()});
    shop.by("陈经理", "money.charge", costs)
}

pub(crate) fn pieces(kinds: &[&str]) -> Vec<Value> {
    let piece = |kind: &&str| json!({"kind": kind, "text": "在单子 0231 背面"});
    kinds.iter().map(piece).collect()
}

pub(crate) const X1: [&str; 3] = ["damage_photo", "cause_code", "customer_statement"];

pub(crate) fn claim(shop: &Shop, who: &str, order: &Value, kinds: &[&str]) -> Value {
    let claim = json!({"work_order_id": order, "ground": "X1", "text": "洗澡时用水管冲机器",
        "caused_by_it": true, "evidence": pieces(kinds)});
    shop.by(who, "exclusion.claim", claim)["rows"][0].clone()
}

pub(crate) fn decide(
    shop: &Shop,
    who: &str,
    claim: &Value,
    decision: &str,
) -> Result<Value, String> {
    let call = json!({"id": claim["id"], "decision": decision, "reason": "重新看过"});
    let answer = shop.try_by(who, "exclusion.decide", call);
    answer.map_err(|error| match error.fields.first() {
        Some(field) => field.code.clone(),
        None => error.code.code().to_owned(),
    })
}

pub(crate) fn money(shop: &Shop, order: &Value) -> Value {
    shop.by("王姐", "money.get", json!({"work_order_id": order}))
}

pub(crate) fn agree(shop: &Shop, order: &Value) {
    let call = json!({"work_order_id": order, "channel": "phone",
            "person_name": "王建军"});
    shop.by("王姐", "money.agree", call);
}

pub(crate) fn finish(fen: i64) -> Value {
    json!({"cause": "用户使用不当", "result": "换风机", "charge_fen": fen, "signature": "纸 0231"})
}

#[test]
fn a_claim_without_all_of_its_evidence_leaves_the_work_free_and_locked_and_names_what_is_missing() {
    let shop = Shop::new();
    let order = order_in_warranty(&shop);
    charge(&shop, &order);
    for left_out in 0..X1.len() {
        let mut kinds = X1.to_vec();
        let missing = kinds.remove(left_out);
        let made = claim(&shop, "张师傅", &order, &kinds);
        assert_eq!(made["upheld"], false, "{made}");
        let lacking = made["evidence"].as_array().unwrap().iter();
        let lacking = lacking.filter(|one| one["held"] == false);
        assert!(lacking.map(|one| one["kind"].clone()).eq([json!(missing)]));
        assert!(made["article"]["zh"].as_str().unwrap().contains("第十七条"));
        let refused = decide(&shop, "陈经理", &made, "confirm");
        assert_eq!(refused.unwrap_err(), "exclusion.not_upheld");
        let seen = money(&shop, &order);
        assert_eq!(
            (&seen["free"], &seen["total_fen"]),
            (&json!(true), &json!(12_000))
        );
        // What was missing comes, and somebody else confirms.
        let add = json!({"id": made["id"], "evidence": pieces(&[missing])});
        let now = shop.by("王姐", "exclusion.add", add)["rows"][0].clone();
        assert_eq!(now["upheld"], true, "{now}");
        decide(&shop, "王姐", &made, "withdraw").unwrap();
    }
    // The whole time, the machine is repaired.
    agree(&shop, &order);
    shop.step("张师傅", &order, "finish", finish(12_000));
}

#[test]
fn a_confirmed_claim_is_charged_by_the_price_list_and_asked_of_the_customer_first() {
    let shop = Shop::new();
    let order = order_in_warranty(&shop);
    charge(&shop, &order);
    agree(&shop, &order);
    let made = claim(&shop, "张师傅", &order, &X1);
    // Claimed is not confirmed: free for the customer until somebody decided.
    assert_eq!(money(&shop, &order)["total_fen"], 12_000);
    for who in ["王姐", "张师傅"] {
        assert_eq!(
            decide(&shop, who, &made, "confirm").unwrap_err(),
            "exclusion.role"
        );
    }
    let seen = decide(&shop, "陈经理", &made, "confirm").unwrap();
    assert_eq!(
        (&seen["stands"], &seen["rows"][0]["state"]),
        (&json!(true), &json!("confirmed"))
    );
    let seen = money(&shop, &order);
    assert_eq!(seen["total_fen"], 46_000, "{seen}");
    assert_eq!(
        (&seen["free"], &seen["to_agree"]),
        (&json!(false), &json!(true))
    );
    let line = &seen["lines"][0];
    assert_eq!(line["basis"], "excluded");
    let reason = line["reason"].as_str().unwrap();
    assert!(
        reason.starts_with("X1") && reason.contains("第十七条"),
        "{reason}"
    );
    assert_eq!(
        seen["lines"][2]["basis"], "typed",
        "goods are sold in any case"
    );

    let early = shop.try_step("张师傅", &order, "finish", finish(46_000));
    assert_eq!(early.unwrap_err().code.code(), "money.not_agreed");
    agree(&shop, &order);
    shop.step("张师傅", &order, "finish", finish(46_000));
    let late = json!({"work_order_id": order, "ground": "X2", "text": "拆过", "evidence": []});
    let late = shop.try_by("张师傅", "exclusion.claim", late).unwrap_err();
    assert_eq!(late.code.code(), "exclusion.finished");
}

#[test]
fn who_claims_does_not_confirm_and_the_only_manager_needs_headquarters_answer() {
    let shop = Shop::new();
    let order = order_in_warranty(&shop);
    let made = claim(&shop, "陈经理", &order, &X1);
    assert_eq!(made["needs_ruling"], true);
    assert_eq!(
        decide(&shop, "陈经理", &made, "confirm").unwrap_err(),
        "ruling_needed"
    );
    shop.by(
        "陈经理",
        "staff.create",
        json!({"name": "赵经理", "role": "manager", "pin": "1357"}),
    );
    let ruling = json!({"id": made["id"], "decision": "confirm", "ruling_no": "HQ-9",
        "ruling_by": "质量部 周工"});
    let own = shop
        .try_by("陈经理", "exclusion.decide", ruling.clone())
        .unwrap_err();
    assert_eq!(own.code.code(), "exclusion.own_claim");
    decide(&shop, "赵经理", &made, "confirm").unwrap();
    assert_eq!(
        decide(&shop, "赵经理", &made, "confirm").unwrap_err(),
        "exclusion.over"
    );

    let alone = Shop::new();
    let order = order_in_warranty(&alone);
    let made = claim(&alone, "陈经理", &order, &X1);
    let mut ruling = ruling;
    ruling["id"] = made["id"].clone();
    let seen = alone.by("陈经理", "exclusion.decide", ruling);
    assert_eq!(seen["rows"][0]["ruling"], "HQ-9 · 质量部 周工");
}

#[test]
fn a_claim_taken_back_makes_the_work_free_again_and_what_was_paid_is_owed_back() {
    let shop = Shop::new();
    let order = order_in_warranty(&shop);
    charge(&shop, &order);
    let made = claim(&shop, "张师傅", &order, &X1);
    decide(&shop, "陈经理", &made, "confirm").unwrap();
    agree(&shop, &order);
    shop.step("张师傅", &order, "finish", finish(46_000));
    let pay = json!({"work_order_id": order, "method": "cash", "amount_fen": 46_000});
    shop.by("王姐", "money.pay", pay);
    assert_eq!(money(&shop, &order)["owed_back_fen"], 0);

    let other = decide(&shop, "李师傅", &made, "withdraw");
    assert!(other.is_err(), "not their order");
    decide(&shop, "王姐", &made, "withdraw").unwrap();
    let seen = money(&shop, &order);
    assert_eq!(
        (&seen["total_fen"], &seen["paid_fen"]),
        (&json!(12_000), &json!(46_000))
    );
    assert_eq!(seen["owed_back_fen"], 34_000, "{seen}");
    assert_eq!(seen["lines"][0]["basis"], "in_warranty");
    let summary = shop.by("王姐", "work_order.get", json!({ "id": order }));
    assert_eq!(summary["charge_fen"], 12_000);
    assert_eq!(
        decide(&shop, "陈经理", &made, "confirm").unwrap_err(),
        "exclusion.finished"
    );
}

#[test]
fn a_clause_of_the_maker_never_takes_what_the_law_or_nobody_approved() {
    let shop = Shop::new();
    let order = order_in_warranty(&shop);
    let claim = json!({"work_order_id": order, "ground": "X7", "text": "电压 260 伏",
        "caused_by_it": true, "evidence": pieces(&["measured_values", "manual_limits"])});
    let made = shop.by("张师傅", "exclusion.claim", claim.clone())["rows"][0].clone();
    assert_eq!(made["upheld"], false, "{made}");
    let twice = shop.try_by("王姐", "exclusion.claim", claim).unwrap_err();
    assert_eq!(twice.fields[0].code, "claimed_already");
    let refused = decide(&shop, "陈经理", &made, "refuse").unwrap();
    assert_eq!(refused["rows"][0]["state"], "refused");
    assert_eq!(refused["rows"][0]["reason"], "重新看过");
}

#[test]
fn work_that_is_charged_anyway_needs_no_claim() {
    let shop = Shop::new();
    let order = order_in_warranty(&shop);
    let unit = shop.by("王姐", "work_order.get", json!({ "id": order }))["unit"]["id"].clone();
    shop.by(
        "王姐",
        "unit.update",
        json!({"id": unit, "sold_on": "2016-10-01", "reason": "发票上的日期"}),
    );
    let claim = json!({"work_order_id": order, "ground": "X1", "text": "冲水", "evidence": []});
    let refused = shop.try_by("张师傅", "exclusion.claim", claim).unwrap_err();
    assert_eq!(refused.code.code(), "exclusion.not_needed");
}

#[test]
fn a_confirmed_exclusion_leaves_a_remedy_case_the_paid_repair_and_nothing_else_until_it_is_taken_back()
 {
    let shop = Shop::new();
    let order = order_in_warranty(&shop);
    let unit = shop.by("王姐", "work_order.get", json!({ "id": order }))["unit"]["id"].clone();
    let open = json!({"unit_id": unit, "ground": "quality", "claim": "repair", "text": "要求修好"});
    let case = shop.by("王姐", "remedy_case.create", open)["summary"]["id"].clone();
    let offered = || {
        let seen = shop.by("王姐", "remedy_case.get", json!({ "id": case }));
        let offers = seen["offers"].as_array().unwrap().iter();
        let repair = offers
            .clone()
            .find(|one| one["claim"] == "repair")
            .unwrap()
            .clone();
        (repair["row"].clone(), repair["payer"].clone())
    };
    assert_ne!(offered().1, "customer");
    let claim = json!({"remedy_case_id": case, "ground": "X1", "text": "冲水", "caused_by_it": true,
        "evidence": pieces(&X1)});
    let made = shop.by("王姐", "exclusion.claim", claim)["rows"][0].clone();
    assert_ne!(offered().1, "customer", "claimed is not confirmed");
    decide(&shop, "陈经理", &made, "confirm").unwrap();
    assert_eq!(
        (offered().0, offered().1),
        (json!("R13"), json!("customer"))
    );
    decide(&shop, "王姐", &made, "withdraw").unwrap();
    assert_ne!(offered().1, "customer");
}

#[test]
fn a_withdrawal_that_comes_from_another_pc_makes_charged_work_free_whatever_its_lines_say() {
    let shop = Shop::new();
    let order = order_in_warranty(&shop);
    charge(&shop, &order);
    let made = claim(&shop, "张师傅", &order, &X1);
    decide(&shop, "陈经理", &made, "confirm").unwrap();
    agree(&shop, &order);
    shop.step("张师傅", &order, "finish", finish(46_000));
    let pay = json!({"work_order_id": order, "method": "wechat", "amount_fen": 46_000});
    shop.by("王姐", "money.pay", pay);
    let id = |value: &Value| -> Uuid { value.as_str().unwrap().parse().unwrap() };
    let fields = vec![
        ("work_order_id", id(&order).value()),
        ("event", "withdraw".into()),
        ("claim_id", id(&made["id"]).value()),
        ("text", "看错了".into()),
        ("occurred_at", (NOON - HOUR).into()),
    ];
    received(
        &shop,
        ("exclusion_event", Op::Insert, Uuid::from_u128(77)),
        fields,
        NOON,
    );
    let seen = money(&shop, &order);
    assert_eq!(
        (&seen["total_fen"], &seen["owed_back_fen"]),
        (&json!(12_000), &json!(34_000))
    );
}
