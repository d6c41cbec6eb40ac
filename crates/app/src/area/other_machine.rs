//! Machines of other makers (别家品牌): registered on this PC, shown in its lists, never sent. An
//! order on one syncs as an order without a machine that says “another brand” and no more (ADR 14).

use wuyou_contract::draft::Done;
use wuyou_contract::other_machine::{
    OtherMachine, OtherMachineDetail, OtherMachineGet, OtherMachineList, OtherMachinePage,
    OtherMachineSave, WorkOrderSetOther,
};
use wuyou_contract::search::SearchHit;
use wuyou_contract::staff::Role;
use wuyou_contract::work_order::WorkOrderDetail;
use wuyou_contract::{ApiError, ErrorCode};
use wuyou_domain::date_text::DateKind;
use wuyou_domain::id::{CustomerId, OtherMachineId, WorkOrderId};
use wuyou_domain::text;
use wuyou_domain::warranty::other_brand;
use wuyou_domain::work_order::{Kind, State};
use wuyou_store::customer::root;
use wuyou_store::other_machine::{self as store, OtherMachineFields, OtherMachineRow};
use wuyou_store::work_order::WorkOrderRow;
use wuyou_store::{Tx, View};

use super::explain::why;
use super::work_order as order;
use crate::app::{Acting, App};
use crate::failure::Outcome;
use crate::input::{Form, single};
use crate::show::{code_from, code_text};

/// Most characters of a model or of the number on a plate.
const PLATE_MAX: usize = 60;
/// Most of them among the hits of a search.
const HITS_MOST: u32 = 5;

/// Registers one, or changes what is known of it.
pub(crate) fn save(
    app: &App,
    acting: &Acting,
    request: OtherMachineSave,
) -> Outcome<OtherMachineDetail> {
    let mut form = Form::new(acting.now_at);
    let brand = form.required("brand", &request.brand, text::NAME_MAX);
    let model = form.line("model", request.model.as_deref(), PLATE_MAX);
    let serial = form.line("serial", request.serial.as_deref(), PLATE_MAX);
    let bought_on = form.date("bought_on", request.bought_on.as_deref(), DateKind::Event);
    let note = form.note("note", request.note.as_deref());
    form.finish()?;
    let fields = OtherMachineFields {
        customer_id: CustomerId(request.customer_id),
        brand,
        model,
        serial,
        gas: request.gas.as_ref().and_then(code_text),
        bought_on,
        note,
    };
    let known = request.id.map(OtherMachineId);
    let id = known.unwrap_or_else(|| OtherMachineId(app.new_id(acting)));
    let by = (acting.staff()?, acting.now_at);
    app.database()?.local(|local| -> Outcome<()> {
        let household = local.view().row("customer", fields.customer_id)?;
        if household.is_none_or(|row| row.deleted_at.is_some()) {
            return Err(single("customer_id", "unknown", None).into());
        }
        if let Some(id) = known {
            store::get(local.view(), id)?;
        }
        Ok(store::save(local, id, &fields, by)?)
    })?;
    shown(app, acting, id)
}

/// Shows one with what was done on it.
pub(crate) fn get(
    app: &App,
    acting: &Acting,
    request: OtherMachineGet,
) -> Outcome<OtherMachineDetail> {
    shown(app, acting, OtherMachineId(request.id))
}

/// Lists them, the last changed first.
pub(crate) fn list(app: &App, _: &Acting, request: OtherMachineList) -> Outcome<OtherMachinePage> {
    let typed = request.query.unwrap_or_default();
    let page = (request.after.as_deref(), request.limit.unwrap_or(100));
    let customer = request.customer_id.map(CustomerId);
    app.database()?.read(|view| {
        let (page, total) = store::list(view, customer, &typed, page)?;
        Ok(OtherMachinePage {
            rows: page.rows.into_iter().map(machine).collect(),
            next: page.next,
            total,
        })
    })
}

/// Takes one out of the lists; not while an order on it is open.
pub(crate) fn remove(app: &App, acting: &Acting, request: OtherMachineGet) -> Outcome<Done> {
    let id = OtherMachineId(request.id);
    app.database()?.local(|local| -> Outcome<()> {
        let view = local.view();
        store::get(view, id)?;
        for order in store::orders(view, id)? {
            let row = wuyou_store::work_order::get(view, order)?;
            let state = State::from_code(&row.state);
            if !matches!(state, Some(State::Closed | State::Cancelled)) {
                let error = ApiError::new(ErrorCode::OtherMachineOpen).with_detail("no", row.no);
                return Err(error.into());
            }
        }
        Ok(store::remove(local, id, acting.now_at)?)
    })?;
    Ok(Done {})
}

/// Says that an order is about a machine of another maker, or that it is not.
pub(crate) fn set(
    app: &App,
    acting: &Acting,
    request: WorkOrderSetOther,
) -> Outcome<WorkOrderDetail> {
    let id = WorkOrderId(request.id);
    let machine = request.other_machine_id.map(OtherMachineId);
    app.database()?.edit(&acting.edit()?, |tx| -> Outcome<()> {
        let row = wuyou_store::work_order::get(tx.view(), id)?;
        guard(acting, &row)?;
        let ended = matches!(
            State::from_code(&row.state),
            Some(State::Finished | State::Confirmed | State::Closed | State::Cancelled)
        );
        if ended || row.unit_id.is_some() {
            return Err(ErrorCode::MachineFixed.into());
        }
        if let Some(machine) = machine {
            let kind = Kind::from_code(&row.kind);
            check(tx.view(), row.customer_id, kind, machine)?;
        }
        attach(tx, id, machine)
    })?;
    app.database()?.read(|view| order::detail(acting, view, id))
}

/// A technician says it of the orders that are theirs, and of none that ends with the checklist: it
/// would have the machine handed over without.
fn guard(acting: &Acting, row: &WorkOrderRow) -> Outcome<()> {
    let commissions = Kind::from_code(&row.kind).is_none_or(Kind::commissions);
    let theirs = acting.staff.is_some() && row.technician_id == acting.staff;
    if acting.role == Some(Role::Technician) && (commissions || !theirs) {
        return Err(ErrorCode::NotAllowed.into());
    }
    Ok(())
}

/// The machine must be there, of the same household, and the work be what is done on such a one.
pub(crate) fn check(
    view: View<'_>,
    customer: Option<CustomerId>,
    kind: Option<Kind>,
    machine: OtherMachineId,
) -> Outcome<()> {
    let known = store::get(view, machine)?;
    let holder = root(view, known.customer_id)?;
    let household = customer.map(|id| root(view, id)).transpose()?;
    if household != Some(holder) {
        return Err(single("other_machine_id", "other_household", None).into());
    }
    if !kind.is_some_and(Kind::fits_other_brand) {
        return Err(single("order_kind", "other_brand_kind", None).into());
    }
    Ok(())
}

/// The order says that it is about another brand; which machine stays here.
pub(crate) fn attach(
    tx: &mut Tx<'_>,
    id: WorkOrderId,
    machine: Option<OtherMachineId>,
) -> Outcome<()> {
    tx.update(
        "work_order",
        id,
        &[("other_brand", machine.is_some().into())],
    )?;
    Ok(store::name_for(&tx.local(), id, machine)?)
}

/// What goes to headquarters names neither the brand nor the number on the plate.
pub(crate) fn guard_words(view: View<'_>, words: &str, machine: OtherMachineId) -> Outcome<()> {
    let known = store::get(view, machine)?;
    let words = words.to_lowercase();
    let named = [Some(known.brand), known.serial];
    let told = named.into_iter().flatten().map(|one| one.to_lowercase());
    for one in told {
        if one.chars().count() > 1 && words.contains(&one) {
            return Err(single("text", "other_brand_named", None).into());
        }
    }
    Ok(())
}

/// The one an order is about, where this PC knows it. What this PC noted once says nothing of an order
/// that another PC has made one on our own machine since.
pub(crate) fn of_order(view: View<'_>, row: &WorkOrderRow) -> Outcome<Option<OtherMachine>> {
    if !row.other_brand || row.unit_id.is_some() {
        return Ok(None);
    }
    Ok(store::of_order(view, row.id)?.map(machine))
}

/// Those that fit what is searched for.
pub(crate) fn hits(view: View<'_>, typed: &str) -> Outcome<Vec<SearchHit>> {
    if typed.trim().is_empty() {
        return Ok(Vec::new());
    }
    let (page, _) = store::list(view, None, typed, (None, HITS_MOST))?;
    let rows = page.rows.into_iter();
    Ok(rows
        .map(|row| SearchHit {
            kind: "other_machine".to_owned(),
            id: row.id.0,
            customer_id: Some(row.customer_id.0),
            subtitle: [row.serial.clone(), row.customer_name.clone()]
                .into_iter()
                .flatten()
                .collect::<Vec<_>>()
                .join(" · "),
            title: title(&row),
            matched: "serial".to_owned(),
        })
        .collect())
}

fn title(row: &OtherMachineRow) -> String {
    let parts = [Some(row.brand.as_str()), row.model.as_deref()];
    parts.into_iter().flatten().collect::<Vec<_>>().join(" ")
}

fn shown(app: &App, acting: &Acting, id: OtherMachineId) -> Outcome<OtherMachineDetail> {
    app.database()?.read(|view| {
        let row = store::get(view, id)?;
        let mut orders = Vec::new();
        for id in store::orders(view, id)? {
            orders.push(order::summary(
                acting,
                wuyou_store::work_order::summary(view, id)?,
            ));
        }
        Ok(OtherMachineDetail {
            machine: machine(row),
            orders,
            why: why(&other_brand()),
        })
    })
}

fn machine(row: OtherMachineRow) -> OtherMachine {
    OtherMachine {
        id: row.id.0,
        customer_id: row.customer_id.0,
        customer_name: row.customer_name,
        brand: row.brand,
        model: row.model,
        serial: row.serial,
        gas: code_from(row.gas.as_deref()),
        bought_on: row.bought_on,
        note: row.note,
        orders: row.orders,
    }
}
