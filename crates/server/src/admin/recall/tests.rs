use super::*;
use crate::admin::dealer;
use wuyou_domain::serial::mod37_36;
use wuyou_server_store::SqliteStore;

const NOW: i64 = 1_795_276_200_000;

fn serial(number: u32) -> String {
    let body = format!("L1P282411{number:06}");
    format!("{body}{}", mod37_36(&body).unwrap())
}

fn asked() -> Publish {
    Publish {
        no: "ZH-2026-01".into(),
        kind: "stop_use".into(),
        title: "烟道卡箍可能脱落".into(),
        reason: "2024年11月一批卡箍弹力不足".into(),
        advice: Some("关机、关气阀、开窗，等师傅上门".into()),
        action: "replace_part".into(),
        ranges: vec![format!("WEB-L1P28:{}..{}", serial(1), serial(9))],
        unlisted: false,
        deadline: Some("2026-12-31".into()),
    }
}

fn store() -> (tempfile::TempDir, SqliteStore) {
    let dir = tempfile::tempdir().unwrap();
    let store = SqliteStore::open_to_serve(dir.path()).unwrap();
    (dir, store)
}

#[test]
fn a_notice_reaches_every_dealer_also_one_made_later_and_each_with_its_latest_version() {
    let (_dir, store) = store();
    let run = |command| run(&store, command, NOW);
    let nobody = run(RecallCommand::Publish(asked())).unwrap_err();
    assert_eq!(nobody.code(), "admin.no_dealers");
    dealer::create(&store, "LH001", "柳河服务网点", NOW).unwrap();
    dealer::create(&store, "MH002", "梅河服务网点", NOW).unwrap();
    assert_eq!(run(RecallCommand::Publish(asked())).unwrap()["version"], 1);
    // Given again it changes nothing; said otherwise it is refused.
    assert_eq!(run(RecallCommand::Publish(asked())).unwrap()["version"], 1);
    let other = Publish {
        title: "别的".into(),
        ..asked()
    };
    let refused = run(RecallCommand::Publish(other.clone())).unwrap_err();
    assert_eq!(refused.code(), "admin.exists");
    assert_eq!(run(RecallCommand::Change(other)).unwrap()["version"], 2);
    dealer::create(&store, "TH003", "通化服务网点", NOW).unwrap();
    let withdraw = |reason: &str| RecallCommand::Withdraw {
        no: "ZH-2026-01".into(),
        reason: reason.into(),
    };
    assert_eq!(run(withdraw(" ")).unwrap_err().code(), "admin.bad_text");
    for code in ["LH001", "MH002", "TH003"] {
        let dealer = dealer::known(&store, code).unwrap();
        let there = store.recalls(dealer.id).unwrap();
        assert_eq!((there[0].version, there[0].title.as_str()), (2, "别的"));
    }
    let gone = run(withdraw("复检合格")).unwrap();
    assert_eq!(
        (&gone["state"], &gone["version"]),
        (&"withdrawn".into(), &3.into())
    );
    let late = run(RecallCommand::Change(asked())).unwrap_err();
    assert_eq!(late.code(), "admin.withdrawn");
    for dealer in store.dealers().unwrap() {
        assert_eq!(store.recalls(dealer.id).unwrap()[0].state, "withdrawn");
        let found = store.verify(dealer.id).unwrap();
        assert!(found.ok, "{:?}", found.problems);
    }
}

#[test]
fn an_interrupted_change_is_carried_to_the_rest_by_giving_it_again() {
    let (_dir, store) = store();
    dealer::create(&store, "LH001", "柳河服务网点", NOW).unwrap();
    dealer::create(&store, "MH002", "梅河服务网点", NOW).unwrap();
    run(&store, RecallCommand::Publish(asked()), NOW).unwrap();
    let wanted = Recall {
        version: 2,
        title: "改过".into(),
        ..latest(&store, "ZH-2026-01").unwrap().unwrap()
    };
    // It stopped after the first dealer.
    bring(
        &store,
        &dealer::known(&store, "LH001").unwrap(),
        &wanted,
        NOW,
    )
    .unwrap();
    let again = Publish {
        title: "改过".into(),
        ..asked()
    };
    assert_eq!(
        run(&store, RecallCommand::Change(again), NOW).unwrap()["version"],
        2
    );
    for dealer in store.dealers().unwrap() {
        assert_eq!(
            store.recalls(dealer.id).unwrap(),
            std::slice::from_ref(&wanted)
        );
    }
}

#[test]
fn what_is_mistyped_is_refused_and_nothing_is_written() {
    let (_dir, store) = store();
    dealer::create(&store, "LH001", "柳河服务网点", NOW).unwrap();
    let base = asked;
    let with = |change: fn(&mut Publish)| {
        let mut asked = base();
        change(&mut asked);
        run(&store, RecallCommand::Publish(asked), NOW)
            .unwrap_err()
            .code()
    };
    for (code, change) in [
        (
            "admin.bad_kind",
            (|one| one.kind = "warning".into()) as fn(&mut Publish),
        ),
        ("admin.bad_action", |one| one.action = "wait".into()),
        ("admin.bad_action", |one| one.action = "contact".into()),
        ("admin.bad_range", |one| one.ranges.clear()),
        ("admin.bad_range", |one| {
            one.ranges = vec!["WEB-L1P28:1..2".into()]
        }),
        ("admin.bad_range", |one| one.ranges = vec!["WEB-NIX".into()]),
        ("admin.bad_date", |one| {
            one.deadline = Some("2026-01-01".into())
        }),
        ("admin.bad_date", |one| {
            one.deadline = Some("year's end".into())
        }),
        ("admin.bad_text", |one| one.title = " ".into()),
        ("admin.bad_text", |one| one.no = String::new()),
    ] {
        assert_eq!(with(change), code);
    }
    let nowhere = run(&store, RecallCommand::Change(asked()), NOW).unwrap_err();
    assert_eq!(nowhere.code(), "admin.not_found");
    assert_eq!(list(&store).unwrap(), json!([]));
}
