//! Pure rules of the import of old office files: from plain cells to checked rows.
//!
//! The road: `office` turns a file into rows of [`Cell`] → [`Mapping::guess`] finds the headings and
//! which column is what (a person may correct it) → [`parse_customers`], [`parse_repairs`] or
//! [`parse_serials`] give one [`ParsedRow`] per row of the sheet: taken with warnings, refused with
//! every reason, or skipped as no data → [`suggest_duplicates`] points out households written twice.
//!
//! Nothing is dropped unseen: a row is in one of these three states, a value that cannot be read
//! refuses its row, and values of unknown columns ride along as extras. Nothing here writes: `app`
//! decides what becomes of the rows.

mod cell;
mod content;
mod customer;
mod duplicate;
mod field;
mod headings;
mod layout;
mod problem;
mod reader;
mod repair;
mod report;
mod serial_list;
mod value;

#[cfg(test)]
mod tests;

pub use cell::Cell;
pub use customer::{CustomerRow, by_todays_names, parse_customers};
pub use duplicate::{
    DuplicateReason, DuplicateSuggestion, suggest_duplicates, suggest_serial_duplicates,
};
pub use field::{Field, ImportKind};
pub use layout::{Mapping, MappingProblem, column_letters, width};
pub use problem::{ParsedRow, ProblemCode, RowIdentity, RowOutcome, RowProblem, SkipReason};
pub use reader::{ExtraValue, ImportContext};
pub use repair::{RepairRow, parse_repairs};
pub use report::{RefusedSheet, ReportLanguage, refused_sheet};
pub use serial_list::{SerialRow, parse_serials};
pub use value::{AmountProblem, Gas, RepairResult, parse_amount_fen};
