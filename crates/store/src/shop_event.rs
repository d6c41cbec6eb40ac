//! What the shop does on certain days.

use std::collections::BTreeSet;

use rusqlite::{OptionalExtension, Row};
use wuyou_domain::id::ShopEventId;

use crate::error::StoreError;
use crate::view::{Id, View, read_id};

/// Something the shop does.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ShopEventRow {
    /// The row.
    pub id: ShopEventId,
    /// What it is called.
    pub name: String,
    /// `free_check`, `tour`, …
    pub kind: String,
    /// The first day.
    pub from_on: String,
    /// The last day.
    pub to_on: String,
    /// Where.
    pub place: Option<String>,
    /// What is done there, one in each line.
    pub services: Option<String>,
    /// Whom to call.
    pub phone: Option<String>,
    /// A note.
    pub note: Option<String>,
}

fn read(row: &Row<'_>) -> rusqlite::Result<ShopEventRow> {
    Ok(ShopEventRow {
        id: read_id(row, "id")?,
        name: row.get("name")?,
        kind: row.get("kind")?,
        from_on: row.get("from_on")?,
        to_on: row.get("to_on")?,
        place: row.get("place")?,
        services: row.get("services")?,
        phone: row.get("phone")?,
        note: row.get("note")?,
    })
}

/// What touches these days, by its first day: the first of it.
///
/// # Errors
/// The database's error.
pub fn between(
    view: View<'_>,
    from_on: &str,
    to_on: &str,
    most: u32,
) -> Result<Vec<ShopEventRow>, StoreError> {
    let mut statement = view.connection.prepare_cached(
        "SELECT * FROM shop_event WHERE deleted_at IS NULL AND to_on >= ?1 AND from_on <= ?2
         ORDER BY from_on, nr LIMIT ?3",
    )?;
    let rows = statement.query_map((from_on, to_on, most), read)?;
    Ok(rows.collect::<Result<_, _>>()?)
}

/// One that is there.
///
/// # Errors
/// [`StoreError::NotFound`], or the database's error.
pub fn get(view: View<'_>, id: ShopEventId) -> Result<ShopEventRow, StoreError> {
    let mut statement = view
        .connection
        .prepare_cached("SELECT * FROM shop_event WHERE id = ?1 AND deleted_at IS NULL")?;
    let found = statement.query_row([id.row_id()], read).optional()?;
    found.ok_or(StoreError::NotFound("shop_event"))
}

/// The suggestions the shop has answered.
///
/// # Errors
/// The database's error.
pub fn answered(view: View<'_>) -> Result<BTreeSet<String>, StoreError> {
    let mut statement = view
        .connection
        .prepare_cached("SELECT key FROM event_suggestion WHERE deleted_at IS NULL")?;
    let rows = statement.query_map([], |row| row.get(0))?;
    Ok(rows.collect::<Result<_, _>>()?)
}
