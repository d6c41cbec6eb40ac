//! Asking the index. See the module header for the order of the steps.

use wuyou_domain::{phone, pinyin};

use super::case;
use super::found::Found;
use super::hit::{HitKind, MatchedField, SearchHit};
use super::mixed::mixed;
use super::step::{
    NAME_START, NAME_WITHIN, PHONE_END, PHONE_ENDED, PHONE_MIDDLE, PHONE_START, PINYIN, SOUND,
    TEXT_WITHIN, VILLAGE,
};
use super::text::{self, Shape};
use crate::error::StoreError;
use crate::view::View;

/// Most hits of one search: what narrows a list looks through more than any list of hits shows.
const LIMIT_MAX: usize = 2_000;
/// Fewest digits looked up as the end of a phone, serial or order number.
const SUFFIX_MIN: usize = 3;
/// Fewest letters looked up as the spelling of a village.
const VILLAGE_MIN: usize = 2;
/// Digits of a mobile number.
const MOBILE_DIGITS: usize = 11;
/// Last digits that are shown of every number.
const SHOWN_END: usize = 4;
/// Digits within which a number is also looked for in the middle of phones.
const MIDDLE: std::ops::RangeInclusive<usize> = 4..=8;

/// By how much of a phone number somebody finds people.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Reach {
    /// By any part of it.
    #[default]
    Parts,
    /// By the whole number, or by its last four digits: who sees numbers without their middle must
    /// not find the middle by trying.
    Whole,
}

/// Searches for a typed text. At most `limit` (≤ 200) hits, the likeliest first; only of the
/// `kinds` asked for, all when there are none.
///
/// # Errors
/// The database's error; never because of what was typed.
pub fn search(
    view: View<'_>,
    typed: &str,
    limit: usize,
    kinds: &[HitKind],
) -> Result<Vec<SearchHit>, StoreError> {
    search_by(view, typed, limit, kinds, Reach::Parts)
}

/// As [`search`], with as much of a phone number as `reach` lets people be found by.
///
/// # Errors
/// As [`search`].
pub fn search_by(
    view: View<'_>,
    typed: &str,
    limit: usize,
    kinds: &[HitKind],
    reach: Reach,
) -> Result<Vec<SearchHit>, StoreError> {
    let mut found = Found::new(view, limit.min(LIMIT_MAX), kinds).reaching(reach);
    let shape = text::shape(typed);
    let is_words = matches!(shape, Shape::Words | Shape::Code(_));
    match shape {
        Shape::Empty => return Ok(found.hits),
        Shape::Digits(digits) => by_digits(&mut found, &digits)?,
        Shape::Letters(letters) => by_letters(&mut found, &letters, typed)?,
        Shape::Code(code) => by_code(&mut found, &code, typed)?,
        Shape::Words => by_words(&mut found, typed)?,
    }
    if found.wants_cases() {
        let mut last = case::of_households(&found)?;
        // Digits and letters are seldom words; they are looked for where nothing else was found.
        if is_words || found.hits.is_empty() {
            last.extend(case::by_words(&found, typed)?);
        }
        found.add_last(last);
    }
    Ok(found.hits)
}

pub(super) fn by_digits(found: &mut Found<'_>, digits: &str) -> Result<(), StoreError> {
    if found.reach == Reach::Whole {
        return by_whole_digits(found, digits);
    }
    if digits.len() >= SUFFIX_MIN {
        found.start(&PHONE_END, &phone::reversed(digits))?;
        for hit in &mut found.hits {
            let number = hit.matched.take().map(|key| phone::reversed(&key));
            if number.as_deref() == Some(digits) {
                hit.matched_field = MatchedField::Phone;
            }
            hit.matched = number;
        }
        // A whole mobile number that is somebody's is answered: nothing else has these digits.
        let exact = |hit: &SearchHit| hit.matched_field == MatchedField::Phone;
        if digits.len() >= MOBILE_DIGITS && found.hits.iter().any(exact) {
            return Ok(());
        }
        let theirs = found.hits.len();
        found.start(&PHONE_ENDED, &phone::reversed(digits))?;
        for hit in &mut found.hits[theirs..] {
            hit.matched = hit.matched.take().map(|key| phone::reversed(&key));
        }
        found.start(&PHONE_START, digits)?;
        found.codes(digits)?;
    }
    if found.hits.is_empty() {
        if MIDDLE.contains(&digits.len()) {
            found.ask(&PHONE_MIDDLE, |limit| (digits.to_owned(), limit))?;
        }
        found.within(&TEXT_WITHIN, digits)?;
    }
    Ok(())
}

/// Digits of somebody who sees numbers without their middle: whoever has exactly this number, or
/// whose number ends in the four digits that are shown of it. Anything between would tell the hidden
/// digits one after the other.
fn by_whole_digits(found: &mut Found<'_>, digits: &str) -> Result<(), StoreError> {
    if digits.len() >= SUFFIX_MIN {
        let ends = digits.len() == SHOWN_END;
        for step in [&PHONE_END, &PHONE_ENDED] {
            let before = found.hits.len();
            found.start_where(step, &phone::reversed(digits), |key| {
                ends || phone::reversed(key) == digits
            })?;
            for hit in &mut found.hits[before..] {
                hit.matched = hit.matched.take().map(|key| phone::reversed(&key));
                if hit.matched.as_deref() == Some(digits) {
                    hit.matched_field = MatchedField::Phone;
                }
            }
        }
        found.codes(digits)?;
    }
    if found.hits.is_empty() {
        found.within(&TEXT_WITHIN, digits)?;
    }
    Ok(())
}

pub(super) fn by_letters(
    found: &mut Found<'_>,
    letters: &str,
    typed: &str,
) -> Result<(), StoreError> {
    // Latin letters in a name stand for themselves in its spelling.
    found.start(&PINYIN, letters)?;
    if found.hits.is_empty() && letters.len() >= SUFFIX_MIN {
        found.codes(letters)?;
    }
    let exact = !found.hits.is_empty();
    let sound = pinyin::folded(letters);
    if letters.len() >= VILLAGE_MIN {
        found.start(&VILLAGE, &sound)?;
    }
    // Two initials that sound alike are everybody's: those who are spelt so come alone.
    if !exact || letters.contains(['a', 'e', 'i', 'o', 'u', 'v']) {
        found.start(&SOUND, &sound)?;
        // Whoever is spelt as the typed sounds has no sound of their own in the index.
        found.start(&PINYIN, &sound)?;
    }
    if found.hits.is_empty() {
        found.within(&NAME_WITHIN, typed)?;
        found.within(&TEXT_WITHIN, typed)?;
    }
    Ok(())
}

pub(super) fn by_code(found: &mut Found<'_>, code: &str, typed: &str) -> Result<(), StoreError> {
    found.codes(code)?;
    // dgc3z: the third group of a village.
    if code.starts_with(|c: char| c.is_ascii_alphabetic()) && !code.contains('-') {
        found.start(&VILLAGE, &pinyin::folded(&code.to_ascii_lowercase()))?;
    }
    if found.hits.is_empty() {
        found.within(&NAME_WITHIN, typed)?;
        found.within(&TEXT_WITHIN, typed)?;
    }
    Ok(())
}

fn by_words(found: &mut Found<'_>, typed: &str) -> Result<(), StoreError> {
    let terms: Vec<&str> = typed.split_whitespace().collect();
    match terms.as_slice() {
        [name] => found.within_after(&NAME_WITHIN, name, |found| found.start(&NAME_START, name))?,
        _ => found.within(&NAME_WITHIN, typed)?,
    }
    found.within(&TEXT_WITHIN, typed)?;
    if terms.len() > 1 && found.has_room() {
        mixed(found, &terms)?;
    }
    Ok(())
}
