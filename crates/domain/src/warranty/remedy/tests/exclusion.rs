//! Table T5 and the burden of proof.

use super::*;

fn complete(code: ExclusionCode) -> ExclusionClaim {
    let policy = rules().policy.content.exclusion(code).unwrap();
    ExclusionClaim {
        code,
        statutory: false,
        sale_unproven: true,
        evidence: policy.evidence.clone(),
        caused_by_it: Some(true),
        received_on: Some(day("2026-03-02")),
        found_on: day("2026-06-01"),
        as_of: day("2026-06-02"),
    }
}

/// The policy with the clauses X6 and X7 approved.
fn approved() -> RemedyRules {
    let mut approved = rules().clone();
    for entry in &mut approved.policy.content.exclusions {
        if entry.policy_only {
            entry.legal_approval = Some("法务2026-7".into());
        }
    }
    approved
}

fn reason(claim: &ExclusionClaim, rules: &RemedyRules) -> ExclusionReason {
    let result = decide_exclusion(claim, rules).unwrap().result;
    assert_eq!(result.upheld, result.reason == ExclusionReason::Upheld);
    result.reason
}

#[test]
fn each_ground_holds_with_all_of_its_evidence_and_not_without_any_piece() {
    let rules = approved();
    for code in ExclusionCode::ALL {
        let claim = complete(*code);
        assert_eq!(reason(&claim, &rules), ExclusionReason::Upheld, "{code:?}");
        for (index, piece) in claim.evidence.iter().enumerate() {
            let mut less = claim.clone();
            less.evidence.remove(index);
            let result = decide_exclusion(&less, &rules).unwrap().result;
            assert_eq!(result.reason, ExclusionReason::BurdenOfProof, "{code:?}");
            assert_eq!(result.missing, [*piece]);
        }
    }
    let demanded = |code| rules.policy.content.exclusion(code).unwrap().evidence.len();
    assert_eq!(
        ExclusionCode::ALL
            .iter()
            .map(|code| demanded(*code))
            .sum::<usize>(),
        13
    );
}

#[test]
fn in_the_first_six_months_the_shop_has_the_burden_of_proof() {
    let bare = |received: Option<&str>, found: &str| {
        let claim = ExclusionClaim {
            evidence: vec![],
            received_on: received.map(day),
            found_on: day(found),
            as_of: day("2027-06-02"),
            ..complete(ExclusionCode::X1)
        };
        let decision = decide_exclusion(&claim, rules()).unwrap();
        let named = decision
            .why
            .basis
            .iter()
            .any(|basis| basis.key == "basis-consumer-23");
        let missing = decision
            .why
            .missing
            .iter()
            .map(|line| line.key)
            .next()
            .unwrap();
        (
            decision.result.reason,
            decision.result.operator_proves_until,
            named,
            missing,
        )
    };
    use ExclusionReason::{BurdenOfProof, EvidenceIncomplete};
    let piece = "exclusion-missing-evidence";
    for (received, found, expected) in [
        (
            Some("2026-03-02"),
            "2026-09-02",
            (BurdenOfProof, Some(day("2026-09-02")), true, piece),
        ),
        (
            Some("2026-03-02"),
            "2026-09-03",
            (EvidenceIncomplete, Some(day("2026-09-02")), false, piece),
        ),
        // The end of a short month.
        (
            Some("2025-08-31"),
            "2026-02-28",
            (BurdenOfProof, Some(day("2026-02-28")), true, piece),
        ),
        (
            Some("2025-08-31"),
            "2026-03-01",
            (EvidenceIncomplete, Some(day("2026-02-28")), false, piece),
        ),
        (
            None,
            "2027-01-01",
            (BurdenOfProof, None, true, "exclusion-missing-receipt"),
        ),
    ] {
        assert_eq!(bare(received, found), expected, "{received:?} {found}");
    }
}

#[test]
fn only_damage_that_comes_from_it_is_excluded() {
    let rules = approved();
    use ExclusionReason::{CauseNotEstablished, NotTheCause, Upheld};
    for code in ExclusionCode::ALL {
        let with = |caused_by_it| {
            let claim = ExclusionClaim {
                caused_by_it,
                ..complete(*code)
            };
            reason(&claim, &rules)
        };
        let expected = match code {
            ExclusionCode::X3 | ExclusionCode::X4 => [Upheld, Upheld],
            _ => [NotTheCause, CauseNotEstablished],
        };
        assert_eq!([with(Some(false)), with(None)], expected, "{code:?}");
    }
}

#[test]
fn clauses_of_the_maker_need_approval_and_leave_the_statutory_minimum_alone() {
    for code in [ExclusionCode::X6, ExclusionCode::X7] {
        let claim = complete(code);
        let statutory = ExclusionClaim {
            statutory: true,
            ..claim.clone()
        };
        assert_eq!(reason(&claim, rules()), ExclusionReason::NoLegalApproval);
        assert_eq!(reason(&claim, &approved()), ExclusionReason::Upheld);
        assert_eq!(
            reason(&statutory, &approved()),
            ExclusionReason::StatutoryMinimum
        );
        let bases = decide_exclusion(&claim, rules()).unwrap().why.basis;
        assert!(bases.iter().any(|basis| basis.key == "basis-consumer-26"));
    }
    for code in &ExclusionCode::ALL[..5] {
        let statutory = ExclusionClaim {
            statutory: true,
            ..complete(*code)
        };
        assert_eq!(reason(&statutory, rules()), ExclusionReason::Upheld);
        let bases = decide_exclusion(&statutory, rules()).unwrap().why.basis;
        assert_eq!(bases[0].key, "basis-sanbao-17");
        assert!(!bases.iter().any(|basis| basis.key == "basis-consumer-26"));
    }
}

#[test]
fn a_lost_paper_excludes_nothing_while_the_sale_is_proven_otherwise() {
    let proven = ExclusionClaim {
        sale_unproven: false,
        ..complete(ExclusionCode::X3)
    };
    assert_eq!(reason(&proven, rules()), ExclusionReason::SaleProven);
    let other = ExclusionClaim {
        sale_unproven: false,
        ..complete(ExclusionCode::X4)
    };
    assert_eq!(reason(&other, rules()), ExclusionReason::Upheld);
}

#[test]
fn an_exclusion_that_holds_still_says_that_the_customer_is_served() {
    for (caused_by_it, told) in [(Some(true), true), (Some(false), false)] {
        let claim = ExclusionClaim {
            caused_by_it,
            ..complete(ExclusionCode::X1)
        };
        let why = decide_exclusion(&claim, rules()).unwrap().why;
        assert_eq!(
            why.notes
                .iter()
                .any(|line| line.key == "exclusion-still-served"),
            told
        );
        assert_eq!(why.rows, ["T5.X1"]);
    }
    for code in ExclusionCode::ALL {
        let why = decide_exclusion(&complete(*code), rules()).unwrap().why;
        assert_eq!(why.rows, [format!("T5.{}", code.code())]);
    }
}

#[test]
fn impossible_dates_are_refused_with_their_field() {
    let good = complete(ExclusionCode::X1);
    let bad = |change: fn(&mut ExclusionClaim)| {
        let mut claim = good.clone();
        change(&mut claim);
        decide_exclusion(&claim, rules())
    };
    assert_refused(
        bad(|claim| claim.found_on = day("2026-03-01")),
        "rule.end_before_start",
        "found_on",
    );
    assert_refused(
        bad(|claim| claim.as_of = day("2026-05-31")),
        "rule.in_future",
        "found_on",
    );
    assert_refused(
        bad(|claim| claim.received_on = Some(day("1899-01-01"))),
        "rule.out_of_range",
        "received_on",
    );
    assert_refused(
        bad(|claim| claim.as_of = day("2201-01-01")),
        "rule.out_of_range",
        "as_of",
    );
    assert_refused(
        bad(|claim| claim.found_on = day("1899-01-01")),
        "rule.out_of_range",
        "found_on",
    );
    let mut none = rules().clone();
    none.policy.content.exclusions.clear();
    assert_refused(
        decide_exclusion(&good, &none),
        "rule.bad_policy",
        "exclusions",
    );
}
