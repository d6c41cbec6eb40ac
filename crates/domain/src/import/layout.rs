//! The shape of a sheet: where the headings are, which column is what, which rows are data.

use super::cell::Cell;
use super::content::{Knowledge, Sample, is_person_name};
use super::field::{Field, ImportKind};
use super::headings::{Sureness, headings, is_ignored, plain_heading, sureness};
use super::problem::SkipReason;
use crate::serial::ModelBook;
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use thiserror::Error;

/// Rows from the top in which headings are looked for.
const HEADER_SEARCH_ROWS: usize = 40;
/// Headings that must be sure before a row counts as the header.
const HEADER_HITS_MIN: usize = 2;

/// Which column of a sheet is which field. Can be edited, stored and used again.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Mapping {
    /// What the rows are.
    pub kind: ImportKind,
    /// Index of the row of headings from 0; none for a list without headings.
    pub header_row: Option<usize>,
    /// Field to column index from 0. A column may stand for one field only.
    pub columns: BTreeMap<Field, usize>,
}

/// Why a mapping cannot be used.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
pub enum MappingProblem {
    /// A field without which no row can be imported has no column.
    #[error("no column is chosen for {0:?}")]
    Missing(Field),
    /// Two fields have the same column.
    #[error("{0:?} and {1:?} have the same column")]
    SameColumn(Field, Field),
    /// A column beyond the sheet.
    #[error("{0:?} has a column that the sheet does not have")]
    NoSuchColumn(Field),
    /// A field that rows of this kind do not have.
    #[error("rows of this kind have no {0:?}")]
    WrongKind(Field),
}

impl Mapping {
    /// Whether rows can be read by this mapping; `width` is the sheet's number of columns.
    ///
    /// # Errors
    /// The first [`MappingProblem`].
    pub fn check(&self, width: usize) -> Result<(), MappingProblem> {
        let mut taken: BTreeMap<usize, Field> = BTreeMap::new();
        for (&field, &column) in &self.columns {
            if !self.kind.fields().any(|f| f == field) {
                return Err(MappingProblem::WrongKind(field));
            }
            if column >= width {
                return Err(MappingProblem::NoSuchColumn(field));
            }
            if let Some(other) = taken.insert(column, field) {
                return Err(MappingProblem::SameColumn(other, field));
            }
        }
        let missing = self
            .kind
            .required()
            .iter()
            .find(|f| !self.columns.contains_key(f));
        missing.map_or(Ok(()), |field| Err(MappingProblem::Missing(*field)))
    }

    /// Guesses kind and mapping of a sheet; the kind whose headings fit best.
    #[must_use]
    pub fn guess(rows: &[Vec<Cell>], models: &ModelBook, today: NaiveDate) -> Option<Self> {
        let mut best: Option<(usize, Self)> = None;
        for kind in ImportKind::ALL {
            let mapping = Self::guess_kind(kind, rows, models, today);
            let usable = mapping.check(width(rows)).is_ok();
            let hits = mapping.columns.len();
            if usable && best.as_ref().is_none_or(|(most, _)| hits > *most) {
                best = Some((hits, mapping));
            }
        }
        best.map(|(_, mapping)| mapping)
    }

    /// Guesses the mapping of a sheet whose kind is known: by headings first, then by content. The
    /// guess may be incomplete; [`Mapping::check`] tells.
    #[must_use]
    pub fn guess_kind(
        kind: ImportKind,
        rows: &[Vec<Cell>],
        models: &ModelBook,
        today: NaiveDate,
    ) -> Self {
        Self::guess_columns(kind, rows, find_header(kind, rows), models, today)
    }

    /// As [`Mapping::guess`], where a person has said which row holds the headings. Such a sheet
    /// always has a mapping, if an incomplete one: it is looked at next.
    #[must_use]
    pub fn guess_by(
        rows: &[Vec<Cell>],
        header_row: Option<usize>,
        models: &ModelBook,
        today: NaiveDate,
    ) -> Self {
        let guess = |kind| Self::guess_columns(kind, rows, header_row, models, today);
        let rank = |mapping: &Self| (mapping.check(width(rows)).is_ok(), mapping.columns.len());
        let mut best = guess(ImportKind::Customers);
        for kind in ImportKind::ALL {
            let other = guess(kind);
            if rank(&other) > rank(&best) {
                best = other;
            }
        }
        best
    }

    /// As [`Mapping::guess_kind`], where a person has said which row holds the headings.
    #[must_use]
    pub fn guess_columns(
        kind: ImportKind,
        rows: &[Vec<Cell>],
        header_row: Option<usize>,
        models: &ModelBook,
        today: NaiveDate,
    ) -> Self {
        let know = Knowledge { models, today };
        let header_row = header_row.filter(|header| *header < rows.len());
        let body = &rows[header_row.map_or(0, |h| h + 1)..];
        let mut columns = match header_row {
            Some(header) => by_heading(kind, &rows[header], body, know),
            None => BTreeMap::new(),
        };
        by_content(
            kind,
            header_row.map(|h| rows[h].as_slice()),
            body,
            know,
            &mut columns,
        );
        Self {
            kind,
            header_row,
            columns,
        }
    }

    /// The headings as one text: a file with the same key can use a remembered mapping.
    #[must_use]
    pub fn heading_key(&self, rows: &[Vec<Cell>]) -> Option<String> {
        let header = rows.get(self.header_row?)?;
        let plain: Vec<String> = header.iter().map(|c| plain_heading(&c.text())).collect();
        Some(plain.join("|").trim_end_matches('|').to_owned())
    }

    /// Columns that hold something under a heading but are not mapped: their values are kept as
    /// extra values of the row. Column index and heading.
    #[must_use]
    pub fn extra_columns(&self, rows: &[Vec<Cell>]) -> Vec<(usize, String)> {
        let header = self.header_row.and_then(|h| rows.get(h));
        let body = &rows[self.header_row.map_or(0, |h| (h + 1).min(rows.len()))..];
        (0..width(rows))
            .filter(|column| !self.columns.values().any(|c| c == column))
            .filter_map(|column| {
                let heading = header
                    .and_then(|h| h.get(column))
                    .map(Cell::text)
                    .unwrap_or_default();
                let heading = heading.trim();
                let filled = body
                    .iter()
                    .any(|r| r.get(column).is_some_and(|c| !c.is_blank()));
                let counter = is_ignored(&plain_heading(heading));
                // Without a heading the letters of office programs name the column.
                let name = if heading.is_empty() {
                    column_letters(column)
                } else {
                    heading.to_owned()
                };
                (filled && !counter).then_some((column, name))
            })
            .collect()
    }
}

/// The widest row's number of columns.
#[must_use]
pub fn width(rows: &[Vec<Cell>]) -> usize {
    rows.iter().map(Vec::len).max().unwrap_or(0)
}

/// `0` is `A`, `26` is `AA`.
#[must_use]
pub fn column_letters(column: usize) -> String {
    let mut rest = column + 1;
    let mut letters = Vec::new();
    while rest > 0 {
        let digit = u8::try_from((rest - 1) % 26).unwrap_or(0);
        letters.push(char::from(b'A' + digit));
        rest = (rest - 1) / 26;
    }
    letters.iter().rev().collect()
}

/// The row that names most fields of this kind, the first of equals.
fn find_header(kind: ImportKind, rows: &[Vec<Cell>]) -> Option<usize> {
    let mut best: Option<(usize, usize)> = None;
    for (index, row) in rows.iter().enumerate().take(HEADER_SEARCH_ROWS) {
        let hits = header_hits(kind, row);
        if hits >= HEADER_HITS_MIN && best.is_none_or(|(most, _)| hits > most) {
            best = Some((hits, index));
        }
    }
    best.map(|(_, index)| index)
}

fn header_hits(kind: ImportKind, row: &[Cell]) -> usize {
    let plain: Vec<String> = row.iter().map(|c| plain_heading(&c.text())).collect();
    headings(kind)
        .iter()
        .filter(|h| {
            plain
                .iter()
                .any(|p| sureness(h, p).is_some_and(|s| s > Sureness::Vague))
        })
        .count()
}

/// Each column takes the field its heading names most surely.
fn by_heading(
    kind: ImportKind,
    header: &[Cell],
    body: &[Vec<Cell>],
    know: Knowledge<'_>,
) -> BTreeMap<Field, usize> {
    let mut claims: Vec<(Sureness, usize, Field)> = Vec::new();
    for (column, cell) in header.iter().enumerate() {
        let plain = plain_heading(&cell.text());
        let sample = Sample::of(body, column);
        let mut fitting: Vec<(Sureness, Field)> = headings(kind)
            .iter()
            .filter_map(|h| Some((sureness(h, &plain)?, h.field)))
            .filter(|(sure, field)| *sure == Sureness::Exact || sample.may_be(*field, know))
            .collect();
        fitting.sort_by(|a, b| b.cmp(a));
        if let Some(&(sure, field)) = fitting.first() {
            claims.push((sure, column, field));
        }
    }
    claims.sort_by(|a, b| b.0.cmp(&a.0).then(a.1.cmp(&b.1)));
    let mut columns = BTreeMap::new();
    for (_, column, field) in claims {
        let second = (field == Field::Phone).then_some(Field::Phone2);
        let free = [Some(field), second]
            .into_iter()
            .flatten()
            .find(|f| !columns.contains_key(f));
        if let Some(field) = free {
            columns.insert(field, column);
        }
    }
    columns
}

/// Fields still missing take the first free column that can hold nothing else.
fn by_content(
    kind: ImportKind,
    header: Option<&[Cell]>,
    body: &[Vec<Cell>],
    know: Knowledge<'_>,
    columns: &mut BTreeMap<Field, usize>,
) {
    // Rare forms first: a serial is never mistaken for a name.
    const ORDER: [Field; 14] = [
        Field::Serial,
        Field::Model,
        Field::Gas,
        Field::FaultCode,
        Field::Phone,
        Field::Town,
        Field::Address,
        Field::Birthday,
        Field::Result,
        Field::ReceivedAt,
        Field::BoughtOn,
        Field::MadeOn,
        Field::InstalledOn,
        Field::Name,
    ];
    let samples: Vec<Sample<'_>> = (0..width(body)).map(|c| Sample::of(body, c)).collect();
    for field in ORDER
        .into_iter()
        .chain([Field::FinishedAt, Field::ShippedOn])
    {
        let wanted = kind.fields().any(|f| f == field) && !columns.contains_key(&field);
        // Beside headings, content only fills in what cannot be done without.
        if !wanted || (header.is_some() && !kind.required().contains(&field)) {
            continue;
        }
        let free = |column: &usize| {
            let named = header
                .and_then(|h| h.get(*column))
                .map(|c| plain_heading(&c.text()));
            !columns.values().any(|c| c == column) && named.is_none_or(|n| !is_ignored(&n))
        };
        let fits = |column: &usize| samples[*column].must_be(field, know);
        if let Some(column) = (0..samples.len()).filter(free).find(fits) {
            columns.insert(field, column);
        }
    }
}

/// Why a row is no data; `None` for a row to be read.
pub(super) fn skip_reason(
    mapping: &Mapping,
    rows: &[Vec<Cell>],
    index: usize,
) -> Option<SkipReason> {
    let row = &rows[index];
    let filled: Vec<(usize, &Cell)> = row
        .iter()
        .enumerate()
        .filter(|(_, c)| !c.is_blank())
        .collect();
    if filled.is_empty() {
        return Some(SkipReason::Blank);
    }
    if let Some(header) = mapping.header_row {
        if index == header {
            return Some(SkipReason::Header);
        }
        if index < header {
            return Some(SkipReason::Title);
        }
        if repeats_header(mapping, &rows[header], row) {
            return Some(SkipReason::RepeatedHeader);
        }
    }
    if is_totals(mapping, &filled) {
        return Some(SkipReason::Totals);
    }
    is_title(mapping, &filled).then_some(SkipReason::Title)
}

/// Most of the mapped columns hold their own heading again. Stops as soon as half differ, which in
/// a row of data is soon.
fn repeats_header(mapping: &Mapping, header: &[Cell], row: &[Cell]) -> bool {
    let plain = |cells: &[Cell], column: usize| {
        cells
            .get(column)
            .map(|c| plain_heading(&c.text()))
            .unwrap_or_default()
    };
    let (mut same, mut differing) = (0_usize, 0_usize);
    for &column in mapping.columns.values() {
        let heading = plain(header, column);
        if heading.is_empty() {
            continue;
        }
        if heading == plain(row, column) {
            same += 1;
        } else {
            differing += 1;
        }
        if differing * 2 > mapping.columns.len() {
            return false;
        }
    }
    same > differing
}

/// 合计, 总计, 小计 in one of the first cells of a row with few cells.
fn is_totals(mapping: &Mapping, filled: &[(usize, &Cell)]) -> bool {
    const WORDS: [&str; 9] = [
        "合计", "总计", "小计", "共计", "累计", "汇总", "总数", "total", "sum",
    ];
    let says_so = filled.iter().take(3).any(|(_, cell)| {
        let text: String = cell.text().chars().filter(|c| !c.is_whitespace()).collect();
        let text = text.to_lowercase();
        WORDS.iter().any(|w| {
            text.strip_prefix(w)
                .is_some_and(|rest| !rest.starts_with(|c: char| c.is_ascii_alphabetic()))
        }) || matches!(
            text.as_str(),
            "本页小计" | "本页合计" | "年合计" | "subtotal" | "grandtotal"
        )
    });
    // A total has neither a phone nor a serial, which even a bad row of data has.
    let identified = [Field::Phone, Field::Serial]
        .iter()
        .filter_map(|f| mapping.columns.get(f))
        .any(|column| {
            filled
                .iter()
                .any(|(c, cell)| c == column && long_number(cell))
        });
    says_so && !identified
}

fn long_number(cell: &Cell) -> bool {
    cell.text().chars().filter(|c| c.is_numeric()).count() >= 7
}

/// One lonely cell that is not a customer's name: `二〇一八年度`, `石桥镇`, `制表人：小李`.
fn is_title(mapping: &Mapping, filled: &[(usize, &Cell)]) -> bool {
    let [(column, cell)] = filled else {
        return false;
    };
    if mapping.columns.len() < 3 {
        return false;
    }
    let field = mapping
        .columns
        .iter()
        .find(|(_, c)| *c == column)
        .map(|(f, _)| *f);
    match field {
        Some(Field::Name) => !is_person_name(&cell.text()),
        Some(Field::Phone | Field::Phone2 | Field::Serial) => !long_number(cell),
        _ => true,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_are_lettered_as_office_programs_do() {
        let letters: Vec<String> = [0, 25, 26, 51, 52, 255].map(column_letters).into();
        assert_eq!(letters, ["A", "Z", "AA", "AZ", "BA", "IV"]);
    }

    #[test]
    fn a_mapping_survives_json_and_says_what_is_wrong_with_it() {
        let mut mapping = Mapping {
            kind: ImportKind::Customers,
            header_row: Some(1),
            columns: BTreeMap::from([(Field::Name, 1), (Field::Phone, 2)]),
        };
        let json = serde_json::to_string(&mapping).unwrap();
        assert_eq!(
            json,
            r#"{"kind":"customers","header_row":1,"columns":{"name":1,"phone":2}}"#
        );
        assert_eq!(serde_json::from_str::<Mapping>(&json).unwrap(), mapping);
        assert_eq!(mapping.check(3), Ok(()));
        assert_eq!(
            mapping.check(2),
            Err(MappingProblem::NoSuchColumn(Field::Phone))
        );
        mapping.columns.insert(Field::Note, 2);
        assert_eq!(
            mapping.check(3),
            Err(MappingProblem::SameColumn(Field::Phone, Field::Note))
        );
        mapping.columns = BTreeMap::from([(Field::Phone, 2)]);
        assert_eq!(mapping.check(3), Err(MappingProblem::Missing(Field::Name)));
        mapping.columns = BTreeMap::from([(Field::Charge, 2)]);
        assert_eq!(
            mapping.check(3),
            Err(MappingProblem::WrongKind(Field::Charge))
        );
    }
}
