//! A real server on a free port with a real database, and the callers that talk to it.

#![allow(dead_code, reason = "each test file uses its own part")]

#[path = "../../../server-store/tests/common/place.rs"]
mod place;
pub(crate) mod program;

use std::net::SocketAddr;
use std::ops::{Deref, DerefMut};
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};

use reqwest::{Client, Response, StatusCode, header};
use serde_json::{Value as Json, json};
use tempfile::TempDir;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::oneshot;
use tokio::task::JoinHandle;
use uuid::Uuid;
use wuyou_server::clock::Clock;
use wuyou_server::config::Config;
use wuyou_server::credential::{enrolment_code_hash, hash_password, new_enrolment_code};
use wuyou_server::routes::sync::CONTENT_TYPE;
use wuyou_server::serve::serve;
use wuyou_server::state::AppState;
use wuyou_server_store::model::{Dealer, Verification};
use wuyou_server_store::{ServerStore, SqliteStore};
use wuyou_sync::change::Op;
use wuyou_sync::message::{Done, SyncRequest, SyncResponse};
use wuyou_sync::value::{RowId, Value};
use wuyou_sync::wire;

#[allow(unused_imports, reason = "each test file uses its own part")]
pub(crate) use place::{CUSTOMER, NOW, Place, WORK_ORDER, id};

pub(crate) const PASSWORD: &str = "总部 口令 12345";
pub(crate) const PHONE: u8 = 4;
pub(crate) const ORDER_EVENT: u8 = 10;
pub(crate) const CONTACT: u8 = 11;

/// A clock the test sets.
#[derive(Debug)]
pub(crate) struct TestClock(AtomicI64);

impl TestClock {
    pub(crate) fn advance(&self, ms: i64) {
        self.0.fetch_add(ms, Ordering::SeqCst);
    }
}

impl Clock for TestClock {
    fn now_at(&self) -> i64 {
        self.0.load(Ordering::SeqCst)
    }
}

pub(crate) struct TestServer {
    pub(crate) dir: TempDir,
    pub(crate) store: Arc<SqliteStore>,
    pub(crate) clock: Arc<TestClock>,
    pub(crate) address: SocketAddr,
    pub(crate) client: Client,
    stop: Option<oneshot::Sender<()>>,
    running: Option<JoinHandle<bool>>,
}

impl TestServer {
    pub(crate) async fn start() -> Self {
        Self::start_with(tempfile::tempdir().unwrap(), Config::default()).await
    }

    pub(crate) async fn start_with(dir: TempDir, config: Config) -> Self {
        let store = Arc::new(SqliteStore::open_to_serve(&dir.path().join("data")).unwrap());
        let clock = Arc::new(TestClock(AtomicI64::new(NOW)));
        let state = AppState::new(store.clone(), clock.clone(), config).unwrap();
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        let (stop, stopped) = oneshot::channel::<()>();
        let running = tokio::spawn(async move {
            serve(listener, state, async move {
                let _ = stopped.await;
            })
            .await
        });
        Self {
            dir,
            store,
            clock,
            address,
            client: Client::new(),
            stop: Some(stop),
            running: Some(running),
        }
    }

    /// Tells the server to stop; gives what it says about the requests under way.
    pub(crate) fn begin_stop(&mut self) -> JoinHandle<bool> {
        self.stop.take().unwrap().send(()).unwrap();
        self.running.take().unwrap()
    }

    /// Stops and starts again on the same data.
    pub(crate) async fn restart(mut self) -> Self {
        assert!(self.begin_stop().await.unwrap());
        let Self {
            dir, store, client, ..
        } = self;
        drop((store, client));
        Self::start_with(dir, Config::default()).await
    }

    pub(crate) fn url(&self, path: &str) -> String {
        format!("http://{}{path}", self.address)
    }

    pub(crate) fn origin(&self) -> String {
        format!("http://{}", self.address)
    }

    pub(crate) fn dealer(&self, number: u8) -> Dealer {
        let dealer = Dealer {
            id: id(0xD0, u64::from(number)),
            code: format!("LH{number:03}"),
            name: format!("柳河服务网点{number}"),
            created_at: NOW,
        };
        self.store.create_dealer(&dealer).unwrap();
        dealer
    }

    pub(crate) fn code(&self, dealer: &Dealer) -> String {
        let code = new_enrolment_code().unwrap();
        let hash = enrolment_code_hash(&code).unwrap();
        let now_at = self.clock.now_at();
        self.store
            .add_enrolment_code(dealer.id, &hash, now_at, now_at + 48 * 3_600_000)
            .unwrap();
        code
    }

    pub(crate) async fn enrol(&self, code: &str, device: Uuid, name: &str) -> Response {
        self.enrol_with(&json!({
            "code": code, "device_id": device, "device_name": name, "app_version": "0.1.0",
        }))
        .await
    }

    pub(crate) async fn enrol_with(&self, body: &Json) -> Response {
        self.client
            .post(self.url("/api/v1/enrol"))
            .json(body)
            .send()
            .await
            .unwrap()
    }

    pub(crate) async fn pc(&self, dealer: &Dealer, number: u64) -> Pc {
        let device = Uuid::from_bytes(id(0xE0, number));
        let answer = self.enrol(&self.code(dealer), device, "前台电脑").await;
        assert_eq!(answer.status(), StatusCode::OK);
        let body: Json = answer.json().await.unwrap();
        Pc::new(
            device,
            body["token"].as_str().unwrap(),
            body["pc_code"].as_str().unwrap(),
        )
    }

    pub(crate) fn user(&self, name: &str) {
        let hash = hash_password(PASSWORD).unwrap();
        self.store.create_user(name, &hash, NOW).unwrap();
    }

    pub(crate) async fn login(&self, name: &str, password: &str) -> Response {
        self.client
            .post(self.url("/api/v1/hq/login"))
            .header(header::ORIGIN, self.origin())
            .json(&json!({ "name": name, "password": password }))
            .send()
            .await
            .unwrap()
    }

    /// A session's cookie as a browser would send it.
    pub(crate) async fn session(&self, name: &str) -> String {
        let answer = self.login(name, PASSWORD).await;
        assert_eq!(answer.status(), StatusCode::OK);
        let cookie = answer.headers()[header::SET_COOKIE].to_str().unwrap();
        cookie.split(';').next().unwrap().to_owned()
    }

    pub(crate) async fn get(&self, path: &str, cookie: &str) -> Response {
        self.client
            .get(self.url(path))
            .header(header::COOKIE, cookie)
            .send()
            .await
            .unwrap()
    }

    pub(crate) async fn get_json(&self, path: &str, cookie: &str) -> Json {
        let answer = self.get(path, cookie).await;
        assert_eq!(answer.status(), StatusCode::OK, "{path}");
        answer.json().await.unwrap()
    }

    pub(crate) async fn post(&self, path: &str, cookie: &str, body: &Json) -> Response {
        self.client
            .post(self.url(path))
            .header(header::COOKIE, cookie)
            .header(header::ORIGIN, self.origin())
            .json(body)
            .send()
            .await
            .unwrap()
    }

    pub(crate) async fn send_sync(&self, token: &str, body: Vec<u8>) -> Response {
        send_sync(&self.client, &self.origin(), token, body)
            .await
            .unwrap()
    }

    pub(crate) async fn sync(&self, pc: &mut Pc, changes: Vec<Vec<u8>>) -> Done {
        let answer = self.send_sync(&pc.token, pc.body(changes.clone())).await;
        assert_eq!(answer.status(), StatusCode::OK);
        let done = done(&answer.bytes().await.unwrap());
        pc.sent(&changes, &done);
        done
    }

    pub(crate) fn verify(&self, dealer: &Dealer) -> Verification {
        self.store.verify(dealer.id).unwrap()
    }
}

pub(crate) async fn send_sync(
    client: &Client,
    origin: &str,
    token: &str,
    body: Vec<u8>,
) -> reqwest::Result<Response> {
    client
        .post(format!("{origin}/api/v1/sync"))
        .bearer_auth(token)
        .header(header::CONTENT_TYPE, CONTENT_TYPE)
        .body(body)
        .send()
        .await
}

pub(crate) fn done(body: &[u8]) -> Done {
    let plain = zstd::decode_all(body).unwrap();
    match wire::decode_response(&plain).unwrap() {
        SyncResponse::Done(done) => *done,
        other => panic!("{other:?}"),
    }
}

/// Sends bytes as they stand, which clients would tidy up, and gives the whole answer.
pub(crate) async fn raw(address: SocketAddr, request: &[u8]) -> String {
    let mut stream = TcpStream::connect(address).await.unwrap();
    // A server that has answered already may not want the rest.
    let _ = stream.write_all(request).await;
    let mut answer = Vec::new();
    // A connection the server resets has answered all it will.
    let _ = stream.read_to_end(&mut answer).await;
    String::from_utf8_lossy(&answer).into_owned()
}

/// A request of one header block; `more` are further lines, each with its end.
pub(crate) fn head(method: &str, path: &str, more: &str) -> String {
    format!("{method} {path} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n{more}\r\n")
}

pub(crate) async fn code_of(answer: Response) -> (StatusCode, String) {
    let status = answer.status();
    let kind = answer.headers()[header::CONTENT_TYPE]
        .to_str()
        .unwrap()
        .to_owned();
    assert_eq!(kind, "application/problem+json");
    let body: Json = answer.json().await.unwrap();
    assert_eq!(body["status"], status.as_u16());
    (status, body["code"].as_str().unwrap().to_owned())
}

/// A PC with its credential.
#[derive(Debug, Clone)]
pub(crate) struct Pc {
    pub(crate) device: Uuid,
    pub(crate) token: String,
    pub(crate) letter: String,
    place: Place,
}

impl Deref for Pc {
    type Target = Place;

    fn deref(&self) -> &Place {
        &self.place
    }
}

impl DerefMut for Pc {
    fn deref_mut(&mut self) -> &mut Place {
        &mut self.place
    }
}

impl Pc {
    pub(crate) fn new(device: Uuid, token: &str, letter: &str) -> Self {
        Self {
            device,
            token: token.to_owned(),
            letter: letter.to_owned(),
            place: Place::new(),
        }
    }

    /// An insert.
    pub(crate) fn change(&self, entity: u8, row: RowId, fields: Vec<(u8, Value)>) -> Vec<u8> {
        self.place.change(entity, Op::Insert, row, fields)
    }

    pub(crate) fn change_op(
        &self,
        op: Op,
        entity: u8,
        row: RowId,
        fields: Vec<(u8, Value)>,
    ) -> Vec<u8> {
        self.place.change(entity, op, row, fields)
    }

    /// A request's body.
    pub(crate) fn body(&self, changes: Vec<Vec<u8>>) -> Vec<u8> {
        pack(&self.request(changes))
    }
}

pub(crate) fn pack(request: &SyncRequest) -> Vec<u8> {
    zstd::bulk::compress(&wire::encode_request(request).unwrap(), 3).unwrap()
}

pub(crate) fn customer(name: &str) -> Vec<(u8, Value)> {
    vec![(1, name.into()), (2, "household".into())]
}

pub(crate) fn phone(number: &str, customer: RowId) -> Vec<(u8, Value)> {
    vec![(1, Value::Id(customer)), (3, number.into())]
}

pub(crate) fn work_order(no: &str, customer: RowId, received_at: i64) -> Vec<(u8, Value)> {
    vec![
        (1, no.into()),
        (2, "repair".into()),
        (4, Value::Id(customer)),
        (6, "registered".into()),
        (8, "不点火".into()),
        (10, Value::Int(received_at)),
        (11, Value::Int(received_at + 36_000_000)),
        (12, Value::Int(received_at + 200_000_000)),
        (13, Value::Int(received_at + 280_000_000)),
    ]
}

/// Every file under a folder, for looking whether something stands in it.
pub(crate) fn contains(dir: &Path, marker: &str) -> bool {
    std::fs::read_dir(dir).unwrap().any(|entry| {
        let bytes = std::fs::read(entry.unwrap().path()).unwrap_or_default();
        bytes
            .windows(marker.len())
            .any(|window| window == marker.as_bytes())
    })
}
