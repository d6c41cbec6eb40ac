//! Office files in and out as plain cells.
//!
//! What lives here: reading xlsx, xls, ods, csv and text files of any encoding into rows of
//! [`Cell`]; writing xlsx and csv. What must not: any meaning of a row. Headings, mapping and rules
//! are `wuyou_domain::import`'s; files on disk are the caller's, bytes come in and go out.
//!
//! Every file is hostile until read: sizes, archive entries, inflated bytes, rows, columns and
//! cells are capped ([`Limits`]) before memory is taken for them, and each cap has its own
//! [`OfficeError`].
//!
//! Start reading at [`Workbook::read`]; `xlsx.rs` and `delimited.rs` do most of the work.
//! Callers: `app` (import and export).

mod archive;
mod biff;
mod bundle;
mod delimited;
mod error;
mod legacy;
mod limits;
mod ods;
mod quotes;
mod sheet;
mod style;
mod value;
mod write;
mod xlsx;
mod xml;

pub use bundle::Bundle;
pub use error::OfficeError;
pub use limits::Limits;
pub use sheet::{Sheet, Workbook};
pub use write::{SheetOut, write_csv, write_xlsx};
pub use wuyou_domain::import::Cell;
