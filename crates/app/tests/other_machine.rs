//! Machines of other makers: kept on this PC, charged, and never sent.
#![allow(
    clippy::unwrap_used,
    clippy::needless_pass_by_value,
    reason = "tests hand their payloads over"
)]

use serde_json::{Value, json};
use wuyou_contract::ErrorCode;
use wuyou_domain::id::{StaffId, WorkOrderId};
use wuyou_store::{Database, EditContext, FileKeyStore, outbox};

use crate::common::NOON;
use crate::common::desk::Shop;

const BRAND: &str = "北山牌";
const SERIAL: &str = "BS2207-004417";

fn household(shop: &Shop) -> Value {
    let made = json!({"name": "王建军", "phones": [{"number": "13804712207"}]});
    shop.by("王姐", "customer.create", made)["id"].clone()
}

fn registered(shop: &Shop, customer: &Value) -> Value {
    let machine = json!({"customer_id": customer, "brand": BRAND, "model": "N1B-24",
        "serial": SERIAL, "bought_on": "2022-10-08", "note": "烟管换过"});
    shop.by("王姐", "other_machine.save", machine)["machine"]["id"].clone()
}

fn call(customer: &Value, machine: &Value, text: &str) -> Value {
    json!({"kind": "repair", "text": text, "customer_id": customer, "other_machine_id": machine})
}

fn codes(refused: Result<Value, wuyou_contract::ApiError>) -> Vec<String> {
    let fields = refused.unwrap_err().fields;
    let each = fields
        .iter()
        .map(|one| format!("{}:{}", one.field, one.code));
    each.collect()
}

/// Everything that waits to be sent, as text.
fn pushed(shop: Shop) -> String {
    let disk = shop.closed();
    let database = Database::open(disk.path(), &FileKeyStore::of(disk.path())).unwrap();
    let waiting = database.read(|view| outbox::waiting(view, 10_000)).unwrap();
    assert!(waiting.len() > 3, "the order and its call wait");
    format!("{waiting:?}")
}

#[test]
fn a_machine_of_another_brand_is_repaired_and_nothing_of_it_is_sent() {
    let shop = Shop::new();
    let customer = household(&shop);
    let machine = registered(&shop, &customer);
    let taken = shop.by(
        "王姐",
        "request.create",
        call(&customer, &machine, "不点火"),
    );
    let order = taken["work_order"].clone();
    assert_eq!(order["other_brand"], true);
    assert_eq!(order["other_machine"]["brand"], BRAND);
    assert_eq!(order["unit"], Value::Null);
    assert_eq!(order["service_charge"], "price_list");

    // What it costs is the list's or the shop's, and the reason is said.
    let money = shop.by(
        "王姐",
        "money.get",
        json!({"work_order_id": order["summary"]["id"]}),
    );
    let why = money.to_string();
    assert!(why.contains("别家品牌：不适用本厂三包"), "{why}");
    assert!(why.contains("OTHER.BRAND"), "{why}");

    let shown = shop.by("王姐", "other_machine.get", json!({ "id": machine }));
    assert_eq!(shown["orders"][0]["id"], order["summary"]["id"]);
    assert_eq!(shown["machine"]["orders"], 1);
    let list = |query: Value| shop.by("王姐", "other_machine.list", query)["total"].clone();
    assert_eq!(list(json!({"customer_id": customer})), 1);
    assert_eq!(list(json!({"query": "bs2207 0044"})), 1);
    assert_eq!(list(json!({"query": "王建军"})), 1);
    assert_eq!(list(json!({"query": "没有"})), 0);
    let hits = shop.by("王姐", "search.all", json!({"query": "北山"}))["hits"].clone();
    assert_eq!(hits[0]["kind"], "other_machine");
    let history = shop.by("王姐", "customer.get", json!({ "id": customer }))["timeline"].clone();
    let entry = history.as_array().unwrap().iter();
    let mut entry = entry.filter(|one| one["kind"] == "other_machine");
    assert_eq!(entry.next().unwrap()["text"], "北山牌 N1B-24");

    let sent = pushed(shop);
    assert!(sent.contains("other_brand"), "the flag goes");
    for secret in [BRAND, SERIAL, "N1B", "烟管换过", "2022-10-08"] {
        assert!(!sent.contains(secret), "{secret} waits to be sent");
    }
}

#[test]
fn the_words_of_the_call_name_neither_the_brand_nor_the_serial() {
    let shop = Shop::new();
    let customer = household(&shop);
    let machine = registered(&shop, &customer);
    for text in ["北山牌不点火", "编号 bs2207-004417 不热"] {
        let refused = shop.try_by("王姐", "request.create", call(&customer, &machine, text));
        assert_eq!(codes(refused), ["text:other_brand_named"], "{text}");
    }
}

#[test]
fn an_order_on_another_brand_is_for_its_household_and_for_work_done_on_such_a_machine() {
    let shop = Shop::new();
    let customer = household(&shop);
    let machine = registered(&shop, &customer);
    let mut install = call(&customer, &machine, "新装一台");
    install["kind"] = "install".into();
    let refused = shop.try_by("王姐", "request.create", install);
    assert_eq!(codes(refused), ["order_kind:other_brand_kind"]);
    let other = json!({"name": "李秀英", "phones": [{"number": "13900001111"}]});
    let other = shop.by("王姐", "customer.create", other)["id"].clone();
    let refused = shop.try_by("王姐", "request.create", call(&other, &machine, "不热"));
    assert_eq!(codes(refused), ["other_machine_id:other_household"]);

    // An order that was opened without a machine is said to be about it, and not to be.
    let plain = json!({"kind": "repair", "text": "不热", "customer_id": customer});
    let order = shop.by("王姐", "request.create", plain)["work_order"]["summary"]["id"].clone();
    let set = |machine: &Value| {
        let named = json!({"id": order, "other_machine_id": machine});
        shop.by("王姐", "work_order.set_other", named)
    };
    assert_eq!(set(&machine)["other_machine"]["id"], machine);
    let gone = shop.try_by("王姐", "other_machine.remove", json!({ "id": machine }));
    assert_eq!(gone.unwrap_err().code.code(), "other_machine.open_order");
    let after = set(&Value::Null);
    assert_eq!(
        (&after["other_brand"], &after["other_machine"]),
        (&json!(false), &Value::Null)
    );
    shop.by("王姐", "other_machine.remove", json!({ "id": machine }));
    let left = shop.by("王姐", "other_machine.list", json!({}));
    assert_eq!(left["total"], 0);
}

#[test]
fn a_technician_says_it_of_their_own_orders_and_of_none_that_ends_with_the_checklist() {
    let shop = Shop::new();
    let customer = household(&shop);
    let machine = registered(&shop, &customer);
    let opened = |kind: &str, order_kind: &str| {
        let call = json!({"kind": kind, "order_kind": order_kind, "text": "上门",
            "customer_id": customer});
        let order = shop.by("王姐", "request.create", call)["work_order"]["summary"]["id"].clone();
        shop.step("王姐", &order, "reply", json!({"contact_text": "下午去"}));
        shop.dispatch(&order, "张师傅");
        order
    };
    let set = |who: &str, order: &Value| {
        let named = json!({"id": order, "other_machine_id": machine});
        let answer = shop.try_by(who, "work_order.set_other", named);
        answer.map_err(|error| error.code)
    };
    let repair = opened("repair", "repair");
    assert_eq!(set("李师傅", &repair), Err(ErrorCode::NotAllowed));
    assert_eq!(set("张师傅", &repair).unwrap()["other_brand"], true);
    let relocation = opened("install", "relocation");
    assert_eq!(set("张师傅", &relocation), Err(ErrorCode::NotAllowed));
    assert_eq!(set("王姐", &relocation).unwrap()["other_brand"], true);
}

#[test]
fn an_order_that_another_pc_made_one_on_our_own_machine_is_none_on_another_brand_here() {
    let shop = Shop::new();
    let customer = household(&shop);
    let machine = registered(&shop, &customer);
    let taken = shop.by(
        "王姐",
        "request.create",
        call(&customer, &machine, "不点火"),
    );
    let order = taken["work_order"]["summary"]["id"].clone();
    // As it comes in with a sync: the row alone, without what only this PC knows.
    let by = EditContext {
        actor: StaffId::owner_of("LH001"),
        now_at: NOON,
    };
    let id = WorkOrderId(uuid::Uuid::try_parse(order.as_str().unwrap()).unwrap());
    let database = shop.app.database().unwrap();
    database
        .edit(&by, |tx| {
            tx.update("work_order", id, &[("other_brand", false.into())])
        })
        .unwrap();
    let shown = shop.by("王姐", "work_order.get", json!({ "id": order }));
    assert_eq!(shown["other_machine"], Value::Null);
    let shown = shop.by("王姐", "other_machine.get", json!({ "id": machine }));
    assert_eq!(
        (&shown["orders"], &shown["machine"]["orders"]),
        (&json!([]), &json!(0))
    );
    shop.by("王姐", "other_machine.remove", json!({ "id": machine }));
}
