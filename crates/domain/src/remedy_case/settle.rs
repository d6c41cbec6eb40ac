//! The amounts of a case, in whole fen: what the customer gets, what they pay, what is at stake.

use chrono::NaiveDate;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{Claim, Ground};
use crate::calendar::Holidays;
use crate::explain::{Arg, Basis, Decision, Explanation, line};
use crate::rule::{Field, RuleError, in_order, within_calendar};
use crate::warranty::remedy::{AgreedRate, Expense, ExpenseKind, RefundCase, Row, decide_refund};

/// No price is higher: a thousand million yuan is a slip of the keys.
const FEN_MAX: i64 = 100_000_000_000;
/// More lines of expenses are no claim of one customer.
const EXPENSES_MAX: usize = 100;
const PERCENT: u32 = 100;

/// The facts of a settlement.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct SettleInput {
    /// The ground of the claim.
    pub ground: Ground,
    /// What is given.
    pub claim: Claim,
    /// The row of table T3 that gives it, where one does.
    #[serde(default)]
    pub row: Option<Row>,
    /// The price on the invoice; needed for return, exchange and reduction.
    #[serde(default)]
    pub price_fen: Option<i64>,
    /// The part of it a public scheme paid.
    #[serde(default)]
    pub subsidy_fen: i64,
    /// The rate of a deduction for use.
    #[serde(default)]
    pub rate: Option<AgreedRate>,
    /// The day of the invoice; needed for a return by table T3.
    #[serde(default)]
    pub invoiced_on: Option<NaiveDate>,
    /// The day the remedy was asked for.
    pub claimed_on: NaiveDate,
    /// The day the goods came back, or today while they have not.
    pub returned_on: NaiveDate,
    /// The last day of validity.
    #[serde(default)]
    pub validity_end: Option<NaiveDate>,
    /// Days in repair or waiting for parts.
    #[serde(default)]
    pub unusable_days: u32,
    /// Expenses and losses claimed.
    #[serde(default)]
    pub expenses: Vec<Expense>,
    /// The exchange is for another model, at this price.
    #[serde(default)]
    pub new_price_fen: Option<i64>,
    /// By how many hundredths the price is lowered.
    #[serde(default)]
    pub percent: Option<u32>,
}

/// The amounts.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Settlement {
    /// Days of use charged.
    pub days: i64,
    /// The deduction for them.
    pub fee_fen: i64,
    /// What the customer gets back of the price.
    pub refund_fen: i64,
    /// What goes back to the scheme that paid a part.
    pub subsidy_return_fen: i64,
    /// Expenses and losses that are paid.
    pub expenses_fen: i64,
    /// The price of the new machine less that of the old; above zero the customer pays it, below
    /// zero they get it.
    pub difference_fen: i64,
    /// Everything the customer gets in money.
    pub total_fen: i64,
    /// What the shop gives away in money and goods: the permission to approve is measured by it.
    pub stake_fen: i64,
}

/// The amounts of a case.
///
/// # Errors
/// As [`decide_refund`]; [`RuleError::Missing`] for a price, day or percentage that is needed,
/// [`RuleError::OutOfRange`] for one that cannot be, [`RuleError::EndBeforeStart`] for goods that came
/// back before they were claimed about.
pub fn settle(input: &SettleInput, holidays: &Holidays) -> Result<Decision<Settlement>, RuleError> {
    check(input)?;
    match input.claim {
        Claim::Return => by_return(input, holidays),
        Claim::Exchange => by_exchange(input),
        Claim::Repair => Ok(by_repair(input)),
        Claim::Compensation => by_compensation(input),
        Claim::Reduction => by_reduction(input),
    }
}

fn check(input: &SettleInput) -> Result<(), RuleError> {
    within_calendar(input.claimed_on, "claimed_on")?;
    within_calendar(input.returned_on, "returned_on")?;
    in_order(input.claimed_on, input.returned_on, "returned_on")?;
    if let Some(invoiced_on) = input.invoiced_on {
        within_calendar(invoiced_on, "invoiced_on")?;
        in_order(invoiced_on, input.claimed_on, "claimed_on")?;
    }
    let amounts = [
        ("price_fen", input.price_fen.unwrap_or(0)),
        ("subsidy_fen", input.subsidy_fen),
        ("new_price_fen", input.new_price_fen.unwrap_or(0)),
    ];
    for (field, fen) in amounts {
        in_bounds(fen, field)?;
    }
    if input
        .price_fen
        .is_some_and(|price| input.subsidy_fen > price)
    {
        return Err(out_of_range("subsidy_fen"));
    }
    if input.expenses.len() > EXPENSES_MAX {
        return Err(out_of_range("expenses"));
    }
    for (index, expense) in input.expenses.iter().enumerate() {
        in_bounds(expense.amount_fen, format!("expenses[{index}].amount_fen"))?;
    }
    Ok(())
}

fn in_bounds(fen: i64, field: impl Into<Field>) -> Result<(), RuleError> {
    if (0..=FEN_MAX).contains(&fen) {
        Ok(())
    } else {
        Err(out_of_range(field))
    }
}

fn out_of_range(field: impl Into<Field>) -> RuleError {
    RuleError::OutOfRange {
        field: field.into(),
    }
}

fn needed<T>(value: Option<T>, field: &'static str) -> Result<T, RuleError> {
    value.ok_or(RuleError::Missing {
        field: field.into(),
    })
}

/// By table T3 as it says; without a reason and by agreement the whole price the customer paid.
fn by_return(input: &SettleInput, holidays: &Holidays) -> Result<Decision<Settlement>, RuleError> {
    let price_fen = needed(input.price_fen, "price_fen")?;
    if let Some(row) = input.row {
        let case = RefundCase {
            row,
            price_fen,
            subsidy_fen: input.subsidy_fen,
            rate: input.rate,
            invoiced_on: needed(input.invoiced_on, "invoiced_on")?,
            claimed_on: Some(input.claimed_on),
            returned_on: input.returned_on,
            validity_end: input.validity_end,
            unusable_days: input.unusable_days,
            expenses: input.expenses.clone(),
        };
        let decided = decide_refund(&case, holidays)?;
        let found = decided.result;
        return Ok(Decision {
            result: Settlement {
                days: found.days,
                fee_fen: found.fee_fen,
                refund_fen: found.refund_fen,
                subsidy_return_fen: found.subsidy_return_fen,
                expenses_fen: found.expenses_fen,
                difference_fen: 0,
                total_fen: found.total_fen,
                stake_fen: found.total_fen,
            },
            why: decided.why,
        });
    }
    let mut why = Explanation::default();
    let refund_fen = price_fen - input.subsidy_fen;
    why.steps
        .push(line!("refund-in-full", refund = Arg::Fen(refund_fen)));
    if input.subsidy_fen > 0 {
        let (paid, subsidy) = (Arg::Fen(refund_fen), Arg::Fen(input.subsidy_fen));
        why.steps
            .push(line!("refund-subsidy", paid = paid, subsidy = subsidy));
    }
    // Who returns without a reason sends the goods back at their own cost (消法 Art. 25).
    let paid = |_: ExpenseKind| input.ground == Ground::Agreed;
    let expenses_fen = paid_expenses(input, paid, &mut why);
    let total_fen = refund_fen + expenses_fen;
    why.steps
        .push(line!("refund-total", total = Arg::Fen(total_fen)));
    Ok(Decision {
        result: Settlement {
            refund_fen,
            subsidy_return_fen: input.subsidy_fen,
            expenses_fen,
            total_fen,
            stake_fen: total_fen,
            ..Settlement::default()
        },
        why,
    })
}

/// The machine itself is at stake; for another model the difference is settled both ways.
fn by_exchange(input: &SettleInput) -> Result<Decision<Settlement>, RuleError> {
    let price_fen = needed(input.price_fen, "price_fen")?;
    let mut why = Explanation::default();
    let difference_fen = input.new_price_fen.map_or(0, |new| new - price_fen);
    match difference_fen {
        0 => why.steps.push(line!("remedy_case-no-difference")),
        more if more > 0 => why
            .steps
            .push(line!("remedy_case-customer-pays", amount = Arg::Fen(more))),
        less => why
            .steps
            .push(line!("remedy_case-customer-gets", amount = Arg::Fen(-less))),
    }
    let paid = |kind| kind == ExpenseKind::Transport && input.ground != Ground::Unsuitable;
    let expenses_fen = paid_expenses(input, paid, &mut why);
    let total_fen = (-difference_fen).max(0) + expenses_fen;
    Ok(Decision {
        result: Settlement {
            expenses_fen,
            difference_fen,
            total_fen,
            stake_fen: price_fen + expenses_fen,
            ..Settlement::default()
        },
        why,
    })
}

/// What the work costs stands on its order; necessary transport is the seller's (消法 Art. 24).
fn by_repair(input: &SettleInput) -> Decision<Settlement> {
    let mut why = Explanation::default();
    let by_customer = input.row == Some(Row::R13);
    let paid = |kind| kind == ExpenseKind::Transport && !by_customer;
    let expenses_fen = paid_expenses(input, paid, &mut why);
    Decision {
        result: Settlement {
            expenses_fen,
            total_fen: expenses_fen,
            stake_fen: expenses_fen,
            ..Settlement::default()
        },
        why,
    }
}

/// Losses that are proven (消法 Art. 52, 民法典 Art. 584).
fn by_compensation(input: &SettleInput) -> Result<Decision<Settlement>, RuleError> {
    let mut why = Explanation {
        basis: vec![
            Basis::statute("basis-consumer-52"),
            Basis::statute("basis-civil-584"),
        ],
        ..Explanation::default()
    };
    let expenses_fen = paid_expenses(input, |_| true, &mut why);
    if expenses_fen == 0 {
        return Err(RuleError::EvidenceMissing {
            field: "expenses".into(),
        });
    }
    why.steps
        .push(line!("refund-total", total = Arg::Fen(expenses_fen)));
    Ok(Decision {
        result: Settlement {
            expenses_fen,
            total_fen: expenses_fen,
            stake_fen: expenses_fen,
            ..Settlement::default()
        },
        why,
    })
}

/// A share of what the customer paid, rounded up in their favour (民法典 Art. 582).
fn by_reduction(input: &SettleInput) -> Result<Decision<Settlement>, RuleError> {
    let price_fen = needed(input.price_fen, "price_fen")?;
    let percent = needed(input.percent, "percent")?;
    if !(1..=PERCENT).contains(&percent) {
        return Err(out_of_range("percent"));
    }
    let paid_fen = price_fen - input.subsidy_fen;
    let share = i128::from(paid_fen) * i128::from(percent);
    let refund = (share + i128::from(PERCENT - 1)) / i128::from(PERCENT);
    // At most the price, so it is an `i64` again.
    let refund_fen = i64::try_from(refund).map_or(paid_fen, |fen| fen.min(paid_fen));
    let mut why = Explanation {
        basis: vec![Basis::statute("basis-civil-582")],
        ..Explanation::default()
    };
    why.steps.push(line!(
        "remedy_case-reduction",
        paid = Arg::Fen(paid_fen),
        percent = percent,
        amount = Arg::Fen(refund_fen)
    ));
    Ok(Decision {
        result: Settlement {
            refund_fen,
            total_fen: refund_fen,
            stake_fen: refund_fen,
            ..Settlement::default()
        },
        why,
    })
}

/// The proven expenses of a kind that is paid; each of the others is named with its reason.
fn paid_expenses(
    input: &SettleInput,
    is_paid: impl Fn(ExpenseKind) -> bool,
    why: &mut Explanation,
) -> i64 {
    let mut paid_fen = 0;
    for expense in &input.expenses {
        let kind = Arg::Key(format!("expense-{}", expense.kind.code()));
        let amount = Arg::Fen(expense.amount_fen);
        match (is_paid(expense.kind), expense.proven) {
            (true, true) => {
                paid_fen += expense.amount_fen;
                why.steps
                    .push(line!("refund-expense-paid", kind = kind, amount = amount));
            }
            (true, false) => {
                why.missing
                    .push(line!("refund-expense-proof", kind = kind, amount = amount))
            }
            (false, _) => why.notes.push(line!(
                "refund-expense-not-covered",
                kind = kind,
                amount = amount
            )),
        }
    }
    paid_fen
}
