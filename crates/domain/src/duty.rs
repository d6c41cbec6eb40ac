//! Who answers after closing time (值班, R008): which night it is, and which nights nobody answers on.

use chrono::{Days, NaiveDate};

use crate::time::{local_date, start_of_day};
use crate::today::QuietHours;

/// So many nights ahead the manager is told of one nobody answers on.
pub const AHEAD_NIGHTS: u64 = 7;

/// The night an instant belongs to, named by the date on which it begins: while the shop is closed
/// the one that is, else the one that begins today.
#[must_use]
pub fn night_of(closed: QuietHours, now_at: i64) -> Option<NaiveDate> {
    let today = local_date(now_at)?;
    let goes_over_midnight = closed.contain(start_of_day(today)?);
    let before_opening = goes_over_midnight
        && closed.contain(now_at)
        && now_at < start_of_day(today)? + closed.from_ms();
    if before_opening {
        today.checked_sub_days(Days::new(1))
    } else {
        Some(today)
    }
}

/// Seven nights from one on.
pub fn nights(from: NaiveDate) -> impl Iterator<Item = NaiveDate> {
    (0..AHEAD_NIGHTS).filter_map(move |ahead| from.checked_add_days(Days::new(ahead)))
}

/// The nights of the next seven nobody answers on.
#[must_use]
pub fn missing(from: NaiveDate, answered: &[NaiveDate]) -> Vec<NaiveDate> {
    nights(from)
        .filter(|night| !answered.contains(night))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// 2026-11-21 00:00 in China.
    const MIDNIGHT: i64 = 1_795_190_400_000;
    const MINUTE: i64 = 60_000;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    #[test]
    fn a_night_belongs_to_the_date_on_which_the_shop_closed() {
        let closed = QuietHours::read("18:00", "08:00").unwrap();
        for (minute, night) in [
            (0, "2026-11-20"),
            (8 * 60 - 1, "2026-11-20"),
            (8 * 60, "2026-11-21"),
            (12 * 60, "2026-11-21"),
            (18 * 60 - 1, "2026-11-21"),
            (18 * 60, "2026-11-21"),
            (24 * 60 - 1, "2026-11-21"),
            (24 * 60, "2026-11-21"),
            (24 * 60 + 8 * 60, "2026-11-22"),
        ] {
            let found = night_of(closed, MIDNIGHT + minute * MINUTE);
            assert_eq!(found, Some(day(night)), "{minute}");
        }
    }

    #[test]
    fn a_shop_that_closes_after_midnight_answers_for_the_day_it_is() {
        let closed = QuietHours::read("00:30", "07:00").unwrap();
        for minute in [0, 31, 6 * 60, 12 * 60] {
            let found = night_of(closed, MIDNIGHT + minute * MINUTE);
            assert_eq!(found, Some(day("2026-11-21")), "{minute}");
        }
    }

    #[test]
    fn a_night_of_the_next_seven_without_anybody_is_missing_and_the_eighth_is_not() {
        let from = day("2026-11-28");
        let all: Vec<_> = nights(from).collect();
        assert_eq!((all.len(), all[6]), (7, day("2026-12-04")));
        assert_eq!(missing(from, &all), Vec::<NaiveDate>::new());
        assert_eq!(
            missing(from, &all[1..6]),
            [day("2026-11-28"), day("2026-12-04")]
        );
        assert_eq!(missing(from, &[day("2026-12-05")]).len(), 7);
    }
}
