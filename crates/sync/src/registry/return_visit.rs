//! Return visits and what households answered.

use super::field::{CODE, LONG_LINE, NOTE, field};
use super::{RETURN_VISIT_ADVANCE, RETURN_VISIT_KINDS, RETURN_VISIT_RESULTS, RETURN_VISIT_STATES};
use crate::entity::{Class, Entity, Kind, Merge, Owner};

/// A planned visit. Its id follows from what it is about, so two PCs plan one visit; who was reached
/// and what was said are contacts and answers, which all stay.
pub(super) const RETURN_VISIT: Entity = Entity {
    id: 20,
    name: "return_visit",
    owner: Owner::Dealer,
    class: Class::Editable,
    fields: &[
        field(1, "kind", Kind::Code(RETURN_VISIT_KINDS))
            .required()
            .merge(Merge::Immutable),
        field(2, "customer_id", Kind::Ref("customer")).required(),
        field(3, "unit_id", Kind::Ref("unit")),
        field(4, "work_order_id", Kind::Ref("work_order")),
        field(5, "complaint_id", Kind::LooseRef),
        field(6, "state", Kind::Code(RETURN_VISIT_STATES))
            .required()
            .merge(Merge::State(RETURN_VISIT_ADVANCE)),
        // The day of the commissioning, the finish, the end of the complaint.
        // Two PCs may finish one order on two days: that refuses nobody's work.
        field(7, "anchor_on", Kind::Date)
            .required()
            .merge(Merge::Quiet),
        field(8, "from_on", Kind::Date)
            .required()
            .merge(Merge::Quiet),
        field(9, "to_on", Kind::Date).required().merge(Merge::Quiet),
        // When to try again; the first day of the window while nobody has tried.
        field(10, "next_at", Kind::Instant).merge(Merge::Quiet),
        // Who did the work the visit is about: may not make the visit (R085).
        field(11, "served_by_id", Kind::Ref("staff")).merge(Merge::Quiet),
        field(12, "policy_version", CODE).merge(Merge::Quiet),
    ],
};

/// One effective visit. Two of them for one plan both stay; the earliest satisfies it.
pub(super) const VISIT_ANSWER: Entity = Entity {
    id: 21,
    name: "visit_answer",
    owner: Owner::Dealer,
    class: Class::AppendOnly,
    fields: &[
        field(1, "return_visit_id", Kind::Ref("return_visit")).required(),
        field(2, "contact_id", Kind::Ref("contact")),
        field(3, "occurred_at", Kind::Instant).required(),
        field(4, "staff_id", Kind::Ref("staff")),
        field(5, "questionnaire_code", CODE).required(),
        field(6, "questionnaire_version", CODE).required(),
        // JSON, checked against the questionnaire of this version.
        field(7, "answers", NOTE).required().personal(),
        field(8, "result", Kind::Code(RETURN_VISIT_RESULTS)).required(),
        field(9, "next_action", LONG_LINE).personal(),
        field(10, "suggestion", NOTE).personal(),
        field(11, "duration_seconds", Kind::Int),
        // The answers that are counted, beside the whole form.
        field(12, "works", Kind::Bool),
        field(13, "csat", Kind::Int),
        field(14, "nps", Kind::Int),
        // Made by who served: headquarters looks at it (R085).
        field(15, "own_work", Kind::Bool),
        field(16, "follow_request_id", Kind::Ref("request")),
        field(17, "follow_order_id", Kind::Ref("work_order")),
    ],
};
