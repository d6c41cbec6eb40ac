//! Whom there may be something to call about, and the care calls that were made or left.

use std::collections::HashSet;

use rusqlite::params;
use uuid::Uuid;
use wuyou_domain::id::{CareCallId, CustomerId, PersonId, UnitId};

use crate::customer::standing;
use crate::error::StoreError;
use crate::view::{View, read_id, read_id_opt};

/// A household with what it wishes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Household {
    /// The household; of merged ones the one they are shown as.
    pub id: CustomerId,
    /// It wants no calls.
    pub no_call: bool,
    /// It wants no commercial messages.
    pub no_marketing: bool,
}

fn household(row: &rusqlite::Row<'_>) -> rusqlite::Result<Household> {
    Ok(Household {
        id: read_id(row, "holder_id")?,
        no_call: row.get::<_, Option<bool>>("no_call")?.unwrap_or(false),
        no_marketing: row.get::<_, Option<bool>>("no_marketing")?.unwrap_or(false),
    })
}

/// The household a row belongs to, unless it is deleted.
const HOLDER: &str = concat!(
    "JOIN customer c ON c.id = ",
    standing!("x.customer_id"),
    " AND c.deleted_at IS NULL"
);

/// Somebody whose birthday is known, of a household where somebody agreed to be congratulated.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BirthdayRow {
    /// The household.
    pub household: Household,
    /// Who.
    pub person: PersonId,
    /// The birthday.
    pub birthday_on: String,
    /// By the lunar calendar.
    pub lunar: bool,
    /// In a leap month.
    pub leap: bool,
}

/// The birthdays of households where somebody agreed to be congratulated.
///
/// # Errors
/// The database's error.
pub fn birthdays(view: View<'_>) -> Result<Vec<BirthdayRow>, StoreError> {
    let mut statement = view.connection.prepare_cached(&format!(
        "SELECT x.id, x.birthday_on, x.birthday_lunar, x.birthday_leap, c.id AS holder_id,
             c.no_call, c.no_marketing
         FROM person x {HOLDER}
         WHERE x.customer_id IN (SELECT n.customer_id FROM consent n
             WHERE n.purpose = 'birthday' AND n.given = 1)
         AND x.birthday_on IS NOT NULL AND x.deleted_at IS NULL"
    ))?;
    let rows = statement.query_map([], |row| {
        Ok(BirthdayRow {
            household: household(row)?,
            person: read_id(row, "id")?,
            birthday_on: row.get("birthday_on")?,
            lunar: row
                .get::<_, Option<bool>>("birthday_lunar")?
                .unwrap_or(false),
            leap: row
                .get::<_, Option<bool>>("birthday_leap")?
                .unwrap_or(false),
        })
    })?;
    Ok(rows.collect::<Result<_, _>>()?)
}

/// The machines in use that were installed on this day of an earlier year (`MM-DD`).
///
/// # Errors
/// The database's error.
pub fn installed_on_day(
    view: View<'_>,
    day: &str,
) -> Result<Vec<(Household, UnitId, String)>, StoreError> {
    let mut statement = view.connection.prepare_cached(&format!(
        "SELECT x.id, x.installed_on, c.id AS holder_id, c.no_call, c.no_marketing
         FROM unit x {HOLDER}
         WHERE substr(x.installed_on, 6, 5) = ?1 AND x.installed_on IS NOT NULL
         AND x.state = 'in_use' AND x.deleted_at IS NULL"
    ))?;
    let rows = statement.query_map([day], |row| {
        Ok((
            household(row)?,
            read_id(row, "id")?,
            row.get("installed_on")?,
        ))
    })?;
    Ok(rows.collect::<Result<_, _>>()?)
}

/// Households with a machine in use that were not called in this year's season, by id: those with
/// or those without a maintenance since a day. At most `limit`.
///
/// # Errors
/// The database's error.
pub fn of_season(
    view: View<'_>,
    (year, since_on): (&str, &str),
    unmaintained: bool,
    limit: usize,
) -> Result<Vec<Household>, StoreError> {
    let mut statement = view.connection.prepare_cached(
        "SELECT c.id AS holder_id, c.no_call, c.no_marketing FROM customer c
         WHERE c.deleted_at IS NULL AND c.merged_into IS NULL AND COALESCE(c.no_call, 0) = 0
         AND EXISTS (SELECT 1 FROM unit u WHERE u.customer_id = c.id AND u.state = 'in_use'
             AND u.deleted_at IS NULL)
         AND NOT EXISTS (SELECT 1 FROM care_call k WHERE k.customer_id = c.id
             AND k.kind = 'season' AND substr(k.due_on, 1, 4) = ?1)
         AND ?3 <> EXISTS (SELECT 1 FROM unit u JOIN maintenance m ON m.unit_id = u.id
             WHERE u.customer_id = c.id AND u.deleted_at IS NULL
             AND m.done_on >= ?2 AND m.deleted_at IS NULL)
         ORDER BY c.id LIMIT ?4",
    )?;
    let limit = i64::try_from(limit).unwrap_or(i64::MAX);
    let rows = statement.query_map(params![year, since_on, unmaintained, limit], household)?;
    Ok(rows.collect::<Result<_, _>>()?)
}

/// What was said about care and birthdays.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Said {
    /// The person's, else the household's; of merged ones the one they are shown as.
    pub whose: Uuid,
    /// `care` or `birthday`.
    pub purpose: String,
    /// Given; otherwise withdrawn or refused.
    pub given: bool,
    /// When.
    pub occurred_at: i64,
}

/// Everything that was said about care and birthdays.
///
/// # Errors
/// The database's error.
pub fn said(view: View<'_>) -> Result<Vec<Said>, StoreError> {
    let mut statement = view.connection.prepare_cached(&format!(
        "SELECT x.person_id, x.purpose, x.given, x.occurred_at, c.id AS holder_id
         FROM consent x {HOLDER} WHERE x.purpose IN ('care', 'birthday')"
    ))?;
    let rows = statement.query_map([], |row| {
        let person: Option<PersonId> = read_id_opt(row, "person_id")?;
        let holder: CustomerId = read_id(row, "holder_id")?;
        Ok(Said {
            whose: person.map_or(holder.0, |person| person.0),
            purpose: row.get("purpose")?,
            given: row.get("given")?,
            occurred_at: row.get("occurred_at")?,
        })
    })?;
    Ok(rows.collect::<Result<_, _>>()?)
}

/// The calls that were made or left since an instant.
///
/// # Errors
/// The database's error.
pub fn handled_since(view: View<'_>, from_at: i64) -> Result<HashSet<CareCallId>, StoreError> {
    let mut statement = view
        .connection
        .prepare_cached("SELECT id FROM care_call WHERE handled_at >= ?1 AND deleted_at IS NULL")?;
    let rows = statement.query_map([from_at], |row| read_id(row, "id"))?;
    Ok(rows.collect::<Result<_, _>>()?)
}
