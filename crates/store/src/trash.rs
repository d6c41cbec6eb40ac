//! What was deleted lately: households, their parts, and machines, each with who deleted it.

use uuid::Uuid;

use crate::error::StoreError;
use crate::page::{self, After, Page};
use crate::view::View;

/// A deleted row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TrashRow {
    /// Its entity: `customer`, `person`, `phone`, `address`, `customer_tag`, `unit`, `photo`.
    pub entity: String,
    /// The row.
    pub id: Uuid,
    /// Its name, number, place, text or serial; a photo's note, or the code of what it shows.
    pub title: String,
    /// The household it belonged to, for parts and machines.
    pub household: Option<String>,
    /// When it was deleted.
    pub deleted_at: i64,
    /// Who deleted it.
    pub deleted_by: Option<String>,
}

/// Parts of a household that stands no more come back with it, so only those of standing ones are
/// listed; what belongs to a household with the tag `?5` (the example) is nobody's loss.
const LIST: &str = "
WITH gone (entity, place, nr, id, title, customer_id, deleted_at, updated_by) AS (
    SELECT 'customer', 1, nr, id, name, NULL, deleted_at, updated_by FROM customer
    WHERE deleted_at >= ?1 AND merged_into IS NULL AND NOT EXISTS (SELECT 1 FROM customer_tag t
        WHERE t.customer_id = customer.id AND t.tag = ?5 AND t.deleted_at IS NULL)
    UNION ALL SELECT 'unit', 2, nr, id, serial, customer_id, deleted_at, updated_by FROM unit
    WHERE deleted_at >= ?1
    UNION ALL SELECT 'person', 3, nr, id, name, customer_id, deleted_at, updated_by FROM person
    WHERE deleted_at >= ?1
    UNION ALL SELECT 'phone', 4, nr, id, number, customer_id, deleted_at, updated_by FROM phone
    WHERE deleted_at >= ?1
    UNION ALL SELECT 'address', 5, nr, id,
        COALESCE(detail, NULLIF(COALESCE(town, '') || COALESCE(village, ''), ''), landmark, ''), customer_id, deleted_at, updated_by
    FROM address WHERE deleted_at >= ?1
    UNION ALL SELECT 'customer_tag', 6, nr, id, tag, customer_id, deleted_at, updated_by
    FROM customer_tag WHERE deleted_at >= ?1
    UNION ALL SELECT 'photo', 7, p.nr, p.id, COALESCE(p.note, p.kind),
        COALESCE(p.customer_id, u.customer_id, o.customer_id, x.customer_id, r.customer_id,
        q.customer_id), p.deleted_at, p.updated_by
    FROM photo p LEFT JOIN unit u ON u.id = p.unit_id
    LEFT JOIN work_order o ON o.id = p.work_order_id LEFT JOIN complaint x ON x.id = p.complaint_id
    LEFT JOIN remedy_case r ON r.id = p.remedy_case_id
    LEFT JOIN request q ON q.id = p.request_id WHERE p.deleted_at >= ?1
)
SELECT g.entity, g.id, g.title, g.deleted_at, g.nr * 8 + g.place AS place, c.name AS household,
       s.name AS deleted_by
FROM gone g LEFT JOIN customer c ON c.id = g.customer_id LEFT JOIN staff s ON s.id = g.updated_by
WHERE (g.deleted_at, g.nr * 8 + g.place) < (?2, ?3)
AND (g.entity IN ('customer', 'unit') OR c.deleted_at IS NULL)
AND NOT EXISTS (SELECT 1 FROM customer_tag t
    WHERE t.customer_id = g.customer_id AND t.tag = ?5 AND t.deleted_at IS NULL)
ORDER BY g.deleted_at DESC, place DESC LIMIT ?4";

/// What was deleted since, the latest first.
///
/// # Errors
/// [`StoreError::BadValue`] for a place that is none; the database's error.
pub fn list(
    view: View<'_>,
    since_at: i64,
    (after, limit): (Option<&str>, u32),
    example_tag: &str,
) -> Result<Page<TrashRow>, StoreError> {
    let after = after.map(After::read).transpose()?;
    let (at, place) = match &after {
        Some(after) => (after.at()?, after.nr),
        None => (i64::MAX, i64::MAX),
    };
    let limit = page::bounded(limit);
    let wanted = i64::try_from(limit + 1).unwrap_or(i64::MAX);
    let mut statement = view.connection.prepare_cached(LIST)?;
    let rows = statement.query_map((since_at, at, place, wanted, example_tag), |row| {
        let deleted_at: i64 = row.get("deleted_at")?;
        let after = After {
            key: deleted_at.to_string(),
            nr: row.get("place")?,
        };
        Ok((
            after,
            TrashRow {
                entity: row.get("entity")?,
                id: Uuid::from_bytes(row.get::<_, [u8; 16]>("id")?),
                title: row.get("title")?,
                household: row.get("household")?,
                deleted_at,
                deleted_by: row.get("deleted_by")?,
            },
        ))
    })?;
    Ok(page::cut(rows.collect::<Result<_, _>>()?, limit))
}
