//! What a customer objects to on the spot (R045): noted with what was done about it; one that is not
//! settled when the order is closed becomes a complaint in the same transaction.

use wuyou_contract::ErrorCode;
use wuyou_contract::objection::{
    Objection, ObjectionAdd, ObjectionEscalate, ObjectionList, ObjectionSettle, ObjectionTyped,
    Objections,
};
use wuyou_domain::id::{ObjectionId, WorkOrderId};
use wuyou_domain::work_order::State;
use wuyou_store::objection::{self as store, ObjectionRow};
use wuyou_store::work_order::{self as orders, WorkOrderRow};
use wuyou_store::{Id, Tx, View};

use crate::app::{Acting, App};
use crate::area::{complaint, work_order};
use crate::failure::Outcome;
use crate::input::Form;

/// An objection, typed and found in order.
pub(crate) struct Typed {
    text: String,
    handling: Option<String>,
    resolved: bool,
}

/// Reads what was typed; what is said to be settled says how.
pub(crate) fn read(form: &mut Form, said: &ObjectionTyped) -> Typed {
    let text = form.required_note("objection_text", &said.text);
    let handling = form.note("objection_handling", said.handling.as_deref());
    if said.resolved && handling.is_none() {
        form.wrong("objection_handling", "required", None);
    }
    Typed {
        text,
        handling,
        resolved: said.resolved,
    }
}

/// Lists what was objected to at an order.
pub(crate) fn list(app: &App, acting: &Acting, request: ObjectionList) -> Outcome<Objections> {
    let id = WorkOrderId(request.work_order_id);
    app.database()?.read(|view| shown(acting, view, id))
}

/// Notes an objection.
pub(crate) fn add(app: &App, acting: &Acting, request: ObjectionAdd) -> Outcome<Objections> {
    let id = WorkOrderId(request.work_order_id);
    let mut form = Form::new(acting.now_at);
    let typed = read(&mut form, &request.said);
    let at = form.happened_at("occurred_at", request.occurred_at);
    form.finish()?;
    let database = app.database()?;
    database.edit(&acting.edit()?, |tx| -> Outcome<()> {
        let row = orders::get(tx.view(), id)?;
        if !may_add(&row) {
            return Err(ErrorCode::StepNotAllowed.into());
        }
        write(app, acting, tx, id, (&typed, at.min(acting.now_at)))
    })?;
    database.read(|view| shown(acting, view, id))
}

/// Writes an objection within an edit.
pub(crate) fn write(
    app: &App,
    acting: &Acting,
    tx: &mut Tx<'_>,
    order: WorkOrderId,
    (typed, at): (&Typed, i64),
) -> Outcome<()> {
    if typed.resolved {
        judge_not_own(acting, tx.view(), order)?;
    }
    tx.insert(
        "objection",
        ObjectionId(app.new_id(acting)),
        &[
            ("work_order_id", order.value()),
            ("text", typed.text.as_str().into()),
            ("handling", typed.handling.clone().into()),
            ("resolved", typed.resolved.into()),
            ("occurred_at", at.into()),
            ("staff_id", acting.staff()?.value()),
        ],
    )?;
    Ok(())
}

/// Settles one that was open.
pub(crate) fn settle(app: &App, acting: &Acting, request: ObjectionSettle) -> Outcome<Objections> {
    let id = ObjectionId(request.id);
    let mut form = Form::new(acting.now_at);
    let handling = form.required_note("objection_handling", &request.handling);
    form.finish()?;
    let database = app.database()?;
    let order = database.edit(&acting.edit()?, |tx| -> Outcome<WorkOrderId> {
        let row = store::get(tx.view(), id)?;
        // What became a complaint is settled there.
        if row.resolved || row.complaint_id.is_some() {
            return Err(ErrorCode::StepNotAllowed.into());
        }
        judge_not_own(acting, tx.view(), row.work_order_id)?;
        let fields = [("handling", handling.into()), ("resolved", true.into())];
        tx.update("objection", id, &fields)?;
        Ok(row.work_order_id)
    })?;
    database.read(|view| shown(acting, view, order))
}

/// Who did the work is who is objected to: whether that settled it somebody else says.
fn judge_not_own(acting: &Acting, view: View<'_>, order: WorkOrderId) -> Outcome<()> {
    if work_order::did_the_work(acting, view, &orders::get(view, order)?)? {
        return Err(ErrorCode::ObjectionOwnWork.into());
    }
    Ok(())
}

/// Makes one a complaint that another PC noted when the order was over already.
pub(crate) fn escalate(
    app: &App,
    acting: &Acting,
    request: ObjectionEscalate,
) -> Outcome<Objections> {
    let id = ObjectionId(request.id);
    let database = app.database()?;
    let order = database.edit(&acting.edit()?, |tx| -> Outcome<WorkOrderId> {
        let row = store::get(tx.view(), id)?;
        let order = orders::get(tx.view(), row.work_order_id)?;
        if may_add(&order) || row.resolved || row.complaint_id.is_some() {
            return Err(ErrorCode::StepNotAllowed.into());
        }
        after_close(app, acting, tx, &order)?;
        Ok(order.id)
    })?;
    database.read(|view| shown(acting, view, order))
}

/// What is still open when the order is closed becomes a complaint each, by the rules of complaints.
pub(crate) fn after_close(
    app: &App,
    acting: &Acting,
    tx: &mut Tx<'_>,
    order: &WorkOrderRow,
) -> Outcome<()> {
    for row in store::of_order(tx.view(), order.id)? {
        if row.resolved || row.complaint_id.is_some() {
            continue;
        }
        let said = (row.id, row.text.as_str(), row.occurred_at);
        let complaint = complaint::from_objection(app, acting, tx, order, said)?;
        tx.update("objection", row.id, &[("complaint_id", complaint.value())])?;
    }
    Ok(())
}

fn may_add(row: &WorkOrderRow) -> bool {
    let over = [State::Closed, State::Cancelled];
    over.iter().all(|state| state.code() != row.state)
}

fn shown(acting: &Acting, view: View<'_>, order: WorkOrderId) -> Outcome<Objections> {
    let rows = store::of_order(view, order)?;
    let order = orders::get(view, order)?;
    Ok(Objections {
        rows: rows.into_iter().map(objection).collect(),
        may_add: may_add(&order),
        may_settle: !work_order::did_the_work(acting, view, &order)?,
        may_escalate: !may_add(&order),
    })
}

fn objection(row: ObjectionRow) -> Objection {
    Objection {
        id: row.id.0,
        text: row.text,
        handling: row.handling,
        resolved: row.resolved,
        complaint_id: row.complaint_id.map(|id| id.0),
        complaint_no: row.complaint_no,
        at: row.occurred_at,
        by: row.staff_name,
    }
}
