//! What belongs to somebody stays theirs: numbers, drafts, households of the example and of the shop.
#![allow(clippy::unwrap_used, reason = "tests")]

use serde_json::{Value, json};
use wuyou_contract::ErrorCode;
use wuyou_store::settings;

use crate::common::NOON;
use crate::common::desk::Shop;

fn household(shop: &Shop, name: &str, phone: &str) -> Value {
    let phones = json!([{"number": phone}]);
    let made = json!({"name": name, "phones": phones});
    shop.by("王姐", "customer.create", made)["id"].clone()
}

#[test]
fn a_technician_finds_people_by_a_whole_number_or_its_last_four_digits_and_by_nothing_between() {
    let shop = Shop::new();
    let id = household(&shop, "王建军", "13804712207");
    let note = json!({"id": id, "note": "打13804712207，或微信wx13804712207"});
    shop.by("王姐", "customer.update", note);
    let finds = |who: &str, query: &str| {
        let asked = json!({ "query": query });
        let hits = [
            shop.by(who, "search.all", asked.clone())["hits"].clone(),
            shop.by(who, "customer.search", asked.clone())["hits"].clone(),
            shop.by(who, "customer.list", asked.clone())["rows"].clone(),
            shop.by(who, "caller.lookup", asked)["matches"].clone(),
        ];
        hits.map(|rows| !rows.as_array().unwrap().is_empty())
    };
    for query in ["13804712207", "138 0471 2207", "2207", "王建军", "王 2207"] {
        assert_eq!(finds("张师傅", query), [true; 4], "{query}");
    }
    for query in [
        "1380",
        "13804",
        "1380471220",
        "12207",
        "04712207",
        "0471",
        "王 1380",
        "打1380",
        "wx1380",
        "王建军 13804",
    ] {
        assert_eq!(finds("张师傅", query), [false; 4], "{query}");
    }
    for query in ["1380", "12207", "0471", "王 1380"] {
        assert_eq!(finds("王姐", query), [true; 4], "{query}");
    }
}

#[test]
fn a_draft_is_its_writers_alone_on_a_shared_pc() {
    let shop = Shop::new();
    let save = |who: &str, text: &str| {
        let draft = json!({"key": "intake", "content": {"text": text}});
        shop.by(who, "draft.save", draft)
    };
    let read = |who: &str| {
        shop.by(who, "draft.get", json!({"key": "intake"}))["draft"]["content"]["text"].clone()
    };
    save("王姐", "屋里不热");
    assert_eq!(
        (read("王姐"), read("张师傅")),
        (json!("屋里不热"), Value::Null)
    );
    save("张师傅", "漏水");
    shop.by("张师傅", "draft.delete", json!({"key": "intake"}));
    assert_eq!(
        (read("王姐"), read("张师傅")),
        (json!("屋里不热"), Value::Null)
    );
    for (who, count) in [("王姐", 1), ("张师傅", 0)] {
        let rows = shop.by(who, "draft.list", json!({}))["rows"].clone();
        assert_eq!(rows.as_array().unwrap().len(), count, "{who}");
    }
}

#[test]
fn drafts_are_neither_without_number_nor_for_ever() {
    let shop = Shop::new();
    for nr in 0..120 {
        let draft = json!({"key": format!("form:{nr}"), "content": {"text": "不热"}});
        shop.by("王姐", "draft.save", draft);
    }
    let count = |who: &str| {
        let rows = shop.by(who, "draft.list", json!({}))["rows"].clone();
        rows.as_array().unwrap().len()
    };
    assert_eq!(count("王姐"), 100);
    shop.at(NOON + 91 * crate::common::desk::DAY);
    shop.by(
        "张师傅",
        "draft.save",
        json!({"key": "intake", "content": {"text": "漏水"}}),
    );
    assert_eq!((count("王姐"), count("张师傅")), (0, 1));
}

#[test]
fn a_household_of_the_example_is_not_merged_with_a_real_one() {
    let shop = Shop::new();
    shop.by("陈经理", "example.load", json!({}));
    let page = shop.by("陈经理", "customer.list", json!({"limit": 200}));
    let example: Vec<_> = page["rows"]
        .as_array()
        .unwrap()
        .iter()
        .map(|row| row["id"].clone())
        .collect();
    let real = household(&shop, "郝秀英", "19670679684");
    for pair in [(&real, &example[0]), (&example[0], &real)] {
        let asked = json!({"id": pair.0, "other_id": pair.1});
        let refused = shop.try_by("陈经理", "customer.merge", asked).unwrap_err();
        assert_eq!(refused.code, ErrorCode::ExampleMerge);
    }
    // Two of the example are for practice.
    shop.by(
        "陈经理",
        "customer.merge",
        json!({"id": example[0], "other_id": example[1]}),
    );

    // What was merged by an earlier version is taken apart before anything goes.
    let loaded = |customers: &Value| {
        let text = json!({"customers": customers, "staff": []}).to_string();
        let database = shop.app.database().unwrap();
        database
            .local(|local| settings::set(local, "example_data", Some(&text)))
            .unwrap();
    };
    loaded(&json!([example[0]]));
    let refused = shop
        .try_by("陈经理", "example.remove", json!({}))
        .unwrap_err();
    assert_eq!(refused.code, ErrorCode::ExampleMerged);
    loaded(&json!(example));
    let there = shop.by("陈经理", "example.count", json!({}))["total"].clone();
    shop.by("陈经理", "example.remove", json!({ "total": there }));
    let left = shop.by("陈经理", "customer.list", json!({}));
    assert_eq!(left["total"], 1);
    assert_eq!(left["rows"][0]["id"], real);
}

#[test]
fn an_example_whose_loading_was_cut_off_is_removed_and_never_there_twice() {
    let shop = Shop::new();
    let count = || shop.by("陈经理", "customer.list", json!({}))["total"].clone();
    shop.by("陈经理", "example.load", json!({}));
    let whole = count();
    let cut_off = || {
        let begun = json!({"unfinished": true, "at": NOON}).to_string();
        let database = shop.app.database().unwrap();
        database
            .local(|local| settings::set(local, "example_data", Some(&begun)))
            .unwrap();
    };
    cut_off();
    let status = shop.by("陈经理", "app.status", json!({}));
    assert_eq!(status["example_data"], true);
    shop.by("陈经理", "example.load", json!({}));
    assert_eq!(count(), whole);
    cut_off();
    let there = shop.by("陈经理", "example.count", json!({}))["total"].clone();
    shop.by("陈经理", "example.remove", json!({ "total": there }));
    assert_eq!(count(), 0);
}

#[test]
fn what_hangs_on_a_household_merged_twice_over_is_that_of_who_stands_for_it() {
    let shop = Shop::new();
    let [first, second, third] = [
        household(&shop, "王建军", "13804712207"),
        household(&shop, "王建国", "13804712208"),
        household(&shop, "王建民", "13804712209"),
    ];
    let unit = json!({"serial": "L1P1817090901223", "customer_id": third});
    shop.by("王姐", "unit.register", unit);
    let taken = json!({"text": "屋里不热", "customer_id": third, "kind": "repair"});
    let taken = shop.by("王姐", "request.create", taken);
    // Which of two stands is their age, and these are of one moment.
    let mut stands = Value::Null;
    for pair in [(&second, &third), (&first, &second)] {
        let asked = json!({"id": pair.0, "other_id": pair.1});
        stands = shop.by("陈经理", "customer.merge", asked);
    }
    let (whole, name) = (&stands["id"], &stands["name"]);
    let unit = shop.by("王姐", "unit.get", json!({"serial": "L1P1817090901223"}));
    assert_eq!(&unit["unit"]["customer_id"], whole);
    let units = shop.by("王姐", "unit.list", json!({}));
    assert_eq!(&units["rows"][0]["unit"]["customer_name"], name);
    let requests = shop.by("王姐", "request.list", json!({}));
    assert_eq!(&requests["rows"][0]["customer_name"], name);
    let order = shop.by(
        "王姐",
        "work_order.get",
        json!({"id": taken["work_order"]["summary"]["id"]}),
    );
    assert_eq!(&order["summary"]["customer_name"], name);
}

#[test]
fn the_longest_note_of_a_form_is_kept_on_every_road_that_adds_words_to_it() {
    let shop = Shop::new();
    let note = "长".repeat(10_000);
    let order = shop.dispatched("张师傅");
    let lines = json!([{"kind": "labour", "name": "工时", "quantity": 1, "unit_fen": 5_000}]);
    let costs = json!({"work_order_id": order, "lines": lines});
    shop.by("王姐", "money.charge", costs);
    let agreed = json!({"work_order_id": order, "channel": "phone", "text": note,
        "person_name": "王建军"});
    shop.by("王姐", "money.agree", agreed);
    shop.step("张师傅", &order, "start", json!({}));
    let done = json!({"cause": "原厂零件坏", "result": note, "charge_fen": 5_000,
        "signature": "纸 0231", "mains_tenths": 2_205});
    shop.step("张师傅", &order, "finish", done);

    let call = json!({"text": "问保修", "caller_phone": "19670679684", "kind": "enquiry"});
    let taken = shop.by("王姐", "request.create", call);
    let turned = json!({"id": taken["request"]["id"], "kind": "complaint", "note": note});
    shop.by("王姐", "request.convert", turned);
}
