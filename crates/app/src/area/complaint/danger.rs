//! A danger that is told as a complaint: somebody is sent to it as to any other, in the same
//! transaction, and the banner stands until then (R018, R037).

use wuyou_contract::request::{RequestKind, RequestState};
use wuyou_contract::work_order::WorkOrderKind;
use wuyou_domain::id::{RequestId, WorkOrderId};
use wuyou_domain::promise::{PromiseTable, promise_for};
use wuyou_domain::sla::{Kind, Marks};
use wuyou_domain::work_order::{Kind as OrderKind, State};
use wuyou_store::request::RequestRow;
use wuyou_store::{Id, Tx, View};

use super::create::Typed;
use crate::app::{Acting, App};
use crate::area::remedy_case::{self, Reported};
use crate::area::request;
use crate::area::work_order::{self, NewOrder};
use crate::failure::Outcome;
use crate::input::single;
use crate::show::code_of;

/// What a danger is promised as.
const DANGER: Marks = Marks {
    safety: true,
    no_heat: false,
};

/// Opens the order that looks after a danger, unless one is under way.
pub(super) fn send(app: &App, acting: &Acting, tx: &mut Tx<'_>, typed: &mut Typed) -> Outcome<()> {
    if is_under_way(tx.view(), typed.order)? {
        return Ok(());
    }
    if let Some(unit) = typed.unit {
        for order in wuyou_store::work_order::of_unit(tx.view(), unit)? {
            // Somebody is on the way to this machine already.
            if is_under_way(tx.view(), Some(order.id))? {
                return Ok(());
            }
        }
    }
    let called = match typed.request {
        Some(request) => Some(wuyou_store::request::get(tx.view(), request)?),
        None => None,
    };
    let order = match called {
        Some(row) if is_under_way(tx.view(), row.work_order_id)? => return Ok(()),
        Some(row) if row.state == "open" => of_call(tx, row)?,
        _ => of_its_own(app, acting, tx, typed)?,
    };
    let id = work_order::open(app, acting, tx, &order)?;
    if let Some(unit) = order.unit {
        let report = Reported {
            unit,
            customer: order.customer,
            order: Some(id),
            reported_at: order.received_at.min(acting.now_at),
        };
        remedy_case::after_report(app, acting, tx, &report)?;
    }
    Ok(())
}

/// Whether an order about a danger is open and not finished.
fn is_under_way(view: View<'_>, order: Option<WorkOrderId>) -> Outcome<bool> {
    let Some(order) = order else {
        return Ok(false);
    };
    let row = wuyou_store::work_order::get(view, order)?;
    let done = [
        State::Finished,
        State::Confirmed,
        State::Closed,
        State::Cancelled,
    ];
    Ok(row.safety && done.iter().all(|state| state.code() != row.state))
}

/// The order of the call it came in with, which stays on the list with it.
fn of_call(tx: &mut Tx<'_>, mut row: RequestRow) -> Outcome<NewOrder> {
    let fields = [
        ("safety", true.into()),
        ("state", code_of(&RequestState::Ordered)),
    ];
    tx.update("request", row.id, &fields)?;
    row.safety = true;
    request::new_order(&row, WorkOrderKind::Repair)
}

/// An order with a request of its own, as if the danger had been called in.
fn of_its_own(app: &App, acting: &Acting, tx: &mut Tx<'_>, typed: &mut Typed) -> Outcome<NewOrder> {
    let received_at = typed.received_at.unwrap_or(acting.now_at);
    let clocks = Kind::of_order(OrderKind::Repair, DANGER);
    let promise = promise_for(received_at, clocks, &PromiseTable::default());
    let promise = promise.ok_or_else(|| single("received_at", "time_past", None))?;
    let text = typed.text.clone().unwrap_or_default();
    let id = RequestId(app.new_id(acting));
    let no = work_order::next_no(tx, acting)?;
    tx.insert(
        "request",
        id,
        &[
            ("no", no.into()),
            ("kind", code_of(&RequestKind::Complaint)),
            ("channel", code_of(&typed.channel)),
            ("customer_id", typed.customer.map(Id::row_id).into()),
            ("unit_id", typed.unit.map(Id::row_id).into()),
            ("caller_phone", typed.caller_phone.clone().into()),
            ("caller_name", typed.caller_name.clone().into()),
            ("text", text.as_str().into()),
            ("safety", true.into()),
            ("received_at", received_at.into()),
            ("owner_id", acting.staff()?.value()),
            ("next_action_at", promise.reply_due_at.into()),
            ("state", code_of(&RequestState::Ordered)),
        ],
    )?;
    // A call that is over keeps the complaint; the new request has only the order.
    if typed.request.is_none() {
        typed.request = Some(id);
        typed.sent = true;
    }
    Ok(NewOrder {
        id: None,
        kind: WorkOrderKind::Repair,
        request: Some(id),
        customer: typed.customer,
        unit: typed.unit,
        fault_text: text,
        fault_code: None,
        marks: DANGER,
        no_heat_at: None,
        received_at,
        promise,
    })
}
