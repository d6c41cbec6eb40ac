//! Headquarters' console over HTTP: who gets in, what is shown, what is logged.

#![allow(
    clippy::unwrap_used,
    clippy::needless_pass_by_value,
    reason = "tests fail by panicking, and read better when they hand things over"
)]

mod common;

use common::{
    CONTACT, CUSTOMER, NOW, ORDER_EVENT, PASSWORD, PHONE, Pc, TestServer, WORK_ORDER, code_of,
    customer, id, phone, work_order,
};
use reqwest::{StatusCode, header};
use serde_json::{Value as Json, json};
use uuid::Uuid;
use wuyou_server_store::ServerStore;
use wuyou_sync::change::Op;
use wuyou_sync::value::Value;

const HOUR: i64 = 3_600_000;

async fn with_order() -> (TestServer, Pc, String) {
    let server = TestServer::start().await;
    let dealer = server.dealer(1);
    server.user("总部");
    let mut pc = server.pc(&dealer, 1).await;
    let changes = vec![
        pc.change(1, id(1, 1), vec![(1, "刘淑芬".into()), (2, "clerk".into())]),
        pc.change(CUSTOMER, id(2, 1), customer("王德福")),
        pc.change(PHONE, id(4, 1), phone("13812345678", id(2, 1))),
        pc.change(
            5,
            id(5, 1),
            vec![
                (1, Value::Id(id(2, 1))),
                (2, "柳河镇".into()),
                (3, "东安屯".into()),
                (4, "柳河镇东安屯三组".into()),
            ],
        ),
        pc.change(
            WORK_ORDER,
            id(9, 1),
            work_order("LH001-A-0001", id(2, 1), NOW - 2 * HOUR),
        ),
        pc.change(
            ORDER_EVENT,
            id(10, 1),
            vec![
                (1, Value::Id(id(9, 1))),
                (2, "register".into()),
                (4, "registered".into()),
                (5, Value::Int(NOW - 2 * HOUR)),
                (6, Value::Id(id(1, 1))),
            ],
        ),
        pc.change(
            CONTACT,
            id(11, 1),
            vec![
                (3, Value::Id(id(9, 1))),
                (4, "phone".into()),
                (5, "out".into()),
                (6, "已回复客户".into()),
                (8, Value::Int(NOW - HOUR)),
            ],
        ),
    ];
    let done = server.sync(&mut pc, changes).await;
    assert!(done.refused.is_empty(), "{:?}", done.refused);
    let cookie = server.session("总部").await;
    (server, pc, cookie)
}

fn order_path() -> String {
    format!(
        "/api/v1/hq/work-orders/LH001/{}",
        Uuid::from_bytes(id(9, 1))
    )
}

#[tokio::test]
async fn an_order_is_listed_with_dealer_customer_colour_and_age() {
    let (server, _pc, cookie) = with_order().await;
    let list = server.get_json("/api/v1/hq/work-orders", &cookie).await;
    let row = &list["items"][0];
    for (field, expected) in [
        ("dealer_code", json!("LH001")),
        ("dealer_name", json!("柳河服务网点1")),
        ("no", json!("LH001-A-0001")),
        ("state", json!("registered")),
        ("colour", json!("green")),
        ("customer_name", json!("王德福")),
        ("village", json!("东安屯")),
        ("age_minutes", json!(120)),
        ("received_at", json!(NOW - 2 * HOUR)),
        ("last_event_at", json!(NOW - 2 * HOUR)),
        ("arrived_at", json!(NOW)),
        ("replied_at", Json::Null),
    ] {
        assert_eq!(row[field], expected, "{field}");
    }
    assert_eq!(list["next"], Json::Null);
    // The reply is due ten hours after the call; two hours before that it turns yellow, then red.
    let reply_due = NOW + 8 * HOUR;
    for (at, colour) in [(reply_due - 2 * HOUR + 1, "yellow"), (reply_due, "red")] {
        server.clock.advance(at - NOW);
        let cookie = server.session("总部").await;
        let list = server.get_json("/api/v1/hq/work-orders", &cookie).await;
        assert_eq!(list["items"][0]["colour"], colour);
        server.clock.advance(NOW - at);
    }
}

#[tokio::test]
async fn the_list_is_filtered_and_wrong_parameters_are_named() {
    let (server, _pc, cookie) = with_order().await;
    for (query, found) in [
        ("state=open", 1),
        ("state=registered,closed", 1),
        ("state=closed", 0),
        ("dealer=LH001", 1),
        ("dealer=LH002", 0),
        ("colour=green,red", 1),
        ("colour=grey", 0),
        ("q=东安", 1),
        ("q=德福", 1),
        ("q=a-0001", 1),
        ("q=%25", 0),
        ("q=' OR 1=1 --", 0),
        ("sort=due&limit=1", 1),
    ] {
        let list = server
            .get_json(&format!("/api/v1/hq/work-orders?{query}"), &cookie)
            .await;
        assert_eq!(list["items"].as_array().unwrap().len(), found, "{query}");
    }
    for (query, field) in [
        ("state=geschlossen", "state"),
        ("colour=pink", "colour"),
        ("limit=0", "limit"),
        ("limit=201", "limit"),
        ("limit=x", "query"),
        ("after=../../etc", "after"),
        ("sort=no", "sort"),
        ("q=", "q"),
        ("unknown=1", "query"),
    ] {
        let answer = server
            .get(&format!("/api/v1/hq/work-orders?{query}"), &cookie)
            .await;
        assert_eq!(answer.status(), StatusCode::UNPROCESSABLE_ENTITY, "{query}");
        let body: Json = answer.json().await.unwrap();
        assert_eq!(body["details"]["field"], field, "{query}");
    }
}

#[tokio::test]
async fn opening_an_order_shows_its_timeline_with_masked_phones_and_is_logged() {
    let (server, _pc, cookie) = with_order().await;
    let before = server.store.verify_access_log().unwrap().unwrap();
    let detail = server.get_json(&order_path(), &cookie).await;
    assert_eq!(detail["order"]["no"], "LH001-A-0001");
    assert_eq!(detail["customer"]["phones"][0]["masked"], "138****5678");
    assert!(!detail.to_string().contains("13812345678"));
    assert_eq!(detail["customer"]["address"], "柳河镇东安屯三组");
    let timeline = detail["timeline"].as_array().unwrap();
    assert_eq!(timeline.len(), 2);
    assert_eq!(timeline[0]["type"], "event");
    assert_eq!(timeline[0]["staff_name"], "刘淑芬");
    assert_eq!(timeline[0]["pc_code"], "A");
    assert_eq!(timeline[0]["arrived_at"], NOW);
    assert_eq!(timeline[1]["type"], "contact");
    assert_eq!(timeline[1]["text"], "已回复客户");
    assert_eq!(
        server.store.verify_access_log().unwrap().unwrap(),
        before + 1
    );
}

#[tokio::test]
async fn phones_are_shown_in_full_only_with_a_reason_that_is_logged() {
    let (server, _pc, cookie) = with_order().await;
    let path = format!("{}/phones", order_path());
    let refused = server
        .post(&path, &cookie, &json!({ "reason": "  " }))
        .await;
    assert_eq!(code_of(refused).await.1, "request.invalid");
    let before = server.store.verify_access_log().unwrap().unwrap();
    let shown = server
        .post(&path, &cookie, &json!({ "reason": "投诉回电" }))
        .await;
    let shown: Json = shown.json().await.unwrap();
    assert_eq!(shown["phones"][0]["number"], "13812345678");
    assert_eq!(
        server.store.verify_access_log().unwrap().unwrap(),
        before + 1
    );
}

#[tokio::test]
async fn an_order_under_another_dealer_s_code_does_not_exist() {
    let (server, _pc, cookie) = with_order().await;
    server.dealer(2);
    for path in [
        order_path().replace("LH001", "LH002"),
        order_path().replace("LH001", "LH999"),
        format!(
            "/api/v1/hq/work-orders/LH001/{}",
            Uuid::from_bytes(id(9, 2))
        ),
    ] {
        let answer = server.get(&path, &cookie).await;
        let expected = (StatusCode::NOT_FOUND, "work_order.not_found".to_owned());
        assert_eq!(code_of(answer).await, expected, "{path}");
    }
}

#[tokio::test]
async fn the_summary_counts_by_state_colour_and_dealer_and_a_quiet_pc_is_stale() {
    let (server, _pc, cookie) = with_order().await;
    server.dealer(2);
    let summary = server.get_json("/api/v1/hq/summary", &cookie).await;
    assert_eq!(summary["open"], 1);
    assert_eq!(summary["by_state"].as_object().unwrap().len(), 11);
    assert_eq!(summary["by_state"]["registered"], 1);
    assert_eq!(
        summary["by_colour"],
        json!({"red": 0, "yellow": 0, "green": 1, "grey": 0})
    );
    assert_eq!(
        summary["devices"],
        json!({"total": 1, "stale": 0, "revoked": 0})
    );
    assert_eq!(summary["dealers"][0]["last_sync_at"], NOW);
    assert_eq!(summary["dealers"][1]["open"], 0);
    server.clock.advance(24 * HOUR);
    let cookie = server.session("总部").await;
    let devices = server.get_json("/api/v1/hq/devices", &cookie).await;
    assert_eq!(devices["items"][0]["stale"], true);
    assert_eq!(devices["items"][0]["behind"], 7);
}

#[tokio::test]
async fn a_finished_order_stops_ageing_and_its_edit_arrives_later_than_it_happened() {
    let (server, mut pc, _) = with_order().await;
    let finish = vec![(6, "cancelled".into())];
    let changes = vec![
        pc.change_op(Op::Update, WORK_ORDER, id(9, 1), finish),
        pc.change(
            ORDER_EVENT,
            id(10, 2),
            vec![
                (1, Value::Id(id(9, 1))),
                (2, "cancel".into()),
                (3, "registered".into()),
                (4, "cancelled".into()),
                (5, Value::Int(NOW + HOUR)),
            ],
        ),
    ];
    server.clock.advance(5 * HOUR);
    assert!(server.sync(&mut pc, changes).await.refused.is_empty());
    let cookie = server.session("总部").await;
    let list = server.get_json("/api/v1/hq/work-orders", &cookie).await;
    let row = &list["items"][0];
    assert_eq!(row["age_minutes"], 180);
    assert_eq!(row["colour"], "grey");
    assert_eq!(row["last_event_at"], NOW + HOUR);
    assert_eq!(row["arrived_at"], NOW + 5 * HOUR);
}

#[tokio::test]
async fn wrong_names_and_wrong_passwords_get_the_same_answer_and_wait_alike() {
    let server = TestServer::start().await;
    server.user("总部");
    for name in ["总部", "没有这个人"] {
        for _ in 0..5 {
            let answer = server.login(name, "不是这个口令").await;
            let expected = (StatusCode::UNAUTHORIZED, "hq.wrong_login".to_owned());
            assert_eq!(code_of(answer).await, expected, "{name}");
        }
        let waiting = server.login(name, PASSWORD).await;
        assert_eq!(waiting.headers()[header::RETRY_AFTER], "1", "{name}");
        assert_eq!(code_of(waiting).await.1, "hq.login_wait", "{name}");
    }
    // Never for ever: the right password works after the wait.
    server.clock.advance(1_000);
    assert_eq!(
        server.login("总部", PASSWORD).await.status(),
        StatusCode::OK
    );
}

#[tokio::test]
async fn a_session_ends_when_idle_when_old_and_at_logout() {
    let server = TestServer::start().await;
    server.user("总部");
    let me = "/api/v1/hq/me";
    let first = server.session("总部").await;
    let second = server.session("总部").await;
    assert_ne!(first, second, "every login gives a new token");
    // Polling does not keep a session alive; use does.
    for _ in 0..3 {
        server.clock.advance(6 * 60_000);
        let request = server
            .client
            .get(server.url(me))
            .header("x-wuyou-background", "1");
        request.header(header::COOKIE, &first).send().await.unwrap();
        server.get(me, &second).await;
    }
    assert_eq!(code_of(server.get(me, &first).await).await.1, "auth.wrong");
    assert_eq!(server.get(me, &second).await.status(), StatusCode::OK);
    for _ in 0..80 {
        server.clock.advance(9 * 60_000);
        server.get(me, &second).await;
    }
    assert_eq!(
        code_of(server.get(me, &second).await).await.1,
        "auth.wrong",
        "12 hours are over"
    );
    let third = server.session("总部").await;
    let bye = server.post("/api/v1/hq/logout", &third, &json!({})).await;
    assert_eq!(bye.status(), StatusCode::NO_CONTENT);
    assert_eq!(code_of(server.get(me, &third).await).await.1, "auth.wrong");
}

#[tokio::test]
async fn another_site_s_page_cannot_act_for_a_console_user() {
    let (server, _pc, cookie) = with_order().await;
    let url = server.url(&format!("{}/phones", order_path()));
    let body = json!({ "reason": "试试" }).to_string();
    let before = server.store.verify_access_log().unwrap();
    for (origin, kind, expected) in [
        (
            Some("http://evil.example"),
            "application/json",
            "request.wrong_origin",
        ),
        (Some("null"), "application/json", "request.wrong_origin"),
        (None, "application/json", "request.wrong_origin"),
        (
            Some(server.origin().as_str()),
            "text/plain",
            "request.wrong_type",
        ),
        (
            Some(server.origin().as_str()),
            "application/x-www-form-urlencoded",
            "request.wrong_type",
        ),
    ] {
        let mut request = server
            .client
            .post(&url)
            .header(header::COOKIE, &cookie)
            .header(header::CONTENT_TYPE, kind)
            .body(body.clone());
        if let Some(origin) = origin {
            request = request.header(header::ORIGIN, origin);
        }
        let answer = request.send().await.unwrap();
        assert!(
            !answer
                .headers()
                .contains_key(header::ACCESS_CONTROL_ALLOW_ORIGIN)
        );
        assert_eq!(code_of(answer).await.1, expected, "{origin:?} {kind}");
    }
    assert_eq!(server.store.verify_access_log().unwrap(), before);
}

#[tokio::test]
async fn every_route_knows_its_callers() {
    let (server, pc, cookie) = with_order().await;
    server.store.revoke_device(id(0xE0, 9), NOW).unwrap();
    let phones = format!("{}/phones", order_path());
    let order = order_path();
    let ruling = format!("/api/v1/hq/remedy-cases/LH001/{}/ruling", Uuid::nil());
    // Address, then what a stranger, a PC and a console user get.
    let open = 200;
    let table = [
        ("GET", "/healthz", [open, open, open]),
        ("GET", "/metrics", [open, open, open]),
        ("GET", "/api/v1/openapi.json", [open, open, open]),
        ("GET", "/api/v1/peers", [401, 200, 401]),
        ("GET", "/api/v1/update/linux-x86_64-deb", [401, 200, 401]),
        (
            "GET",
            "/api/v1/update/linux-x86_64-deb/0.2.0",
            [401, 404, 401],
        ),
        ("POST", "/api/v1/sync", [401, 415, 401]),
        ("POST", "/api/v1/renew", [401, 400, 401]),
        ("GET", "/api/v1/hq/me", [401, 401, 200]),
        ("GET", "/api/v1/hq/summary", [401, 401, 200]),
        ("GET", "/api/v1/hq/work-orders", [401, 401, 200]),
        ("GET", order.as_str(), [401, 401, 200]),
        ("POST", phones.as_str(), [401, 401, 400]),
        ("GET", "/api/v1/hq/devices", [401, 401, 200]),
        ("GET", "/api/v1/hq/serials", [401, 401, 200]),
        ("GET", "/api/v1/hq/remedy-cases", [401, 401, 200]),
        ("POST", ruling.as_str(), [401, 401, 400]),
        ("POST", "/api/v1/hq/logout", [401, 401, 204]),
    ];
    let listed = wuyou_server::routes::addresses();
    assert_eq!(
        table.len() + 2,
        listed.len(),
        "enrol and login take no credential"
    );
    for (method, path, expected) in table {
        let method = reqwest::Method::from_bytes(method.as_bytes()).unwrap();
        for (caller, status) in expected.into_iter().enumerate() {
            let mut request = server.client.request(method.clone(), server.url(path));
            request = request.header(header::ORIGIN, server.origin());
            match caller {
                1 => request = request.bearer_auth(&pc.token),
                2 => request = request.header(header::COOKIE, &cookie),
                _ => {}
            }
            if method == reqwest::Method::POST {
                request = request.json(&json!({}));
            }
            let answer = request.send().await.unwrap();
            assert_eq!(
                answer.status().as_u16(),
                status,
                "{method} {path} caller {caller}"
            );
        }
    }
}
