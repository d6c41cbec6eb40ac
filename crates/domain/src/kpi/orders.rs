//! Figures over orders: first-time fix, time to repair, same-day reply, on time.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::{
    Exclusion, Figure, Kpi, KpiPolicy, Sorting, check_ids, explain, out_of_range, quotient,
};
use crate::calendar::plus_days;
use crate::explain::{Decision, Explanation, line};
use crate::policy::Document;
use crate::rule::{RuleError, in_order, within_calendar};
use crate::time::{HOUR_MS, end_of_day, local_date};

/// One order. Instants are Unix milliseconds.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct OrderRow {
    /// Names it in the rows behind a figure.
    pub id: String,
    /// The unit it was about.
    pub unit_id: String,
    /// The part of the unit: gas, water, flue, electric …; repairs of one system are compared.
    pub system: String,
    /// It is a repair.
    pub repair: bool,
    /// When the customer called.
    pub received_at: i64,
    /// The first human reply.
    #[serde(default)]
    pub replied_at: Option<i64>,
    /// Until when it was to be finished.
    #[serde(default)]
    pub limit_at: Option<i64>,
    /// When the work was done.
    #[serde(default)]
    pub finished_at: Option<i64>,
    /// When it was closed.
    #[serde(default)]
    pub closed_at: Option<i64>,
    /// Visits it took.
    #[serde(default)]
    pub visits: u32,
    /// It was cancelled.
    #[serde(default)]
    pub cancelled: bool,
    /// No fault was found.
    #[serde(default)]
    pub no_fault_found: bool,
    /// How long it rested because of the customer, in milliseconds.
    #[serde(default)]
    pub customer_pause_ms: i64,
    /// Its times are not to be trusted.
    #[serde(default)]
    pub clock_suspect: bool,
}

/// The orders of a dealer and the period asked for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct OrderInput {
    /// First day of the period.
    pub from: NaiveDate,
    /// Last day of the period.
    pub to: NaiveDate,
    /// The instant the figure is asked for.
    pub as_of_at: i64,
    /// The orders; also those around the period, for repeats.
    pub orders: Vec<OrderRow>,
}

/// One variant of the time to repair. Hours.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, schemars::JsonSchema)]
pub struct MttrVariant {
    /// The mean, with its rows; numerator in milliseconds, value in hours.
    pub mean: Figure,
    /// Half of the orders took no longer.
    pub median_hours: Option<f64>,
    /// Nine of ten orders took no longer (nearest rank).
    pub p90_hours: Option<f64>,
}

/// The time from call to end of work, with and without pauses the customer caused.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, schemars::JsonSchema)]
pub struct Mttr {
    /// As the customer lived it.
    pub with_pause: MttrVariant,
    /// Without the pauses the customer caused.
    pub without_pause: MttrVariant,
}

/// The China-time day of an instant within the calendar of rules.
fn day(at: i64, field: &str, index: usize) -> Result<NaiveDate, RuleError> {
    let field = format!("orders[{index}].{field}");
    match local_date(at) {
        Some(date) => within_calendar(date, field),
        None => Err(out_of_range(field)),
    }
}

fn check(input: &OrderInput) -> Result<(), RuleError> {
    within_calendar(input.from, "from")?;
    within_calendar(input.to, "to")?;
    in_order(input.from, input.to, "to")?;
    let as_of = local_date(input.as_of_at).ok_or_else(|| out_of_range("as_of_at"))?;
    within_calendar(as_of, "as_of_at")?;
    check_ids("orders", input.orders.iter().map(|order| order.id.as_str()))?;
    for (index, order) in input.orders.iter().enumerate() {
        for (field, at) in [
            ("received_at", Some(order.received_at)),
            ("replied_at", order.replied_at),
            ("limit_at", order.limit_at),
            ("finished_at", order.finished_at),
            ("closed_at", order.closed_at),
        ] {
            at.map(|at| day(at, field, index)).transpose()?;
        }
        if order.customer_pause_ms < 0 {
            return Err(out_of_range(format!("orders[{index}].customer_pause_ms")));
        }
    }
    Ok(())
}

impl OrderInput {
    /// Whether an instant (checked before) lies in the period.
    fn holds(&self, at: i64) -> bool {
        local_date(at).is_some_and(|date| (self.from..=self.to).contains(&date))
    }

    /// The period, or the last day of it, is not over.
    fn is_running(&self) -> bool {
        end_of_day(self.to).is_none_or(|end| self.as_of_at < end)
    }
}

/// The times contradict each other, or the order is marked as such.
fn contradicts(order: &OrderRow) -> bool {
    let ends = [order.replied_at, order.finished_at, order.closed_at];
    let before_call = |at: &i64| *at < order.received_at;
    let closed = order.finished_at.zip(order.closed_at);
    order.clock_suspect
        || ends.iter().flatten().any(before_call)
        || closed.is_some_and(|(finished_at, closed_at)| closed_at < finished_at)
}

/// The times contradict each other, or lie after the instant asked for.
fn is_suspect(order: &OrderRow, as_of_at: i64) -> bool {
    let ends = [order.replied_at, order.finished_at, order.closed_at];
    contradicts(order)
        || order.received_at > as_of_at
        || ends.iter().flatten().any(|at| *at > as_of_at)
}

/// 一次修复率: closed repairs done in one visit and without another order for the same system of
/// the same unit within the days of the policy, by closed repairs. Orders without a fault are left
/// out and listed; an order closed less than those days ago makes the figure provisional. Only a
/// call after the closing spoils it, and only if it had come in by the instant asked for.
///
/// # Errors
/// Dates outside the calendar, the period's end before its start, ids empty or twice, a repair
/// without its unit or system.
pub fn first_time_fix(
    policy: &Document<KpiPolicy>,
    input: &OrderInput,
) -> Result<Decision<Figure>, RuleError> {
    check(input)?;
    let days = policy.content.first_time_fix_days;
    let calls = Calls::of(input)?;
    let mut sorting = Sorting {
        provisional: input.is_running(),
        ..Sorting::default()
    };
    for (index, order) in input.orders.iter().enumerate() {
        let closed_at = order.closed_at.filter(|at| input.holds(*at));
        let Some(closed_at) = closed_at.filter(|_| order.repair) else {
            continue;
        };
        if let Some(reason) = left_out(order, input.as_of_at) {
            sorting.exclude(&order.id, reason);
            continue;
        }
        let ripe_at = local_date(closed_at)
            .and_then(|closed_on| plus_days(closed_on, days).ok())
            .and_then(end_of_day)
            .ok_or_else(|| out_of_range(format!("orders[{index}].closed_at")))?;
        sorting.provisional |= input.as_of_at < ripe_at;
        let again = calls.next(order, closed_at);
        let again = again.is_some_and(|at| at < ripe_at && at <= input.as_of_at);
        sorting.count(&order.id, order.visits == 1 && !again);
    }
    let figure = sorting.share(Kpi::FirstTimeFix);
    let mut why = Explanation::default();
    why.versions.push(policy.version_ref());
    why.steps.push(line!("kpi-first-time-fix", days = days));
    explain(&mut why, &figure);
    Ok(Decision {
        result: figure,
        why,
    })
}

/// When repairs were called for, by unit and system, in order of time.
struct Calls<'a>(BTreeMap<(&'a str, &'a str), Vec<i64>>);

impl<'a> Calls<'a> {
    /// Refuses a repair that does not say what it is about: it would be compared with strangers.
    fn of(input: &'a OrderInput) -> Result<Self, RuleError> {
        let mut calls: BTreeMap<_, Vec<i64>> = BTreeMap::new();
        let repairs = input.orders.iter().enumerate();
        for (index, order) in repairs.filter(|(_, order)| order.repair) {
            let key = (order.unit_id.trim(), order.system.trim());
            for (name, text) in [("unit_id", key.0), ("system", key.1)] {
                if text.is_empty() {
                    let field = format!("orders[{index}].{name}").into();
                    return Err(RuleError::Missing { field });
                }
            }
            if !order.cancelled {
                calls.entry(key).or_default().push(order.received_at);
            }
        }
        calls.values_mut().for_each(|calls| calls.sort_unstable());
        Ok(Self(calls))
    }

    /// The first call for the same system of the same unit after an instant.
    fn next(&self, order: &OrderRow, after: i64) -> Option<i64> {
        let calls = self.0.get(&(order.unit_id.trim(), order.system.trim()))?;
        let place = calls.partition_point(|call| *call <= after);
        calls.get(place).copied()
    }
}

fn left_out(order: &OrderRow, as_of_at: i64) -> Option<Exclusion> {
    if order.cancelled {
        Some(Exclusion::Cancelled)
    } else if is_suspect(order, as_of_at) {
        Some(Exclusion::ClockSuspect)
    } else {
        order.no_fault_found.then_some(Exclusion::NoFaultFound)
    }
}

/// MTTR: hours from the call to the end of the work, of repairs finished in the period: mean,
/// median and the 90th percentile, with and without the pauses the customer caused.
///
/// # Errors
/// As [`first_time_fix`]; a negative pause.
pub fn mttr(input: &OrderInput) -> Result<Decision<Mttr>, RuleError> {
    check(input)?;
    let mut sorting = Sorting {
        provisional: input.is_running(),
        ..Sorting::default()
    };
    let (mut whole, mut net) = (Vec::new(), Vec::new());
    for order in input.orders.iter().filter(|order| order.repair) {
        let at = order.finished_at.unwrap_or(order.received_at);
        if !input.holds(at) {
            continue;
        }
        let took = order.finished_at.map(|at| at - order.received_at);
        if order.cancelled {
            sorting.exclude(&order.id, Exclusion::Cancelled);
        } else if is_suspect(order, input.as_of_at)
            || took.is_some_and(|took| order.customer_pause_ms > took)
        {
            sorting.exclude(&order.id, Exclusion::ClockSuspect);
        } else if let Some(took) = took {
            sorting.count(&order.id, true);
            whole.push(took);
            net.push(took - order.customer_pause_ms);
        } else {
            sorting.exclude(&order.id, Exclusion::Open);
        }
    }
    let mut why = Explanation::default();
    why.steps.push(line!("kpi-mttr"));
    let with_pause = variant(Kpi::Mttr, sorting.clone(), whole);
    explain(&mut why, &with_pause.mean);
    let without_pause = variant(Kpi::MttrWithoutPause, sorting, net);
    if let Some(hours) = without_pause.mean.value {
        why.steps
            .push(line!("kpi-mttr-without-pause", hours = hours));
    }
    let result = Mttr {
        with_pause,
        without_pause,
    };
    Ok(Decision { result, why })
}

fn variant(kpi: Kpi, sorting: Sorting, mut times: Vec<i64>) -> MttrVariant {
    times.sort_unstable();
    let (n, sum) = (times.len(), times.iter().sum::<i64>());
    let hours = |ms: i64| ms as f64 / HOUR_MS as f64;
    // The mean of the two in the middle, which are one and the same for an odd number.
    let middle = (n > 0).then(|| times[(n - 1) / 2] + times[n / 2]);
    let ninth = (n > 0).then(|| times[(n * 9).div_ceil(10) - 1]);
    let mean = quotient(sum, n as i64 * HOUR_MS);
    MttrVariant {
        mean: sorting.figure(kpi, sum, n as i64, mean),
        median_hours: middle.map(|two| hours(two) / 2.0),
        p90_hours: ninth.map(hours),
    }
}

/// 当日回复率: orders of the period replied to by 24:00 of the day of the call, by all. An order
/// without a reply whose day is not over is not yet due; one cancelled later was called in all the
/// same and counts. Contradicting times count as no reply and are listed.
///
/// # Errors
/// As [`first_time_fix`].
pub fn reply_same_day(input: &OrderInput) -> Result<Decision<Figure>, RuleError> {
    check(input)?;
    deadline_share(input, Kpi::ReplySameDay, |order| {
        if !input.holds(order.received_at) {
            return None;
        }
        let due = end_of_day(local_date(order.received_at)?)?;
        Some((due, order.replied_at))
    })
}

/// 按时完成率: orders finished by their limit, by all whose limit lies in the period. An open order
/// past its limit has failed; one before it is not yet due. Cancelled orders are left out.
/// Contradicting times count as failed and are listed.
///
/// # Errors
/// As [`first_time_fix`].
pub fn on_time(input: &OrderInput) -> Result<Decision<Figure>, RuleError> {
    check(input)?;
    deadline_share(input, Kpi::OnTime, |order| {
        // A limit of 24:00 belongs to the day it ends.
        let due = order.limit_at.filter(|at| input.holds(at - 1))?;
        Some((due, order.finished_at))
    })
}

/// The share of orders done by their due instant; `facts` gives due and done of those that count.
/// What was done after the instant asked for was not done yet then, so that later rows do not
/// change a past figure.
fn deadline_share(
    input: &OrderInput,
    kpi: Kpi,
    facts: impl Fn(&OrderRow) -> Option<(i64, Option<i64>)>,
) -> Result<Decision<Figure>, RuleError> {
    let mut sorting = Sorting {
        provisional: input.is_running(),
        ..Sorting::default()
    };
    for order in &input.orders {
        let Some((due, done)) = facts(order) else {
            continue;
        };
        let done = done.filter(|done| *done <= input.as_of_at);
        let is_over = done.is_some() || input.as_of_at > due;
        if order.cancelled && kpi == Kpi::OnTime {
            sorting.exclude(&order.id, Exclusion::Cancelled);
        } else if is_over && contradicts(order) {
            sorting.fail_suspect(&order.id);
        } else if order.received_at > input.as_of_at {
            sorting.exclude(&order.id, Exclusion::ClockSuspect);
        } else if !is_over {
            sorting.exclude(&order.id, Exclusion::NotYetDue);
            sorting.provisional = true;
        } else {
            sorting.count(&order.id, done.is_some_and(|done| done <= due));
        }
    }
    let figure = sorting.share(kpi);
    let mut why = Explanation::default();
    why.steps.push(if kpi == Kpi::OnTime {
        line!("kpi-on-time")
    } else {
        line!("kpi-reply-same-day")
    });
    explain(&mut why, &figure);
    Ok(Decision {
        result: figure,
        why,
    })
}
