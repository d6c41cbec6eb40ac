//! An invented shop is a shop like any other: sound, and shown by the same lists.

use serde_json::json;
use wuyou_testkit::{NOW_AT, temp_dir};
use wuyou_tests::volume::{Plan, app, call, make};

const PLAN: Plan = Plan {
    customers: 60,
    orders: 120,
    contacts: 500,
    seed: 7,
    now_at: NOW_AT,
};

#[test]
fn an_invented_shop_is_sound_and_its_lists_show_what_was_made() {
    let dir = temp_dir();
    let made = make(dir.path(), &PLAN).unwrap();
    let app = app(dir.path(), NOW_AT);
    let ask = |name: &str, asked| call(&app, name, asked).unwrap();

    // Pages, references and the chain of changes.
    assert_eq!(ask("app.verify", json!({}))["integrity"], "ok");
    assert_eq!(made.rows["contact"], 500);

    let merged = made.rows.get("merged").copied().unwrap_or(0);
    assert_eq!(ask("customer.list", json!({}))["total"], 60 - merged);
    let orders = ask("work_order.list", json!({"filter": "all"}));
    assert_eq!(orders["total"], 120);
    assert_eq!(ask("unit.list", json!({}))["total"], 60);
    let open = ask("work_order.list", json!({}));
    assert!(open["total"].as_u64().unwrap() >= 9, "{}", open["total"]);
    let today = ask("today.get", json!({}));
    assert!(today["total"].as_u64() > open["total"].as_u64());
    let first = &ask("customer.list", json!({"sort": "name"}))["rows"][0];
    let found = ask("search.all", json!({"query": first["name"]}));
    assert!(!found["rows"].as_array().unwrap().is_empty());
    let busiest = json!({"id": made.busiest, "limit": 200});
    let told = ask("customer.timeline", busiest);
    assert!(told["rows"].as_array().unwrap().len() > 100);
}

#[test]
fn the_same_plan_gives_the_same_rows() {
    let small = Plan {
        customers: 5,
        orders: 12,
        contacts: 30,
        ..PLAN
    };
    let (one, other) = (temp_dir(), temp_dir());
    let made = make(one.path(), &small).unwrap();
    assert_eq!(made.rows, make(other.path(), &small).unwrap().rows);
    let asked = json!({"filter": "all"});
    let rows = |dir| call(&app(dir, NOW_AT), "work_order.list", asked.clone()).unwrap();
    assert_eq!(rows(one.path()), rows(other.path()));
}
