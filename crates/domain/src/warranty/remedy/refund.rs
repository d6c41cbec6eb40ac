//! What is refunded: table T4 (`rules.md` §2.2), in whole fen.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::matrix::named;
use super::row::Row;
use crate::calendar::{DAYS_MAX, Holidays, note_lists, roll, roll_lines};
use crate::codes::codes;
use crate::explain::{Arg, Basis, Decision, Explanation, line};
use crate::rule::{Field, RuleError, in_order, within_calendar};

/// No price is higher: a thousand million yuan is a slip of the keys.
pub(super) const FEN_MAX: i64 = 100_000_000_000;
const PPM: u32 = 1_000_000;
/// More lines of expenses are no claim of one customer.
const EXPENSES_MAX: usize = 100;

/// Facts of a refund with a deduction for use.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct RefundInput {
    /// The price paid, in fen.
    pub price_fen: i64,
    /// The fee of a day, in millionths of the price (0.05 % = 500).
    pub rate_ppm: u32,
    /// The day of the invoice.
    pub invoiced_on: NaiveDate,
    /// The day the goods came back.
    pub returned_on: NaiveDate,
    /// Days in repair or waiting for parts, which are not charged.
    pub unusable_days: u32,
}

/// A refund.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
pub struct Refund {
    /// Days of use charged.
    pub days: i64,
    /// What is deducted for them, at most the price.
    pub fee_fen: i64,
    /// What the customer gets back.
    pub refund_fen: i64,
}

/// T4: days of use × rate × price, rounded down in the customer's favour, at most the price.
///
/// # Errors
/// [`RuleError::EndBeforeStart`] for a return before the invoice, [`RuleError::OutOfRange`] for a
/// price, rate or number of days outside what can be meant.
pub fn refund(input: &RefundInput) -> Result<Decision<Refund>, RuleError> {
    let invoiced_on = within_calendar(input.invoiced_on, "invoiced_on")?;
    let returned_on = within_calendar(input.returned_on, "returned_on")?;
    in_order(invoiced_on, returned_on, "returned_on")?;
    fen_in_bounds(input.price_fen, "price_fen")?;
    at_most(input.rate_ppm, PPM, "rate_ppm")?;
    at_most(input.unusable_days, DAYS_MAX, "unusable_days")?;
    let owned = (returned_on - invoiced_on).num_days();
    let days = (owned - i64::from(input.unusable_days)).max(0);
    let fee = i128::from(input.price_fen) * i128::from(input.rate_ppm) * i128::from(days)
        / i128::from(PPM);
    // At most the price, so it is an `i64` again.
    let fee_fen = i64::try_from(fee).map_or(input.price_fen, |fee| fee.min(input.price_fen));
    let result = Refund {
        days,
        fee_fen,
        refund_fen: input.price_fen - fee_fen,
    };
    let mut why = Explanation {
        basis: vec![Basis::statute("basis-sanbao-13")],
        rows: vec!["T4"],
        ..Explanation::default()
    };
    why.steps.push(line!(
        "refund-days",
        from = invoiced_on,
        to = returned_on,
        owned = owned,
        unusable = input.unusable_days,
        days = days
    ));
    why.steps.push(line!(
        "refund-fee",
        price = Arg::Fen(input.price_fen),
        percent = percent_text(input.rate_ppm),
        days = days,
        fee = Arg::Fen(fee_fen)
    ));
    if fee > i128::from(fee_fen) {
        why.notes.push(line!("refund-capped"));
    }
    why.steps
        .push(line!("refund-amount", refund = Arg::Fen(result.refund_fen)));
    Ok(Decision { result, why })
}

/// Millionths as a percentage, with as many decimals as it takes.
fn percent_text(ppm: u32) -> String {
    let text = format!("{}.{:04}", ppm / 10_000, ppm % 10_000);
    text.trim_end_matches('0').trim_end_matches('.').to_owned()
}

/// Refuses an amount below zero or beyond [`FEN_MAX`].
pub(super) fn fen_in_bounds(fen: i64, field: impl Into<Field>) -> Result<(), RuleError> {
    if (0..=FEN_MAX).contains(&fen) {
        Ok(())
    } else {
        Err(RuleError::OutOfRange {
            field: field.into(),
        })
    }
}

pub(super) fn at_most(number: u32, most: u32, field: impl Into<Field>) -> Result<(), RuleError> {
    if number <= most {
        Ok(())
    } else {
        Err(RuleError::OutOfRange {
            field: field.into(),
        })
    }
}

/// The rate of a deduction and where it comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct AgreedRate {
    /// The fee of a day, in millionths of the price.
    pub rate_ppm: u32,
    /// It stands in the statutory list, so it holds by law.
    pub statutory: bool,
    /// It was written into the terms of this sale; without that, only a statutory rate is charged.
    pub in_sales_terms: bool,
}

codes! {
    /// What a customer spent because of the goods.
    ExpenseKind {
        /// Bringing or sending them back.
        Transport = "transport",
        /// Taking out and putting in.
        Removal = "removal",
        /// Having them inspected.
        Inspection = "inspection",
        /// Travel and loss of working time.
        Travel = "travel",
        /// Anything else.
        Other = "other",
    }
}

/// One expense claimed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Expense {
    /// What for.
    pub kind: ExpenseKind,
    /// How much, in fen.
    pub amount_fen: i64,
    /// A receipt or other proof is attached.
    pub proven: bool,
}

codes! {
    /// Whether an expense is paid.
    ExpenseVerdict {
        /// Paid.
        Accepted = "accepted",
        /// Paid once there is a receipt.
        ProofMissing = "proof_missing",
        /// This ground of return does not cover it.
        NotCovered = "not_covered",
    }
}

/// An expense with the answer to it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
pub struct JudgedExpense {
    /// The expense.
    pub expense: Expense,
    /// The answer.
    pub verdict: ExpenseVerdict,
}

/// A return that is to be settled.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct RefundCase {
    /// The row that gives the return: R1, R6, R7, R11 or R12.
    pub row: Row,
    /// The price on the invoice, in fen.
    pub price_fen: i64,
    /// The part of it a public scheme paid, in fen.
    pub subsidy_fen: i64,
    /// The rate of a deduction, where there is one.
    #[serde(default)]
    pub rate: Option<AgreedRate>,
    /// The day of the invoice.
    pub invoiced_on: NaiveDate,
    /// The day the return was asked for, if that was before the goods came back.
    #[serde(default)]
    pub claimed_on: Option<NaiveDate>,
    /// The day the goods came back.
    pub returned_on: NaiveDate,
    /// The last day of validity, which R1, R6 and R7 need.
    #[serde(default)]
    pub validity_end: Option<NaiveDate>,
    /// Days in repair or waiting for parts.
    pub unusable_days: u32,
    /// Expenses the customer claims.
    #[serde(default)]
    pub expenses: Vec<Expense>,
}

/// How a return is settled.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
pub struct RefundSettlement {
    /// Days of use charged; 0 without a deduction.
    pub days: i64,
    /// The deduction.
    pub fee_fen: i64,
    /// What the customer gets back for the goods.
    pub refund_fen: i64,
    /// What goes back to the scheme that paid a part.
    pub subsidy_return_fen: i64,
    /// Each expense with its answer, in the order claimed.
    pub expenses: Vec<JudgedExpense>,
    /// The expenses that are paid.
    pub expenses_fen: i64,
    /// Everything the customer gets.
    pub total_fen: i64,
}

/// Settles a return: in full by R1, R6, R11 and R12, with a deduction by R7.
///
/// # Errors
/// As [`refund`]; [`RuleError::PeriodOver`] when the return lies beyond validity;
/// [`RuleError::BadValue`] for a row that gives no return; [`RuleError::Missing`] without the
/// validity it needs; [`RuleError::OutOfRange`] for a subsidy above the price.
pub fn decide_refund(
    case: &RefundCase,
    holidays: &Holidays,
) -> Result<Decision<RefundSettlement>, RuleError> {
    let mut why = Explanation::default();
    check_case(case)?;
    check_period(case, holidays, &mut why)?;
    let paid_fen = case.price_fen - case.subsidy_fen;
    let rate_ppm = charged_rate(case, &mut why);
    let goods = refund(&RefundInput {
        price_fen: paid_fen,
        rate_ppm: rate_ppm.unwrap_or(0),
        invoiced_on: case.invoiced_on,
        returned_on: case.returned_on,
        unusable_days: case.unusable_days,
    })?;
    why.rows.push(case.row.table_row());
    why.basis.push(case.row.basis());
    if rate_ppm.is_some() {
        why.absorb(goods.why);
    } else {
        why.steps
            .push(line!("refund-in-full", refund = Arg::Fen(paid_fen)));
    }
    if case.subsidy_fen > 0 {
        let (paid, subsidy) = (Arg::Fen(paid_fen), Arg::Fen(case.subsidy_fen));
        why.steps
            .push(line!("refund-subsidy", paid = paid, subsidy = subsidy));
    }
    let (expenses, expenses_fen) = judge_expenses(case, &mut why)?;
    let result = RefundSettlement {
        days: rate_ppm.map_or(0, |_| goods.result.days),
        fee_fen: goods.result.fee_fen,
        refund_fen: goods.result.refund_fen,
        subsidy_return_fen: case.subsidy_fen,
        expenses,
        expenses_fen,
        total_fen: goods.result.refund_fen + expenses_fen,
    };
    why.steps
        .push(line!("refund-total", total = Arg::Fen(result.total_fen)));
    Ok(Decision { result, why })
}

fn check_case(case: &RefundCase) -> Result<(), RuleError> {
    if !matches!(case.row, Row::R1 | Row::R6 | Row::R7 | Row::R11 | Row::R12) {
        return Err(RuleError::BadValue {
            field: "row".into(),
            reason: "gives no return".to_owned(),
        });
    }
    fen_in_bounds(case.price_fen, "price_fen")?;
    fen_in_bounds(case.subsidy_fen, "subsidy_fen")?;
    if case.subsidy_fen > case.price_fen {
        return Err(RuleError::OutOfRange {
            field: "subsidy_fen".into(),
        });
    }
    let Some(claimed_on) = case.claimed_on else {
        return Ok(());
    };
    in_order(case.invoiced_on, claimed_on, "claimed_on")?;
    in_order(claimed_on, case.returned_on, "returned_on")
}

/// A right within 三包 ends with validity; a finding of an authority and the consumer law do not.
fn check_period(
    case: &RefundCase,
    holidays: &Holidays,
    why: &mut Explanation,
) -> Result<(), RuleError> {
    if matches!(case.row, Row::R11 | Row::R12) {
        return Ok(());
    }
    let validity_end = case.validity_end.ok_or(RuleError::Missing {
        field: "validity_end".into(),
    })?;
    within_calendar(validity_end, "validity_end")?;
    in_order(case.invoiced_on, validity_end, "validity_end")?;
    let end = named(roll(holidays, validity_end), "validity_end")?;
    let (asked_on, field) = match case.claimed_on {
        Some(claimed_on) => (claimed_on, "claimed_on"),
        None => (case.returned_on, "returned_on"),
    };
    if asked_on > end.end {
        return Err(RuleError::PeriodOver {
            field: field.into(),
        });
    }
    why.steps
        .push(line!("refund-in-validity", on = asked_on, end = end.end));
    why.steps.extend(roll_lines(holidays, &end));
    note_lists(why, holidays, &[end.end], end.holiday_unknown);
    Ok(())
}

/// The rate that may be charged: by R7 alone, and for goods outside the list only as agreed.
fn charged_rate(case: &RefundCase, why: &mut Explanation) -> Option<u32> {
    if case.row != Row::R7 {
        return None;
    }
    match case.rate {
        Some(rate) if rate.statutory => Some(rate.rate_ppm),
        Some(rate) if rate.in_sales_terms => {
            why.basis.push(Basis::contract("basis-remedy-sales-terms"));
            Some(rate.rate_ppm)
        }
        _ => {
            why.missing.push(line!("refund-missing-rate"));
            None
        }
    }
}

fn judge_expenses(
    case: &RefundCase,
    why: &mut Explanation,
) -> Result<(Vec<JudgedExpense>, i64), RuleError> {
    if case.expenses.len() > EXPENSES_MAX {
        return Err(RuleError::OutOfRange {
            field: "expenses".into(),
        });
    }
    let (mut judged, mut paid_fen) = (Vec::new(), 0);
    for (index, expense) in case.expenses.iter().enumerate() {
        let field = format!("expenses[{index}].amount_fen");
        fen_in_bounds(expense.amount_fen, field)?;
        let verdict = judge(case.row, *expense);
        let kind = Arg::Key(format!("expense-{}", expense.kind.code()));
        let amount = Arg::Fen(expense.amount_fen);
        match verdict {
            ExpenseVerdict::Accepted => {
                paid_fen += expense.amount_fen;
                why.steps
                    .push(line!("refund-expense-paid", kind = kind, amount = amount));
            }
            ExpenseVerdict::ProofMissing => {
                why.missing
                    .push(line!("refund-expense-proof", kind = kind, amount = amount));
            }
            ExpenseVerdict::NotCovered => {
                why.notes.push(line!(
                    "refund-expense-not-covered",
                    kind = kind,
                    amount = amount
                ));
            }
        }
        let expense = *expense;
        judged.push(JudgedExpense { expense, verdict });
    }
    Ok((judged, paid_fen))
}

/// The consumer law gives transport with every return for a fault (Art. 24), and all reasonable
/// expenses after the finding of an authority (Art. 54).
fn judge(row: Row, expense: Expense) -> ExpenseVerdict {
    let covered = row == Row::R11 || expense.kind == ExpenseKind::Transport;
    match (covered, expense.proven) {
        (false, _) => ExpenseVerdict::NotCovered,
        (true, false) => ExpenseVerdict::ProofMissing,
        (true, true) => ExpenseVerdict::Accepted,
    }
}
