//! The amounts, in fen.

use chrono::NaiveDate;
use proptest::prelude::*;

use crate::calendar::Holidays;
use crate::remedy_case::{Claim, Ground, SettleInput, Settlement, deduction_rate, settle};
use crate::rule::RuleError;
use crate::warranty::Policies;
use crate::warranty::remedy::{AgreedRate, Expense, ExpenseKind, Row};

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

/// The machine of `rules.md` T4: ¥6 800, invoiced on 2026-01-01, twelve days in repair.
fn input(claim: Claim, row: Option<Row>) -> SettleInput {
    SettleInput {
        ground: Ground::Quality,
        claim,
        row,
        price_fen: Some(680_000),
        subsidy_fen: 0,
        rate: Some(AgreedRate {
            rate_ppm: 500,
            statutory: false,
            in_sales_terms: true,
        }),
        invoiced_on: Some(day("2026-01-01")),
        claimed_on: day("2026-07-20"),
        returned_on: day("2026-07-20"),
        validity_end: Some(day("2028-01-01")),
        unusable_days: 12,
        expenses: vec![
            expense(ExpenseKind::Transport, 12_000, true),
            expense(ExpenseKind::Travel, 5_000, true),
            expense(ExpenseKind::Inspection, 30_000, false),
        ],
        new_price_fen: None,
        percent: None,
    }
}

fn expense(kind: ExpenseKind, amount_fen: i64, proven: bool) -> Expense {
    Expense {
        kind,
        amount_fen,
        proven,
    }
}

fn result(input: &SettleInput) -> Settlement {
    settle(input, Holidays::built_in()).unwrap().result
}

#[test]
fn every_claim_has_its_amounts() {
    let table = [
        // claim, row, ground: days, fee, refund, expenses, difference, total, stake
        (
            Claim::Return,
            Some(Row::R7),
            Ground::Quality,
            188,
            63_920,
            616_080,
            12_000,
            0,
            628_080,
            628_080,
        ),
        (
            Claim::Return,
            Some(Row::R1),
            Ground::Quality,
            0,
            0,
            680_000,
            12_000,
            0,
            692_000,
            692_000,
        ),
        (
            Claim::Return,
            Some(Row::R11),
            Ground::Finding,
            0,
            0,
            680_000,
            17_000,
            0,
            697_000,
            697_000,
        ),
        // Without a reason the freight is the customer's; an agreement pays what is proven.
        (
            Claim::Return,
            None,
            Ground::NoReason,
            0,
            0,
            680_000,
            0,
            0,
            680_000,
            680_000,
        ),
        (
            Claim::Return,
            None,
            Ground::Agreed,
            0,
            0,
            680_000,
            17_000,
            0,
            697_000,
            697_000,
        ),
        (
            Claim::Exchange,
            Some(Row::R3),
            Ground::Quality,
            0,
            0,
            0,
            12_000,
            0,
            12_000,
            692_000,
        ),
        (
            Claim::Exchange,
            None,
            Ground::Unsuitable,
            0,
            0,
            0,
            0,
            0,
            0,
            680_000,
        ),
        (
            Claim::Repair,
            Some(Row::R9),
            Ground::Quality,
            0,
            0,
            0,
            12_000,
            0,
            12_000,
            12_000,
        ),
        (
            Claim::Repair,
            Some(Row::R13),
            Ground::Quality,
            0,
            0,
            0,
            0,
            0,
            0,
            0,
        ),
        (
            Claim::Compensation,
            None,
            Ground::Quality,
            0,
            0,
            0,
            17_000,
            0,
            17_000,
            17_000,
        ),
    ];
    for (
        claim,
        row,
        ground,
        days,
        fee_fen,
        refund_fen,
        expenses_fen,
        difference_fen,
        total_fen,
        stake_fen,
    ) in table
    {
        let mut input = input(claim, row);
        input.ground = ground;
        let expected = Settlement {
            days,
            fee_fen,
            refund_fen,
            subsidy_return_fen: 0,
            expenses_fen,
            difference_fen,
            total_fen,
            stake_fen,
        };
        assert_eq!(result(&input), expected, "{claim:?} {row:?} {ground:?}");
    }
}

#[test]
fn another_model_settles_the_difference_both_ways() {
    for (new_price_fen, difference_fen, total_fen) in [
        (680_000, 0, 12_000),
        (750_000, 70_000, 12_000),
        (600_000, -80_000, 92_000),
        (0, -680_000, 692_000),
    ] {
        let input = SettleInput {
            new_price_fen: Some(new_price_fen),
            ..input(Claim::Exchange, Some(Row::R8))
        };
        let found = result(&input);
        assert_eq!(
            (found.difference_fen, found.total_fen),
            (difference_fen, total_fen)
        );
        assert_eq!(found.stake_fen, 692_000, "the old machine and the freight");
    }
}

#[test]
fn a_lower_price_is_a_share_of_what_was_paid_rounded_up() {
    for (price_fen, subsidy_fen, percent, refund_fen) in [
        (680_000, 0, 10, 68_000),
        (99_999, 0, 33, 33_000),
        (680_000, 100_000, 50, 290_000),
        (1, 0, 1, 1),
        (0, 0, 50, 0),
        (100_000_000_000, 0, 100, 100_000_000_000),
    ] {
        let input = SettleInput {
            price_fen: Some(price_fen),
            subsidy_fen,
            percent: Some(percent),
            ..input(Claim::Reduction, None)
        };
        let found = result(&input);
        assert_eq!(
            (found.refund_fen, found.total_fen, found.stake_fen),
            (refund_fen, refund_fen, refund_fen)
        );
    }
}

#[test]
fn the_scheme_gets_its_part_back_and_the_customer_what_they_paid() {
    for (row, ground) in [(Some(Row::R1), Ground::Quality), (None, Ground::NoReason)] {
        let mut input = input(Claim::Return, row);
        (input.ground, input.subsidy_fen, input.expenses) = (ground, 80_000, Vec::new());
        let found = result(&input);
        assert_eq!(
            (found.refund_fen, found.subsidy_return_fen, found.total_fen),
            (600_000, 80_000, 600_000)
        );
    }
}

#[test]
fn what_cannot_be_is_refused_with_its_field() {
    type Change = fn(&mut SettleInput);
    let cases: [(Claim, Change, &str, &str); 14] = [
        (
            Claim::Return,
            |i| i.price_fen = Some(-1),
            "rule.out_of_range",
            "price_fen",
        ),
        (
            Claim::Return,
            |i| i.price_fen = Some(100_000_000_001),
            "rule.out_of_range",
            "price_fen",
        ),
        (
            Claim::Return,
            |i| i.price_fen = None,
            "rule.missing",
            "price_fen",
        ),
        (
            Claim::Return,
            |i| i.subsidy_fen = -1,
            "rule.out_of_range",
            "subsidy_fen",
        ),
        (
            Claim::Return,
            |i| i.subsidy_fen = 680_001,
            "rule.out_of_range",
            "subsidy_fen",
        ),
        (
            Claim::Return,
            |i| i.invoiced_on = None,
            "rule.missing",
            "invoiced_on",
        ),
        (
            Claim::Return,
            |i| i.invoiced_on = Some(day("2026-07-21")),
            "rule.end_before_start",
            "claimed_on",
        ),
        (
            Claim::Return,
            |i| i.returned_on = day("2026-07-19"),
            "rule.end_before_start",
            "returned_on",
        ),
        (
            Claim::Return,
            |i| i.validity_end = Some(day("2026-07-17")),
            "rule.period_over",
            "claimed_on",
        ),
        (
            Claim::Exchange,
            |i| i.new_price_fen = Some(-1),
            "rule.out_of_range",
            "new_price_fen",
        ),
        (
            Claim::Compensation,
            |i| i.expenses.clear(),
            "rule.evidence_missing",
            "expenses",
        ),
        (
            Claim::Compensation,
            |i| i.expenses[1].amount_fen = -5,
            "rule.out_of_range",
            "expenses[1].amount_fen",
        ),
        (
            Claim::Reduction,
            |i| i.percent = None,
            "rule.missing",
            "percent",
        ),
        (
            Claim::Reduction,
            |i| i.percent = Some(101),
            "rule.out_of_range",
            "percent",
        ),
    ];
    for (claim, change, code, field) in cases {
        let row = (claim == Claim::Return).then_some(Row::R7);
        let mut input = input(claim, row);
        change(&mut input);
        let error: RuleError = settle(&input, Holidays::built_in()).unwrap_err();
        assert_eq!(
            (error.code(), error.field()),
            (code, Some(field)),
            "{claim:?}"
        );
    }
}

proptest! {
    #[test]
    fn nobody_gets_less_than_nothing_and_no_refund_is_above_the_price(
        price_fen in 0_i64..100_000_000_000, subsidy in 0_i64..100, percent in 1_u32..=100,
        days in 0_i64..400, unusable_days in 0_u32..500, claim in 0..Claim::ALL.len(),
        new_price_fen in 0_i64..100_000_000_000,
    ) {
        let claim = Claim::ALL[claim];
        let row = (claim == Claim::Return).then_some(Row::R7);
        let from = day("2026-01-01");
        let input = SettleInput {
            price_fen: Some(price_fen),
            subsidy_fen: price_fen / 100 * subsidy,
            claimed_on: from + chrono::Days::new(u64::try_from(days).unwrap()),
            returned_on: from + chrono::Days::new(u64::try_from(days).unwrap()),
            percent: Some(percent),
            new_price_fen: Some(new_price_fen),
            unusable_days,
            ..input(claim, row)
        };
        let found = settle(&input, Holidays::built_in()).unwrap().result;
        prop_assert!(found.total_fen >= 0 && found.fee_fen >= 0 && found.stake_fen >= 0);
        prop_assert!(found.refund_fen + found.fee_fen <= price_fen - input.subsidy_fen);
        if claim == Claim::Return {
            prop_assert_eq!(found.refund_fen + found.fee_fen + found.subsidy_return_fen, price_fen);
        }
    }
}

#[test]
fn a_boiler_is_not_on_the_list_so_use_is_deducted_only_by_the_terms_of_the_sale() {
    let policies = Policies::built_in();
    let rate = |model, on, terms| deduction_rate(policies, model, day(on), terms);
    for terms in [false, true] {
        let found = rate("WEB-L1P18", "2026-03-02", terms).unwrap();
        assert_eq!(
            (found.rate_ppm, found.statutory, found.in_sales_terms),
            (500, false, terms)
        );
    }
    assert_eq!(
        rate("WEB-X", "2026-03-02", true),
        None,
        "no document knows it"
    );
    assert_eq!(
        rate("WEB-L1P18", "1990-01-01", true),
        None,
        "before the first policy"
    );
    // A class of the list has its rate by law, whatever was agreed.
    let mut listed = policies.clone();
    for version in &mut listed.warranty {
        for row in &mut version.content.models {
            row.product_class = "gas_water_heater".to_owned();
        }
    }
    let found = deduction_rate(&listed, "WEB-L1P18", day("2026-03-02"), false).unwrap();
    assert!(found.statutory && found.rate_ppm == 500);
}
