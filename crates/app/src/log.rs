//! Where the log lies in the data folder, and its latest part for the file for support. Hosts write
//! it.

use std::fs;
use std::io::{Read as _, Seek as _, SeekFrom};
use std::path::Path;

/// The folder of the log in the data folder.
pub const FOLDER: &str = "logs";
/// The file that is written now; older ones have a number before their ending.
pub const FILE: &str = "wuyou.log";

/// How much of the log goes into the file for support.
const TAIL_BYTES: u64 = 48 * 1024;

/// The latest lines of the log, the oldest of them first. A log that is not there has none.
pub(crate) fn tail(dir: &Path) -> Vec<String> {
    let read = || -> std::io::Result<Vec<u8>> {
        let mut file = fs::File::open(dir.join(FOLDER).join(FILE))?;
        let from = file.metadata()?.len().saturating_sub(TAIL_BYTES);
        file.seek(SeekFrom::Start(from))?;
        let mut bytes = Vec::new();
        file.take(TAIL_BYTES).read_to_end(&mut bytes)?;
        // The first line is cut in the middle, unless it is the file's first.
        let cut = match from {
            0 => 0,
            _ => bytes.iter().position(|byte| *byte == b'\n').unwrap_or(0),
        };
        Ok(bytes.split_off(cut))
    };
    let bytes = read().unwrap_or_default();
    let text = String::from_utf8_lossy(&bytes);
    let lines = text.lines().filter(|line| !line.trim().is_empty());
    lines.map(plain).collect()
}

/// What people type is mostly Chinese and no line of the log is: should one ever be, it goes no
/// further. The same for digits in a row, which may be a number to call.
#[must_use]
pub fn plain(line: &str) -> String {
    let mut plain = String::with_capacity(line.len());
    let mut digits = 0;
    for c in line.chars() {
        digits = if c.is_ascii_digit() { digits + 1 } else { 0 };
        match c {
            _ if digits == DIGITS_MOST + 1 => {
                plain.truncate(plain.len() - DIGITS_MOST);
                plain.push('#');
            }
            _ if digits > DIGITS_MOST => {}
            ' '..='~' | '\n' | '\t' => plain.push(c),
            _ => plain.push('?'),
        }
    }
    plain
}

/// Digits in a row that say nothing about anybody: parts of a second have six, which is what the
/// shortest number of a landline has less than.
const DIGITS_MOST: usize = 6;

#[cfg(test)]
mod tests {
    use super::plain;

    #[test]
    fn a_line_keeps_its_words_and_times_and_neither_a_name_nor_a_number() {
        let line = "2026-11-23T06:45:28.123456Z  WARN wuyou_app: busy no=LH001-A-20261121-0007";
        assert_eq!(
            plain(line),
            "2026-11-23T06:45:28.123456Z  WARN wuyou_app: busy no=LH001-A-#-0007"
        );
        assert_eq!(
            plain("王建军 13804712207 called 8123456 twice"),
            "??? # called # twice"
        );
        assert_eq!(plain("one\ttwo\u{1b}[31m\n"), "one\ttwo?[31m\n");
    }
}
