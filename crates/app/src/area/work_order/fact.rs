//! What an order's row and steps say about it, as the rules ask for it.

use wuyou_domain::id::WorkOrderId;
use wuyou_domain::photo as photo_rule;
use wuyou_domain::sla::rests_until;
use wuyou_domain::work_order::{Facts, Kind, Proofs, State, Step};
use wuyou_store::work_order::{OrderEventRow, WorkOrderRow};
use wuyou_store::{View, photo};

use crate::area::machine;
use crate::failure::Outcome;

/// The steps by which somebody works on an order.
const WORK: [Step; 4] = [Step::Start, Step::WaitPart, Step::PartArrived, Step::Finish];

/// The facts of an order; what a person fills in with a step is left empty.
pub(super) fn of(row: &WorkOrderRow, events: &[OrderEventRow]) -> Facts {
    let reopened = events
        .iter()
        .rposition(|event| event.step == Step::Reopen.code());
    let since = reopened.map_or(0, |at| at + 1);
    let round = events.get(since..).unwrap_or_default();
    let is_work = |event: &&OrderEventRow| WORK.iter().any(|step| step.code() == event.step);
    let workers = round
        .iter()
        .filter(is_work)
        .filter(|event| event.staff_id == event.technician_id)
        .filter_map(|event| event.staff_id)
        .collect();
    let latest = events.iter().map(|event| event.occurred_at).max();
    Facts {
        last_event_at: latest.unwrap_or(row.received_at).max(row.received_at),
        started: round.iter().any(|event| event.step == Step::Start.code()),
        finished_before: reopened.is_some() || row.reopened_count > 0,
        workers,
        ..of_row(row)
    }
}

/// What other parts know about an order that takes a step.
pub(super) fn proofs(view: View<'_>, row: &WorkOrderRow, step: Step) -> Outcome<Proofs> {
    // The checklist is our maker's; a machine of another maker is moved without it.
    let installs = step == Step::Finish
        && !(row.other_brand && row.unit_id.is_none())
        && Kind::from_code(&row.kind).is_some_and(Kind::commissions);
    let checklist_complete = match row.unit_id.filter(|_| installs) {
        Some(unit) => machine::proven(view, unit, row)?,
        None => None,
    };
    Ok(Proofs {
        machine_known: installs.then_some(row.unit_id.is_some()),
        checklist_complete,
        photos_present: photos_present(view, row)?,
        ..Proofs::default()
    })
}

/// What stands in the place of a signature that is a photo of the signed sheet.
pub(super) const SIGNED_BY_PHOTO: &str = "photo";

/// Whether the signed sheet was photographed.
pub(super) fn has_signed_sheet(view: View<'_>, id: WorkOrderId) -> Outcome<bool> {
    Ok(photo::count_of_order(view, id, photo_rule::Kind::SignedSheet)? > 0)
}

/// Whether the photo that was the signature is still there; not demanded where none was.
fn photos_present(view: View<'_>, row: &WorkOrderRow) -> Outcome<Option<bool>> {
    // What was put to work and passed by a photo of the signed sheet needs it still.
    let installs = Kind::from_code(&row.kind).is_some_and(Kind::commissions);
    if let Some(unit) = row.unit_id.filter(|_| installs)
        && machine::signature_gone(view, unit)?
    {
        return Ok(Some(false));
    }
    if row.signature.as_deref() != Some(SIGNED_BY_PHOTO) {
        return Ok(None);
    }
    has_signed_sheet(view, row.id).map(Some)
}

/// The facts that the row alone tells.
pub(super) fn of_row(row: &WorkOrderRow) -> Facts {
    Facts {
        created_at: row.created_at,
        created_by: Some(row.created_by),
        technician: row.technician_id,
        closed_at: row.closed_at,
        finished_before: row.reopened_count > 0,
        safety: row.safety,
        ..Facts::default()
    }
}

/// Until when the days agreed since the order was last opened rest its clocks.
pub(super) fn rested_until(events: &[OrderEventRow]) -> Option<i64> {
    let reopened = events.iter().rposition(|e| e.step == Step::Reopen.code());
    let round = events.get(reopened.map_or(0, |at| at + 1)..)?;
    let put_off =
        |event: &OrderEventRow| event.from_state.as_deref() == Some(State::Postponed.code());
    let agreed = round.iter().filter(|event| put_off(event));
    agreed
        .map(|event| rests_until(event.occurred_at, event.window_to_at))
        .max()
}

/// When the customer last put the order off.
pub(super) fn postponed_at(events: &[OrderEventRow]) -> Option<i64> {
    let last = events
        .iter()
        .rev()
        .find(|event| event.to_state == State::Postponed.code());
    last.map(|event| event.occurred_at)
}
