//! The server: sync endpoint, headquarters' API and console, administration.
//!
//! What lives here: HTTP (only this crate knows axum), credentials, limits, logs, the program's two
//! commands. What must not: SQL (that is `wuyou-server-store`), merging (that is `wuyou-sync`).
//! No customer data goes into logs or metrics: they see routes, ids of devices, counts, durations.
//!
//! Start reading at [`routes`] (every address), then [`serve`] (how connections are bounded),
//! then [`auth`] (who is calling). The API in words: docs/api.md.

pub mod admin;
pub mod auth;
pub mod clock;
pub mod config;
pub mod credential;
pub mod guard;
#[cfg(feature = "loopback")]
pub mod loopback;
pub mod package;
pub mod problem;
pub mod program;
pub mod routes;
pub mod serve;
pub mod state;
pub mod telemetry;
