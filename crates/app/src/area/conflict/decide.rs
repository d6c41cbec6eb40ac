//! Who decides over two versions, and what goes with a decided state.

use wuyou_contract::ErrorCode;
use wuyou_contract::conflict::Decider;
use wuyou_domain::complaint::Class;
use wuyou_domain::custody::State as Custody;
use wuyou_domain::id::{ComplaintId, UnitId, WorkOrderId};
use wuyou_domain::permission::{Actor, ConflictKind, conflict_kind, decide_conflict};
use wuyou_domain::work_order::State;
use wuyou_store::conflict::ConflictRow;
use wuyou_store::{Tx, View};
use wuyou_sync::value::Value;

use crate::app::{Acting, App};
use crate::area::complaint;
use crate::area::work_order::{self, Event};
use crate::failure::Outcome;

/// The step by which a decided state stands in a record.
pub(crate) const RESOLVE: &str = "resolve";

/// What a conflict is about.
pub(super) fn kind(view: View<'_>, row: &ConflictRow) -> Outcome<ConflictKind> {
    let co_owned = match row.entity.as_str() {
        "complaint" => {
            // The graver of two classes says who decides between them.
            let grave = [&row.kept_value, &row.other_value].into_iter().flatten();
            let class = |text: &String| Class::from_code(text.trim_matches('"'));
            let between = row.field == "class" && grave.filter_map(class).any(Class::is_co_owned);
            between || complaint::of_headquarters(view, ComplaintId(row.row_id))?
        }
        _ => false,
    };
    Ok(conflict_kind(&row.entity, &row.field, co_owned))
}

/// The nearest who may decide a conflict of this kind.
pub(super) fn decider(kind: ConflictKind) -> Outcome<Decider> {
    for (actor, decider) in [
        (Actor::Clerk, Decider::Desk),
        (Actor::Manager, Decider::Manager),
    ] {
        if allowed(kind, actor)? {
            return Ok(decider);
        }
    }
    Ok(Decider::Headquarters)
}

fn allowed(kind: ConflictKind, actor: Actor) -> Outcome<bool> {
    let decided = decide_conflict(kind, actor).map_err(|error| {
        tracing::error!(code = error.code(), "conflict");
        ErrorCode::Internal
    })?;
    Ok(decided.result.allowed())
}

/// Refuses who does not decide over this conflict.
pub(super) fn may(acting: &Acting, view: View<'_>, row: &ConflictRow) -> Outcome<()> {
    let kind = kind(view, row)?;
    if allowed(kind, complaint::actor(acting)?)? {
        return Ok(());
    }
    Err(match decider(kind)? {
        Decider::Headquarters => ErrorCode::ConflictHeadquarters.into(),
        Decider::Manager => ErrorCode::ConflictManager.into(),
        Decider::Desk => ErrorCode::NotAllowed.into(),
    })
}

/// Nobody ends their own work by a decision either (R016, `model.md` §3.3).
pub(super) fn guard_state(
    acting: &Acting,
    view: View<'_>,
    row: &ConflictRow,
    chosen: &Value,
) -> Outcome<()> {
    let (true, Some(to)) = (row.field == "state", chosen.as_text()) else {
        return Ok(());
    };
    match row.entity.as_str() {
        "work_order" => work_order::guard_decision(acting, view, WorkOrderId(row.row_id), to),
        "complaint" => complaint::guard_decision(acting, view, ComplaintId(row.row_id), to),
        "unit" => guard_stop(view, row.row_id, to),
        _ => Ok(()),
    }
}

/// A machine that was stopped goes back to work by its release, which says that it is safe again, and
/// by nothing else. That it was given back or scrapped meanwhile may be chosen.
fn guard_stop(view: View<'_>, unit: uuid::Uuid, to: &str) -> Outcome<()> {
    let known = view.row("unit", UnitId(unit))?;
    let now = known.as_ref().and_then(|row| row.text("state"));
    let stopped = now
        .and_then(Custody::from_code)
        .is_some_and(Custody::is_stopped);
    let works = Custody::from_code(to).is_none_or(Custody::may_work);
    if stopped && works {
        return Err(ErrorCode::ConflictStopped.into());
    }
    Ok(())
}

/// A decided state is a step in a record of steps, and stands in it like every other.
pub(super) fn note_state(
    app: &App,
    acting: &Acting,
    tx: &mut Tx<'_>,
    row: &ConflictRow,
    (from, to): (&Value, &Value),
) -> Outcome<()> {
    if row.field != "state" {
        return Ok(());
    }
    match row.entity.as_str() {
        "work_order" => {
            let state = |value: &Value| value.as_text().and_then(State::from_code);
            let event = Event {
                step: RESOLVE,
                from: state(from),
                to: state(to).ok_or(ErrorCode::ConflictValue)?,
                occurred_at: acting.now_at,
                technician: None,
                window_to_at: None,
                unit: None,
                note: None,
            };
            work_order::write_event(app, acting, tx, WorkOrderId(row.row_id), &event)
        }
        "complaint" => {
            let to = to.as_text().ok_or(ErrorCode::ConflictValue)?;
            let from = from.as_text().unwrap_or_default();
            complaint::write_decision(app, acting, tx, ComplaintId(row.row_id), (from, to))
        }
        _ => Ok(()),
    }
}
