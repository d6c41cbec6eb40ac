//! Lists of machines and towns, and what a timeline tells of a contact.
#![allow(clippy::unwrap_used, reason = "tests")]

use crate::common::{caller, ready_shop};
use serde_json::{Value, json};
use wuyou_app::App;

fn call(app: &App, name: &str, payload: Value) -> Value {
    app.call(&caller(Some("王姐")), name, payload).unwrap()
}

/// Three households in two towns, with a machine each, and one in stock.
fn machines(app: &App) {
    let households = [
        ("王建军", "柳河镇", "AA100001", "OLD-1"),
        ("李四", "柳河镇", "AA100003", "OLD-2"),
        ("陈立新", "三源浦镇", "AA100002", "OLD-1"),
    ];
    for (name, town, serial, model) in households {
        let household = json!({"name": name, "addresses": [{"town": town}]});
        let id = call(app, "customer.create", household)["id"].clone();
        let unit = json!({"serial": serial, "model_code": model, "customer_id": id});
        call(app, "unit.register", unit);
    }
    let stock = json!({"serial": "AA100004", "model_code": "OLD-1"});
    call(app, "unit.register", stock);
}

fn serials(page: &Value) -> Vec<&str> {
    let rows = page["rows"].as_array().unwrap().iter();
    rows.map(|row| row["unit"]["serial"].as_str().unwrap())
        .collect()
}

#[test]
fn machines_are_listed_by_serial_page_by_page_and_narrowed_by_town_model_and_text() {
    let (_dir, app) = ready_shop();
    machines(&app);
    let mut after = Value::Null;
    let mut all = Vec::new();
    loop {
        let page = call(&app, "unit.list", json!({"limit": 3, "after": after}));
        assert_eq!(page["total"], 4);
        all.extend(serials(&page).into_iter().map(ToOwned::to_owned));
        after = page["next"].clone();
        if after.is_null() {
            break;
        }
    }
    assert_eq!(all, ["AA100001", "AA100002", "AA100003", "AA100004"]);

    let narrowed = |by: Value| call(&app, "unit.list", by);
    let town = narrowed(json!({"town": "柳河镇"}));
    assert_eq!(serials(&town), ["AA100001", "AA100003"]);
    assert_eq!(town["total"], 2);
    assert_eq!(town["rows"][0]["town"], "柳河镇");
    assert_eq!(town["rows"][0]["unit"]["customer_name"], "王建军");
    let both = narrowed(json!({"town": "柳河镇", "model_code": "OLD-2"}));
    assert_eq!(serials(&both), ["AA100003"]);
    for (typed, found) in [
        ("陈立新", "AA100002"),
        ("clx", "AA100002"),
        ("AA100004", "AA100004"),
    ] {
        assert_eq!(
            serials(&narrowed(json!({ "query": typed }))),
            [found],
            "{typed}"
        );
    }
    let elsewhere = narrowed(json!({"query": "陈立新", "town": "柳河镇"}));
    assert_eq!(serials(&elsewhere), Vec::<&str>::new());
}

#[test]
fn towns_are_told_with_their_households_the_fullest_first() {
    let (_dir, app) = ready_shop();
    machines(&app);
    let towns = call(&app, "customer.towns", json!({}));
    assert_eq!(
        towns["rows"],
        json!([
            {"name": "柳河镇", "customer_count": 2},
            {"name": "三源浦镇", "customer_count": 1},
        ])
    );
}

#[test]
fn a_timeline_tells_how_a_contact_ended_and_nothing_of_the_kind_for_the_rest() {
    let (_dir, app) = ready_shop();
    let taken = json!({
        "text": "屋里不热", "caller_phone": "13804712207", "new_customer_name": "王建军",
    });
    let taken = call(&app, "request.create", taken);
    let order = &taken["work_order"]["summary"]["id"];
    let said = json!({"work_order_id": order, "text": "没人接", "result": "no_answer"});
    call(&app, "contact.add", said);
    let seen = call(&app, "work_order.get", json!({ "id": order }));
    let entries = seen["timeline"].as_array().unwrap().iter();
    let mut results: Vec<_> = entries
        .filter_map(|entry| Some((entry["kind"].as_str()?, entry["result"].as_str()?)))
        .collect();
    // Both at one instant of the fixed clock: either may come first.
    results.sort_unstable();
    assert_eq!(results, [("contact", "no_answer"), ("contact", "reached")]);
}

#[test]
fn machines_stand_by_their_installation_for_who_asks_for_it_those_without_a_date_last() {
    let (_dir, app) = ready_shop();
    for (serial, on) in [
        ("BB100001", Some("2025-11-02")),
        ("BB100002", None),
        ("BB100003", Some("2026-01-15")),
        ("BB100004", Some("2025-11-02")),
        ("BB100005", None),
    ] {
        let unit = json!({"serial": serial, "model_code": "OLD-1", "installed_on": on});
        call(&app, "unit.register", unit);
    }
    let mut after = Value::Null;
    let mut all = Vec::new();
    loop {
        let asked = json!({"sort": "installed", "limit": 2, "after": after});
        let page = call(&app, "unit.list", asked);
        all.extend(serials(&page).into_iter().map(ToOwned::to_owned));
        after = page["next"].clone();
        if after.is_null() {
            break;
        }
    }
    assert_eq!(all[0], "BB100003");
    let (dated, without) = all[1..].split_at(2);
    assert_eq!(
        dated.iter().map(|one| &one[7..]).collect::<Vec<_>>(),
        ["4", "1"]
    );
    assert_eq!(
        without.iter().map(|one| &one[7..]).collect::<Vec<_>>(),
        ["5", "2"]
    );
    let found = call(
        &app,
        "unit.list",
        json!({"sort": "installed", "query": "BB10000"}),
    );
    assert_eq!(serials(&found)[0], "BB100003");
}

/// The numbers of the orders of a list, two to a page.
fn order_texts(app: &App, asked: &Value) -> Vec<String> {
    let mut after = Value::Null;
    let mut all = Vec::new();
    loop {
        let mut page = asked.clone();
        page["limit"] = 2.into();
        page["after"] = after;
        let page = call(app, "work_order.list", page);
        let rows = page["rows"].as_array().unwrap().iter();
        all.extend(rows.map(|row| row["fault_text"].as_str().unwrap().to_owned()));
        after = page["next"].clone();
        if after.is_null() {
            return all;
        }
    }
}

#[test]
fn open_orders_stand_by_age_village_or_technician_for_who_asks_for_it_each_once() {
    let (_dir, app) = ready_shop();
    let homes = [
        ("东村", "甲"),
        ("安村", "乙"),
        ("东村", "丙"),
        ("安村", "丁"),
    ];
    for (nth, (village, text)) in homes.into_iter().enumerate() {
        let home = json!({"name": format!("王{text}"),
            "addresses": [{"town": "柳河镇", "village": village}]});
        let home = call(&app, "customer.create", home)["id"].clone();
        let taken = json!({"customer_id": home, "caller_phone": format!("1380471100{nth}"),
            "kind": "repair", "channel": "phone", "text": text});
        call(&app, "request.create", taken);
    }
    assert_eq!(
        order_texts(&app, &json!({"sort": "received"})),
        ["丁", "丙", "乙", "甲"]
    );
    assert_eq!(
        order_texts(&app, &json!({"sort": "village"})),
        ["甲", "丙", "乙", "丁"]
    );
    assert_eq!(
        order_texts(&app, &json!({"sort": "technician"})),
        ["甲", "乙", "丙", "丁"]
    );
    // What is done stands by age whatever is asked.
    assert_eq!(
        order_texts(&app, &json!({"filter": "all", "sort": "village"})),
        ["丁", "丙", "乙", "甲"]
    );
}
