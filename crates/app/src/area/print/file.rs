//! Where a printed document goes.

use std::fs;
use std::path::{Path, PathBuf};
use std::time::{Duration, UNIX_EPOCH};

use wuyou_contract::ErrorCode;

use super::own_folder;
use crate::app::App;
use crate::failure::Outcome;

const PDF: &str = "pdf";
/// How long a PDF in the program's own folder is kept: it holds names and addresses in the clear.
const KEPT: Duration = Duration::from_hours(7 * 24);

/// A file that a person chose. The ending keeps it from taking the place of anything else.
pub(super) fn chosen(app: &App, typed: &str) -> Outcome<PathBuf> {
    let path = PathBuf::from(typed.trim());
    let is_pdf = path
        .extension()
        .is_some_and(|ending| ending.eq_ignore_ascii_case(PDF));
    let data = app.dir().canonicalize().ok();
    let folder = path.parent().and_then(|folder| folder.canonicalize().ok());
    if !path.is_absolute() || !is_pdf || folder.is_none() || folder == data {
        return Err(ErrorCode::PrintFile.into());
    }
    Ok(path)
}

/// A new file in the program's own folder. Old ones are removed.
pub(super) fn own(app: &App, name: &str, now_at: i64) -> Outcome<PathBuf> {
    let folder = own_folder(app);
    fs::create_dir_all(&folder).map_err(|error| unwritable(&error))?;
    remove_old(&folder, now_at);
    // A viewer may hold the paper printed before, so a second print never takes its place.
    let stem = name.trim_end_matches(".pdf");
    let names = (1..).map(|nr: u32| match nr {
        1 => format!("{stem}.{PDF}"),
        _ => format!("{stem}-{nr}.{PDF}"),
    });
    let mut paths = names.map(|name| folder.join(name));
    paths
        .find(|path| !path.exists())
        .ok_or_else(|| ErrorCode::PrintFile.into())
}

/// Writes the whole file or nothing: half a PDF would be printed as half a paper.
pub(super) fn write(path: &Path, pdf: &[u8]) -> Outcome<()> {
    let part = path.with_extension("pdf.part");
    let written = fs::write(&part, pdf).and_then(|()| fs::rename(&part, path));
    written.map_err(|error| {
        // It may be the disk that is gone; then there is nothing to remove either.
        let _ = fs::remove_file(&part);
        unwritable(&error)
    })
}

fn unwritable(error: &std::io::Error) -> crate::failure::Failure {
    tracing::warn!(kind = ?error.kind(), "a PDF could not be written");
    let code = match error.kind() {
        std::io::ErrorKind::StorageFull => ErrorCode::StoreDiskFull,
        _ => ErrorCode::PrintFile,
    };
    code.into()
}

fn remove_old(folder: &Path, now_at: i64) {
    let Ok(entries) = fs::read_dir(folder) else {
        return;
    };
    let now = UNIX_EPOCH + Duration::from_millis(u64::try_from(now_at).unwrap_or_default());
    for entry in entries.flatten() {
        let made = entry.metadata().and_then(|facts| facts.modified());
        let age = made.ok().and_then(|made| now.duration_since(made).ok());
        let is_ours = entry.path().extension().is_some_and(|ending| ending == PDF);
        if is_ours && age.is_some_and(|age| age > KEPT) {
            // One that is open elsewhere goes another day.
            let _ = fs::remove_file(entry.path());
        }
    }
}
