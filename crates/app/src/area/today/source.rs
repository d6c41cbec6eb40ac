//! What each area adds to the day's list.

use chrono::NaiveDate;
use wuyou_contract::remedy_case::RemedyOwed;
use wuyou_contract::request::RequestKind;
use wuyou_contract::staff::Role;
use wuyou_contract::today::{TodayItem, TodayKind, TodayLack};
use wuyou_contract::work_order::{Urgency, WorkOrderNumbers};
use wuyou_domain::id::StaffId;
use wuyou_domain::time::{DAY_MS, end_of_day, local_date};
use wuyou_domain::today::{Lack, lacks, next_action_at};
use wuyou_domain::work_order::State;
use wuyou_domain::work_order::due::soon_ms;
use wuyou_store::View;
use wuyou_store::maintenance::MaintenanceDue;
use wuyou_store::promise::PromiseRow;
use wuyou_store::request::RequestRow;
use wuyou_store::return_visit::ReturnVisitSummary;
use wuyou_store::staff::StaffRow;
use wuyou_store::work_order::WorkOrderSummary;

use super::asked;
use crate::app::Acting;
use crate::area::roster::Away;
use crate::area::{complaint, remedy_case, return_visit, work_order};
use crate::failure::Outcome;
use crate::show::{code_from, code_text};

/// What an area adds: its open lines that are due or will be.
pub(super) type Source = fn(&Acting, View<'_>) -> Outcome<Vec<TodayItem>>;

/// The areas beside requests and orders, one line each.
pub(super) const MORE: &[Source] = &[
    promises,
    return_visits,
    maintenance,
    asked::recalls,
    asked::care_calls,
    asked::nights,
    asked::certificates,
    asked::plans,
    asked::deliveries,
    asked::tags_off,
    asked::checks_failed,
    asked::shop_events,
    asked::objections,
];

/// What takes as long as all of these together, and can wait until they are on screen.
pub(super) const SLOW: &[Source] = &[remedies_owed];

/// A time on the list, for an area that knows nothing but when something is due.
pub(crate) fn urgency(due_at: Option<i64>, now_at: i64) -> Urgency {
    let Some(due_at) = due_at else {
        return Urgency::Later;
    };
    // "By the end of today" is 24:00, which is already the next date.
    let today = local_date(due_at.saturating_sub(1)) == local_date(now_at);
    if due_at <= now_at {
        Urgency::Overdue
    } else if due_at.saturating_sub(soon_ms()) < now_at {
        Urgency::Soon
    } else if today {
        Urgency::Today
    } else {
        Urgency::Later
    }
}

/// Whether whoever answers for something still works in the shop.
fn works(people: &[StaffRow], owner: Option<StaffId>) -> bool {
    let found = people.iter().find(|one| Some(one.id) == owner);
    found.is_some_and(|one| !one.disabled)
}

fn lack_codes(found: &[Lack]) -> Vec<TodayLack> {
    let code = |lack: &Lack| code_from(Some(lack.code()));
    found.iter().filter_map(code).collect()
}

/// The open requests without an order: a person answers them on the day they came in (R041).
pub(super) fn requests(
    acting: &Acting,
    view: View<'_>,
    rows: &[RequestRow],
) -> Outcome<Vec<TodayItem>> {
    let people = wuyou_store::staff::list(view)?;
    let item = |row: &RequestRow| {
        let owned = works(&people, row.owner_id);
        let same_day = local_date(row.received_at).and_then(end_of_day);
        let due_at = row.next_action_at.or(same_day);
        let kind: Option<RequestKind> = code_from(Some(&row.kind));
        TodayItem {
            kind: TodayKind::Request,
            id: row.id.0,
            no: Some(row.no.clone()),
            about: kind.as_ref().and_then(code_text).unwrap_or_default(),
            text: row.text.clone(),
            customer_id: row.customer_id.map(|id| id.0),
            customer_name: row
                .customer_name
                .clone()
                .or_else(|| row.caller_name.clone()),
            village: None,
            what: Some("answer".to_owned()),
            due_at,
            urgency: urgency(due_at, acting.now_at),
            owner_id: row.owner_id.filter(|_| owned).map(|id| id.0),
            owner: row.owner_name.clone().filter(|_| owned),
            next_step: None,
            level: None,
            safety: row.safety,
            urged_count: row.urged_count,
            conflicted: false,
            lacks: lack_codes(&lacks(owned, row.next_action_at)),
            away: false,
        }
    };
    Ok(rows.iter().map(item).collect())
}

/// The open orders: visits, promises of reply and finish, parts, questions to the customer.
pub(super) fn orders(
    acting: &Acting,
    view: View<'_>,
    rows: Vec<WorkOrderSummary>,
) -> Outcome<(Vec<TodayItem>, WorkOrderNumbers)> {
    let owners = wuyou_store::today::open_owners(view)?;
    let people = wuyou_store::staff::list(view)?;
    let absences = Away::read(acting, view)?;
    let mut shown = Vec::with_capacity(rows.len());
    let mut items = Vec::with_capacity(rows.len());
    for row in rows {
        let from_request = owners.get(&row.order.id);
        let away = absences.of(&row.order).is_some();
        // Whoever was sent and has left since answers for nothing any more.
        let technician = row.order.technician_id;
        let technician = technician.filter(|id| works(&people, Some(*id)));
        let answers = from_request.filter(|owner| works(&people, owner.owner_id));
        let owner_id = technician.or_else(|| answers?.owner_id);
        let owner = match technician {
            Some(_) => row.technician.clone(),
            None => answers.and_then(|owner| owner.owner_name.clone()),
        };
        // A call begins with the promise of a reply as its next step, which is the order's own
        // clock: only another time was set by somebody.
        let promised_at = row.order.reply_due_at;
        let set_for_at = from_request
            .and_then(|owner| owner.next_action_at)
            .filter(|at| Some(*at) != promised_at);
        // A confirmed order waits for nothing but a press of the button, from now on.
        let first_due_at = if row.order.state == State::Confirmed.code() {
            Some(row.order.updated_at)
        } else {
            row.order.due_at
        };
        let next_at = next_action_at(first_due_at, set_for_at, row.order.updated_at);
        let moved_at = row.order.updated_at;
        let summary = work_order::summary(acting, row);
        let set_at = summary
            .due_at
            .is_none()
            .then(|| next_action_at(None, set_for_at, moved_at));
        let due_at = summary.due_at.or(set_at.flatten());
        items.push(TodayItem {
            kind: TodayKind::WorkOrder,
            id: summary.id,
            no: Some(summary.no.clone()),
            about: code_text(&summary.kind).unwrap_or_default(),
            text: summary.fault_text.clone().unwrap_or_default(),
            customer_id: summary.customer_id,
            customer_name: summary.customer_name.clone(),
            village: summary.village.clone().or_else(|| summary.town.clone()),
            what: summary.due_what.clone(),
            due_at,
            urgency: match set_at.flatten() {
                Some(at) => urgency(Some(at), acting.now_at),
                None => summary.urgency,
            },
            owner_id: owner_id.map(|id| id.0),
            owner,
            next_step: summary.next_step,
            level: None,
            safety: summary.safety,
            urged_count: summary.urged_count,
            conflicted: summary.conflicted,
            lacks: lack_codes(&lacks(owner_id.is_some(), next_at)),
            away,
        });
        shown.push((technician.is_some(), summary));
    }
    let numbers = work_order::numbers_of(shown.iter().map(|(assigned, row)| (*assigned, row)));
    Ok((items, numbers))
}

/// The open complaints, by the clock that ends first.
pub(super) fn complaints(
    view: View<'_>,
    cases: Vec<complaint::OpenComplaint>,
) -> Outcome<Vec<TodayItem>> {
    let people = wuyou_store::staff::list(view)?;
    let item = |open: complaint::OpenComplaint| {
        let owned = works(&people, open.owner_id);
        let summary = open.summary;
        TodayItem {
            kind: TodayKind::Complaint,
            id: summary.id,
            no: Some(summary.no),
            about: "complaint".to_owned(),
            text: summary.text,
            customer_id: summary.customer_id,
            customer_name: summary.customer_name,
            village: None,
            what: None,
            due_at: summary.due_at,
            urgency: summary.urgency,
            owner_id: open.owner_id.filter(|_| owned).map(|id| id.0),
            owner: summary.owner.filter(|_| owned),
            next_step: None,
            level: None,
            safety: open.safety,
            urged_count: 0,
            conflicted: summary.conflicted,
            // Its states lead it on; between two clocks it waits for the customer.
            lacks: lack_codes(&lacks(owned, Some(i64::MAX))),
            away: false,
        }
    };
    Ok(cases.into_iter().map(item).collect())
}

/// The open cases that opened by themselves on a day, for its close.
pub(super) fn given_on(acting: &Acting, view: View<'_>, day: NaiveDate) -> Outcome<Vec<TodayItem>> {
    let mut cases = remedy_case::open_due(acting, view)?;
    cases.retain(|case| case.automatic && local_date(case.summary.opened_at) == Some(day));
    of_cases(acting, view, cases)
}

/// The open remedy cases, by the step that is due next.
pub(super) fn of_cases(
    acting: &Acting,
    view: View<'_>,
    cases: Vec<remedy_case::OpenCase>,
) -> Outcome<Vec<TodayItem>> {
    let people = wuyou_store::staff::list(view)?;
    let item = |open: remedy_case::OpenCase| {
        let owned = works(&people, open.owner_id);
        let mut summary = open.summary;
        if summary.overruled && acting.role == Some(Role::Manager) {
            summary.due_what = Some("overruled".to_owned());
            summary.urgency = Urgency::Overdue;
        }
        TodayItem {
            kind: TodayKind::RemedyCase,
            id: summary.id,
            no: Some(summary.no),
            about: "remedy_case".to_owned(),
            text: summary.text,
            customer_id: Some(summary.customer_id),
            customer_name: summary.customer_name,
            village: None,
            what: summary.due_what,
            due_at: summary.due_at,
            urgency: summary.urgency,
            owner_id: open.owner_id.filter(|_| owned).map(|id| id.0),
            owner: summary.owner.filter(|_| owned),
            next_step: None,
            level: None,
            safety: false,
            urged_count: 0,
            conflicted: summary.conflicted,
            lacks: lack_codes(&lacks(owned, summary.due_at)),
            away: false,
        }
    };
    Ok(cases.into_iter().map(item).collect())
}

/// The reports that should have opened a remedy case: late from the moment they were told of.
fn remedies_owed(acting: &Acting, view: View<'_>) -> Outcome<Vec<TodayItem>> {
    let item = |row: RemedyOwed| TodayItem {
        kind: TodayKind::RemedyOwed,
        id: row.work_order_id,
        no: Some(row.no),
        about: "remedy_owed".to_owned(),
        text: row.serial,
        customer_id: row.customer_id,
        customer_name: row.customer_name,
        village: None,
        what: Some("open_case".to_owned()),
        due_at: Some(row.reported_at),
        urgency: Urgency::Overdue,
        owner_id: None,
        owner: None,
        next_step: None,
        level: None,
        safety: false,
        urged_count: 0,
        conflicted: false,
        lacks: Vec::new(),
        away: false,
    };
    let (rows, _) = remedy_case::owed(view, acting.now_at)?;
    Ok(rows.into_iter().map(item).collect())
}

/// The promises to be kept by tomorrow, and later ones that nobody answers for; each has its day, so
/// none is without a next step.
fn promises(acting: &Acting, view: View<'_>) -> Outcome<Vec<TodayItem>> {
    let people = wuyou_store::staff::list(view)?;
    let tomorrow = local_date(acting.now_at.saturating_add(DAY_MS)).unwrap_or_default();
    let tomorrow = tomorrow.to_string();
    let mut rows = wuyou_store::promise::open_due(view, &tomorrow)?;
    rows.extend(wuyou_store::promise::open_unowned(view, &tomorrow)?);
    let item = |row: PromiseRow| {
        let owned = works(&people, row.owner_id);
        let due_at = row.due_on.parse().ok().and_then(end_of_day);
        TodayItem {
            kind: TodayKind::Promise,
            id: row.id.0,
            no: row.no,
            about: "promise".to_owned(),
            text: row.text,
            customer_id: row.customer_id.map(|id| id.0),
            customer_name: row.customer_name,
            village: None,
            what: None,
            due_at,
            urgency: urgency(due_at, acting.now_at),
            owner_id: row.owner_id.filter(|_| owned).map(|id| id.0),
            owner: row.owner.filter(|_| owned),
            next_step: None,
            level: None,
            safety: false,
            urged_count: 0,
            conflicted: false,
            lacks: lack_codes(&lacks(owned, due_at)),
            away: false,
        }
    };
    Ok(rows.into_iter().map(item).collect())
}

/// The return visits that may be made today, late ones first; whoever is in makes them.
fn return_visits(acting: &Acting, view: View<'_>) -> Outcome<Vec<TodayItem>> {
    let item = |row: ReturnVisitSummary| {
        let last_day = row.visit.to_on.parse().ok().and_then(end_of_day);
        let agreed_at = row.visit.next_at.filter(|at| *at > acting.now_at);
        let due_at = match (agreed_at, last_day) {
            (Some(agreed), Some(last)) => Some(agreed.min(last)),
            (agreed, last) => agreed.or(last),
        };
        TodayItem {
            kind: TodayKind::ReturnVisit,
            id: row.visit.id.0,
            no: row.order_no,
            about: row.visit.kind,
            text: String::new(),
            customer_id: Some(row.visit.customer_id.0),
            customer_name: Some(row.customer_name),
            village: row.village.or(row.town),
            what: None,
            due_at,
            urgency: urgency(due_at, acting.now_at),
            owner_id: None,
            owner: None,
            next_step: None,
            level: None,
            safety: false,
            urged_count: 0,
            conflicted: row.conflicted,
            lacks: Vec::new(),
            away: false,
        }
    };
    Ok(return_visit::to_make(acting, view)?
        .into_iter()
        .map(item)
        .collect())
}

/// The last instant of a day that a row names.
fn end_of(day: &str) -> Option<i64> {
    day.parse().ok().and_then(end_of_day)
}

/// How much yearly maintenance is to be agreed with customers, and how much of it is late.
pub(super) fn maintenance_open(acting: &Acting, view: View<'_>) -> Outcome<(u32, u32)> {
    let today = local_date(acting.now_at).unwrap_or_default().to_string();
    let (mut all, mut overdue) = (0_u32, 0_u32);
    for (day, count) in wuyou_store::maintenance::open_days(view, &today)? {
        all = all.saturating_add(count);
        if urgency(end_of(&day), acting.now_at) == Urgency::Overdue {
            overdue = overdue.saturating_add(count);
        }
    }
    Ok((all, overdue))
}

/// The yearly maintenance to be agreed with customers, from its reminder day on: no more than the
/// screen has lines.
fn maintenance(acting: &Acting, view: View<'_>) -> Outcome<Vec<TodayItem>> {
    maintenance_of(acting, view, super::LINES_MOST)
}

/// The first of it.
pub(super) fn maintenance_of(
    acting: &Acting,
    view: View<'_>,
    most: u32,
) -> Outcome<Vec<TodayItem>> {
    let today = local_date(acting.now_at).unwrap_or_default().to_string();
    let rows = wuyou_store::maintenance::open_due(view, &today, most)?;
    let item = |row: MaintenanceDue| {
        let due_at = end_of(&row.due_on);
        TodayItem {
            kind: TodayKind::Maintenance,
            // The machine's page shows it and agrees on it.
            id: row.unit_id.0,
            no: Some(row.serial),
            about: "maintenance".to_owned(),
            text: row.model_code.unwrap_or_default(),
            customer_id: row.customer_id.map(|id| id.0),
            customer_name: row.customer_name,
            village: None,
            what: None,
            due_at,
            urgency: urgency(due_at, acting.now_at),
            owner_id: None,
            owner: None,
            next_step: None,
            level: None,
            safety: false,
            urged_count: 0,
            conflicted: false,
            lacks: Vec::new(),
            away: false,
        }
    };
    Ok(rows.into_iter().map(item).collect())
}
