//! The list of households: summaries, pages in three orders, counts.

use std::sync::LazyLock;

use rusqlite::OptionalExtension;
use wuyou_domain::at_home::AtHome;
use wuyou_domain::id::CustomerId;

use super::{family, root};
use crate::error::StoreError;
use crate::page::{self, After, Page};
use crate::search::KeyKind;
use crate::view::{Id, View, read_id};

/// A household in a list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CustomerSummary {
    /// The row.
    pub id: CustomerId,
    /// The household's name.
    pub name: String,
    /// What the village calls its people.
    pub nicknames: Vec<String>,
    /// `household`, `company` or `project`.
    pub kind: String,
    /// The first phone, digits.
    pub phone: Option<String>,
    /// How many phones.
    pub phone_count: u32,
    /// 乡镇 of the first address.
    pub town: Option<String>,
    /// 村 of the first address.
    pub village: Option<String>,
    /// The first address as typed.
    pub detail: Option<String>,
    /// Tags.
    pub tags: Vec<String>,
    /// When somebody is at home; `None` for always.
    pub at_home: Option<String>,
    /// How many machines.
    pub unit_count: u32,
    /// How many open orders.
    pub open_order_count: u32,
    /// A conflict of the household's own fields waits.
    pub conflicted: bool,
    /// When it was last written.
    pub updated_at: i64,
}

/// The order of the list.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum CustomerSort {
    /// Last written first.
    #[default]
    Recent,
    /// By spelling.
    Name,
    /// By the spelling of town and village.
    Village,
}

/// Which part of the list.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct CustomerQuery {
    /// The order. With a town the order is by village.
    pub sort: CustomerSort,
    /// Only this town.
    pub town: Option<String>,
    /// Only households with somebody at home then. The order is by village.
    pub at_home: Option<String>,
    /// Where to go on: `next` of the page before.
    pub after: Option<String>,
    /// Rows wanted, at most 200.
    pub limit: u32,
}

/// The columns of a summary; `c` is the household, `a` its first address. What was merged into it
/// counts too.
static SUMMARY: LazyLock<String> = LazyLock::new(|| {
    let kin = family("c.id");
    format!(
        "c.id, c.name, c.kind, c.at_home, c.updated_at, a.town, a.village, a.detail,
    (SELECT number FROM phone WHERE customer_id IN {kin} AND deleted_at IS NULL
     ORDER BY valid_to IS NOT NULL, nr LIMIT 1) AS phone,
    (SELECT count(*) FROM phone WHERE customer_id IN {kin} AND deleted_at IS NULL
     AND valid_to IS NULL) AS phones,
    (SELECT group_concat(tag, char(31)) FROM (SELECT DISTINCT tag FROM customer_tag
     WHERE customer_id IN {kin} AND deleted_at IS NULL)) AS tags,
    (SELECT group_concat(nickname, char(31)) FROM (SELECT DISTINCT nickname FROM person
     WHERE customer_id IN {kin} AND deleted_at IS NULL AND nickname IS NOT NULL)) AS nicknames,
    (SELECT count(*) FROM unit WHERE customer_id IN {kin} AND deleted_at IS NULL) AS units,
    (SELECT count(*) FROM work_order WHERE customer_id IN {kin} AND deleted_at IS NULL
     AND state NOT IN ('closed', 'cancelled')) AS orders,
    EXISTS (SELECT 1 FROM conflict WHERE row_id = c.id AND resolved_at IS NULL) AS conflicted"
    )
});
const FIRST_ADDRESS: &str = "LEFT JOIN address a ON a.nr = (SELECT min(nr) FROM address
    WHERE customer_id = c.id AND deleted_at IS NULL)";

fn read_summary(row: &rusqlite::Row<'_>) -> rusqlite::Result<CustomerSummary> {
    let listed = |column: &str| -> rusqlite::Result<Vec<String>> {
        let texts: Option<String> = row.get(column)?;
        Ok(texts
            .map(|texts| texts.split('\u{1f}').map(str::to_owned).collect())
            .unwrap_or_default())
    };
    Ok(CustomerSummary {
        id: read_id(row, "id")?,
        name: row.get("name")?,
        nicknames: listed("nicknames")?,
        kind: row.get("kind")?,
        phone: row.get("phone")?,
        phone_count: row.get("phones")?,
        town: row.get("town")?,
        village: row.get("village")?,
        detail: row.get("detail")?,
        tags: listed("tags")?,
        at_home: row.get("at_home")?,
        unit_count: row.get("units")?,
        open_order_count: row.get("orders")?,
        conflicted: row.get("conflicted")?,
        updated_at: row.get("updated_at")?,
    })
}

/// The summaries of these households, in the order asked; unknown and deleted ones are left out, a
/// merged one is shown as the one that stands for it.
///
/// # Errors
/// The database's error.
pub fn summaries(view: View<'_>, ids: &[CustomerId]) -> Result<Vec<CustomerSummary>, StoreError> {
    let summary = SUMMARY.as_str();
    let mut statement = view.connection.prepare_cached(&format!(
        "SELECT {summary} FROM customer c {FIRST_ADDRESS}
         WHERE c.id = ?1 AND c.deleted_at IS NULL"
    ))?;
    let mut found = Vec::with_capacity(ids.len());
    for id in ids {
        let id = root(view, *id)?;
        found.extend(
            statement
                .query_row([id.row_id()], read_summary)
                .optional()?,
        );
    }
    Ok(found)
}

/// A page of the list of households. Deleted and merged ones are left out.
///
/// # Errors
/// [`StoreError::BadValue`] for an `after` that is none; the database's error.
pub fn list(view: View<'_>, query: &CustomerQuery) -> Result<Page<CustomerSummary>, StoreError> {
    let limit = page::bounded(query.limit);
    let summary = SUMMARY.as_str();
    let after = query.after.as_deref().map(After::read).transpose()?;
    if let Some(code) = query.at_home.as_deref() {
        return of_at_home(view, query, code, after.unwrap_or(FIRST));
    }
    if let Some(town) = &query.town {
        let after = after.unwrap_or(FIRST);
        let sql = format!(
            "SELECT {summary}, o.key AS place, o.nr AS place_nr FROM search_place o
             CROSS JOIN customer c ON c.nr = o.nr {FIRST_ADDRESS}
             WHERE o.town = ?1 AND (o.key, o.nr) > (?2, ?3) ORDER BY o.key, o.nr LIMIT ?4"
        );
        return by_key(
            view,
            &sql,
            (town, after.key, after.nr, one_more(limit)),
            limit,
        );
    }
    match query.sort {
        CustomerSort::Recent => {
            let after = after.unwrap_or(After {
                key: i64::MAX.to_string(),
                nr: i64::MAX,
            });
            let sql = format!(
                "SELECT {summary}, CAST(c.updated_at AS TEXT) AS place, c.nr AS place_nr
                 FROM customer c {FIRST_ADDRESS}
                 WHERE (c.updated_at, c.nr) < (?1, ?2)
                 AND c.deleted_at IS NULL AND c.merged_into IS NULL
                 ORDER BY c.updated_at DESC, c.nr DESC LIMIT ?3"
            );
            by_key(view, &sql, (after.at()?, after.nr, one_more(limit)), limit)
        }
        CustomerSort::Name => {
            let after = after.unwrap_or(FIRST);
            let sql = format!(
                "SELECT {summary}, o.key AS place, o.nr AS place_nr FROM search_key o
                 CROSS JOIN customer c ON c.nr = o.nr {FIRST_ADDRESS}
                 WHERE o.kind = {} AND (o.key, o.nr) > (?1, ?2) ORDER BY o.key, o.nr LIMIT ?3",
                KeyKind::CustomerOrder as i64
            );
            by_key(view, &sql, (after.key, after.nr, one_more(limit)), limit)
        }
        CustomerSort::Village => {
            let after = after.unwrap_or(FIRST);
            let sql = format!(
                "SELECT {summary}, o.key AS place, o.nr AS place_nr FROM search_place o
                 CROSS JOIN customer c ON c.nr = o.nr {FIRST_ADDRESS}
                 WHERE (o.key, o.nr) > (?1, ?2) ORDER BY o.key, o.nr LIMIT ?3"
            );
            by_key(view, &sql, (after.key, after.nr, one_more(limit)), limit)
        }
    }
}

/// Households with somebody at home at a time: those few that are mostly away by their own index,
/// the many others along the list by place.
fn at_home(code: &str) -> (&'static str, &'static str) {
    if code == AtHome::Always.code() {
        return (
            "search_place o CROSS JOIN customer c ON c.nr = o.nr",
            "COALESCE(c.at_home, 'always') = ?1",
        );
    }
    (
        "customer c INDEXED BY customer_at_home CROSS JOIN search_place o ON o.nr = c.nr",
        "c.at_home = ?1",
    )
}

/// A page of those.
fn of_at_home(
    view: View<'_>,
    query: &CustomerQuery,
    code: &str,
    after: After,
) -> Result<Page<CustomerSummary>, StoreError> {
    let limit = page::bounded(query.limit);
    let summary = SUMMARY.as_str();
    let (from, is) = at_home(code);
    let sql = format!(
        "SELECT {summary}, o.key AS place, o.nr AS place_nr FROM {from} {FIRST_ADDRESS}
         WHERE {is} AND (?2 IS NULL OR o.town = ?2) AND (o.key, o.nr) > (?3, ?4)
         ORDER BY o.key, o.nr LIMIT ?5"
    );
    let town = query.town.as_deref();
    let params = (code, town, after.key, after.nr, one_more(limit));
    by_key(view, &sql, params, limit)
}

/// How many households have somebody at home then, in one town or in all.
///
/// # Errors
/// The database's error.
pub fn count_at_home(view: View<'_>, code: &str, town: Option<&str>) -> Result<u32, StoreError> {
    let (from, is) = at_home(code);
    let sql = format!("SELECT count(*) FROM {from} WHERE {is} AND (?2 IS NULL OR o.town = ?2)");
    Ok(view
        .connection
        .prepare_cached(&sql)?
        .query_row((code, town), |row| row.get(0))?)
}

const FIRST: After = After {
    key: String::new(),
    nr: -1,
};

fn one_more(limit: usize) -> i64 {
    i64::try_from(limit).unwrap_or(i64::MAX).saturating_add(1)
}

fn by_key(
    view: View<'_>,
    sql: &str,
    params: impl rusqlite::Params,
    limit: usize,
) -> Result<Page<CustomerSummary>, StoreError> {
    let mut statement = view.connection.prepare_cached(sql)?;
    let rows = statement.query_map(params, |row| {
        let after = After {
            key: row.get("place")?,
            nr: row.get("place_nr")?,
        };
        Ok((after, read_summary(row)?))
    })?;
    Ok(page::cut(rows.collect::<Result<_, _>>()?, limit))
}

/// How many households there are, in one town or in all.
///
/// # Errors
/// The database's error.
pub fn count(view: View<'_>, town: Option<&str>) -> Result<u32, StoreError> {
    Ok(match town {
        Some(town) => view
            .connection
            .prepare_cached("SELECT count(*) FROM search_place WHERE town = ?1")?
            .query_row([town], |row| row.get(0))?,
        None => view
            .connection
            .prepare_cached("SELECT count(*) FROM search_place")?
            .query_row([], |row| row.get(0))?,
    })
}

/// The towns households live in, the fullest first.
///
/// # Errors
/// The database's error.
pub fn towns(view: View<'_>) -> Result<Vec<(String, u32)>, StoreError> {
    let mut statement = view.connection.prepare_cached(
        "SELECT town, count(*) FROM search_place WHERE town <> '' GROUP BY town ORDER BY 2 DESC, 1",
    )?;
    let rows = statement.query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?;
    Ok(rows.collect::<Result<_, _>>()?)
}
