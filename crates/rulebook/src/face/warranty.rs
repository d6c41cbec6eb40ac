//! 三包: what is asked beside the domain's own inputs.

use chrono::NaiveDate;
use schemars::JsonSchema;
use serde::Deserialize;
use wuyou_domain::calendar::Holidays;
use wuyou_domain::explain::Decision;
use wuyou_domain::rule::RuleError;
use wuyou_domain::warranty::{self, Coverage, Policies, UnitFacts, Validity, ValidityInput};

/// A machine, judged on a day.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct Assess {
    unit: UnitFacts,
    as_of: NaiveDate,
}

pub(crate) fn assess(input: &Assess, holidays: &Holidays) -> Result<Decision<Coverage>, RuleError> {
    warranty::assess(&input.unit, Policies::built_in(), holidays, input.as_of)
}

pub(crate) fn validity(
    input: &ValidityInput,
    holidays: &Holidays,
) -> Result<Decision<Validity>, RuleError> {
    warranty::validity(input, holidays)
}
