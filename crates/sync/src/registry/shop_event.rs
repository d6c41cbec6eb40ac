//! What a shop does on certain days (节假日活动日历).

use super::field::{CODE, LINE, NAME, NOTE, field};
use crate::entity::{Class, Entity, Kind, Merge, Owner};

/// Kinds of what a shop does. A test holds the list against the domain.
pub(super) const KINDS: &[&str] = &[
    "free_check",
    "duty",
    "tour",
    "promotion",
    "training",
    "other",
];

/// Of two places or dates that two PCs typed a person decides: people are told of them.
pub(super) const SHOP_EVENT: Entity = Entity {
    id: 68,
    name: "shop_event",
    owner: Owner::Dealer,
    class: Class::Editable,
    fields: &[
        field(1, "name", NAME).required(),
        field(2, "kind", Kind::Code(KINDS)).required(),
        field(3, "from_on", Kind::Date).required(),
        field(4, "to_on", Kind::Date).required(),
        field(5, "place", LINE),
        // One in each line.
        field(6, "services", NOTE),
        field(7, "phone", CODE),
        field(8, "note", NOTE),
    ],
};

// Its id is derived from the suggestion and its year: two PCs that answer it make one row, and whatever
// they answered it is not suggested again.
pub(super) const EVENT_SUGGESTION: Entity = Entity {
    id: 73,
    name: "event_suggestion",
    owner: Owner::Dealer,
    class: Class::Editable,
    fields: &[
        field(1, "key", CODE).required().merge(Merge::Immutable),
        field(2, "answer", Kind::Code(&["planned", "unwanted"]))
            .required()
            .merge(Merge::Quiet),
    ],
};

#[cfg(test)]
mod tests {
    use super::KINDS;
    use wuyou_domain::shop_event::Kind;

    #[test]
    fn the_kinds_of_what_a_shop_does_are_those_of_the_domain() {
        let kinds: Vec<_> = Kind::ALL.iter().map(|kind| kind.code()).collect();
        assert_eq!(KINDS, kinds);
    }
}
