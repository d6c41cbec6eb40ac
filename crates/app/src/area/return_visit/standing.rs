//! Whether somebody may make a visit, and how a refused step is told.

use std::collections::BTreeSet;

use wuyou_contract::{ApiError, ErrorCode};
use wuyou_domain::id::StaffId;
use wuyou_domain::machine::Who;
use wuyou_domain::return_visit::state::{Event, Facts, Refusal, Refused, State, Taken, next};
use wuyou_domain::staff::Role;
use wuyou_domain::time::local_date;
use wuyou_domain::work_order::Step;
use wuyou_store::View;
use wuyou_store::return_visit::ReturnVisitRow;
use wuyou_store::{staff, work_order};

use crate::app::Acting;
use crate::failure::Outcome;
use crate::input::single;

/// What speaks against somebody's making a visit.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Standing {
    /// Nothing.
    Free,
    /// They did the work, and somebody else could call (R085).
    OwnWork,
    /// They did the work, and nobody else is in the shop.
    Alone,
}

impl Standing {
    /// Whether the visit goes to headquarters as one of the own work; refuses it where it may not be.
    pub(super) fn settle(self, known: bool) -> Result<bool, ErrorCode> {
        match self {
            Self::Free => Ok(false),
            Self::OwnWork => Err(ErrorCode::VisitOwnWork),
            Self::Alone if known => Ok(true),
            Self::Alone => Err(ErrorCode::VisitAlone),
        }
    }
}

/// Where the acting person stands to a visit.
pub(super) fn standing(view: View<'_>, acting: &Acting, row: &ReturnVisitRow) -> Outcome<Standing> {
    let served = served_by(view, row)?;
    let me = acting.staff()?;
    if !served.contains(&me) {
        return Ok(Standing::Free);
    }
    let others = staff::list(view)?;
    let free = |id: StaffId| !served.contains(&id);
    let somebody = others.iter().any(|row| !row.disabled && free(row.id));
    Ok(if somebody {
        Standing::OwnWork
    } else {
        Standing::Alone
    })
}

/// Everybody who did the work a visit is about, also where somebody else was dispatched later.
fn served_by(view: View<'_>, row: &ReturnVisitRow) -> Outcome<BTreeSet<StaffId>> {
    let mut served: BTreeSet<StaffId> = row.served_by_id.into_iter().collect();
    let Some(order) = row.work_order_id else {
        return Ok(served);
    };
    if let Some(order) = work_order::find(view, order)? {
        served.extend(order.technician_id);
    }
    let work = [Step::Start.code(), Step::Finish.code()];
    let events = work_order::events(view, order)?;
    let done = events
        .iter()
        .filter(|event| work.contains(&event.step.as_str()));
    served.extend(done.filter_map(|event| event.technician_id));
    Ok(served)
}

/// The state as of a day: a visit is due once its window begins, though nobody has written so.
pub(super) fn seen_state(row: &ReturnVisitRow, today: &str) -> Option<State> {
    let state = State::from_code(&row.state)?;
    Some(match state {
        State::Planned if row.from_on.as_str() <= today => State::Due,
        other => other,
    })
}

/// The facts every step is judged by; what is known of a step alone is filled in over it.
pub(super) fn facts(row: &ReturnVisitRow, occurred_at: i64, needed: u32) -> Option<Facts> {
    Some(Facts {
        happened_on: local_date(occurred_at)?,
        from_on: row.from_on.parse().ok()?,
        reached: false,
        works_answered: false,
        result: None,
        next_action: None,
        suggestion: None,
        failed_days: 0,
        failed_days_needed: needed,
        written_to: false,
        corrected_number: None,
        same_person_served: false,
        own_visit: false,
        finding: None,
    })
}

/// Takes a step from where the visit stands on that day.
pub(super) fn step(
    acting: &Acting,
    row: &ReturnVisitRow,
    event: Event,
    facts: &Facts,
) -> Outcome<Taken> {
    let state = State::from_code(&row.state).ok_or(ErrorCode::VisitStep)?;
    let state = match state {
        State::Planned => {
            let due = next(state, Event::FallDue, Who::System, facts);
            due.map_err(|refused| told(state, refused))?.state
        }
        other => other,
    };
    let taken = next(state, event, role(acting)?, facts);
    Ok(taken.map_err(|refused| told(state, refused))?)
}

fn role(acting: &Acting) -> Result<Role, ApiError> {
    use wuyou_contract::staff::Role as Wire;
    match acting.role {
        Some(Wire::Clerk) => Ok(Role::Clerk),
        Some(Wire::Technician) => Ok(Role::Technician),
        Some(Wire::Manager) => Ok(Role::Manager),
        None => Err(ErrorCode::NotSignedIn.into()),
    }
}

/// What a refused step tells the person.
fn told(state: State, refused: Refused) -> ApiError {
    match refused {
        Refused::NotAllowed if state == State::WrongNumber => ErrorCode::VisitNumber.into(),
        Refused::NotAllowed if !state.is_open() => ErrorCode::VisitOver.into(),
        Refused::NotAllowed => ErrorCode::VisitStep.into(),
        Refused::Role => ErrorCode::StepRole.into(),
        Refused::Guard(reason) => match reason {
            Refusal::NotYet => ErrorCode::VisitNotYet.into(),
            Refusal::NoResult => single("result", "required", None),
            Refusal::NoNextAction => single("next_action", "required", None),
            Refusal::NoNumber => single("number", "required", None),
            Refusal::NotAnswered => single("answers", "unanswered", None),
            Refusal::NobodyReached
            | Refusal::TooFewAttempts
            | Refusal::NothingWritten
            | Refusal::OwnVisit
            | Refusal::NoFinding => ErrorCode::VisitStep.into(),
        },
    }
}
