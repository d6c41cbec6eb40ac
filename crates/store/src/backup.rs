//! Backups: a whole copy of the database in one encrypted file, under the same key.
//!
//! A backup opens with the key of the data folder it came from (its keychain entry or key file), on
//! another PC with the same key typed from paper ([`crate::Key::recovery_code`]).

use std::fs;
use std::path::{Path, PathBuf};

use rusqlite::Connection;
use rusqlite::backup::{Backup, StepResult};

use crate::connection::{self, Mode};
use crate::database::Database;
use crate::error::StoreError;
use crate::key::{self, Key};
use crate::number64;
use crate::picture;
use crate::progress::{Stage, Watch};
pub use crate::restore::{Wanted, restore_closed, restore_closed_wanted, restore_closed_watched};
use crate::schema::{self, Standing};
use wuyou_sync::hash::{self, Hash};

/// Pages copied between two reports of progress.
const PAGES_PER_STEP: i32 = 256;
/// Parts of a check: pages, references, photos, the chain of own changes.
const VERIFY_STEPS: u64 = 4;
/// The folder of automatic backups inside the data folder.
pub const FOLDER: &str = "backup";

/// The reason of the backup that is made before the schema changes.
const BEFORE_MIGRATION: &str = "before_migration";
/// Of these the latest are kept.
const MIGRATIONS_KEPT: usize = 3;

/// A backup that was written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BackupReport {
    /// The file.
    pub path: PathBuf,
    /// Its size.
    pub bytes: u64,
}

/// What a check of the database found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct VerifyReport {
    /// Findings in words; empty when everything is sound.
    pub problems: Vec<String>,
    /// Own changes whose chain was recomputed.
    pub chain_length: u64,
}

impl VerifyReport {
    /// Whether nothing was found.
    #[must_use]
    pub fn is_sound(&self) -> bool {
        self.problems.is_empty()
    }
}

impl Database {
    /// Writes a backup: one encrypted file, the state of one instant with the contents of all
    /// photos, opened and checked before it gets its name. Edits go on meanwhile. `progress` hears
    /// pages of the database done and in all.
    ///
    /// # Errors
    /// [`StoreError::Occupied`] when another kind of file is there, [`StoreError::DiskFull`],
    /// [`StoreError::ReadOnly`], a file error; a file that was there before stays as it was then.
    pub fn backup(
        &self,
        to: &Path,
        mut progress: impl FnMut(u32, u32),
    ) -> Result<BackupReport, StoreError> {
        self.write_backup(to, true, &mut progress, &Watch::default())
    }

    /// As [`Database::backup`], told and stopped by a watch.
    ///
    /// # Errors
    /// As [`Database::backup`], and [`StoreError::Cancelled`]; nothing half-written is left.
    pub fn backup_watched(&self, to: &Path, watch: &Watch) -> Result<BackupReport, StoreError> {
        self.write_backup(to, true, &mut |_, _| {}, watch)
    }

    fn write_backup(
        &self,
        to: &Path,
        with_pictures: bool,
        progress: &mut dyn FnMut(u32, u32),
        watch: &Watch,
    ) -> Result<BackupReport, StoreError> {
        let _alone = self.maintenance();
        if to.exists() {
            match check_backup(to, self.key(), watch) {
                Err(StoreError::Cancelled) => return Err(StoreError::Cancelled),
                Err(_) => return Err(StoreError::Occupied),
                Ok(()) => {}
            }
        }
        let part = part_of(to);
        remove_with_log(&part)?;
        let source = connection::open(&self.file(), self.key(), Mode::Read, false)?;
        // Contents never change and go long after their photos, so those of the rows just copied
        // are all there.
        let written = copy(&source, &part, self.key(), progress, watch)
            .and_then(|()| match with_pictures {
                true => picture::into_backup(self.dir(), self.key(), &part, watch),
                false => Ok(()),
            })
            .and_then(|()| check_file(&part, self.key(), watch))
            .and_then(|()| watch.stage(Stage::Replacing, 0));
        drop(source);
        if let Err(error) = written {
            remove_with_log(&part)?;
            return Err(error);
        }
        fs::rename(&part, to)?;
        key::sync_folder(to.parent())?;
        Ok(BackupReport {
            path: to.to_owned(),
            bytes: fs::metadata(to)?.len(),
        })
    }

    /// Writes an automatic backup into the data folder (before an import, before an update), beside
    /// the contents of photos, which it therefore does not hold, and
    /// keeps the latest `keep` of this reason. `stamp` is the local time for the name, e.g.
    /// `20261121-1530`.
    ///
    /// # Errors
    /// As [`Database::backup`].
    pub fn backup_automatic(
        &self,
        reason: &str,
        stamp: &str,
        keep: usize,
    ) -> Result<BackupReport, StoreError> {
        self.backup_automatic_watched(reason, stamp, keep, &Watch::default())
    }

    /// As [`Database::backup_automatic`], told and stopped by a watch.
    ///
    /// # Errors
    /// As [`Database::backup_watched`].
    pub fn backup_automatic_watched(
        &self,
        reason: &str,
        stamp: &str,
        keep: usize,
        watch: &Watch,
    ) -> Result<BackupReport, StoreError> {
        let folder = self.dir().join(FOLDER);
        fs::create_dir_all(&folder)?;
        let mut name = format!("wuyou-{reason}-{stamp}.db");
        let mut count = 1;
        while folder.join(&name).exists() {
            count += 1;
            name = format!("wuyou-{reason}-{stamp}-{count}.db");
        }
        let report = self.write_backup(&folder.join(name), false, &mut |_, _| {}, watch)?;
        remove_surplus(&folder, reason, keep, &report.path)?;
        Ok(report)
    }

    /// Checks everything: the pages, the references, and the chain of own changes.
    ///
    /// # Errors
    /// The database's error when even the check cannot run.
    pub fn verify(&self) -> Result<VerifyReport, StoreError> {
        self.verify_watched(&Watch::default())
    }

    /// As [`Database::verify`], told and stopped by a watch.
    ///
    /// # Errors
    /// As [`Database::verify`], and [`StoreError::Cancelled`].
    pub fn verify_watched(&self, watch: &Watch) -> Result<VerifyReport, StoreError> {
        // A connection of its own, which takes the wish to stop with it.
        let _open = self.connections();
        let mut reader = connection::open(&self.file(), self.key(), Mode::Read, false)?;
        watch.over(&mut reader)?;
        let snapshot = reader.unchecked_transaction()?;
        watch.stage(Stage::Checking, VERIFY_STEPS)?;
        let mut problems = check_pages(&snapshot)?;
        watch.step()?;
        problems.extend(check_references(&snapshot)?);
        watch.step()?;
        problems.extend(picture::check(self.dir(), self.key(), watch)?);
        watch.step()?;
        let (chain_length, chain) = check_chain(&snapshot)?;
        watch.step()?;
        problems.extend(chain);
        Ok(VerifyReport {
            problems,
            chain_length,
        })
    }
}

/// Copies a database whose schema is about to be changed into the folder of automatic backups, unless
/// a whole copy is there already.
pub(crate) fn before_migration(
    to: &Path,
    source: &Connection,
    key: &Key,
) -> Result<(), StoreError> {
    let folder = to.parent().unwrap_or(to);
    let unwatched = Watch::default();
    if to.exists() && check_file(to, key, &unwatched).is_ok() {
        return Ok(());
    }
    fs::create_dir_all(folder)?;
    let part = part_of(to);
    remove_with_log(&part)?;
    let written = copy(source, &part, key, &mut |_, _| {}, &unwatched)
        .and_then(|()| check_file(&part, key, &unwatched));
    if let Err(error) = written {
        remove_with_log(&part)?;
        return Err(error);
    }
    remove_with_log(to)?;
    fs::rename(&part, to)?;
    key::sync_folder(to.parent())?;
    remove_surplus(folder, BEFORE_MIGRATION, MIGRATIONS_KEPT, to)
}

/// Where the copy before a change of the schema goes. The name tells the schema it is brought to, how
/// many steps it has taken and how far its own changes go, so that an update that was cut off and
/// begins again keeps the copy it made the first time, and one that comes after more work makes its
/// own.
pub(crate) fn before_migration_path(
    dir: &Path,
    source: &Connection,
    known: i64,
) -> Result<PathBuf, StoreError> {
    let taken: i64 =
        source.query_row("SELECT count(*) FROM refinery_schema_history", [], |row| {
            row.get(0)
        })?;
    let changes: i64 =
        source.query_row("SELECT COALESCE(max(dseq), 0) FROM outbox", [], |row| {
            row.get(0)
        })?;
    Ok(dir.join(FOLDER).join(format!(
        "wuyou-{BEFORE_MIGRATION}-{known}-{taken:04}-{changes:012}.db"
    )))
}

/// Removes the oldest backups of a reason, by the time in their names: the files' own times follow
/// a clock that may have been set back. Parts of a backup that was never finished go too.
fn remove_surplus(folder: &Path, reason: &str, keep: usize, made: &Path) -> Result<(), StoreError> {
    let prefix = format!("wuyou-{reason}-");
    let mut earlier: Vec<String> = Vec::new();
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        let name = entry.file_name().to_string_lossy().into_owned();
        if !name.starts_with(&prefix) || entry.path() == made {
            continue;
        }
        if name.ends_with(".db") {
            earlier.push(name);
        } else if name.ends_with(".part") {
            fs::remove_file(entry.path())?;
        }
    }
    earlier.sort();
    let surplus = (earlier.len() + 1).saturating_sub(keep.max(1));
    for name in earlier.into_iter().take(surplus) {
        fs::remove_file(folder.join(name))?;
    }
    Ok(())
}

/// Whether the file is a backup of this folder that this program can read.
pub(crate) fn check_backup(from: &Path, key: &Key, watch: &Watch) -> Result<(), StoreError> {
    if !from.is_file() {
        return Err(StoreError::Absent);
    }
    let opened = connection::open(from, key, Mode::File, false)
        .map_err(|error| not_ours(from, key, error))?;
    if schema::standing(&opened)? == Standing::Empty {
        return Err(StoreError::Damaged(
            "not a backup of this program".to_owned(),
        ));
    }
    drop(opened);
    check_file(from, key, watch)
}

/// Says that a file that does not open is another PC's, where that is what it looks like.
pub(crate) fn not_ours(from: &Path, key: &Key, error: StoreError) -> StoreError {
    match error {
        StoreError::Damaged(_) if looks_encrypted(from) && !connection::key_fits(from, key) => {
            StoreError::OtherPc
        }
        other => other,
    }
}

/// Whether a file that does not open may be a database under another key: whole pages, and no text
/// or plain database. A backup of this PC with a damaged head looks the same, but a backup carried
/// over from another PC is what people have.
fn looks_encrypted(path: &Path) -> bool {
    const PAGE: u64 = 4096;
    let mut head = [0; 64];
    let read = fs::File::open(path).and_then(|mut file| {
        std::io::Read::read_exact(&mut file, &mut head)?;
        Ok(file.metadata()?.len())
    });
    let plain = head
        .iter()
        .all(|byte| byte.is_ascii_graphic() || byte.is_ascii_whitespace());
    let different: std::collections::HashSet<u8> = head.into_iter().collect();
    matches!(read, Ok(bytes) if bytes % PAGE == 0)
        && !plain
        && !head.starts_with(b"SQLite format 3")
        // Random bytes repeat little; a file of zeros or of one pattern is rubbish.
        && different.len() > 32
}

fn part_of(path: &Path) -> PathBuf {
    let mut name = path.file_name().unwrap_or_default().to_owned();
    name.push(".part");
    path.with_file_name(name)
}

/// Removes a database file and what SQLite may have left beside it.
pub(crate) fn remove_with_log(path: &Path) -> Result<(), StoreError> {
    for suffix in ["", "-wal", "-shm", "-journal"] {
        let mut name = path.file_name().unwrap_or_default().to_owned();
        name.push(suffix);
        match fs::remove_file(path.with_file_name(name)) {
            Ok(()) => {}
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => {}
            Err(error) => return Err(error.into()),
        }
    }
    Ok(())
}

/// Copies one snapshot of the source into a new file. The read transaction holds the snapshot, so
/// that edits going on meanwhile do not start the copy anew.
pub(crate) fn copy(
    source: &Connection,
    to: &Path,
    key: &Key,
    progress: &mut dyn FnMut(u32, u32),
    watch: &Watch,
) -> Result<(), StoreError> {
    let snapshot = source.unchecked_transaction()?;
    snapshot.query_row("SELECT count(*) FROM sqlite_schema", [], |_| Ok(()))?;
    watch.stage(Stage::Copying, 0)?;
    let mut target = connection::open(to, key, Mode::File, true)?;
    {
        let backup = Backup::new(&snapshot, &mut target)?;
        loop {
            let step = backup.step(PAGES_PER_STEP)?;
            let state = backup.progress();
            let total = u32::try_from(state.pagecount).unwrap_or(0);
            let done = total - u32::try_from(state.remaining).unwrap_or(0).min(total);
            progress(done, total);
            watch.total(total.into());
            watch.at(done.into())?;
            match step {
                StepResult::Done => break,
                StepResult::More => {}
                _ => return Err(StoreError::Busy),
            }
        }
    }
    // One file without a log beside it.
    let mode: String = target.query_row("PRAGMA journal_mode = DELETE", [], |row| row.get(0))?;
    if mode != "delete" {
        return Err(StoreError::Inconsistent(format!("backup in mode {mode}")));
    }
    target.close().map_err(|(_, error)| StoreError::from(error))
}

/// Looks at every page and every reference of a file.
pub(crate) fn check_file(path: &Path, key: &Key, watch: &Watch) -> Result<(), StoreError> {
    let mut opened = connection::open(path, key, Mode::File, false)?;
    watch.over(&mut opened)?;
    watch.stage(Stage::Checking, 2)?;
    let mut problems = check_pages(&opened)?;
    watch.step()?;
    problems.extend(check_references(&opened)?);
    watch.step()?;
    match problems.into_iter().next() {
        Some(problem) => Err(StoreError::Damaged(problem)),
        None => Ok(()),
    }
}

pub(crate) fn check_pages(connection: &Connection) -> Result<Vec<String>, StoreError> {
    // Encrypted pages carry a checksum that the plain check does not look at.
    let mut problems = Vec::new();
    for pragma in [
        "PRAGMA cipher_integrity_check",
        "PRAGMA integrity_check(20)",
    ] {
        let mut statement = connection.prepare(pragma)?;
        let mut rows = statement.query([])?;
        loop {
            match rows.next() {
                Ok(Some(row)) => {
                    let line: String = row.get(0)?;
                    if line != "ok" {
                        problems.push(line);
                    }
                }
                Ok(None) => break,
                Err(error) => match StoreError::from(error) {
                    StoreError::Damaged(problem) => {
                        problems.push(problem);
                        break;
                    }
                    other => return Err(other),
                },
            }
        }
    }
    Ok(problems)
}

pub(crate) fn check_references(connection: &Connection) -> Result<Vec<String>, StoreError> {
    let mut statement = connection.prepare("PRAGMA foreign_key_check")?;
    let rows = statement.query_map([], |row| {
        let (table, parent): (String, String) = (row.get(0)?, row.get(2)?);
        Ok(format!("a row of {table} refers to a missing {parent}"))
    })?;
    Ok(rows.take(20).collect::<Result<_, _>>()?)
}

fn check_chain(connection: &Connection) -> Result<(u64, Vec<String>), StoreError> {
    let mut statement =
        connection.prepare("SELECT dseq, change, chain FROM outbox ORDER BY dseq")?;
    let mut rows = statement.query([])?;
    let mut problems = Vec::new();
    let mut length = 0;
    let mut previous: Option<(u64, Hash)> = None;
    while let Some(row) = rows.next()? {
        let dseq = number64::read(row, 0)?;
        let (change, chain): (Vec<u8>, Hash) = (row.get(1)?, row.get(2)?);
        let before = match previous {
            None if dseq == 1 => Some((0, hash::CHAIN_START)),
            other => other,
        };
        if let Some((last, before)) = before {
            if last + 1 != dseq {
                problems.push(format!("own changes jump from {last} to {dseq}"));
            } else if hash::chain(&before, &change) != chain {
                problems.push(format!("the chain breaks at own change {dseq}"));
            }
        }
        previous = Some((dseq, chain));
        length += 1;
    }
    Ok((length, problems))
}
