//! Lists headquarters publishes.

use wuyou_sync::value::RowId;

/// A price list or a list of service plans, as it stands at a dealer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Publication {
    /// The row.
    pub id: RowId,
    /// Its number, the version.
    pub no: String,
    /// `price_list` or `service_plans`.
    pub kind: String,
    /// `published` or `withdrawn`.
    pub state: String,
    /// From which day on it counts.
    pub effective_on: String,
    /// Where it comes from.
    pub source: String,
    /// The list as JSON text.
    pub content: String,
    /// The day it was published.
    pub published_on: String,
    /// Why it was withdrawn.
    pub withdrawn_reason: Option<String>,
    /// Which of its kind it is, in the order they were published.
    pub issue: Option<i64>,
}
