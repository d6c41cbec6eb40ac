//! Where one PC stands in sync: its numbers, its chain, its cursor. The tests of the storage and of
//! the server (`crates/server/tests/common`) use the same.

use wuyou_sync::change::{Change, Op};
use wuyou_sync::clock;
use wuyou_sync::hash::{CHAIN_START, Hash, chain};
use wuyou_sync::message::{Done, Push, SyncRequest};
use wuyou_sync::value::{RowId, Value};

pub(crate) const NOW: i64 = 1_795_276_200_000;
pub(crate) const CUSTOMER: u8 = 2;
pub(crate) const WORK_ORDER: u8 = 9;

/// An id that shows its area and number.
pub(crate) fn id(area: u8, number: u64) -> RowId {
    let mut id = [0; 16];
    id[0] = area;
    id[8..].copy_from_slice(&number.to_be_bytes());
    id
}

/// What one PC holds to sync.
#[derive(Debug, Clone)]
pub(crate) struct Place {
    pub(crate) dseq: u64,
    pub(crate) chain: Hash,
    pub(crate) cursor: u64,
    pub(crate) log_hash: Hash,
}

impl Place {
    pub(crate) fn new() -> Self {
        Self {
            dseq: 0,
            chain: CHAIN_START,
            cursor: 0,
            log_hash: CHAIN_START,
        }
    }

    /// The bytes of a change that is a group of its own.
    pub(crate) fn change(
        &self,
        entity: u8,
        op: Op,
        row: RowId,
        fields: Vec<(u8, Value)>,
    ) -> Vec<u8> {
        Change {
            entity,
            op,
            group_end: true,
            row,
            base_seq: self.cursor,
            hlc: clock::at(NOW + self.dseq.cast_signed()),
            staff: id(1, 1),
            fields,
        }
        .encode()
        .unwrap()
    }

    /// A request with these changes after what was sent before. Does not count them as sent.
    pub(crate) fn request(&self, changes: Vec<Vec<u8>>) -> SyncRequest {
        SyncRequest {
            epoch: None,
            cursor: self.cursor,
            log_hash: self.log_hash,
            client_now_at: NOW,
            push: Push {
                first_dseq: self.dseq + 1,
                previous_chain: self.chain,
                changes,
            },
            max_changes: 2_000,
        }
    }

    /// Counts the changes as sent and moves to the end of the page.
    pub(crate) fn sent(&mut self, changes: &[Vec<u8>], done: &Done) {
        self.dseq += changes.len() as u64;
        self.chain = changes
            .iter()
            .fold(self.chain, |hash, bytes| chain(&hash, bytes));
        if let Some(last) = done.entries.last() {
            self.cursor = last.seq();
        }
        self.log_hash = done.log_hash;
    }
}
