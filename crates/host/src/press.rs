//! The press behind the app's port.

use std::io;

use wuyou_app::PrintPort;
use wuyou_domain::paper::{Job, PaperError, Pdf, Pictures, Printer, RollBytes};

use crate::printer;

/// Sets documents with the shipped templates and font.
pub(crate) struct Press;

impl PrintPort for Press {
    fn look(&self, job: &Job, at_most: usize) -> Result<Pictures, PaperError> {
        Ok(wuyou_print::set(job)?.looked_at(at_most))
    }

    fn write(&self, job: &Job) -> Result<Pdf, PaperError> {
        wuyou_print::set(job)?.written()
    }

    fn roll(&self, job: &Job) -> Result<RollBytes, PaperError> {
        wuyou_print::set(job)?.rolled()
    }

    fn send(&self, printer: &Printer, bytes: &[u8]) -> io::Result<()> {
        printer::send(printer, bytes)
    }
}
