//! The price of what is sold over the counter: by the same rules as the lines of any order, agreed to
//! by whoever stands there and pays.

use wuyou_contract::counter::CounterLine;
use wuyou_contract::money::{ChargeKind, ChargeTyped};
use wuyou_store::Tx;
use wuyou_store::work_order::{self, WorkOrderRow};

use super::charge::{read_discount, read_lines, save};
use super::decide::{Discount, Typed, decide};
use super::quote::agree_lines;
use crate::app::Acting;
use crate::failure::Outcome;
use crate::input::Form;

/// What is sold, typed and found in order, and what is taken off.
pub(crate) struct Sold {
    typed: Vec<Typed>,
    discount: Option<Discount>,
}

/// Reads what is sold: nothing but parts.
pub(crate) fn read_sold(
    form: &mut Form,
    lines: &[CounterLine],
    (discount_fen, reason): (Option<i64>, Option<&str>),
) -> Sold {
    let parts = lines.iter().map(|line| ChargeTyped {
        kind: ChargeKind::Part,
        code: line.code.clone(),
        name: line.name.clone(),
        quantity: line.quantity,
        unit_fen: line.unit_fen,
        over_reason: line.over_reason.clone(),
    });
    let parts: Vec<_> = parts.collect();
    Sold {
        typed: read_lines(form, &parts),
        discount: read_discount(form, discount_fen, reason),
    }
}

/// Writes the lines of a new order for parts within an edit, agreed to; the sum.
pub(crate) fn charge_sold(
    tx: &mut Tx<'_>,
    acting: &Acting,
    order: &WorkOrderRow,
    sold: &Sold,
) -> Outcome<i64> {
    let discount = sold.discount.as_ref();
    let decided = decide(tx.view(), acting, order, &sold.typed, discount)?;
    save(tx, order, &decided)?;
    let charged = work_order::get(tx.view(), order.id)?;
    agree_lines(acting, tx, &charged)
}

/// Whether the acting person may take something off, and may charge above headquarters' list.
pub(crate) fn may_price(acting: &Acting) -> Outcome<(bool, bool)> {
    Ok((
        super::may_take_off(acting, 1, "?")?,
        super::list::may_exceed(acting)?,
    ))
}
