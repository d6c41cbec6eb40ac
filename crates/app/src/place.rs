//! Files that a person takes out of the program: where they may lie, and writing them whole or not
//! at all.

use std::ffi::OsStr;
use std::fs::File;
use std::io::Write as _;
use std::path::{Path, PathBuf};

use wuyou_contract::ErrorCode;
use wuyou_domain::time::{DAY_MS, local_date};
use wuyou_store::StoreError;

use crate::app::App;
use crate::failure::{Failure, Outcome};

/// The end of a file that is not whole yet.
const PART: &str = "part";

/// The place a person named, or a dated one of this name in a folder beside the data.
pub(crate) fn chosen(
    app: &App,
    wanted: Option<&str>,
    replace: bool,
    own: (&str, &str, &str),
    now_at: i64,
) -> Outcome<PathBuf> {
    let (folder, stem, ending) = own;
    let Some(wanted) = wanted.map(str::trim).filter(|wanted| !wanted.is_empty()) else {
        let date = local_date(now_at).unwrap_or_default().format("%Y%m%d");
        let name = format!("{stem}-{date}-{:08}.{ending}", now_at.rem_euclid(DAY_MS));
        return Ok(app.dir().join(folder).join(name));
    };
    let mut path = PathBuf::from(wanted);
    if path.extension() != Some(OsStr::new(ending)) {
        let mut name = path.file_name().unwrap_or_default().to_owned();
        name.push(format!(".{ending}"));
        path.set_file_name(name);
    }
    let inside = path.parent().and_then(|folder| folder.canonicalize().ok());
    let own_folder = inside.is_some() && inside == app.dir().canonicalize().ok();
    // What stands in the place of a disk that was pulled out may be a file.
    let is_folder = inside.as_deref().is_some_and(Path::is_dir);
    let usable = path.is_absolute() && path.file_stem().is_some() && is_folder;
    if !usable || own_folder || path.is_dir() || (path.exists() && !replace) {
        return Err(ErrorCode::FilePlace.into());
    }
    Ok(path)
}

/// Writes a file that is not there until it is whole; `before` runs when its content is on the disk.
pub(crate) fn write(
    path: &Path,
    bytes: &[u8],
    before: impl FnOnce() -> Outcome<()>,
) -> Outcome<()> {
    let whole = |mut file: &File| file.write_all(bytes).map_err(unwritable);
    write_by(path, whole, |()| before())
}

/// As [`write`], by whoever writes the content bit by bit.
pub(crate) fn write_by<T>(
    path: &Path,
    make: impl FnOnce(&File) -> Outcome<T>,
    before: impl FnOnce(&T) -> Outcome<()>,
) -> Outcome<T> {
    let mut part = path.as_os_str().to_owned();
    part.push(".");
    part.push(PART);
    let part = PathBuf::from(part);
    let opened = path
        .parent()
        .map_or(Ok(()), std::fs::create_dir_all)
        .and_then(|()| File::create(&part))
        .map_err(unwritable);
    let written = opened
        .and_then(|file| {
            let made = make(&file)?;
            file.sync_all().map_err(unwritable)?;
            Ok(made)
        })
        .and_then(|made| {
            before(&made)?;
            std::fs::rename(&part, path).map_err(unwritable)?;
            Ok(made)
        });
    if written.is_err() {
        let _ = std::fs::remove_file(&part);
    }
    written
}

/// A place that a person chose may be pulled out at any moment: that is no failure of the data.
pub(crate) fn unwritable(error: std::io::Error) -> Failure {
    match StoreError::from(error) {
        StoreError::Io(_) => ErrorCode::FilePlace.into(),
        other => other.into(),
    }
}
