//! Opening the file: lock, safety settings, form (migrations), epoch.

use std::collections::{BTreeMap, BTreeSet};
use std::fs::{self, File, OpenOptions, TryLockError};
use std::path::Path;
use std::time::Duration;

use refinery::Migration;
use rusqlite::config::DbConfig;
use rusqlite::{Connection, OptionalExtension};
use wuyou_sync::message::Epoch;

use crate::error::StoreError;
use crate::store::Result;

mod embedded {
    refinery::embed_migrations!("migrations");
}

/// Page cache of the writing connection, in KiB.
pub(super) const WRITER_CACHE_KIB: i64 = 32 * 1024;
/// Page cache of a reading connection, in KiB.
pub(super) const READER_CACHE_KIB: i64 = 8 * 1024;
/// Pages in the WAL before it is copied into the file: 16 MiB, so that a batch seldom pays for it.
const CHECKPOINT_PAGES: i64 = 4_000;
/// How long a statement waits for another process (`admin` beside `serve`).
const BUSY_TIMEOUT: Duration = Duration::from_secs(5);
/// Statements kept prepared: two per entity and some 40 others.
const STATEMENT_CACHE: usize = 128;

/// Which form the database has after opening.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Form {
    /// This program's: older ones are brought to it. Only for the one server of a folder.
    Newest,
    /// As it is; only a new file gets its tables.
    AsItIs,
}

/// Makes the data folder if needed and takes its lock; `None` when a server holds it.
pub(super) fn lock(dir: &Path) -> Result<Option<File>> {
    make_dir(dir)?;
    let file = lock_file(dir, super::LOCK_FILE)?;
    match file.try_lock() {
        Ok(()) => Ok(Some(file)),
        Err(TryLockError::WouldBlock) => Ok(None),
        Err(TryLockError::Error(error)) => Err(error.into()),
    }
}

/// Waits until nobody else is opening the database; the lock ends when the file is dropped.
pub(super) fn opening_lock(dir: &Path) -> Result<File> {
    let file = lock_file(dir, super::OPENING_FILE)?;
    file.lock()?;
    Ok(file)
}

fn lock_file(dir: &Path, name: &str) -> Result<File> {
    Ok(OpenOptions::new()
        .create(true)
        .truncate(false)
        .write(true)
        .open(dir.join(name))?)
}

#[cfg(unix)]
pub(super) fn make_dir(dir: &Path) -> std::io::Result<()> {
    use std::os::unix::fs::DirBuilderExt;
    fs::DirBuilder::new()
        .recursive(true)
        .mode(0o700)
        .create(dir)
}

// Windows gives a new folder the rights of the folder it stands in; the service's own folder is
// readable for the service's account and administrators only.
#[cfg(not(unix))]
pub(super) fn make_dir(dir: &Path) -> std::io::Result<()> {
    fs::create_dir_all(dir)
}

/// Opens a connection and reads back every setting the safety of the data rests on.
pub(super) fn connect(path: &Path, cache_kib: i64) -> Result<Connection> {
    #[expect(
        clippy::disallowed_methods,
        reason = "the one place where the server opens its database"
    )]
    let connection = Connection::open(path)?;
    connection.busy_timeout(BUSY_TIMEOUT)?;
    connection.set_prepared_statement_cache_capacity(STATEMENT_CACHE);
    connection.set_db_config(DbConfig::SQLITE_DBCONFIG_DEFENSIVE, true)?;
    connection.set_db_config(DbConfig::SQLITE_DBCONFIG_TRUSTED_SCHEMA, false)?;
    let mode: String =
        connection.pragma_update_and_check(None, "journal_mode", "wal", |row| row.get(0))?;
    if !mode.eq_ignore_ascii_case("wal") {
        return Err(StoreError::Setting("journal_mode=wal"));
    }
    connection.pragma_update(None, "synchronous", "FULL")?;
    connection.pragma_update(None, "foreign_keys", true)?;
    connection.pragma_update(None, "temp_store", "MEMORY")?;
    connection.pragma_update(None, "mmap_size", 0)?;
    connection.pragma_update(None, "cell_size_check", true)?;
    connection.pragma_update(None, "cache_size", -cache_kib)?;
    connection.pragma_update(None, "wal_autocheckpoint", CHECKPOINT_PAGES)?;
    expect_setting(&connection, "synchronous", 2, "synchronous=FULL")?;
    expect_setting(&connection, "foreign_keys", 1, "foreign_keys=ON")?;
    Ok(connection)
}

fn expect_setting(
    connection: &Connection,
    pragma: &str,
    wanted: i64,
    name: &'static str,
) -> Result<()> {
    let found: i64 = connection.pragma_query_value(None, pragma, |row| row.get(0))?;
    if found == wanted {
        Ok(())
    } else {
        Err(StoreError::Setting(name))
    }
}

/// Brings the database to this program's form, or says why that may not be done.
pub(super) fn bring_to_form(connection: &mut Connection, wanted: Form) -> Result<()> {
    // Grouped: otherwise a step and the note that it was taken are two transactions, and a power
    // cut between them leaves a database that cannot be opened.
    let runner = embedded::migrations::runner().set_grouped(true);
    let known: BTreeMap<i64, &Migration> = runner
        .get_migrations()
        .iter()
        .map(|migration| (i64::from(migration.version()), migration))
        .collect();
    let newest = known.keys().next_back().copied().unwrap_or(0);
    let applied = applied(connection)?;
    let latest = applied.last().copied().unwrap_or(0);
    // Sets are compared, not their ends: programs whose steps were numbered side by side have the
    // same last one and not the same tables.
    if let Some(found) = applied.iter().rev().find(|step| !known.contains_key(step)) {
        return Err(StoreError::TooNew {
            found: *found,
            known: newest,
        });
    }
    let missing = known.iter().filter(|(step, _)| !applied.contains(step));
    // Bringing runs also when nothing is new: it compares the checksums of what was applied.
    if wanted == Form::Newest || applied.is_empty() {
        let late = missing.filter(|(step, _)| **step < latest);
        let late: Vec<&Migration> = late.map(|(_, migration)| *migration).collect();
        apply_late(connection, &late)?;
        runner.run(connection).map_err(Box::new)?;
    } else if missing.count() > 0 {
        return Err(StoreError::TooOld {
            found: latest,
            known: newest,
        });
    }
    Ok(())
}

/// Takes steps that came into the program after a later one was taken, all or none of them.
fn apply_late(connection: &mut Connection, late: &[&Migration]) -> Result<()> {
    if late.is_empty() {
        return Ok(());
    }
    let transaction = connection.transaction()?;
    for migration in late {
        transaction.execute_batch(migration.sql().unwrap_or_default())?;
        transaction.execute(
            "INSERT INTO refinery_schema_history (version, name, applied_on, checksum)
             SELECT ?1, ?2, max(applied_on), ?3 FROM refinery_schema_history",
            (
                migration.version(),
                migration.name(),
                migration.checksum().to_string(),
            ),
        )?;
    }
    Ok(transaction.commit()?)
}

/// The migrations that were applied; none for a new file.
fn applied(connection: &Connection) -> Result<BTreeSet<i64>> {
    let exists: Option<i64> = connection
        .query_row(
            "SELECT 1 FROM sqlite_master WHERE name = 'refinery_schema_history'",
            [],
            |row| row.get(0),
        )
        .optional()?;
    if exists.is_none() {
        return Ok(BTreeSet::new());
    }
    let mut statement = connection.prepare("SELECT version FROM refinery_schema_history")?;
    let versions = statement.query_map([], |row| row.get(0))?;
    Ok(versions.collect::<rusqlite::Result<_>>()?)
}

/// This database's epoch; makes one at random for a new database.
pub(super) fn epoch(connection: &mut Connection) -> Result<Epoch> {
    let mut fresh = Epoch::default();
    getrandom::fill(&mut fresh).map_err(|_| StoreError::Setting("random numbers"))?;
    connection.execute(
        "INSERT INTO server_meta (name, value) VALUES ('epoch', ?1) ON CONFLICT (name) DO NOTHING",
        [fresh],
    )?;
    Ok(connection.query_row(
        "SELECT value FROM server_meta WHERE name = 'epoch'",
        [],
        |row| row.get(0),
    )?)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::SqliteStore;

    #[test]
    fn a_second_server_on_the_same_folder_is_refused_and_administration_is_not() {
        let dir = tempfile::tempdir().unwrap();
        let first = SqliteStore::open_to_serve(dir.path()).unwrap();
        assert!(matches!(
            SqliteStore::open_to_serve(dir.path()),
            Err(StoreError::Locked)
        ));
        SqliteStore::open_beside(dir.path()).unwrap();
        drop(first);
        SqliteStore::open_to_serve(dir.path()).unwrap();
    }

    #[test]
    fn a_database_of_a_newer_program_is_left_alone() {
        let dir = tempfile::tempdir().unwrap();
        drop(SqliteStore::open_to_serve(dir.path()).unwrap());
        let file = dir.path().join(crate::sqlite::DATABASE_FILE);
        connect(&file, 100)
            .unwrap()
            .execute(
                "UPDATE refinery_schema_history SET version = 900 WHERE version = 1",
                [],
            )
            .unwrap();
        assert!(matches!(
            SqliteStore::open_to_serve(dir.path()),
            Err(StoreError::TooNew { found: 900, .. })
        ));
    }

    #[test]
    fn administration_leaves_a_database_of_an_older_form_to_the_server() {
        let dir = tempfile::tempdir().unwrap();
        drop(SqliteStore::open_beside(dir.path()).unwrap());
        let file = dir.path().join(crate::sqlite::DATABASE_FILE);
        let mut connection = connect(&file, 100).unwrap();
        connection
            .execute("DELETE FROM refinery_schema_history WHERE version > 1", [])
            .unwrap();
        assert!(matches!(
            bring_to_form(&mut connection, Form::AsItIs),
            Err(StoreError::TooOld { found: 1, .. })
        ));
    }

    #[test]
    fn a_step_numbered_before_the_last_one_taken_is_neither_skipped_nor_overlooked() {
        let dir = tempfile::tempdir().unwrap();
        drop(SqliteStore::open_to_serve(dir.path()).unwrap());
        let file = dir.path().join(crate::sqlite::DATABASE_FILE);
        let mut connection = connect(&file, 100).unwrap();
        // A program without the fifth step took all the others.
        connection
            .execute_batch(
                "ALTER TABLE device DROP COLUMN renewed_from;
                 DELETE FROM refinery_schema_history WHERE version = 5",
            )
            .unwrap();
        assert!(matches!(
            bring_to_form(&mut connection, Form::AsItIs),
            Err(StoreError::TooOld { .. })
        ));
        bring_to_form(&mut connection, Form::Newest).unwrap();
        let column = "SELECT renewed_from FROM device";
        connection.execute_batch(column).unwrap();
        bring_to_form(&mut connection, Form::AsItIs).unwrap();
    }

    #[test]
    fn programs_that_start_together_on_a_new_folder_all_get_the_same_database() {
        use crate::ServerStore;
        let dir = tempfile::tempdir().unwrap();
        let epochs: Vec<Epoch> = std::thread::scope(|scope| {
            let opening: Vec<_> = (0..8)
                .map(|_| scope.spawn(|| SqliteStore::open_beside(dir.path()).unwrap().epoch()))
                .collect();
            let opened = opening.into_iter().map(|thread| thread.join().unwrap());
            opened.collect()
        });
        assert!(epochs.iter().all(|epoch| *epoch == epochs[0]));
    }

    #[test]
    fn a_file_that_is_no_database_is_named_as_damaged() {
        let dir = tempfile::tempdir().unwrap();
        fs::write(
            dir.path().join(crate::sqlite::DATABASE_FILE),
            "这不是数据库".repeat(400),
        )
        .unwrap();
        assert!(matches!(
            SqliteStore::open_to_serve(dir.path()),
            Err(StoreError::Corrupt(_))
        ));
    }

    #[test]
    fn every_connection_writes_with_full_durability() {
        let dir = tempfile::tempdir().unwrap();
        let connection = connect(&dir.path().join("x.db"), 100).unwrap();
        let level: i64 = connection
            .pragma_query_value(None, "synchronous", |row| row.get(0))
            .unwrap();
        assert_eq!(level, 2);
    }

    #[test]
    fn the_epoch_stays_when_the_database_is_opened_again() {
        use crate::ServerStore;
        let dir = tempfile::tempdir().unwrap();
        let first = SqliteStore::open_to_serve(dir.path()).unwrap().epoch();
        assert_ne!(first, Epoch::default());
        assert_eq!(
            SqliteStore::open_to_serve(dir.path()).unwrap().epoch(),
            first
        );
    }
}
