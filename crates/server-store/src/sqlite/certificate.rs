//! Certificates: rows of headquarters' own that travel by each dealer's log.

use rusqlite::Transaction;
use wuyou_sync::server::{OwnChange, SERVER, plan_own};
use wuyou_sync::value::RowId;

use super::log::SqliteTx;
use crate::error::StoreError;
use crate::model::{Certificate, DeviceKey, Permit, Person};
use crate::push::DealerTx;
use crate::store::Result;

/// Writes a row of headquarters' own; it has its place in the log when the transaction commits.
pub(super) fn write_own(
    tx: &Transaction<'_>,
    dealer: RowId,
    own: &OwnChange,
    now_at: i64,
) -> Result<()> {
    let server = DeviceKey {
        dealer,
        device: SERVER,
    };
    let mut tx = SqliteTx::new(tx, server);
    let head = tx.head(true)?;
    let loaded = tx.load(&own.keys())?;
    let plan = plan_own(head, loaded, own, now_at).map_err(StoreError::Own)?;
    tx.write(&plan, now_at)
}

pub(super) fn people(tx: &Transaction<'_>, dealer: RowId) -> Result<Vec<Person>> {
    let mut select = tx.prepare_cached(
        "SELECT id, name, disabled FROM staff WHERE dealer_id = ?1 AND deleted_at IS NULL \
         ORDER BY name, id",
    )?;
    let rows = select.query_map([dealer], |row| {
        Ok(Person {
            id: row.get(0)?,
            name: row.get::<_, Option<String>>(1)?.unwrap_or_default(),
            disabled: row.get::<_, Option<bool>>(2)?.unwrap_or(false),
        })
    })?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

pub(super) fn certificates(tx: &Transaction<'_>, dealer: RowId) -> Result<Vec<Certificate>> {
    let mut select = tx.prepare_cached(
        "SELECT c.id, c.staff_id, s.name, c.\"kind\", c.\"no\", c.valid_from, c.valid_to, \
         c.state, c.reason FROM certificate c \
         JOIN staff s ON s.dealer_id = c.dealer_id AND s.id = c.staff_id \
         WHERE c.dealer_id = ?1 ORDER BY s.name, c.valid_to, c.id",
    )?;
    let rows = select.query_map([dealer], |row| {
        Ok(Certificate {
            id: row.get(0)?,
            staff: row.get(1)?,
            name: row.get::<_, Option<String>>(2)?.unwrap_or_default(),
            kind: row.get(3)?,
            no: row.get(4)?,
            valid_from: row.get(5)?,
            valid_to: row.get(6)?,
            state: row.get(7)?,
            reason: row.get(8)?,
        })
    })?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

pub(super) fn permits(tx: &Transaction<'_>, dealer: RowId) -> Result<Vec<Permit>> {
    let mut select = tx.prepare_cached(
        "SELECT p.id, p.staff_id, s.name, p.task, p.from_on, p.until_on, p.reason, p.given_by, \
         p.state, p.withdrawn_reason FROM certificate_permit p \
         JOIN staff s ON s.dealer_id = p.dealer_id AND s.id = p.staff_id \
         WHERE p.dealer_id = ?1 ORDER BY s.name, p.from_on, p.id",
    )?;
    let rows = select.query_map([dealer], |row| {
        Ok(Permit {
            id: row.get(0)?,
            staff: row.get(1)?,
            name: row.get::<_, Option<String>>(2)?.unwrap_or_default(),
            task: row.get(3)?,
            from_on: row.get(4)?,
            until_on: row.get(5)?,
            reason: row.get(6)?,
            given_by: row.get(7)?,
            state: row.get(8)?,
            withdrawn_reason: row.get(9)?,
        })
    })?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}
