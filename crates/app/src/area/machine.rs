//! The life of a machine: its sale, its chain of custody, its commissioning, its maintenance.

mod chain;
mod danger;
mod promised;
mod proof;
mod proven;
mod record;
mod sheet;
mod upkeep;
mod view;

use chrono::NaiveDate;
use wuyou_contract::machine::{
    CustodyStep, MachineDetail, MachineGet, MachineSell, MachineStep, SheetStatus,
};
use wuyou_contract::{ApiError, ErrorCode};
use wuyou_domain::commissioning::Status;
use wuyou_domain::custody::{Event, State};
use wuyou_domain::date_text::DateKind;
use wuyou_domain::id::{AddressId, CustomerId, UnitId};
use wuyou_domain::serial;
use wuyou_domain::text::LINE_MAX;
use wuyou_domain::work_order::CHARGE_MAX_FEN;
use wuyou_store::{Id, Tx, View};
use wuyou_sync::value::Value;

use self::chain::{Chain, Move};
use crate::app::{Acting, App};
use crate::failure::Outcome;
use crate::input::{Form, single};
use crate::show::{code_of, code_text};

pub(crate) use danger::{
    CheckFailed, Waiting, checks_failed, is_seen, release_from_danger, stands_stopped,
    stop_for_danger, waiting,
};
pub(crate) use promised::{Promised, promised};
pub(crate) use proof::signature_gone;
pub(crate) use proven::proven;
pub(crate) use record::{Answered, Recorded, recorded};
pub(crate) use sheet::{commission, judge, sheet};
pub(crate) use upkeep::{after_order, due, maintained, plan_upkeep, unplanned};

/// Most characters of an invoice's number.
const INVOICE_MAX: usize = 40;
/// Most characters of a borrower's or carrier's name.
const PARTY_MAX: usize = 60;
/// So many days from today a promised day may lie.
const PROMISE_DAYS: i64 = 731;

/// Shows the life of a machine.
pub(crate) fn get(app: &App, acting: &Acting, request: MachineGet) -> Outcome<MachineDetail> {
    view::get(app, acting, UnitId(request.unit_id))
}

/// Records a sale: of a machine in stock a step of its chain, of one sold before what was missing.
pub(crate) fn sell(app: &App, acting: &Acting, request: MachineSell) -> Outcome<MachineDetail> {
    let id = UnitId(request.unit_id);
    let sale = Sale::read(acting, request)?;
    app.database()?.edit(&acting.edit()?, |tx| -> Outcome<()> {
        let mut chain = Chain::load(tx.view(), id)?;
        let customer = sale.customer.or(chain.unit.customer_id);
        check_household(tx.view(), customer, sale.address)?;
        let fields = sale.fields(&chain)?;
        if !view::is_unsold(chain.state) {
            if sale
                .customer
                .is_some_and(|given| Some(given) != chain.unit.customer_id)
            {
                return Err(single("customer_id", "transfer_instead", None).into());
            }
            tx.update("unit", id, &fields)?;
            return Ok(());
        }
        let sold_on = sale.sold_on.or(sale.invoice_on).unwrap_or(sale.today);
        let step = Move {
            document: sale.document(),
            customer,
            display_declared: sale.display_declared,
            fields: with_day(fields, sold_on),
            ..Move::new(Event::Sell, sold_on, "sold_on")
        };
        chain.take(app, acting, tx, step)
    })?;
    view::get(app, acting, id)
}

fn with_day(
    mut fields: Vec<(&'static str, Value)>,
    sold_on: NaiveDate,
) -> Vec<(&'static str, Value)> {
    fields.retain(|(name, _)| *name != "sold_on");
    fields.push(("sold_on", sold_on.to_string().into()));
    fields
}

/// A sale as it was typed. What was not sent stays as it is; what was emptied is cleared.
struct Sale {
    customer: Option<CustomerId>,
    address: Option<AddressId>,
    sold_on: Option<NaiveDate>,
    invoice_on: Option<NaiveDate>,
    today: NaiveDate,
    paper: Option<String>,
    invoice_no: Option<String>,
    display_declared: bool,
    given: Vec<(&'static str, Value)>,
}

impl Sale {
    fn read(acting: &Acting, request: MachineSell) -> Outcome<Self> {
        let mut form = Form::new(acting.now_at);
        let mut given = Vec::new();
        let mut day = |form: &mut Form, name: &'static str, typed: &Option<String>, plan: bool| {
            let typed = typed.as_deref()?;
            let day = if plan {
                promised_day(form, name, typed)
            } else {
                form.date(name, Some(typed), DateKind::Event)
            };
            given.push((name, Value::from(day.clone())));
            day.and_then(|day| day.parse().ok())
        };
        let sold_on = day(&mut form, "sold_on", &request.sold_on, false);
        let invoice_on = day(&mut form, "invoice_on", &request.invoice_on, false);
        day(&mut form, "deliver_by_on", &request.deliver_by_on, true);
        day(&mut form, "delivered_on", &request.delivered_on, false);
        day(&mut form, "install_by_on", &request.install_by_on, true);
        let invoice_no = form.line("invoice_no", request.invoice_no.as_deref(), INVOICE_MAX);
        let paper = form.line("document", request.document.as_deref(), LINE_MAX);
        match request.price_fen {
            Some(fen) if fen < 0 => form.wrong("price_fen", "negative", None),
            Some(fen) if fen > CHARGE_MAX_FEN => form.wrong("price_fen", "amount_range", None),
            Some(fen) => given.push(("price_fen", fen.into())),
            None => {}
        }
        let today = form.today();
        form.finish()?;
        if request.invoice_no.is_some() {
            given.push(("invoice_no", invoice_no.clone().into()));
        }
        if let Some(channel) = &request.channel {
            given.push(("sale_channel", code_of(channel)));
        }
        let address = request.address_id.map(AddressId);
        if let Some(address) = address {
            given.push(("address_id", address.value()));
        }
        Ok(Self {
            customer: request.customer_id.map(CustomerId),
            address,
            sold_on,
            invoice_on,
            today,
            paper,
            invoice_no,
            display_declared: request.display_declared.unwrap_or(false),
            given,
        })
    }

    /// The document of the step: what was named, else the invoice.
    fn document(&self) -> Option<String> {
        let invoice = self.invoice_no.as_ref().map(|no| format!("发票 {no}"));
        self.paper.clone().or(invoice)
    }

    /// The fields to write, once their order in time holds with what is known.
    fn fields(&self, chain: &Chain) -> Outcome<Vec<(&'static str, Value)>> {
        let unit = &chain.unit;
        let after = |name: &str, known: &Option<String>| {
            let given = self.given.iter().find(|(field, _)| *field == name);
            given.map_or_else(
                || known.clone(),
                |(_, value)| value.as_text().map(ToOwned::to_owned),
            )
        };
        let sold = after("sold_on", &unit.sold_on);
        let invoiced = after("invoice_on", &unit.invoice_on);
        let delivered = after("delivered_on", &unit.delivered_on);
        let made = [&unit.made_on, &unit.shipped_on];
        let made = made.into_iter().flatten().max();
        let mut wrong = Form::new(0);
        // Dates are YYYY-MM-DD, so text order is date order.
        let mut ordered =
            |first: Option<&String>, then: &Option<String>, field: &str, code: &str| {
                if let (Some(first), Some(then)) = (first, then)
                    && then < first
                {
                    wrong.wrong(field, code, None);
                }
            };
        ordered(made, &sold, "sold_on", "before_unit_date");
        ordered(made, &invoiced, "invoice_on", "before_unit_date");
        ordered(made, &delivered, "delivered_on", "before_unit_date");
        ordered(
            sold.as_ref(),
            &unit.installed_on,
            "sold_on",
            "sold_after_install",
        );
        ordered(
            sold.as_ref(),
            &after("deliver_by_on", &unit.deliver_by_on),
            "deliver_by_on",
            "before_sale",
        );
        ordered(
            sold.as_ref(),
            &after("install_by_on", &unit.install_by_on),
            "install_by_on",
            "before_sale",
        );
        wrong.finish()?;
        Ok(self.given.clone())
    }
}

/// The day of a promise, within two years of today; blank clears it.
fn promised_day(form: &mut Form, name: &str, typed: &str) -> Option<String> {
    if typed.trim().is_empty() {
        return None;
    }
    let day = form.planned_date(name, typed)?;
    if (day - form.today()).num_days().abs() > PROMISE_DAYS {
        form.wrong(name, "plan_range", None);
    }
    Some(day.to_string())
}

/// Takes a step with a machine.
pub(crate) fn step(app: &App, acting: &Acting, request: MachineStep) -> Outcome<MachineDetail> {
    if matches!(request.step, CustodyStep::ExchangeOut | CustodyStep::Return) {
        // It is worth a boiler: only what was proposed and approved in a case is carried out.
        return Err(ErrorCode::MachineNeedsRemedy.into());
    }
    app.database()?
        .edit(&acting.edit()?, |tx| take(app, acting, tx, &request))?;
    view::get(app, acting, UnitId(request.unit_id))
}

/// Takes a step with a machine within an edit.
pub(crate) fn take(
    app: &App,
    acting: &Acting,
    tx: &mut Tx<'_>,
    request: &MachineStep,
) -> Outcome<()> {
    let id = UnitId(request.unit_id);
    let event = code_text(&request.step).and_then(|code| Event::from_code(&code));
    let event = event.ok_or(ErrorCode::CommandBadRequest)?;
    if matches!(request.step, CustodyStep::Sell | CustodyStep::Commission) {
        // They have forms of their own, which ask for more.
        return Err(ErrorCode::MachineStep.into());
    }
    let expected = request.expected_state.as_ref().and_then(code_text);
    let typed = read(acting, event, request)?;
    let mut chain = Chain::load(tx.view(), id)?;
    if expected.is_some_and(|expected| expected != chain.state.code()) {
        return Err(ErrorCode::MachineChanged.into());
    }
    let customer = typed.customer.or(chain.unit.customer_id);
    check_household(tx.view(), customer, request.address_id.map(AddressId))?;
    match event {
        Event::ExchangeOut => exchange(app, acting, tx, &mut chain, typed, request),
        Event::Release => {
            let said = typed.note.clone().or_else(|| typed.document.clone());
            chain.take(app, acting, tx, typed)?;
            crate::area::danger::after_release(
                app,
                acting,
                tx,
                id,
                (said.as_deref(), acting.now_at),
            )
        }
        _ => chain.take(app, acting, tx, typed),
    }
}

fn read(acting: &Acting, event: Event, request: &MachineStep) -> Outcome<Move> {
    let mut form = Form::new(acting.now_at);
    let on = form.date(
        "occurred_on",
        request.occurred_on.as_deref(),
        DateKind::Event,
    );
    let document = form.line("document", request.document.as_deref(), LINE_MAX);
    let note = form.note("note", request.note.as_deref());
    let party_name = form.line("party_name", request.party_name.as_deref(), PARTY_MAX);
    let today = form.today();
    if event == Event::Relocate && request.address_id.is_none() {
        form.wrong("address_id", "required", None);
    }
    if event == Event::Stop && note.is_none() {
        form.wrong("note", "required", None);
    }
    form.finish()?;
    let address = request
        .address_id
        .map(|id| ("address_id", AddressId(id).value()));
    let fields = match event {
        // The former owner's address is not the new one's.
        Event::Transfer => vec![address.unwrap_or(("address_id", Value::Null))],
        Event::Relocate => Vec::from_iter(address),
        Event::Receive => Vec::new(),
        _ => Vec::new(),
    };
    Ok(Move {
        document,
        note,
        customer: request.customer_id.map(CustomerId),
        party_name,
        display_declared: request.display_declared.unwrap_or(false),
        safe_again: request.safe_again.unwrap_or(false),
        fields,
        ..Move::new(
            event,
            on.and_then(|on| on.parse().ok()).unwrap_or(today),
            "occurred_on",
        )
    })
}

/// Gives another machine for one: the old one goes out, the new one is sold to the same household,
/// and each names the other.
fn exchange(
    app: &App,
    acting: &Acting,
    tx: &mut Tx<'_>,
    old: &mut Chain,
    typed: Move,
    request: &MachineStep,
) -> Outcome<()> {
    let serial = request.other_serial.as_deref().map(serial::normalise);
    let serial = serial.filter(|serial| !serial.is_empty());
    let serial = serial.ok_or_else(|| single("other_serial", "required", None))?;
    let given = UnitId::of_serial(&serial);
    if given == old.unit.id {
        return Err(single("other_serial", "same_machine", None).into());
    }
    let found = wuyou_store::unit::find(tx.view(), given)?;
    if found.is_none_or(|unit| unit.deleted_at.is_some()) {
        return Err(single("other_serial", "serial_not_in_stock", None).into());
    }
    let mut new = Chain::load(tx.view(), given)?;
    // No defective or repaired machine is handed out (三包 Art. 14).
    if !matches!(new.state, State::Made | State::Shipped | State::InStock) || new.was_display() {
        return Err(single("other_serial", "serial_not_in_stock", None).into());
    }
    let same_model = new.unit.model_code == old.unit.model_code;
    if !same_model && request.other_model_agreed != Some(true) {
        return Err(single("other_model_agreed", "other_model", None).into());
    }
    let customer = old.unit.customer_id;
    let address = old.unit.address_id;
    let sale = Move {
        document: typed.document.clone(),
        customer,
        other: Some(old.unit.id),
        fields: vec![
            ("sold_on", typed.on.to_string().into()),
            ("address_id", address.map(Id::row_id).into()),
        ],
        ..Move::new(Event::Sell, typed.on, "occurred_on")
    };
    let out = Move {
        other: Some(given),
        ..typed
    };
    old.take(app, acting, tx, out)?;
    new.take(app, acting, tx, sale)
}

/// The household must be there, and the address be one of its own.
fn check_household(
    view: View<'_>,
    customer: Option<CustomerId>,
    address: Option<AddressId>,
) -> Outcome<()> {
    if let Some(customer) = customer {
        let row = view.row("customer", customer)?;
        if row.is_none_or(|row| row.deleted_at.is_some()) {
            return Err(unknown("customer_id").into());
        }
    }
    if let Some(address) = address {
        let row = view
            .row("address", address)?
            .filter(|row| row.deleted_at.is_none());
        let owner = row.and_then(|row| row.reference("customer_id"));
        let stands = |id: Option<CustomerId>| {
            id.map(|id| wuyou_store::customer::root(view, id))
                .transpose()
        };
        let owner = stands(owner.map(|id| CustomerId(uuid::Uuid::from_bytes(id))))?;
        if owner.is_none() || owner != stands(customer)? {
            return Err(unknown("address_id").into());
        }
    }
    Ok(())
}

fn unknown(field: &str) -> ApiError {
    single(field, "unknown", None)
}

/// How a commissioning ended, on the wire.
fn status(status: Status) -> SheetStatus {
    match status {
        Status::Passed => SheetStatus::Passed,
        Status::AwaitingLabel => SheetStatus::AwaitingLabel,
        Status::AwaitingSignature => SheetStatus::AwaitingSignature,
        Status::Incomplete => SheetStatus::Incomplete,
        Status::Failed => SheetStatus::Failed,
    }
}
