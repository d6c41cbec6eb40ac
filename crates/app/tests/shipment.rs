//! What headquarters shipped to the shop, beside the serials it registers.
#![allow(clippy::unwrap_used, reason = "tests")]

use crate::common::NOON;
use crate::common::desk::Shop;
use crate::common::hq::received;
use serde_json::{Value, json};
use wuyou_domain::id::ShipmentId;
use wuyou_domain::serial::mod37_36;
use wuyou_domain::shipment::{Shipped, blocks};
use wuyou_sync::change::Op;

fn serial(number: u32) -> String {
    let body = format!("L1P282411{number:06}");
    format!("{body}{}", mod37_36(&body).unwrap())
}

/// Headquarters publishes that these were shipped to the shop.
fn publish(shop: &Shop, serials: &[String]) {
    let shipped = serials.iter().map(|serial| Shipped {
        shipped_on: "2024-12-01".parse().unwrap(),
        model: "WEB-L1P28".into(),
        made_on: Some("2024-11-02".parse().unwrap()),
        serial: serial.clone(),
    });
    let shipped: Vec<_> = shipped.collect();
    let fields = vec![
        ("no", "CK-1".into()),
        ("block", 0.into()),
        ("state", "published".into()),
        ("content", blocks(&shipped).unwrap()[0].as_str().into()),
        ("whole", "w1".into()),
        ("published_on", "2026-11-20".into()),
    ];
    let id = ShipmentId::of_block("CK-1", 0).0;
    received(shop, ("shipment", Op::Insert, id), fields, NOON);
}

fn withdraw(shop: &Shop) {
    let fields = vec![
        ("state", "withdrawn".into()),
        ("withdrawn_reason", "发错网点".into()),
    ];
    let id = ShipmentId::of_block("CK-1", 0).0;
    received(shop, ("shipment", Op::Update, id), fields, NOON);
}

fn check(shop: &Shop, serial: &str) -> Value {
    shop.by("王姐", "unit.check_serial", json!({ "serial": serial }))
}

fn register(shop: &Shop, serial: &str) -> Value {
    shop.by("王姐", "unit.register", json!({ "serial": serial }))
}

fn unchecked(shop: &Shop) -> Vec<Value> {
    let page = shop.by("王姐", "unit.list", json!({ "unchecked": true }));
    let rows = page["rows"].as_array().unwrap();
    assert_eq!(page["total"], rows.len());
    rows.iter()
        .map(|row| row["unit"]["serial"].clone())
        .collect()
}

#[test]
fn a_serial_that_was_shipped_to_the_shop_fills_in_model_and_dates_and_says_so() {
    let shop = Shop::new();
    publish(&shop, &[serial(1)]);
    let told = check(&shop, &serial(1));
    assert_eq!(told["shipment"], "checked");
    assert_eq!(told["shipped"]["shipped_on"], "2024-12-01");
    assert_eq!(told["shipped"]["list_no"], "CK-1");
    let unit = register(&shop, &serial(1));
    assert_eq!(unit["unit"]["model_code"], "WEB-L1P28");
    assert_eq!(unit["unit"]["made_on"], "2024-11-02");
    assert_eq!(unit["shipped_on"], "2024-12-01");
    assert_eq!(unit["shipment"], "checked");
    let slip = json!({"serial": serial(1), "model_code": "WEB-L1P24"});
    assert!(shop.try_by("王姐", "unit.register", slip).is_err());
}

#[test]
fn a_serial_that_was_never_shipped_here_is_taken_and_found_by_its_mark() {
    let shop = Shop::new();
    publish(&shop, &[serial(1)]);
    let told = check(&shop, &serial(2));
    assert_eq!(
        (&told["valid"], &told["shipment"]),
        (&json!(true), &json!("unchecked"))
    );
    assert_eq!(told["shipped"], Value::Null);
    register(&shop, &serial(1));
    assert_eq!(register(&shop, &serial(2))["shipment"], "unchecked");
    assert_eq!(unchecked(&shop), [json!(serial(2))]);
}

#[test]
fn while_headquarters_has_sent_no_list_nothing_is_said_of_any_serial() {
    let shop = Shop::new();
    assert_eq!(check(&shop, &serial(1))["shipment"], Value::Null);
    assert_eq!(register(&shop, &serial(1))["shipment"], Value::Null);
    assert_eq!(unchecked(&shop), Vec::<Value>::new());
}

#[test]
fn a_machine_registered_before_its_list_came_is_checked_then_and_no_more_when_it_is_withdrawn() {
    let shop = Shop::new();
    register(&shop, &serial(1));
    register(&shop, &serial(2));
    publish(&shop, &[serial(1)]);
    let unit = shop.by("王姐", "unit.get", json!({"serial": serial(1)}));
    assert_eq!(
        (&unit["shipment"], &unit["shipped_on"]),
        (&json!("checked"), &json!("2024-12-01"))
    );
    assert_eq!(unchecked(&shop), [json!(serial(2))]);
    withdraw(&shop);
    assert_eq!(check(&shop, &serial(1))["shipment"], Value::Null);
    assert_eq!(unchecked(&shop), Vec::<Value>::new());
}
