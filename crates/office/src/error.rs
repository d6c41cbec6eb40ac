//! Why an office file cannot be read or written.

use thiserror::Error;

/// Why an office file cannot be read or written. Each case has its own advice to the user.
#[derive(Debug, Error)]
pub enum OfficeError {
    /// No bytes at all.
    #[error("the file is empty")]
    Empty,
    /// More bytes than taken.
    #[error("the file is larger than {max} bytes")]
    TooLarge {
        /// The cap.
        max: u64,
    },
    /// Neither a known office format nor text.
    #[error("not a table: neither a known office format nor text")]
    UnknownFormat,
    /// A format that is known but not read; saving it as xlsx helps.
    #[error("{what} files are not read")]
    Unsupported {
        /// What it is, such as `html` or `xlsb`.
        what: &'static str,
    },
    /// Protected by a password.
    #[error("the file is protected by a password")]
    Encrypted,
    /// The format is known but the content breaks its rules.
    #[error("the file is damaged: {detail}")]
    Damaged {
        /// What was found, for the log; no content of cells.
        detail: String,
    },
    /// More archive entries than any office file has.
    #[error("the archive has more than {max} entries")]
    TooManyEntries {
        /// The cap.
        max: usize,
    },
    /// An entry inflates far beyond its size: made to fill the memory.
    #[error("the archive inflates beyond all measure")]
    ZipBomb,
    /// Inflated, the file is larger than taken.
    #[error("the file inflates to more than {max} bytes")]
    InflatedTooLarge {
        /// The cap.
        max: u64,
    },
    /// A filled cell beyond the last row taken.
    #[error("sheet {sheet} has more than {max} rows")]
    TooManyRows {
        /// The sheet's name.
        sheet: String,
        /// The cap.
        max: usize,
    },
    /// A filled cell beyond the last column taken.
    #[error("sheet {sheet} has more than {max} columns in row {row}")]
    TooManyColumns {
        /// The sheet's name.
        sheet: String,
        /// The row, from 1.
        row: usize,
        /// The cap.
        max: usize,
    },
    /// A cell with more text than office programs allow.
    #[error("a cell in row {row} of sheet {sheet} holds more than {max} characters")]
    CellTooLong {
        /// The sheet's name.
        sheet: String,
        /// The row, from 1.
        row: usize,
        /// The cap.
        max: usize,
    },
    /// Each part is within its cap, but all cells together need too much memory.
    #[error("the file holds too much data")]
    TooMuchData,
    /// A workbook without any sheet.
    #[error("the workbook has no sheet")]
    NoSheet,
    /// An xlsx file could not be made.
    #[error("the workbook could not be written")]
    Write(#[from] rust_xlsxwriter::XlsxError),
    /// An archive could not be written.
    #[error("cannot write the archive: {0}")]
    Bundle(#[from] zip::result::ZipError),
    /// A csv file could not be made.
    #[error("the csv file could not be written")]
    WriteCsv(#[from] csv::Error),
}

impl OfficeError {
    /// The stable code of the case.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Self::Empty => "office.empty",
            Self::TooLarge { .. } => "office.too_large",
            Self::UnknownFormat => "office.unknown_format",
            Self::Unsupported { .. } => "office.unsupported",
            Self::Encrypted => "office.encrypted",
            Self::Damaged { .. } => "office.damaged",
            Self::TooManyEntries { .. } => "office.too_many_entries",
            Self::ZipBomb => "office.zip_bomb",
            Self::InflatedTooLarge { .. } => "office.inflated_too_large",
            Self::TooManyRows { .. } => "office.too_many_rows",
            Self::TooManyColumns { .. } => "office.too_many_columns",
            Self::CellTooLong { .. } => "office.cell_too_long",
            Self::TooMuchData => "office.too_much_data",
            Self::NoSheet => "office.no_sheet",
            Self::Write(_) | Self::WriteCsv(_) | Self::Bundle(_) => "office.write_failed",
        }
    }

    pub(crate) fn damaged(detail: impl Into<String>) -> Self {
        Self::Damaged {
            detail: detail.into(),
        }
    }
}
