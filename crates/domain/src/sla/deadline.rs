//! Whom to tell, and when, about what has its deadlines from rules of its own (R018): complaints
//! (R023), promises (R053), deliveries and
//! installations promised at a sale (R032), the two visits of the first month (R116), remedy cases.
//!
//! A complaint climbs the ladder of its class in the table of service times; the others have theirs
//! in a document of their own ([`AlertTable`]).

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::table::{SlaTable, Trigger, check_escalation, share_of};
use super::{Kind, Level, Receiver};
use crate::codes::codes;
use crate::explain::{Arg, Basis, Decision, Explanation, Line, line};
use crate::policy::{Content, Document, bad_policy, built_in_document};
use crate::rule::RuleError;

codes! {
    /// Whose deadlines are watched; decides which ladder is climbed.
    Watched {
        /// 投诉 A 紧急
        ComplaintA = "complaint_a",
        /// 投诉 B 重大
        ComplaintB = "complaint_b",
        /// 投诉 C 一般
        ComplaintC = "complaint_c",
        /// 投诉 D 抱怨
        ComplaintD = "complaint_d",
        /// 承诺
        Promise = "promise",
        /// 售出时约定的送货和安装
        Sale = "sale",
        /// 安装后一个月内的两次回访
        ReturnVisit = "return_visit",
        /// 退换案
        RemedyCase = "remedy_case",
    }
}

impl Watched {
    /// The row of the table of service times whose ladder it climbs; nothing for what has its own.
    #[must_use]
    pub const fn of_table(self) -> Option<Kind> {
        match self {
            Self::ComplaintA => Some(Kind::ComplaintA),
            Self::ComplaintB => Some(Kind::ComplaintB),
            Self::ComplaintC => Some(Kind::ComplaintC),
            Self::ComplaintD => Some(Kind::ComplaintD),
            Self::Promise | Self::Sale | Self::ReturnVisit | Self::RemedyCase => None,
        }
    }

    /// What its deadlines stand on.
    const fn basis(self) -> &'static str {
        match self {
            Self::Promise => "alert-basis-promise",
            Self::Sale => "alert-basis-sale",
            Self::ReturnVisit => "alert-basis-return-visit",
            Self::RemedyCase => "alert-basis-remedy-case",
            _ => "alert-basis-complaint",
        }
    }
}

codes! {
    /// What has to be done by a deadline.
    Duty {
        /// 投诉：告知收到
        Acknowledge = "acknowledge",
        /// 投诉：答复
        Reply = "reply",
        /// 投诉：第一项措施
        FirstMeasure = "first_measure",
        /// 投诉、退换案：办结
        Close = "close",
        /// 承诺：兑现
        Keep = "keep",
        /// 送货
        Deliver = "deliver",
        /// 安装
        Install = "install",
        /// 回访
        Visit = "visit",
        /// 退换案：提出方案或拒绝
        Decide = "decide",
        /// 退换案：批准
        Approve = "approve",
        /// 退换案：总部批复
        Ruling = "ruling",
        /// 退换案：告知客户
        Tell = "tell",
        /// 退换案：执行
        Execute = "execute",
    }
}

/// One deadline. Instants are Unix milliseconds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Deadline {
    /// What has to be done.
    pub duty: Duty,
    /// When its time began.
    pub from_at: i64,
    /// Late from then on.
    pub due_at: i64,
    /// When it was done.
    #[serde(default)]
    pub met_at: Option<i64>,
}

/// A case and its deadlines.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct DutyInput {
    /// What it is.
    pub watched: Watched,
    /// How often it was opened again; a reopened case has its alerts anew.
    #[serde(default)]
    pub round: u32,
    /// Its deadlines; with the first begins the case.
    pub deadlines: Vec<Deadline>,
}

/// An alert that is due.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
pub struct DutyAlert {
    /// How often the case had been reopened.
    pub round: u32,
    /// What has to be done.
    pub duty: Duty,
    /// The level.
    pub level: Level,
    /// Who is told.
    pub receiver: Receiver,
    /// When the time it is about began, in Unix milliseconds: who took note before meant another.
    pub from_at: i64,
    /// When it became due, in Unix milliseconds.
    pub at: i64,
    /// Whether to send it; what was done meanwhile, late, is recorded and not sent.
    pub notify: bool,
}

/// The ladders of what has none in the table of service times.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct AlertTable {
    /// When which level is told.
    pub ladders: BTreeMap<Watched, BTreeMap<Level, Trigger>>,
}

impl Content for AlertTable {
    const KIND: &'static str = "alert";

    fn check(&self) -> Result<(), RuleError> {
        for watched in Watched::ALL {
            let place = format!("ladders.{}", watched.code());
            match (self.ladders.get(watched), watched.of_table()) {
                (Some(ladder), None) => check_escalation(ladder, false, &place)?,
                (None, None) => return Err(bad_policy(place, "missing")),
                (Some(_), Some(_)) => return Err(bad_policy(place, "stands in another table")),
                (None, Some(_)) => {}
            }
        }
        Ok(())
    }
}

built_in_document! {
    /// The ladders the program comes with, until headquarters sends others.
    pub fn alert_table() -> AlertTable = "alert-2026-2";
}

/// The alerts of a case as of an instant, by when they became due: each duty has each level once.
///
/// # Errors
/// [`RuleError::BadPolicy`] for tables that were never checked.
pub fn duty_alerts(
    input: &DutyInput,
    sla: &Document<SlaTable>,
    table: &Document<AlertTable>,
    as_of: i64,
) -> Result<Decision<Vec<DutyAlert>>, RuleError> {
    let (ladder, version) = match input.watched.of_table() {
        Some(kind) => (&sla.content.kind(kind)?.escalation, sla.version_ref()),
        None => {
            let found = table.content.ladders.get(&input.watched);
            let place = || format!("ladders.{}", input.watched.code());
            let ladder = found.ok_or_else(|| bad_policy(place(), "missing"))?;
            (ladder, table.version_ref())
        }
    };
    let mut due = Vec::new();
    for (place, deadline) in input.deadlines.iter().enumerate() {
        let percent = sla.content.warn_percent;
        let warn_at = share_of(deadline.from_at, deadline.due_at, percent);
        for (level, trigger) in ladder {
            let at = trigger.at(deadline.from_at, deadline.due_at, Some(warn_at));
            let Some(at) = at.filter(|at| *at <= as_of) else {
                continue;
            };
            let at_once = *trigger == (Trigger::AtOnce {});
            let told = if at_once {
                // The case is told once, whatever became of it.
                place == 0
            } else {
                deadline.met_at.is_none_or(|met_at| at < met_at)
            };
            if told {
                let alert = DutyAlert {
                    round: input.round,
                    duty: deadline.duty,
                    level: *level,
                    receiver: level.receiver(),
                    from_at: deadline.from_at,
                    at,
                    notify: at_once || deadline.met_at.is_none(),
                };
                let why = told_line(input.watched, &alert, *trigger, (deadline.due_at, percent));
                due.push((alert, why));
            }
        }
    }
    due.sort_by_key(|(alert, _)| (alert.at, alert.level, alert.duty));
    let (result, steps) = due.into_iter().unzip();
    let why = Explanation {
        basis: vec![Basis::policy(input.watched.basis())],
        steps,
        versions: vec![version],
        ..Explanation::default()
    };
    Ok(Decision { result, why })
}

/// Why somebody is told, with what the deadline stands on.
fn told_line(
    watched: Watched,
    alert: &DutyAlert,
    trigger: Trigger,
    (due_at, percent): (i64, u32),
) -> Line {
    let mut told = match trigger {
        Trigger::AtOnce {} => line!("alert-at-once"),
        Trigger::Warning {} => line!("alert-warning", percent = i64::from(percent)),
        Trigger::BeforeLimit { .. } => line!("alert-before"),
        Trigger::Limit {} => line!("alert-limit"),
        Trigger::AfterLimit { hours } => line!("alert-after", hours = i64::from(hours)),
    };
    told.args.extend([
        ("level", Arg::from(alert.level.code().to_uppercase())),
        (
            "duty",
            Arg::Key(format!("alert-duty-{}", alert.duty.code())),
        ),
        (
            "receiver",
            Arg::Key(format!("sla-receiver-{}", alert.receiver.code())),
        ),
        ("due", Arg::Instant(due_at)),
        ("basis", Arg::Key(watched.basis().to_owned())),
    ]);
    told
}
