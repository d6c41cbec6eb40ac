//! The agent for hosts that call from a thread of their own.

use tokio::runtime::{Builder, Runtime};
use uuid::Uuid;
use wuyou_contract::sync::Peer;
use wuyou_store::Database;

use crate::agent::{Agent, AgentConfig, Enrolment};
use crate::error::AgentError;
use crate::sync::SyncOutcome;
use crate::update::UpdateOffer;

/// [`Agent`] with a runtime of its own. Not to be called from asynchronous code.
#[derive(Debug)]
pub struct BlockingAgent {
    agent: Agent,
    runtime: Runtime,
}

impl BlockingAgent {
    /// An agent as patient as this.
    ///
    /// # Errors
    /// [`AgentError::Setup`].
    pub fn new(config: AgentConfig) -> Result<Self, AgentError> {
        let runtime = Builder::new_multi_thread()
            .worker_threads(1)
            .thread_name("wuyou-agent")
            .enable_all()
            .build()
            .map_err(|error| AgentError::Setup(error.to_string()))?;
        Ok(Self {
            agent: Agent::new(config)?,
            runtime,
        })
    }

    /// See [`Agent::enrol`].
    ///
    /// # Errors
    /// [`AgentError`].
    pub fn enrol(
        &self,
        server_url: &str,
        code: &str,
        device: (Uuid, &str),
        dealer_code: Option<&str>,
    ) -> Result<Enrolment, AgentError> {
        self.runtime
            .block_on(self.agent.enrol(server_url, code, device, dealer_code))
    }

    /// See [`Agent::sync`].
    ///
    /// # Errors
    /// [`AgentError`].
    pub fn sync(&self, database: &Database, now_at: i64) -> Result<SyncOutcome, AgentError> {
        self.runtime.block_on(self.agent.sync(database, now_at))
    }

    /// See [`Agent::peers`].
    ///
    /// # Errors
    /// [`AgentError`].
    pub fn peers(&self, database: &Database) -> Result<Vec<Peer>, AgentError> {
        self.runtime.block_on(self.agent.peers(database))
    }

    /// See [`Agent::update_offer`].
    ///
    /// # Errors
    /// [`AgentError`].
    pub fn update_offer(
        &self,
        database: &Database,
        target: &str,
    ) -> Result<Option<UpdateOffer>, AgentError> {
        self.runtime
            .block_on(self.agent.update_offer(database, target))
    }

    /// See [`Agent::update_part`].
    ///
    /// # Errors
    /// [`AgentError`].
    pub fn update_part(
        &self,
        database: &Database,
        of: (&str, &str),
        part: (u64, u64),
    ) -> Result<Vec<u8>, AgentError> {
        self.runtime
            .block_on(self.agent.update_part(database, of, part))
    }
}
