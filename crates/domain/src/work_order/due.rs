//! What is due next with an order, and how urgent that is. Computed from the order's own instants,
//! never stored, so that two offline PCs agree.

use super::State;
use crate::time::{DAY_MS, HOUR_MS, local_date};

/// After the work is finished the customer is asked within three days (`reference.md` §4.9).
pub const CONFIRM_WITHIN_MS: i64 = 3 * DAY_MS;
/// From when on a due thing is "soon".
pub const SOON_MS: i64 = 2 * HOUR_MS;

/// The instants of an order.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Instants {
    /// A person replies by then.
    pub reply_due_at: Option<i64>,
    /// When a person first replied.
    pub replied_at: Option<i64>,
    /// The work should be done by then.
    pub finish_target_at: Option<i64>,
    /// End of the visit window.
    pub window_to_at: Option<i64>,
    /// When the missing part should arrive.
    pub part_eta_at: Option<i64>,
    /// When the work was finished.
    pub finished_at: Option<i64>,
}

/// What is due.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum What {
    /// The first human reply.
    Reply,
    /// The visit.
    Visit,
    /// The arrival of a part.
    Part,
    /// The finish.
    Finish,
    /// Asking the customer.
    Confirm,
}

impl What {
    /// The stable name.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Reply => "reply",
            Self::Visit => "visit",
            Self::Part => "part",
            Self::Finish => "finish",
            Self::Confirm => "confirm",
        }
    }
}

/// How urgent a due instant is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Urgency {
    /// Past.
    Overdue,
    /// Within two hours.
    Soon,
    /// On this China-time day.
    Today,
    /// Later.
    Later,
}

/// What is due next, and when; `None` when nothing is any more.
#[must_use]
pub fn next_due(state: State, instants: &Instants) -> Option<(What, i64)> {
    let finish = instants.finish_target_at.map(|at| (What::Finish, at));
    match state {
        State::Registered if instants.replied_at.is_none() => {
            instants.reply_due_at.map(|at| (What::Reply, at)).or(finish)
        }
        State::Registered | State::Replied | State::Postponed | State::InProgress => finish,
        State::Scheduled | State::Dispatched => {
            instants.window_to_at.map(|at| (What::Visit, at)).or(finish)
        }
        State::WaitingPart => instants.part_eta_at.map(|at| (What::Part, at)).or(finish),
        State::Finished | State::Confirmed => instants
            .finished_at
            .map(|at| (What::Confirm, at.saturating_add(CONFIRM_WITHIN_MS))),
        State::Closed | State::Cancelled => None,
    }
}

/// How urgent something due at `due_at` is at `now_at`.
#[must_use]
pub fn urgency(due_at: i64, now_at: i64) -> Urgency {
    if due_at < now_at {
        Urgency::Overdue
    } else if due_at - now_at <= SOON_MS {
        Urgency::Soon
    // "By the end of today" is 24:00, which is already the next date.
    } else if local_date(due_at.saturating_sub(1)) == local_date(now_at) {
        Urgency::Today
    } else {
        Urgency::Later
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const NOON: i64 = 1_795_233_600_000; // 2026-11-21 12:00 in China

    #[test]
    fn by_the_end_of_today_is_today_and_not_tomorrow() {
        let midnight = NOON + 12 * HOUR_MS;
        assert_eq!(urgency(midnight, NOON), Urgency::Today);
        assert_eq!(urgency(midnight + 1, NOON), Urgency::Later);
        assert_eq!(urgency(NOON + SOON_MS, NOON), Urgency::Soon);
        assert_eq!(urgency(NOON - 1, NOON), Urgency::Overdue);
    }

    #[test]
    fn each_state_waits_for_its_own_thing() {
        let instants = Instants {
            reply_due_at: Some(1),
            replied_at: None,
            finish_target_at: Some(2),
            window_to_at: Some(3),
            part_eta_at: Some(4),
            finished_at: Some(5),
        };
        let due = |state| next_due(state, &instants).map(|(what, _)| what);
        assert_eq!(due(State::Registered), Some(What::Reply));
        assert_eq!(due(State::Replied), Some(What::Finish));
        assert_eq!(due(State::Dispatched), Some(What::Visit));
        assert_eq!(due(State::WaitingPart), Some(What::Part));
        assert_eq!(due(State::Finished), Some(What::Confirm));
        assert_eq!(due(State::Closed), None);
    }
}
