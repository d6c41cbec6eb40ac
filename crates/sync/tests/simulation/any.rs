//! Edits of the entities no edit of its own is written for: whatever the registry describes is
//! inserted, changed and deleted by its fields alone, so that a new entity is in every world from
//! its first day.

use rand::RngExt;
use rand::seq::IndexedRandom;
use wuyou_sync::entity::{Class, Entity, Field, Kind, Merge, Owner};
use wuyou_sync::registry::{CARRIED, DELETED_AT, ENTITIES, holder, state_unit};
use wuyou_sync::server::RowKey;
use wuyou_sync::value::Value;

use crate::edit::Editor;

/// Entities with edits of their own in [`crate::edit`].
const KNOWN: &[&str] = &[
    "customer",
    "person",
    "phone",
    "customer_tag",
    "unit",
    "request",
    "work_order",
    "order_event",
    "contact",
    "conflict",
];

fn others() -> Vec<&'static Entity> {
    let dealers = ENTITIES.iter().filter(|e| e.owner == Owner::Dealer);
    dealers.filter(|e| !KNOWN.contains(&e.name)).collect()
}

/// Whether rows of other entities hang on an entity's rows.
fn holds(entity: &Entity) -> bool {
    let mut fields = ENTITIES.iter().flat_map(|other| other.fields);
    fields.any(|field| holder(field).is_some_and(|held| held.id == entity.id))
}

impl Editor<'_> {
    /// An edit of any of the other entities.
    pub(crate) fn any(&mut self) {
        let Some(entity) = others().choose(self.rng).copied() else {
            return;
        };
        let found = self.some(entity.name);
        match found.filter(|_| entity.class == Class::Editable && self.rng.random_bool(0.7)) {
            Some(key) => self.change_any(entity, key),
            None => self.insert_any(entity),
        }
    }

    fn insert_any(&mut self, entity: &Entity) {
        let row = self.id();
        let mut pairs = Vec::new();
        for field in entity.fields {
            if !field.required && self.rng.random_bool(0.5) {
                continue;
            }
            match self.value(field) {
                Some(value) => pairs.push((field.id, value)),
                // What it needs is not there yet.
                None if field.required => return,
                None => {}
            }
        }
        self.insert(entity.name, row, pairs);
    }

    fn change_any(&mut self, entity: &Entity, key: RowKey) {
        if self.is_drafted(key) {
            return;
        }
        if !holds(entity) && self.rng.random_bool(0.15) {
            let alive = self.shown(&key, DELETED_AT).is_none();
            let value = if alive {
                Value::Int(self.now_at)
            } else {
                Value::Null
            };
            return self.update(key, vec![(DELETED_AT, value)]);
        }
        let editable = |field: &&Field| field.merge != Merge::Immutable;
        let editable: Vec<_> = entity.fields.iter().filter(editable).collect();
        let Some(field) = editable.choose(self.rng).copied() else {
            return;
        };
        let value = if field.merge == Merge::Counter {
            let count = self.shown(&key, field.id).and_then(|value| value.as_int());
            Some(Value::Int(count.unwrap_or(0) + 1))
        } else if !field.required && self.rng.random_bool(0.2) {
            Some(Value::Null)
        } else {
            self.value(field)
        };
        if let Some(value) = value {
            let pairs = self.with_companions(entity, &key, (field.id, value));
            self.update(key, pairs);
        }
    }

    /// A new state goes with its companions as they are shown, and is sometimes a step back.
    fn with_companions(
        &mut self,
        entity: &Entity,
        key: &RowKey,
        edited: (u8, Value),
    ) -> Vec<(u8, Value)> {
        let Some(unit) = state_unit(entity).filter(|unit| unit.state == edited.0) else {
            return vec![edited];
        };
        let mut pairs = vec![edited];
        let mut mask = 0_i64;
        for id in unit.companions {
            let shown = self.shown(key, *id).unwrap_or(Value::Null);
            if *id == unit.back && self.rng.random_bool(0.3) {
                pairs.push((*id, Value::Int(shown.as_int().unwrap_or(0) + 1)));
            } else {
                pairs.push((*id, shown));
                mask |= 1 << id;
            }
        }
        pairs.push((CARRIED, mask.into()));
        pairs
    }

    /// A value that fits a field, or nothing if there is no row to refer to.
    fn value(&mut self, field: &Field) -> Option<Value> {
        Some(match field.kind {
            Kind::Text(_) => self.word(),
            Kind::Code(codes) => (*codes.choose(self.rng)?).into(),
            Kind::Int => Value::Int(self.rng.random_range(-3..4)),
            Kind::Bool => Value::Int(self.rng.random_range(0..2)),
            Kind::Instant => Value::Int(self.now_at - self.rng.random_range(0..100_000)),
            Kind::Date => (*["2026-02-28", "2026-11-22"].choose(self.rng)?).into(),
            Kind::Birthday => (*["1956-02-30", "1956-11-22"].choose(self.rng)?).into(),
            Kind::Ref(parent) => {
                let key = self.some(parent)?;
                // Nobody hangs a row on what is not shown any more.
                if self.shown(&key, DELETED_AT).is_some() {
                    return None;
                }
                key.1.into()
            }
            Kind::LooseRef => self.id().into(),
        })
    }
}
