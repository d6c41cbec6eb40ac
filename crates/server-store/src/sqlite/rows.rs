//! Business rows: one prepared statement per entity, made from the registry.
//!
//! The names in these statements come from the registry's constants only; every value is bound.

use std::collections::HashSet;
use std::sync::LazyLock;

use rusqlite::types::{ToSqlOutput, ValueRef};
use rusqlite::{CachedStatement, Row, Transaction};
use wuyou_sync::clock::Hlc;
use wuyou_sync::entity::Entity;
use wuyou_sync::registry::{self, ENTITIES, RESERVED};
use wuyou_sync::server::{Loaded, RowKey, RowState, Stamp};
use wuyou_sync::value::{RowId, Value};

use crate::error::StoreError;
use crate::store::Result;

/// The columns of the two stamps, in the order [`bind_stamp`] and [`read_stamp`] use.
const STAMP_COLUMNS: [&str; 10] = [
    "created_at",
    "created_tick",
    "created_by",
    "created_device",
    "created_seq",
    "updated_at",
    "updated_tick",
    "updated_by",
    "updated_device",
    "updated_seq",
];

const TICK_BITS: u32 = 16;

/// The statements of one entity.
pub(super) struct EntitySql {
    pub(super) entity: &'static Entity,
    /// One row by dealer and id: fields, tombstone, stamps.
    select: String,
    /// Inserts a row or replaces everything but `extra`.
    upsert: String,
    /// All rows of a dealer by id: id, fields, tombstone.
    pub(super) select_all: String,
}

static STATEMENTS: LazyLock<Vec<EntitySql>> =
    LazyLock::new(|| ENTITIES.iter().map(entity_sql).collect());

/// The statements of every entity in registry order.
pub(super) fn statements() -> &'static [EntitySql] {
    &STATEMENTS
}

fn statements_of(entity: u8) -> Option<&'static EntitySql> {
    STATEMENTS.iter().find(|sql| sql.entity.id == entity)
}

fn entity_sql(entity: &'static Entity) -> EntitySql {
    let values: Vec<String> = entity
        .fields
        .iter()
        .map(|field| format!("\"{}\"", field.name))
        .chain(["deleted_at".to_owned()])
        .collect();
    let written: Vec<String> = values
        .iter()
        .cloned()
        .chain(STAMP_COLUMNS.map(str::to_owned))
        .collect();
    let marks = (1..=written.len() + 2)
        .map(|n| format!("?{n}"))
        .collect::<Vec<_>>()
        .join(", ");
    let sets = written
        .iter()
        .map(|column| format!("{column} = excluded.{column}"))
        .collect::<Vec<_>>()
        .join(", ");
    let (table, values, written) = (entity.name, values.join(", "), written.join(", "));
    EntitySql {
        entity,
        select: format!("SELECT {written} FROM \"{table}\" WHERE dealer_id = ?1 AND id = ?2"),
        upsert: format!(
            "INSERT INTO \"{table}\" (dealer_id, id, {written}) VALUES ({marks}) \
             ON CONFLICT (dealer_id, id) DO UPDATE SET {sets}"
        ),
        select_all: format!(
            "SELECT id, {values} FROM \"{table}\" WHERE dealer_id = ?1 ORDER BY id"
        ),
    }
}

/// Loads the rows with these keys; keys without a row are absent in the answer.
pub(super) fn load(tx: &Transaction<'_>, dealer: &RowId, keys: &[RowKey]) -> Result<Loaded> {
    let mut keys = keys.to_vec();
    // By entity, so that each statement is fetched once; by id, so that pages are met once.
    keys.sort_unstable();
    keys.dedup();
    let mut loaded = Loaded::with_capacity(keys.len());
    for group in keys.chunk_by(|a, b| a.0 == b.0) {
        // A PC may ask for an entity only a newer server knows: it has no rows here.
        let Some(sql) = statements_of(group[0].0) else {
            continue;
        };
        let mut select = tx.prepare_cached(&sql.select)?;
        for key in group {
            let mut found = select.query((dealer, &key.1))?;
            if let Some(row) = found.next()? {
                loaded.insert(*key, read_row(sql.entity, row)?);
            }
        }
    }
    load_field_stamps(tx, dealer, &mut loaded)?;
    Ok(loaded)
}

/// Loads the live rows that hang on these. Deletes are rare and most rows hold nothing, so each
/// table is walked once, however many rows are asked for.
pub(super) fn load_hanging(tx: &Transaction<'_>, dealer: &RowId, on: &[RowKey]) -> Result<Loaded> {
    let mut keys = Vec::new();
    for entity in ENTITIES {
        for field in entity.fields {
            let Some(holder) = registry::holder(field) else {
                continue;
            };
            let wanted: HashSet<RowId> = on
                .iter()
                .filter(|key| key.0 == holder.id)
                .map(|key| key.1)
                .collect();
            if wanted.is_empty() {
                continue;
            }
            let mut select = tx.prepare_cached(&format!(
                "SELECT id, \"{name}\" FROM \"{table}\" \
                 WHERE dealer_id = ?1 AND \"{name}\" IS NOT NULL AND deleted_at IS NULL",
                name = field.name,
                table = entity.name
            ))?;
            let mut found = select.query([dealer])?;
            while let Some(row) = found.next()? {
                if wanted.contains(&row.get::<_, RowId>(1)?) {
                    keys.push((entity.id, row.get(0)?));
                }
            }
        }
    }
    load(tx, dealer, &keys)
}

fn read_row(entity: &Entity, row: &Row<'_>) -> Result<RowState> {
    let count = entity.fields.len();
    let values = (0..count)
        .map(|index| value_at(row, index))
        .collect::<Result<Vec<_>>>()?;
    Ok(RowState {
        values,
        deleted_at: row.get(count)?,
        created: read_stamp(row, count + 1)?,
        updated: read_stamp(row, count + 6)?,
        field_stamps: Vec::new(),
    })
}

/// A column as a value of the wire.
pub(super) fn value_at(row: &Row<'_>, index: usize) -> Result<Value> {
    Ok(match row.get_ref(index)? {
        ValueRef::Null => Value::Null,
        ValueRef::Integer(number) => Value::Int(number),
        ValueRef::Text(text) => {
            Value::Text(String::from_utf8(text.to_vec()).map_err(|_| StoreError::Stored("text"))?)
        }
        ValueRef::Blob(bytes) => {
            Value::Id(RowId::try_from(bytes).map_err(|_| StoreError::Stored("id"))?)
        }
        ValueRef::Real(_) => return Err(StoreError::Stored("number")),
    })
}

fn read_stamp(row: &Row<'_>, first: usize) -> Result<Stamp> {
    Ok(Stamp {
        hlc: hlc(row.get(first)?, row.get(first + 1)?),
        staff: row.get(first + 2)?,
        device: row.get(first + 3)?,
        seq: row.get::<_, i64>(first + 4)?.cast_unsigned(),
    })
}

/// A clock reading from its two columns.
fn hlc(at: i64, tick: i64) -> Hlc {
    (at.cast_unsigned() << TICK_BITS) | (tick.cast_unsigned() & 0xFFFF)
}

/// The two columns of a clock reading.
fn at_and_tick(hlc: Hlc) -> (i64, i64) {
    (
        (hlc >> TICK_BITS).cast_signed(),
        (hlc & 0xFFFF).cast_signed(),
    )
}

fn load_field_stamps(tx: &Transaction<'_>, dealer: &RowId, loaded: &mut Loaded) -> Result<()> {
    let mut select = tx.prepare_cached(
        "SELECT field, at, tick, staff, device, seq FROM field_stamp \
         WHERE dealer_id = ?1 AND entity = ?2 AND row_id = ?3 ORDER BY field",
    )?;
    for ((entity, id), state) in loaded.iter_mut() {
        let mut found = select.query((dealer, entity, id))?;
        while let Some(row) = found.next()? {
            state.field_stamps.push((row.get(0)?, read_stamp(row, 1)?));
        }
    }
    Ok(())
}

/// Writes rows whole. `first_seq` is the first sequence number of this push: field stamps before it
/// are in the table already.
pub(super) fn write(
    tx: &Transaction<'_>,
    dealer: &RowId,
    rows: &[(&'static Entity, RowId, RowState)],
    first_seq: u64,
) -> Result<()> {
    for group in rows.chunk_by(|a, b| a.0 == b.0) {
        let sql = statements_of(group[0].0.id).ok_or(StoreError::Stored("entity number"))?;
        let mut upsert = tx.prepare_cached(&sql.upsert)?;
        for (_, id, state) in group {
            bind_row(&mut upsert, dealer, id, state)?;
            upsert.raw_execute()?;
        }
    }
    write_field_stamps(tx, dealer, rows, first_seq)
}

fn bind_row(
    statement: &mut CachedStatement<'_>,
    dealer: &RowId,
    id: &RowId,
    state: &RowState,
) -> Result<()> {
    statement.raw_bind_parameter(1, dealer)?;
    statement.raw_bind_parameter(2, id)?;
    let mut next = 3;
    for value in &state.values {
        statement.raw_bind_parameter(next, bound(value))?;
        next += 1;
    }
    statement.raw_bind_parameter(next, state.deleted_at)?;
    bind_stamp(statement, next + 1, &state.created)?;
    bind_stamp(statement, next + 6, &state.updated)
}

fn bind_stamp(statement: &mut CachedStatement<'_>, first: usize, stamp: &Stamp) -> Result<()> {
    let (at, tick) = at_and_tick(stamp.hlc);
    statement.raw_bind_parameter(first, at)?;
    statement.raw_bind_parameter(first + 1, tick)?;
    statement.raw_bind_parameter(first + 2, stamp.staff)?;
    statement.raw_bind_parameter(first + 3, stamp.device)?;
    statement.raw_bind_parameter(first + 4, stamp.seq.cast_signed())?;
    Ok(())
}

fn bound(value: &Value) -> ToSqlOutput<'_> {
    ToSqlOutput::Borrowed(match value {
        Value::Null => ValueRef::Null,
        Value::Int(number) => ValueRef::Integer(*number),
        Value::Text(text) => ValueRef::Text(text.as_bytes()),
        Value::Id(id) => ValueRef::Blob(id),
    })
}

fn write_field_stamps(
    tx: &Transaction<'_>,
    dealer: &RowId,
    rows: &[(&'static Entity, RowId, RowState)],
    first_seq: u64,
) -> Result<()> {
    let mut upsert = tx.prepare_cached(
        "INSERT INTO field_stamp \
         (dealer_id, entity, row_id, field, at, tick, staff, device, seq) \
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9) \
         ON CONFLICT (dealer_id, entity, row_id, field) DO UPDATE SET at = excluded.at, \
         tick = excluded.tick, staff = excluded.staff, device = excluded.device, \
         seq = excluded.seq",
    )?;
    for (entity, id, state) in rows {
        for (field, stamp) in &state.field_stamps {
            // Stamps of hidden edits are older than the write that hid them.
            if stamp.seq < first_seq && *field < RESERVED {
                continue;
            }
            let (at, tick) = at_and_tick(stamp.hlc);
            upsert.execute((
                dealer,
                entity.id,
                id,
                field,
                at,
                tick,
                stamp.staff,
                stamp.device,
                stamp.seq.cast_signed(),
            ))?;
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_clock_reading_survives_its_two_columns() {
        for reading in [
            0,
            1,
            0xFFFF,
            0x1_0000,
            wuyou_sync::clock::at(i64::MAX) | 7,
            u64::MAX,
        ] {
            let (at, tick) = at_and_tick(reading);
            assert_eq!(hlc(at, tick), reading);
        }
    }
}
