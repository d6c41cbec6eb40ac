//! What a customer is promised when a request is taken: the first reply and the finish.
//!
//! Source: R041 (reply within the calendar day of receipt, also for 23:50 calls and holidays) and
//! R042 (finish by the end of day D+2, at the latest D+3). The figures are a [`PromiseTable`],
//! which headquarters can replace; the default is the table of 2026-11.

use chrono::Days;
use serde::{Deserialize, Serialize};

use crate::time::{DAY_MS, end_of_day, local_date};

/// The figures behind a promise; `version` is stored with the order that was promised by it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PromiseTable {
    /// Names this table.
    pub version: String,
    /// Where the figures come from.
    pub source: String,
    /// Natural days after the day of receipt until the finish is due.
    pub finish_target_days: u64,
    /// Natural days after the day of receipt until the finish is overdue.
    pub finish_limit_days: u64,
}

impl Default for PromiseTable {
    fn default() -> Self {
        Self {
            version: "2026-11".to_owned(),
            source: "服务承诺：当天回复，两到三天内完成（R041、R042）".to_owned(),
            finish_target_days: 2,
            finish_limit_days: 3,
        }
    }
}

/// The three instants a request promises.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Promise {
    /// A person has replied by then (24:00 of the day of receipt).
    pub reply_due_at: i64,
    /// The work should be done by then.
    pub finish_target_at: i64,
    /// The work is late after this.
    pub finish_limit_at: i64,
}

/// What is promised for a request received at `received_at`; `None` outside the calendar's range.
#[must_use]
pub fn promise_for(received_at: i64, table: &PromiseTable) -> Option<Promise> {
    let day = local_date(received_at)?;
    Some(Promise {
        reply_due_at: end_of_day(day)?,
        finish_target_at: end_of_day(day.checked_add_days(Days::new(table.finish_target_days))?)?,
        finish_limit_at: end_of_day(day.checked_add_days(Days::new(table.finish_limit_days))?)?,
    })
}

/// Where an instant of a promise stands after the customer put the work off: later by the natural
/// days the order rested, so that it stays the end of a day (`model.md` §3.2, "pauses finish clock").
/// What was late before stays late.
#[must_use]
pub fn resumed(promised_at: i64, postponed_at: i64, resumed_at: i64) -> i64 {
    let days = match (local_date(postponed_at), local_date(resumed_at)) {
        (Some(from), Some(to)) => to.signed_duration_since(from).num_days().max(0),
        _ => 0,
    };
    promised_at.saturating_add(days.saturating_mul(DAY_MS))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_pause_moves_the_promise_by_the_days_it_lasted() {
        let postponed_at = 1_795_276_200_000; // 2026-11-21 23:50 in China
        let promised_at = 1_795_449_600_000; // 2026-11-23 24:00
        for (paused_ms, days) in [
            (0, 0),
            (9 * 60 * 1000, 0),
            (10 * 60 * 1000, 1), // past midnight
            (DAY_MS, 1),
            (40 * DAY_MS, 40),
            (-DAY_MS, 0), // another PC's clock
        ] {
            assert_eq!(
                resumed(promised_at, postponed_at, postponed_at + paused_ms),
                promised_at + days * DAY_MS,
                "{paused_ms}"
            );
        }
        assert_eq!(resumed(promised_at, i64::MAX, i64::MIN), promised_at);
    }

    #[test]
    fn a_call_just_before_midnight_must_still_be_answered_the_same_day() {
        let received_at = 1_795_276_200_000; // 2026-11-21 23:50 in China
        let promise = promise_for(received_at, &PromiseTable::default()).unwrap();
        assert_eq!(promise.reply_due_at - received_at, 10 * 60 * 1000);
        assert_eq!(promise.finish_target_at - promise.reply_due_at, 2 * DAY_MS);
        assert_eq!(promise.finish_limit_at - promise.reply_due_at, 3 * DAY_MS);
    }
}
