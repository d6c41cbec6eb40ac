//! What the lines of an order cost, decided anew. What was decided when they were saved may not hold
//! any more: another order used the plan up, headquarters' list changed, the claim was decided.
//! Nothing is changed silently: whoever finishes the order is told, line by line.

use wuyou_contract::money::{ChargeBasis, ChargeChange, ChargeKind};
use wuyou_contract::{ApiError, ErrorCode};
use wuyou_store::money::ChargeLineRow;
use wuyou_store::work_order::WorkOrderRow;
use wuyou_store::{Tx, View};

use super::charge::standing;
use super::decide::{Decided, Typed, decide};
use super::{exclude, is_covered, may_change};
use crate::app::Acting;
use crate::failure::{Failure, Outcome};
use crate::show::{code_from, code_of};

/// A line with what it costs now; nothing where it may not be charged like that any more.
type Anew = (ChargeLineRow, Option<Decided>);

/// The lines as they would be decided now, but for a discount and for what was agreed to before the
/// order was opened again.
fn anew(view: View<'_>, acting: &Acting, order: &WorkOrderRow) -> Outcome<Vec<Anew>> {
    let stands = standing(view, order)?;
    let mut rows = exclude::lines(view, order)?;
    rows.retain(|row| row.kind != "discount" && stands.iter().all(|one| one.id != row.id));
    let typed = rows.iter().enumerate();
    let typed: Vec<_> = typed.map(|(place, row)| Typed::again(place, row)).collect();
    match decide(view, acting, order, &typed, None) {
        Ok(decided) => Ok(rows
            .into_iter()
            .zip(decided.into_iter().map(Some))
            .collect()),
        // One that cannot be charged like that: the others are told once it is put right.
        Err(Failure::Refused(error)) => match refused_line(&error) {
            Some(place) => Ok(rows
                .into_iter()
                .nth(place)
                .map(|row| (row, None))
                .into_iter()
                .collect()),
            None => Err(Failure::Refused(error)),
        },
        Err(other) => Err(other),
    }
}

/// The place of the line a refusal is about.
fn refused_line(error: &ApiError) -> Option<usize> {
    let field = &error.fields.first()?.field;
    field
        .strip_prefix("lines.")?
        .split('.')
        .next()?
        .parse()
        .ok()
}

fn differs((row, now): &Anew) -> bool {
    now.as_ref()
        .is_none_or(|now| now.amount_fen != row.amount_fen)
}

/// What would cost something else now than the customer was told; nothing once the work is done.
pub(super) fn changes(
    view: View<'_>,
    acting: &Acting,
    order: &WorkOrderRow,
) -> Outcome<Vec<ChargeChange>> {
    if !may_change(order) {
        return Ok(Vec::new());
    }
    let all = anew(view, acting, order)?.into_iter();
    Ok(all.filter(differs).map(told).collect())
}

fn told((row, now): Anew) -> ChargeChange {
    let basis = |code: &str| code_from(Some(code)).unwrap_or(ChargeBasis::Typed);
    ChargeChange {
        kind: code_from(Some(&row.kind)).unwrap_or(ChargeKind::Other),
        was_fen: row.amount_fen,
        was_basis: basis(&row.basis),
        is_fen: now.as_ref().map(|now| now.amount_fen),
        is_basis: now.map(|now| now.basis),
        name: row.name,
    }
}

/// Refuses to finish while a line would cost something else now. Where only the ground changed, so
/// that it costs nothing either way, the new one is written down: a plan is not used up for what is
/// free by law.
pub(super) fn hold(tx: &mut Tx<'_>, acting: &Acting, order: &WorkOrderRow) -> Outcome<()> {
    let all = anew(tx.view(), acting, order)?;
    if all.iter().any(differs) {
        let told: Vec<_> = all.into_iter().filter(differs).map(told).collect();
        let lines = serde_json::to_value(told).unwrap_or_default();
        return Err(ApiError::new(ErrorCode::ChargeChanged)
            .with_detail("lines", lines)
            .into());
    }
    for (row, now) in all {
        let Some(now) = now.filter(|_| is_covered(&row.basis)) else {
            continue;
        };
        let basis = code_of(&now.basis);
        if basis.as_text() != Some(row.basis.as_str()) || now.reason != row.reason {
            let fields = [("basis", basis), ("reason", now.reason.into())];
            tx.update("charge_line", row.id, &fields)?;
        }
    }
    Ok(())
}
