//! An order or a call that was registered for the wrong household goes to the right one.
//!
//! Its machine was one of the wrong household, so it is named anew. What was said with whom is
//! never changed: both households keep a line that tells of the mistake.

use wuyou_contract::ErrorCode;
use wuyou_contract::contact::Direction;
use wuyou_contract::request::{Channel, RequestRehouse, RequestSummary};
use wuyou_contract::work_order::{WorkOrderDetail, WorkOrderRehouse};
use wuyou_domain::id::{ContactId, CustomerId, RequestId, WorkOrderId};
use wuyou_domain::staff::Role;
use wuyou_domain::work_order::State;
use wuyou_store::customer::{self, root};
use wuyou_store::promise::{self, PromiseQuery};
use wuyou_store::request as calls;
use wuyou_store::work_order::{self as store, WorkOrderRow};
use wuyou_store::{Id, Tx, View, danger, exclusion, remedy_case, return_visit};
use wuyou_sync::value::Value;

use super::role;
use crate::app::{Acting, App};
use crate::area::contact::{self, NewContact};
use crate::failure::Outcome;
use crate::input::{Form, single};

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
        move_order(acting, tx, &row, to)?;
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
            move_order(acting, tx, &order, to)?;
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
fn move_order(acting: &Acting, tx: &mut Tx<'_>, row: &WorkOrderRow, to: CustomerId) -> Outcome<()> {
    let state = State::from_code(&row.state).ok_or(ErrorCode::StepNotAllowed)?;
    let view = tx.view();
    let case = row
        .unit_id
        .map(|unit| remedy_case::open_of_unit(view, unit));
    let case = case.transpose()?.flatten();
    let held = !danger::of_order(view, row.id)?.is_empty()
        || !exclusion::of_order(view, row.id)?.is_empty()
        || case.is_some_and(|case| case.work_order_id == Some(row.id));
    if held || matches!(state, State::Closed | State::Cancelled) {
        return Err(ErrorCode::HouseholdFixed.into());
    }
    let begun = matches!(
        state,
        State::InProgress | State::WaitingPart | State::Finished | State::Confirmed
    );
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
    Ok(())
}

fn move_call(tx: &mut Tx<'_>, call: RequestId, to: CustomerId) -> Outcome<()> {
    let fields = [("customer_id", to.value()), ("unit_id", Value::Null)];
    tx.update("request", call, &fields)?;
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
