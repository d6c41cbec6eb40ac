//! Table T2: what the life of a machine does to its cover.

use super::*;

fn covered_heater() -> UnitFacts {
    UnitFacts {
        invoiced_on: some("2025-03-10"),
        ..heater()
    }
}

fn covered_boiler() -> UnitFacts {
    UnitFacts {
        invoiced_on: some("2026-01-28"),
        commissioned_on: some("2026-01-31"),
        ..boiler()
    }
}

fn with_spells(spells: &[UnusableSpell]) -> UnitFacts {
    UnitFacts {
        unusable: spells.to_vec(),
        ..covered_heater()
    }
}

#[test]
fn repair_and_waiting_for_parts_are_excluded_and_waiting_for_the_customer_is_not() {
    for (reason, days, end) in [
        (UnusableReason::Repair, 12, "2026-03-23"),
        (UnusableReason::WaitingPart, 12, "2026-03-23"),
        (UnusableReason::Customer, 0, "2026-03-10"),
    ] {
        let facts = with_spells(&[spell("2025-08-03", Some("2025-08-14"), reason)]);
        let card = card(&facts, "2026-03-01");
        assert_eq!(
            (card.bases[0].excluded_days, card.end_on),
            (days, some(end)),
            "{reason:?}"
        );
    }
}

#[test]
fn a_repair_counts_when_it_begins_within_the_validity_as_extended_so_far() {
    let repair = |from, to| spell(from, Some(to), UnusableReason::Repair);
    let first = repair("2026-03-05", "2026-03-14");
    // (what, repairs, excluded days, end)
    for (what, spells, days, end) in [
        ("the first", vec![first], 10, "2026-03-20"),
        (
            "within the extension",
            vec![repair("2026-03-18", "2026-03-20"), first],
            13,
            "2026-03-23",
        ),
        (
            "the same without it",
            vec![repair("2026-03-18", "2026-03-20")],
            0,
            "2026-03-10",
        ),
        (
            "on the last day",
            vec![first, repair("2026-03-20", "2026-03-21")],
            12,
            "2026-03-23",
        ),
        (
            "a day too late",
            vec![first, repair("2026-03-21", "2026-03-22")],
            10,
            "2026-03-20",
        ),
        (
            "over before the invoice",
            vec![repair("2025-03-01", "2025-03-09")],
            0,
            "2026-03-10",
        ),
        (
            "to the invoice",
            vec![repair("2025-03-01", "2025-03-10")],
            1,
            "2026-03-11",
        ),
        (
            "across the invoice",
            vec![repair("2025-03-01", "2025-03-12")],
            3,
            "2026-03-13",
        ),
        (
            "from the invoice",
            vec![repair("2025-03-10", "2025-03-12")],
            3,
            "2026-03-13",
        ),
    ] {
        let card = card(&with_spells(&spells), "2026-03-30");
        assert_eq!(
            (card.bases[0].excluded_days, card.end_on),
            (days, some(end)),
            "{what}"
        );
    }
}

#[test]
fn a_repair_that_is_not_over_counts_to_today_and_the_end_is_provisional() {
    let open = spell("2025-08-03", None, UnusableReason::WaitingPart);
    let today = card(&with_spells(&[open]), "2025-08-14");
    assert_eq!(today.end_on, some("2026-03-23"));
    assert_eq!(today.provisional, [Provisional::StillUnusable]);
    assert_eq!(
        card(&with_spells(&[open]), "2025-08-15").bases[0].excluded_days,
        13
    );
    let waits = spell("2025-08-03", None, UnusableReason::Customer);
    assert_eq!(card(&with_spells(&[waits]), "2025-08-14").provisional, []);
}

#[test]
fn rows_name_what_applied() {
    let repair = |from, to| spell(from, to, UnusableReason::Repair);
    let rows = |spells: &[UnusableSpell]| {
        try_card(&with_spells(spells), "2025-09-01")
            .unwrap()
            .why
            .rows
    };
    let (one, two) = (
        repair("2025-08-01", Some("2025-08-05")),
        repair("2025-08-04", None),
    );
    assert_eq!(rows(&[]), ["T1.R1", "T2.R6"]);
    assert_eq!(rows(&[one]), ["T1.R1", "T2.R1", "T2.R2", "T2.R6"]);
    assert_eq!(
        rows(&[one, two]),
        ["T1.R1", "T2.R1", "T2.R2", "T2.R3", "T2.R4", "T2.R6"]
    );
    let customer = spell("2025-08-01", Some("2025-08-05"), UnusableReason::Customer);
    assert_eq!(rows(&[customer]), ["T1.R1", "T2.R1", "T2.R6"]);
    let same_day = repair("2025-08-01", Some("2025-08-01"));
    assert_eq!(
        rows(&[one, same_day]),
        ["T1.R1", "T2.R1", "T2.R2", "T2.R6"],
        "nothing joined"
    );
}

#[test]
fn headquarters_may_let_a_same_day_repair_count() {
    let facts = with_spells(&[
        spell("2025-08-01", Some("2025-08-01"), UnusableReason::Repair),
        spell("2025-08-02", Some("2025-08-02"), UnusableReason::Repair),
    ]);
    let mut policies = Policies::built_in().clone();
    policies.warranty[1].content.same_day_repair_counts = true;
    let decision = assess(&facts, &policies, lists(), day("2026-01-01")).unwrap();
    assert_eq!(decision.result.bases[0].excluded_days, 2);
    assert!(decision.why.rows.contains(&"T2.R3"));
    assert_eq!(card(&facts, "2026-01-01").bases[0].excluded_days, 0);
}

#[test]
fn a_machine_that_came_by_exchange_has_the_full_period_and_no_repairs_behind_it() {
    let facts = UnitFacts {
        came_by_exchange_on: some("2026-02-28"),
        ..covered_heater()
    };
    let decision = try_card(&facts, "2026-11-21").unwrap();
    assert_eq!(decision.result.end_on, some("2027-03-01"), "V-4");
    assert_eq!(decision.result.repairs_count_from, some("2026-02-28"));
    assert!(
        decision
            .why
            .basis
            .iter()
            .any(|basis| basis.key == "basis-sanbao-14")
    );
    assert!(
        decision
            .why
            .notes
            .iter()
            .any(|note| note.key == "warranty-note-repairs-anew")
    );
}

#[test]
fn a_machine_that_was_exchanged_is_out_from_that_day() {
    let facts = UnitFacts {
        exchanged_away_on: some("2025-08-01"),
        unusable: vec![spell("2025-07-20", None, UnusableReason::Repair)],
        ..covered_heater()
    };
    let decision = try_card(&facts, "2025-08-01").unwrap();
    let card = &decision.result;
    assert_eq!(
        (card.standing, card.out_reason),
        (Standing::Out, Some(OutReason::ExchangedAway))
    );
    assert_eq!(
        (card.end_on, card.remaining_days),
        (some("2025-08-01"), None)
    );
    assert!(
        card.parts
            .iter()
            .all(|part| part.end_on == day("2025-08-01"))
    );
    assert_eq!(card.provisional, []);
    assert_eq!(decision.why.rows, ["T2.R5"]);
    assert_eq!(decision.why.steps.len(), 1);
    assert_eq!(decision.why.steps[0].key, "warranty-exchanged-away");
    assert!(decision.why.dates().any(|date| date == day("2025-08-01")));
    let late = UnitFacts {
        exchanged_away_on: some("2026-08-01"),
        ..covered_heater()
    };
    assert_eq!(
        super::card(&late, "2026-09-01").end_on,
        some("2026-03-10"),
        "over already"
    );
}

fn replaced(part: &str, name: Option<&str>, on: &str) -> PartReplacement {
    PartReplacement {
        part: part.into(),
        name: name.map(Into::into),
        on: day(on),
    }
}

fn part(facts: &UnitFacts, as_of: &str, code: &str) -> Option<PartCover> {
    card(facts, as_of)
        .parts
        .into_iter()
        .find(|part| part.part == code)
}

#[test]
fn a_replaced_part_is_covered_for_what_remains_or_the_least_days_whichever_is_later() {
    // (what, part, replaced on, end, whether the replacement counts)
    for (what, code, on, end, counts) in [
        (
            "early: what remains",
            "fan",
            "2026-06-01",
            "2029-01-31",
            true,
        ),
        ("late: 90 days", "fan", "2028-12-01", "2029-03-01", true),
        ("on its last day", "fan", "2029-01-31", "2029-05-01", true),
        ("after its period", "fan", "2029-02-01", "2029-01-31", false),
        ("an ordinary part", "hose", "2027-12-15", "2028-03-14", true),
        (
            "an ordinary part, last day",
            "hose",
            "2028-01-31",
            "2028-05-01",
            true,
        ),
    ] {
        let facts = UnitFacts {
            part_replacements: vec![replaced(code, None, on)],
            ..covered_boiler()
        };
        let part = part(&facts, "2029-06-01", code).unwrap();
        assert_eq!(part.end_on, day(end), "{what}");
        assert_eq!(part.replaced_on.is_some(), counts, "{what}");
    }
    let late = UnitFacts {
        part_replacements: vec![replaced("hose", None, "2028-02-01")],
        ..covered_boiler()
    };
    assert_eq!(
        part(&late, "2029-06-01", "hose"),
        None,
        "the machine's warranty was over"
    );
}

#[test]
fn a_part_replaced_twice_keeps_its_later_end_whatever_the_order_of_entry() {
    let facts = UnitFacts {
        part_replacements: vec![
            replaced("fan", None, "2029-02-20"),
            replaced("fan", None, "2028-12-01"),
        ],
        ..covered_boiler()
    };
    let fan = part(&facts, "2029-06-01", "fan").unwrap();
    assert_eq!(
        (fan.replaced_on, fan.end_on),
        (some("2029-02-20"), day("2029-05-21"))
    );
    assert_eq!(
        part(&facts, "2029-06-01", "pump").unwrap().replaced_on,
        None
    );
}

#[test]
fn a_part_is_called_by_the_policys_name_then_the_given_one_then_its_code() {
    let facts = UnitFacts {
        part_replacements: vec![
            replaced("ignition", Some("点火针"), "2026-06-01"),
            replaced("hose", Some("软管"), "2026-06-01"),
            replaced("gasket", None, "2026-06-01"),
        ],
        ..covered_boiler()
    };
    let names = |code| {
        let part = part(&facts, "2026-11-21", code).unwrap();
        (part.name_zh, part.name_en)
    };
    assert_eq!(
        names("ignition"),
        ("电子打火".into(), "Electronic ignition".into())
    );
    assert_eq!(names("hose"), ("软管".into(), "软管".into()));
    assert_eq!(names("gasket"), ("gasket".into(), "gasket".into()));
}

#[test]
fn without_a_policy_a_replaced_part_has_what_remains() {
    let policies = Policies {
        warranty: Vec::new(),
        ..Policies::built_in().clone()
    };
    let facts = UnitFacts {
        model: None,
        product_class: Some("gas_water_heater".into()),
        part_replacements: vec![replaced("ignition", None, "2026-03-01")],
        ..covered_heater()
    };
    let card = assess(&facts, &policies, lists(), day("2026-03-02"))
        .unwrap()
        .result;
    assert_eq!(card.parts[0].end_on, day("2026-03-10"));
    assert_eq!(card.parts[0].replaced_on, some("2026-03-01"));
}

fn plan(bought_on: &str, months: u32, start: PlanStart) -> ExtendedPlan {
    let name = format!("延保{bought_on}");
    ExtendedPlan {
        name,
        bought_on: day(bought_on),
        months,
        start,
    }
}

#[test]
fn a_plan_starts_behind_the_warranty_or_when_it_is_bought() {
    use PlanStart::{AfterBase, Purchase};
    // The warranty of the heater ends on 2026-03-10.
    for (what, bought, start_rule, start, end) in [
        (
            "while it runs",
            "2025-12-01",
            AfterBase,
            "2026-03-11",
            "2027-03-11",
        ),
        (
            "on its last day",
            "2026-03-10",
            AfterBase,
            "2026-03-11",
            "2027-03-11",
        ),
        (
            "the day after",
            "2026-03-11",
            AfterBase,
            "2026-03-11",
            "2027-03-11",
        ),
        ("later", "2026-06-01", AfterBase, "2026-06-01", "2027-06-01"),
        (
            "from the purchase",
            "2025-12-01",
            Purchase,
            "2025-12-01",
            "2026-12-01",
        ),
    ] {
        let facts = UnitFacts {
            plans: vec![plan(bought, 12, start_rule)],
            ..covered_heater()
        };
        let card = card(&facts, "2026-11-21");
        assert_eq!(card.plans[0].start_on, day(start), "{what}");
        assert_eq!(card.plans[0].end_on, day(end), "{what}");
        assert_eq!(
            (card.standing, card.end_on),
            (Standing::In, some(end)),
            "{what}"
        );
        assert_eq!(card.decided_by, Some(CoverKind::Plan), "{what}");
        assert_eq!(
            card.parts[0].kind,
            CoverKind::Plan,
            "a plan covers the whole machine"
        );
        assert_eq!(card.parts[0].end_on, day(end));
    }
}

#[test]
fn plans_follow_one_another_in_order_of_purchase() {
    let facts = UnitFacts {
        plans: vec![
            plan("2026-01-01", 12, PlanStart::AfterBase),
            plan("2025-12-01", 12, PlanStart::AfterBase),
        ],
        ..covered_heater()
    };
    let card = card(&facts, "2026-02-01");
    let ends: Vec<_> = card
        .plans
        .iter()
        .map(|plan| (plan.start_on, plan.end_on))
        .collect();
    let first = (day("2026-03-11"), day("2027-03-11"));
    // 2028-03-12 is a Sunday.
    assert_eq!(ends, [first, (day("2027-03-12"), day("2028-03-13"))]);
    assert_eq!(card.end_on, some("2028-03-13"));
    assert_eq!(card.provisional, [Provisional::HolidaysMissing]);
}

#[test]
fn repairs_extend_the_period_they_begin_in_and_only_that() {
    let facts = UnitFacts {
        plans: vec![plan("2025-12-01", 12, PlanStart::AfterBase)],
        unusable: vec![
            spell("2026-03-09", Some("2026-03-12"), UnusableReason::Repair),
            spell("2026-06-01", Some("2026-06-02"), UnusableReason::Repair),
        ],
        ..covered_heater()
    };
    let card = card(&facts, "2026-11-21");
    // 2026-03-10 and four days is a Saturday, so the warranty ends on Monday the 16th.
    let base = (card.bases[0].excluded_days, card.bases[0].end_on);
    assert_eq!(base, (4, some("2026-03-16")));
    let plan = &card.plans[0];
    assert_eq!((plan.start_on, plan.excluded_days), (day("2026-03-17"), 2));
    assert_eq!(plan.end_on, day("2027-03-19"));
}

#[test]
fn a_plan_alone_covers_where_the_sale_is_unknown_or_over() {
    let plans = vec![plan("2026-01-01", 12, PlanStart::AfterBase)];
    let unproved = UnitFacts {
        plans: plans.clone(),
        ..boiler()
    };
    let card = card(&unproved, "2026-11-21");
    assert_eq!(
        (card.standing, card.confidence),
        (Standing::In, Confidence::D)
    );
    assert_eq!(card.end_on, some("2027-01-01"));
    let only = UnitFacts {
        plans,
        ..UnitFacts::default()
    };
    let card = super::card(&only, "2026-11-21");
    assert_eq!(
        (card.standing, card.decided_by),
        (Standing::In, Some(CoverKind::Plan))
    );
    let over = super::card(&only, "2027-01-02");
    assert_eq!(
        (over.standing, over.out_reason),
        (Standing::Out, Some(OutReason::Ended))
    );
}

#[test]
fn a_plan_that_runs_from_its_purchase_covers_a_machine_that_waits() {
    let facts = UnitFacts {
        commissioned_on: None,
        plans: vec![plan("2026-02-01", 12, PlanStart::Purchase)],
        ..covered_boiler()
    };
    assert_eq!(card(&facts, "2026-11-21").standing, Standing::In);
    let behind = UnitFacts {
        plans: vec![plan("2026-02-01", 12, PlanStart::AfterBase)],
        ..facts
    };
    assert_eq!(card(&behind, "2026-11-21").standing, Standing::NotStarted);
}

#[test]
fn a_new_owner_and_a_move_change_nothing_but_are_noted() {
    let plain = card(&covered_boiler(), "2026-11-21");
    let facts = UnitFacts {
        resold_on: vec![day("2026-05-01"), day("2026-08-01")],
        moves: vec![
            Move {
                on: day("2026-06-01"),
                authorised: false,
            },
            Move {
                on: day("2026-09-01"),
                authorised: true,
            },
        ],
        ..covered_boiler()
    };
    let decision = try_card(&facts, "2026-11-21").unwrap();
    assert_eq!(decision.result, plain);
    assert!(decision.why.rows.ends_with(&["T2.R8", "T2.R9"]));
    let noted = |key| {
        decision
            .why
            .notes
            .iter()
            .find(|note| note.key == key)
            .unwrap()
            .args
            .clone()
    };
    assert_eq!(noted("warranty-note-resold")[0].1, day("2026-08-01").into());
    assert_eq!(noted("warranty-note-moved")[0].1, day("2026-06-01").into());
    let by_us = UnitFacts {
        moves: vec![Move {
            on: day("2026-09-01"),
            authorised: true,
        }],
        ..covered_boiler()
    };
    assert!(
        !try_card(&by_us, "2026-11-21")
            .unwrap()
            .why
            .rows
            .contains(&"T2.R9")
    );
}

#[test]
fn lists_longer_than_the_life_of_a_machine_are_refused_with_their_field() {
    type Fill = fn(&mut UnitFacts, usize);
    const ON: NaiveDate = NaiveDate::from_ymd_opt(2025, 5, 1).unwrap();
    let cases: [(&str, usize, Fill); 6] = [
        ("proofs", 1_000, |facts, count| {
            let kind = ProofKind::Payment;
            facts.proofs = vec![SaleProof { kind, on: ON }; count];
        }),
        ("plans", 50, |facts, count| {
            let plan = ExtendedPlan {
                name: "延保".into(),
                bought_on: ON,
                months: 1,
                start: PlanStart::Purchase,
            };
            facts.plans = vec![plan; count];
        }),
        ("unusable", 1_000, |facts, count| {
            facts.unusable = vec![spell("2025-05-01", None, UnusableReason::Repair); count];
        }),
        ("part_replacements", 1_000, |facts, count| {
            let (part, name) = ("fan".into(), None);
            facts.part_replacements = vec![PartReplacement { part, name, on: ON }; count];
        }),
        ("resold_on", 1_000, |facts, count| {
            facts.resold_on = vec![ON; count]
        }),
        ("moves", 1_000, |facts, count| {
            let moved = Move {
                on: ON,
                authorised: true,
            };
            facts.moves = vec![moved; count];
        }),
    ];
    for (field, most, fill) in cases {
        let mut facts = covered_heater();
        fill(&mut facts, most);
        assert!(try_card(&facts, "2025-06-01").is_ok(), "{field}");
        fill(&mut facts, most + 1);
        let error = try_card(&facts, "2025-06-01").unwrap_err();
        assert_eq!(fault(&error), ("rule.out_of_range", field));
    }
}

#[test]
fn the_longest_history_that_is_taken_is_worked_out() {
    let first = day("2016-01-01");
    let unusable = (0..1_000).map(|index| {
        let from = first + chrono::Days::new(index * 3);
        let to = Some(from + chrono::Days::new(1));
        UnusableSpell {
            from,
            to,
            reason: UnusableReason::Repair,
        }
    });
    let plans = (0..50).map(|index| ExtendedPlan {
        name: format!("延保{index}"),
        bought_on: first,
        months: 12,
        start: PlanStart::AfterBase,
    });
    let facts = UnitFacts {
        invoiced_on: Some(first),
        unusable: unusable.collect(),
        plans: plans.collect(),
        ..heater()
    };
    let card = card(&facts, "2026-01-01");
    assert_eq!(card.plans.len(), 50);
}

#[test]
fn a_period_beyond_the_calendar_is_the_fault_of_what_was_given() {
    let at_the_end = || UnitFacts {
        invoiced_on: some("2199-06-01"),
        ..heater()
    };
    let plan = |bought_on: &str, months| ExtendedPlan {
        name: "延保".into(),
        bought_on: day(bought_on),
        months,
        start: PlanStart::Purchase,
    };
    let mut contract = at_the_end();
    contract.invoiced_on = some("2160-06-01");
    contract.contract = Some(ContractTerms {
        months: 600,
        main_part_months: None,
        start: StartRule::Invoice,
    });
    let mut parts = contract.clone();
    parts.contract = Some(ContractTerms {
        months: 12,
        main_part_months: Some(600),
        start: StartRule::Invoice,
    });
    let mut plans = contract.clone();
    plans.contract = None;
    // Bought later, so it is looked at after the one that fits.
    plans.plans = vec![plan("2160-08-01", 600), plan("2160-07-01", 1)];
    let mut replaced = contract.clone();
    replaced.contract = None;
    replaced.invoiced_on = some("2199-01-01");
    replaced.part_replacements = vec![PartReplacement {
        part: "fan".into(),
        name: None,
        on: day("2199-12-20"),
    }];
    let mut factory = at_the_end();
    factory.invoiced_on = None;
    factory.made_on = some("2200-11-01");
    let mut waiting = UnitFacts {
        invoiced_on: some("2200-02-01"),
        ..boiler()
    };
    waiting.commissioned_on = some("2200-03-01");
    for (facts, as_of, field) in [
        (contract, "2161-01-01", "contract.months"),
        (parts, "2161-01-01", "contract.main_part_months"),
        (plans, "2161-01-01", "plans[0].months"),
        (at_the_end(), "2200-12-30", ""),
        (
            UnitFacts {
                invoiced_on: some("2200-06-01"),
                ..heater()
            },
            "2200-12-30",
            "as_of",
        ),
        (factory, "2200-12-30", "made_on"),
        (waiting, "2200-12-30", "as_of"),
    ] {
        match try_card(&facts, as_of) {
            Ok(_) => assert_eq!(field, "", "{facts:?}"),
            Err(error) => assert_eq!(fault(&error), ("rule.out_of_range", field)),
        }
    }
    // Ninety days after 20 December still lie in the calendar.
    assert!(try_card(&replaced, "2199-12-30").is_ok());
    replaced.part_replacements[0].on = day("2200-12-20");
    replaced.invoiced_on = some("2199-12-25");
    let error = try_card(&replaced, "2200-12-21").unwrap_err();
    assert_eq!(
        fault(&error),
        ("rule.out_of_range", "part_replacements[0].on")
    );
}

#[test]
fn a_plan_that_ends_with_a_part_leaves_the_part_to_who_covered_it() {
    for (months, kind) in [(12, CoverKind::Statute), (13, CoverKind::Plan)] {
        let facts = UnitFacts {
            plans: vec![plan("2025-03-10", months, PlanStart::Purchase)],
            ..covered_heater()
        };
        let ignition = part(&facts, "2025-11-21", "ignition").unwrap();
        assert_eq!(ignition.kind, kind, "{months}");
    }
}
