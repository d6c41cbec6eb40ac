//! Papers that prove something (a payment, a commissioning) and the poster of the shop.

use serde::{Deserialize, Serialize};

use super::Line;

/// Money that came in, for whoever paid.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Receipt {
    /// The order's number; its code is printed too.
    pub no: String,
    /// The receipt's own number.
    pub receipt_no: String,
    /// Who paid.
    pub payer: Option<String>,
    /// When.
    pub received: String,
    /// What for.
    pub purpose: String,
    /// The lines of what the order costs.
    pub lines: Vec<Line>,
    /// In figures.
    pub amount: String,
    /// In capital characters.
    pub in_capitals: String,
    /// How it was paid.
    pub method: String,
    /// What the order costs, what was paid for it in all and what is still due.
    pub sums: Vec<Line>,
    /// Who took it.
    pub taken_by: Option<String>,
    /// A remark.
    pub note: Option<String>,
    /// That it was taken back, when, by whom and why.
    pub taken_back: Option<String>,
}

/// One item of a checklist, answered.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Checked {
    /// Its place in the list.
    pub no: u32,
    /// What was looked at.
    pub name: String,
    /// What was measured, with what it may be.
    pub values: Vec<String>,
    /// What came of it.
    pub result: String,
    /// It is not good.
    pub bad: bool,
}

/// An attempt at commissioning, for both parties to sign.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct CommissioningRecord {
    /// The order's number, or the serial where there is none; its code is printed too.
    pub no: String,
    /// The household.
    pub customer: Option<String>,
    /// Where it is.
    pub address: Option<String>,
    /// The model and gas.
    pub machine: Option<String>,
    /// Its serial.
    pub serial: String,
    /// The day.
    pub done_on: String,
    /// Who inspected.
    pub inspector: Option<String>,
    /// How it ended.
    pub status: String,
    /// The number of the paper sheet it was written on.
    pub paper_no: Option<String>,
    /// The number of the pass label.
    pub label_no: Option<String>,
    /// The items in their order.
    pub items: Vec<Checked>,
    /// What was explained to the user.
    pub topics: Vec<String>,
    /// What is wrong, as sentences.
    pub findings: Vec<String>,
    /// The version of the checklist.
    pub version: String,
}

/// What a poster invites to.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct PosterEvent {
    /// What it is called.
    pub name: String,
    /// On which days.
    pub when: String,
    /// Where.
    pub place: Option<String>,
    /// What is done there.
    pub services: Vec<String>,
    /// Whom to call, where it is not the shop's number.
    pub phone: Option<String>,
}

/// What hangs on the wall of the shop and in the villages.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Poster {
    /// What it invites to; without it the shop's own notice.
    pub event: Option<PosterEvent>,
    /// What work, parts and the way cost out of warranty.
    pub prices: Vec<Line>,
    /// As of which day.
    pub as_of: String,
}
