//! Machines headquarters shipped to a shop (出厂记录).

use super::field::{CODE, LINE, field};
use crate::entity::{Class, Entity, Kind, Merge, Owner};

/// A block as JSON text (`domain::shipment`): many serials in one row, so that what was shipped in
/// years is a few dozen changes.
const BLOCK: Kind = Kind::Text(30_000);

pub(super) const SHIPMENT: Entity = Entity {
    id: 72,
    name: "shipment",
    // Headquarters publishes and withdraws, each dealer has its own alone and reads. A list is never
    // changed: the next one has a number of its own.
    owner: Owner::Server,
    class: Class::Editable,
    fields: &[
        field(1, "no", CODE).required().merge(Merge::Immutable),
        field(2, "block", Kind::Int)
            .required()
            .merge(Merge::Immutable),
        field(3, "state", Kind::Code(&["published", "withdrawn"])).required(),
        field(4, "content", BLOCK)
            .required()
            .merge(Merge::Immutable),
        // Names the whole list, of all dealers: a number is given to one list only.
        field(5, "whole", CODE).required().merge(Merge::Immutable),
        field(6, "published_on", Kind::Date)
            .required()
            .merge(Merge::Immutable),
        field(7, "withdrawn_reason", LINE),
    ],
};
