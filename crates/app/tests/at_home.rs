//! 返乡户: households that are at home at certain times only, and the maintenance that waits for
//! them.
#![allow(
    clippy::unwrap_used,
    clippy::needless_pass_by_value,
    reason = "tests hand their payloads over"
)]

use crate::common::NOON;
use crate::common::desk::{DAY, Shop};
use serde_json::{Value, json};
use uuid::Uuid;
use wuyou_domain::id::{CustomerId, MaintenanceId, StaffId, UnitId};
use wuyou_store::{EditContext, Id as _};

fn household(shop: &Shop, name: &str, village: &str, at_home: Value) -> Value {
    let made = json!({"name": name, "at_home": at_home,
        "addresses": [{"town": "柳河镇", "village": village, "detail": format!("{village}三组")}]});
    shop.by("王姐", "customer.create", made)["id"].clone()
}

/// A machine of a household with its maintenance open.
fn due(shop: &Shop, customer: &Value, serial: u32, remind_on: &str, due_on: &str) {
    let actor: Uuid = shop.staff("王姐").as_str().unwrap().parse().unwrap();
    let owner: Uuid = customer.as_str().unwrap().parse().unwrap();
    let context = EditContext {
        actor: StaffId(actor),
        now_at: NOON,
    };
    let unit = UnitId(Uuid::from_u128(0xA_0000 + u128::from(serial)));
    let task = MaintenanceId(Uuid::from_u128(0xB_0000 + u128::from(serial)));
    let machine = [
        ("serial", format!("OLD{serial:05}").into()),
        ("customer_id", CustomerId(owner).value()),
        ("state", "in_use".into()),
    ];
    let open = [
        ("unit_id", unit.value()),
        ("due_on", due_on.into()),
        ("remind_on", remind_on.into()),
        ("state", "open".into()),
    ];
    let written = shop.app.database().unwrap().edit(&context, |tx| {
        tx.insert("unit", unit, &machine)?;
        tx.insert("maintenance", task, &open)
    });
    written.unwrap();
}

fn names(rows: &Value) -> Vec<&str> {
    let rows = rows["rows"].as_array().unwrap().iter();
    rows.map(|row| {
        let name = row.get("customer_name").unwrap_or(&row["name"]);
        name.as_str().unwrap()
    })
    .collect()
}

#[test]
fn when_somebody_is_at_home_is_shown_wherever_one_calls_or_goes_and_narrows_the_list() {
    let shop = Shop::new();
    household(&shop, "李四", "东沟村", Value::Null);
    let away = household(&shop, "王建军", "西沟村", json!("spring_festival"));
    household(&shop, "赵六", "安平村", json!("spring_festival"));
    household(&shop, "孙七", "安平村", json!("summer"));
    let shown = |command: &str, payload: Value| shop.by("王姐", command, payload);
    assert_eq!(
        shown("customer.get", json!({"id": away}))["at_home"],
        "spring_festival"
    );
    let caller = shown("caller.lookup", json!({"query": "王建军"}));
    assert_eq!(
        caller["matches"][0]["customer"]["at_home"],
        "spring_festival"
    );
    let call = json!({"text": "不点火", "customer_id": away, "kind": "repair",
        "caller_phone": "13804712207"});
    let taken = shown("request.create", call);
    let order = taken["work_order"]["summary"]["id"].clone();
    assert_eq!(
        shown("work_order.get", json!({"id": order}))["at_home"],
        "spring_festival"
    );

    let listed = |asked: Value| shown("customer.list", asked);
    let returnees = listed(json!({"at_home": "spring_festival"}));
    assert_eq!(names(&returnees), ["赵六", "王建军"], "by village");
    assert_eq!(returnees["total"], 2);
    let page = listed(json!({"at_home": "spring_festival", "limit": 1}));
    let rest = json!({"at_home": "spring_festival", "limit": 1, "after": page["next"]});
    assert_eq!(names(&listed(rest)), ["王建军"]);
    assert_eq!(names(&listed(json!({"at_home": "always"}))), ["李四"]);
    assert_eq!(listed(json!({"at_home": "always"}))["total"], 1);
    assert_eq!(
        names(&listed(json!({"at_home": "seldom"}))),
        Vec::<&str>::new()
    );
    let elsewhere = json!({"at_home": "spring_festival", "town": "石桥乡"});
    assert_eq!(listed(elsewhere)["total"], 0);
    let found = listed(json!({"query": "安平村", "at_home": "summer"}));
    assert_eq!(names(&found), ["孙七"]);

    // They came back for good.
    let back = json!({"id": away, "at_home": "always"});
    assert_eq!(shown("customer.update", back)["at_home"], "always");
    assert_eq!(listed(json!({"at_home": "spring_festival"}))["total"], 1);
    assert_eq!(listed(json!({"at_home": "always"}))["total"], 2);
}

#[test]
fn maintenance_is_listed_by_village_and_narrowed_to_those_who_are_home_only_then() {
    let shop = Shop::new();
    let one = household(&shop, "王建军", "西沟村", json!("spring_festival"));
    let two = household(&shop, "李四", "安平村", Value::Null);
    due(&shop, &one, 1, "2026-09-01", "2026-10-01");
    due(&shop, &two, 2, "2026-10-01", "2026-11-30");
    due(&shop, &two, 3, "2026-09-01", "2026-11-01");
    let listed = |asked: Value| shop.by("王姐", "machine.due", asked);
    // The first due first, unless one goes there.
    assert_eq!(names(&listed(json!({}))), ["王建军", "李四", "李四"]);
    let by_village = listed(json!({"by_village": true}));
    assert_eq!(names(&by_village), ["李四", "李四", "王建军"]);
    assert_eq!(by_village["rows"][0]["due_on"], "2026-11-01");
    assert_eq!(by_village["rows"][0]["village"], "安平村");
    assert_eq!(by_village["total"], 3);
    let returnees = listed(json!({"by_village": true, "at_home": "spring_festival"}));
    assert_eq!(names(&returnees), ["王建军"]);
    assert_eq!(returnees["rows"][0]["at_home"], "spring_festival");
    assert_eq!(returnees["total"], 1);
    assert_eq!(listed(json!({"at_home": "always"}))["total"], 2);
    assert_eq!(listed(json!({"town": "柳河镇"}))["total"], 3);
    assert_eq!(listed(json!({"town": "石桥乡"}))["total"], 0);
}

#[test]
fn in_the_weeks_before_the_spring_festival_it_is_told_who_waits_for_it() {
    let shop = Shop::new();
    let one = household(&shop, "王建军", "西沟村", json!("spring_festival"));
    let two = household(&shop, "李四", "安平村", json!("spring_festival"));
    household(&shop, "孙七", "安平村", json!("spring_festival"));
    // Two machines of one household are one visit; the other is due just before the festival.
    due(&shop, &one, 1, "2026-09-01", "2026-10-01");
    due(&shop, &one, 2, "2026-09-01", "2026-10-01");
    due(&shop, &two, 3, "2027-02-06", "2027-03-06");
    let festival = || shop.by("王姐", "machine.due", json!({}))["festival"].clone();
    assert_eq!(festival(), Value::Null);
    // 2026-12-23, forty-five days before 2027-02-06.
    shop.at(NOON + 32 * DAY);
    let told = json!({"on": "2027-02-06", "days": 45, "households": 2});
    assert_eq!(festival(), told);
    let asked = json!({"at_home": "spring_festival", "until_on": "2027-02-06"});
    assert_eq!(shop.by("王姐", "machine.due", asked)["total"], 3);
    // Files that were merged are one household.
    let merged = json!({"id": one, "other_id": two});
    shop.by("王姐", "customer.merge", merged);
    assert_eq!(festival()["households"], 1);
}

#[test]
fn nobody_plans_maintenance_further_ahead_than_four_hundred_days() {
    let shop = Shop::new();
    let listed = |until: &str| shop.try_by("王姐", "machine.due", json!({"until_on": until}));
    assert!(listed("2027-12-26").is_ok());
    let refused = listed("2027-12-27").unwrap_err();
    let field = &refused.fields[0];
    assert_eq!((&*field.field, &*field.code), ("until_on", "until_too_far"));
    assert!(field.message_zh.contains("四百天"));
}
