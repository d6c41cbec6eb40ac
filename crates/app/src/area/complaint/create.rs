//! Noting a grumble, or taking a complaint formally: the rules say which it is.

use wuyou_contract::ErrorCode;
use wuyou_contract::complaint::{ComplaintCreate, ComplaintDetail, ComplaintSeverity};
use wuyou_contract::request::Channel;
use wuyou_contract::staff::Role;
use wuyou_domain::complaint::state::State;
use wuyou_domain::complaint::{self as rule, Class, ClassifyInput, GrumbleState, Severity};
use wuyou_domain::id::{
    ComplaintEventId, ComplaintId, ContactId, CustomerId, ObjectionId, RequestId, StaffId, UnitId,
    WorkOrderId,
};
use wuyou_domain::reference::{ComplaintCategories, SymptomBook};
use wuyou_domain::text;
use wuyou_domain::work_order::Kind as OrderKind;
use wuyou_store::complaint as store;
use wuyou_store::work_order::WorkOrderRow;
use wuyou_store::{Id, Tx, View};
use wuyou_sync::value::Value;

use super::story::REGISTER;
use super::{danger, failed, repeats, view};
use crate::app::{Acting, App};
use crate::area::contact::{self, NewContact};
use crate::area::work_order;
use crate::failure::Outcome;
use crate::input::{Form, single};
use crate::show::{code_from, code_of, code_text};

/// A complaint as it was typed and found in order.
pub(super) struct Typed {
    pub(super) request: Option<RequestId>,
    pub(super) customer: Option<CustomerId>,
    pub(super) unit: Option<UnitId>,
    pub(super) order: Option<WorkOrderId>,
    pub(super) caller_name: Option<String>,
    pub(super) caller_phone: Option<String>,
    pub(super) channel: Channel,
    pub(super) category: String,
    pub(super) item: Option<String>,
    pub(super) text: Option<String>,
    pub(super) remedy_sought: Option<String>,
    pub(super) severity: Severity,
    pub(super) safety: bool,
    pub(super) injury: bool,
    pub(super) public_exposure: bool,
    pub(super) about: Option<StaffId>,
    pub(super) owner: Option<StaffId>,
    pub(super) sat_before: Option<u8>,
    pub(super) received_at: Option<i64>,
    /// Its request was made for the order that looks after the danger, so nothing is closed with it.
    pub(super) sent: bool,
}

/// Notes a grumble or takes a complaint.
pub(crate) fn create(
    app: &App,
    acting: &Acting,
    request: ComplaintCreate,
) -> Outcome<ComplaintDetail> {
    let mut typed = read(acting, request)?;
    let id = ComplaintId(app.new_id(acting));
    let database = app.database()?;
    database.edit(&acting.edit()?, |tx| -> Outcome<()> {
        fill(acting, tx.view(), &mut typed)?;
        if typed.safety {
            danger::send(app, acting, tx, &mut typed)?;
        }
        save(app, acting, tx, id, &typed)
    })?;
    database.read(|view| view::detail(acting, view, id))
}

/// What was not asked on the spot, for a complaint that must say it.
pub(super) const NOT_ASKED: &str = "现场没有问到，告知时问清";

/// Takes what a customer objected to on the spot, and what was not settled there, as a complaint within
/// an edit: a grumble, or a formal one where the rules say so.
pub(crate) fn from_objection(
    app: &App,
    acting: &Acting,
    tx: &mut Tx<'_>,
    order: &WorkOrderRow,
    (objection, text, said_at): (ObjectionId, &str, i64),
) -> Outcome<ComplaintId> {
    let category = match OrderKind::from_code(&order.kind) {
        Some(OrderKind::Install | OrderKind::Commissioning | OrderKind::Relocation) => {
            "installation"
        }
        _ => "repair",
    };
    let mut typed = Typed {
        request: None,
        customer: None,
        unit: None,
        order: Some(order.id),
        caller_name: None,
        caller_phone: None,
        channel: Channel::Visit,
        safety: !SymptomBook::built_in().dangers_in(text).is_empty(),
        category: category.to_owned(),
        item: None,
        text: Some(text.to_owned()),
        remedy_sought: Some(NOT_ASKED.to_owned()),
        severity: Severity::Grumble,
        injury: false,
        public_exposure: false,
        about: order.technician_id,
        owner: None,
        sat_before: None,
        received_at: Some(said_at),
        sent: false,
    };
    fill(acting, tx.view(), &mut typed)?;
    if classed(acting, tx.view(), &typed)? == Class::D {
        typed.remedy_sought = None;
    }
    let id = ComplaintId::of_objection(objection);
    // Another PC closed the order as well, and its close came first.
    if tx.view().row("complaint", id)?.is_none() {
        if typed.safety {
            danger::send(app, acting, tx, &mut typed)?;
        }
        save(app, acting, tx, id, &typed)?;
    }
    Ok(id)
}

fn read(acting: &Acting, request: ComplaintCreate) -> Outcome<Typed> {
    let mut form = Form::new(acting.now_at);
    let category = ComplaintCategories::built_in().find(&request.category);
    let item = request.item.filter(|item| !item.is_empty());
    match category {
        None => form.wrong("category", "choose_one", None),
        Some(category) => {
            if item
                .as_ref()
                .is_some_and(|item| category.item(item).is_none())
            {
                form.wrong("item", "unknown", None);
            }
        }
    }
    if request
        .sat_before
        .is_some_and(|score| !(1..=5).contains(&score))
    {
        form.wrong("sat_before", "score_range", None);
    }
    let caller_name = form.line(
        "caller_name",
        request.caller_name.as_deref(),
        text::NAME_MAX,
    );
    let caller_phone = form.phone("caller_phone", request.caller_phone.as_deref());
    let severity = request.severity.unwrap_or(ComplaintSeverity::Grumble);
    let typed = Typed {
        request: request.request_id.map(RequestId),
        customer: request.customer_id.map(CustomerId),
        unit: request.unit_id.map(UnitId),
        order: request.work_order_id.map(WorkOrderId),
        caller_name,
        caller_phone: caller_phone.map(|phone| phone.digits().to_owned()),
        channel: request.channel.unwrap_or(Channel::Phone),
        safety: request.safety.unwrap_or(false) || category.is_some_and(|entry| entry.safety),
        category: request.category,
        item,
        text: form.note("text", request.text.as_deref()),
        remedy_sought: form.note("remedy_sought", request.remedy_sought.as_deref()),
        severity: code_text(&severity)
            .and_then(|code| Severity::from_code(&code))
            .unwrap_or(Severity::Grumble),
        injury: request.injury.unwrap_or(false),
        public_exposure: request.public_exposure.unwrap_or(false),
        about: request.about_staff_id.map(StaffId),
        owner: request.owner_id.map(StaffId),
        sat_before: request.sat_before,
        received_at: request.received_at.map(|at| {
            let at = form.happened_at("received_at", Some(at));
            at.min(acting.now_at)
        }),
        sent: false,
    };
    form.finish()?;
    Ok(typed)
}

/// Takes what was not typed from the request and the order.
pub(super) fn fill(acting: &Acting, view: View<'_>, typed: &mut Typed) -> Outcome<()> {
    if let Some(request) = typed.request {
        if store::of_request(view, request)?.is_some() {
            return Err(ErrorCode::ComplaintRequestTaken.into());
        }
        let row = wuyou_store::request::get(view, request)?;
        // Taking a call's place closes it, and answering calls is the desk's.
        if acting.role == Some(Role::Technician) && row.kind != "complaint" {
            return Err(ErrorCode::NotAllowed.into());
        }
        typed.customer = typed.customer.or(row.customer_id);
        typed.unit = typed.unit.or(row.unit_id);
        typed.order = typed.order.or(row.work_order_id);
        typed.caller_name = typed.caller_name.take().or(row.caller_name);
        typed.caller_phone = typed.caller_phone.take().or(row.caller_phone);
        typed.channel = code_from(Some(&row.channel)).unwrap_or(typed.channel);
        typed.text = typed.text.take().or(Some(row.text));
        typed.safety |= row.safety;
        // The clocks count from the call.
        typed.received_at = Some(row.received_at);
    }
    if let Some(order) = typed.order {
        let row = wuyou_store::work_order::get(view, order)?;
        typed.customer = typed.customer.or(row.customer_id);
        typed.unit = typed.unit.or(row.unit_id);
    }
    Ok(())
}

/// The class the rules give, and what only a formal complaint needs.
fn classed(acting: &Acting, view: View<'_>, typed: &Typed) -> Outcome<Class> {
    let received_at = typed.received_at.unwrap_or(acting.now_at);
    let input = ClassifyInput {
        severity: typed.severity,
        safety: typed.safety,
        injury: typed.injury,
        repeats_30d: repeats(view, typed.customer, &typed.category, received_at, None)?,
        public_exposure: typed.public_exposure,
    };
    let policy = rule::built_in().map_err(|error| failed(&error))?;
    let decided = rule::classify(&input, policy).map_err(|error| failed(&error))?;
    let class = decided.result.class;
    let mut form = Form::new(acting.now_at);
    let known = typed.customer.is_some() || typed.caller_name.is_some();
    if !known && typed.caller_phone.is_none() {
        form.wrong("caller_name", "who_needed", None);
    }
    if typed.text.is_none() {
        form.wrong("text", "required", None);
    }
    if class != Class::D && typed.remedy_sought.is_none() {
        form.wrong("remedy_sought", "remedy_needed", None);
    }
    form.finish()?;
    Ok(class)
}

fn save(
    app: &App,
    acting: &Acting,
    tx: &mut Tx<'_>,
    id: ComplaintId,
    typed: &Typed,
) -> Outcome<()> {
    write(app, acting, tx, id, typed)?;
    match typed.request {
        Some(request) if !typed.sent => close_request(tx, request),
        _ => note_contact(app, acting, tx, typed),
    }
}

/// Writes the complaint and its first event.
pub(super) fn write(
    app: &App,
    acting: &Acting,
    tx: &mut Tx<'_>,
    id: ComplaintId,
    typed: &Typed,
) -> Outcome<()> {
    let class = classed(acting, tx.view(), typed)?;
    let state = match class {
        Class::D => GrumbleState::Noted.code(),
        Class::A | Class::B | Class::C => State::Received.code(),
    };
    let me = acting.staff()?;
    let owner = owner(tx.view(), typed, me)?;
    let received_at = typed.received_at.unwrap_or(acting.now_at);
    let no = work_order::next_no(tx, acting)?;
    tx.insert(
        "complaint",
        id,
        &[
            ("no", no.into()),
            ("customer_id", typed.customer.map(Id::row_id).into()),
            ("unit_id", typed.unit.map(Id::row_id).into()),
            ("work_order_id", typed.order.map(Id::row_id).into()),
            ("request_id", typed.request.map(Id::row_id).into()),
            ("caller_name", typed.caller_name.clone().into()),
            ("caller_phone", typed.caller_phone.clone().into()),
            ("channel", code_of(&typed.channel)),
            ("category", typed.category.as_str().into()),
            ("item", typed.item.clone().into()),
            ("text", typed.text.clone().into()),
            ("remedy_sought", typed.remedy_sought.clone().into()),
            ("severity", typed.severity.code().into()),
            ("safety", typed.safety.into()),
            ("injury", typed.injury.into()),
            ("public_exposure", typed.public_exposure.into()),
            ("received_at", received_at.into()),
            ("about_staff_id", typed.about.map(Id::row_id).into()),
            ("owner_id", owner.map(Id::row_id).into()),
            ("state", state.into()),
            ("sat_before", typed.sat_before.map(i64::from).into()),
        ],
    )?;
    tx.insert(
        "complaint_event",
        ComplaintEventId(app.new_id(acting)),
        &[
            ("complaint_id", id.value()),
            ("event", REGISTER.into()),
            ("to_state", state.into()),
            ("occurred_at", received_at.into()),
            ("staff_id", me.value()),
        ],
    )?;
    Ok(())
}

/// Who answers for the complaint: the person named, else whoever took it. Nobody answers for a
/// complaint about themselves or about work they did.
fn owner(view: View<'_>, typed: &Typed, me: StaffId) -> Outcome<Option<StaffId>> {
    let served = match typed.order {
        Some(order) => store::served(view, order)?,
        None => Vec::new(),
    };
    let judged =
        |one: StaffId| typed.about == Some(one) || served.iter().any(|(worker, _)| *worker == one);
    let Some(named) = typed.owner else {
        return Ok(Some(me).filter(|one| !judged(*one)));
    };
    must_work_here(view, "owner_id", named)?;
    if judged(named) {
        return Err(single("owner_id", "complained_about", None).into());
    }
    Ok(Some(named))
}

/// The complaint goes on in the request's place. A danger is not closed with a word: somebody goes.
fn close_request(tx: &mut Tx<'_>, request: RequestId) -> Outcome<()> {
    let row = wuyou_store::request::get(tx.view(), request)?;
    if row.state == "open" {
        if row.safety {
            return Err(ErrorCode::RequestSafety.into());
        }
        let fields = [("state", "closed".into()), ("next_action_at", Value::Null)];
        tx.update("request", request, &fields)?;
    }
    Ok(())
}

/// What the customer said is a contact like any other.
fn note_contact(app: &App, acting: &Acting, tx: &mut Tx<'_>, typed: &Typed) -> Outcome<()> {
    if typed.customer.is_none() && typed.order.is_none() {
        return Ok(());
    }
    let text = typed.text.clone().unwrap_or_default();
    let said_at = typed.received_at.unwrap_or(acting.now_at);
    let contact = NewContact {
        customer: typed.customer,
        request: typed.request,
        work_order: typed.order,
        phone: typed.caller_phone.clone(),
        ..NewContact::their_call(text, typed.channel, said_at)
    };
    contact::write(tx, ContactId(app.new_id(acting)), &contact)
}

/// Refuses somebody who may not be named for a part in a complaint.
pub(super) fn must_work_here(view: View<'_>, field: &str, staff: StaffId) -> Outcome<()> {
    match wuyou_store::staff::find(view, staff)? {
        Some(row) if !row.disabled && row.deleted_at.is_none() => Ok(()),
        _ => Err(single(field, "not_a_technician", None).into()),
    }
}
