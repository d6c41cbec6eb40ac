//! People of the shop and what their role lets them do (`model.md` §3.8).

use chrono::{Datelike as _, NaiveDate};
use serde::{Deserialize, Serialize};

/// A person's role at the dealer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Role {
    /// 文员: takes calls, plans, closes.
    Clerk,
    /// 技师: does the work.
    Technician,
    /// 经理: answers for the shop.
    Manager,
}

impl Role {
    /// Every role, in the order screens show them.
    pub const ALL: [Self; 3] = [Self::Clerk, Self::Technician, Self::Manager];

    /// The stable name in tables and messages.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Clerk => "clerk",
            Self::Technician => "technician",
            Self::Manager => "manager",
        }
    }

    /// The role with this stable name.
    #[must_use]
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|role| role.code() == code)
    }
}

/// The weekdays on which a person rests, week after week (轮休).
///
/// It is a custom and no absence: in a cold week everybody goes, so it is told and ranked at a
/// dispatch and stops nobody.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct RestDays(u8);

impl RestDays {
    /// From weekdays, Monday 1 to Sunday 7; `None` when one is no weekday.
    #[must_use]
    pub fn of(days: &[u8]) -> Option<Self> {
        let bit = |bits: u8, day: &u8| (1..=7).contains(day).then(|| bits | 1 << (day - 1));
        days.iter().try_fold(0, bit).map(Self)
    }

    /// From the digits of a row; what is no weekday in them is left out.
    #[must_use]
    pub fn parse(digits: &str) -> Self {
        let days = digits.bytes().filter(|b| (b'1'..=b'7').contains(b));
        Self(days.fold(0, |bits, b| bits | 1 << (b - b'1')))
    }

    /// The weekdays in their order, Monday 1.
    #[must_use]
    pub fn days(self) -> Vec<u8> {
        (1..=7).filter(|day| self.0 & 1 << (day - 1) != 0).collect()
    }

    /// As digits for a row; `None` when they never rest.
    #[must_use]
    pub fn digits(self) -> Option<String> {
        let digits: String = self.days().iter().map(ToString::to_string).collect();
        (!digits.is_empty()).then_some(digits)
    }

    /// Whether they rest on this day.
    #[must_use]
    pub fn on(self, date: NaiveDate) -> bool {
        self.0 & 1 << date.weekday().num_days_from_monday() != 0
    }
}

/// A PIN is 4 to 8 digits.
#[must_use]
pub fn is_pin(pin: &str) -> bool {
    (4..=8).contains(&pin.len()) && pin.bytes().all(|b| b.is_ascii_digit())
}

/// Wrong tries at a person's PIN. The first are free; then each one waits, and after several none is
/// looked at for a while, so that a PIN of four digits cannot be tried through at the counter.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct PinTries {
    /// How many in a row were wrong.
    pub failed: u32,
    /// When the last one was, Unix milliseconds.
    pub last_at: i64,
}

/// From how many wrong tries on how long the next one waits, in milliseconds; the longest first.
const PIN_PAUSES: [(u32, i64); 3] = [(8, 15 * 60_000), (5, 60_000), (3, 5_000)];

impl PinTries {
    /// How long until the next try is looked at, in milliseconds; 0 when it is now.
    #[must_use]
    pub fn wait_ms(self, now_at: i64) -> i64 {
        let mut pauses = PIN_PAUSES.iter();
        let pause = pauses.find(|(from, _)| self.failed >= *from);
        let passed = now_at.saturating_sub(self.last_at).max(0);
        pause.map_or(0, |(_, pause)| pause.saturating_sub(passed).max(0))
    }

    /// With one more wrong try.
    #[must_use]
    pub fn and_one(self, now_at: i64) -> Self {
        Self {
            failed: self.failed.saturating_add(1),
            last_at: now_at,
        }
    }

    /// As seen now: a clock that was put back must not make the pause longer than it is.
    #[must_use]
    pub fn seen_at(self, now_at: i64) -> Self {
        Self {
            last_at: self.last_at.min(now_at),
            ..self
        }
    }
}

/// Longest time without input after which a PC locks itself, in minutes.
pub const LOCK_AFTER_MINUTES_MAX: u32 = 60;
/// What it is until the manager chooses, in minutes.
pub const LOCK_AFTER_MINUTES: u32 = 10;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_of_rest_are_weekdays_in_their_order_and_come_back_from_their_digits() {
        let on = |text: &str| text.parse::<NaiveDate>().unwrap();
        let weekend = RestDays::of(&[7, 6, 7]).unwrap();
        assert_eq!(weekend.digits().as_deref(), Some("67"));
        assert_eq!(RestDays::parse("76"), weekend);
        assert!(weekend.on(on("2026-11-21")) && weekend.on(on("2026-11-22")));
        assert!(!weekend.on(on("2026-11-23")));
        assert!(RestDays::of(&[0]).is_none() && RestDays::of(&[8]).is_none());
        assert_eq!(RestDays::of(&[]).unwrap().digits(), None);
        assert_eq!(RestDays::parse("x9"), RestDays::default());
    }

    const NOON: i64 = 1_795_233_600_000;

    fn after(failed: u32) -> PinTries {
        PinTries {
            failed,
            last_at: NOON,
        }
    }

    #[test]
    fn two_slips_wait_for_nothing_and_every_further_one_waits_no_shorter_than_the_last() {
        assert_eq!(after(0).wait_ms(NOON), 0);
        assert_eq!(after(2).wait_ms(NOON), 0);
        let waits: Vec<_> = (0..20).map(|failed| after(failed).wait_ms(NOON)).collect();
        assert!(waits.is_sorted(), "{waits:?}");
        assert_eq!((waits[3], waits[5], waits[8]), (5_000, 60_000, 900_000));
    }

    #[test]
    fn a_pause_ends_by_the_millisecond_and_is_never_longer_than_a_quarter_of_an_hour() {
        assert_eq!(after(5).wait_ms(NOON + 59_999), 1);
        assert_eq!(after(5).wait_ms(NOON + 60_000), 0);
        for failed in [3, 5, 8, u32::MAX] {
            for seen_at in [i64::MIN, 0, NOON - 86_400_000, NOON, i64::MAX] {
                let wait = after(failed)
                    .and_one(NOON)
                    .seen_at(seen_at)
                    .wait_ms(seen_at);
                assert!((0..=900_000).contains(&wait), "{failed} {seen_at}: {wait}");
            }
        }
    }
}
