//! Lists that show only their first rows on a screen are taken out with every row.
#![allow(clippy::unwrap_used, reason = "tests")]

use crate::common::NOON;
use crate::common::desk::{HOUR, Shop};
use serde_json::{Value, json};
use uuid::Uuid;
use wuyou_domain::id::{ChargeLineId, MaintenanceId, RecallId, StaffId, UnitId, WorkOrderId};
use wuyou_store::{EditContext, Id, StoreError, Tx};

/// Rows by the hundred in one transaction, as years of a shop's work have left them.
fn years(shop: &Shop, write: impl FnOnce(&mut Tx<'_>) -> Result<(), StoreError>) {
    let actor: Uuid = shop.staff("王姐").as_str().unwrap().parse().unwrap();
    let context = EditContext {
        actor: StaffId(actor),
        now_at: NOON,
    };
    let database = shop.app.database().unwrap();
    database.edit(&context, write).unwrap();
}

/// The first column of what a list is taken out as.
fn taken(shop: &Shop, list: &str, request: &Value, key: &str) -> Vec<String> {
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join("a.xlsx");
    let asked = json!({
        "list": list, "title": "清单", "reason": "给会计对账", "request": request, "path": path,
        "columns": [{"key": key, "label": "编号", "kind": "text"}],
    });
    let done = shop.by("陈经理", "export.list", asked);
    let bytes = std::fs::read(&path).unwrap();
    let book = wuyou_office::Workbook::read(&bytes, "a.xlsx").unwrap();
    let rows = book.sheets[0].rows.iter().skip(1);
    let rows: Vec<String> = rows.map(|row| row[0].text().into_owned()).collect();
    assert_eq!(done["rows"].as_u64().unwrap(), rows.len() as u64);
    rows
}

/// Every number from 0 on, each once.
fn all(mut taken: Vec<String>, count: u32, name: impl Fn(u32) -> String) {
    taken.sort();
    let mut wanted: Vec<String> = (0..count).map(name).collect();
    wanted.sort();
    assert_eq!(taken, wanted);
}

fn on_screen(shop: &Shop, list: &str, request: Value) -> (usize, u64) {
    let page = shop.by("陈经理", list, request);
    let shown = page["rows"].as_array().unwrap().len();
    (shown, page["total"].as_u64().unwrap())
}

#[test]
fn debts_past_what_the_screen_shows_are_taken_out_too_and_the_screen_knows_how_many_there_are() {
    let shop = Shop::new();
    let no = |nth: u32| format!("Q-{nth:03}");
    years(&shop, |tx| {
        for nth in 0..503 {
            let order = WorkOrderId(Uuid::from_u128(0xA_0000 + u128::from(nth)));
            let fields = [
                ("no", no(nth).into()),
                ("kind", "repair".into()),
                ("state", "finished".into()),
                ("received_at", (NOON - 2 * HOUR).into()),
                ("finished_at", (NOON - HOUR).into()),
                ("charge_fen", 5_000.into()),
            ];
            tx.insert("work_order", order, &fields)?;
            let fields = [
                ("work_order_id", order.value()),
                ("kind", "labour".into()),
                ("name", "工时".into()),
                ("quantity", 1.into()),
                ("unit_fen", 5_000.into()),
                ("amount_fen", 5_000.into()),
                ("basis", "price_list".into()),
            ];
            let line = ChargeLineId(Uuid::from_u128(0xB_0000 + u128::from(nth)));
            tx.insert("charge_line", line, &fields)?;
        }
        Ok(())
    });
    assert_eq!(on_screen(&shop, "money.debts", json!({})), (500, 503));
    all(taken(&shop, "money.debts", &json!({}), "no"), 503, no);
}

#[test]
fn machines_of_a_recall_and_maintenance_due_past_what_the_screen_shows_are_taken_out_too() {
    let shop = Shop::new();
    let serial = |nth: u32| format!("OLD{nth:05}");
    let ranges = json!([{"model": "OLD-9", "serials": null}]).to_string();
    years(&shop, |tx| {
        for nth in 0..403 {
            let unit = UnitId(Uuid::from_u128(0xC_0000 + u128::from(nth)));
            let fields = [
                ("serial", serial(nth).into()),
                ("model_code", "OLD-9".into()),
                ("state", "in_use".into()),
            ];
            tx.insert("unit", unit, &fields)?;
            let fields = [
                ("unit_id", unit.value()),
                ("due_on", "2026-11-01".into()),
                ("remind_on", "2026-10-01".into()),
                ("state", "open".into()),
            ];
            let task = MaintenanceId(Uuid::from_u128(0xD_0000 + u128::from(nth)));
            tx.insert("maintenance", task, &fields)?;
        }
        Ok(())
    });
    let notice = vec![
        ("no", "ZH-2026-01".into()),
        ("kind", "recall".into()),
        ("state", "published".into()),
        ("version", 1.into()),
        ("title", "烟道卡箍可能脱落".into()),
        ("reason", "卡箍弹力不足".into()),
        ("action", "inspect".into()),
        ("ranges", ranges.into()),
        ("published_on", "2026-11-21".into()),
    ];
    let row = RecallId::of_no("ZH-2026-01").0;
    let entry = ("recall", wuyou_sync::change::Op::Insert, row);
    crate::common::hq::received(&shop, entry, notice, NOON);

    assert_eq!(on_screen(&shop, "recall.list", json!({})), (400, 403));
    let recalled = taken(&shop, "recall.list", &json!({}), "unit.serial");
    all(recalled, 403, serial);
    assert_eq!(on_screen(&shop, "machine.due", json!({})), (400, 403));
    // What a screen narrowed its own answer to does not narrow the workbook.
    let due = taken(&shop, "machine.due", &json!({"limit": 3}), "serial");
    all(due, 403, serial);
}

/// The rows of what a list is taken out as, below its heading.
fn book(shop: &Shop, list: &str, request: &Value, columns: &[(&str, &str)]) -> Vec<Vec<String>> {
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join("a.xlsx");
    let columns: Vec<_> = columns
        .iter()
        .map(|(key, kind)| json!({"key": key, "label": key, "kind": kind}))
        .collect();
    let asked = json!({"list": list, "title": "清单", "reason": "给会计对账", "request": request,
        "path": path, "columns": columns});
    shop.by("陈经理", "export.list", asked);
    let bytes = std::fs::read(&path).unwrap();
    let book = wuyou_office::Workbook::read(&bytes, "a.xlsx").unwrap();
    let rows = book.sheets[0].rows.iter().skip(1);
    rows.map(|row| row.iter().map(|cell| cell.text().into_owned()).collect())
        .collect()
}

#[test]
fn everything_that_was_paid_in_a_span_of_days_is_taken_out_by_day_and_each_closing_of_the_box() {
    let shop = Shop::new();
    let order = shop.take();
    let typed = json!({"work_order_id": order, "lines": [{"kind": "other", "name": "生料带",
        "quantity": 1, "unit_fen": 5_000}]});
    shop.by("王姐", "money.charge", typed);
    for (at, fen) in [(NOON, 1_500), (NOON + 24 * HOUR, 2_500)] {
        shop.at(at);
        let paid = json!({"work_order_id": order, "method": "cash", "amount_fen": fen});
        shop.by("王姐", "money.pay", paid);
        let counted = json!([{"method": "cash", "counted_fen": fen}]);
        shop.by("王姐", "money.close_day", json!({"counted": counted}));
    }
    // Counted again, and ten yuan are missing: that count stands.
    let again = json!({"counted": [{"method": "cash", "counted_fen": 1_500}], "note": "少了十元"});
    shop.by("王姐", "money.close_day", again);

    let columns = [
        ("on", "text"),
        ("source", "text"),
        ("amount_fen", "money"),
        ("staff", "text"),
    ];
    let all = book(&shop, "money.list", &json!({}), &columns);
    let row = |on: &str, yuan: &str| [on, "work_order", yuan, "王姐"].join(" ");
    let joined: Vec<String> = all.iter().map(|row| row.join(" ")).collect();
    assert_eq!(joined, [row("2026-11-21", "15"), row("2026-11-22", "25")]);
    let one = json!({"from_on": "2026-11-22", "to_on": "2026-11-22"});
    assert_eq!(book(&shop, "money.list", &one, &columns).len(), 1);
    let before = json!({"to_on": "2026-11-21"});
    assert_eq!(book(&shop, "money.list", &before, &columns)[0][2], "15");

    let columns = [
        ("on", "text"),
        ("methods.method:cash.counted_fen", "money"),
        ("difference_fen", "money"),
        ("replaced", "yes_no"),
    ];
    let closes = book(&shop, "money.closes", &json!({}), &columns);
    let joined: Vec<String> = closes.iter().map(|row| row.join(" ")).collect();
    let wanted = [
        "2026-11-22 15 -10 false",
        "2026-11-22 25 0 true",
        "2026-11-21 15 0 false",
    ];
    assert_eq!(joined, wanted);
    let log = shop.by("陈经理", "access.list", json!({"action": "export"}));
    assert_eq!(log["rows"][0]["what"], "money.closes");
    for list in ["money.list", "money.closes", "today.closes"] {
        assert!(shop.try_by("张师傅", list, json!({})).is_err(), "{list}");
    }
}

#[test]
fn what_a_screen_shows_a_part_of_is_taken_out_whole_and_for_nobody_else() {
    let shop = Shop::new();
    let serial = |nth: u32| format!("OLD{nth:05}");
    years(&shop, |tx| {
        for nth in 0..403 {
            let unit = UnitId(Uuid::from_u128(0xC_0000 + u128::from(nth)));
            let fields = [("serial", serial(nth).into()), ("state", "in_use".into())];
            tx.insert("unit", unit, &fields)?;
            let fields = [
                ("unit_id", unit.value()),
                ("due_on", "2026-11-01".into()),
                ("remind_on", "2026-10-01".into()),
                ("state", "open".into()),
            ];
            let task = MaintenanceId(Uuid::from_u128(0xD_0000 + u128::from(nth)));
            tx.insert("maintenance", task, &fields)?;
        }
        Ok(())
    });
    let mut asked = json!({"mine": false, "kind": "maintenance", "first": false});
    assert_eq!(on_screen(&shop, "today.get", asked.clone()), (400, 403));
    all(taken(&shop, "today.get", &asked, "no"), 403, serial);
    asked["whole"] = true.into();
    let clerk = shop.by("王姐", "today.get", asked);
    assert_eq!(clerk["rows"].as_array().unwrap().len(), 400);

    // The calendar shows the year ahead, the rota a week; both go out from the first day on.
    let event = json!({"name": "秋检", "kind": "free_check", "from_on": "2026-11-20"});
    shop.by("王姐", "shop_event.save", event);
    let night = json!({"on": "2026-11-21", "staff_id": shop.staff("张师傅")});
    shop.by("陈经理", "duty.set", night);
    shop.at(NOON + 40 * 24 * HOUR);
    let none = json!([]);
    assert_eq!(
        shop.by("陈经理", "shop_event.list", json!({}))["rows"],
        none
    );
    assert_eq!(
        taken(&shop, "shop_event.list", &json!({}), "name"),
        ["秋检"]
    );
    assert_eq!(
        taken(&shop, "duty.list", &json!({}), "staff_name"),
        ["张师傅"]
    );

    let finished = ("figures.figure:finished.numerator", "number");
    let scores = book(
        &shop,
        "score.board",
        &json!({}),
        &[("name", "text"), finished],
    );
    assert!(scores.contains(&vec!["张师傅".to_owned(), "0".to_owned()]));
}
