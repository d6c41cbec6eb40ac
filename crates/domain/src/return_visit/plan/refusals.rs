//! Refusals close a plan without blame; a visitor who meets many of them is audited (§2.7).

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::PlanPolicy;
use crate::rule::RuleError;

/// A visitor's closed plans of a period.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ClosedPlans {
    /// The visitor.
    pub visitor: Uuid,
    /// Plans closed, whatever the outcome.
    pub closed: u32,
    /// Of these, closed by a refusal.
    pub refused: u32,
}

/// A visitor's share of refusals.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct RefusalShare {
    /// The plans it is calculated from.
    pub plans: ClosedPlans,
    /// The share in parts per million, rounded down; absent without plans.
    pub share_ppm: Option<u32>,
    /// It is above the limit: the visits are audited.
    pub audit: bool,
}

/// The share of refusals of each visitor. It is compared unrounded.
///
/// # Errors
/// [`RuleError::OutOfRange`] for more refusals than plans.
pub fn refusal_shares(
    visitors: &[ClosedPlans],
    policy: &PlanPolicy,
) -> Result<Vec<RefusalShare>, RuleError> {
    let share = |(index, plans): (usize, &ClosedPlans)| {
        let (closed, refused) = (u64::from(plans.closed), u64::from(plans.refused));
        if refused > closed {
            return Err(RuleError::OutOfRange {
                field: format!("visitors[{index}].refused").into(),
            });
        }
        let ppm = (refused * 1_000_000).checked_div(closed);
        Ok(RefusalShare {
            plans: *plans,
            share_ppm: ppm.and_then(|ppm| u32::try_from(ppm).ok()),
            audit: refused * 100 > closed * u64::from(policy.refusal_percent),
        })
    };
    visitors.iter().enumerate().map(share).collect()
}
