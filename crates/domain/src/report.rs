//! The figures of a span of days (R010, R110, R118): which days a span is of and which it is held
//! against, how finished repairs fall into the classes of causes, what of the knowledge base was used
//! on the phone, how content the customers were.
//!
//! Counted rows in, lines out; a share of fewer than [`SAMPLE_MIN`] cases is not given, because it
//! would say nothing.

mod cause;
mod knowledge;

use chrono::{Days, Months, NaiveDate};

pub use cause::{CauseCount, CauseLine, ModelCount, causes};
pub use knowledge::{CallFact, FaultUse, faults_used};

use crate::codes::codes;
use crate::rule::RuleError;
use crate::score::{Period, SAMPLE_MIN};
use crate::sla::Season;
use crate::survey::{self, CsatInput};

codes! {
    /// A span that is chosen by its name.
    Span {
        /// 本月: the days of this month so far.
        ThisMonth = "this_month",
        /// 上月
        LastMonth = "last_month",
        /// 这个采暖季: the one that runs, else the last one.
        Season = "season",
        /// 最近十二个月
        Year = "year",
    }
}

/// The days that are counted, and those they are held against.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Spans {
    /// What is asked for.
    pub now: Period,
    /// As many days before it: of a month or season that still runs, the same part of the one before.
    pub before: Period,
}

/// The days of a span as of today; none outside of the calendar.
#[must_use]
pub fn days_of(span: Span, today: NaiveDate, season: Season) -> Option<Spans> {
    let first = today.checked_sub_days(Days::new(u64::from(day_of_month(today) - 1)))?;
    let (now, months) = match span {
        Span::ThisMonth => (period(first, today), 1),
        Span::LastMonth => {
            let from = first.checked_sub_months(Months::new(1))?;
            let now = period(from, first.pred_opt()?);
            let before = period(from.checked_sub_months(Months::new(1))?, from.pred_opt()?);
            return Some(Spans { now, before });
        }
        Span::Season => {
            let (from, to) = season.begun_by(today)?;
            (period(from, to.min(today)), 12)
        }
        Span::Year => {
            let from = today.checked_sub_months(Months::new(12))?.succ_opt()?;
            let before = period(from.checked_sub_months(Months::new(12))?, from.pred_opt()?);
            let now = period(from, today);
            return Some(Spans { now, before });
        }
    };
    let earlier = |day: NaiveDate| day.checked_sub_months(Months::new(months));
    let before = period(earlier(now.from)?, earlier(now.to)?);
    Some(Spans { now, before })
}

/// The days from one to another, held against as many before them; none where they are in the wrong
/// order.
#[must_use]
pub fn own_days(from: NaiveDate, to: NaiveDate) -> Option<Spans> {
    let count = u64::try_from((to - from).num_days()).ok()? + 1;
    let before = period(from.checked_sub_days(Days::new(count))?, from.pred_opt()?);
    Some(Spans {
        now: period(from, to),
        before,
    })
}

const fn period(from: NaiveDate, to: NaiveDate) -> Period {
    Period { from, to }
}

fn day_of_month(day: NaiveDate) -> u32 {
    use chrono::Datelike as _;
    day.day()
}

/// A part in per cent, to a tenth; none of fewer than [`SAMPLE_MIN`] cases.
#[must_use]
pub fn share(part: u32, of: u32) -> Option<f64> {
    (of >= SAMPLE_MIN).then(|| tenth(f64::from(part) * 100.0 / f64::from(of)))
}

fn tenth(figure: f64) -> f64 {
    (figure * 10.0).round() / 10.0
}

/// How content the customers were.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Content {
    /// Scores of 1–5 that were given.
    pub scored: u32,
    /// Of them satisfied, as the rule of the surveys says.
    pub satisfied: u32,
    /// Their share in per cent; none of fewer than [`SAMPLE_MIN`].
    pub percent: Option<f64>,
    /// The mean score, to a tenth; none of fewer than [`SAMPLE_MIN`].
    pub mean: Option<f64>,
}

/// How content the customers were by their scores, as `survey.csat` counts them (R110).
///
/// # Errors
/// [`RuleError`] for a score outside 1–5, or figures that cannot be read.
pub fn content(scores: Vec<i64>) -> Result<Content, RuleError> {
    let sum: i64 = scores.iter().sum();
    let policy = survey::built_in()?;
    let counted = survey::csat(policy, &CsatInput { answers: scores })?.result;
    let enough = counted.n >= SAMPLE_MIN;
    Ok(Content {
        scored: counted.n,
        satisfied: counted.satisfied,
        percent: counted.csat.filter(|_| enough).map(tenth),
        mean: enough.then(|| tenth(sum as f64 / f64::from(counted.n))),
    })
}

#[cfg(test)]
mod tests;
