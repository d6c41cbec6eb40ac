//! Values as office formats write them: numbers, ISO dates, positions, escaped characters.

use chrono::{NaiveDate, NaiveDateTime, NaiveTime};
use wuyou_domain::date_text::{DAYS_1904, from_excel_serial};
use wuyou_domain::import::Cell;

/// Whole numbers with more digits than this lose some as a float.
const EXACT_DIGITS: usize = 15;

/// A numeric cell: a number, a day, an ISO date, or, from careless writers, any text.
pub(crate) fn number(raw: &str, is_date: bool, from_1904: bool) -> Cell {
    let raw = raw.trim();
    let Some(value) = raw.parse::<f64>().ok().filter(|v| v.is_finite()) else {
        return iso_date(raw).unwrap_or_else(|| Cell::of_text(raw));
    };
    if is_date {
        let serial = if from_1904 { value + DAYS_1904 } else { value };
        if let Some(at) = from_excel_serial(serial) {
            return date_cell(at);
        }
    }
    let digits = raw.trim_start_matches('-');
    let long = digits.len() > EXACT_DIGITS && digits.bytes().all(|b| b.is_ascii_digit());
    Cell::Number {
        value,
        text: long.then(|| raw.into()),
    }
}

/// `2017-12-29`, `2017-12-29T18:30:00`, with or without zone and fraction.
pub(crate) fn iso_date(raw: &str) -> Option<Cell> {
    let date = NaiveDate::parse_from_str(raw.get(..10)?, "%Y-%m-%d").ok()?;
    let rest = raw[10..]
        .trim_start_matches(['T', ' '])
        .trim_end_matches('Z');
    if rest.is_empty() {
        return Some(Cell::Date(date));
    }
    let time = ["%H:%M:%S%.f", "%H:%M"]
        .iter()
        .find_map(|f| NaiveTime::parse_from_str(rest, f).ok())?;
    Some(date_cell(date.and_time(time)))
}

fn date_cell(at: NaiveDateTime) -> Cell {
    if at.time() == NaiveTime::MIN {
        Cell::Date(at.date())
    } else {
        Cell::DateTime(at)
    }
}

/// `B12` as row 11, column 1.
pub(crate) fn position(reference: &str) -> Option<(usize, usize)> {
    let split = reference.find(|c: char| c.is_ascii_digit())?;
    let (letters, digits) = reference.split_at(split);
    if letters.is_empty() || letters.len() > 3 {
        return None;
    }
    let column = letters.bytes().try_fold(0_usize, |n, b| {
        b.is_ascii_uppercase()
            .then(|| n * 26 + usize::from(b - b'A') + 1)
    })?;
    Some((
        digits.parse::<usize>().ok()?.checked_sub(1)?,
        column.checked_sub(1)?,
    ))
}

/// Top and bottom row and first column of an area of several rows.
pub(crate) fn column_of_merge(reference: &str) -> Option<(usize, usize, usize)> {
    let (from, to) = reference.split_once(':')?;
    let ((top, column), (bottom, _)) = (position(from)?, position(to)?);
    (bottom > top).then_some((top, bottom, column))
}

/// Excel writes control characters as `_x000D_`.
pub(crate) fn unescape(text: &str) -> String {
    if !text.contains("_x") {
        return text.to_owned();
    }
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find("_x") {
        out.push_str(&rest[..at]);
        let code = rest
            .get(at + 2..at + 6)
            .filter(|_| rest.as_bytes().get(at + 6) == Some(&b'_'));
        let char = code
            .and_then(|c| u32::from_str_radix(c, 16).ok())
            .and_then(char::from_u32);
        match char {
            Some(c) => {
                out.push(c);
                rest = &rest[at + 7..];
            }
            None => {
                out.push_str("_x");
                rest = &rest[at + 2..];
            }
        }
    }
    out.push_str(rest);
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn positions_and_merged_areas_are_read() {
        assert_eq!(position("A1"), Some((0, 0)));
        assert_eq!(position("AA10"), Some((9, 26)));
        assert_eq!(position("XFD1048576"), Some((1_048_575, 16_383)));
        assert_eq!(position("1A"), None);
        assert_eq!(column_of_merge("B3:D5"), Some((2, 4, 1)));
        assert_eq!(column_of_merge("A1:N1"), None);
    }

    #[test]
    fn numeric_cells_keep_iso_dates_long_numbers_and_careless_texts() {
        let date = |y, m, d| Cell::Date(NaiveDate::from_ymd_opt(y, m, d).unwrap());
        assert_eq!(number("2017-12-29", true, false), date(2017, 12, 29));
        assert_eq!(number("43364", true, false), date(2018, 9, 21));
        assert_eq!(number("41902", true, true), date(2018, 9, 21));
        assert_eq!(number("43364", false, false).text(), "43364");
        assert_eq!(
            number("1.3804712207E10", false, false).text(),
            "13804712207"
        );
        assert_eq!(
            number("12345678901234567890", false, false).text(),
            "12345678901234567890"
        );
        assert_eq!(number("不详", true, false), Cell::Text("不详".into()));
        assert_eq!(
            number("2017-12-29T18:30:00", false, false).text(),
            "2017-12-29 18:30:00"
        );
    }

    #[test]
    fn escaped_control_characters_come_back_and_other_texts_stay() {
        assert_eq!(unescape("a_x000D_b"), "a\rb");
        assert_eq!(unescape("_x_y_x00_中"), "_x_y_x00_中");
        assert_eq!(unescape("尾_x中文字"), "尾_x中文字");
    }
}
