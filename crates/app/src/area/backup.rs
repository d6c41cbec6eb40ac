//! Backups of the local database.

use std::path::{Path, PathBuf};
use std::time::UNIX_EPOCH;

use wuyou_contract::access::AccessAction;
use wuyou_contract::backup::{
    Backup, BackupAge, BackupCode, BackupCodeGet, BackupCodeNoted, BackupCreate, BackupDifference,
    BackupInside, BackupList, BackupLook, BackupRestore, Backups, DataCount, Restored,
};
use wuyou_contract::draft::Done;
use wuyou_contract::job::JobKind;
use wuyou_contract::{ApiError, ErrorCode};
use wuyou_domain::time::{local_date, start_of_day};
use wuyou_store::backup::{self as store, FOLDER};
use wuyou_store::look::{self, Age, Census, Looked};
use wuyou_store::{Database, Key, StoreError, View, Watch, settings};

use super::access::Entry;
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

/// Makes the backup before another version is put in place.
pub(crate) fn before_update(database: &Database, now_at: i64, watch: &Watch) -> Outcome<()> {
    database.backup_automatic_watched("before_update", &stamp(now_at), KEPT, watch)?;
    Ok(())
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
    let key = typed_key(request.code.as_deref())?;
    let running = app.jobs.begin(JobKind::Restore)?;
    let (watch, stamp) = (running.watch(), stamp(acting.now_at));
    let wanted = store::Wanted {
        from: &from,
        key: key.as_ref(),
        stamp: &stamp,
        by: acting.staff,
        at: acting.now_at,
    };
    let why = |error| unusable(error, key.is_some());
    let previous = match app.database() {
        Ok(database) => database.restore_wanted(&wanted, watch).map_err(why)?,
        // A damaged database is exactly what a backup is for.
        // So is one for a database that is gone, or whose key is.
        Err(error) if is_lost(error.code) => {
            let kept = app.while_closed(|| {
                let (dir, keys) = (app.dir(), app.keys());
                let kept = store::restore_closed_wanted(&dir, &*keys, &wanted, watch);
                Ok(kept.map_err(why)?)
            })?;
            kept.unwrap_or_default()
        }
        Err(error) => return Err(error.into()),
    };
    app.undo.clear();
    app.data_replaced();
    super::staff::resume_session(app);
    super::access::settle(app);
    let customer_count = app
        .database()?
        .read(|view| wuyou_store::customer::count(view, None))?;
    Ok(Restored {
        previous_path: previous.display().to_string(),
        customer_count,
    })
}

/// Whether the data in use is no reason against a restore.
const fn is_lost(code: ErrorCode) -> bool {
    matches!(
        code,
        ErrorCode::StoreDamaged | ErrorCode::NotReady | ErrorCode::StoreKeyMissing
    )
}

/// The key of a code typed from paper; a blank one is none.
fn typed_key(code: Option<&str>) -> Outcome<Option<Key>> {
    let Some(typed) = code.filter(|typed| !typed.trim().is_empty()) else {
        return Ok(None);
    };
    let key = Key::from_recovery_code(typed).ok_or(ErrorCode::BackupCodeTyped)?;
    Ok(Some(key))
}

/// Shows the code with which backups of this PC are read on another one: to a manager, whose PIN is
/// asked again, and never without a line in the access log.
pub(crate) fn code(app: &App, acting: &Acting, request: BackupCodeGet) -> Outcome<BackupCode> {
    super::staff::confirm_pin(app, acting, request.pin.as_deref())?;
    let seen = Entry {
        what: Some("recovery_code".to_owned()),
        ..Entry::of(AccessAction::Export)
    };
    super::access::write_each(app, acting, &[seen])?;
    let database = app.database()?;
    let groups = database.recovery_code();
    database.read(|view| {
        Ok(BackupCode {
            groups: groups.split('-').map(ToOwned::to_owned).collect(),
            dealer_code: settings::get(view, settings::DEALER_CODE)?,
            device_name: settings::get(view, settings::DEVICE_NAME)?,
            noted: is_code_noted(&database, view)?,
        })
    })
}

/// Keeps that the code was noted: the code of the present key, and of no other.
pub(crate) fn code_noted(app: &App, _: &Acting, _: BackupCodeNoted) -> Outcome<Done> {
    let database = app.database()?;
    let mark = database.key_fingerprint();
    database.local(|local| settings::set(local, settings::CODE_NOTED, Some(&mark)))?;
    Ok(Done {})
}

/// Whether a manager has noted the code of the present key.
pub(crate) fn is_code_noted(database: &Database, view: View<'_>) -> Result<bool, StoreError> {
    let noted = settings::get(view, settings::CODE_NOTED)?;
    Ok(noted.is_some_and(|mark| mark == database.key_fingerprint()))
}

/// Shows what is in a backup, beside what is there today. Neither is changed.
pub(crate) fn look(app: &App, _: &Acting, request: BackupLook) -> Outcome<BackupInside> {
    let from = PathBuf::from(&request.path);
    let key = typed_key(request.code.as_deref())?;
    let running = app.jobs.begin(JobKind::Look)?;
    let looked = match app.database() {
        Ok(database) => database.look_with(&from, key.as_ref(), running.watch()),
        Err(error) if is_lost(error.code) => {
            let (dir, keys) = (app.dir(), app.keys());
            look::look_closed(&dir, &*keys, &from, key.as_ref(), running.watch())
        }
        Err(error) => return Err(error.into()),
    };
    let made = std::fs::metadata(&from).and_then(|facts| facts.modified());
    let made = made
        .ok()
        .and_then(|made| made.duration_since(UNIX_EPOCH).ok());
    let made_at = made.and_then(|made| i64::try_from(made.as_millis()).ok());
    let looked = looked.map_err(|error| unusable(error, key.is_some()))?;
    Ok(shown(request.path, made_at, looked))
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

fn unusable(error: StoreError, with_code: bool) -> Failure {
    match error {
        StoreError::OtherPc if with_code => ErrorCode::BackupCodeOther.into(),
        StoreError::Absent | StoreError::Damaged(_) => ApiError::new(ErrorCode::BackupFile)
            .with_detail("reason", error.code())
            .into(),
        other => other.into(),
    }
}

/// Lists the backups, latest first.
pub(crate) fn list(app: &App, _: &Acting, _: BackupList) -> Outcome<Backups> {
    // Data that cannot be opened does not say; there it is known soon enough.
    let noted = app.database().is_ok_and(|database| {
        let noted = database.read(|view| is_code_noted(&database, view));
        noted.unwrap_or(false)
    });
    Ok(Backups {
        rows: backups(&app.dir())?,
        code_noted: noted,
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

/// The date and the time of day in China, in milliseconds, for names of files: in the order of time,
/// because the oldest are removed by their names.
fn stamp(now_at: i64) -> String {
    let date = local_date(now_at).unwrap_or_default().format("%Y%m%d");
    let of_day = local_date(now_at).and_then(start_of_day);
    format!("{date}-{:08}", of_day.map_or(0, |begin| now_at - begin))
}
