//! The work order's state machine (`model.md` §3.2): who may take which step, and what it needs.
//!
//! [`next`] is pure: state, step, person and facts in; the new state and the effects, or a
//! refusal that names what is missing, out. The store's rows and the screen's buttons both come
//! from [`allowed_steps`], so a button is never shown that would be refused for its state or role.

use crate::codes::codes;

pub mod counter;
pub mod danger;
pub mod due;
mod guard;
pub mod mains;
mod proof;

use crate::id::StaffId;
use crate::machine::{Reason, Who};
use crate::reference::CauseClass;

use danger::{DangerStep, Secured, guard_danger};
pub use guard::{Again, again, guard_own_work, is_own_slip, may_have_happened};
use guard::{guard, guard_dispatched};
pub use proof::{Gate, Proofs, Unmet};

codes! {
    /// Where an order stands.
    State {
        /// N 已登记
        Registered = "registered",
        /// R 已回复
        Replied = "replied",
        /// S 已预约
        Scheduled = "scheduled",
        /// D 已派工
        Dispatched = "dispatched",
        /// G 处理中
        InProgress = "in_progress",
        /// P 待件
        WaitingPart = "waiting_part",
        /// H 客户改期
        Postponed = "postponed",
        /// F 已完工
        Finished = "finished",
        /// V 回访确认
        Confirmed = "confirmed",
        /// C 已关闭
        Closed = "closed",
        /// X 已取消
        Cancelled = "cancelled",
    }
}

codes! {
    /// A step a person takes with an order.
    Step {
        /// 回复客户
        Reply = "reply",
        /// 预约
        Schedule = "schedule",
        /// 派工
        Dispatch = "dispatch",
        /// 换人：another goes there, before anybody arrived
        Redispatch = "redispatch",
        /// 改时间：we move the visit, not the customer
        MoveWindow = "move_window",
        /// 开始处理
        Start = "start",
        /// 待件
        WaitPart = "wait_part",
        /// 配件到货
        PartArrived = "part_arrived",
        /// 完工
        Finish = "finish",
        /// 回访确认
        Confirm = "confirm",
        /// 关闭
        Close = "close",
        /// 客户改期
        Postpone = "postpone",
        /// 取消
        Cancel = "cancel",
        /// 重开
        Reopen = "reopen",
    }
}

codes! {
    /// What an order is about.
    Kind {
        /// 报修
        Repair = "repair",
        /// 安装
        Install = "install",
        /// 保养
        Maintenance = "maintenance",
        /// 调试
        Commissioning = "commissioning",
        /// 检查
        Inspection = "inspection",
        /// 演示、试用
        Demonstration = "demonstration",
        /// 讲解使用
        UseTraining = "use_training",
        /// 移机、拆机
        Relocation = "relocation",
        /// 介绍产品
        Introduction = "introduction",
        /// 送货
        Delivery = "delivery",
        /// 卖配件
        PartSale = "part_sale",
        /// 巡回服务
        Tour = "tour",
    }
}

impl Kind {
    /// The service it is on the list of services, which says whether it costs something (R047, R109).
    #[must_use]
    pub const fn service(self) -> &'static str {
        match self {
            Self::Install => "installation",
            _ => self.code(),
        }
    }

    /// Whether a part of it takes the place of an old one, which goes back to the maker. What is sold
    /// over the counter or delivered takes no other's place.
    #[must_use]
    pub const fn replaces_parts(self) -> bool {
        !matches!(self, Self::PartSale | Self::Delivery | Self::Introduction)
    }

    /// Whether a machine is put to work by it: it ends with the checklist of commissioning.
    #[must_use]
    pub const fn commissions(self) -> bool {
        matches!(self, Self::Install | Self::Commissioning | Self::Relocation)
    }

    /// Whether the shop does this on a machine of another maker. What is installed and handed over
    /// here is our maker's.
    #[must_use]
    pub const fn fits_other_brand(self) -> bool {
        matches!(
            self,
            Self::Repair | Self::Maintenance | Self::Inspection | Self::Relocation
        )
    }
}

/// One allowed step: from which state, by whom, to which state.
#[derive(Debug, Clone, Copy)]
pub struct Transition {
    /// The step.
    pub step: Step,
    /// The state it starts from.
    pub from: State,
    /// The state it leads to.
    pub to: State,
    /// Who may take it.
    pub by: &'static [Who],
}

const ANYONE: &[Who] = &[Who::Clerk, Who::Technician, Who::Manager];
const DESK: &[Who] = &[Who::Clerk, Who::Manager];
const CLOSERS: &[Who] = &[Who::Clerk, Who::Manager, Who::System];
const MANAGER_ONLY: &[Who] = &[Who::Manager];
const CANCELLERS: &[Who] = &[Who::Clerk, Who::Manager, Who::HqService];
const REOPENERS: &[Who] = &[
    Who::Clerk,
    Who::Manager,
    Who::HqService,
    Who::HqQuality,
    Who::HqAdmin,
];
const REOPENERS_OF_CLOSED: &[Who] = &[Who::Manager, Who::HqService, Who::HqQuality, Who::HqAdmin];

/// Who may register an order: the shop's people, a technician on the road, headquarters.
pub const REGISTERED_BY: &[Who] = &[
    Who::Clerk,
    Who::Technician,
    Who::Manager,
    Who::HqService,
    Who::HqQuality,
    Who::HqAdmin,
];

const fn t(step: Step, from: State, to: State, by: &'static [Who]) -> Transition {
    Transition { step, from, to, by }
}

/// The whole table (`model.md` §3.2). Whatever is not here is forbidden.
pub const TRANSITIONS: &[Transition] = &[
    t(Step::Reply, State::Registered, State::Replied, ANYONE),
    t(Step::Schedule, State::Registered, State::Scheduled, DESK),
    t(Step::Schedule, State::Replied, State::Scheduled, DESK),
    t(Step::Schedule, State::Postponed, State::Scheduled, DESK),
    t(Step::Dispatch, State::Replied, State::Dispatched, DESK),
    t(Step::Dispatch, State::Scheduled, State::Dispatched, DESK),
    t(Step::Start, State::Dispatched, State::InProgress, ANYONE),
    t(Step::Redispatch, State::Dispatched, State::Dispatched, DESK),
    // Somebody has arrived: who comes in their place is the manager's word, and their work stays theirs.
    t(
        Step::Redispatch,
        State::InProgress,
        State::InProgress,
        MANAGER_ONLY,
    ),
    t(
        Step::Redispatch,
        State::WaitingPart,
        State::WaitingPart,
        MANAGER_ONLY,
    ),
    t(Step::MoveWindow, State::Scheduled, State::Scheduled, DESK),
    t(Step::MoveWindow, State::Dispatched, State::Dispatched, DESK),
    // The second visit, when the work was not done on the first or the part is on its way.
    t(Step::MoveWindow, State::InProgress, State::InProgress, DESK),
    t(
        Step::MoveWindow,
        State::WaitingPart,
        State::WaitingPart,
        DESK,
    ),
    t(
        Step::WaitPart,
        State::InProgress,
        State::WaitingPart,
        ANYONE,
    ),
    t(
        Step::PartArrived,
        State::WaitingPart,
        State::InProgress,
        ANYONE,
    ),
    t(Step::Finish, State::InProgress, State::Finished, ANYONE),
    t(Step::Confirm, State::Finished, State::Confirmed, DESK),
    t(Step::Close, State::Confirmed, State::Closed, CLOSERS),
    t(Step::Close, State::Finished, State::Closed, MANAGER_ONLY),
    t(Step::Postpone, State::Registered, State::Postponed, DESK),
    t(Step::Postpone, State::Replied, State::Postponed, DESK),
    t(Step::Postpone, State::Scheduled, State::Postponed, DESK),
    t(Step::Postpone, State::Dispatched, State::Postponed, DESK),
    t(Step::Postpone, State::InProgress, State::Postponed, DESK),
    t(Step::Postpone, State::WaitingPart, State::Postponed, DESK),
    t(
        Step::Cancel,
        State::Registered,
        State::Cancelled,
        CANCELLERS,
    ),
    t(Step::Cancel, State::Replied, State::Cancelled, CANCELLERS),
    t(Step::Cancel, State::Scheduled, State::Cancelled, CANCELLERS),
    t(
        Step::Cancel,
        State::Dispatched,
        State::Cancelled,
        CANCELLERS,
    ),
    t(Step::Cancel, State::Postponed, State::Cancelled, CANCELLERS),
    t(Step::Reopen, State::Finished, State::Registered, REOPENERS),
    t(Step::Reopen, State::Confirmed, State::Registered, REOPENERS),
    t(
        Step::Reopen,
        State::Closed,
        State::Registered,
        REOPENERS_OF_CLOSED,
    ),
];

/// How long a closed order may be reopened; later, a new order is linked (`model.md` §3.2).
pub const REOPEN_WINDOW_MS: i64 = 30 * crate::time::DAY_MS;
/// How long a clerk may cancel an order of their own without the manager.
pub const OWN_CANCEL_WINDOW_MS: i64 = 30 * 60 * 1000;
/// Most a step may charge: ten million yuan.
pub const CHARGE_MAX_FEN: i64 = 1_000_000_000;
/// How far back a visit window or a part's arrival may lie when it is entered.
pub const PLAN_BACK_MS: i64 = 366 * crate::time::DAY_MS;
/// How far ahead they may lie.
pub const PLAN_AHEAD_MS: i64 = 2 * 366 * crate::time::DAY_MS;
/// Failed contacts after which a manager may close without the customer's confirmation.
pub const FAILED_CONTACTS_FOR_EXCEPTION: u32 = 3;

/// The facts a step is judged by: the order as it stands, and what the person has filled in.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Facts {
    /// When the order was registered.
    pub created_at: i64,
    /// Who registered it.
    pub created_by: Option<StaffId>,
    /// Who is dispatched.
    pub technician: Option<StaffId>,
    /// When it was closed, if it is.
    pub closed_at: Option<i64>,
    /// Whether it is marked as a danger to life (gas, CO, flue).
    pub safety: bool,
    /// Contacts tried in vain since the work was finished.
    pub failed_contacts: u32,
    /// When the order's latest step happened; at least when the order was received.
    pub last_event_at: i64,
    /// Whether the work was begun since the order was opened or last reopened.
    pub started: bool,
    /// Whether it was ever finished: then it was opened again.
    pub finished_before: bool,
    /// Who did the work since then: they took its steps while it was dispatched to them.
    pub workers: Vec<StaffId>,
    /// How far its machine is secured against a danger (R037); not known and not demanded if absent.
    pub secured: Option<Secured>,
    /// When the step happened, as the person says.
    pub occurred_at: i64,
    /// What other parts of the product know: certificates, warranty, payments, parts, photos.
    pub proofs: Proofs,
    /// The step's own fields, as filled in.
    pub input: StepInput,
}

impl Facts {
    /// Whether work was done on it, now or before it was opened again. What was charged, used and
    /// counted then stands, so it ends by a finish.
    #[must_use]
    pub const fn has_begun(&self) -> bool {
        self.started || self.finished_before
    }
}

/// What a person fills in with a step. Which fields are needed depends on the step.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct StepInput {
    /// Beginning of the visit window agreed with the customer.
    pub window_from_at: Option<i64>,
    /// End of the visit window agreed with the customer.
    pub window_to_at: Option<i64>,
    /// Who goes.
    pub technician: Option<StaffId>,
    /// The missing part, its source and when it should arrive.
    pub part: Option<String>,
    /// When the part should arrive.
    pub part_eta_at: Option<i64>,
    /// Why the machine failed.
    pub cause: Option<String>,
    /// Of which class that is, where a person chose it.
    pub cause_class: Option<CauseClass>,
    /// What was done.
    pub result: Option<String>,
    /// What the customer pays, in fen.
    pub charge_fen: Option<i64>,
    /// Signature on screen, or the number of the signed paper.
    pub signature: Option<String>,
    /// The voltage of the mains, in tenths of a volt.
    pub mains_tenths: Option<i64>,
    /// How the machine was found safe again, which takes the tag off it.
    pub safe_check: Option<String>,
    /// Whether the customer says it is in order.
    pub satisfied: Option<bool>,
    /// Why it is cancelled, postponed, reopened, closed by exception, given to another or moved by us.
    pub reason: Option<String>,
    /// What was said with the customer (reply, confirmation, cancelling).
    pub contact_text: Option<String>,
}

codes! {
    /// Something the use case does in the same transaction when the step is taken.
    Effect {
        /// The first human reply counts from now (stops the reply clock).
        MarkReplied = "mark_replied",
        /// Record what was said as a contact.
        RecordContact = "record_contact",
        /// Put the closing on the audit list: no confirmation of the customer.
        AuditList = "audit_list",
        /// The promise runs again from now; the repair counter goes on.
        RestartPromise = "restart_promise",
        /// The promise goes on after the customer's pause: it ends that much later.
        ResumePromise = "resume_promise",
        /// Show the warning of the gate of certificates beside the dispatch.
        WarnCertificate = "warn_certificate",
        /// Log that headquarters let somebody go whom the gate had held back.
        LogOverride = "log_override",
    }
}

/// Why a step is refused. Each has a stable code and a message in the screen's table of errors.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Refusal {
    /// The step does not exist from this state.
    NotAllowed,
    /// The step exists, but not for this role.
    Role,
    /// A field of the step that is missing.
    Missing(&'static str),
    /// The window ends before it begins.
    WindowOrder,
    /// The person who did the work may not confirm or close it.
    OwnWork,
    /// The customer is not satisfied: reopen instead.
    NotSatisfied,
    /// Closing without confirmation needs three contacts in vain.
    NeedsFailedContacts,
    /// A clerk may cancel only an own order within 30 minutes.
    CancelWindow,
    /// A safety order is cancelled by headquarters only.
    SafetyOrder,
    /// Closed more than 30 days ago: take a new request.
    ReopenWindow,
    /// A charge below zero.
    NegativeCharge,
    /// A charge beyond all reason ([`CHARGE_MAX_FEN`]).
    ChargeTooHigh,
    /// A window or an arrival beyond all reason ([`PLAN_BACK_MS`], [`PLAN_AHEAD_MS`]).
    PlanRange(&'static str),
    /// It cannot have happened before the order's latest step.
    BeforeLastStep,
    /// It cannot have happened yet.
    InFuture,
    /// The work has begun, or was done before, so the order is finished and not cancelled.
    Started,
    /// A technician works only on what is dispatched to them.
    NotYours,
    /// Who is to go instead goes already.
    SameTechnician,
    /// A danger to life: this is missing before anything else (R037).
    NotSecured(DangerStep),
    /// Something another part of the product knows is against it.
    Unmet(Unmet),
}

impl Reason for Refusal {
    const AREA: &'static str = "work_order";

    fn code(self) -> &'static str {
        match self {
            Self::NotAllowed => "not_allowed",
            Self::Role => "role",
            Self::Missing(_) => "missing",
            Self::WindowOrder => "window_order",
            Self::OwnWork => "own_work",
            Self::NotSatisfied => "not_satisfied",
            Self::NeedsFailedContacts => "needs_failed_contacts",
            Self::CancelWindow => "cancel_window",
            Self::SafetyOrder => "safety_order",
            Self::ReopenWindow => "reopen_window",
            Self::NegativeCharge => "negative_charge",
            Self::ChargeTooHigh => "charge_too_high",
            Self::PlanRange(_) => "plan_range",
            Self::BeforeLastStep => "before_last_step",
            Self::InFuture => "in_future",
            Self::Started => "started",
            Self::NotYours => "not_yours",
            Self::SameTechnician => "same_technician",
            Self::NotSecured(_) => "not_secured",
            Self::Unmet(unmet) => unmet.code(),
        }
    }
}

impl Refusal {
    /// The field of the step at fault, where there is one.
    #[must_use]
    pub const fn field(self) -> Option<&'static str> {
        match self {
            Self::Missing(field) | Self::PlanRange(field) => Some(field),
            _ => None,
        }
    }
}

/// A step that may be taken: the new state and what else happens.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Taken {
    /// The new state.
    pub state: State,
    /// What the use case does in the same transaction.
    pub effects: Vec<Effect>,
}

/// The steps a role may take from a state, in the order screens show them.
#[must_use]
pub fn allowed_steps(state: State, who: impl Into<Who>) -> Vec<Step> {
    let who = who.into();
    TRANSITIONS
        .iter()
        .filter(|t| t.from == state && t.by.contains(&who))
        .map(|t| t.step)
        .collect()
}

/// The steps a person may take with this order, in the order screens show them: those of the state
/// and role, without what the order's own facts rule out.
#[must_use]
pub fn open_steps(
    state: State,
    (actor, who): (StaffId, impl Into<Who>),
    facts: &Facts,
) -> Vec<Step> {
    let who = who.into();
    let mut steps = allowed_steps(state, who);
    steps.retain(|step| match step {
        Step::Cancel => !facts.has_begun() && (!facts.safety || who.is_headquarters()),
        step => {
            guard_dispatched(*step, actor, who, facts).is_ok()
                && guard_danger(state, *step, facts).is_ok()
        }
    });
    steps
}

/// Whether `later` can be reached from `earlier` by allowed steps.
#[must_use]
pub fn reachable(earlier: State, later: State) -> bool {
    let mut seen = vec![earlier];
    let mut index = 0;
    while let Some(state) = seen.get(index).copied() {
        for transition in TRANSITIONS.iter().filter(|t| t.from == state) {
            if !seen.contains(&transition.to) {
                seen.push(transition.to);
            }
        }
        index += 1;
    }
    earlier != later && seen.contains(&later)
}

/// Takes a step, or says why not.
///
/// # Errors
/// A [`Refusal`]: the state or role forbids it, or something needed is missing.
pub fn next(
    state: State,
    step: Step,
    (actor, who): (StaffId, impl Into<Who>),
    facts: &Facts,
    now_at: i64,
) -> Result<Taken, Refusal> {
    let who = who.into();
    let from_here = TRANSITIONS
        .iter()
        .filter(|t| t.from == state && t.step == step);
    let mut exists = false;
    for transition in from_here {
        exists = true;
        if transition.by.contains(&who) {
            let effects = guard(transition, actor, who, facts, now_at)?;
            return Ok(Taken {
                state: transition.to,
                effects,
            });
        }
    }
    Err(if exists {
        Refusal::Role
    } else {
        Refusal::NotAllowed
    })
}

#[cfg(test)]
mod tests;
