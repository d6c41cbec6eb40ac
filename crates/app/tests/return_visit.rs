//! Return visits on a real database with a clock the test turns.
#![allow(
    clippy::unwrap_used,
    clippy::needless_pass_by_value,
    reason = "tests hand their payloads over"
)]

use crate::common::NOON;
use crate::common::desk::{DAY, HOUR, Shop};
use serde_json::{Value, json};

/// Work of 张师傅, finished now.
fn finished(shop: &Shop) -> Value {
    let order = shop.dispatched("张师傅");
    shop.step("张师傅", &order, "start", json!({}));
    let done = json!({"cause": "零件", "result": "换点火针", "charge_fen": 0, "signature": "0012"});
    shop.step("张师傅", &order, "finish", done);
    order
}

fn visit_of(shop: &Shop, order: &Value) -> Value {
    let found = shop.by(
        "王姐",
        "return_visit.of_order",
        json!({ "work_order_id": order }),
    );
    let rows = found["rows"].as_array().unwrap();
    assert_eq!(rows.len(), 1, "{found}");
    rows[0].clone()
}

fn yes(question: &str) -> Value {
    json!({"question": question, "yes": true})
}

fn content() -> Value {
    json!([
        yes("fixed"),
        yes("on_time"),
        yes("attitude"),
        yes("charges_clear"),
        {"question": "satisfaction", "number": 5.0},
    ])
}

fn complete(shop: &Shop, who: &str, id: &Value, answers: Value, more: Value) -> Value {
    shop.by(who, "return_visit.complete", filled(id, answers, more))
}

fn filled(id: &Value, answers: Value, more: Value) -> Value {
    let mut payload = more;
    payload["id"] = id.clone();
    payload["answers"] = answers;
    payload
}

fn refused(shop: &Shop, who: &str, name: &str, payload: Value) -> (String, Vec<(String, String)>) {
    let error = shop.try_by(who, name, payload).unwrap_err();
    let fields = error.fields.into_iter().map(|f| (f.field, f.code));
    (error.code.code().to_owned(), fields.collect())
}

fn invalid(fields: &[(&str, &str)]) -> (String, Vec<(String, String)>) {
    let own = |(field, code): &(&str, &str)| ((*field).to_owned(), (*code).to_owned());
    ("input.invalid".to_owned(), fields.iter().map(own).collect())
}

fn ids(shop: &Shop, filter: &str) -> Vec<Value> {
    let page = shop.by("王姐", "return_visit.list", json!({ "filter": filter }));
    let rows = page["rows"].as_array().unwrap();
    assert_eq!(page["total"], rows.len());
    rows.iter().map(|row| row["id"].clone()).collect()
}

fn attempt(shop: &Shop, id: &Value, outcome: &str) -> Value {
    let call = json!({"id": id, "outcome": outcome});
    shop.by("王姐", "return_visit.attempt", call)
}

#[test]
fn finished_work_asks_for_a_visit_and_a_satisfied_household_confirms_the_order() {
    let shop = Shop::new();
    let order = finished(&shop);
    let visit = visit_of(&shop, &order);
    assert_eq!(visit["kind"], "after_repair");
    assert_eq!(
        (&visit["from_on"], &visit["to_on"]),
        (&json!("2026-11-21"), &json!("2026-11-24"))
    );
    assert_eq!(visit["served_by"], "张师傅");
    assert_eq!(ids(&shop, "today"), [visit["id"].clone()]);

    let satisfied = json!({"result": "satisfied", "duration_seconds": 95});
    let seen = complete(&shop, "王姐", &visit["id"], content(), satisfied);
    assert_eq!(seen["summary"]["state"], "done");
    assert_eq!(seen["summary"]["csat"], 5);
    assert_eq!(
        seen["attempts"].as_array().unwrap().len(),
        1,
        "the call is a contact"
    );
    assert_eq!(seen["records"][0]["version"], seen["script"]["version"]);
    assert_eq!(shop.summary(&order)["state"], "confirmed");
    assert_eq!(visit_of(&shop, &order)["result"], "satisfied");
    assert_eq!(ids(&shop, "today"), Vec::<Value>::new());
    assert_eq!(ids(&shop, "done"), [visit["id"].clone()]);

    let again = filled(&visit["id"], content(), json!({"result": "satisfied"}));
    let (code, _) = refused(&shop, "王姐", "return_visit.complete", again);
    assert_eq!(code, "return_visit.over");
}

#[test]
fn who_did_the_work_does_not_ask_about_it_unless_nobody_else_is_there() {
    let shop = Shop::new();
    let order = finished(&shop);
    let id = visit_of(&shop, &order)["id"].clone();
    let own = json!({"id": id, "outcome": "no_answer", "own_work_known": true});
    let (code, _) = refused(&shop, "张师傅", "return_visit.attempt", own.clone());
    assert_eq!(code, "return_visit.own_work", "others could call");
    let asked = shop.by("张师傅", "return_visit.get", json!({ "id": id }));
    assert_eq!(asked["barrier"]["code"], "return_visit.own_work");
    assert_eq!(asked["alone"], false);

    // Everybody else leaves; the owner's row cannot, so the owner did the work then.
    let order = shop.dispatched("陈经理");
    shop.step("陈经理", &order, "start", json!({}));
    let done = json!({"cause": "零件", "result": "换泵", "charge_fen": 0, "signature": "0013"});
    shop.step("陈经理", &order, "finish", done);
    for name in ["王姐", "张师傅", "李师傅"] {
        let gone = json!({"id": shop.staff(name), "to_id": shop.staff("陈经理")});
        shop.by("陈经理", "staff.leave", gone);
    }
    let found = json!({ "work_order_id": order });
    let rows = shop.by("陈经理", "return_visit.of_order", found);
    let id = rows["rows"][0]["id"].clone();
    let satisfied = filled(&id, content(), json!({"result": "satisfied"}));
    let (code, _) = refused(&shop, "陈经理", "return_visit.complete", satisfied);
    assert_eq!(code, "return_visit.alone");
    let known = json!({"result": "satisfied", "own_work_known": true});
    let seen = complete(&shop, "陈经理", &id, content(), known);
    assert_eq!(seen["records"][0]["own_work"], true, "headquarters sees it");
    assert_eq!(seen["summary"]["marks"], json!(["own_work"]));
}

#[test]
fn three_days_in_vain_and_a_message_end_a_visit_and_less_does_not() {
    let shop = Shop::new();
    let order = finished(&shop);
    let id = visit_of(&shop, &order)["id"].clone();
    for _ in 0..4 {
        let seen = attempt(&shop, &id, "no_answer");
        assert_eq!(seen["summary"]["state"], "trying", "one day is one day");
        assert_eq!(seen["failed_days"], 1);
        assert!(
            seen["summary"]["next_at"].as_i64().unwrap() > NOON,
            "never without a next step"
        );
    }
    shop.at(NOON + DAY);
    attempt(&shop, &id, "no_answer");
    shop.at(NOON + 2 * DAY);
    assert_eq!(
        attempt(&shop, &id, "no_answer")["summary"]["state"],
        "trying",
        "nothing was sent"
    );
    let sent = attempt(&shop, &id, "written");
    assert_eq!(sent["summary"]["state"], "unreached");
    assert_eq!(sent["summary"]["next_at"], Value::Null);
    assert_eq!(sent["attempts"].as_array().unwrap().len(), 7);
}

#[test]
fn who_agrees_on_another_time_is_called_then() {
    let shop = Shop::new();
    let order = finished(&shop);
    let id = visit_of(&shop, &order)["id"].clone();
    let later = |again_at: Option<i64>| json!({"id": id, "outcome": "later", "again_at": again_at});
    let asked = |at| refused(&shop, "王姐", "return_visit.attempt", later(at));
    assert_eq!(asked(None), invalid(&[("again_at", "required")]));
    assert_eq!(
        asked(Some(NOON - HOUR)),
        invalid(&[("again_at", "later_time")])
    );
    assert_eq!(
        asked(Some(NOON + 40 * DAY)),
        invalid(&[("again_at", "later_time")])
    );
    let seen = shop.by("王姐", "return_visit.attempt", later(Some(NOON + DAY)));
    assert_eq!(seen["summary"]["state"], "trying");
    assert_eq!(seen["failed_days"], 0, "somebody was reached");
    assert_eq!(
        (ids(&shop, "today").len(), ids(&shop, "coming").len()),
        (0, 1)
    );
    shop.at(NOON + DAY);
    assert_eq!(ids(&shop, "today").len(), 1);
    shop.at(NOON + 5 * DAY);
    assert_eq!(
        (ids(&shop, "today").len(), ids(&shop, "overdue").len()),
        (0, 1)
    );
}

#[test]
fn a_household_with_a_problem_is_not_satisfied_and_the_order_is_opened_again() {
    let shop = Shop::new();
    let order = finished(&shop);
    let id = visit_of(&shop, &order)["id"].clone();
    let mut answers = content();
    answers[0]["yes"] = json!(false);
    let told = shop.by(
        "王姐",
        "return_visit.evaluate",
        json!({"id": id, "answers": answers}),
    );
    assert_eq!(told["proposed"], "to_order");
    assert_eq!(told["follow_ups"], json!(["repair_order"]));

    let satisfied = filled(&id, answers.clone(), json!({"result": "satisfied"}));
    let told = refused(&shop, "王姐", "return_visit.complete", satisfied);
    assert_eq!(told, invalid(&[("result", "problem_left")]));
    let settled = filled(&id, answers.clone(), json!({"result": "settled"}));
    let told = refused(&shop, "王姐", "return_visit.complete", settled);
    assert_eq!(told, invalid(&[("result", "fault_left")]));

    let order_it = json!({"result": "to_order", "problem": "又不点火了"});
    let seen = complete(&shop, "王姐", &id, answers, order_it);
    assert_eq!(seen["records"][0]["follow_order_id"], order);
    let again = shop.summary(&order);
    assert_eq!(again["state"], "registered", "the same order, opened again");
    shop.step("王姐", &order, "reply", json!({"contact_text": "明天去"}));
    shop.dispatch(&order, "李师傅");
    shop.step("李师傅", &order, "start", json!({}));
    let done = json!({"cause": "零件", "result": "换主板", "charge_fen": 0, "signature": "0014"});
    assert_eq!(seen["records"][0]["follow_state"], "registered");
    assert_eq!(seen["records"][0]["follow_finished_at"], Value::Null);
    shop.step("李师傅", &order, "finish", done);
    let after = shop.by("王姐", "return_visit.get", json!({ "id": id }));
    assert_eq!(after["records"][0]["follow_state"], "finished");
    assert!(after["records"][0]["follow_finished_at"].is_i64());
    let found = json!({ "work_order_id": order });
    let rows = shop.by("王姐", "return_visit.of_order", found);
    let states: Vec<_> = rows["rows"]
        .as_array()
        .unwrap()
        .iter()
        .map(|r| &r["state"])
        .collect();
    assert_eq!(states, ["done", "due"], "the new work has its own visit");
}

#[test]
fn a_household_whose_problem_was_put_right_is_to_be_called_again_until_somebody_has() {
    let shop = Shop::new();
    let order = finished(&shop);
    let id = visit_of(&shop, &order)["id"].clone();
    let mut answers = content();
    answers[0]["yes"] = json!(false);
    let order_it = json!({"result": "to_order", "problem": "又不点火了"});
    complete(&shop, "王姐", &id, answers, order_it);
    let none = Vec::<Value>::new();
    assert_eq!(ids(&shop, "call_again"), none, "the work is not done yet");
    shop.step("王姐", &order, "reply", json!({"contact_text": "明天去"}));
    shop.dispatch(&order, "李师傅");
    shop.step("李师傅", &order, "start", json!({}));
    let done = json!({"cause": "零件", "result": "换主板", "charge_fen": 0, "signature": "0014"});
    shop.at(NOON + HOUR);
    shop.step("李师傅", &order, "finish", done);
    assert_eq!(ids(&shop, "call_again"), std::slice::from_ref(&id));
    let counted = || shop.by("王姐", "return_visit.counts", json!({}))["call_again"].clone();
    assert_eq!(counted(), 1);

    // A call nobody answered is none; one that was answered ends it.
    let home = shop.summary(&order)["customer_id"].clone();
    let call = |at: i64, result: &str| {
        shop.at(at);
        let said = json!({"customer_id": home, "channel": "phone", "direction": "out",
            "text": "问用着怎么样", "result": result});
        shop.by("王姐", "contact.add", said);
    };
    call(NOON + 2 * HOUR, "no_answer");
    assert_eq!(ids(&shop, "call_again"), std::slice::from_ref(&id));
    call(NOON + 3 * HOUR, "reached");
    assert_eq!((ids(&shop, "call_again"), counted()), (none, json!(0)));
}

#[test]
fn the_queue_stands_by_village_for_who_asks_for_it_page_by_page() {
    let shop = Shop::new();
    let homes = [("东村", "张三"), ("安村", "李四"), ("东村", "王五")];
    for (nth, (village, name)) in homes.into_iter().enumerate() {
        let home = json!({"name": name, "addresses": [{"town": "柳河镇", "village": village}],
            "phones": [{"number": format!("1380471000{nth}")}]});
        let home = shop.by("王姐", "customer.create", home)["id"].clone();
        let call = json!({"text": "不点火", "caller_phone": format!("1380471000{nth}"),
            "customer_id": home});
        let taken = shop.by("王姐", "request.create", call);
        let order = taken["work_order"]["summary"]["id"].clone();
        shop.step("王姐", &order, "reply", json!({"contact_text": "下午去"}));
        shop.dispatch(&order, "张师傅");
        shop.step("张师傅", &order, "start", json!({}));
        let done = json!({"cause": "零件", "result": "换点火针", "charge_fen": 0,
            "signature": format!("001{nth}")});
        shop.step("张师傅", &order, "finish", done);
    }
    let mut names = Vec::new();
    let mut after = Value::Null;
    loop {
        let asked = json!({"filter": "today", "sort": "place", "limit": 2, "after": after});
        let page = shop.by("王姐", "return_visit.list", asked);
        let rows = page["rows"].as_array().unwrap();
        names.extend(rows.iter().map(|row| row["customer_name"].clone()));
        after = page["next"].clone();
        if after.is_null() {
            break;
        }
    }
    assert_eq!(names, ["张三", "王五", "李四"]);
}

#[test]
fn work_that_is_opened_again_takes_its_open_visit_back() {
    let shop = Shop::new();
    let order = finished(&shop);
    let id = visit_of(&shop, &order)["id"].clone();
    let why = json!({"reason": "客户来电说又坏了", "contact_text": "又坏了"});
    shop.step("王姐", &order, "reopen", why);
    assert_eq!(ids(&shop, "today"), Vec::<Value>::new());
    let (code, _) = refused(&shop, "王姐", "return_visit.get", json!({ "id": id }));
    assert_eq!(code, "record.not_found");
}

#[test]
fn a_visit_counts_only_if_it_was_asked_whether_it_works() {
    let shop = Shop::new();
    let order = finished(&shop);
    let id = visit_of(&shop, &order)["id"].clone();
    let half = json!([yes("fixed"), yes("on_time")]);
    let open = filled(&id, half.clone(), json!({"result": "satisfied"}));
    let missing = ["attitude", "charges_clear", "satisfaction"].map(|q| format!("answers.{q}"));
    let missing: Vec<_> = missing.iter().map(|q| (q.as_str(), "unanswered")).collect();
    let told = refused(&shop, "王姐", "return_visit.complete", open);
    assert_eq!(told, invalid(&missing));
    let without = json!({"result": "satisfied", "incomplete": true});
    let told = filled(&id, json!([yes("on_time")]), without.clone());
    let told = refused(&shop, "王姐", "return_visit.complete", told);
    assert_eq!(told, invalid(&[("answers.fixed", "unanswered")]));
    for (wrong, field) in [
        (
            json!([{"question": "fixed", "number": 1.0}]),
            "answers.fixed",
        ),
        (json!([yes("nobody_asked")]), "answers.nobody_asked"),
        (
            json!([{"question": "satisfaction", "number": 6.0}]),
            "answers.satisfaction",
        ),
        (json!([yes("fixed"), yes("fixed")]), "answers.fixed"),
    ] {
        let told = refused(
            &shop,
            "王姐",
            "return_visit.evaluate",
            json!({"id": id, "answers": wrong}),
        );
        assert_eq!(told, invalid(&[(field, "answer")]));
    }
    let seen = complete(&shop, "王姐", &id, half, without);
    assert_eq!(
        seen["summary"]["csat"],
        Value::Null,
        "nobody was asked for a score"
    );
}

#[test]
fn a_visit_that_may_be_made_stands_in_todays_list_until_it_is_over() {
    let shop = Shop::new();
    let order = finished(&shop);
    let id = visit_of(&shop, &order)["id"].clone();
    let visits = || {
        let today = shop.by("王姐", "today.get", json!({"kind": "return_visit"}));
        let rows = today["rows"].as_array().unwrap().clone();
        rows.iter().map(|row| row["id"].clone()).collect::<Vec<_>>()
    };
    assert_eq!(visits(), std::slice::from_ref(&id));
    complete(
        &shop,
        "王姐",
        &id,
        content(),
        json!({"result": "satisfied"}),
    );
    assert_eq!(visits(), Vec::<Value>::new());
}

/// A machine of a household, installed a week ago, with its visits planned.
fn machine(shop: &Shop) -> Value {
    let made = json!({"name": "王建军", "phones": [{"number": "13804712207"}]});
    let customer = shop.by("王姐", "customer.create", made)["id"].clone();
    let unit = json!({
        "serial": "L1P2418035177652", "customer_id": customer, "installed_on": "2026-11-14",
    });
    shop.by("王姐", "unit.register", unit)["unit"]["id"].clone()
}

#[test]
fn a_commissioned_machine_gets_its_three_visits_once() {
    let shop = Shop::new();
    let unit = machine(&shop);
    let plan = |shop: &Shop| shop.by("王姐", "return_visit.plan", json!({ "unit_id": unit }));
    assert_eq!(plan(&shop)["planned"], 3);
    assert_eq!(plan(&shop)["planned"], 0, "planning again makes nothing");
    let counts = shop.by("王姐", "return_visit.counts", json!({}));
    assert_eq!(
        (&counts["today"], &counts["coming"]),
        (&json!(1), &json!(2))
    );

    let second = ids(&shop, "coming")[0].clone();
    let early = json!({"id": second, "outcome": "no_answer"});
    let (code, _) = refused(&shop, "王姐", "return_visit.attempt", early);
    assert_eq!(code, "return_visit.not_yet");
}

#[test]
fn a_smell_of_gas_named_at_the_second_visit_is_an_order_of_danger_at_once() {
    let shop = Shop::new();
    let unit = machine(&shop);
    shop.by("王姐", "return_visit.plan", json!({ "unit_id": unit }));
    let second = ids(&shop, "coming")[0].clone();
    shop.at(NOON + 10 * DAY);
    let answers = json!([
        yes("works"), yes("warm"), {"question": "refills", "number": 0.0},
        {"question": "noise_smell", "text": "smell"}, yes("can_operate"),
        {"question": "satisfaction", "number": 4.0}, {"question": "recommend", "number": 9.0},
    ]);
    let seen = complete(
        &shop,
        "王姐",
        &second,
        answers,
        json!({"result": "to_order"}),
    );
    let order = shop.summary(&seen["records"][0]["follow_order_id"]);
    assert_eq!(order["safety"], true);
    assert!(
        order["fault_text"].as_str().unwrap().contains("有气味"),
        "{order}"
    );
    assert_eq!(seen["records"][0]["follow_no"], order["no"]);
    assert!(seen["plan"]["outcome"]["zh"].as_str().is_some(), "{seen}");
}

#[test]
fn a_wrong_number_waits_for_the_right_one() {
    let shop = Shop::new();
    let order = finished(&shop);
    let id = visit_of(&shop, &order)["id"].clone();
    let seen = attempt(&shop, &id, "wrong_number");
    assert_eq!(seen["barrier"]["code"], "return_visit.number");
    assert!(
        seen["phones"][0]["label"]
            .as_str()
            .unwrap()
            .contains("号码错误")
    );
    assert_eq!(ids(&shop, "wrong_number"), std::slice::from_ref(&id));
    let (code, _) = refused(
        &shop,
        "王姐",
        "return_visit.attempt",
        json!({"id": id, "outcome": "no_answer"}),
    );
    assert_eq!(code, "return_visit.number");
    let right = json!({"id": id, "number": "139 0471 2208", "label": "儿子"});
    let seen = shop.by("王姐", "return_visit.correct_number", right);
    assert_eq!(seen["summary"]["state"], "due");
    assert_eq!(seen["phones"].as_array().unwrap().len(), 2);
    assert_eq!(ids(&shop, "today"), [id]);
}

#[test]
fn suspicion_is_shown_to_the_manager_alone_and_suggestions_to_everybody() {
    let shop = Shop::new();
    let order = finished(&shop);
    let id = visit_of(&shop, &order)["id"].clone();
    let mut answers = content();
    let said = json!({"question": "remarks", "text": "师傅来前先打个电话"});
    answers.as_array_mut().unwrap().push(said);
    let short = json!({"result": "satisfied", "duration_seconds": 8});
    complete(&shop, "王姐", &id, answers, short);
    let marks = |who: &str| {
        let page = shop.by(who, "return_visit.list", json!({"filter": "done"}));
        page["rows"][0]["marks"].clone()
    };
    assert_eq!(marks("陈经理"), json!(["too_short"]));
    assert_eq!(marks("王姐"), json!([]));
    let page = shop.by("张师傅", "return_visit.suggestions", json!({}));
    assert_eq!(page["rows"][0]["text"], "师傅来前先打个电话");
    assert_eq!(page["rows"][0]["customer_name"], "王建军");
    for (text, found) in [("电话", 1), ("100%", 0), ("电_", 0)] {
        let page = shop.by("王姐", "return_visit.suggestions", json!({ "text": text }));
        assert_eq!(page["rows"].as_array().unwrap().len(), found, "{text}");
    }
}

#[test]
fn the_manager_is_asked_to_call_by_a_request_that_says_why() {
    let shop = Shop::new();
    let order = finished(&shop);
    let id = visit_of(&shop, &order)["id"].clone();
    let mut answers = content();
    answers[4]["number"] = json!(2.0);
    let asked = json!({"result": "settled", "ask_manager": true});
    let seen = complete(&shop, "王姐", &id, answers, asked);
    let today = shop.by("王姐", "today.get", json!({}));
    let rows = today["rows"].as_array().unwrap();
    let request = rows.iter().find(|row| row["kind"] == "request").unwrap();
    assert_eq!(seen["records"][0]["follow_no"], request["no"]);
    assert!(
        request["text"].as_str().unwrap().starts_with("回访转来"),
        "{request}"
    );
}

/// The second visit of a machine, due now.
fn second_visit(shop: &Shop) -> Value {
    let unit = machine(shop);
    shop.by("王姐", "return_visit.plan", json!({ "unit_id": unit }));
    let second = ids(shop, "coming")[0].clone();
    shop.at(NOON + 10 * DAY);
    second
}

fn second(noise_smell: &str) -> Value {
    json!([
        yes("works"), yes("warm"), {"question": "refills", "number": 0.0},
        {"question": "noise_smell", "text": noise_smell}, yes("can_operate"),
        {"question": "satisfaction", "number": 4.0}, {"question": "recommend", "number": 9.0},
    ])
}

#[test]
fn a_danger_named_at_a_visit_is_not_settled_by_a_word() {
    let shop = Shop::new();
    let visit = second_visit(&shop);
    for result in ["satisfied", "settled", "to_complaint"] {
        let said = json!({"result": result, "next_action": "已劝客户开窗"});
        let told = filled(&visit, second("smell"), said);
        let told = refused(&shop, "王姐", "return_visit.complete", told);
        assert_eq!(told, invalid(&[("result", "danger_left")]), "{result}");
    }
    let order_it = json!({"result": "to_order"});
    complete(&shop, "王姐", &visit, second("smell"), order_it);
    let alerts = shop.by("王姐", "alert.list", json!({}));
    assert_eq!(alerts["safety"].as_array().unwrap().len(), 1, "the banner");
}

#[test]
fn only_a_content_household_without_a_problem_confirms_the_order() {
    let shop = Shop::new();
    let order = finished(&shop);
    let id = visit_of(&shop, &order)["id"].clone();
    let mut answers = content();
    answers[4]["number"] = json!(1.0);
    let asked = json!({"result": "satisfied", "ask_manager": true});
    let told = filled(&id, answers.clone(), asked);
    let told = refused(&shop, "王姐", "return_visit.complete", told);
    assert_eq!(told, invalid(&[("result", "problem_left")]));
    let asked = json!({"result": "settled", "ask_manager": true});
    complete(&shop, "王姐", &id, answers, asked);
    assert_eq!(shop.summary(&order)["state"], "finished", "R016");
}

/// The complaints of the household of an order.
fn complaints(shop: &Shop) -> Vec<Value> {
    let page = shop.by("王姐", "complaint.list", json!({}));
    page["rows"].as_array().unwrap().clone()
}

#[test]
fn what_is_complained_of_at_a_visit_stands_among_the_complaints() {
    let shop = Shop::new();
    let order = finished(&shop);
    let id = visit_of(&shop, &order)["id"].clone();
    let mut answers = content();
    answers[2]["yes"] = json!(false);
    let said = json!({"result": "to_complaint", "problem": "师傅摔门就走"});
    let seen = complete(&shop, "王姐", &id, answers, said);
    let rows = complaints(&shop);
    assert_eq!(rows.len(), 1);
    assert_eq!(rows[0]["category"], "attitude");
    assert_eq!(rows[0]["state"], "received", "a formal one");
    let record = &seen["records"][0];
    assert_eq!(record["follow_complaint_id"], rows[0]["id"]);
    assert_eq!(record["follow_complaint_no"], rows[0]["no"]);
    let whole = shop.by("王姐", "complaint.get", json!({"id": rows[0]["id"]}));
    assert_eq!(whole["served"], json!(["张师傅"]), "four eyes");
    assert_eq!(whole["about_staff"], "张师傅");
    assert_eq!(shop.summary(&order)["state"], "finished", "not confirmed");
}

#[test]
fn every_follow_up_that_was_announced_is_opened() {
    let shop = Shop::new();
    let order = finished(&shop);
    let id = visit_of(&shop, &order)["id"].clone();
    let mut answers = content();
    answers[0]["yes"] = json!(false);
    answers[2]["yes"] = json!(false);
    answers[4]["number"] = json!(1.0);
    // The longest that the form allows: what follows is put behind it.
    let (problem, next) = ("骂".repeat(10_000), "问".repeat(200));
    let said = json!({"result": "to_order", "problem": problem, "ask_manager": true,
        "next_action": next});
    let seen = complete(&shop, "王姐", &id, answers, said);
    assert_eq!(shop.summary(&order)["state"], "registered", "opened again");
    let rows = complaints(&shop);
    assert_eq!(rows.len(), 1);
    let told = seen["records"][0]["next_action"].as_str().unwrap();
    for part in ["原工单已重开", "已登记投诉", "请店长回电"] {
        assert!(told.contains(part), "{part}: {told}");
    }
}

/// A complaint that was closed with the customer's word, and its visit, due the day after.
fn closed_complaint(shop: &Shop) -> (Value, Value) {
    let made = json!({"name": "赵铁柱", "phones": [{"number": "13904712208"}]});
    let said = json!({
        "customer_id": shop.by("王姐", "customer.create", made)["id"], "category": "charges",
        "text": "收费多", "remedy_sought": "退八十", "severity": "normal",
    });
    let id = shop.by("王姐", "complaint.create", said)["summary"]["id"].clone();
    let step = |who: &str, step: &str, fields: Value| {
        let mut payload = fields;
        payload["id"] = id.clone();
        payload["step"] = step.into();
        shop.by(who, "complaint.advance", payload);
    };
    step("王姐", "acknowledge", json!({"contact_text": "收到了"}));
    step("陈经理", "assess", json!({"class": "C"}));
    let who = json!({"investigator_id": shop.staff("陈经理")});
    step("陈经理", "investigate", who);
    let answer = json!({"cause": "收重了", "plan": "退八十", "contact_text": "说好了"});
    step("陈经理", "answer", answer);
    step("王姐", "accept", json!({"contact_text": "同意"}));
    step("陈经理", "carry_out", json!({"text": "退了"}));
    let end = json!({"sat_after": 4, "contact_text": "满意"});
    step("王姐", "close", end);
    shop.at(NOON + 2 * DAY);
    let page = shop.by(
        "王姐",
        "return_visit.list",
        json!({"kind": "after_complaint"}),
    );
    (id, page["rows"][0]["id"].clone())
}

fn still_unhappy() -> Value {
    json!([
        {"question": "result", "number": 1.0}, {"question": "process", "number": 3.0},
        yes("buy_again"),
    ])
}

#[test]
fn a_complaint_whose_settlement_does_not_satisfy_is_opened_again_by_who_may() {
    let shop = Shop::new();
    let (complaint, visit) = closed_complaint(&shop);
    let said = json!({"result": "to_complaint", "problem": "钱没退到"});
    let payload = filled(&visit, still_unhappy(), said);
    let (own, _) = refused(&shop, "陈经理", "return_visit.complete", payload.clone());
    assert_eq!(own, "return_visit.own_work", "who answered does not ask");
    let other = json!({"name": "赵副店长", "role": "manager", "pin": "246810"});
    shop.by("陈经理", "staff.create", other);
    let seen = shop.by("赵副店长", "return_visit.complete", payload);
    let whole = shop.by("王姐", "complaint.get", json!({ "id": complaint }));
    assert_eq!(whole["summary"]["reopened_count"], 1, "ineffective, R023");
    assert_eq!(complaints(&shop).len(), 1);
    let told = seen["records"][0]["next_action"].as_str().unwrap();
    assert!(told.contains("已重开"), "{told}");
}

#[test]
fn who_may_not_open_a_complaint_again_takes_one_of_its_own() {
    let shop = Shop::new();
    let (complaint, visit) = closed_complaint(&shop);
    let before = shop.by("王姐", "complaint.get", json!({ "id": complaint }));
    let said = json!({"result": "to_complaint", "problem": "钱没退到"});
    complete(&shop, "王姐", &visit, still_unhappy(), said);
    let rows = complaints(&shop);
    assert_eq!(rows.len(), 1, "{rows:?}");
    assert_ne!(rows[0]["id"], complaint);
    assert_eq!(rows[0]["category"], "charges", "the same matter");
    let no = before["summary"]["no"].as_str().unwrap();
    assert!(rows[0]["text"].as_str().unwrap().contains(no));
    let after = shop.by("王姐", "complaint.get", json!({ "id": complaint }));
    assert_eq!(after["summary"]["state"], "closed_satisfied");
    assert_eq!(after["summary"]["reopened_count"], 1, "ineffective, R023");
    let told = after["events"][0]["text"].as_str().unwrap();
    assert!(told.contains(rows[0]["no"].as_str().unwrap()), "{told}");
}

#[test]
fn a_consent_answered_at_a_visit_is_a_consent() {
    let shop = Shop::new();
    let visit = second_visit(&shop);
    let seen = shop.by("王姐", "return_visit.get", json!({ "id": visit }));
    let questions = seen["script"]["questions"].as_array().unwrap();
    let asked = questions.iter().find(|q| q["code"] == "care_consent");
    assert!(asked.unwrap()["notice"]["zh"].is_string(), "read out first");
    assert_eq!(questions[0]["notice"], Value::Null);
    let mut answers = second("none");
    answers.as_array_mut().unwrap().push(yes("care_consent"));
    let seen = complete(
        &shop,
        "王姐",
        &visit,
        answers,
        json!({"result": "satisfied"}),
    );
    let household = json!({"customer_id": seen["summary"]["customer_id"]});
    let consents = shop.by("王姐", "consent.list", household);
    let entry = &consents["entries"][0];
    assert_eq!(
        (&entry["purpose"], &entry["given"], &entry["channel"]),
        (&json!("care"), &json!(true), &json!("phone"))
    );
    assert_eq!(entry["notice_version"], consents["notice_version"]);
}

#[test]
fn who_declines_is_left_with_a_next_step_and_so_is_who_was_not_reached() {
    let shop = Shop::new();
    let order = finished(&shop);
    let id = visit_of(&shop, &order)["id"].clone();
    let declined = json!({"id": id, "outcome": "refused"});
    let told = refused(&shop, "王姐", "return_visit.attempt", declined.clone());
    assert_eq!(told, invalid(&[("next_action", "required")]));
    let mut declined = declined;
    declined["next_action"] = json!("下次保养时当面问");
    let seen = shop.by("王姐", "return_visit.attempt", declined);
    assert_eq!(seen["summary"]["state"], "refused");
    // Two of one moment may stand either way round.
    let told = |seen: &Value| seen["attempts"].to_string();
    assert!(told(&seen).contains("下一步：下次保养时当面问"));

    let order = finished(&shop);
    let id = visit_of(&shop, &order)["id"].clone();
    for day in 0..3 {
        shop.at(NOON + day * DAY);
        attempt(&shop, &id, "no_answer");
    }
    let sent = attempt(&shop, &id, "written");
    assert_eq!(sent["summary"]["state"], "unreached");
    assert!(told(&sent).contains("下一步："), "{sent}");
}
