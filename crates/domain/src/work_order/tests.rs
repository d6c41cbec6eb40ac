use super::*;
use uuid::Uuid;

const NOW: i64 = 1_795_276_200_000;

fn staff(n: u128) -> StaffId {
    StaffId(Uuid::from_u128(n))
}

/// Facts under which every guard is content.
fn complete() -> Facts {
    Facts {
        created_at: NOW - 1000,
        created_by: Some(staff(1)),
        technician: Some(staff(9)),
        closed_at: Some(NOW - 1000),
        safety: false,
        failed_contacts: 3,
        last_event_at: NOW - 1000,
        started: false,
        workers: vec![],
        occurred_at: NOW,
        input: StepInput {
            window_from_at: Some(NOW),
            window_to_at: Some(NOW + 7_200_000),
            technician: Some(staff(9)),
            part: Some("气阀".into()),
            part_eta_at: Some(NOW),
            cause: Some("part".into()),
            result: Some("换件修好".into()),
            charge_fen: Some(0),
            signature: Some("纸质 0012".into()),
            satisfied: Some(true),
            reason: Some("客户要求".into()),
            contact_text: Some("已回电".into()),
        },
    }
}

#[test]
fn every_pair_of_state_and_step_outside_the_table_is_refused_for_every_role() {
    for &state in State::ALL {
        for &step in Step::ALL {
            for role in Role::ALL {
                let allowed = allowed_steps(state, role).contains(&step);
                let facts = Facts {
                    // A technician may work on it; the desk may judge it.
                    technician: Some(staff(if role == Role::Technician { 1 } else { 9 })),
                    ..complete()
                };
                let taken = next(state, step, (staff(1), role), &facts, NOW);
                assert_eq!(
                    taken.is_ok(),
                    allowed,
                    "{state:?} {step:?} {role:?}: {taken:?}"
                );
            }
        }
    }
}

#[test]
fn the_forbidden_short_cuts_of_the_model_stay_forbidden() {
    let manager = (staff(1), Role::Manager);
    for (from, step) in [
        (State::Registered, Step::Finish),
        (State::Dispatched, Step::Close),
        (State::Cancelled, Step::Start),
        (State::Closed, Step::Finish),
    ] {
        assert_eq!(
            next(from, step, manager, &complete(), NOW),
            Err(Refusal::NotAllowed)
        );
    }
}

#[test]
fn a_technician_never_confirms_or_closes_own_work() {
    for (from, step) in [
        (State::Finished, Step::Confirm),
        (State::Confirmed, Step::Close),
    ] {
        let own = next(from, step, (staff(9), Role::Manager), &complete(), NOW);
        assert_eq!(own, Err(Refusal::OwnWork));
    }
}

#[test]
fn finishing_names_the_first_field_that_is_missing() {
    let mut facts = complete();
    facts.input.signature = None;
    let refused = next(
        State::InProgress,
        Step::Finish,
        (staff(9), Role::Technician),
        &facts,
        NOW,
    );
    assert_eq!(refused, Err(Refusal::Missing("signature")));
    facts.input.charge_fen = Some(-1);
    let refused = next(
        State::InProgress,
        Step::Finish,
        (staff(9), Role::Technician),
        &facts,
        NOW,
    );
    assert_eq!(refused, Err(Refusal::NegativeCharge));
}

#[test]
fn closing_without_the_customer_needs_three_contacts_in_vain_and_goes_to_the_audit_list() {
    let mut facts = complete();
    let manager = (staff(1), Role::Manager);
    let taken = next(State::Finished, Step::Close, manager, &facts, NOW).unwrap();
    assert_eq!(taken.effects, vec![Effect::AuditList]);
    facts.failed_contacts = 2;
    let refused = next(State::Finished, Step::Close, manager, &facts, NOW);
    assert_eq!(refused, Err(Refusal::NeedsFailedContacts));
}

#[test]
fn a_clerk_cancels_only_an_own_order_of_the_last_half_hour() {
    let mut facts = complete();
    let clerk = (staff(1), Role::Clerk);
    assert!(next(State::Registered, Step::Cancel, clerk, &facts, NOW).is_ok());
    facts.created_at = NOW - OWN_CANCEL_WINDOW_MS - 1;
    let refused = next(State::Registered, Step::Cancel, clerk, &facts, NOW);
    assert_eq!(refused, Err(Refusal::CancelWindow));
    facts.safety = true;
    let refused = next(
        State::Registered,
        Step::Cancel,
        (staff(1), Role::Manager),
        &facts,
        NOW,
    );
    assert_eq!(refused, Err(Refusal::SafetyOrder));
}

#[test]
fn a_closed_order_is_reopened_within_thirty_days_only() {
    let mut facts = complete();
    let manager = (staff(1), Role::Manager);
    assert!(next(State::Closed, Step::Reopen, manager, &facts, NOW).is_ok());
    facts.closed_at = Some(NOW - REOPEN_WINDOW_MS - 1);
    assert_eq!(
        next(State::Closed, Step::Reopen, manager, &facts, NOW),
        Err(Refusal::ReopenWindow)
    );
}

#[test]
fn every_state_is_reachable_and_only_the_cancelled_one_is_a_dead_end() {
    for &state in State::ALL {
        if state != State::Registered {
            assert!(reachable(State::Registered, state), "{state:?}");
        }
        let steps = TRANSITIONS.iter().filter(|t| t.from == state).count();
        assert_eq!(steps == 0, state == State::Cancelled, "{state:?}");
    }
}

#[test]
fn names_in_tables_read_back_as_the_same_value() {
    for &state in State::ALL {
        assert_eq!(State::from_code(state.code()), Some(state));
    }
    for &step in Step::ALL {
        assert_eq!(Step::from_code(step.code()), Some(step));
    }
}

fn taken(from: State, step: Step, who: (StaffId, Role), facts: &Facts) -> Result<Taken, Refusal> {
    next(from, step, who, facts, NOW)
}

#[test]
fn whoever_did_the_work_does_not_judge_it_though_another_is_dispatched_now() {
    let facts = Facts {
        workers: vec![staff(1)],
        ..complete()
    };
    for (from, step) in [
        (State::Finished, Step::Confirm),
        (State::Finished, Step::Close),
        (State::Confirmed, Step::Close),
    ] {
        let manager = (staff(1), Role::Manager);
        assert_eq!(taken(from, step, manager, &facts), Err(Refusal::OwnWork));
        assert!(taken(from, step, (staff(2), Role::Manager), &facts).is_ok());
    }
}

#[test]
fn a_technician_works_only_on_what_is_dispatched_to_them_and_the_desk_on_their_report() {
    for (from, step) in [
        (State::Dispatched, Step::Start),
        (State::InProgress, Step::WaitPart),
        (State::WaitingPart, Step::PartArrived),
        (State::InProgress, Step::Finish),
    ] {
        let of = |who| taken(from, step, who, &complete());
        let offered = |who| open_steps(from, who, &complete()).contains(&step);
        let (other, own) = ((staff(8), Role::Technician), (staff(9), Role::Technician));
        assert_eq!(of(other), Err(Refusal::NotYours), "{step:?}");
        assert!(of(own).is_ok(), "{step:?}");
        assert!(of((staff(1), Role::Clerk)).is_ok(), "{step:?}");
        assert_eq!((offered(other), offered(own)), (false, true), "{step:?}");
    }
}

#[test]
fn a_begun_order_is_never_cancelled_from_wherever_it_was_brought_back_to() {
    let facts = Facts {
        started: true,
        ..complete()
    };
    let manager = (staff(1), Role::Manager);
    for transition in TRANSITIONS.iter().filter(|t| t.step == Step::Cancel) {
        let refused = taken(transition.from, Step::Cancel, manager, &facts);
        assert_eq!(refused, Err(Refusal::Started), "{:?}", transition.from);
        assert!(!open_steps(transition.from, manager, &facts).contains(&Step::Cancel));
    }
}

#[test]
fn cancelling_asks_what_the_customer_was_told_unless_it_takes_back_an_own_slip() {
    let mut facts = complete();
    facts.input.contact_text = None;
    let (own, other) = ((staff(1), Role::Manager), (staff(2), Role::Manager));
    let cancel = |who, facts: &Facts| taken(State::Replied, Step::Cancel, who, facts);
    assert_eq!(cancel(own, &facts).unwrap().effects, vec![]);
    assert_eq!(cancel(other, &facts), Err(Refusal::Missing("contact_text")));
    facts.input.contact_text = Some("已告诉客户".into());
    let told = cancel(other, &facts).unwrap();
    assert_eq!(told.effects, vec![Effect::RecordContact]);
    facts.input.reason = None;
    assert_eq!(cancel(own, &facts), Err(Refusal::Missing("reason")));
}

#[test]
fn no_step_happens_before_the_one_before_it_or_after_now() {
    for (last_event_at, occurred_at, expected) in [
        (NOW - 1000, NOW - 1000, Ok(())),
        (NOW - 1000, NOW, Ok(())),
        (NOW - 1000, NOW - 1001, Err(Refusal::BeforeLastStep)),
        (NOW - 1000, 694_224_000_000, Err(Refusal::BeforeLastStep)), // 1992
        (NOW - 1000, NOW + 1, Err(Refusal::InFuture)),
        // The PC that took the last step has a fast clock.
        (NOW + 90_000, NOW, Ok(())),
        (NOW + 90_000, NOW - 1, Err(Refusal::BeforeLastStep)),
    ] {
        let facts = Facts {
            last_event_at,
            occurred_at,
            ..complete()
        };
        let reply = taken(
            State::Registered,
            Step::Reply,
            (staff(1), Role::Clerk),
            &facts,
        );
        assert_eq!(reply.map(|_| ()), expected, "{last_event_at} {occurred_at}");
    }
}

#[test]
fn plans_and_charges_stay_within_reason() {
    let clerk = (staff(1), Role::Clerk);
    let with = |change: &dyn Fn(&mut StepInput)| {
        let mut facts = complete();
        change(&mut facts.input);
        facts
    };
    for (at, good) in [
        (NOW - PLAN_BACK_MS, true),
        (NOW - PLAN_BACK_MS - 1, false),
        (NOW + PLAN_AHEAD_MS, true),
        (NOW + PLAN_AHEAD_MS + 1, false),
        (i64::MAX, false),
        (i64::MIN, false),
    ] {
        let part = with(&|input| input.part_eta_at = Some(at));
        let part = taken(State::InProgress, Step::WaitPart, clerk, &part);
        assert_eq!(part.is_ok(), good, "part {at}");
        let window = with(&|input| {
            input.window_from_at = Some(at.saturating_sub(1).max(NOW - PLAN_BACK_MS));
            input.window_to_at = Some(at);
        });
        let window = taken(State::Replied, Step::Schedule, clerk, &window);
        assert_eq!(
            window.is_ok(),
            good && at > NOW - PLAN_BACK_MS,
            "window {at}"
        );
    }
    for (fen, expected) in [
        (0, Ok(())),
        (CHARGE_MAX_FEN, Ok(())),
        (CHARGE_MAX_FEN + 1, Err(Refusal::ChargeTooHigh)),
        (i64::MAX, Err(Refusal::ChargeTooHigh)),
        (i64::MIN, Err(Refusal::NegativeCharge)),
    ] {
        let facts = with(&|input| input.charge_fen = Some(fen));
        let finish = taken(State::InProgress, Step::Finish, clerk, &facts);
        assert_eq!(finish.map(|_| ()), expected, "{fen}");
    }
}

#[test]
fn coming_back_from_a_pause_resumes_the_promise_and_nothing_else_does() {
    for transition in TRANSITIONS {
        let who = (staff(1), Role::Manager);
        let Ok(taken) = taken(transition.from, transition.step, who, &complete()) else {
            continue;
        };
        assert_eq!(
            taken.effects.contains(&Effect::ResumePromise),
            transition.from == State::Postponed && transition.to == State::Scheduled,
            "{transition:?}"
        );
    }
}
