//! Lists of complaints: open ones whole, the others page by page.

use rusqlite::named_params;
use wuyou_domain::id::{CustomerId, WorkOrderId};
use wuyou_domain::phone::{Phone, half_width};

use super::{ComplaintRow, SELECT, read};
use crate::customer::{family, standing};
use crate::error::StoreError;
use crate::page::{self, After, Page};
use crate::search::Reach;
use crate::view::{Id, View};

/// Most open complaints that are looked at; a shop has some tens.
const OPEN_MOST: u32 = 2_000;

/// Which complaints.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum ComplaintWhich {
    /// Settled or closed.
    Done,
    /// All.
    #[default]
    All,
}

/// Which part of the list.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ComplaintQuery {
    /// Which complaints.
    pub which: ComplaintWhich,
    /// Only of this household.
    pub customer_id: Option<CustomerId>,
    /// Only about this order.
    pub work_order_id: Option<WorkOrderId>,
    /// Only where this stands in number, name, phone or words.
    pub text: Option<String>,
    /// By how much of a phone number.
    pub reach: Reach,
    /// Where to go on: `next` of the page before.
    pub after: Option<String>,
    /// Rows wanted, at most 200.
    pub limit: u32,
}

/// Last digits that are shown of every number.
const SHOWN_END: usize = 4;

const IS_DONE: &str = "p.state IN ('settled', 'closed_satisfied', 'closed_external')";
const IS_OPEN: &str = "p.state NOT IN ('settled', 'closed_satisfied', 'closed_external')";
/// What a deleted household complained of goes from sight with it.
const NARROWED: &str =
    "c.deleted_at IS NULL AND (:work_order_id IS NULL OR p.work_order_id = :work_order_id)
    AND (:like IS NULL OR p.no LIKE :like ESCAPE '\\' OR p.text LIKE :words ESCAPE '\\'
        OR c.name LIKE :like ESCAPE '\\' OR p.caller_name LIKE :words ESCAPE '\\'
        OR p.caller_phone LIKE :number ESCAPE '\\' OR EXISTS (SELECT 1 FROM phone n
            WHERE n.customer_id = p.customer_id AND n.number LIKE :number ESCAPE '\\'))";

fn of_household() -> String {
    let family = family(":customer_id");
    format!("(:customer_id IS NULL OR p.customer_id IN {family})")
}

/// What is typed as it stands, wherever it stands.
pub(crate) fn like(text: Option<&str>) -> Option<String> {
    let text = text.map(str::trim).filter(|text| !text.is_empty())?;
    let mut pattern = String::from("%");
    for character in text.chars() {
        if matches!(character, '%' | '_' | '\\') {
            pattern.push('\\');
        }
        pattern.push(character);
    }
    pattern.push('%');
    Some(pattern)
}

/// The same among words, which may hold a number: who must not find one by a part of it finds nothing
/// by digits there.
pub(crate) fn like_words(text: Option<&str>, reach: Reach) -> Option<String> {
    let has_digits = |text: &&str| half_width(text).contains(|c: char| c.is_ascii_digit());
    let text = text.filter(|text| reach == Reach::Parts || !has_digits(text));
    like(text)
}

/// The same among numbers: a whole one, or its last four digits, where nothing else may find it.
fn like_number(text: Option<&str>, reach: Reach) -> Option<String> {
    if reach == Reach::Parts {
        return like(text);
    }
    let plain = half_width(text?);
    let digits: String = plain.chars().filter(char::is_ascii_digit).collect();
    let others = plain
        .chars()
        .any(|c| !c.is_ascii_digit() && !matches!(c, ' ' | '-' | '+' | '(' | ')'));
    match digits.len() {
        _ if others => None,
        SHOWN_END => Some(format!("%{digits}")),
        0 => None,
        _ => Some(Phone::parse(&plain).map_or(digits, |phone| phone.digits().to_owned())),
    }
}

/// Every open complaint that fits, the oldest first; `which`, `after` and `limit` do not count.
///
/// # Errors
/// The database's error.
pub fn open(view: View<'_>, query: &ComplaintQuery) -> Result<Vec<ComplaintRow>, StoreError> {
    let mut statement = view.connection.prepare_cached(&format!(
        "{SELECT} WHERE p.deleted_at IS NULL AND {IS_OPEN} AND {NARROWED} AND {}
         ORDER BY p.received_at, p.nr LIMIT :limit",
        of_household()
    ))?;
    let rows = statement.query_map(
        named_params! {
            ":customer_id": query.customer_id.map(Id::row_id),
            ":work_order_id": query.work_order_id.map(Id::row_id),
            ":like": like(query.text.as_deref()),
            ":words": like_words(query.text.as_deref(), query.reach),
            ":number": like_number(query.text.as_deref(), query.reach),
            ":limit": OPEN_MOST,
        },
        read,
    )?;
    Ok(rows.collect::<Result<_, _>>()?)
}

fn condition(query: &ComplaintQuery) -> String {
    let which = match query.which {
        ComplaintWhich::Done => IS_DONE,
        ComplaintWhich::All => "1",
    };
    format!(
        "p.deleted_at IS NULL AND {which} AND {NARROWED} AND {}",
        of_household()
    )
}

/// A page of complaints, the latest first.
///
/// # Errors
/// [`StoreError::BadValue`] for an `after` that is none; the database's error.
pub fn list(view: View<'_>, query: &ComplaintQuery) -> Result<Page<ComplaintRow>, StoreError> {
    let limit = page::bounded(query.limit);
    let after = query.after.as_deref().map(After::read).transpose()?;
    let (at, nr) = match after {
        Some(after) => (after.at()?, after.nr),
        None => (i64::MAX, i64::MAX),
    };
    let mut statement = view.connection.prepare_cached(&format!(
        "{SELECT} WHERE {} AND (p.received_at, p.nr) < (:at, :nr)
         ORDER BY p.received_at DESC, p.nr DESC LIMIT :limit",
        condition(query)
    ))?;
    let rows = statement.query_map(
        named_params! {
            ":customer_id": query.customer_id.map(Id::row_id),
            ":work_order_id": query.work_order_id.map(Id::row_id),
            ":like": like(query.text.as_deref()),
            ":words": like_words(query.text.as_deref(), query.reach),
            ":number": like_number(query.text.as_deref(), query.reach),
            ":at": at,
            ":nr": nr,
            ":limit": i64::try_from(limit).unwrap_or(i64::MAX) + 1,
        },
        |row| {
            let after = After {
                key: row.get::<_, i64>("received_at")?.to_string(),
                nr: row.get("nr")?,
            };
            Ok((after, read(row)?))
        },
    )?;
    Ok(page::cut(rows.collect::<Result<_, _>>()?, limit))
}

/// How many complaints [`list`] has in all, without pages.
///
/// # Errors
/// The database's error.
pub fn count(view: View<'_>, query: &ComplaintQuery) -> Result<u32, StoreError> {
    let standing = standing!("p.customer_id");
    let mut statement = view.connection.prepare_cached(&format!(
        "SELECT count(*) FROM complaint p LEFT JOIN customer c ON c.id = {standing}
    WHERE {}",
        condition(query)
    ))?;
    let params = named_params! {
        ":customer_id": query.customer_id.map(Id::row_id),
        ":work_order_id": query.work_order_id.map(Id::row_id),
        ":like": like(query.text.as_deref()),
        ":words": like_words(query.text.as_deref(), query.reach),
        ":number": like_number(query.text.as_deref(), query.reach),
    };
    Ok(statement.query_row(params, |row| row.get(0))?)
}

/// A household's complaints and grumbles, the latest first; at most 200.
///
/// # Errors
/// The database's error.
pub fn of_customer(view: View<'_>, id: CustomerId) -> Result<Vec<ComplaintRow>, StoreError> {
    let query = ComplaintQuery {
        customer_id: Some(id),
        limit: page::PAGE_MAX,
        ..ComplaintQuery::default()
    };
    Ok(list(view, &query)?.rows)
}
