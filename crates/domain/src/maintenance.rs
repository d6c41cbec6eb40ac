//! When a machine's yearly maintenance is due (R152): at least once a year, before the heating
//! season. Done early or late, it moves the next one.

mod policy;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

pub use policy::{MaintenancePolicy, MonthDay, built_in};

use crate::calendar::{minus_months, plus_days, plus_months};
use crate::codes::codes;
use crate::explain::{Arg, Basis, Decision, Explanation, line};
use crate::policy::Document;
use crate::rule::{RuleError, in_order, within_calendar};

/// Most maintenances one machine can have had.
pub const DONE_MAX: usize = 500;

codes! {
    /// Where the next maintenance stands.
    MaintenanceState {
        /// Not yet time for it.
        Planned = "planned",
        /// To be agreed with the customer now.
        Due = "due",
        /// Its day has passed.
        Overdue = "overdue",
    }
}

/// What is known of a machine's maintenance.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct MaintenanceInput {
    /// The day it was commissioned.
    pub commissioned_on: NaiveDate,
    /// The days on which it was maintained, in any order.
    #[serde(default)]
    pub done_on: Vec<NaiveDate>,
    /// The day asked for.
    pub as_of: NaiveDate,
}

/// The next maintenance and the record of those before.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
pub struct MaintenancePlan {
    /// The last day of the next one; if overdue, the day that was not kept.
    pub due_on: NaiveDate,
    /// From this day on it is agreed with the customer.
    pub remind_on: NaiveDate,
    /// Where it stands.
    pub state: MaintenanceState,
    /// The last one done.
    pub last_done_on: Option<NaiveDate>,
    /// How many were done after their day.
    pub late: u32,
    /// Earlier ones that were never made good before the next was due.
    pub missed_before: u32,
    /// Due days that have passed since the last one done.
    pub missed_in_row: u32,
    /// The maker's extended plan is in doubt; the law's warranty never is.
    pub extension_affected: bool,
    /// So many missed in a row that the customer may be lost (§2.9, together with no contact).
    pub sign_of_loss: bool,
}

/// The last day for a maintenance that follows `base`, the commissioning or the last one done: the
/// year's end, or the eve of the heating season that begins before it and is not too near to `base`.
///
/// # Errors
/// [`RuleError::OutOfRange`] outside the calendar.
pub fn next_due(policy: &MaintenancePolicy, base: NaiveDate) -> Result<NaiveDate, RuleError> {
    let year_end = plus_months(base, policy.interval_months)?;
    let earliest = plus_months(base, policy.least_gap_months)?;
    let season = policy.season_start_by(year_end);
    let eve = season.filter(|start| *start >= earliest);
    Ok(eve.and_then(|start| start.pred_opt()).unwrap_or(year_end))
}

/// The day from which the next maintenance counts for a machine nobody has kept a plan of, one from
/// an old ledger: `base`, or the last of the days that follow from it and have passed before
/// `today`. What was missed before the shop kept a plan is not today's work (R152).
///
/// # Errors
/// [`RuleError::OutOfRange`] outside the calendar.
pub fn caught_up(
    policy: &MaintenancePolicy,
    base: NaiveDate,
    today: NaiveDate,
) -> Result<NaiveDate, RuleError> {
    let mut base = base;
    loop {
        let due_on = next_due(policy, base)?;
        if due_on >= today || due_on <= base {
            return Ok(base);
        }
        base = due_on;
    }
}

/// The plan of a machine on a day.
///
/// # Errors
/// [`RuleError::InFuture`] for a day after `as_of`, [`RuleError::EndBeforeStart`] for a maintenance
/// before the commissioning, [`RuleError::OutOfRange`] outside the calendar or for more than
/// [`DONE_MAX`].
pub fn plan(
    policy: &Document<MaintenancePolicy>,
    input: &MaintenanceInput,
) -> Result<Decision<MaintenancePlan>, RuleError> {
    let done = checked(input)?;
    let figures = &policy.content;
    let (record, base) = record(figures, input.commissioned_on, &done)?;
    let open = passed(figures, base, input.as_of)?;
    let due_on = open.first;
    let remind_on = minus_months(due_on, figures.remind_months)?.max(base);
    let overdue_too_long = input.as_of > plus_days(due_on, figures.grace_days)?;
    let doubt = record.missed > 0 || record.beyond_grace || overdue_too_long;
    let result = MaintenancePlan {
        due_on,
        remind_on,
        state: if open.count > 0 {
            MaintenanceState::Overdue
        } else if input.as_of >= remind_on {
            MaintenanceState::Due
        } else {
            MaintenanceState::Planned
        },
        last_done_on: done.last().copied(),
        late: record.late,
        missed_before: record.missed,
        missed_in_row: open.count,
        extension_affected: figures.affects_extension && doubt,
        sign_of_loss: open.count >= figures.lost_after_missed,
    };
    let why = explain(policy, input, &result);
    Ok(Decision { result, why })
}

fn checked(input: &MaintenanceInput) -> Result<Vec<NaiveDate>, RuleError> {
    within_calendar(input.as_of, "as_of")?;
    within_calendar(input.commissioned_on, "commissioned_on")?;
    let not_after = |date: NaiveDate, field: String| {
        if date > input.as_of {
            return Err(RuleError::InFuture {
                field: field.into(),
            });
        }
        Ok(())
    };
    not_after(input.commissioned_on, "commissioned_on".to_owned())?;
    if input.done_on.len() > DONE_MAX {
        return Err(RuleError::OutOfRange {
            field: "done_on".into(),
        });
    }
    for (index, done) in input.done_on.iter().enumerate() {
        not_after(*done, format!("done_on[{index}]"))?;
        in_order(input.commissioned_on, *done, format!("done_on[{index}]"))?;
    }
    let mut done = input.done_on.clone();
    done.sort_unstable();
    done.dedup();
    Ok(done)
}

/// What became of the maintenances so far.
#[derive(Default)]
struct Record {
    late: u32,
    missed: u32,
    beyond_grace: bool,
}

/// The record of those done, and the day the next one is reckoned from.
fn record(
    policy: &MaintenancePolicy,
    commissioned_on: NaiveDate,
    done: &[NaiveDate],
) -> Result<(Record, NaiveDate), RuleError> {
    let (mut record, mut base) = (Record::default(), commissioned_on);
    for day in done {
        let before = passed(policy, base, *day)?;
        // It makes good the last of those that passed, and only that one.
        record.late += u32::from(before.count > 0);
        record.missed += before.count.saturating_sub(1);
        record.beyond_grace |= *day > plus_days(before.last, policy.grace_days)?;
        base = *day;
    }
    Ok((record, base))
}

/// The due days after `base` that have passed on `day`.
struct Passed {
    count: u32,
    /// The first due day, passed or not.
    first: NaiveDate,
    /// The last one that passed; the first where none did.
    last: NaiveDate,
}

fn passed(
    policy: &MaintenancePolicy,
    base: NaiveDate,
    day: NaiveDate,
) -> Result<Passed, RuleError> {
    let first = next_due(policy, base)?;
    let (mut count, mut last, mut due) = (0, first, first);
    while due < day {
        count += 1;
        last = due;
        due = next_due(policy, due)?;
    }
    Ok(Passed { count, first, last })
}

fn explain(
    policy: &Document<MaintenancePolicy>,
    input: &MaintenanceInput,
    plan: &MaintenancePlan,
) -> Explanation {
    let mut why = Explanation {
        basis: vec![Basis::policy("basis-yearly-maintenance")],
        rows: vec!["R152"],
        versions: vec![policy.version_ref()],
        ..Explanation::default()
    };
    why.steps.push(match plan.last_done_on {
        Some(on) => line!("maintenance-from-last", on = on),
        None => line!("maintenance-from-commissioning", on = input.commissioned_on),
    });
    why.steps.push(line!("maintenance-due", on = plan.due_on));
    why.steps
        .push(line!("maintenance-remind", on = plan.remind_on));
    let state = Arg::Key(format!("maintenance-state-{}", plan.state.code()));
    why.steps.push(line!("maintenance-state", state = state));
    if plan.missed_in_row > 0 {
        why.notes
            .push(line!("maintenance-missed", count = plan.missed_in_row));
    }
    if plan.extension_affected {
        why.notes.push(line!("maintenance-extension"));
    }
    if plan.sign_of_loss {
        why.notes.push(line!("maintenance-loss"));
    }
    why
}

#[cfg(test)]
mod tests;
