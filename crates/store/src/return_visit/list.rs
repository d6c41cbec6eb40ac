//! The queue of visits and what was done, page by page.

use rusqlite::{OptionalExtension, ToSql, named_params};
use wuyou_domain::id::{CustomerId, ReturnVisitId, WorkOrderId};

use super::{ReturnVisitRow, read};
use crate::customer::{family, standing};
use crate::error::StoreError;
use crate::page::{self, After, Page};
use crate::view::{Id, View, read_id};

/// A visit in a list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReturnVisitSummary {
    /// The visit.
    pub visit: ReturnVisitRow,
    /// The household's name.
    pub customer_name: String,
    /// The number of its first phone.
    pub phone: Option<String>,
    /// 乡镇 of the household's first address.
    pub town: Option<String>,
    /// 村 of the household's first address.
    pub village: Option<String>,
    /// The machine's model.
    pub model_code: Option<String>,
    /// The number of the order.
    pub order_no: Option<String>,
    /// Who did the work.
    pub served_by: Option<String>,
    /// How often the household was called for it.
    pub attempts: u32,
    /// How the last call ended; absent for a message.
    pub last_result: Option<String>,
    /// When that was.
    pub last_at: Option<i64>,
    /// How the earliest effective visit came out.
    pub result: Option<String>,
    /// When that was.
    pub done_at: Option<i64>,
    /// Who made it.
    pub visitor: Option<String>,
    /// Its score 1–5.
    pub csat: Option<i64>,
    /// What was agreed further.
    pub next_action: Option<String>,
    /// A conflict of the visit's fields waits.
    pub conflicted: bool,
}

/// Which visits.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum ReturnVisitFilter {
    /// To be made today: the window has begun and no later time was agreed.
    #[default]
    Today,
    /// Still open after the last day of the window.
    Overdue,
    /// The window has not begun, or a later time was agreed.
    Coming,
    /// The number is wrong; somebody has to find the right one.
    WrongNumber,
    /// No more to be made; the latest first.
    Done,
    /// The order that was opened for what was found is finished, and nobody has talked with the
    /// household since; the longest unchanged first.
    CallAgain,
}

/// Which part of the list.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ReturnVisitQuery {
    /// Which visits.
    pub filter: ReturnVisitFilter,
    /// The day it is, `YYYY-MM-DD`.
    pub today: String,
    /// The end of that day, Unix milliseconds.
    pub day_ends_at: i64,
    /// Only this kind.
    pub kind: Option<String>,
    /// Only this 乡镇.
    pub town: Option<String>,
    /// Only this 村.
    pub village: Option<String>,
    /// Only this household.
    pub customer_id: Option<CustomerId>,
    /// The queue by town and village instead of by the end of the window.
    pub by_place: bool,
    /// Where to go on: `next` of the page before.
    pub after: Option<String>,
    /// Rows wanted, at most 200.
    pub limit: u32,
}

/// How many visits each part of the queue has.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct ReturnVisitNumbers {
    /// To be made today.
    pub today: u32,
    /// Late.
    pub overdue: u32,
    /// Later.
    pub coming: u32,
    /// Without a right number.
    pub wrong_number: u32,
    /// To be called again.
    pub call_again: u32,
}

const SELECT: &str = concat!(
    "SELECT v.*, c.name AS customer_name, a.town, a.village, u.model_code,
    o.no AS order_no, s.name AS served_by, f.result, f.occurred_at AS done_at, f.csat,
    f.next_action, w.name AS visitor,
    (SELECT number FROM phone WHERE customer_id = v.customer_id AND deleted_at IS NULL
        ORDER BY valid_to IS NOT NULL, nr LIMIT 1) AS phone,
    (SELECT count(*) FROM contact WHERE return_visit_id = v.id) AS attempts,
    (SELECT result FROM contact WHERE return_visit_id = v.id
        ORDER BY occurred_at DESC, nr DESC LIMIT 1) AS last_result,
    (SELECT max(occurred_at) FROM contact WHERE return_visit_id = v.id) AS last_at,
    EXISTS (SELECT 1 FROM conflict WHERE row_id = v.id AND resolved_at IS NULL) AS conflicted
    FROM return_visit v JOIN customer c ON c.id = ",
    standing!("v.customer_id"),
    "
    LEFT JOIN address a ON a.nr = (SELECT min(nr) FROM address
        WHERE customer_id = v.customer_id AND deleted_at IS NULL)
    LEFT JOIN unit u ON u.id = v.unit_id
    LEFT JOIN work_order o ON o.id = v.work_order_id
    LEFT JOIN staff s ON s.id = v.served_by_id
    LEFT JOIN visit_answer f ON f.nr = (SELECT nr FROM visit_answer
        WHERE return_visit_id = v.id ORDER BY occurred_at, id LIMIT 1)
    LEFT JOIN staff w ON w.id = f.staff_id"
);

fn read_summary(row: &rusqlite::Row<'_>) -> rusqlite::Result<ReturnVisitSummary> {
    Ok(ReturnVisitSummary {
        visit: read(row)?,
        customer_name: row.get("customer_name")?,
        phone: row.get("phone")?,
        town: row.get("town")?,
        village: row.get("village")?,
        model_code: row.get("model_code")?,
        order_no: row.get("order_no")?,
        served_by: row.get("served_by")?,
        attempts: row.get("attempts")?,
        last_result: row.get("last_result")?,
        last_at: row.get("last_at")?,
        result: row.get("result")?,
        done_at: row.get("done_at")?,
        visitor: row.get("visitor")?,
        csat: row.get("csat")?,
        next_action: row.get("next_action")?,
        conflicted: row.get("conflicted")?,
    })
}

/// One visit as lists show it.
///
/// # Errors
/// [`StoreError::NotFound`], or the database's error.
pub fn summary(view: View<'_>, id: ReturnVisitId) -> Result<ReturnVisitSummary, StoreError> {
    let mut statement = view.connection.prepare_cached(&format!(
        "{SELECT} WHERE v.id = ?1 AND v.deleted_at IS NULL"
    ))?;
    let found = statement
        .query_row([id.row_id()], read_summary)
        .optional()?;
    found.ok_or(StoreError::NotFound("return_visit"))
}

/// One of the two visits after an installation whose window ends.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FirstMonthVisit {
    /// The visit.
    pub id: ReturnVisitId,
    /// Which of the two.
    pub kind: String,
    /// First day of its window.
    pub from_on: String,
    /// Last day of its window.
    pub to_on: String,
    /// The household's name.
    pub customer_name: String,
    /// The machine's serial.
    pub serial: Option<String>,
    /// The number of the order.
    pub order_no: Option<String>,
}

/// Most visits that are looked at; those whose window ended last come first.
const FIRST_MONTH_MOST: u32 = 1_000;

/// The visits of the first month that are not made and whose window has ended or ends by this day
/// (`YYYY-MM-DD`), the latest first; a wrong number does not excuse one.
///
/// # Errors
/// The database's error.
pub fn first_month_due(view: View<'_>, until_on: &str) -> Result<Vec<FirstMonthVisit>, StoreError> {
    let mut statement = view.connection.prepare_cached(concat!(
        "SELECT v.id, v.kind, v.from_on, v.to_on, c.name AS customer_name, u.serial,
             o.no AS order_no
         FROM return_visit v INDEXED BY return_visit_open
         JOIN customer c ON c.id = ",
        standing!("v.customer_id"),
        "
         LEFT JOIN unit u ON u.id = v.unit_id LEFT JOIN work_order o ON o.id = v.work_order_id
         WHERE v.state IN ('planned', 'due', 'trying', 'wrong_number') AND v.to_on <= ?1
             AND v.kind IN ('first_visit', 'second_visit') AND v.deleted_at IS NULL
             AND c.deleted_at IS NULL
         ORDER BY v.to_on DESC, v.nr DESC LIMIT ?2"
    ))?;
    let rows = statement.query_map((until_on, FIRST_MONTH_MOST), |row| {
        Ok(FirstMonthVisit {
            id: read_id(row, "id")?,
            kind: row.get("kind")?,
            from_on: row.get("from_on")?,
            to_on: row.get("to_on")?,
            customer_name: row.get("customer_name")?,
            serial: row.get("serial")?,
            order_no: row.get("order_no")?,
        })
    })?;
    Ok(rows.collect::<Result<_, _>>()?)
}

/// The visits about an order, and those from which it was opened.
///
/// # Errors
/// The database's error.
pub fn of_order(view: View<'_>, id: WorkOrderId) -> Result<Vec<ReturnVisitSummary>, StoreError> {
    let mut statement = view.connection.prepare_cached(&format!(
        "{SELECT} WHERE v.deleted_at IS NULL AND (v.work_order_id = ?1 OR v.id IN
            (SELECT return_visit_id FROM visit_answer WHERE follow_order_id = ?1))
         ORDER BY v.from_on, v.nr LIMIT 50"
    ))?;
    let rows = statement.query_map([id.row_id()], read_summary)?;
    Ok(rows.collect::<Result<_, _>>()?)
}

/// The open visits, as the index of the queue has them.
const OPEN: &str = "v.state IN ('planned', 'due', 'trying', 'wrong_number') \
    AND v.state <> 'wrong_number'";
const LATER: &str = "(v.from_on > :today OR (v.next_at IS NOT NULL AND v.next_at >= :day_ends_at))";

/// Visits whose problem became an order that is finished, and after that nobody talked with the
/// household: neither by phone nor when it called itself.
const CALL_AGAIN: &str = "v.id IN (SELECT f.return_visit_id FROM visit_answer f
    JOIN work_order fo ON fo.id = f.follow_order_id AND fo.deleted_at IS NULL
    JOIN return_visit fv ON fv.id = f.return_visit_id
    WHERE f.follow_order_id IS NOT NULL AND fo.finished_at IS NOT NULL
      AND fo.state IN ('finished', 'confirmed', 'closed')
      AND NOT EXISTS (SELECT 1 FROM contact k
        WHERE k.customer_id IN (fv.customer_id,
            (SELECT merged_into FROM customer WHERE id = fv.customer_id))
          AND k.occurred_at > fo.finished_at AND k.deleted_at IS NULL
          AND COALESCE(k.result, 'reached') = 'reached'))";

fn part(filter: ReturnVisitFilter) -> String {
    match filter {
        ReturnVisitFilter::Today => format!("{OPEN} AND v.to_on >= :today AND NOT {LATER}"),
        ReturnVisitFilter::Overdue => format!("{OPEN} AND v.to_on < :today"),
        ReturnVisitFilter::Coming => format!("{OPEN} AND v.to_on >= :today AND {LATER}"),
        ReturnVisitFilter::WrongNumber => "v.state IN ('planned', 'due', 'trying', \
            'wrong_number') AND v.state = 'wrong_number'"
            .to_owned(),
        ReturnVisitFilter::Done => {
            "v.state NOT IN ('planned', 'due', 'trying', 'wrong_number')".to_owned()
        }
        ReturnVisitFilter::CallAgain => CALL_AGAIN.to_owned(),
    }
}

/// In which order a part of the list is read.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Sort {
    /// By the last day of the window.
    Window,
    /// By town and village.
    Place,
    /// The latest first.
    Latest,
    /// The longest unchanged first; few, found by what leads to them.
    Waiting,
}

impl Sort {
    const fn of(query: &ReturnVisitQuery) -> Self {
        match query.filter {
            ReturnVisitFilter::Done => Self::Latest,
            ReturnVisitFilter::CallAgain => Self::Waiting,
            _ if query.by_place => Self::Place,
            _ => Self::Window,
        }
    }

    const fn key(self) -> &'static str {
        match self {
            Self::Window => "v.to_on",
            Self::Place => "COALESCE(a.town, '') || ' ' || COALESCE(a.village, '')",
            Self::Latest => "v.updated_at",
            Self::Waiting => "+v.updated_at",
        }
    }

    fn sql(self) -> String {
        let key = self.key();
        match self {
            Self::Latest => {
                format!("({key}, v.nr) < (:key, :nr) ORDER BY {key} DESC, v.nr DESC")
            }
            _ => format!("({key}, v.nr) > (:key, :nr) ORDER BY {key}, v.nr"),
        }
    }

    fn place(self, after: Option<After>) -> Result<(Box<dyn ToSql>, i64), StoreError> {
        Ok(match (self, after) {
            (Self::Latest | Self::Waiting, Some(after)) => (Box::new(after.at()?), after.nr),
            (Self::Latest, None) => (Box::new(i64::MAX), i64::MAX),
            (Self::Waiting, None) => (Box::new(i64::MIN), -1),
            (_, Some(after)) => (Box::new(after.key), after.nr),
            (_, None) => (Box::new(String::new()), -1),
        })
    }

    fn after(self, row: &rusqlite::Row<'_>) -> rusqlite::Result<After> {
        let key = match self {
            Self::Latest | Self::Waiting => row.get::<_, i64>("list_key")?.to_string(),
            Self::Window | Self::Place => row.get("list_key")?,
        };
        Ok(After {
            key,
            nr: row.get("nr")?,
        })
    }
}

/// A page of visits: the queue by the last day of the window, what is done by age.
///
/// # Errors
/// [`StoreError::BadValue`] for an `after` that is none; the database's error.
pub fn list(
    view: View<'_>,
    query: &ReturnVisitQuery,
) -> Result<Page<ReturnVisitSummary>, StoreError> {
    let limit = page::bounded(query.limit);
    let sort = Sort::of(query);
    let after = query.after.as_deref().map(After::read).transpose()?;
    let (key_after, nr) = sort.place(after)?;
    let select = SELECT.replacen(
        "SELECT ",
        &format!("SELECT {} AS list_key, ", sort.key()),
        1,
    );
    let sql = format!(
        "{select} WHERE v.deleted_at IS NULL AND {} AND :today IS NOT NULL
         AND :day_ends_at IS NOT NULL
         AND (:kind IS NULL OR v.kind = :kind) AND (:town IS NULL OR a.town = :town)
         AND (:village IS NULL OR a.village = :village)
         AND (:customer_id IS NULL OR v.customer_id IN {})
         AND c.deleted_at IS NULL AND {} LIMIT :limit",
        part(query.filter),
        family(":customer_id"),
        sort.sql()
    );
    let mut statement = view.connection.prepare_cached(&sql)?;
    let rows = statement.query_map(
        named_params! {
            ":today": query.today,
            ":day_ends_at": query.day_ends_at,
            ":kind": query.kind,
            ":town": query.town,
            ":village": query.village,
            ":customer_id": query.customer_id.map(Id::row_id),
            ":key": key_after,
            ":nr": nr,
            ":limit": i64::try_from(limit).unwrap_or(i64::MAX) + 1,
        },
        |row| Ok((sort.after(row)?, read_summary(row)?)),
    )?;
    Ok(page::cut(rows.collect::<Result<_, _>>()?, limit))
}

/// How many visits are to be called again.
fn call_again(view: View<'_>) -> Result<u32, StoreError> {
    let mut statement = view.connection.prepare_cached(&format!(
        "SELECT count(*) FROM return_visit v WHERE v.deleted_at IS NULL AND {CALL_AGAIN}
         AND NOT EXISTS (SELECT 1 FROM customer WHERE id = v.customer_id
             AND deleted_at IS NOT NULL)"
    ))?;
    Ok(statement.query_row([], |row| row.get(0))?)
}

/// How many visits each part of the queue has on a day.
///
/// # Errors
/// The database's error.
pub fn numbers(
    view: View<'_>,
    today: &str,
    day_ends_at: i64,
) -> Result<ReturnVisitNumbers, StoreError> {
    let sum = |filter| format!("COALESCE(sum({}), 0)", part(filter));
    let sql = format!(
        "SELECT {}, {}, {}, {} FROM return_visit v WHERE v.deleted_at IS NULL
         AND NOT EXISTS (SELECT 1 FROM customer WHERE id = v.customer_id
             AND deleted_at IS NOT NULL)
         AND v.state IN ('planned', 'due', 'trying', 'wrong_number')",
        sum(ReturnVisitFilter::Today),
        sum(ReturnVisitFilter::Overdue),
        sum(ReturnVisitFilter::Coming),
        sum(ReturnVisitFilter::WrongNumber),
    );
    let call_again = call_again(view)?;
    let mut statement = view.connection.prepare_cached(&sql)?;
    Ok(statement.query_row(
        named_params! {":today": today, ":day_ends_at": day_ends_at},
        |row| {
            Ok(ReturnVisitNumbers {
                today: row.get(0)?,
                overdue: row.get(1)?,
                coming: row.get(2)?,
                wrong_number: row.get(3)?,
                call_again,
            })
        },
    )?)
}
