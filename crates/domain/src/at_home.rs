//! 返乡户: when somebody is at home in a household, and how near the Spring Festival is that brings
//! back those who work away.

use chrono::NaiveDate;

use crate::calendar::lunar::{Birthday, next_birthday};
use crate::codes::codes;

/// So many days before the festival the shop is told whose machines wait for it.
pub const FESTIVAL_TOLD_DAYS: i64 = 45;

codes! {
    /// When somebody is there; a household of which nothing is said has somebody always.
    AtHome {
        /// 常年在家
        Always = "always",
        /// 只有春节在家
        SpringFestival = "spring_festival",
        /// 只有冬天在家
        HeatingSeason = "heating_season",
        /// 只有夏天在家
        Summer = "summer",
        /// 很少在家
        Seldom = "seldom",
    }
}

/// The Spring Festival that is near.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Festival {
    /// Its first day (正月初一).
    pub on: NaiveDate,
    /// Days until then; 0 on the day itself.
    pub days: i64,
}

/// The Spring Festival, from 45 days before it until its first day; `None` at other times and where
/// the lunar calendar is not known.
#[must_use]
pub fn festival_ahead(today: NaiveDate) -> Option<Festival> {
    let new_year = Birthday::Lunar {
        month: 1,
        leap: false,
        day: 1,
    };
    let on = next_birthday(new_year, today).ok()?;
    let days = on.signed_duration_since(today).num_days();
    (days <= FESTIVAL_TOLD_DAYS).then_some(Festival { on, days })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_festival_is_told_of_from_forty_five_days_before_until_its_first_day() {
        let day = |text: &str| -> NaiveDate { text.parse().unwrap() };
        // 2027-02-06 and 2028-01-26 are 正月初一; 2025 had a leap sixth month.
        for (today, told) in [
            ("2026-11-23", None),
            ("2026-12-22", None),
            ("2026-12-23", Some(("2027-02-06", 45))),
            ("2027-02-05", Some(("2027-02-06", 1))),
            ("2027-02-06", Some(("2027-02-06", 0))),
            ("2027-02-07", None),
            ("2027-12-12", Some(("2028-01-26", 45))),
            ("2025-07-25", None),
            ("2026-01-03", Some(("2026-02-17", 45))),
            ("2200-01-20", None),
        ] {
            let told = told.map(|(on, days)| Festival { on: day(on), days });
            assert_eq!(festival_ahead(day(today)), told, "{today}");
        }
    }

    #[test]
    fn a_time_at_home_has_one_stable_name() {
        for &one in AtHome::ALL {
            assert_eq!(AtHome::from_code(one.code()), Some(one));
        }
        assert_eq!(AtHome::from_code("weekend"), None);
    }
}
