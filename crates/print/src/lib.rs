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

/// Documents laid out between two looks at whether to go on.
const AT_ONCE: usize = 10;

/// Sets a job: lays every page out.
///
/// # Errors
/// [`PaperError::Empty`] without a document, [`PaperError::Offset`] for a shift beyond a
/// centimetre, and [`PaperError::Failed`] for a number too long for a code or a wrong template,
/// which the tests exclude.
pub fn set(job: &Job) -> Result<Sheets, PaperError> {
    set_told(job, &|_, _| true)
}

/// Sets a job some documents at a time, so that it can tell how far it is and be stopped: `told`
/// hears documents done and in all, and says whether to go on. Every document begins a page of its
/// own and counts nothing beyond itself, so the pages are those of [`set`].
///
/// # Errors
/// As [`set`], and [`PaperError::Stopped`].
pub fn set_told(job: &Job, told: &dyn Fn(usize, usize) -> bool) -> Result<Sheets, PaperError> {
    job.offset.check()?;
    let parts = template::parts(job, AT_ONCE)?;
    let total = parts.iter().map(|part| part.documents).sum();
    let mut done = 0;
    let mut laid_out = Vec::with_capacity(parts.len());
    for part in parts {
        if !told(done, total) {
            return Err(PaperError::Stopped);
        }
        laid_out.push(world::lay_out(job.document.kind(), part.data)?);
        done += part.documents;
    }
    if !told(done, total) {
        return Err(PaperError::Stopped);
    }
    Sheets::new(laid_out, job.offset, job.paper).ok_or(PaperError::Empty)
}

fn failed(error: &dyn std::error::Error) -> PaperError {
    PaperError::Failed(error.to_string())
}
