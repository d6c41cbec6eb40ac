//! What hangs on a household: people, phones, addresses, tags.

use wuyou_domain::id::{AddressId, CustomerId, CustomerTagId, PersonId, PhoneId};

use super::family;
use crate::error::StoreError;
use crate::view::{Id, View, read_id, read_id_opt};

/// A person of a household.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PersonRow {
    /// The row.
    pub id: PersonId,
    /// The household.
    pub customer_id: CustomerId,
    /// The name.
    pub name: String,
    /// What the village calls them.
    pub nickname: Option<String>,
    /// 户主, 儿子, 邻居, …
    pub relation: Option<String>,
    /// WeChat name.
    pub wechat: Option<String>,
    /// Birthday, `YYYY-MM-DD`.
    pub birthday_on: Option<String>,
    /// The birthday follows the lunar calendar.
    pub birthday_lunar: bool,
    /// In a leap month.
    pub birthday_leap: bool,
}

/// A phone of a household.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PhoneRow {
    /// The row.
    pub id: PhoneId,
    /// The household.
    pub customer_id: CustomerId,
    /// The person it belongs to.
    pub person_id: Option<PersonId>,
    /// Digits only.
    pub number: String,
    /// Whose it is or what for.
    pub label: Option<String>,
    /// The first day on which it was theirs, `YYYY-MM-DD`.
    pub valid_from: Option<String>,
    /// The last day on which it was theirs.
    pub valid_to: Option<String>,
    /// The day on which somebody of the household confirmed it.
    pub confirmed_on: Option<String>,
}

/// An address of a household.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AddressRow {
    /// The row.
    pub id: AddressId,
    /// The household.
    pub customer_id: CustomerId,
    /// 乡镇
    pub town: Option<String>,
    /// 村
    pub village: Option<String>,
    /// The address as typed.
    pub detail: Option<String>,
    /// A landmark.
    pub landmark: Option<String>,
    /// How to get there.
    pub route_note: Option<String>,
}

/// A tag on a household.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TagRow {
    /// The row.
    pub id: CustomerTagId,
    /// The text.
    pub tag: String,
}

/// A tag a household has or had.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TagPastRow {
    /// The text.
    pub tag: String,
    /// The day it was given; `None` for tags of before that was kept.
    pub given_on: Option<String>,
    /// When the row was made.
    pub created_at: i64,
    /// When it was taken off.
    pub deleted_at: Option<i64>,
}

/// The household's people, in the order they were added.
///
/// # Errors
/// The database's error.
pub fn people_of(view: View<'_>, id: CustomerId) -> Result<Vec<PersonRow>, StoreError> {
    let mut statement = view.connection.prepare_cached(&format!(
        "SELECT id, customer_id, name, nickname, relation, wechat, birthday_on, birthday_lunar,
         birthday_leap FROM person WHERE customer_id IN {} AND deleted_at IS NULL ORDER BY nr",
        family("?1")
    ))?;
    let rows = statement.query_map([id.row_id()], |row| {
        Ok(PersonRow {
            id: read_id(row, "id")?,
            customer_id: read_id(row, "customer_id")?,
            name: row.get("name")?,
            nickname: row.get("nickname")?,
            relation: row.get("relation")?,
            wechat: row.get("wechat")?,
            birthday_on: row.get("birthday_on")?,
            birthday_lunar: row
                .get::<_, Option<bool>>("birthday_lunar")?
                .unwrap_or(false),
            birthday_leap: row
                .get::<_, Option<bool>>("birthday_leap")?
                .unwrap_or(false),
        })
    })?;
    Ok(rows.collect::<Result<_, _>>()?)
}

/// The household's phones, in the order they were added; those that are no longer theirs come last.
///
/// # Errors
/// The database's error.
pub fn phones_of(view: View<'_>, id: CustomerId) -> Result<Vec<PhoneRow>, StoreError> {
    let mut statement = view.connection.prepare_cached(&format!(
        "SELECT id, customer_id, person_id, number, label, valid_from, valid_to, confirmed_on
         FROM phone WHERE customer_id IN {} AND deleted_at IS NULL
         ORDER BY valid_to IS NOT NULL, nr",
        family("?1")
    ))?;
    let rows = statement.query_map([id.row_id()], read_phone)?;
    Ok(rows.collect::<Result<_, _>>()?)
}

pub(super) fn read_phone(row: &rusqlite::Row<'_>) -> rusqlite::Result<PhoneRow> {
    Ok(PhoneRow {
        id: read_id(row, "id")?,
        customer_id: read_id(row, "customer_id")?,
        person_id: read_id_opt(row, "person_id")?,
        number: row.get("number")?,
        label: row.get("label")?,
        valid_from: row.get("valid_from")?,
        valid_to: row.get("valid_to")?,
        confirmed_on: row.get("confirmed_on")?,
    })
}

/// The household's addresses, in the order they were added.
///
/// # Errors
/// The database's error.
pub fn addresses_of(view: View<'_>, id: CustomerId) -> Result<Vec<AddressRow>, StoreError> {
    let mut statement = view.connection.prepare_cached(&format!(
        "SELECT id, customer_id, town, village, detail, landmark, route_note FROM address
         WHERE customer_id IN {} AND deleted_at IS NULL ORDER BY customer_id <> ?1, nr",
        family("?1")
    ))?;
    let rows = statement.query_map([id.row_id()], |row| {
        Ok(AddressRow {
            id: read_id(row, "id")?,
            customer_id: read_id(row, "customer_id")?,
            town: row.get("town")?,
            village: row.get("village")?,
            detail: row.get("detail")?,
            landmark: row.get("landmark")?,
            route_note: row.get("route_note")?,
        })
    })?;
    Ok(rows.collect::<Result<_, _>>()?)
}

/// The household's tags, in the order they were added.
///
/// # Errors
/// The database's error.
pub fn tags_of(view: View<'_>, id: CustomerId) -> Result<Vec<TagRow>, StoreError> {
    let mut statement = view.connection.prepare_cached(&format!(
        "SELECT id, tag FROM customer_tag WHERE customer_id IN {} AND deleted_at IS NULL
         ORDER BY nr",
        family("?1")
    ))?;
    let rows = statement.query_map([id.row_id()], |row| {
        Ok(TagRow {
            id: read_id(row, "id")?,
            tag: row.get("tag")?,
        })
    })?;
    Ok(rows.collect::<Result<_, _>>()?)
}

/// The tags the household has or ever had, in the order they were first given.
///
/// # Errors
/// The database's error.
pub fn tags_ever(view: View<'_>, id: CustomerId) -> Result<Vec<TagPastRow>, StoreError> {
    let mut statement = view.connection.prepare_cached(&format!(
        "SELECT tag, given_on, created_at, deleted_at FROM customer_tag
         WHERE customer_id IN {} ORDER BY nr",
        family("?1")
    ))?;
    let rows = statement.query_map([id.row_id()], |row| {
        Ok(TagPastRow {
            tag: row.get("tag")?,
            given_on: row.get("given_on")?,
            created_at: row.get("created_at")?,
            deleted_at: row.get("deleted_at")?,
        })
    })?;
    Ok(rows.collect::<Result<_, _>>()?)
}
