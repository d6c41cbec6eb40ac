//! Edits travel between PCs of a shop through the real server, whatever the road does.

use wuyou_store::{conflict, sync};
use wuyou_testkit::NOW_AT;

use crate::road::Fate;
use crate::shop::{Headquarters, Pc};

#[test]
fn two_pcs_of_a_shop_come_to_the_state_headquarters_has() {
    let headquarters = Headquarters::open();
    let dealer = headquarters.dealer(1);
    let (a, b) = (
        Pc::of(&headquarters, &dealer, 1),
        Pc::of(&headquarters, &dealer, 2),
    );
    let customer = a.customer("李䶮");
    assert_eq!(a.sync().pushed, 1);
    assert_eq!(b.sync().pulled, 1);

    // Both rename the household offline; both values of that are kept for a person.
    a.rename(customer, "李䶮（老）");
    b.rename(customer, "李龑");
    b.customer("王大爷");
    a.sync();
    b.sync();
    a.sync();

    let server = headquarters.verify(&dealer);
    assert!(server.ok, "{:?}", server.problems);
    assert_eq!(server.open_conflicts, 1);
    assert_eq!(a.state_hash(), server.state_hash);
    assert_eq!(b.state_hash(), server.state_hash);
    assert_eq!(a.db.read(conflict::count_open).unwrap(), 1);
    assert_eq!((a.unsent(), b.unsent()), (0, 0));
}

#[test]
fn a_road_that_loses_cuts_and_repeats_loses_and_doubles_nothing() {
    let headquarters = Headquarters::open();
    let dealer = headquarters.dealer(1);
    let (a, b) = (
        Pc::of(&headquarters, &dealer, 1),
        Pc::of(&headquarters, &dealer, 2),
    );
    let bad = [
        vec![Fate::LoseAnswer],
        vec![Fate::LoseRequest, Fate::LoseAnswer],
        vec![Fate::Twice],
        vec![
            Fate::CutAnswer(0),
            Fate::CutAnswer(90),
            Fate::CutAnswer(250),
        ],
        vec![Fate::LoseAnswer, Fate::LoseAnswer, Fate::Twice],
    ];
    for (number, fates) in bad.into_iter().enumerate() {
        for pc in [&a, &b] {
            pc.customer(&format!("客户{number}"));
            pc.road.next(fates.clone());
            pc.sync();
        }
    }
    a.sync();
    let server = headquarters.verify(&dealer);
    assert!(server.ok, "{:?}", server.problems);
    assert_eq!(server.log_entries, 10);
    assert_eq!(a.state_hash(), server.state_hash);
    assert_eq!(b.state_hash(), server.state_hash);
}

#[test]
fn what_was_not_confirmed_is_still_unsent_and_goes_the_next_time() {
    let headquarters = Headquarters::open();
    let dealer = headquarters.dealer(1);
    let pc = Pc::of(&headquarters, &dealer, 1);
    pc.customer("张三");
    pc.road.next(vec![Fate::LoseRequest; 4]);
    let error = pc.agent.sync(&pc.db, NOW_AT).unwrap_err();
    assert_eq!(error.code().code(), "sync.offline");
    assert_eq!(pc.unsent(), 1);
    assert_eq!(pc.sync().pushed, 1);
    assert_eq!(pc.unsent(), 0);
}

#[test]
fn many_changes_go_and_come_in_several_rounds() {
    let headquarters = Headquarters::open();
    let dealer = headquarters.dealer(1);
    let (a, b) = (
        Pc::of(&headquarters, &dealer, 1),
        Pc::of(&headquarters, &dealer, 2),
    );
    a.db.edit(&Pc::context(), |tx| {
        for number in 0..5_000 {
            let fields = [
                ("name", format!("客户{number}").into()),
                ("kind", "household".into()),
            ];
            tx.insert("customer", wuyou_domain::id::CustomerId(a.id()), &fields)?;
            tx.end_group()?;
        }
        Ok::<_, wuyou_store::StoreError>(())
    })
    .unwrap();
    let sent = a.sync();
    assert_eq!(sent.pushed, 5_000);
    assert!(sent.rounds > 1);
    assert_eq!(b.sync().pulled, 5_000);
    assert_eq!(a.state_hash(), b.state_hash());
}

#[test]
fn a_clock_ten_years_off_blocks_nothing_and_is_told() {
    let headquarters = Headquarters::open();
    let dealer = headquarters.dealer(1);
    let pc = Pc::of(&headquarters, &dealer, 1);
    pc.customer("赵六");
    let ten_years = 10 * 365 * 86_400_000;
    let outcome = pc.agent.sync(&pc.db, NOW_AT - ten_years).unwrap();
    assert_eq!(outcome.pushed, 1);
    assert!(outcome.clock_is_wrong());
    assert!((outcome.clock_offset_ms + ten_years).abs() < 60_000);
    assert!(!pc.sync().clock_is_wrong());
}

#[test]
fn other_dealers_see_nothing_of_it() {
    let headquarters = Headquarters::open();
    let (ours, theirs) = (headquarters.dealer(1), headquarters.dealer(2));
    let (a, b) = (
        Pc::of(&headquarters, &ours, 1),
        Pc::of(&headquarters, &theirs, 2),
    );
    a.customer("李四");
    a.sync();
    assert_eq!(b.sync().pulled, 0);
    assert_eq!(b.db.read(sync::state).unwrap().cursor.seq, 0);
    let peers = a.agent.peers(&a.db).unwrap();
    assert_eq!(peers.len(), 1);
    assert!(peers[0].this);
}
