//! Writing xlsx and csv.
//!
//! Nothing written is ever run: in xlsx every text is a text cell, `=cmd|…` included. csv has no
//! types, so texts that a spreadsheet would take for a formula get an apostrophe in front (those
//! beginning with `= + - @`, their full-width twins, tab or a line break), and so do texts that begin
//! with an apostrophe, so that reading our export back ([`restore`]) gives exactly the same texts.

use crate::error::OfficeError;
use chrono::{Datelike, NaiveDate, NaiveDateTime, Timelike};
use rust_xlsxwriter::{
    Color, ExcelDateTime, Format, FormatAlign, FormatBorder, IgnoreError, Workbook, Worksheet,
};
use wuyou_domain::import::Cell;

/// Columns are at least and at most this wide, in characters of half width.
const WIDTH_MIN: usize = 8;
const WIDTH_MAX: usize = 60;
/// Rows looked at for the width of a column.
const WIDTH_SAMPLE: usize = 500;
/// Longest sheet name of the format.
const SHEET_NAME_MAX: usize = 31;
/// Longest text of a cell, in UTF-16 units.
const CELL_MAX: usize = 32_767;

/// One sheet to be written.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct SheetOut {
    /// Its name; characters the format forbids are replaced.
    pub name: String,
    /// The headings, frozen while the rest scrolls.
    pub header: Vec<String>,
    /// The rows. Phones and serials belong in text cells.
    pub rows: Vec<Vec<Cell>>,
}

/// Makes an xlsx file of one or more sheets.
///
/// # Errors
/// [`OfficeError::NoSheet`], [`OfficeError::CellTooLong`], or [`OfficeError::Write`] past the
/// format's own limits.
pub fn write_xlsx(sheets: &[SheetOut]) -> Result<Vec<u8>, OfficeError> {
    if sheets.is_empty() {
        return Err(OfficeError::NoSheet);
    }
    let mut workbook = Workbook::new();
    let mut names: Vec<String> = Vec::new();
    for sheet in sheets {
        let name = sheet_name(&sheet.name, &names);
        fill(workbook.add_worksheet().set_name(&name)?, sheet)?;
        names.push(name);
    }
    Ok(workbook.save_to_buffer()?)
}

/// The formats of the cells.
struct Looks {
    header: Format,
    text: Format,
    date: Format,
    date_time: Format,
}

impl Looks {
    fn new() -> Self {
        let header = Format::new()
            .set_bold()
            .set_background_color(Color::RGB(0x00E8_EEF4))
            .set_border_bottom(FormatBorder::Thin)
            .set_align(FormatAlign::VerticalCenter)
            .set_text_wrap();
        Self {
            header,
            // The text format stays when a clerk corrects the cell: 0471… keeps its zero.
            text: Format::new().set_num_format("@"),
            date: Format::new().set_num_format("yyyy-mm-dd"),
            date_time: Format::new().set_num_format("yyyy-mm-dd hh:mm"),
        }
    }
}

fn fill(worksheet: &mut Worksheet, sheet: &SheetOut) -> Result<(), OfficeError> {
    let looks = Looks::new();
    let columns = sheet
        .rows
        .iter()
        .map(Vec::len)
        .max()
        .unwrap_or(0)
        .max(sheet.header.len());
    for column in 0..columns {
        let at = u16::try_from(column).map_err(|_| too_many_columns(sheet, column))?;
        worksheet.set_column_format(at, &looks.text)?;
        worksheet.set_column_width(at, width_of(sheet, column))?;
        if let Some(title) = sheet.header.get(column) {
            worksheet.write_string_with_format(0, at, title, &looks.header)?;
        }
    }
    worksheet.set_freeze_panes(1, 0)?;
    let mut last = 0;
    for (index, row) in sheet.rows.iter().enumerate() {
        let too_many = || OfficeError::TooManyRows {
            sheet: sheet.name.clone(),
            max: 1_048_575,
        };
        last = u32::try_from(index + 1).map_err(|_| too_many())?;
        for (column, cell) in row.iter().enumerate() {
            let at = u16::try_from(column).map_err(|_| too_many_columns(sheet, column))?;
            write_cell(worksheet, (last, at), cell, &looks, sheet)?;
        }
    }
    if columns > 0 {
        let right = u16::try_from(columns - 1).map_err(|_| too_many_columns(sheet, columns))?;
        worksheet.ignore_error_range(0, 0, last, right, IgnoreError::NumberStoredAsText)?;
        worksheet.autofilter(0, 0, last, right)?;
    }
    Ok(())
}

fn too_many_columns(sheet: &SheetOut, row: usize) -> OfficeError {
    OfficeError::TooManyColumns {
        sheet: sheet.name.clone(),
        row,
        max: 16_384,
    }
}

fn write_cell(
    worksheet: &mut Worksheet,
    (row, column): (u32, u16),
    cell: &Cell,
    looks: &Looks,
    sheet: &SheetOut,
) -> Result<(), OfficeError> {
    match cell {
        Cell::Empty => {}
        Cell::Number { value, text: None } => {
            worksheet.write_number_with_format(row, column, *value, &Format::new())?;
        }
        Cell::Bool(value) => {
            worksheet.write_boolean(row, column, *value)?;
        }
        Cell::Date(date) if date.year() >= 1900 => {
            worksheet.write_datetime_with_format(row, column, excel_date(*date)?, &looks.date)?;
        }
        Cell::DateTime(at) if at.year() >= 1900 => {
            let moment = excel_moment(*at)?;
            worksheet.write_datetime_with_format(row, column, moment, &looks.date_time)?;
        }
        other => {
            let text = other.text();
            if text.encode_utf16().count() > CELL_MAX {
                let row = usize::try_from(row).unwrap_or(0) + 1;
                return Err(OfficeError::CellTooLong {
                    sheet: sheet.name.clone(),
                    row,
                    max: CELL_MAX,
                });
            }
            worksheet.write_string_with_format(row, column, text.as_ref(), &looks.text)?;
        }
    }
    Ok(())
}

fn excel_date(date: NaiveDate) -> Result<ExcelDateTime, OfficeError> {
    let year = u16::try_from(date.year()).unwrap_or(1900);
    let (month, day) = (u8::try_from(date.month()), u8::try_from(date.day()));
    Ok(ExcelDateTime::from_ymd(
        year,
        month.unwrap_or(1),
        day.unwrap_or(1),
    )?)
}

fn excel_moment(at: NaiveDateTime) -> Result<ExcelDateTime, OfficeError> {
    let hour = u16::try_from(at.hour()).unwrap_or(0);
    let (minute, second) = (u8::try_from(at.minute()).unwrap_or(0), at.second());
    Ok(excel_date(at.date())?.and_hms(hour, minute, second)?)
}

/// The widest of heading and sampled cells; Chinese characters count twice.
fn width_of(sheet: &SheetOut, column: usize) -> f64 {
    let wide = |text: &str| {
        text.chars()
            .map(|c| if (c as u32) < 0x2e80 { 1 } else { 2 })
            .sum::<usize>()
    };
    let heading = sheet.header.get(column).map_or(0, |t| wide(t));
    let cells = sheet
        .rows
        .iter()
        .take(WIDTH_SAMPLE)
        .filter_map(|r| r.get(column));
    let widest = cells
        .map(|c| wide(&c.text()))
        .max()
        .unwrap_or(0)
        .max(heading);
    let chars = u32::try_from((widest + 2).clamp(WIDTH_MIN, WIDTH_MAX)).unwrap_or(10);
    f64::from(chars)
}

/// A name the format takes, unlike those before it.
fn sheet_name(wanted: &str, before: &[String]) -> String {
    let plain: String = wanted
        .chars()
        .map(|c| {
            if matches!(c, '[' | ']' | ':' | '*' | '?' | '/' | '\\') || c.is_control() {
                ' '
            } else {
                c
            }
        })
        .collect();
    let plain = plain.trim().trim_matches('\'');
    let plain = if plain.is_empty() { "Sheet" } else { plain };
    for number in 1.. {
        let tail = if number == 1 {
            String::new()
        } else {
            format!(" {number}")
        };
        let head: String = plain
            .chars()
            .take(SHEET_NAME_MAX / 2 - tail.len())
            .collect();
        let short: String = plain.chars().take(SHEET_NAME_MAX - tail.len()).collect();
        // The limit counts UTF-16 units; rare characters take two.
        let fits = short.encode_utf16().count() + tail.len() <= SHEET_NAME_MAX;
        let name = format!("{}{tail}", if fits { short } else { head });
        if !before
            .iter()
            .any(|b| b.to_lowercase() == name.to_lowercase())
        {
            return name;
        }
    }
    plain.to_owned()
}

/// Makes a csv file (UTF-8 with byte order mark, commas, CRLF) of texts. Texts that a spreadsheet
/// would run are neutralised, see the module's header. Shorter rows are filled up, and one column
/// becomes two, so that every line holds a comma by which a reader knows it.
///
/// # Errors
/// [`OfficeError::WriteCsv`] if memory cannot be written, which does not happen in practice.
pub fn write_csv(rows: &[Vec<String>]) -> Result<Vec<u8>, OfficeError> {
    let mut out = b"\xef\xbb\xbf".to_vec();
    let mut writer = csv::WriterBuilder::new()
        .terminator(csv::Terminator::CRLF)
        .from_writer(&mut out);
    let columns = rows.iter().map(Vec::len).max().unwrap_or(0).max(2);
    for row in rows {
        let filling = std::iter::repeat_n(String::new(), columns - row.len());
        writer.write_record(row.iter().map(|text| neutralise(text)).chain(filling))?;
    }
    writer.flush().map_err(csv::Error::from)?;
    drop(writer);
    Ok(out)
}

fn starts_formula(text: &str) -> bool {
    text.starts_with(['=', '+', '-', '@', '＝', '＋', '－', '＠', '\t', '\r', '\n'])
}

fn neutralise(text: &str) -> String {
    if starts_formula(text) || text.starts_with('\'') {
        format!("'{text}")
    } else {
        text.to_owned()
    }
}

/// Takes off the apostrophe that an export put on. Other apostrophes stay.
pub(crate) fn restore(text: &str) -> &str {
    match text.strip_prefix('\'') {
        Some(rest) if starts_formula(rest) || rest.starts_with('\'') => rest,
        _ => text,
    }
}
