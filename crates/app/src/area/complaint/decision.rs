//! A complaint whose state two PCs took to different places, and a person decided.

use wuyou_contract::ErrorCode;
use wuyou_domain::complaint::Class;
use wuyou_domain::complaint::state::EventInput;
use wuyou_domain::id::{ComplaintEventId, ComplaintId};
use wuyou_store::complaint as store;
use wuyou_store::{Id, Tx, View};

use super::advance::plan_visit;
use super::story::{RESOLVE, Stand, Story};
use crate::app::{Acting, App};
use crate::area::return_visit;
use crate::failure::Outcome;

/// Whether headquarters decides over it: class A and B, and what headquarters has taken over.
pub(crate) fn of_headquarters(view: View<'_>, id: ComplaintId) -> Outcome<bool> {
    let story = Story::load(view, store::get(view, id)?)?;
    Ok(story.row.taken_over || Class::is_co_owned(story.class()))
}

/// Refuses a decision by which somebody would judge or close their own handling, or confirm that a
/// person closed what they had handled.
pub(crate) fn guard_decision(
    acting: &Acting,
    view: View<'_>,
    id: ComplaintId,
    to: &str,
) -> Outcome<()> {
    let story = Story::load(view, store::get(view, id)?)?;
    let me = acting.staff()?;
    if story.judged().contains(&me) {
        return Err(ErrorCode::ComplainedAbout.into());
    }
    let Some(Stand::Formal(state)) = Stand::of(to) else {
        return Ok(());
    };
    let handlers = story.facts(acting.now_at, EventInput::default()).handlers;
    let closed_by_handler = story.closed_by().is_some_and(|who| handlers.contains(&who));
    if state.is_final() && (handlers.contains(&me) || closed_by_handler) {
        return Err(ErrorCode::ComplaintOwnHandling.into());
    }
    Ok(())
}

/// Writes a decided state into the record, and what goes with an end or a reopening.
pub(crate) fn write_decision(
    app: &App,
    acting: &Acting,
    tx: &mut Tx<'_>,
    id: ComplaintId,
    (from, to): (&str, &str),
) -> Outcome<()> {
    tx.insert(
        "complaint_event",
        ComplaintEventId(app.new_id(acting)),
        &[
            ("complaint_id", id.value()),
            ("event", RESOLVE.into()),
            ("from_state", from.into()),
            ("to_state", to.into()),
            ("occurred_at", acting.now_at.into()),
            ("staff_id", acting.staff()?.value()),
        ],
    )?;
    match Stand::of(to) {
        Some(Stand::Formal(state)) if state.is_final() => {
            let story = Story::load(tx.view(), store::get(tx.view(), id)?)?;
            let closed_at = story.closed_at().unwrap_or(acting.now_at);
            plan_visit(tx, &story, closed_at)
        }
        _ => {
            return_visit::drop_of_complaint(tx, id)?;
            Ok(())
        }
    }
}
