//! For tests: temporary folders, a fixed clock, ids and choices that repeat with their seed.
//!
//! Nothing here reads the real clock or the system's randomness, so that a failing test fails
//! again. Used as a dev-dependency only.

use std::sync::Mutex;
use std::sync::atomic::{AtomicI64, Ordering};

use rand::rngs::SmallRng;
use rand::{Rng, RngExt, SeedableRng};
use uuid::Uuid;
use wuyou_domain::id::IdSource;

pub use tempfile::TempDir;

mod shop;
mod sign;

pub use shop::{Household, households};
pub use sign::Signer;

/// 2026-11-21 15:50 UTC: 23:50 in China.
pub const NOW_AT: i64 = 1_795_276_200_000;

/// A folder that disappears with the value.
///
/// # Panics
/// When the system has no room for a temporary folder.
#[must_use]
pub fn temp_dir() -> TempDir {
    match tempfile::Builder::new().prefix("wuyou-test-").tempdir() {
        Ok(dir) => dir,
        Err(error) => panic!("no temporary folder: {error}"),
    }
}

/// A clock that moves only when it is told to.
#[derive(Debug)]
pub struct FixedClock(AtomicI64);

impl FixedClock {
    /// A clock standing at an instant (Unix milliseconds).
    #[must_use]
    pub fn at(now_at: i64) -> Self {
        Self(AtomicI64::new(now_at))
    }

    /// What it shows.
    #[must_use]
    pub fn now_at(&self) -> i64 {
        self.0.load(Ordering::SeqCst)
    }

    /// Moves it, back too.
    pub fn advance(&self, by_ms: i64) {
        self.0.fetch_add(by_ms, Ordering::SeqCst);
    }
}

impl Default for FixedClock {
    fn default() -> Self {
        Self::at(NOW_AT)
    }
}

/// Time-ordered ids that repeat with their seed.
#[derive(Debug)]
pub struct SeededIds(Mutex<SmallRng>);

impl SeededIds {
    /// A source; two of the same seed give the same ids.
    #[must_use]
    pub fn new(seed: u64) -> Self {
        Self(Mutex::new(rng(seed)))
    }
}

impl IdSource for SeededIds {
    fn next_id(&self, now_at: i64) -> Uuid {
        let mut random = [0; 10];
        match self.0.lock() {
            Ok(mut rng) => rng.fill_bytes(&mut random),
            Err(poisoned) => poisoned.into_inner().fill_bytes(&mut random),
        }
        let millis = now_at.max(0).unsigned_abs();
        uuid::Builder::from_unix_timestamp_millis(millis, &random).into_uuid()
    }
}

/// Seeded choices.
#[must_use]
pub fn rng(seed: u64) -> SmallRng {
    SmallRng::seed_from_u64(seed)
}

/// One of several.
///
/// # Panics
/// When there are none.
pub fn pick<'c, T>(rng: &mut SmallRng, choices: &'c [T]) -> &'c T {
    &choices[rng.random_range(0..choices.len())]
}
