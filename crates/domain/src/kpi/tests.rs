//! Edge cases of `rules.md` §2.9, and properties.

use chrono::NaiveDate;
use proptest::prelude::*;

use super::*;
use crate::explain::{Decision, Language, render_all, render_key};
use crate::policy::{Content as _, Document, load};
use crate::time::{DAY_MS, HOUR_MS, end_of_day, start_of_day};

mod customers;
mod orders;
mod values;

fn policy() -> &'static Document<KpiPolicy> {
    built_in().unwrap()
}

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

/// An hour of a day in China.
fn at(date: &str, hour: i64) -> i64 {
    start_of_day(day(date)).unwrap() + hour * HOUR_MS
}

fn ids(rows: &[String]) -> Vec<&str> {
    rows.iter().map(String::as_str).collect()
}

fn excluded(figure: &Figure) -> Vec<(&str, Exclusion)> {
    let rows = figure.excluded.iter();
    rows.map(|row| (row.id.as_str(), row.reason)).collect()
}

fn note_keys<T>(decision: &Decision<T>) -> Vec<&'static str> {
    decision.why.notes.iter().map(|line| line.key).collect()
}

#[test]
fn every_reason_has_a_word_in_both_languages() {
    for reason in Exclusion::ALL {
        for language in [Language::Zh, Language::En] {
            assert_ne!(render_key(&reason.key(), language), reason.key());
        }
    }
}

#[test]
fn the_dictionary_defines_every_figure_and_can_be_exported() {
    let figures = &policy().content;
    for (language, heading, name) in [
        (Language::Zh, "指标", "一次修复率"),
        (Language::En, "Figure", "first-time fix rate"),
    ] {
        let table = dictionary_table(figures, language);
        assert_eq!(table.len(), Kpi::ALL.len() + 1);
        assert_eq!(table[0][1], heading);
        assert_eq!(table[1][0], "first_time_fix");
        assert_eq!(table[1][1], name);
        assert_eq!(table[1][6].lines().count(), 6);
    }
    for kpi in Kpi::ALL {
        assert_eq!(figures.definition(*kpi).unwrap().kpi, *kpi);
    }
}

#[test]
fn literature_is_labelled_and_kept_apart() {
    let figures = &policy().content;
    for (code, low, high) in [
        ("acquisition_cost_ratio", 5.0, 5.0),
        ("profit_gain", 25.0, 85.0),
        ("stay_after_complaint_ignored", 33.0, 33.0),
        ("stay_after_complaint_solved", 70.0, 70.0),
        ("stay_after_complaint_solved_promptly", 95.0, 95.0),
        ("churn_after_broken_promise", 80.0, 80.0),
    ] {
        let figure = figures.literature(code).unwrap();
        assert_eq!((figure.low, figure.high), (low, high), "{code}");
        assert!(figure.label.zh.contains("文献引用值"));
    }
    assert_eq!(figures.literature("own"), None);
}

#[test]
fn a_policy_that_does_not_hold_together_is_refused() {
    type Change = fn(&mut KpiPolicy);
    let sound = &policy().content;
    assert!(sound.check().is_ok());
    let refused: [(&str, Change); 20] = [
        ("first_time_fix_days", |p| p.first_time_fix_days = 0),
        ("first_time_fix_days", |p| p.first_time_fix_days = 366),
        ("churn_missed_maintenances", |p| {
            p.churn_missed_maintenances = 0
        }),
        ("repurchase_age_months", |p| p.repurchase_age_months = 601),
        ("rfm_window_months", |p| p.rfm_window_months = 0),
        ("rfm_groups", |p| p.rfm_groups = 1),
        ("rfm_small_groups", |p| p.rfm_small_groups = 6),
        ("rfm_small_below", |p| p.rfm_small_below = 0),
        ("dictionary", |p| p.dictionary.truncate(3)),
        ("dictionary", |p| p.dictionary.swap(0, 1)),
        ("dictionary.mttr", |p| {
            p.dictionary[1].formula.en = " ".into()
        }),
        ("dictionary.mttr", |p| {
            p.dictionary[1].owner.zh = String::new()
        }),
        ("dictionary.mttr", |p| p.dictionary[1].edge_cases.clear()),
        ("dictionary.nps", |p| {
            p.dictionary[13].edge_cases[0].en = String::new()
        }),
        ("literature[1]", |p| {
            p.literature[1].label.zh = String::new()
        }),
        ("literature[0]", |p| p.literature[0].low = 6.0),
        ("literature[0]", |p| p.literature[0].high = f64::INFINITY),
        ("literature[0]", |p| p.literature[0].low = f64::NEG_INFINITY),
        ("literature[0]", |p| p.literature[0].low = f64::NAN),
        ("literature[6]", |p| {
            p.literature[6].code = p.literature[2].code.clone()
        }),
    ];
    for (field, change) in refused {
        let mut figures = sound.clone();
        change(&mut figures);
        assert_eq!(figures.check().unwrap_err().field(), Some(field));
    }
    assert!(load::<KpiPolicy>("{}").is_err());
}

#[test]
fn ids_are_there_and_occur_once() {
    let check = |ids: &[&str]| check_ids("rows", ids.iter().copied());
    assert_eq!(check(&[]), Ok(()));
    assert_eq!(check(&["a", "b"]), Ok(()));
    let empty = check(&["a", ""]).unwrap_err();
    assert_eq!(
        (empty.code(), empty.field()),
        ("rule.missing", Some("rows[1].id"))
    );
    let twice = check(&["a", "b", "a"]).unwrap_err();
    assert_eq!(
        (twice.code(), twice.field()),
        ("rule.bad_value", Some("rows[2].id"))
    );
    let flood = std::iter::repeat_n("a", ROWS_MAX + 1);
    assert_eq!(
        check_ids("rows", flood).unwrap_err().code(),
        "rule.out_of_range"
    );
    let full: Vec<_> = (0..ROWS_MAX).map(|n| n.to_string()).collect();
    assert_eq!(check_ids("rows", full.iter().map(String::as_str)), Ok(()));
}
