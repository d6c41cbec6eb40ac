//! The safe life of gas appliances.

use chrono::NaiveDate;
use schemars::JsonSchema;
use serde::Deserialize;
use wuyou_domain::explain::Decision;
use wuyou_domain::rule::RuleError;
use wuyou_domain::safety::{self, Assessment, UnitLife};

/// An appliance, judged on a day.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct Assess {
    unit: UnitLife,
    as_of: NaiveDate,
}

pub(crate) fn assess(input: &Assess) -> Result<Decision<Assessment>, RuleError> {
    safety::assess(safety::built_in()?, &input.unit, input.as_of)
}
