//! Journeys on the real window, against the real server: what a person does and sees, and nothing
//! that only a program could know.
//!
//! - [`road`]: from the first run over an old list and a call taken, worked through and closed
//!   without network, to headquarters' console; then a conflict with a second PC.
//! - [`draft`]: what was half typed survives a power cut.
//! - [`second`]: a second start leaves the one window alone.
//! - [`hostile`]: 200 strings that break careless programs, on every screen.
//! - [`sale`], [`twice`], [`snow`], [`alarm`], [`complaint`]: the heart of the acceptance journeys J1,
//!   J2, J3, J7 and J8, on a shop whose past was written with a clock that is turned; the whole of
//!   each runs through commands in `crates/app/tests/journey`.
//! - [`input_method`]: Enter and Escape that belong to an input method.
//!
//! Run under a display: `xvfb-run -a dbus-run-session -- cargo test -p wuyou-tests --test journey`.
//! The window exists once per session, so the journeys take turns: `--test-threads=1`.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "tests"
)]

mod alarm;
mod complaint;
mod draft;
mod hostile;
mod input_method;
mod road;
mod sale;
mod second;
mod snow;
mod steps;
mod twice;
