//! What is known of a machine: the input of the warranty rules, and what about it cannot be.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::policy::StartRule;
use crate::codes::codes;
use crate::rule::{Field, RuleError, in_order, within_calendar};

codes! {
    /// What else, beside paper invoice and 三包凭证, proves the day of sale.
    ProofKind {
        /// An electronic invoice: as good as the paper.
        DigitalInvoice = "digital_invoice",
        /// Headquarters' record of the sale.
        HqRecord = "hq_record",
        /// The dealer's own record of the sale.
        DealerRecord = "dealer_record",
        /// A payment: WeChat, Alipay, bank.
        Payment = "payment",
        /// An order by WeChat.
        WechatOrder = "wechat_order",
        /// A signed delivery note.
        DeliveryNote = "delivery_note",
    }
}

codes! {
    /// Why a machine could not be used.
    UnusableReason {
        /// It was being repaired.
        Repair = "repair",
        /// A part was waited for.
        WaitingPart = "waiting_part",
        /// The customer let it wait: not at home, another date wanted. Not excluded from validity.
        Customer = "customer",
    }
}

impl UnusableReason {
    /// Whether the time is excluded from validity (Art. 8).
    #[must_use]
    pub const fn is_excluded(self) -> bool {
        matches!(self, Self::Repair | Self::WaitingPart)
    }
}

codes! {
    /// From which day a bought plan runs.
    PlanStart {
        /// From the day after the warranty before it, or from the purchase if that is over.
        AfterBase = "after_base",
        /// From the day it was bought.
        Purchase = "purchase",
    }
}

/// A machine's facts. Every date lies no later than the day the question is asked for.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct UnitFacts {
    /// The model's code, where known.
    pub model: Option<String>,
    /// The class of product; taken from the model's policy where absent.
    pub product_class: Option<String>,
    /// Date of the paper invoice.
    pub invoiced_on: Option<NaiveDate>,
    /// Date on the 三包凭证.
    pub certificate_on: Option<NaiveDate>,
    /// Day of the first commissioning.
    pub commissioned_on: Option<NaiveDate>,
    /// Day the machine left the factory.
    pub made_on: Option<NaiveDate>,
    /// Other proofs of the sale.
    pub proofs: Vec<SaleProof>,
    /// The day the customer got this machine in exchange for another.
    pub came_by_exchange_on: Option<NaiveDate>,
    /// The day this machine was taken back in exchange for another.
    pub exchanged_away_on: Option<NaiveDate>,
    /// What was agreed with the customer.
    pub contract: Option<ContractTerms>,
    /// Extended plans the customer bought.
    pub plans: Vec<ExtendedPlan>,
    /// When it could not be used.
    pub unusable: Vec<UnusableSpell>,
    /// Parts that were replaced.
    pub part_replacements: Vec<PartReplacement>,
    /// The days it went to another owner.
    pub resold_on: Vec<NaiveDate>,
    /// When it was moved to another place.
    pub moves: Vec<Move>,
}

/// Something that proves the day of sale.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct SaleProof {
    /// What it is.
    pub kind: ProofKind,
    /// The day of sale it shows.
    pub on: NaiveDate,
}

/// A warranty agreed with this customer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ContractTerms {
    /// Warranty of the whole machine, in months.
    pub months: u32,
    /// Warranty of the main parts, in months, where agreed.
    #[serde(default)]
    pub main_part_months: Option<u32>,
    /// From which day it runs.
    pub start: StartRule,
}

/// An extended plan a customer bought (延保).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ExtendedPlan {
    /// The plan's name, as sold.
    pub name: String,
    /// The day it was bought.
    pub bought_on: NaiveDate,
    /// Its months.
    pub months: u32,
    /// From which day it runs.
    pub start: PlanStart,
}

/// A time in which the machine could not be used.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct UnusableSpell {
    /// The day it was handed over, or the first visit that left it unusable.
    pub from: NaiveDate,
    /// The day it was returned or usable again; absent while it is not.
    #[serde(default)]
    pub to: Option<NaiveDate>,
    /// Why.
    pub reason: UnusableReason,
}

/// A part that was replaced.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct PartReplacement {
    /// The part's code.
    pub part: String,
    /// Its name, where the policy has none.
    #[serde(default)]
    pub name: Option<String>,
    /// The day.
    pub on: NaiveDate,
}

/// A move to another place (移机).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Move {
    /// The day.
    pub on: NaiveDate,
    /// Whether an authorised outlet did it.
    pub authorised: bool,
}

/// Most entries a list of facts may have; more is not the life of one machine. Structural: it keeps
/// the work of one answer small.
pub(super) const LIST_MAX: usize = 1_000;
/// Most plans one machine may have.
pub(super) const PLANS_MAX: usize = 50;

impl UnitFacts {
    fn check_lists(&self) -> Result<(), RuleError> {
        for (field, length, most) in [
            ("proofs", self.proofs.len(), LIST_MAX),
            ("plans", self.plans.len(), PLANS_MAX),
            ("unusable", self.unusable.len(), LIST_MAX),
            ("part_replacements", self.part_replacements.len(), LIST_MAX),
            ("resold_on", self.resold_on.len(), LIST_MAX),
            ("moves", self.moves.len(), LIST_MAX),
        ] {
            if length > most {
                return Err(RuleError::OutOfRange {
                    field: field.into(),
                });
            }
        }
        Ok(())
    }

    /// Every date with the path of its field.
    fn dates(&self) -> Vec<(Field, NaiveDate)> {
        let single = [
            ("invoiced_on", self.invoiced_on),
            ("certificate_on", self.certificate_on),
            ("commissioned_on", self.commissioned_on),
            ("made_on", self.made_on),
            ("came_by_exchange_on", self.came_by_exchange_on),
            ("exchanged_away_on", self.exchanged_away_on),
        ];
        let single = single.into_iter().filter_map(|(field, date)| {
            let date = date?;
            Some((Field::Borrowed(field), date))
        });
        let mut dates: Vec<_> = single.collect();
        let mut add = |list: &str, index: usize, field: &str, date| {
            dates.push((Field::Owned(format!("{list}[{index}]{field}")), date));
        };
        for (index, proof) in self.proofs.iter().enumerate() {
            add("proofs", index, ".on", proof.on);
        }
        for (index, plan) in self.plans.iter().enumerate() {
            add("plans", index, ".bought_on", plan.bought_on);
        }
        for (index, spell) in self.unusable.iter().enumerate() {
            add("unusable", index, ".from", spell.from);
            if let Some(to) = spell.to {
                add("unusable", index, ".to", to);
            }
        }
        for (index, replacement) in self.part_replacements.iter().enumerate() {
            add("part_replacements", index, ".on", replacement.on);
        }
        for (index, on) in self.resold_on.iter().enumerate() {
            add("resold_on", index, "", *on);
        }
        for (index, moved) in self.moves.iter().enumerate() {
            add("moves", index, ".on", moved.on);
        }
        dates
    }

    /// Refuses lists that are too long and dates that cannot be: in the future, before the machine
    /// was made, out of order.
    ///
    /// # Errors
    /// [`RuleError::OutOfRange`], [`RuleError::InFuture`] or [`RuleError::EndBeforeStart`] with the
    /// field.
    pub(super) fn check_dates(&self, as_of: NaiveDate) -> Result<(), RuleError> {
        within_calendar(as_of, "as_of")?;
        self.check_lists()?;
        for (field, date) in self.dates() {
            within_calendar(date, field.clone())?;
            if date > as_of {
                return Err(RuleError::InFuture { field });
            }
            if let Some(made_on) = self.made_on {
                in_order(made_on, date, field)?;
            }
        }
        for (index, spell) in self.unusable.iter().enumerate() {
            let to = spell.to.unwrap_or(as_of);
            in_order(spell.from, to, format!("unusable[{index}].to"))?;
        }
        if let (Some(came), Some(went)) = (self.came_by_exchange_on, self.exchanged_away_on) {
            in_order(came, went, "exchanged_away_on")?;
        }
        Ok(())
    }
}
