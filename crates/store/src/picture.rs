//! The contents of photos: an encrypted file of their own beside the database, under the same key.
//!
//! A content is kept once, under the hash of its bytes, and never changes, so the day's backups need
//! no copy of it; a backup to a place that a person chose takes all of them along. A content is
//! written before the row that names it: what a screen shows is there, and a content whose row was
//! never written goes like one that nobody uses any more.

use std::path::Path;
use std::sync::{Mutex, PoisonError};

use rusqlite::{Connection, OptionalExtension, TransactionBehavior};
use wuyou_domain::time::DAY_MS;

use crate::connection::{self, Mode};
use crate::database::Database;
use crate::error::StoreError;
use crate::key::Key;
use crate::progress::{Stage, Watch};

/// The file of the contents in the data folder.
pub const PICTURES: &str = "wuyou.pictures";
/// What a file that cannot be read is kept as when a backup brings the contents back.
const DAMAGED: &str = "wuyou.pictures.damaged";

const TABLE: &str = "CREATE TABLE IF NOT EXISTS picture (
    key          TEXT PRIMARY KEY,
    content      BLOB NOT NULL,
    thumb        BLOB NOT NULL,
    unused_days  INTEGER NOT NULL DEFAULT 0,
    counted_day  INTEGER
) STRICT";
/// A content that is there already is in use again.
const PUT: &str = "INSERT INTO picture (key, content, thumb) VALUES (?1, ?2, ?3)
    ON CONFLICT (key) DO UPDATE SET unused_days = 0, counted_day = NULL";

const USED: &str = "UPDATE picture SET unused_days = 0, counted_day = NULL
    WHERE key = ?1 AND unused_days > 0";
const UNUSED: &str = "UPDATE picture SET unused_days = unused_days + 1, counted_day = ?2
    WHERE key = ?1 AND counted_day IS NOT ?2";

/// A content to be kept.
#[derive(Debug, Clone, Copy)]
pub struct Content<'p> {
    /// Its name: the hash of its bytes.
    pub key: &'p str,
    /// The picture.
    pub picture: &'p [u8],
    /// The same, small.
    pub thumb: &'p [u8],
}

/// The connection to the contents, opened when it is first needed.
#[derive(Debug, Default)]
pub(crate) struct Pictures(Mutex<Option<Connection>>);

impl Database {
    /// Keeps contents, durably. The database itself is not touched and nobody waits for it.
    ///
    /// # Errors
    /// [`StoreError::DiskFull`], [`StoreError::ReadOnly`], [`StoreError::Damaged`] of the contents'
    /// file; nothing is kept then.
    pub fn keep_pictures(&self, contents: &[Content<'_>]) -> Result<(), StoreError> {
        self.with_pictures(true, |connection| {
            let adding = connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
            for content in contents {
                let mut put = adding.prepare_cached(PUT)?;
                put.execute((content.key, content.picture, content.thumb))?;
            }
            Ok(adding.commit()?)
        })
        .map(|_| ())
    }

    /// A content, or its small picture; none where this PC does not have it.
    ///
    /// # Errors
    /// The error of the contents' file.
    pub fn picture(&self, key: &str, small: bool) -> Result<Option<Vec<u8>>, StoreError> {
        let sql = if small {
            "SELECT thumb FROM picture WHERE key = ?1"
        } else {
            "SELECT content FROM picture WHERE key = ?1"
        };
        let found = self.with_pictures(false, |connection| {
            let mut statement = connection.prepare_cached(sql)?;
            Ok(statement.query_row([key], |row| row.get(0)).optional()?)
        })?;
        Ok(found.flatten())
    }

    /// Which of these contents this PC has, in the same order.
    ///
    /// # Errors
    /// The error of the contents' file.
    pub fn has_pictures(&self, keys: &[&str]) -> Result<Vec<bool>, StoreError> {
        let found = self.with_pictures(false, |connection| {
            let mut statement =
                connection.prepare_cached("SELECT 1 FROM picture WHERE key = ?1")?;
            let has = keys.iter().map(|key| statement.exists([key]));
            Ok(has.collect::<Result<Vec<_>, _>>()?)
        })?;
        Ok(found.unwrap_or_else(|| vec![false; keys.len()]))
    }

    /// Takes away the contents that no photo used on more than `days_most` days on which this was
    /// called. Days are counted one by one and not by the clock: one that is years wrong, or jumps,
    /// makes one day of it. Answers how many went.
    ///
    /// # Errors
    /// The error of either file.
    pub fn sweep_pictures(&self, days_most: u32, now_at: i64) -> Result<u32, StoreError> {
        let kept: Vec<String> = self
            .with_pictures(false, |connection| {
                let mut statement = connection.prepare("SELECT key FROM picture")?;
                let rows = statement.query_map([], |row| row.get(0))?;
                Ok(rows.collect::<Result<_, _>>()?)
            })?
            .unwrap_or_default();
        let used: Vec<bool> = self.read(|view| -> Result<_, StoreError> {
            let mut statement = view.connection.prepare_cached(
                "SELECT 1 FROM photo WHERE content_key = ?1 AND deleted_at IS NULL
                 UNION ALL SELECT 1 FROM held_photo WHERE content_key = ?1",
            )?;
            let used = kept.iter().map(|key| statement.exists([key]));
            Ok(used.collect::<Result<_, _>>()?)
        })?;
        let day = now_at.div_euclid(DAY_MS);
        let gone = self.with_pictures(false, |connection| {
            let sweeping = connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
            for (key, used) in kept.iter().zip(used) {
                if used {
                    sweeping.prepare_cached(USED)?.execute([key])?;
                } else {
                    sweeping.prepare_cached(UNUSED)?.execute((key, day))?;
                }
            }
            // Whoever has put one again meanwhile has begun its days anew.
            let gone =
                sweeping.execute("DELETE FROM picture WHERE unused_days > ?1", [days_most])?;
            sweeping.commit()?;
            Ok(gone)
        })?;
        Ok(u32::try_from(gone.unwrap_or(0)).unwrap_or(u32::MAX))
    }

    /// Runs on the contents' file. Without `make`, nothing is run where there is none.
    fn with_pictures<T>(
        &self,
        make: bool,
        work: impl FnOnce(&mut Connection) -> Result<T, StoreError>,
    ) -> Result<Option<T>, StoreError> {
        let mut held = self
            .pictures()
            .0
            .lock()
            .unwrap_or_else(PoisonError::into_inner);
        if held.is_none() {
            if !make && !self.dir().join(PICTURES).exists() {
                return Ok(None);
            }
            *held = Some(open(self.dir(), self.key())?);
        }
        let Some(connection) = held.as_mut() else {
            return Ok(None);
        };
        let result = work(connection);
        // After an error nobody knows what the connection still believes.
        if result.is_err() {
            *held = None;
        }
        result.map(Some)
    }
}

fn open(dir: &Path, key: &Key) -> Result<Connection, StoreError> {
    let connection = connection::open(&dir.join(PICTURES), key, Mode::Write, true)?;
    // Whole contents are read and written; there is nothing to keep at hand.
    connection.execute_batch("PRAGMA cache_size = -2048")?;
    connection.execute_batch(TABLE)?;
    Ok(connection)
}

/// Adds every content of the folder to a backup that is being written.
pub(crate) fn into_backup(
    dir: &Path,
    key: &Key,
    backup: &Path,
    watch: &Watch,
) -> Result<(), StoreError> {
    if !dir.join(PICTURES).exists() {
        return Ok(());
    }
    let from = open(dir, key)?;
    let mut to = connection::open(backup, key, Mode::File, false)?;
    copy(&from, &mut to, watch)?;
    to.close().map_err(|(_, error)| StoreError::from(error))
}

/// Adds the contents of a backup to the folder's own. It only adds, so that doing it again, or being
/// cut off before the rest of a restore, harms nothing.
pub(crate) fn from_backup(
    dir: &Path,
    key: &Key,
    (backup, backup_key): (&Path, &Key),
    watch: &Watch,
) -> Result<(), StoreError> {
    let from = connection::open(backup, backup_key, Mode::File, false)?;
    if !has_table(&from)? {
        return Ok(());
    }
    let mut to = match open(dir, key) {
        Err(StoreError::Damaged(_)) => {
            set_aside(dir)?;
            open(dir, key)?
        }
        opened => opened?,
    };
    copy(&from, &mut to, watch)
}

/// Takes the contents out of a copy of a backup that becomes the database.
pub(crate) fn out_of_copy(copy: &Path, key: &Key) -> Result<(), StoreError> {
    let connection = connection::open(copy, key, Mode::File, false)?;
    if has_table(&connection)? {
        connection.execute_batch("DROP TABLE picture; VACUUM")?;
    }
    connection
        .close()
        .map_err(|(_, error)| StoreError::from(error))
}

/// What is wrong with the contents' file, in words; nothing where there is none.
pub(crate) fn check(dir: &Path, key: &Key, watch: &Watch) -> Result<Vec<String>, StoreError> {
    if !dir.join(PICTURES).exists() {
        return Ok(Vec::new());
    }
    let looked = open(dir, key).and_then(|mut connection| {
        watch.over(&mut connection)?;
        crate::backup::check_pages(&connection)
    });
    match looked {
        Err(StoreError::Damaged(problem)) => Ok(vec![format!("pictures: {problem}")]),
        found => found,
    }
}

pub(crate) fn has_table(connection: &Connection) -> Result<bool, StoreError> {
    let mut statement = connection
        .prepare("SELECT 1 FROM sqlite_schema WHERE type = 'table' AND name = 'picture'")?;
    Ok(statement.exists([])?)
}

fn copy(from: &Connection, to: &mut Connection, watch: &Watch) -> Result<(), StoreError> {
    let total: i64 = from.query_row("SELECT count(*) FROM picture", [], |row| row.get(0))?;
    watch.stage(Stage::Pictures, u64::try_from(total).unwrap_or(0))?;
    let adding = to.transaction_with_behavior(TransactionBehavior::Immediate)?;
    adding.execute_batch(TABLE)?;
    {
        let mut statement = from.prepare("SELECT key, content, thumb FROM picture ORDER BY key")?;
        let mut rows = statement.query([])?;
        let mut put = adding.prepare(PUT)?;
        while let Some(row) = rows.next()? {
            let key = row.get_ref(0)?.as_str().map_err(rusqlite::Error::from)?;
            let content = row.get_ref(1)?.as_blob().map_err(rusqlite::Error::from)?;
            let thumb = row.get_ref(2)?.as_blob().map_err(rusqlite::Error::from)?;
            put.execute((key, content, thumb))?;
            watch.step()?;
        }
    }
    Ok(adding.commit()?)
}

fn set_aside(dir: &Path) -> Result<(), StoreError> {
    let mut aside = dir.join(DAMAGED);
    let mut count = 1;
    while aside.exists() {
        count += 1;
        aside = dir.join(format!("{DAMAGED}-{count}"));
    }
    std::fs::rename(dir.join(PICTURES), aside)?;
    for suffix in ["-wal", "-shm"] {
        let _ = std::fs::remove_file(dir.join(format!("{PICTURES}{suffix}")));
    }
    Ok(())
}
