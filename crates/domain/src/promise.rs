//! What a customer is promised when a request is taken: the first reply and the finish.
//!
//! Source: R041 (reply within the calendar day of receipt, also for 23:50 calls and holidays) and
//! R042 (finish by the end of day D+2, at the latest D+3); a danger to life has minutes and hours
//! instead. The figures are those of headquarters' table of service times ([`crate::sla`]) and stand
//! nowhere else.

use crate::calendar::Holidays;
use crate::policy::Document;
use crate::sla::{self, Due, DueInput, DueStage, Kind, SlaTable};
use crate::time::{DAY_MS, local_date};

/// The figures behind a promise; `version` is stored with the order that was promised by it.
#[derive(Debug, Clone, PartialEq)]
pub struct PromiseTable {
    /// Names the table of service times.
    pub version: String,
    /// Where the figures come from.
    pub source: String,
    sla: Option<SlaTable>,
}

impl From<&Document<SlaTable>> for PromiseTable {
    fn from(table: &Document<SlaTable>) -> Self {
        Self {
            version: table.version.clone(),
            source: table.source.clone(),
            sla: Some(table.content.clone()),
        }
    }
}

impl Default for PromiseTable {
    /// The table the program comes with.
    fn default() -> Self {
        // A test proves that the table reads; without one nothing is promised.
        sla::built_in().map_or_else(
            |_| Self {
                version: String::new(),
                source: String::new(),
                sla: None,
            },
            Self::from,
        )
    }
}

/// The three instants a request promises.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Promise {
    /// A person has replied by then (24:00 of the day of receipt; minutes where there is danger).
    pub reply_due_at: i64,
    /// The work should be done by then.
    pub finish_target_at: i64,
    /// The work is late after this.
    pub finish_limit_at: i64,
}

impl Promise {
    /// The earlier of two promises, instant by instant: a second call never moves what the first
    /// was promised.
    #[must_use]
    pub fn sooner(self, other: Self) -> Self {
        Self {
            reply_due_at: self.reply_due_at.min(other.reply_due_at),
            finish_target_at: self.finish_target_at.min(other.finish_target_at),
            finish_limit_at: self.finish_limit_at.min(other.finish_limit_at),
        }
    }
}

/// What is promised for a repair received at `received_at` whose customer told at `told_at` that
/// the house is without heat: that of a cold house counts from then, and nothing moves later.
#[must_use]
pub fn promise_of_cold(received_at: i64, told_at: i64, table: &PromiseTable) -> Option<Promise> {
    let before = promise_for(received_at, Kind::Repair, table)?;
    Some(before.sooner(promise_for(told_at, Kind::NoHeat, table)?))
}

/// What is promised for a request about `kind` received at `received_at`; `None` outside the
/// calendar's range.
///
/// Safety has the row of its own: reply and finish by the clock from the receipt, the target being
/// the limit. A house without heat in the heating season has its own too (R017: an hour, then D+1,
/// at the latest D+2). Everything else is promised by the row of a repair: that is what the customer
/// is told on the phone. Installation and maintenance are counted from the visit agreed with the customer,
/// and until there is one the figures of a repair stand.
#[must_use]
pub fn promise_for(received_at: i64, kind: Kind, table: &PromiseTable) -> Option<Promise> {
    let sla = table.sla.as_ref()?;
    let kind = promised_as(kind);
    let due = |stage| -> Option<Due> {
        let input = DueInput {
            received_at,
            kind,
            stage,
            mode: sla.mode,
            appointed_on: None,
        };
        sla::due_at(&input, sla, Holidays::built_in()).ok()
    };
    let (reply, finish) = (due(DueStage::FirstReply)?, due(DueStage::Finish)?);
    Some(Promise {
        reply_due_at: reply.limit,
        finish_target_at: finish.target.unwrap_or(finish.limit),
        finish_limit_at: finish.limit,
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

/// The row of the table a promise about `kind` is made by.
const fn promised_as(kind: Kind) -> Kind {
    match kind {
        Kind::Safety | Kind::NoHeat => kind,
        _ => Kind::Repair,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::time::HOUR_MS;

    #[test]
    fn a_danger_is_answered_within_minutes_and_ended_within_a_day_by_the_clock() {
        let received_at = 1_795_276_200_000; // 2026-11-21 23:50 in China
        let table = PromiseTable::default();
        let promise = promise_for(received_at, Kind::Safety, &table).unwrap();
        assert_eq!(
            promise.reply_due_at - received_at,
            10 * 60 * 1000,
            "24:00 (R041)"
        );
        let earlier = promise_for(received_at - HOUR_MS, Kind::Safety, &table).unwrap();
        assert_eq!(earlier.reply_due_at, received_at - 45 * 60 * 1000);
        assert_eq!(promise.finish_target_at - received_at, 24 * HOUR_MS);
        assert_eq!(promise.finish_limit_at, promise.finish_target_at);
    }

    #[test]
    fn whatever_is_neither_a_danger_nor_a_cold_house_is_promised_as_a_repair() {
        let received_at = 1_795_276_200_000;
        let table = PromiseTable::default();
        let repair = promise_for(received_at, Kind::Repair, &table);
        let own = [Kind::Safety, Kind::NoHeat];
        for kind in Kind::ALL.iter().filter(|kind| !own.contains(kind)) {
            assert_eq!(promise_for(received_at, *kind, &table), repair, "{kind:?}");
        }
    }

    #[test]
    fn a_cold_house_is_answered_within_the_hour_and_warm_a_day_sooner_than_a_repair() {
        let received_at = 1_795_276_200_000; // 2026-11-21 23:50 in China
        let table = PromiseTable::default();
        let cold = promise_for(received_at, Kind::NoHeat, &table).unwrap();
        let repair = promise_for(received_at, Kind::Repair, &table).unwrap();
        assert_eq!(cold.reply_due_at, repair.reply_due_at, "24:00 (R041)");
        let earlier = promise_for(received_at - HOUR_MS, Kind::NoHeat, &table).unwrap();
        assert_eq!(earlier.reply_due_at, received_at);
        assert_eq!(repair.finish_target_at - cold.finish_target_at, DAY_MS);
        assert_eq!(repair.finish_limit_at - cold.finish_limit_at, DAY_MS);
    }

    #[test]
    fn a_second_call_about_a_cold_house_never_moves_a_promise_later() {
        let received_at = 1_795_233_000_000; // 2026-11-21 11:50 in China
        let table = PromiseTable::default();
        let first = promise_for(received_at, Kind::Repair, &table).unwrap();
        let told = |after_ms| promise_of_cold(received_at, received_at + after_ms, &table).unwrap();
        let cold = promise_for(received_at + HOUR_MS, Kind::NoHeat, &table).unwrap();
        assert_eq!(told(HOUR_MS), cold);
        for days in [1, 2, 9] {
            assert_eq!(told(days * DAY_MS), first, "{days}");
        }
    }

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
        let promise = promise_for(received_at, Kind::Repair, &PromiseTable::default()).unwrap();
        assert_eq!(promise.reply_due_at - received_at, 10 * 60 * 1000);
        assert_eq!(promise.finish_target_at - promise.reply_due_at, 2 * DAY_MS);
        assert_eq!(promise.finish_limit_at - promise.reply_due_at, 3 * DAY_MS);
    }

    #[test]
    fn a_promise_follows_the_table_it_was_given_by() {
        let mut table = sla::built_in().unwrap().clone();
        table.version = "2027-01".to_owned();
        table.content.mode = sla::Mode::Working;
        let received_at = 1_795_276_200_000; // Saturday 2026-11-21 23:50 in China
        let promise = promise_for(received_at, Kind::Repair, &PromiseTable::from(&table)).unwrap();
        assert_eq!(promise.reply_due_at - received_at, 10 * 60 * 1000);
        assert_eq!(promise.finish_target_at - promise.reply_due_at, 3 * DAY_MS);
        assert_eq!(promise.finish_limit_at - promise.reply_due_at, 4 * DAY_MS);
        assert_eq!(PromiseTable::from(&table).version, "2027-01");
        assert_eq!(PromiseTable::default().version, "2026-11");
        assert_eq!(
            promise_for(i64::MAX, Kind::Repair, &PromiseTable::default()),
            None
        );
    }
}
