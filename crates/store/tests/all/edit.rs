//! Edits and their change log: always together, contiguous, chained, and nothing without need.

use std::collections::BTreeMap;

use crate::common::Shop;
use proptest::prelude::*;
use wuyou_domain::id::{CustomerId, CustomerTagId, WorkOrderId};
use wuyou_store::{Id, StoreError, outbox, sync, table};
use wuyou_sync::change::{Change, Op};
use wuyou_sync::client::PushLimits;
use wuyou_sync::hash::{CHAIN_START, chain};
use wuyou_sync::registry;
use wuyou_sync::value::Value;
use wuyou_testkit::NOW_AT;

fn changes(shop: &Shop) -> Vec<Change> {
    let limits = PushLimits {
        changes: usize::MAX,
        bytes: usize::MAX,
    };
    let push = shop.db.read(|view| sync::push(view, limits)).unwrap();
    assert_eq!(push.first_dseq, 1);
    assert_eq!(push.previous_chain, CHAIN_START);
    let decode = |bytes: &Vec<u8>| Change::decode(bytes).unwrap();
    push.changes.iter().map(decode).collect()
}

#[test]
fn an_edit_is_one_group_whose_last_change_ends_it() {
    let shop = Shop::new(1);
    let id = CustomerId(shop.id());
    let (_, recorded) = shop
        .db
        .edit_recorded(&shop.context(), |tx| {
            tx.insert(
                "customer",
                id,
                &[("kind", "household".into()), ("name", "王建国".into())],
            )?;
            tx.insert(
                "phone",
                shop.id(),
                &[
                    ("customer_id", id.value()),
                    ("number", "13804712207".into()),
                ],
            )?;
            tx.update("customer", id, &[("note", "狗凶".into())])?;
            Ok::<_, StoreError>(())
        })
        .unwrap();
    assert_eq!((recorded.last_dseq, recorded.changes), (4, 3));
    let changes = changes(&shop);
    let ends: Vec<bool> = changes.iter().map(|change| change.group_end).collect();
    assert_eq!(ends, [true, false, false, true]);
    let insert = &changes[1];
    assert_eq!(insert.op, Op::Insert);
    assert_eq!(insert.row, id.row_id());
    assert_eq!(insert.staff, shop.owner.row_id());
    assert_eq!(
        insert.fields,
        [(1, "王建国".into()), (2, "household".into())]
    );
    assert_eq!(changes[3].fields, [(3, "狗凶".into())]);
    assert!(changes.windows(2).all(|pair| pair[0].hlc < pair[1].hlc));
}

#[test]
fn a_step_sends_its_state_with_the_companions_also_where_it_stays() {
    let shop = Shop::new(1);
    let id = WorkOrderId(shop.id());
    let order = [
        ("no", "LH-A-1".into()),
        ("kind", "repair".into()),
        ("received_at", NOW_AT.into()),
        ("state", "scheduled".into()),
    ];
    shop.edit(|tx| tx.insert("work_order", id, &order));
    let moved = [
        ("state", "scheduled".into()),
        ("window_from_at", NOW_AT.into()),
    ];
    let changed = shop.db.edit(&shop.context(), |tx| {
        Ok::<_, StoreError>([
            tx.step("work_order", id, &moved)?,
            // Nothing differs any more: nothing is sent.
            tx.step("work_order", id, &moved)?,
        ])
    });
    assert_eq!(changed.unwrap(), [true, false]);
    let changes = changes(&shop);
    let sent = changes.last().unwrap();
    assert_eq!((changes.len(), sent.op), (3, Op::Update));
    assert_eq!(sent.value(6), Some(&"scheduled".into()));
    assert_eq!(sent.value(16), Some(&NOW_AT.into()));
    let carried = sent.value(registry::CARRIED).and_then(Value::as_int);
    let mask = registry::WORK_ORDER_UNIT
        .companions
        .iter()
        .filter(|number| **number != 16)
        .fold(0_i64, |mask, number| mask | 1 << number);
    assert_eq!(carried, Some(mask));
}

#[test]
fn the_chain_of_own_changes_is_unbroken_over_edits_and_restarts() {
    let shop = Shop::new(2);
    for at in 0..5 {
        shop.customer(&format!("客户{at}"));
    }
    let shop = shop.reopened();
    shop.customer("最后");
    let report = shop.db.verify().unwrap();
    assert!(report.is_sound(), "{:?}", report.problems);
    assert_eq!(report.chain_length, 7);
    let mut expected = CHAIN_START;
    for change in changes(&shop) {
        expected = chain(&expected, &change.encode().unwrap());
    }
    shop.db.send_from(8).unwrap();
    let push = shop
        .db
        .read(|view| sync::push(view, PushLimits::default()))
        .unwrap();
    assert_eq!((push.first_dseq, push.previous_chain), (8, expected));
}

#[test]
fn an_edit_that_fails_leaves_neither_rows_nor_changes() {
    let shop = Shop::new(3);
    let id = CustomerId(shop.id());
    let failed = shop.db.edit(&shop.context(), |tx| {
        tx.insert(
            "customer",
            id,
            &[("name", "王".into()), ("kind", "household".into())],
        )?;
        tx.update("customer", shop.id(), &[("note", "x".into())])
    });
    assert_eq!(failed.unwrap_err().code(), "store.not_found");
    assert!(
        shop.db
            .read(|view| table::row(view, "customer", id))
            .unwrap()
            .is_none()
    );
    assert_eq!(changes(&shop).len(), 1);
    let hits = shop
        .db
        .read(|view| wuyou_store::search::search(view, "王", 10, &[]))
        .unwrap();
    assert!(hits.is_empty());
}

#[test]
fn a_panic_in_an_edit_leaves_the_database_usable_and_unchanged() {
    let shop = Shop::new(4);
    let hash = shop.db.read(sync::state_hash).unwrap();
    let panicked = std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| {
        shop.edit(|tx| {
            tx.insert(
                "customer",
                shop.id(),
                &[("name", "王".into()), ("kind", "household".into())],
            )?;
            panic!("on purpose");
            #[expect(unreachable_code, reason = "gives the closure its type")]
            Ok(())
        });
    }));
    assert!(panicked.is_err());
    assert_eq!(shop.db.read(sync::state_hash).unwrap(), hash);
    shop.customer("后来");
    assert_eq!(changes(&shop).len(), 2);
}

#[test]
fn an_update_that_changes_nothing_writes_nothing() {
    let shop = Shop::new(5);
    let id = shop.customer("王建国");
    let before = shop
        .db
        .read(|view| table::row(view, "customer", id))
        .unwrap();
    let changed = shop.edit(|tx| {
        tx.update(
            "customer",
            id,
            &[("name", "王建国".into()), ("note", Value::Null)],
        )
    });
    assert!(!changed);
    assert_eq!(changes(&shop).len(), 2);
    let after = shop
        .db
        .read(|view| table::row(view, "customer", id))
        .unwrap();
    assert_eq!(before, after);
    // Only the field that differs travels.
    assert!(shop.edit(|tx| {
        tx.update(
            "customer",
            id,
            &[("name", "王建国".into()), ("note", "新".into())],
        )
    }));
    assert_eq!(changes(&shop)[2].fields, [(3, "新".into())]);
}

#[test]
fn a_tag_taken_off_and_put_on_again_is_the_same_row() {
    let shop = Shop::new(6);
    let customer = shop.customer("王建国");
    let tag = CustomerTagId::of(customer, "狗凶");
    let put_on = || {
        shop.db.edit(&shop.context(), |tx| {
            tx.insert(
                "customer_tag",
                tag,
                &[("customer_id", customer.value()), ("tag", "狗凶".into())],
            )
        })
    };
    put_on().unwrap();
    assert_eq!(put_on().unwrap_err().code(), "store.exists");
    assert!(shop.edit(|tx| tx.delete("customer_tag", tag)));
    assert!(!shop.edit(|tx| tx.delete("customer_tag", tag)));
    put_on().unwrap();
    let tags = shop
        .db
        .read(|view| wuyou_store::customer::tags_of(view, customer))
        .unwrap();
    assert_eq!(tags.len(), 1);
    let changes = changes(&shop);
    let last = changes.last().unwrap();
    assert_eq!(last.op, Op::Insert);
    assert_eq!(last.value(63), Some(&Value::Null));
    assert_eq!(last.value(2), Some(&"狗凶".into()));
}

#[test]
fn what_the_server_would_refuse_is_refused_here() {
    let shop = Shop::new(7);
    let id = shop.customer("王建国");
    let long = "长".repeat(61);
    let cases: Vec<(&str, Vec<(&str, Value)>)> = vec![
        ("no_such_entity", vec![]),
        ("customer", vec![("kind", "household".into())]),
        (
            "customer",
            vec![("name", "x".into()), ("kind", "castle".into())],
        ),
        (
            "customer",
            vec![("name", long.as_str().into()), ("kind", "household".into())],
        ),
        (
            "customer",
            vec![("name", 7.into()), ("kind", "household".into())],
        ),
        (
            "customer",
            vec![
                ("name", "x".into()),
                ("kind", "household".into()),
                ("wealth", "1".into()),
            ],
        ),
        (
            "customer",
            vec![
                ("name", "x".into()),
                ("name", "y".into()),
                ("kind", "household".into()),
            ],
        ),
        (
            "person",
            vec![
                ("customer_id", id.value()),
                ("name", "x".into()),
                ("birthday_on", "2026-02-31".into()),
            ],
        ),
        ("conflict", vec![("entity", "customer".into())]),
    ];
    for (entity, fields) in cases {
        let refused = shop
            .db
            .edit(&shop.context(), |tx| tx.insert(entity, shop.id(), &fields));
        assert_eq!(refused.unwrap_err().code(), "store.bad_value", "{fields:?}");
    }
    let unit = shop.id();
    shop.edit(|tx| tx.insert("unit", unit, &[("serial", "A".into())]));
    for (entity, row, fields) in [
        ("unit", unit, vec![("serial", Value::from("B"))]),
        ("customer", id.0, vec![("name", Value::Null)]),
    ] {
        let refused = shop
            .db
            .edit(&shop.context(), |tx| tx.update(entity, row, &fields));
        assert_eq!(refused.unwrap_err().code(), "store.bad_value", "{fields:?}");
    }
    let orphan = shop.db.edit(&shop.context(), |tx| {
        let fields = [("customer_id", shop.id().value()), ("number", "138".into())];
        tx.insert("phone", shop.id(), &fields)
    });
    assert_eq!(orphan.unwrap_err().code(), "store.unknown_parent");
    assert_eq!(changes(&shop).len(), 3);
}

#[test]
fn numbers_run_per_pc_and_date_and_are_not_used_up_by_a_failed_edit() {
    let shop = Shop::new(8);
    let date = chrono::NaiveDate::from_ymd_opt(2026, 11, 21).unwrap();
    let next = |pc: &str| shop.edit(|tx| tx.next_number("LH001", pc, date));
    assert_eq!(next("A"), "LH001-A-20261121-0001");
    let failed: Result<(), StoreError> = shop.db.edit(&shop.context(), |tx| {
        tx.next_number("LH001", "A", date)?;
        Err(StoreError::NotFound("on purpose"))
    });
    assert!(failed.is_err());
    assert_eq!(next("A"), "LH001-A-20261121-0002");
    assert_eq!(next("B"), "LH001-B-20261121-0001");
    let shop = shop.reopened();
    // A number that is there already (it came back by sync) is passed over.
    shop.edit(|tx| {
        tx.insert(
            "request",
            shop.id(),
            &[
                ("no", "LH001-A-20261121-0003".into()),
                ("kind", "repair".into()),
                ("channel", "phone".into()),
                ("text", "不热".into()),
                ("received_at", NOW_AT.into()),
                ("state", "open".into()),
            ],
        )
    });
    let no = shop.edit(|tx| tx.next_number("LH001", "A", date));
    assert_eq!(no, "LH001-A-20261121-0004");
}

#[test]
fn what_waits_is_listed_with_a_name_people_know() {
    let shop = Shop::new(9);
    let id = shop.customer("王建国");
    shop.edit(|tx| {
        let fields = [
            ("customer_id", id.value()),
            ("number", "13804712207".into()),
        ];
        tx.insert("phone", shop.id(), &fields)
    });
    let waiting = shop.db.read(|view| outbox::waiting(view, 10)).unwrap();
    let titles: Vec<(&str, &str)> = waiting
        .iter()
        .map(|entry| (entry.entity, entry.title.as_str()))
        .collect();
    assert_eq!(
        titles,
        [
            ("staff", "陈经理"),
            ("customer", "王建国"),
            ("phone", "王建国")
        ]
    );
    let state = shop.db.read(sync::state).unwrap();
    assert_eq!((state.unsent, state.oldest_unsent_at), (3, Some(NOW_AT)));
}

/// Rows by id: the values, and the tombstone.
type Model = BTreeMap<[u8; 16], (Vec<Value>, Option<i64>)>;

#[derive(Debug, Clone)]
enum Step {
    Insert(String),
    Update(usize, Option<String>, String),
    Delete(usize),
}

fn step() -> impl Strategy<Value = Step> {
    prop_oneof![
        "[王李张刘𠮷䶮a-c]{1,3}".prop_map(Step::Insert),
        (
            0..6_usize,
            proptest::option::of("[狗凶x]{0,2}"),
            "[王李张]{1,2}"
        )
            .prop_map(|(row, note, name)| Step::Update(row, note, name)),
        (0..6_usize).prop_map(Step::Delete),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]
    #[test]
    fn after_any_edits_the_rows_the_fold_of_the_changes_and_the_model_are_one(
        groups in proptest::collection::vec(proptest::collection::vec(step(), 1..4), 1..12)
    ) {
        let shop = Shop::new(10);
        let customer = registry::entity("customer").unwrap();
        let mut model = Model::new();
        let mut ids: Vec<CustomerId> = Vec::new();
        for group in groups {
            shop.edit(|tx| {
                for step in group {
                    match step {
                        Step::Insert(name) => {
                            let id = CustomerId(shop.id());
                            ids.push(id);
                            let fields = [("name", name.as_str().into()), ("kind", "household".into())];
                            tx.insert("customer", id, &fields)?;
                            let mut values = vec![Value::Null; customer.fields.len()];
                            values[0] = name.into();
                            values[1] = "household".into();
                            model.insert(id.row_id(), (values, None));
                        }
                        Step::Update(row, note, name) => {
                            let Some(id) = ids.get(row) else { continue };
                            let note = Value::from(note);
                            tx.update("customer", *id, &[("note", note.clone()), ("name", name.as_str().into())])?;
                            let (values, _) = model.get_mut(&id.row_id()).unwrap();
                            values[2] = note;
                            values[0] = name.into();
                        }
                        Step::Delete(row) => {
                            let Some(id) = ids.get(row) else { continue };
                            tx.delete("customer", *id)?;
                            model.get_mut(&id.row_id()).unwrap().1 = Some(NOW_AT);
                        }
                    }
                }
                Ok(())
            });
        }
        let shop = shop.reopened();
        let mut folded = Model::new();
        for change in changes(&shop).iter().filter(|change| change.entity == customer.id) {
            let row = folded
                .entry(change.row)
                .or_insert_with(|| (vec![Value::Null; customer.fields.len()], None));
            for (number, value) in &change.fields {
                match customer.field_by_id(*number) {
                    Some((at, _)) => row.0[at] = value.clone(),
                    None => row.1 = value.as_int(),
                }
            }
        }
        prop_assert_eq!(&folded, &model);
        for (id, (values, deleted_at)) in &model {
            let row = shop.db.read(|view| table::row(view, "customer", *id)).unwrap().unwrap();
            prop_assert_eq!(&row.values, values);
            prop_assert_eq!(row.deleted_at, *deleted_at);
        }
        // The search index knows exactly the living ones.
        let living = model.values().filter(|(_, deleted)| deleted.is_none()).count();
        let counted = shop.db.read(|view| wuyou_store::customer::count(view, None)).unwrap();
        prop_assert_eq!(counted as usize, living);
        prop_assert!(shop.db.verify().unwrap().is_sound());
    }
}
