//! The intake desk: who is calling, what is open, and what a call becomes.
#![allow(clippy::unwrap_used, reason = "tests")]

use crate::common::desk::{DAY, HOUR, MIDNIGHT, Shop};
use crate::common::{NOON, caller, ready_shop};
use serde_json::{Value, json};
use wuyou_app::App;

fn call(app: &App, name: &str, payload: Value) -> Value {
    app.call(&caller(Some("王姐")), name, payload).unwrap()
}

fn take(app: &App) -> Value {
    call(
        app,
        "request.create",
        json!({
            "text": "屋里不热", "caller_phone": "138-0471-2207", "new_customer_name": "王建军",
            "town": "柳河镇", "address": "西沟村一组 供销社往北第二家",
        }),
    )
}

#[test]
fn a_second_call_about_an_open_case_is_noted_as_urged_and_opens_nothing_new() {
    let (_dir, app) = ready_shop();
    let order = take(&app)["work_order"]["summary"]["id"].clone();
    let found = call(&app, "caller.lookup", json!({"query": "2207"}));
    let household = &found["matches"][0];
    assert_eq!(household["open_orders"][0]["id"], order);
    assert_eq!(household["contacts"][0]["text"], "屋里不热");

    call(
        &app,
        "request.urge",
        json!({"work_order_id": order, "text": "还没来人"}),
    );
    call(&app, "request.urge", json!({ "work_order_id": order }));
    let seen = call(&app, "work_order.get", json!({ "id": order }));
    assert_eq!(seen["summary"]["urged_count"], 2);
    let open = call(&app, "work_order.list", json!({}));
    assert_eq!(open["total"], 1);
}

#[test]
fn a_house_without_heat_is_promised_an_answer_within_the_hour() {
    let (_dir, app) = ready_shop();
    let told = |text: &str| {
        let found = call(&app, "fault.find", json!({ "text": text }));
        found["no_heat"].clone()
    };
    // It is November: what is told of a cold house is proposed as one.
    assert_eq!(told("家里没暖气"), true);
    assert_eq!(told("热水不热"), false);

    let ask = |kind: &str| {
        let asked = json!({
            "text": "家里没暖气", "kind": kind, "no_heat": true, "caller_phone": "13904712207",
        });
        call(&app, "request.create", asked)
    };
    let taken = ask("repair");
    assert_eq!(taken["reply_due_at"], NOON + 3_600_000);
    assert_eq!(taken["request"]["no_heat"], true);
    assert_eq!(taken["work_order"]["summary"]["no_heat"], true);
    let id = taken["work_order"]["summary"]["id"].clone();
    let clocks = call(&app, "sla.clocks", json!({ "work_order_id": id }));
    let reply = &clocks["clocks"][0];
    assert_eq!(
        (&reply["stage"], &reply["limit_at"]),
        (&json!("first_reply"), &taken["reply_due_at"])
    );
    // A yearly maintenance is no emergency, whatever was ticked before the kind was changed.
    let upkeep = ask("maintenance");
    assert_ne!(upkeep["reply_due_at"], taken["reply_due_at"]);
    // A question that turns out to be a repair is a cold house still.
    let asked = ask("enquiry");
    let order = json!({"id": asked["request"]["id"], "kind": "repair"});
    let order = call(&app, "request.open_order", order);
    assert_eq!(order["summary"]["no_heat"], true);
}

#[test]
fn a_second_call_that_tells_of_a_cold_house_shortens_what_is_open_and_moves_nothing_later() {
    let shop = Shop::new();
    let order = shop.take();
    let seen = |order: &Value| shop.by("王姐", "work_order.get", json!({ "id": order }));
    let first = seen(&order);
    assert_eq!(first["summary"]["no_heat"], false);
    shop.at(NOON + HOUR);
    let again = json!({"work_order_id": order, "text": "现在没暖气了", "no_heat": true});
    shop.by("王姐", "request.urge", again.clone());
    let cold = seen(&order);
    assert_eq!(cold["summary"]["no_heat"], true);
    assert_eq!(cold["reply_due_at"], NOON + 2 * HOUR);
    assert_eq!(cold["finish_target_at"], MIDNIGHT + DAY);
    assert_eq!(cold["finish_limit_at"], MIDNIGHT + 2 * DAY);
    let clocks = shop.by("王姐", "sla.clocks", json!({ "work_order_id": order }));
    assert_eq!(clocks["clocks"][0]["limit_at"], cold["reply_due_at"]);
    // A third call says the same: nothing starts anew.
    shop.at(NOON + 5 * HOUR);
    shop.by("王姐", "request.urge", again);
    assert_eq!(seen(&order)["reply_due_at"], cold["reply_due_at"]);
    let request = shop.by("王姐", "request.get", json!({"id": cold["request_id"]}));
    assert_eq!(
        (&request["no_heat"], &request["urged_count"]),
        (&json!(true), &json!(2))
    );

    // Told three days on, the first promise is the earlier one.
    let shop = Shop::new();
    let seen = |order: &Value| shop.by("王姐", "work_order.get", json!({ "id": order }));
    let late = shop.take();
    let reply = json!({"contact_text": "过两天去"});
    shop.step("王姐", &late, "reply", reply);
    let before = seen(&late);
    shop.at(NOON + 3 * DAY);
    let again = json!({"work_order_id": late, "no_heat": true});
    shop.by("王姐", "request.urge", again);
    let after = seen(&late);
    assert_eq!(after["summary"]["no_heat"], true);
    for field in ["reply_due_at", "finish_target_at", "finish_limit_at"] {
        assert_eq!(after[field], before[field], "{field}");
    }
}

#[test]
fn an_order_that_is_finished_gets_no_times_of_a_cold_house_but_is_to_be_opened_again() {
    let shop = Shop::new();
    let order = shop.dispatched("张师傅");
    shop.step("张师傅", &order, "start", json!({}));
    let done = json!({"cause": "原厂零件坏", "result": "换风机", "charge_fen": 0,
        "signature": "纸 1"});
    shop.step("张师傅", &order, "finish", done);
    let again = json!({"work_order_id": order, "no_heat": true});
    let refused = shop.try_by("王姐", "request.urge", again).unwrap_err();
    assert_eq!(refused.code.code(), "request.done");
}

#[test]
fn a_question_of_which_a_second_call_tells_a_cold_house_is_answered_within_the_hour_of_that_call() {
    let shop = Shop::new();
    let asked = json!({"text": "怎么调温", "kind": "enquiry", "caller_phone": "13904712207"});
    let asked = shop.by("王姐", "request.create", asked);
    let request = asked["request"]["id"].clone();
    shop.at(NOON + HOUR);
    let again = json!({"request_id": request, "no_heat": true});
    shop.by("王姐", "request.urge", again);
    let order = json!({"id": request, "kind": "repair"});
    let order = shop.by("王姐", "request.open_order", order);
    assert_eq!(order["summary"]["no_heat"], true);
    assert_eq!(order["reply_due_at"], NOON + 2 * HOUR);
    let clocks = json!({"work_order_id": order["summary"]["id"]});
    let clocks = shop.by("王姐", "sla.clocks", clocks);
    assert_eq!(clocks["clocks"][0]["limit_at"], order["reply_due_at"]);
}

#[test]
fn a_call_answered_on_the_phone_is_closed_and_one_that_needs_a_visit_keeps_its_start() {
    let (_dir, app) = ready_shop();
    let ask = || {
        let asked = json!({
            "text": "怎么防冻", "kind": "enquiry", "caller_phone": "13904712207",
            "new_customer_name": "陈立新", "received_at": NOON - 3_600_000,
        });
        let taken = call(&app, "request.create", asked);
        assert!(taken["work_order"].is_null());
        taken["request"]["id"].clone()
    };
    let answered = json!({"id": ask(), "text": "关水断电，放空"});
    assert_eq!(call(&app, "request.answer", answered)["state"], "answered");
    let order = call(
        &app,
        "request.open_order",
        json!({"id": ask(), "kind": "repair"}),
    );
    assert_eq!(order["summary"]["received_at"], NOON - 3_600_000);
}

#[test]
fn a_call_without_a_number_needs_a_reason_and_nothing_is_saved_without_it() {
    let (_dir, app) = ready_shop();
    let nobody = json!({"text": "漏水", "new_customer_name": "某户"});
    let refused = app
        .call(&caller(Some("王姐")), "request.create", nobody)
        .unwrap_err();
    assert_eq!(refused.fields[0].code, "phone_needed");
    assert_eq!(call(&app, "customer.list", json!({}))["total"], 0);
    let told = json!({"text": "漏水", "new_customer_name": "某户", "no_phone_reason": "邻居代报"});
    call(&app, "request.create", told);
    assert_eq!(call(&app, "customer.list", json!({}))["total"], 1);
}

fn refused(app: &App, name: &str, payload: Value) -> wuyou_contract::ApiError {
    app.call(&caller(Some("王姐")), name, payload).unwrap_err()
}

#[test]
fn a_request_takes_only_a_machine_of_its_own_household_or_of_none() {
    let (_dir, app) = ready_shop();
    let household = |name: &str, phone: &str| {
        let household = json!({"name": name, "phones": [{"number": phone}]});
        call(&app, "customer.create", household)["id"].clone()
    };
    let machine = |serial: &str, customer: &Value| {
        let unit = json!({"serial": serial, "customer_id": customer});
        call(&app, "unit.register", unit)["unit"]["id"].clone()
    };
    let (ours, theirs) = (
        household("王建军", "13804712207"),
        household("李四", "13904712207"),
    );
    let other = machine("AA100001", &theirs);
    let stock = machine("AA100002", &Value::Null);
    let with = |customer: &Value, unit: &Value| json!({"text": "不热", "customer_id": customer, "unit_id": unit});
    for (payload, field, code) in [
        (with(&ours, &other), "unit_id", "other_household"),
        (with(&ours, &ours), "unit_id", "unknown"),
        (with(&other, &Value::Null), "customer_id", "unknown"),
        (
            json!({"text": "不热", "unit_id": other, "caller_phone": "13504712207"}),
            "unit_id",
            "other_household",
        ),
    ] {
        let error = refused(&app, "request.create", payload);
        assert_eq!(
            (&*error.fields[0].field, &*error.fields[0].code),
            (field, code)
        );
    }
    assert_eq!(call(&app, "request.list", json!({}))["rows"], json!([]));
    call(&app, "request.create", with(&ours, &stock));
    call(&app, "request.create", with(&theirs, &other));
}

#[test]
fn a_known_household_without_any_number_needs_one_or_a_reason_too() {
    let (_dir, app) = ready_shop();
    let silent = call(&app, "customer.create", json!({"name": "王建军"}))["id"].clone();
    let with = |more: Value| {
        let mut payload = json!({"text": "不热", "customer_id": silent});
        payload
            .as_object_mut()
            .unwrap()
            .extend(more.as_object().unwrap().clone());
        payload
    };
    let error = refused(&app, "request.create", with(json!({})));
    assert_eq!(error.fields[0].field, "caller_phone");
    assert_eq!(error.fields[0].code, "phone_needed");
    call(
        &app,
        "request.create",
        with(json!({"no_phone_reason": "邻居代报"})),
    );
    call(
        &app,
        "request.create",
        with(json!({"caller_phone": "13804712207"})),
    );
    // Now the household has the number.
    call(&app, "request.create", with(json!({})));
}

#[test]
fn what_is_done_is_not_urged_any_more() {
    let (_dir, app) = ready_shop();
    let taken = take(&app);
    let (order, request) = (
        taken["work_order"]["summary"]["id"].clone(),
        taken["request"]["id"].clone(),
    );
    let other = take(&app)["request"]["id"].clone();
    let mixed = json!({"work_order_id": order, "request_id": other});
    assert_eq!(
        refused(&app, "request.urge", mixed).fields[0].field,
        "request_id"
    );
    let cancel = json!({"id": order, "step": "cancel", "reason": "打错了"});
    call(&app, "work_order.advance", cancel);
    for about in [
        json!({ "work_order_id": order }),
        json!({ "request_id": request }),
        json!({"work_order_id": order, "request_id": request}),
    ] {
        assert_eq!(
            refused(&app, "request.urge", about).code.code(),
            "request.done"
        );
    }
    let asked = json!({
        "text": "怎么防冻", "kind": "enquiry", "caller_phone": "13904712207",
    });
    let asked = call(&app, "request.create", asked)["request"]["id"].clone();
    call(&app, "request.answer", json!({"id": asked, "text": "放水"}));
    let error = refused(&app, "request.urge", json!({ "request_id": asked }));
    assert_eq!(error.code.code(), "request.done");
}

#[test]
fn a_place_that_is_none_and_a_model_too_long_are_named() {
    let (_dir, app) = ready_shop();
    for list in [
        "customer.list",
        "request.list",
        "work_order.list",
        "unit.list",
    ] {
        for after in ["", "x", "1", "1.x", "x.1"] {
            if (list == "unit.list" || list == "customer.list") && after == "1.x" {
                continue; // sorted by text, where it is a place
            }
            let error = refused(&app, list, json!({ "after": after }));
            assert_eq!(error.code.code(), "input.invalid", "{list} {after}");
            assert_eq!(error.fields[0].field, "after", "{list} {after}");
        }
    }
    let long = json!({"serial": "AA100001", "model_code": "很".repeat(20_000)});
    let error = refused(&app, "unit.register", long);
    assert_eq!(
        (&*error.fields[0].field, &*error.fields[0].code),
        ("model_code", "too_long")
    );
}

/// A serial of a boiler that only heats.
const HEAT_ONLY: &str = "N1P361901000001F";

fn with(payload: &Value, more: &Value) -> Value {
    let mut both = payload.clone();
    both.as_object_mut()
        .unwrap()
        .extend(more.as_object().unwrap().clone());
    both
}

#[test]
fn what_the_customer_says_brings_danger_first_then_what_to_read_out() {
    let (_dir, app) = ready_shop();
    let find = |text: &str| call(&app, "fault.find", json!({ "text": text }));
    let gas = find("厨房有煤气味，不点火");
    assert_eq!(gas["dangers"][0]["code"], "gas_leak");
    assert!(gas["dangers"][0]["script"].as_array().unwrap().len() > 2);
    let code = find("显示e1");
    let fault = &code["faults"][0];
    assert_eq!(fault["code"], "E01");
    assert_eq!(fault["found_by"], "code");
    assert_eq!(fault["read_out"][0]["zh"], "问客户灶具能不能点着");
    assert_eq!(fault["on_site"][0]["zh"], "上门测动压");
    assert_eq!(find("no hot water")["faults"][0]["code"], "E27");
    assert_eq!(find("王建军")["faults"], json!([]));

    let unit = json!({"serial": "N1P-ALT-1", "model_code": "WEB-N1P36"});
    let heat_only = app.call(&caller(Some("王姐")), "unit.register", unit);
    assert!(heat_only.is_err(), "serials of this model have a form");
    let unit = json!({"serial": HEAT_ONLY, "model_code": "WEB-N1P36"});
    let heat_only = call(&app, "unit.register", unit)["unit"]["id"].clone();
    let asked = json!({"text": "热水不热", "unit_id": heat_only});
    let found = call(&app, "fault.find", asked);
    assert_eq!(found["family"], "N1P");
    assert_eq!(found["faults"], json!([]), "it makes no hot water");
}

#[test]
fn the_fault_code_stays_with_the_request_and_goes_over_to_the_order() {
    let (_dir, app) = ready_shop();
    let said = json!({
        "text": "不点火", "caller_phone": "13804712207", "new_customer_name": "王建军",
        "fault_code": "e1", "tried": ["问客户灶具能不能点着", "按复位键"],
    });
    let taken = call(&app, "request.create", said.clone());
    assert_eq!(taken["request"]["fault_code"], "E01");
    let order = &taken["work_order"]["summary"];
    assert_eq!(order["fault_code"], "E01");
    let told = order["fault_text"].as_str().unwrap();
    assert!(
        told.contains("1. 问客户灶具能不能点着；2. 按复位键"),
        "{told}"
    );

    let later = with(&said, &json!({"kind": "enquiry", "fault_code": "Ｅ 01"}));
    let asked = call(&app, "request.create", later)["request"]["id"].clone();
    let opened = json!({"id": asked, "kind": "repair"});
    let opened = call(&app, "request.open_order", opened);
    assert_eq!(opened["summary"]["fault_code"], "E01");

    let unknown = with(&said, &json!({"fault_code": "f77"}));
    let kept = call(&app, "request.create", unknown);
    assert_eq!(kept["request"]["fault_code"], "F77");
}

#[test]
fn what_the_customer_put_right_is_closed_with_what_was_tried() {
    let (_dir, app) = ready_shop();
    let said = json!({
        "text": "水压低", "caller_phone": "13804712207", "new_customer_name": "王建军",
        "fault_code": "E04", "open_order": false,
    });
    let id = call(&app, "request.create", said)["request"]["id"].clone();
    let answer = json!({
        "id": id, "text": "照着补了水", "solved_by_phone": true,
        "tried": ["打开补水阀，补到 1.2 到 1.5 bar 再关紧"],
    });
    let answered = call(&app, "request.answer", answer);
    assert_eq!(answered["state"], "answered");
    assert_eq!(answered["solved_by_phone"], true);
    assert_eq!(answered["fault_code"], "E04");
    let found = call(&app, "caller.lookup", json!({"query": "13804712207"}));
    let contacts = found["matches"][0]["contacts"].as_array().unwrap();
    let mut said = contacts
        .iter()
        .filter_map(|contact| contact["text"].as_str());
    assert!(
        said.any(|text| text.contains("补到 1.2") && text.contains("客户自己解决")),
        "{contacts:?}"
    );
    assert_eq!(found["matches"][0]["open_requests"], json!([]));
}

#[test]
fn somebody_is_sent_to_a_danger_whatever_the_call_was_about() {
    let (_dir, app) = ready_shop();
    let said = json!({
        "text": "问一下，屋里有煤气味", "kind": "enquiry", "caller_phone": "13804712207",
        "new_customer_name": "王建军", "safety": true, "open_order": false,
    });
    let taken = call(&app, "request.create", said);
    assert_eq!(taken["work_order"]["summary"]["safety"], true);
    assert_eq!(taken["work_order"]["summary"]["kind"], "repair");
    assert_eq!(taken["request"]["kind"], "enquiry");
}

#[test]
fn a_request_becomes_another_kind_and_keeps_number_words_and_clocks() {
    let (_dir, app) = ready_shop();
    let asked = json!({
        "text": "暖气不热怎么调", "kind": "enquiry", "caller_phone": "13804712207",
        "new_customer_name": "王建军", "received_at": NOON - 3_600_000, "fault_code": "E15",
    });
    let taken = call(&app, "request.create", asked);
    let id = taken["request"]["id"].clone();
    let to = |kind: &str| json!({"id": id, "kind": kind, "note": "说了两次"});
    let complaint = call(&app, "request.convert", to("complaint"))["request"].clone();
    assert_eq!(complaint["kind"], "complaint");
    assert_eq!(complaint["first_kind"], "enquiry");
    for kept in ["no", "text", "received_at", "customer_id", "fault_code"] {
        assert_eq!(complaint[kept], taken["request"][kept], "{kept}");
    }
    let same = refused(&app, "request.convert", to("complaint"));
    assert_eq!(same.fields[0].code, "same_kind");

    let repair = call(&app, "request.convert", to("repair"));
    assert_eq!(repair["request"]["state"], "ordered");
    assert_eq!(repair["request"]["first_kind"], "enquiry");
    let order = &repair["work_order"];
    assert_eq!(order["summary"]["received_at"], NOON - 3_600_000);
    assert_eq!(order["summary"]["fault_code"], "E15");
    assert_eq!(order["reply_due_at"], taken["reply_due_at"]);
    let found = call(&app, "caller.lookup", json!({"query": "13804712207"}));
    let texts = found["matches"][0]["contacts"].to_string();
    assert!(texts.contains("咨询转为投诉：说了两次"), "{texts}");
    assert!(texts.contains("投诉转为报修"), "{texts}");

    // While nobody is sent the order follows; a kind without an order would leave it alone.
    let upkeep = call(&app, "request.convert", to("maintenance"));
    assert_eq!(upkeep["work_order"]["summary"]["kind"], "maintenance");
    assert_eq!(
        upkeep["work_order"]["summary"]["id"],
        order["summary"]["id"]
    );
    let left = refused(&app, "request.convert", to("praise"));
    assert_eq!(left.code.code(), "request.has_order");
    let cancel = json!({"id": order["summary"]["id"], "step": "cancel", "reason": "客户只想反映"});
    call(&app, "work_order.advance", cancel);
    let again = call(&app, "request.convert", to("praise"));
    assert_eq!(again["request"]["state"], "open");
    assert!(again["work_order"].is_null());
    let new_order = call(&app, "request.convert", to("repair"));
    assert_ne!(
        new_order["work_order"]["summary"]["id"],
        order["summary"]["id"]
    );
    assert_eq!(new_order["work_order"]["summary"]["state"], "registered");
}

#[test]
fn what_is_answered_is_not_converted_and_a_technician_converts_nothing() {
    let (_dir, app) = ready_shop();
    let asked = json!({
        "text": "怎么防冻", "kind": "enquiry", "caller_phone": "13804712207",
        "new_customer_name": "王建军",
    });
    let id = call(&app, "request.create", asked)["request"]["id"].clone();
    let to = json!({"id": id, "kind": "suggestion"});
    let by_technician = app.call(&caller(Some("张师傅")), "request.convert", to.clone());
    assert_eq!(by_technician.unwrap_err().code.code(), "permission.denied");
    call(&app, "request.answer", json!({"id": id, "text": "放水"}));
    let late = refused(&app, "request.convert", to);
    assert_eq!(late.code.code(), "request.done");
    let nobodys = json!({"id": "00000000-0000-7000-8000-000000000000", "kind": "praise"});
    let missing = refused(&app, "request.convert", nobodys);
    assert_eq!(missing.code.code(), "record.not_found");
}

#[test]
fn a_call_that_may_double_another_is_told_before_it_is_saved() {
    let (_dir, app) = ready_shop();
    let taken = take(&app);
    let customer = taken["request"]["customer_id"].clone();
    let ask = |more: Value| {
        let found = call(&app, "request.duplicates", more);
        found["rows"].as_array().unwrap().clone()
    };
    let found = ask(json!({"caller_phone": "138 0471 2207"}));
    assert_eq!(found.len(), 1);
    assert_eq!(found[0]["request"]["id"], taken["request"]["id"]);
    assert_eq!(found[0]["work_order"]["state"], "registered");
    assert_eq!(found[0]["open"], true);
    let shared = json!(["same_phone", "same_kind", "near_in_time"]);
    assert_eq!(found[0]["shared"], shared);
    assert_eq!(ask(json!({ "customer_id": customer })).len(), 1);
    for other in [
        json!({"caller_phone": "13904712207"}),
        json!({"caller_phone": "138047"}),
        json!({"caller_phone": "13804712207", "kind": "praise"}),
        json!({}),
    ] {
        assert!(ask(other.clone()).is_empty(), "{other}");
    }
    let order = taken["work_order"]["summary"]["id"].clone();
    let cancel = json!({"id": order, "step": "cancel", "reason": "打错了"});
    call(&app, "work_order.advance", cancel);
    assert!(ask(json!({"caller_phone": "13804712207"})).is_empty());
}

#[test]
fn a_pasted_text_is_read_for_the_form_and_a_known_machine_is_named() {
    let (_dir, app) = ready_shop();
    let serial = "L1P2418090901223";
    let checked = call(&app, "unit.check_serial", json!({ "serial": serial }));
    let right = checked["suggestion"].as_str().unwrap_or(serial).to_owned();
    let customer = json!({"name": "王建军", "phones": [{"number": "13804712207"}]});
    let customer = call(&app, "customer.create", customer)["id"].clone();
    let unit = json!({"serial": "LKY-88041", "customer_id": customer});
    call(&app, "unit.register", unit);
    let text = format!(
        "师傅，炉子不点火，显示 E1\n王建军 138 0471 2207\n柳河镇东沟村三组，供销社往北第二家\n编号 LKY88041，旧的 {right}"
    );
    let read = call(&app, "request.read_text", json!({ "text": text }));
    assert_eq!(read["text"], text);
    assert_eq!(read["phones"][0]["number"], "13804712207");
    assert_eq!(read["name"], "王建军");
    assert_eq!(read["town"], "柳河镇");
    assert_eq!(read["address"], "东沟村三组，供销社往北第二家");
    assert_eq!(read["serials"][0]["known"]["customer_id"], customer);
    assert_eq!(read["faults"]["faults"][0]["code"], "E01");
    assert_eq!(read["faults"]["dangers"], json!([]));
    let empty = refused(&app, "request.read_text", json!({"text": " \n "}));
    assert_eq!(empty.fields[0].code, "required");
    let long = refused(
        &app,
        "request.read_text",
        json!({"text": "长".repeat(10_001)}),
    );
    assert_eq!(long.fields[0].code, "too_long");
    // Nothing was saved by reading.
    assert_eq!(call(&app, "request.list", json!({}))["rows"], json!([]));
}

#[test]
fn an_open_call_of_a_number_without_household_is_shown_when_it_rings_again() {
    let (_dir, app) = ready_shop();
    let said = json!({"text": "问价", "kind": "pre_sale", "caller_phone": "13704712207"});
    let id = call(&app, "request.create", said)["request"]["id"].clone();
    let found = call(&app, "caller.lookup", json!({"query": "13704712207"}));
    assert_eq!(found["matches"], json!([]));
    assert_eq!(found["requests_of_number"][0]["id"], id);
    call(&app, "request.urge", json!({ "request_id": id }));
    let found = call(&app, "caller.lookup", json!({"query": "13704712207"}));
    assert_eq!(found["requests_of_number"][0]["urged_count"], 1);
}
