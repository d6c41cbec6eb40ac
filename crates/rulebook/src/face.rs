//! The wire forms of rules whose domain types differ: instants are RFC 3339 text outside.

pub(crate) mod calendar;
pub(crate) mod instant;
pub(crate) mod return_visit;
pub(crate) mod safety;
pub(crate) mod sla;
pub(crate) mod warranty;
