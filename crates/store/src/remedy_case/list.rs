//! Lists of remedy cases: open ones whole, the others page by page.

use std::sync::LazyLock;

use rusqlite::named_params;
use wuyou_domain::id::{ComplaintId, CustomerId, UnitId, WorkOrderId};
use wuyou_domain::time::DAY_MS;

use super::{RemedyCaseRow, SELECT, read};
use crate::complaint::{like, like_words};
use crate::customer::{family, standing};
use crate::error::StoreError;
use crate::page::{self, After, Page};
use crate::search::Reach;
use crate::view::{Id, View, read_id, read_id_opt};

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
    /// By how much of a phone number that stands in the words.
    pub reach: Reach,
    /// Where to go on: `next` of the page before.
    pub after: Option<String>,
    /// Rows wanted, at most 200.
    pub limit: u32,
}

static NARROWED: LazyLock<String> = LazyLock::new(|| {
    format!(
        "(:customer_id IS NULL OR r.customer_id IN {})
    AND (:unit_id IS NULL OR r.unit_id = :unit_id)
    AND (:complaint_id IS NULL OR r.complaint_id = :complaint_id)
    AND (:like IS NULL OR r.no LIKE :like ESCAPE '\\' OR r.text LIKE :words ESCAPE '\\'
        OR c.name LIKE :like ESCAPE '\\' OR u.serial LIKE :like ESCAPE '\\')",
        family(":customer_id")
    )
});

/// Every open case that fits, the oldest first; `which`, `after` and `limit` do not count.
///
/// # Errors
/// The database's error.
pub fn open(view: View<'_>, query: &RemedyQuery) -> Result<Vec<RemedyCaseRow>, StoreError> {
    let mut statement = view.connection.prepare_cached(&format!(
        "{SELECT} WHERE r.deleted_at IS NULL AND r.state NOT IN ('closed', 'withdrawn')
         AND {} ORDER BY r.opened_at, r.nr LIMIT :limit",
        *NARROWED
    ))?;
    let rows = statement.query_map(
        named_params! {
            ":customer_id": query.customer_id.map(Id::row_id),
            ":unit_id": query.unit_id.map(Id::row_id),
            ":complaint_id": query.complaint_id.map(Id::row_id),
            ":like": like(query.text.as_deref()),
            ":words": like_words(query.text.as_deref(), query.reach),
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
            "(EXISTS (SELECT 1 FROM remedy_event e
                WHERE e.remedy_case_id = r.id AND e.event = 'refuse')
             OR EXISTS (SELECT 1 FROM remedy_ruling g
                WHERE g.remedy_case_id = r.id AND g.verdict = 'refuse'))"
        }
        RemedyWhich::All => "1",
    };
    format!("r.deleted_at IS NULL AND {which} AND {}", *NARROWED)
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
            ":words": like_words(query.text.as_deref(), query.reach),
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
    let standing = standing!("r.customer_id");
    let mut statement = view.connection.prepare_cached(&format!(
        "SELECT count(*) FROM remedy_case r LEFT JOIN customer c ON c.id = {standing}
         LEFT JOIN unit u ON u.id = r.unit_id WHERE {}",
        condition(query)
    ))?;
    let params = named_params! {
        ":customer_id": query.customer_id.map(Id::row_id),
        ":unit_id": query.unit_id.map(Id::row_id),
        ":complaint_id": query.complaint_id.map(Id::row_id),
        ":like": like(query.text.as_deref()),
            ":words": like_words(query.text.as_deref(), query.reach),
    };
    Ok(statement.query_row(params, |row| row.get(0))?)
}

/// A report of a fault after repairs of the same machine.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReportRow {
    /// Its order.
    pub work_order_id: WorkOrderId,
    /// The order's number.
    pub no: String,
    /// The machine.
    pub unit_id: UnitId,
    /// Its serial.
    pub serial: String,
    /// The household: the machine's, else the order's.
    pub customer_id: Option<CustomerId>,
    /// Its name.
    pub customer_name: Option<String>,
    /// When the fault was reported; of an order that was opened again, when it was.
    pub reported_at: i64,
}

/// When the fault of an order was reported: of one that was opened again, when it was.
const REPORTED: &str = "CASE WHEN o.reopened_count > 0
    THEN COALESCE((SELECT max(e.occurred_at) FROM order_event e
        WHERE e.work_order_id = o.id AND e.step = 'reopen'), o.received_at)
    ELSE o.received_at END";

/// Most such reports that are read.
const REPORTS_MOST: usize = 400;

/// Repair orders reported since an instant, also by opening them again, whose machine had been repaired twice in so long a time before,
/// and about which there is no case, the latest report first; and whether there are more than were
/// read. Whether those repairs count is not looked at. A report of an old list was dealt with before
/// there was a program to open a case.
///
/// # Errors
/// The database's error.
pub fn reports_after_repairs(
    view: View<'_>,
    since_at: i64,
    repairs_back_ms: i64,
) -> Result<(Vec<ReportRow>, bool), StoreError> {
    let of = |which| reports(view, which, since_at, repairs_back_ms);
    let mut rows = of(RECEIVED)?;
    rows.extend(of(REOPENED)?);
    rows.sort_by_key(|row| std::cmp::Reverse(row.reported_at));
    let more = rows.len() > REPORTS_MOST;
    rows.truncate(REPORTS_MOST);
    Ok((rows, more))
}

/// The orders of some weeks, by their index.
const RECEIVED: (&str, &str) = ("INDEXED BY work_order_received", "o.received_at >= :since");
/// Older ones that were opened again in those weeks: they are few, and have an index of their own.
const REOPENED: (&str, &str) = (
    "INDEXED BY work_order_reopened",
    "o.reopened_count > 0 AND o.received_at < :since AND {REPORTED} >= :since",
);

fn reports(
    view: View<'_>,
    (index, since): (&str, &str),
    since_at: i64,
    repairs_back_ms: i64,
) -> Result<Vec<ReportRow>, StoreError> {
    let since = since.replace("{REPORTED}", REPORTED);
    let mut statement = view.connection.prepare_cached(&format!(
        // From these orders to the others of each machine. A repair of the same day may have been
        // first; one that was reopened was finished before. Most machines have one repair: their
        // orders are passed over by an index that holds the numbers.
        "SELECT o.id, o.no, o.unit_id, u.serial, COALESCE(u.customer_id, o.customer_id) AS customer_id,
           c.name, {REPORTED} AS reported_at
         FROM work_order o {index} CROSS JOIN unit u ON u.id = o.unit_id
         LEFT JOIN customer c ON c.id = COALESCE(u.customer_id, o.customer_id)
         WHERE {since} AND o.kind = 'repair' AND o.deleted_at IS NULL
           AND o.state <> 'cancelled' AND o.origin IS NOT 'import'
           AND (SELECT sum(1 + COALESCE(q.reopened_count, 0))
                FROM work_order q INDEXED BY work_order_repairs
                WHERE q.unit_id = o.unit_id AND q.kind = 'repair' AND q.deleted_at IS NULL) > 2
           AND (SELECT COALESCE(sum(COALESCE(p.reopened_count, 0) + (p.id <> o.id
                      AND p.state <> 'cancelled'
                      AND COALESCE(p.finished_at, p.closed_at, :never) <= {REPORTED} + :day)), 0)
                FROM work_order p
                WHERE p.unit_id = o.unit_id AND p.kind = 'repair'
                  AND p.deleted_at IS NULL AND p.received_at <= {REPORTED} + :day
                  AND p.received_at >= o.received_at - :back) >= 2
           AND NOT EXISTS (SELECT 1 FROM remedy_case r
                WHERE r.unit_id = o.unit_id AND r.deleted_at IS NULL
                  AND (r.state NOT IN ('closed', 'withdrawn') OR r.reported_at >= {REPORTED}))
         ORDER BY o.received_at DESC, o.nr DESC LIMIT :limit"
    ))?;
    let params = named_params! {
        ":since": since_at,
        ":back": repairs_back_ms,
        ":day": DAY_MS,
        ":never": i64::MAX,
        ":limit": i64::try_from(REPORTS_MOST).unwrap_or(i64::MAX) + 1,
    };
    let rows = statement.query_map(params, |row| {
        Ok(ReportRow {
            work_order_id: read_id(row, "id")?,
            no: row.get("no")?,
            unit_id: read_id(row, "unit_id")?,
            serial: row.get("serial")?,
            customer_id: read_id_opt(row, "customer_id")?,
            customer_name: row.get("name")?,
            reported_at: row.get("reported_at")?,
        })
    })?;
    Ok(rows.collect::<Result<_, _>>()?)
}
