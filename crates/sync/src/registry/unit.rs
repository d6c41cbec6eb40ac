//! Machines.

use super::field::{CODE, NOTE, field};
use crate::entity::{Class, Entity, Kind, Merge, Owner};

pub(super) const UNIT: Entity = Entity {
    id: 7,
    name: "unit",
    owner: Owner::Dealer,
    class: Class::Editable,
    fields: &[
        field(1, "serial", CODE).required().merge(Merge::Immutable),
        field(2, "model_code", CODE),
        field(3, "customer_id", Kind::Ref("customer")),
        field(4, "address_id", Kind::Ref("address")),
        field(
            5,
            "state",
            Kind::Code(&[
                "in_stock", "sold", "in_use", "stopped", "returned", "scrapped",
            ]),
        ),
        field(6, "made_on", Kind::Date),
        field(7, "shipped_on", Kind::Date),
        field(8, "sold_on", Kind::Date),
        field(9, "installed_on", Kind::Date),
        field(
            10,
            "gas",
            Kind::Code(&["natural_gas", "lpg", "manufactured_gas", "electric"]),
        ),
        field(11, "note", NOTE),
    ],
};
