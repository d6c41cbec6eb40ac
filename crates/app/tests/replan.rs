//! 换人、改时间: another goes, or at another time, before anybody arrived; and who is away on the day.
#![allow(
    clippy::unwrap_used,
    clippy::needless_pass_by_value,
    reason = "tests hand their payloads over"
)]

use serde_json::{Value, json};
use wuyou_contract::ErrorCode;

use crate::common::NOON;
use crate::common::desk::{DAY, HOUR, Shop};

/// The line of an order on 今日.
fn line(shop: &Shop, order: &Value) -> Value {
    let today = shop.by("王姐", "today.get", json!({}));
    let rows = today["rows"].as_array().unwrap();
    rows.iter().find(|row| row["id"] == *order).unwrap().clone()
}

/// The card of an order in the plan.
fn card(shop: &Shop, order: &Value) -> Value {
    let plan = shop.by("王姐", "work_order.plan", json!({}));
    let rows = plan["rows"].as_array().unwrap();
    let found = rows.iter().find(|row| row["summary"]["id"] == *order);
    found.unwrap().clone()
}

const PROMISE: [&str; 4] = [
    "reply_due_at",
    "replied_at",
    "finish_target_at",
    "finish_limit_at",
];

/// Agreed for tomorrow at noon and dispatched to 张师傅.
fn planned(shop: &Shop) -> Value {
    let order = shop.take();
    shop.window(&order, NOON + DAY);
    shop.dispatch(&order, "张师傅");
    order
}

fn to(shop: &Shop, name: &str) -> Value {
    json!({"technician_id": shop.staff(name), "reason": "张师傅病了"})
}

fn window(from_at: i64) -> Value {
    json!({"window_from_at": from_at, "window_to_at": from_at + 2 * HOUR, "reason": "写错了时间"})
}

/// The order's promise and every clock, with the walk of each.
fn clocks(shop: &Shop, order: &Value) -> (Vec<Value>, Value) {
    let seen = shop.by("王姐", "work_order.get", json!({ "id": order }));
    let promise = PROMISE.iter().map(|field| seen[*field].clone()).collect();
    (
        promise,
        shop.by("王姐", "sla.clocks", json!({ "work_order_id": order })),
    )
}

fn contacts(shop: &Shop, order: &Value) -> usize {
    let seen = shop.by("王姐", "work_order.get", json!({ "id": order }));
    let timeline = seen["timeline"].as_array().unwrap();
    timeline
        .iter()
        .filter(|entry| entry["kind"] == "contact")
        .count()
}

#[test]
fn another_technician_goes_with_a_reason_in_the_course_and_every_clock_as_it_was() {
    let shop = Shop::new();
    let order = planned(&shop);
    shop.at(NOON + 2 * HOUR);
    let before = (clocks(&shop, &order), contacts(&shop, &order));
    let seen = shop.step("王姐", &order, "redispatch", to(&shop, "李师傅"));
    assert_eq!(seen["summary"]["state"], "dispatched");
    assert_eq!(seen["summary"]["technician"], "李师傅");
    let event = &seen["timeline"][0];
    assert_eq!(event["code"], "redispatch", "{event}");
    assert!(
        event.to_string().contains("张师傅 → 李师傅；张师傅病了"),
        "{event}"
    );
    assert_eq!((clocks(&shop, &order), contacts(&shop, &order)), before);
    // The one who goes now works on it, the other does not.
    shop.at(NOON + DAY);
    let refused = shop.try_step("张师傅", &order, "start", json!({}));
    assert_eq!(refused.unwrap_err().code, ErrorCode::NotYours);
    shop.step("李师傅", &order, "start", json!({}));
    let late = shop.try_step("王姐", &order, "redispatch", to(&shop, "张师傅"));
    assert_eq!(late.unwrap_err().code, ErrorCode::StepRole);
}

#[test]
fn after_the_arrival_the_manager_sends_another_and_who_arrived_stays_in_the_course() {
    let shop = Shop::new();
    let order = planned(&shop);
    shop.at(NOON + DAY);
    shop.step("张师傅", &order, "start", json!({}));
    let before = clocks(&shop, &order);
    let seen = shop.step("陈经理", &order, "redispatch", to(&shop, "李师傅"));
    assert_eq!(seen["summary"]["state"], "in_progress");
    assert_eq!(seen["summary"]["technician"], "李师傅");
    assert_eq!(clocks(&shop, &order), before);
    let told = seen["timeline"].to_string();
    assert!(told.contains("张师傅 → 李师傅；张师傅病了"), "{told}");
    let started = seen["steps"].as_array().unwrap().iter();
    let mut started = started.filter(|mark| mark["state"] == "in_progress");
    assert_eq!(started.next().unwrap()["staff"], "张师傅", "who arrived");
    let done =
        json!({"cause": "原厂零件坏", "result": "换好", "charge_fen": 0, "signature": "纸 1"});
    let refused = shop.try_step("张师傅", &order, "finish", done.clone());
    assert_eq!(refused.unwrap_err().code, ErrorCode::NotYours);
    shop.step("李师傅", &order, "finish", done);
}

#[test]
fn a_time_that_we_move_records_no_contact_and_rests_no_clock() {
    let shop = Shop::new();
    let order = planned(&shop);
    shop.at(NOON + HOUR);
    let before = (clocks(&shop, &order), contacts(&shop, &order));
    let seen = shop.step("王姐", &order, "move_window", window(NOON + 5 * DAY));
    assert_eq!(seen["window_from_at"], NOON + 5 * DAY);
    assert_eq!(seen["summary"]["state"], "dispatched");
    let event = seen["timeline"][0].to_string();
    assert!(
        event.contains("11-22 12:00–14:00 → 11-26 12:00–14:00；写错了时间"),
        "{event}"
    );
    assert_eq!((clocks(&shop, &order), contacts(&shop, &order)), before);
    // The promise is broken on its own day, wherever we put the visit.
    shop.at(NOON + 4 * DAY);
    assert_eq!(shop.summary(&order)["urgency"], "overdue");
}

#[test]
fn both_ask_the_gates_of_the_day_they_plan_for_and_are_for_the_desk() {
    let shop = Shop::new();
    let order = planned(&shop);
    let away = |name: &str, from_on: &str, to_on: &str| {
        let days = json!({"staff_id": shop.staff(name), "from_on": from_on, "to_on": to_on});
        shop.by("王姐", "absence.create", days)
    };
    away("李师傅", "2026-11-22", "2026-11-22");
    away("张师傅", "2026-11-24", "2026-11-24");
    let try_step = |who: &str, step: &str, fields: Value| {
        let answer = shop.try_step(who, &order, step, fields);
        answer.map(|_| ()).map_err(|error| error.code)
    };
    let li = || to(&shop, "李师傅");
    let absent = Err(ErrorCode::TechnicianAbsent);
    assert_eq!(try_step("王姐", "redispatch", li()), absent);
    let onto = || window(NOON + 3 * DAY);
    assert_eq!(try_step("王姐", "move_window", onto()), absent);
    for (step, fields) in [("redispatch", li()), ("move_window", onto())] {
        let refused = try_step("张师傅", step, fields.clone());
        assert_eq!(refused, Err(ErrorCode::StepRole), "{step}");
        let mut untold = fields;
        untold["reason"] = Value::Null;
        assert_eq!(
            try_step("陈经理", step, untold),
            Err(ErrorCode::StepMissing),
            "{step}"
        );
    }
    let same = try_step("王姐", "redispatch", to(&shop, "张师傅"));
    assert_eq!(same, Err(ErrorCode::Invalid));
    // A manager who says why sends somebody who is away all the same, as with a dispatch.
    assert_eq!(try_step("陈经理", "redispatch", li()), Ok(()));
    assert_eq!(try_step("王姐", "move_window", onto()), Ok(()));
}

#[test]
fn an_absence_over_a_dispatched_visit_tells_so_at_once_and_marks_it_until_another_goes() {
    let shop = Shop::new();
    let (order, other) = (planned(&shop), planned(&shop));
    assert_eq!(line(&shop, &order)["away"], false);
    let days = |from_on: &str, to_on: &str| {
        let zhang = shop.staff("张师傅");
        let days = json!({"staff_id": zhang, "from_on": from_on, "to_on": to_on});
        shop.by("王姐", "absence.create", days)
    };
    let before = days("2026-11-21", "2026-11-21");
    assert_eq!(before["visits"], json!([]), "another day");
    let away = days("2026-11-22", "2026-11-23");
    let told = away["visits"].as_array().unwrap();
    assert_eq!(told.len(), 2);
    assert_eq!(told[0]["planned_on"], "2026-11-22");
    assert_eq!(told[0]["customer_name"], "王建军");
    assert_eq!(line(&shop, &order)["away"], true);
    assert_eq!(card(&shop, &order)["away"], true);
    assert_eq!(card(&shop, &order)["may_redispatch"], true);
    let plan = shop.by("王姐", "work_order.plan", json!({}));
    let load = plan["workload"].as_array().unwrap();
    let zhang = load.iter().find(|one| one["name"] == "张师傅").unwrap();
    let last = &zhang["absences"][1];
    assert_eq!(
        last,
        &json!({"from_on": "2026-11-22", "to_on": "2026-11-23"})
    );

    // Another goes, or it is moved to a day when he is back: the mark goes.
    shop.step("王姐", &order, "redispatch", to(&shop, "李师傅"));
    assert_eq!(line(&shop, &order)["away"], false);
    assert_eq!(line(&shop, &other)["away"], true);
    shop.step("王姐", &other, "move_window", window(NOON + 3 * DAY));
    assert_eq!(line(&shop, &other)["away"], false);
}

#[test]
fn what_a_person_who_leaves_hands_over_is_marked_where_the_next_one_is_away() {
    let shop = Shop::new();
    let order = planned(&shop);
    let days = json!({"staff_id": shop.staff("李师傅"), "from_on": "2026-11-22"});
    shop.by("王姐", "absence.create", days);
    let handed = json!({"id": shop.staff("张师傅"), "to_id": shop.staff("李师傅")});
    shop.by("陈经理", "staff.leave", handed);
    assert_eq!(line(&shop, &order)["owner"], "李师傅");
    assert_eq!(line(&shop, &order)["away"], true);
}

#[test]
fn who_could_be_sent_is_shown_with_the_visits_of_that_day_and_whether_one_overlaps() {
    let shop = Shop::new();
    planned(&shop);
    let asked = |from_at: i64| {
        let order = shop.take();
        shop.window(&order, from_at);
        let asked = json!({ "work_order_id": order });
        let options = shop.by("王姐", "dispatch.options", asked);
        let rows = options["rows"].as_array().unwrap();
        let of = |name: &str| {
            let row = rows.iter().find(|row| row["name"] == name).unwrap();
            (row["visits"].clone(), row["overlaps"].clone())
        };
        (of("张师傅"), of("李师傅"))
    };
    let none = || (json!(0), json!(false));
    for (from_at, zhang) in [
        (NOON + DAY + HOUR, (json!(1), json!(true))),
        // It begins where the other ends.
        (NOON + DAY + 2 * HOUR, (json!(1), json!(false))),
        (NOON + 2 * DAY, none()),
    ] {
        assert_eq!(asked(from_at), (zhang, none()));
    }
}

#[test]
fn what_was_said_when_a_time_was_agreed_stands_in_the_orders_course() {
    let shop = Shop::new();
    let order = shop.take();
    let agreed = json!({"window_from_at": NOON + DAY, "window_to_at": NOON + DAY + 2 * HOUR,
        "contact_text": "要先打电话，狗拴着"});
    let seen = shop.step("王姐", &order, "schedule", agreed);
    let course = seen["timeline"].to_string();
    assert!(course.contains("要先打电话，狗拴着"), "{course}");
}

#[test]
fn a_window_that_is_over_says_nothing_of_who_may_go_today() {
    let shop = Shop::new();
    let order = shop.take();
    shop.window(&order, NOON + DAY);
    shop.at(NOON + 10 * DAY);
    let away = |name: &str, on: &str| {
        let days =
            json!({"staff_id": shop.staff(name), "from_on": on, "to_on": on, "reason": "家里有事"});
        shop.by("陈经理", "absence.create", days)
    };
    // 11-22 was the agreed day; today is 12-01.
    away("李师傅", "2026-12-01");
    let who = json!({"technician_id": shop.staff("李师傅")});
    let refused = shop.try_step("王姐", &order, "dispatch", who);
    assert_eq!(refused.unwrap_err().code, ErrorCode::TechnicianAbsent);
    shop.dispatch(&order, "张师傅");
}

#[test]
fn a_second_visit_is_agreed_while_the_part_is_waited_for_and_no_clock_moves() {
    let shop = Shop::new();
    let order = planned(&shop);
    shop.at(NOON + DAY + HOUR);
    shop.step("张师傅", &order, "start", json!({}));
    let part = json!({"part": "风机", "part_eta_at": NOON + 3 * DAY});
    shop.step("张师傅", &order, "wait_part", part);
    let before = shop.summary(&order);
    let again = json!({"window_from_at": NOON + 4 * DAY, "window_to_at": NOON + 4 * DAY + 2 * HOUR,
        "reason": "约第二次上门"});
    shop.step("王姐", &order, "move_window", again);
    let after = shop.summary(&order);
    assert_eq!(after["state"], "waiting_part");
    for clock in PROMISE {
        assert_eq!(after[clock], before[clock], "{clock}");
    }
    let told = card(&shop, &order).to_string();
    assert!(told.contains(&(NOON + 4 * DAY).to_string()), "{told}");
}
