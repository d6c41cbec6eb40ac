//! Table T1, row by row.

use super::*;

const TERMS: ShelfTerms = ShelfTerms {
    max_shelf_months: 12,
    grace_months: 6,
};

fn proof(kind: ProofKind, on: &str) -> SaleProof {
    SaleProof { kind, on: day(on) }
}

fn start(facts: &UnitFacts, rule: StartRule, as_of: &str) -> Decision<Start> {
    start_of_validity(facts, rule, Some(TERMS), day(as_of)).unwrap()
}

/// Row, then invoice, certificate, commissioning and factory date, the rule and the day of the
/// question; then start, document, confidence, whether it has started, whether it is provisional,
/// and the sentence it is told in.
const T1: &str = "
R1 | 2025-03-10 | 2025-03-12 | 2025-04-01 | 2025-01-05 | invoice       | 2025-06-01 | 2025-03-10 | invoice       | A | yes | no  | start
R1 | 2025-03-10 |            |            |            | invoice       | 2025-03-10 | 2025-03-10 | invoice       | A | yes | no  | start
R2 | 2025-03-10 |            | 2025-04-01 |            | commissioning | 2025-06-01 | 2025-04-01 | commissioning | A | yes | no  | start-commissioned
R2 | 2025-03-10 |            | 2025-03-01 |            | commissioning | 2025-06-01 | 2025-03-10 | invoice       | A | yes | no  | start
R2 | 2025-03-10 |            | 2025-03-10 |            | commissioning | 2025-06-01 | 2025-03-10 | invoice       | A | yes | no  | start
R2 | 2025-03-10 |            | 2026-03-10 |            | commissioning | 2026-06-01 | 2026-03-10 | commissioning | A | yes | no  | start-commissioned
R2 | 2025-03-10 |            | 2026-03-11 |            | commissioning | 2026-06-01 | 2026-03-10 | invoice       | A | yes | no  | start-latest
R3 | 2025-03-10 | 2025-03-12 |            | 2025-01-05 | commissioning | 2026-03-09 | 2025-03-10 | invoice       | B | no  | yes | start-waiting
R3 | 2025-03-10 |            |            |            | commissioning | 2026-03-10 | 2026-03-10 | invoice       | B | yes | yes | start-latest
R4 |            | 2025-03-12 | 2025-04-01 | 2025-01-05 | commissioning | 2025-06-01 | 2025-03-12 | certificate   | B | yes | no  | start
R4 |            | 2025-03-12 |            |            | invoice       | 2025-06-01 | 2025-03-12 | certificate   | B | yes | no  | start
R5 |            |            | 2025-04-01 | 2025-01-05 | invoice       | 2025-06-01 | 2025-04-01 | commissioning | B | yes | no  | start
R6 |            |            |            | 2025-01-05 | commissioning | 2025-06-01 | 2025-07-05 | factory       | C | yes | yes | start-factory
R7 |            |            |            |            | invoice       | 2025-06-01 |            | nothing       | D | no  | yes | start-unknown
";

#[test]
fn validity_starts_as_the_table_says() {
    for row in T1.trim().lines() {
        let cells: Vec<&str> = row.split('|').map(str::trim).collect();
        let date = |place: usize| cells[place].parse::<NaiveDate>().ok();
        let facts = UnitFacts {
            invoiced_on: date(1),
            certificate_on: date(2),
            commissioned_on: date(3),
            made_on: date(4),
            ..UnitFacts::default()
        };
        let rule = StartRule::from_code(cells[5]).unwrap();
        let decision = start(&facts, rule, cells[6]);
        let expected = Start {
            on: date(7),
            document: StartDocument::from_code(cells[8]).unwrap(),
            confidence: Confidence::from_code(cells[9]).unwrap(),
            started: cells[10] == "yes",
            provisional: cells[11] == "yes",
        };
        assert_eq!(decision.result, expected, "{row}");
        assert_eq!(decision.why.rows, [format!("T1.{}", cells[0])], "{row}");
        let told: Vec<_> = decision.why.steps.iter().map(|line| line.key).collect();
        assert_eq!(told, [format!("warranty-{}", cells[12])], "{row}");
        let named = |on| decision.why.dates().any(|date| date == on);
        assert!(expected.on.is_none_or(named), "{row}");
    }
}

#[test]
fn a_lost_invoice_is_not_the_end_where_records_prove_the_sale() {
    use Confidence::{A, B};
    for (kind, document, confidence) in [
        (ProofKind::DigitalInvoice, StartDocument::DigitalInvoice, A),
        (ProofKind::HqRecord, StartDocument::HqRecord, A),
        (ProofKind::DealerRecord, StartDocument::DealerRecord, B),
        (ProofKind::Payment, StartDocument::Payment, B),
        (ProofKind::WechatOrder, StartDocument::WechatOrder, B),
        (ProofKind::DeliveryNote, StartDocument::DeliveryNote, B),
    ] {
        let facts = UnitFacts {
            proofs: vec![proof(kind, "2025-03-10")],
            commissioned_on: some("2025-04-01"),
            ..UnitFacts::default()
        };
        let by_invoice = start(&facts, StartRule::Invoice, "2025-06-01").result;
        assert_eq!(by_invoice.on, some("2025-03-10"), "{kind:?}");
        assert_eq!(
            (by_invoice.document, by_invoice.confidence),
            (document, confidence)
        );
        // It stands in for the invoice, so the maker's start rule applies.
        let by_rule = start(&facts, StartRule::Commissioning, "2025-06-01");
        assert_eq!(by_rule.result.on, some("2025-04-01"), "{kind:?}");
        assert_eq!(by_rule.result.confidence, confidence);
        assert_eq!(by_rule.why.rows, ["T1.R2"]);
    }
}

#[test]
fn a_certificate_with_a_record_of_the_sale_goes_by_the_start_rule_like_an_invoice() {
    let mut facts = UnitFacts {
        certificate_on: some("2025-03-10"),
        commissioned_on: some("2025-04-01"),
        ..UnitFacts::default()
    };
    let rows = |facts: &UnitFacts, rule| start(facts, rule, "2025-06-01").why.rows;
    assert_eq!(rows(&facts, StartRule::Commissioning), ["T1.R4"]);
    facts.proofs = vec![proof(ProofKind::Payment, "2025-03-10")];
    assert_eq!(rows(&facts, StartRule::Commissioning), ["T1.R2"]);
    assert_eq!(rows(&facts, StartRule::Invoice), ["T1.R1"]);
    let decision = start(&facts, StartRule::Commissioning, "2025-06-01");
    assert_eq!(decision.result.on, some("2025-04-01"));
    assert_eq!(decision.result.confidence, Confidence::B);
}

#[test]
fn a_boiler_the_shop_sold_is_covered_from_its_commissioning() {
    let facts = UnitFacts {
        model: Some("WEB-L1P20".into()),
        proofs: vec![proof(ProofKind::DealerRecord, "2024-08-01")],
        commissioned_on: some("2024-11-10"),
        ..UnitFacts::default()
    };
    let card = card(&facts, "2026-11-01");
    assert_eq!(card.standing, Standing::In);
    assert_eq!(card.end_on, some("2026-11-10"));
    assert_eq!(card.confidence, Confidence::B);
}

#[test]
fn the_best_proof_counts_and_of_two_of_a_kind_the_earlier() {
    let mut facts = UnitFacts {
        proofs: vec![
            proof(ProofKind::Payment, "2025-03-01"),
            proof(ProofKind::HqRecord, "2025-03-08"),
            proof(ProofKind::HqRecord, "2025-03-06"),
        ],
        certificate_on: some("2025-03-04"),
        ..UnitFacts::default()
    };
    let on = |facts: &UnitFacts| start(facts, StartRule::Invoice, "2025-06-01").result.on;
    assert_eq!(on(&facts), some("2025-03-06"));
    facts.proofs.truncate(1);
    assert_eq!(on(&facts), some("2025-03-04"));
    facts.certificate_on = None;
    assert_eq!(on(&facts), some("2025-03-01"));
}

#[test]
fn an_exchanged_machine_starts_on_the_day_of_the_exchange_whatever_else_is_known() {
    let facts = UnitFacts {
        came_by_exchange_on: some("2026-02-28"),
        invoiced_on: some("2025-03-10"),
        commissioned_on: some("2026-03-05"),
        ..UnitFacts::default()
    };
    for rule in [StartRule::Invoice, StartRule::Commissioning] {
        let decision = start(&facts, rule, "2026-06-01");
        assert_eq!(decision.result.on, some("2026-02-28"));
        assert_eq!(decision.result.document, StartDocument::Exchange);
        assert_eq!(decision.result.confidence, Confidence::A);
        assert_eq!(decision.why.rows, ["T2.R5"]);
        assert_eq!(decision.why.steps[0].key, "warranty-start-exchange");
    }
}

#[test]
fn without_a_policy_there_is_no_latest_start_and_no_reckoning_from_the_factory() {
    let late = UnitFacts {
        invoiced_on: some("2025-03-10"),
        commissioned_on: some("2026-05-01"),
        ..UnitFacts::default()
    };
    let start = |facts: &UnitFacts| {
        start_of_validity(facts, StartRule::Commissioning, None, day("2026-06-01"))
            .unwrap()
            .result
    };
    assert_eq!(start(&late).on, some("2026-05-01"));
    let waiting = UnitFacts {
        commissioned_on: None,
        ..late
    };
    assert!(!start(&waiting).started);
    let made = UnitFacts {
        made_on: some("2025-01-05"),
        ..UnitFacts::default()
    };
    assert_eq!(start(&made).confidence, Confidence::D);
}

#[test]
fn the_clerk_sees_which_evidence_helps() {
    let missing = |facts: &UnitFacts, rule| -> Vec<&str> {
        let missing = start(facts, rule, "2025-06-01").why.missing;
        missing.iter().map(|line| line.key).collect()
    };
    let all = [
        "warranty-missing-digital-invoice",
        "warranty-missing-payment",
        "warranty-missing-wechat-order",
        "warranty-missing-delivery-note",
        "warranty-missing-serial",
    ];
    let nothing = UnitFacts::default();
    assert_eq!(missing(&nothing, StartRule::Invoice), all);
    let made = UnitFacts {
        made_on: some("2025-01-05"),
        ..UnitFacts::default()
    };
    assert_eq!(missing(&made, StartRule::Invoice), all);
    let invoice = UnitFacts {
        invoiced_on: some("2025-03-10"),
        ..UnitFacts::default()
    };
    assert!(missing(&invoice, StartRule::Invoice).is_empty());
    let waiting = missing(&invoice, StartRule::Commissioning);
    assert_eq!(waiting, ["warranty-missing-commissioning"]);
    let certificate = UnitFacts {
        certificate_on: some("2025-03-10"),
        ..UnitFacts::default()
    };
    assert_eq!(
        missing(&certificate, StartRule::Invoice),
        ["warranty-missing-digital-invoice"]
    );
}

#[test]
fn the_article_behind_the_start_is_named() {
    let article = |facts: &UnitFacts, rule| start(facts, rule, "2026-06-01").why.basis[0].key;
    let invoice = UnitFacts {
        invoiced_on: some("2025-03-10"),
        ..UnitFacts::default()
    };
    assert_eq!(article(&invoice, StartRule::Invoice), "basis-sanbao-8");
    assert_eq!(
        article(&invoice, StartRule::Commissioning),
        "basis-warranty-commissioning"
    );
    let exchange = UnitFacts {
        came_by_exchange_on: some("2025-03-10"),
        ..UnitFacts::default()
    };
    assert_eq!(
        article(&exchange, StartRule::Commissioning),
        "basis-sanbao-14"
    );
    let made = UnitFacts {
        made_on: some("2025-03-10"),
        ..UnitFacts::default()
    };
    assert_eq!(
        article(&made, StartRule::Commissioning),
        "basis-warranty-factory"
    );
}

type Set = fn(&mut UnitFacts, NaiveDate);

const PLAN: fn(NaiveDate) -> ExtendedPlan = |bought_on| ExtendedPlan {
    name: "延保".to_owned(),
    bought_on,
    months: 12,
    start: PlanStart::AfterBase,
};

fn repair(from: NaiveDate, to: Option<NaiveDate>) -> Vec<UnusableSpell> {
    let reason = UnusableReason::Repair;
    vec![UnusableSpell { from, to, reason }]
}

fn replaced(on: NaiveDate) -> Vec<PartReplacement> {
    let (part, name) = ("fan".to_owned(), None);
    vec![PartReplacement { part, name, on }]
}

const MADE: &str = "2025-01-05";
const TODAY: &str = "2025-06-01";

/// Every date of the facts, and how it is set.
const FIELDS: [(&str, Set); 13] = [
    ("invoiced_on", |f, on| f.invoiced_on = Some(on)),
    ("certificate_on", |f, on| f.certificate_on = Some(on)),
    ("commissioned_on", |f, on| f.commissioned_on = Some(on)),
    ("came_by_exchange_on", |f, on| {
        f.came_by_exchange_on = Some(on)
    }),
    ("exchanged_away_on", |f, on| f.exchanged_away_on = Some(on)),
    ("proofs[0].on", |f, on| {
        let kind = ProofKind::Payment;
        f.proofs = vec![SaleProof { kind, on }];
    }),
    ("plans[0].bought_on", |f, on| f.plans = vec![PLAN(on)]),
    ("unusable[0].from", |f, on| f.unusable = repair(on, None)),
    ("unusable[0].to", |f, on| {
        f.unusable = repair(on.clamp(day(MADE), day(TODAY)), Some(on))
    }),
    ("part_replacements[0].on", |f, on| {
        f.part_replacements = replaced(on)
    }),
    ("resold_on[0]", |f, on| f.resold_on = vec![on]),
    ("moves[0].on", |f, on| {
        f.moves = vec![Move {
            on,
            authorised: true,
        }]
    }),
    ("made_on", |f, on| f.made_on = Some(on)),
];

#[test]
fn dates_that_cannot_be_are_refused_with_their_field() {
    for (field, set) in FIELDS {
        let fault_of = |on: &str| {
            let mut facts = UnitFacts {
                made_on: some(MADE),
                ..UnitFacts::default()
            };
            set(&mut facts, day(on));
            let answer = start_of_validity(&facts, StartRule::Invoice, Some(TERMS), day(TODAY));
            let error = answer.err()?;
            Some((error.code(), error.field().unwrap_or("").to_owned()))
        };
        assert_eq!(
            fault_of("2025-06-02"),
            Some(("rule.in_future", field.into()))
        );
        assert_eq!(fault_of(TODAY), None, "{field}");
        assert_eq!(fault_of(MADE), None, "{field}");
        assert_eq!(
            fault_of("2201-01-01"),
            Some(("rule.out_of_range", field.into()))
        );
        if field != "made_on" {
            assert_eq!(
                fault_of("2025-01-04"),
                Some(("rule.end_before_start", field.into()))
            );
        }
    }
}

#[test]
fn what_ends_before_it_begins_is_refused() {
    let rule = StartRule::Invoice;
    let of = |facts: &UnitFacts, as_of: &str| {
        let error = start_of_validity(facts, rule, None, day(as_of)).unwrap_err();
        (error.code(), error.field().unwrap().to_owned())
    };
    let facts = UnitFacts {
        unusable: vec![
            spell("2025-03-01", None, UnusableReason::Repair),
            spell("2025-03-05", Some("2025-03-04"), UnusableReason::Repair),
        ],
        ..UnitFacts::default()
    };
    assert_eq!(
        of(&facts, "2025-06-01"),
        ("rule.end_before_start", "unusable[1].to".into())
    );
    let facts = UnitFacts {
        came_by_exchange_on: some("2025-03-05"),
        exchanged_away_on: some("2025-03-04"),
        ..UnitFacts::default()
    };
    assert_eq!(
        of(&facts, "2025-06-01"),
        ("rule.end_before_start", "exchanged_away_on".into())
    );
    let nothing = UnitFacts::default();
    assert_eq!(
        of(&nothing, "2201-01-01"),
        ("rule.out_of_range", "as_of".into())
    );
}
