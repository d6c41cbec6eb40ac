//! What an order costs when an exclusion is confirmed or taken back.

use wuyou_contract::ErrorCode;
use wuyou_domain::explain::{Language, render_key};
use wuyou_domain::remedy_case::articles;
use wuyou_domain::warranty::remedy::ExclusionCode;
use wuyou_store::money::{self as store, ChargeLineRow};
use wuyou_store::work_order::{self, WorkOrderRow};
use wuyou_store::{Database, Tx, View, settings};

use super::decide::{Discount, Typed, cover, reopened_at};
use super::{charge, may_change, total};
use crate::app::Acting;
use crate::area::exclusion;
use crate::area::staff::owner_edit;
use crate::failure::Outcome;

/// Charged because a confirmed claim says that 三包 does not cover it.
const EXCLUDED: &str = "excluded";

/// The lines of an order as they count, whatever PCs that did not know of each other made of them.
///
/// What an exclusion charges is free again as soon as the claim was taken back on any PC; while the
/// lines may change, also when the rules do not uphold it any more; on work that is done, also when
/// the customer did not agree to it: another PC charged what was signed as free. What was agreed to
/// before the order was opened again hangs on the claims of then.
pub(super) fn lines(view: View<'_>, order: &WorkOrderRow) -> Outcome<Vec<ChargeLineRow>> {
    let mut lines = store::lines(view, order.id)?;
    if lines.iter().all(|line| line.basis != EXCLUDED) {
        return Ok(lines);
    }
    let grounds = exclusion::grounds(view, order)?;
    let reopened_at = reopened_at(view, order.id)?;
    let open = may_change(order);
    let before = |line: &ChargeLineRow| agreed_before(line, reopened_at);
    let freed = |line: &ChargeLineRow| {
        line.basis == EXCLUDED
            && match before(line) {
                true => grounds.before.is_none(),
                false => grounds.now.is_none() || !(open || is_agreed(line)),
            }
    };
    let gone = [false, true].map(|then| {
        let mut own = lines.iter().filter(|line| before(line) == then);
        own.any(freed)
    });
    // What was taken off was taken off the work, which is free now.
    lines.retain(|line| line.kind != "discount" || !gone[usize::from(before(line))]);
    for line in &mut lines {
        if freed(line) {
            line.amount_fen = 0;
            line.agreed_fen = Some(0);
            line.reason = None;
            "in_warranty".clone_into(&mut line.basis);
        } else if !open && gone[0] && line.agreed_fen.is_none() && line.agreed_at.is_some() {
            // The prices that are gone asked for this one anew; what was agreed to is back.
            line.agreed_fen = Some(line.amount_fen);
        }
    }
    Ok(lines)
}

fn is_agreed(line: &ChargeLineRow) -> bool {
    line.agreed_fen == Some(line.amount_fen)
}

/// Whether the customer agreed to a line before the order was opened again.
pub(super) fn agreed_before(line: &ChargeLineRow, reopened_at: Option<i64>) -> bool {
    let agreed_at = line.agreed_at.filter(|_| is_agreed(line));
    reopened_at.is_some_and(|reopened_at| agreed_at.is_some_and(|at| at <= reopened_at))
}

/// When the fault of an order was told of: of one that was opened again, when it was.
pub(crate) fn reported_at(view: View<'_>, order: &WorkOrderRow) -> Outcome<i64> {
    Ok(reopened_at(view, order.id)?.unwrap_or(order.received_at))
}

/// Refuses a claim about work that is charged anyway.
pub(crate) fn must_be_free(view: View<'_>, order: &WorkOrderRow, now_at: i64) -> Outcome<()> {
    let cover = cover(view, order, now_at)?;
    // A plan leaves out what its own terms exclude.
    let plan = super::decide::plan(view, order, &cover)?;
    if cover.free() || cover.undecided() || plan.is_some() {
        Ok(())
    } else {
        Err(ErrorCode::ExclusionNotNeeded.into())
    }
}

/// Why a line is charged all the same: the ground and its article, as the receipt tells it.
pub(super) fn reason(code: ExclusionCode) -> String {
    let name = render_key(&format!("exclusion-{}", code.code()), Language::Zh);
    let key = if code.is_clause() {
        "basis-remedy-exclusion-clause"
    } else {
        "basis-sanbao-17"
    };
    let book = articles().ok();
    let article = book.and_then(|book| book.content.articles.iter().find(|one| one.key == key));
    let article = article.map_or_else(
        || render_key(key, Language::Zh),
        |article| article.name.zh.clone(),
    );
    format!("{} {name}；{article}", code.code())
}

/// Prices the lines of an order anew, now that a claim is confirmed; the customer is asked.
pub(crate) fn reprice(tx: &mut Tx<'_>, acting: &Acting, order: &WorkOrderRow) -> Outcome<()> {
    let rows = store::lines(tx.view(), order.id)?;
    if rows.is_empty() {
        return Ok(());
    }
    let (off, lines): (Vec<_>, Vec<_>) = rows.into_iter().partition(|row| row.kind == "discount");
    let lines = lines.iter().enumerate();
    let typed = lines.map(|(place, row)| Typed {
        unit_fen: Some(row.unit_fen),
        ..Typed::again(place, row)
    });
    let discount = off.first().map(|row| Discount {
        amount_fen: -row.amount_fen,
        reason: row.reason.clone().unwrap_or_default(),
        stands: true,
    });
    let decided = charge::with_agreed(tx.view(), acting, order, typed.collect(), discount)?;
    charge::save(tx, order, &decided)
}

/// Writes the lines down as they count, also those of a finished order, and never a higher sum than
/// was told.
pub(crate) fn set_free(tx: &mut Tx<'_>, order: &WorkOrderRow) -> Outcome<()> {
    let rows = store::lines(tx.view(), order.id)?;
    let counted = lines(tx.view(), order)?;
    for row in &rows {
        match counted.iter().find(|line| line.id == row.id) {
            None => {
                tx.delete("charge_line", row.id)?;
            }
            Some(line) if line == row => {}
            Some(line) => {
                let fields = [
                    ("amount_fen", line.amount_fen.into()),
                    ("agreed_fen", line.agreed_fen.into()),
                    ("basis", line.basis.as_str().into()),
                    ("reason", line.reason.clone().into()),
                ];
                tx.update("charge_line", row.id, &fields)?;
            }
        }
    }
    let sum = total(&counted, order);
    if order.charge_fen.is_some_and(|told| told > sum) {
        tx.update("work_order", order.id, &[("charge_fen", sum.into())])?;
    }
    Ok(())
}

/// Writes down after a sync what finished orders cost where a claim of one PC met the signature or
/// the withdrawal of another, so that headquarters and old lists tell the same as the order.
pub(crate) fn put_right(database: &Database, now_at: i64) -> Outcome<()> {
    let (code, wrong) = database.read(|view| -> Outcome<_> {
        let code = settings::get(view, settings::DEALER_CODE)?;
        let mut wrong = Vec::new();
        for id in wuyou_store::exclusion::confirmed_orders(view)? {
            let order = work_order::get(view, id)?;
            let told = order.charge_fen;
            let differs = store::lines(view, id)? != lines(view, &order)?
                || super::charged_fen(view, &order)? != told;
            if !may_change(&order) && differs {
                wrong.push(order);
            }
        }
        Ok((code, wrong))
    })?;
    let Some(code) = code.filter(|_| !wrong.is_empty()) else {
        return Ok(());
    };
    database.edit(&owner_edit(&code, now_at), |tx| {
        wrong.iter().try_for_each(|order| set_free(tx, order))
    })
}
