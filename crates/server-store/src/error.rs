//! What can go wrong in the storage, by what the caller can do about it.

use thiserror::Error;

/// An error of the server's storage.
#[derive(Debug, Error)]
pub enum StoreError {
    /// Somebody else holds the database; the same call works a little later.
    #[error("the database is busy")]
    Busy,
    /// The disk is full; nothing was written.
    #[error("the disk is full")]
    Full,
    /// The data folder or the file cannot be written.
    #[error("the database cannot be written")]
    ReadOnly,
    /// Another server process works on this data folder.
    #[error("another wuyou-server is running on this data folder")]
    Locked,
    /// The file is damaged, or not a database.
    #[error("the database is damaged: {0}")]
    Corrupt(String),
    /// The database was written by a newer program.
    #[error("the database has form {found}, this program knows {known}")]
    TooNew {
        /// The form of the file.
        found: i64,
        /// The newest form this program knows.
        known: i64,
    },
    /// The database must be brought to this program's form first, which a running server prevents.
    #[error("the database has form {found} and must be brought to {known} by `serve` first")]
    TooOld {
        /// The form of the file.
        found: i64,
        /// The form this program works with.
        known: i64,
    },
    /// A name or code that must be unique is taken.
    #[error("{0} exists already")]
    Exists(&'static str),
    /// A row that was named does not exist.
    #[error("{0} not found")]
    NotFound(&'static str),
    /// A row of headquarters' own does not fit; nothing was written.
    #[error("headquarters' row is refused: {0}")]
    Own(&'static str),
    /// The push breaks the protocol; nothing of it was taken.
    #[error("the push breaks the protocol at number {dseq}")]
    BadPush {
        /// The device's number at which it does.
        dseq: u64,
    },
    /// Headquarters has revoked the device; nothing of its push was taken.
    #[error("the device is revoked")]
    Revoked,
    /// A setting the safety of the data rests on was not taken over by the database.
    #[error("the database refuses the setting {0}")]
    Setting(&'static str),
    /// Bytes in the database that this program cannot read.
    #[error("a stored value is not readable: {0}")]
    Stored(&'static str),
    /// The files of the data folder cannot be reached.
    #[error("the data folder cannot be used")]
    Io(#[from] std::io::Error),
    /// The database cannot be brought to this program's form.
    #[error("migration failed")]
    Migration(#[from] Box<refinery::Error>),
    /// Any other error of SQLite.
    #[error("database error")]
    Sqlite(#[source] rusqlite::Error),
}

impl From<rusqlite::Error> for StoreError {
    fn from(error: rusqlite::Error) -> Self {
        use rusqlite::ErrorCode;
        match error.sqlite_error_code() {
            Some(ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked) => Self::Busy,
            Some(ErrorCode::DiskFull) => Self::Full,
            Some(ErrorCode::ReadOnly) => Self::ReadOnly,
            Some(ErrorCode::DatabaseCorrupt | ErrorCode::NotADatabase) => {
                Self::Corrupt(error.to_string())
            }
            _ => Self::Sqlite(error),
        }
    }
}
