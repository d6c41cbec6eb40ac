//! Old names of towns and villages.

use rusqlite::{OptionalExtension, Row};
use wuyou_domain::id::PlaceNameId;
use wuyou_domain::place_name::{Kind, PlaceName};

use crate::error::StoreError;
use crate::view::{Id, View, read_id};

/// A place that was renamed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PlaceNameRow {
    /// The row.
    pub id: PlaceNameId,
    /// Its names.
    pub names: PlaceName,
}

fn read(row: &Row<'_>) -> rusqlite::Result<PlaceNameRow> {
    let kind: String = row.get("kind")?;
    Ok(PlaceNameRow {
        id: read_id(row, "id")?,
        names: PlaceName {
            // A kind of a later version is the finer place.
            kind: Kind::from_code(&kind).unwrap_or(Kind::Village),
            old: row.get("old_name")?,
            today: row.get("name")?,
            town: row.get("town")?,
        },
    })
}

/// All of them, towns first.
///
/// # Errors
/// The database's error.
pub fn all(view: View<'_>) -> Result<Vec<PlaceNameRow>, StoreError> {
    let mut statement = view.connection.prepare_cached(
        "SELECT * FROM place_name WHERE deleted_at IS NULL ORDER BY kind, id LIMIT 2000",
    )?;
    let rows = statement.query_map([], read)?;
    Ok(rows.collect::<Result<_, _>>()?)
}

/// One, if it is there.
///
/// # Errors
/// The database's error.
pub fn find(view: View<'_>, id: PlaceNameId) -> Result<Option<PlaceNameRow>, StoreError> {
    let mut statement = view
        .connection
        .prepare_cached("SELECT * FROM place_name WHERE id = ?1 AND deleted_at IS NULL")?;
    Ok(statement.query_row([id.row_id()], read).optional()?)
}
