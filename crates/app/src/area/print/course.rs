//! The course of an order as paper: who did what when, how long it waited, and how its clocks stand.

use wuyou_contract::sla::{ClockState, SlaClock, SlaClocksGet, SlaStage};
use wuyou_contract::work_order::{StepMark, WorkOrderDetail, WorkOrderState};
use wuyou_domain::explain::Language;
use wuyou_domain::id::WorkOrderId;
use wuyou_domain::paper::{CourseClock, CourseMark, CourseStep, OrderCourse};
use wuyou_domain::time::{DAY_MS, HOUR_MS, MINUTE_MS};
use wuyou_store::work_order::OrderEventRow;

use super::collect::{Loader, fault};
use super::{dossier, spell};
use crate::area::sla;
use crate::failure::Outcome;

/// Steps that fit a page beside the rest: those of the beginning and the latest.
const FIRST_STEPS: usize = 4;
const LAST_STEPS: usize = 16;

impl Loader<'_> {
    pub(super) fn order_course(&self, id: WorkOrderId) -> Outcome<OrderCourse> {
        let (detail, _) = self.order(id)?;
        let events = self
            .app
            .database()?
            .read(|view| wuyou_store::work_order::events(view, id))?;
        let clocks = sla::clocks(
            self.app,
            self.acting,
            SlaClocksGet {
                work_order_id: id.0,
            },
        )?;
        let steps = self.steps(&events);
        let left_out = steps.len().saturating_sub(FIRST_STEPS + LAST_STEPS);
        let (steps, left_out) = match left_out {
            0 => (steps, None),
            gone => {
                let mut kept = steps;
                kept.drain(FIRST_STEPS..FIRST_STEPS + gone);
                (kept, Some(self.left_out(gone)))
            }
        };
        let since_at = events.last().map(|event| event.occurred_at);
        let open = !is_over(detail.summary.state);
        let course = OrderCourse {
            no: detail.summary.no.clone(),
            kind: spell::kind(detail.summary.kind, self.language).to_owned(),
            customer: detail.summary.customer_name.clone(),
            address: detail.address.clone(),
            machine: detail.unit.as_ref().map(|unit| self.machine(unit)),
            fault: fault(&detail),
            technician: detail.summary.technician.clone(),
            received: spell::moment(detail.summary.received_at, self.language).unwrap_or_default(),
            state: state(detail.summary.state, self.language).to_owned(),
            next: self.next(&detail),
            marks: detail.steps.iter().map(|mark| self.mark(mark)).collect(),
            steps,
            left_out,
            waits: since_at
                .filter(|_| open)
                .and_then(|since| span(self.acting.now_at - since, self.language)),
            clocks: clocks
                .clocks
                .iter()
                .filter(|clock| clock.state != ClockState::NotApplicable)
                .map(|clock| self.clock(clock))
                .collect(),
        };
        Ok(course)
    }

    fn mark(&self, mark: &StepMark) -> CourseMark {
        CourseMark {
            name: state(mark.state, self.language).to_owned(),
            status: mark.status.clone(),
            at: mark.at.and_then(spell::short),
            by: mark.staff.clone(),
        }
    }

    fn steps(&self, events: &[OrderEventRow]) -> Vec<CourseStep> {
        let mut before: Option<i64> = None;
        let steps = events.iter().map(|event| {
            let waited = before.map(|before| event.occurred_at - before);
            before = Some(event.occurred_at);
            let (zh, en) = dossier::step(&event.step);
            CourseStep {
                at: spell::short(event.occurred_at).unwrap_or_default(),
                what: spell::pick(zh, en, self.language).to_owned(),
                by: event.staff_name.clone(),
                note: event.note.clone(),
                waited: waited.and_then(|ms| span(ms, self.language)),
            }
        });
        steps.collect()
    }

    fn left_out(&self, gone: usize) -> String {
        match self.language {
            Language::Zh => format!("中间 {gone} 步没有印，在程序的工单页里看。"),
            Language::En => format!("{gone} steps in between are left out; see the order's page."),
        }
    }

    /// What is due next, and by when.
    fn next(&self, detail: &WorkOrderDetail) -> Option<String> {
        let what = due(detail.summary.due_what.as_deref()?, self.language)?;
        let at = detail.summary.due_at;
        let until = at.and_then(|at| spell::until(at, self.language));
        Some(match until {
            Some(until) => format!("{what} · {until}"),
            None => what.to_owned(),
        })
    }

    fn clock(&self, clock: &SlaClock) -> CourseClock {
        let late = clock.late_by_minutes.filter(|minutes| *minutes > 0);
        let late_by = late.and_then(|minutes| span(minutes * MINUTE_MS, self.language));
        let (zh, en) = match clock.state {
            ClockState::Met if late.is_some() => ("晚了", "late by"),
            ClockState::Met => ("按时", "in time"),
            ClockState::Running => ("进行中", "running"),
            ClockState::Warned => ("快到时限", "close to its limit"),
            ClockState::Overdue => ("超时", "overdue by"),
            ClockState::Paused => ("暂停", "rests"),
            ClockState::NotApplicable => ("不适用", "does not apply"),
        };
        let standing = spell::pick(zh, en, self.language);
        CourseClock {
            stage: stage(clock.stage, self.language).to_owned(),
            limit: clock.limit_at.and_then(spell::short),
            met: clock.met_at.and_then(spell::short),
            state: match late_by {
                Some(late_by) => format!("{standing} {late_by}"),
                None => standing.to_owned(),
            },
            late: late.is_some(),
        }
    }
}

const fn is_over(state: WorkOrderState) -> bool {
    matches!(state, WorkOrderState::Closed | WorkOrderState::Cancelled)
}

/// A time that passed, in its two largest units; nothing below a minute.
fn span(ms: i64, language: Language) -> Option<String> {
    let (days, hours) = (ms / DAY_MS, ms % DAY_MS / HOUR_MS);
    let minutes = ms % HOUR_MS / MINUTE_MS;
    let (day, hour, minute) = match language {
        Language::Zh => (" 天", " 小时", " 分钟"),
        Language::En => (" d", " h", " min"),
    };
    let parts = [(days, day), (hours, hour), (minutes, minute)];
    let told = parts.into_iter().skip_while(|(count, _)| *count == 0);
    let told: Vec<String> = told
        .take(2)
        .filter(|(count, _)| *count > 0)
        .map(|(count, unit)| format!("{count}{unit}"))
        .collect();
    (!told.is_empty()).then(|| told.join(" "))
}

/// Where an order stands.
const fn state(state: WorkOrderState, language: Language) -> &'static str {
    let (zh, en) = match state {
        WorkOrderState::Registered => ("已登记", "Registered"),
        WorkOrderState::Replied => ("已回复", "Replied"),
        WorkOrderState::Scheduled => ("已预约", "Time agreed"),
        WorkOrderState::Dispatched => ("已派工", "Dispatched"),
        WorkOrderState::InProgress => ("处理中", "In progress"),
        WorkOrderState::WaitingPart => ("待件", "Waits for a part"),
        WorkOrderState::Postponed => ("客户改期", "Postponed"),
        WorkOrderState::Finished => ("已完工", "Finished"),
        WorkOrderState::Confirmed => ("已确认", "Confirmed"),
        WorkOrderState::Closed => ("已关闭", "Closed"),
        WorkOrderState::Cancelled => ("已取消", "Cancelled"),
    };
    spell::pick(zh, en, language)
}

/// What an order waits for.
fn due(what: &str, language: Language) -> Option<&'static str> {
    let (zh, en) = match what {
        "reply" => ("回复客户", "Reply to the customer"),
        "visit" => ("上门", "Visit"),
        "part" => ("等配件到", "The part arrives"),
        "finish" => ("完工", "Finish"),
        "schedule" => ("约时间", "Agree a time"),
        "confirm" => ("客户确认", "Ask the customer"),
        "close" => ("关闭", "Close"),
        _ => return None,
    };
    Some(spell::pick(zh, en, language))
}

/// A stage with a clock of its own.
const fn stage(stage: SlaStage, language: Language) -> &'static str {
    let (zh, en) = match stage {
        SlaStage::FirstReply => ("首次回复", "First reply"),
        SlaStage::Schedule => ("预约", "Time agreed"),
        SlaStage::OnSite => ("到场", "On site"),
        SlaStage::Parts => ("待件", "Parts"),
        SlaStage::Finish => ("完成", "Finish"),
        SlaStage::Confirm => ("回访确认", "Confirmation"),
    };
    spell::pick(zh, en, language)
}
