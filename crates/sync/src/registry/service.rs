//! Requests, work orders with their steps, contacts.

use super::field::{CODE, LINE, NAME, NOTE, field};
use super::{
    CAUSE_CLASSES, CHANNELS, REQUEST_KINDS, WORK_ORDER_ADVANCE, WORK_ORDER_KINDS, WORK_ORDER_STATES,
};
use crate::entity::{Class, Entity, Kind, Merge, Owner};

pub(super) const REQUEST: Entity = Entity {
    id: 8,
    name: "request",
    owner: Owner::Dealer,
    class: Class::Editable,
    fields: &[
        field(1, "no", CODE).required().merge(Merge::Immutable),
        field(2, "kind", Kind::Code(REQUEST_KINDS)).required(),
        field(3, "channel", Kind::Code(CHANNELS)).required(),
        field(4, "customer_id", Kind::Ref("customer")),
        field(5, "unit_id", Kind::Ref("unit")),
        field(6, "caller_phone", CODE).personal(),
        field(7, "caller_name", NAME).personal(),
        field(8, "text", NOTE).required().personal(),
        field(9, "safety", Kind::Bool),
        field(10, "received_at", Kind::Instant)
            .required()
            .merge(Merge::Immutable),
        field(11, "owner_id", Kind::Ref("staff")),
        field(12, "next_action_at", Kind::Instant).merge(Merge::Quiet),
        field(
            13,
            "state",
            Kind::Code(&["open", "ordered", "answered", "closed"]),
        )
        .required(),
        field(14, "urged_count", Kind::Int).merge(Merge::Counter),
        field(15, "fault_code", CODE),
        // What it came in as, once it was converted.
        field(16, "first_kind", Kind::Code(REQUEST_KINDS)).merge(Merge::FirstStays),
        field(17, "solved_by_phone", Kind::Bool),
        field(18, "no_heat", Kind::Bool),
        // When a later call told of it; the earliest telling counts.
        field(24, "no_heat_at", Kind::Instant).merge(Merge::EarliestStays),
    ],
};

pub(super) const WORK_ORDER: Entity = Entity {
    id: 9,
    name: "work_order",
    owner: Owner::Dealer,
    class: Class::Editable,
    fields: &[
        field(1, "no", CODE).required().merge(Merge::Immutable),
        field(2, "kind", Kind::Code(WORK_ORDER_KINDS)).required(),
        field(3, "request_id", Kind::Ref("request")),
        field(4, "customer_id", Kind::Ref("customer")),
        field(5, "unit_id", Kind::Ref("unit")),
        field(6, "state", Kind::Code(WORK_ORDER_STATES))
            .required()
            .merge(Merge::State(WORK_ORDER_ADVANCE)),
        field(7, "technician_id", Kind::Ref("staff")),
        field(8, "fault_text", NOTE).personal(),
        field(9, "fault_code", CODE),
        field(10, "received_at", Kind::Instant)
            .required()
            .merge(Merge::Immutable),
        field(11, "reply_due_at", Kind::Instant).merge(Merge::Quiet),
        field(12, "finish_target_at", Kind::Instant).merge(Merge::Quiet),
        field(13, "finish_limit_at", Kind::Instant).merge(Merge::Quiet),
        field(14, "promise_version", CODE).merge(Merge::Quiet),
        field(15, "replied_at", Kind::Instant).merge(Merge::FirstStays),
        field(16, "window_from_at", Kind::Instant),
        field(17, "window_to_at", Kind::Instant),
        field(18, "part", LINE),
        field(19, "part_eta_at", Kind::Instant),
        field(20, "cause", LINE),
        field(21, "result", NOTE),
        field(22, "charge_fen", Kind::Int),
        field(23, "signature", LINE),
        field(24, "finished_at", Kind::Instant),
        field(25, "closed_at", Kind::Instant).merge(Merge::Quiet),
        field(26, "safety", Kind::Bool),
        field(27, "origin", Kind::Code(&["pc", "import", "usb", "hq"])).merge(Merge::Quiet),
        field(28, "import_key", LINE).merge(Merge::Quiet),
        field(29, "reopened_count", Kind::Int).merge(Merge::Quiet),
        // The technician of an old office file, where no staff row is meant.
        field(30, "technician_name", NAME).merge(Merge::Quiet),
        field(31, "no_heat", Kind::Bool),
        // When a later call told of it; the earliest telling counts.
        field(40, "no_heat_at", Kind::Instant).merge(Merge::EarliestStays),
        // When a danger was found on the spot, of an order that came in as something else.
        field(45, "danger_at", Kind::Instant).merge(Merge::EarliestStays),
        // When the customer last put it off: what was late by then stays late.
        field(41, "postponed_at", Kind::Instant).merge(Merge::Quiet),
        // Tenths of a volt, as measured with the finish.
        field(32, "mains_tenths", Kind::Int),
        // It is about a machine of another maker; which one stays on the PC that knows it.
        field(56, "other_brand", Kind::Bool),
        // The class of the cause (R118); a test holds the list against the domain.
        field(57, "cause_class", Kind::Code(CAUSE_CLASSES)),
    ],
};

pub(super) const ORDER_EVENT: Entity = Entity {
    id: 10,
    name: "order_event",
    owner: Owner::Dealer,
    class: Class::AppendOnly,
    fields: &[
        field(1, "work_order_id", Kind::Ref("work_order")).required(),
        field(2, "step", CODE).required(),
        field(3, "from_state", CODE),
        field(4, "to_state", CODE).required(),
        field(5, "occurred_at", Kind::Instant).required(),
        field(6, "staff_id", Kind::Ref("staff")),
        field(7, "note", NOTE).personal(),
        // Who was dispatched then; the one who worked may not judge the work.
        field(8, "technician_id", Kind::Ref("staff")),
        // The window a step agreed: until its day the customer's wish rests the clocks. With a
        // window that we moved ourselves it is the one before, which was agreed with the customer.
        field(9, "window_to_at", Kind::Instant),
        // With a finish the machine that was worked on, so that the repair stays with it; with
        // another machine (`set_unit`) or household (`rehouse`) the one before.
        field(10, "unit_id", Kind::LooseRef),
    ],
};

pub(super) const CONTACT: Entity = Entity {
    id: 11,
    name: "contact",
    owner: Owner::Dealer,
    class: Class::AppendOnly,
    fields: &[
        field(1, "customer_id", Kind::Ref("customer")),
        field(2, "request_id", Kind::Ref("request")),
        field(3, "work_order_id", Kind::Ref("work_order")),
        field(4, "channel", Kind::Code(CHANNELS)).required(),
        field(5, "direction", Kind::Code(&["in", "out"])).required(),
        field(6, "text", NOTE).required().personal(),
        field(
            7,
            "result",
            Kind::Code(&["reached", "no_answer", "wrong_number", "refused"]),
        ),
        field(8, "occurred_at", Kind::Instant).required(),
        field(9, "staff_id", Kind::Ref("staff")),
        field(10, "phone", CODE).personal(),
        field(11, "corrects_id", Kind::LooseRef),
        // The visit is planned from an order, so it comes after contacts and is not checked.
        field(12, "return_visit_id", Kind::LooseRef),
    ],
};
