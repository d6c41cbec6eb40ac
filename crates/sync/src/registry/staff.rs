//! The people of a shop: who is away, what headquarters certifies, who looked at whose file.

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
        // Weekdays as digits, Monday 1: `67`.
        field(6, "rest_days", CODE),
    ],
};

pub(super) const ABSENCE: Entity = Entity {
    id: 13,
    name: "absence",
    owner: Owner::Dealer,
    class: Class::Editable,
    fields: &[
        field(1, "staff_id", Kind::Ref("staff"))
            .required()
            .merge(Merge::Immutable),
        field(2, "from_on", Kind::Date).required(),
        field(3, "to_on", Kind::Date).required(),
        field(4, "reason", LINE).personal(),
    ],
};

pub(super) const CERTIFICATE: Entity = Entity {
    id: 14,
    name: "certificate",
    // Headquarters issues, suspends and revokes; a dealer reads.
    owner: Owner::Server,
    class: Class::Editable,
    fields: &[
        field(1, "staff_id", Kind::Ref("staff"))
            .required()
            .merge(Merge::Immutable),
        field(2, "kind", Kind::Code(CERTIFICATE_KINDS))
            .required()
            .merge(Merge::Immutable),
        field(3, "no", CODE).required().merge(Merge::Immutable),
        field(4, "issuer", LINE).merge(Merge::Quiet),
        field(5, "valid_from", Kind::Date)
            .required()
            .merge(Merge::Quiet),
        field(6, "valid_to", Kind::Date)
            .required()
            .merge(Merge::Quiet),
        field(7, "state", Kind::Code(&["valid", "suspended", "revoked"]))
            .required()
            .merge(Merge::Quiet),
        field(8, "reason", LINE).merge(Merge::Quiet),
    ],
};

pub(super) const CERTIFICATE_PERMIT: Entity = Entity {
    id: 45,
    name: "certificate_permit",
    // Headquarters lets somebody go and takes it back; a dealer reads.
    owner: Owner::Server,
    class: Class::Editable,
    fields: &[
        field(1, "staff_id", Kind::Ref("staff"))
            .required()
            .merge(Merge::Immutable),
        // A task of the gate (`domain::certificate::gate::Task`).
        field(2, "task", CODE).required().merge(Merge::Immutable),
        field(3, "from_on", Kind::Date)
            .required()
            .merge(Merge::Immutable),
        field(4, "until_on", Kind::Date)
            .required()
            .merge(Merge::Immutable),
        field(5, "reason", LINE).required().merge(Merge::Quiet),
        // Who at headquarters gave it.
        field(6, "given_by", NAME).required().merge(Merge::Quiet),
        field(7, "state", Kind::Code(&["valid", "withdrawn"]))
            .required()
            .merge(Merge::Quiet),
        field(8, "withdrawn_reason", LINE).merge(Merge::Quiet),
    ],
};

/// A certificate as the shop wrote it down from its paper, not compared with headquarters: it counts
/// for its last day alone, and for nothing once headquarters has certified anybody of the shop. One row
/// for each person and kind; of two last days that two PCs typed a person decides.
pub(super) const OWN_CERTIFICATE: Entity = Entity {
    id: 66,
    name: "own_certificate",
    owner: Owner::Dealer,
    class: Class::Editable,
    fields: &[
        field(1, "staff_id", Kind::Ref("staff"))
            .required()
            .merge(Merge::Immutable),
        field(2, "kind", Kind::Code(CERTIFICATE_KINDS))
            .required()
            .merge(Merge::Immutable),
        field(3, "no", CODE).required(),
        field(4, "issuer", LINE),
        field(5, "valid_to", Kind::Date).required(),
    ],
};

/// What a person can do: a set, by an id that follows from person and skill; removal is the tombstone.
pub(super) const STAFF_SKILL: Entity = Entity {
    id: 67,
    name: "staff_skill",
    owner: Owner::Dealer,
    class: Class::Editable,
    fields: &[
        field(1, "staff_id", Kind::Ref("staff"))
            .required()
            .merge(Merge::Immutable),
        // A skill of the closed list (`domain::reference::SkillBook`), which grows with its versions.
        field(2, "skill", CODE).required().merge(Merge::Immutable),
    ],
};

/// Kinds of certificates (`domain::certificate::gate::CertificateType`).
const CERTIFICATE_KINDS: &[&str] = &[
    "maker_install",
    "maker_repair",
    "local_gas",
    "electrician",
    "height",
];

/// What the access log knows (`contract::access::AccessAction`).
const ACCESS_ACTIONS: &[&str] = &[
    "view_customer",
    "view_record",
    "lookup",
    "export",
    "print",
    "backup",
    "reveal_phone",
];

pub(super) const ACCESS_ENTRY: Entity = Entity {
    id: 15,
    name: "access_entry",
    owner: Owner::Dealer,
    class: Class::AppendOnly,
    fields: &[
        field(1, "staff_id", Kind::Ref("staff")).required(),
        field(2, "action", Kind::Code(ACCESS_ACTIONS)).required(),
        // Not checked: whoever looked at a file keeps nobody from deleting it.
        field(3, "customer_id", Kind::LooseRef),
        field(4, "what", CODE),
        field(5, "reason", LINE),
        field(6, "row_count", Kind::Int),
        field(7, "occurred_at", Kind::Instant).required(),
        field(8, "record_kind", CODE),
        field(9, "record_id", Kind::LooseRef),
    ],
};
