//! What stays with a machine: the repairs made on it, and the dates its warranty counts from.
#![allow(
    clippy::unwrap_used,
    clippy::needless_pass_by_value,
    reason = "tests hand their payloads over"
)]

use crate::common::NOON;
use crate::common::desk::{DAY, HOUR, Shop};
use serde_json::{Value, json};
use wuyou_contract::ErrorCode;

const FIRST: &str = "L1P241602802954S";
const SECOND: &str = "L1P241607712889X";

/// A household with two boilers in warranty.
fn two_boilers(shop: &Shop) -> [Value; 2] {
    let household = json!({"name": "王建军", "phones": [{"number": "13804712207"}]});
    let customer = shop.by("王姐", "customer.create", household)["id"].clone();
    [FIRST, SECOND].map(|serial| {
        let machine = json!({"serial": serial, "model_code": "WEB-L1P24", "sold_on": "2026-01-05",
            "installed_on": "2026-01-06", "gas": "natural_gas", "customer_id": customer});
        shop.by("王姐", "unit.register", machine)["unit"]["id"].clone()
    })
}

fn order_at(shop: &Shop, unit: &Value) -> Value {
    let holder = shop.by("王姐", "unit.get", json!({ "id": unit }))["unit"]["customer_id"].clone();
    let call = json!({"text": "不点火", "caller_phone": "13804712207", "unit_id": unit,
        "customer_id": holder});
    shop.by("王姐", "request.create", call)["work_order"]["summary"]["id"].clone()
}

fn work(shop: &Shop, order: &Value) {
    shop.step("王姐", order, "reply", json!({"contact_text": "马上去"}));
    shop.dispatch(order, "张师傅");
    shop.step("张师傅", order, "start", json!({}));
    let done = json!({"cause": "原厂零件坏", "result": "修好", "charge_fen": 0,
        "signature": "纸质 0012"});
    shop.step("张师傅", order, "finish", done);
}

fn counted(shop: &Shop, unit: &Value) -> Value {
    shop.by("王姐", "warranty.card", json!({ "unit_id": unit }))["repairs_counted"].clone()
}

#[test]
fn a_repair_stays_with_the_machine_it_was_made_on_when_its_order_names_another() {
    let shop = Shop::new();
    let [first, second] = two_boilers(&shop);
    let order = order_at(&shop, &first);
    work(&shop, &order);
    assert_eq!(counted(&shop, &first), 1);
    shop.at(NOON + DAY);
    shop.step("王姐", &order, "reopen", json!({"reason": "又不点火"}));
    let other = |reason: Option<&str>| json!({"id": order, "unit_id": second, "reason": reason});
    for who in ["张师傅", "王姐"] {
        let refused = shop.try_by(who, "work_order.set_unit", other(Some("机器选错")));
        assert_eq!(refused.unwrap_err().code, ErrorCode::MachineDone, "{who}");
    }
    let silent = shop.try_by("陈经理", "work_order.set_unit", other(None));
    assert_eq!(silent.unwrap_err().fields[0].field, "reason");
    let shown = shop.by(
        "陈经理",
        "work_order.set_unit",
        other(Some("这次坏的是另一台")),
    );
    let told = shown["timeline"].to_string();
    assert!(
        told.contains("这次坏的是另一台") && told.contains(FIRST),
        "{told}"
    );
    assert_eq!(
        (counted(&shop, &first), counted(&shop, &second)),
        (json!(1), json!(0))
    );
    shop.at(NOON + DAY + HOUR);
    work(&shop, &order);
    shop.at(NOON + 2 * DAY);
    assert_eq!(
        (counted(&shop, &first), counted(&shop, &second)),
        (json!(1), json!(1))
    );
}

#[test]
fn before_anything_was_finished_the_machine_is_named_by_whoever_is_there() {
    let shop = Shop::new();
    let [first, second] = two_boilers(&shop);
    let order = order_at(&shop, &first);
    shop.step("王姐", &order, "reply", json!({"contact_text": "马上去"}));
    shop.dispatch(&order, "张师傅");
    let other = json!({"id": order, "unit_id": second});
    let shown = shop.by("张师傅", "work_order.set_unit", other);
    assert_eq!(shown["unit"]["serial"], SECOND);
}

#[test]
fn a_date_warranty_counts_from_is_corrected_by_the_desk_alone_with_a_reason_that_stays() {
    let shop = Shop::new();
    let household = json!({"name": "王建军", "phones": [{"number": "13804712207"}]});
    let customer = shop.by("王姐", "customer.create", household)["id"].clone();
    let machine = json!({"serial": FIRST, "model_code": "WEB-L1P24", "sold_on": "2016-10-01",
        "customer_id": customer});
    let unit = shop.by("张师傅", "unit.register", machine.clone())["unit"]["id"].clone();
    // What was empty is filled by whoever knows it.
    let filled = json!({"id": unit, "installed_on": "2016-10-05"});
    shop.by("张师傅", "unit.update", filled);
    let younger = |field: &str, on: &str, reason: Option<&str>| {
        let mut change = json!({"id": unit, "reason": reason});
        change[field] = on.into();
        change
    };
    for (field, on) in [
        ("sold_on", "2016-10-03"),
        ("installed_on", "2026-10-05"),
        ("sold_on", ""),
    ] {
        let change = younger(field, on, Some("熟人"));
        let refused = shop.try_by("张师傅", "unit.update", change);
        assert_eq!(
            refused.unwrap_err().code,
            ErrorCode::NotAllowed,
            "{field} {on}"
        );
        let silent = shop.try_by("王姐", "unit.update", younger(field, on, None));
        assert_eq!(
            silent.unwrap_err().fields[0].code,
            "date_reason",
            "{field} {on}"
        );
    }
    let mut again = machine;
    again["sold_on"] = "2025-10-01".into();
    let refused = shop.try_by("张师傅", "unit.register", again).unwrap_err();
    assert_eq!(refused.fields[0].code, "date_known");

    shop.by(
        "王姐",
        "unit.update",
        younger("installed_on", "2016-11-05", Some("看了安装单")),
    );
    let seen = shop.by("王姐", "machine.get", json!({"unit_id": unit}));
    let kept = seen["events"][0]["note"].as_str().unwrap();
    assert!(
        kept.contains("2016-10-05 → 2016-11-05") && kept.contains("看了安装单"),
        "{kept}"
    );
    let told = shop.by("王姐", "customer.get", json!({"id": customer}));
    assert!(
        told["timeline"].to_string().contains("看了安装单"),
        "{told}"
    );
    // It is no step: the state may still be set by hand, as on any machine of an old list.
    let kept = json!({"id": unit, "note": "阳台"});
    shop.by("张师傅", "unit.update", kept);
    shop.by("王姐", "unit.update", json!({"id": unit, "state": "sold"}));
}
