//! The real program: killed without warning, asked to stop, administered while it runs.

#![allow(
    clippy::unwrap_used,
    clippy::needless_pass_by_value,
    reason = "tests fail by panicking, and read better when they hand things over"
)]

mod common;

use std::io::Write;
use std::process::{Command, Stdio};

use common::program::{PROGRAM, Running, admin, admin_ok, admin_refused, enrol, new_dealer};
use common::{CUSTOMER, Pc, customer, done, id, send_sync};
use reqwest::Client;
use serde_json::Value as Json;

#[tokio::test]
async fn killed_at_any_moment_it_has_everything_it_acknowledged_and_nothing_torn() {
    let dir = tempfile::tempdir().unwrap();
    let data = dir.path().join("data");
    let code = new_dealer(&data);
    let client = Client::new();
    let mut server = Running::start(&data);
    let mut pc = enrol(&client, &server.origin, &code, 1).await;
    let (mut row, mut taken) = (0, 0);
    for round in 0..12_u32 {
        // Pushes go on until the kill breaks one off; what was answered is acknowledged.
        let victim = server.child.id();
        let mut acknowledged = 0;
        loop {
            let changes: Vec<Vec<u8>> = (0..25)
                .map(|n| pc.change(CUSTOMER, id(2, row + n), customer("王德福")))
                .collect();
            let parts = parts(&client, &server, &pc, &changes);
            let push = tokio::spawn(push(parts));
            if acknowledged == round % 4 {
                // A different number of steps into the push each round.
                for _ in 0..round * 40 {
                    tokio::task::yield_now().await;
                }
                kill_hard(victim);
            }
            let Ok(Ok(body)) = push.await else { break };
            pc.sent(&changes, &done(&body));
            row += 25;
            acknowledged += 1;
        }
        let _ = server.kill();
        let found = admin_ok(&data, &["verify", "--dealer", "LH001"]);
        let held = found["log_entries"].as_u64().unwrap();
        taken += u32::from(held != pc.dseq);
        assert!(
            held == pc.dseq || held == pc.dseq + 25,
            "{held} of {}",
            pc.dseq
        );
        server = Running::start(&data);
        // The PC sends the broken-off push again: whether it was taken or not, it is there once.
        let changes: Vec<Vec<u8>> = (0..25)
            .map(|n| pc.change(CUSTOMER, id(2, row + n), customer("王德福")))
            .collect();
        let body = pc.body(changes.clone());
        let answer = send_sync(&client, &server.origin, &pc.token, body).await;
        pc.sent(&changes, &done(&answer.unwrap().bytes().await.unwrap()));
        row += 25;
    }
    let found = admin_ok(&data, &["verify", "--dealer", "LH001"]);
    println!("of 12 pushes broken off, {taken} had been taken");
    assert_eq!(found["log_entries"], pc.dseq);
    assert_eq!(found["rows"]["customer"], pc.dseq);
}

type Parts = (Client, String, String, Vec<u8>);

fn parts(client: &Client, server: &Running, pc: &Pc, changes: &[Vec<u8>]) -> Parts {
    (
        client.clone(),
        server.origin.clone(),
        pc.token.clone(),
        pc.body(changes.to_vec()),
    )
}

async fn push((client, origin, token, body): Parts) -> reqwest::Result<Vec<u8>> {
    let answer = send_sync(&client, &origin, &token, body).await?;
    Ok(answer.bytes().await?.to_vec())
}

#[cfg(unix)]
fn kill_hard(pid: u32) {
    Command::new("kill")
        .args(["-9", &pid.to_string()])
        .status()
        .unwrap();
}

#[cfg(windows)]
fn kill_hard(pid: u32) {
    Command::new("taskkill")
        .args(["/F", "/PID", &pid.to_string()])
        .status()
        .unwrap();
}

#[cfg(unix)]
#[test]
fn asked_to_stop_it_stops_cleanly_and_lets_the_next_one_start() {
    let dir = tempfile::tempdir().unwrap();
    let mut server = Running::start(dir.path());
    let second = Command::new(PROGRAM)
        .args(["serve", "--listen", "127.0.0.1:0", "--data"])
        .arg(dir.path())
        .output()
        .unwrap();
    assert_eq!(second.status.code(), Some(1));
    let text = String::from_utf8(second.stderr).unwrap();
    let refusal: Json = serde_json::from_str(text.lines().last().unwrap()).unwrap();
    assert_eq!(refusal["code"], "server.already_running");
    for signal in ["-TERM", "-INT"] {
        let pid = server.child.id().to_string();
        Command::new("kill").args([signal, &pid]).status().unwrap();
        assert_eq!(server.child.wait().unwrap().code(), Some(0), "{signal}");
        assert!(server.log().contains("\"message\":\"stopped\""));
        server = Running::start(dir.path());
    }
}

#[tokio::test]
async fn it_is_administered_while_it_runs() {
    let dir = tempfile::tempdir().unwrap();
    let data = dir.path().join("data");
    let server = Running::start(&data);
    let code = new_dealer(&data);
    let client = Client::new();
    let mut pc = enrol(&client, &server.origin, &code, 1).await;
    let changes = vec![pc.change(CUSTOMER, id(2, 1), customer("王德福"))];
    let answer = send_sync(&client, &server.origin, &pc.token, pc.body(changes.clone())).await;
    pc.sent(&changes, &done(&answer.unwrap().bytes().await.unwrap()));
    let devices = admin_ok(&data, &["devices", "--dealer", "LH001"]);
    assert_eq!(devices[0]["last_dseq"], 1);
    assert_eq!(devices[0]["pc_code"], "A");
    let found = admin_ok(&data, &["verify", "--dealer", "LH001"]);
    assert_eq!(found["ok"], true);
    assert_eq!(found["state_hash"].as_str().unwrap().len(), 64);
    admin_ok(&data, &["revoke", &pc.device.to_string()]);
    let refused = send_sync(&client, &server.origin, &pc.token, pc.body(Vec::new()))
        .await
        .unwrap();
    assert_eq!(refused.status(), reqwest::StatusCode::FORBIDDEN);
}

#[test]
fn administration_refuses_with_codes_and_bad_usage_is_two() {
    let dir = tempfile::tempdir().unwrap();
    let data = dir.path();
    let dealer = ["create-dealer", "--code", "LH001", "--name", "柳河服务网点"];
    admin_ok(data, &dealer);
    for (args, code) in [
        (&dealer[..], "admin.exists"),
        (
            &["create-dealer", "--code", "lh1", "--name", "柳河"],
            "admin.bad_code",
        ),
        (
            &["create-dealer", "--code", "LH002", "--name", "  "],
            "admin.bad_name",
        ),
        (&["enrol-code", "--dealer", "LH009"], "admin.not_found"),
        (&["verify", "--dealer", "LH009"], "admin.not_found"),
        (
            &["revoke", "00000000-0000-0000-0000-000000000000"],
            "admin.not_found",
        ),
        (
            &["create-user", "--name", "总部", "--password", "短"],
            "admin.bad_password",
        ),
    ] {
        assert_eq!(admin_refused(data, args)["code"], code, "{args:?}");
    }
    for args in [&["revoke", "no-id"][..], &["unknown"], &["enrol-code"]] {
        assert_eq!(admin(data, args).status.code(), Some(2), "{args:?}");
    }
    assert_eq!(
        Command::new(PROGRAM)
            .arg("--help")
            .output()
            .unwrap()
            .status
            .code(),
        Some(0)
    );
}

#[test]
fn a_password_comes_from_stdin_as_it_was_typed() {
    let dir = tempfile::tempdir().unwrap();
    let mut child = Command::new(PROGRAM)
        .args(["admin", "--data"])
        .arg(dir.path())
        .args(["create-user", "--name", "总部", "--password-stdin"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    child
        .stdin
        .take()
        .unwrap()
        .write_all(" 前后有空格 123 \n".as_bytes())
        .unwrap();
    let output = child.wait_with_output().unwrap();
    assert_eq!(output.status.code(), Some(0));
    use wuyou_server_store::{ServerStore, SqliteStore};
    let store = SqliteStore::open_beside(dir.path()).unwrap();
    let hash = store.user("总部").unwrap().unwrap().password_hash;
    assert!(wuyou_server::credential::password_fits(
        " 前后有空格 123 ",
        &hash
    ));
}

#[tokio::test]
async fn logs_are_json_lines_without_customers_and_a_damaged_dealer_is_reported() {
    let dir = tempfile::tempdir().unwrap();
    let code = new_dealer(dir.path());
    let server = Running::start(dir.path());
    let client = Client::new();
    let pc = enrol(&client, &server.origin, &code, 1).await;
    let changes = vec![
        pc.change(CUSTOMER, id(2, 1), customer("日志标记\u{1b}[31m客户\nfake")),
        pc.change(CUSTOMER, id(2, 2), vec![(1, "日志标记二".into())]),
    ];
    send_sync(&client, &server.origin, &pc.token, pc.body(changes))
        .await
        .unwrap();
    let path = "/api/v1/hq/work-orders?q=日志标记三";
    client
        .get(format!("{}{path}", server.origin))
        .send()
        .await
        .unwrap();
    let log = server.kill();
    assert!(log.lines().count() >= 3, "{log}");
    for line in log.lines() {
        let entry: Json = serde_json::from_str(line).unwrap();
        assert!(entry["timestamp"].is_string() && entry["level"].is_string());
    }
    assert!(
        !log.contains("日志标记") && !log.contains(&pc.token),
        "{log}"
    );
    // The first look writes everything into the one file; then a few bytes of it are changed.
    let found = admin_ok(dir.path(), &["verify", "--dealer", "LH001"]);
    assert_eq!(found["ok"], true);
    let file = dir.path().join("server.db");
    let mut bytes = std::fs::read(&file).unwrap();
    let marker = "日志标记".as_bytes();
    let place = bytes
        .windows(marker.len())
        .position(|window| window == marker)
        .unwrap();
    bytes[place..place + marker.len()].copy_from_slice("别人家的".as_bytes());
    std::fs::write(&file, bytes).unwrap();
    let refusal = admin_refused(dir.path(), &["verify", "--dealer", "LH001"]);
    assert_eq!(refusal["code"], "server.damaged");
    assert!(
        !refusal["details"]["problems"]
            .as_array()
            .unwrap()
            .is_empty()
    );
}

#[test]
fn the_example_dealer_loads_through_the_program() {
    let dir = tempfile::tempdir().unwrap();
    let loaded = admin_ok(dir.path(), &["example-data"]);
    assert_eq!(loaded["dealer"], "LH001");
    assert_eq!(
        admin_ok(dir.path(), &["verify", "--dealer", "LH001"])["ok"],
        true
    );
    assert_eq!(
        admin_refused(dir.path(), &["example-data"])["code"],
        "admin.not_empty"
    );
}
