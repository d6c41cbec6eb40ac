//! What two PCs wrote differently.

use super::field::{CODE, NOTE, field};
use crate::entity::{Class, Entity, Kind, Merge, Owner};

pub(super) const CONFLICT: Entity = Entity {
    id: 12,
    name: "conflict",
    // The server writes the row when it finds a true conflict; a person at the dealer decides.
    owner: Owner::Server,
    class: Class::Editable,
    fields: &[
        field(1, "entity", CODE).required().merge(Merge::Immutable),
        field(2, "row_id", Kind::LooseRef)
            .required()
            .merge(Merge::Immutable),
        field(3, "field", CODE).required().merge(Merge::Immutable),
        // Values as JSON text: null, number, string, or {"id": "…"}.
        field(4, "kept_value", NOTE).personal().merge(Merge::Quiet),
        field(5, "kept_at", Kind::Instant).merge(Merge::Quiet),
        field(6, "kept_by", Kind::LooseRef).merge(Merge::Quiet),
        field(7, "kept_device", Kind::LooseRef).merge(Merge::Quiet),
        field(8, "other_value", NOTE).personal().merge(Merge::Quiet),
        field(9, "other_at", Kind::Instant).merge(Merge::Quiet),
        field(10, "other_by", Kind::LooseRef).merge(Merge::Quiet),
        field(11, "other_device", Kind::LooseRef).merge(Merge::Quiet),
        field(12, "resolved_at", Kind::Instant).merge(Merge::Quiet),
        field(13, "resolved_by", Kind::LooseRef).merge(Merge::Quiet),
        field(14, "resolution", Kind::Code(&["kept", "other", "new"])).merge(Merge::Quiet),
    ],
};
