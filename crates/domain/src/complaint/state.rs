//! The states of a complaint (`model.md` §3.3): who may take which step, and what it needs.
//!
//! [`next`] is pure: state, event, person and facts in; the new state and the effects, or a refusal
//! that names what is missing, out. Whatever is not in [`TRANSITIONS`] is forbidden.
//!
//! Two eyes never judge themselves: who is complained about does not assess, investigate or answer,
//! and who handled the matter does not close it. Where the shop has nobody else who could, its manager
//! closes it with a reason, and headquarters is told; else headquarters closes it. Once headquarters has taken a complaint over, the
//! dealer only adds to it.

mod guard;
mod table;

use chrono::NaiveDate;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use guard::guard;
pub use table::{TRANSITIONS, Transition, transitions};

use super::Class;
use super::policy::ComplaintPolicy;
use crate::codes::codes;
use crate::explain::{Arg, Line, line};
use crate::id::StaffId;
use crate::permission::Actor;
use crate::policy::Document;

codes! {
    /// Where a complaint stands.
    State {
        /// 已受理
        Received = "received",
        /// 已告知
        Acknowledged = "acknowledged",
        /// 已初评
        Assessed = "assessed",
        /// 调查中
        Investigating = "investigating",
        /// 已答复方案
        Answered = "answered",
        /// 客户接受
        Accepted = "accepted",
        /// 执行中
        CarryingOut = "carrying_out",
        /// 客户不接受
        Rejected = "rejected",
        /// 升级HQ
        Escalated = "escalated",
        /// 外部途径（12315、仲裁、诉讼）
        External = "external",
        /// 已关闭-满意
        ClosedSatisfied = "closed_satisfied",
        /// 已关闭-外部结论
        ClosedExternal = "closed_external",
    }
}

impl State {
    /// Whether the complaint is settled; it can only be reopened or added to.
    #[must_use]
    pub const fn is_final(self) -> bool {
        matches!(self, Self::ClosedSatisfied | Self::ClosedExternal)
    }

    /// The message that names it.
    #[must_use]
    pub fn message_key(self) -> String {
        format!("complaint-state-{}", self.code().replace('_', "-"))
    }
}

codes! {
    /// What happens to a complaint.
    Event {
        /// 告知收到
        Acknowledge = "acknowledge",
        /// 初评
        Assess = "assess",
        /// 开始调查
        Investigate = "investigate",
        /// 答复方案
        Answer = "answer",
        /// 客户接受
        Accept = "accept",
        /// 客户不接受
        Reject = "reject",
        /// 开始执行
        CarryOut = "carry_out",
        /// 关闭
        Close = "close",
        /// 升级HQ
        Escalate = "escalate",
        /// 转外部途径
        GoExternal = "go_external",
        /// 外部结论
        ConcludeExternal = "conclude_external",
        /// 重开
        Reopen = "reopen",
        /// 改级
        Reclassify = "reclassify",
        /// 登记总部答复: headquarters' answer to an escalated case, as it was received in writing.
        RecordRuling = "record_ruling",
        /// 登记总部定级: the class headquarters gave, as it was received in writing.
        RecordClass = "record_class",
        /// HQ接管
        TakeOver = "take_over",
        /// 补充记录
        Append = "append",
    }
}

impl Event {
    /// The message that names it.
    #[must_use]
    pub fn message_key(self) -> String {
        format!("complaint-event-{}", self.code().replace('_', "-"))
    }
}

/// The facts a step is judged by: the complaint as it stands, and what the person has filled in.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Facts {
    /// The class, once assessed.
    pub class: Option<Class>,
    /// The class the rules give for what the customer told.
    pub suggested_class: Option<Class>,
    /// Who is complained about.
    pub complained_about: Vec<StaffId>,
    /// Who investigated, answered or carried out since it was received.
    pub handlers: Vec<StaffId>,
    /// Who works in the shop, in which role.
    pub shop: Vec<(StaffId, Actor)>,
    /// Headquarters has taken it over.
    pub taken_over: bool,
    /// When it was closed, if it is.
    pub closed_at: Option<i64>,
    /// When its latest step happened; at least when it was received.
    pub last_event_at: i64,
    /// When the step happened, as the person says.
    pub occurred_at: i64,
    /// The step's own fields, as filled in.
    pub input: EventInput,
}

/// What a person fills in with a step. Which fields are needed depends on the step.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct EventInput {
    /// What was said with the customer.
    pub contact_text: Option<String>,
    /// The class given.
    pub class: Option<Class>,
    /// Who investigates.
    #[schemars(with = "Option<uuid::Uuid>")]
    pub investigator: Option<StaffId>,
    /// What the investigation found to be the cause.
    pub cause: Option<String>,
    /// What is offered to the customer, or what is done.
    pub plan: Option<String>,
    /// Why: the customer's reason, or that of lowering, reopening, taking over.
    pub reason: Option<String>,
    /// How content the customer is afterwards, 1–5.
    pub sat_after: Option<u8>,
    /// The number of the case outside.
    pub external_no: Option<String>,
    /// How the case outside ended.
    pub conclusion: Option<String>,
    /// What is added.
    pub text: Option<String>,
    /// The number of headquarters' answer.
    pub ruling_no: Option<String>,
    /// Who gave it at headquarters.
    pub ruling_by: Option<String>,
}

codes! {
    /// What the use case does in the same transaction when a step is taken.
    Effect {
        /// The acknowledgement's clock stops.
        MarkAcknowledged = "mark_acknowledged",
        /// The reply's clock stops.
        MarkReplied = "mark_replied",
        /// Record what was said as a contact.
        RecordContact = "record_contact",
        /// Set the class, and the clocks that go with it.
        SetClass = "set_class",
        /// Add the acting person, and the investigator named, to the handlers.
        AddHandler = "add_handler",
        /// Tell headquarters at once.
        InformHeadquarters = "inform_headquarters",
        /// Tell the dealer's manager.
        InformManager = "inform_manager",
        /// Headquarters handles it from here.
        MarkTakenOver = "mark_taken_over",
        /// The clocks run again from here.
        RestartClocks = "restart_clocks",
        /// The first settlement counts as ineffective.
        CountReopened = "count_reopened",
        /// Keep the satisfaction afterwards for the comparison with that before.
        RecordSatisfaction = "record_satisfaction",
        /// Keep the added note.
        RecordNote = "record_note",
    }
}

/// Why a step is refused.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Refusal {
    /// The step does not exist from this state.
    NotAllowed,
    /// The step exists, but not for this person's role.
    Role,
    /// A field of the step is missing or empty.
    Missing(&'static str),
    /// Headquarters has taken it over: the dealer only adds to it.
    TakenOver,
    /// It is taken over already.
    AlreadyTakenOver,
    /// The person is complained about.
    ComplainedAbout,
    /// The person named to investigate is complained about.
    InvestigatorComplainedAbout,
    /// Who handled it does not close it.
    OwnHandling,
    /// Class A and B are lowered by headquarters' quality only.
    LoweringByHeadquarters,
    /// It has this class already.
    SameClass,
    /// The satisfaction is not 1–5.
    SatisfactionRange,
    /// The customer is not content: it is rejected, not closed.
    NotSatisfied,
    /// Closed too long ago: take a new complaint.
    ReopenWindow,
    /// It cannot have happened before the latest step.
    BeforeLastStep,
    /// It cannot have happened yet.
    InFuture,
}

impl Refusal {
    /// The stable code.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::NotAllowed => "not_allowed",
            Self::Role => "role",
            Self::Missing(_) => "missing",
            Self::TakenOver => "taken_over",
            Self::AlreadyTakenOver => "already_taken_over",
            Self::ComplainedAbout => "complained_about",
            Self::InvestigatorComplainedAbout => "investigator_complained_about",
            Self::OwnHandling => "own_handling",
            Self::LoweringByHeadquarters => "lowering_by_headquarters",
            Self::SameClass => "same_class",
            Self::SatisfactionRange => "satisfaction_range",
            Self::NotSatisfied => "not_satisfied",
            Self::ReopenWindow => "reopen_window",
            Self::BeforeLastStep => "before_last_step",
            Self::InFuture => "in_future",
        }
    }

    /// The sentence for it.
    #[must_use]
    pub fn line(self) -> Line {
        match self {
            Self::NotAllowed => line!("complaint-refused-not-allowed"),
            Self::Role => line!("complaint-refused-role"),
            Self::Missing(field) => Line {
                key: "complaint-refused-missing",
                args: vec![("field", Arg::Key(field_key(field)))],
            },
            Self::TakenOver => line!("complaint-refused-taken-over"),
            Self::AlreadyTakenOver => line!("complaint-refused-already-taken-over"),
            Self::ComplainedAbout => line!("complaint-refused-complained-about"),
            Self::InvestigatorComplainedAbout => line!("complaint-refused-investigator"),
            Self::OwnHandling => line!("complaint-refused-own-handling"),
            Self::LoweringByHeadquarters => line!("complaint-refused-lowering"),
            Self::SameClass => line!("complaint-refused-same-class"),
            Self::SatisfactionRange => line!("complaint-refused-satisfaction-range"),
            Self::NotSatisfied => line!("complaint-refused-not-satisfied"),
            Self::ReopenWindow => line!("complaint-refused-reopen-window"),
            Self::BeforeLastStep => line!("complaint-refused-before-last-step"),
            Self::InFuture => line!("complaint-refused-in-future"),
        }
    }
}

/// The message that names a field of [`EventInput`].
fn field_key(field: &str) -> String {
    format!("complaint-field-{}", field.replace('_', "-"))
}

/// A step that may be taken: the new state and what else happens.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Taken {
    /// The new state.
    pub state: State,
    /// What the use case does in the same transaction.
    pub effects: Vec<Effect>,
}

/// The events an actor may bring about in a state, in the order of the table.
#[must_use]
pub fn allowed_events(state: State, actor: Actor) -> Vec<Event> {
    transitions()
        .filter(|t| t.from == state && t.actors.contains(&actor))
        .map(|t| t.event)
        .collect()
}

/// The last day on which a complaint closed on `closed_on` may be reopened.
///
/// # Errors
/// [`crate::rule::RuleError::OutOfRange`] outside the calendar.
pub fn reopen_until(
    closed_on: NaiveDate,
    policy: &ComplaintPolicy,
) -> Result<NaiveDate, crate::rule::RuleError> {
    crate::calendar::plus_days(closed_on, policy.reopen_days)
}

/// Takes a step, or says why not.
///
/// # Errors
/// A [`Refusal`]: the state or role forbids it, or something needed is missing.
pub fn next(
    state: State,
    event: Event,
    (person, actor): (StaffId, Actor),
    facts: &Facts,
    document: &Document<ComplaintPolicy>,
    now_at: i64,
) -> Result<Taken, Refusal> {
    // A state has at most one step per event; a test holds the table to that.
    let transition = transitions().find(|t| t.from == state && t.event == event);
    let transition = transition.ok_or(Refusal::NotAllowed)?;
    if !transition.actors.contains(&actor) {
        return Err(Refusal::Role);
    }
    let effects = guard(
        &transition,
        (person, actor),
        facts,
        &document.content,
        now_at,
    )?;
    Ok(Taken {
        state: transition.to,
        effects,
    })
}

#[cfg(test)]
mod tests;
