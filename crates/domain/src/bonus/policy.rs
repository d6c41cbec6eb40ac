//! The versioned rules of bonus points.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::{Gravity, WorkKind};
use crate::policy::{Content, Document, bad_policy, built_in_document};
use crate::rule::RuleError;

/// Points of one row beyond this are a slip of the keys, in hundredths.
const POINTS_MAX: i64 = 10_000_000;
/// A factor beyond ten is one too.
const PERMILLE_MAX: i64 = 10_000;

/// What work gives and complaints take. Points in hundredths, factors in thousandths.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct BonusPolicy {
    /// Points of each kind of work.
    pub points: BTreeMap<WorkKind, i64>,
    /// The factor for the customer's answer 1, 2, 3, 4, 5.
    pub satisfaction_permille: [i64; 5],
    /// The factor without an answer.
    pub unrated_permille: i64,
    /// The further factor where the same fault came back.
    pub repeat_permille: i64,
    /// Points a justified complaint of each class takes off.
    pub deductions: BTreeMap<Gravity, i64>,
    /// A person's total is at least 0.
    pub floor_at_zero: bool,
}

impl Content for BonusPolicy {
    const KIND: &'static str = "bonus";

    fn check(&self) -> Result<(), RuleError> {
        let points = |value: &i64| (0..=POINTS_MAX).contains(value);
        let factor = |value: &i64| (0..=PERMILLE_MAX).contains(value);
        let ascending = self.satisfaction_permille.is_sorted();
        let all_work = WorkKind::ALL
            .iter()
            .all(|kind| self.points.contains_key(kind));
        let all_classes = Gravity::ALL
            .iter()
            .all(|it| self.deductions.contains_key(it));
        for (field, sound) in [
            ("points", all_work && self.points.values().all(points)),
            (
                "satisfaction_permille",
                ascending && self.satisfaction_permille.iter().all(factor),
            ),
            ("unrated_permille", factor(&self.unrated_permille)),
            (
                "repeat_permille",
                (0..=1_000).contains(&self.repeat_permille),
            ),
            (
                "deductions",
                all_classes && self.deductions.values().all(points),
            ),
        ] {
            if !sound {
                return Err(bad_policy(
                    field,
                    "incomplete, or outside what can be meant",
                ));
            }
        }
        Ok(())
    }
}

built_in_document! {
    /// The rules the program comes with, until headquarters sends its own.
    pub fn built_in() -> BonusPolicy = "bonus-2026-1";
}

/// Adds a version of the rules made on `today`. It may decide tomorrow's work at the earliest.
///
/// # Errors
/// [`RuleError::BadPolicy`] for a version that would decide days that have begun, or whose name is
/// already used.
pub fn add_version(
    versions: &mut Vec<Document<BonusPolicy>>,
    new: Document<BonusPolicy>,
    today: NaiveDate,
) -> Result<(), RuleError> {
    new.content.check()?;
    if new.effective_on <= today {
        let reason = "rules never change for days that have begun";
        return Err(bad_policy("effective_on", reason));
    }
    if versions.iter().any(|known| known.version == new.version) {
        return Err(bad_policy("version", "already used"));
    }
    versions.push(new);
    Ok(())
}
