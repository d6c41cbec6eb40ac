//! When validity ends (table T2): months, plus the days the machine could not be used, rolled.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use crate::calendar::{Holidays, plus_days, plus_months, roll};
use crate::rule::{RuleError, in_order, within_calendar};

/// Whether a repair finished on the day it began counts as a day, in the bare calculation.
/// `warranty.validity` is arithmetic and has no policy at hand; the policy's own figure is
/// [`super::WarrantyPolicy::same_day_repair_counts`].
const SAME_DAY_COUNTS: bool = false;

/// A time in which the machine could not be used; both end days belong to it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Unusable {
    /// The day it was handed over, or the first visit that left it unusable.
    pub from: NaiveDate,
    /// The day it was usable again or returned.
    pub to: NaiveDate,
}

/// What [`validity`] calculates from.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ValidityInput {
    /// The day validity starts; it is not counted itself.
    pub start: NaiveDate,
    /// How many months it lasts.
    pub months: u32,
    /// When the machine could not be used, in any order.
    pub unusable: Vec<Unusable>,
}

/// When validity ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
pub struct Validity {
    /// Days the machine could not be used: the union, not the sum.
    pub excluded_days: u32,
    /// Months plus excluded days, before the rule of rest days.
    pub raw_end: NaiveDate,
    /// The last day of the customer's right (24:00).
    pub end: NaiveDate,
    /// A year's list of holidays is missing, so only weekends were known.
    pub holiday_unknown: bool,
}

/// The end of validity: the arithmetic alone, without judging which times may be excluded.
///
/// # Errors
/// [`RuleError::EndBeforeStart`] for a time that ends before it begins (`unusable[i].to`) or begins
/// before validity does (`unusable[i].from`); [`RuleError::OutOfRange`] outside the calendar.
pub fn validity(input: &ValidityInput, holidays: &Holidays) -> Result<Validity, RuleError> {
    within_calendar(input.start, "start")?;
    for (index, time) in input.unusable.iter().enumerate() {
        let field = |end: &str| format!("unusable[{index}].{end}");
        within_calendar(time.from, field("from"))?;
        within_calendar(time.to, field("to"))?;
        in_order(time.from, time.to, field("to"))?;
        in_order(input.start, time.from, field("from"))?;
    }
    let counted = merged(&input.unusable, SAME_DAY_COUNTS);
    end_of(input.start, input.months, &counted, holidays)
}

/// The end of validity with times that are merged already.
pub(super) fn end_of(
    start: NaiveDate,
    months: u32,
    counted: &[Unusable],
    holidays: &Holidays,
) -> Result<Validity, RuleError> {
    let excluded_days = days_of(counted);
    let months_end = plus_months(start, months)?;
    let raw_end = plus_days(months_end, excluded_days).map_err(|_| RuleError::OutOfRange {
        field: "unusable".into(),
    })?;
    let end = roll(holidays, raw_end)?;
    Ok(Validity {
        excluded_days,
        raw_end,
        end: end.end,
        holiday_unknown: end.holiday_unknown,
    })
}

/// The union of the times, in order: what overlaps or follows without a gap becomes one. A repair
/// finished on the day it began is left out unless `same_day_counts`.
pub(super) fn merged(times: &[Unusable], same_day_counts: bool) -> Vec<Unusable> {
    let lasting = |time: &&Unusable| same_day_counts || time.to > time.from;
    let mut times: Vec<_> = times.iter().filter(lasting).copied().collect();
    times.sort_by_key(|time| time.from);
    let mut union: Vec<Unusable> = Vec::new();
    for time in times {
        match union.last_mut() {
            Some(last) if last.to.succ_opt().is_none_or(|next| time.from <= next) => {
                last.to = last.to.max(time.to);
            }
            _ => union.push(time),
        }
    }
    union
}

/// The days of one time, both ends included.
pub(super) fn days_in(time: &Unusable) -> u32 {
    let days = (time.to - time.from).num_days() + 1;
    u32::try_from(days).unwrap_or(0)
}

fn days_of(times: &[Unusable]) -> u32 {
    times.iter().map(days_in).fold(0, u32::saturating_add)
}
