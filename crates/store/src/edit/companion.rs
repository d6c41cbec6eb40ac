//! What a step says besides its own fields: the companions of the state as this PC saw them.
//!
//! Where two PCs took an order to different places, one of the two sets stands whole. The server
//! can only give it whole if it came whole.

use wuyou_sync::change::Change;
use wuyou_sync::registry::{self, CARRIED};
use wuyou_sync::value::Value;

use crate::table::Row;

/// Adds the companions of a state that a change sets, marked as carried along.
pub(super) fn add(before: &Row, fields: &mut Vec<(u8, Value)>) {
    let Some(unit) = registry::state_unit(before.entity) else {
        return;
    };
    if !fields.iter().any(|(number, _)| *number == unit.state) {
        return;
    }
    let mut mask = 0_i64;
    for number in unit.companions {
        if fields.iter().any(|(given, _)| given == number) {
            continue;
        }
        if let Some(value) = before.by_number(*number) {
            fields.push((*number, value));
            mask |= 1 << number;
        }
    }
    fields.push((CARRIED, mask.into()));
    fields.sort_by_key(|(number, _)| *number);
}

/// Adds the state as it stands to a step that leaves it as it is, with its companions.
pub(super) fn add_state(before: &Row, fields: &mut Vec<(u8, Value)>) {
    let Some(unit) = registry::state_unit(before.entity) else {
        return;
    };
    if fields.iter().any(|(number, _)| *number == unit.state) {
        return;
    }
    if let Some(value) = before.by_number(unit.state) {
        fields.push((unit.state, value));
        add(before, fields);
    }
}

/// The fields of a change that are edits.
pub(super) fn without(change: &Change) -> Vec<(u8, Value)> {
    let mask = change.value(CARRIED).and_then(Value::as_int).unwrap_or(0);
    let edited = |number: u8| number != CARRIED && (mask >> number.min(63)) & 1 == 0;
    let fields = change.fields.iter();
    fields
        .filter(|(number, _)| edited(*number))
        .cloned()
        .collect()
}
