//! By when: every vector of `rules.md` §2.6 and every cell of `reference.md` §4.9.

use super::*;
use crate::rule::RuleError;

const WORKING: Mode = Mode::Working;
const NATURAL: Mode = Mode::Natural;

#[test]
fn the_first_reply_is_due_at_the_literal_end_of_the_day_of_receipt() {
    for (received, end) in [
        ("2026-11-21 09:00", "2026-11-21 24:00"),
        ("2026-11-21 23:50", "2026-11-21 24:00"),
        ("2026-11-21 00:00", "2026-11-21 24:00"),
        ("2026-02-15 10:00", "2026-02-15 24:00"), // Spring Festival
        ("2026-02-17 23:59", "2026-02-17 24:00"),
    ] {
        for mode in [NATURAL, WORKING] {
            for kind in [
                Kind::Repair,
                Kind::Install,
                Kind::Maintenance,
                Kind::Enquiry,
            ] {
                let due = ask(kind, DueStage::FirstReply, received, mode).result;
                let expected = Due {
                    target: None,
                    limit: at(end),
                };
                assert_eq!(due, expected, "{received} {kind:?} {mode:?}");
            }
        }
    }
}

/// Kind, receipt, mode, target, limit.
const FINISHES: &[(Kind, &str, Mode, Option<&str>, &str)] = &[
    (
        Kind::Repair,
        "2026-11-21 00:00",
        NATURAL,
        Some("2026-11-23"),
        "2026-11-24",
    ),
    (
        Kind::Repair,
        "2026-11-21 23:59",
        NATURAL,
        Some("2026-11-23"),
        "2026-11-24",
    ),
    (
        Kind::Repair,
        "2026-02-15 08:00",
        NATURAL,
        Some("2026-02-17"),
        "2026-02-18",
    ),
    (
        Kind::Repair,
        "2026-02-15 08:00",
        WORKING,
        Some("2026-02-25"),
        "2026-02-26",
    ),
    (
        Kind::NoHeat,
        "2026-02-15 08:00",
        NATURAL,
        Some("2026-02-16"),
        "2026-02-17",
    ),
    (
        Kind::NoHeat,
        "2026-02-15 08:00",
        WORKING,
        Some("2026-02-24"),
        "2026-02-25",
    ),
    (
        Kind::Enquiry,
        "2026-11-21 08:00",
        NATURAL,
        None,
        "2026-11-22",
    ),
    (
        Kind::Enquiry,
        "2026-11-21 08:00",
        WORKING,
        None,
        "2026-11-23",
    ),
    (
        Kind::ComplaintB,
        "2026-11-21 08:00",
        NATURAL,
        None,
        "2026-11-23",
    ),
    (
        Kind::ComplaintC,
        "2026-11-21 08:00",
        NATURAL,
        None,
        "2026-11-24",
    ),
    (
        Kind::ComplaintD,
        "2026-11-21 08:00",
        NATURAL,
        None,
        "2026-11-28",
    ),
];

#[test]
fn a_finish_has_its_target_and_limit_at_the_end_of_the_days_the_table_names() {
    for (kind, received, mode, target, limit) in FINISHES.iter().copied() {
        let due = ask(kind, DueStage::Finish, received, mode).result;
        let end = |day: &str| at(&format!("{day} 24:00"));
        let expected = Due {
            target: target.map(end),
            limit: end(limit),
        };
        assert_eq!(due, expected, "{kind:?} {received} {mode:?}");
    }
}

#[test]
fn minutes_and_hours_run_day_and_night_in_both_modes() {
    for (kind, stage, ms) in [
        (Kind::Safety, DueStage::FirstReply, 15 * MINUTE_MS),
        (Kind::ComplaintA, DueStage::FirstReply, 15 * MINUTE_MS),
        (Kind::NoHeat, DueStage::FirstReply, HOUR_MS),
        (Kind::ComplaintB, DueStage::FirstReply, 2 * HOUR_MS),
        (Kind::Safety, DueStage::Finish, 24 * HOUR_MS),
        (Kind::ComplaintA, DueStage::Finish, 24 * HOUR_MS),
    ] {
        for mode in [NATURAL, WORKING] {
            let decision = ask(kind, stage, "2026-02-15 21:50", mode);
            let expected = Due {
                target: None,
                limit: at("2026-02-15 21:50") + ms,
            };
            assert_eq!(decision.result, expected, "{kind:?} {stage:?}");
        }
    }
}

#[test]
fn a_reply_promised_within_minutes_or_hours_is_due_on_the_day_of_receipt_all_the_same() {
    for (kind, received, due) in [
        (Kind::Safety, "2026-11-21 23:40", "2026-11-21 23:55"),
        (Kind::Safety, "2026-11-21 23:45", "2026-11-21 24:00"),
        (Kind::Safety, "2026-11-21 23:50", "2026-11-21 24:00"),
        (Kind::NoHeat, "2026-11-21 22:59", "2026-11-21 23:59"),
        (Kind::NoHeat, "2026-11-21 23:20", "2026-11-21 24:00"),
        (Kind::ComplaintB, "2026-11-21 22:30", "2026-11-21 24:00"),
    ] {
        let told = ask(kind, DueStage::FirstReply, received, NATURAL);
        assert_eq!(told.result.limit, at(due), "{kind:?} {received}");
        let case = case(kind, received, vec![]);
        let clocks = clocks(&case, table(), list(), at(received)).unwrap();
        assert_eq!(clocks[0].result.limit_at, Some(at(due)), "{kind:?}");
    }
    // Only the reply: who is on the way at midnight is not late.
    let ended = ask(Kind::Safety, DueStage::Finish, "2026-11-21 23:50", NATURAL);
    assert_eq!(ended.result.limit, at("2026-11-22 23:50"));
}

#[test]
fn what_is_due_after_an_appointment_needs_one() {
    let mut input = DueInput {
        received_at: at("2026-11-21 10:00"),
        kind: Kind::Install,
        stage: DueStage::Finish,
        mode: NATURAL,
        appointed_on: None,
    };
    for kind in [Kind::Install, Kind::Maintenance] {
        input.kind = kind;
        let missing = due(&input, table(), list()).unwrap_err();
        let expected = RuleError::EvidenceMissing {
            field: "appointed_on".into(),
        };
        assert_eq!(missing, expected);
    }
    input.appointed_on = "2026-09-24".parse().ok();
    let early = due(&input, table(), list()).unwrap_err();
    assert_eq!(
        (early.code(), early.field()),
        ("rule.end_before_start", Some("appointed_on"))
    );
    input.received_at = at("2026-09-24 23:00");
    for (mode, limit) in [(NATURAL, "2026-09-25 24:00"), (WORKING, "2026-09-28 24:00")] {
        input.mode = mode;
        let decision = due(&input, table(), list()).unwrap();
        assert_eq!(
            decision.result,
            Due {
                target: None,
                limit: at(limit)
            },
            "{mode:?}"
        );
        assert!(keys(&decision.why.steps).contains(&"sla-first-day-appointment"));
    }
}

#[test]
fn what_lies_outside_the_calendar_is_refused() {
    let input = |received_at| DueInput {
        received_at,
        kind: Kind::Repair,
        stage: DueStage::Finish,
        mode: NATURAL,
        appointed_on: None,
    };
    for received_at in [
        i64::MIN,
        i64::MAX,
        at("1899-12-31 12:00"),
        at("2200-12-30 12:00"),
    ] {
        let refused = due(&input(received_at), table(), list()).unwrap_err();
        let expected = ("rule.out_of_range", Some("received_at"));
        assert_eq!((refused.code(), refused.field()), expected, "{received_at}");
    }
    let late = DueInput {
        kind: Kind::Safety,
        ..input(at("2200-12-31 12:00"))
    };
    assert!(due(&late, table(), list()).is_err());
    let appointed_on = chrono::NaiveDate::from_ymd_opt(2300, 1, 1);
    let far = DueInput {
        kind: Kind::Install,
        appointed_on,
        ..input(0)
    };
    assert_eq!(
        due(&far, table(), list()).unwrap_err().field(),
        Some("appointed_on")
    );
}

#[test]
fn the_walk_tells_each_day_and_whether_it_counts() {
    let decision = ask(Kind::Repair, DueStage::Finish, "2026-02-13 10:00", WORKING);
    assert_eq!(decision.result.limit, at("2026-02-25 24:00"));
    assert_eq!(decision.why.rows, ["sla.repair.finish"]);
    let zh = texts(&decision.why, Language::Zh);
    assert_eq!(zh[1], "2026年2月13日（周五）：受理当天，不计入");
    assert_eq!(zh[2], "按工作日计 3 天，休息日不算");
    assert_eq!(zh[3], "2026年2月14日（周六）：调休上班，第 1 天");
    assert_eq!(zh[4], "2026年2月15日（周日）：春节放假，不算");
    assert_eq!(zh[13], "2026年2月24日（周二）：工作日，第 2 天");
    assert_eq!(zh[14], "2026年2月25日（周三）：工作日，第 3 天");
    assert_eq!(zh[15], "目标：2026年2月24日（周二） 24:00 之前");
    assert_eq!(
        zh[16],
        "时限：2026年2月25日（周三） 24:00，到时还没完成就算超时"
    );
    let natural = ask(Kind::Repair, DueStage::Finish, "2026-02-13 10:00", NATURAL);
    let en = texts(&natural.why, Language::En);
    assert_eq!(en[2], "3 calendar days are counted, holidays included");
    assert_eq!(en[3], "Sat 14 Feb 2026: make-up working day, day 1");
    assert_eq!(en[4], "Sun 15 Feb 2026: holiday (Spring Festival), day 2");
    let weekend = ask(Kind::Repair, DueStage::Finish, "2026-11-20 10:00", WORKING);
    assert_eq!(
        texts(&weekend.why, Language::En)[3],
        "Sat 21 Nov 2026: weekend, not counted"
    );
    let reply = ask(
        Kind::Repair,
        DueStage::FirstReply,
        "2026-02-15 23:50",
        NATURAL,
    );
    let received = "sla-received";
    assert_eq!(
        keys(&reply.why.steps),
        [received, "sla-same-day-receipt", "sla-limit"]
    );
    let safety = ask(
        Kind::Safety,
        DueStage::FirstReply,
        "2026-02-15 23:50",
        NATURAL,
    );
    assert_eq!(
        keys(&safety.why.steps),
        [
            received,
            "sla-elapsed-minutes",
            "sla-same-day-receipt",
            "sla-limit"
        ]
    );
}

#[test]
fn a_missing_list_of_holidays_matters_to_working_days_only() {
    for (mode, noted) in [(NATURAL, false), (WORKING, true)] {
        let decision = ask(Kind::Repair, DueStage::Finish, "2026-12-30 10:00", mode);
        let notes = keys(&decision.why.notes);
        assert_eq!(notes.contains(&"calendar-list-missing"), noted, "{mode:?}");
        assert!(
            notes.contains(&"sla-unreviewed"),
            "headquarters has not checked the table"
        );
    }
    let known = ask(Kind::Repair, DueStage::Finish, "2026-11-20 10:00", WORKING);
    assert!(!keys(&known.why.notes).contains(&"calendar-list-missing"));
    let kinds: Vec<_> = known.why.versions.iter().map(|v| v.kind.as_str()).collect();
    assert_eq!(kinds, ["sla", "holidays"]);
}

#[test]
fn the_authority_decides_in_seven_and_mediates_for_forty_five_working_days() {
    let input = |accepted_on: Option<&str>| ExternalInput {
        filed_on: "2026-09-18".parse().unwrap(),
        accepted_on: accepted_on.map(|day| day.parse().unwrap()),
    };
    let periods = external_built_in().unwrap();
    let filed = external_deadlines(&input(None), periods, list()).unwrap();
    assert_eq!(
        filed.result.acceptance_until.to_string(),
        "2026-09-29",
        "W3"
    );
    assert_eq!(
        (filed.result.mediation_until, filed.result.holiday_unknown),
        (None, false)
    );
    assert_eq!(filed.why.basis.len(), 2);
    assert_eq!(filed.why.steps[0].key, "sla-filed");
    assert_eq!(filed.why.versions[0], periods.version_ref());
    let accepted = external_deadlines(&input(Some("2026-09-29")), periods, list()).unwrap();
    // 1 in September, 18 in October (the holiday to the 7th, the 10th worked), 21 in November, 5.
    let until = accepted.result.mediation_until.unwrap();
    assert_eq!(until.to_string(), "2026-12-07");
    assert!(accepted.why.dates().any(|date| date == until));
    assert_eq!(accepted.why.basis.len(), 3);
    let late = external_deadlines(&input(Some("2026-12-01")), periods, list()).unwrap();
    assert!(
        late.result.holiday_unknown,
        "it ends in a year without a list"
    );
    let notes = keys(&late.why.notes);
    assert_eq!(notes, ["sla-unreviewed", "calendar-list-missing"]);
    let early = external_deadlines(&input(Some("2026-09-17")), periods, list()).unwrap_err();
    assert_eq!(
        (early.code(), early.field()),
        ("rule.end_before_start", Some("accepted_on"))
    );
    let mut far = input(None);
    for (filed_on, accepted_on, field) in [
        ("2200-12-30", None, "filed_on"),
        ("2200-11-30", Some("2200-12-01"), "accepted_on"),
    ] {
        far.filed_on = filed_on.parse().unwrap();
        far.accepted_on = accepted_on.map(|day| day.parse().unwrap());
        let error = external_deadlines(&far, periods, list()).unwrap_err();
        assert_eq!(
            (error.code(), error.field()),
            ("rule.out_of_range", Some(field))
        );
    }
}

#[test]
fn only_reply_and_finish_of_a_repair_were_promised_to_the_public() {
    let (reply, finish, table) = ("sla-basis-reply", "sla-basis-finish", "sla-basis-table");
    for (kind, stage, expected) in [
        (Kind::Repair, Stage::FirstReply, vec![reply, table]),
        (Kind::Install, Stage::FirstReply, vec![reply, table]),
        (Kind::Repair, Stage::Finish, vec![finish, table]),
        (Kind::Install, Stage::Finish, vec![table]),
        (Kind::Repair, Stage::OnSite, vec![table]),
    ] {
        let case = case(kind, "2026-11-21 09:00", vec![]);
        let why = clock_at(&case, stage, "2026-11-21 09:00").why;
        let named: Vec<_> = why.basis.iter().map(|basis| basis.key).collect();
        assert_eq!(named, expected, "{kind:?} {stage:?}");
    }
}

#[test]
fn the_first_day_is_told_by_what_it_is_counted_from() {
    use super::super::walk::first_day_line;
    let on = "2026-11-21".parse().unwrap();
    for (after, days, key) in [
        (StartsAt::Appointment, 0, "sla-same-day-appointment"),
        (StartsAt::Appointment, 1, "sla-first-day-appointment"),
        (StartsAt::Receipt, 0, "sla-same-day-receipt"),
        (StartsAt::Receipt, 1, "sla-first-day-receipt"),
    ] {
        assert_eq!(first_day_line(after, on, days).key, key);
    }
}
