//! Papers of one order: the price before the work, and its course.

use serde::{Deserialize, Serialize};

/// A line of a quote.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct QuotedLine {
    /// What it is for.
    pub name: String,
    /// How many at what price.
    pub unit: String,
    /// What the customer pays.
    pub amount: String,
    /// What decided that: the price list, the warranty, a discount.
    pub basis: String,
}

/// What work will cost, for the customer to sign before it begins.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Quote {
    /// The order's number; its code is printed too.
    pub no: String,
    /// The quote's own number.
    pub paper_no: String,
    /// The household.
    pub customer: Option<String>,
    /// Where it is.
    pub address: Option<String>,
    /// The model and gas.
    pub machine: Option<String>,
    /// Its serial.
    pub serial: Option<String>,
    /// What was reported.
    pub fault: Option<String>,
    /// When it was made.
    pub made: String,
    /// The last day of the price.
    pub valid_until: Option<String>,
    /// The lines, those that are free too.
    pub lines: Vec<QuotedLine>,
    /// What they come to.
    pub total: String,
    /// In capital characters.
    pub in_capitals: String,
    /// Who made it.
    pub made_by: Option<String>,
}

/// A mark of the step bar.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct CourseMark {
    /// The state it stands for.
    pub name: String,
    /// `done`, `now` or `next`.
    pub status: String,
    /// When it was reached.
    pub at: Option<String>,
    /// Who took the step.
    pub by: Option<String>,
}

/// A step an order took.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct CourseStep {
    /// When.
    pub at: String,
    /// What was done.
    pub what: String,
    /// Who did it.
    pub by: Option<String>,
    /// What was said.
    pub note: Option<String>,
    /// How long the order had waited for it.
    pub waited: Option<String>,
}

/// A clock of an order.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct CourseClock {
    /// Of which stage.
    pub stage: String,
    /// Late after this.
    pub limit: Option<String>,
    /// When it was done.
    pub met: Option<String>,
    /// How it stands.
    pub state: String,
    /// It is or was late.
    pub late: bool,
}

/// The course of one order.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct OrderCourse {
    /// The order's number; its code is printed too.
    pub no: String,
    /// What it is about.
    pub kind: String,
    /// The household.
    pub customer: Option<String>,
    /// Where it is.
    pub address: Option<String>,
    /// The model and gas.
    pub machine: Option<String>,
    /// What was reported.
    pub fault: Option<String>,
    /// Who goes.
    pub technician: Option<String>,
    /// When it came in.
    pub received: String,
    /// Where it stands.
    pub state: String,
    /// What is due next, and by when.
    pub next: Option<String>,
    /// The step bar.
    pub marks: Vec<CourseMark>,
    /// The steps, the first first.
    pub steps: Vec<CourseStep>,
    /// How many steps between the first and the last ones are left out.
    pub left_out: Option<String>,
    /// How long it waits since the last step.
    pub waits: Option<String>,
    /// Its clocks, in the order of the work.
    pub clocks: Vec<CourseClock>,
}
