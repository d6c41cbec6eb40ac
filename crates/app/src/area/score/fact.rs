//! What the figures of a period are counted from.

use std::collections::HashSet;

use chrono::NaiveDate;
use uuid::Uuid;
use wuyou_contract::ErrorCode;
use wuyou_domain::id::StaffId;
use wuyou_domain::reference::{Answers, CauseBook, CauseClass, Questionnaires};
use wuyou_domain::score::{
    AnswerFact, CallFact, ComplaintFact, Course, CourseStep, Facts, OrderFact, Period, PromiseFact,
    REPEAT_DAYS, RequestFact,
};
use wuyou_domain::time::{DAY_MS, end_of_day, start_of_day};
use wuyou_domain::work_order::{State, Step};
use wuyou_store::View;
use wuyou_store::score::{self as store, AnswerRow, OrderRow, PromiseRow, StepRow};

use crate::area::return_visit;
use crate::failure::Outcome;

fn raw(id: StaffId) -> Uuid {
    id.0
}

/// Everything the figures of a period ask for.
pub(super) fn of(view: View<'_>, period: Period) -> Outcome<Facts> {
    let from_at = start_of_day(period.from).ok_or(ErrorCode::FutureTime)?;
    let to_at = end_of_day(period.to).ok_or(ErrorCode::FutureTime)?;
    let span = (from_at, to_at);
    let later_at = to_at + i64::from(REPEAT_DAYS + 1) * DAY_MS;
    let orders = store::orders(view, span, later_at)?;
    let days = (period.from.to_string(), period.to.to_string());
    let promises = store::promises(view, (&days.0, &days.1))?;
    let complaints = store::complaints(view, span)?.into_iter();
    let requests = store::requests(view, span)?.into_iter();
    Ok(Facts {
        orders: orders.into_iter().map(order).collect(),
        courses: courses(store::steps(view, span)?),
        answers: store::answers(view, span)?
            .into_iter()
            .map(answer)
            .collect(),
        complaints: complaints
            .map(|row| ComplaintFact {
                id: row.id,
                who: row.about_id.map(raw),
                received_at: row.received_at,
                closed_at: row.closed_at,
                before: row.sat_before,
                after: row.sat_after,
            })
            .collect(),
        promises: promises.iter().filter_map(promise).collect(),
        calls: calls(view, from_at)?,
        requests: requests
            .map(|row| RequestFact {
                id: row.id,
                received_at: row.received_at,
                solved_by_phone: row.solved_by_phone,
            })
            .collect(),
    })
}

fn order(row: OrderRow) -> OrderFact {
    let cause = row.cause.as_deref();
    let class = cause.and_then(|cause| CauseBook::built_in().class_of_text(cause));
    OrderFact {
        id: row.id.0,
        who: row.technician_id.map(raw),
        about: row.about,
        received_at: row.received_at,
        limit_at: row.finish_limit_at,
        finished_at: row.finished_at,
        closed_at: row.closed_at,
        visits: row.visits,
        cancelled: row.state == State::Cancelled.code(),
        no_fault_found: class == Some(CauseClass::NoFaultFound),
        kind: row.kind,
    }
}

/// Steps of one order stand together.
fn courses(rows: Vec<StepRow>) -> Vec<Course> {
    let mut courses: Vec<Course> = Vec::new();
    for row in rows {
        let Some(step) = Step::from_code(&row.step) else {
            continue;
        };
        let step = CourseStep {
            step,
            at: row.occurred_at,
            window_to_at: row.agreed_to_at,
            who: row.technician_id.map(raw),
        };
        match courses.last_mut() {
            Some(course) if course.order == row.work_order_id.0 => course.steps.push(step),
            _ => courses.push(Course {
                order: row.work_order_id.0,
                who: row.now_id.map(raw),
                window: row.window,
                steps: vec![step],
            }),
        }
    }
    courses
}

fn answer(row: AnswerRow) -> AnswerFact {
    let answers: Option<Answers> = serde_json::from_str(&row.answers).ok();
    let form = Questionnaires::of_version(&row.questionnaire_version)
        .and_then(|document| document.content.find(&row.questionnaire_code));
    AnswerFact {
        visit: row.return_visit_id.0,
        who: row.served_by_id.map(raw),
        at: row.occurred_at,
        csat: row.csat,
        etiquette: form
            .zip(answers)
            .and_then(|(form, answers)| form.etiquette(&answers)),
    }
}

fn promise(row: &PromiseRow) -> Option<PromiseFact> {
    let due_on: NaiveDate = row.due_on.parse().ok()?;
    let kept_on = row.kept_on.as_deref().and_then(|on| on.parse().ok());
    Some(PromiseFact {
        id: row.id,
        who: row.owner_id.map(raw),
        due_on,
        // One that was kept without a day was kept on its day.
        kept_on: (row.state == "kept").then(|| kept_on.unwrap_or(due_on)),
        withdrawn: row.state == "withdrawn",
    })
}

fn calls(view: View<'_>, from_at: i64) -> Outcome<Vec<CallFact>> {
    let failed: HashSet<_> = store::failed_audits(view, from_at)?.into_iter().collect();
    let calls = return_visit::audited(view, from_at)?.into_iter();
    let calls = calls.map(|call| CallFact {
        visit: call.visit.0,
        who: call.staff.0,
        at: call.at,
        marked: call.marked || failed.contains(&call.visit),
    });
    Ok(calls.collect())
}
