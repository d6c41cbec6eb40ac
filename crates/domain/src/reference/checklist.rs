//! The checklist of the yearly maintenance: what is looked at, what is measured, and how each item
//! can end. Numbers are kept as numbers, so that a machine's readings can be followed over years.

use serde::{Deserialize, Serialize};

use super::complaint_category::{Named, check_named};
use super::document::{check_codes, shipped_content};
use crate::codes::codes;
use crate::localized::Localized;
use crate::policy::{Content, bad_policy};
use crate::rule::{Field, RuleError};

codes! {
    /// How an item of the checklist ends.
    CheckOutcome {
        /// As it should be (正常).
        Normal = "normal",
        /// Put right on the spot (已处理).
        Handled = "handled",
        /// The customer was advised (建议).
        Advised = "advised",
        /// The machine was stopped (停用).
        Stopped = "stopped",
    }
}

codes! {
    /// What a measured value says.
    Reading {
        /// Below the normal range.
        Low = "low",
        /// In the normal range.
        Normal = "normal",
        /// Above the normal range.
        High = "high",
        /// There is no normal range for it; it is kept for comparison.
        NotJudged = "not_judged",
    }
}

/// Where a value should lie.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct NormalRange {
    /// The gas group it holds for (`12T`, `20Y`); absent: for every machine.
    pub gas: Option<String>,
    /// The lowest normal value.
    pub min: f64,
    /// The highest normal value.
    pub max: f64,
}

/// What kind of value a field takes.
///
/// Kinds without figures have braces all the same: only then serde refuses an unknown field there.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(tag = "kind", rename_all = "snake_case", deny_unknown_fields)]
pub enum CheckFieldKind {
    /// A number.
    Number {
        /// Its unit.
        unit: Localized,
        /// The lowest value that can be meant.
        min: f64,
        /// The highest value that can be meant.
        max: f64,
        /// Where it should lie; empty where only the trend matters.
        normal: Vec<NormalRange>,
    },
    /// A date.
    Date {},
    /// Yes or no.
    YesNo {},
    /// One of a list.
    Choice {
        /// The list.
        options: Vec<Named>,
    },
}

/// A value to write down.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct CheckField {
    /// Its stable code, unique in the checklist.
    pub code: String,
    /// What is measured or asked.
    pub name: Localized,
    /// What kind of value it takes.
    pub value: CheckFieldKind,
}

/// An item of the checklist.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct CheckItem {
    /// Its stable code.
    pub code: String,
    /// What is looked at.
    pub name: Localized,
    /// The families it is looked at on.
    pub families: Vec<String>,
    /// Whether a fault here is a danger, so that the machine is stopped until it is put right.
    pub safety: bool,
    /// What is written down.
    pub fields: Vec<CheckField>,
}

/// A way an item can end, with its name.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct OutcomeEntry {
    /// The outcome.
    pub outcome: CheckOutcome,
    /// Its name.
    pub name: Localized,
}

/// The checklist.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct MaintenanceChecklist {
    /// How an item can end.
    pub outcomes: Vec<OutcomeEntry>,
    /// The items, in the order of the work.
    pub items: Vec<CheckItem>,
}

shipped_content!(MaintenanceChecklist, "maintenance_checklist.json");

impl MaintenanceChecklist {
    /// The items for machines of `family`, in order.
    pub fn of_family<'a>(&'a self, family: &'a str) -> impl Iterator<Item = &'a CheckItem> {
        let items = self.items.iter();
        items.filter(move |item| item.families.iter().any(|known| known == family))
    }

    /// The item of this code.
    #[must_use]
    pub fn find(&self, code: &str) -> Option<&CheckItem> {
        self.items.iter().find(|item| item.code == code)
    }

    /// The field of this code, in whichever item it stands.
    #[must_use]
    pub fn field(&self, code: &str) -> Option<&CheckField> {
        let mut fields = self.items.iter().flat_map(|item| &item.fields);
        fields.find(|field| field.code == code)
    }
}

impl CheckField {
    /// What `value` says on a machine set for the gas group `gas`.
    ///
    /// # Errors
    /// [`RuleError::OutOfRange`] for a value that cannot be meant (a slip of the decimal point),
    /// [`RuleError::BadValue`] for a field that takes no number; both name the field.
    pub fn reading(&self, value: f64, gas: Option<&str>) -> Result<Reading, RuleError> {
        let place: Field = self.code.clone().into();
        let CheckFieldKind::Number {
            min, max, normal, ..
        } = &self.value
        else {
            return Err(RuleError::BadValue {
                field: place,
                reason: "takes no number".into(),
            });
        };
        if !(*min..=*max).contains(&value) {
            return Err(RuleError::OutOfRange { field: place });
        }
        let for_gas = |range: &&NormalRange| range.gas.is_none() || range.gas.as_deref() == gas;
        Ok(match normal.iter().find(for_gas) {
            None => Reading::NotJudged,
            Some(range) if value < range.min => Reading::Low,
            Some(range) if value > range.max => Reading::High,
            Some(_) => Reading::Normal,
        })
    }

    fn check(&self, place: &str) -> Result<(), RuleError> {
        self.name.check(&format!("{place}.name"))?;
        match &self.value {
            CheckFieldKind::Number {
                unit,
                min,
                max,
                normal,
            } => {
                if unit.zh.trim().is_empty() || unit.en.trim().is_empty() {
                    return Err(bad_policy(format!("{place}.unit"), "must not be empty"));
                }
                check_range(&format!("{place}.max"), *min, *max)?;
                for (index, range) in normal.iter().enumerate() {
                    let place = format!("{place}.normal[{index}]");
                    let inside = *min <= range.min && range.min <= range.max && range.max <= *max;
                    if !inside {
                        return Err(bad_policy(place, "does not lie within min to max"));
                    }
                    if normal[..index].iter().any(|other| other.gas == range.gas) {
                        return Err(bad_policy(place, "a second range for the same gas"));
                    }
                }
                Ok(())
            }
            CheckFieldKind::Choice { options } => check_named(&format!("{place}.options"), options),
            CheckFieldKind::Date {} | CheckFieldKind::YesNo {} => Ok(()),
        }
    }
}

/// Refuses a range that is empty or not made of numbers.
pub(super) fn check_range(place: &str, min: f64, max: f64) -> Result<(), RuleError> {
    if min.is_finite() && max.is_finite() && min < max {
        Ok(())
    } else {
        Err(bad_policy(place.to_owned(), "must lie above min"))
    }
}

impl Content for MaintenanceChecklist {
    const KIND: &'static str = "maintenance_checklist";

    fn check(&self) -> Result<(), RuleError> {
        check_codes("outcomes", self.outcomes.iter().map(|e| e.outcome.code()))?;
        for (index, entry) in self.outcomes.iter().enumerate() {
            entry.name.check(&format!("outcomes[{index}].name"))?;
        }
        for outcome in CheckOutcome::ALL {
            if !self.outcomes.iter().any(|entry| entry.outcome == *outcome) {
                let reason = format!("`{}` is missing", outcome.code());
                return Err(bad_policy("outcomes", reason));
            }
        }
        check_codes("items", self.items.iter().map(|item| item.code.as_str()))?;
        let fields = self.items.iter().flat_map(|item| &item.fields);
        check_codes("fields", fields.map(|field| field.code.as_str()))?;
        for (index, item) in self.items.iter().enumerate() {
            let place = format!("items[{index}]");
            item.name.check(&format!("{place}.name"))?;
            let families = item.families.iter().map(String::as_str);
            check_codes(&format!("{place}.families"), families)?;
            for (index, field) in item.fields.iter().enumerate() {
                field.check(&format!("{place}.fields[{index}]"))?;
            }
        }
        Ok(())
    }
}
