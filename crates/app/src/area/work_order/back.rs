//! 撤销批量派工: a dispatch over many orders is taken back where nothing came after it.

use wuyou_contract::ErrorCode;
use wuyou_contract::staff::Role;
use wuyou_domain::id::WorkOrderId;
use wuyou_domain::work_order::State;
use wuyou_store::work_order::{self as store, OrderEventRow};
use wuyou_store::{Touched, Tx, View};

use super::{Event, write_event};
use crate::app::{Acting, App};
use crate::failure::Outcome;

/// What a dispatch within work over many records is called among the steps of undo.
pub(crate) const DISPATCH: &str = "work_order.dispatch";

/// Takes back what a dispatch did, while nobody else knows of it: on another PC the order may have
/// been started since, and a technician taken away then would leave it with nobody. The order's course is only added to: it keeps the dispatch and
/// says that it was taken back. Refused where the order does not stand as the dispatch left it, or
/// anything was done with it since, though it looks the same: whoever moved the visit has spoken to
/// the customer.
pub(crate) fn take_back_dispatch(
    app: &App,
    acting: &Acting,
    tx: &mut Tx<'_>,
    touched: &[Touched],
) -> Outcome<()> {
    // Whoever may not dispatch any more does not undo one either.
    if !matches!(acting.role, Some(Role::Clerk | Role::Manager)) {
        return Err(ErrorCode::UndoOwnWay.into());
    }
    let find = |entity: &str| touched.iter().find(|one| one.entity() == entity);
    let (Some(order), Some(event)) = (find("work_order"), find("order_event")) else {
        return Err(ErrorCode::UndoOwnWay.into());
    };
    let id = WorkOrderId(uuid::Uuid::from_bytes(order.row()));
    if !event.is_unsent(tx.view())? {
        return Err(ErrorCode::UndoSent.into());
    }
    let before = store::get(tx.view(), id)?;
    if !is_latest(tx.view(), id, event)? || !tx.take_back(order)? {
        return Err(ErrorCode::UndoChanged.into());
    }
    let after = store::get(tx.view(), id)?;
    let state = State::from_code(&after.state).ok_or(ErrorCode::UndoChanged)?;
    let event = Event {
        step: "undispatch",
        from: State::from_code(&before.state),
        to: state,
        occurred_at: acting.now_at,
        technician: after.technician_id,
        note: None,
        window_to_at: None,
    };
    write_event(app, acting, tx, id, &event)
}

/// Whether nothing followed in the order's course.
fn is_latest(view: View<'_>, id: WorkOrderId, event: &Touched) -> Outcome<bool> {
    let events = store::events(view, id)?;
    let latest = |one: &OrderEventRow| one.id.0.into_bytes() == event.row();
    Ok(events.last().is_some_and(latest))
}
