//! Recalls and stop-use notices, and how far a dealer has come with them.

use wuyou_sync::value::RowId;

/// A recall or stop-use notice, as it stands at a dealer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Recall {
    /// The row.
    pub id: RowId,
    /// Its number.
    pub no: String,
    /// `recall` or `stop_use`.
    pub kind: String,
    /// `published` or `withdrawn`.
    pub state: String,
    /// Counts up with every change.
    pub version: i64,
    /// What it is, in one line.
    pub title: String,
    /// What is wrong.
    pub reason: String,
    /// What to tell the household.
    pub advice: Option<String>,
    /// `contact`, `inspect`, `replace_part` or `stop`.
    pub action: String,
    /// Models and serials as JSON text.
    pub ranges: String,
    /// The day it was published.
    pub published_on: String,
    /// The last day for it.
    pub deadline_on: Option<String>,
    /// Why it was withdrawn.
    pub withdrawn_reason: Option<String>,
}

/// A machine of a dealer with what was done at it for one notice.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RecallMachine {
    /// The serial.
    pub serial: String,
    /// The model's code.
    pub model_code: Option<String>,
    /// Where it stands.
    pub state: Option<String>,
    /// `contacted`, …
    pub outcomes: Vec<String>,
}
