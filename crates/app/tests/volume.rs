//! What lists cost in a shop with tens of thousands of households: which indexes their statements
//! use. A plan does not depend on how many rows there are, so a small shop shows it.

#![allow(clippy::unwrap_used, reason = "tests")]

use serde_json::{Value, json};

use crate::common::desk::Shop;

/// A list, what is asked, and a line that has to stand in one of its statements' plans.
const HELD: &[(&str, &str, &str)] = &[
    (
        "today.get",
        "{}",
        "SEARCH e USING INDEX order_event_work_order (work_order_id=?",
    ),
    ("today.get", "{}", "SEARCH o USING INDEX work_order_open"),
    (
        "alert.list",
        "{}",
        "SEARCH e USING INDEX order_event_work_order (work_order_id=?",
    ),
    ("customer.list", "{}", "USING INDEX customer_updated"),
    (
        "request.list",
        "{}",
        "SEARCH r USING INDEX request_received",
    ),
    (
        "request.list",
        r#"{"state": "open"}"#,
        "SEARCH r USING INDEX request_state (state=?",
    ),
    (
        "work_order.list",
        "{}",
        "SEARCH o USING INDEX work_order_open",
    ),
    (
        "work_order.list",
        r#"{"filter": "all"}"#,
        "SEARCH o USING INDEX work_order_received",
    ),
    (
        "work_order.list",
        r#"{"filter": "all"}"#,
        "SCAN o USING COVERING INDEX work_order_state",
    ),
    (
        "work_order.list",
        r#"{"filter": "done"}"#,
        "SEARCH o USING INDEX work_order_received",
    ),
    (
        "work_order.list",
        r#"{"filter": "all", "state": "cancelled"}"#,
        "SEARCH o USING INDEX work_order_state (state=?",
    ),
    ("unit.list", "{}", "SEARCH u USING INDEX unit_serial"),
    ("unit.list", "{}", "SCAN u USING COVERING INDEX unit_model"),
    (
        "unit.list",
        r#"{"model_code": "L1P24"}"#,
        "SEARCH u USING INDEX unit_model (model_code=?",
    ),
    ("money.debts", "{}", "USING INDEX work_order_charged"),
    (
        "money.debts",
        "{}",
        "USING COVERING INDEX charge_line_work_order (work_order_id=?",
    ),
    ("sync.status", "{}", "USING COVERING INDEX outbox_looks"),
    (
        "sync.details",
        "{}",
        "USING COVERING INDEX outbox_confirmed",
    ),
];

/// How the rows of each statement of a call are found.
fn plans(shop: &Shop, command: &str, asked: &str) -> Vec<(String, Vec<String>)> {
    let asked: Value = serde_json::from_str(asked).unwrap();
    let database = shop.app.database().unwrap();
    let (_, ran) = database
        .watched(|| shop.by("陈经理", command, asked))
        .unwrap();
    assert!(!ran.is_empty(), "{command} read nothing");
    ran.into_iter().map(|one| (one.sql, one.plan)).collect()
}

fn shop() -> Shop {
    let shop = Shop::new();
    let order = shop.dispatched("张师傅");
    let detail = shop.by("王姐", "work_order.get", json!({ "id": order }));
    let home = detail["summary"]["customer_id"].clone();
    shop.by("王姐", "customer.get", json!({ "id": home }));
    shop
}

#[test]
fn every_list_finds_its_rows_by_the_index_made_for_it() {
    let shop = shop();
    for (command, asked, wanted) in HELD {
        let plans = plans(&shop, command, asked);
        let found = plans
            .iter()
            .flat_map(|(_, plan)| plan)
            .any(|line| line.contains(wanted));
        assert!(found, "{command} {asked} does not `{wanted}`: {plans:#?}");
    }
}

#[test]
fn no_list_walks_through_every_step_contact_order_or_change_there_ever_was() {
    let shop = shop();
    for (command, asked, _) in HELD {
        for (sql, plan) in plans(&shop, command, asked) {
            for line in plan {
                let walked = ["order_event", "contact", "outbox", "payment", "phone"]
                    .iter()
                    .any(|table| {
                        let whole = line == format!("SCAN {table}");
                        let index = format!("INDEX {table}_");
                        whole || (line.starts_with("SCAN") && line.contains(&index))
                    });
                let counted = line.contains("COVERING") && sql.contains("count(*)");
                assert!(!walked || counted, "{command} {asked}: {line} in {sql}");
            }
        }
    }
}

#[test]
fn what_waits_to_be_sent_is_counted_without_looks_at_files() {
    let shop = shop();
    let before = shop.by("陈经理", "sync.status", json!({}))["unsent"].clone();
    let list = shop.by("陈经理", "customer.list", json!({}));
    let home = list["rows"][0]["id"].clone();
    shop.by("李师傅", "customer.get", json!({ "id": home }));
    let after_look = shop.by("陈经理", "sync.status", json!({}))["unsent"].clone();
    assert_eq!(after_look, before);
    let note = json!({"id": home, "note": "狗会咬人"});
    shop.by("王姐", "customer.update", note);
    let after_edit = shop.by("陈经理", "sync.status", json!({}))["unsent"].clone();
    assert_eq!(after_edit.as_u64(), before.as_u64().map(|count| count + 1));
}
