//! Where one goes for an order: the machine's own address before the household's first.
#![allow(
    clippy::unwrap_used,
    clippy::needless_pass_by_value,
    reason = "tests hand their payloads over"
)]

use crate::common::NOON;
use crate::common::desk::{HOUR, Shop};
use crate::common::press::{job, preview, printing_shop};
use serde_json::{Value, json};
use wuyou_domain::paper::Document;

const SERIAL: &str = "L1P241602802954S";

/// A household with two addresses whose machine stands at the second.
fn two_houses(shop: &Shop) -> (Value, Value) {
    let made = json!({"name": "王建军", "phones": [{"number": "13804712207"}], "addresses": [
        {"town": "柳河镇", "village": "东沟村", "detail": "东沟村三组"},
        {"town": "三源浦镇", "village": "西沟村", "detail": "西沟村一组", "landmark": "供销社北"}]});
    let made = shop.by("王姐", "customer.create", made);
    let machine = json!({"serial": SERIAL, "model_code": "WEB-L1P24", "customer_id": made["id"],
        "address_id": made["addresses"][1]["id"]});
    let unit = shop.by("王姐", "unit.register", machine)["unit"]["id"].clone();
    (made["id"].clone(), unit)
}

fn order_of(shop: &Shop, household: &Value, unit: Value) -> Value {
    let call = json!({"text": "不点火", "customer_id": household, "unit_id": unit});
    shop.by("王姐", "request.create", call)["work_order"]["summary"]["id"].clone()
}

#[test]
fn an_order_leads_to_where_its_machine_stands_on_the_screen_and_on_paper() {
    let (shop, proof) = printing_shop();
    let (household, unit) = two_houses(&shop);
    let order = order_of(&shop, &household, unit.clone());
    let seen = shop.by("王姐", "work_order.get", json!({ "id": order }));
    assert_eq!(seen["address"], "三源浦镇 西沟村一组");
    // The plan by village and the lists sort by the same place.
    let plan = shop.by("王姐", "work_order.plan", json!({}));
    let row = &plan["rows"][0]["summary"];
    assert_eq!(
        (&row["town"], &row["village"]),
        (&json!("三源浦镇"), &json!("西沟村"))
    );
    preview(&shop, job("job_sheet", &[&order]));
    let Document::JobSheets(sheets) = proof.last().document else {
        panic!("no job sheets")
    };
    assert_eq!(sheets[0].address.as_deref(), Some("三源浦镇 西沟村一组"));
    assert_eq!(sheets[0].way.as_deref(), Some("供销社北"));
    shop.step("王姐", &order, "reply", json!({"contact_text": "下午去"}));
    shop.window(&order, NOON + 4 * HOUR);
    shop.dispatch(&order, "张师傅");
    preview(&shop, job("visit_list", &[&shop.staff("张师傅")]));
    let Document::VisitLists(lists) = proof.last().document else {
        panic!("no visit list")
    };
    let stop = &lists[0].stops[0];
    assert_eq!(stop.address.as_deref(), Some("三源浦镇 西沟村一组"));
    preview(&shop, job("warranty_card", &[&unit]));
    let Document::WarrantyCards(cards) = proof.last().document else {
        panic!("no warranty cards")
    };
    assert!(cards[0].address.as_deref().unwrap().contains("西沟村"));
    // Without a machine it is the household's first.
    let other = order_of(&shop, &household, Value::Null);
    assert_eq!(shop.summary(&other)["village"], "东沟村");
}

#[test]
fn a_machine_that_somebody_has_changes_hands_by_a_transfer_and_never_by_hand() {
    let shop = Shop::new();
    let (household, unit) = two_houses(&shop);
    let neighbour = json!({"name": "赵铁柱", "phones": [{"number": "13904712208"}],
        "addresses": [{"town": "柳河镇", "village": "南山村", "detail": "南山村"}]});
    let neighbour = shop.by("王姐", "customer.create", neighbour)["id"].clone();
    // Nothing of its way is on record, and still it is somebody's.
    let by_hand = json!({"id": unit, "customer_id": neighbour});
    let refused = shop.try_by("陈经理", "unit.update", by_hand.clone());
    let refused = refused.unwrap_err();
    let field = &refused.fields[0];
    assert_eq!(
        (field.field.as_str(), field.code.as_str()),
        ("customer_id", "transfer_first")
    );
    // Correcting what the same household has is as before, and its place stays.
    let same = json!({"id": unit, "customer_id": household, "note": "阳台"});
    shop.by("张师傅", "unit.update", same);
    let order = order_of(&shop, &household, unit.clone());
    assert_eq!(shop.summary(&order)["village"], "西沟村");
    // What is left of a deleted household is nobody's: it gets a new one, and no old address.
    let cancel = json!({"reason": "不修了", "contact_text": "来电说不修了"});
    shop.step("陈经理", &order, "cancel", cancel);
    shop.by("陈经理", "customer.delete", json!({ "id": household }));
    shop.by("陈经理", "unit.update", by_hand);
    let order = order_of(&shop, &neighbour, unit);
    let seen = shop.by("王姐", "work_order.get", json!({ "id": order }));
    assert_eq!(seen["address"], "柳河镇 南山村");
}
