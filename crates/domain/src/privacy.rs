//! Decisions over personal data (`rules.md` §2.12; Personal Information Protection Law, Consumer
//! Protection Law Art. 29).
//!
//! [`consent::consent_at`] and [`consent::may_send`]: consent at a time, and what may be sent;
//! [`deletion::decide`]: deletion against what must be kept; [`retention::retain`]: legal basis and
//! period of each kind of record; [`rights`]: a refusal needs its reason, an export shows the
//! requester's own data only.

pub mod consent;
pub mod deletion;
pub mod policy;
pub mod retention;
pub mod rights;

pub use policy::{Keep, LegalBasis, MessageKind, PrivacyPolicy, Purpose, RecordKind, built_in};

#[cfg(test)]
mod tests;
