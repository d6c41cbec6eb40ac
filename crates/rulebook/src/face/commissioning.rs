//! The commissioning checklist.

use schemars::JsonSchema;
use serde::Deserialize;
use wuyou_domain::commissioning::{self, Answer, Commissioning, UnitFacts};
use wuyou_domain::explain::Decision;
use wuyou_domain::rule::RuleError;

/// A machine with the answers to its checklist.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct Evaluate {
    unit: UnitFacts,
    answers: Vec<Answer>,
}

pub(crate) fn evaluate(input: &Evaluate) -> Result<Decision<Commissioning>, RuleError> {
    commissioning::evaluate(commissioning::built_in()?, &input.unit, &input.answers)
}
