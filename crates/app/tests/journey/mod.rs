//! Journeys: the days of a shop from the first call to the last signature, through commands, with a
//! clock that is turned. Each step asserts what the person at the desk sees.
#![allow(
    clippy::unwrap_used,
    clippy::needless_pass_by_value,
    reason = "tests hand their payloads over"
)]

mod alarm;
mod complaint;
mod sale;
mod snow;
mod twice;

use crate::common::desk::{HOUR, Shop};
use chrono::NaiveDateTime;
use serde_json::{Value, json};

const MINUTE: i64 = 60_000;

/// A time of day in China: `2026-01-28 09:00`.
fn at(text: &str) -> i64 {
    let local = NaiveDateTime::parse_from_str(text, "%Y-%m-%d %H:%M").unwrap();
    local.and_utc().timestamp_millis() - 8 * HOUR
}

fn yes(question: &str, yes: bool) -> Value {
    json!({"question": question, "yes": yes})
}

/// A machine of this model that came in.
fn in_stock(shop: &Shop, (serial, model): (&str, &str)) -> Value {
    let machine = json!({"serial": serial, "model_code": model, "gas": "natural_gas"});
    shop.by("王姐", "unit.register", machine)["unit"]["id"].clone()
}

/// The signed sheet of a commissioning with nothing wrong.
fn good_sheet(shop: &Shop, unit: &Value) -> Vec<Value> {
    let sheet = shop.by("张师傅", "machine.sheet", json!({ "unit_id": unit }));
    crate::common::desk::photograph(|name, payload| shop.by("张师傅", name, payload), &sheet);
    crate::common::desk::good_of(&sheet)
}

fn code(refused: Result<Value, wuyou_contract::ApiError>) -> String {
    refused.unwrap_err().code.to_string()
}

/// Stage and level of every alert nobody took note of.
fn waiting(shop: &Shop) -> Vec<(String, String)> {
    let alerts = shop.by("陈经理", "alert.list", json!({}));
    let rows = alerts["rows"].as_array().unwrap().iter();
    let open = rows.filter(|row| row["acknowledged"].is_null());
    let text = |value: &Value| value.as_str().unwrap().to_owned();
    open.map(|row| (text(&row["stage"]), text(&row["level"])))
        .collect()
}

/// How a clock of an order stands.
fn clock(shop: &Shop, order: &Value, stage: &str) -> Value {
    let seen = shop.by("王姐", "sla.clocks", json!({ "work_order_id": order }));
    let mut clocks = seen["clocks"].as_array().unwrap().iter();
    clocks
        .find(|clock| clock["stage"] == stage)
        .unwrap()
        .clone()
}

/// The open return visit about an order, answered by a content household.
fn asked_after(shop: &Shop, order: &Value) -> Value {
    let of = json!({ "work_order_id": order });
    let found = shop.by("王姐", "return_visit.of_order", of);
    let mut rows = found["rows"].as_array().unwrap().iter();
    let open = rows.find(|row| row["state"] != "done").unwrap();
    let answers = json!([
        yes("fixed", true), yes("on_time", true), yes("attitude", true),
        yes("charges_clear", true), {"question": "satisfaction", "number": 5.0},
    ]);
    let call = json!({"id": open["id"], "answers": answers, "result": "satisfied",
        "duration_seconds": 90});
    shop.by("王姐", "return_visit.complete", call)
}
