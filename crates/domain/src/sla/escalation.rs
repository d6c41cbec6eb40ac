//! Whom to tell, and when (R018): due alerts derived from the clocks, none twice.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::clock::{Clock, ClockInput, ClockState, clocks};
use super::table::{SlaTable, Trigger};
use super::{Level, Receiver, Stage};
use crate::calendar::Holidays;
use crate::explain::{Arg, Decision, Explanation, line};
use crate::policy::Document;
use crate::rule::RuleError;

/// An alert that was raised before, acknowledged or not: it is never raised again.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Raised {
    /// How often the case had been reopened; a reopened case has its alerts anew.
    #[serde(default)]
    pub round: u32,
    /// The stage.
    pub stage: Stage,
    /// The level.
    pub level: Level,
    /// When somebody took note of it, in Unix milliseconds.
    #[serde(default)]
    pub acknowledged_at: Option<i64>,
}

/// A case and the alerts it has had.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct AlertInput {
    /// The case.
    pub case: ClockInput,
    /// What was raised already.
    #[serde(default)]
    pub raised: Vec<Raised>,
}

/// An alert that is due.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
pub struct Alert {
    /// How often the case had been reopened.
    pub round: u32,
    /// The stage.
    pub stage: Stage,
    /// The level.
    pub level: Level,
    /// Who is told.
    pub receiver: Receiver,
    /// When it became due, in Unix milliseconds, however late that is noticed.
    pub at: i64,
    /// Whether to send it. What was done meanwhile, late, is recorded and not sent; a danger to life
    /// and a grave complaint are always sent.
    pub notify: bool,
}

/// The alerts due as of an instant that were not raised before, by when they became due. A function
/// of the events alone, so a PC and headquarters raise the same, whatever order events arrive in.
///
/// # Errors
/// As [`clocks`].
pub fn alerts(
    input: &AlertInput,
    table: &Document<SlaTable>,
    holidays: &Holidays,
    as_of: i64,
) -> Result<Decision<Vec<Alert>>, RuleError> {
    let clocks = clocks(&input.case, table, holidays, as_of)?;
    let rule = table.content.kind(input.case.kind)?;
    let found_at = input.case.found.map(|found| found.at);
    let mut due = Vec::new();
    for clock in clocks.iter().map(|decision| &decision.result) {
        let at_levels = due_of(clock, (&rule.escalation, found_at), as_of);
        due.extend(at_levels.into_iter().map(|(level, (at, notify))| Alert {
            round: clock.round,
            stage: clock.stage,
            level,
            receiver: level.receiver(),
            at,
            notify,
        }));
    }
    let raised = |alert: &Alert| {
        let key = (alert.round, alert.stage, alert.level);
        let mut before = input.raised.iter();
        before.any(|raised| (raised.round, raised.stage, raised.level) == key)
    };
    due.retain(|alert| !raised(alert));
    due.sort_by_key(|alert| (alert.at, alert.level, alert.stage));
    let why = Explanation {
        steps: due.iter().map(alert_line).collect(),
        versions: vec![table.version_ref()],
        ..Explanation::default()
    };
    Ok(Decision { result: due, why })
}

/// The levels a clock has reached, each with its instant and whether to send it.
fn due_of(
    clock: &Clock,
    (escalation, found_at): (&BTreeMap<Level, Trigger>, Option<i64>),
    as_of: i64,
) -> BTreeMap<Level, (i64, bool)> {
    let mut due = BTreeMap::new();
    for (level, trigger) in escalation {
        if let Trigger::AtOnce {} = trigger {
            // The case is told once, with its first clock, and whatever became of it.
            let first = clock
                .started_at
                .filter(|_| clock.stage == Stage::FirstReply);
            // A danger that was found later is told when it is found.
            let first = first.map(|at| found_at.map_or(at, |found_at| at.max(found_at)));
            let first = first.filter(|at| *at <= as_of);
            due.extend(first.map(|at| (*level, (at, true))));
            continue;
        }
        let reached = trigger_at(clock, *trigger).filter(|at| reached(clock, *at, as_of));
        due.extend(reached.map(|at| (*level, (at, clock.met_at.is_none()))));
    }
    if let Some(at) = clock
        .headquarters_at
        .filter(|at| reached(clock, *at, as_of))
    {
        let first = due
            .get(&Level::L3)
            .map_or(at, |(earlier, _)| at.min(*earlier));
        due.insert(Level::L3, (first, clock.met_at.is_none()));
    }
    due
}

fn trigger_at(clock: &Clock, trigger: Trigger) -> Option<i64> {
    if trigger == (Trigger::Warning {}) {
        return clock.warn_at;
    }
    let (from_at, limit_at) = clock.started_at.zip(clock.late_from_at)?;
    trigger.at(from_at, limit_at, clock.warn_at)
}

/// Whether the instant came while the clock ran: not after it was done, nor while it rests. What was
/// late before it was put off goes on being told.
fn reached(clock: &Clock, at: i64, as_of: i64) -> bool {
    let rests_from = clock
        .pauses
        .iter()
        .filter(|pause| pause.counts && pause.to_at.is_none())
        .map(|pause| pause.from_at)
        .min();
    clock.state != ClockState::NotApplicable
        && at <= as_of
        && clock.met_at.is_none_or(|met_at| at < met_at)
        && (matches!(clock.state, ClockState::Met | ClockState::Overdue)
            || rests_from.is_none_or(|from_at| at <= from_at))
}

fn alert_line(alert: &Alert) -> crate::explain::Line {
    line!(
        "sla-alert",
        stage = Arg::Key(format!("sla-stage-{}", alert.stage.code())),
        level = alert.level.code().to_uppercase(),
        receiver = Arg::Key(format!("sla-receiver-{}", alert.receiver.code())),
        at = Arg::Instant(alert.at)
    )
}
