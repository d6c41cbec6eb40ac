//! J2: two repairs, and the fault is back: what the customer may ask for.

use serde_json::{Value, json};
use uuid::Uuid;
use wuyou_domain::serial::mod37_36;
use wuyou_store::Id;
use wuyou_sync::change::Op;

use super::{at, good_sheet, in_stock};
use crate::common::desk::{DAY, HOUR, Shop};
use crate::common::hq::received;

fn serial(number: u32) -> String {
    let head = format!("JSQ302601{number:06}");
    let check = mod37_36(&head).unwrap();
    format!("{head}{check}")
}

/// A water heater of the law's list, sold on 2 March and started the day after.
fn sold(shop: &Shop, number: u32) -> Value {
    let home = json!({"name": "孙长海", "phones": [{"number": "13704712207"}]});
    let customer = shop.by("王姐", "customer.create", home)["id"].clone();
    let unit = in_stock(shop, (&serial(number), "WEB-JSQ30"));
    let sale = json!({"unit_id": unit, "customer_id": customer, "channel": "shop",
        "sold_on": "2026-03-02", "price_fen": 188_000, "invoice_no": "26152000000087654321",
        "invoice_on": "2026-03-02"});
    shop.by("王姐", "machine.sell", sale);
    shop.at(at("2026-03-03 10:00"));
    let sheet = json!({"unit_id": unit, "answers": good_sheet(shop, &unit)});
    let done = shop.by("张师傅", "machine.commission", sheet);
    assert_eq!(done["machine"]["state"], "in_use");
    unit
}

fn called(shop: &Shop, unit: &Value) -> Value {
    let holder = shop.by("王姐", "unit.get", json!({ "id": unit }))["unit"]["customer_id"].clone();
    let call = json!({"text": "不点火", "caller_phone": "13704712207", "unit_id": unit,
        "customer_id": holder});
    shop.by("王姐", "request.create", call)["work_order"]["summary"]["id"].clone()
}

/// A visit from the call to the finish some days later; nothing is charged.
fn repaired(shop: &Shop, unit: &Value, called_on: &str, days: i64, (cause, result): (&str, &str)) {
    let morning_at = at(&format!("{called_on} 08:30"));
    shop.at(morning_at);
    let order = called(shop, unit);
    shop.step("王姐", &order, "reply", json!({"contact_text": "上午去"}));
    shop.dispatch(&order, "张师傅");
    shop.step("张师傅", &order, "start", json!({}));
    shop.at(morning_at + days * DAY + 2 * HOUR);
    let done = json!({"cause": cause, "result": result, "charge_fen": 0, "signature": "纸 0101"});
    shop.step("张师傅", &order, "finish", done);
}

fn card(shop: &Shop, unit: &Value) -> Value {
    shop.by("王姐", "warranty.card", json!({ "unit_id": unit }))
}

fn offered(card: &Value) -> Vec<&str> {
    let offers = card["remedies"]["offers"].as_array().unwrap().iter();
    offers
        .map(|offer| offer["option"].as_str().unwrap())
        .collect()
}

/// Two ignition repairs that count and a visit that found nothing.
fn repaired_twice(shop: &Shop) -> Value {
    let unit = sold(shop, 17);
    repaired(shop, &unit, "2026-04-10", 0, ("原厂零件坏", "换点火针"));
    assert_eq!(offered(&card(shop, &unit)), ["repair"], "once is not twice");
    repaired(shop, &unit, "2026-05-29", 3, ("原厂零件坏", "换点火器"));
    repaired(shop, &unit, "2026-07-05", 0, ("没查出故障", "试机正常"));
    unit
}

#[test]
fn j2_after_two_repairs_the_fault_is_back_and_an_exchange_is_due_by_the_article() {
    let shop = Shop::opened_at(at("2026-03-02 09:00"));
    let unit = repaired_twice(&shop);
    shop.at(at("2026-08-01 09:00"));
    let order = called(&shop, &unit);
    let seen = card(&shop, &unit);
    assert_eq!(seen["state"], "covered");
    let basis = seen["bases"].as_array().unwrap().iter();
    let basis: Vec<_> = basis.filter(|basis| basis["decides"] == true).collect();
    assert_eq!(basis[0]["kind"], "statute", "{}", seen["bases"]);
    assert_eq!(seen["repairs_counted"], 2);
    let repairs = seen["repairs"].as_array().unwrap().iter();
    let repairs: Vec<_> = repairs
        .map(|row| (row["finished_on"].as_str().unwrap(), row["counts"] == true))
        .collect();
    let expected = [
        ("2026-07-05", false),
        ("2026-06-01", true),
        ("2026-04-10", true),
    ];
    assert_eq!(
        repairs, expected,
        "a visit that found nothing does not count"
    );
    let rows = seen["remedies"]["why"]["rows"].as_array().unwrap();
    assert!(rows.contains(&json!("T3.R3")), "{rows:?}");
    assert_eq!(offered(&seen), ["exchange", "repair"]);
    let exchange = &seen["remedies"]["offers"][0];
    assert_eq!(exchange["payer"], "seller");
    let text = exchange["text"]["zh"].as_str().unwrap();
    assert!(text.contains("三包规定第十一条"), "{text}");

    let case = opened(&shop, &unit, "exchange");
    exchanged(&shop, (&unit, &order), &case);
}

/// A claim for the machine, with the inspection that confirms the fault.
fn opened(shop: &Shop, unit: &Value, claim: &str) -> Value {
    // The report after the second repair has opened it.
    let open = shop.by("王姐", "remedy_case.list", json!({ "unit_id": unit }));
    let case = open["rows"][0]["id"].clone();
    let found = json!({"fault_record": "点火器无输出", "fault_confirmed": true,
        "card_no": "凭证 0017", "claim": claim});
    told(shop, &case, found);
    case
}

/// What became known of a case.
fn told(shop: &Shop, case: &Value, mut fields: Value) -> Value {
    fields["id"] = case.clone();
    shop.by("王姐", "remedy_case.update", fields)
}

fn step(shop: &Shop, who: &str, case: &Value, step: &str, mut fields: Value) -> Value {
    fields["id"] = case.clone();
    fields["step"] = step.into();
    shop.by(who, "remedy_case.advance", fields)
}

fn offer<'c>(case: &'c Value, claim: &str) -> &'c Value {
    let mut offers = case["offers"].as_array().unwrap().iter();
    offers.find(|offer| offer["claim"] == claim).unwrap()
}

/// Proposed by the clerk, approved by the manager, accepted and signed for by the customer.
fn agreed(shop: &Shop, case: &Value, claim: &str) -> Value {
    let seen = step(shop, "王姐", case, "propose", json!({ "claim": claim }));
    let allowed = seen["allowed"].as_array().unwrap().iter();
    assert!(
        allowed.clone().all(|one| one["step"] != "accept"),
        "nobody has approved it"
    );
    step(shop, "陈经理", case, "approve", json!({}));
    let yes = json!({"contact_text": "同意，已签字"});
    step(shop, "王姐", case, "accept", yes)
}

/// The same model is in stock and the customer takes it.
fn exchanged(shop: &Shop, (unit, order): (&Value, &Value), case: &Value) {
    let seen = shop.by("王姐", "remedy_case.get", json!({ "id": case }));
    let exchange = offer(&seen, "exchange");
    assert_eq!(
        (&exchange["row"], &exchange["owed"]),
        (&json!("R3"), &json!(true))
    );
    assert_eq!(offer(&seen, "return")["allowed"], false);
    agreed(shop, case, "exchange");
    let told = json!({"reason": "改为换机", "contact_text": "客户同意换机"});
    shop.step("陈经理", order, "cancel", told);
    let new = in_stock(shop, (&serial(18), "WEB-JSQ30"));
    shop.at(at("2026-08-05 10:00"));
    let give = json!({"other_serial": serial(18), "document": "换机单 9"});
    let done = step(shop, "王姐", case, "execute", give);
    assert_eq!(done["summary"]["state"], "executed");
    let gone = shop.by("王姐", "machine.get", json!({ "unit_id": unit }));
    assert_eq!(gone["state"], "exchanged_out");
    let sheet = json!({"unit_id": new, "answers": good_sheet(shop, &new)});
    let started = shop.by("张师傅", "machine.commission", sheet);
    assert_eq!(
        started["warranty_starts_on"], "2026-08-05",
        "the validity begins anew"
    );
    assert_eq!(card(shop, &new)["repairs_counted"], 0);
    assert_ne!(card(shop, unit)["state"], "covered");
}

#[test]
fn j2_who_refuses_the_same_model_gets_the_price_less_the_days_of_use_without_repairs() {
    let shop = Shop::opened_at(at("2026-03-02 09:00"));
    let unit = repaired_twice(&shop);
    shop.at(at("2026-08-05 09:00"));
    let case = opened(&shop, &unit, "return");
    let answers = json!({"same_model_available": true, "accepts_exchange": false,
        "dep_in_terms": true});
    let seen = told(&shop, &case, answers);
    let back = offer(&seen, "return");
    assert_eq!(
        (&back["row"], &back["depreciation"]),
        (&json!("R7"), &json!(true))
    );
    // 2 March to 5 August are 156 days, 4 of them in repair: 152 × 500 millionths of ¥1 880.
    let amounts = &back["amounts"];
    assert_eq!(
        (&amounts["days"], &amounts["fee_fen"]),
        (&json!(152), &json!(14_288))
    );
    assert_eq!(amounts["refund_fen"], 188_000 - 14_288);
    let articles = back["articles"].to_string();
    assert!(articles.contains("第十三条"), "{articles}");
    let signed = agreed(&shop, &case, "return");
    assert_eq!(signed["proposal"]["row"], "R7");
    let why = signed["proposal"].to_string();
    assert!(
        why.contains("第十三条"),
        "the sheet names the article: {why}"
    );
    let paid = json!({"document": "退机单 3", "method": "transfer", "receipt_no": "T-9001"});
    let done = step(&shop, "王姐", &case, "execute", paid);
    assert_eq!(done["paid_fen"], 188_000 - 14_288);
    let machine = shop.by("王姐", "machine.get", json!({ "unit_id": unit }));
    assert_eq!(machine["state"], "returned");
}

#[test]
fn j2_where_the_same_model_is_not_to_be_had_the_whole_price_goes_back() {
    let shop = Shop::opened_at(at("2026-03-02 09:00"));
    let unit = repaired_twice(&shop);
    shop.at(at("2026-08-05 09:00"));
    let case = opened(&shop, &unit, "return");
    let answers = json!({"same_model_available": false, "accepts_exchange": false,
        "dep_in_terms": true});
    let seen = told(&shop, &case, answers);
    let back = offer(&seen, "return");
    assert_eq!(
        (&back["row"], &back["depreciation"]),
        (&json!("R6"), &json!(false))
    );
    let amounts = &back["amounts"];
    assert_eq!(
        (&amounts["fee_fen"], &amounts["refund_fen"]),
        (&json!(0), &json!(188_000))
    );
}

#[test]
fn j2_a_repair_of_another_outlet_that_arrives_late_counts_from_the_day_it_was_done() {
    let shop = Shop::opened_at(at("2026-03-02 09:00"));
    let unit = repaired_twice(&shop);
    let synced_at = at("2026-07-20 09:00");
    shop.at(synced_at);
    let machine: Uuid = unit.as_str().unwrap().parse().unwrap();
    let order = Uuid::from_u128(machine.as_u128() ^ 1);
    let fields = vec![
        ("no", "LH001-9-20260510-0001".into()),
        ("kind", "repair".into()),
        ("unit_id", machine.value()),
        ("state", "finished".into()),
        ("received_at", at("2026-05-10 09:00").into()),
        ("finished_at", at("2026-05-10 15:00").into()),
        ("cause", "原厂零件坏".into()),
        ("result", "换点火针".into()),
        ("charge_fen", 0_i64.into()),
    ];
    received(&shop, ("work_order", Op::Insert, order), fields, synced_at);
    let seen = card(&shop, &unit);
    assert_eq!(seen["repairs_counted"], 3, "{}", seen["repairs"]);
    assert_eq!(
        seen["repairs"][2]["finished_on"], "2026-05-10",
        "in its place by the day"
    );
    assert_eq!(offered(&seen), ["exchange", "repair"]);
}

fn call_again(shop: &Shop, unit: &Value) -> Value {
    let holder = shop.by("王姐", "unit.get", json!({ "id": unit }))["unit"]["customer_id"].clone();
    let call = json!({"text": "又不点火", "caller_phone": "13704712207", "unit_id": unit,
        "customer_id": holder});
    shop.by("王姐", "request.create", call)
}

#[test]
fn j2_the_report_after_two_counted_repairs_opens_the_case_with_them_and_one_while_it_is_open_does_not()
 {
    let ids: Vec<Value> = [9, 10]
        .iter()
        .map(|hour| {
            let shop = Shop::opened_at(at("2026-03-02 09:00"));
            let unit = sold(&shop, 17);
            repaired(&shop, &unit, "2026-04-10", 0, ("原厂零件坏", "换点火针"));
            repaired(&shop, &unit, "2026-05-29", 3, ("原厂零件坏", "换点火器"));
            let none = shop.by("王姐", "remedy_case.list", json!({ "unit_id": unit }));
            assert_eq!(
                none["rows"],
                json!([]),
                "twice repaired is not yet faulty again"
            );
            shop.at(at("2026-07-05 08:30") + hour * HOUR);
            let taken = call_again(&shop, &unit);
            let told = &taken["remedy_case"];
            assert_eq!(told["repairs"].as_array().map(Vec::len), Some(2), "{told}");
            assert_eq!(told["claims"], json!(["exchange", "repair"]));
            let case = shop.by("王姐", "remedy_case.get", json!({"id": told["id"]}));
            assert_eq!(case["repairs_counted"], 2);
            assert_eq!(case["reported_at"], taken["request"]["received_at"]);
            let text = case["summary"]["text"].as_str().unwrap();
            for one in told["repairs"].as_array().unwrap() {
                assert!(text.contains(one["no"].as_str().unwrap()), "{text}");
            }
            assert_eq!(call_again(&shop, &unit)["remedy_case"], Value::Null);
            told["id"].clone()
        })
        .collect();
    assert_eq!(ids[0], ids[1], "two PCs that open it at once open one");
}

#[test]
fn j2_a_repair_that_arrives_after_the_report_shows_the_case_that_was_due_and_opens_it_with_one_press()
 {
    let shop = Shop::opened_at(at("2026-03-02 09:00"));
    let unit = sold(&shop, 17);
    repaired(&shop, &unit, "2026-04-10", 0, ("原厂零件坏", "换点火针"));
    shop.at(at("2026-07-05 09:00"));
    assert_eq!(
        call_again(&shop, &unit)["remedy_case"],
        Value::Null,
        "once is not twice"
    );
    let owed = || shop.by("王姐", "remedy_case.owed", json!({}))["rows"].clone();
    assert_eq!(owed(), json!([]));
    let machine: Uuid = unit.as_str().unwrap().parse().unwrap();
    let fields = vec![
        ("no", "LH001-9-20260510-0001".into()),
        ("kind", "repair".into()),
        ("unit_id", machine.value()),
        ("state", "finished".into()),
        ("received_at", at("2026-05-10 09:00").into()),
        ("finished_at", at("2026-05-10 15:00").into()),
        ("cause", "原厂零件坏".into()),
        ("result", "换点火针".into()),
        ("charge_fen", 0_i64.into()),
    ];
    let order = Uuid::from_u128(machine.as_u128() ^ 1);
    received(
        &shop,
        ("work_order", Op::Insert, order),
        fields,
        at("2026-07-06 09:00"),
    );
    shop.at(at("2026-07-06 09:00"));
    let rows = owed();
    assert_eq!(rows.as_array().map(Vec::len), Some(1), "{rows}");
    let today = shop.by("王姐", "today.get", json!({"kind": "remedy_owed"}));
    assert_eq!(today["rows"][0]["id"], rows[0]["work_order_id"]);
    // The first look at the start leaves out what takes long to find.
    let first = json!({"kind": "remedy_owed", "first": true});
    assert_eq!(shop.by("王姐", "today.get", first)["total"], 0);
    let press = json!({"work_order_id": rows[0]["work_order_id"]});
    let case = shop.by("王姐", "remedy_case.open_owed", press.clone());
    assert_eq!(
        case["reported_at"],
        at("2026-07-05 09:00"),
        "the day of the call counts"
    );
    assert_eq!(owed(), json!([]));
    let again = shop
        .try_by("王姐", "remedy_case.open_owed", press)
        .unwrap_err();
    assert_eq!(again.code.code(), "remedy_case.not_due");
    let gone = json!({"reason": "客户自己修好了", "contact_text": "电话里说不用了"});
    step(&shop, "王姐", &case["summary"]["id"], "withdraw", gone);
    let stale = shop
        .try_by("王姐", "remedy_case.open_owed", again_press(&rows))
        .unwrap_err();
    assert_eq!(
        stale.code.code(),
        "remedy_case.not_due",
        "a case has taken this report in"
    );
}

fn again_press(rows: &Value) -> Value {
    json!({"work_order_id": rows[0]["work_order_id"]})
}

/// A repair of another PC that arrives now.
fn arrives(shop: &Shop, unit: &Value, nth: u128, on: &str) {
    let machine: Uuid = unit.as_str().unwrap().parse().unwrap();
    let fields = vec![
        ("no", format!("LH001-9-{}-0001", on.replace('-', "")).into()),
        ("kind", "repair".into()),
        ("unit_id", machine.value()),
        ("state", "finished".into()),
        ("received_at", at(&format!("{on} 09:00")).into()),
        ("finished_at", at(&format!("{on} 15:00")).into()),
        ("cause", "原厂零件坏".into()),
        ("result", "换点火针".into()),
        ("charge_fen", 0_i64.into()),
    ];
    let order = Uuid::from_u128(machine.as_u128() ^ nth);
    let now_at = at("2026-07-04 09:00");
    received(shop, ("work_order", Op::Insert, order), fields, now_at);
}

#[test]
fn j2_a_report_on_another_day_is_never_the_case_that_another_pc_closed_meanwhile() {
    let opened_on = |on: &str| {
        let shop = Shop::opened_at(at("2026-03-02 09:00"));
        let unit = sold(&shop, 17);
        repaired(&shop, &unit, "2026-04-10", 0, ("原厂零件坏", "换点火针"));
        repaired(&shop, &unit, "2026-05-29", 3, ("原厂零件坏", "换点火器"));
        shop.at(at(&format!("{on} 09:00")));
        let case = call_again(&shop, &unit)["remedy_case"].clone();
        (unit, case["id"].clone(), case["no"].clone())
    };
    let (one, other) = (opened_on("2026-07-05"), opened_on("2026-08-05"));
    assert_eq!(one.0, other.0, "the same machine on both");
    assert_ne!(one.1, other.1, "two cases, which a person sees as two");
    assert_ne!(one.2, other.2);
}

#[test]
fn j2_a_repair_that_is_opened_again_is_a_report_and_its_own_repair_before_that_counts() {
    let shop = Shop::opened_at(at("2026-03-02 09:00"));
    let unit = sold(&shop, 17);
    repaired(&shop, &unit, "2026-04-10", 0, ("原厂零件坏", "换点火针"));
    repaired(&shop, &unit, "2026-05-29", 0, ("原厂零件坏", "换点火器"));
    let last = card(&shop, &unit)["repairs"][0]["work_order_id"].clone();
    let cases = || shop.by("王姐", "remedy_case.list", json!({ "unit_id": unit }))["rows"].clone();
    assert_eq!(cases(), json!([]));
    shop.at(at("2026-06-02 09:00"));
    let again = json!({"reason": "又不点火", "contact_text": "客户来电：又不点火"});
    shop.step("王姐", &last, "reopen", again);
    let rows = cases();
    assert_eq!(rows.as_array().map(Vec::len), Some(1), "{rows}");
    let case = shop.by("王姐", "remedy_case.get", json!({"id": rows[0]["id"]}));
    assert_eq!(case["reported_at"], at("2026-06-02 09:00"));
    assert_eq!(case["repairs_counted"], 2);
    assert_eq!(
        shop.by("王姐", "remedy_case.owed", json!({}))["rows"],
        json!([])
    );
}

const X1: [&str; 3] = ["damage_photo", "cause_code", "customer_statement"];

/// A claim that the household broke it, confirmed by the manager.
fn excluded(shop: &Shop, order: &Value) {
    let pieces = X1.map(|kind| json!({"kind": kind, "text": "在单子 0231 背面"}));
    let claim = json!({"work_order_id": order, "ground": "X1", "text": "洗澡时用水管冲机器",
        "caused_by_it": true, "evidence": pieces});
    let claim = shop.by("张师傅", "exclusion.claim", claim)["rows"][0].clone();
    let yes = json!({"id": claim["id"], "decision": "confirm", "reason": "看过照片"});
    shop.by("陈经理", "exclusion.decide", yes);
}

#[test]
fn j2_a_repair_of_what_the_household_broke_does_not_count_whatever_the_finish_says() {
    let shop = Shop::opened_at(at("2026-03-02 09:00"));
    let unit = sold(&shop, 17);
    repaired(&shop, &unit, "2026-04-10", 0, ("原厂零件坏", "换点火针"));
    shop.at(at("2026-05-29 08:30"));
    let order = called(&shop, &unit);
    shop.step("王姐", &order, "reply", json!({"contact_text": "上午去"}));
    shop.dispatch(&order, "张师傅");
    shop.step("张师傅", &order, "start", json!({}));
    excluded(&shop, &order);
    shop.at(at("2026-05-29 10:30"));
    let done = json!({"cause": "原厂零件坏", "result": "换点火器", "charge_fen": 0,
        "signature": "纸 0101"});
    shop.step("张师傅", &order, "finish", done);
    let seen = card(&shop, &unit);
    assert_eq!(seen["repairs_counted"], 1, "{}", seen["repairs"]);
    assert_eq!(seen["repairs"][0]["counts"], false);
    shop.at(at("2026-07-05 09:00"));
    assert_eq!(call_again(&shop, &unit)["remedy_case"], Value::Null);
}

#[test]
fn j2_a_claim_confirmed_on_the_order_of_the_report_reaches_the_case_it_opened() {
    let shop = Shop::opened_at(at("2026-03-02 09:00"));
    let unit = sold(&shop, 17);
    repaired(&shop, &unit, "2026-04-10", 0, ("原厂零件坏", "换点火针"));
    repaired(&shop, &unit, "2026-05-29", 3, ("原厂零件坏", "换点火器"));
    shop.at(at("2026-08-01 09:00"));
    let taken = call_again(&shop, &unit);
    let case = json!({"id": taken["remedy_case"]["id"]});
    let found = json!({"fault_record": "点火器无输出", "fault_confirmed": true,
        "card_no": "凭证 0017"});
    told(&shop, &case["id"], found);
    let exchange = |seen: Value| offer(&seen, "exchange")["owed"].clone();
    assert_eq!(
        exchange(shop.by("王姐", "remedy_case.get", case.clone())),
        true
    );
    let order = taken["work_order"]["summary"]["id"].clone();
    shop.step("王姐", &order, "reply", json!({"contact_text": "上午去"}));
    shop.dispatch(&order, "张师傅");
    shop.step("张师傅", &order, "start", json!({}));
    excluded(&shop, &order);
    assert_eq!(exchange(shop.by("王姐", "remedy_case.get", case)), false);
}

#[test]
fn j2_a_case_that_was_due_for_a_machine_of_nobody_says_that_the_household_is_missing() {
    let shop = Shop::opened_at(at("2026-03-02 09:00"));
    let machine = json!({"serial": serial(17), "model_code": "WEB-JSQ30", "sold_on": "2026-03-02"});
    let unit = shop.by("王姐", "unit.register", machine)["unit"]["id"].clone();
    arrives(&shop, &unit, 1, "2026-04-10");
    shop.at(at("2026-07-05 09:00"));
    let call = json!({"text": "不点火", "caller_phone": "13704712207", "unit_id": unit});
    let taken = shop.by("王姐", "request.create", call);
    assert_eq!(taken["remedy_case"], Value::Null);
    arrives(&shop, &unit, 2, "2026-05-10");
    let owed = || shop.by("王姐", "remedy_case.owed", json!({}));
    let rows = owed()["rows"].clone();
    assert_eq!(rows[0]["customer_id"], Value::Null, "{rows}");
    let refused = shop
        .try_by("王姐", "remedy_case.open_owed", again_press(&rows))
        .unwrap_err();
    assert_eq!(refused.code.code(), "remedy_case.no_household");
    assert_eq!(
        owed()["rows"],
        rows,
        "it stays until the household is there"
    );
}

#[test]
fn j2_who_opens_a_mended_order_again_is_told_of_the_case_that_opened_by_itself() {
    let shop = Shop::opened_at(at("2026-03-02 09:00"));
    let unit = sold(&shop, 17);
    repaired(&shop, &unit, "2026-04-10", 0, ("原厂零件坏", "换点火针"));
    repaired(&shop, &unit, "2026-05-29", 3, ("原厂零件坏", "换点火器"));
    let orders = shop.by("王姐", "work_order.list", json!({"filter": "to_confirm"}));
    let order = orders["rows"][0]["id"].clone();
    shop.at(at("2026-06-05 09:00"));
    let again = shop.step("王姐", &order, "reopen", json!({"reason": "又不点火"}));
    let told = &again["remedy_case"];
    assert_eq!(told["claims"], json!(["exchange", "repair"]), "{told}");
    let case = shop.by("王姐", "remedy_case.list", json!({ "unit_id": unit }));
    assert_eq!(case["rows"][0]["id"], told["id"]);
    let later = shop.by("王姐", "work_order.get", json!({ "id": order }));
    assert_eq!(later["remedy_case"], Value::Null, "it is told once");
}

#[test]
fn j2_an_old_order_that_is_opened_again_is_found_when_a_repair_arrives_late() {
    let shop = Shop::opened_at(at("2026-03-02 09:00"));
    let unit = sold(&shop, 17);
    // Long in work: received in March, mended at the end of May, back in June.
    repaired(&shop, &unit, "2026-03-10", 76, ("原厂零件坏", "换主板"));
    let orders = shop.by("王姐", "work_order.list", json!({"filter": "to_confirm"}));
    let order = orders["rows"][0]["id"].clone();
    shop.at(at("2026-06-01 09:00"));
    let again = shop.step("王姐", &order, "reopen", json!({"reason": "又不点火"}));
    assert_eq!(again["remedy_case"], Value::Null, "once is not twice");
    shop.at(at("2026-07-04 09:00"));
    let owed = || shop.by("王姐", "remedy_case.owed", json!({}))["rows"].clone();
    assert_eq!(owed(), json!([]));
    arrives(&shop, &unit, 1, "2026-05-10");
    let due = owed();
    assert_eq!(due[0]["work_order_id"], order, "{due}");
    assert_eq!(due[0]["reported_at"], at("2026-06-01 09:00"));
}
