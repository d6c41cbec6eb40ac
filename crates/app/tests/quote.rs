//! The price before the work: written down, printed as often as needed, and agreed to in a way that
//! can be shown; and the course of an order on paper.
#![allow(
    clippy::unwrap_used,
    clippy::needless_pass_by_value,
    reason = "tests hand their payloads over"
)]

use crate::common::NOON;
use crate::common::desk::{DAY, HOUR, Shop, photo_of};
use crate::common::press::{Proof, job, preview, printing_shop, refused};
use serde_json::{Value, json};
use wuyou_domain::paper::{Document, OrderCourse, Quote};

/// A repair out of warranty, with a line and goods that are given away.
fn order(shop: &Shop) -> Value {
    let order = shop.dispatched("张师傅");
    shop.step("张师傅", &order, "start", json!({}));
    charge(shop, &order, 9_000);
    order
}

fn charge(shop: &Shop, order: &Value, fen: i64) -> Value {
    let lines = json!({"work_order_id": order, "lines": [
        {"kind": "labour", "name": "清洗", "quantity": 2, "unit_fen": fen},
        {"kind": "other", "name": "滤网", "quantity": 1, "unit_fen": 0},
    ]});
    shop.by("王姐", "money.charge", lines)
}

fn make(shop: &Shop, order: &Value, until: Value) -> Value {
    let quote = json!({"work_order_id": order, "valid_until_on": until});
    let money = shop.by("王姐", "money.quote", quote);
    let quotes = money["quotes"].as_array().unwrap();
    quotes
        .iter()
        .rfind(|one| one["event"] == "made")
        .unwrap()
        .clone()
}

fn agree(shop: &Shop, order: &Value, how: Value) -> Result<Value, String> {
    let mut call = how;
    call["work_order_id"] = order.clone();
    let answer = shop.try_by("王姐", "money.agree", call);
    answer.map_err(|error| error.fields[0].code.clone())
}

fn paper(shop: &Shop, proof: &Proof, quote: &Value) -> Quote {
    preview(shop, job("quote", &[&quote["id"]]));
    let Document::Quotes(mut all) = proof.last().document else {
        panic!("no quote")
    };
    all.remove(0)
}

#[test]
fn a_quote_lists_every_line_the_free_ones_as_nothing_with_why_and_until_when_it_holds() {
    let (shop, proof) = printing_shop();
    let order = order(&shop);
    let quote = make(&shop, &order, Value::Null);
    assert_eq!(quote["valid_until_on"], "2026-12-06", "fifteen days");
    let printed = paper(&shop, &proof, &quote);
    assert_eq!(printed.no, shop.summary(&order)["no"]);
    assert_eq!(quote["paper_no"], printed.paper_no);
    assert_ne!(printed.paper_no, printed.no);
    let lines: Vec<String> = printed
        .lines
        .iter()
        .map(|line| [&*line.name, &line.unit, &line.amount, &line.basis].join(" | "))
        .collect();
    assert_eq!(
        lines,
        [
            "清洗 | ¥90.00 × 2 | ¥180.00 | 议定",
            "滤网 | ¥0.00 | ¥0.00 | 议定"
        ]
    );
    assert_eq!(printed.total, "¥180.00");
    assert_eq!(printed.in_capitals, "壹佰捌拾元整");
    assert_eq!(printed.valid_until.as_deref(), Some("2026年12月6日"));
    assert_eq!(printed.customer.as_deref(), Some("王建军"));
}

#[test]
fn a_quote_is_printed_again_as_it_was_told_and_says_when_the_price_changed_or_ran_out() {
    let (shop, proof) = printing_shop();
    let order = order(&shop);
    let quote = make(&shop, &order, json!("2026-11-25"));
    let first = paper(&shop, &proof, &quote);
    let of = |money: &Value| money["quotes"][0]["outdated"].clone();
    assert_eq!(of(&charge(&shop, &order, 9_000)), false);
    assert_eq!(of(&charge(&shop, &order, 12_000)), true);
    assert_eq!(paper(&shop, &proof, &quote).lines, first.lines);
    assert_eq!(of(&charge(&shop, &order, 9_000)), false);
    shop.at(NOON + 5 * DAY);
    let seen = shop.by("王姐", "money.get", json!({"work_order_id": order}));
    assert_eq!(of(&seen), true, "the 25th is over");
    let detail = shop.by("王姐", "work_order.get", json!({ "id": order }));
    let told = detail["timeline"].as_array().unwrap();
    let told = told.iter().find(|one| one["kind"] == "quote").unwrap();
    assert_eq!(
        (&told["text"], &told["amount_fen"]),
        (&quote["paper_no"], &json!(18_000))
    );
}

#[test]
fn no_quote_is_made_of_nothing_for_longer_than_ninety_days_or_of_what_is_done() {
    let shop = Shop::new();
    let empty = shop.dispatched("张师傅");
    let call = |order: &Value, until: Value| {
        let quote = json!({"work_order_id": order, "valid_until_on": until});
        shop.try_by("王姐", "money.quote", quote).unwrap_err()
    };
    assert_eq!(call(&empty, Value::Null).fields[0].code, "quote_empty");
    assert_eq!(
        call(&empty, json!("2027-02-20")).fields[0].code,
        "quote_until"
    );
    assert_eq!(
        call(&empty, json!("2026-11-20")).fields[0].code,
        "quote_until"
    );
    let reason = json!({"reason": "客户不修了", "contact_text": "不修了"});
    shop.step("陈经理", &empty, "cancel", reason);
    assert_eq!(call(&empty, Value::Null).code.code(), "money.fixed");
}

#[test]
fn who_agrees_on_the_phone_is_named_and_who_agrees_in_person_signs() {
    let shop = Shop::new();
    let order = order(&shop);
    shop.at(NOON + 3 * HOUR);
    let how = |channel: &str| json!({ "channel": channel });
    assert_eq!(
        agree(&shop, &order, how("wechat")).unwrap_err(),
        "quote_said_by"
    );
    assert_eq!(
        agree(&shop, &order, how("visit")).unwrap_err(),
        "quote_signed"
    );
    let named = json!({"channel": "phone", "person_name": "王建军媳妇", "text": "修吧",
        "occurred_at": NOON + HOUR});
    let money = agree(&shop, &order, named).unwrap();
    assert_eq!(money["to_agree"], false);
    let kept = &money["quotes"][0];
    assert_eq!(
        (
            &kept["event"],
            &kept["channel"],
            &kept["person_name"],
            &kept["occurred_at"],
            &kept["total_fen"]
        ),
        (
            &json!("agreed"),
            &json!("phone"),
            &json!("王建军媳妇"),
            &json!(NOON + HOUR),
            &json!(18_000)
        )
    );
    let detail = shop.by("王姐", "work_order.get", json!({ "id": order }));
    let told = "报价 180.00 元，客户同意。同意的人：王建军媳妇。修吧";
    assert!(
        detail["timeline"].to_string().contains(told),
        "{}",
        detail["timeline"]
    );
}

#[test]
fn a_photo_of_the_signed_quote_shows_that_they_agreed_to_this_price_and_to_no_later_one() {
    let shop = Shop::new();
    let order = order(&shop);
    let mut photo = photo_of(&order, "signed_quote", &Value::Null);
    photo["owner"] = "work_order".into();
    shop.by("王姐", "photo.add", photo);
    let visit = || json!({"channel": "visit"});
    let money = agree(&shop, &order, visit()).unwrap();
    assert_eq!(money["quotes"][0]["by_photo"], true);
    charge(&shop, &order, 12_000);
    assert_eq!(agree(&shop, &order, visit()).unwrap_err(), "quote_signed");
    let signed = json!({"channel": "visit", "paper_no": "BJ-7"});
    let money = agree(&shop, &order, signed).unwrap();
    assert_eq!(money["quotes"][1]["paper_no"], "BJ-7");
    assert_eq!(money["quotes"][1]["by_photo"], false);
}

#[test]
fn the_signed_paper_of_a_lower_price_proves_no_higher_one_whenever_it_is_photographed() {
    let shop = Shop::new();
    let order = order(&shop);
    let photograph = || {
        let mut photo = photo_of(&order, "signed_quote", &Value::Null);
        photo["owner"] = "work_order".into();
        shop.by("王姐", "photo.add", photo);
    };
    let visit = || json!({"channel": "visit"});
    let quote = || shop.by("王姐", "money.quote", json!({"work_order_id": order}));
    agree(
        &shop,
        &order,
        json!({"channel": "visit", "paper_no": "BJ-7"}),
    )
    .unwrap();
    // The paper of then is photographed afterwards.
    shop.at(NOON + HOUR);
    photograph();
    charge(&shop, &order, 12_000);
    assert_eq!(agree(&shop, &order, visit()).unwrap_err(), "quote_signed");

    // A new quote, signed and photographed, proves its own sum and no higher one.
    shop.at(NOON + 2 * HOUR);
    quote();
    assert_eq!(agree(&shop, &order, visit()).unwrap_err(), "quote_signed");
    shop.at(NOON + 3 * HOUR);
    photograph();
    charge(&shop, &order, 15_000);
    assert_eq!(agree(&shop, &order, visit()).unwrap_err(), "quote_signed");
    charge(&shop, &order, 12_000);
    agree(&shop, &order, visit()).unwrap();
}

#[test]
fn a_technician_makes_no_quote_for_an_order_of_somebody_else_and_an_agreement_is_no_paper() {
    let (shop, _) = printing_shop();
    let order = order(&shop);
    let call = json!({"work_order_id": order});
    let error = shop.try_by("李师傅", "money.quote", call).unwrap_err();
    assert_eq!(error.code.code(), "work_order.not_yours");
    let named = json!({"channel": "phone", "person_name": "王建军"});
    let money = agree(&shop, &order, named).unwrap();
    let ask = json!({ "job": job("quote", &[&money["quotes"][0]["id"]]) });
    assert_eq!(refused(&shop, "print.preview", ask), "print.nothing");
}

fn course(shop: &Shop, proof: &Proof, orders: &[&Value]) -> Vec<OrderCourse> {
    preview(shop, job("order_course", orders));
    let Document::OrderCourses(all) = proof.last().document else {
        panic!("no course")
    };
    all
}

#[test]
fn the_course_of_an_order_says_who_did_what_when_how_long_it_waited_and_what_is_next() {
    let (shop, proof) = printing_shop();
    let order = shop.take();
    shop.at(NOON + HOUR);
    shop.step("王姐", &order, "reply", json!({"contact_text": "下午去"}));
    shop.at(NOON + DAY + 3 * HOUR);
    shop.dispatch(&order, "张师傅");
    shop.at(NOON + DAY + 5 * HOUR);
    let paper = course(&shop, &proof, &[&order]).remove(0);
    assert_eq!(paper.no, shop.summary(&order)["no"]);
    assert_eq!(paper.state, "已派工");
    let steps: Vec<String> = paper
        .steps
        .iter()
        .map(|step| {
            let by = step.by.as_deref().unwrap_or("-");
            let waited = step.waited.as_deref().unwrap_or("-");
            [&*step.at, &step.what, by, waited].join(" | ")
        })
        .collect();
    assert_eq!(
        steps,
        [
            "11-21 12:00 | 登记 | 王姐 | -",
            "11-21 13:00 | 回复 | 王姐 | 1 小时",
            "11-22 15:00 | 派工 | 王姐 | 1 天 2 小时"
        ]
    );
    assert_eq!(paper.waits.as_deref(), Some("2 小时"));
    assert!(paper.next.is_some());
    let done: Vec<_> = paper
        .marks
        .iter()
        .filter(|mark| mark.status == "done")
        .map(|mark| mark.name.as_str())
        .collect();
    assert_eq!(done.last(), Some(&"已派工"));
    let reply = &paper.clocks[0];
    assert_eq!(
        (reply.stage.as_str(), reply.state.as_str(), reply.late),
        ("首次回复", "按时", false)
    );
    let finish = paper
        .clocks
        .iter()
        .find(|clock| clock.stage == "完成")
        .unwrap();
    assert!(finish.limit.is_some() && finish.met.is_none());
}

#[test]
fn the_courses_of_several_orders_are_one_job_and_a_closed_one_waits_for_nothing() {
    let (shop, proof) = printing_shop();
    let first = shop.take();
    let second = shop.dispatched("张师傅");
    let reason = json!({"reason": "客户不修了", "contact_text": "不修了"});
    shop.step("陈经理", &first, "cancel", reason);
    let papers = course(&shop, &proof, &[&first, &second]);
    assert_eq!(papers.len(), 2);
    assert_eq!(papers[0].state, "已取消");
    assert_eq!((&papers[0].next, &papers[0].waits), (&None, &None));
}

#[test]
fn a_long_course_keeps_its_beginning_and_its_end_and_says_what_is_left_out() {
    let (shop, proof) = printing_shop();
    let order = shop.dispatched("张师傅");
    for turn in 0..25 {
        let to = if turn % 2 == 0 {
            "李师傅"
        } else {
            "张师傅"
        };
        shop.at(NOON + (turn + 1) * HOUR);
        let who = json!({"technician_id": shop.staff(to), "reason": "换人"});
        shop.step("王姐", &order, "redispatch", who);
    }
    let paper = course(&shop, &proof, &[&order]).remove(0);
    assert_eq!(paper.steps.len(), 20);
    assert_eq!(paper.steps[0].what, "登记");
    assert_eq!(paper.steps[19].what, "换人");
    assert!(paper.left_out.unwrap().contains("8 步"));
}
