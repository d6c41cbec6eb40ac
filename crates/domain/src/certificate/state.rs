//! The states of a certificate (`model.md` §3.6, R003).
//!
//! 报名 → 培训中 → 已考试 → 有效 → 临期 → 过期 | 暂停 | 吊销 | 已换发, and 停用(离职). Headquarters'
//! administration alone makes a certificate valid, suspends, and revokes it. What only the date
//! decides (临期, 过期) is computed by [`standing`], so a PC that slept for a month is right too.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use crate::codes::codes;
use crate::machine::{self, Reason, Row, Who, demand, row, says};
use crate::policy::{Content, bad_policy, built_in_document};
use crate::rule::RuleError;

codes! {
    /// Where a certificate stands.
    State {
        /// 报名
        Enrolled = "enrolled",
        /// 培训中
        InTraining = "in_training",
        /// 已考试（及格）
        Passed = "passed",
        /// 已考试（不及格）
        Failed = "failed",
        /// 有效
        Valid = "valid",
        /// 临期
        Expiring = "expiring",
        /// 过期
        Expired = "expired",
        /// 暂停
        Suspended = "suspended",
        /// 吊销
        Revoked = "revoked",
        /// 已换发
        Renewed = "renewed",
        /// 停用（离职）
        Deactivated = "deactivated",
    }
}

codes! {
    /// A step of a certificate.
    Event {
        /// 开始培训
        Train = "train",
        /// 考试及格
        Pass = "pass",
        /// 考试不及格
        Fail = "fail",
        /// 补考
        Retake = "retake",
        /// 重新报名
        EnrolAgain = "enrol_again",
        /// 发证
        Issue = "issue",
        /// 进入临期
        NearExpiry = "near_expiry",
        /// 到期
        Expire = "expire",
        /// 暂停
        Suspend = "suspend",
        /// 恢复
        Reinstate = "reinstate",
        /// 吊销
        Revoke = "revoke",
        /// 换发
        Renew = "renew",
        /// 离职停用
        Leave = "leave",
        /// 新代理商启用
        ConfirmElsewhere = "confirm_elsewhere",
    }
}

codes! {
    /// Why a certificate is suspended.
    SuspensionCause {
        /// A 类投诉
        ComplaintA = "complaint_a",
        /// 审核
        Audit = "audit",
    }
}

codes! {
    /// What happens together with a step.
    Effect {
        /// Every PC learns that it is valid.
        Publish = "publish",
        /// It goes on the list of what no longer counts.
        PublishRevocation = "publish_revocation",
        /// Jobs already dispatched to the holder are shown to the manager.
        ReviewDispatches = "review_dispatches",
        /// The holder and the manager are warned.
        Warn = "warn",
        /// The attempt is kept, and it counts.
        RecordAttempt = "record_attempt",
        /// Attempts are counted from none again.
        ResetAttempts = "reset_attempts",
        /// The new certificate takes the place of this one.
        LinkSuccessor = "link_successor",
        /// The holder belongs to the new dealer from now on.
        MoveHolder = "move_holder",
    }
}

codes! {
    /// Why a step is refused.
    Refusal {
        /// No retake is left: enrol again.
        RetakesUsed = "retakes_used",
        /// From when to when it is valid is missing, or it ends before it starts.
        NoPeriod = "no_period",
        /// The period is over already.
        PeriodOver = "period_over",
        /// It is not that close to its end yet.
        NotYet = "not_yet",
        /// No cause of the suspension: a complaint of class A or an audit.
        NoCause = "no_cause",
        /// No reason.
        NoReason = "no_reason",
        /// No new certificate.
        NoSuccessor = "no_successor",
        /// No dealer the holder now works for.
        NoDealer = "no_dealer",
    }
}

impl Reason for Refusal {
    const AREA: &'static str = "certificate";

    fn code(self) -> &'static str {
        self.code()
    }
}

const PROGRAM: &[Who] = &[Who::System];
const ENROLLERS: &[Who] = &[Who::Manager, Who::HqAdmin];
const EXAMINERS: &[Who] = &[Who::System, Who::HqAdmin];
const HEADQUARTERS: &[Who] = &[Who::HqAdmin];

/// Who may enrol somebody: the state a certificate starts in is [`State::Enrolled`].
pub const ENROLLED_BY: &[Who] = ENROLLERS;

/// The whole table. Whatever is not here is forbidden. A suspended holder who leaves stays
/// suspended, so that a change of dealer never lifts a suspension.
pub const TRANSITIONS: &[Row<State, Event>] = &[
    row(State::Enrolled, Event::Train, State::InTraining, ENROLLERS),
    row(State::InTraining, Event::Pass, State::Passed, EXAMINERS),
    row(State::InTraining, Event::Fail, State::Failed, EXAMINERS),
    row(State::Failed, Event::Retake, State::InTraining, ENROLLERS),
    row(State::Failed, Event::EnrolAgain, State::Enrolled, ENROLLERS),
    row(State::Passed, Event::Issue, State::Valid, HEADQUARTERS),
    row(State::Valid, Event::NearExpiry, State::Expiring, PROGRAM),
    row(State::Valid, Event::Expire, State::Expired, PROGRAM),
    row(State::Expiring, Event::Expire, State::Expired, PROGRAM),
    row(State::Suspended, Event::Expire, State::Expired, PROGRAM),
    row(State::Deactivated, Event::Expire, State::Expired, PROGRAM),
    row(State::Valid, Event::Suspend, State::Suspended, HEADQUARTERS),
    row(
        State::Expiring,
        Event::Suspend,
        State::Suspended,
        HEADQUARTERS,
    ),
    row(
        State::Suspended,
        Event::Reinstate,
        State::Valid,
        HEADQUARTERS,
    ),
    row(State::Valid, Event::Revoke, State::Revoked, HEADQUARTERS),
    row(State::Expiring, Event::Revoke, State::Revoked, HEADQUARTERS),
    row(State::Expired, Event::Revoke, State::Revoked, HEADQUARTERS),
    row(
        State::Suspended,
        Event::Revoke,
        State::Revoked,
        HEADQUARTERS,
    ),
    row(
        State::Deactivated,
        Event::Revoke,
        State::Revoked,
        HEADQUARTERS,
    ),
    row(State::Valid, Event::Renew, State::Renewed, HEADQUARTERS),
    row(State::Expiring, Event::Renew, State::Renewed, HEADQUARTERS),
    row(State::Expired, Event::Renew, State::Renewed, HEADQUARTERS),
    row(State::Valid, Event::Leave, State::Deactivated, ENROLLERS),
    row(State::Expiring, Event::Leave, State::Deactivated, ENROLLERS),
    row(
        State::Deactivated,
        Event::ConfirmElsewhere,
        State::Valid,
        HEADQUARTERS,
    ),
];

/// The figures of certificates.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Policy {
    /// How often a failed exam may be taken again.
    pub retakes_max: u32,
    /// How many days before its end a certificate warns, the earliest first; from that one on it
    /// is 临期.
    pub warn_days_before: Vec<u32>,
}

impl Content for Policy {
    const KIND: &'static str = "certificate_state";

    fn check(&self) -> Result<(), RuleError> {
        let days = &self.warn_days_before;
        let within = !days.is_empty() && days.iter().all(|days| (1..=366).contains(days));
        if !within {
            return Err(bad_policy("warn_days_before", "1 to 366 days each"));
        }
        if !days.is_sorted_by(|earlier, later| earlier > later) {
            return Err(bad_policy("warn_days_before", "the earliest warning first"));
        }
        Ok(())
    }
}

built_in_document! {
    /// The policy that ships with the program.
    pub fn built_in() -> Policy = "certificate_state-2026-1";
}

/// What holds if the shipped file did not read: no exam is taken again, nobody is warned.
static NOTHING: Policy = Policy {
    retakes_max: 0,
    warn_days_before: Vec::new(),
};

/// The content of the policy that ships with the program.
fn shipped() -> &'static Policy {
    built_in().map_or(&NOTHING, |policy| &policy.content)
}

/// The facts a step is judged by.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Facts {
    /// The day on which the step happens.
    pub happened_on: NaiveDate,
    /// The first day it is valid.
    pub valid_from: Option<NaiveDate>,
    /// The last day it is valid.
    pub valid_to: Option<NaiveDate>,
    /// How often the exam was taken again since enrolling.
    #[serde(default)]
    pub retakes: u32,
    /// Why it is suspended.
    pub suspension: Option<SuspensionCause>,
    /// Why it is reinstated or revoked.
    pub reason: Option<String>,
    /// The number of the certificate that takes its place.
    pub successor: Option<String>,
    /// The dealer the holder now works for.
    pub new_dealer: Option<String>,
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
    guard(policy, event, facts)?;
    Ok(Taken {
        state: row.to,
        effects: effects(event),
    })
}

fn guard(policy: &Policy, event: Event, facts: &Facts) -> Result<(), Refused> {
    let ends_on = |end: NaiveDate| demand(end >= facts.happened_on, Refusal::PeriodOver);
    let end = || facts.valid_to.ok_or(Refused::Guard(Refusal::NoPeriod));
    match event {
        Event::Train | Event::Pass | Event::Fail | Event::EnrolAgain | Event::Leave => Ok(()),
        Event::Retake => demand(facts.retakes < policy.retakes_max, Refusal::RetakesUsed),
        Event::Issue => {
            let end = end()?;
            let starts = facts.valid_from.is_some_and(|from| from <= end);
            demand(starts, Refusal::NoPeriod)?;
            ends_on(end)
        }
        Event::NearExpiry => {
            let near = standing_by(policy, State::Valid, end()?, facts.happened_on);
            demand(near == State::Expiring, Refusal::NotYet)
        }
        Event::Expire => demand(end()? < facts.happened_on, Refusal::NotYet),
        Event::Suspend => demand(facts.suspension.is_some(), Refusal::NoCause),
        Event::Reinstate => {
            demand(says(facts.reason.as_ref()), Refusal::NoReason)?;
            ends_on(end()?)
        }
        Event::Revoke => demand(says(facts.reason.as_ref()), Refusal::NoReason),
        Event::Renew => demand(says(facts.successor.as_ref()), Refusal::NoSuccessor),
        Event::ConfirmElsewhere => {
            demand(says(facts.new_dealer.as_ref()), Refusal::NoDealer)?;
            ends_on(end()?)
        }
    }
}

fn effects(event: Event) -> Vec<Effect> {
    match event {
        Event::Train | Event::Retake => vec![],
        Event::Pass | Event::Fail => vec![Effect::RecordAttempt],
        Event::EnrolAgain => vec![Effect::ResetAttempts],
        Event::Issue | Event::Reinstate => vec![Effect::Publish],
        Event::NearExpiry => vec![Effect::Warn],
        Event::Expire => vec![Effect::Warn, Effect::ReviewDispatches],
        Event::Suspend | Event::Revoke => {
            vec![Effect::PublishRevocation, Effect::ReviewDispatches]
        }
        Event::Renew => vec![Effect::LinkSuccessor, Effect::Publish],
        Event::Leave => vec![Effect::PublishRevocation, Effect::ReviewDispatches],
        Event::ConfirmElsewhere => vec![Effect::MoveHolder, Effect::Publish],
    }
}

/// Where a certificate stands on a day, by the policy that ships with the program: what time has
/// done to the stored state.
#[must_use]
pub fn standing(state: State, valid_to: NaiveDate, as_of: NaiveDate) -> State {
    standing_by(shipped(), state, valid_to, as_of)
}

/// Where a certificate stands on a day: what time has done to the stored state. The last day
/// counts in full.
#[must_use]
pub fn standing_by(policy: &Policy, state: State, valid_to: NaiveDate, as_of: NaiveDate) -> State {
    let runs_out = TRANSITIONS
        .iter()
        .any(|row| row.from == state && row.event == Event::Expire);
    if runs_out && as_of > valid_to {
        State::Expired
    } else if state == State::Valid && warning_by(policy, valid_to, as_of).is_some() {
        State::Expiring
    } else {
        state
    }
}

/// The latest warning due on a day, as the days before the end it belongs to (60, 30, 7); `None`
/// before the first and after the end.
#[must_use]
pub fn warning(valid_to: NaiveDate, as_of: NaiveDate) -> Option<u32> {
    warning_by(shipped(), valid_to, as_of)
}

/// As [`warning`], by this policy.
#[must_use]
pub fn warning_by(policy: &Policy, valid_to: NaiveDate, as_of: NaiveDate) -> Option<u32> {
    let left = u32::try_from(valid_to.signed_duration_since(as_of).num_days()).ok()?;
    let due = policy.warn_days_before.iter().copied();
    due.filter(|days| left <= *days).min()
}

/// The step the program takes on a day because of the date alone, if any.
#[must_use]
pub fn due_step(state: State, valid_to: NaiveDate, as_of: NaiveDate) -> Option<Event> {
    match standing(state, valid_to, as_of) {
        stands if stands == state => None,
        State::Expired => Some(Event::Expire),
        _ => Some(Event::NearExpiry),
    }
}

#[cfg(test)]
mod tests;
