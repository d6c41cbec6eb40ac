//! Drives sync over HTTP: enrolment, a sync until both sides have everything, a new identity for a
//! PC that was restored or copied, the list of peers, and versions of the program.
//!
//! What lives here: addresses and transport security, compression, retries, and telling apart why
//! headquarters cannot be reached (no network, a network that wants a log-in first, a wrong clock,
//! a revoked PC). What must not: merging (`wuyou-sync`), SQL (`wuyou-store`), business actions.
//!
//! [`Agent`] is asynchronous; [`BlockingAgent`] is the same for hosts that call from a thread of
//! their own. Both work on the database while they wait for nothing else, so an asynchronous host
//! runs [`Agent::sync`] on a task that may block. Start reading at [`Agent::sync`].
//! Plain `http` is taken only for addresses of this machine ([`ServerAddress`]).

mod address;
mod agent;
mod blocking;
mod error;
mod http;
mod renew;
mod sync;
mod update;

pub use address::{AddressError, ServerAddress};
pub use agent::{Agent, AgentConfig, Enrolment};
pub use blocking::BlockingAgent;
pub use error::AgentError;
pub use sync::{MAX_CLOCK_OFFSET_MS, SyncOutcome};
pub use update::UpdateOffer;
