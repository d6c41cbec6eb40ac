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
    let asked = json!({"unit_id": unit, "ground": "quality", "claim": claim,
        "text": "修了两次又不点火"});
    let case = shop.by("王姐", "remedy_case.create", asked)["summary"]["id"].clone();
    let found = json!({"fault_record": "点火器无输出", "fault_confirmed": true,
        "card_no": "凭证 0017"});
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
