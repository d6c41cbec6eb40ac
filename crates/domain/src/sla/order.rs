//! The clocks of a work order, from its own steps.

use serde::{Deserialize, Serialize};

use super::clock::{Clock, ClockInput, DangerFound, clocks};
use super::escalation::{Alert, AlertInput, Raised, alerts};
use super::event::{Event, Proof, Stamp, What};
use super::table::SlaTable;
use super::{Kind, Mode};
use crate::calendar::Holidays;
use crate::explain::{Arg, Decision, Explanation, line};
use crate::policy::Document;
use crate::rule::RuleError;
use crate::work_order::Step;

/// A step that was taken with an order.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct OrderStep {
    /// The step.
    pub step: Step,
    /// When it happened, in Unix milliseconds.
    pub occurred_at: i64,
    /// The end of the visit window agreed with the customer (when scheduled).
    #[serde(default)]
    pub window_to_at: Option<i64>,
    /// The clocks when it was written down.
    #[serde(default)]
    pub stamp: Option<Stamp>,
}

/// A work order whose clocks are asked for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct OrderClockInput {
    /// When the request came in, in Unix milliseconds.
    pub received_at: i64,
    /// What it is about.
    pub kind: Kind,
    /// How days are counted; the table's own mode when absent.
    #[serde(default)]
    pub mode: Option<Mode>,
    /// Whether the machine stands in the country.
    #[serde(default)]
    pub rural: Option<bool>,
    /// The version of the table the order was promised by.
    #[serde(default)]
    pub version: Option<String>,
    /// When a later call told that the house is without heat ([`ClockInput::no_heat_at`]).
    #[serde(default)]
    pub no_heat_at: Option<i64>,
    /// The danger somebody found on the spot ([`ClockInput::found`]).
    #[serde(default)]
    pub found: Option<DangerFound>,
    /// Its steps, in any order.
    #[serde(default)]
    pub steps: Vec<OrderStep>,
    /// What happened beside the steps: contacts with the customer, gas or roads cut off.
    #[serde(default)]
    pub events: Vec<Event>,
}

/// The clocks of a work order as of an instant: reply, appointment, visit, part, finish, question
/// to the customer. Each carries its own reasons with the walk; the whole tells what is doubtful.
///
/// # Errors
/// As [`clocks`].
pub fn order_clocks(
    input: &OrderClockInput,
    table: &Document<SlaTable>,
    holidays: &Holidays,
    as_of: i64,
) -> Result<Decision<Vec<Decision<Clock>>>, RuleError> {
    let result = clocks(&case_of(input), table, holidays, as_of)?;
    let mut why = Explanation::default();
    for decision in &result {
        let clock = &decision.result;
        if let Some(at) = clock.limit_at {
            why.steps.push(line!(
                "sla-summary",
                stage = Arg::Key(format!("sla-stage-{}", clock.stage.code())),
                state = Arg::Key(format!("sla-is-{}", clock.state.code())),
                at = Arg::Instant(at)
            ));
        }
        // The walks stay with their clocks; what to beware of concerns the whole order.
        why.absorb(Explanation {
            steps: Vec::new(),
            ..decision.why.clone()
        });
    }
    Ok(Decision { result, why })
}

/// Whom to tell about a work order as of an instant (R018), as [`alerts`] has it: what was raised
/// before is not raised again.
///
/// # Errors
/// As [`clocks`].
pub fn order_alerts(
    input: &OrderClockInput,
    raised: Vec<Raised>,
    table: &Document<SlaTable>,
    holidays: &Holidays,
    as_of: i64,
) -> Result<Decision<Vec<Alert>>, RuleError> {
    let case = case_of(input);
    alerts(&AlertInput { case, raised }, table, holidays, as_of)
}

/// An order as the case its clocks are computed from.
fn case_of(input: &OrderClockInput) -> ClockInput {
    let steps = input.steps.iter().filter_map(event_of);
    ClockInput {
        received_at: input.received_at,
        kind: input.kind,
        mode: input.mode,
        rural: input.rural,
        version: input.version.clone(),
        no_heat_at: input.no_heat_at,
        found: input.found,
        events: input.events.iter().cloned().chain(steps).collect(),
    }
}

/// What a step tells of the clocks. Replying and putting off are recorded together with what was
/// said to the customer, so the step itself is their proof.
fn event_of(step: &OrderStep) -> Option<Event> {
    let (what, proof) = match step.step {
        Step::Reply => (What::Replied, Some(Proof::ContactRecord)),
        Step::Schedule => (What::Scheduled, Some(Proof::CustomerConsent)),
        Step::Start => (What::OnSite, None),
        Step::WaitPart => (What::PartOrdered, None),
        Step::PartArrived => (What::PartArrived, None),
        Step::Finish => (What::Finished, None),
        Step::Confirm => (What::Confirmed, None),
        Step::Close => (What::Closed, None),
        Step::Postpone => (What::PostponedByCustomer, Some(Proof::CustomerConsent)),
        Step::Cancel => (What::Cancelled, None),
        Step::Reopen => (What::Reopened, None),
        // Who goes, and a time that we moved ourselves, change nothing of what was promised.
        Step::Dispatch | Step::Redispatch | Step::MoveWindow => return None,
    };
    Some(Event {
        window_to_at: step.window_to_at,
        proof: proof.into_iter().collect(),
        stamp: step.stamp.clone(),
        ..Event::new(what, step.occurred_at)
    })
}
