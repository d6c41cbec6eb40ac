//! xls, the binary format before 2007, through calamine. It builds whole rectangles in memory, so a
//! look at the cell records comes first: two cells far apart must not cost gigabytes.

use crate::biff;
use crate::error::OfficeError;
use crate::limits::{Budget, Grid};
use crate::sheet::Sheet;
use crate::sheet::Workbook;
use crate::value::iso_date;
use calamine::{Data, Reader, SheetVisible, Xls};
use chrono::NaiveTime;
use std::io::{Cursor, Read};
use std::panic::{AssertUnwindSafe, catch_unwind};
use wuyou_domain::date_text::{DAYS_1904, from_excel_serial};
use wuyou_domain::import::Cell;

/// How compound files begin.
pub(crate) const SIGNATURE: [u8; 8] = [0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1];

/// Reads all worksheets.
pub(crate) fn read(bytes: &[u8], budget: &mut Budget) -> Result<Workbook, OfficeError> {
    let from_1904 = inspect(bytes, budget)?;
    // The format is old and its parser large: a panic in it is a damaged file, not a dead program.
    let opened = catch_unwind(AssertUnwindSafe(|| Xls::new(Cursor::new(bytes))));
    let mut xls = match opened {
        Ok(Ok(xls)) => xls,
        Ok(Err(calamine::XlsError::Password)) => return Err(OfficeError::Encrypted),
        Ok(Err(error)) => return Err(OfficeError::damaged(error.to_string())),
        Err(_) => return Err(OfficeError::damaged("xls: the parser gave up")),
    };
    let mut sheets = Vec::new();
    let listed: Vec<_> = xls.sheets_metadata().to_vec();
    for sheet in listed {
        let Ok(range) = xls.worksheet_range(&sheet.name) else {
            continue;
        };
        let (top, left) = range.start().unwrap_or_default();
        let mut grid = Grid::new(sheet.name.clone(), budget);
        for (row, column, data) in range.used_cells() {
            grid.put(
                top as usize + row,
                left as usize + column,
                plain_cell(data, from_1904),
            )?;
        }
        for merge in xls
            .merge_cells_by_sheet_name(&sheet.name)
            .unwrap_or_default()
        {
            let (start, end) = (merge.start, merge.end);
            grid.fill_down(start.0 as usize, end.0 as usize, start.1 as usize)?;
        }
        let hidden = sheet.visible != SheetVisible::Visible;
        sheets.push(Sheet {
            name: sheet.name,
            hidden,
            from_1904,
            rows: grid.rows,
        });
    }
    Ok(Workbook {
        sheets,
        lost_characters: 0,
    })
}

fn plain_cell(data: &Data, from_1904: bool) -> Cell {
    match data {
        Data::Empty => Cell::Empty,
        Data::String(text) => Cell::of_text(text.as_str()),
        Data::Int(value) => crate::value::number(&value.to_string(), false, false),
        Data::Float(value) => Cell::number(*value),
        Data::Bool(value) => Cell::Bool(*value),
        Data::DateTime(at) => {
            let days = if at.is_duration() {
                None
            } else {
                let shift = if from_1904 { DAYS_1904 } else { 0.0 };
                from_excel_serial(at.as_f64() + shift)
            };
            match days {
                Some(at) if at.time() == NaiveTime::MIN => Cell::Date(at.date()),
                Some(at) => Cell::DateTime(at),
                None => Cell::number(at.as_f64()),
            }
        }
        Data::DateTimeIso(text) => iso_date(text).unwrap_or_else(|| Cell::of_text(text.as_str())),
        Data::DurationIso(text) => Cell::of_text(text.as_str()),
        Data::Error(error) => Cell::Error(error.to_string()),
    }
}

/// Looks at every cell record: encrypted files, rows and columns past the caps, and rectangles or
/// repeated texts too large for memory are refused before anything is built. Tells whether day
/// numbers count from 1904.
fn inspect(bytes: &[u8], budget: &Budget) -> Result<bool, OfficeError> {
    let mut file = cfb::CompoundFile::open(Cursor::new(bytes))
        .map_err(|e| OfficeError::damaged(format!("compound file: {e}")))?;
    if file.is_stream("/EncryptedPackage") {
        return Err(OfficeError::Encrypted);
    }
    let name = ["/Workbook", "/Book", "/WORKBOOK", "/BOOK"]
        .into_iter()
        .find(|n| file.is_stream(n));
    let Some(name) = name else {
        return Err(OfficeError::Unsupported { what: "ole" });
    };
    let mut stream = Vec::new();
    let limit = budget.limits.file_bytes;
    file.open_stream(name)
        .and_then(|s| s.take(limit).read_to_end(&mut stream))
        .map_err(|e| OfficeError::damaged(format!("compound file: {e}")))?;
    biff::check(&stream, budget.limits)
}
