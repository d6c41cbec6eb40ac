//! 三包: what is asked beside the domain's own inputs.

use chrono::NaiveDate;
use schemars::JsonSchema;
use serde::Deserialize;
use wuyou_domain::calendar::Holidays;
use wuyou_domain::explain::Decision;
use wuyou_domain::rule::RuleError;
use wuyou_domain::warranty::remedy::{
    self, DelayCause, NoReasonInput, NoReasonReturn, Remedies, RemedyInput, RemedyRules,
    SalesChannel,
};
use wuyou_domain::warranty::{self, Coverage, Policies, UnitFacts, Validity, ValidityInput};

use super::instant::Instant;

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

/// The facts of a report: a performance fault that is confirmed and not excluded.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct RemediesAsked {
    sold_on: NaiveDate,
    /// When the fault was reported; the call counts, not the visit.
    reported_at: Instant,
    validity_end: NaiveDate,
    completed_repairs: u32,
    #[serde(default)]
    handed_in_on: Option<NaiveDate>,
    #[serde(default)]
    delay_cause: Option<DelayCause>,
    #[serde(default)]
    same_model_available: Option<bool>,
    #[serde(default)]
    customer_accepts_exchange: Option<bool>,
    as_of: NaiveDate,
}

pub(crate) fn remedies(
    input: &RemediesAsked,
    holidays: &Holidays,
) -> Result<Decision<Remedies>, RuleError> {
    let question = RemedyInput {
        sold_on: input.sold_on,
        reported_at: input.reported_at.0,
        validity_end: input.validity_end,
        completed_repairs: input.completed_repairs,
        handed_in_on: input.handed_in_on,
        delay_cause: input.delay_cause,
        same_model_available: input.same_model_available,
        customer_accepts_exchange: input.customer_accepts_exchange,
        as_of: input.as_of,
    };
    remedy::remedies(&question, RemedyRules::built_in()?, holidays)
}

/// A customer who wants to return without giving a reason.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct NoReasonAsked {
    channel: SalesChannel,
    received_on: NaiveDate,
    requested_at: Instant,
    /// Made to measure, such as a flue cut to size.
    custom_made: bool,
    /// Already installed and fired.
    installed: bool,
    /// The customer confirmed at purchase that it cannot go back, and that is stored.
    unsuitable_confirmed: bool,
}

pub(crate) fn no_reason_return(
    input: &NoReasonAsked,
    holidays: &Holidays,
) -> Result<Decision<NoReasonReturn>, RuleError> {
    let question = NoReasonInput {
        channel: input.channel,
        received_on: input.received_on,
        requested_at: input.requested_at.0,
        custom_made: input.custom_made,
        installed: input.installed,
        unsuitable_confirmed: input.unsuitable_confirmed,
    };
    remedy::no_reason_return(&question, RemedyRules::built_in()?, holidays)
}
