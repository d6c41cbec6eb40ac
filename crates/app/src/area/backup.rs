//! Backups of the local database.

use std::path::{Path, PathBuf};
use std::time::UNIX_EPOCH;

use wuyou_contract::backup::{
    Backup, BackupAge, BackupCreate, BackupDifference, BackupInside, BackupList, BackupLook,
    BackupRestore, Backups, DataCount, Restored,
};
use wuyou_contract::job::JobKind;
use wuyou_contract::{ApiError, ErrorCode};
use wuyou_domain::time::local_date;
use wuyou_store::backup::{self as store, FOLDER};
use wuyou_store::look::{self, Age, Census, Looked};
use wuyou_store::{Database, StoreError};

use crate::app::{Acting, App};
use crate::failure::{Failure, Outcome};

/// Automatic backups kept of each reason.
const KEPT: usize = 10;
/// The reason of the day's own backup.
const DAILY: &str = "daily";
/// Daily backups kept.
const DAILY_KEPT: usize = 14;

/// Makes a backup now.
pub(crate) fn create(app: &App, acting: &Acting, request: BackupCreate) -> Outcome<Backup> {
    let database = app.database()?;
    if let Some(path) = &request.path {
        refuse_own_file(app, Path::new(path))?;
    }
    let running = app.jobs.begin(JobKind::Backup)?;
    let watch = running.watch();
    let report = match &request.path {
        Some(path) => database
            .backup_watched(Path::new(path), watch)
            .map_err(gone)?,
        None => database.backup_automatic_watched("manual", &stamp(acting.now_at), KEPT, watch)?,
    };
    Ok(Backup {
        path: report.path.display().to_string(),
        bytes: i64::try_from(report.bytes).unwrap_or(i64::MAX),
        made_at: acting.now_at,
        reason: "manual".to_owned(),
    })
}

/// Makes the backup before an import; tells where it is.
pub(crate) fn before_import(database: &Database, now_at: i64) -> Outcome<String> {
    let report = database.backup_automatic("before_import", &stamp(now_at), KEPT)?;
    Ok(report.path.display().to_string())
}

impl App {
    /// Makes the day's backup, unless there is one. Hosts call it now and then.
    ///
    /// # Errors
    /// The store's error; the next call tries again.
    pub fn backup_daily(&self) -> Result<(), ApiError> {
        let now_at = self.now_at();
        let made = backups(&self.dir())?;
        let today = local_date(now_at);
        let done = made
            .iter()
            .any(|row| row.reason == DAILY && local_date(row.made_at) == today);
        if done {
            return Ok(());
        }
        let database = self.database()?;
        let made = database.backup_automatic(DAILY, &stamp(now_at), DAILY_KEPT);
        made.map(|_| ())
            .map_err(|error| Failure::from(error).into())
    }
}

/// Puts a backup in place of the present data, which is kept aside.
pub(crate) fn restore(app: &App, acting: &Acting, request: BackupRestore) -> Outcome<Restored> {
    let from = PathBuf::from(&request.path);
    let running = app.jobs.begin(JobKind::Restore)?;
    let (watch, stamp) = (running.watch(), stamp(acting.now_at));
    let previous = match app.database() {
        Ok(database) => database
            .restore_watched(&from, &stamp, watch)
            .map_err(unusable)?,
        // A damaged database is exactly what a backup is for.
        // So is one for a database that is gone; without the folder's key no backup opens.
        Err(error) if matches!(error.code, ErrorCode::StoreDamaged | ErrorCode::NotReady) => {
            let kept = app.while_closed(|| {
                let (dir, keys) = (app.dir(), app.keys());
                let kept = store::restore_closed_watched(&dir, &*keys, &from, &stamp, watch);
                Ok(kept.map_err(unusable)?)
            })?;
            kept.unwrap_or_default()
        }
        Err(error) => return Err(error.into()),
    };
    app.undo.clear();
    app.data_replaced();
    super::staff::resume_session(app);
    let customer_count = app
        .database()?
        .read(|view| wuyou_store::customer::count(view, None))?;
    Ok(Restored {
        previous_path: previous.display().to_string(),
        customer_count,
    })
}

/// Shows what is in a backup, beside what is there today. Neither is changed.
pub(crate) fn look(app: &App, _: &Acting, request: BackupLook) -> Outcome<BackupInside> {
    let from = PathBuf::from(&request.path);
    let running = app.jobs.begin(JobKind::Look)?;
    let looked = match app.database() {
        Ok(database) => database.look(&from, running.watch()),
        Err(error) if matches!(error.code, ErrorCode::StoreDamaged | ErrorCode::NotReady) => {
            look::look_closed(&app.dir(), &*app.keys(), &from, running.watch())
        }
        Err(error) => return Err(error.into()),
    };
    let made = std::fs::metadata(&from).and_then(|facts| facts.modified());
    let made = made
        .ok()
        .and_then(|made| made.duration_since(UNIX_EPOCH).ok());
    let made_at = made.and_then(|made| i64::try_from(made.as_millis()).ok());
    Ok(shown(request.path, made_at, looked.map_err(unusable)?))
}

fn shown(path: String, made_at: Option<i64>, looked: Looked) -> BackupInside {
    let differences = looked.differences.iter();
    BackupInside {
        path,
        bytes: i64::try_from(looked.bytes).unwrap_or(i64::MAX),
        made_at,
        damaged: looked.damage.is_some(),
        schema: looked.schema,
        age: match looked.age {
            Age::Older => BackupAge::Older,
            Age::Same => BackupAge::Same,
            Age::Newer => BackupAge::Newer,
        },
        program: looked.program,
        dealer_code: looked.dealer_code,
        has_pictures: looked.has_pictures,
        inside: looked.inside.as_ref().map(counted),
        present: looked.present.as_ref().map(counted),
        differences: differences
            .map(|one| BackupDifference {
                entity: one.entity.to_owned(),
                new: short(one.new),
                changed: short(one.changed),
                back: short(one.back),
            })
            .collect(),
    }
}

fn counted(census: &Census) -> DataCount {
    DataCount {
        customers: short(census.customers),
        units: short(census.units),
        orders: short(census.orders),
        open_orders: short(census.open_orders),
        contacts: short(census.contacts),
        complaints: short(census.complaints),
        photos: short(census.photos),
        last_at: census.last_at,
    }
}

fn short(count: u64) -> u32 {
    u32::try_from(count).unwrap_or(u32::MAX)
}

/// A backup over the program's own files, here or in any other data folder, would destroy what it
/// is to keep. Relative paths are refused, because nobody knows what they are relative to.
fn refuse_own_file(app: &App, path: &Path) -> Outcome<()> {
    let folder = path.parent().and_then(|folder| folder.canonicalize().ok());
    let own = folder.is_some() && folder == app.dir().canonicalize().ok();
    let name = path.file_name().map(|name| name.to_string_lossy());
    let own_name = name.is_none_or(|name| name.to_lowercase().starts_with("wuyou."));
    if own || own_name || !path.is_absolute() {
        Err(ErrorCode::BackupPlace.into())
    } else {
        Ok(())
    }
}

/// A place that a person chose may be pulled out at any moment.
fn gone(error: StoreError) -> Failure {
    match error {
        StoreError::Io(_) | StoreError::Sqlite(_) => ErrorCode::BackupDisk.into(),
        other => other.into(),
    }
}

fn unusable(error: StoreError) -> Failure {
    match error {
        StoreError::Absent | StoreError::Damaged(_) => ApiError::new(ErrorCode::BackupFile)
            .with_detail("reason", error.code())
            .into(),
        other => other.into(),
    }
}

/// Lists the backups, latest first.
pub(crate) fn list(app: &App, _: &Acting, _: BackupList) -> Outcome<Backups> {
    Ok(Backups {
        rows: backups(&app.dir())?,
    })
}

pub(crate) fn backups(dir: &Path) -> Outcome<Vec<Backup>> {
    let mut rows = Vec::new();
    let entries = match std::fs::read_dir(dir.join(FOLDER)) {
        Ok(entries) => entries,
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(rows),
        Err(error) => return Err(StoreError::from(error).into()),
    };
    for entry in entries {
        rows.extend(backup_of(&entry.map_err(StoreError::from)?));
    }
    rows.sort_by_key(|row| std::cmp::Reverse(row.made_at));
    Ok(rows)
}

/// A file of the folder, if it is one of ours.
fn backup_of(entry: &std::fs::DirEntry) -> Option<Backup> {
    let name = entry.file_name().to_str()?.to_owned();
    let rest = name.strip_prefix("wuyou-")?.strip_suffix(".db")?;
    let reason = rest.split('-').next()?;
    let facts = entry.metadata().ok()?;
    let made = facts.modified().ok()?.duration_since(UNIX_EPOCH).ok()?;
    Some(Backup {
        path: entry.path().display().to_string(),
        bytes: i64::try_from(facts.len()).unwrap_or(i64::MAX),
        made_at: i64::try_from(made.as_millis()).unwrap_or(i64::MAX),
        reason: reason.to_owned(),
    })
}

/// The date and the time of day in milliseconds, for names of files.
fn stamp(now_at: i64) -> String {
    let date = local_date(now_at).unwrap_or_default().format("%Y%m%d");
    format!(
        "{date}-{:08}",
        now_at.rem_euclid(wuyou_domain::time::DAY_MS)
    )
}
