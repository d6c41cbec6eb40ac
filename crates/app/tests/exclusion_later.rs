//! What becomes of an exclusion when two PCs meet, when the order is opened again, and when what is on
//! record says otherwise by now.
#![allow(
    clippy::unwrap_used,
    clippy::needless_pass_by_value,
    reason = "tests hand their payloads over"
)]

use crate::common::NOON;
use crate::common::desk::{DAY, HOUR, Shop};
use crate::common::hq::received;
use crate::common::office::{met, two_pcs};
use crate::exclusion::{
    X1, agree, charge, claim, decide, finish, money, order_in_warranty, pieces,
};
use serde_json::{Value, json};
use uuid::Uuid;
use wuyou_store::Id;
use wuyou_sync::change::Op;

fn id(value: &Value) -> Uuid {
    value.as_str().unwrap().parse().unwrap()
}

/// What the money card, the list of debts and the order tell that the order costs and is owed.
fn told(shop: &Shop, order: &Value) -> [Value; 4] {
    let seen = money(shop, order);
    let debts = shop.by("王姐", "money.debts", json!({}));
    let detail = shop.by("王姐", "work_order.get", json!({ "id": order }));
    [
        seen["total_fen"].clone(),
        seen["due_fen"].clone(),
        debts["due_fen"].clone(),
        detail["charge_fen"].clone(),
    ]
}

fn let_out(shop: &Shop, order: &Value, fen: i64) {
    let credit = json!({"work_order_id": order, "method": "credit", "amount_fen": fen,
        "due_on": "2026-12-21"});
    shop.by("王姐", "money.pay", credit);
}

/// What the office has of an order, beside what its lines say.
fn on_record(shop: &Shop, order: &Value) -> i64 {
    let database = shop.app.database().unwrap();
    let order = wuyou_domain::id::WorkOrderId(id(order));
    let row = database.read(|view| wuyou_store::work_order::get(view, order));
    row.unwrap().charge_fen.unwrap()
}

#[test]
fn what_was_signed_as_free_stays_free_when_another_pc_confirmed_a_claim_meanwhile() {
    let shop = Shop::new();
    let order = order_in_warranty(&shop);
    charge(&shop, &order);
    agree(&shop, &order);
    let made = claim(&shop, "张师傅", &order, &X1);
    let (first, second) = two_pcs(&shop);
    first.at(NOON + HOUR);
    first.step("张师傅", &order, "finish", finish(12_000));
    second.at(NOON + 2 * HOUR);
    decide(&second, "陈经理", &made, "confirm").unwrap();
    assert_eq!(money(&second, &order)["total_fen"], 46_000);
    met(&first, &second);
    for pc in [&first, &second] {
        assert_eq!(told(pc, &order), [12_000; 4].map(Value::from));
        let seen = money(pc, &order);
        assert_eq!(seen["lines"][0]["basis"], "in_warranty", "{seen}");
        assert_eq!(seen["agreed_fen"], 12_000, "it is not asked for again");
        assert_eq!(on_record(pc, &order), 12_000, "what headquarters are told");
    }
}

#[test]
fn a_withdrawal_on_a_pc_that_knows_no_charge_leaves_no_debt_on_any() {
    let shop = Shop::new();
    let order = order_in_warranty(&shop);
    charge(&shop, &order);
    let made = claim(&shop, "张师傅", &order, &X1);
    let (first, second) = two_pcs(&shop);
    second.at(NOON + HOUR);
    decide(&second, "王姐", &made, "withdraw").unwrap();
    first.at(NOON + 2 * HOUR);
    decide(&first, "陈经理", &made, "confirm").unwrap();
    agree(&first, &order);
    first.step("张师傅", &order, "finish", finish(46_000));
    let_out(&first, &order, 46_000);
    assert_eq!(told(&first, &order), [46_000; 4].map(Value::from));
    met(&first, &second);
    for pc in [&first, &second] {
        assert_eq!(told(pc, &order), [12_000; 4].map(Value::from));
        assert_eq!(on_record(pc, &order), 12_000, "what headquarters are told");
    }
}

#[test]
fn a_claim_about_a_fault_that_was_mended_charges_nothing_of_the_next_when_the_order_is_opened_again()
 {
    let shop = Shop::new();
    let order = order_in_warranty(&shop);
    charge(&shop, &order);
    let made = claim(&shop, "张师傅", &order, &X1);
    decide(&shop, "陈经理", &made, "confirm").unwrap();
    agree(&shop, &order);
    shop.step("张师傅", &order, "finish", finish(46_000));
    shop.at(NOON + DAY);
    shop.step("王姐", &order, "reopen", json!({"reason": "又不点火"}));
    shop.at(NOON + DAY + HOUR);
    let seen = shop.by("王姐", "exclusion.get", json!({"work_order_id": order}));
    assert_eq!(seen["stands"], false, "{seen}");
    assert_eq!(seen["rows"][0]["state"], "confirmed", "it stays on record");
    let lines = json!([
        {"kind": "labour", "code": "人工费", "name": "人工费", "quantity": 1},
        {"kind": "part", "code": "fan", "name": "风机", "quantity": 1},
        {"kind": "other", "name": "报警器", "quantity": 1, "unit_fen": 12_000},
        {"kind": "labour", "name": "重新点火", "quantity": 1, "unit_fen": 5_000},
    ]);
    let seen = shop.by(
        "王姐",
        "money.charge",
        json!({"work_order_id": order, "lines": lines}),
    );
    assert_eq!(seen["total_fen"], 46_000, "{seen}");
    let bases: Vec<_> = [0, 1, 2]
        .map(|at| seen["lines"][at]["basis"].clone())
        .into();
    assert_eq!(bases, ["excluded", "excluded", "typed"], "as agreed before");
    assert_eq!(seen["lines"][3]["amount_fen"], 0, "{seen}");
    assert_ne!(seen["lines"][3]["basis"], "excluded");
    // The same ground may be claimed of the new fault, and only then it is charged.
    let again = claim(&shop, "张师傅", &order, &X1);
    decide(&shop, "陈经理", &again, "confirm").unwrap();
    assert_eq!(money(&shop, &order)["total_fen"], 51_000);
    // Taken back, the old one frees what it charged, and the new one stands.
    decide(&shop, "王姐", &made, "withdraw").unwrap();
    let seen = money(&shop, &order);
    assert_eq!(seen["total_fen"], 17_000, "{seen}");
}

#[test]
fn a_case_about_a_fault_told_of_anew_is_not_excluded_by_what_was_confirmed_of_the_one_before() {
    let shop = Shop::new();
    let order = order_in_warranty(&shop);
    charge(&shop, &order);
    let made = claim(&shop, "张师傅", &order, &X1);
    decide(&shop, "陈经理", &made, "confirm").unwrap();
    agree(&shop, &order);
    shop.step("张师傅", &order, "finish", finish(46_000));
    shop.at(NOON + DAY);
    shop.step("王姐", &order, "reopen", json!({"reason": "又不点火"}));
    shop.at(NOON + DAY + HOUR);
    let open = json!({"work_order_id": order, "ground": "quality", "claim": "repair",
        "text": "要求修好"});
    let case = shop.by("王姐", "remedy_case.create", open)["summary"]["id"].clone();
    let payer = || {
        let seen = shop.by("王姐", "remedy_case.get", json!({ "id": case }));
        let offers = seen["offers"].as_array().unwrap().clone();
        let mut offers = offers.into_iter();
        offers.find(|one| one["claim"] == "repair").unwrap()["payer"].clone()
    };
    assert_ne!(payer(), "customer");
    // What is claimed of the new fault holds for the case.
    let again = claim(&shop, "张师傅", &order, &X1);
    decide(&shop, "陈经理", &again, "confirm").unwrap();
    assert_eq!(payer(), "customer");
}

#[test]
fn lines_are_free_again_as_soon_as_the_rules_do_not_uphold_the_confirmed_claim_and_stay_so() {
    let shop = Shop::new();
    let order = order_in_warranty(&shop);
    charge(&shop, &order);
    let made = claim(&shop, "张师傅", &order, &X1);
    decide(&shop, "陈经理", &made, "confirm").unwrap();
    assert_eq!(money(&shop, &order)["total_fen"], 46_000);
    agree(&shop, &order);
    // Another PC had found out meanwhile that it comes from something else.
    let fields = vec![
        ("work_order_id", id(&order).value()),
        ("event", "evidence".into()),
        ("claim_id", id(&made["id"]).value()),
        ("caused_by_it", false.into()),
        ("occurred_at", (NOON - HOUR).into()),
    ];
    let row = ("exclusion_event", Op::Insert, Uuid::from_u128(78));
    received(&shop, row, fields, NOON);
    let seen = money(&shop, &order);
    assert_eq!(
        (&seen["free"], &seen["total_fen"]),
        (&json!(true), &json!(12_000))
    );
    let dear = shop.try_step("张师傅", &order, "finish", finish(46_000));
    assert_eq!(dear.unwrap_err().fields[0].code, "charge_lines");
    shop.step("张师傅", &order, "finish", finish(12_000));
    assert_eq!(told(&shop, &order), [12_000; 4].map(Value::from));
}

#[test]
fn that_the_damage_does_not_come_from_it_wins_over_another_pcs_word_whatever_their_clocks() {
    for (no, yes) in [(-HOUR, HOUR), (HOUR, -HOUR)] {
        let shop = Shop::new();
        let order = order_in_warranty(&shop);
        let unknown = json!({"work_order_id": order, "ground": "X1", "text": "洗澡时用水管冲机器",
            "evidence": pieces(&X1)});
        let made = shop.by("张师傅", "exclusion.claim", unknown)["rows"][0].clone();
        for (nr, caused, at) in [(1, false, no), (2, true, yes)] {
            let fields = vec![
                ("work_order_id", id(&order).value()),
                ("event", "evidence".into()),
                ("claim_id", id(&made["id"]).value()),
                ("caused_by_it", caused.into()),
                ("occurred_at", (NOON + at).into()),
            ];
            let row = ("exclusion_event", Op::Insert, Uuid::from_u128(70 + nr));
            received(&shop, row, fields, NOON);
        }
        let refused = decide(&shop, "陈经理", &made, "confirm").unwrap_err();
        assert_eq!(refused, "exclusion.not_upheld");
        // What would not count is not taken silently.
        let add = json!({"id": made["id"], "caused_by_it": true, "evidence": []});
        let refused = shop.try_by("王姐", "exclusion.add", add).unwrap_err();
        assert_eq!(refused.fields[0].code, "cause_denied");
    }
}
