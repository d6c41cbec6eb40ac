//! Clients that are slow, greedy or never finish: they wait, everybody else goes on.

#![allow(
    clippy::unwrap_used,
    clippy::needless_pass_by_value,
    reason = "tests fail by panicking, and read better when they hand things over"
)]

mod common;

use std::time::Duration;

use common::{TestServer, code_of, head, raw};
use reqwest::{StatusCode, header};
use serde_json::json;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;
use wuyou_server::config::{Config, Rate};
use wuyou_server::routes::sync::CONTENT_TYPE;

#[tokio::test]
async fn a_client_that_never_finishes_its_request_is_let_go() {
    let mut config = Config::default();
    config.limits.header_timeout = Duration::from_millis(200);
    config.limits.body_timeout = Duration::from_millis(200);
    let server = TestServer::start_with(tempfile::tempdir().unwrap(), config).await;
    assert!(
        !raw(server.address, b"GET /healthz HTTP/1.1\r\nHost: x\r\n")
            .await
            .contains("200 OK")
    );
    let body = raw(
        server.address,
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
async fn a_body_announced_too_large_is_refused_without_waiting_for_it() {
    let server = TestServer::start().await;
    let pc = server.pc(&server.dealer(1), 1).await;
    for (path, kind) in [
        ("/api/v1/enrol", "application/json"),
        ("/api/v1/sync", CONTENT_TYPE),
    ] {
        let more = format!(
            "Authorization: Bearer {}\r\nContent-Type: {kind}\r\nContent-Length: 9999999999\r\n",
            pc.token
        );
        let answer = raw(server.address, head("POST", path, &more).as_bytes()).await;
        assert!(answer.starts_with("HTTP/1.1 413 "), "{path}: {answer}");
    }
}

#[tokio::test]
async fn one_address_cannot_take_every_place_with_requests_it_never_ends() {
    let mut config = Config::default();
    config.limits.requests_per_address = 2;
    config.behind_proxy = true;
    let server = TestServer::start_with(tempfile::tempdir().unwrap(), config).await;
    let begun = "X-Forwarded-For: 10.0.0.1\r\nContent-Type: application/json\r\n\
                 Expect: 100-continue\r\nContent-Length: 10\r\n";
    let mut slow = Vec::new();
    for _ in 0..2 {
        let mut stream = TcpStream::connect(server.address).await.unwrap();
        let request = head("POST", "/api/v1/enrol", begun);
        stream.write_all(request.as_bytes()).await.unwrap();
        let mut asked = [0; 25];
        stream.read_exact(&mut asked).await.unwrap();
        assert!(asked.starts_with(b"HTTP/1.1 100"));
        slow.push(stream);
    }
    for (address, status) in [("10.0.0.1", 429), ("10.0.0.2", 200)] {
        let more = format!("X-Forwarded-For: {address}\r\n");
        let answer = raw(server.address, head("GET", "/healthz", &more).as_bytes()).await;
        let expected = format!("HTTP/1.1 {status} ");
        assert!(answer.starts_with(&expected), "{address}: {answer}");
    }
    for mut stream in slow {
        stream.write_all(b"{\"a\":1   }").await.unwrap();
        let mut answer = String::new();
        stream.read_to_string(&mut answer).await.unwrap();
        assert!(answer.starts_with("HTTP/1.1 400 "), "{answer}");
    }
    let more = "X-Forwarded-For: 10.0.0.1\r\n";
    let answer = raw(server.address, head("GET", "/healthz", more).as_bytes()).await;
    assert!(answer.starts_with("HTTP/1.1 200 "), "{answer}");
}

/// A push at 5,000 bytes a second takes longer than any other body may, and arrives.
#[tokio::test]
async fn a_push_over_a_slow_link_has_the_time_it_needs() {
    let mut config = Config::default();
    config.limits.body_timeout = Duration::from_millis(100);
    config.limits.slowest_link = 1_000.try_into().unwrap();
    let server = TestServer::start_with(tempfile::tempdir().unwrap(), config).await;
    let dealer = server.dealer(1);
    let pc = server.pc(&dealer, 1).await;
    // Rubbish of announced length: what counts is that it is read to its end and then judged.
    let (announced, piece) = (2_000, vec![b'x'; 500]);
    let head = format!(
        "POST /api/v1/sync HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\
         Authorization: Bearer {}\r\nContent-Type: {CONTENT_TYPE}\r\n\
         Content-Length: {announced}\r\n\r\n",
        pc.token
    );
    let mut stream = TcpStream::connect(server.address).await.unwrap();
    stream.write_all(head.as_bytes()).await.unwrap();
    for _ in 0..4 {
        // The link itself is slow: this is the input, not a wait for something to happen.
        tokio::time::sleep(Duration::from_millis(100)).await;
        stream.write_all(&piece).await.unwrap();
    }
    let mut answer = String::new();
    stream.read_to_string(&mut answer).await.unwrap();
    assert!(answer.contains("sync.malformed"), "{answer}");
}
