//! A zip archive that is written file after file, so that nothing of it has to be held in memory.

use std::io::{Seek, Write};

use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipWriter};

use crate::error::OfficeError;

/// An archive being written.
#[expect(missing_debug_implementations, reason = "holds an open file")]
pub struct Bundle<W: Write + Seek> {
    zip: ZipWriter<W>,
}

impl<W: Write + Seek> Bundle<W> {
    /// An empty archive.
    pub fn new(into: W) -> Self {
        Self {
            zip: ZipWriter::new(into),
        }
    }

    /// Begins a file; what is written from now on is its content. `packed` says that it is small
    /// already, as pictures and workbooks are.
    ///
    /// # Errors
    /// [`OfficeError::Bundle`].
    pub fn begin(&mut self, name: &str, packed: bool) -> Result<(), OfficeError> {
        let method = match packed {
            true => CompressionMethod::Stored,
            false => CompressionMethod::Deflated,
        };
        let options = SimpleFileOptions::default()
            .compression_method(method)
            .large_file(!packed);
        Ok(self.zip.start_file(name, options)?)
    }

    /// Writes the end of the archive.
    ///
    /// # Errors
    /// [`OfficeError::Bundle`].
    pub fn finish(self) -> Result<W, OfficeError> {
        Ok(self.zip.finish()?)
    }
}

impl<W: Write + Seek> Write for Bundle<W> {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        self.zip.write(bytes)
    }

    fn flush(&mut self) -> std::io::Result<()> {
        self.zip.flush()
    }
}
