//! Absences, certificates, and what becomes of the work of somebody who leaves.
#![allow(clippy::unwrap_used, reason = "tests")]

use crate::common::NOON;
use crate::common::desk::{DAY, HOUR, Shop};
use serde_json::{Value, json};
use uuid::Uuid;
use wuyou_contract::ErrorCode;
use wuyou_domain::id::{CertificateId, CertificatePermitId, StaffId};
use wuyou_store::receipt::Receipt;
use wuyou_store::{Id, sync};
use wuyou_sync::change::{Change, Op};
use wuyou_sync::message::{Done, Entry};
use wuyou_sync::value::{RowId, Value as Field};
use wuyou_sync::{clock, hash, registry};

/// Headquarters gives or changes a certificate, and the PC syncs at this instant.
fn certify(shop: &Shop, who: &str, no: &str, (from, to, state): (&str, &str, &str), at: i64) {
    let database = shop.app.database().unwrap();
    let staff: Uuid = shop.staff(who).as_str().unwrap().parse().unwrap();
    let id = CertificateId::of_no(no);
    let known = database.read(|view| view.row("certificate", id)).unwrap();
    let fields: Vec<(u8, Field)> = if known.is_some() {
        vec![(7, state.into()), (8, "audit".into())]
    } else {
        vec![
            (1, staff.value()),
            (2, "maker_repair".into()),
            (3, no.into()),
            (5, from.into()),
            (6, to.into()),
            (7, state.into()),
        ]
    };
    let op = if known.is_some() {
        Op::Update
    } else {
        Op::Insert
    };
    told(shop, "certificate", (op, id.row_id()), fields, at);
}

/// Headquarters lets somebody repair from 20 to 24 November, or takes it back.
fn permit(shop: &Shop, who: &str, op: Op) {
    let staff: Uuid = shop.staff(who).as_str().unwrap().parse().unwrap();
    let day = |text: &str| text.parse().unwrap();
    let days = ("2026-11-20", "2026-11-24");
    let id = CertificatePermitId::of(StaffId(staff), "repair", day(days.0), day(days.1));
    let fields: Vec<(u8, Field)> = match op {
        Op::Insert => vec![
            (1, staff.value()),
            (2, "repair".into()),
            (3, days.0.into()),
            (4, days.1.into()),
            (5, "大雪，证书补办中".into()),
            (6, "总部 孙工".into()),
            (7, "valid".into()),
        ],
        _ => vec![(7, "withdrawn".into()), (8, "补好了".into())],
    };
    told(shop, "certificate_permit", (op, id.row_id()), fields, NOON);
}

/// A row of headquarters' own comes in.
fn told(shop: &Shop, entity: &str, (op, row): (Op, RowId), fields: Vec<(u8, Field)>, at: i64) {
    let database = shop.app.database().unwrap();
    let change = Change {
        entity: registry::entity(entity).unwrap().id,
        op,
        group_end: true,
        row,
        base_seq: 0,
        hlc: clock::tick(0, NOON),
        staff: [0; 16],
        fields,
    };
    let change = change.encode().unwrap();
    let cursor = database.read(sync::cursor).unwrap();
    let seq = cursor.seq + 1;
    let done = Done {
        epoch: [9; 16],
        server_now_at: at,
        last_dseq: 0,
        refused: Vec::new(),
        log_hash: hash::log_chain(&cursor.log_hash, seq, &change),
        entries: vec![Entry::Other {
            seq,
            device: [0; 16],
            change,
        }],
        head_seq: seq,
        durable_seq: 0,
    };
    let receipt = Receipt {
        at,
        result: "ok".to_owned(),
        ..Receipt::default()
    };
    database.apply(&done, &receipt).unwrap();
}

fn away(shop: &Shop, who: &str, from_on: &str, to_on: &str) -> Value {
    let days = json!({
        "staff_id": shop.staff(who), "from_on": from_on, "to_on": to_on, "reason": "家里有事",
    });
    shop.by("王姐", "absence.create", days)
}

fn replied(shop: &Shop) -> Value {
    let order = shop.take();
    shop.step("王姐", &order, "reply", json!({"contact_text": "下午去"}));
    order
}

fn send(
    shop: &Shop,
    by: &str,
    order: &Value,
    who: &str,
    reason: Option<&str>,
) -> Option<ErrorCode> {
    let sent = json!({"technician_id": shop.staff(who), "reason": reason});
    shop.try_step(by, order, "dispatch", sent)
        .err()
        .map(|refused| refused.code)
}

#[test]
fn nobody_is_sent_on_a_day_they_are_away_unless_the_manager_says_why() {
    let shop = Shop::new();
    away(&shop, "张师傅", "2026-11-21", "2026-11-22");
    let order = replied(&shop);
    let absent = Some(ErrorCode::TechnicianAbsent);
    assert_eq!(send(&shop, "王姐", &order, "张师傅", None), absent);
    // A clerk's reason is not enough, and a manager's silence neither.
    assert_eq!(send(&shop, "王姐", &order, "张师傅", Some("急")), absent);
    assert_eq!(send(&shop, "陈经理", &order, "张师傅", None), absent);
    let told = json!({"technician_id": shop.staff("张师傅")});
    let refused = shop.try_step("王姐", &order, "dispatch", told).unwrap_err();
    assert_eq!(refused.details["until_on"], "2026-11-22");
    assert_eq!(refused.details["field"], "technician_id");

    assert_eq!(
        send(&shop, "陈经理", &order, "张师傅", Some("他就在隔壁村")),
        None
    );
    let shown = shop.by("王姐", "work_order.get", json!({ "id": order }));
    assert!(shown["timeline"].to_string().contains("他就在隔壁村"));
}

#[test]
fn an_absence_counts_on_the_day_of_the_visit_and_not_on_the_day_it_is_planned() {
    let shop = Shop::new();
    let absence = away(&shop, "张师傅", "2026-11-21", "2026-11-22");
    let order = replied(&shop);
    shop.window(&order, NOON + 2 * DAY);
    assert_eq!(send(&shop, "王姐", &order, "张师傅", None), None);

    let today = replied(&shop);
    let refused = send(&shop, "王姐", &today, "张师傅", None);
    assert_eq!(refused, Some(ErrorCode::TechnicianAbsent));
    shop.by("王姐", "absence.delete", json!({"id": absence["id"]}));
    assert_eq!(send(&shop, "王姐", &today, "张师傅", None), None);
}

#[test]
fn an_absence_that_cannot_be_is_refused_with_what_to_do() {
    let shop = Shop::new();
    let refused = |from_on: &str, to_on: &str| {
        let days = json!({"staff_id": shop.staff("张师傅"), "from_on": from_on, "to_on": to_on});
        let error = shop.try_by("王姐", "absence.create", days).unwrap_err();
        error.fields[0].code.clone()
    };
    assert_eq!(refused("2026-11-25", "2026-11-24"), "absence_order");
    assert_eq!(refused("2026-11-01", "2026-11-02"), "absence_past");
    assert_eq!(refused("", ""), "date_empty");
    assert_eq!(refused("2026-11-25", "2028-01-01"), "absence_long");
    assert_eq!(refused("2096-11-25", ""), "plan_range");
    away(&shop, "张师傅", "2026-11-25", "2026-11-27");
    assert_eq!(refused("2026-11-27", "2026-11-28"), "absence_twice");
    let technician = shop.try_by(
        "张师傅",
        "absence.create",
        json!({"staff_id": shop.staff("张师傅"), "from_on": "2026-12-25"}),
    );
    assert_eq!(technician.unwrap_err().code, ErrorCode::NotAllowed);
}

#[test]
fn a_shop_whose_people_headquarters_never_certified_works_as_before() {
    let shop = Shop::new();
    let order = replied(&shop);
    let options = shop.by("王姐", "dispatch.options", json!({"work_order_id": order}));
    for row in options["rows"].as_array().unwrap() {
        assert_eq!(row["gate"], "unchecked", "{row}");
    }
    assert_eq!(send(&shop, "王姐", &order, "张师傅", None), None);
}

#[test]
fn whom_the_household_asked_for_is_proposed_first_unless_away() {
    let shop = Shop::new();
    let order = replied(&shop);
    let detail = shop.by("王姐", "work_order.get", json!({ "id": order }));
    let wish = json!({
        "id": detail["summary"]["customer_id"],
        "preferred_technician": {"id": shop.staff("李师傅")},
    });
    let first = || {
        let options = shop.by("王姐", "dispatch.options", json!({"work_order_id": order}));
        let rows = options["rows"].as_array().unwrap().clone();
        let wished = rows.iter().filter(|row| row["wished"] == true).count();
        (rows[0]["name"].clone(), wished)
    };
    // Both are free: without a wish the one who is named first stands first.
    assert_eq!(first(), (json!("张师傅"), 0));
    shop.by("王姐", "customer.update", wish);
    assert_eq!(first(), (json!("李师傅"), 1));
    let today =
        json!({"staff_id": shop.staff("李师傅"), "from_on": "2026-11-21", "to_on": "2026-12-25"});
    shop.by("陈经理", "absence.create", today);
    assert_eq!(first(), (json!("张师傅"), 1));
}

#[test]
fn once_somebody_is_certified_only_a_certificate_valid_on_the_day_lets_one_go() {
    let shop = Shop::new();
    certify(
        &shop,
        "张师傅",
        "W1",
        ("2026-01-01", "2026-11-22", "valid"),
        NOON,
    );
    let order = replied(&shop);
    let blocked = Some(ErrorCode::CertificateGate);
    assert_eq!(send(&shop, "王姐", &order, "李师傅", None), blocked);
    // Not even the manager opens the gate; that is headquarters'.
    assert_eq!(send(&shop, "陈经理", &order, "李师傅", Some("急")), blocked);
    let options = shop.by("王姐", "dispatch.options", json!({"work_order_id": order}));
    let rows = options["rows"].as_array().unwrap();
    assert_eq!(
        (&rows[0]["name"], &rows[0]["gate"]),
        (&json!("张师傅"), &json!("allowed"))
    );
    let li = rows.iter().find(|row| row["name"] == "李师傅").unwrap();
    assert_eq!(li["gate_reasons"], json!(["certificate_missing"]));

    // The last day counts in full, the day after does not.
    shop.window(&order, NOON + 2 * DAY);
    assert_eq!(send(&shop, "王姐", &order, "张师傅", None), blocked);
    let sooner = replied(&shop);
    shop.window(&sooner, NOON + DAY);
    assert_eq!(send(&shop, "王姐", &sooner, "张师傅", None), None);

    certify(&shop, "张师傅", "W1", ("", "", "suspended"), NOON);
    let next = replied(&shop);
    assert_eq!(send(&shop, "王姐", &next, "张师傅", None), blocked);
    let page = shop.by("王姐", "staff.get", json!({"id": shop.staff("张师傅")}));
    assert_eq!(page["certificates"][0]["standing"], "suspended");
    assert_eq!(page["certificates"][0]["reason"], "audit");
}

#[test]
fn whom_headquarters_lets_go_goes_on_its_days_only_and_the_order_says_so() {
    let shop = Shop::new();
    let valid = ("2026-01-01", "2027-12-31", "valid");
    certify(&shop, "张师傅", "W1", valid, NOON);
    let order = replied(&shop);
    let blocked = Some(ErrorCode::CertificateGate);
    assert_eq!(send(&shop, "王姐", &order, "李师傅", None), blocked);
    permit(&shop, "李师傅", Op::Insert);
    let options = shop.by("王姐", "dispatch.options", json!({"work_order_id": order}));
    let rows = options["rows"].as_array().unwrap();
    let li = rows.iter().find(|row| row["name"] == "李师傅").unwrap();
    assert_eq!(
        (&li["gate"], &li["gate_reasons"]),
        (
            &json!("permitted"),
            &json!(["certificate_missing", "hq_override"])
        )
    );
    // A visit after its last day is none of it.
    shop.window(&order, NOON + 4 * DAY);
    assert_eq!(send(&shop, "王姐", &order, "李师傅", None), blocked);
    let sooner = replied(&shop);
    shop.window(&sooner, NOON + 3 * DAY);
    assert_eq!(send(&shop, "王姐", &sooner, "李师傅", None), None);
    let seen = shop.by("王姐", "work_order.get", json!({ "id": sooner }));
    let mark = seen["permit"].as_str().unwrap();
    assert!(mark.contains("大雪") && mark.contains("孙工"), "{mark}");
    let logged = seen["timeline"].as_array().unwrap().iter();
    let logged = logged.filter(|row| row["code"] == "dispatch");
    let notes: Vec<_> = logged.map(|row| row["text"].as_str().unwrap()).collect();
    assert!(notes[0].starts_with("总部放行："), "{notes:?}");
    let page = shop.by("王姐", "staff.get", json!({"id": shop.staff("李师傅")}));
    assert_eq!(
        (&page["permits"][0]["open"], &page["permits"][0]["until_on"]),
        (&json!(true), &json!("2026-11-24"))
    );

    permit(&shop, "李师傅", Op::Update);
    let next = replied(&shop);
    assert_eq!(send(&shop, "王姐", &next, "李师傅", None), blocked);
    let seen = shop.by("王姐", "work_order.get", json!({ "id": sooner }));
    assert_eq!(
        seen["permit"],
        Value::Null,
        "taken back, the mark goes; the course keeps it"
    );
}

#[test]
fn without_a_window_a_permit_counts_from_its_first_day_and_the_start_by_its_own() {
    let shop = Shop::new();
    shop.at(NOON - 5 * DAY);
    let valid = ("2026-01-01", "2027-12-31", "valid");
    certify(&shop, "张师傅", "W1", valid, NOON - 5 * DAY);
    permit(&shop, "李师傅", Op::Insert);
    // The permit is from 20 November on, today is the 16th; when the visit is nobody has said.
    let order = replied(&shop);
    assert_eq!(send(&shop, "王姐", &order, "李师傅", None), None);
    let early = shop.try_step("李师傅", &order, "start", json!({}));
    assert_eq!(early.unwrap_err().code, ErrorCode::CertificateWork);
    shop.at(NOON);
    shop.step("李师傅", &order, "start", json!({}));
    // One that is over by the day of the start lets nobody begin.
    let late = replied(&shop);
    assert_eq!(send(&shop, "王姐", &late, "李师傅", None), None);
    shop.at(NOON + 4 * DAY);
    let refused = shop.try_step("李师傅", &late, "start", json!({}));
    assert_eq!(refused.unwrap_err().code, ErrorCode::CertificateWork);
}

#[test]
fn a_permit_that_was_taken_back_after_the_dispatch_lets_nobody_begin_or_finish() {
    let shop = Shop::new();
    let valid = ("2026-01-01", "2027-12-31", "valid");
    certify(&shop, "张师傅", "W1", valid, NOON);
    permit(&shop, "李师傅", Op::Insert);
    shop.at(NOON - 3 * HOUR);
    let (begun, waiting, done) = (replied(&shop), replied(&shop), replied(&shop));
    for order in [&begun, &waiting, &done] {
        assert_eq!(send(&shop, "王姐", order, "李师傅", None), None);
    }
    shop.at(NOON - 2 * HOUR);
    for order in [&begun, &done] {
        shop.step("李师傅", order, "start", json!({}));
    }
    // Headquarters takes it back at noon.
    permit(&shop, "李师傅", Op::Update);
    shop.at(NOON + HOUR);
    let finished = json!({"cause": "阀门没打开", "result": "打开", "charge_fen": 0,
        "signature": "纸 1"});
    let refused = |order: &Value, step: &str, fields: Value| {
        let refused = shop.try_step("李师傅", order, step, fields);
        refused.unwrap_err().code
    };
    let work = ErrorCode::CertificateWork;
    assert_eq!(refused(&waiting, "start", json!({})), work);
    assert_eq!(refused(&begun, "finish", finished.clone()), work);
    // What was done before it was taken back is recorded.
    let mut before = finished;
    before["occurred_at"] = (NOON - HOUR).into();
    shop.step("李师傅", &done, "finish", before);
}

#[test]
fn a_list_of_certificates_that_is_too_old_sends_nobody_and_says_to_sync() {
    let shop = Shop::new();
    certify(
        &shop,
        "张师傅",
        "W1",
        ("2026-01-01", "2027-12-31", "valid"),
        NOON,
    );
    shop.at(NOON + 20 * DAY);
    let order = replied(&shop);
    let options = shop.by("王姐", "dispatch.options", json!({"work_order_id": order}));
    assert_eq!(options["rows"][0]["gate"], "warned");
    shop.at(NOON + 31 * DAY);
    assert_eq!(
        send(&shop, "王姐", &order, "张师傅", None),
        Some(ErrorCode::CertificateList)
    );
    shop.at(NOON + 30 * DAY);
    assert_eq!(send(&shop, "王姐", &order, "张师傅", None), None);
}

#[test]
fn a_certificate_cannot_be_made_or_changed_at_the_dealers() {
    let shop = Shop::new();
    certify(
        &shop,
        "张师傅",
        "W1",
        ("2026-01-01", "2026-11-22", "suspended"),
        NOON,
    );
    let database = shop.app.database().unwrap();
    let context = wuyou_store::EditContext {
        actor: shop.staff("陈经理").as_str().unwrap().parse().unwrap(),
        now_at: NOON,
    };
    let id = CertificateId::of_no("W1");
    let made = database.edit(&context, |tx| {
        tx.update("certificate", id, &[("state", "valid".into())])
    });
    assert!(made.is_err());
}

#[test]
fn who_has_open_work_leaves_only_by_handing_all_of_it_over_at_once() {
    let shop = Shop::new();
    let (first, second) = (shop.dispatched("张师傅"), shop.dispatched("张师傅"));
    let zhang = shop.staff("张师傅");
    let gone = json!({"id": zhang, "disabled": true});
    let refused = shop.try_by("陈经理", "staff.update", gone.clone());
    assert_eq!(refused.unwrap_err().code, ErrorCode::StaffOpenWork);
    let refused = shop.try_by("王姐", "staff.leave", json!({"id": zhang}));
    assert_eq!(refused.unwrap_err().code, ErrorCode::NotAllowed);

    // One piece without a successor, or given to who leaves: nothing of it happens.
    let li = shop.staff("李师傅");
    for to_id in [Value::Null, zhang.clone()] {
        let half = json!({
            "id": zhang, "to_id": to_id, "items": [{"id": first, "to_id": li}],
        });
        let refused = shop.try_by("陈经理", "staff.leave", half).unwrap_err();
        assert_eq!(refused.code, ErrorCode::StaffSuccessor);
        assert_eq!(shop.summary(&first)["technician"], "张师傅");
    }

    let all = json!({
        "id": zhang, "to_id": li, "items": [{"id": second, "to_id": shop.staff("陈经理")}],
    });
    let left = shop.by("陈经理", "staff.leave", all);
    assert_eq!(left["disabled"], true);
    assert_eq!(shop.summary(&first)["technician"], "李师傅");
    assert_eq!(shop.summary(&second)["technician"], "陈经理");
    let shown = shop.by("王姐", "work_order.get", json!({ "id": first }));
    let timeline = shown["timeline"].to_string();
    assert!(timeline.contains("reassign") && timeline.contains("张师傅"));
    let refused = shop.try_by("张师傅", "today.get", json!({}));
    assert_eq!(refused.unwrap_err().code, ErrorCode::NotSignedIn);
    // The new one goes on with it.
    shop.step("李师傅", &first, "start", json!({}));
}

#[test]
fn the_calls_behind_orders_nobody_was_sent_to_are_handed_over_too() {
    let shop = Shop::new();
    let call = json!({"kind": "repair", "text": "不热", "caller_phone": "13804712207",
        "new_customer_name": "王建军"});
    let order = shop.by("王姐", "request.create", call)["work_order"]["summary"]["id"].clone();
    let wang = shop.staff("王姐");
    let work = shop.by("陈经理", "staff.get", json!({ "id": wang }))["open_work"].clone();
    assert_eq!(
        work[0]["kind"], "request",
        "she answers for it until somebody goes"
    );
    let to = json!({"id": wang, "to_id": shop.staff("陈经理")});
    shop.by("陈经理", "staff.leave", to);
    let today = shop.by("陈经理", "today.get", json!({}));
    let mut lines = today["rows"].as_array().unwrap().iter();
    let line = lines.find(|row| row["id"] == order).unwrap();
    assert_eq!(line["owner"], "陈经理");
}

#[test]
fn the_last_manager_stays_and_who_has_nothing_open_just_leaves() {
    let shop = Shop::new();
    let boss = json!({"id": shop.staff("陈经理"), "to_id": shop.staff("王姐")});
    let refused = shop.try_by("陈经理", "staff.leave", boss);
    assert_eq!(refused.unwrap_err().code, ErrorCode::LastManager);
    let li = shop.staff("李师傅");
    shop.by("陈经理", "staff.leave", json!({ "id": li }));
    let page = shop.by("陈经理", "staff.get", json!({ "id": li }));
    assert_eq!(page["staff"]["disabled"], true);
}

#[test]
fn who_takes_work_over_must_be_somebody_who_may_do_it() {
    let shop = Shop::new();
    let order = shop.dispatched("张师傅");
    certify(
        &shop,
        "张师傅",
        "W1",
        ("2026-01-01", "2027-12-31", "valid"),
        NOON,
    );
    let leave = |to: &str| {
        let handed = json!({"id": shop.staff("张师傅"), "to_id": shop.staff(to)});
        shop.try_by("陈经理", "staff.leave", handed)
    };
    assert_eq!(
        leave("李师傅").unwrap_err().code,
        ErrorCode::CertificateGate
    );
    certify(
        &shop,
        "李师傅",
        "W2",
        ("2026-01-01", "2027-12-31", "valid"),
        NOON,
    );
    leave("李师傅").unwrap();
    assert_eq!(shop.summary(&order)["technician"], "李师傅");
}

#[test]
fn a_look_at_a_file_is_written_down_once_for_each_person_household_and_ten_minutes() {
    let shop = Shop::new();
    let order = shop.take();
    let list = shop.by("王姐", "work_order.list", json!({}));
    let customer = list["rows"][0]["customer_id"].clone();
    assert_eq!(list["rows"][0]["id"], order);
    const TEN: i64 = 10 * 60 * 1000;
    let before = shop.by("王姐", "sync.status", json!({}))["unsent"].clone();
    let look = |who: &str| shop.by(who, "customer.get", json!({ "id": customer }));
    let count = || {
        let page = shop.by("陈经理", "access.list", json!({}));
        page["rows"].as_array().unwrap().len()
    };
    look("王姐");
    look("王姐");
    shop.at(NOON + TEN - 1);
    look("王姐");
    assert_eq!(count(), 1);
    look("张师傅");
    shop.at(NOON + TEN + 1);
    look("王姐");
    assert_eq!(count(), 3);
    // Nobody waits for these to be sent.
    assert_eq!(shop.by("王姐", "sync.status", json!({}))["unsent"], before);

    let first = shop.by("陈经理", "access.list", json!({"limit": 2}));
    let rest = json!({"limit": 2, "after": first["next"]});
    let rest = shop.by("陈经理", "access.list", rest);
    assert_eq!(rest["next"], Value::Null);
    let all: Vec<_> = [&first, &rest]
        .iter()
        .flat_map(|page| page["rows"].as_array().unwrap().clone())
        .map(|row| row["occurred_at"].as_i64().unwrap())
        .collect();
    assert_eq!(all, [NOON + TEN + 1, NOON + TEN - 1, NOON]);
    assert_eq!(first["rows"][0]["customer_name"], "王建军");
    let own = json!({"staff_id": shop.staff("张师傅")});
    let own = shop.by("陈经理", "access.list", own);
    assert_eq!(own["rows"].as_array().unwrap().len(), 1);
    let refused = shop.try_by("王姐", "access.list", json!({}));
    assert_eq!(refused.unwrap_err().code, ErrorCode::NotAllowed);
}

#[test]
fn complaints_and_promises_are_handed_over_too_and_no_complaint_to_whom_it_is_about() {
    let shop = Shop::new();
    let wang = shop.staff("王姐");
    let complaint = json!({
        "caller_name": "赵铁柱", "category": "charges", "item": "overcharged", "text": "收费多",
        "remedy_sought": "退钱", "severity": "normal", "sat_before": 2,
        "about_staff_id": shop.staff("张师傅"), "owner_id": wang,
    });
    let complaint = shop.by("王姐", "complaint.create", complaint);
    let customer = shop.by("王姐", "customer.create", json!({"name": "赵铁柱"}));
    let promise = json!({
        "text": "周三送滤网", "due_on": "2026-11-25", "customer_id": customer["id"],
    });
    shop.by("王姐", "promise.create", promise);
    let open = shop.by("陈经理", "staff.get", json!({ "id": wang }))["open_work"].clone();
    let kinds: Vec<_> = open
        .as_array()
        .unwrap()
        .iter()
        .map(|one| &one["kind"])
        .collect();
    assert_eq!(kinds, ["complaint", "promise"]);

    let leave = |to: &str| {
        let handed = json!({ "id": wang, "to_id": shop.staff(to) });
        shop.try_by("陈经理", "staff.leave", handed)
    };
    let refused = leave("张师傅").unwrap_err();
    assert_eq!(refused.code, ErrorCode::StaffSuccessor);
    leave("陈经理").unwrap();
    let boss = shop.by("陈经理", "staff.get", json!({"id": shop.staff("陈经理")}));
    let taken = boss["open_work"].as_array().unwrap();
    assert_eq!(taken.len(), 2, "{complaint}");
}

#[test]
fn a_certificate_of_the_shops_own_stops_whoever_it_has_ended_for_until_headquarters_has_its_own() {
    let shop = Shop::new();
    let today = |who: &str| shop.by(who, "today.get", json!({}))["certificates_unchecked"].clone();
    assert_eq!(
        (today("陈经理"), today("王姐")),
        (json!(true), json!(false))
    );
    let write = |who: &str, no: Value, valid_to: &str| {
        let paper = json!({"id": shop.staff(who), "kind": "maker_repair", "no": no,
            "valid_to": valid_to});
        shop.by("陈经理", "staff.certificate", paper)
    };
    let detail = write("张师傅", json!("WX-7"), "2026-11-20");
    assert_eq!(detail["own_certificates"][0]["standing"], "expired");
    write("李师傅", json!("WX-8"), "2027-03-31");
    // The one that ended is told of as one of headquarters' would be.
    let lines = shop.by("陈经理", "today.get", json!({"kind": "certificate"}));
    assert_eq!(lines["rows"][0]["no"], "WX-7");

    let order = shop.take();
    shop.step("王姐", &order, "reply", json!({"contact_text": "下午去"}));
    let who = json!({"technician_id": shop.staff("张师傅")});
    let refused = shop.try_step("王姐", &order, "dispatch", who.clone());
    assert_eq!(refused.unwrap_err().code, ErrorCode::CertificateGate);
    write("张师傅", Value::Null, "");
    shop.step("王姐", &order, "dispatch", who);

    // Headquarters certifies somebody: what the shop wrote down counts for nothing, and no more is.
    write("李师傅", json!("WX-8"), "2026-11-01");
    certify(
        &shop,
        "李师傅",
        "HQ-1",
        ("2026-01-01", "2027-12-31", "valid"),
        NOON,
    );
    assert_eq!(today("陈经理"), json!(false));
    let order = shop.take();
    shop.step("王姐", &order, "reply", json!({"contact_text": "下午去"}));
    shop.dispatch(&order, "李师傅");
    let late = json!({"id": shop.staff("张师傅"), "kind": "height", "no": "G-1",
        "valid_to": "2027-01-01"});
    let refused = shop
        .try_by("陈经理", "staff.certificate", late)
        .unwrap_err();
    assert_eq!(refused.fields[0].code, "certificates_of_hq");
}

#[test]
fn whoever_rests_on_the_day_of_the_visit_comes_later_is_told_of_and_can_go_all_the_same() {
    let shop = Shop::new();
    let call = json!({"text": "不热", "caller_name": "王建军", "caller_phone": "13804712207"});
    let taken = shop.by("王姐", "request.create", call);
    let order = taken["work_order"]["summary"]["id"].clone();
    let options = || {
        let asked = json!({ "work_order_id": order });
        let found = shop.by("王姐", "dispatch.options", asked);
        let rows = found["rows"].as_array().unwrap().iter();
        let rows: Vec<_> = rows
            .map(|row| {
                (
                    row["name"].as_str().unwrap().to_owned(),
                    row["rests"] == true,
                )
            })
            .collect();
        (found["planned_on"].as_str().unwrap().to_owned(), rows)
    };
    let (on, before) = options();
    let weekday = chrono::Datelike::weekday(&on.parse::<chrono::NaiveDate>().unwrap());
    let weekday = weekday.number_from_monday();
    let rest = |who: &str, days: &[u32]| {
        let asked = json!({"id": shop.staff(who), "days": days});
        shop.by("陈经理", "staff.rest", asked)
    };
    let first = before[0].0.clone();
    let seen = rest(&first, &[weekday, 7, weekday]);
    let mut days = vec![weekday, 7];
    days.dedup();
    assert_eq!(seen["rest_days"], json!(days));
    let (_, rows) = options();
    assert_ne!(rows[0].0, first);
    assert!(rows.contains(&(first.clone(), true)), "{rows:?}");

    shop.step("王姐", &order, "reply", json!({"contact_text": "下午去"}));
    let plan = shop.by("王姐", "work_order.plan", json!({}));
    let load = plan["workload"].as_array().unwrap().iter();
    let mut load = load.filter(|one| one["name"] == first.as_str());
    assert_eq!(load.next().unwrap()["rest_days"], json!(days));
    let who = json!({"technician_id": shop.staff(&first)});
    let sent = shop.step("王姐", &order, "dispatch", who);
    assert_eq!(sent["summary"]["state"], "dispatched");

    assert_eq!(rest(&first, &[])["rest_days"], json!([]));
    let wrong = json!({"id": shop.staff(&first), "days": [8]});
    let wrong = shop.try_by("陈经理", "staff.rest", wrong).unwrap_err();
    assert_eq!(wrong.code, ErrorCode::Invalid);
    let own = json!({"id": shop.staff("王姐"), "days": [1]});
    let refused = shop.try_by("王姐", "staff.rest", own).unwrap_err();
    assert_eq!(refused.code, ErrorCode::NotAllowed);
}

#[test]
fn a_lacking_skill_is_told_and_ranked_and_stops_nobody() {
    let shop = Shop::new();
    let home = json!({"name": "王建军", "phones": [{"number": "13804712207"}],
        "language": "蒙语"});
    let customer = shop.by("王姐", "customer.create", home)["id"].clone();
    let machine = json!({"serial": "L1P241602802954S", "model_code": "WEB-L1P24",
        "gas": "natural_gas", "customer_id": customer, "installed_on": "2025-01-10"});
    let unit = shop.by("王姐", "unit.register", machine)["unit"]["id"].clone();
    let call = json!({"text": "不热", "customer_id": customer, "unit_id": unit});
    let order = shop.by("王姐", "request.create", call)["work_order"]["summary"]["id"].clone();
    let options = || {
        let asked = json!({ "work_order_id": order });
        let rows = shop.by("王姐", "dispatch.options", asked)["rows"].clone();
        let rows = rows.as_array().unwrap().clone().into_iter();
        rows.map(|row| {
            let missing = row["missing_skills"].as_array().unwrap().iter();
            let missing: Vec<_> = missing
                .map(|one| one["zh"].as_str().unwrap().to_owned())
                .collect();
            (row["name"].as_str().unwrap().to_owned(), missing)
        })
        .collect::<Vec<_>>()
    };
    assert!(
        options().iter().all(|(_, missing)| missing.is_empty()),
        "nothing is written down"
    );
    let learn = |who: &str, skills: &[&str]| {
        let known = json!({"id": shop.staff(who), "skills": skills});
        shop.by("陈经理", "staff.skills", known)
    };
    learn("李师傅", &["family_l1p", "gas", "mongolian"]);
    learn("张师傅", &["family_l1p"]);
    let ranked = options();
    assert_eq!(ranked[0], ("李师傅".to_owned(), vec![]));
    let lacking = vec!["燃气部分".to_owned(), "蒙古语".to_owned()];
    assert_eq!(ranked[1], ("张师傅".to_owned(), lacking));

    shop.step("王姐", &order, "reply", json!({"contact_text": "下午去"}));
    let who = json!({"technician_id": shop.staff("张师傅")});
    let seen = shop.step("王姐", &order, "dispatch", who);
    let told = seen["timeline"].to_string();
    assert!(told.contains("没登记的技能：燃气部分、蒙古语"), "{told}");

    let gone = learn("李师傅", &["gas"]);
    let held = gone["skills"].as_array().unwrap().iter();
    let held: Vec<_> = held
        .filter(|one| one["held"] == true)
        .map(|one| &one["code"])
        .collect();
    assert_eq!(held, ["gas"]);
    let roster = shop.by("陈经理", "roster.list", json!({}));
    let row = roster["rows"].as_array().unwrap().iter();
    let mut row = row.filter(|row| row["name"] == "张师傅");
    assert_eq!(row.next().unwrap()["skills"], json!(["沃暖两用炉"]));
    let nobody = shop.try_by(
        "王姐",
        "staff.skills",
        json!({"id": shop.staff("王姐"), "skills": []}),
    );
    assert_eq!(nobody.unwrap_err().code, ErrorCode::NotAllowed);
}

#[test]
fn finished_work_stays_theirs_who_did_it_and_another_answers_for_what_is_left() {
    let shop = Shop::new();
    let order = shop.dispatched("张师傅");
    shop.step("张师傅", &order, "start", json!({}));
    let done =
        json!({"cause": "原厂零件坏", "result": "换好", "charge_fen": 0, "signature": "纸 0231"});
    shop.step("张师傅", &order, "finish", done);
    let leave = json!({"id": shop.staff("张师傅"), "to_id": shop.staff("陈经理")});
    shop.by("陈经理", "staff.leave", leave);
    assert_eq!(shop.summary(&order)["technician"], "张师傅");
    let today = shop.by("陈经理", "today.get", json!({}));
    let mut lines = today["rows"].as_array().unwrap().iter();
    let line = lines.find(|row| row["id"] == order).unwrap();
    assert_eq!(line["owner"], "陈经理");
    // Who takes it over did not do it, and may confirm what the customer says.
    shop.step("陈经理", &order, "confirm", json!({"satisfied": true}));
    let manager = json!({"id": shop.staff("陈经理")});
    let work = shop.by("陈经理", "staff.get", manager)["open_work"].to_string();
    assert!(work.contains("request"), "{work}");
}
