//! The states of a remedy case: who may take which step, and what it needs.
//!
//! Four eyes: who proposed does not approve, and who is complained about decides nothing. What the
//! rules give a customer is not refused. What was approved is one proposal with its amounts; another
//! one is approved anew.

use serde::{Deserialize, Serialize};

use super::Claim;
use crate::codes::codes;
use crate::explain::{Arg, Line};
use crate::id::StaffId;
use crate::machine::{self, Reason, Row, Who, demand, row, says};

codes! {
    /// Where a case stands.
    State {
        /// 收集证据
        Opened = "opened",
        /// 待批准
        Proposed = "proposed",
        /// 待总部批准
        WithHeadquarters = "with_headquarters",
        /// 已批准，待客户答复
        Approved = "approved",
        /// 已拒绝
        Refused = "refused",
        /// 客户同意，待执行
        Agreed = "agreed",
        /// 客户不同意
        Declined = "declined",
        /// 已执行
        Executed = "executed",
        /// 已关闭
        Closed = "closed",
        /// 客户撤回
        Withdrawn = "withdrawn",
    }
}

impl State {
    /// Nothing is due any more.
    #[must_use]
    pub const fn is_over(self) -> bool {
        matches!(self, Self::Closed | Self::Withdrawn)
    }
}

codes! {
    /// What happens to a case.
    Event {
        /// 提出方案
        Propose = "propose",
        /// 批准
        Approve = "approve",
        /// 报总部
        Escalate = "escalate",
        /// 登记总部批复
        RecordRuling = "record_ruling",
        /// 退回补充
        SendBack = "send_back",
        /// 拒绝
        Refuse = "refuse",
        /// 客户同意
        Accept = "accept",
        /// 客户不同意
        Decline = "decline",
        /// 执行
        Execute = "execute",
        /// 改方案
        Revise = "revise",
        /// 关闭
        Close = "close",
        /// 客户撤回
        Withdraw = "withdraw",
        /// 重开
        Reopen = "reopen",
        /// 补充记录
        Append = "append",
    }
}

codes! {
    /// What headquarters decided.
    Verdict {
        /// 批准
        Approve = "approve",
        /// 不批准
        Refuse = "refuse",
    }
}

const DESK: &[Who] = &[Who::Clerk, Who::Manager];
const STAFF: &[Who] = &[Who::Clerk, Who::Technician, Who::Manager];
const MANAGER: &[Who] = &[Who::Manager];
const DECIDERS: &[Who] = &[Who::Manager, Who::HqQuality, Who::HqAdmin];
/// Headquarters' answer comes in writing; the manager puts it on record.
const RECORDERS: &[Who] = &[Who::Manager, Who::HqQuality, Who::HqAdmin];

/// The steps that move a case. [`Event::Append`] leaves it where it is, in every state.
pub const TRANSITIONS: &[Row<State, Event>] = {
    use Event as E;
    use State as S;
    &[
        row(S::Opened, E::Propose, S::Proposed, DESK),
        row(S::Opened, E::Refuse, S::Refused, DECIDERS),
        row(S::Opened, E::Withdraw, S::Withdrawn, DESK),
        row(S::Proposed, E::Approve, S::Approved, DECIDERS),
        row(S::Proposed, E::Escalate, S::WithHeadquarters, MANAGER),
        row(S::Proposed, E::SendBack, S::Opened, DECIDERS),
        row(S::Proposed, E::Withdraw, S::Withdrawn, DESK),
        row(S::WithHeadquarters, E::RecordRuling, S::Approved, RECORDERS),
        row(S::WithHeadquarters, E::SendBack, S::Opened, DECIDERS),
        row(S::WithHeadquarters, E::Withdraw, S::Withdrawn, DESK),
        row(S::Approved, E::Accept, S::Agreed, DESK),
        row(S::Approved, E::Decline, S::Declined, DESK),
        row(S::Approved, E::Revise, S::Opened, MANAGER),
        row(S::Agreed, E::Execute, S::Executed, DESK),
        row(S::Agreed, E::Revise, S::Opened, MANAGER),
        row(S::Declined, E::Revise, S::Opened, DESK),
        row(S::Declined, E::Close, S::Closed, DESK),
        row(S::Refused, E::Revise, S::Opened, DESK),
        row(S::Refused, E::Close, S::Closed, DESK),
        row(S::Executed, E::Close, S::Closed, DESK),
        row(S::Closed, E::Reopen, S::Opened, MANAGER),
        row(S::Withdrawn, E::Reopen, S::Opened, DESK),
    ]
};

codes! {
    /// What happens together with a step.
    Effect {
        /// What was said to the customer is recorded as a contact.
        RecordContact = "record_contact",
        /// The machine moves: it is taken back, or another is given for it.
        MoveMachine = "move_machine",
        /// The case went back: sent back, revised or opened again.
        CountReopened = "count_reopened",
    }
}

/// Why a step is refused.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Refusal {
    /// A field of the step is missing or empty.
    Missing(&'static str),
    /// Evidence that must be there is not.
    EvidenceMissing,
    /// The rules do not let it be given on this ground.
    NotOffered,
    /// Who proposed does not approve.
    OwnProposal,
    /// It is more than this person may approve: headquarters decides.
    AboveLimit,
    /// It is within what the manager may approve: nobody else is asked.
    WithinLimit,
    /// The rules give it to the customer: it is not refused.
    Owed,
    /// The person is complained about in this matter.
    ComplainedAbout,
    /// What stands there now is not what was approved.
    NotApproved,
    /// It was carried out: what is wrong with it is a new case that corrects this one.
    CarriedOut,
    /// It cannot have happened before the latest step.
    BeforeLastStep,
    /// It cannot have happened yet.
    InFuture,
}

impl Refusal {
    /// Every reason; a missing field stands for all.
    pub const ALL: &'static [Self] = &[
        Self::Missing("reason"),
        Self::EvidenceMissing,
        Self::NotOffered,
        Self::OwnProposal,
        Self::AboveLimit,
        Self::WithinLimit,
        Self::Owed,
        Self::ComplainedAbout,
        Self::NotApproved,
        Self::CarriedOut,
        Self::BeforeLastStep,
        Self::InFuture,
    ];

    /// The sentence for it.
    #[must_use]
    pub fn line(self) -> Line {
        Line {
            key: "machine-refused",
            args: vec![(
                "reason",
                Arg::Key(machine::Refused::Guard(self).message_key()),
            )],
        }
    }
}

impl Reason for Refusal {
    const AREA: &'static str = "remedy_case";

    fn code(self) -> &'static str {
        match self {
            Self::Missing(_) => "missing",
            Self::EvidenceMissing => "evidence_missing",
            Self::NotOffered => "not_offered",
            Self::OwnProposal => "own_proposal",
            Self::AboveLimit => "above_limit",
            Self::WithinLimit => "within_limit",
            Self::Owed => "owed",
            Self::ComplainedAbout => "complained_about",
            Self::NotApproved => "not_approved",
            Self::CarriedOut => "carried_out",
            Self::BeforeLastStep => "before_last_step",
            Self::InFuture => "in_future",
        }
    }
}

/// What a person fills in with a step. Which fields are needed depends on the step.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct EventInput {
    /// What was said with the customer.
    pub contact_text: Option<String>,
    /// Why.
    pub reason: Option<String>,
    /// What is added.
    pub text: Option<String>,
    /// The number of headquarters' answer.
    pub ruling_no: Option<String>,
    /// Who gave it.
    pub ruling_by: Option<String>,
    /// The document of the handing over.
    pub document: Option<String>,
    /// The serial of the machine given.
    pub other_serial: Option<String>,
    /// How the money went to the customer.
    pub method: Option<String>,
    /// The number of the receipt for it.
    pub receipt_no: Option<String>,
}

/// The facts a step is judged by.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Facts {
    /// What is proposed now, or was approved.
    pub claim: Option<Claim>,
    /// Money goes to the customer, or the customer pays a difference.
    pub pays: bool,
    /// Everything that must be shown is on record.
    pub evidence_complete: bool,
    /// The rules let it be given.
    pub offered: bool,
    /// The rules give the customer what they ask for.
    pub owed: bool,
    /// Who made the proposal that stands.
    pub proposer: Option<StaffId>,
    /// The acting person may approve as much by role and amount.
    pub may_approve: bool,
    /// What stands there is what was approved.
    pub approval_holds: bool,
    /// Who is complained about in this matter.
    pub complained_about: Vec<StaffId>,
    /// It was carried out before.
    pub carried_out: bool,
    /// When its latest step happened.
    pub last_event_at: i64,
    /// When this step happened, as the person says.
    pub occurred_at: i64,
    /// The step's own fields.
    pub input: EventInput,
}

/// A step that may be taken.
pub type Taken = machine::Taken<State, Effect>;
/// A step that is refused.
pub type Refused = machine::Refused<Refusal>;

/// Where a case stands once headquarters has decided over the proposal that stands: it follows
/// from the decision, so that nobody has to type it in. Where the shop has put another answer of
/// headquarters on record meanwhile, headquarters' own decision stands, until it was carried out.
#[must_use]
pub fn ruled(state: State, verdict: Option<Verdict>) -> State {
    match (state, verdict) {
        (State::WithHeadquarters, Some(Verdict::Approve)) => State::Approved,
        (State::WithHeadquarters | State::Approved | State::Agreed, Some(Verdict::Refuse)) => {
            State::Refused
        }
        (state, _) => state,
    }
}

/// Takes a step, or says why not.
///
/// # Errors
/// [`Refused`].
pub fn next(
    state: State,
    event: Event,
    (person, who): (StaffId, Who),
    facts: &Facts,
    now_at: i64,
) -> Result<Taken, Refused> {
    let to = if event == Event::Append {
        if !STAFF.contains(&who) && !DECIDERS.contains(&who) {
            return Err(Refused::Role);
        }
        state
    } else {
        machine::find(TRANSITIONS, &state, &event, who)?.to
    };
    demand(facts.occurred_at <= now_at, Refusal::InFuture)?;
    demand(
        facts.occurred_at >= facts.last_event_at.min(now_at),
        Refusal::BeforeLastStep,
    )?;
    // Headquarters may refuse a proposal; what the rules give the customer is proposed anew, and
    // the case does not end with a refusal.
    if (state, event) == (State::Refused, Event::Close) {
        demand(!facts.owed, Refusal::Owed)?;
    }
    guard(event, person, facts)?;
    Ok(Taken {
        state: to,
        effects: effects(event, facts),
    })
}

/// The steps somebody may take from a state, whatever the guards say.
#[must_use]
pub fn steps_from(state: State, who: Who) -> Vec<Event> {
    let mut steps = machine::steps_from(TRANSITIONS, &state, who);
    if STAFF.contains(&who) {
        steps.push(Event::Append);
    }
    steps
}

fn given(text: &Option<String>, field: &'static str) -> Result<(), Refused> {
    demand(says(text.as_ref()), Refusal::Missing(field))
}

fn guard(event: Event, person: StaffId, facts: &Facts) -> Result<(), Refused> {
    let input = &facts.input;
    let decides = matches!(
        event,
        Event::Approve | Event::Refuse | Event::RecordRuling | Event::SendBack | Event::Withdraw
    );
    if decides {
        let judged = facts.complained_about.contains(&person);
        demand(!judged, Refusal::ComplainedAbout)?;
    }
    match event {
        Event::Propose => {
            demand(facts.claim.is_some(), Refusal::Missing("claim"))?;
            demand(facts.offered, Refusal::NotOffered)?;
            demand(facts.evidence_complete, Refusal::EvidenceMissing)
        }
        Event::Approve => {
            guard_four_eyes(person, facts)?;
            demand(facts.may_approve, Refusal::AboveLimit)
        }
        Event::Escalate => {
            // Nobody approves what they proposed themselves: where nobody else may, it goes up too.
            let own = facts.proposer == Some(person);
            demand(own || !facts.may_approve, Refusal::WithinLimit)?;
            given(&input.reason, "reason")
        }
        // Headquarters are the other pair of eyes; whoever asked them may write down what they said.
        Event::RecordRuling => {
            given(&input.ruling_no, "ruling_no")?;
            given(&input.ruling_by, "ruling_by")
        }
        Event::Refuse => {
            demand(!facts.owed, Refusal::Owed)?;
            given(&input.reason, "reason")
        }
        Event::SendBack | Event::Revise => given(&input.reason, "reason"),
        Event::Withdraw => {
            given(&input.reason, "reason")?;
            // A claim ends by the customer's own word, not by ours.
            given(&input.contact_text, "contact_text")
        }
        Event::Accept => {
            demand(facts.approval_holds, Refusal::NotApproved)?;
            given(&input.contact_text, "contact_text")
        }
        Event::Decline | Event::Close => given(&input.contact_text, "contact_text"),
        Event::Execute => guard_execution(facts),
        Event::Reopen => {
            demand(!facts.carried_out, Refusal::CarriedOut)?;
            given(&input.reason, "reason")
        }
        Event::Append => given(&input.text, "text"),
    }
}

fn guard_four_eyes(person: StaffId, facts: &Facts) -> Result<(), Refused> {
    demand(facts.proposer != Some(person), Refusal::OwnProposal)
}

fn guard_execution(facts: &Facts) -> Result<(), Refused> {
    let input = &facts.input;
    demand(facts.approval_holds, Refusal::NotApproved)?;
    match facts.claim {
        Some(Claim::Exchange) => {
            given(&input.other_serial, "other_serial")?;
            given(&input.document, "document")?;
        }
        Some(Claim::Return) => given(&input.document, "document")?,
        Some(Claim::Repair) => given(&input.text, "text")?,
        Some(Claim::Compensation | Claim::Reduction) | None => {}
    }
    if facts.pays {
        given(&input.method, "method")?;
        given(&input.receipt_no, "receipt_no")?;
    }
    Ok(())
}

fn effects(event: Event, facts: &Facts) -> Vec<Effect> {
    match event {
        Event::Accept | Event::Decline | Event::Close | Event::Withdraw => {
            vec![Effect::RecordContact]
        }
        Event::Execute if matches!(facts.claim, Some(Claim::Exchange | Claim::Return)) => {
            vec![Effect::MoveMachine]
        }
        // Whatever went back has no proposal that stands.
        Event::SendBack | Event::Revise | Event::Reopen => vec![Effect::CountReopened],
        _ => Vec::new(),
    }
}
