//! A backup is restored on a PC that is connected, and the restore is undone.

use serde_json::{Value, json};
use wuyou_tests::server::Server;
use wuyou_tests::shop::Pc;

/// Takes a call; gives the order's number.
fn take_call(pc: &Pc, name: &str) -> String {
    let taken = pc
        .call(
            "request.create",
            &json!({
                "text": "屋里不热", "new_customer_name": name, "town": "柳河镇",
                "no_phone_reason": "到店",
                "address": "东沟村三组 供销社往北第二家",
            }),
        )
        .ok();
    let no = &taken["work_order"]["summary"]["no"];
    no.as_str().unwrap().to_owned()
}

fn settle(server: &Server, pcs: [&Pc; 2]) -> Value {
    for pc in [pcs[0], pcs[1], pcs[0], pcs[1]] {
        pc.sync();
    }
    let hq = server.verify();
    for pc in pcs {
        let here = pc.verify();
        assert_eq!(here["state_hash"], hq["state_hash"]);
        assert_eq!(
            (&here["integrity"], &here["unsent"], &here["rejected"]),
            (&json!("ok"), &json!(0), &json!(0))
        );
        assert_eq!(here["conflicts"], 0);
    }
    hq
}

#[test]
fn a_restore_on_a_connected_pc_and_its_undo_come_back_to_the_state_of_the_shop() {
    let server = Server::start();
    let a = Pc::enrolled(&server, "PC-A");
    a.sync();
    let b = Pc::enrolled(&server, "PC-B");
    let mut numbers = vec![take_call(&a, "备份之前")];
    a.sync();
    numbers.push(take_call(&a, "备份时还没上报"));
    let made = a.call("backup.create", &json!({})).ok();
    a.sync();
    numbers.push(take_call(&a, "备份之后"));
    numbers.push(take_call(&b, "二号机"));
    settle(&server, [&a, &b]);

    let from = json!({"path": made["path"]});
    let restored = a.call("backup.restore", &from).ok();
    numbers.push(take_call(&a, "恢复之后"));
    settle(&server, [&a, &b]);

    let back = json!({"path": restored["previous_path"]});
    let _ = a.call("backup.restore", &back).ok();
    numbers.push(take_call(&a, "撤销之后"));
    settle(&server, [&a, &b]);

    let mut once = numbers.clone();
    once.sort();
    once.dedup();
    assert_eq!(once.len(), numbers.len(), "{numbers:?}");
    for no in &numbers {
        for pc in [&a, &b] {
            let _ = pc.call("work_order.get", &json!({"no": no})).ok();
        }
    }
}
