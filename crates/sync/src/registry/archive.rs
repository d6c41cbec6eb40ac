//! Households with their people, phones, addresses, tags and consents.

use super::CHANNELS;
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
        // The household this one is the same as. What hangs on it stays where it is, so that the
        // merge is undone by clearing this alone.
        field(7, "merged_into", Kind::LooseRef),
        // Language or dialect in which they are best spoken to.
        field(8, "language", NAME),
        field(9, "no_call", Kind::Bool),
        field(10, "no_marketing", Kind::Bool),
        // Whoever leaves the shop keeps nobody from editing the household.
        field(11, "preferred_technician_id", Kind::LooseRef),
        // When somebody is there; nothing said means always.
        field(
            12,
            "at_home",
            Kind::Code(&[
                "always",
                "spring_festival",
                "heating_season",
                "summer",
                "seldom",
            ]),
        ),
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
        field(5, "birthday_on", Kind::Birthday).personal(),
        field(6, "birthday_lunar", Kind::Bool),
        field(7, "birthday_leap", Kind::Bool),
        // What the village calls them: it tells many of one name apart.
        field(8, "nickname", NAME).personal(),
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
        // A number changes hands; outside these days it is nobody's of this household.
        field(5, "valid_from", Kind::Date),
        field(6, "valid_to", Kind::Date),
        // The day on which somebody of the household said that the number is theirs.
        field(7, "confirmed_on", Kind::Date),
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

/// Two households that share a number or a name and are not the same: they are not suggested again.
pub(super) const HOUSEHOLD_APART: Entity = Entity {
    id: 49,
    name: "household_apart",
    owner: Owner::Dealer,
    class: Class::Editable,
    fields: &[
        // Either may be deleted and come back; what was found of the two stays true.
        field(1, "customer_id", Kind::LooseRef)
            .required()
            .merge(Merge::Immutable),
        field(2, "other_id", Kind::LooseRef)
            .required()
            .merge(Merge::Immutable),
        field(3, "apart", Kind::Bool).required(),
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
        // Given anew after it was taken off, it counts from then; rows of before have none.
        field(3, "given_on", Kind::Date).merge(Merge::Quiet),
    ],
};

/// What somebody agreed to, or took back. Rows are only added; the latest that was said counts, and
/// a withdrawal wins over a consent of the same instant.
pub(super) const CONSENT: Entity = Entity {
    id: 31,
    name: "consent",
    owner: Owner::Dealer,
    class: Class::AppendOnly,
    fields: &[
        field(1, "customer_id", Kind::Ref("customer")).required(),
        // The person of the household, by their name at that time; without one the household's own.
        field(2, "person_id", Kind::LooseRef),
        field(3, "person_name", NAME).required().personal(),
        field(4, "purpose", Kind::Code(PURPOSES)).required(),
        field(5, "given", Kind::Bool).required(),
        field(6, "notice_version", CODE).required(),
        // Both parties the notice named: the shop, and whom it hands the data to.
        field(7, "shop_name", LINE).required(),
        field(8, "receiver_name", LINE).required(),
        field(9, "channel", Kind::Code(CHANNELS)).required(),
        field(10, "occurred_at", Kind::Instant).required(),
        field(11, "staff_id", Kind::Ref("staff")),
        field(12, "note", NOTE).personal(),
    ],
};

/// What a consent is given for. A test holds them against the domain.
const PURPOSES: &[&str] = &["care", "birthday", "marketing"];

#[cfg(test)]
mod tests {
    use super::PURPOSES;
    use wuyou_domain::privacy::Purpose;

    #[test]
    fn a_consent_is_given_for_the_purposes_of_the_domain_and_no_others() {
        let purposes: Vec<_> = Purpose::ALL.iter().map(|purpose| purpose.code()).collect();
        assert_eq!(PURPOSES, purposes);
    }
}
