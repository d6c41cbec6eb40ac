//! Shipped machines, and the machines dealers registered.

use wuyou_sync::value::RowId;

/// A block of a list of shipped machines, as it stands at the dealer they were shipped to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Shipment {
    /// The row.
    pub id: RowId,
    /// The number of the list.
    pub no: String,
    /// Which of its blocks.
    pub block: i64,
    /// `published` or `withdrawn`.
    pub state: String,
    /// The machines as JSON text.
    pub content: String,
    /// Names the whole list, of all dealers.
    pub whole: String,
    /// The day it was published.
    pub published_on: String,
    /// Why it was withdrawn.
    pub withdrawn_reason: Option<String>,
}

/// A machine a dealer registered.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Registered {
    /// Its serial.
    pub serial: String,
    /// Its model.
    pub model_code: Option<String>,
    /// Where it is in its life.
    pub state: Option<String>,
    /// Whether it is bound to a household.
    pub bound: bool,
    /// When a PC wrote it down first.
    pub created_at: i64,
}
