//! Old names of towns and villages (撤乡并镇).

use super::field::{NAME, field};
use crate::entity::{Class, Entity, Kind, Merge, Owner};

/// Kinds of places. A test holds the list against the domain.
const KINDS: &[&str] = &["town", "village"];

/// Its id is derived from the old name: two PCs that write it down make one row, and of two names of
/// today a person decides.
pub(super) const PLACE_NAME: Entity = Entity {
    id: 69,
    name: "place_name",
    owner: Owner::Dealer,
    class: Class::Editable,
    fields: &[
        field(1, "kind", Kind::Code(KINDS))
            .required()
            .merge(Merge::Immutable),
        field(2, "old_name", NAME)
            .required()
            .merge(Merge::Immutable),
        field(3, "name", NAME).required(),
        // Today's town of a village, where other towns have one of the old name.
        field(4, "town", NAME).merge(Merge::Immutable),
    ],
};

#[cfg(test)]
mod tests {
    use super::KINDS;
    use wuyou_domain::place_name::Kind;

    #[test]
    fn the_kinds_of_renamed_places_are_those_of_the_domain() {
        let kinds: Vec<_> = Kind::ALL.iter().map(|kind| kind.code()).collect();
        assert_eq!(KINDS, kinds);
    }
}
