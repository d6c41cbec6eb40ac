//! What each ground gives, and what it has to be shown by.

use crate::calendar::Holidays;
use crate::remedy_case::{Claim, EvidenceInput, Ground, OfferInput, Proof, evidence, offers};
use crate::time::{HOUR_MS, start_of_day};
use crate::warranty::remedy::{
    AuthorityFinding, GoodwillInput, NoReasonInput, RemedyCase, RemedyRules, RemedyScope, Row,
    SaleProof, SalesChannel,
};

fn day(text: &str) -> chrono::NaiveDate {
    text.parse().unwrap()
}

fn at(text: &str) -> i64 {
    start_of_day(day(text)).unwrap() + 9 * HOUR_MS
}

/// A boiler with the maker's two years, sold on 2026-03-02.
fn report(reported: &str, repairs: u32) -> RemedyCase {
    RemedyCase {
        scope: RemedyScope::Policy,
        sale_proof: SaleProof::Proven,
        sold_on: Some(day("2026-03-02")),
        received_on: Some(day("2026-03-02")),
        validity_end: Some(day("2028-03-02")),
        plan_until: None,
        reported_at: at(reported),
        fault_confirmed: true,
        completed_repairs: repairs,
        last_repair: None,
        handed_in_on: None,
        delay_cause: None,
        same_model_available: None,
        customer_accepts_exchange: None,
        finding: None,
        exclusion: None,
        may_rescind: false,
        as_of: day(reported),
    }
}

fn input(ground: Ground) -> OfferInput {
    OfferInput {
        ground,
        report: None,
        no_reason: None,
        goodwill: None,
        agreement: false,
    }
}

/// What is allowed, with its row, and what is owed.
fn given(input: &OfferInput) -> (Vec<(Claim, Option<Row>)>, Vec<Claim>) {
    let rules = RemedyRules::built_in().unwrap();
    let decided = offers(input, rules, Holidays::built_in()).unwrap().result;
    let claims: Vec<_> = decided.iter().map(|offer| offer.claim).collect();
    assert_eq!(
        claims,
        input.ground.claims(),
        "each claim of the ground once"
    );
    let allowed = decided.iter().filter(|offer| offer.allowed);
    let owed = decided.iter().filter(|offer| offer.owed);
    (
        allowed.map(|offer| (offer.claim, offer.row)).collect(),
        owed.map(|offer| offer.claim).collect(),
    )
}

#[test]
fn quality_gives_what_the_table_gives_and_money_by_agreement() {
    use Claim::{Compensation, Exchange, Reduction, Repair, Return};
    let with = |reported, repairs| OfferInput {
        report: Some(report(reported, repairs)),
        ..input(Ground::Quality)
    };
    let money = [(Compensation, None), (Reduction, None)];
    let (allowed, owed) = given(&with("2026-03-09", 0));
    let first = [
        (Return, Some(Row::R1)),
        (Exchange, Some(Row::R1)),
        (Repair, Some(Row::R1)),
    ];
    assert_eq!(allowed, [&first[..], &money[..]].concat());
    assert_eq!(owed, [Return, Exchange, Repair]);
    let (allowed, owed) = given(&with("2026-11-21", 1));
    assert_eq!(
        allowed,
        [&[(Repair, Some(Row::R9))][..], &money[..]].concat()
    );
    assert_eq!(owed, [Repair]);
    let (allowed, owed) = given(&with("2026-11-21", 2));
    assert!(allowed.contains(&(Exchange, Some(Row::R3))), "{allowed:?}");
    assert!(!allowed.iter().any(|(claim, _)| *claim == Return));
    assert_eq!(owed, [Exchange, Repair]);
    // The customer refuses an exchange that is due: the goods go back, with a deduction.
    let mut refused = with("2026-11-21", 2);
    let facts = refused.report.as_mut().unwrap();
    (facts.same_model_available, facts.customer_accepts_exchange) = (Some(true), Some(false));
    assert!(given(&refused).0.contains(&(Return, Some(Row::R7))));
    // Until a technician has confirmed the fault, nothing is owed.
    let mut unconfirmed = with("2026-03-09", 0);
    unconfirmed.report.as_mut().unwrap().fault_confirmed = false;
    assert_eq!(given(&unconfirmed).1, []);
    assert_eq!(given(&input(Ground::Quality)), (vec![], vec![]));
}

#[test]
fn each_other_ground_gives_its_own_and_nothing_else() {
    let finding = |document: Option<&str>| {
        let mut facts = report("2026-11-21", 0);
        facts.finding = Some(AuthorityFinding {
            document_no: document.map(str::to_owned),
            authority: Some("县市场监管局".to_owned()),
            found_on: Some(day("2026-11-20")),
        });
        OfferInput {
            report: Some(facts),
            ..input(Ground::Finding)
        }
    };
    let found = given(&finding(Some("2026-17")));
    assert_eq!(
        found,
        (vec![(Claim::Return, Some(Row::R11))], vec![Claim::Return])
    );
    assert_eq!(
        given(&finding(None)),
        (vec![], vec![]),
        "a finding without its number"
    );
    let no_reason = |channel, requested: &str, installed| OfferInput {
        no_reason: Some(NoReasonInput {
            channel,
            received_on: day("2026-11-10"),
            requested_at: at(requested),
            custom_made: false,
            installed,
            unsuitable_confirmed: false,
        }),
        ..input(Ground::NoReason)
    };
    let may = (vec![(Claim::Return, None)], vec![Claim::Return]);
    let asks = (vec![(Claim::Return, None)], vec![]);
    let none = (vec![], vec![]);
    for (channel, requested, installed, expected) in [
        (SalesChannel::Phone, "2026-11-17", false, &may),
        (SalesChannel::Wechat, "2026-11-17", true, &asks),
        (SalesChannel::Phone, "2026-11-18", false, &none),
        (SalesChannel::Shop, "2026-11-11", false, &none),
    ] {
        assert_eq!(
            given(&no_reason(channel, requested, installed)),
            *expected,
            "{requested}"
        );
    }
    let goodwill = |unopened| OfferInput {
        goodwill: Some(GoodwillInput {
            received_on: day("2026-11-17"),
            requested_at: at("2026-11-21"),
            unopened,
        }),
        ..input(Ground::Unsuitable)
    };
    assert_eq!(given(&goodwill(true)).0, [(Claim::Exchange, None)]);
    assert_eq!(given(&goodwill(false)), none);
    let agreed = |agreement| OfferInput {
        agreement,
        ..input(Ground::Agreed)
    };
    assert_eq!(given(&agreed(true)).0.len(), Claim::ALL.len());
    assert_eq!(given(&agreed(false)), none);
}

fn nothing(ground: Ground, claim: Claim) -> EvidenceInput {
    EvidenceInput {
        ground,
        claim,
        row: None,
        invoice: false,
        warranty_card: false,
        own_record: false,
        price: false,
        fault_record: false,
        repairs: 0,
        repair_days: 0,
        finding: false,
        receipt: false,
        sale_channel: false,
        goods_condition: false,
        agreement: false,
        expenses: 0,
        expenses_proven: 0,
    }
}

#[test]
fn each_ground_asks_for_its_own_evidence_only() {
    use Proof as P;
    let table: [(Ground, Claim, Option<Row>, &[P]); 10] = [
        (
            Ground::Quality,
            Claim::Return,
            Some(Row::R1),
            &[P::PurchaseInvoice, P::FaultRecord, P::Price],
        ),
        (
            Ground::Quality,
            Claim::Exchange,
            Some(Row::R3),
            &[
                P::PurchaseInvoice,
                P::FaultRecord,
                P::RepairRecords,
                P::Price,
            ],
        ),
        (
            Ground::Quality,
            Claim::Exchange,
            Some(Row::R5),
            &[P::PurchaseInvoice, P::FaultRecord, P::RepairDays, P::Price],
        ),
        (Ground::Quality, Claim::Repair, Some(Row::R9), &[]),
        (
            Ground::Quality,
            Claim::Compensation,
            None,
            &[P::FaultRecord, P::ExpenseReceipts],
        ),
        (
            Ground::NoReason,
            Claim::Return,
            None,
            &[P::Receipt, P::SaleChannel, P::GoodsCondition, P::Price],
        ),
        (
            Ground::Unsuitable,
            Claim::Exchange,
            None,
            &[P::Receipt, P::GoodsCondition, P::Price],
        ),
        (
            Ground::Finding,
            Claim::Return,
            Some(Row::R11),
            &[P::Finding, P::Price],
        ),
        (
            Ground::Agreed,
            Claim::Reduction,
            None,
            &[P::Agreement, P::Price],
        ),
        (
            Ground::Agreed,
            Claim::Compensation,
            None,
            &[P::Agreement, P::ExpenseReceipts],
        ),
    ];
    for (ground, claim, row, expected) in table {
        let mut input = nothing(ground, claim);
        input.row = row;
        let found = evidence(&input).unwrap();
        let must = found.result.items.iter().filter(|item| item.must);
        assert_eq!(
            must.map(|item| item.proof).collect::<Vec<_>>(),
            expected,
            "{ground:?} {claim:?}"
        );
        assert_eq!(found.result.complete, expected.is_empty());
        assert_eq!(found.why.missing.len(), expected.len());
        let all = EvidenceInput {
            invoice: true,
            warranty_card: true,
            own_record: true,
            price: true,
            fault_record: true,
            repairs: 2,
            repair_days: 40,
            finding: true,
            receipt: true,
            sale_channel: true,
            goods_condition: true,
            agreement: true,
            expenses: 2,
            expenses_proven: 2,
            ..input
        };
        assert!(
            evidence(&all).unwrap().result.complete,
            "{ground:?} {claim:?}"
        );
    }
}

#[test]
fn one_proof_of_the_sale_is_enough_and_what_cannot_be_is_refused() {
    let base = EvidenceInput {
        price: true,
        fault_record: true,
        ..nothing(Ground::Quality, Claim::Return)
    };
    type Change = fn(&mut EvidenceInput);
    let ways: [Change; 3] = [
        |i| i.invoice = true,
        |i| i.warranty_card = true,
        |i| i.own_record = true,
    ];
    assert!(!evidence(&base).unwrap().result.complete);
    for way in ways {
        let mut input = base.clone();
        way(&mut input);
        assert!(evidence(&input).unwrap().result.complete);
    }
    let wrong: [(Change, &str, &str); 3] = [
        (|i| i.ground = Ground::Unsuitable, "rule.bad_value", "claim"),
        (
            |i| i.repair_days = 100_001,
            "rule.out_of_range",
            "repair_days",
        ),
        (
            |i| i.expenses_proven = 1,
            "rule.out_of_range",
            "expenses_proven",
        ),
    ];
    for (change, code, field) in wrong {
        let mut input = base.clone();
        change(&mut input);
        let error = evidence(&input).unwrap_err();
        assert_eq!((error.code(), error.field()), (code, Some(field)));
    }
}
