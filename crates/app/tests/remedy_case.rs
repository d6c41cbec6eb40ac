//! A remedy case from the claim to its end, on a real database with a turned clock.
#![allow(
    clippy::unwrap_used,
    clippy::needless_pass_by_value,
    reason = "tests hand their payloads over"
)]

use crate::common::NOON;
use crate::common::desk::{DAY, HOUR, Shop};
use serde_json::{Value, json};
use wuyou_contract::{ApiError, ErrorCode};

const SERIAL: &str = "L1P241602802954S";
const OTHER: &str = "L1P241607712889X";

/// A household whose boiler was sold on a day for ¥6 800, by invoice, and installed a day later.
fn sold(shop: &Shop, serial: &str, on: &str) -> Value {
    let household = json!({"name": "赵铁柱", "phones": [{"number": "13804712207"}]});
    let customer = shop.by("王姐", "customer.create", household)["id"].clone();
    let machine = json!({"serial": serial, "model_code": "WEB-L1P24", "gas": "natural_gas",
        "customer_id": customer, "sold_on": on, "installed_on": on});
    let unit = shop.by("王姐", "unit.register", machine)["unit"]["id"].clone();
    let sale = json!({"unit_id": unit, "channel": "shop", "sold_on": on, "price_fen": 680_000,
        "invoice_no": "0012", "invoice_on": on});
    shop.by("王姐", "machine.sell", sale);
    unit
}

/// A machine in stock to be given.
fn in_stock(shop: &Shop, serial: &str, model: &str) {
    let machine = json!({"serial": serial, "model_code": model, "gas": "natural_gas"});
    let unit = shop.by("王姐", "unit.register", machine)["unit"]["id"].clone();
    let step = json!({"unit_id": unit, "step": "receive", "document": "到货单 7"});
    // Registered as in stock already, or received now.
    let _ = shop.try_by("王姐", "machine.step", step);
}

fn open(shop: &Shop, unit: &Value, ground: &str, claim: &str) -> Value {
    let payload = json!({"unit_id": unit, "ground": ground, "claim": claim,
        "text": "点火三次都灭，要求解决"});
    shop.by("王姐", "remedy_case.create", payload)
}

fn id(case: &Value) -> Value {
    case["summary"]["id"].clone()
}

fn update(shop: &Shop, case: &Value, fields: Value) -> Value {
    let mut payload = fields;
    payload["id"] = case.clone();
    shop.by("王姐", "remedy_case.update", payload)
}

fn try_update(shop: &Shop, case: &Value, fields: Value) -> Result<Value, ApiError> {
    let mut payload = fields;
    payload["id"] = case.clone();
    shop.try_by("王姐", "remedy_case.update", payload)
}

fn try_step(
    shop: &Shop,
    who: &str,
    case: &Value,
    step: &str,
    fields: Value,
) -> Result<Value, ApiError> {
    let mut payload = fields;
    payload["id"] = case.clone();
    payload["step"] = step.into();
    shop.try_by(who, "remedy_case.advance", payload)
}

fn step(shop: &Shop, who: &str, case: &Value, step: &str, fields: Value) -> Value {
    try_step(shop, who, case, step, fields)
        .unwrap_or_else(|error| panic!("{who} {step}: {error:?}"))
}

fn refused(answer: Result<Value, ApiError>) -> ErrorCode {
    answer.unwrap_err().code
}

fn wrong(answer: Result<Value, ApiError>) -> Vec<String> {
    let error = answer.unwrap_err();
    let fields = error.fields.iter();
    fields
        .map(|field| format!("{}:{}", field.field, field.code))
        .collect()
}

fn lacking(case: &Value) -> Vec<&str> {
    let items = case["evidence"].as_array().unwrap().iter();
    let lacking = items.filter(|item| item["must"] == true && item["held"] == false);
    lacking
        .map(|item| item["proof"].as_str().unwrap())
        .collect()
}

fn offer<'c>(case: &'c Value, claim: &str) -> &'c Value {
    let offers = case["offers"].as_array().unwrap();
    offers.iter().find(|offer| offer["claim"] == claim).unwrap()
}

fn may(case: &Value, step: &str) -> bool {
    let allowed = case["allowed"].as_array().unwrap();
    let found = allowed.iter().find(|option| option["step"] == step);
    found.is_some_and(|option| option["refused"].is_null())
}

fn confirmed(shop: &Shop, case: &Value) -> Value {
    let record = json!({"fault_record": "主板无输出，点火电极正常", "fault_confirmed": true});
    update(shop, case, record)
}

/// A repair of the machine that counts, from the call to the finish.
fn repair(shop: &Shop, unit: &Value, at: i64) {
    shop.at(at);
    let holder = shop.by("王姐", "unit.get", json!({ "id": unit }))["unit"]["customer_id"].clone();
    let call = json!({"text": "不点火", "caller_phone": "13804712207", "unit_id": unit,
        "customer_id": holder});
    let order = shop.by("王姐", "request.create", call)["work_order"]["summary"]["id"].clone();
    shop.step("王姐", &order, "reply", json!({"contact_text": "马上去"}));
    shop.dispatch(&order, "张师傅");
    shop.step("张师傅", &order, "start", json!({}));
    shop.at(at + HOUR);
    let done = json!({"cause": "原厂零件坏", "result": "换主板", "charge_fen": 0,
        "signature": "纸质 0012"});
    shop.step("张师傅", &order, "finish", done);
}

/// A boiler sold in January, repaired twice, that fails again.
pub(crate) fn failed_again(shop: &Shop) -> Value {
    let unit = sold(shop, SERIAL, "2026-01-05");
    repair(shop, &unit, NOON);
    repair(shop, &unit, NOON + 40 * DAY);
    shop.at(NOON + 60 * DAY);
    unit
}

#[test]
#[allow(clippy::too_many_lines, reason = "one story, told in order")]
fn an_exchange_after_two_repairs_goes_from_the_claim_to_the_machine_that_is_given() {
    let shop = Shop::new();
    let unit = failed_again(&shop);
    let now = NOON + 60 * DAY;
    let case = open(&shop, &unit, "quality", "exchange");
    assert_eq!(case["summary"]["state"], "opened");
    let no = case["summary"]["no"].as_str().unwrap();
    assert!(no.starts_with("LH001-"), "a number like an order's: {no}");
    // The sale tells price and invoice, the orders the repairs; the inspection is still missing.
    assert_eq!(lacking(&case), ["fault_record"]);
    assert_eq!(case["repairs_counted"], 2);
    assert_eq!(case["facts"]["invoice_no"], "0012");
    let case_id = id(&case);
    let early = try_step(
        &shop,
        "王姐",
        &case_id,
        "propose",
        json!({"claim": "exchange"}),
    );
    assert_eq!(refused(early), ErrorCode::RemedyEvidence);
    assert_eq!(offer(&case, "exchange")["lacking"], json!(["fault_record"]));
    assert!(may(&case, "propose"), "a repair asks for no papers");

    let case = confirmed(&shop, &case_id);
    let exchange = offer(&case, "exchange");
    assert_eq!(
        (&exchange["row"], &exchange["owed"]),
        (&json!("R3"), &json!(true))
    );
    assert_eq!(exchange["amounts"]["stake_fen"], 680_000);
    let article = &exchange["articles"][0];
    assert!(article["name"]["zh"].as_str().unwrap().contains("第十一条"));
    assert!(
        article["text"]["zh"]
            .as_str()
            .unwrap()
            .contains("修理两次，仍不能正常使用")
    );
    assert!(article["source"].as_str().unwrap().contains("1995"));
    assert_eq!(offer(&case, "return")["allowed"], false);
    // What the rules give is not refused.
    let no = try_step(
        &shop,
        "陈经理",
        &case_id,
        "refuse",
        json!({"reason": "太贵"}),
    );
    assert_eq!(refused(no), ErrorCode::RemedyOwed);

    step(
        &shop,
        "王姐",
        &case_id,
        "propose",
        json!({"claim": "exchange"}),
    );
    // ¥6 800 by R3 is above the manager's ¥3 000: by amount, not by who asks.
    let answer = try_step(&shop, "陈经理", &case_id, "approve", json!({}));
    assert_eq!(refused(answer), ErrorCode::RemedyAboveLimit);
    let answer = try_step(&shop, "王姐", &case_id, "approve", json!({}));
    assert_eq!(refused(answer), ErrorCode::RemedyRole);
    step(
        &shop,
        "陈经理",
        &case_id,
        "escalate",
        json!({"reason": "超过三千元"}),
    );
    let without = try_step(
        &shop,
        "陈经理",
        &case_id,
        "record_ruling",
        json!({"ruling_no": "HQ-77"}),
    );
    assert_eq!(wrong(without), ["ruling_by:required"]);
    let ruling = json!({"ruling_no": "HQ-77", "ruling_by": "质量部 周工"});
    let approved = step(&shop, "陈经理", &case_id, "record_ruling", ruling);
    assert_eq!(approved["proposal"]["ruling"], "HQ-77 · 质量部 周工");
    assert!(
        approved["proposal"]["basis"]["zh"]
            .as_str()
            .unwrap()
            .contains("第十一条")
    );
    step(
        &shop,
        "王姐",
        &case_id,
        "accept",
        json!({"contact_text": "同意换机"}),
    );

    in_stock(&shop, OTHER, "WEB-L1P24");
    shop.at(now + DAY);
    let give = json!({"other_serial": OTHER, "document": "换机单 9", "done_on": "2026-01-01"});
    let answer = try_step(&shop, "王姐", &case_id, "execute", give);
    assert_eq!(wrong(answer), ["done_on:before_approval"]);
    let give = json!({"other_serial": OTHER, "document": "换机单 9"});
    let done = step(&shop, "王姐", &case_id, "execute", give);
    assert_eq!(done["summary"]["state"], "executed");
    assert_eq!(done["events"][0]["other_serial"], OTHER);
    let old = shop.by("王姐", "machine.get", json!({"unit_id": unit}));
    assert_eq!(old["state"], "exchanged_out");
    let closed = step(
        &shop,
        "王姐",
        &case_id,
        "close",
        json!({"contact_text": "新机正常"}),
    );
    assert_eq!(closed["summary"]["state"], "closed");
    assert_eq!(closed["summary"]["due_at"], Value::Null);
    // What was carried out is corrected by a case of its own, never opened again.
    let again = try_step(
        &shop,
        "陈经理",
        &case_id,
        "reopen",
        json!({"reason": "弄错了"}),
    );
    assert_eq!(refused(again), ErrorCode::RemedyCarriedOut);
    let correcting = json!({"corrects_id": case_id, "ground": "agreed", "claim": "compensation",
        "text": "换机时划伤墙面"});
    let correcting = shop.by("王姐", "remedy_case.create", correcting);
    assert_eq!(correcting["corrects_no"], closed["summary"]["no"]);
}

#[test]
fn a_return_with_the_deduction_for_use_is_counted_to_the_fen_and_paid_as_approved() {
    let shop = Shop::new();
    let unit = failed_again(&shop);
    let case_id = id(&open(&shop, &unit, "quality", "return"));
    confirmed(&shop, &case_id);
    // Exchange due, same model there, the customer refuses it: a return, with a deduction only where
    // the terms of the sale say so.
    let answers = json!({"same_model_available": true, "accepts_exchange": false});
    let without = update(&shop, &case_id, answers);
    let free = &offer(&without, "return")["amounts"];
    assert_eq!(
        (&free["fee_fen"], &free["refund_fen"]),
        (&json!(0), &json!(680_000))
    );
    let case = update(&shop, &case_id, json!({"dep_in_terms": true}));
    let back = offer(&case, "return");
    assert_eq!(
        (&back["row"], &back["depreciation"]),
        (&json!("R7"), &json!(true))
    );
    // 5 January 2026 to 20 January 2027: 380 days, 500 millionths a day; repairs within a day take
    // nothing off.
    assert_eq!(back["amounts"]["days"], 380);
    assert_eq!(back["amounts"]["fee_fen"], 129_200);
    let cost = json!({"id": case_id, "kind": "transport", "amount_fen": 15_000, "proven": true});
    shop.by("王姐", "remedy_case.expense", cost);
    let travel = json!({"id": case_id, "kind": "travel", "amount_fen": 8_000, "proven": true});
    shop.by("王姐", "remedy_case.expense", travel);
    let below = json!({"id": case_id, "kind": "travel", "amount_fen": -1, "proven": true});
    assert_eq!(
        wrong(shop.try_by("王姐", "remedy_case.expense", below)),
        ["amount_fen:negative"]
    );

    let proposed = step(
        &shop,
        "王姐",
        &case_id,
        "propose",
        json!({"claim": "return"}),
    );
    let amounts = &proposed["proposal"]["amounts"];
    assert_eq!(amounts["refund_fen"], 550_800);
    assert_eq!(
        amounts["expenses_fen"], 15_000,
        "the law gives transport, not travel"
    );
    assert_eq!(amounts["total_fen"], 565_800);
    // Evidence does not change under a proposal.
    let late = try_update(&shop, &case_id, json!({"price_fen": 1}));
    assert_eq!(refused(late), ErrorCode::RemedyLocked);
    step(
        &shop,
        "陈经理",
        &case_id,
        "escalate",
        json!({"reason": "超过三千元"}),
    );
    let ruling = json!({"ruling_no": "HQ-78", "ruling_by": "周工"});
    step(&shop, "陈经理", &case_id, "record_ruling", ruling);
    step(
        &shop,
        "王姐",
        &case_id,
        "accept",
        json!({"contact_text": "同意"}),
    );
    shop.at(NOON + 62 * DAY);
    let without = try_step(
        &shop,
        "王姐",
        &case_id,
        "execute",
        json!({"document": "退机单 3"}),
    );
    assert_eq!(wrong(without), ["method:choose_one"]);
    let paid = json!({"document": "退机单 3", "method": "transfer", "receipt_no": "T-9001"});
    let done = step(&shop, "王姐", &case_id, "execute", paid);
    assert_eq!(
        done["paid_fen"], 565_800,
        "two days later it is what was approved"
    );
    let machine = shop.by("王姐", "machine.get", json!({"unit_id": unit}));
    assert_eq!(machine["state"], "returned");
    money_went_out(&shop, 565_800);
}

/// The money of the day knows what went to the customer, and is closed with it.
fn money_went_out(shop: &Shop, fen: i64) {
    let day = shop.by("王姐", "money.day", json!({}));
    assert_eq!(day["remedies"][0]["amount_fen"], -fen, "{day}");
    let transfer = day["methods"].as_array().unwrap().iter();
    let mut transfer = transfer.filter(|method| method["method"] == "transfer");
    assert_eq!(transfer.next().unwrap()["expected_fen"], -fen);
    let counted = json!({"counted": [{"method": "transfer", "counted_fen": -fen}]});
    let closed = shop.by("王姐", "money.close_day", counted);
    assert!(closed["closed_at"].is_i64(), "nothing to explain: {closed}");
}

#[test]
fn within_the_first_week_the_manager_approves_whatever_the_amount_and_never_an_own_proposal() {
    let shop = Shop::new();
    let unit = sold(&shop, SERIAL, "2026-11-17");
    let case_id = id(&open(&shop, &unit, "quality", "return"));
    confirmed(&shop, &case_id);
    step(
        &shop,
        "陈经理",
        &case_id,
        "propose",
        json!({"claim": "return"}),
    );
    let own = try_step(&shop, "陈经理", &case_id, "approve", json!({}));
    assert_eq!(refused(own), ErrorCode::RemedyOwnProposal);
    // Where nobody else in the shop may approve, headquarters is asked.
    let up = json!({"reason": "本店只有我一个经理"});
    let asked = step(&shop, "陈经理", &case_id, "escalate", up);
    assert_eq!(asked["summary"]["state"], "with_headquarters");
    step(
        &shop,
        "陈经理",
        &case_id,
        "send_back",
        json!({"reason": "由文员提"}),
    );
    step(
        &shop,
        "王姐",
        &case_id,
        "propose",
        json!({"claim": "return"}),
    );
    let seen = json!({"expected_state": "opened"});
    let stale = try_step(&shop, "陈经理", &case_id, "approve", seen);
    assert_eq!(refused(stale), ErrorCode::RemedyChanged);
    let approved = step(&shop, "陈经理", &case_id, "approve", json!({}));
    assert_eq!(approved["proposal"]["row"], "R1");
    assert_eq!(approved["proposal"]["amounts"]["total_fen"], 680_000);
    assert_eq!(approved["proposal"]["approved_by"], "陈经理");
}

#[test]
fn what_the_rules_do_not_give_is_refused_with_its_row_and_told_or_agreed_and_reduced() {
    let shop = Shop::new();
    let unit = sold(&shop, SERIAL, "2026-01-05");
    let case_id = id(&open(&shop, &unit, "quality", "return"));
    confirmed(&shop, &case_id);
    let answer = try_step(
        &shop,
        "王姐",
        &case_id,
        "propose",
        json!({"claim": "return"}),
    );
    assert_eq!(refused(answer), ErrorCode::RemedyNotOffered);
    let blank = try_step(&shop, "陈经理", &case_id, "refuse", json!({"reason": " "}));
    assert_eq!(wrong(blank), ["reason:required"]);
    let role = try_step(&shop, "王姐", &case_id, "refuse", json!({"reason": "过期"}));
    assert_eq!(refused(role), ErrorCode::RemedyRole);
    let no = json!({"reason": "已过七天，可免费修理"});
    let told = step(&shop, "陈经理", &case_id, "refuse", no);
    assert_eq!(told["events"][0]["row"], "R9", "a refusal cites the row");
    assert!(
        told["events"][0]["basis"]["zh"]
            .as_str()
            .unwrap()
            .contains("第十五条")
    );
    let listed = shop.by("陈经理", "remedy_case.list", json!({"filter": "refused"}));
    assert_eq!(listed["total"], 1);

    // The customer and the shop agree on a lower price instead.
    step(
        &shop,
        "王姐",
        &case_id,
        "revise",
        json!({"reason": "协商减价"}),
    );
    let agreed = json!({"ground": "agreed", "claim": "reduction", "agreement": "当面谈好减一成"});
    update(&shop, &case_id, agreed);
    let asked = json!({"id": case_id, "claim": "reduction", "percent": 10});
    let settled = shop.by("王姐", "remedy_case.settle", asked);
    assert_eq!(settled["amounts"]["total_fen"], 68_000);
    let percent = |percent: Value| json!({"claim": "reduction", "percent": percent});
    let none = try_step(&shop, "王姐", &case_id, "propose", percent(Value::Null));
    assert_eq!(wrong(none), ["percent:required"]);
    let over = try_step(&shop, "王姐", &case_id, "propose", percent(101.into()));
    assert_eq!(wrong(over), ["percent:percent_range"]);
    step(&shop, "王姐", &case_id, "propose", percent(10.into()));
    step(&shop, "陈经理", &case_id, "approve", json!({}));
    let no = step(
        &shop,
        "王姐",
        &case_id,
        "decline",
        json!({"contact_text": "嫌少"}),
    );
    assert_eq!(no["summary"]["state"], "declined");
    step(
        &shop,
        "王姐",
        &case_id,
        "close",
        json!({"contact_text": "客户不再要求"}),
    );
    let again = step(
        &shop,
        "陈经理",
        &case_id,
        "reopen",
        json!({"reason": "客户又来"}),
    );
    assert_eq!(
        again["summary"]["reopened_count"], 2,
        "revised and reopened"
    );
    assert_eq!(
        again["proposal"],
        Value::Null,
        "an old proposal does not come back"
    );
}

#[test]
fn bad_input_is_named_by_its_field_and_nothing_is_saved() {
    let shop = Shop::new();
    let unit = sold(&shop, SERIAL, "2026-01-05");
    let claim = |ground: &str, claim: &str, text: &str| json!({"unit_id": unit, "ground": ground, "claim": claim, "text": text});
    let answer = shop.try_by(
        "王姐",
        "remedy_case.create",
        claim("no_reason", "repair", " "),
    );
    assert_eq!(wrong(answer), ["text:required", "claim:claim_of_ground"]);
    let nothing = json!({"ground": "quality", "claim": "return", "text": "退"});
    assert_eq!(
        wrong(shop.try_by("王姐", "remedy_case.create", nothing)),
        ["unit_id:choose_one"]
    );
    let mut ahead = claim("quality", "return", "退");
    ahead["reported_at"] = (NOON + DAY).into();
    let answer = shop.try_by("王姐", "remedy_case.create", ahead);
    assert_eq!(wrong(answer), ["reported_at:time_future"]);
    let technician = shop.try_by(
        "张师傅",
        "remedy_case.create",
        claim("quality", "return", "退"),
    );
    assert_eq!(refused(technician), ErrorCode::NotAllowed);

    let case_id = id(&open(&shop, &unit, "quality", "return"));
    let twice = shop.try_by(
        "王姐",
        "remedy_case.create",
        claim("quality", "repair", "修"),
    );
    assert_eq!(refused(twice), ErrorCode::RemedyOpenAlready);
    let cases = [
        (json!({"price_fen": -1}), "price_fen:negative"),
        (
            json!({"price_fen": 1_000_000_001_i64}),
            "price_fen:amount_range",
        ),
        (
            json!({"subsidy_fen": 680_001}),
            "subsidy_fen:subsidy_above_price",
        ),
        (
            json!({"invoice_on": "2026-11-22"}),
            "invoice_on:date_future",
        ),
        (
            json!({"invoice_on": "2026-02-30"}),
            "invoice_on:date_no_such_day",
        ),
        (
            json!({"ground": "finding", "claim": "exchange"}),
            "claim:claim_of_ground",
        ),
        (json!({"text": ""}), "text:required"),
    ];
    for (fields, expected) in cases {
        assert_eq!(
            wrong(try_update(&shop, &case_id, fields.clone())),
            [expected],
            "{fields}"
        );
    }
    shop.at(NOON + 5 * DAY);
    let late = try_update(&shop, &case_id, json!({"received_on": "2026-11-24"}));
    assert_eq!(wrong(late), ["received_on:after_claim"]);
    let early = json!({"text": "x", "occurred_at": NOON - DAY});
    let answer = try_step(&shop, "王姐", &case_id, "append", early);
    assert_eq!(wrong(answer), ["occurred_at:before_last_event"]);
    let kept = shop.by("王姐", "remedy_case.get", json!({"id": case_id}));
    assert_eq!(kept["facts"]["price_fen"], 680_000);
    assert_eq!(kept["events"].as_array().unwrap().len(), 1);
}

#[test]
fn a_return_without_a_reason_needs_a_distance_sale_in_time_and_costs_no_deduction() {
    let shop = Shop::new();
    let unit = sold(&shop, SERIAL, "2026-11-16");
    let case_id = id(&open(&shop, &unit, "no_reason", "return"));
    let seen = shop.by("王姐", "remedy_case.get", json!({"id": case_id}));
    assert_eq!(
        lacking(&seen),
        ["goods_condition"],
        "only this ground's own evidence"
    );
    assert_eq!(offer(&seen, "return")["allowed"], false, "sold in the shop");
    let phone = json!({"sale_channel": "phone", "received_on": "2026-11-16",
        "goods_condition": "装过一次，外观完好"});
    let seen = update(&shop, &case_id, phone);
    let back = offer(&seen, "return");
    // Installed, and no confirmation at purchase: the manager decides, it is not owed.
    assert_eq!(
        (&back["allowed"], &back["owed"]),
        (&json!(true), &json!(false))
    );
    assert!(
        back["articles"][0]["name"]["zh"]
            .as_str()
            .unwrap()
            .contains("第二十五条")
    );
    assert_eq!(back["amounts"]["total_fen"], 680_000);
    let seen = update(&shop, &case_id, json!({"unsuitable_confirmed": true}));
    assert_eq!(offer(&seen, "return")["allowed"], false);
}

#[test]
fn who_is_complained_about_decides_nothing_and_the_case_keeps_the_time_of_the_call() {
    let shop = Shop::new();
    let unit = sold(&shop, SERIAL, "2026-11-17");
    let customer = shop.by("王姐", "unit.get", json!({"id": unit}))["unit"]["customer_id"].clone();
    let call = json!({"customer_id": customer, "unit_id": unit, "category": "attitude",
        "text": "经理不肯退机", "remedy_sought": "退机", "severity": "normal",
        "about_staff_id": shop.staff("陈经理")});
    let complaint = shop.by("王姐", "complaint.create", call)["summary"]["id"].clone();
    shop.at(NOON + 9 * DAY);
    let from = json!({"complaint_id": complaint, "ground": "quality", "claim": "return",
        "text": "点不着火"});
    let case = shop.by("王姐", "remedy_case.create", from);
    assert_eq!(
        case["reported_at"], NOON,
        "the call counts, within the first week"
    );
    let case_id = id(&case);
    let seen = confirmed(&shop, &case_id);
    assert_eq!(offer(&seen, "return")["row"], "R1");
    step(
        &shop,
        "王姐",
        &case_id,
        "propose",
        json!({"claim": "return"}),
    );
    let answer = try_step(&shop, "陈经理", &case_id, "approve", json!({}));
    assert_eq!(refused(answer), ErrorCode::ComplainedAbout);
}

#[test]
fn the_next_step_of_an_open_case_stands_in_todays_list_and_is_late_after_its_day() {
    let shop = Shop::new();
    let unit = sold(&shop, SERIAL, "2026-01-05");
    let case_id = id(&open(&shop, &unit, "quality", "repair"));
    let today = |kind: &str| {
        let list = shop.by("陈经理", "today.get", json!({"kind": kind}));
        list["rows"].as_array().unwrap().clone()
    };
    let rows = today("remedy_case");
    assert_eq!(rows.len(), 1);
    assert_eq!(
        (&rows[0]["id"], &rows[0]["what"]),
        (&case_id, &json!("decide"))
    );
    // Three days to decide, until 24:00 of the third.
    assert_eq!(rows[0]["due_at"], NOON + 12 * HOUR + 3 * DAY);
    assert_eq!(rows[0]["urgency"], "later");
    shop.at(NOON + 4 * DAY);
    assert_eq!(today("remedy_case")[0]["urgency"], "overdue");
    let numbers = shop.by("王姐", "remedy_case.counts", json!({}));
    assert_eq!(numbers, json!({"open": 1, "overdue": 1, "approval": 0}));
    // A claim ends by the customer's own word.
    let gone = json!({"reason": "客户自己修好了"});
    let refused = try_step(&shop, "王姐", &case_id, "withdraw", gone.clone());
    assert_eq!(wrong(refused), ["contact_text:required"]);
    let mut said = gone;
    said["contact_text"] = "电话里说不用了".into();
    step(&shop, "王姐", &case_id, "withdraw", said);
    assert!(today("remedy_case").is_empty());
}
