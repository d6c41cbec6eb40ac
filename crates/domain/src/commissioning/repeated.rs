//! Values copied from unit to unit (R113): a suspicion for audit, never a verdict.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use super::checklist::Checklist;
use super::{UNITS_MAX, measurable};
use crate::explain::{Basis, Decision, Explanation, line};
use crate::policy::Document;
use crate::rule::RuleError;

/// What was measured at one unit.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct UnitReadings {
    /// The unit, by its serial or number.
    pub unit: String,
    /// The values by the checklist's names.
    pub readings: BTreeMap<String, f64>,
}

/// Units whose values are the same.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
pub struct SameReadings {
    /// The units, the first given first.
    pub units: Vec<String>,
    /// How many values the first and second have in common, all equal.
    pub readings: u32,
}

/// Finds units whose values that vary by nature are all equal, where there are enough of them.
///
/// # Errors
/// [`RuleError::UnknownCode`] for a value the checklist does not have; [`RuleError::OutOfRange`] for
/// one nobody can have measured, or for more than [`UNITS_MAX`] units.
pub fn same_readings(
    checklist: &Document<Checklist>,
    units: &[UnitReadings],
) -> Result<Decision<Vec<SameReadings>>, RuleError> {
    check(&checklist.content, units)?;
    let varying: Vec<_> = units
        .iter()
        .map(|unit| varying(&checklist.content, unit))
        .collect();
    let (mut groups, mut grouped) = (Vec::new(), BTreeSet::new());
    for (index, first) in varying.iter().enumerate() {
        if grouped.contains(&index) {
            continue;
        }
        let mut group: Option<SameReadings> = None;
        for (other, second) in varying.iter().enumerate().skip(index + 1) {
            let enough = checklist.content.same_readings_at_least;
            let Some(count) = all_equal(first, second).filter(|count| *count >= enough) else {
                continue;
            };
            grouped.insert(other);
            let group = group.get_or_insert_with(|| SameReadings {
                units: vec![units[index].unit.clone()],
                readings: count,
            });
            group.units.push(units[other].unit.clone());
        }
        groups.extend(group);
    }
    let why = explain(checklist, &groups);
    Ok(Decision {
        result: groups,
        why,
    })
}

fn check(list: &Checklist, units: &[UnitReadings]) -> Result<(), RuleError> {
    if units.len() > UNITS_MAX {
        return Err(RuleError::OutOfRange {
            field: "units".into(),
        });
    }
    for (index, unit) in units.iter().enumerate() {
        for (code, value) in &unit.readings {
            let field = format!("units[{index}].readings.{code}");
            if list.reading(code).is_none() {
                return Err(RuleError::UnknownCode {
                    field: field.into(),
                });
            }
            if !measurable(*value) {
                return Err(RuleError::OutOfRange {
                    field: field.into(),
                });
            }
        }
    }
    Ok(())
}

fn varying<'a>(list: &Checklist, unit: &'a UnitReadings) -> BTreeMap<&'a str, f64> {
    let varies = |code: &str| list.reading(code).is_some_and(|reading| reading.varies);
    let readings = unit
        .readings
        .iter()
        .map(|(code, value)| (code.as_str(), *value));
    readings.filter(|(code, _)| varies(code)).collect()
}

/// How many values both have, if all of these are equal.
fn all_equal(first: &BTreeMap<&str, f64>, second: &BTreeMap<&str, f64>) -> Option<u32> {
    let mut common = 0;
    for (code, value) in first {
        match second.get(code) {
            // Instruments show at most two decimals.
            Some(other) if (value - other).abs() < 0.005 => common += 1,
            Some(_) => return None,
            None => {}
        }
    }
    Some(common)
}

fn explain(checklist: &Document<Checklist>, groups: &[SameReadings]) -> Explanation {
    let mut why = Explanation {
        basis: vec![Basis::policy("basis-same-readings")],
        rows: vec!["R113"],
        versions: vec![checklist.version_ref()],
        ..Explanation::default()
    };
    why.steps.extend(groups.iter().map(|group| {
        line!(
            "commissioning-same-readings",
            units = group.units.join(", "),
            readings = group.readings
        )
    }));
    why
}
