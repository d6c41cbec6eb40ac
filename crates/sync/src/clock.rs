//! The hybrid logical clock: 48 bits of Unix milliseconds and a 16-bit counter in one integer.
//!
//! It orders concurrent edits and is shown to people; it never decides whether an edit is
//! accepted. A PC with a dead battery keeps working: the server uses [`effective`], which is at
//! most five minutes ahead of its own clock.

/// How far ahead of the server's clock an edit may count, in milliseconds.
pub const MAX_AHEAD_MS: i64 = 5 * 60 * 1000;

const COUNTER_BITS: u32 = 16;
const MAX_MS: i64 = (1 << 47) - 1;

/// A clock reading. Greater is later.
pub type Hlc = u64;

/// The reading for a wall-clock instant with counter 0. Instants before 1970 count as 1970.
#[must_use]
pub fn at(now_at: i64) -> Hlc {
    now_at.clamp(0, MAX_MS).unsigned_abs() << COUNTER_BITS
}

/// The wall-clock part in Unix milliseconds.
#[must_use]
pub fn millis(hlc: Hlc) -> i64 {
    i64::try_from(hlc >> COUNTER_BITS).unwrap_or(i64::MAX)
}

/// The next reading of a device: later than its last one even if its clock stands still or jumps
/// back.
#[must_use]
pub fn tick(last: Hlc, now_at: i64) -> Hlc {
    at(now_at).max(last.saturating_add(1))
}

/// What a claimed reading counts for: never more than five minutes past the server's clock.
#[must_use]
pub fn effective(claimed: Hlc, server_now_at: i64) -> Hlc {
    claimed.min(at(server_now_at.saturating_add(MAX_AHEAD_MS)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_clock_that_jumps_back_still_moves_forward() {
        let first = tick(0, 1_000_000);
        let second = tick(first, 10);
        assert!(second > first);
        assert_eq!(millis(second), 1_000_000);
    }

    #[test]
    fn a_clock_fifty_years_ahead_counts_as_five_minutes_ahead() {
        let now = 1_795_276_200_000;
        assert_eq!(
            millis(effective(at(now + 50 * 365 * 86_400_000), now)),
            now + MAX_AHEAD_MS
        );
        assert_eq!(effective(at(0), now), 0);
    }
}
