//! Killed processes and hostile input over the real programs.

use std::process::{Command, Stdio};

use serde_json::{Value, json};
use wuyou_tests::program;
use wuyou_tests::server::Server;
use wuyou_tests::shop::Pc;

#[test]
fn an_import_killed_at_any_moment_leaves_all_or_nothing() {
    let Some(dir) = wuyou_tests::liuhe() else {
        return;
    };
    let file = dir.join("customers.xlsx");
    for delay in [30, 90, 200, 400, 800] {
        let pc = Pc::offline("LH001");
        let mut child = Command::new(program::path("wuyou"))
            .arg("--data")
            .arg(pc.dir())
            .args(["import", "customers", file.to_str().unwrap()])
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        kill_after_ms(&mut child, delay);
        let verify = pc.verify();
        assert_eq!(verify["integrity"], "ok");
        let status = pc.call("app.status", &json!({})).ok();
        let count = status["customer_count"].as_u64().unwrap();
        assert!(
            count == 0 || count > 2_800,
            "{count} households after a kill"
        );
    }
}

/// The moment of the kill is the fault under test, so it is a time.
#[expect(clippy::disallowed_methods, reason = "the fault is a moment in time")]
fn kill_after_ms(child: &mut std::process::Child, delay: u64) {
    std::thread::sleep(std::time::Duration::from_millis(delay));
    let _ = child.kill();
    child.wait().unwrap();
}

#[test]
fn a_server_killed_between_syncs_loses_nothing_it_confirmed() {
    let mut server = Server::start();
    let pc = Pc::enrolled(&server, "PC-A");
    for round in 0..5 {
        let name = format!("客户{round}");
        let _ = pc.call("customer.create", &json!({ "name": name })).ok();
        pc.sync();
        server.kill();
        server.resume();
        assert_eq!(
            server.verify()["state_hash"],
            pc.verify()["state_hash"],
            "round {round}"
        );
    }
}

#[test]
fn two_hundred_hostile_strings_travel_unchanged_or_are_refused_with_a_word() {
    let server = Server::start();
    let a = Pc::enrolled(&server, "PC-A");
    let file = concat!(env!("CARGO_MANIFEST_DIR"), "/data/hostile-strings.json");
    let strings: Value = serde_json::from_str(&std::fs::read_to_string(file).unwrap()).unwrap();
    let strings = strings.as_array().unwrap();
    assert!(strings.len() >= 200);
    let mut kept = Vec::new();
    for text in strings
        .iter()
        .map(|s| s.as_str().unwrap_or_else(|| s["text"].as_str().unwrap()))
    {
        let made = a.call("customer.create", &json!({"name": "某户", "note": text}));
        if made.code == 0 {
            kept.push((made.json["id"].clone(), made.json["note"].clone()));
        } else {
            assert_eq!(made.refused(), "input.invalid");
        }
        let searched = a.call("search.all", &json!({ "query": text }));
        assert!(
            searched.code == 0 || searched.json["code"] == "input.invalid",
            "{text:?}"
        );
    }
    assert!(
        kept.len() > 150,
        "only {} of {} were kept",
        kept.len(),
        strings.len()
    );
    a.sync();
    let b = Pc::enrolled(&server, "PC-B");
    b.sync();
    for (id, note) in &kept {
        let seen = b.call("customer.get", &json!({ "id": id })).ok();
        assert_eq!(&seen["note"], note);
    }
}

#[test]
fn bad_usage_exits_with_2_and_a_refused_call_with_1_and_a_code() {
    let pc = Pc::offline("LH001");
    assert_eq!(pc.run(&["no-such-thing"]).code, 2);
    assert_eq!(pc.call("no.such", &json!({})).refused(), "command.unknown");
    assert_eq!(
        pc.run(&["call", "customer.create", "{not json"]).refused(),
        "command.bad_request"
    );
    assert_eq!(
        pc.call("customer.create", &json!({"nam": "x"})).refused(),
        "command.bad_request"
    );
    let refused = pc.call("customer.create", &json!({"name": "13804712207"}));
    assert_eq!(
        refused.json["details"]["fields"][0]["code"],
        "looks_like_phone"
    );
}
