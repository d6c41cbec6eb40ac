//! Promised times, with instants as text.

use chrono::NaiveDate;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use wuyou_domain::calendar::Holidays;
use wuyou_domain::explain::Decision;
use wuyou_domain::rule::RuleError;
use wuyou_domain::sla::{self, DueInput, DueStage, Kind, Mode};

use super::instant::Instant;

/// Something received.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct DueAsked {
    received_at: Instant,
    kind: Kind,
    stage: DueStage,
    /// How days are counted.
    mode: Mode,
    /// The day agreed with the customer, where the time is counted from it (install, maintenance).
    #[serde(default)]
    appointed_on: Option<NaiveDate>,
}

/// By when. 24:00 in China is the next day's 00:00.
#[derive(Debug, Serialize, JsonSchema)]
pub(crate) struct DueBy {
    /// Should be done by then; null where the table gives one figure.
    target: Option<Instant>,
    /// Late from then on.
    limit: Instant,
}

pub(crate) fn due(input: &DueAsked, holidays: &Holidays) -> Result<Decision<DueBy>, RuleError> {
    let question = DueInput {
        received_at: input.received_at.0,
        kind: input.kind,
        stage: input.stage,
        mode: input.mode,
        appointed_on: input.appointed_on,
    };
    let decision = sla::due(&question, sla::built_in()?, holidays)?;
    Ok(Decision {
        result: DueBy {
            target: decision.result.target.map(Instant),
            limit: Instant(decision.result.limit),
        },
        why: decision.why,
    })
}
