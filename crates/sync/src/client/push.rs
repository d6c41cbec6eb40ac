//! The next push from the outbox: whole groups, under limits.

use crate::change::Change;
use crate::hash::Hash;
use crate::message::{MAX_CHANGES, Push};

/// How large a push may get. A first group that is larger goes whole and alone.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PushLimits {
    /// Most changes.
    pub changes: usize,
    /// Most bytes of changes.
    pub bytes: usize,
}

impl Default for PushLimits {
    fn default() -> Self {
        Self {
            changes: MAX_CHANGES,
            bytes: 1024 * 1024,
        }
    }
}

/// Builds the push that follows `acknowledged` (the last number the server is known to hold and
/// the device's chain there). `outbox` gives the canonical bytes of the changes after that number,
/// in order and without gaps; no more of it is read than fits.
///
/// The push names its place even when it is empty, so that the server repeats refusals whose
/// answer was lost.
pub fn build_push(
    acknowledged: (u64, Hash),
    outbox: impl IntoIterator<Item = Vec<u8>>,
    limits: PushLimits,
) -> Push {
    let mut changes = Vec::new();
    let (mut whole, mut bytes, mut unreadable) = (0, 0, false);
    for change in outbox {
        bytes += change.len();
        let full = changes.len() >= limits.changes || bytes > limits.bytes;
        if full && whole > 0 {
            unreadable = false;
            break;
        }
        let decoded = Change::decode(&change);
        changes.push(change);
        match decoded {
            Ok(change) if change.group_end => {
                (whole, unreadable) = (changes.len(), false);
                if full {
                    break;
                }
            }
            Ok(_) => {}
            Err(_) => unreadable = true,
        }
    }
    // Where the last group has an unreadable change its end cannot be seen: the outbox's end counts.
    if !unreadable {
        changes.truncate(whole);
    }
    Push {
        first_dseq: acknowledged.0.saturating_add(1),
        previous_chain: acknowledged.1,
        changes,
    }
}
