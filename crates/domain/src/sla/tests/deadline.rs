//! The ladder of what has its deadlines from rules of its own.

use super::*;

fn deadline(duty: Duty, from: &str, due: &str, met: Option<&str>) -> Deadline {
    Deadline {
        duty,
        from_at: at(from),
        due_at: at(due),
        met_at: met.map(at),
    }
}

fn raised(watched: Watched, deadlines: &[Deadline], when: i64) -> Vec<DutyAlert> {
    let input = DutyInput {
        watched,
        round: 0,
        deadlines: deadlines.to_vec(),
    };
    let decision = duty_alerts(&input, table(), alert_table().unwrap(), when).unwrap();
    assert_eq!(decision.why.steps.len(), decision.result.len());
    for step in &decision.why.steps {
        for language in [Language::Zh, Language::En] {
            let told = render(step, language);
            assert!(!told.contains("alert-") && !told.contains("{$"), "{told}");
        }
    }
    decision.result
}

/// From ten in the morning until 24:00 of the day after: 38 hours.
const FROM: &str = "2026-11-21 10:00";
const DUE: &str = "2026-11-22 24:00";

#[test]
fn each_kind_climbs_its_own_ladder_and_nothing_is_told_a_millisecond_too_soon() {
    let share = "2026-11-22 16:24"; // 80 % of 38 hours
    let half = "2026-11-22 05:00";
    let far = "2026-11-23 24:00";
    let at_once = Some(FROM);
    let rows = [
        (
            Watched::ComplaintA,
            [Some(share), Some(DUE), at_once, at_once],
        ),
        (Watched::ComplaintB, [Some(share), Some(DUE), None, at_once]),
        (
            Watched::ComplaintC,
            [Some(share), Some(DUE), Some(far), None],
        ),
        (Watched::ComplaintD, [Some(share), Some(DUE), None, None]),
        (Watched::Promise, [Some(half), Some(DUE), Some(far), None]),
        (Watched::Sale, [Some(half), Some(DUE), None, None]),
        (Watched::ReturnVisit, [Some(half), Some(DUE), None, None]),
        (
            Watched::RemedyCase,
            [Some(half), Some(DUE), Some(far), None],
        ),
    ];
    assert_eq!(rows.len(), Watched::ALL.len());
    for (watched, levels) in rows {
        let all = [deadline(Duty::Reply, FROM, DUE, None)];
        for (level, when) in Level::ALL.iter().zip(levels) {
            let told = |at| {
                raised(watched, &all, at)
                    .iter()
                    .any(|one| one.level == *level)
            };
            let Some(when) = when else {
                assert!(!told(at("2027-11-21 10:00")), "{watched:?} {level:?}");
                continue;
            };
            assert!(!told(at(when) - 1), "{watched:?} {level:?}");
            let found = raised(watched, &all, at(when));
            let found = found.iter().find(|one| one.level == *level).unwrap();
            assert_eq!((found.at, found.notify), (at(when), true));
            assert_eq!(found.receiver, level.receiver());
        }
    }
}

#[test]
fn a_promise_for_a_later_day_is_told_a_day_before_and_not_for_weeks() {
    let all = [deadline(Duty::Keep, FROM, "2026-12-31 24:00", None)];
    let eve = at("2026-12-30 24:00");
    assert_eq!(raised(Watched::Promise, &all, eve - 1), []);
    assert_eq!(raised(Watched::Promise, &all, eve)[0].at, eve);
}

#[test]
fn what_was_done_in_time_is_never_told_and_what_was_done_late_is_not_sent() {
    let watched = Watched::Promise;
    let far = at("2027-01-01 10:00");
    let early = [deadline(Duty::Keep, FROM, DUE, Some("2026-11-22 04:59"))];
    assert_eq!(raised(watched, &early, far), []);
    let late = [deadline(Duty::Keep, FROM, DUE, Some("2026-11-23 09:00"))];
    let told: Vec<_> = raised(watched, &late, far)
        .iter()
        .map(|one| (one.level, one.notify))
        .collect();
    assert_eq!(told, [(Level::L1, false), (Level::L2, false)]);
    // A grave complaint is told to headquarters whatever became of it, and once.
    let both = [
        deadline(Duty::Acknowledge, FROM, DUE, Some("2026-11-21 10:01")),
        deadline(Duty::Close, FROM, DUE, Some("2026-11-21 10:02")),
    ];
    let told: Vec<_> = raised(Watched::ComplaintA, &both, far)
        .iter()
        .map(|one| (one.duty, one.level, one.notify))
        .collect();
    let first = |level| (Duty::Acknowledge, level, true);
    assert_eq!(told, [first(Level::L3), first(Level::L4)]);
}

#[test]
fn a_table_without_a_ladder_or_with_one_that_stands_elsewhere_is_refused() {
    use crate::policy::Content as _;
    let sound = &alert_table().unwrap().content;
    let ladder = &sound.ladders[&Watched::Promise];
    let mut missing = sound.clone();
    missing.ladders.remove(&Watched::ReturnVisit);
    assert!(missing.check().is_err());
    let mut twice = sound.clone();
    twice.ladders.insert(Watched::ComplaintC, ladder.clone());
    assert!(twice.check().is_err());
    let wrong = [
        Trigger::BeforeLimit {
            hours: 24,
            percent: 0,
        },
        Trigger::BeforeLimit {
            hours: 24,
            percent: 101,
        },
        Trigger::BeforeLimit {
            hours: 9_000,
            percent: 50,
        },
        Trigger::AfterLimit { hours: 1 },
    ];
    for trigger in wrong {
        let mut table = sound.clone();
        let mut ladder = ladder.clone();
        ladder.insert(Level::L1, trigger);
        table.ladders.insert(Watched::Promise, ladder);
        assert!(table.check().is_err(), "{trigger:?}");
    }
}
