//! Phone numbers as shop clerks type them: in groups, with country code, several in one cell, with
//! a word about whose number it is. A number is kept as plain digits; everything else is display.
//!
//! Known forms: mobiles (11 digits, 13–19…), landlines with area code (010/02X + 8 digits, 0XXX +
//! 7 or 8), local numbers (7–8 digits, as typed), 400/800 service numbers. Whether a number is in
//! use is not checked.

mod hidden;
mod list;

pub use hidden::{hide, is_hidden};
pub use list::parse_list;

use serde::{Deserialize, Serialize};
use thiserror::Error;

/// What sort of number it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PhoneKind {
    /// 11 digits, 13–19 first.
    Mobile,
    /// With its area code, leading 0.
    Landline,
    /// 7 or 8 digits without area code.
    Local,
    /// 400 or 800 and seven digits.
    Service,
}

/// One phone number.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Phone {
    digits: String,
    kind: PhoneKind,
    label: Option<String>,
}

/// Why a text is no phone number.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PhoneProblem {
    /// No digit at all.
    #[error("no phone number")]
    Empty,
    /// Digits are missing.
    #[error("too few digits")]
    TooShort,
    /// Too many digits for one number, and no way to split them into several.
    #[error("too many digits")]
    TooLong,
    /// Letters among the digits.
    #[error("letters among the digits")]
    Letters,
    /// Enough digits, but no number begins like this.
    #[error("no number begins like this")]
    UnknownPrefix,
}

impl PhoneProblem {
    /// The stable code of the reason.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::Empty => "empty",
            Self::TooShort => "too_short",
            Self::TooLong => "too_long",
            Self::Letters => "letters",
            Self::UnknownPrefix => "unknown_prefix",
        }
    }
}

impl Phone {
    /// Takes exactly one number.
    ///
    /// # Errors
    /// The first reason that applies; a text holding two numbers is [`PhoneProblem::TooLong`].
    pub fn parse(text: &str) -> Result<Self, PhoneProblem> {
        let mut phones = parse_list(text)?;
        match (phones.pop(), phones.is_empty()) {
            (Some(phone), true) => Ok(phone),
            (Some(_), false) => Err(PhoneProblem::TooLong),
            (None, _) => Err(PhoneProblem::Empty),
        }
    }

    /// The number as plain digits; a landline keeps its 0, `+86` is gone.
    #[must_use]
    pub fn digits(&self) -> &str {
        &self.digits
    }

    /// What sort of number it is.
    #[must_use]
    pub fn kind(&self) -> PhoneKind {
        self.kind
    }

    /// The words that stood beside the number: "儿子", "转802".
    #[must_use]
    pub fn label(&self) -> Option<&str> {
        self.label.as_deref()
    }

    /// The number grouped for reading: `138 0471 2207`, `0471-6543210`, `400-810-0000`.
    #[must_use]
    pub fn display(&self) -> String {
        let d = &self.digits;
        match self.kind {
            PhoneKind::Mobile => format!("{} {} {}", &d[..3], &d[3..7], &d[7..]),
            PhoneKind::Landline => {
                let (area, local) = d.split_at(area_code_len(d));
                format!("{area}-{local}")
            }
            PhoneKind::Local => d.clone(),
            PhoneKind::Service => format!("{}-{}-{}", &d[..3], &d[3..6], &d[6..]),
        }
    }

    /// The number for people without the right to see it: `138****2207`.
    #[must_use]
    pub fn masked(&self) -> String {
        mask(&self.digits)
    }

    /// The digits backwards, the column in which a search by last digits looks.
    #[must_use]
    pub fn reversed(&self) -> String {
        reversed(&self.digits)
    }
}

/// The digits of `text` backwards; everything else is left out.
#[must_use]
pub fn reversed(text: &str) -> String {
    half_width(text)
        .chars()
        .rev()
        .filter(char::is_ascii_digit)
        .collect()
}

/// Hides the middle of a number: three digits, stars, four digits; short ones keep only two.
#[must_use]
pub fn mask(digits: &str) -> String {
    let chars: Vec<char> = digits.chars().collect();
    let (head, tail) = if chars.len() >= 10 { (3, 4) } else { (1, 1) };
    if chars.len() <= head + tail {
        return "*".repeat(chars.len());
    }
    let hidden = chars.len() - head - tail;
    let mut out: String = chars[..head].iter().collect();
    out.extend(std::iter::repeat_n('*', hidden));
    out.extend(&chars[chars.len() - tail..]);
    out
}

/// A likely reading of a number that cannot be taken, if there is one: letters that stand for digits
/// (`l3804712207`), or a landline whose zero a spreadsheet has eaten (`4716543210`).
#[must_use]
pub fn suggest(text: &str) -> Option<String> {
    let plain = half_width(text);
    let fixed: String = plain.chars().map(digit_for).collect();
    if fixed != plain {
        return Phone::parse(&fixed).ok().map(|p| p.display());
    }
    let zeroed = format!("0{}", plain.trim());
    let landline = Phone::parse(&zeroed)
        .ok()
        .filter(|p| p.kind == PhoneKind::Landline);
    landline
        .filter(|_| Phone::parse(text).is_err())
        .map(|p| p.display())
}

fn digit_for(c: char) -> char {
    match c {
        'O' | 'o' | 'Q' | 'D' | '〇' | '零' => '0',
        'I' | 'i' | 'l' | '|' | '一' => '1',
        'Z' | 'z' => '2',
        'S' | 's' => '5',
        'B' => '8',
        other => other,
    }
}

/// Full-width forms (`１３８`, `＋`, `－`, the ideographic space) as their ASCII twins.
#[must_use]
pub fn half_width(text: &str) -> String {
    text.chars().map(half_width_char).collect()
}

pub(crate) fn half_width_char(c: char) -> char {
    match c {
        '\u{ff01}'..='\u{ff5e}' => char::from_u32(c as u32 - 0xfee0).unwrap_or(c),
        '\u{3000}' | '\u{a0}' | '\u{2002}'..='\u{200a}' | '\u{202f}' => ' ',
        '\u{2010}'..='\u{2015}' | '\u{2212}' => '-',
        other => other,
    }
}

/// 010 and 02X have three digits, all other areas four.
fn area_code_len(d: &str) -> usize {
    if matches!(d.as_bytes().get(1), Some(b'1' | b'2')) {
        3
    } else {
        4
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn digits(text: &str) -> Result<Vec<String>, PhoneProblem> {
        Ok(parse_list(text)?.into_iter().map(|p| p.digits).collect())
    }

    #[test]
    fn every_messy_form_gives_the_plain_digits() {
        for (typed, wanted) in [
            ("13804712207", "13804712207"),
            ("'13804712207", "13804712207"),
            ("\u{3000}138 0471 2207 ", "13804712207"),
            ("138-0471-2207", "13804712207"),
            ("138.0471.2207", "13804712207"),
            ("１３８０４７１２２０７", "13804712207"),
            ("+8613804712207", "13804712207"),
            ("+86 138 0471 2207", "13804712207"),
            ("(+86)13804712207", "13804712207"),
            ("008613804712207", "13804712207"),
            ("86-13804712207", "13804712207"),
            ("013804712207", "13804712207"),
            ("电话：13804712207", "13804712207"),
            ("0471-6543210", "04716543210"),
            ("（0471）6543210", "04716543210"),
            ("0431-8555-1234", "043185551234"),
            ("010-88886666", "01088886666"),
            ("+86 10 8888 6666", "01088886666"),
            ("6543210", "6543210"),
            ("8654-3210", "86543210"),
            ("400-810-0000", "4008100000"),
        ] {
            assert_eq!(digits(typed), Ok(vec![wanted.to_owned()]), "{typed}");
        }
    }

    #[test]
    fn several_numbers_in_one_cell_are_all_kept_in_order() {
        let two = Ok(vec!["19670679684".to_owned(), "15879587671".to_owned()]);
        for typed in [
            "19670679684/15879587671",
            "196 7067 9684 15879587671",
            " 19670679684\u{3000}、15879587671",
            "19670679684;15879587671",
            "19670679684 15879587671",
            "19670679684，15879587671",
            "19670679684或15879587671",
            "1967067968415879587671",
            "+8619670679684 15879587671",
            "86-19670679684 15879587671",
            "19670679684\n15879587671",
            "19670679684 / 19670679684 / 15879587671",
        ] {
            assert_eq!(digits(typed), two, "{typed}");
        }
        assert_eq!(digits("6543210/13804712207").unwrap().len(), 2);
    }

    #[test]
    fn words_beside_a_number_become_its_label() {
        let phones = parse_list("13804712207(儿子)、老王 19670679684").unwrap();
        assert_eq!(phones[0].label(), Some("儿子"));
        assert_eq!(phones[1].label(), Some("老王"));
        assert_eq!(
            Phone::parse("0471-6543210转802").unwrap().label(),
            Some("转802")
        );
        assert_eq!(Phone::parse("手机13804712207").unwrap().label(), None);
    }

    #[test]
    fn each_kind_of_slip_has_its_own_reason() {
        for (typed, wanted) in [
            ("", PhoneProblem::Empty),
            ("无", PhoneProblem::Empty),
            ("156520342", PhoneProblem::TooShort),
            ("1380471220", PhoneProblem::TooShort),
            ("138047122071", PhoneProblem::TooLong),
            ("1380471220a", PhoneProblem::Letters),
            ("l3804712207", PhoneProblem::Letters),
            ("12804712207", PhoneProblem::UnknownPrefix),
            ("1234567", PhoneProblem::TooShort),
            ("13804712207/12", PhoneProblem::TooShort),
            ("13804712207 x", PhoneProblem::Letters),
        ] {
            assert_eq!(digits(typed), Err(wanted), "{typed}");
        }
    }

    #[test]
    fn a_letter_typed_for_a_digit_and_a_lost_zero_are_suggested_back() {
        assert_eq!(suggest("l38O4712207").as_deref(), Some("138 0471 2207"));
        assert_eq!(suggest("156520342"), None);
        assert_eq!(suggest("4716543210").as_deref(), Some("0471-6543210"));
        assert_eq!(suggest("13804712207"), None);
    }

    #[test]
    fn display_mask_and_reversed_forms() {
        let phone = Phone::parse("13804712207").unwrap();
        assert_eq!(phone.display(), "138 0471 2207");
        assert_eq!(phone.masked(), "138****2207");
        assert_eq!(phone.reversed(), "70221740831");
        assert_eq!(
            Phone::parse("04716543210").unwrap().display(),
            "0471-6543210"
        );
        assert_eq!(
            Phone::parse("4008100000").unwrap().display(),
            "400-810-0000"
        );
        assert_eq!(mask("6543210"), "6*****0");
        assert_eq!(mask("12"), "**");
    }

    proptest! {
        #[test]
        fn arbitrary_text_never_panics_and_what_parses_parses_again(text in "\\PC{0,60}") {
            if let Ok(phones) = parse_list(&text) {
                for phone in phones {
                    prop_assert_eq!(&Phone::parse(phone.digits()).unwrap().digits, &phone.digits);
                    prop_assert_eq!(&Phone::parse(&phone.display()).unwrap().digits, &phone.digits);
                }
            }
        }

        #[test]
        fn digit_soup_never_panics_and_is_idempotent(text in "[0-9 +/;、８６O-]{0,60}") {
            if let Ok(phones) = parse_list(&text) {
                let again: Vec<String> = phones.iter().map(|p| p.digits.clone()).collect();
                prop_assert_eq!(digits(&again.join("/")), Ok(again));
            }
            let _suggestion = suggest(&text);
        }
    }
}
