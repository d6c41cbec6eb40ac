//! Operating figures with their formulas (`rules.md` §2.9).
//!
//! Rows in, a [`Figure`] out: the value with numerator and denominator, the rows behind it, and
//! those left out with the reason. Without a denominator there is no value, never 0/0. What a
//! figure means stands in the [`Dictionary`], which is data in both languages; figures quoted from
//! literature are of another type, so that they cannot be mixed with the dealer's own.

mod clv;
mod complaints;
mod customers;
mod dictionary;
mod orders;
mod repurchase;
mod rfm;

use serde::{Deserialize, Serialize};

pub use clv::{Clv, ClvInput, ClvYear, clv};
pub use complaints::{ComplaintInput, ComplaintRow, UnitRow, complaint_rate};
pub use customers::{ChurnInput, ChurnRow, Excuse, ExcuseCause, Loss, LossCause, churn};
pub use dictionary::{
    Dictionary, KpiDefinition, KpiPolicy, LiteratureFigure, built_in, dictionary_table,
};
pub use orders::{
    Mttr, MttrVariant, OrderInput, OrderRow, first_time_fix, mttr, on_time, reply_same_day,
};
pub use repurchase::{PurchaseInput, PurchaseKind, PurchaseRow, Repurchase, repurchase};
pub use rfm::{RfmCustomer, RfmEvent, RfmEventKind, RfmInput, RfmResult, RfmScore, rfm};

use crate::codes::codes;
use crate::explain::{Arg, Explanation, Line, line};
use crate::rule::{RuleError, within_calendar};
use crate::time::HOUR_MS;

codes! {
    /// The figures, in the order of the dictionary.
    Kpi {
        /// 一次修复率
        FirstTimeFix = "first_time_fix",
        /// 平均修复时间, with pauses the customer caused
        Mttr = "mttr",
        /// 平均修复时间, without them
        MttrWithoutPause = "mttr_without_pause",
        /// 当日回复率
        ReplySameDay = "reply_same_day",
        /// 按时完成率
        OnTime = "on_time",
        /// 流失率
        Churn = "churn",
        /// 复购率, of all households that bought
        RepurchaseAll = "repurchase_all",
        /// 复购率, of those that could have bought again
        RepurchaseEligible = "repurchase_eligible",
        /// 客户分群
        Rfm = "rfm",
        /// 客户终身价值
        Clv = "clv",
        /// 百台投诉率
        ComplaintRate = "complaint_rate",
        /// SERVQUAL 差距
        Servqual = "servqual",
        /// 满意率
        Csat = "csat",
        /// 净推荐值
        Nps = "nps",
        /// 客户费力度
        Ces = "ces",
    }
}

codes! {
    /// Why a row does not count.
    Exclusion {
        /// 已取消
        Cancelled = "cancelled",
        /// 未见故障: shown apart.
        NoFaultFound = "no_fault_found",
        /// The times contradict each other: a clock was wrong.
        ClockSuspect = "clock_suspect",
        /// 未到期: its time is not over, so it is neither kept nor missed.
        NotYetDue = "not_yet_due",
        /// 未完工
        Open = "open",
        /// Not a customer with a unit in service when the year began.
        NotActiveAtStart = "not_active_at_start",
        /// 去世
        Death = "death",
        /// 拆迁
        Demolition = "demolition",
        /// 迁出服务区
        MovedAway = "moved_away",
        /// 已退货
        Refunded = "refunded",
        /// Not long enough a customer to buy again.
        NotEligible = "not_eligible",
    }
}

impl Exclusion {
    /// The message that names it.
    #[must_use]
    pub fn key(self) -> String {
        format!("kpi-exclusion-{}", self.code().replace('_', "-"))
    }
}

/// A row that does not count.
#[derive(
    Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, schemars::JsonSchema,
)]
pub struct ExcludedRow {
    /// Why.
    pub reason: Exclusion,
    /// Which row.
    pub id: String,
}

/// A figure with the rows behind it. Lists of ids are in the order of the ids.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, schemars::JsonSchema)]
pub struct Figure {
    /// Which one.
    pub kpi: Kpi,
    /// Numerator by denominator in the unit of the dictionary; null without a denominator.
    pub value: Option<f64>,
    /// What is counted or summed up (times in milliseconds).
    pub numerator: i64,
    /// What it is divided by.
    pub denominator: i64,
    /// Rows that count.
    pub n: u32,
    /// The figure may still change: not every row is ripe, or the period is not over.
    pub provisional: bool,
    /// Rows in the numerator.
    pub hits: Vec<String>,
    /// Rows in the denominator alone.
    pub misses: Vec<String>,
    /// Those of the misses that count as such because their times contradict each other.
    pub suspects: Vec<String>,
    /// Rows left out, with the reason.
    pub excluded: Vec<ExcludedRow>,
}

/// Rows as they fall: in the numerator, in the denominator alone, or left out.
#[derive(Debug, Clone, Default)]
struct Sorting {
    hits: Vec<String>,
    misses: Vec<String>,
    suspects: Vec<String>,
    excluded: Vec<ExcludedRow>,
    provisional: bool,
}

impl Sorting {
    fn count(&mut self, id: &str, hit: bool) {
        let list = if hit {
            &mut self.hits
        } else {
            &mut self.misses
        };
        list.push(id.to_owned());
    }

    /// Counts as a miss, whatever its times say: a wrong clock must not improve a rate.
    fn fail_suspect(&mut self, id: &str) {
        self.count(id, false);
        self.suspects.push(id.to_owned());
    }

    fn exclude(&mut self, id: &str, reason: Exclusion) {
        self.excluded.push(ExcludedRow {
            reason,
            id: id.to_owned(),
        });
    }

    /// The share of hits in per cent.
    fn share(self, kpi: Kpi) -> Figure {
        let hits = self.hits.len() as i64;
        let all = hits + self.misses.len() as i64;
        self.figure(kpi, hits, all, quotient(hits * 100, all))
    }

    /// A figure with its own numbers over the sorted rows.
    fn figure(mut self, kpi: Kpi, numerator: i64, denominator: i64, value: Option<f64>) -> Figure {
        self.hits.sort_unstable();
        self.misses.sort_unstable();
        self.suspects.sort_unstable();
        self.excluded.sort_unstable();
        Figure {
            kpi,
            value,
            numerator,
            denominator,
            n: (self.hits.len() + self.misses.len()) as u32,
            provisional: self.provisional,
            hits: self.hits,
            misses: self.misses,
            suspects: self.suspects,
            excluded: self.excluded,
        }
    }
}

/// Null for nothing divided by nothing.
fn quotient(numerator: i64, denominator: i64) -> Option<f64> {
    (denominator != 0).then(|| numerator as f64 / denominator as f64)
}

/// The sentences every figure has: what was divided, what was left out, what may still change.
fn explain(why: &mut Explanation, figure: &Figure) {
    why.steps.push(match figure.value {
        Some(value) => division(figure, value),
        None => line!("kpi-no-rows"),
    });
    if !figure.suspects.is_empty() {
        let n = figure.suspects.len();
        why.notes.push(line!("kpi-suspects-failed", n = n));
    }
    for reason in Exclusion::ALL {
        let rows = figure.excluded.iter().filter(|row| row.reason == *reason);
        let n = rows.count();
        if n > 0 {
            why.notes.push(line!(
                "kpi-excluded",
                n = n,
                reason = Arg::Key(reason.key())
            ));
        }
    }
    if figure.provisional {
        why.notes.push(line!("kpi-provisional"));
    }
}

/// What was divided by what, in the unit of the figure.
fn division(figure: &Figure, value: f64) -> Line {
    match figure.kpi {
        Kpi::Mttr | Kpi::MttrWithoutPause => line!(
            "kpi-figure-hours",
            value = value,
            hours = figure.numerator as f64 / HOUR_MS as f64,
            orders = figure.denominator
        ),
        Kpi::ComplaintRate => line!(
            "kpi-figure-per-100",
            value = value,
            complaints = figure.numerator,
            units = figure.denominator
        ),
        _ => line!(
            "kpi-figure-percent",
            value = value,
            numerator = figure.numerator,
            denominator = figure.denominator
        ),
    }
}

/// More rows than a dealer has.
const ROWS_MAX: usize = 1_000_000;

/// Refuses more rows than a dealer can have, a row without an id, and an id that occurs twice.
fn check_ids<'a>(
    field: &str,
    ids: impl ExactSizeIterator<Item = &'a str>,
) -> Result<(), RuleError> {
    if ids.len() > ROWS_MAX {
        return Err(out_of_range(field.to_owned()));
    }
    let mut seen = std::collections::HashSet::with_capacity(ids.len());
    for (index, id) in ids.enumerate() {
        let field = || format!("{field}[{index}].id").into();
        if id.is_empty() {
            return Err(RuleError::Missing { field: field() });
        }
        if !seen.insert(id) {
            return Err(RuleError::BadValue {
                field: field(),
                reason: "occurs twice".to_owned(),
            });
        }
    }
    Ok(())
}

/// Refuses a day outside the calendar, or after the day the figure is asked for.
fn not_after(
    date: chrono::NaiveDate,
    as_of: chrono::NaiveDate,
    field: String,
) -> Result<(), RuleError> {
    within_calendar(date, field.clone())?;
    if date > as_of {
        let field = field.into();
        return Err(RuleError::InFuture { field });
    }
    Ok(())
}

fn out_of_range(field: impl Into<crate::rule::Field>) -> RuleError {
    RuleError::OutOfRange {
        field: field.into(),
    }
}

#[cfg(test)]
mod tests;
