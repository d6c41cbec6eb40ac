//! What one change makes of one row: new, repeated, decided over, or edited field by field.

use crate::change::{Change, Op};
use crate::entity::{Class, Entity};
use crate::registry::{CONFLICT_DECISION, DELETED_AT, DELETED_FIELD};
use crate::server::conflict::{self, Conflict, Side};
use crate::server::merge::{self, Edit, Outcome, Tombstone};
use crate::server::unit::{Carried, Contest, goes_on};
use crate::server::{RowKey, RowState, SERVER, Stamp, validate};
use crate::value::Value;

/// The number and place of a conflict's `resolved_at`; a test holds them against the registry.
const DECIDED_AT: u8 = 12;
const DECIDED_AT_PLACE: usize = 11;

/// A field with what stands of it and what does not.
type Found = ((u8, &'static str), Side, Side);

/// A change after merging.
#[derive(Default)]
pub(super) struct Merged {
    pub(super) key: RowKey,
    /// Fields to take out of what was sent, with the values that stand.
    pub(super) lost: Vec<(u8, Value)>,
    /// Fields that stand with another value than was sent.
    pub(super) counted: Vec<(u8, Value)>,
    /// The row comes back from a delete the device did not know of.
    pub(super) revived: bool,
    /// Other rows that come back with it, because it hangs on them.
    pub(super) brings_back: Vec<RowKey>,
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
    // Of all that headquarters writes, conflicts alone are for a dealer to decide over.
    let allowed = entity.id == conflict::ENTITY
        && change.op == Op::Update
        && change.fields.iter().all(|(id, _)| {
            validate::known_field(entity, *id)
                .is_none_or(|field| CONFLICT_DECISION.contains(&field.name))
        });
    let Some(row) = row.filter(|_| allowed) else {
        return Err(validate::NOT_YOURS);
    };
    // The row has got a new value since: nobody has decided over that one yet. Or somebody has
    // decided already: the first decision stays, and what this one did to the field is an edit that
    // meets the first one's there.
    let outdated = merge::server_wrote_since(row, &SERVER, edit) || decided_since(row, edit);
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

/// Whether another device took a decision that this one did not know of.
fn decided_since(row: &RowState, edit: &Edit) -> bool {
    let decided = !row.values[DECIDED_AT_PLACE].is_null();
    decided && edit.is_concurrent_with(&row.last_write(DECIDED_AT).stamp)
}

/// An edit of a row that exists, field by field. `hanging` are the writes of what hangs on it.
pub(super) fn edit_row(
    entity: &'static Entity,
    change: &Change,
    edit: &Edit,
    row: &RowState,
    hanging: &[Stamp],
    conflicts: &mut Vec<Conflict>,
) -> Result<(RowState, Merged), &'static str> {
    let mut row = row.clone();
    let mut merged = Merged::default();
    // A field this server does not know is an edit all the same.
    let edits = change.op == Op::Insert || change.fields.iter().any(|(id, _)| *id != DELETED_AT);
    let tombstone = merge::tombstone(&row, change.value(DELETED_AT), edits, edit, hanging);
    let contest = Contest::of(entity, change, &row, edit);
    let mut found = Vec::new();
    if let Some(contest) = &contest {
        found.extend(sides(entity, change, edit, &row, contest));
    }
    let carried = Carried::of(change);
    let goes_on = goes_on(entity, change, &row, edit);
    let mut shown = false;
    for (id, value) in &change.fields {
        let Some((at, field)) = entity.field_by_id(*id) else {
            continue;
        };
        let held = row.values[at].clone();
        if change.op == Op::Insert && value.is_null() {
            // Who made the row elsewhere left this field empty, which says nothing against a value.
            if !held.is_null() {
                merged.lost.push((*id, held));
            }
            continue;
        }
        let whole = contest.filter(|contest| contest.unit.covers(*id));
        if held == *value && (whole.is_some() || carried.has(*id)) {
            continue;
        }
        let last = row.last_write(*id);
        let outcome = match whole {
            Some(contest) => Outcome::quiet(contest.wins),
            None if carried.has(*id) => Outcome::quiet(false),
            None if goes_on.is_some_and(|unit| unit.covers(*id)) => Outcome::quiet(true),
            None => merge::field(field, &held, last, value, edit)?,
        };
        let stands = merge::counted(field, &held, value);
        if outcome.conflict {
            let (ours, theirs) = (
                Side::new(value.clone(), edit.stamp),
                Side::new(held.clone(), last.stamp),
            );
            let (kept, other) = if outcome.wins {
                (ours, theirs)
            } else {
                (theirs, ours)
            };
            found.push(((*id, field.name), kept, other));
        }
        if outcome.wins {
            if stands != *value {
                merged.counted.push((*id, stands.clone()));
            }
            row.values[at] = stands;
            row.stamp(*id, edit.stamp);
            row.updated = edit.stamp;
            shown = true;
        } else {
            merged.lost.push((*id, held));
        }
    }
    if edits && !shown {
        row.hide(edit.stamp);
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

/// Both sets of a contested state, the one that stands first: the state's values, and of the
/// companions those that differ.
fn sides(
    entity: &'static Entity,
    change: &Change,
    edit: &Edit,
    row: &RowState,
    contest: &Contest,
) -> Option<Found> {
    let unit = contest.unit;
    let (at, field) = entity.field_by_id(unit.state)?;
    let mut ours = Side::new(change.value(unit.state)?.clone(), edit.stamp);
    let mut theirs = Side::new(row.values[at].clone(), row.last_write(unit.state).stamp);
    for id in unit.companions {
        let Some((at, field)) = entity.field_by_id(*id) else {
            continue;
        };
        let held = &row.values[at];
        if let Some(sent) = change.value(*id).filter(|sent| *sent != held) {
            ours.companions.push((field.name, sent.clone()));
            theirs.companions.push((field.name, held.clone()));
        }
    }
    let (kept, other) = if contest.wins {
        (ours, theirs)
    } else {
        (theirs, ours)
    };
    Some(((unit.state, field.name), kept, other))
}

/// Applies what becomes of the tombstone; gives both sides when a person has to look.
fn edit_tombstone(
    change: &Change,
    edit: &Edit,
    row: &mut RowState,
    tombstone: Tombstone,
    merged: &mut Merged,
) -> Option<(Side, Side)> {
    let held = Side::new(row.tombstone(), row.last_write(DELETED_AT).stamp);
    let side = |value| Side::new(value, edit.stamp);
    let sides = match tombstone {
        Tombstone::AsSent => None,
        Tombstone::Revived | Tombstone::Undeleted => Some((side(Value::Null), held)),
        Tombstone::Kept { by } => {
            merged.lost.push((DELETED_AT, Value::Null));
            let kept = Side::new(Value::Null, by);
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
        row.stamp(DELETED_AT, edit.stamp);
        row.deleted_at = deleted_at;
        row.updated = edit.stamp;
    }
    sides
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_place_of_a_decision_is_that_of_the_registry() {
        let entity = crate::registry::entity("conflict").unwrap();
        let (at, field) = entity.field_by_id(DECIDED_AT).unwrap();
        assert_eq!((at, field.name), (DECIDED_AT_PLACE, "resolved_at"));
    }
}
