//! The invented big shop, made small: what the bench measures is a shop that could be.

use std::collections::BTreeMap;

use serde_json::{Value, json};
use wuyou_app::App;
use wuyou_testkit::{NOW_AT, temp_dir};
use wuyou_tests::volume::{Made, Plan, app, call, make};

const PLAN: Plan = Plan {
    customers: 120,
    orders: 200,
    contacts: 900,
    seed: 7,
    now_at: NOW_AT,
};

/// Every row of a list, page by page.
fn all(app: &App, command: &str, mut asked: Value) -> Vec<Value> {
    let mut rows = Vec::new();
    loop {
        let page = call(app, command, asked.clone()).unwrap();
        rows.extend(page["rows"].as_array().unwrap().clone());
        if page["next"].is_null() {
            return rows;
        }
        asked["after"] = page["next"].clone();
    }
}

struct Shop {
    made: Made,
    customers: Vec<Value>,
    orders: Vec<Value>,
    contacts: BTreeMap<String, usize>,
    today: Value,
}

fn shop() -> Shop {
    let dir = temp_dir();
    let made = make(dir.path(), &PLAN).unwrap();
    let app = app(dir.path(), PLAN.now_at);
    let customers = all(&app, "customer.list", json!({}));
    let count = |row: &Value| {
        let asked = json!({"id": row["id"], "part": "contact", "limit": 50});
        let id = row["id"].as_str().unwrap().to_owned();
        let entries = all(&app, "customer.timeline", asked);
        let spoken = entries.iter().filter(|entry| entry["kind"] == "contact");
        (id, spoken.count())
    };
    Shop {
        made,
        contacts: customers.iter().map(count).collect(),
        orders: all(&app, "work_order.list", json!({"filter": "all"})),
        today: call(&app, "today.get", json!({})).unwrap(),
        customers,
    }
}

#[test]
fn a_plan_gives_the_same_shop_twice_and_the_numbers_it_was_asked_for() {
    let (one, two) = (shop(), shop());
    assert_eq!(one.made.rows, two.made.rows);
    assert_eq!(one.customers, two.customers);
    assert_eq!(one.orders, two.orders);
    assert_eq!(one.today, two.today);
    let made = |entity: &str| one.made.rows[entity];
    assert_eq!((made("customer"), made("work_order")), (120, 200));
    assert_eq!((made("contact"), one.orders.len()), (900, 200));
    assert_eq!(
        one.contacts.values().sum::<usize>(),
        900,
        "each has a household"
    );
    let most = one
        .contacts
        .iter()
        .max_by_key(|(_, count)| **count)
        .unwrap();
    assert_eq!(most.0, &one.made.busiest.to_string(), "{:?}", one.contacts);
    assert!(one.today["total"].as_u64().unwrap() > 0);
}
