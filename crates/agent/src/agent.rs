//! The agent, its enrolment and the list of peers.

use std::fmt;
use std::time::Duration;

use backon::{ExponentialBuilder, Retryable};
use reqwest::redirect::Policy;
use reqwest::{Client, Method, RequestBuilder};
use serde::{Deserialize, Serialize};
use uuid::Uuid;
use wuyou_contract::sync::Peer;
use wuyou_store::{Database, settings};
use wuyou_sync::client::PushLimits;

use crate::address::ServerAddress;
use crate::error::AgentError;
use crate::http;

pub(crate) const VERSION: &str = env!("CARGO_PKG_VERSION");

/// How patient the agent is, and how much it sends at once.
#[derive(Debug, Clone, Copy)]
pub struct AgentConfig {
    /// Longest wait for a connection.
    pub connect_timeout: Duration,
    /// Longest silence while an answer comes in; slow links are fine, dead ones are not.
    pub read_timeout: Duration,
    /// How often a call that failed for the moment is tried again.
    pub retries: usize,
    /// The first pause; it doubles, with jitter.
    pub first_pause: Duration,
    /// How much a push may hold.
    pub push: PushLimits,
    /// Most changes wanted in one answer.
    pub page_changes: u32,
}

impl Default for AgentConfig {
    fn default() -> Self {
        Self {
            connect_timeout: Duration::from_secs(15),
            read_timeout: Duration::from_secs(45),
            retries: 3,
            first_pause: Duration::from_millis(500),
            push: PushLimits::default(),
            page_changes: 2_000,
        }
    }
}

/// What headquarters answers to a one-time code.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct Enrolment {
    /// The dealer's code.
    pub dealer_code: String,
    /// The shop's name.
    pub dealer_name: String,
    /// This PC's letter in numbers.
    pub pc_code: String,
    /// This PC's credential. Secret.
    pub token: String,
}

/// Talks to headquarters for one data folder.
pub struct Agent {
    /// Through the system's proxy.
    outside: Client,
    /// Straight to this machine.
    loopback: Client,
    pub(crate) config: AgentConfig,
    pub(crate) running: tokio::sync::Mutex<()>,
}

impl fmt::Debug for Agent {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Agent")
            .field("config", &self.config)
            .finish_non_exhaustive()
    }
}

/// Where to call, and with which credential.
pub(crate) struct Place {
    pub(crate) address: ServerAddress,
    pub(crate) token: String,
}

impl Place {
    pub(crate) fn read(database: &Database) -> Result<Self, AgentError> {
        let (url, token) = database.read(|view| -> Result<_, AgentError> {
            let url = settings::get(view, settings::SERVER_URL)?;
            Ok((url, settings::get(view, settings::TOKEN)?))
        })?;
        match (url, token) {
            (Some(url), Some(token)) => Ok(Self {
                address: url.parse()?,
                token,
            }),
            _ => Err(AgentError::NotConnected),
        }
    }
}

impl Agent {
    /// An agent as patient as this.
    ///
    /// # Errors
    /// [`AgentError::Setup`] when the system's certificates or proxy settings cannot be read.
    pub fn new(config: AgentConfig) -> Result<Self, AgentError> {
        let builder = || {
            Client::builder()
                .user_agent(concat!("wuyou/", env!("CARGO_PKG_VERSION")))
                .connect_timeout(config.connect_timeout)
                .read_timeout(config.read_timeout)
                // Headquarters never redirects; networks that want a log-in do.
                .redirect(Policy::none())
        };
        let setup = |error: reqwest::Error| AgentError::Setup(error.to_string());
        Ok(Self {
            outside: builder().https_only(true).build().map_err(setup)?,
            loopback: builder().no_proxy().build().map_err(setup)?,
            config,
            running: tokio::sync::Mutex::new(()),
        })
    }

    pub(crate) fn request(
        &self,
        method: Method,
        address: &ServerAddress,
        route: &str,
    ) -> RequestBuilder {
        let client = if address.is_loopback() {
            &self.loopback
        } else {
            &self.outside
        };
        client.request(method, address.route(route))
    }

    /// Repeats a call that failed for the moment, with growing pauses; a pause the server asks for
    /// is kept.
    pub(crate) async fn patiently<T, F>(&self, call: impl Fn() -> F) -> Result<T, AgentError>
    where
        F: Future<Output = Result<T, AgentError>>,
    {
        let pauses = ExponentialBuilder::default()
            .with_min_delay(self.config.first_pause)
            .with_max_delay(Duration::from_secs(30))
            .with_max_times(self.config.retries)
            .with_jitter();
        call.retry(pauses)
            .when(AgentError::is_temporary)
            .adjust(|error, pause| match error {
                AgentError::Server {
                    retry_after: Some(wait),
                    ..
                } => pause.map(|pause| pause.max(*wait)),
                _ => pause,
            })
            .notify(|error, pause| tracing::info!(%error, ?pause, "headquarters: trying again"))
            .await
    }

    /// Exchanges a one-time code for this PC's credential. A PC that holds a dealer's data says
    /// whose: the code of another dealer is refused then and not used up. Not repeated: a code works once, and an
    /// answer that was lost is told by the next try (`enrol.code_used`).
    ///
    /// # Errors
    /// [`AgentError::EnrolmentCode`], [`AgentError::OtherDealer`], [`AgentError::Address`], or why headquarters cannot be
    /// reached.
    pub async fn enrol(
        &self,
        server_url: &str,
        code: &str,
        device: (Uuid, &str),
        dealer_code: Option<&str>,
    ) -> Result<Enrolment, AgentError> {
        #[derive(Serialize)]
        struct Body<'b> {
            code: &'b str,
            device_id: Uuid,
            device_name: &'b str,
            app_version: &'b str,
            #[serde(skip_serializing_if = "Option::is_none")]
            expected_dealer_code: Option<&'b str>,
        }
        let address: ServerAddress = server_url.parse()?;
        let request = self
            .request(Method::POST, &address, "api/v1/enrol")
            .json(&Body {
                code,
                device_id: device.0,
                device_name: device.1,
                app_version: VERSION,
                expected_dealer_code: dealer_code,
            });
        http::exchange_json(request).await
    }

    /// Asks for the shop's PCs, this one among them; revoked ones are left out.
    ///
    /// # Errors
    /// Why headquarters cannot be reached.
    pub async fn peers(&self, database: &Database) -> Result<Vec<Peer>, AgentError> {
        #[derive(Deserialize)]
        struct Peers {
            items: Vec<Item>,
        }
        #[derive(Deserialize)]
        struct Item {
            device_id: Uuid,
            name: String,
            pc_code: String,
            last_seen_at: Option<i64>,
            revoked_at: Option<i64>,
            this_device: bool,
        }
        let place = Place::read(database)?;
        let call = || {
            let request = self.request(Method::GET, &place.address, "api/v1/peers");
            http::exchange_json::<Peers>(request.bearer_auth(&place.token))
        };
        let peers = self.patiently(call).await?;
        let items = peers.items.into_iter();
        Ok(items
            .filter(|item| item.revoked_at.is_none())
            .map(|item| Peer {
                device_id: item.device_id,
                name: item.name,
                pc_code: item.pc_code,
                last_seen_at: item.last_seen_at,
                this: item.this_device,
            })
            .collect())
    }
}
