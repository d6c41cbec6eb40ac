//! Work orders: opening, listing, and the steps from registered to closed.

mod advance;
mod back;
mod counter;
mod fact;
mod house;
mod machine;
mod moved;
mod plan;
mod repaired;
mod repeat;
mod sheet;
mod view;

use wuyou_contract::ErrorCode;
use wuyou_contract::contact::{ContactResult, Direction};
use wuyou_contract::work_order::{
    WorkOrderCounts, WorkOrderDetail, WorkOrderFilter, WorkOrderGet, WorkOrderKind, WorkOrderList,
    WorkOrderNumbers, WorkOrderPage, WorkOrderSort,
};
use wuyou_domain::id::{CustomerId, OrderEventId, RequestId, StaffId, UnitId, WorkOrderId};
use wuyou_domain::promise::{Promise, PromiseTable};
use wuyou_domain::time::local_date;
use wuyou_domain::work_order::{Kind, State, Step, guard_own_work, may_have_happened};
use wuyou_store::search::HitKind;
use wuyou_store::work_order::{self as store, FoundWork, WorkOrderQuery, WorkOrderRow};
use wuyou_store::{Id, Tx, View, settings};

use super::contact::NewContact;
use crate::app::{Acting, App};
use crate::failure::{Outcome, refusal};
use crate::input::single;
use crate::show::{code_of, code_text};
use wuyou_domain::sla::Marks;

pub(crate) use advance::{advance, clocks_of, role, take_within};
pub(crate) use back::{DISPATCH, STEP, take_back_step};
pub(crate) use counter::{HandedOver, sell};
pub(crate) use house::{REHOUSE, rehouse, rehouse_call};
pub(crate) use machine::{SET_UNIT, set_unit};
pub(crate) use plan::plan;
pub(crate) use repeat::{REPEAT_MS, of_caller as repaired_lately};
pub(crate) use sheet::{record_sheet, sheets};
pub(crate) use view::{all_open, detail, numbers, numbers_of, open_of_customer, summary};

/// An order to be opened for a request.
pub(crate) struct NewOrder {
    /// Of what two PCs may open: the id they both give it.
    pub(crate) id: Option<WorkOrderId>,
    pub(crate) kind: WorkOrderKind,
    /// What is sold over the counter has none.
    pub(crate) request: Option<RequestId>,
    pub(crate) customer: Option<CustomerId>,
    pub(crate) unit: Option<UnitId>,
    pub(crate) fault_text: String,
    pub(crate) fault_code: Option<String>,
    pub(crate) marks: Marks,
    /// When a later call told that the house is without heat.
    pub(crate) no_heat_at: Option<i64>,
    pub(crate) received_at: i64,
    pub(crate) promise: Promise,
}

/// What an order is about, as the rules name it.
pub(crate) fn kind_of(kind: &WorkOrderKind) -> Option<Kind> {
    code_text(kind).and_then(|code| Kind::from_code(&code))
}

/// Opens an order within an edit.
pub(crate) fn open(
    app: &App,
    acting: &Acting,
    tx: &mut Tx<'_>,
    order: &NewOrder,
) -> Outcome<WorkOrderId> {
    let id = order.id.unwrap_or_else(|| WorkOrderId(app.new_id(acting)));
    let no = next_no(tx, acting)?;
    tx.insert(
        "work_order",
        id,
        &[
            ("no", no.into()),
            ("kind", code_of(&order.kind)),
            ("request_id", order.request.map(Id::row_id).into()),
            ("customer_id", order.customer.map(Id::row_id).into()),
            ("unit_id", order.unit.map(Id::row_id).into()),
            ("state", State::Registered.code().into()),
            ("fault_text", order.fault_text.as_str().into()),
            ("fault_code", order.fault_code.clone().into()),
            ("received_at", order.received_at.into()),
            ("reply_due_at", order.promise.reply_due_at.into()),
            ("finish_target_at", order.promise.finish_target_at.into()),
            ("finish_limit_at", order.promise.finish_limit_at.into()),
            ("promise_version", PromiseTable::default().version.into()),
            ("safety", order.marks.safety.into()),
            ("no_heat", order.marks.no_heat.into()),
            ("no_heat_at", order.no_heat_at.into()),
            ("origin", "pc".into()),
        ],
    )?;
    let event = Event {
        step: "register",
        from: None,
        to: State::Registered,
        occurred_at: order.received_at,
        technician: None,
        window_to_at: None,
        unit: None,
        note: None,
    };
    write_event(app, acting, tx, id, &event)?;
    Ok(id)
}

/// One step in an order's life, to be written.
pub(crate) struct Event {
    pub(crate) step: &'static str,
    pub(crate) from: Option<State>,
    pub(crate) to: State,
    pub(crate) occurred_at: i64,
    /// Who is dispatched, once the step is taken.
    pub(crate) technician: Option<StaffId>,
    /// The end of the visit window the step agreed.
    pub(crate) window_to_at: Option<i64>,
    /// With a finish the machine that was worked on; with another machine the one before.
    pub(crate) unit: Option<UnitId>,
    pub(crate) note: Option<String>,
}

/// Refuses a decision between two states by which somebody would end their own work.
pub(crate) fn guard_decision(
    acting: &Acting,
    view: View<'_>,
    order: WorkOrderId,
    to: &str,
) -> Outcome<()> {
    let ends = [State::Confirmed, State::Closed].map(State::code);
    if ends.contains(&to) {
        let facts = fact::of(&store::get(view, order)?, &store::events(view, order)?);
        guard_own_work(acting.staff()?, &facts).map_err(refusal)?;
    }
    Ok(())
}

/// Whether the acting person is dispatched to an order or did its work.
pub(crate) fn did_the_work(acting: &Acting, view: View<'_>, order: &WorkOrderRow) -> Outcome<bool> {
    let facts = fact::of(order, &store::events(view, order.id)?);
    Ok(guard_own_work(acting.staff()?, &facts).is_err())
}

/// Writes a step into an order's life.
pub(crate) fn write_event(
    app: &App,
    acting: &Acting,
    tx: &mut Tx<'_>,
    order: WorkOrderId,
    event: &Event,
) -> Outcome<()> {
    let id = OrderEventId(app.new_id(acting));
    write_event_as(acting, tx, (id, order), event)
}

/// Writes an entry of an order's course under an id that tells what it is about.
fn write_event_as(
    acting: &Acting,
    tx: &mut Tx<'_>,
    (id, order): (OrderEventId, WorkOrderId),
    event: &Event,
) -> Outcome<()> {
    tx.insert(
        "order_event",
        id,
        &[
            ("work_order_id", order.value()),
            ("step", event.step.into()),
            ("from_state", event.from.map(State::code).into()),
            ("to_state", event.to.code().into()),
            ("occurred_at", event.occurred_at.into()),
            ("staff_id", acting.staff()?.value()),
            ("note", event.note.clone().into()),
            ("technician_id", event.technician.map(Id::row_id).into()),
            ("window_to_at", event.window_to_at.into()),
            ("unit_id", event.unit.map(Id::row_id).into()),
        ],
    )?;
    Ok(())
}

/// The next number of this PC and day. Its own row, so it is never given out twice (R015).
pub(crate) fn next_no(tx: &mut Tx<'_>, acting: &Acting) -> Outcome<String> {
    let dealer = settings::get(tx.view(), settings::DEALER_CODE)?.ok_or(ErrorCode::NotReady)?;
    let pc = settings::get(tx.view(), settings::PC_CODE)?.ok_or(ErrorCode::NotReady)?;
    let date = local_date(acting.now_at).ok_or(ErrorCode::FutureTime)?;
    Ok(tx.next_number(&dealer, &pc, date)?)
}

/// The household of an order.
pub(crate) fn customer_of(
    view: View<'_>,
    order: Option<WorkOrderId>,
) -> Outcome<Option<CustomerId>> {
    let Some(order) = order else { return Ok(None) };
    Ok(store::get(view, order)?.customer_id)
}

/// A call of ours that reached the customer is the first reply, whoever makes it (R041). No call
/// about an order is older than the order, and no reply older than its latest step: a time put back
/// would make a late reply look kept.
pub(crate) fn note_reply(
    app: &App,
    acting: &Acting,
    tx: &mut Tx<'_>,
    order: Option<WorkOrderId>,
    contact: &NewContact,
) -> Outcome<()> {
    let Some(order) = order else { return Ok(()) };
    let row = store::get(tx.view(), order)?;
    let reached = contact.direction == Direction::Out && contact.result == ContactResult::Reached;
    let waits = row.state == State::Registered.code() && row.replied_at.is_none();
    let is_reply = reached && waits && contact.corrects.is_none();
    let not_before = if is_reply {
        fact::of(&row, &store::events(tx.view(), order)?).last_event_at
    } else {
        row.received_at
    };
    may_have_happened(contact.occurred_at, not_before, acting.now_at).map_err(refusal)?;
    if !is_reply {
        return Ok(());
    }
    tx.update(
        "work_order",
        order,
        &[
            ("replied_at", contact.occurred_at.into()),
            ("state", State::Replied.code().into()),
        ],
    )?;
    let event = Event {
        step: Step::Reply.code(),
        from: Some(State::Registered),
        to: State::Replied,
        occurred_at: contact.occurred_at,
        technician: row.technician_id,
        window_to_at: None,
        unit: None,
        note: None,
    };
    write_event(app, acting, tx, order, &event)
}

/// Shows an order with everything about it.
pub(crate) fn get(app: &App, acting: &Acting, request: WorkOrderGet) -> Outcome<WorkOrderDetail> {
    app.database()?.read(|view| {
        let id = match (request.id, request.no) {
            (Some(id), _) => WorkOrderId(id),
            (None, Some(no)) => {
                store::find_by_no(view, no.trim())?
                    .ok_or(ErrorCode::NotFound)?
                    .id
            }
            (None, None) => return Err(single("no", "nothing_to_find", None).into()),
        };
        detail(acting, view, id)
    })
}

/// Most households and orders that words narrow the list to.
const FOUND_MOST: usize = 2_000;

/// Lists orders, the most urgent first. Words narrow whatever else is asked for.
pub(crate) fn list(app: &App, acting: &Acting, request: WorkOrderList) -> Outcome<WorkOrderPage> {
    let typed = request.query.as_deref().map(str::trim);
    let typed = typed.filter(|query| !query.is_empty());
    let filter = match request.filter.unwrap_or(WorkOrderFilter::Open) {
        WorkOrderFilter::Open => store::WorkOrderFilter::Open,
        WorkOrderFilter::Overdue => store::WorkOrderFilter::Overdue,
        WorkOrderFilter::Unassigned => store::WorkOrderFilter::Unassigned,
        WorkOrderFilter::ToConfirm => store::WorkOrderFilter::ToConfirm,
        WorkOrderFilter::Done => store::WorkOrderFilter::Done,
        WorkOrderFilter::All => store::WorkOrderFilter::All,
    };
    // Of finished repairs the class is looked for in the words too.
    let class = request.cause_class.as_ref().and_then(code_text);
    let repaired = request.repaired.as_ref();
    let repaired = repaired.map(|asked| repaired::read(acting, asked, class.as_deref()));
    let repaired = repaired.transpose()?;
    let mut query = WorkOrderQuery {
        filter,
        now_at: acting.now_at,
        state: request.state.as_ref().and_then(code_text),
        kind: request.kind.as_ref().and_then(code_text),
        cause_class: class.filter(|_| repaired.is_none()),
        found: None,
        repaired: None,
        sort: match request.sort.unwrap_or(WorkOrderSort::Due) {
            WorkOrderSort::Due => store::WorkOrderSort::Due,
            WorkOrderSort::Received => store::WorkOrderSort::Received,
            WorkOrderSort::Village => store::WorkOrderSort::Village,
            WorkOrderSort::Technician => store::WorkOrderSort::Technician,
        },
        technician_id: request.technician_id.map(StaffId),
        customer_id: request.customer_id.map(CustomerId),
        after: request.after,
        limit: request.limit.unwrap_or(100).clamp(1, 200),
    };
    app.database()?.read(|view| {
        query.repaired = repaired
            .map(|asked| repaired::query(view, asked))
            .transpose()?;
        let mut too_many = false;
        if let Some(typed) = typed {
            let (found, more) = found(acting, view, typed)?;
            query.found = Some(found);
            too_many = more;
        }
        let page = store::list(view, &query)?;
        let total = store::count(view, &query)?;
        Ok(WorkOrderPage {
            rows: page
                .rows
                .into_iter()
                .map(|row| summary(acting, row))
                .collect(),
            next: page.next,
            total,
            too_many,
        })
    })
}

/// The orders that match what is typed, and the households whose name, number or machine does; and
/// whether there are more than are looked for.
fn found(acting: &Acting, view: View<'_>, typed: &str) -> Outcome<(FoundWork, bool)> {
    let most = (FOUND_MOST, super::phone::reach(acting));
    let hits = super::place_name::search(view, typed, most, HitKind::OF_HOUSEHOLDS)?;
    let more = hits.len() >= FOUND_MOST;
    let mut found = FoundWork::default();
    for hit in hits {
        match (hit.kind, hit.customer_id) {
            (HitKind::WorkOrder, _) => found.orders.push(WorkOrderId(hit.id)),
            (_, Some(customer)) => found.households.push(customer),
            (_, None) => {}
        }
    }
    Ok((found, more))
}

/// Counts orders by group.
pub(crate) fn counts(app: &App, acting: &Acting, _: WorkOrderCounts) -> Outcome<WorkOrderNumbers> {
    app.database()?.read(|view| numbers(acting, view))
}
