//! Schema steps: embedded, taken in order in one transaction, with checksums.

use std::collections::BTreeSet;

use refinery::{Migration, Runner};
use rusqlite::{Connection, OptionalExtension};

use crate::backup::check_references;
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

/// The steps this program knows.
pub(crate) fn steps_known() -> Runner {
    embedded::migrations::runner()
}

/// As [`standing_to`], to this program.
///
/// # Errors
/// As there.
pub(crate) fn standing(connection: &Connection) -> Result<Standing, StoreError> {
    standing_to(connection, &steps_known())
}

/// Looks, and changes nothing. Sets are compared, not their ends: programs whose steps were
/// numbered side by side have the same last one and not the same tables.
///
/// # Errors
/// [`StoreError::TooNew`] for a step the program does not know.
pub(crate) fn standing_to(
    connection: &Connection,
    program: &Runner,
) -> Result<Standing, StoreError> {
    let (taken, known) = (taken(connection)?, known(program));
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
///
/// # Errors
/// As [`migrate_to`].
pub(crate) fn migrate(connection: &mut Connection) -> Result<(), StoreError> {
    migrate_to(connection, steps_known())
}

/// Takes the steps a program has and the database has not, all of them or none.
///
/// # Errors
/// Whatever a step fails with; the database is then as it was.
pub(crate) fn migrate_to(connection: &mut Connection, program: Runner) -> Result<(), StoreError> {
    match standing_to(connection, &program)? {
        Standing::Current => Ok(()),
        Standing::Behind(_) => take_missing(connection, &program),
        Standing::Empty => {
            // Grouped: otherwise a step and the note that it was taken are two transactions, and a
            // power cut between them leaves a database that no program can open.
            program.set_grouped(true).run(connection)?;
            Ok(())
        }
    }
}

/// Takes every missing step in one transaction, also those that came into the program after a later
/// one was taken: were these a transaction of their own, a step that fails after them would leave a
/// database that the program of yesterday takes for a newer one's.
fn take_missing(connection: &mut Connection, program: &Runner) -> Result<(), StoreError> {
    let taken = taken(connection)?;
    let mut missing: Vec<&Migration> = program.get_migrations().iter().collect();
    missing.retain(|step| !taken.contains(&i64::from(step.version())));
    missing.sort_by_key(|step| step.version());
    let transaction = connection.transaction()?;
    for step in missing {
        transaction.execute_batch(step.sql().unwrap_or_default())?;
        transaction.execute(
            "INSERT INTO refinery_schema_history (version, name, applied_on, checksum)
             SELECT ?1, ?2, max(applied_on), ?3 FROM refinery_schema_history",
            (step.version(), step.name(), step.checksum().to_string()),
        )?;
    }
    // What the steps made of the rows is looked at while it can still be taken back.
    match check_references(&transaction)?.into_iter().next() {
        Some(problem) => Err(StoreError::Inconsistent(problem)),
        None => Ok(transaction.commit()?),
    }
}
