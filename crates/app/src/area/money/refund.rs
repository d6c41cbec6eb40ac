//! Money that goes back to the customer, and money that is not asked for any more.

use wuyou_contract::ErrorCode;
use wuyou_contract::money::{MoneyRefund, MoneyWaive, OrderMoney, PaymentMethod};
use wuyou_domain::id::{PaymentId, WorkOrderId};
use wuyou_domain::text;
use wuyou_domain::work_order::{CHARGE_MAX_FEN, State};
use wuyou_store::work_order::{self, WorkOrderRow};
use wuyou_store::{Tx, View};

use super::payment::insert;
use super::{Balance, WAIVER, balance, exclude, may_take_off, mine, shown};
use crate::app::{Acting, App};
use crate::failure::Outcome;
use crate::input::{Form, single};
use crate::show::code_of;

fn amount(form: &mut Form, fen: i64) {
    match fen {
        ..0 => form.wrong("amount_fen", "negative", None),
        0 => form.wrong("amount_fen", "amount_zero", None),
        fen if fen > CHARGE_MAX_FEN => form.wrong("amount_fen", "amount_range", None),
        _ => {}
    }
}

/// Gives money back. What was owed back is simply paid; what goes beyond it is not asked for again,
/// so that it does not stay as a debt on the order, and needs the right to take something off.
pub(crate) fn refund(app: &App, acting: &Acting, request: MoneyRefund) -> Outcome<OrderMoney> {
    let mut form = Form::new(acting.now_at);
    amount(&mut form, request.amount_fen);
    let reason = form.required("reason", &request.reason, text::LINE_MAX);
    if matches!(
        request.method,
        PaymentMethod::Credit | PaymentMethod::Waiver
    ) {
        form.wrong("method", "choose_one", None);
    }
    form.finish()?;
    let id = WorkOrderId(request.work_order_id);
    let database = app.database()?;
    database.edit(&acting.edit()?, |tx| -> Outcome<()> {
        let order = work_order::get(tx.view(), id)?;
        mine(acting, &order)?;
        let balance = balance(tx.view(), &order)?;
        if request.amount_fen > balance.paid_fen.max(0) {
            return Err(single("amount_fen", "more_than_paid", None).into());
        }
        let beyond = request.amount_fen - balance.owed_back_fen();
        if beyond > 0 {
            let taken_off = taken_off_fen(tx.view(), &order, &balance)?;
            may_waive(acting, beyond.saturating_add(taken_off), &reason)?;
        }
        let fields = vec![
            ("method", code_of(&request.method)),
            ("amount_fen", (-request.amount_fen).into()),
            ("note", reason.as_str().into()),
            ("occurred_at", acting.now_at.into()),
        ];
        let refund = PaymentId(app.new_id(acting));
        insert(acting, tx, (refund, id), fields)?;
        if beyond > 0 {
            let waiver = PaymentId::of_waiver(refund);
            write_waiver(acting, tx, (waiver, id), (beyond, &reason))?;
        }
        Ok(())
    })?;
    database.read(|view| shown(acting, view, id))
}

/// Asks for a part of what is due no more.
pub(crate) fn waive(app: &App, acting: &Acting, request: MoneyWaive) -> Outcome<OrderMoney> {
    let mut form = Form::new(acting.now_at);
    amount(&mut form, request.amount_fen);
    let reason = form.required("reason", &request.reason, text::LINE_MAX);
    form.finish()?;
    let id = WorkOrderId(request.work_order_id);
    let database = app.database()?;
    database.edit(&acting.edit()?, |tx| -> Outcome<()> {
        let order = work_order::get(tx.view(), id)?;
        mine(acting, &order)?;
        must_not_be_cancelled(&order)?;
        let balance = balance(tx.view(), &order)?;
        if request.amount_fen > balance.due_fen() {
            return Err(single("amount_fen", "more_than_due", None).into());
        }
        let taken_off = taken_off_fen(tx.view(), &order, &balance)?;
        may_waive(
            acting,
            request.amount_fen.saturating_add(taken_off),
            &reason,
        )?;
        let waiver = PaymentId(app.new_id(acting));
        write_waiver(acting, tx, (waiver, id), (request.amount_fen, &reason))
    })?;
    database.read(|view| shown(acting, view, id))
}

fn must_not_be_cancelled(order: &WorkOrderRow) -> Outcome<()> {
    if order.state == State::Cancelled.code() {
        return Err(ErrorCode::MoneyFixed.into());
    }
    Ok(())
}

/// What was taken off an order so far, by discount or by letting it go: the limit is the order's.
pub(super) fn taken_off_fen(
    view: View<'_>,
    order: &WorkOrderRow,
    balance: &Balance,
) -> Outcome<i64> {
    let lines = exclude::lines(view, order)?;
    let discount: i64 = lines.iter().map(|line| line.amount_fen.min(0)).sum();
    Ok(balance.waived_fen.max(0).saturating_sub(discount))
}

/// Not to ask for money is to take it off: the same right, up to the same limit.
pub(super) fn may_waive(acting: &Acting, amount_fen: i64, reason: &str) -> Outcome<()> {
    if !may_take_off(acting, 1, reason)? {
        return Err(ErrorCode::DiscountRole.into());
    }
    if !may_take_off(acting, amount_fen, reason)? {
        return Err(ErrorCode::DiscountLimit.into());
    }
    Ok(())
}

fn write_waiver(
    acting: &Acting,
    tx: &mut Tx<'_>,
    (id, order): (PaymentId, WorkOrderId),
    (amount_fen, reason): (i64, &str),
) -> Outcome<()> {
    let fields = vec![
        ("method", WAIVER.into()),
        ("amount_fen", amount_fen.into()),
        ("note", reason.into()),
        ("occurred_at", acting.now_at.into()),
    ];
    insert(acting, tx, (id, order), fields)
}
