//! Selling a plan to a machine, and cancelling one.

use chrono::NaiveDate;
use wuyou_contract::ErrorCode;
use wuyou_contract::money::PaymentMethod;
use wuyou_contract::service_plan::{PlanCancel, PlanContracts, PlanSell};
use wuyou_contract::staff::Role;
use wuyou_domain::id::{PlanEventId, UnitId};
use wuyou_domain::service_plan::Plan;
use wuyou_domain::text;
use wuyou_store::service_plan::{self as store};
use wuyou_store::{Id, Tx, View, unit};

use super::{contracts, first_day, list_on, of_unit};
use crate::app::{Acting, App};
use crate::area::work_order::next_no;
use crate::failure::Outcome;
use crate::input::{Form, single};
use crate::show::code_of;

/// The length of a contract's number.
const NO_MAX: usize = 40;

/// What was typed.
struct Typed {
    start_on: Option<NaiveDate>,
    no: Option<String>,
    note: Option<String>,
}

/// Money that changes hands at once.
fn check_method(form: &mut Form, method: PaymentMethod) {
    if matches!(method, PaymentMethod::Credit | PaymentMethod::Waiver) {
        form.wrong("method", "choose_one", None);
    }
}

/// Sells a plan to a machine, or a further one after the last.
pub(crate) fn sell(app: &App, acting: &Acting, request: PlanSell) -> Outcome<PlanContracts> {
    let mut form = Form::new(acting.now_at);
    check_method(&mut form, request.method);
    if request.amount_fen.is_some_and(|fen| fen < 0) {
        form.wrong("amount_fen", "negative", None);
    }
    let typed = Typed {
        start_on: form.day("start_on", request.start_on.as_deref()),
        no: form.line("no", request.no.as_deref(), NO_MAX),
        note: form.line("note", request.note.as_deref(), text::LINE_MAX),
    };
    let today = form.today();
    form.finish()?;
    let id = PlanEventId(app.new_id(acting));
    let unit_id = UnitId(request.unit_id);
    let database = app.database()?;
    database.edit(&acting.edit()?, |tx| -> Outcome<()> {
        let machine = unit::get(tx.view(), unit_id)?;
        let (row, list) = list_on(tx.view(), today)?.ok_or(ErrorCode::PlanGone)?;
        let plan = list.content.find(&request.plan_code);
        let plan = plan.ok_or(ErrorCode::PlanGone)?;
        let amount_fen = price(acting, plan, &request, typed.note.as_deref())?;
        let span = span(tx.view(), acting, (unit_id, plan), typed.start_on)?;
        let renews = request.renews_id.map(PlanEventId);
        let event = if renews.is_some() { "renew" } else { "sell" };
        let no = match typed.no {
            Some(no) => no,
            None => next_no(tx, acting)?,
        };
        let terms = serde_json::to_string(plan).map_err(|_| ErrorCode::Internal)?;
        let fields = [
            ("unit_id", unit_id.value()),
            ("customer_id", machine.customer_id.map(Id::row_id).into()),
            ("event", event.into()),
            ("contract_id", renews.map(Id::row_id).into()),
            ("no", no.into()),
            ("plan_code", plan.code.as_str().into()),
            ("plan_name", plan.name.as_str().into()),
            ("list_no", row.no.into()),
            ("terms", terms.into()),
            ("start_on", span.0.to_string().into()),
            ("end_on", span.1.to_string().into()),
            ("method", code_of(&request.method)),
            ("amount_fen", amount_fen.into()),
            ("receipt_no", next_no(tx, acting)?.into()),
            ("done_on", today.to_string().into()),
            ("note", typed.note.into()),
            ("occurred_at", acting.now_at.into()),
            ("staff_id", acting.staff()?.value()),
        ];
        Ok(tx.insert("plan_event", id, &fields)?)
    })?;
    database.read(|view| contracts(acting, view, &[unit_id]))
}

/// What is taken: never more than the list says; less only by a manager with a reason.
fn price(acting: &Acting, plan: &Plan, request: &PlanSell, note: Option<&str>) -> Outcome<i64> {
    let fen = request.amount_fen.unwrap_or(plan.price_fen);
    if fen > plan.price_fen {
        return Err(single("amount_fen", "above_list", None).into());
    }
    if fen < plan.price_fen {
        if acting.role != Some(Role::Manager) {
            return Err(ErrorCode::DiscountRole.into());
        }
        if note.is_none() {
            return Err(single("note", "required", None).into());
        }
    }
    Ok(fen)
}

/// The first and the last day; no two contracts of a machine run at once.
fn span(
    view: View<'_>,
    acting: &Acting,
    (unit, plan): (UnitId, &Plan),
    typed: Option<NaiveDate>,
) -> Outcome<(NaiveDate, NaiveDate)> {
    let start_on = match typed {
        Some(on) => on,
        None => first_day(view, acting, unit, plan)?,
    };
    if typed.is_some_and(|on| on < Form::new(acting.now_at).today()) {
        return Err(single("start_on", "before_today", None).into());
    }
    let end_on = plan.end_of(start_on).map_err(|_| ErrorCode::Invalid)?;
    let sold = of_unit(view, unit)?;
    if sold
        .iter()
        .any(|one| one.contract.overlaps(start_on, end_on))
    {
        return Err(single("start_on", "plan_overlaps", None).into());
    }
    Ok((start_on, end_on))
}

/// Cancels a contract from today on and gives money back.
pub(crate) fn cancel(app: &App, acting: &Acting, request: PlanCancel) -> Outcome<PlanContracts> {
    let mut form = Form::new(acting.now_at);
    check_method(&mut form, request.method);
    let reason = form.required("reason", &request.reason, text::LINE_MAX);
    if request.refund_fen < 0 {
        form.wrong("refund_fen", "negative", None);
    }
    let today = form.today();
    form.finish()?;
    let contract_id = PlanEventId(request.contract_id);
    // Two PCs that cancel one contract write a row each: the first counts, and what the other paid
    // out is told until it came back.
    let id = PlanEventId(app.new_id(acting));
    let database = app.database()?;
    let unit_id = database.edit(&acting.edit()?, |tx| -> Outcome<UnitId> {
        let row = store::find(tx.view(), contract_id)?.ok_or(ErrorCode::PlanGone)?;
        let sold = of_unit(tx.view(), row.unit_id)?.into_iter();
        let mut sold = sold.filter(|one| one.row.id == contract_id);
        let sold = sold.next().ok_or(ErrorCode::PlanGone)?;
        if !sold.cancels.is_empty() || sold.contract.end_on < today {
            return Err(ErrorCode::PlanGone.into());
        }
        if request.refund_fen > row.amount_fen {
            return Err(single("refund_fen", "more_than_paid", None).into());
        }
        write_cancel(tx, acting, (id, &row), (&request, &reason, today))?;
        Ok(row.unit_id)
    })?;
    database.read(|view| contracts(acting, view, &[unit_id]))
}

fn write_cancel(
    tx: &mut Tx<'_>,
    acting: &Acting,
    (id, row): (PlanEventId, &store::PlanEventRow),
    (request, reason, today): (&PlanCancel, &str, NaiveDate),
) -> Outcome<()> {
    let fields = [
        ("unit_id", row.unit_id.value()),
        ("customer_id", row.customer_id.map(Id::row_id).into()),
        ("event", "cancel".into()),
        ("contract_id", row.id.value()),
        ("no", row.no.as_str().into()),
        ("plan_code", row.plan_code.as_str().into()),
        ("plan_name", row.plan_name.as_str().into()),
        ("method", code_of(&request.method)),
        ("amount_fen", (-request.refund_fen).into()),
        ("receipt_no", next_no(tx, acting)?.into()),
        ("done_on", today.to_string().into()),
        ("note", reason.into()),
        ("occurred_at", acting.now_at.into()),
        ("staff_id", acting.staff()?.value()),
    ];
    Ok(tx.insert("plan_event", id, &fields)?)
}
