//! Lists headquarters published, and the shop's own prices.

use wuyou_domain::id::OwnPriceId;

use crate::error::StoreError;
use crate::view::{View, read_id};

/// A list of headquarters.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PublicationRow {
    /// Its number, the version.
    pub no: String,
    /// From which day on it counts.
    pub effective_on: String,
    /// Where it comes from.
    pub source: String,
    /// The list as JSON text.
    pub content: String,
    /// The day it was published.
    pub published_on: String,
}

/// The lists of a kind that were not withdrawn, the one that counts last first.
///
/// # Errors
/// The database's error.
pub fn published(view: View<'_>, kind: &str) -> Result<Vec<PublicationRow>, StoreError> {
    let mut statement = view.connection.prepare_cached(
        "SELECT * FROM publication
         WHERE kind = ?1 AND state = 'published' AND deleted_at IS NULL
         ORDER BY effective_on DESC, COALESCE(issue, 0) DESC, published_on DESC, no DESC",
    )?;
    let rows = statement.query_map([kind], |row| {
        Ok(PublicationRow {
            no: row.get("no")?,
            effective_on: row.get("effective_on")?,
            source: row.get("source")?,
            content: row.get("content")?,
            published_on: row.get("published_on")?,
        })
    })?;
    Ok(rows.collect::<Result<_, _>>()?)
}

/// A price of the shop's own.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OwnPriceRow {
    /// The row.
    pub id: OwnPriceId,
    /// `labour`, `part`, `travel`.
    pub kind: String,
    /// Names it among the lines.
    pub code: String,
    /// Its name.
    pub name: String,
    /// Its name in English.
    pub name_en: Option<String>,
    /// The price of one.
    pub unit_fen: i64,
}

/// The shop's own prices, in the order they were typed.
///
/// # Errors
/// The database's error.
pub fn own_prices(view: View<'_>) -> Result<Vec<OwnPriceRow>, StoreError> {
    let mut statement = view
        .connection
        .prepare_cached("SELECT * FROM own_price WHERE deleted_at IS NULL ORDER BY place, nr")?;
    let rows = statement.query_map([], |row| {
        Ok(OwnPriceRow {
            id: read_id(row, "id")?,
            kind: row.get("kind")?,
            code: row.get("code")?,
            name: row.get("name")?,
            name_en: row.get("name_en")?,
            unit_fen: row.get("unit_fen")?,
        })
    })?;
    Ok(rows.collect::<Result<_, _>>()?)
}
