//! What a shop does unasked: care calls that were made or left, and who answers at night.

use super::field::{CODE, NOTE, field};
use crate::entity::{Class, Entity, Kind, Merge, Owner};

/// What a call is about. A test holds the lists against the domain.
const KINDS: &[&str] = &["birthday", "anniversary", "season"];
/// How a call came out.
const RESULTS: &[&str] = &["fine", "wish", "message"];
/// Why a call was left.
const REASONS: &[&str] = &[
    "unreachable",
    "moved",
    "bad_time",
    "recent",
    "refused",
    "other",
];

/// One for each occasion, with an id derived from it: whichever PC makes the call, it is one. Two
/// that made it at once agree on the later word; nobody decides over that.
pub(super) const CARE_CALL: Entity = Entity {
    id: 37,
    name: "care_call",
    owner: Owner::Dealer,
    class: Class::Editable,
    fields: &[
        field(1, "customer_id", Kind::Ref("customer"))
            .required()
            .merge(Merge::Immutable),
        field(2, "kind", Kind::Code(KINDS))
            .required()
            .merge(Merge::Immutable),
        field(3, "person_id", Kind::LooseRef).merge(Merge::Quiet),
        field(4, "unit_id", Kind::LooseRef).merge(Merge::Quiet),
        field(5, "due_on", Kind::Date)
            .required()
            .merge(Merge::Quiet),
        field(6, "result", Kind::Code(RESULTS)).merge(Merge::Quiet),
        field(7, "reason", Kind::Code(REASONS)).merge(Merge::Quiet),
        field(8, "note", NOTE).personal().merge(Merge::Quiet),
        field(9, "handled_at", Kind::Instant)
            .required()
            .merge(Merge::Quiet),
        field(10, "staff_id", Kind::Ref("staff")).merge(Merge::Quiet),
    ],
};

/// One for each night, with an id derived from its date: the last word of each field stands.
pub(super) const DUTY: Entity = Entity {
    id: 38,
    name: "duty",
    owner: Owner::Dealer,
    class: Class::Editable,
    fields: &[
        field(1, "night_on", Kind::Date)
            .required()
            .merge(Merge::Immutable),
        field(2, "staff_id", Kind::Ref("staff")),
        field(3, "phone", CODE).personal(),
    ],
};

/// What the shop has settled for all its PCs: one row, and the last word of each field stands.
pub(super) const SHOP_SETTING: Entity = Entity {
    id: 47,
    name: "shop_setting",
    owner: Owner::Dealer,
    class: Class::Editable,
    fields: &[
        field(1, "care_per_day", Kind::Int).merge(Merge::Quiet),
        field(2, "duty_closes", CODE).merge(Merge::Quiet),
        field(3, "duty_opens", CODE).merge(Merge::Quiet),
        field(4, "hq_phone", CODE).merge(Merge::Quiet),
    ],
};

#[cfg(test)]
mod tests {
    use super::*;
    use wuyou_domain::care::{CareKind, CareResult, SkipReason};

    #[test]
    fn the_codes_of_care_calls_are_those_of_the_domain() {
        let kinds: Vec<_> = CareKind::ALL.iter().map(|one| one.code()).collect();
        let results: Vec<_> = CareResult::ALL.iter().map(|one| one.code()).collect();
        let reasons: Vec<_> = SkipReason::ALL.iter().map(|one| one.code()).collect();
        assert_eq!((KINDS, RESULTS, REASONS), (&*kinds, &*results, &*reasons));
    }
}
