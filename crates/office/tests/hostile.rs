//! Files made to break the reader: each is refused with its own error, without much memory.
#![allow(clippy::unwrap_used, reason = "tests")]

use std::io::{Cursor, Write};
use wuyou_office::{Limits, OfficeError, Workbook};
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipWriter};

const CONTENT_TYPES: &str = r#"<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>"#;
const ROOT: &str = r#"<Relationships><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="xl/workbook.xml"/></Relationships>"#;
const BOOK: &str = r#"<workbook xmlns:r="r"><sheets><sheet name="表" sheetId="1" r:id="rId1"/></sheets></workbook>"#;
const BOOK_RELS: &str = r#"<Relationships><Relationship Id="rId1" Type="x/worksheet" Target="worksheets/sheet1.xml"/><Relationship Id="rId2" Type="x/sharedStrings" Target="sharedStrings.xml"/></Relationships>"#;

fn archive(parts: &[(&str, &[u8])]) -> Vec<u8> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    let options = SimpleFileOptions::default().compression_method(CompressionMethod::Deflated);
    for (name, bytes) in parts {
        zip.start_file(*name, options).unwrap();
        zip.write_all(bytes).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

/// An xlsx with one sheet and any further parts.
fn xlsx(sheet: &str, more: &[(&str, &[u8])]) -> Vec<u8> {
    let sheet = format!("<worksheet>{sheet}</worksheet>");
    let mut parts: Vec<(&str, &[u8])> = vec![
        ("[Content_Types].xml", CONTENT_TYPES.as_bytes()),
        ("_rels/.rels", ROOT.as_bytes()),
        ("xl/workbook.xml", BOOK.as_bytes()),
        ("xl/_rels/workbook.xml.rels", BOOK_RELS.as_bytes()),
        ("xl/worksheets/sheet1.xml", sheet.as_bytes()),
    ];
    parts.extend(more);
    archive(&parts)
}

fn code(bytes: &[u8]) -> &'static str {
    match Workbook::read(bytes, "x.xlsx") {
        Ok(_) => "read",
        Err(error) => error.code(),
    }
}

fn cell(reference: &str) -> String {
    format!(r#"<sheetData><row><c r="{reference}"><v>1</v></c></row></sheetData>"#)
}

#[test]
fn a_small_good_file_is_read() {
    assert_eq!(code(&xlsx(&cell("B2"), &[])), "read");
}

#[test]
fn a_dimension_of_the_whole_sheet_and_empty_cells_far_away_cost_nothing() {
    let sheet = format!(
        r#"<dimension ref="A1:XFD1048576"/>{}"#,
        cell("A1").replace(
            "</row>",
            r#"</row><row r="1048576"><c r="XFD1048576" s="3"/></row>"#
        )
    );
    let book = Workbook::read(&xlsx(&sheet, &[]), "x.xlsx").unwrap();
    assert_eq!(book.sheets[0].rows.len(), 1);
}

#[test]
fn filled_cells_past_the_caps_are_refused_by_name() {
    assert_eq!(code(&xlsx(&cell("A1048576"), &[])), "office.too_many_rows");
    assert_eq!(code(&xlsx(&cell("XFD1"), &[])), "office.too_many_columns");
    let long = format!(
        r#"<sheetData><row><c t="inlineStr"><is><t>{}</t></is></c></row></sheetData>"#,
        "长".repeat(32_768)
    );
    assert_eq!(code(&xlsx(&long, &[])), "office.cell_too_long");
}

#[test]
fn a_sheet_with_one_cell_far_right_in_every_row_is_refused_as_too_much() {
    let mut sheet = String::from("<sheetData>");
    for row in 1..=20_000 {
        sheet.push_str(&format!(
            r#"<row r="{row}"><c r="IV{row}"><v>1</v></c></row>"#
        ));
    }
    sheet.push_str("</sheetData>");
    assert_eq!(code(&xlsx(&sheet, &[])), "office.too_much_data");
}

#[test]
fn merged_areas_over_one_another_are_refused_as_too_much() {
    let rows: String = (1..=2_000)
        .map(|r| format!(r#"<row r="{r}"><c><v>1</v></c></row>"#))
        .collect();
    let merges = r#"<mergeCell ref="A1:A1048576"/>"#.repeat(10_000);
    let sheet = format!("<sheetData>{rows}</sheetData><mergeCells>{merges}</mergeCells>");
    assert_eq!(code(&xlsx(&sheet, &[])), "office.too_much_data");
}

#[test]
fn names_that_point_outside_are_never_followed() {
    let evil: [(&str, &[u8]); 3] = [
        ("../../evil.txt", b"x"),
        ("/etc/evil", b"x"),
        ("C:\\evil\\con", b"x"),
    ];
    assert_eq!(code(&xlsx(&cell("A1"), &evil)), "read");
    let outside = BOOK_RELS.replace("worksheets/sheet1.xml", "../../../etc/passwd");
    let bytes = archive(&[
        ("_rels/.rels", ROOT.as_bytes()),
        ("xl/workbook.xml", BOOK.as_bytes()),
        ("xl/_rels/workbook.xml.rels", outside.as_bytes()),
    ]);
    assert_eq!(code(&bytes), "office.damaged");
}

#[test]
fn one_long_shared_text_shown_by_every_cell_is_refused_as_too_much() {
    let strings = format!("<sst><si><t>{}</t></si></sst>", "x".repeat(30_000));
    let cells = r#"<c t="s"><v>0</v></c>"#.repeat(200);
    let sheet = format!(
        "<sheetData>{}</sheetData>",
        format!("<row>{cells}</row>").repeat(100)
    );
    let bytes = xlsx(&sheet, &[("xl/sharedStrings.xml", strings.as_bytes())]);
    assert!(bytes.len() < 100_000);
    assert_eq!(code(&bytes), "office.too_much_data");
}

#[test]
fn ten_gigabytes_of_zeros_stop_at_the_ratio() {
    // Written through the encoder in pieces: the archive itself stays small.
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    let options = SimpleFileOptions::default();
    for (name, text) in [
        ("_rels/.rels", ROOT),
        ("xl/workbook.xml", BOOK),
        ("xl/_rels/workbook.xml.rels", BOOK_RELS),
    ] {
        zip.start_file(name, options).unwrap();
        zip.write_all(text.as_bytes()).unwrap();
    }
    zip.start_file("xl/worksheets/sheet1.xml", options).unwrap();
    let zeros = vec![b' '; 1 << 20];
    for _ in 0..64 {
        zip.write_all(&zeros).unwrap();
    }
    let bytes = zip.finish().unwrap().into_inner();
    assert!(bytes.len() < 1 << 20);
    assert_eq!(code(&bytes), "office.zip_bomb");
}

#[test]
fn inflated_bytes_of_all_parts_are_counted_together() {
    // Text that hardly compresses, so that the ratio does not speak first.
    let mut state = 1_u32;
    let noise: String = (0..200_000)
        .map(|_| {
            state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            char::from(b'a' + u8::try_from(state >> 24).unwrap() % 26)
        })
        .collect();
    let sheet = format!("<x>{noise}</x>");
    let limits = Limits {
        inflated_bytes: 150_000,
        ..Limits::default()
    };
    let error = Workbook::read_within(&xlsx(&sheet, &[]), "x.xlsx", limits).unwrap_err();
    assert_eq!(error.code(), "office.inflated_too_large");
}

#[test]
fn a_header_that_lies_about_the_size_does_not_help() {
    let mut bytes = xlsx(&format!("<x>{}</x>", " ".repeat(20 << 20)), &[]);
    // Uncompressed sizes in all directory entries become one byte.
    let starts: Vec<usize> = bytes
        .windows(4)
        .enumerate()
        .filter(|(_, w)| w == b"PK\x01\x02")
        .map(|(at, _)| at)
        .collect();
    for start in starts {
        bytes[start + 24..start + 28].copy_from_slice(&1_u32.to_le_bytes());
    }
    assert!(
        matches!(code(&bytes), "office.zip_bomb" | "office.damaged"),
        "{}",
        code(&bytes)
    );
}

#[test]
fn an_archive_of_very_many_entries_is_refused_before_its_directory_is_read() {
    let names: Vec<String> = (0..1_100).map(|i| format!("f{i}")).collect();
    let parts: Vec<(&str, &[u8])> = names.iter().map(|n| (n.as_str(), &b""[..])).collect();
    assert_eq!(code(&archive(&parts)), "office.too_many_entries");
}

#[test]
fn entities_are_never_expanded() {
    let laughs =
        r#"<!DOCTYPE sst [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;">]><sst><si><t>&b;</t></si></sst>"#;
    let bytes = xlsx(&cell("A1"), &[("xl/sharedStrings.xml", laughs.as_bytes())]);
    assert_eq!(code(&bytes), "office.damaged");
    let unknown = "<sst><si><t>&b;</t></si></sst>";
    let bytes = xlsx(&cell("A1"), &[("xl/sharedStrings.xml", unknown.as_bytes())]);
    assert_eq!(code(&bytes), "office.damaged");
}

#[test]
fn other_archives_and_broken_ones_are_told_apart() {
    assert_eq!(code(&archive(&[("a.txt", b"hello")])), "office.unsupported");
    assert_eq!(
        code(&archive(&[("xl/workbook.bin", b"")])),
        "office.unsupported"
    );
    assert_eq!(code(b"PK\x03\x04 and nothing more"), "office.damaged");
    let whole = xlsx(&cell("A1"), &[]);
    assert_eq!(code(&whole[..whole.len() / 2]), "office.damaged");
    assert_eq!(code(b""), "office.empty");
    let limits = Limits {
        file_bytes: 10,
        ..Limits::default()
    };
    let error = Workbook::read_within(&whole, "x.xlsx", limits).unwrap_err();
    assert!(matches!(error, OfficeError::TooLarge { max: 10 }));
}

#[test]
fn a_password_is_recognised_in_every_format() {
    // xlsx with a password is a compound file around an encrypted package.
    let mut file = cfb::CompoundFile::create(Cursor::new(Vec::new())).unwrap();
    file.create_stream("/EncryptedPackage")
        .unwrap()
        .write_all(&[7; 100])
        .unwrap();
    file.flush().unwrap();
    assert_eq!(code(&file.into_inner().into_inner()), "office.encrypted");
    // xls with a password has a FilePass record.
    let mut file = cfb::CompoundFile::create(Cursor::new(Vec::new())).unwrap();
    let records = [0x09, 0x08, 0, 0, 0x2f, 0, 2, 0, 1, 0];
    file.create_stream("/Workbook")
        .unwrap()
        .write_all(&records)
        .unwrap();
    file.flush().unwrap();
    assert_eq!(code(&file.into_inner().into_inner()), "office.encrypted");
    // ods says so in its manifest.
    let manifest = br#"<manifest:manifest xmlns:manifest="m"><manifest:file-entry><manifest:encryption-data/></manifest:file-entry></manifest:manifest>"#;
    let bytes = archive(&[("content.xml", b"xx"), ("META-INF/manifest.xml", manifest)]);
    assert_eq!(code(&bytes), "office.encrypted");
    // A zip entry with the encryption flag.
    let mut bytes = xlsx(&cell("A1"), &[]);
    let starts: Vec<(usize, usize)> = bytes
        .windows(4)
        .enumerate()
        .filter_map(|(at, w)| match w {
            b"PK\x01\x02" => Some((at, 8)),
            b"PK\x03\x04" => Some((at, 6)),
            _ => None,
        })
        .collect();
    for (start, flags) in starts {
        bytes[start + flags] |= 1;
    }
    assert_eq!(code(&bytes), "office.encrypted");
}

#[test]
fn a_compound_file_that_is_no_workbook_or_broken_is_refused() {
    let mut file = cfb::CompoundFile::create(Cursor::new(Vec::new())).unwrap();
    file.create_stream("/WordDocument")
        .unwrap()
        .write_all(&[7; 100])
        .unwrap();
    file.flush().unwrap();
    let bytes = file.into_inner().into_inner();
    assert_eq!(code(&bytes), "office.unsupported");
    assert_eq!(code(&bytes[..600]), "office.damaged");
    let mut file = cfb::CompoundFile::create(Cursor::new(Vec::new())).unwrap();
    file.create_stream("/Workbook")
        .unwrap()
        .write_all(&[0xfc, 0, 4, 0, 1, 2, 3, 4])
        .unwrap();
    file.flush().unwrap();
    assert_ne!(code(&file.into_inner().into_inner()), "read");
}

#[test]
fn repeated_rows_and_cells_of_an_ods_are_not_believed() {
    let ods = |table: &str| {
        let content = format!(
            r#"<office:document-content xmlns:office="o" xmlns:table="t" xmlns:text="x"><table:table table:name="表">{table}</table:table></office:document-content>"#
        );
        archive(&[("content.xml", content.as_bytes())])
    };
    let filled = r#"<table:table-cell office:value-type="float" office:value="1"/>"#;
    let many = |attribute: &str, count: usize, inner: &str| {
        format!(r#"<table:table-row {attribute}="{count}">{inner}</table:table-row>"#)
    };
    assert_eq!(
        code(&ods(&many("table:number-rows-repeated", 1_048_576, filled))),
        "office.too_many_rows"
    );
    let wide = filled.replace(
        "office:value-type",
        r#"table:number-columns-repeated="16384" office:value-type"#,
    );
    assert_eq!(code(&ods(&many("x", 1, &wide))), "office.too_many_columns");
    let wide = filled.replace(
        "office:value-type",
        r#"table:number-columns-repeated="200" office:value-type"#,
    );
    assert_eq!(
        code(&ods(&many("table:number-rows-repeated", 100_000, &wide))),
        "office.too_much_data"
    );
    // Empty ones, as every office program writes them behind the data, cost nothing.
    let empty = r#"<table:table-cell table:number-columns-repeated="16384"/>"#;
    let table = format!(
        "{}{}",
        many("x", 1, filled),
        many("table:number-rows-repeated", 1_048_575, empty)
    );
    let book = Workbook::read(&ods(&table), "x.ods").unwrap();
    assert_eq!(book.sheets[0].rows.len(), 1);
}
