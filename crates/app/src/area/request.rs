//! Service requests: looked at, urged, answered, or turned into an order. How a call is taken is in
//! [`intake`], who may be calling in [`caller`], whether it doubles another in [`duplicate`], how it
//! becomes another kind in [`convert`](mod@convert), what a pasted text tells in [`pasted`], what a
//! second call about it changes in [`urge`](mod@urge), and what is typed of one in [`called`].

mod called;
mod caller;
mod convert;
mod duplicate;
mod intake;
mod pasted;
mod urge;

use uuid::Uuid;
use wuyou_contract::ErrorCode;
use wuyou_contract::contact::ContactResult;
use wuyou_contract::request::{
    Channel, RequestAnswer, RequestGet, RequestKind, RequestList, RequestOpenOrder, RequestPage,
    RequestState, RequestSummary,
};
use wuyou_contract::work_order::{WorkOrderDetail, WorkOrderKind};
use wuyou_domain::id::{ContactId, CustomerId, RequestId, WorkOrderId};
use wuyou_domain::promise::{PromiseTable, promise_for, promise_of_cold};
use wuyou_domain::request as rule;
use wuyou_domain::sla::Kind;
use wuyou_domain::work_order::Kind as OrderKind;
use wuyou_store::View;
use wuyou_store::request::RequestRow;
use wuyou_sync::value::Value;

use super::contact::NewContact;
use super::work_order::NewOrder;
use crate::app::{Acting, App};
use crate::failure::Outcome;
use crate::input::{Form, single};
use crate::show::{code_from, code_text};

pub(crate) use super::work_order::rehouse_call as rehouse;
pub(crate) use called::Called;
pub(crate) use caller::lookup_caller;
pub(crate) use convert::convert;
pub(crate) use duplicate::duplicates;
pub(crate) use intake::{add_phone, create, new_household};
pub(crate) use pasted::read_text;
pub(crate) use urge::urge;

/// Most self-checks noted with one call.
const TRIED_MOST: usize = 12;
/// Longest self-check, in characters: the longest text of the reference content.
const TRIED_CHARS_MOST: usize = 400;

/// Shows a request.
pub(crate) fn get(app: &App, _: &Acting, request: RequestGet) -> Outcome<RequestSummary> {
    app.database()?
        .read(|view| summary(view, RequestId(request.id)))
}

/// Lists requests, latest first.
pub(crate) fn list(app: &App, _: &Acting, request: RequestList) -> Outcome<RequestPage> {
    let state = request.state.as_ref().and_then(code_text);
    let limit = request.limit.unwrap_or(100).clamp(1, 200);
    let page = app.database()?.read(|view| {
        wuyou_store::request::list(view, state.as_deref(), request.after.as_deref(), limit)
    })?;
    Ok(RequestPage {
        rows: page.rows.into_iter().map(shown).collect(),
        next: page.next,
    })
}

/// Whether a request or an order of this state waits for nothing any more.
fn is_over(state: Option<&str>) -> bool {
    matches!(state, Some("closed" | "cancelled" | "answered"))
}

/// The self-checks that were read out.
fn tried(form: &mut Form, tried: Option<&[String]>) -> Vec<String> {
    let tried = tried.unwrap_or_default();
    form.at_most("tried", tried.len(), TRIED_MOST);
    let lines = tried.iter();
    lines
        .filter_map(|line| form.line("tried", Some(line), TRIED_CHARS_MOST))
        .collect()
}

/// Answers a request on the phone, without an order. A danger is not settled like that.
pub(crate) fn answer(
    app: &App,
    acting: &Acting,
    request: RequestAnswer,
) -> Outcome<RequestSummary> {
    let mut form = Form::new(acting.now_at);
    let text = form.required_note("text", &request.text);
    let tried = tried(&mut form, request.tried.as_deref());
    let solved = request.solved_by_phone.unwrap_or(false);
    let text = form.required_note("text", &rule::with_tried(&text, &tried, solved));
    form.finish()?;
    let id = RequestId(request.id);
    let database = app.database()?;

    database.edit(&acting.edit()?, |tx| -> Outcome<()> {
        let row = tx.view().row("request", id)?.ok_or(ErrorCode::NotFound)?;
        if row.text("state") != Some("open") {
            return Err(ErrorCode::StepNotAllowed.into());
        }
        if row.get("safety").and_then(Value::as_int) == Some(1) {
            return Err(ErrorCode::RequestSafety.into());
        }
        let mut fields = vec![
            ("state", "answered".into()),
            ("next_action_at", Value::Null),
        ];
        if solved {
            fields.push(("solved_by_phone", true.into()));
        }
        tx.update("request", id, &fields)?;
        let contact = NewContact {
            customer: row
                .reference("customer_id")
                .map(|id| CustomerId(Uuid::from_bytes(id))),
            request: Some(id),
            result: ContactResult::Reached,
            ..NewContact::our_call(text, acting.now_at)
        };
        super::contact::write(tx, ContactId(app.new_id(acting)), &contact)
    })?;
    database.read(|view| summary(view, id))
}

/// Opens a work order for a request that has none.
pub(crate) fn open_order_for(
    app: &App,
    acting: &Acting,
    request: RequestOpenOrder,
) -> Outcome<WorkOrderDetail> {
    let id = RequestId(request.id);
    let database = app.database()?;
    let order = database.edit(&acting.edit()?, |tx| -> Outcome<WorkOrderId> {
        let row = wuyou_store::request::get(tx.view(), id)?;
        if row.state != "open" {
            return Err(ErrorCode::StepNotAllowed.into());
        }
        let order = new_order(&row, request.kind)?;
        tx.update("request", id, &[("state", "ordered".into())])?;
        super::work_order::open(app, acting, tx, &order)
    })?;
    database.read(|view| super::work_order::detail(acting, view, order))
}

/// The order of a request, promised from the time the request came in.
pub(crate) fn new_order(row: &RequestRow, kind: WorkOrderKind) -> Outcome<NewOrder> {
    let order = super::work_order::kind_of(&kind).unwrap_or(OrderKind::Repair);
    let clocks = Kind::of_order(order, row.marks());
    let table = PromiseTable::default();
    let promise = match row.no_heat_at.filter(|_| clocks == Kind::NoHeat) {
        Some(told_at) => promise_of_cold(row.received_at, told_at, &table),
        None => promise_for(row.received_at, clocks, &table),
    };
    let promise = promise.ok_or_else(|| single("received_at", "time_past", None))?;
    Ok(NewOrder {
        id: None,
        kind,
        request: Some(row.id),
        customer: row.customer_id,
        unit: row.unit_id,
        fault_text: row.text.clone(),
        fault_code: row.fault_code.clone(),
        marks: row.marks(),
        no_heat_at: row.no_heat_at,
        received_at: row.received_at,
        promise,
    })
}

/// What a request is about, as the rules name it.
fn kind_of(kind: &RequestKind) -> Option<wuyou_domain::request::Kind> {
    code_text(kind).and_then(|code| wuyou_domain::request::Kind::from_code(&code))
}

/// How a request reached the shop.
fn channel_of(row: &RequestRow) -> Channel {
    code_from(Some(&row.channel)).unwrap_or(Channel::Other)
}

pub(super) fn summary(view: View<'_>, id: RequestId) -> Outcome<RequestSummary> {
    Ok(shown(wuyou_store::request::get(view, id)?))
}

/// A request as lists show it.
pub(crate) fn shown(row: RequestRow) -> RequestSummary {
    let channel = channel_of(&row);
    RequestSummary {
        id: row.id.0,
        no: row.no,
        kind: code_from(Some(&row.kind)).unwrap_or(RequestKind::Enquiry),
        channel,
        state: code_from(Some(&row.state)).unwrap_or(RequestState::Open),
        customer_id: row.customer_id.map(|id| id.0),
        customer_name: row.customer_name,
        unit_id: row.unit_id.map(|id| id.0),
        text: row.text,
        received_at: row.received_at,
        owner: row.owner_name,
        urged_count: row.urged_count,
        safety: row.safety,
        no_heat: row.no_heat,
        fault_code: row.fault_code,
        first_kind: code_from(row.first_kind.as_deref()),
        solved_by_phone: row.solved_by_phone,
        work_order_id: row.work_order_id.map(|id| id.0),
        complaint_id: row.complaint_id.map(|id| id.0),
        complaint_no: row.complaint_no,
        remedy_case_id: row.remedy_case_id.map(|id| id.0),
        remedy_case_no: row.remedy_case_no,
    }
}
