//! Answers that are not headquarters' good one: nothing is applied, and a person is told why.

use wuyou_store::receipt;
use wuyou_testkit::NOW_AT;

use crate::road::{Fate, reply};
use crate::shop::{Headquarters, Pc, hasty};

const SYNC: &str = "application/vnd.wuyou.sync+zstd";
const PROBLEM: &str = "application/problem+json";

fn problem(status: &str, code: &str) -> Fate {
    let body = format!(r#"{{"type": "urn:x", "title": "…", "status": 0, "code": "{code}"}}"#);
    reply(status, &[("content-type", PROBLEM)], body.as_bytes())
}

#[test]
fn every_wrong_answer_has_its_message_and_changes_nothing() {
    let headquarters = Headquarters::open();
    let dealer = headquarters.dealer(1);
    let pc = Pc::of(&headquarters, &dealer, 1);
    pc.customer("李四");
    let bomb = zstd::bulk::compress(&vec![0; 64 << 20], 3).unwrap();
    let page = b"<html>please log in</html>";
    let cases = [
        (
            reply("200 OK", &[("content-type", "text/html")], page),
            "sync.captive_portal",
        ),
        (
            reply("302 Found", &[("location", "http://login.example/")], b""),
            "sync.captive_portal",
        ),
        (
            reply("511 Network Authentication Required", &[], page),
            "sync.captive_portal",
        ),
        (
            reply("403 Forbidden", &[("content-type", "text/html")], page),
            "sync.captive_portal",
        ),
        (
            reply("502 Bad Gateway", &[("content-type", "text/html")], page),
            "sync.server",
        ),
        (
            problem("500 Internal Server Error", "server.internal"),
            "sync.server",
        ),
        (
            problem("413 Content Too Large", "request.too_large"),
            "sync.server",
        ),
        (problem("403 Forbidden", "auth.revoked"), "sync.revoked"),
        (problem("401 Unauthorized", "auth.wrong"), "sync.revoked"),
        (
            problem("400 Bad Request", "sync.unknown_protocol"),
            "command.unknown",
        ),
        (
            reply("200 OK", &[("content-type", SYNC)], b"not zstd"),
            "sync.server",
        ),
        (
            reply("200 OK", &[("content-type", SYNC)], &bomb),
            "sync.server",
        ),
        (Fate::LoseRequest, "sync.offline"),
    ];
    let before = pc.state_hash();
    for (fate, code) in cases {
        pc.road.next(vec![fate.clone(); 4]);
        let error = pc.agent.sync(&pc.db, NOW_AT).unwrap_err();
        assert_eq!(error.code().code(), code, "{error:?}");
        assert_eq!((pc.state_hash(), pc.unsent()), (before.clone(), 1));
        let noted = pc.db.read(|view| receipt::list(view, 1)).unwrap();
        assert_eq!(noted[0].result, code);
        // What was not needed of the four goes unheard.
        pc.road.forget();
    }
    assert_eq!(pc.sync().pushed, 1);
}

#[test]
fn a_server_that_is_busy_for_a_moment_is_asked_again() {
    let headquarters = Headquarters::open();
    let dealer = headquarters.dealer(1);
    let pc = Pc::of(&headquarters, &dealer, 1);
    pc.customer("李四");
    let before = pc.road.travelled();
    let retry = [("content-type", PROBLEM), ("retry-after", "0")];
    let body = br#"{"code": "server.busy"}"#;
    pc.road.next([
        reply("503 Service Unavailable", &retry, body),
        reply("429 Too Many Requests", &retry, body),
        reply("502 Bad Gateway", &[], b""),
    ]);
    assert_eq!(pc.sync().pushed, 1);
    assert_eq!(pc.road.travelled() - before, 4);
}

#[test]
fn a_refusal_for_good_is_not_repeated() {
    let headquarters = Headquarters::open();
    let dealer = headquarters.dealer(1);
    let pc = Pc::of(&headquarters, &dealer, 1);
    let before = pc.road.travelled();
    pc.road.next([problem("403 Forbidden", "auth.revoked")]);
    pc.agent.sync(&pc.db, NOW_AT).unwrap_err();
    assert_eq!(pc.road.travelled() - before, 1);
}

#[test]
fn a_code_works_once_and_an_unconnected_pc_says_so() {
    let headquarters = Headquarters::open();
    let dealer = headquarters.dealer(1);
    let pc = Pc::new(&headquarters, 1, hasty());
    let error = pc.agent.sync(&pc.db, NOW_AT).unwrap_err();
    assert_eq!(error.code().code(), "sync.not_connected");
    let code = headquarters.code(&dealer);
    pc.connect(&code);
    pc.sync();
    for wrong in [code.as_str(), "WRONG-CODE"] {
        let device = (pc.id(), "另一台");
        let error = pc
            .agent
            .enrol(&pc.road.url(), wrong, device, None)
            .unwrap_err();
        assert_eq!(error.code().code(), "setup.enrolment_code", "{error:?}");
    }
}

#[test]
fn a_revoked_pc_keeps_its_data_and_hears_it() {
    let headquarters = Headquarters::open();
    let dealer = headquarters.dealer(1);
    let pc = Pc::of(&headquarters, &dealer, 1);
    pc.customer("李四");
    let device = pc.db.read(wuyou_store::settings::device_id).unwrap();
    wuyou_server_store::ServerStore::revoke_device(
        &*headquarters.store,
        *device.0.as_bytes(),
        NOW_AT,
    )
    .unwrap();
    let error = pc.agent.sync(&pc.db, NOW_AT).unwrap_err();
    assert_eq!(error.code().code(), "sync.revoked");
    assert_eq!(pc.unsent(), 1);
}
