//! The store from outside, on real encrypted files. One program, so that it is linked once.
#![expect(
    clippy::unwrap_used,
    reason = "tests; the lint knows only functions marked as such"
)]

mod area;
mod backup;
mod common;
mod edit;
mod folder;
mod kill;
mod look;
mod picture;
mod search;
mod speed;
mod sync;
mod tables;
