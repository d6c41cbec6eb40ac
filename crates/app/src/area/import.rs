//! Import of office files: look, map, preview, dry run, import, report.
//!
//! The rules of rows and columns are `wuyou_domain::import`'s; here files are opened, rows become
//! planned writes ([`plan`]), and a run saves them in one transaction after a backup ([`save`]).

mod duplicate;
mod file;
mod holder;
mod plan;
mod report;
mod save;

use std::collections::{BTreeMap, HashMap};

use wuyou_contract::draft::Done;
use wuyou_contract::import::{
    ImportCancel, ImportInspect, ImportInspection, ImportPreview, ImportPreviewPage,
    ImportPreviewRow, ImportProblem, ImportProgress, ImportProgressGet, ImportReportProblem,
    ImportRun, ImportSummary,
};
use wuyou_contract::job::JobKind;
use wuyou_contract::{ErrorCode, Language};
use wuyou_domain::import::RowProblem;
use wuyou_store::{Stage, View};

use crate::app::{Acting, App};
use crate::failure::{Failure, Outcome};
use crate::show::code_text;

use file::{By, Header};
use plan::{Planned, RowPlan};
use save::{Change, Told};

/// Rows of the sample shown beside the mapping.
const SAMPLE_ROWS: usize = 12;

/// Looks into a file: sheets, header row, columns.
pub(crate) fn inspect(
    app: &App,
    acting: &Acting,
    request: ImportInspect,
) -> Outcome<ImportInspection> {
    let header = match (request.header_row, request.no_header) {
        (_, true) => Header::Without,
        (Some(row), false) => Header::Row(row as usize),
        (None, false) => Header::Find,
    };
    let loaded = file::load(
        app,
        acting,
        &request.path,
        request.sheet.as_deref(),
        request.kind,
        By::Header(header),
    )?;
    Ok(file::inspection(&loaded, SAMPLE_ROWS))
}

/// Shows what would become of the rows.
pub(crate) fn preview(
    app: &App,
    acting: &Acting,
    request: ImportPreview,
) -> Outcome<ImportPreviewPage> {
    let started_at = app.now_at();
    let sheet = request.mapping.sheet.clone();
    let loaded = file::load(
        app,
        acting,
        &request.path,
        sheet.as_deref(),
        None,
        By::Mapping(request.mapping),
    )?;
    file::check_mapping(&loaded)?;
    let mut plan = plan::plan(app, acting, &loaded)?;
    let database = app.database()?;
    duplicate::suggest(&database, &mut plan)?;
    let saved = database.read(|view| save::foresee(view, &plan))?;
    let changes = told(&mut plan, saved);
    let offset = request.offset.unwrap_or(0) as usize;
    let limit = request.limit.unwrap_or(50).clamp(1, 200) as usize;
    let rows = plan
        .rows
        .iter()
        .zip(&changes)
        .filter(|(row, _)| !matches!(row.planned, Planned::Skipped(_)))
        .filter(|(row, _)| !request.problems_only || row.has_something_to_say())
        .skip(offset)
        .take(limit)
        .map(|(row, change)| preview_row(row, *change, &plan.duplicates))
        .collect();
    let mut summary = summarise(&loaded, &plan, &changes);
    summary.dry_run = true;
    summary.duration_ms = elapsed_ms(app, started_at);
    Ok(ImportPreviewPage { rows, summary })
}

/// Imports a file in one transaction, after a backup; a dry run only counts.
pub(crate) fn run(app: &App, acting: &Acting, request: ImportRun) -> Outcome<ImportSummary> {
    let started_at = app.now_at();
    report::check_place(request.report_path.as_deref())?;
    let running = app.jobs.begin(JobKind::Import)?;
    let sheet = request
        .mapping
        .as_ref()
        .and_then(|mapping| mapping.sheet.clone());
    running.stage(Stage::Reading, 0)?;
    let loaded = file::load(
        app,
        acting,
        &request.path,
        sheet.as_deref(),
        request.kind,
        request
            .mapping
            .map_or(By::Header(Header::Find), By::Mapping),
    )?;
    file::check_mapping(&loaded)?;
    running.stage(Stage::Checking, 0)?;
    let mut plan = plan::plan(app, acting, &loaded)?;
    running.total(plan.rows.len());
    let database = app.database()?;
    duplicate::suggest(&database, &mut plan)?;
    if request.dry_run {
        let saved = database.read(|view| save::foresee(view, &plan))?;
        let changes = told(&mut plan, saved);
        let mut summary = summarise(&loaded, &plan, &changes);
        summary.dry_run = true;
        summary.duration_ms = elapsed_ms(app, started_at);
        return Ok(summary);
    }

    running.stage(Stage::Backup, 0)?;
    let backup = super::backup::before_import(&database, acting.now_at)?;
    running.stage(Stage::Saving, plan.rows.len())?;
    let saved = save::save(&database, acting, &plan, &running)?;
    // From here on the rows are in: whatever else fails is told beside that, never instead of it.
    let changes = told(&mut plan, saved);
    let mut summary = summarise(&loaded, &plan, &changes);
    summary.backup_path = Some(backup);
    match report::write(app, acting, &loaded, &plan, request.report_path.as_deref()) {
        Ok(path) => summary.report_path = path,
        Err(failure) => summary.report_problem = Some(report_problem(failure)),
    }
    summary.duration_ms = elapsed_ms(app, started_at);
    let noted = file::remember(&database, acting, &loaded)
        .and_then(|()| save::log(&database, acting, &loaded, &summary));
    if let Err(failure) = noted {
        tracing::warn!(code = %failure.code(), "the import is not in this PC's log");
    }
    // The rows are in; a wish to stop that came now comes too late.
    let _ = running.stage(Stage::Done, 0);
    Ok(summary)
}

/// Lays beside each row what is known only once it has its place.
fn told(plan: &mut plan::Plan, saved: save::Saved) -> Vec<Change> {
    for (index, told) in saved.told {
        let Some(row) = plan.rows.get_mut(index) else {
            continue;
        };
        match told {
            Told::Warning(warning) => row.warnings.push(warning),
            Told::Refused(problem) => row.refuse(problem),
        }
    }
    saved.changes
}

/// Why there is no workbook of refused rows although rows were refused.
fn report_problem(failure: Failure) -> ImportReportProblem {
    let reason = failure.code();
    tracing::warn!(code = %reason, "the workbook of refused rows was not written");
    ImportReportProblem {
        code: ErrorCode::ImportReport.code().to_owned(),
        message_zh: ErrorCode::ImportReport.message(Language::Zh).to_owned(),
        message_en: ErrorCode::ImportReport.message(Language::En).to_owned(),
        reason: reason.code().to_owned(),
    }
}

/// Tells how far a running import is.
pub(crate) fn progress(app: &App, _: &Acting, _: ImportProgressGet) -> Outcome<ImportProgress> {
    let told = app.jobs.told(JobKind::Import);
    Ok(ImportProgress {
        running: told.running,
        phase: code_text(&told.stage).unwrap_or_default(),
        done: told.done,
        total: told.total,
    })
}

/// Stops a running import; nothing of it stays.
pub(crate) fn cancel(app: &App, _: &Acting, _: ImportCancel) -> Outcome<Done> {
    app.jobs.stop(JobKind::Import);
    Ok(Done {})
}

fn elapsed_ms(app: &App, started_at: i64) -> u32 {
    u32::try_from(app.now_at().saturating_sub(started_at)).unwrap_or(0)
}

fn preview_row(
    row: &RowPlan,
    change: Change,
    duplicates: &HashMap<usize, String>,
) -> ImportPreviewRow {
    let outcome = match (&row.planned, change) {
        (Planned::Refused(_), _) => "refused",
        (Planned::Skipped(_), _) => "skipped",
        (Planned::Take(_), Change::Created) => "new",
        (Planned::Take(_), Change::Updated) => "update",
        (Planned::Take(_), Change::Unchanged | Change::None) => "unchanged",
    };
    let problems = match &row.planned {
        Planned::Refused(problems) => problems.iter().map(problem).collect(),
        Planned::Take(_) | Planned::Skipped(_) => Vec::new(),
    };
    ImportPreviewRow {
        file_row: u32::try_from(row.row_no).unwrap_or(u32::MAX),
        outcome: outcome.to_owned(),
        values: row.shown.clone(),
        problems,
        warnings: row.warnings.iter().map(problem).collect(),
        duplicate_of: duplicates.get(&row.row_no).cloned(),
    }
}

fn problem(problem: &RowProblem) -> ImportProblem {
    ImportProblem {
        field: plan::field_name(problem.field),
        code: problem.code.as_str().to_owned(),
        message_zh: problem.sentence_zh(),
        message_en: problem.sentence_en(),
        shown: problem.shown_value.clone(),
        suggestion: problem.suggestion.clone(),
    }
}

fn summarise(loaded: &file::Loaded, plan: &plan::Plan, changes: &[Change]) -> ImportSummary {
    let mut summary = ImportSummary {
        dry_run: false,
        read: 0,
        imported: 0,
        created: 0,
        updated: 0,
        unchanged: 0,
        duplicates_suggested: u32::try_from(plan.duplicates.len()).unwrap_or(u32::MAX),
        refused: 0,
        refused_by_reason: BTreeMap::new(),
        skipped: BTreeMap::new(),
        warnings: BTreeMap::new(),
        report_path: None,
        report_problem: None,
        backup_path: None,
        duration_ms: 0,
        other_sheets: loaded.other_sheets.clone(),
    };
    for (row, change) in plan.rows.iter().zip(changes) {
        match &row.planned {
            Planned::Skipped(reason) => *summary.skipped.entry(reason.clone()).or_default() += 1,
            Planned::Refused(problems) => {
                summary.read += 1;
                summary.refused += 1;
                // The first reason is the one the row is counted under; the report names all.
                if let Some(first) = problems.first() {
                    let code = first.code.as_str().to_owned();
                    *summary.refused_by_reason.entry(code).or_default() += 1;
                }
            }
            Planned::Take(_) => {
                summary.read += 1;
                summary.imported += 1;
                match change {
                    Change::Created => summary.created += 1,
                    Change::Updated => summary.updated += 1,
                    Change::Unchanged | Change::None => summary.unchanged += 1,
                }
            }
        }
        for warning in &row.warnings {
            *summary
                .warnings
                .entry(warning.code.as_str().to_owned())
                .or_default() += 1;
        }
    }
    summary
}

/// The dealer's code, part of every derived id of an import.
fn dealer_code(view: View<'_>) -> Outcome<String> {
    let code = wuyou_store::settings::get(view, wuyou_store::settings::DEALER_CODE)?;
    Ok(code.ok_or(ErrorCode::NotReady)?)
}
