//! What somebody objects to of a figure of the scorecard (评分异议), and the answers to it.

use super::field::{CODE, NOTE, field};
use crate::entity::{Class, Entity, Kind, Owner};

/// Rows only: an objection and every answer to it stay as they were said.
pub(super) const SCORE_OBJECTION: Entity = Entity {
    id: 56,
    name: "score_objection",
    owner: Owner::Dealer,
    class: Class::AppendOnly,
    fields: &[
        // Whose figure it is.
        field(1, "staff_id", Kind::Ref("staff")).required(),
        // `YYYY-MM`.
        field(2, "month", CODE).required(),
        // A figure of the card (`domain::score::Score`).
        field(3, "figure", CODE).required(),
        field(4, "event", Kind::Code(&["object", "accept", "decline"])).required(),
        // The objection an answer is to.
        field(5, "objection_id", Kind::LooseRef),
        field(6, "text", NOTE).required().personal(),
        field(7, "by_id", Kind::Ref("staff")).required(),
        field(8, "occurred_at", Kind::Instant).required(),
    ],
};
