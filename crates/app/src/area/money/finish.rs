//! The money of an order when its work is finished and when it is closed.

use wuyou_contract::ErrorCode;
use wuyou_contract::money::{ChargeBasis, ChargeKind};
use wuyou_domain::work_order::Kind;
use wuyou_store::money as store;
use wuyou_store::work_order::WorkOrderRow;
use wuyou_store::{Id, Tx, View};

use super::charge::{fields, line_id};
use super::decide::Decided;
use super::list::OrderPrices;
use super::{agreed, balance, cover, total};
use crate::app::Acting;
use crate::area::exclusion;
use crate::failure::Outcome;
use crate::input::single;

/// Whether the work is free and something is charged for it all the same. Lines were decided one by
/// one, so only a sum without lines is looked at.
pub(crate) fn proofs_of_finish(
    view: View<'_>,
    order: &WorkOrderRow,
    charge_fen: Option<i64>,
    now_at: i64,
) -> Outcome<Option<bool>> {
    if charge_fen.unwrap_or(0) == 0 || !store::lines(view, order.id)?.is_empty() {
        return Ok(None);
    }
    let cover = cover(view, order, now_at)?;
    Ok(Some(cover.free()))
}

/// Whether everything is paid or let out on credit, and whether the old parts came back. What was
/// never recorded (orders of old lists, of older versions) is not known and not demanded.
pub(crate) fn proofs_of_close(
    view: View<'_>,
    order: &WorkOrderRow,
) -> Outcome<(Option<bool>, Option<bool>)> {
    let charged = !store::lines(view, order.id)?.is_empty();
    let settled = match charged {
        true => Some(balance(view, order)?.open_fen() == 0),
        false => None,
    };
    Ok((settled, crate::area::stock::old_parts_back(view, order.id)?))
}

/// Holds the typed sum against the lines when the work is finished. Without lines it becomes one,
/// agreed to by the signature under it.
pub(crate) fn settle(
    tx: &mut Tx<'_>,
    acting: &Acting,
    order: &WorkOrderRow,
    (charge_fen, occurred_at, reason): (i64, i64, Option<&str>),
) -> Outcome<()> {
    let lines = super::exclude::lines(tx.view(), order)?;
    if lines.is_empty() {
        let covered = covered(tx.view(), order, occurred_at)?;
        return match (charge_fen, covered) {
            (0, None) => Ok(()),
            (0, Some(basis)) => write_covered(tx, order, basis),
            // What the plan covers is told line by line: one sum would charge it all the same.
            (_, Some(_)) => Err(single("charge_fen", "plan_lines", None).into()),
            (fen, None) => {
                let above = above_list(tx.view(), acting, order, (fen, reason))?;
                write_sum(tx, order, (fen, occurred_at), above)
            }
        };
    }
    super::recheck::hold(tx, acting, order)?;
    let sum = total(&lines, order);
    // What the customer was told is the sum that stood there, not what two PCs made of it.
    let told_fen = order.charge_fen.unwrap_or(sum);
    if sum != charge_fen {
        return Err(single("charge_fen", "charge_lines", None).into());
    }
    if sum > agreed(&lines).min(told_fen) {
        return Err(ErrorCode::QuoteNotAgreed.into());
    }
    // What the rules do not charge today is not charged later, whatever becomes of the claim.
    super::set_free(tx, order)
}

/// What a service plan says of a repair; maintenance without lines counts by itself.
fn covered(view: View<'_>, order: &WorkOrderRow, now_at: i64) -> Outcome<Option<String>> {
    if order.kind != Kind::Repair.code() || order.unit_id.is_none() {
        return Ok(None);
    }
    let cover = cover(view, order, now_at)?;
    let plan = super::decide::plan(view, order, &cover)?;
    Ok(plan.map(|plan| plan.basis))
}

/// One line of nothing, so that the repair counts among those the plan gives.
fn write_covered(tx: &mut Tx<'_>, order: &WorkOrderRow, basis: String) -> Outcome<()> {
    let line = Decided {
        kind: ChargeKind::Labour,
        code: None,
        name: "服务费".to_owned(),
        quantity: 1,
        unit_fen: 0,
        amount_fen: 0,
        basis: ChargeBasis::Plan,
        reason: Some(basis),
    };
    let mut fields = fields(&line, 0);
    fields.push(("work_order_id", order.id.value()));
    tx.insert("charge_line", line_id(order.id, &line, 0), &fields)?;
    Ok(())
}

/// Why one sum may be more than headquarters' list comes to; nothing where it is not.
fn above_list(
    view: View<'_>,
    acting: &Acting,
    order: &WorkOrderRow,
    (fen, reason): (i64, Option<&str>),
) -> Outcome<Option<String>> {
    let prices = OrderPrices::of(view, acting, order)?;
    let most = prices.most_in_one(view, order)?;
    if most.is_none_or(|most| fen <= most) {
        return Ok(None);
    }
    match reason.filter(|_| prices.may_exceed()) {
        Some(reason) => Ok(Some(reason.to_owned())),
        None => Err(single("charge_fen", "sum_above_list", None).into()),
    }
}

fn write_sum(
    tx: &mut Tx<'_>,
    order: &WorkOrderRow,
    (fen, occurred_at): (i64, i64),
    above: Option<String>,
) -> Outcome<()> {
    let excluded = exclusion::grounds(tx.view(), order)?.now;
    let line = Decided {
        kind: ChargeKind::Other,
        code: None,
        name: "服务费".to_owned(),
        quantity: 1,
        unit_fen: fen,
        amount_fen: fen,
        basis: match (excluded, &above) {
            (Some(_), _) => ChargeBasis::Excluded,
            (None, Some(_)) => ChargeBasis::AboveList,
            (None, None) => ChargeBasis::Typed,
        },
        reason: excluded.map(super::exclude::reason).or(above),
    };
    let mut fields = fields(&line, 0);
    fields.push(("work_order_id", order.id.value()));
    fields.push(("agreed_fen", fen.into()));
    fields.push(("agreed_at", occurred_at.into()));
    tx.insert("charge_line", line_id(order.id, &line, 0), &fields)?;
    Ok(())
}
