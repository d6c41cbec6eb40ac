//! Days and periods.

use chrono::NaiveDate;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use wuyou_domain::calendar::lunar::{self, Birthday, BirthdayReminder};
use wuyou_domain::calendar::{self, End, Holidays, Rest, WorkingEnd};
use wuyou_domain::explain::{Decision, Explanation};
use wuyou_domain::rule::{RuleError, within_calendar};
use wuyou_domain::time;

/// A day.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct OnDate {
    date: NaiveDate,
}

/// A number of days from a start, which is not counted.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct AddDays {
    start: NaiveDate,
    days: u32,
}

/// A number of months from a start.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct AddMonths {
    start: NaiveDate,
    months: u32,
}

/// A number of working days from a start, which is not counted.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct AddWorkingDays {
    start: NaiveDate,
    days: u32,
}

/// An instant.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct AtInstant {
    at: i64,
}

/// The date in China.
#[derive(Debug, Serialize, JsonSchema)]
pub(crate) struct LocalDate {
    date: NaiveDate,
}

pub(crate) fn is_rest(input: &OnDate, holidays: &Holidays) -> Result<Decision<Rest>, RuleError> {
    let date = within_calendar(input.date, "date")?;
    let result = holidays.rest(date);
    let mut why = Explanation {
        steps: vec![calendar::day_line(holidays, date)],
        ..Explanation::default()
    };
    calendar::note_lists(&mut why, holidays, &[date], result.holiday_unknown);
    Ok(Decision { result, why })
}

fn ended(result: End, holidays: &Holidays) -> Decision<End> {
    let mut why = Explanation {
        steps: calendar::roll_lines(holidays, &result),
        ..Explanation::default()
    };
    let dates = [result.raw_end, result.end];
    calendar::note_lists(&mut why, holidays, &dates, result.holiday_unknown);
    Decision { result, why }
}

pub(crate) fn add_days(input: &AddDays, holidays: &Holidays) -> Result<Decision<End>, RuleError> {
    calendar::add_days(holidays, input.start, input.days).map(|end| ended(end, holidays))
}

pub(crate) fn add_months(
    input: &AddMonths,
    holidays: &Holidays,
) -> Result<Decision<End>, RuleError> {
    calendar::add_months(holidays, input.start, input.months).map(|end| ended(end, holidays))
}

pub(crate) fn add_working_days(
    input: &AddWorkingDays,
    holidays: &Holidays,
) -> Result<Decision<WorkingEnd>, RuleError> {
    let result = calendar::add_working_days(holidays, input.start, input.days)?;
    let mut why = Explanation::default();
    let walked = input.start.iter_days().skip(1);
    let walked = walked.take_while(|day| *day <= result.end);
    why.steps = walked
        .map(|day| calendar::day_line(holidays, day))
        .collect();
    let dates = [input.start, result.end];
    calendar::note_lists(&mut why, holidays, &dates, result.holiday_unknown);
    Ok(Decision { result, why })
}

pub(crate) fn local_date(input: &AtInstant) -> Result<Decision<LocalDate>, RuleError> {
    let date = time::local_date(input.at).ok_or(RuleError::OutOfRange { field: "at".into() })?;
    let date = within_calendar(date, "at")?;
    Ok(Decision {
        result: LocalDate { date },
        why: Explanation::default(),
    })
}

/// A person's birthday.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct BirthdayOf {
    birthday: Birthday,
    /// The person consented to be greeted.
    consent: bool,
    as_of: NaiveDate,
}

pub(crate) fn birthday(input: &BirthdayOf) -> Result<Decision<BirthdayReminder>, RuleError> {
    let policy = lunar::birthday_built_in()?;
    lunar::birthday_reminder(policy, input.birthday, input.consent, input.as_of)
}
