//! The states of a return visit (`model.md` §3.4).
//!
//! 计划 → 到期待访 → 尝试中 → 有效完成 | 已尽力未联系上 | 拒访 | 号码错误 → 质检抽中 → 质检通过/不符.
//! How often it was tried is a fact, not a state, and so is being late ([`is_overdue`]).

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use crate::codes::codes;
use crate::machine::{self, Reason, Row, Who, demand, row, says};

codes! {
    /// Where a return visit stands.
    State {
        /// 计划
        Planned = "planned",
        /// 到期待访
        Due = "due",
        /// 尝试中
        Trying = "trying",
        /// 有效完成
        Done = "done",
        /// 已尽力未联系上
        Unreached = "unreached",
        /// 拒访
        Refused = "refused",
        /// 号码错误
        WrongNumber = "wrong_number",
        /// 质检抽中
        Sampled = "sampled",
        /// 质检通过
        AuditPassed = "audit_passed",
        /// 质检不符
        AuditFailed = "audit_failed",
    }
}

impl State {
    /// Whether the visit is still to be made.
    #[must_use]
    pub const fn is_open(self) -> bool {
        matches!(self, Self::Planned | Self::Due | Self::Trying)
    }
}

codes! {
    /// A step of a return visit.
    Event {
        /// 到期: the first day of its window has come.
        FallDue = "fall_due",
        /// 未接通: tried in vain.
        Attempt = "attempt",
        /// 完成: somebody of the household answered.
        Complete = "complete",
        /// 尽力未联系上
        GiveUp = "give_up",
        /// 拒访
        Refuse = "refuse",
        /// 号码错误
        WrongNumber = "wrong_number",
        /// 更正号码: the visit is due again.
        CorrectNumber = "correct_number",
        /// 抽中质检
        Sample = "sample",
        /// 质检通过
        PassAudit = "pass_audit",
        /// 质检不符
        FailAudit = "fail_audit",
    }
}

codes! {
    /// How an effective visit came out (R090).
    Result {
        /// 满意
        Satisfied = "satisfied",
        /// 已消除不满
        Settled = "settled",
        /// 转工单
        ToOrder = "to_order",
        /// 转投诉
        ToComplaint = "to_complaint",
    }
}

codes! {
    /// What happens together with a step.
    Effect {
        /// The call or visit is kept as a contact.
        RecordContact = "record_contact",
        /// A work order is opened from the visit.
        OpenOrder = "open_order",
        /// A complaint is opened from the visit.
        OpenComplaint = "open_complaint",
        /// The visitor is the person who served: headquarters audits it (R085).
        FlagSamePerson = "flag_same_person",
        /// The number is marked as wrong.
        MarkNumberWrong = "mark_number_wrong",
        /// A suggestion becomes an improvement item (R086).
        RecordSuggestion = "record_suggestion",
        /// The visit does not count for the plan or the visitor.
        VisitDoesNotCount = "visit_does_not_count",
        /// It counts for the rate of disagreement of the visitor (R087).
        CountDisagreement = "count_disagreement",
    }
}

codes! {
    /// Why a step is refused.
    Refusal {
        /// The window has not begun.
        NotYet = "not_yet",
        /// Nobody of the household was spoken with.
        NobodyReached = "nobody_reached",
        /// The question whether it works well was not answered.
        NotAnswered = "not_answered",
        /// No outcome.
        NoResult = "no_result",
        /// Neither satisfied nor reached, and nothing is done next (R090).
        NoNextAction = "no_next_action",
        /// Too few different days with an attempt in vain.
        TooFewAttempts = "too_few_attempts",
        /// Neither a letter nor a message was sent.
        NothingWritten = "nothing_written",
        /// No corrected number.
        NoNumber = "no_number",
        /// Whoever made the visit does not audit it.
        OwnVisit = "own_visit",
        /// No finding.
        NoFinding = "no_finding",
    }
}

impl Reason for Refusal {
    const AREA: &'static str = "return_visit";

    fn code(self) -> &'static str {
        self.code()
    }
}

const PROGRAM: &[Who] = &[Who::System];
const DESK: &[Who] = &[Who::Clerk, Who::Manager];
/// Whoever may call on a customer; the person who served may too, and is audited for it (R085).
const VISITORS: &[Who] = &[
    Who::Clerk,
    Who::Technician,
    Who::Manager,
    Who::Visitor,
    Who::HqService,
];
/// Headquarters alone draws and judges.
const HEADQUARTERS: &[Who] = &[Who::HqService, Who::HqQuality, Who::HqAdmin];

/// The whole table. Whatever is not here is forbidden.
pub const TRANSITIONS: &[Row<State, Event>] = &[
    row(State::Planned, Event::FallDue, State::Due, PROGRAM),
    row(State::Due, Event::Attempt, State::Trying, VISITORS),
    row(State::Trying, Event::Attempt, State::Trying, VISITORS),
    row(State::Due, Event::Complete, State::Done, VISITORS),
    row(State::Trying, Event::Complete, State::Done, VISITORS),
    row(State::Trying, Event::GiveUp, State::Unreached, VISITORS),
    row(State::Due, Event::Refuse, State::Refused, VISITORS),
    row(State::Trying, Event::Refuse, State::Refused, VISITORS),
    row(State::Due, Event::WrongNumber, State::WrongNumber, VISITORS),
    row(
        State::Trying,
        Event::WrongNumber,
        State::WrongNumber,
        VISITORS,
    ),
    row(State::WrongNumber, Event::CorrectNumber, State::Due, DESK),
    row(State::Done, Event::Sample, State::Sampled, HEADQUARTERS),
    row(
        State::Unreached,
        Event::Sample,
        State::Sampled,
        HEADQUARTERS,
    ),
    row(State::Refused, Event::Sample, State::Sampled, HEADQUARTERS),
    row(
        State::WrongNumber,
        Event::Sample,
        State::Sampled,
        HEADQUARTERS,
    ),
    row(
        State::Sampled,
        Event::PassAudit,
        State::AuditPassed,
        HEADQUARTERS,
    ),
    row(
        State::Sampled,
        Event::FailAudit,
        State::AuditFailed,
        HEADQUARTERS,
    ),
];

/// The facts a step is judged by.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Facts {
    /// The day on which the step happens.
    pub happened_on: NaiveDate,
    /// The first day of the visit's window.
    pub from_on: NaiveDate,
    /// Whether somebody of the household was spoken with.
    #[serde(default)]
    pub reached: bool,
    /// Whether the question 是否正常工作 was answered.
    #[serde(default)]
    pub works_answered: bool,
    /// How it came out.
    pub result: Option<Result>,
    /// What was agreed further; needed unless the customer is satisfied.
    pub next_action: Option<String>,
    /// What the customer suggests.
    pub suggestion: Option<String>,
    /// Different days with an attempt in vain.
    #[serde(default)]
    pub failed_days: u32,
    /// How many of them are enough: `failed_days` of the policy of return visits.
    pub failed_days_needed: u32,
    /// Whether a letter or message was sent to the household.
    #[serde(default)]
    pub written_to: bool,
    /// The corrected number.
    pub corrected_number: Option<String>,
    /// Whether the visitor is the person who served.
    #[serde(default)]
    pub same_person_served: bool,
    /// Whether the auditor is the person who made the visit.
    #[serde(default)]
    pub own_visit: bool,
    /// What the audit found.
    pub finding: Option<String>,
}

/// A step that may be taken.
pub type Taken = machine::Taken<State, Effect>;
/// A step that is refused.
pub type Refused = machine::Refused<Refusal>;

/// Takes a step, or says why not.
///
/// # Errors
/// [`Refused`].
pub fn next(
    state: State,
    event: Event,
    who: impl Into<Who>,
    facts: &Facts,
) -> core::result::Result<Taken, Refused> {
    let row = machine::find(TRANSITIONS, &state, &event, who.into())?;
    guard(event, facts)?;
    Ok(Taken {
        state: row.to,
        effects: effects(event, facts),
    })
}

fn guard(event: Event, facts: &Facts) -> core::result::Result<(), Refused> {
    match event {
        Event::FallDue => demand(facts.happened_on >= facts.from_on, Refusal::NotYet),
        Event::Attempt | Event::WrongNumber => Ok(()),
        Event::Complete => guard_complete(facts),
        Event::GiveUp => {
            let enough = facts.failed_days >= facts.failed_days_needed;
            demand(enough, Refusal::TooFewAttempts)?;
            demand(facts.written_to, Refusal::NothingWritten)
        }
        Event::Refuse => {
            demand(facts.reached, Refusal::NobodyReached)?;
            demand(says(facts.next_action.as_ref()), Refusal::NoNextAction)
        }
        Event::CorrectNumber => demand(says(facts.corrected_number.as_ref()), Refusal::NoNumber),
        Event::Sample => demand(!facts.own_visit, Refusal::OwnVisit),
        Event::PassAudit | Event::FailAudit => {
            demand(!facts.own_visit, Refusal::OwnVisit)?;
            demand(says(facts.finding.as_ref()), Refusal::NoFinding)
        }
    }
}

fn guard_complete(facts: &Facts) -> core::result::Result<(), Refused> {
    demand(facts.reached, Refusal::NobodyReached)?;
    demand(facts.works_answered, Refusal::NotAnswered)?;
    match facts.result {
        None => Err(Refused::Guard(Refusal::NoResult)),
        Some(Result::Satisfied) => Ok(()),
        Some(Result::Settled | Result::ToOrder | Result::ToComplaint) => {
            demand(says(facts.next_action.as_ref()), Refusal::NoNextAction)
        }
    }
}

fn effects(event: Event, facts: &Facts) -> Vec<Effect> {
    let same_person = facts.same_person_served.then_some(Effect::FlagSamePerson);
    let contact = [Effect::RecordContact].into_iter();
    match event {
        Event::Attempt => contact.collect(),
        Event::Refuse => contact.chain(same_person).collect(),
        Event::Complete => {
            let further = match facts.result {
                Some(Result::ToOrder) => Some(Effect::OpenOrder),
                Some(Result::ToComplaint) => Some(Effect::OpenComplaint),
                Some(Result::Satisfied | Result::Settled) | None => None,
            };
            let suggests = says(facts.suggestion.as_ref()).then_some(Effect::RecordSuggestion);
            let all = contact.chain(further).chain(suggests);
            all.chain(same_person).collect()
        }
        Event::WrongNumber => contact.chain([Effect::MarkNumberWrong]).collect(),
        Event::FailAudit => vec![Effect::VisitDoesNotCount, Effect::CountDisagreement],
        Event::FallDue
        | Event::GiveUp
        | Event::CorrectNumber
        | Event::Sample
        | Event::PassAudit => vec![],
    }
}

/// Whether the visit is late (逾期): still open after the last day of its window. A flag beside
/// the state, for a late visit is made all the same.
#[must_use]
pub fn is_overdue(state: State, to_on: NaiveDate, as_of: NaiveDate) -> bool {
    state.is_open() && as_of > to_on
}

#[cfg(test)]
mod tests;
