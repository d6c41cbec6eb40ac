//! A restore: a backup takes the place of the database, and the program may be killed at any step.
//!
//! First the backup is copied into the folder and checked. Then a note says that a restore is under
//! way and under which name the present files are kept; from there on the restore is finished by
//! whoever opens the folder next, whatever has been moved until then. A step looks at the folder
//! and does the one thing that is next, so doing it again, or going on after a kill, is the same
//! code. Nothing is ever renamed over a file that is there (Windows).

mod carry;

use std::fs::{self, File};
use std::io::{self, Read as _};
use std::path::{Path, PathBuf};

use wuyou_domain::id::StaffId;

use crate::backup::{self, FOLDER, check_backup, check_file, remove_with_log};
use crate::connection;
use crate::database::{self, Database, FILE_NAME};
use crate::error::StoreError;
use crate::key::{self, Key, KeyStore};
use crate::picture;
use crate::progress::{Stage, Watch};

/// The checked copy of the backup, waiting to become the database.
const STAGED: &str = "wuyou.restore";
/// Says that a restore is under way; holds the name under which the present database is kept.
const NOTE: &str = "wuyou.restoring";
/// What is copied between two looks at the wish to stop.
const MEBIBYTE: u64 = 1 << 20;
/// How the name begins under which data is put aside.
const KEPT_NAME: &str = "wuyou-before_restore";
/// Data put aside that is kept.
const PRESENTS_KEPT: usize = 3;
/// The name kept when the note cannot be read.
const NAMELESS: &str = "wuyou-before_restore.db";
/// The database's files in the order in which they are moved: it can be opened without its log, and
/// would miss what stands there, so it goes last.
const SUFFIXES: [&str; 3] = ["-wal", "-shm", ""];

/// A restore that is wanted.
#[derive(Debug, Clone, Copy)]
pub struct Wanted<'a> {
    /// The backup.
    pub from: &'a Path,
    /// The key from paper of the PC it was made on; none for one of this folder.
    pub key: Option<&'a Key>,
    /// The local time, for the name under which the present data is kept.
    pub stamp: &'a str,
    /// Who wants it, where that is known.
    pub by: Option<StaffId>,
    /// When.
    pub at: i64,
}

impl<'a> Wanted<'a> {
    /// A backup of this folder.
    #[must_use]
    pub const fn own(from: &'a Path, stamp: &'a str) -> Self {
        Self {
            from,
            key: None,
            stamp,
            by: None,
            at: 0,
        }
    }

    /// The key the backup opens with. A key from paper may be the folder's own.
    fn key_of<'k>(&'k self, own: &'k Key) -> &'k Key {
        self.key.unwrap_or(own)
    }

    /// Whether the backup lies under another key than the folder's: it was made on another PC.
    fn is_foreign(&self, own: &Key) -> bool {
        self.key
            .is_some_and(|key| key.fingerprint() != own.fingerprint())
    }
}

impl Database {
    /// Puts a backup in the place of the present database, which is kept beside it under a dated
    /// name (returned): restoring that file undoes it. The backup is checked first. Waits for
    /// running reads and writes. A restore that is cut off is finished at the next opening.
    ///
    /// Numbers of orders go on after the last one given out, before the restore or in the backup,
    /// and a PC that is connected asks headquarters for a new identity before it syncs
    /// ([`crate::renewal`]): its log goes on from an earlier point than headquarters has seen.
    ///
    /// # Errors
    /// [`StoreError::Absent`] for a missing file, [`StoreError::OtherPc`] for one of another key,
    /// [`StoreError::TooNew`], [`StoreError::Damaged`]; the present database stays then.
    pub fn restore(&self, from: &Path, stamp: &str) -> Result<PathBuf, StoreError> {
        self.restore_watched(from, stamp, &Watch::default())
    }

    /// As [`Database::restore`], told by a watch, and stopped by it as long as nothing was replaced.
    ///
    /// # Errors
    /// As [`Database::restore`], and [`StoreError::Cancelled`]; the present database stays then.
    pub fn restore_watched(
        &self,
        from: &Path,
        stamp: &str,
        watch: &Watch,
    ) -> Result<PathBuf, StoreError> {
        self.restore_wanted(&Wanted::own(from, stamp), watch)
    }

    /// As [`Database::restore_watched`], also of a backup made on another PC. Such a PC is a new
    /// one to headquarters and in numbers: the one it was copied from may work on.
    ///
    /// # Errors
    /// As [`Database::restore_watched`], and [`StoreError::OtherDealer`] for another PC's backup of
    /// another shop.
    pub fn restore_wanted(
        &self,
        wanted: &Wanted<'_>,
        watch: &Watch,
    ) -> Result<PathBuf, StoreError> {
        let _alone = self.maintenance();
        check_backup(wanted.from, wanted.key_of(self.key()), watch)?;
        let copied = wanted.is_foreign(self.key());
        self.replace(|| swap(self.dir(), self.key(), (wanted, copied), watch))
    }
}

/// Puts a backup in the place of a database that cannot be opened (damaged, or gone). Otherwise as
/// [`Database::restore`]; the name is absent when there was no database to keep.
///
/// # Errors
/// As [`Database::restore`], and [`StoreError::InUse`].
pub fn restore_closed(
    dir: &Path,
    keys: &dyn KeyStore,
    from: &Path,
    stamp: &str,
) -> Result<Option<PathBuf>, StoreError> {
    restore_closed_watched(dir, keys, from, stamp, &Watch::default())
}

/// As [`restore_closed`], told by a watch, and stopped by it as long as nothing was replaced.
///
/// # Errors
/// As [`restore_closed`], and [`StoreError::Cancelled`].
pub fn restore_closed_watched(
    dir: &Path,
    keys: &dyn KeyStore,
    from: &Path,
    stamp: &str,
    watch: &Watch,
) -> Result<Option<PathBuf>, StoreError> {
    restore_closed_wanted(dir, keys, &Wanted::own(from, stamp), watch)
}

/// As [`restore_closed_watched`], also of a backup made on another PC. A folder that has no key yet,
/// or has lost it with the system, takes the one from paper, so that what is on the paper stays
/// right.
///
/// # Errors
/// As [`Database::restore_wanted`], and [`StoreError::InUse`].
pub fn restore_closed_wanted(
    dir: &Path,
    keys: &dyn KeyStore,
    wanted: &Wanted<'_>,
    watch: &Watch,
) -> Result<Option<PathBuf>, StoreError> {
    let own = keys.load()?;
    let key = own.as_ref().or(wanted.key).ok_or(StoreError::OtherPc)?;
    let _lock = database::lock_folder(dir)?;
    settle(dir)?;
    check_backup(wanted.from, wanted.key_of(key), watch)?;
    if own.is_none() {
        keys.save(key)?;
    }
    // What the folder remembers is the key of what lay there.
    key::remember_fingerprint(dir, key)?;
    let present = dir.join(FILE_NAME).try_exists()?;
    // A folder without a key is on another PC, or on one set up anew: nobody knows whether the one of
    // the backup works on.
    let copied = own.is_none() || wanted.is_foreign(key);
    let kept = swap(dir, key, (wanted, copied), watch)?;
    Ok(present.then_some(kept))
}

/// Whether a restore was begun in this folder and not finished.
pub(crate) fn is_pending(dir: &Path) -> bool {
    dir.join(NOTE).exists()
}

/// Finishes a restore that was cut off. Only with the folder's lock and without open connections.
pub(crate) fn settle(dir: &Path) -> Result<(), StoreError> {
    match Pending::find(dir)? {
        Some(pending) => pending.finish(),
        // What a restore cut off before its note was copying; in nobody's way if it cannot go.
        None => {
            let _ = remove_with_log(&dir.join(STAGED));
            Ok(())
        }
    }
}

/// Keeps the present database under a dated name and puts the backup in its place. On an error the
/// present database is put back.
///
/// The backup's photos are added to the folder's first: whatever cuts the rest off, no row will ask
/// for a content that is not there.
fn swap(
    dir: &Path,
    key: &Key,
    (wanted, copied): (&Wanted<'_>, bool),
    watch: &Watch,
) -> Result<PathBuf, StoreError> {
    if wanted.key.is_some() {
        carry::refuse_other_dealer(wanted, &dir.join(FILE_NAME), key)?;
    }
    picture::from_backup(dir, key, (wanted.from, wanted.key_of(key)), watch)?;
    let staged =
        stage(dir, key, (wanted, copied), watch).and_then(|()| watch.stage(Stage::Replacing, 0));
    if let Err(error) = staged {
        remove_with_log(&dir.join(STAGED))?;
        return Err(error);
    }
    let pending = Pending::note(dir, wanted.stamp)?;
    if let Err(error) = pending.finish() {
        // If not even that works, the note stays and the next opening finishes the restore.
        pending.undo()?;
        return Err(error);
    }
    forget_old(&dir.join(FOLDER), &pending.name);
    Ok(pending.kept(""))
}

/// Of the data that was put aside the latest few stay: what is undone is undone soon, and customers
/// who were deleted do not lie on the disk for ever. What cannot go now goes after the next restore.
fn forget_old(folder: &Path, made: &str) {
    let Ok(entries) = fs::read_dir(folder) else {
        return;
    };
    let mut names: Vec<String> = entries
        .flatten()
        .map(|entry| entry.file_name().to_string_lossy().into_owned())
        .filter(|name| name.starts_with(KEPT_NAME) && name.ends_with(".db") && name != made)
        .collect();
    names.sort();
    let surplus = (names.len() + 1).saturating_sub(PRESENTS_KEPT);
    for name in names.into_iter().take(surplus) {
        if let Err(error) = remove_with_log(&folder.join(name)) {
            tracing::warn!(%error, "data put aside by an earlier restore could not be removed");
        }
    }
}

/// Copies the backup into the folder, writes into the copy what is carried over, and checks it.
fn stage(
    dir: &Path,
    key: &Key,
    (wanted, copied): (&Wanted<'_>, bool),
    watch: &Watch,
) -> Result<(), StoreError> {
    let staged = dir.join(STAGED);
    remove_with_log(&staged)?;
    if wanted.is_foreign(key) {
        // Page by page, out of the one key and into the other.
        let source = connection::open_unchanging(wanted.from, wanted.key_of(key))?;
        backup::copy(&source, &staged, key, &mut |_, _| {}, watch)?;
    } else {
        // Not `fs::copy`: a backup from a read-only disk would make a database nobody can write.
        let mut copy = File::create_new(&staged)?;
        copy_watched(File::open(wanted.from)?, &mut copy, watch)?;
        copy.sync_all()?;
    }
    picture::out_of_copy(&staged, key)?;
    carry::carry_over(&staged, &dir.join(FILE_NAME), key, (wanted, copied))?;
    check_file(&staged, key, watch)
}

/// Copies a file mebibyte by mebibyte.
pub(crate) fn copy_watched(mut from: File, to: &mut File, watch: &Watch) -> Result<(), StoreError> {
    watch.stage(Stage::Copying, from.metadata()?.len().div_ceil(MEBIBYTE))?;
    loop {
        let copied = io::copy(&mut from.by_ref().take(MEBIBYTE), to)?;
        if copied == 0 {
            return Ok(());
        }
        watch.step()?;
    }
}

/// A restore whose note is written.
#[derive(Debug)]
struct Pending {
    dir: PathBuf,
    /// The name under which the present database is kept in the folder of backups.
    name: String,
}

impl Pending {
    /// Writes the note: from here on the restore will be finished.
    fn note(dir: &Path, stamp: &str) -> Result<Self, StoreError> {
        fs::create_dir_all(dir.join(FOLDER))?;
        let mut pending = Self {
            dir: dir.to_owned(),
            name: format!("wuyou-before_restore-{stamp}.db"),
        };
        let mut count = 1;
        while SUFFIXES.iter().any(|suffix| pending.kept(suffix).exists()) {
            count += 1;
            pending.name = format!("wuyou-before_restore-{stamp}-{count}.db");
        }
        key::write_private(&dir.join(NOTE), pending.name.as_bytes())?;
        Ok(pending)
    }

    /// The restore under way in this folder.
    fn find(dir: &Path) -> Result<Option<Self>, StoreError> {
        let bytes = match fs::read(dir.join(NOTE)) {
            Ok(bytes) => bytes,
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
            Err(error) => return Err(error.into()),
        };
        let name = String::from_utf8(bytes).ok();
        let name = name.filter(|name| Path::new(name).file_name() == Some(name.as_ref()));
        Ok(Some(Self {
            dir: dir.to_owned(),
            name: name.unwrap_or_else(|| NAMELESS.to_owned()),
        }))
    }

    fn present(&self, suffix: &str) -> PathBuf {
        self.dir.join(format!("{FILE_NAME}{suffix}"))
    }

    fn kept(&self, suffix: &str) -> PathBuf {
        self.dir.join(FOLDER).join(format!("{}{suffix}", self.name))
    }

    fn finish(&self) -> Result<(), StoreError> {
        while self.step()? {}
        Ok(())
    }

    /// Does what is next. Says whether anything is left to do.
    fn step(&self) -> Result<bool, StoreError> {
        let staged = self.dir.join(STAGED);
        if staged.try_exists()? {
            for suffix in SUFFIXES {
                let present = self.present(suffix);
                if present.try_exists()? {
                    fs::rename(present, self.kept(suffix))?;
                    self.sync()?;
                    return Ok(true);
                }
            }
            fs::rename(staged, self.present(""))?;
            self.sync()?;
            return Ok(true);
        }
        if !self.present("").try_exists()? {
            // Somebody took the copy away meanwhile: what was there before is better than nothing.
            self.put_back()?;
        }
        self.forget()?;
        Ok(false)
    }

    /// Puts the present database back, unless the backup has its place already.
    fn undo(&self) -> Result<(), StoreError> {
        let staged = self.dir.join(STAGED);
        if staged.try_exists()? {
            self.put_back()?;
            self.forget()?;
            remove_with_log(&staged)?;
        }
        Ok(())
    }

    fn put_back(&self) -> Result<(), StoreError> {
        for suffix in SUFFIXES {
            let (kept, present) = (self.kept(suffix), self.present(suffix));
            if kept.is_file() && !present.try_exists()? {
                fs::rename(kept, present)?;
            }
        }
        self.sync()
    }

    fn forget(&self) -> Result<(), StoreError> {
        fs::remove_file(self.dir.join(NOTE))?;
        self.sync()
    }

    fn sync(&self) -> Result<(), StoreError> {
        key::sync_folder(Some(&self.dir.join(FOLDER)))?;
        Ok(key::sync_folder(Some(&self.dir))?)
    }
}

#[cfg(test)]
mod tests;
