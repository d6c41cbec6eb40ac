//! Remedy cases at headquarters' console: what waits, who decides, and how the dealer's PC gets it.

#![allow(
    clippy::unwrap_used,
    clippy::needless_pass_by_value,
    reason = "tests fail by panicking, and read better when they hand things over"
)]

mod common;

use common::{CUSTOMER, NOW, Pc, TestServer, code_of, customer, id};
use reqwest::StatusCode;
use serde_json::{Value as Json, json};
use uuid::Uuid;
use wuyou_sync::change::Change;
use wuyou_sync::message::Entry;
use wuyou_sync::registry::entity;
use wuyou_sync::value::{RowId, Value};

const HOUR: i64 = 3_600_000;
const CASE: u8 = 19;
const EVENT: u8 = 33;

fn fields(of: &str, named: Vec<(&str, Value)>) -> Vec<(u8, Value)> {
    let entity = entity(of).unwrap();
    let numbered = named
        .into_iter()
        .map(|(name, value)| (entity.field(name).unwrap().id, value));
    let mut numbered: Vec<_> = numbered.collect();
    numbered.sort_by_key(|(number, _)| *number);
    numbered
}

fn event(what: &str, to: &str, more: Vec<(&str, Value)>) -> Vec<(u8, Value)> {
    let mut named = vec![
        ("remedy_case_id", Value::Id(id(CASE, 1))),
        ("event", what.into()),
        ("to_state", to.into()),
        ("occurred_at", (NOW - HOUR).into()),
        ("staff_id", Value::Id(id(1, 1))),
    ];
    named.extend(more);
    fields("remedy_event", named)
}

/// A case that was sent up, and one step of another kind: a refusal.
async fn sent_up() -> (TestServer, Pc, String) {
    let server = TestServer::start().await;
    let dealer = server.dealer(1);
    server.user("总部");
    let mut pc = server.pc(&dealer, 1).await;
    let unit = entity("unit").unwrap();
    let case = fields(
        "remedy_case",
        vec![
            ("no", "LH001-A-0009".into()),
            ("customer_id", Value::Id(id(2, 1))),
            ("unit_id", Value::Id(id(7, 1))),
            ("ground", "quality".into()),
            ("claim", "return".into()),
            ("text", "要求退货".into()),
            ("opened_at", (NOW - 3 * HOUR).into()),
            ("reported_at", (NOW - 3 * HOUR).into()),
            ("state", "with_headquarters".into()),
            ("proposal_id", Value::Id(id(EVENT, 1))),
        ],
    );
    let machine = fields("unit", vec![("serial", "L1P241602802954S".into())]);
    let proposed = vec![
        ("claim", "return".into()),
        ("row", "R1".into()),
        ("total_fen", 680_000.into()),
        ("basis_zh", "三包规定第九条".into()),
    ];
    let changes = vec![
        pc.change(1, id(1, 1), vec![(1, "王姐".into()), (2, "clerk".into())]),
        pc.change(CUSTOMER, id(2, 1), customer("王德福")),
        pc.change(unit.id, id(7, 1), machine),
        pc.change(CASE, id(CASE, 1), case),
        pc.change(EVENT, id(EVENT, 1), event("propose", "proposed", proposed)),
        pc.change(
            EVENT,
            id(EVENT, 2),
            event(
                "escalate",
                "with_headquarters",
                vec![("text", "超过权限".into())],
            ),
        ),
        pc.change(
            EVENT,
            id(EVENT, 3),
            event("refuse", "refused", vec![("text", "已过十五天".into())]),
        ),
    ];
    let done = server.sync(&mut pc, changes).await;
    assert!(done.refused.is_empty(), "{:?}", done.refused);
    let cookie = server.session("总部").await;
    (server, pc, cookie)
}

fn uuid(row: RowId) -> Uuid {
    Uuid::from_bytes(row)
}

fn path() -> String {
    format!("/api/v1/hq/remedy-cases/LH001/{}/ruling", uuid(id(CASE, 1)))
}

fn ruling(verdict: &str, note: &str) -> Json {
    json!({"proposal_id": uuid(id(EVENT, 1)), "verdict": verdict, "note": note})
}

#[tokio::test]
async fn a_case_that_was_sent_up_is_listed_with_its_article_and_amounts_and_decided_once() {
    let (server, mut pc, cookie) = sent_up().await;
    let list = server.get_json("/api/v1/hq/remedy-cases", &cookie).await;
    let row = &list["waiting"][0];
    for (field, expected) in [
        ("no", json!("LH001-A-0009")),
        ("dealer_code", json!("LH001")),
        ("customer_name", json!("王德福")),
        ("claim", json!("return")),
        ("row", json!("R1")),
        ("total_fen", json!(680_000)),
        ("basis_zh", json!("三包规定第九条")),
        ("proposed_by", json!("王姐")),
        ("reason", json!("超过权限")),
    ] {
        assert_eq!(row[field], expected, "{field}");
    }
    assert_eq!(list["refusals"][0]["reason"], "已过十五天");
    assert_eq!(list["refusals"][0]["by_headquarters"], false);

    for bad in [ruling("maybe", "好"), ruling("approve", " ")] {
        let answer = server.post(&path(), &cookie, &bad).await;
        assert_eq!(answer.status(), StatusCode::UNPROCESSABLE_ENTITY, "{bad}");
    }
    let answer = server
        .post(&path(), &cookie, &ruling("approve", "照条款退"))
        .await;
    assert_eq!(answer.status(), StatusCode::OK);
    let told: Json = answer.json().await.unwrap();
    assert!(told["ruling_no"].as_str().unwrap().starts_with("HQ-"));
    let twice = server
        .post(&path(), &cookie, &ruling("refuse", "改主意"))
        .await;
    assert_eq!(code_of(twice).await.1, "remedy_case.not_waiting");
    let list = server.get_json("/api/v1/hq/remedy-cases", &cookie).await;
    assert_eq!(list["waiting"], json!([]));

    let read = server.sync(&mut pc, Vec::new()).await;
    let came = read.entries.iter().filter_map(|entry| match entry {
        Entry::Other { change, .. } => Change::decode(change).ok(),
        _ => None,
    });
    let came: Vec<_> = came
        .filter(|change| change.entity == entity("remedy_ruling").unwrap().id)
        .collect();
    assert_eq!(came.len(), 1);
    assert_eq!(came[0].value(3), Some(&"approve".into()));
    assert_eq!(came[0].value(6), Some(&"总部".into()));
}

#[tokio::test]
async fn a_refusal_of_headquarters_stands_among_the_refusals_and_nobody_decides_without_logging_in()
{
    let (server, _pc, cookie) = sent_up().await;
    let nobody = server.post(&path(), "", &ruling("approve", "好")).await;
    assert_eq!(nobody.status(), StatusCode::UNAUTHORIZED);
    let answer = server
        .post(&path(), &cookie, &ruling("refuse", "可以换货"))
        .await;
    assert_eq!(answer.status(), StatusCode::OK);
    let list = server.get_json("/api/v1/hq/remedy-cases", &cookie).await;
    let ours = list["refusals"].as_array().unwrap().iter();
    let ours: Vec<_> = ours.filter(|row| row["by_headquarters"] == true).collect();
    assert_eq!(ours.len(), 1);
    assert_eq!(
        (&ours[0]["reason"], &ours[0]["by"]),
        (&json!("可以换货"), &json!("总部"))
    );
    // They come page by page, each once.
    let mut seen = Vec::new();
    let mut after = String::new();
    loop {
        let path = format!("/api/v1/hq/remedy-cases?limit=1{after}");
        let page = server.get_json(&path, &cookie).await;
        assert_eq!(page["refusals_total"], 2);
        let rows = page["refusals"].as_array().unwrap().clone();
        assert_eq!(rows.len(), 1);
        seen.extend(rows);
        match page["refusals_next"].as_str() {
            Some(next) => after = format!("&refusals_after={next}"),
            None => break,
        }
    }
    assert_eq!(json!(seen), list["refusals"]);
    let bad = "/api/v1/hq/remedy-cases?refusals_after=x";
    let bad = server.get(bad, &cookie).await;
    assert_eq!(bad.status(), StatusCode::UNPROCESSABLE_ENTITY);
}

#[tokio::test]
async fn cases_that_wait_come_page_by_page_with_their_number_and_the_last_can_be_decided_too() {
    let (server, mut pc, cookie) = sent_up().await;
    let mut changes = Vec::new();
    for n in 2..6_u64 {
        let named = vec![
            ("no", format!("LH001-A-001{n}").as_str().into()),
            ("customer_id", Value::Id(id(2, 1))),
            ("unit_id", Value::Id(id(7, 1))),
            ("ground", "quality".into()),
            ("claim", "return".into()),
            ("text", "要求退货".into()),
            // Two of them at the same instant.
            ("opened_at", (NOW + (n / 2).cast_signed() * HOUR).into()),
            ("reported_at", (NOW - 3 * HOUR).into()),
            ("state", "with_headquarters".into()),
            ("proposal_id", Value::Id(id(EVENT, 10 + n))),
        ];
        changes.push(pc.change(CASE, id(CASE, n), fields("remedy_case", named)));
        let proposed = vec![
            ("remedy_case_id", Value::Id(id(CASE, n))),
            ("event", "propose".into()),
            ("to_state", "proposed".into()),
            ("occurred_at", (NOW - HOUR).into()),
            ("claim", "return".into()),
        ];
        let proposed = fields("remedy_event", proposed);
        changes.push(pc.change(EVENT, id(EVENT, 10 + n), proposed));
    }
    let done = server.sync(&mut pc, changes).await;
    assert!(done.refused.is_empty(), "{:?}", done.refused);
    let mut seen = Vec::new();
    let mut after = String::new();
    loop {
        let path = format!("/api/v1/hq/remedy-cases?limit=2{after}");
        let page = server.get_json(&path, &cookie).await;
        assert_eq!(page["waiting_total"], 5);
        let rows = page["waiting"].as_array().unwrap().clone();
        assert!(rows.len() <= 2);
        seen.extend(rows.into_iter().map(|row| row["no"].clone()));
        match page["next"].as_str() {
            Some(next) => after = format!("&after={next}"),
            None => break,
        }
    }
    let mut once = seen.clone();
    once.sort_by_key(ToString::to_string);
    once.dedup();
    assert_eq!((seen.len(), once.len()), (5, 5), "{seen:?}");
    assert_eq!(seen[0], "LH001-A-0009", "the longest waiting first");
    let bad = server.get("/api/v1/hq/remedy-cases?after=x", &cookie).await;
    assert_eq!(bad.status(), StatusCode::UNPROCESSABLE_ENTITY);
    let last = format!("/api/v1/hq/remedy-cases/LH001/{}/ruling", uuid(id(CASE, 5)));
    let verdict = json!({"proposal_id": uuid(id(EVENT, 15)), "verdict": "approve", "note": "好"});
    let answer = server.post(&last, &cookie, &verdict).await;
    assert_eq!(answer.status(), StatusCode::OK);
}
