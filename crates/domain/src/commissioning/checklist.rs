//! The checklist of commissioning, as a versioned document (`reference.md` §4.3, CJJ 12-2013 ch. 5).

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use crate::codes::codes;
use crate::policy::{Content, Document, bad_policy, built_in_document};
use crate::rule::RuleError;
use crate::safety::Gas;

codes! {
    /// How an item is answered.
    Kind {
        /// By yes or no.
        Tick = "tick",
        /// By measured values.
        Number = "number",
        /// By yes or no, with a photo.
        Photo = "photo",
        /// By the topics explained to the user.
        Topics = "topics",
        /// By the user's signature, fingerprint or photo.
        Signature = "signature",
        /// By the number of the pass label.
        Label = "label",
        /// By the notice handed over when something fails.
        Notice = "notice",
    }
}

codes! {
    /// How many units of a project an item is checked on (CJJ 12).
    Class {
        /// On every unit.
        All = "A",
        /// On a sample of the units.
        Sampled = "B",
    }
}

codes! {
    /// On which machines, or with which means, an item exists at all.
    Condition {
        /// Condensing machines.
        Condensing = "condensing",
        /// Machines that make hot water.
        HotWater = "hot_water",
        /// Where a flue gas analyser is at hand.
        Analyser = "analyser",
    }
}

/// What a value may be. The row of the model goes before that of the gas, and that before a row for
/// all.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Limit {
    /// Only for this gas.
    #[serde(default)]
    pub gas: Option<Gas>,
    /// Only for this model.
    #[serde(default)]
    pub model: Option<String>,
    /// The lowest value that passes.
    #[serde(default)]
    pub min: Option<f64>,
    /// The highest value that passes.
    #[serde(default)]
    pub max: Option<f64>,
}

impl Limit {
    /// Whether a value passes; both ends belong to the range.
    #[must_use]
    pub fn admits(&self, value: f64) -> bool {
        self.min.is_none_or(|min| value >= min) && self.max.is_none_or(|max| value <= max)
    }

    fn fits(&self, gas: Gas, model: Option<&str>) -> bool {
        self.gas.is_none_or(|own| own == gas)
            && (self.model.is_none() || self.model.as_deref() == model)
    }
}

/// A measured value of an item.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Reading {
    /// Its stable name, unique in the checklist.
    pub code: String,
    /// Chinese name.
    pub zh: String,
    /// English name.
    pub en: String,
    /// V, Pa, bar, …
    pub unit: String,
    /// Differs from unit to unit by nature, so that equal values are suspicious.
    pub varies: bool,
    /// What it may be; without a row anything.
    pub limits: Vec<Limit>,
}

impl Reading {
    /// The limit for a machine.
    #[must_use]
    pub fn limit(&self, gas: Gas, model: Option<&str>) -> Option<&Limit> {
        let fitting = self.limits.iter().filter(|limit| limit.fits(gas, model));
        fitting.max_by_key(|limit| (limit.model.is_some(), limit.gas.is_some()))
    }
}

/// One item of the checklist.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Item {
    /// Its place in the list, from 1.
    pub no: u32,
    /// Its stable name.
    pub code: String,
    /// Chinese text.
    pub zh: String,
    /// English text.
    pub en: String,
    /// On how many units it is checked.
    pub class: Class,
    /// How it is answered.
    pub kind: Kind,
    /// "Not applicable" is no answer to it.
    pub mandatory: bool,
    /// A photo belongs to the answer.
    #[serde(default)]
    pub photo: bool,
    /// Where the item exists only sometimes.
    #[serde(default)]
    pub when: Option<Condition>,
    /// The values it asks for.
    #[serde(default)]
    pub readings: Vec<Reading>,
}

/// A topic of the usage briefing (R051).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Topic {
    /// Its stable name.
    pub code: String,
    /// Chinese text.
    pub zh: String,
    /// English text.
    pub en: String,
}

/// How large the sample of class B is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Sample {
    /// At least this share of the units.
    pub share_percent: u32,
    /// And at least so many.
    pub units_at_least: u32,
}

/// The checklist.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Checklist {
    /// The items in their order.
    pub items: Vec<Item>,
    /// The topics of the usage briefing.
    pub topics: Vec<Topic>,
    /// So many of them must have been explained.
    pub topics_at_least: u32,
    /// A signature counts with the number of the signed sheet or its photo, and a briefing with the
    /// name of who was told (R051, R113); the first version of the list asked for ticks.
    #[serde(default)]
    pub proofs: bool,
    /// The sample of class B.
    pub sample: Sample,
    /// So many equal values that vary by nature make two units suspicious (R113).
    pub same_readings_at_least: u32,
}

impl Checklist {
    /// The item with this stable name.
    #[must_use]
    pub fn item(&self, code: &str) -> Option<&Item> {
        self.items.iter().find(|item| item.code == code)
    }

    /// The reading with this stable name, of whatever item.
    #[must_use]
    pub fn reading(&self, code: &str) -> Option<&Reading> {
        let mut readings = self.items.iter().flat_map(|item| &item.readings);
        readings.find(|reading| reading.code == code)
    }

    fn check_items(&self) -> Result<(), RuleError> {
        for (index, item) in self.items.iter().enumerate() {
            let place = format!("items[{index}]");
            if usize::try_from(item.no) != Ok(index + 1) {
                return Err(bad_policy(place, "numbered out of order"));
            }
            if (item.kind == Kind::Number) && item.readings.is_empty() {
                return Err(bad_policy(place, "a number without a reading"));
            }
            let limits = item.readings.iter().flat_map(|reading| &reading.limits);
            for limit in limits {
                let empty = limit.min.is_none() && limit.max.is_none();
                let crossed = limit.min.zip(limit.max).is_some_and(|(min, max)| min > max);
                if empty || crossed {
                    return Err(bad_policy(
                        place,
                        "a limit that admits nothing or everything",
                    ));
                }
            }
        }
        for kind in [Kind::Topics, Kind::Signature, Kind::Label, Kind::Notice] {
            if self.items.iter().filter(|item| item.kind == kind).count() != 1 {
                let reason = format!("exactly one item of kind {} is needed", kind.code());
                return Err(bad_policy("items", reason));
            }
        }
        Ok(())
    }

    fn check_names(&self) -> Result<(), RuleError> {
        let items = self.items.iter().map(|i| ("items", &i.code, &i.zh, &i.en));
        let topics = self
            .topics
            .iter()
            .map(|t| ("topics", &t.code, &t.zh, &t.en));
        let readings = self.items.iter().flat_map(|item| &item.readings);
        let readings = readings.map(|r| ("readings", &r.code, &r.zh, &r.en));
        let mut seen = BTreeSet::new();
        for (place, code, zh, en) in items.chain(topics).chain(readings) {
            if [code, zh, en].iter().any(|text| text.trim().is_empty()) {
                return Err(bad_policy(place, format!("{code}: a name is missing")));
            }
            if !seen.insert((place, code)) {
                return Err(bad_policy(place, format!("{code} is listed twice")));
            }
        }
        Ok(())
    }
}

impl Content for Checklist {
    const KIND: &'static str = "commissioning_checklist";

    fn check(&self) -> Result<(), RuleError> {
        self.check_items()?;
        self.check_names()?;
        let topics = u32::try_from(self.topics.len()).unwrap_or(u32::MAX);
        if self.topics_at_least == 0 || self.topics_at_least > topics {
            return Err(bad_policy(
                "topics_at_least",
                "none, or more than there are",
            ));
        }
        if !(1..=100).contains(&self.sample.share_percent) || self.sample.units_at_least == 0 {
            return Err(bad_policy("sample", "no sample"));
        }
        if self.same_readings_at_least == 0 {
            return Err(bad_policy("same_readings_at_least", "suspects everyone"));
        }
        Ok(())
    }
}

built_in_document! {
    /// The checklist the program comes with.
    pub fn built_in() -> Checklist = "commissioning_checklist-2026-2";
}
built_in_document! {
    /// The one before it: what was recorded with it is read with it.
    fn former() -> Checklist = "commissioning_checklist-2026-1";
}

/// The checklist of this version, as far as the program knows it.
#[must_use]
pub fn of_version(version: &str) -> Option<&'static Document<Checklist>> {
    let known = [built_in(), former()];
    let mut known = known.into_iter().flatten();
    known.find(|list| list.version == version)
}
