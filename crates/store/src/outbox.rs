//! Own changes as people see them: what waits to be sent, and what the server refused.

use std::collections::BTreeSet;

use rusqlite::{Connection, OptionalExtension};
use uuid::Uuid;
use wuyou_sync::change::{Change, Op};
use wuyou_sync::entity::Entity;
use wuyou_sync::registry::{self, DELETED_AT};
use wuyou_sync::value::Value;

use crate::database::Database;
use crate::edit::{EditContext, Tx};
use crate::error::StoreError;
use crate::number64;
use crate::sync;
use crate::table;
use crate::view::{Local, View};

/// An own change, readable.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OutboxEntry {
    /// Its number on this PC.
    pub dseq: u64,
    /// The entity's name.
    pub entity: &'static str,
    /// The row.
    pub row_id: Uuid,
    /// Made or changed.
    pub op: Op,
    /// What to call the row: a name, a serial, a number.
    pub title: String,
    /// The fields, by name, with their values.
    pub fields: Vec<(&'static str, Value)>,
    /// When it was made, Unix milliseconds.
    pub at: i64,
    /// Who made it (a staff row).
    pub staff_id: Uuid,
}

/// A refused change.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ParkedEntry {
    /// The change.
    pub entry: OutboxEntry,
    /// Why, as a stable code.
    pub code: String,
    /// When the refusal arrived.
    pub parked_at: i64,
}

/// The own changes the server does not have yet, the oldest first.
///
/// # Errors
/// The database's error.
pub fn waiting(view: View<'_>, limit: u32) -> Result<Vec<OutboxEntry>, StoreError> {
    let mut statement = view.connection.prepare_cached(
        "SELECT dseq, edited_at, change FROM outbox
         WHERE dseq > (SELECT acknowledged_dseq FROM sync_state) ORDER BY dseq LIMIT ?1",
    )?;
    let mut rows = statement.query([limit])?;
    let mut entries = Vec::new();
    while let Some(row) = rows.next()? {
        let bytes: Vec<u8> = row.get(2)?;
        entries.extend(entry(view, number64::read(row, 0)?, row.get(1)?, &bytes)?);
    }
    Ok(entries)
}

/// Whether a row has an own change that has not left this PC: nobody else can have acted on it.
///
/// # Errors
/// The database's error.
pub fn is_unsent(view: View<'_>, entity: &Entity, row: Uuid) -> Result<bool, StoreError> {
    let mut statement = view.connection.prepare_cached(
        "SELECT EXISTS (SELECT 1 FROM outbox WHERE row_id = ?1 AND entity = ?2
            AND settled_at IS NULL AND dseq > (SELECT acknowledged_dseq FROM sync_state))",
    )?;
    Ok(statement.query_row((row.as_bytes().as_slice(), entity.id), |row| row.get(0))?)
}

/// How many own changes headquarters has confirmed (those still kept here).
///
/// # Errors
/// The database's error.
pub fn count_confirmed(view: View<'_>) -> Result<u32, StoreError> {
    let mut statement = view
        .connection
        .prepare_cached("SELECT count(*) FROM outbox WHERE seq IS NOT NULL")?;
    Ok(statement.query_row([], |row| row.get(0))?)
}

/// The refused changes, the oldest first.
///
/// # Errors
/// The database's error.
pub fn parked(view: View<'_>) -> Result<Vec<ParkedEntry>, StoreError> {
    let mut statement = view.connection.prepare_cached(
        "SELECT p.dseq, COALESCE(o.edited_at, p.parked_at), p.change, p.code, p.parked_at
         FROM parked p LEFT JOIN outbox o ON o.dseq = p.dseq ORDER BY p.dseq LIMIT 500",
    )?;
    let mut rows = statement.query([])?;
    let mut entries = Vec::new();
    while let Some(row) = rows.next()? {
        let bytes: Vec<u8> = row.get(2)?;
        if let Some(entry) = entry(view, number64::read(row, 0)?, row.get(1)?, &bytes)? {
            entries.push(ParkedEntry {
                entry,
                code: row.get(3)?,
                parked_at: row.get(4)?,
            });
        }
    }
    Ok(entries)
}

fn entry(
    view: View<'_>,
    dseq: u64,
    at: i64,
    bytes: &[u8],
) -> Result<Option<OutboxEntry>, StoreError> {
    let change = Change::decode(bytes)
        .map_err(|_| StoreError::Damaged(format!("change {dseq} cannot be read")))?;
    let Some(entity) = registry::entity_by_id(change.entity) else {
        return Ok(None);
    };
    Ok(Some(OutboxEntry {
        dseq,
        entity: entity.name,
        row_id: Uuid::from_bytes(change.row),
        op: change.op,
        title: title_of(view, entity, &change)?,
        fields: named(entity, &change),
        at,
        staff_id: Uuid::from_bytes(change.staff),
    }))
}

fn named(entity: &'static Entity, change: &Change) -> Vec<(&'static str, Value)> {
    let name = |number: u8| {
        if number == DELETED_AT {
            return Some("deleted_at");
        }
        entity.field_by_id(number).map(|(_, field)| field.name)
    };
    let fields = change.fields.iter();
    fields
        .filter_map(|(number, value)| Some((name(*number)?, value.clone())))
        .collect()
}

/// What to call a row: its own name, serial or number, or that of what it belongs to.
fn title_of(
    view: View<'_>,
    entity: &'static Entity,
    change: &Change,
) -> Result<String, StoreError> {
    if let Some(title) = title(view, entity.name, Uuid::from_bytes(change.row))? {
        return Ok(title);
    }
    let own = ["old_name", "name", "no", "serial", "tag", "number"];
    let fields = named(entity, change);
    let found = own.iter().find_map(|wanted| {
        let (_, value) = fields.iter().find(|(name, _)| name == wanted)?;
        value.as_text().map(str::to_owned)
    });
    Ok(found.unwrap_or_default())
}

/// What to call a row of any entity; `None` when it is not here.
///
/// # Errors
/// [`StoreError::BadValue`] for an unknown entity, or the database's error.
pub fn title(view: View<'_>, entity: &str, id: Uuid) -> Result<Option<String>, StoreError> {
    let Some(row) = table::row(view, entity, id)? else {
        return Ok(None);
    };
    let own = ["old_name", "name", "no", "serial"]
        .iter()
        .find_map(|name| row.text(name));
    if let Some(own) = own {
        return Ok(Some(own.to_owned()));
    }
    let parents = [
        ("work_order_id", "work_order"),
        ("request_id", "request"),
        ("customer_id", "customer"),
    ];
    for (field, parent) in parents {
        if let Some(id) = row.reference(field) {
            return title(view, parent, Uuid::from_bytes(id));
        }
    }
    if let (Some(parent), Some(id)) = (row.text("entity"), row.reference("row_id"))
        && registry::entity(parent).is_some_and(|parent| parent.name != "conflict")
    {
        return title(view, parent, Uuid::from_bytes(id));
    }
    Ok(Some(String::new()))
}

/// Rows people have a page for, and through which fields other rows belong to one of them, the
/// nearest first.
const PAGES: [&str; 5] = ["customer", "unit", "work_order", "complaint", "remedy_case"];
const OWNERS: [(&str, &str); 7] = [
    ("complaint_id", "complaint"),
    ("remedy_case_id", "remedy_case"),
    ("work_order_id", "work_order"),
    ("return_visit_id", "return_visit"),
    ("request_id", "request"),
    ("unit_id", "unit"),
    ("customer_id", "customer"),
];

/// The record whose page shows a change: its row, or the nearest that belongs to. A row that a
/// refusal took back is known by what was typed. `None` when there is no such record on this PC.
///
/// # Errors
/// The database's error.
pub fn record_of(
    view: View<'_>,
    change: &OutboxEntry,
) -> Result<Option<(&'static str, Uuid)>, StoreError> {
    let found = page_of(view, change.entity, change.row_id)?;
    if found.is_some() {
        return Ok(found);
    }
    page_of_owner(view, |field| {
        let value = change.fields.iter().find(|(name, _)| *name == field)?;
        match &value.1 {
            Value::Id(id) => Some(*id),
            _ => None,
        }
    })
}

fn page_of(
    view: View<'_>,
    entity: &str,
    id: Uuid,
) -> Result<Option<(&'static str, Uuid)>, StoreError> {
    let Some(row) = table::row(view, entity, id)? else {
        return Ok(None);
    };
    let page = PAGES.into_iter().find(|page| *page == entity);
    if let Some(page) = page.filter(|_| row.deleted_at.is_none()) {
        return Ok(Some((page, id)));
    }
    page_of_owner(view, |field| row.reference(field))
}

/// Each owner stands above those it owns, so this ends.
fn page_of_owner(
    view: View<'_>,
    reference: impl Fn(&str) -> Option<[u8; 16]>,
) -> Result<Option<(&'static str, Uuid)>, StoreError> {
    for (field, owner) in OWNERS {
        let Some(id) = reference(field) else {
            continue;
        };
        let found = page_of(view, owner, Uuid::from_bytes(id))?;
        if found.is_some() {
            return Ok(found);
        }
    }
    Ok(None)
}

impl Database {
    /// Sends refused changes again, as new changes made now, each with all that was refused
    /// together with it: half a step must never arrive alone. Rows the server did not have are made
    /// again. All in one edit, so that rows that belong together arrive together.
    ///
    /// # Errors
    /// [`StoreError::NotFound`] when one of them is not parked; nothing is changed then.
    pub fn retry_parked(&self, context: &EditContext, dseqs: &[u64]) -> Result<(), StoreError> {
        self.edit(context, |tx| {
            for dseq in together(tx.local().connection, dseqs)? {
                retry(tx, dseq)?;
            }
            Ok(())
        })
    }

    /// Gives one refused change up; what was refused together with it can be offered without it
    /// then. What headquarters holds stays.
    ///
    /// # Errors
    /// [`StoreError::NotFound`] when it is not parked.
    pub fn discard_parked(&self, dseq: u64) -> Result<(), StoreError> {
        self.local(|local| take(local, dseq).map(|_| ()))
    }
}

/// The parked changes of the groups these belong to, in their order. The group's ends are known
/// from the outbox; a change that has left it stands alone.
fn together(connection: &Connection, dseqs: &[u64]) -> Result<BTreeSet<u64>, StoreError> {
    let mut statement = connection.prepare_cached(
        "SELECT p.dseq FROM parked p JOIN outbox o ON o.dseq = p.dseq
         WHERE p.dseq > COALESCE(
             (SELECT max(dseq) FROM outbox WHERE dseq < ?1 AND group_end = 1), 0)
         AND p.dseq <= (SELECT min(dseq) FROM outbox WHERE dseq >= ?1 AND group_end = 1)",
    )?;
    let mut all: BTreeSet<u64> = dseqs.iter().copied().collect();
    for dseq in dseqs {
        let rows = statement.query_map([number64::signed(*dseq)], |row| number64::read(row, 0))?;
        all.extend(rows.collect::<Result<Vec<_>, _>>()?);
    }
    Ok(all)
}

fn take(local: &Local<'_>, dseq: u64) -> Result<Vec<u8>, StoreError> {
    let mut statement = local
        .connection
        .prepare_cached("DELETE FROM parked WHERE dseq = ?1 RETURNING change")?;
    let change = statement.query_row([number64::signed(dseq)], |row| row.get(0));
    change.optional()?.ok_or(StoreError::NotFound("parked"))
}

fn retry(tx: &mut Tx<'_>, dseq: u64) -> Result<(), StoreError> {
    let bytes = take(&tx.local(), dseq)?;
    let change = Change::decode(&bytes)
        .map_err(|_| StoreError::Damaged(format!("change {dseq} cannot be read")))?;
    let entity = registry::entity_by_id(change.entity).ok_or(StoreError::NotFound("entity"))?;
    if change.op == Op::Insert {
        // Other refused changes of the row do not take it away again.
        sync::keep(tx.local().connection, &(change.entity, change.row))?;
    }
    tx.repeat(entity, &change)
}
