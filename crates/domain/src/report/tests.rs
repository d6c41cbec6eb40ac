use chrono::NaiveDate;

use super::*;
use crate::maintenance::MonthDay;
use crate::reference::{CauseClass, FaultBook};

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

fn told(spans: Option<Spans>) -> [String; 4] {
    let spans = spans.unwrap();
    [
        spans.now.from,
        spans.now.to,
        spans.before.from,
        spans.before.to,
    ]
    .map(|day| day.to_string())
}

const SEASON: Season = Season {
    from: MonthDay { month: 10, day: 15 },
    to: MonthDay { month: 4, day: 15 },
};

#[test]
fn a_span_that_still_runs_is_held_against_the_same_part_of_the_one_before() {
    let cases = [
        (
            Span::ThisMonth,
            "2026-11-23",
            ["2026-11-01", "2026-11-23", "2026-10-01", "2026-10-23"],
        ),
        (
            Span::ThisMonth,
            "2026-03-31",
            ["2026-03-01", "2026-03-31", "2026-02-01", "2026-02-28"],
        ),
        (
            Span::LastMonth,
            "2026-01-05",
            ["2025-12-01", "2025-12-31", "2025-11-01", "2025-11-30"],
        ),
        (
            Span::Season,
            "2026-11-23",
            ["2026-10-15", "2026-11-23", "2025-10-15", "2025-11-23"],
        ),
        (
            Span::Season,
            "2026-02-28",
            ["2025-10-15", "2026-02-28", "2024-10-15", "2025-02-28"],
        ),
        // In summer the season that is over, whole.
        (
            Span::Season,
            "2026-08-01",
            ["2025-10-15", "2026-04-15", "2024-10-15", "2025-04-15"],
        ),
        (
            Span::Season,
            "2026-10-15",
            ["2026-10-15", "2026-10-15", "2025-10-15", "2025-10-15"],
        ),
        (
            Span::Year,
            "2026-11-23",
            ["2025-11-24", "2026-11-23", "2024-11-24", "2025-11-23"],
        ),
    ];
    for (span, today, wanted) in cases {
        let spans = days_of(span, day(today), SEASON);
        assert_eq!(told(spans), wanted, "{span:?} {today}");
    }
}

#[test]
fn own_days_are_held_against_as_many_before_them_and_never_run_backwards() {
    let spans = own_days(day("2026-11-10"), day("2026-11-16"));
    assert_eq!(
        told(spans),
        ["2026-11-10", "2026-11-16", "2026-11-03", "2026-11-09"]
    );
    let one = own_days(day("2026-11-10"), day("2026-11-10"));
    assert_eq!(told(one)[2..], ["2026-11-09", "2026-11-09"]);
    assert_eq!(own_days(day("2026-11-10"), day("2026-11-09")), None);
}

#[test]
fn a_season_within_one_year_is_found_as_well() {
    let cooling = Season {
        from: MonthDay { month: 6, day: 1 },
        to: MonthDay { month: 9, day: 1 },
    };
    let found = cooling.begun_by(day("2026-05-31"));
    assert_eq!(found, Some((day("2025-06-01"), day("2025-09-01"))));
}

fn count(class: Option<CauseClass>, model: Option<&str>, repairs: u32, repeats: u32) -> CauseCount {
    CauseCount {
        class,
        model: model.map(ToOwned::to_owned),
        repairs,
        repeats,
        ..CauseCount::default()
    }
}

#[test]
fn every_class_has_its_line_and_the_shares_are_of_all_repairs() {
    let now = [
        count(Some(CauseClass::Product), Some("A"), 2, 1),
        count(Some(CauseClass::Product), None, 3, 0),
        count(Some(CauseClass::Product), Some("B"), 1, 0),
        count(Some(CauseClass::Use), Some("A"), 2, 0),
    ];
    let lines = causes(&now, &[count(Some(CauseClass::Use), None, 4, 0)]);
    assert_eq!(
        lines.len(),
        CauseClass::ALL.len(),
        "nobody is without a class"
    );
    let of = |class| lines.iter().find(|line| line.class == Some(class)).unwrap();
    let product = of(CauseClass::Product);
    assert_eq!((product.repairs, product.repeats), (6, 1));
    assert_eq!(product.percent, Some(75.0));
    assert_eq!(product.before_percent, None, "four repairs make no share");
    let models = product.models.iter();
    let models: Vec<_> = models
        .map(|one| (one.model.as_deref(), one.repairs))
        .collect();
    assert_eq!(models, [(Some("A"), 2), (Some("B"), 1), (None, 3)]);
    assert_eq!(of(CauseClass::Use).before, 4);
    assert_eq!(of(CauseClass::Outside).repairs, 0);
}

#[test]
fn words_that_name_a_class_are_of_it_and_others_stand_in_a_line_of_their_own() {
    let written = |text: &str| CauseCount {
        written: Some(text.to_owned()),
        repairs: 1,
        ..CauseCount::default()
    };
    let lines = causes(&[written("原厂零件坏"), written("说不清")], &[]);
    let with = |class| {
        lines
            .iter()
            .find(|line| line.class == class)
            .map(|line| line.repairs)
    };
    assert_eq!(with(Some(CauseClass::Product)), Some(1));
    assert_eq!(with(None), Some(1));
}

#[test]
fn a_share_of_fewer_than_five_is_none() {
    assert_eq!(share(4, 4), None);
    assert_eq!(share(1, 6), Some(16.7));
    assert_eq!(share(0, 5), Some(0.0));
}

#[test]
fn a_call_counts_for_its_code_or_else_for_the_self_checks_that_were_read_out() {
    let book = FaultBook::built_in();
    let pressure = book.known(Some("L1P"), "E04").unwrap();
    let step = pressure.read_out().first().unwrap().zh.clone();
    let call = |code: Option<&str>, tried: Option<&str>, solved: bool| CallFact {
        code: code.map(ToOwned::to_owned),
        tried: tried.map(|tried| format!("1. {tried}")),
        solved,
        ordered: !solved,
        ..CallFact::default()
    };
    let uses = faults_used(
        book,
        &[
            call(Some("e4"), None, false),
            call(None, Some(&step), true),
            call(Some("E01"), Some(&step), true),
            call(Some("Z99"), None, false),
            call(None, Some("自己编的"), true),
            call(Some(" "), None, true),
        ],
    );
    let told = uses.iter();
    let told: Vec<_> = told
        .map(|one| {
            (
                one.code.as_str(),
                one.calls,
                one.read_out,
                one.solved,
                one.ordered,
            )
        })
        .collect();
    assert_eq!(
        told,
        [
            ("E04", 2, 1, 1, 1),
            ("E01", 1, 1, 1, 0),
            ("Z99", 1, 0, 0, 1)
        ]
    );
    assert_eq!(uses[0].fault, Some(pressure));
    assert_eq!(uses[2].fault, None, "the knowledge base does not have it");
}

#[test]
fn each_read_out_step_leads_back_to_its_own_fault() {
    let book = FaultBook::built_in();
    for fault in &book.codes {
        let steps = fault.read_out().iter();
        let note: Vec<_> = steps.map(|step| step.zh.as_str()).collect();
        if !note.is_empty() {
            let found = book.of_read_out(&note.join("；"));
            assert_eq!(found.map(|one| &one.code), Some(&fault.code));
        }
    }
}

#[test]
fn content_is_the_share_of_four_and_five_and_silent_below_five_answers() {
    let few = content(vec![5, 5, 5, 1]).unwrap();
    assert_eq!((few.scored, few.satisfied), (4, 3));
    assert_eq!((few.percent, few.mean), (None, None));
    let enough = content(vec![5, 4, 3, 1, 5]).unwrap();
    assert_eq!(enough.percent, Some(60.0));
    assert_eq!(enough.mean, Some(3.6));
    assert!(content(vec![0]).is_err());
}
