//! CLV: what a customer has brought and may bring, with every parameter visible.

use serde::{Deserialize, Serialize};

use super::out_of_range;
use crate::explain::{Arg, Decision, Explanation, line};
use crate::rule::RuleError;

/// One whole, in millionths.
const ONE_PPM: u32 = 1_000_000;
/// Longer than any boiler lives.
const YEARS_MAX: u32 = 50;
/// More than a customer brings: a hundred million yuan.
const MARGIN_MAX: i64 = 10_000_000_000;
/// More sales than a customer makes.
const SALES_MAX: usize = 10_000;

/// The parameters of a customer's value. All are given; nothing is assumed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ClvInput {
    /// Margins of what was sold and done so far, in fen.
    pub past_margins_fen: Vec<i64>,
    /// Probability that the customer stays another year, in millionths.
    pub retain_ppm: u32,
    /// Expected margin of a year, in fen.
    pub yearly_margin_fen: i64,
    /// Whole years until the unit is to be scrapped (判废).
    pub years: u32,
    /// Probability that the customer replaces the unit with one of ours, in millionths.
    pub replace_ppm: u32,
    /// Expected margin of a new unit, in fen.
    pub new_margin_fen: i64,
}

/// The expectation of one year.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
pub struct ClvYear {
    /// The year from now, from 1.
    pub year: u32,
    /// Probability of staying that long times the yearly margin, in fen.
    pub expected_fen: i64,
}

/// A customer's value and its parts, in fen; the parts add up to the whole.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
pub struct Clv {
    /// What was earned so far.
    pub past_fen: i64,
    /// What the coming years may bring, together.
    pub expected_fen: i64,
    /// Year by year.
    pub years: Vec<ClvYear>,
    /// What a replacement may bring.
    pub replacement_fen: i64,
    /// The whole.
    pub total_fen: i64,
}

/// Past margins + Σ over the years t to 判废 of p(retain)^t × yearly margin + p(replace) × margin
/// of a new unit. Each year is rounded to a fen on its own, so that the parts add up.
///
/// # Errors
/// [`RuleError::OutOfRange`] for a probability above one, more than 50 years, or a margin beyond
/// reason.
pub fn clv(input: &ClvInput) -> Result<Decision<Clv>, RuleError> {
    check(input)?;
    let past_fen: i64 = input.past_margins_fen.iter().sum();
    let mut chance = f64::from(ONE_PPM);
    let years: Vec<_> = (1..=input.years)
        .map(|year| {
            chance = chance * f64::from(input.retain_ppm) / f64::from(ONE_PPM);
            ClvYear {
                year,
                expected_fen: expected(chance, input.yearly_margin_fen),
            }
        })
        .collect();
    let expected_fen = years.iter().map(|year| year.expected_fen).sum();
    let replacement_fen = expected(f64::from(input.replace_ppm), input.new_margin_fen);
    let result = Clv {
        past_fen,
        expected_fen,
        years,
        replacement_fen,
        total_fen: past_fen + expected_fen + replacement_fen,
    };
    let percent = |ppm: u32| f64::from(ppm) / 10_000.0;
    let mut why = Explanation::default();
    why.steps
        .push(line!("kpi-clv-past", past = Arg::Fen(past_fen)));
    why.steps.push(line!(
        "kpi-clv-years",
        years = input.years,
        retain = percent(input.retain_ppm),
        margin = Arg::Fen(input.yearly_margin_fen),
        expected = Arg::Fen(result.expected_fen)
    ));
    why.steps.push(line!(
        "kpi-clv-replacement",
        replace = percent(input.replace_ppm),
        margin = Arg::Fen(input.new_margin_fen),
        expected = Arg::Fen(replacement_fen)
    ));
    why.steps
        .push(line!("kpi-clv-total", total = Arg::Fen(result.total_fen)));
    Ok(Decision { result, why })
}

fn check(input: &ClvInput) -> Result<(), RuleError> {
    let margin = -MARGIN_MAX..=MARGIN_MAX;
    if input.past_margins_fen.len() > SALES_MAX {
        return Err(out_of_range("past_margins_fen"));
    }
    let bad = |fen: &i64| !margin.contains(fen);
    if let Some(index) = input.past_margins_fen.iter().position(bad) {
        return Err(out_of_range(format!("past_margins_fen[{index}]")));
    }
    for (field, sound) in [
        ("retain_ppm", input.retain_ppm <= ONE_PPM),
        (
            "yearly_margin_fen",
            margin.contains(&input.yearly_margin_fen),
        ),
        ("years", input.years <= YEARS_MAX),
        ("replace_ppm", input.replace_ppm <= ONE_PPM),
        ("new_margin_fen", margin.contains(&input.new_margin_fen)),
    ] {
        if !sound {
            return Err(out_of_range(field));
        }
    }
    Ok(())
}

fn expected(chance_ppm: f64, margin_fen: i64) -> i64 {
    (chance_ppm * margin_fen as f64 / f64::from(ONE_PPM)).round() as i64
}
