//! Remedy cases and their steps. The amounts stand with the step that proposed them and never
//! change: an approval names its proposal.

use super::field::{CODE, LINE, NAME, NOTE, field};
use crate::entity::{Class, Entity, Kind, Merge, Owner};

/// The states of a remedy case.
pub const REMEDY_CASE_STATES: &[&str] = &[
    "opened",
    "proposed",
    "with_headquarters",
    "approved",
    "refused",
    "agreed",
    "declined",
    "executed",
    "closed",
    "withdrawn",
];

/// The steps that carry a case forward. A refusal beside an approval, a withdrawal beside anything,
/// or a customer's no beside a yes is for a person.
pub const REMEDY_CASE_ADVANCE: &[(&str, &str)] = &[
    ("opened", "proposed"),
    ("opened", "refused"),
    ("proposed", "approved"),
    ("proposed", "with_headquarters"),
    ("with_headquarters", "approved"),
    ("approved", "agreed"),
    ("approved", "declined"),
    ("agreed", "executed"),
    ("declined", "closed"),
    ("refused", "closed"),
    ("executed", "closed"),
];

/// What a customer asks for.
const CLAIMS: &[&str] = &["exchange", "return", "repair", "compensation", "reduction"];

/// On what ground.
const GROUNDS: &[&str] = &["quality", "no_reason", "agreed", "finding", "unsuitable"];

/// What a customer spent because of the goods.
const EXPENSES: &[&str] = &["transport", "removal", "inspection", "travel", "other"];

/// How money goes to the customer.
const METHODS: &[&str] = &["cash", "wechat", "alipay", "transfer"];

pub(super) const REMEDY_CASE: Entity = Entity {
    id: 19,
    name: "remedy_case",
    owner: Owner::Dealer,
    class: Class::Editable,
    fields: &[
        field(1, "no", CODE).required().merge(Merge::Immutable),
        field(2, "customer_id", Kind::Ref("customer")).required(),
        field(3, "unit_id", Kind::Ref("unit")).required(),
        field(4, "complaint_id", Kind::Ref("complaint")),
        field(5, "work_order_id", Kind::Ref("work_order")).merge(Merge::Quiet),
        field(6, "corrects_id", Kind::LooseRef),
        field(7, "ground", Kind::Code(GROUNDS)).required(),
        field(8, "claim", Kind::Code(CLAIMS)).required(),
        field(9, "text", NOTE).required().personal(),
        // A case that opens by itself may be opened by two PCs on one day, and is one; nobody edits
        // these, nor the order of its report.
        field(10, "opened_at", Kind::Instant)
            .required()
            .merge(Merge::Quiet),
        field(11, "reported_at", Kind::Instant)
            .required()
            .merge(Merge::Quiet),
        field(12, "owner_id", Kind::Ref("staff")),
        field(13, "state", Kind::Code(REMEDY_CASE_STATES))
            .required()
            .merge(Merge::State(REMEDY_CASE_ADVANCE)),
        field(14, "invoice_no", CODE),
        field(15, "invoice_on", Kind::Date),
        field(16, "price_fen", Kind::Int),
        field(17, "subsidy_fen", Kind::Int),
        field(18, "card_no", CODE),
        field(19, "fault_record", NOTE).personal(),
        field(20, "fault_confirmed", Kind::Bool),
        field(21, "same_model_available", Kind::Bool),
        field(22, "accepts_exchange", Kind::Bool),
        field(23, "delay_cause", Kind::Code(&["parts", "repairer"])),
        field(24, "dep_in_terms", Kind::Bool),
        field(25, "finding_no", LINE),
        field(26, "finding_authority", LINE),
        field(27, "finding_on", Kind::Date),
        field(28, "received_on", Kind::Date),
        field(
            29,
            "sale_channel",
            Kind::Code(&["shop", "door", "phone", "wechat", "online", "tv", "mail"]),
        ),
        field(30, "goods_condition", NOTE).personal(),
        field(31, "unopened", Kind::Bool),
        field(32, "custom_made", Kind::Bool),
        field(33, "unsuitable_confirmed", Kind::Bool),
        field(34, "agreement", NOTE).personal(),
        field(35, "proposal_id", Kind::LooseRef),
        field(36, "total_fen", Kind::Int),
        // How often it went back: sent back, revised or opened again.
        field(37, "reopened_count", Kind::Int).merge(Merge::Quiet),
        // The call it came in as, which stands whether the call is there yet or not: not checked.
        // A case that opens by itself has none.
        field(40, "request_id", Kind::LooseRef),
    ],
};

pub(super) const REMEDY_EVENT: Entity = Entity {
    id: 33,
    name: "remedy_event",
    owner: Owner::Dealer,
    class: Class::AppendOnly,
    fields: &[
        field(1, "remedy_case_id", Kind::Ref("remedy_case")).required(),
        field(2, "event", CODE).required(),
        field(3, "from_state", CODE),
        field(4, "to_state", CODE).required(),
        field(5, "occurred_at", Kind::Instant).required(),
        field(6, "staff_id", Kind::Ref("staff")),
        field(7, "text", NOTE).personal(),
        field(8, "claim", Kind::Code(CLAIMS)),
        field(9, "row", CODE),
        field(10, "days", Kind::Int),
        field(11, "fee_fen", Kind::Int),
        field(12, "refund_fen", Kind::Int),
        field(13, "subsidy_return_fen", Kind::Int),
        field(14, "expenses_fen", Kind::Int),
        field(15, "difference_fen", Kind::Int),
        field(16, "total_fen", Kind::Int),
        field(17, "stake_fen", Kind::Int),
        field(18, "percent", Kind::Int),
        field(19, "new_price_fen", Kind::Int),
        field(20, "basis_zh", NOTE),
        field(21, "basis_en", NOTE),
        field(22, "rules", NOTE),
        field(23, "proposal_id", Kind::LooseRef),
        field(24, "expense_kind", Kind::Code(EXPENSES)),
        field(25, "amount_fen", Kind::Int),
        field(26, "proven", Kind::Bool),
        field(27, "ruling_no", LINE),
        field(28, "ruling_by", NAME).personal(),
        field(29, "method", Kind::Code(METHODS)),
        field(30, "receipt_no", CODE),
        field(31, "done_on", Kind::Date),
        field(32, "document", LINE),
        field(33, "other_unit_id", Kind::Ref("unit")),
    ],
};

// Headquarters' decision over a proposal that was too much for the shop's manager. The case follows
// it as long as that proposal stands; the dealer's own rows are never written from outside.
pub(super) const REMEDY_RULING: Entity = Entity {
    id: 41,
    name: "remedy_ruling",
    owner: Owner::Server,
    class: Class::Editable,
    fields: &[
        field(1, "remedy_case_id", Kind::Ref("remedy_case"))
            .required()
            .merge(Merge::Immutable),
        field(2, "proposal_id", Kind::LooseRef)
            .required()
            .merge(Merge::Immutable),
        field(3, "verdict", Kind::Code(&["approve", "refuse"]))
            .required()
            .merge(Merge::Immutable),
        field(4, "text", NOTE).required().merge(Merge::Immutable),
        field(5, "ruling_no", LINE)
            .required()
            .merge(Merge::Immutable),
        field(6, "ruling_by", NAME)
            .required()
            .personal()
            .merge(Merge::Immutable),
        field(7, "occurred_at", Kind::Instant)
            .required()
            .merge(Merge::Immutable),
    ],
};

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::HashSet;
    use wuyou_domain::remedy_case::state::{State, TRANSITIONS};
    use wuyou_domain::remedy_case::{Claim, Ground};
    use wuyou_domain::warranty::remedy::{DelayCause, ExpenseKind, SalesChannel};

    #[test]
    fn a_case_knows_the_states_and_codes_of_the_domain_and_no_others() {
        let states: Vec<_> = State::ALL.iter().map(|state| state.code()).collect();
        assert_eq!(REMEDY_CASE_STATES, states);
        let claims: Vec<_> = Claim::ALL.iter().map(|claim| claim.code()).collect();
        assert_eq!(CLAIMS, claims);
        let grounds: Vec<_> = Ground::ALL.iter().map(|ground| ground.code()).collect();
        assert_eq!(GROUNDS, grounds);
        let expenses: Vec<_> = ExpenseKind::ALL.iter().map(|kind| kind.code()).collect();
        assert_eq!(EXPENSES, expenses);
        let codes_of = |name: &str| match REMEDY_CASE.field(name).unwrap().kind {
            Kind::Code(codes) => codes.to_vec(),
            kind => panic!("{name}: {kind:?}"),
        };
        let channels: Vec<_> = SalesChannel::ALL.iter().map(|code| code.code()).collect();
        assert_eq!(codes_of("sale_channel"), channels);
        let causes: Vec<_> = DelayCause::ALL.iter().map(|code| code.code()).collect();
        assert_eq!(codes_of("delay_cause"), causes);
    }

    #[test]
    fn the_steps_that_merge_cases_are_steps_of_the_domain_and_lead_back_nowhere() {
        let steps: HashSet<_> = TRANSITIONS
            .iter()
            .map(|step| (step.from.code(), step.to.code()))
            .collect();
        for step in REMEDY_CASE_ADVANCE {
            assert!(steps.contains(step), "{step:?}");
        }
        for state in REMEDY_CASE_STATES {
            let mut seen = HashSet::new();
            let mut open = vec![*state];
            while let Some(at) = open.pop() {
                let onward = REMEDY_CASE_ADVANCE.iter().filter(|(from, _)| *from == at);
                for (_, to) in onward {
                    assert_ne!(to, state, "a way back to {state}");
                    if seen.insert(*to) {
                        open.push(to);
                    }
                }
            }
        }
    }
}
