//! Contacts with customers. Rows never change; a correction is a new row.

use wuyou_domain::id::{ContactId, CustomerId, RequestId, ReturnVisitId, StaffId, WorkOrderId};

use crate::error::StoreError;
use crate::view::{Id, View, read_id, read_id_opt};

/// A contact.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ContactRow {
    /// The row.
    pub id: ContactId,
    /// The household.
    pub customer_id: Option<CustomerId>,
    /// The request it was about.
    pub request_id: Option<RequestId>,
    /// The order it was about.
    pub work_order_id: Option<WorkOrderId>,
    /// `phone`, `wechat`, …
    pub channel: String,
    /// `in` or `out`.
    pub direction: String,
    /// What was said.
    pub text: String,
    /// `reached`, `no_answer`, …
    pub result: Option<String>,
    /// When.
    pub occurred_at: i64,
    /// Who.
    pub staff_id: Option<StaffId>,
    /// Their name.
    pub staff_name: Option<String>,
    /// The phone, digits.
    pub phone: Option<String>,
    /// The row this one corrects.
    pub corrects_id: Option<ContactId>,
}

fn many(view: View<'_>, condition: &str, id: impl Id) -> Result<Vec<ContactRow>, StoreError> {
    let mut statement = view.connection.prepare_cached(&format!(
        "SELECT k.*, s.name AS staff_name FROM contact k LEFT JOIN staff s ON s.id = k.staff_id
         WHERE {condition} = ?1 ORDER BY k.occurred_at, k.id"
    ))?;
    let rows = statement.query_map([id.row_id()], |row| {
        Ok(ContactRow {
            id: read_id(row, "id")?,
            customer_id: read_id_opt(row, "customer_id")?,
            request_id: read_id_opt(row, "request_id")?,
            work_order_id: read_id_opt(row, "work_order_id")?,
            channel: row.get("channel")?,
            direction: row.get("direction")?,
            text: row.get("text")?,
            result: row.get("result")?,
            occurred_at: row.get("occurred_at")?,
            staff_id: read_id_opt(row, "staff_id")?,
            staff_name: row.get("staff_name")?,
            phone: row.get("phone")?,
            corrects_id: read_id_opt(row, "corrects_id")?,
        })
    })?;
    Ok(rows.collect::<Result<_, _>>()?)
}

/// A household's contacts in the order they happened.
///
/// # Errors
/// The database's error.
pub fn of_customer(view: View<'_>, id: CustomerId) -> Result<Vec<ContactRow>, StoreError> {
    many(view, "k.customer_id", id)
}

/// An order's contacts in the order they happened.
///
/// # Errors
/// The database's error.
pub fn of_work_order(view: View<'_>, id: WorkOrderId) -> Result<Vec<ContactRow>, StoreError> {
    many(view, "k.work_order_id", id)
}

/// A request's contacts in the order they happened.
///
/// # Errors
/// The database's error.
pub fn of_request(view: View<'_>, id: RequestId) -> Result<Vec<ContactRow>, StoreError> {
    many(view, "k.request_id", id)
}

/// The calls and messages for a return visit in the order they happened.
///
/// # Errors
/// The database's error.
pub fn of_return_visit(view: View<'_>, id: ReturnVisitId) -> Result<Vec<ContactRow>, StoreError> {
    many(view, "k.return_visit_id", id)
}

/// How often an order's customer was tried in vain since an instant.
///
/// # Errors
/// The database's error.
pub fn count_failed_since(
    view: View<'_>,
    id: WorkOrderId,
    since_at: i64,
) -> Result<u32, StoreError> {
    let mut statement = view.connection.prepare_cached(
        "SELECT count(*) FROM contact WHERE work_order_id = ?1 AND occurred_at >= ?2
         AND direction = 'out' AND result IN ('no_answer', 'wrong_number', 'refused')",
    )?;
    Ok(statement.query_row((id.row_id(), since_at), |row| row.get(0))?)
}
