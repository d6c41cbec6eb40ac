//! The sample headquarters calls again, and what it found.

use std::collections::BTreeSet;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::{AuditPolicy, VISITS_MAX};
use crate::codes::codes;
use crate::id::derived;
use crate::rule::RuleError;

/// The visits to call again: at least [`AuditPolicy::sample_percent`] of them, chosen by the seed.
///
/// Each visit gets a place by the digest of seed and id, and the first places are taken: the same
/// seed and visits give the same sample on every machine and in every order, and a new visit moves
/// at most a few others out. The seed, such as the month and a number drawn at headquarters, is
/// settled after the visits were made.
///
/// # Errors
/// [`RuleError::Missing`] for an empty seed, [`RuleError::OutOfRange`] for too many visits.
pub fn sample(visits: &[Uuid], seed: &str, policy: &AuditPolicy) -> Result<Vec<Uuid>, RuleError> {
    if seed.trim().is_empty() {
        return Err(RuleError::Missing {
            field: "seed".into(),
        });
    }
    if visits.len() > VISITS_MAX {
        return Err(RuleError::OutOfRange {
            field: "visits".into(),
        });
    }
    let place = |visit: &Uuid| (derived("visit_audit", &[seed, &visit.to_string()]), *visit);
    let places: BTreeSet<_> = visits.iter().map(place).collect();
    let count = (places.len() * policy.sample_percent as usize).div_ceil(100);
    Ok(places
        .into_iter()
        .take(count)
        .map(|(_, visit)| visit)
        .collect())
}

codes! {
    /// What the second call found.
    AuditResult {
        /// 质检通过: the customer says what was entered.
        Confirmed = "confirmed",
        /// 质检不符: there was no visit, or the answers were others.
        Disagrees = "disagrees",
        /// 未联系上: nothing follows.
        NotReached = "not_reached",
    }
}

/// A visit that was called again.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Audited {
    /// The visit.
    pub visit: Uuid,
    /// What was found.
    pub result: AuditResult,
}

/// How often the second call disagreed with what was entered.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Disagreement {
    /// Visits in the period.
    pub visits: usize,
    /// Of these, called again and reached.
    pub judged: usize,
    /// Of these, not as entered.
    pub disagreeing: usize,
    /// Called again in vain.
    pub not_reached: usize,
    /// Disagreeing of judged, in parts per million, rounded down; absent when none was judged.
    pub rate_ppm: Option<u32>,
    /// Enough visits were judged for the share that headquarters must call again.
    pub enough: bool,
}

/// The rate of disagreement over the visits of a period. A visit called several times counts once,
/// with the gravest of what was found.
///
/// # Errors
/// [`RuleError::OutOfRange`] when more visits were called again than there are.
pub fn disagreement(
    visits: usize,
    audited: &[Audited],
    policy: &AuditPolicy,
) -> Result<Disagreement, RuleError> {
    let of = |wanted: AuditResult| -> BTreeSet<Uuid> {
        let found = audited.iter().filter(|audited| audited.result == wanted);
        found.map(|audited| audited.visit).collect()
    };
    let disagreeing = of(AuditResult::Disagrees);
    let judged = &of(AuditResult::Confirmed) | &disagreeing;
    let not_reached = of(AuditResult::NotReached).difference(&judged).count();
    if visits > VISITS_MAX || judged.len() + not_reached > visits {
        return Err(RuleError::OutOfRange {
            field: "visits".into(),
        });
    }
    let (judged, disagreeing) = (judged.len(), disagreeing.len());
    let rate = (disagreeing * 1_000_000).checked_div(judged);
    Ok(Disagreement {
        visits,
        judged,
        disagreeing,
        not_reached,
        rate_ppm: rate.and_then(|rate| u32::try_from(rate).ok()),
        enough: judged * 100 >= visits * policy.sample_percent as usize,
    })
}
