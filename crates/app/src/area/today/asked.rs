//! What headquarters and the calendar ask for: notices, care calls, nights without anybody,
//! certificates near their end.

use std::collections::HashSet;

use wuyou_contract::staff::Role;
use wuyou_contract::today::{TodayItem, TodayKind};
use wuyou_contract::work_order::Urgency;
use wuyou_domain::id::{DutyId, UnitId};
use wuyou_domain::time::end_of_day;
use wuyou_store::View;

use super::source::urgency;
use crate::app::Acting;
use crate::area::{care, duty, recall, roster, service_plan};
use crate::failure::Outcome;
use crate::show::code_text;

/// The machines something is to be done at for a recall or stop-use notice: one line each, by its
/// gravest notice. It stays until it is done.
pub(super) fn recalls(acting: &Acting, view: View<'_>) -> Outcome<Vec<TodayItem>> {
    let notices = recall::in_force(view)?;
    let mut hits = recall::hits(view, &notices)?;
    hits.retain(recall::Hit::is_open);
    hits.sort_by_key(|hit| (!hit.is_danger(), hit.notice.row.published_on.clone()));
    let mut seen = HashSet::new();
    hits.retain(|hit| seen.insert(hit.unit.id));
    let unread = recall::unread(&notices).into_iter();
    // Nobody knows here whose machines are in danger: whoever reads it asks for the newer program.
    let unread = unread.map(|one| TodayItem {
        no: Some(one.no),
        about: UNREAD.to_owned(),
        text: one.title,
        safety: true,
        urgency: Urgency::Overdue,
        ..line(TodayKind::Recall, one.recall_id)
    });
    let item = |hit: recall::Hit<'_>| -> Outcome<TodayItem> {
        let danger = hit.is_danger();
        let notice = &hit.notice.row;
        let unit = wuyou_store::unit::get(view, hit.unit.id)?;
        // Of a danger the household is told on the day the notice comes.
        let told_on = danger.then_some(&notice.published_on);
        let due_on = notice.deadline_on.as_ref().filter(|_| !danger).or(told_on);
        let due_at = due_on.and_then(|on| on.parse().ok()).and_then(end_of_day);
        Ok(TodayItem {
            kind: TodayKind::Recall,
            // The machine's page shows it and takes what was done.
            id: hit.unit.id.0,
            no: Some(unit.serial),
            about: notice.kind.clone(),
            text: notice.title.clone(),
            customer_id: unit.customer_id.map(|id| id.0),
            customer_name: unit.customer_name,
            village: None,
            what: None,
            due_at,
            urgency: urgency(due_at, acting.now_at),
            owner_id: None,
            owner: None,
            next_step: None,
            level: None,
            safety: danger,
            urged_count: 0,
            conflicted: false,
            lacks: Vec::new(),
            away: false,
        })
    };
    let unread = unread.collect::<Vec<_>>().into_iter().map(Ok);
    unread.chain(hits.into_iter().map(item)).collect()
}

/// What a notice is about that cannot be read here.
const UNREAD: &str = "unread";

/// A line that is nobody's in particular and lacks nothing.
fn line(kind: TodayKind, id: uuid::Uuid) -> TodayItem {
    TodayItem {
        kind,
        id,
        no: None,
        about: String::new(),
        text: String::new(),
        customer_id: None,
        customer_name: None,
        village: None,
        what: None,
        due_at: None,
        urgency: Urgency::Later,
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
}

/// The care calls of today; none is ever late, for after its last day it is left.
pub(super) fn care_calls(acting: &Acting, view: View<'_>) -> Outcome<Vec<TodayItem>> {
    let item = |call: wuyou_contract::care::CareCall| {
        let due_at = call.until_on.parse().ok().and_then(end_of_day);
        TodayItem {
            about: code_text(&call.kind).unwrap_or_default(),
            text: call.person_name.or(call.serial).unwrap_or_default(),
            customer_id: Some(call.customer_id),
            customer_name: Some(call.customer_name),
            village: call.village,
            due_at,
            urgency: urgency(due_at, acting.now_at),
            ..line(TodayKind::Care, call.id)
        }
    };
    Ok(care::open(acting, view)?.into_iter().map(item).collect())
}

/// The nights of the next seven nobody answers on, in one line, for the manager.
pub(super) fn nights(acting: &Acting, view: View<'_>) -> Outcome<Vec<TodayItem>> {
    if acting.role != Some(Role::Manager) {
        return Ok(Vec::new());
    }
    let missing = duty::shown(acting, view)?.missing;
    let Some(first) = missing.first().and_then(|on| on.parse().ok()) else {
        return Ok(Vec::new());
    };
    let short = |on: &String| on.get(5..).unwrap_or_default().to_owned();
    let due_at = end_of_day(first);
    let dates: Vec<_> = missing.iter().map(short).collect();
    Ok(vec![TodayItem {
        about: "duty".to_owned(),
        text: dates.join(" · "),
        due_at,
        urgency: urgency(due_at, acting.now_at),
        ..line(TodayKind::Duty, DutyId::of(first).0)
    }])
}

/// The service plans that end within thirty days with nothing after them: somebody asks the household.
pub(super) fn plans(acting: &Acting, view: View<'_>) -> Outcome<Vec<TodayItem>> {
    let mut items = Vec::new();
    for plan in service_plan::ending(acting, view)? {
        let unit = wuyou_store::unit::get(view, UnitId(plan.unit_id))?;
        let due_at = plan.end_on.parse().ok().and_then(end_of_day);
        items.push(TodayItem {
            no: Some(plan.serial),
            about: "service_plan".to_owned(),
            text: plan.terms.name,
            customer_id: unit.customer_id.map(|id| id.0),
            customer_name: unit.customer_name,
            due_at,
            urgency: urgency(due_at, acting.now_at),
            ..line(TodayKind::ServicePlan, plan.unit_id)
        });
    }
    Ok(items)
}

/// The certificates that end within the days of the first warning or have ended, for the manager.
pub(super) fn certificates(acting: &Acting, view: View<'_>) -> Outcome<Vec<TodayItem>> {
    if acting.role != Some(Role::Manager) {
        return Ok(Vec::new());
    }
    let item = |one: roster::Ending| {
        let due_at = end_of_day(one.valid_to);
        TodayItem {
            no: Some(one.row.no),
            about: one.row.kind,
            text: one.name.clone(),
            owner: Some(one.name),
            due_at,
            // The last warning is urgent, the earlier ones are not; what has ended is late.
            urgency: match one.warning {
                None => Urgency::Overdue,
                Some(days) if days <= 7 => Urgency::Soon,
                Some(_) => Urgency::Later,
            },
            owner_id: Some(one.row.staff_id.0),
            ..line(TodayKind::Certificate, one.row.id.0)
        }
    };
    let ending = roster::ending(acting, view)?;
    Ok(ending.into_iter().map(item).collect())
}
