//! What headquarters and the calendar ask for: notices, care calls, nights without anybody,
//! certificates near their end.

use std::collections::HashSet;

use chrono::NaiveDate;
use wuyou_contract::staff::Role;
use wuyou_contract::today::{TodayItem, TodayKind};
use wuyou_contract::work_order::Urgency;
use wuyou_domain::id::{DutyId, UnitId};
use wuyou_domain::sla::Duty;
use wuyou_domain::time::{DAY_MS, end_of_day, local_date};
use wuyou_store::View;

use super::source::urgency;
use crate::app::Acting;
use crate::area::{care, duty, machine, recall, roster, service_plan, shop_event};
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
pub(super) fn line(kind: TodayKind, id: uuid::Uuid) -> TodayItem {
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

/// What two PCs made of a plan without knowing of each other; and the plans that end within thirty days
/// with nothing after them: somebody asks the household.
pub(super) fn plans(acting: &Acting, view: View<'_>) -> Outcome<Vec<TodayItem>> {
    let mut items = Vec::new();
    for trouble in service_plan::troubles(acting, view)? {
        let unit = wuyou_store::unit::get(view, trouble.unit)?;
        let due_at = local_date(acting.now_at).and_then(end_of_day);
        items.push(TodayItem {
            no: Some(unit.serial),
            about: trouble.what.to_owned(),
            text: trouble.nos,
            customer_id: unit.customer_id.map(|id| id.0),
            customer_name: unit.customer_name,
            due_at,
            urgency: urgency(due_at, acting.now_at),
            ..line(TodayKind::ServicePlan, trouble.unit.0)
        });
    }
    let told: HashSet<_> = items.iter().map(|item: &TodayItem| item.id).collect();
    for plan in service_plan::ending(acting, view)? {
        // A machine has one line: what is to be settled comes first.
        if told.contains(&plan.unit_id) {
            continue;
        }
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

/// The machines a household was promised by today or tomorrow, delivered or installed, and that are
/// not: like every promise they are told of before they are late (R032). A machine has one line.
pub(super) fn deliveries(acting: &Acting, view: View<'_>) -> Outcome<Vec<TodayItem>> {
    let tomorrow = local_date(acting.now_at.saturating_add(DAY_MS)).unwrap_or_default();
    let item = |one: machine::Promised| {
        let (duty, on) = one.owed.first()?;
        let about = match duty {
            Duty::Install => "installation",
            _ => "delivery",
        };
        let due_at = end_of_day(*on);
        let unit = one.unit;
        Some(TodayItem {
            no: Some(unit.serial),
            about: about.to_owned(),
            text: unit.model_code.unwrap_or_default(),
            customer_id: unit.customer_id.map(|id| id.0),
            customer_name: unit.customer_name,
            due_at,
            urgency: urgency(due_at, acting.now_at),
            ..line(TodayKind::Delivery, unit.id.0)
        })
    };
    let promised = machine::promised(view, tomorrow)?;
    Ok(promised.into_iter().filter_map(item).collect())
}

/// The machines that are stopped for danger and wait for their tag to come off: the manager says so, by
/// the end of the day after nothing else was missing.
pub(super) fn tags_off(acting: &Acting, view: View<'_>) -> Outcome<Vec<TodayItem>> {
    let waiting = machine::waiting(view)?;
    if waiting.is_empty() {
        return Ok(Vec::new());
    }
    let people = wuyou_store::staff::list(view)?;
    let mut managers = people
        .iter()
        .filter(|one| !one.disabled && one.role == MANAGER);
    let manager = managers.next();
    let item = |one: machine::Waiting| {
        let due_at = local_date(one.since_at.saturating_add(DAY_MS)).and_then(end_of_day);
        let (about, id) = match one.order {
            Some(order) => ("work_order", order.0),
            None => ("unit", one.unit.id.0),
        };
        TodayItem {
            no: Some(one.unit.serial),
            about: about.to_owned(),
            text: one.text.unwrap_or_default(),
            customer_id: one.unit.customer_id.map(|id| id.0),
            customer_name: one.unit.customer_name,
            due_at,
            urgency: urgency(due_at, acting.now_at),
            owner_id: manager.map(|one| one.id.0),
            owner: manager.map(|one| one.name.clone()),
            ..line(TodayKind::TagOff, id)
        }
    };
    Ok(waiting.into_iter().map(item).collect())
}

/// The machines that failed their checklist and have no order that would put them right: late from the
/// day after.
pub(super) fn checks_failed(acting: &Acting, view: View<'_>) -> Outcome<Vec<TodayItem>> {
    let item = |one: machine::CheckFailed| {
        let failed_on: Option<NaiveDate> = one.inspected_on.parse().ok();
        let due_at = failed_on.and_then(|on| on.succ_opt()).and_then(end_of_day);
        TodayItem {
            no: Some(one.unit.serial),
            about: if one.stopped { "stopped" } else { "released" }.to_owned(),
            text: one.inspected_on,
            customer_id: one.unit.customer_id.map(|id| id.0),
            customer_name: one.unit.customer_name,
            owner: one.inspector,
            due_at,
            urgency: urgency(due_at, acting.now_at),
            ..line(TodayKind::CheckFailed, one.unit.id.0)
        }
    };
    let failed = machine::checks_failed(view)?;
    Ok(failed.into_iter().map(item).collect())
}

/// What the shop does in the week to come, and what goes on.
pub(super) fn shop_events(acting: &Acting, view: View<'_>) -> Outcome<Vec<TodayItem>> {
    let today = local_date(acting.now_at).unwrap_or_default();
    let item = |row: wuyou_store::shop_event::ShopEventRow| TodayItem {
        urgency: if row.from_on <= today.to_string() {
            Urgency::Today
        } else {
            Urgency::Later
        },
        due_at: row
            .from_on
            .parse()
            .ok()
            .and_then(end_of_day)
            .filter(|at| *at > acting.now_at),
        about: row.kind,
        text: row.name,
        village: row.place,
        ..line(TodayKind::ShopEvent, row.id.0)
    };
    let told = shop_event::told(view, today)?;
    Ok(told.into_iter().map(item).collect())
}

/// Whose word takes a tag off.
const MANAGER: &str = "manager";

/// What a customer objected to at an order that was over already when it was heard of here: it becomes a
/// complaint, or somebody settles it, on the order's page.
pub(super) fn objections(acting: &Acting, view: View<'_>) -> Outcome<Vec<TodayItem>> {
    let people = wuyou_store::staff::list(view)?;
    let mut items: Vec<TodayItem> = Vec::new();
    for row in wuyou_store::objection::left_open(view)? {
        // One line leads to all of an order.
        if items.iter().any(|item| item.id == row.work_order_id.0) {
            continue;
        }
        let order = wuyou_store::work_order::summary(view, row.work_order_id)?;
        let request = match order.order.request_id {
            Some(id) => wuyou_store::request::find(view, id)?,
            None => None,
        };
        let owner = request.and_then(|request| request.owner_id);
        let owner = people
            .iter()
            .find(|one| Some(one.id) == owner && !one.disabled);
        let due_at = local_date(row.occurred_at).and_then(end_of_day);
        items.push(TodayItem {
            no: Some(order.order.no),
            about: "objection".to_owned(),
            text: row.text,
            customer_id: order.order.customer_id.map(|id| id.0),
            customer_name: order.customer_name,
            due_at,
            urgency: urgency(due_at, acting.now_at),
            owner_id: owner.map(|one| one.id.0),
            owner: owner.map(|one| one.name.clone()),
            ..line(TodayKind::Complaint, row.work_order_id.0)
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
