//! How long what was deleted can be brought back.

use crate::time::DAY_MS;

/// Days after which a deletion stands.
pub const RESTORABLE_DAYS: i64 = 30;

/// The last instant at which something deleted then can be brought back.
#[must_use]
pub fn until(deleted_at: i64) -> i64 {
    deleted_at.saturating_add(RESTORABLE_DAYS * DAY_MS)
}

/// Whether something deleted then can still be brought back.
#[must_use]
pub fn is_restorable(deleted_at: i64, now_at: i64) -> bool {
    now_at <= until(deleted_at)
}

/// What was deleted before this cannot be brought back.
#[must_use]
pub fn since(now_at: i64) -> i64 {
    now_at.saturating_sub(RESTORABLE_DAYS * DAY_MS)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_deleted_thirty_days_ago_can_still_be_brought_back_and_a_moment_later_not() {
        let deleted_at = 1_795_233_600_000;
        let end = deleted_at + 30 * DAY_MS;
        assert!(is_restorable(deleted_at, end));
        assert!(!is_restorable(deleted_at, end + 1));
        assert_eq!(since(end), deleted_at);
        // A clock that was set back takes nothing away.
        assert!(is_restorable(deleted_at, deleted_at - DAY_MS));
    }
}
