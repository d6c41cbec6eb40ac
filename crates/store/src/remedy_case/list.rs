//! Lists of remedy cases: open ones whole, the others page by page.

use rusqlite::named_params;
use wuyou_domain::id::{ComplaintId, CustomerId, UnitId};

use super::{RemedyCaseRow, SELECT, read};
use crate::complaint::like;
use crate::error::StoreError;
use crate::page::{self, After, Page};
use crate::view::{Id, View};

/// Most open cases that are looked at; a shop has some.
const OPEN_MOST: u32 = 2_000;

/// Which cases.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum RemedyWhich {
    /// Closed or withdrawn.
    Done,
    /// Refused at some time, whatever became of them.
    Refused,
    /// All.
    #[default]
    All,
}

/// Which part of the list.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct RemedyQuery {
    /// Which cases.
    pub which: RemedyWhich,
    /// Only of this household.
    pub customer_id: Option<CustomerId>,
    /// Only about this machine.
    pub unit_id: Option<UnitId>,
    /// Only from this complaint.
    pub complaint_id: Option<ComplaintId>,
    /// Only where this stands in number, name, serial or words.
    pub text: Option<String>,
    /// Where to go on: `next` of the page before.
    pub after: Option<String>,
    /// Rows wanted, at most 200.
    pub limit: u32,
}

const NARROWED: &str = "(:customer_id IS NULL OR r.customer_id = :customer_id)
    AND (:unit_id IS NULL OR r.unit_id = :unit_id)
    AND (:complaint_id IS NULL OR r.complaint_id = :complaint_id)
    AND (:like IS NULL OR r.no LIKE :like ESCAPE '\\' OR r.text LIKE :like ESCAPE '\\'
        OR c.name LIKE :like ESCAPE '\\' OR u.serial LIKE :like ESCAPE '\\')";

/// Every open case that fits, the oldest first; `which`, `after` and `limit` do not count.
///
/// # Errors
/// The database's error.
pub fn open(view: View<'_>, query: &RemedyQuery) -> Result<Vec<RemedyCaseRow>, StoreError> {
    let mut statement = view.connection.prepare_cached(&format!(
        "{SELECT} WHERE r.deleted_at IS NULL AND r.state NOT IN ('closed', 'withdrawn')
         AND {NARROWED} ORDER BY r.opened_at, r.nr LIMIT :limit"
    ))?;
    let rows = statement.query_map(
        named_params! {
            ":customer_id": query.customer_id.map(Id::row_id),
            ":unit_id": query.unit_id.map(Id::row_id),
            ":complaint_id": query.complaint_id.map(Id::row_id),
            ":like": like(query.text.as_deref()),
            ":limit": OPEN_MOST,
        },
        read,
    )?;
    Ok(rows.collect::<Result<_, _>>()?)
}

fn condition(query: &RemedyQuery) -> String {
    let which = match query.which {
        RemedyWhich::Done => "r.state IN ('closed', 'withdrawn')",
        RemedyWhich::Refused => {
            "EXISTS (SELECT 1 FROM remedy_event e
                WHERE e.remedy_case_id = r.id AND e.event = 'refuse')"
        }
        RemedyWhich::All => "1",
    };
    format!("r.deleted_at IS NULL AND {which} AND {NARROWED}")
}

/// A page of cases, the latest first.
///
/// # Errors
/// [`StoreError::BadValue`] for an `after` that is none; the database's error.
pub fn list(view: View<'_>, query: &RemedyQuery) -> Result<Page<RemedyCaseRow>, StoreError> {
    let limit = page::bounded(query.limit);
    let after = query.after.as_deref().map(After::read).transpose()?;
    let (at, nr) = match after {
        Some(after) => (after.at()?, after.nr),
        None => (i64::MAX, i64::MAX),
    };
    let mut statement = view.connection.prepare_cached(&format!(
        "{SELECT} WHERE {} AND (r.opened_at, r.nr) < (:at, :nr)
         ORDER BY r.opened_at DESC, r.nr DESC LIMIT :limit",
        condition(query)
    ))?;
    let rows = statement.query_map(
        named_params! {
            ":customer_id": query.customer_id.map(Id::row_id),
            ":unit_id": query.unit_id.map(Id::row_id),
            ":complaint_id": query.complaint_id.map(Id::row_id),
            ":like": like(query.text.as_deref()),
            ":at": at,
            ":nr": nr,
            ":limit": i64::try_from(limit).unwrap_or(i64::MAX) + 1,
        },
        |row| {
            let after = After {
                key: row.get::<_, i64>("opened_at")?.to_string(),
                nr: row.get("nr")?,
            };
            Ok((after, read(row)?))
        },
    )?;
    Ok(page::cut(rows.collect::<Result<_, _>>()?, limit))
}

/// How many cases [`list`] has in all, without pages.
///
/// # Errors
/// The database's error.
pub fn count(view: View<'_>, query: &RemedyQuery) -> Result<u32, StoreError> {
    let mut statement = view.connection.prepare_cached(&format!(
        "SELECT count(*) FROM remedy_case r LEFT JOIN customer c ON c.id = r.customer_id
         LEFT JOIN unit u ON u.id = r.unit_id WHERE {}",
        condition(query)
    ))?;
    let params = named_params! {
        ":customer_id": query.customer_id.map(Id::row_id),
        ":unit_id": query.unit_id.map(Id::row_id),
        ":complaint_id": query.complaint_id.map(Id::row_id),
        ":like": like(query.text.as_deref()),
    };
    Ok(statement.query_row(params, |row| row.get(0))?)
}
