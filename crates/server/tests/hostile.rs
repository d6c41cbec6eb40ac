//! Whatever is sent, the answer is a clear refusal: never a fault of the server, never a hang.

#![allow(
    clippy::unwrap_used,
    clippy::needless_pass_by_value,
    reason = "tests fail by panicking, and read better when they hand things over"
)]

mod common;

use std::time::Duration;

use common::{CUSTOMER, PASSWORD, Pc, TestServer, code_of, customer, id, pack};
use reqwest::{StatusCode, header};
use serde_json::{Value as Json, json};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;
use wuyou_server::config::{Config, Rate};
use wuyou_server::guard::headers::{API_CSP, CONSOLE_CSP, HSTS};
use wuyou_server::routes::sync::CONTENT_TYPE;
use wuyou_server_store::ServerStore;
use wuyou_sync::message::{MAX_BODY_BYTES, MAX_WIRE_BYTES};
use wuyou_sync::value::Value;
use wuyou_sync::wire;

fn zstd_of(bytes: &[u8]) -> Vec<u8> {
    zstd::bulk::compress(bytes, 3).unwrap()
}

#[tokio::test]
async fn sync_bodies_that_are_none_are_refused_with_their_reason() {
    let server = TestServer::start().await;
    let dealer = server.dealer(1);
    let pc = server.pc(&dealer, 1).await;
    let good = pc.body(vec![pc.change(CUSTOMER, id(2, 1), customer("王德福"))]);
    let plain = wire::encode_request(&pc.request(Vec::new())).unwrap();
    let mut other_protocol = plain.clone();
    other_protocol[0] = 99;
    let mut longer = plain.clone();
    longer.push(0);
    let before = server.verify(&dealer);
    for (name, body, expected) in [
        ("empty", Vec::new(), "sync.malformed"),
        ("text", "柳河".as_bytes().to_vec(), "sync.malformed"),
        ("not compressed", plain, "sync.malformed"),
        ("empty frame", zstd_of(b""), "sync.unknown_protocol"),
        (
            "other protocol",
            zstd_of(&other_protocol),
            "sync.unknown_protocol",
        ),
        ("trailing byte", zstd_of(&longer), "sync.malformed"),
        ("cut", good[..good.len() / 2].to_vec(), "sync.malformed"),
        (
            "two frames",
            [good.clone(), good.clone()].concat(),
            "sync.malformed",
        ),
        // A list that claims 2^63 entries.
        (
            "huge count",
            zstd_of(
                &[
                    [1].as_slice(),
                    &[0, 0],
                    &[0; 32],
                    &[0, 1],
                    &[0; 32],
                    &[0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0x7f],
                ]
                .concat(),
            ),
            "sync.malformed",
        ),
        ("bomb", zstd_of(&vec![0; 256 << 20]), "request.too_large"),
        (
            "one byte over",
            zstd_of(&vec![1; MAX_BODY_BYTES + 1]),
            "request.too_large",
        ),
        (
            "large on the wire",
            vec![7; MAX_WIRE_BYTES + 1],
            "request.too_large",
        ),
    ] {
        let answer = server.send_sync(&pc.token, body).await;
        assert!(
            answer.status().is_client_error(),
            "{name}: {}",
            answer.status()
        );
        assert_eq!(code_of(answer).await.1, expected, "{name}");
    }
    let mut cut_group = pc.request(vec![pc.change(CUSTOMER, id(2, 1), customer("王德福"))]);
    let mut change = wuyou_sync::change::Change::decode(&cut_group.push.changes[0]).unwrap();
    change.group_end = false;
    cut_group.push.changes[0] = change.encode().unwrap();
    let answer = server.send_sync(&pc.token, pack(&cut_group)).await;
    assert_eq!(
        code_of(answer).await,
        (StatusCode::BAD_REQUEST, "sync.malformed".to_owned())
    );
    assert_eq!(server.verify(&dealer), before);
}

/// A small generator of the same numbers every time.
struct Dice(u64);

impl Dice {
    fn roll(&mut self, below: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from(self.0 % below as u64).unwrap()
    }
}

#[tokio::test]
async fn two_thousand_damaged_messages_never_make_the_server_stumble() {
    let mut config = Config::default();
    config.limits.device = config.limits.address;
    let server = TestServer::start_with(tempfile::tempdir().unwrap(), config).await;
    let dealer = server.dealer(1);
    let pc = server.pc(&dealer, 1).await;
    let changes = vec![
        pc.change(CUSTOMER, id(2, 1), customer("王德福")),
        pc.change(
            CUSTOMER,
            id(2, 2),
            vec![(3, Value::Int(i64::MIN)), (63, Value::Int(1))],
        ),
    ];
    let plain = wire::encode_request(&pc.request(changes)).unwrap();
    let mut dice = Dice(0x5EED);
    for round in 0..2_000 {
        let mut damaged = plain.clone();
        for _ in 0..=dice.roll(4) {
            let place = dice.roll(damaged.len());
            match dice.roll(4) {
                0 => damaged[place] ^= 1 << dice.roll(8),
                1 => damaged[place] = dice.roll(256) as u8,
                2 => damaged.insert(place, dice.roll(256) as u8),
                _ => drop(damaged.remove(place)),
            }
        }
        let answer = server.send_sync(&pc.token, zstd_of(&damaged)).await;
        // Some damage leaves a message that says something else: that is answered, too.
        let fine = answer.status() == StatusCode::OK || answer.status().is_client_error();
        assert!(
            fine,
            "round {round}: {} {}",
            answer.status(),
            answer.text().await.unwrap()
        );
    }
    let found = server.verify(&dealer);
    assert!(found.ok, "{:?}", found.problems);
}

#[tokio::test]
async fn json_bodies_that_are_none_are_refused_at_every_route_that_takes_one() {
    let server = TestServer::start().await;
    server.user("总部");
    let cookie = server.session("总部").await;
    let deep = format!("{}{}", "[".repeat(100_000), "]".repeat(100_000));
    let keys: String = (0..1_000).map(|n| format!("\"k{n}\":1,")).collect();
    let bodies = [
        (String::new(), 400),
        ("null".to_owned(), 400),
        ("{".to_owned(), 400),
        ("[]".to_owned(), 400),
        ("{\"code\":1}".to_owned(), 400),
        ("{\"extra\":true}".to_owned(), 400),
        (deep[..10_000].to_owned(), 400),
        (format!("{{{keys}\"x\":1}}"), 400),
        ("\u{0}".to_owned(), 400),
        ("1".repeat(64), 400),
        (deep, 413),
    ];
    let order = "/api/v1/hq/work-orders/LH001/00000000-0000-0000-0000-000000000000/phones";
    for path in ["/api/v1/enrol", "/api/v1/hq/login", order] {
        for (body, status) in &bodies {
            let answer = server
                .client
                .post(server.url(path))
                .header(header::CONTENT_TYPE, "application/json")
                .header(header::ORIGIN, server.origin())
                .header(header::COOKIE, &cookie)
                .body(body.clone())
                .send()
                .await
                .unwrap();
            let name: String = body.chars().take(20).collect();
            assert_eq!(answer.status().as_u16(), *status, "{path} {name}");
        }
    }
}

#[tokio::test]
async fn texts_that_lie_about_themselves_are_refused_or_taken_as_they_are() {
    let server = TestServer::start().await;
    let dealer = server.dealer(1);
    let device = uuid::Uuid::from_bytes(id(0xE0, 1));
    for name in ["", "   ", "\u{7}", "甲\n乙", &"长".repeat(61)] {
        let answer = server.enrol(&server.code(&dealer), device, name).await;
        assert_eq!(code_of(answer).await.1, "request.invalid", "{name:?}");
    }
    let odd = "'); DROP TABLE device;-- <script>alert(1)</script>";
    let answer = server.enrol(&server.code(&dealer), device, odd).await;
    assert_eq!(answer.status(), StatusCode::OK);
    assert_eq!(server.store.devices(None).unwrap()[0].name, odd);
    server.user("总部");
    let long = server.login("总部", &"x".repeat(5_000)).await;
    assert_eq!(
        code_of(long).await.1,
        "request.invalid",
        "hashing a megabyte is work for nothing"
    );
}

#[tokio::test]
async fn every_answer_carries_its_headers_errors_included() {
    let dir = tempfile::tempdir().unwrap();
    let console = dir.path().join("console");
    std::fs::create_dir_all(console.join("assets")).unwrap();
    std::fs::write(
        console.join("index.html"),
        "<!doctype html><title>无忧</title>",
    )
    .unwrap();
    std::fs::write(console.join("assets/app.js"), "1").unwrap();
    std::fs::write(dir.path().join("secret.txt"), "不给看").unwrap();
    let config = Config {
        console: Some(console),
        public_origin: Some("https://hq.example.com".to_owned()),
        ..Config::default()
    };
    let server = TestServer::start_with(dir, config).await;
    for (path, status, csp, cache) in [
        ("/healthz", 200, API_CSP, "no-store"),
        ("/metrics", 200, API_CSP, "no-store"),
        ("/api/v1/openapi.json", 200, API_CSP, "no-store"),
        ("/api/v1/peers", 401, API_CSP, "no-store"),
        ("/api/v1/hq/work-orders", 401, API_CSP, "no-store"),
        ("/api/v1/enrol", 405, API_CSP, "no-store"),
        ("/api/v1/nothing", 404, API_CSP, "no-store"),
        ("/api", 404, API_CSP, "no-store"),
        ("/", 200, CONSOLE_CSP, "no-cache"),
        ("/orders/LH001", 200, CONSOLE_CSP, "no-cache"),
        (
            "/assets/app.js",
            200,
            CONSOLE_CSP,
            "private, max-age=31536000, immutable",
        ),
        ("/../secret.txt", 200, CONSOLE_CSP, "no-cache"),
        ("/%2e%2e/secret.txt", 200, CONSOLE_CSP, "no-cache"),
        ("/..%2fsecret.txt", 200, CONSOLE_CSP, "no-cache"),
    ] {
        let answer = raw_get(&server, path).await;
        let head = answer.to_lowercase();
        assert!(
            head.starts_with(&format!("http/1.1 {status} ")),
            "{path}: {head}"
        );
        for line in [
            "x-content-type-options: nosniff".to_owned(),
            "x-frame-options: deny".to_owned(),
            "referrer-policy: no-referrer".to_owned(),
            "cross-origin-opener-policy: same-origin".to_owned(),
            "cross-origin-resource-policy: same-origin".to_owned(),
            format!("strict-transport-security: {}", HSTS.to_lowercase()),
            format!("content-security-policy: {csp}"),
            format!("cache-control: {cache}"),
        ] {
            assert!(head.contains(&line), "{path} lacks {line}: {head}");
        }
        assert!(!answer.contains("不给看"), "{path}");
    }
    assert!(CONSOLE_CSP.contains("frame-ancestors 'none'") && !CONSOLE_CSP.contains("unsafe"));
    server.user("总部");
    let answer = server
        .client
        .post(server.url("/api/v1/hq/login"))
        .header(header::ORIGIN, "https://hq.example.com")
        .json(&json!({ "name": "总部", "password": PASSWORD }))
        .send()
        .await
        .unwrap();
    let cookie = answer.headers()[header::SET_COOKIE].to_str().unwrap();
    assert!(cookie.starts_with("__Host-wuyou_hq="), "{cookie}");
    for part in ["; Path=/", "; HttpOnly", "; SameSite=Strict", "; Secure"] {
        assert!(cookie.contains(part), "{cookie}");
    }
}

/// Sends the path exactly as written, which clients would tidy up, and gives the whole answer.
async fn raw_get(server: &TestServer, path: &str) -> String {
    let request = format!("GET {path} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n");
    raw(server, request.as_bytes()).await
}

async fn raw(server: &TestServer, request: &[u8]) -> String {
    let mut stream = TcpStream::connect(server.address).await.unwrap();
    stream.write_all(request).await.unwrap();
    let mut answer = Vec::new();
    // A connection the server resets has answered all it will.
    let _ = stream.read_to_end(&mut answer).await;
    String::from_utf8_lossy(&answer).into_owned()
}

#[tokio::test]
async fn requests_that_could_be_read_two_ways_are_refused() {
    let server = TestServer::start().await;
    let smuggled = "GET /healthz HTTP/1.1\r\nHost: x\r\n\r\n";
    for head in [
        "Content-Length: 5\r\nContent-Length: 60",
        "Content-Length: -1",
        "Content-Length: 0x10",
        "Transfer-Encoding: chunked, identity",
        "Transfer-Encoding: xchunked",
        "Bad Header: x",
    ] {
        let request = format!(
            "POST /api/v1/enrol HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n{head}\r\n\r\n{smuggled}"
        );
        let answer = raw(&server, request.as_bytes()).await;
        assert!(!answer.contains(" 200 OK"), "{head}: {answer}");
    }
    let bare = raw(&server, b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03").await;
    assert!(
        bare.is_empty() || bare.starts_with("HTTP/1.1 400"),
        "{bare}"
    );
}

#[tokio::test]
async fn a_client_that_never_finishes_its_request_is_let_go() {
    let mut config = Config::default();
    config.limits.header_timeout = Duration::from_millis(200);
    config.limits.body_timeout = Duration::from_millis(200);
    let server = TestServer::start_with(tempfile::tempdir().unwrap(), config).await;
    assert!(
        !raw(&server, b"GET /healthz HTTP/1.1\r\nHost: x\r\n")
            .await
            .contains("200 OK")
    );
    let body = raw(
        &server,
        b"POST /api/v1/enrol HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\
          Content-Type: application/json\r\nContent-Length: 500\r\n\r\n{\"code\"",
    )
    .await;
    assert!(body.starts_with("HTTP/1.1 408 "), "{body}");
}

#[tokio::test]
async fn too_many_requests_of_one_device_or_address_are_told_when_to_come_back() {
    let mut config = Config::default();
    let few = |number| Rate {
        per_second: 1.try_into().unwrap(),
        burst: u32::try_into(number).unwrap(),
    };
    config.limits.device = few(3);
    config.limits.credential = few(4);
    let server = TestServer::start_with(tempfile::tempdir().unwrap(), config).await;
    let dealer = server.dealer(1);
    let (pc, sister) = (server.pc(&dealer, 1).await, server.pc(&dealer, 2).await);
    let mut refused = None;
    for _ in 0..4 {
        refused = Some(server.send_sync(&pc.token, pc.body(Vec::new())).await);
    }
    let refused = refused.unwrap();
    assert!(refused.headers().contains_key(header::RETRY_AFTER));
    assert_eq!(code_of(refused).await.1, "too_many_requests");
    // The sister has her own allowance.
    let answer = server
        .send_sync(&sister.token, sister.body(Vec::new()))
        .await;
    assert_eq!(answer.status(), StatusCode::OK);
    // Guessing codes is limited for the address, whatever device is claimed and whatever an
    // untrusted header says.
    let mut last = None;
    for guess in 0..4_u64 {
        let body = json!({ "code": format!("{guess:028}"), "device_id": uuid::Uuid::nil(),
            "device_name": "猜", "app_version": "1" });
        let request = server.client.post(server.url("/api/v1/enrol"));
        let request = request.header("x-forwarded-for", format!("10.0.0.{guess}"));
        last = Some(request.json(&body).send().await.unwrap());
    }
    assert_eq!(code_of(last.unwrap()).await.1, "too_many_requests");
}

#[tokio::test]
async fn a_full_server_says_later_and_recovers() {
    let mut config = Config::default();
    config.limits.requests = 1;
    let server = TestServer::start_with(tempfile::tempdir().unwrap(), config).await;
    // One request whose body does not end takes the only place.
    let mut slow = TcpStream::connect(server.address).await.unwrap();
    let head = "POST /api/v1/enrol HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n\
                Content-Length: 10\r\nConnection: close\r\n\r\n{";
    slow.write_all(head.as_bytes()).await.unwrap();
    let mut busy = server
        .client
        .get(server.url("/healthz"))
        .send()
        .await
        .unwrap();
    while busy.status() == StatusCode::OK {
        busy = server
            .client
            .get(server.url("/healthz"))
            .send()
            .await
            .unwrap();
    }
    assert_eq!(busy.status(), StatusCode::SERVICE_UNAVAILABLE);
    assert!(busy.headers().contains_key(header::RETRY_AFTER));
    slow.write_all(b"\"a\":1   }").await.unwrap();
    let mut answer = String::new();
    slow.read_to_string(&mut answer).await.unwrap();
    assert!(answer.starts_with("HTTP/1.1 400 "), "{answer}");
    let after = server
        .client
        .get(server.url("/healthz"))
        .send()
        .await
        .unwrap();
    assert_eq!(after.status(), StatusCode::OK);
}

#[tokio::test]
async fn what_was_begun_is_answered_before_the_server_stops() {
    let mut server = TestServer::start().await;
    let mut slow = TcpStream::connect(server.address).await.unwrap();
    let head = "POST /api/v1/enrol HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n\
                Expect: 100-continue\r\nContent-Length: 2\r\n\r\n";
    slow.write_all(head.as_bytes()).await.unwrap();
    // The server asks for the body: the request is under way.
    let mut asked = [0; 25];
    slow.read_exact(&mut asked).await.unwrap();
    assert!(asked.starts_with(b"HTTP/1.1 100"));
    let stopping = server.begin_stop();
    while TcpStream::connect(server.address).await.is_ok() {
        tokio::task::yield_now().await;
    }
    slow.write_all(b"{}").await.unwrap();
    let mut answer = String::new();
    slow.read_to_string(&mut answer).await.unwrap();
    assert!(answer.starts_with("HTTP/1.1 400 "), "{answer}");
    assert!(stopping.await.unwrap(), "everything was answered");
}

#[tokio::test]
async fn counters_count_and_name_nobody() {
    let server = TestServer::start().await;
    let dealer = server.dealer(1);
    let mut pc: Pc = server.pc(&dealer, 1).await;
    let change = pc.change(CUSTOMER, id(2, 1), customer("计数器客户"));
    server.sync(&mut pc, vec![change]).await;
    let text = server
        .client
        .get(server.url("/metrics"))
        .send()
        .await
        .unwrap();
    let text = text.text().await.unwrap();
    for name in [
        "wuyou_http_requests_total",
        "wuyou_http_seconds_bucket",
        "wuyou_sync_changes_pushed_total",
        "wuyou_devices 1",
    ] {
        assert!(text.contains(name), "{name} is not in {text}");
    }
    assert!(!text.contains("计数器客户") && !text.contains("LH001") && !text.contains("柳河"));
}

#[tokio::test]
async fn the_description_of_the_api_is_served() {
    let server = TestServer::start().await;
    let document = server
        .client
        .get(server.url("/api/v1/openapi.json"))
        .send()
        .await
        .unwrap();
    assert_eq!(document.headers()[header::CONTENT_TYPE], "application/json");
    let document: Json = document.json().await.unwrap();
    assert!(document["paths"]["/api/v1/sync"]["post"].is_object());
    let kinds = &document["paths"]["/api/v1/sync"]["post"]["requestBody"]["content"];
    assert!(kinds[CONTENT_TYPE].is_object());
}
