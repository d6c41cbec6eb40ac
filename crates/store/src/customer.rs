//! Households with their people, phones, addresses and tags.

mod family;
mod list;
mod part;

use rusqlite::OptionalExtension;
use wuyou_domain::id::{CustomerId, StaffId, UnitId};

use crate::error::StoreError;
use crate::unit::{self, UnitRow};
use crate::view::{Id, View, read_id, read_id_opt};

pub use family::{Suspects, is_apart, merged, root, suspects};
pub(crate) use family::{family, standing};
pub use list::{
    CustomerQuery, CustomerSort, CustomerSummary, count, count_at_home, list, summaries, towns,
};
use part::read_phone;
pub use part::{
    AddressRow, PersonRow, PhoneRow, TagPastRow, TagRow, addresses_of, people_of, phones_of,
    tags_ever, tags_of,
};

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
    /// Language or dialect.
    pub language: Option<String>,
    /// They do not want to be called.
    pub no_call: bool,
    /// They want no commercial messages.
    pub no_marketing: bool,
    /// When somebody is at home; `None` for always.
    pub at_home: Option<String>,
    /// Whom they like to have.
    pub preferred_technician_id: Option<StaffId>,
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

impl CustomerFull {
    /// Where one goes for a machine: its own address, or else the household's first.
    #[must_use]
    pub fn place_of(&self, unit: Option<UnitId>) -> Option<&AddressRow> {
        let machine = self.units.iter().find(|row| Some(row.id) == unit);
        let own = machine.and_then(|row| row.address_id);
        let own = self.addresses.iter().find(|row| Some(row.id) == own);
        own.or_else(|| self.addresses.first())
    }
}

const COLUMNS: &str = "id, name, kind, note, preferred_time, origin, import_key, merged_into, \
    language, no_call, no_marketing, at_home, preferred_technician_id, \
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
        language: row.get("language")?,
        no_call: row.get::<_, Option<bool>>("no_call")?.unwrap_or(false),
        no_marketing: row.get::<_, Option<bool>>("no_marketing")?.unwrap_or(false),
        at_home: row.get("at_home")?,
        preferred_technician_id: read_id_opt(row, "preferred_technician_id")?,
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

/// The households that were made under a name at an instant.
///
/// # Errors
/// The database's error.
pub fn made_at(view: View<'_>, name: &str, at: i64) -> Result<Vec<CustomerId>, StoreError> {
    let mut statement = view.connection.prepare_cached(
        "SELECT id FROM customer WHERE name = ?1 AND created_at = ?2 AND deleted_at IS NULL",
    )?;
    let rows = statement.query_map((name, at), |row| read_id(row, "id"))?;
    Ok(rows.collect::<Result<_, _>>()?)
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

/// One household with its parts, also a deleted one: its orders and requests still show it. For one
/// that was merged, the household that stands for it.
///
/// # Errors
/// The database's error.
pub fn whole(view: View<'_>, id: CustomerId) -> Result<Option<CustomerFull>, StoreError> {
    let id = root(view, id)?;
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

/// The phones with exactly these digits, of households that are not deleted: each household once, a
/// merged one as the one that stands for it. A number that has passed to somebody else is nobody's.
///
/// # Errors
/// The database's error.
pub fn find_by_phone(view: View<'_>, digits: &str) -> Result<Vec<PhoneRow>, StoreError> {
    let mut statement = view.connection.prepare_cached(
        "SELECT f.id, f.customer_id, f.person_id, f.number, f.label,
         f.valid_from, f.valid_to, f.confirmed_on FROM phone f
         CROSS JOIN customer c ON c.id = f.customer_id
         WHERE f.number = ?1 AND f.deleted_at IS NULL AND f.valid_to IS NULL
         AND c.deleted_at IS NULL ORDER BY f.nr",
    )?;
    let rows = statement.query_map([digits], read_phone)?;
    let mut found: Vec<PhoneRow> = Vec::new();
    for row in rows {
        let mut row = row?;
        row.customer_id = root(view, row.customer_id)?;
        let known = found.iter().any(|one| one.customer_id == row.customer_id);
        if !known && !is_deleted(view, row.customer_id)? {
            found.push(row);
        }
    }
    Ok(found)
}

fn is_deleted(view: View<'_>, id: CustomerId) -> Result<bool, StoreError> {
    Ok(find(view, id)?.is_none_or(|row| row.deleted_at.is_some()))
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
        "SELECT c.id FROM customer c WHERE c.name = ?1 AND c.deleted_at IS NULL
         AND EXISTS (SELECT 1 FROM address a WHERE a.customer_id = c.id
                     AND a.deleted_at IS NULL AND a.village = ?2) ORDER BY c.nr",
    )?;
    let rows = statement.query_map((name, village), |row| read_id::<CustomerId>(row, "id"))?;
    for id in rows {
        let id = root(view, id?)?;
        if !found.iter().any(|(known, _)| *known == id) && !is_deleted(view, id)? {
            found.push((id, DuplicateReason::SameNameAndVillage));
        }
    }
    Ok(found)
}
