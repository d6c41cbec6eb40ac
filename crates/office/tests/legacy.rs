//! xls from before 2007, made record by record.
#![allow(clippy::unwrap_used, reason = "tests")]

use chrono::NaiveDate;
use std::io::{Cursor, Write};
use wuyou_office::{Cell, Workbook};

fn record(kind: u16, data: &[u8]) -> Vec<u8> {
    let length = u16::try_from(data.len()).unwrap();
    [&kind.to_le_bytes()[..], &length.to_le_bytes(), data].concat()
}

/// Beginning of a substream: 5 for the globals, 16 for a sheet.
fn begin(kind: u16) -> Vec<u8> {
    let words = [0x0600, kind, 0x0dbb, 0x07cc, 0, 0, 0, 0];
    record(0x0809, &words.map(u16::to_le_bytes).concat())
}

fn end() -> Vec<u8> {
    record(0x000a, &[])
}

/// A text of two-byte characters with a length of `width` bytes.
fn text(text: &str, width: usize) -> Vec<u8> {
    let units: Vec<u16> = text.encode_utf16().collect();
    let length = u16::try_from(units.len()).unwrap().to_le_bytes();
    let mut bytes = length[..width].to_vec();
    bytes.push(1);
    bytes.extend(units.iter().flat_map(|u| u.to_le_bytes()));
    bytes
}

/// A cell format with the given number format.
fn format(number_format: u16) -> Vec<u8> {
    let mut data = [0_u8; 20];
    data[2..4].copy_from_slice(&number_format.to_le_bytes());
    record(0x00e0, &data)
}

fn place(row: u16, column: u16, format: u16) -> Vec<u8> {
    [row, column, format].map(u16::to_le_bytes).concat()
}

fn xls() -> Vec<u8> {
    let texts = ["姓名", "李䶮", "13804712207", "=已换主板"];
    let mut shared = [4_u32, 4].map(u32::to_le_bytes).concat();
    shared.extend(texts.iter().flat_map(|t| text(t, 2)));
    let shown = |row, column, index: u32| {
        record(
            0x00fd,
            &[place(row, column, 0), index.to_le_bytes().to_vec()].concat(),
        )
    };
    let number = |row, column, format, value: f64| {
        record(
            0x0203,
            &[place(row, column, format), value.to_le_bytes().to_vec()].concat(),
        )
    };
    let sheet = [
        begin(16),
        shown(1, 0, 0),
        shown(2, 0, 1),
        shown(2, 1, 2),
        number(2, 2, 0, 13_804_712_207.0),
        number(2, 3, 1, 43_364.0),
        number(2, 4, 1, 43_364.75),
        shown(3, 1, 3),
        record(0x00e5, &[1_u16, 2, 3, 0, 0].map(u16::to_le_bytes).concat()),
        end(),
    ]
    .concat();
    let globals = |sheet_at: u32| {
        let bound = [&sheet_at.to_le_bytes()[..], &[0, 0], &text("客户", 1)].concat();
        [
            begin(5),
            format(0),
            format(14),
            record(0x0085, &bound),
            record(0x00fc, &shared),
            end(),
        ]
        .concat()
    };
    let stream = [globals(u32::try_from(globals(0).len()).unwrap()), sheet].concat();
    let mut file = cfb::CompoundFile::create(Cursor::new(Vec::new())).unwrap();
    file.create_stream("/Workbook")
        .unwrap()
        .write_all(&stream)
        .unwrap();
    file.flush().unwrap();
    file.into_inner().into_inner()
}

#[test]
fn an_xls_keeps_rows_texts_long_numbers_dates_and_merged_names() {
    let book = Workbook::read(&xls(), "旧.xls").unwrap();
    assert_eq!(
        (book.sheets.len(), book.sheets[0].name.as_str()),
        (1, "客户")
    );
    let rows = &book.sheets[0].rows;
    assert!(rows[0].is_empty());
    assert_eq!(rows[1][0].text(), "姓名");
    let texts: Vec<_> = rows[2].iter().map(|c| c.text().into_owned()).collect();
    let wanted = [
        "李䶮",
        "13804712207",
        "13804712207",
        "2018-09-21",
        "2018-09-21 18:00:00",
    ];
    assert_eq!(texts, wanted);
    assert_eq!(
        rows[2][3],
        Cell::Date(NaiveDate::from_ymd_opt(2018, 9, 21).unwrap())
    );
    assert_eq!(rows[3][0].text(), "李䶮");
    assert_eq!(rows[3][1], Cell::Text("=已换主板".into()));
}

#[test]
fn an_xls_damaged_anywhere_is_refused_or_read_but_never_a_panic() {
    let whole = xls();
    // The stream stands behind the header and the allocation table; every byte of it once.
    for at in (0..whole.len()).step_by(7) {
        let mut bytes = whole.clone();
        bytes[at] ^= 0xff;
        let _outcome = Workbook::read(&bytes, "旧.xls");
    }
}
