//! Self-assessment of a dealer by GB/T 27922 (`rules.md` §2.10).
//!
//! Three groups of items give 100 points; the level follows from the unrounded score. How the
//! points spread over groups and items is a policy document, because the standard's own figures
//! have not been checked. Points are kept in millionths, so that 79.99 is never 80.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::codes::codes;
use crate::explain::{Arg, Decision, Explanation, line};
use crate::localized::Localized;
use crate::policy::{Content, Document, bad_policy, built_in_document};
use crate::rule::RuleError;

/// Points of a whole assessment.
const TOTAL_POINTS: u32 = 100;
/// Points are kept in millionths.
const UNIT: i64 = 1_000_000;

codes! {
    /// The level of an assessment.
    StarLevel {
        /// 未达标
        Below = "below",
        /// 达标
        Qualified = "qualified",
        /// 三星
        ThreeStar = "three_star",
        /// 四星
        FourStar = "four_star",
        /// 五星
        FiveStar = "five_star",
    }
}

impl StarLevel {
    /// The message that names it.
    #[must_use]
    pub fn key(self) -> String {
        format!("assessment-level-{}", self.code().replace('_', "-"))
    }
}

/// What is assessed, and from which score each level is reached.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct AssessmentPolicy {
    /// The groups; their points add up to 100.
    pub groups: Vec<Group>,
    /// The levels above [`StarLevel::Below`], ascending.
    pub levels: Vec<Threshold>,
    /// No better level than this with a mandatory item at 0.
    pub cap: StarLevel,
}

/// A group of items.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Group {
    /// Names it.
    pub code: String,
    /// Its name.
    pub name: Localized,
    /// Points of the group; those of its items add up to them.
    pub points: u32,
    /// Its items.
    pub items: Vec<Item>,
}

/// One thing assessed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Item {
    /// Names it; unique in the document.
    pub code: String,
    /// Its name.
    pub name: Localized,
    /// Most points it gives.
    pub points: u32,
    /// At 0 it caps the level.
    pub mandatory: bool,
}

/// The lowest score of a level.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Threshold {
    /// The level.
    pub level: StarLevel,
    /// The lowest score, in points.
    pub from: u32,
}

impl AssessmentPolicy {
    fn items(&self) -> impl Iterator<Item = &Item> {
        self.groups.iter().flat_map(|group| &group.items)
    }

    /// The level of a score in millionths, before the cap.
    fn level(&self, score: i64) -> StarLevel {
        let mut reached = self.levels.iter().rev();
        reached
            .find(|threshold| score >= i64::from(threshold.from) * UNIT)
            .map_or(StarLevel::Below, |threshold| threshold.level)
    }
}

impl Content for AssessmentPolicy {
    const KIND: &'static str = "assessment";

    fn check(&self) -> Result<(), RuleError> {
        let mut codes = std::collections::BTreeSet::new();
        for (index, group) in self.groups.iter().enumerate() {
            let place = format!("groups[{index}]");
            if group.items.iter().any(|item| item.points == 0) {
                return Err(bad_policy(place, "an item without points"));
            }
            let points = group.items.iter().map(|item| u64::from(item.points));
            if points.sum::<u64>() != u64::from(group.points) {
                return Err(bad_policy(place, "its items do not add up to its points"));
            }
            if !group.items.iter().all(|item| codes.insert(&item.code)) {
                return Err(bad_policy(place, "an item occurs twice"));
            }
        }
        let total: u64 = self
            .groups
            .iter()
            .map(|group| u64::from(group.points))
            .sum();
        if total != u64::from(TOTAL_POINTS) {
            return Err(bad_policy("groups", "do not add up to 100 points"));
        }
        let ascending = self.levels.is_sorted_by(|a, b| a.from < b.from);
        let all = self.levels.iter().map(|threshold| threshold.level);
        if !ascending || !all.eq(StarLevel::ALL.iter().copied().skip(1)) {
            return Err(bad_policy(
                "levels",
                "must name every level once, ascending",
            ));
        }
        if self
            .levels
            .iter()
            .any(|threshold| threshold.from > TOTAL_POINTS)
        {
            return Err(bad_policy("levels", "more than 100 points"));
        }
        Ok(())
    }
}

built_in_document! {
    /// The assessment the program comes with, until headquarters sends its own.
    pub fn built_in() -> AssessmentPolicy = "assessment-2026-1";
}

/// The points a dealer gives itself.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct AssessmentInput {
    /// Points by item code, with at most six decimals; items not yet assessed are left out.
    pub scores: BTreeMap<String, f64>,
}

/// The points of a group.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, schemars::JsonSchema)]
pub struct GroupScore {
    /// The group.
    pub code: String,
    /// Points given.
    pub score: f64,
    /// Points possible.
    pub points: u32,
}

/// How far the next level is.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize, schemars::JsonSchema)]
pub struct NextLevel {
    /// The level.
    pub level: StarLevel,
    /// Points missing; 0 where only a mandatory item is in the way.
    pub points: f64,
}

/// What an assessment comes to.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, schemars::JsonSchema)]
pub struct AssessmentResult {
    /// The points so far, not rounded.
    pub score: f64,
    /// By group.
    pub groups: Vec<GroupScore>,
    /// The level; null while an item is not assessed.
    pub level: Option<StarLevel>,
    /// The level would be better without a mandatory item at 0.
    pub capped: bool,
    /// Mandatory items at 0.
    pub mandatory_zero: Vec<String>,
    /// Items not assessed yet.
    pub unscored: Vec<String>,
    /// The next level; null at the highest, or while an item is not assessed.
    pub next: Option<NextLevel>,
}

/// Assesses a dealer.
///
/// # Errors
/// [`RuleError::UnknownCode`] for an item the policy does not have, [`RuleError::OutOfRange`] for
/// points below 0 or above the item's, [`RuleError::BadValue`] for more than six decimals; the field is `scores.ITEM`.
pub fn assess(
    policy: &Document<AssessmentPolicy>,
    input: &AssessmentInput,
) -> Result<Decision<AssessmentResult>, RuleError> {
    let figures = &policy.content;
    let scores = points(figures, input)?;
    let given = |item: &Item| scores.get(item.code.as_str()).copied();
    let of_group = |group: &Group| group.items.iter().filter_map(given).sum::<i64>();
    let score: i64 = figures.groups.iter().map(of_group).sum();
    let groups = figures.groups.iter().map(|group| GroupScore {
        code: group.code.clone(),
        score: shown(of_group(group)),
        points: group.points,
    });
    let codes = |wanted: &dyn Fn(&Item) -> bool| -> Vec<String> {
        let items = figures.items().filter(|item| wanted(item));
        items.map(|item| item.code.clone()).collect()
    };
    let mandatory_zero = codes(&|item| item.mandatory && given(item) == Some(0));
    let unscored = codes(&|item| given(item).is_none());
    let by_score = figures.level(score);
    let level = if mandatory_zero.is_empty() {
        by_score
    } else {
        by_score.min(figures.cap)
    };
    let complete = unscored.is_empty();
    let above = figures
        .levels
        .iter()
        .find(|threshold| threshold.level > level);
    let result = AssessmentResult {
        score: shown(score),
        groups: groups.collect(),
        level: complete.then_some(level),
        capped: complete && level < by_score,
        mandatory_zero,
        unscored,
        next: above.filter(|_| complete).map(|threshold| NextLevel {
            level: threshold.level,
            points: shown((i64::from(threshold.from) * UNIT - score).max(0)),
        }),
    };
    let mut why = Explanation::default();
    why.versions.push(policy.version_ref());
    explain(&mut why, figures, &result);
    Ok(Decision { result, why })
}

/// The given points in millionths, by item code.
fn points<'a>(
    policy: &AssessmentPolicy,
    input: &'a AssessmentInput,
) -> Result<BTreeMap<&'a str, i64>, RuleError> {
    let mut points = BTreeMap::new();
    for (code, given) in &input.scores {
        let field = || format!("scores.{code}").into();
        let Some(item) = policy.items().find(|item| item.code == *code) else {
            return Err(RuleError::UnknownCode { field: field() });
        };
        if !(0.0..=f64::from(item.points)).contains(given) {
            return Err(RuleError::OutOfRange { field: field() });
        }
        let millionths = (given * UNIT as f64).round();
        if (millionths / UNIT as f64 - given).abs() > 1e-12 {
            return Err(RuleError::BadValue {
                field: field(),
                reason: "more than six decimals".to_owned(),
            });
        }
        points.insert(code.as_str(), millionths as i64);
    }
    Ok(points)
}

fn shown(millionths: i64) -> f64 {
    millionths as f64 / UNIT as f64
}

fn explain(why: &mut Explanation, policy: &AssessmentPolicy, result: &AssessmentResult) {
    for (group, score) in policy.groups.iter().zip(&result.groups) {
        why.steps.push(line!(
            "assessment-group",
            name = group.name.zh.as_str(),
            name_en = group.name.en.as_str(),
            score = score.score,
            points = score.points
        ));
    }
    for item in policy.items() {
        let (name, name_en) = (item.name.zh.as_str(), item.name.en.as_str());
        if result.unscored.contains(&item.code) {
            let missing = line!("assessment-unscored", name = name, name_en = name_en);
            why.missing.push(missing);
        }
        if result.mandatory_zero.contains(&item.code) {
            let zero = line!("assessment-mandatory-zero", name = name, name_en = name_en);
            why.notes.push(zero);
        }
    }
    if let Some(level) = result.level {
        why.steps.push(line!(
            "assessment-level",
            score = result.score,
            level = Arg::Key(level.key())
        ));
    }
    if result.capped {
        let cap = Arg::Key(policy.cap.key());
        why.notes.push(line!("assessment-capped", level = cap));
    }
    if let Some(next) = result.next.filter(|next| next.points > 0.0) {
        why.notes.push(line!(
            "assessment-next",
            points = next.points,
            level = Arg::Key(next.level.key())
        ));
    }
}

#[cfg(test)]
mod tests;
