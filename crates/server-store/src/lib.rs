//! The server's storage: the trait [`ServerStore`] and its embedded form, [`SqliteStore`].
//!
//! What lives here: all SQL of the server, its migrations, and the one order in which a push is
//! executed ([`push`]). What must not: merging (that is `wuyou-sync`), HTTP, JSON, a clock.
//! Randomness is used once, for the database's own epoch.
//!
//! Rules of the house: `dealer_id` leads every key and stands in every `WHERE` of business data,
//! one transaction touches one dealer, only SQL that PostgreSQL, Citus, YugabyteDB and CockroachDB
//! also run, and every call is batch-shaped: many rows in, one plan out.
//!
//! Start reading at [`store`] (what the server asks for), then [`push`], then `sqlite`.
//! Callers: `wuyou-server` only.

pub mod error;
pub mod model;
pub mod push;
pub mod sqlite;
pub mod store;

pub use error::StoreError;
pub use sqlite::SqliteStore;
pub use store::ServerStore;
