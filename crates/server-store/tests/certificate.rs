//! Certificates: headquarters writes them into a dealer's log, every PC reads them, none changes them.

#![allow(clippy::unwrap_used, reason = "tests")]

mod common;

use common::{NOW, Pc, dealer, id};
use wuyou_server_store::{ServerStore, SqliteStore, StoreError};
use wuyou_sync::change::{Change, Op};
use wuyou_sync::message::Entry;
use wuyou_sync::registry::{self, entity};
use wuyou_sync::server::{IMMUTABLE, MISSING_FIELD, NOT_YOURS, OwnChange, SERVER, UNKNOWN_PARENT};
use wuyou_sync::value::{RowId, Value};

fn own(row: RowId, fields: Vec<(u8, Value)>) -> OwnChange {
    OwnChange {
        entity: entity("certificate").unwrap(),
        row,
        fields,
    }
}

fn given(holder: RowId) -> Vec<(u8, Value)> {
    vec![
        (7, "valid".into()),
        (1, Value::Id(holder)),
        (2, "maker_repair".into()),
        (3, "W-1".into()),
        (5, "2026-01-01".into()),
        (6, "2027-12-31".into()),
    ]
}

#[test]
fn a_certificate_reaches_every_pc_of_the_dealer_and_of_no_other_and_the_data_verifies() {
    let dir = tempfile::tempdir().unwrap();
    let store = SqliteStore::open_to_serve(dir.path()).unwrap();
    let (shop, other) = (dealer(&store, 1), dealer(&store, 2));
    let mut pc = Pc::enrol(&store, shop, 1);
    let mut elsewhere = Pc::enrol(&store, other, 2);
    let (holder, row) = (id(1, 7), id(14, 1));
    let staff = vec![(1, "张师傅".into()), (2, "technician".into())];
    let made = pc.change(entity("staff").unwrap().id, Op::Insert, holder, staff);
    pc.sync(&store, vec![made]);

    store
        .write_own(shop, &own(row, given(holder)), NOW)
        .unwrap();
    let suspended = vec![(7, "suspended".into()), (8, "audit".into())];
    store
        .write_own(shop, &own(row, suspended), NOW + 1)
        .unwrap();

    let read = pc.sync(&store, Vec::new());
    let told: Vec<Change> = read
        .entries
        .iter()
        .map(|entry| match entry {
            Entry::Other { device, change, .. } => {
                assert_eq!(*device, SERVER);
                Change::decode(change).unwrap()
            }
            other => panic!("{other:?}"),
        })
        .collect();
    assert_eq!(told.len(), 2);
    assert_eq!((told[0].op, told[1].op), (Op::Insert, Op::Update));
    assert!(told.iter().all(|change| change.group_end));
    assert!(elsewhere.sync(&store, Vec::new()).entries.is_empty());
    let kept = store.certificates(shop).unwrap();
    assert_eq!(
        (kept[0].state.as_str(), kept[0].name.as_str()),
        ("suspended", "张师傅")
    );
    let found = store.verify(shop).unwrap();
    assert!(found.ok, "{:?}", found.problems);
}

#[test]
fn no_pc_makes_or_changes_a_certificate_also_not_by_fields_nobody_knows() {
    let dir = tempfile::tempdir().unwrap();
    let store = SqliteStore::open_to_serve(dir.path()).unwrap();
    let shop = dealer(&store, 1);
    let mut pc = Pc::enrol(&store, shop, 1);
    let (holder, row) = (id(1, 7), id(14, 1));
    let number = entity("certificate").unwrap().id;
    let staff = vec![(1, "张师傅".into()), (2, "technician".into())];
    let made = pc.change(entity("staff").unwrap().id, Op::Insert, holder, staff);
    pc.sync(&store, vec![made]);
    store
        .write_own(shop, &own(row, given(holder)), NOW)
        .unwrap();
    let mut own_fields = given(holder);
    own_fields.sort_by_key(|(field, _)| *field);
    for (op, at, fields) in [
        (Op::Insert, id(14, 2), own_fields),
        (Op::Update, row, vec![(7, "valid".into())]),
        (Op::Update, row, vec![(registry::RESERVED - 1, "x".into())]),
    ] {
        let sent = pc.change(number, op, at, fields);
        let done = pc.sync(&store, vec![sent]);
        assert_eq!(done.refused.last().unwrap().code, NOT_YOURS);
    }
    assert_eq!(store.certificates(shop).unwrap().len(), 1);
}

#[test]
fn headquarters_writes_only_what_fits_and_only_its_own() {
    let dir = tempfile::tempdir().unwrap();
    let store = SqliteStore::open_to_serve(dir.path()).unwrap();
    let shop = dealer(&store, 1);
    let refused = |own: &OwnChange| match store.write_own(shop, own, NOW) {
        Err(StoreError::Own(code)) => code,
        other => panic!("{other:?}"),
    };
    assert_eq!(refused(&own(id(14, 1), given(id(1, 9)))), UNKNOWN_PARENT);
    let without_state = given(id(1, 9)).into_iter().skip(1).collect();
    assert_eq!(refused(&own(id(14, 1), without_state)), MISSING_FIELD);
    let customer = OwnChange {
        entity: entity("customer").unwrap(),
        row: id(2, 1),
        fields: vec![(1, "王".into()), (2, "household".into())],
    };
    assert_eq!(refused(&customer), NOT_YOURS);
    assert_eq!(store.verify(shop).unwrap().head_seq, 0);
}

#[test]
fn what_headquarters_set_once_is_not_written_over_by_headquarters() {
    let dir = tempfile::tempdir().unwrap();
    let store = SqliteStore::open_to_serve(dir.path()).unwrap();
    let shop = dealer(&store, 1);
    let mut pc = Pc::enrol(&store, shop, 1);
    let holder = id(1, 7);
    let staff = vec![(1, "张师傅".into()), (2, "technician".into())];
    let made = pc.change(entity("staff").unwrap().id, Op::Insert, holder, staff);
    pc.sync(&store, vec![made]);
    store
        .write_own(shop, &own(id(14, 1), given(holder)), NOW)
        .unwrap();
    let other = OwnChange {
        fields: vec![(3, "W-2".into()), (7, "revoked".into())],
        ..own(id(14, 1), given(holder))
    };
    let refused = store.write_own(shop, &other, NOW);
    assert!(
        matches!(refused, Err(StoreError::Own(IMMUTABLE))),
        "{refused:?}"
    );
    assert_eq!(store.certificates(shop).unwrap()[0].state, "valid");
}
