//! The questions that are put together from several inputs of a domain function.

pub(crate) mod calendar;
pub(crate) mod commissioning;
pub(crate) mod instant;
pub(crate) mod safety;
pub(crate) mod sla;
pub(crate) mod warranty;
