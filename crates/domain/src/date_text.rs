//! Dates as people type them and as old office files hold them.
//!
//! Year, month, day in this order, with any of `- / . 年月日` or none; two-digit years; month and
//! day alone; Excel's day numbers; a time of day behind it. Impossible days are refused, never
//! rolled over. The day of typing is an argument.

use crate::phone::half_width;
use chrono::{Datelike, Days, NaiveDate, NaiveDateTime, NaiveTime};
use serde::{Deserialize, Serialize};
use thiserror::Error;

/// No service record is older.
pub const EVENT_YEAR_MIN: i32 = 1990;
/// No living customer is older.
pub const BIRTH_YEAR_MIN: i32 = 1900;
/// Latest year taken.
pub const YEAR_MAX: i32 = 2100;
/// Excel's numbers of the days in which five-digit texts are read as dates (1927–2100).
const SERIAL_DAYS: std::ops::RangeInclusive<u32> = 10_000..=73_415;

/// Days between the two systems of day numbers: a workbook made on an old Mac counts from 1904.
pub const DAYS_1904: f64 = 1462.0;

/// What the date is about: it decides which years are possible.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DateKind {
    /// A purchase, an installation, a repair: 1990 or later.
    Event,
    /// A birthday: 1900 or later, and two-digit years lie in the past.
    Birthday,
}

/// Why a text is no date.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum DateProblem {
    /// Nothing typed.
    #[error("no date")]
    Empty,
    /// Words, or numbers in no known order.
    #[error("not a date")]
    Unreadable,
    /// The calendar has no such day.
    #[error("the calendar has no such day")]
    NoSuchDay,
    /// A year that cannot be meant.
    #[error("the year cannot be right")]
    YearOutOfRange,
}

impl DateProblem {
    /// The stable code of the reason.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::Empty => "empty",
            Self::Unreadable => "unreadable",
            Self::NoSuchDay => "no_such_day",
            Self::YearOutOfRange => "year_out_of_range",
        }
    }
}

/// Takes a date; a time of day behind it is read and left out.
///
/// # Errors
/// See [`DateProblem`].
pub fn parse_date(text: &str, today: NaiveDate, kind: DateKind) -> Result<NaiveDate, DateProblem> {
    parse(text, today, kind).map(|(date, _)| date)
}

/// Takes a date with a time of day; without one it is midnight.
///
/// # Errors
/// See [`DateProblem`].
pub fn parse_date_time(text: &str, today: NaiveDate) -> Result<NaiveDateTime, DateProblem> {
    let (date, time) = parse(text, today, DateKind::Event)?;
    Ok(date.and_time(time.unwrap_or(NaiveTime::MIN)))
}

/// A day of an old list, and whether its year had to be guessed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct OldDate {
    /// The day.
    pub date: NaiveDate,
    /// The time of day, if one stands there.
    pub time: Option<NaiveTime>,
    /// Month and day stand there alone: the year is that of the list, or the latest past one.
    pub year_guessed: bool,
}

/// Takes a day of an old list. Month and day alone are of the year of the list where that is known,
/// and else the latest such day that is not to come: an old list tells what has been.
///
/// # Errors
/// See [`DateProblem`].
pub fn parse_old(
    text: &str,
    today: NaiveDate,
    list_year: Option<i32>,
) -> Result<OldDate, DateProblem> {
    let plain = plain(text);
    let yearless = Pieces::read(&plain).and_then(|pieces| pieces.month_and_day());
    let Some((month, day)) = yearless else {
        let (date, time) = parse(text, today, DateKind::Event)?;
        return Ok(OldDate {
            date,
            time,
            year_guessed: false,
        });
    };
    let (_, time) = match parse(text, today, DateKind::Event) {
        // 29 February of a common year; the year is looked for below.
        Err(DateProblem::NoSuchDay) => (today, None),
        read => read?,
    };
    // Eight years hold a 29 February, whichever they are.
    let years = match list_year {
        Some(year) => year..=year,
        None => today.year() - 8..=today.year(),
    };
    let date = years
        .rev()
        .filter_map(|year| NaiveDate::from_ymd_opt(year, month, day))
        .find(|date| list_year.is_some() || *date <= today)
        .ok_or(DateProblem::NoSuchDay)?;
    check_year(date, DateKind::Event)?;
    Ok(OldDate {
        date,
        time,
        year_guessed: true,
    })
}

/// The one year a title speaks of, such as `二〇一九年度客户` or a sheet named `2019`; none where it
/// names several, or a whole day.
#[must_use]
pub fn year_of_title(title: &str, today: NaiveDate) -> Option<i32> {
    let plain = plain(title);
    let mut found: Option<i32> = None;
    let mut run = String::new();
    for c in plain.chars().chain(std::iter::once(' ')) {
        if c.is_ascii_digit() {
            run.push(c);
            continue;
        }
        if run.len() == 4
            && let Ok(year) = run.parse::<i32>()
            && (EVENT_YEAR_MIN..=today.year()).contains(&year)
        {
            if found.is_some_and(|other| other != year) {
                return None;
            }
            found = Some(year);
        }
        run.clear();
    }
    let whole_day = ["日", "号"].iter().any(|word| plain.contains(word))
        || plain.chars().filter(char::is_ascii_digit).count() > 6;
    found.filter(|_| !whole_day)
}

/// Takes a date and, if one is typed, a time of day.
///
/// # Errors
/// See [`DateProblem`].
pub fn parse(
    text: &str,
    today: NaiveDate,
    kind: DateKind,
) -> Result<(NaiveDate, Option<NaiveTime>), DateProblem> {
    let plain = plain(text);
    if plain.is_empty() {
        return Err(DateProblem::Empty);
    }
    let (date, time) = match excel_text(&plain) {
        Some(moment) => (
            moment.date(),
            Some(moment.time()).filter(|t| *t != NaiveTime::MIN),
        ),
        None => {
            let pieces = Pieces::read(&plain).ok_or(DateProblem::Unreadable)?;
            (pieces.date(today, kind)?, pieces.time()?)
        }
    };
    check_year(date, kind)?;
    Ok((date, time))
}

/// Whether a year is possible for this kind of date.
///
/// # Errors
/// [`DateProblem::YearOutOfRange`].
pub fn check_year(date: NaiveDate, kind: DateKind) -> Result<(), DateProblem> {
    let first = match kind {
        DateKind::Event => EVENT_YEAR_MIN,
        DateKind::Birthday => BIRTH_YEAR_MIN,
    };
    if (first..=YEAR_MAX).contains(&date.year()) {
        Ok(())
    } else {
        Err(DateProblem::YearOutOfRange)
    }
}

/// The moment of an Excel day number (1900 system: 1 is 1900-01-01, and day 60 does not exist).
#[must_use]
pub fn from_excel_serial(serial: f64) -> Option<NaiveDateTime> {
    if !(1.0..2_958_466.0).contains(&serial) {
        return None;
    }
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "the range is checked above"
    )]
    let (mut days, mut seconds) = (
        serial.floor() as u64,
        (serial.fract() * 86_400.0).round() as u32,
    );
    if seconds == 86_400 {
        (days, seconds) = (days + 1, 0);
    }
    let epoch = match days {
        60 => return None,
        1..60 => NaiveDate::from_ymd_opt(1899, 12, 31)?,
        _ => NaiveDate::from_ymd_opt(1899, 12, 30)?,
    };
    let date = epoch.checked_add_days(Days::new(days))?;
    Some(date.and_time(NaiveTime::from_num_seconds_from_midnight_opt(seconds, 0)?))
}

/// `43364` and `43364.75` as text.
fn excel_text(plain: &str) -> Option<NaiveDateTime> {
    let (whole, fraction) = plain.split_once('.').unwrap_or((plain, "0"));
    let all_digits = |s: &str| !s.is_empty() && s.bytes().all(|b| b.is_ascii_digit());
    if whole.len() != 5 || !all_digits(whole) || !all_digits(fraction) {
        return None;
    }
    SERIAL_DAYS
        .contains(&whole.parse::<u32>().ok()?)
        .then(|| plain.parse().ok())?
        .and_then(from_excel_serial)
}

/// Half-width, without weekday, "about" signs and outer white space; Chinese digits as digits.
fn plain(text: &str) -> String {
    let mut text = half_width(text)
        .trim()
        .trim_start_matches('\'')
        .trim()
        .to_owned();
    for lead in ["星期", "周", "礼拜"] {
        if let Some(at) = text.find(lead) {
            let day = text[at + lead.len()..]
                .chars()
                .next()
                .filter(|c| "一二三四五六日天".contains(*c));
            let end = at + lead.len() + day.map_or(0, char::len_utf8);
            text.replace_range(at..end, " ");
        }
    }
    let text: String = text
        .chars()
        .filter(|c| !matches!(c, '(' | ')' | '\u{200b}'))
        .collect();
    chinese_digits(text.trim())
}

/// `二〇一八年五月十二日` as `2018年5月12日`; any other text as it is.
fn chinese_digits(text: &str) -> String {
    let value = |c: char| match c {
        '〇' | '零' | '○' => Some(0_u32),
        other => "一二三四五六七八九"
            .chars()
            .position(|d| d == other)
            .and_then(|i| u32::try_from(i + 1).ok()),
    };
    if !text.chars().any(|c| value(c).is_some() || c == '十') {
        return text.to_owned();
    }
    let mut out = String::new();
    let mut chars = text.chars().peekable();
    let mut before_digit = false;
    while let Some(c) = chars.next() {
        if c == '十' {
            let after_digit = chars.peek().copied().and_then(value).is_some();
            match (before_digit, after_digit) {
                (true, true) => {}
                (true, false) => out.push('0'),
                (false, true) => out.push('1'),
                (false, false) => out.push_str("10"),
            }
            before_digit = false;
        } else if let Some(digit) = value(c) {
            out.push_str(&digit.to_string());
            before_digit = true;
        } else {
            out.push(c);
            before_digit = false;
        }
    }
    out
}

/// The numbers of a text with the mark in front of each, and half-day words.
struct Pieces {
    numbers: Vec<String>,
    /// How many numbers belong to the date; the rest is the time of day.
    date_len: usize,
    afternoon: Option<bool>,
    year_named: bool,
}

impl Pieces {
    fn read(text: &str) -> Option<Self> {
        let (text, afternoon) = half_day(text);
        let (mut numbers, mut marks) = (Vec::<String>::new(), Vec::<String>::new());
        let (mut run, mut mark) = (String::new(), String::new());
        for c in text.chars() {
            if c.is_ascii_digit() {
                if run.is_empty() {
                    marks.push(std::mem::take(&mut mark));
                }
                run.push(c);
            } else {
                if !run.is_empty() {
                    numbers.push(std::mem::take(&mut run));
                }
                mark.push(c);
            }
        }
        if !run.is_empty() {
            numbers.push(run);
        }
        let tail = mark.trim();
        let marks_known =
            marks.iter().skip(1).all(|m| known_mark(m)) && marks.first()?.trim().is_empty();
        let tail_known = matches!(
            tail,
            "" | "日" | "号" | "秒" | "分" | "时" | "点" | "Z" | "." | "-" | "/" | "月"
        );
        if !marks_known || !tail_known || numbers.len() > 7 {
            return None;
        }
        let year_named = marks.get(1).is_some_and(|m| m.contains('年'));
        if year_named
            && marks
                .get(2)
                .is_none_or(|m| !m.contains('月') && !is_plain_mark(m))
        {
            return None;
        }
        let split = marks
            .iter()
            .enumerate()
            .skip(1)
            .find(|(_, m)| starts_time(m))
            .map(|(i, _)| i);
        let date_len = split.unwrap_or(numbers.len());
        Some(Self {
            numbers,
            date_len,
            afternoon,
            year_named,
        })
    }

    fn date(&self, today: NaiveDate, kind: DateKind) -> Result<NaiveDate, DateProblem> {
        let (year, month, day) = match &self.numbers[..self.date_len] {
            [one] => return compact(one, today, kind),
            [_, _] if kind == DateKind::Event => {
                let (month, day) = self.month_and_day().ok_or(DateProblem::Unreadable)?;
                (today.year(), month, day)
            }
            [year, month, day] => (full_year(year, today, kind)?, small(month)?, small(day)?),
            _ => return Err(DateProblem::Unreadable),
        };
        NaiveDate::from_ymd_opt(year, month, day).ok_or(DateProblem::NoSuchDay)
    }

    /// Month and day, where no year stands before them.
    fn month_and_day(&self) -> Option<(u32, u32)> {
        match &self.numbers[..self.date_len] {
            [month, day] if month.len() <= 2 && !self.year_named => {
                Some((small(month).ok()?, small(day).ok()?))
            }
            _ => None,
        }
    }

    fn time(&self) -> Result<Option<NaiveTime>, DateProblem> {
        let parts = &self.numbers[self.date_len..];
        if parts.is_empty() {
            // 20180101183000 keeps its time in the same run of digits.
            return match self.numbers.as_slice() {
                [one] if one.len() == 14 || one.len() == 12 => time_of(&one[8..]).map(Some),
                _ => Ok(None),
            };
        }
        let number = |i: usize| parts.get(i).map_or(Ok(0), |p: &String| small(p));
        let mut hour = number(0)?;
        if self.afternoon == Some(true) && hour < 12 {
            hour += 12;
        }
        let time = NaiveTime::from_hms_opt(hour, number(1)?, number(2)?);
        time.map(Some).ok_or(DateProblem::Unreadable)
    }
}

fn half_day(text: &str) -> (String, Option<bool>) {
    for (word, afternoon) in [
        ("上午", false),
        ("下午", true),
        ("晚上", true),
        ("早上", false),
        ("PM", true),
        ("AM", false),
        ("pm", true),
        ("am", false),
    ] {
        if text.contains(word) {
            return (text.replace(word, " "), Some(afternoon));
        }
    }
    (text.to_owned(), None)
}

fn known_mark(mark: &str) -> bool {
    is_plain_mark(mark)
        || starts_time(mark)
        || matches!(mark.trim(), "年" | "月" | "时" | "点" | "分" | ":")
}

fn is_plain_mark(mark: &str) -> bool {
    matches!(mark.trim(), "-" | "/" | "." | "、" | "\\") || matches!(mark.trim(), "年" | "月")
}

/// A space, a `T`, 日 or 号 stand between date and time.
fn starts_time(mark: &str) -> bool {
    matches!(mark.trim(), "" | "T" | "日" | "号" | ",")
}

fn small(text: &str) -> Result<u32, DateProblem> {
    if text.len() > 2 {
        // 2018-01-01T00:00:00.000: the fraction of a second.
        return if text.len() <= 9 && text.bytes().all(|b| b == b'0') {
            Ok(0)
        } else {
            Err(DateProblem::Unreadable)
        };
    }
    text.parse().map_err(|_| DateProblem::Unreadable)
}

/// A four-digit year as it is; a two-digit one in the century that makes sense today.
fn full_year(text: &str, today: NaiveDate, kind: DateKind) -> Result<i32, DateProblem> {
    let year: i32 = text.parse().map_err(|_| DateProblem::Unreadable)?;
    match text.len() {
        4 => Ok(year),
        2 => {
            // An appointment may lie a few years ahead; a birthday never does.
            let ahead = if kind == DateKind::Event { 10 } else { 0 };
            let this_century = today.year() - today.year().rem_euclid(100) + year;
            Ok(if this_century > today.year() + ahead {
                this_century - 100
            } else {
                this_century
            })
        }
        _ => Err(DateProblem::Unreadable),
    }
}

/// Digits alone: `20210513`, `210513`, and the same with a time behind.
fn compact(digits: &str, today: NaiveDate, kind: DateKind) -> Result<NaiveDate, DateProblem> {
    let (year, rest) = match digits.len() {
        8 | 12 | 14 => (full_year(&digits[..4], today, kind)?, &digits[4..8]),
        // 201802 may be February 2018: then it is no day.
        6 if !digits.starts_with("19") && !digits.starts_with("20") => {
            (full_year(&digits[..2], today, kind)?, &digits[2..])
        }
        _ => return Err(DateProblem::Unreadable),
    };
    NaiveDate::from_ymd_opt(year, small(&rest[..2])?, small(&rest[2..4])?)
        .ok_or(DateProblem::NoSuchDay)
}

fn time_of(digits: &str) -> Result<NaiveTime, DateProblem> {
    let at = |i: usize| digits.get(i..i + 2).map_or(Ok(0), small);
    NaiveTime::from_hms_opt(at(0)?, at(2)?, at(4)?).ok_or(DateProblem::Unreadable)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn today() -> NaiveDate {
        NaiveDate::from_ymd_opt(2026, 11, 21).unwrap()
    }

    fn event(text: &str) -> Result<String, DateProblem> {
        parse_date(text, today(), DateKind::Event).map(|d| d.to_string())
    }

    #[test]
    fn every_form_of_old_files_is_read() {
        for (typed, wanted) in [
            ("2018年1月1日", "2018-01-01"),
            ("2018年1月1号", "2018-01-01"),
            ("2017.1.31", "2017-01-31"),
            ("17.2.7", "2017-02-07"),
            ("20210513", "2021-05-13"),
            ("170207", "2017-02-07"),
            ("2022/8/15", "2022-08-15"),
            ("2022-04-15", "2022-04-15"),
            ("2022 - 4 - 15", "2022-04-15"),
            ("43364", "2018-09-21"),
            ("43364.5", "2018-09-21"),
            ("2016/05/23 18:38", "2016-05-23"),
            ("2018-1-1 00:00:00", "2018-01-01"),
            ("2018-01-01T00:00:00.000", "2018-01-01"),
            ("２０１８年１月１日", "2018-01-01"),
            ("二〇一八年十二月二十一日", "2018-12-21"),
            ("二〇一八年十月三十日", "2018-10-30"),
            ("2018年1月1日 星期一", "2018-01-01"),
            ("2018年1月1日(周一)", "2018-01-01"),
            ("11-21", "2026-11-21"),
            ("3月5日", "2026-03-05"),
            ("2020-02-29", "2020-02-29"),
            ("'2018-01-01", "2018-01-01"),
            ("36.1.1", "2036-01-01"),
            ("98.12.1", "1998-12-01"),
        ] {
            assert_eq!(event(typed).as_deref(), Ok(wanted), "{typed}");
        }
    }

    #[test]
    fn impossible_and_unclear_dates_are_refused_with_their_reason() {
        for (typed, wanted) in [
            ("", DateProblem::Empty),
            ("　", DateProblem::Empty),
            ("不详", DateProblem::Unreadable),
            ("2018", DateProblem::Unreadable),
            ("201802", DateProblem::Unreadable),
            ("2018年", DateProblem::Unreadable),
            ("2018年5月", DateProblem::Unreadable),
            ("1/2/2018", DateProblem::Unreadable),
            ("2018-01-01之前", DateProblem::Unreadable),
            ("约2018-01-01", DateProblem::Unreadable),
            ("2031年2月30日", DateProblem::NoSuchDay),
            ("2月30日", DateProblem::NoSuchDay),
            ("2023-13-05", DateProblem::NoSuchDay),
            ("2021-02-29", DateProblem::NoSuchDay),
            ("20211301", DateProblem::NoSuchDay),
            ("1989-12-31", DateProblem::YearOutOfRange),
            ("2101-01-01", DateProblem::YearOutOfRange),
            ("2018-01-01 25:00", DateProblem::Unreadable),
        ] {
            // Whatever is wrong with the hour, the day alone must not be taken.
            let got = parse(typed, today(), DateKind::Event).map(|(d, _)| d.to_string());
            assert_eq!(got, Err(wanted), "{typed}");
        }
    }

    #[test]
    fn a_day_without_its_year_is_the_latest_past_one_or_of_the_lists_year() {
        let old = |text, year| {
            parse_old(text, today(), year).map(|d| (d.date.to_string(), d.year_guessed))
        };
        for (typed, year, wanted) in [
            ("5月6日", None, "2026-05-06"),
            ("12.31", None, "2025-12-31"),
            ("11-21", None, "2026-11-21"),
            ("11/22 8:30", None, "2025-11-22"),
            ("2月29日", None, "2024-02-29"),
            ("12.31", Some(2019), "2019-12-31"),
        ] {
            assert_eq!(old(typed, year), Ok((wanted.into(), true)), "{typed}");
        }
        assert_eq!(old("2月29日", Some(2019)), Err(DateProblem::NoSuchDay));
        assert_eq!(old("2月30日", None), Err(DateProblem::NoSuchDay));
        assert_eq!(old("18.5", None), Err(DateProblem::NoSuchDay));
        for (typed, wanted) in [("2018年1月1日", "2018-01-01"), ("43364.5", "2018-09-21")] {
            assert_eq!(
                old(typed, Some(2019)),
                Ok((wanted.into(), false)),
                "{typed}"
            );
        }
    }

    #[test]
    fn the_year_of_a_list_stands_in_its_title_unless_that_names_a_day_or_several_years() {
        let year = |title| year_of_title(title, today());
        for title in [
            "2019",
            "2019年度",
            "惠民店二〇一九年客户台账",
            "2019年5月维修",
            "２０１９年",
        ] {
            assert_eq!(year(title), Some(2019), "{title}");
        }
        for title in [
            "",
            "客户",
            "2018-2019年",
            "制表：2019年3月5日",
            "2019-03-05",
            "2035年",
            "1380",
        ] {
            assert_eq!(year(title), None, "{title}");
        }
    }

    #[test]
    fn a_birthday_lies_in_the_past_and_needs_its_year() {
        let birthday = |text| parse_date(text, today(), DateKind::Birthday).map(|d| d.to_string());
        assert_eq!(birthday("53.2.20").as_deref(), Ok("1953-02-20"));
        assert_eq!(birthday("36.1.1").as_deref(), Ok("1936-01-01"));
        assert_eq!(birthday("18901").as_deref(), Ok("1951-09-30"));
        assert_eq!(birthday("3-5"), Err(DateProblem::Unreadable));
    }

    #[test]
    fn the_time_of_day_is_kept_where_it_is_asked_for() {
        for (typed, wanted) in [
            ("2016/05/23 18:38", "2016-05-23 18:38:00"),
            ("2016年5月23日 下午6点38分", "2016-05-23 18:38:00"),
            ("2016-05-23T18:38:09", "2016-05-23 18:38:09"),
            ("20160523183809", "2016-05-23 18:38:09"),
            ("43364.75", "2018-09-21 18:00:00"),
            ("2016-05-23", "2016-05-23 00:00:00"),
        ] {
            let got = parse_date_time(typed, today()).map(|t| t.to_string());
            assert_eq!(got.as_deref(), Ok(wanted), "{typed}");
        }
    }

    #[test]
    fn excels_missing_day_and_its_first_days_are_right() {
        let date = |n: f64| from_excel_serial(n).map(|t| t.date().to_string());
        assert_eq!(date(1.0).as_deref(), Some("1900-01-01"));
        assert_eq!(date(59.0).as_deref(), Some("1900-02-28"));
        assert_eq!(date(60.0), None);
        assert_eq!(date(61.0).as_deref(), Some("1900-03-01"));
        assert_eq!(date(f64::NAN), None);
        assert_eq!(
            from_excel_serial(43_364.999_999_99).unwrap().to_string(),
            "2018-09-22 00:00:00"
        );
    }

    proptest! {
        #[test]
        fn arbitrary_text_never_panics(text in "\\PC{0,40}") {
            let _outcome = parse(&text, today(), DateKind::Event);
            let _outcome = parse(&text, today(), DateKind::Birthday);
        }

        #[test]
        fn date_like_text_never_panics(text in "[0-9０-９年月日十二.:/ -]{0,24}") {
            let _outcome = parse(&text, today(), DateKind::Event);
        }

        #[test]
        fn every_day_survives_every_form(days in 0_u64..38_000) {
            let date = NaiveDate::from_ymd_opt(1990, 1, 1).unwrap() + Days::new(days);
            for form in ["%Y-%m-%d", "%Y/%-m/%-d", "%Y.%-m.%-d", "%Y年%-m月%-d日", "%Y%m%d"] {
                let typed = date.format(form).to_string();
                prop_assert_eq!(event(&typed), Ok(date.to_string()), "{}", typed);
            }
        }
    }
}
