//! Packages as they come by network and by hand, and programs really put in place.
#![allow(clippy::unwrap_used, reason = "tests")]

mod hostile;
#[cfg(unix)]
mod place;
mod shelf;
mod work;
