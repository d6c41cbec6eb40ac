//! What every request can reach: storage, clock, setup, limiters.

use std::collections::HashMap;
use std::net::IpAddr;
use std::sync::{Arc, Mutex};

use tokio::sync::Semaphore;
use wuyou_server_store::{ServerStore, StoreError};

use crate::clock::Clock;
use crate::config::Config;
use crate::credential::{self, CredentialError};
use crate::guard::rate::Limiter;
use crate::guard::share::Shares;
use crate::problem::{Code, Problem};
use crate::telemetry::Telemetry;

/// The state, shared by all requests.
pub type Shared = Arc<AppState>;

/// What every request can reach.
#[derive(Debug)]
pub struct AppState {
    /// How the server is set up.
    pub config: Config,
    /// The clock.
    pub clock: Arc<dyn Clock>,
    /// Counters.
    pub telemetry: Telemetry,
    /// Requests of an address.
    pub(crate) by_address: Limiter<IpAddr>,
    /// Sync requests of a device.
    pub(crate) by_device: Limiter<[u8; 16]>,
    /// Enrolments and logins of an address.
    pub(crate) credentials_by_address: Limiter<IpAddr>,
    /// Requests being answered.
    pub(crate) requests: Semaphore,
    /// Requests being answered, by address.
    pub(crate) requests_of_address: Shares,
    /// Password checks under way.
    pub(crate) password_checks: Semaphore,
    /// Wrong logins under names nobody has: they wait like real ones, so that names stay secret.
    pub(crate) unknown_names: Mutex<HashMap<String, (u32, Option<i64>)>>,
    /// A hash to check passwords against when the name is unknown, so that it takes as long.
    pub(crate) nobody_hash: String,
    store: StoreHandle,
}

/// The storage; its own type so that the state can be printed without it.
struct StoreHandle(Arc<dyn ServerStore>);

impl std::fmt::Debug for StoreHandle {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("ServerStore")
    }
}

impl AppState {
    /// A server's state.
    ///
    /// # Errors
    /// [`CredentialError`] when the system gives no random numbers.
    pub fn new(
        store: Arc<dyn ServerStore>,
        clock: Arc<dyn Clock>,
        config: Config,
    ) -> Result<Shared, CredentialError> {
        let limits = &config.limits;
        Ok(Arc::new(Self {
            telemetry: Telemetry::shared(),
            by_address: Limiter::new(limits.address),
            by_device: Limiter::new(limits.device),
            credentials_by_address: Limiter::new(limits.credential),
            requests: Semaphore::new(limits.requests),
            requests_of_address: Shares::new(limits.requests_per_address),
            password_checks: Semaphore::new(limits.password_checks),
            unknown_names: Mutex::new(HashMap::new()),
            nobody_hash: credential::hash_password(&credential::new_secret()?)?,
            store: StoreHandle(store),
            config,
            clock,
        }))
    }

    /// Now, Unix milliseconds.
    #[must_use]
    pub fn now_at(&self) -> i64 {
        self.clock.now_at()
    }

    /// Runs a piece of work with the storage on a thread that may block.
    ///
    /// # Errors
    /// What the work gives, as a [`Problem`].
    pub async fn blocking<T, E>(
        &self,
        work: impl FnOnce(&dyn ServerStore) -> Result<T, E> + Send + 'static,
    ) -> Result<T, Problem>
    where
        T: Send + 'static,
        E: Into<Problem> + Send + 'static,
    {
        let store = Arc::clone(&self.store.0);
        match tokio::task::spawn_blocking(move || work(store.as_ref())).await {
            Ok(result) => result.map_err(Into::into),
            Err(panic) => Err(Problem::internal(&panic)),
        }
    }

    /// Like [`AppState::blocking`], for work that only the storage can fail.
    ///
    /// # Errors
    /// What the storage gives, as a [`Problem`].
    pub async fn stored<T: Send + 'static>(
        &self,
        work: impl FnOnce(&dyn ServerStore) -> Result<T, StoreError> + Send + 'static,
    ) -> Result<T, Problem> {
        self.blocking(work).await
    }

    /// A place among the password checks, or busy: they are dear, and a queue of them is a way to
    /// keep everybody out.
    pub(crate) fn password_place(&self) -> Result<tokio::sync::SemaphorePermit<'_>, Problem> {
        self.password_checks
            .try_acquire()
            .map_err(|_| Problem::from(Code::Busy).retry_after(1))
    }
}
