//! A machine that is stopped for a danger on its order, and put back into use when that is over.

use chrono::NaiveDate;
use wuyou_contract::ErrorCode;
use wuyou_domain::custody::{Event, State};
use wuyou_domain::id::{UnitId, WorkOrderId};
use wuyou_domain::time::{DAY_MS, end_of_day, local_date};
use wuyou_domain::work_order::danger::{DangerStep, is_seen_since};
use wuyou_domain::work_order::{Kind, Step};
use wuyou_store::inspection::InspectionRow;
use wuyou_store::unit::UnitRow;
use wuyou_store::work_order::{self, WorkOrderRow};
use wuyou_store::{Tx, View, danger as dangers, inspection};

use super::chain::{Chain, Move, state_of};
use crate::app::{Acting, App};
use crate::area::danger;
use crate::failure::Outcome;

/// States a machine can be stopped from. One of an old list stands as sold and may be in daily use.
const MAY_BE_STOPPED: [State; 4] = [
    State::Sold,
    State::Installing,
    State::InUse,
    State::InRepair,
];

/// Whether it stands stopped; nothing of one that cannot be stopped, since nobody uses it.
pub(crate) fn stands_stopped(view: View<'_>, unit: UnitId) -> Outcome<Option<bool>> {
    let state = state_of(&wuyou_store::unit::get(view, unit)?);
    Ok(match state {
        state if state.is_stopped() => Some(true),
        state if MAY_BE_STOPPED.contains(&state) => Some(false),
        _ => None,
    })
}

/// Whether somebody was at it when it was last stopped or since: the visit of an order, or a checklist.
/// Nothing where no stop is on record.
pub(super) fn seen_since_stop(view: View<'_>, chain: &Chain) -> Outcome<Option<bool>> {
    let unit = chain.unit.id;
    let Some(stopped_at) = stopped_at(view, chain)? else {
        return Ok(None);
    };
    let on = local_date(stopped_at).map(|on| on.to_string());
    let checked = inspection::of_unit(view, unit)?;
    // Of the day of the stop only what was written down after it: it passed in the morning, and smelled
    // of gas in the afternoon.
    let since = |one: &InspectionRow| {
        let day = Some(&one.inspected_on);
        day > on.as_ref() || (day == on.as_ref() && one.created_at >= stopped_at)
    };
    if checked.iter().any(since) {
        return Ok(Some(true));
    }
    for order in work_order::of_unit(view, unit)? {
        let events = work_order::events(view, order.id)?;
        let course = events
            .iter()
            .filter_map(|event| Some((Step::from_code(&event.step)?, event.occurred_at)));
        if is_seen_since(stopped_at, &course.collect::<Vec<_>>()) {
            return Ok(Some(true));
        }
    }
    Ok(Some(false))
}

/// When it was last stopped: as the order says on which it was, else when it was written down, where
/// that was the same day.
fn stopped_at(view: View<'_>, chain: &Chain) -> Outcome<Option<i64>> {
    let by_hand = chain.last(Event::Stop).map(|(_, row)| {
        let on: Option<NaiveDate> = row.occurred_on.parse().ok();
        let same_day = local_date(row.created_at) == on;
        let end = on.and_then(end_of_day).filter(|_| !same_day);
        end.map_or(row.created_at, |end| end - DAY_MS)
    });
    let order = chain
        .last(Event::Stop)
        .and_then(|(_, row)| row.work_order_id);
    let mut latest = by_hand.filter(|_| order.is_none());
    for id in dangers::orders_of_unit(view, chain.unit.id)? {
        let steps = dangers::of_order(view, id)?;
        let stops = steps
            .iter()
            .filter(|one| one.step == DangerStep::Stop.code());
        latest = latest.max(stops.map(|one| one.occurred_at).max());
    }
    Ok(latest.or(by_hand))
}

/// A machine that waits for its tag to come off.
pub(crate) struct Waiting {
    pub(crate) unit: UnitRow,
    /// The order about its danger that is over, where there is one.
    pub(crate) order: Option<WorkOrderId>,
    /// Since when nothing but the release is missing.
    pub(crate) since_at: i64,
    /// How it was checked, else why it was stopped.
    pub(crate) text: Option<String>,
}

/// A machine that failed its checklist waits for the next attempt of its own order.
fn is_commissioning(row: &WorkOrderRow) -> bool {
    Kind::from_code(&row.kind).is_some_and(Kind::commissions)
}

/// The stopped machines no open order is about: nobody would think of them.
pub(crate) fn waiting(view: View<'_>) -> Outcome<Vec<Waiting>> {
    let mut waiting = Vec::new();
    for unit in wuyou_store::unit::stopped(view)? {
        let orders = work_order::of_unit(view, unit)?;
        if orders
            .iter()
            .any(|row| (row.safety || is_commissioning(row)) && !danger::is_ended(row))
        {
            continue;
        }
        let chain = Chain::load(view, unit)?;
        let stop = chain.last(Event::Stop);
        let mut since_at = stop.map_or(chain.unit.updated_at, |(_, row)| row.created_at);
        let mut text = stop.and_then(|(_, row)| row.note.clone());
        let mut order = None;
        for id in dangers::orders_of_unit(view, unit)? {
            let Some(row) = orders.iter().find(|row| row.id == id) else {
                continue;
            };
            since_at = since_at.max(row.finished_at.unwrap_or(since_at));
            order = Some(id);
            let steps = dangers::of_order(view, id)?;
            let check = steps
                .last()
                .filter(|one| one.step == DangerStep::Check.code());
            text = check.and_then(|one| one.text.clone()).or(text);
        }
        // A checklist that failed has a line of its own.
        let tried = inspection::of_unit(view, unit)?;
        if order.is_none() && tried.first().is_some_and(|last| last.status == FAILED) {
            continue;
        }
        waiting.push(Waiting {
            unit: chain.unit,
            order,
            since_at,
            text,
        });
    }
    Ok(waiting)
}

/// How an attempt at the checklist ends that is to be made again.
const FAILED: &str = "failed";

/// A machine whose last checklist failed, and no open order is to put it right.
pub(crate) struct CheckFailed {
    pub(crate) unit: UnitRow,
    pub(crate) inspected_on: String,
    pub(crate) inspector: Option<String>,
    /// It is stopped; the manager releases it before the next attempt.
    pub(crate) stopped: bool,
}

/// The machines that failed their checklist and that nobody would think of any more.
pub(crate) fn checks_failed(view: View<'_>) -> Outcome<Vec<CheckFailed>> {
    let mut found = Vec::new();
    for row in inspection::failed(view)? {
        let orders = work_order::of_unit(view, row.unit_id)?;
        let awaited = |order: &WorkOrderRow| {
            (order.safety || is_commissioning(order)) && !danger::is_ended(order)
        };
        if orders.iter().any(awaited) {
            continue;
        }
        let unit = wuyou_store::unit::get(view, row.unit_id)?;
        found.push(CheckFailed {
            stopped: state_of(&unit).is_stopped(),
            unit,
            inspected_on: row.inspected_on,
            inspector: row.staff_name,
        });
    }
    Ok(found)
}

/// The same of a machine that is asked about by its id.
pub(crate) fn is_seen(view: View<'_>, unit: UnitId) -> Outcome<bool> {
    let seen = seen_since_stop(view, &Chain::load(view, unit)?)?;
    Ok(seen != Some(false))
}

/// Stops it with what was found; what is stopped already stays so.
pub(crate) fn stop_for_danger(
    app: &App,
    acting: &Acting,
    tx: &mut Tx<'_>,
    (unit, order): (UnitId, &WorkOrderRow),
    (at, found): (i64, Option<String>),
) -> Outcome<()> {
    match stands_stopped(tx.view(), unit)? {
        Some(false) => {}
        // Another PC may be about to put it back into use: it has to hear of this.
        Some(true) => {
            let state = state_of(&wuyou_store::unit::get(tx.view(), unit)?);
            tx.confirm("unit", unit, &[("state", state.code().into())])?;
            return Ok(());
        }
        None => return Ok(()),
    }
    let on = local_date(at).ok_or(ErrorCode::FutureTime)?;
    let step = Move {
        document: Some(document(order)),
        note: found,
        order: Some(order.id),
        ..Move::new(Event::Stop, on, "occurred_at")
    };
    Chain::load(tx.view(), unit)?.take(app, acting, tx, step)
}

/// Puts it back into use after a check.
pub(crate) fn release_from_danger(
    app: &App,
    acting: &Acting,
    tx: &mut Tx<'_>,
    (unit, order): (UnitId, &WorkOrderRow),
    (at, check): (i64, &str),
) -> Outcome<()> {
    let on = local_date(at).ok_or(ErrorCode::FutureTime)?;
    let step = Move {
        document: Some(document(order)),
        note: Some(check.to_owned()),
        safe_again: true,
        order: Some(order.id),
        ..Move::new(Event::Release, on, "occurred_at")
    };
    Chain::load(tx.view(), unit)?.take(app, acting, tx, step)?;
    danger::after_passed(app, acting, tx, (unit, Some(order.id)), (Some(check), at))
}

/// The order is the document of what was done on it.
fn document(order: &WorkOrderRow) -> String {
    format!("工单 {}", order.no)
}
