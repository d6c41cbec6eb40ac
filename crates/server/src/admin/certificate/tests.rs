use super::*;
use crate::admin::example;
use wuyou_server_store::SqliteStore;

const NOW: i64 = 1_795_276_200_000;

fn issue(no: &str, to: &str) -> CertificateCommand {
    CertificateCommand::Issue(Issue {
        dealer: "LH001".into(),
        holder: "张师傅".into(),
        kind: "maker_repair".into(),
        no: no.into(),
        issuer: Some("总部培训中心".into()),
        from: "2026-01-01".into(),
        to: to.into(),
    })
}

fn which(no: &str) -> Which {
    Which {
        dealer: "LH001".into(),
        no: no.into(),
    }
}

#[test]
fn a_certificate_is_given_suspended_reinstated_and_revoked_by_the_rules_of_its_states() {
    let dir = tempfile::tempdir().unwrap();
    let store = SqliteStore::open_to_serve(dir.path()).unwrap();
    example::load(&store, "LH001", NOW).unwrap();
    let dealer = dealer::known(&store, "LH001").unwrap();
    let holder = store.people(dealer.id).unwrap()[0].name.clone();
    let run = |command| run(&store, command, NOW);
    let of = |no: &str, to: &str| match issue(no, to) {
        CertificateCommand::Issue(issue) => CertificateCommand::Issue(Issue {
            holder: holder.clone(),
            ..issue
        }),
        other => other,
    };
    assert_eq!(run(of("W-1", "2027-12-31")).unwrap()["state"], "valid");
    let twice = run(of("W-1", "2027-12-31")).unwrap_err();
    assert_eq!(twice.code(), "admin.exists");
    // Over before it is given.
    let over = run(of("W-2", "2026-02-01")).unwrap_err();
    assert_eq!(over.code(), "admin.step_refused");

    let suspend = |cause: &str| CertificateCommand::Suspend {
        which: which("W-1"),
        cause: cause.into(),
    };
    assert_eq!(
        run(suspend("bad mood")).unwrap_err().code(),
        "admin.bad_cause"
    );
    assert_eq!(run(suspend("audit")).unwrap()["state"], "suspended");
    let reasoned = |reason: &str| Reasoned {
        which: which("W-1"),
        reason: reason.into(),
    };
    let silent = run(CertificateCommand::Reinstate(reasoned(" ")));
    assert_eq!(silent.unwrap_err().code(), "admin.step_refused");
    let back = run(CertificateCommand::Reinstate(reasoned("整改合格"))).unwrap();
    assert_eq!(back["state"], "valid");
    let gone = run(CertificateCommand::Revoke(reasoned("冒名顶替"))).unwrap();
    assert_eq!(
        (&gone["state"], &gone["reason"]),
        (&"revoked".into(), &"冒名顶替".into())
    );
    // Revoked is for good.
    let never = run(CertificateCommand::Reinstate(reasoned("求情")));
    assert_eq!(never.unwrap_err().code(), "admin.step_refused");
    let found = store.verify(dealer.id).unwrap();
    assert!(found.ok, "{:?}", found.problems);
}
