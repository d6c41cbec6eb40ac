use proptest::prelude::*;
use uuid::Uuid;

use super::*;
use crate::explain::{Language, render};
use crate::time::{DAY_MS, HOUR_MS, start_of_day};
use crate::work_order::Step;

fn id(n: u128) -> Uuid {
    Uuid::from_u128(n)
}

fn november() -> Period {
    Period::of_month("2026-11").unwrap()
}

/// Noon of a day of November 2026.
fn noon(day: i64) -> i64 {
    start_of_day(november().from).unwrap() + (day - 1) * DAY_MS + 12 * HOUR_MS
}

const ZHANG: u128 = 901;
const LI: u128 = 902;

/// A repair of machine 7 that came in, was finished and closed on days of November by 张师傅.
fn repair(n: u128, received: i64, finished: i64) -> OrderFact {
    OrderFact {
        id: id(n),
        who: Some(id(ZHANG)),
        kind: "repair".to_owned(),
        about: Some(id(7)),
        received_at: noon(received),
        limit_at: Some(noon(received) + 2 * DAY_MS),
        finished_at: Some(noon(finished)),
        closed_at: Some(noon(finished) + HOUR_MS),
        visits: 1,
        cancelled: false,
        no_fault_found: false,
    }
}

fn of_orders(orders: Vec<OrderFact>, as_of_at: i64) -> Vec<Case> {
    let facts = Facts {
        orders,
        ..Facts::default()
    };
    cases(&facts, november(), as_of_at).unwrap()
}

/// Numerator, denominator, percent.
fn told(score: Score, who: Option<u128>, cases: &[Case]) -> (u32, u32, Option<f64>) {
    let one = figure(score, who.map(id), cases);
    (one.numerator, one.denominator, one.percent)
}

#[test]
fn a_month_is_written_with_its_year_and_two_digits() {
    let february = Period::of_month("2028-02").unwrap();
    assert_eq!(february.to.to_string(), "2028-02-29");
    for wrong in ["2026-13", "2026-1", "2026-11-01", "", "x"] {
        assert_eq!(Period::of_month(wrong), None, "{wrong}");
    }
    let recent = Period::recent(november().to).unwrap();
    assert_eq!(recent.from.to_string(), "2026-09-02");
}

#[test]
fn every_figure_says_how_it_is_counted_in_both_languages() {
    for score in Score::ALL {
        for language in [Language::Zh, Language::En] {
            let text = render(&score.how(), language);
            assert!(text.len() > 20 && !text.contains('{'), "{score:?}: {text}");
        }
    }
}

#[test]
fn below_five_rows_there_is_no_share_and_a_number_is_always_told() {
    for (rows, percent) in [(0, None), (4, None), (5, Some(100.0))] {
        let orders: Vec<_> = (0..rows)
            .map(|n| OrderFact {
                about: Some(id(100 + n)),
                ..repair(n, 2, 3)
            })
            .collect();
        let cases = of_orders(orders, noon(29));
        let on_time = figure(Score::OnTime, Some(id(ZHANG)), &cases);
        assert_eq!((on_time.percent, on_time.too_few), (percent, rows < 5));
        let finished = figure(Score::Finished, Some(id(ZHANG)), &cases);
        assert_eq!(u128::from(finished.numerator), rows);
        assert!(!finished.too_few);
    }
}

#[test]
fn late_twice_gone_and_broken_again_count_against_whoever_did_the_work() {
    let li = |order: OrderFact| OrderFact {
        who: Some(id(LI)),
        ..order
    };
    let elsewhere = |order: OrderFact, about: u128| OrderFact {
        about: Some(id(about)),
        ..order
    };
    let late = elsewhere(repair(1, 2, 9), 11);
    let twice = OrderFact {
        visits: 2,
        ..elsewhere(repair(2, 2, 3), 12)
    };
    let first = repair(3, 2, 3);
    let again = li(repair(4, 10, 11));
    let cancelled = OrderFact {
        cancelled: true,
        ..elsewhere(repair(5, 2, 3), 13)
    };
    let nothing = OrderFact {
        no_fault_found: true,
        ..elsewhere(repair(6, 2, 3), 14)
    };
    let cases = of_orders(
        vec![late, twice, first, again, cancelled, nothing],
        noon(29),
    );
    let of = |score, who| {
        let (numerator, denominator, _) = told(score, Some(who), &cases);
        (numerator, denominator)
    };
    assert_eq!(of(Score::Finished, ZHANG), (4, 4));
    assert_eq!(of(Score::OnTime, ZHANG), (3, 4));
    assert_eq!(of(Score::FirstTimeFix, ZHANG), (1, 3), "late, but at once");
    assert_eq!(of(Score::Repeats, ZHANG), (1, 4));
    assert_eq!(of(Score::Repeats, LI), (0, 1));
    assert!(figure(Score::FirstTimeFix, Some(id(ZHANG)), &cases).provisional);
    assert!(!figure(Score::OnTime, Some(id(ZHANG)), &cases).provisional);
}

#[test]
fn a_repeat_is_of_the_same_service_within_thirty_days_and_counts_for_the_latest_before_it() {
    let later = |days: i64| OrderFact {
        received_at: noon(3) + days,
        ..repair(9, 20, 21)
    };
    for (after_ms, again) in [(-1, 0), (0, 1), (30 * DAY_MS - 1, 1), (30 * DAY_MS, 0)] {
        let cases = of_orders(vec![repair(1, 2, 3), later(after_ms)], noon(90));
        let found = cases
            .iter()
            .filter(|case| case.score == Score::Repeats && case.id == id(1) && case.is_hit());
        assert_eq!(found.count(), again, "{after_ms}");
    }
    let upkeep = OrderFact {
        kind: "maintenance".to_owned(),
        ..later(DAY_MS)
    };
    let cases = of_orders(vec![repair(1, 2, 3), upkeep], noon(90));
    assert_eq!(told(Score::Repeats, None, &cases).0, 0);
    let three = vec![repair(1, 2, 3), repair(2, 4, 5), later(4 * DAY_MS)];
    let cases = of_orders(three, noon(90));
    let struck: Vec<_> = cases
        .iter()
        .filter(|case| case.score == Score::Repeats && case.is_hit())
        .map(|case| case.id)
        .collect();
    assert_eq!(struck, [id(1), id(2)], "each by the one after it");
}

fn step(step: Step, at: i64) -> CourseStep {
    CourseStep {
        step,
        at,
        window_to_at: None,
        who: Some(id(ZHANG)),
    }
}

fn agreed(at: i64, to_at: i64) -> CourseStep {
    CourseStep {
        window_to_at: Some(to_at),
        ..step(Step::Schedule, at)
    }
}

#[test]
fn a_time_the_shop_moves_by_itself_is_no_appointment() {
    let to = noon(5) + 2 * HOUR_MS;
    let moved = CourseStep {
        window_to_at: Some(to + DAY_MS),
        ..step(Step::MoveWindow, to + 1)
    };
    let came = step(Step::Start, to + DAY_MS - 1);
    let course = Course {
        order: Uuid::from_u128(1),
        who: None,
        window: Some((to + DAY_MS - 2 * HOUR_MS, to + DAY_MS)),
        steps: vec![agreed(noon(4), to), moved, came],
    };
    let all = appointments(&course, to + 2 * DAY_MS);
    assert_eq!(all.len(), 1, "the customer chose one");
    assert_eq!(all[0].outcome, Outcome::Missed);
}

#[test]
#[expect(clippy::too_many_lines, reason = "one table of cases")]
fn a_window_is_kept_by_coming_within_it_and_nothing_else() {
    let (from, to) = (noon(5), noon(5) + 2 * HOUR_MS);
    let call = agreed(noon(4), to);
    let later = agreed(noon(4) + HOUR_MS, to + DAY_MS);
    for (name, window, steps, as_of_at, outcome) in [
        (
            "to the minute",
            Some((from, to)),
            vec![step(Step::Start, from)],
            to,
            Outcome::Kept,
        ),
        (
            "at its end",
            Some((from, to)),
            vec![step(Step::Start, to)],
            to,
            Outcome::Kept,
        ),
        (
            "too late",
            None,
            vec![step(Step::Start, to + 1)],
            to + 1,
            Outcome::Missed,
        ),
        (
            "too early",
            None,
            vec![step(Step::Start, from - 1)],
            to,
            Outcome::Missed,
        ),
        (
            "a longer one",
            Some((from - HOUR_MS, to)),
            vec![step(Step::Start, from - 1)],
            to,
            Outcome::Kept,
        ),
        ("still to come", None, vec![], to, Outcome::Open),
        ("nobody came", None, vec![], to + 1, Outcome::Missed),
        (
            "put off before",
            None,
            vec![step(Step::Postpone, to - 1)],
            to + 1,
            Outcome::Changed,
        ),
        (
            "put off after",
            None,
            vec![step(Step::Postpone, to)],
            to + 1,
            Outcome::Missed,
        ),
        (
            "cancelled",
            None,
            vec![step(Step::Cancel, from)],
            to + 1,
            Outcome::Changed,
        ),
        (
            "another agreed",
            None,
            vec![later],
            to + 1,
            Outcome::Changed,
        ),
        (
            "typed in the evening",
            None,
            vec![
                step(Step::Start, to + HOUR_MS),
                step(Step::Finish, to + HOUR_MS),
            ],
            to + HOUR_MS,
            Outcome::Unknown,
        ),
        (
            "typed with its time",
            None,
            vec![
                step(Step::Start, to + HOUR_MS),
                step(Step::Finish, to + 2 * HOUR_MS),
            ],
            to + 2 * HOUR_MS,
            Outcome::Missed,
        ),
    ] {
        let course = Course {
            order: id(1),
            who: Some(id(LI)),
            window,
            steps: [vec![call], steps].concat(),
        };
        let found = appointments(&course, as_of_at);
        assert_eq!(found[0].outcome, outcome, "{name}");
    }
}

#[test]
fn only_what_was_kept_or_missed_counts_and_for_who_was_sent_then() {
    let to = noon(5) + 2 * HOUR_MS;
    let course = |n: u128, came: i64| Course {
        order: id(n),
        who: Some(id(LI)),
        window: None,
        steps: vec![
            agreed(noon(4), to),
            step(Step::Postpone, to - 1),
            agreed(noon(5), to + DAY_MS),
            step(Step::Start, to + DAY_MS + came),
        ],
    };
    let facts = Facts {
        courses: vec![course(1, -1), course(2, 1)],
        ..Facts::default()
    };
    let cases = cases(&facts, november(), noon(29)).unwrap();
    assert_eq!(
        told(Score::KeptAppointments, Some(ZHANG), &cases),
        (1, 2, None)
    );
    assert_eq!(
        told(Score::KeptAppointments, Some(LI), &cases),
        (0, 0, None)
    );
}

#[test]
fn answers_count_for_who_did_the_work_and_the_first_to_a_visit_alone() {
    let answer = |visit: u128, day: i64, csat: Option<i64>| AnswerFact {
        visit: id(visit),
        who: Some(id(ZHANG)),
        at: noon(day),
        csat,
        etiquette: Some((4, 6)),
    };
    let facts = Facts {
        answers: vec![
            answer(1, 9, Some(1)),
            answer(1, 3, Some(5)),
            answer(2, 4, Some(4)),
            answer(3, 4, Some(3)),
            answer(4, 5, None),
            answer(5, 6, Some(5)),
            answer(6, -2, Some(5)),
            answer(7, 6, Some(5)),
        ],
        ..Facts::default()
    };
    let cases = cases(&facts, november(), noon(29)).unwrap();
    assert_eq!(
        told(Score::Satisfaction, Some(ZHANG), &cases),
        (4, 5, Some(80.0))
    );
    let etiquette = figure(Score::Etiquette, Some(id(ZHANG)), &cases);
    assert_eq!((etiquette.numerator, etiquette.denominator), (24, 36));
    assert_eq!((etiquette.rows, etiquette.too_few), (6, false));
}

#[test]
fn a_complaint_turns_when_an_unhappy_customer_ends_content() {
    let complaint = |n: u128, before: Option<i64>, after: Option<i64>| ComplaintFact {
        id: id(n),
        who: Some(id(ZHANG)),
        received_at: noon(n as i64),
        closed_at: Some(noon(20)),
        before,
        after,
    };
    let facts = Facts {
        complaints: vec![
            complaint(1, Some(1), Some(5)),
            complaint(2, Some(3), Some(4)),
            complaint(3, Some(3), Some(3)),
            complaint(4, Some(4), Some(5)),
            complaint(5, None, Some(5)),
            complaint(6, Some(1), None),
            ComplaintFact {
                closed_at: None,
                ..complaint(7, Some(1), Some(5))
            },
        ],
        orders: vec![repair(1, 2, 3)],
        ..Facts::default()
    };
    let cases = cases(&facts, november(), noon(29)).unwrap();
    assert_eq!(told(Score::Recovered, None, &cases), (2, 3, None));
    assert_eq!(told(Score::Complaints, Some(ZHANG), &cases), (7, 1, None));
}

#[test]
fn promises_count_once_their_day_is_over_and_calls_once_a_visit() {
    let promise = |n: u128, day: u32, kept: Option<u32>| PromiseFact {
        id: id(n),
        who: Some(id(ZHANG)),
        due_on: NaiveDate::from_ymd_opt(2026, 11, day).unwrap(),
        kept_on: kept.and_then(|day| NaiveDate::from_ymd_opt(2026, 11, day)),
        withdrawn: false,
    };
    let call = |visit: u128, marked: bool| CallFact {
        visit: id(visit),
        who: id(LI),
        at: noon(3),
        marked,
    };
    let facts = Facts {
        promises: vec![
            promise(1, 5, Some(5)),
            promise(2, 5, Some(6)),
            promise(3, 5, None),
            promise(4, 20, None),
            PromiseFact {
                withdrawn: true,
                ..promise(5, 5, None)
            },
        ],
        calls: vec![call(1, false), call(1, true), call(2, false)],
        requests: vec![RequestFact {
            id: id(1),
            received_at: noon(3),
            solved_by_phone: true,
        }],
        ..Facts::default()
    };
    let cases = cases(&facts, november(), noon(20)).unwrap();
    assert_eq!(told(Score::Promises, Some(ZHANG), &cases), (1, 3, None));
    assert_eq!(told(Score::AuditMarks, Some(LI), &cases), (1, 2, None));
    assert_eq!(told(Score::SolvedByPhone, None, &cases), (1, 1, None));
}

#[test]
fn an_order_with_an_impossible_time_keeps_nobodys_card_away() {
    let broken = OrderFact {
        received_at: i64::MIN,
        ..repair(2, 2, 3)
    };
    let cases = of_orders(vec![repair(1, 2, 3), broken], noon(29));
    assert_eq!(told(Score::OnTime, Some(ZHANG), &cases), (1, 1, None));
}

prop_compose! {
    fn any_order()(
        n in 0..1_000_u128,
        who in prop::option::of(901..904_u128),
        about in prop::option::of(0..5_u128),
        received in -60..60_i64,
        took in prop::option::of(0..20_i64),
        visits in 0..3_u32,
        cancelled in any::<bool>(),
        maintenance in any::<bool>(),
    ) -> OrderFact {
        OrderFact {
            who: who.map(id),
            about: about.map(id),
            kind: if maintenance { "maintenance" } else { "repair" }.to_owned(),
            finished_at: took.map(|took| noon(received + took)),
            closed_at: took.map(|took| noon(received + took) + HOUR_MS),
            visits,
            cancelled,
            ..repair(n, received, received)
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]

    #[test]
    fn the_shop_is_the_sum_of_its_people_whatever_the_order_of_the_rows(
        orders in prop::collection::vec(any_order(), 0..40),
        as_of in 0..90_i64,
        turn in 0..40_usize,
    ) {
        let mut orders = orders;
        orders.sort_by_key(|order| order.id);
        orders.dedup_by_key(|order| order.id);
        let counted = of_orders(orders.clone(), noon(as_of));
        let turn = turn.min(orders.len());
        orders.rotate_left(turn);
        let again = of_orders(orders, noon(as_of));
        for score in Score::ALL {
            let all = figure(*score, None, &counted);
            prop_assert_eq!(&all, &figure(*score, None, &again));
            prop_assert!(score.is_count() || all.numerator <= all.denominator);
            prop_assert!(all.percent.is_none_or(|share| (0.0..=100.0).contains(&share)));
            let mut people: Vec<_> = counted.iter().filter_map(|case| case.who).collect();
            people.sort_unstable();
            people.dedup();
            let theirs: u32 = people
                .iter()
                .map(|who| figure(*score, Some(*who), &counted).numerator)
                .sum();
            let nobodys = counted
                .iter()
                .filter(|case| case.score == *score && case.who.is_none())
                .map(|case| case.done)
                .sum::<u32>();
            prop_assert_eq!(theirs + nobodys, all.numerator);
        }
    }
}
