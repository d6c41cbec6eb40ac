//! The bare save the bench measures edits against.

use wuyou_sync::value::Value;

use super::EditContext;
use super::value::numbered;
use crate::database::Database;
use crate::error::StoreError;
use crate::table::{self, Row};
use crate::view::Id;

impl Database {
    /// What [`Database::edit`] is measured against: the row and a change of ordinary size, written
    /// by the same statements without anything else. Spoils the chain of own changes, so only for
    /// the bench's throw-away databases.
    ///
    /// # Errors
    /// The database's error.
    #[doc(hidden)]
    pub fn bare_save(
        &self,
        context: &EditContext,
        entity: &str,
        id: impl Id,
        fields: &[(&str, Value)],
    ) -> Result<(), StoreError> {
        const CHANGE: [u8; 150] = [7; 150];
        self.write(|connection| {
            let entity = table::entity_named(entity)?;
            let by = context.actor.row_id();
            let mut row = Row::new(entity, id.row_id(), context.now_at, by, by);
            for (number, value) in numbered(entity, fields)? {
                row.set(number, value);
            }
            table::insert(connection, &mut row)?;
            let mut statement = connection.prepare_cached(
                "INSERT INTO outbox
                 (entity, row_id, change, group_end, hlc, chain, edited_at)
                 VALUES (?1, ?2, ?3, 1, ?4, zeroblob(32), ?4)",
            )?;
            statement.execute((entity.id, row.id, CHANGE, context.now_at))?;
            Ok(())
        })
    }
}
