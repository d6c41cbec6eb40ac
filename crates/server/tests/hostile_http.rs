//! Hostile heads: methods, addresses, headers. Every answer is one of ours and carries its headers.

#![allow(
    clippy::unwrap_used,
    clippy::needless_pass_by_value,
    reason = "tests fail by panicking, and read better when they hand things over"
)]

mod common;

use common::{CUSTOMER, PASSWORD, Pc, TestServer, customer, head, id, raw};
use reqwest::header;
use serde_json::{Value as Json, json};
use wuyou_server::config::Config;
use wuyou_server::guard::headers::{API_CSP, CONSOLE_CSP, HSTS};
use wuyou_server::routes::sync::CONTENT_TYPE;

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
        let answer = raw(server.address, head("GET", path, "").as_bytes()).await;
        let low = answer.to_lowercase();
        assert!(
            low.starts_with(&format!("http/1.1 {status} ")),
            "{path}: {low}"
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
            assert!(low.contains(&line), "{path} lacks {line}: {low}");
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
        let answer = raw(server.address, request.as_bytes()).await;
        assert!(!answer.contains(" 200 OK"), "{head}: {answer}");
    }
    let bare = raw(
        server.address,
        b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03",
    )
    .await;
    assert!(
        bare.is_empty() || bare.starts_with("HTTP/1.1 400"),
        "{bare}"
    );
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

#[tokio::test]
async fn every_method_on_every_route_is_answered_as_the_list_says() {
    let server = TestServer::start().await;
    let row = "00000000-0000-0000-0000-000000000000";
    for (taken, path) in wuyou_server::routes::addresses() {
        let path = path.replace("{dealer_code}", "LH001").replace("{id}", row);
        for method in [
            "GET", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE", "BREW",
        ] {
            let answer = raw(server.address, head(method, &path, "").as_bytes()).await;
            let wrong = !method.eq_ignore_ascii_case(taken);
            assert_eq!(
                answer.starts_with("HTTP/1.1 405 "),
                wrong,
                "{method} {path}"
            );
            assert!(
                !answer.starts_with("HTTP/1.1 5"),
                "{method} {path}: {answer}"
            );
            if wrong {
                assert!(answer.contains("\r\nallow: "), "{method} {path}: {answer}");
                assert!(answer.contains("\"route.wrong_method\""), "{method} {path}");
            }
        }
    }
}

#[tokio::test]
async fn whatever_is_asked_of_the_console_s_files_the_page_comes_or_a_refusal() {
    let dir = tempfile::tempdir().unwrap();
    let console = dir.path().join("console");
    std::fs::create_dir_all(console.join("assets")).unwrap();
    std::fs::write(console.join("index.html"), "die Seite").unwrap();
    std::fs::write(console.join("assets/app.js"), "0123456789").unwrap();
    let config = Config {
        console: Some(console),
        ..Config::default()
    };
    let server = TestServer::start_with(dir, config).await;
    for path in [
        format!("/{}", "a".repeat(300)),
        format!("/{}", "a/".repeat(3_000)),
        "/%00".to_owned(),
        "/assets%00.js".to_owned(),
        "/%ff%fe".to_owned(),
        "/assets".to_owned(),
        "//assets".to_owned(),
        "/assets/".to_owned(),
        "/%5c%5cserver%5cshare".to_owned(),
        "/c:/windows/win.ini".to_owned(),
        "/con".to_owned(),
        "/%3Cscript%3Ealert(1)%3C/script%3E".to_owned(),
    ] {
        let answer = raw(server.address, head("GET", &path, "").as_bytes()).await;
        assert!(answer.starts_with("HTTP/1.1 200 "), "{path}: {answer}");
        assert!(answer.ends_with("die Seite"), "{path}: {answer}");
    }
    for line in ["Range: bytes=9-1", "Range: bytes=-0", "If-Match: \"x\""] {
        let request = head("GET", "/assets/app.js", &format!("{line}\r\n"));
        let answer = raw(server.address, request.as_bytes()).await;
        assert!(answer.ends_with("0123456789"), "{line}: {answer}");
    }
    for method in ["POST", "DELETE", "OPTIONS"] {
        let answer = raw(
            server.address,
            head(method, "/assets/app.js", "").as_bytes(),
        )
        .await;
        assert!(answer.contains("\"route.wrong_method\""), "{answer}");
        assert!(answer.contains("\r\nallow: GET,HEAD"), "{answer}");
    }
}
