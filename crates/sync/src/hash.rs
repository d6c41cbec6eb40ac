//! Hashes that let both sides notice what went missing: the device's chain, the log's chain, and
//! the state hash two PCs compare.

use crate::entity::Entity;
use crate::value::{RowId, Value};

/// A BLAKE3 hash.
pub type Hash = [u8; 32];

/// The chain before the first change.
pub const CHAIN_START: Hash = [0; 32];

/// A device's chain after one more change (its canonical bytes).
#[must_use]
pub fn chain(previous: &Hash, change: &[u8]) -> Hash {
    let mut hasher = blake3::Hasher::new();
    hasher.update(previous);
    hasher.update(change);
    *hasher.finalize().as_bytes()
}

/// The log's chain after the entry with this sequence number.
#[must_use]
pub fn log_chain(previous: &Hash, seq: u64, change: &[u8]) -> Hash {
    let mut hasher = blake3::Hasher::new();
    hasher.update(previous);
    hasher.update(&seq.to_be_bytes());
    hasher.update(change);
    *hasher.finalize().as_bytes()
}

/// Hashes business rows in canonical order: entities as in the registry, rows by id, fields by
/// number. Two stores with the same rows give the same text.
#[derive(Debug, Default)]
pub struct StateHasher(blake3::Hasher);

impl StateHasher {
    /// An empty hasher.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Begins the rows of an entity. Call in registry order.
    pub fn entity(&mut self, entity: &Entity) {
        self.0.update(&[0xE0, entity.id]);
    }

    /// Adds a row: its id and its values in the order of `entity.fields`, then `deleted_at`.
    /// Call in ascending order of ids.
    pub fn row<'v>(&mut self, id: &RowId, values: impl IntoIterator<Item = &'v Value>) {
        self.0.update(&[0xE1]);
        self.0.update(id);
        for value in values {
            match value {
                Value::Null => {
                    self.0.update(&[0]);
                }
                Value::Int(number) => {
                    self.0.update(&[1]);
                    self.0.update(&number.to_be_bytes());
                }
                Value::Text(text) => {
                    self.0.update(&[2]);
                    self.0.update(&(text.len() as u64).to_be_bytes());
                    self.0.update(text.as_bytes());
                }
                Value::Id(id) => {
                    self.0.update(&[3]);
                    self.0.update(id);
                }
            }
        }
    }

    /// The hash as 64 hexadecimal digits.
    #[must_use]
    pub fn finish(self) -> String {
        self.0.finalize().to_hex().to_string()
    }
}
