//! Import of office files: look, map, preview, dry run, import, report.
//!
//! The rules of rows and columns are `wuyou_domain::import`'s; here files are opened, rows become
//! planned writes ([`plan`]), and a run saves them in one transaction after a backup ([`save`]).

mod file;
mod job;
mod plan;
mod report;
mod save;

use std::collections::{BTreeMap, HashMap};

use wuyou_contract::draft::Done;
use wuyou_contract::import::{
    ImportCancel, ImportInspect, ImportInspection, ImportPreview, ImportPreviewPage,
    ImportPreviewRow, ImportProblem, ImportProgress, ImportProgressGet, ImportRun, ImportSummary,
};
use wuyou_domain::import::RowProblem;
use wuyou_store::View;

use crate::app::{Acting, App};
use crate::failure::Outcome;

pub(crate) use job::Job;
use plan::{Planned, RowPlan};
use save::Change;

/// Rows of the sample shown beside the mapping.
const SAMPLE_ROWS: usize = 12;

/// Looks into a file: sheets, header row, columns.
pub(crate) fn inspect(
    app: &App,
    acting: &Acting,
    request: ImportInspect,
) -> Outcome<ImportInspection> {
    let loaded = file::load(
        app,
        acting,
        &request.path,
        request.sheet.as_deref(),
        request.kind,
        None,
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
        Some(request.mapping),
    )?;
    file::check_mapping(&loaded)?;
    let plan = plan::plan(app, acting, &loaded)?;
    let changes = app.database()?.read(|view| save::foresee(view, &plan))?;
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
    let mut summary = summarise(&plan, &changes);
    summary.dry_run = true;
    summary.duration_ms = elapsed_ms(app, started_at);
    Ok(ImportPreviewPage { rows, summary })
}

/// Imports a file in one transaction, after a backup; a dry run only counts.
pub(crate) fn run(app: &App, acting: &Acting, request: ImportRun) -> Outcome<ImportSummary> {
    let started_at = app.now_at();
    let running = app.import.begin()?;
    let sheet = request
        .mapping
        .as_ref()
        .and_then(|mapping| mapping.sheet.clone());
    running.phase("reading");
    let loaded = file::load(
        app,
        acting,
        &request.path,
        sheet.as_deref(),
        request.kind,
        request.mapping,
    )?;
    file::check_mapping(&loaded)?;
    running.phase("checking");
    let plan = plan::plan(app, acting, &loaded)?;
    running.total(plan.rows.len());
    let database = app.database()?;
    if request.dry_run {
        let changes = database.read(|view| save::foresee(view, &plan))?;
        let mut summary = summarise(&plan, &changes);
        summary.dry_run = true;
        summary.duration_ms = elapsed_ms(app, started_at);
        return Ok(summary);
    }

    running.phase("backup");
    let backup = super::backup::before_import(&database, acting.now_at)?;
    running.phase("saving");
    let changes = save::save(&database, acting, &plan, &running)?;
    file::remember(&database, acting, &loaded)?;
    let mut summary = summarise(&plan, &changes);
    summary.backup_path = Some(backup);
    summary.report_path =
        report::write(app, acting, &loaded, &plan, request.report_path.as_deref())?;
    summary.duration_ms = elapsed_ms(app, started_at);
    save::log(&database, acting, &loaded, &summary)?;
    running.phase("done");
    Ok(summary)
}

/// Tells how far a running import is.
pub(crate) fn progress(app: &App, _: &Acting, _: ImportProgressGet) -> Outcome<ImportProgress> {
    Ok(app.import.progress())
}

/// Stops a running import; nothing of it stays.
pub(crate) fn cancel(app: &App, _: &Acting, _: ImportCancel) -> Outcome<Done> {
    app.import.cancel();
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

fn summarise(plan: &plan::Plan, changes: &[Change]) -> ImportSummary {
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
        backup_path: None,
        duration_ms: 0,
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
    Ok(code.ok_or(wuyou_contract::ErrorCode::NotReady)?)
}
