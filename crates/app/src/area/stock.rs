//! Parts: what came in, what was used on an order, which old ones came back. What lies in the shop
//! is the sum of the moves.

use std::collections::HashSet;

use wuyou_contract::ErrorCode;
use wuyou_contract::stock::{
    OrderPart, OrderParts, OrderPartsGet, OrderPartsUse, PartChoice, PartUsed, Stock, StockCount,
    StockCountList, StockCounted, StockList, StockReceive, StockRow, StockSendOld,
};
use wuyou_domain::id::{StockMoveId, WorkOrderId};
use wuyou_domain::reference::PartBook;
use wuyou_domain::serial::ModelBook;
use wuyou_domain::text;
use wuyou_domain::work_order::{Kind, State};
use wuyou_store::stock as store;
use wuyou_store::work_order::{self, WorkOrderRow};
use wuyou_store::{Id, Tx, View};

use crate::app::{Acting, App};
use crate::area::money::mine;
use crate::failure::Outcome;
use crate::input::{Form, single};

/// More lines than this are typed in parts.
const LINES_MAX: usize = 100;
/// Counts that are shown, the latest first.
const COUNTS_MOST: u32 = 200;
/// The length of a code as it is stored.
const CODE_MAX: usize = 40;

/// A part as typed and found in order.
pub(crate) struct Part {
    code: String,
    pub(crate) name: String,
    pub(crate) quantity: i64,
    old_returned: bool,
}

/// A move to be written.
struct Move<'p> {
    /// Of what two PCs may type: the id they both give it.
    id: Option<StockMoveId>,
    kind: &'static str,
    code: &'p str,
    name: &'p str,
    old: bool,
    quantity: i64,
    order: Option<WorkOrderId>,
    note: Option<&'p str>,
    /// What lay there, by a count.
    counted: Option<i64>,
    occurred_at: i64,
}

/// Shows what lies in the shop.
pub(crate) fn list(app: &App, _: &Acting, request: StockList) -> Outcome<Stock> {
    app.database()?
        .read(|view| shown(view, request.query.as_deref()))
}

pub(crate) fn shown(view: View<'_>, query: Option<&str>) -> Outcome<Stock> {
    let book = PartBook::built_in();
    let moved = store::all(view)?;
    let never = book
        .parts
        .iter()
        .filter(|part| moved.iter().all(|row| row.code != part.code));
    let mut rows: Vec<StockRow> = never
        .map(|part| StockRow {
            code: part.code.clone(),
            name: part.name.zh.clone(),
            name_en: part.name.en.clone(),
            new_count: 0,
            old_count: 0,
            return_old: part.return_old,
            moved_at: None,
        })
        .collect();
    rows.extend(moved.into_iter().map(|row| {
        let known = book.find(&row.code);
        StockRow {
            name_en: known.map_or_else(|| row.name.clone(), |part| part.name.en.clone()),
            return_old: known.is_some_and(|part| part.return_old),
            code: row.code,
            name: row.name,
            new_count: row.new_count,
            old_count: row.old_count,
            moved_at: Some(row.moved_at),
        }
    }));
    let below_zero = rows.iter().filter(|row| row.new_count < 0).count();
    if let Some(query) = query.map(str::trim).filter(|query| !query.is_empty()) {
        let query = query.to_lowercase();
        let found = |text: &str| text.to_lowercase().contains(&query);
        rows.retain(|row| found(&row.name) || found(&row.code) || found(&row.name_en));
    }
    rows.sort_by(|a, b| {
        let rank = |row: &StockRow| (row.new_count >= 0, row.moved_at.is_none());
        rank(a).cmp(&rank(b)).then_with(|| a.name.cmp(&b.name))
    });
    let counts = store::counts(view, COUNTS_MOST)?;
    Ok(Stock {
        rows,
        counts: counts.into_iter().map(counted).collect(),
        below_zero: u32::try_from(below_zero).unwrap_or(u32::MAX),
    })
}

fn counted(row: store::CountRow) -> StockCounted {
    StockCounted {
        code: row.code,
        name: row.name,
        old_part: row.old,
        counted: row.counted,
        difference: row.difference,
        occurred_at: row.occurred_at,
        staff: row.staff,
        note: row.note,
    }
}

/// Reads a part: one of the list keeps the list's name, another is known by its own.
fn read(form: &mut Form, (field, place): (&str, usize), typed: &PartUsed) -> Part {
    let at = |name: &str| format!("{field}.{place}.{name}");
    if !(1..=1_000).contains(&typed.quantity) {
        form.wrong(&at("quantity"), "quantity_range", None);
    }
    let known = typed
        .code
        .as_deref()
        .and_then(|code| PartBook::built_in().find(code));
    let (code, name) = match known {
        Some(part) => (part.code.clone(), part.name.zh.clone()),
        None => {
            let name = form.required(&at("name"), &typed.name, CODE_MAX);
            let listed = PartBook::built_in().parts.iter();
            let mut listed = listed.filter(|part| part.name.zh == name || part.name.en == name);
            match listed.next() {
                Some(part) => (part.code.clone(), part.name.zh.clone()),
                None => (name.clone(), name),
            }
        }
    };
    Part {
        code,
        name,
        quantity: typed.quantity,
        old_returned: typed.old_returned.unwrap_or(false),
    }
}

/// Reads the parts of a form.
pub(crate) fn read_parts(form: &mut Form, typed: &[PartUsed]) -> Vec<Part> {
    read_parts_in(form, "parts", typed)
}

/// Reads the parts that stand in this field of a form.
pub(crate) fn read_parts_in(form: &mut Form, field: &str, typed: &[PartUsed]) -> Vec<Part> {
    form.at_most(field, typed.len(), LINES_MAX);
    let places = typed.iter().enumerate();
    let parts = places.map(|(place, part)| read(form, (field, place), part));
    parts.collect()
}

fn write(app: &App, acting: &Acting, tx: &mut Tx<'_>, moved: &Move<'_>) -> Outcome<()> {
    let id = moved.id.unwrap_or_else(|| StockMoveId(app.new_id(acting)));
    tx.insert(
        "stock_move",
        id,
        &[
            ("part_code", moved.code.into()),
            ("part_name", moved.name.into()),
            ("old_part", moved.old.into()),
            ("quantity", moved.quantity.into()),
            ("kind", moved.kind.into()),
            ("work_order_id", moved.order.map(Id::row_id).into()),
            ("note", moved.note.map(ToOwned::to_owned).into()),
            ("counted", moved.counted.into()),
            ("occurred_at", moved.occurred_at.into()),
            ("staff_id", acting.staff()?.value()),
        ],
    )?;
    Ok(())
}

/// Books parts that came in.
pub(crate) fn receive(app: &App, acting: &Acting, request: StockReceive) -> Outcome<Stock> {
    let mut form = Form::new(acting.now_at);
    let typed: Vec<_> = request
        .parts
        .into_iter()
        .map(|part| PartUsed {
            code: part.code,
            name: part.name,
            quantity: part.quantity,
            old_returned: None,
        })
        .collect();
    if typed.is_empty() {
        form.wrong("parts", "nothing_to_find", None);
    }
    let parts = read_parts(&mut form, &typed);
    let note = form.line("note", request.note.as_deref(), text::LINE_MAX);
    form.finish()?;
    let database = app.database()?;
    database.edit(&acting.edit()?, |tx| -> Outcome<()> {
        for part in &parts {
            let moved = Move {
                id: None,
                kind: "receive",
                code: &part.code,
                name: &part.name,
                old: false,
                quantity: part.quantity,
                order: None,
                note: note.as_deref(),
                counted: None,
                occurred_at: acting.now_at,
            };
            write(app, acting, tx, &moved)?;
        }
        Ok(())
    })?;
    database.read(|view| shown(view, None))
}

/// How many of a part may lie in the shop.
const COUNTED: std::ops::RangeInclusive<i64> = 0..=100_000;
/// Most parts of a list that was counted.
const COUNTED_MOST: usize = 200;

/// Books what was counted: from then on the stock is that and what moved since, whatever another PC
/// books of before or had counted on other books. The difference to what stood here is told with it.
pub(crate) fn count(app: &App, acting: &Acting, request: StockCount) -> Outcome<Stock> {
    let mut form = Form::new(acting.now_at);
    if !COUNTED.contains(&request.counted) {
        form.wrong("counted", "count_range", None);
    }
    let note = form.line("note", request.note.as_deref(), text::LINE_MAX);
    form.finish()?;
    let old = request.old_part.unwrap_or(false);
    let database = app.database()?;
    database.edit(&acting.edit()?, |tx| -> Outcome<()> {
        let row = one(tx.view(), &request.code)?;
        write_count(
            app,
            acting,
            tx,
            (&row, old, request.counted),
            note.as_deref(),
        )
    })?;
    database.read(|view| shown(view, None))
}

/// Books a whole list that was counted, all of it or nothing.
pub(crate) fn count_list(app: &App, acting: &Acting, request: StockCountList) -> Outcome<Stock> {
    let mut form = Form::new(acting.now_at);
    form.at_most("parts", request.parts.len(), COUNTED_MOST);
    if request.parts.is_empty() {
        form.wrong("parts", "choose_one", None);
    }
    let mut seen = HashSet::new();
    for (place, part) in request.parts.iter().enumerate() {
        if !COUNTED.contains(&part.counted) {
            form.wrong(&format!("parts.{place}.counted"), "count_range", None);
        }
        if !seen.insert(part.code.as_str()) {
            form.wrong(&format!("parts.{place}.code"), "part_twice", None);
        }
    }
    let note = form.line("note", request.note.as_deref(), text::LINE_MAX);
    form.finish()?;
    let database = app.database()?;
    database.edit(&acting.edit()?, |tx| -> Outcome<()> {
        let rows = shown(tx.view(), None)?.rows;
        for part in &request.parts {
            let row = rows.iter().find(|row| row.code == part.code);
            let row = row.ok_or(ErrorCode::NotFound)?;
            let typed = (row, false, part.counted);
            write_count(app, acting, tx, typed, note.as_deref())?;
        }
        Ok(())
    })?;
    database.read(|view| shown(view, None))
}

/// Writes what was counted, with the difference to what lies there.
fn write_count(
    app: &App,
    acting: &Acting,
    tx: &mut Tx<'_>,
    (row, old, counted): (&StockRow, bool, i64),
    note: Option<&str>,
) -> Outcome<()> {
    let there = if old { row.old_count } else { row.new_count };
    let moved = Move {
        id: None,
        kind: "count",
        code: &row.code,
        name: &row.name,
        old,
        quantity: counted - there,
        order: None,
        note,
        counted: Some(counted),
        occurred_at: acting.now_at,
    };
    write(app, acting, tx, &moved)
}

fn one(view: View<'_>, code: &str) -> Outcome<StockRow> {
    let mut rows = shown(view, None)?.rows.into_iter();
    let found = rows.find(|row| row.code == code);
    found.ok_or_else(|| ErrorCode::NotFound.into())
}

/// Sends old parts back to the maker.
pub(crate) fn send_old(app: &App, acting: &Acting, request: StockSendOld) -> Outcome<Stock> {
    let mut form = Form::new(acting.now_at);
    if !(1..=1_000).contains(&request.quantity) {
        form.wrong("quantity", "quantity_range", None);
    }
    let note = form.line("note", request.note.as_deref(), text::LINE_MAX);
    form.finish()?;
    let database = app.database()?;
    database.edit(&acting.edit()?, |tx| -> Outcome<()> {
        let row = one(tx.view(), &request.code)?;
        if request.quantity > row.old_count {
            return Err(single("quantity", "not_enough_old", None).into());
        }
        let moved = Move {
            id: None,
            kind: "old_out",
            code: &row.code,
            name: &row.name,
            old: true,
            quantity: -request.quantity,
            order: None,
            note: note.as_deref(),
            counted: None,
            occurred_at: acting.now_at,
        };
        write(app, acting, tx, &moved)
    })?;
    database.read(|view| shown(view, None))
}

/// Shows the parts of an order.
pub(crate) fn of_order(app: &App, _: &Acting, request: OrderPartsGet) -> Outcome<OrderParts> {
    app.database()?
        .read(|view| parts_of(view, WorkOrderId(request.work_order_id)))
}

/// The parts to choose from; those that fit the model come first.
pub(crate) fn choices(model_code: Option<&str>) -> Vec<PartChoice> {
    let model = model_code.and_then(|code| ModelBook::built_in().find(code));
    let mut choices: Vec<_> = PartBook::built_in()
        .parts
        .iter()
        .map(|part| PartChoice {
            code: part.code.clone(),
            name: part.name.zh.clone(),
            name_en: part.name.en.clone(),
            fits: model.is_none_or(|model| part.fits(&model.family)),
        })
        .collect();
    choices.sort_by_key(|choice| !choice.fits);
    choices
}

fn parts_of(view: View<'_>, id: WorkOrderId) -> Outcome<OrderParts> {
    let order = work_order::get(view, id)?;
    let unit = match order.unit_id {
        Some(unit) => wuyou_store::unit::find(view, unit)?,
        None => None,
    };
    let model = unit.and_then(|unit| unit.model_code);
    let replaces = replaces_parts(&order);
    let rows = store::of_order(view, id)?;
    Ok(OrderParts {
        old_missing: old_parts_back(view, id)? == Some(false),
        rows: rows
            .into_iter()
            .map(|row| OrderPart {
                return_old: replaces && goes_back(&row.code),
                code: row.code,
                name: row.name,
                quantity: row.used,
                old_returned: row.old_returned,
            })
            .collect(),
        choices: choices(model.as_deref()),
    })
}

fn goes_back(code: &str) -> bool {
    let part = PartBook::built_in().find(code);
    part.is_some_and(|part| part.return_old)
}

/// Whether what is used on an order takes the place of old parts.
fn replaces_parts(order: &WorkOrderRow) -> bool {
    Kind::from_code(&order.kind).is_none_or(Kind::replaces_parts)
}

/// Whether the old parts that go back to the maker came back; nothing where none was to.
pub(crate) fn old_parts_back(view: View<'_>, id: WorkOrderId) -> Outcome<Option<bool>> {
    if !replaces_parts(&work_order::get(view, id)?) {
        return Ok(None);
    }
    let rows = store::of_order(view, id)?;
    let mut due = rows
        .iter()
        .filter(|row| row.used > 0 && goes_back(&row.code))
        .peekable();
    if due.peek().is_none() {
        return Ok(None);
    }
    Ok(Some(due.all(|row| row.old_returned >= row.used)))
}

/// Books the parts used on an order, and old parts brought back.
pub(crate) fn use_on_order(
    app: &App,
    acting: &Acting,
    request: OrderPartsUse,
) -> Outcome<OrderParts> {
    let mut form = Form::new(acting.now_at);
    let parts = read_parts(&mut form, &request.parts);
    let back = request.old_returned.unwrap_or_default();
    form.at_most("old_returned", back.len(), LINES_MAX);
    let not_used = request.not_used.unwrap_or_default();
    form.at_most("not_used", not_used.len(), LINES_MAX);
    if parts.is_empty() && back.is_empty() && not_used.is_empty() {
        form.wrong("parts", "nothing_to_find", None);
    }
    form.finish()?;
    let id = WorkOrderId(request.work_order_id);
    let database = app.database()?;
    database.edit(&acting.edit()?, |tx| -> Outcome<()> {
        let order = work_order::get(tx.view(), id)?;
        mine(acting, &order)?;
        take_back(app, acting, tx, &order, &not_used)?;
        book(app, acting, tx, &order, ((&parts, acting.now_at), None))?;
        bring_back(app, acting, tx, id, &back)
    })?;
    database.read(|view| parts_of(view, id))
}

/// Books parts used within an edit. A closed or cancelled order uses none.
pub(crate) fn book(
    app: &App,
    acting: &Acting,
    tx: &mut Tx<'_>,
    order: &WorkOrderRow,
    ((parts, occurred_at), sheet): ((&[Part], i64), Option<usize>),
) -> Outcome<()> {
    let state = State::from_code(&order.state);
    if !parts.is_empty() && matches!(state, None | Some(State::Closed | State::Cancelled)) {
        return Err(ErrorCode::MoneyFixed.into());
    }
    for (place, part) in parts.iter().enumerate() {
        let nth = parts[..place].iter().filter(|one| one.code == part.code);
        let nth = nth.count();
        let id = |tx: &Tx<'_>, kind| of_sheet(tx, (order.id, sheet), (kind, &part.code), nth);
        let used = Move {
            id: id(tx, "use")?,
            kind: "use",
            code: &part.code,
            name: &part.name,
            old: false,
            quantity: -part.quantity,
            order: Some(order.id),
            note: None,
            counted: None,
            occurred_at,
        };
        write(app, acting, tx, &used)?;
        if part.old_returned {
            let back = Move {
                id: id(tx, "old_in")?,
                kind: "old_in",
                old: true,
                quantity: part.quantity,
                ..used
            };
            write(app, acting, tx, &back)?;
        }
    }
    Ok(())
}

/// The id of a move that a sheet tells of; nothing of any other, or where the sheet's is there.
fn of_sheet(
    tx: &Tx<'_>,
    (order, sheet): (WorkOrderId, Option<usize>),
    what: (&str, &str),
    nth: usize,
) -> Outcome<Option<StockMoveId>> {
    let Some(round) = sheet else {
        return Ok(None);
    };
    let id = StockMoveId::of_sheet((order, round), what, nth);
    let known = tx.view().row("stock_move", id)?.is_some();
    Ok((!known).then_some(id))
}

/// Books back what was recorded by mistake: moves that take away what the others did, so that the
/// book of moves keeps both.
fn take_back(
    app: &App,
    acting: &Acting,
    tx: &mut Tx<'_>,
    order: &WorkOrderRow,
    codes: &[String],
) -> Outcome<()> {
    let state = State::from_code(&order.state);
    if !codes.is_empty() && matches!(state, None | Some(State::Closed | State::Cancelled)) {
        return Err(ErrorCode::MoneyFixed.into());
    }
    let recorded = store::of_order(tx.view(), order.id)?;
    let there = store::all(tx.view())?;
    for row in recorded.iter().filter(|row| codes.contains(&row.code)) {
        let old = there.iter().find(|one| one.code == row.code);
        if row.old_returned > old.map_or(0, |one| one.old_count) {
            // It went on to the maker, so it was there.
            return Err(single("not_used", "old_sent", None).into());
        }
        for (old, quantity, occurred_at) in store::moved_on_order(tx.view(), order.id, &row.code)? {
            let moved = Move {
                id: None,
                kind: if old { "old_in" } else { "use" },
                code: &row.code,
                name: &row.name,
                old,
                quantity: -quantity,
                order: Some(order.id),
                note: Some("记错，退回"),
                counted: None,
                // What never left the shelf was counted there: each is undone at its own time.
                occurred_at,
            };
            write(app, acting, tx, &moved)?;
        }
    }
    Ok(())
}

/// Brings in the old parts that are still out.
fn bring_back(
    app: &App,
    acting: &Acting,
    tx: &mut Tx<'_>,
    id: WorkOrderId,
    codes: &[String],
) -> Outcome<()> {
    let used = store::of_order(tx.view(), id)?;
    for row in used.iter().filter(|row| codes.contains(&row.code)) {
        let missing = row.used - row.old_returned;
        if missing <= 0 {
            continue;
        }
        let moved = Move {
            id: None,
            kind: "old_in",
            code: &row.code,
            name: &row.name,
            old: true,
            quantity: missing,
            order: Some(id),
            note: None,
            counted: None,
            occurred_at: acting.now_at,
        };
        write(app, acting, tx, &moved)?;
    }
    Ok(())
}
