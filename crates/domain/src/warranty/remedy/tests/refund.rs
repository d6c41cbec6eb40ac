//! Table T4.

use proptest::prelude::*;

use super::*;

fn facts(price_fen: i64, rate_ppm: u32, from: &str, to: &str, unusable_days: u32) -> RefundInput {
    RefundInput {
        price_fen,
        rate_ppm,
        invoiced_on: day(from),
        returned_on: day(to),
        unusable_days,
    }
}

#[test]
fn use_is_charged_by_the_day_and_rounded_down() {
    for (input, days, fee_fen) in [
        (
            facts(680_000, 500, "2026-01-01", "2026-07-20", 12),
            188,
            63_920,
        ),
        (facts(680_000, 500, "2026-01-01", "2026-01-01", 0), 0, 0),
        (
            facts(399_999, 500, "2026-01-01", "2026-01-12", 0),
            11,
            2_199,
        ),
        (
            facts(680_000, 500, "2020-01-01", "2026-01-01", 0),
            2_192,
            680_000,
        ),
        (
            facts(680_000, 1_000, "2024-02-28", "2024-03-01", 0),
            2,
            1_360,
        ),
        (facts(680_000, 500, "2026-01-01", "2026-01-05", 9), 0, 0),
        (facts(0, 500, "2026-01-01", "2026-02-01", 0), 31, 0),
        (facts(100, 1_000_000, "2026-01-01", "2026-01-02", 0), 1, 100),
        (
            facts(100_000_000_000, 1_000_000, "1900-01-01", "2200-12-31", 0),
            109_937,
            100_000_000_000,
        ),
    ] {
        let result = refund(&input).unwrap().result;
        let expected = Refund {
            days,
            fee_fen,
            refund_fen: input.price_fen - fee_fen,
        };
        assert_eq!(result, expected, "{input:?}");
    }
    let notes = |input: &RefundInput| refund(input).unwrap().why.notes.len();
    assert_eq!(
        notes(&facts(680_000, 500, "2020-01-01", "2026-01-01", 0)),
        1
    );
    // Exactly the price is not capped.
    assert_eq!(
        notes(&facts(100, 1_000_000, "2026-01-01", "2026-01-02", 0)),
        0
    );
}

#[test]
fn the_fee_is_told_with_its_rate_as_a_percentage() {
    for (rate_ppm, percent) in [
        (500, "0.05"),
        (1, "0.0001"),
        (10_000, "1"),
        (100_000, "10"),
        (1_000_000, "100"),
        (12_340, "1.234"),
    ] {
        let why = refund(&facts(680_000, rate_ppm, "2026-01-01", "2026-01-02", 0));
        let why = why.unwrap().why;
        let told = why.steps.iter().find(|line| line.key == "refund-fee");
        let percent = ("percent", percent.into());
        assert!(told.unwrap().args.contains(&percent), "{rate_ppm}");
        assert_eq!(sources(&why).0, ["basis-sanbao-13"]);
    }
}

#[test]
fn impossible_refunds_are_refused_with_their_field() {
    let good = facts(680_000, 500, "2026-01-01", "2026-07-20", 12);
    for (input, code, field) in [
        (
            RefundInput {
                price_fen: -1,
                ..good
            },
            "rule.out_of_range",
            "price_fen",
        ),
        (
            RefundInput {
                price_fen: 100_000_000_001,
                ..good
            },
            "rule.out_of_range",
            "price_fen",
        ),
        (
            RefundInput {
                rate_ppm: 1_000_001,
                ..good
            },
            "rule.out_of_range",
            "rate_ppm",
        ),
        (
            RefundInput {
                unusable_days: 40_001,
                ..good
            },
            "rule.out_of_range",
            "unusable_days",
        ),
        (
            RefundInput {
                returned_on: day("2025-12-31"),
                ..good
            },
            "rule.end_before_start",
            "returned_on",
        ),
        (
            RefundInput {
                invoiced_on: day("1899-12-31"),
                ..good
            },
            "rule.out_of_range",
            "invoiced_on",
        ),
        (
            RefundInput {
                returned_on: day("2201-01-01"),
                ..good
            },
            "rule.out_of_range",
            "returned_on",
        ),
    ] {
        assert_refused(refund(&input), code, field);
    }
    assert!(
        refund(&RefundInput {
            unusable_days: 40_000,
            ..good
        })
        .is_ok()
    );
}

fn r7() -> RefundCase {
    RefundCase {
        row: Row::R7,
        price_fen: 680_000,
        subsidy_fen: 0,
        rate: Some(AgreedRate {
            rate_ppm: 500,
            statutory: true,
            in_sales_terms: false,
        }),
        invoiced_on: day("2026-01-01"),
        claimed_on: None,
        returned_on: day("2026-07-20"),
        validity_end: Some(day("2027-01-01")),
        unusable_days: 12,
        expenses: vec![],
    }
}

fn settled(case: &RefundCase) -> RefundSettlement {
    decide_refund(case, list()).unwrap().result
}

#[test]
fn use_is_deducted_by_r7_alone_and_only_at_a_rate_that_binds() {
    let rate = |statutory, in_sales_terms| {
        Some(AgreedRate {
            rate_ppm: 500,
            statutory,
            in_sales_terms,
        })
    };
    for (row, rate, days, fee_fen) in [
        (Row::R7, rate(true, false), 188, 63_920),
        (Row::R7, rate(false, true), 188, 63_920),
        (Row::R7, rate(false, false), 0, 0),
        (Row::R7, None, 0, 0),
        (Row::R6, rate(true, true), 0, 0),
        (Row::R1, rate(true, true), 0, 0),
        (Row::R11, rate(true, true), 0, 0),
        (Row::R12, rate(true, true), 0, 0),
    ] {
        let decision = decide_refund(&RefundCase { row, rate, ..r7() }, list()).unwrap();
        let result = decision.result;
        assert_eq!(
            (result.days, result.fee_fen),
            (days, fee_fen),
            "{row:?} {rate:?}"
        );
        assert_eq!(result.refund_fen, 680_000 - fee_fen);
        assert_eq!(result.total_fen, result.refund_fen);
        assert_eq!(decision.why.rows[0], row.table_row());
        assert_eq!(decision.why.rows.contains(&"T4"), fee_fen > 0);
        let by_contract = decision
            .why
            .basis
            .iter()
            .any(|basis| basis.key == "basis-remedy-sales-terms");
        let agreed = rate.is_some_and(|rate| !rate.statutory && rate.in_sales_terms);
        assert_eq!(by_contract, row == Row::R7 && agreed);
        let no_rate = decision
            .why
            .missing
            .iter()
            .any(|line| line.key == "refund-missing-rate");
        assert_eq!(no_rate, row == Row::R7 && fee_fen == 0);
    }
    assert_refused(
        decide_refund(
            &RefundCase {
                row: Row::R8,
                ..r7()
            },
            list(),
        ),
        "rule.bad_value",
        "row",
    );
}

#[test]
fn a_return_beyond_validity_is_refused_unless_it_was_asked_for_in_time() {
    // 2 January 2027 is a Saturday; without the year's list only the weekend is known.
    let ends = |returned: &str, claimed: Option<&str>| RefundCase {
        validity_end: Some(day("2027-01-02")),
        returned_on: day(returned),
        claimed_on: claimed.map(day),
        ..r7()
    };
    assert!(decide_refund(&ends("2027-01-04", None), list()).is_ok());
    assert_refused(
        decide_refund(&ends("2027-01-05", None), list()),
        "rule.period_over",
        "returned_on",
    );
    let in_time = ends("2027-01-20", Some("2027-01-04"));
    assert_eq!(settled(&in_time).days, 384 - 12);
    assert_refused(
        decide_refund(&ends("2027-01-20", Some("2027-01-05")), list()),
        "rule.period_over",
        "claimed_on",
    );
    for row in [Row::R11, Row::R12] {
        let no_period = RefundCase {
            row,
            validity_end: None,
            ..ends("2030-01-05", None)
        };
        assert_eq!(settled(&no_period).refund_fen, 680_000);
    }
    for row in [Row::R1, Row::R6, Row::R7] {
        let unknown = RefundCase {
            row,
            validity_end: None,
            ..r7()
        };
        assert_refused(
            decide_refund(&unknown, list()),
            "rule.missing",
            "validity_end",
        );
    }
    for (case, field) in [
        (ends("2026-05-01", Some("2026-06-01")), "returned_on"),
        (ends("2026-05-01", Some("2025-12-31")), "claimed_on"),
        (
            RefundCase {
                validity_end: Some(day("2025-12-31")),
                ..r7()
            },
            "validity_end",
        ),
    ] {
        assert_refused(decide_refund(&case, list()), "rule.end_before_start", field);
    }
}

#[test]
fn a_subsidy_goes_back_to_the_scheme_and_not_to_the_customer() {
    let case = RefundCase {
        subsidy_fen: 80_000,
        ..r7()
    };
    let result = settled(&case);
    // 600 000 × 500 ppm × 188 days.
    assert_eq!(result.fee_fen, 56_400);
    assert_eq!(result.refund_fen, 543_600);
    assert_eq!(result.subsidy_return_fen, 80_000);
    let tells = |case: &RefundCase| {
        let steps = decide_refund(case, list()).unwrap().why.steps;
        steps.iter().any(|line| line.key == "refund-subsidy")
    };
    assert!(tells(&case) && !tells(&r7()));
    for subsidy_fen in [-1, 680_001] {
        let case = RefundCase {
            subsidy_fen,
            ..r7()
        };
        assert_refused(
            decide_refund(&case, list()),
            "rule.out_of_range",
            "subsidy_fen",
        );
    }
    assert!(
        decide_refund(
            &RefundCase {
                subsidy_fen: 680_000,
                ..r7()
            },
            list()
        )
        .is_ok()
    );
}

#[test]
fn expenses_are_paid_after_a_finding_and_transport_always_with_a_receipt() {
    let expense = |kind, proven| Expense {
        kind,
        amount_fen: 5_000,
        proven,
    };
    let expenses = vec![
        expense(ExpenseKind::Transport, true),
        expense(ExpenseKind::Transport, false),
        expense(ExpenseKind::Inspection, true),
        expense(ExpenseKind::Removal, false),
    ];
    use ExpenseVerdict::{Accepted, NotCovered, ProofMissing};
    for (row, verdicts, paid) in [
        (
            Row::R11,
            [Accepted, ProofMissing, Accepted, ProofMissing],
            10_000,
        ),
        (
            Row::R6,
            [Accepted, ProofMissing, NotCovered, NotCovered],
            5_000,
        ),
    ] {
        let case = RefundCase {
            row,
            expenses: expenses.clone(),
            ..r7()
        };
        let decision = decide_refund(&case, list()).unwrap();
        let result = decision.result;
        let judged: Vec<_> = result.expenses.iter().map(|line| line.verdict).collect();
        assert_eq!(judged, verdicts);
        assert_eq!(result.expenses_fen, paid);
        assert_eq!(result.total_fen, 680_000 + paid);
        let proofs = decision
            .why
            .missing
            .iter()
            .filter(|line| line.key == "refund-expense-proof");
        assert_eq!(
            proofs.count(),
            verdicts.iter().filter(|v| **v == ProofMissing).count()
        );
    }
    let negative = Expense {
        amount_fen: -1,
        ..expenses[0]
    };
    let case = RefundCase {
        expenses: vec![expenses[0], negative],
        ..r7()
    };
    assert_refused(
        decide_refund(&case, list()),
        "rule.out_of_range",
        "expenses[1].amount_fen",
    );
    let many = |count| RefundCase {
        expenses: vec![expenses[0]; count],
        ..r7()
    };
    assert!(decide_refund(&many(100), list()).is_ok());
    assert_refused(
        decide_refund(&many(101), list()),
        "rule.out_of_range",
        "expenses",
    );
}

prop_compose! {
    fn any_refund()(
        price_fen in 0_i64..=100_000_000_000,
        rate_ppm in 0_u32..=1_000_000,
        owned in 0_u64..80_000,
        unusable_days in 0_u32..=40_000,
    ) -> RefundInput {
        let invoiced_on = day("1950-01-01");
        let returned_on = invoiced_on + chrono::Days::new(owned);
        RefundInput { price_fen, rate_ppm, invoiced_on, returned_on, unusable_days }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2_000))]

    #[test]
    fn a_refund_lies_between_nothing_and_the_price(input in any_refund()) {
        let result = refund(&input).unwrap().result;
        prop_assert!((0..=input.price_fen).contains(&result.refund_fen));
        prop_assert_eq!(result.refund_fen + result.fee_fen, input.price_fen);
    }

    #[test]
    fn longer_use_never_refunds_more_and_longer_repair_never_less(
        input in any_refund(), more in 0_u32..1_000,
    ) {
        let refunded = |input: &RefundInput| refund(input).unwrap().result.refund_fen;
        let returned_on = input.returned_on + chrono::Days::new(u64::from(more));
        let longer = RefundInput { returned_on, ..input };
        prop_assert!(refunded(&longer) <= refunded(&input));
        let unusable_days = (input.unusable_days + more).min(40_000);
        let repaired = RefundInput { unusable_days, ..input };
        prop_assert!(refunded(&repaired) >= refunded(&input));
    }
}
