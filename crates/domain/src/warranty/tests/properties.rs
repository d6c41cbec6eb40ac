//! What holds for every machine.

use proptest::prelude::*;

use super::*;

const FIRST: &str = "2024-07-01";

/// A day within eight years of the newest policy.
fn any_day() -> impl Strategy<Value = NaiveDate> {
    (0_u64..2_900).prop_map(|days| day(FIRST) + chrono::Days::new(days))
}

fn any_time(start: NaiveDate) -> impl Strategy<Value = Unusable> {
    (0_u64..900, 0_u64..60).prop_map(move |(after, days)| {
        let from = start + chrono::Days::new(after);
        let to = from + chrono::Days::new(days);
        Unusable { from, to }
    })
}

fn any_input() -> impl Strategy<Value = ValidityInput> {
    (any_day(), 0_u32..60).prop_flat_map(|(start, months)| {
        let times = proptest::collection::vec(any_time(start), 0..6);
        times.prop_map(move |unusable| ValidityInput {
            start,
            months,
            unusable,
        })
    })
}

/// A day between the earliest and the latest a fact may have.
fn maybe_day() -> impl Strategy<Value = Option<NaiveDate>> {
    proptest::option::of((100_u64..1_500).prop_map(|days| day(FIRST) + chrono::Days::new(days)))
}

fn any_spell() -> impl Strategy<Value = UnusableSpell> {
    let reasons = proptest::sample::select(UnusableReason::ALL);
    (100_u64..1_400, proptest::option::of(0_u64..90), reasons).prop_map(|(after, days, reason)| {
        let from = day(FIRST) + chrono::Days::new(after);
        let to = days.map(|days| from + chrono::Days::new(days));
        UnusableSpell { from, to, reason }
    })
}

prop_compose! {
    fn any_facts()(
        model in proptest::sample::select(&["WEB-L1P24", "WEB-L1PB26", "WEB-JSQ30", "WEB-DR60"][..]),
        invoiced_on in maybe_day(),
        certificate_on in maybe_day(),
        commissioned_on in maybe_day(),
        proof in proptest::option::of((proptest::sample::select(ProofKind::ALL), 100_u64..1_500)),
        made in any::<bool>(),
        unusable in proptest::collection::vec(any_spell(), 0..4),
        plan in proptest::option::of((100_u64..1_500, 1_u32..40, proptest::sample::select(PlanStart::ALL))),
        replaced in proptest::option::of(100_u64..1_500),
    ) -> UnitFacts {
        let on = |days| day(FIRST) + chrono::Days::new(days);
        UnitFacts {
            model: Some(model.to_owned()),
            invoiced_on,
            certificate_on,
            commissioned_on,
            made_on: made.then(|| on(90)),
            proofs: proof.map(|(kind, days)| SaleProof { kind, on: on(days) }).into_iter().collect(),
            unusable,
            plans: plan
                .map(|(days, months, start)| ExtendedPlan {
                    name: "延保".to_owned(),
                    bought_on: on(days),
                    months,
                    start,
                })
                .into_iter()
                .collect(),
            part_replacements: replaced
                .map(|days| PartReplacement { part: "fan".to_owned(), name: None, on: on(days) })
                .into_iter()
                .collect(),
            ..UnitFacts::default()
        }
    }
}

/// A day after everything in [`any_facts`].
fn any_today() -> impl Strategy<Value = NaiveDate> {
    (1_500_u64..3_000).prop_map(|days| day(FIRST) + chrono::Days::new(days))
}

fn decide(facts: &UnitFacts, as_of: NaiveDate) -> Decision<Coverage> {
    assess(facts, Policies::built_in(), lists(), as_of).unwrap()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 1_000, ..ProptestConfig::default() })]

    #[test]
    fn more_unusable_days_never_shorten_validity(input in any_input(), extra in 0_u64..900, days in 0_u64..60) {
        let before = validity(&input, lists()).unwrap().result;
        let mut more = input;
        let from = more.start + chrono::Days::new(extra);
        more.unusable.push(Unusable { from, to: from + chrono::Days::new(days) });
        let after = validity(&more, lists()).unwrap().result;
        prop_assert!(after.end >= before.end && after.raw_end >= before.raw_end);
        prop_assert!(after.excluded_days >= before.excluded_days);
    }

    #[test]
    fn the_union_is_no_more_than_the_sum_and_order_does_not_matter(input in any_input()) {
        let answer = validity(&input, lists()).unwrap().result;
        let days = |time: &Unusable| (time.to - time.from).num_days() + 1;
        let lasting = input.unusable.iter().filter(|time| time.to > time.from);
        prop_assert!(i64::from(answer.excluded_days) <= lasting.clone().map(days).sum());
        prop_assert!(lasting.map(days).all(|days| days <= i64::from(answer.excluded_days)));
        let mut turned = input;
        turned.unusable.reverse();
        prop_assert_eq!(validity(&turned, lists()).unwrap().result, answer);
        prop_assert!(answer.end >= answer.raw_end && answer.raw_end >= turned.start);
    }

    #[test]
    fn the_excluded_days_are_the_days_of_the_calendar_that_some_time_covers(input in any_input()) {
        let counted: std::collections::BTreeSet<NaiveDate> = input
            .unusable
            .iter()
            .filter(|time| time.to > time.from)
            .flat_map(|time| time.from.iter_days().take_while(|day| *day <= time.to))
            .collect();
        let answer = validity(&input, lists()).unwrap().result;
        prop_assert_eq!(answer.excluded_days as usize, counted.len());
    }

    #[test]
    fn the_winning_end_is_no_earlier_than_any_other(facts in any_facts(), as_of in any_today()) {
        let card = decide(&facts, as_of).result;
        let winner = card.bases[0].end_on;
        prop_assert!(card.bases.iter().all(|basis| basis.end_on <= winner));
        prop_assert!(card.plans.iter().all(|plan| Some(plan.end_on) <= card.end_on));
        prop_assert!(winner <= card.end_on);
        prop_assert_eq!(card.standing == Standing::In, card.remaining_days.is_some());
        let machine = card.end_on;
        prop_assert!(card.parts.iter().all(|part| Some(part.end_on) >= machine));
    }

    #[test]
    fn the_explanation_names_the_start_and_the_end(facts in any_facts(), as_of in any_today()) {
        let decision = decide(&facts, as_of);
        let dates: Vec<_> = decision.why.dates().collect();
        let card = &decision.result;
        let start = card.start.and_then(|start| start.on);
        prop_assert!(card.end_on.is_none_or(|end| dates.contains(&end)));
        prop_assert!(start.is_none_or(|start| dates.contains(&start)));
        prop_assert!(card.bases.iter().filter_map(|basis| basis.end_on).all(|end| dates.contains(&end)));
        prop_assert!(card.parts.iter().all(|part| dates.contains(&part.end_on)));
    }

    #[test]
    fn confidence_never_rises_when_evidence_is_removed(
        facts in any_facts(),
        as_of in any_today(),
        which in 0_usize..5,
    ) {
        let mut less = facts.clone();
        match which {
            0 => less.invoiced_on = None,
            1 => less.certificate_on = None,
            2 => less.commissioned_on = None,
            3 => less.made_on = None,
            _ => less.proofs.clear(),
        }
        let terms = Some(ShelfTerms { max_shelf_months: 12, grace_months: 6 });
        for rule in StartRule::ALL {
            let start = |facts| start_of_validity(facts, *rule, terms, as_of).unwrap().result;
            prop_assert!(start(&less).confidence >= start(&facts).confidence);
        }
        let (before, after) = (decide(&facts, as_of).result, decide(&less, as_of).result);
        prop_assert!(after.confidence >= before.confidence);
    }

    #[test]
    fn one_more_repair_never_shortens_the_cover(facts in any_facts(), spell in any_spell(), as_of in any_today()) {
        let before = decide(&facts, as_of).result;
        let mut more = facts;
        more.unusable.push(spell);
        let after = decide(&more, as_of).result;
        prop_assert!(after.bases[0].end_on >= before.bases[0].end_on);
        prop_assert!(after.end_on >= before.end_on);
    }

    #[test]
    fn an_agreement_never_shortens_the_cover(
        facts in any_facts(),
        as_of in any_today(),
        months in 1_u32..60,
        start in proptest::sample::select(StartRule::ALL),
    ) {
        let before = decide(&facts, as_of).result;
        let contract = Some(ContractTerms { months, main_part_months: None, start });
        let after = decide(&UnitFacts { contract, ..facts }, as_of).result;
        prop_assert!(after.bases[0].end_on >= before.bases[0].end_on);
        prop_assert!(before.standing != Standing::In || after.standing == Standing::In);
    }

    /// Whatever else shows the same day of sale: it never counts against the customer.
    #[test]
    fn a_further_proof_of_the_same_sale_never_gives_an_earlier_end(
        model in proptest::sample::select(&["WEB-L1P24", "WEB-JSQ30"][..]),
        sold in 100_u64..1_500,
        commissioned in proptest::option::of(0_u64..900),
        first in 0_usize..8,
        second in 0_usize..8,
        as_of in any_today(),
    ) {
        let sold_on = day(FIRST) + chrono::Days::new(sold);
        let commissioned_on = commissioned
            .map(|days| sold_on + chrono::Days::new(days))
            .filter(|on| *on <= as_of);
        let show = |facts: &mut UnitFacts, which: usize| match ProofKind::ALL.get(which) {
            Some(kind) => facts.proofs.push(SaleProof { kind: *kind, on: sold_on }),
            None if which == 6 => facts.invoiced_on = Some(sold_on),
            None => facts.certificate_on = Some(sold_on),
        };
        let mut facts = UnitFacts {
            model: Some(model.to_owned()),
            commissioned_on,
            ..UnitFacts::default()
        };
        show(&mut facts, first);
        let before = decide(&facts, as_of).result;
        show(&mut facts, second);
        let after = decide(&facts, as_of).result;
        prop_assert!(after.end_on >= before.end_on, "{facts:?}");
    }
}
