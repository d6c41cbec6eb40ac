//! Sync without IO: what an edit is, how concurrent edits merge, what each side does next.
//!
//! The server orders every change of a dealer in one gapless log; state is a fold of that log.
//! A client holds the state, its unsent edits on top, and a cursor into the log.
//! [`server::plan_push`] and [`client::plan_apply`] take bytes and loaded rows and give effects:
//! the stores execute them in one transaction. So thousands of simulated devices fit in one test.
//!
//! What must not live here: SQL, sockets, files, threads, a clock, randomness.
//! Start reading at [`entity`] (what syncs and how each field merges), then [`change`], then
//! [`server`] and [`client`]; [`wire`] has the bytes of the messages.
//! The protocol in words: docs/sync-protocol.md.

pub mod change;
pub mod client;
pub mod clock;
pub mod entity;
pub mod hash;
pub mod message;
pub mod registry;
pub mod server;
pub mod value;
pub mod wire;
