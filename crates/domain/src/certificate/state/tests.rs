use super::*;
use crate::machine::testing;
use crate::policy::load;

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

const END: &str = "2027-03-01";

/// Facts under which every guard of the step is content.
fn facts_for(event: Event) -> Facts {
    Facts {
        happened_on: day(match event {
            Event::Expire => "2027-03-02",
            _ => "2027-02-01",
        }),
        valid_from: Some(day("2025-03-02")),
        valid_to: Some(day(END)),
        retakes: 1,
        suspension: Some(SuspensionCause::Audit),
        reason: Some("整改完成".into()),
        successor: Some("ZG-2027-0001".into()),
        new_dealer: Some("LH002".into()),
    }
}

const WRITTEN: &str = "
    enrolled    | train       | in_training | manager hq_admin
    in_training | pass        | passed      | system hq_admin
    in_training | fail        | failed      | system hq_admin
    failed      | retake      | in_training | manager hq_admin
    failed      | enrol_again | enrolled    | manager hq_admin
    passed      | issue       | valid       | hq_admin
    valid       | near_expiry | expiring    | system
    valid, expiring, suspended, deactivated          | expire  | expired   | system
    valid, expiring                                  | suspend | suspended | hq_admin
    suspended                                        | reinstate | valid   | hq_admin
    valid, expiring, expired, suspended, deactivated | revoke  | revoked   | hq_admin
    valid, expiring, expired                         | renew   | renewed   | hq_admin
    valid, expiring | leave             | deactivated | manager hq_admin
    deactivated     | confirm_elsewhere | valid       | hq_admin
";

#[test]
fn a_certificate_takes_the_written_steps_and_no_others() {
    testing::holds_exactly(
        WRITTEN,
        (State::ALL, State::from_code),
        (Event::ALL, Event::from_code),
        |state, event, who| next(state, event, who, &facts_for(event)),
    );
}

#[test]
fn only_a_revoked_or_renewed_certificate_is_at_its_end() {
    let finals = [State::Revoked, State::Renewed];
    testing::has_no_dead_ends(TRANSITIONS, State::ALL, State::Enrolled, &finals);
    testing::every_reason_is_said(Refusal::ALL);
}

#[test]
fn nobody_but_headquarters_makes_a_certificate_valid_suspended_or_revoked() {
    for row in TRANSITIONS {
        if matches!(row.to, State::Valid | State::Suspended | State::Revoked) {
            assert_eq!(row.by, [Who::HqAdmin], "{row:?}");
        }
    }
    assert_eq!(ENROLLED_BY, [Who::Manager, Who::HqAdmin]);
}

/// Takes a step that stands in the table, by whoever may.
fn take(event: Event, change: &dyn Fn(&mut Facts)) -> Result<Vec<Effect>, Refusal> {
    let mut facts = facts_for(event);
    change(&mut facts);
    let row = TRANSITIONS.iter().find(|row| row.event == event).unwrap();
    match next(row.from, event, row.by[0], &facts) {
        Ok(taken) => Ok(taken.effects),
        Err(Refused::Guard(reason)) => Err(reason),
        Err(other) => panic!("{other:?}"),
    }
}

#[test]
fn a_failed_exam_is_taken_again_twice_and_then_only_after_enrolling_again() {
    for (retakes, expected) in [
        (0, Ok(vec![])),
        (1, Ok(vec![])),
        (2, Err(Refusal::RetakesUsed)),
        (u32::MAX, Err(Refusal::RetakesUsed)),
    ] {
        assert_eq!(take(Event::Retake, &|f| f.retakes = retakes), expected);
    }
    let again = take(Event::EnrolAgain, &|f| f.retakes = 2);
    assert_eq!(again, Ok(vec![Effect::ResetAttempts]));
    let none = Policy {
        retakes_max: 0,
        ..built_in().unwrap().content.clone()
    };
    let facts = Facts {
        retakes: 0,
        ..facts_for(Event::Retake)
    };
    let refused = next_by(&none, State::Failed, Event::Retake, Who::Manager, &facts);
    assert_eq!(refused, Err(Refused::Guard(Refusal::RetakesUsed)));
}

#[test]
fn what_is_issued_has_a_period_that_is_not_over() {
    let with = |from: Option<&str>, to: Option<&str>| {
        take(Event::Issue, &|facts| {
            facts.valid_from = from.map(day);
            facts.valid_to = to.map(day);
        })
    };
    assert_eq!(with(None, Some(END)), Err(Refusal::NoPeriod));
    assert_eq!(with(Some("2027-01-01"), None), Err(Refusal::NoPeriod));
    assert_eq!(with(Some("2027-03-02"), Some(END)), Err(Refusal::NoPeriod));
    assert_eq!(
        with(Some("2027-01-01"), Some("2027-01-31")),
        Err(Refusal::PeriodOver)
    );
    assert_eq!(
        with(Some("2027-02-01"), Some("2027-02-01")),
        Ok(vec![Effect::Publish])
    );
}

#[test]
fn what_is_over_is_neither_reinstated_nor_used_elsewhere() {
    for event in [Event::Reinstate, Event::ConfirmElsewhere] {
        let on = |text| take(event, &|f| f.happened_on = day(text)).map(|_| ());
        assert_eq!(on(END), Ok(()));
        assert_eq!(on("2027-03-02"), Err(Refusal::PeriodOver));
        let endless = take(event, &|f| f.valid_to = None);
        assert_eq!(endless, Err(Refusal::NoPeriod));
    }
}

#[test]
fn headquarters_says_why_and_where() {
    assert_eq!(
        take(Event::Suspend, &|f| f.suspension = None),
        Err(Refusal::NoCause)
    );
    for event in [Event::Reinstate, Event::Revoke] {
        assert_eq!(take(event, &|f| f.reason = None), Err(Refusal::NoReason));
    }
    assert_eq!(
        take(Event::Renew, &|f| f.successor = None),
        Err(Refusal::NoSuccessor)
    );
    let nowhere = take(Event::ConfirmElsewhere, &|f| f.new_dealer = None);
    assert_eq!(nowhere, Err(Refusal::NoDealer));
}

#[test]
fn each_step_does_what_belongs_to_it() {
    use Effect as F;
    for (event, effects) in [
        (Event::Train, vec![]),
        (Event::Pass, vec![F::RecordAttempt]),
        (Event::Fail, vec![F::RecordAttempt]),
        (Event::Retake, vec![]),
        (Event::Issue, vec![F::Publish]),
        (Event::NearExpiry, vec![F::Warn]),
        (Event::Expire, vec![F::Warn, F::ReviewDispatches]),
        (
            Event::Suspend,
            vec![F::PublishRevocation, F::ReviewDispatches],
        ),
        (Event::Reinstate, vec![F::Publish]),
        (
            Event::Revoke,
            vec![F::PublishRevocation, F::ReviewDispatches],
        ),
        (Event::Renew, vec![F::LinkSuccessor, F::Publish]),
        (
            Event::Leave,
            vec![F::PublishRevocation, F::ReviewDispatches],
        ),
        (Event::ConfirmElsewhere, vec![F::MoveHolder, F::Publish]),
    ] {
        assert_eq!(take(event, &|_| {}), Ok(effects), "{event:?}");
    }
}

/// As of a day: what stands, which warning is due, which step the program takes.
const BY_DATE: [(&str, State, Option<u32>, Option<Event>); 9] = [
    ("2026-12-30", State::Valid, None, None), // 61 days left
    (
        "2026-12-31",
        State::Expiring,
        Some(60),
        Some(Event::NearExpiry),
    ),
    (
        "2027-01-29",
        State::Expiring,
        Some(60),
        Some(Event::NearExpiry),
    ),
    (
        "2027-01-30",
        State::Expiring,
        Some(30),
        Some(Event::NearExpiry),
    ),
    (
        "2027-02-21",
        State::Expiring,
        Some(30),
        Some(Event::NearExpiry),
    ),
    (
        "2027-02-22",
        State::Expiring,
        Some(7),
        Some(Event::NearExpiry),
    ),
    (
        "2027-03-01",
        State::Expiring,
        Some(7),
        Some(Event::NearExpiry),
    ),
    ("2027-03-02", State::Expired, None, Some(Event::Expire)),
    ("2200-01-01", State::Expired, None, Some(Event::Expire)),
];

#[test]
fn time_makes_a_certificate_expiring_sixty_days_before_and_expired_after_its_last_day() {
    for (as_of, state, warned, step) in BY_DATE {
        let (end, as_of) = (day(END), day(as_of));
        assert_eq!(standing(State::Valid, end, as_of), state, "{as_of}");
        assert_eq!(warning(end, as_of), warned, "{as_of}");
        assert_eq!(due_step(State::Valid, end, as_of), step, "{as_of}");
        // The step the program takes is one the machine takes.
        let facts = Facts {
            happened_on: as_of,
            ..facts_for(Event::Train)
        };
        for event in [Event::NearExpiry, Event::Expire] {
            let taken = next(State::Valid, event, Who::System, &facts);
            let expected = if step == Some(event) {
                Ok(state)
            } else {
                Err(Refused::Guard(Refusal::NotYet))
            };
            assert_eq!(
                taken.map(|taken| taken.state),
                expected,
                "{as_of} {event:?}"
            );
        }
    }
    let endless = |f: &mut Facts| f.valid_to = None;
    assert_eq!(take(Event::NearExpiry, &endless), Err(Refusal::NoPeriod));
    assert_eq!(take(Event::Expire, &endless), Err(Refusal::NoPeriod));
}

#[test]
fn time_does_nothing_to_what_is_no_longer_or_not_yet_in_use() {
    let (end, near, past) = (day(END), day("2027-02-28"), day("2027-03-02"));
    for &state in State::ALL {
        let expires = matches!(
            state,
            State::Valid | State::Expiring | State::Suspended | State::Deactivated
        );
        let later = if expires { State::Expired } else { state };
        assert_eq!(standing(state, end, past), later, "{state:?}");
        let soon = if state == State::Valid {
            State::Expiring
        } else {
            state
        };
        assert_eq!(standing(state, end, near), soon, "{state:?}");
        assert_eq!(due_step(state, end, near).is_some(), state == State::Valid);
        assert_eq!(due_step(state, end, past).is_some(), expires);
    }
}

#[test]
fn the_policy_reads_and_refuses_what_cannot_be_meant() {
    let file = load(crate::policy::policy_file!("certificate_state-2026-1"));
    assert_eq!(&file.unwrap(), built_in().unwrap());
    for (days, good) in [
        (vec![60, 30, 7], true),
        (vec![366], true),
        (vec![1], true),
        (vec![], false),
        (vec![367], false),
        (vec![7, 0], false),
        (vec![30, 60], false),
        (vec![30, 30], false),
    ] {
        let policy = Policy {
            retakes_max: 2,
            warn_days_before: days.clone(),
        };
        assert_eq!(policy.check().is_ok(), good, "{days:?}");
    }
}

proptest::proptest! {
    #![proptest_config(proptest::prelude::ProptestConfig::with_cases(2000))]

    #[test]
    fn time_only_moves_a_certificate_towards_its_end(left in -400_i64..400, on in 0..400_i64) {
        let end = day(END);
        let age = |days: i64| {
            let state = standing(State::Valid, end, end - chrono::TimeDelta::days(days));
            [State::Valid, State::Expiring, State::Expired].iter().position(|s| *s == state)
        };
        proptest::prop_assert!(age(left) <= age(left - on));
        proptest::prop_assert!(age(left).is_some());
    }
}
