//! Two versions of one field, decided by a person.
#![allow(clippy::unwrap_used, reason = "tests")]

mod common;

use common::{NOON, caller, ready_shop};
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

/// Headquarters tells of a conflict, as a sync brings it.
fn conflict(app: &App, of: (&str, &Value), field: &str, (kept, other): (&str, &str)) -> Value {
    let database = app.database().unwrap();
    let row: Uuid = of.1.as_str().unwrap().parse().unwrap();
    let id = Uuid::from_u128(row.as_u128() ^ 1);
    let text = |value: &str| Field::from(json!(value).to_string());
    let change = Change {
        entity: registry::entity("conflict").unwrap().id,
        op: Op::Insert,
        group_end: true,
        row: id.row_id(),
        base_seq: 0,
        hlc: clock::tick(0, NOON),
        staff: [0; 16],
        fields: vec![
            (1, of.0.into()),
            (2, row.value()),
            (3, field.into()),
            (4, text(kept)),
            (8, text(other)),
        ],
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
    json!(id)
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
    let taken = json!({
        "text": "屋里不热", "caller_phone": "13804712207", "new_customer_name": "王建军",
    });
    let order = call(&app, "request.create", taken)["work_order"]["summary"]["id"].clone();
    let of = ("work_order", &order);
    let conflict = conflict(&app, of, "state", ("registered", "replied"));
    let other = json!({"id": conflict, "resolution": "other"});
    call(&app, "conflict.resolve", other);
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
        (&json!("order_event"), &json!("replied"), &json!("王姐"))
    );
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
