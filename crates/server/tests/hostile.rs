//! Hostile bodies: whatever is sent, the answer is a clear refusal: never a fault of the server, never a hang.

#![allow(
    clippy::unwrap_used,
    clippy::needless_pass_by_value,
    reason = "tests fail by panicking, and read better when they hand things over"
)]

mod common;

use common::{CUSTOMER, TestServer, code_of, customer, id, pack};
use reqwest::{StatusCode, header};
use wuyou_server::config::Config;
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
    // A few hundred bytes that unpack to millions of changes.
    let swarm = zstd_of(&wire::encode_request(&pc.request(vec![Vec::new(); 4_000_000])).unwrap());
    assert!(swarm.len() < 10_000);
    let answer = server.send_sync(&pc.token, swarm).await;
    assert_eq!(code_of(answer).await.1, "sync.malformed");
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
        ("\u{feff}{}".to_owned(), 400),
        (r#"{"name":"a","name":"b","password":"c"}"#.to_owned(), 400),
        (r#"{"code":"1","code":"2"}"#.to_owned(), 400),
        (r#"{"reason":"\ud800"}"#.to_owned(), 400),
        (
            r#"{"name":99999999999999999999999,"password":-1e9999}"#.to_owned(),
            400,
        ),
        (r#"{"reason":"a"} {"reason":"b"}"#.to_owned(), 400),
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
