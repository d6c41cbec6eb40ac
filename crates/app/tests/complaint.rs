//! A complaint from a grumble to its closing and reopening, on a real database with a turned clock.
#![allow(
    clippy::unwrap_used,
    clippy::needless_pass_by_value,
    reason = "tests hand their payloads over"
)]

use crate::common::NOON;
use crate::common::desk::{DAY, HOUR, MIDNIGHT, Shop};
use serde_json::{Value, json};
use wuyou_contract::{ApiError, ErrorCode};
use wuyou_domain::id::WorkOrderId;
use wuyou_store::receipt::Receipt;
use wuyou_store::{Id, return_visit, sync};
use wuyou_sync::change::{Change, Op};
use wuyou_sync::message::{Done, Entry};
use wuyou_sync::{clock, hash, registry};

/// The time of the call in J8: four in the afternoon.
const FOUR: i64 = NOON + 4 * HOUR;

fn person(shop: &Shop, name: &str) -> Value {
    shop.by("王姐", "customer.create", json!({ "name": name }))["id"].clone()
}

/// «收费多», class C, about 张师傅.
fn charged_too_much(shop: &Shop) -> Value {
    shop.at(FOUR);
    let call = json!({
        "customer_id": person(shop, "赵铁柱"), "category": "charges", "item": "overcharged",
        "text": "收费多，要了一百六", "remedy_sought": "退还多收的八十元", "severity": "normal",
        "about_staff_id": shop.staff("张师傅"), "sat_before": 2,
    });
    shop.by("王姐", "complaint.create", call)
}

fn id(complaint: &Value) -> Value {
    complaint["summary"]["id"].clone()
}

fn try_step(
    shop: &Shop,
    who: &str,
    complaint: &Value,
    step: &str,
    fields: Value,
) -> Result<Value, ApiError> {
    let mut payload = fields;
    payload["id"] = complaint.clone();
    payload["step"] = step.into();
    shop.try_by(who, "complaint.advance", payload)
}

fn step(shop: &Shop, who: &str, complaint: &Value, step: &str, fields: Value) -> Value {
    try_step(shop, who, complaint, step, fields)
        .unwrap_or_else(|error| panic!("{who} {step}: {error:?}"))
}

fn refused(answer: Result<Value, ApiError>) -> ErrorCode {
    answer.unwrap_err().code
}

fn wrong_field(answer: Result<Value, ApiError>) -> (String, String) {
    let error = answer.unwrap_err();
    (error.fields[0].field.clone(), error.fields[0].code.clone())
}

fn clock<'c>(complaint: &'c Value, what: &str) -> &'c Value {
    let clocks = complaint["clocks"].as_array().unwrap();
    clocks.iter().find(|clock| clock["what"] == what).unwrap()
}

/// Acknowledged, assessed and investigated on the day; 李师傅 looks into it.
fn investigated(shop: &Shop) -> Value {
    let complaint = id(&charged_too_much(shop));
    step(
        shop,
        "王姐",
        &complaint,
        "acknowledge",
        json!({"contact_text": "已收到，今天答复"}),
    );
    step(shop, "陈经理", &complaint, "assess", json!({"class": "C"}));
    let who = json!({"investigator_id": shop.staff("李师傅")});
    step(shop, "陈经理", &complaint, "investigate", who);
    complaint
}

fn answer() -> Value {
    json!({
        "cause": "上门费算了两次", "plan": "退八十元并道歉", "contact_text": "电话说明",
        "failure_type": "process", "recovery": "refund",
    })
}

#[test]
fn a_grumble_is_noted_with_who_what_and_about_what_and_settled_without_states() {
    let shop = Shop::new();
    let said = json!({"caller_name": "赵铁柱", "category": "attitude", "text": "嫌来得晚"});
    let noted = shop.by("张师傅", "complaint.create", said);
    assert_eq!(noted["summary"]["state"], "grumble");
    assert_eq!(noted["summary"]["class"], "D");
    let no = noted["summary"]["no"].as_str().unwrap();
    let is_number = no.starts_with("LH001-") && no.ends_with("-20261121-0001");
    assert!(is_number, "{no}: a number like an order's");
    assert_eq!(noted["summary"]["due_what"], "reply");
    assert_eq!(
        noted["summary"]["due_at"], MIDNIGHT,
        "answered the same day"
    );
    let done = step(
        &shop,
        "王姐",
        &id(&noted),
        "settle",
        json!({"text": "已打电话致歉"}),
    );
    assert_eq!(done["summary"]["state"], "settled");
    assert_eq!(done["summary"]["urgency"], "done");
    let again = try_step(
        &shop,
        "王姐",
        &id(&noted),
        "acknowledge",
        json!({"contact_text": "x"}),
    );
    assert_eq!(refused(again), ErrorCode::ComplaintStep);
}

#[test]
fn a_formal_complaint_asks_how_the_customer_wants_it_settled_and_who_it_is() {
    let shop = Shop::new();
    let mut said = json!({"caller_name": "赵铁柱", "category": "charges", "text": "收费多",
        "severity": "normal"});
    let answer = shop.try_by("王姐", "complaint.create", said.clone());
    assert_eq!(
        wrong_field(answer),
        ("remedy_sought".into(), "remedy_needed".into())
    );
    said["remedy_sought"] = "退钱".into();
    said["caller_name"] = Value::Null;
    let answer = shop.try_by("王姐", "complaint.create", said.clone());
    assert_eq!(
        wrong_field(answer),
        ("caller_name".into(), "who_needed".into())
    );
    said["caller_phone"] = "138 0471 2207".into();
    said["category"] = "nothing".into();
    let answer = shop.try_by("王姐", "complaint.create", said.clone());
    assert_eq!(
        wrong_field(answer),
        ("category".into(), "choose_one".into())
    );
    said["category"] = "charges".into();
    said["received_at"] = (NOON + DAY).into();
    let answer = shop.try_by("王姐", "complaint.create", said.clone());
    assert_eq!(
        wrong_field(answer),
        ("received_at".into(), "time_future".into())
    );
    said["received_at"] = Value::Null;
    let taken = shop.by("王姐", "complaint.create", said);
    assert_eq!(taken["summary"]["state"], "received");
    assert_eq!(taken["summary"]["class"], "C");
    assert!(!taken["class_why"]["reasons"].as_array().unwrap().is_empty());
}

#[test]
fn danger_is_class_a_even_when_only_grumbled_and_repeats_make_class_b() {
    let shop = Shop::new();
    let customer = person(&shop, "赵铁柱");
    let say = |category: &str, severity: &str| {
        let said = json!({"customer_id": customer, "category": category, "severity": severity,
            "text": "又来了", "remedy_sought": "来人看"});
        shop.by("王姐", "complaint.create", said)
    };
    let danger = say("safety", "grumble");
    assert_eq!(danger["summary"]["class"], "A");
    assert_eq!(danger["summary"]["state"], "received");
    assert_eq!(clock(&danger, "reply")["due_at"], NOON + 15 * 60_000);
    assert_eq!(clock(&danger, "first_measure")["due_at"], NOON + DAY);
    assert!(
        danger["clocks"]
            .as_array()
            .unwrap()
            .iter()
            .all(|one| one["what"] != "close")
    );
    let measure = json!({"text": "已关阀断气", "recovery": "safety"});
    let measured = step(&shop, "张师傅", &id(&danger), "append", measure);
    assert_eq!(clock(&measured, "first_measure")["state"], "met");

    let first = say("repair", "normal");
    assert_eq!(first["summary"]["class"], "C");
    say("repair", "normal");
    shop.at(NOON + HOUR);
    let third = say("repair", "normal");
    assert_eq!(third["summary"]["class"], "B", "the third within 30 days");
    let other = say("charges", "normal");
    assert_eq!(other["summary"]["class"], "C", "about something else");
    let asked = json!({"customer_id": customer, "category": "repair", "severity": "normal",
        "safety": false, "injury": false, "public_exposure": false});
    assert_eq!(shop.by("王姐", "complaint.classify", asked)["class"], "B");
}

#[test]
fn the_third_grumble_about_a_matter_suggests_a_formal_complaint_and_it_starts_the_clocks_anew() {
    let shop = Shop::new();
    let customer = person(&shop, "赵铁柱");
    let grumble = || {
        let said = json!({"customer_id": customer, "category": "timeliness", "text": "又没来"});
        shop.by("王姐", "complaint.create", said)
    };
    assert_eq!(grumble()["formal_suggested"], Value::Null);
    shop.at(NOON + DAY);
    grumble();
    shop.at(NOON + 2 * DAY);
    let third = grumble();
    assert_eq!(third["formal_suggested"], 3);
    shop.at(NOON + 3 * DAY);
    let bare = try_step(&shop, "王姐", &id(&third), "formalise", json!({}));
    assert_eq!(
        wrong_field(bare),
        ("remedy_sought".into(), "required".into())
    );
    let sought = json!({"remedy_sought": "以后按约来"});
    let formal = step(&shop, "王姐", &id(&third), "formalise", sought);
    assert_eq!(formal["summary"]["state"], "received");
    assert_eq!(
        formal["summary"]["class"], "C",
        "grumbles are no repeated complaints"
    );
    assert_eq!(clock(&formal, "reply")["due_at"], MIDNIGHT + 3 * DAY);
    assert_eq!(clock(&formal, "acknowledge")["state"], "running");
}

#[test]
fn j8_a_complaint_is_judged_by_others_closed_by_yet_another_and_reopened_within_thirty_days() {
    let shop = Shop::new();
    let taken = charged_too_much(&shop);
    let complaint = id(&taken);
    assert_eq!(
        (&taken["summary"]["class"], &taken["sat_before"]),
        (&json!("C"), &json!(2))
    );
    assert_eq!(clock(&taken, "acknowledge")["due_at"], MIDNIGHT);
    assert_eq!(clock(&taken, "close")["due_at"], MIDNIGHT + 3 * DAY);
    step(
        &shop,
        "王姐",
        &complaint,
        "acknowledge",
        json!({"contact_text": "已收到"}),
    );
    let clerk = try_step(&shop, "王姐", &complaint, "assess", json!({"class": "C"}));
    assert_eq!(refused(clerk), ErrorCode::ComplaintRole);
    step(&shop, "陈经理", &complaint, "assess", json!({"class": "C"}));
    let himself = json!({"investigator_id": shop.staff("张师傅")});
    let himself = try_step(&shop, "王姐", &complaint, "investigate", himself);
    assert_eq!(
        wrong_field(himself),
        ("investigator_id".into(), "complained_about".into())
    );
    let other = json!({"investigator_id": shop.staff("李师傅")});
    step(&shop, "陈经理", &complaint, "investigate", other);
    let clerk = try_step(&shop, "王姐", &complaint, "answer", answer());
    assert_eq!(refused(clerk), ErrorCode::ComplaintRole);
    let answered = step(&shop, "陈经理", &complaint, "answer", answer());
    assert_eq!(clock(&answered, "reply")["met_at"], FOUR);
    assert_eq!(answered["failure_type"], "process");
    step(
        &shop,
        "王姐",
        &complaint,
        "accept",
        json!({"contact_text": "同意"}),
    );
    let done = json!({"recovery": "refund", "text": "已退八十元"});
    step(&shop, "陈经理", &complaint, "carry_out", done);
    let content = json!({"sat_after": 5, "contact_text": "客户说满意"});
    let own = try_step(&shop, "陈经理", &complaint, "close", content.clone());
    assert_eq!(refused(own), ErrorCode::ComplaintOwnHandling);
    let unhappy = json!({"sat_after": 2, "contact_text": "还是不满意"});
    let unhappy = try_step(&shop, "王姐", &complaint, "close", unhappy);
    assert_eq!(refused(unhappy), ErrorCode::ComplaintNotSatisfied);
    shop.at(FOUR + DAY);
    let closed = step(&shop, "王姐", &complaint, "close", content);
    assert_eq!(
        (&closed["sat_before"], &closed["sat_after"]),
        (&json!(2), &json!(5))
    );
    assert_eq!(closed["summary"]["urgency"], "done");
    assert_eq!(closed["reopen_until_on"], "2026-12-22");

    shop.at(FOUR + 21 * DAY);
    let reopen = json!({"reason": "退的钱没到账"});
    let clerk = try_step(&shop, "王姐", &complaint, "reopen", reopen.clone());
    assert_eq!(refused(clerk), ErrorCode::ComplaintRole);
    let again = step(&shop, "陈经理", &complaint, "reopen", reopen);
    assert_eq!(again["summary"]["state"], "assessed");
    assert_eq!(
        again["summary"]["reopened_count"], 1,
        "the first settlement was ineffective"
    );
    assert_eq!(again["sat_after"], Value::Null);
    let today = MIDNIGHT + 21 * DAY;
    assert_eq!(
        clock(&again, "reply")["due_at"],
        today,
        "the clocks run anew"
    );
    assert_eq!(clock(&again, "acknowledge")["state"], "met");
    assert_eq!(clock(&again, "close")["due_at"], today + 3 * DAY);
}

#[test]
fn a_complaint_closed_more_than_thirty_days_ago_is_a_new_one() {
    let shop = Shop::new();
    let complaint = investigated(&shop);
    step(&shop, "陈经理", &complaint, "answer", answer());
    step(
        &shop,
        "王姐",
        &complaint,
        "accept",
        json!({"contact_text": "同意"}),
    );
    step(&shop, "李师傅", &complaint, "carry_out", json!({}));
    let content = json!({"sat_after": 4, "contact_text": "满意"});
    step(&shop, "王姐", &complaint, "close", content);
    let reopen = json!({"reason": "又收错了"});
    shop.at(FOUR + 31 * DAY);
    let late = try_step(&shop, "陈经理", &complaint, "reopen", reopen.clone());
    assert_eq!(refused(late), ErrorCode::ComplaintReopenWindow);
    shop.at(FOUR + 30 * DAY);
    step(&shop, "陈经理", &complaint, "reopen", reopen);
}

#[test]
fn what_the_customer_refuses_goes_to_headquarters_or_outside_and_the_shop_does_not_answer_again() {
    let shop = Shop::new();
    let complaint = investigated(&shop);
    step(&shop, "陈经理", &complaint, "answer", answer());
    let no = json!({"reason": "要全退", "contact_text": "客户不同意"});
    step(&shop, "王姐", &complaint, "reject", no);
    let risen = step(
        &shop,
        "陈经理",
        &complaint,
        "escalate",
        json!({"reason": "谈不拢"}),
    );
    assert_eq!(risen["summary"]["state"], "escalated");
    let answered = try_step(&shop, "陈经理", &complaint, "answer", answer());
    assert_eq!(
        refused(answered),
        ErrorCode::ComplaintRole,
        "headquarters decides now"
    );
    let steps = risen["allowed"].as_array().unwrap();
    assert!(
        steps.iter().all(|one| one["step"] != "answer"),
        "nor is it offered"
    );
}

#[test]
fn who_is_complained_about_or_served_neither_judges_nor_answers_for_it_and_the_screen_says_why() {
    let shop = Shop::new();
    let order = shop.dispatched("陈经理");
    shop.step("陈经理", &order, "start", json!({}));
    let said = json!({"work_order_id": order, "category": "repair", "text": "没修好",
        "severity": "normal", "remedy_sought": "重修"});
    let taken = shop.by("王姐", "complaint.create", said);
    let complaint = id(&taken);
    assert_eq!(
        taken["summary"]["customer_name"], "王建军",
        "the order's household"
    );
    assert_eq!(taken["served"], json!(["陈经理"]));
    step(
        &shop,
        "王姐",
        &complaint,
        "acknowledge",
        json!({"contact_text": "已收到"}),
    );
    let own = try_step(&shop, "陈经理", &complaint, "assess", json!({"class": "C"}));
    assert_eq!(refused(own), ErrorCode::ComplainedAbout);
    let seen = shop.by("陈经理", "complaint.get", json!({ "id": complaint }));
    let assess = seen["allowed"].as_array().unwrap();
    let assess = assess.iter().find(|one| one["step"] == "assess").unwrap();
    assert!(
        assess["refused"]["zh"]
            .as_str()
            .unwrap()
            .contains("被投诉人")
    );
    assert_eq!(assess["primary"], false);
    let owner = json!({"id": complaint, "owner_id": shop.staff("陈经理")});
    let owner = shop.try_by("王姐", "complaint.assign", owner);
    assert_eq!(
        wrong_field(owner),
        ("owner_id".into(), "complained_about".into())
    );
    let owner = json!({"id": complaint, "owner_id": shop.staff("李师傅")});
    assert_eq!(
        shop.by("王姐", "complaint.assign", owner)["summary"]["owner"],
        "李师傅"
    );
    let about_me = json!({"caller_name": "钱", "category": "attitude", "text": "说话冲",
        "about_staff_id": shop.staff("王姐")});
    let about_me = shop.by("王姐", "complaint.create", about_me);
    assert_eq!(
        about_me["summary"]["owner"],
        Value::Null,
        "nobody answers for their own"
    );
    let own = try_step(
        &shop,
        "王姐",
        &id(&about_me),
        "settle",
        json!({"text": "没事了"}),
    );
    assert_eq!(refused(own), ErrorCode::ComplainedAbout);
}

#[test]
fn a_class_a_or_b_is_not_lowered_by_the_shop() {
    let shop = Shop::new();
    let said = json!({"caller_name": "赵铁柱", "category": "charges", "text": "网上发了",
        "severity": "normal", "public_exposure": true, "remedy_sought": "公开道歉"});
    let complaint = id(&shop.by("王姐", "complaint.create", said));
    step(
        &shop,
        "王姐",
        &complaint,
        "acknowledge",
        json!({"contact_text": "已收到"}),
    );
    let lower = json!({"class": "C", "reason": "没什么"});
    let lower = try_step(&shop, "陈经理", &complaint, "assess", lower);
    assert_eq!(refused(lower), ErrorCode::ComplaintLowering);
    let raised = step(&shop, "陈经理", &complaint, "assess", json!({"class": "A"}));
    assert_eq!(raised["summary"]["class"], "A");
    assert_eq!(
        clock(&raised, "reply")["due_at"],
        NOON + 15 * 60_000,
        "the clocks of its class"
    );
    let same = try_step(
        &shop,
        "陈经理",
        &complaint,
        "reclassify",
        json!({"class": "A"}),
    );
    assert_eq!(wrong_field(same), ("class".into(), "same_class".into()));
}

#[test]
fn no_step_is_put_back_before_the_last_one_nor_taken_on_what_somebody_else_changed() {
    let shop = Shop::new();
    let complaint = id(&charged_too_much(&shop));
    let early = json!({"contact_text": "已收到", "occurred_at": FOUR - 1});
    let early = try_step(&shop, "王姐", &complaint, "acknowledge", early);
    assert_eq!(
        wrong_field(early),
        ("occurred_at".into(), "before_last_event".into())
    );
    let stale = json!({"contact_text": "已收到", "expected_state": "acknowledged"});
    let stale = try_step(&shop, "王姐", &complaint, "acknowledge", stale);
    assert_eq!(refused(stale), ErrorCode::ComplaintChanged);
    let empty = try_step(
        &shop,
        "王姐",
        &complaint,
        "acknowledge",
        json!({"contact_text": "  "}),
    );
    assert_eq!(
        wrong_field(empty),
        ("contact_text".into(), "required".into())
    );
}

#[test]
fn a_call_that_complains_becomes_a_complaint_in_one_step_and_only_once() {
    let shop = Shop::new();
    let call = json!({"kind": "complaint", "text": "收费多", "caller_phone": "13804712207",
        "new_customer_name": "王建军"});
    let request = shop.by("王姐", "request.create", call)["request"]["id"].clone();
    shop.at(NOON + HOUR);
    let mut turn = json!({"request_id": request, "category": "charges", "severity": "normal",
        "remedy_sought": "退钱"});
    let taken = shop.by("王姐", "complaint.create", turn.clone());
    assert_eq!(taken["summary"]["text"], "收费多");
    assert_eq!(taken["summary"]["customer_name"], "王建军");
    assert_eq!(
        taken["summary"]["received_at"], NOON,
        "the clocks count from the call"
    );
    let seen = shop.by("王姐", "request.get", json!({ "id": request }));
    assert_eq!(seen["state"], "closed");
    turn["severity"] = "high".into();
    let twice = shop.try_by("王姐", "complaint.create", turn);
    assert_eq!(refused(twice), ErrorCode::ComplaintRequestTaken);
}

#[test]
fn lists_show_the_first_due_first_and_the_tiles_count_what_they_hold() {
    let shop = Shop::new();
    let say = |who: &str, category: &str, severity: &str| {
        let said = json!({"caller_name": who, "category": category, "severity": severity,
            "text": "不满意", "remedy_sought": "解决"});
        shop.by("王姐", "complaint.create", said)
    };
    say("甲", "attitude", "grumble");
    say("乙", "charges", "normal");
    let danger = say("丙", "safety", "normal");
    let names = |filter: &str, query: &str| {
        let asked = json!({"filter": filter, "query": query});
        let page = shop.by("王姐", "complaint.list", asked);
        let rows = page["rows"].as_array().unwrap().clone();
        assert_eq!(page["total"], rows.len());
        rows.iter()
            .map(|row| row["customer_name"].as_str().unwrap().to_owned())
            .collect::<Vec<_>>()
    };
    assert_eq!(names("open", "")[0], "丙", "danger is due first");
    assert_eq!(names("grumbles", ""), ["甲"]);
    assert_eq!(names("open", "乙"), ["乙"]);
    assert_eq!(
        names("open", "%"),
        Vec::<String>::new(),
        "typed as it stands"
    );
    shop.at(NOON + HOUR);
    assert_eq!(names("overdue", ""), ["丙"], "fifteen minutes have passed");
    let counts = shop.by("王姐", "complaint.counts", json!({}));
    assert_eq!(
        counts,
        json!({"open": 3, "overdue": 1, "unowned": 0, "grumbles": 1})
    );
    shop.at(MIDNIGHT);
    assert_eq!(names("overdue", "").len(), 3);
    let by_no = json!({"no": danger["summary"]["no"]});
    assert_eq!(
        shop.by("王姐", "complaint.get", by_no)["summary"]["id"],
        id(&danger)
    );
    let first = shop.by("王姐", "complaint.list", json!({"limit": 2}));
    let rest = json!({"limit": 2, "after": first["next"]});
    assert_eq!(
        shop.by("王姐", "complaint.list", rest)["rows"]
            .as_array()
            .unwrap()
            .len(),
        1
    );
    let nowhere = shop.try_by("王姐", "complaint.list", json!({"after": "x"}));
    assert_eq!(wrong_field(nowhere), ("after".into(), "page".into()));
}

/// Headquarters takes a complaint over, as a sync brings it.
fn taken_over(shop: &Shop, complaint: &Value) {
    let database = shop.app.database().unwrap();
    let row: uuid::Uuid = complaint.as_str().unwrap().parse().unwrap();
    let entity = registry::entity("complaint").unwrap();
    let field = entity.field("taken_over").unwrap();
    let change = Change {
        entity: entity.id,
        op: Op::Update,
        group_end: true,
        row: row.row_id(),
        base_seq: 0,
        hlc: clock::tick(0, FOUR + HOUR),
        staff: [0; 16],
        fields: vec![(field.id, true.into())],
    };
    let change = change.encode().unwrap();
    let cursor = database.read(sync::cursor).unwrap();
    let seq = cursor.seq + 1;
    let done = Done {
        epoch: [9; 16],
        server_now_at: FOUR,
        last_dseq: 0,
        refused: Vec::new(),
        log_hash: hash::log_chain(&cursor.log_hash, seq, &change),
        entries: vec![Entry::Other {
            seq,
            device: [0; 16],
            change,
        }],
        head_seq: seq,
        durable_seq: 0,
    };
    database.apply(&done, &Receipt::default()).unwrap();
}

#[test]
fn what_headquarters_has_taken_over_the_shop_only_adds_to() {
    let shop = Shop::new();
    let complaint = investigated(&shop);
    taken_over(&shop, &complaint);
    let answered = try_step(&shop, "陈经理", &complaint, "answer", answer());
    assert_eq!(refused(answered), ErrorCode::ComplaintTakenOver);
    let seen = step(
        &shop,
        "王姐",
        &complaint,
        "append",
        json!({"text": "客户又来电催"}),
    );
    assert_eq!(seen["taken_over"], true);
    let open: Vec<_> = seen["allowed"].as_array().unwrap().iter().collect();
    assert!(
        open.iter()
            .all(|one| one["step"] == "append" || !one["refused"].is_null())
    );
}

#[test]
fn a_closed_complaint_is_asked_about_again_on_a_return_visit() {
    let shop = Shop::new();
    let order = shop.take();
    let said = json!({"work_order_id": order, "category": "charges", "text": "收费多",
        "remedy_sought": "退钱", "severity": "normal"});
    let complaint = id(&shop.by("王姐", "complaint.create", said));
    let visits = || {
        let order = order.as_str().unwrap().parse().unwrap();
        let database = shop.app.database().unwrap();
        let visits = database.read(|view| return_visit::of_work_order(view, WorkOrderId(order)));
        visits.unwrap().len()
    };
    let said = || json!({"contact_text": "说过了"});
    step(&shop, "王姐", &complaint, "acknowledge", said());
    step(&shop, "陈经理", &complaint, "assess", json!({"class": "C"}));
    let who = json!({"investigator_id": shop.staff("李师傅")});
    step(&shop, "陈经理", &complaint, "investigate", who);
    step(&shop, "陈经理", &complaint, "answer", answer());
    step(&shop, "王姐", &complaint, "accept", said());
    step(&shop, "李师傅", &complaint, "carry_out", json!({}));
    assert_eq!(visits(), 0);
    let content = json!({"sat_after": 4, "contact_text": "满意"});
    step(&shop, "王姐", &complaint, "close", content);
    assert_eq!(visits(), 1);
}

#[test]
fn a_shop_with_nobody_else_lets_its_manager_close_with_a_reason_that_is_kept() {
    let shop = Shop::new();
    let complaint = investigated(&shop);
    step(&shop, "陈经理", &complaint, "answer", answer());
    step(
        &shop,
        "王姐",
        &complaint,
        "accept",
        json!({"contact_text": "同意"}),
    );
    step(&shop, "王姐", &complaint, "carry_out", json!({}));
    // 陈经理 answered and 王姐 carried it out; the technicians close nothing.
    let close = json!({"sat_after": 5, "contact_text": "满意"});
    let clerk = try_step(&shop, "王姐", &complaint, "close", close.clone());
    assert_eq!(refused(clerk), ErrorCode::ComplaintOwnHandling);
    let silent = try_step(&shop, "陈经理", &complaint, "close", close.clone());
    assert_eq!(wrong_field(silent), ("reason".into(), "required".into()));
    let seen = shop.by("陈经理", "complaint.get", json!({"id": complaint}));
    let allowed = seen["allowed"].as_array().unwrap();
    let option = allowed.iter().find(|one| one["step"] == "close").unwrap();
    assert_eq!(option["refused"], json!(null));
    assert!(
        option["needs"]
            .as_array()
            .unwrap()
            .contains(&json!("reason"))
    );

    // Once somebody else works there, it is for them.
    let other = json!({"name": "刘姐", "role": "clerk"});
    let other = shop.by("陈经理", "staff.create", other)["id"].clone();
    let mut with_reason = close.clone();
    with_reason["reason"] = "店里只有两个人".into();
    let manager = try_step(&shop, "陈经理", &complaint, "close", with_reason.clone());
    assert_eq!(refused(manager), ErrorCode::ComplaintOwnHandling);
    shop.by(
        "陈经理",
        "staff.update",
        json!({"id": other, "disabled": true}),
    );
    let closed = step(&shop, "陈经理", &complaint, "close", with_reason);
    assert_eq!(closed["summary"]["state"], "closed_satisfied");
    assert_eq!(closed["events"][0]["text"], "满意 · 店里只有两个人");
}

fn banner(shop: &Shop) -> Vec<Value> {
    let alerts = shop.by("王姐", "alert.list", json!({}));
    alerts["safety"].as_array().unwrap().clone()
}

#[test]
fn a_danger_told_as_a_complaint_sends_somebody_and_raises_the_banner() {
    let shop = Shop::new();
    let said = json!({
        "customer_id": person(&shop, "赵铁柱"), "category": "safety", "item": "gas_leak",
        "text": "修完闻着煤气味", "remedy_sought": "马上来人",
    });
    let taken = shop.by("王姐", "complaint.create", said);
    assert_eq!(taken["summary"]["class"], "A");
    let order = shop.summary(&taken["danger_order_id"]);
    assert_eq!(order["safety"], true);
    assert_eq!(order["no"], taken["danger_order_no"]);
    let banner = banner(&shop);
    assert_eq!(banner.len(), 1);
    assert_eq!(banner[0]["work_order_id"], taken["danger_order_id"]);
    assert_eq!(taken["served"], json!([]), "nobody has served yet");
}

#[test]
fn a_call_about_a_danger_that_becomes_a_complaint_keeps_its_order() {
    let shop = Shop::new();
    let call = json!({
        "text": "有煤气味，你们上次没修好", "kind": "complaint", "safety": true,
        "caller_phone": "13904712208", "caller_name": "赵铁柱",
    });
    let taken = shop.by("王姐", "request.create", call);
    assert_eq!(banner(&shop).len(), 1);
    let said = json!({
        "request_id": taken["request"]["id"], "category": "repair", "remedy_sought": "重修",
    });
    let complaint = shop.by("王姐", "complaint.create", said);
    assert_eq!(
        complaint["danger_order_id"],
        taken["work_order"]["summary"]["id"]
    );
    assert_eq!(banner(&shop).len(), 1, "one danger, one order");
}

#[test]
fn a_call_that_turns_out_to_be_a_danger_is_not_closed_with_the_complaint() {
    let shop = Shop::new();
    let call = json!({
        "text": "师傅修完不放心", "kind": "complaint",
        "caller_phone": "13904712208", "caller_name": "赵铁柱",
    });
    let request = shop.by("王姐", "request.create", call)["request"]["id"].clone();
    let said = json!({
        "request_id": request, "category": "repair", "remedy_sought": "重修", "safety": true,
    });
    let complaint = shop.by("王姐", "complaint.create", said);
    let seen = shop.by("王姐", "request.get", json!({ "id": request }));
    assert_eq!(seen["state"], "ordered");
    assert_eq!(seen["work_order_id"], complaint["danger_order_id"]);
    assert_eq!(banner(&shop).len(), 1);
}

#[test]
fn an_escalated_complaint_goes_on_with_what_headquarters_answered() {
    let shop = Shop::new();
    let complaint = id(&charged_too_much(&shop));
    step(
        &shop,
        "王姐",
        &complaint,
        "acknowledge",
        json!({"contact_text": "收到"}),
    );
    step(&shop, "陈经理", &complaint, "assess", json!({"class": "B"}));
    let who = json!({"investigator_id": shop.staff("陈经理")});
    step(&shop, "陈经理", &complaint, "investigate", who);
    let answer = json!({"cause": "收重了", "plan": "退四十", "contact_text": "说了"});
    step(&shop, "陈经理", &complaint, "answer", answer);
    let no = json!({"reason": "要退八十", "contact_text": "不同意"});
    step(&shop, "王姐", &complaint, "reject", no);
    step(
        &shop,
        "陈经理",
        &complaint,
        "escalate",
        json!({"reason": "谈不拢"}),
    );
    let word = json!({
        "ruling_no": "HQ-2026-118", "ruling_by": "质量部 周工",
        "cause": "多收", "plan": "退八十", "contact_text": "已转告客户",
    });
    let clerk = try_step(&shop, "王姐", &complaint, "record_ruling", word.clone());
    assert_eq!(refused(clerk), ErrorCode::ComplaintRole);
    let seen = step(&shop, "陈经理", &complaint, "record_ruling", word);
    assert_eq!(seen["summary"]["state"], "answered");
    assert_eq!(seen["plan"], "退八十");
    let told = seen["events"][0]["text"].as_str().unwrap();
    assert!(
        told.contains("HQ-2026-118") && told.contains("周工"),
        "{told}"
    );

    let lower = json!({"class": "C"});
    let own = try_step(&shop, "陈经理", &complaint, "reclassify", lower);
    assert_eq!(refused(own), ErrorCode::ComplaintLowering);
    let word = json!({
        "class": "C", "ruling_no": "HQ-2026-119", "ruling_by": "质量部 周工", "reason": "已退款",
    });
    let seen = step(&shop, "陈经理", &complaint, "record_class", word);
    assert_eq!(seen["summary"]["class"], "C");
    assert_eq!(seen["summary"]["state"], "answered", "it stays where it is");
}
