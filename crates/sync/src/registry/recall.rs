//! Recalls and stop-use notices of headquarters, and what the dealer did at each machine for them.

use super::field::{CODE, LINE, NOTE, field};
use crate::entity::{Class, Entity, Kind, Merge, Owner};

/// What a notice asks for at each machine. A test holds the lists against the domain.
const ACTIONS: &[&str] = &["contact", "inspect", "replace_part", "stop"];

/// What was done at a machine.
const OUTCOMES: &[&str] = &["contacted", "inspected", "part_replaced", "stopped"];

pub(super) const RECALL: Entity = Entity {
    id: 35,
    name: "recall",
    // Headquarters publishes, changes and withdraws; a dealer reads.
    owner: Owner::Server,
    class: Class::Editable,
    fields: &[
        field(1, "no", CODE).required().merge(Merge::Immutable),
        field(2, "kind", Kind::Code(&["recall", "stop_use"])).required(),
        field(3, "state", Kind::Code(&["published", "withdrawn"])).required(),
        // Counts up with every change of it.
        field(4, "version", Kind::Int).required(),
        field(5, "title", LINE).required(),
        field(6, "reason", NOTE).required(),
        field(7, "advice", NOTE),
        field(8, "action", Kind::Code(ACTIONS)).required(),
        // Models and serials as JSON text, checked by the domain before they are written.
        field(9, "ranges", NOTE).required(),
        field(10, "published_on", Kind::Date).required(),
        field(11, "deadline_on", Kind::Date),
        field(12, "withdrawn_reason", LINE),
    ],
};

pub(super) const RECALL_OUTCOME: Entity = Entity {
    id: 36,
    name: "recall_outcome",
    owner: Owner::Dealer,
    // What was done for the safety of somebody is never changed; a mistake is told by another row.
    class: Class::AppendOnly,
    fields: &[
        // A notice is headquarters' row: what was done stands, whatever becomes of it.
        field(1, "recall_id", Kind::LooseRef).required(),
        field(2, "recall_version", Kind::Int).required(),
        field(3, "unit_id", Kind::Ref("unit")).required(),
        field(4, "outcome", Kind::Code(OUTCOMES)).required(),
        field(5, "done_on", Kind::Date).required(),
        field(6, "staff_id", Kind::Ref("staff")),
        field(7, "work_order_id", Kind::Ref("work_order")),
        field(8, "note", NOTE).personal(),
        // The row this one takes back, with the reason in the note: neither counts.
        field(9, "revokes_id", Kind::LooseRef),
    ],
};

#[cfg(test)]
mod tests {
    use super::*;
    use wuyou_domain::recall::{Action, NoticeKind, NoticeState, Outcome};

    #[test]
    fn the_codes_of_notices_and_outcomes_are_those_of_the_domain() {
        let codes = |entity: &Entity, name: &str| match entity.field(name).unwrap().kind {
            Kind::Code(codes) => codes.to_vec(),
            other => panic!("{name} is {other:?}"),
        };
        let kinds: Vec<_> = NoticeKind::ALL.iter().map(|one| one.code()).collect();
        let states: Vec<_> = NoticeState::ALL.iter().map(|one| one.code()).collect();
        let actions: Vec<_> = Action::ALL.iter().map(|one| one.code()).collect();
        let outcomes: Vec<_> = Outcome::ALL.iter().map(|one| one.code()).collect();
        assert_eq!(codes(&RECALL, "kind"), kinds);
        assert_eq!(codes(&RECALL, "state"), states);
        assert_eq!(codes(&RECALL, "action"), actions);
        assert_eq!(codes(&RECALL_OUTCOME, "outcome"), outcomes);
    }
}
