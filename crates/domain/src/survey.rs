//! Satisfaction measures (`rules.md` §2.8).
//!
//! A SERVQUAL form asks 22 things twice: what a good outlet should be like, and what this one is
//! like. [`servqual()`] judges one form, [`index`] a survey, [`pair_levels`] single answers (R027);
//! [`csat`], [`nps`] and [`ces`] are the measures of one question. Sums are whole numbers until
//! the last division, so that -1 and 0.1 come out as such.

mod aggregate;
mod policy;
mod rates;
pub mod sample;
mod servqual;

pub use aggregate::{DimensionMeans, IndexInput, LevelCounts, ServqualIndex, index};
pub use policy::{SurveyPolicy, built_in};
pub use rates::{
    CesInput, CesResult, CsatInput, CsatResult, NpsAnswers, NpsInput, NpsResult, ces, count_nps,
    csat, nps,
};
pub use servqual::{
    AnswerPair, DimensionGaps, PairLevels, ServqualInput, ServqualResult, pair_level, pair_levels,
    servqual,
};

use crate::codes::codes;

codes! {
    /// The five dimensions of SERVQUAL, in the order of the form.
    Dimension {
        /// 有形性
        Tangibles = "tangibles",
        /// 可靠性
        Reliability = "reliability",
        /// 响应性
        Responsiveness = "responsiveness",
        /// 保证性
        Assurance = "assurance",
        /// 移情性
        Empathy = "empathy",
    }
}

impl Dimension {
    /// The message that names it.
    #[must_use]
    pub fn key(self) -> String {
        format!("survey-dimension-{}", self.code())
    }

    /// Its items on the form, counted from 0.
    #[must_use]
    pub const fn items(self) -> std::ops::Range<usize> {
        match self {
            Self::Tangibles => 0..4,
            Self::Reliability => 4..9,
            Self::Responsiveness => 9..13,
            Self::Assurance => 13..17,
            Self::Empathy => 17..22,
        }
    }
}

codes! {
    /// What experience against expectation comes to (R027).
    Level {
        /// 不满意: less than expected.
        Dissatisfied = "dissatisfied",
        /// 满意: as expected.
        Satisfied = "satisfied",
        /// 高度满意: more than expected.
        HighlySatisfied = "highly_satisfied",
    }
}

impl Level {
    /// The message that names it.
    #[must_use]
    pub fn key(self) -> String {
        format!("survey-level-{}", self.code().replace('_', "-"))
    }
}

#[cfg(test)]
mod tests;
