//! A workbook as plain cells, and the choice of reader by what the bytes are, not by the name.

use crate::archive::Archive;
use crate::error::OfficeError;
use crate::limits::{Budget, Limits};
use crate::{delimited, legacy, ods, xlsx};
use wuyou_domain::import::Cell;

/// An office file as plain cells.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Workbook {
    /// The sheets in the order of the file.
    pub sheets: Vec<Sheet>,
    /// Characters that could not be decoded and stand as `U+FFFD`; only text files have any.
    pub lost_characters: usize,
}

/// One sheet.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Sheet {
    /// Its name; the file's for text files.
    pub name: String,
    /// Whether the office program hides it.
    pub hidden: bool,
    /// Whether its day numbers count from 1904. Cells that are formatted as dates are right already;
    /// bare numbers are not.
    pub from_1904: bool,
    /// Rows from the first; empty rows are empty lists, and rows may differ in length.
    pub rows: Vec<Vec<Cell>>,
}

impl Workbook {
    /// Reads any office file within the default caps. The name serves as a text file's sheet name.
    ///
    /// # Errors
    /// See [`OfficeError`]; a hostile file is refused, never read into all memory.
    pub fn read(bytes: &[u8], file_name: &str) -> Result<Self, OfficeError> {
        Self::read_within(bytes, file_name, Limits::default())
    }

    /// Reads any office file within the given caps.
    ///
    /// # Errors
    /// See [`OfficeError`].
    pub fn read_within(bytes: &[u8], file_name: &str, limits: Limits) -> Result<Self, OfficeError> {
        if bytes.is_empty() {
            return Err(OfficeError::Empty);
        }
        if bytes.len() as u64 > limits.file_bytes {
            return Err(OfficeError::TooLarge {
                max: limits.file_bytes,
            });
        }
        let mut budget = Budget::new(limits);
        let workbook = if bytes.starts_with(b"PK") {
            read_archive(bytes, &mut budget)?
        } else if bytes.starts_with(&legacy::SIGNATURE) {
            legacy::read(bytes, &mut budget)?
        } else {
            delimited::read(bytes, file_name, &mut budget)?
        };
        if workbook.sheets.is_empty() {
            Err(OfficeError::NoSheet)
        } else {
            Ok(workbook)
        }
    }
}

fn read_archive(bytes: &[u8], budget: &mut Budget) -> Result<Workbook, OfficeError> {
    let mut archive = Archive::open(bytes, budget.limits)?;
    let sheets = if archive.holds("xl/workbook.bin") {
        return Err(OfficeError::Unsupported { what: "xlsb" });
    } else if archive.holds("content.xml") {
        ods::read(&mut archive, budget)?
    } else if archive.holds("_rels/.rels") {
        xlsx::read(&mut archive, budget)?
    } else {
        return Err(OfficeError::Unsupported { what: "zip" });
    };
    Ok(Workbook {
        sheets,
        lost_characters: 0,
    })
}
