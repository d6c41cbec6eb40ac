//! Exclusions from 三包: table T5 and the burden of proof (`rules.md` §2.2).
//!
//! Whatever comes out, the machine is repaired: an exclusion decides who pays, never whether the
//! customer is served.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::figures::{ExclusionPolicy, RemedyRules};
use super::matrix::{by_now, named};
use crate::calendar::plus_months;
use crate::codes::codes;
use crate::explain::{Arg, Basis, Decision, Explanation, line};
use crate::rule::{RuleError, in_order, within_calendar};

codes! {
    /// A ground on which 三包 does not apply.
    ExclusionCode {
        /// Damaged by wrong use, upkeep or storage.
        X1 = "X1",
        /// Damaged by someone who was not charged with the repair.
        X2 = "X2",
        /// Neither warranty card nor valid invoice.
        X3 = "X3",
        /// The card names another model, or was altered.
        X4 = "X4",
        /// Force majeure.
        X5 = "X5",
        /// The yearly maintenance the policy asks for was not done.
        X6 = "X6",
        /// Gas, voltage or water outside what the manual allows.
        X7 = "X7",
    }
}

impl ExclusionCode {
    /// A clause of the maker, not a ground of the law.
    #[must_use]
    pub const fn is_clause(self) -> bool {
        matches!(self, Self::X6 | Self::X7)
    }

    /// It excludes only damage it has caused; the others are about papers.
    #[must_use]
    pub const fn must_be_cause(self) -> bool {
        !matches!(self, Self::X3 | Self::X4)
    }
}

codes! {
    /// A piece of evidence.
    Evidence {
        /// A photo of the damage.
        DamagePhoto = "damage_photo",
        /// The cause by its code.
        CauseCode = "cause_code",
        /// What the customer says about it.
        CustomerStatement = "customer_statement",
        /// A photo of the broken seal.
        SealPhoto = "seal_photo",
        /// What shows that the damage comes from it.
        CauseProof = "cause_proof",
        /// A photo of the warranty card.
        CertificatePhoto = "certificate_photo",
        /// A photo of the machine's plate.
        PlatePhoto = "plate_photo",
        /// The day of the event.
        EventDate = "event_date",
        /// What proves the event.
        EventProof = "event_proof",
        /// The record of maintenance.
        MaintenanceRecord = "maintenance_record",
        /// Measured gas pressure, voltage or water.
        MeasuredValues = "measured_values",
        /// The limits as the manual states them.
        ManualLimits = "manual_limits",
    }
}

codes! {
    /// Why an exclusion holds or does not.
    ExclusionReason {
        /// It holds.
        Upheld = "upheld",
        /// A clause of the maker cannot reduce the statutory minimum.
        StatutoryMinimum = "statutory_minimum",
        /// The legal staff of headquarters has not approved the clause.
        NoLegalApproval = "no_legal_approval",
        /// The day of sale can be proven otherwise.
        SaleProven = "sale_proven",
        /// The damage does not come from it.
        NotTheCause = "not_the_cause",
        /// In the first months the operator has to prove it, and the evidence is not attached.
        BurdenOfProof = "burden_of_proof",
        /// Evidence this ground demands is not attached.
        EvidenceIncomplete = "evidence_incomplete",
        /// Nobody has found out what the damage comes from.
        CauseNotEstablished = "cause_not_established",
    }
}

/// A shop that wants to exclude a case.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ExclusionClaim {
    /// The ground.
    pub code: ExclusionCode,
    /// On the day of the report the machine is within the validity the law prescribes, and not
    /// only within what the maker promised.
    pub statutory: bool,
    /// Nothing at all proves the day of sale (confidence D of table T1).
    pub sale_unproven: bool,
    /// The evidence attached.
    pub evidence: Vec<Evidence>,
    /// Whether the damage comes from it; absent while nobody knows.
    #[serde(default)]
    pub caused_by_it: Option<bool>,
    /// The day the customer received the machine.
    #[serde(default)]
    pub received_on: Option<NaiveDate>,
    /// The day the defect was found.
    pub found_on: NaiveDate,
    /// The day the question is asked for.
    pub as_of: NaiveDate,
}

/// The answer to a claim.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
pub struct ExclusionVerdict {
    /// The ground claimed.
    pub code: ExclusionCode,
    /// It holds: the repair is charged. Otherwise 三包 goes on as before.
    pub upheld: bool,
    /// Why.
    pub reason: ExclusionReason,
    /// Evidence demanded and not attached.
    pub missing: Vec<Evidence>,
    /// Until when the operator has the burden of proof, where the day of receipt is known.
    pub operator_proves_until: Option<NaiveDate>,
}

/// Decides whether an exclusion holds.
///
/// # Errors
/// [`RuleError::EndBeforeStart`] for a defect before receipt, [`RuleError::InFuture`] for one after
/// `as_of`, [`RuleError::OutOfRange`] outside the calendar, [`RuleError::BadPolicy`] when the
/// policy does not know the ground.
pub fn decide_exclusion(
    claim: &ExclusionClaim,
    rules: &RemedyRules,
) -> Result<Decision<ExclusionVerdict>, RuleError> {
    let found_on = within_calendar(claim.found_on, "found_on")?;
    within_calendar(claim.as_of, "as_of")?;
    by_now(found_on, claim.as_of, "found_on")?;
    let months = rules.consumer_law.content.operator_proves_months;
    let mut until = None;
    if let Some(received_on) = claim.received_on {
        within_calendar(received_on, "received_on")?;
        in_order(received_on, found_on, "found_on")?;
        until = Some(named(plus_months(received_on, months), "received_on")?);
    }
    let policy = rules.policy.content.exclusion(claim.code);
    let policy = policy.ok_or_else(|| crate::policy::bad_policy("exclusions", "ground missing"))?;
    let demanded = policy.evidence.iter().copied();
    let missing: Vec<_> = demanded
        .filter(|evidence| !claim.evidence.contains(evidence))
        .collect();
    // Without a day of receipt nobody can say that the first months are over.
    let operator_proves = until.is_none_or(|until| found_on <= until);
    let reason = reason_of(claim, policy, &missing, operator_proves);
    let result = ExclusionVerdict {
        code: claim.code,
        upheld: reason == ExclusionReason::Upheld,
        reason,
        missing,
        operator_proves_until: until,
    };
    let why = explain(claim, &result, operator_proves, rules);
    Ok(Decision { result, why })
}

fn reason_of(
    claim: &ExclusionClaim,
    policy: &ExclusionPolicy,
    missing: &[Evidence],
    operator_proves: bool,
) -> ExclusionReason {
    let must_be_cause = claim.code.must_be_cause();
    if policy.policy_only && claim.statutory {
        ExclusionReason::StatutoryMinimum
    } else if policy.policy_only && policy.legal_approval.is_none() {
        ExclusionReason::NoLegalApproval
    } else if claim.code == ExclusionCode::X3 && !claim.sale_unproven {
        ExclusionReason::SaleProven
    } else if must_be_cause && claim.caused_by_it == Some(false) {
        ExclusionReason::NotTheCause
    } else if !missing.is_empty() && operator_proves {
        ExclusionReason::BurdenOfProof
    } else if !missing.is_empty() {
        ExclusionReason::EvidenceIncomplete
    } else if must_be_cause && claim.caused_by_it.is_none() {
        ExclusionReason::CauseNotEstablished
    } else {
        ExclusionReason::Upheld
    }
}

const fn table_row(code: ExclusionCode) -> &'static str {
    match code {
        ExclusionCode::X1 => "T5.X1",
        ExclusionCode::X2 => "T5.X2",
        ExclusionCode::X3 => "T5.X3",
        ExclusionCode::X4 => "T5.X4",
        ExclusionCode::X5 => "T5.X5",
        ExclusionCode::X6 => "T5.X6",
        ExclusionCode::X7 => "T5.X7",
    }
}

fn explain(
    claim: &ExclusionClaim,
    verdict: &ExclusionVerdict,
    operator_proves: bool,
    rules: &RemedyRules,
) -> Explanation {
    let mut why = Explanation {
        rows: vec![table_row(claim.code)],
        ..Explanation::default()
    };
    why.basis.push(if claim.code.is_clause() {
        Basis::policy("basis-remedy-exclusion-clause")
    } else {
        Basis::statute("basis-sanbao-17")
    });
    let name = || Arg::Key(format!("exclusion-{}", claim.code.code()));
    why.steps.push(line!("exclusion-claimed", name = name()));
    why.steps.push(match verdict.reason {
        ExclusionReason::Upheld => line!("exclusion-upheld"),
        ExclusionReason::StatutoryMinimum => line!("exclusion-statutory-minimum"),
        ExclusionReason::NoLegalApproval => line!("exclusion-no-legal-approval"),
        ExclusionReason::SaleProven => line!("exclusion-sale-proven"),
        ExclusionReason::NotTheCause => line!("exclusion-not-the-cause"),
        ExclusionReason::BurdenOfProof => line!("exclusion-burden-of-proof"),
        ExclusionReason::EvidenceIncomplete => line!("exclusion-evidence-incomplete"),
        ExclusionReason::CauseNotEstablished => line!("exclusion-cause-not-established"),
    });
    if claim.code.is_clause() {
        why.basis.push(Basis::statute("basis-consumer-26"));
    }
    if operator_proves {
        why.basis.push(Basis::statute("basis-consumer-23"));
    }
    why.steps.extend(
        verdict
            .operator_proves_until
            .map(|until| line!("exclusion-operator-proves", until = until)),
    );
    if claim.received_on.is_none() {
        why.missing.push(line!("exclusion-missing-receipt"));
    }
    for evidence in &verdict.missing {
        let name = Arg::Key(format!("evidence-{}", evidence.code()));
        why.missing
            .push(line!("exclusion-missing-evidence", name = name));
    }
    if verdict.upheld {
        why.notes.push(line!("exclusion-still-served"));
    }
    let versions = [rules.consumer_law.version_ref(), rules.policy.version_ref()];
    why.versions.extend(versions);
    why
}
