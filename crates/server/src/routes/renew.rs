//! `POST /api/v1/renew`: a new identity for a PC that was restored from a backup or is a copy.

use axum::extract::State;
use axum::http::{Extensions, HeaderMap};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;
use wuyou_server_store::model::{DeviceKey, RenewAnswer, Renewal, RenewalReason};

use super::extract::{Json, line};
use crate::auth::KnownDevice;
use crate::credential::{device_token, hash_of, is_secret};
use crate::guard::rate::caller;
use crate::problem::{Code, Problem, ProblemBody};
use crate::state::Shared;

/// Why a PC asks.
#[derive(Debug, Clone, Copy, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Reason {
    /// A backup took the place of its data; its former credential ends.
    Restored,
    /// The server holds other changes under its numbers; its former credential stays.
    Forked,
}

/// What a PC asks for. Asked again with the same id and secret, the answer is the same.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct RenewRequest {
    /// The PC's new id, made by itself.
    pub device_id: Uuid,
    /// 64 hexadecimal digits in lower case, made by the PC: the secret part of its new credential.
    pub secret: String,
    /// Why.
    pub reason: Reason,
    /// The program's version, 1–40 characters.
    pub app_version: String,
}

/// What it gets.
#[derive(Debug, Serialize, ToSchema)]
pub struct Renewed {
    /// The dealer's code.
    pub dealer_code: String,
    /// The PC's new letter in numbers of orders.
    pub pc_code: String,
    /// The PC's new credential.
    pub token: String,
    /// The last number of the dealer's log: the PC reads up to there before it sends anything.
    pub head_seq: u64,
    /// The server's history.
    pub epoch: Uuid,
    /// The server's clock, Unix milliseconds.
    pub server_now_at: i64,
}

/// Gives a PC a new identity.
#[utoipa::path(post, path = "/api/v1/renew", operation_id = "renew", tag = "dealer PC",
    security(("device" = [])), request_body = RenewRequest,
    responses((status = 200, body = Renewed),
        (status = "4XX", body = ProblemBody, content_type = "application/problem+json")))]
pub async fn renew(
    State(state): State<Shared>,
    KnownDevice(who): KnownDevice,
    extensions: Extensions,
    headers: HeaderMap,
    Json(request): Json<RenewRequest>,
) -> Result<axum::Json<Renewed>, Problem> {
    let address = caller(&state.config, &headers, &extensions);
    state.credentials_by_address.check(&address)?;
    let app_version = line("app_version", &request.app_version, 1, 40)?;
    if !is_secret(&request.secret) {
        return Err(Code::AuthWrong.into());
    }
    let device = request.device_id.into_bytes();
    let new = DeviceKey {
        dealer: who.dealer,
        device,
    };
    let token = device_token(&new, &request.secret);
    let token_hash = hash_of(&token);
    let reason = match request.reason {
        Reason::Restored => RenewalReason::Restored,
        Reason::Forked => RenewalReason::Forked,
    };
    let now_at = state.now_at();
    let (answer, epoch) = state
        .stored(move |store| {
            let renewal = Renewal {
                who,
                device,
                token_hash: &token_hash,
                app_version: &app_version,
                reason,
            };
            Ok((store.renew(&renewal, now_at)?, store.epoch()))
        })
        .await?;
    match answer {
        RenewAnswer::Revoked => Err(Code::AuthRevoked.into()),
        RenewAnswer::Taken => Err(Code::RenewTaken.into()),
        RenewAnswer::TooMany => Err(Problem::from(Code::TooMany).retry_after(3600)),
        RenewAnswer::Renewed {
            dealer,
            pc_code,
            head_seq,
        } => Ok(axum::Json(Renewed {
            dealer_code: dealer.code,
            pc_code,
            token,
            head_seq,
            epoch: Uuid::from_bytes(epoch),
            server_now_at: now_at,
        })),
    }
}
