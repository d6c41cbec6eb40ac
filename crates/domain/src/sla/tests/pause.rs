//! What makes clocks rest, what does not, and appointments.

use super::*;
use ClockState::{Met, NotApplicable, Overdue, Paused, Running, Warned};
use Colour::{Green, Grey, Red, Yellow};

#[test]
fn the_customers_wish_with_consent_moves_the_end_of_a_day_by_natural_days() {
    for (from, to, target, limit) in [
        (
            "2026-11-21 12:00",
            "2026-11-21 23:00",
            "2026-11-23",
            "2026-11-24",
        ),
        (
            "2026-11-21 23:00",
            "2026-11-22 01:00",
            "2026-11-24",
            "2026-11-25",
        ),
        (
            "2026-11-22 10:00",
            "2026-12-02 09:00",
            "2026-12-03",
            "2026-12-04",
        ),
    ] {
        let events = vec![postponed(from), event(What::Resumed, to)];
        let case = case(Kind::Repair, "2026-11-21 09:00", events);
        let decision = clock_at(&case, Stage::Finish, to);
        let end = |day: &str| Some(at(&format!("{day} 24:00")));
        assert_eq!(decision.result.target_at, end(target), "{from}");
        assert_eq!(decision.result.limit_at, end(limit), "{from}");
        assert!(keys(&decision.why.steps).contains(&"sla-paused"));
        assert_eq!(decision.result.pauses.len(), 1);
    }
}

#[test]
fn a_time_by_the_clock_moves_by_the_time_rested() {
    let closed = event(What::RoadClosed, "2026-11-21 09:30").proven_by(Proof::Notice);
    let events = vec![closed, event(What::Resumed, "2026-11-21 12:00")];
    let mut leak = case(Kind::Safety, "2026-11-21 09:00", events);
    leak.rural = Some(false);
    let clock = |stage| clock_at(&leak, stage, "2026-11-21 12:00").result;
    assert_eq!(clock(Stage::OnSite).limit_at, Some(at("2026-11-21 13:30")));
    assert_eq!(clock(Stage::OnSite).warn_at, Some(at("2026-11-21 13:06")));
    assert_eq!(clock(Stage::Finish).limit_at, Some(at("2026-11-22 11:30")));
    let reply = clock(Stage::FirstReply);
    assert_eq!(
        reply.limit_at,
        Some(at("2026-11-21 09:15")),
        "the phone works"
    );
    assert_eq!((reply.state, reply.pauses.len()), (Overdue, 0));
}

#[test]
fn while_it_rests_a_clock_is_grey_and_goes_on_where_it_was() {
    let case = case(
        Kind::Repair,
        "2026-11-21 09:00",
        vec![
            replied("2026-11-21 09:10"),
            postponed("2026-11-22 10:00"),
            scheduled("2026-11-30 10:00", "2026-12-01"),
        ],
    );
    states(
        &case,
        Stage::Finish,
        &[
            ("2026-11-22 09:59", Running, Green),
            ("2026-11-22 10:00", Paused, Grey),
            ("2026-11-29 10:00", Paused, Grey),
            ("2026-11-30 10:00", Running, Green),
            ("2026-12-02 24:00", Warned, Yellow),
            ("2026-12-03 24:00", Overdue, Red),
        ],
    );
    let resting = clock_at(&case, Stage::Finish, "2026-11-29 10:00");
    assert!(keys(&resting.why.steps).contains(&"sla-paused-still"));
    assert_eq!(
        resting.result.limit_at,
        Some(at("2026-12-01 24:00")),
        "so far"
    );
    states(&case, Stage::FirstReply, &[("2026-11-29 10:00", Met, Grey)]);
}

#[test]
fn a_pause_without_its_evidence_does_not_pause_and_says_so() {
    for (cause, missing) in [
        (What::PostponedByCustomer, "sla-missing-consent"),
        (What::GasStopped, "sla-missing-notice"),
        (What::RoadClosed, "sla-missing-notice"),
    ] {
        let proof = if cause == What::PostponedByCustomer {
            Proof::Notice
        } else {
            Proof::CustomerConsent
        };
        let wrong = event(cause, "2026-11-22 10:00").proven_by(proof);
        let case = case(Kind::Repair, "2026-11-21 09:00", vec![wrong]);
        let decision = clock_at(&case, Stage::Finish, "2026-11-25 10:00");
        assert_eq!(decision.result.state, Overdue, "{cause:?}");
        assert_eq!(decision.result.limit_at, Some(at("2026-11-24 24:00")));
        assert_eq!(keys(&decision.why.missing), [missing]);
        assert!(!decision.result.pauses[0].counts);
    }
}

#[test]
fn waiting_for_a_part_never_rests_a_clock() {
    let events = vec![event(What::PartOrdered, "2026-11-22 10:00")];
    let case = case(Kind::Repair, "2026-11-21 09:00", events);
    states(&case, Stage::Finish, &[("2026-11-24 24:00", Overdue, Red)]);
    states(
        &case,
        Stage::Parts,
        &[
            ("2026-11-22 09:59", NotApplicable, Grey),
            ("2026-11-22 10:00", Running, Green),
            ("2026-11-29 09:59", Warned, Green),
            ("2026-11-29 10:00", Overdue, Yellow),
        ],
    );
    let mut table = table().clone();
    table.content.pausable.insert(Stage::Parts);
    assert!(crate::policy::Content::check(&table.content).is_err());
}

#[test]
fn a_second_part_starts_a_clock_of_its_own_and_the_end_of_the_work_ends_it() {
    let mut events = vec![
        event(What::PartOrdered, "2026-11-22 10:00"),
        event(What::PartOrdered, "2026-11-22 12:00"),
        event(What::PartArrived, "2026-11-24 10:00"),
    ];
    let first = clock_at(
        &case(Kind::Repair, "2026-11-21 09:00", events.clone()),
        Stage::Parts,
        "2026-11-30 10:00",
    );
    assert_eq!(first.result.started_at, Some(at("2026-11-22 10:00")));
    assert_eq!(first.result.met_at, Some(at("2026-11-24 10:00")));
    events.push(event(What::PartOrdered, "2026-11-25 10:00"));
    let second = clock_at(
        &case(Kind::Repair, "2026-11-21 09:00", events.clone()),
        Stage::Parts,
        "2026-11-30 10:00",
    );
    assert_eq!(
        (second.result.started_at, second.result.met_at),
        (Some(at("2026-11-25 10:00")), None)
    );
    events.push(event(What::Finished, "2026-11-26 10:00"));
    let ended = clock_at(
        &case(Kind::Repair, "2026-11-21 09:00", events),
        Stage::Parts,
        "2026-11-30 10:00",
    );
    assert_eq!(ended.result.met_at, Some(at("2026-11-26 10:00")));
    let events = vec![event(What::PartOrdered, "2026-11-22 10:00")];
    let cold = clock_at(
        &case(Kind::NoHeat, "2026-11-21 09:00", events),
        Stage::Parts,
        "2026-11-26 10:00",
    );
    assert!(keys(&cold.why.notes).contains(&"sla-spare-heating"));
    let ordered = vec![event(What::PartOrdered, "2026-11-22 10:00")];
    let fresh = clock_at(
        &case(Kind::NoHeat, "2026-11-21 09:00", ordered),
        Stage::Parts,
        "2026-11-22 11:00",
    );
    assert!(!keys(&fresh.why.notes).contains(&"sla-spare-heating"));
    assert!(!keys(&second.why.notes).contains(&"sla-spare-heating"));
}

#[test]
fn two_pauses_at_once_move_a_limit_once() {
    let gas = |when| event(What::GasStopped, when).proven_by(Proof::Notice);
    let events = vec![
        postponed("2026-11-22 10:00"),
        gas("2026-11-23 10:00"),
        scheduled("2026-11-24 10:00", "2026-11-25"),
        event(What::Resumed, "2026-11-26 10:00"),
    ];
    let clock = clock_at(
        &case(Kind::Repair, "2026-11-21 09:00", events),
        Stage::Finish,
        "2026-11-26 10:00",
    );
    assert_eq!(
        clock.result.limit_at,
        Some(at("2026-11-28 24:00")),
        "22nd to 26th"
    );
    let ends: Vec<_> = clock
        .result
        .pauses
        .iter()
        .map(|pause| pause.to_at)
        .collect();
    assert_eq!(
        ends,
        [Some(at("2026-11-25 00:00")), Some(at("2026-11-26 10:00"))]
    );
}

#[test]
fn a_pause_after_the_work_cannot_make_a_late_finish_timely() {
    let events = vec![
        event(What::Finished, "2026-11-26 10:00"),
        postponed("2026-11-27 10:00"),
    ];
    let clock = clock_at(
        &case(Kind::Repair, "2026-11-21 09:00", events),
        Stage::Finish,
        "2026-12-10 10:00",
    );
    assert_eq!(clock.result.late_by_ms, Some(34 * HOUR_MS));
    assert_eq!(clock.result.pauses, []);
}

#[test]
fn what_was_late_before_a_pause_stays_late() {
    let events = vec![
        postponed("2026-11-26 10:00"),
        event(What::Resumed, "2026-11-29 10:00"),
    ];
    let case = case(Kind::Repair, "2026-11-21 09:00", events);
    states(
        &case,
        Stage::Finish,
        &[
            ("2026-11-26 09:59", Overdue, Red),
            ("2026-11-27 10:00", Overdue, Red),
            ("2026-11-29 10:00", Overdue, Red),
        ],
    );
}

#[test]
fn a_time_to_come_does_not_make_well_what_was_late_before() {
    let events = vec![
        postponed("2026-11-26 10:00"),
        scheduled("2026-11-26 10:05", "2026-12-06"),
    ];
    let case = case(Kind::Repair, "2026-11-21 09:00", events);
    states(
        &case,
        Stage::Finish,
        &[
            ("2026-11-26 10:05", Overdue, Red),
            ("2026-12-06 10:00", Overdue, Red),
        ],
    );
    let clock = clock_at(&case, Stage::Finish, "2026-12-06 10:00").result;
    assert_eq!(clock.late_from_at, Some(at("2026-11-24 24:00")));
    let before = clock_at(&case, Stage::Finish, "2026-11-26 10:05").result;
    let late = |clock: &Clock| clock.late_by_ms.unwrap() / HOUR_MS;
    assert_eq!(
        (late(&before), late(&clock)),
        (34, 34 + 10 * 24),
        "ten more days"
    );
}

#[test]
fn a_putting_off_agreed_in_the_same_call_moves_what_is_due_to_after_the_new_day() {
    let window = Event {
        window_to_at: Some(at("2026-12-01 11:30")),
        ..event(What::Scheduled, "2026-11-22 10:00")
    };
    for agreed in [scheduled("2026-11-22 10:00", "2026-12-01"), window] {
        let events = vec![postponed("2026-11-22 10:00"), agreed];
        let case = case(Kind::Repair, "2026-11-21 09:00", events);
        let clock = clock_at(&case, Stage::Finish, "2026-11-22 10:00").result;
        assert_eq!(clock.pauses[0].to_at, Some(at("2026-12-01 00:00")));
        assert_eq!(clock.target_at, Some(at("2026-12-02 24:00")), "nine days");
        assert_eq!(clock.limit_at, Some(at("2026-12-03 24:00")));
        assert_eq!(clock.late_from_at, clock.limit_at);
        states(
            &case,
            Stage::Finish,
            &[
                ("2026-11-22 10:00", Running, Green),
                ("2026-12-02 23:59", Running, Green),
                ("2026-12-02 24:00", Warned, Yellow),
                ("2026-12-03 24:00", Overdue, Red),
            ],
        );
        let schedule = clock_at(&case, Stage::Schedule, "2026-11-30 10:00").result;
        assert_eq!(
            schedule.limit_at,
            Some(at("2026-11-22 09:00")),
            "late before"
        );
        assert_eq!(schedule.late_by_ms, Some(HOUR_MS));
    }
}

#[test]
fn a_day_agreed_stands_and_days_that_overlap_count_once() {
    let limit = |more: Vec<Event>| {
        let mut events = vec![
            postponed("2026-11-22 10:00"),
            scheduled("2026-11-22 10:05", "2026-12-01"),
        ];
        events.extend(more);
        let case = case(Kind::Repair, "2026-11-21 09:00", events);
        let clock = clock_at(&case, Stage::Finish, "2026-11-25 12:00").result;
        clock.limit_at.unwrap()
    };
    let again = || postponed("2026-11-24 10:00");
    for (more, end) in [
        (vec![event(What::OnSite, "2026-11-24 10:00")], "2026-12-03"),
        (vec![event(What::Resumed, "2026-11-24 10:00")], "2026-12-03"),
        (
            vec![scheduled("2026-11-24 10:00", "2026-12-09")],
            "2026-12-03",
        ),
        (vec![again()], "2026-12-03"),
        (
            vec![again(), scheduled("2026-11-24 10:05", "2026-11-28")],
            "2026-12-03",
        ),
        (
            vec![again(), scheduled("2026-11-24 10:05", "2026-12-05")],
            "2026-12-07",
        ),
    ] {
        let what = format!("{more:?}");
        assert_eq!(limit(more), at(&format!("{end} 24:00")), "{what}");
    }
    // An agreement for the past or today ends the rest as it is made.
    assert_eq!(
        rests_until(at("2026-11-24 10:00"), Some(at("2026-11-24 12:00"))),
        at("2026-11-24 10:00")
    );
    assert_eq!(
        rests_until(at("2026-11-24 10:00"), Some(at("2026-11-25 24:00"))),
        at("2026-11-25 00:00")
    );
    assert_eq!(
        rests_until(at("2026-11-24 10:00"), None),
        at("2026-11-24 10:00")
    );
}

#[test]
fn no_wish_of_a_customer_rests_a_danger_and_a_closed_road_does() {
    for kind in [Kind::Safety, Kind::ComplaintA] {
        let events = vec![postponed("2026-11-21 09:30")];
        let decision = clock_at(
            &case(kind, "2026-11-21 09:00", events),
            Stage::Finish,
            "2026-11-22 09:00",
        );
        assert_eq!(
            (decision.result.state, decision.result.colour),
            (Overdue, Red)
        );
        assert_eq!(decision.result.limit_at, Some(at("2026-11-22 09:00")));
        assert!(keys(&decision.why.notes).contains(&"sla-danger-never-rests"));
        let road = event(What::RoadClosed, "2026-11-21 09:30").proven_by(Proof::Notice);
        let decision = clock_at(
            &case(kind, "2026-11-21 09:00", vec![road]),
            Stage::Finish,
            "2026-11-22 09:00",
        );
        assert_eq!(decision.result.state, Paused);
        assert!(!keys(&decision.why.notes).contains(&"sla-danger-never-rests"));
    }
    let repair = case(
        Kind::Repair,
        "2026-11-21 09:00",
        vec![postponed("2026-11-21 09:30")],
    );
    let decision = clock_at(&repair, Stage::Finish, "2026-11-22 09:00");
    assert!(!keys(&decision.why.notes).contains(&"sla-danger-never-rests"));
}

#[test]
fn what_is_done_at_the_very_limit_is_in_time() {
    let finish = |when: &str| {
        let events = vec![event(What::Finished, when)];
        let case = case(Kind::Repair, "2026-11-21 09:00", events);
        clock_at(&case, Stage::Finish, "2026-11-26 10:00")
    };
    let timely = finish("2026-11-24 24:00");
    assert_eq!((timely.result.state, timely.result.late_by_ms), (Met, None));
    assert!(keys(&timely.why.steps).contains(&"sla-met"));
    assert_eq!(
        finish("2026-11-25 00:01").result.late_by_ms,
        Some(MINUTE_MS)
    );
    let open = case(Kind::Repair, "2026-11-21 09:00", vec![]);
    let open = clock_at(&open, Stage::Finish, "2026-11-24 24:00");
    assert_eq!(
        (open.result.state, open.result.late_by_ms),
        (Overdue, Some(0))
    );
}

#[test]
fn an_installation_is_measured_from_the_day_agreed_with_the_customer() {
    let mut events = vec![];
    let open = case(Kind::Install, "2026-11-21 09:00", events.clone());
    let waiting = clock_at(&open, Stage::Finish, "2026-12-21 09:00");
    assert_eq!(waiting.result.state, NotApplicable);
    assert_eq!(keys(&waiting.why.steps), ["sla-waits-appointment"]);
    events.push(scheduled("2026-11-21 10:00", "2026-11-25"));
    let agreed = case(Kind::Install, "2026-11-21 09:00", events.clone());
    let clock = |case: &ClockInput, stage| clock_at(case, stage, "2026-11-25 09:00");
    let finish = clock(&agreed, Stage::Finish);
    assert_eq!(finish.result.limit_at, Some(at("2026-11-26 24:00")));
    assert_eq!(finish.result.started_at, Some(at("2026-11-21 10:00")));
    assert_eq!(
        clock(&agreed, Stage::OnSite).result.limit_at,
        Some(at("2026-11-25 24:00"))
    );
    events[0].window_to_at = Some(at("2026-11-25 11:30"));
    let window = case(Kind::Install, "2026-11-21 09:00", events.clone());
    assert_eq!(
        clock(&window, Stage::OnSite).result.limit_at,
        Some(at("2026-11-25 11:30"))
    );
    assert_eq!(
        clock(&window, Stage::Finish).result.limit_at,
        Some(at("2026-11-26 24:00"))
    );
    events[0].appointed_on = None;
    events[0].window_to_at = Some(at("2026-11-25 24:00"));
    let midnight = case(Kind::Install, "2026-11-21 09:00", events.clone());
    assert_eq!(
        clock(&midnight, Stage::Finish).result.limit_at,
        Some(at("2026-11-26 24:00"))
    );
    events[0].window_to_at = None;
    let nameless = case(Kind::Install, "2026-11-21 09:00", events);
    assert_eq!(clock(&nameless, Stage::Finish).result.state, NotApplicable);
    assert_eq!(clock(&nameless, Stage::Schedule).result.state, Met);
}

#[test]
fn an_appointment_moves_later_only_with_the_customers_consent() {
    let finish = |events: Vec<Event>| {
        let decision = clock_at(
            &case(Kind::Install, "2026-11-21 09:00", events),
            Stage::Finish,
            "2026-11-23 12:00",
        );
        (
            decision.result.limit_at.unwrap(),
            keys(&decision.why.missing),
        )
    };
    let first = scheduled("2026-11-21 10:00", "2026-11-25");
    let later = scheduled("2026-11-23 10:00", "2026-11-29");
    let consented = later.clone().proven_by(Proof::CustomerConsent);
    let earlier = scheduled("2026-11-23 10:00", "2026-11-24");
    let (own, agreed, sooner) = (
        at("2026-11-26 24:00"),
        at("2026-11-30 24:00"),
        at("2026-11-25 24:00"),
    );
    assert_eq!(
        finish(vec![first.clone(), later.clone()]),
        (own, vec!["sla-missing-new-day"])
    );
    assert_eq!(finish(vec![first.clone(), consented]), (agreed, vec![]));
    assert_eq!(finish(vec![first.clone(), earlier]), (sooner, vec![]));
    let put_off = vec![first.clone(), postponed("2026-11-22 10:00"), later.clone()];
    assert_eq!(
        finish(put_off),
        (agreed, vec![]),
        "and the rest does not move it again"
    );
    let unproven = event(What::PostponedByCustomer, "2026-11-22 10:00");
    assert_eq!(finish(vec![first, unproven, later]).0, own);
}

#[test]
fn a_rest_outside_the_time_measured_moves_nothing() {
    use super::super::pause::{moved_before, rests};
    let rest = |from_at, to_at| Pause {
        cause: PauseCause::Customer,
        from_at,
        to_at,
        agreed_at: to_at,
        counts: true,
    };
    let pauses = [
        rest(0, Some(50)),
        rest(110, Some(120)),
        rest(115, Some(130)),
        rest(180, None),
        rest(300, None),
    ];
    let rested = rests(&pauses, 100, (200, Some(200)), |pause| pause.to_at);
    assert_eq!(rested, [(110, 130), (180, 200)]);
    // What comes as the rest begins has come.
    let hour = Period::Elapsed {
        count: 1,
        unit: Unit::Hours,
        after: StartsAt::Receipt,
    };
    assert_eq!(moved_before(110, hour, &[(110, 130)]), 110);
    assert_eq!(moved_before(111, hour, &[(110, 130)]), 131);
}

#[test]
fn a_rest_is_told_with_its_cause() {
    for (what, proof, cause) in [
        (
            What::PostponedByCustomer,
            Proof::CustomerConsent,
            "sla-cause-customer",
        ),
        (What::GasStopped, Proof::Notice, "sla-cause-gas_stopped"),
        (What::RoadClosed, Proof::Notice, "sla-cause-road_closed"),
    ] {
        let events = vec![event(what, "2026-11-21 12:00").proven_by(proof)];
        let case = case(Kind::Repair, "2026-11-21 09:00", events);
        let why = clock_at(&case, Stage::Finish, "2026-11-21 13:00").why;
        let told = why.steps.iter().find(|line| line.key == "sla-paused-still");
        let cause = Arg::Key(cause.to_owned());
        assert_eq!(told.unwrap().args[0], ("cause", cause), "{what:?}");
    }
}
