//! The clocks of a case, computed from its events and never stored.

use serde::{Deserialize, Serialize};

use super::due::{Anchors, Counter, Times, explanation, result_lines};
use super::event::{Event, Story, SuspectEvent, What};
use super::pause::{Pause, PauseCause, moved, moved_before, pause_line, rests, unproven_line};
use super::table::{ConfirmedBy, KindRule, Period, SlaTable, StageRule, StartsAt};
use super::words::{state_line, waits_line};
use super::{Kind, Mode, Stage};
use crate::calendar::Holidays;
use crate::codes::codes;
use crate::explain::{Arg, Decision, Explanation, Line, line};
use crate::policy::Document;
use crate::rule::RuleError;
use crate::work_order::due::Colour;

codes! {
    /// Where a clock stands.
    ClockState {
        /// Done, in time or late.
        Met = "met",
        /// In time.
        Running = "running",
        /// Past its target or the warning share of its time.
        Warned = "warned",
        /// Past its limit.
        Overdue = "overdue",
        /// It rests for a proven cause.
        Paused = "paused",
        /// There is no such clock for this case, or it has not begun, or the case ended without it.
        NotApplicable = "not_applicable",
    }
}

/// A case whose clocks are asked for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ClockInput {
    /// When the request came in, in Unix milliseconds; an earlier `received` event wins.
    pub received_at: i64,
    /// What it is about.
    pub kind: Kind,
    /// How days are counted; the table's own mode when absent.
    #[serde(default)]
    pub mode: Option<Mode>,
    /// Whether the machine stands in the country; when absent the shorter limit of the town counts.
    #[serde(default)]
    pub rural: Option<bool>,
    /// The version of the table the case was received under; refused if it is another's.
    #[serde(default)]
    pub version: Option<String>,
    /// When a later call told that the house is without heat, in Unix milliseconds: from then on
    /// the clocks of that run beside those of the repair it was taken as.
    #[serde(default)]
    pub no_heat_at: Option<i64>,
    /// The danger somebody found on the spot, of a case that was taken as something else: from then
    /// on the clocks of a danger run beside those of what it was taken as.
    #[serde(default)]
    pub found: Option<DangerFound>,
    /// What happened, in any order.
    #[serde(default)]
    pub events: Vec<Event>,
}

/// A danger to life that nobody knew of when the case was taken (R037).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct DangerFound {
    /// When it was found, in Unix milliseconds.
    pub at: i64,
    /// What the case was taken as.
    pub taken_as: Kind,
}

/// One clock. Instants are Unix milliseconds.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
pub struct Clock {
    /// Which stage it measures.
    pub stage: Stage,
    /// Where it stands.
    pub state: ClockState,
    /// How it looks in lists, as [`crate::work_order::due::colour`] has it for reply and finish.
    pub colour: Colour,
    /// How often the case had been reopened when it began.
    pub round: u32,
    /// When it began.
    pub started_at: Option<i64>,
    /// Should be done by then.
    pub target_at: Option<i64>,
    /// It warns from then on.
    pub warn_at: Option<i64>,
    /// Headquarters is told then, before the limit.
    pub headquarters_at: Option<i64>,
    /// Late from then on.
    pub limit_at: Option<i64>,
    /// When it became late, if it does: the limit, which a later rest moves no more. Alerts count from it.
    pub late_from_at: Option<i64>,
    /// When it was done.
    pub met_at: Option<i64>,
    /// How long that took; absent where a doubtful clock puts the end before the beginning, so that
    /// no average counts it.
    pub took_ms: Option<i64>,
    /// How long after the limit it was done, or is not done.
    pub late_by_ms: Option<i64>,
    /// The rests that concern it, unproven ones included.
    pub pauses: Vec<Pause>,
    /// The case's events whose times are doubted.
    pub suspects: Vec<SuspectEvent>,
}

/// Every clock of a case as of an instant, in the order of the stages, each with its own reasons.
/// Only what had happened by then counts, so any past state can be recomputed.
///
/// # Errors
/// [`RuleError::OutOfRange`] outside the calendar, [`RuleError::BadValue`] for a table of another
/// version than the case's.
pub fn clocks(
    input: &ClockInput,
    table: &Document<SlaTable>,
    holidays: &Holidays,
    as_of: i64,
) -> Result<Vec<Decision<Clock>>, RuleError> {
    let found = input.found.filter(|found| {
        input.kind == Kind::Safety && found.at > input.received_at && !found.taken_as.is_danger()
    });
    if let Some(found) = found {
        return found_clocks(input, found, table, holidays, as_of);
    }
    let later = |at: &i64| input.kind == Kind::NoHeat && *at > input.received_at;
    let Some(told_at) = input.no_heat_at.filter(later) else {
        return plain_clocks(input, table, holidays, as_of);
    };
    let repair = ClockInput {
        kind: Kind::Repair,
        ..input.clone()
    };
    let before = plain_clocks(&repair, table, holidays, as_of)?;
    if told_at > as_of {
        return Ok(before);
    }
    let cold = from(input, told_at);
    let since = plain_clocks(&cold, table, holidays, as_of)?;
    let pairs = before.into_iter().zip(since);
    let told = line!("sla-no-heat-told", at = Arg::Instant(told_at));
    Ok(pairs.map(|pair| sooner(pair, told_at, &told)).collect())
}

/// The clocks of a case at which a danger was found: those it had, and from then on those of a danger
/// beside them.
fn found_clocks(
    input: &ClockInput,
    found: DangerFound,
    table: &Document<SlaTable>,
    holidays: &Holidays,
    as_of: i64,
) -> Result<Vec<Decision<Clock>>, RuleError> {
    let taken = ClockInput {
        kind: found.taken_as,
        found: None,
        ..input.clone()
    };
    let before = clocks(&taken, table, holidays, as_of)?;
    if found.at > as_of {
        return Ok(before);
    }
    let since = plain_clocks(&from(input, found.at), table, holidays, as_of)?;
    let pairs = before.into_iter().zip(since);
    let told = line!("sla-danger-found", at = Arg::Instant(found.at));
    Ok(pairs.map(|pair| sooner(pair, found.at, &told)).collect())
}

/// The case as if it had come in then.
fn from(input: &ClockInput, at: i64) -> ClockInput {
    let mut since = ClockInput {
        received_at: at,
        ..input.clone()
    };
    // Who took the first call earlier took nothing of the second.
    since.events.retain(|event| event.what != What::Received);
    since
}

/// Which of a stage's two clocks counts: what a first call was promised never moves later, and what
/// was done before the second call is judged by the first.
fn sooner(
    (before, mut since): (Decision<Clock>, Decision<Clock>),
    told_at: i64,
    told: &Line,
) -> Decision<Clock> {
    let limit = |clock: &Clock| clock.limit_at.unwrap_or(i64::MAX);
    let done = before.result.met_at.is_some_and(|at| at <= told_at);
    if done || limit(&before.result) < limit(&since.result) {
        return before;
    }
    since.why.notes.push(told.clone());
    since
}

fn plain_clocks(
    input: &ClockInput,
    table: &Document<SlaTable>,
    holidays: &Holidays,
    as_of: i64,
) -> Result<Vec<Decision<Clock>>, RuleError> {
    if input
        .version
        .as_ref()
        .is_some_and(|version| *version != table.version)
    {
        return Err(RuleError::BadValue {
            field: "version".into(),
            reason: format!("the table given is version {}", table.version),
        });
    }
    let tolerance_ms = i64::from(table.content.clock_tolerance_seconds) * 1000;
    let story = Story::of(input.received_at, &input.events, as_of, tolerance_ms)?;
    let (appointment, unagreed) = story.appointment();
    let case = Case {
        kind: input.kind,
        rural: input.rural,
        rule: table.content.kind(input.kind)?,
        table,
        counter: Counter {
            mode: input.mode.unwrap_or(table.content.mode),
            holidays,
        },
        anchors: Anchors {
            received_at: story.received_at,
            appointed: appointment.map(|(_, appointed)| appointed),
            part_ordered_at: story.part().map(|(ordered_at, _)| ordered_at),
            finished_at: story.first(What::Finished),
        },
        appointed_at: appointment.map(|(made_at, _)| made_at),
        unagreed,
        story,
        as_of,
    };
    Stage::ALL.iter().map(|stage| case.clock(*stage)).collect()
}

struct Case<'a> {
    kind: Kind,
    rural: Option<bool>,
    rule: &'a KindRule,
    table: &'a Document<SlaTable>,
    counter: Counter<'a>,
    anchors: Anchors,
    /// When the binding appointment was made.
    appointed_at: Option<i64>,
    /// What later appointments lack.
    unagreed: Vec<Line>,
    story: Story,
    as_of: i64,
}

impl Case<'_> {
    fn clock(&self, stage: Stage) -> Result<Decision<Clock>, RuleError> {
        let mut why = explanation(self.kind, stage, self.table);
        self.doubts(&mut why);
        let Some(rule) = self.rule.stages.get(&stage) else {
            why.steps.push(self.no_clock_line(stage));
            return Ok(self.idle(stage, why));
        };
        let limit = self.limit(rule, &mut why);
        let Some(times) = self.counter.times((stage, rule), limit, &self.anchors)? else {
            why.steps.push(waits_line(limit.after()));
            return Ok(self.idle(stage, why));
        };
        self.measured(stage, (rule, limit), &times, why)
    }

    /// The limit, by where the machine stands.
    fn limit(&self, rule: &StageRule, why: &mut Explanation) -> Period {
        match (rule.rural_limit, self.rural) {
            (Some(rural), Some(true)) => rural,
            (Some(_), None) => {
                why.missing.push(line!("sla-missing-place"));
                rule.limit
            }
            _ => rule.limit,
        }
    }

    fn doubts(&self, why: &mut Explanation) {
        for suspect in &self.story.suspects {
            why.notes.push(line!(
                "sla-suspect",
                at = Arg::Instant(suspect.occurred_at),
                reason = Arg::Key(format!("sla-suspicion-{}", suspect.reason.code()))
            ));
        }
    }

    /// Why the table has no clock for a stage.
    fn no_clock_line(&self, stage: Stage) -> Line {
        match (stage, self.rule.confirmed_by) {
            (Stage::Confirm, Some(ConfirmedBy::ReturnVisits {})) => {
                line!("sla-confirmed-by-visits")
            }
            (Stage::Confirm, Some(ConfirmedBy::Sample { percent })) => {
                line!("sla-confirmed-by-sample", percent = percent)
            }
            _ => line!("sla-no-clock"),
        }
    }

    fn idle(&self, stage: Stage, why: Explanation) -> Decision<Clock> {
        let result = Clock {
            stage,
            state: ClockState::NotApplicable,
            colour: Colour::Grey,
            round: self.story.round,
            started_at: None,
            target_at: None,
            warn_at: None,
            headquarters_at: None,
            limit_at: None,
            late_from_at: None,
            met_at: None,
            took_ms: None,
            late_by_ms: None,
            pauses: Vec::new(),
            suspects: self.story.suspects.clone(),
        };
        Decision { result, why }
    }

    /// What ends a stage, the earliest proven event of its kind; later work proves earlier steps.
    fn met_at(&self, stage: Stage) -> Option<i64> {
        let story = &self.story;
        let first = |whats: &[What]| whats.iter().filter_map(|what| story.first(*what)).min();
        match stage {
            Stage::FirstReply => story.replied_at(),
            Stage::Schedule => first(&[What::Scheduled, What::OnSite, What::Finished]),
            Stage::OnSite => first(&[What::OnSite, What::Finished]),
            Stage::Parts => story.part().and_then(|(_, arrived_at)| arrived_at),
            Stage::Finish => story.first(What::Finished),
            Stage::Confirm => story.first(What::Confirmed),
        }
    }

    fn started_at(&self, start: StartsAt) -> i64 {
        let anchors = &self.anchors;
        let started_at = match start {
            StartsAt::Receipt => None,
            StartsAt::Appointment => self.appointed_at,
            StartsAt::PartOrdered => anchors.part_ordered_at,
            StartsAt::Finished => anchors.finished_at,
        };
        started_at.unwrap_or(anchors.received_at)
    }

    fn measured(
        &self,
        stage: Stage,
        (rule, limit): (&StageRule, Period),
        times: &Times,
        mut why: Explanation,
    ) -> Result<Decision<Clock>, RuleError> {
        let met_at = self.met_at(stage);
        let ended_at = if met_at.is_none() {
            self.story.ended_at()
        } else {
            met_at
        };
        let until_at = ended_at.unwrap_or(self.as_of).min(self.as_of);
        let started_at = self.started_at(limit.after());
        let pauses = self.pauses((stage, limit), started_at, until_at);
        // A rest that ends with a day agreed moves what is due as soon as the day is known. What was
        // late before stays late, and only the time until the agreement is not held against it.
        let over = (until_at, ended_at);
        let planned = rests(&pauses, started_at, over, |pause| pause.to_at);
        let late_from_at = moved_before(times.limit_at, limit, &planned);
        let rests = rests(&pauses, started_at, over, |pause| {
            if pause.from_at < late_from_at {
                pause.to_at
            } else {
                pause.agreed_at
            }
        });
        let late = |at: i64, period| moved(at, period, &rests);
        let target_at = rule
            .target
            .zip(times.target_at)
            .map(|(period, at)| late(at, period));
        let limit_at = late(times.limit_at, limit);
        let share = i64::from(self.table.content.warn_percent);
        let length = times.limit_at.saturating_sub(started_at);
        let warn_at = started_at.saturating_add(length.saturating_mul(share) / 100);
        let mut clock = Clock {
            started_at: Some(started_at),
            target_at,
            warn_at: Some(moved_before(warn_at, limit, &rests)),
            headquarters_at: match rule.headquarters_warned {
                Some(period) => self.counter.end(period, &self.anchors)?,
                None => None,
            },
            limit_at: Some(limit_at),
            late_from_at: Some(late_from_at),
            met_at,
            took_ms: met_at
                .and_then(|at| at.checked_sub(started_at))
                .filter(|ms| *ms >= 0),
            // Done at the very limit is in time; not done by then is late.
            late_by_ms: Some(until_at.saturating_sub(limit_at))
                .filter(|ms| *ms > 0 || *ms == 0 && met_at.is_none()),
            pauses,
            ..self.idle(stage, Explanation::default()).result
        };
        clock.state = self.state(&clock, ended_at.is_some());
        clock.colour = self.colour(&clock, limit);
        if clock.state == ClockState::NotApplicable {
            clock.late_by_ms = None;
        }
        self.explain(&clock, (rule, limit), times, &mut why)?;
        Ok(Decision { result: clock, why })
    }

    /// The rests that concern a stage: none where the table says it never rests. No wish of a
    /// customer rests a danger to life, and a day agreed after they put it off is no later for it.
    fn pauses(&self, (stage, limit): (Stage, Period), from_at: i64, until_at: i64) -> Vec<Pause> {
        if !self.table.content.pausable.contains(&stage) {
            return Vec::new();
        }
        let agreed_since = limit.after() == StartsAt::Appointment;
        let concerns = |pause: &&Pause| {
            let wish = pause.cause == PauseCause::Customer;
            let settled = self.kind.is_danger() || agreed_since && pause.from_at < from_at;
            pause.from_at <= until_at
                && pause.to_at.is_none_or(|to_at| to_at >= from_at)
                && !(wish && settled)
        };
        self.story.pauses.iter().filter(concerns).copied().collect()
    }

    fn state(&self, clock: &Clock, ended: bool) -> ClockState {
        let past = |at: Option<i64>| at.is_some_and(|at| at <= self.as_of);
        let rests = clock
            .pauses
            .iter()
            .any(|pause| pause.counts && pause.to_at.is_none());
        if clock.met_at.is_some() {
            ClockState::Met
        } else if ended {
            ClockState::NotApplicable
        } else if past(clock.late_from_at) {
            // Before the rest: what is late is not made well by putting it off.
            ClockState::Overdue
        } else if rests {
            ClockState::Paused
        } else if past(clock.warn_at) || past(clock.target_at) {
            ClockState::Warned
        } else {
            ClockState::Running
        }
    }

    /// As [`crate::work_order::due::colour`]: red breaks a promise, yellow is close to it or late
    /// where nothing was promised. A danger to life is never merely yellow.
    fn colour(&self, clock: &Clock, limit: Period) -> Colour {
        let promised = matches!(clock.stage, Stage::FirstReply | Stage::Finish);
        match clock.state {
            ClockState::Met | ClockState::Paused | ClockState::NotApplicable => Colour::Grey,
            ClockState::Overdue if promised || self.kind.is_danger() => Colour::Red,
            ClockState::Overdue => Colour::Yellow,
            ClockState::Running | ClockState::Warned if promised => self.nearing(clock, limit),
            ClockState::Running | ClockState::Warned => Colour::Green,
        }
    }

    /// Whether the limit of a promise is near: the last two hours of the day for a reply, past the
    /// target for a finish, else the warning share.
    fn nearing(&self, clock: &Clock, limit: Period) -> Colour {
        let soon_ms = i64::from(self.table.content.reply_soon_minutes) * 60_000;
        let by_day = matches!(limit, Period::EndOfDay { .. });
        let near = match (clock.stage, clock.limit_at) {
            (Stage::FirstReply, Some(limit_at)) if by_day => {
                limit_at.saturating_sub(soon_ms) < self.as_of
            }
            _ => {
                let from_at = clock.target_at.or(clock.warn_at);
                from_at.is_some_and(|at| at <= self.as_of)
            }
        };
        if near { Colour::Yellow } else { Colour::Green }
    }

    fn explain(
        &self,
        clock: &Clock,
        (rule, limit): (&StageRule, Period),
        times: &Times,
        why: &mut Explanation,
    ) -> Result<(), RuleError> {
        let received = Arg::Instant(self.anchors.received_at);
        why.steps.push(if clock.round > 0 {
            line!("sla-reopened", at = received)
        } else {
            line!("sla-received", at = received)
        });
        self.counter.explain(limit, times, &self.anchors, why)?;
        for pause in &clock.pauses {
            if pause.counts {
                why.steps.push(pause_line(pause));
            } else {
                why.missing.push(unproven_line(pause));
            }
        }
        let put_off = |pause: &Pause| pause.counts && pause.cause == PauseCause::Customer;
        if self.kind.is_danger() && self.story.pauses.iter().any(put_off) {
            why.notes.push(line!("sla-danger-never-rests"));
        }
        why.steps.extend(result_lines(
            clock.target_at,
            clock.limit_at.unwrap_or(times.limit_at),
        ));
        if limit.after() == StartsAt::Appointment {
            why.missing.extend(self.unagreed.iter().cloned());
        }
        if clock.stage == Stage::FirstReply && clock.state != ClockState::Met {
            let (missing, notes) = self.story.no_replies();
            why.missing.extend(missing);
            why.notes.extend(notes);
        }
        why.steps.push(state_line(clock));
        let overdue = clock.state == ClockState::Overdue;
        if rule.spare_heating && overdue {
            why.notes.push(line!("sla-spare-heating"));
        }
        if clock.met_at.is_some() && clock.took_ms.is_none() {
            why.notes.push(line!("sla-negative"));
        }
        Ok(())
    }
}
