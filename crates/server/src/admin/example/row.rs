//! One row of the example being filled, by the names of its fields.

use serde_json::Value as Json;
use wuyou_sync::change::{Change, Op};
use wuyou_sync::registry;
use wuyou_sync::value::Value;

use crate::admin::Refusal;

pub(super) fn wrong(what: &str) -> Refusal {
    Refusal::new("server.internal", format!("example data: {what}"))
}

/// A row being filled, by field names.
pub(super) struct Row {
    pub(super) change: Change,
}

impl Row {
    pub(super) fn set(mut self, field: &str, value: impl Into<Value>) -> Result<Self, Refusal> {
        let value = value.into();
        let entity = registry::entity_by_id(self.change.entity).ok_or_else(|| wrong("entity"))?;
        let field = entity.field(field).ok_or_else(|| wrong(field))?;
        if !value.is_null() || self.change.op == Op::Update {
            self.change.fields.push((field.id, value));
        }
        Ok(self)
    }

    pub(super) fn done(mut self) -> Change {
        self.change.fields.sort_by_key(|(field, _)| *field);
        self.change
    }
}

pub(super) fn plain(value: &Json) -> Result<Value, Refusal> {
    if let Some(text) = value.as_str() {
        return Ok(text.into());
    }
    value
        .as_i64()
        .map(Value::Int)
        .ok_or_else(|| wrong("a field's value"))
}
