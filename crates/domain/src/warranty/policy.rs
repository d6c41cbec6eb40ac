//! The figures of 三包 and of the maker's warranty: documents, never constants.

use std::collections::BTreeSet;
use std::sync::LazyLock;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use crate::codes::codes;
use crate::policy::{Content, Document, bad_policy, in_force, load};
use crate::rule::RuleError;

/// Longest period a document may promise, in months: a slip of the keys is refused.
const MONTHS_MAX: u32 = 600;
/// A whole, in parts per million.
const PPM_MAX: u32 = 1_000_000;

codes! {
    /// How far a figure can be relied on.
    Trust {
        /// Read in the official text.
        Official = "official",
        /// Read in secondary sources that agree.
        Secondary = "secondary",
        /// General knowledge: decides nothing until headquarters has checked it.
        Unverified = "unverified",
    }
}

codes! {
    /// From which day the maker's warranty runs.
    StartRule {
        /// From the invoice date, as the law has it.
        Invoice = "invoice",
        /// From the first commissioning, but no later than a fixed time after the invoice.
        Commissioning = "commissioning",
    }
}

/// A main part (主要部件) with its own period.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct MainPart {
    /// Stable code.
    pub code: String,
    /// Chinese name.
    pub name_zh: String,
    /// English name.
    pub name_en: String,
}

/// A row of the statutory list (三包目录).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ListedGood {
    /// Stable code of the class of product.
    pub code: String,
    /// Chinese name.
    pub name_zh: String,
    /// English name.
    pub name_en: String,
    /// Validity of the whole machine, in months.
    pub months: u32,
    /// Validity of the main parts, in months.
    pub main_part_months: u32,
    /// The main parts.
    pub main_parts: Vec<MainPart>,
    /// Depreciation a day, in parts per million of the price.
    pub dep_ppm: u32,
    /// How far the row can be relied on.
    pub trust: Trust,
    /// Where the row comes from.
    pub source: String,
    /// Who at headquarters has checked the row.
    pub reviewed_by: Option<String>,
}

impl ListedGood {
    /// Whether the row may decide a case: checked by headquarters, or read in a source.
    #[must_use]
    pub fn may_decide(&self) -> bool {
        self.trust != Trust::Unverified || self.reviewed_by.is_some()
    }
}

/// A class of product that is known not to be on the list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct UnlistedGood {
    /// Stable code of the class of product.
    pub code: String,
    /// Chinese name.
    pub name_zh: String,
    /// English name.
    pub name_en: String,
    /// How that is known.
    pub source: String,
}

/// The statutory list, as far as a dealer meets it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct StatutoryList {
    /// What is on the list.
    pub goods: Vec<ListedGood>,
    /// What is known not to be on it.
    pub not_listed: Vec<UnlistedGood>,
}

impl StatutoryList {
    /// The row of a class of product.
    #[must_use]
    pub fn good(&self, class: &str) -> Option<&ListedGood> {
        self.goods.iter().find(|good| good.code == class)
    }

    /// The class of product that is known not to be on the list.
    #[must_use]
    pub fn unlisted(&self, class: &str) -> Option<&UnlistedGood> {
        self.not_listed.iter().find(|good| good.code == class)
    }
}

impl Content for StatutoryList {
    const KIND: &'static str = "statutory_list";

    fn check(&self) -> Result<(), RuleError> {
        let mut seen = BTreeSet::new();
        for (index, good) in self.goods.iter().enumerate() {
            let place = format!("goods[{index}]");
            period(&place, "months", good.months)?;
            period(&place, "main_part_months", good.main_part_months)?;
            rate(&place, good.dep_ppm)?;
            unique(&mut seen, &good.code, &place)?;
        }
        for (index, good) in self.not_listed.iter().enumerate() {
            unique(&mut seen, &good.code, &format!("not_listed[{index}]"))?;
        }
        Ok(())
    }
}

/// The maker's warranty policy for sales from the document's effective date on.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct WarrantyPolicy {
    /// Latest start after the invoice where validity starts at commissioning, in months.
    pub max_shelf_months: u32,
    /// Added to the factory date where nothing else proves the day of sale, in months.
    pub grace_months: u32,
    /// Least cover of a part replaced in warranty, in days.
    pub part_min_days: u32,
    /// Whether a repair finished on the day it began counts as an unusable day.
    pub same_day_repair_counts: bool,
    /// The names of the main parts.
    pub parts: Vec<MainPart>,
    /// The models.
    pub models: Vec<ModelWarranty>,
}

/// The maker's warranty of one model.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ModelWarranty {
    /// The model's code.
    pub model: String,
    /// Its class in the statutory list.
    pub product_class: String,
    /// Warranty of the whole machine, in months.
    pub months: u32,
    /// Warranty of the main parts, in months.
    pub main_part_months: u32,
    /// Codes of the main parts.
    pub main_parts: Vec<String>,
    /// From which day it runs.
    pub start: StartRule,
    /// Depreciation a day, in parts per million of the price.
    pub dep_ppm: u32,
    /// Whether depreciation may be charged only where the sales terms say so in writing.
    pub dep_needs_agreement: bool,
    /// Whether yearly maintenance is demanded.
    pub yearly_maintenance: bool,
}

impl WarrantyPolicy {
    /// The row of a model.
    #[must_use]
    pub fn model(&self, code: &str) -> Option<&ModelWarranty> {
        self.models.iter().find(|row| row.model == code)
    }

    /// A part's names.
    #[must_use]
    pub fn part(&self, code: &str) -> Option<&MainPart> {
        self.parts.iter().find(|part| part.code == code)
    }
}

impl Content for WarrantyPolicy {
    const KIND: &'static str = "warranty_policy";

    fn check(&self) -> Result<(), RuleError> {
        for (field, value, most) in [
            ("max_shelf_months", self.max_shelf_months, MONTHS_MAX),
            ("grace_months", self.grace_months, MONTHS_MAX),
            ("part_min_days", self.part_min_days, 31 * MONTHS_MAX),
        ] {
            if value > most {
                return Err(bad_policy(field, "too long"));
            }
        }
        let mut seen = BTreeSet::new();
        for (index, part) in self.parts.iter().enumerate() {
            unique(&mut seen, &part.code, &format!("parts[{index}]"))?;
        }
        let mut seen = BTreeSet::new();
        for (index, row) in self.models.iter().enumerate() {
            let place = format!("models[{index}]");
            unique(&mut seen, &row.model, &place)?;
            period(&place, "months", row.months)?;
            period(&place, "main_part_months", row.main_part_months)?;
            rate(&place, row.dep_ppm)?;
            if let Some(unknown) = row.main_parts.iter().find(|code| self.part(code).is_none()) {
                let reason = format!("{unknown} is not among the parts");
                return Err(bad_policy(format!("{place}.main_parts"), reason));
            }
        }
        Ok(())
    }
}

fn period(place: &str, field: &str, months: u32) -> Result<(), RuleError> {
    if (1..=MONTHS_MAX).contains(&months) {
        Ok(())
    } else {
        Err(bad_policy(format!("{place}.{field}"), "no such period"))
    }
}

fn rate(place: &str, ppm: u32) -> Result<(), RuleError> {
    if ppm <= PPM_MAX {
        Ok(())
    } else {
        Err(bad_policy(
            format!("{place}.dep_ppm"),
            "more than the price",
        ))
    }
}

fn unique<'a>(seen: &mut BTreeSet<&'a str>, code: &'a str, place: &str) -> Result<(), RuleError> {
    if code.trim().is_empty() {
        return Err(bad_policy(place.to_owned(), "no code"));
    }
    if seen.insert(code) {
        Ok(())
    } else {
        Err(bad_policy(place.to_owned(), format!("{code} stands twice")))
    }
}

/// All versions of the documents behind warranty decisions.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Policies {
    /// The statutory list.
    pub statutory: Vec<Document<StatutoryList>>,
    /// The maker's policy.
    pub warranty: Vec<Document<WarrantyPolicy>>,
}

static BUILT_IN: LazyLock<Policies> = LazyLock::new(|| {
    // The files are part of the program; a test proves that they read.
    let statutory = [crate::policy::policy_file!("statutory_list-1995-1")];
    let warranty = [
        crate::policy::policy_file!("warranty_policy-2010-1"),
        crate::policy::policy_file!("warranty_policy-2024-1"),
    ];
    Policies {
        statutory: statutory
            .iter()
            .filter_map(|json| load(json).ok())
            .collect(),
        warranty: warranty.iter().filter_map(|json| load(json).ok()).collect(),
    }
});

impl Policies {
    /// The documents the program comes with, until headquarters sends more.
    #[must_use]
    pub fn built_in() -> &'static Self {
        &BUILT_IN
    }

    /// The statutory list in force on a day.
    #[must_use]
    pub fn statutory_on(&self, on: NaiveDate) -> Option<&Document<StatutoryList>> {
        in_force(&self.statutory, on)
    }

    /// The maker's policy for machines sold on a day.
    #[must_use]
    pub fn warranty_on(&self, on: NaiveDate) -> Option<&Document<WarrantyPolicy>> {
        in_force(&self.warranty, on)
    }
}
