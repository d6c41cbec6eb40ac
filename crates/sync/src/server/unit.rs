//! A state and its companions, where two devices took it to different places.

use std::cmp::Ordering;

use crate::change::Change;
use crate::entity::{Entity, Merge};
use crate::registry::{self, CARRIED, StateUnit};
use crate::server::RowState;
use crate::server::merge::{Edit, farther};
use crate::value::Value;

/// The fields a change only carries along, a bit for each number.
#[derive(Debug, Clone, Copy)]
pub(super) struct Carried(u64);

impl Carried {
    pub(super) fn of(change: &Change) -> Self {
        let mask = change.value(CARRIED).and_then(Value::as_int);
        Self(mask.map_or(0, i64::cast_unsigned))
    }

    pub(super) fn has(self, field: u8) -> bool {
        field < 64 && self.0 >> field & 1 == 1
    }
}

/// Two sets that cannot both be true: one of them stands whole, a person sees both.
#[derive(Debug, Clone, Copy)]
pub(super) struct Contest {
    pub(super) unit: &'static StateUnit,
    /// The arriving set stands.
    pub(super) wins: bool,
}

impl Contest {
    /// Whether this change meets a state it did not know of, and neither simply goes on from the
    /// other: one side took a step back, or no forward steps lead from one to the other.
    pub(super) fn of(
        entity: &'static Entity,
        change: &Change,
        row: &RowState,
        edit: &Edit,
    ) -> Option<Self> {
        let unit = registry::state_unit(entity)?;
        let arriving = change.value(unit.state)?;
        let (at, state) = entity.field_by_id(unit.state)?;
        let held = &row.values[at];
        let last = row.last_write(unit.state).stamp;
        let overlaid = overlaid(unit, entity, change, row, edit);
        if !edit.is_concurrent_with(&last) && !overlaid {
            return None;
        }
        let (back_at, _) = entity.field_by_id(unit.back)?;
        let held_back = row.values[back_at].as_int().unwrap_or(0);
        let sent_back = change
            .value(unit.back)
            .map_or(held_back, |value| value.as_int().unwrap_or(0));
        if held == arriving && sent_back == held_back {
            return None;
        }
        let further = match state.merge {
            Merge::State(steps) => farther(steps, held, arriving),
            _ => None,
        };
        let wins = match (sent_back.cmp(&held_back), further) {
            // An order that was opened again stays open until somebody has looked.
            (Ordering::Greater, _) => true,
            (Ordering::Less, _) => false,
            (Ordering::Equal, Some(wins)) => {
                let sent_steps_back =
                    change.value(unit.back).is_some() && !Carried::of(change).has(unit.back);
                let held_stepped_back = edit.is_concurrent_with(&row.last_write(unit.back).stamp)
                    && !row.last_write(unit.back).with_insert;
                if !sent_steps_back && !held_stepped_back && !overlaid {
                    return None;
                }
                wins
            }
            (Ordering::Equal, None) => edit.is_later_than(&last),
        };
        Some(Self { unit, wins })
    }
}

/// Whether a device that has read the state took its step from another one all the same: its own
/// unsent steps lay over what it had read, and they have lost since. What it carried along of the
/// companions shows it.
fn overlaid(
    unit: &StateUnit,
    entity: &'static Entity,
    change: &Change,
    row: &RowState,
    edit: &Edit,
) -> bool {
    let carried = Carried::of(change);
    let mut seen = unit.companions.iter().filter(|id| carried.has(**id));
    seen.any(|id| {
        let held = entity.field_by_id(*id).map(|(at, _)| &row.values[at]);
        held != change.value(*id) && !edit.is_concurrent_with(&row.last_write(*id).stamp)
    })
}

/// Whether a change takes a state on from one it knew: then the companions it sets go with it,
/// whoever wrote them last.
pub(super) fn goes_on(
    entity: &'static Entity,
    change: &Change,
    row: &RowState,
    edit: &Edit,
) -> Option<&'static StateUnit> {
    let unit = registry::state_unit(entity)?;
    change.value(unit.state)?;
    let last = row.last_write(unit.state).stamp;
    (!edit.is_concurrent_with(&last)).then_some(unit)
}
