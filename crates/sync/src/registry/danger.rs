//! What was done about a danger on the spot: 停用, 挂牌, 告知签字, and how it ended.

use super::field::{CODE, LINE, NOTE, field};
use crate::entity::{Class, Entity, Kind, Owner};

/// The steps. A test holds the list against the domain.
const STEPS: &[&str] = &["stop", "tag", "told", "check", "release", "withdraw"];

pub(super) const DANGER_STEP: Entity = Entity {
    id: 44,
    name: "danger_step",
    owner: Owner::Dealer,
    // What was done for the safety of somebody is never changed; a mistake is told by another row.
    class: Class::AppendOnly,
    fields: &[
        field(1, "work_order_id", Kind::Ref("work_order")).required(),
        field(2, "unit_id", Kind::Ref("unit")),
        field(3, "step", Kind::Code(STEPS)).required(),
        field(4, "tag_no", CODE),
        field(5, "paper_no", CODE),
        // The signed paper was photographed.
        field(6, "by_photo", Kind::Bool),
        // The customer would not sign.
        field(7, "refused", Kind::Bool),
        // Who saw it, or why.
        field(8, "witness", LINE).personal(),
        // What was found, or how it was found safe again.
        field(9, "text", NOTE).personal(),
        field(10, "occurred_at", Kind::Instant).required(),
        field(11, "staff_id", Kind::Ref("staff")),
    ],
};

#[cfg(test)]
mod tests {
    use super::*;
    use wuyou_domain::work_order::danger::DangerStep;

    #[test]
    fn the_steps_against_a_danger_are_those_of_the_domain() {
        let theirs: Vec<_> = DangerStep::ALL.iter().map(|step| step.code()).collect();
        assert_eq!(STEPS, theirs);
    }
}
