//! What makes a clock rest, and by how much it moves what is due.
//!
//! Only the customer's wish with their recorded consent, and gas or roads cut off with proof. Waiting
//! for a part is no cause and never becomes one.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::event::{Event, Proof, What};
use super::table::Period;
use crate::codes::codes;
use crate::explain::{Arg, Line, line};
use crate::promise::resumed;
use crate::time::start_of_day;

codes! {
    /// Why a clock rests.
    PauseCause {
        /// 客户要求改期
        Customer = "customer",
        /// 停气
        GasStopped = "gas_stopped",
        /// 封路
        RoadClosed = "road_closed",
    }
}

impl PauseCause {
    const fn begins_with(self) -> What {
        match self {
            Self::Customer => What::PostponedByCustomer,
            Self::GasStopped => What::GasStopped,
            Self::RoadClosed => What::RoadClosed,
        }
    }

    const fn proof(self) -> Proof {
        match self {
            Self::Customer => Proof::CustomerConsent,
            Self::GasStopped | Self::RoadClosed => Proof::Notice,
        }
    }

    /// Whether this event ends it: somebody says so, or work that could not happen meanwhile. A new
    /// time agreed ends the customer's putting off, yet opens no road.
    const fn ends_with(self, what: What) -> bool {
        match what {
            What::Resumed | What::OnSite | What::Finished | What::Closed | What::Cancelled => true,
            What::Scheduled => matches!(self, Self::Customer),
            _ => false,
        }
    }
}

/// A rest.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
pub struct Pause {
    /// Why.
    pub cause: PauseCause,
    /// From when on, in Unix milliseconds.
    pub from_at: i64,
    /// Until when; absent while it lasts. A customer's putting off ends with the day agreed instead,
    /// which may lie ahead: from the agreement on the clock runs to what that day moves.
    pub to_at: Option<i64>,
    /// When its end was known; the end itself but for a day agreed ahead.
    #[serde(skip)]
    pub(super) agreed_at: Option<i64>,
    /// It is proven and moves what is due. An unproven one is shown and moves nothing.
    pub counts: bool,
}

/// All rests in the sorted events of a case, by their beginning.
pub(super) fn pauses(events: &[Event]) -> Vec<Pause> {
    let mut all = Vec::new();
    for cause in PauseCause::ALL {
        for counts in [true, false] {
            all.extend(of_cause(events, *cause, counts));
        }
    }
    all.sort_by_key(|pause| (pause.from_at, pause.cause, pause.counts));
    all
}

fn of_cause(events: &[Event], cause: PauseCause, counts: bool) -> Vec<Pause> {
    let mut found: Vec<Pause> = Vec::new();
    let mut open = None;
    for event in events {
        let begins = event.what == cause.begins_with() && event.has(cause.proof()) == counts;
        if begins {
            open.get_or_insert(event.occurred_at);
        } else if cause.ends_with(event.what)
            && let Some(from_at) = open.take()
        {
            found.push(Pause {
                cause,
                from_at,
                to_at: Some(ends_at(event)),
                agreed_at: Some(event.occurred_at),
                counts,
            });
        }
    }
    found.extend(open.map(|from_at| Pause {
        cause,
        from_at,
        to_at: None,
        agreed_at: None,
        counts,
    }));
    found
}

/// When an event ends a rest: as it happens, or with the day of the visit agreed by it.
fn ends_at(event: &Event) -> i64 {
    let scheduled = event.what == What::Scheduled;
    let day = event.appointed().filter(|_| scheduled).map(|day| day.on);
    day.map_or(event.occurred_at, |on| with_day(event.occurred_at, on))
}

fn with_day(agreed_at: i64, on: NaiveDate) -> i64 {
    start_of_day(on).map_or(agreed_at, |at| at.max(agreed_at))
}

/// Until when a customer's putting off rests the clocks, in Unix milliseconds: until the day of the
/// visit they agreed to, not until somebody typed it. `window_to_at` is the end of its window.
#[must_use]
pub fn rests_until(agreed_at: i64, window_to_at: Option<i64>) -> i64 {
    ends_at(&Event {
        window_to_at,
        ..Event::new(What::Scheduled, agreed_at)
    })
}

/// The proven rests of a clock that began at `from_at`, overlapping ones joined so that no hour
/// moves twice. Those that still last have lasted until `until_at`; none goes on after `ended_at`.
pub(super) fn rests(
    pauses: &[Pause],
    from_at: i64,
    (until_at, ended_at): (i64, Option<i64>),
    end: impl Fn(&Pause) -> Option<i64>,
) -> Vec<(i64, i64)> {
    let mut joined: Vec<(i64, i64)> = Vec::new();
    for pause in pauses.iter().filter(|pause| pause.counts) {
        let start = pause.from_at.max(from_at);
        let last_at = ended_at.unwrap_or(i64::MAX);
        let end = end(pause).unwrap_or(until_at).min(last_at);
        if end < start {
            continue;
        }
        match joined.last_mut() {
            Some((_, last)) if start <= *last => *last = end.max(*last),
            _ => joined.push((start, end)),
        }
    }
    joined
}

/// What is due, later by one rest: the end of a day by the natural days rested, so that it stays
/// the end of a day; a time by the clock by the time rested.
fn later(at: i64, period: Period, (from_at, to_at): (i64, i64)) -> i64 {
    match period {
        Period::EndOfDay { .. } => resumed(at, from_at, to_at),
        Period::Elapsed { .. } => at.saturating_add(to_at.saturating_sub(from_at)),
    }
}

/// What is due, later by all rests. What was late before stays late.
pub(super) fn moved(at: i64, period: Period, rests: &[(i64, i64)]) -> i64 {
    rests.iter().fold(at, |at, rest| later(at, period, *rest))
}

/// An instant that has its effect when it comes, later by the rests that began before it: what was
/// warned of stays warned of.
pub(super) fn moved_before(at: i64, period: Period, rests: &[(i64, i64)]) -> i64 {
    rests.iter().fold(at, |at, rest| {
        if rest.0 < at {
            later(at, period, *rest)
        } else {
            at
        }
    })
}

/// The rest as a sentence of the walk.
pub(super) fn pause_line(pause: &Pause) -> Line {
    let cause = Arg::Key(cause_key(pause.cause));
    let from = Arg::Instant(pause.from_at);
    match pause.to_at {
        Some(to_at) => line!(
            "sla-paused",
            cause = cause,
            from = from,
            to = Arg::Instant(to_at)
        ),
        None => line!("sla-paused-still", cause = cause, from = from),
    }
}

/// What an unproven rest lacks.
pub(super) fn unproven_line(pause: &Pause) -> Line {
    let from = Arg::Instant(pause.from_at);
    match pause.cause {
        PauseCause::Customer => line!("sla-missing-consent", from = from),
        PauseCause::GasStopped | PauseCause::RoadClosed => {
            let cause = Arg::Key(cause_key(pause.cause));
            line!("sla-missing-notice", cause = cause, from = from)
        }
    }
}

fn cause_key(cause: PauseCause) -> String {
    format!("sla-cause-{}", cause.code())
}
