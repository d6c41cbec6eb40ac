//! Finished repairs by the class of their cause (R118).

use std::cmp::Reverse;
use std::collections::BTreeMap;

use super::share;
use crate::reference::{CauseBook, CauseClass};

/// Finished repairs that are alike, counted.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct CauseCount {
    /// The class that was written down.
    pub class: Option<CauseClass>,
    /// The cause in words, of those without a class: an old file has words alone.
    pub written: Option<String>,
    /// The machine's model.
    pub model: Option<String>,
    /// How many.
    pub repairs: u32,
    /// How many of them came within 30 days after another repair.
    pub repeats: u32,
}

impl CauseCount {
    /// The class: the one written down, else the one the words name.
    fn class(&self) -> Option<CauseClass> {
        let written = self.written.as_deref().unwrap_or_default();
        CauseBook::built_in().class_for(self.class, written)
    }
}

/// The repairs of one model.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ModelCount {
    /// The model; none where no machine or no model was named.
    pub model: Option<String>,
    /// How many.
    pub repairs: u32,
    /// How many of them came within 30 days after another repair.
    pub repeats: u32,
}

/// The repairs of one class.
#[derive(Debug, Clone, PartialEq)]
pub struct CauseLine {
    /// The class; none for those nobody gave one.
    pub class: Option<CauseClass>,
    /// How many.
    pub repairs: u32,
    /// Their share in per cent.
    pub percent: Option<f64>,
    /// How many of them came within 30 days after another repair.
    pub repeats: u32,
    /// How many there were in the span before.
    pub before: u32,
    /// Their share then.
    pub before_percent: Option<f64>,
    /// By model, the most first.
    pub models: Vec<ModelCount>,
}

/// The lines of the report: every class in its order, and those without one, where there are any.
#[must_use]
pub fn causes(now: &[CauseCount], before: &[CauseCount]) -> Vec<CauseLine> {
    let total = |counts: &[CauseCount]| counts.iter().map(|count| count.repairs).sum();
    let (all_now, all_before) = (total(now), total(before));
    let classes = CauseClass::ALL.iter().copied().map(Some);
    let lines = classes.chain([None]).map(|class| {
        let of = |counts: &[CauseCount]| -> Vec<CauseCount> {
            let alike = counts.iter().filter(|count| count.class() == class);
            alike.cloned().collect()
        };
        let (mine, earlier) = (of(now), of(before));
        let (repairs, before) = (total(&mine), total(&earlier));
        CauseLine {
            class,
            repairs,
            percent: share(repairs, all_now),
            repeats: mine.iter().map(|count| count.repeats).sum(),
            before,
            before_percent: share(before, all_before),
            models: models(&mine),
        }
    });
    lines
        .filter(|line| line.class.is_some() || line.repairs + line.before > 0)
        .collect()
}

fn models(counts: &[CauseCount]) -> Vec<ModelCount> {
    let mut by_model: BTreeMap<Option<&str>, (u32, u32)> = BTreeMap::new();
    for count in counts {
        let entry = by_model.entry(count.model.as_deref()).or_default();
        *entry = (entry.0 + count.repairs, entry.1 + count.repeats);
    }
    let mut models: Vec<ModelCount> = by_model
        .into_iter()
        .map(|(model, (repairs, repeats))| ModelCount {
            model: model.map(ToOwned::to_owned),
            repairs,
            repeats,
        })
        .collect();
    // Those without a model last: they say least.
    models.sort_by_key(|one| (one.model.is_none(), Reverse(one.repairs)));
    models
}
