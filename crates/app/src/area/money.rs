//! What an order costs, who paid, who still owes, and the daily closing of the cash box.

mod charge;
mod day;
mod decide;
mod finish;
mod payment;

use wuyou_contract::ErrorCode;
use wuyou_contract::money::{ChargeBasis, ChargeKind, ChargeLine, MoneyGet, OrderMoney};
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

pub(crate) use charge::{agree, charge};
pub(crate) use day::{close_day, day, debts};
pub(crate) use decide::cover;
pub(crate) use finish::{proofs_of_close, proofs_of_finish, settle};
pub(crate) use payment::{NewPayment, due_day, pay, record, reverse};

/// Shows the money of an order.
pub(crate) fn get(app: &App, acting: &Acting, request: MoneyGet) -> Outcome<OrderMoney> {
    let id = WorkOrderId(request.work_order_id);
    app.database()?.read(|view| shown(acting, view, id))
}

/// What is paid and what is not.
pub(crate) struct Balance {
    pub(crate) total_fen: i64,
    pub(crate) paid_fen: i64,
    pub(crate) credit_fen: i64,
    pub(crate) credit_due_on: Option<String>,
}

impl Balance {
    /// What is still to be paid.
    pub(crate) fn due_fen(&self) -> i64 {
        (self.total_fen - self.paid_fen).max(0)
    }

    /// What nobody paid and nobody let out on credit.
    pub(crate) fn open_fen(&self) -> i64 {
        (self.due_fen() - self.credit_fen).max(0)
    }
}

/// How an order stands.
pub(crate) fn balance(view: View<'_>, order: &WorkOrderRow) -> Outcome<Balance> {
    let lines = store::lines(view, order.id)?;
    let payments = store::payments(view, order.id)?;
    let live = payments
        .iter()
        .filter(|payment| !payment.reversed && payment.reverses_id.is_none());
    let mut credit = Credit::default();
    for payment in live {
        credit.take(payment);
    }
    let total_fen = total(&lines, order);
    let real = payments.iter().filter(|payment| payment.method != CREDIT);
    let paid_fen: i64 = real.map(|payment| payment.amount_fen).sum();
    Ok(Balance {
        total_fen,
        paid_fen,
        credit_fen: credit.open_fen.min((total_fen - paid_fen).max(0)),
        credit_due_on: credit.due_on.filter(|_| credit.open_fen > 0),
    })
}

/// The method of what is paid later.
const CREDIT: &str = "credit";

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
        } else if local_date(payment.occurred_at) > local_date(self.given_at) {
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

fn agreed(lines: &[ChargeLineRow]) -> i64 {
    lines.iter().filter_map(|line| line.agreed_fen).sum()
}

/// Whether the lines of an order may still be changed.
fn may_change(order: &WorkOrderRow) -> bool {
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
    let lines = store::lines(view, id)?;
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
    let to_agree = open && balance.total_fen > agreed_fen;
    let payments = store::payments(view, id)?;
    Ok(OrderMoney {
        work_order_id: id.0,
        free,
        undecided: open && cover.undecided(),
        why: cover.why,
        may_change: open && mine(acting, &order).is_ok(),
        may_discount: may_take_off(acting, 1, "?")?,
        lines: lines.into_iter().map(line).collect(),
        total_fen: balance.total_fen,
        agreed_fen,
        to_agree,
        payments: payments.into_iter().map(payment::shown).collect(),
        paid_fen: balance.paid_fen,
        due_fen: balance.due_fen(),
        credit_fen: balance.credit_fen.min(balance.due_fen()),
        credit_due_on: balance.credit_due_on,
    })
}

fn is_free(basis: &str) -> bool {
    let basis: Option<ChargeBasis> = code_from(Some(basis));
    matches!(
        basis,
        Some(ChargeBasis::InWarranty | ChargeBasis::Rework | ChargeBasis::ConsumerLaw)
    )
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
