//! Where a printed document goes.

use std::fs;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::time::{Duration, UNIX_EPOCH};

use wuyou_contract::ErrorCode;

use super::own_folder;
use crate::app::App;
use crate::failure::Outcome;

const PDF: &str = "pdf";
/// What a receipt printer is sent, as a file.
const ROLL: &str = "prn";
/// How long a PDF in the program's own folder is kept: it holds names and addresses in the clear.
const KEPT: Duration = Duration::from_hours(7 * 24);

/// A file that a person chose. The ending keeps it from taking the place of anything else.
pub(super) fn chosen(app: &App, typed: &str) -> Outcome<PathBuf> {
    let path = PathBuf::from(typed.trim());
    let is_ours = ends(&path, PDF) || ends(&path, ROLL);
    let data = app.dir().canonicalize().ok();
    let folder = path.parent().and_then(|folder| folder.canonicalize().ok());
    if !path.is_absolute() || !is_ours || folder.is_none() || folder == data {
        return Err(ErrorCode::PrintFile.into());
    }
    Ok(path)
}

/// Whether a receipt printer's bytes are asked for.
pub(super) fn is_roll(path: &Path) -> bool {
    ends(path, ROLL)
}

fn ends(path: &Path, with: &str) -> bool {
    let ending = path.extension();
    ending.is_some_and(|ending| ending.eq_ignore_ascii_case(with))
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

/// Writes the whole file or nothing: half a PDF would be printed as half a paper. What is answered
/// as written is on the disk, also when the disk is pulled out the moment after.
pub(super) fn write(path: &Path, bytes: &[u8]) -> Outcome<()> {
    let kept = fs::metadata(path).map(|facts| facts.permissions().readonly());
    if kept.unwrap_or(false) {
        // Somebody wants this file kept; a rename would take its place all the same on some systems.
        return Err(ErrorCode::PrintFile.into());
    }
    let mut part = path.as_os_str().to_owned();
    part.push(".part");
    let part = PathBuf::from(part);
    let written = whole(&part, bytes).and_then(|()| fs::rename(&part, path));
    written.map_err(|error| {
        // It may be the disk that is gone; then there is nothing to remove either.
        let _ = fs::remove_file(&part);
        unwritable(&error)
    })
}

fn whole(part: &Path, bytes: &[u8]) -> std::io::Result<()> {
    let mut file = fs::File::create(part)?;
    file.write_all(bytes)?;
    file.sync_all()
}

fn unwritable(error: &std::io::Error) -> crate::failure::Failure {
    tracing::warn!(kind = ?error.kind(), "a printed document could not be written");
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

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "tests")]

    use super::*;

    fn refused(path: &Path) -> ErrorCode {
        write(path, b"%PDF-1.7").unwrap_err().code()
    }

    fn names(folder: &Path) -> Vec<String> {
        let entries = fs::read_dir(folder).unwrap();
        entries
            .map(|entry| entry.unwrap().file_name().to_string_lossy().into_owned())
            .collect()
    }

    #[test]
    fn a_disk_that_was_pulled_out_is_told_and_the_next_try_on_another_works() {
        let dir = tempfile::tempdir().unwrap();
        let stick = dir.path().join("stick");
        fs::create_dir(&stick).unwrap();
        let path = stick.join("a.pdf");
        write(&path, b"%PDF-1.7").unwrap();
        fs::remove_dir_all(&stick).unwrap();
        assert_eq!(refused(&path), ErrorCode::PrintFile);
        // Something else stands where the disk was.
        fs::write(&stick, "x").unwrap();
        assert_eq!(refused(&path), ErrorCode::PrintFile);
        let other = dir.path().join("a.pdf");
        write(&other, b"%PDF-1.7").unwrap();
        assert_eq!(fs::read(&other).unwrap(), b"%PDF-1.7");
        assert_eq!(names(dir.path()).len(), 2, "nothing half-written is left");
    }

    #[test]
    fn a_file_that_is_kept_and_a_folder_of_that_name_stay_as_they_are() {
        let dir = tempfile::tempdir().unwrap();
        let kept = dir.path().join("kept.pdf");
        fs::write(&kept, "old").unwrap();
        let mut rights = fs::metadata(&kept).unwrap().permissions();
        rights.set_readonly(true);
        fs::set_permissions(&kept, rights.clone()).unwrap();
        assert_eq!(refused(&kept), ErrorCode::PrintFile);
        assert_eq!(fs::read(&kept).unwrap(), b"old");
        let folder = dir.path().join("folder.pdf");
        fs::create_dir(&folder).unwrap();
        fs::write(folder.join("in it"), "x").unwrap();
        assert_eq!(refused(&folder), ErrorCode::PrintFile);
        let mut left = names(dir.path());
        left.sort();
        assert_eq!(
            left,
            ["folder.pdf", "kept.pdf"],
            "nothing half-written is left"
        );
        #[expect(
            clippy::permissions_set_readonly_false,
            reason = "so that it can be removed"
        )]
        rights.set_readonly(false);
        fs::set_permissions(&kept, rights).unwrap();
    }

    /// The twin of every system: a disk that takes nothing more answers as the writer says.
    #[test]
    fn a_full_disk_is_told_as_one() {
        let full = std::io::Error::from(std::io::ErrorKind::StorageFull);
        assert_eq!(unwritable(&full).code(), ErrorCode::StoreDiskFull);
    }

    #[cfg(target_os = "linux")]
    #[test]
    fn a_disk_that_is_full_leaves_the_old_file_and_nothing_half_written() {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("a.pdf");
        fs::write(&path, "old").unwrap();
        std::os::unix::fs::symlink("/dev/full", dir.path().join("a.pdf.part")).unwrap();
        assert_eq!(refused(&path), ErrorCode::StoreDiskFull);
        assert_eq!(fs::read(&path).unwrap(), b"old");
        assert_eq!(names(dir.path()), ["a.pdf"]);
    }
}
