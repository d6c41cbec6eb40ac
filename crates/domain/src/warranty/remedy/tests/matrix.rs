//! Table T3.

use proptest::prelude::*;

use super::*;
use crate::explain::Arg;
use crate::time::DAY_MS;

fn report(sold_on: &str, reported_at: i64) -> RemedyInput {
    let reported_on = crate::time::local_date(reported_at).unwrap();
    RemedyInput {
        sold_on: day(sold_on),
        reported_at,
        validity_end: day(sold_on) + chrono::Months::new(12),
        completed_repairs: 0,
        handed_in_on: None,
        delay_cause: None,
        same_model_available: None,
        customer_accepts_exchange: None,
        as_of: reported_on,
    }
}

fn decided(input: &RemedyInput) -> Remedies {
    remedies(input, rules(), list()).unwrap().result
}

fn rows(input: &RemedyInput) -> Vec<&'static str> {
    decided(input).rows.iter().map(|row| row.code()).collect()
}

#[test]
fn the_days_after_the_sale_are_counted_to_their_last_millisecond() {
    use Remedy::{Exchange, Repair, Return};
    let (all, two, one) = (
        vec![Return, Exchange, Repair],
        vec![Exchange, Repair],
        vec![Repair],
    );
    for (sold, at, rows_of, options) in [
        (
            "2026-03-02",
            start("2026-03-02"),
            &["R1", "R2", "R9"][..],
            &all,
        ),
        ("2026-03-02", end("2026-03-09"), &["R1", "R2", "R9"], &all),
        ("2026-03-02", start("2026-03-10"), &["R2", "R9"], &two),
        ("2026-03-02", end("2026-03-17"), &["R2", "R9"], &two),
        ("2026-03-02", start("2026-03-18"), &["R9"], &one),
        // Spring Festival: both rights end on the same day (D2, D3).
        ("2026-02-09", end("2026-02-24"), &["R1", "R2", "R9"], &all),
        ("2026-02-09", start("2026-02-25"), &["R9"], &one),
        // Mid-Autumn and National Day (D5, D6).
        ("2026-09-18", end("2026-09-28"), &["R1", "R2", "R9"], &all),
        ("2026-09-18", start("2026-09-29"), &["R2", "R9"], &two),
        ("2026-09-18", end("2026-10-08"), &["R2", "R9"], &two),
        ("2026-09-18", start("2026-10-09"), &["R9"], &one),
    ] {
        let input = report(sold, at);
        assert_eq!(rows(&input), rows_of, "{sold} {at}");
        let result = decided(&input);
        assert_eq!(&result.options, options, "{sold} {at}");
        assert_eq!(result.payer, Payer::Seller);
        assert_eq!(result.depreciation, Depreciation::None);
    }
}

#[test]
fn validity_ends_with_its_rolled_last_day_and_then_the_customer_pays() {
    // 21 November 2026 is a Saturday (D10).
    let mut input = report("2025-11-21", end("2026-11-23"));
    assert_eq!(rows(&input), ["R9"]);
    assert_eq!(decided(&input).payer, Payer::Seller);
    input.reported_at = start("2026-11-24");
    input.as_of = day("2026-11-24");
    input.completed_repairs = 2;
    let result = decided(&input);
    assert_eq!(result.rows, [Row::R13]);
    assert_eq!(result.options, [Remedy::Repair]);
    assert_eq!(result.payer, Payer::Customer);
}

#[test]
fn delays_count_from_handing_in_without_rolling() {
    for (as_of, cause, rows_of, payer) in [
        (
            "2026-02-04",
            DelayCause::Repairer,
            &["R9"][..],
            Payer::Seller,
        ),
        (
            "2026-02-05",
            DelayCause::Repairer,
            &["R5", "R9"],
            Payer::Repairer,
        ),
        // The 90th day is a holiday; the duty does not move.
        ("2026-04-05", DelayCause::Parts, &["R9"], Payer::Seller),
        (
            "2026-04-06",
            DelayCause::Parts,
            &["R4", "R9"],
            Payer::Seller,
        ),
        (
            "2026-04-06",
            DelayCause::Repairer,
            &["R5", "R9"],
            Payer::Repairer,
        ),
    ] {
        let input = RemedyInput {
            handed_in_on: Some(day("2026-01-05")),
            delay_cause: Some(cause),
            as_of: day(as_of),
            ..report("2025-09-01", start("2026-01-05"))
        };
        assert_eq!(rows(&input), rows_of, "{as_of} {cause:?}");
        assert_eq!(decided(&input).payer, payer);
    }
}

#[test]
fn a_third_fault_after_two_repairs_makes_an_exchange_due() {
    let at = start("2026-08-01");
    for (repairs, available, accepts, rows_of, depreciation) in [
        (1, Some(true), Some(false), &["R9"][..], Depreciation::None),
        (2, None, None, &["R3", "R9"], Depreciation::None),
        (2, Some(true), Some(true), &["R3", "R9"], Depreciation::None),
        (2, None, Some(true), &["R3", "R9"], Depreciation::None),
        (2, None, Some(false), &["R3", "R9"], Depreciation::None),
        (2, Some(false), None, &["R3", "R9"], Depreciation::None),
        (
            2,
            Some(false),
            Some(false),
            &["R3", "R6", "R9"],
            Depreciation::None,
        ),
        (
            2,
            Some(true),
            Some(false),
            &["R3", "R7", "R9"],
            Depreciation::Yes,
        ),
        (
            3,
            Some(false),
            Some(true),
            &["R3", "R8", "R9"],
            Depreciation::None,
        ),
    ] {
        let input = RemedyInput {
            completed_repairs: repairs,
            same_model_available: available,
            customer_accepts_exchange: accepts,
            ..report("2026-03-02", at)
        };
        let result = decided(&input);
        assert_eq!(rows(&input), rows_of);
        assert_eq!(result.depreciation, depreciation);
        let returns = result.options.contains(&Remedy::Return);
        assert_eq!(returns, rows_of.contains(&"R6") || rows_of.contains(&"R7"));
        assert_eq!(result.options.contains(&Remedy::Exchange), repairs >= 2);
        assert!(result.options.contains(&Remedy::Repair));
    }
}

#[test]
fn an_exchange_is_due_by_any_of_its_rows_but_not_while_the_customer_may_return() {
    let refusing = |input: RemedyInput| RemedyInput {
        same_model_available: Some(true),
        customer_accepts_exchange: Some(false),
        ..input
    };
    let late = |as_of: &str, cause| RemedyInput {
        handed_in_on: Some(day("2026-01-05")),
        delay_cause: Some(cause),
        as_of: day(as_of),
        ..report("2025-09-01", start("2026-01-05"))
    };
    for (input, rows_of) in [
        (
            report("2026-03-02", start("2026-03-10")),
            &["R2", "R7", "R9"][..],
        ),
        (late("2026-04-06", DelayCause::Parts), &["R4", "R7", "R9"]),
        (
            late("2026-02-05", DelayCause::Repairer),
            &["R5", "R7", "R9"],
        ),
        (
            report("2026-03-02", start("2026-03-09")),
            &["R1", "R2", "R9"],
        ),
    ] {
        assert_eq!(rows(&refusing(input)), rows_of);
    }
    let full = decided(&refusing(report("2026-03-02", start("2026-03-09"))));
    assert_eq!(full.depreciation, Depreciation::None);
    assert_eq!(full.options, Remedy::ALL);
}

#[test]
fn what_the_answer_turns_on_is_named_as_missing() {
    let missing = |input: &RemedyInput| {
        let why = remedies(input, rules(), list()).unwrap().why;
        let lines = why.missing.iter().chain(&why.notes).map(|line| line.key);
        let keys: Vec<_> = lines.filter(|key| key.starts_with("remedy-")).collect();
        keys
    };
    let due = RemedyInput {
        completed_repairs: 2,
        ..report("2026-03-02", start("2026-08-03"))
    };
    let waiting = |as_of: &str| RemedyInput {
        handed_in_on: Some(day("2026-03-02")),
        as_of: day(as_of),
        ..report("2026-02-01", start("2026-03-02"))
    };
    for (input, keys) in [
        (due, &["remedy-if-refused"][..]),
        (
            RemedyInput {
                customer_accepts_exchange: Some(false),
                ..due
            },
            &["remedy-missing-availability"],
        ),
        (
            RemedyInput {
                same_model_available: Some(false),
                ..due
            },
            &["remedy-missing-answer"],
        ),
        (
            RemedyInput {
                customer_accepts_exchange: Some(true),
                ..due
            },
            &[],
        ),
        (
            RemedyInput {
                customer_accepts_exchange: Some(false),
                ..report("2026-03-02", start("2026-03-09"))
            },
            &[],
        ),
        (waiting("2026-04-01"), &[]),
        (waiting("2026-04-02"), &["remedy-missing-delay-cause"]),
        (
            RemedyInput {
                delay_cause: Some(DelayCause::Parts),
                ..waiting("2026-04-02")
            },
            &[],
        ),
        (
            RemedyInput {
                delay_cause: Some(DelayCause::Parts),
                handed_in_on: None,
                ..waiting("2026-04-02")
            },
            &["remedy-missing-handed-in"],
        ),
    ] {
        assert_eq!(missing(&input), keys, "{input:?}");
    }
}

#[test]
fn dates_in_a_wrong_order_are_refused_with_their_field() {
    let good = RemedyInput {
        handed_in_on: Some(day("2026-03-05")),
        ..report("2026-03-02", start("2026-03-05"))
    };
    assert!(remedies(&good, rules(), list()).is_ok());
    let bad = |change: fn(&mut RemedyInput)| {
        let mut input = good;
        change(&mut input);
        remedies(&input, rules(), list())
    };
    assert_refused(
        bad(|input| input.reported_at = end("2026-03-01")),
        "rule.end_before_start",
        "reported_at",
    );
    assert_refused(
        bad(|input| input.validity_end = day("2026-03-01")),
        "rule.end_before_start",
        "validity_end",
    );
    assert_refused(
        bad(|input| input.handed_in_on = Some(day("2026-03-01"))),
        "rule.end_before_start",
        "handed_in_on",
    );
    assert_refused(
        bad(|input| input.handed_in_on = Some(day("2026-03-06"))),
        "rule.in_future",
        "handed_in_on",
    );
    assert_refused(
        bad(|input| input.as_of = day("2026-03-04")),
        "rule.in_future",
        "reported_at",
    );
    assert_refused(
        bad(|input| input.completed_repairs = 1_001),
        "rule.out_of_range",
        "completed_repairs",
    );
    assert!(bad(|input| input.completed_repairs = 1_000).is_ok());
    assert_refused(
        bad(|input| input.reported_at = i64::MAX),
        "rule.out_of_range",
        "reported_at",
    );
    for (field, change) in [
        (
            "sold_on",
            (|input| input.sold_on = day("1899-12-31")) as fn(&mut RemedyInput),
        ),
        ("validity_end", |input| {
            input.validity_end = day("2201-01-01")
        }),
        ("as_of", |input| input.as_of = day("2201-01-01")),
        ("handed_in_on", |input| {
            input.handed_in_on = Some(day("2201-01-01"))
        }),
    ] {
        assert_refused(bad(change), "rule.out_of_range", field);
    }
    let edge = RemedyInput {
        validity_end: day("2200-12-31"),
        ..report("2200-12-30", start("2200-12-30"))
    };
    assert_refused(
        remedies(&edge, rules(), list()),
        "rule.out_of_range",
        "sold_on",
    );
}

#[test]
fn each_row_tells_its_article_and_its_place_in_the_table() {
    for row in Row::ALL {
        assert_eq!(row.table_row(), format!("T3.{}", row.code()));
        assert_eq!(
            row.article(),
            format!("remedy-article-{}", row.code().to_lowercase())
        );
        assert!(!row.options().is_empty());
    }
    let why = remedies(&report("2026-03-02", start("2026-03-09")), rules(), list());
    let why = why.unwrap().why;
    let keys: Vec<_> = why.basis.iter().map(|basis| basis.key).collect();
    assert_eq!(
        keys,
        ["basis-sanbao-9", "basis-sanbao-10", "basis-sanbao-15"]
    );
    let versions: Vec<_> = why
        .versions
        .iter()
        .map(|version| version.kind.as_str())
        .collect();
    assert_eq!(versions, ["holidays", "remedy_law"]);
    assert!(why.dates().any(|date| date == day("2026-03-09")));
    // Each rolled end is explained once, although two rows share it.
    let rolled = remedies(&report("2026-02-09", start("2026-02-09")), rules(), list());
    let rolled = rolled.unwrap().why.steps;
    let times = rolled
        .iter()
        .filter(|line| line.key == "calendar-rolled")
        .count();
    assert_eq!(times, 1);
}

#[test]
fn the_rolled_end_of_each_right_is_explained() {
    // Those that are over stand first, then the rows in their order.
    for (sold, at, rolled) in [
        (
            "2026-03-07",
            start("2026-03-18"),
            &["2026-03-16", "2026-03-23", "2027-03-08"][..],
        ),
        ("2026-03-05", start("2026-03-18"), &[]),
        (
            "2025-11-21",
            start("2026-06-01"),
            &["2025-12-08", "2026-11-23"],
        ),
        ("2025-11-21", start("2026-11-24"), &["2026-11-23"]),
    ] {
        let why = remedies(&report(sold, at), rules(), list()).unwrap().why;
        let told: Vec<_> = why
            .steps
            .iter()
            .filter(|line| line.key == "calendar-rolled")
            .map(|line| line.args[0].1.clone())
            .collect();
        let rolled: Vec<_> = rolled.iter().map(|on| Arg::Date(day(on))).collect();
        assert_eq!(told, rolled, "{sold}");
    }
}

prop_compose! {
    fn any_input()(
        sold in 0_u64..700,
        after in 0_i64..500,
        later in 0_i64..200,
        handed in proptest::option::of(0_i64..200),
        repairs in 0_u32..4,
        cause in proptest::option::of(any::<bool>()),
        available in proptest::option::of(any::<bool>()),
        accepts in proptest::option::of(any::<bool>()),
        months in 0_u32..25,
    ) -> RemedyInput {
        let sold_on = day("2025-06-01") + chrono::Days::new(sold);
        let reported_on = sold_on + chrono::Duration::days(after);
        let as_of = reported_on + chrono::Duration::days(later);
        RemedyInput {
            sold_on,
            reported_at: start_of_day(reported_on).unwrap(),
            validity_end: sold_on + chrono::Months::new(months),
            completed_repairs: repairs,
            handed_in_on: handed.map(|ago| sold_on.max(as_of - chrono::Duration::days(ago))),
            delay_cause: cause.map(|parts| if parts { DelayCause::Parts } else { DelayCause::Repairer }),
            same_model_available: available,
            customer_accepts_exchange: accepts,
            as_of,
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2_000))]

    #[test]
    fn options_are_never_empty_and_the_reasons_name_the_rows_of_the_result(input in any_input()) {
        let decision = remedies(&input, rules(), list()).unwrap();
        let result = decision.result;
        prop_assert!(!result.options.is_empty());
        prop_assert!(result.options.contains(&Remedy::Repair));
        prop_assert!(result.options.is_sorted());
        prop_assert!(result.rows.windows(2).all(|pair| pair[0] < pair[1]));
        prop_assert_eq!(result.rows[0].payer(), result.payer);
        let rows: Vec<_> = result.rows.iter().map(|row| row.table_row()).collect();
        prop_assert_eq!(decision.why.rows, rows);
        if result.depreciation == Depreciation::Yes {
            prop_assert!(result.rows.contains(&Row::R7) && !result.rows.contains(&Row::R1));
        }
    }

    #[test]
    fn a_later_report_never_adds_the_rights_of_the_first_days(input in any_input(), days in 0_i64..60) {
        let later = RemedyInput {
            reported_at: input.reported_at + days * DAY_MS,
            as_of: input.as_of + chrono::Duration::days(days),
            ..input
        };
        let (before, after) = (decided(&input).rows, decided(&later).rows);
        for row in [Row::R1, Row::R2] {
            prop_assert!(before.contains(&row) || !after.contains(&row));
        }
    }

    #[test]
    fn more_completed_repairs_never_take_an_option_away(input in any_input(), more in 0_u32..5) {
        let repaired = RemedyInput { completed_repairs: input.completed_repairs + more, ..input };
        let after = decided(&repaired).options;
        for option in decided(&input).options {
            prop_assert!(after.contains(&option));
        }
    }
}
