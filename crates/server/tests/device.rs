//! Dealers' PCs over HTTP: joining, syncing, and never reaching another dealer's data.

#![allow(
    clippy::unwrap_used,
    clippy::needless_pass_by_value,
    reason = "tests fail by panicking, and read better when they hand things over"
)]

mod common;

use common::{
    CUSTOMER, NOW, Pc, TestServer, WORK_ORDER, code_of, customer, done, id, pack, work_order,
};
use reqwest::StatusCode;
use serde_json::Value as Json;
use uuid::Uuid;
use wuyou_server_store::ServerStore;
use wuyou_sync::change::Op;
use wuyou_sync::message::Entry;
use wuyou_sync::value::Value;

#[tokio::test]
async fn a_code_works_once_however_carelessly_it_is_typed() {
    let server = TestServer::start().await;
    let dealer = server.dealer(1);
    let code = server.code(&dealer);
    let careless = code.to_lowercase().replace('-', " ");
    let device = Uuid::from_bytes(id(0xE0, 1));
    let answer = server.enrol(&careless, device, "前台电脑").await;
    assert_eq!(answer.status(), StatusCode::OK);
    let body: Json = answer.json().await.unwrap();
    assert_eq!(body["dealer_code"], "LH001");
    assert_eq!(body["dealer_name"], "柳河服务网点1");
    assert_eq!(body["pc_code"], "A");
    assert_eq!(body["server_now_at"], NOW);
    assert_eq!(
        body["epoch"],
        Uuid::from_bytes(server.store.epoch()).to_string()
    );
    let again = code_of(server.enrol(&code, device, "前台电脑").await).await;
    assert_eq!(again, (StatusCode::FORBIDDEN, "enrol.code_used".to_owned()));
    let wrong = code_of(server.enrol("4QWE-0000", device, "前台电脑").await).await;
    assert_eq!(
        wrong,
        (StatusCode::FORBIDDEN, "enrol.code_wrong".to_owned())
    );
    let late = server.code(&dealer);
    server.clock.advance(48 * 3_600_000);
    let expired = code_of(server.enrol(&late, device, "前台电脑").await).await;
    assert_eq!(
        expired,
        (StatusCode::FORBIDDEN, "enrol.code_expired".to_owned())
    );
}

#[tokio::test]
async fn a_code_of_another_dealer_is_refused_and_stays_good() {
    let server = TestServer::start().await;
    let (ours, other) = (server.dealer(1), server.dealer(2));
    let pc = server.pc(&ours, 1).await;
    let code = server.code(&other);
    let before = server.store.verify_access_log().unwrap();
    let mut body = serde_json::json!({
        "code": code, "device_id": pc.device, "device_name": "前台电脑", "app_version": "0.1.0",
        "expected_dealer_code": "LH001",
    });
    let refused = code_of(server.enrol_with(&body).await).await;
    let expected = (StatusCode::CONFLICT, "enrol.other_dealer".to_owned());
    assert_eq!(refused, expected);
    assert_eq!(server.store.verify_access_log().unwrap(), before);
    let still = server.send_sync(&pc.token, pc.body(Vec::new())).await;
    assert_eq!(still.status(), StatusCode::OK, "the old credential stays");
    // The code was not spent: the PC it was made for uses it.
    body["device_id"] = Uuid::from_bytes(id(0xE0, 2)).to_string().into();
    body["expected_dealer_code"] = Json::Null;
    assert_eq!(server.enrol_with(&body).await.status(), StatusCode::OK);
    // A PC that names its own dealer enrols again as before.
    body["device_id"] = pc.device.to_string().into();
    body["expected_dealer_code"] = "LH001".into();
    body["code"] = server.code(&ours).into();
    let again: Json = server.enrol_with(&body).await.json().await.unwrap();
    assert_eq!(again["pc_code"], "A");
}

#[tokio::test]
async fn a_pc_that_enrols_again_keeps_its_letter_and_its_old_token_ends() {
    let server = TestServer::start().await;
    let dealer = server.dealer(1);
    let old = server.pc(&dealer, 1).await;
    let other = server.pc(&dealer, 2).await;
    let new = server.pc(&dealer, 1).await;
    assert_eq!((old.letter.as_str(), other.letter.as_str()), ("A", "B"));
    assert_eq!(new.letter, "A");
    assert_ne!(old.token, new.token);
    let refused = server.send_sync(&old.token, old.body(Vec::new())).await;
    assert_eq!(code_of(refused).await.1, "auth.wrong");
    let taken = server.send_sync(&new.token, new.body(Vec::new())).await;
    assert_eq!(taken.status(), StatusCode::OK);
}

#[tokio::test]
async fn a_revoked_pc_is_told_so_and_nothing_of_it_is_taken() {
    let server = TestServer::start().await;
    let dealer = server.dealer(1);
    let pc = server.pc(&dealer, 1).await;
    server
        .store
        .revoke_device(pc.device.into_bytes(), NOW)
        .unwrap();
    let before = server.verify(&dealer);
    let change = pc.change(CUSTOMER, id(2, 1), customer("王德福"));
    let refused = server.send_sync(&pc.token, pc.body(vec![change])).await;
    let expected = (StatusCode::FORBIDDEN, "auth.revoked".to_owned());
    assert_eq!(code_of(refused).await, expected);
    assert_eq!(server.verify(&dealer), before);
}

#[tokio::test]
async fn what_one_pc_pushes_its_sister_reads() {
    let server = TestServer::start().await;
    let dealer = server.dealer(1);
    let (mut a, mut b) = (server.pc(&dealer, 1).await, server.pc(&dealer, 2).await);
    let change = a.change(CUSTOMER, id(2, 1), customer("王德福"));
    let pushed = server.sync(&mut a, vec![change.clone()]).await;
    assert_eq!(pushed.last_dseq, 1);
    let read = server.sync(&mut b, Vec::new()).await;
    let expected = Entry::Other {
        seq: 1,
        device: a.device.into_bytes(),
        change,
    };
    assert_eq!(read.entries, vec![expected]);
    let peers = server
        .client
        .get(server.url("/api/v1/peers"))
        .bearer_auth(&b.token)
        .send()
        .await
        .unwrap();
    let peers: Json = peers.json().await.unwrap();
    assert_eq!(peers["items"].as_array().unwrap().len(), 2);
    assert_eq!(peers["items"][0]["this_device"], false);
    assert_eq!(peers["items"][1]["this_device"], true);
    assert_eq!(peers["items"][0]["last_seen_at"], NOW);
}

/// Two dealers with the same kind of data; the marker stands in every text of the first.
async fn two_dealers(server: &TestServer) -> (Pc, Pc) {
    let (one, two) = (server.dealer(1), server.dealer(2));
    let (mut a, mut b) = (server.pc(&one, 1).await, server.pc(&two, 2).await);
    let changes = vec![
        a.change(CUSTOMER, id(2, 1), customer("秘密客户")),
        a.change(
            WORK_ORDER,
            id(9, 1),
            work_order("LH001-秘密-0001", id(2, 1), NOW),
        ),
    ];
    server.sync(&mut a, changes).await;
    let change = b.change(CUSTOMER, id(2, 2), customer("二店客户"));
    server.sync(&mut b, vec![change]).await;
    (a, b)
}

#[tokio::test]
async fn no_id_of_another_dealer_opens_its_data() {
    let server = TestServer::start().await;
    let (a, mut b) = two_dealers(&server).await;
    let first = server.store.dealer_by_code("LH001").unwrap().unwrap();
    let before = server.verify(&first);
    // Every way a change can name a foreign row gets what a random id gets.
    for foreign in [id(2, 1), id(2, 777)] {
        let changes = vec![
            b.change_op(Op::Update, CUSTOMER, foreign, vec![(1, "改名".into())]),
            b.change(
                WORK_ORDER,
                id(9, 50),
                work_order("LH002-0001", foreign, NOW),
            ),
            b.change_op(
                Op::Update,
                WORK_ORDER,
                id(9, 1),
                vec![(6, "replied".into())],
            ),
        ];
        let done = server.sync(&mut b, changes).await;
        let codes: Vec<&str> = done.refused.iter().map(|one| one.code.as_str()).collect();
        assert_eq!(
            codes,
            [
                "sync.unknown_row",
                "sync.unknown_parent",
                "sync.unknown_row"
            ]
        );
        assert!(done.refused.iter().all(|refused| refused.current.is_none()));
    }
    // The same id at the other dealer makes a row of its own.
    let own = b.change(CUSTOMER, id(2, 1), customer("二店同号"));
    assert!(server.sync(&mut b, vec![own]).await.refused.is_empty());
    // A new PC of the second dealer reads everything, and that is its own dealer's only.
    let second = server.store.dealer_by_code("LH002").unwrap().unwrap();
    let reader = server.pc(&second, 3).await;
    let answer = server
        .send_sync(&reader.token, reader.body(Vec::new()))
        .await;
    let plain = zstd::decode_all(&answer.bytes().await.unwrap()[..]).unwrap();
    let text = String::from_utf8_lossy(&plain);
    assert!(text.contains("二店客户") && !text.contains("秘密"));
    // The other dealer's place in the log is no cursor here.
    let mut at_a = b.request(Vec::new());
    (at_a.cursor, at_a.log_hash) = (a.cursor, a.log_hash);
    let answer = server.send_sync(&b.token, pack(&at_a)).await;
    assert!(!String::from_utf8_lossy(&answer.bytes().await.unwrap()).contains("秘密"));
    assert_eq!(server.verify(&first), before);
}

#[tokio::test]
async fn a_token_with_another_dealer_or_device_written_into_it_is_nobody_s() {
    let server = TestServer::start().await;
    let (a, b) = two_dealers(&server).await;
    let (dealer_a, device_a, secret_a) = (&a.token[4..36], &a.token[36..68], &a.token[68..]);
    let (dealer_b, device_b, secret_b) = (&b.token[4..36], &b.token[36..68], &b.token[68..]);
    let forged = [
        format!("wyd_{dealer_a}{device_b}{secret_b}"),
        format!("wyd_{dealer_a}{device_a}{secret_b}"),
        format!("wyd_{dealer_b}{device_a}{secret_a}"),
        format!("wyd_{dealer_b}{device_b}{secret_a}"),
        a.token.to_uppercase(),
        format!("wyd_{dealer_a}{}{secret_a}", device_a.to_uppercase()),
        format!("{}0", &a.token[..a.token.len() - 1]),
        String::new(),
    ];
    for token in forged.iter().filter(|token| **token != a.token) {
        let answer = server.send_sync(token, a.body(Vec::new())).await;
        assert_eq!(code_of(answer).await.1, "auth.wrong", "{token}");
    }
}

#[tokio::test]
async fn every_captured_request_may_be_replayed_and_changes_nothing() {
    let server = TestServer::start().await;
    let dealer = server.dealer(1);
    let mut pc = server.pc(&dealer, 1).await;
    let mut captured = Vec::new();
    for number in 0..12 {
        let changes = vec![
            pc.change(CUSTOMER, id(2, number), customer("王德福")),
            pc.change(CUSTOMER, id(2, 500 + number), vec![(1, "缺类别".into())]),
        ];
        let body = pc.body(changes.clone());
        let first = server
            .send_sync(&pc.token, body.clone())
            .await
            .bytes()
            .await
            .unwrap();
        for _ in 0..2 {
            let again = server
                .send_sync(&pc.token, body.clone())
                .await
                .bytes()
                .await
                .unwrap();
            assert_eq!(again, first, "the same answer, byte for byte");
        }
        pc.sent(&changes, &done(&first));
        captured.push(body);
    }
    let state = server.verify(&dealer);
    assert_eq!((state.log_entries, state.rejected), (12, 12));
    let server = server.restart().await;
    let bodies = captured.iter().chain(captured.iter().rev());
    let replays: Vec<_> = bodies
        .map(|body| server.send_sync(&pc.token, body.clone()))
        .collect();
    for replay in replays {
        assert_eq!(replay.await.status(), StatusCode::OK);
    }
    assert_eq!(server.verify(&dealer), state);
    // With another device's token it is that device's push, and does not continue its chain.
    let other = server.pc(&dealer, 2).await;
    server.send_sync(&other.token, captured[5].clone()).await;
    assert_eq!(server.verify(&dealer).state_hash, state.state_hash);
}

#[tokio::test]
async fn eight_pcs_pushing_at_once_lose_nothing_and_number_without_gaps() {
    let server = TestServer::start().await;
    let dealer = server.dealer(1);
    let mut pcs = Vec::new();
    for number in 0..8 {
        pcs.push(server.pc(&dealer, number).await);
    }
    let server = std::sync::Arc::new(server);
    let tasks: Vec<_> = pcs
        .into_iter()
        .zip(0..)
        .map(|(mut pc, number): (Pc, u64)| {
            let server = server.clone();
            tokio::spawn(async move {
                for round in 0..15 {
                    let row = id(2, number * 1_000 + round);
                    let change = pc.change(CUSTOMER, row, customer("王德福"));
                    server.sync(&mut pc, vec![change]).await;
                }
            })
        })
        .collect();
    for task in tasks {
        task.await.unwrap();
    }
    let found = server.verify(&dealer);
    assert!(found.ok, "{:?}", found.problems);
    assert_eq!((found.log_entries, found.head_seq), (120, 120));
}

#[tokio::test]
async fn a_clock_fifty_years_off_is_taken_and_measured() {
    let server = TestServer::start().await;
    let dealer = server.dealer(1);
    let mut pc = server.pc(&dealer, 1).await;
    for claimed in [NOW + 50 * 365 * 86_400_000, 0, i64::MAX, i64::MIN] {
        let mut request = pc.request(Vec::new());
        request.client_now_at = claimed;
        let answer = server.send_sync(&pc.token, pack(&request)).await;
        assert_eq!(answer.status(), StatusCode::OK);
    }
    let mut change =
        wuyou_sync::change::Change::decode(&pc.change(CUSTOMER, id(2, 1), customer("王德福")))
            .unwrap();
    change.hlc = u64::MAX;
    let done = server.sync(&mut pc, vec![change.encode().unwrap()]).await;
    assert!(done.refused.is_empty());
    // A normal edit afterwards wins: the far future counted as five minutes ahead at most.
    let edit = pc.change_op(
        Op::Update,
        CUSTOMER,
        id(2, 1),
        vec![(1, Value::from("王得福"))],
    );
    server.sync(&mut pc, vec![edit]).await;
    assert!(server.verify(&dealer).ok);
}
