//! Old names of towns and villages: what was typed or asked by them leads to today's place.
#![allow(
    clippy::unwrap_used,
    clippy::needless_pass_by_value,
    reason = "tests hand their payloads over"
)]

use crate::common::desk::Shop;
use serde_json::{Value, json};

fn renamed(shop: &Shop, kind: &str, old: &str, today: &str) -> Value {
    let names = json!({"kind": kind, "old_name": old, "name": today});
    shop.by("王姐", "place_name.save", names)
}

fn household(shop: &Shop, name: &str, town: &str) -> Value {
    let made = json!({"name": name, "addresses": [{"town": town, "detail": "东沟村三组"}]});
    shop.by("王姐", "customer.create", made)["id"].clone()
}

fn found(shop: &Shop, command: &str, list: &str, query: &str) -> Vec<Value> {
    let found = shop.by("王姐", command, json!({ "query": query }));
    let hits = found[list].as_array().unwrap().clone();
    let id = |hit: &Value| match hit.get("customer") {
        Some(customer) => customer["id"].clone(),
        None => hit["id"].clone(),
    };
    hits.iter().map(id).collect()
}

#[test]
fn a_household_is_found_by_the_old_name_of_its_town_and_by_todays_one_alike() {
    let shop = Shop::new();
    let new = household(&shop, "王建军", "柳河镇");
    let old = household(&shop, "李四", "黑山乡");
    renamed(&shop, "town", "黑山乡", "柳河镇");
    for (command, list) in [
        ("search.all", "hits"),
        ("customer.search", "hits"),
        ("customer.list", "rows"),
        ("caller.lookup", "matches"),
    ] {
        let by_old = found(&shop, command, list, "黑山乡");
        assert_eq!(by_old, [old.clone(), new.clone()], "{command}");
        let by_new = found(&shop, command, list, "柳河镇");
        assert_eq!(by_new, [new.clone(), old.clone()], "{command}");
        let narrowed = found(&shop, command, list, "黑山乡 王建军");
        assert_eq!(narrowed, std::slice::from_ref(&new), "{command}");
    }
    // Forgotten, the name is only what stands written.
    let row = shop.by("王姐", "place_name.list", json!({}))["rows"][0]["id"].clone();
    shop.by("王姐", "place_name.remove", json!({ "id": row }));
    assert_eq!(found(&shop, "search.all", "hits", "黑山乡"), [old]);
}

#[test]
fn an_old_name_that_is_typed_is_told_with_todays_and_nothing_is_written() {
    let shop = Shop::new();
    renamed(&shop, "town", "黑山乡", "石桥乡");
    // The second word of the same place counts; it is one row.
    renamed(&shop, "town", "黑山乡", "柳河镇");
    let rows = shop.by("王姐", "place_name.list", json!({}));
    assert_eq!(rows["rows"].as_array().unwrap().len(), 1);
    let typed = json!({"town": "", "detail": " 黑山乡东沟村三组"});
    let read = shop.by("张师傅", "place_name.read", typed);
    assert_eq!(read["detail"], "柳河镇东沟村三组");
    assert_eq!(read["town"], Value::Null);
    let told = json!([{"kind": "town", "old_name": "黑山乡", "name": "柳河镇"}]);
    assert_eq!(read["renamed"], told);
    let kept = household(&shop, "王建军", "黑山乡");
    let shown = shop.by("王姐", "customer.get", json!({ "id": kept }));
    assert_eq!(
        shown["addresses"][0]["town"], "黑山乡",
        "whoever keeps it, may"
    );
    let same = json!({"kind": "town", "old_name": "柳河镇", "name": "柳河镇"});
    let error = shop.try_by("王姐", "place_name.save", same).unwrap_err();
    assert_eq!(error.fields[0].code, "same_name");
    let mine = json!({"kind": "town", "old_name": "甲乡", "name": "乙镇"});
    let error = shop.try_by("张师傅", "place_name.save", mine).unwrap_err();
    assert_eq!(error.code, wuyou_contract::ErrorCode::NotAllowed);
}
