//! Which times a machine could not be used extend a period (table T2, excluded intervals).

use chrono::NaiveDate;

use super::facts::UnusableSpell;
use super::validity::{Union, Unusable, Validity, end_of};
use crate::calendar::Holidays;
use crate::explain::{Line, line};
use crate::rule::RuleError;

/// A period to extend.
#[derive(Debug, Clone, Copy)]
pub(super) struct Period {
    /// Its first day.
    pub(super) start: NaiveDate,
    /// Its months.
    pub(super) months: u32,
}

/// What was excluded from a period, and its end.
#[derive(Debug, Clone)]
pub(super) struct Extension {
    /// The times that count, merged.
    pub(super) counted: Vec<Unusable>,
    /// Times overlapped or followed each other without a gap, so they became one.
    pub(super) joined: bool,
    /// A time that counts is not over yet: it counts to the day of the question.
    pub(super) open: bool,
    /// Times that do not count, and why.
    pub(super) left_out: Vec<Line>,
    /// The end that follows.
    pub(super) validity: Validity,
}

/// What the choice depends on beside the period.
#[derive(Debug, Clone, Copy)]
pub(super) struct Rules<'a> {
    pub(super) holidays: &'a Holidays,
    pub(super) same_day_counts: bool,
    pub(super) as_of: NaiveDate,
}

/// Extends a period by the times that belong to it: for repair or parts, and begun within the
/// period as extended so far. Of a time that began before the period, the days within it count.
///
/// # Errors
/// [`RuleError::OutOfRange`] outside the calendar.
pub(super) fn extend(
    period: Period,
    spells: &[UnusableSpell],
    rules: Rules<'_>,
) -> Result<Extension, RuleError> {
    let Period { start, months } = period;
    let end_after = |union: &Union| end_of(start, months, union.days, rules.holidays);
    let mut spells: Vec<_> = spells.to_vec();
    spells.sort_by_key(|spell| (spell.from, spell.to));
    let mut union = Union::default();
    let mut validity = end_after(&union)?;
    let mut left_out = Vec::new();
    let (mut lasting, mut open) = (0_usize, false);
    for spell in spells {
        let to = spell.to.unwrap_or(rules.as_of);
        // What was added since can only move the end on, so it is worked out where it matters.
        if spell.from > validity.end && validity.excluded_days != union.days {
            validity = end_after(&union)?;
        }
        if let Some(line) = why_not(&spell, to, start, validity.end) {
            left_out.push(line);
            continue;
        }
        open |= spell.to.is_none();
        // Whether it lasted overnight shows before the days ahead of the period are cut off.
        if rules.same_day_counts || to > spell.from {
            lasting += 1;
            let from = spell.from.max(start);
            union.add(Unusable { from, to });
        }
    }
    Ok(Extension {
        joined: lasting > union.times.len(),
        validity: end_after(&union)?,
        counted: union.times,
        open,
        left_out,
    })
}

fn why_not(spell: &UnusableSpell, to: NaiveDate, start: NaiveDate, end: NaiveDate) -> Option<Line> {
    let from = spell.from;
    if !spell.reason.is_excluded() {
        Some(line!("warranty-unusable-customer", from = from, to = to))
    } else if to < start {
        Some(line!("warranty-unusable-before", from = from, to = to))
    } else if from > end {
        Some(line!("warranty-unusable-after", from = from, to = to))
    } else {
        None
    }
}
