//! The warranty card of a machine and the clocks of an order, from what a shop has on record.
#![allow(
    clippy::unwrap_used,
    clippy::needless_pass_by_value,
    reason = "tests hand their payloads over"
)]

use crate::common::NOON;
use crate::common::desk::{DAY, HOUR, MIDNIGHT, Shop};
use serde_json::{Value, json};

/// A household with a machine.
fn machine(shop: &Shop, serial: &str, more: Value) -> Value {
    let household = json!({"name": "王建军", "phones": [{"number": "13804712207"}]});
    let customer = shop.by("王姐", "customer.create", household)["id"].clone();
    let mut payload = more;
    payload["serial"] = serial.into();
    payload["customer_id"] = customer;
    shop.by("王姐", "unit.register", payload)["unit"]["id"].clone()
}

fn card(shop: &Shop, unit: &Value) -> Value {
    shop.by("王姐", "warranty.card", json!({ "unit_id": unit }))
}

fn offered(card: &Value) -> Vec<&str> {
    let offers = card["remedies"]["offers"].as_array().unwrap();
    let offers = offers.iter().map(|offer| offer["option"].as_str().unwrap());
    offers.collect()
}

/// A repair of the machine from the call to the finish, all within an hour of `at`.
fn repair(shop: &Shop, unit: &Value, at: i64, cause: &str) {
    shop.at(at);
    let holder = shop.by("王姐", "unit.get", json!({ "id": unit }))["unit"]["customer_id"].clone();
    let call = json!({"text": "不点火", "caller_phone": "13804712207", "unit_id": unit,
        "customer_id": holder});
    let taken = shop.by("王姐", "request.create", call);
    let order = taken["work_order"]["summary"]["id"].clone();
    shop.step("王姐", &order, "reply", json!({"contact_text": "马上去"}));
    shop.dispatch(&order, "张师傅");
    shop.step("张师傅", &order, "start", json!({}));
    shop.at(at + HOUR);
    let mut done =
        json!({"cause": cause, "result": "修好", "charge_fen": 0, "signature": "纸质 0012"});
    if cause == OWN_WORDS {
        // Whoever writes a cause of their own says its class: at the machine, in doubt.
        done["cause_class"] = json!("product");
    }
    shop.step("张师傅", &order, "finish", done);
}

/// A cause no list holds.
const OWN_WORDS: &str = "不知道什么毛病";

#[test]
fn a_boiler_is_covered_by_the_makers_policy_and_may_go_back_only_in_the_first_week() {
    let shop = Shop::new();
    let dates = json!({"model_code": "WEB-L1P24", "sold_on": "2026-11-16",
        "installed_on": "2026-11-18", "gas": "natural_gas"});
    let unit = machine(&shop, "L1P241602802954S", dates);
    let seen = card(&shop, &unit);
    assert_eq!(
        (&seen["state"], &seen["as_of"]),
        (&json!("covered"), &json!("2026-11-21"))
    );
    let decides: Vec<_> = seen["bases"]
        .as_array()
        .unwrap()
        .iter()
        .filter(|basis| basis["decides"] == true)
        .map(|basis| basis["kind"].clone())
        .collect();
    assert_eq!(decides, ["policy"]);
    assert_eq!(seen["confidence"], "b", "by the shop's own record");
    assert_eq!(offered(&seen), ["return", "exchange", "repair"]);
    assert_eq!(seen["safety"]["state"], "ok");
    assert_eq!(seen["safety"]["scrap_on"], "2034-11-16");
    let reasons = seen["why"]["reasons"].as_array().unwrap();
    assert!(!reasons.is_empty());
    assert!(
        reasons
            .iter()
            .all(|reason| reason["text"]["zh"] != reason["text"]["en"])
    );

    shop.at(NOON + 5 * DAY); // 26 November, the tenth day
    assert_eq!(offered(&card(&shop, &unit)), ["exchange", "repair"]);
    shop.at(NOON + 60 * DAY);
    assert_eq!(offered(&card(&shop, &unit)), ["repair"]);
    shop.at(NOON + 1_200 * DAY);
    let over = card(&shop, &unit);
    assert_eq!(over["state"], "expired");
    assert_eq!(over["remedies"]["offers"][0]["payer"], "customer");
}

#[test]
fn after_two_repairs_that_count_an_exchange_is_due_and_a_users_error_does_not_count() {
    let shop = Shop::new();
    let dates = json!({"model_code": "WEB-L1P24", "sold_on": "2026-01-05",
        "installed_on": "2026-01-06", "gas": "natural_gas"});
    let unit = machine(&shop, "L1P241607712889X", dates);
    repair(&shop, &unit, NOON, "原厂零件坏");
    repair(&shop, &unit, NOON + 20 * DAY, "使用问题");
    let once = card(&shop, &unit);
    assert_eq!(once["repairs_counted"], 1);
    assert_eq!(offered(&once), ["repair"]);
    repair(&shop, &unit, NOON + 60 * DAY, OWN_WORDS);
    let twice = card(&shop, &unit);
    assert_eq!(twice["repairs_counted"], 2, "in doubt for the customer");
    assert_eq!(offered(&twice), ["exchange", "repair"]);
    let rows = twice["repairs"].as_array().unwrap();
    let counts: Vec<_> = rows
        .iter()
        .map(|row| row["counts"].as_bool().unwrap())
        .collect();
    assert_eq!(
        counts,
        [true, false, true],
        "the latest first, each with its answer"
    );
}

#[test]
fn a_machine_without_any_date_is_not_covered_until_somebody_finds_evidence() {
    let shop = Shop::new();
    let unit = machine(
        &shop,
        "L1P241603043219Y",
        json!({"model_code": "WEB-L1P24"}),
    );
    let seen = card(&shop, &unit);
    assert_eq!(seen["state"], "unknown");
    assert_eq!(seen["remedies"], Value::Null);
    let reasons = seen["why"]["reasons"].as_array().unwrap();
    assert!(reasons.iter().any(|reason| reason["kind"] == "missing"));
}

#[test]
fn a_machine_of_no_known_model_still_has_a_card() {
    let shop = Shop::new();
    let unit = machine(&shop, "AA100004", json!({"sold_on": "2026-11-01"}));
    let seen = card(&shop, &unit);
    assert_ne!(seen["state"], "covered");
    assert_eq!(seen["wrong_date"], Value::Null);
}

const SERIAL: &str = "L1P241607712889X";

/// A machine under the maker's policy, sold at the beginning of the year.
fn covered(shop: &Shop) -> Value {
    let dates = json!({"model_code": "WEB-L1P24", "sold_on": "2026-01-05",
        "installed_on": "2026-01-06", "gas": "natural_gas"});
    machine(shop, SERIAL, dates)
}

/// An order for the machine, dispatched to 张师傅.
fn called(shop: &Shop, unit: &Value, fault: &str) -> Value {
    let holder = shop.by("王姐", "unit.get", json!({ "id": unit }))["unit"]["customer_id"].clone();
    let call = json!({"text": "不点火", "caller_phone": "13804712207", "unit_id": unit,
        "customer_id": holder, "fault_code": fault});
    let taken = shop.by("王姐", "request.create", call);
    let order = taken["work_order"]["summary"]["id"].clone();
    sent(shop, &order);
    order
}

fn sent(shop: &Shop, order: &Value) {
    shop.step("王姐", order, "reply", json!({"contact_text": "马上去"}));
    shop.dispatch(order, "张师傅");
}

fn work(shop: &Shop, order: &Value, step: &str) {
    let fields = match step {
        "wait_part" => json!({"part": "主板", "part_eta_at": NOON + 300 * DAY}),
        "finish" => json!({"cause": "原厂零件坏", "result": "修好", "charge_fen": 0,
            "signature": "纸质 0012"}),
        _ => json!({}),
    };
    shop.step("张师傅", order, step, fields);
}

fn rows(card: &Value) -> Vec<String> {
    let rows = card["remedies"]["why"]["rows"].as_array().unwrap();
    rows.iter()
        .map(|row| row.as_str().unwrap().to_owned())
        .collect()
}

fn has_row(card: &Value, row: &str) -> bool {
    rows(card).iter().any(|known| known == row)
}

/// Whether the shop is asked whose delay it is.
fn asks_for_the_delay(card: &Value) -> bool {
    let reasons = card["remedies"]["why"]["reasons"].as_array().unwrap();
    let asked = |text: &str| text.contains("请登记没修好的原因");
    reasons
        .iter()
        .any(|reason| asked(reason["text"]["zh"].as_str().unwrap()))
}

#[test]
fn a_start_that_is_only_reckoned_and_lies_ahead_takes_no_card_away() {
    let shop = Shop::new();
    let list = format!("机身编号,机型,生产日期\n{SERIAL},WEB-L1P24,2026/11/10\n");
    read_in(&shop, "serials", &list);
    let unit = machine_of(&shop, SERIAL);
    assert_eq!(card(&shop, &unit)["confidence"], "c");
    assert_eq!(offered(&card(&shop, &unit)), ["repair"]);
    taken(&shop, json!({ "unit_id": unit }));
    assert_eq!(offered(&card(&shop, &unit)), ["repair"]);
}

#[test]
fn an_open_order_from_before_the_sale_is_not_the_fault_the_remedies_are_about() {
    let shop = Shop::new();
    let unit = machine(&shop, SERIAL, json!({"model_code": "WEB-L1P24"}));
    shop.at(NOON - 10 * DAY);
    called(&shop, &unit, "E02");
    shop.at(NOON);
    let installed = json!({"id": unit, "installed_on": "2026-11-18"});
    shop.by("王姐", "unit.update", installed);
    let seen = card(&shop, &unit);
    assert_eq!(seen["starts_on"], "2026-11-18");
    assert_eq!(offered(&seen), ["return", "exchange", "repair"]);
}

#[test]
fn only_a_repair_before_the_report_of_the_same_fault_is_done_again() {
    let shop = Shop::new();
    let unit = covered(&shop);
    let first = called(&shop, &unit, "E02");
    work(&shop, &first, "start");
    shop.at(NOON + DAY);
    let second = called(&shop, &unit, "e2");
    work(&shop, &second, "start");
    shop.at(NOON + 2 * DAY);
    work(&shop, &second, "finish");
    let seen = card(&shop, &unit);
    assert!(
        !has_row(&seen, "T3.R10"),
        "finished after the other's report: {:?}",
        rows(&seen)
    );
    work(&shop, &first, "finish");
    shop.at(NOON + 10 * DAY);
    called(&shop, &unit, "E99");
    assert!(!has_row(&card(&shop, &unit), "T3.R10"), "another fault");
    shop.at(NOON + 11 * DAY);
    called(&shop, &unit, "Ｅ02");
    assert!(has_row(&card(&shop, &unit), "T3.R10"));
}

#[test]
fn a_repair_that_mended_nothing_is_not_done_again_under_its_guarantee() {
    let shop = Shop::new();
    for (serial, cause) in [("L1P241602802954S", "使用问题"), (SERIAL, "没查出故障")] {
        let dates = json!({"model_code": "WEB-L1P24", "sold_on": "2026-01-05"});
        let unit = machine(&shop, serial, dates);
        let order = called(&shop, &unit, "E02");
        work(&shop, &order, "start");
        let done = json!({"cause": cause, "result": "讲解", "charge_fen": 0,
            "signature": "纸质 0012"});
        shop.step("张师傅", &order, "finish", done);
        called(&shop, &unit, "E02");
        assert!(!has_row(&card(&shop, &unit), "T3.R10"), "{cause}");
    }
}

#[test]
fn waiting_for_a_part_is_not_the_repairers_delay() {
    let shop = Shop::new();
    let unit = covered(&shop);
    let order = called(&shop, &unit, "E02");
    work(&shop, &order, "start");
    work(&shop, &order, "wait_part");
    shop.at(NOON + 85 * DAY);
    work(&shop, &order, "part_arrived");
    shop.at(NOON + 87 * DAY);
    let seen = card(&shop, &unit);
    assert!(
        !has_row(&seen, "T3.R5") && !has_row(&seen, "T3.R4"),
        "{:?}",
        rows(&seen)
    );
    assert!(!asks_for_the_delay(&seen), "within the limit of parts");
    shop.at(NOON + 92 * DAY);
    let mixed = card(&shop, &unit);
    assert!(!has_row(&mixed, "T3.R5") && !has_row(&mixed, "T3.R4"));
    assert!(
        asks_for_the_delay(&mixed),
        "neither alone is over its limit"
    );
}

#[test]
fn ninety_days_without_the_part_bring_an_exchange() {
    let shop = Shop::new();
    let unit = covered(&shop);
    let order = called(&shop, &unit, "E02");
    work(&shop, &order, "start");
    shop.at(NOON + 5 * DAY);
    work(&shop, &order, "wait_part");
    shop.at(NOON + 95 * DAY);
    assert!(
        !has_row(&card(&shop, &unit), "T3.R4"),
        "90 days are not yet over the limit"
    );
    shop.at(NOON + 96 * DAY);
    let seen = card(&shop, &unit);
    assert!(
        has_row(&seen, "T3.R4") && !has_row(&seen, "T3.R5"),
        "{:?}",
        rows(&seen)
    );
}

#[test]
fn the_repairers_own_delay_stays_theirs_when_a_part_is_ordered_at_last() {
    let shop = Shop::new();
    let unit = covered(&shop);
    let order = called(&shop, &unit, "E02");
    work(&shop, &order, "start");
    shop.at(NOON + 30 * DAY);
    assert!(!has_row(&card(&shop, &unit), "T3.R5"));
    shop.at(NOON + 31 * DAY);
    assert!(has_row(&card(&shop, &unit), "T3.R5"));
    shop.at(NOON + 95 * DAY);
    work(&shop, &order, "wait_part");
    let seen = card(&shop, &unit);
    assert!(
        has_row(&seen, "T3.R5") && !has_row(&seen, "T3.R4"),
        "{:?}",
        rows(&seen)
    );
}

#[test]
fn the_days_the_customer_let_it_wait_are_nobodys_delay() {
    let shop = Shop::new();
    let unit = covered(&shop);
    let order = called(&shop, &unit, "E02");
    work(&shop, &order, "start");
    shop.at(NOON + 2 * DAY);
    shop.step(
        "王姐",
        &order,
        "postpone",
        json!({"reason": "回老家", "contact_text": "客户来电请改天"}),
    );
    shop.at(NOON + 42 * DAY);
    let seen = card(&shop, &unit);
    assert!(!has_row(&seen, "T3.R5"), "{:?}", rows(&seen));
    assert!(!asks_for_the_delay(&seen), "two days are nobody's delay");
}

#[test]
fn a_reopened_order_is_a_further_report_and_its_first_repair_stays_counted() {
    let shop = Shop::new();
    let unit = covered(&shop);
    let order = called(&shop, &unit, "E02");
    work(&shop, &order, "start");
    shop.at(NOON + 40 * DAY);
    assert!(has_row(&card(&shop, &unit), "T3.R5"));
    work(&shop, &order, "finish");
    shop.at(NOON + 45 * DAY);
    shop.step("王姐", &order, "reopen", json!({"reason": "又不点火"}));
    let again = card(&shop, &unit);
    assert_eq!(again["repairs_counted"], 1);
    assert!(has_row(&again, "T3.R10"), "{:?}", rows(&again));
    assert!(!has_row(&again, "T3.R5"), "the days count anew");
    sent(&shop, &order);
    work(&shop, &order, "start");
    shop.at(NOON + 46 * DAY);
    assert!(!has_row(&card(&shop, &unit), "T3.R5"));
    work(&shop, &order, "finish");
    let twice = card(&shop, &unit);
    assert_eq!(twice["repairs_counted"], 2);
    assert_eq!(offered(&twice), ["exchange", "repair"]);
    let days = twice["repairs"].as_array().unwrap().iter();
    let days: Vec<_> = days.map(|row| row["finished_on"].clone()).collect();
    assert_eq!(days, ["2027-01-06", "2026-12-31"], "the latest first");
}

#[test]
fn what_is_reopened_after_warranty_is_mended_without_another_bill() {
    let shop = Shop::new();
    let dates = json!({"model_code": "WEB-L1P24", "sold_on": "2016-01-05"});
    let unit = machine(&shop, SERIAL, dates);
    let order = called(&shop, &unit, "");
    let paid = |seen: &Value| seen["remedies"]["offers"][0]["payer"].clone();
    assert_eq!(paid(&card(&shop, &unit)), "customer");
    work(&shop, &order, "start");
    let done = json!({"cause": "原厂零件坏", "result": "换风机", "charge_fen": 26_000,
        "signature": "纸质 0012"});
    shop.step("张师傅", &order, "finish", done);
    shop.at(NOON + 3 * DAY);
    shop.step("王姐", &order, "reopen", json!({"reason": "又不点火"}));
    let seen = card(&shop, &unit);
    assert!(has_row(&seen, "T3.R10"), "{:?}", rows(&seen));
    assert_eq!(paid(&seen), "repairer");

    // What the customer agreed to and paid for stays; the work done anew is free.
    let old = json!({"kind": "other", "name": "服务费", "quantity": 1, "unit_fen": 26_000});
    let anew = json!({"kind": "labour", "name": "人工费", "quantity": 1, "unit_fen": 8_000});
    let mut cheaper = old.clone();
    cheaper["unit_fen"] = 10_000.into();
    let changed = json!({"work_order_id": order, "lines": [cheaper]});
    let refused = shop.try_by("王姐", "money.charge", changed).unwrap_err();
    assert_eq!(refused.fields[0].code, "agreed_before");
    let lines = json!({"work_order_id": order, "lines": [old, anew]});
    let seen = shop.by("王姐", "money.charge", lines);
    assert_eq!(seen["total_fen"], 26_000, "{seen}");
    assert_eq!(seen["lines"][1]["basis"], "rework", "{seen}");
}

#[test]
fn of_several_open_orders_the_latest_report_decides_alone() {
    let shop = Shop::new();
    let unit = covered(&shop);
    let old = called(&shop, &unit, "E02");
    work(&shop, &old, "start");
    shop.at(NOON + 50 * DAY);
    assert!(has_row(&card(&shop, &unit), "T3.R5"));
    called(&shop, &unit, "E99");
    let seen = card(&shop, &unit);
    assert!(
        !has_row(&seen, "T3.R5"),
        "no days of another order: {:?}",
        rows(&seen)
    );
}

#[test]
fn a_code_that_is_no_fault_of_the_machine_does_not_count() {
    let shop = Shop::new();
    let unit = covered(&shop);
    for (days, fault) in [(0, "E40"), (1, "e 40"), (2, "E02")] {
        shop.at(NOON + days * DAY);
        let order = called(&shop, &unit, fault);
        work(&shop, &order, "start");
        work(&shop, &order, "finish");
    }
    let seen = card(&shop, &unit);
    assert_eq!(seen["repairs_counted"], 1, "{}", seen["repairs"]);
}

#[test]
fn repairs_of_an_old_list_count_by_what_it_says_of_them() {
    for (symptom, result, finished, counts) in [
        ("不热", "换件修好", "2026/03/02", true),
        ("不热", "已修好", "", true),
        ("不热", "", "2026/03/02", true),
        ("不热", "用户误操作", "2026/03/02", false),
        ("不热", "未见故障", "2026/03/02", false),
        ("不热", "无故障代码，主板坏", "2026/03/02", true),
        ("不热", "补水正常", "2026/03/02", false),
        ("漏水", "换密封圈，补水", "2026/03/02", true),
        ("不热", "待件", "2026/03/02", false),
        ("不热", "未修好", "2026/03/02", false),
        ("不热", "电压不稳", "2026/03/02", false),
        ("年度保养", "正常", "2026/03/02", false),
        ("清洗", "", "2026/03/02", false),
        ("保养时发现漏水", "已修好", "2026/03/02", true),
        ("保养", "换水泵", "2026/03/02", true),
    ] {
        let shop = Shop::new();
        let row = format!(
            "2026/03/01,王建军,13804712207,{SERIAL},{symptom},{result},{finished},WEB-L1P24,2026/01/05"
        );
        old_repairs(&shop, &[&row.replace('，', "；")]);
        let seen = card(&shop, &machine_of(&shop, SERIAL));
        let repairs = seen["repairs"].as_array().unwrap();
        assert_eq!(repairs.len(), 1, "{symptom} {result}");
        assert_eq!(
            repairs[0]["counts"], counts,
            "{symptom} {result}: {}",
            repairs[0]
        );
        let closed = if finished.is_empty() {
            "2026-03-01"
        } else {
            "2026-03-02"
        };
        assert_eq!(repairs[0]["finished_on"], closed);
    }
}

#[test]
fn each_clock_of_an_order_tells_its_limit_its_state_and_its_walk() {
    let shop = Shop::new();
    let order = shop.take();
    let clock = |stage: &str| -> Value {
        let seen = shop.by("王姐", "sla.clocks", json!({ "work_order_id": order }));
        let clocks = seen["clocks"].as_array().unwrap().clone();
        clocks
            .into_iter()
            .find(|clock| clock["stage"] == stage)
            .unwrap()
    };
    assert_eq!(clock("first_reply")["limit_at"], MIDNIGHT);
    assert_eq!(clock("first_reply")["state"], "running");
    assert_eq!(clock("finish")["target_at"], MIDNIGHT + 2 * DAY);
    assert_eq!(clock("finish")["limit_at"], MIDNIGHT + 3 * DAY);
    let walk = clock("finish")["why"]["reasons"]
        .as_array()
        .unwrap()
        .clone();
    let steps = walk
        .iter()
        .filter(|reason| reason["kind"] == "step")
        .count();
    assert!(steps >= 3, "a line for each day: {walk:?}");

    shop.at(NOON + DAY);
    shop.step("王姐", &order, "reply", json!({"contact_text": "明天去"}));
    let reply = clock("first_reply");
    assert_eq!(
        (&reply["state"], &reply["met_at"]),
        (&json!("met"), &json!(NOON + DAY))
    );
    assert_eq!(reply["late_by_minutes"], 12 * 60);
    shop.at(MIDNIGHT + 3 * DAY);
    assert_eq!(clock("finish")["state"], "overdue");
    assert_eq!(
        shop.summary(&order)["urgency"],
        "overdue",
        "the list agrees"
    );
}

/// An order for what a caller tells, as taken at the desk.
fn taken(shop: &Shop, more: Value) -> Value {
    let mut call = more;
    call["text"] = "不点火".into();
    call["caller_phone"] = "13804712207".into();
    call["new_customer_name"] = "王建军".into();
    shop.by("王姐", "request.create", call)["work_order"]["summary"]["id"].clone()
}

fn clock_of(shop: &Shop, order: &Value, stage: &str) -> Value {
    let seen = shop.by("王姐", "sla.clocks", json!({ "work_order_id": order }));
    let clocks = seen["clocks"].as_array().unwrap().clone();
    let mut clocks = clocks.into_iter();
    clocks.find(|clock| clock["stage"] == stage).unwrap()
}

/// The promise that is stored is what the clocks say.
fn assert_promised_by_the_clocks(shop: &Shop, order: &Value) {
    let stored = shop.by("王姐", "work_order.get", json!({ "id": order }));
    for (field, stage, instant) in [
        ("reply_due_at", "first_reply", "limit_at"),
        ("finish_limit_at", "finish", "limit_at"),
    ] {
        let clock = clock_of(shop, order, stage);
        assert_eq!(stored[field], clock[instant], "{field}: {stored}");
        assert!(clock[instant].is_i64());
    }
}

#[test]
fn what_is_promised_for_a_repair_and_for_a_danger_is_what_their_clocks_say() {
    let shop = Shop::new();
    let minutes = |count: i64| NOON + count * 60_000;
    let repair = taken(&shop, json!({}));
    assert_promised_by_the_clocks(&shop, &repair);
    let danger = taken(&shop, json!({"safety": true}));
    assert_promised_by_the_clocks(&shop, &danger);
    let stored = shop.by("王姐", "work_order.get", json!({ "id": danger }));
    assert_eq!(stored["reply_due_at"], minutes(15));
    assert_eq!(stored["finish_target_at"], NOON + DAY);
    assert_eq!(stored["finish_limit_at"], NOON + DAY);

    shop.at(minutes(15));
    assert_eq!(shop.summary(&danger)["urgency"], "overdue");
    assert_eq!(clock_of(&shop, &danger, "first_reply")["state"], "overdue");
    assert_ne!(shop.summary(&repair)["urgency"], "overdue");

    shop.step(
        "王姐",
        &danger,
        "postpone",
        json!({"reason": "明早才在家", "contact_text": "客户来电请改天"}),
    );
    shop.at(minutes(15) + 3 * HOUR);
    shop.window(&danger, NOON + 20 * HOUR);
    assert_promised_by_the_clocks(&shop, &danger);
    let stored = shop.by("王姐", "work_order.get", json!({ "id": danger }));
    assert_eq!(
        stored["finish_limit_at"],
        NOON + DAY,
        "a danger never rests"
    );

    shop.dispatch(&danger, "张师傅");
    shop.step("张师傅", &danger, "start", json!({}));
    let secured = json!({"work_order_id": danger, "steps": {"stopped": true, "found": "漏气",
        "tag_no": "0031", "paper_no": "告 0031"}});
    shop.by("张师傅", "danger.record", secured);
    let done = json!({"cause": "原厂零件坏", "result": "修好", "charge_fen": 0,
        "signature": "纸质 0012"});
    shop.step("张师傅", &danger, "finish", done);
    shop.at(NOON + 2 * DAY);
    shop.step("王姐", &danger, "reopen", json!({"reason": "又漏气"}));
    assert_promised_by_the_clocks(&shop, &danger);
    let stored = shop.by("王姐", "work_order.get", json!({ "id": danger }));
    assert_eq!(stored["finish_limit_at"], NOON + 3 * DAY);
}

#[test]
fn days_a_customer_asked_for_twice_move_a_promise_once() {
    let shop = Shop::new();
    let order = taken(&shop, json!({}));
    let before = shop.by("王姐", "work_order.get", json!({ "id": order }));
    let put_off = || {
        shop.step(
            "王姐",
            &order,
            "postpone",
            json!({"reason": "回老家", "contact_text": "客户来电请改天"}),
        );
    };
    put_off();
    shop.window(&order, NOON + 4 * DAY);
    assert_promised_by_the_clocks(&shop, &order);
    shop.at(NOON + DAY);
    put_off();
    shop.window(&order, NOON + 6 * DAY);
    assert_promised_by_the_clocks(&shop, &order);
    let after = shop.by("王姐", "work_order.get", json!({ "id": order }));
    let moved = |field: &str| after[field].as_i64().unwrap() - before[field].as_i64().unwrap();
    assert_eq!(moved("finish_limit_at"), 6 * DAY);
    assert_eq!(moved("finish_target_at"), 6 * DAY);
}

#[test]
fn a_danger_has_an_order_even_where_none_was_asked_for_and_is_promised_as_one() {
    let shop = Shop::new();
    let call = json!({"text": "有煤气味", "caller_phone": "13804712207", "safety": true,
        "new_customer_name": "王建军", "open_order": false});
    let taken = shop.by("王姐", "request.create", call);
    assert_eq!(taken["reply_due_at"], NOON + HOUR / 4);
    let order = &taken["work_order"]["summary"];
    assert_eq!(order["safety"], true);
    assert_promised_by_the_clocks(&shop, &order["id"]);
}

const OLD: &str = "报修时间,客户,电话,机身编号,故障现象,处理结果,完成时间,机型,购买日期\n";

/// Reads an old list of repairs in.
fn old_repairs(shop: &Shop, rows: &[&str]) {
    read_in(shop, "repairs", &format!("{OLD}{}\n", rows.join("\n")));
}

fn read_in(shop: &Shop, kind: &str, text: &str) {
    let dir = tempfile::TempDir::new().unwrap();
    let path = dir.path().join("list.csv");
    std::fs::write(&path, text).unwrap();
    let file = json!({"path": path.to_str().unwrap(), "kind": kind});
    shop.by("陈经理", "import.run", file);
}

fn machine_of(shop: &Shop, serial: &str) -> Value {
    let found = shop.by("王姐", "unit.get", json!({ "serial": serial }));
    found["unit"]["id"].clone()
}

#[test]
fn an_order_of_an_old_list_is_not_late_by_years() {
    let shop = Shop::new();
    old_repairs(
        &shop,
        &[
            "2020/05/21,王建军,13804712207,L1P241602802954S,不热,已修好,2020/05/22,WEB-L1P24,2019/05/01",
            "2020/06/23,王建军,13804712207,L1P241602802954S,不热,已修好,,WEB-L1P24,2019/05/01",
        ],
    );
    let found = shop.by("王姐", "work_order.list", json!({"filter": "all"}));
    let rows = found["rows"].as_array().unwrap();
    assert_eq!(rows.len(), 2);
    for row in rows {
        let seen = shop.by("王姐", "sla.clocks", json!({"work_order_id": row["id"]}));
        for clock in seen["clocks"].as_array().unwrap() {
            let state = clock["state"].as_str().unwrap();
            assert!(matches!(state, "met" | "not_applicable"), "{clock}");
        }
    }
    let finish = |row: &Value| clock_of(&shop, &row["id"], "finish")["state"].clone();
    let states: Vec<_> = rows.iter().map(finish).collect();
    assert!(states.contains(&json!("met")) && states.contains(&json!("not_applicable")));
}

#[test]
fn a_card_and_clocks_of_what_does_not_exist_are_refused_by_name() {
    let shop = Shop::new();
    let nobody = "018f0000-0000-7000-8000-000000000000";
    for (name, field) in [
        ("warranty.card", "unit_id"),
        ("sla.clocks", "work_order_id"),
    ] {
        let refused = shop
            .try_by("王姐", name, json!({ field: nobody }))
            .unwrap_err();
        assert_eq!(
            refused.to_json(wuyou_contract::Language::Zh)["code"],
            "record.not_found"
        );
    }
}
