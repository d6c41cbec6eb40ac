//! Paper sheets typed back in the evening, and the plan, on a real database.
#![allow(
    clippy::unwrap_used,
    clippy::needless_pass_by_value,
    reason = "tests hand their payloads over"
)]

use crate::common::NOON;
use crate::common::desk::{DAY, HOUR, Shop};
use serde_json::{Value, json};

fn sheet(order: &Value) -> Value {
    json!({
        "work_order_id": order, "started_at": NOON + HOUR, "finished_at": NOON + 2 * HOUR,
        "cause_code": "env_voltage", "result": "换点火针，试机正常",
        "parts": [{"name": "点火针", "quantity": 1}],
        "charge_fen": 3_500, "method": "cash", "signature": "纸 0231",
    })
}

#[test]
fn a_whole_sheet_takes_an_order_from_dispatched_to_finished_and_paid() {
    let shop = Shop::new();
    let order = shop.dispatched("张师傅");
    shop.at(NOON + 8 * HOUR);
    let waiting = shop.by("王姐", "sheet.list", json!({}));
    assert_eq!(waiting["rows"].as_array().unwrap().len(), 1);
    assert!(waiting["causes"].as_array().unwrap().len() > 10);

    let done = shop.by("王姐", "work_order.record_sheet", sheet(&order));
    assert_eq!(
        (&done["summary"]["state"], &done["due_fen"]),
        (&json!("finished"), &json!(0))
    );
    let seen = shop.by("王姐", "work_order.get", json!({ "id": order }));
    assert_eq!(seen["cause"], "电压不稳");
    assert_eq!(seen["finished_at"], NOON + 2 * HOUR);
    let money = shop.by("王姐", "money.get", json!({"work_order_id": order}));
    assert_eq!(money["paid_fen"], 3_500);
    let parts = shop.by("王姐", "order_parts.get", json!({"work_order_id": order}));
    assert_eq!(parts["rows"][0]["name"], "点火针");
    let left = shop.by("王姐", "sheet.list", json!({}));
    assert_eq!(left["rows"], json!([]));
}

#[test]
fn a_sheet_tells_when_the_work_began_also_where_start_was_pressed_at_another_time() {
    let shop = Shop::new();
    let order = shop.dispatched("张师傅");
    shop.at(NOON + 2 * HOUR);
    shop.step("张师傅", &order, "start", json!({}));
    shop.at(NOON + 8 * HOUR);
    let mut call = sheet(&order);
    call["finished_at"] = json!(NOON + 3 * HOUR);
    call["started_at"] = json!(NOON - DAY);
    let refused = shop.try_by("王姐", "work_order.record_sheet", call.clone());
    let wrong = &refused.unwrap_err().fields[0];
    assert_eq!(
        (&*wrong.field, &*wrong.code),
        ("started_at", "before_last_step")
    );
    call["started_at"] = json!(NOON + HOUR);
    shop.by("王姐", "work_order.record_sheet", call);
    let seen = shop.by("王姐", "work_order.get", json!({ "id": order }));
    let begun = seen["timeline"].as_array().unwrap().iter();
    let begun: Vec<_> = begun.filter(|row| row["code"] == "start").collect();
    let at: Vec<_> = begun.iter().map(|row| row["at"].clone()).collect();
    assert_eq!(json!(at), json!([NOON + 2 * HOUR, NOON + HOUR]), "{seen}");
    assert_eq!(begun[1]["text"], "纸单上写的开始时间");

    // One time alone, and the time that was pressed, tell nothing new.
    for started_at in [NOON + 10 * HOUR, NOON + 9 * HOUR] {
        let order = shop.dispatched("张师傅");
        shop.at(NOON + 9 * HOUR);
        shop.step("张师傅", &order, "start", json!({}));
        shop.at(NOON + 11 * HOUR);
        let mut call = sheet(&order);
        call["started_at"] = json!(started_at);
        call["finished_at"] = json!(NOON + 10 * HOUR);
        call["parts"] = json!([]);
        shop.by("王姐", "work_order.record_sheet", call);
        let seen = shop.by("王姐", "work_order.get", json!({ "id": order }));
        let told = seen["timeline"].to_string();
        assert!(!told.contains("纸单上写的开始时间"), "{told}");
        shop.at(NOON + 8 * HOUR);
    }
}

#[test]
fn a_refused_sheet_changes_nothing_and_names_each_field() {
    let shop = Shop::new();
    let order = shop.dispatched("张师傅");
    shop.at(NOON + 8 * HOUR);
    let refused = |change: fn(&mut Value)| {
        let mut call = sheet(&order);
        change(&mut call);
        let error = shop
            .try_by("王姐", "work_order.record_sheet", call)
            .unwrap_err();
        let fields = error
            .fields
            .iter()
            .map(|field| (field.field.clone(), field.code.clone()));
        fields.collect::<Vec<_>>()
    };
    let of = |field: &str, code: &str| vec![(field.to_owned(), code.to_owned())];
    for (change, said) in [
        (
            (|c| c["charge_fen"] = json!(-1)) as fn(&mut Value),
            of("charge_fen", "negative"),
        ),
        (
            |c| c["charge_fen"] = Value::Null,
            of("charge_fen", "required"),
        ),
        (|c| c["signature"] = json!(" "), of("signature", "required")),
        (
            |c| c["cause_code"] = json!("nonsense"),
            of("cause", "unknown"),
        ),
        (
            |c| c["started_at"] = json!(NOON + 3 * HOUR),
            of("finished_at", "end_before_start"),
        ),
        (
            |c| c["finished_at"] = json!(NOON + 30 * HOUR),
            of("finished_at", "time_future"),
        ),
        (
            |c| c["started_at"] = json!(NOON - DAY),
            of("started_at", "before_last_step"),
        ),
        (|c| c["method"] = json!("credit"), of("due_on", "required")),
        (
            |c| c["parts"] = json!([{"name": "点火针", "quantity": 0}]),
            of("parts.0.quantity", "quantity_range"),
        ),
    ] {
        assert_eq!(refused(change), said);
    }
    assert_eq!(shop.summary(&order)["state"], "dispatched");
    let parts = shop.by("王姐", "order_parts.get", json!({"work_order_id": order}));
    assert_eq!(
        parts["rows"],
        json!([]),
        "no part is booked by a sheet that was refused"
    );
    let all = refused(|c| {
        c["signature"] = Value::Null;
        c["result"] = Value::Null;
    });
    assert_eq!(all.len(), 2, "one answer names everything that is wrong");
}

#[test]
fn what_the_machine_of_steps_refuses_is_refused_with_its_word() {
    let shop = Shop::new();
    let early = shop.take();
    let refused = shop.try_by("王姐", "work_order.record_sheet", sheet(&early));
    assert!(refused.is_err(), "nobody was sent");
    let mine = shop.dispatched("张师傅");
    shop.at(NOON + 8 * HOUR);
    let refused = shop
        .try_by("李师傅", "work_order.record_sheet", sheet(&mine))
        .unwrap_err();
    assert_eq!(refused.code.code(), "work_order.not_yours");
    shop.by("王姐", "work_order.record_sheet", sheet(&mine));
    let twice = shop
        .try_by("王姐", "work_order.record_sheet", sheet(&mine))
        .unwrap_err();
    assert_eq!(twice.code.code(), "work_order.step_not_allowed");
    let mut unknown = sheet(&mine);
    unknown["work_order_id"] = Value::Null;
    unknown["no"] = json!("LH001-A-20200101-0001");
    let refused = shop
        .try_by("王姐", "work_order.record_sheet", unknown)
        .unwrap_err();
    assert_eq!(refused.fields[0].field, "no");
}

#[test]
fn the_plan_counts_who_has_how_much_to_do_and_marks_a_fault_that_is_there_again() {
    let shop = Shop::new();
    let first = shop.dispatched("张师傅");
    shop.at(NOON + 8 * HOUR);
    shop.by("王姐", "work_order.record_sheet", sheet(&first));
    shop.at(NOON + 10 * DAY);
    let again = shop.by(
        "王姐",
        "request.create",
        json!({"text": "又不点火", "customer_id": shop.summary(&first)["customer_id"]}),
    )["work_order"]["summary"]["id"]
        .clone();
    shop.window(&again, NOON + 10 * DAY + HOUR);
    shop.dispatch(&again, "李师傅");
    let plan = shop.by("王姐", "work_order.plan", json!({}));
    let rows = plan["rows"].as_array().unwrap();
    let row = rows
        .iter()
        .find(|row| row["summary"]["id"] == again)
        .unwrap();
    assert_eq!(row["repeats_no"], shop.summary(&first)["no"]);
    // The order says so itself, and whoever takes the next call sees it.
    let seen = shop.by("王姐", "work_order.get", json!({ "id": again }));
    let done = json!([first, 10]);
    assert_eq!(
        json!([seen["repeats"]["work_order_id"], seen["repeats"]["days"]]),
        done
    );
    let lookup = shop.by("王姐", "caller.lookup", json!({"query": "13804712207"}));
    let lately = &lookup["matches"][0]["repaired"];
    assert_eq!(lately.as_array().unwrap().len(), 1);
    assert_eq!(json!([lately[0]["work_order_id"], lately[0]["days"]]), done);
    let loads = plan["workload"].as_array().unwrap();
    let load = |name: &str| {
        let one = loads.iter().find(|one| one["name"] == name).unwrap();
        (one["open"].clone(), one["today"].clone())
    };
    assert_eq!(load("李师傅"), (json!(1), json!(1)));
    assert_eq!(
        load("张师傅"),
        (json!(0), json!(0)),
        "what is finished is no work any more"
    );
}

#[test]
fn an_odd_voltage_is_kept_and_marked_and_one_that_no_meter_shows_is_refused() {
    let shop = Shop::new();
    let order = shop.dispatched("张师傅");
    shop.at(NOON + 8 * HOUR);
    let causes = shop.by("王姐", "sheet.list", json!({}))["causes"].clone();
    let asks: Vec<_> = causes
        .as_array()
        .unwrap()
        .iter()
        .filter(|one| one["asks_mains"] == true)
        .map(|one| one["code"].as_str().unwrap())
        .collect();
    assert_eq!(asks, ["env_voltage"]);
    let mut call = sheet(&order);
    call["mains_tenths"] = json!(4_801);
    let refused = shop.try_by("王姐", "work_order.record_sheet", call.clone());
    assert_eq!(refused.unwrap_err().fields[0].code, "mains_range");
    call["mains_tenths"] = json!(1_655);
    shop.by("王姐", "work_order.record_sheet", call);
    let seen = shop.by("王姐", "work_order.get", json!({ "id": order }));
    assert_eq!(
        (&seen["mains_tenths"], &seen["mains_unusual"]),
        (&json!(1_655), &json!(true))
    );
    let course = seen["timeline"].to_string();
    assert!(course.contains("电压 165.5 V"), "{course}");
}

#[test]
fn who_did_the_work_does_not_say_that_an_objection_to_it_is_settled() {
    let shop = Shop::new();
    let order = shop.dispatched("张师傅");
    shop.at(NOON + 8 * HOUR);
    let said = |who: &str, resolved: bool| {
        let said = json!({"text": "嫌上门费贵", "handling": "解释了", "resolved": resolved});
        let asked = json!({"work_order_id": order, "said": said});
        shop.try_by(who, "objection.add", asked)
    };
    let own = |answer: Result<Value, wuyou_contract::ApiError>| {
        assert_eq!(answer.unwrap_err().code.code(), "objection.own_work");
    };
    own(said("张师傅", true));
    let noted = said("张师傅", false).unwrap();
    assert_eq!(noted["may_settle"], false);
    let settle = json!({"id": noted["rows"][0]["id"], "handling": "客户说行"});
    own(shop.try_by("张师傅", "objection.settle", settle.clone()));
    let mut sheet = sheet(&order);
    sheet["parts"] = json!([]);
    sheet["objection"] = json!({"text": "话难听", "handling": "道歉", "resolved": true});
    own(shop.try_by("张师傅", "work_order.record_sheet", sheet));
    let settled = shop.by("王姐", "objection.settle", settle);
    assert_eq!(
        (&settled["rows"][0]["resolved"], &settled["may_settle"]),
        (&json!(true), &json!(true))
    );
}

#[test]
fn an_objection_left_open_at_an_order_that_is_over_stands_in_today_until_it_is_a_complaint() {
    let shop = Shop::new();
    let order = shop.take();
    let said = json!({"text": "嫌来得晚", "handling": null, "resolved": false});
    let asked = json!({"work_order_id": order, "said": said});
    let noted = shop.by("王姐", "objection.add", asked);
    let lines = || {
        let today = shop.by("王姐", "today.get", json!({"kind": "complaint"}));
        let rows = today["rows"].as_array().unwrap().clone();
        rows.into_iter()
            .filter(|row| row["about"] == "objection")
            .collect::<Vec<_>>()
    };
    let id = json!({"id": noted["rows"][0]["id"]});
    let early = shop.try_by("王姐", "objection.escalate", id.clone());
    assert_eq!(
        early.unwrap_err().code.code(),
        "work_order.step_not_allowed"
    );
    assert_eq!(lines(), Vec::<Value>::new());
    let gone = json!({"reason": "客户找了别家", "contact_text": "说不用来了"});
    shop.step("陈经理", &order, "cancel", gone);
    let line = &lines()[0];
    assert_eq!(
        (&line["id"], &line["text"], &line["customer_name"]),
        (&order, &json!("嫌来得晚"), &json!("王建军"))
    );
    let after = shop.by("王姐", "objection.escalate", id.clone());
    assert!(after["rows"][0]["complaint_id"].is_string());
    assert_eq!(lines(), Vec::<Value>::new());
    let twice = shop.try_by("王姐", "objection.escalate", id);
    assert_eq!(
        twice.unwrap_err().code.code(),
        "work_order.step_not_allowed"
    );
}

#[test]
fn an_objection_open_at_the_close_becomes_a_complaint_with_it_and_a_settled_one_does_not() {
    let shop = Shop::new();
    let order = shop.dispatched("张师傅");
    shop.at(NOON + 8 * HOUR);
    let mut call = sheet(&order);
    call["parts"] = json!([]);
    call["objection"] = json!({"text": "嫌上门费贵", "resolved": true});
    let silent = shop.try_by("王姐", "work_order.record_sheet", call.clone());
    assert_eq!(silent.unwrap_err().fields[0].field, "objection_handling");
    call["objection"]["resolved"] = false.into();
    shop.by("王姐", "work_order.record_sheet", call);
    let said = |text: &str, handling: Value| {
        let said = json!({"text": text, "handling": handling, "resolved": !handling.is_null()});
        let asked = json!({"work_order_id": order, "said": said});
        shop.by("王姐", "objection.add", asked)
    };
    said("地板踩脏了", json!("当场擦净，客户认可"));
    let rows = said("话说得难听", Value::Null)["rows"].clone();
    let settle = json!({"id": rows[2]["id"], "handling": "打电话道歉，客户接受"});
    shop.by("王姐", "objection.settle", settle);
    let none = shop.by("王姐", "complaint.list", json!({"filter": "all"}));
    assert_eq!(none["total"], 0, "nothing before the close");

    let happy = json!({"satisfied": true, "contact_text": "客户说行"});
    shop.step("王姐", &order, "confirm", happy);
    shop.step("王姐", &order, "close", json!({}));
    let listed = shop.by("王姐", "complaint.list", json!({"filter": "all"}));
    let complaints = listed["rows"].as_array().unwrap();
    assert_eq!(complaints.len(), 1);
    let rows = shop.by("王姐", "objection.list", json!({"work_order_id": order}))["rows"].clone();
    assert_eq!(rows[0]["complaint_id"], complaints[0]["id"]);
    assert_eq!(
        (&rows[1]["complaint_id"], &rows[2]["complaint_id"]),
        (&Value::Null, &Value::Null)
    );
    let course = shop.by("王姐", "work_order.get", json!({ "id": order }))["timeline"].to_string();
    assert!(course.contains("嫌上门费贵"), "{course}");
    let again = json!({"id": rows[0]["id"], "handling": "算了"});
    let late = shop.try_by("王姐", "objection.settle", again);
    assert!(late.is_err(), "what became a complaint is settled there");
}

#[test]
fn a_repairs_cause_in_words_of_ones_own_needs_a_class_and_one_of_the_list_has_it() {
    let shop = Shop::new();
    let finish = |cause: &str, class: Value| {
        let order = shop.dispatched("张师傅");
        shop.step("张师傅", &order, "start", json!({}));
        let done = json!({"cause": cause, "cause_class": class, "result": "修好",
            "charge_fen": 0, "signature": "纸 1"});
        let seen = shop.try_step("张师傅", &order, "finish", done)?;
        Ok::<_, wuyou_contract::ApiError>(seen["summary"]["cause_class"].clone())
    };
    let refused = finish("点火针积碳", Value::Null).unwrap_err();
    let field = (
        refused.fields[0].field.as_str(),
        refused.fields[0].code.as_str(),
    );
    assert_eq!(field, ("cause_class", "cause_class"));
    assert_eq!(
        finish("点火针积碳", json!("environment")).unwrap(),
        "environment"
    );
    assert_eq!(finish("原厂零件坏：风机", Value::Null).unwrap(), "product");
    assert_eq!(
        finish("水垢重，水质差、水垢重", Value::Null).unwrap(),
        "environment"
    );
    // What a person chose stands before what the words may mean.
    assert_eq!(
        finish("不是零件，是装的时候没拧紧", json!("installation")).unwrap(),
        "installation"
    );
    let listed = shop.by(
        "王姐",
        "work_order.list",
        json!({"filter": "all", "cause_class": "environment"}),
    );
    assert_eq!(listed["total"], 2);

    let order = shop.dispatched("张师傅");
    let mut sheet = json!({"work_order_id": order, "cause": "接头松了", "result": "拧紧",
        "parts": [], "charge_fen": 0, "signature": "纸 0231"});
    let refused = shop.try_by("王姐", "work_order.record_sheet", sheet.clone());
    assert_eq!(refused.unwrap_err().fields[0].field, "cause_class");
    sheet["cause_class"] = "installation".into();
    let saved = shop.by("王姐", "work_order.record_sheet", sheet);
    assert_eq!(saved["summary"]["cause_class"], "installation");
}
