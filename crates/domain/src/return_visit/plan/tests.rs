//! The vectors of `rules.md` §2.7, the ways a plan ends, and properties.

use proptest::prelude::*;
use uuid::Uuid;

use super::*;
use crate::explain::{Language, line, render_all, render_key};
use crate::time::{DAY_MS, end_of_day, start_of_day};

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

fn noon(text: &str) -> i64 {
    start_of_day(day(text)).unwrap() + DAY_MS / 2
}

fn policy() -> &'static Document<PlanPolicy> {
    built_in().unwrap()
}

fn contacts(days: &[&str]) -> Vec<Contact> {
    let contact = |on: &&str| Contact {
        at: noon(on),
        effective: true,
    };
    days.iter().map(contact).collect()
}

fn ask(commissioned: &str, contacts: Vec<Contact>, as_of: &str) -> Decision<Evaluation> {
    let input = EvaluateInput {
        commissioned_on: day(commissioned),
        contacts,
        as_of: day(as_of),
    };
    evaluate(&input, policy()).unwrap()
}

fn status(commissioned: &str, days: &[&str], as_of: &str) -> Status {
    ask(commissioned, contacts(days), as_of).result.status
}

#[test]
fn the_windows_are_those_of_the_table() {
    for (from, dates) in [
        (
            "2026-11-05",
            ["2026-11-06", "2026-11-12", "2026-11-20", "2026-12-05"],
        ),
        (
            "2026-01-31",
            ["2026-02-01", "2026-02-07", "2026-02-15", "2026-02-28"],
        ),
        (
            "2026-03-31",
            ["2026-04-01", "2026-04-07", "2026-04-15", "2026-04-30"],
        ),
    ] {
        let [v1_from, v1_to, v2_from, v2_to] = dates.map(day);
        let expected = Windows {
            v1_from,
            v1_to,
            v2_from,
            v2_to,
        };
        assert_eq!(windows(day(from), &policy().content), Ok(expected));
        assert_eq!(ask(from, vec![], from).result.windows, expected);
    }
}

#[test]
fn a_plan_stands_as_the_table_says() {
    use Status::{Met, Missed, Open};
    for (days, as_of, expected) in [
        (&["2026-11-06", "2026-11-25"][..], "2026-12-31", Met),
        (&["2026-11-25", "2026-11-06"], "2026-12-31", Met),
        // Windows are for planning: any pair far enough apart will do.
        (&["2026-11-10", "2026-11-17"], "2026-11-17", Met),
        (&["2026-11-10", "2026-11-16"], "2026-11-17", Open),
        (&["2026-11-10", "2026-11-16"], "2026-12-06", Missed),
        (&["2026-11-10", "2026-11-10"], "2026-12-06", Missed),
        (
            &["2026-11-10", "2026-11-14", "2026-11-17"],
            "2026-12-06",
            Met,
        ),
        // The day of commissioning is not counted, the last day is.
        (&["2026-11-05", "2026-11-12"], "2026-12-06", Missed),
        (&["2026-11-06", "2026-12-05"], "2026-12-05", Met),
        (&["2026-11-06", "2026-12-06"], "2026-12-06", Missed),
        // What has not happened yet does not count.
        (&["2026-11-06", "2026-11-25"], "2026-11-24", Open),
        (&[], "2026-11-05", Open),
        (&[], "2026-12-05", Open),
        (&[], "2026-12-06", Missed),
    ] {
        assert_eq!(
            status("2026-11-05", days, as_of),
            expected,
            "{days:?} {as_of}"
        );
    }
}

#[test]
fn the_second_visit_counts_until_the_last_minute_of_the_last_day_in_china() {
    let end = end_of_day(day("2026-02-28")).unwrap();
    for (at, expected) in [(end - 1, Status::Met), (end, Status::Missed)] {
        let mut all = contacts(&["2026-02-03"]);
        all.push(Contact {
            at,
            effective: true,
        });
        let decision = ask("2026-01-31", all, "2026-03-02");
        assert_eq!(decision.result.status, expected);
    }
}

#[test]
fn attempts_without_effect_do_not_count() {
    let mut all = contacts(&["2026-11-06", "2026-11-25"]);
    all[1].effective = false;
    let decision = ask("2026-11-05", all, "2026-12-06");
    assert_eq!(decision.result.status, Status::Missed);
}

#[test]
fn the_answer_tells_its_dates_what_is_lacking_and_what_came_too_late() {
    let why = ask(
        "2026-11-05",
        contacts(&["2026-11-06", "2026-11-07", "2026-12-06"]),
        "2026-12-07",
    )
    .why;
    let zh = render_all(&why, Language::Zh);
    assert_eq!(
        zh,
        [
            "安装后一个月内做到两次有效回访",
            "调试日 2026年11月5日（周四），当天不算。",
            "第一次回访：2026年11月6日（周五） 至 2026年11月12日（周四）。",
            "第二次回访：2026年11月20日（周五） 至 2026年12月5日（周六）。",
            "2026年11月6日（周五） 的有效回访计入。",
            "到 2026年12月5日（周六） 为止次数不够，未达标。",
            "还差 1 次有效回访，与已计入的至少隔 7 天。",
            "间隔不足 7 天的回访只算一次。",
            "2026年12月6日（周日） 的回访已超期，不计入。",
        ]
    );
    assert_eq!(why.rows, ["2.7.missed"]);
    assert_eq!(why.versions, [policy().version_ref()]);

    let met = ask(
        "2026-11-05",
        contacts(&["2026-11-06", "2026-11-20", "2026-12-01"]),
        "2026-12-07",
    )
    .why;
    assert!(met.missing.is_empty() && met.notes.is_empty());
    assert_eq!(met.rows, ["2.7.met"]);
    let counting = met
        .steps
        .iter()
        .filter(|line| line.key == "return-visit-counts");
    assert_eq!(counting.count(), 2);
    let open = ask("2026-11-05", vec![], "2026-11-06").why;
    assert_eq!(open.rows, ["2.7.open"]);
    assert_eq!(open.steps.last().unwrap().key, "return-visit-open");
}

#[test]
fn what_cannot_be_calculated_names_its_field() {
    let at = i64::MAX;
    let bad_contact = EvaluateInput {
        commissioned_on: day("2026-11-05"),
        contacts: vec![
            contacts(&["2026-11-06"])[0],
            Contact {
                at,
                effective: false,
            },
        ],
        as_of: day("2026-11-30"),
    };
    let too_many = EvaluateInput {
        contacts: vec![contacts(&["2026-11-06"])[0]; CONTACTS_MAX + 1],
        ..bad_contact.clone()
    };
    let many = EvaluateInput {
        contacts: vec![contacts(&["2026-11-06"])[0]; CONTACTS_MAX],
        ..bad_contact.clone()
    };
    let early = EvaluateInput {
        commissioned_on: day("1899-12-31"),
        contacts: vec![],
        ..bad_contact.clone()
    };
    let late = EvaluateInput {
        commissioned_on: day("2200-12-20"),
        contacts: vec![],
        ..bad_contact.clone()
    };
    let asked = EvaluateInput {
        as_of: day("2201-01-01"),
        contacts: vec![],
        ..bad_contact.clone()
    };
    for (input, field) in [
        (bad_contact, "contacts[1].at"),
        (too_many, "contacts"),
        (early, "commissioned_on"),
        (late, "commissioned_on"),
        (asked, "as_of"),
    ] {
        let error = evaluate(&input, policy()).unwrap_err();
        assert_eq!(
            (error.code(), error.field()),
            ("rule.out_of_range", Some(field))
        );
    }
    assert!(evaluate(&many, policy()).is_ok());
    let asked_on = |as_of: &str| EvaluateInput {
        as_of: day(as_of),
        contacts: vec![],
        ..many.clone()
    };
    let before = evaluate(&asked_on("2026-11-04"), policy()).unwrap_err();
    assert_eq!(
        (before.code(), before.field()),
        ("rule.end_before_start", Some("as_of"))
    );
    assert!(evaluate(&asked_on("2026-11-05"), policy()).is_ok());
}

#[test]
fn figures_that_do_not_hold_together_are_refused() {
    let sound = &policy().content;
    assert_eq!(sound.check(), Ok(()));
    let change = |field: &str, value: u32| {
        let mut json = serde_json::to_value(sound).unwrap();
        json[field] = value.into();
        let policy: PlanPolicy = serde_json::from_value(json).unwrap();
        policy
            .check()
            .err()
            .and_then(|e| e.field().map(str::to_owned))
    };
    for (field, low, high) in [
        ("plan_months", 1, 12),
        ("first_from_days", 1, 7),
        ("first_to_days", 1, 14),
        ("second_from_days", 8, 28),
        ("contacts_needed", 1, 12),
        ("gap_days", 1, 180),
        ("failed_days", 1, 28),
        ("refusal_percent", 0, 100),
    ] {
        assert_eq!(change(field, low), None, "{field} {low}");
        assert_eq!(change(field, high), None, "{field} {high}");
        assert!(change(field, high + 1).is_some(), "{field} {high}+1");
        if low > 0 {
            assert!(change(field, low - 1).is_some(), "{field} {low}-1");
        }
    }
    // A longer plan has room for a later second window.
    let two_months = |second_from_days| PlanPolicy {
        plan_months: 2,
        second_from_days,
        ..sound.clone()
    };
    assert_eq!(two_months(56).check(), Ok(()));
    assert!(two_months(57).check().is_err());
}

fn attempt(on: &str, result: AttemptResult) -> Attempt {
    Attempt {
        at: noon(on),
        result,
        of_household: result == AttemptResult::Reached,
        answered_works: result == AttemptResult::Reached,
        clock_suspect: false,
    }
}

fn decide(attempts: &[Attempt], as_of: &str) -> Decision<Judged> {
    let input = JudgeInput {
        commissioned_on: day("2026-11-05"),
        exchange_commissioned_on: vec![],
        attempts: attempts.to_vec(),
        as_of: day(as_of),
    };
    judge(&input, policy()).unwrap()
}

#[test]
fn only_a_talk_with_the_household_about_whether_it_works_is_effective() {
    for (result, of_household, answered_works, effective, failed) in [
        (AttemptResult::Reached, true, true, true, false),
        (AttemptResult::Reached, true, false, false, false),
        (AttemptResult::Reached, false, true, false, true),
        (AttemptResult::NoAnswer, true, true, false, true),
        (AttemptResult::WrongNumber, true, true, false, true),
        (AttemptResult::Refused, true, true, false, false),
        (AttemptResult::Written, true, true, false, false),
    ] {
        let attempt = Attempt {
            of_household,
            answered_works,
            ..attempt("2026-11-06", result)
        };
        assert_eq!(attempt.is_effective(), effective, "{attempt:?}");
        assert_eq!(attempt.is_failed(), failed, "{attempt:?}");
    }
}

#[test]
fn a_plan_ends_by_what_was_reached_refused_or_tried() {
    use AttemptResult::{NoAnswer, Reached, Refused, Written, WrongNumber};
    let a = attempt;
    let three = [
        a("2026-11-06", NoAnswer),
        a("2026-11-07", WrongNumber),
        a("2026-11-09", NoAnswer),
    ];
    let with = |more: &[Attempt]| [&three[..], more].concat();
    let met = [a("2026-11-06", Reached), a("2026-11-20", Reached)];
    for (attempts, as_of, expected) in [
        (met.to_vec(), "2026-12-06", Outcome::Met),
        (three.to_vec(), "2026-11-30", Outcome::Open),
        (three.to_vec(), "2026-12-06", Outcome::Missed),
        (
            with(&[a("2026-11-10", Written)]),
            "2026-11-10",
            Outcome::UnreachableDoneBest,
        ),
        // Two of three on one day; the letter only after the plan; an attempt before it.
        (
            [
                &three[1..],
                &[a("2026-11-07", NoAnswer), a("2026-11-10", Written)],
            ]
            .concat(),
            "2026-12-06",
            Outcome::Missed,
        ),
        (
            with(&[a("2026-12-06", Written)]),
            "2026-12-06",
            Outcome::Missed,
        ),
        (
            [
                &three[1..],
                &[a("2026-11-04", NoAnswer), a("2026-11-10", Written)],
            ]
            .concat(),
            "2026-12-06",
            Outcome::Missed,
        ),
        (
            [
                &three[1..],
                &[a("2026-11-05", NoAnswer), a("2026-12-05", Written)],
            ]
            .concat(),
            "2026-12-06",
            Outcome::UnreachableDoneBest,
        ),
        // Known only later.
        (
            with(&[a("2026-11-10", Written)]),
            "2026-11-09",
            Outcome::Open,
        ),
        // A refusal closes it, before or after attempts in vain; what is fulfilled stays fulfilled.
        (
            with(&[a("2026-11-10", Written), a("2026-11-11", Refused)]),
            "2026-11-20",
            Outcome::Refused,
        ),
        (
            [&met[..], &[a("2026-11-25", Refused)]].concat(),
            "2026-11-30",
            Outcome::Met,
        ),
        (
            vec![a("2026-12-06", Refused)],
            "2026-12-07",
            Outcome::Missed,
        ),
    ] {
        let decision = decide(&attempts, as_of);
        assert_eq!(decision.result.outcome, expected, "{attempts:?} {as_of}");
        let blamed = decision.result.outcome == Outcome::Missed;
        assert_eq!(decision.result.penalised, blamed);
        let open = matches!(expected, Outcome::Open | Outcome::Missed);
        assert_eq!(decision.why.missing.is_empty(), !open);
    }
}

#[test]
fn refusal_and_best_effort_replace_the_verdict_of_the_bare_rule() {
    use AttemptResult::{NoAnswer, Refused, Written};
    let refused = decide(
        &[
            attempt("2026-11-12", Refused),
            attempt("2026-11-10", Refused),
        ],
        "2026-12-20",
    );
    assert_eq!(refused.why.rows, ["2.7.refused"]);
    let last = refused.why.steps.last().unwrap();
    assert_eq!(last, &line!("return-visit-refused", on = day("2026-11-10")));
    let verdicts = refused.why.steps.iter();
    let verdicts = verdicts.filter(|line| line.key == "return-visit-missed");
    assert_eq!(verdicts.count(), 0);
    let tried = [
        attempt("2026-11-06", NoAnswer),
        attempt("2026-11-07", NoAnswer),
        attempt("2026-11-08", NoAnswer),
        attempt("2026-11-09", NoAnswer),
        attempt("2026-11-09", Written),
    ];
    let best = decide(&tried, "2026-12-20");
    assert_eq!(best.why.rows, ["2.7.done_best"]);
    let last = best.why.steps.last().unwrap();
    assert_eq!(last, &line!("return-visit-done-best", days = 4_usize));
}

#[test]
fn an_exchange_within_the_month_starts_a_new_plan_and_a_later_one_does_not() {
    let input = |exchanges: &[&str], as_of: &str| JudgeInput {
        commissioned_on: day("2026-11-05"),
        exchange_commissioned_on: exchanges.iter().map(|on| day(on)).collect(),
        attempts: vec![
            attempt("2026-11-06", AttemptResult::Reached),
            attempt("2026-11-16", AttemptResult::Reached),
            attempt("2026-12-10", AttemptResult::Reached),
        ],
        as_of: day(as_of),
    };
    for (exchanges, as_of, from, outcome) in [
        (&[][..], "2026-12-31", "2026-11-05", Outcome::Met),
        (&["2026-11-15"], "2026-12-31", "2026-11-15", Outcome::Met),
        (&["2026-11-15"], "2026-12-01", "2026-11-15", Outcome::Open),
        (&["2026-11-15"], "2026-11-14", "2026-11-05", Outcome::Open),
        (&["2026-11-15"], "2026-11-15", "2026-11-15", Outcome::Open),
        (&["2026-12-05"], "2027-01-31", "2026-12-05", Outcome::Missed),
        (&["2026-12-06"], "2027-01-31", "2026-11-05", Outcome::Met),
        // Exchanged on the very day of commissioning.
        (&["2026-11-05"], "2026-12-31", "2026-11-05", Outcome::Met),
        // An exchange of the exchanged machine.
        (
            &["2026-12-15", "2026-11-20"],
            "2027-01-31",
            "2026-12-15",
            Outcome::Missed,
        ),
    ] {
        let decision = judge(&input(exchanges, as_of), policy()).unwrap();
        assert_eq!(decision.result.plan_from, day(from), "{exchanges:?}");
        assert_eq!(decision.result.outcome, outcome, "{exchanges:?} {as_of}");
        let told = decision.why.steps[0].key == "return-visit-exchanged";
        assert_eq!(told, from != "2026-11-05");
    }
    let mut before = input(&["2026-11-04"], "2026-12-31");
    let error = judge(&before, policy()).unwrap_err();
    assert_eq!(error.code(), "rule.end_before_start");
    assert_eq!(error.field(), Some("exchange_commissioned_on[0]"));
    before.exchange_commissioned_on = vec![day("2026-11-06"); CONTACTS_MAX + 1];
    assert!(judge(&before, policy()).is_err());
}

#[test]
fn attempts_whose_clock_is_in_doubt_wait_for_headquarters() {
    use AttemptResult::Reached;
    let suspect = Attempt {
        clock_suspect: true,
        ..attempt("2026-11-20", Reached)
    };
    let decision = decide(&[attempt("2026-11-06", Reached), suspect], "2026-12-06");
    assert_eq!(decision.result.outcome, Outcome::Missed);
    assert_eq!(decision.result.clock_suspect, 1);
    assert_eq!(decision.result.if_clocks_right, Some(Outcome::Met));
    let notes: Vec<_> = decision.why.notes.iter().map(|line| line.key).collect();
    assert_eq!(
        notes,
        ["return-visit-clock-suspect", "return-visit-if-clocks-right"]
    );
    let text = render_all(&decision.why, Language::En).join(" ");
    assert!(text.contains("the result is: fulfilled"), "{text}");

    let more = [
        attempt("2026-11-06", Reached),
        attempt("2026-11-15", Reached),
        suspect,
    ];
    let decision = decide(&more, "2026-12-06");
    assert_eq!(decision.result.outcome, Outcome::Met);
    assert_eq!(decision.result.if_clocks_right, None);
    assert_eq!(decision.why.notes.len(), 1);
    assert!(decide(&more[..2], "2026-12-06").why.notes.is_empty());
}

#[test]
fn attempts_of_the_plan_are_bounded_and_their_fields_named() {
    let mut input = JudgeInput {
        commissioned_on: day("2026-11-05"),
        exchange_commissioned_on: vec![],
        attempts: vec![attempt("2026-11-06", AttemptResult::Reached); CONTACTS_MAX + 1],
        as_of: day("2026-12-06"),
    };
    assert_eq!(
        judge(&input, policy()).unwrap_err().field(),
        Some("attempts")
    );
    input.attempts.truncate(2);
    input.attempts[1].at = i64::MIN;
    assert_eq!(
        judge(&input, policy()).unwrap_err().field(),
        Some("attempts[1].at")
    );
}

#[test]
fn every_outcome_has_a_name_in_both_languages() {
    for outcome in Outcome::ALL {
        let key = outcome.message_key();
        for language in [Language::Zh, Language::En] {
            assert_ne!(render_key(&key, language), key);
        }
    }
}

#[test]
fn a_visitor_with_more_than_a_tenth_of_refusals_is_audited() {
    let plans = |closed, refused| ClosedPlans {
        visitor: Uuid::from_u128(1),
        closed,
        refused,
    };
    for (closed, refused, ppm, audit) in [
        (0, 0, None, false),
        (10, 1, Some(100_000), false),
        (9, 1, Some(111_111), true),
        (100, 10, Some(100_000), false),
        (100, 11, Some(110_000), true),
        (1, 1, Some(1_000_000), true),
        (u32::MAX, u32::MAX, Some(1_000_000), true),
    ] {
        let shares = refusal_shares(&[plans(closed, refused)], &policy().content).unwrap();
        assert_eq!(
            shares,
            [RefusalShare {
                plans: plans(closed, refused),
                share_ppm: ppm,
                audit
            }]
        );
    }
    let error = refusal_shares(&[plans(3, 3), plans(1, 2)], &policy().content).unwrap_err();
    assert_eq!(error.field(), Some("visitors[1].refused"));
}

prop_compose! {
    fn any_contact()(offset in -3_i64..45, ms in 0..DAY_MS, effective in any::<bool>()) -> Contact {
        let start = start_of_day(day("2026-11-05")).unwrap();
        Contact { at: start + offset * DAY_MS + ms, effective }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2_000))]

    #[test]
    fn another_contact_never_loses_a_fulfilled_plan_and_order_does_not_matter(
        mut all in prop::collection::vec(any_contact(), 0..8),
        more in any_contact(),
        as_of in 0_u64..60,
    ) {
        let as_of = day("2026-11-05") + chrono::Days::new(as_of);
        let ask = |contacts: &[Contact]| {
            let commissioned_on = day("2026-11-05");
            let input = EvaluateInput { commissioned_on, contacts: contacts.to_vec(), as_of };
            evaluate(&input, policy()).unwrap().result.status
        };
        let before = ask(&all);
        all.reverse();
        prop_assert_eq!(ask(&all), before);
        all.push(more);
        let after = ask(&all);
        prop_assert!(before != Status::Met || after == Status::Met);
        prop_assert!(after == Status::Met || after == before);
    }

    #[test]
    fn a_plan_is_fulfilled_exactly_when_some_pair_of_effective_contacts_fits(
        all in prop::collection::vec(any_contact(), 0..8),
    ) {
        let (start, last) = (day("2026-11-05"), day("2026-12-05"));
        let dates: Vec<_> = all
            .iter()
            .filter(|contact| contact.effective)
            .map(|contact| local_date(contact.at).unwrap())
            .filter(|on| *on > start && *on <= last)
            .collect();
        let pair = dates.iter().any(|a| dates.iter().any(|b| (*b - *a).num_days() >= 7));
        let input = EvaluateInput { commissioned_on: start, contacts: all, as_of: day("2027-01-01") };
        let status = evaluate(&input, policy()).unwrap().result.status;
        prop_assert_eq!(status == Status::Met, pair);
    }

    #[test]
    fn windows_are_in_order_for_every_day_of_commissioning(offset in 0_u64..60_000) {
        let from = day("1990-01-01") + chrono::Days::new(offset);
        let windows = windows(from, &policy().content).unwrap();
        prop_assert!(from < windows.v1_from && windows.v1_from <= windows.v1_to);
        prop_assert!(windows.v1_to < windows.v2_from && windows.v2_from <= windows.v2_to);
    }
}
