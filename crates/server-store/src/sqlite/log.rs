//! The change log, refused changes and the device's place: what a sync request reads and writes
//! besides business rows.

use rusqlite::{CachedStatement, OptionalExtension, Row, Transaction};
use wuyou_sync::change::Change;
use wuyou_sync::hash::Hash;
use wuyou_sync::message::Refused;
use wuyou_sync::server::{
    DeviceState, Loaded, LogEntry, Page, PageLimits, PushPlan, Reader, RowKey, held, page,
};
use wuyou_sync::value::{RowId, Value};

use super::{renew, rows};
use crate::error::StoreError;
use crate::model::DeviceKey;
use crate::push::{DealerTx, DeviceRow, Refusals, Seen};
use crate::store::Result;

/// Columns of `change_log`, in the order of the table.
const LOG_COLUMNS: usize = 12;
/// Log entries written by one statement: most of what a statement costs is then shared.
const LOG_ROWS_AT_ONCE: usize = 16;

/// Rough bytes of a refusal besides what the server holds instead: its number and code.
const REFUSAL_OVERHEAD: usize = 40;

/// One transaction for one device. SQLite lets one connection write at a time, so a writing
/// transaction holds the dealer's counter from its beginning.
pub(super) struct SqliteTx<'t> {
    tx: &'t Transaction<'t>,
    who: DeviceKey,
}

impl<'t> SqliteTx<'t> {
    pub(super) fn new(tx: &'t Transaction<'t>, who: DeviceKey) -> Self {
        Self { tx, who }
    }
}

impl DealerTx for SqliteTx<'_> {
    fn head(&mut self, _lock: bool) -> Result<(u64, Hash)> {
        self.tx
            .prepare_cached("SELECT seq, log_hash FROM dealer_seq WHERE dealer_id = ?1")?
            .query_row([self.who.dealer], |row| {
                Ok((row.get::<_, i64>(0)?.cast_unsigned(), row.get(1)?))
            })
            .optional()?
            .ok_or(StoreError::NotFound("dealer"))
    }

    fn device(&mut self) -> Result<DeviceRow> {
        let (device, revoked_at): (DeviceRow, Option<i64>) = self
            .tx
            .prepare_cached(
                "SELECT last_dseq, chain, last_seen_at, cursor_seq, revoked_at FROM device \
                 WHERE dealer_id = ?1 AND id = ?2",
            )?
            .query_row((self.who.dealer, self.who.device), |row| {
                let device = DeviceRow {
                    state: DeviceState {
                        id: self.who.device,
                        last_dseq: row.get::<_, i64>(0)?.cast_unsigned(),
                        chain: row.get(1)?,
                    },
                    last_seen_at: row.get(2)?,
                    cursor_seq: row.get::<_, i64>(3)?.cast_unsigned(),
                };
                Ok((device, row.get(4)?))
            })
            .optional()?
            .ok_or(StoreError::NotFound("device"))?;
        match revoked_at {
            Some(_) => Err(StoreError::Revoked),
            None => Ok(device),
        }
    }

    fn log_hash_at(&mut self, seq: u64) -> Result<Option<Hash>> {
        // The column holds what fits in 63 bits; a greater number is past every log.
        let Ok(seq) = i64::try_from(seq) else {
            return Ok(None);
        };
        Ok(self
            .tx
            .prepare_cached("SELECT log_hash FROM change_log WHERE dealer_id = ?1 AND seq = ?2")?
            .query_row((self.who.dealer, seq), |row| row.get(0))
            .optional()?)
    }

    fn load(&mut self, keys: &[RowKey]) -> Result<Loaded> {
        rows::load(self.tx, &self.who.dealer, keys)
    }

    fn load_hanging(&mut self, on: &[RowKey]) -> Result<Loaded> {
        rows::load_hanging(self.tx, &self.who.dealer, on)
    }

    fn write(&mut self, plan: &PushPlan, now_at: i64) -> Result<()> {
        let dealer = &self.who.dealer;
        let first_seq = plan
            .log
            .first()
            .map_or(plan.head_seq + 1, |entry| entry.seq);
        rows::write(self.tx, dealer, &plan.rows, first_seq)?;
        write_log(self.tx, dealer, &plan.log, now_at)?;
        write_rejected(self.tx, &self.who, plan, now_at)?;
        self.tx
            .prepare_cached("UPDATE dealer_seq SET seq = ?2, log_hash = ?3 WHERE dealer_id = ?1")?
            .execute((dealer, plan.head_seq.cast_signed(), plan.log_hash))?;
        self.tx
            .prepare_cached(
                "UPDATE device SET last_dseq = ?3, chain = ?4 WHERE dealer_id = ?1 AND id = ?2",
            )?
            .execute((
                dealer,
                plan.device.id,
                plan.device.last_dseq.cast_signed(),
                plan.device.chain,
            ))?;
        Ok(())
    }

    fn refusals(&mut self, first_dseq: u64, last_dseq: u64, bytes: usize) -> Result<Refusals> {
        let mut select = self.tx.prepare_cached(
            "SELECT dseq, code, change FROM rejected \
             WHERE dealer_id = ?1 AND device_id = ?2 AND dseq >= ?3 AND dseq <= ?4 ORDER BY dseq",
        )?;
        let mut found = select.query((
            self.who.dealer,
            self.who.device,
            first_dseq.cast_signed(),
            last_dseq.cast_signed(),
        ))?;
        let mut refused: Vec<Refused> = Vec::new();
        let mut taken = 0;
        while let Some(row) = found.next()? {
            let current = self.held_now(&row.get::<_, Vec<u8>>(2)?)?;
            let values = current.iter().flatten();
            taken += REFUSAL_OVERHEAD
                + values
                    .map(|(_, value)| value.as_text().map_or(16, str::len))
                    .sum::<usize>();
            if let Some(last) = refused.last().filter(|_| taken > bytes) {
                let complete_to = last.dseq;
                return Ok(Refusals {
                    refused,
                    complete_to,
                });
            }
            refused.push(Refused {
                dseq: row.get::<_, i64>(0)?.cast_unsigned(),
                code: row.get(1)?,
                current,
            });
        }
        Ok(Refusals {
            refused,
            complete_to: last_dseq,
        })
    }

    fn page(&mut self, cursor: (u64, Hash), limits: PageLimits) -> Result<Page> {
        let former = renew::former(self.tx, &self.who)?;
        let mut select = self.tx.prepare_cached(
            "SELECT seq, device_id, dseq, group_end, entity, row_id, as_sent, lost, log_hash, \
             change FROM change_log WHERE dealer_id = ?1 AND seq > ?2 ORDER BY seq",
        )?;
        let mut found = select.query((self.who.dealer, cursor.0.cast_signed()))?;
        let mut failed = None;
        let entries = std::iter::from_fn(|| match found.next() {
            Ok(row) => Some(log_entry(row?).map_err(|error| failed = Some(error)).ok()?),
            Err(error) => {
                failed = Some(error.into());
                None
            }
        });
        let reader = Reader {
            device: self.who.device,
            former: &former,
        };
        let page = page(entries, &reader, cursor, limits);
        failed.map_or(Ok(page), Err)
    }

    fn write_seen(&mut self, seen: &Seen, now_at: i64) -> Result<()> {
        self.tx
            .prepare_cached(
                "UPDATE device SET last_seen_at = ?3, cursor_seq = ?4, clock_skew_ms = ?5 \
                 WHERE dealer_id = ?1 AND id = ?2",
            )?
            .execute((
                self.who.dealer,
                self.who.device,
                now_at,
                seen.cursor_seq.cast_signed(),
                seen.clock_skew_ms,
            ))?;
        Ok(())
    }
}

impl SqliteTx<'_> {
    /// What the server holds now for the fields a refused change touches.
    fn held_now(&self, change: &[u8]) -> Result<Option<Vec<(u8, Value)>>> {
        let Ok(change) = Change::decode(change) else {
            return Ok(None);
        };
        let key = (change.entity, change.row);
        let loaded = rows::load(self.tx, &self.who.dealer, &[key])?;
        Ok(loaded.get(&key).and_then(|row| held(&change, row)))
    }
}

fn log_entry(row: &Row<'_>) -> Result<LogEntry> {
    let lost: Option<Vec<u8>> = row.get(7)?;
    Ok(LogEntry {
        seq: row.get::<_, i64>(0)?.cast_unsigned(),
        device: row.get(1)?,
        dseq: row.get::<_, i64>(2)?.cast_unsigned(),
        group_end: row.get(3)?,
        key: (row.get(4)?, row.get(5)?),
        as_sent: row.get(6)?,
        lost: lost
            .as_deref()
            .map(values_from)
            .transpose()?
            .unwrap_or_default(),
        log_hash: row.get(8)?,
        change: row.get(9)?,
    })
}

fn values_from(bytes: &[u8]) -> Result<Vec<(u8, Value)>> {
    postcard::from_bytes(bytes).map_err(|_| StoreError::Stored("field values"))
}

fn values_to(values: &Vec<(u8, Value)>) -> Result<Vec<u8>> {
    postcard::to_allocvec(values).map_err(|_| StoreError::Stored("field values"))
}

fn write_log(tx: &Transaction<'_>, dealer: &RowId, log: &[LogEntry], now_at: i64) -> Result<()> {
    let (many, few) = log.split_at(log.len() - log.len() % LOG_ROWS_AT_ONCE);
    let mut insert = tx.prepare_cached(insert_log_sql(LOG_ROWS_AT_ONCE))?;
    for entries in many.chunks_exact(LOG_ROWS_AT_ONCE) {
        for (index, entry) in entries.iter().enumerate() {
            bind_log(&mut insert, index * LOG_COLUMNS, dealer, entry, now_at)?;
        }
        insert.raw_execute()?;
    }
    let mut insert = tx.prepare_cached(insert_log_sql(1))?;
    for entry in few {
        bind_log(&mut insert, 0, dealer, entry, now_at)?;
        insert.raw_execute()?;
    }
    Ok(())
}

/// The statement that inserts this many log entries: [`LOG_ROWS_AT_ONCE`] or one.
fn insert_log_sql(rows: usize) -> &'static str {
    use std::sync::LazyLock;
    static MANY: LazyLock<String> = LazyLock::new(|| text(LOG_ROWS_AT_ONCE));
    static ONE: LazyLock<String> = LazyLock::new(|| text(1));
    fn text(rows: usize) -> String {
        let one = format!("({})", ["?"; LOG_COLUMNS].join(", "));
        format!(
            "INSERT INTO change_log (dealer_id, seq, device_id, dseq, group_end, entity, row_id, \
             as_sent, lost, log_hash, received_at, change) VALUES {}",
            vec![one; rows].join(", ")
        )
    }
    if rows == 1 { &ONE } else { &MANY }
}

fn bind_log(
    insert: &mut CachedStatement<'_>,
    offset: usize,
    dealer: &RowId,
    entry: &LogEntry,
    now_at: i64,
) -> Result<()> {
    let lost = if entry.lost.is_empty() {
        None
    } else {
        Some(values_to(&entry.lost)?)
    };
    insert.raw_bind_parameter(offset + 1, dealer)?;
    insert.raw_bind_parameter(offset + 2, entry.seq.cast_signed())?;
    insert.raw_bind_parameter(offset + 3, entry.device)?;
    insert.raw_bind_parameter(offset + 4, entry.dseq.cast_signed())?;
    insert.raw_bind_parameter(offset + 5, entry.group_end)?;
    insert.raw_bind_parameter(offset + 6, entry.key.0)?;
    insert.raw_bind_parameter(offset + 7, entry.key.1)?;
    insert.raw_bind_parameter(offset + 8, entry.as_sent)?;
    insert.raw_bind_parameter(offset + 9, lost)?;
    insert.raw_bind_parameter(offset + 10, entry.log_hash)?;
    insert.raw_bind_parameter(offset + 11, now_at)?;
    insert.raw_bind_parameter(offset + 12, &entry.change)?;
    Ok(())
}

fn write_rejected(
    tx: &Transaction<'_>,
    who: &DeviceKey,
    plan: &PushPlan,
    now_at: i64,
) -> Result<()> {
    let mut insert = tx.prepare_cached(
        "INSERT INTO rejected (dealer_id, device_id, dseq, code, current, received_at, change) \
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
    )?;
    for rejected in &plan.rejected {
        let current = rejected
            .answer
            .current
            .as_ref()
            .map(values_to)
            .transpose()?;
        insert.execute((
            who.dealer,
            who.device,
            rejected.dseq.cast_signed(),
            &rejected.answer.code,
            current,
            now_at,
            &rejected.change,
        ))?;
    }
    Ok(())
}
