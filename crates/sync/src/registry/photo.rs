//! Photos: what they show, whose they are, and under which name their content is kept. The content
//! itself is no row: it stays on the PC that took it in.

use super::field::{CODE, NOTE, field};
use crate::entity::{Class, Entity, Kind, Merge, Owner};

/// The BLAKE3 hash of a content, in hex.
const KEY: Kind = Kind::Text(64);

/// A set of pictures: each row is one picture at one record, by an id that follows from both, so
/// that an addition is never lost to another and removal is the row's tombstone. Exactly one of the
/// six references is set.
pub(super) const PHOTO: Entity = Entity {
    id: 34,
    name: "photo",
    owner: Owner::Dealer,
    class: Class::Editable,
    fields: &[
        field(1, "customer_id", Kind::Ref("customer")).merge(Merge::Immutable),
        field(2, "unit_id", Kind::Ref("unit")).merge(Merge::Immutable),
        field(3, "work_order_id", Kind::Ref("work_order")).merge(Merge::Immutable),
        field(4, "complaint_id", Kind::Ref("complaint")).merge(Merge::Immutable),
        field(5, "remedy_case_id", Kind::Ref("remedy_case")).merge(Merge::Immutable),
        field(6, "kind", Kind::Code(KINDS)).required(),
        field(7, "note", NOTE).personal(),
        field(8, "content_key", KEY)
            .required()
            .merge(Merge::Immutable),
        // The file it was made from: the same photo is known again at another quality.
        field(9, "source_key", KEY).merge(Merge::Quiet),
        field(10, "taken_at", Kind::Instant).merge(Merge::Quiet),
        field(11, "taken_from", Kind::Code(&["camera", "file"])).merge(Merge::Quiet),
        field(12, "bytes", Kind::Int).merge(Merge::Quiet),
        field(13, "width", Kind::Int).merge(Merge::Quiet),
        field(14, "height", Kind::Int).merge(Merge::Quiet),
        // The item of the commissioning checklist it proves.
        field(15, "item", CODE).merge(Merge::Quiet),
        field(16, "request_id", Kind::Ref("request")).merge(Merge::Immutable),
    ],
};

/// What a photo shows. A test holds them against the domain.
const KINDS: &[&str] = &[
    "house",
    "landmark",
    "route",
    "plate",
    "seal",
    "installation",
    "before",
    "after",
    "signed_sheet",
    "signed_quote",
    "gas_alarm",
    "damage",
    "invoice",
    "evidence",
    "reported",
    "other",
];

#[cfg(test)]
mod tests {
    use super::{KINDS, PHOTO};
    use wuyou_domain::photo::{Kind, Owner, TakenFrom};

    #[test]
    fn photos_show_what_the_domain_knows_and_belong_to_the_records_of_the_domain() {
        let kinds: Vec<_> = Kind::ALL.iter().map(|kind| kind.code()).collect();
        assert_eq!(KINDS, kinds);
        for owner in Owner::ALL {
            let field = PHOTO.field(&format!("{}_id", owner.code())).unwrap();
            assert_eq!(field.kind, super::Kind::Ref(owner.code()));
        }
        let from = PHOTO.field("taken_from").unwrap().kind;
        let codes: Vec<_> = TakenFrom::ALL.iter().map(|from| from.code()).collect();
        assert!(matches!(from, super::Kind::Code(known) if known == codes));
    }
}
