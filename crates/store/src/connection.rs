//! One connection: opened with the key, set to the safe modes, and the modes read back.

use std::path::Path;
use std::sync::Once;
use std::time::Duration;

use rusqlite::config::DbConfig;
use rusqlite::{Connection, OpenFlags};
use zeroize::Zeroize;

use crate::error::StoreError;
use crate::key::Key;

/// How long a statement waits for another writer.
const BUSY_TIMEOUT: Duration = Duration::from_secs(5);
/// Statements each connection keeps prepared.
const STATEMENTS: usize = 160;

/// What a connection is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Mode {
    /// Reads and writes the folder's database.
    Write,
    /// Reads the folder's database.
    Read,
    /// Reads or writes a single file without a log beside it (backups).
    File,
}

/// Opens a database file. With `create` a missing file is made.
pub(crate) fn open(
    path: &Path,
    key: &Key,
    mode: Mode,
    create: bool,
) -> Result<Connection, StoreError> {
    // SQLite calls itself ready a moment before SQLCipher is. A thread that opens its first database
    // in that moment is told that there is no cipher, so the program's first connection is made
    // alone; whatever is wrong with it the real one tells.
    static FIRST: Once = Once::new();
    FIRST.call_once(|| drop(Connection::open_in_memory()));

    let mut flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    if create {
        flags |= OpenFlags::SQLITE_OPEN_CREATE;
    }
    // A link in the place of the database is not followed; links in the way to its folder are, and
    // have to be resolved first. Windows has neither problem.
    #[cfg(unix)]
    let path = &{
        flags |= OpenFlags::SQLITE_OPEN_NOFOLLOW;
        path.parent()
            .and_then(|dir| dir.canonicalize().ok())
            .zip(path.file_name())
            .map_or_else(|| path.to_owned(), |(dir, name)| dir.join(name))
    };
    let connection = Connection::open_with_flags(path, flags)?;
    connection.busy_timeout(BUSY_TIMEOUT)?;
    // SQLCipher reports every bad page on stderr; it reaches us as an error all the same.
    connection.execute_batch("PRAGMA cipher_log_level = NONE")?;
    set_key(&connection, key)?;
    // The first read proves the key and the file's head.
    connection.query_row("SELECT count(*) FROM sqlite_schema", [], |_| Ok(()))?;
    // A file that cannot be written is opened for reading without a word.
    if mode == Mode::Write && connection.is_readonly("main")? {
        return Err(StoreError::ReadOnly);
    }
    settle(&connection, mode)?;
    connection.set_prepared_statement_cache_capacity(STATEMENTS);
    Ok(connection)
}

/// Opens a file that nobody writes, as it lies there: without locks, and without making a file
/// beside it, which even a reader does where the head says that there is a log.
pub(crate) fn open_unchanging(path: &Path, key: &Key) -> Result<Connection, StoreError> {
    let path = path.canonicalize()?;
    let flags = OpenFlags::SQLITE_OPEN_READ_ONLY
        | OpenFlags::SQLITE_OPEN_NO_MUTEX
        | OpenFlags::SQLITE_OPEN_URI;
    let connection = Connection::open_with_flags(unchanging(&path), flags)?;
    connection.execute_batch("PRAGMA cipher_log_level = NONE")?;
    set_key(&connection, key)?;
    connection.query_row("SELECT count(*) FROM sqlite_schema", [], |_| Ok(()))?;
    settle(&connection, Mode::Read)?;
    Ok(connection)
}

/// The name under which SQLite takes a file for one that never changes.
fn unchanging(path: &Path) -> String {
    use std::fmt::Write as _;
    let bytes = path.as_os_str().as_encoded_bytes();
    // `\\?\C:\…`, as Windows writes a whole path, is `C:/…` here.
    let share = bytes.strip_prefix(br"\\?\UNC\");
    let bytes = bytes.strip_prefix(br"\\?\").unwrap_or(bytes);
    let bytes = share.unwrap_or(bytes);
    let mut uri = "file://".to_owned();
    if share.is_some() {
        uri.push_str("//");
    } else if !bytes.starts_with(b"/") && !bytes.starts_with(br"\") {
        uri.push('/');
    }
    for byte in bytes {
        match byte {
            b'\\' if cfg!(windows) => uri.push('/'),
            b'/' | b':' | b'.' | b'-' | b'_' => uri.push(char::from(*byte)),
            byte if byte.is_ascii_alphanumeric() => uri.push(char::from(*byte)),
            byte => {
                let _ = write!(uri, "%{byte:02X}");
            }
        }
    }
    uri.push_str("?immutable=1");
    uri
}

/// Whether a file's first page opens with a key. The rest may be damaged all the same.
pub(crate) fn key_fits(path: &Path, key: &Key) -> bool {
    let head = || -> Result<i64, StoreError> {
        let connection = Connection::open_with_flags(path, OpenFlags::SQLITE_OPEN_READ_ONLY)?;
        connection.execute_batch("PRAGMA cipher_log_level = NONE")?;
        set_key(&connection, key)?;
        // A number of the head, which needs no other page.
        Ok(connection.query_row("PRAGMA user_version", [], |row| row.get(0))?)
    };
    head().is_ok()
}

fn set_key(connection: &Connection, key: &Key) -> Result<(), StoreError> {
    let mut hex = key.to_hex();
    let mut sql = format!("PRAGMA key = \"x'{hex}'\"");
    let done = connection.execute_batch(&sql);
    sql.zeroize();
    hex.zeroize();
    Ok(done?)
}

fn settle(connection: &Connection, mode: Mode) -> Result<(), StoreError> {
    for (config, wanted) in [
        (DbConfig::SQLITE_DBCONFIG_DEFENSIVE, true),
        (DbConfig::SQLITE_DBCONFIG_TRUSTED_SCHEMA, false),
        (DbConfig::SQLITE_DBCONFIG_DQS_DML, false),
        (DbConfig::SQLITE_DBCONFIG_DQS_DDL, false),
        // The plan of a statement does not depend on what is bound to it. Otherwise SQLite prepares
        // it anew for each execution as soon as a table has a partial index, which takes longer than
        // most of our statements run.
        (DbConfig::SQLITE_DBCONFIG_ENABLE_QPSG, true),
    ] {
        connection.set_db_config(config, wanted)?;
    }
    // The file is encrypted, so wiping freed pages guards only against whoever has the key:
    // `fast` does it where it costs no extra write.
    connection.execute_batch(
        "PRAGMA synchronous = FULL;
         PRAGMA foreign_keys = ON;
         PRAGMA trusted_schema = OFF;
         PRAGMA cell_size_check = ON;
         PRAGMA mmap_size = 0;
         PRAGMA temp_store = MEMORY;
         PRAGMA secure_delete = FAST;
         PRAGMA journal_size_limit = 67108864;",
    )?;
    // Kibibytes. Imports write all over the indexes; what does not fit is encrypted and written to
    // the log over and over.
    connection.execute_batch(match mode {
        Mode::Write => "PRAGMA cache_size = -65536",
        Mode::Read | Mode::File => "PRAGMA cache_size = -16384",
    })?;
    match mode {
        Mode::Write => expect_text(connection, "PRAGMA journal_mode = WAL", "wal")?,
        Mode::Read => connection.execute_batch("PRAGMA query_only = ON")?,
        Mode::File => {}
    }
    expect_int(connection, "PRAGMA synchronous", 2)?;
    expect_int(connection, "PRAGMA foreign_keys", 1)?;
    expect_int(connection, "PRAGMA trusted_schema", 0)?;
    expect_int(connection, "PRAGMA cell_size_check", 1)?;
    expect_int(connection, "PRAGMA temp_store", 2)
}

fn expect_int(connection: &Connection, pragma: &str, wanted: i64) -> Result<(), StoreError> {
    let found: i64 = connection.query_row(pragma, [], |row| row.get(0))?;
    if found == wanted {
        return Ok(());
    }
    Err(StoreError::Inconsistent(format!(
        "{pragma} is {found}, not {wanted}"
    )))
}

fn expect_text(connection: &Connection, pragma: &str, wanted: &str) -> Result<(), StoreError> {
    let found: String = connection.query_row(pragma, [], |row| row.get(0))?;
    if found == wanted {
        return Ok(());
    }
    Err(StoreError::Inconsistent(format!(
        "{pragma} is {found}, not {wanted}"
    )))
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "a test stops where it goes wrong")]

    use rusqlite::StatementStatus;

    use crate::{Database, FileKeyStore, StoreError};

    /// `customer` has a partial index, which alone made SQLite prepare every statement over it anew
    /// for every execution.
    #[test]
    fn a_statement_is_prepared_once_whatever_is_bound_to_it() {
        let dir = wuyou_testkit::temp_dir();
        let db = Database::create(dir.path(), &FileKeyStore::of(dir.path())).unwrap();
        let prepared_anew = db.read(|view| {
            let mut statement = view
                .connection
                .prepare("SELECT nr FROM customer WHERE updated_at >= ?1 AND updated_at < ?2")?;
            for at in 0..10 {
                assert!(!statement.exists((at, at + 1))?);
            }
            Ok::<_, StoreError>(statement.get_status(StatementStatus::RePrepare))
        });
        assert_eq!(prepared_anew.unwrap(), 0);
    }
}
