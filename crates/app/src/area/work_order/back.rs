//! 撤销: a step of an order is taken back where nothing came after it and nobody else knows of it.

use wuyou_contract::ErrorCode;
use wuyou_contract::staff::Role;
use wuyou_domain::id::{OrderEventId, WorkOrderId};
use wuyou_domain::work_order::{State, Step};
use wuyou_store::work_order::{self as store, OrderEventRow};
use wuyou_store::{Touched, Tx, View};

use super::{Event, write_event_as};
use crate::app::Acting;
use crate::failure::Outcome;

/// What a dispatch is called among the steps of undo.
pub(crate) const DISPATCH: &str = "work_order.dispatch";
/// What any other step of an order is called there.
pub(crate) const STEP: &str = "work_order.step";

/// What a step did that can be taken back, or nothing: work that was done, an order that was
/// cancelled or opened again, and what led to a visit, a case or anything else beside the order, has
/// its own way back. What was said to a customer is not unsaid.
pub(super) fn undoable(step: Step, touched: Vec<Touched>) -> (&'static str, Vec<Touched>) {
    let fits = |one: &Touched| matches!(one.entity(), "work_order" | "order_event");
    match step {
        Step::Dispatch => (DISPATCH, touched),
        Step::Finish | Step::Cancel | Step::Reopen => ("work_order.advance", Vec::new()),
        _ if touched.iter().all(fits) => (STEP, touched),
        _ => ("work_order.advance", Vec::new()),
    }
}

/// Takes back what a step did, while nobody else knows of it: on another PC the order may have gone
/// on since, and a technician taken away then would leave it with nobody. The order's course is only
/// added to: it keeps the step and says that it was taken back. Refused where the order does not
/// stand as the step left it, or anything was done with it since, though it looks the same: whoever
/// moved the visit has spoken to the customer.
pub(crate) fn take_back_step(
    acting: &Acting,
    tx: &mut Tx<'_>,
    what: &str,
    touched: &[Touched],
) -> Outcome<()> {
    // Whoever may not dispatch any more does not undo one either.
    if what == DISPATCH && !matches!(acting.role, Some(Role::Clerk | Role::Manager)) {
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
    let back = OrderEventId::of_undo(OrderEventId(uuid::Uuid::from_bytes(event.row())));
    let event = Event {
        step: if what == DISPATCH {
            "undispatch"
        } else {
            "undo"
        },
        from: State::from_code(&before.state),
        to: state,
        occurred_at: acting.now_at,
        technician: after.technician_id,
        unit: None,
        note: None,
        window_to_at: None,
    };
    write_event_as(acting, tx, (back, id), &event)
}

/// Whether nothing followed in the order's course.
fn is_latest(view: View<'_>, id: WorkOrderId, event: &Touched) -> Outcome<bool> {
    let events = store::events(view, id)?;
    let latest = |one: &OrderEventRow| one.id.0.into_bytes() == event.row();
    Ok(events.last().is_some_and(latest))
}
