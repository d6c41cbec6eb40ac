//! What one seed draws before it starts: how many devices, how rough the world is, which fault is
//! on at all. Swarm testing: each fault is off in many seeds, so that rare mixes come up.

use rand::rngs::StdRng;
use rand::{RngExt, SeedableRng};

use crate::bug::Bug;

/// The rough world of one seed. Rates are chances per occasion.
#[derive(Debug, Clone)]
pub(crate) struct Options {
    pub(crate) bug: Option<Bug>,
    pub(crate) devices: usize,
    pub(crate) steps: usize,
    pub(crate) edit_rate: f64,
    /// Few rows make many conflicts.
    pub(crate) hot_rows: usize,
    pub(crate) bad_edit: f64,
    pub(crate) lose: f64,
    pub(crate) duplicate: f64,
    pub(crate) truncate: f64,
    pub(crate) late_answers: bool,
    /// The server's answer lacks an entry or has one bit turned.
    pub(crate) hole: f64,
    pub(crate) crash_before_commit: f64,
    pub(crate) crash_after_commit: f64,
    pub(crate) clock_jump: f64,
    pub(crate) server_clock_jump: f64,
    /// PCs whose clock is hours or years ahead from the beginning.
    pub(crate) fast_clocks: f64,
    pub(crate) page_entries: usize,
    pub(crate) page_bytes: usize,
    pub(crate) push_changes: usize,
}

impl Options {
    /// The options of a seed, and the generator its run goes on with.
    pub(crate) fn draw(seed: u64, bug: Option<Bug>) -> (Self, StdRng) {
        let mut rng = StdRng::seed_from_u64(seed);
        let options = Self {
            bug,
            devices: rng.random_range(3..=8),
            steps: rng.random_range(100..=260),
            edit_rate: rng.random_range(0.2..0.6),
            hot_rows: rng.random_range(1..=8),
            bad_edit: rate(&mut rng, 0.15),
            lose: rate(&mut rng, 0.3),
            duplicate: rate(&mut rng, 0.3),
            truncate: rate(&mut rng, 0.2),
            late_answers: rng.random_bool(0.5),
            hole: rate(&mut rng, 0.2),
            crash_before_commit: rate(&mut rng, 0.2),
            crash_after_commit: rate(&mut rng, 0.2),
            clock_jump: rate(&mut rng, 0.1),
            server_clock_jump: rate(&mut rng, 0.05),
            fast_clocks: rate(&mut rng, 0.5),
            page_entries: rng.random_range(1..=40),
            page_bytes: rng.random_range(64..=8192),
            push_changes: rng.random_range(1..=30),
        };
        (options, rng)
    }

    /// The same world without faults and with every clock set right: what is left must now drain.
    pub(crate) fn calm(&mut self) {
        self.edit_rate = 0.0;
        self.bad_edit = 0.0;
        self.lose = 0.0;
        self.duplicate = 0.0;
        self.truncate = 0.0;
        self.hole = 0.0;
        self.crash_before_commit = 0.0;
        self.crash_after_commit = 0.0;
        self.clock_jump = 0.0;
        self.server_clock_jump = 0.0;
    }
}

fn rate(rng: &mut StdRng, most: f64) -> f64 {
    if rng.random_bool(0.4) {
        0.0
    } else {
        rng.random_range(0.0..most)
    }
}
