//! Lists of orders: summaries, pages by what is due or by age, counts.

use std::sync::LazyLock;

use rusqlite::OptionalExtension;
use uuid::Uuid;
use wuyou_domain::id::{CustomerId, StaffId, WorkOrderId};

use super::repaired::{Named, Repaired};
use super::{WorkOrderRow, read};
use crate::customer::{family, standing};
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

/// In which order a person wants them.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum WorkOrderSort {
    /// As the filter says.
    #[default]
    Due,
    /// The newest first.
    Received,
    /// Open ones by town and village.
    Village,
    /// Open ones by who goes.
    Technician,
}

/// What a search found: the list is narrowed to it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct FoundWork {
    /// These orders,
    pub orders: Vec<WorkOrderId>,
    /// and all orders of these households and of those merged into them.
    pub households: Vec<CustomerId>,
}

impl FoundWork {
    /// The condition, as it goes on behind another. What was found leads to the rows.
    fn condition() -> String {
        let listed = |name: &str| format!("unhex(value) FROM json_each(:{name})");
        format!(
            " AND o.id IN (SELECT {} UNION SELECT w.id FROM work_order w WHERE w.customer_id IN {})",
            listed("found_orders"),
            family(&listed("found_households"))
        )
    }

    /// The values of [`Self::condition`].
    fn values(&self) -> Vec<Named> {
        fn json<I: Id>(ids: &[I]) -> String {
            let ids = ids.iter();
            let ids = ids.map(|id| Uuid::from_bytes(id.row_id()).simple().to_string());
            serde_json::Value::from(ids.collect::<Vec<_>>()).to_string()
        }
        vec![
            (":found_orders", Box::new(json(&self.orders))),
            (":found_households", Box::new(json(&self.households))),
        ]
    }
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
    /// Only what was found.
    pub found: Option<FoundWork>,
    /// Only these finished repairs; the one finished last comes first.
    pub repaired: Option<Repaired>,
    /// In which order.
    pub sort: WorkOrderSort,
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
    let standing = standing!("o.customer_id");
    format!(
        "SELECT o.*, c.name AS customer_name, a.town, a.village,
    COALESCE(s.name, o.technician_name) AS technician,
    (SELECT urged_count FROM request WHERE id = o.request_id) AS urged_count,
    EXISTS (SELECT 1 FROM conflict WHERE row_id = o.id AND resolved_at IS NULL) AS conflicted
    FROM work_order o LEFT JOIN customer c ON c.id = {standing}
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

/// In which order a list is read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Sort {
    Due,
    Received,
    Finished,
    /// Open orders are few: what is due leads to them, and they are put in another order.
    OpenReceived,
    OpenVillage,
    OpenTechnician,
}

impl Sort {
    fn of(query: &WorkOrderQuery, by_due: bool) -> Self {
        match query.sort {
            _ if query.repaired.is_some() => Self::Finished,
            WorkOrderSort::Received if by_due => Self::OpenReceived,
            WorkOrderSort::Village if by_due => Self::OpenVillage,
            WorkOrderSort::Technician if by_due => Self::OpenTechnician,
            _ if by_due => Self::Due,
            _ => Self::Received,
        }
    }

    /// The place of a row in the list.
    const fn key(self) -> &'static str {
        match self {
            Self::Due => "o.due_at",
            Self::Received | Self::OpenReceived => "o.received_at",
            Self::Finished => "o.finished_at",
            Self::OpenVillage => "COALESCE(a.town, '') || ' ' || COALESCE(a.village, '')",
            // Whoever nobody goes to stands first.
            Self::OpenTechnician => "COALESCE(s.name, o.technician_name, '')",
        }
    }

    const fn is_text(self) -> bool {
        matches!(self, Self::OpenVillage | Self::OpenTechnician)
    }

    /// The condition of what comes behind a row, and the order.
    fn sql(self) -> String {
        let key = self.key();
        let open = "o.due_at > -1 AND";
        match self {
            Self::Due => format!("({key}, o.nr) > (:at, :nr) ORDER BY {key}, o.nr"),
            Self::Received | Self::Finished => {
                format!("({key}, o.nr) < (:at, :nr) ORDER BY {key} DESC, o.nr DESC")
            }
            // The plus keeps what is due in the lead.
            Self::OpenReceived => {
                format!("{open} (+{key}, o.nr) < (:at, :nr) ORDER BY +{key} DESC, o.nr DESC")
            }
            Self::OpenVillage | Self::OpenTechnician => {
                format!("{open} ({key}, o.nr) > (:at, :nr) ORDER BY {key}, o.nr")
            }
        }
    }

    /// Where a page begins: behind the row before it, or at the start.
    fn place(self, after: Option<After>) -> Result<(Box<dyn rusqlite::ToSql>, i64), StoreError> {
        Ok(match (self, after) {
            (Self::OpenVillage | Self::OpenTechnician, Some(after)) => {
                (Box::new(after.key), after.nr)
            }
            (_, Some(after)) => (Box::new(after.at()?), after.nr),
            (Self::OpenVillage | Self::OpenTechnician, None) => (Box::new(String::new()), -1),
            (Self::Due, None) => (Box::new(i64::MIN), -1),
            (_, None) => (Box::new(i64::MAX), i64::MAX),
        })
    }

    fn after(self, row: &rusqlite::Row<'_>) -> rusqlite::Result<After> {
        let key = if self.is_text() {
            row.get("place")?
        } else {
            row.get::<_, i64>("place")?.to_string()
        };
        Ok(After {
            key,
            nr: row.get("nr")?,
        })
    }
}

fn condition(query: &WorkOrderQuery) -> (String, Sort) {
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
            // Where days are asked for, they lead to the rows.
            let plus = if query.repaired.is_some() { "+" } else { "" };
            sql.push_str(&format!(" AND {plus}o.{column} = :{column}"));
        } else {
            sql.push_str(&format!(" AND :{column} IS NULL"));
        }
    }
    if query.customer_id.is_some() {
        sql.push_str(&format!(" AND o.customer_id IN {}", family(":customer_id")));
    } else {
        sql.push_str(" AND :customer_id IS NULL");
    }
    if query.found.is_some() {
        sql.push_str(&FoundWork::condition());
    }
    if let Some(repaired) = &query.repaired {
        sql.push_str(&repaired.condition());
    }
    (sql, Sort::of(query, by_due))
}

/// The values of [`condition`].
fn values(query: &WorkOrderQuery) -> Vec<Named> {
    let mut values: Vec<Named> = vec![
        (":now_at", Box::new(query.now_at)),
        (":state", Box::new(query.state.clone())),
        (":kind", Box::new(query.kind.clone())),
        (":cause_class", Box::new(query.cause_class.clone())),
        (
            ":technician_id",
            Box::new(query.technician_id.map(Id::row_id)),
        ),
        (":customer_id", Box::new(query.customer_id.map(Id::row_id))),
    ];
    if let Some(found) = &query.found {
        values.extend(found.values());
    }
    if let Some(repaired) = &query.repaired {
        values.extend(repaired.values());
    }
    values
}

fn bound(values: &[Named]) -> Vec<(&'static str, &dyn rusqlite::ToSql)> {
    let values = values.iter();
    values
        .map(|(name, value)| (*name, value.as_ref()))
        .collect()
}

/// A page of orders: open ones by what is due next or as asked, finished repairs by their finish, the others by
/// age, the newest first.
///
/// # Errors
/// [`StoreError::BadValue`] for an `after` that is none; the database's error.
pub fn list(view: View<'_>, query: &WorkOrderQuery) -> Result<Page<WorkOrderSummary>, StoreError> {
    let limit = page::bounded(query.limit);
    let after = query.after.as_deref().map(After::read).transpose()?;
    let (condition, sort) = condition(query);
    let (at, nr) = sort.place(after)?;
    let summary = SUMMARY.replacen("SELECT ", &format!("SELECT {} AS place, ", sort.key()), 1);
    let mut statement = view.connection.prepare_cached(&format!(
        "{summary} WHERE {condition} AND {} LIMIT :limit",
        sort.sql()
    ))?;
    let mut values = values(query);
    values.push((":at", at));
    values.push((":nr", Box::new(nr)));
    let most = i64::try_from(limit).unwrap_or(i64::MAX) + 1;
    values.push((":limit", Box::new(most)));
    let rows = statement.query_map(&*bound(&values), |row| {
        Ok((sort.after(row)?, read_summary(row)?))
    })?;
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
    let values = values(query);
    Ok(statement.query_row(&*bound(&values), |row| row.get(0))?)
}
