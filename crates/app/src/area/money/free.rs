//! Work that the rules charge and that nobody was charged for: a manager gives it free with a
//! reason, up to the same limit as any discount, before the order is closed.

use wuyou_contract::ErrorCode;
use wuyou_contract::money::{ChargeBasis, ChargeKind, MoneyGiveFree, OrderMoney};
use wuyou_domain::id::WorkOrderId;
use wuyou_domain::staff::Role;
use wuyou_domain::text;
use wuyou_domain::work_order::{Kind, State};
use wuyou_store::money::{self as store, ChargeLineRow};
use wuyou_store::work_order::{self, WorkOrderRow};
use wuyou_store::{Id, Tx, View};

use super::charge::{fields, line_id};
use super::decide::Decided;
use super::list::OrderPrices;
use super::refund::{may_waive, taken_off_fen};
use super::{balance, cover, exclude, is_covered, mine, shown, total};
use crate::app::{Acting, App};
use crate::failure::Outcome;
use crate::input::{Form, single};

/// The origin of what an old list tells of: nobody knows what was paid for it.
const IMPORTED: &str = "import";
/// The kind of a line that takes something off.
const DISCOUNT: &str = "discount";

/// Gives work free that the rules charge.
pub(crate) fn give_free(app: &App, acting: &Acting, request: MoneyGiveFree) -> Outcome<OrderMoney> {
    let mut form = Form::new(acting.now_at);
    let reason = form.required("reason", &request.reason, text::LINE_MAX);
    form.finish()?;
    let id = WorkOrderId(request.work_order_id);
    let database = app.database()?;
    database.edit(&acting.edit()?, |tx| -> Outcome<()> {
        let order = work_order::get(tx.view(), id)?;
        mine(acting, &order)?;
        if is_to_give(tx.view(), &order, acting.now_at)? {
            write(tx, acting, &order, &reason)?;
        }
        Ok(())
    })?;
    database.read(|view| shown(acting, view, id))
}

/// Whether the work was done, the rules charge it, nothing was charged, and no manager has given it.
/// Where warranty cannot be told, nothing is: it is free in doubt.
pub(crate) fn is_to_give(view: View<'_>, order: &WorkOrderRow, now_at: i64) -> Outcome<bool> {
    let state = State::from_code(&order.state);
    let done = matches!(state, Some(State::Finished | State::Confirmed));
    let own = order.origin.as_deref() != Some(IMPORTED);
    if !done || !own || order.kind != Kind::Repair.code() {
        return Ok(false);
    }
    let lines = exclude::lines(view, order)?;
    // A plan, the law or a manager gave it.
    let given = |line: &ChargeLineRow| is_covered(&line.basis) || line.kind == DISCOUNT;
    if total(&lines, order) != 0 || lines.iter().any(given) {
        return Ok(false);
    }
    Ok(cover(view, order, now_at)?.charged())
}

/// What it would have cost by the list, where it is to be given.
pub(super) fn to_give_fen(
    view: View<'_>,
    acting: &Acting,
    order: &WorkOrderRow,
) -> Outcome<Option<i64>> {
    if !is_to_give(view, order, acting.now_at)? {
        return Ok(None);
    }
    let prices = OrderPrices::of(view, acting, order)?;
    let worth = prices.worth(view, order)?;
    Ok(Some(worth.iter().map(|line| line.amount_fen).sum()))
}

/// A manager who finishes it so says why at once; whoever else does leaves it to one, so that nothing
/// of what was typed waits for them.
pub(crate) fn finished_free(
    tx: &mut Tx<'_>,
    acting: &Acting,
    id: WorkOrderId,
    reason: Option<&str>,
) -> Outcome<()> {
    let order = work_order::get(tx.view(), id)?;
    let manager = crate::area::work_order::role(acting)? == Role::Manager;
    if !manager || !is_to_give(tx.view(), &order, acting.now_at)? {
        return Ok(());
    }
    match reason {
        Some(reason) => write(tx, acting, &order, reason),
        None => Err(single("reason", "give_free", None).into()),
    }
}

/// An order does not close before.
pub(crate) fn must_be_given(view: View<'_>, order: &WorkOrderRow, now_at: i64) -> Outcome<()> {
    match is_to_give(view, order, now_at)? {
        true => Err(ErrorCode::FreeNotGiven.into()),
        false => Ok(()),
    }
}

/// Writes what it is worth by the list, and the same taken off with the reason: the customer sees
/// what was given, and headquarters who gave it.
fn write(tx: &mut Tx<'_>, acting: &Acting, order: &WorkOrderRow, reason: &str) -> Outcome<()> {
    let prices = OrderPrices::of(tx.view(), acting, order)?;
    let mut lines = prices.worth(tx.view(), order)?;
    let worth_fen: i64 = lines.iter().map(|line| line.amount_fen).sum();
    let before = balance(tx.view(), order)?;
    let taken_off = taken_off_fen(tx.view(), order, &before)?;
    // The right is asked for also where the list has no price for it.
    may_waive(acting, worth_fen.max(1).saturating_add(taken_off), reason)?;
    lines.push(Decided {
        kind: ChargeKind::Discount,
        code: None,
        name: "保外免费".to_owned(),
        quantity: 1,
        unit_fen: -worth_fen,
        amount_fen: -worth_fen,
        basis: ChargeBasis::Discount,
        reason: Some(reason.to_owned()),
    });
    let standing = store::lines(tx.view(), order.id)?;
    let mut taken: Vec<_> = standing.iter().map(|row| row.id).collect();
    for (place, line) in lines.iter().enumerate() {
        // Beside a line of this name that was typed at nothing it is one of its own.
        let mut ids = (0..=taken.len()).map(|nth| line_id(order.id, line, nth));
        let id = ids.find(|id| !taken.contains(id));
        let id = id.ok_or(ErrorCode::Invalid)?;
        taken.push(id);
        let mut fields = fields(line, standing.len() + place);
        fields.push(("work_order_id", order.id.value()));
        fields.push(("agreed_fen", line.amount_fen.into()));
        fields.push(("agreed_at", acting.now_at.into()));
        tx.insert("charge_line", id, &fields)?;
    }
    Ok(())
}
