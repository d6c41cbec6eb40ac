//! The bare thing: a plain connection to the same kind of file, and rows copied by plain inserts.

use std::path::Path;

use anyhow::{Context, Result, ensure};
use rusqlite::types::Value;
use rusqlite::{Connection, OpenFlags};
use wuyou_store::{FILE_NAME, FileKeyStore, KeyStore};

/// Opens the database of a data folder nobody has open, with the modes that make it as safe as
/// the product's and nothing else.
pub(crate) fn open_encrypted(dir: &Path) -> Result<Connection> {
    let key = FileKeyStore::of(dir).load()?.context("no key file")?;
    let connection = Connection::open_with_flags(dir.join(FILE_NAME), OpenFlags::default())?;
    connection.execute_batch(&format!("PRAGMA key = \"x'{}'\"", key.to_hex()))?;
    settle(&connection)?;
    Ok(connection)
}

/// A new database that is not encrypted, with the server's durability.
pub(crate) fn new_plain(file: &Path, schema: &str) -> Result<Connection> {
    let connection = Connection::open_with_flags(file, OpenFlags::default())?;
    settle(&connection)?;
    connection.execute_batch(schema)?;
    Ok(connection)
}

fn settle(connection: &Connection) -> Result<()> {
    connection.execute_batch(
        "PRAGMA journal_mode = WAL;
         PRAGMA synchronous = FULL;
         PRAGMA foreign_keys = ON;
         PRAGMA temp_store = MEMORY;
         PRAGMA cache_size = -65536;",
    )?;
    let synchronous: i64 = connection.query_row("PRAGMA synchronous", [], |row| row.get(0))?;
    let mode: String = connection.query_row("PRAGMA journal_mode", [], |row| row.get(0))?;
    ensure!(synchronous == 2 && mode == "wal", "not as safe as ours");
    connection.set_prepared_statement_cache_capacity(64);
    Ok(())
}

/// Rows of one table and the statement that inserts one of them.
pub(crate) struct Rows {
    insert: String,
    /// Each row's values, in the order of the statement.
    pub(crate) rows: Vec<Vec<Value>>,
}

impl Rows {
    /// Reads the rows after number `after` of a table whose row number stands in the column `nr`;
    /// the copies get numbers of their own.
    pub(crate) fn read(connection: &Connection, table: &str, nr: &str, after: i64) -> Result<Self> {
        // Leaves out generated columns, which nobody inserts.
        let mut names = connection.prepare("SELECT name FROM pragma_table_info(?1)")?;
        let names: Vec<String> = names
            .query_map([table], |row| row.get(0))?
            .collect::<Result<_, _>>()?;
        let columns: Vec<&str> = names
            .iter()
            .map(String::as_str)
            .filter(|name| *name != nr)
            .collect();
        let marks = vec!["?"; columns.len()].join(", ");
        let sql = format!(
            "SELECT {} FROM {table} WHERE {nr} > ?1 ORDER BY {nr}",
            columns.join(", ")
        );
        let mut statement = connection.prepare(&sql)?;
        let rows = statement.query_map([after], |row| {
            (0..columns.len())
                .map(|at| row.get::<_, Value>(at))
                .collect()
        })?;
        let rows = rows.collect::<Result<_, _>>()?;
        let insert = format!(
            "INSERT INTO {table} ({}) VALUES ({marks})",
            columns.join(", ")
        );
        Ok(Self { insert, rows })
    }

    /// Inserts one row.
    pub(crate) fn insert(&self, connection: &Connection, row: &[Value]) -> Result<()> {
        let mut statement = connection.prepare_cached(&self.insert)?;
        statement.execute(rusqlite::params_from_iter(row))?;
        Ok(())
    }
}

/// The last row number of a table.
pub(crate) fn last(connection: &Connection, table: &str, nr: &str) -> Result<i64> {
    let sql = format!("SELECT COALESCE(max({nr}), 0) FROM {table}");
    Ok(connection.query_row(&sql, [], |row| row.get(0))?)
}

/// The change bytes of every own change of a closed folder, in order.
pub(crate) fn changes(dir: &Path) -> Result<Vec<Vec<u8>>> {
    let connection = open_encrypted(dir)?;
    let mut statement = connection.prepare("SELECT change FROM outbox ORDER BY dseq")?;
    let rows = statement.query_map([], |row| row.get(0))?;
    Ok(rows.collect::<Result<_, _>>()?)
}
