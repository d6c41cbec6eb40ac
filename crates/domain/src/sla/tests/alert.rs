//! The ladder of alerts.

use super::*;

#[test]
fn a_cancelled_or_closed_case_is_no_longer_measured() {
    for end in [What::Cancelled, What::Closed] {
        let case = case(
            Kind::Repair,
            "2026-11-21 09:00",
            vec![event(end, "2026-11-25 10:00")],
        );
        states(
            &case,
            Stage::Finish,
            &[
                ("2026-11-25 09:00", ClockState::Overdue, Colour::Red),
                ("2026-11-25 10:00", ClockState::NotApplicable, Colour::Grey),
            ],
        );
        assert_eq!(
            clock_at(&case, Stage::Finish, "2026-11-26 10:00")
                .result
                .late_by_ms,
            None
        );
        assert_eq!(due_alerts(&case, "2026-11-26 10:00"), vec![]);
    }
}

type Told = (Stage, Level, String, bool);

fn alerts_with(case: &ClockInput, raised: Vec<Raised>, when: &str) -> Vec<Alert> {
    let input = AlertInput {
        case: case.clone(),
        raised,
    };
    let decision = alerts(&input, table(), list(), at(when)).unwrap();
    assert_eq!(decision.why.steps.len(), decision.result.len());
    assert_eq!(decision.why.versions, [table().version_ref()]);
    decision.result
}

fn due_alerts(case: &ClockInput, when: &str) -> Vec<Told> {
    let told = alerts_with(case, vec![], when).into_iter().map(|alert| {
        let day = at("2026-11-21 00:00");
        let minutes = (alert.at - day) / MINUTE_MS;
        (
            alert.stage,
            alert.level,
            format!("{}:{:02}", minutes / 60, minutes % 60),
            alert.notify,
        )
    });
    told.collect()
}

fn told(stage: Stage, level: Level, clock: &str) -> Told {
    (stage, level, clock.to_owned(), true)
}

#[test]
fn an_unanswered_repair_climbs_the_ladder() {
    let case = case(Kind::Repair, "2026-11-21 04:00", vec![]);
    let reply = |level, clock| told(Stage::FirstReply, level, clock);
    assert_eq!(due_alerts(&case, "2026-11-21 19:59"), vec![]);
    assert_eq!(
        due_alerts(&case, "2026-11-21 20:00"),
        [reply(Level::L1, "20:00")]
    );
    let at_midnight = due_alerts(&case, "2026-11-21 24:00");
    assert_eq!(at_midnight.last(), Some(&reply(Level::L2, "24:00")));
    assert!(!due_alerts(&case, "2026-11-22 23:59").contains(&reply(Level::L3, "48:00")));
    assert!(due_alerts(&case, "2026-11-22 24:00").contains(&reply(Level::L3, "48:00")));
    let far = due_alerts(&case, "2026-12-22 24:00");
    assert!(far.iter().all(|(_, level, ..)| *level != Level::L4));
    let mut keys: Vec<_> = far
        .iter()
        .map(|(stage, level, ..)| (*stage, *level))
        .collect();
    keys.dedup();
    assert_eq!(
        keys.len(),
        12,
        "three levels of reply, appointment, visit and finish"
    );
    let receivers: Vec<_> = Level::ALL
        .iter()
        .map(|level| level.receiver().code())
        .collect();
    assert_eq!(
        receivers,
        ["clerk", "dealer_manager", "hq_service", "hq_quality"]
    );
}

#[test]
fn no_heat_reaches_headquarters_after_twelve_hours_and_an_enquiry_never() {
    let cold = case(Kind::NoHeat, "2026-11-21 04:00", vec![]);
    let all = due_alerts(&cold, "2026-11-21 17:00");
    assert!(all.contains(&told(Stage::FirstReply, Level::L3, "17:00")));
    assert!(!due_alerts(&cold, "2026-11-21 16:59").contains(&told(
        Stage::FirstReply,
        Level::L3,
        "17:00"
    )));
    for kind in [
        Kind::Enquiry,
        Kind::Install,
        Kind::Maintenance,
        Kind::ComplaintD,
    ] {
        let all = due_alerts(&case(kind, "2026-11-21 04:00", vec![]), "2026-12-21 17:00");
        assert!(
            all.iter().all(|(_, level, ..)| *level <= Level::L2),
            "{kind:?}"
        );
        assert!(
            all.iter().any(|(_, level, ..)| *level == Level::L2),
            "{kind:?}"
        );
    }
    let plain = due_alerts(
        &case(Kind::ComplaintC, "2026-11-21 04:00", vec![]),
        "2026-11-22 24:00",
    );
    assert!(plain.contains(&told(Stage::FirstReply, Level::L3, "48:00")));
}

#[test]
fn a_danger_is_told_to_headquarters_at_once_and_even_when_answered() {
    for kind in [Kind::Safety, Kind::ComplaintA] {
        let answered = case(kind, "2026-11-21 04:00", vec![replied("2026-11-21 04:01")]);
        let expected = [Level::L3, Level::L4].map(|level| told(Stage::FirstReply, level, "4:00"));
        assert_eq!(
            due_alerts(&answered, "2026-11-21 04:05"),
            expected,
            "{kind:?}"
        );
        let open = case(kind, "2026-11-21 04:00", vec![]);
        assert_eq!(due_alerts(&open, "2026-11-21 04:00"), expected);
        assert!(due_alerts(&open, "2026-11-21 04:12").contains(&told(
            Stage::FirstReply,
            Level::L1,
            "4:12"
        )));
    }
    let grave = case(Kind::ComplaintB, "2026-11-21 04:00", vec![]);
    assert_eq!(
        due_alerts(&grave, "2026-11-21 04:00"),
        [told(Stage::FirstReply, Level::L4, "4:00")]
    );
}

#[test]
fn headquarters_hears_of_a_missing_part_after_three_days() {
    let events = vec![
        replied("2026-11-21 05:00"),
        event(What::PartOrdered, "2026-11-21 06:00"),
    ];
    let case = case(Kind::Repair, "2026-11-21 04:00", events);
    let parts = told(Stage::Parts, Level::L3, "78:00");
    assert!(!due_alerts(&case, "2026-11-24 05:59").contains(&parts));
    assert!(due_alerts(&case, "2026-11-24 06:00").contains(&parts));
    let all = due_alerts(&case, "2026-12-24 06:00");
    assert_eq!(
        all.iter()
            .filter(|(s, l, ..)| (*s, *l) == (Stage::Parts, Level::L3))
            .count(),
        1
    );
    assert!(all.contains(&parts), "the earlier of the two instants");
}

#[test]
fn nothing_is_raised_twice_and_a_reopened_case_has_its_alerts_anew() {
    let mut open = case(Kind::Repair, "2026-11-21 04:00", vec![]);
    let first = alerts_with(&open, vec![], "2026-11-21 24:00");
    let raised: Vec<_> = first
        .iter()
        .map(|alert| Raised {
            round: alert.round,
            stage: alert.stage,
            level: alert.level,
            acknowledged_at: None,
        })
        .collect();
    assert_eq!(alerts_with(&open, raised.clone(), "2026-11-21 24:00"), []);
    let mut acknowledged = raised.clone();
    acknowledged
        .iter_mut()
        .for_each(|raised| raised.acknowledged_at = Some(at("2026-11-22 00:10")));
    assert_eq!(alerts_with(&open, acknowledged, "2026-11-21 24:00"), []);
    let part = raised
        .iter()
        .copied()
        .filter(|raised| raised.level == Level::L1)
        .collect();
    let rest = alerts_with(&open, part, "2026-11-21 24:00");
    assert!(!rest.is_empty() && rest.iter().all(|alert| alert.level == Level::L2));
    open.events = vec![
        event(What::Finished, "2026-11-22 10:00"),
        event(What::Reopened, "2026-12-01 04:00"),
    ];
    let anew = alerts_with(&open, raised, "2026-12-01 20:00");
    assert_eq!(anew.len(), 1);
    assert_eq!(
        (anew[0].round, anew[0].stage, anew[0].level),
        (1, Stage::FirstReply, Level::L1)
    );
}

#[test]
fn what_was_done_meanwhile_is_recorded_and_not_sent() {
    let late = case(
        Kind::Repair,
        "2026-11-21 04:00",
        vec![replied("2026-11-22 08:00")],
    );
    let reply = |alerts: Vec<Told>| -> Vec<Told> {
        alerts
            .into_iter()
            .filter(|(stage, ..)| *stage == Stage::FirstReply)
            .collect()
    };
    let expected: Vec<Told> = [(Level::L1, "20:00"), (Level::L2, "24:00")]
        .map(|(level, clock)| (Stage::FirstReply, level, clock.to_owned(), false))
        .to_vec();
    assert_eq!(
        reply(due_alerts(&late, "2026-11-30 08:00")),
        expected,
        "and no L3"
    );
    let timely = case(
        Kind::Repair,
        "2026-11-21 04:00",
        vec![replied("2026-11-21 20:00")],
    );
    assert_eq!(
        reply(due_alerts(&timely, "2026-11-30 08:00")),
        vec![],
        "done at the very instant"
    );
}

#[test]
fn a_resting_case_raises_nothing_new_unless_it_was_late_before() {
    let events = vec![replied("2026-11-21 05:00"), postponed("2026-11-21 06:00")];
    let resting = case(Kind::Repair, "2026-11-21 04:00", events);
    assert_eq!(due_alerts(&resting, "2026-12-30 08:00"), vec![]);
    let closed = event(What::RoadClosed, "2026-11-21 08:40").proven_by(Proof::Notice);
    let events = vec![replied("2026-11-21 04:30"), closed];
    let cold = case(Kind::NoHeat, "2026-11-21 04:00", events);
    let due = [(Level::L1, "7:12"), (Level::L2, "8:00")];
    let mut due = due
        .map(|(level, clock)| told(Stage::Schedule, level, clock))
        .to_vec();
    for when in ["2026-11-21 08:39", "2026-11-21 08:40", "2026-11-21 19:59"] {
        assert_eq!(
            due_alerts(&cold, when),
            due,
            "what was due before stays due: {when}"
        );
    }
    due.push(told(Stage::Schedule, Level::L3, "20:00"));
    assert_eq!(due_alerts(&cold, "2026-11-23 10:00"), due);
}

#[test]
fn a_rest_that_is_over_or_not_proven_holds_no_alert_back() {
    let postponed_until = |end: Option<&str>, wish: Event| {
        let end = end.map(|when| event(What::Resumed, when));
        let events = [replied("2026-11-21 09:10"), wish].into_iter().chain(end);
        case(Kind::Repair, "2026-11-21 09:00", events.collect())
    };
    let unproven = event(What::PostponedByCustomer, "2026-11-21 12:00");
    let wish = postponed("2026-11-21 12:00");
    for (case, told) in [
        (
            postponed_until(Some("2026-11-21 14:00"), wish.clone()),
            true,
        ),
        (postponed_until(None, unproven), true),
        (postponed_until(None, wish), false),
    ] {
        let alerts = due_alerts(&case, "2026-12-22 24:00");
        let finish = |(stage, level, ..): &Told| (*stage, *level) == (Stage::Finish, Level::L2);
        assert_eq!(alerts.iter().any(finish), told, "{case:?}");
    }
}
