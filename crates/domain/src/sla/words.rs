//! Where a clock stands, in words.

use super::clock::{Clock, ClockState};
use super::table::StartsAt;
use crate::explain::{Arg, Line, line};

/// What a clock that has not begun waits for.
pub(super) fn waits_line(start: StartsAt) -> Line {
    match start {
        StartsAt::Receipt | StartsAt::Appointment => line!("sla-waits-appointment"),
        StartsAt::PartOrdered => line!("sla-no-part"),
        StartsAt::Finished => line!("sla-waits-finish"),
    }
}

/// Where the clock stands, as a sentence.
pub(super) fn state_line(clock: &Clock) -> Line {
    let minutes = clock.late_by_ms.map(|ms| ms / 60_000);
    match (clock.state, clock.met_at, minutes) {
        (ClockState::Met, Some(at), None) => line!("sla-met", at = Arg::Instant(at)),
        (ClockState::Met, Some(at), Some(minutes)) => {
            line!("sla-met-late", at = Arg::Instant(at), minutes = minutes)
        }
        (ClockState::Overdue, _, Some(minutes)) => line!("sla-overdue", minutes = minutes),
        (state, ..) => Line {
            key: state_key(state),
            args: Vec::new(),
        },
    }
}

pub(super) const fn state_key(state: ClockState) -> &'static str {
    match state {
        ClockState::Met => "sla-state-met",
        ClockState::Running => "sla-state-running",
        ClockState::Warned => "sla-state-warned",
        ClockState::Overdue => "sla-state-overdue",
        ClockState::Paused => "sla-state-paused",
        ClockState::NotApplicable => "sla-state-not-applicable",
    }
}
