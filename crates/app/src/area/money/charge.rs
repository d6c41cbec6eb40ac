//! Setting the lines of what an order costs.

use wuyou_contract::ErrorCode;
use wuyou_contract::money::{ChargeKind, ChargeTyped, ChargesSet, OrderMoney};
use wuyou_domain::id::{ChargeLineId, WorkOrderId};
use wuyou_domain::text;
use wuyou_domain::work_order::CHARGE_MAX_FEN;
use wuyou_store::money::{self as store, ChargeLineRow};
use wuyou_store::work_order::{self, WorkOrderRow};
use wuyou_store::{Id, Tx, View};
use wuyou_sync::value::Value;

use super::decide::{Decided, Discount, Typed, decide, granted, reopened_at};
use super::exclude::agreed_before;
use super::{agreed, may_change, mine, shown};
use crate::app::{Acting, App};
use crate::failure::Outcome;
use crate::input::{Form, single};
use crate::show::{code_from, code_of};

/// More lines than this are no order.
const LINES_MAX: usize = 60;
/// The kind of a line that takes something off.
const DISCOUNT: &str = "discount";
/// The length of a code as it is stored.
const CODE_MAX: usize = 40;

/// Sets the lines of an order.
pub(crate) fn charge(app: &App, acting: &Acting, request: ChargesSet) -> Outcome<OrderMoney> {
    let id = WorkOrderId(request.work_order_id);
    let (mut typed, mut discount) = read(acting, &request)?;
    let database = app.database()?;
    database.edit(&acting.edit()?, |tx| -> Outcome<()> {
        let order = work_order::get(tx.view(), id)?;
        mine(acting, &order)?;
        if !may_change(&order) {
            return Err(ErrorCode::MoneyFixed.into());
        }
        keep_granted(tx.view(), &order, &mut typed)?;
        if let Some(discount) = &mut discount {
            discount.stands = is_given(tx.view(), &order, discount)?;
        }
        let decided = with_agreed(tx.view(), acting, &order, typed, discount)?;
        save(tx, &order, &decided)
    })?;
    database.read(|view| shown(acting, view, id))
}

/// A price above the list that a manager granted stands, whoever saves the lines again, for the line
/// it was granted for.
fn keep_granted(view: View<'_>, order: &WorkOrderRow, typed: &mut [Typed]) -> Outcome<()> {
    let mut rows = store::lines(view, order.id)?;
    rows.retain(|row| granted(row).is_some());
    for line in typed {
        let kind = code_of(&line.kind);
        let same = |row: &ChargeLineRow| {
            Some(row.kind.as_str()) == kind.as_text()
                && row.name == line.name
                && row.quantity == i64::from(line.quantity)
                && line.unit_fen == Some(row.unit_fen)
        };
        if let Some(at) = rows.iter().position(same) {
            line.granted = granted(&rows.swap_remove(at));
        }
    }
    Ok(())
}

/// Whether this very discount stands on the order already: who may not give one may still save the
/// other lines.
fn is_given(view: View<'_>, order: &WorkOrderRow, discount: &Discount) -> Outcome<bool> {
    let rows = store::lines(view, order.id)?;
    Ok(rows.iter().any(|row| {
        row.kind == DISCOUNT
            && -row.amount_fen == discount.amount_fen
            && row.reason.as_deref() == Some(discount.reason.as_str())
    }))
}

/// The lines with their prices. On an order that was opened again, what the customer agreed to
/// before stays as it was: the work done anew is a line of its own, free or not by itself.
pub(super) fn with_agreed(
    view: View<'_>,
    acting: &Acting,
    order: &WorkOrderRow,
    typed: Vec<Typed>,
    discount: Option<Discount>,
) -> Outcome<Vec<Decided>> {
    let mut before = standing(view, order)?;
    if before.is_empty() {
        return decide(view, acting, order, &typed, discount.as_ref());
    }
    let given = before.iter().position(|row| row.kind == DISCOUNT);
    let given = given.map(|at| before.swap_remove(at));
    let taken_off = discount.as_ref().map_or(0, |discount| discount.amount_fen);
    if taken_off != given.as_ref().map_or(0, |row| -row.amount_fen) {
        return Err(single("discount_fen", "agreed_before", None).into());
    }
    let mut kept = Vec::new();
    let mut rest = Vec::new();
    for line in typed {
        let stands = take_same(&mut before, &line)?;
        if stands.is_none() {
            rest.push(line);
        }
        kept.push(stands);
    }
    let mut fresh = decide(view, acting, order, &rest, None)?.into_iter();
    let mut lines: Vec<Decided> = Vec::new();
    for stands in kept {
        lines.extend(stands.or_else(|| fresh.next()));
    }
    lines.extend(given.as_ref().and_then(of_row));
    Ok(lines)
}

/// The lines the customer agreed to before the order was opened again.
pub(super) fn standing(view: View<'_>, order: &WorkOrderRow) -> Outcome<Vec<ChargeLineRow>> {
    let Some(reopened_at) = reopened_at(view, order.id)? else {
        return Ok(Vec::new());
    };
    let mut lines = super::exclude::lines(view, order)?;
    lines.retain(|row| agreed_before(row, Some(reopened_at)));
    Ok(lines)
}

/// The standing line that a typed one is; refused when something else was typed for it.
fn take_same(before: &mut Vec<ChargeLineRow>, line: &Typed) -> Outcome<Option<Decided>> {
    let kind = code_of(&line.kind);
    let same = |row: &ChargeLineRow| {
        Some(row.kind.as_str()) == kind.as_text()
            && (&row.name, &row.code) == (&line.name, &line.code)
    };
    let Some(at) = before.iter().position(same) else {
        return Ok(None);
    };
    let row = before.swap_remove(at);
    let at = |field: &str| format!("lines.{}.{field}", line.place);
    if row.quantity != i64::from(line.quantity) {
        return Err(single(&at("quantity"), "agreed_before", None).into());
    }
    if line.unit_fen.is_some_and(|fen| fen != row.unit_fen) {
        return Err(single(&at("unit_fen"), "agreed_before", None).into());
    }
    Ok(of_row(&row))
}

/// A stored line as it was decided.
fn of_row(row: &ChargeLineRow) -> Option<Decided> {
    Some(Decided {
        kind: code_from(Some(&row.kind))?,
        code: row.code.clone(),
        name: row.name.clone(),
        quantity: row.quantity,
        unit_fen: row.unit_fen,
        amount_fen: row.amount_fen,
        basis: code_from(Some(&row.basis))?,
        reason: row.reason.clone(),
    })
}

fn read(acting: &Acting, request: &ChargesSet) -> Outcome<(Vec<Typed>, Option<Discount>)> {
    let mut form = Form::new(acting.now_at);
    let typed = read_lines(&mut form, &request.lines);
    let reason = request.discount_reason.as_deref();
    let discount = read_discount(&mut form, request.discount_fen, reason);
    form.finish()?;
    Ok((typed, discount))
}

pub(super) fn read_lines(form: &mut Form, lines: &[ChargeTyped]) -> Vec<Typed> {
    form.at_most("lines", lines.len(), LINES_MAX);
    let lines = lines.iter().enumerate();
    lines
        .map(|(place, line)| read_line(form, place, line))
        .collect()
}

pub(super) fn read_discount(
    form: &mut Form,
    amount_fen: Option<i64>,
    reason: Option<&str>,
) -> Option<Discount> {
    let reason = form.line("discount_reason", reason, text::LINE_MAX);
    let wanted = amount_fen.filter(|fen| *fen != 0);
    wanted.map(|amount_fen| {
        if amount_fen < 0 {
            form.wrong("discount_fen", "negative", None);
        }
        if amount_fen > CHARGE_MAX_FEN {
            form.wrong("discount_fen", "amount_range", None);
        }
        if reason.is_none() {
            form.wrong("discount_reason", "required", None);
        }
        Discount {
            amount_fen,
            reason: reason.unwrap_or_default(),
            stands: false,
        }
    })
}

fn read_line(form: &mut Form, place: usize, line: &ChargeTyped) -> Typed {
    let at = |name: &str| format!("lines.{place}.{name}");
    if line.kind == ChargeKind::Discount {
        form.wrong(&at("kind"), "choose_one", None);
    }
    if !(1..=1_000).contains(&line.quantity) {
        form.wrong(&at("quantity"), "quantity_range", None);
    }
    match line.unit_fen {
        Some(fen) if fen < 0 => form.wrong(&at("unit_fen"), "negative", None),
        Some(fen) if fen > super::super::price::UNIT_MAX_FEN => {
            form.wrong(&at("unit_fen"), "price_range", None);
        }
        None if line.kind == ChargeKind::Other => {
            form.wrong(&at("unit_fen"), "price_missing", None);
        }
        _ => {}
    }
    Typed {
        place,
        kind: line.kind,
        code: form.line(&at("code"), line.code.as_deref(), CODE_MAX),
        name: form.required(&at("name"), &line.name, text::LINE_MAX),
        quantity: u32::try_from(line.quantity).unwrap_or(1),
        unit_fen: line.unit_fen,
        over_reason: form.line(
            &at("over_reason"),
            line.over_reason.as_deref(),
            text::LINE_MAX,
        ),
        over_asked: line.over_reason.is_some(),
        granted: None,
    }
}

/// Writes the lines: those that stay keep their rows. What the customer agreed to holds for the new
/// lines as long as they cost no more; else all of it is asked for anew.
pub(super) fn save(tx: &mut Tx<'_>, order: &WorkOrderRow, decided: &[Decided]) -> Outcome<()> {
    let mut before = store::lines(tx.view(), order.id)?;
    let reopened_at = reopened_at(tx.view(), order.id)?;
    let sum: i64 = decided.iter().map(|line| line.amount_fen).sum();
    let stands = sum <= agreed(&before) && !before.is_empty();
    for (place, line) in decided.iter().enumerate() {
        let nth = decided[..place].iter().filter(|one| alike(one, line));
        let id = line_id(order.id, line, nth.count());
        let mut fields = fields(line, place);
        // What was agreed to before the order was opened again is not asked for again.
        let own = before.iter().find(|row| row.id == id);
        let own = own.filter(|row| agreed_before(row, reopened_at));
        let kept = own.is_some_and(|row| row.amount_fen == line.amount_fen);
        let agreed_fen = (stands || kept).then_some(line.amount_fen);
        fields.push(("agreed_fen", agreed_fen.into()));
        match before.iter().position(|row| row.id == id) {
            Some(at) => {
                let row = before.swap_remove(at);
                tx.update("charge_line", row.id, &fields)?;
            }
            None => {
                fields.push(("work_order_id", order.id.value()));
                tx.insert("charge_line", id, &fields)?;
            }
        }
    }
    for row in before {
        tx.delete("charge_line", row.id)?;
    }
    tx.update("work_order", order.id, &[("charge_fen", sum.into())])?;
    Ok(())
}

fn alike(one: &Decided, other: &Decided) -> bool {
    one.kind == other.kind && one.name == other.name
}

/// The id of a line: by what it is for, the same on every PC.
pub(super) fn line_id(order: WorkOrderId, line: &Decided, nth: usize) -> ChargeLineId {
    let kind = code_of(&line.kind);
    let kind = kind.as_text().unwrap_or_default();
    ChargeLineId::of(order, (kind, &line.name), nth)
}

pub(super) fn fields(line: &Decided, place: usize) -> Vec<(&'static str, Value)> {
    vec![
        ("kind", code_of(&line.kind)),
        ("code", line.code.clone().into()),
        ("name", line.name.as_str().into()),
        ("quantity", line.quantity.into()),
        ("unit_fen", line.unit_fen.into()),
        ("amount_fen", line.amount_fen.into()),
        ("basis", code_of(&line.basis)),
        ("reason", line.reason.clone().into()),
        ("place", i64::try_from(place).unwrap_or(0).into()),
    ]
}
