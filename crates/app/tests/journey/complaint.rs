//! J8: a complaint with four eyes, refused by the customer, decided by headquarters, and reopened.

use serde_json::{Value, json};
use uuid::Uuid;
use wuyou_store::Id;
use wuyou_sync::change::Op;

use super::{at, code};
use crate::common::desk::{DAY, HOUR, MIDNIGHT, Shop};
use crate::common::{NOON, hq::all_sent, hq::received};

/// An order of 张师傅 for which the household has paid in two payments of ¥80.
fn paid_order(shop: &Shop) -> Value {
    let order = shop.dispatched("张师傅");
    shop.step("张师傅", &order, "start", json!({}));
    let done = json!({"cause": "零件", "result": "换点火针", "charge_fen": 16_000,
        "signature": "纸 0012"});
    shop.step("张师傅", &order, "finish", done);
    for method in ["cash", "wechat"] {
        let paid = json!({"work_order_id": order, "method": method, "amount_fen": 8_000});
        shop.by("王姐", "money.pay", paid);
    }
    order
}

fn step(
    shop: &Shop,
    who: &str,
    complaint: &Value,
    step: &str,
    more: Value,
) -> Result<Value, wuyou_contract::ApiError> {
    let mut payload = more;
    payload["id"] = complaint.clone();
    payload["step"] = step.into();
    shop.try_by(who, "complaint.advance", payload)
}

fn due<'c>(seen: &'c Value, what: &str) -> &'c Value {
    let mut clocks = seen["clocks"].as_array().unwrap().iter();
    clocks.find(|clock| clock["what"] == what).unwrap()
}

fn offer(plan: &str) -> Value {
    json!({"cause": "上门费算了两次", "plan": plan, "contact_text": "电话说明",
        "failure_type": "process", "recovery": "refund"})
}

/// Headquarters' decision reaches the shop by sync.
fn decided(shop: &Shop, complaint: &Value, at: i64) {
    let row: Uuid = complaint.as_str().unwrap().parse().unwrap();
    let plan = "总部决定：退 80 元";
    let fields = vec![("state", "answered".into()), ("plan", plan.into())];
    received(shop, ("complaint", Op::Update, row), fields, at);
    let event = Uuid::from_u128(row.as_u128() ^ 1);
    let fields = vec![
        ("complaint_id", row.value()),
        ("event", "answer".into()),
        ("from_state", "escalated".into()),
        ("to_state", "answered".into()),
        ("occurred_at", at.into()),
        ("text", plan.into()),
    ];
    received(shop, ("complaint_event", Op::Insert, event), fields, at);
}

/// 30 September, four in the afternoon, as the journey tells it.
const FOUR: i64 = NOON - 52 * DAY + 4 * HOUR;
const END_OF_DAY: i64 = MIDNIGHT - 52 * DAY;

fn investigated(shop: &Shop, order: &Value) -> Value {
    shop.at(FOUR);
    let said = json!({"work_order_id": order, "category": "charges", "item": "overcharged",
        "text": "收费多", "remedy_sought": "退八十元", "severity": "normal", "sat_before": 2,
        "about_staff_id": shop.staff("张师傅")});
    let taken = shop.by("王姐", "complaint.create", said);
    let complaint = taken["summary"]["id"].clone();
    assert_eq!(taken["summary"]["class"], "C");
    assert_eq!(due(&taken, "acknowledge")["due_at"], END_OF_DAY);
    let told = json!({"contact_text": "收到了，今天答复"});
    let seen = step(shop, "王姐", &complaint, "acknowledge", told).unwrap();
    assert_eq!(due(&seen, "acknowledge")["state"], "met", "the same day");
    step(shop, "陈经理", &complaint, "assess", json!({"class": "C"})).unwrap();
    let himself = json!({"investigator_id": shop.staff("张师傅")});
    let himself = step(shop, "陈经理", &complaint, "investigate", himself).unwrap_err();
    assert_eq!(himself.fields[0].code, "complained_about");
    let other = json!({"investigator_id": shop.staff("李师傅")});
    step(shop, "陈经理", &complaint, "investigate", other).unwrap();
    complaint
}

#[test]
fn j8_a_refused_answer_is_decided_by_headquarters_paid_back_closed_by_another_and_reopened() {
    assert_eq!(FOUR, at("2026-09-30 16:00"));
    let shop = Shop::opened_at(FOUR - 6 * HOUR);
    let order = paid_order(&shop);
    let complaint = investigated(&shop, &order);
    step(&shop, "陈经理", &complaint, "answer", offer("送一次保养")).unwrap();
    let no = json!({"reason": "要退钱", "contact_text": "客户不同意"});
    step(&shop, "王姐", &complaint, "reject", no).unwrap();
    step(
        &shop,
        "陈经理",
        &complaint,
        "escalate",
        json!({"reason": "谈不拢"}),
    )
    .unwrap();
    let own = step(&shop, "陈经理", &complaint, "answer", offer("退 40 元"));
    assert_eq!(code(own), "complaint.role", "headquarters decides now");

    all_sent(&shop, FOUR);
    let status = shop.by("王姐", "sync.status", json!({}));
    assert_eq!(status["unsent"], 0, "headquarters has the case");
    shop.at(FOUR + DAY);
    decided(&shop, &complaint, FOUR + DAY);
    let seen = shop.by("王姐", "complaint.get", json!({ "id": complaint }));
    assert_eq!(seen["summary"]["state"], "answered");
    assert_eq!(seen["plan"], "总部决定：退 80 元");
    let agreed = json!({"contact_text": "同意"});
    step(&shop, "王姐", &complaint, "accept", agreed).unwrap();
    paid_back(&shop, &order);
    let done = json!({"recovery": "refund", "text": "已退八十元"});
    step(&shop, "陈经理", &complaint, "carry_out", done).unwrap();

    closed_and_reopened(&shop, &complaint);
}

/// ¥80 go back, once, and the day's money shows it.
fn paid_back(shop: &Shop, order: &Value) {
    let money = shop.by("王姐", "money.get", json!({ "work_order_id": order }));
    assert_eq!(money["paid_fen"], 16_000, "{money}");
    let payments = money["payments"].as_array().unwrap().iter();
    let wechat = payments.clone().find(|row| row["method"] == "wechat");
    let back = json!({"payment_id": wechat.unwrap()["id"], "reason": "投诉：总部决定退 80 元"});
    let after = shop.by("王姐", "money.reverse", back.clone());
    assert_eq!(after["paid_fen"], 8_000, "{after}");
    shop.try_by("王姐", "money.reverse", back).unwrap_err();
    let again = shop.by("王姐", "money.get", json!({ "work_order_id": order }));
    assert_eq!(again["paid_fen"], 8_000, "taken back once");
}

fn closed_and_reopened(shop: &Shop, complaint: &Value) {
    let content = json!({"sat_after": 5, "contact_text": "客户说满意"});
    let own = step(shop, "陈经理", complaint, "close", content.clone());
    assert_eq!(
        code(own),
        "complaint.own_handling",
        "who handled it does not close it"
    );
    let closed = step(shop, "王姐", complaint, "close", content).unwrap();
    assert_eq!(closed["summary"]["state"], "closed_satisfied");
    assert_eq!(
        (&closed["sat_before"], &closed["sat_after"]),
        (&json!(2), &json!(5))
    );

    shop.at(FOUR + 21 * DAY);
    let why = json!({"reason": "又多收了"});
    let again = step(shop, "陈经理", complaint, "reopen", why).unwrap();
    assert_eq!(again["summary"]["state"], "assessed");
    assert_eq!(
        again["summary"]["reopened_count"], 1,
        "the first settlement was ineffective"
    );
    assert_eq!(
        due(&again, "close")["due_at"],
        END_OF_DAY + 24 * DAY,
        "the clocks run anew"
    );
    let today = shop.by("王姐", "today.get", json!({"kind": "complaint"}));
    assert_eq!(today["rows"][0]["id"], *complaint, "it is due again");
}
