//! What happens to a machine: its chain of custody, its commissioning, its yearly maintenance.

use super::field::{CODE, LINE, NAME, NOTE, field};
use crate::entity::{Class, Entity, Kind, Merge, Owner};

/// Who holds a machine, as the domain names it.
const PARTIES: Kind = Kind::Code(&[
    "factory", "carrier", "dealer", "borrower", "customer", "unknown",
]);

pub(super) const INSPECTION: Entity = Entity {
    id: 22,
    name: "inspection",
    owner: Owner::Dealer,
    class: Class::AppendOnly,
    fields: &[
        field(1, "unit_id", Kind::Ref("unit")).required(),
        field(2, "work_order_id", Kind::Ref("work_order")),
        field(3, "checklist", CODE).required(),
        field(4, "checklist_version", CODE).required(),
        // The answers as JSON text, checked by the domain before they are written.
        field(5, "results", NOTE).required(),
        field(6, "status", CODE).required(),
        field(7, "passed", Kind::Bool).required(),
        field(8, "inspected_on", Kind::Date).required(),
        field(9, "staff_id", Kind::Ref("staff")),
        field(10, "paper_no", LINE),
        field(11, "photo_count", Kind::Int),
        field(12, "label_no", CODE),
        // Its values are those of another machine (R113): for an audit, never a verdict.
        field(13, "suspect", Kind::Bool),
    ],
};

pub(super) const CUSTODY_EVENT: Entity = Entity {
    id: 23,
    name: "custody_event",
    owner: Owner::Dealer,
    class: Class::AppendOnly,
    fields: &[
        field(1, "unit_id", Kind::Ref("unit")).required(),
        field(2, "step", CODE).required(),
        field(3, "from_state", CODE).required(),
        field(4, "to_state", CODE).required(),
        field(5, "occurred_on", Kind::Date).required(),
        field(6, "from_kind", PARTIES).required(),
        field(7, "from_name", NAME).personal(),
        // Whoever once held a machine is not held by its history: a household may be deleted.
        field(8, "from_customer_id", Kind::LooseRef),
        field(9, "to_kind", PARTIES).required(),
        field(10, "to_name", NAME).personal(),
        field(11, "to_customer_id", Kind::LooseRef),
        field(12, "document", LINE).required(),
        field(13, "staff_id", Kind::Ref("staff")),
        field(14, "note", NOTE).personal(),
        // A step before this one was never recorded: headquarters asks about it (流转缺口).
        field(15, "gap", Kind::Bool),
        // The machine given for this one, or the one this was given for.
        field(16, "other_unit_id", Kind::LooseRef),
        field(17, "work_order_id", Kind::Ref("work_order")),
        // The customer was told that it stood on display.
        field(18, "display_declared", Kind::Bool),
    ],
};

pub(super) const MAINTENANCE: Entity = Entity {
    id: 24,
    name: "maintenance",
    owner: Owner::Dealer,
    class: Class::Editable,
    fields: &[
        field(1, "unit_id", Kind::Ref("unit"))
            .required()
            .merge(Merge::Immutable),
        field(2, "due_on", Kind::Date)
            .required()
            .merge(Merge::Immutable),
        field(3, "remind_on", Kind::Date)
            .required()
            .merge(Merge::Quiet),
        field(4, "state", Kind::Code(&["open", "done", "cancelled"])).required(),
        field(5, "done_on", Kind::Date),
        field(6, "staff_id", Kind::Ref("staff")),
        field(7, "work_order_id", Kind::Ref("work_order")),
        field(8, "note", NOTE),
    ],
};
