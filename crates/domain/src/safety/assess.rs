//! One machine's life, judged with everything that is known of it.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::policy::Conversion;
use super::{
    CountedLife, Criterion, Demand, Gas, LifeState, SafetyPolicy, at_end_of, explain_life, life,
    reasons,
};
use crate::calendar::minus_months;
use crate::explain::{Arg, Basis, Decision, Explanation, line};
use crate::policy::Document;
use crate::rule::{RuleError, in_order, within_calendar};

/// What is known of a machine's life.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct UnitLife {
    /// The day of sale, where known.
    #[serde(default)]
    pub sold_on: Option<NaiveDate>,
    /// The day of make, where known.
    #[serde(default)]
    pub made_on: Option<NaiveDate>,
    /// What it burns now.
    pub gas: Gas,
    /// What it burned before it was converted.
    #[serde(default)]
    pub converted_from: Option<Gas>,
    /// The life its maker states, in years.
    #[serde(default)]
    pub maker_years: Option<u32>,
    /// Findings that end its life.
    #[serde(default)]
    pub findings: Vec<Criterion>,
    /// It was stopped for danger, whatever was found, and not released.
    #[serde(default)]
    pub stopped: bool,
}

/// Where a machine stands, and what that asks of the shop.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
pub struct Assessment {
    /// Where it stands on the day asked for.
    pub state: LifeState,
    /// The last day of its life, where a day of sale or make is known.
    pub scrap_on: Option<NaiveDate>,
    /// From this day on it is 临近判废.
    pub warn_on: Option<NaiveDate>,
    /// From this day on the customer is told.
    pub notice_on: Option<NaiveDate>,
    /// Reckoned from the day of make, because the day of sale is unknown.
    pub estimated: bool,
    /// The maker's life is shorter than the law allows: headquarters must look at the data.
    pub data_error: bool,
    /// What the state asks.
    pub demands: Vec<Demand>,
}

/// Judges a machine's life on `as_of`.
///
/// # Errors
/// [`RuleError::InFuture`] for a day of sale or make after `as_of`; [`RuleError::EndBeforeStart`] for
/// a sale before the make; [`RuleError::OutOfRange`] as for the plain rule.
pub fn assess(
    policy: &Document<SafetyPolicy>,
    unit: &UnitLife,
    as_of: NaiveDate,
) -> Result<Decision<Assessment>, RuleError> {
    check_dates(unit, as_of)?;
    let mut why = reasons(policy);
    let counted = counted_life(policy, unit, &mut why)?;
    let scrap_on = scrap_day(unit, &counted, &mut why)?;
    let before_end = |months| scrap_on.map(|end| minus_months(end, months)).transpose();
    let warn_on = before_end(policy.content.warn_months)?;
    let notice_on = before_end(policy.content.notice_months)?;
    let state = if unit.findings.is_empty() && !unit.stopped {
        state_on(as_of, scrap_on, warn_on, notice_on)
    } else {
        LifeState::Stopped
    };
    explain_state(&mut why, unit, state);
    Ok(Decision {
        result: Assessment {
            state,
            scrap_on,
            warn_on,
            notice_on,
            estimated: unit.sold_on.is_none() && scrap_on.is_some(),
            data_error: counted.data_error,
            demands: policy.content.demands(state),
        },
        why,
    })
}

/// Whether a repair needs a manager's approval: one of gas or combustion parts where the state of
/// the machine demands it, and any repair of a stopped machine.
#[must_use]
pub fn needs_manager(assessment: &Assessment, gas_or_combustion: bool) -> bool {
    let demanded = assessment.demands.contains(&Demand::ManagerApproval);
    assessment.state == LifeState::Stopped || (demanded && gas_or_combustion)
}

fn check_dates(unit: &UnitLife, as_of: NaiveDate) -> Result<(), RuleError> {
    within_calendar(as_of, "as_of")?;
    for (date, field) in [(unit.made_on, "made_on"), (unit.sold_on, "sold_on")] {
        let Some(date) = date else { continue };
        if within_calendar(date, field)? > as_of {
            return Err(RuleError::InFuture {
                field: field.into(),
            });
        }
    }
    match (unit.made_on, unit.sold_on) {
        (Some(made_on), Some(sold_on)) => in_order(made_on, sold_on, "sold_on"),
        _ => Ok(()),
    }
}

/// The life that counts: of the present gas, or the shorter of both after a conversion.
fn counted_life(
    policy: &Document<SafetyPolicy>,
    unit: &UnitLife,
    why: &mut Explanation,
) -> Result<CountedLife, RuleError> {
    let present = life(policy, unit.gas, unit.maker_years)?;
    let first = match unit.converted_from.filter(|gas| *gas != unit.gas) {
        Some(gas) if policy.content.conversion == Conversion::Earlier => {
            Some((gas, life(policy, gas, unit.maker_years)?))
        }
        Some(_) | None => None,
    };
    let Some((first_gas, first)) = first else {
        explain_life(why, unit.gas, &present);
        return Ok(present);
    };
    // A figure too low for either gas is wrong, whichever of the two decides.
    let data_error = present.data_error || first.data_error;
    let (gas, counted) = if first.years < present.years {
        (first_gas, first)
    } else {
        (unit.gas, present)
    };
    explain_life(why, gas, &counted);
    if let Some(years) = counted.maker.filter(|_| data_error && !counted.data_error) {
        // Long enough for the gas that counts, so the sentence names the other.
        let other = if gas == unit.gas { first_gas } else { unit.gas };
        why.notes.push(line!(
            "safety-maker-shorter-other",
            gas = Arg::Key(format!("safety-gas-{}", other.code())),
            years = years
        ));
    }
    let counted = CountedLife {
        data_error,
        ..counted
    };
    why.basis.push(Basis::policy("basis-conversion-earlier"));
    why.steps.push(line!("safety-converted"));
    Ok(counted)
}

fn scrap_day(
    unit: &UnitLife,
    life: &CountedLife,
    why: &mut Explanation,
) -> Result<Option<NaiveDate>, RuleError> {
    let years = life.years;
    match (unit.sold_on, unit.made_on) {
        (Some(sold), _) => {
            let on = at_end_of(sold, years, "sold_on")?;
            why.steps.push(line!(
                "safety-scrap-from-sale",
                sold = sold,
                on = on,
                years = years
            ));
            Ok(Some(on))
        }
        (None, Some(made)) => {
            let on = at_end_of(made, years, "made_on")?;
            why.steps.push(line!(
                "safety-scrap-from-make",
                made = made,
                on = on,
                years = years
            ));
            why.missing.push(line!("safety-missing-sale"));
            Ok(Some(on))
        }
        (None, None) => {
            why.missing.push(line!("safety-missing-dates"));
            Ok(None)
        }
    }
}

fn state_on(
    as_of: NaiveDate,
    scrap_on: Option<NaiveDate>,
    warn_on: Option<NaiveDate>,
    notice_on: Option<NaiveDate>,
) -> LifeState {
    // The day itself still belongs to the life (Civil Code Art. 203: a day ends at 24:00).
    let reached = |day: Option<NaiveDate>| day.is_some_and(|day| as_of >= day);
    match scrap_on {
        None => LifeState::Unknown,
        Some(end) if as_of > end => LifeState::Past,
        Some(_) if reached(warn_on) => LifeState::Near,
        Some(_) if reached(notice_on) => LifeState::Approaching,
        Some(_) => LifeState::Ok,
    }
}

fn explain_state(why: &mut Explanation, unit: &UnitLife, state: LifeState) {
    why.rows.push(match state {
        LifeState::Stopped => "2.4.criterion",
        LifeState::Past => "2.4.past",
        LifeState::Near => "2.4.near",
        LifeState::Approaching => "2.4.approaching",
        LifeState::Ok => "2.4.ok",
        LifeState::Unknown => "2.4.unknown",
    });
    if state == LifeState::Stopped {
        // The criteria decide before any date does.
        why.basis
            .insert(0, Basis::statute("basis-gb17905-criteria"));
    }
    for criterion in Criterion::ALL {
        if unit.findings.contains(criterion) {
            let finding = Arg::Key(format!("safety-criterion-{}", criterion.code()));
            why.steps.push(line!("safety-finding", finding = finding));
        }
    }
    let state = Arg::Key(format!("safety-state-{}", state.code()));
    why.steps.push(line!("safety-state", state = state));
}
