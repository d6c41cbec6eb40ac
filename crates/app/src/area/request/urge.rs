//! One more call about something open (催办): it is noted, and may tell that the house is cold now.

use uuid::Uuid;
use wuyou_contract::ErrorCode;
use wuyou_contract::contact::ContactAdded;
use wuyou_contract::request::RequestUrge;
use wuyou_domain::id::{ComplaintId, CustomerId, RemedyCaseId, RequestId, WorkOrderId};
use wuyou_domain::photo::Owner;
use wuyou_domain::promise::{Promise, PromiseTable, promise_for};
use wuyou_domain::sla::{Kind, Marks};
use wuyou_domain::work_order::Kind as OrderKind;
use wuyou_store::request::{self as requests, RequestRow};
use wuyou_store::work_order::{self as orders, WorkOrderRow};
use wuyou_store::{Row, Tx, View};
use wuyou_sync::value::Value;

use super::called::Called;
use super::is_over;
use crate::app::{Acting, App};
use crate::area::contact::{self, NewContact};
use crate::area::{complaint as complaints, photo, remedy_case as remedies};
use crate::failure::Outcome;
use crate::input::single;

/// Notes that the customer called again about an open request (催办, R011). What they tell of a
/// house without heat raises what is open to it (R017).
pub(crate) fn urge(app: &App, acting: &Acting, request: RequestUrge) -> Outcome<ContactAdded> {
    let called = Called::read(app, acting, &request)?;
    if request.complaint_id.is_some() || request.remedy_case_id.is_some() {
        case(app, acting, &called, &request)?;
    } else {
        app.database()?.edit(&acting.edit()?, |tx| {
            save(app, acting, tx, &called, &request)
        })?;
    }
    Ok(ContactAdded {
        id: called.id.0,
        occurred_at: called.at,
    })
}

/// One more call about an order or a request.
fn save(
    app: &App,
    acting: &Acting,
    tx: &mut Tx<'_>,
    called: &Called,
    request: &RequestUrge,
) -> Outcome<()> {
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
    let customer = customer.map(|id| CustomerId(Uuid::from_bytes(id)));
    if order.is_none() && request_row.is_none() {
        return Err(single("work_order_id", "nothing_to_find", None).into());
    }
    check_urged(tx.view(), order.as_ref(), about)?;
    let began = [&order, &request_row].into_iter().flatten();
    let began = began.filter_map(|row| row.get("received_at")?.as_int());
    called.guard_time(began.min().unwrap_or(i64::MIN), acting.now_at)?;
    let contact = NewContact {
        customer,
        request: about.map(RequestId),
        work_order: request.work_order_id.map(WorkOrderId),
        ..called.contact()
    };
    contact::write(tx, called.id, &contact)?;
    called.keep_phone(app, acting, tx, customer)?;
    if let (Some(about), Some(row)) = (about, request_row) {
        let count = row.get("urged_count").and_then(Value::as_int).unwrap_or(0) + 1;
        tx.update("request", about, &[("urged_count", count.into())])?;
    }
    let order = request.work_order_id.map(WorkOrderId);
    let about = about.map(RequestId);
    let about_what = match (order, about) {
        (Some(order), _) => Some((Owner::WorkOrder, order.0)),
        (None, about) => about.map(|about| (Owner::Request, about.0)),
    };
    if let Some(what) = about_what {
        photo::attach(tx, acting, request.photos.as_deref(), what)?;
    }
    note_fault(tx, called, order, about)?;
    if request.no_heat.unwrap_or(false) {
        raise(called.at, tx, order, about)?;
    }
    Ok(())
}

/// A code the display shows now, where none was told before; one that was stays, and the words of
/// the call tell the other.
fn note_fault(
    tx: &mut Tx<'_>,
    called: &Called,
    order: Option<WorkOrderId>,
    about: Option<RequestId>,
) -> Outcome<()> {
    let Some(code) = called.fault_code.as_deref() else {
        return Ok(());
    };
    let request = match about {
        Some(id) => Some(requests::get(tx.view(), id)?),
        None => None,
    };
    let order = order.or_else(|| request.as_ref()?.work_order_id);
    if let Some(row) = request.filter(|row| row.fault_code.is_none()) {
        tx.update("request", row.id, &[("fault_code", code.into())])?;
    }
    let order = match order {
        Some(id) => Some(orders::get(tx.view(), id)?),
        None => None,
    };
    if let Some(row) = order.filter(|row| row.fault_code.is_none()) {
        tx.update("work_order", row.id, &[("fault_code", code.into())])?;
    }
    Ok(())
}

/// One more call about a complaint or a remedy case. A house that is cold now is more than that:
/// somebody is sent, so it is a call of its own.
fn case(app: &App, acting: &Acting, called: &Called, request: &RequestUrge) -> Outcome<()> {
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
    let photos = request.photos.as_deref();
    app.database()?.edit(&acting.edit()?, |tx| -> Outcome<()> {
        match (request.complaint_id, request.remedy_case_id) {
            (Some(complaint), _) => {
                complaints::urge(app, acting, tx, ComplaintId(complaint), called)?;
                photo::attach(tx, acting, photos, (Owner::Complaint, complaint))
            }
            (None, Some(case)) => {
                remedies::urge(app, acting, tx, RemedyCaseId(case), called)?;
                photo::attach(tx, acting, photos, (Owner::RemedyCase, case))
            }
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
    told_at: i64,
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
        let promise = promise_for(told_at, kind, &PromiseTable::default());
        promise.ok_or_else(|| single("received_at", "time_past", None))
    };
    if let Some(row) = request.as_ref().filter(|row| !row.no_heat) {
        let promise = promised(cold(row.safety))?;
        let fields = request_fields(row, promise, told_at);
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
        let fields = order_fields(&row, promise, told_at);
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

fn told(told_at: i64) -> Vec<(&'static str, Value)> {
    vec![("no_heat", true.into()), ("no_heat_at", told_at.into())]
}

fn request_fields(row: &RequestRow, promise: Promise, told_at: i64) -> Vec<(&'static str, Value)> {
    let mut fields = told(told_at);
    let later = row
        .next_action_at
        .is_none_or(|at| at > promise.reply_due_at);
    if row.state == "open" && later && !row.safety {
        fields.push(("next_action_at", promise.reply_due_at.into()));
    }
    fields
}

/// A danger has shorter times already, and an installation or a maintenance is none the sooner.
fn order_fields(row: &WorkOrderRow, promise: Promise, told_at: i64) -> Vec<(&'static str, Value)> {
    let mut fields = told(told_at);
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
