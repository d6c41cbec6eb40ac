//! 三包: what is asked beside the domain's own inputs.

use chrono::NaiveDate;
use schemars::JsonSchema;
use serde::Deserialize;
use wuyou_domain::calendar::{End, Holidays, note_lists, roll_lines};
use wuyou_domain::explain::{Decision, Explanation};
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
    let result = warranty::validity(input, holidays)?;
    let end = End {
        raw_end: result.raw_end,
        end: result.end,
        holiday_unknown: result.holiday_unknown,
    };
    let mut why = Explanation {
        steps: roll_lines(holidays, &end),
        ..Explanation::default()
    };
    let dates = [end.raw_end, end.end];
    note_lists(&mut why, holidays, &dates, end.holiday_unknown);
    Ok(Decision { result, why })
}
