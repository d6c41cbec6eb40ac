//! What statements a piece of work runs and how SQLite finds their rows: for tests, which hold lists
//! to their indexes, and for the bench.

use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use rusqlite::trace::{TraceEvent, TraceEventCodes};

use crate::database::Database;
use crate::error::StoreError;

/// A statement that was run.
#[derive(Debug, Clone)]
pub struct Ran {
    /// Its text.
    pub sql: String,
    /// How long it took, with whatever was done between its rows.
    pub took: Duration,
    /// How its rows are found, a line for each table (`EXPLAIN QUERY PLAN`).
    pub plan: Vec<String>,
}

impl Database {
    /// Runs `work`, which reads this database one reading after the other on this thread, and says
    /// which statements it ran.
    ///
    /// # Errors
    /// The database's error.
    #[doc(hidden)]
    pub fn watched<T>(&self, work: impl FnOnce() -> T) -> Result<(T, Vec<Ran>), StoreError> {
        let seen: Arc<Mutex<Vec<(String, Duration)>>> = Arc::default();
        let sink = Arc::clone(&seen);
        let note = move |event: TraceEvent<'_>| {
            if let TraceEvent::Profile(statement, took) = event {
                let mut seen = sink.lock().unwrap_or_else(PoisonError::into_inner);
                seen.push((statement.sql().into_owned(), took));
            }
        };
        self.with_one_reader(|reader| {
            Ok(reader.trace_v2(TraceEventCodes::SQLITE_TRACE_PROFILE, Some(note))?)
        })?;
        let done = work();
        self.with_one_reader(|reader| {
            Ok(reader.trace_v2(TraceEventCodes::empty(), None::<fn(TraceEvent<'_>)>)?)
        })?;
        let seen = std::mem::take(&mut *seen.lock().unwrap_or_else(PoisonError::into_inner));
        let mut ran = Vec::with_capacity(seen.len());
        for (sql, took) in seen {
            let plan = self.read(|view| {
                let mut statement = view
                    .connection
                    .prepare(&format!("EXPLAIN QUERY PLAN {sql}"))?;
                // Values that are not given are empty, which changes no plan.
                let mut rows = statement.raw_query();
                let mut lines: Vec<String> = Vec::new();
                while let Some(row) = rows.next()? {
                    lines.push(row.get("detail")?);
                }
                Ok::<_, StoreError>(lines)
            })?;
            ran.push(Ran { sql, took, plan });
        }
        Ok((done, ran))
    }
}
