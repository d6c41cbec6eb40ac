//! Photos as rows: whose they are, what they show, where the same picture stands too. Their contents
//! are in [`picture`](crate::picture).

use std::collections::BTreeMap;

use rusqlite::OptionalExtension;
use uuid::Uuid;
use wuyou_domain::id::{CustomerId, PhotoId, RequestId, UnitId, WorkOrderId};
use wuyou_domain::photo::{Kind, Owner};

use crate::customer::family;
use crate::error::StoreError;
use crate::view::{Id, View, read_id, read_id_opt};

/// Most photos of one record that are listed.
pub const LISTED_MAX: u32 = 500;

/// A photo.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PhotoRow {
    /// The row.
    pub id: PhotoId,
    /// What it belongs to.
    pub owner: Owner,
    /// That record.
    pub owner_id: Uuid,
    /// What it shows.
    pub kind: String,
    /// What somebody noted.
    pub note: Option<String>,
    /// The name of its content.
    pub content_key: String,
    /// When it was taken.
    pub taken_at: Option<i64>,
    /// By what that is known.
    pub taken_from: Option<String>,
    /// The size of its content.
    pub bytes: Option<i64>,
    /// Points across.
    pub width: Option<i64>,
    /// Points down.
    pub height: Option<i64>,
    /// When it was taken in.
    pub added_at: i64,
    /// Who took it in.
    pub added_by: Option<String>,
    /// At how many other records of the same kind the same picture stands.
    pub elsewhere: u32,
}

/// How a row is read, with the records of its own kind that have the same picture.
fn columns(owner: Owner) -> String {
    let own = owner.code();
    format!(
        "p.id, p.{own}_id AS owner_id, p.kind, p.note, p.content_key, p.taken_at, p.taken_from,
         p.bytes, p.width, p.height, p.created_at, s.name AS added_by,
         (SELECT count(DISTINCT q.{own}_id) FROM photo q
          WHERE q.source_key = p.source_key AND q.deleted_at IS NULL
          AND q.{own}_id <> p.{own}_id) AS elsewhere
         FROM photo p LEFT JOIN staff s ON s.id = p.created_by"
    )
}

fn read(owner: Owner, row: &rusqlite::Row<'_>) -> rusqlite::Result<PhotoRow> {
    Ok(PhotoRow {
        id: read_id(row, "id")?,
        owner,
        owner_id: Uuid::from_bytes(row.get("owner_id")?),
        kind: row.get("kind")?,
        note: row.get("note")?,
        content_key: row.get("content_key")?,
        taken_at: row.get("taken_at")?,
        taken_from: row.get("taken_from")?,
        bytes: row.get("bytes")?,
        width: row.get("width")?,
        height: row.get("height")?,
        added_at: row.get("created_at")?,
        added_by: row.get("added_by")?,
        elsewhere: row.get("elsewhere")?,
    })
}

/// The photos of a record in the order they were taken; of a household those of the ones merged
/// into it too, and of an order, a complaint or a remedy case those of the call it came in as.
///
/// # Errors
/// The database's error.
pub fn of_owner(view: View<'_>, owner: Owner, id: Uuid) -> Result<Vec<PhotoRow>, StoreError> {
    let mut rows = own(view, owner, id)?;
    if let Some(call) = call_of(view, owner, id)? {
        rows.extend(own(view, Owner::Request, call)?);
        rows.sort_by_key(|row| row.taken_at.unwrap_or(row.added_at));
    }
    Ok(rows)
}

/// The call a record came in as.
fn call_of(view: View<'_>, owner: Owner, id: Uuid) -> Result<Option<Uuid>, StoreError> {
    if !matches!(
        owner,
        Owner::WorkOrder | Owner::Complaint | Owner::RemedyCase
    ) {
        return Ok(None);
    }
    let mut statement = view.connection.prepare_cached(&format!(
        "SELECT request_id FROM {} WHERE id = ?1",
        owner.code()
    ))?;
    let found = statement
        .query_row([id.row_id()], |row| {
            read_id_opt::<RequestId>(row, "request_id")
        })
        .optional()?;
    Ok(found.flatten().map(|call| call.0))
}

/// The photos that are a record's own.
fn own(view: View<'_>, owner: Owner, id: Uuid) -> Result<Vec<PhotoRow>, StoreError> {
    let own = owner.code();
    let theirs = match owner {
        Owner::Customer => format!("IN {}", family("?1")),
        _ => "= ?1".to_owned(),
    };
    let mut statement = view.connection.prepare_cached(&format!(
        "SELECT {} WHERE p.{own}_id {theirs} AND p.deleted_at IS NULL
         ORDER BY COALESCE(p.taken_at, p.created_at), p.nr LIMIT {LISTED_MAX}",
        columns(owner)
    ))?;
    let rows = statement.query_map([id.row_id()], |row| read(owner, row))?;
    Ok(rows.collect::<Result<_, _>>()?)
}

/// A photo that was not taken away.
///
/// # Errors
/// [`StoreError::NotFound`]; the database's error.
pub fn get(view: View<'_>, id: PhotoId) -> Result<PhotoRow, StoreError> {
    for owner in Owner::ALL {
        let mut statement = view.connection.prepare_cached(&format!(
            "SELECT {} WHERE p.id = ?1 AND p.{}_id IS NOT NULL AND p.deleted_at IS NULL",
            columns(*owner),
            owner.code()
        ))?;
        let found = statement
            .query_row([id.row_id()], |row| read(*owner, row))
            .optional()?;
        if let Some(found) = found {
            return Ok(found);
        }
    }
    Err(StoreError::NotFound("photo"))
}

/// How many photos of this kind an order has.
///
/// # Errors
/// The database's error.
pub fn count_of_order(view: View<'_>, id: WorkOrderId, kind: Kind) -> Result<u32, StoreError> {
    let mut statement = view.connection.prepare_cached(
        "SELECT count(*) FROM photo WHERE work_order_id = ?1 AND kind = ?2 AND deleted_at IS NULL
         AND created_at >= (SELECT COALESCE(max(occurred_at), 0) FROM order_event
             WHERE work_order_id = ?1 AND step = 'reopen')",
    )?;
    Ok(statement.query_row((id.row_id(), kind.code()), |row| row.get(0))?)
}

/// How many photos of this kind an order got after an instant.
///
/// # Errors
/// The database's error.
pub fn count_since(
    view: View<'_>,
    id: WorkOrderId,
    kind: Kind,
    since_at: i64,
) -> Result<u32, StoreError> {
    let mut statement = view.connection.prepare_cached(
        "SELECT count(*) FROM photo WHERE work_order_id = ?1 AND kind = ?2 AND deleted_at IS NULL
         AND created_at > ?3",
    )?;
    Ok(statement.query_row((id.row_id(), kind.code(), since_at), |row| row.get(0))?)
}

/// How many photos a machine has for each item of its commissioning checklist, those of the signed
/// sheet among them under their kind; from its last move on, as it is commissioned anew then.
///
/// # Errors
/// The database's error.
pub fn count_by_item(view: View<'_>, id: UnitId) -> Result<BTreeMap<String, u32>, StoreError> {
    let mut statement = view.connection.prepare_cached(
        "SELECT COALESCE(item, kind), count(*) FROM photo
         WHERE unit_id = ?1 AND deleted_at IS NULL AND (item IS NOT NULL OR kind = 'signed_sheet')
         AND created_at >= (SELECT COALESCE(max(created_at), 0) FROM custody_event
             WHERE unit_id = ?1 AND step = 'relocate')
         GROUP BY 1",
    )?;
    let rows = statement.query_map([id.row_id()], |row| Ok((row.get(0)?, row.get(1)?)))?;
    Ok(rows.collect::<Result<_, _>>()?)
}

/// How many photos of the signed sheet a machine has that what was written down at `until_at` rests
/// on: a move after it takes none of them away.
///
/// # Errors
/// The database's error.
pub fn count_signed(view: View<'_>, id: UnitId, until_at: i64) -> Result<u32, StoreError> {
    let mut statement = view.connection.prepare_cached(
        "SELECT count(*) FROM photo
         WHERE unit_id = ?1 AND deleted_at IS NULL AND COALESCE(item, kind) = 'signed_sheet'
         AND created_at >= (SELECT COALESCE(max(created_at), 0) FROM custody_event
             WHERE unit_id = ?1 AND step = 'relocate' AND created_at <= ?2)",
    )?;
    Ok(statement.query_row((id.row_id(), until_at), |row| row.get(0))?)
}

/// The household a record belongs to.
///
/// # Errors
/// The database's error.
pub fn household(view: View<'_>, owner: Owner, id: Uuid) -> Result<Option<CustomerId>, StoreError> {
    if owner == Owner::Customer {
        return Ok(Some(CustomerId(id)));
    }
    let mut statement = view.connection.prepare_cached(&format!(
        "SELECT customer_id FROM {} WHERE id = ?1",
        owner.code()
    ))?;
    let found = statement
        .query_row([id.row_id()], |row| read_id_opt(row, "customer_id"))
        .optional()?;
    Ok(found.flatten())
}

/// How many photos a household has: its own, of its machines, calls, orders, complaints and remedy
/// cases.
///
/// # Errors
/// The database's error.
pub fn count_of_household(view: View<'_>, id: CustomerId) -> Result<u32, StoreError> {
    let kin = family("?1");
    let part = |owner: Owner| {
        let own = owner.code();
        match owner {
            Owner::Customer => format!("SELECT id FROM photo WHERE customer_id IN {kin}"),
            _ => format!(
                "SELECT p.id FROM photo p JOIN {own} o ON o.id = p.{own}_id
                 WHERE o.customer_id IN {kin} AND o.deleted_at IS NULL"
            ),
        }
    };
    let parts: Vec<String> = Owner::ALL.iter().map(|owner| part(*owner)).collect();
    let mut statement = view.connection.prepare_cached(&format!(
        "SELECT count(*) FROM photo WHERE deleted_at IS NULL AND id IN ({})",
        parts.join(" UNION ")
    ))?;
    Ok(statement.query_row([id.row_id()], |row| row.get(0))?)
}
