//! Complaints with their steps, and promises given to customers.

use super::CHANNELS;
use super::field::{CODE, LINE, NAME, NOTE, field};
use crate::entity::{Class, Entity, Kind, Merge, Owner};

/// The states of a complaint; the first two are a grumble's.
pub const COMPLAINT_STATES: &[&str] = &[
    "grumble",
    "settled",
    "received",
    "acknowledged",
    "assessed",
    "investigating",
    "answered",
    "accepted",
    "carrying_out",
    "rejected",
    "escalated",
    "external",
    "closed_satisfied",
    "closed_external",
];

/// The steps that carry a complaint forward. Without the steps back (reopening, headquarters'
/// new answer) one of two concurrent states is the farther one; and a customer's no beside a yes,
/// or a closing beside an outside way, is for a person.
pub const COMPLAINT_ADVANCE: &[(&str, &str)] = &[
    ("grumble", "settled"),
    ("grumble", "received"),
    ("settled", "received"),
    ("received", "acknowledged"),
    ("acknowledged", "assessed"),
    ("assessed", "investigating"),
    ("investigating", "answered"),
    ("answered", "accepted"),
    ("answered", "rejected"),
    ("accepted", "carrying_out"),
    ("carrying_out", "closed_satisfied"),
    ("rejected", "escalated"),
    ("rejected", "external"),
    ("external", "closed_external"),
];

/// The states of a promise.
pub const PROMISE_STATES: &[&str] = &["open", "kept", "broken", "withdrawn"];

/// What becomes of a promise; kept beside broken is for a person.
pub const PROMISE_ADVANCE: &[(&str, &str)] =
    &[("open", "kept"), ("open", "broken"), ("open", "withdrawn")];

const CLASSES: &[&str] = &["A", "B", "C", "D"];

/// Measures that make a failed service good.
pub const RECOVERIES: &[&str] = &[
    "apology",
    "explanation",
    "rework",
    "part",
    "refund",
    "waiver",
    "compensation",
    "exchange",
    "return",
    "safety",
    "other",
];

/// The classes headquarters shares.
const CO_OWNED: &[&str] = &["A", "B"];

/// The classes the shop decides alone.
const OWN: &[&str] = &["C", "D"];

pub(super) const COMPLAINT: Entity = Entity {
    id: 16,
    name: "complaint",
    owner: Owner::Dealer,
    class: Class::Editable,
    fields: &[
        field(1, "no", CODE).required().merge(Merge::Immutable),
        field(2, "customer_id", Kind::Ref("customer")),
        field(3, "unit_id", Kind::Ref("unit")),
        field(4, "work_order_id", Kind::Ref("work_order")),
        field(5, "request_id", Kind::Ref("request")),
        field(6, "caller_name", NAME).personal(),
        field(7, "caller_phone", CODE).personal(),
        field(8, "channel", Kind::Code(CHANNELS)).required(),
        // Codes of the reference list, which headquarters may extend.
        field(9, "category", CODE).required(),
        field(10, "item", CODE),
        field(11, "text", NOTE).required().personal(),
        field(12, "remedy_sought", NOTE).personal(),
        field(13, "severity", Kind::Code(&["high", "normal", "grumble"])).required(),
        field(14, "safety", Kind::Bool),
        field(15, "injury", Kind::Bool),
        field(16, "public_exposure", Kind::Bool),
        // A slip in it is put right by the desk, with a manager's word where that gives more time.
        field(17, "received_at", Kind::Instant).required(),
        field(18, "about_staff_id", Kind::Ref("staff")),
        field(19, "owner_id", Kind::Ref("staff")),
        field(20, "state", Kind::Code(COMPLAINT_STATES))
            .required()
            .merge(Merge::State(COMPLAINT_ADVANCE)),
        // Only headquarters lowers a class it shares (`model.md` §3.8).
        field(21, "class", Kind::Code(CLASSES)).merge(Merge::Strict(CO_OWNED, OWN)),
        field(22, "sat_before", Kind::Int),
        field(23, "sat_after", Kind::Int),
        field(24, "cause", NOTE),
        field(25, "failure_type", Kind::Code(&["outcome", "process"])),
        field(26, "plan", NOTE),
        field(27, "external_no", LINE),
        field(28, "conclusion", NOTE),
        field(29, "taken_over", Kind::Bool),
        // How often the first settlement turned out ineffective.
        field(30, "reopened_count", Kind::Int).merge(Merge::Quiet),
    ],
};

pub(super) const COMPLAINT_EVENT: Entity = Entity {
    id: 17,
    name: "complaint_event",
    owner: Owner::Dealer,
    class: Class::AppendOnly,
    fields: &[
        field(1, "complaint_id", Kind::Ref("complaint")).required(),
        field(2, "event", CODE).required(),
        field(3, "from_state", CODE),
        field(4, "to_state", CODE).required(),
        field(5, "occurred_at", Kind::Instant).required(),
        field(6, "staff_id", Kind::Ref("staff")),
        field(7, "text", NOTE).personal(),
        field(8, "class", Kind::Code(CLASSES)),
        // Who was named to investigate; they handled it too.
        field(9, "handler_id", Kind::Ref("staff")),
        field(10, "sat_after", Kind::Int),
        field(11, "recovery", Kind::Code(RECOVERIES)),
        field(12, "cause", NOTE),
    ],
};

pub(super) const PROMISE: Entity = Entity {
    id: 18,
    name: "promise",
    owner: Owner::Dealer,
    class: Class::Editable,
    fields: &[
        field(1, "text", LINE).required().personal(),
        field(2, "due_on", Kind::Date).required(),
        field(3, "owner_id", Kind::Ref("staff")),
        field(4, "state", Kind::Code(PROMISE_STATES))
            .required()
            .merge(Merge::State(PROMISE_ADVANCE)),
        field(5, "kept_on", Kind::Date),
        field(6, "customer_id", Kind::Ref("customer")),
        field(7, "work_order_id", Kind::Ref("work_order")),
        field(8, "complaint_id", Kind::Ref("complaint")),
        field(9, "made_at", Kind::Instant)
            .required()
            .merge(Merge::Immutable),
        field(10, "reason", NOTE).personal(),
    ],
};

// Rows only: into whose hands a promise went, and why.
pub(super) const PROMISE_EVENT: Entity = Entity {
    id: 57,
    name: "promise_event",
    owner: Owner::Dealer,
    class: Class::AppendOnly,
    fields: &[
        field(1, "promise_id", Kind::Ref("promise")).required(),
        field(2, "event", Kind::Code(&["hand_over", "leave"])).required(),
        field(3, "from_owner_id", Kind::Ref("staff")),
        field(4, "to_owner_id", Kind::Ref("staff")).required(),
        field(5, "text", NOTE).required().personal(),
        field(6, "by_id", Kind::Ref("staff")).required(),
        field(7, "occurred_at", Kind::Instant).required(),
    ],
};

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::HashSet;
    use wuyou_domain::complaint::state::transitions;
    use wuyou_domain::complaint::{Class, FailureType, GRUMBLE_STEPS, GrumbleState, Recovery};
    use wuyou_domain::complaint::{Severity, state::State};

    /// The codes of a field of the complaint or its steps.
    fn codes_of(entity: &Entity, name: &str) -> Vec<&'static str> {
        match entity.field(name).unwrap().kind {
            Kind::Code(codes) => codes.to_vec(),
            kind => panic!("{name}: {kind:?}"),
        }
    }

    #[test]
    fn a_complaint_knows_the_states_and_codes_of_the_domain_and_no_others() {
        let grumble = GrumbleState::ALL.iter().map(|state| state.code());
        let formal = State::ALL.iter().map(|state| state.code());
        let states: Vec<_> = grumble.chain(formal).collect();
        assert_eq!(COMPLAINT_STATES, states);
        let classes: Vec<_> = Class::ALL.iter().map(|class| class.code()).collect();
        assert_eq!(codes_of(&COMPLAINT, "class"), classes);
        assert_eq!(codes_of(&COMPLAINT_EVENT, "class"), classes);
        let severities: Vec<_> = Severity::ALL.iter().map(|code| code.code()).collect();
        assert_eq!(codes_of(&COMPLAINT, "severity"), severities);
        let failures: Vec<_> = FailureType::ALL.iter().map(|code| code.code()).collect();
        assert_eq!(codes_of(&COMPLAINT, "failure_type"), failures);
        let recoveries: Vec<_> = Recovery::ALL.iter().map(|code| code.code()).collect();
        assert_eq!(codes_of(&COMPLAINT_EVENT, "recovery"), recoveries);
    }

    #[test]
    fn the_steps_that_merge_complaints_are_steps_of_the_domain_and_lead_back_nowhere() {
        let steps: HashSet<_> = transitions()
            .map(|step| (step.from.code(), step.to.code()))
            .chain(GRUMBLE_STEPS.iter().copied())
            .collect();
        for step in COMPLAINT_ADVANCE {
            assert!(steps.contains(step), "{step:?}");
        }
        // Every step of the domain is either one forward or one of the few back or aside.
        let aside = [
            ("carrying_out", "rejected"),
            ("escalated", "answered"),
            ("closed_satisfied", "assessed"),
            ("closed_external", "assessed"),
        ];
        for step in steps {
            let moves = step.0 != step.1;
            let known = COMPLAINT_ADVANCE.contains(&step) || aside.contains(&step);
            assert!(!moves || known, "{step:?}");
        }
        for state in COMPLAINT_STATES {
            let mut seen = HashSet::new();
            let mut open = vec![*state];
            while let Some(at) = open.pop() {
                for (_, to) in COMPLAINT_ADVANCE.iter().filter(|(from, _)| *from == at) {
                    assert_ne!(to, state, "a way back to {state}");
                    if seen.insert(*to) {
                        open.push(to);
                    }
                }
            }
        }
    }
}
