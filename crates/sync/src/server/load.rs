//! Which rows a plan has to see, fetched step by step.

use std::collections::HashSet;

use crate::change::Change;
use crate::entity::{Entity, Kind, Owner};
use crate::registry::{self, DELETED_AT};
use crate::server::conflict;
use crate::server::{Incoming, Loaded, RowKey, RowState, conflict_id};
use crate::value::RowId;

/// Where a plan's rows come from.
pub trait Rows {
    /// What can go wrong.
    type Error;

    /// The rows with these keys; keys without a row are absent in the answer.
    ///
    /// # Errors
    /// The store's error.
    fn load(&mut self, keys: &[RowKey]) -> Result<Loaded, Self::Error>;

    /// The rows that hang on these ([`registry::holder`]) and are not deleted.
    ///
    /// # Errors
    /// The store's error.
    fn load_hanging(&mut self, on: &[RowKey]) -> Result<Loaded, Self::Error>;
}

/// Loads everything [`crate::server::plan_push`] reads for these changes: the rows they touch and
/// refer to, what those hang on, what hangs on the rows they delete, and the conflicts that merging
/// may write.
///
/// # Errors
/// The store's error.
pub fn load_for<R: Rows>(
    rows: &mut R,
    device: &RowId,
    changes: &[Incoming],
) -> Result<Loaded, R::Error> {
    let mut loaded = rows.load(&touched(changes))?;
    let deleted = deleted(changes, &loaded);
    if !deleted.is_empty() {
        for (key, row) in rows.load_hanging(&deleted)? {
            loaded.entry(key).or_insert(row);
        }
    }
    let mut asked: HashSet<RowKey> = loaded.keys().copied().collect();
    loop {
        let more: Vec<RowKey> = loaded
            .iter()
            .flat_map(|(key, row)| holders(*key, row))
            .filter(|key| asked.insert(*key))
            .collect();
        if more.is_empty() {
            break;
        }
        loaded.extend(rows.load(&more)?);
    }
    let conflicts = conflicts(device, changes, &loaded);
    if !conflicts.is_empty() {
        loaded.extend(rows.load(&conflicts)?);
    }
    Ok(loaded)
}

fn readable(changes: &[Incoming]) -> impl Iterator<Item = &Change> {
    changes.iter().flat_map(|incoming| &incoming.change)
}

fn touched(changes: &[Incoming]) -> Vec<RowKey> {
    let mut keys = HashSet::new();
    for change in readable(changes) {
        keys.insert((change.entity, change.row));
        if let Some(entity) = registry::entity_by_id(change.entity) {
            keys.extend(references(entity, change));
        }
    }
    keys.into_iter().collect()
}

/// The live rows that some change deletes.
fn deleted(changes: &[Incoming], loaded: &Loaded) -> Vec<RowKey> {
    let keys: HashSet<RowKey> = readable(changes)
        .filter(|change| change.value(DELETED_AT).is_some_and(|at| !at.is_null()))
        .map(|change| (change.entity, change.row))
        .filter(|key| loaded.contains_key(key))
        .collect();
    keys.into_iter().collect()
}

/// The conflict rows that merging may write. Mostly none.
fn conflicts(device: &RowId, changes: &[Incoming], loaded: &Loaded) -> Vec<RowKey> {
    let mut keys = HashSet::new();
    let mut add = |(entity, row): RowKey, field, loser: &RowId| {
        keys.insert((conflict::ENTITY, conflict_id(entity, &row, field, loser)));
    };
    for change in readable(changes) {
        let key = (change.entity, change.row);
        let Some(row) = loaded.get(&key) else {
            continue;
        };
        if change.value(DELETED_AT).is_some() {
            add(key, DELETED_AT, device);
        }
        let fields = change.fields.iter().map(|(id, _)| *id).chain([DELETED_AT]);
        for field in fields {
            for stamp in row.known_writes() {
                if stamp.seq > change.base_seq && stamp.device != *device {
                    add(key, field, device);
                    add(key, field, &stamp.device);
                }
            }
        }
    }
    // What hangs on a deleted row may bring it back.
    for (key, row) in loaded.iter().filter(|(_, row)| row.deleted_at.is_some()) {
        let owner = registry::entity_by_id(key.0).map(|entity| entity.owner);
        if owner == Some(Owner::Dealer) {
            add(*key, DELETED_AT, &row.last_write(DELETED_AT).stamp.device);
        }
    }
    keys.into_iter().collect()
}

/// The rows that must exist for a change, by its checked references.
pub(super) fn references<'c>(
    entity: &'static Entity,
    change: &'c Change,
) -> impl Iterator<Item = RowKey> + 'c {
    change.fields.iter().filter_map(|(id, value)| {
        let (_, field) = entity.field_by_id(*id)?;
        let Kind::Ref(parent) = field.kind else {
            return None;
        };
        Some((registry::entity(parent)?.id, value.as_id()?))
    })
}

/// The rows a row hangs on.
pub(super) fn holders(key: RowKey, row: &RowState) -> impl Iterator<Item = RowKey> {
    hangs(key, row).map(|(_, holder)| holder)
}

/// The rows a row hangs on, each with the number of the field that says so.
pub(super) fn hangs(key: RowKey, row: &RowState) -> impl Iterator<Item = (u8, RowKey)> {
    let entity = registry::entity_by_id(key.0);
    let fields = entity.map_or([].as_slice(), |entity| entity.fields);
    fields.iter().zip(&row.values).filter_map(|(field, value)| {
        Some((field.id, (registry::holder(field)?.id, value.as_id()?)))
    })
}
