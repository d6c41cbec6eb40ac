//! `POST /api/v1/enrol`: a one-time code for a PC's own credential.

use axum::extract::State;
use axum::http::{Extensions, HeaderMap};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;
use wuyou_server_store::model::{DeviceKey, EnrolAnswer, Enrolment};

use super::extract::{Json, line};
use crate::credential::{device_token, enrolment_code_hash, hash_of, new_secret};
use crate::guard::rate::caller;
use crate::problem::{Code, Problem, ProblemBody};
use crate::state::Shared;

/// What a PC sends to join its dealer.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct EnrolRequest {
    /// The one-time code as typed.
    pub code: String,
    /// The PC's id, made by itself.
    pub device_id: Uuid,
    /// The PC's name, 1–60 characters.
    pub device_name: String,
    /// The program's version, 1–40 characters.
    pub app_version: String,
    /// The code of the dealer this PC belongs to already. A one-time code of another dealer is then
    /// refused with `enrol.other_dealer` and stays unspent. Absent or null on a fresh PC.
    #[serde(default)]
    pub expected_dealer_code: Option<String>,
}

/// What it gets.
#[derive(Debug, Serialize, ToSchema)]
pub struct Enrolled {
    /// The dealer's code.
    pub dealer_code: String,
    /// The dealer's name.
    pub dealer_name: String,
    /// The PC's letter in numbers of orders.
    pub pc_code: String,
    /// The PC's credential; it is shown this once.
    pub token: String,
    /// The server's history.
    pub epoch: Uuid,
    /// The server's clock, Unix milliseconds.
    pub server_now_at: i64,
}

/// Exchanges a one-time code for a credential.
#[utoipa::path(post, path = "/api/v1/enrol", operation_id = "enrol", tag = "dealer PC",
    request_body = EnrolRequest,
    responses((status = 200, body = Enrolled),
        (status = "4XX", body = ProblemBody, content_type = "application/problem+json")))]
pub async fn enrol(
    State(state): State<Shared>,
    extensions: Extensions,
    headers: HeaderMap,
    Json(request): Json<EnrolRequest>,
) -> Result<axum::Json<Enrolled>, Problem> {
    let address = caller(&state.config, &headers, &extensions);
    state.credentials_by_address.check(&address)?;
    let name = line("device_name", &request.device_name, 1, 60)?;
    let app_version = line("app_version", &request.app_version, 1, 40)?;
    let expected = request
        .expected_dealer_code
        .map(|code| line("expected_dealer_code", &code, 1, 40))
        .transpose()?;
    let code_hash = enrolment_code_hash(&request.code).ok_or(Code::CodeWrong)?;
    let secret = new_secret().map_err(|error| Problem::internal(&error))?;
    let device = request.device_id.into_bytes();
    let now_at = state.now_at();
    let (answer, token, epoch) = state
        .stored(move |store| {
            let mut token = String::new();
            let mut token_for = |dealer| {
                token = device_token(&DeviceKey { dealer, device }, &secret);
                hash_of(&token)
            };
            let enrolment = Enrolment {
                code_hash: &code_hash,
                device,
                name: &name,
                app_version: &app_version,
                expected_dealer_code: expected.as_deref(),
            };
            let answer = store.enrol(&enrolment, &mut token_for, now_at)?;
            Ok((answer, token, store.epoch()))
        })
        .await?;
    match answer {
        EnrolAnswer::Wrong => Err(Code::CodeWrong.into()),
        EnrolAnswer::Used => Err(Code::CodeUsed.into()),
        EnrolAnswer::Expired => Err(Code::CodeExpired.into()),
        EnrolAnswer::OtherDealer => Err(Code::CodeOtherDealer.into()),
        EnrolAnswer::Enrolled { dealer, pc_code } => Ok(axum::Json(Enrolled {
            dealer_code: dealer.code,
            dealer_name: dealer.name,
            pc_code,
            token,
            epoch: Uuid::from_bytes(epoch),
            server_now_at: now_at,
        })),
    }
}
