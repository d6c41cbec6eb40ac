//! What the customer may ask for, who pays, and what is refunded (`rules.md` §2.2–2.3).
//!
//! [`remedies`] is the bare matrix T3 over the facts of one report; [`decide_remedies`] adds what a
//! real case brings: how well the sale is proven, an exclusion, a finding of an authority, a repair
//! that did not last. Around them: which repairs count ([`count_repairs`]), the refund
//! ([`refund`], [`decide_refund`]), exclusions with their evidence ([`decide_exclusion`]) and
//! who confirms them ([`confirm_claim`]), the return without a reason ([`no_reason_return`]) and what may be charged ([`decide_charge`]).

mod case;
mod charge;
mod claim;
mod exclusion;
mod figures;
mod matrix;
mod no_reason;
mod refund;
mod repairs;
mod row;

pub use case::{
    AdvisedOption, AuthorityFinding, LastRepair, RemedyAdvice, RemedyCase, RemedyScope, SaleProof,
    decide_remedies,
};
pub use charge::{
    Charge, ChargeCase, ChargeItem, ChargeOverride, ChargeReason, ChargedLine, LineKind,
    OverrideOutcome, PlanEntitlement, PriceItem, PriceList, decide_charge,
};
pub use claim::{ClaimEvent, ClaimRefusal, ClaimState, Confirmation, claim_state, confirm_claim};
pub use exclusion::{
    Evidence, ExclusionClaim, ExclusionCode, ExclusionReason, ExclusionVerdict, decide_exclusion,
};
pub use figures::{ConsumerLaw, ExclusionPolicy, RemedyLaw, RemedyPolicy, RemedyRules};
pub use matrix::{DelayCause, Remedies, RemedyInput, remedies};
pub use no_reason::{
    GoodwillExchange, GoodwillInput, GoodwillReason, NoReasonInput, NoReasonReason, NoReasonReturn,
    ReceiptEvidence, ReceiptSource, ReceivedOn, SalesChannel, goodwill_exchange, no_reason_return,
    received_on, refund_due,
};
pub use refund::{
    AgreedRate, Expense, ExpenseKind, ExpenseVerdict, JudgedExpense, Refund, RefundCase,
    RefundInput, RefundSettlement, decide_refund, refund,
};
pub use repairs::{
    CountReason, CountedRepair, RepairCause, RepairCount, RepairEvent, RepairHistory, RepairKind,
    RepairOutcome, count_repairs,
};
pub use row::{Depreciation, Payer, Remedy, Row};

#[cfg(test)]
mod tests;
