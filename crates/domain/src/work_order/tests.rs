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
                let taken = next(state, step, (staff(1), role), &complete(), NOW);
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
