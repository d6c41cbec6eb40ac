//! What lies in the shop by what was counted, and what does not count at all.
#![allow(
    clippy::unwrap_used,
    clippy::needless_pass_by_value,
    reason = "tests hand their payloads over"
)]

use crate::common::NOON;
use crate::common::desk::{HOUR, Shop};
use crate::common::hq::received;
use serde_json::{Value, json};
use uuid::Uuid;
use wuyou_store::Id;
use wuyou_sync::change::Op;

fn fan(shop: &Shop) -> (i64, i64) {
    let stock = shop.by("王姐", "stock.list", json!({}));
    let rows = stock["rows"].as_array().unwrap();
    let row = rows.iter().find(|row| row["code"] == "fan").unwrap();
    let count = |name: &str| row[name].as_i64().unwrap();
    (count("new_count"), count("old_count"))
}

fn receive(shop: &Shop, quantity: i64) {
    let came = json!({"parts": [{"code": "fan", "name": "", "quantity": quantity}]});
    shop.by("王姐", "stock.receive", came);
}

fn count(shop: &Shop, counted: i64) -> Value {
    shop.by(
        "王姐",
        "stock.count",
        json!({"code": "fan", "counted": counted}),
    )
}

/// A move another PC wrote down; `counted` where it is a count of a program that keeps it.
fn of_other_pc(shop: &Shop, (kind, quantity): (&str, i64), counted: Option<i64>, at: i64) {
    let staff: Uuid = shop.staff("王姐").as_str().unwrap().parse().unwrap();
    let mut fields = vec![
        ("part_code", "fan".into()),
        ("part_name", "风机".into()),
        ("quantity", quantity.into()),
        ("kind", kind.into()),
        ("occurred_at", at.into()),
        ("staff_id", staff.value()),
    ];
    if let Some(counted) = counted {
        fields.push(("counted", counted.into()));
    }
    let row = Uuid::from_u128(u128::from(at.unsigned_abs()));
    received(shop, ("stock_move", Op::Insert, row), fields, at);
}

#[test]
fn two_pcs_that_count_the_same_shelf_find_what_lies_there() {
    let shop = Shop::new();
    receive(&shop, 10);
    shop.at(NOON + HOUR);
    count(&shop, 8);
    of_other_pc(&shop, ("count", -2), Some(8), NOON + HOUR + 1);
    assert_eq!(fan(&shop).0, 8);
}

#[test]
fn what_was_used_before_a_count_is_in_it_and_what_is_used_after_is_taken_off() {
    let shop = Shop::new();
    receive(&shop, 10);
    shop.at(NOON + 2 * HOUR);
    count(&shop, 8);
    of_other_pc(&shop, ("use", -2), None, NOON + HOUR);
    assert_eq!(fan(&shop).0, 8, "it was gone when the shelf was counted");
    of_other_pc(&shop, ("use", -1), None, NOON + 3 * HOUR);
    assert_eq!(fan(&shop).0, 7);
    // A count of before, of an older program, is the difference it kept.
    of_other_pc(&shop, ("count", 2), None, NOON + 4 * HOUR);
    assert_eq!(fan(&shop).0, 9);
}

#[test]
fn a_count_is_kept_with_what_lay_there_and_by_whom_also_where_the_books_were_right() {
    let shop = Shop::new();
    receive(&shop, 10);
    shop.at(NOON + HOUR);
    count(&shop, 10);
    shop.at(NOON + 2 * HOUR);
    let seen = count(&shop, 7);
    let told: Vec<_> = seen["counts"]
        .as_array()
        .unwrap()
        .iter()
        .map(|one| {
            (
                one["counted"].clone(),
                one["difference"].clone(),
                one["staff"].clone(),
            )
        })
        .collect();
    let by = json!("王姐");
    assert_eq!(
        told,
        [(json!(7), json!(-3), by.clone()), (json!(10), json!(0), by)]
    );
}

#[test]
fn a_part_that_was_never_used_is_not_counted_twice_when_that_is_put_right() {
    let shop = Shop::new();
    receive(&shop, 10);
    let order = shop.dispatched("张师傅");
    let used =
        json!({"work_order_id": order, "parts": [{"code": "fan", "name": "", "quantity": 1}]});
    shop.by("张师傅", "order_parts.use", used);
    shop.at(NOON + HOUR);
    count(&shop, 10);
    shop.at(NOON + 2 * HOUR);
    let wrong = json!({"work_order_id": order, "parts": [], "not_used": ["fan"]});
    shop.by("张师傅", "order_parts.use", wrong);
    assert_eq!(fan(&shop).0, 10);
}

#[test]
fn a_part_whose_old_one_went_to_the_maker_was_used() {
    let shop = Shop::new();
    let order = shop.dispatched("张师傅");
    let used = json!({"work_order_id": order,
        "parts": [{"code": "fan", "name": "", "quantity": 1, "old_returned": true}]});
    shop.by("张师傅", "order_parts.use", used);
    shop.by(
        "王姐",
        "stock.send_old",
        json!({"code": "fan", "quantity": 1}),
    );
    let wrong = json!({"work_order_id": order, "parts": [], "not_used": ["fan"]});
    let refused = shop.try_by("张师傅", "order_parts.use", wrong).unwrap_err();
    assert_eq!(refused.fields[0].code, "old_sent");
    assert_eq!(fan(&shop), (-1, 0));
}

#[test]
fn money_and_parts_of_orders_that_are_gone_count_nowhere() {
    let shop = Shop::new();
    let order = shop.dispatched("张师傅");
    let used = json!({"work_order_id": order,
        "parts": [{"code": "fan", "name": "", "quantity": 1, "old_returned": true}]});
    shop.by("张师傅", "order_parts.use", used);
    let lines = json!([{"kind": "labour", "name": "工时", "quantity": 1, "unit_fen": 9_000}]);
    let costs = json!({"work_order_id": order, "lines": lines});
    shop.by("王姐", "money.charge", costs);
    let paid = json!({"work_order_id": order, "method": "cash", "amount_fen": 9_000});
    shop.by("王姐", "money.pay", paid);
    let cash = || {
        let day = shop.by("王姐", "money.day", json!({}));
        let methods = day["methods"].as_array().unwrap().iter();
        let sums = methods.map(|one| one["expected_fen"].as_i64().unwrap());
        (sums.sum::<i64>(), day["payments"].as_array().unwrap().len())
    };
    assert_eq!((fan(&shop), cash()), ((-1, 1), (9_000, 1)));
    crate::common::hq::all_sent(&shop, NOON);
    let id: Uuid = order.as_str().unwrap().parse().unwrap();
    let gone = vec![("deleted_at", NOON.into())];
    received(&shop, ("work_order", Op::Update, id), gone, NOON + 1);
    assert_eq!((fan(&shop), cash()), ((0, 0), (0, 0)));
}
