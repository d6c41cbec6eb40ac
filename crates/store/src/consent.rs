//! Consents and withdrawals, as they were said.

use uuid::Uuid;
use wuyou_domain::id::{ConsentId, CustomerId, PersonId};

use crate::customer::family;
use crate::error::StoreError;
use crate::view::{Id, View, read_id, read_id_opt};

/// A consent or its withdrawal.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ConsentRow {
    /// The row.
    pub id: ConsentId,
    /// The household.
    pub customer_id: CustomerId,
    /// The person of the household; without one the household's own.
    pub person_id: Option<PersonId>,
    /// Their name at that time.
    pub person_name: String,
    /// `care`, `birthday`, `marketing`.
    pub purpose: String,
    /// Given; otherwise withdrawn or refused.
    pub given: bool,
    /// Which notice was read out.
    pub notice_version: String,
    /// The shop the notice named.
    pub shop_name: String,
    /// Whom the notice named as receiving the data.
    pub receiver_name: String,
    /// How it was said.
    pub channel: String,
    /// When it was said.
    pub occurred_at: i64,
    /// Who asked.
    pub staff_name: Option<String>,
    /// The proof, or anything else.
    pub note: Option<String>,
}

impl ConsentRow {
    /// Whose it is: the person's, else the household's that `of` names.
    #[must_use]
    pub fn whose(&self, of: CustomerId) -> Uuid {
        self.person_id.map_or(of.0, |person| person.0)
    }
}

/// What a household and its people said, the latest first; at most 500.
///
/// # Errors
/// The database's error.
pub fn of_customer(view: View<'_>, id: CustomerId) -> Result<Vec<ConsentRow>, StoreError> {
    let mut statement = view.connection.prepare_cached(&format!(
        "SELECT n.*, s.name AS staff_name FROM consent n LEFT JOIN staff s ON s.id = n.staff_id
         WHERE n.customer_id IN {} ORDER BY n.occurred_at DESC, n.nr DESC LIMIT 500",
        family("?1")
    ))?;
    let rows = statement.query_map([id.row_id()], |row| {
        Ok(ConsentRow {
            id: read_id(row, "id")?,
            customer_id: read_id(row, "customer_id")?,
            person_id: read_id_opt(row, "person_id")?,
            person_name: row.get("person_name")?,
            purpose: row.get("purpose")?,
            given: row.get("given")?,
            notice_version: row.get("notice_version")?,
            shop_name: row.get("shop_name")?,
            receiver_name: row.get("receiver_name")?,
            channel: row.get("channel")?,
            occurred_at: row.get("occurred_at")?,
            staff_name: row.get("staff_name")?,
            note: row.get("note")?,
        })
    })?;
    Ok(rows.collect::<Result<_, _>>()?)
}
