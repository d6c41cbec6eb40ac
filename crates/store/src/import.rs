//! What this PC remembers of imports: how columns were mapped, and what was imported when.

use rusqlite::OptionalExtension;

use crate::error::StoreError;
use crate::view::{Local, View};

/// Log lines kept.
const LOG_MAX: u32 = 500;

/// One import or backup that was done.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LogEntry {
    /// When.
    pub at: i64,
    /// `customers`, `repairs`, `serials`, `backup`, …
    pub kind: String,
    /// The file's name, without its folder.
    pub file: String,
    /// Counts and results as JSON.
    pub summary: String,
}

/// Remembers how the columns of a file with these headings were mapped.
///
/// # Errors
/// The database's error.
pub fn remember_mapping(
    local: &Local<'_>,
    fingerprint: &str,
    json: &str,
    now_at: i64,
) -> Result<(), StoreError> {
    local
        .connection
        .prepare_cached(
            "INSERT INTO import_mapping (fingerprint, json, used_at) VALUES (?1, ?2, ?3)
             ON CONFLICT (fingerprint)
             DO UPDATE SET json = excluded.json, used_at = excluded.used_at",
        )?
        .execute((fingerprint, json, now_at))?;
    Ok(())
}

/// How the columns of a file with these headings were mapped the last time.
///
/// # Errors
/// The database's error.
pub fn mapping(view: View<'_>, fingerprint: &str) -> Result<Option<String>, StoreError> {
    let mut statement = view
        .connection
        .prepare_cached("SELECT json FROM import_mapping WHERE fingerprint = ?1")?;
    Ok(statement
        .query_row([fingerprint], |row| row.get(0))
        .optional()?)
}

/// Writes a line into the log of imports and backups.
///
/// # Errors
/// The database's error.
pub fn add_log(local: &Local<'_>, entry: &LogEntry) -> Result<(), StoreError> {
    local
        .connection
        .prepare_cached("INSERT INTO import_log (at, kind, file, summary) VALUES (?1, ?2, ?3, ?4)")?
        .execute((entry.at, &entry.kind, &entry.file, &entry.summary))?;
    local
        .connection
        .prepare_cached("DELETE FROM import_log WHERE id <= (SELECT max(id) FROM import_log) - ?1")?
        .execute([LOG_MAX])?;
    Ok(())
}

/// The latest lines of the log, the newest first; of one kind or of all.
///
/// # Errors
/// The database's error.
pub fn log(view: View<'_>, kind: Option<&str>, limit: u32) -> Result<Vec<LogEntry>, StoreError> {
    let mut statement = view.connection.prepare_cached(
        "SELECT at, kind, file, summary FROM import_log
         WHERE ?1 IS NULL OR kind = ?1 ORDER BY id DESC LIMIT ?2",
    )?;
    let rows = statement.query_map((kind, limit), |row| {
        Ok(LogEntry {
            at: row.get(0)?,
            kind: row.get(1)?,
            file: row.get(2)?,
            summary: row.get(3)?,
        })
    })?;
    Ok(rows.collect::<Result<_, _>>()?)
}
