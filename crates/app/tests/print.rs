//! Paper, from an order to the file.
#![allow(
    clippy::unwrap_used,
    clippy::needless_pass_by_value,
    reason = "tests hand their payloads over"
)]

use crate::common::desk::{HOUR, Shop};
use crate::common::press::{job, out, preview, printing_shop, refused};
use crate::common::{NOON, caller, ready_shop};
use serde_json::{Value, json};
use wuyou_domain::paper::{Document, Paper, PromiseCard, VisitList};

/// An order with an agreed hour and somebody to go.
fn visit(shop: &Shop, technician: &str, from_at: i64) -> Value {
    let order = shop.take();
    shop.step("王姐", &order, "reply", json!({"contact_text": "下午去"}));
    shop.window(&order, from_at);
    shop.dispatch(&order, technician);
    order
}

#[test]
fn what_is_shown_and_what_is_written_are_one_job() {
    let (shop, proof) = printing_shop();
    let order = visit(&shop, "张师傅", NOON + 4 * HOUR);
    let seen = preview(&shop, job("job_sheet", &[&order]));
    assert_eq!(
        (&seen["paper"], &seen["page_count"], &seen["missing"]),
        (&json!("a4"), &json!(1), &json!([]))
    );
    assert_eq!(seen["pages"][0]["width_um"], 210_000);
    let looked_at = proof.last();
    let (_dir, path) = out();
    let saved = shop.by(
        "王姐",
        "print.save",
        json!({"job": job("job_sheet", &[&order]), "path": path, "open": true}),
    );
    // Nobody opens files in a test, and the answer says so.
    assert_eq!(
        (&saved["path"], &saved["page_count"], &saved["opened"]),
        (&json!(path), &json!(1), &json!(false))
    );
    assert!(std::fs::read(&path).unwrap().starts_with(b"%PDF-"));
    let written = proof.last();
    assert_eq!(written.document, looked_at.document);
    assert_eq!(written.printed, looked_at.printed);
}

#[test]
fn a_job_sheet_tells_the_technician_who_where_what_and_by_when() {
    let (shop, proof) = printing_shop();
    let order = visit(&shop, "张师傅", NOON + 4 * HOUR);
    preview(&shop, job("job_sheet", &[&order]));
    let Document::JobSheets(sheets) = proof.last().document else {
        panic!("no job sheets")
    };
    let sheet = &sheets[0];
    assert_eq!(sheet.no, shop.summary(&order)["no"]);
    assert_eq!(sheet.customer.as_deref(), Some("王建军"));
    assert_eq!(sheet.phones, ["138 0471 2207"]);
    assert_eq!(sheet.fault.as_deref(), Some("不点火"));
    assert_eq!(sheet.technician.as_deref(), Some("张师傅"));
    let window = "2026年11月21日 周六 16:00–18:00";
    assert_eq!(sheet.window.as_deref(), Some(window));
}

#[test]
fn the_promise_on_the_card_is_what_the_clocks_of_the_order_say() {
    let (shop, proof) = printing_shop();
    let order = shop.take();
    preview(&shop, job("promise_card", &[&order]));
    let Document::PromiseCards(cards) = proof.last().document else {
        panic!("no promise cards")
    };
    let PromiseCard {
        reply_by,
        finish_by,
        finish_latest,
        version,
        ..
    } = &cards[0];
    // Received on Saturday 2026-11-21: that day, day D+2, day D+3.
    assert_eq!(reply_by.as_deref(), Some("2026年11月21日 周六 24:00 前"));
    assert_eq!(finish_by.as_deref(), Some("2026年11月23日 周一 24:00 前"));
    assert_eq!(
        finish_latest.as_deref(),
        Some("2026年11月24日 周二 24:00 前")
    );
    let clocks = shop.by("王姐", "sla.clocks", json!({ "work_order_id": order }));
    assert_eq!(clocks["version"], *version);
    let rows = clocks["clocks"].as_array().unwrap();
    let finish = rows.iter().find(|row| row["stage"] == "finish").unwrap();
    assert_eq!(finish["limit_at"], NOON + 12 * HOUR + 3 * 24 * HOUR);
}

#[test]
fn a_warranty_card_says_until_when_as_the_card_on_the_screen_does() {
    let (shop, proof) = printing_shop();
    let household =
        json!({"name": "王建军", "addresses": [{"town": "柳河镇", "detail": "东沟村"}]});
    let household = shop.by("王姐", "customer.create", household)["id"].clone();
    let machine = json!({"serial": "L1P241602802954S", "model_code": "WEB-L1P24",
        "customer_id": household, "sold_on": "2026-11-16", "installed_on": "2026-11-18"});
    let unit = shop.by("王姐", "unit.register", machine)["unit"]["id"].clone();
    let screen = shop.by("王姐", "warranty.card", json!({ "unit_id": unit }));
    // Whoever keeps the card at home sees on it when the machine is to be looked after next.
    let done = shop.by("张师傅", "machine.maintained", json!({ "unit_id": unit }));
    let next_on = done["maintenance"][0]["due_on"]
        .as_str()
        .unwrap()
        .to_owned();
    let mut asked = job("warranty_card", &[&unit]);
    asked["language"] = "en".into();
    let seen = preview(&shop, asked);
    assert_eq!(seen["file_name"], "Warranty_card-L1P241602802954S.pdf");
    preview(&shop, job("warranty_card", &[&unit]));
    let Document::WarrantyCards(cards) = proof.last().document else {
        panic!("no warranty cards")
    };
    let card = &cards[0];
    assert_eq!(card.state, "在保");
    assert_eq!(card.address.as_deref(), Some("柳河镇 东沟村"));
    let digits = |text: &str| -> Vec<u32> {
        text.split(|c: char| !c.is_ascii_digit())
            .filter_map(|part| part.parse().ok())
            .collect()
    };
    let end = screen["ends_on"].as_str().unwrap();
    assert_eq!(digits(card.ends_on.as_deref().unwrap()), digits(end));
    assert_eq!(
        digits(card.maintenance_on.as_deref().unwrap()),
        digits(&next_on)
    );
    assert_eq!(card.parts.len(), screen["parts"].as_array().unwrap().len());
    assert!(card.bases.iter().any(|basis| basis.decides));
}

#[test]
fn the_paper_and_its_shift_are_remembered_when_something_was_printed_and_not_by_looking() {
    let (shop, proof) = printing_shop();
    let order = shop.take();
    let mut asked = job("promise_card", &[&order]);
    asked["paper"] = "form241x140".into();
    asked["right_um"] = json!(1_500);
    asked["down_um"] = json!(-500);
    preview(&shop, asked.clone());
    let plain = || preview(&shop, job("promise_card", &[&order]));
    assert_eq!(plain()["paper"], "a5");
    let (_dir, path) = out();
    shop.by("王姐", "print.save", json!({"job": asked, "path": path}));
    let seen = plain();
    assert_eq!(
        (&seen["paper"], &seen["right_um"], &seen["down_um"]),
        (&json!("form241x140"), &json!(1_500), &json!(-500))
    );
    // Another document on the same paper goes through the same printer.
    let mut sheet = job("job_sheet", &[&order]);
    assert_eq!(preview(&shop, sheet.clone())["paper"], "a4");
    sheet["paper"] = "form241x140".into();
    assert_eq!(preview(&shop, sheet)["right_um"], 1_500);
    assert_eq!(proof.last().paper, Paper::Form241x140);
}

#[test]
fn a_character_that_cannot_be_printed_is_named_and_saved_only_when_that_was_seen() {
    let (shop, _) = printing_shop();
    let call = json!({"text": "不点火", "caller_phone": "13804712207",
        "new_customer_name": "张𪛖"});
    let order = shop.by("王姐", "request.create", call)["work_order"]["summary"]["id"].clone();
    let asked = job("job_sheet", &[&order]);
    let seen = preview(&shop, asked.clone());
    let missing = json!([{"text": "𪛖", "code_points": "U+2A6D6", "pages": [1]}]);
    assert_eq!(seen["missing"], missing);
    let (_dir, path) = out();
    let save = json!({"job": asked, "path": path});
    assert_eq!(
        refused(&shop, "print.save", save.clone()),
        "print.missing_characters"
    );
    assert!(!std::path::Path::new(&path).exists());
    let mut all_the_same = save;
    all_the_same["accept_missing"] = true.into();
    shop.by("王姐", "print.save", all_the_same);
    assert!(std::path::Path::new(&path).exists());
}

#[test]
fn a_file_is_written_where_one_may_and_nothing_else_is_overwritten() {
    let (shop, _) = printing_shop();
    let order = shop.take();
    let status = shop.by("王姐", "app.status", json!({}));
    let data = status["data_dir"].as_str().unwrap().to_owned();
    let save = |path: String| json!({"job": job("job_sheet", &[&order]), "path": path});
    for path in [
        "派工单.pdf".to_owned(),
        format!("{data}/x.pdf"),
        format!("{data}/wuyou.db"),
        "/nowhere/there is no disk/x.pdf".to_owned(),
        String::new(),
    ] {
        assert_eq!(
            refused(&shop, "print.save", save(path.clone())),
            "print.file",
            "{path}"
        );
    }
    // Without a place it goes into the program's own folder, never over the one before.
    let one = shop.by(
        "王姐",
        "print.save",
        json!({"job": job("job_sheet", &[&order])}),
    );
    let two = shop.by(
        "王姐",
        "print.save",
        json!({"job": job("job_sheet", &[&order])}),
    );
    assert_ne!(one["path"], two["path"]);
    assert!(one["path"].as_str().unwrap().starts_with(&data));
}

#[test]
fn a_batch_prints_every_order_and_an_impossible_one_is_refused_with_the_next_step() {
    let (shop, _) = printing_shop();
    let orders: Vec<Value> = (0..3).map(|_| shop.take()).collect();
    let ids: Vec<&Value> = orders.iter().collect();
    assert_eq!(preview(&shop, job("job_sheet", &ids))["page_count"], 3);
    let ask = |job: Value| json!({ "job": job });
    assert_eq!(
        refused(&shop, "print.preview", ask(job("job_sheet", &[]))),
        "print.nothing"
    );
    let many: Vec<&Value> = ids.iter().cycle().take(201).copied().collect();
    assert_eq!(
        refused(&shop, "print.preview", ask(job("job_sheet", &many))),
        "input.invalid"
    );
    let unknown = json!("00000000-0000-4000-8000-000000000000");
    assert_eq!(
        refused(&shop, "print.preview", ask(job("job_sheet", &[&unknown]))),
        "record.not_found"
    );
    let mut far = job("job_sheet", &ids);
    far["down_um"] = json!(-20_000);
    assert_eq!(refused(&shop, "print.preview", ask(far)), "input.invalid");
}

#[test]
fn a_visit_list_holds_the_technicians_visits_of_the_day_and_nobody_elses() {
    let (shop, proof) = printing_shop();
    let later = visit(&shop, "张师傅", NOON + 6 * HOUR);
    let sooner = visit(&shop, "张师傅", NOON + 2 * HOUR);
    let open_hour = shop.dispatched("张师傅");
    shop.dispatched("李师傅");
    let technician = shop.staff("张师傅");
    let list = |on: &str| -> VisitList {
        let mut asked = job("visit_list", &[&technician]);
        asked["on"] = on.into();
        preview(&shop, asked);
        let Document::VisitLists(mut lists) = proof.last().document else {
            panic!("no visit lists")
        };
        lists.remove(0)
    };
    let numbers = |list: VisitList| -> Vec<Value> {
        list.stops.into_iter().map(|stop| stop.no.into()).collect()
    };
    let no = |order: &Value| shop.summary(order)["no"].clone();
    // By the hour; who has none yet comes last, on any day.
    assert_eq!(
        numbers(list("2026-11-21")),
        [no(&sooner), no(&later), no(&open_hour)]
    );
    assert_eq!(numbers(list("2026-11-25")), [no(&open_hour)]);
    // Whom nobody got to yesterday is still to be visited today.
    shop.at(NOON + 24 * HOUR);
    assert_eq!(
        numbers(list("2026-11-22")),
        [no(&sooner), no(&later), no(&open_hour)]
    );
    shop.at(NOON);
    assert_eq!(list("2026-11-21").technician.as_deref(), Some("张师傅"));
    let mut asked = job("visit_list", &[&technician]);
    asked["on"] = "下辈子".into();
    assert_eq!(
        refused(&shop, "print.preview", json!({ "job": asked })),
        "input.invalid"
    );
}

#[test]
fn the_shops_numbers_are_kept_cleared_and_changed_by_the_desk_only() {
    let (_dir, app) = ready_shop();
    let set =
        |who: &str, payload: Value| app.call(&caller(Some(who)), "print.settings_set", payload);
    let numbers = json!({"phone": "0314-505 1234", "complaint_phone": "400 800 1234"});
    set("王姐", numbers).unwrap();
    let kept = set("王姐", json!({"phone": "", "emergency_phone": "96777"})).unwrap();
    assert_eq!(
        kept,
        json!({"phone": null, "complaint_phone": "400 800 1234", "emergency_phone": "96777",
            "printer": null})
    );
    let refused = set("张师傅", json!({"phone": "1"})).unwrap_err();
    assert_eq!(refused.code.to_string(), "permission.denied");
}

#[test]
fn a_households_file_is_printed_whole_and_who_took_it_out_is_written_down() {
    let (shop, proof) = printing_shop();
    let order = visit(&shop, "张师傅", NOON + 4 * HOUR);
    let customer =
        shop.by("王姐", "work_order.get", json!({ "id": order }))["summary"]["customer_id"].clone();
    let wishes = json!({"id": customer, "no_call": true, "language": "蒙古语"});
    shop.by("王姐", "customer.update", wishes);
    let no = json!({"customer_id": customer, "purpose": "marketing", "given": false});
    shop.by("王姐", "consent.record", no);
    let (_dir, path) = out();
    let job = job("customer_file", &[&customer]);
    let shown = preview(&shop, job.clone());
    assert_eq!(shown["file_name"], "客户档案-王建军.pdf");
    let log = || shop.by("陈经理", "access.list", json!({}))["rows"].clone();
    assert_eq!(log()[0]["action"], "view_customer");
    let asked = json!({"job": job, "path": path});
    shop.by("王姐", "print.save", asked);
    let Document::CustomerFiles(files) = proof.last().document else {
        panic!("not a file");
    };
    let file = &files[0];
    assert_eq!(file.wishes, ["蒙古语", "不要打电话"]);
    assert_eq!(file.consents[0].name, "王建军 · 活动通知");
    assert!(file.consents[0].until.starts_with("不同意"));
    assert!(
        file.consents[0].until.contains("告知"),
        "{}",
        file.consents[0].until
    );
    let told: Vec<_> = file.history.iter().map(|one| one.what.as_str()).collect();
    for what in ["不同意", "派工", "联系", "来电"] {
        assert!(told.contains(&what), "{what}: {told:?}");
    }
    let row = &log()[0];
    assert_eq!(
        (&row["action"], &row["what"]),
        (&json!("export"), &json!("customer_file"))
    );
    assert_eq!(
        (&row["customer_id"], &row["staff"]),
        (&customer, &json!("王姐"))
    );
}

#[test]
fn a_job_sheet_tells_the_technician_of_a_notice_the_machine_falls_into_until_it_is_done() {
    use wuyou_domain::id::RecallId;
    use wuyou_sync::change::Op;
    let (shop, proof) = printing_shop();
    let machine = json!({"serial": "L1P282112085831N"});
    let unit = shop.by("王姐", "unit.register", machine)["unit"]["id"].clone();
    let call = json!({"text": "不点火", "kind": "repair", "caller_phone": "13904710000",
        "new_customer_name": "李秀英", "unit_id": unit});
    let order = shop.by("王姐", "request.create", call)["work_order"]["summary"]["id"].clone();
    let notice = RecallId::of_no("ZH-1").0;
    let fields = vec![
        ("no", "ZH-1".into()),
        ("kind", "stop_use".into()),
        ("state", "published".into()),
        ("version", 1.into()),
        ("title", "烟道卡箍可能脱落".into()),
        ("reason", "卡箍弹力不足".into()),
        ("action", "stop".into()),
        ("ranges", r#"[{"model":"WEB-L1P28"}]"#.into()),
        ("published_on", "2026-11-20".into()),
    ];
    crate::common::hq::received(&shop, ("recall", Op::Insert, notice), fields, NOON);
    let recalls = || {
        preview(&shop, job("job_sheet", &[&order]));
        let Document::JobSheets(sheets) = proof.last().document else {
            panic!("no job sheets")
        };
        sheets[0].recalls.clone()
    };
    let told = "停用通知（有危险，停止使用） ZH-1：烟道卡箍可能脱落。本次要做：停用";
    assert_eq!(recalls(), [told]);
    let done = json!({"recall_id": notice, "unit_id": unit, "outcome": "stopped"});
    shop.by("张师傅", "recall.record", done);
    assert_eq!(recalls(), Vec::<String>::new());
}

#[test]
fn what_leaves_the_program_is_in_the_log_each_time_also_when_the_printer_failed() {
    let (shop, _proof) = printing_shop();
    let order = shop.take();
    let dir = tempfile::tempdir().unwrap();
    let count = |action: &str| {
        let logged = shop.by("陈经理", "access.list", json!({ "action": action }));
        logged["rows"].as_array().unwrap().len()
    };
    for name in ["a", "b"] {
        let job = json!({"document": "job_sheet", "ids": [order], "paper": "a4"});
        let path = dir.path().join(format!("{name}.pdf"));
        shop.by("王姐", "print.save", json!({"job": job, "path": path}));
        let path = dir.path().join(format!("{name}.wuyou"));
        shop.by("王姐", "backup.create", json!({ "path": path }));
    }
    assert_eq!((count("print"), count("backup")), (2, 2));
    // The printer is off: what it has taken by then nobody knows.
    let printer = json!({"printer": "192.168.1.50:9"});
    shop.by("王姐", "print.settings_set", printer);
    let job = json!({"document": "promise_card", "ids": [order], "paper": "roll80"});
    let code = refused(&shop, "print.send", json!({ "job": job }));
    assert_eq!(code, "print.printer");
    assert_eq!(count("print"), 3);
}

#[test]
fn the_page_to_measure_with_names_no_record_and_its_shift_holds_for_every_document_on_its_paper() {
    let (shop, proof) = printing_shop();
    let mut asked = job("calibration", &[]);
    asked["paper"] = json!("form241x140");
    asked["right_um"] = json!(-1_500);
    let seen = preview(&shop, asked.clone());
    assert_eq!(
        (&seen["page_count"], &seen["missing"]),
        (&json!(1), &json!([]))
    );
    assert_eq!(proof.last().document, Document::Calibration);
    let (_dir, path) = out();
    let save = json!({"job": asked, "path": path});
    shop.by("王姐", "print.save", save);

    let order = visit(&shop, "张师傅", NOON + 4 * HOUR);
    let mut sheet = job("job_sheet", &[&order]);
    sheet["paper"] = json!("form241x140");
    assert_eq!(preview(&shop, sheet)["right_um"], -1_500);
}
