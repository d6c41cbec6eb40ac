//! Promised times, with instants as text.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use wuyou_domain::calendar::Holidays;
use wuyou_domain::explain::{Decision, Explanation};
use wuyou_domain::rule::RuleError;
use wuyou_domain::sla::{self, Alert, AlertInput, Clock, ClockInput, DueInput};

use super::instant::Instant;

/// By when. 24:00 in China is the next day's 00:00.
#[derive(Debug, Serialize, JsonSchema)]
pub(crate) struct DueBy {
    /// Should be done by then; null where the table gives one figure.
    target: Option<Instant>,
    /// Late from then on.
    limit: Instant,
}

pub(crate) fn due(input: &DueInput, holidays: &Holidays) -> Result<Decision<DueBy>, RuleError> {
    let decision = sla::due(input, sla::built_in()?, holidays)?;
    Ok(Decision {
        result: DueBy {
            target: decision.result.target.map(Instant),
            limit: Instant(decision.result.limit),
        },
        why: decision.why,
    })
}

/// A case whose clocks are asked for as of an instant.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct CaseAt {
    case: ClockInput,
    as_of_at: i64,
}

pub(crate) fn clocks(
    input: &CaseAt,
    holidays: &Holidays,
) -> Result<Decision<Vec<Clock>>, RuleError> {
    let decided = sla::clocks(&input.case, sla::built_in()?, holidays, input.as_of_at)?;
    let mut why = Explanation::default();
    let mut result = Vec::new();
    for decision in decided {
        why.absorb(decision.why);
        result.push(decision.result);
    }
    Ok(Decision { result, why })
}

/// A case with the alerts raised so far, as of an instant.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct AlertsAt {
    alerts: AlertInput,
    as_of_at: i64,
}

pub(crate) fn alerts(
    input: &AlertsAt,
    holidays: &Holidays,
) -> Result<Decision<Vec<Alert>>, RuleError> {
    sla::alerts(&input.alerts, sla::built_in()?, holidays, input.as_of_at)
}
