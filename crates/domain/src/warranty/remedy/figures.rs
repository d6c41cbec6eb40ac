//! The figures behind remedies: law in two documents, the maker's policy in a third.

use std::sync::LazyLock;

use serde::{Deserialize, Serialize};

use super::exclusion::{Evidence, ExclusionCode};
use crate::policy::{Content, Document, bad_policy, load};
use crate::rule::RuleError;

/// No period of these documents is longer (a structural bound against slips of the keys).
const DAYS_MOST: u32 = 3_660;

/// Figures of the rules on repair, exchange and return of listed goods (三包规定).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct RemedyLaw {
    /// Days after the sale in which the customer may return (Art. 9).
    pub return_days: u32,
    /// Days after the sale in which the customer may exchange (Art. 10).
    pub exchange_days: u32,
    /// Completed repairs after which another fault makes an exchange due (Art. 11).
    pub repairs_before_exchange: u32,
    /// Days from handing in after which missing parts make an exchange due (Art. 12).
    pub parts_delay_days: u32,
    /// Days from handing in after which the repairer owes an exchange (Art. 12).
    pub repairer_delay_days: u32,
    /// Days a repair must last (Art. 6).
    pub rework_days: u32,
}

/// Figures of the consumer law (消法).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ConsumerLaw {
    /// Days after receipt in which distance sales may be returned without a reason (Art. 25).
    pub no_reason_days: u32,
    /// Days after the goods came back in which the money must be refunded (Art. 25).
    pub refund_days: u32,
    /// Days after receipt in which faulty goods without list and promise may be returned (Art. 24).
    pub unlisted_return_days: u32,
    /// Months after receipt in which such goods may still be claimed about, where nobody promised a
    /// longer time (Civil Code Art. 621).
    pub unlisted_claim_months: u32,
    /// Months after receipt in which the operator proves what a defect comes from (Art. 23).
    pub operator_proves_months: u32,
}

/// What the maker decided where the law leaves it open.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct RemedyPolicy {
    /// A repair paid by the customer must last as long as one under warranty.
    pub rework_out_of_warranty: bool,
    /// So many visits without a fault found go to headquarters for review.
    pub no_fault_review: u32,
    /// Days in which an unopened article that does not suit is exchanged.
    pub goodwill_exchange_days: u32,
    /// Each ground of exclusion once.
    pub exclusions: Vec<ExclusionPolicy>,
}

/// What a ground of exclusion demands.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ExclusionPolicy {
    /// The ground.
    pub code: ExclusionCode,
    /// The evidence it demands.
    pub evidence: Vec<Evidence>,
    /// A clause of the maker: it reduces the maker's promise, never the statutory minimum.
    pub policy_only: bool,
    /// The approval of such a clause by the legal staff of headquarters (消法 Art. 26).
    #[serde(default)]
    pub legal_approval: Option<String>,
}

/// The three documents that decide a case.
#[derive(Debug, Clone, PartialEq)]
pub struct RemedyRules {
    /// 三包规定.
    pub law: Document<RemedyLaw>,
    /// 消法.
    pub consumer_law: Document<ConsumerLaw>,
    /// The maker's policy.
    pub policy: Document<RemedyPolicy>,
}

impl Content for RemedyLaw {
    const KIND: &'static str = "remedy_law";

    fn check(&self) -> Result<(), RuleError> {
        for (field, days) in [
            ("return_days", self.return_days),
            ("exchange_days", self.exchange_days),
            ("repairs_before_exchange", self.repairs_before_exchange),
            ("parts_delay_days", self.parts_delay_days),
            ("repairer_delay_days", self.repairer_delay_days),
            ("rework_days", self.rework_days),
        ] {
            in_bounds(field, days)?;
        }
        if self.exchange_days < self.return_days {
            return Err(bad_policy("exchange_days", "shorter than return_days"));
        }
        Ok(())
    }
}

impl Content for ConsumerLaw {
    const KIND: &'static str = "remedy_consumer_law";

    fn check(&self) -> Result<(), RuleError> {
        for (field, figure) in [
            ("no_reason_days", self.no_reason_days),
            ("refund_days", self.refund_days),
            ("unlisted_return_days", self.unlisted_return_days),
            ("unlisted_claim_months", self.unlisted_claim_months),
            ("operator_proves_months", self.operator_proves_months),
        ] {
            in_bounds(field, figure)?;
        }
        Ok(())
    }
}

impl Content for RemedyPolicy {
    const KIND: &'static str = "remedy_policy";

    fn check(&self) -> Result<(), RuleError> {
        in_bounds("no_fault_review", self.no_fault_review)?;
        in_bounds("goodwill_exchange_days", self.goodwill_exchange_days)?;
        for code in ExclusionCode::ALL {
            let of_code = self.exclusions.iter().filter(|entry| entry.code == *code);
            if of_code.count() != 1 {
                let reason = format!("{} must stand there once", code.code());
                return Err(bad_policy("exclusions", reason));
            }
        }
        for (index, entry) in self.exclusions.iter().enumerate() {
            let approval = entry.legal_approval.as_deref();
            if approval.is_some_and(|text| text.trim().is_empty()) {
                let place = format!("exclusions[{index}].legal_approval");
                return Err(bad_policy(place, "must not be empty"));
            }
            // What the maker adds to the law is never more than a clause of its own promise.
            if entry.code.is_clause() != entry.policy_only {
                let place = format!("exclusions[{index}].policy_only");
                return Err(bad_policy(
                    place,
                    "only X6 and X7 are clauses of the policy",
                ));
            }
        }
        Ok(())
    }
}

impl RemedyPolicy {
    /// What a ground demands; [`Content::check`] sees to it that each stands there.
    #[must_use]
    pub fn exclusion(&self, code: ExclusionCode) -> Option<&ExclusionPolicy> {
        self.exclusions.iter().find(|entry| entry.code == code)
    }
}

fn in_bounds(field: &'static str, figure: u32) -> Result<(), RuleError> {
    if (1..=DAYS_MOST).contains(&figure) {
        Ok(())
    } else {
        Err(bad_policy(field, "out of range"))
    }
}

type BuiltIn = LazyLock<Result<RemedyRules, RuleError>>;

static BUILT_IN: BuiltIn = LazyLock::new(|| {
    Ok(RemedyRules {
        law: load(crate::policy::policy_file!("remedy_law-1995-1"))?,
        consumer_law: load(crate::policy::policy_file!("remedy_consumer_law-2014-1"))?,
        policy: load(crate::policy::policy_file!("remedy_policy-2026-1"))?,
    })
});

impl RemedyRules {
    /// The figures the program comes with, until headquarters sends others.
    ///
    /// # Errors
    /// [`RuleError::BadPolicy`] if the files of the program were damaged; a test proves they read.
    pub fn built_in() -> Result<&'static Self, RuleError> {
        BUILT_IN.as_ref().map_err(Clone::clone)
    }
}
