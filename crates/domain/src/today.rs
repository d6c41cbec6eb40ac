//! A shop's day: what nobody answers for or has no next step (R012), whether the day may be closed,
//! and when the program keeps quiet.

use std::collections::BTreeSet;

use chrono::{Days, NaiveDate};

use crate::calendar::Holidays;
use crate::codes::codes;
use crate::time::{local_date, start_of_day};

/// Minutes of a day.
const DAY_MINUTES: u16 = 24 * 60;
const MINUTE_MS: i64 = 60_000;

codes! {
    /// What an open case must have at all times and lacks.
    Lack {
        /// 无人负责
        Owner = "owner",
        /// 无下一步
        NextAction = "next_action",
    }
}

/// What an open case lacks.
#[must_use]
pub fn lacks(has_owner: bool, next_action_at: Option<i64>) -> Vec<Lack> {
    let owner = (!has_owner).then_some(Lack::Owner);
    let next = next_action_at.is_none().then_some(Lack::NextAction);
    owner.into_iter().chain(next).collect()
}

/// When the next thing happens with an order: what its own promises and appointments say, else a
/// time somebody set for it. A time that was set before the order last moved was meant for what
/// stood then, so it says nothing any more.
#[must_use]
pub fn next_action_at(
    first_due_at: Option<i64>,
    set_for_at: Option<i64>,
    moved_at: i64,
) -> Option<i64> {
    first_due_at.or_else(|| set_for_at.filter(|at| *at > moved_at))
}

/// How many open cases lack something at the end of the day.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Orphans {
    /// Cases nobody answers for.
    pub without_owner: u32,
    /// Cases without a next step.
    pub without_next: u32,
}

/// How a day is closed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Close {
    /// Nothing was forgotten.
    Clean,
    /// Something is left over and somebody wrote down why: the report is red (R012).
    Red,
    /// Something is left over: it has to be dealt with, or the reason written down.
    Refused,
}

/// Whether the day may be closed.
#[must_use]
pub fn close(orphans: Orphans, has_reason: bool) -> Close {
    match (orphans == Orphans::default(), has_reason) {
        (true, _) => Close::Clean,
        (false, true) => Close::Red,
        (false, false) => Close::Refused,
    }
}

/// How many days before today a forgotten close is asked for; further back nobody can tell any more.
pub const FORGOTTEN_DAYS: u64 = 7;

/// What is known of the days before today.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct PastDays {
    /// The day the shop began to use the program.
    pub first_on: Option<NaiveDate>,
    /// Days that were closed.
    pub closed: BTreeSet<NaiveDate>,
    /// Days on which something came in or was finished.
    pub busy: BTreeSet<NaiveDate>,
    /// Days on which money changed hands.
    pub paid: BTreeSet<NaiveDate>,
    /// Days whose cash box was closed.
    pub cash_closed: BTreeSet<NaiveDate>,
}

impl PastDays {
    /// The days that are looked at, the latest first: none before the shop began.
    fn looked_at(&self, today: NaiveDate) -> impl Iterator<Item = NaiveDate> + '_ {
        let days = (1..=FORGOTTEN_DAYS).filter_map(move |n| today.checked_sub_days(Days::new(n)));
        days.filter(|day| self.first_on.is_some_and(|first| first <= *day))
    }

    /// The days before today that nobody closed, the latest first: working days, and days of rest
    /// on which something happened.
    #[must_use]
    pub fn forgotten(&self, today: NaiveDate, holidays: &Holidays) -> Vec<NaiveDate> {
        let worked = |day: &NaiveDate| {
            !holidays.rest(*day).is_rest || self.busy.contains(day) || self.paid.contains(day)
        };
        let days = self.looked_at(today).filter(worked);
        days.filter(|day| !self.closed.contains(day)).collect()
    }

    /// The days before today on which money changed hands and nobody counted it, the latest first.
    #[must_use]
    pub fn uncounted(&self, today: NaiveDate) -> Vec<NaiveDate> {
        let days = self.looked_at(today).filter(|day| self.paid.contains(day));
        days.filter(|day| !self.cash_closed.contains(day)).collect()
    }
}

/// The hours of the day in which no sound is made, in minutes after midnight China time. They may
/// go over midnight; from and to alike mean the whole day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct QuietHours {
    from_minute: u16,
    to_minute: u16,
}

impl QuietHours {
    /// Quiet from one time of day to another, each as `HH:MM`; `None` for what is no time.
    #[must_use]
    pub fn read(from: &str, to: &str) -> Option<Self> {
        Some(Self {
            from_minute: minute_of(from)?,
            to_minute: minute_of(to)?,
        })
    }

    /// How long after midnight they begin.
    #[must_use]
    pub fn from_ms(self) -> i64 {
        i64::from(self.from_minute) * MINUTE_MS
    }

    /// Whether an instant lies within them; its end does not.
    #[must_use]
    pub fn contain(self, at: i64) -> bool {
        let midnight = local_date(at).and_then(start_of_day);
        let Some(minute) = midnight.map(|midnight| (at - midnight) / MINUTE_MS) else {
            return false;
        };
        let (from, to) = (i64::from(self.from_minute), i64::from(self.to_minute));
        if from < to {
            (from..to).contains(&minute)
        } else {
            minute >= from || minute < to
        }
    }
}

/// A time of day as it is typed, `HH:MM`, in minutes after midnight.
#[must_use]
pub fn minute_of(text: &str) -> Option<u16> {
    let (hours, minutes) = text.split_once(':')?;
    let digits = |part: &str| part.len() == 2 && part.bytes().all(|b| b.is_ascii_digit());
    if !digits(hours) || !digits(minutes) {
        return None;
    }
    let (hours, minutes): (u16, u16) = (hours.parse().ok()?, minutes.parse().ok()?);
    let minute = hours * 60 + minutes;
    (minutes < 60 && minute < DAY_MINUTES).then_some(minute)
}

/// Whether an alert may be heard. A danger to life is heard at any hour.
#[must_use]
pub fn may_sound(quiet: Option<QuietHours>, danger: bool, now_at: i64) -> bool {
    danger || !quiet.is_some_and(|hours| hours.contain(now_at))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::time::HOUR_MS;

    /// 2026-11-21 00:00 in China.
    const MIDNIGHT: i64 = 1_795_190_400_000;

    #[test]
    fn a_case_lacks_exactly_what_it_does_not_have() {
        assert_eq!(lacks(true, Some(1)), []);
        assert_eq!(lacks(false, Some(1)), [Lack::Owner]);
        assert_eq!(lacks(true, None), [Lack::NextAction]);
        assert_eq!(lacks(false, None), [Lack::Owner, Lack::NextAction]);
    }

    #[test]
    fn a_time_set_by_hand_counts_only_where_nothing_else_is_due_and_until_the_order_moves() {
        assert_eq!(next_action_at(Some(5), Some(9), 1), Some(5));
        assert_eq!(next_action_at(None, Some(9), 8), Some(9));
        assert_eq!(next_action_at(None, Some(9), 9), None);
        assert_eq!(next_action_at(None, None, 1), None);
    }

    #[test]
    fn a_day_with_something_left_over_closes_red_and_only_with_a_reason() {
        let left = |without_owner, without_next| Orphans {
            without_owner,
            without_next,
        };
        assert_eq!(close(left(0, 0), false), Close::Clean);
        assert_eq!(close(left(0, 0), true), Close::Clean);
        for orphans in [left(1, 0), left(0, 1)] {
            assert_eq!(close(orphans, false), Close::Refused);
            assert_eq!(close(orphans, true), Close::Red);
        }
    }

    #[test]
    fn a_day_is_forgotten_where_the_shop_worked_and_nobody_closed_it() {
        let day = |day| NaiveDate::from_ymd_opt(2026, 11, day).unwrap();
        // The 21st and 22nd are a weekend.
        let (today, holidays) = (day(24), Holidays::built_in());
        let past = |first, closed: &[u32], busy: &[u32]| PastDays {
            first_on: Some(day(first)),
            closed: closed.iter().map(|on| day(*on)).collect(),
            busy: busy.iter().map(|on| day(*on)).collect(),
            ..PastDays::default()
        };
        let found = |past: PastDays| past.forgotten(today, holidays);
        assert_eq!(found(past(24, &[], &[])), [], "the first day of all");
        assert_eq!(found(past(23, &[], &[])), [day(23)]);
        assert_eq!(
            found(past(20, &[23], &[])),
            [day(20)],
            "no weekend without work"
        );
        assert_eq!(found(past(20, &[20], &[22])), [day(23), day(22)]);
        let long_ago: Vec<_> = [23, 20, 19, 18, 17].map(day).to_vec();
        assert_eq!(found(past(1, &[], &[])), long_ago, "a week at most");
        assert_eq!(found(PastDays::default()), []);
    }

    #[test]
    fn money_nobody_counted_is_asked_for_on_its_day_only() {
        let day = |day| NaiveDate::from_ymd_opt(2026, 11, day).unwrap();
        let past = PastDays {
            first_on: Some(day(1)),
            paid: [22, 23, 24].map(day).into(),
            cash_closed: [23].map(day).into(),
            ..PastDays::default()
        };
        assert_eq!(past.uncounted(day(24)), [day(22)]);
    }

    #[test]
    fn quiet_hours_go_over_midnight_and_end_before_their_end() {
        let night = QuietHours::read("21:30", "07:00").unwrap();
        let noon = QuietHours::read("12:00", "14:00").unwrap();
        for (minute, in_night, in_noon) in [
            (0, true, false),
            (7 * 60 - 1, true, false),
            (7 * 60, false, false),
            (12 * 60, false, true),
            (14 * 60 - 1, false, true),
            (14 * 60, false, false),
            (21 * 60 + 29, false, false),
            (21 * 60 + 30, true, false),
        ] {
            let at = MIDNIGHT + minute * MINUTE_MS;
            assert_eq!(night.contain(at), in_night, "{minute}");
            assert_eq!(noon.contain(at), in_noon, "{minute}");
        }
        let always = QuietHours::read("00:00", "00:00").unwrap();
        assert!(always.contain(MIDNIGHT + 11 * HOUR_MS));
    }

    #[test]
    fn what_is_no_time_of_day_makes_no_quiet_hours() {
        for text in [
            "24:00", "7:00", "07:60", "0700", "", "ab:cd", "07:00:00", "+7:00",
        ] {
            assert!(QuietHours::read(text, "08:00").is_none(), "{text}");
            assert!(QuietHours::read("08:00", text).is_none(), "{text}");
        }
        assert_eq!(minute_of("23:59"), Some(1439));
    }

    #[test]
    fn a_danger_is_heard_in_quiet_hours_and_nothing_else_is() {
        let night = QuietHours::read("21:30", "07:00");
        assert!(may_sound(night, true, MIDNIGHT));
        assert!(!may_sound(night, false, MIDNIGHT));
        assert!(may_sound(night, false, MIDNIGHT + 12 * HOUR_MS));
        assert!(may_sound(None, false, MIDNIGHT));
    }
}
