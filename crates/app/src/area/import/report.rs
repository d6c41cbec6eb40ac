//! The workbook of refused rows: the rows as they stand in the file, and beside them why. It can
//! be corrected in place and imported again.

use std::path::{Path, PathBuf};

use wuyou_contract::{ApiError, ErrorCode};
use wuyou_domain::import::{ReportLanguage, refused_sheet};
use wuyou_domain::time::local_date;
use wuyou_office::{SheetOut, write_xlsx};

use super::file::Loaded;
use super::plan::{Plan, Planned};
use crate::app::{Acting, App};
use crate::failure::Outcome;
use crate::place;

/// The folder beside the data that holds reports.
const FOLDER: &str = "import-reports";
/// The folder, the name and the ending of a report.
const REFUSED: (&str, &str, &str) = (FOLDER, "退回", "xlsx");

/// Writes the workbook, if any row was refused; tells where.
pub(super) fn write(
    app: &App,
    acting: &Acting,
    loaded: &Loaded,
    plan: &Plan,
    wanted: Option<&str>,
) -> Outcome<Option<String>> {
    let refused = plan.rows.iter().filter_map(|row| match &row.planned {
        Planned::Refused(problems) => Some((row.row_no, problems.as_slice())),
        Planned::Take(_) | Planned::Skipped(_) => None,
    });
    let sheet = refused_sheet(&loaded.rows, &loaded.mapping, refused, ReportLanguage::Zh);
    if sheet.rows.is_empty() {
        return Ok(None);
    }
    let sheet = SheetOut {
        name: loaded.sheet.clone(),
        header: sheet.header,
        rows: sheet.rows,
    };
    let bytes = write_xlsx(&[sheet])
        .map_err(|error| ApiError::new(ErrorCode::Internal).with_detail("reason", error.code()))?;
    // Neither the dealer's own files nor the program's are written over: what was imported is in, so
    // the rows that were not go where they do no harm.
    let asked = wanted.map(|path| place::chosen(app, Some(path), false, REFUSED, acting.now_at));
    let path = match asked {
        Some(Ok(path)) => path,
        Some(Err(_)) | None => default_path(app, acting, loaded),
    };
    let made = path.parent().map_or(Ok(()), std::fs::create_dir_all);
    made.map_err(wuyou_store::StoreError::from)?;
    place::write(&path, &bytes, || Ok(()))?;
    Ok(Some(path.display().to_string()))
}

/// Refuses a place whose folder is not there, before anything is imported: a slip of the pen in a
/// path makes no folders.
pub(super) fn check_place(wanted: Option<&str>) -> Outcome<()> {
    let folder = wanted.and_then(|path| Path::new(path).parent());
    match folder {
        Some(folder) if folder != Path::new("") && !folder.is_dir() => {
            Err(ErrorCode::ImportReportFolder.into())
        }
        _ => Ok(()),
    }
}

fn default_path(app: &App, acting: &Acting, loaded: &Loaded) -> PathBuf {
    let stem = Path::new(&loaded.file_name)
        .file_stem()
        .and_then(|stem| stem.to_str());
    let date = local_date(acting.now_at)
        .unwrap_or_default()
        .format("%Y%m%d");
    let name = format!(
        "{}-退回-{date}-{}.xlsx",
        stem.unwrap_or("导入"),
        acting.now_at % 100_000
    );
    app.dir().join(FOLDER).join(name)
}
