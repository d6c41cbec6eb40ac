//! Several PCs of a dealer with real databases, and a server in memory made of the sync core.

use std::collections::HashMap;

use proptest::prelude::*;
use wuyou_domain::id::{CustomerId, DeviceId, StaffId};
use wuyou_store::receipt::Receipt;
use wuyou_store::sync::{Applied, ApplyError};
use wuyou_store::{EditContext, Id, StoreError, conflict, outbox, search, settings, sync, table};
use wuyou_sync::client::PushLimits;
use wuyou_sync::hash::{CHAIN_START, Hash, StateHasher};
use wuyou_sync::message::{Done, Epoch};
use wuyou_sync::registry::ENTITIES;
use wuyou_sync::server::{
    DeviceState, Loaded, LogEntry, PageLimits, PushCheck, Reader, RejectedChange, check_push, page,
    plan_push,
};
use wuyou_sync::value::{RowId, Value};
use wuyou_testkit::NOW_AT;

use crate::common::Shop;

const EPOCH: Epoch = [7; 16];

/// One dealer at the server.
struct Server {
    seq: u64,
    log_hash: Hash,
    log: Vec<LogEntry>,
    rows: Loaded,
    devices: HashMap<RowId, DeviceState>,
    rejected: HashMap<RowId, Vec<RejectedChange>>,
    page: usize,
    now_at: i64,
}

impl Server {
    fn new(page: usize) -> Self {
        Self {
            seq: 0,
            log_hash: CHAIN_START,
            log: Vec::new(),
            rows: Loaded::new(),
            devices: HashMap::new(),
            rejected: HashMap::new(),
            page,
            now_at: NOW_AT,
        }
    }

    /// Takes what a PC has to send and answers it.
    fn answer(&mut self, shop: &Shop) -> Done {
        let device = shop.db.read(settings::device_id).unwrap().row_id();
        let push = shop
            .db
            .read(|view| sync::push(view, PushLimits::default()))
            .unwrap();
        let cursor = shop.db.read(sync::cursor).unwrap();
        let state = *self.devices.entry(device).or_insert(DeviceState {
            id: device,
            last_dseq: 0,
            chain: CHAIN_START,
        });
        let PushCheck::New { changes } = check_push(&state, &push) else {
            panic!("not a continuation");
        };
        // More than a server would load: what the plan does not need it does not look at.
        let loaded: Loaded = self.rows.clone().into_iter().collect();
        let plan = plan_push(
            (self.seq, self.log_hash),
            state,
            changes,
            loaded,
            self.now_at,
        );
        for (entity, id, row) in plan.rows {
            self.rows.insert((entity.id, id), row);
        }
        self.log.extend(plan.log);
        self.devices.insert(device, plan.device);
        (self.seq, self.log_hash) = (plan.head_seq, plan.log_hash);
        let rejected = self.rejected.entry(device).or_default();
        rejected.extend(plan.rejected);
        let refused = rejected
            .iter()
            .filter(|rejected| rejected.dseq >= push.first_dseq)
            .map(|rejected| rejected.answer.clone())
            .collect();
        let after = self
            .log
            .iter()
            .filter(|entry| entry.seq > cursor.seq)
            .cloned();
        let limits = PageLimits {
            entries: self.page,
            bytes: usize::MAX,
        };
        let reader = Reader {
            device,
            former: &[],
        };
        let page = page(after, &reader, (cursor.seq, cursor.log_hash), limits);
        Done {
            epoch: EPOCH,
            server_now_at: self.now_at,
            last_dseq: self.devices[&device].last_dseq,
            refused,
            entries: page.entries,
            log_hash: page.log_hash,
            head_seq: self.seq,
            durable_seq: 0,
        }
    }

    fn state_hash(&self) -> String {
        let mut hasher = StateHasher::new();
        for entity in ENTITIES {
            hasher.entity(entity);
            let mut ids: Vec<&RowId> = self
                .rows
                .keys()
                .filter(|(number, _)| *number == entity.id)
                .map(|(_, id)| id)
                .collect();
            ids.sort_unstable();
            for id in ids {
                let row = &self.rows[&(entity.id, *id)];
                let deleted_at: Value = row.deleted_at.into();
                hasher.row(id, row.values.iter().chain(std::iter::once(&deleted_at)));
            }
        }
        hasher.finish()
    }
}

fn receipt() -> Receipt {
    Receipt {
        at: NOW_AT,
        result: "ok".to_owned(),
        ..Receipt::default()
    }
}

impl Shop {
    /// Another PC of the dealer, with an empty database.
    fn pc(seed: u64) -> Self {
        let shop = Self::bare(seed);
        let id = DeviceId(uuid::Uuid::from_u128(u128::from(seed) + 1));
        shop.db
            .local(|local| settings::set(local, settings::DEVICE_ID, Some(&id.to_string())))
            .unwrap();
        shop
    }

    fn sync(&self, server: &mut Server) -> u32 {
        let mut parked = 0;
        loop {
            let done = server.answer(self);
            let applied = self.db.apply(&done, &receipt()).unwrap();
            parked += applied.parked;
            let again = self.db.apply(&done, &receipt()).unwrap();
            assert_eq!((again.written, again.pulled, again.parked), (0, 0, 0));
            let unsent = self.db.read(sync::state).unwrap().unsent;
            if !applied.more && unsent == 0 {
                return parked;
            }
        }
    }

    fn hash(&self) -> String {
        self.db.read(sync::state_hash).unwrap()
    }
}

#[test]
fn what_one_pc_writes_another_reads_searches_and_hashes_alike() {
    let mut server = Server::new(3);
    let (a, b) = (Shop::pc(1), Shop::pc(2));
    a.edit(|tx| {
        let fields = [("name", "陈经理".into()), ("role", "manager".into())];
        tx.insert("staff", a.owner, &fields)
    });
    let people = wuyou_testkit::households(&mut wuyou_testkit::rng(1), 20);
    for household in &people {
        a.edit(|tx| Ok::<_, StoreError>(a.household(tx, household)));
    }
    a.sync(&mut server);
    b.sync(&mut server);
    assert_eq!(a.hash(), b.hash());
    assert_eq!(a.hash(), server.state_hash());
    for household in &people {
        for typed in [&household.name, &household.phone, &household.serial] {
            let hits =
                b.db.read(|view| search::search(view, typed, 50, &[]))
                    .unwrap();
            assert!(!hits.is_empty(), "{typed}");
        }
    }
    let state = a.db.read(sync::state).unwrap();
    assert_eq!((state.unsent, state.oldest_unsent_at), (0, None));
    assert_eq!(state.cursor.seq, 81);
    assert!(b.db.verify().unwrap().is_sound());
    let receipts =
        b.db.read(|view| wuyou_store::receipt::list(view, 100))
            .unwrap();
    assert_eq!(
        receipts.iter().map(|receipt| receipt.pulled).sum::<u32>(),
        81
    );
}

#[test]
fn two_versions_of_one_field_become_a_conflict_on_both_pcs_that_one_can_decide() {
    let mut server = Server::new(100);
    let (a, b) = (Shop::pc(1), Shop::pc(2));
    let id = a.customer("王建国");
    a.sync(&mut server);
    b.sync(&mut server);
    a.edit(|tx| tx.update("customer", id, &[("note", "狗凶".into())]));
    b.edit(|tx| tx.update("customer", id, &[("note", "先打电话".into())]));
    a.sync(&mut server);
    b.sync(&mut server);
    a.sync(&mut server);
    assert_eq!(a.hash(), b.hash());
    let found = a.db.read(|view| conflict::list(view, false, 200)).unwrap();
    assert_eq!(found.len(), 1);
    assert_eq!(
        (found[0].entity.as_str(), found[0].field.as_str()),
        ("customer", "note")
    );
    assert_eq!(found[0].row_id, id.0);
    let title =
        a.db.read(|view| outbox::title(view, "conflict", found[0].id.0))
            .unwrap();
    assert_eq!(title.as_deref(), Some("王建国"));
    b.edit(|tx| {
        let fields = [
            ("resolved_at", NOW_AT.into()),
            ("resolved_by", b.owner.value()),
            ("resolution", "kept".into()),
        ];
        tx.update("conflict", found[0].id, &fields)
    });
    b.sync(&mut server);
    a.sync(&mut server);
    assert_eq!(a.db.read(conflict::count_open).unwrap(), 0);
    assert_eq!((a.hash(), server.state_hash()), (b.hash(), a.hash()));
}

#[test]
fn a_clock_that_was_ten_years_ahead_wins_nothing_more_once_it_is_set_right() {
    const MINUTE: i64 = 60_000;
    let mut server = Server::new(100);
    let (a, b) = (Shop::pc(1), Shop::pc(2));
    let id = a.customer("王建国");
    a.sync(&mut server);
    b.sync(&mut server);
    let note = |shop: &Shop, note: &str, now_at| {
        let context = EditContext {
            now_at,
            ..shop.context()
        };
        let fields = [("note", note.into())];
        let done = shop
            .db
            .edit(&context, |tx| tx.update("customer", id, &fields));
        assert!(done.map_err(|error: StoreError| error).unwrap());
    };
    note(&b, "十年后", NOW_AT + 10 * 365 * 24 * 60 * MINUTE);
    b.sync(&mut server);
    a.sync(&mut server);
    // On the other PC it does not stand as edited in ten years either.
    let row = a.db.read(|view| table::row(view, "customer", id));
    assert_eq!(row.unwrap().unwrap().meta.updated_at, NOW_AT + 5 * MINUTE);
    server.now_at = NOW_AT + 20 * MINUTE;
    note(&b, "先改的", NOW_AT + 10 * MINUTE);
    note(&a, "后改的", NOW_AT + 15 * MINUTE);
    a.sync(&mut server);
    b.sync(&mut server);
    let row = b.db.read(|view| table::row(view, "customer", id));
    assert_eq!(row.unwrap().unwrap().text("note"), Some("后改的"));
}

/// A PC whose group of a new household and a serial claimed otherwise elsewhere is refused.
fn refused_group(server: &mut Server) -> (Shop, Shop, CustomerId) {
    let (a, b) = (Shop::pc(1), Shop::pc(2));
    let unit = a.id();
    a.edit(|tx| tx.insert("unit", unit, &[("serial", "A".into())]));
    a.sync(server);
    let id = CustomerId(b.id());
    b.edit(|tx| {
        let fields = [("name", "王建国".into()), ("kind", "household".into())];
        tx.insert("customer", id, &fields)?;
        tx.insert("unit", unit, &[("serial", "B".into())])
    });
    (a, b, id)
}

#[test]
fn a_refused_group_is_parked_with_its_reason_and_blocks_nothing() {
    let mut server = Server::new(100);
    let (a, b, id) = refused_group(&mut server);
    let later = b.customer("后来的");
    assert_eq!(b.sync(&mut server), 2);
    a.sync(&mut server);
    assert_eq!(a.hash(), b.hash());
    assert!(
        b.db.read(|view| table::row(view, "customer", id))
            .unwrap()
            .is_none()
    );
    assert!(
        a.db.read(|view| table::row(view, "customer", later))
            .unwrap()
            .is_some()
    );
    let hits =
        b.db.read(|view| search::search(view, "王建国", 5, &[]))
            .unwrap();
    assert!(hits.is_empty());
    let parked = b.db.read(outbox::parked).unwrap();
    assert_eq!(parked.len(), 2);
    assert_eq!(parked[0].entry.title, "王建国");
    let page = |change| b.db.read(|view| outbox::record_of(view, change)).unwrap();
    assert_eq!(
        page(&parked[0].entry),
        None,
        "what was taken back has no page"
    );
    let mut phone = parked[0].entry.clone();
    (phone.entity, phone.row_id) = ("phone", a.id());
    phone.fields = vec![("customer_id", later.value())];
    assert_eq!(
        page(&phone),
        Some(("customer", later.0)),
        "a new row is known by its household"
    );
    let mut known = parked[0].entry.clone();
    known.row_id = later.0;
    assert_eq!(page(&known), Some(("customer", later.0)));
    assert!(parked.iter().all(|entry| entry.code.starts_with("sync.")));
    assert_eq!(b.db.read(sync::state).unwrap().parked, 2);

    // Offered again, it goes as a whole (half of it must not arrive alone), the machine as the
    // other PC made it.
    b.db.retry_parked(&b.context(), &[parked[0].entry.dseq])
        .unwrap();
    assert!(b.db.read(outbox::parked).unwrap().is_empty());
    let gone = b.db.discard_parked(parked[1].entry.dseq);
    assert_eq!(gone.unwrap_err().code(), "store.not_found");
    assert_eq!(b.sync(&mut server), 0);
    a.sync(&mut server);
    assert_eq!((a.hash(), server.state_hash()), (b.hash(), a.hash()));
    assert!(
        a.db.read(|view| table::row(view, "customer", id))
            .unwrap()
            .is_some()
    );
    let hits =
        a.db.read(|view| search::search(view, "王建国", 5, &[]))
            .unwrap();
    assert_eq!(hits.len(), 1);
}

#[test]
fn what_hangs_on_a_refused_row_goes_and_comes_with_it() {
    let mut server = Server::new(100);
    let (a, b, id) = refused_group(&mut server);
    b.edit(|tx| {
        let fields = [
            ("customer_id", id.value()),
            ("number", "13804712207".into()),
        ];
        tx.insert("phone", b.id(), &fields)
    });
    b.sync(&mut server);
    a.sync(&mut server);
    assert_eq!((a.hash(), server.state_hash()), (b.hash(), a.hash()));
    assert!(b.db.verify().unwrap().is_sound());
    let mut waiting = Vec::new();
    for entry in b.db.read(outbox::parked).unwrap() {
        if entry.entry.entity == "unit" {
            b.db.discard_parked(entry.entry.dseq).unwrap();
        } else {
            waiting.push(entry.entry.dseq);
        }
    }
    b.db.retry_parked(&b.context(), &waiting).unwrap();
    assert_eq!(b.sync(&mut server), 0);
    a.sync(&mut server);
    assert_eq!((a.hash(), server.state_hash()), (b.hash(), a.hash()));
    let hits =
        a.db.read(|view| search::search(view, "2207", 5, &[]))
            .unwrap();
    assert_eq!(hits.len(), 1);
}

/// The answer that refuses this PC's machine is lost; meanwhile another PC makes the same machine.
#[test]
fn a_refused_row_that_another_pc_made_in_the_same_answer_stays() {
    let mut server = Server::new(100);
    let (a, b) = (Shop::pc(1), Shop::pc(2));
    let (other, same) = (a.id(), a.id());
    a.edit(|tx| tx.insert("unit", other, &[("serial", "A".into())]));
    a.sync(&mut server);
    b.edit(|tx| {
        tx.insert("unit", same, &[("serial", "C".into())])?;
        tx.insert("unit", other, &[("serial", "B".into())])
    });
    drop(server.answer(&b));
    a.edit(|tx| tx.insert("unit", same, &[("serial", "C".into())]));
    a.sync(&mut server);
    let done = server.answer(&b);
    assert_eq!((done.refused.len(), done.entries.len()), (2, 2));
    assert_eq!(done.refused[0].current, None);
    assert_eq!(b.sync(&mut server), 2);
    assert_eq!((a.hash(), server.state_hash()), (b.hash(), a.hash()));
    // Nor does the row go with a later answer, and what was refused can still be given up.
    a.customer("王建国");
    a.sync(&mut server);
    b.sync(&mut server);
    assert_eq!((a.hash(), server.state_hash()), (b.hash(), a.hash()));
    for parked in b.db.read(outbox::parked).unwrap() {
        b.db.discard_parked(parked.entry.dseq).unwrap();
    }
    assert!(b.db.verify().unwrap().is_sound());
}

#[test]
fn an_answer_with_a_hole_is_refused_whole() {
    let mut server = Server::new(100);
    let (a, b) = (Shop::pc(1), Shop::pc(2));
    for at in 0..5 {
        a.customer(&format!("客户{at}"));
    }
    a.sync(&mut server);
    let empty = b.hash();
    let mut done = server.answer(&b);
    done.entries.remove(2);
    let refused: Result<Applied, ApplyError> = b.db.apply(&done, &receipt());
    assert!(matches!(refused, Err(ApplyError::Client(_))), "{refused:?}");
    assert_eq!(b.hash(), empty);
    assert_eq!(b.db.read(sync::cursor).unwrap().seq, 0);
    b.sync(&mut server);
    assert_eq!(a.hash(), b.hash());
}

#[test]
fn own_changes_are_kept_ninety_days_and_until_the_servers_backup_has_them() {
    let mut server = Server::new(100);
    let a = Shop::pc(1);
    for at in 0..6 {
        a.customer(&format!("客户{at}"));
    }
    a.sync(&mut server);
    let kept = |shop: &Shop| {
        let report = shop.db.verify().unwrap();
        assert!(report.is_sound(), "{:?}", report.problems);
        report.chain_length
    };
    let day = 24 * 3600 * 1000;
    let idle = |days: i64, durable_seq| {
        let at = NOW_AT + days * day;
        let receipt = Receipt { at, ..receipt() };
        let done = Done {
            refused: Vec::new(),
            entries: Vec::new(),
            epoch: EPOCH,
            server_now_at: at,
            last_dseq: 6,
            log_hash: server.log_hash,
            head_seq: server.seq,
            durable_seq,
        };
        a.db.apply(&done, &receipt).unwrap();
    };
    // Young, or not in a backup: everything stays.
    for (days, durable_seq) in [(89, 6), (91, 0), (3_650, 0)] {
        idle(days, durable_seq);
        assert_eq!(kept(&a), 6, "{days} days, {durable_seq}");
    }
    idle(91, 4);
    assert_eq!(kept(&a), 2);
    // The last acknowledged one carries the chain.
    idle(91, 6);
    assert_eq!(kept(&a), 1);
    let a = a.reopened();
    a.customer("九十天后");
    assert!(a.db.verify().unwrap().is_sound());
    a.sync(&mut server);
    assert_eq!(a.hash(), server.state_hash());
    assert_eq!(server.log.len(), 7);
}

#[test]
fn a_change_is_unsent_until_the_server_has_it_and_again_once_it_is_changed() {
    let mut server = Server::new(3);
    let a = Shop::pc(1);
    let customer = a.customer("王建军");
    let unsent = || {
        let entity = wuyou_sync::registry::entity("customer").unwrap();
        a.db.read(|view| outbox::is_unsent(view, entity, customer.0))
            .unwrap()
    };
    assert!(unsent());
    a.sync(&mut server);
    assert!(!unsent());
    a.edit(|tx| tx.update("customer", customer, &[("note", "后院进".into())]));
    assert!(unsent());
}

/// A refusal stands in no log: it is in the backup when a later change is.
#[test]
fn a_refused_change_is_kept_until_the_servers_backup_has_a_later_one() {
    let mut server = Server::new(100);
    let (_, b, _) = refused_group(&mut server);
    b.sync(&mut server);
    b.customer("后来的");
    b.sync(&mut server);
    let later = server.seq;
    b.customer("再后来的");
    b.sync(&mut server);
    server.now_at = NOW_AT + 91 * 24 * 3600 * 1000;
    let long_after = Receipt {
        at: server.now_at,
        ..receipt()
    };
    for (durable_seq, kept) in [(later - 1, 4), (later, 1)] {
        let done = Done {
            durable_seq,
            ..server.answer(&b)
        };
        b.db.apply(&done, &long_after).unwrap();
        assert_eq!(b.db.verify().unwrap().chain_length, kept, "{durable_seq}");
    }
    assert_eq!(b.db.read(outbox::parked).unwrap().len(), 2);
}

#[derive(Debug, Clone)]
enum Step {
    New(usize, String),
    Note(usize, usize, Option<String>),
    Name(usize, usize, String),
    Phone(usize, usize),
    Delete(usize, usize),
    Sync(usize),
    LostAnswer(usize),
}

fn step() -> impl Strategy<Value = Step> {
    let pc = 0..3_usize;
    prop_oneof![
        2 => (pc.clone(), "[王李张刘䶮]{1,3}").prop_map(|(pc, name)| Step::New(pc, name)),
        3 => (pc.clone(), 0..5_usize, proptest::option::of("[狗凶x]{0,2}"))
            .prop_map(|(pc, row, note)| Step::Note(pc, row, note)),
        2 => (pc.clone(), 0..5_usize, "[王李张]{1,2}")
            .prop_map(|(pc, row, name)| Step::Name(pc, row, name)),
        2 => (pc.clone(), 0..5_usize).prop_map(|(pc, row)| Step::Phone(pc, row)),
        1 => (pc.clone(), 0..5_usize).prop_map(|(pc, row)| Step::Delete(pc, row)),
        3 => pc.clone().prop_map(Step::Sync),
        1 => pc.prop_map(Step::LostAnswer),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]
    #[test]
    fn whatever_three_pcs_do_they_and_the_server_end_in_one_state(
        steps in proptest::collection::vec(step(), 1..40), page in 1..6_usize
    ) {
        let mut server = Server::new(page);
        let pcs = [Shop::pc(1), Shop::pc(2), Shop::pc(3)];
        let mut made: Vec<CustomerId> = Vec::new();
        for step in steps {
            let known = |shop: &Shop, row: usize| -> Option<CustomerId> {
                let id = *made.get(row)?;
                let row = shop.db.read(|view| table::row(view, "customer", id)).unwrap();
                row.map(|_| id)
            };
            match step {
                Step::New(pc, name) => made.push(pcs[pc].customer(&name)),
                Step::Note(pc, row, note) => {
                    let Some(id) = known(&pcs[pc], row) else { continue };
                    pcs[pc].edit(|tx| tx.update("customer", id, &[("note", note.into())]));
                }
                Step::Name(pc, row, name) => {
                    let Some(id) = known(&pcs[pc], row) else { continue };
                    pcs[pc].edit(|tx| tx.update("customer", id, &[("name", name.as_str().into())]));
                }
                Step::Phone(pc, row) => {
                    let Some(id) = known(&pcs[pc], row) else { continue };
                    let fields = [("customer_id", id.value()), ("number", "13804712207".into())];
                    pcs[pc].edit(|tx| tx.insert("phone", pcs[pc].id(), &fields));
                }
                Step::Delete(pc, row) => {
                    let Some(id) = known(&pcs[pc], row) else { continue };
                    pcs[pc].edit(|tx| tx.delete("customer", id));
                }
                Step::Sync(pc) => {
                    let done = server.answer(&pcs[pc]);
                    pcs[pc].db.apply(&done, &receipt()).unwrap();
                }
                Step::LostAnswer(pc) => drop(server.answer(&pcs[pc])),
            }
        }
        for _ in 0..2 {
            for shop in &pcs {
                shop.sync(&mut server);
            }
        }
        for shop in &pcs {
            prop_assert_eq!(shop.hash(), server.state_hash());
            let report = shop.db.verify().unwrap();
            prop_assert!(report.is_sound(), "{:?}", report.problems);
            // The index kept by pages is the one a rebuild makes.
            let kept = shop.db.search_fingerprint().unwrap();
            shop.db.rebuild_search().unwrap();
            prop_assert_eq!(kept, shop.db.search_fingerprint().unwrap());
        }
    }
}

/// The owner's id stands in changes made before the owner's row has arrived.
#[test]
fn a_person_unknown_here_is_no_obstacle() {
    let mut server = Server::new(10);
    let (a, b) = (Shop::pc(1), Shop::pc(2));
    a.customer("王建国");
    a.sync(&mut server);
    b.sync(&mut server);
    let staff =
        b.db.read(|view| wuyou_store::staff::find(view, StaffId::owner_of("LH001")));
    assert!(staff.unwrap().is_none());
    assert_eq!(a.hash(), b.hash());
}
