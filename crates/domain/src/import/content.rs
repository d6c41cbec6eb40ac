//! What a column holds, judged by its cells: for headings that say too little, and for lists
//! without headings.

use super::cell::Cell;
use super::field::Field;
use super::reader::without_fraction;
use super::value::{Gas, RepairResult, is_placeholder, parse_amount_fen};
use crate::date_text::{self, DateKind};
use crate::phone;
use crate::serial::{self, ModelBook};
use chrono::{Datelike, NaiveDate};
use std::collections::BTreeSet;

/// Cells of a column looked at.
const SAMPLE_MAX: usize = 60;
/// Share of the filled cells that must agree, in percent.
const AGREE_PERCENT: usize = 60;

/// What the judgement needs to know.
#[derive(Debug, Clone, Copy)]
pub(super) struct Knowledge<'a> {
    pub(super) models: &'a ModelBook,
    pub(super) today: NaiveDate,
}

/// The filled cells of one column.
pub(super) struct Sample<'a> {
    texts: Vec<std::borrow::Cow<'a, str>>,
}

impl<'a> Sample<'a> {
    pub(super) fn of(rows: &'a [Vec<Cell>], column: usize) -> Self {
        let filled = rows
            .iter()
            .filter_map(|row| row.get(column))
            .filter(|c| !c.is_blank());
        let texts = filled
            .map(Cell::text)
            .filter(|t| !is_placeholder(t))
            .take(SAMPLE_MAX);
        Self {
            texts: texts.collect(),
        }
    }

    pub(super) fn is_empty(&self) -> bool {
        self.texts.is_empty()
    }

    fn agrees(&self, holds: impl Fn(&str) -> bool) -> bool {
        let hits = self.texts.iter().filter(|t| holds(t)).count();
        hits * 100 >= self.texts.len() * AGREE_PERCENT && hits > 0
    }

    fn varies(&self) -> bool {
        let distinct: BTreeSet<&str> = self.texts.iter().map(AsRef::as_ref).collect();
        distinct.len() * 3 >= self.texts.len()
    }

    /// Whether the cells can be `field`, given that the heading says so.
    pub(super) fn may_be(&self, field: Field, know: Knowledge<'_>) -> bool {
        self.is_empty() || self.agrees(|text| may_be(field, text, know))
    }

    /// Whether the cells must be `field`, without any heading.
    pub(super) fn must_be(&self, field: Field, know: Knowledge<'_>) -> bool {
        let distinct_enough =
            !matches!(field, Field::Name | Field::Serial | Field::Phone) || self.varies();
        distinct_enough && self.agrees(|text| must_be(field, text, know))
    }
}

fn may_be(field: Field, text: &str, know: Knowledge<'_>) -> bool {
    match field {
        Field::Name => !text.chars().any(|c| c.is_ascii_digit()) && text.chars().count() <= 20,
        Field::Serial => {
            let plain = serial::normalise(text);
            plain.len() >= 8 && plain.chars().all(|c| c.is_ascii_alphanumeric())
        }
        Field::Phone | Field::Phone2 => text.chars().filter(char::is_ascii_digit).count() >= 5,
        _ if date_kind(field).is_some() => is_date(field, text, know),
        Field::Charge => parse_amount_fen(text).is_ok(),
        _ => text.chars().any(char::is_alphabetic),
    }
}

fn must_be(field: Field, text: &str, know: Knowledge<'_>) -> bool {
    match field {
        Field::Name => is_person_name(text),
        Field::Phone | Field::Phone2 => phone::parse_list(without_fraction(text)).is_ok(),
        Field::Serial => know
            .models
            .model_of_serial(&serial::normalise(text))
            .is_some(),
        Field::Model => know.models.find(text).is_some(),
        Field::Town => ["镇", "乡", "街道", "苏木"]
            .iter()
            .any(|end| text.trim().ends_with(end)),
        Field::Address => {
            let marks = ["村", "组", "屯", "号", "路", "街", "小区", "社", "队"];
            text.trim().chars().count() >= 4 && marks.iter().any(|m| text.contains(m))
        }
        Field::Gas => Gas::from_text(text).is_some(),
        Field::Result => RepairResult::from_text(text) != RepairResult::Other,
        Field::FaultCode => is_fault_code(text),
        Field::Birthday => {
            let date = date_text::parse_date(text, know.today, DateKind::Birthday);
            date.is_ok_and(|d| d.year() < know.today.year() - 16)
        }
        _ if date_kind(field).is_some() => is_date(field, text, know),
        _ => false,
    }
}

/// The rule by which a date field is read; `None` for other fields.
pub(super) fn date_kind(field: Field) -> Option<DateKind> {
    match field {
        Field::Birthday => Some(DateKind::Birthday),
        Field::BoughtOn
        | Field::InstalledOn
        | Field::ReceivedAt
        | Field::FinishedAt
        | Field::MadeOn
        | Field::ShippedOn => Some(DateKind::Event),
        _ => None,
    }
}

fn is_date(field: Field, text: &str, know: Knowledge<'_>) -> bool {
    date_kind(field).is_some_and(|kind| date_text::parse_date(text, know.today, kind).is_ok())
}

/// Two to four Chinese characters that are no place.
pub(super) fn is_person_name(text: &str) -> bool {
    let text = text.trim();
    let count = text.chars().count();
    let han = text
        .chars()
        .all(|c| c.is_alphabetic() && !c.is_ascii() && c as u32 >= 0x3400);
    let place = ["镇", "乡", "村", "组", "街道", "气"]
        .iter()
        .any(|end| text.ends_with(end));
    (2..=4).contains(&count) && han && !place
}

fn is_fault_code(text: &str) -> bool {
    let text = text.trim();
    let digits = text.get(1..).unwrap_or_default();
    text.starts_with(['E', 'e', 'F', 'f', 'A'])
        && (1..=2).contains(&digits.len())
        && digits.bytes().all(|b| b.is_ascii_digit())
}
