//! An order or a call that was registered for the wrong household goes to the right one.
//!
//! Its machine was one of the wrong household, so it is named anew, and what the wrong household
//! agreed to is agreed to by nobody. Finished work is opened again first, so that its machine and its
//! charge are decided anew; what was finished before counts for no machine. What was said with whom
//! is never changed: both households keep a line that tells of the mistake.

use wuyou_contract::ErrorCode;
use wuyou_contract::contact::Direction;
use wuyou_contract::request::{Channel, RequestRehouse, RequestSummary};
use wuyou_contract::work_order::{WorkOrderDetail, WorkOrderRehouse};
use wuyou_domain::complaint::state::State as ComplaintState;
use wuyou_domain::id::{ContactId, CustomerId, RequestId, WorkOrderId};
use wuyou_domain::staff::Role;
use wuyou_domain::work_order::State;
use wuyou_store::complaint::{self, ComplaintRow};
use wuyou_store::customer::{self, root};
use wuyou_store::promise::{self, PromiseQuery};
use wuyou_store::request as calls;
use wuyou_store::work_order::{self as store, WorkOrderRow};
use wuyou_store::{Id, Tx, View, danger, exclusion, money, remedy_case, return_visit};
use wuyou_sync::value::Value;

use super::{Event, role, write_event};
use crate::app::{Acting, App};
use crate::area::contact::{self, NewContact};
use crate::failure::Outcome;
use crate::input::{Form, single};

/// The entry of an order's course that tells of another household.
pub(crate) const REHOUSE: &str = "rehouse";
/// More open promises about one order than anybody makes.
const PROMISES_MOST: u32 = 200;

/// Moves an order to the household it is of, with its call, open promises and visits.
pub(crate) fn rehouse(
    app: &App,
    acting: &Acting,
    request: WorkOrderRehouse,
) -> Outcome<WorkOrderDetail> {
    let id = WorkOrderId(request.id);
    let reason = reason(acting, &request.reason)?;
    let database = app.database()?;
    database.edit(&acting.edit()?, |tx| -> Outcome<()> {
        let row = store::get(tx.view(), id)?;
        let to = standing(tx.view(), CustomerId(request.customer_id), row.customer_id)?;
        move_order(app, acting, tx, (&row, to), &reason)?;
        if let Some(call) = row.request_id {
            move_call(tx, call, to)?;
        }
        tell(app, acting, tx, &row.no, (row.customer_id, to), &reason)
    })?;
    database.read(|view| super::detail(acting, view, id))
}

/// Moves a call to the household it is of, with the order it became.
pub(crate) fn rehouse_call(
    app: &App,
    acting: &Acting,
    request: RequestRehouse,
) -> Outcome<RequestSummary> {
    let id = RequestId(request.id);
    let reason = reason(acting, &request.reason)?;
    let database = app.database()?;
    database.edit(&acting.edit()?, |tx| -> Outcome<()> {
        let row = calls::get(tx.view(), id)?;
        let to = standing(tx.view(), CustomerId(request.customer_id), row.customer_id)?;
        if let Some(order) = row.work_order_id {
            let order = store::get(tx.view(), order)?;
            move_order(app, acting, tx, (&order, to), &reason)?;
        }
        move_call(tx, id, to)?;
        tell(app, acting, tx, &row.no, (row.customer_id, to), &reason)
    })?;
    database.read(|view| crate::area::request::summary(view, id))
}

fn reason(acting: &Acting, typed: &str) -> Outcome<String> {
    let mut form = Form::new(acting.now_at);
    let reason = form.required("reason", typed, wuyou_domain::text::LINE_MAX);
    form.finish()?;
    Ok(reason)
}

/// Who stands for the named household; another than the one it is registered for.
fn standing(view: View<'_>, to: CustomerId, from: Option<CustomerId>) -> Outcome<CustomerId> {
    let unknown = || single("customer_id", "unknown", None);
    let known = customer::find(view, to)?.filter(|row| row.deleted_at.is_none());
    let to = root(view, known.ok_or_else(unknown)?.id)?;
    let from = from.map(|from| root(view, from)).transpose()?;
    if from == Some(to) {
        return Err(single("customer_id", "same_household", None).into());
    }
    Ok(to)
}

/// Begun work is moved by the manager; what is on record at its machine holds it where it is.
fn move_order(
    app: &App,
    acting: &Acting,
    tx: &mut Tx<'_>,
    (row, to): (&WorkOrderRow, CustomerId),
    reason: &str,
) -> Outcome<()> {
    let state = State::from_code(&row.state).ok_or(ErrorCode::StepNotAllowed)?;
    let view = tx.view();
    let held = !danger::of_order(view, row.id)?.is_empty()
        || !exclusion::of_order(view, row.id)?.is_empty()
        || remedy_case::is_about_order(view, row.id)?;
    let over = matches!(
        state,
        State::Finished | State::Confirmed | State::Closed | State::Cancelled
    );
    if held || over {
        return Err(ErrorCode::HouseholdFixed.into());
    }
    let begun = row.reopened_count > 0 || matches!(state, State::InProgress | State::WaitingPart);
    if begun && role(acting)? != Role::Manager {
        return Err(ErrorCode::NotAllowed.into());
    }
    if row.other_brand {
        crate::area::other_machine::attach(tx, row.id, None)?;
    }
    let fields = [("customer_id", to.value()), ("unit_id", Value::Null)];
    tx.update("work_order", row.id, &fields)?;
    let about = PromiseQuery {
        work_order_id: Some(row.id),
        limit: PROMISES_MOST,
        ..PromiseQuery::default()
    };
    for promise in promise::list(tx.view(), &about)?.rows {
        tx.update("promise", promise.id, &[("customer_id", to.value())])?;
    }
    for visit in return_visit::of_work_order(tx.view(), row.id)? {
        tx.update("return_visit", visit.id, &fields)?;
    }
    for line in money::lines(tx.view(), row.id)? {
        let asked = [("agreed_fen", Value::Null), ("agreed_at", Value::Null)];
        tx.update("charge_line", line.id, &asked)?;
    }
    for complaint in complaint::of_work_order(tx.view(), row.id)? {
        move_complaint(tx, &complaint, to)?;
    }
    let event = Event {
        step: REHOUSE,
        from: Some(state),
        to: state,
        occurred_at: acting.now_at,
        technician: row.technician_id,
        window_to_at: None,
        unit: row.unit_id,
        note: Some(reason.to_owned()),
    };
    write_event(app, acting, tx, row.id, &event)
}

fn move_call(tx: &mut Tx<'_>, call: RequestId, to: CustomerId) -> Outcome<()> {
    if remedy_case::of_request(tx.view(), call)?.is_some() {
        return Err(ErrorCode::HouseholdFixed.into());
    }
    let fields = [("customer_id", to.value()), ("unit_id", Value::Null)];
    tx.update("request", call, &fields)?;
    if let Some(complaint) = complaint::of_request(tx.view(), call)? {
        move_complaint(tx, &complaint, to)?;
    }
    Ok(())
}

/// What was complained about with the call or the work is the complaint of whoever it is of.
fn move_complaint(tx: &mut Tx<'_>, row: &ComplaintRow, to: CustomerId) -> Outcome<()> {
    if ComplaintState::from_code(&row.state).is_some_and(ComplaintState::is_final) {
        return Err(ErrorCode::HouseholdFixed.into());
    }
    let fields = [("customer_id", to.value()), ("unit_id", Value::Null)];
    tx.update("complaint", row.id, &fields)?;
    Ok(())
}

/// Both households keep that it was registered wrongly, and neither learns of the other.
fn tell(
    app: &App,
    acting: &Acting,
    tx: &mut Tx<'_>,
    no: &str,
    (from, to): (Option<CustomerId>, CustomerId),
    reason: &str,
) -> Outcome<()> {
    let told = [
        (
            from,
            format!("{no} 登记错了户，已改到别的客户。原因：{reason}"),
        ),
        (
            Some(to),
            format!("{no} 原先登记错了户，改到这里。原因：{reason}"),
        ),
    ];
    for (customer, text) in told {
        let Some(customer) = customer else { continue };
        let line = NewContact {
            customer: Some(customer),
            channel: Channel::Other,
            direction: Direction::In,
            ..NewContact::our_call(text, acting.now_at)
        };
        contact::write(tx, ContactId(app.new_id(acting)), &line)?;
    }
    Ok(())
}
