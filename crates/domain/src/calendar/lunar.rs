//! Chinese lunar dates (农历), for birthdays as village households know them (R083).
//!
//! The conversion is `icu_calendar`'s, whose tables agree with the published ones of the Purple
//! Mountain and Hong Kong observatories for the lunar years 1900–2100; outside them it would only
//! estimate, so outside them there is no answer.

use chrono::{Datelike as _, Days, NaiveDate};
use icu_calendar::Date;
use icu_calendar::cal::{ChineseTraditional, Iso};
use icu_calendar::types::Month;
use serde::{Deserialize, Serialize};

use crate::date_text::{DateKind, DateProblem, parse_date};
use crate::explain::{Decision, Explanation, line};
use crate::policy::{Content, Document, bad_policy, built_in_document};
use crate::rule::{Field, RuleError, within_calendar};

/// The first lunar year that is known and not estimated.
pub const FIRST_LUNAR_YEAR: i32 = 1900;
/// The last lunar year that is known and not estimated.
pub const LAST_LUNAR_YEAR: i32 = 2100;

/// A day of the lunar calendar. `year` is the civil year in which the lunar year begins.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, schemars::JsonSchema,
)]
#[serde(deny_unknown_fields)]
pub struct LunarDate {
    /// The civil year in which the lunar year begins.
    pub year: i32,
    /// 正月 is 1, 腊月 is 12.
    pub month: u8,
    /// The leap month (闰月) that follows the month of the same number.
    pub leap: bool,
    /// 初一 is 1; a month has 29 or 30 days.
    pub day: u8,
}

/// A birthday as the household keeps it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(tag = "calendar", rename_all = "snake_case", deny_unknown_fields)]
pub enum Birthday {
    /// 阳历.
    Solar {
        /// 1–12.
        month: u8,
        /// 1–31.
        day: u8,
    },
    /// 农历.
    Lunar {
        /// 1–12.
        month: u8,
        /// Born in a leap month.
        #[serde(default)]
        leap: bool,
        /// 1–30.
        day: u8,
    },
}

fn out_of_range(field: impl Into<Field>) -> RuleError {
    RuleError::OutOfRange {
        field: field.into(),
    }
}

fn small(value: u32) -> u8 {
    u8::try_from(value).unwrap_or(u8::MAX)
}

/// The lunar date of a civil date.
///
/// # Errors
/// [`RuleError::OutOfRange`] outside the lunar years 1900–2100.
pub fn to_lunar(date: NaiveDate) -> Result<LunarDate, RuleError> {
    let date = within_calendar(date, "date")?;
    let civil = Date::try_new_iso(date.year(), small(date.month()), small(date.day()));
    let lunar = civil
        .map_err(|_| out_of_range("date"))?
        .to_calendar(ChineseTraditional::new());
    let month = lunar.month().to_input();
    let year = lunar.year().extended_year();
    if !(FIRST_LUNAR_YEAR..=LAST_LUNAR_YEAR).contains(&year) {
        return Err(out_of_range("date"));
    }
    Ok(LunarDate {
        year,
        month: month.number(),
        leap: month.is_leap(),
        day: lunar.day_of_month().0,
    })
}

/// The civil date of a lunar date. A year without that leap month has the day in the plain month of
/// the same number, and a month without a 30th has it on its last day.
///
/// # Errors
/// [`RuleError::OutOfRange`] for a year outside 1900–2100, a month outside 1–12, a day outside 1–30.
pub fn to_solar(lunar: LunarDate) -> Result<NaiveDate, RuleError> {
    if !(FIRST_LUNAR_YEAR..=LAST_LUNAR_YEAR).contains(&lunar.year) {
        return Err(out_of_range("year"));
    }
    lunar_day_in_bounds(lunar.month, lunar.day)?;
    let leap = Some(Month::leap(lunar.month)).filter(|_| lunar.leap);
    let leap = leap.and_then(|month| first_of(lunar.year, month));
    let first = leap.or_else(|| first_of(lunar.year, Month::new(lunar.month)));
    let first = first.ok_or_else(|| out_of_range("month"))?;
    let day = lunar.day.min(first.days_in_month());
    let civil = first.to_calendar(Iso);
    let (month, first_day) = (civil.month().number(), civil.day_of_month().0);
    NaiveDate::from_ymd_opt(civil.year().extended_year(), month.into(), first_day.into())
        .and_then(|first| first.checked_add_days(Days::new(u64::from(day - 1))))
        .ok_or_else(|| out_of_range("year"))
}

fn first_of(year: i32, month: Month) -> Option<Date<ChineseTraditional>> {
    Date::try_new_chinese_traditional(year, month, 1).ok()
}

fn lunar_day_in_bounds(month: u8, day: u8) -> Result<(), RuleError> {
    if !(1..=12).contains(&month) {
        return Err(out_of_range("month"));
    }
    if !(1..=30).contains(&day) {
        return Err(out_of_range("day"));
    }
    Ok(())
}

/// A lunar birthday as it was typed, kept as `YYYY-MM-DD`: any month may have a 30th, none has a
/// 31st.
///
/// # Errors
/// Why the text is no such day.
pub fn parse_lunar_day(typed: &str, today: NaiveDate) -> Result<String, DateProblem> {
    match parse_date(typed, today, DateKind::Birthday) {
        Ok(on) if on.day() > 30 => Err(DateProblem::NoSuchDay),
        Ok(on) => Ok(on.to_string()),
        Err(DateProblem::NoSuchDay) => second_month(typed, today).ok_or(DateProblem::NoSuchDay),
        Err(problem) => Err(problem),
    }
}

/// 二月廿九 and 二月三十, which a solar February has not: read as its 28th, and the day put back.
fn second_month(typed: &str, today: NaiveDate) -> Option<String> {
    let numbers = typed.trim_end_matches(|c: char| !c.is_ascii_digit());
    let ends = ["29", "30"].into_iter();
    let (day, start) = ends
        .filter_map(|day| Some((day, numbers.strip_suffix(day)?)))
        .next()?;
    let on = parse_date(&format!("{start}28"), today, DateKind::Birthday).ok()?;
    (on.month() == 2).then(|| format!("{:04}-02-{day}", on.year()))
}

/// The first birthday on or after `from`. 29 February is kept on the last day of a short February,
/// as the law counts a missing day (Civil Code Art. 202).
///
/// # Errors
/// [`RuleError::ImpossibleDate`] for a civil day no year has; [`RuleError::OutOfRange`] for a lunar
/// day no month has, or beyond the calendar.
pub fn next_birthday(birthday: Birthday, from: NaiveDate) -> Result<NaiveDate, RuleError> {
    let first_year = match birthday {
        Birthday::Solar { .. } => within_calendar(from, "from")?.year(),
        Birthday::Lunar { .. } => to_lunar(from)?.year,
    };
    let this_year = birthday_in(birthday, first_year)?;
    if this_year >= from {
        return Ok(this_year);
    }
    within_calendar(birthday_in(birthday, first_year + 1)?, "from")
}

fn birthday_in(birthday: Birthday, year: i32) -> Result<NaiveDate, RuleError> {
    match birthday {
        Birthday::Solar { month, day } => {
            let (month, day) = (u32::from(month), u32::from(day));
            let date = NaiveDate::from_ymd_opt(year, month, day);
            let short = || NaiveDate::from_ymd_opt(year, 2, 28).filter(|_| (month, day) == (2, 29));
            date.or_else(short).ok_or(RuleError::ImpossibleDate {
                field: "birthday".into(),
            })
        }
        Birthday::Lunar { month, leap, day } => to_solar(LunarDate {
            year,
            month,
            leap,
            day,
        }),
    }
}

/// How birthdays are cared for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct BirthdayPolicy {
    /// How many days before the birthday the shop is reminded.
    pub remind_days: u32,
}

impl Content for BirthdayPolicy {
    const KIND: &'static str = "birthday_care";

    fn check(&self) -> Result<(), RuleError> {
        if self.remind_days > 60 {
            return Err(bad_policy("remind_days", "more than two months ahead"));
        }
        Ok(())
    }
}

built_in_document! {
    /// The policy the program comes with.
    pub fn birthday_built_in() -> BirthdayPolicy = "birthday_care-2026-1";
}

/// The next birthday of someone, and when the shop is reminded of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
pub struct BirthdayReminder {
    /// The next birthday.
    pub birthday_on: NaiveDate,
    /// The reminder; absent without the person's own consent.
    pub remind_on: Option<NaiveDate>,
    /// The reminder's day has come and the birthday has not passed.
    pub due: bool,
}

/// The next birthday from `as_of` on with its reminder (R083). Without the separate consent of the
/// person there is no reminder.
///
/// # Errors
/// As [`next_birthday`].
pub fn birthday_reminder(
    policy: &Document<BirthdayPolicy>,
    birthday: Birthday,
    consent: bool,
    as_of: NaiveDate,
) -> Result<Decision<BirthdayReminder>, RuleError> {
    let birthday_on = next_birthday(birthday, as_of)?;
    let ahead = Days::new(policy.content.remind_days.into());
    let remind_on = birthday_on.checked_sub_days(ahead).filter(|_| consent);
    let mut why = Explanation {
        rows: vec!["R083"],
        versions: vec![policy.version_ref()],
        ..Explanation::default()
    };
    why.steps.push(match birthday {
        Birthday::Solar { .. } => line!("calendar-birthday-solar", on = birthday_on),
        Birthday::Lunar { leap: false, .. } => line!("calendar-birthday-lunar", on = birthday_on),
        Birthday::Lunar { leap: true, .. } => line!("calendar-birthday-leap", on = birthday_on),
    });
    match remind_on {
        Some(on) => {
            let days = policy.content.remind_days;
            why.steps
                .push(line!("calendar-birthday-remind", on = on, days = days));
        }
        None => why.missing.push(line!("calendar-birthday-no-consent")),
    }
    Ok(Decision {
        result: BirthdayReminder {
            birthday_on,
            remind_on,
            due: remind_on.is_some_and(|on| on <= as_of),
        },
        why,
    })
}

#[cfg(test)]
mod tests;
