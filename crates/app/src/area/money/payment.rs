//! Payments: money that comes in, what is paid later, and what is taken back.

use chrono::NaiveDate;
use wuyou_contract::ErrorCode;
use wuyou_contract::money::{OrderMoney, Payment, PaymentAdd, PaymentMethod, PaymentReverse};
use wuyou_domain::date_text::{DateKind, parse_date};
use wuyou_domain::id::{PaymentId, WorkOrderId};
use wuyou_domain::text;
use wuyou_domain::work_order::{CHARGE_MAX_FEN, State};
use wuyou_store::money::{self as store, PaymentRow};
use wuyou_store::work_order::{self, WorkOrderRow};
use wuyou_store::{Id, Tx};
use wuyou_sync::value::Value;

use super::{CREDIT, WAIVER, balance, may_take_off, mine};
use crate::app::{Acting, App};
use crate::area::work_order::next_no;
use crate::failure::Outcome;
use crate::input::{Form, single};
use crate::show::{code_from, code_of};

/// A payment to be recorded.
#[derive(Clone)]
pub(crate) struct NewPayment {
    /// Of what two PCs may type: the id they both give it.
    pub(crate) id: Option<PaymentId>,
    pub(crate) method: PaymentMethod,
    pub(crate) amount_fen: i64,
    /// For credit: the day it is to be paid.
    pub(crate) due_on: Option<NaiveDate>,
    pub(crate) note: Option<String>,
    pub(crate) occurred_at: i64,
}

/// The day a customer promised to pay, in any typed form; not before today.
pub(crate) fn due_day(form: &mut Form, typed: Option<&str>) -> Option<NaiveDate> {
    let typed = typed.map(str::trim).filter(|typed| !typed.is_empty())?;
    match parse_date(typed, form.today(), DateKind::Event) {
        Ok(date) if date < form.today() => {
            form.wrong("due_on", "due_past", None);
            None
        }
        Ok(date) => Some(date),
        Err(problem) => {
            form.wrong("due_on", &format!("date_{}", problem.code()), None);
            None
        }
    }
}

/// Records a payment.
pub(crate) fn pay(app: &App, acting: &Acting, request: PaymentAdd) -> Outcome<OrderMoney> {
    let mut form = Form::new(acting.now_at);
    match request.amount_fen {
        ..0 => form.wrong("amount_fen", "negative", None),
        0 => form.wrong("amount_fen", "amount_zero", None),
        fen if fen > CHARGE_MAX_FEN => form.wrong("amount_fen", "amount_range", None),
        _ => {}
    }
    if request.method == PaymentMethod::Waiver {
        form.wrong("method", "choose_one", None);
    }
    let credit = request.method == PaymentMethod::Credit;
    let typed = request.due_on.as_deref().filter(|_| credit);
    if credit && typed.is_none_or(|typed| typed.trim().is_empty()) {
        form.wrong("due_on", "required", None);
    }
    let payment = NewPayment {
        id: None,
        method: request.method,
        amount_fen: request.amount_fen,
        due_on: due_day(&mut form, typed),
        note: form.line("note", request.note.as_deref(), text::LINE_MAX),
        occurred_at: form
            .happened_at("occurred_at", request.occurred_at)
            .min(acting.now_at),
    };
    form.finish()?;
    let id = WorkOrderId(request.work_order_id);
    let database = app.database()?;
    database.edit(&acting.edit()?, |tx| -> Outcome<()> {
        let order = work_order::get(tx.view(), id)?;
        mine(acting, &order)?;
        record(app, acting, tx, &order, &payment)
    })?;
    database.read(|view| super::shown(acting, view, id))
}

/// Records a payment within an edit: never more than is still to be paid.
pub(crate) fn record(
    app: &App,
    acting: &Acting,
    tx: &mut Tx<'_>,
    order: &WorkOrderRow,
    payment: &NewPayment,
) -> Outcome<()> {
    if order.state == State::Cancelled.code() {
        return Err(ErrorCode::MoneyFixed.into());
    }
    // Not to ask for money is no payment: it has its own right, limit and reason.
    if payment.method == PaymentMethod::Waiver {
        return Err(single("method", "choose_one", None).into());
    }
    let balance = balance(tx.view(), order)?;
    let most = match payment.method {
        PaymentMethod::Credit => balance.open_fen(),
        _ => balance.due_fen(),
    };
    if payment.amount_fen > most {
        return Err(single("amount_fen", "more_than_due", None).into());
    }
    let due_on = payment.due_on.map(|on| on.to_string());
    let fields = [
        ("method", code_of(&payment.method)),
        ("amount_fen", payment.amount_fen.into()),
        ("due_on", due_on.into()),
        ("note", payment.note.clone().into()),
        ("occurred_at", payment.occurred_at.into()),
    ];
    let id = payment.id.unwrap_or_else(|| PaymentId(app.new_id(acting)));
    insert(acting, tx, (id, order.id), fields.to_vec())
}

pub(super) fn insert(
    acting: &Acting,
    tx: &mut Tx<'_>,
    (id, order): (PaymentId, WorkOrderId),
    mut fields: Vec<(&'static str, Value)>,
) -> Outcome<()> {
    fields.push(("work_order_id", order.value()));
    fields.push(("receipt_no", next_no(tx, acting)?.into()));
    fields.push(("staff_id", acting.staff()?.value()));
    tx.insert("payment", id, &fields)?;
    Ok(())
}

/// Takes a payment back: a row of its own, of today, with the reason.
pub(crate) fn reverse(app: &App, acting: &Acting, request: PaymentReverse) -> Outcome<OrderMoney> {
    let mut form = Form::new(acting.now_at);
    let reason = form.required("reason", &request.reason, text::LINE_MAX);
    form.finish()?;
    let database = app.database()?;
    let order = database.edit(&acting.edit()?, |tx| -> Outcome<WorkOrderId> {
        let paid = store::payment(tx.view(), PaymentId(request.payment_id))?;
        if paid.reversed || paid.reverses_id.is_some() {
            return Err(ErrorCode::ReversedAlready.into());
        }
        may_reverse(acting, tx, &paid, &reason)?;
        take_back(acting, tx, &paid, &reason)?;
        // What was let go with a refund is asked for again with it.
        let waiver = PaymentId::of_waiver(paid.id);
        if tx.view().row("payment", waiver)?.is_some() {
            let waiver = store::payment(tx.view(), waiver)?;
            if !waiver.reversed {
                take_back(acting, tx, &waiver, &reason)?;
            }
        }
        Ok(paid.work_order_id)
    })?;
    database.read(|view| super::shown(acting, view, order))
}

/// Money that went back to the customer is not there to be taken back once more; and asking again
/// for what was let go takes the right to let it go.
fn may_reverse(acting: &Acting, tx: &Tx<'_>, paid: &PaymentRow, reason: &str) -> Outcome<()> {
    if paid.method == WAIVER {
        let may = may_take_off(acting, 1, reason)?;
        return if may {
            Ok(())
        } else {
            Err(ErrorCode::DiscountRole.into())
        };
    }
    let order = work_order::get(tx.view(), paid.work_order_id)?;
    let counted = paid.method != CREDIT && paid.amount_fen > 0;
    if counted && balance(tx.view(), &order)?.paid_fen < paid.amount_fen {
        return Err(single("reason", "more_than_paid", None).into());
    }
    Ok(())
}

fn take_back(acting: &Acting, tx: &mut Tx<'_>, paid: &PaymentRow, reason: &str) -> Outcome<()> {
    let fields = vec![
        ("method", paid.method.as_str().into()),
        ("amount_fen", (-paid.amount_fen).into()),
        ("reverses_id", paid.id.value()),
        ("note", reason.into()),
        ("occurred_at", acting.now_at.into()),
    ];
    let id = PaymentId::of_reversal(paid.id);
    insert(acting, tx, (id, paid.work_order_id), fields)
}

/// A payment as screens show it.
pub(super) fn shown(row: PaymentRow) -> Payment {
    Payment {
        id: row.id.0,
        no: row.no,
        customer_name: row.customer_name,
        method: code_from(Some(&row.method)).unwrap_or(PaymentMethod::Cash),
        amount_fen: row.amount_fen,
        receipt_no: row.receipt_no,
        due_on: row.due_on,
        occurred_at: row.occurred_at,
        staff: row.staff,
        note: row.note,
        reverses_id: row.reverses_id.map(|id| id.0),
        reversed: row.reversed,
    }
}
