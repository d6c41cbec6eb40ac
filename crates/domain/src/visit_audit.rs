//! Visits made only to have been made: rules of suspicion, the audit's sample, and what the audit
//! found (R085, R087).
//!
//! A suspicion is a reason to call again, never a verdict. The sample is chosen by a seed that is
//! told, so that anybody can choose it again, and nobody can choose its visits.

mod sample;

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

pub use sample::{AuditResult, Audited, Disagreement, disagreement, sample};

use crate::codes::codes;
use crate::explain::{Line, line};
use crate::policy::{Content, bad_policy, built_in_document};
use crate::rule::RuleError;
use crate::time::HOUR_MS;

/// Most visits judged at once.
pub const VISITS_MAX: usize = 20_000;
/// A visit longer than a day is a slip.
pub const SECONDS_MAX: i64 = 86_400;

/// The figures of the audit.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct AuditPolicy {
    /// An effective visit shorter than this is suspicious.
    pub min_seconds: u32,
    /// This many visits of a visitor in a row with identical answers are suspicious.
    pub identical_in_row: u32,
    /// More visits of a visitor within an hour are suspicious.
    pub max_per_hour: u32,
    /// The best score.
    pub top_score: u8,
    /// From this many scored visits on it is suspicious that a visitor brings the best score only.
    pub top_min_visits: u32,
    /// The share of visits headquarters calls again, in percent, rounded up.
    pub sample_percent: u32,
}

impl Content for AuditPolicy {
    const KIND: &'static str = "visit_audit";

    fn check(&self) -> Result<(), RuleError> {
        let facts = [
            ("min_seconds", (1..=3_600).contains(&self.min_seconds)),
            (
                "identical_in_row",
                (2..=1_000).contains(&self.identical_in_row),
            ),
            ("max_per_hour", (1..=1_000).contains(&self.max_per_hour)),
            ("top_score", self.top_score >= 1),
            ("top_min_visits", (2..=1_000).contains(&self.top_min_visits)),
            ("sample_percent", (1..=100).contains(&self.sample_percent)),
        ];
        match facts.into_iter().find(|(_, holds)| !holds) {
            Some((field, _)) => Err(bad_policy(field, "out of range")),
            None => Ok(()),
        }
    }
}

built_in_document! {
    /// The figures the program comes with, until headquarters sends others.
    pub fn built_in() -> AuditPolicy = "visit_audit-2026-1";
}

codes! {
    /// Why a visit is suspicious.
    Suspicion {
        /// 通话过短
        TooShort = "too_short",
        /// 连续多份答案完全相同
        IdenticalAnswers = "identical_answers",
        /// 一小时内回访过多
        TooManyPerHour = "too_many_per_hour",
        /// 全部打最高分
        AllTopScores = "all_top_scores",
        /// 回访人就是服务人
        OwnWork = "own_work",
    }
}

/// A visit as it was entered.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct VisitRow {
    /// The visit.
    pub id: Uuid,
    /// Who made it.
    pub visitor: Uuid,
    /// When it began, Unix ms.
    pub at: i64,
    /// How long it took, where it was measured.
    pub seconds: Option<i64>,
    /// Whether somebody was reached and answered; the rest are attempts in vain.
    pub effective: bool,
    /// Every answer, in the order of the questionnaire, as entered.
    pub answers: Vec<String>,
    /// The scores among the answers.
    pub scores: Vec<u8>,
    /// Who did the work the visit is about.
    pub served_by: Vec<Uuid>,
    /// The PC's clock was in doubt.
    #[serde(default)]
    pub clock_suspect: bool,
}

/// A suspicion about a visit.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Finding {
    /// The visit.
    pub visit: Uuid,
    /// Who made it.
    pub visitor: Uuid,
    /// Why it is suspicious.
    pub suspicion: Suspicion,
    /// The sentence for it.
    #[serde(skip)]
    pub line: Line,
}

/// Every suspicion about the visits, by visitor, then in order of time, then of the list of
/// suspicions. Attempts in vain are judged by their number only.
///
/// # Errors
/// [`RuleError::OutOfRange`] for too many rows, a negative or endless duration, or a score above
/// the best.
pub fn suspicions(rows: &[VisitRow], policy: &AuditPolicy) -> Result<Vec<Finding>, RuleError> {
    check_rows(rows, policy)?;
    let mut by_visitor: BTreeMap<Uuid, Vec<&VisitRow>> = BTreeMap::new();
    for row in rows {
        by_visitor.entry(row.visitor).or_default().push(row);
    }
    let mut findings = Vec::new();
    for mut visits in by_visitor.into_values() {
        visits.sort_by_key(|visit| (visit.at, visit.id));
        visits.dedup_by_key(|visit| visit.id);
        findings.extend(of_visitor(&visits, policy));
    }
    Ok(findings)
}

fn check_rows(rows: &[VisitRow], policy: &AuditPolicy) -> Result<(), RuleError> {
    let out = |field: String| {
        Err(RuleError::OutOfRange {
            field: field.into(),
        })
    };
    if rows.len() > VISITS_MAX {
        return out("rows".to_owned());
    }
    for (index, row) in rows.iter().enumerate() {
        if row
            .seconds
            .is_some_and(|seconds| !(0..=SECONDS_MAX).contains(&seconds))
        {
            return out(format!("rows[{index}].seconds"));
        }
        if row.scores.iter().any(|score| *score > policy.top_score) {
            return out(format!("rows[{index}].scores"));
        }
    }
    Ok(())
}

/// One visitor's visits, earliest first.
fn of_visitor(visits: &[&VisitRow], policy: &AuditPolicy) -> Vec<Finding> {
    let effective: Vec<usize> = (0..visits.len())
        .filter(|index| visits[*index].effective)
        .collect();
    let identical = identical(visits, &effective, policy.identical_in_row as usize);
    let crowded = crowded(visits, policy.max_per_hour as usize);
    let all_top = all_top(visits, &effective, policy);

    let mut findings = Vec::new();
    for (index, visit) in visits.iter().enumerate() {
        let short = visit.effective
            && visit
                .seconds
                .is_some_and(|seconds| seconds < i64::from(policy.min_seconds));
        let facts = [
            (
                Suspicion::TooShort,
                short,
                line!(
                    "visit-audit-too-short",
                    seconds = visit.seconds.unwrap_or_default(),
                    least = policy.min_seconds
                ),
            ),
            (
                Suspicion::IdenticalAnswers,
                identical[index],
                line!(
                    "visit-audit-identical-answers",
                    count = policy.identical_in_row
                ),
            ),
            (
                Suspicion::TooManyPerHour,
                crowded[index],
                line!("visit-audit-too-many-per-hour", most = policy.max_per_hour),
            ),
            (
                Suspicion::AllTopScores,
                all_top[index],
                line!(
                    "visit-audit-all-top-scores",
                    score = u32::from(policy.top_score)
                ),
            ),
            (
                Suspicion::OwnWork,
                visit.effective && visit.served_by.contains(&visit.visitor),
                line!("visit-audit-own-work"),
            ),
        ];
        for (suspicion, _, line) in facts.into_iter().filter(|(_, holds, _)| *holds) {
            findings.push(Finding {
                visit: visit.id,
                visitor: visit.visitor,
                suspicion,
                line,
            });
        }
    }
    findings
}

/// Marks effective visits in runs of identical answers. A visit without answers ends a run.
fn identical(visits: &[&VisitRow], effective: &[usize], least: usize) -> Vec<bool> {
    let mut marked = vec![false; visits.len()];
    let same = |a: &usize, b: &usize| {
        !visits[*a].answers.is_empty() && visits[*a].answers == visits[*b].answers
    };
    for run in effective.chunk_by(same).filter(|run| run.len() >= least) {
        for index in run {
            marked[*index] = true;
        }
    }
    marked
}

/// Marks visits of every hour, wherever it begins, that holds more than the most. Where a clock is
/// in doubt, nothing follows from its time.
fn crowded(visits: &[&VisitRow], most: usize) -> Vec<bool> {
    let mut marked = vec![false; visits.len()];
    let timed: Vec<usize> = (0..visits.len())
        .filter(|index| !visits[*index].clock_suspect)
        .collect();
    let mut from = 0;
    for (place, index) in timed.iter().enumerate() {
        while visits[*index].at.saturating_sub(visits[timed[from]].at) >= HOUR_MS {
            from += 1;
        }
        if place + 1 - from > most {
            for index in &timed[from..=place] {
                marked[*index] = true;
            }
        }
    }
    marked
}

/// Marks the scored visits of a visitor who never brings anything but the best score.
fn all_top(visits: &[&VisitRow], effective: &[usize], policy: &AuditPolicy) -> Vec<bool> {
    let mut marked = vec![false; visits.len()];
    let scored: Vec<usize> = effective
        .iter()
        .copied()
        .filter(|index| !visits[*index].scores.is_empty())
        .collect();
    let mut scores = scored.iter().flat_map(|index| &visits[*index].scores);
    let enough = scored.len() >= policy.top_min_visits as usize;
    if enough && scores.all(|score| *score == policy.top_score) {
        for index in scored {
            marked[index] = true;
        }
    }
    marked
}

#[cfg(test)]
mod tests;
