//! The HTTP agent as the use cases' network.

use std::sync::OnceLock;

use wuyou_agent::{AgentConfig, AgentError, BlockingAgent};
use wuyou_app::{Enrolment, SyncOutcome, SyncPort, UpdateOffer};
use wuyou_contract::sync::Peer;
use wuyou_contract::{ApiError, ErrorCode};
use wuyou_store::Database;

/// Headquarters over HTTP. The agent is made at its first use: a program that never syncs (most
/// calls of the command line) starts no threads for it.
#[derive(Debug, Default)]
pub(crate) struct Network {
    agent: OnceLock<BlockingAgent>,
}

impl Network {
    fn agent(&self) -> Result<&BlockingAgent, ApiError> {
        if let Some(agent) = self.agent.get() {
            return Ok(agent);
        }
        let made = BlockingAgent::new(AgentConfig::default()).map_err(|error| told(&error))?;
        Ok(self.agent.get_or_init(|| made))
    }
}

impl SyncPort for Network {
    fn enrol(
        &self,
        server_url: &str,
        code: &str,
        device: (uuid::Uuid, &str),
        dealer_code: Option<&str>,
    ) -> Result<Enrolment, ApiError> {
        let enrolled = self
            .agent()?
            .enrol(server_url, code, device, dealer_code)
            .map_err(|error| told(&error))?;
        Ok(Enrolment {
            dealer_code: enrolled.dealer_code,
            dealer_name: enrolled.dealer_name,
            pc_code: enrolled.pc_code,
            token: enrolled.token,
        })
    }

    fn sync(&self, database: &Database, now_at: i64) -> Result<SyncOutcome, ApiError> {
        let synced = self
            .agent()?
            .sync(database, now_at)
            .map_err(|error| told(&error))?;
        Ok(SyncOutcome {
            pushed: synced.pushed,
            pulled: synced.pulled,
            rejected: synced.rejected,
            bytes: synced.bytes,
            rounds: synced.rounds,
            clock_offset_ms: synced.clock_offset_ms,
        })
    }

    fn peers(&self, database: &Database) -> Result<Vec<Peer>, ApiError> {
        self.agent()?.peers(database).map_err(|error| told(&error))
    }

    fn update_offer(
        &self,
        database: &Database,
        target: &str,
    ) -> Result<Option<UpdateOffer>, ApiError> {
        let offer = self.agent()?.update_offer(database, target);
        let offer = offer.map_err(|error| told(&error))?;
        Ok(offer.map(|offer| UpdateOffer {
            manifest: offer.manifest,
            signature: offer.signature,
            file_bytes: offer.file_bytes,
        }))
    }

    fn update_part(
        &self,
        database: &Database,
        of: (&str, &str),
        part: (u64, u64),
    ) -> Result<Vec<u8>, ApiError> {
        let piece = self.agent()?.update_part(database, of, part);
        piece.map_err(|error| told(&error))
    }
}

/// What a person is told; the chain of causes goes to the log, once.
fn told(error: &AgentError) -> ApiError {
    let code = error.code();
    if matches!(code, ErrorCode::SyncServer | ErrorCode::Internal) {
        tracing::error!(%error, "sync");
    }
    code.into()
}
