//! The end of validity: arithmetic alone.

use super::*;

fn input(start: &str, months: u32, unusable: &[(&str, &str)]) -> ValidityInput {
    let unusable = unusable.iter().map(|(from, to)| Unusable {
        from: day(from),
        to: day(to),
    });
    ValidityInput {
        start: day(start),
        months,
        unusable: unusable.collect(),
    }
}

/// What, start, months, times the machine could not be used, then excluded days, raw end, end, and
/// whether a list of holidays is missing.
const VECTORS: &str = "
V-1                | 2025-03-10 | 12 | 2025-08-03/2025-08-14                       | 12 | 2026-03-22 | 2026-03-23 | no
V-2 and D7         | 2024-02-29 | 12 |                                             |  0 | 2025-02-28 | 2025-02-28 | yes
V-2 and D8         | 2024-02-29 | 24 |                                             |  0 | 2026-02-28 | 2026-02-28 | no
V-3                | 2025-03-10 | 12 | 2025-08-04/2025-08-08 2025-08-01/2025-08-05 |  8 | 2026-03-18 | 2026-03-18 | no
V-4                | 2026-02-28 | 12 |                                             |  0 | 2027-02-28 | 2027-03-01 | yes
same day           | 2025-03-10 | 12 | 2025-08-03/2025-08-03                       |  0 | 2026-03-10 | 2026-03-10 | no
overnight          | 2025-03-10 | 12 | 2025-08-03/2025-08-04                       |  2 | 2026-03-12 | 2026-03-12 | no
adjacent           | 2025-03-10 | 12 | 2025-08-06/2025-08-08 2025-08-01/2025-08-05 |  8 | 2026-03-18 | 2026-03-18 | no
one in the other   | 2025-03-10 | 12 | 2025-08-01/2025-08-20 2025-08-03/2025-08-05 | 20 | 2026-03-30 | 2026-03-30 | no
one day between    | 2025-03-10 | 12 | 2025-08-01/2025-08-02 2025-08-04/2025-08-05 |  4 | 2026-03-14 | 2026-03-16 | no
same day behind    | 2025-03-10 | 12 | 2025-08-01/2025-08-02 2025-08-03/2025-08-03 |  2 | 2026-03-12 | 2026-03-12 | no
from the first day | 2025-03-10 | 12 | 2025-03-10/2025-03-11                       |  2 | 2026-03-12 | 2026-03-12 | no
no months          | 2025-03-10 |  0 |                                             |  0 | 2025-03-10 | 2025-03-10 | yes
";

#[test]
fn validity_ends_as_the_vectors_say() {
    for row in VECTORS.trim().lines() {
        let cells: Vec<&str> = row.split('|').map(str::trim).collect();
        let times = cells[3]
            .split_whitespace()
            .map(|time| time.split_once('/').unwrap());
        let times: Vec<_> = times.collect();
        let expected = Validity {
            excluded_days: cells[4].parse().unwrap(),
            raw_end: day(cells[5]),
            end: day(cells[6]),
            holiday_unknown: cells[7] == "yes",
        };
        let answer = validity(&input(cells[1], cells[2].parse().unwrap(), &times), lists());
        assert_eq!(answer.unwrap().result, expected, "{row}");
    }
}

#[test]
fn impossible_times_are_refused_with_their_field() {
    let good = ("2025-08-03", "2025-08-14");
    for (start, months, unusable, code, field) in [
        (
            "2025-03-10",
            12,
            &[good, ("2025-08-03", "2025-08-02")][..],
            "rule.end_before_start",
            "unusable[1].to",
        ),
        (
            "2025-03-10",
            12,
            &[("2025-03-09", "2025-03-11")],
            "rule.end_before_start",
            "unusable[0].from",
        ),
        ("1899-12-31", 12, &[], "rule.out_of_range", "start"),
        ("2025-03-10", 1201, &[], "rule.out_of_range", "months"),
        ("2199-03-10", 24, &[], "rule.out_of_range", "months"),
        (
            "2025-03-10",
            12,
            &[good, ("2025-08-03", "2201-01-01")],
            "rule.out_of_range",
            "unusable[1].to",
        ),
        (
            "2025-03-10",
            12,
            &[("2201-01-01", "2201-01-01")],
            "rule.out_of_range",
            "unusable[0].from",
        ),
        (
            "2025-03-10",
            12,
            &[("2025-08-03", "2199-12-31")],
            "rule.out_of_range",
            "unusable",
        ),
    ] {
        let error = validity(&input(start, months, unusable), lists()).unwrap_err();
        assert_eq!(
            fault(&error),
            (code, field),
            "{start} {months} {unusable:?}"
        );
    }
}

#[test]
fn the_rule_has_exactly_the_published_fields() {
    let json = r#"{"start":"2025-03-10","months":12,"unusable":[{"from":"2025-08-03","to":"2025-08-14"}]}"#;
    let input: ValidityInput = serde_json::from_str(json).unwrap();
    let answer = validity(&input, lists()).unwrap().result;
    assert_eq!(
        serde_json::to_value(answer).unwrap(),
        serde_json::json!({
            "excluded_days": 12, "raw_end": "2026-03-22", "end": "2026-03-23", "holiday_unknown": false
        })
    );
    let odd = json.replace("months", "moons");
    assert!(serde_json::from_str::<ValidityInput>(&odd).is_err());
    let odd = json.replace(r#""to""#, r#""until""#);
    assert!(serde_json::from_str::<ValidityInput>(&odd).is_err());
}

/// Keys of the steps, then of the notes, then rows and basis.
fn reasons(input: &ValidityInput) -> [Vec<&'static str>; 4] {
    let why = validity(input, lists()).unwrap().why;
    [
        why.steps.iter().map(|line| line.key).collect(),
        why.notes.iter().map(|line| line.key).collect(),
        why.rows.clone(),
        why.basis.iter().map(|basis| basis.key).collect(),
    ]
}

#[test]
fn the_bare_calculation_names_months_excluded_days_and_articles() {
    let plain = input("2025-03-10", 12, &[]);
    let [steps, notes, rows, basis] = reasons(&plain);
    assert_eq!(steps, ["warranty-months-from", "warranty-machine-to"]);
    assert_eq!(notes, [""; 0]);
    assert_eq!(rows, [""; 0]);
    let counted = ["basis-sanbao-8", "basis-civil-201", "basis-civil-202"];
    assert_eq!(basis, counted);
    let repaired = input(
        "2025-03-10",
        12,
        &[("2025-08-03", "2025-08-10"), ("2025-08-09", "2025-08-14")],
    );
    let [steps, _, rows, basis] = reasons(&repaired);
    assert_eq!(
        steps[..3],
        [
            "warranty-months-from",
            "warranty-unusable",
            "warranty-extended"
        ]
    );
    assert_eq!(steps.last(), Some(&"warranty-machine-to"));
    assert_eq!(rows, ["T2.R1", "T2.R2", "T2.R3"]);
    assert_eq!(basis[..3], counted);
    assert_eq!(basis[3..], ["basis-civil-203"], "22 March 2026 is a Sunday");
    let why = validity(&repaired, lists()).unwrap().why;
    for date in ["2025-03-10", "2026-03-10", "2026-03-22", "2026-03-23"] {
        assert!(why.dates().any(|named| named == day(date)), "{date}");
    }
}

#[test]
fn a_time_that_begins_after_the_end_so_far_is_added_and_noted() {
    let late = |times| {
        let [_, notes, ..] = reasons(&input("2025-03-10", 12, times));
        let of_late = notes
            .iter()
            .filter(|key| **key == "warranty-note-after-end");
        of_late.count()
    };
    assert_eq!(late(&[("2026-03-10", "2026-03-12")]), 0);
    assert_eq!(late(&[("2026-03-11", "2026-03-12")]), 1);
    assert_eq!(
        late(&[("2026-03-05", "2026-03-06"), ("2026-03-12", "2026-03-13")]),
        0
    );
    let far = input("2025-03-10", 12, &[("2027-01-01", "2027-01-05")]);
    assert_eq!(validity(&far, lists()).unwrap().result.excluded_days, 5);
}
