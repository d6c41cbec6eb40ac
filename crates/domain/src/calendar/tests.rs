//! The vectors D1–D13 and W1–W3 of `rules.md` §2.0, and properties.

use proptest::prelude::*;

use super::*;
use crate::time::{end_of_day, local_date};

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

fn list() -> &'static Holidays {
    Holidays::built_in()
}

#[test]
fn periods_end_as_the_table_of_the_law_says() {
    // (name, start, days or months, raw end, rolled end, list of the end's year missing)
    let d = |n| (n, 0);
    let m = |n| (0, n);
    for (name, start, (days, months), raw, rolled, unknown) in [
        ("D1", "2026-01-01", d(7), "2026-01-08", "2026-01-08", false),
        ("D2", "2026-02-09", d(7), "2026-02-16", "2026-02-24", false),
        ("D3", "2026-02-09", d(15), "2026-02-24", "2026-02-24", false),
        ("D4", "2026-01-03", d(7), "2026-01-10", "2026-01-12", false),
        ("D5", "2026-09-18", d(7), "2026-09-25", "2026-09-28", false),
        ("D6", "2026-09-18", d(15), "2026-10-03", "2026-10-08", false),
        ("D7", "2024-02-29", m(12), "2025-02-28", "2025-02-28", true),
        ("D8", "2024-02-29", m(24), "2026-02-28", "2026-02-28", false),
        ("D9", "2024-02-29", m(48), "2028-02-29", "2028-02-29", true),
        (
            "D10",
            "2025-11-21",
            m(12),
            "2026-11-21",
            "2026-11-23",
            false,
        ),
        (
            "D11",
            "2025-10-03",
            m(12),
            "2026-10-03",
            "2026-10-08",
            false,
        ),
        ("D12", "2026-01-31", m(1), "2026-02-28", "2026-02-28", false),
        ("D13", "2026-12-31", m(2), "2027-02-28", "2027-03-01", true),
    ] {
        let end = if months > 0 {
            add_months(list(), day(start), months)
        } else {
            add_days(list(), day(start), days)
        };
        let expected = End {
            raw_end: day(raw),
            end: day(rolled),
            holiday_unknown: unknown,
        };
        assert_eq!(end.unwrap(), expected, "{name}");
    }
}

#[test]
fn working_days_skip_rest_days_and_count_make_up_days() {
    for (name, start, days, end) in [
        ("W1", "2026-02-11", 3, "2026-02-14"),
        ("W2", "2026-09-30", 3, "2026-10-10"),
        ("W3", "2026-09-18", 7, "2026-09-29"),
        ("none", "2026-10-03", 0, "2026-10-03"),
    ] {
        let got = add_working_days(list(), day(start), days).unwrap();
        assert_eq!((got.end, got.holiday_unknown), (day(end), false), "{name}");
    }
    let year_end = add_working_days(list(), day("2026-12-31"), 1).unwrap();
    assert_eq!(year_end.end, day("2027-01-01"));
    assert!(year_end.holiday_unknown, "the list of 2027 is missing");
}

/// Every rest day of 2026 that is no plain weekend, and every worked weekend day, written out by
/// hand from the notice, independently of the list's runs of days.
#[test]
fn the_list_of_2026_agrees_with_an_independent_one_on_every_day() {
    let off = [
        "0101", "0102", "0103", "0215", "0216", "0217", "0218", "0219", "0220", "0221", "0222",
        "0223", "0404", "0405", "0406", "0501", "0502", "0503", "0504", "0505", "0619", "0620",
        "0621", "0925", "0926", "0927", "1001", "1002", "1003", "1004", "1005", "1006", "1007",
    ];
    let worked = ["0104", "0214", "0228", "0509", "0920", "1010"];
    let (mut rest_days, mut date) = (0, day("2026-01-01"));
    while date <= day("2026-12-31") {
        let mmdd = date.format("%m%d").to_string();
        let weekend = ["Sat", "Sun"].contains(&date.format("%a").to_string().as_str());
        let expected =
            off.contains(&mmdd.as_str()) || (weekend && !worked.contains(&mmdd.as_str()));
        let rest = list().rest(date);
        assert_eq!(
            (rest.is_rest, rest.holiday_unknown),
            (expected, false),
            "{date}"
        );
        rest_days += i32::from(expected);
        date = date.succ_opt().unwrap();
    }
    // 104 weekend days, 33 listed of which 14 fall on weekends, 6 worked.
    assert_eq!(rest_days, 104 + 33 - 14 - 6);
}

#[test]
fn a_list_without_holidays_or_with_a_doubtful_day_is_refused() {
    let list = |year: i32, days: &str| {
        format!(
            r#"{{"version":"1","source":"notice","effective_on":"2027-01-01","reviewed_by":null,
            "content":{{"year":{year},"days":[{days}]}}}}"#
        )
    };
    let off = r#"{"name":"元旦","date":"2027-01-01","isOffDay":true}"#;
    for (json, field) in [
        (list(2027, ""), "days"),
        (
            list(
                2027,
                r#"{"name":"班","date":"2027-01-02","isOffDay":false}"#,
            ),
            "days",
        ),
        (list(2028, off), "days[0]"),
        (list(2027, &format!("{off},{off}")), "days[1]"),
        (
            list(
                2027,
                &format!(r#"{off},{{"name":"班","date":"2027-01-04","isOffDay":false}}"#),
            ),
            "days[1]",
        ),
        (
            list(
                2027,
                r#"{"name":"节","from":"2027-02-03","to":"2027-02-01","isOffDay":true}"#,
            ),
            "days[0]",
        ),
        (
            list(
                2027,
                r#"{"name":"节","from":"2027-12-31","to":"2028-01-01","isOffDay":true}"#,
            ),
            "days[0]",
        ),
        (list(1, off), "year"),
        (
            list(
                2027,
                r#"{"name":"春节","date":"2027-02-05","to":"2027-02-12","isOffDay":true}"#,
            ),
            "document",
        ),
        (list(2027, r#"{"name":"元旦","date":"2027-01-01","isOffDay":true,"isoffday":false}"#), "document"),
        (r#"{"year":2027,"papers":[],"days":[{"name":"元旦","date":"2027-01-01","isOffDay":true}]}"#.to_owned(), "papers"),
        ("[]".to_owned(), "document"),
    ] {
        let refused = Holidays::default().import(&json).unwrap_err();
        assert_eq!(
            (refused.code(), refused.field()),
            ("rule.bad_policy", Some(field)),
            "{json}"
        );
    }
    let mut holidays = list_of(&list(2027, off));
    assert!(!holidays.rest(day("2027-01-04")).holiday_unknown);
    assert!(holidays.rest(day("2027-01-01")).is_rest);
    assert!(holidays.rest(day("2026-01-01")).holiday_unknown);
    assert!(
        holidays.import(&list(2027, "")).is_err(),
        "and the old list stays"
    );
    assert!(holidays.rest(day("2027-01-01")).is_rest);
}

fn list_of(json: &str) -> Holidays {
    let mut holidays = Holidays::default();
    let version = holidays.import(json).unwrap();
    assert_eq!(
        (version.kind.as_str(), version.version.as_str()),
        ("holidays", "1")
    );
    holidays
}

#[test]
fn a_roll_names_each_rest_day_and_its_feast() {
    let end = add_days(list(), day("2026-09-18"), 7).unwrap();
    let keys: Vec<_> = roll_lines(list(), &end)
        .iter()
        .map(|line| line.key)
        .collect();
    let holiday = "calendar-day-holiday";
    assert_eq!(keys, [holiday, holiday, holiday, "calendar-rolled"]);
    let workday = roll(list(), day("2026-02-28")).unwrap();
    assert_eq!(roll_lines(list(), &workday), []);
    assert_eq!(
        day_line(list(), day("2026-02-28")).key,
        "calendar-day-make-up"
    );
    assert_eq!(
        day_line(list(), day("2026-03-01")).key,
        "calendar-day-weekend"
    );
    assert_eq!(
        day_line(list(), day("2026-03-02")).key,
        "calendar-day-working"
    );
}

#[test]
fn what_lies_outside_the_calendar_is_refused_not_computed() {
    let far = day("2199-12-31");
    for refused in [
        plus_days(far, 40_000).unwrap_err(),
        plus_days(day("2026-01-01"), DAYS_MAX + 1).unwrap_err(),
        plus_months(far, 1_000).unwrap_err(),
        plus_months(day("2026-01-01"), MONTHS_MAX + 1).unwrap_err(),
        minus_months(day("1900-01-31"), 1).unwrap_err(),
        minus_months(day("2026-01-31"), MONTHS_MAX + 1).unwrap_err(),
        add_working_days(list(), far, 5_000).unwrap_err(),
        add_working_days(list(), day("2026-01-01"), WORKING_DAYS_MAX + 1).unwrap_err(),
        roll(list(), day("2201-01-01")).unwrap_err(),
        roll(list(), day("2200-12-28"))
            .map(|_| ())
            .err()
            .unwrap_or(RuleError::OutOfRange {
                field: "end".into(),
            }),
    ] {
        assert_eq!(refused.code(), "rule.out_of_range");
    }
    assert_eq!(
        minus_months(day("2028-02-29"), 6).unwrap(),
        day("2027-08-29")
    );
    assert_eq!(
        minus_months(day("2026-08-31"), 6).unwrap(),
        day("2026-02-28")
    );
    assert!(plus_days(day("2026-01-01"), DAYS_MAX).is_ok());
    assert!(plus_months(day("1950-01-01"), MONTHS_MAX).is_ok());
    assert!(add_working_days(list(), day("2026-01-01"), WORKING_DAYS_MAX).is_ok());
}

fn any_day() -> impl Strategy<Value = NaiveDate> {
    (0_u64..100_000).prop_map(|n| day("1901-01-01") + Days::new(n))
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2_000))]

    #[test]
    fn a_roll_never_goes_backward_and_ends_on_a_working_day(start in any_day()) {
        let end = roll(list(), start).unwrap();
        prop_assert!(end.end >= start && end.end <= start + Days::new(12));
        prop_assert!(!list().rest(end.end).is_rest);
        let again = roll(list(), end.end).unwrap();
        prop_assert_eq!(again.end, end.end);
    }

    #[test]
    fn months_keep_the_day_or_end_with_the_month(start in any_day(), months in 0_u32..240) {
        use chrono::Datelike as _;
        let end = plus_months(start, months).unwrap();
        let index = |date: NaiveDate| i64::from(date.year()) * 12 + i64::from(date.month0());
        prop_assert_eq!(index(end) - index(start), i64::from(months));
        let last_of_month = end.succ_opt().unwrap().day() == 1;
        prop_assert!(end.day() == start.day() || (last_of_month && end.day() < start.day()));
    }

    #[test]
    fn between_a_start_and_its_working_end_lie_just_so_many_working_days(
        start in any_day(), days in 1_u32..60,
    ) {
        let end = add_working_days(list(), start, days).unwrap().end;
        let between = start.succ_opt().unwrap().iter_days().take_while(|day| *day <= end);
        let working = between.filter(|day| !list().rest(*day).is_rest).count();
        prop_assert_eq!(working, days as usize);
        prop_assert!(!list().rest(end).is_rest);
    }

    #[test]
    fn an_instant_belongs_to_the_china_day_whose_end_it_lies_before(at in -2_000_000_000_000_i64..5_000_000_000_000) {
        let date = local_date(at).unwrap();
        let end = end_of_day(date).unwrap();
        prop_assert!(at < end && end - at <= crate::time::DAY_MS);
    }
}
