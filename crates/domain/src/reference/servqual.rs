//! The SERVQUAL questionnaire: 22 statements in five dimensions, each asked twice, about a good
//! service outlet (expectation) and about this one (perception). Scores are computed in
//! [`crate::survey`].

use serde::{Deserialize, Serialize};

use super::document::{check_codes, shipped_content};
use crate::explain::Language;
use crate::localized::Localized;
use crate::policy::{Content, bad_policy};
use crate::rule::RuleError;

/// Where the statement stands in a frame.
const PLACEHOLDER: &str = "{item}";

/// A dimension with its statements, in the order they are asked.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ServqualDimension {
    /// `tangibles`, `reliability`, `responsiveness`, `assurance`, `empathy`.
    pub code: String,
    /// Its name.
    pub name: Localized,
    /// Its statements.
    pub items: Vec<ServqualItem>,
}

/// A statement.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ServqualItem {
    /// Its number, 1 to 22.
    pub number: u32,
    /// What stands in the frames.
    pub text: Localized,
}

/// The questionnaire.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ServqualForm {
    /// The lowest answer.
    pub scale_min: u32,
    /// The highest answer.
    pub scale_max: u32,
    /// What the lowest answer says.
    pub scale_min_label: Localized,
    /// What the highest answer says.
    pub scale_max_label: Localized,
    /// The sentence about a good outlet, with `{item}`.
    pub expectation: Localized,
    /// The sentence about this outlet, with `{item}`.
    pub perception: Localized,
    /// The dimensions.
    pub dimensions: Vec<ServqualDimension>,
}

impl Default for ServqualForm {
    fn default() -> Self {
        let nothing = || Localized {
            zh: String::new(),
            en: String::new(),
        };
        Self {
            scale_min: 0,
            scale_max: 0,
            scale_min_label: nothing(),
            scale_max_label: nothing(),
            expectation: nothing(),
            perception: nothing(),
            dimensions: Vec::new(),
        }
    }
}

shipped_content!(ServqualForm, "servqual.json");

impl ServqualForm {
    /// Every statement with its dimension, in order.
    pub fn items(&self) -> impl Iterator<Item = (&ServqualDimension, &ServqualItem)> {
        self.dimensions
            .iter()
            .flat_map(|dimension| dimension.items.iter().map(move |item| (dimension, item)))
    }

    /// The statement of this number as it is asked about a good outlet.
    #[must_use]
    pub fn expectation_of(&self, number: u32, language: Language) -> Option<String> {
        self.framed(&self.expectation, number, language)
    }

    /// The statement of this number as it is asked about this outlet.
    #[must_use]
    pub fn perception_of(&self, number: u32, language: Language) -> Option<String> {
        self.framed(&self.perception, number, language)
    }

    fn framed(&self, frame: &Localized, number: u32, language: Language) -> Option<String> {
        let (_, item) = self.items().find(|(_, item)| item.number == number)?;
        let text = item.text.get(language);
        Some(frame.get(language).replace(PLACEHOLDER, text))
    }
}

impl Content for ServqualForm {
    const KIND: &'static str = "servqual";

    fn check(&self) -> Result<(), RuleError> {
        if self.scale_min == 0 || self.scale_max <= self.scale_min || self.scale_max > 10 {
            return Err(bad_policy(
                "scale_max",
                "a scale runs from 1 up to 10 at most",
            ));
        }
        self.scale_min_label.check("scale_min_label")?;
        self.scale_max_label.check("scale_max_label")?;
        for (place, frame) in [
            ("expectation", &self.expectation),
            ("perception", &self.perception),
        ] {
            frame.check(place)?;
            for text in [&frame.zh, &frame.en] {
                if text.matches(PLACEHOLDER).count() != 1 {
                    return Err(bad_policy(place, "holds {item} once in each language"));
                }
            }
        }
        check_codes(
            "dimensions",
            self.dimensions.iter().map(|d| d.code.as_str()),
        )?;
        for (index, dimension) in self.dimensions.iter().enumerate() {
            let place = format!("dimensions[{index}]");
            dimension.name.check(&format!("{place}.name"))?;
            if dimension.items.is_empty() {
                return Err(bad_policy(format!("{place}.items"), "must not be empty"));
            }
        }
        for (expected, (_, item)) in (1_u32..).zip(self.items()) {
            if item.number != expected {
                let reason = format!("`{}` stands where {expected} is due", item.number);
                return Err(bad_policy("items.number", reason));
            }
            item.text.check(&format!("items[{}].text", item.number))?;
        }
        Ok(())
    }
}
