//! What an order costs, who paid, who still owes, and the daily closing of the cash box.

mod book;
mod charge;
mod counter;
mod day;
mod decide;
mod exclude;
mod finish;
mod free;
mod list;
mod payment;
mod quote;
mod recheck;
mod refund;

use wuyou_contract::ErrorCode;
use wuyou_contract::money::{ChargeBasis, ChargeKind, ChargeLine, MoneyGet, OrderMoney};
use wuyou_contract::service_plan::OrderPlan;
use wuyou_domain::id::WorkOrderId;
use wuyou_domain::permission::{Action, Actor, Context, permitted};
use wuyou_domain::staff::Role;
use wuyou_domain::time::local_date;
use wuyou_domain::work_order::State;
use wuyou_store::View;
use wuyou_store::money::{self as store, ChargeLineRow};
use wuyou_store::work_order::{self, WorkOrderRow};

use crate::app::{Acting, App};
use crate::failure::Outcome;
use crate::show::code_from;

pub(crate) use book::{closes, list};
pub(crate) use charge::charge;
pub(crate) use counter::{Sold, charge_sold, may_price, read_sold};
pub(crate) use day::{close_day, day, debts, is_counted};
pub(crate) use decide::{cover, reopened_at, reopenings};
pub(crate) use exclude::{must_be_free, put_right, reported_at, reprice, set_free};
pub(crate) use finish::{proofs_of_close, proofs_of_finish, settle};
pub(crate) use free::{finished_free, give_free, must_be_given};
pub(crate) use payment::{NewPayment, due_day, pay, record, reverse};
pub(crate) use quote::{agree, make as quote};
pub(crate) use refund::{refund, waive};

/// Shows the money of an order.
pub(crate) fn get(app: &App, acting: &Acting, request: MoneyGet) -> Outcome<OrderMoney> {
    let id = WorkOrderId(request.work_order_id);
    app.database()?.read(|view| shown(acting, view, id))
}

/// What is paid and what is not.
pub(crate) struct Balance {
    pub(crate) total_fen: i64,
    pub(crate) paid_fen: i64,
    /// What nobody asks for any more.
    pub(crate) waived_fen: i64,
    pub(crate) credit_fen: i64,
    pub(crate) credit_due_on: Option<String>,
}

impl Balance {
    /// What came in and was not to be paid: it goes back to the customer.
    pub(crate) fn owed_back_fen(&self) -> i64 {
        (self.paid_fen - self.to_pay_fen().max(0)).max(0)
    }

    /// What is still to be paid.
    pub(crate) fn due_fen(&self) -> i64 {
        (self.to_pay_fen().max(0) - self.paid_fen).max(0)
    }

    fn to_pay_fen(&self) -> i64 {
        self.total_fen - self.waived_fen
    }

    /// What nobody paid and nobody let out on credit.
    pub(crate) fn open_fen(&self) -> i64 {
        (self.due_fen() - self.credit_fen).max(0)
    }
}

/// How an order stands.
pub(crate) fn balance(view: View<'_>, order: &WorkOrderRow) -> Outcome<Balance> {
    let lines = exclude::lines(view, order)?;
    let payments = store::payments(view, order.id)?;
    let live = payments
        .iter()
        .filter(|payment| !payment.reversed && payment.reverses_id.is_none());
    let mut credit = Credit::default();
    for payment in live {
        credit.take(payment);
    }
    // Nothing is charged for an order that was cancelled, on whichever PC.
    let cancelled = order.state == State::Cancelled.code();
    let total_fen = if cancelled { 0 } else { total(&lines, order) };
    let sum = |own: fn(&str) -> bool| -> i64 {
        let own = payments.iter().filter(|payment| own(&payment.method));
        own.map(|payment| payment.amount_fen).sum()
    };
    let paid_fen = sum(|method| method != CREDIT && method != WAIVER);
    let waived_fen = if cancelled {
        0
    } else {
        sum(|method| method == WAIVER)
    };
    let due_fen = ((total_fen - waived_fen).max(0) - paid_fen).max(0);
    Ok(Balance {
        total_fen,
        paid_fen,
        waived_fen,
        credit_fen: credit.open_fen.min(due_fen),
        credit_due_on: credit.due_on.filter(|_| credit.open_fen > 0),
    })
}

/// The method of what is paid later.
const CREDIT: &str = "credit";
/// The method of what nobody asks for any more.
const WAIVER: &str = "waiver";

/// What was let out on credit and not paid since. What comes in on a later day pays it first, so
/// that an old credit never covers what is charged later; what comes in on the same day is the part
/// that was paid at once.
#[derive(Default)]
struct Credit {
    open_fen: i64,
    due_on: Option<String>,
    given_at: i64,
}

impl Credit {
    fn take(&mut self, payment: &store::PaymentRow) {
        if payment.method == CREDIT {
            self.open_fen += payment.amount_fen;
            self.due_on = self.due_on.take().max(payment.due_on.clone());
            self.given_at = payment.occurred_at;
        } else if payment.amount_fen > 0
            && local_date(payment.occurred_at) > local_date(self.given_at)
        {
            self.open_fen = (self.open_fen - payment.amount_fen).max(0);
            if self.open_fen == 0 {
                self.due_on = None;
            }
        }
    }
}

/// The sum of the lines; of an order without lines what was typed.
fn total(lines: &[ChargeLineRow], order: &WorkOrderRow) -> i64 {
    if lines.is_empty() {
        order.charge_fen.unwrap_or(0)
    } else {
        lines.iter().map(|line| line.amount_fen).sum()
    }
}

/// How much the lines of finished work are above what the customer signed, or agreed to before: two
/// PCs may each have added one. The customer's word, or taking it off, settles it.
pub(crate) fn over_fen(view: View<'_>, order: &WorkOrderRow) -> Outcome<i64> {
    let lines = exclude::lines(view, order)?;
    if lines.is_empty() || may_change(order) || order.state == State::Cancelled.code() {
        return Ok(0);
    }
    let signed_fen = order.charge_fen.unwrap_or(i64::MAX).min(agreed(&lines));
    let balance = balance(view, order)?;
    Ok((balance.to_pay_fen() - signed_fen).max(0))
}

/// What an order costs as screens tell it: never more than its lines count for. The sum on record may
/// be of another PC that did not know of it.
pub(crate) fn charged_fen(view: View<'_>, order: &WorkOrderRow) -> Outcome<Option<i64>> {
    let lines = exclude::lines(view, order)?;
    let told = order.charge_fen;
    Ok(told.map(|told| told.min(total(&lines, order))))
}

fn agreed(lines: &[ChargeLineRow]) -> i64 {
    lines.iter().filter_map(|line| line.agreed_fen).sum()
}

/// Whether the lines of an order may still be changed.
pub(crate) fn may_change(order: &WorkOrderRow) -> bool {
    let state = State::from_code(&order.state);
    !matches!(
        state,
        None | Some(State::Finished | State::Confirmed | State::Closed | State::Cancelled)
    )
}

/// A technician handles the money of their own orders.
pub(crate) fn mine(acting: &Acting, order: &WorkOrderRow) -> Outcome<()> {
    let role = super::work_order::role(acting)?;
    if role == Role::Technician && order.technician_id != acting.staff {
        return Err(ErrorCode::NotYours.into());
    }
    Ok(())
}

/// Whether the acting person may take this much off, for this reason.
fn may_take_off(acting: &Acting, amount_fen: i64, reason: &str) -> Outcome<bool> {
    let actor = Actor::from(super::work_order::role(acting)?);
    let context = Context {
        amount_fen: Some(amount_fen),
        reason: Some(reason.to_owned()),
        now_at: Some(acting.now_at),
        ..Context::default()
    };
    let answer = permitted(Action::GiveFreeOutOfWarranty, actor, &context);
    Ok(answer.is_ok_and(|decision| decision.result.allowed()))
}

pub(super) fn shown(acting: &Acting, view: View<'_>, id: WorkOrderId) -> Outcome<OrderMoney> {
    let order = work_order::get(view, id)?;
    let lines = exclude::lines(view, &order)?;
    let cover = cover(view, &order, acting.now_at)?;
    let open = may_change(&order);
    // What was decided stays decided: once finished, the lines tell whether the work was free.
    let free = if open {
        // Free is what is done anew; what was agreed before the order was opened again is not.
        cover.free() && charge::standing(view, &order)?.is_empty()
    } else {
        lines.iter().any(|line| is_free(&line.basis))
    };
    let balance = balance(view, &order)?;
    let agreed_fen = agreed(&lines);
    let over_fen = over_fen(view, &order)?;
    // Lines of two PCs may each have been agreed to, and nobody has told the sum.
    let told_fen = order.charge_fen.filter(|_| !lines.is_empty());
    let signed_fen = told_fen.unwrap_or(i64::MAX).min(agreed_fen);
    let to_agree = over_fen > 0 || (open && balance.total_fen > signed_fen);
    let payments = store::payments(view, id)?;
    let prices = list::OrderPrices::of(view, acting, &order)?;
    let plan = plan_of(view, &order, &cover)?;
    Ok(OrderMoney {
        work_order_id: id.0,
        free,
        undecided: open && cover.undecided(),
        why: cover.why,
        may_change: open && mine(acting, &order).is_ok(),
        may_discount: may_take_off(acting, 1, "?")?,
        may_exceed: list::may_exceed(acting)?,
        plan,
        travel: prices.travel().map(super::price::priced),
        changes: recheck::changes(view, acting, &order)?,
        quotes: quote::of_order(acting, view, id, &lines)?,
        lines: lines.into_iter().map(line).collect(),
        total_fen: balance.total_fen,
        agreed_fen,
        to_agree,
        payments: payments.into_iter().map(payment::shown).collect(),
        paid_fen: balance.paid_fen,
        waived_fen: balance.waived_fen,
        over_fen,
        to_give_fen: free::to_give_fen(view, acting, &order)?,
        due_fen: balance.due_fen(),
        owed_back_fen: balance.owed_back_fen(),
        credit_fen: balance.credit_fen.min(balance.due_fen()),
        credit_due_on: balance.credit_due_on,
    })
}

/// What a service plan says to an order that is not free anyway.
fn plan_of(
    view: View<'_>,
    order: &WorkOrderRow,
    cover: &decide::Cover,
) -> Outcome<Option<OrderPlan>> {
    if cover.free() {
        return Ok(None);
    }
    let asked = (reported_at(view, order)?, cover.excluded);
    let found = super::service_plan::of_order(view, order, asked)?;
    Ok(found.map(|plan| plan.shown()))
}

fn is_free(basis: &str) -> bool {
    let basis: Option<ChargeBasis> = code_from(Some(basis));
    matches!(
        basis,
        Some(ChargeBasis::InWarranty | ChargeBasis::Rework | ChargeBasis::ConsumerLaw)
    )
}

/// Free by law or by a plan: a rule gave it.
fn is_covered(basis: &str) -> bool {
    is_free(basis) || basis == "plan"
}

fn line(row: ChargeLineRow) -> ChargeLine {
    ChargeLine {
        id: row.id.0,
        kind: code_from(Some(&row.kind)).unwrap_or(ChargeKind::Other),
        code: row.code,
        name: row.name,
        quantity: row.quantity,
        unit_fen: row.unit_fen,
        amount_fen: row.amount_fen,
        basis: code_from(Some(&row.basis)).unwrap_or(ChargeBasis::Typed),
        reason: row.reason,
    }
}
