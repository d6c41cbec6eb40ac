//! Scenarios over the real programs: `wuyou` on several data folders, one real `wuyou-server`.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "tests"
)]

mod faults;
mod import;
mod merge;
mod restore;
mod road;
mod volume;
