//! The tables of the synced entities, generically: SQL made from the registry once, rows read and
//! written by field. Entity and column names come from the registry, never from a person.

use std::sync::LazyLock;

use rusqlite::types::{ToSqlOutput, ValueRef};
use rusqlite::{Connection, OptionalExtension, ToSql};
use wuyou_sync::entity::{Entity, Kind};
use wuyou_sync::registry::{DELETED_AT, ENTITIES};
use wuyou_sync::value::{RowId, Value};

use crate::error::StoreError;
use crate::view::{Id, View};

/// A row of any entity.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Row {
    /// Its entity.
    pub entity: &'static Entity,
    /// Its id.
    pub id: RowId,
    /// Values in the order of `entity.fields`.
    pub values: Vec<Value>,
    /// The tombstone.
    pub deleted_at: Option<i64>,
    /// Who made it and wrote it last.
    pub meta: RowMeta,
    /// The local row number.
    pub(crate) nr: i64,
}

/// The bookkeeping columns of a row.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct RowMeta {
    /// When it was made, Unix milliseconds.
    pub created_at: i64,
    /// Who made it (a staff row).
    pub created_by: RowId,
    /// When it was last written, Unix milliseconds.
    pub updated_at: i64,
    /// Who wrote it last.
    pub updated_by: RowId,
    /// On which PC.
    pub updated_device: RowId,
}

impl Row {
    /// A row without values that is not written yet.
    pub(crate) fn new(
        entity: &'static Entity,
        id: RowId,
        at: i64,
        by: RowId,
        device: RowId,
    ) -> Self {
        Self {
            entity,
            id,
            values: vec![Value::Null; entity.fields.len()],
            deleted_at: None,
            meta: RowMeta {
                created_at: at,
                created_by: by,
                updated_at: at,
                updated_by: by,
                updated_device: device,
            },
            nr: 0,
        }
    }

    /// The value of a field; `None` when the entity has no such field.
    #[must_use]
    pub fn get(&self, field: &str) -> Option<&Value> {
        let at = self.entity.fields.iter().position(|f| f.name == field)?;
        self.values.get(at)
    }

    /// The text of a field, if it has one.
    #[must_use]
    pub fn text(&self, field: &str) -> Option<&str> {
        self.get(field).and_then(Value::as_text)
    }

    /// The reference in a field, if it has one.
    #[must_use]
    pub fn reference(&self, field: &str) -> Option<RowId> {
        self.get(field).and_then(Value::as_id)
    }

    /// The value of a field by its number, the tombstone included.
    pub(crate) fn by_number(&self, number: u8) -> Option<Value> {
        if number == DELETED_AT {
            return Some(self.deleted_at.into());
        }
        let (at, _) = self.entity.field_by_id(number)?;
        self.values.get(at).cloned()
    }

    pub(crate) fn set(&mut self, number: u8, value: Value) {
        if number == DELETED_AT {
            self.deleted_at = value.as_int();
        } else if let Some((at, _)) = self.entity.field_by_id(number)
            && let Some(slot) = self.values.get_mut(at)
        {
            *slot = value;
        }
    }
}

/// The SQL of one entity.
pub(crate) struct EntitySql {
    pub(crate) entity: &'static Entity,
    select: String,
    insert: String,
    pub(crate) all: String,
}

/// By position in [`ENTITIES`].
static SQL: LazyLock<Vec<EntitySql>> = LazyLock::new(|| ENTITIES.iter().map(entity_sql).collect());

fn entity_sql(entity: &'static Entity) -> EntitySql {
    let names: Vec<&str> = entity.fields.iter().map(|field| field.name).collect();
    let (table, fields) = (entity.name, names.join(", "));
    let columns = "nr, id, created_at, created_by, updated_at, updated_by, updated_device, \
                   deleted_at";
    let marks = vec!["?"; names.len() + 7].join(", ");
    EntitySql {
        entity,
        select: format!("SELECT {columns}, {fields} FROM {table} WHERE id = ?1"),
        insert: format!(
            "INSERT INTO {table} (id, created_at, created_by, updated_at, updated_by, \
             updated_device, deleted_at, {fields}) VALUES ({marks})"
        ),
        all: format!("SELECT {columns}, {fields} FROM {table} ORDER BY id"),
    }
}

/// The SQL of an entity.
pub(crate) fn sql_of(entity: &Entity) -> Result<&'static EntitySql, StoreError> {
    let found = SQL.iter().find(|sql| sql.entity.id == entity.id);
    found.ok_or_else(|| StoreError::Inconsistent(format!("no entity {}", entity.name)))
}

/// The SQL of every entity, parents before children.
pub(crate) fn every() -> &'static [EntitySql] {
    &SQL
}

/// A value as SQLite takes it.
pub(crate) struct Bound<'v>(pub(crate) &'v Value);

impl ToSql for Bound<'_> {
    fn to_sql(&self) -> rusqlite::Result<ToSqlOutput<'_>> {
        Ok(ToSqlOutput::Borrowed(match self.0 {
            Value::Null => ValueRef::Null,
            Value::Int(number) => ValueRef::Integer(*number),
            Value::Text(text) => ValueRef::Text(text.as_bytes()),
            Value::Id(id) => ValueRef::Blob(id),
        }))
    }
}

/// A value as the table holds it.
pub(crate) fn value_of(value: ValueRef<'_>) -> rusqlite::Result<Value> {
    match value {
        ValueRef::Null => Ok(Value::Null),
        ValueRef::Integer(number) => Ok(Value::Int(number)),
        ValueRef::Text(_) => Ok(Value::Text(value.as_str()?.to_owned())),
        ValueRef::Blob(bytes) => match RowId::try_from(bytes) {
            Ok(id) => Ok(Value::Id(id)),
            Err(_) => Err(rusqlite::types::FromSqlError::InvalidBlobSize {
                expected_size: 16,
                blob_size: bytes.len(),
            }
            .into()),
        },
        ValueRef::Real(_) => Err(rusqlite::types::FromSqlError::InvalidType.into()),
    }
}

pub(crate) fn read_row(entity: &'static Entity, row: &rusqlite::Row<'_>) -> rusqlite::Result<Row> {
    let mut values = Vec::with_capacity(entity.fields.len());
    for at in 0..entity.fields.len() {
        values.push(value_of(row.get_ref(8 + at)?)?);
    }
    Ok(Row {
        entity,
        nr: row.get(0)?,
        id: row.get(1)?,
        meta: RowMeta {
            created_at: row.get(2)?,
            created_by: row.get(3)?,
            updated_at: row.get(4)?,
            updated_by: row.get(5)?,
            updated_device: row.get(6)?,
        },
        deleted_at: row.get(7)?,
        values,
    })
}

/// Finds a row, deleted ones included.
pub(crate) fn find(
    connection: &Connection,
    entity: &'static Entity,
    id: &RowId,
) -> Result<Option<Row>, StoreError> {
    let mut statement = connection.prepare_cached(&sql_of(entity)?.select)?;
    let row = statement.query_row([id], |row| read_row(entity, row));
    Ok(row.optional()?)
}

/// Writes a new row. Its `nr` is filled in.
pub(crate) fn insert(connection: &Connection, row: &mut Row) -> Result<(), StoreError> {
    let mut statement = connection.prepare_cached(&sql_of(row.entity)?.insert)?;
    statement.raw_bind_parameter(1, row.id)?;
    statement.raw_bind_parameter(2, row.meta.created_at)?;
    statement.raw_bind_parameter(3, row.meta.created_by)?;
    statement.raw_bind_parameter(4, row.meta.updated_at)?;
    statement.raw_bind_parameter(5, row.meta.updated_by)?;
    statement.raw_bind_parameter(6, row.meta.updated_device)?;
    statement.raw_bind_parameter(7, row.deleted_at)?;
    for (at, value) in row.values.iter().enumerate() {
        statement.raw_bind_parameter(8 + at, Bound(value))?;
    }
    statement.raw_execute()?;
    row.nr = connection.last_insert_rowid();
    Ok(())
}

/// Sets the given fields and, with `meta`, who wrote last. `row` is the row as it should stand.
pub(crate) fn update(
    connection: &Connection,
    row: &Row,
    numbers: &[u8],
    with_meta: bool,
) -> Result<(), StoreError> {
    let mut sql = format!("UPDATE {} SET ", row.entity.name);
    let mut values: Vec<Value> = Vec::with_capacity(numbers.len());
    for number in numbers {
        let name = match row.entity.field_by_id(*number) {
            Some((_, field)) => field.name,
            None if *number == DELETED_AT => "deleted_at",
            None => continue,
        };
        sql.push_str(name);
        sql.push_str(" = ?, ");
        values.push(row.by_number(*number).unwrap_or(Value::Null));
    }
    if with_meta {
        sql.push_str("updated_at = ?, updated_by = ?, updated_device = ?, ");
        values.push(row.meta.updated_at.into());
        values.push(row.meta.updated_by.into());
        values.push(row.meta.updated_device.into());
    }
    if values.is_empty() {
        return Ok(());
    }
    sql.truncate(sql.len() - 2);
    sql.push_str(" WHERE nr = ?");
    values.push(row.nr.into());
    let mut statement = connection.prepare_cached(&sql)?;
    statement.execute(rusqlite::params_from_iter(values.iter().map(Bound)))?;
    Ok(())
}

/// Whether any row refers to this one.
pub(crate) fn has_children(
    connection: &Connection,
    entity: &Entity,
    id: &RowId,
) -> Result<bool, StoreError> {
    for child in ENTITIES {
        for field in child.fields {
            if !matches!(field.kind, Kind::Ref(parent) if parent == entity.name) {
                continue;
            }
            let sql = format!(
                "SELECT 1 FROM {} WHERE {} = ?1 LIMIT 1",
                child.name, field.name
            );
            let mut statement = connection.prepare_cached(&sql)?;
            if statement.exists([id])? {
                return Ok(true);
            }
        }
    }
    Ok(false)
}

/// Removes a row for good: only one the server refused and never had.
pub(crate) fn remove(connection: &Connection, row: &Row) -> Result<(), StoreError> {
    let sql = format!("DELETE FROM {} WHERE nr = ?1", row.entity.name);
    connection.prepare_cached(&sql)?.execute([row.nr])?;
    Ok(())
}

/// The entity of this name.
pub(crate) fn entity_named(name: &str) -> Result<&'static Entity, StoreError> {
    wuyou_sync::registry::entity(name).ok_or_else(|| StoreError::BadValue {
        entity: name.to_owned(),
        field: String::new(),
        why: "no such entity",
    })
}

/// Finds a row of any entity by its table name; deleted rows are found too.
///
/// # Errors
/// [`StoreError::BadValue`] for an unknown entity, or the database's error.
pub fn row(view: View<'_>, entity: &str, id: impl Id) -> Result<Option<Row>, StoreError> {
    find(view.connection, entity_named(entity)?, &id.row_id())
}

/// Calls with each row of an entity in the order of their ids, deleted ones too.
///
/// # Errors
/// [`StoreError::BadValue`] for an unknown entity, the database's error, or the callee's.
pub fn each<E: From<StoreError>>(
    view: View<'_>,
    entity: &str,
    mut see: impl FnMut(Row) -> Result<(), E>,
) -> Result<(), E> {
    let entity = entity_named(entity)?;
    let prepared = view.connection.prepare_cached(&sql_of(entity)?.all);
    let mut statement = prepared.map_err(StoreError::from)?;
    let mut rows = statement.query([]).map_err(StoreError::from)?;
    while let Some(row) = rows.next().map_err(StoreError::from)? {
        see(read_row(entity, row).map_err(StoreError::from)?)?;
    }
    Ok(())
}

/// A column of a table, for comparing tables with the registry.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Column {
    /// The table.
    pub table: String,
    /// The column.
    pub name: String,
    /// Its declared type.
    pub kind: String,
    /// Whether it refuses NULL.
    pub required: bool,
}

/// Every column of every table (generated columns and shadow tables left out).
///
/// # Errors
/// The database's error.
pub fn columns(view: View<'_>) -> Result<Vec<Column>, StoreError> {
    let mut statement = view.connection.prepare_cached(
        "SELECT t.name AS \"table\", c.name, c.type, c.\"notnull\"
         FROM pragma_table_list t JOIN pragma_table_info(t.name) c
         WHERE t.schema = 'main' AND t.type = 'table' AND t.name NOT LIKE 'sqlite_%'",
    )?;
    let rows = statement.query_map([], |row| {
        Ok(Column {
            table: row.get(0)?,
            name: row.get(1)?,
            kind: row.get(2)?,
            required: row.get(3)?,
        })
    })?;
    Ok(rows.collect::<Result<_, _>>()?)
}

/// Every foreign key as (table, column, parent).
///
/// # Errors
/// The database's error.
pub fn foreign_keys(view: View<'_>) -> Result<Vec<(String, String, String)>, StoreError> {
    let mut statement = view.connection.prepare_cached(
        "SELECT t.name, f.\"from\", f.\"table\"
         FROM pragma_table_list t JOIN pragma_foreign_key_list(t.name) f WHERE t.schema = 'main'",
    )?;
    let rows = statement.query_map([], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))?;
    Ok(rows.collect::<Result<_, _>>()?)
}
