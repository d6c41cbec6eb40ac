//! Two effective return visits within a month of commissioning (`rules.md` §2.7, R116).
//!
//! [`evaluate`] is the bare rule over effective contacts; [`judge`] reads the attempts as they were
//! made: who was reached, refusals, attempts in vain, exchanged machines, clocks in doubt. The two
//! windows say when to call, they are not conditions: any two effective contacts far enough apart
//! and in time fulfil the plan. The month is a duty of the firm, so rest days never prolong it.

mod attempts;
mod refusals;

use chrono::NaiveDate;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

pub use attempts::{Attempt, AttemptResult, JudgeInput, Judged, Outcome, judge};
pub use refusals::{ClosedPlans, RefusalShare, refusal_shares};

use crate::calendar::{plus_days, plus_months};
use crate::codes::codes;
use crate::explain::{Basis, Decision, Explanation, line};
use crate::policy::{Content, Document, bad_policy, built_in_document};
use crate::rule::{Field, RuleError, in_order, within_calendar};
use crate::time::local_date;

/// Most contacts or attempts of one plan: more is a slip of the program that asks.
pub const CONTACTS_MAX: usize = 1_000;

/// The figures of the plan.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct PlanPolicy {
    /// Months after commissioning within which the visits must have taken place.
    pub plan_months: u32,
    /// First day of the first window, in days after commissioning.
    pub first_from_days: u32,
    /// Last day of the first window, in days after commissioning.
    pub first_to_days: u32,
    /// First day of the second window, in days after commissioning; its last is the plan's.
    pub second_from_days: u32,
    /// Effective contacts that fulfil the plan.
    pub contacts_needed: u32,
    /// Days between two contacts that both count.
    pub gap_days: u32,
    /// Different days with an attempt in vain after which the firm has done its best.
    pub failed_days: u32,
    /// A visitor with more than this share of refusals is audited, in percent.
    pub refusal_percent: u32,
}

impl Content for PlanPolicy {
    const KIND: &'static str = "return_visit";

    fn check(&self) -> Result<(), RuleError> {
        let windows = [
            self.first_from_days,
            self.first_to_days,
            self.second_from_days,
        ];
        let facts = [
            (
                "plan_months",
                (1..=12).contains(&self.plan_months),
                "1 to 12",
            ),
            ("first_from_days", windows[0] >= 1, "after commissioning"),
            (
                "first_to_days",
                windows[1] >= windows[0],
                "not before first_from_days",
            ),
            (
                "second_from_days",
                windows[2] > windows[1],
                "after first_to_days",
            ),
            // The shortest month has 28 days; the second window must not be empty in any.
            (
                "second_from_days",
                windows[2] <= 28 * self.plan_months,
                "within the plan",
            ),
            (
                "contacts_needed",
                (1..=12).contains(&self.contacts_needed),
                "1 to 12",
            ),
            ("gap_days", (1..=180).contains(&self.gap_days), "1 to 180"),
            (
                "failed_days",
                (1..=28).contains(&self.failed_days),
                "1 to 28",
            ),
            (
                "refusal_percent",
                self.refusal_percent <= 100,
                "at most 100",
            ),
        ];
        match facts.into_iter().find(|(_, holds, _)| !holds) {
            Some((field, _, reason)) => Err(bad_policy(field, reason)),
            None => Ok(()),
        }
    }
}

built_in_document! {
    /// The figures the program comes with, until headquarters sends others.
    pub fn built_in() -> PlanPolicy = "return_visit-2026-1";
}

codes! {
    /// How a plan stands by the bare rule.
    Status {
        /// 达标
        Met = "met",
        /// 进行中
        Open = "open",
        /// 未达标
        Missed = "missed",
    }
}

/// A contact after commissioning.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Contact {
    /// When it took place, Unix ms; its date is that in China.
    pub at: i64,
    /// A person of the household was spoken with and said whether the machine works.
    pub effective: bool,
}

/// What `return_visit.evaluate` is asked.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct EvaluateInput {
    /// The day of commissioning.
    pub commissioned_on: NaiveDate,
    /// The contacts since, in any order.
    pub contacts: Vec<Contact>,
    /// The day the question is asked for; later contacts do not count.
    pub as_of: NaiveDate,
}

/// When to call.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Windows {
    /// First day of the first window.
    pub v1_from: NaiveDate,
    /// Last day of the first window.
    pub v1_to: NaiveDate,
    /// First day of the second window.
    pub v2_from: NaiveDate,
    /// Last day of the second window and of the plan.
    pub v2_to: NaiveDate,
}

/// The answer of `return_visit.evaluate`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Evaluation {
    /// When to call.
    #[serde(flatten)]
    pub windows: Windows,
    /// How the plan stands.
    pub status: Status,
}

/// The windows of a plan that begins with commissioning on `commissioned_on`.
///
/// # Errors
/// [`RuleError::OutOfRange`] outside the calendar.
pub fn windows(commissioned_on: NaiveDate, policy: &PlanPolicy) -> Result<Windows, RuleError> {
    let start = within_calendar(commissioned_on, "commissioned_on")?;
    let out = |_| RuleError::OutOfRange {
        field: Field::Borrowed("commissioned_on"),
    };
    let day = |days| plus_days(start, days).map_err(out);
    Ok(Windows {
        v1_from: day(policy.first_from_days)?,
        v1_to: day(policy.first_to_days)?,
        v2_from: day(policy.second_from_days)?,
        v2_to: plus_months(start, policy.plan_months).map_err(out)?,
    })
}

/// Whether the return visits of a commissioning took place.
///
/// # Errors
/// [`RuleError::OutOfRange`] for dates or instants outside the calendar, or too many contacts,
/// [`RuleError::EndBeforeStart`] for a question asked for a day before commissioning.
pub fn evaluate(
    input: &EvaluateInput,
    document: &Document<PlanPolicy>,
) -> Result<Decision<Evaluation>, RuleError> {
    let as_of = within_calendar(input.as_of, "as_of")?;
    let dates = contact_dates(&input.contacts)?;
    let windows = windows(input.commissioned_on, &document.content)?;
    in_order(input.commissioned_on, as_of, "as_of")?;
    let (status, why) = settle(input.commissioned_on, &windows, dates, as_of, document);
    Ok(Decision {
        result: Evaluation { windows, status },
        why,
    })
}

fn contact_dates(contacts: &[Contact]) -> Result<Vec<NaiveDate>, RuleError> {
    bounded(contacts.len(), "contacts")?;
    let mut dates = Vec::new();
    for (index, contact) in contacts.iter().enumerate() {
        let on = china_date(contact.at, || format!("contacts[{index}].at"))?;
        if contact.effective {
            dates.push(on);
        }
    }
    Ok(dates)
}

fn bounded(count: usize, field: &'static str) -> Result<(), RuleError> {
    if count > CONTACTS_MAX {
        return Err(RuleError::OutOfRange {
            field: field.into(),
        });
    }
    Ok(())
}

fn china_date(at: i64, field: impl Fn() -> String) -> Result<NaiveDate, RuleError> {
    let on = local_date(at).ok_or_else(|| RuleError::OutOfRange {
        field: field().into(),
    })?;
    within_calendar(on, field())
}

/// The days that count, earliest first: each at least `gap_days` after the one before. Taking the
/// earliest each time gives the longest such row, so further contacts never lose a fulfilled plan.
fn counted(mut dates: Vec<NaiveDate>, gap_days: u32) -> Vec<NaiveDate> {
    dates.sort_unstable();
    let mut counted: Vec<NaiveDate> = Vec::new();
    for on in dates {
        let far_enough = counted
            .last()
            .is_none_or(|last| (on - *last).num_days() >= i64::from(gap_days));
        if far_enough {
            counted.push(on);
        }
    }
    counted
}

/// The status by effective contacts on `dates`, with its reasons.
fn settle(
    start: NaiveDate,
    windows: &Windows,
    dates: Vec<NaiveDate>,
    as_of: NaiveDate,
    document: &Document<PlanPolicy>,
) -> (Status, Explanation) {
    let policy = &document.content;
    let last = windows.v2_to;
    let known = dates.into_iter().filter(|on| *on > start && *on <= as_of);
    let (in_time, late): (Vec<_>, Vec<_>) = known.partition(|on| *on <= last);
    let all = in_time.len();
    let counted = counted(in_time, policy.gap_days);
    let needed = policy.contacts_needed as usize;
    let status = if counted.len() >= needed {
        Status::Met
    } else if as_of > last {
        Status::Missed
    } else {
        Status::Open
    };

    let mut why = Explanation {
        basis: vec![Basis::policy("basis-return-visit-month")],
        rows: vec![row(status)],
        versions: vec![document.version_ref()],
        ..Explanation::default()
    };
    why.steps = vec![
        line!("return-visit-commissioned", on = start),
        line!(
            "return-visit-first-window",
            from = windows.v1_from,
            to = windows.v1_to
        ),
        line!(
            "return-visit-second-window",
            from = windows.v2_from,
            to = last
        ),
    ];
    for on in counted.iter().take(needed) {
        why.steps.push(line!("return-visit-counts", on = *on));
    }
    why.steps.push(match status {
        Status::Met => line!("return-visit-met"),
        Status::Open => line!("return-visit-open", to = last),
        Status::Missed => line!("return-visit-missed", to = last),
    });
    if status != Status::Met {
        let lacking = needed - counted.len();
        why.missing.push(line!(
            "return-visit-lacking",
            count = lacking,
            days = policy.gap_days
        ));
    }
    if counted.len() < all {
        why.notes
            .push(line!("return-visit-too-close", days = policy.gap_days));
    }
    for on in late {
        why.notes.push(line!("return-visit-late", on = on));
    }
    (status, why)
}

const fn row(status: Status) -> &'static str {
    match status {
        Status::Met => "2.7.met",
        Status::Open => "2.7.open",
        Status::Missed => "2.7.missed",
    }
}

#[cfg(test)]
mod tests;
