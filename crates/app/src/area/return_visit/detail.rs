//! A visit with everything for the call.

use std::collections::BTreeSet;

use wuyou_contract::ErrorCode;
use wuyou_contract::request::Channel;
use wuyou_contract::return_visit::{
    ErrorText, ReturnVisitDetail, ReturnVisitGet, ReturnVisitResult, VisitAttempt, VisitPlanState,
    VisitRecord,
};
use wuyou_domain::address::landmark_beside;
use wuyou_domain::id::{ComplaintId, ReturnVisitId, UnitId};
use wuyou_domain::return_visit::Kind;
use wuyou_domain::return_visit::plan::{
    Attempt, AttemptResult, JudgeInput, built_in as policy, judge,
};
use wuyou_domain::return_visit::state::State;
use wuyou_domain::time::local_date;
use wuyou_store::complaint::ComplaintRow;
use wuyou_store::contact::ContactRow;
use wuyou_store::return_visit::{self as store, ReturnVisitRow};
use wuyou_store::{View, contact, customer, unit, work_order};

use super::list::{day_of, marks, shown};
use super::plan::failed;
use super::script::{answered, form_of, script};
use super::standing::{Standing, seen_state, standing};
use crate::app::{Acting, App};
use crate::area::consent;
use crate::area::customer::{phones, shown_number};
use crate::area::explain::{why, word};
use crate::failure::Outcome;
use crate::show::code_from;

/// Shows a visit with everything for the call.
pub(crate) fn get(
    app: &App,
    acting: &Acting,
    request: ReturnVisitGet,
) -> Outcome<ReturnVisitDetail> {
    app.database()?
        .read(|view| detail(acting, view, ReturnVisitId(request.id)))
}

/// A visit with everything for the call.
pub(super) fn detail(
    acting: &Acting,
    view: View<'_>,
    id: ReturnVisitId,
) -> Outcome<ReturnVisitDetail> {
    let row = store::get(view, id)?;
    let (form, version) = form_of(&row.kind)?;
    let calls = contact::of_return_visit(view, id)?;
    let tried = tried(&calls, None);
    let standing = standing(view, acting, &row)?;
    let marks = marks(view, acting)?;
    let policy = policy().map_err(|error| failed(&error))?;
    let household = customer::find(view, row.customer_id)?;
    let machine = match row.unit_id {
        Some(id) => unit::find(view, id)?,
        None => None,
    };
    Ok(ReturnVisitDetail {
        summary: shown(acting, store::summary(view, id)?, &marks),
        barrier: barrier(acting, &row, standing).map(ErrorText::from),
        alone: standing == Standing::Alone,
        phones: phones(view, row.customer_id)?,
        place: place(view, &row)?,
        preferred_time: household.and_then(|row| row.preferred_time),
        serial: machine.map(|machine| machine.serial),
        work: work(view, &row)?,
        script: script(form, version, &consent::notice(view)?),
        attempts: calls.iter().rev().map(attempt).collect(),
        records: records(view, id)?,
        failed_days: tried.failed_days,
        failed_days_needed: policy.content.failed_days,
        written_to: tried.written_to,
        plan: plan_state(acting, view, &row)?,
    })
}

fn barrier(acting: &Acting, row: &ReturnVisitRow, standing: Standing) -> Option<ErrorCode> {
    let (today, _) = day_of(acting);
    match seen_state(row, &today)? {
        State::Planned => Some(ErrorCode::VisitNotYet),
        State::WrongNumber => Some(ErrorCode::VisitNumber),
        State::Due | State::Trying => match standing {
            Standing::OwnWork => Some(ErrorCode::VisitOwnWork),
            Standing::Free | Standing::Alone => None,
        },
        _ => Some(ErrorCode::VisitOver),
    }
}

fn place(view: View<'_>, row: &ReturnVisitRow) -> Outcome<String> {
    let addresses = customer::addresses_of(view, row.customer_id)?;
    let parts = addresses.into_iter().next().map(|address| {
        let detail = address.detail.or(address.village);
        let landmark = landmark_beside(detail.as_deref(), address.landmark.as_deref());
        [address.town.as_deref(), detail.as_deref(), landmark]
            .into_iter()
            .flatten()
            .collect::<Vec<_>>()
            .join(" ")
    });
    Ok(parts.unwrap_or_default())
}

fn work(view: View<'_>, row: &ReturnVisitRow) -> Outcome<Option<String>> {
    let Some(order) = row.work_order_id else {
        return Ok(None);
    };
    let order = work_order::find(view, order)?;
    let said = order.map(|order| {
        [order.fault_text, order.cause, order.result]
            .into_iter()
            .flatten()
            .collect::<Vec<_>>()
            .join(" · ")
    });
    Ok(said.filter(|said| !said.is_empty()))
}

fn attempt(row: &ContactRow) -> VisitAttempt {
    VisitAttempt {
        id: row.id.0,
        occurred_at: row.occurred_at,
        staff: row.staff_name.clone(),
        channel: code_from(Some(&row.channel)).unwrap_or(Channel::Other),
        result: code_from(row.result.as_deref()),
        text: row.text.clone(),
        phone: row.phone.as_deref().map(shown_number),
    }
}

fn records(view: View<'_>, id: ReturnVisitId) -> Outcome<Vec<VisitRecord>> {
    let rows = store::answers_of(view, id)?;
    let complaint = complaint_of(view, id)?;
    let rows = rows.into_iter().map(|row| VisitRecord {
        id: row.id.0,
        occurred_at: row.occurred_at,
        staff: row.staff_name,
        result: code_from(Some(&row.result)).unwrap_or(ReturnVisitResult::Settled),
        next_action: row.next_action,
        suggestion: row.suggestion,
        answers: answered(
            &row.questionnaire_code,
            &row.questionnaire_version,
            &row.answers,
        ),
        version: row.questionnaire_version,
        duration_seconds: row.duration_seconds,
        follow_order_id: row.follow_order_id.map(|id| id.0),
        follow_no: row.follow_no,
        follow_state: code_from(row.follow_state.as_deref()),
        follow_finished_at: row.follow_finished_at,
        follow_complaint_id: complaint.as_ref().map(|row| row.id.0),
        follow_complaint_no: complaint.as_ref().map(|row| row.no.clone()),
        own_work: row.own_work,
    });
    Ok(rows.collect())
}

/// The complaint that was taken from a visit.
fn complaint_of(view: View<'_>, id: ReturnVisitId) -> Outcome<Option<ComplaintRow>> {
    let id = ComplaintId::of_visit(id);
    let row = view.row("complaint", id)?;
    match row.filter(|row| row.deleted_at.is_none()) {
        Some(_) => Ok(Some(wuyou_store::complaint::get(view, id)?)),
        None => Ok(None),
    }
}

/// What the calls in vain come to.
pub(super) struct Tried {
    /// Different days with a call in vain.
    pub(super) failed_days: u32,
    /// Whether a letter or message was sent.
    pub(super) written_to: bool,
}

/// What the calls and messages of a visit come to, with the one that is being written.
pub(super) fn tried(calls: &[ContactRow], now: Option<(i64, Option<&str>)>) -> Tried {
    let before = calls.iter().map(|call| told(call, None));
    let now = now.map(|(at, result)| attempted(at, result, None));
    let attempts: Vec<Attempt> = before.chain(now).collect();
    let days: BTreeSet<_> = attempts
        .iter()
        .filter(|attempt| attempt.is_failed())
        .filter_map(|attempt| local_date(attempt.at))
        .collect();
    Tried {
        failed_days: u32::try_from(days.len()).unwrap_or(u32::MAX),
        written_to: attempts
            .iter()
            .any(|attempt| attempt.result == AttemptResult::Written),
    }
}

/// A call as the rules ask for it; `works` is whether the question that decides was answered.
fn told(call: &ContactRow, works: Option<bool>) -> Attempt {
    attempted(call.occurred_at, call.result.as_deref(), works)
}

fn attempted(at: i64, result: Option<&str>, works: Option<bool>) -> Attempt {
    let result = match result {
        Some("reached") => AttemptResult::Reached,
        Some("wrong_number") => AttemptResult::WrongNumber,
        Some("refused") => AttemptResult::Refused,
        None => AttemptResult::Written,
        Some(_) => AttemptResult::NoAnswer,
    };
    Attempt {
        at,
        result,
        of_household: result == AttemptResult::Reached,
        answered_works: works == Some(true),
        clock_suspect: false,
    }
}

/// How the two visits of the first month stand, by every call for either.
fn plan_state(
    acting: &Acting,
    view: View<'_>,
    row: &ReturnVisitRow,
) -> Outcome<Option<VisitPlanState>> {
    let of_month = Kind::from_code(&row.kind).is_some_and(Kind::is_of_first_month);
    let (true, Some(unit)) = (of_month, row.unit_id) else {
        return Ok(None);
    };
    let (Ok(commissioned_on), Some(as_of)) = (row.anchor_on.parse(), local_date(acting.now_at))
    else {
        return Ok(None);
    };
    let input = JudgeInput {
        commissioned_on,
        exchange_commissioned_on: Vec::new(),
        attempts: attempts_of(view, unit, &row.anchor_on)?,
        as_of: as_of.max(commissioned_on),
    };
    let policy = policy().map_err(|error| failed(&error))?;
    let decided = judge(&input, policy).map_err(|error| failed(&error))?;
    Ok(Some(VisitPlanState {
        outcome: word(&decided.result.outcome.message_key()),
        penalised: decided.result.penalised,
        why: why(&decided.why),
    }))
}

/// Every call for the two visits that follow one commissioning.
fn attempts_of(view: View<'_>, unit: UnitId, anchor_on: &str) -> Outcome<Vec<Attempt>> {
    let mut attempts = Vec::new();
    for visit in store::of_unit(view, unit)? {
        let of_month = Kind::from_code(&visit.kind).is_some_and(Kind::is_of_first_month);
        if !of_month || visit.anchor_on != anchor_on {
            continue;
        }
        let answers = store::answers_of(view, visit.id)?;
        for call in contact::of_return_visit(view, visit.id)? {
            let answer = answers
                .iter()
                .find(|answer| answer.contact_id == Some(call.id));
            attempts.push(told(&call, answer.map(|answer| answer.works.is_some())));
        }
    }
    Ok(attempts)
}
