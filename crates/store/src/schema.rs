//! Schema steps: embedded, applied in order in one transaction, with checksums.

use std::collections::BTreeSet;

use refinery::{Migration, Runner};
use rusqlite::{Connection, OptionalExtension};

use crate::error::StoreError;
use crate::look::Age;

mod embedded {
    refinery::embed_migrations!("migrations");
}

/// The newest schema this program knows.
#[must_use]
pub fn known_version() -> i64 {
    let runner = embedded::migrations::runner();
    known(&runner).last().copied().unwrap_or(0)
}

fn known(runner: &Runner) -> BTreeSet<i64> {
    let steps = runner.get_migrations().iter();
    steps.map(|step| i64::from(step.version())).collect()
}

/// The steps a database has taken; none when it is empty.
fn taken(connection: &Connection) -> Result<BTreeSet<i64>, StoreError> {
    let has_history = connection
        .query_row(
            "SELECT 1 FROM sqlite_schema WHERE name = 'refinery_schema_history'",
            [],
            |_| Ok(()),
        )
        .optional()?
        .is_some();
    if !has_history {
        return Ok(BTreeSet::new());
    }
    let mut statement = connection.prepare("SELECT version FROM refinery_schema_history")?;
    let steps = statement.query_map([], |row| row.get(0))?;
    Ok(steps.collect::<Result<_, _>>()?)
}

/// The steps a database has taken, in order.
pub(crate) fn steps(connection: &Connection) -> Result<BTreeSet<i64>, StoreError> {
    taken(connection)
}

/// How these steps stand to those this program knows.
pub(crate) fn age(steps: &BTreeSet<i64>) -> Age {
    let known = known(&embedded::migrations::runner());
    if steps.difference(&known).next().is_some() {
        Age::Newer
    } else if *steps == known {
        Age::Same
    } else {
        Age::Older
    }
}

/// How a database stands to this program.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Standing {
    /// No step was taken yet: a file that was just made, or another program's.
    Empty,
    /// Steps are missing. The newest step of the database.
    Behind(i64),
    /// Nothing to do.
    Current,
}

/// Looks, and changes nothing. Sets are compared, not their ends: programs whose steps were
/// numbered side by side have the same last one and not the same tables.
///
/// # Errors
/// [`StoreError::TooNew`] for a step this program does not know.
pub(crate) fn standing(connection: &Connection) -> Result<Standing, StoreError> {
    let (taken, known) = (taken(connection)?, known(&embedded::migrations::runner()));
    if let Some(found) = taken.difference(&known).last() {
        return Err(StoreError::TooNew {
            found: *found,
            known: known.last().copied().unwrap_or(0),
        });
    }
    Ok(match taken.last() {
        None => Standing::Empty,
        Some(_) if taken == known => Standing::Current,
        Some(newest) => Standing::Behind(*newest),
    })
}

/// Brings the schema up to date. A database from a newer program is left alone.
pub(crate) fn migrate(connection: &mut Connection) -> Result<(), StoreError> {
    if standing(connection)? == Standing::Current {
        return Ok(());
    }
    let taken = taken(connection)?;
    let newest = taken.last().copied().unwrap_or(0);
    // Grouped: otherwise a step and the note that it was taken are two transactions, and a power
    // cut between them leaves a database that no program can open.
    let runner = embedded::migrations::runner().set_grouped(true);
    let late = runner.get_migrations().iter().filter(|step| {
        let version = i64::from(step.version());
        version < newest && !taken.contains(&version)
    });
    take_late(connection, late)?;
    runner.run(connection)?;
    Ok(())
}

/// Takes steps that came into the program after a later one was taken, all or none of them.
fn take_late<'m>(
    connection: &mut Connection,
    late: impl Iterator<Item = &'m Migration>,
) -> Result<(), StoreError> {
    let transaction = connection.transaction()?;
    for step in late {
        transaction.execute_batch(step.sql().unwrap_or_default())?;
        transaction.execute(
            "INSERT INTO refinery_schema_history (version, name, applied_on, checksum)
             SELECT ?1, ?2, max(applied_on), ?3 FROM refinery_schema_history",
            (step.version(), step.name(), step.checksum().to_string()),
        )?;
    }
    Ok(transaction.commit()?)
}
