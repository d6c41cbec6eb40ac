//! What can go wrong with the database, each as something a person can act on.

use std::io;

use thiserror::Error;

/// An error of the local database. [`StoreError::code`] is stable and has a text in every language.
#[derive(Debug, Error)]
pub enum StoreError {
    /// Another program has this data folder open.
    #[error("the data folder is open in another window")]
    InUse,
    /// There is no database in the folder.
    #[error("no database in this folder")]
    Absent,
    /// There is a database in the folder already.
    #[error("there is a database in this folder already")]
    Present,
    /// The database was last written by a newer program.
    #[error("the database has schema {found}, this program knows {known}")]
    TooNew {
        /// The schema of the file.
        found: i64,
        /// The newest schema this program knows.
        known: i64,
    },
    /// The file is not a sound database.
    #[error("the database is damaged: {0}")]
    Damaged(String),
    /// The folder or the file cannot be written.
    #[error("the data folder cannot be written")]
    ReadOnly,
    /// No space left.
    #[error("the disk is full")]
    DiskFull,
    /// The key is absent, or it is another database's.
    #[error("the database's key is missing")]
    KeyMissing,
    /// A backup that this folder's key does not open: it was made on another PC.
    #[error("the backup was made with another key")]
    OtherPc,
    /// A backup of another shop than the one whose data lies here.
    #[error("the backup is another dealer's")]
    OtherDealer,
    /// A backup was to be written over a file that is no backup of this folder.
    #[error("the file is there and is no backup of this folder")]
    Occupied,
    /// Somebody else held the database longer than the waiting time.
    #[error("the database is busy")]
    Busy,
    /// Somebody wished the work to stop; nothing of it stays.
    #[error("stopped")]
    Cancelled,
    /// The row does not exist.
    #[error("{0} not found")]
    NotFound(&'static str),
    /// A live row with this id exists already.
    #[error("{0} exists already")]
    Exists(&'static str),
    /// The edit names an entity or field the registry does not have, or a value it does not allow.
    #[error("{entity}.{field}: {why}")]
    BadValue {
        /// The entity.
        entity: String,
        /// The field.
        field: String,
        /// What is wrong with it.
        why: &'static str,
    },
    /// A row refers to one that does not exist.
    #[error("a row refers to one that does not exist")]
    UnknownParent,
    /// The log and the tables do not fit together.
    #[error("inconsistent: {0}")]
    Inconsistent(String),
    /// The key store of the system failed.
    #[error("key store: {0}")]
    KeyStore(String),
    /// A file operation failed.
    #[error("file: {0}")]
    Io(#[source] io::Error),
    /// Any other error of SQLite.
    #[error("database: {0}")]
    Sqlite(#[source] rusqlite::Error),
    /// A schema step failed.
    #[error("schema: {0}")]
    Schema(#[source] refinery::Error),
    /// The disk cannot hold the copy that is made before a newer program changes the data.
    #[error("no room for the copy before the upgrade: {needed} bytes, {free} free")]
    UpgradeRoom {
        /// Bytes it takes.
        needed: u64,
        /// Bytes there are.
        free: u64,
    },
    /// The data could not be brought to what this program needs; it is as it was.
    #[error("the upgrade of the data failed: {0}")]
    Upgrade(#[source] Box<StoreError>),
}

impl StoreError {
    /// The stable code.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Self::InUse => "store.in_use",
            Self::Absent => "store.absent",
            Self::Present => "store.present",
            Self::TooNew { .. } => "store.too_new",
            Self::Damaged(_) => "store.damaged",
            Self::ReadOnly => "store.read_only",
            Self::DiskFull => "store.disk_full",
            Self::KeyMissing => "store.key_missing",
            Self::OtherPc => "backup.other_pc",
            Self::OtherDealer => "backup.other_dealer",
            Self::Occupied => "backup.place",
            Self::Busy => "store.busy",
            Self::Cancelled => "job.cancelled",
            Self::NotFound(_) => "store.not_found",
            Self::Exists(_) => "store.exists",
            Self::BadValue { .. } => "store.bad_value",
            Self::UnknownParent => "store.unknown_parent",
            Self::Inconsistent(_) => "store.inconsistent",
            Self::KeyStore(_) => "store.key_store",
            Self::UpgradeRoom { .. } => "store.upgrade_room",
            Self::Upgrade(_) => "store.upgrade_failed",
            Self::Io(_) | Self::Sqlite(_) | Self::Schema(_) => "store.failed",
        }
    }

    /// Whether the same call may succeed later without anybody doing anything.
    #[must_use]
    pub fn retryable(&self) -> bool {
        matches!(self, Self::Busy)
    }
}

impl From<rusqlite::Error> for StoreError {
    fn from(error: rusqlite::Error) -> Self {
        use rusqlite::{ErrorCode, ffi};
        let Some(cause) = error.sqlite_error() else {
            return Self::Sqlite(error);
        };
        match (cause.code, cause.extended_code) {
            (ErrorCode::DiskFull, _) | (_, ffi::SQLITE_IOERR_SHMSIZE) => Self::DiskFull,
            (ErrorCode::ReadOnly, _) => Self::ReadOnly,
            (ErrorCode::OperationInterrupted, _) => Self::Cancelled,
            (ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked, _) => Self::Busy,
            (ErrorCode::DatabaseCorrupt | ErrorCode::NotADatabase, _) => {
                Self::Damaged(error.to_string())
            }
            (_, ffi::SQLITE_CONSTRAINT_FOREIGNKEY) => Self::UnknownParent,
            _ => Self::Sqlite(error),
        }
    }
}

impl From<io::Error> for StoreError {
    fn from(error: io::Error) -> Self {
        match error.kind() {
            io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded => Self::DiskFull,
            io::ErrorKind::ReadOnlyFilesystem | io::ErrorKind::PermissionDenied => Self::ReadOnly,
            _ => Self::Io(error),
        }
    }
}

impl From<refinery::Error> for StoreError {
    fn from(error: refinery::Error) -> Self {
        use std::error::Error as _;
        let sqlite = error
            .source()
            .and_then(|source| source.downcast_ref::<rusqlite::Error>())
            .and_then(rusqlite::Error::sqlite_error)
            .copied();
        match sqlite.map(|cause| Self::from(rusqlite::Error::SqliteFailure(cause, None))) {
            Some(Self::Sqlite(_)) | None => Self::Schema(error),
            Some(known) => known,
        }
    }
}
