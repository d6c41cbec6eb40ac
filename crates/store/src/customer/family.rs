//! Households that were found to be the same. The one that stays stands for all of them; what hangs
//! on the others stays on them, so that a merge can be undone completely.

use rusqlite::OptionalExtension;
use wuyou_domain::id::{CustomerId, HouseholdApartId};

use super::{CustomerRow, DuplicateReason, find};
use crate::error::StoreError;
use crate::view::{Id, View, read_id, read_id_opt};

/// The household that stands for the one a column names, as SQL: itself, unless it was merged, and then
/// whoever stands at the end of the way, however often it was merged on. The one place that knows how;
/// a household that was never merged costs one look at its row.
macro_rules! standing {
    ($id:literal) => {
        concat!(
            "COALESCE((SELECT CASE WHEN m0.merged_into IS NULL THEN m0.id ELSE (
                WITH RECURSIVE up (id, step) AS (
                    SELECT w0.id, 1 FROM customer w0 WHERE w0.id = m0.merged_into
                    UNION ALL SELECT w1.id, up.step + 1 FROM up
                    CROSS JOIN customer m1 ON m1.id = up.id
                    CROSS JOIN customer w1 ON w1.id = m1.merged_into WHERE up.step < 32)
                SELECT id FROM up ORDER BY step DESC LIMIT 1) END
             FROM customer m0 WHERE m0.id = ",
            $id,
            "), ",
            $id,
            ")"
        )
    };
}
pub(crate) use standing;

/// The household that `id` (a parameter or column) names and all that were merged into it, as a
/// subquery for `customer_id IN`. Rows that lead in a circle end it.
pub(crate) fn family(id: &str) -> String {
    format!(
        "(WITH RECURSIVE kin (id) AS (SELECT {id} UNION SELECT m.id FROM kin
         CROSS JOIN customer m ON m.merged_into = kin.id WHERE m.deleted_at IS NULL)
         SELECT id FROM kin)"
    )
}

/// Most steps up to the household that stands for another.
const STEPS_MOST: usize = 32;

/// The household that stands for this one: itself, unless it was merged. Where the way leads
/// nowhere or in a circle, nobody stands for it.
///
/// # Errors
/// The database's error.
pub fn root(view: View<'_>, id: CustomerId) -> Result<CustomerId, StoreError> {
    let mut statement = view
        .connection
        .prepare_cached("SELECT merged_into FROM customer WHERE id = ?1")?;
    let mut at = id;
    for _ in 0..STEPS_MOST {
        let next = statement
            .query_row([at.row_id()], |row| read_id_opt(row, "merged_into"))
            .optional()?;
        match next {
            Some(Some(next)) => at = next,
            Some(None) => return Ok(at),
            None => return Ok(id),
        }
    }
    Ok(id)
}

/// The households that were merged into this one, and into those, in the order they were made.
///
/// # Errors
/// The database's error.
pub fn merged(view: View<'_>, id: CustomerId) -> Result<Vec<CustomerRow>, StoreError> {
    let mut statement = view.connection.prepare_cached(&format!(
        "SELECT c.id FROM customer c WHERE c.id IN {} AND c.id <> ?1 ORDER BY c.nr LIMIT 200",
        family("?1")
    ))?;
    let ids = statement.query_map([id.row_id()], |row| read_id::<CustomerId>(row, "id"))?;
    let ids = ids.collect::<Result<Vec<_>, _>>()?;
    let rows = ids.into_iter().map(|id| find(view, id));
    Ok(rows
        .collect::<Result<Vec<_>, _>>()?
        .into_iter()
        .flatten()
        .collect())
}

/// Households that have something in common.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Suspects {
    /// What.
    pub reason: DuplicateReason,
    /// The number, or name and village.
    pub what: String,
    /// The households, the oldest first.
    pub households: Vec<CustomerId>,
}

/// Households of the whole shop that share a number, or name and village; the newest first. Deleted
/// and merged ones do not count.
///
/// # Errors
/// The database's error.
pub fn suspects(view: View<'_>, most: usize) -> Result<Vec<Suspects>, StoreError> {
    const STANDS: &str = "c.deleted_at IS NULL AND c.merged_into IS NULL";
    let by_phone = format!(
        "SELECT f.number AS what, group_concat(DISTINCT c.nr) AS nrs, max(c.nr) AS newest
         FROM phone f JOIN customer c ON c.id = f.customer_id AND {STANDS}
         WHERE f.deleted_at IS NULL AND f.valid_to IS NULL AND f.number IN
             (SELECT number FROM phone WHERE deleted_at IS NULL AND valid_to IS NULL
              GROUP BY number HAVING count(*) > 1)
         GROUP BY f.number HAVING count(DISTINCT c.nr) > 1 ORDER BY newest DESC LIMIT ?1"
    );
    let by_name = format!(
        "SELECT c.name || ' · ' || a.village AS what, group_concat(DISTINCT c.nr) AS nrs,
         max(c.nr) AS newest
         FROM customer c JOIN address a ON a.customer_id = c.id AND a.deleted_at IS NULL
         WHERE {STANDS} AND a.village IS NOT NULL AND c.name IN
             (SELECT name FROM customer GROUP BY name HAVING count(*) > 1)
         GROUP BY c.name, a.village HAVING count(DISTINCT c.nr) > 1 ORDER BY newest DESC LIMIT ?1"
    );
    // What somebody settled falls out below, so that more has to be read than is wanted.
    let settled: i64 =
        view.connection
            .query_row("SELECT count(*) FROM household_apart", [], |row| row.get(0))?;
    let limit = i64::try_from(most).map_or(i64::MAX, |most| most.saturating_add(settled));
    let mut found: Vec<Suspects> = Vec::new();
    for (sql, reason) in [
        (by_phone, DuplicateReason::SamePhone),
        (by_name, DuplicateReason::SameNameAndVillage),
    ] {
        let mut statement = view.connection.prepare_cached(&sql)?;
        let rows = statement.query_map([limit], |row| {
            Ok((row.get::<_, String>(0)?, row.get::<_, String>(1)?))
        })?;
        for row in rows {
            let (what, nrs) = row?;
            let households = unsettled(view, &of_numbers(view, &nrs)?)?;
            // The same households by another sign are one suspicion.
            let is_known = |one: &Suspects| one.households == households;
            if households.len() > 1 && found.len() < most && !found.iter().any(is_known) {
                found.push(Suspects {
                    reason,
                    what,
                    households,
                });
            }
        }
    }
    Ok(found)
}

/// Whether somebody found that two households are not the same.
///
/// # Errors
/// The database's error.
pub fn is_apart(view: View<'_>, one: CustomerId, other: CustomerId) -> Result<bool, StoreError> {
    let mut statement = view
        .connection
        .prepare_cached("SELECT 1 FROM household_apart WHERE id = ?1 AND apart")?;
    Ok(statement.exists([HouseholdApartId::of_pair(one, other).row_id()])?)
}

/// Without those that were found to be none of the others.
fn unsettled(view: View<'_>, group: &[CustomerId]) -> Result<Vec<CustomerId>, StoreError> {
    let mut open = Vec::new();
    for one in group {
        let mut suspected = false;
        for other in group.iter().filter(|other| *other != one) {
            suspected |= !is_apart(view, *one, *other)?;
        }
        if suspected {
            open.push(*one);
        }
    }
    Ok(open)
}

/// The households with these row numbers, the oldest first.
fn of_numbers(view: View<'_>, nrs: &str) -> Result<Vec<CustomerId>, StoreError> {
    let mut nrs: Vec<i64> = nrs.split(',').filter_map(|nr| nr.parse().ok()).collect();
    nrs.sort_unstable();
    let mut statement = view
        .connection
        .prepare_cached("SELECT id FROM customer WHERE nr = ?1")?;
    let mut ids = Vec::new();
    for nr in nrs {
        ids.push(statement.query_row([nr], |row| read_id(row, "id"))?);
    }
    Ok(ids)
}
