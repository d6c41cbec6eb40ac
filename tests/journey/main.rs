//! Journeys on the real window, against the real server: what a person does and sees, and nothing
//! that only a program could know.
//!
//! - [`road`]: from the first run over an old list and a call taken, worked through and closed
//!   without network, to headquarters' console; then a conflict with a second PC.
//! - [`draft`]: what was half typed survives a power cut.
//! - [`hostile`]: 200 strings that break careless programs, on every screen.
//!
//! Run under a display: `xvfb-run -a dbus-run-session -- cargo test -p wuyou-tests --test journey`.
//! The window exists once per session, so the journeys take turns: `--test-threads=1`.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "tests"
)]

mod draft;
mod hostile;
mod road;
mod steps;
