//! What complaints are about: categories with their items.

use serde::{Deserialize, Serialize};

use super::document::{check_codes, shipped_content};
use crate::localized::Localized;
use crate::policy::Content;
use crate::rule::RuleError;

/// A code with its name.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Named {
    /// Its stable code.
    pub code: String,
    /// Its name.
    pub name: Localized,
}

/// A category of complaints.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ComplaintCategory {
    /// Its stable code.
    pub code: String,
    /// Its name.
    pub name: Localized,
    /// Whether it is about danger to life, so that it is handled as class A.
    pub safety: bool,
    /// Its items; none where the category says it all.
    pub items: Vec<Named>,
}

/// All categories.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ComplaintCategories {
    /// The categories.
    pub categories: Vec<ComplaintCategory>,
}

shipped_content!(ComplaintCategories, "complaint_categories.json");

impl ComplaintCategories {
    /// The category of this code.
    #[must_use]
    pub fn find(&self, code: &str) -> Option<&ComplaintCategory> {
        self.categories.iter().find(|entry| entry.code == code)
    }
}

impl ComplaintCategory {
    /// The item of this code.
    #[must_use]
    pub fn item(&self, code: &str) -> Option<&Named> {
        self.items.iter().find(|item| item.code == code)
    }
}

/// Refuses a list of named codes that does not hold together.
pub(super) fn check_named(place: &str, list: &[Named]) -> Result<(), RuleError> {
    check_codes(place, list.iter().map(|named| named.code.as_str()))?;
    for (index, named) in list.iter().enumerate() {
        named.name.check(&format!("{place}[{index}].name"))?;
    }
    Ok(())
}

impl Content for ComplaintCategories {
    const KIND: &'static str = "complaint_categories";

    fn check(&self) -> Result<(), RuleError> {
        let codes = self.categories.iter().map(|entry| entry.code.as_str());
        check_codes("categories", codes)?;
        for (index, entry) in self.categories.iter().enumerate() {
            let place = format!("categories[{index}]");
            entry.name.check(&format!("{place}.name"))?;
            if !entry.items.is_empty() {
                check_named(&format!("{place}.items"), &entry.items)?;
            }
        }
        Ok(())
    }
}
