//! Paper: what is on record, set into documents, shown, and written as PDF.

mod collect;
mod dossier;
mod file;
mod machine;
mod memory;
mod remedy;
mod spell;

use std::path::PathBuf;

use wuyou_contract::ErrorCode;
use wuyou_contract::print::{
    PrintDocument, PrintJob, PrintMissing, PrintPage, PrintPaper, PrintPreview, PrintPreviewed,
    PrintSave, PrintSaved, PrintSettings, PrintSettingsGet, PrintSettingsSet,
};
use wuyou_contract::setup::UiLanguage;
use wuyou_domain::explain::Language;
use wuyou_domain::id::CustomerId;
use wuyou_domain::paper::{Job, Missing, Offset, Paper, PaperError};

use super::access;
use crate::app::{Acting, App};
use crate::failure::{Failure, Outcome};
use crate::input::{Form, single};
use memory::Memory;

/// Documents of one job.
const MOST_DOCUMENTS: usize = 200;
/// Pages of a preview: what a person looks through before printing.
const SHOWN_PAGES: usize = 8;

/// A job with how it was asked for.
struct Asked {
    job: Job,
    paper: PrintPaper,
    file_name: String,
}

/// Shows what would be printed.
pub(crate) fn preview(
    app: &App,
    acting: &Acting,
    request: PrintPreview,
) -> Outcome<PrintPreviewed> {
    let asked = ask(app, acting, &request.job)?;
    if request.job.document == PrintDocument::CustomerFile {
        for id in &request.job.ids {
            access::viewed(app, acting, CustomerId(*id));
        }
    }
    let seen = app.press()?.look(&asked.job, SHOWN_PAGES);
    let seen = seen.map_err(|error| failed(&error))?;
    let pages = seen.pages.into_iter();
    Ok(PrintPreviewed {
        paper: asked.paper,
        right_um: asked.job.offset.right_um,
        down_um: asked.job.offset.down_um,
        page_count: count(seen.page_count),
        pages: pages
            .map(|page| PrintPage {
                svg: page.svg,
                width_um: page.width_um,
                height_um: page.height_um,
            })
            .collect(),
        missing: seen.missing.into_iter().map(missing).collect(),
        file_name: asked.file_name,
    })
}

/// Writes a document as PDF and remembers the paper.
pub(crate) fn save(app: &App, acting: &Acting, request: PrintSave) -> Outcome<PrintSaved> {
    let asked = ask(app, acting, &request.job)?;
    let pdf = app.press()?.write(&asked.job);
    let pdf = pdf.map_err(|error| failed(&error))?;
    if !pdf.missing.is_empty() && request.accept_missing != Some(true) {
        return Err(ErrorCode::PrintMissingCharacters.into());
    }
    let path = match &request.path {
        Some(path) => file::chosen(app, path)?,
        None => file::own(app, &asked.file_name, acting.now_at)?,
    };
    if request.job.document == PrintDocument::CustomerFile {
        // Written down first: a file that nobody answers for does not leave the program.
        access::taken_out(app, acting, &request.job.ids, "customer_file")?;
    }
    file::write(&path, &pdf.bytes)?;
    let (document, offset) = (request.job.document, asked.job.offset);
    app.database()?
        .local(|local| memory::keep(local, document, asked.paper, offset))?;
    let opened = request.open == Some(true) && app.open_in_viewer(&path);
    Ok(PrintSaved {
        path: path.display().to_string(),
        page_count: count(pdf.page_count),
        opened,
    })
}

/// Reads what is printed on every paper.
pub(crate) fn settings(app: &App, _: &Acting, _: PrintSettingsGet) -> Outcome<PrintSettings> {
    app.database()?.read(memory::phones)
}

/// Changes what is printed on every paper; an empty text clears.
pub(crate) fn set_settings(
    app: &App,
    acting: &Acting,
    request: PrintSettingsSet,
) -> Outcome<PrintSettings> {
    let mut form = Form::new(acting.now_at);
    // Short numbers (110, 96777) and 400 numbers are right here, so they are lines of text.
    let mut line =
        |field: &str, typed: &Option<String>| form.line(field, typed.as_deref(), memory::PHONE_MAX);
    let phones = PrintSettings {
        phone: line("phone", &request.phone),
        complaint_phone: line("complaint_phone", &request.complaint_phone),
        emergency_phone: line("emergency_phone", &request.emergency_phone),
    };
    form.finish()?;
    let database = app.database()?;
    database.local(|local| memory::keep_phones(local, &request, &phones))?;
    database.read(memory::phones)
}

fn ask(app: &App, acting: &Acting, job: &PrintJob) -> Outcome<Asked> {
    if job.ids.is_empty() {
        return Err(ErrorCode::PrintNothing.into());
    }
    if job.ids.len() > MOST_DOCUMENTS {
        return Err(single("ids", "print_too_many", None).into());
    }
    let memory = app.database()?.read(Memory::load)?;
    let paper = job.paper.unwrap_or_else(|| memory.paper(job.document));
    let remembered = memory.offset(paper);
    let offset = Offset {
        right_um: job.right_um.unwrap_or(remembered.right_um),
        down_um: job.down_um.unwrap_or(remembered.down_um),
    };
    offset.check().map_err(|error| failed(&error))?;
    let language = match job.language {
        Some(UiLanguage::En) => Language::En,
        Some(UiLanguage::ZhCn) | None => Language::Zh,
    };
    let collected = collect::document(app, acting, job, language)?;
    Ok(Asked {
        job: Job {
            document: collected.document,
            shop: memory.shop,
            paper: paper_of(paper),
            offset,
            language,
            printed: collected.printed,
        },
        paper,
        file_name: collected.file_name,
    })
}

fn failed(error: &PaperError) -> Failure {
    match error {
        PaperError::Empty => ErrorCode::PrintNothing.into(),
        PaperError::Offset => single("right_um", "print_offset", None).into(),
        PaperError::Failed(_) => {
            tracing::error!(%error, "a document could not be set");
            ErrorCode::Internal.into()
        }
    }
}

fn missing(one: Missing) -> PrintMissing {
    let points: Vec<String> = one
        .text
        .chars()
        .map(|c| format!("U+{:04X}", u32::from(c)))
        .collect();
    PrintMissing {
        code_points: points.join(" "),
        text: one.text,
        pages: one.pages.into_iter().map(count).collect(),
    }
}

fn count(number: usize) -> u32 {
    u32::try_from(number).unwrap_or(u32::MAX)
}

const fn paper_of(paper: PrintPaper) -> Paper {
    match paper {
        PrintPaper::A4 => Paper::A4,
        PrintPaper::A5 => Paper::A5,
        PrintPaper::Form241x93 => Paper::Form241x93,
        PrintPaper::Form241x140 => Paper::Form241x140,
        PrintPaper::Form241x279 => Paper::Form241x279,
        PrintPaper::Roll80 => Paper::Roll80,
        PrintPaper::Roll58 => Paper::Roll58,
    }
}

/// The paper a document is printed on until somebody chooses another.
const fn usual_paper(document: PrintDocument) -> PrintPaper {
    match document {
        PrintDocument::JobSheet
        | PrintDocument::VisitList
        | PrintDocument::CustomerFile
        | PrintDocument::RemedyDecision => PrintPaper::A4,
        PrintDocument::PromiseCard | PrintDocument::WarrantyCard => PrintPaper::A5,
    }
}

/// Where a print goes when nobody chose a place.
fn own_folder(app: &App) -> PathBuf {
    app.dir().join("print")
}
