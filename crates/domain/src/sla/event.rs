//! What happened in a case: the only thing clocks are computed from.
//!
//! Events come from several PCs, late and in any order. They count by when they happened, never by
//! when they arrived, so everything here sorts first and drops exact doubles.

use std::collections::BTreeSet;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::due::{Appointed, day_of};
use super::pause::{Pause, pauses};
use crate::codes::codes;
use crate::explain::{Arg, Line, line};
use crate::rule::RuleError;
use crate::time::local_date;

/// More events than any case has.
const EVENTS_MAX: usize = 10_000;

codes! {
    /// What an event tells.
    What {
        /// 受理：another PC took the same request
        Received = "received",
        /// 回复
        Replied = "replied",
        /// 客户改期
        PostponedByCustomer = "postponed_by_customer",
        /// 停气
        GasStopped = "gas_stopped",
        /// 封路
        RoadClosed = "road_closed",
        /// 恢复
        Resumed = "resumed",
        /// 约好上门时间
        Scheduled = "scheduled",
        /// 到场
        OnSite = "on_site",
        /// 订件
        PartOrdered = "part_ordered",
        /// 到件
        PartArrived = "part_arrived",
        /// 完成
        Finished = "finished",
        /// 回访确认
        Confirmed = "confirmed",
        /// 关闭
        Closed = "closed",
        /// 取消
        Cancelled = "cancelled",
        /// 重开
        Reopened = "reopened",
    }
}

codes! {
    /// What proves an event.
    Proof {
        /// 联系记录：a person spoke or wrote with the customer
        ContactRecord = "contact_record",
        /// 自动消息：a machine's message, which is no reply
        AutomaticMessage = "automatic_message",
        /// 客户同意的记录
        CustomerConsent = "customer_consent",
        /// 停气、封路的通知或照片
        Notice = "notice",
    }
}

codes! {
    /// Why a time is doubted. The event counts all the same; headquarters sees the mark.
    Suspicion {
        /// The wall clock showed less than the server had said already.
        BehindServer = "behind_server",
        /// The wall clock ran slower than the counter that never stands still: it was set back.
        BehindCounter = "behind_counter",
        /// It was written down before it is said to have happened.
        AheadOfRecord = "ahead_of_record",
    }
}

/// The clocks of the PC when an event was written down.
#[derive(
    Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, schemars::JsonSchema,
)]
#[serde(deny_unknown_fields)]
pub struct Stamp {
    /// The wall clock, in Unix milliseconds.
    pub recorded_at: i64,
    /// The server's time as last heard, in Unix milliseconds.
    #[serde(default)]
    pub last_server_at: Option<i64>,
    /// Which start of which PC the counter belongs to; counters of two are not comparable.
    #[serde(default)]
    pub boot: Option<String>,
    /// Milliseconds since that start.
    #[serde(default)]
    pub counter_ms: Option<i64>,
}

/// Something that happened.
#[derive(
    Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, schemars::JsonSchema,
)]
#[serde(deny_unknown_fields)]
pub struct Event {
    /// When it happened, in Unix milliseconds.
    pub occurred_at: i64,
    /// What.
    pub what: What,
    /// The day agreed with the customer (when scheduled).
    #[serde(default)]
    pub appointed_on: Option<NaiveDate>,
    /// The end of the agreed window, in Unix milliseconds (when scheduled).
    #[serde(default)]
    pub window_to_at: Option<i64>,
    /// What proves it.
    #[serde(default)]
    pub proof: BTreeSet<Proof>,
    /// The clocks when it was written down.
    #[serde(default)]
    pub stamp: Option<Stamp>,
}

impl Event {
    /// Something that happened, without proof or stamp.
    #[must_use]
    pub const fn new(what: What, occurred_at: i64) -> Self {
        Self {
            occurred_at,
            what,
            appointed_on: None,
            window_to_at: None,
            proof: BTreeSet::new(),
            stamp: None,
        }
    }

    /// The same with a proof.
    #[must_use]
    pub fn proven_by(mut self, proof: Proof) -> Self {
        self.proof.insert(proof);
        self
    }

    pub(super) fn has(&self, proof: Proof) -> bool {
        self.proof.contains(&proof)
    }

    pub(super) fn appointed(&self) -> Option<Appointed> {
        // A window to midnight ends on the day before.
        let of_window = || local_date(self.window_to_at?.saturating_sub(1));
        let on = self.appointed_on.or_else(of_window)?;
        Some(Appointed {
            on,
            until_at: self.window_to_at,
        })
    }

    /// Whether a person has answered the customer by this (R041): a call, a message somebody wrote,
    /// a time agreed, a visit. A machine's message is none.
    fn is_reply(&self) -> bool {
        match self.what {
            What::Replied => self.has(Proof::ContactRecord) && !self.has(Proof::AutomaticMessage),
            What::PostponedByCustomer => self.has(Proof::CustomerConsent),
            What::Scheduled | What::OnSite | What::Finished => true,
            _ => false,
        }
    }
}

/// An event whose time is doubted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
pub struct SuspectEvent {
    /// What.
    pub what: What,
    /// When it is said to have happened, in Unix milliseconds.
    pub occurred_at: i64,
    /// Why it is doubted.
    pub reason: Suspicion,
}

/// Whether a PC's wall clock can be believed: not behind what the server said before, and not
/// slower than the counter since `previous` (a stamp of the same PC). A wall clock that jumps ahead
/// of the counter is no sign: a sleeping PC's counter may rest.
#[must_use]
pub fn clock_suspect(
    stamp: &Stamp,
    previous: Option<&Stamp>,
    tolerance_ms: i64,
) -> Option<Suspicion> {
    if stamp
        .last_server_at
        .is_some_and(|server_at| stamp.recorded_at < server_at)
    {
        return Some(Suspicion::BehindServer);
    }
    let previous =
        previous.filter(|previous| previous.boot.is_some() && previous.boot == stamp.boot)?;
    let counted = stamp.counter_ms?.saturating_sub(previous.counter_ms?);
    let shown = stamp.recorded_at.saturating_sub(previous.recorded_at);
    let behind = counted > 0 && shown.saturating_add(tolerance_ms) < counted;
    behind.then_some(Suspicion::BehindCounter)
}

/// A case as of an instant, in order of what happened since it was received or last reopened.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Story {
    /// When its clocks began.
    pub(super) received_at: i64,
    /// How often it was reopened.
    pub(super) round: u32,
    pub(super) events: Vec<Event>,
    pub(super) pauses: Vec<Pause>,
    pub(super) suspects: Vec<SuspectEvent>,
}

impl Story {
    /// The events as of `as_of`, sorted, doubles dropped.
    pub(super) fn of(
        received_at: i64,
        events: &[Event],
        as_of: i64,
        tolerance_ms: i64,
    ) -> Result<Self, RuleError> {
        day_of(received_at, "received_at")?;
        day_of(as_of, "as_of")?;
        if events.len() > EVENTS_MAX {
            return Err(RuleError::OutOfRange {
                field: "events".into(),
            });
        }
        for (index, event) in events.iter().enumerate() {
            event.check(index)?;
        }
        let known: BTreeSet<&Event> = events.iter().filter(|e| e.occurred_at <= as_of).collect();
        let mut events: Vec<Event> = known.into_iter().cloned().collect();
        let suspects = suspects(&events, tolerance_ms);
        let received = events.iter().filter(|e| e.what == What::Received);
        let first_at = received.map(|e| e.occurred_at).fold(received_at, i64::min);
        let reopened = events.iter().rposition(|e| e.what == What::Reopened);
        let (mut received_at, mut round) = (first_at, 0);
        if let Some(index) = reopened {
            let before: Vec<Event> = events.drain(..=index).collect();
            let reopenings = before.iter().filter(|e| e.what == What::Reopened);
            round = u32::try_from(reopenings.count()).unwrap_or(u32::MAX);
            let reopened_at = before.last().map_or(first_at, |e| e.occurred_at);
            received_at = reopened_at.max(first_at);
        }
        Ok(Self {
            received_at,
            round,
            pauses: pauses(&events),
            events,
            suspects,
        })
    }

    /// The earliest event of this kind.
    pub(super) fn first(&self, what: What) -> Option<i64> {
        self.earliest(|event| event.what == what)
    }

    fn earliest(&self, matches: impl Fn(&Event) -> bool) -> Option<i64> {
        let event = self.events.iter().find(|event| matches(event));
        event.map(|event| event.occurred_at)
    }

    /// The earliest proven reply of a person.
    pub(super) fn replied_at(&self) -> Option<i64> {
        self.earliest(Event::is_reply)
    }

    /// The end of the case without more work: closed or cancelled.
    pub(super) fn ended_at(&self) -> Option<i64> {
        self.earliest(|event| matches!(event.what, What::Closed | What::Cancelled))
    }

    /// The last part ordered, and when it came; the end of the work ends the waiting too.
    pub(super) fn part(&self) -> Option<(i64, Option<i64>)> {
        let mut part: Option<(i64, Option<i64>)> = None;
        for event in &self.events {
            match (event.what, &mut part) {
                (What::PartOrdered, None | Some((_, Some(_)))) => {
                    part = Some((event.occurred_at, None));
                }
                (What::PartArrived | What::Finished, Some((_, arrived @ None))) => {
                    *arrived = Some(event.occurred_at);
                }
                _ => {}
            }
        }
        part
    }

    /// The appointment that binds, when it was made, and later ones that do not: an appointment
    /// moves to a later day only with the customer's consent, or when the customer had put it off.
    pub(super) fn appointment(&self) -> (Option<(i64, Appointed)>, Vec<Line>) {
        let mut binding: Option<(i64, Appointed)> = None;
        let mut missing = Vec::new();
        let scheduled = self.events.iter().filter(|e| e.what == What::Scheduled);
        for event in scheduled {
            let Some(new) = event.appointed() else {
                missing.push(line!(
                    "sla-missing-day",
                    at = Arg::Instant(event.occurred_at)
                ));
                continue;
            };
            let binds = binding.is_none_or(|(made_at, old)| {
                let since = made_at..=event.occurred_at;
                let put_off = self
                    .pauses
                    .iter()
                    .any(|p| p.counts && since.contains(&p.from_at));
                new.on <= old.on || put_off || event.has(Proof::CustomerConsent)
            });
            if binds {
                binding = Some((event.occurred_at, new));
            } else {
                missing.push(line!("sla-missing-new-day", on = new.on));
            }
        }
        (binding, missing)
    }

    /// What was said to be a reply and is none: a machine's message, or nobody's record.
    pub(super) fn no_replies(&self) -> (Vec<Line>, Vec<Line>) {
        let (mut missing, mut notes) = (Vec::new(), Vec::new());
        for event in self.events.iter().filter(|e| e.what == What::Replied) {
            let at = Arg::Instant(event.occurred_at);
            if event.has(Proof::AutomaticMessage) {
                notes.push(line!("sla-automatic-message", at = at));
            } else if !event.has(Proof::ContactRecord) {
                missing.push(line!("sla-missing-contact", at = at));
            }
        }
        (missing, notes)
    }
}

impl Event {
    fn check(&self, index: usize) -> Result<(), RuleError> {
        let out_of_range = |field: &str| RuleError::OutOfRange {
            field: format!("events[{index}].{field}").into(),
        };
        let recorded_at = self.stamp.as_ref().map(|stamp| stamp.recorded_at);
        for (field, at) in [
            ("occurred_at", Some(self.occurred_at)),
            ("window_to_at", self.window_to_at),
            ("stamp.recorded_at", recorded_at),
        ] {
            if let Some(at) = at {
                day_of(at, "events").map_err(|_| out_of_range(field))?;
            }
        }
        if let Some(on) = self.appointed_on {
            crate::rule::within_calendar(on, format!("events[{index}].appointed_on"))?;
        }
        Ok(())
    }
}

/// Every doubted event: against the server, its own record, and the same PC's counter.
fn suspects(events: &[Event], tolerance_ms: i64) -> Vec<SuspectEvent> {
    let mut stamps: Vec<&Stamp> = events.iter().filter_map(|e| e.stamp.as_ref()).collect();
    stamps.sort_by_key(|stamp| (&stamp.boot, stamp.counter_ms, stamp.recorded_at));
    let reason = |event: &Event| {
        let stamp = event.stamp.as_ref()?;
        let before = |other: &&&Stamp| {
            other.boot == stamp.boot
                && other.counter_ms.is_some()
                && other.counter_ms < stamp.counter_ms
        };
        let previous = stamps.iter().rev().find(before).copied();
        let ahead = event.occurred_at > stamp.recorded_at;
        clock_suspect(stamp, previous, tolerance_ms)
            .or_else(|| ahead.then_some(Suspicion::AheadOfRecord))
    };
    let suspect = |event: &Event| {
        Some(SuspectEvent {
            what: event.what,
            occurred_at: event.occurred_at,
            reason: reason(event)?,
        })
    };
    events.iter().filter_map(suspect).collect()
}
