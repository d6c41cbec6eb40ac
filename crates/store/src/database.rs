//! The data folder: its lock, its key, one writing connection and a few reading ones.

use std::fs::{self, File, TryLockError};
use std::path::{Path, PathBuf};
use std::sync::{Mutex, MutexGuard, PoisonError, RwLock, RwLockReadGuard};

use rusqlite::{Connection, TransactionBehavior};

use crate::connection::{self, Mode};
use crate::error::StoreError;
use crate::key::{self, Key, KeyPlace, KeyStore};
use crate::picture::Pictures;
use crate::view::{Local, View};
use crate::{restore, schema, search, settings, upgrade};

/// The database's file name in the data folder.
pub const FILE_NAME: &str = "wuyou.db";
const LOCK_FILE: &str = "wuyou.lock";
/// Reading connections kept open; more are opened when needed and closed again.
const IDLE_READERS: usize = 4;

/// The local database. Share it between threads behind an `Arc`: reads run beside each other and
/// beside the one writer.
#[derive(Debug)]
pub struct Database {
    dir: PathBuf,
    key: Key,
    place: KeyPlace,
    /// Held exclusively only while the file is replaced (restore).
    open: RwLock<Connections>,
    /// Held by a backup or a restore, which would get in each other's way.
    maintenance: Mutex<()>,
    pictures: Pictures,
    _lock: FolderLock,
}

/// The open connections. `None` when a replaced file could not be opened again.
#[derive(Debug)]
pub(crate) struct Connections {
    writer: Option<Mutex<Connection>>,
    readers: Mutex<Vec<Connection>>,
}

impl Connections {
    fn new(writer: Connection) -> Self {
        Self {
            writer: Some(Mutex::new(writer)),
            readers: Mutex::new(Vec::new()),
        }
    }

    fn closed() -> Self {
        Self {
            writer: None,
            readers: Mutex::new(Vec::new()),
        }
    }
}

impl Database {
    /// Whether the folder holds a database, or will when a restore that was cut off is finished
    /// ([`Database::open`] does that).
    #[must_use]
    pub fn exists(dir: &Path) -> bool {
        dir.join(FILE_NAME).exists() || restore::is_pending(dir)
    }

    /// Makes the folder, a new key and an empty database with a new device id.
    ///
    /// # Errors
    /// [`StoreError::Present`] when there is one already, [`StoreError::InUse`],
    /// [`StoreError::ReadOnly`], [`StoreError::DiskFull`], or the key store's error.
    pub fn create(dir: &Path, keys: &dyn KeyStore) -> Result<Self, StoreError> {
        fs::create_dir_all(dir)?;
        let lock = lock_folder(dir)?;
        if Self::exists(dir) {
            return Err(StoreError::Present);
        }
        // A key that is there already is used again: a folder whose database was moved away, or a
        // first run that was cut off, must not end with a key that fits nothing.
        let key = match keys.load()? {
            Some(key) => key,
            None => {
                let key = Key::random()?;
                keys.save(&key)?;
                key
            }
        };
        key::remember_fingerprint(dir, &key)?;
        let file = dir.join(FILE_NAME);
        let made = connection::open(&file, &key, Mode::Write, true).and_then(|mut writer| {
            schema::migrate(&mut writer)?;
            settings::make_device_id(&writer)?;
            search::stamp_version(&writer)?;
            settings::stamp_program(&writer)?;
            Ok(writer)
        });
        match made {
            Ok(writer) => Ok(Self {
                dir: dir.to_owned(),
                key,
                place: keys.place(),
                open: RwLock::new(Connections::new(writer)),
                maintenance: Mutex::new(()),
                pictures: Pictures::default(),
                _lock: lock,
            }),
            Err(error) => {
                // A half-made file would make the next start believe there is a database.
                for suffix in ["", "-wal", "-shm"] {
                    let _ = fs::remove_file(dir.join(format!("{FILE_NAME}{suffix}")));
                }
                Err(why_not(dir, error))
            }
        }
    }

    /// Opens the folder's database and brings its schema up to date. A restore that was cut off is
    /// finished first.
    ///
    /// # Errors
    /// [`StoreError::Absent`], [`StoreError::InUse`], [`StoreError::KeyMissing`],
    /// [`StoreError::TooNew`], [`StoreError::Damaged`], [`StoreError::ReadOnly`],
    /// [`StoreError::DiskFull`]. None of them changes the file.
    pub fn open(dir: &Path, keys: &dyn KeyStore) -> Result<Self, StoreError> {
        if !Self::exists(dir) {
            return Err(StoreError::Absent);
        }
        let lock = lock_folder(dir)?;
        restore::settle(dir)?;
        if !Self::exists(dir) {
            return Err(StoreError::Absent);
        }
        let key = keys.load()?.ok_or(StoreError::KeyMissing)?;
        if key::fingerprint_fits(dir, &key)? == Some(false) {
            return Err(StoreError::KeyMissing);
        }
        let writer = open_writer(dir, &key).map_err(|error| why_not(dir, error))?;
        Ok(Self {
            dir: dir.to_owned(),
            key,
            place: keys.place(),
            open: RwLock::new(Connections::new(writer)),
            maintenance: Mutex::new(()),
            pictures: Pictures::default(),
            _lock: lock,
        })
    }

    /// The data folder.
    #[must_use]
    pub fn dir(&self) -> &Path {
        &self.dir
    }

    /// Where the key is kept.
    #[must_use]
    pub fn key_place(&self) -> KeyPlace {
        self.place
    }

    /// The key as it is noted on paper ([`Key::recovery_code`]). Secret.
    #[must_use]
    pub fn recovery_code(&self) -> String {
        self.key.recovery_code()
    }

    /// Tells the key of this folder from others without giving anything of it away.
    #[must_use]
    pub fn key_fingerprint(&self) -> String {
        self.key.fingerprint()
    }

    pub(crate) fn key(&self) -> &Key {
        &self.key
    }

    pub(crate) fn pictures(&self) -> &Pictures {
        &self.pictures
    }

    /// Reads in one consistent snapshot, beside any writer.
    ///
    /// # Errors
    /// The closure's error, or the database's.
    pub fn read<T, E: From<StoreError>>(
        &self,
        work: impl FnOnce(View<'_>) -> Result<T, E>,
    ) -> Result<T, E> {
        let open = self.connections();
        let reader = self.take_reader(&open)?;
        let result = (|| {
            let snapshot = reader.unchecked_transaction().map_err(StoreError::from)?;
            work(View::new(&snapshot))
        })();
        let mut idle = held(&open.readers);
        if idle.len() < IDLE_READERS && reader.is_autocommit() {
            idle.push(reader);
        }
        result
    }

    /// Writes tables that are this PC's own (settings, drafts, …) in one transaction.
    ///
    /// # Errors
    /// The closure's error, or the database's; then nothing is written.
    pub fn local<T, E: From<StoreError>>(
        &self,
        work: impl FnOnce(&Local<'_>) -> Result<T, E>,
    ) -> Result<T, E> {
        self.write(|connection| work(&Local::new(connection)))
    }

    /// Runs a write transaction on the one writing connection.
    pub(crate) fn write<T, E: From<StoreError>>(
        &self,
        work: impl FnOnce(&Connection) -> Result<T, E>,
    ) -> Result<T, E> {
        let open = self.connections();
        let mut writer = self.lock_writer(&open)?;
        let result = run(&mut writer, work);
        if !writer.is_autocommit() || matches!(&result, Err((_, true))) {
            // After a failed commit the connection's view of the file cannot be trusted: what was
            // written may or may not be there. A fresh connection reads what is.
            *writer = connection::open(&self.file(), &self.key, Mode::Write, false)?;
        }
        result.map_err(|(error, _)| error)
    }

    /// What a setting of SQLite is on the writing and on a reading connection, for tests and
    /// support. Only names the program knows: the name becomes part of a statement.
    ///
    /// # Errors
    /// The database's error.
    pub fn pragma(&self, name: &str) -> Result<(String, String), StoreError> {
        if !name.bytes().all(|b| b.is_ascii_lowercase() || b == b'_') {
            return Err(StoreError::NotFound("pragma"));
        }
        let ask = |connection: &Connection| -> Result<String, StoreError> {
            let value = connection.query_row(&format!("PRAGMA {name}"), [], |row| {
                row.get::<_, rusqlite::types::Value>(0)
            })?;
            Ok(match value {
                rusqlite::types::Value::Integer(number) => number.to_string(),
                rusqlite::types::Value::Text(text) => text,
                other => format!("{other:?}"),
            })
        };
        Ok((self.write(ask)?, self.read(|view| ask(view.connection))?))
    }

    /// Marks the database as written by a program with this schema: how tests make the file of a
    /// newer program.
    ///
    /// # Errors
    /// The database's error.
    #[doc(hidden)]
    pub fn pretend_newer(&self, version: i64) -> Result<(), StoreError> {
        self.write(|connection| {
            connection.execute(
                "INSERT INTO refinery_schema_history (version, name, applied_on, checksum)
                 SELECT ?1, 'newer', applied_on, '1' FROM refinery_schema_history LIMIT 1",
                [schema::known_version() + version],
            )?;
            Ok(())
        })
    }

    /// Forgets a step of the schema and runs `undo` on what it made: how tests make the file of an
    /// older program.
    ///
    /// # Errors
    /// The database's error.
    #[doc(hidden)]
    pub fn pretend_older(&self, step: i64, undo: &str) -> Result<(), StoreError> {
        self.write(|connection| {
            connection.execute_batch(undo)?;
            connection.execute(
                "DELETE FROM refinery_schema_history WHERE version = ?1",
                [step],
            )?;
            Ok(())
        })
    }

    pub(crate) fn file(&self) -> PathBuf {
        self.dir.join(FILE_NAME)
    }

    pub(crate) fn connections(&self) -> RwLockReadGuard<'_, Connections> {
        self.open.read().unwrap_or_else(PoisonError::into_inner)
    }

    pub(crate) fn lock_writer<'o>(
        &self,
        open: &'o Connections,
    ) -> Result<MutexGuard<'o, Connection>, StoreError> {
        let writer = open.writer.as_ref();
        writer
            .map(held)
            .ok_or_else(|| StoreError::Inconsistent("the database is closed".to_owned()))
    }

    fn take_reader(&self, open: &Connections) -> Result<Connection, StoreError> {
        let idle = held(&open.readers).pop();
        match idle {
            Some(reader) => Ok(reader),
            None => connection::open(&self.file(), &self.key, Mode::Read, false),
        }
    }

    /// Leaves one reading connection, and does something with it.
    pub(crate) fn with_one_reader<T>(
        &self,
        work: impl FnOnce(&mut Connection) -> Result<T, StoreError>,
    ) -> Result<T, StoreError> {
        let open = self.connections();
        let mut reader = self.take_reader(&open)?;
        let result = work(&mut reader);
        let mut idle = held(&open.readers);
        idle.clear();
        idle.push(reader);
        result
    }

    /// One backup or restore at a time.
    pub(crate) fn maintenance(&self) -> MutexGuard<'_, ()> {
        held(&self.maintenance)
    }

    /// Closes every connection, lets `swap` replace the file, and opens it again.
    pub(crate) fn replace<T>(
        &self,
        swap: impl FnOnce() -> Result<T, StoreError>,
    ) -> Result<T, StoreError> {
        let mut open = self.open.write().unwrap_or_else(PoisonError::into_inner);
        *open = Connections::closed();
        let swapped = swap();
        restore::settle(&self.dir)?;
        let writer = open_writer(&self.dir, &self.key)?;
        *open = Connections::new(writer);
        swapped
    }
}

/// Runs one write transaction. The flag says whether the commit itself failed.
fn run<T, E: From<StoreError>>(
    writer: &mut Connection,
    work: impl FnOnce(&Connection) -> Result<T, E>,
) -> Result<T, (E, bool)> {
    let begun = writer.transaction_with_behavior(TransactionBehavior::Immediate);
    let transaction = begun.map_err(|error| (StoreError::from(error).into(), false))?;
    let value = work(&transaction).map_err(|error| (error, false))?;
    match transaction.commit() {
        Ok(()) => Ok(value),
        Err(error) => {
            let error = StoreError::from(error);
            let untrusted = matches!(error, StoreError::Sqlite(_) | StoreError::Damaged(_));
            Err((error.into(), untrusted))
        }
    }
}

/// A panic in somebody's closure rolled its transaction back; the connection is as good as before.
fn held<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

pub(crate) fn open_writer(dir: &Path, key: &Key) -> Result<Connection, StoreError> {
    let mut writer = connection::open(&dir.join(FILE_NAME), key, Mode::Write, false)?;
    upgrade::bring_up(dir, &mut writer, key, upgrade::Program::this())?;
    // Both were done when the database was made, unless the power went just then.
    settings::make_device_id(&writer)?;
    search::rebuild_if_outdated(&mut writer)?;
    settings::stamp_program(&writer)?;
    Ok(writer)
}

/// The folder's lock. However the program ends, the system lets it go.
#[derive(Debug)]
pub(crate) struct FolderLock(File);

impl Drop for FolderLock {
    /// Closing the file would do, but for a process that is just being started and still has a
    /// copy of every open file.
    fn drop(&mut self) {
        let _ = self.0.unlock();
    }
}

/// Takes the folder's lock.
pub(crate) fn lock_folder(dir: &Path) -> Result<FolderLock, StoreError> {
    let file = File::options()
        .create(true)
        .truncate(false)
        .write(true)
        .open(dir.join(LOCK_FILE))?;
    match file.try_lock() {
        Ok(()) => Ok(FolderLock(file)),
        Err(TryLockError::WouldBlock) => Err(StoreError::InUse),
        Err(TryLockError::Error(error)) => Err(error.into()),
    }
}

/// SQLite says "cannot open" for a folder that cannot be written: say that instead.
fn why_not(dir: &Path, error: StoreError) -> StoreError {
    let unclear = matches!(&error, StoreError::Sqlite(_) | StoreError::Schema(_));
    if !unclear {
        return error;
    }
    let probe = dir.join("wuyou.probe");
    let tried = fs::write(&probe, [0; 65_536]);
    let _ = fs::remove_file(&probe);
    match tried.map_err(StoreError::from) {
        Err(reason @ (StoreError::ReadOnly | StoreError::DiskFull)) => reason,
        _ => error,
    }
}
