//! Instants, China-time dates and ranges. Instants are Unix milliseconds in UTC (`_at`), dates are
//! civil dates in China (`_on`). China has one zone, UTC+8, without daylight saving.

use chrono::{DateTime, Days, FixedOffset, NaiveDate, TimeZone, Utc};

const CHINA_OFFSET_SECONDS: i32 = 8 * 3600;
/// Milliseconds of a civil day.
pub const DAY_MS: i64 = 24 * 3600 * 1000;
/// Milliseconds of an hour.
pub const HOUR_MS: i64 = 3600 * 1000;
/// A minute, milliseconds.
pub const MINUTE_MS: i64 = 60 * 1000;

/// China's zone. The offset is a constant inside ±24 h, so `None` cannot happen; callers pass it on.
fn china() -> Option<FixedOffset> {
    FixedOffset::east_opt(CHINA_OFFSET_SECONDS)
}

/// The civil date in China at an instant; `None` outside the calendar's range (±262,000 years).
#[must_use]
pub fn local_date(at: i64) -> Option<NaiveDate> {
    Some(
        DateTime::<Utc>::from_timestamp_millis(at)?
            .with_timezone(&china()?)
            .date_naive(),
    )
}

/// The wall clock in China at an instant; `None` outside the calendar's range.
#[must_use]
pub fn local_time(at: i64) -> Option<chrono::NaiveDateTime> {
    let moment = DateTime::<Utc>::from_timestamp_millis(at)?;
    Some(moment.with_timezone(&china()?).naive_local())
}

/// The instant at which a China-time date ends (24:00, which is the next day's 00:00).
#[must_use]
pub fn end_of_day(date: NaiveDate) -> Option<i64> {
    start_of_day(date.checked_add_days(Days::new(1))?)
}

/// The instant at which a China-time date begins.
#[must_use]
pub fn start_of_day(date: NaiveDate) -> Option<i64> {
    let midnight = date.and_hms_opt(0, 0, 0)?;
    Some(
        china()?
            .from_local_datetime(&midnight)
            .single()?
            .timestamp_millis(),
    )
}

/// The instant of a China-time wall clock reading.
#[must_use]
pub fn instant_of_local(local: chrono::NaiveDateTime) -> Option<i64> {
    Some(
        china()?
            .from_local_datetime(&local)
            .single()?
            .timestamp_millis(),
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_call_at_ten_to_midnight_belongs_to_that_china_day() {
        // 2026-11-21 15:50 UTC is 23:50 in China.
        let at = 1_795_276_200_000;
        let date = local_date(at).unwrap();
        assert_eq!(date.to_string(), "2026-11-21");
        assert_eq!(end_of_day(date).unwrap() - at, 10 * 60 * 1000);
    }
}
