//! Values held against the registry before they are written.

use wuyou_sync::entity::{Entity, Field, Merge, Owner};
use wuyou_sync::registry::{CONFLICT_DECISION, DELETED_FIELD};
use wuyou_sync::server::fits;
use wuyou_sync::value::Value;

use crate::error::StoreError;
use crate::table::Row;

/// The refusal of a value.
pub(super) fn bad(entity: &Entity, field: &str, why: &'static str) -> StoreError {
    StoreError::BadValue {
        entity: entity.name.to_owned(),
        field: field.to_owned(),
        why,
    }
}

/// Refuses to change what never changes, or what only headquarters writes.
pub(super) fn guard_immutable(before: &Row, number: u8) -> Result<(), StoreError> {
    let entity = before.entity;
    let Some((_, field)) = entity.field_by_id(number) else {
        return Ok(());
    };
    if entity.owner == Owner::Server && !CONFLICT_DECISION.contains(&field.name) {
        return Err(bad(entity, field.name, "only headquarters writes it"));
    }
    if field.merge == Merge::Immutable {
        return Err(bad(entity, field.name, "never changes"));
    }
    Ok(())
}

/// Names to numbers, checked, in the order of the numbers.
pub(super) fn numbered(
    entity: &'static Entity,
    fields: &[(&str, Value)],
) -> Result<Vec<(u8, Value)>, StoreError> {
    let mut numbered = Vec::with_capacity(fields.len() + 1);
    for (name, value) in fields {
        let field = if *name == DELETED_FIELD.name {
            &DELETED_FIELD
        } else {
            entity
                .field(name)
                .ok_or_else(|| bad(entity, name, "no such field"))?
        };
        check(entity, field, value)?;
        numbered.push((field.id, value.clone()));
    }
    numbered.sort_by_key(|(number, _)| *number);
    if numbered.windows(2).any(|pair| pair[0].0 == pair[1].0) {
        return Err(bad(entity, "", "a field is given twice"));
    }
    Ok(numbered)
}

/// Holds a value against its field, so that nothing is saved that the server would refuse.
fn check(entity: &Entity, field: &Field, value: &Value) -> Result<(), StoreError> {
    let fits = match value {
        Value::Null => !field.required,
        value => fits(field.kind, value),
    };
    if fits {
        Ok(())
    } else {
        Err(bad(entity, field.name, "not a value of this field"))
    }
}
