//! What one change makes of one row: new, repeated, decided over, or edited field by field.

use crate::change::{Change, Op};
use crate::entity::{Class, Entity};
use crate::registry::{CONFLICT_DECISION, DELETED_AT, DELETED_FIELD};
use crate::server::conflict::{Conflict, Side};
use crate::server::merge::{self, Edit, Tombstone};
use crate::server::{RowKey, RowState, SERVER, validate};
use crate::value::Value;

/// A change after merging.
#[derive(Default)]
pub(super) struct Merged {
    pub(super) key: RowKey,
    /// Fields to take out of what was sent, with the values that stand.
    pub(super) lost: Vec<(u8, Value)>,
    /// The row comes back from a delete the device did not know of.
    pub(super) revived: bool,
}

/// A row nobody else has.
pub(super) fn insert(
    entity: &'static Entity,
    class: Class,
    change: &Change,
    edit: &Edit,
) -> Result<(RowState, Merged), &'static str> {
    if change.op == Op::Update {
        return Err(validate::UNKNOWN_ROW);
    }
    validate::complete(entity, change)?;
    let mut row = RowState::new(entity.fields.len(), edit.stamp);
    for (id, value) in &change.fields {
        if let Some((at, _)) = entity.field_by_id(*id) {
            row.values[at] = value.clone();
        } else if *id == DELETED_AT {
            row.deleted_at = value.as_int();
        }
    }
    if class == Class::AppendOnly && row.deleted_at.is_some() {
        return Err(validate::APPEND_ONLY);
    }
    Ok((row, Merged::default()))
}

/// A row that never changes may be sent again as it is.
pub(super) fn repeat(
    entity: &'static Entity,
    change: &Change,
    row: &RowState,
) -> Result<(RowState, Merged), &'static str> {
    let same = entity.fields.iter().zip(&row.values).all(|(field, held)| {
        let sent = change.value(field.id).unwrap_or(&Value::Null);
        sent == held
    });
    let deletes = change
        .value(DELETED_AT)
        .is_some_and(|value| !value.is_null());
    if change.op == Op::Insert && same && !deletes {
        Ok((row.clone(), Merged::default()))
    } else {
        Err(validate::APPEND_ONLY)
    }
}

/// A person's decision over a conflict: the only thing a PC may write of the server's rows.
pub(super) fn decide(
    entity: &'static Entity,
    change: &Change,
    edit: &Edit,
    row: Option<&RowState>,
) -> Result<(RowState, Merged), &'static str> {
    let allowed = change.op == Op::Update
        && change.fields.iter().all(|(id, _)| {
            validate::known_field(entity, *id)
                .is_none_or(|field| CONFLICT_DECISION.contains(&field.name))
        });
    let Some(row) = row.filter(|_| allowed) else {
        return Err(validate::NOT_YOURS);
    };
    // The row has got a new value since: nobody has decided over that one yet.
    let outdated = merge::server_wrote_since(row, &SERVER, edit);
    let mut row = row.clone();
    let mut merged = Merged::default();
    for (id, value) in &change.fields {
        let Some((at, field)) = entity.field_by_id(*id) else {
            continue;
        };
        let outcome = merge::field(field, &row.values[at], row.last_write(*id), value, edit)?;
        if outcome.wins && !outdated {
            row.values[at] = value.clone();
            row.stamp(*id, edit.stamp);
            row.updated = edit.stamp;
        } else if row.values[at] != *value {
            merged.lost.push((*id, row.values[at].clone()));
        }
    }
    Ok((row, merged))
}

/// An edit of a row that exists, field by field.
pub(super) fn edit_row(
    entity: &'static Entity,
    change: &Change,
    edit: &Edit,
    row: &RowState,
    conflicts: &mut Vec<Conflict>,
) -> Result<(RowState, Merged), &'static str> {
    let mut row = row.clone();
    let mut merged = Merged::default();
    // A field this server does not know is an edit all the same.
    let edits = change.op == Op::Insert || change.fields.iter().any(|(id, _)| *id != DELETED_AT);
    let tombstone = merge::tombstone(&row, change.value(DELETED_AT), edits, edit);
    let mut found = Vec::new();
    for (id, value) in &change.fields {
        let Some((at, field)) = entity.field_by_id(*id) else {
            continue;
        };
        if change.op == Op::Insert && value.is_null() {
            // Who made the row elsewhere left this field empty, which says nothing against a value.
            if !row.values[at].is_null() {
                merged.lost.push((*id, row.values[at].clone()));
            }
            continue;
        }
        let last = row.last_write(*id);
        let outcome = merge::field(field, &row.values[at], last, value, edit)?;
        let arriving = Side {
            value: value.clone(),
            stamp: edit.stamp,
        };
        let held = Side {
            value: row.values[at].clone(),
            stamp: last.stamp,
        };
        if outcome.conflict {
            let (kept, other) = if outcome.wins {
                (arriving, held.clone())
            } else {
                (held.clone(), arriving)
            };
            found.push(((*id, field.name), kept, other));
        }
        if outcome.wins {
            row.values[at] = value.clone();
            row.stamp(*id, edit.stamp);
            row.updated = edit.stamp;
        } else {
            merged.lost.push((*id, held.value));
        }
    }
    if let Some((kept, other)) = edit_tombstone(change, edit, &mut row, tombstone, &mut merged) {
        found.push(((DELETED_AT, DELETED_FIELD.name), kept, other));
    }
    conflicts.extend(found.into_iter().map(|(field, kept, other)| Conflict {
        entity,
        row: change.row,
        field,
        kept,
        other,
    }));
    Ok((row, merged))
}

/// Applies what becomes of the tombstone; gives both sides when a person has to look.
fn edit_tombstone(
    change: &Change,
    edit: &Edit,
    row: &mut RowState,
    tombstone: Tombstone,
    merged: &mut Merged,
) -> Option<(Side, Side)> {
    let held = Side {
        value: row.tombstone(),
        stamp: row.last_write(DELETED_AT).stamp,
    };
    let side = |value| Side {
        value,
        stamp: edit.stamp,
    };
    let sides = match tombstone {
        Tombstone::AsSent => None,
        Tombstone::Revived | Tombstone::Undeleted => Some((side(Value::Null), held)),
        Tombstone::Kept { by } => {
            merged.lost.push((DELETED_AT, Value::Null));
            let kept = Side {
                value: Value::Null,
                stamp: by,
            };
            let sent = change.value(DELETED_AT).cloned();
            return Some((kept, side(sent.unwrap_or(Value::Null))));
        }
        Tombstone::AlreadyDeleted => {
            merged.lost.push((DELETED_AT, held.value));
            return None;
        }
    };
    merged.revived = tombstone == Tombstone::Revived;
    let sent = change.value(DELETED_AT).map(Value::as_int);
    if let Some(deleted_at) = sent.or_else(|| merged.revived.then_some(None)) {
        row.deleted_at = deleted_at;
        row.stamp(DELETED_AT, edit.stamp);
        row.updated = edit.stamp;
    }
    sides
}
