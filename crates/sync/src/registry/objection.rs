//! What a customer objected to on the spot (服务现场异议).

use super::field::{NOTE, field};
use crate::entity::{Class, Entity, Kind, Merge, Owner};

pub(super) const OBJECTION: Entity = Entity {
    id: 46,
    name: "objection",
    owner: Owner::Dealer,
    class: Class::Editable,
    fields: &[
        field(1, "work_order_id", Kind::Ref("work_order"))
            .required()
            .merge(Merge::Immutable),
        field(2, "text", NOTE).required().personal(),
        field(3, "handling", NOTE).personal(),
        field(4, "resolved", Kind::Bool).required(),
        // What became of one that was not settled when the order was closed. It comes before the
        // complaint in the list and is not checked.
        field(5, "complaint_id", Kind::LooseRef).merge(Merge::Quiet),
        field(6, "occurred_at", Kind::Instant)
            .required()
            .merge(Merge::Immutable),
        field(7, "staff_id", Kind::Ref("staff")),
    ],
};
