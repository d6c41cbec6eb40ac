//! How long a gas appliance may be used, and when it must stop at once (`rules.md` §2.4,
//! GB 17905-2008).
//!
//! [`scrap_date`] is the plain rule: the life runs from the day of sale, the maker may state a longer
//! one, never a shorter. [`assess`] judges one machine with what is known of it: conversion to
//! another gas, an unknown day of sale, findings that end its life whatever its age.

mod assess;
mod policy;
mod script;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

pub use assess::{Assessment, UnitLife, assess, needs_manager};
pub use policy::{Conversion, Life, SafetyPolicy, built_in};
pub use script::script;

use crate::calendar::{minus_months, plus_months};
use crate::codes::codes;
use crate::explain::{Arg, Basis, Decision, Explanation, line};
use crate::policy::Document;
use crate::rule::{Field, RuleError, within_calendar};

/// The longest life a maker can mean, in years; more is a slip of the keys.
pub const MAKER_YEARS_MAX: u32 = 100;

codes! {
    /// What the appliance burns.
    Gas {
        /// 天然气 (12T).
        #[serde(alias = "natural_gas", alias = "12T")]
        Natural = "NG",
        /// 液化石油气 (20Y).
        #[serde(alias = "lpg", alias = "20Y")]
        Lpg = "LPG",
        /// 人工煤气.
        #[serde(alias = "manufactured_gas")]
        Manufactured = "MG",
    }
}

codes! {
    /// A finding that ends the life of an appliance whatever its age.
    Criterion {
        /// Carbon monoxide over the limit even after repair.
        CoOverLimit = "co_over_limit",
        /// Combustion chamber or heat exchanger badly burnt.
        ChamberBurnt = "chamber_burnt",
        /// Flame rolls out of the chamber.
        FlameRollOut = "flame_roll_out",
        /// Water or gas still leaks after repair.
        LeakAfterRepair = "leak_after_repair",
        /// Insulation breaks down.
        InsulationBreakdown = "insulation_breakdown",
    }
}

codes! {
    /// Where an appliance stands in its life.
    LifeState {
        /// More than the notice period left.
        Ok = "ok",
        /// Within the notice period: worth telling the customer.
        Approaching = "approaching",
        /// 临近判废: within the warning period.
        Near = "near",
        /// Past its scrap date.
        Past = "past",
        /// A finding ends its life: not to be used from now on.
        Stopped = "stopped",
        /// Neither day of sale nor of make is known.
        Unknown = "unknown",
    }
}

codes! {
    /// What the state of an appliance asks of the shop.
    Demand {
        /// Tell the customer when the life ends.
        TellCustomer = "tell_customer",
        /// A task for customer care.
        CareTask = "care_task",
        /// Note the customer as a prospect for a new appliance.
        ReplacementLead = "replacement_lead",
        /// A red bar on every job of this machine.
        RedBar = "red_bar",
        /// Advice printed on the job sheet.
        PrintAdvice = "print_advice",
        /// The customer signs that he was advised.
        AdviceSigned = "advice_signed",
        /// A manager approves repairs of gas and combustion parts.
        ManagerApproval = "manager_approval",
        /// Shut off, labelled, not to be used.
        StopUse = "stop_use",
        /// Find out when it was sold or made.
        FindDate = "find_date",
    }
}

/// The question of the plain rule.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ScrapDateInput {
    /// The day of sale.
    pub sold_on: NaiveDate,
    /// What it burns.
    pub gas: Gas,
    /// The life its maker states, in years.
    #[serde(default)]
    pub maker_years: Option<u32>,
}

/// The answer of the plain rule.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
pub struct ScrapDate {
    /// The last day of the appliance's life.
    pub scrap_on: NaiveDate,
    /// From this day on it is 临近判废.
    pub warn_on: NaiveDate,
    /// The maker's life is shorter than the law allows, so the data must be wrong.
    pub data_error: bool,
}

/// The scrap date of an appliance by its day of sale (§2.4). A duty of safety, so no rest day moves
/// it.
///
/// # Errors
/// [`RuleError::OutOfRange`] for a maker's life above [`MAKER_YEARS_MAX`] or outside the calendar.
pub fn scrap_date(
    policy: &Document<SafetyPolicy>,
    input: &ScrapDateInput,
) -> Result<Decision<ScrapDate>, RuleError> {
    let mut why = reasons(policy);
    let sold_on = within_calendar(input.sold_on, "sold_on")?;
    let life = life(policy, input.gas, input.maker_years)?;
    let scrap_on = at_end_of(sold_on, life.years, "sold_on")?;
    let warn_on = minus_months(scrap_on, policy.content.warn_months)?;
    explain_life(&mut why, input.gas, &life);
    why.steps.push(line!(
        "safety-scrap-from-sale",
        sold = sold_on,
        on = scrap_on,
        years = life.years
    ));
    why.steps.push(line!(
        "safety-warn",
        on = warn_on,
        months = policy.content.warn_months
    ));
    Ok(Decision {
        result: ScrapDate {
            scrap_on,
            warn_on,
            data_error: life.data_error,
        },
        why,
    })
}

/// The life that counts, and whether the maker's figure is below the law's.
struct CountedLife {
    years: u32,
    statutory: u32,
    maker: Option<u32>,
    data_error: bool,
}

fn life(
    policy: &Document<SafetyPolicy>,
    gas: Gas,
    maker_years: Option<u32>,
) -> Result<CountedLife, RuleError> {
    let statutory = policy.content.years(gas)?;
    if maker_years.is_some_and(|years| years > MAKER_YEARS_MAX) {
        return Err(RuleError::OutOfRange {
            field: "maker_years".into(),
        });
    }
    Ok(CountedLife {
        years: maker_years.unwrap_or(0).max(statutory),
        statutory,
        maker: maker_years,
        data_error: maker_years.is_some_and(|years| years < statutory),
    })
}

fn at_end_of(
    start: NaiveDate,
    years: u32,
    field: impl Into<Field>,
) -> Result<NaiveDate, RuleError> {
    plus_months(start, years * 12).map_err(|_| RuleError::OutOfRange {
        field: field.into(),
    })
}

fn reasons(policy: &Document<SafetyPolicy>) -> Explanation {
    Explanation {
        basis: vec![Basis::statute("basis-gb17905-life")],
        versions: vec![policy.version_ref()],
        ..Explanation::default()
    }
}

fn explain_life(why: &mut Explanation, gas: Gas, life: &CountedLife) {
    why.steps.push(line!(
        "safety-life-statutory",
        gas = Arg::Key(format!("safety-gas-{}", gas.code())),
        years = life.statutory
    ));
    match life.maker {
        Some(years) if life.data_error => {
            why.notes.push(line!("safety-maker-shorter", years = years));
        }
        Some(years) if years > life.statutory => {
            why.steps.push(line!("safety-maker-longer", years = years));
        }
        Some(_) | None => {}
    }
}

#[cfg(test)]
mod tests;
