//! csv, tsv and other delimited text: which encoding, which delimiter, then plain rows.
//!
//! Our own exports put an apostrophe before texts that a spreadsheet would run as a formula
//! (`write.rs`); reading takes it off again, so that export and import are inverse.

use crate::error::OfficeError;
use crate::limits::{Budget, Grid};
use crate::quotes;
use crate::sheet::{Sheet, Workbook};
use crate::write::restore;
use encoding_rs::{Encoding, GB18030, UTF_8, UTF_16BE, UTF_16LE};
use std::borrow::Cow;
use wuyou_domain::import::Cell;

/// Bytes from the beginning by which encoding and delimiter are judged.
const SAMPLE_BYTES: usize = 64 << 10;
/// Records compared for the delimiter.
const SAMPLE_RECORDS: usize = 50;
/// Delimiters in one line that no table has: the line is made to fill the memory.
const DELIMITERS_PER_LINE_MAX: usize = 40_000;
/// Of so many bytes of a text at most one is zero.
const ZEROS_PER: usize = 50;
const DELIMITERS: [u8; 4] = [b',', b'\t', b';', b'|'];

/// Reads one text file as one sheet.
pub(crate) fn read(
    bytes: &[u8],
    file_name: &str,
    budget: &mut Budget,
) -> Result<Workbook, OfficeError> {
    let (text, lost_characters) = decode(bytes)?;
    if let Some(what) = disguised(&text) {
        return Err(OfficeError::Unsupported { what });
    }
    let (text, delimiter) = delimiter(&text);
    refuse_endless_lines(text, delimiter, budget)?;
    let text = quotes::mark_unclosed(text, delimiter);
    let rows = read_records(&text, delimiter, file_name, budget)?;
    let name = stem(file_name).to_owned();
    Ok(Workbook {
        sheets: vec![Sheet {
            name,
            hidden: false,
            from_1904: false,
            rows,
        }],
        lost_characters,
    })
}

/// The text and how many characters could not be decoded.
fn decode(bytes: &[u8]) -> Result<(Cow<'_, str>, usize), OfficeError> {
    if let Some((encoding, mark)) = Encoding::for_bom(bytes) {
        return decode_as(encoding, &bytes[mark..]);
    }
    let sample = &bytes[..bytes.len().min(SAMPLE_BYTES)];
    let zeros = |offset: usize| {
        sample
            .iter()
            .skip(offset)
            .step_by(2)
            .filter(|b| **b == 0)
            .count()
    };
    // Tables hold digits and delimiters, whose other byte is zero in UTF-16.
    if bytes.len() >= 4 && zeros(1) * 5 > sample.len() / 2 && zeros(0) * 20 < sample.len() {
        return decode_as(UTF_16LE, bytes);
    }
    if bytes.len() >= 4 && zeros(0) * 5 > sample.len() / 2 && zeros(1) * 20 < sample.len() {
        return decode_as(UTF_16BE, bytes);
    }
    // One zero is a slip of whatever wrote the table; many are no text.
    if (zeros(0) + zeros(1)) * ZEROS_PER > sample.len() {
        return Err(OfficeError::UnknownFormat);
    }
    match std::str::from_utf8(bytes) {
        Ok(_) => decode_as(UTF_8, bytes),
        Err(_) if mostly_utf8(sample) => decode_as(UTF_8, bytes),
        Err(_) => decode_as(GB18030, bytes),
    }
}

fn decode_as<'a>(
    encoding: &'static Encoding,
    bytes: &'a [u8],
) -> Result<(Cow<'a, str>, usize), OfficeError> {
    let (mut text, mut broken) = encoding.decode_without_bom_handling(bytes);
    if text.contains('\0') {
        text = Cow::Owned(text.replace('\0', "\u{fffd}"));
        broken = true;
    }
    let lost = if broken {
        text.matches('\u{fffd}').count()
    } else {
        0
    };
    // A picture or a program decodes into a thicket of control and lost characters.
    let control = |c: char| c.is_control() && !matches!(c, '\t' | '\n' | '\r' | '\u{c}' | '\u{1a}');
    let sample = text.chars().take(SAMPLE_BYTES);
    let (mut strange, mut all) = (0_usize, 0_usize);
    for c in sample {
        all += 1;
        strange += usize::from(control(c) || c == '\u{fffd}');
    }
    if strange * 10 > all {
        return Err(OfficeError::UnknownFormat);
    }
    Ok((text, lost))
}

/// Whether a few damaged bytes stand in a text that otherwise is UTF-8 beyond chance.
fn mostly_utf8(sample: &[u8]) -> bool {
    let lossy = String::from_utf8_lossy(sample);
    let bad = lossy.matches('\u{fffd}').count();
    let good = lossy
        .chars()
        .filter(|c| !c.is_ascii() && *c != '\u{fffd}')
        .count();
    good > bad * 10
}

/// Programs that export web pages or XML under the name of a table.
fn disguised(text: &str) -> Option<&'static str> {
    let start: String = text
        .trim_start()
        .chars()
        .take(256)
        .collect::<String>()
        .to_lowercase();
    if start.starts_with("%pdf") || start.starts_with("{\\rtf") {
        return Some("document");
    }
    if start.starts_with("<?xml") {
        return Some("xml");
    }
    let page = ["<html", "<!doctype", "<table", "<head", "<meta"];
    page.iter().any(|p| start.starts_with(p)).then_some("html")
}

/// The text behind an Excel `sep=` line, and the delimiter.
fn delimiter(text: &str) -> (&str, u8) {
    if let Some(rest) = text
        .strip_prefix("sep=")
        .or_else(|| text.strip_prefix("SEP="))
        && let Some(sign) = rest.bytes().next().filter(u8::is_ascii)
    {
        let behind = rest[1..].trim_start_matches('\r');
        return (behind.strip_prefix('\n').unwrap_or(behind), sign);
    }
    let mut end = text.len().min(SAMPLE_BYTES);
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    let sample = match text[..end].rfind('\n') {
        Some(at) if end < text.len() => &text[..at],
        _ => &text[..end],
    };
    // The first of equals: the comma.
    let scored = DELIMITERS.iter().rev().map(|d| (score(sample, *d), *d));
    let best = scored.max_by_key(|(score, _)| *score);
    (
        text,
        best.filter(|((divided, _), _)| *divided > 0)
            .map_or(b',', |(_, d)| d),
    )
}

/// In how many sampled records the delimiter stands at all, and then how many of them agree on a
/// width, weighted by the width: a tab inside a few notes does not outvote the commas of all rows.
fn score(sample: &str, delimiter: u8) -> (usize, usize) {
    let mut widths = std::collections::BTreeMap::<usize, usize>::new();
    let sample = quotes::mark_unclosed(sample, delimiter);
    for record in reader(&sample, delimiter)
        .records()
        .flatten()
        .take(SAMPLE_RECORDS)
    {
        *widths.entry(record.len()).or_default() += 1;
    }
    let divided = widths
        .iter()
        .filter(|(width, _)| **width > 1)
        .map(|(_, count)| count)
        .sum();
    let agreeing = widths
        .iter()
        .map(|(width, count)| count * (width - 1).min(30))
        .max();
    (divided, agreeing.unwrap_or(0))
}

fn reader(text: &str, delimiter: u8) -> csv::Reader<&[u8]> {
    csv::ReaderBuilder::new()
        .has_headers(false)
        .flexible(true)
        .delimiter(delimiter)
        .from_reader(text.as_bytes())
}

fn refuse_endless_lines(text: &str, delimiter: u8, budget: &Budget) -> Result<(), OfficeError> {
    let mut count = 0_usize;
    for (row, line) in text.lines().enumerate() {
        count = line.bytes().filter(|b| *b == delimiter).count();
        if count > DELIMITERS_PER_LINE_MAX {
            let max = budget.limits.columns;
            return Err(OfficeError::TooManyColumns {
                sheet: String::new(),
                row: row + 1,
                max,
            });
        }
    }
    debug_assert!(count <= DELIMITERS_PER_LINE_MAX);
    Ok(())
}

fn read_records(
    text: &str,
    delimiter: u8,
    file_name: &str,
    budget: &mut Budget,
) -> Result<Vec<Vec<Cell>>, OfficeError> {
    let mut grid = Grid::new(stem(file_name).to_owned(), budget);
    let mut reader = reader(text, delimiter);
    let mut record = csv::StringRecord::new();
    let mut row = 0_usize;
    while reader.read_record(&mut record)? {
        // The parser passes over empty lines; the rows keep the numbers office programs show.
        row += record
            .position()
            .map_or(0, |p| empty_lines(text.as_bytes(), p.byte()));
        for (column, field) in record.iter().enumerate() {
            grid.put(row, column, Cell::of_text(restore(quotes::plain(field))))?;
        }
        row += 1;
    }
    Ok(grid.rows)
}

/// The empty lines at `start`, where the parser began to look for a record.
fn empty_lines(text: &[u8], start: u64) -> usize {
    let start = usize::try_from(start).unwrap_or(text.len()).min(text.len());
    // The second half of the line break before, which the parser leaves standing.
    let half = start > 0 && text[start - 1] == b'\r' && text.get(start) == Some(&b'\n');
    let mut rest = &text[start + usize::from(half)..];
    let mut count = 0;
    loop {
        rest = match rest {
            [b'\r', b'\n', rest @ ..] | [b'\r' | b'\n', rest @ ..] => rest,
            _ => return count,
        };
        count += 1;
    }
}

/// The file's name without folders and ending.
fn stem(file_name: &str) -> &str {
    let name = file_name.rsplit(['/', '\\']).next().unwrap_or(file_name);
    name.rsplit_once('.').map_or(name, |(stem, _)| stem)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::limits::Limits;

    fn rows(bytes: &[u8]) -> Vec<Vec<String>> {
        let book = read(bytes, "名单.csv", &mut Budget::new(Limits::default())).unwrap();
        assert_eq!(book.sheets[0].name, "名单");
        let texts = |row: &Vec<Cell>| row.iter().map(|c| c.text().into_owned()).collect();
        book.sheets[0].rows.iter().map(texts).collect()
    }

    #[test]
    fn every_encoding_of_a_chinese_pc_gives_the_same_rows() {
        let text = "姓名,电话,村\r\n李䶮,13804712207,东沟村\r\n王㛃,0471-6543210,\"上庄村\"\r\n";
        let wanted = vec![
            vec!["姓名", "电话", "村"],
            vec!["李䶮", "13804712207", "东沟村"],
            vec!["王㛃", "0471-6543210", "上庄村"],
        ];
        let utf16 = |encode: fn(u16) -> [u8; 2], mark: &[u8]| {
            let units: Vec<u8> = text.encode_utf16().flat_map(encode).collect();
            [mark, &units].concat()
        };
        for (name, bytes) in [
            ("utf-8", text.as_bytes().to_vec()),
            (
                "utf-8 with mark",
                [b"\xef\xbb\xbf", text.as_bytes()].concat(),
            ),
            ("gb18030", GB18030.encode(text).0.into_owned()),
            ("utf-16le with mark", utf16(u16::to_le_bytes, b"\xff\xfe")),
            ("utf-16be with mark", utf16(u16::to_be_bytes, b"\xfe\xff")),
            ("utf-16le", utf16(u16::to_le_bytes, b"")),
            ("utf-16be", utf16(u16::to_be_bytes, b"")),
        ] {
            assert_eq!(rows(&bytes), wanted, "{name}");
        }
    }

    #[test]
    fn the_delimiter_is_found_and_a_sep_line_obeyed() {
        for text in [
            "a;b;c,d\n1;2;3\n",
            "a\tb\tc,d\n1\t2\t3\n",
            "a|b|c,d\n1|2|3\n",
            "sep=;\r\na;b;c,d\n1;2;3\n",
        ] {
            assert_eq!(
                rows(text.as_bytes()),
                [["a", "b", "c,d"], ["1", "2", "3"]],
                "{text}"
            );
        }
        assert_eq!(
            rows("只有一列\n第二行\n".as_bytes()),
            [["只有一列"], ["第二行"]]
        );
    }

    #[test]
    fn empty_lines_keep_their_row_numbers_and_quoted_lines_do_not_add_any() {
        for end in ["\n", "\r\n", "\r"] {
            let text = "a,b\n\n\"1\n2\",c\n\n\nd,e".replace('\n', end);
            let got = rows(text.as_bytes());
            assert_eq!(got.len(), 6, "{end:?}");
            assert_eq!(got[2], [format!("1{end}2"), "c".into()]);
            assert_eq!(got[5], ["d", "e"]);
        }
    }

    #[test]
    fn one_damaged_byte_costs_one_character_and_is_counted() {
        let mut bytes = "姓名,电话\n张三三三三三三三三三三三三三三三三三三三三,1\n"
            .as_bytes()
            .to_vec();
        bytes[1] = b'x';
        let book = read(&bytes, "a.csv", &mut Budget::new(Limits::default())).unwrap();
        assert!(book.lost_characters > 0);
        assert!(book.sheets[0].rows[1][0].text().starts_with("张三"));
    }

    #[test]
    fn a_quote_nobody_closed_costs_one_cell_and_no_row() {
        let many: String = (0..60)
            .map(|i| format!("户{i},138047122{i:02},村\n"))
            .collect();
        for (text, wanted) in [
            // To the end of the file, and up to the quotes of a later row.
            ("姓名,村,注\n张三,\"东沟村,1\n李四,西沟村,2\n".to_owned(), 3),
            (
                "姓名,村,注\n张三,\"东沟村,1\n李四,\"西沟村\",2\n王五,a,3\n".to_owned(),
                4,
            ),
            // Two odd quotes that fit together, each in a whole row of its own.
            (
                "姓名,电话,村,注\n张三,1,\"东沟村,1\n李四,1,西沟村\",2\n王五,1,a,3\n".to_owned(),
                4,
            ),
            // In the first cell of all, and a closing quote implausibly far away.
            ("\"姓名,村,注\n张三,东沟村,1\n李四,西沟村,2\n".to_owned(), 3),
            (format!("姓名,电话,村\n张三,\"138,村\n{many}\"x\",2,\n"), 63),
        ] {
            let got = rows(text.as_bytes());
            assert_eq!(got.len(), wanted, "{text}");
            assert!(got.iter().all(|row| row.len() >= 2), "{got:?}");
        }
        let got = rows("姓名,村,注\n张三,\"东沟村,1\n李四,西沟村,2\n".as_bytes());
        assert_eq!(got[1], ["张三", "\"东沟村", "1"]);
        // What is closed stays one cell: lines, doubled quotes, delimiters and all.
        let got = rows("名,注,村\n张三,\"一,\n二 \"\"好\"\"\" ,东\n".as_bytes());
        assert_eq!(got[1], ["张三", "一,\n二 \"好\" ", "东"]);
    }

    #[test]
    fn a_zero_byte_is_a_damaged_character_of_its_cell() {
        let text =
            "姓名,电话,村\n张三,1380471\u{0}2207,东沟村\n李四,13904712207,西沟村\n".repeat(3);
        let book = read(
            text.as_bytes(),
            "a.csv",
            &mut Budget::new(Limits::default()),
        )
        .unwrap();
        assert_eq!(book.lost_characters, 3);
        assert_eq!(book.sheets[0].rows[1][1].text(), "1380471\u{fffd}2207");
        assert_eq!(book.sheets[0].rows[2][1].text(), "13904712207");
    }

    #[test]
    fn what_is_no_table_is_said_to_be_none() {
        let code = |bytes: &[u8]| {
            read(bytes, "x.csv", &mut Budget::new(Limits::default()))
                .unwrap_err()
                .code()
        };
        assert_eq!(
            code(b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR"),
            "office.unknown_format"
        );
        assert_eq!(
            code("\u{1}\u{2}\u{3}a,b".as_bytes()),
            "office.unknown_format"
        );
        assert_eq!(
            code(b"<html><table><tr><td>1</td></tr></table>"),
            "office.unsupported"
        );
        assert_eq!(code(b"%PDF-1.7 ..."), "office.unsupported");
        assert_eq!(code(&b",".repeat(100_000)), "office.too_many_columns");
        assert_eq!(code("长".repeat(40_000).as_bytes()), "office.cell_too_long");
    }
}
