//! The answer of the warranty card.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::start::{Confidence, Start};
use crate::codes::codes;

codes! {
    /// What promises the cover. The order decides between equal ends.
    CoverKind {
        /// The statutory list: a floor nobody can lower.
        Statute = "statute",
        /// The maker's policy.
        Policy = "policy",
        /// What was agreed with this customer.
        Contract = "contract",
        /// An extended plan the customer bought.
        Plan = "plan",
    }
}

codes! {
    /// Where a machine stands on the day of the question.
    Standing {
        /// Covered.
        In = "in",
        /// Not covered.
        Out = "out",
        /// Validity has not started: the machine waits for its commissioning.
        NotStarted = "not_started",
        /// Nothing shows when validity started, so it is not covered until there is evidence.
        Unknown = "unknown",
    }
}

codes! {
    /// Why a machine is out.
    OutReason {
        /// Validity is over.
        Ended = "ended",
        /// It was exchanged for another machine, which has the validity now.
        ExchangedAway = "exchanged_away",
        /// Neither the list nor a policy nor an agreement covers it.
        NoPromise = "no_promise",
    }
}

codes! {
    /// Why an end may still change.
    Provisional {
        /// The machine waits for its commissioning, or its record is missing.
        NotCommissioned = "not_commissioned",
        /// The start is reckoned from the factory date.
        FactoryDate = "factory_date",
        /// It cannot be used at the moment; the time counts to the day of the question.
        StillUnusable = "still_unusable",
        /// A year's list of holidays is missing.
        HolidaysMissing = "holidays_missing",
    }
}

/// The cover by one basis.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, schemars::JsonSchema)]
pub struct BasisCover {
    /// Which basis.
    pub kind: CoverKind,
    /// When validity starts by it.
    pub start: Start,
    /// Its months for the whole machine.
    pub months: u32,
    /// Days excluded for repair and parts.
    pub excluded_days: u32,
    /// The end before the rule of rest days; absent while the start is unknown.
    pub raw_end_on: Option<NaiveDate>,
    /// The last day; absent while the start is unknown.
    pub end_on: Option<NaiveDate>,
    /// The main parts by this basis.
    pub parts: Vec<PartCover>,
}

/// The cover of a part.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, schemars::JsonSchema)]
pub struct PartCover {
    /// The part's code.
    pub part: String,
    /// Chinese name.
    pub name_zh: String,
    /// English name.
    pub name_en: String,
    /// By which basis.
    pub kind: CoverKind,
    /// The last day.
    pub end_on: NaiveDate,
    /// The day it was last replaced in warranty.
    pub replaced_on: Option<NaiveDate>,
}

/// The cover by an extended plan.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, schemars::JsonSchema)]
pub struct PlanCover {
    /// The plan's name.
    pub name: String,
    /// Its first day.
    pub start_on: NaiveDate,
    /// Its months.
    pub months: u32,
    /// Days excluded for repair and parts.
    pub excluded_days: u32,
    /// Its last day.
    pub end_on: NaiveDate,
}

/// Whether a machine is covered, until when, and by what.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, schemars::JsonSchema)]
pub struct Coverage {
    /// Where it stands.
    pub standing: Standing,
    /// Why it is out.
    pub out_reason: Option<OutReason>,
    /// The basis most favourable to the customer.
    pub decided_by: Option<CoverKind>,
    /// How sure the start is.
    pub confidence: Confidence,
    /// The start of validity by the deciding basis.
    pub start: Option<Start>,
    /// The last day of cover, plans included.
    pub end_on: Option<NaiveDate>,
    /// Days left while covered; 0 on the last day.
    pub remaining_days: Option<u32>,
    /// The start is reckoned from the factory date: free repair, no return or exchange.
    pub repair_only: bool,
    /// Why the end may still change.
    pub provisional: Vec<Provisional>,
    /// Parts with a cover of their own: main parts and parts replaced in warranty.
    pub parts: Vec<PartCover>,
    /// Every basis that applies, the most favourable first.
    pub bases: Vec<BasisCover>,
    /// Extended plans, in order of purchase.
    pub plans: Vec<PlanCover>,
    /// Repairs before this day do not count towards the two: they were another machine's.
    pub repairs_count_from: Option<NaiveDate>,
    /// Whether the maker's policy demands yearly maintenance.
    pub yearly_maintenance: bool,
}
