//! 赶集日 of the towns.

use rusqlite::{OptionalExtension, Row};
use wuyou_domain::id::MarketDayId;
use wuyou_domain::market_day::{Calendar, MarketDay, read_digits};

use crate::error::StoreError;
use crate::view::{Id, View, read_id};

/// When a town holds its market.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MarketDayRow {
    /// The row.
    pub id: MarketDayId,
    /// Which town.
    pub town: String,
    /// On which days.
    pub day: MarketDay,
}

fn read(row: &Row<'_>) -> rusqlite::Result<MarketDayRow> {
    let calendar: String = row.get("calendar")?;
    let digits: String = row.get("digits")?;
    Ok(MarketDayRow {
        id: read_id(row, "id")?,
        town: row.get("town")?,
        day: MarketDay {
            calendar: Calendar::from_code(&calendar).unwrap_or(Calendar::Lunar),
            // What a later version writes otherwise is no market here.
            digits: read_digits(&digits).unwrap_or_default(),
        },
    })
}

/// All of them, by town.
///
/// # Errors
/// The database's error.
pub fn all(view: View<'_>) -> Result<Vec<MarketDayRow>, StoreError> {
    let mut statement = view.connection.prepare_cached(
        "SELECT * FROM market_day WHERE deleted_at IS NULL ORDER BY town, id LIMIT 500",
    )?;
    let rows = statement.query_map([], read)?;
    Ok(rows.collect::<Result<_, _>>()?)
}

/// One, if it is there.
///
/// # Errors
/// The database's error.
pub fn find(view: View<'_>, id: MarketDayId) -> Result<Option<MarketDayRow>, StoreError> {
    let mut statement = view
        .connection
        .prepare_cached("SELECT * FROM market_day WHERE id = ?1 AND deleted_at IS NULL")?;
    Ok(statement.query_row([id.row_id()], read).optional()?)
}
