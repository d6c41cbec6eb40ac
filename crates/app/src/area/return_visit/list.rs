//! The queue of visits, what is done with its marks of suspicion, suggestions.

use std::collections::{BTreeMap, BTreeSet};

use uuid::Uuid;
use wuyou_contract::return_visit::{
    ReturnVisitCounts, ReturnVisitFilter, ReturnVisitKind, ReturnVisitList, ReturnVisitNumbers,
    ReturnVisitPage, ReturnVisitSort, ReturnVisitState, ReturnVisitSummary, ReturnVisitsFound,
    ReturnVisitsOfOrder, VisitSuggestion, VisitSuggestionList, VisitSuggestions, VisitSuspicion,
};
use wuyou_contract::staff::Role;
use wuyou_domain::id::{CustomerId, ReturnVisitId, StaffId, WorkOrderId};
use wuyou_domain::reference::Answers;
use wuyou_domain::return_visit::state::{State, is_overdue};
use wuyou_domain::serial::ModelBook;
use wuyou_domain::time::{DAY_MS, end_of_day, local_date};
use wuyou_domain::visit_audit::{self, VisitRow};
use wuyou_store::View;
use wuyou_store::return_visit::{self as store, AuditRow};

use super::plan::failed;
use super::standing::seen_state;
use crate::app::{Acting, App};
use crate::area::customer::shown_number;
use crate::failure::Outcome;
use crate::show::{code_from, code_text};

/// How far back visits are looked at together for suspicion.
const AUDIT_DAYS: i64 = 92;

/// Marks of suspicion by visit.
pub(super) type Marks = BTreeMap<Uuid, Vec<VisitSuspicion>>;

/// Lists visits.
pub(crate) fn list(
    app: &App,
    acting: &Acting,
    request: ReturnVisitList,
) -> Outcome<ReturnVisitPage> {
    let filter = request.filter.unwrap_or(ReturnVisitFilter::Today);
    let (today, day_ends_at) = day_of(acting);
    let said = |text: Option<String>| text.filter(|text| !text.trim().is_empty());
    let query = store::ReturnVisitQuery {
        filter: match filter {
            ReturnVisitFilter::Today => store::ReturnVisitFilter::Today,
            ReturnVisitFilter::Overdue => store::ReturnVisitFilter::Overdue,
            ReturnVisitFilter::Coming => store::ReturnVisitFilter::Coming,
            ReturnVisitFilter::WrongNumber => store::ReturnVisitFilter::WrongNumber,
            ReturnVisitFilter::Done => store::ReturnVisitFilter::Done,
            ReturnVisitFilter::CallAgain => store::ReturnVisitFilter::CallAgain,
        },
        today: today.clone(),
        day_ends_at,
        kind: request.kind.as_ref().and_then(code_text),
        town: said(request.town),
        village: said(request.village),
        customer_id: request.customer_id.map(CustomerId),
        by_place: request.sort == Some(ReturnVisitSort::Place),
        after: request.after,
        limit: request.limit.unwrap_or(100).clamp(1, 200),
    };
    let narrowed = query.kind.is_some()
        || query.town.is_some()
        || query.village.is_some()
        || query.customer_id.is_some();
    app.database()?.read(|view| {
        let page = store::list(view, &query)?;
        let numbers = store::numbers(view, &today, day_ends_at)?;
        let marks = match filter {
            ReturnVisitFilter::Done | ReturnVisitFilter::CallAgain => marks(view, acting)?,
            _ => Marks::new(),
        };
        let rows: Vec<_> = page
            .rows
            .into_iter()
            .map(|row| shown(acting, row, &marks))
            .collect();
        let here = u32::try_from(rows.len()).unwrap_or(u32::MAX);
        let total = match filter {
            _ if narrowed => here,
            ReturnVisitFilter::Today => numbers.today,
            ReturnVisitFilter::Overdue => numbers.overdue,
            ReturnVisitFilter::Coming => numbers.coming,
            ReturnVisitFilter::WrongNumber => numbers.wrong_number,
            ReturnVisitFilter::CallAgain => numbers.call_again,
            ReturnVisitFilter::Done => here,
        };
        Ok(ReturnVisitPage {
            rows,
            next: page.next,
            total,
        })
    })
}

/// The visits that may be made today, late ones first.
pub(crate) fn to_make(acting: &Acting, view: View<'_>) -> Outcome<Vec<store::ReturnVisitSummary>> {
    let (today, day_ends_at) = day_of(acting);
    let mut rows = Vec::new();
    for filter in [
        store::ReturnVisitFilter::Overdue,
        store::ReturnVisitFilter::Today,
    ] {
        let query = store::ReturnVisitQuery {
            filter,
            today: today.clone(),
            day_ends_at,
            limit: 200,
            ..store::ReturnVisitQuery::default()
        };
        rows.extend(store::list(view, &query)?.rows);
    }
    Ok(rows)
}

/// The day it is, and its end.
pub(super) fn day_of(acting: &Acting) -> (String, i64) {
    let today = local_date(acting.now_at).unwrap_or_default();
    let ends_at = end_of_day(today).unwrap_or(acting.now_at);
    (today.to_string(), ends_at)
}

/// Counts the visits that wait.
pub(crate) fn counts(
    app: &App,
    acting: &Acting,
    _: ReturnVisitCounts,
) -> Outcome<ReturnVisitNumbers> {
    let (today, day_ends_at) = day_of(acting);
    let numbers = app
        .database()?
        .read(|view| store::numbers(view, &today, day_ends_at))?;
    Ok(ReturnVisitNumbers {
        today: numbers.today,
        overdue: numbers.overdue,
        coming: numbers.coming,
        wrong_number: numbers.wrong_number,
        call_again: numbers.call_again,
    })
}

/// Shows the visits about an order, with how satisfied the household was (R110).
pub(crate) fn of_order(
    app: &App,
    acting: &Acting,
    request: ReturnVisitsOfOrder,
) -> Outcome<ReturnVisitsFound> {
    app.database()?.read(|view| {
        let rows = store::of_order(view, WorkOrderId(request.work_order_id))?;
        let answered = rows.iter().any(|row| row.done_at.is_some());
        let marks = match answered {
            true => marks(view, acting)?,
            false => Marks::new(),
        };
        Ok(ReturnVisitsFound {
            rows: rows
                .into_iter()
                .map(|row| shown(acting, row, &marks))
                .collect(),
        })
    })
}

/// Lists what customers suggested (R086).
pub(crate) fn suggestions(
    app: &App,
    _: &Acting,
    request: VisitSuggestionList,
) -> Outcome<VisitSuggestions> {
    let limit = request.limit.unwrap_or(100).clamp(1, 200);
    let page = app.database()?.read(|view| {
        let text = request.text.as_deref();
        store::suggestions(view, text, request.after.as_deref(), limit)
    })?;
    let rows = page.rows.into_iter().map(|row| VisitSuggestion {
        return_visit_id: row.return_visit_id.0,
        occurred_at: row.occurred_at,
        text: row.text,
        customer_name: row.customer_name,
        town: row.town,
        staff: row.staff_name,
    });
    Ok(VisitSuggestions {
        rows: rows.collect(),
        next: page.next,
    })
}

/// A visit as lists show it.
pub(super) fn shown(
    acting: &Acting,
    row: store::ReturnVisitSummary,
    marks: &Marks,
) -> ReturnVisitSummary {
    let visit = row.visit;
    let (today, _) = day_of(acting);
    let state = seen_state(&visit, &today).unwrap_or(State::Planned);
    let last_day = visit.to_on.parse().unwrap_or_default();
    let now_on = local_date(acting.now_at).unwrap_or_default();
    let code = row.model_code.as_deref();
    let model = code.and_then(|code| ModelBook::built_in().find(code));
    ReturnVisitSummary {
        id: visit.id.0,
        kind: code_from(Some(&visit.kind)).unwrap_or(ReturnVisitKind::AfterRepair),
        state: code_from(Some(state.code())).unwrap_or(ReturnVisitState::Planned),
        overdue: is_overdue(state, last_day, now_on),
        customer_id: visit.customer_id.0,
        customer_name: row.customer_name,
        phone: row.phone.as_deref().map(shown_number),
        town: row.town,
        village: row.village,
        model_name: model
            .map(|model| model.name_zh.clone())
            .or(row.model_code.clone()),
        work_order_id: visit.work_order_id.map(|id| id.0),
        order_no: row.order_no,
        served_by: row.served_by,
        own_work: visit.served_by_id.is_some() && visit.served_by_id == acting.staff,
        anchor_on: visit.anchor_on,
        from_on: visit.from_on,
        to_on: visit.to_on,
        next_at: visit.next_at,
        attempts: row.attempts,
        last_result: code_from(row.last_result.as_deref()),
        last_at: row.last_at,
        result: code_from(row.result.as_deref()),
        done_at: row.done_at,
        visitor: row.visitor,
        csat: row.csat,
        next_action: row.next_action,
        marks: marks.get(&visit.id.0).cloned().unwrap_or_default(),
        conflicted: row.conflicted,
    }
}

/// Why visits of the last months are suspicious (R087); the manager alone sees it.
pub(super) fn marks(view: View<'_>, acting: &Acting) -> Outcome<Marks> {
    if acting.role != Some(Role::Manager) {
        return Ok(Marks::new());
    }
    let since_at = acting.now_at - AUDIT_DAYS * DAY_MS;
    let most = u32::try_from(visit_audit::VISITS_MAX).unwrap_or(u32::MAX);
    let calls = store::audit_rows(view, since_at, most)?;
    let policy = visit_audit::built_in().map_err(|error| failed(&error))?;
    let rows: Vec<VisitRow> = calls.iter().map(visit_row).collect();
    let found = visit_audit::suspicions(&rows, &policy.content).map_err(|error| failed(&error))?;
    let visit_of: BTreeMap<Uuid, ReturnVisitId> = calls
        .iter()
        .map(|call| (call.id, call.return_visit_id))
        .collect();
    let mut marks = Marks::new();
    for finding in found {
        let visit = visit_of.get(&finding.visit);
        let mark = code_from(Some(finding.suspicion.code()));
        if let (Some(visit), Some(mark)) = (visit, mark) {
            let of_visit: &mut Vec<VisitSuspicion> = marks.entry(visit.0).or_default();
            if !of_visit.contains(&mark) {
                of_visit.push(mark);
            }
        }
    }
    Ok(marks)
}

/// A call for a visit, and whether a rule of suspicion marks it.
pub(crate) struct AuditedCall {
    /// The visit.
    pub(crate) visit: ReturnVisitId,
    /// Who called.
    pub(crate) staff: StaffId,
    /// When.
    pub(crate) at: i64,
    /// It is suspicious.
    pub(crate) marked: bool,
}

/// The calls since an instant, looked at together.
pub(crate) fn audited(view: View<'_>, since_at: i64) -> Outcome<Vec<AuditedCall>> {
    let most = u32::try_from(visit_audit::VISITS_MAX).unwrap_or(u32::MAX);
    let calls = store::audit_rows(view, since_at, most)?;
    let policy = visit_audit::built_in().map_err(|error| failed(&error))?;
    let rows: Vec<VisitRow> = calls.iter().map(visit_row).collect();
    let found = visit_audit::suspicions(&rows, &policy.content).map_err(|error| failed(&error))?;
    let marked: BTreeSet<Uuid> = found.iter().map(|finding| finding.visit).collect();
    let calls = calls.into_iter().map(|call| AuditedCall {
        visit: call.return_visit_id,
        staff: call.staff_id,
        at: call.occurred_at,
        marked: marked.contains(&call.id),
    });
    Ok(calls.collect())
}

/// A call as the rules of suspicion ask for it.
fn visit_row(call: &AuditRow) -> VisitRow {
    let answers: Option<Answers> = call
        .answers
        .as_deref()
        .and_then(|json| serde_json::from_str(json).ok());
    let answers = answers.unwrap_or_default();
    let texts = answers
        .iter()
        .map(|(code, answer)| format!("{code}={answer:?}"));
    VisitRow {
        id: call.id,
        visitor: call.staff_id.0,
        at: call.occurred_at,
        seconds: call.duration_seconds,
        effective: call.answers.is_some(),
        answers: texts.collect(),
        scores: call
            .csat
            .and_then(|score| u8::try_from(score).ok())
            .into_iter()
            .collect(),
        served_by: call
            .own_work
            .then_some(call.staff_id.0)
            .into_iter()
            .collect(),
        clock_suspect: false,
    }
}
