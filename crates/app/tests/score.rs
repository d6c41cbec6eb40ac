//! The scorecard on a real database with a turned clock: what is counted, who sees whose, objections.
#![allow(
    clippy::unwrap_used,
    clippy::needless_pass_by_value,
    reason = "tests hand their payloads over"
)]

use crate::common::NOON;
use crate::common::desk::{DAY, HOUR, Shop};
use serde_json::{Value, json};
use wuyou_contract::ErrorCode;

const MONTH: &str = "2026-11";

/// An order of a household of its own that 张师傅 begins so long after the window began, and finishes.
fn worked(shop: &Shop, n: usize, after_ms: i64) -> Value {
    let call = json!({"text": "不点火", "caller_phone": format!("1380471220{n}"),
        "new_customer_name": format!("第{n}家")});
    let order = shop.by("王姐", "request.create", call)["work_order"]["summary"]["id"].clone();
    let from_at = NOON + HOUR;
    shop.window(&order, from_at);
    shop.dispatch(&order, "张师傅");
    shop.at(from_at + after_ms);
    shop.step("张师傅", &order, "start", json!({}));
    shop.at(from_at + after_ms + HOUR);
    let done = json!({"cause": "零件", "result": "换针", "charge_fen": 0, "signature": "0012"});
    shop.step("张师傅", &order, "finish", done);
    shop.at(NOON);
    order
}

/// The household tells what it thinks, a day later.
fn answered(shop: &Shop, order: &Value, score: f64, codes: Value) {
    shop.at(NOON + 2 * DAY);
    let found = shop.by(
        "王姐",
        "return_visit.of_order",
        json!({"work_order_id": order}),
    );
    let yes = |question: &str| json!({"question": question, "yes": true});
    let answers = json!([
        yes("fixed"), yes("on_time"), yes("attitude"), yes("charges_clear"),
        {"question": "etiquette", "codes": codes},
        {"question": "satisfaction", "number": score},
    ]);
    let told = json!({"id": found["rows"][0]["id"], "answers": answers, "result": "satisfied"});
    shop.by("王姐", "return_visit.complete", told);
}

fn card(shop: &Shop, who: &str, month: Value) -> Value {
    shop.by(who, "score.card", json!({ "month": month }))
}

/// Numerator, denominator, too few.
fn told(person: &Value, figure: &str) -> (u64, u64, bool) {
    let figures = person["figures"].as_array().unwrap();
    let one = figures.iter().find(|one| one["figure"] == figure).unwrap();
    let number = |name: &str| one[name].as_u64().unwrap();
    let too_few = one["too_few"].as_bool().unwrap();
    (number("numerator"), number("denominator"), too_few)
}

fn cases(shop: &Shop, who: &str, figure: &str) -> Value {
    let asked = json!({"figure": figure, "staff_id": shop.staff("张师傅"), "month": MONTH});
    shop.by(who, "score.cases", asked)
}

fn refused(shop: &Shop, who: &str, name: &str, payload: Value) -> ErrorCode {
    shop.try_by(who, name, payload).unwrap_err().code
}

#[test]
fn a_card_counts_the_orders_windows_scores_and_points_of_whoever_did_the_work() {
    let shop = Shop::new();
    let whole = json!([
        "badge",
        "shoe_covers",
        "mat",
        "cleanup",
        "explain",
        "signature"
    ]);
    let orders: Vec<Value> = (0..5)
        .map(|n| worked(&shop, n, if n == 0 { 3 * HOUR } else { 0 }))
        .collect();
    for (n, order) in orders.iter().enumerate() {
        let (score, codes) = if n == 0 {
            (3.0, json!(["mat"]))
        } else {
            (5.0, whole.clone())
        };
        answered(&shop, order, score, codes);
    }
    for month in [json!(MONTH), Value::Null] {
        let seen = card(&shop, "张师傅", month);
        let person = &seen["person"];
        assert_eq!(person["name"], "张师傅");
        assert_eq!(told(person, "finished"), (5, 5, false));
        assert_eq!(told(person, "kept_appointments"), (4, 5, false));
        assert_eq!(told(person, "satisfaction"), (4, 5, false));
        assert_eq!(told(person, "etiquette"), (25, 30, false));
        assert_eq!(told(person, "repeats"), (0, 5, false));
        assert_eq!(told(person, "promises"), (0, 0, true));
        assert_eq!(told(person, "complaints"), (0, 5, false));
    }
    let own = card(&shop, "王姐", json!(MONTH));
    assert_eq!(
        told(&own["person"], "satisfaction"),
        (0, 0, true),
        "only called"
    );
    assert_eq!(told(&own["person"], "audit_marks").1, 5);

    let missed = cases(&shop, "张师傅", "kept_appointments");
    assert_eq!(missed["total"], 5);
    assert_eq!(
        missed["rows"][0]["hit"], false,
        "what pulls it down stands first"
    );
    assert_eq!(missed["rows"][0]["order_id"], orders[0]);
    assert_eq!(missed["rows"][0]["customer_name"], "第0家");
    let points = cases(&shop, "陈经理", "etiquette");
    assert_eq!(points["rows"][0]["kind"], "return_visit");
    assert_eq!(points["rows"][0]["done"], 1);
    assert_eq!(points["rows"][0]["order_id"], orders[0]);
}

#[test]
fn everybody_sees_their_own_card_and_the_manager_everybodys_with_the_shop() {
    let shop = Shop::new();
    worked(&shop, 0, 0);
    let zhang = shop.staff("张师傅");
    let other = json!({"staff_id": zhang, "month": MONTH});
    for who in ["王姐", "李师傅"] {
        assert_eq!(
            refused(&shop, who, "score.card", other.clone()),
            ErrorCode::NotAllowed
        );
        let asked = json!({"figure": "finished", "staff_id": zhang, "month": MONTH});
        assert_eq!(
            refused(&shop, who, "score.cases", asked),
            ErrorCode::NotAllowed
        );
        let all = json!({"figure": "finished", "month": MONTH});
        assert_eq!(
            refused(&shop, who, "score.cases", all),
            ErrorCode::NotAllowed
        );
        assert_eq!(
            refused(&shop, who, "score.board", json!({})),
            ErrorCode::NotAllowed
        );
    }
    let seen = shop.by("陈经理", "score.card", other);
    assert_eq!(
        (&seen["person"]["name"], &seen["may_object"]),
        (&json!("张师傅"), &json!(false))
    );
    for month in ["2026-12", "2020-01", "十一月"] {
        let error = shop.try_by("张师傅", "score.card", json!({ "month": month }));
        assert_eq!(error.unwrap_err().fields[0].field, "month");
    }
    let board = shop.by("陈经理", "score.board", json!({ "month": MONTH }));
    assert_eq!(board["people"].as_array().unwrap().len(), 4);
    assert_eq!(board["months"][0], MONTH);
    assert_eq!(board["months"].as_array().unwrap().len(), 13);
    let shop_figures = board["shop"].as_array().unwrap();
    let names: Vec<_> = shop_figures
        .iter()
        .map(|one| one["now"]["figure"].as_str().unwrap())
        .collect();
    assert_eq!(
        names,
        [
            "solved_by_phone",
            "recovered",
            "kept_appointments",
            "promises"
        ]
    );
    assert_eq!(shop_figures[0]["now"]["denominator"], 1, "one repair call");
    assert_eq!(shop_figures[2]["now"]["numerator"], 1);
    assert_eq!(shop_figures[2]["before"]["denominator"], 0);
}

#[test]
fn the_shop_counts_what_was_solved_by_phone_and_who_turned_content() {
    let shop = Shop::new();
    let call = json!({"text": "不热", "caller_phone": "13804712207",
        "new_customer_name": "赵家", "open_order": false});
    let taken = shop.by("王姐", "request.create", call)["request"]["id"].clone();
    let answer = json!({"id": taken, "text": "照着补了水", "solved_by_phone": true});
    let solved = shop.try_by("王姐", "request.answer", answer);
    assert_eq!(solved.unwrap()["solved_by_phone"], true);
    let board = shop.by("陈经理", "score.board", json!({ "month": MONTH }));
    let phone = &board["shop"][0]["now"];
    assert_eq!(
        (&phone["numerator"], &phone["denominator"]),
        (&json!(1), &json!(1))
    );
    assert_eq!(phone["percent"], Value::Null, "one call says nothing");
    let asked = json!({"figure": "solved_by_phone", "month": MONTH});
    let rows = shop.by("陈经理", "score.cases", asked);
    assert_eq!(rows["rows"][0]["customer_name"], "赵家");
}

#[test]
fn an_objection_and_its_answer_both_stay_and_nobody_answers_their_own() {
    let shop = Shop::new();
    let said = |text: &str| json!({"figure": "on_time", "month": MONTH, "text": text});
    let blank = shop.try_by("张师傅", "score.object", said("  "));
    assert_eq!(blank.unwrap_err().fields[0].field, "text");
    let shops = json!({"figure": "recovered", "month": MONTH, "text": "不对"});
    let shops = shop.try_by("张师傅", "score.object", shops);
    assert_eq!(shops.unwrap_err().fields[0].field, "figure");

    let seen = shop.by("张师傅", "score.object", said("那天封路"));
    let objection = &seen["objections"][0];
    assert_eq!(objection["text"], "那天封路");
    assert_eq!(objection["may_answer"], false);
    let id = objection["id"].clone();
    let answer = json!({"id": id, "accepted": true, "text": "属实，不算他的"});
    let not_yours = refused(&shop, "张师傅", "score.answer", answer.clone());
    assert_eq!(not_yours, ErrorCode::NotAllowed);

    let board = shop.by("陈经理", "score.board", json!({}));
    assert_eq!(board["objections"][0]["may_answer"], true);
    let board = shop.by("陈经理", "score.answer", answer);
    assert_eq!(board["objections"], json!([]), "nothing waits any more");
    let seen = card(&shop, "张师傅", json!(MONTH));
    let answers = &seen["objections"][0]["answers"];
    assert_eq!(answers[0]["accepted"], true);
    assert_eq!(answers[0]["by"], "陈经理");
    let other = card(&shop, "李师傅", json!(MONTH));
    assert_eq!(other["objections"], json!([]));

    let own = shop.by("陈经理", "score.object", said("我也不服"));
    let own = json!({"id": own["objections"][0]["id"], "accepted": true, "text": "对"});
    assert_eq!(
        refused(&shop, "陈经理", "score.answer", own),
        ErrorCode::NotAllowed
    );
}
