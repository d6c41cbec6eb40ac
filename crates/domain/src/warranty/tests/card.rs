//! The warranty card: which basis decides, and where the machine stands.

use super::*;

#[test]
fn a_boiler_is_covered_from_its_commissioning_by_the_makers_policy() {
    let facts = UnitFacts {
        invoiced_on: some("2026-01-28"),
        commissioned_on: some("2026-01-31"),
        ..boiler()
    };
    let card = card(&facts, "2026-11-21");
    assert_eq!(card.standing, Standing::In);
    assert_eq!(card.decided_by, Some(CoverKind::Policy));
    assert_eq!(card.end_on, some("2028-01-31"));
    assert_eq!(card.remaining_days, Some(436));
    assert_eq!(card.confidence, Confidence::A);
    assert_eq!(card.provisional, [Provisional::HolidaysMissing]);
    assert_eq!(card.bases.len(), 1, "boilers are not on the list");
    assert_eq!(card.parts.len(), 5);
    assert!(
        card.parts
            .iter()
            .all(|part| part.end_on == day("2029-01-31"))
    );
    assert!(card.yearly_maintenance && !card.repair_only);
    assert_eq!(card.repairs_count_from, None);
}

#[test]
fn the_law_decides_between_equal_ends_and_the_policy_is_shown_beside_it() {
    let facts = UnitFacts {
        invoiced_on: some("2026-01-28"),
        ..heater()
    };
    let card = card(&facts, "2026-11-21");
    assert_eq!(card.decided_by, Some(CoverKind::Statute));
    let kinds: Vec<_> = card
        .bases
        .iter()
        .map(|basis| (basis.kind, basis.end_on))
        .collect();
    let end = some("2027-01-28");
    assert_eq!(kinds, [(CoverKind::Statute, end), (CoverKind::Policy, end)]);
    assert_eq!(card.parts.len(), 1);
    assert_eq!(card.parts[0].kind, CoverKind::Statute);
    assert!(!card.yearly_maintenance);
}

/// The version of the policy of the day of sale decides, not today's.
#[test]
fn a_boiler_sold_before_the_change_is_covered_from_its_invoice() {
    let sold = |on| UnitFacts {
        invoiced_on: some(on),
        commissioned_on: some("2024-08-01"),
        ..boiler()
    };
    assert_eq!(
        card(&sold("2024-06-30"), "2026-01-01").end_on,
        some("2026-06-30")
    );
    // 2026-08-01 is a Saturday.
    assert_eq!(
        card(&sold("2024-07-01"), "2026-01-01").end_on,
        some("2026-08-03")
    );
}

#[test]
fn a_boiler_that_waits_for_its_commissioning_has_a_provisional_end() {
    let facts = UnitFacts {
        invoiced_on: some("2026-01-28"),
        ..boiler()
    };
    let waiting = card(&facts, "2026-11-21");
    assert_eq!(waiting.standing, Standing::NotStarted);
    let verdict = try_card(&facts, "2026-11-21").unwrap().why.steps[0].clone();
    assert_eq!(verdict.key, "warranty-not-started");
    assert_eq!(waiting.end_on, some("2028-01-28"));
    assert_eq!(waiting.remaining_days, None);
    assert_eq!(waiting.confidence, Confidence::B);
    let flags = [Provisional::NotCommissioned, Provisional::HolidaysMissing];
    assert_eq!(waiting.provisional, flags);
    // A year after the invoice it has started, commissioned or not.
    let started = card(&facts, "2027-01-28");
    assert_eq!(started.standing, Standing::In);
    assert_eq!(started.start.unwrap().on, some("2027-01-28"));
    assert_eq!(started.end_on, some("2029-01-29"), "2029-01-28 is a Sunday");
    assert_eq!(started.provisional[0], Provisional::NotCommissioned);
}

#[test]
fn the_last_day_is_covered_and_the_next_is_not() {
    let facts = UnitFacts {
        invoiced_on: some("2025-03-10"),
        unusable: vec![spell(
            "2025-08-03",
            Some("2025-08-14"),
            UnusableReason::Repair,
        )],
        ..heater()
    };
    let last = card(&facts, "2026-03-23");
    assert_eq!(
        (last.standing, last.remaining_days),
        (Standing::In, Some(0))
    );
    assert_eq!(last.bases[0].excluded_days, 12);
    assert_eq!(last.bases[0].raw_end_on, some("2026-03-22"));
    assert_eq!(last.provisional, []);
    let over = card(&facts, "2026-03-24");
    assert_eq!(
        (over.standing, over.out_reason),
        (Standing::Out, Some(OutReason::Ended))
    );
    assert_eq!(
        (over.end_on, over.remaining_days),
        (some("2026-03-23"), None)
    );
}

fn agreed(months: u32, main_part_months: Option<u32>, start: StartRule) -> Option<ContractTerms> {
    Some(ContractTerms {
        months,
        main_part_months,
        start,
    })
}

#[test]
fn the_most_favourable_basis_decides_and_nothing_lowers_the_others() {
    let boiler = |contract| UnitFacts {
        invoiced_on: some("2026-01-28"),
        commissioned_on: some("2026-01-31"),
        contract,
        ..boiler()
    };
    let more = card(&boiler(agreed(36, None, StartRule::Invoice)), "2026-11-21");
    assert_eq!(more.decided_by, Some(CoverKind::Contract));
    assert_eq!(more.end_on, some("2029-01-29"), "2029-01-28 is a Sunday");
    let kinds: Vec<_> = more.bases.iter().map(|basis| basis.kind).collect();
    assert_eq!(kinds, [CoverKind::Contract, CoverKind::Policy]);
    // The policy covers main parts to the 31st, the contract the machine to the 29th.
    assert!(more.parts.iter().all(|part| part.kind == CoverKind::Policy));
    assert!(
        more.parts
            .iter()
            .all(|part| part.end_on == day("2029-01-31"))
    );
    let parts = card(
        &boiler(agreed(12, Some(60), StartRule::Invoice)),
        "2026-11-21",
    );
    assert_eq!(parts.decided_by, Some(CoverKind::Policy));
    assert_eq!(parts.end_on, some("2028-01-31"));
    assert!(
        parts
            .parts
            .iter()
            .all(|part| part.kind == CoverKind::Contract)
    );
    assert!(
        parts
            .parts
            .iter()
            .all(|part| part.end_on == day("2031-01-28"))
    );
    let heater = UnitFacts {
        invoiced_on: some("2026-01-28"),
        contract: agreed(6, None, StartRule::Invoice),
        ..heater()
    };
    let floor = card(&heater, "2026-11-21");
    assert_eq!(
        floor.decided_by,
        Some(CoverKind::Statute),
        "no agreement lowers the law"
    );
    assert_eq!(floor.end_on, some("2027-01-28"));
    assert_eq!(floor.bases.last().unwrap().end_on, some("2026-07-28"));
}

#[test]
fn of_equal_ends_the_surer_start_decides() {
    let facts = UnitFacts {
        invoiced_on: some("2026-01-28"),
        contract: agreed(24, None, StartRule::Invoice),
        ..boiler()
    };
    let card = card(&facts, "2026-11-21");
    assert_eq!(card.bases[0].end_on, card.bases[1].end_on);
    assert_eq!(card.bases[0].kind, CoverKind::Contract);
    assert_eq!(
        (card.standing, card.confidence),
        (Standing::In, Confidence::A)
    );
    assert_eq!(card.provisional, [Provisional::HolidaysMissing]);
}

#[test]
fn a_listed_good_that_waits_for_its_commissioning_is_covered_by_the_law_meanwhile() {
    let facts = UnitFacts {
        invoiced_on: some("2026-01-28"),
        contract: agreed(36, None, StartRule::Commissioning),
        ..heater()
    };
    let card = card(&facts, "2026-11-21");
    assert_eq!(card.standing, Standing::In);
    assert_eq!(card.decided_by, Some(CoverKind::Contract));
    assert!(!card.start.unwrap().started);
}

#[test]
fn a_machine_with_nothing_but_its_factory_date_is_repaired_free_but_not_taken_back() {
    let facts = UnitFacts {
        made_on: some("2025-01-01"),
        ..boiler()
    };
    for as_of in ["2025-03-01", "2026-11-21"] {
        let card = card(&facts, as_of);
        assert_eq!(
            (card.standing, card.confidence),
            (Standing::In, Confidence::C),
            "{as_of}"
        );
        assert!(card.repair_only);
        assert_eq!(card.start.unwrap().on, some("2025-07-01"));
        assert_eq!(card.end_on, some("2027-07-01"));
        assert_eq!(card.provisional[0], Provisional::FactoryDate);
    }
}

#[test]
fn without_any_evidence_it_is_unknown_and_not_covered() {
    let unknown = card(&boiler(), "2026-11-21");
    assert_eq!(
        (unknown.standing, unknown.confidence),
        (Standing::Unknown, Confidence::D)
    );
    assert_eq!(
        (unknown.end_on, unknown.remaining_days, unknown.out_reason),
        (None, None, None)
    );
    assert_eq!(unknown.decided_by, Some(CoverKind::Policy));
    assert_eq!(unknown.provisional, []);
    assert!(unknown.parts.is_empty() && !unknown.repair_only);
    let nothing = try_card(&UnitFacts::default(), "2026-11-21").unwrap();
    assert_eq!(nothing.result.standing, Standing::Unknown);
    assert_eq!(nothing.why.steps[0].key, "warranty-model-unknown");
    assert_eq!(nothing.why.missing[0].key, "warranty-missing-model");
    assert!(
        nothing
            .why
            .versions
            .iter()
            .all(|version| version.kind == "warranty_policy")
    );
}

fn keys(lines: &[crate::explain::Line]) -> Vec<&str> {
    lines.iter().map(|line| line.key).collect()
}

#[test]
fn a_good_nobody_promised_anything_for_has_no_period() {
    let electric = UnitFacts {
        product_class: Some("electric_water_heater".into()),
        invoiced_on: some("2026-01-28"),
        ..UnitFacts::default()
    };
    let decision = try_card(&electric, "2026-11-21").unwrap();
    let card = decision.result;
    assert_eq!(
        (card.standing, card.out_reason),
        (Standing::Out, Some(OutReason::NoPromise))
    );
    assert_eq!((card.decided_by, card.end_on), (None, None));
    assert_eq!(keys(&decision.why.steps), ["warranty-no-promise"]);
    assert_eq!(keys(&decision.why.missing), Vec::<&str>::new());
    // Sold before there was a policy.
    let old = UnitFacts {
        invoiced_on: some("2009-05-01"),
        ..boiler()
    };
    let old = try_card(&old, "2026-11-21").unwrap();
    assert_eq!(old.result.out_reason, Some(OutReason::NoPromise));
    assert!(keys(&old.why.notes).contains(&"warranty-note-no-policy"));
}

#[test]
fn a_row_of_the_list_nobody_has_read_decides_only_when_it_is_checked() {
    let facts = UnitFacts {
        product_class: Some("refrigerator".into()),
        invoiced_on: some("2026-01-28"),
        ..UnitFacts::default()
    };
    let before = try_card(&facts, "2026-11-21").unwrap();
    assert_eq!(before.result.standing, Standing::Out);
    assert!(keys(&before.why.notes).contains(&"warranty-note-row-unchecked"));
    assert!(keys(&before.why.notes).contains(&"warranty-note-unreviewed"));
    let mut policies = Policies::built_in().clone();
    for good in &mut policies.statutory[0].content.goods {
        good.reviewed_by = Some("法务".into());
    }
    let after = assess(&facts, &policies, lists(), day("2026-11-21")).unwrap();
    assert_eq!(after.result.standing, Standing::In);
    assert_eq!(after.result.decided_by, Some(CoverKind::Statute));
    assert_eq!(keys(&after.why.notes), ["calendar-list-missing"]);
}

#[test]
fn the_law_alone_covers_a_good_the_maker_does_not_make() {
    let facts = UnitFacts {
        product_class: Some("colour_tv".into()),
        invoiced_on: some("2026-01-28"),
        ..UnitFacts::default()
    };
    let card = card(&facts, "2026-11-21");
    assert_eq!(card.end_on, some("2027-01-28"));
    assert_eq!(card.parts.len(), 4);
    assert!(
        card.parts
            .iter()
            .all(|part| part.end_on == day("2029-01-29"))
    );
    assert!(!card.yearly_maintenance);
    let contract = UnitFacts {
        contract: agreed(24, Some(48), StartRule::Invoice),
        ..facts
    };
    let card = super::card(&contract, "2026-11-21");
    assert_eq!(card.decided_by, Some(CoverKind::Contract));
    assert!(
        card.parts
            .iter()
            .all(|part| part.end_on == day("2030-01-28"))
    );
}

fn unit(model: &str, class: &str) -> UnitFacts {
    UnitFacts {
        model: Some(model.into()).filter(|_| !model.is_empty()),
        product_class: Some(class.into()).filter(|_| !class.is_empty()),
        ..UnitFacts::default()
    }
}

#[test]
fn codes_that_do_not_exist_or_contradict_are_refused_with_their_field() {
    for (model, class, code, field) in [
        ("WEB-X", "", "rule.unknown_code", "model"),
        ("", "toaster", "rule.unknown_code", "product_class"),
        (
            "WEB-L1P24",
            "gas_water_heater",
            "rule.bad_value",
            "product_class",
        ),
    ] {
        let error = try_card(&unit(model, class), "2026-11-21").unwrap_err();
        assert_eq!(fault(&error), (code, field));
    }
    assert!(try_card(&unit("WEB-L1P24", "gas_boiler"), "2026-11-21").is_ok());
}

#[test]
fn months_that_cannot_be_are_refused_with_their_field() {
    let with_contract = |contract| UnitFacts {
        contract,
        ..boiler()
    };
    let with_plan = |months| UnitFacts {
        plans: vec![ExtendedPlan {
            name: "延保".into(),
            bought_on: day("2026-01-28"),
            months,
            start: PlanStart::AfterBase,
        }],
        ..boiler()
    };
    let rule = StartRule::Invoice;
    for (facts, field) in [
        (with_contract(agreed(0, None, rule)), "contract.months"),
        (with_contract(agreed(601, None, rule)), "contract.months"),
        (
            with_contract(agreed(12, Some(0), rule)),
            "contract.main_part_months",
        ),
        (with_plan(0), "plans[0].months"),
        (with_plan(601), "plans[0].months"),
    ] {
        let error = try_card(&facts, "2026-11-21").unwrap_err();
        assert_eq!(fault(&error), ("rule.out_of_range", field));
    }
    assert!(try_card(&with_plan(600), "2026-11-21").is_ok());
    assert!(try_card(&with_contract(agreed(1, Some(600), rule)), "2026-11-21").is_ok());
}
