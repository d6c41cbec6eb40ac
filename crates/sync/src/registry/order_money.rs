//! What an order costs and who paid it, parts that moved, and the daily closing of the cash box.

use super::CHANNELS;
use super::field::{CODE, LINE, NAME, NOTE, field};
use crate::entity::{Class, Entity, Kind, Merge, Owner};

/// How money comes in; `credit` is what the customer will pay later, `waiver` what nobody asks for any
/// more.
pub const PAYMENT_METHODS: &[&str] = &["cash", "wechat", "alipay", "transfer", "credit", "waiver"];

pub(super) const CHARGE_LINE: Entity = Entity {
    id: 25,
    name: "charge_line",
    owner: Owner::Dealer,
    class: Class::Editable,
    fields: &[
        field(1, "work_order_id", Kind::Ref("work_order"))
            .required()
            .merge(Merge::Immutable),
        field(
            2,
            "kind",
            Kind::Code(&["labour", "part", "travel", "other", "discount"]),
        )
        .required(),
        field(3, "code", CODE),
        field(4, "name", LINE).required(),
        field(5, "quantity", Kind::Int).required(),
        field(6, "unit_fen", Kind::Int).required(),
        field(7, "amount_fen", Kind::Int).required(),
        field(
            8,
            "basis",
            Kind::Code(&[
                "in_warranty",
                "rework",
                "consumer_law",
                "price_list",
                "typed",
                "discount",
                "excluded",
                "above_list",
                "plan",
            ]),
        )
        .required(),
        field(9, "reason", LINE),
        // What the customer agreed to for this line, and when: a dearer line is asked for anew.
        field(10, "agreed_fen", Kind::Int),
        field(11, "agreed_at", Kind::Instant).merge(Merge::Quiet),
        field(12, "place", Kind::Int).merge(Merge::Quiet),
    ],
};

pub(super) const PAYMENT: Entity = Entity {
    id: 26,
    name: "payment",
    owner: Owner::Dealer,
    class: Class::AppendOnly,
    fields: &[
        field(1, "work_order_id", Kind::Ref("work_order")).required(),
        field(2, "method", Kind::Code(PAYMENT_METHODS)).required(),
        // Below zero for a reversal.
        field(3, "amount_fen", Kind::Int).required(),
        field(4, "receipt_no", CODE).required(),
        field(5, "due_on", Kind::Date),
        field(6, "reverses_id", Kind::LooseRef),
        field(7, "note", LINE).personal(),
        field(8, "occurred_at", Kind::Instant).required(),
        field(9, "staff_id", Kind::Ref("staff")),
    ],
};

/// What happened with a quote. A test holds the list against the domain.
const QUOTE_EVENTS: &[&str] = &["made", "agreed"];

// A quote that was written down, and that a customer agreed: rows only, so that what was promised
// stays what it was.
pub(super) const QUOTE_EVENT: Entity = Entity {
    id: 71,
    name: "quote_event",
    owner: Owner::Dealer,
    class: Class::AppendOnly,
    fields: &[
        field(1, "work_order_id", Kind::Ref("work_order")).required(),
        field(2, "event", Kind::Code(QUOTE_EVENTS)).required(),
        // The number printed on the quote; of an agreement the number of the signed paper.
        field(3, "paper_no", CODE),
        field(4, "total_fen", Kind::Int).required(),
        field(5, "valid_until_on", Kind::Date),
        // The lines as they were told, as JSON text.
        field(6, "terms", Kind::Text(30_000)),
        field(7, "channel", Kind::Code(CHANNELS)),
        field(8, "person_name", NAME).personal(),
        // The signed paper was photographed.
        field(9, "by_photo", Kind::Bool),
        field(10, "note", NOTE).personal(),
        field(11, "occurred_at", Kind::Instant).required(),
        field(12, "staff_id", Kind::Ref("staff")),
    ],
};

/// The grounds on which 三包 does not apply.
pub const EXCLUSION_GROUNDS: &[&str] = &["X1", "X2", "X3", "X4", "X5", "X6", "X7"];

/// Pieces of evidence of an exclusion.
pub const EXCLUSION_EVIDENCE: &[&str] = &[
    "damage_photo",
    "cause_code",
    "customer_statement",
    "seal_photo",
    "cause_proof",
    "certificate_photo",
    "plate_photo",
    "event_date",
    "event_proof",
    "maintenance_record",
    "measured_values",
    "manual_limits",
];

// A claim that 三包 does not cover a repair, its evidence, and what became of it: rows only, so that
// two PCs never overwrite each other. Whatever ends a claim ends it, in whatever order it comes.
pub(super) const EXCLUSION_EVENT: Entity = Entity {
    id: 40,
    name: "exclusion_event",
    owner: Owner::Dealer,
    class: Class::AppendOnly,
    fields: &[
        field(1, "work_order_id", Kind::Ref("work_order")),
        field(2, "remedy_case_id", Kind::Ref("remedy_case")),
        field(
            3,
            "event",
            Kind::Code(&["claim", "evidence", "confirm", "refuse", "withdraw"]),
        )
        .required(),
        // The row that claimed; of that row itself nothing.
        field(4, "claim_id", Kind::LooseRef),
        field(5, "ground", Kind::Code(EXCLUSION_GROUNDS)),
        field(6, "evidence", Kind::Code(EXCLUSION_EVIDENCE)),
        field(7, "text", NOTE).personal(),
        field(8, "caused_by_it", Kind::Bool),
        field(9, "found_on", Kind::Date),
        field(10, "ruling_no", LINE),
        field(11, "ruling_by", NAME).personal(),
        field(12, "basis_zh", NOTE),
        field(13, "basis_en", NOTE),
        field(14, "rules", NOTE),
        field(15, "occurred_at", Kind::Instant).required(),
        field(16, "staff_id", Kind::Ref("staff")),
    ],
};

pub(super) const STOCK_MOVE: Entity = Entity {
    id: 27,
    name: "stock_move",
    owner: Owner::Dealer,
    class: Class::AppendOnly,
    fields: &[
        field(1, "part_code", CODE).required(),
        field(2, "part_name", LINE).required(),
        // Parts taken off machines are counted apart from new ones.
        field(3, "old_part", Kind::Bool),
        // In is above zero, out below.
        field(4, "quantity", Kind::Int).required(),
        field(
            5,
            "kind",
            Kind::Code(&["receive", "use", "take_back", "old_in", "old_out", "count"]),
        )
        .required(),
        field(6, "work_order_id", Kind::Ref("work_order")),
        field(7, "note", LINE),
        field(8, "occurred_at", Kind::Instant).required(),
        field(9, "staff_id", Kind::Ref("staff")),
        // What lay there, by a count: what moved before it is in it. `quantity` keeps the difference
        // to the books of the PC that counted.
        field(10, "counted", Kind::Int),
    ],
};

pub(super) const CASH_CLOSE: Entity = Entity {
    id: 28,
    name: "cash_close",
    owner: Owner::Dealer,
    class: Class::AppendOnly,
    fields: &[
        field(1, "closed_on", Kind::Date).required(),
        field(2, "expected_cash_fen", Kind::Int).required(),
        field(3, "counted_cash_fen", Kind::Int).required(),
        field(4, "expected_wechat_fen", Kind::Int).required(),
        field(5, "counted_wechat_fen", Kind::Int).required(),
        field(6, "expected_alipay_fen", Kind::Int).required(),
        field(7, "counted_alipay_fen", Kind::Int).required(),
        field(8, "expected_transfer_fen", Kind::Int).required(),
        field(9, "counted_transfer_fen", Kind::Int).required(),
        field(10, "note", LINE),
        field(11, "occurred_at", Kind::Instant).required(),
        field(12, "staff_id", Kind::Ref("staff")),
    ],
};

#[cfg(test)]
mod tests {
    use super::*;
    use wuyou_domain::warranty::remedy::{ClaimEvent, Evidence, ExclusionCode};

    #[test]
    fn what_happens_with_a_quote_is_what_the_domain_knows() {
        let known: Vec<_> = wuyou_domain::quote::Event::ALL
            .iter()
            .map(|one| one.code())
            .collect();
        assert_eq!(QUOTE_EVENTS, known);
    }

    #[test]
    fn the_codes_of_an_exclusion_are_those_of_the_domain() {
        let codes = |name: &str| match EXCLUSION_EVENT.field(name).unwrap().kind {
            Kind::Code(codes) => codes.to_vec(),
            kind => panic!("{name}: {kind:?}"),
        };
        let events: Vec<_> = ClaimEvent::ALL.iter().map(|code| code.code()).collect();
        assert_eq!(codes("event"), events);
        let grounds: Vec<_> = ExclusionCode::ALL.iter().map(|code| code.code()).collect();
        assert_eq!(codes("ground"), grounds);
        let evidence: Vec<_> = Evidence::ALL.iter().map(|code| code.code()).collect();
        assert_eq!(codes("evidence"), evidence);
    }
}
