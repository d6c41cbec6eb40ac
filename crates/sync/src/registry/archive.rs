//! Households with their people, phones, addresses, tags.

use super::field::{CODE, LINE, NAME, NOTE, field};
use crate::entity::{Class, Entity, Kind, Merge, Owner};

pub(super) const CUSTOMER: Entity = Entity {
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
};

pub(super) const PERSON: Entity = Entity {
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
};

pub(super) const PHONE: Entity = Entity {
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
};

pub(super) const ADDRESS: Entity = Entity {
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
};

pub(super) const CUSTOMER_TAG: Entity = Entity {
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
};
