//! Churn: customers with a unit in service that were lost within a year.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::{Exclusion, Figure, Kpi, KpiPolicy, Sorting, check_ids, explain, not_after};
use crate::codes::codes;
use crate::explain::{Decision, Explanation, line};
use crate::policy::Document;
use crate::rule::{RuleError, in_order, within_calendar};

codes! {
    /// How a customer was lost.
    LossCause {
        /// 换了别的品牌
        OtherBrand = "other_brand",
        /// 拆除
        Removed = "removed",
        /// 找别人维修
        ServicedElsewhere = "serviced_elsewhere",
    }
}

codes! {
    /// Why a customer who is gone is not counted as lost.
    ExcuseCause {
        /// 去世
        Death = "death",
        /// 拆迁
        Demolition = "demolition",
        /// 迁出服务区
        MovedAway = "moved_away",
    }
}

impl ExcuseCause {
    const fn exclusion(self) -> Exclusion {
        match self {
            Self::Death => Exclusion::Death,
            Self::Demolition => Exclusion::Demolition,
            Self::MovedAway => Exclusion::MovedAway,
        }
    }
}

/// How and when a customer was lost.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Loss {
    /// How.
    pub cause: LossCause,
    /// Since when.
    pub on: NaiveDate,
}

/// Why and since when a customer is gone without being lost.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Excuse {
    /// Why.
    pub cause: ExcuseCause,
    /// Since when.
    pub on: NaiveDate,
}

/// A household.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ChurnRow {
    /// The household.
    pub id: String,
    /// It had a unit in service when the period began.
    pub in_service_at_start: bool,
    /// It heats with the unit, so yearly maintenance is expected.
    pub heating: bool,
    /// Known to be lost.
    #[serde(default)]
    pub lost: Option<Loss>,
    /// Gone for a reason nobody can help.
    #[serde(default)]
    pub excused: Option<Excuse>,
    /// The last contact of any kind.
    #[serde(default)]
    pub last_contact_on: Option<NaiveDate>,
    /// Yearly maintenances missed in a row at the end of the period.
    #[serde(default)]
    pub missed_maintenances: u32,
}

/// The households of a dealer and the year asked for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ChurnInput {
    /// First day.
    pub from: NaiveDate,
    /// Last day.
    pub to: NaiveDate,
    /// The day the figure is asked for.
    pub as_of: NaiveDate,
    /// The households.
    pub customers: Vec<ChurnRow>,
}

/// 流失率: households active at the start that were lost in the period, by those active at the
/// start. Death, demolition and moving away are left out and listed.
///
/// # Errors
/// Dates outside the calendar or, of a household, after the day asked for; the period's end before
/// its start; ids empty or twice.
pub fn churn(
    policy: &Document<KpiPolicy>,
    input: &ChurnInput,
) -> Result<Decision<Figure>, RuleError> {
    check(input)?;
    let mut sorting = Sorting {
        provisional: input.as_of <= input.to,
        ..Sorting::default()
    };
    let missed = policy.content.churn_missed_maintenances;
    for row in &input.customers {
        let lost_on = row.lost.map(|lost| lost.on);
        let excused_on = row.excused.map(|excuse| excuse.on);
        let gone_before = [lost_on, excused_on];
        let gone_before = gone_before.iter().flatten().any(|on| *on < input.from);
        if !row.in_service_at_start || gone_before {
            sorting.exclude(&row.id, Exclusion::NotActiveAtStart);
        } else if let Some(excuse) = row.excused.filter(|excuse| excuse.on <= input.to) {
            sorting.exclude(&row.id, excuse.cause.exclusion());
        } else {
            let known = lost_on.is_some_and(|on| on <= input.to);
            let silent = row.last_contact_on.is_none_or(|on| on < input.from);
            let drifted = row.heating && silent && row.missed_maintenances >= missed;
            sorting.count(&row.id, known || drifted);
        }
    }
    let figure = sorting.share(Kpi::Churn);
    let mut why = Explanation::default();
    why.versions.push(policy.version_ref());
    why.steps.push(line!("kpi-churn", missed = missed));
    explain(&mut why, &figure);
    Ok(Decision {
        result: figure,
        why,
    })
}

fn check(input: &ChurnInput) -> Result<(), RuleError> {
    within_calendar(input.from, "from")?;
    within_calendar(input.to, "to")?;
    within_calendar(input.as_of, "as_of")?;
    in_order(input.from, input.to, "to")?;
    check_ids(
        "customers",
        input.customers.iter().map(|row| row.id.as_str()),
    )?;
    for (index, row) in input.customers.iter().enumerate() {
        for (name, on) in [
            ("lost.on", row.lost.map(|lost| lost.on)),
            ("excused.on", row.excused.map(|excuse| excuse.on)),
            ("last_contact_on", row.last_contact_on),
        ] {
            if let Some(on) = on {
                not_after(on, input.as_of, format!("customers[{index}].{name}"))?;
            }
        }
    }
    Ok(())
}
