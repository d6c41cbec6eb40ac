//! The real program as a process, and its administration from outside.

use std::io::{BufRead, BufReader, Read};
use std::path::Path;
use std::process::{Child, Command, Output, Stdio};
use std::thread::JoinHandle;

use reqwest::Client;
use serde_json::{Value as Json, json};
use uuid::Uuid;

use super::{Pc, id};

pub(crate) const PROGRAM: &str = env!("CARGO_BIN_EXE_wuyou-server");

/// A running `wuyou-server serve`; killed when dropped.
pub(crate) struct Running {
    pub(crate) child: Child,
    pub(crate) origin: String,
    /// Reads the log all the time: a full pipe would stop the program.
    log: Option<JoinHandle<String>>,
}

impl Running {
    pub(crate) fn start(data: &Path) -> Self {
        let mut child = Command::new(PROGRAM)
            .args(["serve", "--listen", "127.0.0.1:0", "--data"])
            .arg(data)
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        let mut line = String::new();
        let mut stdout = BufReader::new(child.stdout.take().unwrap());
        stdout.read_line(&mut line).unwrap();
        let said: Json = serde_json::from_str(&line).unwrap();
        let mut stderr = child.stderr.take().unwrap();
        let log = std::thread::spawn(move || {
            let mut log = String::new();
            stderr.read_to_string(&mut log).unwrap();
            log
        });
        Self {
            child,
            log: Some(log),
            origin: said["listening"].as_str().unwrap().to_owned(),
        }
    }

    /// Ends it at once, as a power cut of the process: nothing is flushed, nothing is said.
    pub(crate) fn kill(mut self) -> String {
        self.child.kill().unwrap();
        self.child.wait().unwrap();
        self.log()
    }

    /// What it has logged; waits for its end.
    pub(crate) fn log(&mut self) -> String {
        let log = self.log.take().map(JoinHandle::join);
        log.map(Result::unwrap).unwrap_or_default()
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

pub(crate) fn admin(data: &Path, args: &[&str]) -> Output {
    Command::new(PROGRAM)
        .args(["admin", "--data"])
        .arg(data)
        .args(args)
        .stdin(Stdio::null())
        .output()
        .unwrap()
}

pub(crate) fn admin_ok(data: &Path, args: &[&str]) -> Json {
    let output = admin(data, args);
    let error = String::from_utf8_lossy(&output.stderr).into_owned();
    assert_eq!(output.status.code(), Some(0), "{args:?}: {error}");
    serde_json::from_slice(&output.stdout).unwrap()
}

pub(crate) fn admin_refused(data: &Path, args: &[&str]) -> Json {
    let output = admin(data, args);
    assert_eq!(output.status.code(), Some(1), "{args:?}");
    assert!(output.stdout.is_empty());
    let refusal: Json = serde_json::from_slice(&output.stderr).unwrap();
    assert!(refusal["message"].is_string() && refusal.get("details").is_some());
    refusal
}

pub(crate) async fn enrol(client: &Client, origin: &str, code: &str, number: u64) -> Pc {
    let device = Uuid::from_bytes(id(0xE0, number));
    let body = json!({ "code": code, "device_id": device, "device_name": "前台电脑",
        "app_version": "0.1.0" });
    let answer = client
        .post(format!("{origin}/api/v1/enrol"))
        .json(&body)
        .send()
        .await
        .unwrap();
    let answer: Json = answer.json().await.unwrap();
    Pc::new(
        device,
        answer["token"].as_str().unwrap(),
        answer["pc_code"].as_str().unwrap(),
    )
}

pub(crate) fn new_dealer(data: &Path) -> String {
    admin_ok(
        data,
        &["create-dealer", "--code", "LH001", "--name", "柳河服务网点"],
    );
    let code = admin_ok(data, &["enrol-code", "--dealer", "LH001"]);
    code["code"].as_str().unwrap().to_owned()
}
