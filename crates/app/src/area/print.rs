//! Paper: what is on record, set into documents, shown, and written as PDF.

mod collect;
mod commissioning;
mod course;
mod dossier;
mod file;
mod label;
mod machine;
mod memory;
mod promise;
mod quote;
mod receipt;
mod remedy;
mod spell;

use std::path::PathBuf;

use wuyou_contract::job::JobKind;
use wuyou_contract::print::{
    PrintDocument, PrintJob, PrintMissing, PrintPage, PrintPaper, PrintPreview, PrintPreviewed,
    PrintSave, PrintSaved, PrintSend, PrintSent, PrintSettings, PrintSettingsGet, PrintSettingsSet,
};
use wuyou_contract::setup::UiLanguage;
use wuyou_contract::{ApiError, ErrorCode};
use wuyou_domain::explain::Language;
use wuyou_domain::id::CustomerId;
use wuyou_domain::paper::{Job, Missing, Offset, Paper, PaperError, Printer};
use wuyou_store::Stage;

use super::access;
use super::job::Running;
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
    // What somebody looks at now takes the place of what they looked at before.
    let running = app.jobs.begin_anew(JobKind::Preview);
    let asked = ask(app, acting, &request.job, &running)?;
    if request.job.document == PrintDocument::CustomerFile {
        for id in &request.job.ids {
            access::viewed(app, acting, CustomerId(*id));
        }
    }
    let told = set_by(&running);
    let seen = app.press()?.look(&asked.job, SHOWN_PAGES, &told);
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
    let running = app.jobs.begin(JobKind::Print)?;
    let asked = ask(app, acting, &request.job, &running)?;
    let path = match &request.path {
        Some(path) => file::chosen(app, path)?,
        None => file::own(app, &asked.file_name, acting.now_at)?,
    };
    let made = if file::is_roll(&path) {
        Made::roll(app, &asked.job, &running)?
    } else {
        Made::pdf(app, &asked.job, &running)?
    };
    may_leave(&made, request.accept_missing)?;
    running.stage(Stage::Replacing, 0)?;
    // Written down first: a paper that nobody answers for does not leave the program.
    access::printed(app, acting, request.job.document, &request.job.ids)?;
    file::write(&path, &made.bytes)?;
    remember(app, &request.job, &asked)?;
    let opened = request.open == Some(true) && app.open_in_viewer(&path);
    Ok(PrintSaved {
        path: path.display().to_string(),
        page_count: count(made.page_count),
        opened,
    })
}

/// Sends a document to the receipt printer of this PC and remembers the paper.
pub(crate) fn send(app: &App, acting: &Acting, request: PrintSend) -> Outcome<PrintSent> {
    let running = app.jobs.begin(JobKind::Print)?;
    let asked = ask(app, acting, &request.job, &running)?;
    let named = app.database()?.read(memory::printed)?.printer;
    let printer = named.as_deref().and_then(|name| Printer::parse(name).ok());
    let (Some(name), Some(printer)) = (named, printer) else {
        return Err(ErrorCode::PrintNoPrinter.into());
    };
    let made = Made::roll(app, &asked.job, &running)?;
    may_leave(&made, request.accept_missing)?;
    access::printed(app, acting, request.job.document, &request.job.ids)?;
    let sent = made.send(app, &printer, &running)?;
    remember(app, &request.job, &asked)?;
    Ok(PrintSent {
        printer: name,
        page_count: count(sent),
        left_count: count(made.page_count - sent),
    })
}

/// Tells a running job of documents that were laid out.
fn set_by(running: &Running<'_>) -> impl Fn(usize, usize) -> bool {
    move |done, total| {
        running.total(total);
        running.at(done)
    }
}

/// A document ready to leave the program.
struct Made {
    bytes: Vec<u8>,
    /// Where each piece of a roll ends.
    ends: Vec<usize>,
    page_count: usize,
    missing: Vec<Missing>,
}

impl Made {
    fn pdf(app: &App, job: &Job, running: &Running<'_>) -> Outcome<Self> {
        let pdf = app.press()?.write(job, &set_by(running));
        let pdf = pdf.map_err(|error| failed(&error))?;
        Ok(Self {
            bytes: pdf.bytes,
            ends: Vec::new(),
            page_count: pdf.page_count,
            missing: pdf.missing,
        })
    }

    fn roll(app: &App, job: &Job, running: &Running<'_>) -> Outcome<Self> {
        let roll = app.press()?.roll(job, &set_by(running));
        let roll = roll.map_err(|error| failed(&error))?;
        Ok(Self {
            bytes: roll.bytes,
            ends: roll.ends,
            page_count: roll.page_count,
            missing: roll.missing,
        })
    }

    /// Sends piece by piece until somebody wishes to stop, and answers how many went: what has left
    /// for the printer comes out. A printer that takes no more is told with that number too.
    fn send(&self, app: &App, printer: &Printer, running: &Running<'_>) -> Outcome<usize> {
        running.stage(Stage::Sending, self.ends.len())?;
        let mut from = 0;
        for (sent, end) in self.ends.iter().copied().enumerate() {
            if !running.at(sent) {
                return match sent {
                    0 => Err(ErrorCode::JobCancelled.into()),
                    _ => Ok(sent),
                };
            }
            let piece = self.bytes.get(from..end).unwrap_or_default();
            app.press()?.send(printer, piece).map_err(|error| {
                tracing::warn!(kind = ?error.kind(), "a receipt printer did not take a document");
                ApiError::new(ErrorCode::PrintPrinter).with_detail("printed", sent)
            })?;
            from = end;
        }
        Ok(self.ends.len())
    }
}

fn may_leave(made: &Made, accept_missing: Option<bool>) -> Outcome<()> {
    if !made.missing.is_empty() && accept_missing != Some(true) {
        return Err(ErrorCode::PrintMissingCharacters.into());
    }
    Ok(())
}

fn remember(app: &App, job: &PrintJob, asked: &Asked) -> Outcome<()> {
    let offset = asked.job.offset;
    app.database()?
        .local(|local| memory::keep(local, job.document, asked.paper, offset))
}

/// Reads what is printed on every paper.
pub(crate) fn settings(app: &App, _: &Acting, _: PrintSettingsGet) -> Outcome<PrintSettings> {
    app.database()?.read(memory::printed)
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
    let kept = PrintSettings {
        phone: line("phone", &request.phone),
        complaint_phone: line("complaint_phone", &request.complaint_phone),
        emergency_phone: line("emergency_phone", &request.emergency_phone),
        printer: form.line("printer", request.printer.as_deref(), memory::PRINTER_MAX),
    };
    if let Some(name) = &kept.printer
        && Printer::parse(name).is_err()
    {
        form.wrong("printer", "printer_name", None);
    }
    form.finish()?;
    let database = app.database()?;
    database.local(|local| memory::keep_printed(local, &request, &kept))?;
    database.read(memory::printed)
}

fn ask(app: &App, acting: &Acting, job: &PrintJob, running: &Running<'_>) -> Outcome<Asked> {
    running.stage(Stage::Reading, job.ids.len())?;
    let of_nothing = [PrintDocument::Poster, PrintDocument::Calibration];
    if job.ids.is_empty() && !of_nothing.contains(&job.document) {
        return Err(ErrorCode::PrintNothing.into());
    }
    if job.ids.len() > MOST_DOCUMENTS {
        return Err(single("ids", "print_too_many", None).into());
    }
    let memory = app.database()?.read(Memory::load)?;
    let paper = match job.document {
        // Labels are cut from one paper only.
        PrintDocument::GreetingLabels => PrintPaper::A4,
        document => job.paper.unwrap_or_else(|| memory.paper(document)),
    };
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
    let collected = collect::document(app, acting, (job, &memory.shop.name), language, running)?;
    running.stage(Stage::Setting, 0)?;
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
        PaperError::Stopped => ErrorCode::JobCancelled.into(),
        PaperError::NoRoll => single("paper", "print_roll_only", None).into(),
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
        | PrintDocument::RemedyDecision
        | PrintDocument::CommissioningRecord
        | PrintDocument::OrderCourse
        | PrintDocument::GreetingLabels
        | PrintDocument::Calibration
        | PrintDocument::Poster => PrintPaper::A4,
        PrintDocument::PromiseCard
        | PrintDocument::PromiseSlip
        | PrintDocument::WarrantyCard
        | PrintDocument::Quote
        | PrintDocument::Receipt => PrintPaper::A5,
    }
}

/// Where a print goes when nobody chose a place.
fn own_folder(app: &App) -> PathBuf {
    app.dir().join("print")
}
