//! What a person looked at last on this PC. It never leaves this PC.

use uuid::Uuid;
use wuyou_domain::id::StaffId;

use crate::error::StoreError;
use crate::outbox;
use crate::table;
use crate::view::{Id, Local, View};

/// Places kept of each person.
const KEPT: u32 = 20;

/// A record looked at.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Recent {
    /// Its entity.
    pub entity: String,
    /// The row.
    pub id: Uuid,
    /// Its name, serial or number.
    pub title: String,
    /// The household it belongs to, where that is another row.
    pub household: Option<String>,
    /// When it was looked at.
    pub opened_at: i64,
}

/// Writes a look down; the oldest beyond those kept are forgotten.
///
/// # Errors
/// The database's error.
pub fn note(
    local: &Local<'_>,
    staff: StaffId,
    (entity, id): (&str, Uuid),
    now_at: i64,
) -> Result<(), StoreError> {
    let connection = local.connection;
    connection
        .prepare_cached(
            "INSERT INTO recent (staff_id, entity, row_id, opened_at) VALUES (?1, ?2, ?3, ?4)
             ON CONFLICT (staff_id, entity, row_id) DO UPDATE SET opened_at = excluded.opened_at",
        )?
        .execute((staff.row_id(), entity, id.row_id(), now_at))?;
    connection
        .prepare_cached(
            "DELETE FROM recent WHERE staff_id = ?1 AND (entity, row_id) NOT IN
             (SELECT entity, row_id FROM recent WHERE staff_id = ?1
              ORDER BY opened_at DESC, entity, row_id LIMIT ?2)",
        )?
        .execute((staff.row_id(), KEPT))?;
    Ok(())
}

/// What this person looked at, the latest first. Rows that are deleted or not here are left out.
///
/// # Errors
/// The database's error.
pub fn list(view: View<'_>, staff: StaffId) -> Result<Vec<Recent>, StoreError> {
    let mut statement = view.connection.prepare_cached(
        "SELECT entity, row_id, opened_at FROM recent WHERE staff_id = ?1
         ORDER BY opened_at DESC, entity, row_id",
    )?;
    let rows = statement.query_map([staff.row_id()], |row| {
        Ok((row.get(0)?, row.get::<_, [u8; 16]>(1)?, row.get(2)?))
    })?;
    let mut found = Vec::new();
    for row in rows {
        let (entity, id, opened_at): (String, _, _) = row?;
        found.extend(place(view, &entity, Uuid::from_bytes(id), opened_at)?);
    }
    Ok(found)
}

/// A record as it is called now. `None` when it is deleted or not here.
///
/// # Errors
/// [`StoreError::BadValue`] for an unknown entity, or the database's error.
pub fn place(
    view: View<'_>,
    entity: &str,
    id: Uuid,
    opened_at: i64,
) -> Result<Option<Recent>, StoreError> {
    let Some(standing) = table::row(view, entity, id)? else {
        return Ok(None);
    };
    if standing.deleted_at.is_some() {
        return Ok(None);
    }
    let household = match standing.reference("customer_id") {
        Some(customer) => outbox::title(view, "customer", Uuid::from_bytes(customer))?,
        None => None,
    };
    Ok(Some(Recent {
        title: outbox::title(view, entity, id)?.unwrap_or_default(),
        entity: entity.to_owned(),
        id,
        household,
        opened_at,
    }))
}
