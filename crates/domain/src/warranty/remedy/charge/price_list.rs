//! What work, parts and travel cost, as headquarters lists it.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use super::LineKind;
use crate::policy::{Content, bad_policy};
use crate::rule::RuleError;

/// No single price of a list is higher, so that no order can exceed what is calculated.
const UNIT_FEN_MAX: i64 = 10_000_000;

/// A price list of the dealer or of headquarters. There is none built in: prices are the dealer's.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct PriceList {
    /// Its lines.
    pub items: Vec<PriceItem>,
}

/// A line of a price list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct PriceItem {
    /// Names it among the lines of the list.
    pub code: String,
    /// What it is for.
    pub kind: LineKind,
    /// Its name in Chinese.
    pub name: String,
    /// Its name in English.
    pub name_en: String,
    /// The price of one, in fen.
    pub unit_fen: i64,
}

impl Content for PriceList {
    const KIND: &'static str = "price_list";

    fn check(&self) -> Result<(), RuleError> {
        let mut codes = BTreeSet::new();
        for (index, item) in self.items.iter().enumerate() {
            let place = |name: &str| format!("items[{index}].{name}");
            for (name, text) in [
                ("code", &item.code),
                ("name", &item.name),
                ("name_en", &item.name_en),
            ] {
                if text.trim().is_empty() {
                    return Err(bad_policy(place(name), "must not be empty"));
                }
            }
            if !codes.insert(&item.code) {
                return Err(bad_policy(place("code"), "stands there twice"));
            }
            if !(0..=UNIT_FEN_MAX).contains(&item.unit_fen) {
                return Err(bad_policy(place("unit_fen"), "out of range"));
            }
        }
        Ok(())
    }
}
