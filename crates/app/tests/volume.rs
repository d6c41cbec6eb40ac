//! What lists cost in a shop with tens of thousands of households: which indexes their statements
//! use. A plan does not depend on how many rows there are, so a small shop shows it.

#![allow(clippy::unwrap_used, reason = "tests")]

use serde_json::{Value, json};
use uuid::Uuid;
use wuyou_domain::id::{MaintenanceId, StaffId, UnitId, WorkOrderId};
use wuyou_store::{EditContext, Id};

use crate::common::NOON;
use crate::common::desk::{DAY, HOUR, Shop};

/// A list, what is asked, and a line that has to stand in one of its statements' plans.
const HELD: &[(&str, &str, &str)] = &[
    (
        "today.get",
        "{}",
        "SEARCH e USING INDEX order_event_work_order (work_order_id=?",
    ),
    ("today.get", "{}", "SEARCH o USING INDEX work_order_open"),
    (
        "alert.list",
        "{}",
        "SEARCH e USING INDEX order_event_work_order (work_order_id=?",
    ),
    (
        "alert.list",
        "{}",
        "SEARCH e USING INDEX complaint_event_complaint (complaint_id=?",
    ),
    (
        "alert.list",
        "{}",
        "SEARCH e USING INDEX remedy_event_case (remedy_case_id=?",
    ),
    ("alert.list", "{}", "SEARCH v USING INDEX return_visit_open"),
    ("alert.list", "{}", "SEARCH p USING INDEX promise_open"),
    (
        "alert.list",
        "{}",
        "SEARCH a USING INDEX alert_ack_about (about_id=?",
    ),
    (
        "alert.list",
        "{}",
        "SEARCH u USING INDEX unit_install_by (install_by_on>? AND install_by_on<?",
    ),
    ("customer.list", "{}", "USING INDEX customer_updated"),
    (
        "customer.list",
        r#"{"at_home": "spring_festival"}"#,
        "SEARCH c USING INDEX customer_at_home (at_home=?",
    ),
    (
        "machine.due",
        r#"{"by_village": true}"#,
        "SEARCH m USING INDEX maintenance_open (remind_on<?",
    ),
    (
        "request.list",
        "{}",
        "SEARCH r USING INDEX request_received",
    ),
    (
        "request.list",
        r#"{"state": "open"}"#,
        "SEARCH r USING INDEX request_state (state=?",
    ),
    (
        "work_order.list",
        "{}",
        "SEARCH o USING INDEX work_order_open",
    ),
    (
        "work_order.list",
        r#"{"sort": "received"}"#,
        "SEARCH o USING INDEX work_order_open",
    ),
    (
        "work_order.list",
        r#"{"sort": "village"}"#,
        "SEARCH o USING INDEX work_order_open",
    ),
    (
        "work_order.list",
        r#"{"filter": "overdue", "sort": "technician"}"#,
        "SEARCH o USING INDEX work_order_state (state=?)",
    ),
    (
        "work_order.list",
        r#"{"filter": "all"}"#,
        "SEARCH o USING INDEX work_order_received",
    ),
    (
        "work_order.list",
        r#"{"filter": "all"}"#,
        "SCAN o USING COVERING INDEX work_order_state",
    ),
    (
        "work_order.list",
        r#"{"filter": "done"}"#,
        "SEARCH o USING INDEX work_order_received",
    ),
    (
        "work_order.list",
        r#"{"filter": "all", "state": "cancelled"}"#,
        "SEARCH o USING INDEX work_order_state (state=?",
    ),
    (
        "work_order.list",
        r#"{"filter": "all", "cause_class": "product", "repaired":
            {"from_on": "2026-11-01", "to_on": "2026-11-21", "repeats": true}}"#,
        "SEARCH o USING INDEX work_order_finished (finished_at>? AND finished_at<?)",
    ),
    (
        "work_order.list",
        r#"{"filter": "all", "query": "王建军"}"#,
        "SEARCH o USING INDEX sqlite_autoindex_work_order_1 (id=?",
    ),
    (
        "work_order.list",
        r#"{"filter": "overdue", "query": "王建军"}"#,
        "SEARCH w USING INDEX work_order_customer (customer_id=?",
    ),
    (
        "report.causes",
        "{}",
        "SEARCH o USING INDEX work_order_finished (finished_at>? AND finished_at<?)",
    ),
    (
        "report.causes",
        "{}",
        "SEARCH p USING INDEX work_order_repairs (unit_id=?",
    ),
    (
        "report.knowledge",
        "{}",
        "SEARCH r USING INDEX request_received (received_at>? AND received_at<?)",
    ),
    (
        "report.knowledge",
        "{}",
        "SEARCH c USING INDEX contact_request (request_id=?",
    ),
    (
        "report.satisfaction",
        "{}",
        "SEARCH o USING COVERING INDEX work_order_charged (finished_at>? AND finished_at<?)",
    ),
    (
        "report.satisfaction",
        "{}",
        "SEARCH work_order USING COVERING INDEX work_order_counter_sale (kind=?",
    ),
    (
        "report.satisfaction",
        "{}",
        "SEARCH e USING INDEX order_event_work_order (work_order_id=?",
    ),
    ("unit.list", "{}", "SEARCH u USING INDEX unit_serial"),
    (
        "unit.list",
        r#"{"sort": "installed"}"#,
        "USING INDEX unit_installed",
    ),
    (
        "return_visit.list",
        r#"{"filter": "today", "sort": "place"}"#,
        "SEARCH v USING INDEX return_visit_open",
    ),
    (
        "return_visit.list",
        r#"{"filter": "call_again"}"#,
        "SEARCH v USING INDEX sqlite_autoindex_return_visit_1 (id=?",
    ),
    (
        "return_visit.counts",
        "{}",
        "SEARCH k USING INDEX contact_customer (customer_id=?",
    ),
    (
        "money.list",
        r#"{"from_on": "2026-11-21"}"#,
        "SEARCH p USING INDEX payment_occurred (occurred_at>?",
    ),
    (
        "machine.unplanned",
        "{}",
        "SCAN u USING COVERING INDEX unit_in_use",
    ),
    (
        "machine.unplanned",
        "{}",
        "SEARCH m USING COVERING INDEX maintenance_unit_open (unit_id=?",
    ),
    ("unit.list", "{}", "SCAN u USING COVERING INDEX unit_model"),
    (
        "unit.list",
        r#"{"model_code": "L1P24"}"#,
        "SEARCH u USING INDEX unit_model (model_code=?",
    ),
    (
        "today.get",
        "{}",
        "SEARCH m USING COVERING INDEX maintenance_open (remind_on<?)",
    ),
    (
        "today.get",
        "{}",
        "SEARCH o USING INDEX work_order_received (received_at>?)",
    ),
    (
        "remedy_case.owed",
        "{}",
        "SEARCH p USING INDEX work_order_repairs (unit_id=?",
    ),
    (
        "money.debts",
        "{}",
        "SCAN charge_line USING COVERING INDEX charge_line_work_order",
    ),
    (
        "money.debts",
        "{}",
        "SCAN payment USING COVERING INDEX payment_work_order",
    ),
    ("stock.list", "{}", "USING INDEX stock_move_count"),
    (
        "stock.list",
        "{}",
        "SCAN work_order USING INDEX work_order_deleted",
    ),
    ("sync.status", "{}", "USING COVERING INDEX outbox_looks"),
    (
        "sync.details",
        "{}",
        "USING COVERING INDEX outbox_confirmed",
    ),
];

/// How the rows of each statement of a call are found.
fn plans(shop: &Shop, command: &str, asked: &str) -> Vec<(String, Vec<String>)> {
    let asked: Value = serde_json::from_str(asked).unwrap();
    let database = shop.app.database().unwrap();
    let (_, ran) = database
        .watched(|| shop.by("陈经理", command, asked))
        .unwrap();
    assert!(!ran.is_empty(), "{command} read nothing");
    ran.into_iter().map(|one| (one.sql, one.plan)).collect()
}

fn shop() -> Shop {
    let shop = Shop::new();
    let order = shop.dispatched("张师傅");
    let detail = shop.by("王姐", "work_order.get", json!({ "id": order }));
    let home = detail["summary"]["customer_id"].clone();
    shop.by("王姐", "customer.get", json!({ "id": home }));
    shop
}

#[test]
fn every_list_finds_its_rows_by_the_index_made_for_it() {
    let shop = shop();
    for (command, asked, wanted) in HELD {
        let plans = plans(&shop, command, asked);
        let found = plans
            .iter()
            .flat_map(|(_, plan)| plan)
            .any(|line| line.contains(wanted));
        assert!(found, "{command} {asked} does not `{wanted}`: {plans:#?}");
    }
}

#[test]
fn no_list_walks_through_every_step_contact_order_or_change_there_ever_was() {
    let shop = shop();
    for (command, asked, _) in HELD {
        for (sql, plan) in plans(&shop, command, asked) {
            for line in plan {
                let walked = ["order_event", "contact", "outbox", "payment", "phone"]
                    .iter()
                    .any(|table| {
                        let whole = line == format!("SCAN {table}");
                        let index = format!("INDEX {table}_");
                        whole || (line.starts_with("SCAN") && line.contains(&index))
                    });
                let numbers = sql.contains("count(*)") || sql.contains("sum(");
                let counted = line.contains("COVERING") && numbers;
                assert!(!walked || counted, "{command} {asked}: {line} in {sql}");
            }
        }
    }
}

#[test]
fn what_waits_to_be_sent_is_counted_without_looks_at_files() {
    let shop = shop();
    let before = shop.by("陈经理", "sync.status", json!({}))["unsent"].clone();
    let list = shop.by("陈经理", "customer.list", json!({}));
    let home = list["rows"][0]["id"].clone();
    shop.by("李师傅", "customer.get", json!({ "id": home }));
    let after_look = shop.by("陈经理", "sync.status", json!({}))["unsent"].clone();
    assert_eq!(after_look, before);
    let note = json!({"id": home, "note": "狗会咬人"});
    shop.by("王姐", "customer.update", note);
    let after_edit = shop.by("陈经理", "sync.status", json!({}))["unsent"].clone();
    assert_eq!(after_edit.as_u64(), before.as_u64().map(|count| count + 1));
}

/// Makes so many machines whose yearly maintenance is due on these days.
fn upkeep(shop: &Shop, days: &[(u32, &str)]) {
    let actor: Uuid = shop.staff("王姐").as_str().unwrap().parse().unwrap();
    let context = EditContext {
        actor: StaffId(actor),
        now_at: NOON,
    };
    let made = shop.app.database().unwrap().edit(&context, |tx| {
        let mut last = 0_u128;
        let mut id = || {
            last += 1;
            Uuid::from_u128(last)
        };
        for (count, due_on) in days {
            for nth in 0..*count {
                let unit = UnitId(id());
                let serial = format!("{due_on}-{nth}");
                tx.insert("unit", unit, &[("serial", serial.into())])?;
                let fields = [
                    ("unit_id", unit.value()),
                    ("due_on", (*due_on).into()),
                    ("remind_on", "2026-10-01".into()),
                    ("state", "open".into()),
                ];
                tx.insert("maintenance", MaintenanceId(id()), &fields)?;
            }
        }
        Ok::<_, wuyou_store::StoreError>(())
    });
    made.unwrap();
}

/// Makes the machines of these numbers, repaired twice and reported faulty again, each a minute
/// after the one before, and no case.
fn faulty(shop: &Shop, numbers: std::ops::Range<i64>) {
    let actor: Uuid = shop.staff("王姐").as_str().unwrap().parse().unwrap();
    let context = EditContext {
        actor: StaffId(actor),
        now_at: NOON,
    };
    let made = shop.app.database().unwrap().edit(&context, |tx| {
        for nth in numbers {
            let number = u128::from(nth.unsigned_abs()) * 10;
            let unit = UnitId(Uuid::from_u128(0xFA_0000 + number));
            let fields = [
                ("serial", format!("再报-{nth:03}").into()),
                ("model_code", "WEB-L1P24".into()),
                ("sold_on", "2026-03-02".into()),
                ("commissioned_on", "2026-03-02".into()),
            ];
            tx.insert("unit", unit, &fields)?;
            let reported_at = NOON - 30 * DAY + nth * 60_000;
            for (place, back) in [(1, 120), (2, 60), (3, 0)] {
                let received_at = reported_at - back * DAY;
                let finished_at = (back > 0).then_some(received_at + HOUR);
                let state = if back > 0 { "finished" } else { "registered" };
                let fields = [
                    ("no", format!("R-{nth:03}-{back}").into()),
                    ("kind", "repair".into()),
                    ("unit_id", unit.value()),
                    ("state", state.into()),
                    ("received_at", received_at.into()),
                    ("finished_at", finished_at.into()),
                    ("cause", "原厂零件坏".into()),
                ];
                tx.insert(
                    "work_order",
                    WorkOrderId(Uuid::from_u128(0xFB_0000 + number + place)),
                    &fields,
                )?;
            }
        }
        Ok::<_, wuyou_store::StoreError>(())
    });
    made.unwrap();
}

#[test]
fn of_too_many_reports_that_should_have_opened_a_case_the_latest_are_shown_and_the_rest_is_said() {
    let shop = Shop::new();
    faulty(&shop, 0..100);
    let owed = || shop.by("王姐", "remedy_case.owed", json!({}));
    let all = owed();
    assert_eq!(all["rows"].as_array().map(Vec::len), Some(100));
    assert_eq!(all["more"], false);
    assert_eq!(
        all["rows"][0]["serial"], "再报-000",
        "the earliest is first"
    );
    faulty(&shop, 100..103);
    let some = owed();
    assert_eq!(some["more"], true);
    assert_eq!(some["rows"].as_array().map(Vec::len), Some(100));
    assert_eq!(
        some["rows"][99]["serial"], "再报-102",
        "the latest is among them"
    );
}

#[test]
fn yearly_maintenance_beyond_the_lines_of_a_screen_is_counted_all_the_same() {
    let shop = shop();
    let numbers = |asked: Value| {
        let today = shop.by("王姐", "today.get", asked);
        let number = |name: &str| today[name].as_u64().unwrap();
        let kinds = today["kinds"].as_array().unwrap().iter();
        let upkeep: u64 = kinds
            .filter(|one| one["kind"] == "maintenance")
            .filter_map(|one| one["count"].as_u64())
            .sum();
        let lines = today["rows"].as_array().unwrap().len();
        (number("total"), number("overdue"), upkeep, lines)
    };
    let (total, overdue, none, _) = numbers(json!({}));
    assert_eq!(none, 0);
    // Late ones more than the screen has lines, and some that are not late yet.
    upkeep(&shop, &[(410, "2026-11-20"), (5, "2026-12-24")]);
    assert_eq!(numbers(json!({})), (total + 415, overdue + 410, 415, 400));
    let only = |kind: &str| numbers(json!({ "kind": kind })).0;
    assert_eq!((only("maintenance"), only("work_order")), (415, total));
    let lacking = numbers(json!({"lack": "owner"}));
    assert_eq!(lacking.2, 0, "nobody has to be named for it: {lacking:?}");
    let report = shop.by("陈经理", "today.report", json!({}));
    assert_eq!(report["figures"]["open"].as_u64(), Some(total + 415));
    assert_eq!(report["figures"]["overdue"].as_u64(), Some(overdue + 410));
    let due = shop.by("王姐", "machine.due", json!({"limit": 3}));
    assert_eq!(due["total"], 415);
    assert_eq!(due["rows"].as_array().unwrap().len(), 3);
    assert_eq!(due["rows"][0]["due_on"], "2026-11-20");
}
