//! Opening an office file and finding out which column is what.

use std::path::Path;

use wuyou_contract::import::{
    ImportField, ImportInspection, ImportKind as WireKind, ImportMapping, ImportSheet,
};
use wuyou_contract::{ApiError, ErrorCode};
use wuyou_domain::import::{
    Cell, Field, ImportKind, Mapping, MappingProblem, column_letters, width,
};
use wuyou_domain::serial::ModelBook;
use wuyou_domain::time::local_date;
use wuyou_office::{OfficeError, Sheet, Workbook};
use wuyou_store::{Database, import as store};

use super::plan::{field_from, field_name};
use crate::app::{Acting, App};
use crate::failure::Outcome;

/// Largest file that is read, in bytes.
const MOST_BYTES: u64 = 64 * 1024 * 1024;

/// An opened file with one sheet chosen and mapped.
pub(super) struct Loaded {
    pub(super) file_name: String,
    pub(super) sheets: Vec<(String, usize)>,
    /// Those with rows beside the chosen one.
    pub(super) other_sheets: Vec<ImportSheet>,
    pub(super) sheet: String,
    /// Whether its bare day numbers count from 1904.
    pub(super) from_1904: bool,
    pub(super) rows: Vec<Vec<Cell>>,
    pub(super) mapping: Mapping,
    pub(super) remembered: bool,
}

/// By what the columns are known.
pub(super) enum By {
    /// A mapping a person has seen.
    Mapping(ImportMapping),
    /// The guess, or what was remembered.
    Header(Header),
}

/// Which row has the headings.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Header {
    /// The one that looks most like it.
    Find,
    /// This one, counting from 0: a person said so.
    Row(usize),
    /// None has: a person said so.
    Without,
}

/// Opens a file, chooses the sheet, and takes, remembers or guesses the mapping.
pub(super) fn load(
    app: &App,
    acting: &Acting,
    path: &str,
    sheet: Option<&str>,
    kind: Option<WireKind>,
    by: By,
) -> Outcome<Loaded> {
    let path = Path::new(path);
    let file_name = path
        .file_name()
        .and_then(|name| name.to_str())
        .unwrap_or_default()
        .to_owned();
    let bytes = read_bytes(path)?;
    let workbook = Workbook::read(&bytes, &file_name).map_err(office)?;
    let sheets: Vec<_> = workbook
        .sheets
        .iter()
        .map(|sheet| (sheet.name.clone(), sheet.rows.len()))
        .collect();
    let chosen = choose(app, acting, &workbook.sheets, sheet, kind, by)?;
    let other_sheets = workbook
        .sheets
        .iter()
        .enumerate()
        .filter(|(index, sheet)| *index != chosen.index && has_rows(sheet))
        .map(|(_, sheet)| sheet_of(&sheet.name, sheet.rows.len()))
        .collect();
    let mut read = workbook.sheets;
    let sheet = read.swap_remove(chosen.index);
    Ok(Loaded {
        file_name,
        sheets,
        other_sheets,
        sheet: sheet.name,
        from_1904: sheet.from_1904,
        rows: sheet.rows,
        mapping: chosen.mapping,
        remembered: chosen.remembered,
    })
}

/// A sheet and how it is read.
struct Choice {
    index: usize,
    mapping: Mapping,
    remembered: bool,
}

/// The sheet that is named; else the first whose headings are known, the first whose rows can be
/// read without any, and failing all the first with rows.
fn choose(
    app: &App,
    acting: &Acting,
    sheets: &[Sheet],
    named: Option<&str>,
    kind: Option<WireKind>,
    by: By,
) -> Outcome<Choice> {
    let wanted = |(_, sheet): &(usize, &Sheet)| match named {
        Some(name) => sheet.name == name,
        None => !sheet.hidden && has_rows(sheet),
    };
    let candidates: Vec<usize> = sheets
        .iter()
        .enumerate()
        .filter(wanted)
        .map(|(index, _)| index)
        .collect();
    let none = named.map_or(ErrorCode::ImportEmpty, |_| ErrorCode::ImportSheet);
    let first = *candidates.first().ok_or(none)?;
    let header = match by {
        By::Header(header) => header,
        By::Mapping(mapping) => {
            let mapping = from_wire(&mapping)?;
            let fits = |index: &&usize| mapping.check(width(&sheets[**index].rows)).is_ok();
            let index = candidates.iter().find(fits).copied().unwrap_or(first);
            return Ok(Choice {
                index,
                mapping,
                remembered: false,
            });
        }
    };
    let mut found = Vec::new();
    let mut failure = None;
    for index in candidates {
        match find_mapping(app, acting, &sheets[index].rows, kind, header) {
            Ok((mapping, remembered)) => found.push(Choice {
                index,
                mapping,
                remembered,
            }),
            Err(refused) => failure = failure.or(Some(refused)),
        }
    }
    let rank = |choice: &Choice| {
        let fits = choice
            .mapping
            .check(width(&sheets[choice.index].rows))
            .is_ok();
        (fits, fits && choice.mapping.header_row.is_some())
    };
    // The first of the best.
    let best = found.into_iter().rev().max_by_key(rank);
    best.ok_or_else(|| failure.unwrap_or_else(|| ErrorCode::ImportHeader.into()))
}

fn has_rows(sheet: &Sheet) -> bool {
    sheet.rows.iter().flatten().any(|cell| !cell.is_blank())
}

fn sheet_of(name: &str, rows: usize) -> ImportSheet {
    ImportSheet {
        name: name.to_owned(),
        rows: u32::try_from(rows).unwrap_or(u32::MAX),
    }
}

fn read_bytes(path: &Path) -> Outcome<Vec<u8>> {
    let about = |error: &std::io::Error| {
        ApiError::new(ErrorCode::ImportFile).with_detail("reason", error.kind().to_string())
    };
    let size = std::fs::metadata(path)
        .map_err(|error| about(&error))?
        .len();
    if size > MOST_BYTES {
        return Err(ErrorCode::ImportTooLarge.into());
    }
    Ok(std::fs::read(path).map_err(|error| about(&error))?)
}

fn office(error: OfficeError) -> ApiError {
    let code = match error {
        OfficeError::TooLarge { .. }
        | OfficeError::InflatedTooLarge { .. }
        | OfficeError::TooManyRows { .. }
        | OfficeError::TooManyColumns { .. } => ErrorCode::ImportTooLarge,
        OfficeError::Empty | OfficeError::NoSheet => ErrorCode::ImportEmpty,
        OfficeError::Encrypted => ErrorCode::ImportPassword,
        OfficeError::Unsupported {
            what: "html" | "xml",
        } => ErrorCode::ImportWebPage,
        OfficeError::Unsupported { .. } | OfficeError::UnknownFormat => ErrorCode::ImportFormat,
        _ => ErrorCode::ImportFile,
    };
    ApiError::new(code).with_detail("reason", error.code())
}

fn find_mapping(
    app: &App,
    acting: &Acting,
    rows: &[Vec<Cell>],
    kind: Option<WireKind>,
    header: Header,
) -> Outcome<(Mapping, bool)> {
    let today = local_date(acting.now_at).unwrap_or_default();
    let models = ModelBook::built_in();
    let kind = kind.map(from_wire_kind);
    let said = match header {
        Header::Find => None,
        Header::Row(row) if row >= rows.len() => return Err(ErrorCode::ImportHeader.into()),
        Header::Row(row) => Some(Some(row)),
        Header::Without => Some(None),
    };
    let guess = match (kind, said) {
        (Some(kind), Some(row)) => Mapping::guess_columns(kind, rows, row, models, today),
        (None, Some(row)) => Mapping::guess_by(rows, row, models, today),
        (Some(kind), None) => Mapping::guess_kind(kind, rows, models, today),
        (None, None) => Mapping::guess(rows, models, today).ok_or(ErrorCode::ImportHeader)?,
    };
    if let Some(key) = fingerprint(&guess, rows)
        && let Some(json) = app.database()?.read(|view| store::mapping(view, &key))?
        && let Ok(known) = serde_json::from_str::<Mapping>(&json)
        && known.check(width(rows)).is_ok()
    {
        // The headings may stand in another row of this file.
        return Ok((
            Mapping {
                header_row: guess.header_row,
                ..known
            },
            true,
        ));
    }
    Ok((guess, false))
}

fn fingerprint(mapping: &Mapping, rows: &[Vec<Cell>]) -> Option<String> {
    let headings = mapping.heading_key(rows)?;
    Some(format!("{:?}:{headings}", mapping.kind))
}

/// Remembers the mapping for files with the same headings.
pub(super) fn remember(database: &Database, acting: &Acting, loaded: &Loaded) -> Outcome<()> {
    let Some(key) = fingerprint(&loaded.mapping, &loaded.rows) else {
        return Ok(());
    };
    let json = serde_json::to_string(&loaded.mapping).unwrap_or_default();
    database.local(|local| store::remember_mapping(local, &key, &json, acting.now_at))?;
    Ok(())
}

/// Refuses a mapping that rows cannot be read by, and says what is wrong with which field.
pub(super) fn check_mapping(loaded: &Loaded) -> Outcome<()> {
    let beyond = |row: usize| row >= loaded.rows.len();
    if loaded.mapping.header_row.is_some_and(beyond) {
        return Err(ErrorCode::ImportHeader.into());
    }
    let Err(problem) = loaded.mapping.check(width(&loaded.rows)) else {
        return Ok(());
    };
    let (code, field) = match problem {
        MappingProblem::Missing(field) => (ErrorCode::ImportColumns, field),
        MappingProblem::SameColumn(field, _) => (ErrorCode::ImportColumnTwice, field),
        MappingProblem::NoSuchColumn(field) => (ErrorCode::ImportColumnRange, field),
        MappingProblem::WrongKind(field) => (ErrorCode::ImportFieldKind, field),
    };
    let mut error = ApiError::new(code)
        .with_detail("field", field_name(field))
        .with_detail("label_zh", field.title_zh())
        .with_detail("label_en", field.title_en());
    if let Some(column) = loaded.mapping.columns.get(&field) {
        error = error.with_detail("column", column_letters(*column));
    }
    if let MappingProblem::SameColumn(_, other) = problem {
        error = error.with_detail("other", field_name(other));
    }
    Err(error.into())
}

/// What a file looks like.
pub(super) fn inspection(loaded: &Loaded, sample_rows: usize) -> ImportInspection {
    let mapping = &loaded.mapping;
    let texts = |row: &Vec<Cell>| {
        row.iter()
            .map(|cell| cell.text().into_owned())
            .collect::<Vec<_>>()
    };
    let headings = mapping
        .header_row
        .and_then(|row| loaded.rows.get(row))
        .map(texts);
    let required = mapping.kind.required();
    let fields = mapping.kind.fields().map(|field| ImportField {
        name: field_name(field),
        label_zh: field.title_zh().to_owned(),
        label_en: field.title_en().to_owned(),
        required: required.contains(&field),
    });
    let missing = required
        .iter()
        .filter(|field| !mapping.columns.contains_key(field));
    ImportInspection {
        sheets: loaded
            .sheets
            .iter()
            .map(|(name, rows)| sheet_of(name, *rows))
            .collect(),
        other_sheets: loaded.other_sheets.clone(),
        headings: headings.unwrap_or_default(),
        sample: loaded.rows.iter().take(sample_rows).map(texts).collect(),
        fields: fields.collect(),
        missing: missing.map(|field| field_name(*field)).collect(),
        mapping: to_wire(mapping, &loaded.sheet),
        remembered: loaded.remembered,
    }
}

fn to_wire(mapping: &Mapping, sheet: &str) -> ImportMapping {
    let number = |index: usize| u32::try_from(index).unwrap_or(u32::MAX);
    ImportMapping {
        kind: match mapping.kind {
            ImportKind::Customers => WireKind::Customers,
            ImportKind::Repairs => WireKind::Repairs,
            ImportKind::Serials => WireKind::Serials,
        },
        sheet: Some(sheet.to_owned()),
        header_row: mapping.header_row.map(number),
        columns: mapping
            .columns
            .iter()
            .map(|(f, c)| (field_name(*f), number(*c)))
            .collect(),
    }
}

fn from_wire(mapping: &ImportMapping) -> Outcome<Mapping> {
    let column = |(name, column): (&String, &u32)| -> Outcome<(Field, usize)> {
        let field = field_from(name).ok_or_else(|| {
            ApiError::new(ErrorCode::ImportFieldUnknown).with_detail("field", name.clone())
        })?;
        Ok((field, *column as usize))
    };
    Ok(Mapping {
        kind: from_wire_kind(mapping.kind),
        header_row: mapping.header_row.map(|row| row as usize),
        columns: mapping.columns.iter().map(column).collect::<Outcome<_>>()?,
    })
}

fn from_wire_kind(kind: WireKind) -> ImportKind {
    match kind {
        WireKind::Customers => ImportKind::Customers,
        WireKind::Repairs => ImportKind::Repairs,
        WireKind::Serials => ImportKind::Serials,
    }
}
