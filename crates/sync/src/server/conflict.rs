//! Rows of `conflict`: both values of a true conflict, kept for a person.
//!
//! A row belongs to (entity, row, field, losing device), and its id follows from these. So a device
//! that loses the same field again updates its still open row (its later edit replaces its own
//! earlier one), opens it anew when it was decided, and never hides another device's lost value.

use crate::change::{Change, Op};
use crate::clock;
use crate::entity::Entity;
use crate::server::{RowKey, RowState, SERVER, Stamp};
use crate::value::{RowId, Value};

/// The number of the `conflict` entity and the numbers of its fields, by their order on the wire.
/// A test holds them against the registry.
pub(super) const ENTITY: u8 = 12;
const FIELDS: std::ops::RangeInclusive<u8> = 1..=14;

/// One value and who wrote it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Side {
    pub(super) value: Value,
    /// What goes with the value: columns and values of the state's companions that differ.
    pub(super) companions: Vec<(&'static str, Value)>,
    pub(super) stamp: Stamp,
}

impl Side {
    pub(super) fn new(value: Value, stamp: Stamp) -> Self {
        Self {
            value,
            companions: Vec::new(),
            stamp,
        }
    }

    /// The value as JSON; with companions an object of columns and values.
    fn json(&self, field: &str) -> String {
        if self.companions.is_empty() {
            return json(&self.value);
        }
        let all = std::iter::once((field, &self.value))
            .chain(self.companions.iter().map(|(name, value)| (*name, value)));
        let pairs: Vec<String> = all
            .map(|(name, value)| format!("{}:{}", json_string(name), json(value)))
            .collect();
        format!("{{{}}}", pairs.join(","))
    }
}

/// A true conflict found while merging.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Conflict {
    pub(super) entity: &'static Entity,
    pub(super) row: RowId,
    pub(super) field: (u8, &'static str),
    pub(super) kept: Side,
    pub(super) other: Side,
}

/// The id of the conflict row for what `losing_device` lost at this field of this row.
#[must_use]
pub fn conflict_id(entity: u8, row: &RowId, field: u8, losing_device: &RowId) -> RowId {
    let mut hasher = blake3::Hasher::new();
    hasher.update(b"conflict");
    hasher.update(&[entity]);
    hasher.update(row);
    hasher.update(&[field]);
    hasher.update(losing_device);
    let mut id = [0; 16];
    hasher.finalize_xof().fill(&mut id);
    id
}

impl Conflict {
    pub(super) fn id(&self) -> RowId {
        conflict_id(
            self.entity.id,
            &self.row,
            self.field.0,
            &self.other.stamp.device,
        )
    }

    pub(super) fn key(&self) -> RowKey {
        (ENTITY, self.id())
    }

    /// The server's change that writes this conflict over what the row says now. `None` when it
    /// says so already.
    pub(super) fn change(
        &self,
        held: Option<&RowState>,
        now_at: i64,
        base_seq: u64,
    ) -> Option<Change> {
        let mut fields: Vec<(u8, Value)> = FIELDS.zip(self.values()).collect();
        match held {
            Some(row) => fields.retain(|(id, value)| row.values[usize::from(*id) - 1] != *value),
            None => fields.retain(|(_, value)| !value.is_null()),
        }
        (!fields.is_empty()).then(|| Change {
            entity: ENTITY,
            op: held.map_or(Op::Insert, |_| Op::Update),
            group_end: true,
            row: self.id(),
            base_seq,
            hlc: clock::at(now_at),
            staff: SERVER,
            fields,
        })
    }

    fn values(&self) -> [Value; 14] {
        let side = |side: &Side| {
            [
                Value::Text(side.json(self.field.1)),
                clock::millis(side.stamp.hlc).into(),
                side.stamp.staff.into(),
                side.stamp.device.into(),
            ]
        };
        let [kept_value, kept_at, kept_by, kept_device] = side(&self.kept);
        let [other_value, other_at, other_by, other_device] = side(&self.other);
        [
            self.entity.name.into(),
            self.row.into(),
            self.field.1.into(),
            kept_value,
            kept_at,
            kept_by,
            kept_device,
            other_value,
            other_at,
            other_by,
            other_device,
            Value::Null,
            Value::Null,
            Value::Null,
        ]
    }
}

/// A value as JSON text: `null`, a number, a string, or `{"id":"…"}` with a UUID.
#[must_use]
pub fn json(value: &Value) -> String {
    match value {
        Value::Null => "null".to_owned(),
        Value::Int(number) => number.to_string(),
        Value::Text(text) => json_string(text),
        Value::Id(id) => format!(r#"{{"id":"{}"}}"#, uuid(id)),
    }
}

fn json_string(text: &str) -> String {
    let mut json = String::with_capacity(text.len() + 2);
    json.push('"');
    for character in text.chars() {
        match character {
            '"' => json.push_str("\\\""),
            '\\' => json.push_str("\\\\"),
            control if control < ' ' => {
                json.push_str(&format!("\\u{:04x}", u32::from(control)));
            }
            plain => json.push(plain),
        }
    }
    json.push('"');
    json
}

fn uuid(id: &RowId) -> String {
    let mut text = String::with_capacity(36);
    for (at, byte) in id.iter().enumerate() {
        if matches!(at, 4 | 6 | 8 | 10) {
            text.push('-');
        }
        text.push_str(&format!("{byte:02x}"));
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::registry;

    #[test]
    fn the_fields_are_written_in_the_order_of_the_registry() {
        let entity = registry::entity("conflict").unwrap();
        assert_eq!(entity.id, ENTITY);
        let names: Vec<&str> = entity.fields.iter().map(|field| field.name).collect();
        assert_eq!(
            names,
            [
                "entity",
                "row_id",
                "field",
                "kept_value",
                "kept_at",
                "kept_by",
                "kept_device",
                "other_value",
                "other_at",
                "other_by",
                "other_device",
                "resolved_at",
                "resolved_by",
                "resolution",
            ]
        );
        let ids: Vec<u8> = entity.fields.iter().map(|field| field.id).collect();
        assert_eq!(ids, FIELDS.collect::<Vec<u8>>());
    }

    #[test]
    fn values_become_json_that_reads_back() {
        assert_eq!(json(&Value::Null), "null");
        assert_eq!(json(&Value::Int(-5)), "-5");
        assert_eq!(json(&"a\"b\\c\n李".into()), "\"a\\\"b\\\\c\\u000a李\"");
        assert_eq!(
            json(&Value::Id([0xab; 16])),
            r#"{"id":"abababab-abab-abab-abab-abababababab"}"#
        );
    }
}
