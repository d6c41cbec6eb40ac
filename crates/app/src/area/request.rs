//! Service requests: the intake desk.

use wuyou_contract::ErrorCode;
use wuyou_contract::contact::{ContactAdded, ContactResult};
use wuyou_contract::request::{
    CallerLookup, CallerMatch, CallerMatches, Channel, RequestAnswer, RequestCreate, RequestGet,
    RequestKind, RequestList, RequestOpenOrder, RequestPage, RequestState, RequestSummary,
    RequestTaken, RequestUrge,
};
use wuyou_contract::work_order::{WorkOrderDetail, WorkOrderKind};
use wuyou_domain::id::{ContactId, CustomerId, PhoneId, RequestId, UnitId, WorkOrderId};
use wuyou_domain::phone::Phone;
use wuyou_domain::promise::{Promise, PromiseTable, promise_for};
use wuyou_domain::{address, text};
use wuyou_store::timeline::{self, TimelineKind, TimelineOf};
use wuyou_store::{Id, Tx, View};
use wuyou_sync::value::Value;

use super::contact::NewContact;
use super::work_order::NewOrder;
use crate::app::{Acting, App};
use crate::failure::Outcome;
use crate::input::{Form, single};
use crate::show::{code_from, code_of};

/// Households offered for a caller.
const CALLERS_MOST: usize = 5;
/// Digits after which a lookup makes sense.
const LOOKUP_MIN_CHARS: usize = 2;

/// A request as it was typed and found in order.
struct Intake {
    text: String,
    kind: RequestKind,
    channel: Channel,
    phone: Option<Phone>,
    caller_name: Option<String>,
    new_customer: Option<NewCustomer>,
    customer: Option<CustomerId>,
    unit: Option<UnitId>,
    fault_code: Option<String>,
    safety: bool,
    received_at: i64,
    order: Option<WorkOrderKind>,
    preferred_time: Option<String>,
}

impl Intake {
    fn new_order(
        &self,
        request: RequestId,
        kind: WorkOrderKind,
        customer: Option<CustomerId>,
        promise: Promise,
    ) -> NewOrder {
        NewOrder {
            kind,
            request,
            customer,
            unit: self.unit,
            fault_text: self.text.clone(),
            fault_code: self.fault_code.clone(),
            safety: self.safety,
            received_at: self.received_at,
            promise,
        }
    }
}

/// A household that is made together with its first request.
struct NewCustomer {
    name: String,
    town: Option<String>,
    address: Option<String>,
}

/// Takes a request: household, phone, request, contact and order in one transaction.
pub(crate) fn create(app: &App, acting: &Acting, request: RequestCreate) -> Outcome<RequestTaken> {
    let intake = read_intake(acting, request)?;
    let promise = promise_for(intake.received_at, &PromiseTable::default());
    let promise = promise.ok_or_else(|| single("received_at", "time_past", None))?;

    let database = app.database()?;
    let id = RequestId(app.new_id(acting));
    let order = database.edit(&acting.edit()?, |tx| {
        save_intake(app, acting, tx, id, &intake, promise)
    })?;

    database.read(|view| {
        let request = summary(view, id)?;
        let work_order = order
            .map(|order| super::work_order::detail(acting, view, order))
            .transpose()?;
        Ok(RequestTaken {
            request,
            work_order,
            reply_due_at: promise.reply_due_at,
            finish_target_at: promise.finish_target_at,
            finish_limit_at: promise.finish_limit_at,
        })
    })
}

fn read_intake(acting: &Acting, request: RequestCreate) -> Outcome<Intake> {
    let mut form = Form::new(acting.now_at);
    let text = form.required_note("text", &request.text);
    let phone = form.phone("caller_phone", request.caller_phone.as_deref());
    let no_phone = form.line(
        "no_phone_reason",
        request.no_phone_reason.as_deref(),
        text::LINE_MAX,
    );
    let asked_for_phone = request
        .caller_phone
        .as_deref()
        .is_some_and(|p| !p.trim().is_empty());
    if phone.is_none() && no_phone.is_none() && request.customer_id.is_none() && !asked_for_phone {
        form.wrong("caller_phone", "phone_needed", None);
    }
    let caller_name = request
        .caller_name
        .as_deref()
        .map(str::trim)
        .filter(|name| !name.is_empty());
    let caller_name = caller_name.map(|name| form.name("caller_name", name));
    let new_name = request
        .new_customer_name
        .as_deref()
        .map(str::trim)
        .filter(|name| !name.is_empty());
    let new_customer = match (request.customer_id, new_name) {
        (None, Some(name)) => Some(NewCustomer {
            name: form.name("new_customer_name", name),
            town: form.line("town", request.town.as_deref(), text::NAME_MAX),
            address: form.line("address", request.address.as_deref(), text::LINE_MAX),
        }),
        _ => None,
    };
    let fault_code = form.line("fault_code", request.fault_code.as_deref(), 40);
    let preferred_time = form.line(
        "preferred_time",
        request.preferred_time.as_deref(),
        text::LINE_MAX,
    );
    let received_at = form.happened_at("received_at", request.received_at);
    form.finish()?;

    let kind = request.kind.unwrap_or(RequestKind::Repair);
    let order = order_kind(kind).filter(|_| request.open_order.unwrap_or(true));
    let text = match no_phone {
        Some(reason) => format!("{text}\n（无电话：{reason}）"),
        None => text,
    };
    Ok(Intake {
        text,
        kind,
        channel: request.channel.unwrap_or(Channel::Phone),
        phone,
        caller_name,
        new_customer,
        customer: request.customer_id.map(CustomerId),
        unit: request.unit_id.map(UnitId),
        fault_code: fault_code.map(|code| code.to_uppercase()),
        safety: request.safety.unwrap_or(false),
        received_at,
        order,
        preferred_time,
    })
}

/// Which order a kind of request opens, if any.
fn order_kind(kind: RequestKind) -> Option<WorkOrderKind> {
    match kind {
        RequestKind::Repair => Some(WorkOrderKind::Repair),
        RequestKind::Install => Some(WorkOrderKind::Install),
        RequestKind::Maintenance => Some(WorkOrderKind::Maintenance),
        RequestKind::Enquiry
        | RequestKind::Complaint
        | RequestKind::Suggestion
        | RequestKind::Praise
        | RequestKind::Return
        | RequestKind::PreSale => None,
    }
}

fn save_intake(
    app: &App,
    acting: &Acting,
    tx: &mut Tx<'_>,
    id: RequestId,
    intake: &Intake,
    promise: Promise,
) -> Outcome<Option<WorkOrderId>> {
    let customer = save_customer(app, acting, tx, intake)?;
    let staff = acting.staff()?;
    let state = if intake.order.is_some() {
        RequestState::Ordered
    } else {
        RequestState::Open
    };
    let no = super::work_order::next_no(tx, acting)?;
    tx.insert(
        "request",
        id,
        &[
            ("no", no.into()),
            ("kind", code_of(&intake.kind)),
            ("channel", code_of(&intake.channel)),
            ("customer_id", customer.map(Id::row_id).into()),
            ("unit_id", intake.unit.map(Id::row_id).into()),
            (
                "caller_phone",
                intake.phone.as_ref().map(Phone::digits).into(),
            ),
            ("caller_name", intake.caller_name.clone().into()),
            ("text", intake.text.as_str().into()),
            ("safety", intake.safety.into()),
            ("received_at", intake.received_at.into()),
            ("owner_id", staff.value()),
            ("next_action_at", promise.reply_due_at.into()),
            ("state", code_of(&state)),
        ],
    )?;
    let order = match intake.order {
        Some(kind) => {
            let order = intake.new_order(id, kind, customer, promise);
            Some(super::work_order::open(app, acting, tx, &order)?)
        }
        None => None,
    };
    let contact = NewContact {
        customer,
        request: Some(id),
        work_order: order,
        phone: intake.phone.as_ref().map(|phone| phone.digits().to_owned()),
        ..NewContact::their_call(intake.text.clone(), intake.channel, intake.received_at)
    };
    super::contact::write(tx, ContactId(app.new_id(acting)), &contact)?;
    Ok(order)
}

/// The household: found, or made now; an unknown number is added to it.
fn save_customer(
    app: &App,
    acting: &Acting,
    tx: &mut Tx<'_>,
    intake: &Intake,
) -> Outcome<Option<CustomerId>> {
    let customer = match (&intake.new_customer, intake.customer) {
        (Some(new), _) => {
            let id = CustomerId(app.new_id(acting));
            tx.insert(
                "customer",
                id,
                &[
                    ("name", new.name.as_str().into()),
                    ("kind", "household".into()),
                    ("origin", "pc".into()),
                    ("preferred_time", intake.preferred_time.clone().into()),
                ],
            )?;
            if new.town.is_some() || new.address.is_some() {
                let fields = address_fields(id, new.town.clone(), new.address.clone());
                tx.insert("address", app.new_id(acting), &fields)?;
            }
            Some(id)
        }
        (None, Some(id)) => {
            let found = tx.view().row("customer", id)?;
            if found.is_none_or(|row| row.deleted_at.is_some()) {
                return Err(single("customer_id", "unknown", None).into());
            }
            Some(id)
        }
        (None, None) => None,
    };
    if let (Some(customer), Some(phone)) = (customer, &intake.phone) {
        add_phone(
            app,
            acting,
            tx,
            customer,
            phone,
            intake.caller_name.as_deref(),
        )?;
    }
    Ok(customer)
}

/// The fields of an address as typed, with what can be told apart.
pub(crate) fn address_fields(
    customer: CustomerId,
    town: Option<String>,
    detail: Option<String>,
) -> Vec<(&'static str, Value)> {
    let parts = address::split(detail.as_deref().unwrap_or_default());
    vec![
        ("customer_id", customer.value()),
        ("town", town.or(parts.town).into()),
        ("village", parts.village.into()),
        ("detail", detail.into()),
        ("landmark", parts.landmark.into()),
    ]
}

fn add_phone(
    app: &App,
    acting: &Acting,
    tx: &mut Tx<'_>,
    customer: CustomerId,
    phone: &Phone,
    whose: Option<&str>,
) -> Outcome<()> {
    let known = wuyou_store::customer::phones_of(tx.view(), customer)?;
    if known.iter().any(|known| known.number == phone.digits()) {
        return Ok(());
    }
    let label = whose
        .map(ToOwned::to_owned)
        .or_else(|| phone.label().map(ToOwned::to_owned));
    tx.insert(
        "phone",
        PhoneId(app.new_id(acting)),
        &[
            ("customer_id", customer.value()),
            ("number", phone.digits().into()),
            ("label", label.into()),
        ],
    )?;
    Ok(())
}

/// Shows a request.
pub(crate) fn get(app: &App, _: &Acting, request: RequestGet) -> Outcome<RequestSummary> {
    app.database()?
        .read(|view| summary(view, RequestId(request.id)))
}

/// Lists requests, latest first.
pub(crate) fn list(app: &App, _: &Acting, request: RequestList) -> Outcome<RequestPage> {
    let state = request.state.as_ref().and_then(crate::show::code_text);
    let limit = request.limit.unwrap_or(100).clamp(1, 200);
    let page = app.database()?.read(|view| {
        wuyou_store::request::list(view, state.as_deref(), request.after.as_deref(), limit)
    })?;
    Ok(RequestPage {
        rows: page.rows.into_iter().map(shown).collect(),
        next: page.next,
    })
}

/// Notes that the customer called again about an open request (催办, R011).
pub(crate) fn urge(app: &App, acting: &Acting, request: RequestUrge) -> Outcome<ContactAdded> {
    let mut form = Form::new(acting.now_at);
    let typed = form.note("text", request.text.as_deref());
    form.finish()?;
    let id = ContactId(app.new_id(acting));

    app.database()?.edit(&acting.edit()?, |tx| -> Outcome<()> {
        let order = match request.work_order_id {
            Some(order) => Some(
                tx.view()
                    .row("work_order", order)?
                    .ok_or(ErrorCode::NotFound)?,
            ),
            None => None,
        };
        let about = request.request_id.or_else(|| {
            let request = order.as_ref()?.reference("request_id")?;
            Some(uuid::Uuid::from_bytes(request))
        });
        let request_row = match about {
            Some(about) => Some(
                tx.view()
                    .row("request", about)?
                    .ok_or(ErrorCode::NotFound)?,
            ),
            None => None,
        };
        let customer = order
            .as_ref()
            .and_then(|row| row.reference("customer_id"))
            .or_else(|| {
                request_row
                    .as_ref()
                    .and_then(|row| row.reference("customer_id"))
            });
        if order.is_none() && request_row.is_none() {
            return Err(single("work_order_id", "nothing_to_find", None).into());
        }
        let text = typed.clone().unwrap_or_else(|| "催办".to_owned());
        let contact = NewContact {
            customer: customer.map(|id| CustomerId(uuid::Uuid::from_bytes(id))),
            request: about.map(RequestId),
            work_order: request.work_order_id.map(WorkOrderId),
            ..NewContact::their_call(text, Channel::Phone, acting.now_at)
        };
        super::contact::write(tx, id, &contact)?;
        if let (Some(about), Some(row)) = (about, request_row) {
            let count = row.get("urged_count").and_then(Value::as_int).unwrap_or(0) + 1;
            tx.update("request", about, &[("urged_count", count.into())])?;
        }
        Ok(())
    })?;
    Ok(ContactAdded {
        id: id.0,
        occurred_at: acting.now_at,
    })
}

/// Answers a request on the phone, without an order.
pub(crate) fn answer(
    app: &App,
    acting: &Acting,
    request: RequestAnswer,
) -> Outcome<RequestSummary> {
    let mut form = Form::new(acting.now_at);
    let text = form.required_note("text", &request.text);
    form.finish()?;
    let id = RequestId(request.id);
    let database = app.database()?;

    database.edit(&acting.edit()?, |tx| -> Outcome<()> {
        let row = tx.view().row("request", id)?.ok_or(ErrorCode::NotFound)?;
        if row.text("state") != Some("open") {
            return Err(ErrorCode::StepNotAllowed.into());
        }
        tx.update(
            "request",
            id,
            &[
                ("state", "answered".into()),
                ("next_action_at", Value::Null),
            ],
        )?;
        let contact = NewContact {
            customer: row
                .reference("customer_id")
                .map(|id| CustomerId(uuid::Uuid::from_bytes(id))),
            request: Some(id),
            result: ContactResult::Reached,
            ..NewContact::our_call(text, acting.now_at)
        };
        super::contact::write(tx, ContactId(app.new_id(acting)), &contact)
    })?;
    database.read(|view| summary(view, id))
}

/// Opens a work order for a request that has none.
pub(crate) fn open_order_for(
    app: &App,
    acting: &Acting,
    request: RequestOpenOrder,
) -> Outcome<WorkOrderDetail> {
    let id = RequestId(request.id);
    let database = app.database()?;
    let order = database.edit(&acting.edit()?, |tx| -> Outcome<WorkOrderId> {
        let row = tx.view().row("request", id)?.ok_or(ErrorCode::NotFound)?;
        if row.text("state") != Some("open") {
            return Err(ErrorCode::StepNotAllowed.into());
        }
        let received_at = row
            .get("received_at")
            .and_then(Value::as_int)
            .unwrap_or(acting.now_at);
        let promise = promise_for(received_at, &PromiseTable::default())
            .ok_or_else(|| single("received_at", "time_past", None))?;
        let uuid = |name: &str| row.reference(name).map(uuid::Uuid::from_bytes);
        let order = NewOrder {
            kind: request.kind,
            request: id,
            customer: uuid("customer_id").map(CustomerId),
            unit: uuid("unit_id").map(UnitId),
            fault_text: row.text("text").unwrap_or_default().to_owned(),
            fault_code: None,
            safety: row.get("safety").and_then(Value::as_int) == Some(1),
            received_at,
            promise,
        };
        tx.update("request", id, &[("state", "ordered".into())])?;
        super::work_order::open(app, acting, tx, &order)
    })?;
    database.read(|view| super::work_order::detail(acting, view, order))
}

/// Tells who may be calling, while the number is typed (R011).
pub(crate) fn lookup_caller(
    app: &App,
    acting: &Acting,
    request: CallerLookup,
) -> Outcome<CallerMatches> {
    let query = request.query.trim();
    let normalised_phone = Phone::parse(query)
        .ok()
        .map(|phone| phone.digits().to_owned());
    if query.chars().count() < LOOKUP_MIN_CHARS {
        return Ok(CallerMatches {
            normalised_phone,
            matches: Vec::new(),
        });
    }
    let matches = app.database()?.read(|view| {
        let mut seen = Vec::new();
        let mut matches = Vec::new();
        for hit in wuyou_store::search::search(view, query, 20, &[])? {
            let Some(customer) = hit.customer_id else {
                continue;
            };
            if seen.contains(&customer) || matches.len() == CALLERS_MOST {
                continue;
            }
            seen.push(customer);
            if let Some(found) = caller(
                acting,
                view,
                customer,
                super::search::matched(hit.matched_field),
            )? {
                matches.push(found);
            }
        }
        Outcome::Ok(matches)
    })?;
    Ok(CallerMatches {
        normalised_phone,
        matches,
    })
}

fn caller(
    acting: &Acting,
    view: View<'_>,
    id: CustomerId,
    matched: &str,
) -> Outcome<Option<CallerMatch>> {
    let Some(customer) = super::customer::summary(view, id)? else {
        return Ok(None);
    };
    let entries = timeline::timeline(view, TimelineOf::Customer(id), 100)?;
    let contacts = entries
        .into_iter()
        .filter(|entry| entry.kind == TimelineKind::Contact);
    Ok(Some(CallerMatch {
        customer,
        people: super::customer::people(view, id)?,
        phones: super::customer::phones(view, id)?,
        units: super::customer::units(view, id)?,
        open_requests: wuyou_store::request::of_customer(view, id, true)?
            .into_iter()
            .map(shown)
            .collect(),
        open_orders: super::work_order::open_of_customer(acting, view, id)?,
        contacts: contacts
            .take(5)
            .map(super::customer::timeline_entry)
            .collect(),
        matched: matched.to_owned(),
    }))
}

fn summary(view: View<'_>, id: RequestId) -> Outcome<RequestSummary> {
    Ok(shown(wuyou_store::request::get(view, id)?))
}

/// A request as lists show it.
pub(crate) fn shown(row: wuyou_store::request::RequestRow) -> RequestSummary {
    RequestSummary {
        id: row.id.0,
        no: row.no,
        kind: code_from(Some(&row.kind)).unwrap_or(RequestKind::Enquiry),
        channel: code_from(Some(&row.channel)).unwrap_or(Channel::Other),
        state: code_from(Some(&row.state)).unwrap_or(RequestState::Open),
        customer_id: row.customer_id.map(|id| id.0),
        customer_name: row.customer_name,
        text: row.text,
        received_at: row.received_at,
        owner: row.owner_name,
        urged_count: row.urged_count,
        safety: row.safety,
        work_order_id: row.work_order_id.map(|id| id.0),
    }
}
