//! Who may see a number: what somebody is sent to, whose numbers those are, and which are the shop's.

use std::collections::HashSet;

use uuid::Uuid;
use wuyou_domain::id::{CustomerId, StaffId};

use crate::customer;
use crate::error::StoreError;
use crate::settings;
use crate::view::{Id, View, read_id_opt};

/// This PC's settings that hold a number of the shop.
const SHOP: [&str; 3] = [
    "print_phone",
    "print_complaint_phone",
    "print_emergency_phone",
];

/// An order somebody is dispatched to and that is not finished.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ErrandRow {
    /// The household.
    pub customer_id: Option<CustomerId>,
    /// Where it stands.
    pub state: String,
    /// When the visit begins.
    pub window_from_at: Option<i64>,
    /// The number of who called for it.
    pub caller_phone: Option<String>,
}

/// What somebody is sent to.
///
/// # Errors
/// The database's error.
pub fn errands(view: View<'_>, staff: StaffId) -> Result<Vec<ErrandRow>, StoreError> {
    let mut statement = view.connection.prepare_cached(
        "SELECT w.customer_id, w.state, w.window_from_at, r.caller_phone FROM work_order w
         LEFT JOIN request r ON r.id = w.request_id
         WHERE w.technician_id = ?1 AND w.deleted_at IS NULL
         AND w.state IN ('dispatched', 'in_progress')",
    )?;
    let rows = statement.query_map([staff.row_id()], |row| {
        Ok(ErrandRow {
            customer_id: read_id_opt(row, "customer_id")?,
            state: row.get("state")?,
            window_from_at: row.get("window_from_at")?,
            caller_phone: row.get("caller_phone")?,
        })
    })?;
    Ok(rows.collect::<Result<_, _>>()?)
}

/// The numbers of a household, whatever its file is now part of.
///
/// # Errors
/// The database's error.
pub fn of_household(view: View<'_>, id: CustomerId) -> Result<Vec<String>, StoreError> {
    let root = customer::root(view, id)?;
    let phones = customer::phones_of(view, root)?;
    Ok(phones.into_iter().map(|phone| phone.number).collect())
}

/// The numbers of the shop, its people and headquarters, as they were typed.
///
/// # Errors
/// The database's error.
pub fn of_shop(view: View<'_>) -> Result<Vec<String>, StoreError> {
    let mut statement = view.connection.prepare_cached(
        "SELECT phone FROM staff WHERE phone IS NOT NULL
         UNION SELECT phone FROM duty WHERE phone IS NOT NULL
         UNION SELECT phone FROM shop_event WHERE phone IS NOT NULL AND deleted_at IS NULL
         UNION SELECT hq_phone FROM shop_setting WHERE hq_phone IS NOT NULL",
    )?;
    let rows = statement.query_map([], |row| row.get(0))?;
    let mut numbers: Vec<String> = rows.collect::<Result<_, _>>()?;
    for key in SHOP {
        numbers.extend(settings::get(view, key)?);
    }
    Ok(numbers)
}

/// Whether a number without an area code, or one of a company, is a household's or a caller's.
///
/// # Errors
/// The database's error.
pub fn is_known(view: View<'_>, digits: &str) -> Result<bool, StoreError> {
    let mut statement = view.connection.prepare_cached(
        "SELECT EXISTS (SELECT 1 FROM phone WHERE number = ?1
         UNION ALL SELECT 1 FROM request WHERE caller_phone = ?1
         UNION ALL SELECT 1 FROM complaint WHERE caller_phone = ?1)",
    )?;
    Ok(statement.query_row([digits], |row| row.get(0))?)
}

/// A number and whose it is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Number {
    /// Digits only.
    pub digits: String,
    /// The household.
    pub customer_id: Option<CustomerId>,
}

/// The number of a row: a phone, a request or a complaint.
///
/// # Errors
/// The database's error.
pub fn number_of(view: View<'_>, of: NumberOf, id: Uuid) -> Result<Option<Number>, StoreError> {
    let mut statement = view.connection.prepare_cached(match of {
        NumberOf::Phone => {
            "SELECT number AS digits, customer_id FROM phone WHERE id = ?1 AND deleted_at IS NULL"
        }
        NumberOf::Request => {
            "SELECT caller_phone AS digits, customer_id FROM request
             WHERE id = ?1 AND deleted_at IS NULL AND caller_phone IS NOT NULL"
        }
        NumberOf::Complaint => {
            "SELECT caller_phone AS digits, customer_id FROM complaint
             WHERE id = ?1 AND deleted_at IS NULL AND caller_phone IS NOT NULL"
        }
    })?;
    let mut rows = statement.query_map([id.row_id()], |row| {
        Ok(Number {
            digits: row.get("digits")?,
            customer_id: read_id_opt(row, "customer_id")?,
        })
    })?;
    Ok(rows.next().transpose()?)
}

/// Where a number stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NumberOf {
    /// A household's phone.
    Phone,
    /// Who called.
    Request,
    /// Who complained.
    Complaint,
}

/// The households' numbers that somebody may see, of their errands.
///
/// # Errors
/// The database's error.
pub fn of_errands(
    view: View<'_>,
    errands: impl IntoIterator<Item = ErrandRow>,
) -> Result<HashSet<String>, StoreError> {
    let mut numbers = HashSet::new();
    for errand in errands {
        numbers.extend(errand.caller_phone);
        if let Some(customer) = errand.customer_id {
            numbers.extend(of_household(view, customer)?);
        }
    }
    Ok(numbers)
}
