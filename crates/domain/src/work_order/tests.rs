use super::*;
use crate::machine::{self, Refused, testing};
use crate::staff::Role;
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
        finished_before: false,
        workers: vec![],
        secured: None,
        occurred_at: NOW,
        proofs: Proofs::default(),
        input: StepInput {
            window_from_at: Some(NOW),
            window_to_at: Some(NOW + 7_200_000),
            technician: Some(staff(8)),
            part: Some("气阀".into()),
            part_eta_at: Some(NOW),
            cause: Some("part".into()),
            cause_class: None,
            result: Some("换件修好".into()),
            charge_fen: Some(0),
            signature: Some("纸质 0012".into()),
            mains_tenths: None,
            safe_check: None,
            satisfied: Some(true),
            reason: Some("客户要求".into()),
            contact_text: Some("已回电".into()),
        },
    }
}

const WRITTEN: &str = "
    registered                                   | reply        | replied       | clerk technician manager
    registered, replied, postponed               | schedule     | scheduled     | clerk manager
    replied, scheduled                           | dispatch     | dispatched    | clerk manager
    dispatched                                   | redispatch   | dispatched    | clerk manager
    in_progress                                  | redispatch   | in_progress   | manager
    waiting_part                                 | redispatch   | waiting_part  | manager
    scheduled                                    | move_window  | scheduled     | clerk manager
    dispatched                                   | move_window  | dispatched    | clerk manager
    in_progress                                  | move_window  | in_progress   | clerk manager
    waiting_part                                 | move_window  | waiting_part  | clerk manager
    dispatched                                   | start        | in_progress   | clerk technician manager
    in_progress                                  | wait_part    | waiting_part  | clerk technician manager
    waiting_part                                 | part_arrived | in_progress   | clerk technician manager
    in_progress                                  | finish       | finished      | clerk technician manager
    finished                                     | confirm      | confirmed     | clerk manager
    confirmed                                    | close        | closed        | clerk manager system
    finished                                     | close        | closed        | manager
    registered, replied, scheduled, dispatched, in_progress, waiting_part | postpone | postponed | clerk manager
    registered, replied, scheduled, dispatched, postponed | cancel | cancelled  | clerk manager hq_service
    finished, confirmed                          | reopen       | registered    | clerk manager hq_service hq_quality hq_admin
    closed                                       | reopen       | registered    | manager hq_service hq_quality hq_admin
";

/// Facts under which this person's steps find no guard against them.
fn complete_for(who: Who) -> Facts {
    Facts {
        // A technician may work on it; the desk may judge it.
        technician: Some(staff(if who == Who::Technician { 1 } else { 9 })),
        ..complete()
    }
}

#[test]
fn an_order_takes_the_written_steps_and_no_others() {
    testing::holds_exactly(
        WRITTEN,
        (State::ALL, State::from_code),
        (Step::ALL, Step::from_code),
        |state, step, who| {
            let taken = next(state, step, (staff(1), who), &complete_for(who), NOW);
            assert_eq!(allowed_steps(state, who).contains(&step), taken.is_ok());
            match taken {
                Ok(taken) => Ok(machine::Taken {
                    state: taken.state,
                    effects: taken.effects,
                }),
                Err(Refusal::NotAllowed) => Err(Refused::NotAllowed),
                Err(Refusal::Role) => Err(Refused::Role),
                Err(other) => Err(Refused::Guard(other)),
            }
        },
    );
}

#[test]
fn the_shop_and_headquarters_register_orders() {
    for &who in Who::ALL {
        let may = !matches!(who, Who::System | Who::Visitor);
        assert_eq!(REGISTERED_BY.contains(&who), may, "{who:?}");
    }
}

#[test]
fn headquarters_cancels_a_safety_order_and_tells_the_customer() {
    let mut facts = Facts {
        safety: true,
        ..complete()
    };
    let cancel =
        |who, facts: &Facts| taken(State::Registered, Step::Cancel, (staff(5), who), facts);
    let offered = |who, facts: &Facts| {
        open_steps(State::Registered, (staff(5), who), facts).contains(&Step::Cancel)
    };
    assert_eq!(
        cancel(Who::HqService, &facts).unwrap().effects,
        [Effect::RecordContact]
    );
    assert_eq!(cancel(Who::Manager, &facts), Err(Refusal::SafetyOrder));
    assert!(offered(Who::HqService, &facts) && !offered(Who::Manager, &facts));
    assert!(offered(Who::Manager, &complete()));
    facts.input.contact_text = None;
    let untold = cancel(Who::HqService, &facts);
    assert_eq!(untold, Err(Refusal::Missing("contact_text")));
    facts.started = true;
    assert!(!offered(Who::HqService, &facts));
}

/// The state, the step, and whether it leads away from a machine that is not secured.
const ON_SITE: [(State, Step, bool); 11] = [
    (State::Registered, Step::Reply, false),
    (State::Replied, Step::Dispatch, false),
    (State::Dispatched, Step::Start, false),
    (State::InProgress, Step::WaitPart, true),
    (State::InProgress, Step::Finish, true),
    (State::InProgress, Step::Postpone, true),
    (State::WaitingPart, Step::Postpone, true),
    (State::WaitingPart, Step::PartArrived, false),
    (State::Dispatched, Step::Postpone, false),
    (State::Finished, Step::Confirm, false),
    (State::Confirmed, Step::Close, false),
];

#[test]
fn nothing_leads_away_from_a_danger_before_stop_tag_and_signature_are_recorded() {
    use danger::DangerStep as D;
    let recorded: [(&[D], Option<D>); 7] = [
        (&[], Some(D::Stop)),
        (&[D::Stop], Some(D::Tag)),
        (&[D::Tag, D::Told], Some(D::Stop)),
        (&[D::Stop, D::Told], Some(D::Tag)),
        (&[D::Stop, D::Tag], Some(D::Told)),
        (&[D::Told, D::Tag, D::Stop, D::Check], None),
        // Opened again after the tag came off, it is a danger anew.
        (
            &[D::Stop, D::Tag, D::Told, D::Check, D::Release],
            Some(D::Stop),
        ),
    ];
    for (state, step, leads_away) in ON_SITE {
        for (steps, missing) in recorded {
            let facts = Facts {
                safety: true,
                secured: Some(Secured::of(steps.iter().copied())),
                ..complete()
            };
            let secured = Secured::of(steps.iter().copied());
            // Where somebody found it, nothing but going there again is left.
            let ways_out = [Step::Postpone, Step::Confirm, Step::Close];
            let way_out = secured.begun && ways_out.contains(&step);
            let held = missing.filter(|_| leads_away || way_out);
            let answer = taken(state, step, (staff(1), Who::Manager), &facts);
            let expected = held.map_or(Ok(()), |step| Err(Refusal::NotSecured(step)));
            assert_eq!(answer.map(|_| ()), expected, "{state:?} {step:?} {steps:?}");
            let offered = open_steps(state, (staff(1), Who::Manager), &facts).contains(&step);
            assert_eq!(offered, held.is_none(), "{state:?} {step:?} {steps:?}");
        }
    }
}

#[test]
fn nobody_saw_a_machine_that_was_stopped_by_phone_before_the_visit() {
    use danger::is_seen_since;
    for (course, seen) in [
        (&[][..], false),
        (&[(Step::Reply, 1), (Step::Dispatch, 12)], false),
        (&[(Step::Start, 12)], true),
        (&[(Step::Start, 8)], true),
        (&[(Step::Start, 8), (Step::Finish, 11)], true),
        (&[(Step::Start, 8), (Step::Finish, 9)], false),
        (
            &[
                (Step::Start, 8),
                (Step::WaitPart, 9),
                (Step::PartArrived, 11),
            ],
            false,
        ),
        (
            &[(Step::Start, 8), (Step::WaitPart, 9), (Step::Finish, 12)],
            true,
        ),
        (
            &[(Step::Start, 8), (Step::Postpone, 9), (Step::Start, 11)],
            true,
        ),
        (&[(Step::Finish, 9), (Step::Reopen, 11)], false),
    ] {
        assert_eq!(is_seen_since(10, course), seen, "{course:?}");
    }
}

#[test]
fn a_danger_found_on_the_spot_binds_an_order_that_came_in_as_something_else() {
    use danger::{DangerStep as D, is_danger};
    for (steps, bound) in [
        (&[][..], false),
        (&[D::Check], false),
        (&[D::Tag], true),
        (&[D::Stop, D::Release], false),
        (&[D::Stop, D::Tag, D::Withdraw], false),
        (&[D::Stop, D::Withdraw, D::Tag], true),
    ] {
        let secured = Secured::of(steps.iter().copied());
        assert_eq!(is_danger(false, secured), bound, "{steps:?}");
        let facts = Facts {
            secured: Some(secured),
            ..complete()
        };
        let finish = taken(
            State::InProgress,
            Step::Finish,
            (staff(1), Who::Manager),
            &facts,
        );
        assert_eq!(finish.is_err(), bound, "{steps:?}");
    }
}

#[test]
fn a_fault_that_is_there_again_reopens_the_order_or_links_a_new_one() {
    for (closed_at, expected) in [
        (None, Again::Reopen),
        (Some(NOW), Again::Reopen),
        (Some(NOW - REOPEN_WINDOW_MS), Again::Reopen),
        (Some(NOW - REOPEN_WINDOW_MS - 1), Again::LinkNewOrder),
        (Some(i64::MIN), Again::LinkNewOrder),
    ] {
        assert_eq!(again(closed_at, NOW), expected, "{closed_at:?}");
    }
}

#[test]
fn who_may_not_do_the_work_any_more_neither_begins_nor_finishes_it() {
    for gate in [
        None,
        Some(Gate::Allowed),
        Some(Gate::Overridden),
        Some(Gate::Blocked),
    ] {
        for (state, step) in [
            (State::Dispatched, Step::Start),
            (State::InProgress, Step::Finish),
        ] {
            let facts = Facts {
                proofs: Proofs {
                    gate,
                    ..Proofs::default()
                },
                ..complete()
            };
            let answer = taken(state, step, (staff(1), Who::Manager), &facts);
            let blocked = gate == Some(Gate::Blocked);
            let refusal = blocked.then_some(Refusal::Unmet(Unmet::CertificateGate));
            assert_eq!(answer.err(), refusal, "{gate:?} {step:?}");
        }
    }
}

type Proof = (State, Step, fn(&mut Proofs, bool), bool, Unmet);

/// A fact, the value that stands against the step, and what the refusal says.
const PROOFS: [Proof; 10] = [
    (
        State::Replied,
        Step::Dispatch,
        |p, v| p.technician_absent = Some(v),
        true,
        Unmet::TechnicianAbsent,
    ),
    (
        State::Dispatched,
        Step::Start,
        |p, v| p.safety_checked = Some(v),
        false,
        Unmet::SafetyCheckMissing,
    ),
    (
        State::WaitingPart,
        Step::PartArrived,
        |p, v| p.part_booked = Some(v),
        false,
        Unmet::PartNotBooked,
    ),
    (
        State::InProgress,
        Step::Finish,
        |p, v| p.machine_known = Some(v),
        false,
        Unmet::MachineMissing,
    ),
    (
        State::InProgress,
        Step::Finish,
        |p, v| p.checklist_complete = Some(v),
        false,
        Unmet::ChecklistIncomplete,
    ),
    (
        State::Confirmed,
        Step::Close,
        |p, v| p.payments_settled = Some(v),
        false,
        Unmet::PaymentOpen,
    ),
    (
        State::Confirmed,
        Step::Close,
        |p, v| p.parts_returned = Some(v),
        false,
        Unmet::PartsNotReturned,
    ),
    (
        State::Confirmed,
        Step::Close,
        |p, v| p.photos_present = Some(v),
        false,
        Unmet::PhotosMissing,
    ),
    (
        State::Finished,
        Step::Close,
        |p, v| p.payments_settled = Some(v),
        false,
        Unmet::PaymentOpen,
    ),
    (
        State::Finished,
        Step::Close,
        |p, v| p.photos_present = Some(v),
        false,
        Unmet::PhotosMissing,
    ),
];

#[test]
fn what_other_parts_know_stands_against_a_step_and_what_they_do_not_know_does_not() {
    for (from, step, set, against, unmet) in PROOFS {
        let mut facts = complete();
        let manager = (staff(1), Role::Manager);
        set(&mut facts.proofs, against);
        assert_eq!(
            taken(from, step, manager, &facts),
            Err(Refusal::Unmet(unmet))
        );
        set(&mut facts.proofs, !against);
        assert!(taken(from, step, manager, &facts).is_ok(), "{unmet:?}");
    }
}

#[test]
fn the_gate_of_certificates_holds_a_dispatch_back_or_marks_it() {
    for (gate, expected) in [
        (None, Ok(vec![])),
        (Some(Gate::Allowed), Ok(vec![])),
        (Some(Gate::Warned), Ok(vec![Effect::WarnCertificate])),
        (Some(Gate::Overridden), Ok(vec![Effect::LogOverride])),
        (
            Some(Gate::Blocked),
            Err(Refusal::Unmet(Unmet::CertificateGate)),
        ),
    ] {
        let mut facts = complete();
        facts.proofs.gate = gate;
        let dispatch = taken(
            State::Replied,
            Step::Dispatch,
            (staff(1), Role::Clerk),
            &facts,
        );
        assert_eq!(dispatch.map(|taken| taken.effects), expected, "{gate:?}");
    }
}

#[test]
fn another_goes_by_the_same_gates_as_the_first_and_with_a_reason() {
    let clerk = (staff(1), Role::Clerk);
    let redispatch = |facts: &Facts| taken(State::Dispatched, Step::Redispatch, clerk, facts);
    let with = |change: &dyn Fn(&mut Facts)| {
        let mut facts = complete();
        change(&mut facts);
        redispatch(&facts).map(|taken| (taken.state, taken.effects))
    };
    let kept = |effects: Vec<Effect>| Ok((State::Dispatched, effects));
    let unmet = |unmet| Err(Refusal::Unmet(unmet));
    for (gate, away, expected) in [
        (None, None, kept(vec![])),
        (Some(Gate::Allowed), Some(false), kept(vec![])),
        (
            Some(Gate::Warned),
            None,
            kept(vec![Effect::WarnCertificate]),
        ),
        (
            Some(Gate::Overridden),
            None,
            kept(vec![Effect::LogOverride]),
        ),
        (Some(Gate::Blocked), None, unmet(Unmet::CertificateGate)),
        (
            Some(Gate::Allowed),
            Some(true),
            unmet(Unmet::TechnicianAbsent),
        ),
    ] {
        let answer = with(&|facts| {
            facts.proofs.gate = gate;
            facts.proofs.technician_absent = away;
        });
        assert_eq!(answer, expected, "{gate:?} {away:?}");
    }
    let untold = with(&|facts| facts.input.reason = None);
    assert_eq!(untold, Err(Refusal::Missing("reason")));
    let nobody = with(&|facts| facts.input.technician = None);
    assert_eq!(nobody, Err(Refusal::Missing("technician")));
    let same = with(&|facts| facts.input.technician = facts.technician);
    assert_eq!(same, Err(Refusal::SameTechnician));
}

#[test]
fn a_time_that_we_move_has_a_reason_a_right_window_and_somebody_who_is_there() {
    let clerk = (staff(1), Role::Clerk);
    for from in [State::Scheduled, State::Dispatched] {
        let with = |change: &dyn Fn(&mut Facts)| {
            let mut facts = complete();
            change(&mut facts);
            let moved = taken(from, Step::MoveWindow, clerk, &facts);
            moved.map(|taken| (taken.state, taken.effects))
        };
        // Neither a reply to the customer nor a rest of the clocks, whatever was said.
        assert_eq!(with(&|_| {}), Ok((from, vec![])));
        let untold = with(&|facts| facts.input.reason = None);
        assert_eq!(untold, Err(Refusal::Missing("reason")));
        let open = with(&|facts| facts.input.window_to_at = None);
        assert_eq!(open, Err(Refusal::Missing("window_to_at")));
        let turned = with(&|facts| facts.input.window_to_at = facts.input.window_from_at);
        assert_eq!(turned, Err(Refusal::WindowOrder));
        let away = with(&|facts| facts.proofs.technician_absent = Some(true));
        assert_eq!(away, Err(Refusal::Unmet(Unmet::TechnicianAbsent)));
    }
}

#[test]
fn work_in_warranty_is_free() {
    for (in_warranty, fen, good) in [
        (Some(true), 0, true),
        (Some(true), 1, false),
        (Some(false), 1, true),
        (None, 1, true),
    ] {
        let mut facts = complete();
        facts.proofs.in_warranty = in_warranty;
        facts.input.charge_fen = Some(fen);
        let finish = taken(
            State::InProgress,
            Step::Finish,
            (staff(1), Role::Clerk),
            &facts,
        );
        let expected = if good {
            Ok(State::Finished)
        } else {
            Err(Refusal::Unmet(Unmet::WarrantyCharge))
        };
        assert_eq!(finish.map(|taken| taken.state), expected);
    }
}

#[test]
fn every_refusal_has_a_code_of_its_own_and_is_said_in_both_languages() {
    let mut all = vec![
        Refusal::NotAllowed,
        Refusal::Role,
        Refusal::Missing("part"),
        Refusal::WindowOrder,
        Refusal::OwnWork,
        Refusal::NotSatisfied,
        Refusal::NeedsFailedContacts,
        Refusal::CancelWindow,
        Refusal::SafetyOrder,
        Refusal::ReopenWindow,
        Refusal::NegativeCharge,
        Refusal::ChargeTooHigh,
        Refusal::PlanRange("part_eta_at"),
        Refusal::BeforeLastStep,
        Refusal::InFuture,
        Refusal::Started,
        Refusal::NotYours,
        Refusal::NotSecured(DangerStep::Stop),
    ];
    all.extend(Unmet::ALL.iter().map(|unmet| Refusal::Unmet(*unmet)));
    testing::every_reason_is_said(&all);
    let mut codes: Vec<_> = all.iter().map(|refusal| refusal.code()).collect();
    codes.sort_unstable();
    codes.dedup();
    assert_eq!(codes.len(), all.len());
    let fields: Vec<_> = all.iter().filter_map(|refusal| refusal.field()).collect();
    assert_eq!(fields, ["part", "part_eta_at"]);
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

fn taken(
    from: State,
    step: Step,
    who: (StaffId, impl Into<Who>),
    facts: &Facts,
) -> Result<Taken, Refusal> {
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
fn an_order_that_was_finished_before_is_never_cancelled_after_it_was_opened_again() {
    let facts = Facts {
        finished_before: true,
        ..complete()
    };
    for transition in TRANSITIONS.iter().filter(|t| t.step == Step::Cancel) {
        for role in [Role::Clerk, Role::Manager] {
            let who = (staff(1), role);
            let refused = taken(transition.from, Step::Cancel, who, &facts);
            assert_eq!(refused, Err(Refusal::Started), "{:?}", transition.from);
            assert!(!open_steps(transition.from, who, &facts).contains(&Step::Cancel));
        }
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

#[test]
fn what_lies_behind_an_order_is_not_reached_any_more() {
    assert!(!reachable(State::Registered, State::Registered));
    for &state in State::ALL {
        // Nothing leads out of a cancelled order, and a reopened one can go anywhere again.
        assert!(!reachable(State::Cancelled, state), "{state:?}");
        let from_closed = state != State::Closed;
        assert_eq!(reachable(State::Closed, state), from_closed, "{state:?}");
    }
}

#[test]
fn the_windows_are_thirty_days_thirty_minutes_one_year_back_and_two_ahead() {
    assert_eq!(REOPEN_WINDOW_MS, 2_592_000_000);
    assert_eq!(OWN_CANCEL_WINDOW_MS, 1_800_000);
    assert_eq!(PLAN_BACK_MS, 31_622_400_000);
    assert_eq!(PLAN_AHEAD_MS, 63_244_800_000);
    assert_eq!(CHARGE_MAX_FEN, 1_000_000_000);
}

#[test]
fn a_clock_rests_for_the_customer_only_with_what_was_said_to_them() {
    let by = (staff(5), Who::Clerk);
    for transition in TRANSITIONS.iter().filter(|t| t.step == Step::Postpone) {
        let mut facts = complete();
        facts.input.contact_text = None;
        let untold = next(transition.from, Step::Postpone, by, &facts, NOW);
        assert_eq!(untold, Err(Refusal::Missing("contact_text")));
    }
}

#[test]
fn every_service_of_an_order_is_on_the_list_that_says_what_it_costs() {
    use crate::reference::{ServiceCharge, ServiceTypes};
    let list = ServiceTypes::built_in();
    let charge = |kind: Kind| list.find(kind.service()).map(|listed| listed.charge);
    for &kind in Kind::ALL {
        assert!(charge(kind).is_some(), "{kind:?}");
    }
    assert_eq!(charge(Kind::Repair), Some(ServiceCharge::ByWarranty));
    assert_eq!(charge(Kind::Relocation), Some(ServiceCharge::PriceList));
    assert_eq!(charge(Kind::Inspection), Some(ServiceCharge::Free));
}
