//! Orders as screens show them.

use wuyou_contract::work_order::{
    CauseClass, ServiceCharge, StepMark, StepOption, Urgency, WorkOrderDetail, WorkOrderKind,
    WorkOrderNumbers, WorkOrderState, WorkOrderStep, WorkOrderSummary,
};
use wuyou_domain::id::{CustomerId, WorkOrderId};
use wuyou_domain::reference::{CauseBook, ServiceCharge as Charge, ServiceTypes};
use wuyou_domain::work_order::due::{self, Instants};
use wuyou_domain::work_order::{Facts, Kind, State, Step, is_own_slip, mains, open_steps};
use wuyou_store::View;
use wuyou_store::customer::AddressRow;
use wuyou_store::timeline::{self, TimelineOf};
use wuyou_store::work_order::{self as store, OrderEventRow, WorkOrderQuery, WorkOrderRow};

use super::{fact, repeat};
use crate::app::Acting;
use crate::area::{customer, danger, other_machine, roster};
use crate::failure::Outcome;
use crate::show::code_from;

/// Most entries of a timeline.
const TIMELINE_MOST: u32 = 200;

/// The marks of the step bar, in order.
const BAR: [State; 8] = [
    State::Registered,
    State::Replied,
    State::Scheduled,
    State::Dispatched,
    State::InProgress,
    State::Finished,
    State::Confirmed,
    State::Closed,
];

/// An order as lists show it.
pub(crate) fn summary(acting: &Acting, row: store::WorkOrderSummary) -> WorkOrderSummary {
    let order = &row.order;
    let state = State::from_code(&order.state).unwrap_or(State::Registered);
    let instants = instants(order);
    let due = due::next_due(state, &instants, acting.now_at);
    let urgency = match due::urgency(state, &instants, acting.now_at) {
        due::Urgency::Overdue => Urgency::Overdue,
        due::Urgency::Soon => Urgency::Soon,
        due::Urgency::Today => Urgency::Today,
        due::Urgency::Later => Urgency::Later,
        due::Urgency::Done => Urgency::Done,
    };
    WorkOrderSummary {
        id: order.id.0,
        no: order.no.clone(),
        kind: code_from(Some(&order.kind)).unwrap_or(WorkOrderKind::Repair),
        state: code_from(Some(&order.state)).unwrap_or(WorkOrderState::Registered),
        customer_id: order.customer_id.map(|id| id.0),
        customer_name: row.customer_name,
        town: row.town,
        village: row.village,
        fault_text: order.fault_text.clone(),
        fault_code: order.fault_code.clone(),
        received_at: order.received_at,
        due_what: due.map(|due| due.what.code().to_owned()),
        due_at: due.and_then(|due| due.at),
        urgency,
        next_step: likely_step(acting, state, &fact::of_row(order)),
        cause_class: cause_class(order),
        safety: order.safety,
        no_heat: order.no_heat,
        updated_at: order.updated_at,
        urged_count: row.urged_count,
        conflicted: row.conflicted,
        technician: row.technician,
    }
}

/// The class of a repair's cause; of one that was finished before there were classes the one its
/// words name.
fn cause_class(order: &WorkOrderRow) -> Option<CauseClass> {
    let stored = code_from(order.cause_class.as_deref());
    stored.or_else(|| {
        let written = order.cause.as_deref()?;
        let repaired = order.kind == Kind::Repair.code() && order.finished_at.is_some();
        let class = CauseBook::built_in()
            .class_of_text(written)
            .filter(|_| repaired)?;
        code_from(Some(class.code()))
    })
}

fn instants(row: &WorkOrderRow) -> Instants {
    Instants {
        reply_due_at: row.reply_due_at,
        replied_at: row.replied_at,
        finish_target_at: row.finish_target_at,
        finish_limit_at: row.finish_limit_at,
        window_to_at: row.window_to_at,
        part_eta_at: row.part_eta_at,
        finished_at: row.finished_at,
        postponed_at: row.postponed_at,
        danger: row.safety,
    }
}

fn steps_for(acting: &Acting, state: State, facts: &Facts) -> Vec<Step> {
    match (acting.staff, super::advance::role(acting)) {
        (Some(staff), Ok(role)) => open_steps(state, (staff, role), facts),
        _ => Vec::new(),
    }
}

/// The steps the acting person may take with an order, by what its row tells.
pub(super) fn steps_now(acting: &Acting, order: &WorkOrderRow) -> Vec<Step> {
    match State::from_code(&order.state) {
        Some(state) => steps_for(acting, state, &fact::of_row(order)),
        None => Vec::new(),
    }
}

/// The table lists the steps onward first, so the first one is the likely one.
fn likely_step(acting: &Acting, state: State, facts: &Facts) -> Option<WorkOrderStep> {
    let onward = steps_for(acting, state, facts)
        .into_iter()
        .find(|step| !is_side_step(*step));
    onward.and_then(|step| code_from(Some(step.code())))
}

fn is_side_step(step: Step) -> bool {
    matches!(
        step,
        Step::Redispatch
            | Step::MoveWindow
            | Step::Postpone
            | Step::Cancel
            | Step::Reopen
            | Step::WaitPart
    )
}

/// The open orders of a household.
pub(crate) fn open_of_customer(
    acting: &Acting,
    view: View<'_>,
    id: CustomerId,
) -> Outcome<Vec<WorkOrderSummary>> {
    let rows = store::open_of_customer(view, id)?;
    Ok(rows.into_iter().map(|row| summary(acting, row)).collect())
}

/// The numbers of orders by group.
pub(crate) fn numbers(acting: &Acting, view: View<'_>) -> Outcome<WorkOrderNumbers> {
    // Open orders of a shop are some hundreds; counting them by the rule itself keeps the tiles
    // and the list from ever disagreeing.
    let rows = all_open(view)?.into_iter();
    let shown: Vec<_> = rows
        .map(|row| (row.order.technician_id.is_some(), summary(acting, row)))
        .collect();
    Ok(numbers_of(
        shown.iter().map(|(assigned, row)| (*assigned, row)),
    ))
}

/// The numbers of open orders, each with whether somebody is dispatched.
pub(crate) fn numbers_of<'a>(
    rows: impl Iterator<Item = (bool, &'a WorkOrderSummary)>,
) -> WorkOrderNumbers {
    let mut numbers = WorkOrderNumbers {
        open: 0,
        overdue: 0,
        soon: 0,
        today: 0,
        unassigned: 0,
        to_confirm: 0,
    };
    for (assigned, row) in rows {
        numbers.open += 1;
        numbers.unassigned += u32::from(!assigned);
        numbers.to_confirm += u32::from(row.state == WorkOrderState::Finished);
        match row.urgency {
            Urgency::Overdue => numbers.overdue += 1,
            Urgency::Soon => numbers.soon += 1,
            Urgency::Today => numbers.today += 1,
            Urgency::Later | Urgency::Done => {}
        }
    }
    numbers
}

/// Every open order.
pub(crate) fn all_open(view: View<'_>) -> Outcome<Vec<store::WorkOrderSummary>> {
    let mut rows = Vec::new();
    let mut query = WorkOrderQuery {
        limit: 200,
        ..WorkOrderQuery::default()
    };
    loop {
        let page = store::list(view, &query)?;
        rows.extend(page.rows);
        query.after = page.next;
        if query.after.is_none() {
            return Ok(rows);
        }
    }
}

/// An address as one line.
fn one_line(address: &AddressRow) -> String {
    let parts = [address.town.as_deref(), address.detail.as_deref()];
    parts.into_iter().flatten().collect::<Vec<_>>().join(" ")
}

/// An order with everything about it.
pub(crate) fn detail(acting: &Acting, view: View<'_>, id: WorkOrderId) -> Outcome<WorkOrderDetail> {
    let row = store::get(view, id)?;
    let state = State::from_code(&row.state).unwrap_or(State::Registered);
    let events = store::events(view, id)?;
    let facts = Facts {
        secured: Some(danger::secured(view, &row)?),
        ..fact::of(&row, &events)
    };
    let entries = timeline::timeline(view, TimelineOf::WorkOrder(id), TIMELINE_MOST)?;
    let household = match row.customer_id {
        Some(customer) => wuyou_store::customer::whole(view, customer)?,
        None => None,
    };
    let unit = match row.unit_id {
        Some(unit) => wuyou_store::unit::find(view, unit)?.map(crate::area::unit::summary),
        None => None,
    };
    let address = household
        .as_ref()
        .and_then(|full| full.place_of(row.unit_id))
        .map(one_line);
    let phones = match row.customer_id {
        Some(customer) => customer::phones(view, customer)?,
        None => Vec::new(),
    };
    let home = household.as_ref().map(|full| &full.customer);
    Ok(WorkOrderDetail {
        request_id: row.request_id.map(|id| id.0),
        remedy_case: None,
        repeats: repeat::of_order(view, &row)?,
        service_charge: service_charge(&row),
        other_brand: row.other_brand && row.unit_id.is_none(),
        other_machine: other_machine::of_order(view, &row)?,
        unit,
        phones,
        address,
        language: home.and_then(|row| row.language.clone()),
        no_call: home.is_some_and(|row| row.no_call),
        at_home: customer::at_home(home.and_then(|row| row.at_home.as_deref())),
        preferred_time: home.and_then(|row| row.preferred_time.clone()),
        tags: household
            .iter()
            .flat_map(|full| &full.tags)
            .map(|tag| tag.tag.clone())
            .collect(),
        technician_id: row.technician_id.map(|id| id.0),
        permit: match state {
            // Of work that is done the course keeps it.
            State::Dispatched | State::InProgress | State::WaitingPart => {
                roster::permit_of(view, acting, &row, row.technician_id)?
            }
            _ => None,
        },
        reply_due_at: row.reply_due_at,
        finish_target_at: row.finish_target_at,
        finish_limit_at: row.finish_limit_at,
        replied_at: row.replied_at,
        window_from_at: row.window_from_at,
        window_to_at: row.window_to_at,
        part: row.part.clone(),
        part_eta_at: row.part_eta_at,
        cause: row.cause.clone(),
        result: row.result.clone(),
        charge_fen: crate::area::money::charged_fen(view, &row)?,
        signature: row.signature.clone(),
        mains_tenths: row.mains_tenths,
        mains_unusual: row
            .mains_tenths
            .is_some_and(|tenths| !mains::is_usual(tenths)),
        finished_at: row.finished_at,
        closed_at: row.closed_at,
        danger: danger::standing(view, acting, &row)?,
        steps: step_bar(state, &events),
        allowed: options(acting, state, &facts, fact::has_signed_sheet(view, id)?),
        timeline: entries.into_iter().map(customer::timeline_entry).collect(),
        conflicts: crate::area::conflict::open_of_row(view, id.0)?,
        summary: summary(acting, store::summary(view, id)?),
    })
}

/// Whether the list of services lets the order's service cost something.
fn service_charge(row: &WorkOrderRow) -> ServiceCharge {
    if row.other_brand && row.unit_id.is_none() {
        return ServiceCharge::PriceList;
    }
    let kind = Kind::from_code(&row.kind).unwrap_or(Kind::Repair);
    match ServiceTypes::built_in().find(kind.service()) {
        Some(listed) => match listed.charge {
            Charge::Free => ServiceCharge::Free,
            Charge::ByWarranty => ServiceCharge::ByWarranty,
            Charge::PriceList => ServiceCharge::PriceList,
        },
        None => ServiceCharge::ByWarranty,
    }
}

/// Who reached which state, when; the latest time counts (an order can be reopened). What has been
/// reached is done; the mark after it is what the order waits for.
fn step_bar(state: State, events: &[OrderEventRow]) -> Vec<StepMark> {
    let reached_index = BAR
        .iter()
        .position(|mark| *mark == bar_place(state))
        .unwrap_or(0);
    let mark = |(index, mark): (usize, &State)| {
        let event = events
            .iter()
            .rev()
            .find(|event| event.to_state == mark.code() && leads_there(event));
        let event = event.filter(|_| index <= reached_index);
        let status = match index {
            _ if index <= reached_index => "done",
            _ if index == reached_index + 1 && state != State::Cancelled => "now",
            _ => "next",
        };
        StepMark {
            state: code_from(Some(mark.code())).unwrap_or(WorkOrderState::Registered),
            status: status.to_owned(),
            at: event.map(|event| event.occurred_at),
            staff: event.and_then(|event| event.staff_name.clone()),
        }
    };
    BAR.iter().enumerate().map(mark).collect()
}

/// Whether a step brought the order to its state; another person or time leaves it where it was, and
/// what was taken back stands as it was reached before.
fn leads_there(event: &OrderEventRow) -> bool {
    event.step != "undispatch" && event.from_state.as_deref() != Some(event.to_state.as_str())
}

/// Where a state off the bar stands on it.
fn bar_place(state: State) -> State {
    match state {
        State::WaitingPart => State::InProgress,
        State::Postponed => State::Replied,
        State::Cancelled => State::Registered,
        other => other,
    }
}

/// The steps a person may take now, and what each needs.
fn options(acting: &Acting, state: State, facts: &Facts, has_sheet: bool) -> Vec<StepOption> {
    let likely = likely_step(acting, state, facts);
    let own_slip = acting
        .staff
        .is_some_and(|staff| is_own_slip(staff, facts, acting.now_at));
    let option = |step: Step| {
        let wire: Option<WorkOrderStep> = code_from(Some(step.code()));
        wire.map(|wire| StepOption {
            step: wire,
            needs: needs(step, state, own_slip)
                .iter()
                // The photo of the signed sheet is the signature.
                .filter(|&&field| !(has_sheet && field == "signature"))
                .map(|&field| field.to_owned())
                .collect(),
            primary: likely == Some(wire),
        })
    };
    steps_for(acting, state, facts)
        .into_iter()
        .filter_map(option)
        .collect()
}

/// The fields a step asks for, in the order a person fills them.
fn needs(step: Step, state: State, own_slip: bool) -> &'static [&'static str] {
    match step {
        Step::Reply => &["contact_text"],
        Step::Schedule => &["window_from_at", "window_to_at"],
        Step::Dispatch => &["technician_id"],
        Step::Redispatch => &["technician_id", "reason"],
        Step::MoveWindow => &["window_from_at", "window_to_at", "reason"],
        Step::WaitPart => &["part", "part_eta_at"],
        Step::Finish => &["cause", "result", "charge_fen", "signature"],
        Step::Confirm => &["satisfied"],
        Step::Postpone => &["reason", "contact_text"],
        Step::Cancel if !own_slip => &["reason", "contact_text"],
        Step::Cancel | Step::Reopen => &["reason"],
        Step::Close if state == State::Finished => &["reason"],
        Step::Start | Step::PartArrived | Step::Close => &[],
    }
}
