//! What the ground of a claim gives, who pays, and by which article.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{Claim, Ground};
use crate::calendar::Holidays;
use crate::explain::{Basis, Decision, Explanation, line};
use crate::rule::RuleError;
use crate::warranty::remedy::{
    Depreciation, GoodwillInput, NoReasonInput, NoReasonReason, Payer, RemedyCase, RemedyRules,
    Row, decide_remedies, goodwill_exchange, no_reason_return,
};

/// What is known of a claim. Each ground looks at its own facts only.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct OfferInput {
    /// On what ground it is asked for.
    pub ground: Ground,
    /// The report of a fault: for quality and for the finding of an authority.
    #[serde(default)]
    pub report: Option<RemedyCase>,
    /// For a return without a reason.
    #[serde(default)]
    pub no_reason: Option<NoReasonInput>,
    /// For an exchange of what does not suit.
    #[serde(default)]
    pub goodwill: Option<GoodwillInput>,
    /// An agreement with this customer is on record.
    #[serde(default)]
    pub agreement: bool,
}

/// One thing that may be given.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Offer {
    /// What.
    pub claim: Claim,
    /// The rules let it be given on this ground.
    pub allowed: bool,
    /// The rules give it to the customer: a shop cannot refuse it (R091).
    pub owed: bool,
    /// The row of table T3 that gives it.
    pub row: Option<Row>,
    /// Who pays.
    pub payer: Payer,
    /// A return is refunded with a deduction for use.
    pub depreciation: Depreciation,
    /// The exchange is for another model, with the difference in price settled.
    pub other_model: bool,
}

impl Offer {
    fn new(claim: Claim, allowed: bool) -> Self {
        Self {
            claim,
            allowed,
            owed: false,
            row: None,
            payer: Payer::Seller,
            depreciation: Depreciation::None,
            other_model: false,
        }
    }

    /// The articles it is given by, the one that decides first.
    #[must_use]
    pub fn basis(&self, ground: Ground) -> Vec<Basis> {
        if let Some(row) = self.row {
            return vec![row.basis()];
        }
        match (self.claim, ground) {
            (Claim::Compensation, _) => vec![
                Basis::statute("basis-consumer-52"),
                Basis::statute("basis-civil-584"),
            ],
            (Claim::Reduction, _) => vec![
                Basis::statute("basis-civil-582"),
                Basis::statute("basis-consumer-52"),
            ],
            (_, Ground::NoReason) => vec![Basis::statute("basis-consumer-25")],
            (_, Ground::Unsuitable) => vec![Basis::policy("basis-remedy-goodwill")],
            (_, Ground::Finding) => vec![Basis::statute("basis-consumer-54")],
            (_, Ground::Agreed) => vec![Basis::contract("basis-remedy-contract")],
            (_, Ground::Quality) => vec![Basis::statute("basis-sanbao-9")],
        }
    }
}

/// What may be given on the ground of a claim: an offer for each claim of the ground, allowed or
/// not, with the reasons.
///
/// # Errors
/// As [`decide_remedies`], [`no_reason_return`] and [`goodwill_exchange`].
pub fn offers(
    input: &OfferInput,
    rules: &RemedyRules,
    holidays: &Holidays,
) -> Result<Decision<Vec<Offer>>, RuleError> {
    let mut result: Vec<Offer> = input
        .ground
        .claims()
        .iter()
        .map(|claim| Offer::new(*claim, false))
        .collect();
    let mut why = Explanation::default();
    match input.ground {
        Ground::Quality | Ground::Finding => {
            by_report(input, rules, holidays, &mut result, &mut why)?;
        }
        Ground::NoReason => {
            let Some(facts) = &input.no_reason else {
                why.missing.push(line!("remedy_case-missing-receipt"));
                return Ok(Decision { result, why });
            };
            let decided = no_reason_return(facts, rules, holidays)?;
            let asks = decided.result.reason == NoReasonReason::ManagerDecides;
            for offer in &mut result {
                offer.allowed = decided.result.allowed || asks;
                offer.owed = decided.result.allowed;
            }
            why = decided.why;
        }
        Ground::Unsuitable => {
            let Some(facts) = &input.goodwill else {
                why.missing.push(line!("remedy_case-missing-receipt"));
                return Ok(Decision { result, why });
            };
            let decided = goodwill_exchange(facts, rules, holidays)?;
            for offer in &mut result {
                offer.allowed = decided.result.allowed;
                offer.owed = decided.result.allowed;
            }
            why = decided.why;
        }
        Ground::Agreed => {
            why.basis.push(Basis::contract("basis-remedy-contract"));
            if input.agreement {
                why.steps.push(line!("remedy_case-agreed"));
            } else {
                why.missing.push(line!("remedy_case-missing-agreement"));
            }
            for offer in &mut result {
                offer.allowed = input.agreement;
            }
        }
    }
    Ok(Decision { result, why })
}

/// Table T3 gives return, exchange and repair; money beside them is agreed, within the law.
fn by_report(
    input: &OfferInput,
    rules: &RemedyRules,
    holidays: &Holidays,
    result: &mut [Offer],
    why: &mut Explanation,
) -> Result<(), RuleError> {
    let Some(report) = &input.report else {
        why.missing.push(line!("remedy_case-missing-report"));
        return Ok(());
    };
    let decided = decide_remedies(report, rules, holidays)?;
    *why = decided.why;
    for offer in result {
        // A finding gives the return at the full price, whatever else the table holds.
        let found = decided.result.options.iter().find(|option| {
            let by_finding = option.row == Row::R11;
            Claim::from(option.remedy) == offer.claim
                && (input.ground == Ground::Quality || by_finding)
        });
        if let Some(option) = found {
            offer.allowed = true;
            let by_finding = option.row == Row::R11;
            offer.owed = option.payer != Payer::Customer && (report.fault_confirmed || by_finding);
            offer.row = Some(option.row);
            offer.payer = option.payer;
            offer.depreciation = option.depreciation;
            offer.other_model = option.other_model;
        } else if matches!(offer.claim, Claim::Compensation | Claim::Reduction) {
            offer.allowed = true;
        }
    }
    Ok(())
}
