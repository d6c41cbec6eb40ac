//! Tours and events: states and guards (`model.md` §3.5, R043–R046, R080).
//!
//! 草案 → 已批准 → 已宣传 → 进行中 → 已结束 → 已总结, or 取消. A tour is announced in time and with
//! proof, it ends with the next time and place told, and whoever was told of it is told when it
//! does not take place.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use crate::codes::codes;
use crate::machine::{self, Reason, Row, Who, demand, row, says};
use crate::policy::{Content, bad_policy, built_in_document};
use crate::rule::RuleError;

codes! {
    /// Where a tour or event stands.
    State {
        /// 草案
        Draft = "draft",
        /// 已批准
        Approved = "approved",
        /// 已宣传
        Announced = "announced",
        /// 进行中
        UnderWay = "under_way",
        /// 已结束
        Ended = "ended",
        /// 已总结
        Summarised = "summarised",
        /// 取消
        Cancelled = "cancelled",
    }
}

codes! {
    /// A step of a tour or event.
    Event {
        /// 批准
        Approve = "approve",
        /// 宣传
        Announce = "announce",
        /// 开始
        Start = "start",
        /// 结束
        End = "end",
        /// 总结
        Summarise = "summarise",
        /// 取消
        Cancel = "cancel",
    }
}

codes! {
    /// What happens together with a step.
    Effect {
        /// The draft of the next tour is made, with the time and place told (R046).
        DraftNext = "draft_next",
        /// Objections nobody settled become complaints (R045).
        ObjectionsToComplaints = "objections_to_complaints",
        /// Whoever was told of the tour is told that it does not take place.
        NotifyInformed = "notify_informed",
    }
}

codes! {
    /// Why a step is refused.
    Refusal {
        /// No day, or no place.
        NoPlan = "no_plan",
        /// Nobody of the team has the level a tour needs (R080).
        NoSenior = "no_senior",
        /// Announced fewer days before than it must be (R044).
        TooLate = "too_late",
        /// No photo of a poster on its place (R044).
        NoPoster = "no_poster",
        /// The day has not come.
        NotYet = "not_yet",
        /// Neither the next time and place nor why there is none (R046).
        NoNext = "no_next",
        /// The next tour would be before this one.
        NextNotLater = "next_not_later",
        /// How many people were told of the next time and place (R046).
        NoneTold = "none_told",
        /// No reason.
        NoReason = "no_reason",
    }
}

impl Reason for Refusal {
    const AREA: &'static str = "campaign";

    fn code(self) -> &'static str {
        self.code()
    }
}

const DESK: &[Who] = &[Who::Clerk, Who::Manager];
const TEAM: &[Who] = &[Who::Clerk, Who::Technician, Who::Manager];
const MANAGER: &[Who] = &[Who::Manager];

/// The whole table. Whatever is not here is forbidden.
pub const TRANSITIONS: &[Row<State, Event>] = &[
    row(State::Draft, Event::Approve, State::Approved, MANAGER),
    row(State::Approved, Event::Announce, State::Announced, DESK),
    row(State::Announced, Event::Start, State::UnderWay, TEAM),
    row(State::UnderWay, Event::End, State::Ended, TEAM),
    row(State::Ended, Event::Summarise, State::Summarised, DESK),
    row(State::Draft, Event::Cancel, State::Cancelled, DESK),
    row(State::Approved, Event::Cancel, State::Cancelled, MANAGER),
    row(State::Announced, Event::Cancel, State::Cancelled, MANAGER),
];

/// What a tour must keep to.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Policy {
    /// How many days before its first day it is announced at the latest.
    pub announce_days_before: u32,
    /// How many photos of posters on their places prove it.
    pub poster_photos: u32,
}

impl Content for Policy {
    const KIND: &'static str = "campaign";

    fn check(&self) -> Result<(), RuleError> {
        if self.announce_days_before > 366 {
            return Err(bad_policy("announce_days_before", "more than a year"));
        }
        Ok(())
    }
}

built_in_document! {
    /// The policy that ships with the program.
    pub fn built_in() -> Policy = "campaign-2026-1";
}

/// What holds if the shipped file did not read: nothing is announced.
static NOTHING: Policy = Policy {
    announce_days_before: u32::MAX,
    poster_photos: u32::MAX,
};

/// The content of the policy that ships with the program.
fn shipped() -> &'static Policy {
    built_in().map_or(&NOTHING, |policy| &policy.content)
}

/// What was told about the next tour (R046).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum Next {
    /// There is a next one.
    Planned {
        /// On which day.
        on: NaiveDate,
        /// Where.
        place: String,
    },
    /// 不再安排: there is none.
    None {
        /// Why.
        reason: String,
    },
}

/// The facts a step is judged by.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Facts {
    /// The day on which the step happens.
    pub happened_on: NaiveDate,
    /// The tour's first day.
    pub starts_on: Option<NaiveDate>,
    /// Where it takes place.
    pub place: Option<String>,
    /// Whether somebody of the team has the level a tour needs; absent while nobody knows.
    pub senior_in_team: Option<bool>,
    /// Photos of posters on their places.
    #[serde(default)]
    pub poster_photos: u32,
    /// How many people were told of this tour one by one.
    #[serde(default)]
    pub informed: u32,
    /// Objections of visitors nobody has settled.
    #[serde(default)]
    pub open_objections: u32,
    /// What was told about the next tour.
    pub next: Option<Next>,
    /// How many people were told of it.
    pub told: Option<u32>,
    /// Why it is cancelled.
    pub reason: Option<String>,
}

/// A step that may be taken.
pub type Taken = machine::Taken<State, Effect>;
/// A step that is refused.
pub type Refused = machine::Refused<Refusal>;

/// Takes a step by the policy that ships with the program, or says why not.
///
/// # Errors
/// [`Refused`].
pub fn next(
    state: State,
    event: Event,
    who: impl Into<Who>,
    facts: &Facts,
) -> Result<Taken, Refused> {
    next_by(shipped(), state, event, who, facts)
}

/// Takes a step by this policy, or says why not.
///
/// # Errors
/// [`Refused`].
pub fn next_by(
    policy: &Policy,
    state: State,
    event: Event,
    who: impl Into<Who>,
    facts: &Facts,
) -> Result<Taken, Refused> {
    let row = machine::find(TRANSITIONS, &state, &event, who.into())?;
    let effects = match event {
        Event::Approve => guard_plan(facts).map(|()| vec![])?,
        Event::Announce => guard_announce(policy, facts).map(|()| vec![])?,
        Event::Start => {
            let come = facts.starts_on.is_some_and(|day| facts.happened_on >= day);
            demand(come, Refusal::NotYet).map(|()| vec![])?
        }
        Event::End => {
            let open = facts.open_objections > 0;
            Vec::from_iter(open.then_some(Effect::ObjectionsToComplaints))
        }
        Event::Summarise => guard_summary(facts)?,
        Event::Cancel => {
            demand(says(facts.reason.as_ref()), Refusal::NoReason)?;
            let known = state == State::Announced || facts.informed > 0;
            Vec::from_iter(known.then_some(Effect::NotifyInformed))
        }
    };
    Ok(Taken {
        state: row.to,
        effects,
    })
}

fn guard_plan(facts: &Facts) -> Result<(), Refused> {
    let planned = facts.starts_on.is_some() && says(facts.place.as_ref());
    demand(planned, Refusal::NoPlan)?;
    demand(facts.senior_in_team != Some(false), Refusal::NoSenior)
}

fn guard_announce(policy: &Policy, facts: &Facts) -> Result<(), Refused> {
    // The plan may have been changed since it was approved.
    guard_plan(facts)?;
    let days = facts
        .starts_on
        .map(|day| day.signed_duration_since(facts.happened_on).num_days());
    let in_time = days.is_some_and(|days| days >= i64::from(policy.announce_days_before));
    demand(in_time, Refusal::TooLate)?;
    demand(
        facts.poster_photos >= policy.poster_photos,
        Refusal::NoPoster,
    )
}

fn guard_summary(facts: &Facts) -> Result<Vec<Effect>, Refused> {
    match &facts.next {
        Some(Next::None { reason }) => {
            demand(says(Some(reason)), Refusal::NoNext)?;
            Ok(vec![])
        }
        Some(Next::Planned { on, place }) => {
            demand(says(Some(place)), Refusal::NoNext)?;
            let later = facts.starts_on.is_none_or(|this| *on > this) && *on >= facts.happened_on;
            demand(later, Refusal::NextNotLater)?;
            demand(facts.told.is_some_and(|told| told > 0), Refusal::NoneTold)?;
            Ok(vec![Effect::DraftNext])
        }
        None => Err(Refused::Guard(Refusal::NoNext)),
    }
}

#[cfg(test)]
mod tests;
