//! What stands between a connection and the handlers: rates, shares, load, origin, headers.

pub mod headers;
pub mod load;
pub mod origin;
pub mod rate;
pub mod share;
