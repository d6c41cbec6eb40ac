//! The models the program knows, and what their serials look like. All of it is data: headquarters
//! will send other lists.

use super::mod37_36_holds;
use crate::phone::half_width;
use serde::{Deserialize, Serialize};
use std::sync::LazyLock;

/// How the last character is computed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum CheckRule {
    /// No check character.
    None,
    /// ISO/IEC 7064 MOD 37,36 over the whole serial.
    #[serde(rename = "mod37_36")]
    Mod37_36,
}

/// What the serials of one model look like.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SerialPattern {
    /// The letters and digits every serial of the model begins with.
    pub prefix: String,
    /// How many digits follow the prefix.
    pub digits: usize,
    /// Whether the first four of these digits are year and month of manufacture (`YYMM`).
    pub year_month: bool,
    /// The check character behind the digits.
    pub check: CheckRule,
}

/// One model of the maker's catalogue. Headquarters owns this list; the built-in one is its start.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Model {
    /// The maker's code, `WEB-L1P24`.
    pub code: String,
    /// Chinese name.
    pub name_zh: String,
    /// English name.
    pub name_en: String,
    /// Rated heat input in kW.
    pub heat_kw: u32,
    /// Whether it is a condensing machine.
    pub condensing: bool,
    /// Gas groups it can burn (`12T` natural gas, `20Y` LPG).
    pub gas: Vec<String>,
    /// Warranty of the whole machine, in months.
    pub warranty_months: u32,
    /// Warranty of the main parts, in months.
    pub main_part_months: u32,
    /// Years until a gas appliance is to be scrapped.
    pub life_years: Option<u32>,
    /// The rule of its serials, where known.
    pub serial: Option<SerialPattern>,
    /// Where the figures come from.
    pub source: String,
}

/// The models a program knows.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, Default)]
pub struct ModelBook {
    /// Where the list comes from.
    pub source: String,
    /// The models.
    pub models: Vec<Model>,
}

static BUILT_IN: LazyLock<ModelBook> = LazyLock::new(|| {
    // The file is part of the program; a test proves that it reads.
    serde_json::from_str(include_str!("../../data/models.json")).unwrap_or_default()
});

impl ModelBook {
    /// The models the program comes with, until headquarters sends its own list.
    #[must_use]
    pub fn built_in() -> &'static Self {
        &BUILT_IN
    }

    /// Finds a model by what a clerk types: the code with or without `WEB-`, in any case, with
    /// spaces, or the Chinese or English name.
    #[must_use]
    pub fn find(&self, typed: &str) -> Option<&Model> {
        let exact = self.models.iter().find(|m| m.code == typed.trim());
        if exact.is_some() {
            return exact;
        }
        let wanted = squeeze(typed);
        if wanted.is_empty() {
            return None;
        }
        self.models.iter().find(|m| {
            let code = squeeze(&m.code);
            let short = m.code.split_once('-').map(|(_, rest)| squeeze(rest));
            code == wanted
                || short.is_some_and(|s| s == wanted)
                || squeeze(&m.name_zh) == wanted
                || squeeze(&m.name_en) == wanted
        })
    }

    /// The model whose serials have this form; the check character is not looked at.
    #[must_use]
    pub fn model_of_serial(&self, serial: &str) -> Option<&Model> {
        self.models
            .iter()
            .find(|m| m.serial.as_ref().is_some_and(|p| p.has_form(serial)))
    }
}

impl SerialPattern {
    pub(super) fn length(&self) -> usize {
        self.prefix.len() + self.digits + usize::from(self.check == CheckRule::Mod37_36)
    }

    /// Whether prefix, length, digits and month fit; the check character is not looked at.
    pub(super) fn has_form(&self, serial: &str) -> bool {
        let Some(rest) = serial.strip_prefix(self.prefix.as_str()) else {
            return false;
        };
        let Some(digits) = rest.get(..self.digits) else {
            return false;
        };
        let month_fits = !self.year_month
            || digits
                .get(2..4)
                .and_then(|m| m.parse::<u32>().ok())
                .is_some_and(|m| (1..=12).contains(&m));
        serial.len() == self.length() && digits.bytes().all(|b| b.is_ascii_digit()) && month_fits
    }

    pub(super) fn is_right(&self, serial: &str) -> bool {
        self.has_form(serial)
            && (self.check == CheckRule::None || mod37_36_holds(serial).unwrap_or(false))
    }
}

/// Letters and digits only, upper case, half-width: for comparing model names.
fn squeeze(text: &str) -> String {
    half_width(text)
        .chars()
        .filter(|c| c.is_alphanumeric())
        .flat_map(char::to_uppercase)
        .collect()
}
