//! What people did about alerts, and the days that were closed.

use super::field::{CODE, NOTE, field};
use crate::entity::{Class, Entity, Kind, Owner};

/// What somebody took note of: an alert, the words read out to the customer, headquarters called.
const ALERT_ACK_KINDS: &[&str] = &["alert", "script_read", "hq_called"];

/// What an alert is about beside orders and requests.
const ALERT_ABOUTS: &[&str] = &[
    "complaint",
    "promise",
    "return_visit",
    "remedy_case",
    "unit",
];

// Alerts follow from the events and are never stored; that somebody took note of one is.
pub(super) const ALERT_ACK: Entity = Entity {
    id: 29,
    name: "alert_ack",
    owner: Owner::Dealer,
    class: Class::AppendOnly,
    fields: &[
        field(1, "kind", Kind::Code(ALERT_ACK_KINDS)).required(),
        field(2, "work_order_id", Kind::Ref("work_order")),
        field(3, "request_id", Kind::Ref("request")),
        // How often the case had been reopened: a reopened case has its alerts anew.
        field(4, "round", Kind::Int),
        field(5, "stage", CODE),
        field(6, "level", CODE),
        // When the alert became due.
        field(7, "due_at", Kind::Instant),
        field(8, "acknowledged_at", Kind::Instant).required(),
        field(9, "staff_id", Kind::Ref("staff")),
        field(10, "note", NOTE).personal(),
        // What else it is about, and that row: neither brings the other back.
        field(11, "about", Kind::Code(ALERT_ABOUTS)),
        field(12, "about_id", Kind::LooseRef),
    ],
};

// The figures of a day as they stood when it was closed.
pub(super) const DAY_CLOSE: Entity = Entity {
    id: 30,
    name: "day_close",
    owner: Owner::Dealer,
    class: Class::AppendOnly,
    fields: &[
        field(1, "day_on", Kind::Date).required(),
        field(2, "closed_at", Kind::Instant).required(),
        field(3, "staff_id", Kind::Ref("staff")),
        field(4, "received", Kind::Int),
        field(5, "replied_same_day", Kind::Int),
        field(6, "finished", Kind::Int),
        field(7, "open", Kind::Int),
        field(8, "overdue", Kind::Int),
        field(9, "unsent", Kind::Int),
        field(10, "without_owner", Kind::Int),
        field(11, "without_next", Kind::Int),
        field(12, "note", NOTE).personal(),
    ],
};
