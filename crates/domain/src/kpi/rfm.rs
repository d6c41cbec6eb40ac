//! RFM: how recently, how often and for how much a customer came, in groups per dealer.

use std::collections::BTreeMap;

use chrono::{Datelike as _, NaiveDate};
use serde::{Deserialize, Serialize};

use super::{KpiPolicy, check_ids, not_after, out_of_range};
use crate::calendar::minus_months;
use crate::codes::codes;
use crate::explain::{Decision, Explanation, line};
use crate::policy::Document;
use crate::rule::{RuleError, within_calendar};

/// More than anyone pays at once: ten million yuan.
const AMOUNT_MAX: i64 = 1_000_000_000;
/// More events than a customer has.
const EVENTS_MAX: usize = 10_000;

codes! {
    /// What happened with a customer.
    RfmEventKind {
        /// 付款
        Paid = "paid",
        /// 联系
        Contact = "contact",
        /// 退款
        Refund = "refund",
    }
}

/// A payment, a contact or a refund.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct RfmEvent {
    /// When.
    pub on: NaiveDate,
    /// What.
    pub kind: RfmEventKind,
    /// How much, in fen; 0 for a contact.
    #[serde(default)]
    pub amount_fen: i64,
}

/// A customer with what happened.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct RfmCustomer {
    /// The customer.
    pub id: String,
    /// The dealer; groups are made per dealer.
    pub dealer_id: String,
    /// What happened.
    pub events: Vec<RfmEvent>,
}

/// Customers and the day asked for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct RfmInput {
    /// The day.
    pub as_of: NaiveDate,
    /// The customers.
    pub customers: Vec<RfmCustomer>,
}

/// A customer's measures and groups; 1 is the lowest group.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
pub struct RfmScore {
    /// The customer.
    pub id: String,
    /// The dealer.
    pub dealer_id: String,
    /// Whole months since the last payment or contact; null if there never was one.
    pub recency_months: Option<u32>,
    /// Payments and contacts in the window.
    pub frequency: u32,
    /// Paid less refunded in the window, in fen, at least 0.
    pub money_fen: i64,
    /// Group by recency; the most recent are highest.
    pub r: u32,
    /// Group by frequency.
    pub f: u32,
    /// Group by money.
    pub m: u32,
    /// How many groups the dealer's customers were split into.
    pub groups: u32,
}

/// Every customer's scores, by dealer and id.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
pub struct RfmResult {
    /// The scores.
    pub scores: Vec<RfmScore>,
}

/// Scores customers. Customers with the same measure share the lower group.
///
/// # Errors
/// Dates outside the calendar or after the day asked for, amounts negative or beyond reason, ids
/// empty or twice.
pub fn rfm(
    policy: &Document<KpiPolicy>,
    input: &RfmInput,
) -> Result<Decision<RfmResult>, RuleError> {
    let as_of = within_calendar(input.as_of, "as_of")?;
    check_ids(
        "customers",
        input.customers.iter().map(|row| row.id.as_str()),
    )?;
    let figures = &policy.content;
    let since =
        minus_months(as_of, figures.rfm_window_months).map_err(|_| out_of_range("as_of"))?;
    let mut dealers: BTreeMap<&str, Vec<RfmScore>> = BTreeMap::new();
    for (index, customer) in input.customers.iter().enumerate() {
        check_events(customer, index, as_of)?;
        let scores = dealers.entry(&customer.dealer_id).or_default();
        scores.push(measure(customer, since, as_of));
    }
    let mut why = Explanation::default();
    why.versions.push(policy.version_ref());
    let mut scores = Vec::with_capacity(input.customers.len());
    for mut of_dealer in dealers.into_values() {
        let small = of_dealer.len() < figures.rfm_small_below as usize;
        let groups = if small {
            figures.rfm_small_groups
        } else {
            figures.rfm_groups
        };
        if small {
            why.notes.push(line!(
                "kpi-rfm-few",
                n = of_dealer.len(),
                least = figures.rfm_small_below,
                groups = groups
            ));
        }
        group(&mut of_dealer, groups);
        of_dealer.sort_by(|a, b| a.id.cmp(&b.id));
        scores.extend(of_dealer);
    }
    why.steps.push(line!(
        "kpi-rfm",
        n = scores.len(),
        since = since,
        months = figures.rfm_window_months
    ));
    let result = RfmResult { scores };
    Ok(Decision { result, why })
}

fn check_events(customer: &RfmCustomer, index: usize, as_of: NaiveDate) -> Result<(), RuleError> {
    if customer.events.len() > EVENTS_MAX {
        return Err(out_of_range(format!("customers[{index}].events")));
    }
    for (number, event) in customer.events.iter().enumerate() {
        let place = format!("customers[{index}].events[{number}]");
        not_after(event.on, as_of, format!("{place}.on"))?;
        if !(0..=AMOUNT_MAX).contains(&event.amount_fen) {
            return Err(out_of_range(format!("{place}.amount_fen")));
        }
    }
    Ok(())
}

fn measure(customer: &RfmCustomer, since: NaiveDate, as_of: NaiveDate) -> RfmScore {
    let is_visit = |event: &&RfmEvent| event.kind != RfmEventKind::Refund;
    let last_on = customer
        .events
        .iter()
        .filter(is_visit)
        .map(|event| event.on);
    let window = || customer.events.iter().filter(|event| event.on > since);
    let money: i64 = window()
        .map(|event| match event.kind {
            RfmEventKind::Paid => event.amount_fen,
            RfmEventKind::Contact => 0,
            RfmEventKind::Refund => -event.amount_fen,
        })
        .sum();
    RfmScore {
        id: customer.id.clone(),
        dealer_id: customer.dealer_id.clone(),
        recency_months: last_on.max().map(|last| whole_months(last, as_of)),
        frequency: window().filter(is_visit).count() as u32,
        money_fen: money.max(0),
        r: 1,
        f: 1,
        m: 1,
        groups: 1,
    }
}

/// Whole months from `from` to a later `to`.
fn whole_months(from: NaiveDate, to: NaiveDate) -> u32 {
    let months = (to.year() - from.year()) * 12 + to.month() as i32 - from.month() as i32;
    let begun = i32::from(to.day() < from.day());
    (months - begun).unsigned_abs()
}

fn group(scores: &mut [RfmScore], groups: u32) {
    // The longer ago the lower; never is the lowest.
    let recency = |score: &RfmScore| -i64::from(score.recency_months.unwrap_or(u32::MAX));
    let r = grouping(scores.iter().map(recency).collect(), groups);
    let f = grouping(
        scores.iter().map(|s| i64::from(s.frequency)).collect(),
        groups,
    );
    let m = grouping(scores.iter().map(|s| s.money_fen).collect(), groups);
    for score in scores {
        score.r = r(recency(score));
        score.f = f(i64::from(score.frequency));
        score.m = m(score.money_fen);
        score.groups = groups;
    }
}

/// The group of a measure among all: by its first place in ascending order, so that equal measures
/// share the lower group and a larger measure never lies in a lower one.
fn grouping(mut measures: Vec<i64>, groups: u32) -> impl Fn(i64) -> u32 {
    measures.sort_unstable();
    move |measure| {
        let place = measures.partition_point(|other| *other < measure);
        1 + (place * groups as usize / measures.len()) as u32
    }
}
