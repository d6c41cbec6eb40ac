//! Remedy cases of all dealers that wait for headquarters, and what was refused.

use wuyou_sync::value::RowId;

use super::OrderAfter;

/// A case that a dealer's manager may not approve, with the proposal that stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RemedyWaiting {
    /// The dealer's code.
    pub dealer_code: String,
    /// The dealer's name.
    pub dealer_name: String,
    /// The case.
    pub id: RowId,
    /// Its number.
    pub no: String,
    /// The household.
    pub customer_name: Option<String>,
    /// The machine.
    pub serial: Option<String>,
    /// On what ground the customer asks.
    pub ground: String,
    /// For what.
    pub claim: String,
    /// In their words.
    pub text: String,
    /// When.
    pub reported_at: i64,
    /// The proposal.
    pub proposal: RowId,
    /// What is proposed.
    pub proposed: Option<String>,
    /// The row of table T3 that gives it.
    pub row: Option<String>,
    /// What goes back of the price.
    pub refund_fen: Option<i64>,
    /// The deduction for use.
    pub fee_fen: Option<i64>,
    /// Expenses paid.
    pub expenses_fen: Option<i64>,
    /// The difference to another model.
    pub difference_fen: Option<i64>,
    /// What the customer gets in money.
    pub total_fen: Option<i64>,
    /// What the shop gives away.
    pub stake_fen: Option<i64>,
    /// The articles as they were quoted.
    pub basis_zh: Option<String>,
    /// The same in English.
    pub basis_en: Option<String>,
    /// Who proposed.
    pub proposed_by: Option<String>,
    /// When.
    pub proposed_at: Option<i64>,
    /// Why the dealer asks.
    pub reason: Option<String>,
    /// Since when.
    pub escalated_at: Option<i64>,
}

/// A refusal, by a dealer or by headquarters.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RemedyRefusal {
    /// The dealer's code.
    pub dealer_code: String,
    /// The dealer's name.
    pub dealer_name: String,
    /// The case's number.
    pub no: String,
    /// The household.
    pub customer_name: Option<String>,
    /// The machine.
    pub serial: Option<String>,
    /// What was asked for.
    pub claim: Option<String>,
    /// The row that gives what there is instead.
    pub row: Option<String>,
    /// Why.
    pub reason: Option<String>,
    /// The articles as they were quoted.
    pub basis_zh: Option<String>,
    /// The same in English.
    pub basis_en: Option<String>,
    /// Who refused.
    pub by: Option<String>,
    /// Headquarters did.
    pub by_headquarters: bool,
    /// When.
    pub at: i64,
    /// Where the case stands by the dealer's own steps.
    pub state: String,
}

/// A page of the cases that wait for headquarters.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RemedyPage {
    /// The longest waiting first.
    pub rows: Vec<RemedyWaiting>,
    /// Where the next page begins; nothing at the end.
    pub next: Option<OrderAfter>,
    /// How many wait in all.
    pub total: u64,
}

/// A page of what was refused.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RemedyRefusalPage {
    /// The latest first.
    pub rows: Vec<RemedyRefusal>,
    /// Where the next page begins; nothing at the end.
    pub next: Option<OrderAfter>,
    /// How many there are in all.
    pub total: u64,
}
