//! From a call at the desk to headquarters' view and a second PC.

use serde_json::{Value, json};
use wuyou_tests::server::Server;
use wuyou_tests::shop::Pc;

pub(super) fn take_call(pc: &Pc, name: &str, phone: &str) -> Value {
    pc.call(
        "request.create",
        &json!({
            "text": "屋里不热，显示 E1", "caller_phone": phone, "new_customer_name": name,
            "town": "柳河镇", "address": "东沟村三组 供销社往北第二家",
        }),
    )
    .ok()
}

pub(super) fn technician(pc: &Pc) -> String {
    let staff = pc
        .call(
            "staff.create",
            &json!({"name": "张师傅", "role": "technician"}),
        )
        .ok();
    staff["id"].as_str().unwrap().to_owned()
}

pub(super) fn advance(pc: &Pc, order: &str, step: &str, fields: Value) -> Value {
    let mut payload = fields;
    payload["id"] = order.into();
    payload["step"] = step.into();
    pc.call("work_order.advance", &payload).ok()
}

/// Takes an order through every state to closed, as the shop would.
fn work_through(pc: &Pc, order: &str, technician: &str) -> Value {
    advance(
        pc,
        order,
        "reply",
        json!({"contact_text": "已回电，今天下午去"}),
    );
    advance(
        pc,
        order,
        "schedule",
        json!({"window_from_at": 1_795_300_000_000_i64, "window_to_at": 1_795_307_200_000_i64}),
    );
    advance(pc, order, "dispatch", json!({"technician_id": technician}));
    advance(pc, order, "start", json!({}));
    let part = json!({"part": "点火针，县城库房", "part_eta_at": 1_795_400_000_000_i64});
    advance(pc, order, "wait_part", part);
    advance(pc, order, "part_arrived", json!({}));
    let done =
        json!({"cause": "零件", "result": "换点火针", "charge_fen": 0, "signature": "纸质 0012"});
    advance(pc, order, "finish", done);
    advance(
        pc,
        order,
        "confirm",
        json!({"satisfied": true, "contact_text": "好用了"}),
    );
    advance(pc, order, "close", json!({}))
}

#[test]
fn a_call_taken_and_closed_offline_reaches_headquarters_and_the_second_pc() {
    let mut server = Server::start();
    let a = Pc::enrolled(&server, "PC-A");
    server.kill();

    let taken = take_call(&a, "刘建国", "138 0471 2207");
    let order = taken["work_order"]["summary"]["id"]
        .as_str()
        .unwrap()
        .to_owned();
    let no = taken["work_order"]["summary"]["no"]
        .as_str()
        .unwrap()
        .to_owned();
    let closed = work_through(&a, &order, &technician(&a));
    assert_eq!(closed["summary"]["state"], "closed");
    assert_eq!(a.run(&["sync"]).refused(), "sync.offline");
    assert!(a.verify()["unsent"].as_u64().unwrap() > 10);

    server.resume();
    let sent = a.sync();
    assert!(sent["pushed"].as_u64().unwrap() > 10, "{sent}");
    assert_eq!(sent["rejected"], 0);
    let b = Pc::enrolled(&server, "PC-B");
    b.sync();

    let seen = b.call("work_order.get", &json!({"no": no})).ok();
    assert_eq!(seen["summary"]["state"], "closed");
    assert_eq!(seen["summary"]["customer_name"], "刘建国");
    assert!(seen["timeline"].as_array().unwrap().len() >= 10);
    // That somebody looked is kept too, and reaches the other PC.
    b.sync();
    a.sync();
    let (a, b, hq) = (a.verify(), b.verify(), server.verify());
    assert_eq!(a["state_hash"], b["state_hash"]);
    assert_eq!(a["state_hash"], hq["state_hash"]);
    assert_eq!((&a["integrity"], &a["unsent"]), (&json!("ok"), &json!(0)));
}

#[test]
fn two_pcs_that_change_the_same_field_offline_keep_both_values_until_a_person_decides() {
    let server = Server::start();
    let a = Pc::enrolled(&server, "PC-A");
    let taken = take_call(&a, "王建军", "13804712207");
    let customer = taken["request"]["customer_id"].clone();
    a.sync();
    let b = Pc::enrolled(&server, "PC-B");
    b.sync();

    let rename = |pc: &Pc, name: &str| {
        let _ = pc
            .call("customer.update", &json!({"id": customer, "name": name}))
            .ok();
    };
    rename(&a, "王建军（二狗家）");
    rename(&b, "王建君");
    a.sync();
    b.sync();
    a.sync();

    let conflicts = a.call("conflict.list", &json!({})).ok();
    let conflict = &conflicts["rows"][0];
    let both = [&conflict["kept"]["shown"], &conflict["other"]["shown"]];
    assert!(
        both.contains(&&json!("王建军（二狗家）")) && both.contains(&&json!("王建君")),
        "{both:?}"
    );
    assert_eq!(a.verify()["state_hash"], b.verify()["state_hash"]);

    let decide = json!({"id": conflict["id"], "resolution": "other"});
    let _ = a.call("conflict.resolve", &decide).ok();
    a.sync();
    b.sync();
    let name = |pc: &Pc| pc.call("customer.get", &json!({"id": customer})).ok()["name"].clone();
    assert_eq!(name(&a), conflict["other"]["shown"]);
    assert_eq!(name(&a), name(&b));
    assert_eq!(b.call("conflict.list", &json!({})).ok()["rows"], json!([]));
    // Looking at a customer's file was noted, and that goes to headquarters too.
    b.sync();
    a.sync();
    assert_eq!(a.verify()["state_hash"], server.verify()["state_hash"]);
}

#[test]
fn a_code_is_used_once_and_a_revoked_pc_keeps_its_data() {
    let server = Server::start();
    let code = server.code();
    let url = server.url();
    let first = tempfile::TempDir::new().unwrap();
    let a = Pc::enrolled(&server, "PC-A");
    let _ = take_call(&a, "赵秀英", "13904712207");
    let devices = server.admin(&["devices", "--dealer", "LH001"]).ok();
    let device = devices.as_array().unwrap()[0]["device_id"]
        .as_str()
        .unwrap()
        .to_owned();
    let _ = server.admin(&["revoke", &device]).ok();
    assert_eq!(a.run(&["sync"]).refused(), "sync.revoked");
    let found = a
        .call("customer.search", &json!({"query": "zhaoxiuying"}))
        .ok();
    assert_eq!(found["hits"].as_array().unwrap().len(), 1);

    let init = |dir: &std::path::Path| {
        let program = wuyou_tests::program::path("wuyou");
        let mut command = std::process::Command::new(program);
        command
            .arg("--data")
            .arg(dir)
            .args(["init", "--server", &url, "--code", &code]);
        command.output().unwrap()
    };
    assert!(init(first.path()).status.success());
    let second = tempfile::TempDir::new().unwrap();
    let refused = init(second.path());
    assert_eq!(refused.status.code(), Some(1));
    assert!(String::from_utf8_lossy(&refused.stderr).contains("setup.enrolment_code"));
}

#[test]
fn a_pc_set_up_offline_brings_its_work_along_when_it_is_connected_later() {
    let server = Server::start();
    let pc = Pc::offline("LH001");
    let _ = take_call(&pc, "孙长海", "13704712207");
    let enrol = json!({"server_url": server.url(), "code": server.code()});
    let _ = pc.call("setup.enrol", &enrol).ok();
    let sent = pc.sync();
    assert_eq!(sent["rejected"], 0);
    assert_eq!(pc.verify()["state_hash"], server.verify()["state_hash"]);
}
