//! Lists headquarters publishes for every dealer, and a shop's own prices.

use super::field::{CODE, LINE, NAME, field};
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
