//! The figures behind satisfaction measures: thresholds and what a form needs to count.

use serde::{Deserialize, Serialize};

use crate::policy::{Content, bad_policy, built_in_document};
use crate::rule::RuleError;

/// When a form counts, and where satisfaction begins.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct SurveyPolicy {
    /// How far a mean gap may lie from 0 and still mean "as expected", in thousandths of a point.
    pub level_tolerance_thousandths: u32,
    /// Answered pairs a form needs.
    pub form_min_pairs: u32,
    /// Share of a dimension's pairs that must be answered, in per cent.
    pub dimension_min_percent: u32,
    /// The lowest sum of weights that is rescaled to 100.
    pub weight_sum_from: u32,
    /// The highest sum of weights that is rescaled to 100.
    pub weight_sum_to: u32,
    /// Below so many respondents a survey says 样本不足.
    pub small_sample_below: u32,
    /// The lowest answer (1–5) that counts as satisfied.
    pub csat_satisfied_from: u32,
    /// The lowest answer (0–10) of a promoter.
    pub nps_promoter_from: u32,
    /// The highest answer (0–10) of a detractor.
    pub nps_detractor_to: u32,
}

impl Content for SurveyPolicy {
    const KIND: &'static str = "survey";

    fn check(&self) -> Result<(), RuleError> {
        let within = [
            (
                "level_tolerance_thousandths",
                self.level_tolerance_thousandths <= 6_000,
            ),
            ("form_min_pairs", (1..=22).contains(&self.form_min_pairs)),
            (
                "dimension_min_percent",
                (1..=100).contains(&self.dimension_min_percent),
            ),
            ("weight_sum_from", (1..=100).contains(&self.weight_sum_from)),
            ("weight_sum_to", (100..=200).contains(&self.weight_sum_to)),
            (
                "small_sample_below",
                (2..=1_000).contains(&self.small_sample_below),
            ),
            (
                "csat_satisfied_from",
                (1..=5).contains(&self.csat_satisfied_from),
            ),
            ("nps_promoter_from", self.nps_promoter_from <= 10),
            (
                "nps_detractor_to",
                self.nps_detractor_to < self.nps_promoter_from,
            ),
        ];
        match within.into_iter().find(|(_, sound)| !sound) {
            Some((field, _)) => Err(bad_policy(field, "outside what can be meant")),
            None => Ok(()),
        }
    }
}

built_in_document! {
    /// The figures the program comes with, until headquarters sends its own.
    pub fn built_in() -> SurveyPolicy = "survey-2026-1";
}
