//! Two versions of one field, decided by a person.
#![allow(clippy::unwrap_used, reason = "tests")]

use crate::common::desk::{HOUR, Shop};
use crate::common::{NOON, caller, ready_shop};
use serde_json::{Value, json};
use uuid::Uuid;
use wuyou_app::App;
use wuyou_contract::ErrorCode;
use wuyou_store::receipt::Receipt;
use wuyou_store::{Id, sync};
use wuyou_sync::change::{Change, Op};
use wuyou_sync::message::{Done, Entry};
use wuyou_sync::value::Value as Field;
use wuyou_sync::{clock, hash, registry};

fn call(app: &App, name: &str, payload: Value) -> Value {
    app.call(&caller(Some("王姐")), name, payload).unwrap()
}

/// A row arrives with a sync.
fn arrive(app: &App, entity: &str, id: Uuid, fields: Vec<(u8, Field)>) {
    let database = app.database().unwrap();
    let change = Change {
        entity: registry::entity(entity).unwrap().id,
        op: Op::Insert,
        group_end: true,
        row: id.row_id(),
        base_seq: 0,
        hlc: clock::tick(0, NOON),
        staff: [0; 16],
        fields,
    };
    let change = change.encode().unwrap();
    let cursor = database.read(sync::cursor).unwrap();
    let seq = cursor.seq + 1;
    let done = Done {
        epoch: [9; 16],
        server_now_at: NOON,
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

/// Headquarters tells of a conflict, as a sync brings it.
fn conflict(app: &App, of: (&str, &Value), field: &str, (kept, other): (&str, &str)) -> Value {
    let text = |value: &str| json!(value).to_string();
    conflict_of(app, of, field, (&text(kept), &text(other)))
}

/// The same with values as JSON text.
fn conflict_of(app: &App, of: (&str, &Value), field: &str, sides: (&str, &str)) -> Value {
    let row: Uuid = of.1.as_str().unwrap().parse().unwrap();
    let id = Uuid::from_u128(row.as_u128() ^ 1);
    let fields = vec![
        (1, of.0.into()),
        (2, row.value()),
        (3, field.into()),
        (4, sides.0.into()),
        (8, sides.1.into()),
    ];
    arrive(app, "conflict", id, fields);
    json!(id)
}

#[test]
fn a_machine_that_was_stopped_is_not_put_back_into_use_by_a_decision() {
    let (_dir, app) = ready_shop();
    let machine = json!({"serial": "L1P241602802954S", "model_code": "WEB-L1P24"});
    let unit = call(&app, "unit.register", machine)["unit"]["id"].clone();
    call(&app, "unit.update", json!({"id": unit, "state": "stopped"}));
    let conflict = conflict(&app, ("unit", &unit), "state", ("stopped", "in_use"));
    let manager = caller(Some("陈经理"));
    let used = json!({"id": conflict, "resolution": "other"});
    let refused = app.call(&manager, "conflict.resolve", used).unwrap_err();
    assert_eq!(refused.code, ErrorCode::ConflictStopped);
    let kept = json!({"id": conflict, "resolution": "kept"});
    app.call(&manager, "conflict.resolve", kept).unwrap();
    let seen = call(&app, "unit.get", json!({ "id": unit }));
    assert_eq!(seen["unit"]["state"], "stopped");
}

#[test]
fn an_amount_is_chosen_between_two_and_never_typed_into_a_conflict() {
    let (_dir, app) = ready_shop();
    let machine = json!({"serial": "L1P241602802954S", "model_code": "WEB-L1P24"});
    let unit = call(&app, "unit.register", machine)["unit"]["id"].clone();
    let conflict = conflict_of(&app, ("unit", &unit), "price_fen", ("null", "680000"));
    let typed = json!({"id": conflict, "resolution": "new", "value": "150"});
    let manager = caller(Some("陈经理"));
    let refused = app.call(&manager, "conflict.resolve", typed).unwrap_err();
    assert_eq!(refused.code, ErrorCode::ConflictChoose);
}

#[test]
fn a_value_that_was_changed_after_the_conflict_is_not_overwritten_by_a_version_nobody_compared() {
    let (_dir, app) = ready_shop();
    let id = call(&app, "customer.create", json!({"name": "王建军"}))["id"].clone();
    let of = ("customer", &id);
    let conflict = conflict(&app, of, "name", ("王建军", "王建君"));
    call(&app, "customer.update", json!({"id": id, "name": "王建国"}));
    for decision in [
        json!({"id": conflict, "resolution": "other"}),
        json!({"id": conflict, "resolution": "new", "value": "王建菌"}),
    ] {
        let refused = app.call(&caller(Some("王姐")), "conflict.resolve", decision);
        assert_eq!(refused.unwrap_err().code, ErrorCode::ConflictChanged);
    }
    let seen = call(&app, "customer.get", json!({ "id": id }));
    assert_eq!(seen["name"], "王建国");
    assert_eq!(seen["conflicts"].as_array().unwrap().len(), 1);

    let kept = json!({"id": conflict, "resolution": "kept"});
    call(&app, "conflict.resolve", kept);
    let seen = call(&app, "customer.get", json!({ "id": id }));
    assert_eq!(
        (&seen["name"], &seen["conflicts"]),
        (&json!("王建国"), &json!([]))
    );
}

#[test]
fn the_other_version_is_taken_while_the_one_that_was_compared_still_stands() {
    let (_dir, app) = ready_shop();
    let id = call(&app, "customer.create", json!({"name": "王建军"}))["id"].clone();
    let conflict = conflict(&app, ("customer", &id), "name", ("王建军", "王建君"));
    let other = json!({"id": conflict, "resolution": "other"});
    call(&app, "conflict.resolve", other);
    let seen = call(&app, "customer.get", json!({ "id": id }));
    assert_eq!(seen["name"], "王建君");
}

#[test]
fn a_decided_state_stands_in_the_orders_timeline_with_who_decided_it() {
    let (_dir, app) = ready_shop();
    let manager =
        |name: &str, payload: Value| app.call(&caller(Some("陈经理")), name, payload).unwrap();
    let taken = json!({
        "text": "屋里不热", "caller_phone": "13804712207", "new_customer_name": "王建军",
    });
    let order = call(&app, "request.create", taken)["work_order"]["summary"]["id"].clone();
    let of = ("work_order", &order);
    let conflict = conflict(&app, of, "state", ("registered", "replied"));
    let other = json!({"id": conflict, "resolution": "other"});
    manager("conflict.resolve", other);
    let seen = call(&app, "work_order.get", json!({ "id": order }));
    assert_eq!(seen["summary"]["state"], "replied");
    let step = seen["timeline"]
        .as_array()
        .unwrap()
        .iter()
        .find(|entry| entry["code"] == "resolve");
    let step = step.unwrap();
    assert_eq!(
        (&step["kind"], &step["to_state"], &step["staff"]),
        (&json!("order_event"), &json!("replied"), &json!("陈经理"))
    );
}

/// Decides a conflict as this person; the code of the refusal if there is one.
fn decide(shop: &Shop, who: &str, id: &Value, what: &str) -> Result<Value, ErrorCode> {
    let decision = json!({"id": id, "resolution": what});
    let answer = shop.try_by(who, "conflict.resolve", decision);
    answer.map_err(|error| error.code)
}

#[test]
fn the_desk_decides_names_and_the_manager_states_and_removals() {
    let shop = Shop::new();
    let order = shop.take();
    let household = shop.summary(&order)["customer_id"].clone();
    let machine = json!({"serial": "L1P24230001007K", "customer_id": household});
    let machine = shop.by("王姐", "unit.register", machine)["unit"]["id"].clone();
    for (entity, row, field, sides) in [
        ("work_order", &order, "state", ("registered", "replied")),
        ("unit", &machine, "state", ("in_use", "scrapped")),
        ("customer", &household, "deleted_at", ("", "")),
    ] {
        let id = conflict(&shop.app, (entity, row), field, sides);
        assert_eq!(
            decide(&shop, "王姐", &id, "kept").unwrap_err(),
            ErrorCode::ConflictManager,
            "{entity}.{field}"
        );
        let list = shop.by("王姐", "conflict.list", json!({}));
        let rows = list["rows"].as_array().unwrap();
        let shown = rows.iter().find(|shown| shown["id"] == id).unwrap();
        assert_eq!(shown["decider"], "manager");
    }
    let name = conflict(
        &shop.app,
        ("customer", &household),
        "name",
        ("王建军", "王建君"),
    );
    let decided = decide(&shop, "王姐", &name, "other").unwrap();
    assert_eq!(
        (&decided["decider"], &decided["writable"]),
        (&json!("desk"), &json!(true))
    );
}

#[test]
fn a_state_is_chosen_from_the_two_that_were_reached_and_never_written() {
    let shop = Shop::new();
    let order = shop.take();
    let id = conflict(
        &shop.app,
        ("work_order", &order),
        "state",
        ("registered", "replied"),
    );
    let closed = json!({"id": id, "resolution": "new", "value": "closed"});
    let refused = shop.try_by("陈经理", "conflict.resolve", closed);
    assert_eq!(refused.unwrap_err().code, ErrorCode::ConflictChoose);
    assert_eq!(shop.summary(&order)["state"], "registered");
    let decided = decide(&shop, "陈经理", &id, "other").unwrap();
    assert_eq!(decided["writable"], false);
}

#[test]
fn two_times_of_one_day_are_told_apart() {
    let shop = Shop::new();
    let order = shop.take();
    let sides = (NOON.to_string(), (NOON + 2 * HOUR).to_string());
    let of = ("work_order", &order);
    let _ = conflict_of(&shop.app, of, "window_from_at", (&sides.0, &sides.1));
    let list = shop.by("陈经理", "conflict.list", json!({}));
    let row = &list["rows"][0];
    assert_eq!(row["kept"]["shown"], "2026-11-21 12:00");
    assert_eq!(row["other"]["shown"], "2026-11-21 14:00");
    assert_eq!(row["writable"], false);
}

/// A complaint that 陈经理 answered and 李师傅 looked into, carried out and waiting for its end.
fn carried_out(shop: &Shop) -> Value {
    shop.by(
        "陈经理",
        "staff.create",
        json!({"name": "周经理", "role": "manager", "pin": "1234"}),
    );
    let household = shop.by("王姐", "customer.create", json!({"name": "赵铁柱"}));
    let call = json!({
        "customer_id": household["id"], "category": "charges", "text": "收费多",
        "remedy_sought": "退八十元", "severity": "normal", "about_staff_id": shop.staff("张师傅"),
    });
    let made = shop.by("王姐", "complaint.create", call);
    let id = made["summary"]["id"].clone();
    for (who, step, mut fields) in [
        ("王姐", "acknowledge", json!({"contact_text": "收到"})),
        ("陈经理", "assess", json!({"class": "C"})),
        (
            "陈经理",
            "investigate",
            json!({"investigator_id": shop.staff("李师傅")}),
        ),
        (
            "陈经理",
            "answer",
            json!({"cause": "算错", "plan": "退八十元", "contact_text": "已说明"}),
        ),
        ("王姐", "accept", json!({"contact_text": "同意"})),
        ("陈经理", "carry_out", json!({})),
    ] {
        fields["id"] = id.clone();
        fields["step"] = step.into();
        shop.by(who, "complaint.advance", fields);
    }
    id
}

#[test]
fn a_decided_state_of_a_complaint_stands_in_its_record_and_nobody_closes_their_own_handling() {
    let shop = Shop::new();
    let complaint = carried_out(&shop);
    let sides = ("carrying_out", "closed_satisfied");
    let id = conflict(&shop.app, ("complaint", &complaint), "state", sides);
    assert_eq!(
        decide(&shop, "王姐", &id, "other").unwrap_err(),
        ErrorCode::ConflictManager
    );
    assert_eq!(
        decide(&shop, "陈经理", &id, "other").unwrap_err(),
        ErrorCode::ComplaintOwnHandling,
        "陈经理 answered it"
    );
    decide(&shop, "周经理", &id, "other").unwrap();
    let seen = shop.by("王姐", "complaint.get", json!({"id": complaint}));
    assert_eq!(seen["summary"]["state"], "closed_satisfied");
    let last = &seen["events"][0];
    assert_eq!(
        (&last["event"], &last["to_state"], &last["staff"]),
        (
            &json!("resolve"),
            &json!("closed_satisfied"),
            &json!("周经理")
        )
    );
    assert_ne!(
        seen["reopen_until_on"],
        json!(null),
        "what a decision ended can be opened again"
    );
}

#[test]
fn a_closing_by_who_handled_the_complaint_is_not_confirmed_by_a_decision() {
    let shop = Shop::new();
    let complaint = carried_out(&shop);
    let close = json!({
        "id": complaint, "step": "close", "sat_after": 5, "contact_text": "满意",
    });
    shop.by("王姐", "complaint.advance", close);
    // Another PC tells afterwards that 王姐 had carried it out meanwhile.
    let row: Uuid = complaint.as_str().unwrap().parse().unwrap();
    let staff: Uuid = shop.staff("王姐").as_str().unwrap().parse().unwrap();
    arrive(
        &shop.app,
        "complaint_event",
        Uuid::from_u128(row.as_u128() ^ 2),
        vec![
            (1, row.value()),
            (2, "carry_out".into()),
            (4, "carrying_out".into()),
            (5, NOON.into()),
            (6, staff.value()),
        ],
    );
    let sides = ("closed_satisfied", "carrying_out");
    let id = conflict(&shop.app, ("complaint", &complaint), "state", sides);
    assert_eq!(
        decide(&shop, "周经理", &id, "kept").unwrap_err(),
        ErrorCode::ComplaintOwnHandling
    );
    decide(&shop, "周经理", &id, "other").unwrap();
    let seen = shop.by("王姐", "complaint.get", json!({"id": complaint}));
    assert_eq!(seen["summary"]["state"], "carrying_out");
    let close = seen["clocks"].as_array().unwrap();
    let close = close.iter().find(|clock| clock["what"] == "close").unwrap();
    assert_eq!(
        close["met_at"],
        json!(null),
        "an undone closing ends no clock"
    );
}

#[test]
fn a_complaint_of_class_a_or_b_is_decided_by_headquarters() {
    let shop = Shop::new();
    let household = shop.by("王姐", "customer.create", json!({"name": "赵铁柱"}));
    let call = json!({
        "customer_id": household["id"], "category": "charges", "text": "漏气熏着人",
        "remedy_sought": "赔偿", "severity": "high", "injury": true,
    });
    let made = shop.by("王姐", "complaint.create", call);
    let of = ("complaint", &made["summary"]["id"]);
    let id = conflict(&shop.app, of, "state", ("received", "acknowledged"));
    assert_eq!(
        decide(&shop, "陈经理", &id, "other").unwrap_err(),
        ErrorCode::ConflictHeadquarters
    );
    let list = shop.by("陈经理", "conflict.list", json!({}));
    assert_eq!(list["rows"][0]["decider"], "headquarters");
}

#[test]
fn a_form_that_stood_open_deletes_only_what_it_showed_and_keeps_what_it_wants() {
    let (_dir, app) = ready_shop();
    let first = json!({"number": "13804712207", "label": "户主"});
    let made = call(
        &app,
        "customer.create",
        json!({"name": "王建军", "phones": [first], "tags": ["狗凶"]}),
    );
    let id = &made["id"];
    let (kept, seq) = (made["phones"][0]["id"].clone(), made["seq"].clone());

    // Meanwhile another number and tag come, and the first number goes.
    let other = json!({"number": "13804712208"});
    let phones = json!({"id": id, "phones": [other], "tags": ["狗凶", "门铃坏"]});
    call(&app, "customer.update", phones);

    let form = json!({
        "id": id,
        "seen": {"seq": seq, "rows": [kept], "tags": ["狗凶"]},
        "phones": [{"id": kept, "number": "13804712207", "label": "老王"}],
        "tags": [],
    });
    let after = call(&app, "customer.update", form);
    let mut numbers: Vec<&str> = after["phones"]
        .as_array()
        .unwrap()
        .iter()
        .map(|phone| phone["number"].as_str().unwrap())
        .collect();
    numbers.sort_unstable();
    assert_eq!(numbers, ["13804712207", "13804712208"]);
    assert_eq!(after["tags"], json!(["门铃坏"]));
}

#[test]
fn a_form_cannot_claim_the_rows_of_another_household() {
    let (_dir, app) = ready_shop();
    let phone = |number: &str| json!([{ "number": number }]);
    let first = json!({"name": "王建军", "phones": phone("13804712207")});
    let first = call(&app, "customer.create", first);
    let second = json!({"name": "李桂兰", "phones": phone("13804712208")});
    let second = call(&app, "customer.create", second);
    let theirs = &second["phones"][0]["id"];
    let form = json!({
        "id": first["id"],
        "seen": {"seq": 0, "rows": [theirs], "tags": []},
        "phones": [{"id": theirs, "number": "13804712209"}],
    });
    let refused = app.call(&caller(Some("王姐")), "customer.update", form);
    assert_eq!(refused.unwrap_err().code, ErrorCode::NotFound);
}
