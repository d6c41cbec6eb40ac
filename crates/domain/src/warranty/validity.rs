//! When validity ends (table T2): months, plus the days the machine could not be used, rolled.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use crate::calendar::{End, Holidays, note_lists, plus_days, plus_months, roll, roll_lines};
use crate::explain::{Basis, Decision, Explanation, line};
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
pub fn validity(
    input: &ValidityInput,
    holidays: &Holidays,
) -> Result<Decision<Validity>, RuleError> {
    within_calendar(input.start, "start")?;
    for (index, time) in input.unusable.iter().enumerate() {
        let field = |end: &str| format!("unusable[{index}].{end}");
        within_calendar(time.from, field("from"))?;
        within_calendar(time.to, field("to"))?;
        in_order(time.from, time.to, field("to"))?;
        in_order(input.start, time.from, field("from"))?;
    }
    let mut times = input.unusable.clone();
    times.retain(|time| SAME_DAY_COUNTS || time.to > time.from);
    times.sort_by_key(|time| time.from);
    let mut union = Union::default();
    let mut late = Vec::new();
    for time in &times {
        if time.from > end_of(input.start, input.months, union.days, holidays)?.end {
            let (from, to) = (time.from, time.to);
            late.push(line!("warranty-note-after-end", from = from, to = to));
        }
        union.add(*time);
    }
    let result = end_of(input.start, input.months, union.days, holidays)?;
    let mut why = explain(input, &union, times.len(), &result, holidays)?;
    why.notes.splice(0..0, late);
    Ok(Decision { result, why })
}

/// The reasons of the bare calculation: months, excluded days, the rest days it was moved past.
fn explain(
    input: &ValidityInput,
    union: &Union,
    times: usize,
    result: &Validity,
    holidays: &Holidays,
) -> Result<Explanation, RuleError> {
    let mut why = Explanation::default();
    let (start, months) = (input.start, input.months);
    why.basis.extend([
        Basis::statute("basis-sanbao-8"),
        Basis::statute("basis-civil-201"),
        Basis::statute("basis-civil-202"),
    ]);
    let on = plus_months(start, months)?;
    why.steps.push(line!(
        "warranty-months-from",
        start = start,
        months = months,
        on = on
    ));
    explain_excluded(&union.times, result, &mut why);
    if times > union.times.len() {
        why.rows.push("T2.R3");
    }
    if result.end > result.raw_end {
        why.basis.push(Basis::statute("basis-civil-203"));
    }
    why.steps.extend(roll_lines(holidays, &result.rolled()));
    why.steps
        .push(line!("warranty-machine-to", on = result.end));
    let dates = [result.raw_end, result.end];
    note_lists(&mut why, holidays, &dates, result.holiday_unknown);
    Ok(why)
}

/// The times that were excluded, and what they add.
pub(super) fn explain_excluded(times: &[Unusable], result: &Validity, why: &mut Explanation) {
    for time in times {
        why.steps.push(line!(
            "warranty-unusable",
            from = time.from,
            to = time.to,
            days = days_in(time)
        ));
    }
    if !times.is_empty() {
        why.steps.push(line!(
            "warranty-extended",
            days = result.excluded_days,
            on = result.raw_end
        ));
        why.rows.extend(["T2.R1", "T2.R2"]);
    }
}

impl Validity {
    /// The end with the day it was moved from.
    pub(super) const fn rolled(&self) -> End {
        End {
            raw_end: self.raw_end,
            end: self.end,
            holiday_unknown: self.holiday_unknown,
        }
    }
}

/// The end of validity with the days to exclude.
pub(super) fn end_of(
    start: NaiveDate,
    months: u32,
    excluded_days: u32,
    holidays: &Holidays,
) -> Result<Validity, RuleError> {
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

/// The union of times, added in the order in which they begin: what overlaps or follows without a
/// gap becomes one.
#[derive(Debug, Clone, Default)]
pub(super) struct Union {
    pub(super) times: Vec<Unusable>,
    /// The days of all of them.
    pub(super) days: u32,
}

impl Union {
    pub(super) fn add(&mut self, time: Unusable) {
        let joins = |last: &Unusable| last.to.succ_opt().is_none_or(|next| time.from <= next);
        match self.times.last_mut().filter(|last| joins(last)) {
            Some(last) => {
                self.days -= days_in(last);
                last.to = last.to.max(time.to);
                self.days = self.days.saturating_add(days_in(last));
            }
            None => {
                self.days = self.days.saturating_add(days_in(&time));
                self.times.push(time);
            }
        }
    }
}

/// The days of one time, both ends included.
fn days_in(time: &Unusable) -> u32 {
    let days = (time.to - time.from).num_days() + 1;
    u32::try_from(days).unwrap_or(0)
}
