//! Cases of R152, and properties.

use chrono::Days;
use proptest::prelude::*;

use super::*;
use crate::explain::{Language, render_all, render_key};
use crate::policy::Content as _;

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

fn policy() -> Document<MaintenancePolicy> {
    built_in().unwrap().clone()
}

/// `commissioned, done, done, …` as of a day.
fn input(dates: &str, as_of: &str) -> MaintenanceInput {
    let mut dates = dates.split(' ').map(day);
    MaintenanceInput {
        commissioned_on: dates.next().unwrap(),
        done_on: dates.collect(),
        as_of: day(as_of),
    }
}

fn planned(dates: &str, as_of: &str) -> MaintenancePlan {
    plan(&policy(), &input(dates, as_of)).unwrap().result
}

#[test]
fn a_machine_of_an_old_ledger_is_next_due_in_the_year_that_begins_today() {
    let figures = &policy().content;
    let today = day("2026-11-23");
    for base in [
        "2016-05-16",
        "2019-11-23",
        "2025-11-24",
        "2026-08-01",
        "2026-11-23",
        "2027-01-01",
    ] {
        let from = caught_up(figures, day(base), today).unwrap();
        let due_on = next_due(figures, from).unwrap();
        assert!(due_on >= today, "{base}: {due_on}");
        let before = from == day(base) || from < today;
        assert!(before, "{base}: counted from {from}");
    }
}

#[test]
fn it_is_due_within_a_year_and_before_the_heating_season() {
    for (base, due, why) in [
        (
            "2025-10-20",
            "2026-10-20",
            "a year, which ends before the season",
        ),
        (
            "2025-12-10",
            "2026-10-31",
            "the season begins before the year ends",
        ),
        (
            "2025-11-01",
            "2026-10-31",
            "the season begins on the year's last day",
        ),
        (
            "2025-10-31",
            "2026-10-31",
            "a year to the eve of the season",
        ),
        (
            "2025-09-01",
            "2026-09-01",
            "the season two months later is too near",
        ),
        (
            "2026-05-01",
            "2026-10-31",
            "six months are enough to ask again",
        ),
        ("2026-05-02", "2027-05-02", "a day less is not"),
        ("2027-03-01", "2027-10-31", "spring"),
        ("2024-02-29", "2024-10-31", "leap day"),
        ("2024-08-31", "2025-08-31", "end of a month"),
    ] {
        assert_eq!(
            next_due(&policy().content, day(base)),
            Ok(day(due)),
            "{why}"
        );
    }
}

#[test]
fn the_first_one_is_reckoned_from_the_commissioning() {
    for (as_of, state) in [
        ("2025-10-20", MaintenanceState::Planned),
        ("2026-08-19", MaintenanceState::Planned),
        ("2026-08-20", MaintenanceState::Due),
        ("2026-10-20", MaintenanceState::Due),
        ("2026-10-21", MaintenanceState::Overdue),
    ] {
        let got = planned("2025-10-20", as_of);
        assert_eq!(got.state, state, "{as_of}");
        assert_eq!(got.due_on, day("2026-10-20"));
        assert_eq!(got.remind_on, day("2026-08-20"));
        assert_eq!(got.last_done_on, None);
        assert_eq!(
            got.missed_in_row,
            u32::from(state == MaintenanceState::Overdue)
        );
    }
}

#[test]
fn one_done_early_or_late_moves_the_next() {
    for (done, due, late) in [
        ("2026-08-05", "2027-08-05", 0),
        ("2026-10-20", "2027-10-20", 0),
        ("2026-10-21", "2027-10-21", 1),
        ("2026-11-25", "2027-10-31", 1),
    ] {
        let got = planned(&format!("2025-10-20 {done}"), "2026-12-01");
        assert_eq!(got.due_on, day(due), "{done}");
        assert_eq!((got.late, got.missed_before), (late, 0), "{done}");
        assert_eq!(got.last_done_on, Some(day(done)));
        assert_eq!(got.state, MaintenanceState::Planned);
    }
}

#[test]
fn the_order_of_entry_and_a_double_entry_do_not_matter() {
    let straight = planned("2023-10-20 2024-10-01 2025-09-20", "2025-12-01");
    let mixed = planned("2023-10-20 2025-09-20 2024-10-01 2025-09-20", "2025-12-01");
    assert_eq!(straight, mixed);
    assert_eq!(straight.last_done_on, Some(day("2025-09-20")));
    assert_eq!(straight.late, 0);
}

#[test]
fn what_was_missed_is_counted_in_a_row_and_before() {
    for (dates, as_of, late, before, row) in [
        ("2022-10-20", "2023-10-20", 0, 0, 0),
        ("2022-10-20", "2023-10-21", 0, 0, 1),
        ("2022-10-20", "2024-10-20", 0, 0, 1),
        ("2022-10-20", "2024-10-21", 0, 0, 2),
        ("2022-10-20", "2026-01-01", 0, 0, 3),
        ("2022-10-20 2024-12-01", "2025-01-01", 1, 1, 0),
        ("2022-10-20 2023-12-01", "2024-01-01", 1, 0, 0),
        ("2021-10-20 2024-12-01", "2027-01-01", 1, 2, 2),
        ("2021-10-20 2023-12-01 2025-12-01", "2026-01-01", 2, 2, 0),
    ] {
        let got = planned(dates, as_of);
        let counts = (got.late, got.missed_before, got.missed_in_row);
        assert_eq!(counts, (late, before, row), "{dates} {as_of}");
        assert_eq!(got.sign_of_loss, row >= 2, "{dates} {as_of}");
    }
}

#[test]
fn an_overdue_one_keeps_the_day_that_was_not_kept() {
    let got = planned("2022-10-20", "2026-01-01");
    assert_eq!(got.due_on, day("2023-10-20"));
    assert_eq!(got.state, MaintenanceState::Overdue);
}

#[test]
fn the_extended_plan_is_in_doubt_beyond_the_days_of_grace() {
    for (dates, as_of, affected) in [
        ("2025-10-20", "2026-10-20", false),
        ("2025-10-20", "2026-11-19", false),
        ("2025-10-20", "2026-11-20", true),
        ("2025-10-20 2026-11-19", "2026-12-01", false),
        ("2025-10-20 2026-11-20", "2026-12-01", true),
        // Two years late, but within the grace of the second day: the first was missed.
        ("2024-10-20 2026-10-25", "2026-12-01", true),
    ] {
        let got = planned(dates, as_of);
        assert_eq!(got.extension_affected, affected, "{dates} {as_of}");
        let mut lenient = policy();
        lenient.content.affects_extension = false;
        let got = plan(&lenient, &input(dates, as_of)).unwrap().result;
        assert!(!got.extension_affected);
    }
}

#[test]
fn the_reminder_is_never_before_the_day_it_is_reckoned_from() {
    let mut eager = policy();
    eager.content.remind_months = 12;
    let got = plan(&eager, &input("2025-12-10", "2025-12-10"))
        .unwrap()
        .result;
    assert_eq!(got.remind_on, day("2025-12-10"));
    assert_eq!(got.state, MaintenanceState::Due);
}

#[test]
fn dates_that_make_no_sense_are_refused_by_field() {
    let refused = |input: &MaintenanceInput| {
        let error = plan(&policy(), input).unwrap_err();
        (error.code(), error.field().unwrap().to_owned())
    };
    let future = |field: &str| ("rule.in_future", field.to_owned());
    let range = |field: &str| ("rule.out_of_range", field.to_owned());
    assert_eq!(
        refused(&input("2026-01-02", "2026-01-01")),
        future("commissioned_on")
    );
    assert_eq!(
        refused(&input("2025-01-01 2025-06-01 2026-01-02", "2026-01-01")),
        future("done_on[1]")
    );
    assert_eq!(
        refused(&input("2025-01-01 2024-12-31", "2026-01-01")),
        ("rule.end_before_start", "done_on[0]".to_owned())
    );
    assert_eq!(
        refused(&input("1899-01-01", "2026-01-01")),
        range("commissioned_on")
    );
    assert_eq!(refused(&input("2025-01-01", "2201-01-01")), range("as_of"));
    let mut many = input("2025-01-01", "2026-01-01");
    many.done_on = vec![day("2025-06-01"); DONE_MAX];
    assert!(plan(&policy(), &many).is_ok());
    many.done_on.push(day("2025-06-01"));
    assert_eq!(refused(&many), range("done_on"));
    assert!(plan(&policy(), &input("2026-01-01 2026-01-01", "2026-01-01")).is_ok());
}

#[test]
fn the_explanation_says_from_where_until_when_and_what_it_touches() {
    let text = |dates: &str, as_of: &str| {
        let why = plan(&policy(), &input(dates, as_of)).unwrap().why;
        assert_eq!(why.versions, [policy().version_ref()]);
        assert_eq!(why.basis[0].key, "basis-yearly-maintenance");
        assert_eq!(why.rows, ["R152"]);
        render_all(&why, Language::Zh).join("\n")
    };
    let first = text("2025-10-20", "2025-12-01");
    assert!(first.contains("从调试 2025年10月20日（周一） 算起"));
    assert!(first.contains("最晚 2026年10月20日（周二）"));
    assert!(first.contains("未到时间") && !first.contains("延保") && !first.contains("错过"));
    let late = text("2022-10-20", "2026-01-01");
    assert!(late.contains("已错过 3 次") && late.contains("法定三包不受影响"));
    assert!(late.contains("可能已经流失"));
    let one = text("2025-10-20", "2026-10-25");
    assert!(one.contains("已错过 1 次") && !one.contains("延保") && !one.contains("流失"));
    assert!(text("2025-10-20 2026-08-05", "2026-12-01").contains("从上次保养 2026年8月5日"));
}

#[test]
fn every_state_has_its_word_in_both_languages() {
    for state in MaintenanceState::ALL {
        let key = format!("maintenance-state-{}", state.code());
        for language in [Language::Zh, Language::En] {
            assert_ne!(render_key(&key, language), key);
        }
    }
}

#[test]
fn a_policy_that_does_not_hold_together_is_refused() {
    let broken = |change: fn(&mut MaintenancePolicy)| {
        let mut content = policy().content;
        change(&mut content);
        content.check().map_err(|e| e.field().unwrap().to_owned())
    };
    let place = |field: &str| Err(field.to_owned());
    assert_eq!(broken(|_| ()), Ok(()));
    assert_eq!(broken(|p| p.interval_months = 0), place("interval_months"));
    assert_eq!(broken(|p| p.interval_months = 13), place("interval_months"));
    assert_eq!(
        broken(|p| p.season_starts = MonthDay { month: 2, day: 29 }),
        place("season_starts")
    );
    assert_eq!(
        broken(|p| p.least_gap_months = 0),
        place("least_gap_months")
    );
    assert_eq!(
        broken(|p| p.least_gap_months = 13),
        place("least_gap_months")
    );
    assert_eq!(broken(|p| p.least_gap_months = 12), Ok(()));
    assert_eq!(broken(|p| p.remind_months = 13), place("remind_months"));
    assert_eq!(broken(|p| p.remind_months = 12), Ok(()));
    assert_eq!(broken(|p| p.grace_days = 367), place("grace_days"));
    assert_eq!(broken(|p| p.grace_days = 366), Ok(()));
    assert_eq!(
        broken(|p| p.lost_after_missed = 0),
        place("lost_after_missed")
    );
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(1500))]

    #[test]
    fn it_is_always_due_after_its_base_within_a_year_and_never_in_the_season_of_a_stale_machine(
        offset in 0_u64..60_000
    ) {
        let figures = policy().content;
        let base = day("1950-01-01") + Days::new(offset);
        let due = next_due(&figures, base).unwrap();
        prop_assert!(due > base);
        prop_assert!(due <= plus_months(base, 12).unwrap());
        // Whatever season begins between base and due, it began within the least gap.
        let season = figures.season_start_by(due).unwrap();
        prop_assert!(season <= base || season < plus_months(base, 6).unwrap());
    }

    #[test]
    fn one_more_maintenance_today_never_leaves_it_overdue(
        offset in 0_u64..3_000, done in proptest::collection::vec(0_u64..3_000, 0..5)
    ) {
        let as_of = day("2030-01-01");
        let commissioned_on = as_of - Days::new(offset);
        let mut input = MaintenanceInput {
            commissioned_on,
            done_on: done.iter().map(|d| (as_of - Days::new(*d)).max(commissioned_on)).collect(),
            as_of,
        };
        let before = plan(&policy(), &input).unwrap();
        let overdue = before.result.state == MaintenanceState::Overdue;
        prop_assert_eq!(overdue, before.result.missed_in_row > 0);
        prop_assert_eq!(overdue, before.result.due_on < as_of);
        prop_assert!(before.why.dates().any(|date| date == before.result.due_on));
        input.done_on.push(as_of);
        let after = plan(&policy(), &input).unwrap().result;
        prop_assert!(after.state != MaintenanceState::Overdue);
        prop_assert_eq!(after.missed_in_row, 0);
        prop_assert!(after.missed_before >= before.result.missed_before);
    }
}
