//! Schema steps: embedded, applied in order in one transaction, with checksums.

use rusqlite::{Connection, OptionalExtension};

use crate::error::StoreError;

mod embedded {
    refinery::embed_migrations!("migrations");
}

/// The newest schema this program knows.
#[must_use]
pub fn known_version() -> i64 {
    let runner = embedded::migrations::runner();
    let versions = runner
        .get_migrations()
        .iter()
        .map(|m| i64::from(m.version()));
    versions.max().unwrap_or(0)
}

/// The schema of a database; 0 when it is empty.
pub(crate) fn found_version(connection: &Connection) -> Result<i64, StoreError> {
    let has_history = connection
        .query_row(
            "SELECT 1 FROM sqlite_schema WHERE name = 'refinery_schema_history'",
            [],
            |_| Ok(()),
        )
        .optional()?
        .is_some();
    if !has_history {
        return Ok(0);
    }
    Ok(connection.query_row(
        "SELECT COALESCE(max(version), 0) FROM refinery_schema_history",
        [],
        |row| row.get(0),
    )?)
}

/// Brings the schema up to date. A database from a newer program is left alone.
pub(crate) fn migrate(connection: &mut Connection) -> Result<(), StoreError> {
    let (found, known) = (found_version(connection)?, known_version());
    if found > known {
        return Err(StoreError::TooNew { found, known });
    }
    if found < known {
        // Grouped: otherwise a step and the note that it was taken are two transactions, and a power
        // cut between them leaves a database that no program can open.
        embedded::migrations::runner()
            .set_grouped(true)
            .run(connection)?;
    }
    Ok(())
}
