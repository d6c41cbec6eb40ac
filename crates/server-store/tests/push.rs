//! Pushes and pages through the real storage: nothing lost, nothing twice, nothing across dealers.

#![allow(
    clippy::unwrap_used,
    clippy::needless_pass_by_value,
    reason = "tests fail by panicking, and read better when they hand things over"
)]

mod common;

use common::{CUSTOMER, NOW, Pc, WORK_ORDER, customer_fields, dealer, id, order_fields};
use rusqlite::Connection;
use wuyou_server_store::model::{Device, OrderQuery, OrderSort};
use wuyou_server_store::sqlite::DATABASE_FILE;
use wuyou_server_store::{ServerStore, SqliteStore, StoreError};
use wuyou_sync::change::{Change, Op};
use wuyou_sync::hash::chain;
use wuyou_sync::message::{Entry, SyncResponse};
use wuyou_sync::registry::entity_by_id;
use wuyou_sync::value::Value;

fn store() -> (tempfile::TempDir, SqliteStore) {
    let dir = tempfile::tempdir().unwrap();
    let store = SqliteStore::open_to_serve(dir.path()).unwrap();
    (dir, store)
}

fn tamper(dir: &tempfile::TempDir, sql: &str) {
    #[expect(
        clippy::disallowed_methods,
        reason = "the test damages the data from outside"
    )]
    let connection = Connection::open(dir.path().join(DATABASE_FILE)).unwrap();
    connection.execute_batch(sql).unwrap();
}

#[test]
fn what_one_pc_pushed_another_pc_reads_and_the_data_verifies() {
    let (_dir, store) = store();
    let shop = dealer(&store, 1);
    let (mut a, mut b) = (Pc::enrol(&store, shop, 1), Pc::enrol(&store, shop, 2));
    assert_eq!((a.letter.as_str(), b.letter.as_str()), ("A", "B"));
    let customer = id(2, 1);
    let sent = vec![
        a.change(CUSTOMER, Op::Insert, customer, customer_fields("王德福")),
        a.change(
            WORK_ORDER,
            Op::Insert,
            id(9, 1),
            order_fields("LH001-A-20261121-0001", customer),
        ),
    ];
    let done = a.sync(&store, sent.clone());
    assert_eq!(done.last_dseq, 2);
    assert!(matches!(
        done.entries[0],
        Entry::OwnAsSent { seq: 1, dseq: 1 }
    ));
    let read = b.sync(&store, Vec::new());
    let bytes: Vec<Vec<u8>> = read
        .entries
        .into_iter()
        .map(|entry| match entry {
            Entry::Other { change, .. } => change,
            other => panic!("{other:?}"),
        })
        .collect();
    assert_eq!(bytes, sent);
    let found = store.verify(shop).unwrap();
    assert!(found.ok, "{:?}", found.problems);
    assert_eq!(
        (found.head_seq, found.log_entries, found.devices),
        (2, 2, 2)
    );
}

#[test]
fn a_replayed_push_gets_the_same_answer_and_changes_nothing() {
    let (_dir, store) = store();
    let shop = dealer(&store, 1);
    let a = Pc::enrol(&store, shop, 1);
    let changes = vec![
        a.change(CUSTOMER, Op::Insert, id(2, 1), customer_fields("王德福")),
        a.change(CUSTOMER, Op::Insert, id(2, 2), vec![(1, "没有类别".into())]),
        a.change(CUSTOMER, Op::Insert, id(2, 3), customer_fields("李秀英")),
    ];
    let request = a.request(changes);
    let first = store.push_and_page(&a.key, &request, NOW).unwrap();
    let state = store.verify(shop).unwrap();
    let SyncResponse::Done(done) = &first else {
        panic!("{first:?}");
    };
    assert_eq!(done.refused.len(), 1);
    assert_eq!(done.refused[0].code, "sync.missing_field");
    assert_eq!(state.rejected, 1);
    assert!(state.ok, "{:?}", state.problems);
    for _ in 0..100 {
        assert_eq!(store.push_and_page(&a.key, &request, NOW).unwrap(), first);
    }
    assert_eq!(store.verify(shop).unwrap(), state);
}

/// Refused, taken, refused, taken: two of four are not complete.
fn half_refused(pc: &Pc) -> Vec<Vec<u8>> {
    (1..=4)
        .map(|number| {
            let mut fields = customer_fields("王德福");
            fields.truncate(if number % 2 == 1 { 1 } else { 3 });
            pc.change(CUSTOMER, Op::Insert, id(2, number), fields)
        })
        .collect()
}

#[test]
fn whatever_a_pc_sends_after_a_lost_answer_it_learns_of_all_its_refusals() {
    let (_dir, store) = store();
    let shop = dealer(&store, 1);
    let mut a = Pc::enrol(&store, shop, 1);
    let changes = half_refused(&a);
    // The answer to all four is lost. Then the PC sends less, nothing, or the same and more.
    store
        .push_and_page(&a.key, &a.request(changes.clone()), NOW)
        .unwrap();
    let fifth = a.change(CUSTOMER, Op::Insert, id(2, 5), customer_fields("李秀英"));
    for (again, last_dseq) in [
        (Vec::new(), 4),
        (changes[..1].to_vec(), 4),
        (changes[..2].to_vec(), 4),
        (changes.iter().cloned().chain([fifth]).collect(), 5),
    ] {
        let sent = again.len();
        let answer = store.push_and_page(&a.key, &a.request(again), NOW).unwrap();
        let SyncResponse::Done(done) = answer else {
            panic!("{answer:?}");
        };
        let told: Vec<u64> = done.refused.iter().map(|refused| refused.dseq).collect();
        assert_eq!((told, done.last_dseq), (vec![1, 3], last_dseq), "{sent}");
    }
    // What is acknowledged is not told again.
    a.dseq = 2;
    a.chain = changes[..2].iter().fold(a.chain, |hash, c| chain(&hash, c));
    let done = a.sync(&store, changes[2..].to_vec());
    let told: Vec<u64> = done.refused.iter().map(|refused| refused.dseq).collect();
    assert_eq!(told, [3]);
}

#[test]
fn refusals_too_long_for_one_answer_come_in_several_and_none_is_acknowledged_untold() {
    let (_dir, store) = store();
    let shop = dealer(&store, 1);
    let mut a = Pc::enrol(&store, shop, 1);
    // The server holds a long note; each refused change of it is answered with the note.
    let mut fields = customer_fields("王德福");
    fields[2].1 = "长".repeat(10_000).into();
    let insert = a.change(CUSTOMER, Op::Insert, id(2, 1), fields);
    a.sync(&store, vec![insert]);
    let refused_edit = vec![(2, "不是类别".into()), (3, "短".into())];
    let changes: Vec<Vec<u8>> = (0..2_000)
        .map(|_| a.change(CUSTOMER, Op::Update, id(2, 1), refused_edit.clone()))
        .collect();
    let (mut told, mut answers) = (Vec::new(), 0);
    while a.dseq < 2_001 {
        let from = usize::try_from(a.dseq - 1).unwrap();
        let request = a.request(changes[from..].to_vec());
        let answer = store.push_and_page(&a.key, &request, NOW).unwrap();
        let body = wuyou_sync::wire::encode_response(&answer);
        assert!(body.is_ok(), "the answer is longer than one may be");
        let SyncResponse::Done(done) = answer else {
            panic!("{answer:?}");
        };
        let acknowledged = usize::try_from(done.last_dseq - a.dseq).unwrap();
        assert!(acknowledged > 0, "no progress at {}", a.dseq);
        let taken = &changes[from..from + acknowledged];
        a.chain = taken.iter().fold(a.chain, |hash, c| chain(&hash, c));
        a.dseq = done.last_dseq;
        told.extend(done.refused.iter().map(|refused| refused.dseq));
        answers += 1;
    }
    assert_eq!(told, (2..=2_001).collect::<Vec<u64>>());
    assert!(answers > 1);
    assert!(store.verify(shop).unwrap().ok);
}

#[test]
fn a_push_under_way_when_its_pc_is_revoked_is_not_taken() {
    let (_dir, store) = store();
    let shop = dealer(&store, 1);
    let a = Pc::enrol(&store, shop, 1);
    store.revoke_device(a.key.device, NOW).unwrap();
    let state = store.verify(shop).unwrap();
    let change = a.change(CUSTOMER, Op::Insert, id(2, 1), customer_fields("王德福"));
    for changes in [vec![change], Vec::new()] {
        let answer = store.push_and_page(&a.key, &a.request(changes), NOW);
        assert!(matches!(answer, Err(StoreError::Revoked)), "{answer:?}");
    }
    assert_eq!(store.verify(shop).unwrap(), state);
}

#[test]
fn pushes_no_pc_makes_are_refused_before_they_cost_anything() {
    let (_dir, store) = store();
    let shop = dealer(&store, 1);
    let mut a = Pc::enrol(&store, shop, 1);
    let empty = vec![Vec::new(); 32_769];
    let insert = a.change(CUSTOMER, Op::Insert, id(2, 1), customer_fields("王德福"));
    let groups = vec![insert.clone(); 2_001];
    for changes in [empty, groups] {
        let answer = store.push_and_page(&a.key, &a.request(changes), NOW);
        assert!(
            matches!(answer, Err(StoreError::BadPush { dseq: 2_001 })),
            "{answer:?}"
        );
    }
    // One group may be larger.
    let mut group: Vec<Change> = groups_of_one(&a, 2_001);
    group.last_mut().unwrap().group_end = true;
    let group = group.iter().map(|one| one.encode().unwrap()).collect();
    assert!(a.sync(&store, group).refused.is_empty());
}

fn groups_of_one(pc: &Pc, count: u64) -> Vec<Change> {
    (0..count)
        .map(|number| {
            let fields = customer_fields("王德福");
            let bytes = pc.change(CUSTOMER, Op::Insert, id(2, 100 + number), fields);
            let mut change = Change::decode(&bytes).unwrap();
            change.group_end = false;
            change
        })
        .collect()
}

#[test]
fn a_group_of_small_edits_that_meet_long_notes_never_makes_an_answer_too_long_to_read() {
    let (_dir, store) = store();
    let shop = dealer(&store, 1);
    let (mut a, mut b) = (Pc::enrol(&store, shop, 1), Pc::enrol(&store, shop, 2));
    let mut fields = customer_fields("王德福");
    let insert = a.change(CUSTOMER, Op::Insert, id(2, 1), fields.clone());
    a.sync(&store, vec![insert]);
    b.sync(&store, Vec::new());
    // A writes a long note; B, which has not seen it, writes short ones that are older and lose.
    fields[2].1 = "长".repeat(10_000).into();
    let mut long = Change::decode(&a.change(CUSTOMER, Op::Update, id(2, 1), fields)).unwrap();
    long.hlc = wuyou_sync::clock::at(NOW + 60_000);
    a.sync(&store, vec![long.encode().unwrap()]);
    let short = |number: u64, group_end: bool| {
        let fields = vec![(3, format!("短{number}").as_str().into())];
        let bytes = b.change(CUSTOMER, Op::Update, id(2, 1), fields);
        let mut change = Change::decode(&bytes).unwrap();
        change.group_end = group_end;
        change.encode().unwrap()
    };
    let one_group: Vec<Vec<u8>> = (0..2_000).map(|n| short(n, n == 1_999)).collect();
    let refused = store.push_and_page(&b.key, &b.request(one_group), NOW);
    assert!(
        matches!(refused, Err(StoreError::BadPush { .. })),
        "{refused:?}"
    );
    // The same edits one by one are taken, and every page of them can be read.
    let apart: Vec<Vec<u8>> = (0..2_000).map(|n| short(n, true)).collect();
    let mut request = b.request(apart);
    let mut pages = 0;
    loop {
        let answer = store.push_and_page(&b.key, &request, NOW).unwrap();
        assert!(wuyou_sync::wire::encode_response(&answer).is_ok());
        let SyncResponse::Done(done) = answer else {
            panic!("{answer:?}");
        };
        pages += 1;
        let Some(last) = done.entries.last() else {
            break;
        };
        (request.cursor, request.log_hash) = (last.seq(), done.log_hash);
    }
    assert!(pages > 10, "{pages}");
    assert!(store.verify(shop).unwrap().ok);
}

#[test]
fn the_same_ids_at_two_dealers_are_two_rows() {
    let (_dir, store) = store();
    let (one, two) = (dealer(&store, 1), dealer(&store, 2));
    let (mut a, mut b) = (Pc::enrol(&store, one, 1), Pc::enrol(&store, two, 2));
    let change = a.change(
        CUSTOMER,
        Op::Insert,
        id(2, 1),
        customer_fields("一店的客户"),
    );
    a.sync(&store, vec![change]);
    let foreign = b.change(
        WORK_ORDER,
        Op::Insert,
        id(9, 1),
        order_fields("LH002-A-20261121-0001", id(2, 1)),
    );
    let done = b.sync(&store, vec![foreign]);
    assert_eq!(done.refused[0].code, "sync.unknown_parent");
    assert!(done.entries.is_empty());
    let change = b.change(
        CUSTOMER,
        Op::Insert,
        id(2, 1),
        customer_fields("二店的客户"),
    );
    b.sync(&store, vec![change]);
    let (first, second) = (store.verify(one).unwrap(), store.verify(two).unwrap());
    assert!(first.ok && second.ok);
    assert_ne!(first.state_hash, second.state_hash);
    // A device of one dealer under the other's key does not exist.
    let mut mixed = a.key;
    mixed.dealer = two;
    assert!(matches!(
        store.push_and_page(&mixed, &a.request(Vec::new()), NOW),
        Err(StoreError::NotFound("device"))
    ));
}

#[test]
fn who_wrote_which_field_survives_a_restart() {
    let (dir, store) = store();
    let shop = dealer(&store, 1);
    let (mut a, mut b) = (Pc::enrol(&store, shop, 1), Pc::enrol(&store, shop, 2));
    let row = id(2, 1);
    let change = a.change(CUSTOMER, Op::Insert, row, customer_fields("王德福"));
    a.sync(&store, vec![change]);
    b.sync(&store, Vec::new());
    let change = a.change(CUSTOMER, Op::Update, row, vec![(1, "王得福".into())]);
    a.sync(&store, vec![change]);
    drop(store);
    let store = SqliteStore::open_to_serve(dir.path()).unwrap();
    // B has not seen A's edit: the note is free, the name is a true conflict.
    let note = b.change(CUSTOMER, Op::Update, row, vec![(3, "狗很凶".into())]);
    b.sync(&store, vec![note]);
    assert_eq!(store.verify(shop).unwrap().open_conflicts, 0);
    let mut late = b.clone();
    late.cursor = 1;
    let name = late.change(CUSTOMER, Op::Update, row, vec![(1, "王德富".into())]);
    let done = b.sync(&store, vec![name]);
    let found = store.verify(shop).unwrap();
    assert_eq!(found.open_conflicts, 1, "{done:?}");
    assert!(found.ok, "{:?}", found.problems);
}

#[test]
fn changes_nobody_can_read_are_refused_and_set_aside() {
    let (_dir, store) = store();
    let shop = dealer(&store, 1);
    let mut a = Pc::enrol(&store, shop, 1);
    let unknown_entity = a.change(200, Op::Insert, id(2, 1), vec![(1, "x".into())]);
    let unknown_row = a.change(CUSTOMER, Op::Update, id(2, 9), vec![(1, "x".into())]);
    let done = a.sync(
        &store,
        vec![unknown_entity, unknown_row, b"\xff\xff\xff".to_vec()],
    );
    let codes: Vec<&str> = done
        .refused
        .iter()
        .map(|refused| refused.code.as_str())
        .collect();
    assert_eq!(
        codes,
        ["sync.unknown_entity", "sync.unknown_row", "sync.malformed"]
    );
    let found = store.verify(shop).unwrap();
    assert!(found.ok, "{:?}", found.problems);
    assert_eq!((found.rejected, found.log_entries), (3, 0));
}

#[test]
fn fields_of_a_newer_program_are_passed_on_unread() {
    let (_dir, store) = store();
    let shop = dealer(&store, 1);
    let (mut a, mut b) = (Pc::enrol(&store, shop, 1), Pc::enrol(&store, shop, 2));
    let mut fields = customer_fields("王德福");
    fields.push((55, "新程序的字段".into()));
    let sent = a.change(CUSTOMER, Op::Insert, id(2, 1), fields);
    a.sync(&store, vec![sent.clone()]);
    let read = b.sync(&store, Vec::new());
    assert!(matches!(&read.entries[0], Entry::Other { change, .. } if *change == sent));
    assert!(store.verify(shop).unwrap().ok);
}

#[test]
fn a_row_or_log_entry_changed_behind_the_server_is_found() {
    for damage in [
        "UPDATE customer SET name = '别人'",
        "PRAGMA foreign_keys = OFF; DELETE FROM customer",
        "DELETE FROM change_log WHERE seq = 1",
        "DELETE FROM change_log WHERE seq = 2",
        "UPDATE change_log SET change = x'00' WHERE seq = 1",
        "UPDATE dealer_seq SET seq = 5",
        "UPDATE device SET last_dseq = 7",
    ] {
        let (dir, store) = store();
        let shop = dealer(&store, 1);
        let mut a = Pc::enrol(&store, shop, 1);
        let changes = vec![
            a.change(CUSTOMER, Op::Insert, id(2, 1), customer_fields("王德福")),
            a.change(CUSTOMER, Op::Insert, id(2, 2), customer_fields("李秀英")),
        ];
        a.sync(&store, changes);
        assert!(store.verify(shop).unwrap().ok);
        tamper(&dir, damage);
        let found = store.verify(shop).unwrap();
        assert!(!found.ok && !found.problems.is_empty(), "{damage}");
    }
}

#[test]
fn a_gap_a_fork_and_a_foreign_cursor_are_answers() {
    let (_dir, store) = store();
    let shop = dealer(&store, 1);
    let mut a = Pc::enrol(&store, shop, 1);
    let change = a.change(CUSTOMER, Op::Insert, id(2, 1), customer_fields("王德福"));
    let clone = a.clone();
    a.sync(&store, vec![change]);
    let state = store.verify(shop).unwrap();
    let other = clone.change(CUSTOMER, Op::Insert, id(2, 2), customer_fields("克隆机"));
    let fork = store
        .push_and_page(&a.key, &clone.request(vec![other.clone()]), NOW)
        .unwrap();
    assert!(matches!(fork, SyncResponse::Fork { last_dseq: 1 }));
    let mut ahead = a.clone();
    ahead.dseq = 7;
    let gap = store
        .push_and_page(&a.key, &ahead.request(vec![other.clone()]), NOW)
        .unwrap();
    assert!(matches!(gap, SyncResponse::Gap { expected_dseq: 2 }));
    let mut lost = a.request(Vec::new());
    lost.cursor = 900;
    let hole = store.push_and_page(&a.key, &lost, NOW).unwrap();
    assert!(matches!(hole, SyncResponse::BadCursor { head_seq: 1 }));
    lost.epoch = Some([9; 16]);
    let restored = store.push_and_page(&a.key, &lost, NOW).unwrap();
    assert!(matches!(restored, SyncResponse::OtherEpoch { .. }));
    let mut open_group = Change::decode(&other).unwrap();
    open_group.group_end = false;
    let cut = a.request(vec![open_group.encode().unwrap()]);
    assert!(matches!(
        store.push_and_page(&a.key, &cut, NOW),
        Err(StoreError::BadPush { dseq: 2 })
    ));
    assert_eq!(store.verify(shop).unwrap(), state);
}

#[test]
fn headquarters_reads_orders_of_all_dealers_in_pages_that_meet_every_order_once() {
    let (_dir, store) = store();
    for number in 1..=3 {
        let shop = dealer(&store, number);
        let mut pc = Pc::enrol(&store, shop, number);
        let mut changes =
            vec![pc.change(CUSTOMER, Op::Insert, id(2, 1), customer_fields("王德福"))];
        for order in 0..7u64 {
            let mut fields = order_fields(&format!("LH{number:03}-A-{order:04}"), id(2, 1));
            fields[5].1 = Value::Int(NOW - order.cast_signed() * 60_000);
            changes.push(pc.change(WORK_ORDER, Op::Insert, id(9, order), fields));
        }
        pc.sync(&store, changes);
    }
    for sort in [OrderSort::Received, OrderSort::Due] {
        let mut query = OrderQuery {
            states: Vec::new(),
            colours: Vec::new(),
            dealer: None,
            text: None,
            sort,
            after: None,
            limit: 4,
            now_at: NOW,
        };
        let mut seen = Vec::new();
        loop {
            let page = store.work_orders(&query).unwrap();
            seen.extend(page.rows.into_iter().map(|row| row.no));
            let Some(next) = page.next else { break };
            query.after = Some(next);
        }
        assert_eq!(seen.len(), 21);
        seen.sort();
        seen.dedup();
        assert_eq!(seen.len(), 21);
    }
}

#[test]
fn the_entity_numbers_of_these_tests_are_the_registry_s() {
    assert_eq!(entity_by_id(CUSTOMER).unwrap().name, "customer");
    assert_eq!(entity_by_id(WORK_ORDER).unwrap().name, "work_order");
}

#[test]
fn a_pc_that_only_reads_is_seen_and_how_far_it_is_behind_is_known() {
    let (_dir, store) = store();
    let shop = dealer(&store, 1);
    let (mut a, mut b) = (Pc::enrol(&store, shop, 1), Pc::enrol(&store, shop, 2));
    let change = a.change(CUSTOMER, Op::Insert, id(2, 1), customer_fields("王德福"));
    a.sync(&store, vec![change]);
    let of_b = |devices: Vec<Device>| devices.into_iter().find(|pc| pc.pc_code == "B").unwrap();
    let before = of_b(store.devices(Some(shop)).unwrap());
    assert_eq!((before.last_seen_at, before.behind), (None, 1));
    b.sync(&store, Vec::new());
    b.sync(&store, Vec::new());
    let after = of_b(store.devices(Some(shop)).unwrap());
    assert_eq!((after.last_seen_at, after.behind), (Some(NOW), 0));
}
