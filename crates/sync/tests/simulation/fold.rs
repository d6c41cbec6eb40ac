//! The yardstick: a dealer's state as the plain fold of its log, written without the crate's merge.

use std::collections::BTreeMap;

use wuyou_sync::change::{Change, Op};
use wuyou_sync::registry::{self, DELETED_AT};
use wuyou_sync::server::{Loaded, RowKey};
use wuyou_sync::value::Value;

/// The fields of a row that are not empty.
pub(crate) type Row = BTreeMap<u8, Value>;

/// Rows by key. Ordered, so that every run of a seed walks them alike.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct State(pub(crate) BTreeMap<RowKey, Row>);

impl State {
    /// Lays one change over the state, as a log's reader sees it.
    pub(crate) fn apply(&mut self, change: &Change) {
        let Some(entity) = registry::entity_by_id(change.entity) else {
            return;
        };
        let key = (change.entity, change.row);
        if change.op == Op::Update && !self.0.contains_key(&key) {
            return;
        }
        let row = self.0.entry(key).or_default();
        for (id, value) in &change.fields {
            if *id == DELETED_AT || entity.field_by_id(*id).is_some() {
                set(row, *id, value);
            }
        }
    }

    /// The server's rows in the same form.
    pub(crate) fn of_server(rows: &Loaded) -> Self {
        let mut state = Self::default();
        for (key, held) in rows {
            let entity = registry::entity_by_id(key.0).unwrap();
            let mut row = Row::new();
            for (field, value) in entity.fields.iter().zip(&held.values) {
                set(&mut row, field.id, value);
            }
            set(&mut row, DELETED_AT, &held.deleted_at.into());
            state.0.insert(*key, row);
        }
        state
    }

    /// The first difference, in words.
    pub(crate) fn difference(&self, other: &Self) -> Option<String> {
        let keys = self.0.keys().chain(other.0.keys());
        let key = keys
            .filter(|key| self.0.get(key) != other.0.get(key))
            .min()?;
        Some(format!(
            "row {key:?}\n  {:?}\n  {:?}",
            self.0.get(key),
            other.0.get(key)
        ))
    }
}

/// Sets a field; empty ones are not kept.
pub(crate) fn set(row: &mut Row, id: u8, value: &Value) {
    if value.is_null() {
        row.remove(&id);
    } else {
        row.insert(id, value.clone());
    }
}
