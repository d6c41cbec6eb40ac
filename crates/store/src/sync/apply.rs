//! A server's answer, applied in one transaction.

use std::collections::HashSet;

use rusqlite::{Connection, OptionalExtension};
use thiserror::Error;
use wuyou_sync::client::{self, ApplyPlan, ClientError, Cursor, Own, Pending, RowWrite};
use wuyou_sync::message::{Done, Entry};
use wuyou_sync::registry;
use wuyou_sync::server::RowKey;
use wuyou_sync::value::RowId;

use super::prune::prune;
use super::{cursor, pending_for, read_pending};
use crate::database::Database;
use crate::error::StoreError;
use crate::receipt::{self, Receipt};
use crate::search::Indexer;
use crate::table::{self, Row};
use crate::view::{Id, View};
use crate::{number64, renewal, settings};

/// Why an answer was not applied. Nothing of it was.
#[derive(Debug, Error)]
pub enum ApplyError {
    /// The database failed.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// The answer does not fit what this PC holds.
    #[error(transparent)]
    Client(#[from] ClientError),
}

/// What an answer changed.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Applied {
    /// Changes of other PCs and of headquarters; own ones seen in the log do not count.
    pub pulled: u32,
    /// Rows written.
    pub written: u32,
    /// Own changes the server refused, now parked.
    pub parked: u32,
    /// Whether the log goes on after the page.
    pub more: bool,
}

impl Database {
    /// Applies a server's answer: rows, confirmations, refusals, cursor and receipt, in one
    /// transaction. Applying it again changes nothing.
    ///
    /// # Errors
    /// [`ApplyError`]; nothing is written then.
    pub fn apply(&self, done: &Done, receipt: &Receipt) -> Result<Applied, ApplyError> {
        self.write(|connection| {
            let (own, cursor) = (own(connection)?, cursor(View::new(connection))?);
            let recovers = own.recover_to > cursor.seq;
            let pending = pending_of_answer(connection, done, recovers)?;
            let plan = client::plan_apply(&own, &cursor, done, &pending)?;
            let applied = execute(connection, &plan, &cursor, receipt.at)?;
            if recovers {
                let found = !plan.confirmed.is_empty() || !plan.rebased.is_empty();
                renewal::go_on(connection, plan.cursor.seq, &plan.rebased, found)?;
            }
            prune(connection, done.durable_seq, receipt.at)?;
            receipt::add(connection, receipt, applied.pulled)?;
            Ok(applied)
        })
    }
}

/// What [`client::plan_apply`] needs of the outbox for this answer.
fn pending_of_answer(
    connection: &Connection,
    done: &Done,
    recovers: bool,
) -> Result<Vec<Pending>, StoreError> {
    if recovers || !done.refused.is_empty() {
        let mut statement = connection.prepare_cached(
            "SELECT dseq, change FROM outbox WHERE settled_at IS NULL ORDER BY dseq",
        )?;
        let mut all: Vec<Pending> = statement
            .query_map([], read_pending)?
            .collect::<Result<_, _>>()?;
        add_named(connection, done, &mut all)?;
        return Ok(all);
    }
    let mut named = Vec::new();
    add_named(connection, done, &mut named)?;
    let own = |dseq| {
        let found = named.iter().find(|pending: &&Pending| pending.dseq == dseq);
        found.map(|pending| pending.change.clone())
    };
    let keys = client::touched(done, own);
    let mut all = pending_for(View::new(connection), &keys)?;
    for pending in named {
        if !all.iter().any(|other| other.dseq == pending.dseq) {
            all.push(pending);
        }
    }
    all.sort_by_key(|pending| pending.dseq);
    Ok(all)
}

/// Adds the own changes the answer's entries name, settled or not.
fn add_named(
    connection: &Connection,
    done: &Done,
    to: &mut Vec<Pending>,
) -> Result<(), StoreError> {
    let known: HashSet<u64> = to.iter().map(|pending| pending.dseq).collect();
    let mut statement =
        connection.prepare_cached("SELECT dseq, change FROM outbox WHERE dseq = ?1")?;
    for entry in &done.entries {
        let (Entry::OwnAsSent { dseq, .. } | Entry::OwnMerged { dseq, .. }) = entry else {
            continue;
        };
        if !known.contains(dseq) {
            let found = statement.query_row([number64::signed(*dseq)], read_pending);
            to.extend(found.optional()?);
        }
    }
    Ok(())
}

fn own(connection: &Connection) -> Result<Own, StoreError> {
    let device = settings::device_id(View::new(connection))?;
    let recover_to = renewal::recover_to(connection)?;
    let mut statement = connection.prepare_cached(
        "SELECT s.rewrite_to, COALESCE(o.dseq, 0), max(COALESCE(o.hlc, 0), s.latest_hlc)
         FROM sync_state s
         LEFT JOIN (SELECT dseq, hlc FROM outbox ORDER BY dseq DESC LIMIT 1) o",
    )?;
    Ok(statement.query_row([], |row| {
        Ok(Own {
            device: device.row_id(),
            last_dseq: number64::read(row, 1)?,
            recover_to,
            rewrite_to: number64::read(row, 0)?,
            latest_hlc: number64::read(row, 2)?,
        })
    })?)
}

/// Changes of other PCs and of the server: what the log brought less this PC's own.
fn received(plan: &ApplyPlan, before: &Cursor) -> u32 {
    let own = u64::try_from(plan.confirmed.len()).unwrap_or(u64::MAX);
    let all = plan.cursor.seq.saturating_sub(before.seq);
    u32::try_from(all.saturating_sub(own)).unwrap_or(u32::MAX)
}

fn execute(
    connection: &Connection,
    plan: &ApplyPlan,
    before: &Cursor,
    now_at: i64,
) -> Result<Applied, StoreError> {
    let mut indexer = Indexer::default();
    // References are looked at when everything stands, at the commit.
    connection.execute_batch("PRAGMA defer_foreign_keys = ON")?;
    park(connection, plan, now_at)?;
    for key in &plan.removals {
        remove(connection, &mut indexer, key)?;
    }
    let mut written = 0;
    for write in &plan.writes {
        written += u32::from(write_row(connection, &mut indexer, write, now_at)?);
    }
    keep_what_came(connection, plan)?;
    remove_leftovers(connection, &mut indexer)?;
    indexer.finish(connection)?;
    let mut confirm = connection.prepare_cached(
        "UPDATE outbox SET seq = ?2, settled_at = COALESCE(settled_at, ?3) WHERE dseq = ?1",
    )?;
    for (dseq, seq) in &plan.confirmed {
        confirm.execute((number64::signed(*dseq), number64::signed(*seq), now_at))?;
    }
    let mut step = connection.prepare_cached(
        "UPDATE sync_state SET epoch = ?1, cursor = ?2, log_hash = ?3,
         acknowledged_dseq = max(acknowledged_dseq, ?4), latest_hlc = ?5, rewrite_to = ?6",
    )?;
    step.execute((
        plan.cursor.epoch,
        number64::signed(plan.cursor.seq),
        plan.cursor.log_hash,
        number64::signed(plan.acknowledged_dseq),
        number64::signed(plan.latest_hlc),
        number64::signed(plan.rewrite_to),
    ))?;
    Ok(Applied {
        pulled: received(plan, before),
        written,
        parked: u32::try_from(plan.parked.len()).unwrap_or(u32::MAX),
        more: plan.more,
    })
}

fn park(connection: &Connection, plan: &ApplyPlan, now_at: i64) -> Result<(), StoreError> {
    for parked in &plan.parked {
        let dseq = number64::signed(parked.dseq);
        connection
            .prepare_cached(
                "INSERT OR IGNORE INTO parked
                 (dseq, entity, row_id, change, code, parked_at, remove_row)
                 SELECT dseq, entity, row_id, change, ?2, ?3, ?4 FROM outbox WHERE dseq = ?1",
            )?
            .execute((dseq, &parked.code, now_at, parked.remove_row))?;
        connection
            .prepare_cached("UPDATE outbox SET settled_at = ?2 WHERE dseq = ?1")?
            .execute((dseq, now_at))?;
    }
    Ok(())
}

/// Removes a row the server does not have, unless other rows still refer to it. Says whether it is
/// gone.
fn remove(
    connection: &Connection,
    indexer: &mut Indexer,
    (entity, id): &RowKey,
) -> Result<bool, StoreError> {
    let Some(entity) = registry::entity_by_id(*entity) else {
        return Ok(true);
    };
    let Some(row) = table::find(connection, entity, id)? else {
        return Ok(true);
    };
    if table::has_children(connection, entity, id)? {
        return Ok(false);
    }
    indexer.removing(connection, &row)?;
    table::remove(connection, &row)?;
    Ok(true)
}

/// A row that was to go because the server did not have it, and that the log makes after all (another
/// PC made the same one), stays.
fn keep_what_came(connection: &Connection, plan: &ApplyPlan) -> Result<(), StoreError> {
    let leaving: HashSet<RowKey> = connection
        .prepare_cached("SELECT entity, row_id FROM parked WHERE remove_row = 1")?
        .query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?
        .collect::<Result<_, _>>()?;
    let came = plan.writes.iter().filter(|write| write.insert);
    for write in came.filter(|write| leaving.contains(&write.key)) {
        keep(connection, &write.key)?;
    }
    Ok(())
}

/// Forgets that a row was to go.
pub(crate) fn keep(connection: &Connection, (entity, id): &RowKey) -> Result<(), StoreError> {
    connection
        .prepare_cached("UPDATE parked SET remove_row = 0 WHERE entity = ?1 AND row_id = ?2")?
        .execute((entity, id))?;
    Ok(())
}

/// Rows that had to stay because others referred to them are tried again, children first.
fn remove_leftovers(connection: &Connection, indexer: &mut Indexer) -> Result<(), StoreError> {
    let mut statement = connection.prepare_cached(
        "SELECT dseq, entity, row_id FROM parked WHERE remove_row = 1 ORDER BY dseq DESC",
    )?;
    let waiting: Vec<(i64, RowKey)> = statement
        .query_map([], |row| Ok((row.get(0)?, (row.get(1)?, row.get(2)?))))?
        .collect::<Result<_, _>>()?;
    for (dseq, key) in waiting {
        if remove(connection, indexer, &key)? {
            connection
                .prepare_cached("UPDATE parked SET remove_row = 0 WHERE dseq = ?1")?
                .execute([dseq])?;
        }
    }
    Ok(())
}

/// Writes one row of the plan. Says whether anything was to be written.
fn write_row(
    connection: &Connection,
    indexer: &mut Indexer,
    write: &RowWrite,
    now_at: i64,
) -> Result<bool, StoreError> {
    let Some(entity) = registry::entity_by_id(write.key.0) else {
        return Ok(false);
    };
    let (at, by, device): (i64, RowId, RowId) =
        write.meta.map_or((now_at, [0; 16], [0; 16]), |meta| {
            (meta.at, meta.staff, meta.device)
        });
    let Some(before) = table::find(connection, entity, &write.key.1)? else {
        if !write.insert {
            return Ok(false);
        }
        let mut row = Row::new(entity, write.key.1, at, by, device);
        for (number, value) in &write.fields {
            row.set(*number, value.clone());
        }
        table::insert(connection, &mut row)?;
        indexer.changed(connection, None, &row)?;
        return Ok(true);
    };
    let mut after = before.clone();
    for (number, value) in &write.fields {
        after.set(*number, value.clone());
    }
    if write.meta.is_some() {
        after.meta.updated_at = at;
        after.meta.updated_by = by;
        after.meta.updated_device = device;
    }
    if after == before {
        return Ok(false);
    }
    let numbers: Vec<u8> = write.fields.iter().map(|(number, _)| *number).collect();
    table::update(connection, &after, &numbers, write.meta.is_some())?;
    indexer.changed(connection, Some(&before), &after)?;
    Ok(true)
}
