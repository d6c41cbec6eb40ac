//! The press behind the app's port.

use std::io;

use wuyou_app::{PrintPort, Told};
use wuyou_domain::paper::{Job, PaperError, Pdf, Pictures, Printer, RollBytes};

use crate::printer;

/// Sets documents with the shipped templates and font.
pub(crate) struct Press;

impl PrintPort for Press {
    fn look(&self, job: &Job, at_most: usize, told: &Told<'_>) -> Result<Pictures, PaperError> {
        Ok(wuyou_print::set_told(job, told)?.looked_at(at_most))
    }

    fn write(&self, job: &Job, told: &Told<'_>) -> Result<Pdf, PaperError> {
        wuyou_print::set_told(job, told)?.written()
    }

    fn roll(&self, job: &Job, told: &Told<'_>) -> Result<RollBytes, PaperError> {
        wuyou_print::set_told(job, told)?.rolled()
    }

    fn send(&self, printer: &Printer, bytes: &[u8]) -> io::Result<()> {
        printer::send(printer, bytes)
    }
}
