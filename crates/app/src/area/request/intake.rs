//! Taking a call: household, phone, request, contact and order in one transaction.

use uuid::Uuid;
use wuyou_contract::request::{Channel, RequestCreate, RequestKind, RequestState, RequestTaken};
use wuyou_contract::work_order::WorkOrderKind;
use wuyou_domain::id::{
    ContactId, CustomerId, OtherMachineId, PhoneId, RemedyCaseId, RequestId, UnitId, WorkOrderId,
};
use wuyou_domain::phone::Phone;
use wuyou_domain::photo::Owner;
use wuyou_domain::promise::{Promise, PromiseTable, promise_for};
use wuyou_domain::request as rule;
use wuyou_domain::sla::{Kind, Marks};
use wuyou_domain::time::DAY_MS;
use wuyou_domain::work_order::Kind as OrderKind;
use wuyou_domain::{address, text};
use wuyou_store::customer::{PhoneRow, root};
use wuyou_store::{Id, Row, Tx, View};
use wuyou_sync::value::Value;

use super::summary;
use crate::app::{Acting, App};
use crate::area::contact::{self, NewContact};
use crate::area::fault;
use crate::area::other_machine;
use crate::area::photo;
use crate::area::remedy_case::{self, Reported};
use crate::area::work_order::{self, NewOrder};
use crate::failure::Outcome;
use crate::input::{Form, single};
use crate::show::{code_from, code_of};

/// A call noted on paper is typed within so many days; older ones are imported.
const PAPER_DAYS: i64 = 14;

/// A request as it was typed and found in order.
struct Intake {
    text: String,
    kind: RequestKind,
    channel: Channel,
    phone: Option<Phone>,
    /// The form says why there is no number.
    phone_excused: bool,
    caller_name: Option<String>,
    new_customer: Option<NewCustomer>,
    customer: Option<CustomerId>,
    unit: Option<UnitId>,
    other: Option<OtherMachineId>,
    fault_code: Option<String>,
    marks: Marks,
    received_at: i64,
    order: Option<WorkOrderKind>,
    photos: Option<Vec<Uuid>>,
}

impl Intake {
    /// What the promise is about; a request without an order is promised as a repair.
    fn clocks(&self) -> Kind {
        let order = self.order.as_ref().and_then(work_order::kind_of);
        Kind::of_order(order.unwrap_or(OrderKind::Repair), self.marks)
    }

    fn new_order(
        &self,
        request: RequestId,
        kind: WorkOrderKind,
        customer: Option<CustomerId>,
        promise: Promise,
    ) -> NewOrder {
        NewOrder {
            id: None,
            kind,
            request: Some(request),
            customer,
            unit: self.unit,
            fault_text: self.text.clone(),
            fault_code: self.fault_code.clone(),
            marks: self.marks,
            no_heat_at: None,
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
    let promise = promise_for(
        intake.received_at,
        intake.clocks(),
        &PromiseTable::default(),
    );
    let promise = promise.ok_or_else(|| single("received_at", "time_past", None))?;

    let database = app.database()?;
    let id = RequestId(app.new_id(acting));
    let (order, case) = database.edit(&acting.edit()?, |tx| {
        save_intake(app, acting, tx, id, &intake, promise)
    })?;

    database.read(|view| {
        let request = summary(view, id)?;
        let work_order = order
            .map(|order| work_order::detail(acting, view, order))
            .transpose()?;
        Ok(RequestTaken {
            request,
            work_order,
            reply_due_at: promise.reply_due_at,
            finish_target_at: promise.finish_target_at,
            finish_limit_at: promise.finish_limit_at,
            remedy_case: case
                .map(|case| remedy_case::opened(view, case, acting.now_at))
                .transpose()?,
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
    let new_customer = new_customer(&mut form, &request);
    let fault_code = form.line("fault_code", request.fault_code.as_deref(), 40);
    let tried = super::tried(&mut form, request.tried.as_deref());
    let preferred_time = form.line(
        "preferred_time",
        request.preferred_time.as_deref(),
        text::LINE_MAX,
    );
    let received_at = form.happened_at("received_at", request.received_at);
    if received_at < acting.now_at.saturating_sub(PAPER_DAYS * DAY_MS) {
        form.wrong("received_at", "call_too_old", None);
    }
    let phone_excused = no_phone.is_some();
    let text = match no_phone {
        Some(reason) => format!("{text}\n（无电话：{reason}）"),
        None => text,
    };
    // When it suits this time, for whoever comes; what suits always is kept with the household.
    let text = match preferred_time {
        Some(time) => format!("{text}\n（方便时间：{time}）"),
        None => text,
    };
    let text = form.required_note("text", &rule::with_tried(&text, &tried, false));
    form.finish()?;

    let kind = request.kind.unwrap_or(RequestKind::Repair);
    let safety = request.safety.unwrap_or(false);
    let order = order_kind(kind, safety, request.open_order.unwrap_or(true));
    // A danger is a repair, whatever else was asked for.
    let wanted = request.order_kind.filter(|_| !safety);
    let order = order.map(|order| wanted.unwrap_or(order));
    Ok(Intake {
        text,
        kind,
        channel: request.channel.unwrap_or(Channel::Phone),
        phone,
        phone_excused,
        caller_name,
        new_customer,
        customer: request.customer_id.map(CustomerId),
        unit: request.unit_id.map(UnitId),
        other: request.other_machine_id.map(OtherMachineId),
        fault_code: fault_code.map(|code| fault::plain_code(&code)),
        marks: Marks {
            safety,
            // A call of another kind may become a repair.
            no_heat: request.no_heat.unwrap_or(false),
        },
        received_at,
        order,
        photos: request.photos,
    })
}

/// The household a call begins, when it has a name and none that is known was chosen.
fn new_customer(form: &mut Form, request: &RequestCreate) -> Option<NewCustomer> {
    let name = request.new_customer_name.as_deref().map(str::trim)?;
    if name.is_empty() || request.customer_id.is_some() {
        return None;
    }
    Some(NewCustomer {
        name: form.name("new_customer_name", name),
        town: form.line("town", request.town.as_deref(), text::NAME_MAX),
        address: form.line("address", request.address.as_deref(), text::LINE_MAX),
    })
}

/// Which order a request opens, if any. Somebody is sent to a danger, whatever the call was about
/// and whatever was said on the phone.
fn order_kind(kind: RequestKind, safety: bool, wanted: bool) -> Option<WorkOrderKind> {
    let order = super::kind_of(&kind).and_then(rule::Kind::order);
    let order = order.and_then(|order| code_from(Some(order.code())));
    if safety {
        return Some(order.unwrap_or(WorkOrderKind::Repair));
    }
    order.filter(|_| wanted)
}

fn save_intake(
    app: &App,
    acting: &Acting,
    tx: &mut Tx<'_>,
    id: RequestId,
    intake: &Intake,
    promise: Promise,
) -> Outcome<(Option<WorkOrderId>, Option<RemedyCaseId>)> {
    check_known(tx.view(), intake)?;
    let customer = save_customer(app, acting, tx, intake)?;
    let staff = acting.staff()?;
    let state = if intake.order.is_some() {
        RequestState::Ordered
    } else {
        RequestState::Open
    };
    let no = work_order::next_no(tx, acting)?;
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
            ("fault_code", intake.fault_code.clone().into()),
            ("safety", intake.marks.safety.into()),
            ("no_heat", intake.marks.no_heat.into()),
            ("received_at", intake.received_at.into()),
            ("owner_id", staff.value()),
            ("next_action_at", promise.reply_due_at.into()),
            ("state", code_of(&state)),
        ],
    )?;
    photo::attach(tx, acting, intake.photos.as_deref(), (Owner::Request, id.0))?;
    let order = match intake.order {
        Some(kind) => {
            let order = intake.new_order(id, kind, customer, promise);
            let order = work_order::open(app, acting, tx, &order)?;
            if let Some(other) = intake.other {
                other_machine::attach(tx, order, Some(other))?;
            }
            Some(order)
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
    contact::write(tx, ContactId(app.new_id(acting)), &contact)?;
    let case = match intake.unit.filter(|_| intake.kind == RequestKind::Repair) {
        Some(unit) => {
            let report = Reported {
                unit,
                customer,
                order,
                reported_at: intake.received_at.min(acting.now_at),
            };
            remedy_case::after_report(app, acting, tx, &report)?
        }
        None => None,
    };
    Ok((order, case))
}

/// Whether the household and the machine the form names are there, belong together, and can be
/// called back.
fn check_known(view: View<'_>, intake: &Intake) -> Outcome<()> {
    let mut form = Form::new(intake.received_at);
    let alive = |row: Option<Row>| row.filter(|row| row.deleted_at.is_none());
    if let Some(customer) = intake.customer {
        if alive(view.row("customer", customer)?).is_none() {
            form.wrong("customer_id", "unknown", None);
        } else if intake.phone.is_none()
            && !intake.phone_excused
            && own_phones(view, customer)?.is_empty()
        {
            form.wrong("caller_phone", "phone_needed", None);
        }
    }
    if let Some(unit) = intake.unit {
        let known = wuyou_store::unit::find(view, unit)?.filter(|unit| unit.deleted_at.is_none());
        match known {
            None => form.wrong("unit_id", "unknown", None),
            // A machine stays with the file that gave way to another when two were merged.
            Some(unit) => {
                let holder = unit.customer_id.map(|id| root(view, id)).transpose()?;
                let household = intake.customer.map(|id| root(view, id)).transpose()?;
                if holder.is_some() && holder != household {
                    form.wrong("unit_id", "other_household", None);
                }
            }
        }
    }
    form.finish()?;
    if let Some(other) = intake.other {
        if intake.unit.is_some() {
            return Err(single("unit_id", "one_machine", None).into());
        }
        let kind = intake.order.as_ref().and_then(work_order::kind_of);
        other_machine::check(view, intake.customer, kind, other)?;
        other_machine::guard_words(view, &intake.text, other)?;
    }
    Ok(())
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
            let id = new_household(app, acting, tx, &new.name)?;
            if new.town.is_some() || new.address.is_some() {
                let fields = address_fields(id, new.town.clone(), new.address.clone());
                tx.insert("address", app.new_id(acting), &fields)?;
            }
            Some(id)
        }
        (None, known) => known,
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

/// Makes a household of which only the name is known.
pub(crate) fn new_household(
    app: &App,
    acting: &Acting,
    tx: &mut Tx<'_>,
    name: &str,
) -> Outcome<CustomerId> {
    let id = CustomerId(app.new_id(acting));
    tx.insert(
        "customer",
        id,
        &[
            ("name", name.into()),
            ("kind", "household".into()),
            ("origin", "pc".into()),
        ],
    )?;
    Ok(id)
}

/// The fields of an address as typed, with what can be told apart.
fn address_fields(
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

/// The numbers that are the household's still.
fn own_phones(view: View<'_>, customer: CustomerId) -> Outcome<Vec<PhoneRow>> {
    let mut phones = wuyou_store::customer::phones_of(view, customer)?;
    phones.retain(|phone| phone.valid_to.is_none());
    Ok(phones)
}

/// Adds a number to a household that has it not.
pub(crate) fn add_phone(
    app: &App,
    acting: &Acting,
    tx: &mut Tx<'_>,
    customer: CustomerId,
    phone: &Phone,
    whose: Option<&str>,
) -> Outcome<()> {
    let known = own_phones(tx.view(), customer)?;
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
