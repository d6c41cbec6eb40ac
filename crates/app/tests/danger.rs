//! A danger on the spot (R037): stop, tag and signature come before anything else, and the tag comes
//! off with a stated check only.
#![allow(
    clippy::unwrap_used,
    clippy::needless_pass_by_value,
    reason = "tests hand their payloads over"
)]

use serde_json::{Value, json};

use crate::common::NOON;
use crate::common::desk::{HOUR, Shop};

pub(crate) const SERIAL: &str = "L1P241602802954S";

/// A household with its machine in use.
pub(crate) fn machine(shop: &Shop) -> (Value, Value) {
    let home = json!({"name": "刘建国", "phones": [{"number": "13804712207"}]});
    let customer = shop.by("王姐", "customer.create", home)["id"].clone();
    let known = json!({"serial": SERIAL, "model_code": "WEB-L1P24", "gas": "natural_gas",
        "customer_id": customer, "sold_on": "2025-10-20", "installed_on": "2025-10-25"});
    let unit = shop.by("王姐", "unit.register", known)["unit"]["id"].clone();
    (unit, customer)
}

/// An order of that machine which 张师傅 stands before.
pub(crate) fn on_site(shop: &Shop, safety: bool) -> (Value, Value) {
    let (unit, customer) = machine(shop);
    let order = taken(shop, (&unit, &customer), safety);
    shop.at(NOON + HOUR);
    shop.step("张师傅", &order, "start", json!({}));
    (order, unit)
}

/// An order of a machine that 张师傅 is to go to.
pub(crate) fn taken(shop: &Shop, (unit, customer): (&Value, &Value), safety: bool) -> Value {
    let call = json!({"text": "有煤气味", "caller_phone": "13804712207", "safety": safety,
        "customer_id": customer, "unit_id": unit});
    let taken = shop.by("王姐", "request.create", call);
    let order = taken["work_order"]["summary"]["id"].clone();
    let replied = json!({"contact_text": "已关阀开窗"});
    shop.step("王姐", &order, "reply", replied);
    shop.dispatch(&order, "张师傅");
    order
}

pub(crate) fn steps(change: fn(&mut Value)) -> Value {
    let mut steps = json!({"stopped": true, "found": "室内 CO 120 ppm", "tag_no": "0031",
        "paper_no": "告 0031"});
    change(&mut steps);
    steps
}

pub(crate) fn try_record(
    shop: &Shop,
    order: &Value,
    steps: Value,
) -> Result<Value, (String, String)> {
    let call = json!({"work_order_id": order, "steps": steps});
    shop.try_by("张师傅", "danger.record", call)
        .map_err(|error| match error.fields.first() {
            Some(field) => (field.field.clone(), field.code.clone()),
            None => (error.code.code().to_owned(), String::new()),
        })
}

pub(crate) fn finish(
    shop: &Shop,
    who: &str,
    order: &Value,
    check: Option<&str>,
) -> Result<Value, String> {
    let mut done = json!({"cause": "烟道没装好", "result": "换烟道密封", "charge_fen": 0,
        "signature": "纸 0231"});
    if let Some(check) = check {
        done["safe_check"] = check.into();
    }
    let taken = shop.try_step(who, order, "finish", done);
    taken.map_err(|error| error.code.code().to_owned())
}

pub(crate) fn state(shop: &Shop, unit: &Value) -> Value {
    shop.by("王姐", "machine.get", json!({ "unit_id": unit }))["state"].clone()
}

pub(crate) fn missing(detail: &Value) -> Vec<&str> {
    let steps = detail["danger"]["missing"].as_array().unwrap().iter();
    steps.map(|step| step.as_str().unwrap()).collect()
}

#[test]
fn an_order_about_a_danger_goes_on_only_with_stop_tag_and_signature_on_record() {
    let shop = Shop::new();
    let (order, unit) = on_site(&shop, true);
    let seen = shop.by("张师傅", "work_order.get", json!({ "id": order }));
    assert_eq!(missing(&seen), ["stop", "tag", "told"]);
    let offered = |detail: &Value| detail["allowed"].to_string();
    assert!(
        !offered(&seen).contains("\"finish\""),
        "no button that is refused"
    );
    assert_eq!(
        finish(&shop, "张师傅", &order, None),
        Err("work_order.danger_open".to_owned())
    );
    let part = json!({"part": "烟道密封", "part_eta_at": NOON + 30 * HOUR});
    let waits = shop.try_step("张师傅", &order, "wait_part", part.clone());
    assert_eq!(waits.unwrap_err().code.code(), "work_order.danger_open");
    let later = json!({"reason": "客户要明天", "contact_text": "说明天"});
    let put_off = shop.try_step("王姐", &order, "postpone", later);
    assert_eq!(put_off.unwrap_err().code.code(), "work_order.danger_open");

    let begun = try_record(
        &shop,
        &order,
        json!({"stopped": true, "found": "CO 120 ppm"}),
    );
    assert_eq!(missing(&begun.unwrap()), ["tag", "told"]);
    assert_eq!(
        state(&shop, &unit),
        "stopped",
        "with the record, not after it"
    );
    assert!(finish(&shop, "张师傅", &order, None).is_err());
    let all = try_record(
        &shop,
        &order,
        json!({"tag_no": "0031", "paper_no": "告 0031"}),
    );
    let all = all.unwrap();
    assert_eq!(missing(&all), Vec::<&str>::new());
    assert!(offered(&all).contains("\"finish\""));
    let told: Vec<_> = all["danger"]["done"].as_array().unwrap().iter().collect();
    assert_eq!(
        (
            &told[0]["step"],
            &told[0]["by"],
            &told[1]["tag_no"],
            &told[2]["paper_no"]
        ),
        (
            &json!("stop"),
            &json!("张师傅"),
            &json!("0031"),
            &json!("告 0031")
        )
    );
    let story = all["timeline"].to_string();
    assert!(
        story.contains("danger_step") && story.contains("0031"),
        "{story}"
    );
    shop.step("张师傅", &order, "wait_part", part);
}

#[test]
fn a_signature_is_a_number_a_photo_or_a_refusal_that_somebody_saw() {
    let shop = Shop::new();
    let (order, unit) = on_site(&shop, true);
    let wrong = |field: &str, code: &str| Err((field.to_owned(), code.to_owned()));
    for (change, said) in [
        (
            (|one| one["found"] = Value::Null) as fn(&mut Value),
            wrong("found", "required"),
        ),
        (
            |one| {
                one["paper_no"] = Value::Null;
                one["refused"] = true.into();
            },
            wrong("witness", "required"),
        ),
        (
            |one| {
                one["paper_no"] = Value::Null;
                one["by_photo"] = true.into();
            },
            wrong("paper_no", "no_signed_photo"),
        ),
        (|one| *one = json!({}), wrong("tag_no", "required")),
    ] {
        assert_eq!(try_record(&shop, &order, steps(change)), said);
    }
    assert_eq!(
        state(&shop, &unit),
        "in_use",
        "what is refused changes nothing"
    );
    let refused = steps(|one| {
        one["paper_no"] = Value::Null;
        one["refused"] = true.into();
        one["witness"] = "村主任在场，客户说没事".into();
    });
    let done = try_record(&shop, &order, refused).unwrap();
    assert_eq!(missing(&done), Vec::<&str>::new());
    assert_eq!(done["danger"]["done"][2]["refused"], true);
}

#[test]
fn the_tag_comes_off_with_a_stated_check_at_the_finish_and_by_the_manager() {
    let shop = Shop::new();
    let (order, unit) = on_site(&shop, true);
    try_record(&shop, &order, steps(|_| {})).unwrap();
    let by_hand = json!({"unit_id": unit, "step": "release", "document": "整改单 7",
        "safe_again": true});
    let early = shop.try_by("陈经理", "machine.step", by_hand);
    assert_eq!(early.unwrap_err().code.code(), "danger.finish_first");
    let early = shop.try_by("陈经理", "danger.release", json!({"work_order_id": order}));
    assert_eq!(early.unwrap_err().code.code(), "danger.finish_first");
    assert_eq!(state(&shop, &unit), "stopped");

    // What the technician says is kept; the machine waits for the manager.
    finish(&shop, "张师傅", &order, Some("CO 3 ppm，检漏合格")).unwrap();
    assert_eq!(state(&shop, &unit), "stopped");
    let seen = shop.by("陈经理", "work_order.get", json!({ "id": order }));
    assert_eq!(
        (&seen["danger"]["check"], &seen["danger"]["may_release"]),
        (&json!("CO 3 ppm，检漏合格"), &json!(true))
    );
    let clerk = shop.try_by("王姐", "danger.release", json!({"work_order_id": order}));
    assert_eq!(clerk.unwrap_err().code.code(), "permission.denied");
    let after = shop.by("陈经理", "danger.release", json!({"work_order_id": order}));
    assert_eq!(state(&shop, &unit), "in_use");
    let last = after["danger"]["done"].as_array().unwrap().last().unwrap();
    assert_eq!(
        (&last["step"], &last["text"]),
        (&json!("release"), &json!("CO 3 ppm，检漏合格"))
    );
    // Opened again it is a danger anew.
    shop.step("王姐", &order, "reopen", json!({"reason": "又有味"}));
    let again = shop.by("王姐", "work_order.get", json!({ "id": order }));
    assert_eq!(missing(&again), ["stop", "tag", "told"]);
}

#[test]
fn of_the_manager_the_check_takes_the_tag_off_with_the_finish() {
    let shop = Shop::new();
    let (order, unit) = on_site(&shop, true);
    try_record(&shop, &order, steps(|_| {})).unwrap();
    finish(&shop, "陈经理", &order, Some("CO 3 ppm")).unwrap();
    assert_eq!(state(&shop, &unit), "in_use");
    let shop = Shop::new();
    let (order, unit) = on_site(&shop, true);
    try_record(&shop, &order, steps(|_| {})).unwrap();
    finish(&shop, "陈经理", &order, None).unwrap();
    assert_eq!(
        state(&shop, &unit),
        "stopped",
        "without a check it stays stopped"
    );
}

#[test]
fn an_evening_sheet_of_a_dangerous_order_says_what_was_done_or_is_refused_whole() {
    let shop = Shop::new();
    let (order, unit) = on_site(&shop, true);
    shop.at(NOON + 8 * HOUR);
    let waiting = shop.by("王姐", "sheet.list", json!({}));
    assert_eq!(
        (
            &waiting["rows"][0]["danger"],
            &waiting["rows"][0]["danger_missing"]
        ),
        (&json!(true), &json!(["stop", "tag", "told"]))
    );
    let mut sheet = json!({"work_order_id": order, "started_at": NOON + HOUR,
        "finished_at": NOON + 2 * HOUR, "cause_code": "install_flue", "result": "换烟道密封",
        "parts": [], "charge_fen": 0, "signature": "纸 0231"});
    let bare = shop.try_by("王姐", "work_order.record_sheet", sheet.clone());
    assert_eq!(bare.unwrap_err().code.code(), "work_order.danger_open");
    sheet["danger"] = json!({"stopped": true, "found": "CO 120 ppm", "tag_no": "0031"});
    let half = shop.try_by("王姐", "work_order.record_sheet", sheet.clone());
    assert_eq!(half.unwrap_err().code.code(), "work_order.danger_open");
    assert_eq!(
        state(&shop, &unit),
        "in_use",
        "a refused sheet changes nothing"
    );
    sheet["danger"]["paper_no"] = "告 0031".into();
    let done = shop.by("王姐", "work_order.record_sheet", sheet);
    assert_eq!(done["summary"]["state"], "finished");
    assert_eq!(state(&shop, &unit), "stopped");
    let seen = shop.by("王姐", "work_order.get", json!({ "id": order }));
    assert_eq!(
        seen["danger"]["done"][0]["at"],
        NOON + HOUR,
        "as the sheet says"
    );
}

#[test]
fn a_danger_found_on_another_errand_binds_that_order() {
    let shop = Shop::new();
    let (order, unit) = on_site(&shop, false);
    let seen = shop.by("张师傅", "work_order.get", json!({ "id": order }));
    assert_eq!(seen["danger"]["danger"], false);
    try_record(&shop, &order, json!({"stopped": true, "found": "烟道脱开"})).unwrap();
    assert_eq!(state(&shop, &unit), "stopped");
    assert_eq!(
        finish(&shop, "张师傅", &order, None),
        Err("work_order.danger_open".to_owned())
    );
}

#[test]
fn a_danger_found_on_the_spot_is_told_upward_from_the_first_step_on() {
    let shop = Shop::new();
    let (order, _) = on_site(&shop, false);
    let told = |shop: &Shop| shop.by("王姐", "alert.list", json!({}));
    let levels = |told: &Value| -> Vec<String> {
        let rows = told["rows"].as_array().unwrap().iter();
        let rows = rows.filter(|row| row["about_id"] == order);
        rows.map(|row| row["level"].as_str().unwrap().to_owned())
            .collect()
    };
    let before = told(&shop);
    assert_eq!(before["safety"], json!([]));
    assert!(!levels(&before).contains(&"l4".to_owned()));
    let found_at = NOON + 2 * HOUR;
    shop.at(found_at);
    // A tag that was hung is enough.
    try_record(&shop, &order, json!({"tag_no": "0031"})).unwrap();
    assert_eq!(shop.summary(&order)["safety"], true);
    let after = told(&shop);
    assert_eq!(after["safety"][0]["work_order_id"], order);
    for level in ["l3", "l4"] {
        assert!(levels(&after).contains(&level.to_owned()), "{level}");
    }
    let clocks = shop.by("王姐", "sla.clocks", json!({"work_order_id": order}));
    let clocks = clocks["clocks"].as_array().unwrap();
    let of = |stage: &str| clocks.iter().find(|one| one["stage"] == stage).unwrap();
    assert_eq!(of("finish")["limit_at"], found_at + 24 * HOUR);
    assert_eq!(
        of("first_reply")["state"],
        "met",
        "what was done in time stays so"
    );
    let seen = shop.by("王姐", "work_order.get", json!({ "id": order }));
    assert_eq!(seen["finish_limit_at"], found_at + 24 * HOUR);
}

#[test]
fn a_cause_that_is_a_danger_asks_for_the_three_steps_whatever_the_order_came_in_as() {
    for cause in ["烟道没装好", "气路没装好：接头漏", "烟气漏进屋", "燃气泄漏"]
    {
        let shop = Shop::new();
        let (order, unit) = on_site(&shop, false);
        let done = json!({"cause": cause, "cause_class": "installation",
            "result": "重装", "charge_fen": 0, "signature": "纸 1"});
        let bare = shop.try_step("张师傅", &order, "finish", done.clone());
        assert_eq!(
            bare.unwrap_err().code.code(),
            "work_order.danger_open",
            "{cause}"
        );
        let sheet = |danger: Value| {
            let sheet = json!({"work_order_id": order, "started_at": NOON + HOUR,
                "finished_at": NOON + HOUR, "cause": cause,
                "cause_class": "installation", "result": "重装", "parts": [],
                "charge_fen": 0, "signature": "纸 1", "danger": danger});
            shop.try_by("王姐", "work_order.record_sheet", sheet)
        };
        let bare = sheet(Value::Null);
        assert_eq!(
            bare.unwrap_err().code.code(),
            "work_order.danger_open",
            "{cause}"
        );
        let done = sheet(steps(|_| {})).unwrap();
        assert_eq!(done["summary"]["state"], "finished");
        assert_eq!(state(&shop, &unit), "stopped", "{cause}");
    }
}

#[test]
fn the_list_of_causes_tells_which_are_a_danger() {
    let shop = Shop::new();
    let listed = shop.by("王姐", "sheet.list", json!({}));
    let causes = listed["causes"].as_array().unwrap().iter();
    let marked = causes.filter(|cause| cause["danger"] == true);
    let marked: Vec<_> = marked
        .map(|cause| cause["code"].as_str().unwrap())
        .collect();
    assert!(marked.contains(&"install_flue") && !marked.contains(&"install_water"));
}

#[test]
fn a_machine_that_stands_as_sold_is_stopped_like_any_other() {
    let shop = Shop::new();
    let home = json!({"name": "刘建国", "phones": [{"number": "13804712207"}]});
    let customer = shop.by("王姐", "customer.create", home)["id"].clone();
    let known = json!({"serial": SERIAL, "model_code": "WEB-L1P24", "gas": "natural_gas"});
    let unit = shop.by("王姐", "unit.register", known)["unit"]["id"].clone();
    let sale = json!({"unit_id": unit, "customer_id": customer, "document": "收据 1"});
    shop.by("王姐", "machine.sell", sale);
    assert_eq!(state(&shop, &unit), "sold");
    let order = taken(&shop, (&unit, &customer), true);
    try_record(&shop, &order, steps(|_| {})).unwrap();
    assert_eq!(state(&shop, &unit), "stopped");
}

#[test]
fn an_order_on_which_somebody_found_a_danger_is_not_put_off_or_given_up_before_it_is_secured() {
    let shop = Shop::new();
    let (unit, customer) = machine(&shop);
    let order = taken(&shop, (&unit, &customer), false);
    let found = json!({"stopped": true, "found": "CO 120 ppm"});
    try_record(&shop, &order, found).unwrap();
    for (step, more) in [
        (
            "postpone",
            json!({"reason": "客户要明天", "contact_text": "说明天"}),
        ),
        ("cancel", json!({"reason": "客户不修了"})),
    ] {
        let refused = shop.try_step("陈经理", &order, step, more).unwrap_err();
        assert_eq!(refused.code.code(), "work_order.danger_open", "{step}");
    }
}

#[test]
fn no_other_service_opens_the_gate_of_certificates_for_a_danger() {
    let shop = Shop::new();
    let (unit, customer) = machine(&shop);
    let call = json!({"text": "讲讲怎么用，屋里有煤气味", "caller_phone": "13804712207",
        "safety": true, "kind": "enquiry", "order_kind": "use_training",
        "customer_id": customer, "unit_id": unit});
    let taken = shop.by("王姐", "request.create", call);
    assert_eq!(taken["work_order"]["summary"]["kind"], "repair");
}
