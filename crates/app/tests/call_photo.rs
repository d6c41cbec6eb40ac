//! Pictures that are attached to a call while it is being taken.
#![allow(
    clippy::unwrap_used,
    clippy::needless_pass_by_value,
    reason = "tests hand their payloads over"
)]

use serde_json::{Value, json};

use crate::common::NOON;
use crate::common::desk::Shop;
use crate::photo::{jpeg, pasted};

fn hold(shop: &Shop, who: &str, numbers: &[u8]) -> Value {
    let files = numbers
        .iter()
        .map(|number| pasted("微信图片.png", &jpeg(*number), NOON));
    shop.by(
        who,
        "photo.hold",
        json!({"files": files.collect::<Vec<_>>()}),
    )
}

fn ids(held: &Value) -> Vec<Value> {
    let rows = held["rows"].as_array().unwrap();
    rows.iter().map(|row| row["id"].clone()).collect()
}

fn waiting(shop: &Shop, who: &str) -> Vec<Value> {
    ids(&shop.by(who, "photo.held", json!({})))
}

fn photos(shop: &Shop, owner: &str, id: &Value) -> Vec<Value> {
    let asked = json!({"owner": owner, "owner_id": id});
    let found = shop.by("王姐", "photo.list", asked);
    found["rows"].as_array().unwrap().clone()
}

#[test]
fn what_was_attached_before_a_power_cut_waits_and_is_seen_on_the_call_and_on_its_order() {
    let shop = Shop::new();
    let held = hold(&shop, "王姐", &[1, 2]);
    assert_eq!(held["refused"], json!([]));
    assert!(held["rows"][0]["thumb"].as_str().unwrap().len() > 40);

    let shop = shop.power_cut();
    let still = waiting(&shop, "王姐");
    assert_eq!(still, ids(&held));
    let call = json!({"text": "不点火", "caller_phone": "13804712207",
        "new_customer_name": "王建军", "channel": "email", "photos": still});
    let taken = shop.by("王姐", "request.create", call);
    assert_eq!(taken["request"]["channel"], "email");

    let of_call = photos(&shop, "request", &taken["request"]["id"]);
    let order = &taken["work_order"]["summary"]["id"];
    let of_order = photos(&shop, "work_order", order);
    assert_eq!(of_call.len(), 2);
    assert_eq!(of_call, of_order);
    assert_eq!(
        (
            &of_call[0]["kind"],
            &of_call[0]["here"],
            &of_call[0]["owner"]
        ),
        (&json!("reported"), &json!(true), &json!("request"))
    );
    // They belong to this call: the next one begins without them.
    assert_eq!(waiting(&shop, "王姐"), Vec::<Value>::new());
    let told = shop.by(
        "王姐",
        "customer.timeline",
        json!({"id": taken["request"]["customer_id"]}),
    );
    let told = told["rows"].as_array().unwrap();
    let shown = told.iter().find(|entry| entry["kind"] == "photo").unwrap();
    assert_eq!(shown["quantity"], 2);
}

#[test]
fn a_picture_of_a_second_call_hangs_on_the_order_it_is_about() {
    let shop = Shop::new();
    let order = shop.take();
    let held = hold(&shop, "王姐", &[3]);
    let again = json!({"work_order_id": order, "text": "又冒水了", "channel": "online",
        "photos": ids(&held)});
    shop.by("王姐", "request.urge", again);
    let found = photos(&shop, "work_order", &order);
    assert_eq!(found.len(), 1);
    assert_eq!(found[0]["owner"], "work_order");
    assert_eq!(waiting(&shop, "王姐"), Vec::<Value>::new());
}

#[test]
fn a_call_that_is_refused_keeps_its_pictures_waiting() {
    let shop = Shop::new();
    let held = hold(&shop, "王姐", &[4]);
    let call = json!({"text": "不点火", "photos": ids(&held)});
    shop.try_by("王姐", "request.create", call).unwrap_err();
    assert_eq!(waiting(&shop, "王姐"), ids(&held));
}

#[test]
fn what_one_person_attached_no_other_sees_takes_or_throws_away() {
    let shop = Shop::new();
    let held = ids(&hold(&shop, "王姐", &[5]));
    assert_eq!(waiting(&shop, "陈经理"), Vec::<Value>::new());
    let call = json!({"text": "不点火", "caller_phone": "13804712207",
        "new_customer_name": "王建军", "photos": held});
    let refused = shop.try_by("陈经理", "request.create", call).unwrap_err();
    assert_eq!(refused.fields[0].field, "photos");
    shop.by("陈经理", "photo.let_go", json!({"ids": held}));
    shop.by("陈经理", "photo.let_go", json!({}));
    assert_eq!(waiting(&shop, "王姐"), held);
    shop.by("王姐", "photo.let_go", json!({}));
    assert_eq!(waiting(&shop, "王姐"), Vec::<Value>::new());
}

#[test]
fn what_is_no_picture_comes_twice_or_is_one_too_many_is_refused_by_its_name() {
    let shop = Shop::new();
    let whole = pasted("图.jpg", &jpeg(6), NOON);
    let files = json!([whole, whole, pasted("合同.jpg", b"%PDF-1.7 contract", NOON)]);
    let held = shop.by("王姐", "photo.hold", json!({ "files": files }));
    assert_eq!(held["rows"].as_array().unwrap().len(), 1);
    let codes: Vec<_> = held["refused"].as_array().unwrap().iter().collect();
    assert_eq!(
        (&codes[0]["code"], &codes[1]["code"]),
        (&json!("photo.twice"), &json!("photo.format"))
    );
    let many: Vec<u8> = (10..30).collect();
    let files: Vec<_> = many
        .iter()
        .map(|number| pasted("图.jpg", &jpeg(*number), NOON))
        .collect();
    let refused = shop.try_by("王姐", "photo.hold", json!({ "files": files }));
    assert_eq!(refused.unwrap_err().fields[0].field, "files");
}

#[test]
fn what_was_sent_with_a_call_is_judged_with_the_order_it_became() {
    let shop = Shop::new();
    let held = hold(&shop, "王姐", &[41, 42]);
    let call = json!({"text": "不点火", "caller_phone": "13804712207",
        "new_customer_name": "王建军", "photos": ids(&held)});
    let taken = shop.by("王姐", "request.create", call);
    let order = taken["work_order"]["summary"]["id"].clone();
    shop.step("王姐", &order, "reply", json!({"contact_text": "下午去"}));
    shop.dispatch(&order, "张师傅");
    let pictures = photos(&shop, "work_order", &order);
    let other = json!({"id": pictures[0]["id"], "note": "不是我家的"});
    let refused = shop.try_by("李师傅", "photo.update", other);
    assert_eq!(refused.unwrap_err().code.code(), "work_order.not_yours");
    let first = json!({"id": pictures[0]["id"]});
    shop.by("王姐", "photo.delete", first);

    let end = json!({"reason": "客户说不用了", "contact_text": "客户同意"});
    shop.step("王姐", &order, "cancel", end);
    let second = json!({"id": pictures[1]["id"]});
    let refused = shop.try_by("王姐", "photo.delete", second.clone());
    assert_eq!(refused.unwrap_err().code.code(), "photo.settled");
    shop.by("陈经理", "photo.delete", second);
}
