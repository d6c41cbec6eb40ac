//! A first look at the records of an xls file, before calamine builds anything from them.

use crate::error::OfficeError;
use crate::limits::Limits;

const FORMULA: u16 = 0x0006;
const NUMBER: u16 = 0x0203;
const LABEL: u16 = 0x0204;
const BOOL_ERR: u16 = 0x0205;
const RSTRING: u16 = 0x00d6;
const LABEL_SST: u16 = 0x00fd;
const RK: u16 = 0x027e;
const MUL_RK: u16 = 0x00bd;
const SST: u16 = 0x00fc;
const CONTINUE: u16 = 0x003c;
const DATE_MODE: u16 = 0x0022;
const FILE_PASS: u16 = 0x002f;
const BEGIN_OF_SHEET: [u16; 4] = [0x0809, 0x0409, 0x0209, 0x0009];
/// UTF-8 bytes of one character of the format, at most.
const BYTES_PER_CHAR: usize = 3;

/// Refuses encrypted streams, columns past the cap, and cells that would need too much memory: the
/// rectangles around all filled cells, and the copies of shared texts. Tells whether day numbers
/// count from 1904.
pub(crate) fn check(stream: &[u8], limits: Limits) -> Result<bool, OfficeError> {
    let mut from_1904 = false;
    let mut records = Records { stream, at: 0 };
    let (mut corners, mut area, mut text_bytes) = (Corners::default(), 0_usize, 0_usize);
    let (mut shared, mut lengths, mut before) = (Vec::new(), Vec::new(), 0);
    while let Some((kind, data)) = records.next() {
        match kind {
            FILE_PASS => return Err(OfficeError::Encrypted),
            DATE_MODE => from_1904 = word(data, 0) == Some(1),
            SST => shared = vec![data],
            CONTINUE if before == SST => shared.push(data),
            LABEL_SST => {
                if lengths.is_empty() {
                    lengths = shared_lengths(&shared);
                }
                let index = data
                    .get(6..10)
                    .and_then(|b| b.try_into().ok())
                    .map(u32::from_le_bytes);
                let chars = index.and_then(|i| lengths.get(usize::try_from(i).ok()?));
                text_bytes += usize::from(chars.copied().unwrap_or(0)) * BYTES_PER_CHAR;
            }
            _ if BEGIN_OF_SHEET.contains(&kind) => {
                area = area.saturating_add(std::mem::take(&mut corners).area());
            }
            _ => {}
        }
        if matches!(
            kind,
            FORMULA | NUMBER | LABEL | BOOL_ERR | RSTRING | LABEL_SST | RK | MUL_RK
        ) {
            corners.add(kind, data, limits)?;
        }
        // A text table goes on over several records.
        before = if kind == CONTINUE { before } else { kind };
        if text_bytes > limits.text_bytes {
            return Err(OfficeError::TooMuchData);
        }
    }
    area = area.saturating_add(corners.area());
    if area > limits.cells {
        Err(OfficeError::TooMuchData)
    } else {
        Ok(from_1904)
    }
}

/// The records of a stream: kind and data.
struct Records<'a> {
    stream: &'a [u8],
    at: usize,
}

impl<'a> Records<'a> {
    fn next(&mut self) -> Option<(u16, &'a [u8])> {
        let (kind, length) = (word(self.stream, self.at)?, word(self.stream, self.at + 2)?);
        let end = self.at + 4 + usize::from(length);
        let data = self.stream.get(self.at + 4..end)?;
        self.at = end;
        Some((kind, data))
    }
}

fn word(bytes: &[u8], at: usize) -> Option<u16> {
    Some(u16::from_le_bytes([
        *bytes.get(at)?,
        *bytes.get(at.checked_add(1)?)?,
    ]))
}

/// The corners of the filled cells of one sheet.
#[derive(Default)]
struct Corners {
    rows: Option<(u16, u16)>,
    columns: Option<(u16, u16)>,
}

impl Corners {
    /// Cells of every kind begin with row and column; a row of numbers ends with its last column.
    fn add(&mut self, kind: u16, data: &[u8], limits: Limits) -> Result<(), OfficeError> {
        let (Some(row), Some(first)) = (word(data, 0), word(data, 2)) else {
            return Ok(());
        };
        let last = if kind == MUL_RK {
            word(data, data.len().saturating_sub(2))
        } else {
            None
        };
        let last = last.unwrap_or(first).max(first);
        if usize::from(last) >= limits.columns {
            let (sheet, max) = (String::new(), limits.columns);
            return Err(OfficeError::TooManyColumns {
                sheet,
                row: usize::from(row) + 1,
                max,
            });
        }
        let (top, bottom) = self.rows.unwrap_or((row, row));
        self.rows = Some((top.min(row), bottom.max(row)));
        let (left, right) = self.columns.unwrap_or((first, last));
        self.columns = Some((left.min(first), right.max(last)));
        Ok(())
    }

    fn area(&self) -> usize {
        let span = |s: Option<(u16, u16)>| s.map_or(0, |(a, b)| usize::from(b - a) + 1);
        span(self.rows) * span(self.columns)
    }
}

/// The lengths of the shared texts in characters ([MS-XLS] 2.5.293, with texts going on in the next
/// record under a new width).
fn shared_lengths(records: &[&[u8]]) -> Vec<u16> {
    let mut lengths = Vec::new();
    let mut cursor = Cursor {
        records,
        record: 0,
        at: 8,
    };
    while let Some(length) = cursor.text() {
        lengths.push(length);
    }
    lengths
}

struct Cursor<'a> {
    records: &'a [&'a [u8]],
    record: usize,
    at: usize,
}

impl Cursor<'_> {
    fn byte(&mut self) -> Option<u8> {
        while self.at >= self.records.get(self.record)?.len() {
            self.record += 1;
            self.at = 0;
        }
        self.at += 1;
        self.records[self.record].get(self.at - 1).copied()
    }

    fn number(&mut self, bytes: u32) -> Option<usize> {
        (0..bytes).try_fold(0, |n, i| Some(n | usize::from(self.byte()?) << (8 * i)))
    }

    fn skip(&mut self, mut bytes: usize) -> Option<()> {
        while bytes > 0 {
            let left = self.records.get(self.record)?.len().saturating_sub(self.at);
            let step = left.min(bytes);
            (self.at, bytes) = (self.at + step, bytes - step);
            if bytes > 0 {
                (self.record, self.at) = (self.record + 1, 0);
            }
        }
        Some(())
    }

    /// Passes over one text and gives its length.
    fn text(&mut self) -> Option<u16> {
        let length = u16::try_from(self.number(2)?).ok()?;
        let flags = self.byte()?;
        let runs = if flags & 0x08 != 0 {
            self.number(2)?
        } else {
            0
        };
        let extension = if flags & 0x04 != 0 {
            self.number(4)?
        } else {
            0
        };
        let (mut left, mut width) = (usize::from(length), usize::from(flags & 1) + 1);
        while left > 0 {
            let room = self.records.get(self.record)?.len().saturating_sub(self.at) / width;
            let step = room.min(left);
            (self.at, left) = (self.at + step * width, left - step);
            if left > 0 {
                (self.record, self.at) = (self.record + 1, 0);
                width = usize::from(self.byte()? & 1) + 1;
            }
        }
        self.skip(runs * 4 + extension)?;
        Some(length)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn record(kind: u16, data: &[u8]) -> Vec<u8> {
        let length = u16::try_from(data.len()).unwrap();
        [&kind.to_le_bytes()[..], &length.to_le_bytes(), data].concat()
    }

    fn number_at(row: u16, column: u16) -> Vec<u8> {
        record(
            NUMBER,
            &[&row.to_le_bytes()[..], &column.to_le_bytes(), &[0; 10]].concat(),
        )
    }

    #[test]
    fn two_cells_far_apart_are_refused_before_memory_is_taken() {
        let stream = [
            record(0x0809, &[0; 16]),
            number_at(0, 0),
            number_at(65_535, 255),
        ]
        .concat();
        assert!(matches!(
            check(&stream, Limits::default()),
            Err(OfficeError::TooMuchData)
        ));
        let stream = [
            record(0x0809, &[0; 16]),
            number_at(0, 0),
            number_at(65_535, 20),
        ]
        .concat();
        assert!(check(&stream, Limits::default()).is_ok());
        let stream = [number_at(0, 300)].concat();
        let refused = check(&stream, Limits::default());
        assert!(matches!(refused, Err(OfficeError::TooManyColumns { .. })));
        assert!(matches!(
            check(&record(FILE_PASS, &[1, 0]), Limits::default()),
            Err(OfficeError::Encrypted)
        ));
    }

    #[test]
    fn a_long_text_shown_by_very_many_cells_is_refused() {
        // One text of 8,000 one-byte characters over two records, then cells showing it.
        let head = [
            &[1_u8, 0, 0, 0, 1, 0, 0, 0][..],
            &8_000_u16.to_le_bytes(),
            &[0],
            &[b'a'; 5_000],
        ];
        let tail = [&[0_u8][..], &[b'a'; 3_000]].concat();
        let mut stream = [record(SST, &head.concat()), record(CONTINUE, &tail)].concat();
        for row in 0..6_000_u16 {
            let cell = [&row.to_le_bytes()[..], &[0, 0, 0, 0, 0, 0, 0, 0]].concat();
            stream.extend(record(LABEL_SST, &cell));
        }
        assert!(matches!(
            check(&stream, Limits::default()),
            Err(OfficeError::TooMuchData)
        ));
        let roomy = Limits {
            text_bytes: usize::MAX,
            ..Limits::default()
        };
        assert!(check(&stream, roomy).is_ok());
    }
}
