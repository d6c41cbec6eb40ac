//! The real program under fire: whatever comes in, each answer is a refusal with its reason or a
//! right answer, and at the end the process lives, its log knows no fault, and its data are whole.

#![allow(
    clippy::unwrap_used,
    clippy::needless_pass_by_value,
    reason = "tests fail by panicking, and read better when they hand things over"
)]

mod common;

use std::net::SocketAddr;
use std::time::Duration;

use common::program::{Running, admin_ok, enrol};
use common::{CONTACT, CUSTOMER, Pc, WORK_ORDER, code_of, customer, done, head, id, pack, raw};
use common::{send_sync, work_order};
use reqwest::{Client, StatusCode, header};
use serde_json::{Value as Json, json};
use uuid::Uuid;
use wuyou_sync::change::Op;
use wuyou_sync::message::{SyncRequest, SyncResponse};
use wuyou_sync::value::Value;
use wuyou_sync::wire;

const PASSWORD: &str = "hq-password-1";

/// Two dealers with a PC each, and a console user with a session.
struct Scene {
    dir: tempfile::TempDir,
    server: Running,
    client: Client,
    ours: Pc,
    theirs: Pc,
    cookie: String,
}

impl Scene {
    async fn start() -> Self {
        let dir = tempfile::tempdir().unwrap();
        let data = dir.path();
        let server = Running::start(data);
        let client = Client::builder()
            .timeout(Duration::from_secs(60))
            .build()
            .unwrap();
        let mut pcs = Vec::new();
        for (number, dealer) in (1..).zip(["LH001", "LH002"]) {
            admin_ok(data, &["create-dealer", "--code", dealer, "--name", dealer]);
            let code = admin_ok(data, &["enrol-code", "--dealer", dealer]);
            let code = code["code"].as_str().unwrap();
            pcs.push(enrol(&client, &server.origin, code, number).await);
        }
        let user = ["create-user", "--name", "hq", "--password", PASSWORD];
        admin_ok(data, &user);
        let theirs = pcs.pop().unwrap();
        let ours = pcs.pop().unwrap();
        let mut scene = Self {
            dir,
            server,
            client,
            ours,
            theirs,
            cookie: String::new(),
        };
        scene.cookie = scene.login().await;
        scene.fill().await;
        scene
    }

    async fn login(&self) -> String {
        let answer = self
            .client
            .post(format!("{}/api/v1/hq/login", self.server.origin))
            .header(header::ORIGIN, &self.server.origin)
            .json(&json!({ "name": "hq", "password": PASSWORD }))
            .send()
            .await
            .unwrap();
        assert_eq!(answer.status(), StatusCode::OK);
        let cookie = answer.headers()[header::SET_COOKIE].to_str().unwrap();
        cookie.split(';').next().unwrap().to_owned()
    }

    /// Each dealer has one customer with one order.
    async fn fill(&mut self) {
        for pc in [&mut self.ours, &mut self.theirs] {
            let changes = vec![
                pc.change(CUSTOMER, id(2, pc_number(pc)), customer("王德福")),
                pc.change(
                    WORK_ORDER,
                    id(9, pc_number(pc)),
                    work_order("LH-0001", id(2, pc_number(pc)), common::NOW),
                ),
            ];
            let body = pc.body(changes.clone());
            let answer = send_sync(&self.client, &self.server.origin, &pc.token, body);
            let done = done(&answer.await.unwrap().bytes().await.unwrap());
            assert!(done.refused.is_empty(), "{:?}", done.refused);
            pc.sent(&changes, &done);
        }
    }

    fn address(&self) -> SocketAddr {
        let address = self.server.origin.strip_prefix("http://").unwrap();
        address.parse().unwrap()
    }

    async fn sync(&self, pc: &Pc, request: &SyncRequest) -> SyncResponse {
        let body = pack(request);
        let answer = send_sync(&self.client, &self.server.origin, &pc.token, body).await;
        let answer = answer.unwrap();
        assert_eq!(answer.status(), StatusCode::OK);
        let plain = zstd::decode_all(&answer.bytes().await.unwrap()[..]).unwrap();
        wire::decode_response(&plain).unwrap()
    }

    fn hash_of(&self, dealer: &str) -> String {
        let found = admin_ok(self.dir.path(), &["verify", "--dealer", dealer]);
        assert_eq!(found["ok"], true, "{found}");
        found["state_hash"].as_str().unwrap().to_owned()
    }

    /// The process lives, nothing in its log is a fault, and both dealers' data are whole.
    async fn finish(self) {
        let health = self.client.get(format!("{}/healthz", self.server.origin));
        assert_eq!(health.send().await.unwrap().status(), StatusCode::OK);
        for dealer in ["LH001", "LH002"] {
            self.hash_of(dealer);
        }
        let log = self.server.kill();
        for line in log.lines() {
            let entry: Json = serde_json::from_str(line).unwrap();
            assert_ne!(entry["level"], "ERROR", "{line}");
        }
    }
}

fn pc_number(pc: &Pc) -> u64 {
    u64::from(pc.device.as_bytes()[15])
}

/// Bodies of JSON as an attacker writes them.
fn bodies() -> Vec<String> {
    let deep = 5_000;
    vec![
        String::new(),
        "\u{0}".to_owned(),
        "[".repeat(deep),
        format!("{}1{}", "{\"a\":".repeat(2_000), "}".repeat(2_000)),
        r#"{"name":"hq","name":"hq","password":"x"}"#.to_owned(),
        r#"{"name":"\u0000","password":"\u0000"}"#.to_owned(),
        r#"{"name":"\ud83d","password":"x"}"#.to_owned(),
        r#"{"name":-9223372036854775809,"password":1e999}"#.to_owned(),
        r#"{"reason":"\u202e<script>alert(1)</script>\u0000"}"#.to_owned(),
        format!(r#"{{"reason":"{}"}}"#, "长".repeat(5_000)),
        format!(r#"{{"code":"{}"}}"#, "A".repeat(20_000)),
        r#"{"code":"1","device_id":"x","device_name":"a","app_version":"1"}"#.to_owned(),
        r#"{"__proto__":{},"constructor":1}"#.to_owned(),
    ]
}

#[tokio::test]
async fn no_body_type_or_address_makes_the_running_program_stumble() {
    let scene = Scene::start().await;
    let (row, other) = (Uuid::from_bytes(id(9, 1)), Uuid::from_bytes(id(9, 2)));
    let posts = [
        "/api/v1/enrol".to_owned(),
        "/api/v1/sync".to_owned(),
        "/api/v1/hq/login".to_owned(),
        format!("/api/v1/hq/work-orders/LH001/{row}/phones"),
        format!("/api/v1/hq/work-orders/LH001/{other}/phones"),
    ];
    let credentials = format!(
        "Cookie: {}\r\nAuthorization: Bearer {}\r\nOrigin: http://x\r\n",
        scene.cookie, scene.ours.token
    );
    for path in &posts {
        for kind in [
            "application/json",
            "application/json; charset=utf-16",
            "text/plain",
            "multipart/form-data; boundary=x",
            "application/vnd.wuyou.sync+zstd",
            "\u{fffd}",
        ] {
            for body in bodies() {
                let more = format!(
                    "{credentials}Content-Type: {kind}\r\nContent-Length: {}\r\n",
                    body.len()
                );
                let request = format!("{}{body}", head("POST", path, &more));
                is_refusal(&scene, path, &request).await;
            }
        }
    }
    for query in [
        "limit=-1",
        "limit=18446744073709551616",
        "limit=1e3",
        "after=99999999999999999999_0_0",
        "after=-1_%00_%00",
        "q=%00",
        "q=",
        "dealer=LH%0d%0aSet-Cookie:x",
        "state=open&state=open",
        "state=,",
        "colour[]=red",
        "sort=received;DROP",
    ] {
        let path = format!("/api/v1/hq/work-orders?{query}");
        is_refusal(&scene, &path, &head("GET", &path, &credentials)).await;
    }
    for path in [
        "/api/v1/hq/work-orders/%ff/x",
        "/api/v1/hq/work-orders/..%2f..%2fdevices/00000000-0000-0000-0000-000000000000",
        "/api/v1/hq/work-orders/LH001/-1",
        "/api/v1/hq/work-orders/%00/00000000-0000-0000-0000-000000000000",
        "/api/v1/hq/work-orders/LH001/",
        "/api/v1/hq//me",
        "/api/%2e%2e/healthz",
    ] {
        is_refusal(&scene, path, &head("GET", path, &credentials)).await;
    }
    scene.finish().await;
}

async fn is_refusal(scene: &Scene, what: &str, request: &str) {
    let answer = raw(scene.address(), request.as_bytes()).await;
    let shown: String = request.chars().take(300).collect();
    assert!(
        answer.starts_with("HTTP/1.1 4"),
        "{what}\n{shown}\n{answer}"
    );
    let kind = "content-type: application/problem+json";
    assert!(answer.contains(kind), "{what}\n{shown}\n{answer}");
    assert!(
        !answer.to_lowercase().contains("\r\nset-cookie"),
        "{answer}"
    );
}

#[tokio::test]
async fn another_dealer_s_ids_open_nothing_in_any_route() {
    let mut scene = Scene::start().await;
    let before = scene.hash_of("LH002");
    let theirs = Uuid::from_bytes(id(9, 2));
    let none = Uuid::from_bytes(id(9, 77));
    // The console names dealer and row; they must belong together.
    for (dealer, row) in [("LH001", theirs), ("LH001", none), ("LH009", theirs)] {
        let path = format!(
            "{}/api/v1/hq/work-orders/{dealer}/{row}",
            scene.server.origin
        );
        let open = scene.client.get(&path);
        let reveal = scene.client.post(format!("{path}/phones"));
        let reveal = reveal.json(&json!({ "reason": "试试" }));
        for request in [open, reveal] {
            let request = request.header(header::ORIGIN, &scene.server.origin);
            let answer = request.header(header::COOKIE, &scene.cookie).send().await;
            let expected = (StatusCode::NOT_FOUND, "work_order.not_found".to_owned());
            assert_eq!(code_of(answer.unwrap()).await, expected, "{path}");
        }
    }
    // A PC can only name rows; every one of them is looked for at its own dealer.
    let pc = &scene.ours;
    let changes = vec![
        pc.change_op(Op::Update, CUSTOMER, id(2, 2), vec![(1, "改名".into())]),
        pc.change_op(Op::Update, CUSTOMER, id(2, 2), vec![(63, Value::Int(1))]),
        pc.change(WORK_ORDER, id(9, 50), work_order("X", id(2, 2), 0)),
        pc.change(
            CONTACT,
            id(11, 1),
            vec![
                (3, Value::Id(id(9, 2))),
                (4, "phone".into()),
                (5, "out".into()),
                (6, "x".into()),
                (8, Value::Int(1)),
            ],
        ),
    ];
    let answer = scene.sync(pc, &pc.request(changes.clone())).await;
    let SyncResponse::Done(done) = answer else {
        panic!("{answer:?}");
    };
    assert_eq!(done.refused.len(), changes.len(), "{:?}", done.refused);
    assert!(done.refused.iter().all(|one| one.current.is_none()));
    let done = *done;
    scene.ours.sent(&changes, &done);
    // Their place in the log, and another database's epoch, are no place here.
    let mut request = scene.ours.request(Vec::new());
    (request.cursor, request.log_hash) = (scene.theirs.cursor, scene.theirs.log_hash);
    let answer = scene.sync(&scene.ours, &request).await;
    assert!(
        matches!(answer, SyncResponse::BadCursor { .. }),
        "{answer:?}"
    );
    request.cursor = u64::MAX;
    let answer = scene.sync(&scene.ours, &request).await;
    assert!(
        matches!(answer, SyncResponse::BadCursor { .. }),
        "{answer:?}"
    );
    request.epoch = Some([7; 16]);
    let answer = scene.sync(&scene.ours, &request).await;
    assert!(
        matches!(answer, SyncResponse::OtherEpoch { .. }),
        "{answer:?}"
    );
    let mut request = scene.ours.request(Vec::new());
    request.push.first_dseq = u64::MAX;
    request.max_changes = u32::MAX;
    let answer = scene.sync(&scene.ours, &request).await;
    assert!(matches!(answer, SyncResponse::Gap { .. }), "{answer:?}");
    assert_eq!(scene.hash_of("LH002"), before);
    scene.finish().await;
}

#[tokio::test]
async fn a_revoked_pc_s_token_opens_no_route_from_that_moment_on() {
    let scene = Scene::start().await;
    let before = scene.hash_of("LH001");
    let device = scene.ours.device.to_string();
    // Its push is under way: the head is there and the credential was right.
    let change = scene.ours.change(CUSTOMER, id(2, 60), customer("迟到"));
    let body = scene.ours.body(vec![change]);
    let more = format!(
        "Authorization: Bearer {}\r\nContent-Type: application/vnd.wuyou.sync+zstd\r\n\
         Expect: 100-continue\r\nContent-Length: {}\r\n",
        scene.ours.token,
        body.len()
    );
    use tokio::io::{AsyncReadExt, AsyncWriteExt};
    let mut late = tokio::net::TcpStream::connect(scene.address())
        .await
        .unwrap();
    let request = head("POST", "/api/v1/sync", &more);
    late.write_all(request.as_bytes()).await.unwrap();
    let mut asked = [0; 25];
    late.read_exact(&mut asked).await.unwrap();
    assert!(asked.starts_with(b"HTTP/1.1 100"), "the body is asked for");
    admin_ok(scene.dir.path(), &["revoke", &device]);
    late.write_all(&body).await.unwrap();
    let mut answer = Vec::new();
    late.read_to_end(&mut answer).await.unwrap();
    let answer = String::from_utf8_lossy(&answer).into_owned();
    assert!(answer.starts_with("HTTP/1.1 403 "), "{answer}");
    assert!(answer.contains("\"auth.revoked\""), "{answer}");
    let origin = &scene.server.origin;
    let push = send_sync(&scene.client, origin, &scene.ours.token, body);
    let peers = scene.client.get(format!("{origin}/api/v1/peers"));
    let peers = peers.bearer_auth(&scene.ours.token).send();
    for answer in [push.await.unwrap(), peers.await.unwrap()] {
        let expected = (StatusCode::FORBIDDEN, "auth.revoked".to_owned());
        assert_eq!(code_of(answer).await, expected);
    }
    assert_eq!(scene.hash_of("LH001"), before);
    scene.finish().await;
}
