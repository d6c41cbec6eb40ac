//! What comes out of real formats, and that what is written reads back the same.
#![allow(clippy::unwrap_used, reason = "tests")]

use chrono::NaiveDate;
use proptest::prelude::*;
use std::io::{Cursor, Write};
use wuyou_office::{Cell, SheetOut, Workbook, write_csv, write_xlsx};
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

fn date(year: i32, month: u32, day: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(year, month, day).unwrap()
}

fn archive(parts: &[(&str, &str)]) -> Vec<u8> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, text) in parts {
        zip.start_file(*name, SimpleFileOptions::default()).unwrap();
        zip.write_all(text.as_bytes()).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

/// An xlsx as other programs write it: absolute targets, styles, shared texts, two sheets.
fn foreign_xlsx(sheet: &str) -> Vec<u8> {
    archive(&[
        (
            "_rels/.rels",
            r#"<Relationships><Relationship Id="a" Type="t/officeDocument" Target="/xl/workbook.xml"/></Relationships>"#,
        ),
        (
            "xl/workbook.xml",
            r#"<x:workbook xmlns:x="m" xmlns:r="r"><x:sheets><x:sheet name="客户 &amp; 电话" sheetId="7" r:id="b"/><x:sheet name="图" sheetId="8" r:id="e"/></x:sheets></x:workbook>"#,
        ),
        (
            "xl/_rels/workbook.xml.rels",
            r#"<Relationships><Relationship Id="b" Type="t/worksheet" Target="/xl/worksheets/s.xml"/><Relationship Id="c" Type="t/styles" Target="styles.xml"/><Relationship Id="d" Type="t/sharedStrings" Target="./strings.xml"/><Relationship Id="e" Type="t/chartsheet" Target="charts/c.xml"/></Relationships>"#,
        ),
        (
            "xl/styles.xml",
            r#"<styleSheet><numFmts><numFmt numFmtId="164" formatCode="yyyy&quot;年&quot;m&quot;月&quot;"/></numFmts><cellStyleXfs><xf numFmtId="14"/></cellStyleXfs><cellXfs><xf numFmtId="0"/><xf numFmtId="14"/><xf numFmtId="164"/></cellXfs></styleSheet>"#,
        ),
        (
            "xl/strings.xml",
            r#"<sst><si><t>王</t></si><si><r><t>李</t></r><r><t xml:space="preserve">䶮 </t></r><rPh><t>yan</t></rPh></si></sst>"#,
        ),
        ("xl/worksheets/s.xml", sheet),
    ])
}

#[test]
fn every_kind_of_xlsx_cell_keeps_what_it_says() {
    let bytes = foreign_xlsx(
        r#"<worksheet><sheetData>
        <row r="2"><c r="A2" t="s"><v>1</v></c><c r="C2"><v>13804712207</v></c><c r="D2" s="1"><v>43364</v></c>
        <c r="E2" s="2" t="n"><v>2017-12-29</v></c><c r="F2" t="d"><v>2017-12-29T18:30:00</v></c></row>
        <row r="4"><c r="A4" t="inlineStr"><is><t>=已换主板</t></is></c><c r="B4"><f>A1&amp;"x"</f></c>
        <c r="C4" t="str"><f>A1</f><v>王&lt;</v></c><c r="D4" t="b"><v>1</v></c><c r="E4" t="e"><v>#N/A</v></c>
        <c r="F4"><v>12345678901234567890</v></c><c r="G4" s="1"><v>43364.75</v></c><c><v>7</v></c></row>
        </sheetData></worksheet>"#,
    );
    let book = Workbook::read(&bytes, "a.xlsx").unwrap();
    assert_eq!(book.sheets.len(), 1);
    let sheet = &book.sheets[0];
    assert_eq!(sheet.name, "客户 & 电话");
    assert!(sheet.rows[0].is_empty() && sheet.rows[2].is_empty());
    let texts: Vec<_> = sheet.rows[1]
        .iter()
        .map(|c| c.text().into_owned())
        .collect();
    assert_eq!(
        texts,
        [
            "李䶮 ",
            "",
            "13804712207",
            "2018-09-21",
            "2017-12-29",
            "2017-12-29 18:30:00"
        ]
    );
    assert_eq!(sheet.rows[1][3], Cell::Date(date(2018, 9, 21)));
    let row = &sheet.rows[3];
    assert_eq!(row[0], Cell::Text("=已换主板".into()));
    assert_eq!(row[1], Cell::Formula("=A1&\"x\"".into()));
    assert_eq!(row[2], Cell::Text("王<".into()));
    assert_eq!(
        (&row[3], &row[4]),
        (&Cell::Bool(true), &Cell::Error("#N/A".into()))
    );
    assert_eq!(row[5].text(), "12345678901234567890");
    assert_eq!(row[6].text(), "2018-09-21 18:00:00");
    assert_eq!(row[7].text(), "7");
}

#[test]
fn a_workbook_that_counts_from_1904_says_so_of_its_sheets() {
    let sheet = r#"<worksheet><sheetData><row r="1"><c s="1"><v>41902</v></c><c><v>41902</v></c></row></sheetData></worksheet>"#;
    let book = r#"<workbook><workbookPr date1904="1"/><sheets><sheet name="a" sheetId="1" id="b"/></sheets></workbook>"#;
    let bytes = archive(&[
        (
            "_rels/.rels",
            r#"<Relationships><Relationship Id="a" Type="t/officeDocument" Target="/xl/workbook.xml"/></Relationships>"#,
        ),
        ("xl/workbook.xml", book),
        (
            "xl/_rels/workbook.xml.rels",
            r#"<Relationships><Relationship Id="b" Type="t/worksheet" Target="s.xml"/><Relationship Id="c" Type="t/styles" Target="styles.xml"/></Relationships>"#,
        ),
        (
            "xl/styles.xml",
            r#"<styleSheet><cellXfs><xf numFmtId="0"/><xf numFmtId="14"/></cellXfs></styleSheet>"#,
        ),
        ("xl/s.xml", sheet),
    ]);
    let book = Workbook::read(&bytes, "a.xlsx").unwrap();
    assert!(book.sheets[0].from_1904);
    assert_eq!(book.sheets[0].rows[0][0], Cell::Date(date(2018, 9, 21)));
    assert_eq!(book.sheets[0].rows[0][1], Cell::number(41_902.0));
}

#[test]
fn a_name_merged_over_two_machines_stands_in_both_rows_and_a_title_in_one() {
    let bytes = foreign_xlsx(
        r#"<worksheet><sheetData>
        <row r="1"><c r="A1" t="inlineStr"><is><t>台账</t></is></c></row>
        <row r="2"><c r="A2" t="s"><v>0</v></c><c r="B2"><v>1</v></c></row>
        <row r="3"><c r="B3"><v>2</v></c></row></sheetData>
        <mergeCells><mergeCell ref="A1:C1"/><mergeCell ref="A2:A3"/><mergeCell ref="A3:A1048576"/></mergeCells></worksheet>"#,
    );
    let rows = Workbook::read(&bytes, "a.xlsx")
        .unwrap()
        .sheets
        .remove(0)
        .rows;
    assert_eq!(rows[0].len(), 1);
    assert_eq!(rows[2][0].text(), "王");
    assert_eq!(rows.len(), 3);
}

#[test]
fn byte_order_marks_backslashes_and_other_capitals_do_no_harm() {
    let bytes = archive(&[
        (
            "_rels\\.rels",
            "\u{feff}<?xml version=\"1.0\"?><Relationships><Relationship Id=\"a\" Type=\"t/officeDocument\" Target=\"XL/Workbook.xml\"/></Relationships>",
        ),
        (
            "xl\\workbook.xml",
            "\u{feff}<workbook xmlns:r=\"r\"><sheets><sheet name=\"a\" r:id=\"b\"/></sheets></workbook>",
        ),
        (
            "xl\\_rels\\workbook.xml.rels",
            r#"<Relationships><Relationship Id="b" Type="t/worksheet" Target="worksheets/Sheet1.xml"/></Relationships>"#,
        ),
        (
            "xl\\worksheets\\sheet1.xml",
            "\u{feff}<worksheet><sheetData><row><c><v>1</v></c></row></sheetData></worksheet>",
        ),
    ]);
    let book = Workbook::read(&bytes, "a.xlsx").unwrap();
    assert_eq!(book.sheets[0].rows, [[Cell::number(1.0)]]);
}

#[test]
fn ods_cells_keep_what_they_say() {
    let content = r#"<office:document-content xmlns:office="o" xmlns:table="t" xmlns:text="x">
      <table:table table:name="客户"><table:table-column/>
      <table:table-row><table:table-cell office:value-type="string" table:number-columns-repeated="2"><text:p>李<text:s text:c="2"/>䶮</text:p><text:p>二</text:p></table:table-cell>
      <table:table-cell office:value-type="date" office:date-value="2018-09-21"><text:p>21.9.18</text:p></table:table-cell>
      <table:table-cell office:value-type="float" office:value="13804712207"><office:annotation><text:p>不是内容</text:p></office:annotation><text:p>1.38E+10</text:p></table:table-cell></table:table-row>
      <table:table-row table:number-rows-repeated="2"><table:table-cell/></table:table-row>
      <table:table-row><table:table-cell table:number-rows-spanned="2" office:value-type="string"><text:p>王</text:p></table:table-cell><table:table-cell office:value-type="string" table:formula="of:=[.A1]"><text:p>值</text:p></table:table-cell></table:table-row>
      <table:table-row><table:covered-table-cell/><table:table-cell office:value-type="boolean" office:boolean-value="true"/></table:table-row>
      </table:table></office:document-content>"#;
    let book = Workbook::read(&archive(&[("content.xml", content)]), "a.ods").unwrap();
    let rows: Vec<Vec<String>> = book.sheets[0]
        .rows
        .iter()
        .map(|r| r.iter().map(|c| c.text().into_owned()).collect())
        .collect();
    assert_eq!(
        rows[0],
        ["李  䶮\n二", "李  䶮\n二", "2018-09-21", "13804712207"]
    );
    assert_eq!(rows[3], ["王", "值"]);
    assert_eq!(rows[4], ["王", "TRUE"]);
}

#[test]
fn a_written_workbook_reads_back_the_same_and_runs_nothing() {
    let at = date(2018, 9, 21).and_hms_opt(18, 30, 0).unwrap();
    let row = vec![
        Cell::Text("=cmd|'/c calc'!A1".into()),
        Cell::Text("04716543210".into()),
        Cell::Text("13804712207".into()),
        Cell::Formula("=已换主板".into()),
        Cell::Date(date(2018, 9, 21)),
        Cell::DateTime(at),
        Cell::number(120.5),
        Cell::Bool(true),
        Cell::Text("李䶮 𠅤 '\u{3000}_x000D_".into()),
    ];
    let header = (0..9).map(|i| format!("列{i}")).collect();
    let sheet = SheetOut {
        name: "未导入/行:?".into(),
        header,
        rows: vec![row.clone()],
    };
    let bytes = write_xlsx(&[sheet.clone(), sheet]).unwrap();
    let book = Workbook::read(&bytes, "a.xlsx").unwrap();
    assert_eq!(book.sheets[0].name, "未导入 行");
    assert_eq!(book.sheets[1].name, "未导入 行 2");
    let read = &book.sheets[0].rows[1];
    assert_eq!(read.len(), 9);
    for (index, (read, written)) in read.iter().zip(&row).enumerate() {
        let wanted = match written {
            Cell::Formula(text) => Cell::Text(text.clone()),
            other => other.clone(),
        };
        assert_eq!(read, &wanted, "column {index}");
    }
    // No formula element stands anywhere in the file.
    let mut zip = zip::ZipArchive::new(Cursor::new(&bytes)).unwrap();
    let mut xml = String::new();
    std::io::Read::read_to_string(
        &mut zip.by_name("xl/worksheets/sheet1.xml").unwrap(),
        &mut xml,
    )
    .unwrap();
    assert!(!xml.contains("<f>") && xml.contains("pane"), "{xml}");
}

#[test]
fn a_text_beyond_excels_limit_is_refused_not_cut() {
    let sheet = SheetOut {
        rows: vec![vec![Cell::Text("长".repeat(32_768))]],
        ..SheetOut::default()
    };
    assert_eq!(
        write_xlsx(&[sheet]).unwrap_err().code(),
        "office.cell_too_long"
    );
    assert_eq!(write_xlsx(&[]).unwrap_err().code(), "office.no_sheet");
}

fn read_csv(bytes: &[u8]) -> Vec<Vec<String>> {
    let book = Workbook::read(bytes, "a.csv").unwrap();
    let texts = |r: &Vec<Cell>| r.iter().map(|c| c.text().into_owned()).collect();
    book.sheets[0].rows.iter().map(texts).collect()
}

/// Without the empty cells at the ends of rows and the empty rows at the end, which carry nothing.
fn trimmed(mut rows: Vec<Vec<String>>) -> Vec<Vec<String>> {
    for row in &mut rows {
        while row.last().is_some_and(String::is_empty) {
            row.pop();
        }
    }
    while rows.last().is_some_and(Vec::is_empty) {
        rows.pop();
    }
    rows
}

#[test]
fn csv_neutralises_what_a_spreadsheet_would_run_and_reads_it_back() {
    let texts = [
        "=cmd|'/c calc'!A1",
        "+86",
        "-1",
        "@x",
        "\tx",
        "'=1",
        "'13804712207",
        "04716543210",
        "＝1",
        "''",
    ];
    let rows = vec![texts.map(String::from).to_vec()];
    let bytes = write_csv(&rows).unwrap();
    let shown = String::from_utf8(bytes.clone()).unwrap();
    assert!(
        shown.starts_with("\u{feff}'=cmd|'/c calc'!A1,'+86,'-1,'@x,'\tx,''=1,''13804712207,0"),
        "{shown}"
    );
    assert_eq!(read_csv(&bytes), rows);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(100))]

    #[test]
    fn csv_export_and_import_are_inverse(
        rows in prop::collection::vec(prop::collection::vec("([=+@'＝\t-]{0,2}[\\PC\n,;\"]{0,8})", 1..5), 1..6)
    ) {
        // One filled cell in front: a file of nothing has no form to recognise.
        let mut all = vec![vec!["姓名".to_owned(), "电话".to_owned()]];
        all.extend(rows);
        let bytes = write_csv(&all).unwrap();
        prop_assert_eq!(trimmed(read_csv(&bytes)), trimmed(all));
    }

    #[test]
    fn xlsx_texts_are_written_and_read_unchanged(texts in prop::collection::vec("[=+'@]{0,1}\\PC{1,12}", 1..6)) {
        let rows = vec![texts.iter().cloned().map(Cell::Text).collect()];
        let sheet = SheetOut { name: "a".into(), header: Vec::new(), rows };
        let book = Workbook::read(&write_xlsx(&[sheet]).unwrap(), "a.xlsx").unwrap();
        let read: Vec<String> = book.sheets[0].rows[1].iter().map(|c| c.text().into_owned()).collect();
        prop_assert_eq!(read, texts);
    }

    #[test]
    fn arbitrary_bytes_never_panic(bytes in prop::collection::vec(any::<u8>(), 0..600), head in 0_usize..4) {
        let head: &[u8] = [&b""[..], b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"\xff\xfe"][head];
        let _outcome = Workbook::read(&[head, &bytes].concat(), "a");
    }

    #[test]
    fn a_flipped_byte_in_a_good_workbook_never_panics(at in 0_usize..6000, bit in 0_u8..8) {
        let rows = vec![vec![Cell::Text("李䶮".into()), Cell::number(1.5), Cell::Date(date(2018, 9, 21))]; 20];
        let sheet = SheetOut { name: "a".into(), header: vec!["姓名".into()], rows };
        let mut bytes = write_xlsx(&[sheet]).unwrap();
        let at = at % bytes.len();
        bytes[at] ^= 1 << bit;
        let _outcome = Workbook::read(&bytes, "a.xlsx");
    }
}
