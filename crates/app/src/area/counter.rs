//! Parts sold over the counter (柜台卖配件, R047): one command takes the order, moves the parts out of
//! the shop, prices them, takes the money and closes, or changes nothing at all. What it leaves behind is
//! an order for parts like any other. Nobody has to give their name: then it is an order without a
//! household.

use chrono::NaiveDate;
use wuyou_contract::counter::{
    Counter, CounterGet, CounterLine, CounterPart, CounterSell, CounterSold,
};
use wuyou_contract::money::{ChargeKind, PaymentMethod, PriceItem};
use wuyou_contract::request::Channel;
use wuyou_contract::stock::{PartUsed, StockRow};
use wuyou_contract::work_order::WorkOrderKind;
use wuyou_domain::id::{ContactId, CustomerId, PaymentId, WorkOrderId};
use wuyou_domain::phone::Phone;
use wuyou_domain::promise::{PromiseTable, promise_for};
use wuyou_domain::sla::{Kind, Marks};
use wuyou_domain::text;
use wuyou_domain::time::local_date;
use wuyou_domain::work_order::Kind as OrderKind;
use wuyou_store::{Tx, View};

use super::contact::{self, NewContact};
use super::money::{self, NewPayment, Sold};
use super::stock::{self, Part};
use super::work_order::{self, HandedOver, NewOrder};
use super::{price, request};
use crate::app::{Acting, App};
use crate::failure::Outcome;
use crate::input::{Form, single};

/// Nobody buys more kinds of parts at once.
const LINES_MAX: usize = 20;
/// A sale waits for nothing.
const NO_MARKS: Marks = Marks {
    safety: false,
    no_heat: false,
};

/// Whose parts they are now.
enum Buyer {
    /// Nobody who gave a name (散客).
    Nobody,
    /// A household of the shop.
    Known(CustomerId),
    /// One that is made with the sale.
    New {
        name: String,
        phone: Option<Phone>,
        /// Why there is no number.
        no_phone: Option<String>,
    },
}

/// A sale as it was typed and found in order.
struct Sale {
    buyer: Buyer,
    parts: Vec<Part>,
    sold: Sold,
    paid: Paid,
}

/// How it is paid: all of it, once it is priced.
struct Paid {
    method: PaymentMethod,
    due_on: Option<NaiveDate>,
    note: Option<String>,
}

/// Shows what there is to sell.
pub(crate) fn get(app: &App, acting: &Acting, _: CounterGet) -> Outcome<Counter> {
    let (may_discount, may_exceed) = money::may_price(acting)?;
    let parts = app.database()?.read(|view| parts(acting, view))?;
    Ok(Counter {
        parts,
        may_discount,
        may_exceed,
    })
}

/// Every part of the list, of the price list and of the shop's own, each once.
fn parts(acting: &Acting, view: View<'_>) -> Outcome<Vec<CounterPart>> {
    let today = local_date(acting.now_at).unwrap_or_default();
    let mut priced = price::shown(view, today)?.rows;
    priced.retain(|item| item.kind == ChargeKind::Part);
    let mut parts = Vec::new();
    for row in stock::shown(view, None)?.rows {
        let same = |item: &PriceItem| item.code == row.code || item.name.trim() == row.name;
        let at = priced.iter().position(same);
        let price = at.map_or_else(|| unpriced(&row), |at| priced.swap_remove(at));
        parts.push(CounterPart {
            price,
            new_count: row.new_count,
        });
    }
    parts.extend(priced.into_iter().map(|price| CounterPart {
        price,
        new_count: 0,
    }));
    parts.sort_by(|a, b| {
        let rank = |part: &CounterPart| part.new_count <= 0;
        rank(a)
            .cmp(&rank(b))
            .then_with(|| a.price.name.cmp(&b.price.name))
    });
    Ok(parts)
}

/// A part of the shop's own that the price list does not have.
fn unpriced(row: &StockRow) -> PriceItem {
    PriceItem {
        code: row.code.clone(),
        kind: ChargeKind::Part,
        name: row.name.clone(),
        name_en: row.name_en.clone(),
        unit_fen: None,
        hq_fen: None,
        own_fen: None,
        above: false,
    }
}

/// Sells parts, all of it or nothing.
pub(crate) fn sell(app: &App, acting: &Acting, request: CounterSell) -> Outcome<CounterSold> {
    let sale = read(acting, request)?;
    let payment = PaymentId(app.new_id(acting));
    let database = app.database()?;
    let order = database.edit(&acting.edit()?, |tx| {
        record(app, acting, tx, (&sale, payment))
    })?;
    database.read(|view| sold(acting, view, (order, payment)))
}

fn read(acting: &Acting, request: CounterSell) -> Outcome<Sale> {
    let mut form = Form::new(acting.now_at);
    if request.lines.is_empty() {
        form.wrong("lines", "choose_one", None);
    }
    form.at_most("lines", request.lines.len(), LINES_MAX);
    let used: Vec<_> = request.lines.iter().map(used).collect();
    let parts = stock::read_parts_in(&mut form, "lines", &used);
    let discount = (request.discount_fen, request.discount_reason.as_deref());
    let sold = money::read_sold(&mut form, &request.lines, discount);
    let buyer = buyer(&mut form, &request);
    let paid = paid(&mut form, &request);
    if paid.method == PaymentMethod::Credit && matches!(buyer, Buyer::Nobody) {
        form.wrong("customer_id", "credit_buyer", None);
    }
    form.finish()?;
    Ok(Sale {
        buyer,
        parts,
        sold,
        paid,
    })
}

fn used(line: &CounterLine) -> PartUsed {
    PartUsed {
        code: line.code.clone(),
        name: line.name.clone(),
        quantity: line.quantity,
        old_returned: None,
    }
}

/// Who buys. A new household is asked for its number, as with a call.
fn buyer(form: &mut Form, request: &CounterSell) -> Buyer {
    if let Some(known) = request.customer_id {
        return Buyer::Known(CustomerId(known));
    }
    let name = request.new_customer_name.as_deref().unwrap_or_default();
    let typed = request.phone.as_deref();
    let phone = form.phone("phone", typed);
    let no_phone = request.no_phone_reason.as_deref();
    let no_phone = form.line("no_phone_reason", no_phone, text::LINE_MAX);
    let asked = typed.is_some_and(|typed| !typed.trim().is_empty());
    let told = asked || no_phone.is_some();
    if name.trim().is_empty() && !told {
        return Buyer::Nobody;
    }
    if !told {
        form.wrong("phone", "phone_needed", None);
    }
    Buyer::New {
        name: form.name("new_customer_name", name),
        phone,
        no_phone,
    }
}

fn paid(form: &mut Form, request: &CounterSell) -> Paid {
    let credit = request.method == PaymentMethod::Credit;
    let typed = request.due_on.as_deref().filter(|_| credit);
    if credit && typed.is_none_or(|typed| typed.trim().is_empty()) {
        form.wrong("due_on", "required", None);
    }
    if request.method == PaymentMethod::Waiver {
        form.wrong("method", "choose_one", None);
    }
    Paid {
        method: request.method,
        due_on: money::due_day(form, typed),
        note: form.line("note", request.note.as_deref(), text::LINE_MAX),
    }
}

/// Order, stock, price, payment and close, one after the other.
fn record(
    app: &App,
    acting: &Acting,
    tx: &mut Tx<'_>,
    (sale, payment): (&Sale, PaymentId),
) -> Outcome<WorkOrderId> {
    let customer = household(app, acting, tx, &sale.buyer)?;
    let handed = handed_over(&sale.parts);
    let order = open(app, acting, tx, (customer, told(&sale.buyer, &handed)))?;
    let row = wuyou_store::work_order::get(tx.view(), order)?;
    let used = (sale.parts.as_slice(), acting.now_at);
    stock::book(app, acting, tx, &row, (used, None))?;
    let charge_fen = money::charge_sold(tx, acting, &row, &sale.sold)?;
    let handed = HandedOver {
        result: &handed,
        charge_fen,
    };
    work_order::sell(app, acting, tx, order, &handed, |tx| {
        if charge_fen == 0 {
            return Ok(());
        }
        let row = wuyou_store::work_order::get(tx.view(), order)?;
        let paid = NewPayment {
            id: Some(payment),
            method: sale.paid.method,
            amount_fen: charge_fen,
            due_on: sale.paid.due_on,
            note: sale.paid.note.clone(),
            occurred_at: acting.now_at,
        };
        money::record(app, acting, tx, &row, &paid)
    })?;
    Ok(order)
}

/// The household the sale is for; one that is known must be there.
fn household(
    app: &App,
    acting: &Acting,
    tx: &mut Tx<'_>,
    buyer: &Buyer,
) -> Outcome<Option<CustomerId>> {
    match buyer {
        Buyer::Nobody => Ok(None),
        Buyer::Known(id) => {
            let row = tx.view().row("customer", *id)?;
            if row.is_none_or(|row| row.deleted_at.is_some()) {
                return Err(single("customer_id", "unknown", None).into());
            }
            Ok(Some(*id))
        }
        Buyer::New { name, phone, .. } => {
            let id = request::new_household(app, acting, tx, name)?;
            if let Some(phone) = phone {
                request::add_phone(app, acting, tx, id, phone, None)?;
            }
            Ok(Some(id))
        }
    }
}

/// The parts as they are told.
fn handed_over(parts: &[Part]) -> String {
    let parts = parts
        .iter()
        .map(|part| format!("{} × {}", part.name, part.quantity));
    parts.collect::<Vec<_>>().join("、")
}

/// What the order is about.
fn told(buyer: &Buyer, handed: &str) -> String {
    match buyer {
        Buyer::New {
            no_phone: Some(reason),
            ..
        } => format!("来店买配件：{handed}\n（无电话：{reason}）"),
        _ => format!("来店买配件：{handed}"),
    }
}

/// The order, with the customer's own words for it: they came in and asked.
fn open(
    app: &App,
    acting: &Acting,
    tx: &mut Tx<'_>,
    (customer, told): (Option<CustomerId>, String),
) -> Outcome<WorkOrderId> {
    let now_at = acting.now_at;
    let clocks = Kind::of_order(OrderKind::PartSale, NO_MARKS);
    let promise = promise_for(now_at, clocks, &PromiseTable::default());
    let order = NewOrder {
        id: None,
        kind: WorkOrderKind::PartSale,
        request: None,
        customer,
        unit: None,
        fault_text: told.clone(),
        fault_code: None,
        marks: NO_MARKS,
        no_heat_at: None,
        received_at: now_at,
        promise: promise.ok_or_else(|| single("lines", "time_past", None))?,
    };
    let id = work_order::open(app, acting, tx, &order)?;
    let contact = NewContact {
        customer,
        work_order: Some(id),
        ..NewContact::their_call(told, Channel::Counter, now_at)
    };
    contact::write(tx, ContactId(app.new_id(acting)), &contact)?;
    Ok(id)
}

/// What the sale came to.
fn sold(
    acting: &Acting,
    view: View<'_>,
    (order, payment): (WorkOrderId, PaymentId),
) -> Outcome<CounterSold> {
    let row = wuyou_store::work_order::get(view, order)?;
    let balance = money::balance(view, &row)?;
    let payments = wuyou_store::money::payments(view, order)?;
    let paid = payments.into_iter().find(|one| one.id == payment);
    let paid = paid.filter(|_| balance.paid_fen > 0);
    let summary = wuyou_store::work_order::summary(view, order)?;
    Ok(CounterSold {
        summary: work_order::summary(acting, summary),
        total_fen: balance.total_fen,
        due_fen: balance.due_fen(),
        payment_id: paid.as_ref().map(|one| one.id.0),
        receipt_no: paid.map(|one| one.receipt_no),
    })
}
