//! Who may take which step, written a second time, and what each step needs.

use proptest::prelude::*;
use uuid::Uuid;

use crate::id::StaffId;
use crate::machine::{Who, testing};
use crate::remedy_case::state::{
    Effect, Event, EventInput, Facts, Refusal, Refused, State, TRANSITIONS, next, steps_from,
};
use crate::remedy_case::{Claim, Ground, due_at, periods};
use crate::time::{DAY_MS, end_of_day, local_date};

const NOW: i64 = 1_795_233_600_000;
const ME: StaffId = StaffId(Uuid::from_u128(1));
const OTHER: StaffId = StaffId(Uuid::from_u128(2));

fn complete() -> Facts {
    let text = || Some("x".to_owned());
    Facts {
        claim: Some(Claim::Exchange),
        pays: true,
        evidence_complete: true,
        offered: true,
        owed: false,
        proposer: Some(OTHER),
        may_approve: true,
        approval_holds: true,
        complained_about: Vec::new(),
        carried_out: false,
        last_event_at: NOW - 1,
        occurred_at: NOW,
        input: EventInput {
            contact_text: text(),
            reason: text(),
            text: text(),
            ruling_no: text(),
            ruling_by: text(),
            document: text(),
            other_serial: text(),
            method: text(),
            receipt_no: text(),
        },
    }
}

const WRITTEN: &str = "
    opened            | propose       | proposed          | clerk manager
    opened            | refuse        | refused           | manager hq_quality hq_admin
    opened, proposed, with_headquarters | withdraw | withdrawn | clerk manager
    proposed          | approve       | approved          | manager hq_quality hq_admin
    proposed          | escalate      | with_headquarters | manager
    proposed, with_headquarters | send_back | opened      | manager hq_quality hq_admin
    with_headquarters | record_ruling | approved          | manager hq_quality hq_admin
    approved          | accept        | agreed            | clerk manager
    approved          | decline       | declined          | clerk manager
    approved, agreed  | revise        | opened            | manager
    declined, refused | revise        | opened            | clerk manager
    agreed            | execute       | executed          | clerk manager
    declined, refused, executed | close | closed          | clerk manager
    closed            | reopen        | opened            | manager
    withdrawn         | reopen        | opened            | clerk manager
    opened            | append | opened            | clerk technician manager hq_quality hq_admin
    proposed          | append | proposed          | clerk technician manager hq_quality hq_admin
    with_headquarters | append | with_headquarters | clerk technician manager hq_quality hq_admin
    approved          | append | approved          | clerk technician manager hq_quality hq_admin
    refused           | append | refused           | clerk technician manager hq_quality hq_admin
    agreed            | append | agreed            | clerk technician manager hq_quality hq_admin
    declined          | append | declined          | clerk technician manager hq_quality hq_admin
    executed          | append | executed          | clerk technician manager hq_quality hq_admin
    closed            | append | closed            | clerk technician manager hq_quality hq_admin
    withdrawn         | append | withdrawn         | clerk technician manager hq_quality hq_admin
";

#[test]
fn a_case_takes_the_written_steps_and_no_others() {
    testing::holds_exactly(
        WRITTEN,
        (State::ALL, State::from_code),
        (Event::ALL, Event::from_code),
        |state, event, who| {
            let mut facts = complete();
            // Headquarters is asked only about what the manager may not approve.
            facts.may_approve = event != Event::Escalate;
            next(state, event, (ME, who), &facts, NOW)
        },
    );
    testing::has_no_dead_ends(TRANSITIONS, State::ALL, State::Opened, &[]);
    testing::every_reason_is_said(Refusal::ALL);
}

fn refused(state: State, event: Event, change: impl Fn(&mut Facts)) -> Option<Refusal> {
    let mut facts = complete();
    facts.may_approve = event != Event::Escalate;
    change(&mut facts);
    match next(state, event, (ME, Who::Manager), &facts, NOW) {
        Ok(_) => None,
        Err(Refused::Guard(reason)) => Some(reason),
        Err(other) => panic!("{other:?}"),
    }
}

#[test]
fn four_eyes_amount_and_evidence_decide_and_not_who_asks() {
    use Event as E;
    use State as S;
    type Change = fn(&mut Facts);
    let cases: [(S, E, Change, Refusal); 16] = [
        (
            S::Opened,
            E::Propose,
            |f| f.evidence_complete = false,
            Refusal::EvidenceMissing,
        ),
        (
            S::Opened,
            E::Propose,
            |f| f.offered = false,
            Refusal::NotOffered,
        ),
        (
            S::Opened,
            E::Propose,
            |f| f.claim = None,
            Refusal::Missing("claim"),
        ),
        (S::Opened, E::Refuse, |f| f.owed = true, Refusal::Owed),
        (
            S::Opened,
            E::Refuse,
            |f| f.complained_about = vec![ME],
            Refusal::ComplainedAbout,
        ),
        (
            S::Proposed,
            E::Approve,
            |f| f.proposer = Some(ME),
            Refusal::OwnProposal,
        ),
        (
            S::Proposed,
            E::Approve,
            |f| f.may_approve = false,
            Refusal::AboveLimit,
        ),
        (
            S::Proposed,
            E::Approve,
            |f| f.complained_about = vec![ME],
            Refusal::ComplainedAbout,
        ),
        (
            S::Proposed,
            E::Escalate,
            |f| f.may_approve = true,
            Refusal::WithinLimit,
        ),
        (
            S::WithHeadquarters,
            E::RecordRuling,
            |f| f.complained_about = vec![ME],
            Refusal::ComplainedAbout,
        ),
        (
            S::Opened,
            E::Withdraw,
            |f| f.input.contact_text = None,
            Refusal::Missing("contact_text"),
        ),
        (
            S::Approved,
            E::Accept,
            |f| f.approval_holds = false,
            Refusal::NotApproved,
        ),
        (
            S::Agreed,
            E::Execute,
            |f| f.approval_holds = false,
            Refusal::NotApproved,
        ),
        (
            S::Closed,
            E::Reopen,
            |f| f.carried_out = true,
            Refusal::CarriedOut,
        ),
        (
            S::Opened,
            E::Append,
            |f| f.occurred_at = NOW + 1,
            Refusal::InFuture,
        ),
        (
            S::Opened,
            E::Append,
            |f| f.occurred_at = NOW - 2,
            Refusal::BeforeLastStep,
        ),
    ];
    for (state, event, change, reason) in cases {
        assert_eq!(refused(state, event, |_| ()), None, "{event:?}");
        assert_eq!(refused(state, event, change), Some(reason), "{event:?}");
    }
}

#[test]
fn each_step_asks_for_its_own_fields_and_blanks_do_not_count() {
    use Event as E;
    use State as S;
    type Field = fn(&mut EventInput) -> &mut Option<String>;
    let cases: [(S, E, Field, &str); 17] = [
        (S::Opened, E::Refuse, |i| &mut i.reason, "reason"),
        (S::Opened, E::Withdraw, |i| &mut i.reason, "reason"),
        (S::Proposed, E::Escalate, |i| &mut i.reason, "reason"),
        (S::Proposed, E::SendBack, |i| &mut i.reason, "reason"),
        (
            S::WithHeadquarters,
            E::RecordRuling,
            |i| &mut i.ruling_no,
            "ruling_no",
        ),
        (
            S::WithHeadquarters,
            E::RecordRuling,
            |i| &mut i.ruling_by,
            "ruling_by",
        ),
        (
            S::Approved,
            E::Accept,
            |i| &mut i.contact_text,
            "contact_text",
        ),
        (
            S::Approved,
            E::Decline,
            |i| &mut i.contact_text,
            "contact_text",
        ),
        (
            S::Agreed,
            E::Execute,
            |i| &mut i.other_serial,
            "other_serial",
        ),
        (S::Agreed, E::Execute, |i| &mut i.document, "document"),
        (S::Agreed, E::Execute, |i| &mut i.method, "method"),
        (S::Agreed, E::Execute, |i| &mut i.receipt_no, "receipt_no"),
        (S::Agreed, E::Revise, |i| &mut i.reason, "reason"),
        (
            S::Executed,
            E::Close,
            |i| &mut i.contact_text,
            "contact_text",
        ),
        (
            S::Refused,
            E::Close,
            |i| &mut i.contact_text,
            "contact_text",
        ),
        (S::Closed, E::Reopen, |i| &mut i.reason, "reason"),
        (S::Closed, E::Append, |i| &mut i.text, "text"),
    ];
    for (state, event, field, name) in cases {
        for empty in [None, Some(" \n".to_owned())] {
            let found = refused(state, event, |facts| {
                *field(&mut facts.input) = empty.clone()
            });
            assert_eq!(found, Some(Refusal::Missing(name)), "{event:?}");
        }
    }
    let without = |claim, pays: bool| {
        refused(S::Agreed, E::Execute, |facts| {
            facts.claim = Some(claim);
            facts.pays = pays;
            facts.input = EventInput::default();
        })
    };
    assert_eq!(
        without(Claim::Return, true),
        Some(Refusal::Missing("document"))
    );
    assert_eq!(
        without(Claim::Repair, false),
        Some(Refusal::Missing("text"))
    );
    assert_eq!(
        without(Claim::Reduction, true),
        Some(Refusal::Missing("method"))
    );
    assert_eq!(without(Claim::Compensation, false), None);
}

#[test]
fn the_machine_moves_with_an_exchange_or_a_return_only() {
    for &claim in Claim::ALL {
        let facts = Facts {
            claim: Some(claim),
            ..complete()
        };
        let taken = next(State::Agreed, Event::Execute, (ME, Who::Clerk), &facts, NOW).unwrap();
        let moves = taken.effects.contains(&Effect::MoveMachine);
        assert_eq!(
            moves,
            matches!(claim, Claim::Exchange | Claim::Return),
            "{claim:?}"
        );
    }
    let reopened = next(
        State::Closed,
        Event::Reopen,
        (ME, Who::Manager),
        &complete(),
        NOW,
    );
    assert_eq!(reopened.unwrap().effects, [Effect::CountReopened]);
}

#[test]
fn every_state_that_is_not_over_has_a_day_it_is_due_on() {
    let periods = &periods().unwrap().content;
    let end = end_of_day(local_date(NOW).unwrap()).unwrap();
    let quality = (Ground::Quality, Claim::Return);
    for (state, days) in [
        (State::Opened, 3),
        (State::Proposed, 1),
        (State::WithHeadquarters, 3),
        (State::Approved, 1),
        (State::Refused, 1),
        (State::Declined, 1),
        (State::Agreed, 7),
        (State::Executed, 3),
    ] {
        let due = due_at(state, NOW, quality, periods);
        assert_eq!(due, Some(end + days * DAY_MS), "{state:?}");
        assert!(!state.is_over());
    }
    for state in [State::Closed, State::Withdrawn] {
        assert!(state.is_over());
        assert_eq!(due_at(state, NOW, quality, periods), None);
    }
    let mut shorter = *periods;
    shorter.refund_days = 2;
    let money = due_at(
        State::Agreed,
        NOW,
        (Ground::NoReason, Claim::Return),
        &shorter,
    );
    assert_eq!(money, Some(end + 2 * DAY_MS), "the law's own limit");
    assert_eq!(due_at(State::Opened, i64::MAX, quality, periods), None);
}

proptest! {
    /// Whatever is filled in: nothing is approved by who proposed it, or above the limit, but by
    /// headquarters.
    #[test]
    fn no_way_leads_round_the_four_eyes(state in 0..State::ALL.len(), event in 0..Event::ALL.len(),
        who in 0..Who::ALL.len(), own in any::<bool>(), may in any::<bool>(), owed in any::<bool>()) {
        let (state, event, who) = (State::ALL[state], Event::ALL[event], Who::ALL[who]);
        let facts = Facts {
            proposer: Some(if own { ME } else { OTHER }),
            may_approve: may,
            owed,
            ..complete()
        };
        if let Ok(taken) = next(state, event, (ME, who), &facts, NOW) {
            if taken.state == State::Approved && state != State::Approved {
                // Headquarters' ruling is the other pair of eyes, whoever writes it down.
                let ruled = event == Event::RecordRuling;
                prop_assert!(ruled || (!own && may));
            }
            prop_assert!(!(owed && taken.state == State::Refused && state != State::Refused));
            prop_assert!(steps_from(state, who).contains(&event) || event == Event::Append);
        }
    }
}

#[test]
fn an_own_proposal_goes_up_also_within_the_limit_and_headquarters_are_the_other_eyes() {
    let own: fn(&mut Facts) = |f| {
        f.may_approve = true;
        f.proposer = Some(ME);
    };
    assert_eq!(refused(State::Proposed, Event::Escalate, own), None);
    assert_eq!(
        refused(State::WithHeadquarters, Event::RecordRuling, own),
        None
    );
}

#[test]
fn headquarters_own_decision_stands_whatever_the_shop_has_typed_until_it_is_carried_out() {
    use crate::remedy_case::state::{Verdict, ruled};
    for state in State::ALL {
        let refused = match state {
            State::WithHeadquarters | State::Approved | State::Agreed => State::Refused,
            other => *other,
        };
        assert_eq!(ruled(*state, Some(Verdict::Refuse)), refused, "{state:?}");
        let approved = match state {
            State::WithHeadquarters => State::Approved,
            other => *other,
        };
        assert_eq!(ruled(*state, Some(Verdict::Approve)), approved, "{state:?}");
        assert_eq!(ruled(*state, None), *state);
    }
}
