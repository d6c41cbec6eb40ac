//! 换人、改时间: who goes to an order, or when, changes before anybody has arrived.

use wuyou_domain::id::StaffId;
use wuyou_domain::time::local_time;
use wuyou_domain::work_order::{State, Step};
use wuyou_store::View;
use wuyou_store::work_order::WorkOrderRow;

use super::advance::Typed;
use crate::failure::Outcome;

/// The order as it is planned once the step is taken, and who goes there then: whom the gate is asked
/// about, for which day. Before anybody is dispatched a time binds nobody.
pub(super) fn sent(row: &WorkOrderRow, typed: &Typed) -> (WorkOrderRow, Option<StaffId>) {
    let mut planned = row.clone();
    let technician = match typed.step {
        Step::Dispatch | Step::Redispatch => typed.input.technician,
        Step::MoveWindow => {
            planned.window_from_at = typed.input.window_from_at;
            let sent = [State::Dispatched, State::InProgress, State::WaitingPart];
            let sent = sent.iter().any(|state| row.state == state.code());
            row.technician_id.filter(|_| sent)
        }
        _ => None,
    };
    (planned, technician)
}

/// What the order's course says of the change: what it was, what it is, and why.
pub(super) fn note(view: View<'_>, row: &WorkOrderRow, typed: &Typed) -> Outcome<Option<String>> {
    let input = &typed.input;
    let change = match typed.step {
        Step::Redispatch => (
            name(view, row.technician_id)?,
            name(view, input.technician)?,
        ),
        Step::MoveWindow => (
            window_text(row.window_from_at, row.window_to_at),
            window_text(input.window_from_at, input.window_to_at),
        ),
        _ => return Ok(None),
    };
    let [from, to] = [change.0, change.1].map(|side| side.unwrap_or_else(|| "—".to_owned()));
    let reason = input.reason.as_deref().unwrap_or_default();
    Ok(Some(format!("{from} → {to}；{reason}")))
}

/// `11-22 08:00–10:00`, in China's time.
fn window_text(from_at: Option<i64>, to_at: Option<i64>) -> Option<String> {
    let (from, to) = (local_time(from_at?)?, local_time(to_at?)?);
    Some(format!(
        "{}–{}",
        from.format("%m-%d %H:%M"),
        to.format("%H:%M")
    ))
}

fn name(view: View<'_>, who: Option<StaffId>) -> Outcome<Option<String>> {
    let Some(who) = who else { return Ok(None) };
    Ok(wuyou_store::staff::find(view, who)?.map(|row| row.name))
}
