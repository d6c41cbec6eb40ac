//! CLV and complaint rate.

use super::*;

fn value() -> ClvInput {
    ClvInput {
        past_margins_fen: vec![100_000, -20_000, 5_000],
        retain_ppm: 800_000,
        yearly_margin_fen: 10_001,
        years: 3,
        replace_ppm: 250_000,
        new_margin_fen: 200_000,
    }
}

#[test]
fn lifetime_value_is_the_sum_of_its_visible_parts() {
    let decision = clv(&value()).unwrap();
    let year = |year, expected_fen| ClvYear { year, expected_fen };
    assert_eq!(
        decision.result,
        Clv {
            past_fen: 85_000,
            // 8000.8, 6400.64, 5120.512
            expected_fen: 19_523,
            years: vec![year(1, 8_001), year(2, 6_401), year(3, 5_121)],
            replacement_fen: 50_000,
            total_fen: 154_523,
        }
    );
    assert_eq!(
        render_all(&decision.why, Language::En)[1..],
        [
            "3 years to the end of the unit's life, 80 % stay each year, yearly margin ¥100.01: \
             ¥195.23",
            "25 % buy a new unit from us, margin ¥2,000.00: ¥500.00",
            "Together: ¥1,545.23"
        ]
    );
    let none = ClvInput {
        years: 0,
        replace_ppm: 0,
        past_margins_fen: vec![],
        ..value()
    };
    assert_eq!(clv(&none).unwrap().result.total_fen, 0);
}

#[test]
fn parameters_of_lifetime_value_beyond_reason_are_named() {
    for (change, field) in [
        (
            (|i| i.retain_ppm = 1_000_001) as fn(&mut ClvInput),
            "retain_ppm",
        ),
        (|i| i.replace_ppm = 1_000_001, "replace_ppm"),
        (|i| i.years = 51, "years"),
        (
            |i| i.yearly_margin_fen = 10_000_000_001,
            "yearly_margin_fen",
        ),
        (|i| i.new_margin_fen = i64::MIN, "new_margin_fen"),
        (|i| i.past_margins_fen[2] = i64::MAX, "past_margins_fen[2]"),
        (|i| i.past_margins_fen = vec![0; 10_001], "past_margins_fen"),
    ] {
        let mut input = value();
        change(&mut input);
        let error = clv(&input).unwrap_err();
        assert_eq!(
            (error.code(), error.field()),
            ("rule.out_of_range", Some(field))
        );
    }
    let most = ClvInput {
        past_margins_fen: vec![10_000_000_000; 10_000],
        retain_ppm: 1_000_000,
        yearly_margin_fen: 10_000_000_000,
        years: 50,
        replace_ppm: 1_000_000,
        new_margin_fen: -10_000_000_000,
    };
    let most = clv(&most).unwrap().result;
    assert_eq!(most.total_fen, 10_000_000_000 * (10_000 + 50 - 1));
}

fn rate(from: &str, to: &str, complaints: usize, units: usize) -> ComplaintInput {
    ComplaintInput {
        from: day(from),
        to: day(to),
        as_of: day(to).succ_opt().unwrap(),
        complaints: (0..complaints)
            .map(|n| ComplaintRow {
                id: n.to_string(),
                received_on: day(from),
            })
            .collect(),
        units: (0..units)
            .map(|n| UnitRow {
                id: n.to_string(),
                in_service_from: day("2020-01-01"),
                in_service_to: None,
            })
            .collect(),
    }
}

#[test]
fn complaints_are_counted_per_hundred_units_and_year() {
    for (from, to, complaints, units, value) in [
        ("2026-01-01", "2026-12-31", 3, 150, Some(2.0)),
        ("2024-01-01", "2024-12-31", 3, 150, Some(2.0)),
        ("2026-03-01", "2026-03-31", 1, 50, Some(24.0)),
        ("2026-01-01", "2026-06-30", 1, 50, Some(4.0)),
        ("2025-01-01", "2026-12-31", 3, 150, Some(1.0)),
        ("2026-03-02", "2026-03-11", 1, 365, Some(10.0)),
        ("2026-03-25", "2026-04-03", 1, 365, Some(10.0)),
        ("2026-03-02", "2026-04-01", 1, 50, Some(24.0)),
        ("2026-03-01", "2026-03-01", 1, 365, Some(100.0)),
        (
            "2200-12-01",
            "2200-12-30",
            1,
            365,
            Some(365.0 * 100.0 / (365.0 * 30.0)),
        ),
        ("2026-01-01", "2026-12-31", 3, 0, None),
        ("2026-01-01", "2026-12-31", 0, 7, Some(0.0)),
    ] {
        let figure = complaint_rate(&rate(from, to, complaints, units))
            .unwrap()
            .result;
        assert_eq!(figure.value, value, "{from}–{to}");
        assert_eq!(figure.numerator, complaints as i64);
        assert_eq!(figure.denominator, units as i64);
        assert_eq!(figure.kpi, Kpi::ComplaintRate);
        assert!(!figure.provisional);
    }
}

#[test]
fn units_are_counted_in_the_middle_of_the_period() {
    // The middle of the year is 2 July.
    for (from, to, counted) in [
        ("2026-07-02", None, 1),
        ("2026-07-03", None, 0),
        ("2020-01-01", Some("2026-07-02"), 1),
        ("2020-01-01", Some("2026-07-01"), 0),
    ] {
        let mut input = rate("2026-01-01", "2026-12-31", 1, 1);
        input.units[0].in_service_from = day(from);
        input.units[0].in_service_to = to.map(day);
        let decision = complaint_rate(&input).unwrap();
        assert_eq!(decision.result.denominator, counted, "{from} {to:?}");
        let dates: Vec<_> = decision.why.dates().collect();
        assert_eq!(dates, [day("2026-07-02")]);
    }
}

#[test]
fn complaints_outside_the_period_do_not_count() {
    let mut input = rate("2026-03-01", "2026-03-31", 4, 1);
    input.as_of = day("2026-04-01");
    for (row, date) in
        input
            .complaints
            .iter_mut()
            .zip(["2026-02-28", "2026-03-01", "2026-03-31", "2026-04-01"])
    {
        row.received_on = day(date);
    }
    let figure = complaint_rate(&input).unwrap().result;
    assert_eq!(ids(&figure.hits), ["1", "2"]);
    input.complaints.pop();
    input.as_of = input.to;
    assert!(complaint_rate(&input).unwrap().result.provisional);
    input.as_of = day("2026-03-30");
    let error = complaint_rate(&input).unwrap_err();
    assert_eq!(
        (error.code(), error.field()),
        ("rule.in_future", Some("complaints[2].received_on"))
    );
}

#[test]
fn the_last_month_of_the_calendar_is_a_twelfth_of_a_year() {
    let mut input = rate("2200-12-01", "2200-12-30", 1, 50);
    input.to = day("2200-12-31");
    input.as_of = input.to;
    let decision = complaint_rate(&input).unwrap();
    assert_eq!(decision.result.value, Some(24.0));
    for (language, text) in [
        (
            Language::Zh,
            "投诉 1 件 ÷ 在用机器 50 台，折合每百台每年 24 件。",
        ),
        (
            Language::En,
            "1 complaint for 50 units in service: 24 per 100 units and year.",
        ),
    ] {
        assert_eq!(render_all(&decision.why, language)[2], text);
    }
}

#[test]
fn impossible_units_and_complaints_are_named() {
    for (change, field) in [
        (
            (|i| i.from = day("1800-01-01")) as fn(&mut ComplaintInput),
            "from",
        ),
        (|i| i.to = day("2300-01-01"), "to"),
        (|i| i.to = day("2020-01-01"), "to"),
        (|i| i.as_of = day("2300-01-01"), "as_of"),
        (|i| i.complaints[1].id = "0".into(), "complaints[1].id"),
        (|i| i.units[1].id = "0".into(), "units[1].id"),
        (
            |i| i.complaints[1].received_on = day("1800-01-01"),
            "complaints[1].received_on",
        ),
        (
            |i| i.units[1].in_service_from = day("1800-01-01"),
            "units[1].in_service_from",
        ),
        (
            |i| i.units[1].in_service_to = Some(day("2019-12-31")),
            "units[1].in_service_to",
        ),
        (
            |i| i.units[1].in_service_to = Some(day("2300-01-01")),
            "units[1].in_service_to",
        ),
    ] {
        let mut input = rate("2026-01-01", "2026-12-31", 2, 2);
        change(&mut input);
        let error = complaint_rate(&input).unwrap_err();
        assert_eq!(error.field(), Some(field));
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(1_000))]

    #[test]
    fn the_parts_of_a_lifetime_value_add_up_and_fall_from_year_to_year(
        past in proptest::collection::vec(-1_000_000..1_000_000_i64, 0..5),
        retain_ppm in 0..=1_000_000_u32,
        yearly_margin_fen in 0..10_000_000_i64,
        years in 0..=50_u32,
    ) {
        let input = ClvInput {
            past_margins_fen: past,
            retain_ppm,
            yearly_margin_fen,
            years,
            ..value()
        };
        let result = clv(&input).unwrap().result;
        prop_assert_eq!(result.years.len(), years as usize);
        prop_assert_eq!(result.years.iter().map(|y| y.expected_fen).sum::<i64>(), result.expected_fen);
        prop_assert!(result.years.is_sorted_by(|a, b| a.expected_fen >= b.expected_fen));
        prop_assert_eq!(result.past_fen + result.expected_fen + result.replacement_fen, result.total_fen);
    }

    #[test]
    fn the_order_of_complaints_and_units_changes_nothing(
        days in proptest::collection::vec(0..700_u64, 0..12),
    ) {
        let mut input = rate("2026-01-01", "2026-12-31", days.len(), days.len());
        for (n, days) in days.iter().enumerate() {
            let date = day("2025-06-01") + chrono::Days::new(*days);
            input.as_of = input.as_of.max(date);
            input.complaints[n].received_on = date;
            input.units[n].in_service_from = date;
        }
        let mut turned = input.clone();
        turned.complaints.reverse();
        turned.units.reverse();
        prop_assert_eq!(complaint_rate(&input), complaint_rate(&turned));
    }
}
