//! Pictures that wait for the call they were sent with: it is still being taken. They never leave this
//! PC, and each belongs to who attached it. Their contents are in [`picture`](crate::picture).

use rusqlite::OptionalExtension;
use uuid::Uuid;
use wuyou_domain::id::StaffId;
use wuyou_domain::time::DAY_MS;

use crate::error::StoreError;
use crate::view::{Id, Local, View};

/// For so long a picture waits for its call, as long as the form it belongs to.
const KEPT_MS: i64 = 90 * DAY_MS;

/// A picture that waits.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HeldPhoto {
    /// Which.
    pub id: Uuid,
    /// The name of its file.
    pub name: String,
    /// The name of its content.
    pub content_key: String,
    /// The file it was made from.
    pub source_key: String,
    /// When it was taken.
    pub taken_at: Option<i64>,
    /// By what that is known.
    pub taken_from: Option<String>,
    /// The size of its content.
    pub bytes: i64,
    /// Points across.
    pub width: i64,
    /// Points down.
    pub height: i64,
    /// When it was attached.
    pub held_at: i64,
}

const COLUMNS: &str =
    "id, name, content_key, source_key, taken_at, taken_from, bytes, width, height,
    held_at FROM held_photo";

fn read(row: &rusqlite::Row<'_>) -> rusqlite::Result<HeldPhoto> {
    Ok(HeldPhoto {
        id: Uuid::from_bytes(row.get("id")?),
        name: row.get("name")?,
        content_key: row.get("content_key")?,
        source_key: row.get("source_key")?,
        taken_at: row.get("taken_at")?,
        taken_from: row.get("taken_from")?,
        bytes: row.get("bytes")?,
        width: row.get("width")?,
        height: row.get("height")?,
        held_at: row.get("held_at")?,
    })
}

/// Keeps a picture for a person; one that waits already stays as it is. Lets go what waited too long.
///
/// # Errors
/// The database's error.
pub fn hold(local: &Local<'_>, one: &HeldPhoto, by: StaffId) -> Result<(), StoreError> {
    local
        .connection
        .prepare_cached(
            "INSERT INTO held_photo (id, held_by, name, content_key, source_key, taken_at,
             taken_from, bytes, width, height, held_at)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11) ON CONFLICT DO NOTHING",
        )?
        .execute((
            one.id.row_id(),
            by.row_id(),
            &one.name,
            &one.content_key,
            &one.source_key,
            one.taken_at,
            &one.taken_from,
            one.bytes,
            one.width,
            one.height,
            one.held_at,
        ))?;
    local
        .connection
        .prepare_cached("DELETE FROM held_photo WHERE held_at < ?1")?
        .execute([one.held_at.saturating_sub(KEPT_MS)])?;
    Ok(())
}

/// The pictures a person attached, the first first.
///
/// # Errors
/// The database's error.
pub fn list(view: View<'_>, by: StaffId) -> Result<Vec<HeldPhoto>, StoreError> {
    let mut statement = view.connection.prepare_cached(&format!(
        "SELECT {COLUMNS} WHERE held_by = ?1 ORDER BY held_at, rowid"
    ))?;
    let rows = statement.query_map([by.row_id()], read)?;
    Ok(rows.collect::<Result<_, _>>()?)
}

/// A picture a person attached.
///
/// # Errors
/// The database's error.
pub fn get(view: View<'_>, id: Uuid, by: StaffId) -> Result<Option<HeldPhoto>, StoreError> {
    let mut statement = view
        .connection
        .prepare_cached(&format!("SELECT {COLUMNS} WHERE id = ?1 AND held_by = ?2"))?;
    let found = statement.query_row((id.row_id(), by.row_id()), read);
    Ok(found.optional()?)
}

/// A picture waits no more: its call took it, or it was taken away.
///
/// # Errors
/// The database's error.
pub fn let_go(local: &Local<'_>, id: Uuid, by: StaffId) -> Result<(), StoreError> {
    local
        .connection
        .prepare_cached("DELETE FROM held_photo WHERE id = ?1 AND held_by = ?2")?
        .execute((id.row_id(), by.row_id()))?;
    Ok(())
}
