//! A request becomes another kind: number, words and the time its clocks start from stay.

use wuyou_contract::ErrorCode;
use wuyou_contract::request::{RequestConvert, RequestConverted, RequestKind, RequestState};
use wuyou_contract::work_order::WorkOrderKind;
use wuyou_domain::id::{ContactId, RemedyCaseId, RequestId, WorkOrderId};
use wuyou_domain::request::{self as rule, Conversion, Converted, NotConverted};
use wuyou_domain::work_order::State as OrderState;
use wuyou_store::{Tx, View};

use super::{kind_of, new_order, summary};
use crate::app::{Acting, App};
use crate::area::contact::{self, NewContact};
use crate::area::remedy_case::{self, Reported};
use crate::area::work_order;
use crate::failure::{Failure, Outcome};
use crate::input::{Form, single};
use crate::show::{code_from, code_of};

/// Makes a request one of another kind (R009, R089).
pub(crate) fn convert(
    app: &App,
    acting: &Acting,
    request: RequestConvert,
) -> Outcome<RequestConverted> {
    let mut form = Form::new(acting.now_at);
    let note = form.note("note", request.note.as_deref());
    form.finish()?;
    let id = RequestId(request.id);
    let database = app.database()?;
    let case = database.edit(&acting.edit()?, |tx| {
        save(app, acting, tx, id, request.kind, note.as_deref())
    })?;
    database.read(|view| {
        let request = summary(view, id)?;
        let order = request.work_order_id.map(WorkOrderId);
        let order = order.filter(|_| request.state == RequestState::Ordered);
        let work_order = order
            .map(|order| work_order::detail(acting, view, order))
            .transpose()?;
        Ok(RequestConverted {
            request,
            work_order,
            remedy_case: case
                .map(|case| remedy_case::opened(view, case, acting.now_at))
                .transpose()?,
        })
    })
}

fn save(
    app: &App,
    acting: &Acting,
    tx: &mut Tx<'_>,
    id: RequestId,
    to: RequestKind,
    note: Option<&str>,
) -> Outcome<Option<RemedyCaseId>> {
    let row = wuyou_store::request::get(tx.view(), id)?;
    let from = rule::Kind::from_code(&row.kind).ok_or(ErrorCode::StepNotAllowed)?;
    let wanted = kind_of(&to).ok_or(ErrorCode::StepNotAllowed)?;
    let conversion = Conversion {
        from,
        to: wanted,
        state: rule::State::from_code(&row.state).unwrap_or(rule::State::Closed),
        order: order_state(tx.view(), row.work_order_id)?,
    };
    let converted = rule::convert(&conversion).map_err(refused)?;
    let mut fields = vec![("kind", code_of(&to))];
    if row.first_kind.is_none() {
        fields.push(("first_kind", from.code().into()));
    }
    let order = match converted {
        Converted::Waits => {
            fields.push(("state", code_of(&RequestState::Open)));
            None
        }
        Converted::OpensOrder(kind) => {
            fields.push(("state", code_of(&RequestState::Ordered)));
            let kind: WorkOrderKind =
                code_from(Some(kind.code())).ok_or(ErrorCode::StepNotAllowed)?;
            let order = new_order(&row, kind)?;
            Some(work_order::open(app, acting, tx, &order)?)
        }
        Converted::ChangesOrder(kind) => {
            let order = row.work_order_id.ok_or(ErrorCode::NotFound)?;
            tx.update("work_order", order, &[("kind", kind.code().into())])?;
            Some(order)
        }
    };
    tx.update("request", id, &fields)?;
    let said = note.map_or_else(String::new, |note| format!("：{note}"));
    let text = format!("{}转为{}{said}", name(from), name(wanted));
    let contact = NewContact {
        customer: row.customer_id,
        request: Some(id),
        work_order: order,
        ..NewContact::their_call(text, super::channel_of(&row), acting.now_at)
    };
    contact::write(tx, ContactId(app.new_id(acting)), &contact)?;
    match row.unit_id.filter(|_| wanted == rule::Kind::Repair) {
        Some(unit) => {
            let report = Reported {
                unit,
                customer: row.customer_id,
                order,
                reported_at: row.received_at.min(acting.now_at),
            };
            remedy_case::after_report(app, acting, tx, &report)
        }
        None => Ok(None),
    }
}

fn order_state(view: View<'_>, order: Option<WorkOrderId>) -> Outcome<Option<OrderState>> {
    let Some(order) = order else { return Ok(None) };
    let state = wuyou_store::work_order::get(view, order)?.state;
    // A state this version does not know is under way for all it can tell.
    Ok(Some(
        OrderState::from_code(&state).unwrap_or(OrderState::InProgress),
    ))
}

fn refused(why: NotConverted) -> Failure {
    match why {
        NotConverted::Same => single("kind", "same_kind", None).into(),
        NotConverted::Done => ErrorCode::RequestDone.into(),
        NotConverted::OrderUnderWay => ErrorCode::RequestHasOrder.into(),
    }
}

/// The word of a kind, as it stands in the record of what was said.
const fn name(kind: rule::Kind) -> &'static str {
    match kind {
        rule::Kind::Repair => "报修",
        rule::Kind::Enquiry => "咨询",
        rule::Kind::Install => "安装",
        rule::Kind::Maintenance => "保养",
        rule::Kind::Complaint => "投诉",
        rule::Kind::Suggestion => "建议",
        rule::Kind::Praise => "表扬",
        rule::Kind::Return => "退换",
        rule::Kind::PreSale => "售前",
    }
}
