//! Households with their people, phones, addresses and tags.

use rusqlite::OptionalExtension;
use wuyou_domain::id::{AddressId, CustomerId, CustomerTagId, PersonId, PhoneId, StaffId};

use crate::error::StoreError;
use crate::page::{self, After, Page};
use crate::search::KeyKind;
use crate::unit::{self, UnitRow};
use crate::view::{Id, View, read_id, read_id_opt};

/// A household.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CustomerRow {
    /// The row.
    pub id: CustomerId,
    /// The household's name.
    pub name: String,
    /// `household`, `company` or `project`.
    pub kind: String,
    /// Anything worth knowing.
    pub note: Option<String>,
    /// When a visit suits.
    pub preferred_time: Option<String>,
    /// Where the row came from.
    pub origin: Option<String>,
    /// What an import found it by.
    pub import_key: Option<String>,
    /// The household it was merged into.
    pub merged_into: Option<CustomerId>,
    /// When it was made.
    pub created_at: i64,
    /// Who made it.
    pub created_by: StaffId,
    /// When it was last written.
    pub updated_at: i64,
    /// Who wrote it last.
    pub updated_by: StaffId,
    /// The tombstone.
    pub deleted_at: Option<i64>,
}

/// A person of a household.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PersonRow {
    /// The row.
    pub id: PersonId,
    /// The household.
    pub customer_id: CustomerId,
    /// The name.
    pub name: String,
    /// 户主, 儿子, 邻居, …
    pub relation: Option<String>,
    /// WeChat name.
    pub wechat: Option<String>,
    /// Birthday, `YYYY-MM-DD`.
    pub birthday_on: Option<String>,
    /// The birthday follows the lunar calendar.
    pub birthday_lunar: bool,
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

/// A household with everything that hangs on it. Deleted parts are left out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CustomerFull {
    /// The household.
    pub customer: CustomerRow,
    /// Its people.
    pub people: Vec<PersonRow>,
    /// Its phones.
    pub phones: Vec<PhoneRow>,
    /// Its addresses.
    pub addresses: Vec<AddressRow>,
    /// Its tags.
    pub tags: Vec<TagRow>,
    /// Its machines.
    pub units: Vec<UnitRow>,
}

/// A household in a list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CustomerSummary {
    /// The row.
    pub id: CustomerId,
    /// The household's name.
    pub name: String,
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
    /// Where to go on: `next` of the page before.
    pub after: Option<String>,
    /// Rows wanted, at most 200.
    pub limit: u32,
}

const COLUMNS: &str = "id, name, kind, note, preferred_time, origin, import_key, merged_into, \
    created_at, created_by, updated_at, updated_by, deleted_at";

fn read(row: &rusqlite::Row<'_>) -> rusqlite::Result<CustomerRow> {
    Ok(CustomerRow {
        id: read_id(row, "id")?,
        name: row.get("name")?,
        kind: row.get("kind")?,
        note: row.get("note")?,
        preferred_time: row.get("preferred_time")?,
        origin: row.get("origin")?,
        import_key: row.get("import_key")?,
        merged_into: read_id_opt(row, "merged_into")?,
        created_at: row.get("created_at")?,
        created_by: read_id(row, "created_by")?,
        updated_at: row.get("updated_at")?,
        updated_by: read_id(row, "updated_by")?,
        deleted_at: row.get("deleted_at")?,
    })
}

/// One household, deleted ones included.
///
/// # Errors
/// The database's error.
pub fn find(view: View<'_>, id: CustomerId) -> Result<Option<CustomerRow>, StoreError> {
    let mut statement = view
        .connection
        .prepare_cached(&format!("SELECT {COLUMNS} FROM customer WHERE id = ?1"))?;
    Ok(statement.query_row([id.row_id()], read).optional()?)
}

/// One household with its parts.
///
/// # Errors
/// [`StoreError::NotFound`] when it does not exist or is deleted; the database's error.
pub fn get(view: View<'_>, id: CustomerId) -> Result<CustomerFull, StoreError> {
    whole(view, id)?
        .filter(|full| full.customer.deleted_at.is_none())
        .ok_or(StoreError::NotFound("customer"))
}

/// One household with its parts, also a deleted one: its orders and requests still show it.
///
/// # Errors
/// The database's error.
pub fn whole(view: View<'_>, id: CustomerId) -> Result<Option<CustomerFull>, StoreError> {
    let Some(customer) = find(view, id)? else {
        return Ok(None);
    };
    Ok(Some(CustomerFull {
        customer,
        people: people_of(view, id)?,
        phones: phones_of(view, id)?,
        addresses: addresses_of(view, id)?,
        tags: tags_of(view, id)?,
        units: unit::of_customer(view, id)?,
    }))
}

/// The household's people, in the order they were added.
///
/// # Errors
/// The database's error.
pub fn people_of(view: View<'_>, id: CustomerId) -> Result<Vec<PersonRow>, StoreError> {
    let mut statement = view.connection.prepare_cached(
        "SELECT id, customer_id, name, relation, wechat, birthday_on, birthday_lunar FROM person
         WHERE customer_id = ?1 AND deleted_at IS NULL ORDER BY nr",
    )?;
    let rows = statement.query_map([id.row_id()], |row| {
        Ok(PersonRow {
            id: read_id(row, "id")?,
            customer_id: read_id(row, "customer_id")?,
            name: row.get("name")?,
            relation: row.get("relation")?,
            wechat: row.get("wechat")?,
            birthday_on: row.get("birthday_on")?,
            birthday_lunar: row
                .get::<_, Option<bool>>("birthday_lunar")?
                .unwrap_or(false),
        })
    })?;
    Ok(rows.collect::<Result<_, _>>()?)
}

/// The household's phones, in the order they were added.
///
/// # Errors
/// The database's error.
pub fn phones_of(view: View<'_>, id: CustomerId) -> Result<Vec<PhoneRow>, StoreError> {
    let mut statement = view.connection.prepare_cached(
        "SELECT id, customer_id, person_id, number, label FROM phone
         WHERE customer_id = ?1 AND deleted_at IS NULL ORDER BY nr",
    )?;
    let rows = statement.query_map([id.row_id()], read_phone)?;
    Ok(rows.collect::<Result<_, _>>()?)
}

fn read_phone(row: &rusqlite::Row<'_>) -> rusqlite::Result<PhoneRow> {
    Ok(PhoneRow {
        id: read_id(row, "id")?,
        customer_id: read_id(row, "customer_id")?,
        person_id: read_id_opt(row, "person_id")?,
        number: row.get("number")?,
        label: row.get("label")?,
    })
}

/// The household's addresses, in the order they were added.
///
/// # Errors
/// The database's error.
pub fn addresses_of(view: View<'_>, id: CustomerId) -> Result<Vec<AddressRow>, StoreError> {
    let mut statement = view.connection.prepare_cached(
        "SELECT id, customer_id, town, village, detail, landmark, route_note FROM address
         WHERE customer_id = ?1 AND deleted_at IS NULL ORDER BY nr",
    )?;
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
    let mut statement = view.connection.prepare_cached(
        "SELECT id, tag FROM customer_tag WHERE customer_id = ?1 AND deleted_at IS NULL
         ORDER BY nr",
    )?;
    let rows = statement.query_map([id.row_id()], |row| {
        Ok(TagRow {
            id: read_id(row, "id")?,
            tag: row.get("tag")?,
        })
    })?;
    Ok(rows.collect::<Result<_, _>>()?)
}

/// The columns of a summary; `c` is the household, `a` its first address.
const SUMMARY: &str = "c.id, c.name, c.kind, c.updated_at, a.town, a.village, a.detail,
    (SELECT number FROM phone WHERE customer_id = c.id AND deleted_at IS NULL
     ORDER BY nr LIMIT 1) AS phone,
    (SELECT count(*) FROM phone WHERE customer_id = c.id AND deleted_at IS NULL) AS phones,
    (SELECT group_concat(tag, char(31)) FROM customer_tag
     WHERE customer_id = c.id AND deleted_at IS NULL) AS tags,
    (SELECT count(*) FROM unit WHERE customer_id = c.id AND deleted_at IS NULL) AS units,
    (SELECT count(*) FROM work_order WHERE customer_id = c.id AND deleted_at IS NULL
     AND state NOT IN ('closed', 'cancelled')) AS orders,
    EXISTS (SELECT 1 FROM conflict WHERE row_id = c.id AND resolved_at IS NULL) AS conflicted";
const FIRST_ADDRESS: &str = "LEFT JOIN address a ON a.nr = (SELECT min(nr) FROM address
    WHERE customer_id = c.id AND deleted_at IS NULL)";

fn read_summary(row: &rusqlite::Row<'_>) -> rusqlite::Result<CustomerSummary> {
    let tags: Option<String> = row.get("tags")?;
    Ok(CustomerSummary {
        id: read_id(row, "id")?,
        name: row.get("name")?,
        kind: row.get("kind")?,
        phone: row.get("phone")?,
        phone_count: row.get("phones")?,
        town: row.get("town")?,
        village: row.get("village")?,
        detail: row.get("detail")?,
        tags: tags
            .map(|tags| tags.split('\u{1f}').map(str::to_owned).collect())
            .unwrap_or_default(),
        unit_count: row.get("units")?,
        open_order_count: row.get("orders")?,
        conflicted: row.get("conflicted")?,
        updated_at: row.get("updated_at")?,
    })
}

/// The summaries of these households, in the order asked; unknown and deleted ones are left out.
///
/// # Errors
/// The database's error.
pub fn summaries(view: View<'_>, ids: &[CustomerId]) -> Result<Vec<CustomerSummary>, StoreError> {
    let mut statement = view.connection.prepare_cached(&format!(
        "SELECT {SUMMARY} FROM customer c {FIRST_ADDRESS}
         WHERE c.id = ?1 AND c.deleted_at IS NULL"
    ))?;
    let mut found = Vec::with_capacity(ids.len());
    for id in ids {
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
    let after = query.after.as_deref().map(After::read).transpose()?;
    if let Some(town) = &query.town {
        let after = after.unwrap_or(FIRST);
        let sql = format!(
            "SELECT {SUMMARY}, o.key AS place, o.nr AS place_nr FROM search_place o
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
                "SELECT {SUMMARY}, CAST(c.updated_at AS TEXT) AS place, c.nr AS place_nr
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
                "SELECT {SUMMARY}, o.key AS place, o.nr AS place_nr FROM search_key o
                 CROSS JOIN customer c ON c.nr = o.nr {FIRST_ADDRESS}
                 WHERE o.kind = {} AND (o.key, o.nr) > (?1, ?2) ORDER BY o.key, o.nr LIMIT ?3",
                KeyKind::CustomerOrder as i64
            );
            by_key(view, &sql, (after.key, after.nr, one_more(limit)), limit)
        }
        CustomerSort::Village => {
            let after = after.unwrap_or(FIRST);
            let sql = format!(
                "SELECT {SUMMARY}, o.key AS place, o.nr AS place_nr FROM search_place o
                 CROSS JOIN customer c ON c.nr = o.nr {FIRST_ADDRESS}
                 WHERE (o.key, o.nr) > (?1, ?2) ORDER BY o.key, o.nr LIMIT ?3"
            );
            by_key(view, &sql, (after.key, after.nr, one_more(limit)), limit)
        }
    }
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

/// The phones with exactly these digits, of households that are not deleted.
///
/// # Errors
/// The database's error.
pub fn find_by_phone(view: View<'_>, digits: &str) -> Result<Vec<PhoneRow>, StoreError> {
    let mut statement = view.connection.prepare_cached(
        "SELECT f.id, f.customer_id, f.person_id, f.number, f.label FROM phone f
         CROSS JOIN customer c ON c.id = f.customer_id
         WHERE f.number = ?1 AND f.deleted_at IS NULL
         AND c.deleted_at IS NULL AND c.merged_into IS NULL ORDER BY f.nr",
    )?;
    let rows = statement.query_map([digits], read_phone)?;
    Ok(rows.collect::<Result<_, _>>()?)
}

/// The household an import made under this key; deleted ones are found too, so that a deleted
/// household does not come back with the same file.
///
/// # Errors
/// The database's error.
pub fn find_by_import_key(
    view: View<'_>,
    import_key: &str,
) -> Result<Option<CustomerRow>, StoreError> {
    let mut statement = view.connection.prepare_cached(&format!(
        "SELECT {COLUMNS} FROM customer WHERE import_key = ?1 ORDER BY nr LIMIT 1"
    ))?;
    Ok(statement.query_row([import_key], read).optional()?)
}

/// The households with exactly this name.
///
/// # Errors
/// The database's error.
pub fn find_by_name(view: View<'_>, name: &str) -> Result<Vec<CustomerRow>, StoreError> {
    let mut statement = view.connection.prepare_cached(&format!(
        "SELECT {COLUMNS} FROM customer
         WHERE name = ?1 AND deleted_at IS NULL AND merged_into IS NULL ORDER BY nr"
    ))?;
    let rows = statement.query_map([name], read)?;
    Ok(rows.collect::<Result<_, _>>()?)
}

/// Why two households may be one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DuplicateReason {
    /// They share a phone.
    SamePhone,
    /// They share the name and the village.
    SameNameAndVillage,
}

/// Households that may be the one described: same phone, or same name in the same village. Only
/// ever suggested.
///
/// # Errors
/// The database's error.
pub fn duplicates(
    view: View<'_>,
    name: &str,
    village: Option<&str>,
    phones: &[String],
) -> Result<Vec<(CustomerId, DuplicateReason)>, StoreError> {
    let mut found: Vec<(CustomerId, DuplicateReason)> = Vec::new();
    for phone in phones {
        for row in find_by_phone(view, phone)? {
            if !found.iter().any(|(id, _)| *id == row.customer_id) {
                found.push((row.customer_id, DuplicateReason::SamePhone));
            }
        }
    }
    let mut statement = view.connection.prepare_cached(
        "SELECT c.id FROM customer c WHERE c.name = ?1
         AND c.deleted_at IS NULL AND c.merged_into IS NULL
         AND EXISTS (SELECT 1 FROM address a WHERE a.customer_id = c.id
                     AND a.deleted_at IS NULL AND a.village = ?2) ORDER BY c.nr",
    )?;
    let rows = statement.query_map((name, village), |row| read_id::<CustomerId>(row, "id"))?;
    for id in rows {
        let id = id?;
        if !found.iter().any(|(known, _)| *known == id) {
            found.push((id, DuplicateReason::SameNameAndVillage));
        }
    }
    Ok(found)
}
