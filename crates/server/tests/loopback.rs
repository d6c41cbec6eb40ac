//! The loopback host answers the app's own page on this machine and nobody else.

#![allow(
    clippy::unwrap_used,
    clippy::needless_pass_by_value,
    reason = "tests fail by panicking, and read better when they hand things over"
)]

use std::net::SocketAddr;
use std::path::Path;
use std::sync::Arc;

use reqwest::{Client, StatusCode, header};
use serde_json::{Value, json};
use tokio::sync::oneshot;
use wuyou_server::loopback::{Call, Loopback, LoopbackError, serve};

fn echo() -> Call {
    Arc::new(|command, payload| match command.as_str() {
        "echo.back" => Ok(json!({ "payload": payload })),
        other => Err(json!({ "code": "command.unknown", "message": other, "details": null })),
    })
}

fn ui(dir: &Path) {
    std::fs::write(
        dir.join("index.html"),
        "<!doctype html><title>无忧售后</title>",
    )
    .unwrap();
}

fn any_port() -> SocketAddr {
    "127.0.0.1:0".parse().unwrap()
}

#[tokio::test]
async fn it_listens_on_loopback_only_and_only_with_a_ui() {
    let dir = tempfile::tempdir().unwrap();
    let no_ui = Loopback::bind(any_port(), dir.path().to_owned(), echo()).await;
    assert!(matches!(no_ui, Err(LoopbackError::NoUi(_))));
    ui(dir.path());
    for open in ["0.0.0.0:0", "[::]:0", "192.168.1.10:0"] {
        let listen = open.parse().unwrap();
        let refused = serve(listen, dir.path().to_owned(), echo(), async {}).await;
        assert!(
            matches!(refused, Err(LoopbackError::NotLoopback(_))),
            "{open}"
        );
    }
}

#[tokio::test]
async fn it_answers_commands_of_its_own_page_only() {
    let dir = tempfile::tempdir().unwrap();
    ui(dir.path());
    let host = Loopback::bind(any_port(), dir.path().to_owned(), echo())
        .await
        .unwrap();
    let own = format!("http://{}", host.address());
    let (stop, stopped) = oneshot::channel::<()>();
    let running = tokio::spawn(host.run(async move {
        let _ = stopped.await;
    }));
    let client = Client::new();
    let call = |command: &str| {
        client
            .post(format!("{own}/call/{command}"))
            .header("origin", &own)
    };
    let answer = call("echo.back")
        .json(&json!({ "词": 1 }))
        .send()
        .await
        .unwrap();
    assert_eq!(answer.status(), StatusCode::OK);
    assert_eq!(
        answer.json::<Value>().await.unwrap(),
        json!({ "payload": { "词": 1 } })
    );
    let refused = call("no.such").json(&json!({})).send().await.unwrap();
    assert_eq!(refused.status(), StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(
        refused.json::<Value>().await.unwrap()["code"],
        "command.unknown"
    );
    let foreign = client
        .post(format!("{own}/call/echo.back"))
        .header("origin", "http://evil.example");
    assert_eq!(
        foreign.json(&json!({})).send().await.unwrap().status(),
        StatusCode::FORBIDDEN
    );
    let rebound = client
        .post(format!("{own}/call/echo.back"))
        .header("host", "evil.example");
    assert_eq!(
        rebound.json(&json!({})).send().await.unwrap().status(),
        StatusCode::FORBIDDEN
    );
    let form = call("echo.back")
        .header(header::CONTENT_TYPE, "text/plain")
        .body("{}");
    assert_eq!(
        form.send().await.unwrap().status(),
        StatusCode::UNSUPPORTED_MEDIA_TYPE
    );
    let page = client
        .get(format!("{own}/customers/1"))
        .send()
        .await
        .unwrap();
    assert!(
        page.headers()[header::CONTENT_SECURITY_POLICY]
            .to_str()
            .unwrap()
            .contains("'self'")
    );
    assert!(page.text().await.unwrap().contains("无忧售后"));
    stop.send(()).unwrap();
    running.await.unwrap().unwrap();
}
