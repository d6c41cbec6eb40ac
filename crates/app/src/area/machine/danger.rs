//! A machine that is stopped for a danger on its order, and put back into use when that is over.

use wuyou_contract::ErrorCode;
use wuyou_domain::custody::{Event, State};
use wuyou_domain::id::UnitId;
use wuyou_domain::time::local_date;
use wuyou_store::work_order::WorkOrderRow;
use wuyou_store::{Tx, View};

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
    danger::after_release(app, acting, tx, unit, (Some(check), at))
}

/// The order is the document of what was done on it.
fn document(order: &WorkOrderRow) -> String {
    format!("工单 {}", order.no)
}
