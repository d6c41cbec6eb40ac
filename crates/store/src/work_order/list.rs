//! Lists of orders: summaries, pages by what is due or by age, counts.

use std::sync::LazyLock;

use rusqlite::OptionalExtension;
use wuyou_domain::id::{CustomerId, StaffId, WorkOrderId};

use super::{WorkOrderRow, read};
use crate::customer::family;
use crate::error::StoreError;
use crate::page::{self, After, Page};
use crate::view::{Id, View};

/// A work order in a list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WorkOrderSummary {
    /// The order.
    pub order: WorkOrderRow,
    /// The household's name.
    pub customer_name: Option<String>,
    /// 乡镇 of the machine's own address, or else of the household's first.
    pub town: Option<String>,
    /// 村 of the same address.
    pub village: Option<String>,
    /// The name of who is dispatched.
    pub technician: Option<String>,
    /// How often the customer urged.
    pub urged_count: u32,
    /// A conflict of the order's fields waits.
    pub conflicted: bool,
}

/// Which orders.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum WorkOrderFilter {
    /// Not closed, not cancelled; by due.
    #[default]
    Open,
    /// Open, and a promise to the customer is broken at `now_at`; by due.
    Overdue,
    /// Open and nobody dispatched, before the work; by due.
    Unassigned,
    /// Finished, not yet confirmed or closed; by due.
    ToConfirm,
    /// Closed and cancelled; the newest first.
    Done,
    /// All; the newest first.
    All,
}

/// Which part of the list.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct WorkOrderQuery {
    /// Which orders.
    pub filter: WorkOrderFilter,
    /// Only this state.
    pub state: Option<String>,
    /// Only of this service.
    pub kind: Option<String>,
    /// Only repairs whose cause is of this class.
    pub cause_class: Option<String>,
    /// Only of this technician.
    pub technician_id: Option<StaffId>,
    /// Only of this household.
    pub customer_id: Option<CustomerId>,
    /// The clock, for [`WorkOrderFilter::Overdue`].
    pub now_at: i64,
    /// Where to go on: `next` of the page before.
    pub after: Option<String>,
    /// Rows wanted, at most 200.
    pub limit: u32,
}

const OPEN: &str = "o.state NOT IN ('closed', 'cancelled')";
/// A promise is broken: `domain::work_order::due::Colour::Red`.
const OVERDUE: &str = "(o.state IN ('registered', 'replied', 'scheduled', 'dispatched', \
    'in_progress', 'waiting_part') OR (o.state = 'postponed' \
    AND (o.safety = 1 OR o.finish_limit_at <= o.postponed_at))) AND ((o.replied_at IS NULL AND o.reply_due_at <= :now_at) \
    OR o.finish_limit_at <= :now_at)";
const BEFORE_WORK: &str = "o.state IN ('registered', 'replied', 'scheduled', 'postponed')";
/// The address of the machine counts while it is the household's; else the household's first.
static SUMMARY: LazyLock<String> = LazyLock::new(|| {
    let kin = family("c.id");
    format!(
        "SELECT o.*, c.name AS customer_name, a.town, a.village,
    COALESCE(s.name, o.technician_name) AS technician,
    (SELECT urged_count FROM request WHERE id = o.request_id) AS urged_count,
    EXISTS (SELECT 1 FROM conflict WHERE row_id = o.id AND resolved_at IS NULL) AS conflicted
    FROM work_order o LEFT JOIN customer c ON c.id = COALESCE(
        (SELECT w.id FROM customer m JOIN customer w ON w.id = m.merged_into
         WHERE m.id = o.customer_id), o.customer_id)
    LEFT JOIN staff s ON s.id = o.technician_id
    LEFT JOIN address a ON a.nr = COALESCE(
        (SELECT p.nr FROM unit u JOIN address p ON p.id = u.address_id
         WHERE u.id = o.unit_id AND p.deleted_at IS NULL AND p.customer_id IN {kin}),
        (SELECT min(nr) FROM address
         WHERE customer_id = o.customer_id AND deleted_at IS NULL))"
    )
});

fn read_summary(row: &rusqlite::Row<'_>) -> rusqlite::Result<WorkOrderSummary> {
    Ok(WorkOrderSummary {
        order: read(row)?,
        customer_name: row.get("customer_name")?,
        town: row.get("town")?,
        village: row.get("village")?,
        technician: row.get("technician")?,
        urged_count: row.get::<_, Option<u32>>("urged_count")?.unwrap_or(0),
        conflicted: row.get("conflicted")?,
    })
}

/// One order as lists show it.
///
/// # Errors
/// [`StoreError::NotFound`], or the database's error.
pub fn summary(view: View<'_>, id: WorkOrderId) -> Result<WorkOrderSummary, StoreError> {
    let mut statement = view.connection.prepare_cached(&format!(
        "{} WHERE o.id = ?1 AND o.deleted_at IS NULL",
        *SUMMARY
    ))?;
    let found = statement
        .query_row([id.row_id()], read_summary)
        .optional()?;
    found.ok_or(StoreError::NotFound("work_order"))
}

/// The household's open orders, the most urgent first.
///
/// # Errors
/// The database's error.
pub fn open_of_customer(
    view: View<'_>,
    id: CustomerId,
) -> Result<Vec<WorkOrderSummary>, StoreError> {
    let mut statement = view.connection.prepare_cached(&format!(
        "{} WHERE o.customer_id IN {} AND o.deleted_at IS NULL AND {OPEN}
         ORDER BY o.due_at, o.nr LIMIT 200",
        *SUMMARY,
        family("?1")
    ))?;
    let rows = statement.query_map([id.row_id()], read_summary)?;
    Ok(rows.collect::<Result<_, _>>()?)
}

fn condition(query: &WorkOrderQuery) -> (String, bool) {
    let (which, by_due) = match query.filter {
        WorkOrderFilter::Open => (OPEN.to_owned(), true),
        WorkOrderFilter::Overdue => (format!("{OPEN} AND {OVERDUE}"), true),
        WorkOrderFilter::Unassigned => (
            format!("{OPEN} AND {BEFORE_WORK} AND o.technician_id IS NULL"),
            true,
        ),
        WorkOrderFilter::ToConfirm => (format!("{OPEN} AND o.state = 'finished'"), true),
        // Nearly all are done: they are read by age, not gathered by their state.
        WorkOrderFilter::Done => ("+o.state IN ('closed', 'cancelled')".to_owned(), false),
        WorkOrderFilter::All => ("1".to_owned(), false),
    };
    let mut sql = format!("o.deleted_at IS NULL AND {which}");
    if query.filter != WorkOrderFilter::Overdue {
        sql.push_str(" AND :now_at IS NOT NULL");
    }
    for (given, column) in [
        (query.state.is_some(), "state"),
        (query.kind.is_some(), "kind"),
        (query.cause_class.is_some(), "cause_class"),
        (query.technician_id.is_some(), "technician_id"),
    ] {
        if given {
            sql.push_str(&format!(" AND o.{column} = :{column}"));
        } else {
            sql.push_str(&format!(" AND :{column} IS NULL"));
        }
    }
    if query.customer_id.is_some() {
        sql.push_str(&format!(" AND o.customer_id IN {}", family(":customer_id")));
    } else {
        sql.push_str(" AND :customer_id IS NULL");
    }
    (sql, by_due)
}

/// A page of orders: open ones by what is due next, the others by age, the newest first.
///
/// # Errors
/// [`StoreError::BadValue`] for an `after` that is none; the database's error.
pub fn list(view: View<'_>, query: &WorkOrderQuery) -> Result<Page<WorkOrderSummary>, StoreError> {
    let limit = page::bounded(query.limit);
    let after = query.after.as_deref().map(After::read).transpose()?;
    let (condition, by_due) = condition(query);
    let (sort, from) = if by_due {
        (
            "(o.due_at, o.nr) > (:at, :nr) ORDER BY o.due_at, o.nr",
            (i64::MIN, -1),
        )
    } else {
        (
            "(o.received_at, o.nr) < (:at, :nr) ORDER BY o.received_at DESC, o.nr DESC",
            (i64::MAX, i64::MAX),
        )
    };
    let (at, nr) = match after {
        Some(after) => (after.at()?, after.nr),
        None => from,
    };
    let mut statement = view.connection.prepare_cached(&format!(
        "{} WHERE {condition} AND {sort} LIMIT :limit",
        *SUMMARY
    ))?;
    let key = if by_due { "due_at" } else { "received_at" };
    let rows = statement.query_map(
        rusqlite::named_params! {
            ":now_at": query.now_at,
            ":state": query.state,
            ":kind": query.kind,
            ":cause_class": query.cause_class,
            ":technician_id": query.technician_id.map(Id::row_id),
            ":customer_id": query.customer_id.map(Id::row_id),
            ":at": at,
            ":nr": nr,
            ":limit": i64::try_from(limit).unwrap_or(i64::MAX) + 1,
        },
        |row| {
            let after = After {
                key: row.get::<_, i64>(key)?.to_string(),
                nr: row.get("nr")?,
            };
            Ok((after, read_summary(row)?))
        },
    )?;
    Ok(page::cut(rows.collect::<Result<_, _>>()?, limit))
}

/// How many orders a list has in all, without pages.
///
/// # Errors
/// The database's error.
pub fn count(view: View<'_>, query: &WorkOrderQuery) -> Result<u32, StoreError> {
    let (condition, _) = condition(query);
    let mut statement = view.connection.prepare_cached(&format!(
        "SELECT count(*) FROM work_order o WHERE {condition}"
    ))?;
    Ok(statement.query_row(
        rusqlite::named_params! {
            ":now_at": query.now_at,
            ":state": query.state,
            ":kind": query.kind,
            ":cause_class": query.cause_class,
            ":technician_id": query.technician_id.map(Id::row_id),
            ":customer_id": query.customer_id.map(Id::row_id),
        },
        |row| row.get(0),
    )?)
}
