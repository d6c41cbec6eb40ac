//! People of a dealer and their certificates, as headquarters' administration sees them.

use wuyou_sync::value::RowId;

/// A person of a dealer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Person {
    /// The row.
    pub id: RowId,
    /// The name.
    pub name: String,
    /// Left the dealer.
    pub disabled: bool,
}

/// A certificate.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Certificate {
    /// The row.
    pub id: RowId,
    /// Who holds it.
    pub staff: RowId,
    /// Their name.
    pub name: String,
    /// `maker_repair`, …
    pub kind: String,
    /// The number on it.
    pub no: String,
    /// The first day.
    pub valid_from: String,
    /// The last day.
    pub valid_to: String,
    /// `valid`, `suspended` or `revoked`.
    pub state: String,
    /// Why it is suspended or revoked.
    pub reason: Option<String>,
}
