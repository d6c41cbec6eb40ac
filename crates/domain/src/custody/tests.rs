use super::*;
use crate::machine::testing;

fn party(kind: PartyKind, name: &str) -> Option<Party> {
    Some(Party {
        kind,
        name: name.to_owned(),
    })
}

/// Facts under which every guard is content.
fn complete() -> Facts {
    Facts {
        holder: party(PartyKind::Dealer, "LH001"),
        from: party(PartyKind::Dealer, "LH001"),
        to: party(PartyKind::Customer, "刘建国"),
        document: Some("送货单 0012".into()),
        was_display: true,
        display_declared: true,
        commissioning_passed: true,
        safe_again: true,
        seen: Some(true),
        before_loss: Some(State::InStock),
    }
}

const WRITTEN: &str = "
    made             | ship         | shipped       | hq_service hq_admin
    shipped, made    | receive      | in_stock      | clerk manager
    in_stock, made, shipped | display | display     | clerk manager
    in_stock, made, shipped | lend    | lent        | clerk manager
    display, lent    | take_back    | in_stock      | clerk manager
    made, shipped, in_stock, display, lent       | sell       | sold       | clerk manager
    made, shipped, in_stock, display, lent, sold | install    | installing | clerk technician manager
    made, shipped, in_stock, display, lent, sold, installing | commission | in_use | clerk technician manager
    in_use           | fetch        | in_repair     | clerk technician manager
    stopped          | fetch        | stopped_in_repair | clerk technician manager
    in_repair        | bring_back   | in_use        | clerk technician manager
    stopped_in_repair | bring_back  | stopped       | clerk technician manager
    sold, installing, in_use | stop | stopped       | clerk technician manager hq_service hq_quality
    in_repair        | stop         | stopped_in_repair | clerk technician manager hq_service hq_quality
    stopped          | release      | in_use        | manager hq_quality
    stopped_in_repair | release     | in_repair     | manager hq_quality
    in_use           | transfer     | in_use        | clerk manager
    in_use           | relocate     | installing    | clerk technician manager
    sold, installing, in_use, in_repair, stopped, stopped_in_repair | return       | returned      | clerk manager
    sold, installing, in_use, in_repair, stopped, stopped_in_repair | exchange_out | exchanged_out | clerk manager
    returned, exchanged_out | send_back | at_factory | clerk manager hq_service
    at_factory       | scrap        | scrapped      | hq_quality hq_admin
    shipped, in_stock, display, lent, sold, installing, in_use, in_repair, stopped, stopped_in_repair, returned, exchanged_out | lose | lost | clerk manager hq_service
    lost             | recover      | in_stock      | manager hq_service
";

/// Leaps over steps nobody recorded.
const LEAPS: [(Event, &[State]); 6] = [
    (Event::Receive, &[State::Made]),
    (Event::Display, &[State::Made, State::Shipped]),
    (Event::Lend, &[State::Made, State::Shipped]),
    (Event::Sell, &[State::Made, State::Shipped]),
    (
        Event::Install,
        &[
            State::Made,
            State::Shipped,
            State::InStock,
            State::Display,
            State::Lent,
        ],
    ),
    (
        Event::Commission,
        &[
            State::Made,
            State::Shipped,
            State::InStock,
            State::Display,
            State::Lent,
            State::Sold,
        ],
    ),
];

#[test]
fn a_machine_takes_the_written_steps_and_no_others() {
    testing::holds_exactly(
        WRITTEN,
        (State::ALL, State::from_code),
        (Event::ALL, Event::from_code),
        |state, event, who| next(state, event, who, &complete()),
    );
}

#[test]
fn only_a_scrapped_machine_is_at_its_end() {
    testing::has_no_dead_ends(TRANSITIONS, State::ALL, State::Made, &[State::Scrapped]);
    testing::every_reason_is_said(Refusal::ALL);
    assert_eq!(MADE_BY, [Who::HqService, Who::HqAdmin]);
}

#[test]
fn a_leap_is_taken_and_headquarters_is_asked_and_no_other_step_asks() {
    for &state in State::ALL {
        for &event in Event::ALL {
            let leap = LEAPS
                .iter()
                .any(|(e, from)| *e == event && from.contains(&state));
            assert_eq!(is_gap(state, event), leap, "{state:?} {event:?}");
            for &who in Who::ALL {
                if let Ok(taken) = next(state, event, who, &complete()) {
                    let asked = taken.effects.contains(&Effect::AskAboutGap);
                    assert_eq!(asked, leap, "{state:?} {event:?}");
                    assert_eq!(taken.effects[0], Effect::RecordCustody);
                }
            }
        }
    }
}

fn take(state: State, event: Event, change: &dyn Fn(&mut Facts)) -> Result<Vec<Effect>, Refusal> {
    let mut facts = complete();
    facts.was_display = false;
    facts.display_declared = false;
    change(&mut facts);
    let rows = TRANSITIONS.iter().chain(GAPS);
    let row = rows
        .clone()
        .find(|row| row.from == state && row.event == event);
    match next(state, event, row.unwrap().by[0], &facts) {
        Ok(taken) => Ok(taken.effects),
        Err(Refused::Guard(reason)) => Err(reason),
        Err(other) => panic!("{other:?}"),
    }
}

#[test]
fn a_step_from_somebody_who_does_not_hold_the_machine_is_a_gap_too() {
    let with = |holder| {
        let effects = take(State::InStock, Event::Sell, &|facts: &mut Facts| {
            facts.holder = Option::clone(&holder);
        });
        effects.unwrap().contains(&Effect::AskAboutGap)
    };
    assert!(!with(None));
    assert!(!with(party(PartyKind::Dealer, "LH001")));
    assert!(with(party(PartyKind::Dealer, "LH002")));
    assert!(with(party(PartyKind::Factory, "LH001")));
}

#[test]
fn every_step_has_two_parties_and_a_document() {
    let mut rows = TRANSITIONS.iter().chain(GAPS);
    assert!(rows.all(|row| {
        let with = |change: &dyn Fn(&mut Facts)| take(row.from, row.event, change);
        let blank = || party(PartyKind::Dealer, " ");
        with(&|f| f.from = None) == Err(Refusal::NoFrom)
            && with(&|f| f.from = blank()) == Err(Refusal::NoFrom)
            && with(&|f| f.to = None) == Err(Refusal::NoTo)
            && with(&|f| f.to = blank()) == Err(Refusal::NoTo)
            && with(&|f| f.document = None) == Err(Refusal::NoDocument)
            && with(&|f| f.document = Some("  ".into())) == Err(Refusal::NoDocument)
    }));
}

#[test]
fn the_factory_and_the_unknown_need_no_name() {
    for (kind, good) in [
        (PartyKind::Factory, true),
        (PartyKind::Unknown, true),
        (PartyKind::Carrier, false),
        (PartyKind::Borrower, false),
        (PartyKind::Customer, false),
    ] {
        let taken = take(State::Returned, Event::SendBack, &|f| {
            f.to = party(kind, "")
        });
        assert_eq!(taken.is_ok(), good, "{kind:?}");
    }
}

#[test]
fn a_machine_that_stood_on_display_is_declared_to_the_customer() {
    let sample = |facts: &mut Facts| facts.was_display = true;
    let declared = |facts: &mut Facts| {
        facts.was_display = true;
        facts.display_declared = true;
    };
    let record = Effect::RecordCustody;
    for from in [
        State::Made,
        State::Shipped,
        State::InStock,
        State::Display,
        State::Lent,
    ] {
        for event in [Event::Sell, Event::Install, Event::Commission] {
            let refused = take(from, event, &sample);
            assert_eq!(refused, Err(Refusal::DisplayNotDeclared), "{from:?}");
            let effects = take(from, event, &declared).unwrap();
            assert_eq!(effects[..2], [record, Effect::DeclareDisplay], "{from:?}");
        }
    }
    let new = take(State::Display, Event::Sell, &|_| {});
    assert_eq!(new, Err(Refusal::DisplayNotDeclared));
    assert_eq!(take(State::InStock, Event::Sell, &|_| {}), Ok(vec![record]));
    // Once sold, it has been declared.
    assert_eq!(take(State::Sold, Event::Install, &sample), Ok(vec![record]));
    let commissioned = take(State::Installing, Event::Commission, &sample);
    assert_eq!(commissioned, Ok(vec![record, Effect::StartPlans]));
}

#[test]
fn nothing_is_in_use_before_commissioning_is_passed() {
    let unpassed = |facts: &mut Facts| {
        facts.commissioning_passed = false;
        facts.display_declared = true;
    };
    for row in TRANSITIONS.iter().chain(GAPS) {
        if row.event == Event::Commission {
            let refused = take(row.from, row.event, &unpassed);
            assert_eq!(refused, Err(Refusal::NotCommissioned), "{row:?}");
        }
    }
    assert!(take(State::Sold, Event::Install, &unpassed).is_ok());
    assert!(take(State::Display, Event::Sell, &unpassed).is_ok());
}

#[test]
fn a_stopped_machine_is_used_again_only_when_it_is_safe() {
    let danger = |facts: &mut Facts| facts.safe_again = false;
    let refused = take(State::Stopped, Event::Release, &danger);
    assert_eq!(refused, Err(Refusal::NotSafe));
    let unseen = |facts: &mut Facts| facts.seen = Some(false);
    let refused = take(State::Stopped, Event::Release, &unseen);
    assert_eq!(refused, Err(Refusal::NotSeen));
    assert!(take(State::Stopped, Event::Release, &|facts| facts.seen = None).is_ok());
    assert!(take(State::Stopped, Event::Release, &|_| {}).is_ok());
}

#[test]
fn a_stopped_machine_in_the_workshop_stays_stopped_until_it_is_released() {
    use Event as E;
    use State as S;
    let danger = Facts {
        safe_again: false,
        ..complete()
    };
    let step = |state, event, facts: &Facts| next(state, event, Who::Manager, facts);
    let state = |state, event| step(state, event, &danger).unwrap().state;
    assert_eq!(state(S::Stopped, E::Fetch), S::StoppedInRepair);
    assert_eq!(state(S::InRepair, E::Stop), S::StoppedInRepair);
    assert_eq!(state(S::StoppedInRepair, E::BringBack), S::Stopped);
    let refused = step(S::StoppedInRepair, E::Release, &danger);
    assert_eq!(refused, Err(Refused::Guard(Refusal::NotSafe)));
    let checked = step(S::StoppedInRepair, E::Release, &complete()).unwrap();
    assert_eq!(checked.state, S::InRepair);
    let technician = next(S::StoppedInRepair, E::Release, Who::Technician, &complete());
    assert_eq!(technician, Err(Refused::Role));
}

#[test]
fn a_stop_or_a_repair_is_no_way_round_commissioning() {
    for (state, event) in [
        (State::Stopped, Event::Release),
        (State::InRepair, Event::BringBack),
    ] {
        for (passed, to) in [(true, State::InUse), (false, State::Installing)] {
            let facts = Facts {
                commissioning_passed: passed,
                ..complete()
            };
            let taken = next(state, event, Who::Manager, &facts).unwrap();
            assert_eq!(taken.state, to, "{event:?} {passed}");
        }
    }
}

#[test]
fn what_is_found_again_stands_where_it_stood_before_the_loss() {
    let recover = |before_loss| {
        let facts = Facts {
            before_loss,
            ..complete()
        };
        next(State::Lost, Event::Recover, Who::Manager, &facts).map(|taken| taken.state)
    };
    let unknown = Err(Refused::Guard(Refusal::NoStateBefore));
    assert_eq!(recover(None), unknown);
    for &state in State::ALL {
        let lost = next(state, Event::Lose, Who::Manager, &complete());
        let expected = lost.map_or(unknown, |_| Ok(state));
        assert_eq!(recover(Some(state)), expected, "{state:?}");
    }
}

/// A way of steps from a state, each with its facts; the record remembers what was before a loss.
#[derive(Debug)]
struct Way {
    state: State,
    before_loss: Option<State>,
    passed: bool,
    safe: bool,
}

impl Way {
    fn go(&mut self, event: Event, who: Who, passed: bool, safe_again: bool) {
        let facts = Facts {
            commissioning_passed: passed,
            safe_again,
            before_loss: self.before_loss,
            ..complete()
        };
        let Ok(taken) = next(self.state, event, who, &facts) else {
            return;
        };
        match event {
            Event::Lose => self.before_loss = Some(self.state),
            Event::Release => self.safe = self.safe || safe_again,
            Event::Stop => self.safe = false,
            _ => {}
        }
        self.passed |= passed;
        self.state = taken.state;
    }
}

proptest::proptest! {
    #![proptest_config(proptest::prelude::ProptestConfig::with_cases(2000))]

    #[test]
    fn no_way_leads_from_a_stop_into_use_without_a_check_and_commissioning(
        steps in proptest::collection::vec(
            (
                proptest::sample::select(Event::ALL),
                proptest::sample::select(Who::ALL),
                proptest::prelude::any::<bool>(),
                proptest::prelude::any::<bool>(),
            ),
            0..60,
        ),
    ) {
        let mut way = Way {
            state: State::Stopped,
            before_loss: None,
            passed: false,
            safe: false,
        };
        for (event, who, passed, safe_again) in steps {
            way.go(event, who, passed, safe_again);
            let used = way.state == State::InUse;
            proptest::prop_assert!(!used || way.safe && way.passed, "{way:?}");
        }
    }
}

#[test]
fn every_short_way_from_a_stop_into_use_passes_the_release() {
    // Without anybody showing that the danger is gone: whatever can still be reached is not in use.
    let mut seen = vec![(State::Stopped, None)];
    let mut open = seen.clone();
    while let Some((state, before_loss)) = open.pop() {
        for &event in Event::ALL {
            let facts = Facts {
                safe_again: false,
                before_loss,
                ..complete()
            };
            for &who in Who::ALL {
                let Ok(taken) = next(state, event, who, &facts) else {
                    continue;
                };
                let before = (event == Event::Lose).then_some(state);
                let found = (taken.state, before.or(before_loss));
                assert_ne!(found.0, State::InUse, "{state:?} {event:?} {who:?}");
                if !seen.contains(&found) {
                    seen.push(found);
                    open.push(found);
                }
            }
        }
    }
    assert!(
        seen.iter()
            .any(|(state, _)| *state == State::StoppedInRepair)
    );
    assert!(seen.iter().any(|(state, _)| *state == State::Lost));
}

#[test]
fn a_machine_passes_to_another_owner_and_stays_in_use() {
    let same = |facts: &mut Facts| facts.to = facts.from.clone();
    assert_eq!(
        take(State::InUse, Event::Transfer, &same),
        Err(Refusal::SameOwner)
    );
    assert!(take(State::InUse, Event::Relocate, &same).is_ok());
}

#[test]
fn each_step_does_what_belongs_to_it() {
    for (state, event, effect) in [
        (State::InUse, Event::Transfer, Some(Effect::ChangeOwner)),
        (State::InUse, Event::Relocate, Some(Effect::CommissionAgain)),
        (State::InUse, Event::Stop, Some(Effect::Tag)),
        (State::InUse, Event::Return, Some(Effect::EndWarranty)),
        (
            State::Stopped,
            Event::ExchangeOut,
            Some(Effect::EndWarranty),
        ),
        (State::Lent, Event::Lose, Some(Effect::ReportLoss)),
        (
            State::Installing,
            Event::Commission,
            Some(Effect::StartPlans),
        ),
        (State::Made, Event::Ship, None),
        (State::Shipped, Event::Receive, None),
        (State::InStock, Event::Display, None),
        (State::Display, Event::TakeBack, None),
        (State::InUse, Event::Fetch, None),
        (State::Stopped, Event::Release, None),
        (State::Stopped, Event::Fetch, None),
        (State::InRepair, Event::BringBack, None),
        (State::StoppedInRepair, Event::BringBack, Some(Effect::Tag)),
        (State::AtFactory, Event::Scrap, None),
        (State::Lost, Event::Recover, None),
    ] {
        let all = [Effect::RecordCustody].into_iter().chain(effect);
        let expected: Vec<_> = all.collect();
        assert_eq!(
            take(state, event, &|_| {}),
            Ok(expected),
            "{state:?} {event:?}"
        );
    }
}
