//! The client's side of sync: what is to be sent, and a server's answer applied in one transaction.

mod apply;
mod prune;

use rusqlite::{Connection, OptionalExtension, Row as SqlRow};
use wuyou_sync::client::{self, Cursor, Pending, PushLimits};
use wuyou_sync::hash::{self, Hash, StateHasher};
use wuyou_sync::message::Push;
use wuyou_sync::registry;
use wuyou_sync::server::RowKey;
use wuyou_sync::value::Value;

use crate::database::Database;
use crate::error::StoreError;
use crate::view::View;
use crate::{number64, renewal, table};

pub(crate) use apply::keep;
pub use apply::{Applied, ApplyError};

/// What waits here and how far the log was read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SyncState {
    /// Where this PC stands in the log.
    pub cursor: Cursor,
    /// Own changes up to here are with the server.
    pub acknowledged_dseq: u64,
    /// The number of the latest own change.
    pub last_dseq: u64,
    /// Own changes the server does not have yet.
    pub unsent: u32,
    /// When the oldest of them was made.
    pub oldest_unsent_at: Option<i64>,
    /// Refused changes waiting for a person.
    pub parked: u32,
    /// Conflicts waiting for a person.
    pub conflicts: u32,
}

/// Where this PC stands in the server's log.
///
/// # Errors
/// The database's error.
pub fn cursor(view: View<'_>) -> Result<Cursor, StoreError> {
    let mut statement = view
        .connection
        .prepare_cached("SELECT epoch, cursor, log_hash FROM sync_state")?;
    Ok(statement.query_row([], |row| {
        Ok(Cursor {
            epoch: row.get(0)?,
            seq: number64::read(row, 1)?,
            log_hash: row.get(2)?,
        })
    })?)
}

/// What waits, and how far the log was read.
///
/// # Errors
/// The database's error.
pub fn state(view: View<'_>) -> Result<SyncState, StoreError> {
    let (acknowledged_dseq, last_dseq) = progress(view.connection)?;
    let oldest_unsent_at = view
        .connection
        .prepare_cached("SELECT edited_at FROM outbox WHERE dseq > ?1 ORDER BY dseq LIMIT 1")?
        .query_row([number64::signed(acknowledged_dseq)], |row| row.get(0))
        .optional()?;
    let mut parked = view
        .connection
        .prepare_cached("SELECT count(*) FROM parked")?;
    Ok(SyncState {
        cursor: cursor(view)?,
        acknowledged_dseq,
        last_dseq,
        unsent: unsent(view.connection, acknowledged_dseq, last_dseq)?,
        oldest_unsent_at,
        parked: parked.query_row([], |row| row.get(0))?,
        conflicts: crate::conflict::count_open(view)?,
    })
}

/// Own changes are numbered without gaps, so what waits need not be counted one by one: a shop that
/// never connects has millions. A look at a file travels too, but nobody waits for it: what is
/// counted is what people did.
fn unsent(connection: &Connection, acknowledged: u64, last: u64) -> Result<u32, StoreError> {
    let entity = registry::entity("access_entry").map_or(0, |entity| entity.id);
    // As a number, not bound: only so the index of looks is used.
    let sql = format!("SELECT count(*) FROM outbox WHERE entity = {entity} AND dseq > ?1");
    let looks: u64 = connection
        .prepare_cached(&sql)?
        .query_row([number64::signed(acknowledged)], |row| {
            number64::read(row, 0)
        })?;
    let waiting = last.saturating_sub(acknowledged).saturating_sub(looks);
    Ok(u32::try_from(waiting).unwrap_or(u32::MAX))
}

fn progress(connection: &Connection) -> Result<(u64, u64), StoreError> {
    let mut statement = connection.prepare_cached(
        "SELECT acknowledged_dseq, (SELECT COALESCE(max(dseq), 0) FROM outbox) FROM sync_state",
    )?;
    Ok(statement.query_row([], |row| {
        Ok((number64::read(row, 0)?, number64::read(row, 1)?))
    })?)
}

/// The next push: whole groups after the last acknowledged change, within the limits.
///
/// # Errors
/// [`StoreError::Inconsistent`] when the chain before the push is not here any more.
pub fn push(view: View<'_>, limits: PushLimits) -> Result<Push, StoreError> {
    let (acknowledged, _) = progress(view.connection)?;
    if renewal::recover_to(view.connection)? > cursor(view)?.seq {
        // What lies here may be in the log already, under a former identity.
        return Ok(client::build_push((0, hash::CHAIN_START), [], limits));
    }
    let chain = chain_at(view.connection, acknowledged)?
        .ok_or_else(|| StoreError::Inconsistent(format!("no chain at {acknowledged}")))?;
    let mut statement = view
        .connection
        .prepare_cached("SELECT change FROM outbox WHERE dseq > ?1 ORDER BY dseq")?;
    let mut rows = statement.query([number64::signed(acknowledged)])?;
    let mut failed = None;
    let changes = std::iter::from_fn(|| {
        let next = rows
            .next()
            .and_then(|row| row.map(|row| row.get(0)).transpose());
        next.unwrap_or_else(|error| {
            failed = Some(error);
            None
        })
    });
    let push = client::build_push((acknowledged, chain), changes, limits);
    match failed {
        Some(error) => Err(error.into()),
        None => Ok(push),
    }
}

/// The device's chain after this own change.
fn chain_at(connection: &Connection, dseq: u64) -> Result<Option<Hash>, StoreError> {
    if dseq == 0 {
        return Ok(Some(hash::CHAIN_START));
    }
    let mut statement = connection.prepare_cached("SELECT chain FROM outbox WHERE dseq = ?1")?;
    let chain = statement.query_row([number64::signed(dseq)], |row| row.get(0));
    Ok(chain.optional()?)
}

/// Own changes that touch these rows and are neither seen in the log nor refused.
///
/// # Errors
/// The database's error.
pub fn pending_for(view: View<'_>, keys: &[RowKey]) -> Result<Vec<Pending>, StoreError> {
    let mut statement = view.connection.prepare_cached(
        "SELECT dseq, change FROM outbox
         WHERE row_id = ?1 AND entity = ?2 AND settled_at IS NULL ORDER BY dseq",
    )?;
    let mut pending = Vec::new();
    for (entity, id) in keys {
        let rows = statement.query_map((id, entity), read_pending)?;
        for row in rows {
            pending.push(row?);
        }
    }
    Ok(pending)
}

fn read_pending(row: &SqlRow<'_>) -> rusqlite::Result<Pending> {
    Ok(Pending {
        dseq: number64::read(row, 0)?,
        change: row.get(1)?,
    })
}

impl Database {
    /// The server expects another number next ([`wuyou_sync::message::SyncResponse::Gap`]): the
    /// next push begins there.
    ///
    /// # Errors
    /// [`StoreError::Inconsistent`] when this PC does not hold the change before that number.
    pub fn send_from(&self, expected_dseq: u64) -> Result<(), StoreError> {
        let acknowledged = expected_dseq.saturating_sub(1);
        self.write(|connection| {
            if chain_at(connection, acknowledged)?.is_none() {
                return Err(StoreError::Inconsistent(format!(
                    "the server asks for change {expected_dseq}, which is not here"
                )));
            }
            connection.execute(
                "UPDATE sync_state SET acknowledged_dseq = ?1",
                [number64::signed(acknowledged)],
            )?;
            Ok(())
        })
    }
}

/// The hash over all business rows in canonical order; two PCs of a dealer in the same state print
/// the same, and so does the server. 64 hexadecimal digits.
///
/// # Errors
/// The database's error.
pub fn state_hash(view: View<'_>) -> Result<String, StoreError> {
    let mut hasher = StateHasher::new();
    for sql in table::every() {
        hasher.entity(sql.entity);
        let mut statement = view.connection.prepare_cached(&sql.all)?;
        let mut rows = statement.query([])?;
        while let Some(row) = rows.next()? {
            let row = table::read_row(sql.entity, row)?;
            let deleted_at: Value = row.deleted_at.into();
            hasher.row(
                &row.id,
                row.values.iter().chain(std::iter::once(&deleted_at)),
            );
        }
    }
    Ok(hasher.finish())
}
