//! Paper: documents as PDF, and the same pages as pictures for the screen.
//!
//! What lives here: the templates (`data/templates/<version>`), their words in both languages
//! (`data/words`), the shipped font, and the way from plain data (`wuyou_domain::paper`) to pages.
//! What must not: where the data comes from, what it means, where a file goes.
//!
//! A job is set once ([`set`]); the PDF and the preview are two exports of that one result, so what
//! the screen shows is what the paper gets. The same job gives the same bytes on every PC: the only
//! font is the shipped one, and the time of printing is part of the data.
//!
//! Start reading at [`set`].

mod qr;
mod roll;
mod sheets;
mod template;
mod world;

pub use sheets::Sheets;

use wuyou_domain::paper::{Job, PaperError};

/// Sets a job: lays every page out.
///
/// # Errors
/// [`PaperError::Empty`] without a document, [`PaperError::Offset`] for a shift beyond a
/// centimetre, and [`PaperError::Failed`] for a number too long for a code or a wrong template,
/// which the tests exclude.
pub fn set(job: &Job) -> Result<Sheets, PaperError> {
    job.offset.check()?;
    let data = template::data(job)?;
    let laid_out = world::lay_out(job.document.kind(), data)?;
    Ok(Sheets::new(laid_out, job.offset, job.paper))
}

fn failed(error: &dyn std::error::Error) -> PaperError {
    PaperError::Failed(error.to_string())
}
