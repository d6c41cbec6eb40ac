//! One cell of an office file, as plain as the rules need it.

use chrono::{NaiveDate, NaiveDateTime};
use std::borrow::Cow;

/// Whole numbers below this are exact in a float and are shown without a fraction.
const EXACT_MAX: f64 = 1e15;

/// One cell. Reading an office file makes these; the import rules read nothing else.
#[derive(Debug, Clone, PartialEq, Default)]
pub enum Cell {
    /// Nothing.
    #[default]
    Empty,
    /// Text as typed, a text like `=已换主板` included.
    Text(String),
    /// A number; `text` keeps the digits of the file where the float would lose some.
    Number {
        /// The value.
        value: f64,
        /// The file's digits, where they say more than the value.
        text: Option<Box<str>>,
    },
    /// A date.
    Date(NaiveDate),
    /// A date with a time of day.
    DateTime(NaiveDateTime),
    /// True or false.
    Bool(bool),
    /// A formula whose result the file does not hold, with its `=`.
    Formula(String),
    /// An error such as `#N/A`.
    Error(String),
}

impl Cell {
    /// A number that needs no text beside it.
    #[must_use]
    pub fn number(value: f64) -> Self {
        Self::Number { value, text: None }
    }

    /// A text cell; an empty text is an empty cell.
    #[must_use]
    pub fn of_text(text: impl Into<String>) -> Self {
        let text = text.into();
        if text.is_empty() {
            Self::Empty
        } else {
            Self::Text(text)
        }
    }

    /// The cell as a person reads it: no `1.38E10`, dates as `2018-01-31`.
    #[must_use]
    pub fn text(&self) -> Cow<'_, str> {
        match self {
            Self::Empty => Cow::Borrowed(""),
            Self::Text(t) | Self::Formula(t) | Self::Error(t) => Cow::Borrowed(t),
            Self::Number {
                text: Some(text), ..
            } => Cow::Borrowed(text),
            Self::Number { value, text: None } => Cow::Owned(number_text(*value)),
            Self::Date(date) => Cow::Owned(date.to_string()),
            Self::DateTime(at) => Cow::Owned(at.format("%Y-%m-%d %H:%M:%S").to_string()),
            Self::Bool(value) => Cow::Borrowed(if *value { "TRUE" } else { "FALSE" }),
        }
    }

    /// Whether there is nothing but white space.
    #[must_use]
    pub fn is_blank(&self) -> bool {
        match self {
            Self::Empty => true,
            Self::Text(t) | Self::Formula(t) => t.chars().all(is_space),
            _ => false,
        }
    }
}

fn is_space(c: char) -> bool {
    c.is_whitespace() || c.is_control() || matches!(c, '\u{200b}' | '\u{feff}')
}

fn number_text(value: f64) -> String {
    if value.fract() == 0.0 && value.abs() < EXACT_MAX {
        return format!("{value:.0}");
    }
    format!("{value}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_is_never_shown_with_an_exponent() {
        assert_eq!(Cell::number(13_804_712_207.0).text(), "13804712207");
        assert_eq!(Cell::number(120.5).text(), "120.5");
        assert_eq!(Cell::number(1e21).text(), "1000000000000000000000");
        let long = Cell::Number {
            value: 1.234_567_890_123_456_8e19,
            text: Some("12345678901234567890".into()),
        };
        assert_eq!(long.text(), "12345678901234567890");
    }

    #[test]
    fn white_space_of_every_kind_is_blank_and_zero_is_not() {
        assert!(Cell::Text(" \u{3000}\n\u{feff}".into()).is_blank());
        assert!(!Cell::number(0.0).is_blank());
    }
}
