//! Quotes of delimited text that nobody closed: taken as the signs they are, so that a forgotten
//! quote costs one odd cell and never the rows below it.

use std::borrow::Cow;

/// Stands in front of a quote that is text. A noncharacter: no text that is exchanged holds it.
const LITERAL: char = '\u{fdd0}';
/// Lines from which a quoted cell is looked at twice: it may be a quote nobody closed.
const LINES_MANY: usize = 40;
/// Delimiters of a row from which a cell of whole rows is no coincidence.
const DELIMITERS_SURE: usize = 3;
/// Bytes a quoted cell may span: the longest cell of office programs, in Chinese, quotes doubled.
const BYTES_MAX: usize = 32_767 * 4;

/// The text with every quote marked that opens a cell and does not close it before the next
/// delimiter or end of line. [`plain`] takes the marks off again.
pub(crate) fn mark_unclosed(text: &str, delimiter: u8) -> Cow<'_, str> {
    let bytes = text.as_bytes();
    if !bytes.contains(&b'"') {
        return Cow::Borrowed(text);
    }
    let typical = typical_delimiters(text, delimiter);
    let mut marked: Option<String> = None;
    let (mut at, mut copied, mut starts_cell) = (0, 0, true);
    while let Some(&byte) = bytes.get(at) {
        if byte == b'"' && starts_cell {
            if let Some(end) = closing(bytes, at, delimiter, typical) {
                at = end;
            } else {
                let out = marked.get_or_insert_default();
                out.push_str(&text[copied..at]);
                out.push(LITERAL);
                copied = at;
                at += 1;
            }
            starts_cell = false;
            continue;
        }
        starts_cell = byte == delimiter || is_line_end(byte);
        at += 1;
    }
    match marked {
        Some(mut out) => {
            out.push_str(&text[copied..]);
            Cow::Owned(out)
        }
        None => Cow::Borrowed(text),
    }
}

/// A cell without the mark of its first quote.
pub(crate) fn plain(cell: &str) -> &str {
    match cell.strip_prefix(LITERAL) {
        Some(rest) if rest.starts_with('"') => rest,
        _ => cell,
    }
}

/// Behind the quote that closes the cell opened at `open`, if one does.
fn closing(bytes: &[u8], open: usize, delimiter: u8, typical: usize) -> Option<usize> {
    let mut at = open + 1;
    let mut lines = 0;
    while let Some(&byte) = bytes.get(at) {
        if at - open > BYTES_MAX {
            return None;
        }
        if byte == b'"' {
            if bytes.get(at + 1) == Some(&b'"') {
                at += 2;
                continue;
            }
            let behind = at + 1;
            let spaces = bytes[behind..].iter().take_while(|b| **b == b' ').count();
            let next = bytes.get(behind + spaces);
            let closes = next.is_none_or(|b| *b == delimiter || is_line_end(*b));
            let swallows = lines > 0 && holds_rows(bytes, open, behind, delimiter, typical);
            return (closes && !swallows).then_some(behind);
        }
        lines += usize::from(byte == b'\n');
        at += 1;
    }
    None
}

/// Whether the lines a cell would span are rows, each with the delimiters of a row: two quotes of
/// different rows that happen to fit together.
fn holds_rows(bytes: &[u8], open: usize, end: usize, delimiter: u8, typical: usize) -> bool {
    let from = bytes[..open].iter().rposition(|b| is_line_end(*b));
    let rest = bytes[end..].iter().position(|b| is_line_end(*b));
    let from = from.map_or(0, |at| at + 1);
    let to = rest.map_or(bytes.len(), |n| end + n);
    let (mut all, mut rows) = (0_usize, 0_usize);
    for line in bytes[from..to].split(|b| *b == b'\n') {
        all += 1;
        let count = line.iter().filter(|b| **b == delimiter).count();
        rows += usize::from(count == typical);
    }
    let few = typical >= DELIMITERS_SURE && rows == all;
    let many = typical > 0 && all > LINES_MANY && rows * 2 > all;
    few || many
}

/// How many delimiters most lines have.
fn typical_delimiters(text: &str, delimiter: u8) -> usize {
    let mut counts = std::collections::BTreeMap::<usize, usize>::new();
    for line in text.lines().take(1_000) {
        let count = line.bytes().filter(|b| *b == delimiter).count();
        *counts.entry(count).or_default() += 1;
    }
    let most = counts.into_iter().max_by_key(|(_, lines)| *lines);
    most.map_or(0, |(count, _)| count)
}

fn is_line_end(byte: u8) -> bool {
    matches!(byte, b'\n' | b'\r')
}
