//! Doubtful clocks and impossible events.

use super::*;

fn stamped(when: &str, recorded: &str, stamp: (Option<&str>, &str, i64)) -> Event {
    let (server, boot, minutes) = stamp;
    Event {
        stamp: Some(Stamp {
            recorded_at: at(recorded),
            last_server_at: server.map(at),
            boot: Some(boot.to_owned()),
            counter_ms: Some(minutes * MINUTE_MS),
        }),
        ..replied(when)
    }
}

#[test]
fn a_clock_that_was_set_back_is_seen_and_its_event_counts() {
    let noon = "2026-11-21 12:00";
    let (before, after) = ("2026-11-21 11:59", "2026-11-21 12:01");
    for (server, reason) in [
        (Some(after), Some(Suspicion::BehindServer)),
        (Some(noon), None),
        (Some(before), None),
        (None, None),
    ] {
        let event = stamped("2026-11-21 10:00", noon, (server, "a", 0));
        assert_eq!(
            clock_suspect(&event.stamp.unwrap(), None, 0),
            reason,
            "{server:?}"
        );
    }
    let stamp = |recorded, boot, minutes| {
        stamped("2026-11-21 10:00", recorded, (None, boot, minutes))
            .stamp
            .unwrap()
    };
    let first = stamp(noon, "a", 100);
    for (second, reason) in [
        (stamp(before, "a", 110), Some(Suspicion::BehindCounter)),
        (
            stamp("2026-11-21 12:07", "a", 110),
            Some(Suspicion::BehindCounter),
        ),
        (stamp("2026-11-21 12:08", "a", 110), None), // within the two minutes
        (stamp("2026-11-21 20:00", "a", 110), None), // the PC slept
        (stamp(before, "b", 110), None),
        (stamp(before, "a", 100), None),
        (stamp("2026-11-21 11:00", "a", 100), None), // the same reading twice tells nothing
    ] {
        assert_eq!(
            clock_suspect(&second, Some(&first), 2 * MINUTE_MS),
            reason,
            "{second:?}"
        );
    }
    let mut bootless = (stamp(before, "a", 110), first);
    (bootless.0.boot, bootless.1.boot) = (None, None);
    assert_eq!(clock_suspect(&bootless.0, Some(&bootless.1), 0), None);
    bootless.0.counter_ms = None;
    assert_eq!(clock_suspect(&bootless.0, Some(&bootless.1), 0), None);
}

#[test]
fn doubted_events_are_listed_with_every_clock() {
    let events = vec![
        stamped("2026-11-21 10:00", "2026-11-21 10:30", (None, "a", 0)),
        stamped("2026-11-21 10:40", "2026-11-21 10:20", (None, "a", 10)),
        stamped("2026-11-21 10:10", "2026-11-21 10:45", (None, "a", 15)),
        stamped("2026-11-21 10:50", "2026-11-21 10:45", (None, "b", 60)),
        stamped(
            "2026-11-21 10:55",
            "2026-11-21 11:00",
            (Some("2026-11-21 11:05"), "b", 90),
        ),
    ];
    let mut case = case(Kind::Repair, "2026-11-21 09:00", events);
    let decision = clock_at(&case, Stage::FirstReply, "2026-11-21 12:00");
    let doubts = |decision: &Decision<Clock>| {
        let suspects = decision.result.suspects.iter();
        suspects
            .map(|s| (s.occurred_at, s.reason))
            .collect::<Vec<_>>()
    };
    let expected = vec![
        (at("2026-11-21 10:40"), Suspicion::BehindCounter),
        (at("2026-11-21 10:50"), Suspicion::AheadOfRecord),
        (at("2026-11-21 10:55"), Suspicion::BehindServer),
    ];
    assert_eq!(doubts(&decision), expected);
    assert_eq!(decision.result.met_at, Some(at("2026-11-21 10:00")));
    assert_eq!(
        decision
            .why
            .notes
            .iter()
            .filter(|note| note.key == "sla-suspect")
            .count(),
        3
    );
    case.events.reverse();
    assert_eq!(
        doubts(&clock_at(&case, Stage::Confirm, "2026-11-21 12:00")),
        expected
    );
}

#[test]
fn a_duration_below_zero_is_left_out() {
    let case = case(
        Kind::Repair,
        "2026-11-21 09:00",
        vec![replied("2026-11-21 08:00")],
    );
    let early = clock_at(&case, Stage::FirstReply, "2026-11-21 12:00");
    assert_eq!(
        (early.result.state, early.result.took_ms),
        (ClockState::Met, None)
    );
    assert!(keys(&early.why.notes).contains(&"sla-negative"));
    let finish = clock_at(&case, Stage::Finish, "2026-11-21 12:00");
    assert!(!keys(&finish.why.notes).contains(&"sla-negative"));
}

#[test]
fn impossible_events_are_refused_with_their_place() {
    let good = replied("2026-11-21 10:00");
    for (bad, field) in [
        (
            Event {
                occurred_at: i64::MAX,
                ..good.clone()
            },
            "events[1].occurred_at",
        ),
        (
            Event {
                window_to_at: Some(i64::MIN),
                ..good.clone()
            },
            "events[1].window_to_at",
        ),
        (
            Event {
                appointed_on: chrono::NaiveDate::from_ymd_opt(9999, 1, 1),
                ..good.clone()
            },
            "events[1].appointed_on",
        ),
        (
            Event {
                stamp: Some(Stamp {
                    recorded_at: i64::MAX,
                    last_server_at: None,
                    boot: None,
                    counter_ms: None,
                }),
                ..good.clone()
            },
            "events[1].stamp.recorded_at",
        ),
    ] {
        let case = case(Kind::Repair, "2026-11-21 09:00", vec![good.clone(), bad]);
        let refused = clocks(&case, table(), list(), case.received_at).unwrap_err();
        assert_eq!(
            (refused.code(), refused.field()),
            ("rule.out_of_range", Some(field))
        );
    }
    let mut many = case(Kind::Repair, "2026-11-21 09:00", vec![good; 10_001]);
    assert_eq!(
        clocks(&many, table(), list(), 0).unwrap_err().field(),
        Some("events")
    );
    many.events.pop();
    assert!(clocks(&many, table(), list(), 0).is_ok());
    assert_eq!(
        clocks(&many, table(), list(), i64::MAX)
            .unwrap_err()
            .field(),
        Some("as_of")
    );
    many.received_at = i64::MAX;
    assert_eq!(
        clocks(&many, table(), list(), 0).unwrap_err().field(),
        Some("received_at")
    );
}

#[test]
fn the_tables_tolerance_is_in_seconds_and_a_record_at_once_is_no_doubt() {
    let seconds = i64::from(table().content.clock_tolerance_seconds);
    let noon = at("2026-11-21 12:00");
    for (behind_ms, doubted) in [(seconds * 1000, false), (seconds * 1000 + 1, true)] {
        let stamped = |recorded_at, counter_ms| Event {
            occurred_at: recorded_at,
            stamp: Some(Stamp {
                recorded_at,
                last_server_at: None,
                boot: Some("a".to_owned()),
                counter_ms: Some(counter_ms),
            }),
            ..replied("2026-11-21 12:00")
        };
        let hour = 60 * MINUTE_MS;
        let events = vec![stamped(noon, 0), stamped(noon + hour, hour + behind_ms)];
        let case = case(Kind::Repair, "2026-11-21 09:00", events);
        let suspects = clock_at(&case, Stage::FirstReply, "2026-11-21 14:00")
            .result
            .suspects;
        assert_eq!(suspects.len(), usize::from(doubted), "{behind_ms}");
    }
}
