//! What headquarters shipped to this shop.

use rusqlite::OptionalExtension;

use crate::error::StoreError;
use crate::view::View;

/// A machine as headquarters shipped it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ShippedRow {
    /// Its model.
    pub model: String,
    /// When it was made.
    pub made_on: Option<String>,
    /// When it was shipped to the shop.
    pub shipped_on: String,
    /// The number of the list.
    pub no: String,
}

/// The shipped machine with this normalised serial; of two lists the one shipped last.
///
/// # Errors
/// The database's error.
pub fn find(view: View<'_>, serial: &str) -> Result<Option<ShippedRow>, StoreError> {
    let mut statement = view.connection.prepare_cached(
        "SELECT s.model, s.made_on, s.shipped_on, b.no FROM search_shipped s
         JOIN shipment b ON b.nr = s.shipment WHERE s.serial = ?1
         ORDER BY s.shipped_on DESC, b.nr DESC LIMIT 1",
    )?;
    let row = statement.query_row([serial], |row| {
        Ok(ShippedRow {
            model: row.get("model")?,
            made_on: row.get("made_on")?,
            shipped_on: row.get("shipped_on")?,
            no: row.get("no")?,
        })
    });
    Ok(row.optional()?)
}

/// Whether headquarters has sent the shop any list that is in force: without one nothing can be said
/// of a serial.
///
/// # Errors
/// The database's error.
pub fn any(view: View<'_>) -> Result<bool, StoreError> {
    let mut statement = view
        .connection
        .prepare_cached("SELECT EXISTS (SELECT 1 FROM search_shipped)")?;
    Ok(statement.query_row([], |row| row.get(0))?)
}
