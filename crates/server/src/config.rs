//! How the server is set up, and every limit it enforces. docs/limits in words: docs/api.md.

use std::num::NonZeroU32;
use std::path::PathBuf;
use std::time::Duration;

/// Most bytes of a JSON body.
pub const MAX_JSON_BYTES: usize = 16 * 1024;
/// A PC that has not been seen for this long is shown as stale, in milliseconds.
pub const STALE_AFTER_MS: i64 = 24 * 3600 * 1000;
/// A console session ends after this long without use, in milliseconds.
pub const SESSION_IDLE_MS: i64 = 15 * 60 * 1000;
/// A console session ends after this long in any case, in milliseconds.
pub const SESSION_LIFETIME_MS: i64 = 12 * 3600 * 1000;
/// Wrong passwords in a row before waiting begins.
pub const FREE_FAILURES: u32 = 5;
/// The longest wait after wrong passwords, in milliseconds. Never for ever: that would let anybody
/// lock a user out.
pub const MAX_LOGIN_WAIT_MS: i64 = 15 * 60 * 1000;

/// How the server is set up.
#[derive(Debug, Clone, Default)]
pub struct Config {
    /// The console's files; without it there is only the API.
    pub console: Option<PathBuf>,
    /// Where browsers reach this server, e.g. `https://hq.example.com`. With `https` cookies are
    /// `Secure` and HSTS is sent.
    pub public_origin: Option<String>,
    /// Whether a proxy of ours stands in front, so that the last `X-Forwarded-For` entry is the
    /// caller's address.
    pub behind_proxy: bool,
    /// The folder with packages of updates; without it none is handed out.
    pub updates: Option<PathBuf>,
    /// Limits.
    pub limits: Limits,
}

impl Config {
    /// Whether browsers come over TLS.
    #[must_use]
    pub fn is_https(&self) -> bool {
        self.public_origin
            .as_deref()
            .is_some_and(|origin| origin.starts_with("https://"))
    }
}

/// A rate: so many at once, then so many a second.
#[derive(Debug, Clone, Copy)]
pub struct Rate {
    /// A second.
    pub per_second: NonZeroU32,
    /// At once.
    pub burst: NonZeroU32,
}

/// What the server takes at most.
#[derive(Debug, Clone, Copy)]
pub struct Limits {
    /// Requests being answered at once; more get 503.
    pub requests: usize,
    /// Of these, requests of one address; more get 429. Slow senders would otherwise keep all others
    /// out.
    pub requests_per_address: usize,
    /// Connections at once; more wait in the system's queue.
    pub connections: usize,
    /// Connections at once from one address; more are closed. Off behind a proxy.
    pub connections_per_address: usize,
    /// How long a client may take to send the head of a request.
    pub header_timeout: Duration,
    /// How long a client may take to send a body.
    pub body_timeout: Duration,
    /// The slowest link a known PC may have, in bytes a second: its push has so much more time.
    pub slowest_link: NonZeroU32,
    /// How long requests may go on after the server was told to stop.
    pub stop_timeout: Duration,
    /// Requests of one address.
    pub address: Rate,
    /// Sync requests of one device.
    pub device: Rate,
    /// Enrolments and logins of one address.
    pub credential: Rate,
    /// Password checks at once: each takes 19 MiB and a core for 30 ms.
    pub password_checks: usize,
}

const fn count(number: u32) -> NonZeroU32 {
    match NonZeroU32::new(number) {
        Some(number) => number,
        None => NonZeroU32::MIN,
    }
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            requests: 256,
            requests_per_address: 64,
            connections: 8_192,
            connections_per_address: 512,
            header_timeout: Duration::from_secs(10),
            body_timeout: Duration::from_secs(30),
            slowest_link: count(1_000),
            stop_timeout: Duration::from_secs(20),
            address: Rate {
                per_second: count(200),
                burst: count(1_000),
            },
            device: Rate {
                per_second: count(50),
                burst: count(500),
            },
            credential: Rate {
                per_second: count(1),
                burst: count(20),
            },
            password_checks: 2,
        }
    }
}
