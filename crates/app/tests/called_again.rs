//! A call about something that is not an order: the complaint, the remedy case or the promise that is
//! open is shown at once, called again about it is noted on it, and what a call turns out to be is
//! linked with it both ways.
#![allow(
    clippy::unwrap_used,
    clippy::needless_pass_by_value,
    reason = "tests hand their payloads over"
)]

use crate::common::NOON;
use crate::common::desk::{DAY, HOUR, Shop};
use crate::exclusion::{X1, claim, order_in_warranty};
use serde_json::{Value, json};
use wuyou_domain::id::{RemedyCaseId, RequestId};

const SERIAL: &str = "L1P241602802954S";

/// A household with a boiler.
fn household(shop: &Shop) -> (Value, Value) {
    let person = json!({"name": "赵铁柱", "phones": [{"number": "13804712207"}]});
    let customer = shop.by("王姐", "customer.create", person)["id"].clone();
    let machine = json!({"serial": SERIAL, "model_code": "WEB-L1P24", "gas": "natural_gas",
        "customer_id": customer, "sold_on": "2026-10-01", "installed_on": "2026-10-01"});
    let unit = shop.by("王姐", "unit.register", machine)["unit"]["id"].clone();
    (customer, unit)
}

fn complaint(shop: &Shop, customer: &Value) -> Value {
    let said = json!({"customer_id": customer, "category": "charges", "text": "多收了八十",
        "remedy_sought": "退钱", "severity": "normal"});
    shop.by("王姐", "complaint.create", said)["summary"]["id"].clone()
}

fn case(shop: &Shop, unit: &Value) -> Value {
    let claim =
        json!({"unit_id": unit, "ground": "quality", "claim": "exchange", "text": "点火三次都灭"});
    shop.by("王姐", "remedy_case.create", claim)["summary"]["id"].clone()
}

fn caller(shop: &Shop) -> Value {
    let found = shop.by("王姐", "caller.lookup", json!({"query": "2207"}));
    found["matches"][0].clone()
}

#[test]
fn a_caller_is_shown_with_open_complaints_cases_and_promises_and_an_overdue_promise_says_so() {
    let shop = Shop::new();
    let (customer, unit) = household(&shop);
    let (complaint, case) = (complaint(&shop, &customer), case(&shop, &unit));
    let promised = json!({"customer_id": customer, "text": "送一个温控器", "due_on": "2026-11-22"});
    let promise = shop.by("王姐", "promise.create", promised);
    let shown = caller(&shop);
    assert_eq!(shown["open_complaints"][0]["id"], complaint);
    assert_eq!(shown["open_remedy_cases"][0]["id"], case);
    assert_eq!(shown["open_promises"][0]["id"], promise["id"]);
    assert_eq!(shown["open_promises"][0]["urgency"], "later");
    shop.at(NOON + 3 * DAY);
    let shown = caller(&shop);
    assert_eq!(shown["open_promises"][0]["urgency"], "overdue");
    assert_eq!(shown["open_complaints"][0]["urgency"], "overdue");
    // What is over is not in the way of a call.
    let kept = json!({"id": promise["id"], "state": "kept"});
    shop.by("王姐", "promise.resolve", kept);
    let withdrawn = json!({"id": case, "step": "withdraw", "reason": "客户不换了",
        "contact_text": "电话里说不换了"});
    shop.by("王姐", "remedy_case.advance", withdrawn);
    let shown = caller(&shop);
    assert_eq!(shown["open_promises"], json!([]));
    assert_eq!(shown["open_remedy_cases"], json!([]));
}

#[test]
fn called_again_about_a_complaint_or_a_case_is_counted_on_it_and_moves_none_of_its_times() {
    let shop = Shop::new();
    let (customer, unit) = household(&shop);
    let (complaint, case) = (complaint(&shop, &customer), case(&shop, &unit));
    let seen = || {
        let of_complaint = shop.by("王姐", "complaint.get", json!({ "id": complaint }));
        let of_case = shop.by("王姐", "remedy_case.get", json!({ "id": case }));
        (of_complaint, of_case)
    };
    let before = seen();
    shop.at(NOON + HOUR);
    shop.by(
        "王姐",
        "request.urge",
        json!({"complaint_id": complaint, "text": "钱还没退"}),
    );
    shop.by("王姐", "request.urge", json!({ "complaint_id": complaint }));
    shop.by(
        "王姐",
        "request.urge",
        json!({"remedy_case_id": case, "text": "什么时候换"}),
    );
    let after = seen();
    assert_eq!(after.0["summary"]["urged_count"], 2);
    assert_eq!(after.1["summary"]["urged_count"], 1);
    assert_eq!(
        after.0["clocks"], before.0["clocks"],
        "a call of theirs is no answer of ours"
    );
    for (now, then) in [(&after.0, &before.0), (&after.1, &before.1)] {
        assert_eq!(now["summary"]["state"], then["summary"]["state"]);
        assert_eq!(now["summary"]["due_at"], then["summary"]["due_at"]);
    }
    assert_eq!(after.0["events"][0]["event"], "urge");
    assert_eq!(after.1["events"][0]["text"], "什么时候换");
    // It is a contact like any other, and opens nothing.
    let contacts = caller(&shop)["contacts"].clone();
    let texts: Vec<_> = contacts
        .as_array()
        .unwrap()
        .iter()
        .map(|one| &one["text"])
        .collect();
    assert!(texts.contains(&&json!("钱还没退")), "{texts:?}");
    assert!(texts.contains(&&json!("什么时候换")), "{texts:?}");
    let count = |list: &str| shop.by("王姐", list, json!({"filter": "all"}))["total"].clone();
    assert_eq!(
        (count("complaint.list"), count("remedy_case.list")),
        (json!(1), json!(1))
    );
    assert_eq!(
        shop.by("王姐", "request.list", json!({}))["rows"],
        json!([])
    );
}

#[test]
fn what_is_over_or_needs_somebody_sent_is_not_called_again_about() {
    let shop = Shop::new();
    let (customer, unit) = household(&shop);
    let (complaint, case) = (complaint(&shop, &customer), case(&shop, &unit));
    let refused = |payload: Value| {
        let error = shop.try_by("王姐", "request.urge", payload).unwrap_err();
        let field = error.fields.first().map(|field| field.code.clone());
        field.unwrap_or_else(|| error.code.code().to_owned())
    };
    let cold = json!({"complaint_id": complaint, "no_heat": true});
    assert_eq!(refused(cold), "cold_is_repair");
    let both = json!({"complaint_id": complaint, "remedy_case_id": case});
    assert_eq!(refused(both), "one_matter");
    let withdrawn = json!({"id": case, "step": "withdraw", "reason": "客户不换了",
        "contact_text": "电话里说不换了"});
    shop.by("王姐", "remedy_case.advance", withdrawn);
    assert_eq!(refused(json!({ "remedy_case_id": case })), "request.done");
    let grumble = json!({"customer_id": customer, "category": "attitude", "text": "嫌来得晚"});
    let grumble = shop.by("王姐", "complaint.create", grumble)["summary"]["id"].clone();
    let settled = json!({"id": grumble, "step": "settle", "text": "说开了"});
    shop.by("王姐", "complaint.advance", settled);
    assert_eq!(refused(json!({ "complaint_id": grumble })), "request.done");
}

#[test]
fn whoever_complains_again_is_asked_about_the_open_complaint_before_a_second_one_is_made() {
    let shop = Shop::new();
    let (customer, unit) = household(&shop);
    let (complaint, case) = (complaint(&shop, &customer), case(&shop, &unit));
    let nobodys = json!({"caller_name": "路人", "caller_phone": "13904712207",
        "category": "attitude", "text": "态度不好"});
    let nobodys = shop.by("王姐", "complaint.create", nobodys)["summary"]["id"].clone();
    let ask = |payload: Value| shop.by("王姐", "request.duplicates", payload);
    for (kind, complaints, cases) in [("complaint", 1, 1), ("return", 1, 1), ("repair", 0, 0)] {
        let found = ask(json!({"customer_id": customer, "kind": kind}));
        assert_eq!(
            found["complaints"].as_array().unwrap().len(),
            complaints,
            "{kind}"
        );
        assert_eq!(
            found["remedy_cases"].as_array().unwrap().len(),
            cases,
            "{kind}"
        );
    }
    let found = ask(json!({"customer_id": customer, "kind": "complaint"}));
    assert_eq!(found["complaints"][0]["id"], complaint);
    assert_eq!(found["remedy_cases"][0]["id"], case);
    let found = ask(json!({"caller_phone": "139-0471-2207", "kind": "complaint"}));
    assert_eq!(found["complaints"][0]["id"], nobodys);
}

#[test]
fn a_call_for_a_return_becomes_a_case_with_its_household_machine_and_time_and_is_closed_by_it() {
    let shop = Shop::new();
    let (customer, unit) = household(&shop);
    let asked = json!({"text": "要退货", "kind": "return", "caller_phone": "13804712207",
        "customer_id": customer, "unit_id": unit});
    let call = shop.by("王姐", "request.create", asked)["request"].clone();
    assert_eq!(call["state"], "open");
    shop.at(NOON + DAY);
    let claim = json!({"request_id": call["id"], "ground": "quality", "claim": "return",
        "text": call["text"]});
    let case = shop.by("王姐", "remedy_case.create", claim.clone());
    assert_eq!(case["summary"]["customer_id"], customer);
    assert_eq!(case["summary"]["unit_id"], unit);
    assert_eq!(case["reported_at"], NOON, "the call keeps the period");
    assert_eq!(case["request_no"], call["no"]);
    let after = shop.by("王姐", "request.get", json!({"id": call["id"]}));
    assert_eq!(after["state"], "closed");
    assert_eq!(after["remedy_case_id"], case["summary"]["id"]);
    assert_eq!(after["remedy_case_no"], case["summary"]["no"]);
    // Only once.
    let twice = shop
        .try_by("王姐", "remedy_case.create", claim)
        .unwrap_err();
    assert_eq!(twice.code.code(), "remedy_case.request_taken");
    // Both stand in what happened with the household and with the machine.
    let told = kinds(&shop.by("王姐", "customer.timeline", json!({ "id": customer })));
    assert!(told.contains(&"request".to_owned()) && told.contains(&"remedy_case".to_owned()));
    let machine = shop.by("王姐", "unit.get", json!({ "id": unit }));
    let told = kinds(&json!({"rows": machine["timeline"]}));
    assert!(told.contains(&"remedy_case".to_owned()), "{told:?}");

    let said = json!({"text": "师傅态度差", "kind": "complaint", "caller_phone": "13804712207",
        "customer_id": customer});
    let call = shop.by("王姐", "request.create", said)["request"].clone();
    let complaint = json!({"request_id": call["id"], "category": "attitude"});
    let complaint = shop.by("王姐", "complaint.create", complaint);
    assert_eq!(complaint["request_no"], call["no"]);
    let after = shop.by("王姐", "request.get", json!({"id": call["id"]}));
    assert_eq!(after["complaint_no"], complaint["summary"]["no"]);
    assert_eq!(after["state"], "closed");
}

#[test]
fn a_call_that_tells_of_a_danger_is_not_closed_by_a_case() {
    let shop = Shop::new();
    let (customer, unit) = household(&shop);
    let asked = json!({"text": "要退货", "kind": "return", "caller_phone": "13804712207",
        "customer_id": customer, "unit_id": unit, "safety": true});
    let call = shop.by("王姐", "request.create", asked);
    let claim = json!({"request_id": call["request"]["id"], "ground": "quality",
        "claim": "return", "text": "要退货"});
    shop.by("王姐", "remedy_case.create", claim);
    let after = shop.by("王姐", "request.get", json!({"id": call["request"]["id"]}));
    assert_eq!(after["state"], "ordered", "somebody still goes");
}

fn kinds(page: &Value) -> Vec<String> {
    let rows = page["rows"].as_array().unwrap().iter();
    rows.map(|row| row["kind"].as_str().unwrap().to_owned())
        .collect()
}

#[test]
fn cases_and_what_is_claimed_against_the_warranty_stand_in_the_timeline_page_by_page() {
    let shop = Shop::new();
    let order = order_in_warranty(&shop);
    claim(&shop, "张师傅", &order, &X1);
    let seen = shop.by("王姐", "work_order.get", json!({ "id": order }));
    let customer = seen["summary"]["customer_id"].clone();
    let unit = shop.by("王姐", "customer.get", json!({ "id": customer }))["units"][0]["id"].clone();
    let case = case(&shop, &unit);
    shop.at(NOON + HOUR);
    shop.by(
        "王姐",
        "request.urge",
        json!({"remedy_case_id": case, "text": "什么时候换"}),
    );
    let part = json!({"id": customer, "part": "remedy"});
    let told = shop.by("王姐", "customer.timeline", part);
    assert_eq!(
        kinds(&told),
        [
            "remedy_event",
            "exclusion",
            "exclusion",
            "exclusion",
            "exclusion",
            "remedy_case"
        ],
        "{told}"
    );
    assert_eq!(told["rows"][0]["remedy_case_id"], case);
    // Page by page it is the same, and nothing is told twice.
    let (mut after, mut all) = (Value::Null, Vec::new());
    loop {
        let page = json!({"id": customer, "limit": 2, "after": after});
        let page = shop.by("王姐", "customer.timeline", page);
        all.extend(page["rows"].as_array().unwrap().clone());
        after = page["next"].clone();
        if after.is_null() {
            break;
        }
    }
    let whole = shop.by(
        "王姐",
        "customer.timeline",
        json!({"id": customer, "limit": 200}),
    );
    assert_eq!(json!(all), whole["rows"]);
    let machine = shop.by("王姐", "unit.get", json!({ "id": unit }));
    let told = kinds(&json!({"rows": machine["timeline"]}));
    for kind in ["remedy_case", "remedy_event", "exclusion"] {
        assert!(told.contains(&kind.to_owned()), "{kind}: {told:?}");
    }
}

#[test]
fn a_case_is_found_by_its_words_beside_many_later_complaints_that_say_the_same() {
    let shop = Shop::new();
    let (_, unit) = household(&shop);
    let case = case(&shop, &unit);
    for _ in 0..13 {
        let said = json!({"caller_name": "路人", "category": "attitude", "text": "点火三次都灭"});
        shop.by("王姐", "complaint.create", said);
    }
    let found = shop.by("王姐", "search.all", json!({"query": "三次都灭"}));
    let hits = found["hits"].as_array().unwrap();
    assert!(hits.iter().any(|hit| hit["id"] == case), "{found}");
    assert!(hits.iter().any(|hit| hit["kind"] == "complaint"), "{found}");
}

#[test]
fn two_pcs_that_go_on_from_one_call_make_the_same_case_of_it() {
    let shop = Shop::new();
    let (customer, unit) = household(&shop);
    let asked = json!({"text": "要退货", "kind": "return", "caller_phone": "13804712207",
        "customer_id": customer, "unit_id": unit});
    let call = shop.by("王姐", "request.create", asked)["request"]["id"].clone();
    let claim =
        json!({"request_id": call, "ground": "quality", "claim": "return", "text": "要退货"});
    let case = shop.by("王姐", "remedy_case.create", claim);
    let request: RequestId = call.as_str().unwrap().parse().unwrap();
    let same = RemedyCaseId::of_request(request).to_string();
    assert_eq!(case["summary"]["id"], same);
}

#[test]
fn a_complaint_of_a_merged_household_becomes_a_case_about_the_machine_of_the_other() {
    let shop = Shop::new();
    let (customer, unit) = household(&shop);
    let twin = shop.by("王姐", "customer.create", json!({"name": "赵铁柱"}))["id"].clone();
    let said = complaint(&shop, &twin);
    let claim = json!({"complaint_id": said, "unit_id": unit, "ground": "quality",
        "claim": "exchange", "text": "点火三次都灭"});
    let strangers = shop.try_by("王姐", "remedy_case.create", claim.clone());
    assert_eq!(strangers.unwrap_err().fields[0].code, "not_of_customer");
    let pair = json!({"id": twin, "other_id": customer});
    shop.by("王姐", "customer.merge", pair);
    let case = shop.by("王姐", "remedy_case.create", claim);
    assert_eq!(case["summary"]["unit_id"], unit);
}

#[test]
fn what_was_done_before_the_customer_called_again_may_still_be_written_down() {
    let shop = Shop::new();
    let (customer, _) = household(&shop);
    let said = complaint(&shop, &customer);
    shop.at(NOON + 2 * HOUR);
    let again = json!({"complaint_id": said, "text": "怎么还没消息"});
    shop.by("王姐", "request.urge", again);
    shop.at(NOON + 3 * HOUR);
    let told = json!({"id": said, "step": "acknowledge", "contact_text": "已收到",
        "occurred_at": NOON + HOUR});
    let after = shop.by("王姐", "complaint.advance", told);
    assert_eq!(after["clocks"][0]["met_at"], NOON + HOUR);
}

/// The contact of a household whose words begin like this.
fn contact_of(shop: &Shop, customer: &Value, text: &str) -> Value {
    let told = shop.by("王姐", "customer.timeline", json!({ "id": customer }));
    let rows = told["rows"].as_array().unwrap().iter();
    let mut rows = rows.filter(|row| row["kind"] == "contact");
    let found = rows.find(|row| row["text"].as_str().unwrap().starts_with(text));
    found.unwrap_or_else(|| panic!("{text}: {told}")).clone()
}

#[test]
fn called_again_keeps_who_called_from_where_how_and_when_and_every_word_of_the_form() {
    let shop = Shop::new();
    let order = shop.take();
    let seen = || shop.by("王姐", "work_order.get", json!({ "id": order }));
    let customer = seen()["summary"]["customer_id"].clone();
    shop.at(NOON + 3 * HOUR);
    let again = json!({"work_order_id": order, "text": "还没来人", "channel": "wechat",
        "caller_phone": "139 0471 5566", "caller_name": "他儿子", "received_at": NOON + HOUR,
        "preferred_time": "下午四点以后", "fault_code": "e1", "tried": ["看水压表"],
        "no_heat": true});
    let added = shop.by("王姐", "request.urge", again);
    assert_eq!(added["occurred_at"], NOON + HOUR);
    let contact = contact_of(&shop, &customer, "还没来人");
    assert_eq!(
        (&contact["code"], &contact["at"]),
        (&json!("wechat"), &json!(NOON + HOUR))
    );
    let words = contact["text"].as_str().unwrap();
    for said in [
        "来电人：他儿子",
        "方便时间：下午四点以后",
        "故障代码：E01",
        "1. 看水压表",
    ] {
        assert!(words.contains(said), "{said}: {words}");
    }
    // The number is the household's from now on, and the code stands on what is open.
    let household = shop.by("王姐", "customer.get", json!({ "id": customer }));
    let phones = household["phones"].as_array().unwrap();
    let new = phones.iter().find(|one| one["number"] == "13904715566");
    assert_eq!(new.unwrap()["label"], "他儿子");
    let order = seen();
    assert_eq!(order["summary"]["fault_code"], "E01");
    let request = shop.by("王姐", "request.get", json!({"id": order["request_id"]}));
    assert_eq!(request["fault_code"], "E01");
    assert_eq!(
        order["reply_due_at"],
        NOON + 2 * HOUR,
        "a cold house is answered within the hour of that call, not of its typing"
    );
}

#[test]
fn a_code_told_first_stays_and_the_words_of_the_second_call_tell_the_other() {
    let shop = Shop::new();
    let order = shop.take();
    for code in ["E1", "E2"] {
        let again = json!({"work_order_id": order, "fault_code": code});
        shop.by("王姐", "request.urge", again);
    }
    let seen = shop.by("王姐", "work_order.get", json!({ "id": order }));
    assert_eq!(seen["summary"]["fault_code"], "E01");
    assert!(seen["timeline"].to_string().contains("故障代码：E02"));
}

#[test]
fn called_again_about_a_complaint_or_a_case_stands_at_the_time_and_by_the_way_it_came() {
    let shop = Shop::new();
    let (customer, unit) = household(&shop);
    let (complaint, case) = (complaint(&shop, &customer), case(&shop, &unit));
    shop.at(NOON + 3 * HOUR);
    for (about, id, said) in [
        ("complaint_id", &complaint, "钱还没退"),
        ("remedy_case_id", &case, "什么时候换"),
    ] {
        let mut again = json!({"text": said, "channel": "counter", "received_at": NOON + HOUR,
            "caller_phone": "13904715566", "caller_name": "他儿子"});
        again[about] = id.clone();
        shop.by("王姐", "request.urge", again);
        let contact = contact_of(&shop, &customer, said);
        assert_eq!(
            (&contact["code"], &contact["at"]),
            (&json!("counter"), &json!(NOON + HOUR))
        );
        assert!(contact["text"].as_str().unwrap().contains("来电人：他儿子"));
    }
    let seen = shop.by("王姐", "complaint.get", json!({ "id": complaint }));
    assert_eq!(seen["events"][0]["at"], NOON + HOUR);
    let household = shop.by("王姐", "customer.get", json!({ "id": customer }));
    assert_eq!(household["phones"].as_array().unwrap().len(), 2);
}

#[test]
fn nobody_calls_again_before_they_called_first() {
    let shop = Shop::new();
    let order = shop.take();
    let (customer, _) = household(&shop);
    let complaint = complaint(&shop, &customer);
    for (about, id) in [("work_order_id", &order), ("complaint_id", &complaint)] {
        let mut again = json!({"received_at": NOON - HOUR});
        again[about] = id.clone();
        let refused = shop.try_by("王姐", "request.urge", again).unwrap_err();
        let wrong = &refused.fields[0];
        assert_eq!(
            (&*wrong.field, &*wrong.code),
            ("received_at", "urge_too_early")
        );
    }
    assert_eq!(shop.summary(&order)["urged_count"], 0);
}
