//! Use cases by business area. Every function is one user action: load, decide, save.

pub(crate) mod access;
pub(crate) mod backup;
pub(crate) mod complaint;
pub(crate) mod conflict;
pub(crate) mod contact;
pub(crate) mod customer;
pub(crate) mod draft;
pub(crate) mod example;
pub(crate) mod explain;
pub(crate) mod fault;
pub(crate) mod import;
pub(crate) mod promise;
pub(crate) mod request;
pub(crate) mod return_visit;
pub(crate) mod roster;
pub(crate) mod search;
pub(crate) mod setup;
pub(crate) mod sla;
pub(crate) mod staff;
pub(crate) mod sync;
pub(crate) mod today;
pub(crate) mod unit;
pub(crate) mod warranty;
pub(crate) mod work_order;
