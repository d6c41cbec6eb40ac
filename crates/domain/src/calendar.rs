//! Days and months as the law counts them (`rules.md` §2.0; Civil Code Art. 200–204).
//!
//! The first day is not counted (201), a month ends on the corresponding day or else on its last
//! day (202), and a customer's right that would end on a rest day ends on the first day after the
//! rest (203). The roll is used for rights of customers only, never for duties of the firm.
//! Which days are rest days is data: [`Holidays`]. Instants become dates by [`crate::time::local_date`].

mod holidays;
pub mod lunar;

use chrono::{Days, Months, NaiveDate};
use serde::{Deserialize, Serialize};

pub use holidays::{DayKind, HolidayYear, Holidays, ListedDay, OneOrRange};

use crate::explain::{Explanation, Line, line};
use crate::rule::{Field, RuleError, within_calendar};

/// Most days a period may have: more than a hundred years is a slip of the keys.
pub const DAYS_MAX: u32 = 40_000;
/// Most months a period may have.
pub const MONTHS_MAX: u32 = 1_200;
/// Most working days a period may have.
pub const WORKING_DAYS_MAX: u32 = 5_000;

/// Whether a day is a rest day.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
pub struct Rest {
    /// It is.
    pub is_rest: bool,
    /// The year's list of holidays is missing, so only weekends were known.
    pub holiday_unknown: bool,
}

/// The end of a period.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
pub struct End {
    /// The last day before the rule of rest days.
    pub raw_end: NaiveDate,
    /// The last day of the customer's right (24:00).
    pub end: NaiveDate,
    /// A year's list of holidays is missing, so only weekends were known.
    pub holiday_unknown: bool,
}

/// The end of a number of working days.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
pub struct WorkingEnd {
    /// The last day.
    pub end: NaiveDate,
    /// A year's list of holidays is missing, so only weekends were known.
    pub holiday_unknown: bool,
}

/// `days` after `start`, the first day not counted.
///
/// # Errors
/// [`RuleError::OutOfRange`] for more than [`DAYS_MAX`] days or outside the calendar.
pub fn plus_days(start: NaiveDate, days: u32) -> Result<NaiveDate, RuleError> {
    let start = within_calendar(start, "start")?;
    let in_bounds = Some(days).filter(|days| *days <= DAYS_MAX);
    let end = in_bounds.and_then(|days| start.checked_add_days(Days::new(u64::from(days))));
    end_within(end, "days")
}

/// The corresponding day `months` later, or the last day of that month.
///
/// # Errors
/// [`RuleError::OutOfRange`] for more than [`MONTHS_MAX`] months or outside the calendar.
pub fn plus_months(start: NaiveDate, months: u32) -> Result<NaiveDate, RuleError> {
    let start = within_calendar(start, "start")?;
    let in_bounds = Some(months).filter(|months| *months <= MONTHS_MAX);
    let end = in_bounds.and_then(|months| start.checked_add_months(Months::new(months)));
    end_within(end, "months")
}

/// The corresponding day `months` earlier, or the last day of that month.
///
/// # Errors
/// [`RuleError::OutOfRange`] for more than [`MONTHS_MAX`] months or outside the calendar.
pub fn minus_months(end: NaiveDate, months: u32) -> Result<NaiveDate, RuleError> {
    let end = within_calendar(end, "end")?;
    let in_bounds = Some(months).filter(|months| *months <= MONTHS_MAX);
    let start = in_bounds.and_then(|months| end.checked_sub_months(Months::new(months)));
    end_within(start, "months")
}

fn end_within(end: Option<NaiveDate>, field: &'static str) -> Result<NaiveDate, RuleError> {
    let end = end.ok_or(RuleError::OutOfRange {
        field: Field::Borrowed(field),
    })?;
    within_calendar(end, field)
}

/// [`plus_days`], rolled past rest days.
///
/// # Errors
/// As [`plus_days`].
pub fn add_days(holidays: &Holidays, start: NaiveDate, days: u32) -> Result<End, RuleError> {
    roll(holidays, plus_days(start, days)?)
}

/// [`plus_months`], rolled past rest days.
///
/// # Errors
/// As [`plus_months`].
pub fn add_months(holidays: &Holidays, start: NaiveDate, months: u32) -> Result<End, RuleError> {
    roll(holidays, plus_months(start, months)?)
}

/// The first day from `raw_end` on that is no rest day (Art. 203). For rights of customers only.
///
/// # Errors
/// [`RuleError::OutOfRange`] outside the calendar.
pub fn roll(holidays: &Holidays, raw_end: NaiveDate) -> Result<End, RuleError> {
    let mut end = within_calendar(raw_end, "end")?;
    let mut holiday_unknown = false;
    loop {
        let rest = holidays.rest(end);
        holiday_unknown |= rest.holiday_unknown;
        if !rest.is_rest {
            return Ok(End {
                raw_end,
                end,
                holiday_unknown,
            });
        }
        end = end_within(end.succ_opt(), "end")?;
    }
}

/// The day on which the last of `days` working days after `start` ends.
///
/// # Errors
/// [`RuleError::OutOfRange`] for more than [`WORKING_DAYS_MAX`] days or outside the calendar.
pub fn add_working_days(
    holidays: &Holidays,
    start: NaiveDate,
    days: u32,
) -> Result<WorkingEnd, RuleError> {
    let mut end = within_calendar(start, "start")?;
    if days > WORKING_DAYS_MAX {
        return Err(RuleError::OutOfRange {
            field: "days".into(),
        });
    }
    let (mut counted, mut holiday_unknown) = (0, false);
    while counted < days {
        end = end_within(end.succ_opt(), "days")?;
        let rest = holidays.rest(end);
        holiday_unknown |= rest.holiday_unknown;
        counted += u32::from(!rest.is_rest);
    }
    Ok(WorkingEnd {
        end,
        holiday_unknown,
    })
}

/// The sentences of a roll: which days were rest days and why, and whether a list was missing.
#[must_use]
pub fn roll_lines(holidays: &Holidays, end: &End) -> Vec<Line> {
    let mut lines = Vec::new();
    let mut day = end.raw_end;
    while day < end.end {
        lines.push(day_line(holidays, day));
        let Some(next) = day.succ_opt() else { break };
        day = next;
    }
    if end.end > end.raw_end {
        lines.push(line!("calendar-rolled", on = end.end));
    }
    lines
}

/// What kind of day it is, as a sentence.
#[must_use]
pub fn day_line(holidays: &Holidays, day: NaiveDate) -> Line {
    match holidays.kind(day) {
        DayKind::Holiday(listed) => line!(
            "calendar-day-holiday",
            on = day,
            name = listed.name.as_str(),
            name_en = listed.name_en()
        ),
        DayKind::MakeUp(_) => line!("calendar-day-make-up", on = day),
        DayKind::Weekend => line!("calendar-day-weekend", on = day),
        DayKind::Working => line!("calendar-day-working", on = day),
    }
}

/// Notes in `why` that a year's list of holidays was missing, if it was; and the lists used.
pub fn note_lists(
    why: &mut Explanation,
    holidays: &Holidays,
    dates: &[NaiveDate],
    holiday_unknown: bool,
) {
    let versions = dates.iter().filter_map(|date| holidays.version_for(*date));
    for version in versions {
        if !why.versions.contains(&version) {
            why.versions.push(version);
        }
    }
    if holiday_unknown {
        let note = line!("calendar-list-missing");
        if !why.notes.contains(&note) {
            why.notes.push(note);
        }
    }
}

#[cfg(test)]
mod tests;
