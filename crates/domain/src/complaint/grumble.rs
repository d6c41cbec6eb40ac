//! Grumbles that have become a complaint (R069): a customer who says the same thing for the third
//! time is asked whether to take it formally. The clerk decides; nothing is converted silently.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::policy::ComplaintPolicy;
use crate::codes::codes;
use crate::rule::RuleError;
use crate::time::local_date;

codes! {
    /// Where a grumble stands: it goes through no states of handling.
    GrumbleState {
        /// 抱怨
        Noted = "grumble",
        /// 已办结: settled with a word or a deed, no formal complaint.
        Settled = "settled",
    }
}

/// The steps of a grumble: settled, or taken formally, also after it was settled. The state a formal
/// complaint begins in is [`State::Received`](super::state::State::Received).
pub const GRUMBLE_STEPS: &[(&str, &str)] = &[
    ("grumble", "settled"),
    ("grumble", "received"),
    ("settled", "received"),
];

/// One grumble.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Grumble {
    /// Its row.
    pub id: Uuid,
    /// Who grumbled.
    pub customer: Uuid,
    /// About what: the code of the complaint category.
    pub topic: String,
    /// When, Unix ms.
    pub at: i64,
}

/// A suggestion to open a formal complaint.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct FormalSuggestion {
    /// Whose.
    pub customer: Uuid,
    /// About what.
    pub topic: String,
    /// The grumbles that belong together, earliest first.
    pub grumbles: Vec<Uuid>,
}

/// The customers and topics that have enough grumbles within the period: for each, the latest such
/// group, in the order of customers and topics. Days are days in China, both ends included.
///
/// # Errors
/// [`RuleError::OutOfRange`] for an instant outside the calendar.
pub fn suggest_formal(
    grumbles: &[Grumble],
    policy: &ComplaintPolicy,
) -> Result<Vec<FormalSuggestion>, RuleError> {
    type Dated = (NaiveDate, i64, Uuid);
    let mut by_topic: BTreeMap<(Uuid, &str), Vec<Dated>> = BTreeMap::new();
    for (index, grumble) in grumbles.iter().enumerate() {
        let on = local_date(grumble.at).ok_or_else(|| RuleError::OutOfRange {
            field: format!("grumbles[{index}].at").into(),
        })?;
        let key = (grumble.customer, grumble.topic.as_str());
        let row = (on, grumble.at, grumble.id);
        by_topic.entry(key).or_default().push(row);
    }
    let mut suggestions = Vec::new();
    for ((customer, topic), mut rows) in by_topic {
        rows.sort_unstable();
        rows.dedup();
        let group = latest_group(&rows, policy, |row| row.0);
        suggestions.extend(group.map(|group| FormalSuggestion {
            customer,
            topic: topic.to_owned(),
            grumbles: group.iter().map(|row| row.2).collect(),
        }));
    }
    Ok(suggestions)
}

/// The longest run of sorted rows that ends with the latest possible one and fits the period.
fn latest_group<'a, T>(
    rows: &'a [T],
    policy: &ComplaintPolicy,
    on: impl Fn(&T) -> NaiveDate,
) -> Option<&'a [T]> {
    let days = i64::from(policy.grumble_days);
    (1..=rows.len()).rev().find_map(|end| {
        let last = on(&rows[end - 1]);
        let start = rows[..end].partition_point(|row| (last - on(row)).num_days() > days);
        let group = &rows[start..end];
        (group.len() >= policy.grumbles_for_formal as usize).then_some(group)
    })
}
