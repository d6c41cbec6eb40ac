//! What a shop does on certain days beside its orders (R048): the check before the heating season, duty
//! over a holiday, a tour of the villages. It is told in the week before it begins.

pub mod suggest;

use chrono::{Days, NaiveDate};

use crate::codes::codes;

/// So many days before it begins it is told of.
pub const TOLD_DAYS: u64 = 7;
/// Most days one lasts.
pub const DAYS_MAX: i64 = 60;

codes! {
    /// What it is.
    Kind {
        /// 免费检查
        FreeCheck = "free_check",
        /// 节日值班
        Duty = "duty",
        /// 巡回服务
        Tour = "tour",
        /// 促销
        Promotion = "promotion",
        /// 培训、讲解
        Training = "training",
        /// 其他
        Other = "other",
    }
}

/// Whether it is told of on a day: from the week before it begins until it is over.
#[must_use]
pub fn is_told(from_on: NaiveDate, to_on: NaiveDate, today: NaiveDate) -> bool {
    let since = from_on.checked_sub_days(Days::new(TOLD_DAYS));
    since.unwrap_or(from_on) <= today && today <= to_on
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_is_told_of_from_seven_days_before_until_its_last_day() {
        let day = |text: &str| -> NaiveDate { text.parse().unwrap() };
        let told = |today| is_told(day("2026-12-10"), day("2026-12-12"), day(today));
        for (today, is) in [
            ("2026-12-02", false),
            ("2026-12-03", true),
            ("2026-12-10", true),
            ("2026-12-12", true),
            ("2026-12-13", false),
        ] {
            assert_eq!(told(today), is, "{today}");
        }
    }
}
