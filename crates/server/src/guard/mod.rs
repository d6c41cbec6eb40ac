//! What stands between a connection and the handlers: rates, load, origin, headers.

pub mod headers;
pub mod load;
pub mod origin;
pub mod rate;
