//! A new identity for a PC whose data was restored from a backup or copied.

use reqwest::Method;
use serde::{Deserialize, Serialize};
use uuid::Uuid;
use wuyou_store::Database;
use wuyou_store::renewal::{Renewal, Renewed};

use crate::agent::{Agent, Place, VERSION};
use crate::error::AgentError;
use crate::http;

/// The code of an id that is another device's.
const TAKEN: &str = "renew.taken";

impl Agent {
    /// Asks for a new identity with the present credential and takes it over. Safe to repeat: what
    /// is asked for was chosen before, and is given again when an answer was lost.
    ///
    /// # Errors
    /// [`AgentError`]; the next sync asks again.
    pub(crate) async fn renew(&self, database: &Database) -> Result<(), AgentError> {
        let place = Place::read(database)?;
        let renewal = database.begin_renewal()?;
        tracing::info!(
            reason = renewal.reason.code(),
            "this PC asks for a new identity"
        );
        let renewed = self.patiently(|| self.ask(&place, &renewal)).await;
        if let Err(AgentError::Refused { code, .. }) = &renewed
            && code == TAKEN
        {
            database.forget_renewal()?;
        }
        Ok(database.finish_renewal(&renewed?)?)
    }

    async fn ask(&self, place: &Place, renewal: &Renewal) -> Result<Renewed, AgentError> {
        #[derive(Serialize)]
        struct Body<'b> {
            device_id: Uuid,
            secret: &'b str,
            reason: &'b str,
            app_version: &'b str,
        }
        #[derive(Deserialize)]
        struct Answer {
            token: String,
            pc_code: String,
            head_seq: u64,
        }
        let request = self
            .request(Method::POST, &place.address, "api/v1/renew")
            .bearer_auth(&place.token)
            .json(&Body {
                device_id: renewal.device,
                secret: &renewal.secret,
                reason: renewal.reason.code(),
                app_version: VERSION,
            });
        let answer: Answer = http::exchange_json(request).await?;
        Ok(Renewed {
            device: renewal.device,
            token: answer.token,
            pc_code: answer.pc_code,
            head_seq: answer.head_seq,
        })
    }
}
