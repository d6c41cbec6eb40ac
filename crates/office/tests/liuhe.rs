//! A dealer's real-looking old files, against the list of what a careful clerk would get out of
//! them. Skips loudly where the files are absent.
#![allow(clippy::unwrap_used, reason = "tests")]

use chrono::NaiveDate;
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};
use std::io::Write as _;
use std::path::PathBuf;
use std::sync::OnceLock;
use std::time::Instant;
use wuyou_domain::import::{
    CustomerRow, DuplicateReason, Field, ImportContext, ImportKind, Mapping, ParsedRow,
    RepairResult, ReportLanguage, RowOutcome, RowProblem, SkipReason, parse_customers,
    parse_repairs, parse_serials, refused_sheet, suggest_duplicates, suggest_serial_duplicates,
};
use wuyou_domain::serial::ModelBook;
use wuyou_office::{Cell, SheetOut, Workbook, write_xlsx};

fn today() -> NaiveDate {
    NaiveDate::from_ymd_opt(2026, 11, 21).unwrap()
}

fn context() -> ImportContext<'static> {
    ImportContext {
        today: today(),
        models: ModelBook::built_in(),
        list_year: None,
        from_1904: false,
    }
}

fn file(name: &str) -> Option<Vec<u8>> {
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../../shared/data/liuhe");
    if !folder.is_dir() {
        // Past the test runner, which keeps what passing tests print to itself.
        let mut loud = std::io::stderr();
        writeln!(loud, "SKIPPED: {} is not here", folder.display()).unwrap();
        return None;
    }
    // Where the folder is, a file that is missing is a failure.
    Some(std::fs::read(folder.join(name)).unwrap())
}

fn rows(bytes: &[u8], name: &str) -> Vec<Vec<Cell>> {
    let book = Workbook::read(bytes, name).unwrap();
    assert_eq!((book.sheets.len(), book.lost_characters), (1, 0));
    book.sheets.into_iter().next().unwrap().rows
}

/// The numbered rows of the list: number as written in the first column → index in the sheet.
fn numbered(rows: &[Vec<Cell>]) -> BTreeMap<String, usize> {
    let first = |r: &Vec<Cell>| r.first().map(|c| c.text().into_owned()).unwrap_or_default();
    rows.iter()
        .enumerate()
        .map(|(index, row)| (first(row), index))
        .collect()
}

struct Customers {
    rows: Vec<Vec<Cell>>,
    parsed: Vec<ParsedRow<CustomerRow>>,
    truth: Value,
}

/// Read and parsed once for all tests.
fn customers() -> Option<&'static Customers> {
    static ONCE: OnceLock<Option<Customers>> = OnceLock::new();
    ONCE.get_or_init(read_customers).as_ref()
}

fn read_customers() -> Option<Customers> {
    let (bytes, truth) = (file("customers.xlsx")?, file("truth.json")?);
    let started = Instant::now();
    let rows = rows(&bytes, "customers.xlsx");
    let read = started.elapsed();
    let mapping = Mapping::guess(&rows, ModelBook::built_in(), today()).unwrap();
    assert_eq!(
        (mapping.kind, mapping.header_row),
        (ImportKind::Customers, Some(1))
    );
    let parsed = parse_customers(&rows, &mapping, context());
    eprintln!("read {read:?}, read and parsed {:?}", started.elapsed());
    Some(Customers {
        rows,
        parsed,
        truth: serde_json::from_slice(&truth).unwrap(),
    })
}

fn date_text(date: Option<NaiveDate>) -> Value {
    date.map_or(Value::Null, |d| Value::String(d.to_string()))
}

#[test]
fn every_column_of_the_customer_list_is_recognised() {
    let Some(bytes) = file("customers.xlsx") else {
        return;
    };
    let rows = rows(&bytes, "customers.xlsx");
    let mapping = Mapping::guess(&rows, ModelBook::built_in(), today()).unwrap();
    let wanted = [
        (Field::Name, 1),
        (Field::Phone, 2),
        (Field::Phone2, 3),
        (Field::Town, 4),
        (Field::Address, 5),
        (Field::Model, 6),
        (Field::Serial, 7),
        (Field::BoughtOn, 8),
        (Field::InstalledOn, 9),
        (Field::Gas, 10),
        (Field::HandledBy, 11),
        (Field::Birthday, 12),
        (Field::Note, 13),
    ];
    assert_eq!(mapping.columns, BTreeMap::from(wanted));
    assert!(mapping.extra_columns(&rows).is_empty());
}

#[test]
fn every_good_row_is_taken_with_exactly_its_values() {
    let Some(Customers {
        rows,
        parsed,
        truth,
    }) = customers()
    else {
        return;
    };
    let numbered = numbered(rows);
    let mut good = 0;
    for wanted in truth["customers"].as_array().unwrap() {
        if !wanted["bad"].is_null() {
            continue;
        }
        let index = numbered[&wanted["row"].to_string()];
        let RowOutcome::Good(row, _) = &parsed[index].outcome else {
            panic!("row {}: {:?}", wanted["row"], parsed[index].outcome)
        };
        let phones: Vec<&str> = row.phones.iter().map(|p| p.digits()).collect();
        let got = serde_json::json!({
            "row": wanted["row"], "bad": null, "name": row.name, "phones": phones,
            "town": row.town, "address": row.address, "model": row.model, "serial": row.serial,
            "bought": date_text(row.bought_on), "installed": date_text(row.installed_on),
            "gas": row.gas_text, "birthday": date_text(row.birthday_on),
        });
        assert_eq!(&got, wanted);
        assert_eq!(parsed[index].row_no, index + 1);
        let parts = &row.parts;
        assert!(
            parts.village.is_some() && parts.hamlet.is_some(),
            "{:?}",
            row.address
        );
        good += 1;
    }
    assert_eq!(good, 2924);
    let kept = parsed.iter().filter_map(|r| match &r.outcome {
        RowOutcome::Good(row, _) => row.note.as_deref(),
        _ => None,
    });
    assert!(kept.filter(|n| *n == "=已换主板").count() > 300);
}

#[test]
fn every_bad_row_is_refused_for_its_reason_and_no_other() {
    let Some(Customers {
        rows,
        parsed,
        truth,
    }) = customers()
    else {
        return;
    };
    let numbered = numbered(rows);
    let mut bad = BTreeSet::new();
    for wanted in truth["customers"].as_array().unwrap() {
        let Some(reason) = wanted["bad"].as_str() else {
            continue;
        };
        let index = numbered[&wanted["row"].to_string()];
        let RowOutcome::Refused(problems) = &parsed[index].outcome else {
            panic!("row {} was taken", wanted["row"])
        };
        let codes: Vec<&str> = problems.iter().map(|p| p.code.as_str()).collect();
        assert_eq!(codes, [format!("import.{reason}")], "row {}", wanted["row"]);
        bad.insert(index);
    }
    assert_eq!(bad.len(), 76);
    // Beside them only the second copies of two bad rows are refused.
    let refused = |r: &&ParsedRow<CustomerRow>| matches!(r.outcome, RowOutcome::Refused(_));
    let others: Vec<usize> = parsed
        .iter()
        .filter(refused)
        .map(|r| r.row_no - 1)
        .filter(|i| !bad.contains(i))
        .collect();
    assert_eq!(others.len(), 2);
    assert!(
        others
            .iter()
            .all(|i| rows[*i][0].text().ends_with('重') && bad.contains(&(i - 1)))
    );
}

#[test]
fn the_refused_rows_come_back_from_their_workbook_as_they_were_refused() {
    let Some(Customers { rows, parsed, .. }) = customers() else {
        return;
    };
    let mapping = Mapping::guess(rows, ModelBook::built_in(), today()).unwrap();
    let refused = parsed.iter().filter_map(ParsedRow::refusal);
    let refused = refused_sheet(rows, &mapping, refused, ReportLanguage::Zh);
    assert_eq!(refused.rows.len(), 78);
    let out = SheetOut {
        name: "未导入".into(),
        header: refused.header,
        rows: refused.rows,
    };
    let book = Workbook::read(&write_xlsx(&[out]).unwrap(), "未导入.xlsx").unwrap();
    let again = &book.sheets[0].rows;
    let mapping = Mapping::guess(again, ModelBook::built_in(), today()).unwrap();
    assert_eq!(
        (mapping.kind, mapping.columns.len()),
        (ImportKind::Customers, 13)
    );
    let again = parse_customers(again, &mapping, context());
    let reasons = |rows: &[ParsedRow<CustomerRow>]| -> Vec<(Vec<String>, Option<String>)> {
        let problems = rows
            .iter()
            .filter_map(ParsedRow::refusal)
            .map(|(_, problems)| problems);
        let told = |p: &[RowProblem]| p.iter().map(RowProblem::sentence_zh).collect();
        problems.map(|p| (told(p), p[0].detail.clone())).collect()
    };
    assert_eq!(reasons(&again), reasons(parsed));
}

#[test]
fn blank_rows_titles_and_totals_are_skipped_and_nothing_else() {
    let Some(Customers { parsed, truth, .. }) = customers() else {
        return;
    };
    let skipped = |reason| {
        parsed
            .iter()
            .filter(move |r| r.outcome == RowOutcome::Skipped(reason))
            .map(|r| r.row_no)
    };
    assert_eq!(
        skipped(SkipReason::Blank).count() as u64,
        truth["blank_rows"].as_u64().unwrap()
    );
    assert_eq!(skipped(SkipReason::Title).collect::<Vec<_>>(), [1]);
    assert_eq!(skipped(SkipReason::Header).collect::<Vec<_>>(), [2]);
    assert_eq!(skipped(SkipReason::Totals).collect::<Vec<_>>(), [3057]);
    assert_eq!(skipped(SkipReason::RepeatedHeader).count(), 0);
    assert_eq!(parsed.len(), 3057);
}

#[test]
fn exactly_the_households_typed_twice_are_suggested() {
    let Some(Customers {
        rows,
        parsed,
        truth,
    }) = customers()
    else {
        return;
    };
    let suggested = suggest_duplicates(parsed);
    assert_eq!(
        suggested.len() as u64,
        truth["duplicates"].as_u64().unwrap()
    );
    let numbered = numbered(rows);
    let later: BTreeSet<usize> = suggested.iter().map(|s| s.later_row).collect();
    let wanted: BTreeSet<usize> = numbered
        .iter()
        .filter(|(n, _)| n.ends_with('重'))
        .map(|(_, i)| i + 1)
        .collect();
    assert_eq!(later, wanted);
    for pair in suggested {
        let number = rows[pair.later_row - 1][0]
            .text()
            .trim_end_matches('重')
            .to_owned();
        assert_eq!(pair.first_row - 1, numbered[&number]);
        assert_eq!(pair.reason, DuplicateReason::SameHouseholdAndSerial);
    }
}

#[test]
fn every_repair_of_the_gb18030_list_is_taken_and_belongs_to_a_known_household() {
    let (Some(bytes), Some(truth)) = (file("repairs.csv"), file("truth.json")) else {
        return;
    };
    let truth: Value = serde_json::from_slice(&truth).unwrap();
    let rows = rows(&bytes, "repairs.csv");
    let mapping = Mapping::guess(&rows, ModelBook::built_in(), today()).unwrap();
    assert_eq!(
        (mapping.kind, mapping.header_row),
        (ImportKind::Repairs, Some(0))
    );
    assert_eq!(mapping.columns.len(), 10);
    let known: BTreeMap<&str, &Value> = truth["customers"]
        .as_array()
        .unwrap()
        .iter()
        .map(|c| (c["serial"].as_str().unwrap(), c))
        .collect();
    let mut taken = 0;
    for parsed in parse_repairs(&rows, &mapping, context()) {
        let row = match parsed.outcome {
            RowOutcome::Good(row, _) => row,
            RowOutcome::Skipped(reason) => {
                assert_eq!((parsed.row_no, reason), (1, SkipReason::Header));
                continue;
            }
            RowOutcome::Refused(problems) => panic!("row {}: {problems:?}", parsed.row_no),
        };
        let typed = &rows[parsed.row_no - 1];
        let customer = known[row.serial.as_deref().unwrap()];
        assert_eq!(row.name.as_deref(), customer["name"].as_str());
        let phones = customer["phones"].as_array().unwrap();
        assert!(
            phones
                .iter()
                .any(|p| p.as_str() == Some(row.phones[0].digits()))
        );
        assert_eq!(
            row.received_at.format("%Y/%m/%d %H:%M").to_string(),
            typed[0].text()
        );
        let finished = row
            .finished_at
            .unwrap()
            .format("%Y/%m/%d %H:%M")
            .to_string();
        assert_eq!(finished, typed[9].text());
        assert_eq!(row.symptom.as_deref(), Some(&*typed[4].text()));
        assert_eq!(
            row.fault_code.as_deref().unwrap_or_default(),
            typed[5].text()
        );
        assert_eq!(row.result_text.as_deref(), Some(&*typed[6].text()));
        assert_ne!(row.result, Some(RepairResult::Other));
        let fen = match &*typed[7].text() {
            "免费" | "0" => 0,
            "80" => 8_000,
            "260元" => 26_000,
            "120.5" => 12_050,
            other => panic!("{other}"),
        };
        assert_eq!(row.charge_fen, Some(fen));
        assert_eq!(row.technician.as_deref(), Some(&*typed[8].text()));
        taken += 1;
    }
    assert_eq!(taken, truth["repairs"].as_u64().unwrap());
}

#[test]
fn every_serial_of_the_shipping_list_passes_its_models_rule() {
    let Some(bytes) = file("serials.csv") else {
        return;
    };
    let rows = rows(&bytes, "serials.csv");
    let mapping = Mapping::guess(&rows, ModelBook::built_in(), today()).unwrap();
    assert_eq!(mapping.kind, ImportKind::Serials);
    let parsed = parse_serials(&rows, &mapping, context());
    assert!(suggest_serial_duplicates(&parsed).is_empty());
    let mut taken = 0;
    for parsed in parsed.iter().skip(1) {
        let RowOutcome::Good(row, warnings) = &parsed.outcome else {
            panic!("{parsed:?}")
        };
        let typed = &rows[parsed.row_no - 1];
        assert_eq!(
            (warnings.as_slice(), row.serial.as_str()),
            (&[][..], &*typed[0].text())
        );
        assert_eq!(row.model.as_deref(), Some(&*typed[1].text()));
        assert_eq!(date_text(row.made_on), *typed[2].text());
        assert_eq!(date_text(row.shipped_on), *typed[3].text());
        assert_eq!(row.dealer_code.as_deref(), Some("LH001"));
        // The four digits behind the model are year and month of manufacture.
        let made = row.made_on.unwrap().format("%y%m").to_string();
        let prefix = typed[1].text().trim_start_matches("WEB-").to_owned();
        assert!(row.serial.starts_with(&format!("{prefix}{made}")));
        taken += 1;
    }
    assert_eq!(taken, 3000);
}
