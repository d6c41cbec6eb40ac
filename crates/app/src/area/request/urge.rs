//! One more call about something open (催办): it is noted, and may tell that the house is cold now.

use uuid::Uuid;
use wuyou_contract::ErrorCode;
use wuyou_contract::contact::ContactAdded;
use wuyou_contract::request::{Channel, RequestUrge};
use wuyou_domain::id::{ComplaintId, ContactId, CustomerId, RemedyCaseId, RequestId, WorkOrderId};
use wuyou_domain::promise::{Promise, PromiseTable, promise_for};
use wuyou_domain::sla::{Kind, Marks};
use wuyou_domain::work_order::Kind as OrderKind;
use wuyou_store::request::{self as requests, RequestRow};
use wuyou_store::work_order::{self as orders, WorkOrderRow};
use wuyou_store::{Row, Tx, View};
use wuyou_sync::value::Value;

use super::is_over;
use crate::app::{Acting, App};
use crate::area::contact::{self, NewContact};
use crate::area::{complaint as complaints, remedy_case as remedies};
use crate::failure::Outcome;
use crate::input::{Form, single};

/// Notes that the customer called again about an open request (催办, R011). What they tell of a
/// house without heat raises what is open to it (R017).
pub(crate) fn urge(app: &App, acting: &Acting, request: RequestUrge) -> Outcome<ContactAdded> {
    let mut form = Form::new(acting.now_at);
    let typed = form.note("text", request.text.as_deref());
    form.finish()?;
    let id = ContactId(app.new_id(acting));
    let text = typed.unwrap_or_else(|| "催办".to_owned());
    if request.complaint_id.is_some() || request.remedy_case_id.is_some() {
        case(app, acting, (id, &text), &request)?;
        return Ok(ContactAdded {
            id: id.0,
            occurred_at: acting.now_at,
        });
    }

    app.database()?.edit(&acting.edit()?, |tx| -> Outcome<()> {
        let known = |row: Option<Row>| row.ok_or(ErrorCode::NotFound);
        let order = match request.work_order_id {
            Some(order) => Some(known(tx.view().row("work_order", order)?)?),
            None => None,
        };
        let about = request.request_id.or_else(|| {
            let request = order.as_ref()?.reference("request_id")?;
            Some(Uuid::from_bytes(request))
        });
        let request_row = match about {
            Some(about) => Some(known(tx.view().row("request", about)?)?),
            None => None,
        };
        let household = |row: Option<&Row>| row.and_then(|row| row.reference("customer_id"));
        let customer = household(order.as_ref()).or_else(|| household(request_row.as_ref()));
        if order.is_none() && request_row.is_none() {
            return Err(single("work_order_id", "nothing_to_find", None).into());
        }
        check_urged(tx.view(), order.as_ref(), about)?;
        let contact = NewContact {
            customer: customer.map(|id| CustomerId(Uuid::from_bytes(id))),
            request: about.map(RequestId),
            work_order: request.work_order_id.map(WorkOrderId),
            ..NewContact::their_call(text.clone(), Channel::Phone, acting.now_at)
        };
        contact::write(tx, id, &contact)?;
        if let (Some(about), Some(row)) = (about, request_row) {
            let count = row.get("urged_count").and_then(Value::as_int).unwrap_or(0) + 1;
            tx.update("request", about, &[("urged_count", count.into())])?;
        }
        if request.no_heat.unwrap_or(false) {
            let order = request.work_order_id.map(WorkOrderId);
            raise(acting, tx, order, about.map(RequestId))?;
        }
        Ok(())
    })?;
    Ok(ContactAdded {
        id: id.0,
        occurred_at: acting.now_at,
    })
}

/// One more call about a complaint or a remedy case. A house that is cold now is more than that:
/// somebody is sent, so it is a call of its own.
fn case(
    app: &App,
    acting: &Acting,
    (id, text): (ContactId, &str),
    request: &RequestUrge,
) -> Outcome<()> {
    if request.no_heat.unwrap_or(false) {
        return Err(single("no_heat", "cold_is_repair", None).into());
    }
    let named = [
        request.work_order_id,
        request.request_id,
        request.complaint_id,
        request.remedy_case_id,
    ];
    if named.iter().flatten().count() != 1 {
        return Err(single("complaint_id", "one_matter", None).into());
    }
    app.database()?.edit(&acting.edit()?, |tx| -> Outcome<()> {
        match (request.complaint_id, request.remedy_case_id) {
            (Some(complaint), _) => {
                complaints::urge(app, acting, tx, ComplaintId(complaint), (id, text))
            }
            (None, Some(case)) => remedies::urge(app, acting, tx, RemedyCaseId(case), (id, text)),
            (None, None) => Ok(()),
        }
    })?;
    Ok(())
}

/// Whether there is still something to urge, and the order is the request's own.
fn check_urged(view: View<'_>, order: Option<&Row>, about: Option<Uuid>) -> Outcome<()> {
    if order.is_some_and(|row| is_over(row.text("state"))) {
        return Err(ErrorCode::RequestDone.into());
    }
    let Some(about) = about else { return Ok(()) };
    let of_order = order.and_then(|row| row.reference("request_id"));
    if order.is_some() && of_order != Some(about.into_bytes()) {
        return Err(single("request_id", "unknown", None).into());
    }
    let request = requests::get(view, RequestId(about))?;
    let latest = match (order, request.work_order_id) {
        (None, Some(id)) => Some(orders::get(view, id)?.state),
        _ => None,
    };
    if is_over(Some(&request.state)) || is_over(latest.as_deref()) {
        return Err(ErrorCode::RequestDone.into());
    }
    Ok(())
}

/// The house is without heat now: the request and its order become that, with the times of a cold
/// house from this call on, and nothing that was promised moves later.
fn raise(
    acting: &Acting,
    tx: &mut Tx<'_>,
    order: Option<WorkOrderId>,
    about: Option<RequestId>,
) -> Outcome<()> {
    let request = match about {
        Some(id) => Some(requests::get(tx.view(), id)?),
        None => None,
    };
    let promised = |marks: Marks| {
        let kind = Kind::of_order(OrderKind::Repair, marks);
        let promise = promise_for(acting.now_at, kind, &PromiseTable::default());
        promise.ok_or_else(|| single("received_at", "time_past", None))
    };
    if let Some(row) = request.as_ref().filter(|row| !row.no_heat) {
        let promise = promised(cold(row.safety))?;
        let fields = request_fields(row, promise, acting.now_at);
        tx.update("request", row.id, &fields)?;
    }
    let order = order.or_else(|| request.as_ref()?.work_order_id);
    let order = match order {
        Some(id) => Some(orders::get(tx.view(), id)?),
        None => None,
    };
    // What is finished has no clocks that could run: it is opened again, or it is a new call.
    let done = ["finished", "confirmed"];
    if order
        .as_ref()
        .is_some_and(|row| done.contains(&row.state.as_str()))
    {
        return Err(ErrorCode::RequestDone.into());
    }
    if let Some(row) = order.filter(|row| !row.no_heat && !is_over(Some(&row.state))) {
        let promise = promised(cold(row.safety))?;
        let fields = order_fields(&row, promise, acting.now_at);
        tx.update("work_order", row.id, &fields)?;
    }
    Ok(())
}

const fn cold(safety: bool) -> Marks {
    Marks {
        safety,
        no_heat: true,
    }
}

fn told(now_at: i64) -> Vec<(&'static str, Value)> {
    vec![("no_heat", true.into()), ("no_heat_at", now_at.into())]
}

fn request_fields(row: &RequestRow, promise: Promise, now_at: i64) -> Vec<(&'static str, Value)> {
    let mut fields = told(now_at);
    let later = row
        .next_action_at
        .is_none_or(|at| at > promise.reply_due_at);
    if row.state == "open" && later && !row.safety {
        fields.push(("next_action_at", promise.reply_due_at.into()));
    }
    fields
}

/// A danger has shorter times already, and an installation or a maintenance is none the sooner.
fn order_fields(row: &WorkOrderRow, promise: Promise, now_at: i64) -> Vec<(&'static str, Value)> {
    let mut fields = told(now_at);
    if row.safety || row.kind != OrderKind::Repair.code() {
        return fields;
    }
    let sooner = |stood: Option<i64>, new: i64| stood.map_or(new, |at| at.min(new)).into();
    if row.replied_at.is_none() {
        let reply_due_at = sooner(row.reply_due_at, promise.reply_due_at);
        fields.push(("reply_due_at", reply_due_at));
    }
    fields.push((
        "finish_target_at",
        sooner(row.finish_target_at, promise.finish_target_at),
    ));
    fields.push((
        "finish_limit_at",
        sooner(row.finish_limit_at, promise.finish_limit_at),
    ));
    fields
}
