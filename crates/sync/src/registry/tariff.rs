//! Lists headquarters publishes for every dealer, and a shop's own prices.

use super::field::{CODE, LINE, NAME, NOTE, field};
use crate::entity::{Class, Entity, Kind, Merge, Owner};

/// What a list is of.
const PUBLICATION_KINDS: &[&str] = &["price_list", "service_plans"];

/// A list as JSON text. As bytes it stays below the longest change.
const LIST: Kind = Kind::Text(30_000);

pub(super) const PUBLICATION: Entity = Entity {
    id: 39,
    name: "publication",
    // Headquarters publishes and withdraws; a dealer reads. A list is never changed: the next one has
    // a number of its own.
    owner: Owner::Server,
    class: Class::Editable,
    fields: &[
        field(1, "no", CODE).required().merge(Merge::Immutable),
        field(2, "kind", Kind::Code(PUBLICATION_KINDS))
            .required()
            .merge(Merge::Immutable),
        field(3, "state", Kind::Code(&["published", "withdrawn"])).required(),
        field(4, "effective_on", Kind::Date)
            .required()
            .merge(Merge::Immutable),
        field(5, "source", LINE).required().merge(Merge::Immutable),
        // Checked by the domain before it is written.
        field(6, "content", LIST).required().merge(Merge::Immutable),
        field(7, "published_on", Kind::Date)
            .required()
            .merge(Merge::Immutable),
        field(8, "withdrawn_reason", LINE),
        // Which of a kind it is, in the order they were published: of two with one day the later counts.
        field(9, "issue", Kind::Int).merge(Merge::Immutable),
    ],
};

// One row a line, with an id of the line: two PCs that type the same line type one.
pub(super) const OWN_PRICE: Entity = Entity {
    id: 42,
    name: "own_price",
    owner: Owner::Dealer,
    class: Class::Editable,
    fields: &[
        field(1, "kind", Kind::Code(&["labour", "part", "travel"]))
            .required()
            .merge(Merge::Immutable),
        field(2, "code", CODE).required().merge(Merge::Immutable),
        field(3, "name", NAME).required(),
        field(4, "name_en", NAME).merge(Merge::Quiet),
        field(5, "unit_fen", Kind::Int).required(),
        field(6, "place", Kind::Int).merge(Merge::Quiet),
    ],
};

// A service plan sold to a machine, and what became of it: rows only, so that two PCs never overwrite
// each other. Of two cancellations of one contract the first counts on every PC; what the other paid
// out comes back with a row of its own (`recover`).
pub(super) const PLAN_EVENT: Entity = Entity {
    id: 43,
    name: "plan_event",
    owner: Owner::Dealer,
    class: Class::AppendOnly,
    fields: &[
        field(1, "unit_id", Kind::Ref("unit")).required(),
        // Who bought it; the plan itself goes with the machine.
        field(2, "customer_id", Kind::Ref("customer")),
        field(
            3,
            "event",
            Kind::Code(&["sell", "renew", "cancel", "recover"]),
        )
        .required(),
        // The contract that is cancelled, or that this one goes on from.
        field(4, "contract_id", Kind::LooseRef),
        field(5, "no", CODE).required(),
        field(6, "plan_code", CODE).required(),
        field(7, "plan_name", NAME).required(),
        field(8, "list_no", CODE),
        // The terms it was sold with, as JSON text.
        field(9, "terms", NOTE),
        field(10, "start_on", Kind::Date),
        field(11, "end_on", Kind::Date),
        field(
            12,
            "method",
            Kind::Code(&["cash", "wechat", "alipay", "transfer"]),
        )
        .required(),
        // Below zero for what went back.
        field(13, "amount_fen", Kind::Int).required(),
        field(14, "receipt_no", CODE).required(),
        field(15, "done_on", Kind::Date).required(),
        field(16, "note", LINE).personal(),
        field(17, "occurred_at", Kind::Instant).required(),
        field(18, "staff_id", Kind::Ref("staff")),
    ],
};
