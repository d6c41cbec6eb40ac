//! The people of a shop.

use super::field::{CODE, LINE, NAME, field};
use crate::entity::{Class, Entity, Kind, Merge, Owner};

pub(super) const STAFF: Entity = Entity {
    id: 1,
    name: "staff",
    owner: Owner::Dealer,
    class: Class::Editable,
    fields: &[
        field(1, "name", NAME).required().personal(),
        field(2, "role", Kind::Code(&["clerk", "technician", "manager"])).required(),
        field(3, "phone", CODE).personal(),
        field(4, "pin_hash", LINE).secret().merge(Merge::Quiet),
        field(5, "disabled", Kind::Bool),
    ],
};
