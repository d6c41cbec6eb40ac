//! The serials of the shipped machines one by one, out of the blocks they came in.

use rusqlite::Connection;
use wuyou_domain::shipment::read_block;

use crate::error::StoreError;
use crate::table::Row;

/// Brings the serials to what a block says; one that is withdrawn says nothing.
pub(super) fn write(connection: &Connection, row: &Row) -> Result<(), StoreError> {
    drop(connection, row)?;
    let counts = row.text("state") == Some("published") && row.deleted_at.is_none();
    if row.entity.name != "shipment" || !counts {
        return Ok(());
    }
    let mut insert = connection.prepare_cached(
        "INSERT OR IGNORE INTO search_shipped (serial, shipment, model, made_on, shipped_on)
         VALUES (?1, ?2, ?3, ?4, ?5)",
    )?;
    for one in read_block(row.text("content").unwrap_or_default()) {
        let made_on = one.made_on.map(|on| on.to_string());
        let shipped_on = one.shipped_on.to_string();
        insert.execute((one.serial, row.nr, one.model, made_on, shipped_on))?;
    }
    Ok(())
}

/// Forgets the serials of a block.
pub(super) fn drop(connection: &Connection, row: &Row) -> Result<(), StoreError> {
    if row.entity.name == "shipment" {
        connection
            .prepare_cached("DELETE FROM search_shipped WHERE shipment = ?1")?
            .execute([row.nr])?;
    }
    Ok(())
}
