//! Every synced entity. A test holds this list against the real tables of both databases.
//!
//! Besides its fields every table has the columns of [`META_COLUMNS`], kept by the stores from the
//! changes themselves, and `deleted_at`, which travels as field number [`DELETED_AT`].

use crate::entity::{Class, Entity, Field, Kind, Merge, Owner, Privacy};

/// The field number of `deleted_at`, the tombstone every editable entity has.
pub const DELETED_AT: u8 = 63;

/// The field number under which a change says which of its fields it only carries along: an integer
/// with one bit for each field number. A carried field is no edit; it says what the device saw of a
/// state's companions ([`StateUnit`]) when it took the step.
pub const CARRIED: u8 = 60;

/// Field numbers from here on are no columns: [`CARRIED`], two of the server's own, the tombstone.
pub const RESERVED: u8 = CARRIED;

/// A state and the fields that are true only together with it. Where two such sets meet and the
/// states do not simply lead from one to the other, one set stands whole.
#[derive(Debug)]
pub struct StateUnit {
    /// The entity's table.
    pub entity: &'static str,
    /// The number of the state.
    pub state: u8,
    /// The number of the field that every step back raises by one.
    pub back: u8,
    /// The numbers of the companions, `back` among them.
    pub companions: &'static [u8],
}

impl StateUnit {
    /// Whether a field belongs to the set.
    #[must_use]
    pub fn covers(&self, field: u8) -> bool {
        field == self.state || self.companions.contains(&field)
    }
}

/// A work order's state with its promise, reply, visit, part, and ends.
pub static WORK_ORDER_UNIT: StateUnit = StateUnit {
    entity: "work_order",
    state: 6,
    back: 29,
    companions: &[11, 12, 13, 14, 15, 16, 17, 18, 19, 24, 25, 29],
};

/// The state of an entity with its companions, if it has one.
#[must_use]
pub fn state_unit(entity: &Entity) -> Option<&'static StateUnit> {
    (entity.name == WORK_ORDER_UNIT.entity).then_some(&WORK_ORDER_UNIT)
}

/// The entity whose row a reference hangs on. People of the shop hold nothing: an order does not
/// bring back who once worked on it.
#[must_use]
pub fn holder(field: &Field) -> Option<&'static Entity> {
    match field.kind {
        Kind::Ref(parent) if parent != "staff" => entity(parent),
        _ => None,
    }
}

/// Columns that follow from the changes: who wrote the row first and last, when, and on which PC.
pub const META_COLUMNS: &[&str] = &[
    "created_at",
    "created_by",
    "updated_at",
    "updated_by",
    "updated_device",
    "deleted_at",
];

/// The tombstone as a field, so that it merges like one.
pub static DELETED_FIELD: Field = Field {
    id: DELETED_AT,
    name: "deleted_at",
    kind: Kind::Instant,
    required: false,
    merge: Merge::LastWriter,
    privacy: Privacy::None,
};

const fn field(id: u8, name: &'static str, kind: Kind) -> Field {
    Field {
        id,
        name,
        kind,
        required: false,
        merge: Merge::LastWriter,
        privacy: Privacy::None,
    }
}

impl Field {
    const fn required(self) -> Self {
        Self {
            required: true,
            ..self
        }
    }
    const fn personal(self) -> Self {
        Self {
            privacy: Privacy::Personal,
            ..self
        }
    }
    const fn secret(self) -> Self {
        Self {
            privacy: Privacy::Secret,
            ..self
        }
    }
    const fn merge(self, merge: Merge) -> Self {
        Self { merge, ..self }
    }
}

const NAME: Kind = Kind::Text(60);
const LINE: Kind = Kind::Text(200);
const NOTE: Kind = Kind::Text(10_000);
const CODE: Kind = Kind::Text(40);

/// The work-order states' allowed steps, as pairs. A test holds them against the domain's table.
pub const WORK_ORDER_STEPS: &[(&str, &str)] = &[
    ("registered", "replied"),
    ("registered", "scheduled"),
    ("registered", "postponed"),
    ("registered", "cancelled"),
    ("replied", "scheduled"),
    ("replied", "dispatched"),
    ("replied", "postponed"),
    ("replied", "cancelled"),
    ("scheduled", "dispatched"),
    ("scheduled", "postponed"),
    ("scheduled", "cancelled"),
    ("postponed", "scheduled"),
    ("postponed", "cancelled"),
    ("dispatched", "in_progress"),
    ("dispatched", "postponed"),
    ("dispatched", "cancelled"),
    ("in_progress", "waiting_part"),
    ("in_progress", "finished"),
    ("in_progress", "postponed"),
    ("waiting_part", "in_progress"),
    ("waiting_part", "postponed"),
    ("finished", "confirmed"),
    ("finished", "closed"),
    ("finished", "registered"),
    ("confirmed", "closed"),
    ("confirmed", "registered"),
    ("closed", "registered"),
];

/// The steps of [`WORK_ORDER_STEPS`] that only carry an order forward. With the steps back
/// (reopening, postponing) every state could be reached from every other, and none would be the
/// farther one of two concurrent ones; and a cancelled order beside a finished one is for a person.
pub const WORK_ORDER_ADVANCE: &[(&str, &str)] = &[
    ("registered", "replied"),
    ("registered", "scheduled"),
    ("replied", "scheduled"),
    ("replied", "dispatched"),
    ("scheduled", "dispatched"),
    ("dispatched", "in_progress"),
    ("in_progress", "waiting_part"),
    ("waiting_part", "in_progress"),
    ("in_progress", "finished"),
    ("finished", "confirmed"),
    ("finished", "closed"),
    ("confirmed", "closed"),
];

/// The states of a work order.
pub const WORK_ORDER_STATES: &[&str] = &[
    "registered",
    "replied",
    "scheduled",
    "dispatched",
    "in_progress",
    "waiting_part",
    "postponed",
    "finished",
    "confirmed",
    "closed",
    "cancelled",
];

/// Reasons a customer contacts the shop (R009).
pub const REQUEST_KINDS: &[&str] = &[
    "repair",
    "enquiry",
    "install",
    "maintenance",
    "complaint",
    "suggestion",
    "praise",
    "return",
    "pre_sale",
];

/// How a contact happens (R082, R139).
pub const CHANNELS: &[&str] = &["phone", "wechat", "visit", "counter", "letter", "other"];

/// Every synced entity, parents before children.
pub static ENTITIES: &[Entity] = &[
    Entity {
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
    },
    Entity {
        id: 2,
        name: "customer",
        owner: Owner::Dealer,
        class: Class::Editable,
        fields: &[
            field(1, "name", NAME).required().personal(),
            field(2, "kind", Kind::Code(&["household", "company", "project"])).required(),
            field(3, "note", NOTE).personal(),
            field(4, "preferred_time", LINE),
            field(5, "origin", Kind::Code(&["pc", "import", "usb", "hq"])).merge(Merge::Quiet),
            // What the import found the row by, so that the same file changes nothing the second time.
            field(6, "import_key", LINE).merge(Merge::Quiet),
            field(7, "merged_into", Kind::LooseRef),
        ],
    },
    Entity {
        id: 3,
        name: "person",
        owner: Owner::Dealer,
        class: Class::Editable,
        fields: &[
            field(1, "customer_id", Kind::Ref("customer"))
                .required()
                .merge(Merge::Immutable),
            field(2, "name", NAME).required().personal(),
            field(3, "relation", CODE),
            field(4, "wechat", NAME).personal(),
            field(5, "birthday_on", Kind::Date).personal(),
            field(6, "birthday_lunar", Kind::Bool),
        ],
    },
    Entity {
        id: 4,
        name: "phone",
        owner: Owner::Dealer,
        class: Class::Editable,
        fields: &[
            field(1, "customer_id", Kind::Ref("customer"))
                .required()
                .merge(Merge::Immutable),
            field(2, "person_id", Kind::Ref("person")),
            field(3, "number", CODE).required().personal(),
            field(4, "label", NAME),
        ],
    },
    Entity {
        id: 5,
        name: "address",
        owner: Owner::Dealer,
        class: Class::Editable,
        fields: &[
            field(1, "customer_id", Kind::Ref("customer"))
                .required()
                .merge(Merge::Immutable),
            field(2, "town", NAME).personal(),
            field(3, "village", NAME).personal(),
            // The address as it was typed, whole: splitting never loses a word.
            field(4, "detail", LINE).personal(),
            field(5, "landmark", LINE).personal(),
            field(6, "route_note", LINE).personal(),
        ],
    },
    Entity {
        id: 6,
        name: "customer_tag",
        owner: Owner::Dealer,
        class: Class::Editable,
        fields: &[
            field(1, "customer_id", Kind::Ref("customer"))
                .required()
                .merge(Merge::Immutable),
            field(2, "tag", NAME).required().merge(Merge::Immutable),
        ],
    },
    Entity {
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
    },
    Entity {
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
        ],
    },
    Entity {
        id: 9,
        name: "work_order",
        owner: Owner::Dealer,
        class: Class::Editable,
        fields: &[
            field(1, "no", CODE).required().merge(Merge::Immutable),
            field(2, "kind", Kind::Code(&["repair", "install", "maintenance"])).required(),
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
        ],
    },
    Entity {
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
        ],
    },
    Entity {
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
        ],
    },
    Entity {
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
    },
];

/// The fields of a `conflict` row that a person at the dealer may fill.
pub const CONFLICT_DECISION: &[&str] = &["resolved_at", "resolved_by", "resolution"];

/// The entity with this table name.
#[must_use]
pub fn entity(name: &str) -> Option<&'static Entity> {
    ENTITIES.iter().find(|entity| entity.name == name)
}

/// The entity with this number.
#[must_use]
pub fn entity_by_id(id: u8) -> Option<&'static Entity> {
    ENTITIES.iter().find(|entity| entity.id == id)
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::HashSet;

    #[test]
    fn numbers_and_names_are_unique_and_references_point_to_earlier_entities() {
        let mut ids = HashSet::new();
        let mut seen: Vec<&str> = Vec::new();
        for entity in ENTITIES {
            assert!(ids.insert(entity.id), "entity number {} twice", entity.id);
            let mut fields = HashSet::new();
            let mut names = HashSet::new();
            for field in entity.fields {
                assert!(field.id < RESERVED, "{}.{}", entity.name, field.name);
                assert!(
                    fields.insert(field.id),
                    "{}.{} number twice",
                    entity.name,
                    field.name
                );
                assert!(
                    names.insert(field.name),
                    "{}.{} name twice",
                    entity.name,
                    field.name
                );
                assert!(
                    !META_COLUMNS.contains(&field.name),
                    "{}.{}",
                    entity.name,
                    field.name
                );
                if let Kind::Ref(parent) = field.kind {
                    assert!(
                        seen.contains(&parent),
                        "{}.{} -> {parent}",
                        entity.name,
                        field.name
                    );
                }
            }
            seen.push(entity.name);
        }
    }

    #[test]
    fn the_companions_of_a_state_are_fields_of_its_entity() {
        let unit = &WORK_ORDER_UNIT;
        let order = entity(unit.entity).unwrap();
        let name = |id| order.field_by_id(id).map(|(_, field)| field.name);
        assert_eq!(name(unit.state), Some("state"));
        assert_eq!(name(unit.back), Some("reopened_count"));
        assert!(unit.companions.contains(&unit.back));
        for id in unit.companions {
            assert!(name(*id).is_some(), "{id}");
        }
    }

    #[test]
    fn the_steps_that_merge_states_are_the_steps_of_the_domain() {
        let mut ours: Vec<_> = WORK_ORDER_STEPS.to_vec();
        let mut theirs: Vec<_> = wuyou_domain::work_order::TRANSITIONS
            .iter()
            .map(|t| (t.from.code(), t.to.code()))
            .collect();
        ours.sort_unstable();
        theirs.sort_unstable();
        theirs.dedup();
        assert_eq!(ours, theirs);
        for step in WORK_ORDER_ADVANCE {
            assert!(ours.contains(step), "{step:?}");
        }
    }
}
