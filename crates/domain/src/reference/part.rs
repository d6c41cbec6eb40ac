//! Spare parts: what fits where, what is a warranty part, what must come back. Prices are in the
//! price list of headquarters, not here.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::document::{check_codes, shipped_content};
use crate::localized::Localized;
use crate::policy::{Content, bad_policy};
use crate::rule::{RuleError, within_calendar};

/// A spare part.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Part {
    /// Its stable code.
    pub code: String,
    /// Its name.
    pub name: Localized,
    /// The families it fits.
    pub families: Vec<String>,
    /// Whether it is free within warranty; otherwise it wears and is paid for.
    pub warranty_part: bool,
    /// The families in which it is one of the main parts with a warranty period of their own.
    pub main_part_in: Vec<String>,
    /// Whether the old part goes back to headquarters.
    pub return_old: bool,
    /// When production of it ended or will end; the duty to supply runs on from there.
    pub end_of_life_on: Option<NaiveDate>,
}

/// All spare parts.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct PartBook {
    /// The parts.
    pub parts: Vec<Part>,
}

shipped_content!(PartBook, "parts.json");

impl Part {
    /// Whether it fits machines of `family`.
    #[must_use]
    pub fn fits(&self, family: &str) -> bool {
        self.families.iter().any(|known| known == family)
    }

    /// Whether it is a main part of machines of `family`.
    #[must_use]
    pub fn is_main_part_in(&self, family: &str) -> bool {
        self.main_part_in.iter().any(|known| known == family)
    }
}

impl PartBook {
    /// The part of this code.
    #[must_use]
    pub fn find(&self, code: &str) -> Option<&Part> {
        self.parts.iter().find(|part| part.code == code)
    }

    /// Every part that fits machines of `family`.
    pub fn of_family<'a>(&'a self, family: &'a str) -> impl Iterator<Item = &'a Part> {
        self.parts.iter().filter(move |part| part.fits(family))
    }
}

impl Content for PartBook {
    const KIND: &'static str = "parts";

    fn check(&self) -> Result<(), RuleError> {
        check_codes("parts", self.parts.iter().map(|part| part.code.as_str()))?;
        for (index, part) in self.parts.iter().enumerate() {
            let place = format!("parts[{index}]");
            part.name.check(&format!("{place}.name"))?;
            let families = part.families.iter().map(String::as_str);
            check_codes(&format!("{place}.families"), families)?;
            let main = format!("{place}.main_part_in");
            if !part.main_part_in.is_empty() {
                check_codes(&main, part.main_part_in.iter().map(String::as_str))?;
            }
            if !part.main_part_in.iter().all(|family| part.fits(family)) {
                return Err(bad_policy(main, "a family it does not fit"));
            }
            if !part.main_part_in.is_empty() && !part.warranty_part {
                return Err(bad_policy(main, "a main part is a warranty part"));
            }
            if let Some(date) = part.end_of_life_on {
                within_calendar(date, format!("{place}.end_of_life_on"))?;
            }
        }
        Ok(())
    }
}
