//! The table of steps: who may take which, from where to where.

use super::{Event, State};
use crate::permission::Actor;

/// One allowed step: from which state, by whom, to which state.
#[derive(Debug, Clone, Copy)]
pub struct Transition {
    /// What happens.
    pub event: Event,
    /// The state it starts from.
    pub from: State,
    /// The state it leads to.
    pub to: State,
    /// Who may do it.
    pub actors: &'static [Actor],
}

const fn t(event: Event, from: State, to: State, actors: &'static [Actor]) -> Transition {
    Transition {
        event,
        from,
        to,
        actors,
    }
}

/// Anyone but a visitor from outside takes part in acknowledging and adding.
const STAFF: &[Actor] = &[
    Actor::Clerk,
    Actor::Technician,
    Actor::Manager,
    Actor::HqService,
    Actor::HqQuality,
    Actor::HqAdmin,
];
pub(super) const DESK: &[Actor] = &[
    Actor::Clerk,
    Actor::Manager,
    Actor::HqService,
    Actor::HqQuality,
];
const HANDS: &[Actor] = &[
    Actor::Clerk,
    Actor::Technician,
    Actor::Manager,
    Actor::HqService,
    Actor::HqQuality,
];
pub(super) const ASSESSORS: &[Actor] = &[Actor::Manager, Actor::HqQuality];
/// Who writes down what headquarters answered on paper or by phone: nobody there can do it here.
const RECORDERS: &[Actor] = &[Actor::Manager];
const DECIDERS: &[Actor] = &[Actor::Manager, Actor::HqService, Actor::HqQuality];
const HEADQUARTERS: &[Actor] = &[Actor::HqService, Actor::HqQuality];
const ALL_OF_HEADQUARTERS: &[Actor] = &[Actor::HqService, Actor::HqQuality, Actor::HqAdmin];

/// The way of a complaint. [`Event::Reclassify`],
/// [`Event::RecordClass`], [`Event::TakeOver`] and [`Event::Append`] leave
/// the state as it is and are added by [`transitions`] for every state they exist in.
pub const TRANSITIONS: &[Transition] = &[
    t(
        Event::Acknowledge,
        State::Received,
        State::Acknowledged,
        STAFF,
    ),
    t(
        Event::Assess,
        State::Acknowledged,
        State::Assessed,
        ASSESSORS,
    ),
    t(
        Event::Investigate,
        State::Assessed,
        State::Investigating,
        DESK,
    ),
    t(
        Event::Answer,
        State::Investigating,
        State::Answered,
        DECIDERS,
    ),
    t(Event::Accept, State::Answered, State::Accepted, DESK),
    t(Event::Reject, State::Answered, State::Rejected, DESK),
    t(Event::CarryOut, State::Accepted, State::CarryingOut, HANDS),
    t(
        Event::Close,
        State::CarryingOut,
        State::ClosedSatisfied,
        DESK,
    ),
    // Done, and the customer is not content with it.
    t(Event::Reject, State::CarryingOut, State::Rejected, DESK),
    t(Event::Escalate, State::Rejected, State::Escalated, DECIDERS),
    t(
        Event::Answer,
        State::Escalated,
        State::Answered,
        HEADQUARTERS,
    ),
    t(
        Event::RecordRuling,
        State::Escalated,
        State::Answered,
        RECORDERS,
    ),
    t(
        Event::GoExternal,
        State::Rejected,
        State::External,
        DECIDERS,
    ),
    t(
        Event::ConcludeExternal,
        State::External,
        State::ClosedExternal,
        DECIDERS,
    ),
    t(
        Event::Reopen,
        State::ClosedSatisfied,
        State::Assessed,
        DECIDERS,
    ),
    t(
        Event::Reopen,
        State::ClosedExternal,
        State::Assessed,
        DECIDERS,
    ),
];

/// The whole table: [`TRANSITIONS`] and the events that leave the state as it is.
pub fn transitions() -> impl Iterator<Item = Transition> {
    let staying = State::ALL.iter().flat_map(|state| {
        let stay = |event, actors| t(event, *state, *state, actors);
        // The first assessment gives the class, so there is nothing to change before it.
        let assessed = !matches!(state, State::Received | State::Acknowledged);
        let open = !state.is_final();
        [
            (open && assessed).then(|| stay(Event::Reclassify, ASSESSORS)),
            (open && assessed).then(|| stay(Event::RecordClass, RECORDERS)),
            open.then(|| stay(Event::TakeOver, ALL_OF_HEADQUARTERS)),
            Some(stay(Event::Append, STAFF)),
        ]
        .into_iter()
        .flatten()
    });
    TRANSITIONS.iter().copied().chain(staying)
}
