//! What an edit did to each row, so that the person who made it can take it back.
//!
//! Taking back is an edit like any other: it goes through the change log and syncs. It is refused
//! where a row does not stand any more as the edit left it, whoever changed it.

use uuid::Uuid;
use wuyou_sync::change::Op;
use wuyou_sync::entity::Entity;
use wuyou_sync::registry::{DELETED_AT, holder};
use wuyou_sync::value::{RowId, Value};

use super::Tx;
use crate::error::StoreError;
use crate::table::{self, Row};
use crate::view::View;

/// What an edit did to one row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Touched {
    entity: &'static Entity,
    id: RowId,
    /// The row did not exist before.
    made: bool,
    /// Number, value before, value after.
    fields: Vec<(u8, Value, Value)>,
}

impl Touched {
    /// Whether it has not left this PC yet.
    ///
    /// # Errors
    /// The database's error.
    pub fn is_unsent(&self, view: View<'_>) -> Result<bool, StoreError> {
        crate::outbox::is_unsent(view, self.entity, Uuid::from_bytes(self.id))
    }

    /// The row's entity.
    #[must_use]
    pub fn entity(&self) -> &'static str {
        self.entity.name
    }

    /// The row.
    #[must_use]
    pub const fn row(&self) -> RowId {
        self.id
    }

    /// What making this row did.
    pub(super) fn made(row: &Row) -> Self {
        let fields = row.entity.fields.iter().zip(&row.values);
        Self {
            entity: row.entity,
            id: row.id,
            made: true,
            fields: fields
                .map(|(field, value)| (field.id, Value::Null, value.clone()))
                .chain([(DELETED_AT, Value::Null, Value::Null)])
                .collect(),
        }
    }

    /// What laying these fields over a row did.
    pub(super) fn changed(before: &Row, after: &Row, numbers: &[u8]) -> Self {
        let value = |row: &Row, number| row.by_number(number).unwrap_or(Value::Null);
        Self {
            entity: before.entity,
            id: before.id,
            made: false,
            fields: numbers
                .iter()
                .map(|number| (*number, value(before, *number), value(after, *number)))
                .collect(),
        }
    }
}

impl Tx<'_> {
    /// Takes back what an edit did to one row. Says whether it could: not where the row stands
    /// otherwise than the edit left it, nor where what it would hang on is gone.
    ///
    /// # Errors
    /// The database's error.
    pub fn take_back(&mut self, touched: &Touched) -> Result<bool, StoreError> {
        let Some(now) = table::find(self.connection, touched.entity, &touched.id)? else {
            return Ok(false);
        };
        let as_left = |(number, _, after): &(u8, Value, Value)| {
            now.by_number(*number).as_ref() == Some(after)
        };
        if !touched.fields.iter().all(as_left) {
            return Ok(false);
        }
        if touched.made {
            let tombstone = vec![(DELETED_AT, Value::Int(self.context.now_at))];
            return self.set(&now, tombstone, Op::Update);
        }
        let mut then = now.clone();
        for (number, before, _) in &touched.fields {
            then.set(*number, before.clone());
        }
        if then.deleted_at.is_none() && !self.holders_stand(&then)? {
            return Ok(false);
        }
        let fields = touched.fields.iter();
        let fields = fields.map(|(number, before, _)| (*number, before.clone()));
        self.set(&now, fields.collect(), Op::Update)
    }

    /// Whether everything a row hangs on stands.
    ///
    /// # Errors
    /// The database's error.
    pub fn holders_stand(&self, row: &Row) -> Result<bool, StoreError> {
        for (field, value) in row.entity.fields.iter().zip(&row.values) {
            let (Some(parent), Some(id)) = (holder(field), value.as_id()) else {
                continue;
            };
            let standing = table::find(self.connection, parent, &id)?;
            if standing.is_none_or(|row| row.deleted_at.is_some()) {
                return Ok(false);
            }
        }
        Ok(true)
    }
}
