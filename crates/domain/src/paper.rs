//! Paper (打印): documents as plain data, the sizes of paper, and what comes of setting them.
//!
//! What lives here: what stands on a document, on which paper and where. What must not: how a page
//! is laid out (the print crate's templates), where the data comes from, where a file goes.

mod amount;
mod document;
mod label;
mod order;
mod printer;
mod record;
mod size;

pub use amount::in_capitals;
pub use document::{
    CustomerFile, Document, Happened, JobSheet, Kind, Line, PromiseCard, PromiseSlip,
    RemedyDecision, Shop, Stop, VisitList, WarrantyBasis, WarrantyCard,
};
pub use label::{Cut, Label, LabelPage};
pub use order::{CourseClock, CourseMark, CourseStep, OrderCourse, Quote, QuotedLine};
pub use printer::{Printer, PrinterError};
pub use record::{Checked, CommissioningRecord, Poster, PosterEvent, Receipt};
pub use size::{Measures, OFFSET_MAX_UM, Offset, Paper};

use crate::explain::Language;

/// Everything that decides what the paper looks like.
#[derive(Debug, Clone)]
pub struct Job {
    /// What is printed.
    pub document: Document,
    /// Whose paper it is.
    pub shop: Shop,
    /// On what.
    pub paper: Paper,
    /// How far everything is moved, for printers that take the paper in askew.
    pub offset: Offset,
    /// In which language its fixed words are.
    pub language: Language,
    /// When and by whom it is printed, as it shall stand there.
    pub printed: String,
}

/// One page for the screen.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PagePicture {
    /// The page as SVG, its letters as outlines.
    pub svg: String,
    /// How wide the paper is.
    pub width_um: u32,
    /// How high it is.
    pub height_um: u32,
}

/// A character the shipped font does not have: it would come out as an empty box.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Missing {
    /// The character, with what belongs to it.
    pub text: String,
    /// On which pages, from 1.
    pub pages: Vec<usize>,
}

/// A job as pictures.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Pictures {
    /// How many pages it has.
    pub page_count: usize,
    /// The first of them.
    pub pages: Vec<PagePicture>,
    /// What cannot be printed.
    pub missing: Vec<Missing>,
}

/// A job as PDF.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Pdf {
    /// How many pages it has.
    pub page_count: usize,
    /// The file.
    pub bytes: Vec<u8>,
    /// What cannot be printed.
    pub missing: Vec<Missing>,
}

/// A job as a receipt printer takes it (ESC/POS).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RollBytes {
    /// How many pieces are cut off.
    pub page_count: usize,
    /// What is sent to the printer.
    pub bytes: Vec<u8>,
    /// Where in the bytes each piece ends, so that printing can stop between two.
    pub ends: Vec<usize>,
    /// What cannot be printed.
    pub missing: Vec<Missing>,
}

/// Why nothing could be set.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum PaperError {
    /// There is nothing to print.
    #[error("nothing to print")]
    Empty,
    /// The shift is larger than a printer's play.
    #[error("the offset is beyond the allowed range")]
    Offset,
    /// Somebody wished it to stop.
    #[error("stopped")]
    Stopped,
    /// A receipt printer prints on rolls alone.
    #[error("the paper is not a roll")]
    NoRoll,
    /// A template or its data is wrong; what it says names no customer.
    #[error("the document cannot be set: {0}")]
    Failed(String),
}
