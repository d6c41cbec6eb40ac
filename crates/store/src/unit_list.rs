//! The list of machines, by serial, with the place their household is at.

use std::sync::LazyLock;

use rusqlite::{OptionalExtension, named_params};
use wuyou_domain::id::UnitId;

use crate::customer::{family, standing};
use crate::error::StoreError;
use crate::page::{self, After, Page};
use crate::unit::UnitRow;
use crate::view::{Id, View};

/// The order of the list.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum UnitSort {
    /// By serial.
    #[default]
    Serial,
    /// Installed last first; those without a date come last.
    Installed,
}

impl UnitSort {
    /// The place of a machine, the condition of what comes behind it, and the order.
    const fn sql(self) -> (&'static str, &'static str) {
        match self {
            Self::Serial => (
                "u.serial",
                "(u.serial, u.nr) > (:key, :nr) AND {} ORDER BY u.serial, u.nr",
            ),
            Self::Installed => (
                "COALESCE(u.installed_on, '')",
                "(COALESCE(u.installed_on, ''), u.nr) < (:key, :nr) AND {}
                 ORDER BY COALESCE(u.installed_on, '') DESC, u.nr DESC",
            ),
        }
    }

    fn beginning(self) -> After {
        match self {
            Self::Serial => After {
                key: String::new(),
                nr: -1,
            },
            // Behind every date.
            Self::Installed => After {
                key: "9".to_owned(),
                nr: i64::MAX,
            },
        }
    }
}

/// Which machines, and which page of them.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct UnitQuery {
    /// Only those of households in this town.
    pub town: Option<String>,
    /// Only this model.
    pub model_code: Option<String>,
    /// Only those headquarters has no record of having shipped here; none while it sent no list.
    pub unchecked: bool,
    /// In which order.
    pub sort: UnitSort,
    /// Where the page goes on.
    pub after: Option<String>,
    /// Rows wanted, at most [`page::PAGE_MAX`].
    pub limit: u32,
}

/// A machine with its place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UnitListed {
    /// The machine.
    pub unit: UnitRow,
    /// The town of its household.
    pub town: Option<String>,
    /// The village of its household.
    pub village: Option<String>,
}

/// The place of a household is its first address, as in the list of households.
const COLUMNS: &str =
    "SELECT u.*, c.id AS holder_id, c.name AS customer_name, a.town AS town, a.village AS village";
const PLACE: &str = "LEFT JOIN address a ON a.nr = (SELECT min(nr) FROM address
    WHERE customer_id = c.id AND deleted_at IS NULL)";
const ANYWHERE: &str = concat!(
    "unit u LEFT JOIN customer c ON c.id = ",
    standing!("u.customer_id"),
    "
    AND c.deleted_at IS NULL"
);
/// A town's machines are found from its households on; there are far fewer of them.
static IN_TOWN: LazyLock<String> = LazyLock::new(|| {
    format!(
        "search_place p CROSS JOIN customer c ON c.nr = p.nr
    CROSS JOIN unit u ON u.customer_id IN {}",
        family("c.id")
    )
});

/// A town with more households than this is found among all machines instead.
const TOWN_FEW: u32 = 1_000;
const IN_BIG_TOWN: &str = concat!(
    "unit u CROSS JOIN customer c ON c.id = ",
    standing!("u.customer_id"),
    "
    CROSS JOIN search_place p ON p.nr = c.nr"
);
/// The machines of a big town, read from indexes alone; those of merged files apart.
const COUNT_BIG_TOWN: &str = concat!(
    "SELECT
    (SELECT count(*) FROM unit u CROSS JOIN customer c ON c.id = u.customer_id
     CROSS JOIN search_place p ON p.nr = c.nr WHERE {wanted} AND p.town = :town)
    + (SELECT count(*) FROM customer m CROSS JOIN customer w ON w.id = ",
    standing!("m.id"),
    "
       CROSS JOIN search_place p ON p.nr = w.nr CROSS JOIN unit u ON u.customer_id = m.id
       WHERE m.merged_into IS NOT NULL AND {wanted} AND p.town = :town)"
);

/// A condition, and that headquarters' lists do not have the serial.
macro_rules! unchecked {
    ($wanted:literal) => {
        concat!(
            $wanted,
            " AND EXISTS (SELECT 1 FROM search_shipped)
              AND NOT EXISTS (SELECT 1 FROM search_shipped s WHERE s.serial = u.serial)"
        )
    };
}

impl UnitQuery {
    fn tables(&self) -> (&'static str, &'static str) {
        match self.town {
            Some(_) => (IN_TOWN.as_str(), "p.town = :town"),
            None => (ANYWHERE, ":town IS NULL"),
        }
    }

    fn wanted(&self) -> &'static str {
        match (&self.model_code, self.unchecked) {
            (Some(_), false) => "u.deleted_at IS NULL AND u.model_code = :model",
            (None, false) => "u.deleted_at IS NULL AND :model IS NULL",
            (Some(_), true) => unchecked!("u.deleted_at IS NULL AND u.model_code = :model"),
            (None, true) => unchecked!("u.deleted_at IS NULL AND :model IS NULL"),
        }
    }

    /// Whether the town has so many households that its machines are not gathered from them.
    fn is_of_big_town(&self, view: View<'_>) -> Result<bool, StoreError> {
        let Some(town) = &self.town else {
            return Ok(false);
        };
        let mut statement = view.connection.prepare_cached(
            "SELECT count(*) FROM (SELECT 1 FROM search_place WHERE town = ?1 LIMIT ?2)",
        )?;
        let some: u32 = statement.query_row((town, TOWN_FEW + 1), |row| row.get(0))?;
        Ok(some > TOWN_FEW)
    }
}

fn read(row: &rusqlite::Row<'_>) -> rusqlite::Result<UnitListed> {
    Ok(UnitListed {
        unit: crate::unit::read(row)?,
        town: row.get("town")?,
        village: row.get("village")?,
    })
}

/// A page of the list.
///
/// # Errors
/// [`StoreError::BadValue`] for an `after` that is none; the database's error.
pub fn list(view: View<'_>, query: &UnitQuery) -> Result<Page<UnitListed>, StoreError> {
    let limit = page::bounded(query.limit);
    let after = query.after.as_deref().map(After::read).transpose()?;
    let after = after.unwrap_or_else(|| query.sort.beginning());
    let (mut tables, where_) = query.tables();
    if query.is_of_big_town(view)? {
        tables = IN_BIG_TOWN;
    }
    let (place, behind) = query.sort.sql();
    let behind = behind.replace("{}", &format!("{} AND {where_}", query.wanted()));
    let mut statement = view.connection.prepare_cached(&format!(
        "{COLUMNS}, u.nr AS place_nr, {place} AS place_key FROM {tables} {PLACE}
         WHERE {behind} LIMIT :limit"
    ))?;
    let rows = statement.query_map(
        named_params! {
            ":key": after.key,
            ":nr": after.nr,
            ":model": query.model_code,
            ":town": query.town,
            ":limit": i64::try_from(limit).unwrap_or(i64::MAX).saturating_add(1),
        },
        |row| {
            let listed = read(row)?;
            let after = After {
                key: row.get("place_key")?,
                nr: row.get("place_nr")?,
            };
            Ok((after, listed))
        },
    )?;
    Ok(page::cut(rows.collect::<Result<_, _>>()?, limit))
}

/// How many machines the whole list has.
///
/// # Errors
/// The database's error.
pub fn count(view: View<'_>, query: &UnitQuery) -> Result<u32, StoreError> {
    let wanted = query.wanted();
    let sql = match &query.town {
        // Whose they are does not matter then.
        None => format!("SELECT count(*) FROM unit u WHERE {wanted} AND :town IS NULL"),
        Some(_) if query.is_of_big_town(view)? => COUNT_BIG_TOWN.replace("{wanted}", wanted),
        Some(_) => {
            let (tables, where_) = query.tables();
            format!("SELECT count(*) FROM {tables} WHERE {wanted} AND {where_}")
        }
    };
    let mut statement = view.connection.prepare_cached(&sql)?;
    let wanted = named_params! {":model": query.model_code, ":town": query.town};
    Ok(statement.query_row(wanted, |row| row.get(0))?)
}

/// Those of these machines that the query wants, in the order given; its page is passed over.
///
/// # Errors
/// The database's error.
pub fn those(
    view: View<'_>,
    units: &[UnitId],
    query: &UnitQuery,
) -> Result<Vec<UnitListed>, StoreError> {
    let (tables, where_) = query.tables();
    let wanted = query.wanted();
    let mut statement = view.connection.prepare_cached(&format!(
        "{COLUMNS} FROM {tables} {PLACE} WHERE u.id = :id AND {wanted} AND {where_}"
    ))?;
    let mut found = Vec::new();
    for id in units {
        let wanted = named_params! {
            ":id": id.row_id(), ":model": query.model_code, ":town": query.town,
        };
        found.extend(statement.query_row(wanted, read).optional()?);
    }
    Ok(found)
}
