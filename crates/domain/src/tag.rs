//! Tags of a household over time (R084): since when it has which, and what changed from one quarter
//! to the next, as needs change.

use chrono::{Datelike as _, Days, NaiveDate};

/// A tag and the days on which the household had it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TagSpan {
    /// The tag.
    pub tag: String,
    /// The day it was given.
    pub given_on: NaiveDate,
    /// The day it was taken off; `None` while the household has it.
    pub taken_off_on: Option<NaiveDate>,
}

impl TagSpan {
    /// Whether the household had it when a day ended.
    fn stood_on(&self, day: NaiveDate) -> bool {
        self.given_on <= day && self.taken_off_on.is_none_or(|off| off > day)
    }
}

/// What changed since the quarter before.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct QuarterChange {
    /// The first day of this quarter.
    pub from_on: NaiveDate,
    /// What the household has and did not have when the quarter before ended.
    pub new: Vec<TagSpan>,
    /// What it had then and has no more.
    pub gone: Vec<TagSpan>,
}

/// The first day of a day's quarter.
#[must_use]
pub fn quarter_from(day: NaiveDate) -> NaiveDate {
    let month = day.month0() / 3 * 3 + 1;
    NaiveDate::from_ymd_opt(day.year(), month, 1).unwrap_or(day)
}

/// What changed since the quarter before. What was given and taken off again in between is neither
/// new nor gone; files of a household that were merged may have a tag each.
#[must_use]
pub fn change(spans: &[TagSpan], today: NaiveDate) -> QuarterChange {
    let from_on = quarter_from(today);
    let before = from_on.checked_sub_days(Days::new(1)).unwrap_or(from_on);
    let stands = |tag: &str, day| {
        let mut theirs = spans.iter().filter(|span| span.tag == tag);
        theirs.any(|span| span.stood_on(day))
    };
    let mut new: Vec<TagSpan> = Vec::new();
    let mut gone: Vec<TagSpan> = Vec::new();
    for span in spans {
        let (then, now) = (stands(&span.tag, before), stands(&span.tag, today));
        let (list, counts) = match (then, now) {
            (false, true) => (&mut new, span.stood_on(today)),
            (true, false) => (&mut gone, span.stood_on(before)),
            _ => continue,
        };
        if counts && !list.iter().any(|known| known.tag == span.tag) {
            list.push(span.clone());
        }
    }
    QuarterChange { from_on, new, gone }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn on(text: &str) -> NaiveDate {
        text.parse().unwrap_or_default()
    }

    fn span(tag: &str, given: &str, off: Option<&str>) -> TagSpan {
        TagSpan {
            tag: tag.into(),
            given_on: on(given),
            taken_off_on: off.map(on),
        }
    }

    fn tags(spans: &[TagSpan]) -> Vec<&str> {
        spans.iter().map(|span| span.tag.as_str()).collect()
    }

    #[test]
    fn a_quarter_is_compared_with_how_the_one_before_ended() {
        let spans = [
            span("狗凶", "2025-03-01", None),
            span("独居老人", "2026-10-01", None),
            span("想换大机", "2026-09-30", Some("2026-11-05")),
            span("冬天不在家", "2026-07-02", Some("2026-09-30")),
            span("问过地暖", "2026-10-10", Some("2026-10-20")),
        ];
        let change = change(&spans, on("2026-11-21"));
        assert_eq!(change.from_on, on("2026-10-01"));
        assert_eq!(tags(&change.new), ["独居老人"]);
        assert_eq!(tags(&change.gone), ["想换大机"]);
    }

    #[test]
    fn a_tag_that_one_of_two_merged_files_has_still_is_not_gone() {
        let spans = [
            span("狗凶", "2025-03-01", Some("2026-11-01")),
            span("狗凶", "2026-10-08", None),
        ];
        let change = change(&spans, on("2026-12-31"));
        assert!(
            change.new.is_empty() && change.gone.is_empty(),
            "{change:?}"
        );
    }

    #[test]
    fn quarters_begin_with_january_april_july_and_october() {
        for (day, from) in [
            ("2026-01-01", "2026-01-01"),
            ("2026-03-31", "2026-01-01"),
            ("2026-06-30", "2026-04-01"),
            ("2026-12-31", "2026-10-01"),
        ] {
            assert_eq!(quarter_from(on(day)), on(from));
        }
    }
}
