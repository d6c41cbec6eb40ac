//! Commissioning: whether a machine may be started and handed over (`rules.md` §2.5, `reference.md`
//! §4.3, CJJ 12-2013 ch. 5; R051, R113, R117).
//!
//! [`evaluate`] judges the answers of one unit, [`class_b_sample`] how many units of a project the
//! sampled items are checked on, [`same_readings`] whether values were copied from unit to unit.

mod checklist;
mod evaluate;
mod repeated;

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

pub use checklist::{
    Checklist, Class, Condition, Item, Kind, Limit, Reading, Sample, Topic, built_in, of_version,
};
pub use evaluate::evaluate;
pub use repeated::{SameReadings, UnitReadings, same_readings};

use crate::codes::codes;
use crate::safety::Gas;

/// The largest value a measurement can mean; more is a slip of the keys.
pub const READING_MAX: f64 = 1_000_000.0;
/// Most answers one evaluation can mean.
pub const ANSWERS_MAX: usize = 500;
/// Most units one comparison of readings can mean.
pub const UNITS_MAX: usize = 2_000;

/// Whether anybody can have measured this; no number at all is not in the range either.
fn measurable(value: f64) -> bool {
    (-READING_MAX..=READING_MAX).contains(&value)
}

/// The machine that is commissioned.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct UnitFacts {
    /// What it burns.
    pub gas: Gas,
    /// Its model, for limits of its own.
    #[serde(default)]
    pub model: Option<String>,
    /// A condensing machine.
    #[serde(default)]
    pub condensing: bool,
    /// Makes hot water.
    #[serde(default)]
    pub hot_water: bool,
    /// A flue gas analyser is at hand.
    #[serde(default)]
    pub analyser: bool,
    /// Belongs to the sample of class B; a single unit always does.
    pub in_sample: bool,
}

/// The answer to one item.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Answer {
    /// The item.
    pub item: String,
    /// Good, or not.
    #[serde(default)]
    pub passed: Option<bool>,
    /// The measured values.
    #[serde(default)]
    pub readings: BTreeMap<String, f64>,
    /// How many photos belong to it.
    #[serde(default)]
    pub photos: u32,
    /// The topics explained.
    #[serde(default)]
    pub topics: Vec<String>,
    /// The number of the label or of the signed sheet; of a briefing who was told.
    #[serde(default)]
    pub text: Option<String>,
    /// Why the item does not apply to this machine.
    #[serde(default)]
    pub not_applicable: Option<String>,
}

codes! {
    /// What is wrong with an item.
    Fault {
        /// Found not good.
        NotGood = "not_good",
        /// A value outside its limits.
        OutOfLimits = "out_of_limits",
        /// Not answered.
        NotAnswered = "not_answered",
        /// A value is missing.
        ReadingMissing = "reading_missing",
        /// The photo is missing.
        PhotoMissing = "photo_missing",
        /// Too few topics were explained.
        TooFewTopics = "too_few_topics",
        /// "Not applicable" to an item that always applies, or without a reason.
        NotApplicableRefused = "not_applicable_refused",
        /// The user has not signed.
        SignatureMissing = "signature_missing",
        /// Signed, and neither the number of the signed sheet nor its photo is there.
        ProofMissing = "proof_missing",
        /// Nobody is named who was told how to use the machine.
        WhoMissing = "who_missing",
        /// The pass label's number is missing.
        LabelMissing = "label_missing",
        /// A pass label although it has not passed.
        LabelTooEarly = "label_too_early",
        /// Something failed, and no rectification notice was handed over.
        NoticeMissing = "notice_missing",
    }
}

impl Fault {
    /// The machine itself is not right, so it must not be started until that is put right.
    #[must_use]
    pub const fn is_defect(self) -> bool {
        matches!(self, Self::NotGood | Self::OutOfLimits)
    }

    /// Something of the work is still open.
    const fn is_gap(self) -> bool {
        matches!(
            self,
            Self::NotAnswered
                | Self::ReadingMissing
                | Self::PhotoMissing
                | Self::TooFewTopics
                | Self::WhoMissing
                | Self::NotApplicableRefused
        )
    }
}

codes! {
    /// Where a commissioning stands.
    Status {
        /// Everything good, signed and labelled.
        Passed = "passed",
        /// Good and signed; the label is to be stuck on.
        AwaitingLabel = "awaiting_label",
        /// Good; the user has not signed.
        AwaitingSignature = "awaiting_signature",
        /// Nothing is bad, something is open.
        Incomplete = "incomplete",
        /// Something is bad: not to be started.
        Failed = "failed",
    }
}

/// One thing that is wrong.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, schemars::JsonSchema)]
pub struct Finding {
    /// The item.
    pub item: String,
    /// What is wrong.
    pub fault: Fault,
    /// The reading at fault.
    pub reading: Option<String>,
    /// Its value.
    pub value: Option<f64>,
}

/// The answer for one unit.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, schemars::JsonSchema)]
pub struct Commissioning {
    /// Where it stands.
    pub status: Status,
    /// What is wrong, in the order of the checklist.
    pub findings: Vec<Finding>,
    /// A rectification notice must be handed over.
    pub rectification_notice: bool,
    /// The machine may be started for the user.
    pub start_allowed: bool,
    /// The pass label may be stuck on.
    pub label_allowed: bool,
    /// The number of the label, once it counts.
    pub label_no: Option<String>,
}

/// On how many of a project's units the items of class B are checked: the share rounded up, at least
/// so many, and never more than there are (CJJ 12).
#[must_use]
pub fn class_b_sample(checklist: &Checklist, units: u32) -> u32 {
    let share = u64::from(units) * u64::from(checklist.sample.share_percent);
    let share = u32::try_from(share.div_ceil(100)).unwrap_or(u32::MAX);
    share.max(checklist.sample.units_at_least).min(units)
}

#[cfg(test)]
mod tests;
