//! What is due next with an order, its colour, and how urgent that is. Computed from the order's own
//! instants, never stored, so that two offline PCs and headquarters agree.
//!
//! [`colour`] is the one rule. Headquarters' list states it in SQL and the PC's table sorts by
//! [`first_due_at`] in SQL; tests of both stores hold their SQL against this module.

use super::State;
use crate::sla::{self, Kind, Stage};
use crate::time::local_date;

/// How long after the work is finished the customer is asked: the figure of a repair in the table
/// of service times (`reference.md` §4.9); `None` where the table sets no time.
#[must_use]
pub fn confirm_within_ms() -> Option<i64> {
    let table = sla::built_in().ok()?;
    let rule = table.content.stage(Kind::Repair, Stage::Confirm)?;
    rule.limit.elapsed_ms()
}

/// How long before it is due a reply turns yellow, from the same table.
#[must_use]
pub fn soon_ms() -> i64 {
    let minutes = sla::built_in().map_or(0, |table| table.content.reply_soon_minutes);
    i64::from(minutes) * 60_000
}

/// The instants of an order.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Instants {
    /// A person replies by then.
    pub reply_due_at: Option<i64>,
    /// When a person first replied.
    pub replied_at: Option<i64>,
    /// The work should be done by then.
    pub finish_target_at: Option<i64>,
    /// The work is late after this.
    pub finish_limit_at: Option<i64>,
    /// End of the visit window.
    pub window_to_at: Option<i64>,
    /// When the missing part should arrive.
    pub part_eta_at: Option<i64>,
    /// When the work was finished.
    pub finished_at: Option<i64>,
    /// When the customer last put it off.
    pub postponed_at: Option<i64>,
    /// A danger to life: no wish of the customer rests its clocks.
    pub danger: bool,
}

impl Instants {
    /// The limit had passed when the customer put it off: what was late stays late.
    fn was_late(&self) -> bool {
        let put_off = self.finish_limit_at.zip(self.postponed_at);
        put_off.is_some_and(|(limit_at, postponed_at)| limit_at <= postponed_at)
    }
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
    /// A new visit time, after the customer put it off.
    Schedule,
    /// Asking the customer.
    Confirm,
    /// Closing: the customer has been asked already.
    Close,
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
            Self::Schedule => "schedule",
            Self::Confirm => "confirm",
            Self::Close => "close",
        }
    }
}

/// How an order looks, on a PC and at headquarters alike (R041, R042).
#[derive(
    Debug,
    Clone,
    Copy,
    PartialEq,
    Eq,
    PartialOrd,
    Ord,
    serde::Serialize,
    serde::Deserialize,
    schemars::JsonSchema,
)]
#[serde(rename_all = "snake_case")]
pub enum Colour {
    /// A promise is broken: no reply on the day, or not finished by the limit (D+3).
    Red,
    /// Close to that: two hours before the reply is due, past the target (D+2), or a visit, a part
    /// or the question to the customer is past its time.
    Yellow,
    /// In time.
    Green,
    /// No clock runs.
    Grey,
}

impl Colour {
    /// The stable name.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Red => "red",
            Self::Yellow => "yellow",
            Self::Green => "green",
            Self::Grey => "grey",
        }
    }
}

/// How urgent an order is on a PC's lists.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Urgency {
    /// [`Colour::Red`].
    Overdue,
    /// [`Colour::Yellow`].
    Soon,
    /// Something is due on this China-time day.
    Today,
    /// Later, or without a time.
    Later,
    /// Nothing is due any more.
    Done,
}

/// The next thing to do; some things have no time of their own.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Due {
    /// What.
    pub what: What,
    /// By when.
    pub at: Option<i64>,
}

/// Whether the clocks of reply and finish run.
fn runs(state: State, instants: &Instants) -> bool {
    match state {
        State::Registered
        | State::Replied
        | State::Scheduled
        | State::Dispatched
        | State::InProgress
        | State::WaitingPart => true,
        State::Postponed => instants.danger || instants.was_late(),
        State::Finished | State::Confirmed | State::Closed | State::Cancelled => false,
    }
}

fn reply_due(state: State, instants: &Instants) -> Option<i64> {
    instants
        .reply_due_at
        .filter(|_| runs(state, instants) && instants.replied_at.is_none())
}

/// The visit, the part or the question to the customer, whichever the state waits for.
fn step_due(state: State, instants: &Instants) -> Option<(What, i64)> {
    let (what, at) = match state {
        State::Scheduled | State::Dispatched => (What::Visit, instants.window_to_at),
        State::WaitingPart => (What::Part, instants.part_eta_at),
        State::Finished => {
            let asked_by = |(at, within): (i64, i64)| at.saturating_add(within);
            let finished = instants.finished_at.zip(confirm_within_ms());
            (What::Confirm, finished.map(asked_by))
        }
        _ => (What::Finish, None),
    };
    at.map(|at| (what, at))
}

/// The colour of an order at `now_at`. An absent instant never makes a colour.
#[must_use]
pub fn colour(state: State, instants: &Instants, now_at: i64) -> Colour {
    let past = |at: Option<i64>| at.is_some_and(|at| at <= now_at);
    let reply = reply_due(state, instants);
    let step_late = past(step_due(state, instants).map(|(_, at)| at));
    if runs(state, instants) {
        let reply_soon = reply.is_some_and(|at| at.saturating_sub(soon_ms()) < now_at);
        if past(reply) || past(instants.finish_limit_at) {
            Colour::Red
        } else if past(instants.finish_target_at) || reply_soon || step_late {
            Colour::Yellow
        } else {
            Colour::Green
        }
    } else if step_late {
        Colour::Yellow
    } else {
        Colour::Grey
    }
}

/// What is due next at `now_at`: the earliest of everything the order waits for, so that a visit
/// agreed for next month never hides a promise that ends tomorrow. `None` when nothing is any more.
#[must_use]
pub fn next_due(state: State, instants: &Instants, now_at: i64) -> Option<Due> {
    let rest = match state {
        State::Closed | State::Cancelled => return None,
        State::Confirmed => What::Close,
        State::Postponed => What::Schedule,
        State::Finished => What::Confirm,
        _ => What::Finish,
    };
    // Once the target has passed, the limit is what is left of the promise.
    let finish = match (instants.finish_target_at, instants.finish_limit_at) {
        (Some(target), Some(limit)) if target <= now_at => Some(limit),
        (target, limit) => target.or(limit),
    };
    let earliest = [
        reply_due(state, instants).map(|at| (What::Reply, at)),
        step_due(state, instants),
        finish
            .filter(|_| runs(state, instants))
            .map(|at| (What::Finish, at)),
    ];
    let earliest = earliest.into_iter().flatten().min_by_key(|(_, at)| *at);
    Some(match earliest {
        Some((what, at)) => Due { what, at: Some(at) },
        None => Due {
            what: rest,
            at: None,
        },
    })
}

/// What an order is sorted by whatever the time is: the earliest instant it waits for.
#[must_use]
pub fn first_due_at(state: State, instants: &Instants) -> Option<i64> {
    next_due(state, instants, i64::MIN).and_then(|due| due.at)
}

/// How urgent an order is at `now_at`.
#[must_use]
pub fn urgency(state: State, instants: &Instants, now_at: i64) -> Urgency {
    let Some(due) = next_due(state, instants, now_at) else {
        return Urgency::Done;
    };
    match colour(state, instants, now_at) {
        Colour::Red => Urgency::Overdue,
        Colour::Yellow => Urgency::Soon,
        Colour::Green | Colour::Grey => {
            // "By the end of today" is 24:00, which is already the next date.
            let today = |at: i64| local_date(at.saturating_sub(1)) == local_date(now_at);
            if due.at.is_some_and(today) {
                Urgency::Today
            } else {
                Urgency::Later
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::time::{DAY_MS, HOUR_MS};

    const NOON: i64 = 1_795_233_600_000; // 2026-11-21 12:00 in China
    const MIDNIGHT: i64 = NOON + 12 * HOUR_MS;

    /// Received on the day of `NOON` and replied to: target D+2 24:00, limit D+3 24:00.
    fn promised() -> Instants {
        Instants {
            reply_due_at: Some(MIDNIGHT),
            replied_at: Some(NOON),
            finish_target_at: Some(MIDNIGHT + 2 * DAY_MS),
            finish_limit_at: Some(MIDNIGHT + 3 * DAY_MS),
            ..Instants::default()
        }
    }

    #[test]
    fn a_finish_is_yellow_from_the_end_of_day_two_and_red_from_the_end_of_day_three() {
        let instants = promised();
        let (target, limit) = (MIDNIGHT + 2 * DAY_MS, MIDNIGHT + 3 * DAY_MS);
        for state in [State::Replied, State::InProgress, State::WaitingPart] {
            for (now_at, due_at, urgency_then, colour_then) in [
                (NOON, target, Urgency::Later, Colour::Green),
                (target - 1, target, Urgency::Today, Colour::Green),
                (target, limit, Urgency::Soon, Colour::Yellow),
                (limit - 1, limit, Urgency::Soon, Colour::Yellow),
                (limit, limit, Urgency::Overdue, Colour::Red),
            ] {
                let due = next_due(state, &instants, now_at);
                let finish = Due {
                    what: What::Finish,
                    at: Some(due_at),
                };
                assert_eq!(due, Some(finish), "{state:?} {now_at}");
                assert_eq!(urgency(state, &instants, now_at), urgency_then);
                assert_eq!(colour(state, &instants, now_at), colour_then);
            }
        }
    }

    #[test]
    fn a_window_in_forty_days_does_not_hide_a_promise() {
        let far = Some(NOON + 40 * DAY_MS);
        let instants = Instants {
            window_to_at: far,
            part_eta_at: far,
            ..promised()
        };
        let now_at = MIDNIGHT + 5 * DAY_MS;
        for state in [State::Scheduled, State::Dispatched, State::WaitingPart] {
            assert_eq!(urgency(state, &instants, now_at), Urgency::Overdue);
            let due = next_due(state, &instants, now_at).unwrap();
            assert_eq!(due.what, What::Finish, "{state:?}");
            assert_eq!(due.at, instants.finish_limit_at);
        }
    }

    #[test]
    fn what_is_late_but_no_promise_to_the_customer_is_yellow() {
        let past = Some(NOON - HOUR_MS);
        let instants = Instants {
            window_to_at: past,
            part_eta_at: past,
            finished_at: Some(NOON - 3 * DAY_MS),
            ..promised()
        };
        for (state, what) in [
            (State::Dispatched, What::Visit),
            (State::WaitingPart, What::Part),
            (State::Finished, What::Confirm),
        ] {
            assert_eq!(colour(state, &instants, NOON), Colour::Yellow, "{state:?}");
            assert_eq!(next_due(state, &instants, NOON).unwrap().what, what);
        }
    }

    #[test]
    fn a_reply_is_yellow_for_two_hours_and_red_from_midnight() {
        let instants = Instants {
            replied_at: None,
            ..promised()
        };
        let colour = |now_at| colour(State::Registered, &instants, now_at);
        assert_eq!(colour(MIDNIGHT - 2 * HOUR_MS), Colour::Green);
        assert_eq!(colour(MIDNIGHT - 2 * HOUR_MS + 1), Colour::Yellow);
        assert_eq!(colour(MIDNIGHT), Colour::Red);
        let due = next_due(State::Registered, &instants, NOON).unwrap();
        assert_eq!((due.what, due.at), (What::Reply, Some(MIDNIGHT)));
        assert_eq!(
            urgency(State::Registered, &instants, NOON),
            Urgency::Today,
            "24:00 of today is today"
        );
    }

    #[test]
    fn the_figures_of_the_table_of_service_times_are_used() {
        assert_eq!(confirm_within_ms(), Some(3 * DAY_MS));
        assert_eq!(soon_ms(), 2 * HOUR_MS);
    }

    #[test]
    fn a_finished_order_waits_for_the_customer_to_be_asked() {
        // Even where nobody recorded when it was finished.
        let due = next_due(State::Finished, &promised(), NOON).unwrap();
        assert_eq!((due.what, due.at), (What::Confirm, None));
    }

    #[test]
    fn lists_sort_by_the_earliest_instant_whatever_the_time_is() {
        let instants = promised();
        let first = first_due_at(State::Replied, &instants);
        assert_eq!(first, instants.finish_target_at);
        assert_eq!(first_due_at(State::Closed, &instants), None);
    }

    #[test]
    fn the_names_of_colours_and_of_what_is_due_are_stable() {
        use What::{Close, Confirm, Finish, Part, Reply, Schedule, Visit};
        let what = [Reply, Visit, Part, Finish, Schedule, Confirm, Close];
        assert_eq!(
            what.map(What::code),
            [
                "reply", "visit", "part", "finish", "schedule", "confirm", "close"
            ]
        );
        for colour in [Colour::Red, Colour::Yellow, Colour::Green, Colour::Grey] {
            assert_eq!(serde_json::to_value(colour).unwrap(), colour.code());
        }
    }

    #[test]
    fn a_danger_never_rests_and_what_was_late_stays_late_when_it_is_put_off() {
        let limit = MIDNIGHT + 3 * DAY_MS;
        let put_off = |danger, postponed_at| Instants {
            danger,
            postponed_at: Some(postponed_at),
            ..promised()
        };
        for (danger, postponed_at, now_at, expected) in [
            (true, NOON, NOON + HOUR_MS, Colour::Green),
            (true, NOON, limit - 1, Colour::Yellow),
            (true, NOON, limit, Colour::Red),
            (false, limit - 1, limit + DAY_MS, Colour::Grey),
            (false, limit, limit + DAY_MS, Colour::Red),
            (false, limit + DAY_MS, limit + 2 * DAY_MS, Colour::Red),
        ] {
            let instants = put_off(danger, postponed_at);
            let shown = colour(State::Postponed, &instants, now_at);
            assert_eq!(shown, expected, "{danger} {postponed_at} {now_at}");
        }
        let late = put_off(false, limit);
        let due = next_due(State::Postponed, &late, limit + DAY_MS).unwrap();
        assert_eq!((due.what, due.at), (What::Finish, Some(limit)));
        let urgent = urgency(State::Postponed, &late, limit + DAY_MS);
        assert_eq!(urgent, Urgency::Overdue);
        // Work that ended asks nothing of the kind.
        let ended = colour(State::Confirmed, &put_off(true, NOON), limit + DAY_MS);
        assert_eq!(ended, Colour::Grey);
    }

    #[test]
    fn a_put_off_order_rests_and_a_confirmed_one_waits_for_its_closing_only() {
        let instants = Instants {
            finished_at: Some(NOON - 9 * DAY_MS),
            ..promised()
        };
        let late = MIDNIGHT + 30 * DAY_MS;
        for (state, what) in [
            (State::Postponed, What::Schedule),
            (State::Confirmed, What::Close),
        ] {
            let due = next_due(state, &instants, late).unwrap();
            assert_eq!((due.what, due.at), (what, None));
            assert_eq!(urgency(state, &instants, late), Urgency::Later);
            assert_eq!(colour(state, &instants, late), Colour::Grey);
        }
        for state in [State::Closed, State::Cancelled] {
            assert_eq!(next_due(state, &instants, late), None);
            assert_eq!(urgency(state, &instants, late), Urgency::Done);
        }
    }
}
