//! The caps, and the running account of what a file has taken so far.

use crate::error::OfficeError;
use wuyou_domain::import::Cell;

/// What is taken at most. The defaults suit an old PC with 4 GB; tests use smaller ones.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Limits {
    /// Bytes of the file.
    pub file_bytes: u64,
    /// Bytes of all archive parts read, inflated and really counted.
    pub inflated_bytes: u64,
    /// Entries of an archive.
    pub archive_entries: usize,
    /// Inflated bytes per packed byte of one part, once it is larger than [`Self::ratio_from_bytes`].
    pub ratio: u64,
    /// Inflated bytes from which the ratio counts; small parts of repeated text compress well.
    pub ratio_from_bytes: u64,
    /// Rows of a sheet.
    pub rows: usize,
    /// Columns of a sheet.
    pub columns: usize,
    /// Characters of a cell; office programs allow no more.
    pub cell_chars: usize,
    /// Cells of all sheets together, empty ones between filled ones included.
    pub cells: usize,
    /// Bytes of text of all cells together.
    pub text_bytes: usize,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            file_bytes: 64 << 20,
            inflated_bytes: 200 << 20,
            archive_entries: 1_000,
            ratio: 100,
            ratio_from_bytes: 8 << 20,
            rows: 200_000,
            columns: 256,
            cell_chars: 32_767,
            cells: 4_000_000,
            text_bytes: 128 << 20,
        }
    }
}

/// The account of one file.
#[derive(Debug)]
pub(crate) struct Budget {
    pub(crate) limits: Limits,
    cells: usize,
    text_bytes: usize,
}

impl Budget {
    pub(crate) fn new(limits: Limits) -> Self {
        Self {
            limits,
            cells: 0,
            text_bytes: 0,
        }
    }

    /// Accounts for `count` more cells.
    pub(crate) fn take_cells(&mut self, count: usize) -> Result<(), OfficeError> {
        self.cells = self.cells.saturating_add(count);
        if self.cells > self.limits.cells {
            Err(OfficeError::TooMuchData)
        } else {
            Ok(())
        }
    }

    /// Accounts for the text of one more cell, and checks its length.
    pub(crate) fn take_text(
        &mut self,
        text: &str,
        sheet: &str,
        row: usize,
    ) -> Result<(), OfficeError> {
        let max = self.limits.cell_chars;
        if text.len() > max && text.chars().count() > max {
            return Err(OfficeError::CellTooLong {
                sheet: sheet.to_owned(),
                row: row + 1,
                max,
            });
        }
        self.text_bytes = self.text_bytes.saturating_add(text.len());
        if self.text_bytes > self.limits.text_bytes {
            Err(OfficeError::TooMuchData)
        } else {
            Ok(())
        }
    }
}

/// The rows of one sheet while they are read, within the caps.
pub(crate) struct Grid<'a> {
    pub(crate) name: String,
    pub(crate) rows: Vec<Vec<Cell>>,
    budget: &'a mut Budget,
}

impl<'a> Grid<'a> {
    pub(crate) fn new(name: String, budget: &'a mut Budget) -> Self {
        Self {
            name,
            rows: Vec::new(),
            budget,
        }
    }

    pub(crate) fn columns_max(&self) -> usize {
        self.budget.limits.columns
    }

    /// Puts a cell in its place. Empty cells need no place, wherever they claim to be.
    pub(crate) fn put(&mut self, row: usize, column: usize, cell: Cell) -> Result<(), OfficeError> {
        if cell == Cell::Empty {
            return Ok(());
        }
        let limits = self.budget.limits;
        if row >= limits.rows {
            return Err(OfficeError::TooManyRows {
                sheet: self.name.clone(),
                max: limits.rows,
            });
        }
        if column >= limits.columns {
            let (sheet, max) = (self.name.clone(), limits.columns);
            return Err(OfficeError::TooManyColumns {
                sheet,
                row: row + 1,
                max,
            });
        }
        if let Cell::Text(text) | Cell::Formula(text) | Cell::Error(text) = &cell {
            self.budget.take_text(text, &self.name, row)?;
        }
        if row >= self.rows.len() {
            self.rows.resize_with(row + 1, Vec::new);
        }
        let cells = &mut self.rows[row];
        if column >= cells.len() {
            self.budget.take_cells(column + 1 - cells.len())?;
            cells.resize_with(column + 1, Cell::default);
        }
        cells[column] = cell;
        Ok(())
    }

    /// Repeats the top cell of a merged area down its first column: a household whose name spans
    /// two machines has its name in both rows.
    pub(crate) fn fill_down(
        &mut self,
        top: usize,
        bottom: usize,
        column: usize,
    ) -> Result<(), OfficeError> {
        let Some(cell) = self.rows.get(top).and_then(|r| r.get(column)).cloned() else {
            return Ok(());
        };
        let last = bottom.min(self.rows.len().saturating_sub(1));
        // Areas may overlap in a made-up file: the way down is paid for as well as what is filled.
        self.budget.take_cells(last.saturating_sub(top))?;
        for row in top + 1..=last {
            if self.rows[row].get(column).is_none_or(|c| *c == Cell::Empty) {
                self.put(row, column, cell.clone())?;
            }
        }
        Ok(())
    }
}
