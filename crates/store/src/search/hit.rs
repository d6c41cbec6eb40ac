//! What a search finds.

use serde::{Deserialize, Serialize};
use uuid::Uuid;
use wuyou_domain::id::CustomerId;

/// What was found.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum HitKind {
    /// A household.
    Customer,
    /// A machine.
    Unit,
    /// A work order.
    WorkOrder,
    /// A service request.
    Request,
    /// A complaint or grumble.
    Complaint,
    /// A remedy case.
    RemedyCase,
}

impl HitKind {
    /// Households and what belongs to them by its number: what a list of households is narrowed by.
    pub const OF_HOUSEHOLDS: &'static [Self] =
        &[Self::Customer, Self::Unit, Self::WorkOrder, Self::Request];
}

/// By what it was found.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum MatchedField {
    /// A whole phone number.
    Phone,
    /// Some digits of a phone number.
    PhonePart,
    /// A name of the household or one of its people.
    Name,
    /// The spelling of such a name.
    Pinyin,
    /// A serial number.
    Serial,
    /// The number of an order or request.
    Number,
    /// Address, tag or note.
    Place,
    /// What a complaint or case says.
    Text,
}

/// One thing found.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SearchHit {
    /// What it is.
    pub kind: HitKind,
    /// Its row.
    pub id: Uuid,
    /// The household it belongs to.
    pub customer_id: Option<CustomerId>,
    /// Name, serial or number.
    pub title: String,
    /// What tells it from its like: phone and place, or the household's name.
    pub subtitle: String,
    /// By what it was found.
    pub matched_field: MatchedField,
    /// The text that matched, where it is not the title.
    pub matched: Option<String>,
    /// The state of an order or request.
    pub state: Option<String>,
}
