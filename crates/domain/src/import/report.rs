//! The refused rows as a sheet that can be corrected and imported again.

use super::cell::Cell;
use super::headings::{is_ignored, plain_heading};
use super::layout::{Mapping, column_letters, width};
use super::problem::RowProblem;
use serde::{Deserialize, Serialize};

/// The language of a report.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ReportLanguage {
    /// Chinese.
    Zh,
    /// English.
    En,
}

/// The refused rows as a sheet.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct RefusedSheet {
    /// The file's headings, then the row's number in it, then the reasons.
    pub header: Vec<String>,
    /// The rows as they stand in the file.
    pub rows: Vec<Vec<Cell>>,
}

/// Gathers refused rows, given by their numbers from 1, with their reasons. The columns keep the file's headings, so that the
/// corrected sheet is recognised again; number and reason columns are passed over then.
#[must_use]
pub fn refused_sheet<'a>(
    rows: &[Vec<Cell>],
    mapping: &Mapping,
    refused: impl IntoIterator<Item = (usize, &'a [RowProblem])>,
    language: ReportLanguage,
) -> RefusedSheet {
    let heading = |column: usize| heading_of(rows, mapping, column, language);
    // Number and reasons of an earlier round are replaced, not repeated.
    let kept: Vec<usize> = (0..width(rows))
        .filter(|c| !is_ignored(&plain_heading(&heading(*c))))
        .collect();
    let (number, reason) = match language {
        ReportLanguage::Zh => ("原行号", "原因"),
        ReportLanguage::En => ("Row no.", "Reason"),
    };
    let mut header: Vec<String> = kept.iter().map(|c| heading(*c)).collect();
    header.extend([number.to_owned(), reason.to_owned()]);
    let mut sheet = RefusedSheet {
        header,
        rows: Vec::new(),
    };
    for (row_no, problems) in refused {
        let Some(cells) = row_no.checked_sub(1).and_then(|index| rows.get(index)) else {
            continue;
        };
        let mut out: Vec<Cell> = kept.iter().map(|c| as_typed(cells.get(*c))).collect();
        out.push(Cell::of_text(row_no.to_string()));
        out.push(Cell::of_text(reasons(problems, language)));
        sheet.rows.push(out);
    }
    sheet
}

/// The file's heading; without one the field's title or the column's letters.
fn heading_of(
    rows: &[Vec<Cell>],
    mapping: &Mapping,
    column: usize,
    language: ReportLanguage,
) -> String {
    let header = mapping.header_row.and_then(|h| rows.get(h));
    let typed = header
        .and_then(|h| h.get(column))
        .map(|c| c.text().trim().to_owned());
    let field = mapping
        .columns
        .iter()
        .find(|(_, c)| **c == column)
        .map(|(f, _)| match language {
            ReportLanguage::Zh => f.title_zh().to_owned(),
            ReportLanguage::En => f.title_en().to_owned(),
        });
    typed
        .filter(|t| !t.is_empty())
        .or(field)
        .unwrap_or_else(|| column_letters(column))
}

/// Numbers as text, so that no program shows a phone as 1.38E+10.
fn as_typed(cell: Option<&Cell>) -> Cell {
    match cell {
        Some(Cell::Number { .. }) => cell.map(|c| Cell::of_text(c.text())).unwrap_or_default(),
        Some(other) => other.clone(),
        None => Cell::Empty,
    }
}

fn reasons(problems: &[RowProblem], language: ReportLanguage) -> String {
    let sentences: Vec<String> = problems
        .iter()
        .map(|p| match language {
            ReportLanguage::Zh => p.sentence_zh(),
            ReportLanguage::En => p.sentence_en(),
        })
        .collect();
    sentences.join(if language == ReportLanguage::Zh {
        "；"
    } else {
        "; "
    })
}
