//! The lunar calendar against published facts, and properties.

use proptest::prelude::*;

use super::*;
use crate::explain::{Language, render_all};

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

fn lunar(year: i32, month: u8, leap: bool, day: u8) -> LunarDate {
    LunarDate {
        year,
        month,
        leap,
        day,
    }
}

#[test]
fn spring_festival_and_mid_autumn_fall_on_the_published_days() {
    for (year, month, of_month, date) in [
        (2020, 1, 1, "2020-01-25"),
        (2021, 1, 1, "2021-02-12"),
        (2022, 1, 1, "2022-02-01"),
        (2023, 1, 1, "2023-01-22"),
        (2024, 1, 1, "2024-02-10"),
        (2025, 1, 1, "2025-01-29"),
        (2026, 1, 1, "2026-02-17"),
        (2027, 1, 1, "2027-02-06"),
        (2028, 1, 1, "2028-01-26"),
        (2029, 1, 1, "2029-02-13"),
        (2030, 1, 1, "2030-02-03"),
        (2025, 8, 15, "2025-10-06"),
        (2026, 8, 15, "2026-09-25"),
        (2026, 5, 5, "2026-06-19"),
        (1900, 1, 1, "1900-01-31"),
        (2100, 1, 1, "2100-02-09"),
    ] {
        let expected = lunar(year, month, false, of_month);
        assert_eq!(to_solar(expected), Ok(day(date)), "{date}");
        assert_eq!(to_lunar(day(date)), Ok(expected), "{date}");
    }
    // The eve of the festival belongs to the year before.
    assert_eq!(to_lunar(day("2026-02-16")), Ok(lunar(2025, 12, false, 29)));
}

#[test]
fn leap_months_are_those_of_the_published_calendar() {
    for year in 2020..=2030 {
        let expected = match year {
            2020 => Some(4),
            2023 => Some(2),
            2025 => Some(6),
            2028 => Some(5),
            _ => None,
        };
        for month in 1..=12 {
            let date = to_solar(lunar(year, month, true, 1)).unwrap();
            let back = to_lunar(date).unwrap();
            assert_eq!(back.month, month);
            assert_eq!(back.leap, expected == Some(month), "{year} {month}");
        }
    }
    assert_eq!(
        to_solar(lunar(2025, 6, true, 1)),
        Ok(day("2025-07-25")),
        "first day of the leap sixth month"
    );
    assert_eq!(to_solar(lunar(2025, 6, false, 1)), Ok(day("2025-06-25")));
}

#[test]
fn a_missing_thirtieth_is_the_last_day_of_the_month() {
    // The twelfth month of 2025 has 29 days: the year ends on 16 February 2026.
    assert_eq!(to_solar(lunar(2025, 12, false, 30)), Ok(day("2026-02-16")));
    // That of 2024 has 29 as well, that of 2023 has 30.
    assert_eq!(to_solar(lunar(2023, 12, false, 30)), Ok(day("2024-02-09")));
    assert_eq!(to_solar(lunar(2023, 12, false, 29)), Ok(day("2024-02-08")));
}

#[test]
fn what_no_lunar_calendar_has_is_refused_by_field() {
    let field = |date| match to_solar(date) {
        Err(RuleError::OutOfRange { field }) => field.into_owned(),
        other => panic!("{other:?}"),
    };
    assert_eq!(field(lunar(1899, 1, false, 1)), "year");
    assert_eq!(field(lunar(2101, 1, false, 1)), "year");
    assert_eq!(field(lunar(2026, 0, false, 1)), "month");
    assert_eq!(field(lunar(2026, 13, false, 1)), "month");
    assert_eq!(field(lunar(2026, 1, false, 0)), "day");
    assert_eq!(field(lunar(2026, 1, false, 31)), "day");
    for date in ["1900-01-30", "2101-01-29", "2201-01-01"] {
        assert!(to_lunar(day(date)).is_err(), "{date}");
    }
    assert_eq!(
        to_lunar(day("2101-01-28")),
        Ok(lunar(2100, 12, false, 29)),
        "the last day that is known"
    );
}

#[test]
fn the_next_birthday_is_on_or_after_the_day_asked_for() {
    let solar = |month, day| Birthday::Solar { month, day };
    let moon = |month, leap, day| Birthday::Lunar { month, leap, day };
    for (birthday, from, expected) in [
        (solar(11, 21), "2026-11-21", "2026-11-21"),
        (solar(11, 21), "2026-11-22", "2027-11-21"),
        (solar(12, 31), "2026-01-01", "2026-12-31"),
        (solar(2, 29), "2026-01-01", "2026-02-28"),
        (solar(2, 29), "2026-03-01", "2027-02-28"),
        (solar(2, 29), "2028-02-28", "2028-02-29"),
        (moon(1, false, 1), "2026-02-17", "2026-02-17"),
        (moon(1, false, 1), "2026-02-18", "2027-02-06"),
        (moon(12, false, 30), "2026-01-01", "2026-02-16"),
        (moon(8, false, 15), "2025-10-07", "2026-09-25"),
        (moon(6, true, 1), "2025-01-01", "2025-07-25"),
        (moon(6, true, 1), "2025-02-01", "2025-07-25"),
        (moon(6, true, 1), "2025-07-26", "2026-07-14"),
    ] {
        let got = next_birthday(birthday, day(from));
        assert_eq!(got, Ok(day(expected)), "{birthday:?} {from}");
    }
}

#[test]
fn an_impossible_birthday_is_refused() {
    for (month, of_month) in [(2, 30), (13, 1), (4, 31), (0, 1)] {
        let birthday = Birthday::Solar {
            month,
            day: of_month,
        };
        let error = next_birthday(birthday, day("2026-01-01")).unwrap_err();
        assert_eq!(
            (error.code(), error.field()),
            ("rule.impossible_date", Some("birthday"))
        );
    }
    let beyond = Birthday::Solar { month: 1, day: 1 };
    assert!(next_birthday(beyond, day("2200-06-01")).is_err());
    assert!(next_birthday(beyond, day("2201-01-01")).is_err());
}

#[test]
fn the_reminder_comes_seven_days_before_and_only_with_consent() {
    let policy = birthday_built_in().unwrap();
    let birthday = Birthday::Lunar {
        month: 1,
        leap: false,
        day: 1,
    };
    for (as_of, due) in [
        ("2026-02-09", false),
        ("2026-02-10", true),
        ("2026-02-17", true),
    ] {
        let got = birthday_reminder(policy, birthday, true, day(as_of)).unwrap();
        assert_eq!(got.why.rows, ["R083"]);
        assert_eq!(got.result.birthday_on, day("2026-02-17"));
        assert_eq!(got.result.remind_on, Some(day("2026-02-10")));
        assert_eq!(got.result.due, due, "{as_of}");
        assert!(got.why.missing.is_empty());
        assert_eq!(got.why.versions, [policy.version_ref()]);
    }
    let silent = birthday_reminder(policy, birthday, false, day("2026-02-12")).unwrap();
    assert_eq!((silent.result.remind_on, silent.result.due), (None, false));
    assert_eq!(silent.why.missing.len(), 1);
}

#[test]
fn the_explanation_tells_solar_lunar_and_leap_birthdays_apart() {
    let policy = birthday_built_in().unwrap();
    let first = |birthday| {
        let got = birthday_reminder(policy, birthday, true, day("2026-01-01")).unwrap();
        render_all(&got.why, Language::Zh).remove(0)
    };
    let (month, of_month) = (5, 5);
    let lunar = |leap| Birthday::Lunar {
        month,
        leap,
        day: of_month,
    };
    let solar = Birthday::Solar {
        month,
        day: of_month,
    };
    assert_eq!(first(solar), "阳历生日：2026年5月5日（周二）");
    assert_eq!(
        first(lunar(false)),
        "农历生日，折合阳历 2026年6月19日（周五）"
    );
    assert!(first(lunar(true)).contains("闰月"));
}

#[test]
fn a_policy_that_reminds_months_ahead_is_refused() {
    for (remind_days, sound) in [(0, true), (60, true), (61, false)] {
        assert_eq!(BirthdayPolicy { remind_days }.check().is_ok(), sound);
    }
}

#[test]
fn a_birthday_is_read_from_its_written_form() {
    let read = |text| serde_json::from_str::<Birthday>(text);
    assert_eq!(
        read(r#"{"calendar":"lunar","month":8,"day":15}"#).unwrap(),
        Birthday::Lunar {
            month: 8,
            leap: false,
            day: 15
        }
    );
    assert!(read(r#"{"calendar":"maya","month":8,"day":15}"#).is_err());
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2000))]

    #[test]
    fn a_date_survives_the_way_there_and_back(offset in 0_u64..55_000) {
        let date = day("1950-01-01").checked_add_days(Days::new(offset)).unwrap();
        let lunar = to_lunar(date).unwrap();
        prop_assert_eq!(to_solar(lunar), Ok(date));
        prop_assert!((1..=12).contains(&lunar.month) && (1..=30).contains(&lunar.day));
    }

    #[test]
    fn the_next_birthday_is_within_thirteen_months(
        offset in 0_u64..50_000, month in 1_u8..=12, of_month in 1_u8..=30, leap: bool
    ) {
        let from = day("1950-01-01").checked_add_days(Days::new(offset)).unwrap();
        let birthday = Birthday::Lunar { month, leap, day: of_month };
        let next = next_birthday(birthday, from).unwrap();
        prop_assert!(next >= from);
        // A leap birthday may lie up to 13 + 1 lunar months ahead.
        prop_assert!((next - from).num_days() <= 414);
        prop_assert_eq!(next_birthday(birthday, next), Ok(next));
    }
}
