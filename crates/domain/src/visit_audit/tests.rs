use proptest::prelude::*;

use super::*;
use crate::explain::{Language, render};

const T: i64 = 1_795_276_200_000;

fn policy() -> &'static AuditPolicy {
    &built_in().unwrap().content
}

fn id(n: usize) -> Uuid {
    Uuid::from_u128(u128::try_from(n).unwrap())
}

/// An honest visit: visitor 1, the n-th, a quarter of an hour after the one before.
fn visit(n: usize) -> VisitRow {
    VisitRow {
        id: id(n),
        visitor: id(1),
        at: T + i64::try_from(n).unwrap() * HOUR_MS / 4,
        seconds: Some(120),
        effective: true,
        answers: vec![format!("{n}")],
        scores: vec![4],
        served_by: vec![id(2)],
        clock_suspect: false,
    }
}

fn found(rows: &[VisitRow], suspicion: Suspicion) -> Vec<u128> {
    let findings = suspicions(rows, policy()).unwrap();
    let of = findings.iter().filter(|f| f.suspicion == suspicion);
    of.map(|f| f.visit.as_u128()).collect()
}

#[test]
fn honest_visits_raise_no_suspicion() {
    let rows: Vec<_> = (10..60).map(visit).collect();
    assert_eq!(suspicions(&rows, policy()), Ok(vec![]));
}

#[test]
fn an_effective_visit_below_thirty_seconds_is_too_short() {
    for (seconds, effective, short) in [
        (Some(29), true, true),
        (Some(30), true, false),
        (Some(0), true, true),
        (None, true, false),
        (Some(5), false, false),
    ] {
        let row = VisitRow {
            seconds,
            effective,
            ..visit(10)
        };
        assert_eq!(found(&[row], Suspicion::TooShort).len(), usize::from(short));
    }
}

#[test]
fn ten_visits_in_a_row_with_identical_answers_are_suspicious() {
    let mut rows: Vec<_> = (10..30).map(visit).collect();
    for row in &mut rows[3..13] {
        row.answers = vec!["是".into(), "5".into()];
    }
    let run: Vec<u128> = (13..23).collect();
    assert_eq!(found(&rows, Suspicion::IdenticalAnswers), run);
    // An attempt in vain between them does not end the row, another answer does.
    rows[6].effective = false;
    rows[13].answers = rows[3].answers.clone();
    let run: Vec<u128> = (13..24).filter(|n| *n != 16).collect();
    assert_eq!(found(&rows, Suspicion::IdenticalAnswers), run);
    rows[7].answers = vec!["否".into()];
    assert!(found(&rows, Suspicion::IdenticalAnswers).is_empty());
    // Nine are a coincidence, and no answers are no identical answers.
    let mut nine: Vec<_> = (10..19).map(visit).collect();
    nine.iter_mut()
        .for_each(|row| row.answers = vec!["是".into()]);
    assert!(found(&nine, Suspicion::IdenticalAnswers).is_empty());
    let mut none: Vec<_> = (10..30).map(visit).collect();
    none.iter_mut().for_each(|row| row.answers.clear());
    assert!(found(&none, Suspicion::IdenticalAnswers).is_empty());
    // Another visitor's visits do not belong to the row.
    let mut mixed: Vec<_> = (10..20).map(visit).collect();
    mixed
        .iter_mut()
        .for_each(|row| row.answers = vec!["是".into()]);
    assert_eq!(found(&mixed, Suspicion::IdenticalAnswers).len(), 10);
    mixed[9].visitor = id(3);
    assert!(found(&mixed, Suspicion::IdenticalAnswers).is_empty());
}

#[test]
fn more_than_twenty_five_visits_within_any_hour_are_suspicious() {
    let every = |ms: i64, count: usize| -> Vec<VisitRow> {
        let rows = (0..count).map(|n| VisitRow {
            at: T + ms * i64::try_from(n).unwrap(),
            effective: false,
            ..visit(n)
        });
        rows.collect()
    };
    // 26 within one hour less a moment; the 26th exactly an hour after the first is another hour.
    assert_eq!(
        found(&every(HOUR_MS / 26, 26), Suspicion::TooManyPerHour).len(),
        26
    );
    assert!(found(&every(HOUR_MS / 25, 26), Suspicion::TooManyPerHour).is_empty());
    assert!(found(&every(0, 25), Suspicion::TooManyPerHour).is_empty());
    assert_eq!(found(&every(0, 26), Suspicion::TooManyPerHour).len(), 26);
    // Only the crowded hour is marked.
    let mut rows = every(1_000, 26);
    rows.push(VisitRow {
        at: T + 2 * HOUR_MS,
        ..visit(100)
    });
    rows.push(VisitRow {
        at: T - 2 * HOUR_MS,
        ..visit(101)
    });
    let marked: Vec<u128> = (0..26).collect();
    assert_eq!(found(&rows, Suspicion::TooManyPerHour), marked);
    rows[3].clock_suspect = true;
    assert!(found(&rows, Suspicion::TooManyPerHour).is_empty());
}

#[test]
fn a_visitor_who_brings_the_best_score_only_is_suspicious() {
    let mut rows: Vec<_> = (10..20).map(visit).collect();
    rows.iter_mut().for_each(|row| row.scores = vec![5, 5]);
    let all: Vec<u128> = (10..20).collect();
    assert_eq!(found(&rows, Suspicion::AllTopScores), all);
    assert!(found(&rows[..9], Suspicion::AllTopScores).is_empty());
    rows.push(VisitRow {
        scores: vec![],
        ..visit(20)
    });
    rows.push(VisitRow {
        scores: vec![1],
        effective: false,
        ..visit(21)
    });
    assert_eq!(found(&rows, Suspicion::AllTopScores), all);
    rows[4].scores = vec![5, 4];
    assert!(found(&rows, Suspicion::AllTopScores).is_empty());
}

#[test]
fn who_did_the_work_does_not_visit() {
    let own = VisitRow {
        served_by: vec![id(2), id(1)],
        ..visit(10)
    };
    assert_eq!(found(std::slice::from_ref(&own), Suspicion::OwnWork), [10]);
    let vain = VisitRow {
        effective: false,
        ..own
    };
    assert!(found(&[vain], Suspicion::OwnWork).is_empty());
}

#[test]
fn rows_that_cannot_be_are_refused_and_a_row_twice_is_one() {
    let field = |row: VisitRow| {
        let error = suspicions(&[visit(9), row], policy()).unwrap_err();
        error.field().unwrap().to_owned()
    };
    for seconds in [-1, SECONDS_MAX + 1] {
        let row = VisitRow {
            seconds: Some(seconds),
            ..visit(10)
        };
        assert_eq!(field(row), "rows[1].seconds");
    }
    let row = VisitRow {
        scores: vec![5, 6],
        ..visit(10)
    };
    assert_eq!(field(row), "rows[1].scores");
    let longest = VisitRow {
        seconds: Some(SECONDS_MAX),
        ..visit(10)
    };
    assert!(suspicions(&[longest], policy()).is_ok());
    let many = vec![visit(10); VISITS_MAX];
    assert_eq!(suspicions(&many, policy()), Ok(vec![]));
    let many = vec![visit(10); VISITS_MAX + 1];
    assert_eq!(
        suspicions(&many, policy()).unwrap_err().field(),
        Some("rows")
    );
}

#[test]
fn each_suspicion_is_told_in_both_languages() {
    let row = VisitRow {
        seconds: Some(1),
        served_by: vec![id(1)],
        scores: vec![5],
        answers: vec!["是".into()],
        at: T,
        ..visit(10)
    };
    let rows: Vec<_> = (0..30)
        .map(|n| VisitRow {
            id: id(n),
            ..row.clone()
        })
        .collect();
    let findings = suspicions(&rows, policy()).unwrap();
    let first: Vec<_> = findings.iter().take(5).collect();
    let kinds: Vec<_> = first.iter().map(|f| f.suspicion).collect();
    assert_eq!(kinds, Suspicion::ALL);
    let zh: Vec<_> = first
        .iter()
        .map(|f| render(&f.line, Language::Zh))
        .collect();
    assert_eq!(
        zh,
        [
            "通话只有 1 秒，少于 30 秒。",
            "连续 10 份以上答案完全相同。",
            "一小时内回访超过 25 次。",
            "这位回访人的评分全部是 5 分。",
            "回访人就是服务人。",
        ]
    );
    assert!(first.iter().all(|f| f.visitor == id(1) && f.visit == id(0)));
}

#[test]
fn figures_that_do_not_hold_together_are_refused() {
    assert_eq!(policy().check(), Ok(()));
    for (field, low, high) in [
        ("min_seconds", 1, 3_600),
        ("identical_in_row", 2, 1_000),
        ("max_per_hour", 1, 1_000),
        ("top_min_visits", 2, 1_000),
        ("sample_percent", 1, 100),
        ("top_score", 1, 255),
    ] {
        let fault = |value: u32| {
            let mut json = serde_json::to_value(policy()).unwrap();
            json[field] = value.into();
            let policy: Result<AuditPolicy, _> = serde_json::from_value(json);
            policy.is_err() || policy.unwrap().check().is_err()
        };
        for (value, bad) in [
            (low - 1, true),
            (low, false),
            (high, false),
            (high + 1, true),
        ] {
            assert_eq!(fault(value), bad, "{field} {value}");
        }
    }
}

#[test]
fn the_sample_is_a_twentieth_rounded_up_and_the_same_everywhere() {
    for (count, expected) in [(0, 0), (1, 1), (20, 1), (21, 2), (100, 5), (101, 6)] {
        let visits: Vec<_> = (0..count).map(id).collect();
        let chosen = sample(&visits, "2026-11", policy()).unwrap();
        assert_eq!(chosen.len(), expected, "{count}");
    }
    let visits: Vec<_> = (0..100).map(id).collect();
    let chosen = sample(&visits, "2026-11", policy()).unwrap();
    let numbers: Vec<_> = chosen.iter().map(Uuid::as_u128).collect();
    // Written down once: another machine and another year must choose the same.
    assert_eq!(numbers, WRITTEN_DOWN);
    assert_ne!(sample(&visits, "2026-12", policy()).unwrap(), chosen);
    let twice = [&visits[..], &visits[..]].concat();
    assert_eq!(sample(&twice, "2026-11", policy()).unwrap(), chosen);
}

const WRITTEN_DOWN: [u128; 5] = [48, 88, 1, 17, 14];

#[test]
fn a_sample_needs_a_seed_and_a_bounded_list() {
    let error = sample(&[id(1)], " ", policy()).unwrap_err();
    assert_eq!(
        (error.code(), error.field()),
        ("rule.missing", Some("seed"))
    );
    assert!(sample(&vec![id(1); VISITS_MAX], "s", policy()).is_ok());
    let error = sample(&vec![id(1); VISITS_MAX + 1], "s", policy()).unwrap_err();
    assert_eq!(error.field(), Some("visits"));
}

#[test]
fn disagreement_counts_each_visit_once_with_the_gravest_result() {
    use AuditResult::{Confirmed, Disagrees, NotReached};
    let audited = |all: &[(usize, AuditResult)]| -> Vec<Audited> {
        let one = |(visit, result): &(usize, AuditResult)| Audited {
            visit: id(*visit),
            result: *result,
        };
        all.iter().map(one).collect()
    };
    for (visits, all, judged, disagreeing, not_reached, rate_ppm, enough) in [
        (0, &[][..], 0, 0, 0, None, true),
        (10, &[], 0, 0, 0, None, false),
        (20, &[(1, Confirmed)], 1, 0, 0, Some(0), true),
        (21, &[(1, Confirmed)], 1, 0, 0, Some(0), false),
        (20, &[(1, NotReached)], 0, 0, 1, None, false),
        (
            60,
            &[
                (1, NotReached),
                (1, Confirmed),
                (2, Confirmed),
                (2, Disagrees),
                (3, Confirmed),
                (4, NotReached),
                (4, NotReached),
            ],
            3,
            1,
            1,
            Some(333_333),
            true,
        ),
        (1, &[(1, Disagrees)], 1, 1, 0, Some(1_000_000), true),
    ] {
        let expected = Disagreement {
            visits,
            judged,
            disagreeing,
            not_reached,
            rate_ppm,
            enough,
        };
        assert_eq!(disagreement(visits, &audited(all), policy()), Ok(expected));
    }
    let two = audited(&[(1, NotReached), (2, Confirmed)]);
    assert!(disagreement(2, &two, policy()).is_ok());
    for visits in [1, VISITS_MAX + 1] {
        let error = disagreement(visits, &two, policy()).unwrap_err();
        assert_eq!(error.field(), Some("visits"));
    }
    assert!(disagreement(VISITS_MAX, &two, policy()).is_ok());
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(1_000))]

    #[test]
    fn the_sample_does_not_depend_on_order_and_holds_only_what_was_given(
        count in 0..80_usize,
        seed in "[a-z0-9-]{1,8}",
        turn in 0..80_usize,
    ) {
        let mut visits: Vec<_> = (0..count).map(id).collect();
        let chosen = sample(&visits, &seed, policy()).unwrap();
        prop_assert!(chosen.len() * 100 >= count * 5);
        prop_assert!(chosen.iter().all(|visit| visits.contains(visit)));
        visits.rotate_left(turn.min(count));
        visits.reverse();
        prop_assert_eq!(sample(&visits, &seed, policy()).unwrap(), chosen);
    }

    #[test]
    fn suspicions_do_not_depend_on_the_order_of_the_rows(
        rows in prop::collection::vec((0..3_usize, 0..90_i64, any::<bool>()), 0..60),
        turn in 0..60_usize,
    ) {
        let mut rows: Vec<_> = rows
            .iter()
            .enumerate()
            .map(|(n, (visitor, minutes, same))| VisitRow {
                visitor: id(*visitor),
                at: T + minutes * 60_000,
                answers: vec![if *same { "是".to_owned() } else { n.to_string() }],
                ..visit(n)
            })
            .collect();
        let before = suspicions(&rows, policy()).unwrap();
        let turn = turn.min(rows.len());
        rows.rotate_left(turn);
        rows.reverse();
        prop_assert_eq!(suspicions(&rows, policy()).unwrap(), before);
    }
}
