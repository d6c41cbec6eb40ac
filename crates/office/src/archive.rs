//! The zip archive around xlsx and ods. Nothing is written to disk, entries are found by name only, and bytes are counted as they inflate, because headers lie.

use crate::error::OfficeError;
use crate::limits::Limits;
use std::cell::Cell as Shared;
use std::collections::HashMap;
use std::io::{self, BufReader, Cursor, Read};
use std::rc::Rc;
use zip::ZipArchive;
use zip::result::ZipError;

/// Signature of one entry of the central directory.
const ENTRY_SIGNATURE: &[u8] = b"PK\x01\x02";

/// Which cap an inflating part has hit.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Hit {
    Inflated,
    Ratio,
}

/// What all parts of a file have inflated to so far.
#[derive(Debug, Default)]
struct Account {
    inflated: Shared<u64>,
    hit: Shared<Option<Hit>>,
}

/// An open archive.
pub(crate) struct Archive<'a> {
    zip: ZipArchive<Cursor<&'a [u8]>>,
    /// Some writers use backslashes and other capitals than their own relations.
    names: HashMap<String, usize>,
    limits: Limits,
    account: Rc<Account>,
}

/// One part, inflating as it is read.
pub(crate) type Part<'a> = BufReader<Counted<Box<dyn Read + 'a>>>;

impl<'a> Archive<'a> {
    pub(crate) fn open(bytes: &'a [u8], limits: Limits) -> Result<Self, OfficeError> {
        // Before the directory is read into memory, whatever count its end claims.
        let claimed = bytes.windows(4).filter(|w| *w == ENTRY_SIGNATURE);
        if claimed.take(limits.archive_entries + 1).count() > limits.archive_entries {
            return Err(OfficeError::TooManyEntries {
                max: limits.archive_entries,
            });
        }
        let zip = ZipArchive::new(Cursor::new(bytes)).map_err(|e| zip_error(&e))?;
        let mut names = HashMap::new();
        for (index, name) in zip.file_names().enumerate() {
            if let Ok(name) = name {
                names.entry(plain_name(&name)).or_insert(index);
            }
        }
        Ok(Self {
            zip,
            names,
            limits,
            account: Rc::default(),
        })
    }

    pub(crate) fn holds(&self, name: &str) -> bool {
        self.names.contains_key(&plain_name(name))
    }

    /// Opens a part; `None` if there is none of this name.
    pub(crate) fn part(&mut self, name: &str) -> Result<Option<Part<'_>>, OfficeError> {
        let Some(&index) = self.names.get(&plain_name(name)) else {
            return Ok(None);
        };
        let file = self.zip.by_index(index).map_err(|e| zip_error(&e))?;
        let allowed = file.compressed_size().saturating_mul(self.limits.ratio);
        let counted = Counted {
            source: Box::new(file) as Box<dyn Read + '_>,
            account: Rc::clone(&self.account),
            inflated: 0,
            ratio_max: allowed.max(self.limits.ratio_from_bytes),
            total_max: self.limits.inflated_bytes,
        };
        Ok(Some(BufReader::with_capacity(64 << 10, counted)))
    }

    /// Turns the error a parser saw into the cap that caused it, if one did.
    pub(crate) fn explain(&self, error: OfficeError) -> OfficeError {
        match self.account.hit.get() {
            Some(Hit::Inflated) => OfficeError::InflatedTooLarge {
                max: self.limits.inflated_bytes,
            },
            Some(Hit::Ratio) => OfficeError::ZipBomb,
            None => error,
        }
    }
}

fn plain_name(name: &str) -> String {
    name.replace('\\', "/").to_lowercase()
}

/// A reader that counts what comes out and stops at the caps.
pub(crate) struct Counted<R> {
    source: R,
    account: Rc<Account>,
    inflated: u64,
    ratio_max: u64,
    total_max: u64,
}

impl<R: Read> Read for Counted<R> {
    fn read(&mut self, buf: &mut [u8]) -> io::Result<usize> {
        let read = self.source.read(buf)?;
        self.inflated += read as u64;
        let total = self.account.inflated.get() + read as u64;
        self.account.inflated.set(total);
        let hit = if self.inflated > self.ratio_max {
            Some(Hit::Ratio)
        } else if total > self.total_max {
            Some(Hit::Inflated)
        } else {
            None
        };
        if hit.is_some() {
            self.account.hit.set(hit);
            return Err(io::Error::other("archive part beyond its cap"));
        }
        Ok(read)
    }
}

fn zip_error(error: &ZipError) -> OfficeError {
    let text = error.to_string();
    if text.contains("assword") || text.contains("ncrypted") {
        return OfficeError::Encrypted;
    }
    OfficeError::damaged(text)
}
