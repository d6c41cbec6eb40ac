//! The rules of `wuyou-domain` as JSON lines: `wuyou rules list` and `wuyou rules run`.
//!
//! Headquarters' legal staff run their own tables of cases through it, so names, fields and codes
//! are stable. What lives here: the list of rules with the schema of each, the wire forms where
//! they differ from the domain's types (instants as RFC 3339 text), and the reading of lines.
//! What must not: decisions, IO beyond a reader and a writer that are handed in, policies.
//!
//! Start reading at [`mod@list`] (what there is) and [`run`] (one line in, one line out).

mod face;
mod list;
mod read;
mod run;

pub use list::{Answer, RULES, Rule, describe};
pub use run::{Answered, Asked, answer, run};
pub use wuyou_domain::calendar::Holidays;
pub use wuyou_domain::explain::Language;
pub use wuyou_domain::rule::RuleError;

/// The sentence of an error with its technical detail, for whoever keeps the document.
#[must_use]
pub fn message(error: &RuleError, language: Language) -> String {
    let sentence = wuyou_domain::explain::render(&error.line(), language);
    match error.detail() {
        Some(detail) => format!("{sentence} ({detail})"),
        None => sentence,
    }
}
