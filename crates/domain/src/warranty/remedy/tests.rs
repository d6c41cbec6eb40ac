//! The tables of `rules.md` §2.2 and §2.3, and properties.

mod case;
mod charge;
mod claim;
mod exclusion;
mod matrix;
mod no_reason;
mod refund;
mod repairs;
mod texts;

use chrono::NaiveDate;

use super::*;
use crate::calendar::Holidays;
use crate::explain::{Explanation, VersionRef};
use crate::rule::RuleError;
use crate::time::{end_of_day, start_of_day};

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

fn rules() -> &'static RemedyRules {
    RemedyRules::built_in().unwrap()
}

fn list() -> &'static Holidays {
    Holidays::built_in()
}

/// The last millisecond of a China day.
fn end(text: &str) -> i64 {
    end_of_day(day(text)).unwrap() - 1
}

/// The first instant of a China day.
fn start(text: &str) -> i64 {
    start_of_day(day(text)).unwrap()
}

/// Articles and versions an explanation names.
fn sources(why: &Explanation) -> (Vec<&str>, &[VersionRef]) {
    (
        why.basis.iter().map(|basis| basis.key).collect(),
        &why.versions,
    )
}

#[track_caller]
fn assert_refused<T: std::fmt::Debug>(result: Result<T, RuleError>, code: &str, field: &str) {
    let error = result.unwrap_err();
    assert_eq!((error.code(), error.field()), (code, Some(field)));
}
