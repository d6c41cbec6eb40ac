//! The ledger of promises given to customers.

use rusqlite::{OptionalExtension, named_params};
use wuyou_domain::id::{ComplaintId, CustomerId, PromiseId, StaffId, WorkOrderId};

use crate::complaint::{like, like_words};
use crate::customer::{family, standing};
use crate::error::StoreError;
use crate::page::{self, After, Page};
use crate::search::Reach;
use crate::view::{Id, View, read_id, read_id_opt};

/// A promise.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PromiseRow {
    /// The row.
    pub id: PromiseId,
    /// What was promised.
    pub text: String,
    /// By which day, `YYYY-MM-DD`.
    pub due_on: String,
    /// Who keeps it.
    pub owner_id: Option<StaffId>,
    /// Their name.
    pub owner: Option<String>,
    /// `open`, `kept`, `broken`, `withdrawn`.
    pub state: String,
    /// On which day it was kept.
    pub kept_on: Option<String>,
    /// To whom.
    pub customer_id: Option<CustomerId>,
    /// The household's name.
    pub customer_name: Option<String>,
    /// About which order.
    pub work_order_id: Option<WorkOrderId>,
    /// About which complaint.
    pub complaint_id: Option<ComplaintId>,
    /// The number of the order or complaint.
    pub no: Option<String>,
    /// When it was given.
    pub made_at: i64,
    /// Why it was broken or withdrawn.
    pub reason: Option<String>,
    /// It has been in other hands.
    pub handed: bool,
}

/// A promise went into other hands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HandoverRow {
    /// Whose it was.
    pub from: Option<String>,
    /// Whose it became.
    pub to: String,
    /// Why; whose it was had left where `left` says so.
    pub text: String,
    /// It was handed over because they left.
    pub left: bool,
    /// Who said so.
    pub by: String,
    /// When.
    pub occurred_at: i64,
}

/// Into whose hands a promise went, the latest first.
///
/// # Errors
/// The database's error.
pub fn handovers(view: View<'_>, id: PromiseId) -> Result<Vec<HandoverRow>, StoreError> {
    let mut statement = view.connection.prepare_cached(
        "SELECT f.name AS from_name, t.name AS to_name, b.name AS by_name, e.text, e.occurred_at,
             e.event = 'leave' AS has_left
         FROM promise_event e LEFT JOIN staff f ON f.id = e.from_owner_id
         JOIN staff t ON t.id = e.to_owner_id JOIN staff b ON b.id = e.by_id
         WHERE e.promise_id = ?1 AND e.event IN ('hand_over', 'leave')
         ORDER BY e.occurred_at DESC, e.nr DESC",
    )?;
    let rows = statement.query_map([id.row_id()], |row| {
        Ok(HandoverRow {
            from: row.get("from_name")?,
            to: row.get("to_name")?,
            text: row.get("text")?,
            left: row.get("has_left")?,
            by: row.get("by_name")?,
            occurred_at: row.get("occurred_at")?,
        })
    })?;
    Ok(rows.collect::<Result<_, _>>()?)
}

/// Which promises.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum PromiseWhich {
    /// Open; the first due first.
    #[default]
    Open,
    /// Open and due before `today_on`; the first due first.
    Overdue,
    /// Kept, broken, withdrawn; the latest given first.
    Done,
    /// All; the latest given first.
    All,
}

/// Which part of the list.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct PromiseQuery {
    /// Which promises.
    pub which: PromiseWhich,
    /// The day today, for [`PromiseWhich::Overdue`].
    pub today_on: String,
    /// Only to this household.
    pub customer_id: Option<CustomerId>,
    /// Only about this order.
    pub work_order_id: Option<WorkOrderId>,
    /// Only about this complaint.
    pub complaint_id: Option<ComplaintId>,
    /// Only where this stands in the words, the household's or the owner's name.
    pub text: Option<String>,
    /// By how much of a phone number that stands in the words.
    pub reach: Reach,
    /// Where to go on: `next` of the page before.
    pub after: Option<String>,
    /// Rows wanted, at most 200.
    pub limit: u32,
}

const SELECT: &str = concat!("SELECT p.*, s.name AS owner, c.name AS customer_name,
    COALESCE(w.no, k.no) AS no,
    EXISTS (SELECT 1 FROM promise_event WHERE promise_id = p.id) AS handed FROM promise p LEFT JOIN staff s ON s.id = p.owner_id
    LEFT JOIN customer c ON c.id = ", standing!("p.customer_id"), "
    LEFT JOIN work_order w ON w.id = p.work_order_id
    LEFT JOIN complaint k ON k.id = p.complaint_id");
/// What a deleted household was promised goes from sight with it.
const NARROWED: &str =
    "c.deleted_at IS NULL AND (:work_order_id IS NULL OR p.work_order_id = :work_order_id)
    AND (:complaint_id IS NULL OR p.complaint_id = :complaint_id)
    AND (:like IS NULL OR p.text LIKE :words ESCAPE '\\' OR c.name LIKE :like ESCAPE '\\'
        OR s.name LIKE :like ESCAPE '\\')";

fn read(row: &rusqlite::Row<'_>) -> rusqlite::Result<PromiseRow> {
    Ok(PromiseRow {
        id: read_id(row, "id")?,
        text: row.get("text")?,
        due_on: row.get("due_on")?,
        owner_id: read_id_opt(row, "owner_id")?,
        owner: row.get("owner")?,
        state: row.get("state")?,
        kept_on: row.get("kept_on")?,
        customer_id: read_id_opt(row, "customer_id")?,
        customer_name: row.get("customer_name")?,
        work_order_id: read_id_opt(row, "work_order_id")?,
        complaint_id: read_id_opt(row, "complaint_id")?,
        no: row.get("no")?,
        made_at: row.get("made_at")?,
        reason: row.get("reason")?,
        handed: row.get("handed")?,
    })
}

/// One promise that must exist and not be deleted.
///
/// # Errors
/// [`StoreError::NotFound`], or the database's error.
pub fn get(view: View<'_>, id: PromiseId) -> Result<PromiseRow, StoreError> {
    let mut statement = view.connection.prepare_cached(&format!(
        "{SELECT} WHERE p.id = ?1 AND p.deleted_at IS NULL"
    ))?;
    let found = statement.query_row([id.row_id()], read).optional()?;
    found.ok_or(StoreError::NotFound("promise"))
}

/// The rows by the index of the open ones, which are few: there are ten times as many kept ones.
fn by_open() -> String {
    SELECT.replacen(
        "FROM promise p LEFT",
        "FROM promise p INDEXED BY promise_open LEFT",
        1,
    )
}

/// Open promises due on or before a day (`YYYY-MM-DD`), the first due first; at most 1000.
///
/// # Errors
/// The database's error.
pub fn open_due(view: View<'_>, until_on: &str) -> Result<Vec<PromiseRow>, StoreError> {
    let mut statement = view.connection.prepare_cached(&format!(
        "{} WHERE p.state = 'open' AND p.deleted_at IS NULL AND c.deleted_at IS NULL
         AND p.due_on <= ?1
         ORDER BY p.due_on, p.nr LIMIT 1000",
        by_open()
    ))?;
    let rows = statement.query_map([until_on], read)?;
    Ok(rows.collect::<Result<_, _>>()?)
}

/// Open promises due after a day that nobody who works here answers for; at most 200.
///
/// # Errors
/// The database's error.
pub fn open_unowned(view: View<'_>, after_on: &str) -> Result<Vec<PromiseRow>, StoreError> {
    let mut statement = view.connection.prepare_cached(&format!(
        "{} WHERE p.state = 'open' AND p.deleted_at IS NULL AND c.deleted_at IS NULL
         AND p.due_on > ?1
         AND (s.id IS NULL OR s.deleted_at IS NOT NULL OR COALESCE(s.disabled, 0) <> 0)
         ORDER BY p.due_on, p.nr LIMIT 200",
        by_open()
    ))?;
    let rows = statement.query_map([after_on], read)?;
    Ok(rows.collect::<Result<_, _>>()?)
}

fn condition(which: PromiseWhich) -> (String, bool) {
    let (which, by_due) = match which {
        PromiseWhich::Open => ("p.state = 'open' AND :today_on IS NOT NULL", true),
        PromiseWhich::Overdue => ("p.state = 'open' AND p.due_on < :today_on", true),
        PromiseWhich::Done => ("p.state <> 'open' AND :today_on IS NOT NULL", false),
        PromiseWhich::All => (":today_on IS NOT NULL", false),
    };
    (
        format!(
            "p.deleted_at IS NULL AND {which} AND {NARROWED}
             AND (:customer_id IS NULL OR p.customer_id IN {})",
            family(":customer_id")
        ),
        by_due,
    )
}

/// A page of promises: open ones by their day, the others the latest given first.
///
/// # Errors
/// [`StoreError::BadValue`] for an `after` that is none; the database's error.
pub fn list(view: View<'_>, query: &PromiseQuery) -> Result<Page<PromiseRow>, StoreError> {
    let limit = page::bounded(query.limit);
    let after = query.after.as_deref().map(After::read).transpose()?;
    let (condition, by_due) = condition(query.which);
    let (sort, key) = if by_due {
        (
            "(p.due_on, p.nr) > (:key, :nr) ORDER BY p.due_on, p.nr",
            "due_on",
        )
    } else {
        (
            "(p.made_at, p.nr) < (CAST(:key AS INTEGER), :nr) ORDER BY p.made_at DESC, p.nr DESC",
            "made_at",
        )
    };
    let after = match after {
        Some(after) if by_due => after,
        Some(after) => After {
            key: after.at()?.to_string(),
            nr: after.nr,
        },
        None if by_due => After {
            key: String::new(),
            nr: -1,
        },
        None => After {
            key: i64::MAX.to_string(),
            nr: i64::MAX,
        },
    };
    let mut statement = view.connection.prepare_cached(&format!(
        "{SELECT} WHERE {condition} AND {sort} LIMIT :limit"
    ))?;
    let rows = statement.query_map(
        named_params! {
            ":today_on": query.today_on,
            ":customer_id": query.customer_id.map(Id::row_id),
            ":work_order_id": query.work_order_id.map(Id::row_id),
            ":complaint_id": query.complaint_id.map(Id::row_id),
            ":like": like(query.text.as_deref()),
            ":words": like_words(query.text.as_deref(), query.reach),
            ":key": after.key,
            ":nr": after.nr,
            ":limit": i64::try_from(limit).unwrap_or(i64::MAX) + 1,
        },
        |row| {
            let key = if by_due {
                row.get::<_, String>(key)?
            } else {
                row.get::<_, i64>(key)?.to_string()
            };
            let nr = row.get("nr")?;
            Ok((After { key, nr }, read(row)?))
        },
    )?;
    Ok(page::cut(rows.collect::<Result<_, _>>()?, limit))
}

/// How many promises [`list`] has in all, without pages.
///
/// # Errors
/// The database's error.
pub fn count(view: View<'_>, query: &PromiseQuery) -> Result<u32, StoreError> {
    let (condition, _) = condition(query.which);
    let standing = standing!("p.customer_id");
    let mut statement = view.connection.prepare_cached(&format!(
        "SELECT count(*) FROM promise p LEFT JOIN staff s ON s.id = p.owner_id
         LEFT JOIN customer c ON c.id = {standing}
    WHERE {condition}"
    ))?;
    let params = named_params! {
        ":today_on": query.today_on,
        ":customer_id": query.customer_id.map(Id::row_id),
        ":work_order_id": query.work_order_id.map(Id::row_id),
        ":complaint_id": query.complaint_id.map(Id::row_id),
        ":like": like(query.text.as_deref()),
            ":words": like_words(query.text.as_deref(), query.reach),
    };
    Ok(statement.query_row(params, |row| row.get(0))?)
}

/// Of the promises due from a day until before another, how many were kept by their day, and how
/// many were broken, kept late, or are open past it. Withdrawn ones count for neither.
///
/// # Errors
/// The database's error.
pub fn score(view: View<'_>, from_on: &str, until_on: &str) -> Result<(u32, u32), StoreError> {
    let mut statement = view.connection.prepare_cached(
        "SELECT count(*) FILTER (WHERE state = 'kept' AND COALESCE(kept_on, due_on) <= due_on),
                count(*) FILTER (WHERE state IN ('open', 'broken')
                    OR (state = 'kept' AND kept_on > due_on))
         FROM promise WHERE deleted_at IS NULL AND due_on >= ?1 AND due_on < ?2",
    )?;
    Ok(statement.query_row((from_on, until_on), |row| Ok((row.get(0)?, row.get(1)?)))?)
}
