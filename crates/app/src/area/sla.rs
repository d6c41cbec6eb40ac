//! The clocks of a work order: what the rules say of its steps.

use std::slice;

use wuyou_contract::ErrorCode;
use wuyou_contract::sla::{ClockState, SlaClock, SlaClocks, SlaClocksGet, SlaStage};
use wuyou_domain::calendar::Holidays;
use wuyou_domain::explain::Decision;
use wuyou_domain::id::WorkOrderId;
use wuyou_domain::policy::Document;
use wuyou_domain::sla::{
    self as rule, Clock, DangerFound, Marks, OrderClockInput, OrderStep, SlaTable,
};
use wuyou_domain::work_order::{Kind, State, Step};
use wuyou_store::work_order::{self as store, OrderEventRow, WorkOrderRow};

use super::explain::why;
use super::work_order::clocks_of;
use crate::app::{Acting, App};
use crate::failure::Outcome;
use crate::show::code_from;

const MINUTE_MS: i64 = 60_000;
/// The origin of an order that an old list tells of.
const IMPORTED: &str = "import";

/// Works the clocks of an order out as of now.
pub(crate) fn clocks(app: &App, acting: &Acting, request: SlaClocksGet) -> Outcome<SlaClocks> {
    let id = WorkOrderId(request.work_order_id);
    let (order, events) = app
        .database()?
        .read(|view| -> Outcome<_> { Ok((store::get(view, id)?, store::events(view, id)?)) })?;
    let (input, table) = clock_input(&order, &events)?;
    let decided = rule::order_clocks(&input, table, Holidays::built_in(), acting.now_at)
        .map_err(|error| failed(&error))?;
    Ok(SlaClocks {
        work_order_id: id.0,
        version: table.version.clone(),
        clocks: decided.result.iter().map(clock).collect(),
    })
}

/// An order as its clocks see it, and the table it was promised by.
pub(crate) fn clock_input(
    order: &WorkOrderRow,
    events: &[OrderEventRow],
) -> Outcome<(OrderClockInput, &'static Document<SlaTable>)> {
    let built_in = rule::built_in().map_err(|error| failed(&error))?;
    let kept = order.promise_version.as_deref();
    let kept = kept.and_then(|version| rule::of_version(slice::from_ref(built_in), version));
    let input = OrderClockInput {
        received_at: order.received_at,
        kind: clocks_of(order),
        mode: None,
        rural: None,
        version: kept.map(|table| table.version.clone()),
        no_heat_at: order.no_heat_at,
        found: found(order),
        steps: steps(order, events),
        events: Vec::new(),
    };
    Ok((input, kept.unwrap_or(built_in)))
}

/// The danger that was found on an order taken as something else.
fn found(order: &WorkOrderRow) -> Option<DangerFound> {
    let at = order.danger_at.filter(|_| order.safety)?;
    let kind = Kind::from_code(&order.kind).unwrap_or(Kind::Repair);
    let marks = Marks {
        safety: false,
        ..order.marks()
    };
    let taken_as = rule::Kind::of_order(kind, marks);
    Some(DangerFound { at, taken_as })
}

pub(crate) fn failed(error: &wuyou_domain::rule::RuleError) -> ErrorCode {
    tracing::error!(
        code = error.code(),
        field = error.field(),
        "clocks of an order"
    );
    ErrorCode::Internal
}

/// The steps with the visit window each agreed. Steps written by an older program have none; then
/// the order's row tells that of the latest agreement.
fn steps(order: &WorkOrderRow, events: &[OrderEventRow]) -> Vec<OrderStep> {
    let known = events
        .iter()
        .filter_map(|event| Some((Step::from_code(&event.step)?, event)));
    let known: Vec<_> = known.collect();
    if known.is_empty() && order.origin.as_deref() == Some(IMPORTED) {
        return ends(order);
    }
    let scheduled = known.iter().rposition(|(step, _)| *step == Step::Schedule);
    // A time that we moved ourselves keeps the one that was agreed before it.
    let since = scheduled.and_then(|at| known.get(at..)).unwrap_or_default();
    let agreed = since
        .iter()
        .find(|(step, _)| *step == Step::MoveWindow)
        .map_or(order.window_to_at, |(_, event)| event.window_to_at);
    let steps = known.into_iter().enumerate();
    steps
        .map(|(place, (step, event))| {
            let latest = agreed.filter(|_| Some(place) == scheduled);
            OrderStep {
                step,
                occurred_at: event.occurred_at,
                window_to_at: event.window_to_at.or(latest),
                stamp: None,
            }
        })
        .collect()
}

/// The steps an order of an old list is known to have taken: its finish and its closing, nothing
/// else. One that nobody ever closed here has none.
fn ends(order: &WorkOrderRow) -> Vec<OrderStep> {
    let closed = order.state == State::Closed.code();
    let finished_at = order.finished_at.map(|at| (Step::Finish, at));
    let closed_at = order.closed_at.or(order.finished_at);
    let closed_at = closed.then(|| (Step::Close, closed_at.unwrap_or(order.received_at)));
    let steps = finished_at.into_iter().chain(closed_at);
    steps
        .map(|(step, occurred_at)| OrderStep {
            step,
            occurred_at,
            window_to_at: None,
            stamp: None,
        })
        .collect()
}

fn clock(decided: &Decision<Clock>) -> SlaClock {
    let clock = &decided.result;
    SlaClock {
        stage: code_from(Some(clock.stage.code())).unwrap_or(SlaStage::Finish),
        state: code_from(Some(clock.state.code())).unwrap_or(ClockState::NotApplicable),
        target_at: clock.target_at,
        limit_at: clock.limit_at,
        met_at: clock.met_at,
        late_by_minutes: clock.late_by_ms.map(|ms| ms / MINUTE_MS),
        why: why(&decided.why),
    }
}
