//! What may be charged (R092): free and locked under warranty, otherwise by the price list.

mod price_list;

use serde::{Deserialize, Serialize};

pub use price_list::{PriceItem, PriceList};

use super::refund::{FEN_MAX, fen_in_bounds};
use super::row::{Remedy, Row};
use crate::codes::codes;
use crate::explain::{Arg, Basis, Decision, Explanation, line};
use crate::policy::Document;
use crate::rule::RuleError;

/// More of one article on one order is a slip of the keys.
const QUANTITY_MAX: u32 = 1_000;
/// More lines than this are no order.
const ITEMS_MAX: usize = 1_000;

codes! {
    /// What a line of an order is for.
    LineKind {
        /// Working time.
        Labour = "labour",
        /// Parts and material.
        Part = "part",
        /// The way to the customer.
        Travel = "travel",
    }
}

/// Something done or used on an order.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ChargeItem {
    /// The line of the price list.
    pub code: String,
    /// How many.
    pub quantity: u32,
}

/// What a plan the customer bought takes over.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct PlanEntitlement {
    /// The plan's name, as on the contract.
    pub name: String,
    /// The kinds of lines it takes over.
    pub covers: Vec<LineKind>,
    /// Services left in it.
    pub services_left: u32,
}

/// Somebody wants to charge less than the price list says.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ChargeOverride {
    /// What to charge instead, in fen.
    pub amount_fen: i64,
    /// Why.
    pub reason: String,
    /// The table of permissions lets this person decide (a manager).
    pub permitted: bool,
    /// The most this person may waive, in fen; absent for no limit.
    #[serde(default)]
    pub limit_fen: Option<i64>,
}

/// An order that is to be charged.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ChargeCase {
    /// The row by which the customer has this repair
    /// ([`decide_remedies`](super::decide_remedies)): it knows validity, exclusion and rework.
    pub repair: Row,
    /// What was done and used.
    pub items: Vec<ChargeItem>,
    /// The customer's plan.
    #[serde(default)]
    pub plan: Option<PlanEntitlement>,
    /// A wish to charge less.
    #[serde(default)]
    pub override_by: Option<ChargeOverride>,
}

codes! {
    /// What decided the charge.
    ChargeReason {
        /// Repair under warranty: free and locked.
        InWarranty = "in_warranty",
        /// A repair that did not last: free and locked.
        Rework = "rework",
        /// The consumer law gives the repair: free and locked.
        ConsumerLaw = "consumer_law",
        /// The plan takes over every line.
        Plan = "plan",
        /// The price list, less what a plan takes over.
        PriceList = "price_list",
        /// Less than the price list, by somebody who may decide that.
        Overridden = "overridden",
    }
}

codes! {
    /// What became of a wish to charge less.
    OverrideOutcome {
        /// Nobody asked.
        None = "none",
        /// Done.
        Applied = "applied",
        /// The charge is locked at nothing.
        Locked = "locked",
        /// This person may not decide it.
        NotPermitted = "not_permitted",
        /// No reason is given.
        ReasonMissing = "reason_missing",
        /// More would be waived than this person may waive.
        AboveLimit = "above_limit",
        /// More would be charged than the price list says.
        AboveList = "above_list",
    }
}

/// A line with its price.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
pub struct ChargedLine {
    /// The line of the price list.
    pub code: String,
    /// What it is for.
    pub kind: LineKind,
    /// How many.
    pub quantity: u32,
    /// The price of one, in fen.
    pub unit_fen: i64,
    /// All of them by the price list.
    pub list_fen: i64,
    /// What is charged for them before an override.
    pub charged_fen: i64,
}

/// What is charged.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
pub struct Charge {
    /// What decided it.
    pub reason: ChargeReason,
    /// Nobody at the shop may change the amount.
    pub locked: bool,
    /// Each line, in the order given.
    pub lines: Vec<ChargedLine>,
    /// All lines by the price list.
    pub list_fen: i64,
    /// What the customer pays.
    pub total_fen: i64,
    /// What became of the wish to charge less.
    pub override_outcome: OverrideOutcome,
}

/// Decides what an order costs the customer.
///
/// # Errors
/// [`RuleError::BadValue`] for a row that gives no repair, [`RuleError::UnknownCode`] for a line
/// that is not on the list, [`RuleError::OutOfRange`] for quantities and amounts nobody means.
pub fn decide_charge(
    case: &ChargeCase,
    prices: &Document<PriceList>,
) -> Result<Decision<Charge>, RuleError> {
    let free = free_by(case.repair)?;
    let plan = case.plan.as_ref().filter(|plan| plan.services_left > 0);
    let lines = price(case, prices, free, plan)?;
    let sum = |of: fn(&ChargedLine) -> i64| lines.iter().map(of).sum::<i64>();
    let (list_fen, due_fen) = (sum(|line| line.list_fen), sum(|line| line.charged_fen));
    let (override_outcome, total_fen) = judge_override(case, free.is_some(), due_fen)?;
    let all_by_plan = plan.is_some_and(|plan| {
        !lines.is_empty() && lines.iter().all(|line| plan.covers.contains(&line.kind))
    });
    let reason = match free {
        Some(reason) => reason,
        None if override_outcome == OverrideOutcome::Applied => ChargeReason::Overridden,
        None if all_by_plan => ChargeReason::Plan,
        None => ChargeReason::PriceList,
    };
    let result = Charge {
        reason,
        locked: free.is_some(),
        lines,
        list_fen,
        total_fen,
        override_outcome,
    };
    let why = explain(case, &result, plan, prices);
    Ok(Decision { result, why })
}

/// Why the repair is free, if it is.
fn free_by(row: Row) -> Result<Option<ChargeReason>, RuleError> {
    if !row.options().contains(&Remedy::Repair) {
        return Err(RuleError::BadValue {
            field: "repair".into(),
            reason: "gives no repair".to_owned(),
        });
    }
    Ok(match row {
        Row::R13 => None,
        Row::R10 => Some(ChargeReason::Rework),
        Row::R12 => Some(ChargeReason::ConsumerLaw),
        _ => Some(ChargeReason::InWarranty),
    })
}

fn price(
    case: &ChargeCase,
    prices: &Document<PriceList>,
    free: Option<ChargeReason>,
    plan: Option<&PlanEntitlement>,
) -> Result<Vec<ChargedLine>, RuleError> {
    if case.items.len() > ITEMS_MAX {
        return Err(RuleError::OutOfRange {
            field: "items".into(),
        });
    }
    let mut lines = Vec::new();
    for (index, item) in case.items.iter().enumerate() {
        if !(1..=QUANTITY_MAX).contains(&item.quantity) {
            return Err(RuleError::OutOfRange {
                field: format!("items[{index}].quantity").into(),
            });
        }
        let mut listed = prices.content.items.iter();
        let listed = listed.find(|listed| listed.code == item.code);
        let listed = listed.ok_or_else(|| RuleError::UnknownCode {
            field: format!("items[{index}].code").into(),
        })?;
        let list_fen = listed.unit_fen * i64::from(item.quantity);
        let by_plan = plan.is_some_and(|plan| plan.covers.contains(&listed.kind));
        lines.push(ChargedLine {
            code: item.code.clone(),
            kind: listed.kind,
            quantity: item.quantity,
            unit_fen: listed.unit_fen,
            list_fen,
            charged_fen: if free.is_some() || by_plan {
                0
            } else {
                list_fen
            },
        });
    }
    Ok(lines)
}

fn judge_override(
    case: &ChargeCase,
    locked: bool,
    due_fen: i64,
) -> Result<(OverrideOutcome, i64), RuleError> {
    let Some(wish) = &case.override_by else {
        return Ok((OverrideOutcome::None, due_fen));
    };
    fen_in_bounds(wish.amount_fen, "override_by.amount_fen")?;
    fen_in_bounds(wish.limit_fen.unwrap_or(FEN_MAX), "override_by.limit_fen")?;
    let waived_fen = due_fen - wish.amount_fen;
    let refused = if locked {
        OverrideOutcome::Locked
    } else if !wish.permitted {
        OverrideOutcome::NotPermitted
    } else if wish.reason.trim().is_empty() {
        OverrideOutcome::ReasonMissing
    } else if waived_fen < 0 {
        OverrideOutcome::AboveList
    } else if wish
        .limit_fen
        .is_some_and(|limit_fen| waived_fen > limit_fen)
    {
        OverrideOutcome::AboveLimit
    } else {
        return Ok((OverrideOutcome::Applied, wish.amount_fen));
    };
    Ok((refused, due_fen))
}

fn explain(
    case: &ChargeCase,
    charge: &Charge,
    plan: Option<&PlanEntitlement>,
    prices: &Document<PriceList>,
) -> Explanation {
    let mut why = Explanation {
        rows: vec![case.repair.table_row()],
        versions: vec![prices.version_ref()],
        ..Explanation::default()
    };
    if charge.locked {
        why.basis.push(case.repair.basis());
        why.steps.push(match charge.reason {
            ChargeReason::Rework => line!("charge-rework"),
            ChargeReason::ConsumerLaw => line!("charge-consumer-law"),
            _ => line!("charge-in-warranty"),
        });
    } else {
        why.basis.push(Basis::policy("basis-remedy-price-list"));
        explain_lines(charge, plan, prices, &mut why);
    }
    if let Some(plan) = case.plan.as_ref().filter(|plan| plan.services_left == 0) {
        why.notes
            .push(line!("charge-plan-used-up", name = plan.name.as_str()));
    }
    let wish = case.override_by.as_ref();
    let amount = Arg::Fen(wish.map_or(0, |wish| wish.amount_fen));
    let limit = Arg::Fen(wish.and_then(|wish| wish.limit_fen).unwrap_or(0));
    let reason = wish.map_or("", |wish| wish.reason.trim());
    match charge.override_outcome {
        OverrideOutcome::None => {}
        OverrideOutcome::Applied => {
            why.steps.push(line!(
                "charge-override-applied",
                amount = amount,
                reason = reason
            ));
        }
        OverrideOutcome::Locked => why.notes.push(line!("charge-override-locked")),
        OverrideOutcome::NotPermitted => why.notes.push(line!("charge-override-not-permitted")),
        OverrideOutcome::ReasonMissing => why.missing.push(line!("charge-override-reason")),
        OverrideOutcome::AboveLimit => {
            why.notes
                .push(line!("charge-override-above-limit", limit = limit));
        }
        OverrideOutcome::AboveList => why.notes.push(line!("charge-override-above-list")),
    }
    why.steps
        .push(line!("charge-total", total = Arg::Fen(charge.total_fen)));
    why
}

fn explain_lines(
    charge: &Charge,
    plan: Option<&PlanEntitlement>,
    prices: &Document<PriceList>,
    why: &mut Explanation,
) {
    for charged in &charge.lines {
        let mut listed = prices.content.items.iter();
        let listed = listed.find(|listed| listed.code == charged.code);
        let name = listed.map_or(charged.code.as_str(), |item| item.name.as_str());
        let name_en = listed.map_or(charged.code.as_str(), |item| item.name_en.as_str());
        let by_plan = plan.filter(|plan| plan.covers.contains(&charged.kind));
        let amount = Arg::Fen(charged.list_fen);
        let quantity = charged.quantity;
        why.steps.push(match by_plan {
            Some(plan) => line!(
                "charge-line-plan",
                name = name,
                name_en = name_en,
                quantity = quantity,
                amount = amount,
                plan = plan.name.as_str()
            ),
            None => line!(
                "charge-line",
                name = name,
                name_en = name_en,
                quantity = quantity,
                unit = Arg::Fen(charged.unit_fen),
                amount = amount
            ),
        });
        if by_plan.is_some() && !why.basis.contains(&Basis::contract("basis-remedy-plan")) {
            why.basis.push(Basis::contract("basis-remedy-plan"));
        }
    }
}
