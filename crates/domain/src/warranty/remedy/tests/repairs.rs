//! Which repairs count.

use super::*;
use CountReason::{
    BeforeExchange, CompletedRepair, NoFaultFound, NotARepair, NotCompleted, NotTheMachine,
    OutsideValidity, ReworkSameFault, SameVisit, Unauthorised,
};

fn repair(visit: &str, on: &str, fault: &str) -> RepairEvent {
    RepairEvent {
        visit: visit.into(),
        kind: RepairKind::Repair,
        outcome: RepairOutcome::Completed,
        cause: RepairCause::PerformanceFault,
        fault: Some(fault.into()),
        authorised: true,
        reported_on: day(on),
        completed_on: Some(day(on)),
        learned_on: None,
    }
}

fn history(events: Vec<RepairEvent>) -> RepairHistory {
    RepairHistory {
        exchanged_on: None,
        validity_end: day("2026-11-21"),
        events,
        as_of: day("2027-06-30"),
    }
}

fn counted(history: &RepairHistory) -> RepairCount {
    count_repairs(history, rules(), list()).unwrap().result
}

fn reasons(history: &RepairHistory) -> Vec<CountReason> {
    counted(history)
        .events
        .iter()
        .map(|event| event.reason)
        .collect()
}

#[test]
fn each_kind_of_event_counts_as_the_table_says() {
    type Change = fn(&mut RepairEvent);
    let cases: [(Change, CountReason); 20] = [
        (|_| {}, CompletedRepair),
        (|event| event.kind = RepairKind::Maintenance, NotARepair),
        (|event| event.kind = RepairKind::Cleaning, NotARepair),
        (|event| event.kind = RepairKind::Adjustment, NotARepair),
        (|event| event.kind = RepairKind::SoftwareSetting, NotARepair),
        (|event| event.kind = RepairKind::GasConversion, NotARepair),
        (
            |event| event.outcome = RepairOutcome::NoFaultFound,
            NoFaultFound,
        ),
        (
            |event| event.outcome = RepairOutcome::WaitingParts,
            NotCompleted,
        ),
        (
            |event| event.outcome = RepairOutcome::Abandoned,
            NotCompleted,
        ),
        (|event| event.cause = RepairCause::UserError, NotTheMachine),
        (|event| event.cause = RepairCause::Voltage, NotTheMachine),
        (|event| event.cause = RepairCause::GasSupply, NotTheMachine),
        (
            |event| event.cause = RepairCause::WaterPressure,
            NotTheMachine,
        ),
        (
            |event| event.cause = RepairCause::NotThisMachine,
            NotTheMachine,
        ),
        (
            |event| event.cause = RepairCause::UnauthorisedDamage,
            NotTheMachine,
        ),
        (|event| event.authorised = false, Unauthorised),
        // 21 November 2026 is a Saturday: validity lasts until Monday.
        (
            |event| {
                event.reported_on = day("2026-11-23");
                event.completed_on = Some(day("2026-12-20"));
            },
            CompletedRepair,
        ),
        (
            |event| {
                event.reported_on = day("2026-11-24");
                event.completed_on = Some(day("2026-11-24"));
            },
            OutsideValidity,
        ),
        // A part that never came does not make a visit without a fault a repair.
        (
            |event| {
                event.outcome = RepairOutcome::NoFaultFound;
                event.kind = RepairKind::Maintenance;
            },
            NoFaultFound,
        ),
        (
            |event| {
                event.outcome = RepairOutcome::Abandoned;
                event.completed_on = None;
            },
            NotCompleted,
        ),
    ];
    for (index, (change, reason)) in cases.into_iter().enumerate() {
        let mut event = repair("W1", "2026-04-10", "E01");
        change(&mut event);
        let result = counted(&history(vec![event]));
        assert_eq!(result.events[0].reason, reason, "case {index}");
        assert_eq!(result.events[0].counts, reason.counts());
        assert_eq!(result.count, u32::from(reason.counts()));
        assert!(!result.exchange_on_next_fault);
    }
    for reason in CountReason::ALL {
        assert_eq!(
            reason.counts(),
            matches!(reason, CompletedRepair | ReworkSameFault)
        );
    }
}

#[test]
fn two_faults_on_one_visit_count_once() {
    let events = vec![
        repair("W2", "2026-05-01", "E03"),
        repair("W1", "2026-04-10", "E01"),
        repair("W1", "2026-04-10", "E06"),
    ];
    let result = counted(&history(events.clone()));
    assert_eq!(
        reasons(&history(events)),
        [CompletedRepair, CompletedRepair, SameVisit]
    );
    assert_eq!(result.count, 2);
    assert!(result.exchange_on_next_fault);
    // What does not count by itself does not use up the visit.
    let mut cleaned = repair("W1", "2026-04-10", "E01");
    cleaned.kind = RepairKind::Cleaning;
    let both = history(vec![cleaned, repair("W1", "2026-04-10", "E06")]);
    assert_eq!(reasons(&both), [NotARepair, CompletedRepair]);
}

#[test]
fn the_same_fault_within_thirty_days_is_a_further_repair() {
    let after = |on, fault| {
        history(vec![
            repair("W1", "2026-04-10", "E01"),
            repair("W2", on, fault),
        ])
    };
    for (on, fault, reason) in [
        ("2026-04-10", "E01", ReworkSameFault),
        ("2026-05-10", "E01", ReworkSameFault),
        ("2026-05-11", "E01", CompletedRepair),
        ("2026-05-10", "E03", CompletedRepair),
    ] {
        assert_eq!(
            reasons(&after(on, fault)),
            [CompletedRepair, reason],
            "{on} {fault}"
        );
        assert_eq!(counted(&after(on, fault)).count, 2);
    }
    // The second fault of a visit can come back as well.
    let mut events = vec![
        repair("W1", "2026-04-10", "E01"),
        repair("W1", "2026-04-10", "E06"),
    ];
    events.push(repair("W2", "2026-04-20", "E06"));
    assert_eq!(
        reasons(&history(events)),
        [CompletedRepair, SameVisit, ReworkSameFault]
    );
    // Without a code nobody can say that it was the same fault.
    let mut unknown = after("2026-04-12", "E01");
    for event in &mut unknown.events {
        event.fault = None;
    }
    assert_eq!(reasons(&unknown), [CompletedRepair, CompletedRepair]);
    // Nor does a repair that did not count make the next one a rework.
    let mut foreign = after("2026-04-12", "E01");
    foreign.events[0].authorised = false;
    assert_eq!(reasons(&foreign), [Unauthorised, CompletedRepair]);
}

#[test]
fn an_exchanged_machine_starts_at_none() {
    let mut exchanged = history(vec![
        repair("W1", "2026-04-10", "E01"),
        repair("W2", "2026-06-01", "E01"),
        repair("W3", "2026-06-02", "E01"),
    ]);
    exchanged.exchanged_on = Some(day("2026-06-02"));
    assert_eq!(
        reasons(&exchanged),
        [BeforeExchange, BeforeExchange, CompletedRepair]
    );
    assert_eq!(counted(&exchanged).count, 1);
}

#[test]
fn three_visits_without_a_fault_are_reviewed_by_headquarters() {
    let visits = |times: usize| {
        let mut event = repair("W1", "2026-04-10", "E01");
        event.outcome = RepairOutcome::NoFaultFound;
        counted(&history(vec![event; times]))
    };
    for (times, review) in [(0, false), (2, false), (3, true), (4, true)] {
        let result = visits(times);
        assert_eq!(
            (result.no_fault_found as usize, result.review),
            (times, review)
        );
    }
}

/// Journey J2: two repairs and a visit without a fault; another outlet's repair comes late.
#[test]
fn a_repair_that_arrives_late_is_counted_and_points_at_what_was_decided_without_it() {
    let mut nothing = repair("W3", "2026-07-05", "E01");
    nothing.outcome = RepairOutcome::NoFaultFound;
    let mut events = vec![
        repair("W1", "2026-04-10", "E01"),
        repair("W2", "2026-06-01", "E01"),
        nothing,
    ];
    let before = counted(&history(events.clone()));
    assert_eq!((before.count, before.exchange_on_next_fault), (2, true));
    assert_eq!(before.retroactive, Vec::<usize>::new());
    let mut late = repair("B7", "2026-05-15", "E01");
    late.learned_on = Some(day("2026-08-10"));
    events.push(late.clone());
    let after = count_repairs(&history(events.clone()), rules(), list()).unwrap();
    assert_eq!(
        (after.result.count, &after.result.retroactive[..]),
        (3, &[3][..])
    );
    let keys: Vec<_> = after.why.notes.iter().map(|line| line.key).collect();
    assert!(
        keys.contains(&"repair-retroactive") && keys.contains(&"repair-exchange-on-next-fault")
    );
    // Known on the day of the next event at the latest, nothing was decided without it.
    events[3].learned_on = Some(day("2026-06-01"));
    assert_eq!(
        counted(&history(events.clone())).retroactive,
        Vec::<usize>::new()
    );
    events[3].learned_on = Some(day("2026-06-02"));
    assert_eq!(counted(&history(events.clone())).retroactive, [3]);
    // What does not count changes no decision.
    events[3].authorised = false;
    assert_eq!(counted(&history(events)).retroactive, Vec::<usize>::new());
    // Two events of one day do not overtake each other.
    let mut twin = late.clone();
    twin.visit = "B8".into();
    twin.learned_on = None;
    assert_eq!(
        counted(&history(vec![late, twin])).retroactive,
        Vec::<usize>::new()
    );
}

#[test]
fn the_answers_do_not_hang_on_the_order_of_the_file() {
    let mut events = vec![
        repair("W1", "2026-04-10", "E01"),
        repair("W2", "2026-04-30", "E01"),
        repair("W3", "2026-07-01", "E02"),
    ];
    let why = count_repairs(&history(events.clone()), rules(), list())
        .unwrap()
        .why;
    let (basis, versions) = sources(&why);
    assert_eq!(basis, ["basis-sanbao-11"]);
    assert!(versions.starts_with(&[rules().law.version_ref(), rules().policy.version_ref()]));
    let forward = reasons(&history(events.clone()));
    events.reverse();
    let mut backward = reasons(&history(events));
    backward.reverse();
    assert_eq!(forward, backward);
    assert_eq!(forward, [CompletedRepair, ReworkSameFault, CompletedRepair]);
}

#[test]
fn impossible_events_are_refused_with_their_field() {
    type Change = fn(&mut RepairHistory);
    let cases: [(Change, &str, &str); 11] = [
        (
            |h| h.events[1].completed_on = None,
            "rule.missing",
            "events[1].completed_on",
        ),
        (
            |h| h.events[1].completed_on = Some(day("2026-05-31")),
            "rule.end_before_start",
            "events[1].completed_on",
        ),
        (
            |h| h.events[1].completed_on = Some(day("2027-07-01")),
            "rule.in_future",
            "events[1].completed_on",
        ),
        (
            |h| h.events[0].reported_on = day("2027-07-01"),
            "rule.in_future",
            "events[0].reported_on",
        ),
        (
            |h| h.events[0].learned_on = Some(day("2026-04-09")),
            "rule.end_before_start",
            "events[0].learned_on",
        ),
        (
            |h| h.events[0].learned_on = Some(day("2027-07-01")),
            "rule.in_future",
            "events[0].learned_on",
        ),
        (
            |h| h.exchanged_on = Some(day("2027-07-01")),
            "rule.in_future",
            "exchanged_on",
        ),
        (
            |h| h.exchanged_on = Some(day("1899-07-01")),
            "rule.out_of_range",
            "exchanged_on",
        ),
        (
            |h| h.validity_end = day("2201-01-01"),
            "rule.out_of_range",
            "validity_end",
        ),
        (
            |h| h.as_of = day("2201-01-01"),
            "rule.out_of_range",
            "as_of",
        ),
        (
            |h| h.events[0].reported_on = day("1899-01-01"),
            "rule.out_of_range",
            "events[0].reported_on",
        ),
    ];
    for (change, code, field) in cases {
        let mut changed = history(vec![
            repair("W1", "2026-04-10", "E01"),
            repair("W2", "2026-06-01", "E01"),
        ]);
        change(&mut changed);
        assert_refused(count_repairs(&changed, rules(), list()), code, field);
    }
    let many = |count| history(vec![repair("W1", "2026-04-10", "E01"); count]);
    assert!(count_repairs(&many(1_000), rules(), list()).is_ok());
    assert_refused(
        count_repairs(&many(1_001), rules(), list()),
        "rule.out_of_range",
        "events",
    );
}
