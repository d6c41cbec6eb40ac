//! Return visits, with instants as text.

use chrono::NaiveDate;
use schemars::JsonSchema;
use serde::Deserialize;
use wuyou_domain::explain::Decision;
use wuyou_domain::return_visit::plan::{self, Contact, EvaluateInput, Evaluation};
use wuyou_domain::rule::RuleError;

use super::instant::Instant;

/// A contact after commissioning.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct ContactAt {
    /// When it took place.
    at: Instant,
    /// A person of the household was spoken with and said whether the machine works.
    effective: bool,
}

/// The contacts since a commissioning.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct Evaluate {
    commissioned_on: NaiveDate,
    contacts: Vec<ContactAt>,
    as_of: NaiveDate,
}

pub(crate) fn evaluate(input: &Evaluate) -> Result<Decision<Evaluation>, RuleError> {
    let contact = |contact: &ContactAt| Contact {
        at: contact.at.0,
        effective: contact.effective,
    };
    let question = EvaluateInput {
        commissioned_on: input.commissioned_on,
        contacts: input.contacts.iter().map(contact).collect(),
        as_of: input.as_of,
    };
    plan::evaluate(&question, plan::built_in()?)
}
