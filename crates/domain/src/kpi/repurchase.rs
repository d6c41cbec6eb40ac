//! Repurchase: households that bought again.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::{Exclusion, Figure, Kpi, KpiPolicy, Sorting, check_ids, explain, not_after};
use crate::calendar::plus_months;
use crate::codes::codes;
use crate::explain::{Decision, Explanation, line};
use crate::policy::Document;
use crate::rule::{RuleError, within_calendar};

codes! {
    /// What was bought.
    PurchaseKind {
        /// 机器
        Unit = "unit",
        /// 服务套餐、延保
        Plan = "plan",
    }
}

/// One purchase.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct PurchaseRow {
    /// The purchase.
    pub id: String,
    /// The household: a family with one phone is one.
    pub household: String,
    /// What.
    pub kind: PurchaseKind,
    /// When.
    pub bought_on: NaiveDate,
    /// Taken back.
    #[serde(default)]
    pub refunded: bool,
}

/// The purchases of a dealer's customers.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct PurchaseInput {
    /// The day the figure is asked for.
    pub as_of: NaiveDate,
    /// The purchases.
    pub purchases: Vec<PurchaseRow>,
}

/// Both denominators; the rows behind them are households.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, schemars::JsonSchema)]
pub struct Repurchase {
    /// Of all households that bought.
    pub all: Figure,
    /// Of those whose unit is old enough to be replaced, or that bought again.
    pub eligible: Figure,
}

/// 复购率: households that bought a unit or a plan on a later day than their first, by all, and by
/// those whose first unit is as old as the policy says or that bought again.
///
/// # Errors
/// Dates outside the calendar or after the day asked for, ids empty or twice, no household.
pub fn repurchase(
    policy: &Document<KpiPolicy>,
    input: &PurchaseInput,
) -> Result<Decision<Repurchase>, RuleError> {
    within_calendar(input.as_of, "as_of")?;
    check_ids(
        "purchases",
        input.purchases.iter().map(|row| row.id.as_str()),
    )?;
    let mut households: BTreeMap<&str, Vec<&PurchaseRow>> = BTreeMap::new();
    for (index, row) in input.purchases.iter().enumerate() {
        let field = format!("purchases[{index}]");
        not_after(row.bought_on, input.as_of, format!("{field}.bought_on"))?;
        if row.household.is_empty() {
            return Err(RuleError::Missing {
                field: format!("{field}.household").into(),
            });
        }
        households.entry(&row.household).or_default().push(row);
    }
    let (mut all, mut eligible) = (Sorting::default(), Sorting::default());
    for (household, rows) in households {
        let kept: Vec<_> = rows.into_iter().filter(|row| !row.refunded).collect();
        let Some(first_on) = kept.iter().map(|row| row.bought_on).min() else {
            all.exclude(household, Exclusion::Refunded);
            eligible.exclude(household, Exclusion::Refunded);
            continue;
        };
        let again = kept.iter().any(|row| row.bought_on > first_on);
        all.count(household, again);
        if again || is_old(policy, &kept, input.as_of) {
            eligible.count(household, again);
        } else {
            eligible.exclude(household, Exclusion::NotEligible);
        }
    }
    let result = Repurchase {
        all: all.share(Kpi::RepurchaseAll),
        eligible: eligible.share(Kpi::RepurchaseEligible),
    };
    let mut why = Explanation::default();
    why.versions.push(policy.version_ref());
    let months = policy.content.repurchase_age_months;
    why.steps.push(line!("kpi-repurchase-all"));
    explain(&mut why, &result.all);
    why.steps
        .push(line!("kpi-repurchase-eligible", months = months));
    explain(&mut why, &result.eligible);
    Ok(Decision { result, why })
}

/// The household's first unit is old enough to be replaced. A day beyond the calendar has not come.
fn is_old(policy: &Document<KpiPolicy>, kept: &[&PurchaseRow], as_of: NaiveDate) -> bool {
    let units = kept.iter().filter(|row| row.kind == PurchaseKind::Unit);
    let months = policy.content.repurchase_age_months;
    let first_on = units.map(|row| row.bought_on).min();
    first_on
        .is_some_and(|first_on| plus_months(first_on, months).is_ok_and(|old_on| old_on <= as_of))
}
