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

/// Headquarters' word that somebody may go without a certificate.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Permit {
    /// The row.
    pub id: RowId,
    /// Who may go.
    pub staff: RowId,
    /// Their name.
    pub name: String,
    /// For which task.
    pub task: String,
    /// The first day.
    pub from_on: String,
    /// The last day.
    pub until_on: String,
    /// Why.
    pub reason: String,
    /// Who gave it.
    pub given_by: String,
    /// `valid` or `withdrawn`.
    pub state: String,
    /// Why it was taken back.
    pub withdrawn_reason: Option<String>,
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
