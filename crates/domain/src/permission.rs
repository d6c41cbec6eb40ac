//! Who may do what (`model.md` §3.8).
//!
//! The table is data ([`Table`], `data/policy/permission-2026-1.json`): headquarters may change a
//! limit without a new program. Whatever the table does not grant is refused, and so is a grant
//! with a limit while the fact it is measured by is unknown.

mod conflict;
mod phone;
mod table;

use serde::{Deserialize, Serialize};

pub use conflict::{conflict_kind, decide_conflict};
pub use phone::{Errand, may_see_phone};
pub use table::{AMOUNT_MAX_FEN, Cell, Limit, Table, built_in};

use crate::codes::codes;
use crate::explain::{Arg, Basis, Decision, Explanation, Line, line};
use crate::policy::Document;
use crate::rule::RuleError;
use crate::staff::Role;

codes! {
    /// A person who acts, at a dealer's or at headquarters.
    Actor {
        /// 文员
        Clerk = "clerk",
        /// 技师
        Technician = "technician",
        /// 经理
        Manager = "manager",
        /// 临时访员
        Visitor = "visitor",
        /// HQ 客服
        HqService = "hq_service",
        /// HQ 质量
        HqQuality = "hq_quality",
        /// HQ 管理
        HqAdmin = "hq_admin",
    }
}

impl Actor {
    /// Whether the person is of headquarters.
    #[must_use]
    pub const fn is_headquarters(self) -> bool {
        matches!(self, Self::HqService | Self::HqQuality | Self::HqAdmin)
    }
}

impl From<Role> for Actor {
    fn from(role: Role) -> Self {
        match role {
            Role::Clerk => Self::Clerk,
            Role::Technician => Self::Technician,
            Role::Manager => Self::Manager,
        }
    }
}

codes! {
    /// What somebody wants to do.
    Action {
        /// 看完整电话: a customer's number in full.
        SeeFullPhone = "see_full_phone",
        /// 导出客户
        ExportCustomers = "export_customers",
        /// 取消工单
        CancelOrder = "cancel_order",
        /// 保外免费: work out of warranty without charge.
        GiveFreeOutOfWarranty = "give_free_out_of_warranty",
        /// 批准换/退
        ApproveReturnOrExchange = "approve_return_or_exchange",
        /// 修改时限、政策、资格证
        ChangeRules = "change_rules",
        /// 处理冲突
        DecideConflict = "decide_conflict",
    }
}

codes! {
    /// What a conflict between two edits is about (`model.md` §3.1, conflict inbox).
    ConflictKind {
        /// Both values are shown and one is chosen: a name, an owner.
        Light = "light",
        /// Whatever is neither light nor reserved to headquarters.
        Ordinary = "ordinary",
        /// A machine's serial.
        Serial = "serial",
        /// A certificate.
        Certificate = "certificate",
        /// A return or exchange.
        RemedyCase = "remedy_case",
        /// A complaint of class A or B.
        ComplaintAB = "complaint_a_b",
    }
}

codes! {
    /// The answer to a question of permission.
    Answer {
        /// No.
        No = "no",
        /// Yes.
        Yes = "yes",
        /// Only with digits hidden (138****1234).
        Masked = "masked",
        /// Only figures about many, nobody's data.
        StatisticsOnly = "statistics_only",
    }
}

/// The facts a limit is measured by. What is not known is left out, and then the limit does not
/// hold.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct Context {
    /// Whether it belongs to the person's own work of today.
    pub own_todays_work: Option<bool>,
    /// Whether the job is dispatched to the person.
    pub own_job: Option<bool>,
    /// Whether it belongs to a case the person handles.
    pub in_case: Option<bool>,
    /// Whether the person entered it.
    pub own_entry: Option<bool>,
    /// When it was entered.
    pub entered_at: Option<i64>,
    /// Now.
    pub now_at: Option<i64>,
    /// What it costs, in fen.
    pub amount_fen: Option<i64>,
    /// The row of the remedy table (`rules.md` T3), such as `R1`.
    pub remedy_row: Option<String>,
    /// What the conflict is about.
    pub conflict: Option<ConflictKind>,
    /// Why the person wants it.
    pub reason: Option<String>,
}

/// A question: may this person do this?
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Question {
    /// What is to be done.
    pub action: Action,
    /// By whom.
    pub actor: Actor,
    /// The facts.
    #[serde(default)]
    pub context: Context,
}

/// What a person may do.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
pub struct Permission {
    /// The answer.
    pub answer: Answer,
    /// Whether using it is written to the access log.
    pub logged: bool,
}

impl Permission {
    /// Whether it is a full yes.
    #[must_use]
    pub fn allowed(self) -> bool {
        self.answer == Answer::Yes
    }
}

/// Whether a person may do something, by the table that ships with the program.
///
/// # Errors
/// As [`permitted_by`].
pub fn permitted(
    action: Action,
    actor: Actor,
    context: &Context,
) -> Result<Decision<Permission>, RuleError> {
    permitted_by(table::shipped(), action, actor, context)
}

/// Whether a person may do something, by this table.
///
/// # Errors
/// [`RuleError::OutOfRange`] for an amount below zero or above [`AMOUNT_MAX_FEN`],
/// [`RuleError::InFuture`] for something entered after now.
pub fn permitted_by(
    table: &Document<Table>,
    action: Action,
    actor: Actor,
    context: &Context,
) -> Result<Decision<Permission>, RuleError> {
    check_context(context)?;
    let mut why = Explanation {
        basis: vec![Basis::policy("permission-basis")],
        rows: vec![action.code()],
        steps: vec![line!(
            "permission-question",
            actor = Arg::Key(format!("permission-actor-{}", actor.code())),
            action = Arg::Key(format!("permission-action-{}", action.code())),
        )],
        versions: vec![table.version_ref()],
        ..Explanation::default()
    };
    let cell = table.content.cell(action, actor);
    let answer = cell.map_or(Answer::No, |cell| judge(cell, context, &mut why));
    why.steps.push(match answer {
        Answer::No => line!("permission-no"),
        Answer::Yes => line!("permission-yes"),
        Answer::Masked => line!("permission-masked"),
        Answer::StatisticsOnly => line!("permission-statistics-only"),
    });
    let logged = cell.is_some_and(|cell| cell.logged && answer == cell.answer);
    if logged {
        why.notes.push(line!("permission-logged"));
    }
    Ok(Decision {
        result: Permission { answer, logged },
        why,
    })
}

fn check_context(context: &Context) -> Result<(), RuleError> {
    let amount = 0..=AMOUNT_MAX_FEN;
    if context.amount_fen.is_some_and(|fen| !amount.contains(&fen)) {
        return Err(RuleError::OutOfRange {
            field: "context.amount_fen".into(),
        });
    }
    match (context.entered_at, context.now_at) {
        (Some(entered_at), Some(now_at)) if entered_at > now_at => Err(RuleError::InFuture {
            field: "context.entered_at".into(),
        }),
        _ => Ok(()),
    }
}

/// The cell's answer where all limits hold, else its other one; says which limit it was.
fn judge(cell: &Cell, context: &Context, why: &mut Explanation) -> Answer {
    let mut answer = cell.answer;
    for limit in &cell.limits {
        let holds = holds(limit, context);
        why.steps.extend(limit_lines(limit));
        match holds {
            Some(true) => {}
            Some(false) => {
                why.steps.push(line!("permission-limit-fails"));
                answer = cell.otherwise;
            }
            None => {
                why.missing.push(line!("permission-limit-unknown"));
                answer = cell.otherwise;
            }
        }
    }
    answer
}

/// Whether a limit holds; `None` while the fact it is measured by is unknown.
fn holds(limit: &Limit, context: &Context) -> Option<bool> {
    match limit {
        Limit::OwnTodaysWork => context.own_todays_work,
        Limit::OwnJob => context.own_job,
        Limit::ByCase => context.in_case,
        Limit::Reason => Some(!context.reason.as_deref()?.trim().is_empty()),
        Limit::OwnEntryMinutes(minutes) => {
            if !context.own_entry? {
                return Some(false);
            }
            let age = context.now_at?.checked_sub(context.entered_at?)?;
            Some(age <= i64::from(*minutes) * 60_000)
        }
        Limit::AmountFen(fen) => Some(context.amount_fen? <= *fen),
        Limit::AmountFenOrRows { fen, rows } => {
            let row = context.remedy_row.as_ref();
            if row.is_some_and(|row| rows.contains(row)) {
                return Some(true);
            }
            Some(context.amount_fen? <= *fen)
        }
        Limit::Conflicts(kinds) => Some(kinds.contains(&context.conflict?)),
    }
}

fn limit_lines(limit: &Limit) -> Vec<Line> {
    let line = match limit {
        Limit::OwnTodaysWork => line!("permission-limit-own-todays-work"),
        Limit::OwnJob => line!("permission-limit-own-job"),
        Limit::ByCase => line!("permission-limit-by-case"),
        Limit::Reason => line!("permission-limit-reason"),
        Limit::OwnEntryMinutes(minutes) => {
            line!("permission-limit-own-entry", minutes = *minutes)
        }
        Limit::AmountFen(fen) => line!("permission-limit-amount", amount = Arg::Fen(*fen)),
        Limit::AmountFenOrRows { fen, rows } => line!(
            "permission-limit-amount-or-rows",
            amount = Arg::Fen(*fen),
            rows = rows.join("/"),
        ),
        Limit::Conflicts(kinds) => return kinds.iter().map(conflict_line).collect(),
    };
    vec![line]
}

fn conflict_line(kind: &ConflictKind) -> Line {
    let kind = Arg::Key(format!("permission-conflict-{}", kind.code()));
    line!("permission-limit-conflict", kind = kind)
}

#[cfg(test)]
mod tests;
