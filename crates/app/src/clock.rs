//! The one place that reads the clock and makes ids; everything else takes them as arguments.

use std::time::UNIX_EPOCH;

use uuid::Uuid;
use wuyou_domain::id::IdSource;

/// Tells the time. Tests give a fixed one.
pub trait Clock: Send + Sync {
    /// Unix milliseconds now.
    fn now_at(&self) -> i64;
}

/// The computer's clock.
#[derive(Debug, Clone, Copy, Default)]
pub struct SystemClock;

impl Clock for SystemClock {
    #[expect(clippy::disallowed_methods, reason = "this is the one clock")]
    fn now_at(&self) -> i64 {
        // A clock set before 1970 counts as 1970; sync orders by the server's log anyway.
        let since = std::time::SystemTime::now()
            .duration_since(UNIX_EPOCH)
            .unwrap_or_default();
        i64::try_from(since.as_millis()).unwrap_or(i64::MAX)
    }
}

/// Time-ordered random ids.
#[derive(Debug, Clone, Copy, Default)]
pub struct SystemIds;

impl IdSource for SystemIds {
    fn next_id(&self, now_at: i64) -> Uuid {
        let mut random = [0u8; 10];
        if getrandom::fill(&mut random).is_err() {
            // No system randomness: a v7 of the library falls back to its own generator.
            #[expect(
                clippy::disallowed_methods,
                reason = "last resort of the one id source"
            )]
            return Uuid::now_v7();
        }
        let millis = u64::try_from(now_at).unwrap_or(0);
        uuid::Builder::from_unix_timestamp_millis(millis, &random).into_uuid()
    }
}
