//! 赶集日: on which days a town holds its market (逢三六九). Then everybody is out of the house in the
//! morning, and whoever comes to town passes by the shop.

use chrono::{Datelike as _, NaiveDate};

use crate::calendar::lunar::to_lunar;
use crate::codes::codes;

/// Days asked about at once.
pub const DAYS_MOST: i64 = 62;

codes! {
    /// By which calendar a town counts its markets.
    Calendar {
        /// 农历
        Lunar = "lunar",
        /// 阳历
        Solar = "solar",
    }
}

/// When a town holds its market: on days of the month that end in one of the digits, 0 for 十.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MarketDay {
    /// By which calendar.
    pub calendar: Calendar,
    /// The digits, each once, the smallest first; 十 comes last.
    pub digits: Vec<u8>,
}

/// Whether a town holds its market on a day. Beyond the known lunar years nobody can say.
#[must_use]
pub fn is_market_day(entry: &MarketDay, date: NaiveDate) -> bool {
    let day = match entry.calendar {
        Calendar::Solar => date.day(),
        Calendar::Lunar => match to_lunar(date) {
            Ok(lunar) => lunar.day.into(),
            Err(_) => return false,
        },
    };
    entry
        .digits
        .iter()
        .any(|digit| day % 10 == u32::from(*digit))
}

/// The digits as people write them: 三六九, 逢3、6、9, 五十 (5 and 0); nothing where something else
/// stands there too, or every day would be one.
#[must_use]
pub fn read_digits(typed: &str) -> Option<Vec<u8>> {
    let typed = typed.trim();
    let typed = typed.strip_suffix('集').unwrap_or(typed);
    let parts = typed.split(SEPARATORS).filter(|part| !part.is_empty());
    let parts: Vec<Vec<char>> = parts.map(|part| part.chars().collect()).collect();
    let mut digits = Vec::new();
    for (at, part) in parts.iter().enumerate() {
        let beside =
            |(other, chars): (usize, &Vec<char>)| other != at && chars.last() == part.last();
        digits.extend(digits_of(part, parts.iter().enumerate().any(beside))?);
    }
    digits.sort_by_key(|digit| if *digit == 0 { 10 } else { *digit });
    digits.dedup();
    (1..=9).contains(&digits.len()).then_some(digits)
}

const SEPARATORS: [char; 11] = [' ', '　', ',', '，', '、', '.', '/', '-', '和', '日', '逢'];

/// The digits of one part: 369 and 三六九 are three days and 16 is two, 十三 and 二十三 are one that
/// ends in 3, and 10, 二十 and 三十 end in 0. 13 is one day too where another part ends alike, as in
/// 3、13、23.
fn digits_of(part: &[char], has_its_like: bool) -> Option<Vec<u8>> {
    let read: Vec<u8> = part.iter().map(|c| digit(*c)).collect::<Option<_>>()?;
    let tens: Vec<bool> = part.iter().map(|c| *c == '十').collect();
    let whole = match (tens.as_slice(), read.as_slice()) {
        ([false, false], [1..=3, 0]) => Some(0),
        ([false, false], [1..=3, ones]) if has_its_like => Some(*ones),
        ([true, false], [_, ones]) => Some(*ones),
        ([false, true], [2..=3, _]) => Some(0),
        ([false, true, false], [2..=3, _, ones]) => Some(*ones),
        _ => None,
    };
    Some(whole.map_or(read, |ones| vec![ones]))
}

fn digit(c: char) -> Option<u8> {
    const NUMERALS: [char; 11] = [
        '〇', '一', '二', '三', '四', '五', '六', '七', '八', '九', '十',
    ];
    let full_width = u32::from(c)
        .checked_sub(u32::from('０'))
        .filter(|at| *at <= 9);
    let plain = c.to_digit(10).or(full_width);
    let numeral = || {
        let at = NUMERALS.iter().position(|numeral| *numeral == c)?;
        u32::try_from(at % 10).ok()
    };
    plain.or_else(numeral)?.try_into().ok()
}

/// The digits as they are kept: `3,6,9`.
#[must_use]
pub fn stored(digits: &[u8]) -> String {
    let texts: Vec<String> = digits.iter().map(ToString::to_string).collect();
    texts.join(",")
}

/// 逢三六九, as the village says it.
#[must_use]
pub fn said(digits: &[u8]) -> String {
    const NUMERALS: [char; 10] = ['十', '一', '二', '三', '四', '五', '六', '七', '八', '九'];
    let numerals = digits
        .iter()
        .filter_map(|digit| NUMERALS.get(usize::from(*digit)));
    std::iter::once('逢').chain(numerals.copied()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_market_is_held_on_days_that_end_in_its_digits() {
        let day = |text: &str| -> NaiveDate { text.parse().unwrap() };
        let of = |calendar, digits: &[u8]| MarketDay {
            calendar,
            digits: digits.to_vec(),
        };
        // 2026-11-23 is 农历十月十五; 2027-02-06 is 正月初一, the day before 腊月三十 (of 30 days).
        for (calendar, digits, on, is) in [
            (Calendar::Solar, vec![3, 6, 9], "2026-11-23", true),
            (Calendar::Solar, vec![3, 6, 9], "2026-11-26", true),
            (Calendar::Solar, vec![3, 6, 9], "2026-11-24", false),
            (Calendar::Solar, vec![5, 0], "2026-11-30", true),
            (Calendar::Solar, vec![5, 0], "2026-12-10", true),
            (Calendar::Solar, vec![1], "2026-12-31", true),
            (Calendar::Lunar, vec![5, 0], "2026-11-23", true),
            (Calendar::Lunar, vec![3, 6, 9], "2026-11-23", false),
            (Calendar::Lunar, vec![1], "2027-02-06", true),
            (Calendar::Lunar, vec![1], "2200-02-06", false),
        ] {
            assert_eq!(
                is_market_day(&of(calendar, &digits), day(on)),
                is,
                "{calendar:?} {on}"
            );
        }
    }

    #[test]
    fn digits_are_read_as_people_write_them() {
        for (typed, digits) in [
            ("三六九", Some(vec![3, 6, 9])),
            ("逢三六九", Some(vec![3, 6, 9])),
            ("逢三六九集", Some(vec![3, 6, 9])),
            ("3,6,9", Some(vec![3, 6, 9])),
            ("9 6、3", Some(vec![3, 6, 9])),
            ("３６９", Some(vec![3, 6, 9])),
            ("五十", Some(vec![5, 0])),
            ("5、10", Some(vec![5, 0])),
            ("逢五逢十", Some(vec![5, 0])),
            ("3,3,6", Some(vec![3, 6])),
            ("16", Some(vec![1, 6])),
            ("27", Some(vec![2, 7])),
            ("10,20,30", Some(vec![0])),
            ("3、13、23", Some(vec![3])),
            ("三、十三、二十三", Some(vec![3])),
            ("5 15 25 10 20 30", Some(vec![5, 0])),
            ("3 6 13 16 23 26", Some(vec![3, 6])),
            ("", None),
            ("每天", None),
            ("0123456789", None),
        ] {
            assert_eq!(read_digits(typed), digits, "{typed}");
        }
    }

    #[test]
    fn digits_are_said_as_the_village_says_them() {
        assert_eq!(said(&[3, 6, 9]), "逢三六九");
        assert_eq!(said(&[5, 0]), "逢五十");
        let kept = stored(&[5, 0]);
        assert_eq!(kept, "5,0");
        assert_eq!(read_digits(&kept), Some(vec![5, 0]));
    }
}
